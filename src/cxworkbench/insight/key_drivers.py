"""Key drivers of recommending: by touchpoint, or by stage where touchpoints are too many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.insight.drivers import DRAWS, Drivers, drivers_of
from cxworkbench.insight.findings import ALL
from cxworkbench.intake.case import Case
from cxworkbench.records.engagement import Metric, TouchpointPlace
from cxworkbench.voice.answers import answers_that_count
from cxworkbench.voice.feelings import felt_voices
from cxworkbench.voice.visits import respondents

OUTCOME = "recommendation"
STAGE = "stage"
TOUCHPOINT = "touchpoint"


@dataclass(frozen=True)
class KeyDrivers:
    """What goes with recommending: `by_touchpoint`, and `by_stage` where touchpoints are too many.

    `by_stage` is None where touchpoints could be told. `evidence` are the ids of the voices behind.
    """

    by_touchpoint: Drivers
    by_stage: Drivers | None
    evidence: pd.Series

    @property
    def best(self) -> Drivers:
        """The finest of the two that could be told; by touchpoint where neither could."""
        if self.by_stage is not None and self.by_stage.told:
            return self.by_stage
        return self.by_touchpoint

    @property
    def level(self) -> str:
        """What a driver is in `best`: "touchpoint" or "stage"."""
        return STAGE if self.best is self.by_stage else TOUCHPOINT


def key_drivers(
    case: Case, voices: pd.DataFrame, profile: pd.DataFrame, *, draws: int = DRAWS
) -> KeyDrivers | None:
    """The drivers of recommending over all accounts of a case; None in a run for one account.

    They are the same for every account, so they are made once and stand in the report of all.

    Parameters
    ----------
    case
        The opened engagement: its touchpoints, metrics and seed.
    voices
        Evidence table, limited to the days that count.
    profile
        One row per account: `account_id` and `recommendation`, 0 to 10.
    draws
        As in `insight.drivers.drivers_of`.
    """
    if case.account != ALL:
        return None
    scored = _scored(voices, case.engagement.metrics)
    outcome = profile.set_index("account_id")[OUTCOME]

    def found(level: str) -> Drivers:
        table = experiences(scored, case.touchpoints, level).join(outcome, how="left")
        names = [str(name) for name in table if name != OUTCOME]
        return drivers_of(table, OUTCOME, names, seed=case.seed, draws=draws)

    if scored.empty:
        return None
    fine = found(TOUCHPOINT)
    coarse = None if fine.told else found(STAGE)
    return KeyDrivers(fine, coarse, scored["voice_id"])


def experiences(
    scored: pd.DataFrame, touchpoints: Sequence[TouchpointPlace], level: str = TOUCHPOINT
) -> pd.DataFrame:
    """How each account found each touchpoint or stage: one row an account, one column a place.

    Parameters
    ----------
    scored
        Voices with `felt`, -2 to +2, as `voice.feelings.felt_voices` makes it.
    touchpoints
        The engagement's, in journey order, which is that of the columns.
    level
        "touchpoint" or "stage".

    Returns
    -------
    pandas.DataFrame
        Means, each account's respondents first, -2 to +2; NaN where it rated nothing there.
    """
    if level not in (TOUCHPOINT, STAGE):
        raise ParameterProblem(
            f"Drivers are looked at by 'touchpoint' or by 'stage', not by {level!r}."
        )
    names = {place.id: place.name if level == TOUCHPOINT else place.stage for place in touchpoints}
    rows = scored.assign(place=scored["touchpoint_id"].map(names), who=respondents(scored))
    rows = rows[rows["place"].notna()]
    each = rows.groupby(["account_id", "place", "who"], sort=True)["felt"].mean()
    table = each.groupby(level=["account_id", "place"], sort=True).mean().unstack()
    return table[[name for name in dict.fromkeys(names.values()) if name in table]]


def _scored(voices: pd.DataFrame, metrics: Mapping[str, Metric]) -> pd.DataFrame:
    """Answers to every scale but the one of recommending itself, as a feeling."""
    others = {name: metric for name, metric in metrics.items() if metric.kind != "nps"}
    asked = answers_that_count(voices[voices["metric"].isin(list(others))], others)
    return felt_voices(asked.assign(emotion=float("nan")), others)
