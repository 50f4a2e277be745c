"""How far the coders of an engagement agree: over all, code by code, question by question."""

from collections.abc import Sequence
from itertools import combinations
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.records.coding import CodeBook, Coding
from cxworkbench.voice.agreement import (
    Agreement,
    Level,
    cohen_kappa,
    krippendorff_alpha,
    reading_of,
)
from cxworkbench.voice.coding_units import AND, coded_units

LEVEL_OF: Final[dict[str, tuple[str, Level]]] = {
    "stage": ("stage", "nominal"),
    "touchpoint_id": ("touchpoint", "nominal"),
    "emotion": ("emotion, −2 to +2", "ordinal"),
    "severity": ("severity, 1 to 5", "ordinal"),
}
_COLUMNS: Final = ("what", "coders", "measure", "value", "low", "high", "units", "observed",
                   "reading", "method")  # fmt: skip
_FEWEST_CODED: Final = 5  # sentences that one of two gave the code; below, its kappa is a guess


def coder_agreement(
    voices: pd.DataFrame, book: CodeBook, codings: Sequence[Coding], *, seed: int
) -> pd.DataFrame:
    """Agreement on the code of each sentence, and on stage, touchpoint, emotion and severity.

    Units are the sentences of voices that at least two coders went through; voices are drawn
    together for the interval, because sentences of one voice resemble each other.

    Parameters
    ----------
    voices, book, codings
        As `coded_units` takes them. A coder of what was agreed in talking it over is left out by
        the caller: it agrees with itself.
    seed
        For the intervals.

    Returns
    -------
    pandas.DataFrame
        Krippendorff's alpha over all coders first, then Cohen's kappa of each two, then the other
        questions: `what` was asked; `coders`; `measure`; `value`, 1 perfect and 0 chance; `low`,
        `high`, its 95 % interval; `units`, sentences; `observed`, share of pairs that agree, 0 to
        1; `reading`, in words; `method` of the interval.
    """
    units = coded_units(voices, book, codings)
    rows = []
    coders = [coding.coder for coding in codings]
    if len(units):
        alpha = krippendorff_alpha(units[coders], groups=units["voice_id"], seed=seed)
        rows.append(_row("code", coders, alpha))
        for one, other in combinations(coders, 2):
            both = cohen_kappa(units[one], units[other], groups=units["voice_id"], seed=seed)
            if both.units:
                rows.append(_row("code", [one, other], both))
        for question, (named, level) in LEVEL_OF.items():
            asked = coded_units(voices, book, codings, question=question)
            found = krippendorff_alpha(
                asked[coders], level=level, groups=asked["voice_id"], seed=seed
            )
            if found.units:
                rows.append(_row(named, coders, found))
    return pd.DataFrame(rows, columns=list(_COLUMNS))


def agreement_by_code(
    voices: pd.DataFrame, book: CodeBook, codings: Sequence[Coding], *, seed: int
) -> pd.DataFrame:
    """Code by code: how many sentences all, some and only one gave it, and alpha with its interval.

    Each code is taken alone: a sentence has it or not. The codes that coders disagree on most
    stand first; their definitions are the ones to sharpen.

    Returns
    -------
    pandas.DataFrame
        One row per code that anybody gave in these voices: `code`, `kind`; `both`, sentences that
        every coder who went through them gave it; `some`, those that only some did; `value`, `low`,
        `high`, `reading`, `method` as in `coder_agreement`. Below 5 sentences with the code there
        is no value.
    """
    units = coded_units(voices, book, codings)
    coders = [coding.coder for coding in codings]
    given = units[coders].map(lambda said: said.split(AND) if isinstance(said, str) else None)
    rows = []
    for code in book.codes:
        has = given.map(lambda names, one=code.name: None if names is None else float(one in names))
        has = has.astype("float64")
        anybody = has.max(axis=1).eq(1.0)
        if not anybody.any():
            continue
        everybody = int(has.min(axis=1).eq(1.0).sum())
        found = krippendorff_alpha(has, groups=units["voice_id"], seed=seed)
        if int(anybody.sum()) < _FEWEST_CODED:
            words = say("too few to tell: {anybody} sentences have it", anybody=int(anybody.sum()))
            found = Agreement(
                found.measure, np.nan, np.nan, np.nan, found.units, found.observed, words
            )
        rows.append({
            "code": code.name, "kind": code.kind, "both": everybody,
            "some": int(anybody.sum()) - everybody, "value": found.value, "low": found.low,
            "high": found.high, "method": found.method,
            "reading": "too few to tell" if np.isnan(found.value) else reading_of(found),
        })  # fmt: skip
    columns = ["code", "kind", "both", "some", "value", "low", "high", "reading", "method"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["value", "code"], kind="stable", ignore_index=True)


def disagreements(units: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """The sentences that coders read differently, with their words: what to talk over.

    Parameters
    ----------
    units
        As `coded_units` gives them, for the code.
    voices
        Evidence table `voices`.

    Returns
    -------
    pandas.DataFrame
        `text` of the sentence, then each coder's code; one row per sentence.
    """
    coders = [name for name in units if name not in ("voice_id", "account_id", "start", "end")]
    apart = units[units[coders].nunique(axis=1, dropna=True) > 1]
    read = voices[voices["voice_id"].isin(set(apart["voice_id"]))]
    texts = dict(zip(read["voice_id"], read["text"], strict=True))
    places = zip(apart["voice_id"], apart["start"], apart["end"], strict=True)
    words = [texts[voice][start:end] for voice, start, end in places]
    told = apart[coders].reset_index(drop=True)
    told.insert(0, "text", pd.Series(words, dtype="str"))
    return told


def _row(what: str, coders: Sequence[str], found: Agreement) -> dict[str, object]:
    return {
        "what": what,
        "coders": ", ".join(coders),
        "measure": found.measure,
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "units": found.units,
        "observed": found.observed,
        "reading": reading_of(found),
        "method": found.method,
    }
