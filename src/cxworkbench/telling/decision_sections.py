"""The sections that tell what to do first, the roadmap and the actions; all of it for inside."""

from typing import Final

import pandas as pd

from cxworkbench.ground.language import later, say, term
from cxworkbench.insight.acting import PROGRAMME
from cxworkbench.insight.deciding import Decisions
from cxworkbench.insight.friction import BACK_WITHIN, FORMULA, HALF_TIME
from cxworkbench.records.told import Block, Section
from cxworkbench.telling.blocks import (
    SAFE,
    chart_block,
    filled,
    note,
    section_of,
    sentence,
    table_of,
)
from cxworkbench.telling.decision_charts import (
    chart_friction,
    chart_ranks,
    chart_roadmap,
    chart_robustness,
    chart_value_effort,
)
from cxworkbench.telling.decision_words import (
    describe_actions,
    describe_budget,
    describe_friction,
    describe_priorities,
    describe_roadmap,
    describe_robustness,
    own_action_words,
)
from cxworkbench.telling.insight_blocks import evidence_of

PRIORITY_COLUMNS: Final = {
    "place": later("order"),
    "title": later("action"),
    "owner_function": later("function"),
    "value": later("value"),
    "low": later("value at least"),
    "high": later("value at most"),
    "judged": later("value as judged, 0–10"),
    "effort": later("person-days"),
    "cost": later("cost"),
    "score": later("score 0–100"),
    "first": later("first, of weight settings"),
    "top": later("among the first five"),
    "decided": later("decision"),
    "missing": later("unknown"),
}
BUDGET_COLUMNS: Final = {
    "title": later("action"),
    "cost": later("cost"),
    "alone": later("value by itself"),
    "taken": later("in the best set"),
    "simple": later("taken by the simple rule"),
}
WAVE_COLUMNS: Final = {
    "wave": later("wave"),
    "title": later("action"),
    "owner": later("who"),
    "effort": later("person-days"),
    "cost": later("cost"),
    "waits": later("after"),
    "clash": later("cannot hold, because"),
}
FRICTION_COLUMNS: Final = {
    "name": later("touchpoint"),
    "stage": later("stage"),
    "effort": later("effort 0–1"),
    "time_days": later("days since the step before"),
    "repeats": later("repeats"),
    "hand_offs": later("hand-offs"),
    "errors": later("errors"),
    "known": later("parts known"),
    "index": later("friction now"),
    "expected": later("expected"),
}
ACTION_COLUMNS: Final = {
    "title": later("action"),
    "function": later("function"),
    "owner": later("owner"),
    "due": later("due"),
    "state": later("progress"),
    "days_over": later("days overdue"),
    "blocked_by": later("blocked by"),
    "waits_for": later("waits for"),
    "cost": later("cost"),
    "effort": later("person-days"),
    "metric": later("measured by"),
    "because": later("because of"),
}
ROLL_COLUMNS: Final = {
    "where": later("stage"),
    "actions": later("actions"),
    "done": later("done"),
    "in_progress": later("in progress"),
    "open": later("open"),
    "blocked": later("blocked"),
    "overdue": later("overdue"),
    "no_owner": later("without owner"),
    "no_due": later("without date"),
    "cost": later("cost known"),
    "cost_unknown": later("cost unknown"),
    "effort": later("person-days known"),
    "effort_unknown": later("person-days unknown"),
}


def decision_sections(decisions: Decisions) -> tuple[Section, ...]:
    """What to do first, the roadmap and the actions; of one account what it may be told.

    Over all accounts every block is for inside. One account gets the actions that a person marked
    as client-safe, with title and date alone; without any there is no section.
    """
    if decisions.account != "all":
        return own_actions_section(decisions)
    if decisions.ranked.empty and decisions.actions.empty:
        return ()
    return (
        priorities_section(decisions),
        roadmap_section(decisions),
        actions_section(decisions),
    )


def priorities_section(decisions: Decisions) -> Section:
    """Actions by value, effort and own criteria, how sure the order is, and what a budget buys."""
    behind = evidence_of(decisions.ranked["evidence"])
    words, sure = describe_priorities(decisions), describe_robustness(decisions.robustness)
    blocks = [
        sentence(words, evidence=behind),
        chart_block(chart_value_effort(decisions), words, evidence=behind),
        _table(priorities_table(decisions), PRIORITY_COLUMNS, say("All actions"), behind),
        sentence(sure, evidence=behind),
        chart_block(chart_robustness(decisions.robustness), sure, evidence=behind),
        chart_block(chart_ranks(decisions.robustness), sure, evidence=behind),
        sentence(describe_budget(decisions), evidence=behind),
    ]
    if decisions.best is not None and len(decisions.best.table):
        title = say("What the budget buys")
        blocks.append(_table(budget_table(decisions), BUDGET_COLUMNS, title, behind))
    blocks.append(
        note(
            say(
                "Value is what the findings weigh that an action rests on, and assumes that it "
                "takes them away wholly. Effort and cost are what people entered; what nobody "
                "entered is unknown and never counts as 0."
            )
        )
    )
    return section_of("do-first", say("What to do first"), blocks)


