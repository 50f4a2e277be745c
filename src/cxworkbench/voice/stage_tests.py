"""Believed stages put to the test: who mentions them, and what fits none of them."""

import re
from collections.abc import Sequence
from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.records.engagement import StageBelief
from cxworkbench.voice.lookups import counts_for
from cxworkbench.voice.words import count_of

NOBODY: Final = "nobody mentions it"
MENTION_COLUMNS: Final = ("stage", "confidence", "believed_on", "events", "interviews", "surveys",
                          "others", "mentioned", "verdict")  # fmt: skip
UNFITTING_COLUMNS: Final = {"what": "str", "seen_in": "str", "rows": "int64", "accounts": "int64",
                            "after": "str", "before": "str", "cases": "int64",
                            "remedy": "str"}  # fmt: skip
WORDS_OF: Final = {"survey": "surveys", "interview": "interviews"}


def stage_mentions(
    stages: Sequence[StageBelief], voices: pd.DataFrame, events: pd.DataFrame
) -> pd.DataFrame:
    """Who mentions each believed stage: accounts in interviews, in surveys and elsewhere.

    A voice mentions a stage when it is placed in it; an interview also when its words name it. An
    event is no mention: it says that something happened, not that anybody sees a stage in it.

    Parameters
    ----------
    stages
        The engagement's, in journey order.
    voices, events
        The evidence tables.

    Returns
    -------
    pandas.DataFrame
        One row per stage in order: `stage`; `confidence`, 0 to 1 or missing, and `believed_on`, as
        the team stated them; `events`, accounts with events there; `interviews`, `surveys`,
        `others`, accounts that mention it; `mentioned`, accounts that do so anywhere; `verdict`.

    Notes
    -----
    A stage that nobody was asked about is mentioned by nobody, too. Whose interviews there are
    stands in the coverage.

    Examples
    --------
    >>> said = pd.DataFrame({"account_id": ["a", "b"], "stage": ["", "Use"], "text": ["", ""],
    ...                      "method": ["interview", "survey"]})
    >>> none = pd.DataFrame({"account_id": [], "stage": []}, dtype="str")
    >>> table = stage_mentions([StageBelief(name="Buy"), StageBelief(name="Use")], said, none)
    >>> table[["stage", "surveys", "verdict"]].values.tolist()
    [['Buy', 0, 'nobody mentions it'], ['Use', 1, 'mentioned by 1 account']]
    """
    names = pd.Series([stage.name for stage in stages], dtype="str")
    kinds = voices["method"].map(WORDS_OF).fillna("others")
    placed = pd.DataFrame({"stage": voices["stage"], "account_id": voices["account_id"],
                           "kind": kinds})  # fmt: skip
    said = pd.concat([placed, _named_in_words(names.tolist(), voices)])
    said = said[said["account_id"] != ""]
    table = pd.DataFrame({"stage": names})
    table["confidence"] = pd.Series([one.confidence for one in stages], dtype="float64")
    table["believed_on"] = pd.Series([one.believed_on for one in stages], dtype="str")
    table["events"] = _accounts(names, events)
    for kind in ("interviews", "surveys", "others"):
        table[kind] = _accounts(names, said[said["kind"] == kind])
    table["mentioned"] = _accounts(names, said)
    verdicts = [_verdict(int(n), int(seen)) for n, seen in
                zip(table["mentioned"], table["events"], strict=True)]  # fmt: skip
    table["verdict"] = pd.Series(verdicts, table.index, dtype="str")
    return table[list(MENTION_COLUMNS)]


