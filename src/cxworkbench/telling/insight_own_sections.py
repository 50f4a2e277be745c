"""The sections that tell one account's insights: what it said itself, safe to show to it."""

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.insight.building import Insights
from cxworkbench.insight.drafts import act_first
from cxworkbench.records.told import Block, Section
from cxworkbench.telling.blocks import SAFE, chart_block, note, section_of, sentence, table_of
from cxworkbench.telling.executive import executive_blocks
from cxworkbench.telling.insight_blocks import drafted_claim, own_claim
from cxworkbench.telling.insight_charts import chart_gaps
from cxworkbench.telling.insight_words import (
    describe_own,
    describe_own_first,
    describe_own_gaps,
    others_share,
)
from cxworkbench.voice.words import count_of


def own_first_section(insights: Insights, currency: str = "") -> Section:
    """Where to act first for one account: what presses, one thing to do, and then the others."""
    found = insights.concerning(act_first(insights.register))
    blocks = [
        *_urgent(insights),
        drafted_claim(describe_own_first(insights), found[:1], insights.register)
        if found
        else sentence(insights.next_step),
        own_claim(describe_own(insights.own_pains), insights.own_pains),
        own_claim(describe_own_gaps(insights.own_gaps), insights.own_gaps, column="evidence"),
        *executive_blocks(
            insights, currency, say("What concerns this account, with figures of all accounts")
        ),
    ]
    return section_of("act-first", say("Where to act first"), blocks)


def own_named_section(insights: Insights, smallest_cell: int) -> Section:
    """What one account named itself, and how many of all accounts do; safe to show to it."""
    blocks: list[Block] = []
    for own, noun in ((insights.own_pains, "pain"), (insights.own_gains, "gain")):
        blocks.append(own_claim(describe_own(own, noun=noun), own))
        if len(own):
            shares = [others_share(row, smallest_cell) for _, row in own.iterrows()]
            columns = {
                "code": noun,
                "name": "touchpoint",
                "stage": "stage",
                "own_voices": "times",
                "own_severity": say("own severity 1–5"),
                "shares": say("of all heard accounts"),
            }
            if noun == "gain":
                del columns["own_severity"]
            pains = noun == "pain"
            title = say("Pains this account named") if pains else say("Gains this account named")
            blocks.append(table_of(own.assign(shares=shares), columns, title, SAFE))
    return section_of("own-named", say("What this account named"), blocks)


def own_gaps_section(insights: Insights, smallest_cell: int) -> Section:
    """What one account expected and got, beside the difference of all accounts; safe for it."""
    own = insights.own_gaps
    words = describe_own_gaps(own)
    blocks = [own_claim(words, own, column="evidence")]
    if len(own):
        blocks.append(chart_block(chart_gaps(own, means=say("This account's means")), words, SAFE))
        columns = {
            "name": "touchpoint",
            "metric": "metric",
            "expectation": "expected",
            "perception": "got",
            "gap": "difference",
            "all_gap": say("all accounts"),
        }
        beside = _beside_all(own, insights.gaps, smallest_cell)
        blocks.append(table_of(beside, columns, say("Expected and got by this account"), SAFE))
        words = say(
            "One account has no interval over accounts: these are its own people's answers."
        )
        blocks.append(note(words, SAFE))
    return section_of("own-gaps", say("Expected against got"), blocks)


def own_moments(insights: Insights, named: pd.DataFrame) -> Block:
    """How it went for one account at the touchpoints named; a risk, so for inside."""
    voices = insights.findings.voices
    own = set(voices.loc[voices["account_id"] == insights.account, "voice_id"])
    went = [_own_experience(row, own, insights.account) for _, row in named.iterrows()]
    columns = {"name": "touchpoint", "label": "label", "went": say("how it went for this account")}
    return table_of(named.assign(went=went), columns, say("This account there"))


def short_section(insights: Insights) -> Section:
    """The short report: the account's own facts, and what to ask it next."""
    voices = insights.findings.voices
    own = voices.loc[voices["account_id"] == insights.account, "voice_id"]
    if own.empty:
        facts = [sentence(say("No voice of this account was received."), SAFE)]
    else:
        facts = [
            sentence(
                say("Heard of this account: {voices}.", voices=count_of(len(own), "voice")), SAFE
            ),
            own_claim(describe_own(insights.own_pains), insights.own_pains),
            own_claim(describe_own(insights.own_gains, noun="gain"), insights.own_gains),
            own_claim(describe_own_gaps(insights.own_gaps), insights.own_gaps, column="evidence"),
        ]
    blocks = [*_urgent(insights), *facts, sentence(insights.next_step)]
    return section_of("act-first", say("What this account said itself"), blocks)


def _urgent(insights: Insights) -> list[Block]:
    own = insights.findings.voices["account_id"] == insights.account
    said = insights.findings.voices.loc[own, "voice_id"]
    return [sentence(insights.urgent, evidence=said)] if insights.urgent else []


def _beside_all(own: pd.DataFrame, gaps: pd.DataFrame, smallest_cell: int) -> pd.DataFrame:
    """Own figures with the gap of all accounts, where enough others stand behind that."""
    keys = ["touchpoint_id", "metric"]
    others = gaps.loc[gaps["accounts"] - 1 >= smallest_cell, [*keys, "gap"]]
    return own.merge(others.rename(columns={"gap": "all_gap"}), on=keys, how="left")


def _own_experience(row: pd.Series, own: set[str], account: str) -> str:
    if account in row["bad_accounts"]:
        return "badly"
    return say("not badly") if own.intersection(row["evidence"]) else say("not known")
