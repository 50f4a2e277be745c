"""Sentences about what stands behind the scores."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from cxworkbench.ground.language import say
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
        return say("No score is asked on a scale that can be summed up as a share and as a mean.")
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
            say(
                "{get} (chance {worst}, drawn to {figure})",
                get=names.get(row[label], row[label]),
                worst=percent(row["worst"]),
                figure=figure(row["shrunken"], row["unit"]),
            )
            for row in likely.head(2).to_dict("records")
            if row["worst"] >= WORTH_SAYING
        ]
        said.append(f"{metric}: {say(', then ').join(named)}")
    if not said:
        return say("No score has two groups with an interval, so none can be called the worst.")
    return say("Most likely truly the worst: {said}.", said="; ".join(said))


def describe_scale_use(checks: ScoreChecks) -> str:
    """How many questionnaires use a scale in a way that may say little, and what they change."""
    if not checks.made:
        return ONLY_ALL
    counted = {str(row["use"]): row for row in checks.use_counts.to_dict("records")}
    straight = counted.pop(STRAIGHT)
    enough = int(straight["of"])
    if not enough:
        return say(
            "No questionnaire has {fewest_items} answers on one scale: habits of "
            "answering cannot be seen.",
            fewest_items=FEWEST_ITEMS,
        )
    said = [
        say(
            "{questionnaires:,} of {questionnaires_2} with at least "
            "{fewest_items} answers on one scale give the same answer throughout "
            "({share}; {accounts})",
            questionnaires=int(straight["questionnaires"]),
            questionnaires_2=count_of(enough, "questionnaire"),
            fewest_items=FEWEST_ITEMS,
            share=percent(straight["share"]),
            accounts=count_of(int(straight["accounts"]), "account"),
        )
    ]
    said += [
        f"{int(row['questionnaires']):,}: {row['meaning']}"
        for row in counted.values()
        if row["questionnaires"]
    ]
    without = [
        say(
            "{metric} is {figure} instead of {figure_2}",
            metric=row["metric"],
            figure=figure(row["value_without"], row["unit"], exact=True),
            figure_2=figure(row["value"], row["unit"], exact=True),
        )
        for row in checks.without.to_dict("records")
        if pd.notna(row["value_without"])
    ]
    told = "; ".join(said) + "."
    if without:
        told += say(" Without the straight lines {without}.", without=say(" and ").join(without))
    return say("{told} None was taken out.", told=told)


def describe_response(response: pd.DataFrame) -> str:
    """In what the accounts that answered differ most from the silent ones, and in what not."""
    if response.empty:
        return say(
            "There is nobody to compare: all accounts answered, or none did, or one was chosen."
        )
    known = response.loc[response["difference"].notna()]
    if known.empty:
        return say(
            "Too few accounts on one side to compare those that answered with the silent ones."
        )
    size = known["difference"].abs()
    order = size.sort_values(ascending=False, kind="stable").index
    apart = [row for row in known.loc[order].to_dict("records") if row["verdict"] == "apart"]
    alike = known.loc[(known["verdict"] == "alike") & (known["level"] == "")]
    if not apart:
        return say("Accounts that answered and silent ones are alike in all that is known of both.")
    named = [f"{label_of(row)} ({sides_of(row)})" for row in apart[:MOST_APART]]
    more = len(apart) - len(named)
    told = say(
        "Accounts that answered are apart from the silent ones in {named}", named=", ".join(named)
    )
    told += say(" and {more} more", more=more) if more > 0 else ""
    if len(alike):
        told += say(
            "; alike in {label_of}",
            label_of=", ".join(label_of(row) for row in alike.to_dict("records")),
        )
    return say("{told}. Their scores do not speak for the silent without more.", told=told)


def describe_adjusted(adjusted: pd.DataFrame) -> str:
    """Each score as answered, weighed to the list, and if the silent were like the worst."""
    if adjusted.empty:
        return ONLY_ALL
    return ". ".join(_one_adjusted(row) for row in adjusted.to_dict("records")) + "."


def _one_adjusted(row: Mapping[Any, Any]) -> str:
    def shown(name: str) -> str:
        return figure(row[name], row["unit"])

    answering, accounts = int(row["answering"]), int(row["accounts"])
    told = say(
        "{metric} {shown} as answered by {answering:,} of {accounts:,} accounts",
        metric=row["metric"],
        shown=shown("value"),
        answering=answering,
        accounts=accounts,
    )
    if pd.notna(row["adjusted"]):
        sure = pd.notna(row["adjusted_low"])
        ends = (
            say("{shown} to {shown_2}", shown=shown("adjusted_low"), shown_2=shown("adjusted_high"))
            if sure
            else say("no interval")
        )
        told += say(
            "; weighed by {weighed_by} to {represented:,} of them {shown} "
            "({ends}, design effect {design_effect})",
            weighed_by=row["weighed_by"],
            represented=int(row["represented"]),
            shown=shown("adjusted"),
            ends=ends,
            design_effect=number(row["design_effect"], 2),
        )
    else:
        told += say("; too few answers in its levels to weigh it to the list")
    if answering == accounts:
        return told
    guess = GUESSES["if_lowest_quarter"]
    return f"{told}; {shown('if_lowest_quarter')} {guess}"
