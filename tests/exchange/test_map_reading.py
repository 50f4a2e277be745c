"""Maps of other tools: Mermaid, Markdown, JSON, YAML, tables of stages, and products unseen."""

import json
from pathlib import Path

import pytest

from cxworkbench.exchange.map_files import title_of
from cxworkbench.exchange.map_reading import read_map
from cxworkbench.exchange.markdown import write_markdown
from cxworkbench.exchange.mermaid import write_mermaid
from cxworkbench.ground.errors import DataProblem, ParameterProblem
from cxworkbench.records.journey_map import JourneyMap, Stage, Statement, Touchpoint


def read(folder, text, name, **chosen):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_map(path, **chosen)


def shape(made):
    """Stage -> the touchpoints in it, by name."""
    return {
        stage.name: [one.name for one in made.touchpoints if one.stage_id == stage.id]
        for stage in made.stages
    }


def said(made):
    named = {one.id: one.name for one in (*made.stages, *made.steps, *made.touchpoints)}
    return [(named[one.at], one.lane, one.text or one.word, one.value) for one in made.statements]


DAY = """```mermaid
---
title: ignored front matter
---
journey
    title My day
    %% a remark
    section Go to work
      Make tea: 5: Me
      Work: 1.5: Me, Cat
    section Home
      Sit down: 9: Me
      no score
```
"""


def test_a_mermaid_journey_in_markdown_is_read(tmp_path):
    read_in = read(tmp_path, DAY, "day.md")

    made = read_in.map
    assert (read_in.kind, made.title) == ("mermaid", "My day")
    assert shape(made) == {"Go to work": ["Make tea", "Work"], "Home": ["Sit down"]}
    assert said(made) == [("Make tea", "emotion", "", 2.0), ("Work", "emotion", "", -1.5)]
    assert (made.touchpoints[1].initiator, made.touchpoints[1].receivers) == ("Me", ("Cat",))
    assert [(one.row, one.rule, one.value) for one in read_in.problems] == [
        (12, "has a score from 1 to 5", "9"), (13, "is a task with its score", "no score"),
    ]  # fmt: skip


CONSULTING = """# Tills for shops

| Stage | Customer Actions | Thoughts / Feelings | CX Pain Points | Opportunities |
|:------|------|---|---|---|
| **Decision** | Compare offers | Is it worth it? | slow<br>dear | A trial |
| Use | Ring up \\| pay | | | |

## MOMENTS THAT MATTER
"""


def test_a_consulting_table_in_markdown_is_read(tmp_path):
    read_in = read(tmp_path, CONSULTING, "plan.md")

    assert (read_in.kind, read_in.map.title) == ("markdown", "Tills for shops")
    assert said(read_in.map) == [
        ("Decision", "actions", "Compare offers", None),
        ("Decision", "thoughts", "Is it worth it?", None),
        ("Decision", "pains", "slow", None), ("Decision", "pains", "dear", None),
        ("Decision", "ideas", "A trial", None), ("Use", "actions", "Ring up | pay", None),
    ]  # fmt: skip


GRID = (
    "Stage,Stakeholder,Motivation,Goal,Support,Barriers,Opportunities,Signals,KPI,Emotions,Quotes,"
    "Evidence,StageOrder,StakeholderOrder\n"
    "Decision,Buyer,save,,,price;time,trial,calls,NPS,happy,we love it,,1,1\n"
    "Decision,User,,ease,,price,,,,annoyed,,,1,2\n"
)


def test_one_row_a_stage_and_stakeholder_is_read_for_each_role(tmp_path):
    read_in = read(tmp_path, GRID, "grid.csv")

    made = read_in.map
    assert [one.name for one in made.roles] == ["Buyer", "User"]
    assert [(one.role, one.text) for one in made.statements if one.lane == "pains"] == [
        ("Buyer", "price"), ("Buyer", "time"), ("User", "price"),
    ]  # fmt: skip
    felt = [one for one in made.statements if one.lane == "emotion"]
    assert [(one.role, one.word, one.value) for one in felt] == [
        ("Buyer", "happy", 1.0), ("User", "annoyed", -1.0),
    ]  # fmt: skip
    assert [(one.column, one.value) for one in read_in.problems] == [
        ("Quotes", "1 filled cell was not taken over")
    ]


