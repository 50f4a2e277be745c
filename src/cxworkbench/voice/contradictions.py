"""Where methods contradict each other: one says good, another says bad, of the same touchpoint."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any, Final

import pandas as pd

from cxworkbench.ground.differences import Difference, outcome_difference
from cxworkbench.ground.language import say
from cxworkbench.records.engagement import Metric, TouchpointPlace
from cxworkbench.voice.feelings import felt_voices
from cxworkbench.voice.visits import respondents
from cxworkbench.voice.words import count_of, number, percent

MATERIAL: Final = 0.5  # on -2 to +2; a smaller difference is none that anybody would act on
COMPLAINING: Final = ("ticket",)  # who writes has a problem: their level says nothing of the others
FEW: Final = 3  # accounts that complain
LOUD: Final = 0.1  # share of the accounts heard at a place that complain there
GOOD: Final = 0.5  # a mean feeling from here on is good
CONTRADICTION_COLUMNS: Final = (
    "touchpoint_id", "name", "stage", "method", "value", "accounts", "other_method", "other_value",
    "other_accounts", "difference", "low", "high", "why",
)  # fmt: skip
LOUD_COLUMNS: Final = (
    "touchpoint_id", "name", "stage", "value", "accounts", "complaining", "share", "why",
)  # fmt: skip


def contradictions(
    voices: pd.DataFrame, metrics: Mapping[str, Metric], touchpoints: Sequence[TouchpointPlace]
) -> tuple[pd.DataFrame, int]:
    """Pairs of methods that disagree on how a touchpoint feels, and how many pairs were compared.

    Each account's contacts are averaged first. Two methods contradict each other at a touchpoint
    where the 95 % interval of their difference, widened for all pairs that are compared, leaves out
    0 and the difference is at least half a step on -2 to +2. Tickets are left out: who writes one
    has a problem (see `loud_places`).

    Parameters
    ----------
    voices
        The evidence table: emotions as said, scores moved to -2 to +2 (see `felt_voices`).
    metrics
        Name of each metric and its scale.
    touchpoints
        The engagement's, in journey order.

    Returns
    -------
    tuple of pandas.DataFrame and int
        One row per contradiction, in journey order: `touchpoint_id`, `name`, `stage`; `method` and
        `other_method`, the kinder first, each with its mean feeling `value` and its `accounts`;
        `difference` with `low` and `high`; `why`, a sentence. Then the pairs that had at least
        five accounts on both sides.

    Notes
    -----
    Methods reach different people. A contradiction says that somebody was asked otherwise, or that
    others were asked; which of the two is to be found out.
    """
    felt = account_feelings(voices, metrics)
    felt = felt.loc[~felt["method"].isin(COMPLAINING)]
    found: list[tuple[TouchpointPlace, str, str]] = []
    for place in touchpoints:
        here = felt.loc[felt["touchpoint_id"] == place.id]
        methods = sorted(here["method"].unique())
        found += [(place, one, other) for one, other in combinations(methods, 2)]
    pairs = [(place, one, other, _compared(felt, place.id, one, other, 1)) for place, one, other
             in found]  # fmt: skip
    told = [pair for pair in pairs if pd.notna(pair[3].low)]
    rows = []
    for place, one, other, _ in told:
        difference = _compared(felt, place.id, one, other, len(told))
        apart = difference.low > 0 or difference.high < 0
        if apart and abs(difference.value) >= MATERIAL:
            rows.append(_contradiction(felt, place, one, other, difference))
    table = pd.DataFrame(rows, columns=list(CONTRADICTION_COLUMNS))
    return _typed(table), len(told)


def loud_places(
    voices: pd.DataFrame, metrics: Mapping[str, Metric], touchpoints: Sequence[TouchpointPlace]
) -> pd.DataFrame:
    """Touchpoints that are scored well and complained about all the same.

    Parameters
    ----------
    voices, metrics, touchpoints
        As in `contradictions`.

    Returns
    -------
    pandas.DataFrame
        One row per touchpoint, in journey order, where the mean feeling outside tickets is at
        least 0.5 and at least three accounts, and a tenth of those heard there, wrote a ticket:
        `touchpoint_id`, `name`, `stage`; `value` over `accounts`; `complaining`, accounts with a
        ticket; `share` of all heard there; `why`, a sentence.
    """
    felt = account_feelings(voices, metrics)
    rows = []
    for place in touchpoints:
        here = felt.loc[(felt["touchpoint_id"] == place.id) & ~felt["method"].isin(COMPLAINING)]
        kind = here.groupby("account_id")["felt"].mean()
        at = voices.loc[(voices["touchpoint_id"] == place.id) & (voices["account_id"] != "")]
        wrote = at.loc[at["method"].isin(COMPLAINING), "account_id"].nunique()
        heard = at["account_id"].nunique()
        share = wrote / heard if heard else 0.0
        mean = float(kind.mean()) if len(kind) >= FEW else float("nan")
        if not (mean >= GOOD and wrote >= FEW and share >= LOUD):
            continue
        why = say(
            "{name} is scored well ({mean} on −2 to +2, {accounts}), and "
            "{accounts_2} ({share} of those heard there) wrote tickets about it.",
            name=place.name,
            mean=number(mean),
            accounts=count_of(len(kind), "account"),
            accounts_2=count_of(wrote, "account"),
            share=percent(share),
        )
        rows.append((place.id, place.name, place.stage, mean, len(kind), wrote, share, why))
    return _typed(pd.DataFrame(rows, columns=list(LOUD_COLUMNS)))


def account_feelings(voices: pd.DataFrame, metrics: Mapping[str, Metric]) -> pd.DataFrame:
    """The mean feeling of each account at each touchpoint by each method, contacts first.

    Returns
    -------
    pandas.DataFrame
        `touchpoint_id`, `method`, `account_id`, `felt`, -2 to +2; placed voices of known accounts.

    Examples
    --------
    >>> voices = pd.DataFrame({"voice_id": ["v1", "v2", "v3"], "touchpoint_id": "t",
    ...     "method": "survey", "account_id": "a", "contact_id": ["p", "p", "q"], "metric": "CSAT",
    ...     "score": [5, 3, 1], "emotion": None})
    >>> account_feelings(voices, {"CSAT": Metric(kind="mean", low=1, high=5)})["felt"].tolist()
    [-0.5]
    """
    placed = voices.loc[(voices["touchpoint_id"] != "") & (voices["account_id"] != "")]
    felt = felt_voices(placed, metrics, checklists=True)
    keys = ["touchpoint_id", "method", "account_id"]
    person = felt.assign(person=respondents(felt)).groupby([*keys, "person"])["felt"].mean()
    return person.groupby(keys).mean().reset_index()


def _of(felt: pd.DataFrame, touchpoint: str, method: str) -> pd.Series:
    chosen = (felt["touchpoint_id"] == touchpoint) & (felt["method"] == method)
    values: pd.Series = felt.loc[chosen, "felt"]
    return values


def _compared(
    felt: pd.DataFrame, touchpoint: str, one: str, other: str, comparisons: int
) -> Difference:
    values = _of(felt, touchpoint, one), _of(felt, touchpoint, other)
    return outcome_difference(*values, comparisons=comparisons)


def _contradiction(
    felt: pd.DataFrame, place: TouchpointPlace, one: str, other: str, difference: Difference
) -> tuple[Any, ...]:
    ends = difference.low, difference.high
    if difference.value < 0:
        one, other, ends = other, one, (-difference.high, -difference.low)
    kinder, harder = _of(felt, place.id, one), _of(felt, place.id, other)
    why = say(
        "At {name} {plural} say {signed} ({accounts}) and {plural_2} {signed_2} ({accounts_2}).",
        name=place.name,
        plural=_plural(one),
        signed=_signed(kinder.mean()),
        accounts=count_of(len(kinder), "account"),
        plural_2=_plural(other),
        signed_2=_signed(harder.mean()),
        accounts_2=count_of(len(harder), "account"),
    )
    return (
        place.id, place.name, place.stage, one, kinder.mean(), len(kinder), other, harder.mean(),
        len(harder), abs(difference.value), *ends, why,
    )  # fmt: skip


def _plural(method: str) -> str:
    return method if method in ("analytics", "crm") else f"{method}s"


def _signed(value: float) -> str:
    return f"+{number(value)}" if value > 0 else number(value)


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    texts = {"touchpoint_id", "name", "stage", "method", "other_method", "why"} & set(table)
    counts = {"accounts", "other_accounts", "complaining"} & set(table)
    numbers = set(table) - texts - counts
    kinds = dict.fromkeys(texts, "str") | dict.fromkeys(counts, "int64")
    return table.astype(kinds | dict.fromkeys(numbers, "float64"))
