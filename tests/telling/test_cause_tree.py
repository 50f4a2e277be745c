"""The cause tree and the Pareto chart: every card once, nothing over each other, words whole."""

import json

import pytest

from cxworkbench.insight.cause_trees import cause_pareto
from cxworkbench.records.register import Entry, Register
from cxworkbench.telling.cause_charts import chart_pareto
from cxworkbench.telling.cause_sections import describe_ready
from cxworkbench.telling.cause_tree import cause_layout, draw_causes
from cxworkbench.telling.cause_words import describe_causes, describe_pareto, status_warnings
from cxworkbench.telling.figures import chart_svg
from cxworkbench.telling.map_shapes import Box, Mark, Stroke

LONG = "The transfer of all sales data runs once a night, and nobody looks whether it arrived"


def cause(key, title="", *below, **more):
    return Entry(id=key, kind="root cause", title=title or f"Cause {key}", caused_by=below, **more)


def pain(key, *causes, value=10.0):
    return Entry(id=key, kind="pain", title=f"Pain {key}", caused_by=causes, value=value, n=12)


def three_by_twelve():
    """Four pains, twelve causes over three whys, one of them behind three pains."""
    first = [cause(f"a{n}", LONG if n == 1 else "", f"b{n}", cause_kind="process")
             for n in range(5)]  # fmt: skip
    second = [cause(f"b{n}", "", *(["c0"] if n else ["c1"]), cause_status="supported")
              for n in range(5)]  # fmt: skip
    third = [cause("c0", LONG, cause_status="refuted"), cause("c1", suggested=True)]
    pains = [pain("p", "a0", "a1"), pain("q", "a2"), pain("r", "a3", "a4"), pain("s", "c0")]
    return Register(entries=(*pains, *first, *second, *third))


def boxes(layout):
    return [shape for strip in layout.strips for shape in strip.shapes if isinstance(shape, Box)]


def test_every_card_stands_once_and_none_over_another():
    found = boxes(cause_layout(three_by_twelve()))

    assert len(found) == 16
    for place, one in enumerate(found):
        for other in found[place + 1 :]:
            apart = (
                one.x + one.width <= other.x or other.x + other.width <= one.x
                or one.y + one.height <= other.y or other.y + other.height <= one.y
            )  # fmt: skip
            assert apart


def test_all_words_stand_in_the_drawing_and_in_their_card_and_none_is_tiny():
    layout = cause_layout(three_by_twelve())
    cards = boxes(layout)
    for words in layout.words:
        left, top, right, bottom = words.box
        assert left >= 0
        assert right <= layout.width
        assert bottom <= layout.height
        assert words.size >= 12
        card = [one for one in cards if one.y <= top and bottom <= one.y + one.height
                and one.x <= left and right <= one.x + one.width]  # fmt: skip
        assert card or bottom < cards[0].y
    assert " ".join(words.text for words in layout.words).count("transfer") == 2


def test_a_shape_and_a_word_say_the_status_beside_the_colour():
    layout = cause_layout(three_by_twelve())
    marks = [one for strip in layout.strips for one in strip.shapes if isinstance(one, Mark)]
    words = " ".join(one.text for one in layout.words)

    assert {one.shape for one in marks} == {"circle", "cross", "diamond"}
    for status in ("· supported", "· hypothesis", "· refuted", "· suggestion"):
        assert status in words


def test_each_link_is_a_line_that_begins_and_ends_at_its_cards():
    layout = cause_layout(three_by_twelve())
    lines = [one for strip in layout.strips for one in strip.shapes if isinstance(one, Stroke)]
    cards = boxes(layout)

    assert len(lines) == sum(len(one.caused_by) for one in three_by_twelve().entries)
    for line in lines:
        (x, y), (end, last) = line.points[0], line.points[-1]
        assert any(one.x + one.width == pytest.approx(x) and one.y < y < one.y + one.height
                   for one in cards)  # fmt: skip
        assert any(one.x == pytest.approx(end) and one.y < last < one.y + one.height
                   for one in cards)  # fmt: skip


