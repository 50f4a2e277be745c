"""How often suggested codes are right, measured on accounts that the suggestions did not learn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.language import say, term
from cxworkbench.ground.uncertainty import TOO_FEW
from cxworkbench.records.coding import CodeBook
from cxworkbench.voice.suggestions import BY_LIKENESS, BY_WORDS, Suggester
from cxworkbench.voice.words import count_of, percent

FOLDS: Final = 5
FEWEST_CODED: Final = 30  # coded sentences held out; fewer leave a precision open by 35 points
FEWEST_ACCOUNTS: Final = 10
THRESHOLDS: Final = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6)
TOGETHER: Final = "both together"
_DRAWS: Final = 500
_COLUMNS: Final = ("by", "threshold", "sentences", "coded", "suggested", "right", "precision",
                   "low", "high", "recall", "coverage")  # fmt: skip


@dataclass(frozen=True)
class SuggestionQuality:
    """Precision, recall and coverage at several thresholds; `text` says the first in a sentence.

    `enough` is False where too few sentences were coded to tell; the table is empty then.
    """

    table: pd.DataFrame
    enough: bool
    text: str


def suggestion_quality(sentences: pd.DataFrame, book: CodeBook, *, seed: int) -> SuggestionQuality:
    """How good the first suggestion is for sentences of accounts that were held out.

    The accounts are split into five parts; for each part the suggestions learn from the other four.
    A suggestion is right when any coder gave the sentence that code.

    Parameters
    ----------
    sentences
        As `voice.coding_units.coded_sentences` gives them, those without a code among them.
    book
        The code book.
    seed
        For the parts and the intervals.

    Returns
    -------
    SuggestionQuality
        `table`: one row for each way of suggesting (both together first) and threshold of the
        score: `by`; `threshold`; `sentences` held out; `coded`, those with a code; `suggested`;
        `right`; `precision`, right among suggested, with `low` and `high`, its 95 % interval over
        accounts; `recall`, right among coded; `coverage`, suggested among all. Shares 0 to 1.

    Notes
    -----
    Key words are not learnt, but whoever wrote them may have had these sentences in mind: their
    figures flatter. What is measured is agreement with the coders, not truth.
    """
    coded = sentences[sentences["codes"].map(len) > 0]
    accounts = _groups(sentences)
    if len(coded) < FEWEST_CODED or accounts[coded.index].nunique() < FEWEST_ACCOUNTS:
        nothing = pd.DataFrame(columns=list(_COLUMNS))
        return SuggestionQuality(nothing, False, _too_few(len(coded), accounts[coded.index]))
    parts = _parts(accounts, seed)
    rows = []
    for by in ((BY_WORDS, BY_LIKENESS), (BY_WORDS,), (BY_LIKENESS,)):
        outcome = _held_out(sentences, book, parts, by)
        named = TOGETHER if len(by) > 1 else by[0]
        rows += [_row(named, outcome, accounts, least, seed) for least in THRESHOLDS]
    table = pd.DataFrame(rows, columns=list(_COLUMNS))
    return SuggestionQuality(table, True, _told(table))


def quality_at(quality: SuggestionQuality, score: float) -> str:
    """How often suggestions of this score or a higher one were right, as it stands beside one.

    Examples
    --------
    >>> quality_at(SuggestionQuality(pd.DataFrame(), False, ""), 0.5)
    'too few coded sentences to tell how often this is right'
    """
    if not quality.enough:
        return say("too few coded sentences to tell how often this is right")
    both = quality.table[quality.table["by"] == TOGETHER]
    row = both[both["threshold"] <= score].iloc[-1]
    if not row["suggested"]:
        return say("nothing of this score was held out")
    between = ""
    if not np.isnan(row["low"]):
        between = say(", {low} to {high}", low=percent(row["low"]), high=percent(row["high"]))
    return say(
        "from {threshold:.1f} on right in {right:.0f} of {suggested:.0f} "
        "held-out sentences ({precision}{between})",
        threshold=row["threshold"],
        right=row["right"],
        suggested=row["suggested"],
        precision=percent(row["precision"]),
        between=between,
    )


def _groups(sentences: pd.DataFrame) -> pd.Series:
    accounts: pd.Series = sentences["account_id"]
    return accounts.where(accounts != "", sentences["voice_id"])


def _parts(accounts: pd.Series, seed: int) -> pd.Series:
    names = np.array(sorted(accounts.unique()), dtype="object")
    order = np.random.default_rng(seed).permutation(len(names))
    part = {str(names[spot]): place % FOLDS for place, spot in enumerate(order)}
    return accounts.map(part)


def _held_out(
    sentences: pd.DataFrame, book: CodeBook, parts: pd.Series, by: Sequence[str]
) -> pd.DataFrame:
    """For each sentence `score` of its first suggestion (NaN: none) and whether it is `right`."""
    outcome = pd.DataFrame({"score": np.nan, "right": False}, index=sentences.index)
    outcome["coded"] = sentences["codes"].map(len) > 0
    for part in range(FOLDS):
        held = sentences[parts == part]
        suggester = Suggester(book, sentences[parts != part])
        found = suggester.for_sentences(held["text"].tolist(), most=1, by=by)
        for place, first, codes in zip(held.index, found, held["codes"], strict=True):
            if first:
                outcome.loc[place, "score"] = first[0].score
                outcome.loc[place, "right"] = first[0].code in codes
    return outcome


def _row(
    by: str, outcome: pd.DataFrame, accounts: pd.Series, least: float, seed: int
) -> dict[str, object]:
    made = outcome["score"] >= least
    right = made & outcome["right"]
    suggested, hits, coded = int(made.sum()), int(right.sum()), int(outcome["coded"].sum())
    low, high = _interval(made, right, accounts, seed)
    return {
        "by": by, "threshold": least, "sentences": len(outcome), "coded": coded,
        "suggested": suggested, "right": hits,
        "precision": hits / suggested if suggested else np.nan, "low": low, "high": high,
        "recall": hits / coded, "coverage": suggested / len(outcome),
    }  # fmt: skip


def _interval(
    made: pd.Series, right: pd.Series, accounts: pd.Series, seed: int
) -> tuple[float, float]:
    """Percentiles of the precision when accounts are drawn again."""
    sums = pd.DataFrame({"made": made, "right": right}).astype("float64").groupby(accounts).sum()
    sums = sums[sums["made"] > 0]
    if len(sums) < FEWEST_ACCOUNTS:
        return np.nan, np.nan
    generator = np.random.default_rng(seed)
    times = generator.multinomial(len(sums), np.full(len(sums), 1 / len(sums)), size=_DRAWS)
    drawn = times.astype("float64") @ sums.to_numpy()
    low, high = np.percentile(drawn[:, 1] / drawn[:, 0], (2.5, 97.5))
    return float(low), float(high)


def _too_few(coded: int, accounts: pd.Series) -> str:
    return (
        say(
            "{too_few} how good suggestions are: {coded_sentences} of "
            "{accounts}; it takes {fewest_coded} of {fewest_accounts}.",
            too_few=term(TOO_FEW),
            coded_sentences=count_of(coded, "coded sentence"),
            accounts=count_of(accounts.nunique(), "account"),
            fewest_coded=FEWEST_CODED,
            fewest_accounts=FEWEST_ACCOUNTS,
        )
    ).capitalize()


def _told(table: pd.DataFrame) -> str:
    row = table.iloc[0]
    between = ""
    if not np.isnan(row["low"]):
        between = say(
            " (95 % interval {low} to {high})", low=percent(row["low"]), high=percent(row["high"])
        )
    return say(
        "On held-out accounts the first suggestion was right in {right:.0f} "
        "of {suggested:.0f} sentences, {precision}{between}; it found "
        "{recall} of what people coded and said nothing about {coverage} of "
        "all {sentences:,} sentences.",
        right=row["right"],
        suggested=row["suggested"],
        precision=percent(row["precision"]),
        between=between,
        recall=percent(row["recall"]),
        coverage=percent(1 - row["coverage"]),
        sentences=row["sentences"],
    )
