"""Rules of the register: what follows from the map, why, and who does what about it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from cxworkbench.ground.errors import sample_of
from cxworkbench.ground.language import say
from cxworkbench.insight.cause_trees import status_warning
from cxworkbench.records.register import Entry
from cxworkbench.review.phrases import searched
from cxworkbench.review.rules import Shelf
from cxworkbench.review.rules_sense import asks_for_solution
from cxworkbench.review.seen import Found, Seen
from cxworkbench.review.sentence_forms import REPLACES
from cxworkbench.review.word_lists import BLAME

SHELF: Final = Shelf("register")
_SAYS_NOTHING: Final = re.compile(
    r"^\W*(?:n ?/ ?a|none|tbd|tbc|unknown|open|nil)\W*$", re.IGNORECASE
)


def _is_solution(text: str) -> bool:
    return asks_for_solution(text) or searched(REPLACES, text) is not None


def _kind(seen: Seen, *kinds: str) -> list[Entry]:
    return [one for one in seen.entries if one.kind in kinds]


def _of(entries: Iterable[Entry]) -> str:
    return sample_of(one.title for one in entries)


def _place(seen: Seen, one: Entry) -> str:
    for at in (*one.touchpoint_ids, one.stage_id):
        if at in seen.names:
            return at
    return seen.map.id


@SHELF.rule(
    "stage without insight", "serious",
    why="A stage from which nothing follows was drawn for the picture. Most maps end there.",
    remedy="Ask what the stage shows that the client did not know, or say that it is in order.",
)  # fmt: skip
def _no_insight(seen: Seen) -> Iterator[Found]:
    if not seen.entries:
        return
    stage_of = {one.id: one.stage_id for one in seen.map.touchpoints}
    told = {one.stage_id for one in seen.entries}
    told |= {stage_of.get(at, "") for one in seen.entries for at in one.touchpoint_ids}
    for stage in seen.map.stages:
        if stage.id not in told and seen.in_stage(stage.id):
            yield Found(
                stage.id,
                say("Nothing in the register follows from the stage {name}.", name=stage.name),
            )


@SHELF.rule(
    "pain without cause", "serious",
    why="A pain whose cause nobody asked for is treated where it shows and comes back elsewhere.",
    remedy="Ask why until the answer is something that can be changed; enter it as root cause.",
)  # fmt: skip
def _no_cause(seen: Seen) -> Iterator[Found]:
    causes = {one.id for one in _kind(seen, "root cause")}
    explained = {
        key
        for one in _kind(seen, "root cause", "insight")
        if one.kind == "root cause" or one.cause.strip()
        for key in one.because_of
    }
    looked_at = {one.id for one in _kind(seen, "root cause") if not one.suggested}
    pains = _kind(seen, "pain")
    open_ones = [
        one
        for one in pains
        if not one.cause.strip()
        and not set(one.because_of) & causes
        and not set(one.caused_by) & looked_at
        and one.id not in explained
    ]
    if open_ones:
        yield from seen.whole(
            say(
                "{open_ones} of {pains} pains in the register {has} no cause: {of}.",
                open_ones=len(open_ones),
                pains=len(pains),
                has=say("has") if len(open_ones) == 1 else say("have"),
                of=_of(open_ones),
            )
        )


@SHELF.rule(
    "cause that blames", "serious",
    why="People who are blamed explain instead of telling. Behind a careless person stands a "
    "form, a rule or a deadline that makes carelessness likely.",
    remedy="Ask what in the process makes it likely that anybody does so.",
)  # fmt: skip
def _blame(seen: Seen) -> Iterator[Found]:
    for one in seen.entries:
        text = one.title if one.kind == "root cause" else ""
        phrase = BLAME.find(f"{one.cause} . {text}")
        if phrase:
            yield Found(
                _place(seen, one),
                say(
                    "The cause of {title!r} blames somebody: {phrase!r}.",
                    title=one.title,
                    phrase=phrase,
                ),
            )


@SHELF.rule(
    "cause against its evidence", "serious",
    why="A cause is called supported or refuted because of what speaks for or against it. Where "
    "nothing does, or more speaks for the other side, the word is a belief.",
    remedy="Link the evidence that decided it, or call it a hypothesis.",
)  # fmt: skip
def _against_evidence(seen: Seen) -> Iterator[Found]:
    for one in _kind(seen, "root cause"):
        warning = status_warning(one)
        if warning:
            yield Found(
                _place(seen, one),
                say(
                    "The cause {title!r} is {warning}{warning_2}",
                    title=one.title,
                    warning=warning[:1].lower(),
                    warning_2=warning[1:],
                ),
            )


@SHELF.rule(
    "suggestion taken for a cause", "serious",
    why="What goes together need not cause. A suggestion from co-occurrence that is called "
    "supported was looked at by a machine alone.",
    remedy="Look at it, link evidence of your own, and set its status by hand.",
)  # fmt: skip
def _suggested(seen: Seen) -> Iterator[Found]:
    for one in _kind(seen, "root cause"):
        if one.suggested and one.cause_status == "supported":
            yield Found(
                _place(seen, one),
                say(
                    "The suggestion {title!r} is called supported, and nobody looked at it.",
                    title=one.title,
                ),
            )


@SHELF.rule(
    "insight that moves nothing", "slight",
    why="Without a metric that should move and a day by when, nobody can say later whether acting "
    "on an insight helped.",
    remedy="Name the metric, which of satisfaction and loyalty it tells, and the day by when.",
)  # fmt: skip
def _moves_nothing(seen: Seen) -> Iterator[Found]:
    for one in _kind(seen, "insight"):
        if not one.recommendation.strip() or one.status != "confirmed":
            continue
        missing = [word for word, text in (("metric", one.metric), ("day", one.due))
                   if not text.strip()]  # fmt: skip
        if missing:
            yield Found(
                _place(seen, one),
                say(
                    "The confirmed insight {title!r} names no {missing}.",
                    title=one.title,
                    missing=say(" and no ").join(missing),
                ),
            )


@SHELF.rule(
    "insight without evidence", "grave",
    why="An insight is a finding with its evidence. Without it, it is an opinion with a number "
    "in front.",
    remedy="Link the evidence or the entries it rests on, or take it out.",
)  # fmt: skip
def _unshown(seen: Seen) -> Iterator[Found]:
    for one in _kind(seen, "insight", "opportunity", "unmet need", "service gap"):
        if not one.evidence and not one.because_of:
            yield Found(
                _place(seen, one),
                say("Nothing shows the {kind} {title!r}.", kind=one.kind, title=one.title),
            )


@SHELF.rule(
    "solution as an insight", "serious",
    why="An insight says what is true and why. A solution in its place keeps others from being "
    "thought of, and hides whether the problem exists.",
    remedy="Write what was observed and what causes it; the solution belongs into the "
    "recommendation.",
)  # fmt: skip
def _as_insight(seen: Seen) -> Iterator[Found]:
    for one in _kind(seen, "insight", "unmet need", "pain"):
        text = next((t for t in (one.title, one.observation) if _is_solution(t)), "")
        if text:
            yield Found(
                _place(seen, one),
                say("The {kind} {text!r} is a solution.", kind=one.kind, text=text),
            )


@SHELF.rule(
    "insight without consequence", "serious",
    why="Who reads an insight asks so what. Without an answer it is nodded at and forgotten.",
    remedy="Say what it costs customers or us, and what to do.",
)  # fmt: skip
def _so_what(seen: Seen) -> Iterator[Found]:
    for one in _kind(seen, "insight"):
        missing = [
            word
            for word, text in (
                ("consequence", one.consequence),
                ("recommendation", one.recommendation),
            )
            if not any(letter.isalnum() for letter in text) or _SAYS_NOTHING.match(text)
        ]
        if missing:
            yield Found(
                _place(seen, one),
                say(
                    "The insight {title!r} has no {missing}.",
                    title=one.title,
                    missing=say(" and no ").join(missing),
                ),
            )


@SHELF.rule(
    "action without owner", "serious",
    why="What everybody should do, nobody does.",
    remedy="Name the function that answers for it.",
)  # fmt: skip
def _nobody(seen: Seen) -> Iterator[Found]:
    for one in _kind(seen, "action"):
        if not one.owner_function.strip():
            yield Found(
                _place(seen, one), say("Nobody answers for the action {title!r}.", title=one.title)
            )


@SHELF.rule(
    "action without day", "slight",
    why="An action without a day is a wish.",
    remedy="Agree on the day by which it is done.",
)  # fmt: skip
def _undated(seen: Seen) -> Iterator[Found]:
    for one in _kind(seen, "action"):
        if not one.due.strip():
            yield Found(_place(seen, one), say("The action {title!r} has no day.", title=one.title))


@SHELF.rule(
    "action without measure", "serious",
    why="Without a figure agreed before, every action worked.",
    remedy="Name the figure that should move, its value today and the one you want.",
)  # fmt: skip
def _unmeasured(seen: Seen) -> Iterator[Found]:
    for one in _kind(seen, "action"):
        if not one.metric.strip():
            yield Found(
                _place(seen, one),
                say("No figure says whether the action {title!r} worked.", title=one.title),
            )


@SHELF.rule(
    "entry off the map", "serious",
    why="The entry speaks of a place that this map does not have: readers look for it and doubt "
    "both.",
    remedy="Point it to the place that took over, or take it out.",
)  # fmt: skip
def _off(seen: Seen) -> Iterator[Found]:
    touchpoints = {one.id for one in seen.map.touchpoints}
    stages = {one.id for one in seen.map.stages}
    for one in seen.entries:
        lost = [key for key in one.touchpoint_ids if key not in touchpoints]
        lost += [one.stage_id] if one.stage_id and one.stage_id not in stages else []
        if lost:
            yield from seen.whole(
                say(
                    "{title!r} in the register stands at {sample_of}, which this map "
                    "does not have.",
                    title=one.title,
                    sample_of=sample_of(lost),
                )
            )


@SHELF.rule(
    "confirmed on few", "grave", general=True,
    why="The entry is called confirmed, and fewer accounts said so than a claim needs.",
    remedy="Set it back to draft and ask more accounts.",
)  # fmt: skip
def _few(seen: Seen) -> Iterator[Found]:
    for one in _kind(seen, "insight", "pain", "gain", "unmet need", "service gap", "opportunity"):
        if one.status == "confirmed" and 0 < one.n < seen.fewest:
            yield Found(
                _place(seen, one),
                say(
                    "The {kind} {title!r} is confirmed, on {n} of at least {fewest} accounts.",
                    kind=one.kind,
                    title=one.title,
                    n=one.n,
                    fewest=seen.fewest,
                ),
            )
