"""What tells a segment from the rest: size, differing figures, a short rule, examples, a name."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.ground.rules import judge_rule
from cxworkbench.voice.behaviour import Behaviour
from cxworkbench.voice.clusters import SMALLEST, Grouping
from cxworkbench.voice.dimensions import DIMENSIONS
from cxworkbench.voice.features import SKEWED_FROM, Features, possible_dimensions, skewness
from cxworkbench.voice.segments import SMALLEST_REVENUE_SHARE
from cxworkbench.voice.words import number, percent

TOP: Final = 3  # features that describe a segment
EXAMPLES: Final = 3
WORTH_NAMING: Final = 0.5  # standardised difference from which a feature is part of a name
_WORDS: Final = {
    "revenue": ("large", "small"),
    "margin": ("high profit", "low profit"),
    "services": ("many services", "few services"),
    "usage": ("heavy use", "light use"),
    "tenure_years": ("long with us", "new with us"),
    "relationship_years": ("known for long", "known for a short time"),
    "renewals": ("often renewed", "seldom renewed"),
    "repurchases": ("buy again often", "seldom buy again"),
    "recommendation": ("would recommend", "would not recommend"),
    "days_to_contract_end": ("contract runs on", "contract ends soon"),
}
TRAIT_COLUMNS: Final = (
    "segment", "feature", "kind", "value", "inside", "rest", "difference", "known", "used"
)  # fmt: skip


def segment_traits(profile: pd.DataFrame, labels: pd.Series, used: Sequence[str]) -> pd.DataFrame:
    """How each segment differs from the rest in every figure, the largest difference first.

    Parameters
    ----------
    profile
        As `voice.profile.account_profile` makes it.
    labels
        The segment of each row of the profile; missing where it has none.
    used
        The figures the segments were made by.

    Returns
    -------
    pandas.DataFrame
        One row per segment and figure or value of a category: `segment`, `feature`, `kind` (number
        or category), `value` of a category; `inside` and `rest`, medians, or shares from 0 to 1;
        `difference`, standardised; `known`, accounts of the segment that have it; `used`.

    Notes
    -----
    A number's difference is that of the means over the standard deviation within both parts, after
    a logarithm where the figure has no negative value and is skewed (Cohen's d); a share's is
    Cohen's h. Figures that made the segments must differ: only those not used say something new.

    References
    ----------
    Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, chapters 2 and 6.

    Examples
    --------
    >>> profile = pd.DataFrame({"account_id": list("abcd"), "usage": [1.0, 2.0, 8.0, 9.0]})
    >>> traits = segment_traits(profile, pd.Series(["low", "low", "high", "high"]), ["usage"])
    >>> traits[["segment", "inside", "rest", "difference"]].round(1).values.tolist()[0]
    ['low', 1.5, 8.5, -9.9]
    """
    rows: list[tuple[Any, ...]] = []
    kinds = possible_dimensions(profile)
    features = [name for name in kinds if name in DIMENSIONS or name in used]
    for segment in labels.dropna().unique():
        inside = labels == segment
        rest = labels.notna() & ~inside
        for name in features:
            told = _number if kinds[name] == "number" else _category
            for value, here, there, difference, known in told(profile[name], inside, rest):
                row = (segment, name, kinds[name], value, here, there, difference, known)
                rows.append((*row, name in used))
    table = pd.DataFrame(rows, columns=list(TRAIT_COLUMNS))
    order = table.assign(_size=-table["difference"].abs())
    index = order.groupby("segment", sort=False)["_size"].rank("first").sort_values().index
    place = {name: at for at, name in enumerate(labels.dropna().unique())}
    table = table.loc[index]
    return table.sort_values("segment", key=lambda s: s.map(place), kind="stable").reset_index(
        drop=True
    )


def segment_rule(profile: pd.DataFrame, inside: pd.Series, used: Sequence[str]) -> dict[str, Any]:
    """A rule of at most two comparisons for being in a segment, with how often it is right.

    Returns
    -------
    dict
        `rule` in the language of segment rules, "" where none was found; `precision`, the share of
        accounts it fits that are in the segment; `coverage`, the share of the segment it fits.

    Notes
    -----
    The best leaf of a decision tree of depth two, its limits rounded to three digits and judged
    again as written. A hand tool for placing a new account, not the definition of the segment.
    """
    from sklearn.tree import DecisionTreeClassifier

    nothing = {"rule": "", "precision": float("nan"), "coverage": float("nan")}
    table, tests = _testable(profile, used)
    if inside.sum() < 1 or inside.all() or table.shape[1] == 0:
        return nothing
    model = DecisionTreeClassifier(
        max_depth=2, min_samples_leaf=min(SMALLEST, int(inside.sum())), random_state=0,
        class_weight="balanced",
    )  # fmt: skip
    tree = model.fit(table, inside.to_numpy(bool)).tree_
    judged = [
        {"rule": rule, **_quality(rule, profile[list(used)], inside)}
        for rule in _paths(tree, 0, (), tests)
    ]
    if not judged:
        return nothing
    # A second comparison must be worth its words.
    return max(judged, key=lambda one: _f1(one) - 0.02 * str(one["rule"]).count(" and "))


def example_accounts(features: Features, grouping: Grouping) -> dict[int, list[str]]:
    """The accounts nearest to the middle of each segment, nearest first."""
    known = np.where(np.isfinite(features.numbers), features.numbers, 0.0)
    ids = features.values["account_id"].to_numpy(object)
    nearest = {}
    for one in range(grouping.k):
        there = np.flatnonzero(grouping.labels == one)
        away = (((known[there] - grouping.centres[one]) ** 2) * features.weights).sum(axis=1)
        nearest[one] = [str(ids[there[at]]) for at in np.argsort(away, kind="stable")[:EXAMPLES]]
    return nearest


def segment_profile(
    profile: pd.DataFrame, labels: pd.Series, used: Sequence[str], names: Sequence[str] = ()
) -> pd.DataFrame:
    """Each segment told: size, share of revenue, what distinguishes it, its rule, and a name.

    Parameters
    ----------
    profile
        As `voice.profile.account_profile` makes it.
    labels
        The segment of each row; missing where it has none.
    used
        The figures the segments were made by.
    names
        Names that people gave, one for each segment in order of appearance; proposed where none.

    Returns
    -------
    pandas.DataFrame
        One row per segment: `segment`, `name`, `accounts`, `account_share`, `revenue`,
        `revenue_share`, `distinguished_by` (the three largest differences, in words), `rule`,
        `precision`, `coverage`; `small`, true under 5 accounts or 5 % of revenue: not to be told
        alone.
    """
    traits = segment_traits(profile, labels, used)
    order = sorted(labels.dropna().unique())
    given = list(names) or proposed_names(traits, order)
    total = float(profile["revenue"].sum()) if "revenue" in profile else 0.0
    rows = []
    for segment, name in zip(order, given, strict=True):
        inside = labels == segment
        revenue = float(profile.loc[inside, "revenue"].sum()) if "revenue" in profile else np.nan
        share = revenue / total if total > 0 else np.nan
        small = int(inside.sum()) < SMALLEST or share < SMALLEST_REVENUE_SHARE
        rows.append(
            {
                "segment": segment,
                "name": name,
                "accounts": int(inside.sum()),
                "account_share": float(inside.mean()),
                "revenue": revenue,
                "revenue_share": share,
                "distinguished_by": "; ".join(trait_words(traits, segment)),
                **segment_rule(profile, inside, [one for one in used if one in profile]),
                "small": bool(small),
            }
        )
    return pd.DataFrame(rows)


def trait_words(traits: pd.DataFrame, segment: object, most: int = TOP) -> list[str]:
    """The largest differences of one segment, each in words with its size."""
    top = traits.loc[(traits["segment"] == segment) & traits["difference"].notna()]
    words = []
    for row in top.drop_duplicates("feature").head(most).to_dict("records"):
        feature = DIMENSIONS.get(row["feature"], row["feature"])
        size = number(row["difference"], 1)
        sign = "+" if row["difference"] > 0 else ""
        if row["kind"] == "category":
            here, there = percent(row["inside"]), percent(row["rest"])
            words.append(
                say(
                    "{feature} {value}: {here}, rest {there} ({sign}{size})",
                    feature=feature,
                    value=row["value"],
                    here=here,
                    there=there,
                    sign=sign,
                    size=size,
                )
            )
        else:
            here, there = _figure(row["inside"]), _figure(row["rest"])
            words.append(
                say(
                    "{feature} {here}, rest {there} ({sign}{size} sd)",
                    feature=feature,
                    here=here,
                    there=there,
                    sign=sign,
                    size=size,
                )
            )
    return words


def proposed_names(traits: pd.DataFrame, order: Sequence[object]) -> list[str]:
    """A name for each segment from what distinguishes it most, all different.

    Examples
    --------
    >>> traits = pd.DataFrame({"segment": [0, 1], "feature": "revenue", "kind": "number",
    ...     "value": "", "inside": [9.0, 1.0], "rest": [1.0, 9.0], "difference": [2.0, -2.0],
    ...     "known": 9, "used": True})
    >>> proposed_names(traits, [0, 1])
    ['large', 'small']
    """
    known = traits.loc[traits["used"] & (traits["difference"].abs() >= WORTH_NAMING)]
    names: list[str] = []
    for place, segment in enumerate(order):
        top = known.loc[known["segment"] == segment].drop_duplicates("feature")
        parts = [_phrase(row, known) for row in top.head(TOP).to_dict("records")]
        name = ", ".join(parts[:2]) or say("group {place}", place=place + 1)
        if name in names:
            name = ", ".join(parts)
        names.append(name if name not in names else f"{name} ({place + 1})")
    return names


def labels_of(behaviour: Behaviour, profile: pd.DataFrame) -> pd.Series:
    """The group of each account of the profile, 0 the largest; missing where it has none."""
    if behaviour.grouping is None:
        return pd.Series(np.nan, profile.index)
    found = dict(
        zip(behaviour.features.values["account_id"], behaviour.grouping.labels, strict=True)
    )
    return pd.Series([found.get(one, np.nan) for one in profile["account_id"]], profile.index)


def _number(
    values: pd.Series, inside: pd.Series, rest: pd.Series
) -> list[tuple[str, float, float, float, int]]:
    figures = values.astype("float64")
    here, there = figures[inside].dropna(), figures[rest].dropna()
    moved = _on_one_scale(here.to_numpy(), there.to_numpy())
    difference = np.nan
    if len(here) > 1 and len(there) > 1:
        freedom = len(here) + len(there) - 2
        within = sum(float(((part - part.mean()) ** 2).sum()) for part in moved) / freedom
        gap = float(moved[0].mean() - moved[1].mean())
        difference = gap / within**0.5 if within > 0 else np.nan
    return [("", float(here.median()), float(there.median()), difference, len(here))]


def _on_one_scale(here: np.ndarray, there: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Both parts, logged where the figure is skewed, as the segments' own scale does it."""
    both = np.concatenate([here, there])
    if not len(both) or both.min() < 0 or skewness(both) <= SKEWED_FROM:
        return here, there
    shift = 0.0 if both.min() > 0 else both[both > 0].min() / 2
    return np.log(here + shift), np.log(there + shift)


def _category(
    values: pd.Series, inside: pd.Series, rest: pd.Series
) -> list[tuple[str, float, float, float, int]]:
    text = values.astype("str").where(values.notna() & (values.astype("str") != ""))
    here, there = text[inside].dropna(), text[rest].dropna()
    if here.empty or there.empty:
        return []
    rows = []
    for value in sorted(set(here) | set(there)):
        share, other = float((here == value).mean()), float((there == value).mean())
        gap = 2 * np.arcsin(np.sqrt(share)) - 2 * np.arcsin(np.sqrt(other))
        rows.append((value, share, other, float(gap), len(here)))
    return rows


def _phrase(row: dict[Any, Any], known: pd.DataFrame) -> str:
    """The feature in words; "rather" where another segment goes further the same way."""
    name, up = row["feature"], row["difference"] > 0
    if row["kind"] == "category":
        return f"{'' if up else 'not '}{row['value']}"
    pair = _WORDS.get(name, (f"high {name}", f"low {name}"))
    others = known.loc[(known["feature"] == name) & ((known["difference"] > 0) == up), "inside"]
    furthest = row["inside"] >= others.max() if up else row["inside"] <= others.min()
    return f"{'' if furthest else 'rather '}{pair[0] if up else pair[1]}"


def _figure(value: float) -> str:
    return number(value, 0 if abs(value) >= 100 or value == round(value) else 1)


def _testable(profile: pd.DataFrame, used: Sequence[str]) -> tuple[pd.DataFrame, list[str]]:
    """Columns a tree can split, and the column or comparison that each stands for."""
    kinds = possible_dimensions(profile)
    columns, tests = {}, []
    for name in used:
        if kinds.get(name) == "number":
            columns[name] = profile[name].astype("float64")
            tests.append(_as_word(name))
        elif kinds.get(name) == "category":
            for value in sorted(set(profile[name].dropna().astype("str")) - {""}):
                quoted = repr(value)
                columns[f"{name} = {value}"] = (profile[name] == value).astype(float)
                tests.append(f"{_as_word(name)} == {quoted}")
    return pd.DataFrame(columns, index=profile.index), tests


def _paths(tree: Any, node: int, so_far: tuple[str, ...], tests: list[str]) -> list[str]:  # noqa: ANN401 - sklearn is untyped
    """The rule of every node, a single comparison before those that add a second."""
    here = [" and ".join(so_far)] if so_far else []
    if tree.children_left[node] < 0:
        return here
    test, limit = tests[tree.feature[node]], tree.threshold[node]
    if " == " in test:
        low, high = test.replace(" == ", " != ", 1), test
    else:
        low, high = f"{test} < {_rounded(limit)}", f"{test} >= {_rounded(limit)}"
    left, right = tree.children_left[node], tree.children_right[node]
    return [
        *here,
        *_paths(tree, left, _tightened(so_far, low), tests),
        *_paths(tree, right, _tightened(so_far, high), tests),
    ]


def _tightened(so_far: tuple[str, ...], added: str) -> tuple[str, ...]:
    """The comparisons with one more; a looser one of the same figure the same way goes."""
    same = added.rsplit(" ", 1)[0]
    return (*(one for one in so_far if one.rsplit(" ", 1)[0] != same), added)


def _rounded(limit: float) -> str:
    text = f"{limit:.3g}"
    return f"{float(text):.0f}" if "e" in text else text


def _quality(rule: str, table: pd.DataFrame, inside: pd.Series) -> dict[str, float]:
    fits = judge_rule(rule, table).fits.fillna(False).to_numpy(bool)
    both = float((fits & inside.to_numpy(bool)).sum())
    return {
        "precision": both / fits.sum() if fits.any() else float("nan"),
        "coverage": both / float(inside.sum()),
    }


def _f1(judged: dict[str, Any]) -> float:
    total = judged["precision"] + judged["coverage"]
    return float(2 * judged["precision"] * judged["coverage"] / total) if total > 0 else 0.0


def _as_word(column: str) -> str:
    return "".join(sign if sign.isalnum() or sign == "_" else "_" for sign in column)
