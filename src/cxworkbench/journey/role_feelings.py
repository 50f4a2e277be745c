"""What each role of each account felt at each place: what measures over roles start from."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from cxworkbench.journey.places import named_by
from cxworkbench.journey.roles import with_roles
from cxworkbench.records.engagement import Metric
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.voice.feelings import felt_voices
from cxworkbench.voice.visits import respondents

FEELING_COLUMNS: Final = {
    "account_id": "str", "role": "str", "at": "str", "stage_id": "str", "felt": "float64",
    "contacts": "int64", "voices": "int64",
}  # fmt: skip


def role_feelings(
    voices: pd.DataFrame,
    contacts: pd.DataFrame,
    journey_map: JourneyMap,
    metrics: Mapping[str, Metric] | None = None,
) -> pd.DataFrame:
    """The mean feeling of each role of an account at each place, each contact counting once.

    Parameters
    ----------
    voices
        Evidence table `voices`; those without an account, a role or a place are left out.
    contacts
        Evidence table `contacts`, for voices that name only their contact.
    journey_map
        Its touchpoints and stages are the places.
    metrics
        Scale of each metric, as in `felt_voices`.

    Returns
    -------
    pandas.DataFrame
        One row per account, role and place, sorted: `account_id`; `role`; `at`, a touchpoint's id,
        or a stage's where the voice names no touchpoint; `stage_id`; `felt`, -2 to +2; `contacts`
        and `voices`, counts.

    Examples
    --------
    >>> from cxworkbench.records.evidence import conform
    >>> from cxworkbench.records.journey_map import Stage
    >>> voices = conform(pd.DataFrame({"voice_id": ["v1", "v2"], "account_id": "a",
    ...     "contact_id": ["p", "q"], "role": "user", "stage": "Use", "emotion": [2.0, -1.0]}),
    ...     "voices")
    >>> shop = JourneyMap(id="m", title="Shop", stages=(Stage(id="s", name="Use"),))
    >>> role_feelings(voices, conform(pd.DataFrame({"contact_id": []}, dtype="str"), "contacts"),
    ...               shop)[["account_id", "role", "at", "felt", "contacts"]]
      account_id  role at  felt  contacts
    0          a  user  s   0.5         2
    """
    felt = felt_voices(with_roles(voices, contacts), metrics)
    stages = {one.id: one.stage_id for one in journey_map.touchpoints}
    by_name = {one.name.casefold(): one.id for one in journey_map.stages}
    stage = named_by(felt["touchpoint_id"], stages)
    stage = stage.where(stage != "", named_by(felt["stage"].str.casefold(), by_name))
    at = felt["touchpoint_id"].where(felt["touchpoint_id"].isin(list(stages)), stage)
    rows = felt.assign(at=at, stage_id=stage, person=respondents(felt))
    kept = (rows["account_id"] != "") & (rows["role"] != "") & (rows["at"] != "")
    keys = ["account_id", "role", "at", "stage_id"]
    person = rows[kept].groupby([*keys, "person"])["felt"].agg(["mean", "size"]).reset_index()
    table = person.groupby(keys).agg(
        felt=("mean", "mean"), contacts=("person", "size"), voices=("size", "sum")
    )
    return table.reset_index()[list(FEELING_COLUMNS)].astype(FEELING_COLUMNS)


def in_stages(feelings: pd.DataFrame) -> pd.DataFrame:
    """The same feelings by stage: the mean over the places of a stage that a role spoke of.

    Notes
    -----
    Roles speak of different touchpoints of a stage. Where they are set against each other, compare
    at touchpoints, and look at stages for where to look.
    """
    keys = ["account_id", "role", "stage_id"]
    table = feelings.groupby(keys).agg(
        felt=("felt", "mean"), contacts=("contacts", "max"), voices=("voices", "sum")
    )
    staged = table.reset_index()
    return staged.assign(at=staged["stage_id"])[list(FEELING_COLUMNS)].astype(FEELING_COLUMNS)
