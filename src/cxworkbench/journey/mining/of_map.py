"""The journeys of a case's accounts through the touchpoints of its map, as its events show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.intake.case import NO_DAY, Case
from cxworkbench.journey.mining.abstraction import as_touchpoints, first_visits
from cxworkbench.journey.mining.follows import waiting_times
from cxworkbench.journey.mining.log import UNNAMED, EventLog, event_log, with_steps
from cxworkbench.journey.mining.planned import Conformance, PlannedStep, conformance
from cxworkbench.journey.mining.times import drop_off, journey_table, rework
from cxworkbench.journey.mining.typical import typical_journeys
from cxworkbench.journey.mining.variants import Variants, variants
from cxworkbench.records.journey_map import JourneyMap

EVERYBODY: Final = "all"
QUIET_DAYS: Final = 90  # an account seen since then may still go on


@dataclass(frozen=True)
class MinedJourneys:
    """What events show of the way through a map: a case is an account, a step a touchpoint.

    Events at one touchpoint right after each other are one visit. `paths` are in which order
    touchpoints were first met, since accounts that buy for years repeat nearly all of them.
    Of one account only `visits`, `paths`, `follows`, `journeys` and `again` are made; `typical`
    and `endings` are empty and `against_map` is None. `against_map` compares only accounts seen
    from the map's first stage on, `from_start`: what others did before the window is not known;
    and only touchpoints that any event names, the others being `unseen`.
    """

    account: str
    touchpoints: tuple[str, ...]  # of the map, in its order
    left_out: Mapping[str, int]
    visits: EventLog | None
    paths: Variants | None
    follows: pd.DataFrame
    journeys: pd.DataFrame
    again: pd.DataFrame
    endings: pd.DataFrame
    typical: pd.DataFrame
    against_map: Conformance | None
    from_start: int
    unseen: tuple[str, ...]


def mine_journeys(case: Case, journey_map: JourneyMap, events: pd.DataFrame) -> MinedJourneys:
    """The journeys that a case's events show, in the touchpoints of its map.

    Parameters
    ----------
    case
        The opened engagement; says whose journeys, and as of which day.
    journey_map
        Whose touchpoints are the steps; an event of no touchpoint of it is left out and counted.
    events
        Evidence of events of the accounts to be looked at.

    Notes
    -----
    The evidence begins with the window: accounts that were customers before it are seen from the
    middle of their journey on.
    """
    names = touchpoint_names(journey_map)
    table = pd.DataFrame(
        {
            "case": events["account_id"],
            "step": events["touchpoint_id"].map(names).fillna(""),
            "time": events["occurred_at"],
        }
    )
    whole = table["case"].ne("") & table["step"].ne("") & table["time"].notna()
    if not whole.any():
        return _nothing(case, names, {UNNAMED: len(table)} if len(table) else {})
    log = event_log(table, case="case", activity="step", time="time")
    visits, _ = as_touchpoints(log, {})
    paths = variants(first_visits(visits))
    one = case.account != EVERYBODY
    plan, compared, unseen = _plan(journey_map, names, visits)
    return MinedJourneys(
        account=case.account,
        touchpoints=tuple(names.values()),
        left_out=log.left_out,
        visits=visits,
        paths=paths,
        follows=waiting_times(visits),
        journeys=journey_table(visits),
        again=rework(visits),
        endings=_no_endings() if one else _endings(case, visits),
        typical=_no_typical() if one else typical_journeys(paths),
        against_map=None if one or compared is None else conformance(variants(compared), plan),
        from_start=0 if compared is None else len(compared.cases),
        unseen=unseen,
    )


def touchpoint_names(journey_map: JourneyMap) -> dict[str, str]:
    """The name of each touchpoint of a map, in map order; of two with one name each with its id."""
    stages = [stage.id for stage in journey_map.stages]
    in_order = sorted(journey_map.touchpoints, key=lambda one: stages.index(one.stage_id))
    named = [one.name for one in in_order]
    return {
        one.id: one.name if named.count(one.name) == 1 else f"{one.name} ({one.id})"
        for one in in_order
    }


def _endings(case: Case, visits: EventLog) -> pd.DataFrame:
    as_of = case.as_of
    since = None if as_of == NO_DAY else pd.Timestamp(as_of) - pd.Timedelta(days=QUIET_DAYS)
    return drop_off(visits, open_since=since)


def _plan(
    journey_map: JourneyMap, names: Mapping[str, str], visits: EventLog
) -> tuple[list[PlannedStep], EventLog | None, tuple[str, ...]]:
    """The map's touchpoints as a plan, the first visits of accounts seen from the start, the rest.

    The start is the first stage in which any event lies.
    """
    seen = set(visits.activities)
    stage_of = {names[one.id]: one.stage_id for one in journey_map.touchpoints}
    in_order = [name for name in names.values() if name in seen]
    plan = [PlannedStep(name) for name in in_order]
    unseen = tuple(name for name in names.values() if name not in seen)
    begin = [name for name in in_order if stage_of[name] == stage_of[in_order[0]]]
    firsts = first_visits(visits)
    opening = np.isin(
        firsts.steps[firsts.starts[:-1]], [firsts.activities.index(name) for name in begin]
    )
    kept = np.flatnonzero(opening[firsts.case_of])
    compared = with_steps(firsts, firsts.steps, firsts.activities, kept) if len(kept) else None
    return plan, compared, unseen


def _nothing(case: Case, names: Mapping[str, str], left_out: Mapping[str, int]) -> MinedJourneys:
    empty = pd.DataFrame()
    return MinedJourneys(
        case.account, tuple(names.values()), left_out, None, None, empty, empty, empty,
        _no_endings(), _no_typical(), None, 0, tuple(names.values()),
    )  # fmt: skip


def _no_endings() -> pd.DataFrame:
    return pd.DataFrame(columns=["activity", "cases", "ended", "may_go_on", "share", "goal"])


def _no_typical() -> pd.DataFrame:
    return pd.DataFrame(columns=["group", "path", "events", "cases", "share", "apart", "example"])
