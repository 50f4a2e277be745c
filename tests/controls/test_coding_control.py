"""The coding control, made, asked and read without a browser."""

import json

import pytest
from tests.controls.test_coding_session import BOOK, LATE, TEXT, spoken
from tests.voice.cases import case_of

from cxworkbench.controls.coding_control import ONLY_OVER_ALL, coding_control
from cxworkbench.controls.coding_session import CodingSession
from cxworkbench.records.coding_files import load_coding, save_code_book


@pytest.fixture
def case(tmp_path):
    save_code_book(tmp_path, BOOK)
    return case_of(tmp_path, voices=spoken(TEXT, "We rang. Late reply."))


@pytest.fixture
def control(case):
    return coding_control(case, "anna")


def test_it_asks_who_codes(case):
    control = coding_control(case)

    assert control.view["open"] is False
    assert not control.do("mark", start=0, end=5, code=LATE)
    assert control.view["message"] == ("Nobody codes yet. Enter the name or initials of who codes.")
    assert control.do("open", coder="anna")
    assert control.view["chosen"] == "v0"


def test_its_view_is_plain(control):
    assert json.loads(json.dumps(control.view)) == control.view


def test_marking_with_it_saves_what_its_twin_would_save(control, case):
    assert control.do("mark", start=0, end=17, code=LATE, emotion=-1, action="We wait", stage="")
    assert control.view["unsaved"]
    assert control.do("save")
    twin = CodingSession(case, "twin")
    twin.mark("v0", 0, 17, code=LATE, emotion=-1, action="We wait")
    twin.save()

    mine, theirs = (load_coding(case.folder, who).passages for who in ("anna", "twin"))
    assert mine == theirs
    assert control.view["message"].startswith("Saved in coding/anna.json. 1 of 2 voices")


def test_a_refusal_is_shown_and_nothing_is_lost(control):
    control.do("mark", start=0, end=17, code=LATE)

    assert not control.do("mark", start=40, end=41)
    assert control.view["refused"]
    assert len(control.view["passages"]) == 1


def test_the_chosen_statement_stays_when_marking_it_takes_it_off_the_list(control):
    control.do("mark", start=0, end=17, code=LATE)

    assert control.view["chosen"] == "v0"
    assert [one for one, _ in control.view["statements"]] == ["v0", "v1"]
    control.do("step", by=1)
    assert control.view["chosen"] == "v1"


def test_a_suggestion_is_shown_with_its_reason_and_how_often_it_is_right(control):
    [offer] = control.view["offers"]

    assert (offer["name"], offer["score"], offer["why"]) == ("Late", 0.5, "says “late”")
    assert offer["quality"] == "too few coded sentences to tell how often this is right"
    control.do("accept", number=0)
    assert control.view["offers"] == []
    control.do("undo")
    control.do("reject", number=0)
    assert (control.view["offers"], control.view["passages"]) == ([], [])


def test_a_new_code_can_be_given_at_once(control):
    assert control.do("code", name="Odd", kind="thought", definition="What puzzles")
    assert control.view["codes"][-1] == ["code-odd", "Odd", "thought", "What puzzles", ""]
    assert control.do("mark", start=0, end=17, code="code-odd")


def test_a_filter_that_fits_nothing_says_so(control):
    control.do("filter", search="no such words")

    assert control.view["message"] == "Nothing fits. Change the filters."
    assert control.view["chosen"] == ""


def test_one_account_of_a_batch_needs_no_control(case):
    one = case_of(case.folder, account="a00", voices=case.evidence.voices)

    assert coding_control(one) == ONLY_OVER_ALL
