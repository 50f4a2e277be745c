"""Parameters are checked against what notebooks declare, before a kernel starts."""

import datetime
from pathlib import Path

import pytest

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.running.notebooks import describe_parameters
from cxworkbench.running.parameters import check_parameters, read_assignments, require_known


def checked(given, stand_in_notebook, *names, folder=Path()):
    declared = {
        f"{name}.ipynb": describe_parameters(stand_in_notebook(name))
        for name in names or ("writes_told",)
    }
    return check_parameters(given, declared, folder=folder)


def refusal(given, stand_in_notebook, *names, folder=Path()):
    with pytest.raises(ParameterProblem) as refused:
        checked(given, stand_in_notebook, *names, folder=folder)
    return str(refused.value)


def test_text_becomes_what_is_declared_and_text_stays_as_typed(stand_in_notebook):
    given = {"account": "007", "window_days": "90", "segment": "1e5", "as_of": "2026-02-28"}

    assert checked(given, stand_in_notebook) == {
        "account": "007",
        "window_days": 90,
        "segment": "1e5",
        "as_of": "2026-02-28",
    }


def test_each_type_is_read_from_text(stand_in_notebook):
    given = {"share": "0.25", "rounds": "-2", "deep": "true", "limit": "None", "anything": "x"}

    assert checked(given, stand_in_notebook, "typed") == {
        "share": 0.25,
        "rounds": -2,
        "deep": True,
        "limit": None,
        "anything": "x",
    }


def test_an_optional_value_may_be_given(stand_in_notebook):
    assert checked({"limit": "2.5"}, stand_in_notebook, "typed") == {"limit": 2.5}


def test_an_unknown_name_is_answered_with_the_nearest_one(stand_in_notebook):
    assert refusal({"segmnt": "mid"}, stand_in_notebook) == (
        "writes_told.ipynb has no parameter 'segmnt'. Did you mean 'segment'? It takes: "
        "engagement, account, segment, as_of, window_days, seed, out."
    )


def test_a_name_that_one_of_several_notebooks_declares_is_taken(stand_in_notebook):
    names = ("no_parameters", "typed")

    assert checked({"rounds": 2}, stand_in_notebook, *names) == {"rounds": 2}
    assert refusal({"colour": "red"}, stand_in_notebook, *names) == (
        "no_parameters.ipynb and typed.ipynb have no parameter 'colour'. They take: share, rounds, "
        "deep, limit, words, list_of, from_here, anything."
    )


def test_a_name_that_is_code_never_reaches_a_notebook(stand_in_notebook):
    assert refusal({"a = 1; b": 2}, stand_in_notebook) == (
        "'a = 1; b' cannot be the name of a parameter. A name is letters, digits and _, and does "
        "not start with a digit."
    )
    assert "'class' cannot be the name" in refusal({"class": 1}, stand_in_notebook)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        (
            "rounds",
            "three",
            'rounds is "three", and it takes a whole number, like 365. How often.',
        ),
        ("rounds", True, "rounds is true, and it takes a whole number, like 365. How often."),
        ("rounds", 1.5, "rounds is 1.5, and it takes a whole number, like 365. How often."),
        (
            "rounds",
            "1_000",
            'rounds is "1_000", and it takes a whole number, like 365. How often.',
        ),
        (
            "share",
            "nan",
            'share is "nan", and it takes a number, like 0.5. Between 0 and 1.',
        ),
        (
            "deep",
            "maybe",
            'deep is "maybe", and it takes true or false. Look below the surface.',
        ),
        ("list_of", 7, "list_of is 7, and it takes text. A file with one name a line."),
    ],
)
def test_a_value_of_another_type_is_refused(name, value, message, stand_in_notebook):
    assert refusal({name: value}, stand_in_notebook, "typed") == message


@pytest.mark.parametrize(
    ("value", "kind"),
    [(datetime.date(2026, 1, 1), "date"), (Path("x"), "PosixPath"), ((1, 2), "tuple")],
)
def test_only_json_values_are_taken(value, kind, stand_in_notebook):
    assert refusal({"anything": value}, stand_in_notebook, "typed").startswith(
        f"anything is a {kind}, which cannot be written into a notebook."
    )


def test_a_set_inside_a_list_is_refused(stand_in_notebook):
    assert refusal({"words": [{1}]}, stand_in_notebook, "typed").startswith("words is a list")


@pytest.mark.parametrize("day", ["31.02.2026", "2026-02-30", "20260228", "yesterday"])
def test_a_day_that_is_none_is_refused(day, stand_in_notebook):
    assert refusal({"as_of": day}, stand_in_notebook) == (
        f"as_of is {day!r}, which is not a date. Dates are written 2026-02-28. "
        "Leave as_of out to take the one in engagement.toml."
    )


@pytest.mark.parametrize("days", ["0", -5, "99999999999999"])
def test_a_window_of_no_days_or_of_more_than_a_hundred_years_is_refused(days, stand_in_notebook):
    assert checked({"window_days": "36500"}, stand_in_notebook) == {"window_days": 36500}
    assert refusal({"window_days": days}, stand_in_notebook) == (
        f"window_days is {days}. It is a whole number from 1 to 36500. "
        "Leave window_days out to take what the notebook has."
    )


def test_a_missing_file_is_answered_with_its_nearest_neighbour(stand_in_notebook, tmp_path):
    (tmp_path / "names.txt").write_text("a\n")

    assert checked({"list_of": "names.txt"}, stand_in_notebook, "typed", folder=tmp_path)
    assert refusal({"list_of": "name.txt"}, stand_in_notebook, "typed", folder=tmp_path) == (
        f"list_of names the file {tmp_path / 'name.txt'}, which does not exist. "
        "Did you mean 'names.txt'? Check the path."
    )


def test_a_missing_folder_is_refused(stand_in_notebook, tmp_path):
    assert refusal({"from_here": "nowhere"}, stand_in_notebook, "typed", folder=tmp_path) == (
        f"from_here names the folder {tmp_path / 'nowhere'}, which does not exist. Check the path."
    )


def test_an_unknown_sample_is_answered_with_those_there_are(stand_in_notebook):
    message = refusal({"engagement": "sample:retail-po"}, stand_in_notebook)

    assert message.startswith("There is no sample 'retail-po'. Did you mean 'retail-pos'? ")


def test_an_unknown_account_is_answered_with_the_nearest_one():
    require_known("account", "all", ["ALFKI"])
    with pytest.raises(ParameterProblem) as refused:
        require_known("account", "ALFK", ["ALFKI", "ANATR", "ANTON", "AROUT"])

    assert str(refused.value) == (
        "There is no account 'ALFK'. Did you mean 'ALFKI'? "
        "There are 4: 'ALFKI', 'ANATR', 'ANTON' and 1 more."
    )


def test_assignments_are_read_as_typed():
    assert read_assignments(["a=1=2", "b="]) == {"a": "1=2", "b": ""}


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (
            ["segment"],
            "'segment' gives no value. A parameter is written name=value, for example "
            "-p segment=mid.",
        ),
        (["seed=1", "seed=2"], "'seed' is given twice, as '1', '2'. Give it once."),
    ],
)
def test_an_assignment_that_is_none_is_refused(texts, message):
    with pytest.raises(ParameterProblem) as refused:
        read_assignments(texts)

    assert str(refused.value) == message
