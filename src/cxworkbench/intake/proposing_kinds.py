"""Proposals for tables of a known kind: reviews, secret shopping, CRM and analytics exports."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import pandas as pd

from cxworkbench.ground.rules import columns_in_rule
from cxworkbench.intake.answers import YES_NO, checklist_scale, own_number, words_of
from cxworkbench.intake.columns import map_columns, usual_columns
from cxworkbench.intake.kinds import Kind
from cxworkbench.intake.proposal_toml import Proposal
from cxworkbench.intake.questions import checklist_metric, items_asked, texts_asked
from cxworkbench.intake.words import by_plain, plain
from cxworkbench.records.engagement import Metric, ReceivedTable

_FEWEST_ITEMS: Final = 2  # a visit's sheet has at least so many
_MOST_POINTS: Final = (
    "max score", "max points", "maximum", "maximum score", "maximum points", "possible points",
    "points possible", "points available", "max punkte", "maximalpunkte", "mogliche punkte",
)  # fmt: skip
_COUNTING: Final = ("id", "no", "nr", "number", "nummer")  # last word of headers that only number
_STARS: Final = (5, 10)
_EXPECTED: Final = ("close date", "closed date", "closedate", "abschlussdatum", "schlusstermin")
_CLOSED: Final = frozenset(("closed", "won", "lost", "closedwon", "closedlost", "gewonnen",
                            "verloren", "abgeschlossen", "geschlossen", "abgelehnt"))  # fmt: skip
_STATUS: Final = ("status", "task status", "activity status", "aufgabenstatus")
_NOT_DONE: Final = ("open", "not started", "planned", "scheduled", "in progress", "deferred",
                    "waiting on someone else", "waiting", "offen", "geplant", "nicht begonnen",
                    "in bearbeitung", "zuruckgestellt")  # fmt: skip


def proposal_of_kind(kind: Kind, file: str, sheet: str, frame: pd.DataFrame) -> Proposal | None:
    """What a table of that kind feeds; None where it holds nothing of what the kind is about.

    Parameters
    ----------
    kind
        As `known_kind` found it.
    file, sheet
        Where the table stands.
    frame
        The received table, texts.
    """
    headers = [str(header) for header in frame.columns]
    columns = kind.filled(headers)
    free = [header for header in headers if header not in columns.values()]
    usual = usual_columns(kind.feeds, free)
    columns |= {column: header for column, header in usual.items() if column not in columns}
    proposal = Proposal(
        "", file, sheet, kind.feeds, columns, {}, frame, kind.name, kind.method,
        {name: value for name, value in kind.constants.items() if name not in columns},
    )  # fmt: skip
    if kind.name == "secret shopping":
        return _scored_items(proposal)
    if kind.name == "secret shopping visits":
        return _visits(proposal)
    if kind.name == "reviews":
        return _reviews(proposal)
    if kind.name in ("opportunities", "activities"):
        return _without_what_is_to_come(proposal)
    return proposal


def rule_for(header: str, value: str) -> str:
    r"""The rule that fits the rows with this value; "" where no rule can say it.

    Examples
    --------
    >>> rule_for("Deal Stage", "Contract sent"), rule_for("Stage (now)", "it's \"open\"")
    ("Deal_Stage == 'Contract sent'", '')
    """
    name = re.sub(r"\W", "_", header)
    quote = "'" if "'" not in value else '"'
    rule = f"{name} == {quote}{value}{quote}"
    sayable = quote not in value and "\\" not in value
    return rule if sayable and columns_in_rule(rule, [header]) == (header,) else ""


def with_shared_words(proposal: Proposal) -> Proposal:
    """The proposal with words that all its questions share said once, for the table."""
    worded = [asked.words for asked in proposal.questions.values() if asked.words]
    together: dict[str, int] = {}
    for words in worded:
        if any(together.get(word, number) != number for word, number in words.items()):
            return proposal
        together |= words
    if len(worded) < 2:
        return proposal
    questions = {header: replace(one, words={}) for header, one in proposal.questions.items()}
    in_order = dict(sorted(together.items(), key=lambda one: (one[1], one[0])))
    return replace(proposal, questions=questions, words=in_order)


def _without_what_is_to_come(proposal: Proposal) -> Proposal:
    """Open deals and tasks set aside: the day they carry is only expected, and nothing happened."""
    if proposal.kind == "opportunities":
        header = proposal.columns["activity"]
        if plain(proposal.columns.get("occurred_at", "")) not in _EXPECTED:
            return proposal
        is_open, why = _is_open_deal, "open deals: their close date is only expected"
    else:
        words = by_plain(map(str, proposal.frame.columns))
        header = next((words[name] for name in _STATUS if name in words), "")
        is_open, why = _is_open_task, "not done yet"
    if not header:
        return proposal
    values = sorted(value for value in proposal.frame[header].str.strip().unique() if value)
    rules = tuple(rule for value in values if is_open(value) and (rule := rule_for(header, value)))
    return replace(proposal, set_aside=rules, why_aside=why) if rules else proposal


def _is_open_deal(value: str) -> bool:
    return not set(plain(value).split()) & _CLOSED


def _is_open_task(value: str) -> bool:
    return plain(value) in _NOT_DONE


def _scored_items(proposal: Proposal) -> Proposal | None:
    frame = proposal.frame
    score = proposal.columns["score"]
    most = next((h for p, h in by_plain(map(str, frame.columns)).items() if p in _MOST_POINTS), "")
    if most:
        name, metric = checklist_metric((0.0, 1.0))
        columns = {**proposal.columns, "score": "share_of_points"}
        computed = {"share_of_points": f"`{score}` / `{most}`"}
        return _scored(replace(proposal, columns=columns, computed=computed), name, metric)
    scale = checklist_scale(frame[score])
    if scale is None:
        return None
    texts = [] if scale != (0.0, 1.0) else frame[score].str.strip().unique().tolist()
    words = words_of([text for text in texts if not text.isdecimal()], YES_NO)
    return _scored(replace(proposal, words=words), *checklist_metric(scale))


def _visits(proposal: Proposal) -> Proposal | None:
    table = ReceivedTable(name="x", file="x", feeds="voices", columns=proposal.columns)
    headers = [str(header) for header in proposal.frame.columns]
    used = {*proposal.columns.values(), *map_columns(table, headers).personal}
    free = [h for h in headers if h not in used and plain(h).split(" ")[-1] not in _COUNTING]
    items = items_asked(proposal.frame, free)
    if len(items) < _FEWEST_ITEMS:
        return None
    return with_shared_words(replace(proposal, questions=items))


def _reviews(proposal: Proposal) -> Proposal:
    used = set(proposal.columns.values())
    free = [str(h) for h in proposal.frame.columns if str(h) not in used]
    proposal = replace(proposal, questions=texts_asked(proposal.frame, free))
    if "metric" in proposal.columns or "score" not in proposal.columns:
        return proposal
    texts = proposal.frame[proposal.columns["score"]].str.strip()
    numbers = pd.to_numeric(texts.str.replace(",", ".", regex=False), errors="coerce")
    numbers = numbers.fillna(texts.map(_carried).astype("float64"))
    highest = numbers.max()
    high = next((end for end in _STARS if highest <= end), None)
    if high is None:
        return proposal
    return _scored(proposal, f"Rating 1-{high}", Metric(kind="mean", low=1, high=high))


def _carried(text: str) -> float:
    own = own_number(text)
    return own[0] if own else float("nan")


def _scored(proposal: Proposal, name: str, metric: Metric) -> Proposal:
    constants: Mapping[str, Any] = {**proposal.constants, "metric": name}
    return replace(proposal, constants=dict(constants), metrics={name: metric})
