"""Deciding and acting for one case: order, robustness, best set, roadmap, friction, actions."""

from dataclasses import dataclass

import pandas as pd

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.insight.acting import action_register, roll_up
from cxworkbench.insight.affordable import BestSet, best_set
from cxworkbench.insight.building import Insights
from cxworkbench.insight.drafts import stage_ids_of
from cxworkbench.insight.findings import ALL
from cxworkbench.insight.friction import friction_expected, friction_now
from cxworkbench.insight.priorities import criteria_of, rank_actions
from cxworkbench.insight.roadmap import Roadmap, plan_waves, roadmap_of
from cxworkbench.insight.robustness import Robustness, rank_robustness
from cxworkbench.insight.worth import Unit, value_unit
from cxworkbench.intake.case import Case
from cxworkbench.records.deciding import accepted_actions
from cxworkbench.records.register import Entry, Register


@dataclass(frozen=True)
class Decisions:
    """What there is to decide and to do, over all accounts; of one account only what it is told.

    `ranked` as `rank_actions`, `robustness`, `best` (None without a budget, with `no_best` why),
    `plan`, `actions` as `action_register`, `rolled` as `roll_up`, `friction` as
    `friction_expected`. `told` are the actions that this account may be told of: accepted, meant to
    be shown, at a touchpoint where it was heard. For one account all but `told` is empty.
    """

    account: str
    register: Register
    unit: Unit
    currency: str
    ranked: pd.DataFrame
    robustness: Robustness
    best: BestSet | None
    no_best: str
    plan: Roadmap
    actions: pd.DataFrame
    rolled: pd.DataFrame
    friction: pd.DataFrame
    told: tuple[Entry, ...]

    @property
    def criteria(self) -> tuple[str, ...]:
        """The names of the criteria that count."""
        return tuple(one.name for one in criteria_of(self.register))


def build_decisions(case: Case, insights: Insights) -> Decisions:
    """What there is to decide and to do in a case.

    Decisions are over all accounts. For one account nothing is ranked or planned anew, so that a
    batch stays cheap.
    """
    over_all = insights.account == ALL
    register = insights.register if over_all else Register()
    ranked = rank_actions(register)
    stages = {key: name for name, key in stage_ids_of(case.stages).items()}
    actions = action_register(register, as_of=case.as_of)
    best, no_best = _best(register)
    return Decisions(
        account=insights.account,
        register=register,
        unit=value_unit(register),
        currency=case.engagement.money.currency,
        ranked=ranked,
        robustness=rank_robustness(ranked, register, seed=case.seed),
        best=best,
        no_best=no_best,
        plan=roadmap_of(register) if over_all else plan_waves([], capacity=1),
        actions=actions,
        rolled=roll_up(actions, stages),
        friction=_friction(case, insights) if over_all else pd.DataFrame(),
        told=_told(insights),
    )


def _best(register: Register) -> tuple[BestSet | None, str]:
    if register.budget is None:
        return None, ""
    try:
        return best_set(register), ""
    except ParameterProblem as problem:
        return None, str(problem)


def _friction(case: Case, insights: Insights) -> pd.DataFrame:
    metrics = case.engagement.metrics
    now = friction_now(
        insights.findings.voices, insights.findings.events, case.touchpoints, metrics=metrics
    )
    actions = accepted_actions(insights.register, open_only=True)
    return friction_expected(now, actions, metrics=metrics)


def _told(insights: Insights) -> tuple[Entry, ...]:
    """What this account may be told of; over all accounts nothing is told to anybody."""
    if insights.account == ALL:
        return ()
    voices = insights.findings.voices
    heard = set(voices.loc[voices["account_id"] == insights.account, "touchpoint_id"]) - {""}
    return tuple(
        one
        for one in accepted_actions(insights.register)
        if one.shown == "client-safe"
        and one.decision == "accepted"
        and one.status == "confirmed"
        and one.progress != "dropped"
        and heard & set(one.touchpoint_ids)
    )
