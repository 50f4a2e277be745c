"""How respondents use scales: one answer throughout, only the ends, the middle, all agreed."""

from collections.abc import Mapping
from typing import Final

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


def in_questionnaires(voices: pd.DataFrame, metrics: Mapping[str, Metric]) -> pd.DataFrame:
    """The answers that stand in a questionnaire with enough of the same scale to show a habit.

    A questionnaire is what one respondent said in one file on one day; without a named contact, one
    row of the file. Metrics of the same ends share a scale.

    Parameters
    ----------
    voices
        The evidence table.
    metrics
        Name of each metric and its scale.

    Returns
    -------
    pandas.DataFrame
        The voices on a scale with at least four answers in their questionnaire, with
        `questionnaire`, a number in the order of file, respondent and day; `scale`, as "1–5";
        `way`, how far up the scale, 0 to 1; `upward`, whether high is good.
    """
    answers = answers_that_count(voices, metrics)
    ends = [(metric.low, metric.high) for metric in metrics.values()]
    scales = {name: float(sorted(set(ends)).index(pair)) for name, pair in
              zip(metrics, ends, strict=True)}  # fmt: skip
    number, scale = _questionnaire(answers), numbers_for(answers["metric"], scales)
    sheet = number * len(set(ends)) + scale.astype("int64")
    sizes = np.bincount(sheet) if len(sheet) else np.zeros(0)
    enough = sizes[sheet] >= FEWEST_ITEMS
    kept = answers.loc[enough].assign(**{QUESTIONNAIRE: number.loc[enough]})
    low = numbers_for(kept["metric"], {name: one.low for name, one in metrics.items()})
    high = numbers_for(kept["metric"], {name: one.high for name, one in metrics.items()})
    upward = {name: float(one.higher_is_better) for name, one in metrics.items()}
    words = {name: f"{one.low:g}–{one.high:g}" for name, one in metrics.items()}
    return kept.assign(
        scale=pd.Series([words[name] for name in kept["metric"]], kept.index, dtype="str"),
        way=(kept["score"] - low) / (high - low),
        upward=numbers_for(kept["metric"], upward) > 0,
    )


def scale_use(answers: pd.DataFrame) -> pd.DataFrame:
    """The questionnaires in which a scale was used in a way that may say little, one row a use.

    Parameters
    ----------
    answers
        As `in_questionnaires` makes them.

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
    way, upward = answers["way"], answers["upward"]
    each = (
        answers.assign(
            inner=(way > 0) & (way < 1),
            middle=(way - 0.5).abs() < 1e-9,
            good_way=way.where(upward),
            bad_way=way.where(~upward),
        )
        .groupby([QUESTIONNAIRE, "scale"], sort=True)
        .agg(
            file=("file", "first"),
            row=("row", "min"),
            account_id=("account_id", "first"),
            contact_id=("contact_id", "first"),
            items=("way", "size"),
            least=("way", "min"),
            most=("way", "max"),
            inner=("inner", "sum"),
            middle=("middle", "sum"),
            answer=("score", "first"),
            lowest_good=("good_way", "min"),
            lowest_bad=("bad_way", "min"),
        )
        .reset_index()
    )
    alike = each["least"] == each["most"]
    agrees = (each["lowest_good"] >= AGREES_FROM) & (each["lowest_bad"] >= AGREES_FROM)
    found = {
        STRAIGHT: alike,
        "ends only": (each["inner"] == 0) & ~alike,
        "middle only": each["middle"] == each["items"],
        "agrees throughout": agrees,
    }
    columns = ["use", QUESTIONNAIRE, "file", "row", "account_id", "contact_id", "scale", "items",
               "answer"]  # fmt: skip
    parts = [each.loc[where].assign(use=use) for use, where in found.items()]
    table = pd.concat(parts, ignore_index=True)[columns]
    table["answer"] = table["answer"].where(table["use"].isin([STRAIGHT, "middle only"]))
    return table.astype({"use": "str", "items": "int64", "answer": "float64"})


def scale_use_counts(use: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """How often each way of using a scale was seen, of the questionnaires that could show it.

    Parameters
    ----------
    use
        As `scale_use` makes it from these answers.
    answers
        As there.

    Returns
    -------
    pandas.DataFrame
        One row per use: `use`; `meaning`, in words; `questionnaires`, `respondents`, `accounts`,
        counts; `of`, questionnaires with enough items; `share` of them, 0 to 1, missing when none.
    """
    enough = answers[QUESTIONNAIRE].nunique()
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
    answers: pd.DataFrame,
    voices: pd.DataFrame,
    metrics: Mapping[str, Metric],
    *,
    accounts: pd.DataFrame | None = None,
    of: str = STRAIGHT,
) -> pd.DataFrame:
    """Each score with and without the questionnaires of one use, side by side.

    Parameters
    ----------
    use, answers
        As `scale_use` and `in_questionnaires` make them.
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
    flagged = use.loc[use["use"] == of, [QUESTIONNAIRE, "scale"]]
    left = answers.reset_index(names="place").merge(flagged, on=[QUESTIONNAIRE, "scale"])
    there = {name: metric for name, metric in metrics.items() if name in set(left["metric"])}
    asked = voices.loc[voices["metric"].isin(list(there))]
    whole = score_table(asked, there, accounts=accounts).set_index("metric")
    kept = asked.loc[~asked.index.isin(left["place"])]
    without = score_table(kept, there, accounts=accounts).set_index("metric")
    figures = ["value", "low", "high", "accounts"]
    table = whole[["unit", *figures]].join(without[figures].add_suffix("_without"))
    table["accounts_without"] = table["accounts_without"].fillna(0).astype("int64")
    table["answers_left_out"] = left.groupby("metric").size().reindex(table.index).astype("int64")
    return table.reset_index()


def _questionnaire(answers: pd.DataFrame) -> pd.Series:
    """A number for each questionnaire, in the order of file, respondent and day."""
    named = (answers["contact_id"] != "").to_numpy()
    file = pd.factorize(answers["file"], sort=True)[0]
    contact, contacts = pd.factorize(answers["contact_id"], sort=True)
    day, days = pd.factorize(answers["said_at"].dt.normalize(), sort=True)
    who = np.where(named, contact, len(contacts) + answers["row"].to_numpy())
    most = int(who.max(initial=0)) + 1
    # Days that are not known have the code -1: one more place keeps them apart from the first.
    key = (file.astype("int64") * most + who) * (len(days) + 1) + day + 1
    _, number = np.unique(key, return_inverse=True)
    return pd.Series(number, answers.index)
