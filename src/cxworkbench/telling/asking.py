"""What to take along next time: interview guide, observation sheet and survey items."""

import re
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Final

import pandas as pd

from cxworkbench.ground.files import write_csv, write_text
from cxworkbench.ground.language import say
from cxworkbench.intake.case import Case
from cxworkbench.voice.asking import INTERVIEW, OBSERVATION, SURVEY
from cxworkbench.voice.words import count_of

GUIDE_FILE: Final = "interview-guide.md"
SHEET_FILE: Final = "observation-sheet.md"
ITEMS_FILE: Final = "survey-items.csv"
MOST_ERRANDS: Final = 12  # on one guide: more is not asked in an hour
_ASK: Final = (  # said later
    "What did you do?",
    "What did you expect, and from where?",
    "What happened then? Who was it: us, or a partner of ours?",
    "How was that for you? From −2, very bad, to +2, very good?",
    "What did it cost you: time, money, nothing?",
)
_WATCH: Final = (  # said later
    "what they do, step by step, and how often",
    "what they say, word for word",
    "waiting, going back, notes of their own, whom they ask for help",
    "how it feels to them, −2 to +2, with a word",
)


def survey_items(plan: pd.DataFrame, case: Case) -> pd.DataFrame:
    """Survey questions for the touchpoints that nobody has spoken of, ready to be sent.

    Returns
    -------
    pandas.DataFrame
        Three rows per touchpoint (experience, expectation, importance): `header`, the question as
        it should stand in the export, its scale in brackets; `metric`; `touchpoint`, an id;
        `part`, "score", "expectation" or "importance"; `of`, the header it belongs to.
    """
    rows = []
    unheard = ~plan["hole"].str.contains(say(" against "))
    asked = plan.loc[(plan["touchpoint_id"] != "") & (plan["method"] != OBSERVATION) & unheard]
    names = {place.id: place.name for place in case.touchpoints}
    for touchpoint in dict.fromkeys(asked["touchpoint_id"]):
        name = names.get(touchpoint, touchpoint)
        score = say("{name}: how satisfied were you? (1-5)", name=name)
        rows += [
            (score, "CSAT", touchpoint, "score", ""),
            (
                say("{name}: what had you expected? (1-5)", name=name),
                "CSAT",
                touchpoint,
                "expectation",
                score,
            ),
            (
                say("{name}: how important is it to you? (1-5)", name=name),
                "CSAT",
                touchpoint,
                "importance",
                score,
            ),
        ]
    columns = ["header", "metric", "touchpoint", "part", "of"]
    return pd.DataFrame(rows, columns=columns).astype("str")


def interview_guide(plan: pd.DataFrame, case: Case) -> str:
    """The interview guide for the holes, in Markdown: whom to ask, and what, stage by stage."""
    errands = plan.loc[plan["method"] == INTERVIEW]
    lines = [say("# Whom to ask next: {plain}", plain=_plain(case.engagement.name)), ""]
    if errands.empty:
        return "\n".join([*lines, say("No hole that an interview would fill."), ""])
    lines += [say("## Whom"), ""]
    shown = errands.head(MOST_ERRANDS)
    lines += [_errand(row) for row in shown.to_dict("records")]
    if len(errands) > len(shown):
        lines.append(
            say(
                "- and {errands} more, in the table of the notebook",
                errands=len(errands) - len(shown),
            )
        )
    lines += ["", say("Ask first whether sentences may be quoted: none, anonymous or named."), ""]
    order = [stage.name for stage in case.stages]
    for stage in [name for name in order if (shown["stage"] == name).any()] or order:
        lines += _stage_questions(stage, shown.loc[shown["stage"] == stage])
    return "\n".join(lines)


def observation_sheet(plan: pd.DataFrame, case: Case) -> str:
    """The observation sheet for the touchpoints nobody speaks of, in Markdown."""
    errands = plan.loc[plan["method"] == OBSERVATION]
    lines = [say("# What to watch next: {plain}", plain=_plain(case.engagement.name)), ""]
    if errands.empty:
        return "\n".join([*lines, say("No touchpoint that should be watched first."), ""])
    for row in errands.to_dict("records"):
        place = row["touchpoint"] or say("the stage {stage}", stage=row["stage"])
        because = say(
            "Because: {plain}. Stage: {plain_2}.",
            plain=_plain(row["why"]),
            plain_2=_plain(row["stage"]),
        )
        lines += [f"## {_plain(place)}", "", because, ""]
        lines += [f"- {look}" for look in _WATCH]
        lines += ["", say("| time | what was done | in their words | feeling | times seen |")]
        lines += ["|---|---|---|---|---|", *["|  |  |  |  |  |"] * 4, ""]
    return "\n".join(lines)


def write_asking(plan: pd.DataFrame, case: Case) -> list[Path]:
    """The guide, the sheet and the survey items, written into the run's folder `ask/`."""
    folder = case.out / "ask"
    write_text(folder / GUIDE_FILE, interview_guide(plan, case))
    write_text(folder / SHEET_FILE, observation_sheet(plan, case))
    write_csv(survey_items(plan, case), folder / ITEMS_FILE)
    return [folder / name for name in (GUIDE_FILE, SHEET_FILE, ITEMS_FILE)]


def describe_errands(plan: pd.DataFrame) -> str:
    """How many errands there are by each method, and the first of them.

    Examples
    --------
    >>> describe_errands(pd.DataFrame({"method": [], "whom": [], "hole": []}))
    'Nothing to ask for: no hole was found.'
    """
    if plan.empty:
        return say("Nothing to ask for: no hole was found.")
    words = {INTERVIEW: "interview", OBSERVATION: "observation", SURVEY: say("survey question")}
    found = plan["method"].value_counts()
    counts = [count_of(int(found[key]), word) for key, word in words.items() if key in found]
    first = plan.iloc[0]
    return say(
        "To fill the holes: {counts}. First: {method} with {whom}, for {hole}.",
        counts=", ".join(counts),
        method=first["method"],
        whom=first["whom"],
        hole=first["hole"],
    )


def _stage_questions(stage: str, errands: pd.DataFrame) -> list[str]:
    start = say("> Tell me about one real case, from the beginning: {plain}.", plain=_plain(stage))
    asked = [name for name in dict.fromkeys(errands["touchpoint"]) if name]
    places = [say("- {plain}: how did it go the last time?", plain=_plain(name)) for name in asked]
    questions = [f"- {question}" for question in _ASK]
    return [f"## {_plain(stage)}", "", start, "", *places, *questions, ""]


def _errand(row: Mapping[Hashable, str]) -> str:
    about = row["touchpoint"] or (
        say("the stage {stage}", stage=row["stage"]) if row["stage"] else ""
    )
    words = say("{whom}, about {about}", whom=row["whom"], about=about) if about else row["whom"]
    return f"- {_plain(words)}: {_plain(row['why'])}"


def _plain(text: str) -> str:
    """A name from data as words and never as Markdown."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(text.split()))