LONG = """Journey Stage;Lane;Text;Stakeholder
Decision;Touchpoints;Quote;
Decision;Pain points;too slow;User
Use;Emotion;2;
Use;Emotion;-1;User
Use;Weather;rainy;
"""


def test_a_long_table_has_a_lane_a_row(tmp_path):
    made = read(tmp_path, LONG, "long.csv").map

    assert shape(made) == {"Decision": ["Quote"], "Use": []}
    assert said(made) == [
        ("Decision", "pains", "too slow", None), ("Use", "emotion", "", 2.0),
        ("Use", "emotion", "", -1.0),
    ]  # fmt: skip
    assert [one.text for one in made.comments] == ["Weather: rainy"]


DETAIL = (
    "Journey Name,Stage Number,Stage Name,Objective,Systems / Tools,Happy Path Summary,"
    "Pain Point 1,Key Variable 1,Pain Point 2,KPI 1,Confidence Level,Expert Validated\n"
    "Tours,1,Book,A seat is held,Web shop,Pay online,double booking,weather,no reply,fill rate,"
    "80%,yes\n"
)
LENSES = (
    "Lens,Book,Board\nDescription,A seat is held,On the boat\nPrimary Owner,Sales,Crew\n"
    "Top Pain Point,double booking,\nSystems / Tools,Web shop,\nEscalation Trigger,storm,\n"
)


def test_stage_details_become_stages_with_what_no_lane_takes_as_comments(tmp_path):
    made = read(tmp_path, DETAIL, "stage_detail.csv").map

    [stage] = made.stages
    assert (made.title, stage.definition, stage.confidence) == ("Tours", "A seat is held", 0.8)
    assert [(lane, text) for _, lane, text, _ in said(made)] == [
        ("actions", "Pay online"), ("pains", "double booking"), ("pains", "no reply"),
        ("metrics", "fill rate"), ("systems", "Web shop"),
    ]  # fmt: skip
    assert [one.text for one in made.comments] == [
        "Key Variable 1: weather", "Expert Validated: yes",
    ]  # fmt: skip


def test_a_matrix_of_lenses_is_read(tmp_path):
    made = read(tmp_path, LENSES, "journey_map.csv").map

    assert [(one.name, one.definition) for one in made.stages] == [
        ("Book", "A seat is held"), ("Board", "On the boat"),
    ]  # fmt: skip
    assert said(made) == [
        ("Book", "pains", "double booking", None), ("Book", "systems", "Web shop", None),
    ]  # fmt: skip
    assert [one.text for one in made.comments] == [
        "Escalation Trigger: storm", "Primary Owner: Sales", "Primary Owner: Crew",
    ]  # fmt: skip


STUDIO = """kind: cjm
version: "1.0"
id: CJM:shop
persona: {name: Buyer, description: careful}
phases:
  - {id: P1, name: Decide}
actions:
  - id: A1
    name: Compare
    phase: P1
    touchpoints: [Web shop]
    thoughts_feelings: ["too many", 'no: yes']
    emotion_score: -1
---
kind: sbp
lanes:
  - {id: L0, kind: cjm, name: Customer}
  - {id: L1, kind: team, name: Sales}
  - {id: L2, kind: system, name: CRM}
tasks:
  - {id: T1, lane: L1, name: Answer, source_id: A1}
  - {id: T2, lane: L2, name: Log, source_id: A1}
  - {id: T3, lane: L9, name: Lost, source_id: A1}
connections: [{from: T1, to: T2}]
---
kind: outcome
kgi: {name: Revenue}
primary_csf: {source_id: T1, rationale: Quick answers}
primary_kpi: {name: Hours to answer, target: 4, unit: h}
"""


