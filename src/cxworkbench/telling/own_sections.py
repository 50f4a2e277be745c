"""The sections that tell the research of one account, beside accounts like it and all."""

from typing import Final

import pandas as pd

from cxworkbench.ground.language import say, term
from cxworkbench.intake.case import Case
from cxworkbench.records.told import Block, Section
from cxworkbench.telling.blocks import (
    INSIDE,
    SAFE,
    chart_block,
    note,
    section_of,
    sentence,
    table_of,
)
from cxworkbench.telling.plain_words import plain_rule
from cxworkbench.telling.score_blocks import score_table_block, scored_voices
from cxworkbench.telling.score_charts import chart_scores
from cxworkbench.telling.score_words import describe_scores
from cxworkbench.voice.dimensions import INTERNAL_DIMENSIONS, KEPT_INSIDE
from cxworkbench.voice.research import ALIKE, HERE, WHOSE, Research
from cxworkbench.voice.words import money, number, percent

_FIGURES: Final = ("account", "segment_median", "segment_known", "all_median", "all_known")


def account_section(case: Case, research: Research) -> Section:
    """One account's facts beside accounts like it and all."""
    smallest = case.engagement.privacy.smallest_cell
    table = _beside_in_words(research.beside, smallest)
    named = {
        "name": "figure",
        "here": say("this account"),
        "alike": term(ALIKE) + say(", median"),
        "everybody": say("all accounts, median"),
    }
    inside = table["dimension"].isin(KEPT_INSIDE)
    amounts = table["dimension"].isin(INTERNAL_DIMENSIONS)
    contract = table.loc[inside & ~amounts]
    currency = case.engagement.money.currency
    title = say("This account beside the others")
    blocks = [
        note(say("Accounts like it: the accounts of the same segment."), SAFE),
        table_of(table.loc[~inside], named, title, SAFE),
        table_of(table.loc[amounts], named, _money_in(currency), INSIDE),
        *([table_of(contract, named, say("Contract"), INSIDE)] if len(contract) else []),
    ]
    risk = research.risks.loc[research.risks["account_id"] == case.account, "reason"]
    blocks += [
        sentence(say("On the list of accounts to look at first: {why}.", why=why)) for why in risk
    ]
    return section_of("account", say("This account"), blocks)


def own_scores_section(case: Case, research: Research) -> Section:
    """What its contacts scored, beside accounts like it and all."""
    scores = _shown_scores(research.scores, case.engagement.privacy.smallest_cell)
    own = scored_voices(case.voices_here, case)
    if not (scores[WHOSE] == HERE).any():
        return section_of(
            "scores", say("Scores"), [sentence(say("No score was given here."), SAFE)]
        )
    words = describe_scores(scores)
    chart = chart_scores(scores, title=say("Scores here, beside accounts like this and all"))
    blocks = [
        sentence(words, SAFE, evidence=own),
        chart_block(chart, words, SAFE),
        score_table_block(
            scores,
            {WHOSE: "whose"},
            say("Scores with how they are counted"),
            SAFE,
            left_out=(say("accounts, effective"), say("heard through one contact")),
        ),
    ]
    return section_of("scores", say("Scores, beside the others"), blocks)


def segment_section(case: Case, research: Research) -> Section:
    """The account's segment and why; for internal eyes."""
    row = research.segments.loc[research.segments["account_id"] == case.account].iloc[0]
    words = say(
        "Segment {segment}: {plain_rule}.",
        segment=row["segment"],
        plain_rule=plain_rule(row["rule"]),
    )
    if row["missing"]:
        words += say(" Not sure, for want of {missing}.", missing=row["missing"])
    here = research.summary.loc[research.summary["segment"] == row["segment"]]
    named = {"accounts": "accounts", "revenue_share": say("share of revenue"), "heard": "heard"}
    shares = here.assign(
        heard=[percent(share) for share in here["heard_share"]],
        revenue_share=[percent(share) for share in here["revenue_share"]],
    )
    blocks = [sentence(words), table_of(shares, named, say("The whole segment"))]
    return section_of("segment", say("Its segment"), blocks)


def ask_section(case: Case, research: Research) -> Section:
    """Who of the account was heard, and whom to ask next."""
    roles = research.heard.groupby("role", sort=False).agg(
        voices=("voices", "sum"), known=("contacts_known", "max")
    )
    there = roles.loc[(roles["voices"] > 0) | (roles["known"] > 0)].reset_index()
    blocks: list[Block] = []
    if len(there):
        named = {"role": "role", "known": say("contacts known"), "voices": "voices"}
        said = case.voices_here["voice_id"]
        blocks.append(table_of(there, named, say("Roles at this account"), SAFE, evidence=said))
    blocks.append(sentence(say("Next: {next_step}", next_step=research.next_step)))
    return section_of("ask_next", say("Who of this account was heard"), blocks)


def _beside_in_words(beside: pd.DataFrame, smallest: int) -> pd.DataFrame:
    # The account itself is among those counted: what is left must still be enough of others.
    rows = list(zip(beside["dimension"], *(beside[name] for name in _FIGURES), strict=True))
    return beside.assign(
        name=[term(name) for name in beside["name"]],
        here=[_plain(own, name) for name, own, *_ in rows],
        alike=[
            f"{_plain(value, name)} (n {known:,})"
            if known - 1 >= smallest
            else say("too few to show")
            for name, _, value, known, *_ in rows
        ],
        everybody=[
            f"{_plain(value, name)} (n {known:,})"
            if known - 1 >= smallest
            else say("too few to show")
            for name, *_, value, known in rows
        ],
    )


def _shown_scores(scores: pd.DataFrame, smallest: int) -> pd.DataFrame:
    enough = (scores[WHOSE] == HERE) | (scores["accounts"] - 1 >= smallest)
    own = scores.loc[scores[WHOSE] == HERE, "metric"]
    return scores.loc[enough & scores["metric"].isin(own)].reset_index(drop=True)


def _plain(value: float, dimension: str) -> str:
    if dimension in INTERNAL_DIMENSIONS:
        return money(value, exact=True)
    return number(value, 0 if pd.isna(value) or value == round(value) else 1)


def _money_in(currency: str) -> str:
    return say("Money, {currency}", currency=currency) if currency else say("Money")
