"""The figures of accounts made comparable: which are used, how each is scaled, who lacks one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd

from cxworkbench.ground.errors import ParameterProblem, did_you_mean, sample_of
from cxworkbench.ground.language import say
from cxworkbench.records.segmentation import ScaledDimension
from cxworkbench.voice.words import count_of, percent

USUAL: Final = (
    "revenue",
    "usage",
    "services",
    "tenure_years",
    "renewals",
    "repurchases",
    "recommendation",
)
NO_DIMENSION: Final = ("account_id", "name", "parent_id", "roles_heard")
KNOWN_FROM: Final = 0.8  # share of accounts that must have a figure
SKEWED_FROM: Final = 1.0  # skewness from which a figure without negative values is logged
LIMIT: Final = 3.0  # spreads; what lies further out counts as lying there
MOST_VALUES: Final = 12  # of a category
HALF: Final = 0.5  # of the dimensions an account must have for mixed data


@dataclass(frozen=True)
class Features:
    """Accounts with their scaled figures.

    `numbers` has a row per account and a column per dimension that is a number, missing where
    mixed data allow it; `categories` the others as text, "" where missing. `values` are the
    accounts' rows of the profile. `left_out` tells of dimensions, `unplaced` of accounts.
    """

    values: pd.DataFrame
    numbers: np.ndarray
    categories: pd.DataFrame
    dimensions: tuple[ScaledDimension, ...]
    left_out: dict[str, str]
    unplaced: tuple[str, ...]

    @property
    def weights(self) -> np.ndarray:
        """The weight of each dimension that is a number."""
        return np.array([one.weight for one in self.dimensions if one.kind == "number"])


def usual_dimensions(profile: pd.DataFrame) -> list[str]:
    """The usual figures that enough accounts have, in their usual order.

    Examples
    --------
    >>> usual_dimensions(pd.DataFrame({"revenue": [1.0, 2.0], "usage": [None, None]}))
    ['revenue']
    """
    return [name for name in USUAL if name in profile and not _why_not(profile[name])]


def possible_dimensions(profile: pd.DataFrame) -> dict[str, Literal["number", "category"]]:
    """Every column that accounts can be grouped by, and whether it is a number or a category.

    Examples
    --------
    >>> table = pd.DataFrame({"account_id": ["a", "b"], "size": [1.0, 2.0], "region": ["n", "s"]})
    >>> possible_dimensions(table)
    {'size': 'number', 'region': 'category'}
    """
    found: dict[str, Literal["number", "category"]] = {}
    for column in map(str, profile.columns):
        values = profile[column]
        if column in NO_DIMENSION or pd.api.types.is_datetime64_any_dtype(values.dtype):
            continue
        number = pd.api.types.is_numeric_dtype(values.dtype)
        different = int(values[_known(values)].nunique())
        if different > 1 and (number or different <= MOST_VALUES):
            found[column] = "number" if number else "category"
    return found


def scaled_features(
    profile: pd.DataFrame, weights: Mapping[str, float], *, mixed: bool = False
) -> Features:
    """The accounts with their figures on one scale, and what was left out of it.

    Parameters
    ----------
    profile
        One row per account, as `voice.profile.account_profile` makes it.
    weights
        Dimension -> weight, above 0. A weight multiplies squared distances.
    mixed
        Whether categories and missing values are allowed, as Gower's distance does.

    Returns
    -------
    Features
        A dimension that fewer than 80 % of accounts have, or that is the same for all, is left out.
        Of accounts, those that lack one of the others are left out, or for mixed data those with
        fewer than half of them. A figure without negative values and with a skewness over 1 is
        logged; then its mean is subtracted and it is divided by its standard deviation; what is
        further than 3 of them from the mean counts as 3.

    Raises
    ------
    ParameterProblem
        A dimension is not there, is a category where numbers are needed, has a weight that is not
        above 0; or none is left.

    Examples
    --------
    >>> profile = pd.DataFrame({"account_id": ["a", "b", "c"], "services": [1.0, 2.0, 3.0]})
    >>> scaled_features(profile, {"services": 1}).numbers.round(2).tolist()
    [[-1.22], [0.0], [1.22]]
    """
    kinds = _checked(profile, weights, mixed=mixed)
    left_out = {name: why for name in weights if (why := _why_not(profile[name]))}
    used = [name for name in weights if name not in left_out]
    if not used:
        told = "; ".join(f"{name}: {why}" for name, why in left_out.items())
        raise ParameterProblem(
            f"No dimension is left to group accounts by. {told}. Choose figures that most accounts "
            "have."
        )
    known = pd.DataFrame({name: _known(profile[name]) for name in used})
    enough = known.mean(axis=1) >= HALF if mixed else known.all(axis=1)
    values = profile.loc[enough].reset_index(drop=True)
    dimensions = tuple(_scaled(values[name], kinds[name], weights[name]) for name in used)
    return Features(
        values=values,
        numbers=scale_by(values, dimensions),
        categories=categories_of(values, dimensions),
        dimensions=dimensions,
        left_out=left_out,
        unplaced=tuple(profile.loc[~enough, "account_id"]),
    )


def scale_by(profile: pd.DataFrame, dimensions: Sequence[ScaledDimension]) -> np.ndarray:
    """The accounts' numbers on the scale that was saved; missing stays missing.

    Raises
    ------
    ParameterProblem
        A dimension of the definition is not among the accounts' figures.
    """
    columns = []
    for one in dimensions:
        if one.column not in profile:
            raise ParameterProblem(
                f"The saved segments need {one.column!r}, which accounts do not have now. "
                f"{did_you_mean(one.column, list(map(str, profile.columns)))}"
                "Fill the column, or group the accounts anew."
            )
        if one.kind == "number":
            columns.append(_on_scale(profile[one.column], one))
    return np.column_stack(columns) if columns else np.empty((len(profile), 0))


def categories_of(profile: pd.DataFrame, dimensions: Sequence[ScaledDimension]) -> pd.DataFrame:
    """The accounts' categories as text, "" where missing."""
    names = [one.column for one in dimensions if one.kind == "category"]
    return pd.DataFrame(
        {name: profile[name].astype("str").where(_known(profile[name]), "") for name in names},
        index=profile.index,
    )


