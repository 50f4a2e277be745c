"""What a client-safe page may tell of insights: what was heard, and what is done about it.

Only what a person confirmed, or what a rule drafted that a person approved. No money, no contracts,
no moments of truth, no other account's words; of causes only those that are supported and name
neither people, policy nor partners.
"""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from cxworkbench.ground.language import later, say
from cxworkbench.insight.actionability import causes_behind
from cxworkbench.insight.building import Insights
from cxworkbench.insight.cause_trees import status_warning
from cxworkbench.insight.drafts import act_first
from cxworkbench.insight.findings import ALL
from cxworkbench.insight.reach import accounts_behind, main_finding, voices_behind
from cxworkbench.insight.recommendations import NOBODY
from cxworkbench.records.approving import approval_of, is_read
from cxworkbench.records.engagement import TouchpointPlace
from cxworkbench.records.register import Entry, Register
from cxworkbench.records.told import Block, Section
from cxworkbench.telling.blocks import SAFE, note, section_of, table_of
from cxworkbench.telling.insight_blocks import evidence_of
from cxworkbench.voice.words import count_of

MAY_LEAVE: Final = ("pain", "gain", "service gap")  # a moment of truth says who may leave
SAFE_CAUSES: Final = ("process", "technology", "information")
COLUMNS: Final = {
    "heard": later("what was heard"),
    "where": later("where"),
    "by": later("heard from"),
    "why": later("why"),
    "who": later("who looks after it"),
    "metric": later("measured by"),
    "due": later("by"),
}


def released_section(
    insights: Insights, places: Sequence[TouchpointPlace], smallest_cell: int
) -> tuple[Section, ...]:
    """What is done about what was heard, safe to show; no section where nothing may leave.

    Parameters
    ----------
    insights
        As `build_insights` made them; of one account only what it has a part in is told.
    places
        The engagement's touchpoints, for their names.
    smallest_cell
        Fewest accounts, this one not counted, whose number is shown.
    """
    found = released(insights)
    if not found:
        return ()
    names = {place.id: place.name for place in places}
    rows = [_row(insights, one, names, smallest_cell) for one in found]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    columns = {
        key: say(name) for key, name in COLUMNS.items() if key == "heard" or table[key].any()
    }
    title = say("What is done about it")
    blocks: list[Block] = [
        table_of(table, columns, title, SAFE, evidence=_own_evidence(insights, found))
    ]
    if any(one.status != "confirmed" for one in found):
        blocks.append(note(_by_rule(insights.register, found), SAFE))
    return (section_of("released", title, blocks),)


def released(insights: Insights) -> list[Entry]:
    """The insights that may leave the house, in the order in which to act."""
    register = insights.register
    return [
        one
        for one in insights.concerning(act_first(register))
        if is_read(register, one) and main_finding(register, one).kind in MAY_LEAVE
    ]


def safe_causes(register: Register, entry: Entry, companies: Sequence[str] = ()) -> list[str]:
    """The causes of an insight that may be shown outside.

    Supported by evidence that is not outweighed, read by a person, of process, technology or
    information, and naming none of the companies.
    """
    return [
        one.title
        for one in causes_behind(register, entry)
        if one.cause_status == "supported"
        and not status_warning(one)
        and one.cause_kind in SAFE_CAUSES
        and is_read(register, one)
        and not any(name and name.casefold() in one.title.casefold() for name in companies)
    ]


def _row(
    insights: Insights, entry: Entry, names: dict[str, str], smallest_cell: int
) -> dict[str, str]:
    register = insights.register
    main = main_finding(register, entry)
    owner = entry.owner_function
    companies = insights.findings.profile.get("name", pd.Series(dtype="str"))
    return {
        "heard": main.title,
        "where": ", ".join(names[at] for at in main.touchpoint_ids if at in names),
        "by": _heard_from(insights, main, smallest_cell),
        "why": "; ".join(safe_causes(register, entry, companies.dropna().tolist())),
        "who": "" if owner == NOBODY else owner,
        "metric": entry.metric,
        "due": entry.due,
    }


def _heard_from(insights: Insights, main: Entry, smallest_cell: int) -> str:
    accounts = accounts_behind(insights.findings, main)
    if insights.account == ALL:
        return count_of(len(accounts), "account") if len(accounts) >= smallest_cell else ""
    others = len(set(accounts) - {insights.account})
    if others < smallest_cell:
        return say("you")
    return say("you and {accounts}", accounts=count_of(others, "other account"))


def _own_evidence(insights: Insights, found: Sequence[Entry]) -> pd.Series:
    voices = [voices_behind(insights.findings, main_finding(insights.register, one))
              for one in found]  # fmt: skip
    own = [one[one["account_id"] == insights.account] for one in voices]
    return evidence_of(one["voice_id"].tolist() for one in own)


def _by_rule(register: Register, found: Sequence[Entry]) -> str:
    words = [approval_of(register, one) for one in found if one.status != "confirmed"]
    days = dict.fromkeys(word.on for word in words if word is not None)
    return say(
        "Not each line here was read by a person: a person approved the rule that drafts them, on "
        "{days}.",
        days=", ".join(days),
    )
