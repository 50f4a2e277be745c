"""Which accounts and voices stand behind an entry of the register."""

import pandas as pd

from cxworkbench.insight.findings import Findings
from cxworkbench.records.register import Entry, Register


def voices_behind(findings: Findings, entry: Entry) -> pd.DataFrame:
    """The voices that are the entry's evidence."""
    return findings.voices[findings.voices["voice_id"].isin(entry.evidence)]


def accounts_behind(findings: Findings, entry: Entry) -> list[str]:
    """Ids of the accounts that a finding touches, sorted.

    Of a pain or gain those that named it; of a service gap those that got less than they expected;
    of a moment of truth those for which it went badly.

    Parameters
    ----------
    findings
        What the entry was made from.
    entry
        A pain, gain, service gap or moment of truth.
    """
    at = " ".join(entry.touchpoint_ids)
    if entry.kind == "moment of truth":
        moments = findings.moments[findings.moments["touchpoint_id"] == at]
        return sorted(str(one) for ids in moments["bad_accounts"] for one in ids)
    voices = voices_behind(findings, entry)
    if entry.kind == "service gap":
        each = voices.groupby("account_id")[["score", "expectation"]].mean()
        return sorted(str(one) for one in each.index[each["score"] < each["expectation"]])
    return sorted(set(voices["account_id"]) - {""})


def concerning(
    findings: Findings, register: Register, entries: list[Entry], account_id: str
) -> list[Entry]:
    """Those of the entries that touch one account itself, in their order.

    Parameters
    ----------
    findings, register
        What the entries were made from, and the register they rest in.
    entries
        Insights or findings. An insight touches an account that the finding it is named after
        touches: one that only named something else at the same touchpoint is not part of it.
    account_id
        Whose they are to be.
    """
    return [
        entry
        for entry in entries
        if account_id in accounts_behind(findings, main_finding(register, entry))
    ]


def main_finding(register: Register, entry: Entry) -> Entry:
    """The finding that an insight is named after: the first it rests on; itself where none is."""
    by_id = {one.id: one for one in register.entries}
    under = (by_id[cause] for cause in entry.because_of if cause in by_id)
    return next(under, entry)
