"""Records on disk: what is read, what is written, and the words for what is wrong."""

import pytest
from tests.records.maps import map_with

from cxworkbench.ground.errors import RecordProblem
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.register import Register
from cxworkbench.records.store import (
    load_engagement,
    load_record,
    save_engagement_values,
    save_record,
)

ENGAGEMENT = """# our client
id = "acme"  # never changes
name = "Acme"
client = "Acme"

[[stages]]
name = "Use"

[[tables]]
name = "orders"
file = "orders.csv"
feeds = "events"
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "engagement.toml").write_text(ENGAGEMENT, encoding="utf-8")
    return tmp_path


def refusal_of(folder, old, new):
    text = ENGAGEMENT.replace(old, new)
    assert text != ENGAGEMENT
    (folder / "engagement.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RecordProblem) as caught:
        load_engagement(folder)
    return str(caught.value)


def test_a_saved_map_is_loaded_as_it_was_and_saved_to_the_same_bytes(tmp_path):
    journey_map = map_with("Größe prüfen", "注文")
    save_record(journey_map, tmp_path / "a.json")
    save_record(load_record(tmp_path / "a.json", JourneyMap), tmp_path / "b.json")

    assert load_record(tmp_path / "b.json", JourneyMap) == journey_map
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert "Größe prüfen" in (tmp_path / "a.json").read_text(encoding="utf-8")


def test_a_record_that_does_not_hold_is_not_written(tmp_path):
    torn = map_with("Order").model_copy(update={"stages": ()})

    with pytest.raises(RecordProblem) as caught:
        save_record(torn, tmp_path / "map.json")

    assert str(caught.value) == (
        "map.json, touchpoint 'tp-order' names stage_id 'st-use', which is not there. Correct it, "
        "or remove the touchpoint."
    )
    assert not (tmp_path / "map.json").exists()


def test_faults_are_listed_one_a_line_three_at_most(tmp_path):
    path = tmp_path / "register.json"
    path.write_text('{"entries": [{"id": "e1", "kind": "pane", "title": 3, "n": "x", "v": 1}, {}]}')

    with pytest.raises(RecordProblem) as caught:
        load_record(path, Register)

    assert str(caught.value).splitlines() == [
        "register.json, entries[0].kind (in 'e1') is 'pane', which is not one of pain, gain, unmet "
        "need, service gap, moment of truth, root cause, opportunity, insight, action, prediction, "
        "result, challenge signal. Did you mean 'pain'? Correct it and save the file.",
        "register.json, entries[0].title (in 'e1') is 3, and text is needed here: put it in "
        "quotation marks. Correct it and save the file.",
        "register.json, entries[0].n (in 'e1') is 'x', and a whole number is needed here. Correct "
        "it and save the file.",
        "and 4 more",
    ]


def test_a_file_that_holds_a_list_is_no_record(tmp_path):
    (tmp_path / "map.json").write_text("[1]")

    with pytest.raises(RecordProblem) as caught:
        load_record(tmp_path / "map.json", JourneyMap)

    assert str(caught.value) == (
        "map.json holds a list, and a JourneyMap is an object with fields: { … }. Take the last "
        "version that was saved."
    )


def test_a_number_that_is_no_number_is_refused(tmp_path):
    (tmp_path / "r.json").write_text(
        '{"entries": [{"id": "e", "kind": "pain", "title": "t", "value": NaN}]}'
    )

    with pytest.raises(RecordProblem) as caught:
        load_record(tmp_path / "r.json", Register)

    assert str(caught.value) == (
        "r.json, entries[0].value (in 'e') is nan, and a number is needed here; leave the field "
        "out where there is none. Correct it and save the file."
    )


def test_an_engagement_is_read_with_or_without_a_byte_order_mark_and_quoted_dates(folder):
    text = "as_of = 2026-06-30\n" + ENGAGEMENT
    (folder / "engagement.toml").write_text(text, encoding="utf-8-sig")

    assert load_engagement(folder).as_of == "2026-06-30"


def test_an_engagement_that_is_not_there_says_how_to_make_one(tmp_path):
    with pytest.raises(RecordProblem) as caught:
        load_engagement(tmp_path)

    assert str(caught.value) == (
        f"{tmp_path / 'engagement.toml'} is not there. An engagement is a folder with an "
        "engagement.toml; `cxworkbench new NAME` lays one down."
    )


def test_an_engagement_in_another_encoding_is_named_with_its_line(folder):
    (folder / "engagement.toml").write_bytes(ENGAGEMENT.encode() + "# Größe".encode("cp1252"))

    with pytest.raises(RecordProblem) as caught:
        load_engagement(folder)

    assert str(caught.value) == (
        "engagement.toml, line 13 is not UTF-8 text. Save the file as UTF-8."
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'feeds = "events"',
            'feeds = "event"',
            "engagement.toml, tables[0].feeds (in 'orders') is 'event', which is not one of "
            "accounts, contacts, voices, events, company_interactions, lookup. Did you mean "
            "'events'? Correct it and save the file.",
        ),
        (
            'file = "orders.csv"',
            'file = "orders.csv"\nfeed = 1',
            "engagement.toml, tables[0].feed (in 'orders') is not a field that is known here. "
            "Did you mean 'feeds'? It takes: ",
        ),
        ('client = "Acme"', "", "engagement.toml, client is missing. Add it and save the file."),
        (
            "[[stages]]",
            "[privacy]\nsmallest_cell = 0\n[brand]\ncolour = 'red'\n[[stages]]",
            "engagement.toml, privacy.smallest_cell is 0, which is below 1, the least it can be. "
            "Correct it and save the file.\n"
            "engagement.toml, brand.colour is 'red', which is not a colour such as '#3d4d5c'. "
            "Correct it and save the file.",
        ),
        (
            '[[stages]]\nname = "Use"',
            '[[stages]]\nname = "Use"\nconfidence = 2',
            "engagement.toml, stages[0].confidence (in 'Use') is 2, which is above 1, the most it "
            "can be. Correct it and save the file.",
        ),
        (
            "[[stages]]",
            "[role_weights]\nuser = 'two'\n[[stages]]",
            "engagement.toml, role_weights.user is 'two', and a number is needed here, with a "
            "point for decimals. Correct it and save the file.",
        ),
    ],
)
def test_a_field_that_does_not_fit_is_said_in_words(folder, old, new, message):
    assert refusal_of(folder, old, new).startswith(message)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "name = Acme",
            "line 3 cannot be read: 'name = Acme'. The value after the equals sign cannot be "
            'read: text stands in quotation marks, as in name = "Acme", lists in [ ]. Correct '
            "the line and save the file.",
        ),
        (
            'name = "C:\\data"',
            "line 3 cannot be read: 'name = \"C:\\\\data\"'. A backslash in quotation marks has a "
            'meaning of its own: write / or "\\\\". Correct the line and save the file.',
        ),
        (
            'id = "b"',
            "line 3 cannot be read: 'id = \"b\"'. This name stands there a second time. Correct "
            "the line and save the file.",
        ),
        (
            'name = "Acme',
            "line 3 cannot be read: 'name = \"Acme'. This text needs its closing quotation mark "
            "on the same line. Correct the line and save the file.",
        ),
        (
            'naïve name = "x"',
            "line 3 cannot be read: 'naïve name = \"x\"'. A name and its value are needed here, as "
            'in name = "Acme". Correct the line and save the file.',
        ),
    ],
)
def test_a_line_that_is_no_toml_is_shown_with_what_would_be_right(folder, line, message):
    assert refusal_of(folder, 'name = "Acme"', line) == f"engagement.toml, {message}"


def test_values_are_saved_into_the_file_and_comments_stay(folder):
    engagement = save_engagement_values(
        folder,
        {
            "as_of": "2026-06-30",
            "team": ["Ada"],
            "values": {"orders": {"status": {"sent late": {"stage": "Use", "kind": "pain"}}}},
            "touchpoints": [{"id": "tp-a", "name": "A", "stage": "Use"}],
        },
    )
    again = save_engagement_values(
        folder, {"team": None, "values": {"orders": {"status": {"ok": {"ignore": True}}}}}
    )

    text = (folder / "engagement.toml").read_text(encoding="utf-8")
    assert text.startswith('# our client\nid = "acme"  # never changes\n')
    assert engagement.as_of == "2026-06-30"
    assert engagement.team == ("Ada",)
    assert again.team == ()
    assert sorted(again.values["orders"]["status"]) == ["ok", "sent late"]
    assert [one.id for one in load_engagement(folder).touchpoints] == ["tp-a"]


def test_values_that_do_not_fit_leave_the_file_as_it_was(folder):
    with pytest.raises(RecordProblem):
        save_engagement_values(folder, {"scope": "everything"})

    assert (folder / "engagement.toml").read_text(encoding="utf-8") == ENGAGEMENT


def test_a_record_inside_an_engagement_is_named_with_its_folder(folder):
    path = folder / "maps" / ".base" / "journey.map.json"
    path.parent.mkdir(parents=True)
    path.write_text("{")

    with pytest.raises(RecordProblem) as refused:
        load_record(path, JourneyMap)

    assert str(refused.value).startswith("maps/.base/journey.map.json, line 1, column 2: ")
