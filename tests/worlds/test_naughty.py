"""The naughty world: every text arrives in the files as it was handed in."""

import csv
import io
import tomllib

import pytest

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.records.engagement import Engagement
from cxworkbench.worlds.naughty import make_naughty_world, with_broken_file
from cxworkbench.worlds.world import write_world

TEXTS = (
    "<script>alert(1)</script>",
    '=1+1,"x"',
    "",
    "a\r\nb",
    "c\rd",
    "nan",
    "Ω≈ç√\u202e",
    "../../etc",
    "'",
)


@pytest.fixture
def world():
    return make_naughty_world(TEXTS)


def rows_of(path):
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))


def test_every_text_is_an_account_s_name_and_a_quote_unchanged(world, tmp_path):
    write_world(world, tmp_path)
    names = [row["name"] for row in rows_of(tmp_path / "data" / "accounts.csv")]
    quotes = {row["text"] for row in rows_of(tmp_path / "data" / "notes.csv")}

    assert names == list(TEXTS)
    assert quotes == set(TEXTS)


def test_texts_are_touchpoint_names_and_the_engagement_still_reads(world):
    engagement = Engagement.model_validate(tomllib.loads(world.engagement_toml))
    names = [place.name for place in engagement.touchpoints]

    assert names == world.truth["touchpoints"]
    assert set(names) == {text for text in TEXTS if text}


def test_a_broken_file_is_no_table(world, tmp_path):
    write_world(with_broken_file(world, "notes.csv"), tmp_path)

    assert (tmp_path / "data" / "notes.csv").read_bytes() == b"\x00\x7fELF\x00"
    assert (tmp_path / "data" / "scores.csv").is_file()


def test_an_unknown_file_and_an_empty_list_are_refused(world):
    with pytest.raises(ParameterProblem) as unknown:
        with_broken_file(world, "note.csv")
    with pytest.raises(ParameterProblem) as none:
        make_naughty_world([])

    assert str(unknown.value) == (
        "The world has no file 'note.csv'. It has: accounts.csv, notes.csv, scores.csv. "
        "Name one of them."
    )
    assert str(none.value) == ("A naughty world needs at least one text, and got none. Give some.")
