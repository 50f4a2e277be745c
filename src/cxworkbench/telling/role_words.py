"""Sentences about buying roles, each made from the table it speaks of."""

from collections.abc import Sequence

import pandas as pd

from cxworkbench.ground.language import say, term
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
        return say("No role is known: neither contacts nor voices nor events name one.")
    heard = int((roles["heard"] > 0).sum())
    first = say(
        "{heard} of {roles} {was} heard.",
        heard=heard,
        roles=count_of(len(roles), "role"),
        was=say("was") if heard == 1 else say("were"),
    )
    hidden = roles[roles["hidden"]]
    if hidden.empty:
        return say(
            "{first} No hidden role was found among those that are written down.", first=first
        )
    told = "; ".join(
        say("the {role} {why}", role=role, why=why)
        if not why.startswith("people")
        else say("the {role} ({why})", role=role, why=why)
        for role, why in zip(hidden["role"], hidden["why"], strict=True)
    )
    return say("{first} Hidden: {told}.", first=first, told=told)


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
        return say(
            "Which role takes part in which stage is not known: no voice and no event says so."
        )
    stages = part.groupby("role", sort=False)["stage"].nunique()
    busiest = str(stages.idxmax())
    along = say(
        "The {busiest} takes part in {stages}, the most of all.",
        busiest=busiest,
        stages=count_of(int(stages.max()), "stage"),
    )
    if not meeting:
        return say("{along} No one stage stands out as the one where most roles meet.", along=along)
    there = part.loc[part["stage"] == meeting, "role"].nunique()
    return say(
        "{along} Most roles meet in {meeting} ({there} of {stages}); whether "
        "they have to agree there is for people to say.",
        along=along,
        meeting=meeting,
        there=there,
        stages=len(stages),
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
        return say("No feeling of any group can be shown.")
    sure = known[known["low"].notna()]
    if sure.empty:
        return say(
            "{points} are known; which is lowest: {too_few}.",
            points=count_of(len(known), "point"),
            too_few=term(TOO_FEW),
        )
    low = sure.sort_values("value", kind="stable").iloc[0]
    silent = int((~curves["withheld"] & curves["value"].isna()).sum())
    rest = say(" Nothing is known at {points}.", points=count_of(silent, "point")) if silent else ""
    return say(
        "The lowest point with an interval is the {group}'s in {name}: "
        "{value} ({low} to {high}, {accounts}).{rest}",
        group=low["group"],
        name=low["name"],
        value=number(low["value"]),
        low=number(low["low"]),
        high=number(low["high"]),
        accounts=count_of(int(low["accounts"]), "account"),
        rest=rest,
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
        return say("Disagreement: no account has two roles that spoke of the same place.")
    top = known.sort_values("index", ascending=False, kind="stable").iloc[0]
    many = count_of(int(top["accounts"]), "account")
    if pd.isna(top["low"]):
        where = say(
            "{index} of the scale apart in {name}", index=number(top["index"], 2), name=top["name"]
        )
        return say(
            "Disagreement of roles: {where} ({many}; {too_few}).",
            where=where,
            many=many,
            too_few=term(TOO_FEW),
        )
    others = known[known["name"] != top["name"]]
    clear = others.empty or bool((top["low"] > others["high"].fillna(1.0)).all())
    doubt = (
        ""
        if clear
        else say(" Whether it is more than elsewhere: {too_few}.", too_few=term(TOO_FEW))
    )
    return say(
        "Roles of one account disagree most in {name}: {index} of the scale "
        "apart ({low} to {high}, {many}).{doubt}",
        name=top["name"],
        index=number(top["index"], 2),
        low=number(top["low"], 2),
        high=number(top["high"], 2),
        many=many,
        doubt=doubt,
    )


def describe_contrasts(contrasts: pd.DataFrame) -> str:
    """Which role feels reliably worse or better than the others, compared at the same place."""
    if contrasts.empty:
        return say("No role can be compared with another: no account has two at the same place.")
    told = contrasts[contrasts["verdict"].isin([LOWER, HIGHER])].sort_values(
        "difference", key=lambda one: -one.abs(), kind="stable"
    )
    if told.empty:
        enough = int((contrasts["verdict"] != TOO_FEW).sum())
        if not enough:
            return say(
                "Whether a role feels otherwise than the others: {too_few}.", too_few=term(TOO_FEW)
            )
        return say(
            "No role was seen to feel otherwise than the others ({enough} of "
            "{comparisons} had enough accounts).",
            enough=enough,
            comparisons=count_of(len(contrasts), "comparison"),
        )
    parts = [
        say(
            "the {role} {difference} {worse} in {name} ({accounts})",
            role=row["role"],
            difference=number(abs(row["difference"])),
            worse=say("worse") if row["verdict"] == LOWER else say("better"),
            name=row["name"],
            accounts=count_of(int(row["accounts"]), "account"),
        )
        for _, row in told.head(3).iterrows()
    ]
    more = say(" and {told} more", told=len(told) - 3) if len(told) > 3 else ""
    return say(
        "Otherwise than the other roles of their accounts feel: {parts}{more}.",
        parts="; ".join(parts),
        more=more,
    )


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
        return say(
            "Who can stop the journey is not known: nobody has said so, and no log shows it."
        )
    stages = stops["stage"].nunique()
    first = say("{roles} may stop the journey in ", roles=count_of(stops["role"].nunique(), "role"))
    first += f"{count_of(stages, 'stage')}."
    if blockers.empty:
        return say("{first} None of them feels reliably worse there than the others.", first=first)
    row = blockers.iloc[0]
    return say(
        "{first} Look first at the {role} in {stage}: {why}. That is a place "
        "to ask, not a verdict on people.",
        first=first,
        role=row["role"],
        stage=row["stage"],
        why=row["why"],
    )


def describe_risk(risk: pd.DataFrame) -> str:
    """In which stage most accounts have a role that feels bad beside others that do not."""
    known = risk[(risk["accounts"] > 0) & (risk["against"] > 0)]
    if known.empty:
        return say(
            "Consensus: in no account heard from two roles does one feel bad and another not."
        )
    if risk["accounts"].max() == 1:  # one account's own
        stages = [
            f"{row['stage']} ({row['roles']}{', hidden by the average' if row['hidden'] else ''})"
            for _, row in known.iterrows()
        ]
        return say(
            "At this account one role feels bad beside others that do not in {listed}.",
            listed=_listed(stages),
        )
    top = known.sort_values("risk", ascending=False, kind="stable").iloc[0]
    return say(
        "In {stage} {against} of {accounts} ({risk}, {low} to {high}) have a "
        "role that feels bad beside others that do not; in {hidden} of them "
        "the average hides it.",
        stage=top["stage"],
        against=int(top["against"]),
        accounts=count_of(int(top["accounts"]), "account"),
        risk=percent(top["risk"]),
        low=percent(top["low"]),
        high=percent(top["high"]),
        hidden=int(top["hidden"]),
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
        return say("Role weights: no account has a feeling of a known role.")
    if len(table) == 1:
        return _own_sensitivity(table.iloc[0], factor)
    counts = table["verdict"].value_counts()
    stable, unstable = int(counts.get(STABLE, 0)), int(counts.get(UNSTABLE, 0))
    single = int(counts.get(ONE_ROLE, 0))
    rest = (
        say(
            "; {accounts} {has} one role heard, which nothing can outweigh",
            accounts=count_of(single, "account"),
            has=say("has") if single == 1 else say("have"),
        )
        if single
        else ""
    )
    judged = stable + unstable
    if not judged:
        return say(
            "Role weights cannot matter: in {accounts} one role was heard.",
            accounts=count_of(single, "account"),
        )
    verb = say("is") if judged == 1 or stable == 1 else say("are")
    lowest = _lowest(table)
    return say(
        "With role weights from 1/{factor:g} to {factor:g} times as stated, "
        "{stable} of {verdicts} {verb} stable and {unstable} "
        "unstable{rest}.{lowest}",
        factor=factor,
        stable=stable,
        verdicts=count_of(judged, "verdict"),
        verb=verb,
        unstable=unstable,
        rest=rest,
        lowest=lowest,
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
        return say("How feelings are spread is not known at any touchpoint.")
    if split.empty:
        return say(
            "At none of {touchpoints} do accounts fall into two camps.",
            touchpoints=count_of(places, "touchpoint"),
        )
    named = _listed(
        [
            say(
                "{name} ({bad} bad, {good} good of {of})",
                name=row["name"],
                bad=row["bad"],
                good=row["good"],
                of=row["of"],
            )
            for _, row in split.head(3).iterrows()
        ]
    )
    more = say(" and {split} more", split=len(split) - 3) if len(split) > 3 else ""
    return say(
        "Accounts fall into two camps at {named}{more}: a mean says little there.",
        named=named,
        more=more,
    )


def describe_contradicted(table: pd.DataFrame) -> str:
    """How many statements evidence speaks against, and the one with most against it."""
    if table.empty:
        return say("No voice was found that speaks against what the map says.")
    row = table.iloc[0]
    return say(
        "{statements} of the map {has} voices against {it}; most of all at "
        "{name} ({lane}: {said}; {voices} of {accounts}).",
        statements=count_of(len(table), "statement"),
        has=say("has") if len(table) == 1 else say("have"),
        it=say("it") if len(table) == 1 else say("them"),
        name=row["name"],
        lane=row["lane"],
        said=row["said"],
        voices=count_of(int(row["against"]), "voice"),
        accounts=count_of(int(row["against_accounts"]), "account"),
    )


def _own_sensitivity(row: pd.Series, factor: float) -> str:
    if row["verdict"] == ONE_ROLE:
        return say("Role weights cannot matter at this account: one role was heard.")
    held = row["verdict"] == STABLE
    turns = (
        ""
        if held
        else say("; it hangs most on the weight of the {turned_by}", turned_by=row["turned_by"])
    )
    ends = say(
        "{lowest} to {highest}", lowest=number(row["lowest"]), highest=number(row["highest"])
    )
    return say(
        "With role weights from 1/{factor:g} to {factor:g} times as stated, "
        "this account's score is {ends}: that it feels {feels} is "
        "{verdict}{turns}.",
        factor=factor,
        ends=ends,
        feels=_feels(row["feels"]),
        verdict=row["verdict"],
        turns=turns,
    )


def _feels(word: str) -> str:
    return say("neither good nor bad") if word == "neither" else word


def _lowest(table: pd.DataFrame) -> str:
    most = min(10, len(table) // 2)
    if most < 2:
        return ""
    low = table[table["rank"] <= most]
    stay = int((low["last"] <= most).sum())
    return say(
        " Of the {low} lowest accounts {stay} stay among the {most} lowest throughout.",
        low=len(low),
        stay=stay,
        most=most,
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + (say(" and ") if len(names) > 1 else "") + names[-1]