def describe_features(features: Features) -> str:
    """Which figures were used and how, and which dimensions and accounts were left out."""
    logged = [one.column for one in features.dimensions if one.scale == "log"]
    weighed = [f"{one.column} × {one.weight:g}" for one in features.dimensions if one.weight != 1]
    words = [
        say(
            "{accounts} by {column}; each with mean 0 and standard deviation 1, "
            "at most {limit:g} away",
            accounts=count_of(len(features.values), "account"),
            column=", ".join(one.column for one in features.dimensions),
            limit=LIMIT,
        )
    ]
    words += [say("logarithm of {logged}", logged=", ".join(logged))] if logged else []
    words += [say("weighed {weighed}", weighed=", ".join(weighed))] if weighed else []
    words += [
        say("{name} left out: {why}", name=name, why=why) for name, why in features.left_out.items()
    ]
    if features.unplaced:
        words.append(
            say(
                "{accounts} left out for a missing figure",
                accounts=count_of(len(features.unplaced), "account"),
            )
        )
    return "; ".join(words) + "."


def _checked(profile: pd.DataFrame, weights: Mapping[str, float], *, mixed: bool) -> dict[str, str]:
    kinds: dict[str, str] = dict(possible_dimensions(profile))
    for name, weight in weights.items():
        if name not in profile or name in NO_DIMENSION:
            raise ParameterProblem(
                f"Accounts have no figure {name!r} to be grouped by. {did_you_mean(name, kinds)}"
                f"There are: {', '.join(kinds)}."
            )
        if not weight > 0 or not np.isfinite(weight):
            raise ParameterProblem(
                f"The weight of {name} is {weight!r}. A weight is a number above 0; leave the "
                "dimension out where it should not count."
            )
        if name not in kinds:
            kinds[name] = "number" if _is_number(profile[name]) else "category"
    texts = [name for name in weights if kinds[name] == "category"]
    if texts and not mixed:
        raise ParameterProblem(
            f"{sample_of(texts)} {'is a category' if len(texts) == 1 else 'are categories'}, and "
            'this method takes numbers only. Leave it out, or choose the method "mixed".'
        )
    if not weights:
        raise ParameterProblem(
            "No dimension is named to group accounts by. "
            f"Choose some of: {', '.join(kinds) or 'none there'}."
        )
    return kinds


def _why_not(values: pd.Series) -> str:
    known = _known(values)
    if known.mean() < KNOWN_FROM:
        return say(
            "known of {known} of {values} accounts, under {known_from}",
            known=int(known.sum()),
            values=len(values),
            known_from=percent(KNOWN_FROM),
        )
    different = values[known].nunique()
    if different < 2:
        return say("the same for all accounts")
    if not _is_number(values) and (
        different > MOST_VALUES or pd.api.types.is_datetime64_any_dtype(values.dtype)
    ):
        return say(
            "has {different} different values, more than {most_values}",
            different=different,
            most_values=MOST_VALUES,
        )
    return ""


def _known(values: pd.Series) -> pd.Series:
    if _is_number(values):
        return values.notna() & np.isfinite(values.astype("float64"))
    return values.notna() & (values.astype("str") != "")


def _is_number(values: pd.Series) -> bool:
    return bool(pd.api.types.is_numeric_dtype(values.dtype))


def _scaled(values: pd.Series, kind: str, weight: float) -> ScaledDimension:
    name = str(values.name)
    if kind == "category":
        return ScaledDimension(column=name, kind="category", weight=weight)
    figures = values[_known(values)].to_numpy(float)
    shift, logged = 0.0, figures.min() >= 0 and skewness(figures) > SKEWED_FROM
    if logged:
        above = figures[figures > 0]
        # Half of the smallest amount stands for none, so that a zero has a logarithm.
        shift = 0.0 if figures.min() > 0 else float(above.min()) / 2
        figures = np.log(figures + shift)
    return ScaledDimension(
        column=name,
        weight=weight,
        scale="log" if logged else "as it is",
        shift=shift,
        centre=float(figures.mean()),
        spread=float(figures.std()) or 1.0,
        limit=LIMIT,
    )


def _on_scale(values: pd.Series, one: ScaledDimension) -> np.ndarray:
    figures = values.astype("float64").to_numpy(copy=True)
    figures[~np.isfinite(figures)] = np.nan
    if one.scale == "log":
        # What cannot be logged lies below everything that could.
        with np.errstate(divide="ignore", invalid="ignore"):
            logged = np.log(np.maximum(figures + one.shift, 0.0))
        figures = np.where(np.isnan(figures), np.nan, logged)
    scaled: np.ndarray = np.clip((figures - one.centre) / one.spread, -one.limit, one.limit)
    return scaled


def skewness(figures: np.ndarray) -> float:
    """The third moment over the cube of the standard deviation; 0 where all are alike."""
    spread = figures.std()
    return float((((figures - figures.mean()) / spread) ** 3).mean()) if spread > 0 else 0.0
