"""Sentences about buying roles, each made from the table it speaks of."""

from collections.abc import Sequence

import pandas as pd

from cxworkbench.ground.uncertainty import TOO_FEW
from cxworkbench.journey.disagreement import HIGHER, LOWER
from cxworkbench.journey.role_weights import ONE_ROLE, STABLE, UNSTABLE
from cxworkbench.voice.words import count_of, number, percent


def describe_roles(roles: pd.DataFrame) -> str:
    """How many roles take part, how many were heard, and which stay hidden.

    Examples
    --------
    >>> roles = pd.DataFrame({"role": ["user", "board"], "heard": [4, 0], "hidden": [False, True],
    ...     "why": ["", "takes part in 5 of 9 accounts and was never heard"]})
    >>> describe_roles(roles)
    '1 of 2 roles was heard. Hidden: the board takes part in 5 of 9 accounts and was never heard.'
    """
    if roles.empty:
        return "No role is known: neither contacts nor voices nor events name one."
    heard = int((roles["heard"] > 0).sum())
    first = f"{heard} of {count_of(len(roles), 'role')} {'was' if heard == 1 else 'were'} heard."
    hidden = roles[roles["hidden"]]
    if hidden.empty:
        return f"{first} No hidden role was found among those that are written down."
    told = "; ".join(
        f"the {role} {why}" if not why.startswith("people") else f"the {role} ({why})"
        for role, why in zip(hidden["role"], hidden["why"], strict=True)
    )
    return f"{first} Hidden: {told}."


def describe_involvement(involvement: pd.DataFrame, meeting: str) -> str:
    """In which stage most roles meet, and which role takes part in most stages.

    Parameters
    ----------
    involvement
        As `role_involvement` gives it.
    meeting
        The name of the stage where most meet, as `consensus_stage` finds it; empty for none.
    """
    part = involvement[involvement["involvement"].isin(("leads", "takes part"))]
    if part.empty:
        return "Which role takes part in which stage is not known: no voice and no event says so."
    stages = part.groupby("role", sort=False)["stage"].nunique()
    busiest = str(stages.idxmax())
    along = f"The {busiest} takes part in {count_of(int(stages.max()), 'stage')}, the most of all."
    if not meeting:
        return f"{along} No one stage stands out as the one where most roles meet."
    there = part.loc[part["stage"] == meeting, "role"].nunique()
    return (
        f"{along} Most roles meet in {meeting} ({there} of {len(stages)}); whether they have to "
        "agree there is for people to say."
    )


def describe_role_curves(curves: pd.DataFrame) -> str:
    """Which role feels lowest, and where, of the points that have an interval.

    Parameters
    ----------
    curves
        As `curves_by` gives them.

    Notes
    -----
    Roles are compared at their own places here, which differ; see `describe_contrasts`.
    """
    known = curves[curves["value"].notna()]
    if known.empty:
        return "No feeling of any group can be shown."
    sure = known[known["low"].notna()]
    if sure.empty:
        return f"{count_of(len(known), 'point')} are known; which is lowest: {TOO_FEW}."
    low = sure.sort_values("value", kind="stable").iloc[0]
    silent = int((~curves["withheld"] & curves["value"].isna()).sum())
    rest = f" Nothing is known at {count_of(silent, 'point')}." if silent else ""
    return (
        f"The lowest point with an interval is the {low['group']}'s in {low['name']}: "
        f"{number(low['value'])} ({number(low['low'])} to {number(low['high'])}, "
        f"{count_of(int(low['accounts']), 'account')}).{rest}"
    )


