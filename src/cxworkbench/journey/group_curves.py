"""The emotion curve of each role or segment beside that of everybody, small groups left out."""

from collections.abc import Mapping
from typing import Final, Literal

import pandas as pd

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.ground.language import say
from cxworkbench.journey.emotion import CURVE_COLUMNS, emotion_curve
from cxworkbench.journey.roles import in_role_order
from cxworkbench.records.engagement import Metric
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.voice.words import count_of

Group = Literal["role", "segment"]
GROUP_CURVE_COLUMNS: Final = {
    "group": "str", **CURVE_COLUMNS, "common": "float64", "withheld": "bool"
}  # fmt: skip
_FIGURES: Final = ["value", "low", "high"]
_COUNTS: Final = ["accounts", "voices"]


def curves_by(
    voices: pd.DataFrame,
    journey_map: JourneyMap,
    *,
    group: Group,
    by: Literal["touchpoint", "stage"] = "stage",
    metrics: Mapping[str, Metric] | None = None,
    smallest_cell: int = 1,
) -> pd.DataFrame:
    """The emotion curve of each role, or of each segment, one below the other.

    A point on which fewer accounts than the smallest cell stand is withheld: it has no value, no
    count and no word, as if nobody had been heard, and says why in `method`.

    Parameters
    ----------
    voices
        Evidence table `voices`, with `role` filled (`with_roles`), or with a column `segment`.
    journey_map, by, metrics
        As in `emotion_curve`.
    group
        "role" or "segment". Voices that have none are in the common curve alone.
    smallest_cell
        Fewest accounts behind a point that is shown, as the engagement's privacy states; 1 where
        everything is one account's own.

    Returns
    -------
    pandas.DataFrame
        For each group (roles in their usual order, segments by name) the rows of `emotion_curve`:
        `group`; its columns; `common`, the value of everybody at that place, withheld likewise;
        `withheld`.

    Raises
    ------
    ParameterProblem
        `group` is neither, or `voices` has no such column.

    Notes
    -----
    Groups are made of different people, who speak of different touchpoints: a role that is only
    asked about invoices has the invoice's feeling. `role_contrasts` compares at the same place.
    A single withheld segment can sometimes be worked out from the common curve and all others; show
    curves of segments to outsiders only where none is withheld.

    Examples
    --------
    >>> from cxworkbench.records.evidence import conform
    >>> from cxworkbench.records.journey_map import Stage
    >>> voices = conform(pd.DataFrame({"voice_id": ["v1", "v2", "v3"],
    ...     "account_id": ["a", "b", "c"], "role": ["user", "user", "buyer"], "stage": "Use",
    ...     "emotion": [2.0, 1.0, -2.0]}), "voices")
    >>> shop = JourneyMap(id="m", title="Shop", stages=(Stage(id="s", name="Use"),))
    >>> curves = curves_by(voices, shop, group="role", smallest_cell=2)
    >>> curves[["group", "name", "value", "accounts", "withheld"]]
       group name  value  accounts  withheld
    0   user  Use    1.5         2     False
    1  buyer  Use    NaN         0      True
    """
    if group not in ("role", "segment") or group not in voices:
        raise ParameterProblem(
            f"There is nothing to group by in {group!r}. "
            "Give voices with a column role or segment, and name it."
        )
    common = _shown(emotion_curve(voices, journey_map, by=by, metrics=metrics), smallest_cell)
    named = voices[group].astype("str").fillna("")
    names = in_role_order(named) if group == "role" else sorted(set(named) - {""})
    parts = [
        _shown(
            emotion_curve(voices[named == name], journey_map, by=by, metrics=metrics),
            smallest_cell,
        ).assign(group=name, common=common["value"].to_numpy())
        for name in names
    ]
    heard = [part for part in parts if (part["value"].notna() | part["withheld"]).any()]
    columns = list(GROUP_CURVE_COLUMNS)
    table = pd.concat(heard, ignore_index=True) if heard else pd.DataFrame(columns=columns)
    return table[columns].astype(GROUP_CURVE_COLUMNS)


def describe_withheld_points(curves: pd.DataFrame, *, smallest_cell: int) -> str:
    """How many points of group curves are not shown, and why; empty where all are.

    Examples
    --------
    >>> describe_withheld_points(pd.DataFrame({"withheld": [True, False]}), smallest_cell=3)
    '1 point with fewer than 3 accounts is not shown: it would point at people.'
    """
    count = int(curves["withheld"].sum())
    if not count:
        return ""
    verb, it = (say("is"), say("it")) if count == 1 else (say("are"), say("they"))
    return say(
        "{points} with fewer than {smallest_cell} accounts {verb} not shown: "
        "{it} would point at people.",
        points=count_of(count, "point"),
        smallest_cell=smallest_cell,
        verb=verb,
        it=it,
    )


def _shown(curve: pd.DataFrame, smallest_cell: int) -> pd.DataFrame:
    withheld = (curve["accounts"] > 0) & (curve["accounts"] < smallest_cell)
    kept = curve.assign(withheld=withheld)
    kept[_FIGURES] = kept[_FIGURES].where(~withheld)
    kept[_COUNTS] = kept[_COUNTS].where(~withheld, 0)
    kept["word"] = kept["word"].where(~withheld, "")
    why = say("fewer than {smallest_cell} accounts: not shown apart", smallest_cell=smallest_cell)
    kept["method"] = kept["method"].where(~withheld, why)
    return kept
