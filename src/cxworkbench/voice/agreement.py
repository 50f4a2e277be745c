"""How far coders agree beyond chance: kappa of two, Fleiss' kappa, Krippendorff's alpha."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cxworkbench.ground.errors import DataProblem, ParameterProblem, sample_of
from cxworkbench.ground.language import say, term
from cxworkbench.ground.uncertainty import TOO_FEW, wilson_interval

Floats = NDArray[np.float64]
Level = Literal["nominal", "ordinal", "interval", "ratio"]
Weights = Literal["none", "linear", "quadratic"]

LEVELS: Final = ("nominal", "ordinal", "interval", "ratio")
WEIGHTS: Final = ("none", "linear", "quadratic")
TENTATIVE: Final = 0.667  # Krippendorff 2004, p. 241: below, no conclusion is drawn
RELY: Final = 0.80  # the same place: from here on data can be relied on
FEWEST_UNITS: Final = 10  # resampling fewer says little about how sure a coefficient is
DRAWS: Final = 1000
_TAILS: Final = (2.5, 97.5)


@dataclass(frozen=True)
class Agreement:
    """A coefficient of agreement, 1 for perfect and 0 for chance, with its 95 % interval.

    `value` is NaN where chance alone leaves nothing to disagree about (every code is the same).
    `low` and `high` are NaN where no interval can be given; `method` then says why. `observed` is
    the share of pairs of codes that agree outright, 0 to 1.
    """

    measure: str
    value: float
    low: float
    high: float
    units: int  # coded by two or more
    observed: float
    method: str


def cohen_kappa(
    first: pd.Series,
    second: pd.Series,
    *,
    weights: Weights = "none",
    order: tuple[object, ...] = (),
    groups: pd.Series | None = None,
    seed: int = 1,
) -> Agreement:
    """Agreement of two coders beyond what their own use of the codes gives by chance.

    Parameters
    ----------
    first, second
        The code that each gave to each unit; a unit that one of them left out (missing or "") does
        not count.
    weights
        "none": every disagreement is as bad; "linear", "quadratic": by the distance of the codes
        in their order.
    order
        The codes in order, for weights; without it as they sort.
    groups
        What units belong together (sentences of one voice): drawn together for the interval.
    seed
        For the interval.

    Raises
    ------
    ParameterProblem
        `weights` is not one of the three.

    Notes
    -----
    With one very frequent code kappa is low although most units agree: look at `observed` too.

    References
    ----------
    Cohen (1960), Educational and Psychological Measurement 20, 37-46; weighted: Cohen (1968),
    Psychological Bulletin 70, 213-220. Interval: percentiles of 1,000 resamples of units.

    Examples
    --------
    >>> yes_yes, yes_no, no_yes, no_no = 20, 5, 10, 15
    >>> first = pd.Series(["yes"] * 25 + ["no"] * 25)
    >>> second = pd.Series(["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15)
    >>> found = cohen_kappa(first, second)
    >>> round(found.value, 2), found.observed, found.units
    (0.4, 0.7, 50)
    """
    _require("weights", weights, WEIGHTS)
    both = pd.DataFrame({"first": first.to_numpy(), "second": second.to_numpy()}, dtype="object")
    there = _there(both).all(axis=1).to_numpy()
    kept = both[there]
    codes = list(order) if order else _sorted(kept.to_numpy().ravel())
    place = {code: number for number, code in enumerate(codes)}
    a, b = (kept[name].map(place).to_numpy("int64") for name in ("first", "second"))
    size = max(len(codes), 1)
    cells = np.zeros((len(kept), size * size))
    cells[np.arange(len(kept)), a * size + b] = 1.0
    penalty = _penalty(size, weights)

    def coefficient(tables: Floats) -> Floats:
        share = tables.reshape(-1, size, size) / tables.sum(axis=1)[:, None, None]
        chance = share.sum(axis=2)[:, :, None] * share.sum(axis=1)[:, None, :]
        return _beyond((share * penalty).sum(axis=(1, 2)), (chance * penalty).sum(axis=(1, 2)))

    agrees = float((a == b).mean()) if len(kept) else float("nan")
    words = {"none": "", "linear": say(", linear weights"), "quadratic": say(", quadratic weights")}
    return _estimate(
        say("Cohen's kappa{words}", words=words[weights]), cells, coefficient, agrees,
        np.bincount([*a, *b], minlength=1), _drawn_together(groups, there), seed,
    )  # fmt: skip


def fleiss_kappa(
    counts: pd.DataFrame, *, groups: pd.Series | None = None, seed: int = 1
) -> Agreement:
    """Agreement of several coders, not always the same ones, that all coded each unit.

    Parameters
    ----------
    counts
        One row per unit, one column per code: how many coders gave it.
    groups, seed
        As in `cohen_kappa`.

    Raises
    ------
    DataProblem
        Units were coded by different numbers of coders, or by fewer than two.

    References
    ----------
    Fleiss (1971), Psychological Bulletin 76, 378-382.

    Examples
    --------
    >>> round(fleiss_kappa(pd.DataFrame({"pain": [2, 0, 1], "gain": [0, 2, 1]})).value, 3)
    0.333
    """
    table = counts.to_numpy("float64")
    coders = table.sum(axis=1)
    if len(set(coders.tolist())) > 1 or (len(coders) and coders[0] < 2):
        raise DataProblem(
            f"{len(counts)} units have from {coders.min():g} to {coders.max():g} codes each. "
            "Fleiss' kappa takes the same number for every unit, two or more. Use "
            "krippendorff_alpha, which takes missing codes."
        )
    each = float(coders[0]) if len(coders) else 2.0
    within = (table * (table - 1)).sum(axis=1) / (each * (each - 1))
    cells = np.column_stack([table, within, np.ones(len(table))])

    def coefficient(sums: Floats) -> Floats:
        units = sums[:, -1]
        chance = ((sums[:, :-2] / (units * each)[:, None]) ** 2).sum(axis=1)
        return _beyond(1 - sums[:, -2] / units, 1 - chance)

    observed = float(within.mean()) if len(table) else float("nan")
    there = np.ones(len(table), dtype=bool)
    return _estimate(
        say("Fleiss' kappa"), cells, coefficient, observed,
        table.sum(axis=0), _drawn_together(groups, there), seed,
    )  # fmt: skip


def krippendorff_alpha(
    codes: pd.DataFrame,
    *,
    level: Level = "nominal",
    order: tuple[object, ...] = (),
    groups: pd.Series | None = None,
    seed: int = 1,
) -> Agreement:
    """Agreement of any number of coders, with codes missing, at any level of measurement.

    One less the disagreement that is there over the disagreement that chance would give. A unit
    with fewer than two codes says nothing about agreement and does not count.

    Parameters
    ----------
    codes
        One row per unit, one column per coder; missing or "" where a coder did not code it. For
        "interval" and "ratio" numbers.
    level
        "nominal", "ordinal", "interval" or "ratio": what a difference between two codes means.
    order
        The codes in order, for "ordinal"; without it as they sort.
    groups, seed
        As in `cohen_kappa`.

    Raises
    ------
    ParameterProblem
        `level` is none of the four.
    DataProblem
        Numbers are needed and something else is there, or a ratio is below zero.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's alpha-reliability; Hayes and Krippendorff (2007),
    Communication Methods and Measures 1, 77-89. Interval: percentiles of 1,000 resamples of units.

    Examples
    --------
    >>> codes = pd.DataFrame({"anna": ["pain", "gain", "pain", ""],
    ...                       "ben": ["pain", "gain", "gain", "pain"]})
    >>> found = krippendorff_alpha(codes)
    >>> round(found.value, 3), found.units
    (0.444, 3)
    """
    _require("level", level, LEVELS)
    table = codes.astype("object")
    there = _there(table)
    counted = (there.sum(axis=1) >= 2).to_numpy()
    values = list(order) if order else _sorted(table.to_numpy()[there.to_numpy()])
    if level in ("interval", "ratio"):
        values = _numbers(values, level)
    place = {value: number for number, value in enumerate(values)}
    held = np.zeros((len(table), max(len(values), 1)))
    for coder in table.columns:
        mine = there[coder].to_numpy()
        spot = table[coder][mine].map(place).to_numpy("int64")
        np.add.at(held, (np.flatnonzero(mine), spot), 1.0)
    held = held[counted]
    pairs = _pairs_within(held)
    size = held.shape[1]

    def coefficient(sums: Floats) -> Floats:
        together = sums.reshape(-1, size, size)
        used = together.sum(axis=2)
        total = used.sum(axis=1)
        apart = _distance(used, values, level)
        there_is = (together * apart).sum(axis=(1, 2)) / total
        chance = np.einsum("dc,dk,dck->d", used, used, apart) / (total * (total - 1))
        return _beyond(there_is, chance)

    whole = pairs.sum(axis=0)
    observed = float(np.trace(whole.reshape(size, size)) / whole.sum()) if len(pairs) else np.nan
    return _estimate(
        say("Krippendorff's alpha, {level}", level=level), pairs, coefficient, observed,
        held.sum(axis=0), _drawn_together(groups, counted), seed,
    )  # fmt: skip


def reading_of(found: Agreement) -> str:
    """What a coefficient allows one to conclude, by Krippendorff's two thresholds.

    The interval has a say: where it begins below a threshold, the words say so.

    References
    ----------
    Krippendorff (2004), Content Analysis, 2nd edition, p. 241: rely on .800 and above, draw
    tentative conclusions from .667 on, none below.

    Examples
    --------
    >>> def sure(value, low):
    ...     return Agreement("alpha", value, low, 0.99, 40, 0.9, "")
    >>> reading_of(sure(0.91, 0.84))
    'can be relied on'
    >>> reading_of(sure(0.91, 0.7))
    'can be relied on, if the few units speak for all: the interval begins below .80'
    >>> reading_of(sure(0.7, 0.4))
    'tentative conclusions only; the interval begins below .67'
    >>> reading_of(sure(0.5, 0.3))
    'too low to conclude anything: sharpen the definitions and code again'
    """
    if np.isnan(found.value):
        return say("says nothing: there is nothing to disagree about")
    if found.value < TENTATIVE:
        return say("too low to conclude anything: sharpen the definitions and code again")
    if found.value < RELY:
        below = say("; the interval begins below .67") if found.low < TENTATIVE else ""
        return say("tentative conclusions only{below}", below=below)
    if found.low < RELY:
        return say(
            "can be relied on, if the few units speak for all: the interval begins below .80"
        )
    return say("can be relied on")


def _estimate(
    measure: str,
    cells: Floats,
    coefficient: Callable[[Floats], Floats],
    observed: float,
    used: NDArray[Any],
    together: NDArray[np.int64],
    seed: int,
) -> Agreement:
    """The coefficient of all units (rows of `cells`), and its interval by drawing them again.

    `used` is how often each code was given; `together` numbers what is drawn together.
    """
    units, nothing = len(cells), float("nan")
    if not units:
        words = say("{too_few}: no unit was coded by two", too_few=term(TOO_FEW))
        return Agreement(measure, nothing, nothing, nothing, 0, nothing, words)
    value = float(coefficient(cells.sum(axis=0, keepdims=True))[0])
    if np.isnan(value):
        words = say("no coefficient: every unit has the same code")
        return Agreement(measure, nothing, nothing, nothing, units, observed, words)
    drawn = int(together.max()) + 1
    what = "units" if drawn == units else "voices"
    if drawn < FEWEST_UNITS:
        words = say(
            "{too_few}: {drawn} {what}, and an interval takes {fewest_units}",
            too_few=term(TOO_FEW),
            drawn=drawn,
            what=what,
            fewest_units=FEWEST_UNITS,
        )
        return Agreement(measure, value, nothing, nothing, units, observed, words)
    if observed >= 1.0:
        low, words = _low_of_perfect(used, drawn, what)
        return Agreement(measure, value, low, 1.0, units, observed, words)
    sums = np.zeros((drawn, cells.shape[1]))
    np.add.at(sums, together, cells)
    low, high, words = _resampled(sums, coefficient, what, seed)
    return Agreement(measure, value, low, high, units, observed, words)


def _low_of_perfect(used: NDArray[Any], drawn: int, what: str) -> tuple[float, str]:
    """How low agreement may be where none of a few disagreed: resampling would never show it."""
    least = float(wilson_interval(drawn, drawn)[0])
    apart_by_chance = 1 - float(((used / used.sum()) ** 2).sum())
    words = say(
        "all agree: Wilson interval of {drawn} {what}, over what chance leaves",
        drawn=drawn,
        what=what,
    )
    return 1 - (1 - least) / apart_by_chance, words


def _resampled(
    sums: Floats, coefficient: Callable[[Floats], Floats], what: str, seed: int
) -> tuple[float, float, str]:
    drawn = len(sums)
    times = np.random.default_rng(seed).multinomial(drawn, np.full(drawn, 1 / drawn), size=DRAWS)
    found = coefficient(times.astype("float64") @ sums)
    kept = found[~np.isnan(found)]
    if len(kept) < DRAWS / 2:
        return (
            np.nan,
            np.nan,
            say("{too_few}: most resamples hold one code only", too_few=term(TOO_FEW)),
        )
    low, high = np.percentile(kept, _TAILS)
    return (
        float(low),
        float(high),
        say("bootstrap over {drawn} {what}, {draws:,} draws", drawn=drawn, what=what, draws=DRAWS),
    )


def _beyond(disagreement: Floats, by_chance: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = 1 - disagreement / by_chance
    return np.where(by_chance > 0, found, np.nan)


def _penalty(size: int, weights: Weights) -> Floats:
    steps = np.abs(np.subtract.outer(np.arange(size), np.arange(size))).astype("float64")
    if weights == "none":
        return (steps > 0).astype("float64")
    return steps if weights == "linear" else steps**2


def _pairs_within(held: Floats) -> Floats:
    """Each unit's part of the coincidence matrix, flattened: pairs of codes over coders less 1."""
    pairs = held[:, :, None] * held[:, None, :]
    spots = np.arange(held.shape[1])
    pairs[:, spots, spots] -= held
    others = np.maximum(held.sum(axis=1) - 1, 1)
    whole: Floats = (pairs / others[:, None, None]).reshape(len(held), held.shape[1] ** 2)
    return whole


def _distance(used: Floats, values: list[object], level: Level) -> Floats:
    """Squared difference of each pair of values, for each draw's own frequencies."""
    draws, size = used.shape
    if level == "nominal":
        return np.broadcast_to(1 - np.eye(size), (draws, size, size))
    if level == "ordinal":
        middle = used.cumsum(axis=1) - used / 2
        return (middle[:, :, None] - middle[:, None, :]) ** 2
    number = np.array(values, dtype="float64")
    apart = np.subtract.outer(number, number)
    if level == "ratio":
        both = np.add.outer(number, number)
        apart = np.divide(apart, both, out=np.zeros_like(apart), where=both != 0)
    return np.broadcast_to(apart**2, (draws, size, size))


def _drawn_together(groups: pd.Series | None, there: NDArray[np.bool_]) -> NDArray[np.int64]:
    if groups is None:
        return np.arange(int(there.sum()))
    return pd.factorize(groups.to_numpy()[there])[0].astype("int64")


def _there(table: pd.DataFrame) -> pd.DataFrame:
    return table.notna() & (table != "")


def _sorted(values: NDArray[np.object_]) -> list[object]:
    distinct = list(dict.fromkeys(values.tolist()))
    return sorted(distinct, key=lambda one: (isinstance(one, str), one))


def _numbers(values: list[object], level: Level) -> list[object]:
    wrong = [one for one in values if isinstance(one, str)]
    if wrong:
        raise DataProblem(
            f"{len(wrong)} codes are words: {sample_of(wrong)}. Level {level!r} takes numbers. "
            "Use nominal or ordinal for words."
        )
    below = [one for one in values if float(str(one)) < 0]
    if level == "ratio" and below:
        raise DataProblem(
            f"{len(below)} codes are below zero: {sample_of(below)}. A ratio scale begins at "
            "zero. Use level 'interval'."
        )
    return values


def _require(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise ParameterProblem(f"{name} is {value!r}. It is one of: {', '.join(known)}.")
