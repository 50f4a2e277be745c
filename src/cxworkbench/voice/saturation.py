"""The saturation curve: whether further interviews still bring new codes."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cxworkbench.ground.language import say, term
from cxworkbench.ground.uncertainty import TOO_FEW
from cxworkbench.voice.words import count_of, percent

Bools = NDArray[np.bool_]
Counts = NDArray[np.int64]

BASE: Final = 4  # interviews that the first codes are counted in (Guest, Namey and Chen 2020)
RUN: Final = 2  # further interviews looked at together
FEW_NEW: Final = 0.05  # new codes in a run, as a share of the codes in the base
FEWEST: Final = BASE + RUN
TRANSCRIPTS: Final = (".txt", ".md", ".docx", ".srt", ".vtt")
ORDERS: Final = 500  # random orders behind the band
_BAND: Final = (5, 95)
_TALK: Final = ("source", "file", "account_id", "contact_id", "day")


@dataclass(frozen=True)
class Saturation:
    """The curve as a table, at which interview few new codes came, and how many may be left.

    `reached` counts interviews, 0 where it is not reached; `unseen` is the estimated number of
    codes that nobody has named yet (Chao 1987, a lower bound), NaN where there are too few
    interviews to tell.
    """

    table: pd.DataFrame
    interviews: int
    codes: int
    reached: int
    new_share: float  # of the last run over the base; NaN where too few
    unseen: float
    text: str


def interview_codes(voices: pd.DataFrame) -> pd.DataFrame:
    """Which interview named which code: one row per interview and code, in order of date.

    An interview is a transcript; of a table with a row for each note it is what one contact (or
    where none is named, one account) said on one day.

    Parameters
    ----------
    voices
        Evidence table `voices`; codes of passages and codes that came with the table count alike.

    Returns
    -------
    pandas.DataFrame
        `interview`, counted from 1 in order of date; `said_at`; `code`, "" where it named none.
    """
    talks = voices[voices["method"] == "interview"]
    talks = talks.assign(day=talks["said_at"].dt.normalize())
    # In a transcript several people of the account may speak, and it is one interview.
    spoken = talks["file"].str.lower().str.endswith(TRANSCRIPTS)
    talks["contact_id"] = talks["contact_id"].mask(spoken, "")
    # Without a day interviews stand last, in the order of their ids: no order is made up.
    talks = talks.sort_values(["day", *_TALK[:-1]], kind="stable", na_position="last")
    number = talks.groupby(list(_TALK), dropna=False, sort=False).ngroup() + 1
    named = talks.assign(interview=number, code=talks["code"].mask(~_counts(talks), ""))
    pairs = named[["interview", "said_at", "code"]].drop_duplicates(["interview", "code"])
    has = pairs["code"].ne("").groupby(pairs["interview"]).transform("any")
    return pairs[pairs["code"].ne("") | ~has].reset_index(drop=True)


def saturation_curve(interviews: pd.DataFrame, *, seed: int) -> Saturation:
    """How many different codes so many interviews bring, in order of date and in any order.

    Few new codes came when two further interviews added at most 5 % to the codes of the first
    four. With fewer than six interviews nothing is said about it.

    Parameters
    ----------
    interviews
        `interview` and `code`, as `interview_codes` gives them.
    seed
        For the random orders behind the band.

    Returns
    -------
    Saturation
        `table`: one row per number of interviews: `interviews`; `new` codes that this one brought
        in order of date; `codes` so far in that order; `mean` over all orders; `low`, `high`, where
        9 in 10 random orders lie.

    Notes
    -----
    A flat curve says that these people, asked this way, name nothing new; whom nobody asked may.
    Codes made finer later make earlier interviews look poorer than they were.

    References
    ----------
    Guest, Namey and Chen (2020), PLoS ONE 15(5), e0232076. Mean over all orders: Colwell, Mao and
    Chang (2004), Ecology 85, 2717-2727. Unseen codes: Chao (1987), Biometrics 43, 783-791.

    Examples
    --------
    >>> said = pd.DataFrame({"interview": [1, 1, 2, 3], "code": ["late", "dear", "late", ""]})
    >>> found = saturation_curve(said, seed=1)
    >>> found.table[["interviews", "new", "codes", "mean"]].round(2)
       interviews  new  codes  mean
    0           1    2      2  1.00
    1           2    0      2  1.67
    2           3    0      2  2.00
    >>> found.text
    '3 interviews name 2 codes; too few to tell whether more would bring new ones (from 6 on).'
    """
    has = _incidence(interviews)
    talks, codes = has.shape
    first = np.argmax(has, axis=0) if codes else np.array([], dtype="int64")
    new = np.bincount(first, minlength=talks)[:talks] if talks else np.array([], dtype="int64")
    low, high = _band(has, seed)
    table = pd.DataFrame(
        {
            "interviews": np.arange(1, talks + 1),
            "new": new.astype("int64"),
            "codes": new.cumsum().astype("int64"),
            "mean": _over_all_orders(has),
            "low": low,
            "high": high,
        }
    )
    reached, share = _few_new(new)
    unseen = _unseen(has)
    text = _told(talks, codes, reached, share, unseen)
    return Saturation(table, talks, codes, reached, share, unseen, text)


def _counts(talks: pd.DataFrame) -> pd.Series:
    """Codes of pains, gains, needs and thoughts; an action is a wording of its own each time."""
    counted: pd.Series = talks["code"].ne("") & talks["code_kind"].ne("action")
    return counted


def _incidence(interviews: pd.DataFrame) -> Bools:
    talks = sorted(interviews["interview"].unique())
    codes = sorted(set(interviews["code"]) - {""})
    row = {talk: place for place, talk in enumerate(talks)}
    column = {code: place for place, code in enumerate(codes)}
    has = np.zeros((len(talks), len(codes)), dtype=bool)
    for talk, code in zip(interviews["interview"], interviews["code"], strict=True):
        if code:
            has[row[talk], column[code]] = True
    return has


def _over_all_orders(has: Bools) -> list[float]:
    """Exact mean: a code is missing from k of n interviews in C(n - its own, k) of C(n, k) ways."""
    talks = len(has)
    missing = talks - has.sum(axis=0)
    chance = np.ones(has.shape[1])
    means = []
    for drawn in range(talks):
        chance = chance * np.clip(missing - drawn, 0, None) / (talks - drawn)
        means.append(float((1 - chance).sum()))
    return means


def _band(has: Bools, seed: int) -> tuple[list[float], list[float]]:
    if not len(has):
        return [], []
    generator = np.random.default_rng(seed)
    curves = []
    for _ in range(ORDERS):
        seen = np.logical_or.accumulate(has[generator.permutation(len(has))], axis=0)
        curves.append(seen.sum(axis=1))
    low, high = np.percentile(np.array(curves), _BAND, axis=0)
    return low.tolist(), high.tolist()


def _few_new(new: Counts) -> tuple[int, float]:
    base = int(new[:BASE].sum())
    if len(new) < FEWEST or not base:
        return 0, float("nan")
    runs = [int(new[start : start + RUN].sum()) / base for start in range(BASE, len(new) - RUN + 1)]
    reached = next((BASE + place for place, share in enumerate(runs) if share <= FEW_NEW), 0)
    return reached, runs[-1]


def _unseen(has: Bools) -> float:
    talks = len(has)
    if talks < FEWEST or not has.shape[1]:
        return float("nan")
    times = has.sum(axis=0)
    once, twice = int((times == 1).sum()), int((times == 2).sum())
    left = (talks - 1) / talks
    return float(left * (once**2 / (2 * twice) if twice else once * (once - 1) / 2))


def _told(talks: int, codes: int, reached: int, share: float, unseen: float) -> str:
    if not talks:
        return say("There is no interview.")
    interviews, named = count_of(talks, "interview"), count_of(codes, "code")
    if talks == 1:
        told = say("{interviews} names {codes}", interviews=interviews, codes=named)
    else:
        told = say("{interviews} name {codes}", interviews=interviews, codes=named)
    if talks < FEWEST or not codes:
        return say(
            "{told}; {too_few} whether more would bring new ones (from {fewest} on).",
            told=told,
            too_few=term(TOO_FEW),
            fewest=FEWEST,
        )
    codes_left = (
        say("at least {codes}", codes=count_of(round(unseen), "code"))
        if round(unseen)
        else say("no code")
    )
    left = say(" Not named by anybody yet, as an estimate: {codes_left}.", codes_left=codes_left)
    if reached:
        return say(
            "{told}. From interview {reached} on, two further ones brought at "
            "most 5 % new codes.{left}",
            told=told,
            reached=reached,
            left=left,
        )
    return say(
        "{told}; the last two still brought {share} new ones: go on.{left}",
        told=told,
        share=percent(share),
        left=left,
    )
