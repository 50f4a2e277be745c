"""Turns: where one begins, what belongs to it, and how subtitles become turns."""

from hypothesis import given
from hypothesis import strategies as st

from cxworkbench.ground.documents import Document, Line
from cxworkbench.ground.subtitles import Cue
from cxworkbench.intake.head_blocks import Head
from cxworkbench.intake.turns import turns_of_cues, turns_of_lines

SAID = st.text(st.sampled_from("ab c.,?!ß-\u05d0'0"), max_size=20).map(str.strip)
LABELS = st.sampled_from(["I", "R1", "R2", "Anna Berg", ""])


@given(st.lists(st.tuples(LABELS, SAID), max_size=12))
def test_no_word_is_lost_changed_or_said_twice(spoken):
    text = "\n".join(f"{label}: {said}" if label else said for label, said in spoken)
    found, before = turns(f"I: a\nAnna Berg: b\nR1: c\nR2: d\nAnna Berg: e\nI: f\n{text}")

    said = [line for _, of_turn in found for line in of_turn.split("\n") if line]
    assert before == []
    assert said == [*"abcdef", *(line for _, line in spoken if line)]


def nobody(label):
    return False


def turns(text, knows=nobody, **bold):
    lines = tuple(
        Line(number, line, bold=line.split(":")[0] if bold else "")
        for number, line in enumerate(text.split("\n"), 1)
    )
    found, before = turns_of_lines(Document(lines), Head(), knows)
    return [(turn.label, turn.text) for turn in found], [line.text for line in before]


def test_labels_that_say_who_speaks_begin_turns_and_other_colons_do_not():
    found, _ = turns("I: How?\nR: The problem: no parts.\nNote: late.\nI: And?")

    assert found == [("I", "How?"), ("R", "The problem: no parts.\nNote: late."), ("I", "And?")]


def test_a_name_begins_a_turn_where_it_comes_again():
    found, _ = turns("I: How?\nAnna Berg: So.\nThen he said: no.\nI: Why?\nAnna Berg: Well.")

    assert [label for label, _ in found] == ["I", "Anna Berg", "I", "Anna Berg"]
    assert found[1] == ("Anna Berg", "So.\nThen he said: no.")


def test_a_name_with_a_time_or_in_bold_begins_a_turn():
    timed, _ = turns("[00:01:02] Anna: So.\nAnd on.\nBob (00:02): Yes.")
    teams, _ = turns("Anna Berg   0:03\nSo it was.\nBob Meyer   0:09\nYes.")
    bold, _ = turns("Anna: So.", bold=True)

    assert timed == [("Anna", "So.\nAnd on."), ("Bob", "Yes.")]
    assert teams == [("Anna Berg", "So it was."), ("Bob Meyer", "Yes.")]
    assert bold == [("Anna", "So.")]


def test_a_bold_name_without_a_colon_begins_a_turn_where_it_comes_again():
    lines = (Line(1, "Anna How?", bold="Anna"), Line(2, "Bob So.", bold="Bob"),
             Line(3, "Never again.", bold="Never"), Line(4, "Anna Why?", bold="Anna"),
             Line(5, "Bob", bold="Bob"), Line(6, "Well."))  # fmt: skip
    found, _ = turns_of_lines(Document(lines), Head(), nobody)

    assert [(turn.label, turn.text) for turn in found] == [
        ("Anna", "How?"), ("Bob", "So.\nNever again."), ("Anna", "Why?"), ("Bob", "Well."),
    ]  # fmt: skip


def test_a_name_and_a_time_above_the_words_begin_a_turn_in_one_paragraph_too():
    line = Line(1, "Anna Berg   0:03\nSo it was: slow.\nVery.")
    found, _ = turns_of_lines(Document((line,)), Head(), nobody)

    assert [(turn.label, turn.time, turn.text) for turn in found] == [
        ("Anna Berg", "0:03", "So it was: slow.\nVery.")
    ]