def roadmap_section(decisions: Decisions) -> Section:
    """The waves, and friction now and as expected after them."""
    behind = evidence_of(decisions.ranked["evidence"])
    words, friction = describe_roadmap(decisions.plan), describe_friction(decisions.friction)
    blocks = [sentence(words, evidence=behind)]
    if len(decisions.plan.waves):
        blocks += [
            chart_block(chart_roadmap(decisions.plan), words, evidence=behind),
            _table(roadmap_table(decisions), WAVE_COLUMNS, say("Waves"), behind),
        ]
    blocks += [
        sentence(friction),
        chart_block(chart_friction(decisions.friction), friction),
        table_of(decisions.friction, _said(FRICTION_COLUMNS), say("Friction, part by part")),
        note(say(FORMULA, half=HALF_TIME, days=BACK_WITHIN)),
    ]
    return section_of("roadmap", say("Roadmap"), blocks)


def actions_section(decisions: Decisions) -> Section:
    """The action register: how far each is, and counted by stage and over the programme."""
    words = describe_actions(decisions)
    behind = evidence_of(decisions.actions["evidence"])
    blocks = [sentence(words, evidence=behind)]
    if len(decisions.actions):
        blocks += [
            _table(actions_table(decisions), ACTION_COLUMNS, say("Actions"), behind),
            table_of(rolled_table(decisions), _said(ROLL_COLUMNS), say("By stage")),
        ]
    return section_of("actions", say("Actions"), blocks)


def own_actions_section(decisions: Decisions) -> tuple[Section, ...]:
    """What one account is told is being done where it was heard; none where nothing may be."""
    blocks: list[Block] = [sentence(own_action_words(one), SAFE) for one in decisions.told]
    return (section_of("what-we-do", say("What is being done"), blocks),) if blocks else ()


def priorities_table(decisions: Decisions) -> pd.DataFrame:
    """The actions in order with value, effort, cost, score, and shares of weight settings."""
    shares = decisions.robustness.shares.set_index("action_id")
    table = decisions.ranked.copy()
    table["place"] = table["rank"]
    table["first"] = table["action_id"].map(shares["first"]).astype(float)
    table["top"] = table["action_id"].map(shares["top"]).astype(float)
    table["decided"] = [
        term(one) if one else say("draft") if drafted else say("not decided")
        for one, drafted in zip(table["decision"], table["drafted"], strict=True)
    ]
    table["missing"] = [
        ", ".join(term(one) for one in str(what).split(", ")) for what in table["missing"]
    ]
    return table


def budget_table(decisions: Decisions) -> pd.DataFrame:
    """The actions that a budget was reckoned with; empty without a budget."""
    if decisions.best is None:
        return pd.DataFrame(columns=list(BUDGET_COLUMNS))
    table = decisions.best.table.copy()
    table["taken"] = [say("yes") if one else say("no") for one in table["chosen"]]
    table["simple"] = [say("yes") if one else say("no") for one in table["by_rule"]]
    return table


def roadmap_table(decisions: Decisions) -> pd.DataFrame:
    """The actions by wave, with what each comes after."""
    table = decisions.plan.waves.copy()
    titles = {one.id: one.title for one in decisions.register.entries}
    table["waits"] = ["; ".join(titles.get(key, key) for key in after) for after in table["after"]]
    return table


def actions_table(decisions: Decisions) -> pd.DataFrame:
    """The action register as people read it."""
    return decisions.actions.assign(state=[term(one) for one in decisions.actions["progress"]])


def rolled_table(decisions: Decisions) -> pd.DataFrame:
    """The actions counted by stage and over the programme."""
    named = [say("programme") if one == PROGRAMME else one for one in decisions.rolled["stage"]]
    return decisions.rolled.assign(where=named)


def shown_priorities(decisions: Decisions) -> pd.DataFrame:
    """`priorities_table` with the columns that a notebook shows, named."""
    return _shown(priorities_table(decisions), PRIORITY_COLUMNS)


def shown_budget(decisions: Decisions) -> pd.DataFrame:
    """`budget_table` as a notebook shows it."""
    return _shown(budget_table(decisions), BUDGET_COLUMNS)


def shown_roadmap(decisions: Decisions) -> pd.DataFrame:
    """`roadmap_table` as a notebook shows it."""
    return _shown(roadmap_table(decisions), WAVE_COLUMNS)


def shown_actions(decisions: Decisions) -> pd.DataFrame:
    """`actions_table` as a notebook shows it."""
    return _shown(actions_table(decisions), ACTION_COLUMNS)


def shown_stages(decisions: Decisions) -> pd.DataFrame:
    """`rolled_table` as a notebook shows it."""
    return _shown(rolled_table(decisions), ROLL_COLUMNS)


def _shown(table: pd.DataFrame, named: dict[str, str]) -> pd.DataFrame:
    columns = filled(table, _said(named))
    shown = table[list(columns)].rename(columns=columns)
    figures = shown.select_dtypes("number").columns
    shown[figures] = shown[figures].round(2)
    return shown.astype(object).where(shown.notna(), "").reset_index(drop=True)


def _table(table: pd.DataFrame, named: dict[str, str], title: str, behind: pd.Series) -> Block:
    return table_of(table, filled(table, _said(named)), title, evidence=behind)


def _said(named: dict[str, str]) -> dict[str, str]:
    return {key: say(name) for key, name in named.items()}
