"""Evidence that speaks against what a map says: found, and written into its statements."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.journey.places import placed_voices
from cxworkbench.records.engagement import Metric
from cxworkbench.records.journey_map import JourneyMap, Statement
from cxworkbench.voice.feelings import TELLING, felt_voices

EVERYBODY: Final = "all"
OPPOSITE: Final = {"pains": "gain", "gains": "pain"}
SIGN: Final = {"pains": -1.0, "gains": 1.0}
AGAINST_COLUMNS: Final = {
    "id": "str", "stage": "str", "name": "str", "lane": "str", "said": "str", "accounts": "int64",
    "against": "int64", "against_accounts": "int64", "how": "str",
}  # fmt: skip


def with_contradictions(
    journey_map: JourneyMap,
    voices: pd.DataFrame,
    *,
    segments: pd.DataFrame | None = None,
    metrics: Mapping[str, Metric] | None = None,
) -> JourneyMap:
    """The map where each statement names the voices that contradict it, in `against`.

    A voice contradicts an emotion when it is at the same place and feels clearly the other way (the
    one at least +0.5, the other at most -0.5), also where a person only assumed the emotion. It
    contradicts a pain when it calls the same thing a gain, or when it is of an account that has the
    pain and feels good at that very place; a gain likewise. A statement of one segment or role is
    contradicted by voices of that segment or role alone. Locked statements are filled too: what
    speaks against them is no change of their words.

    Parameters
    ----------
    journey_map
        The map; `against` of before is replaced for emotions, pains and gains.
    voices
        Evidence table `voices`.
    segments
        `account_id`, `segment`; needed for statements of one segment.
    metrics
        Scale of each metric.

    Notes
    -----
    Other accounts that feel otherwise do not make a pain untrue for those who have it: only the
    same account, or the same thing called good, counts against it. Nothing found is no proof: most
    accounts were not asked about most places.

    Examples
    --------
    >>> from cxworkbench.records.evidence import conform
    >>> from cxworkbench.records.journey_map import Stage
    >>> shop = JourneyMap(id="m", title="Shop", stages=(Stage(id="s", name="Use"),), statements=(
    ...     Statement(id="e", at="s", lane="emotion", value=1.0),))
    >>> voices = conform(pd.DataFrame({"voice_id": ["v1", "v2"], "account_id": ["a", "b"],
    ...     "stage": "Use", "emotion": [-2.0, 2.0]}), "voices")
    >>> with_contradictions(shop, voices).statements[0].against
    ('v1',)
    """
    there = _rows(journey_map, voices, segments, metrics)
    at = {str(key): rows for key, rows in there.groupby("at", sort=False)}
    nobody = there.iloc[:0]
    said = tuple(
        one.model_copy(update={"against": _against(one, at.get(one.at, nobody))})
        if one.lane == "emotion" or one.lane in OPPOSITE
        else one
        for one in journey_map.statements
    )
    return journey_map.model_copy(update={"statements": said})


def contradicted(journey_map: JourneyMap, voices: pd.DataFrame) -> pd.DataFrame:
    """The statements of a map that evidence contradicts, those with most against them first.

    Parameters
    ----------
    journey_map
        As `with_contradictions` gives it.
    voices
        Evidence table `voices`, for the accounts behind the ids.

    Returns
    -------
    pandas.DataFrame
        One row per statement: `id`; `stage`, `name` of its place; `lane`; `said`; `accounts` behind
        it; `against`, how many voices, of `against_accounts`; `how`, in words.
    """
    names = {one.id: one.name for one in journey_map.stages}
    places = {key: (name, say("(the stage as a whole)")) for key, name in names.items()}
    places |= {one.id: (names.get(one.stage_id, ""), one.name) for one in journey_map.touchpoints}
    accounts = dict(zip(voices["voice_id"], voices["account_id"], strict=True))
    rows = [
        (one.id, *places[one.at], one.lane, _in_words(one), one.n, len(one.against),
         len({accounts.get(key, "") for key in one.against} - {""}), _how(one))
        for one in journey_map.statements
        if one.against and one.at in places
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=list(AGAINST_COLUMNS)).astype(AGAINST_COLUMNS)
    order = table.sort_values(["against_accounts", "against"], ascending=False, kind="stable")
    return order.reset_index(drop=True)


def _in_words(statement: Statement) -> str:
    if statement.lane != "emotion" or statement.value is None:
        return statement.text
    return f"{statement.value:+.1f} {statement.word}".replace("-", "−").strip()


def _how(statement: Statement) -> str:
    if statement.lane == "emotion":
        return say("voices at the same place feel the other way")
    other = OPPOSITE[statement.lane]
    return say("called a {other} by others, or felt the other way by the same account", other=other)


def _rows(
    journey_map: JourneyMap,
    voices: pd.DataFrame,
    segments: pd.DataFrame | None,
    metrics: Mapping[str, Metric] | None,
) -> pd.DataFrame:
    ids = [one.id for one in journey_map.touchpoints]
    placed = placed_voices(voices, ids, {stage.name: stage.id for stage in journey_map.stages})
    felt = felt_voices(placed, metrics)["felt"].reindex(placed.index).astype("float64")
    placed = placed.assign(felt=felt)[placed["account_id"] != ""]
    if segments is None:
        return placed.assign(segment="")
    groups = segments[["account_id", "segment"]].drop_duplicates("account_id")
    return placed.drop(columns="segment", errors="ignore").merge(groups, how="left")


def _against(statement: Statement, rows: pd.DataFrame) -> tuple[str, ...]:
    for name in ("segment", "role"):
        wanted = getattr(statement, name)
        rows = rows if wanted == EVERYBODY else rows[rows[name] == wanted]
    if statement.lane == "emotion":
        if statement.value is None or abs(statement.value) < TELLING:
            return ()
        sign = 1.0 if statement.value > 0 else -1.0
        return tuple(sorted(rows.loc[rows["felt"] * sign <= -TELLING, "voice_id"]))
    sign, other = SIGN[statement.lane], OPPOSITE[statement.lane]
    behind = rows["voice_id"].isin(statement.evidence)
    same_account = rows["account_id"].isin(rows.loc[behind, "account_id"].unique())
    felt_otherwise = same_account & ~behind & (rows["felt"] * sign <= -TELLING)
    called = (
        (rows["code_kind"] == other) & (rows["code"] == statement.code)
        if statement.code
        else felt_otherwise & False
    )
    return tuple(sorted(rows.loc[felt_otherwise | called, "voice_id"]))
