"""The case a notebook works on: an engagement with its evidence, as of a day, for an account."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

import pandas as pd

from cxworkbench.ground.terms import GENERIC_STAGES
from cxworkbench.intake.hidden import together
from cxworkbench.records.engagement import Engagement, StageBelief, TouchpointPlace
from cxworkbench.records.evidence import Evidence

# Stands where no day is stated and no evidence has one. Nothing is counted from it, as there is
# nothing to count, and no page shows it.
NO_DAY: Final = datetime.date(1900, 1, 1)


@dataclass(frozen=True)
class Case:
    """Everything a notebook needs, read once.

    `evidence` holds all accounts and contacts; voices, events and company interactions only within
    the window (as_of - window_days, as_of], and those without a date, which no window can judge.
    `problems`, `unplaced`, `unmatched`, `proposed_matches` say how the evidence came about,
    `hidden` what of people was taken out;
    `inputs` is received file -> sha256. `as_of` is `NO_DAY` where nothing was received and no day
    is stated; `day` is what a page shows.
    """

    folder: Path
    engagement: Engagement
    evidence: Evidence
    account: str  # an account_id, or "all"
    segment: str  # a segment's name, or "all"
    as_of: datetime.date
    window_days: int
    seed: int
    out: Path
    problems: pd.DataFrame
    unplaced: pd.DataFrame
    unmatched: pd.DataFrame
    proposed_matches: pd.DataFrame
    inputs: dict[str, str]
    mapping: pd.DataFrame
    hidden: pd.DataFrame = field(default_factory=lambda: together([]))

    @cached_property
    def stages(self) -> tuple[StageBelief, ...]:
        """The engagement's stages in order; the generic five, assumed, where it names none."""
        generic = (StageBelief(name=name, definition=said) for name, said in GENERIC_STAGES.items())
        return self.engagement.stages or tuple(generic)

    @property
    def day(self) -> str:
        """The last day that counts, ISO; empty where there is none."""
        return "" if self.as_of == NO_DAY else self.as_of.isoformat()

    @property
    def touchpoints(self) -> tuple[TouchpointPlace, ...]:
        """The engagement's touchpoints, in its order."""
        return self.engagement.touchpoints

    @cached_property
    def account_name(self) -> str:
        """The account's name as it may be shown; "all accounts" for all."""
        if self.account == "all":
            return "all accounts"
        accounts = self.evidence.accounts
        return str(accounts.loc[accounts["account_id"] == self.account, "name"].iloc[0])

    def with_words(
        self, voices: pd.DataFrame, columns: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """The same voices with their words, which `lean` ones of a large engagement lack.

        Of those it has only these columns beside the words, where they are named.
        """
        if "text" in voices:
            return voices
        voices = voices if columns is None else voices[list(columns)]
        return voices.assign(text=self.evidence.columns("voices", ["text"])["text"])

    @cached_property
    def voices_here(self) -> pd.DataFrame:
        """The voices of this account; all voices, those of no known account too, for all.

        Of many they are `lean`: without what people read one by one.
        """
        if self.account == "all":
            return self.evidence.lean("voices")
        return self.evidence.of_account("voices", self.account)
