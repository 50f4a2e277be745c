"""A wide matrix becomes a map: stages across, steps beneath, a lane in each row."""

import pytest
from tests.ground.received import rules, text_file, workbook_file

from cxworkbench.exchange.map_files import read_map_file
from cxworkbench.exchange.map_from_matrix import is_matrix, map_from_matrix
from cxworkbench.ground.errors import DataProblem
from cxworkbench.ground.resources import shipped
from cxworkbench.records.validity import check_map


def matrix_of(text, merged=()):
    rows = [line.split("|") for line in text.strip("\n").splitlines()]
    return map_from_matrix(rows, merged=merged, file="t.csv", title="t")


def said(journey_map):
    return [(s.at, s.lane, s.text or s.word, s.value) for s in journey_map.statements]


def test_what_a_column_says_belongs_to_its_only_touchpoint():
    journey_map, problems = matrix_of(
        "|Aware|Use\nTouchpoints|Fair|Desk\nActions|Try|Call\nPain Points||slow; rude"
    )

    assert [(t.id, t.stage_id) for t in journey_map.touchpoints] == [
        ("tp-fair", "st-aware"), ("tp-desk", "st-use"),
    ]  # fmt: skip
    assert said(journey_map) == [
        ("tp-fair", "actions", "Try", None), ("tp-desk", "actions", "Call", None),
        ("tp-desk", "pains", "slow", None), ("tp-desk", "pains", "rude", None),
    ]  # fmt: skip
    assert journey_map.stamp == "assumption-based"
    assert check_map(journey_map) == ()
    assert problems == []


def test_what_a_column_of_several_touchpoints_says_belongs_to_the_stage():
    journey_map, _ = matrix_of("|Use\nTouchpoints|Desk; Portal\nNeeds|Help")

    assert said(journey_map) == [("st-use", "needs", "Help", None)]


def test_a_well_known_channel_says_where_the_touchpoints_of_a_column_are():
    journey_map, _ = matrix_of("|Use|Buy\nTouchpoints|Desk|Offer\nChannel|web|Messe\nNeeds|Help|")

    assert [one.medium_class for one in journey_map.touchpoints] == ["digital", "physical"]


def test_fields_belong_to_all_touchpoints_of_their_column():
    journey_map, problems = matrix_of(
        "|Use|Buy\nTouchpoints|Desk; Portal|Offer\nChannel|web|\n"
        "Digital or physical|online|by hand\nOwner|Support|Sales"
    )

    assert [(t.channel, t.medium_class, t.owner) for t in journey_map.touchpoints] == [
        ("web", "digital", "Support"), ("web", "digital", "Support"), ("", "unknown", "Sales"),
    ]  # fmt: skip
    assert rules(problems) == [(0, "is digital, physical or hybrid", "by hand")]


def test_steps_stand_under_their_stage_and_a_stage_reaches_to_the_next():
    journey_map, _ = matrix_of(
        "|Aware|Decide||Use\n||Compare|Agree|\nTouchpoints|Fair|Offer|Contract|Desk"
    )

    assert [(s.name, s.stage_id) for s in journey_map.steps] == [
        ("Compare", "st-decide"), ("Agree", "st-decide"),
    ]  # fmt: skip
    assert [(t.name, t.stage_id, t.step_id) for t in journey_map.touchpoints] == [
        ("Fair", "st-aware", ""), ("Offer", "st-decide", "sp-compare"),
        ("Contract", "st-decide", "sp-agree"), ("Desk", "st-use", ""),
    ]  # fmt: skip


def test_levels_are_taken_as_their_rows_are_labelled():
    journey_map, _ = matrix_of(
        "Phase|Before||After\nStage|Aware|Decide|Use\nTouchpoints|Fair|Offer|Desk\nGains|a|b|c"
    )
    only_phases, _ = matrix_of("Phase|Aware|Use\nTouchpoints|Fair|Desk\nGains|a|b")

    assert [(p.name) for p in journey_map.phases] == ["Before", "After"]
    assert [s.phase_id for s in journey_map.stages] == ["ph-before", "ph-before", "ph-after"]
    assert [s.name for s in only_phases.stages] == ["Aware", "Use"]


def test_a_title_above_the_stages_is_passed_over():
    journey_map, _ = matrix_of("Our journey||\n|Aware|Use\nTouchpoints|Fair|Desk\nGains|a|b")

    assert [stage.name for stage in journey_map.stages] == ["Aware", "Use"]


def test_emotions_are_words_or_numbers():
    journey_map, problems = matrix_of("|A|B|C|D\nTouchpoints|a|b|c|d\nEmotion|-1|delighted|beige|")

    assert said(journey_map) == [
        ("tp-a", "emotion", "", -1), ("tp-b", "emotion", "delighted", 2),
        ("tp-c", "emotion", "beige", None),
    ]  # fmt: skip
    assert rules(problems) == [(0, "has a known value", "beige")]


