"""What notebook 1 tells about the coding: words, charts as data, and for whose eyes."""

import pandas as pd
import pytest
from tests.voice.cases import case_of, voices

from cxworkbench.records.coding import CodeBook, Coding, Passage, add_code, passage_hash
from cxworkbench.records.coding_files import save_code_book, save_coding
from cxworkbench.telling.audience import for_audience
from cxworkbench.telling.coding import coding_section
from cxworkbench.telling.coding_charts import chart_code_agreement, chart_saturation
from cxworkbench.telling.coding_words import (
    describe_agreement,
    describe_apart,
    describe_code_agreement,
    describe_coding,
)
from cxworkbench.telling.research import tell_research
from cxworkbench.voice.coding import build_coding
from cxworkbench.voice.research import build_research
from cxworkbench.voice.saturation import saturation_curve

TEXT = "It came late. The fitter was calm."
BOOK = add_code(add_code(CodeBook(coders=("anna",)), name="Late"), name="Calm", kind="gain")
LATE, CALM = (code.id for code in BOOK.codes)


def mark(voice, code, start, end):
    words = passage_hash(TEXT[start:end])
    return Passage(voice_id=voice, start=start, end=end, text_hash=words, code=code)


def talks():
    """Twelve interviews of as many accounts, and a survey without words."""
    spoken = voices().drop_duplicates("account_id").head(12)
    return pd.concat([spoken.assign(text=TEXT, method="interview"), voices().tail(5)])


@pytest.fixture
def case(tmp_path):
    table = talks()
    ids = table.loc[table["text"] != "", "voice_id"].tolist()
    both = [one for voice in ids for one in (mark(voice, LATE, 0, 13), mark(voice, CALM, 14, 34))]
    other = [mark(ids[0], CALM, 0, 13), *both[1:]]
    save_code_book(tmp_path, BOOK)
    save_coding(tmp_path, Coding(coder="ben", passages=tuple(other)))
    save_coding(tmp_path, Coding(coder="anna", passages=tuple(both)))
    return case_of(tmp_path, voices=table.reset_index(drop=True))


def test_who_went_through_how_much_is_told(case):
    coding = build_coding(case)
    count = int(coding.methods["voices"].sum())

    assert describe_coding(coding) == (
        f"anna and ben went through {count} of {count} voices with words (100 %); {2 * count} "
        f"passages with 2 codes count. {count} voices were gone through twice."
    )
    assert coding.coders["coder"].tolist() == ["anna", "ben"]
    assert coding.methods.loc[0, ["method", "read", "twice", "coded"]].tolist() == [
        "interview", count, count, count,
    ]  # fmt: skip


def test_each_code_stands_with_its_counts(case):
    codes = build_coding(case).codes.set_index("code")

    assert codes.loc["Late", ["passages", "coders"]].tolist() == [11, "anna, ben"]
    assert codes.loc["Calm", "coders"] == "anna, ben"


def test_agreement_is_told_with_its_interval_and_reading(case):
    coding = build_coding(case)

    assert describe_agreement(coding.agreement).startswith(
        "On the code of a sentence coders agree with Krippendorff's alpha .91 ("
    )
    assert describe_code_agreement(coding.by_code).startswith("Coders differ most on ")
    assert describe_apart(coding.apart).startswith("1 sentence is read differently")


def test_what_coders_agreed_on_is_no_third_opinion(case):
    save_coding(case.folder, Coding(coder="agreed", passages=(mark("voice-000", LATE, 0, 13),)))

    assert build_coding(case).agreement["coders"].iloc[0] == "anna, ben"


def test_without_codings_the_words_say_where_to_begin(tmp_path):
    coding = build_coding(case_of(tmp_path))

    assert describe_coding(coding) == (
        "Nothing is coded yet. Mark passages in the coding control below, or read docs/coding.md."
    )
    [section] = coding_section(coding)
    assert [block.kind for block in section.blocks] == ["sentence", "chart"]


def test_of_one_account_nothing_is_computed_or_told(case, tmp_path):
    one = build_coding(case_of(case.folder, account="a00", voices=case.evidence.voices))

    assert coding_section(one) == ()
    assert one.codes.empty
    assert describe_coding(one) == "The coding is looked at over all accounts, not for one."


def test_the_section_is_for_internal_eyes(case):
    coding = build_coding(case)
    told = tell_research(case, build_research(case), more=coding_section(coding))
    keys = [section.key for section in told.sections]

    assert "coding" in keys
    safe = for_audience(told, "client-safe")
    assert "coding" not in [section.key for section in safe.sections]


def test_the_charts_hold_the_figures_and_are_valid(case):
    coding = build_coding(case)
    said = pd.DataFrame({"interview": [1, 2, 3], "code": ["late", "dear", "late"]})
    codes, curve = chart_code_agreement(coding.by_code), saturation_curve(said, seed=1)
    shown = [row for rows in codes.to_dict()["datasets"].values() for row in rows]

    assert [row["both"] for row in shown if "both" in row] == coding.by_code["both"].tolist()
    drawn = chart_saturation(curve).to_dict()
    assert drawn["title"]["text"] == "New codes from further interviews: 3 interviews"
    assert drawn["title"]["subtitle"].endswith("; fewer than 6 tell nothing")
    [rows] = drawn["datasets"].values()
    assert [row["codes"] for row in rows] == [1, 2, 2]


def test_a_curve_of_nothing_says_so():
    nothing = saturation_curve(pd.DataFrame({"interview": [], "code": []}), seed=1)

    assert "There is no interview." in str(chart_saturation(nothing).to_dict())
