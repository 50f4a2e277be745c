"""What reviewers wrote into a map's workbook, as comments on the map and as voices in data/."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from cxworkbench.exchange.workbook_review import Review
from cxworkbench.ground.errors import RecordProblem
from cxworkbench.ground.files import safe_name, write_csv, write_text
from cxworkbench.ground.terms import BUYING_ROLES
from cxworkbench.intake.redaction import Person, Redactor
from cxworkbench.records import edits
from cxworkbench.records.engagement import Engagement
from cxworkbench.records.journey_map import JourneyMap, Statement
from cxworkbench.records.map_items import LISTS, items_of
from cxworkbench.records.store import load_engagement

AGREEMENT: Final = "agreement"  # the metric: 1 agrees, 0 disagrees
ENGAGEMENT: Final = "engagement.toml"
_COLUMNS: Final = (
    "review_id", "account_id", "reviewer", "role", "said_on", "stage", "touchpoint", "question",
    "agreement", "comment",
)  # fmt: skip


@dataclass(frozen=True)
class Reviewers:
    """How each reviewer is called where no name may stand: by a role, else "reviewer 1"."""

    called: Mapping[tuple[str, str], str]
    redactor: Redactor

    def label(self, review: Review) -> str:
        """What stands for the one who reviewed."""
        return self.called[(review.who, review.role)]

    def words(self, review: Review) -> str:
        """The comment without names, mails, phone numbers and addresses of people."""
        return self.redactor.text(review.comment)


def reviewers_of(
    reviews: Sequence[Review], journey_map: JourneyMap, regions: Sequence[str]
) -> Reviewers:
    """How the reviewers are called, numbered in the order of the workbook.

    A reviewer who is given as a role of the map, or as one of the usual seven, goes by it.
    """
    roles = {one.name.casefold() for one in journey_map.roles} | set(BUYING_ROLES)
    called: dict[tuple[str, str], str] = {}
    people = []
    for one in reviews:
        key = (one.who, one.role)
        if key in called:
            continue
        is_role = one.who.casefold() in roles
        number = 1 + sum(each.startswith("reviewer") for each in called.values())
        called[key] = one.who if is_role else one.role or f"reviewer {number}"
        if one.who and not is_role:
            people.append(Person(called[key], one.who))
    return Reviewers(called, Redactor(people, {}, regions))


def with_reviews(
    journey_map: JourneyMap, reviews: Iterable[Review], reviewers: Reviewers
) -> JourneyMap:
    """The map with a comment for each review that disagrees or says something.

    Bare agreement is no comment: it is counted among the voices. A review whose element is gone is
    left out, and so is one that stands on the map already.
    """
    there = {(one.at, one.text, one.by, one.on) for one in journey_map.comments}
    known = {one.id for name in LISTS for one in items_of(journey_map, name)}
    for one in reviews:
        words = reviewers.words(one)
        text = {"disagree": f"Disagrees. {words}", "agree": f"Agrees. {words}"}.get(
            one.verdict, words
        ).strip()
        new = (one.at, text, reviewers.label(one), one.said_on)
        if one.at in known and text != "Agrees." and new not in there:
            there.add(new)
            journey_map = edits.add_comment(journey_map, text, at=one.at, by=new[2], on=one.said_on)
    return journey_map


def voices_of(reviews: Sequence[Review], journey_map: JourneyMap) -> pd.DataFrame:
    """One row per review, as a survey's table in `data/`; names become pseudonyms when it is read.

    Returns
    -------
    pandas.DataFrame
        `review_id`, `account_id`, `reviewer` as written, `role`, `said_on`, `stage` by name,
        `touchpoint` by id, `question` with the words that were reviewed, `agreement` 1, 0 or empty,
        `comment`; all text.
    """
    items = {one.id: one for name in LISTS for one in items_of(journey_map, name)}
    rows = [_voice(one, number, items) for number, one in enumerate(reviews, start=1)]
    return pd.DataFrame(rows, columns=list(_COLUMNS), dtype="str")


def keep_voices(folder: Path, file: Path, voices: pd.DataFrame) -> str:
    """Where the voices were written and declared, in a sentence.

    The table stands in `data/`; `engagement.toml` gets it, and the scale of agreement, as lines at
    its end, once for each workbook's name.

    Raises
    ------
    RecordProblem
        engagement.toml cannot take the lines; it is left as it was.
    """
    name = f"map-review-{safe_name(file.stem)}"
    engagement = load_engagement(folder)
    lines = _declared(engagement, name, file.name)
    path = folder / ENGAGEMENT
    before = path.read_text("utf-8-sig")
    if lines:
        write_text(path, before.rstrip("\n") + "\n" + lines)
        try:
            load_engagement(folder)
        except RecordProblem as problem:
            write_text(path, before)
            raise RecordProblem(
                f"{ENGAGEMENT} does not take the table of reviews at its end ({problem}). It is "
                f"left as it was. Add these lines yourself:\n{lines}"
            ) from problem
    write_csv(voices, folder / "data" / f"{name}.csv")
    count = "1 voice" if len(voices) == 1 else f"{len(voices)} voices"
    return f"Reviews: {count} in data/{name}.csv, read as a survey from the next run on."


def _declared(engagement: Engagement, name: str, file: str) -> str:
    lines = []
    if AGREEMENT not in engagement.metrics:
        lines += ["", f"[metrics.{AGREEMENT}]  # of reviews of the map: 1 agrees, 0 disagrees",
                  'kind = "mean"', "low = 0", "high = 1", "felt = false"]  # fmt: skip
    if name not in {table.name for table in engagement.tables}:
        columns = {"key": "review_id", "account_id": "account_id", "contact_name": "reviewer",
                   "role": "role", "said_at": "said_on", "stage": "stage",
                   "touchpoint": "touchpoint", "question": "question",
                   "score": "agreement", "text": "comment"}  # fmt: skip
        called = file.replace("\n", " ")
        lines += ["", f"# What reviewers wrote beside the map in the workbook {called}.",
                  "[[tables]]", f'name = "{name}"', f'file = "{name}.csv"', 'feeds = "voices"',
                  'method = "survey"', 'date_order = "year first"',
                  *(f'columns.{one} = "{header}"' for one, header in columns.items()),
                  f'constants.metric = "{AGREEMENT}"']  # fmt: skip
    return "\n".join([*lines, ""]) if lines else ""


def _voice(review: Review, number: int, items: Mapping[str, Any]) -> dict[str, str]:
    stage, touchpoint = _place(review.at, items)
    item = items.get(review.at)
    said = str(getattr(item, "text", "") or getattr(item, "name", ""))
    what = f"{item.lane}: {said}" if isinstance(item, Statement) else said
    return {
        "review_id": f"{review.sheet}-{review.row}-{number}",
        "account_id": review.account,
        "reviewer": review.who,
        "role": review.role,
        "said_on": review.said_on,
        "stage": stage,
        "touchpoint": touchpoint,
        "question": f"Is this so? {what}",
        "agreement": {"agree": "1", "disagree": "0"}.get(review.verdict, ""),
        "comment": review.comment,
    }


def _place(at: str, items: Mapping[str, Any]) -> tuple[str, str]:
    """The name of the stage and the id of the touchpoint in which an element or statement is."""
    touchpoint = ""
    item = items.get(at)
    while item is not None:
        kind = type(item).__name__
        touchpoint = item.id if kind == "Touchpoint" else touchpoint
        if kind == "Stage":
            return item.name, touchpoint
        parent = (
            getattr(item, "at", "") or getattr(item, "touchpoint_id", "")
            or getattr(item, "stage_id", "")
        )  # fmt: skip
        item = items.get(parent)
    return "", touchpoint
