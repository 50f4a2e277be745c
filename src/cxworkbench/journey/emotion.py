"""The emotion curve: what accounts felt at each touchpoint or stage, and how sure that is."""

from collections.abc import Mapping
from typing import Final, Literal

import numpy as np
import pandas as pd

from cxworkbench.ground.errors import ParameterProblem, did_you_mean
from cxworkbench.ground.language import say
from cxworkbench.ground.uncertainty import clustered_mean
from cxworkbench.journey.basis import basis_of
from cxworkbench.journey.places import named_by
from cxworkbench.records.engagement import Metric
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.voice.feelings import HIGHEST, LOWEST, RESCALED, TELLING, felt_voices
from cxworkbench.voice.parts import origin_of
from cxworkbench.voice.visits import respondents

CURVE_COLUMNS: Final = {
    "id": "str",
    "name": "str",
    "stage": "str",
    "value": "float64",
    "low": "float64",
    "high": "float64",
    "accounts": "int64",
    "voices": "int64",
    "word": "str",
    "basis": "str",
    "method": "str",
}


def emotion_curve(
    voices: pd.DataFrame,
    journey_map: JourneyMap,
    *,
    by: Literal["touchpoint", "stage"] = "touchpoint",
    metrics: Mapping[str, Metric] | None = None,
) -> pd.DataFrame:
    """Mean emotion of the accounts at each touchpoint, or in each stage, in the map's order.

    Voices are averaged within a contact, contacts within their account, and accounts with equal
    weight: an account that writes more often does not count for more. Where nothing is known the
    value is missing, never 0.

    Parameters
    ----------
    voices
        Evidence table `voices`; those without an account are left out.
    journey_map
        Gives the order, the names, and which touchpoint lies in which stage.
    by
        "touchpoint", or "stage": then voices placed at a stage but at no touchpoint count too.
    metrics
        Scale of each metric; with none, only voices with an emotion of their own count.

    Returns
    -------
    pandas.DataFrame
        One row per touchpoint or stage: `id`, `name`, `stage`; `value`, -2 to +2, with `low` and
        `high`, its 95 % interval over accounts; `accounts` and `voices`, counts; `word`, as
        `commonest_word` says; `basis`; `method`, how value and interval were made.

    Raises
    ------
    ParameterProblem
        `by` is neither of the two.

    Notes
    -----
    One account has no interval over accounts: its curve shows what it said, not how sure that is.
    Neighbouring points rest on different accounts, so a step between them is not a change in
    anyone's feeling.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage, Touchpoint
    >>> from cxworkbench.records.evidence import conform
    >>> shop = JourneyMap(id="m", title="Shop", stages=(Stage(id="s", name="Use"),), touchpoints=(
    ...     Touchpoint(id="t1", name="Till", stage_id="s"),
    ...     Touchpoint(id="t2", name="Call", stage_id="s")))
    >>> voices = conform(pd.DataFrame({"voice_id": ["v1", "v2", "v3"],
    ...     "account_id": ["a", "a", "b"], "contact_id": ["p", "q", "r"],
    ...     "touchpoint_id": "t1", "emotion": [2.0, 1.0, -1.0]}), "voices")
    >>> emotion_curve(voices, shop)[["name", "value", "accounts", "voices"]]
       name  value  accounts  voices
    0  Till   0.25         2       3
    1  Call    NaN         0       0
    """
    if by not in ("touchpoint", "stage"):
        raise ParameterProblem(
            f"by is {by!r}. {did_you_mean(str(by), ['touchpoint', 'stage'])}"
            "It is 'touchpoint' or 'stage'."
        )
    felt = felt_voices(voices, metrics)
    felt = felt[felt["account_id"] != ""]
    places = _places(journey_map, by)
    at = felt["touchpoint_id"] if by == "touchpoint" else _stages_of(felt, journey_map)
    heard = {str(key): rows for key, rows in felt.groupby(at.to_numpy(), sort=False)}
    nobody = felt.iloc[:0]
    rows = [{**place, **_point(heard.get(str(place["id"]), nobody))} for place in places]
    return as_curve(rows)


def account_feelings(felt: pd.DataFrame) -> pd.Series:
    """One value for each account: the mean over its contacts of their means.

    Parameters
    ----------
    felt
        Rows as `felt_voices` gives them. Voices without a contact count as a person each.

    Examples
    --------
    >>> felt = pd.DataFrame({"account_id": ["a", "a", "a"], "contact_id": ["p", "p", "q"],
    ...                      "voice_id": ["v1", "v2", "v3"], "felt": [2.0, 0.0, -1.0]})
    >>> account_feelings(felt).to_dict()
    {'a': 0.0}
    """
    by_person = felt["felt"].groupby([felt["account_id"], respondents(felt)]).mean()
    return by_person.groupby(level=0).mean()


