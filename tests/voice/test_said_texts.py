"""Statements read by a machine, counted by theme, and the themes it finds itself."""

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from tests.voice.cases import ENGAGEMENT, case_of

from cxworkbench.records.engagement import TextWords
from cxworkbench.records.evidence import conform
from cxworkbench.telling.text_words import describe_reading
from cxworkbench.voice import text
from cxworkbench.voice.found_themes import find_themes
from cxworkbench.voice.said_texts import NOT_SCORED, read_texts
from cxworkbench.voice.text import build_text
from cxworkbench.voice.theme_tables import theme_stages, theme_table

LATE = "The pallets came two weeks late."
GOOD = "The delivery was on time and complete."
BILL = "The invoice was wrong again."


def said(*rows, **more):
    table = pd.DataFrame(rows, columns=["account_id", "text"])
    table["voice_id"] = [f"v{n:03}" for n in range(len(table))]
    return conform(table.assign(**{"method": "survey", "consent": "anonymous", **more}), "voices")


def test_a_machine_reads_and_leaves_the_evidence_as_it_was():
    voices = said(("a", LATE), ("b", BILL))
    before = voices.copy()

    read = read_texts(voices)

    assert_frame_equal(voices, before)
    assert read.statements["label"].tolist() == ["negative", "negative"]
    assert read.statements["theme"].tolist() == ["Delivery and dates", "Invoices and payment"]


def test_other_languages_are_not_scored_and_themed_by_own_words_only():
    voices = said(("a", "Die Rechnung stimmt schon wieder nicht mit dem Angebot überein."))

    plain = read_texts(voices).statements.iloc[0]
    own = read_texts(voices, TextWords(themes={"Invoices and payment": ("rechnung*",)}))

    assert (plain["language"], plain["label"], plain["theme"]) == ("de", NOT_SCORED, "")
    assert np.isnan(plain["sentiment"])
    assert own.statements["theme"].tolist() == ["Invoices and payment"]
    assert own.statements["label"].tolist() == [NOT_SCORED]


def test_what_an_observer_wrote_or_a_passage_repeats_is_not_read():
    watched = said(("a", LATE), method="observation")
    voices = said(("a", LATE), ("a", "two weeks late"))
    voices["part_of"] = ["", "v000"]

    assert len(read_texts(watched).statements) == 0
    assert read_texts(voices).statements["voice_id"].tolist() == ["v000"]


def test_the_feeling_about_a_theme_is_that_of_its_sentences():
    read = read_texts(said(("a", f"{GOOD} {BILL}")))
    feeling = read.mentions.set_index("theme")["sentiment"]

    assert feeling["Delivery and dates"] > 0 > feeling["Invoices and payment"]


def test_an_account_with_many_statements_counts_once_in_the_feeling():
    read = read_texts(said(*[("a", LATE)] * 8, ("b", GOOD), ("", LATE)))
    row = theme_table(read.mentions, read.statements).iloc[0]
    by_account = read.mentions.groupby("account_id")["sentiment"].mean()

    assert row["sentiment"] == pytest.approx((by_account["a"] + by_account["b"]) / 2)
    assert (row["statements"], row["accounts"], row["scored_accounts"]) == (10, 2, 2)
    assert np.isnan(row["low"])


def test_from_five_accounts_on_the_feeling_has_an_interval():
    read = read_texts(said(*[(key, LATE if key in "abc" else GOOD) for key in "abcdef"]))
    row = theme_table(read.mentions, read.statements).iloc[0]

    assert -1 <= row["low"] < row["sentiment"] < row["high"] <= 1


def test_no_known_theme_comes_last_however_large():
    read = read_texts(said(("a", "We expected more."), ("b", "We expected better."), ("a", BILL)))
    table = theme_table(read.mentions, read.statements)

    assert table["theme"].tolist() == ["Invoices and payment", ""]
    assert table["statements"].tolist() == [1, 2]


def test_row_order_does_not_matter():
    voices = said(("a", LATE), ("b", BILL), ("c", GOOD), ("d", "We expected more."))
    one, other = read_texts(voices), read_texts(voices.iloc[::-1])

    assert_frame_equal(
        theme_table(one.mentions, one.statements), theme_table(other.mentions, other.statements)
    )


def test_stages_stand_in_their_order_and_what_has_none_last():
    read = read_texts(said(("a", LATE), ("b", LATE), ("c", LATE), stage=["Use", "", "Buy"]))

    assert theme_stages(read.mentions, ["Buy", "Use"])["stage"].tolist() == ["Buy", "Use", ""]


def test_nothing_said_gives_empty_tables():
    read = read_texts(said(("a", " ")))

    assert len(theme_table(read.mentions, read.statements)) == 0
    assert len(theme_stages(read.mentions, ["Buy"])) == 0


def planted(count):
    subjects = (
        ("pallet", "driver", "gate", "unloading", "crate"),
        ("invoice", "amount", "credit", "reminder", "bank"),
        ("scanner", "battery", "screen", "charging", "shift"),
        ("course", "trainer", "manual", "slides", "lesson"),
    )
    random = np.random.default_rng(7)
    rows = []
    for number in range(count):
        words = random.choice(subjects[number % 4], 4, replace=False)
        rows.append((f"a{number % 30}", f"The {words[0]} and the {words[1]}: {words[2]}, "
                     f"{words[3]}, case {number}."))  # fmt: skip
    return read_texts(said(*rows), TextWords(languages=("en",))).statements


def test_planted_themes_are_found_again_and_hold():
    found = find_themes(planted(240), seed=1, solutions=(4,))
    first = {words.split(", ")[0] for words in found.table["words"]}

    assert found.table["stable"].all()
    assert found.table["statements"].tolist() == [60] * 4
    assert len(first) == 4
    assert len(found.examples) == 8


def test_the_same_seed_finds_the_same():
    statements = planted(160)

    one, other = (find_themes(statements, seed=3, solutions=(3,)) for _ in range(2))

    assert_frame_equal(one.table, other.table)


def test_below_150_statements_none_are_looked_for():
    found = find_themes(planted(100), seed=1)

    assert len(found.table) == 0
    assert found.why_none == (
        "Themes are looked for from 150 different statements in English on; there are 100."
    )


def test_one_account_reads_its_own_statements_only(tmp_path):
    voices = said(("a00", LATE), ("a01", BILL))
    said_here = build_text(case_of(tmp_path, account="a00", voices=voices))

    assert said_here.statements["account_id"].tolist() == ["a00"]
    assert len(said_here.found.table) == 0


def test_own_words_of_the_engagement_are_used(tmp_path):
    engagement = ENGAGEMENT.model_copy(update={"text": TextWords(words={"pallets": 4.0})})
    voices = said(("a00", "The pallets."))
    read = build_text(case_of(tmp_path, voices=voices, engagement=engagement))

    assert read.statements["label"].tolist() == ["positive"]


def test_of_very_many_statements_a_draw_is_read_that_row_order_does_not_change(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(text, "MOST_READ", 5)
    voices = said(*[(f"a{n:02}", f"{LATE} {n}") for n in range(11)])

    one = build_text(case_of(tmp_path, voices=voices))
    other = build_text(case_of(tmp_path, voices=voices.iloc[::-1].reset_index(drop=True)))

    assert (one.received, len(one.statements)) == (11, 5)
    assert set(one.statements["voice_id"]) == set(other.statements["voice_id"])
    assert describe_reading(one).startswith(
        "5 of 11 statements, drawn by chance, were read. 5 statements in English"
    )
