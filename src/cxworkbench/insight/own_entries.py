"""An insight as one account is told of it: what it said itself, and whether to begin with it."""

from cxworkbench.ground.language import say
from cxworkbench.insight.findings import Findings
from cxworkbench.insight.reach import accounts_behind, main_finding, voices_behind
from cxworkbench.insight.recommendations import begin_here, begin_with
from cxworkbench.records.register import Entry, Register
from cxworkbench.voice.words import count_of


def own_part(findings: Findings, register: Register, entry: Entry, account_id: str) -> str:
    """How the account has a part in an insight: how often it named it, or what it met there.

    Parameters
    ----------
    findings, register
        What the entry was made from, and the register it rests in.
    entry
        An insight that touches the account, as `reach.concerning` picks them.
    account_id
        Whose part it is.
    """
    main = main_finding(register, entry)
    if main.kind == "moment of truth":
        return say("It went badly for this account there")
    if main.kind == "service gap":
        return say("This account got less than it expected there")
    voices = voices_behind(findings, main)
    times = int((voices["account_id"] == account_id).sum())
    return say("This account named it {times}", times=count_of(times, "time"))


def own_entry(findings: Findings, register: Register, entry: Entry, account_id: str) -> Entry:
    """The entry with its recommendation told of this account instead of all that it touches.

    A recommendation that a person wrote anew keeps its words, and the account's part comes after.
    """
    if not entry.because_of:
        return entry
    accounts = accounts_behind(findings, main_finding(register, entry))
    part = f"{own_part(findings, register, entry, account_id)}."
    own = f"{part} {begin_here(findings, accounts, account_id)}".strip()
    everybody = begin_with(findings, accounts)
    said = entry.recommendation
    told = said.replace(everybody, own) if everybody in said else f"{said} {own}".strip()
    return entry.model_copy(update={"recommendation": told})
