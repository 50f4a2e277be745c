"""Customer truths: what several independent sources say alike, and what speaks against it."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from cxworkbench.ground.language import say, term
from cxworkbench.ground.uncertainty import FEWEST_ACCOUNTS
from cxworkbench.records.engagement import Metric
from cxworkbench.voice.feelings import TELLING, felt_voices
from cxworkbench.voice.words import count_of

TRUTH: Final = "customer truth"
CONTESTED: Final = "contested"
TOO_FEW_SOURCES: Final = "too few sources"
FEWEST_SOURCES: Final = 3  # kinds of source that must say it, each on its own
CONTESTED_FROM: Final = 1 / 3  # share of the accounts behind it that also speak against it
SIGN: Final = {"pain": -1.0, "need": -1.0, "gain": 1.0}
OPPOSITE: Final = {"pain": "gain", "need": "gain", "gain": "pain"}
COLUMNS: Final = {
    "code": "str",
    "kind": "str",
    "touchpoint_id": "str",
    "name": "str",
    "stage": "str",
    "sources": "int64",
    "methods": "str",
    "accounts": "int64",
    "against_accounts": "int64",
    "label": "str",
    "evidence": "object",
    "against": "object",
    "why": "str",
}


def customer_truths(
    ranked: Mapping[str, pd.DataFrame],
    voices: pd.DataFrame,
    *,
    metrics: Mapping[str, Metric] | None = None,
    fewest: int = FEWEST_SOURCES,
) -> pd.DataFrame:
    """Pains, gains and needs by how many independent sources say them.

    A source is a method: survey, ticket, interview, observation and so on. One is a "customer
    truth" when at least `fewest` methods and 5 accounts say it, and "contested" when a third of the
    accounts behind it or more also speak against it.

    Parameters
    ----------
    ranked
        "pain", "gain", "need" -> the table that `insight.pains.rank_pains` makes of them.
    voices
        The same voices.
    metrics
        Scale of each metric, so that scores count as feelings.
    fewest
        Methods that must say it.

    Returns
    -------
    pandas.DataFrame
        One row per code and touchpoint, those of most sources and then of most accounts first:
        `code`, `kind`, `touchpoint_id`, `name`, `stage`; `sources`, `methods`; `accounts`;
        `against_accounts`; `label`; `evidence`, `against`, ids of voices; `why`.

    Notes
    -----
    Against a pain speaks an account that has it and clearly feels good at that very place, or that
    calls the same thing a gain; against a gain the other way round. Others who do not mention it
    are no witness against it. Three methods that ask the same people are less than three sources.

    References
    ----------
    Triangulation of methods: Denzin (1978), The Research Act.
    """
    felt = felt_voices(voices, metrics or {})
    rows = [
        _row({str(key): value for key, value in row.items()}, kind, voices, felt, fewest)
        for kind, table in ranked.items()
        for row in table.to_dict("records")
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    order = ["sources", "accounts", "code", "touchpoint_id"]
    ways = [False, False, True, True]
    return table.sort_values(order, ascending=ways, kind="stable").reset_index(drop=True)


def _row(
    row: dict[str, object], kind: str, voices: pd.DataFrame, felt: pd.DataFrame, fewest: int
) -> dict[str, object]:
    evidence = [str(one) for one in row["evidence"]]  # type: ignore[attr-defined]
    methods = [one for one in str(row["methods"]).split(", ") if one]
    theirs = set(voices.loc[voices["voice_id"].isin(evidence), "account_id"])
    against = _against(row, kind, voices, felt, theirs)
    names = set(voices.loc[voices["voice_id"].isin(against), "account_id"])
    label = _label(len(methods), len(theirs), len(names), fewest)
    return {
        "code": row["code"],
        "kind": kind,
        "touchpoint_id": row["touchpoint_id"],
        "name": row["name"],
        "stage": row["stage"],
        "sources": len(methods),
        "methods": row["methods"],
        "accounts": len(theirs),
        "against_accounts": len(names),
        "label": label,
        "evidence": evidence,
        "against": against,
        "why": _why(label, methods, len(theirs), len(names)),
    }


def _against(
    row: dict[str, object],
    kind: str,
    voices: pd.DataFrame,
    felt: pd.DataFrame,
    theirs: set[str],
) -> list[str]:
    here = (felt["touchpoint_id"] == row["touchpoint_id"]) & felt["account_id"].isin(theirs)
    other_way = felt["felt"] * SIGN[kind] <= -TELLING
    named = (voices["code"] == row["code"]) & (voices["code_kind"] == OPPOSITE[kind])
    there = here & other_way & (felt["touchpoint_id"] != "")
    return sorted({*felt.loc[there, "voice_id"], *voices.loc[named, "voice_id"]})


def _label(sources: int, accounts: int, against: int, fewest: int) -> str:
    if sources < fewest or accounts < FEWEST_ACCOUNTS:
        return TOO_FEW_SOURCES
    return CONTESTED if against >= CONTESTED_FROM * accounts else TRUTH


def _why(label: str, methods: list[str], accounts: int, against: int) -> str:
    told = say(
        "{label}: {accounts} say it, by {methods}",
        label=term(label).capitalize(),
        accounts=count_of(accounts, "account"),
        methods=", ".join(term(one) for one in methods),
    )
    if not against:
        return say("{told}; nothing speaks against it.", told=told)
    return say(
        "{told}; {against} also speak against it.", told=told, against=count_of(against, "account")
    )
