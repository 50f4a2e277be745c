"""Accounts that belong to each other: groups, their accounts, and what adds up along them."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.language import say

GROUP: Final = "group"  # a parent that is no account itself
ACCOUNT: Final = "account"
HIERARCHY_COLUMNS: Final = (
    "node_id", "name", "parent_id", "depth", "kind", "children", "accounts", "revenue", "voices",
    "contacts", "accounts_heard", "recommendation",
)  # fmt: skip


def account_hierarchy(profile: pd.DataFrame) -> pd.DataFrame:
    """Groups and accounts with what lies below each of them, every group above its own.

    Parameters
    ----------
    profile
        As `account_profile` makes it; `parent_id` names the account or group above.

    Returns
    -------
    pandas.DataFrame
        One row per group or account that has a parent or is one: `node_id`, `name`, `parent_id`;
        `depth`, 0 at the top; `kind`, "group" for a parent that is no account itself; `children`
        right below; then over the node and all below it: `accounts`, `revenue`, `voices`,
        `contacts`, `accounts_heard`, counts and a sum; `recommendation`, the mean of its accounts'.

    Notes
    -----
    Revenue that is booked at the parent for its children is counted once only if the children
    carry none. An account whose parents form a circle stands without one (`hierarchy_problems`).

    Examples
    --------
    >>> profile = pd.DataFrame({"account_id": ["a", "b", "c"], "name": ["A", "B", "C"],
    ...     "parent_id": ["North", "North", ""], "revenue": [5.0, 7.0, 1.0], "voices": [2, 0, 1],
    ...     "contacts_known": [1, 1, 1], "recommendation": [9.0, None, 5.0]})
    >>> account_hierarchy(profile)[["node_id", "depth", "kind", "accounts", "revenue"]]
      node_id  depth     kind  accounts  revenue
    0   North      0    group         2     12.0
    1       a      1  account         1      5.0
    2       b      1  account         1      7.0
    """
    above = parents_of(profile)
    linked = {*above, *above.values()}
    rows = profile.set_index("account_id", drop=False)
    below: dict[str, list[str]] = {node: [] for node in linked}
    for node in linked:
        for ancestor in _line(node, above):
            below[ancestor].append(node)
    order = sorted(linked, key=lambda node: [*reversed(_line(node, above))])
    told = []
    for node in order:
        mine = rows.loc[[one for one in below[node] if one in rows.index]]
        kind = ACCOUNT if node in rows.index else GROUP
        name = str(rows.loc[node, "name"]) if kind == ACCOUNT else node
        children = sum(parent == node for parent in above.values())
        told.append(
            (node, name, above.get(node, ""), len(_line(node, above)) - 1, kind, children,
             len(mine), mine["revenue"].sum(min_count=1), int(mine["voices"].sum()),
             int(mine["contacts_known"].sum()), int((mine["voices"] > 0).sum()),
             mine["recommendation"].mean())
        )  # fmt: skip
    return pd.DataFrame(told, columns=list(HIERARCHY_COLUMNS))


def parents_of(profile: pd.DataFrame) -> dict[str, str]:
    """Account or group -> the one above it, without circles.

    Examples
    --------
    >>> parents_of(pd.DataFrame({"account_id": ["a", "b"], "parent_id": ["b", "a"]}))
    {}
    """
    if "parent_id" not in profile:
        return {}
    pairs = zip(profile["account_id"], profile["parent_id"].fillna(""), strict=True)
    above = {str(one): str(other) for one, other in pairs if other and other != one}
    return {one: other for one, other in above.items() if not _circles(one, above)}


def hierarchy_problems(profile: pd.DataFrame) -> list[Problem]:
    """One problem for each account whose parents lead back to itself.

    Examples
    --------
    >>> circle = pd.DataFrame({"account_id": ["a", "b"], "parent_id": ["b", "a"]})
    >>> [problem.value for problem in hierarchy_problems(circle)]
    ['a → b → a', 'b → a → b']
    """
    if "parent_id" not in profile:
        return []
    pairs = zip(profile["account_id"], profile["parent_id"].fillna(""), strict=True)
    above = {str(one): str(other) for one, other in pairs if other}
    found = []
    for one in above:
        if _circles(one, above):
            way = [one]
            while len(way) == 1 or way[-1] not in way[:-1]:
                way.append(above[way[-1]])
            remedy = say("It stands without a parent. Correct which account is above which.")
            found.append(
                Problem("accounts", 0, "parent_id", say("does not lead back to itself"),
                        " → ".join(way), remedy)
            )  # fmt: skip
    return found


def _line(node: str, above: Mapping[str, str]) -> list[str]:
    """The node and all above it, the top last."""
    line = [node]
    while line[-1] in above:
        line.append(above[line[-1]])
    return line


def _circles(node: str, above: Mapping[str, str]) -> bool:
    seen = {node}
    while node in above:
        node = above[node]
        if node in seen:
            return True
        seen.add(node)
    return False
