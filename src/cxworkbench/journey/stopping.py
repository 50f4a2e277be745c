"""Who can stop the journey where, and how often an account's average hides a role that says no."""

import re
from collections.abc import Mapping
from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.ground.uncertainty import wilson_interval
from cxworkbench.journey.disagreement import LOWER, MATERIAL
from cxworkbench.journey.places import named_by
from cxworkbench.journey.role_feelings import in_stages
from cxworkbench.journey.roles import role_key, role_of, with_roles
from cxworkbench.records.journey_map import JourneyMap, Stage
from cxworkbench.voice.feelings import TELLING
from cxworkbench.voice.words import count_of

# Beginnings of words by which an outcome says that things ended here, in English and German.
ENDED: Final = ("reject", "refus", "declin", "veto", "cancelled", "canceled", "deal lost",
                "lost to", "not approved", "not renewed", "no decision", "abgelehnt", "abgesagt",
                "storniert", "auftrag verloren", "nicht freigegeben", "nicht verlängert",
                "nicht erneuert")  # fmt: skip
OFTEN: Final = 0.1  # share of the accounts a role acts in; rarer refusals happen to every role
STOP_COLUMNS: Final = {
    "stage_id": "str", "stage": "str", "role": "str", "can_stop": "bool", "attitude": "str",
    "stopped": "int64", "acting": "int64", "difference": "float64", "low": "float64",
    "high": "float64", "accounts": "int64", "why": "str",
}  # fmt: skip
RISK_COLUMNS: Final = {
    "stage_id": "str", "stage": "str", "accounts": "int64", "against": "int64", "risk": "float64",
    "low": "float64", "high": "float64", "hidden": "int64", "by_stoppers": "int64", "roles": "str",
}  # fmt: skip


def who_can_stop(
    involvement: pd.DataFrame,
    contrasts: pd.DataFrame,
    events: pd.DataFrame,
    contacts: pd.DataFrame,
    journey_map: JourneyMap,
) -> pd.DataFrame:
    """For each stage the roles that can stop the journey there, or that look as if they did.

    A role stands here when people say that it can stop the journey in this stage, when events of
    this role there ended in a refusal in a tenth of the accounts it acted in, or when it feels
    reliably worse there than the other roles of the same accounts. This is for the people who make
    the map, and for nobody else.

    Parameters
    ----------
    involvement
        As `role_involvement` gives it.
    contrasts
        As `role_contrasts(..., by="stage")` gives it.
    events, contacts
        Evidence tables.
    journey_map
        Its stages, and the attitudes that people entered.

    Returns
    -------
    pandas.DataFrame
        One row per stage and role, in journey order, those that people name first: `stage_id`,
        `stage`, `role`; `can_stop`, as people state it; `attitude`; `stopped`, accounts in which an
        event of the role ended in a refusal, out of `acting` accounts with an event of it there;
        `difference` to the other roles' feeling, `low`, `high`, over `accounts`; `why`, in words.

    Notes
    -----
    A refusal in a log is the last step that was written down, by whoever wrote it down. Feeling
    worse is no power, and power need not show. Nothing here says what anybody will do.
    """
    refused = _refusals(with_roles(events, contacts), journey_map)
    attitudes = {key: one.attitude for key, one in role_of(journey_map).items()}
    felt = {(row["id"], row["role"]): row for _, row in contrasts.iterrows()}
    rows = []
    for _, cell in involvement.iterrows():
        key = (cell["stage_id"], cell["role"])
        stopped, acting = refused.get(key, (0, 0))
        contrast = felt.get(key)
        lower = contrast is not None and contrast["verdict"] == LOWER
        why = _why(cell["can_stop"], stopped, acting, contrast if lower else None)
        if why:
            rows.append(
                {
                    **{name: cell[name] for name in ("stage_id", "stage", "role", "can_stop")},
                    "attitude": attitudes.get(role_key(cell["role"]), "unknown"),
                    "stopped": stopped,
                    "acting": acting,
                    "difference": _of(contrast, "difference"),
                    "low": _of(contrast, "low"),
                    "high": _of(contrast, "high"),
                    "accounts": 0 if contrast is None else contrast["accounts"],
                    "why": why,
                }
            )
    table = pd.DataFrame(rows, columns=list(STOP_COLUMNS)).astype(STOP_COLUMNS)
    place = table["stage_id"].map({one.id: n for n, one in enumerate(journey_map.stages)})
    order = table.assign(_place=place.astype("float64")).sort_values(
        ["_place", "can_stop", "stopped", "difference"],
        ascending=[True, False, False, True],
        kind="stable",
    )
    return order[list(STOP_COLUMNS)].reset_index(drop=True)


def likely_blockers(stops: pd.DataFrame) -> pd.DataFrame:
    """The roles that feel reliably worse than the others where they can stop, or did.

    Parameters
    ----------
    stops
        As `who_can_stop` gives it.

    Returns
    -------
    pandas.DataFrame
        Its rows of roles that feel worse, by interval, and of which people say that they can stop
        the journey there, or that refused there in a tenth of their accounts; the worst first.
    """
    worse = (stops["high"] < 0) & (stops["difference"] <= -MATERIAL)
    refused = (stops["stopped"] > 0) & (stops["stopped"] >= OFTEN * stops["acting"])
    both = stops[worse & (stops["can_stop"] | refused)]
    return both.sort_values("difference", kind="stable").reset_index(drop=True)