def test_a_moment_of_truth_is_named_after_its_touchpoint():
    journey_map, _ = matrix_of("|A|B|C\nTouchpoints|a|b|c\nMoments of truth|yes|no|The call")

    assert said(journey_map) == [
        ("tp-a", "moments of truth", "a", None), ("tp-c", "moments of truth", "The call", None),
    ]  # fmt: skip


def test_rows_of_one_lane_are_put_together():
    journey_map, _ = matrix_of("|A\nTouchpoints|a\nPain 1|x; y\nPains|p; q\nBarriers|z")

    assert [text for _, lane, text, _ in said(journey_map) if lane == "pains"] == ["p", "q", "z"]


def test_a_row_that_names_no_lane_and_a_cell_under_no_stage_are_listed():
    _, problems = matrix_of("|Aware|\nTouchpoints|Fair|Desk\nActions|Try|\nBudget|5|")

    assert rules(problems) == [
        (4, "names a lane of the map", "Budget"),
        (2, "stands under a stage", "Desk"),
    ]


def test_a_matrix_without_touchpoints_says_so():
    journey_map, problems = matrix_of("|Aware|Use\nActions|Try|Call\nPains|x|y")

    assert journey_map.touchpoints == ()
    assert [at for at, *_ in said(journey_map)] == ["st-aware", "st-use", "st-aware", "st-use"]
    assert rules(problems) == [(0, "names touchpoints", "none")]


def test_a_matrix_without_stages_is_refused():
    with pytest.raises(DataProblem) as refused:
        matrix_of("Touchpoints|Fair|Desk\nActions|Try|Call")

    assert str(refused.value) == (
        "t.csv has lanes from row 1 on and no row of stages above them. "
        "Row 1 names the stages, from the second column on; row 2 may name steps."
    )


def test_a_table_of_anything_else_is_no_matrix():
    assert is_matrix([["", "A"], ["Actions", "x"], ["Pains", "y"]])
    assert not is_matrix([["id", "name"], ["1", "Ada"], ["2", "pain"]])


def test_a_merged_stage_holds_for_its_columns(tmp_path):
    path = workbook_file(
        tmp_path, ["", "Decide", None, "Use"], ["", "Compare", "Agree", "Ask"],
        ["Touchpoints", "Offer", "Contract", "Desk"], ["Actions", "Read", "Sign", "Call"],
        merge="B1:C1",
    )  # fmt: skip
    journey_map, problems = read_map_file(path)

    assert [t.stage_id for t in journey_map.touchpoints] == ["st-decide", "st-decide", "st-use"]
    assert problems == ()


def test_a_matrix_file_is_told_from_a_list(tmp_path):
    matrix = text_file(tmp_path, ";Aware;Use\nTouchpoints;Fair;Desk\nActions;Try;Call\n")
    journey_map, _ = read_map_file(matrix)

    assert (journey_map.title, [s.name for s in journey_map.stages]) == ("t", ["Aware", "Use"])


def test_the_sheet_of_touchpoints_is_chosen_by_its_name():
    journey_map, problems = read_map_file(shipped("templates") / "intake" / "intake.xlsx")

    assert [t.name for t in journey_map.touchpoints] == ["Trade fair stand", "Offer"]
    assert problems == ()


def test_a_file_that_is_neither_is_refused(tmp_path):
    path = text_file(tmp_path, "order,amount\n1,5\n2,6\n", name="orders.csv")

    with pytest.raises(DataProblem) as refused:
        read_map_file(path)

    assert str(refused.value) == (
        "orders.csv is neither a touchpoint list nor a matrix of stages: its columns are "
        "'order', 'amount'. A list has a column touchpoint; a table of stages has a column stage "
        "and lanes (actions, pains …) beside it; a matrix has stages in row 1 and lanes "
        "(touchpoints, actions, pains …) in its first column. Rename a column, or start from "
        "templates/intake/touchpoints.csv."
    )


def test_one_number_off_the_scale_of_a_matrix_is_left_out_with_its_row_and_column():
    journey_map, problems = matrix_of(
        "|A|B|C|D|E|F\nTouchpoints|a|b|c|d|e|f\nEmotion|-2|-1|0|\u20131|2|3\nNeeds|x||||"
    )

    assert [one.value for one in journey_map.statements if one.lane == "emotion"] == [
        -2, -1, 0, -1, 2,
    ]  # fmt: skip
    assert rules(problems) == [(3, "is from -2 to 2, as the other numbers are", "3 in column 7")]
