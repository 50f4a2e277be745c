"""Saved definitions of segments: made from a grouping, and applied to accounts with numpy alone."""

from collections.abc import Hashable
from typing import Any, Final

import numpy as np
import pandas as pd

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.records.segmentation import DefinedSegment, ScaledDimension, SegmentDefinition
from cxworkbench.voice.behaviour import Behaviour
from cxworkbench.voice.features import categories_of, scale_by
from cxworkbench.voice.traits import labels_of, segment_profile

_DIGITS: Final = 6  # of saved numbers: the same on every machine


def define_segments(
    behaviour: Behaviour,
    profile: pd.DataFrame,
    *,
    as_of: str = "",
    title: str = "",
    anyway: bool = False,
) -> SegmentDefinition:
    """The definition of the segments that were found, with proposed names and rules.

    Its members are the accounts as the definition places them: of a tree, each goes to the nearest
    middle, which may differ from the tree for a few.

    Parameters
    ----------
    behaviour
        As `voice.behaviour.behavioural_segments` made it.
    profile
        The accounts it was made from.
    as_of
        The last day that counted, ISO.
    title
        What the definition is called.
    anyway
        Whether to define segments that are not stable, too; the definition says so.

    Raises
    ------
    ParameterProblem
        There is no grouping, or it is not stable and `anyway` is not set.
    """
    grouping = behaviour.grouping
    if grouping is None:
        raise ParameterProblem(
            f"No stable segments were found: {'; '.join(behaviour.reasons)}. There is nothing to "
            "save; use rules, other dimensions, or ask for a number of segments to look at."
        )
    if behaviour.verdict == "not stable" and not anyway:
        raise ParameterProblem(
            f"{grouping.k} segments are not stable: {'; '.join(behaviour.reasons)}. Nothing was "
            "saved. Choose other dimensions, or save them although they are not stable."
        )
    labels = labels_of(behaviour, profile)
    used = [one.column for one in behaviour.features.dimensions]
    told = segment_profile(profile, labels, used).sort_values("segment").to_dict("records")
    segments = tuple(_segment(behaviour, at, one) for at, one in enumerate(told))
    definition = SegmentDefinition(
        title=title,
        method=behaviour.method,
        dimensions=tuple(_short(one) for one in behaviour.features.dimensions),
        segments=segments,
        seed=behaviour.seed,
        as_of=as_of,
        resamples=behaviour.resamples,
        stability=None if behaviour.stability is None else round(behaviour.stability, _DIGITS),
        verdict=behaviour.verdict,
        reasons=behaviour.reasons,
        left_out=behaviour.features.left_out,
    )
    return _with_members(definition, profile)


def defined_segments(profile: pd.DataFrame, definition: SegmentDefinition) -> pd.DataFrame:
    """The segment of each account by a saved definition.

    Parameters
    ----------
    profile
        As `voice.profile.account_profile` makes it.
    definition
        As `define_segments` makes it.

    Returns
    -------
    pandas.DataFrame
        One row per account, in the profile's order: `account_id`; `segment_id` and `segment`, its
        name, "" where it cannot be placed; `distance` from the middle, scaled; `missing`, the
        figures it lacks, joined by a comma.

    Raises
    ------
    ParameterProblem
        A figure of the definition is not among the accounts' columns.

    Notes
    -----
    Of k-means and a tree the nearest middle wins, of a mixture the likeliest component, of mixed
    data the middle nearest by Gower's distance over what is known. Every account that has its
    figures gets a segment, however far from all middles: look at the distance.
    """
    numbers = scale_by(profile, definition.dimensions)
    categories = categories_of(profile, definition.dimensions)
    lacking = _lacking(numbers, categories, definition)
    mixed = definition.method == "mixed"
    wide = max(len(definition.dimensions), 1)
    placed = lacking.sum(axis=1) <= (wide / 2 if mixed else 0)
    away = _away(numbers, categories, definition)
    with np.errstate(invalid="ignore"):
        score = _unlikeliness(numbers, definition) if definition.method == "mixture" else away
        nearest = np.where(np.isfinite(score), score, np.inf).argmin(axis=1)
    names = [one.column for one in (*_numbers(definition), *_texts(definition))]
    missing = [", ".join(np.array(names, object)[row]) for row in lacking]
    ids = [one.id for one in definition.segments]
    called = {"": ""} | {one.id: one.name for one in definition.segments}
    chosen = [ids[at] if ok else "" for at, ok in zip(nearest, placed, strict=True)]
    distance = away[np.arange(len(profile)), nearest]
    return pd.DataFrame(
        {
            "account_id": profile["account_id"].astype("str"),
            "segment_id": pd.Series(chosen, profile.index, dtype="str"),
            "segment": pd.Series(list(map(called.__getitem__, chosen)), profile.index, dtype="str"),
            "distance": np.where(placed, distance, np.nan),
            "missing": pd.Series(missing, profile.index, dtype="str"),
        }
    )  # fmt: skip


