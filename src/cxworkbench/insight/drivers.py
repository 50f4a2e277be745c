"""What goes with loyalty most: shares of its variance among drivers that go together themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from scipy.special import fdtrc

from cxworkbench.ground.differences import correlation
from cxworkbench.ground.errors import DataProblem, did_you_mean, sample_of
from cxworkbench.ground.language import say
from cxworkbench.ground.shares import relative_weights
from cxworkbench.insight.driver_answers import DriverAnswers, driver_answers
from cxworkbench.insight.driver_shares import (
    MOST_SWEPT,
    Floats,
    as_shares,
    correlations_of,
    drawn_again,
    left_by,
    shares_of,
)

CANNOT_TELL: Final = "cannot tell"
CLEAR: Final = "clear"
LIKELY: Final = "likely"
OPEN: Final = "open"
FEWEST_PER_DRIVER: Final = 5  # accounts; below, shares are noise
DRAWS: Final = 1000
TIERS: Final = ((0.95, CLEAR), (0.70, LIKELY))  # from this share of draws in which it is first
COLUMNS: Final = {
    "driver": "str",
    "items": "object",
    "correlation": "float64",
    "correlation_low": "float64",
    "correlation_high": "float64",
    "share": "float64",
    "share_low": "float64",
    "share_high": "float64",
    "weight_share": "float64",
    "beta": "float64",
    "p_top": "float64",
    "rank": "float64",
    "rank_low": "float64",
    "rank_high": "float64",
    "tier": "str",
    "sign": "str",
    "flagged": "bool",
}


@dataclass(frozen=True)
class Drivers:
    """The drivers of an outcome, what they rest on, and what was left out.

    `table` as `drivers_of` says. `fit` is the share of variance all explain together, 0 to 1, NaN
    where it cannot be told; `why` then says why, and is empty otherwise. `answers` are the rows
    that counted, with the rule's counts.
    """

    outcome: str
    table: pd.DataFrame
    fit: float
    method: str
    why: str
    answers: DriverAnswers

    @property
    def told(self) -> bool:
        """Whether shares could be told at all."""
        return not self.why


def drivers_of(
    table: pd.DataFrame,
    outcome: str,
    drivers: Sequence[str],
    accounts: str | None = None,
    seed: int = 1,
    *,
    draws: int = DRAWS,
) -> Drivers:
    """How much of an outcome's variance goes with each driver, how sure, and in what order.

    Parameters
    ----------
    table
        One row per respondent, or per account.
    outcome
        Column of the outcome, a number: recommending on 0 to 10, overall satisfaction.
    drivers
        Columns of the drivers, numbers: satisfaction with each touchpoint.
    accounts
        Column that names each row's account: accounts, not rows, are drawn again. None: each row is
        an account.
    seed
        Of the draws.
    draws
        How many times the accounts are drawn again.

    Returns
    -------
    Drivers
        `table`, one row per driver, the largest share first: `driver`, its column, or several
        joined by " + " where they are too alike to be told apart; `items`, those columns;
        `correlation` with the outcome, -1 to 1, with `correlation_low`, `correlation_high` (95 %,
        over accounts); `share` of the explained variance, 0 to 1, sum 1 (Shapley shares up to 12
        drivers, relative weights above), with `share_low`, `share_high` (95 %); `weight_share`, the
        same by relative weights; `beta`, the standardized slope of ordinary least squares; `p_top`,
        share of draws in which it is first; `rank` with `rank_low`, `rank_high` (95 %); `tier`,
        "clear" from 95 % of draws first, "likely" from 70 %, else "open"; `sign`, "+" or "-" of the
        correlation; `flagged`, whether the slope's sign is the other one. Where nothing can be told
        `tier` is "cannot tell", shares and ranks are NaN, each
        correlation is over all accounts that answered it, and rows go by its size.

    Raises
    ------
    DataProblem
        A column is missing, is the outcome itself, or does not hold numbers.

    Notes
    -----
    Only complete rows count, after drivers that too few answered are left out (see
    `driver_answers`). Drivers correlated 0.8 or more are put together first: the mean of their
    standard scores. With fewer than 5 accounts a driver, or where all together explain no more than
    chance would (F test at 5 %, accounts counted), it "cannot tell". A slope against the sign of
    the correlation is a flag, not a finding. Going together is not causing, and a general liking
    raises every driver alike. How often the first one is the true one: docs/drivers.md.

    References
    ----------
    Lindeman, Merenda and Gold (1980); Johnson (2000); Grömping (2006). The draws: Efron (1979).

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> rows = pd.DataFrame(rng.normal(size=(80, 2)), columns=["delivery", "invoices"])
    >>> rows["overall"] = 2 * rows["delivery"] + rng.normal(size=80)
    >>> found = drivers_of(rows, "overall", ["delivery", "invoices"])
    >>> found.table[["driver", "tier"]].values.tolist()
    [['delivery', 'clear'], ['invoices', 'open']]
    """
    _check(table, outcome, drivers, accounts)
    answers = driver_answers(table, outcome, drivers, accounts)
    why = _too_few(answers)
    if why:
        return Drivers(
            outcome,
            _correlations_only(_accounts_of(table, outcome, drivers, accounts), outcome),
            np.nan,
            "",
            why,
            answers,
        )
    whole = correlations_of(answers.values, np.ones((1, len(answers.values))))[0]
    fit = 1 - left_by(whole)
    if not _more_than_chance(fit, answers.accounts, len(answers.names)):
        why = say(
            "all {drivers} drivers together explain no more than chance would over {accounts} "
            "accounts",
            drivers=len(answers.names),
            accounts=answers.accounts,
        )
        return Drivers(
            outcome,
            _correlations_only(_accounts_of(table, outcome, drivers, accounts), outcome),
            fit,
            "",
            why,
            answers,
        )
    drawn = drawn_again(answers, seed, draws)
    swept = len(answers.names) <= MOST_SWEPT
    method = "Shapley" if swept else "relative weights"
    return Drivers(outcome, _ranked(answers, whole, drawn), fit, method, "", answers)


def tier_of(p_top: float) -> str:
    """How sure the first place is.

    Examples
    --------
    >>> tier_of(0.97), tier_of(0.75), tier_of(0.4)
    ('clear', 'likely', 'open')
    """
    return next((name for least, name in TIERS if p_top >= least), OPEN)


def _check(table: pd.DataFrame, outcome: str, drivers: Sequence[str], accounts: str | None) -> None:
    wanted = [outcome, *drivers, *([accounts] if accounts is not None else [])]
    missing = [name for name in wanted if name not in table]
    if missing:
        close = did_you_mean(missing[0], [str(name) for name in table])
        raise DataProblem(
            f"{len(missing)} of {len(wanted)} columns are not in the table: {sample_of(missing)}. "
            f"{close}It has: {', '.join(map(str, table))}."
        )
    if outcome in drivers or len(set(drivers)) < len(drivers) or not drivers:
        raise DataProblem(
            f"{len(drivers)} drivers were named: {sample_of(drivers)}. Name at least one, each "
            f"once, and not the outcome {outcome!r} itself."
        )
    words = [name for name in (outcome, *drivers) if not pd.api.types.is_numeric_dtype(table[name])]
    if words:
        raise DataProblem(
            f"{len(words)} of {len(drivers) + 1} columns do not hold numbers: {sample_of(words)}. "
            "Drivers and outcome are answers on a scale; turn words into numbers first."
        )


def _too_few(answers: DriverAnswers) -> str:
    drivers, accounts = len(answers.names), answers.accounts
    if not drivers:
        return say("no driver was answered by enough of them, or none has any spread")
    least = FEWEST_PER_DRIVER * drivers
    if accounts < max(least, drivers + 2):
        return say(
            "{accounts} accounts answered everything; {drivers} drivers ask for at least {least}",
            accounts=accounts,
            drivers=drivers,
            least=max(least, drivers + 2),
        )
    if not answers.values[:, -1].std() > 0:
        return say("all accounts gave the same outcome")
    return ""


def _more_than_chance(fit: float, accounts: int, drivers: int) -> bool:
    freedom = accounts - drivers - 1
    if freedom < 1:
        return False
    ratio = (fit / drivers) / max((1 - fit) / freedom, 1e-12)
    return bool(fdtrc(drivers, freedom, ratio) < 0.05)


def _ranked(answers: DriverAnswers, whole: Floats, drawn: Floats) -> pd.DataFrame:
    means = pd.DataFrame(answers.values).groupby(answers.account_of).mean()
    table = _basic(means, answers.names)
    share, shares = shares_of(whole), shares_of(drawn)
    places = np.argsort(np.argsort(-shares, axis=0, kind="stable"), axis=0) + 1
    beta = np.linalg.lstsq(whole[:-1, :-1], whole[:-1, -1], rcond=None)[0]
    low, high = np.quantile(shares, [0.025, 0.975], axis=1)
    rank_low, rank_high = np.quantile(places, [0.025, 0.975], axis=1, method="inverted_cdf")
    p_top = (places == 1).mean(axis=1)
    table = table.assign(
        share=share,
        share_low=np.minimum(low, share),
        share_high=np.maximum(high, share),
        weight_share=as_shares(relative_weights(whole)),
        beta=beta,
        p_top=p_top,
        rank_low=rank_low.astype(float),
        rank_high=rank_high.astype(float),
        tier=[tier_of(value) for value in p_top],
        flagged=(np.sign(beta) != np.sign(whole[:-1, -1])) & (np.abs(beta) > 1e-9),
    )
    table = table.sort_values("share", ascending=False, kind="stable").reset_index(drop=True)
    return _typed(table.assign(rank=np.arange(1, len(table) + 1, dtype=float)))


def _accounts_of(
    table: pd.DataFrame, outcome: str, drivers: Sequence[str], accounts: str | None
) -> pd.DataFrame:
    """Means of each account's rows, whatever else it left out; the drivers, then the outcome."""
    values = table[[*drivers, outcome]].astype(float)
    return values if accounts is None else values.groupby(table[accounts]).mean()