def fits_no_stage(
    stages: Sequence[StageBelief], voices: pd.DataFrame, events: pd.DataFrame
) -> pd.DataFrame:
    """The steps and tags that fit no believed stage, and between which stages they happen.

    Parameters
    ----------
    stages
        The engagement's, in journey order.
    voices, events
        The evidence tables.

    Returns
    -------
    pandas.DataFrame
        One row per activity of the event log, and per stage tag of the voices, that is in none of
        the stages; those of most accounts first: `what`; `seen_in`, "events", or the voices' way
        of being heard; `rows` and `accounts`, counts; `after` and `before`, the stages in which
        the same account's events just before and just after it most often lie, with `cases`, how
        often so, all empty where there are none; `remedy`.

    Notes
    -----
    Events of one moment have no order of their own and stand in the order of the file. That a step
    happens between two stages does not say to which it belongs.

    Examples
    --------
    >>> log = pd.DataFrame({"account_id": "a", "stage": ["Buy", "", "Use"], "activity":
    ...     ["Order", "Scan", "Run"], "occurred_at": pd.to_datetime(["2026-01-01", "2026-01-02",
    ...     "2026-01-03"])})
    >>> none = pd.DataFrame({"account_id": [], "stage": [], "method": []}, dtype="str")
    >>> fits_no_stage([StageBelief(name="Buy"), StageBelief(name="Use")], none, log)[
    ...     ["what", "after", "before", "cases"]].values.tolist()
    [['Scan', 'Buy', 'Use', 1]]
    """
    names = [stage.name for stage in stages]
    found = pd.concat([_strange_events(names, events), _strange_tags(names, voices)])
    if found.empty:
        return pd.DataFrame(columns=list(UNFITTING_COLUMNS)).astype(UNFITTING_COLUMNS)
    found["remedy"] = [_remedy(*row) for row in zip(found["seen_in"], found["after"],
                                                    found["before"], strict=True)]  # fmt: skip
    order = ["accounts", "rows", "what"]
    found = found.sort_values(order, ascending=[False, False, True], kind="stable")
    return found.reset_index(drop=True)[list(UNFITTING_COLUMNS)].astype(UNFITTING_COLUMNS)


def describe_stage_tests(mentions: pd.DataFrame, unfitting: pd.DataFrame) -> str:
    """Which believed stages nobody mentions, and what fits none of them.

    Examples
    --------
    >>> mentions = pd.DataFrame({"stage": ["Buy", "Use"], "mentioned": [0, 6]})
    >>> unfitting = pd.DataFrame({"what": ["Scan"], "accounts": [9], "after": ["Buy"],
    ...                           "before": ["Use"]})
    >>> describe_stage_tests(mentions, unfitting)
    'Nobody mentions Buy. 1 step or tag fits no stage: Scan (9 accounts, between Buy and Use).'
    """
    bare = mentions.loc[mentions["mentioned"] == 0, "stage"].tolist()
    words = (
        say("Nobody mentions {bare}.", bare=", ".join(bare))
        if bare
        else say("Every believed stage is mentioned.")
    )
    if unfitting.empty:
        return say("{words} Every step and tag fits a stage.", words=words)
    count = len(unfitting)
    fit = say("step or tag fits") if count == 1 else say("steps or tags fit")
    first = [_told(row) for row in unfitting.head(3).to_dict("records")]
    more = say(" and {count} more", count=count - 3) if count > 3 else ""
    return say(
        "{words} {count} {fit} no stage: {first}{more}.",
        words=words,
        count=count,
        fit=fit,
        first=", ".join(first),
        more=more,
    )


def _named_in_words(names: Sequence[str], voices: pd.DataFrame) -> pd.DataFrame:
    """Interviews whose words name a stage; of stored evidence without texts none."""
    columns = ["stage", "account_id", "kind"]
    if "text" not in voices or voices.empty:
        return pd.DataFrame(columns=columns, dtype="str")
    spoken = voices.loc[(voices["method"] == "interview") & (voices["text"] != "")]
    found = []
    for name in names:
        pattern = rf"(?<!\w){re.escape(name)}(?!\w)"
        here = spoken[spoken["text"].str.contains(pattern, case=False, regex=True)]
        found.append(
            pd.DataFrame({"stage": name, "account_id": here["account_id"], "kind": "interviews"})
        )
    return pd.concat(found) if found else pd.DataFrame(columns=columns, dtype="str")