def test_numbered_questions_are_turns():
    found, _ = turns("1. Q: How?\nA: So.\n2) Q: Why?\nA: Well.")

    assert found == [("Q", "How?"), ("A", "So."), ("Q", "Why?"), ("A", "Well.")]


def test_a_row_of_a_table_is_a_turn():
    row = Line(4, "", cells=("00:01", "Anna", "It was slow."))
    found, _ = turns_of_lines(Document((row,)), Head(), nobody)

    assert [(turn.label, turn.time, turn.text, turn.row) for turn in found] == [
        ("Anna", "00:01", "It was slow.", 4)
    ]


def test_a_turn_goes_on_over_paragraphs_and_what_stands_before_the_first_is_apart():
    found, before = turns("A title\nR: One.\n\nTwo.\nstill two\nR: Three.\nI: So?")

    assert before == ["A title"]
    assert found[0] == ("R", "One.\nTwo.\nstill two\nThree.")


def test_a_long_turn_is_cut_into_its_paragraphs_and_a_short_one_is_not():
    long = "word " * 100
    document = Document(tuple(Line(n, t) for n, t in enumerate(
        [f"R: {long}.", "", f"{long}!", "", "I: Why?", "R: One.", "", "Two."], 1
    )))  # fmt: skip
    found, _ = turns_of_lines(document, Head(), nobody)

    assert [row for row, _ in found[0].passages()] == [1, 3]
    assert found[2].passages() == [(6, "One.\nTwo.")]
    assert "\n".join(text for _, text in found[0].passages()) == found[0].text


def test_a_heading_is_the_section_of_the_turns_below_it():
    lines = (Line(1, "Decision", heading=True), Line(2, "I: a"), Line(3, "Use", heading=True),
             Line(4, "R: b"), Line(5, "R: c"))  # fmt: skip
    found, _ = turns_of_lines(Document(lines), Head(), nobody)

    assert [(turn.section, turn.text) for turn in found] == [("Decision", "a"), ("Use", "b\nc")]


def cue(number, start, end, speaker, text):
    return Cue(number, start, end, speaker, text)


def spoken(*cues):
    found, again = turns_of_cues(cues, nobody)
    return [(turn.row, turn.label, turn.text) for turn in found], again


def test_cues_of_one_speaker_are_one_turn_and_a_word_thrown_in_does_not_cut_it():
    found, _ = spoken(
        cue(1, 0, 10, "Anna", "It was fine,"), cue(2, 5, 6, "Carl", "Mhm."),
        cue(3, 10, 12, "Anna", "but slow."), cue(4, 12, 14, "Carl", "Why?"),
    )  # fmt: skip

    assert found == [(1, "Anna", "It was fine, but slow."), (2, "Carl", "Mhm.\nWhy?")]


def test_an_answer_that_begins_a_little_early_is_a_turn_of_its_own():
    found, _ = spoken(
        cue(1, 0, 10, "Anna", "One."), cue(2, 9.5, 15, "Carl", "Two?"),
        cue(3, 15, 20, "Anna", "Three."),
    )  # fmt: skip

    assert [label for _, label, _ in found] == ["Anna", "Carl", "Anna"]


def test_lines_that_overlapping_cues_show_again_are_read_once():
    found, again = spoken(
        cue(1, 0, 3, "", "Anna: we waited"), cue(2, 2, 5, "", "we waited\nfor parts"),
        cue(3, 5, 6, "", "for parts"),
    )  # fmt: skip

    assert again == 1
    assert found == [(1, "Anna", "we waited for parts for parts")]


def test_a_name_before_a_colon_begins_a_turn_in_subtitles_too():
    found, _ = spoken(
        cue(1, 0, 1, "", "Anna: Hi.\nCarl: Hello."), cue(2, 1, 2, "", "How was it?"),
        cue(3, 2, 3, "", "Anna: Slow."),
    )  # fmt: skip

    assert found == [(1, "Anna", "Hi."), (1, "Carl", "Hello. How was it?"), (3, "Anna", "Slow.")]