def commonest_word(felt: pd.DataFrame, value: float) -> str:
    """The emotion word of a point: the commonest among those who felt the way its value points.

    Counted by accounts, then voices, then alphabet. Words come from the few who were asked in
    words, values mostly from scores: without this rule a good point would carry the word of its
    unhappiest interview.

    Parameters
    ----------
    felt
        Rows as `felt_voices` gives them, all at one place.
    value
        The point's value, -2 to +2.

    Examples
    --------
    >>> felt = pd.DataFrame({"account_id": ["a", "b", "b"], "felt": [-2.0, 1.0, 1.0],
    ...                      "emotion_word": ["angry", "glad", "calm"]})
    >>> commonest_word(felt, 0.6)
    'calm'
    """
    along = felt["felt"] * value
    fits = along > 0 if abs(value) >= TELLING else along >= 0
    said = felt[(felt["emotion_word"] != "") & fits]
    if said.empty:
        return ""
    words = said.groupby("emotion_word")["account_id"].agg(["nunique", "size"]).reset_index()
    order = words.sort_values(["nunique", "size", "emotion_word"], ascending=[False, False, True])
    return str(order["emotion_word"].iloc[0])


def drawn_emotion(journey_map: JourneyMap) -> pd.DataFrame:
    """The emotion curve as a map holds it, what people assumed among it.

    Parameters
    ----------
    journey_map
        Its emotion statements for everybody (segment and role "all") at touchpoints are read.

    Returns
    -------
    pandas.DataFrame
        One row per touchpoint, in journey order, columns as of `emotion_curve`; `accounts` is 0
        where a person assumed the value.
    """
    felt = [
        statement
        for statement in journey_map.statements
        if statement.lane == "emotion" and (statement.segment, statement.role) == ("all", "all")
    ]
    # Of several at one place the one that most accounts stand behind; a merge can leave two.
    surest = sorted(felt, key=lambda one: (one.value is not None, one.n))
    said = {statement.at: statement for statement in surest}
    rows = []
    for place in _places(journey_map, "touchpoint"):
        statement = said.get(str(place["id"]))
        if statement is None:
            rows.append({**place, **_point(pd.DataFrame())})
            continue
        rows.append(
            {
                **place,
                "value": statement.value,
                "low": statement.low,
                "high": statement.high,
                "accounts": statement.n,
                "voices": statement.voices,
                "word": statement.word,
                "basis": statement.basis,
                "method": say("as the map states it"),
            }
        )
    return as_curve(rows)


def as_curve(rows: list[dict[str, object]]) -> pd.DataFrame:
    """Rows of an emotion curve as a table with its columns and types, also when there are none."""
    return pd.DataFrame(rows, columns=list(CURVE_COLUMNS)).astype(CURVE_COLUMNS)


def _places(journey_map: JourneyMap, by: str) -> list[dict[str, object]]:
    names = {stage.id: stage.name for stage in journey_map.stages}
    if by == "stage":
        return [{"id": key, "name": name, "stage": name} for key, name in names.items()]
    order = {stage: place for place, stage in enumerate(names)}
    inside = sorted(
        journey_map.touchpoints, key=lambda found: order.get(found.stage_id, len(order))
    )
    return [
        {"id": found.id, "name": found.name, "stage": names.get(found.stage_id, "")}
        for found in inside
    ]


def _stages_of(felt: pd.DataFrame, journey_map: JourneyMap) -> pd.Series:
    """Stage id of each voice: its touchpoint's on this map, or the one it names itself."""
    by_touchpoint = {found.id: found.stage_id for found in journey_map.touchpoints}
    by_name = {stage.name.casefold(): stage.id for stage in journey_map.stages}
    named = named_by(felt["stage"].str.casefold(), by_name)
    at_touchpoint = named_by(felt["touchpoint_id"], by_touchpoint)
    return at_touchpoint.where(at_touchpoint != "", named)


def _point(felt: pd.DataFrame) -> dict[str, object]:
    if felt.empty:
        missing = {"value": np.nan, "low": np.nan, "high": np.nan, "accounts": 0, "voices": 0}
        return {**missing, "word": "", "basis": "assumed", "method": say("nobody was heard here")}
    estimate = clustered_mean(account_feelings(felt).to_numpy(), low=LOWEST, high=HIGHEST)
    return {
        "value": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "accounts": estimate.n,
        "voices": int(origin_of(felt).nunique()),
        "word": commonest_word(felt, estimate.value),
        "basis": basis_of(felt["method"]),
        "method": _method(estimate.method, felt),
    }


def _method(interval: str, felt: pd.DataFrame) -> str:
    rescaled = int((felt["felt_from"] == RESCALED).sum())
    if not rescaled:
        return interval
    return say(
        "{interval}; {rescaled} of {felt} voices from scores moved to -2 to +2",
        interval=interval,
        rescaled=rescaled,
        felt=len(felt),
    )