def test_many_whys_make_the_drawing_wider_and_not_the_cards_too_narrow():
    chain = [cause(f"c{n}", "", *([f"c{n + 1}"] if n < 8 else [])) for n in range(9)]
    layout = cause_layout(Register(entries=(pain("p", "c0"), *chain)))

    assert layout.width > 1500
    assert min(one.width for one in boxes(layout)) >= 176


def test_findings_that_are_not_drawn_are_counted():
    entries = [pain(f"p{n}", "c") for n in range(20)]
    layout = cause_layout(Register(entries=(*entries, cause("c"))), most=12)

    assert "Not drawn: 8 findings more with a cause." in [one.text for one in layout.words]


def test_where_a_cause_lies_stands_on_its_card():
    lies = cause("c", backstage_ids=("s1", "s2"), company_interactions=("x",))
    words = [one.text for one in cause_layout(Register(entries=(pain("p", "c"), lies))).words]

    assert {"places behind the scenes: 2", "exchanges with partners: 1"} <= set(words)


def test_without_causes_the_drawing_says_so():
    drawn = draw_causes(Register(entries=(pain("p"),)))

    assert drawn.text == "No cause is entered yet: ask why, and enter the answer under its pain."
    assert drawn.text in drawn.svg


def test_words_from_data_are_never_markup():
    svg = draw_causes(Register(entries=(pain("p", "c"), cause("c", "<script>x</script>")))).svg

    assert "<script>" not in svg
    assert "&lt;script&gt;" in svg


def test_the_same_register_is_drawn_the_same():
    assert draw_causes(three_by_twelve()).svg == draw_causes(three_by_twelve()).svg


def test_the_pareto_chart_holds_the_counts_of_its_table():
    register = Register(entries=(
        pain("p", "a", "b"), pain("q", "a"), pain("r"),
        cause("a", cause_status="supported", cause_kind="process"), cause("b"),
    ))  # fmt: skip
    pareto = cause_pareto(register)
    chart = chart_pareto(pareto).to_dict()
    [rows] = [rows for rows in chart["datasets"].values() if len(rows) == 2]

    assert [(row["pains"], row["added"]) for row in rows] == [(2, 2), (1, 0)]
    assert rows[0]["words"] == "2 explained so far, 67 % of all"
    assert rows[0]["label"].startswith("Cause a (process, supported)")
    assert "diamond" in json.dumps(chart)
    assert "2 explained so far" in chart_svg(chart, "")
    assert describe_pareto(pareto) == (
        "“Cause a” explains the most: 2 pains, 67 % of all. All 2 causes together explain 2 pains "
        "(67 %), each counted once."
    )


def test_no_cause_makes_a_chart_that_says_so():
    chart = chart_pareto(cause_pareto(Register()))

    assert "No cause that people entered explains a pain yet." in json.dumps(chart.to_dict())


def test_the_sentence_of_causes_counts_people_s_causes_and_suggestions_apart():
    register = three_by_twelve()

    assert describe_causes(register) == (
        "11 causes entered by people (5 supported, 5 not shown yet, 1 refuted), and 1 suggestion "
        "from what goes together, which is no evidence. For 1 pain nobody entered why, the "
        "weightiest “Pain s”."
    )
    assert status_warnings(register)[0] == (
        "“Cause b0”: Called supported, and no evidence speaks for it."
    )


def test_what_most_insights_lack_is_named():
    insight = Entry(id="i", kind="insight", title="Slow", because_of=("p",), recommendation="Mend",
                    observation="Seen")  # fmt: skip
    register = Register(entries=(insight, pain("p"), pain("q", value=30.0)))

    assert describe_ready(register) == (
        "Nothing is missing from 0 of 1 insight; the least ready is “Slow” (20 of 100). Missing "
        "most often is a cause, in 1. For 1 pain nothing is recommended, the weightiest “Pain q”."
    )