def test_a_yaml_of_several_documents_is_one_map(tmp_path):
    read_in = read(tmp_path, STUDIO, "studio.yaml")

    made = read_in.map
    assert (read_in.kind, made.perspective.role) == ("enablement", "Buyer")
    assert shape(made) == {"Decide": ["Web shop"]}
    assert said(made) == [
        ("Compare", "thoughts", "too many", None), ("Compare", "thoughts", "no: yes", None),
        ("Compare", "emotion", "", -1.0), ("Compare", "backstage", "Sales: Answer", None),
        ("Compare", "systems", "CRM: Log", None), ("Compare", "metrics", "Revenue", None),
        ("Compare", "metrics", "Quick answers", None),
        ("Compare", "metrics", "Hours to answer (target 4 h)", None),
    ]  # fmt: skip
    assert [(one.column, one.value) for one in read_in.problems] == [
        ("persona", "careful"), ("sbp task", "Lost"), ("sbp connections", "1 not taken over"),
    ]  # fmt: skip


SCAPE = {
    "type": "service-journey-mapper", "version": 1,
    "journeys": [{
        "badge": "J1", "title": "Clinic",
        "stages": [{"num": 1, "title": "Arrive", "subStages": ["Register", {"title": "Wait"}]},
                   {"num": 2, "title": "Leave", "subStages": []}],
        "subJourneys": [{"title": "", "rows": [
            {"rowType": "row-fs-human", "laneLabel": "Front", "cells": [
                {"html": "<b>Desk</b> &amp; form<br>Greeting<script>x()</script>"},
                {"html": ""}, {"html": "Goodbye"}]},
            {"rowType": "divider"},
            {"rowType": "row-pain", "cells": [{"html": "queue", "colspan": 2}, {"html": ""}]},
            {"rowType": "row-emotion", "cells": [{"html": "annoyed"}]},
            {"rowType": "row-verbatim", "cells": [{"html": "So slow!"}, {}, {}]},
        ]}],
    }],
}  # fmt: skip


def test_a_lanescape_journey_is_read(tmp_path):
    read_in = read(tmp_path, json.dumps(SCAPE), "clinic.json")

    made = read_in.map
    assert (read_in.kind, made.title) == ("lanescape", "Clinic")
    assert shape(made) == {"Arrive": ["Desk & form", "Greeting"], "Leave": ["Goodbye"]}
    assert said(made) == [
        ("Arrive", "pains", "queue", None), ("Register", "emotion", "annoyed", -1.0),
    ]  # fmt: skip
    assert [(one.column, one.value) for one in read_in.problems] == [
        ("row-emotion", "1 columns, and the journey has 3"), ("row-verbatim", "So slow!"),
    ]  # fmt: skip


def test_a_product_that_nobody_has_seen_a_file_of_is_called_untested(tmp_path):
    text = "Phase,Process,Experience,Problems\nBuy,Compare,happy,dear\n"
    read_in = read(tmp_path, text, "map.csv", kind="uxpressia")

    assert said(read_in.map) == [
        ("Buy", "emotion", "happy", 1.0), ("Buy", "actions", "Compare", None),
        ("Buy", "pains", "dear", None),
    ]  # fmt: skip
    first = read_in.problems[0]
    assert (first.rule, first.value) == ("is read as UXPressia writes it", "untested")
    assert "no file of UXPressia was at hand" in first.remedy


def test_cards_of_a_board_stand_in_the_outcome_to_their_left(tmp_path):
    text = "kind,name,x,y,description\njourney,Buy,0,0,\njourney,Use,100,0,\ncard,Quote,5,9,now\n"
    text += "card,Set up,120,9,\nsticker,star,7,7,\n"
    made = read(tmp_path, text, "board.csv", kind="cardboard").map

    assert shape(made) == {"Buy": ["Quote"], "Use": ["Set up"]}


