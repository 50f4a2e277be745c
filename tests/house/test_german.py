"""German is complete: every text that a report can say has a German one with the same places."""

import importlib.util
from pathlib import Path

import pytest

HERE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def texts():
    place = importlib.util.spec_from_file_location("texts", HERE / "tools" / "texts.py")
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    return module


def test_german_is_complete(texts):
    faults = texts.faults_of("de", texts.collected())
    assert not faults, "\n".join(["python tools/texts.py de --fill, then translate:", *faults])


def test_a_missing_text_and_a_lost_place_are_told(texts, tmp_path, monkeypatch):
    monkeypatch.setattr(texts, "LANGUAGES", tmp_path)
    held = '[nouns]\n[terms]\n[texts]\n"{n} of {all}" = "{n} von"\n"gone" = "weg"\n'
    (tmp_path / "xx.toml").write_text(held, encoding="utf-8")
    found = texts.Found({"{n} of {all}": "a.py", "new": "a.py"}, {"account": "a.py"})
    assert texts.faults_of("xx", found) == [
        "missing: 'new' (a.py)",
        "noun missing: 'account' (a.py)",
        "in vain: 'gone'",
        "other places: '{n} of {all}' has ['all', 'n'], its translation ['n']",
    ]


def test_a_filled_catalogue_is_sorted_and_keeps_what_it_had(texts, tmp_path, monkeypatch):
    monkeypatch.setattr(texts, "LANGUAGES", tmp_path)
    path = tmp_path / "xx.toml"
    path.write_text('[nouns]\n[terms]\n[texts]\n"b" = "B"\n', encoding="utf-8")
    assert texts.fill("xx", texts.Found({"b": "a.py", 'a "x"\n': "a.py"})) == 1
    assert path.read_text(encoding="utf-8").endswith('[texts]\n"a \\"x\\"\\n" = ""\n"b" = "B"\n')