def _segment(behaviour: Behaviour, one: int, told: dict[Hashable, Any]) -> DefinedSegment:
    grouping = behaviour.grouping
    if grouping is None:  # pragma: no cover - the caller has seen to it
        raise ParameterProblem("There is no grouping.")
    inside = grouping.labels == one
    categories = behaviour.features.categories.loc[inside]
    shares = {
        str(name): {
            str(value): round(float(share), _DIGITS)
            for value, share in sorted(
                categories.loc[categories[name] != "", name].value_counts(normalize=True).items()
            )
        }
        for name in categories
    }
    covariance = grouping.covariances[one] if len(grouping.covariances) else np.empty((0, 0))
    share = float(told["revenue_share"])
    return DefinedSegment(
        id=f"seg-{one + 1}",
        name=str(told["name"]),
        description=str(told["distinguished_by"]),
        rule=str(told["rule"]),
        accounts=int(told["accounts"]),
        revenue_share=None if np.isnan(share) else round(share, _DIGITS),
        centre=_rounded(grouping.centres[one]),
        expected=round(float(grouping.expected[one]), _DIGITS),
        covariance=tuple(_rounded(row) for row in covariance),
        shares=shares,
    )


def _with_members(definition: SegmentDefinition, profile: pd.DataFrame) -> SegmentDefinition:
    placed = defined_segments(profile, definition)
    there = placed.loc[placed["segment_id"] != ""]
    members = dict(zip(there["account_id"], there["segment_id"], strict=True))
    within = there.groupby("segment_id")["distance"].mean()
    counts = there["segment_id"].value_counts()
    segments = tuple(
        one.model_copy(
            update={
                "within": round(float(within.get(one.id, 0.0)), _DIGITS),
                "accounts": int(counts.get(one.id, 0)),
            }
        )
        for one in definition.segments
    )
    lacking = tuple(placed.loc[placed["segment_id"] == "", "account_id"])
    changed = {"segments": segments, "members": members, "unplaced": lacking}
    return definition.model_copy(update=changed)


def _away(
    numbers: np.ndarray, categories: pd.DataFrame, definition: SegmentDefinition
) -> np.ndarray:
    """The distance of each account from each middle: Euclid's with weights, or Gower's."""
    centres = np.array([one.centre for one in definition.segments]).reshape(
        len(definition.segments), numbers.shape[1]
    )
    weights = np.array([one.weight for one in _numbers(definition)])
    apart = np.abs(numbers[:, None, :] - centres[None, :, :])
    if definition.method != "mixed":
        return np.asarray(np.sqrt((apart**2 * weights).sum(axis=2)))
    limits = np.array([2 * one.limit for one in _numbers(definition)])
    known = np.isfinite(apart)
    total = (np.where(known, apart / limits, 0.0) * weights).sum(axis=2)
    counted = (known * weights).sum(axis=2)
    for one in _texts(definition):
        values = categories[one.column].to_numpy(object)
        for at, segment in enumerate(definition.segments):
            shares = segment.shares.get(one.column, {})
            unlike = np.array([1 - shares.get(value, 0.0) for value in values])
            total[:, at] += one.weight * np.where(values != "", unlike, 0.0)
            counted[:, at] += one.weight * (values != "")
    shared: np.ndarray = np.divide(
        total, counted, out=np.full_like(total, np.nan), where=counted > 0
    )
    return shared


def _unlikeliness(numbers: np.ndarray, definition: SegmentDefinition) -> np.ndarray:
    """Minus the logarithm of each component's share times its density, but for a constant."""
    columns = []
    for one in definition.segments:
        covariance = np.array(one.covariance)
        away = numbers - np.array(one.centre)
        solved = np.linalg.solve(covariance, away.T).T
        _, size = np.linalg.slogdet(covariance)
        expected = np.log(max(one.expected, 1e-12))
        columns.append(0.5 * ((away * solved).sum(axis=1) + size) - expected)
    return np.column_stack(columns)


def _lacking(
    numbers: np.ndarray, categories: pd.DataFrame, definition: SegmentDefinition
) -> np.ndarray:
    texts = [categories[one.column].to_numpy(object) == "" for one in _texts(definition)]
    return np.column_stack([~np.isfinite(numbers), *texts]).astype(bool)


def _numbers(definition: SegmentDefinition) -> list[ScaledDimension]:
    return [one for one in definition.dimensions if one.kind == "number"]


def _texts(definition: SegmentDefinition) -> list[ScaledDimension]:
    return [one for one in definition.dimensions if one.kind == "category"]


def _short(one: ScaledDimension) -> ScaledDimension:
    scale = {name: float(f"{getattr(one, name):.9g}") for name in ("shift", "centre", "spread")}
    return one.model_copy(update=scale)


def _rounded(values: np.ndarray) -> tuple[float, ...]:
    return tuple(round(float(value), _DIGITS) + 0.0 for value in values)