def _correlations_only(means: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """Each driver by itself, over all accounts that answered it."""
    names = [(str(name),) for name in means if name != outcome]
    table = _basic(means.set_axis(range(means.shape[1]), axis=1), names)
    blank = [name for name, kind in COLUMNS.items() if kind == "float64"]
    table = table.assign(**{name: np.nan for name in blank if name not in table})
    table = table.assign(tier=CANNOT_TELL, flagged=False)
    order = table["correlation"].abs().sort_values(ascending=False, kind="stable").index
    return _typed(table.loc[order].reset_index(drop=True))


def _basic(frame: pd.DataFrame, names: Sequence[tuple[str, ...]]) -> pd.DataFrame:
    """Names and correlations over accounts; the outcome is the last column."""
    last = frame.shape[1] - 1
    found = [correlation(frame[place], frame[last]) for place in range(last)]
    table = pd.DataFrame(
        {
            "driver": [" + ".join(items) for items in names],
            "items": pd.Series(list(names), dtype="object"),
            "correlation": [value for value, _, _ in found],
            "correlation_low": [low for _, low, _ in found],
            "correlation_high": [high for _, _, high in found],
        }
    )
    return table.assign(sign=np.where(table["correlation"] < 0, "-", "+"))


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    return table[list(COLUMNS)].astype({k: v for k, v in COLUMNS.items() if v != "object"})
