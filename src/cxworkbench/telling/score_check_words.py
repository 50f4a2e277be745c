"""Sentences about what stands behind the scores."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from cxworkbench.telling.score_check_charts import GUESSES, ONLY_ALL, label_of, sides_of
from cxworkbench.telling.score_words import estimate, figure
from cxworkbench.voice.scale_use import FEWEST_ITEMS, STRAIGHT
from cxworkbench.voice.score_checks import ScoreChecks
from cxworkbench.voice.words import count_of, number, percent

MOST_APART: Final = 5  # comparisons that one sentence names
WORTH_SAYING: Final = 0.05  # chance of being the worst


def describe_score_kinds(kinds: pd.DataFrame) -> str:
    """Each score as a share and as a mean, both named."""
    if not len(kinds.columns):
        return ONLY_ALL
    if kinds.empty:
        return "No score is asked on a scale that can be summed up as a share and as a mean."
    said = []
    for metric, group in kinds.groupby("metric", sort=False):
        ways = [f"{row['summed_up']} {estimate(row)}" for row in group.to_dict("records")]
        said.append(f"{metric}: {', '.join(ways)}")
    return "; ".join(said) + "."


def describe_pooled(scores: pd.DataFrame, *, label: str, names: Mapping[str, str]) -> str:
    """Which group is most likely the worst of each score, and where the raw ranking misleads."""
    if scores.empty:
        return ONLY_ALL
    known = scores.loc[scores["worst"].notna()]
    said = []
    for metric, group in known.groupby("metric", sort=False):
        if len(group) < 2:
            continue
        likely = group.sort_values(["worst", label], ascending=[False, True], kind="stable")
        named = [
            f"{names.get(row[label], row[label])} (chance {percent(row['worst'])}, drawn to "
            f"{figure(row['shrunken'], row['unit'])})"
            for row in likely.head(2).to_dict("records")
            if row["worst"] >= WORTH_SAYING
        ]
        said.append(f"{metric}: {', then '.join(named)}")
    if not said:
        return "No score has two groups with an interval, so none can be called the worst."
    return f"Most likely truly the worst: {'; '.join(said)}."


def describe_scale_use(checks: ScoreChecks) -> str:
    """How many questionnaires use a scale in a way that may say little, and what they change."""
    if not checks.made:
        return ONLY_ALL
    counted = {str(row["use"]): row for row in checks.use_counts.to_dict("records")}
    straight = counted.pop(STRAIGHT)
    enough = int(straight["of"])
    if not enough:
        return (
            f"No questionnaire has {FEWEST_ITEMS} answers on one scale: habits of answering "
            "cannot be seen."
        )
    said = [
        f"{int(straight['questionnaires']):,} of {count_of(enough, 'questionnaire')} with at least "
        f"{FEWEST_ITEMS} answers on one scale give the same answer throughout "
        f"({percent(straight['share'])}; {count_of(int(straight['accounts']), 'account')})"
    ]
    said += [
        f"{int(row['questionnaires']):,}: {row['meaning']}"
        for row in counted.values()
        if row["questionnaires"]
    ]
    without = [
        f"{row['metric']} is {figure(row['value_without'], row['unit'], exact=True)} instead of "
        f"{figure(row['value'], row['unit'], exact=True)}"
        for row in checks.without.to_dict("records")
        if pd.notna(row["value_without"])
    ]
    told = "; ".join(said) + "."
    if without:
        told += f" Without the straight lines {' and '.join(without)}."
    return f"{told} None was taken out."


def describe_response(response: pd.DataFrame) -> str:
    """In what the accounts that answered differ most from the silent ones, and in what not."""
    if response.empty:
        return "There is nobody to compare: all accounts answered, or none did, or one was chosen."
    known = response.loc[response["difference"].notna()]
    if known.empty:
        return "Too few accounts on one side to compare those that answered with the silent ones."
    size = known["difference"].abs()
    order = size.sort_values(ascending=False, kind="stable").index
    apart = [row for row in known.loc[order].to_dict("records") if row["verdict"] == "apart"]
    alike = known.loc[(known["verdict"] == "alike") & (known["level"] == "")]
    if not apart:
        return "Accounts that answered and silent ones are alike in all that is known of both."
    named = [f"{label_of(row)} ({sides_of(row)})" for row in apart[:MOST_APART]]
    more = len(apart) - len(named)
    told = f"Accounts that answered are apart from the silent ones in {', '.join(named)}"
    told += f" and {more} more" if more > 0 else ""
    if len(alike):
        told += f"; alike in {', '.join(label_of(row) for row in alike.to_dict('records'))}"
    return f"{told}. Their scores do not speak for the silent without more."


def describe_adjusted(adjusted: pd.DataFrame) -> str:
    """Each score as answered, weighed to the list, and if the silent were like the worst."""
    if adjusted.empty:
        return ONLY_ALL
    return ". ".join(_one_adjusted(row) for row in adjusted.to_dict("records")) + "."


def _one_adjusted(row: Mapping[Any, Any]) -> str:
    def shown(name: str) -> str:
        return figure(row[name], row["unit"])

    answering, accounts = int(row["answering"]), int(row["accounts"])
    told = f"{row['metric']} {shown('value')} as answered by {answering:,} of {accounts:,} accounts"
    if pd.notna(row["adjusted"]):
        sure = pd.notna(row["adjusted_low"])
        ends = f"{shown('adjusted_low')} to {shown('adjusted_high')}" if sure else "no interval"
        told += (
            f"; weighed by {row['weighed_by']} to {int(row['represented']):,} of them "
            f"{shown('adjusted')} ({ends}, design effect {number(row['design_effect'], 2)})"
        )
    else:
        told += "; too few answers in its levels to weigh it to the list"
    if answering == accounts:
        return told
    guess = GUESSES["if_lowest_quarter"]
    return f"{told}; {shown('if_lowest_quarter')} {guess}"
