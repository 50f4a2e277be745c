"""A touchpoint list becomes a map of assumptions, and a map becomes the same list again."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ground.received import rules, text_file, workbook_file

from cxworkbench.exchange.drafting import Draft
from cxworkbench.exchange.map_files import read_map_file
from cxworkbench.exchange.map_from_list import map_from_touchpoint_list
from cxworkbench.exchange.touchpoint_list import COLUMNS, touchpoint_list, write_touchpoint_list
from cxworkbench.ground.errors import DataProblem
from cxworkbench.ground.tables import read_table
from cxworkbench.records.journey_map import Interaction, Statement
from cxworkbench.records.validity import check_map


def list_of(text):
    lines = [line.split("|") for line in text.strip().splitlines()]
    frame = pd.DataFrame(lines[1:], columns=lines[0], dtype="str")
    frame.index = pd.RangeIndex(2, 2 + len(frame))
    return map_from_touchpoint_list(frame, file="t.csv", title="t")


def said(journey_map):
    return [(s.at, s.lane, s.text or s.word, s.value) for s in journey_map.statements]


def test_stages_stand_in_the_order_in_which_they_appear():
    journey_map, problems = list_of(
        "Phase|Touch point\nBuy|Offer\nUse|Help desk\nBuy|Contract\nZero|End"
    )

    assert [stage.name for stage in journey_map.stages] == ["Buy", "Use", "Zero"]
    assert [(t.id, t.stage_id) for t in journey_map.touchpoints] == [
        ("tp-offer", "st-buy"), ("tp-help-desk", "st-use"), ("tp-contract", "st-buy"),
        ("tp-end", "st-zero"),
    ]  # fmt: skip
    assert problems == []


def test_everything_read_is_an_assumption():
    journey_map, _ = list_of("stage|touchpoint|action|pain\nBuy|Offer|Read it|too long; too late")

    assert journey_map.stamp == "assumption-based"
    assert said(journey_map) == [
        ("tp-offer", "actions", "Read it", None),
        ("tp-offer", "pains", "too long", None),
        ("tp-offer", "pains", "too late", None),
    ]
    assert {(s.basis, s.status, s.n, s.evidence) for s in journey_map.statements} == {
        ("assumed", "draft", 0, ())
    }
    assert check_map(journey_map) == ()


def test_a_blank_stage_is_that_of_the_row_above_and_said():
    journey_map, problems = list_of("stage|touchpoint\nBuy|Offer\n|Contract\nUse|Help")

    assert [t.stage_id for t in journey_map.touchpoints] == ["st-buy", "st-buy", "st-use"]
    assert rules(problems) == [(3, "names the stage", "1 blank cells, in rows '3'")]


def test_a_list_without_stages_waits_to_be_placed():
    journey_map, problems = list_of("touchpoint\nOffer\nHelp")

    assert [stage.name for stage in journey_map.stages] == ["Not yet placed"]
    assert rules(problems) == [(2, "names the stage", "2 touchpoints, from row 2 on")]
    assert problems[0].severity == "refused"


def test_a_row_without_a_touchpoint_is_listed_with_what_it_holds():
    journey_map, problems = list_of("stage|touchpoint|pain\nBuy|Offer|x\nUse||nobody answers")

    assert [stage.name for stage in journey_map.stages] == ["Buy", "Use"]
    assert rules(problems) == [(3, "names one", "'Use', 'nobody answers'")]
    assert problems[0].severity == "refused"


def test_rows_about_the_same_touchpoint_are_put_together_and_said():
    journey_map, problems = list_of(
        "stage|touchpoint|channel|pain\nBuy|Offer||long\nBuy|Offer|mail|late\nUse|Offer||"
    )

    assert [(t.id, t.channel) for t in journey_map.touchpoints] == [
        ("tp-offer", "mail"),
        ("tp-offer-2", ""),
    ]
    assert [text for _, _, text, _ in said(journey_map)] == ["long", "late"]
    assert rules(problems) == [(3, "names each touchpoint once", "Offer")]


def test_a_repeated_touchpoint_names_both_rows_and_both_emotions_are_kept():
    journey_map, problems = list_of(
        "stage|touchpoint|channel|emotion\nBuy|Offer|mail|1\nBuy|A||\nBuy|B||\nBuy|Offer|phone|-2"
    )

    assert [(s.at, s.value) for s in journey_map.statements] == [
        ("tp-offer", 1), ("tp-offer", -2),
    ]  # fmt: skip
    assert [(p.row, p.column, p.value, p.remedy, p.severity) for p in problems] == [
        (5, "touchpoint", "Offer",
         "put together with row 2; name it differently if it is another one", "note"),
        (5, "channel", "here 'phone', before 'mail'",
         "the first was kept; write one of them in both rows", "refused"),
        (5, "emotion", "here '-2', in row 2 '1'",
         "both are kept; leave one, or name the touchpoint differently", "note"),
    ]  # fmt: skip


def test_a_second_column_of_emotions_is_told_with_what_is_lost():
    journey_map, problems = list_of(
        "stage|touchpoint|Emotion|Emotion_2|Pain|Pain_2\n"
        "Buy|A|1|-1|x|y\nBuy|B|1|1||\nBuy|C||2||\nBuy|D|0|-2||"
    )

    assert said(journey_map) == [
        ("tp-a", "emotion", "", 1), ("tp-a", "pains", "x", None), ("tp-a", "pains", "y", None),
        ("tp-b", "emotion", "", 1), ("tp-c", "emotion", "", 2), ("tp-d", "emotion", "", 0),
    ]  # fmt: skip
    assert [(p.row, p.column, p.value, p.severity) for p in problems] == [
        (2, "Emotion_2", "2 filled cells were not taken over: '-1', '-2', in row '2', '5'",
         "refused"),
    ]  # fmt: skip
    assert problems[0].remedy == (
        "'Emotion' stands for the same and was read first; keep one of the two, or give this one "
        "the name of what it says"
    )


def test_stages_that_look_alike_are_noted_and_never_put_together():
    journey_map, problems = list_of(
        "stage|touchpoint\nAwarness|A\nAwareness|B\nAwareness|C\nDelivery|D\nDelivrey|E\n"
        "Stage 1|F\nStage 2|G\nBuy|H\nBye|I"
    )

    assert len(journey_map.stages) == 8
    assert rules(problems) == [
        (2, "names a stage of its own", "'Awarness' looks like 'Awareness' of row 3"),
        (6, "names a stage of its own", "'Delivrey' looks like 'Delivery' of row 5"),
    ]
    assert {one.remedy for one in problems} == {
        "kept as two stages; write both alike if they are one"
    }
    assert {one.severity for one in problems} == {"note"}


@pytest.mark.parametrize("name", ["Total", "SUM", "Gesamt", "Summe:"])
def test_a_line_of_totals_is_no_stage_and_its_number_decides_no_scale(name):
    journey_map, problems = list_of(f"stage|touchpoint|emotion\nBuy|A|-1\nUse|B|2\n{name}||17")

    assert [one.name for one in journey_map.stages] == ["Buy", "Use"]
    assert [one.value for one in journey_map.statements] == [-1, 2]
    assert rules(problems) == [(4, "names one", f"{name!r}, '17'")]
    assert problems[0].remedy == (
        "a line of totals was left out; if it is a stage, name a touchpoint in it"
    )


def test_a_stage_called_total_with_a_touchpoint_is_a_stage():
    journey_map, problems = list_of("stage|touchpoint\nTotal|A")

    assert [one.name for one in journey_map.stages] == ["Total"]
    assert problems == []


def test_german_headings_are_known():
    journey_map, problems = list_of(
        "Phase|Kontaktpunkt|Kanal|Schmerzpunkt|Gefühl|Verantwortlich\n"
        "Kauf|Angebot|Telefon|zu lang|\u20131|Vertrieb"
    )
    offer = journey_map.touchpoints[0]

    assert (offer.channel, offer.owner, journey_map.stages[0].name) == (
        "Telefon", "Vertrieb", "Kauf",
    )  # fmt: skip
    assert said(journey_map) == [
        ("tp-angebot", "emotion", "", -1), ("tp-angebot", "pains", "zu lang", None),
    ]  # fmt: skip
    assert problems == []


def test_a_column_without_a_place_is_told_the_nearest_name():
    _, problems = list_of("stage|touchpoint|Chanel|Budget\nBuy|A|mail|7")

    assert [(one.column, one.remedy) for one in problems] == [
        ("Chanel", "call it channel if that is meant, or leave it"),
        ("Budget", "call it as a map does, such as pain, channel or owner, or leave it"),
    ]


def test_emotions_are_read_as_words_numbers_or_both():
    journey_map, problems = list_of(
        "stage|touchpoint|emotion|emotion word\n"
        "Buy|A|-1|unsure\nBuy|B|delighted|\nBuy|C|beige|\nBuy|D||calm\nBuy|E||"
    )

    assert [(s.at, s.value, s.word) for s in journey_map.statements] == [
        ("tp-a", -1, "unsure"), ("tp-b", 2, "delighted"), ("tp-c", None, "beige"),
        ("tp-d", 0, "calm"),
    ]  # fmt: skip
    assert rules(problems) == [(4, "has a known value", "beige")]


def test_a_well_known_channel_says_where_a_touchpoint_is_and_a_stated_class_wins():
    journey_map, _ = list_of(
        "stage|touchpoint|channel|digital or physical\n"
        "Buy|A|Kundenportal|\nBuy|B|E-Mail|\nBuy|C|Trade fair|\nBuy|D|meeting|\n"
        "Buy|E|Video call|\nBuy|F|Brief|\nBuy|G|app, on site|\nBuy|H|phone|physical"
    )

    assert [one.medium_class for one in journey_map.touchpoints] == [
        "digital", "digital", "physical", "unknown", "digital", "physical", "hybrid", "physical",
    ]  # fmt: skip


def test_fields_of_a_touchpoint_are_taken_over():
    journey_map, problems = list_of(
        "id|stage|step|touchpoint|medium|where it is|Digital or physical|department|received by|"
        "contact with us|moment of truth\n"
        "tp-first|Buy|Compare|Offer|mail|x|online|Sales|buyer; user|no|yes\n"
        "17|Buy||Fair|stand|y|pigeon||||no"
    )
    offer, fair = journey_map.touchpoints

    assert (offer.id, offer.step_id, offer.channel, offer.medium_class) == (
        "tp-first", "sp-compare", "mail", "digital",
    )  # fmt: skip
    assert (offer.owner, offer.receivers, offer.contact) == ("Sales", ("buyer", "user"), False)
    assert (fair.id, fair.medium_class, fair.contact) == ("tp-fair", "unknown", True)
    assert said(journey_map) == [("tp-first", "moments of truth", "Offer", None)]
    assert rules(problems) == [
        (0, "has a place on a map", "2 filled cells were not taken over"),
        (3, "is digital, physical or hybrid", "pigeon"),
    ]


def test_a_column_of_quotes_is_said_to_belong_to_the_evidence():
    _, problems = list_of("stage|touchpoint|Verbatim\nBuy|Offer|I could not tell")

    assert [(p.column, p.severity) for p in problems] == [("Verbatim", "note")]
    assert problems[0].remedy == (
        "what customers said is evidence: put it into interviews.csv in the data folder"
    )


def test_phases_above_stages_are_kept():
    journey_map, _ = list_of("phase|stage|touchpoint\nBefore|Buy|Offer\n|Plan|Visit\nAfter|Use|X")

    assert [phase.name for phase in journey_map.phases] == ["Before", "After"]
    assert [stage.phase_id for stage in journey_map.stages] == [
        "ph-before",
        "ph-before",
        "ph-after",
    ]


def test_a_list_without_a_touchpoint_is_refused():
    with pytest.raises(DataProblem) as no_row:
        list_of("stage|touchpoint\nBuy|")
    with pytest.raises(DataProblem) as no_column:
        list_of("stage|thing\nBuy|x")

    assert str(no_row.value) == (
        "t.csv has no row that names a touchpoint. One row is one moment of contact. "
        "Fill in the column 'touchpoint'."
    )
    assert str(no_column.value) == (
        "t.csv has no column of touchpoints. Its columns: stage, thing. "
        "Call one of them touchpoint; stage, action, emotion and pain may stand beside it."
    )


def test_the_list_that_comes_in_is_left_as_it_was():
    frame = pd.DataFrame({"stage": ["Buy"], "touchpoint": ["Offer"]}, index=[2], dtype="str")
    before = frame.copy()
    map_from_touchpoint_list(frame, file="t.csv", title="t")

    pd.testing.assert_frame_equal(frame, before)


def test_merged_stage_cells_of_a_workbook_hold_for_their_rows(tmp_path):
    path = workbook_file(
        tmp_path, ["Stage", "Touchpoint"], ["Buy", "Offer"], [None, "Contract"], ["Use", "Help"],
        merge="A2:A3",
    )  # fmt: skip
    journey_map, problems = read_map_file(path)

    assert [t.stage_id for t in journey_map.touchpoints] == ["st-buy", "st-buy", "st-use"]
    assert [problem.rule for problem in problems] == ["names the stage"]


def test_what_a_list_cannot_hold_is_said_when_it_is_written(tmp_path):
    journey_map, _ = list_of("stage|touchpoint\nBuy|Offer")
    full = journey_map.model_copy(
        update={
            "statements": (
                Statement(id="a", at="st-buy", lane="needs", text="x"),
                Statement(id="b", at="tp-offer", lane="pains", text="y", evidence=("voice-1",)),
                Statement(id="c", at="tp-offer", lane="emotion", value=1, low=0, high=2),
                Statement(id="d", at="tp-offer", lane="emotion", value=-1),
            ),
            "interactions": (Interaction(id="i", name="mail", touchpoint_id="tp-offer"),),
        }
    )

    assert write_touchpoint_list(full, tmp_path / "t.csv") == (
        "1 statements keep no evidence, basis or count: not in a touchpoint list",
        "1 statements at stages or steps: not in a touchpoint list",
        "1 further emotions of one touchpoint: not in a touchpoint list",
        "1 intervals: not in a touchpoint list",
        "1 interactions: not in a touchpoint list",
    )
    assert list(read_table(tmp_path / "t.csv").frame["pain"]) == ["y"]


NAME = st.text(alphabet="abcÄ=+-@;,'\"1 ", min_size=1, max_size=8).map(
    lambda text: " ".join(text.split())
)
NAMED = NAME.filter(lambda text: any(letter.isalpha() for letter in text))
TEXTS = st.lists(NAMED, max_size=3, unique=True)
ROW = st.fixed_dictionaries(
    {
        "stage": st.sampled_from(["Buy", "Use", "=Leave", "Ärger"]),
        "step": st.sampled_from(["", "first", "then"]),
        "name": NAMED,
        "owner": st.sampled_from(["", "Sales", "@Ops"]),
        "contact": st.booleans(),
        "value": st.sampled_from([None, -2.0, 0.0, 1.5]),
        "word": st.sampled_from(["", "calm", "+glad"]),
        "pains": TEXTS,
        "ideas": TEXTS,
    }
)


def map_of(rows):
    draft = Draft()
    for row in sorted(rows, key=lambda row: row["stage"]):
        stage_id = draft.stage(row["stage"])
        known = len(draft.touchpoints)
        step_id = draft.step(row["step"], stage_id)
        at = draft.touchpoint(
            row["name"], stage_id, step_id, owner=row["owner"], contact=row["contact"]
        )
        if len(draft.touchpoints) > known:
            if row["value"] is not None:
                draft.statement(at, "emotion", "", value=row["value"], word=row["word"])
            for lane in ("pains", "ideas"):
                for text in row[lane]:
                    draft.statement(at, lane, text)
    return draft.finished("t")


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(ROW, min_size=1, max_size=6))
def test_a_map_written_as_a_list_and_read_again_is_the_same_map(tmp_path_factory, rows):
    journey_map = map_of(rows)
    path = tmp_path_factory.mktemp("list") / "t.csv"

    assert write_touchpoint_list(journey_map, path) == ()
    again, _ = read_map_file(path)

    assert again == journey_map


def test_the_written_list_has_its_columns_even_when_empty():
    journey_map, _ = list_of("stage|touchpoint\nBuy|Offer")
    frame, losses = touchpoint_list(journey_map.model_copy(update={"touchpoints": ()}))

    assert list(frame.columns) == list(COLUMNS)
    assert losses == ("1 stages without a touchpoint: not in a touchpoint list",)


def test_a_list_read_written_and_read_is_the_same(tmp_path):
    path = text_file(
        tmp_path,
        "Journey Stage,Touchpoint,CX Pain Points,Emotion\nBuy,Offer,long; late,frustrated\n"
        "Use,Help,,4\n",
    )
    first, _ = read_map_file(path, title="t")
    write_touchpoint_list(first, tmp_path / "again.csv")
    second, problems = read_map_file(tmp_path / "again.csv", title="t")

    assert second == first
    assert problems == ()
