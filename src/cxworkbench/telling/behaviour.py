"""Telling behavioural segments: whether there are any, what they are, and how they have drifted."""

from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.records.told import Block, Section
from cxworkbench.telling.behaviour_charts import chart_segment_scatter, chart_segment_traits
from cxworkbench.telling.blocks import chart_block, note, section_of, sentence, table_of
from cxworkbench.telling.plain_words import plain_rule, with_money
from cxworkbench.voice.behaviour import Behaviour
from cxworkbench.voice.behaviour_case import BehaviourFound
from cxworkbench.voice.clusters import METHODS
from cxworkbench.voice.features import describe_features
from cxworkbench.voice.words import count_of, number, percent

__all__ = [
    "behaviour_section",
    "chart_segment_scatter",
    "chart_segment_traits",
    "chart_traits_of",
    "describe_behaviour",
    "describe_drift",
    "describe_verdict",
    "indices_in_words",
    "segments_in_words",
]

VERDICTS: Final = {  # said later
    "stable": "stable segments",
    "barely stable": "segments that are barely stable",
    "not stable": "no stable segments",
}


def describe_verdict(behaviour: Behaviour) -> str:
    """Whether there are stable segments, how many, by which method, and what spoke for it."""
    reasons = "; ".join(behaviour.reasons)
    told = VERDICTS[behaviour.verdict]
    if behaviour.k:
        told = f"{behaviour.k} {told}"
    shown = ""
    if behaviour.grouping is not None and not behaviour.k:
        shown = say(
            " The {k} groups below are shown because they were asked for.", k=behaviour.grouping.k
        )
    return say(
        "By {methods}: {told}. Why: {reasons}.{shown}",
        methods=METHODS[behaviour.method],
        told=told,
        reasons=reasons,
        shown=shown,
    )


def describe_behaviour(found: BehaviourFound) -> str:
    """The verdict, the largest segments with their share of revenue, and what was left out."""
    if found.behaviour is None:
        return found.own or say("Segments by behaviour: {why_not}.", why_not=found.why_not)
    parts = [describe_verdict(found.behaviour)]
    if len(found.told):
        parts.append(
            "; ".join(
                say(
                    "{name}: {accounts}, {revenue_share} of revenue",
                    name=row["name"],
                    accounts=count_of(int(row["accounts"]), "account"),
                    revenue_share=percent(float(row["revenue_share"])),
                )
                for row in found.told.to_dict("records")
            )
            + "."
        )
        small = found.told.loc[found.told["small"], "name"].tolist()
        if small:
            parts.append(say("Too small to be told alone: {small}.", small="; ".join(small)))
    return " ".join(parts)


def describe_drift(found: BehaviourFound) -> str:
    """How the saved segments have drifted; empty where none are saved."""
    if found.drift is not None:
        return found.drift.text
    if found.saved is None:
        return ""
    return say("The saved segments ask for figures that accounts do not have now.")


def chart_traits_of(found: BehaviourFound) -> object:
    """The chart of what tells the found segments apart, or of why there is none."""
    return chart_segment_traits(found.traits, found.told)


def segments_in_words(told: pd.DataFrame) -> pd.DataFrame:
    """The found segments as a table to read: one row each, figures rounded."""
    columns = [
        "segment",
        "accounts",
        "share of revenue",
        "differs in",
        "a rule",
        "examples",
    ]
    if told.empty:
        return pd.DataFrame(columns=columns)
    return pd.DataFrame(
        {
            "segment": told["name"],
            "accounts": told["accounts"],
            "share of revenue": [percent(float(one)) for one in told["revenue_share"]],
            "differs in": told["distinguished_by"],
            "a rule": [
                _rule(rule, precision, coverage)
                for rule, precision, coverage in zip(
                    told["rule"], told["precision"], told["coverage"], strict=True
                )
            ],
            "examples": told["examples"],
        }
    )


def indices_in_words(indices: pd.DataFrame) -> pd.DataFrame:
    """How each number of segments fares, rounded as people read it."""
    return pd.DataFrame(
        {
            "segments": indices["k"].astype("int64"),
            "BIC": [number(float(one), 0) for one in indices["bic"]],
            "silhouette": [number(float(one), 2) for one in indices["silhouette"]],
            "Calinski-Harabasz": [number(float(one), 0) for one in indices["calinski_harabasz"]],
            "comes back": [number(float(one), 2) for one in indices["stability"]],
            "smallest": indices["smallest"].astype("int64"),
            "holds": ["yes" if one else "no" for one in indices["holds"]],
        }
    )


def behaviour_section(found: BehaviourFound) -> tuple[Section, ...]:
    """What behaviour says of segments, for internal eyes; nothing where nothing is known."""
    blocks: list[Block] = []
    if found.behaviour is None:
        blocks += [sentence(found.own)] if found.own else []
    else:
        blocks += _found_blocks(found, found.behaviour)
    drift = describe_drift(found)
    if drift and found.behaviour is not None:
        blocks.append(sentence(drift))
        if found.drift is not None and len(found.drift.moved):
            named = {"account_id": "account", "then": "then", "now": "now"}
            blocks.append(table_of(found.drift.moved.head(15), named, say("Accounts that moved")))
    if not blocks:
        return ()
    return (section_of("behaviour", say("Segments by behaviour"), blocks),)


def _found_blocks(found: BehaviourFound, behaviour: Behaviour) -> list[Block]:
    words = describe_behaviour(found)
    blocks = [sentence(words), note(describe_features(behaviour.features))]
    if len(found.told):
        told = with_money(found.told, ["revenue"]).assign(
            rule=segments_in_words(found.told)["a rule"],
            share=[percent(float(one)) for one in found.told["revenue_share"]],
        )
        named = {"name": "segment", "accounts": "accounts", "revenue": "revenue",
                 "share": say("share of revenue"), "distinguished_by": say("differs in"),
                 "rule": say("a rule"), "examples": say("nearest the middle")}  # fmt: skip
        blocks += [
            chart_block(chart_segment_traits(found.traits, found.told), words),
            chart_block(chart_segment_scatter(behaviour, found.traits, found.told), words),
            table_of(told, named, say("Segments by behaviour")),
        ]
    if len(behaviour.indices):
        table = indices_in_words(behaviour.indices)
        named = {str(name): str(name) for name in table}
        blocks.append(table_of(table, named, say("How each number of segments fares")))
    return blocks


def _rule(rule: str, precision: float, coverage: float) -> str:
    if not rule:
        return say("none that is short")
    right, covers = percent(precision), percent(coverage)
    return say(
        "{plain_rule} (right in {right}, covers {covers})",
        plain_rule=plain_rule(rule),
        right=right,
        covers=covers,
    )
