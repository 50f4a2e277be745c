"""Events: what happened with an account, and what companies of the chain owed each other."""

from collections.abc import Set
from typing import Final

import pandas as pd

from cxworkbench.exchange.headings import medium_of_channel
from cxworkbench.ground.terms import MEDIUM_CLASSES
from cxworkbench.intake.cells import Fed, looked_up
from cxworkbench.intake.values import place_rows, unplaced_words
from cxworkbench.records.engagement import Engagement

LATE: Final = "late"
ON_TIME: Final = "on time"
_YES: Final = frozenset(("yes", "true", "1", "y", "ja", "met", "kept", "on time"))
_NO: Final = frozenset(("no", "false", "0", "n", "nein", "missed", "broken", "late"))


def events_of(
    fed: Fed, engagement: Engagement, who: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The events of one received table, and what of it has no place.

    Where the table says until when something was due (`due_at`) and not how it ended, the outcome
    is "late" for an event on a later day and "on time" for any other. Where nothing says whether it
    was digital or physical, a well-known channel does ("E-Mail", "visit"). In a table that is
    `repeated` (the lines of orders) rows of one account, person, activity and moment are one event.

    Parameters
    ----------
    fed
        The received table.
    engagement
        Its touchpoints and stages.
    who
        Rows as in the table: `account_id`, `contact_id`, `role`, `key` (what the id is made from).

    Returns
    -------
    tuple of pandas.DataFrame
        Columns of events, with `key` in place of `event_id`; then `table`, `column`, `value`,
        `rows`.
    """
    placed = place_rows(fed, engagement)
    occurred_at = fed.date_if_any("occurred_at")
    outcome = fed.text("outcome")
    promised = _against_promise(occurred_at, fed.date_if_any("due_at"))
    rows = who.assign(
        occurred_at=occurred_at,
        activity=fed.text("activity"),
        stage=placed["stage"],
        touchpoint_id=placed["touchpoint_id"],
        channel=_from_touchpoint(fed.text("channel"), placed, engagement, "channel"),
        medium_class=_medium_class(fed, placed, engagement),
        partner_id=fed.text("partner_id"),
        outcome=outcome.where(outcome.ne(""), promised),
        times=_times(fed),
    )
    once = ~_repeated(rows) if fed.table.repeated else pd.Series(True, rows.index)
    return rows[once], unplaced_words(fed, placed[once])


def _repeated(rows: pd.DataFrame) -> pd.Series:
    """Rows that tell again of an event: the same account, person, activity and moment."""
    again: pd.Series = rows.duplicated(["account_id", "contact_id", "activity", "occurred_at"])
    return again & rows["occurred_at"].notna()


def company_interactions_of(fed: Fed, who: pd.DataFrame) -> pd.DataFrame:
    """The company interactions of one received table.

    Whether a promise was met is what the table says; else, where it has a day due and a day done,
    whether it was done by then. It is never judged from `promised` and `delivered`, because
    nothing says whether more is better.
    """
    occurred_at, due_at = fed.date_if_any("occurred_at"), fed.date_if_any("due_at")
    by_dates = _against_promise(occurred_at, due_at)
    return who.assign(
        order_id=fed.text("order_id"),
        occurred_at=occurred_at,
        provider=fed.text("provider"),
        recipient=fed.text("recipient"),
        sub_process=fed.text("sub_process"),
        promised=fed.number_if_any("promised"),
        delivered=fed.number_if_any("delivered"),
        unit=fed.text("unit"),
        met=_flag(fed, "met").fillna(_as_flag(by_dates, {ON_TIME}, {LATE})),
    )[
        ["account_id", "key", "order_id", "occurred_at", "provider", "recipient", "sub_process",
         "promised", "delivered", "unit", "met"]
    ]  # fmt: skip


def _against_promise(occurred_at: pd.Series, due_at: pd.Series) -> pd.Series:
    known = occurred_at.notna() & due_at.notna()
    late = occurred_at.dt.normalize() > due_at.dt.normalize()
    words = pd.Series(ON_TIME, index=occurred_at.index, dtype="str").mask(late, LATE)
    return words.where(known, "")


def _from_touchpoint(
    words: pd.Series, placed: pd.DataFrame, engagement: Engagement, attribute: str
) -> pd.Series:
    own = {place.id: str(getattr(place, attribute)) for place in engagement.touchpoints}
    return words.where(words.ne(""), looked_up(placed["touchpoint_id"], own))


def _medium_class(fed: Fed, placed: pd.DataFrame, engagement: Engagement) -> pd.Series:
    words = fed.text("medium_class").str.lower()
    unknown = words.ne("") & ~words.isin(MEDIUM_CLASSES)
    rule = f"is one of {', '.join(MEDIUM_CLASSES)}"
    fed.refuse(unknown, "medium_class", rule, "The cell was left out. Correct it.")
    kept = _from_touchpoint(words.mask(unknown, ""), placed, engagement, "medium_class")
    kept = kept.mask(kept.eq("unknown"), "")
    channel = fed.text("channel")
    by_channel = looked_up(channel, {word: medium_of_channel(word) for word in channel.unique()})
    kept = kept.where(kept.ne(""), by_channel)
    return kept.where(kept.ne(""), "unknown")


def _times(fed: Fed) -> pd.Series:
    if not fed.has("times"):
        return pd.Series(float("nan"), index=fed.frame.index)
    times = fed.number("times")
    wrong = times.lt(0)
    remedy = "The count was left out; the event stays. Correct it."
    fed.refuse(wrong, "times", "is a count from 0 on", remedy)
    return times.mask(wrong)


def _flag(fed: Fed, column: str) -> pd.Series:
    words = fed.text(column).str.lower()
    unread = words.ne("") & ~words.isin(_YES | _NO)
    fed.refuse(unread, column, "is yes or no", "The cell was left out. Write yes or no.")
    return _as_flag(words, _YES, _NO)


def _as_flag(words: pd.Series, yes: Set[str], no: Set[str]) -> pd.Series:
    flags = pd.Series(pd.NA, index=words.index, dtype="boolean")
    return flags.mask(words.isin(yes), True).mask(words.isin(no), False)