EVENTS = """<log><trace><event><string key="concept:name" value="Quote"/></event>
<event><string key="concept:name" value="Order"/></event></trace>
<trace><event><string key="concept:name" value="Quote"/></event>
<event><string key="concept:name" value="Call"/><string key="channel" value="phone"/></event>
<event><string key="concept:name" value="Order"/></event></trace></log>"""


def test_activities_of_any_log_are_touchpoints_in_their_mean_order(tmp_path):
    read_in = read(tmp_path, EVENTS, "any.xes")

    assert shape(read_in.map) == {"Not yet placed": ["Quote", "Call", "Order"]}
    assert read_in.map.touchpoints[1].medium_class == "digital"
    assert read_in.problems[0].value.startswith("3 activities")


def test_a_format_that_nothing_reads_is_refused(tmp_path):
    with pytest.raises(ParameterProblem, match=r"^Maps are not read as 'cjm'. Did you mean 'cjml'"):
        read(tmp_path, "", "x.xml", kind="cjm")


def test_json_of_something_else_is_named(tmp_path):
    with pytest.raises(DataProblem) as refused:
        read(tmp_path, '{"a": 1}', "x.json")

    assert str(refused.value) == (
        "x.json is JSON, and no journey map that is known: neither a map of this workbench nor "
        "one of Lanescape or enablement-map-studio. Export it as CSV."
    )


def test_stages_without_touchpoints_stand_in_markdown_and_come_back(tmp_path):
    stages = tuple(Stage(id=f"st-{name}", name=name) for name in ("a", "b", "c"))
    call = Touchpoint(id="tp-call", name="Call | *us*", stage_id="st-b")
    made = JourneyMap(id="m", title="<b>M</b>", stages=stages, touchpoints=(call,))
    write_markdown(made, tmp_path / "m.md")

    back = read_map(tmp_path / "m.md").map
    assert shape(back) == {"a": [], "b": ["Call | *us*"], "c": []}
    assert back.title == "<b>M</b>"
    assert "<b>" not in (tmp_path / "m.md").read_text().replace("\\<b\\>", "")

    write_markdown(made.model_copy(update={"touchpoints": ()}), tmp_path / "m.md")
    assert shape(read_map(tmp_path / "m.md").map) == {"a": [], "b": [], "c": []}


def test_mermaid_draws_a_touchpoint_without_emotion_at_three_and_reads_none_back(tmp_path):
    stage = Stage(id="st-use", name="Use: all; day #1")
    call = Touchpoint(id="tp-call", name="Call, then wait", stage_id="st-use", initiator="We")
    made = JourneyMap(id="m", title="M", stages=(stage,), touchpoints=(call,))
    write_mermaid(made, tmp_path / "m.mmd")

    assert (tmp_path / "m.mmd").read_text(encoding="utf-8") == (
        "journey\n    title M\n    section Use∶ all； day ＃1\n      Call， then wait: 3: We\n"
        "      %% the score above stands for none\n"
    )
    back = read_map(tmp_path / "m.mmd").map
    assert (back.stages[0].name, back.touchpoints[0].name) == (stage.name, call.name)
    assert back.statements == ()


def test_what_is_said_of_stages_stands_beneath_the_table_in_markdown(tmp_path):
    stage = Stage(id="st-use", name="Use", definition="Every *day*")
    slow = Statement(id="sm-1", at="st-use", lane="pains", text="slow | dear")
    write_markdown(
        JourneyMap(id="m", title="M", stages=(stage,), statements=(slow,)), tmp_path / "m.md"
    )

    assert (
        (tmp_path / "m.md")
        .read_text(encoding="utf-8")
        .endswith(
            "## Stages and steps\n\n- **Use**: Every \\*day\\*\n- **Use**, pains: slow \\| dear\n"
        )
    )
    assert shape(read_map(tmp_path / "m.md").map) == {"Use": []}


def test_a_packed_log_names_its_map_without_either_ending():
    assert title_of(Path("our_log.xes.gz")) == "our log"
