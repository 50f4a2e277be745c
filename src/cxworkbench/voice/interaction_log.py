"""The interactions of one account, day by day: who, by which means, how it ended, how it felt."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from cxworkbench.records.engagement import Metric
from cxworkbench.voice.feelings import felt_voices
from cxworkbench.voice.parts import origin_of, received_voices

LOG_COLUMNS: Final = (
    "day", "account_id", "contact_id", "role", "what", "channel", "medium_class", "touchpoint_id",
    "outcome", "felt", "source", "evidence_id",
)  # fmt: skip
_ONE: Final = ["account_id", "contact_id", "role", "day", "method", "touchpoint_id", "source"]


def interaction_log(
    events: pd.DataFrame, voices: pd.DataFrame, metrics: Mapping[str, Metric] | None = None
) -> pd.DataFrame:
    """One row for every interaction: each event, and each time somebody was heard.

    Answers that one person gave on one day in one source about one touchpoint are one interaction;
    its feeling is the mean of theirs. Coded passages are parts of what was said, and no more of it.

    Parameters
    ----------
    events, voices
        Evidence of the accounts to be listed, all columns.
    metrics
        Scale of each metric, as in the engagement.

    Returns
    -------
    pandas.DataFrame
        By day, those without one last: `day`; `account_id`; `contact_id`, a pseudonym; `role`;
        `what` happened, an activity or how somebody was heard; `channel`; `medium_class`, "" for a
        voice; `touchpoint_id`; `outcome`; `felt`, -2 to +2, missing where no feeling is known;
        `source`; `evidence_id`, of several answers the first.

    Notes
    -----
    An event has no feeling of its own: look at what was said near its day.

    Examples
    --------
    >>> events = pd.DataFrame({"event_id": ["e1"], "account_id": ["a"], "contact_id": ["p"],
    ...     "role": ["buyer"], "occurred_at": pd.to_datetime(["2026-01-05"]),
    ...     "activity": ["Call"], "channel": ["phone"], "medium_class": ["digital"],
    ...     "touchpoint_id": [""], "outcome": ["reached"], "source": ["crm"]})
    >>> voices = pd.DataFrame({"voice_id": ["v1", "v2"], "account_id": "a", "contact_id": "p",
    ...     "role": "buyer", "said_at": pd.to_datetime(["2026-01-07", "2026-01-07"]),
    ...     "method": "survey", "touchpoint_id": "", "source": "nps", "metric": "",
    ...     "score": None, "emotion": [2, -1]})
    >>> interaction_log(events, voices)[["day", "what", "outcome", "felt"]]
             day    what  outcome  felt
    0 2026-01-05    Call  reached   NaN
    1 2026-01-07  survey            0.5
    """
    both = pd.concat([_happened(events), _heard(voices, metrics or {})], ignore_index=True)
    order = ["day", "account_id", "evidence_id"]
    return both[list(LOG_COLUMNS)].sort_values(order, kind="stable", ignore_index=True)


def _happened(events: pd.DataFrame) -> pd.DataFrame:
    return events.assign(
        day=events["occurred_at"].dt.normalize(),
        what=events["activity"],
        felt=float("nan"),
        evidence_id=events["event_id"],
    )


def _heard(voices: pd.DataFrame, metrics: Mapping[str, Metric]) -> pd.DataFrame:
    felt = felt_voices(voices, metrics)["felt"]
    by_voice = felt.groupby(origin_of(voices).reindex(felt.index)).mean()
    received = received_voices(voices)
    each = received.assign(
        day=received["said_at"].dt.normalize(),
        felt=received["voice_id"].map(by_voice).astype("float64"),
    )
    grouped = each.groupby(_ONE, dropna=False, sort=False, as_index=False)
    heard = grouped.agg(felt=("felt", "mean"), evidence_id=("voice_id", "min"))
    return heard.assign(what=heard["method"], channel="", medium_class="", outcome="")
