"""A brand's promise along the chain: how evenly it is kept, and where it gets lost."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.errors import DataProblem, sample_of

_NEEDED: Final = ("company", "touchpoint", "exposure", "attribute", "promised", "delivered")


@dataclass(frozen=True)
class Consistency:
    """How consistently a promise is kept.

    `index` is 1 when everyone delivers exactly what was promised, and 0 when everyone is as far
    off as can be. `shares` splits the miss: `collective` (all miss alike), `between` partners,
    `within` a partner; they add up to 1, NaN when nothing is missed. `attributes` has the same
    three parts for each attribute, in squared points.
    """

    index: float
    shares: dict[str, float]
    attributes: pd.DataFrame


def consistency(kept: pd.DataFrame, *, only_short: bool = False) -> Consistency:
    """How far what touchpoints deliver is from the promise, and whose difference it is.

    Parameters
    ----------
    kept
        One row a touchpoint and attribute: `company`, `touchpoint`; `exposure`, how much of the
        journey's contact it has, 0 and more; `attribute`; `promised` and `delivered`, 0 to 1;
        `weight` of the attribute, 1 when the column is not there.
    only_short
        Count only what falls short; else giving more than was promised is a miss as well.

    Raises
    ------
    DataProblem
        A column is missing, an attribute is promised differently in two rows, or nobody is
        exposed to an attribute.

    Notes
    -----
    Squared distances: one bad break weighs more than several small ones. Exposure says how much
    contact there is, not how much it matters.

    Examples
    --------
    >>> kept = pd.DataFrame({"company": ["a", "b"], "touchpoint": ["x", "y"], "exposure": [1, 1],
    ...     "attribute": "on time", "promised": 0.9, "delivered": [0.9, 0.7]})
    >>> found = consistency(kept)
    >>> round(found.index, 3), {key: round(part, 2) for key, part in found.shares.items()}
    (0.843, {'collective': 0.5, 'between': 0.5, 'within': 0.0})
    """
    _require(kept)
    given = kept.assign(weight=kept.get("weight", 1.0))
    if only_short:
        given = given.assign(delivered=np.minimum(given["delivered"], given["promised"]))
    rows = [_of_attribute(str(name), rows) for name, rows in given.groupby("attribute", sort=False)]
    table = pd.DataFrame(rows)
    parts = ["collective", "between", "within"]
    missed = {part: float((table["weight"] * table[part]).sum()) for part in parts}
    furthest = np.maximum(table["promised"], 1 - table["promised"])
    worst = float((table["weight"] * furthest**2).sum())
    total = sum(missed.values())
    shares = {part: miss / total if total else np.nan for part, miss in missed.items()}
    return Consistency(1 - float(np.sqrt(total / worst)), shares, table)


def _of_attribute(name: str, rows: pd.DataFrame) -> dict[str, object]:
    weight = (rows["exposure"] / rows["exposure"].sum()).to_numpy()
    got, promised = rows["delivered"].to_numpy(), float(rows["promised"].iloc[0])
    mean = float(weight @ got)
    by_company = (
        pd.DataFrame({"company": rows["company"].to_numpy(), "w": weight, "wd": weight * got})
        .groupby("company", sort=False)
        .sum()
    )
    exposed = by_company[by_company["w"] > 0]
    own_mean = exposed["wd"] / exposed["w"]
    between = float((exposed["w"] * (own_mean - mean) ** 2).sum())
    whole = float(weight @ (got - mean) ** 2)
    return {
        "attribute": name,
        "promised": promised,
        "delivered": mean,
        "weight": float(rows["weight"].iloc[0]),
        "collective": (mean - promised) ** 2,
        "between": between,
        "within": max(0.0, whole - between),
    }


def _require(kept: pd.DataFrame) -> None:
    missing = [one for one in _NEEDED if one not in kept]
    if missing:
        raise DataProblem(f"{len(missing)} columns are missing: {sample_of(missing)}.")
    promised = kept.groupby("attribute")["promised"].nunique()
    unlike = promised[promised > 1].index
    if len(unlike):
        raise DataProblem(
            f"{len(unlike)} attributes are promised differently in two rows: {sample_of(unlike)}. "
            "One brand promises one level; compare the promises of several partners apart."
        )
    exposure = kept.groupby("attribute")["exposure"].sum()
    nobody = exposure[~(exposure > 0)].index
    if len(nobody):
        raise DataProblem(
            f"{len(nobody)} attributes meet nobody: {sample_of(nobody)}. Exposure is 0."
        )
