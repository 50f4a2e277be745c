"""The insights of part 3: every finding and draft for one case, made once, and their proposal."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.insight.drafts import act_first, draft_insights, next_step, stage_ids_of
from cxworkbench.insight.findings import ALL, Findings, find
from cxworkbench.insight.guard import with_families
from cxworkbench.insight.own_entries import own_entry
from cxworkbench.insight.pains import pains_of
from cxworkbench.insight.reach import concerning
from cxworkbench.insight.wider import Wider, look_wider, not_looked
from cxworkbench.insight.wider_entries import wider_entries, with_against
from cxworkbench.intake.case import Case
from cxworkbench.records.accepting import REGISTER_FILE, base_of
from cxworkbench.records.merge import merge_registers
from cxworkbench.records.register import Entry, Register
from cxworkbench.records.store import load_record, save_record
from cxworkbench.voice.gaps import service_gaps
from cxworkbench.voice.parts import received_voices
from cxworkbench.voice.urgent import describe_urgent, hear_first
from cxworkbench.voice.words import count_of

PROPOSED_FILE: Final = "register.json"


@dataclass(frozen=True)
class Insights:
    """What part 3 has for one case; `account` is "all" or the account set against all.

    `pains`, `gains`, `gaps`, `moments` are over all accounts in scope. The `own_` tables hold what
    the account itself said, and are empty for all. `proposal` is the drafted register, `register`
    the same with the word of people who already confirmed, changed or removed entries.
    """

    account: str
    findings: Findings
    pains: pd.DataFrame
    gains: pd.DataFrame
    gaps: pd.DataFrame
    moments: pd.DataFrame
    wider: Wider  # of one account without a row
    own_pains: pd.DataFrame
    own_gains: pd.DataFrame
    own_gaps: pd.DataFrame
    proposal: Register
    register: Register
    comparisons: pd.DataFrame  # what this run compared, as `guard.comparison_table` makes it
    short: bool  # one account with too few voices to say more than its own facts
    urgent: str  # what is most urgent about one account, for internal eyes; else empty
    next_step: str

    def concerning(self, entries: list[Entry]) -> list[Entry]:
        """Those of the entries that touch this account, told of it; for all accounts all."""
        if self.account == ALL:
            return entries
        theirs = concerning(self.findings, self.register, entries, self.account)
        return [own_entry(self.findings, self.register, one, self.account) for one in theirs]


def build_insights(case: Case) -> Insights:
    """Findings, drafts and the next step of a case, for all accounts, a segment or one account.

    Raises
    ------
    ParameterProblem
        The case names a segment in which there is no account.
    RecordProblem
        The register that people keep cannot be read.
    """
    findings = find(case)
    drafts = draft_insights(
        findings,
        stages=case.stages,
        touchpoints=case.touchpoints,
        metrics=case.engagement.metrics,
        as_of=case.as_of,
        currency=case.engagement.money.currency,
    )
    wider = look_wider(case, findings) if case.account == ALL else not_looked()
    proposal = _with_wider(case, drafts.register, findings, wider)
    register = with_peoples_word(case, proposal)
    own = received_voices(findings.voices)
    own = own[own["account_id"] == case.account]
    short = case.account != ALL and len(own) < case.engagement.short_report_below
    return Insights(
        account=case.account,
        findings=findings,
        pains=findings.pains,
        gains=findings.gains,
        gaps=findings.gaps,
        moments=findings.moments,
        wider=wider,
        own_pains=pains_of(case.account, findings.pains, findings.voices),
        own_gains=pains_of(case.account, findings.gains, findings.voices),
        own_gaps=service_gaps(own, case.touchpoints, metrics=case.engagement.metrics),
        proposal=proposal,
        register=register,
        comparisons=_compared(drafts.comparisons, wider),
        short=short,
        urgent=_urgent(case, findings),
        next_step=next_step(register)
        if case.account == ALL
        else _own_step(case, findings, register),
    )


def _compared(table: pd.DataFrame, wider: Wider) -> pd.DataFrame:
    """What was compared for insights, and what was compared beside them over all accounts."""
    signals, zones = wider.signals, wider.zones
    return with_families(
        table,
        {
            say("challenge signals"): [(signals["low"], signals["high"])],
            say("zones of tolerance"): [
                (zones["adequacy_low"], zones["adequacy_high"]),
                (zones["superiority_low"], zones["superiority_high"]),
            ],
        },
    )


def _with_wider(case: Case, drafted: Register, findings: Findings, wider: Wider) -> Register:
    """The drafted register with what was found more widely, and what speaks against pains."""
    if not wider.looked:
        return drafted
    more = wider_entries(wider, findings.voices, stage_ids_of(case.stages))
    entries = (*with_against(drafted.entries, wider.truths), *more)
    return drafted.model_copy(update={"entries": entries})


def with_peoples_word(case: Case, proposal: Register) -> Register:
    """The proposal as it stands once merged with the register that people keep, if they do."""
    path = case.folder / REGISTER_FILE
    if not path.is_file():
        return proposal
    last = base_of(path)
    base = load_record(last, Register) if last.is_file() else None
    return merge_registers(base, load_record(path, Register), proposal).register


def propose_register(case: Case, insights: Insights) -> Path:
    """Where the proposed register was written, beside people's own and never over it."""
    path = case.out / PROPOSED_FILE
    save_record(insights.proposal, path)
    return path


def _urgent(case: Case, findings: Findings) -> str:
    rows = findings.profile[findings.profile["account_id"] == case.account]
    own = findings.voices[findings.voices["account_id"] == case.account]
    return "" if rows.empty else describe_urgent(rows.iloc[0], own, case.engagement.metrics)


def _own_step(case: Case, findings: Findings, register: Register) -> str:
    """Whom to talk with about what: the account's heaviest insight, and where it was not heard."""
    name = case.account_name
    own = findings.voices[findings.voices["account_id"] == case.account]
    heard = set(own["touchpoint_id"])
    silent = [place.name for place in case.touchpoints if place.contact and place.id not in heard]
    ask = (
        say(" about “{silent}”, where it said nothing", silent=silent[0])
        if silent
        else say(" how it goes on")
    )
    if own.empty:
        return hear_first(case)
    received = len(received_voices(own))
    if received < case.engagement.short_report_below:
        return say(
            "Ask {name}{ask}: {voices} of it were heard, too few to tell.",
            name=name,
            ask=ask,
            voices=count_of(received, "voice"),
        )
    theirs = concerning(findings, register, act_first(register), case.account)
    if not theirs:
        return say(
            "Ask {name}{ask}; what it said so far is part of no insight.", name=name, ask=ask
        )
    return say(
        "Talk with {name} about “{title}”, and ask it{ask}.",
        name=name,
        title=theirs[0].title,
        ask=ask,
    )
