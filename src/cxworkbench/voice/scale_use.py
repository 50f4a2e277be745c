"""How respondents use scales: one answer throughout, only the ends, the middle, all agreed."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from cxworkbench.records.engagement import Metric
from cxworkbench.voice.answers import answers_that_count
from cxworkbench.voice.lookups import numbers_for
from cxworkbench.voice.scores import score_table

FEWEST_ITEMS: Final = 4  # of one scale in one questionnaire: fewer alike are no habit
AGREES_FROM: Final = 0.75  # of the way up the scale
USES: Final = {
    "straight line": "the same answer to every item of a scale",
    "ends only": "only the highest and the lowest answer of a scale, both of them",
    "middle only": "only the middle answer of a scale",
    "agrees throughout": "high answers both where high is good and where high is bad",
}
STRAIGHT: Final = "straight line"
QUESTIONNAIRE: Final = "questionnaire"


def scale_use(voices: pd.DataFrame, metrics: Mapping[str, Metric]) -> pd.DataFrame:
    """The questionnaires in which a scale was used in a way that may say little, one row a use.

    A questionnaire is what one respondent said in one file on one day; without a named contact, one
    row of the file. Looked at are scales with at least four items in it.

    Parameters
    ----------
    voices
        The evidence table.
    metrics
        Name of each metric and its scale; metrics of the same ends share a scale.

    Returns
    -------
    pandas.DataFrame
        `use`, one of `USES`; `questionnaire`, a number; `file` and `row`, where its first answer
        stands; `account_id`, `contact_id`; `scale`, as "1–5"; `items`, a count; `answer`, the one
        given, missing for "ends only" and "agrees throughout". By use in the order of `USES`, then
        by questionnaire.

    Notes
    -----
    A straight line may be true: somebody may be as content with all. It is told and never taken
    out. Items that all ask for the good end cannot show agreement for its own sake; "agrees
    throughout" needs items of both directions.

    References
    ----------
    Baumgartner and Steenkamp (2001), Journal of Marketing Research 38, 143-156.
    """
    answers = _by_questionnaire(voices, metrics)
    shares = answers.groupby([QUESTIONNAIRE, "scale"], sort=True)
    each = shares.agg(
        file=("file", "first"),
        row=("row", "min"),
        account_id=("account_id", "first"),
        contact_id=("contact_id", "first"),
        items=("way", "size"),
        least=("way", "min"),
        most=("way", "max"),
        inner=("inner", "sum"),
        middle=("middle", "all"),
        answer=("score", "first"),
        up=("up", "max"),
        down=("down", "max"),
        lowest_up=("good_way", "min"),
        lowest_down=("bad_way", "min"),
    ).reset_index()
    each = each.loc[each["items"] >= FEWEST_ITEMS]
    alike = each["least"] == each["most"]
    found = {
        "straight line": alike,
        "ends only": (each["inner"] == 0) & ~alike,
        "middle only": each["middle"].astype(bool) & alike,
        "agrees throughout": each["up"].astype(bool)
        & each["down"].astype(bool)
        & (each["lowest_up"] >= AGREES_FROM)
        & (each["lowest_down"] >= AGREES_FROM),
    }
    columns = ["use", QUESTIONNAIRE, "file", "row", "account_id", "contact_id", "scale", "items",
               "answer"]  # fmt: skip
    parts = []
    for use, where in found.items():
        rows = each.loc[where].assign(use=use)
        if use in ("ends only", "agrees throughout"):
            rows = rows.assign(answer=np.nan)
        parts.append(rows[columns])
    table = pd.concat(parts, ignore_index=True)
    return table.astype({"use": "str", "items": "int64", "answer": "float64"})


def scale_use_counts(
    use: pd.DataFrame, voices: pd.DataFrame, metrics: Mapping[str, Metric]
) -> pd.DataFrame:
    """How often each way of using a scale was seen, of the questionnaires that could show it.

    Parameters
    ----------
    use
        As `scale_use` makes it from these voices and metrics.
    voices, metrics
        As there.

    Returns
    -------
    pandas.DataFrame
        One row per use: `use`; `meaning`, in words; `questionnaires`, `respondents`, `accounts`,
        counts; `of`, questionnaires with enough items; `share` of them, 0 to 1, missing when none.
    """
    answers = _by_questionnaire(voices, metrics)
    sizes = answers.groupby([QUESTIONNAIRE, "scale"]).size()
    enough = sizes.loc[sizes >= FEWEST_ITEMS].reset_index()[QUESTIONNAIRE].nunique()
    rows = []
    for name, meaning in USES.items():
        rows_of = use.loc[use["use"] == name]
        seen = rows_of[QUESTIONNAIRE].nunique()
        number = rows_of[QUESTIONNAIRE].astype("str")
        who = rows_of["contact_id"].where(rows_of["contact_id"] != "", number)
        rows.append(
            {
                "use": name,
                "meaning": meaning,
                "questionnaires": seen,
                "respondents": who.nunique(),
                "accounts": rows_of["account_id"].nunique(),
                "of": enough,
                "share": seen / enough if enough else np.nan,
            }
        )
    return pd.DataFrame(rows)


def scores_without(
    use: pd.DataFrame,
    voices: pd.DataFrame,
    metrics: Mapping[str, Metric],
    *,
    accounts: pd.DataFrame | None = None,
    of: str = STRAIGHT,
) -> pd.DataFrame:
    """Each score with and without the questionnaires of one use, side by side.

    Parameters
    ----------
    use
        As `scale_use` makes it from these voices and metrics.
    voices, metrics, accounts
        As in `score_table`.
    of
        The use whose answers are left out, on the scale they were given on.

    Returns
    -------
    pandas.DataFrame
        One row per metric: `metric`, `unit`; `value`, `low`, `high`, `accounts` of all;
        `value_without`, `low_without`, `high_without`, `accounts_without`; `answers_left_out`, a
        count. Only metrics some of whose answers would go.
    """
    answers = _by_questionnaire(voices, metrics)
    flagged = use.loc[use["use"] == of]
    pairs = set(zip(flagged[QUESTIONNAIRE], flagged["scale"], strict=True))
    gone = [pair in pairs for pair in zip(answers[QUESTIONNAIRE], answers["scale"], strict=True)]
    left = answers.loc[gone]
    there = {name: metric for name, metric in metrics.items() if name in set(left["metric"])}
    whole = score_table(voices, there, accounts=accounts).set_index("metric")
    kept = voices.loc[~voices["voice_id"].isin(left["voice_id"])]
    without = score_table(kept, there, accounts=accounts).set_index("metric")
    figures = ["value", "low", "high", "accounts"]
    table = whole[["unit", *figures]].join(without[figures].add_suffix("_without"))
    table["accounts_without"] = table["accounts_without"].fillna(0).astype("int64")
    table["answers_left_out"] = left.groupby("metric").size().reindex(table.index).astype("int64")
    return table.reset_index()


def _by_questionnaire(voices: pd.DataFrame, metrics: Mapping[str, Metric]) -> pd.DataFrame:
    answers = answers_that_count(voices, metrics)
    named = answers["contact_id"] != ""
    keys = answers[["file", "contact_id"]].assign(
        day=answers["said_at"].dt.normalize(), row=answers["row"].where(~named, -1)
    )
    number = keys.groupby(["file", "contact_id", "day", "row"], dropna=False, sort=True).ngroup()
    low = numbers_for(answers["metric"], {name: one.low for name, one in metrics.items()})
    high = numbers_for(answers["metric"], {name: one.high for name, one in metrics.items()})
    good = numbers_for(
        answers["metric"], {name: float(one.higher_is_better) for name, one in metrics.items()}
    )
    way: pd.Series = (answers["score"] - low) / (high - low)
    scales: dict[str, Any] = {n: f"{m.low:g}–{m.high:g}" for n, m in metrics.items()}
    return answers.assign(
        **{QUESTIONNAIRE: number},
        scale=pd.Series([scales[name] for name in answers["metric"]], answers.index, dtype="str"),
        way=way,
        inner=((way > 0) & (way < 1)).astype("int64"),
        middle=(way - 0.5).abs() < 1e-9,
        up=good > 0,
        down=good == 0,
        good_way=way.where(good > 0),
        bad_way=way.where(good == 0),
    )
