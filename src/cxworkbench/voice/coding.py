"""The coding of an engagement for a notebook: what was coded, by whom, and how far to trust it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from cxworkbench.intake.case import Case
from cxworkbench.intake.coded import COUNTS, judged_passages
from cxworkbench.records.coding import AGREED, CodeBook, Coding
from cxworkbench.records.coding_files import load_code_book, load_codings
from cxworkbench.records.evidence import empty
from cxworkbench.voice.coding_agreement import (
    agreement_by_code,
    coder_agreement,
    disagreements,
)
from cxworkbench.voice.coding_units import coded_sentences, coded_units
from cxworkbench.voice.parts import received_voices
from cxworkbench.voice.saturation import Saturation, interview_codes, saturation_curve
from cxworkbench.voice.suggestion_quality import SuggestionQuality, suggestion_quality

ALL: Final = "all"
# The columns that coding looks at: of a large engagement no others are read.
_LOOKED_AT: Final = (
    "voice_id", "account_id", "contact_id", "method", "source", "file", "said_at", "code_kind",
    "code", "text", "part_of",
)  # fmt: skip


@dataclass(frozen=True)
class CodingResearch:
    """The tables of the coding, over all accounts.

    `methods`: how far voices with words were gone through, by method. `coders`: what each did.
    `codes`: how often each code stands. `agreement`, `by_code`, `apart`: see
    `voice.coding_agreement`.
    """

    asked: bool  # False for one account: the coding is looked at over all
    methods: pd.DataFrame
    coders: pd.DataFrame
    codes: pd.DataFrame
    agreement: pd.DataFrame
    by_code: pd.DataFrame
    apart: pd.DataFrame
    saturation: Saturation
    quality: SuggestionQuality


def build_coding(case: Case) -> CodingResearch:
    """What is coded, by whom, how far coders agree, saturation, and how good suggestions are.

    For one account nothing is computed: a code that three people used is not looked at by one.

    Parameters
    ----------
    case
        The opened engagement; `coding/` in its folder holds the code book and the coders' files.

    Raises
    ------
    RecordProblem
        A file in `coding/` cannot be read.
    """
    asked = case.account == ALL
    voices = case.evidence.columns("voices", _LOOKED_AT) if asked else empty("voices")
    book = load_code_book(case.folder) if asked else CodeBook()
    codings = load_codings(case.folder, book) if asked else ()
    there = set(voices["voice_id"]) if codings else set()
    codings = tuple(_within(coding, there) for coding in codings)
    independent = [one for one in codings if one.coder.casefold() != AGREED]
    units = coded_units(voices, book, independent)
    return CodingResearch(
        asked=asked,
        methods=coded_methods(voices, codings),
        coders=coder_progress(codings),
        codes=code_counts(voices, book, codings),
        agreement=coder_agreement(voices, book, independent, seed=case.seed),
        by_code=agreement_by_code(voices, book, independent, seed=case.seed),
        apart=disagreements(units, voices),
        saturation=saturation_curve(interview_codes(voices), seed=case.seed),
        quality=suggestion_quality(
            coded_sentences(voices, book, codings), book, seed=case.seed
        ),
    )  # fmt: skip


def coded_methods(voices: pd.DataFrame, codings: Sequence[Coding]) -> pd.DataFrame:
    """How far the voices with words were gone through, by method.

    Returns
    -------
    pandas.DataFrame
        One row per method that has words, most of them first: `method`; `voices` with words;
        `read`, gone through by at least one coder; `twice`, by two or more; `coded`, with at least
        one accepted passage.
    """
    spoken = received_voices(voices[["voice_id", "method", "part_of", "text"]])
    spoken = spoken.loc[spoken["text"].str.strip() != "", ["voice_id", "method"]]
    went: dict[str, int] = {}
    marked: set[str] = set()
    for coding in codings:
        mine = {one.voice_id for one in coding.passages if one.status == "accepted"}
        marked |= mine
        for voice in mine | set(coding.read):
            went[voice] = went.get(voice, 0) + 1
    times = pd.Series([went.get(voice, 0) for voice in spoken["voice_id"]], spoken.index)
    table = pd.DataFrame(
        {
            "method": spoken["method"],
            "voices": 1,
            "read": times.ge(1),
            "twice": times.ge(2),
            "coded": spoken["voice_id"].isin(marked),
        }
    )
    counted = table.groupby("method", sort=True).sum().astype("int64").reset_index()
    return counted.sort_values("voices", ascending=False, kind="stable", ignore_index=True)


def coder_progress(codings: Sequence[Coding]) -> pd.DataFrame:
    """What each coder did, in the order in which their reading counts.

    Returns
    -------
    pandas.DataFrame
        `coder`; `read`, voices gone through; `accepted`, passages; `suggested`, passages that
        wait for a person; `codes`, different ones used.
    """
    rows = []
    for coding in codings:
        by_status = [one.status for one in coding.passages]
        accepted = [one for one in coding.passages if one.status == "accepted"]
        rows.append({
            "coder": coding.coder,
            "read": len(set(coding.read) | {one.voice_id for one in accepted}),
            "accepted": len(accepted),
            "suggested": by_status.count("suggested"),
            "codes": len({one.code for one in accepted} - {""}),
        })  # fmt: skip
    return pd.DataFrame(rows, columns=["coder", "read", "accepted", "suggested", "codes"])


def code_counts(voices: pd.DataFrame, book: CodeBook, codings: Sequence[Coding]) -> pd.DataFrame:
    """How often each code of the code book stands in passages that count.

    Returns
    -------
    pandas.DataFrame
        One row per code, most accounts first: `code`, `kind`, `definition`; `passages`, `voices`,
        `accounts`; `coders` who used it, whether it counts or not.
    """
    passages = judged_passages(voices, book, codings)
    accepted = passages[passages["status"] == "accepted"]
    rows = []
    for code in book.codes:
        every = accepted[accepted["code_id"] == code.id]
        mine = every[every["state"] == COUNTS]
        rows.append({
            "code": code.name, "kind": code.kind, "definition": code.definition,
            "passages": len(mine), "voices": mine["voice_id"].nunique(),
            "accounts": mine.loc[mine["account_id"] != "", "account_id"].nunique(),
            "coders": ", ".join(every["coder"].unique()),
        })  # fmt: skip
    columns = ["code", "kind", "definition", "passages", "voices", "accounts", "coders"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(
        ["accounts", "passages"], ascending=False, kind="stable", ignore_index=True
    )


def _within(coding: Coding, there: set[str]) -> Coding:
    """The coding of those voices alone that the case holds."""
    passages = tuple(one for one in coding.passages if one.voice_id in there)
    read = tuple(voice for voice in coding.read if voice in there)
    return coding.model_copy(update={"passages": passages, "read": read})