def describe_disagreement(table: pd.DataFrame) -> str:
    """How far roles disagree, and where most, or that it is too few to tell.

    Examples
    --------
    >>> table = pd.DataFrame({"name": ["Buy", "Use"], "index": [0.1, 0.4], "low": [0.05, 0.3],
    ...                       "high": [0.2, 0.5], "accounts": [9, 8]})
    >>> describe_disagreement(table)
    'Roles of one account disagree most in Use: 0.40 of the scale apart (0.30 to 0.50, 8 accounts).'
    """
    known = table[table["index"].notna()]
    if known.empty:
        return "Disagreement: no account has two roles that spoke of the same place."
    top = known.sort_values("index", ascending=False, kind="stable").iloc[0]
    many = count_of(int(top["accounts"]), "account")
    if pd.isna(top["low"]):
        where = f"{number(top['index'], 2)} of the scale apart in {top['name']}"
        return f"Disagreement of roles: {where} ({many}; {TOO_FEW})."
    others = known[known["name"] != top["name"]]
    clear = others.empty or bool((top["low"] > others["high"].fillna(1.0)).all())
    doubt = "" if clear else f" Whether it is more than elsewhere: {TOO_FEW}."
    return (
        f"Roles of one account disagree most in {top['name']}: {number(top['index'], 2)} of the "
        f"scale apart ({number(top['low'], 2)} to {number(top['high'], 2)}, {many}).{doubt}"
    )


def describe_contrasts(contrasts: pd.DataFrame) -> str:
    """Which role feels reliably worse or better than the others, compared at the same place."""
    if contrasts.empty:
        return "No role can be compared with another: no account has two at the same place."
    told = contrasts[contrasts["verdict"].isin([LOWER, HIGHER])].sort_values(
        "difference", key=lambda one: -one.abs(), kind="stable"
    )
    if told.empty:
        enough = int((contrasts["verdict"] != TOO_FEW).sum())
        if not enough:
            return f"Whether a role feels otherwise than the others: {TOO_FEW}."
        return (
            f"No role was seen to feel otherwise than the others ({enough} of "
            f"{count_of(len(contrasts), 'comparison')} had enough accounts)."
        )
    parts = [
        f"the {row['role']} {number(abs(row['difference']))} "
        f"{'worse' if row['verdict'] == LOWER else 'better'} in {row['name']} "
        f"({count_of(int(row['accounts']), 'account')})"
        for _, row in told.head(3).iterrows()
    ]
    more = f" and {len(told) - 3} more" if len(told) > 3 else ""
    return f"Otherwise than the other roles of their accounts feel: {'; '.join(parts)}{more}."


def describe_stops(stops: pd.DataFrame, blockers: pd.DataFrame) -> str:
    """Who may stop the journey where; for the inside alone.

    Parameters
    ----------
    stops
        As `who_can_stop` gives it.
    blockers
        As `likely_blockers` gives it.
    """
    if stops.empty:
        return "Who can stop the journey is not known: nobody has said so, and no log shows it."
    stages = stops["stage"].nunique()
    first = f"{count_of(stops['role'].nunique(), 'role')} may stop the journey in "
    first += f"{count_of(stages, 'stage')}."
    if blockers.empty:
        return f"{first} None of them feels reliably worse there than the others."
    row = blockers.iloc[0]
    return (
        f"{first} Look first at the {row['role']} in {row['stage']}: {row['why']}. That is a place "
        "to ask, not a verdict on people."
    )


def describe_risk(risk: pd.DataFrame) -> str:
    """In which stage most accounts have a role that feels bad beside others that do not."""
    known = risk[(risk["accounts"] > 0) & (risk["against"] > 0)]
    if known.empty:
        return "Consensus: in no account heard from two roles does one feel bad and another not."
    if risk["accounts"].max() == 1:  # one account's own
        stages = [
            f"{row['stage']} ({row['roles']}{', hidden by the average' if row['hidden'] else ''})"
            for _, row in known.iterrows()
        ]
        return f"At this account one role feels bad beside others that do not in {_listed(stages)}."
    top = known.sort_values("risk", ascending=False, kind="stable").iloc[0]
    return (
        f"In {top['stage']} {int(top['against'])} of {count_of(int(top['accounts']), 'account')} "
        f"({percent(top['risk'])}, {percent(top['low'])} to {percent(top['high'])}) have a role "
        "that feels bad beside others that do not; in "
        f"{int(top['hidden'])} of them the average hides it."
    )


