"""Values fetched for each key, of the kind they are, also when there is no key or no value."""

from collections.abc import Mapping

import numpy as np
import pandas as pd


def values_for(keys: pd.Series, values: pd.Series) -> pd.Series:
    """The value of each key, missing where there is none; index as the keys'.

    `Series.map` gives text for no keys at all and fails on an empty series of dates (pandas 3.1);
    this keeps the kind of the values.

    Examples
    --------
    >>> values_for(pd.Series(["a", "c"]), pd.Series({"a": 1.5, "b": 2.0})).tolist()
    [1.5, nan]
    """
    return pd.Series(values.reindex(keys).to_numpy(), keys.index)


def numbers_for(keys: pd.Series, numbers: Mapping[str, float]) -> pd.Series:
    """The number of each key, NaN where there is none.

    Examples
    --------
    >>> numbers_for(pd.Series([], dtype="str"), {"a": 1.0}).dtype
    dtype('float64')
    """
    # Each different key is looked up once: walking Arrow-backed text cell by cell is slow.
    places, different = pd.factorize(keys)
    found = [numbers.get(key, float("nan")) for key in different.tolist()]
    return pd.Series(np.array([*found, float("nan")])[places], keys.index, dtype="float64")


def counts_for(keys: pd.Series, counts: pd.Series) -> pd.Series:
    """The count of each key, 0 where there is none."""
    return values_for(keys, counts).fillna(0).astype("int64")
