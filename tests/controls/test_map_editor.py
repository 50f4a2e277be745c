"""The map editor, made, asked and read without a browser."""

import base64
import json

import nbformat
import pytest
from nbconvert import HTMLExporter
from tests.records.maps import map_with

from cxworkbench.controls.map_editor import ONLY_OVER_ALL, map_editor, open_map_editor
from cxworkbench.controls.map_session import MapSession
from cxworkbench.controls.map_view import SHOWN_LISTS, evidence_view, map_changes, map_view
from cxworkbench.records import edits
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.store import load_record, save_record


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a.map.json"
    save_record(map_with("Order", "Delivery"), path)
    return path


@pytest.fixture
def editor(path):
    return open_map_editor(path, by="Kim")


def asked(editor, ask, **given):
    return editor.do({"ask": ask, "seq": 1, "given": given})


def test_what_the_page_sends_makes_the_file_that_the_twin_makes(editor, path, tmp_path):
    twin_path = tmp_path / "twin.map.json"
    twin_path.write_bytes(path.read_bytes())
    twin = MapSession(twin_path)
    answer = editor.do(
        {"ask": "add_touchpoint", "seq": 1, "given": {"name": "Call", "stage_id": "st-use"},
         "new": ["new-1"]}
    )  # fmt: skip
    assert answer["ids"] == {"new-1": "tp-call"}
    asked(editor, "add_notes", lines=["We call"], at="new-1", lane="actions")
    asked(editor, "place", ids=["new-1"], before="tp-order")
    asked(editor, "undo")
    [place] = twin.add_touchpoint("Call", stage_id="st-use")
    twin.add_notes(["We call"], at=place, lane="actions")

    assert path.read_bytes() == twin_path.read_bytes()


def test_only_what_changed_is_sent(editor):
    answer = asked(editor, "reword", item_id="tp-order", words="Ordering")

    assert answer["changes"] == {
        "touchpoints": {
            "set": [{"id": "tp-order", "name": "Ordering", "stage_id": "st-use"}], "gone": [],
        }
    }  # fmt: skip
    assert json.loads(json.dumps(answer)) == answer


def test_changes_put_into_the_old_view_give_the_new_one():
    old = map_with("A", "B", "C")
    new = edits.add_touchpoint(edits.remove_touchpoint(old, "tp-b"), "D", stage_id="st-use")
    new = edits.move_touchpoint(edits.rename(new, "tp-a", "Z"), "tp-c", before="tp-a")
    view, changes = map_view(old), map_changes(old, new)
    for name in SHOWN_LISTS:
        change = changes.get(name, {"set": [], "gone": []})
        items = {one["id"]: one for one in view[name]} | {one["id"]: one for one in change["set"]}
        order = change.get("order", [key for key in items if key not in change["gone"]])
        assert [items[key] for key in order] == map_view(new)[name]


def test_what_is_refused_is_told_and_nothing_changes(editor):
    answer = asked(editor, "take_out", ids=["st-use"])

    assert (answer["refused"], answer["changes"]) == (True, {})
    assert answer["said"].startswith("2 elements are in the stage: 'Order', 'Delivery'.")


def test_a_page_that_comes_back_gets_the_map_as_it_is(editor):
    asked(editor, "reword", item_id="tp-order", words="Ordering")

    assert editor.get_state("view")["view"]["touchpoints"][0]["name"] == "Ordering"


def test_two_people_are_told_and_merged(editor, path):
    save_record(edits.rename(load_record(path, JourneyMap), "tp-order", "Purchase"), path)
    answer = asked(editor, "reword", item_id="tp-order", words="Ordering")
    assert answer["waiting"]
    answer = asked(editor, "merge")
    assert [one["theirs"] for one in answer["conflicts"]] == ["Purchase"]
    asked(editor, "take_theirs", number=0)

    assert load_record(path, JourneyMap).touchpoints[0].name == "Purchase"


def test_a_page_without_a_kernel_shows_the_map(editor):
    content, about = editor._repr_mimebundle_()
    output = nbformat.v4.new_output("display_data", content, metadata=about)
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("", outputs=[output])])
    page, _ = HTMLExporter().from_notebook_node(book)

    assert "application/vnd.jupyter.widget-view+json" in content
    assert content["image/svg+xml"].startswith("<svg")
    assert "Delivery" in content["image/svg+xml"]
    shown = base64.b64encode(content["image/svg+xml"].encode()).decode()
    assert f'src="data:image/svg+xml;base64,{shown}"' in page


def test_at_most_five_method_notes_are_told(editor):
    asked(editor, "add_notes", lines=[f"pain {n}" for n in range(9)], at="tp-order", lane="pains")
    notes = asked(editor, "notes")["notes"]

    assert 1 <= len(notes) <= 5
    assert all(one["message"] and one["remedy"] for one in notes)


def test_a_cell_names_what_it_rests_on():
    told = edits.add_statement(
        map_with("Order"), at="tp-order", lane="pains", text="Slow", basis="reported", n=5,
        voices=7, evidence=tuple(f"voice-{n}" for n in range(40)), against=("voice-x",),
    )  # fmt: skip
    [found] = evidence_view(told, [told.statements[0].id], None)

    assert found["rests"] == "reported; 5 accounts, 7 voices"
    assert (len(found["pieces"]), found["more"]) == (30, 11)


class OneAccount:
    account, segment = "001163", "all"


def test_for_one_account_there_is_a_sentence_and_nothing_is_loaded():
    assert map_editor(OneAccount()) == ONLY_OVER_ALL