def _accounts(names: pd.Series, rows: pd.DataFrame) -> pd.Series:
    known = rows[rows["account_id"] != ""]
    return counts_for(names, known.groupby("stage")["account_id"].nunique())


def _verdict(mentioned: int, seen: int) -> str:
    if mentioned:
        return say("mentioned by {accounts}", accounts=count_of(mentioned, "account"))
    return (
        say("{nobody}; events of {accounts}", nobody=NOBODY, accounts=count_of(seen, "account"))
        if seen
        else NOBODY
    )


def _strange_events(names: Sequence[str], events: pd.DataFrame) -> pd.DataFrame:
    columns = list(UNFITTING_COLUMNS)[:-1]
    log = events.loc[events["account_id"] != "", ["account_id", "stage", "activity", "occurred_at"]]
    strange = ~log["stage"].isin(names) & (log["activity"] != "")
    if not strange.any():
        return pd.DataFrame(columns=columns)
    log = log[log["account_id"].isin(log.loc[strange, "account_id"].unique())]
    log = log.sort_values(["account_id", "occurred_at"], kind="stable", na_position="last")
    stage = log["stage"].where(log["stage"].isin(names))
    by_account = stage.groupby(log["account_id"])
    log = log.assign(after=by_account.ffill().fillna(""), before=by_account.bfill().fillna(""))
    rows = log[~log["stage"].isin(names) & (log["activity"] != "")]
    counts = rows.groupby("activity", sort=True).agg(
        rows=("account_id", "size"), accounts=("account_id", "nunique")
    )
    pairs = rows[rows["occurred_at"].notna()].groupby(["activity", "after", "before"]).size()
    most = pairs.rename("cases").reset_index()
    order = ["activity", "cases", "after", "before"]
    most = most.sort_values(order, ascending=[True, False, True, True]).drop_duplicates("activity")
    table = counts.join(most.set_index("activity")).reset_index(names="what")
    table[["after", "before"]] = table[["after", "before"]].fillna("")
    table["cases"] = table["cases"].fillna(0).where((table["after"] + table["before"]) != "", 0)
    return table.assign(seen_in="events")[columns]


def _strange_tags(names: Sequence[str], voices: pd.DataFrame) -> pd.DataFrame:
    rows = voices.loc[~voices["stage"].isin([*names, ""]), ["account_id", "stage", "method"]]
    if rows.empty:
        return pd.DataFrame(columns=list(UNFITTING_COLUMNS)[:-1])
    known = rows["account_id"].where(rows["account_id"] != "")
    grouped = known.groupby([rows["stage"], rows["method"]])
    table = pd.DataFrame({"rows": grouped.size(), "accounts": grouped.nunique()})
    table = table.reset_index().rename(columns={"stage": "what", "method": "seen_in"})
    return table.assign(after="", before="", cases=0)


def _remedy(seen_in: str, after: str, before: str) -> str:
    if seen_in != "events":
        return say(
            "Add the stage, or place the tag in one that is there (values in engagement.toml)."
        )
    if after and after == before:
        return say("Place it in {after}, or find out why it happens there.", after=after)
    if after and before:
        return say(
            "Place it in {after} or {before}, or add a stage between them.",
            after=after,
            before=before,
        )
    if after:
        return say("Place it in {after}, or add a stage after it.", after=after)
    if before:
        return say("Place it in {before}, or add a stage before it.", before=before)
    return say("Place it in a stage (values in engagement.toml), or add the stage it belongs to.")


def _told(row: dict[object, object]) -> str:
    between = {str(row["after"]), str(row["before"])} - {""}
    where = ""
    if len(between) == 2:
        where = say(", between {after} and {before}", after=row["after"], before=row["before"])
    elif len(between) == 1:
        where = say(", in {stage}", stage=between.pop())
    return f"{row['what']} ({count_of(int(str(row['accounts'])), 'account')}{where})"