def consensus_risk(
    feelings: pd.DataFrame,
    journey_map: JourneyMap,
    *,
    weights: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """How many accounts have, in each stage, a role that feels bad beside others that do not.

    An account counts in a stage where at least two of its roles were heard. It is at risk when one
    of them feels bad there (-0.5 or lower) and another does not: they have not agreed, and the one
    may stop what the other wants.

    Parameters
    ----------
    feelings
        As `role_feelings` gives them.
    journey_map
        Its stages, and the roles that people say can stop the journey there.
    weights
        Role and its weight for the account's average, 1 where not named.

    Returns
    -------
    pandas.DataFrame
        One row per stage: `stage_id`, `stage`; `accounts` with two roles heard; `against`, those at
        risk; `risk`, their share, with `low` and `high`, its 95 % Wilson interval; `hidden`, those
        among them whose average is not bad, so that it hides the role; `by_stoppers`, those in
        which the role that feels bad can stop the journey there, as people say; `roles` that feel
        bad, the most frequent first.

    Notes
    -----
    Only roles that were heard are counted: the risk is a least one where roles stay silent. A bad
    feeling about a stage is not a no to the whole.
    """
    staged = in_stages(feelings)
    weigh = staged["role"].map(lambda role: (weights or {}).get(role, 1.0)).astype("float64")
    staged = staged.assign(
        weight=weigh, total=staged["felt"] * weigh, bad=staged["felt"] <= -TELLING
    )
    stated = {(one.role_id, one.stage_id) for one in journey_map.involvements if one.can_stop}
    ids = {key: one.id for key, one in role_of(journey_map).items()}
    staged["stopper"] = [
        bad and (ids.get(role_key(role), ""), stage) in stated
        for role, stage, bad in zip(staged["role"], staged["stage_id"], staged["bad"], strict=True)
    ]
    each = staged.groupby(["stage_id", "account_id"]).agg(
        roles=("role", "size"),
        bad=("bad", "sum"),
        total=("total", "sum"),
        weight=("weight", "sum"),
        stopper=("stopper", "any"),
    )
    several = each[each["roles"] > 1].reset_index()
    risky = several[(several["bad"] > 0) & (several["bad"] < several["roles"])]
    rows = [_risk(several, risky, staged, stage) for stage in journey_map.stages]
    table = pd.DataFrame(rows, columns=list(RISK_COLUMNS)).astype(RISK_COLUMNS)
    table["risk"] = (table["against"] / table["accounts"]).where(table["accounts"] > 0)
    table["low"], table["high"] = wilson_interval(table["against"], table["accounts"])
    return table


def _risk(
    several: pd.DataFrame, risky: pd.DataFrame, staged: pd.DataFrame, stage: Stage
) -> dict[str, object]:
    here = risky[risky["stage_id"] == stage.id]
    average = (here["total"] / here["weight"]).where(here["weight"] > 0)
    bad = staged[(staged["stage_id"] == stage.id) & staged["bad"]]
    named = bad.loc[bad["account_id"].isin(here["account_id"]), "role"].value_counts()
    order = sorted(named.items(), key=lambda one: (-one[1], str(one[0])))
    return {
        "stage_id": stage.id,
        "stage": stage.name,
        "accounts": int((several["stage_id"] == stage.id).sum()),
        "against": len(here),
        "hidden": int((average > -TELLING).sum()),
        "by_stoppers": int(here["stopper"].sum()),
        "roles": ", ".join(str(role) for role, _ in order),
    }


def _refusals(
    events: pd.DataFrame, journey_map: JourneyMap
) -> dict[tuple[str, str], tuple[int, int]]:
    """Accounts with a refusal, and with any event, of each stage and role."""
    by_touchpoint = {one.id: one.stage_id for one in journey_map.touchpoints}
    by_name = {one.name.casefold(): one.id for one in journey_map.stages}
    at = named_by(events["touchpoint_id"], by_touchpoint)
    stage = at.where(at != "", named_by(events["stage"].str.casefold(), by_name))
    rows = events.assign(stage_id=stage)
    rows = rows[(rows["role"] != "") & (rows["stage_id"] != "") & (rows["account_id"] != "")]
    starts = "|".join(re.escape(one) for one in ENDED)
    ended = rows["outcome"].str.contains(rf"(?:^|\W)(?:{starts})", case=False, regex=True)
    keys = ["stage_id", "role"]
    acting = rows.groupby(keys)["account_id"].nunique()
    stopped = rows[ended].groupby(keys)["account_id"].nunique()
    found = acting.reset_index(name="acting")
    keyed = zip(found["stage_id"], found["role"], found["acting"], strict=True)
    return {
        (stage, role): (int(stopped.get((stage, role), 0)), int(count))
        for stage, role, count in keyed
    }


def _of(contrast: pd.Series | None, name: str) -> float:
    return float("nan") if contrast is None else float(contrast[name])


def _why(can_stop: bool, stopped: int, acting: int, lower: pd.Series | None) -> str:
    parts = [say("people say that it can stop the journey here")] if can_stop else []
    if stopped and stopped >= OFTEN * acting:
        parts.append(
            say(
                "refused in {stopped} of {accounts} that it acted in",
                stopped=stopped,
                accounts=count_of(acting, "account"),
            )
        )
    if lower is not None:
        size = f"{abs(float(lower['difference'])):.1f}"
        many = count_of(int(lower["accounts"]), "account")
        parts.append(say("feels {size} worse than the other roles in {many}", size=size, many=many))
    return "; ".join(parts)
