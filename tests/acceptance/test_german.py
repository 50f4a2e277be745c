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


STOP = {
    "the", "of", "and", "is", "are", "were", "with", "at", "for", "from", "by", "this", "that",
    "which", "who", "what", "how", "many", "their", "they", "it", "its", "has", "have", "than",
    "none", "only", "out", "where", "when", "less", "nothing", "nobody", "too", "few",
}  # fmt: skip


def test_the_frame_of_a_german_report_has_no_english_left(tmp_path):
    from lxml import html

    from cxworkbench.records.told import Source, Told
    from cxworkbench.telling.blocks import note, section_of, sentence
    from cxworkbench.telling.report import write_report

    blocks = (
        sentence("Kein Schmerzpunkt.").model_copy(
            update={"evidence": ("v1",), "evidence_count": 3, "draft": True}
        ),
        note("Accounts that were silent are in no figure here."),
    )
    told = Told(
        part="insights", title="Erkenntnisse", account_id="a", client="Kestrel", language="de",
        journey_word="Customer Journey", as_of="2026-03-05", version="1",
        parameters={"account": "a", "window_days": 365, "seed": 1},
        inputs={"data/umfrage.csv": "0" * 64},
        sections=(section_of("act-first", "Wo zuerst zu handeln ist", blocks),),
        sources=(Source(evidence_id="v1", file="umfrage.csv", row=2, account_id="a"),),
        next_step="Weiter so.",
    )  # fmt: skip
    (page,) = write_report([told], audience="internal", into=tmp_path)
    body = html.fromstring(page.read_text(encoding="utf-8")).find("body")
    shown = [text for text in body.itertext() if text.strip()]
    shown += [
        value
        for one in body.iter()
        for name, value in one.attrib.items()
        if name in ("title", "aria-label", "data-label", "alt")
    ]
    english = [text for text in shown if STOP & set(text.casefold().replace(",", "").split())]
    # The note came to the block in English: `note` would have said it in a German run.
    assert english == ["Accounts that were silent are in no figure here. "]
    assert "5. März 2026" in " ".join(shown)


def test_blocks_say_what_comes_to_them_in_english():
    import pandas as pd

    from cxworkbench.ground.language import use_language
    from cxworkbench.telling.blocks import note, section_of, table_of

    table = pd.DataFrame({"name": ["promoter"], "loyalty": ["promoter"]})
    with use_language("de"):
        section = section_of("pains", "Pains", [note("All gaps")])
        made = table_of(table, {"name": "touchpoint", "loyalty": "loyalty"}, "All pains")
    assert (section.title, section.blocks[0].text) == ("Schmerzpunkte", "Alle Lücken")
    assert (made.title, made.columns[0]) == ("Alle Schmerzpunkte", "Touchpoint")
    assert made.rows == (("promoter", "Promotor"),)  # a name stays, a category is translated