def describe_sensitivity(table: pd.DataFrame, factor: float) -> str:
    """How many verdicts hold whatever roles weigh, within the range stated.

    Examples
    --------
    >>> table = pd.DataFrame({"verdict": ["stable", "unstable", "one role heard"],
    ...     "first": 1.0, "last": 3.0, "rank": [1.0, 2.0, 3.0], "value": 0.0})
    >>> describe_sensitivity(table, 2)
    'With role weights from 1/2 to 2 times as stated, 1 of 2 verdicts is stable and 1 unstable; \
1 account has one role heard, which nothing can outweigh.'
    """
    if table.empty:
        return "Role weights: no account has a feeling of a known role."
    if len(table) == 1:
        return _own_sensitivity(table.iloc[0], factor)
    counts = table["verdict"].value_counts()
    stable, unstable = int(counts.get(STABLE, 0)), int(counts.get(UNSTABLE, 0))
    single = int(counts.get(ONE_ROLE, 0))
    rest = (
        f"; {count_of(single, 'account')} {'has' if single == 1 else 'have'} one role heard, which "
        "nothing can outweigh"
        if single
        else ""
    )
    judged = stable + unstable
    if not judged:
        return f"Role weights cannot matter: in {count_of(single, 'account')} one role was heard."
    verb = "is" if judged == 1 or stable == 1 else "are"
    lowest = _lowest(table)
    return (
        f"With role weights from 1/{factor:g} to {factor:g} times as stated, {stable} of "
        f"{count_of(judged, 'verdict')} {verb} stable and {unstable} unstable{rest}.{lowest}"
    )


def describe_distribution(distribution: pd.DataFrame, split: pd.DataFrame) -> str:
    """Where accounts fall apart: many that feel bad and many that feel good at one place.

    Parameters
    ----------
    distribution
        As `emotion_distribution` gives it.
    split
        As `split_places` gives it.
    """
    places = distribution["id"].nunique()
    if not places:
        return "How feelings are spread is not known at any touchpoint."
    if split.empty:
        return f"At none of {count_of(places, 'touchpoint')} do accounts fall into two camps."
    named = _listed(
        [
            f"{row['name']} ({row['bad']} bad, {row['good']} good of {row['of']})"
            for _, row in split.head(3).iterrows()
        ]
    )
    more = f" and {len(split) - 3} more" if len(split) > 3 else ""
    return f"Accounts fall into two camps at {named}{more}: a mean says little there."


def describe_contradicted(table: pd.DataFrame) -> str:
    """How many statements evidence speaks against, and the one with most against it."""
    if table.empty:
        return "No voice was found that speaks against what the map says."
    row = table.iloc[0]
    return (
        f"{count_of(len(table), 'statement')} of the map "
        f"{'has' if len(table) == 1 else 'have'} voices against "
        f"{'it' if len(table) == 1 else 'them'}; most of all at {row['name']} "
        f"({row['lane']}: {row['said']}; {count_of(int(row['against']), 'voice')} of "
        f"{count_of(int(row['against_accounts']), 'account')})."
    )


def _own_sensitivity(row: pd.Series, factor: float) -> str:
    if row["verdict"] == ONE_ROLE:
        return "Role weights cannot matter at this account: one role was heard."
    held = row["verdict"] == STABLE
    turns = "" if held else f"; it hangs most on the weight of the {row['turned_by']}"
    ends = f"{number(row['lowest'])} to {number(row['highest'])}"
    return (
        f"With role weights from 1/{factor:g} to {factor:g} times as stated, this account's score "
        f"is {ends}: that it feels {_feels(row['feels'])} is {row['verdict']}{turns}."
    )


def _feels(word: str) -> str:
    return "neither good nor bad" if word == "neither" else word


def _lowest(table: pd.DataFrame) -> str:
    most = min(10, len(table) // 2)
    if most < 2:
        return ""
    low = table[table["rank"] <= most]
    stay = int((low["last"] <= most).sum())
    return f" Of the {len(low)} lowest accounts {stay} stay among the {most} lowest throughout."


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1]
