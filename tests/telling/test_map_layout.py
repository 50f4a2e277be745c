"""The drawn map's layout: nothing overlaps, nothing is cut, nothing is left out unsaid."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.telling.examples import SAYINGS, journey_map

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.records.journey_map import JourneyMap, Stage, Statement, Touchpoint
from cxworkbench.telling.map_layout import layout_map
from cxworkbench.telling.map_shapes import Box, Mark, Stroke, Words
from cxworkbench.telling.theme import DASHES, GREYS, PAIN, PAPER
from cxworkbench.telling.type_metrics import drawable

NASTY = (
    "", " ", "x" * 300, "word " * 120, "漢字かな交じり文" * 9, "\U0001f468\u200d\U0001f469" * 20,
    "e\u0301" * 60, "<script>alert(1)</script>", "a\x00\x07b\n\tc", "\u202egnp.exe", "ﷺﷺ",
    "NULL", "Donaudampfschifffahrtsgesellschaft", "-", "\u200b" * 50,
)  # fmt: skip
SHORT = 0.01  # rounding of floats


def overlapping(words):
    boxes = sorted((one.box[1], one.box, one.text) for one in words if one.text)
    found = []
    for place, (_, a, a_text) in enumerate(boxes):
        for top, b, b_text in boxes[place + 1 :]:
            if top >= a[3] - SHORT:
                break
            if a[0] < b[2] - SHORT and b[0] < a[2] - SHORT:
                found.append((a_text, b_text))
    return found


def outside(layout):
    return [
        one.text
        for one in layout.words
        if one.box[0] < -SHORT
        or one.box[2] > layout.width + SHORT
        or one.box[1] < -SHORT
        or one.box[3] > layout.height + SHORT
    ]


def all_text(layout):
    return " ".join(one.text for one in layout.words)


def one_touchpoint(*statements, stage=None, **fields):
    stage = stage or Stage(id="s", name="Trial", basis="measured")
    point = Touchpoint(id="t", name="Pilot", stage_id="s", **fields)
    return JourneyMap(id="m", title="M", stages=(stage,), touchpoints=(point,),
                      statements=statements)  # fmt: skip


def said(lane="pains", **fields):
    number = fields.pop("number", 0)
    return Statement(id=f"x{number}", at=fields.pop("at", "t"), lane=lane, **fields)


def shapes_of(layout, kind):
    return [shape for strip in layout.strips for shape in strip.shapes if isinstance(shape, kind)]


@settings(max_examples=25, deadline=None)
@given(
    stages=st.integers(3, 12),
    touchpoints=st.integers(5, 60),
    page=st.sampled_from(["screen", "a4", "slide"]),
    seed=st.integers(0, 10**6),
    nasty=st.booleans(),
    steps=st.booleans(),
    texts=st.lists(st.text(max_size=120), min_size=1, max_size=6),
)
def test_no_two_texts_overlap_and_none_leaves_the_sheet(
    stages, touchpoints, page, seed, nasty, steps, texts
):
    layout = layout_map(
        journey_map(
            stages, touchpoints, seed=str(seed), steps=steps, phases=steps,
            texts=[*NASTY, *texts] if nasty else None, lanes=tuple(SAYINGS),
        ),
        page=page,
    )  # fmt: skip

    assert not outside(layout)
    for strip in layout.strips:  # strips stand under each other, so only within one
        assert not overlapping([one for one in strip.shapes if isinstance(one, Words)])


@settings(max_examples=15, deadline=None)
@given(stages=st.integers(3, 12), touchpoints=st.integers(5, 60), seed=st.integers(0, 10**6))
def test_every_touchpoint_is_drawn_with_its_whole_name(stages, touchpoints, seed):
    example = journey_map(stages, touchpoints, seed=str(seed))

    signs = [one for one in shapes_of(layout_map(example), Mark) if one.y > 100]
    heads = len(signs) - sum(1 for one in example.statements if one.lane == "emotion")

    assert heads == touchpoints


def test_strips_follow_each_other_without_a_gap_and_hold_their_texts():
    layout = layout_map(journey_map(5, 20))

    for one, two in zip(layout.strips, layout.strips[1:], strict=False):
        assert one.top + one.height == pytest.approx(two.top)
    for strip in layout.strips:
        for words in (one for one in strip.shapes if isinstance(one, Words)):
            assert strip.top - SHORT <= words.box[1]
            assert words.box[3] <= strip.top + strip.height + SHORT


@pytest.mark.parametrize(("page", "unit", "least"), [("screen", "px", 12), ("a4", "pt", 9),
                                                     ("slide", "pt", 9)])  # fmt: skip
def test_no_text_is_smaller_than_a_reader_can_read(page, unit, least):
    texts = ["Implementierungsunterstützung", "x" * 90]
    layout = layout_map(journey_map(12, 60, texts=texts), page=page)

    assert layout.unit == unit
    assert min(one.size for one in layout.words) >= least


def test_a_long_map_breaks_into_bands_of_the_pages_width():
    few, many = layout_map(journey_map(5, 5)), layout_map(journey_map(5, 60))

    assert few.width == many.width == 1400
    headers = sum(strip.keep_with_next for strip in many.strips) - 1
    assert headers >= 60 / 9
    assert "(continued)" in all_text(many)


def test_a_stage_without_touchpoints_is_a_hole_that_is_seen():
    example = JourneyMap(id="m", title="M", stages=(Stage(id="s", name="Trial"),))

    assert "no touchpoint yet" in all_text(layout_map(example))


def test_a_touchpoint_of_no_known_stage_is_drawn_apart_and_not_lost():
    example = JourneyMap(
        id="m",
        title="M",
        stages=(Stage(id="s", name="Trial"),),
        touchpoints=(Touchpoint(id="t", name="Fair", stage_id="gone"),),
    )

    assert "Not yet placed" in all_text(layout_map(example))
    assert "Fair" in all_text(layout_map(example))


def test_a_map_without_stages_is_its_heading():
    layout = layout_map(JourneyMap(id="m", title="Nothing yet", stages=()))

    assert len(layout.strips) == 1
    assert "Nothing yet" in all_text(layout)


def test_an_assumed_statement_is_hollow_and_dashed_and_one_with_evidence_filled():
    assumed = layout_map(one_touchpoint(said(text="Slow"))).strips
    reported = layout_map(one_touchpoint(said(text="Slow", basis="reported", n=3))).strips

    def cards(strips):
        boxes = [s for strip in strips[2:] for s in strip.shapes if isinstance(s, Box)]
        return [(box.fill == PAPER, box.dash) for box in boxes]

    assert cards(assumed) == [(True, tuple(DASHES["assumed"]))]
    assert [filled for filled, _ in cards(reported)] == [False, False]
    assert all(dash == () for _, dash in cards(reported))


def test_a_cell_shows_the_three_best_evidenced_and_says_how_many_more():
    statements = [said(text=f"pain {n}", n=n, basis="reported", number=n) for n in range(1, 6)]

    text = all_text(layout_map(one_touchpoint(*statements)))

    assert [f"pain {n}" in text for n in range(1, 6)] == [False, False, True, True, True]
    assert "+ 2 more in the table" in text


def test_a_very_long_statement_says_that_it_is_shortened():
    text = all_text(layout_map(one_touchpoint(said(text="word " * 200))))

    assert "(whole text in the table)" in text.replace("  ", " ")


def test_an_unknown_action_and_an_unknown_emotion_say_so():
    assert all_text(layout_map(one_touchpoint())).count("unknown") == 3  # and the legend's


def test_an_emotion_without_a_value_keeps_its_word_beside_unknown():
    words = all_text(layout_map(one_touchpoint(said("emotion", text="", word="cross"))))

    assert "unknown (cross)" in words


def test_a_touchpoint_without_evidence_is_hollow_and_dashed():
    def dashed(*statements):
        boxes = shapes_of(layout_map(one_touchpoint(*statements)), Box)
        return [box for box in boxes if box.dash and box.fill == PAPER]

    assumed = said("actions", text="We pay", basis="assumed")
    seen = said("actions", text="We pay", basis="observed", evidence=("e1",))
    assert len(dashed(assumed)) == len(dashed(seen)) + 2  # the statement's card and the touchpoint


def test_the_curve_has_a_gap_where_nothing_is_known():
    def with_emotions(*values):
        points = tuple(Touchpoint(id=f"t{n}", name="T", stage_id="s") for n in range(3))
        emotions = tuple(
            Statement(id=f"e{n}", at=f"t{n}", lane="emotion", value=value, n=4, basis="measured")
            for n, value in enumerate(values)
            if value is not None
        )
        example = JourneyMap(id="m", title="M", stages=(Stage(id="s", name="S"),),
                             touchpoints=points, statements=emotions)  # fmt: skip
        strokes = shapes_of(layout_map(example), Stroke)
        return [one for one in strokes if one.stroke == GREYS[0] and one.thickness == 2][1:]

    assert len(with_emotions(1, 0, -1)) == 2
    assert len(with_emotions(1, None, -1)) == 0


def test_an_emotion_known_only_for_the_whole_stage_is_drawn_once_in_its_middle():
    emotion = said("emotion", at="s", value=-1.5, n=7, basis="measured")

    marks = [one for one in shapes_of(layout_map(one_touchpoint(emotion)), Mark)
             if one.stroke == PAIN]  # fmt: skip

    assert len(marks) == 1
    assert marks[0].x == pytest.approx(112 + (1400 - 112) / 3 / 2)  # a column is at most a third


def test_the_count_stands_on_the_mark():
    emotion = said("emotion", value=1.0, n=3, basis="measured")

    assert "n 3" in all_text(layout_map(one_touchpoint(emotion)))


def test_where_it_takes_place_is_told_by_shape():
    shapes = {}
    for medium in ("digital", "physical", "hybrid", "unknown"):
        layout = layout_map(one_touchpoint(medium_class=medium))
        shapes[medium] = shapes_of(layout, Mark)[-1].shape

    assert len(set(shapes.values())) == 4


def test_what_customers_do_without_us_is_drawn_apart():
    own = layout_map(one_touchpoint(contact=False))

    assert "without us" in all_text(own).replace("customer alone, without us", "")
    assert any(box.radius > 5 for strip in own.strips[1:] for box in strip.shapes
               if isinstance(box, Box))  # fmt: skip


def test_a_statement_at_an_interaction_is_drawn_at_its_touchpoint():
    example = journey_map(3, 5)
    inside = said(at=f"in-{example.touchpoints[0].id}", text="A call", lane="actions")

    layout = layout_map(example.model_copy(update={"statements": (inside,)}))

    assert "A call" in all_text(layout)


def test_the_same_map_is_laid_out_the_same_way():
    assert layout_map(journey_map(5, 20)) == layout_map(journey_map(5, 20))


def test_control_characters_are_shown_as_a_sign():
    assert drawable("\x07") in all_text(layout_map(one_touchpoint(said(text="bell\x07"))))


def test_an_unknown_sheet_is_refused_with_the_nearest():
    with pytest.raises(ParameterProblem) as refused:
        layout_map(journey_map(3, 5), page="screan")

    assert str(refused.value) == (
        "There is no sheet 'screan'. Did you mean 'screen'? A map is laid out for 'screen', "
        "'a4', 'slide', 'a0'."
    )


def test_a_sheet_too_narrow_for_three_columns_is_refused():
    with pytest.raises(ParameterProblem) as refused:
        layout_map(journey_map(3, 5), width=300)

    assert str(refused.value) == (
        "A map for 'screen' cannot be 300 px wide: names and three columns take 526 px. "
        "Give a larger width."
    )
