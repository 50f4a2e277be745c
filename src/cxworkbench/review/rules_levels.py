"""Rules of form: stages, steps and touchpoints, how many there are and what each holds."""

from collections.abc import Iterator
from typing import Final

from cxworkbench.ground.errors import sample_of
from cxworkbench.ground.language import say
from cxworkbench.records.journey_map import Stage
from cxworkbench.review.phrases import words_of
from cxworkbench.review.rules import Shelf
from cxworkbench.review.seen import Found, Seen
from cxworkbench.review.word_lists import AFTER_BUYING, AT_PURCHASE, BEFORE_BUYING, DECIDING
from cxworkbench.voice.words import count_of

SHELF: Final = Shelf("levels")
MOST_STAGES: Final = 12
MOST_IN_STAGE: Final = 12
FEW_TOUCHPOINTS: Final = 5  # below, a map is too young to ask what it leaves out
_EMPTY_WORDS: Final = frozenset(
    words_of("the a an of at in on with by for to from our my your their and via per")
)


@SHELF.rule(
    "map without touchpoints", "grave", bare=True,
    why="Stages alone are headings: nothing on them can be better or worse.",
    remedy="Name the touchpoints of each stage with people who meet customers, then ask customers.",
)  # fmt: skip
def _no_touchpoints(seen: Seen) -> Iterator[Found]:
    if not seen.map.touchpoints:
        stages = count_of(len(seen.map.stages), "stage")
        yield from seen.whole(say("The map has {stages} and no touchpoint.", stages=stages))


@SHELF.rule(
    "stage without touchpoint", "serious",
    why="A stage in which nothing happens is either a heading, or a part of the journey that "
    "customers go through without us and nobody asked about.",
    remedy="Ask customers what they do in this stage, also without us, or take it out.",
)  # fmt: skip
def _empty_stage(seen: Seen) -> Iterator[Found]:
    for stage in seen.map.stages:
        if not seen.in_stage(stage.id):
            yield Found(stage.id, say("The stage {name} has no touchpoint.", name=stage.name))


@SHELF.rule(
    "step without touchpoint", "slight",
    why="A step is something the customer gets done. Without a touchpoint nobody can say where "
    "that happens.",
    remedy="Add the touchpoints of the step, the customer's own actions too, or take it out.",
)  # fmt: skip
def _empty_step(seen: Seen) -> Iterator[Found]:
    used = {one.step_id for one in seen.map.touchpoints}
    for step in seen.map.steps:
        if step.id not in used:
            yield Found(step.id, say("The step {name} has no touchpoint.", name=step.name))


@SHELF.rule(
    "phase without stage", "slight", bare=True,
    why="A phase groups stages. One that groups none is a heading over an empty column.",
    remedy="Put stages into it, or take it out.",
)  # fmt: skip
def _empty_phase(seen: Seen) -> Iterator[Found]:
    used = {one.phase_id for one in seen.map.stages}
    for phase in seen.map.phases:
        if phase.id not in used:
            yield Found(phase.id, say("The phase {name} has no stage.", name=phase.name))


@SHELF.rule(
    "too many stages", "serious", bare=True,
    why=f"More than {MOST_STAGES} stages no longer fit on a page or into a head. Most are steps.",
    remedy="Group them into stages and keep the fine ones as steps, or draw a deep dive of one.",
)  # fmt: skip
def _many_stages(seen: Seen) -> Iterator[Found]:
    if len(seen.map.stages) > MOST_STAGES:
        yield from seen.whole(
            say(
                "The map has {stages} stages; more than {most_stages} are hard to read.",
                stages=len(seen.map.stages),
                most_stages=MOST_STAGES,
            )
        )


@SHELF.rule(
    "too few stages", "serious", bare=True,
    why="A life cycle of one or two stages cannot show where accounts stop or turn round.",
    remedy="Ask customers what changed for them along the way; each change is a new stage.",
)  # fmt: skip
def _few_stages(seen: Seen) -> Iterator[Found]:
    if seen.map.kind == "life cycle" and len(seen.map.stages) < 3:
        stages = count_of(len(seen.map.stages), "stage")
        yield from seen.whole(
            say("The map is called a life cycle and has {stages}.", stages=stages)
        )


@SHELF.rule(
    "crowded stage", "slight",
    why=f"A stage with more than {MOST_IN_STAGE} touchpoints is read as a list, not as a journey.",
    remedy="Split the stage where the customer's aim changes, group into steps, or draw a deep "
    "dive of it.",
)  # fmt: skip
def _crowded(seen: Seen) -> Iterator[Found]:
    for stage in seen.map.stages:
        inside = len(seen.in_stage(stage.id))
        if inside > MOST_IN_STAGE:
            yield Found(
                stage.id,
                say(
                    "The stage {name} has {inside} touchpoints; more than "
                    "{most_in_stage} are hard to read.",
                    name=stage.name,
                    inside=inside,
                    most_in_stage=MOST_IN_STAGE,
                ),
            )


@SHELF.rule(
    "thin stage", "slight",
    why="One touchpoint in a stage, beside stages with many, mostly shows which part of the "
    "journey the people in the room know.",
    remedy="Ask customers and partners what else happens in this stage, or join it to another.",
)  # fmt: skip
def _thin(seen: Seen) -> Iterator[Found]:
    sizes = {stage.id: len(seen.in_stage(stage.id)) for stage in seen.map.stages}
    others = max(sizes.values(), default=0)
    for stage in seen.map.stages:
        if sizes[stage.id] == 1 and others >= 4 and len(sizes) > 2:
            yield Found(
                stage.id,
                say(
                    "The stage {name} has 1 touchpoint, and another has {others}.",
                    name=stage.name,
                    others=others,
                ),
            )


@SHELF.rule(
    "life cycle ends at the purchase", "serious", bare=True,
    why="Most of what business customers live through comes after the order: use, help, renewal. "
    "A life cycle that ends there maps our selling.",
    remedy="Add the stages in which customers use, need help, renew, extend or leave; or call "
    "the map a deep dive.",
)  # fmt: skip
def _no_after(seen: Seen) -> Iterator[Found]:
    stages = seen.map.stages
    if seen.map.kind != "life cycle" or len(stages) < 3:
        return
    last = stages[-2:]
    after = any(AFTER_BUYING.find(_words(one)) for one in last)
    if not after and DECIDING.find(_words(stages[-1])):
        yield from seen.whole(
            say(
                "No stage of this life cycle tells what comes after the purchase; "
                "the last is {name!r}.",
                name=stages[-1].name,
            )
        )


@SHELF.rule(
    "life cycle begins at the purchase", "serious", bare=True,
    why="Before the first contact customers notice a need, ask peers and compare. Who maps from "
    "the order on does not see why some never come.",
    remedy="Add the stage in which customers notice the need and look round, also without us.",
)  # fmt: skip
def _no_before(seen: Seen) -> Iterator[Found]:
    stages = seen.map.stages
    if seen.map.kind != "life cycle" or len(stages) < 3:
        return
    first = stages[:2]
    before = any(BEFORE_BUYING.find(_words(one)) for one in first)
    if not before and any(AT_PURCHASE.find(_words(one)) for one in first):
        yield from seen.whole(
            say(
                "No stage of this life cycle tells what comes before the purchase; "
                "the first is {name!r}.",
                name=stages[0].name,
            )
        )


@SHELF.rule(
    "stage without definition", "slight", bare=True,
    why="Two people who read the same stage name put different evidence into it.",
    remedy="Write in one sentence, as a customer would, what is done in the stage.",
)  # fmt: skip
def _undefined(seen: Seen) -> Iterator[Found]:
    bare = [one.name for one in seen.map.stages if not one.definition.strip()]
    if bare:
        yield from seen.whole(
            say(
                "{bare} of {stages} {has} no definition: {sample_of}.",
                bare=len(bare),
                stages=count_of(len(seen.map.stages), "stage"),
                has=say("has") if len(bare) == 1 else say("have"),
                sample_of=sample_of(bare),
            )
        )


@SHELF.rule(
    "digital only", "serious",
    why="Business customers meet a supplier by device and in person. A map of one kind is "
    "usually a map of the data that was at hand.",
    remedy="Ask where customers meet people, paper, products or places, and add these "
    "touchpoints; or say in the map's title that it leaves them out.",
)  # fmt: skip
def _digital(seen: Seen) -> Iterator[Found]:
    if {one.medium_class for one in seen.map.touchpoints} - {"unknown"} == {"digital"}:
        yield from seen.whole(say("All touchpoints whose medium is known are digital."))


@SHELF.rule(
    "physical only", "serious",
    why="Business customers meet a supplier by device and in person. A map of one kind is "
    "usually a map of the people who were in the room.",
    remedy="Ask which pages, mails, portals and messages customers meet, and add these "
    "touchpoints; or say in the map's title that it leaves them out.",
)  # fmt: skip
def _physical(seen: Seen) -> Iterator[Found]:
    if {one.medium_class for one in seen.map.touchpoints} - {"unknown"} == {"physical"}:
        yield from seen.whole(say("All touchpoints whose medium is known are physical."))


@SHELF.rule(
    "medium not known", "slight",
    why="Without its medium a touchpoint cannot be found by the people who should change it.",
    remedy="Say of each whether it is digital, physical or both.",
)  # fmt: skip
def _unknown_medium(seen: Seen) -> Iterator[Found]:
    contacts = [one for one in seen.map.touchpoints if one.contact]
    unknown = [one.name for one in contacts if one.medium_class == "unknown"]
    if unknown:
        yield from seen.whole(
            say(
                "The medium of {unknown} of {touchpoints} touchpoints is not known: {sample_of}.",
                unknown=len(unknown),
                touchpoints=len(contacts),
                sample_of=sample_of(unknown),
            )
        )


@SHELF.rule(
    "touchpoint twice", "slight",
    why="Evidence of one touchpoint is split between two, and each looks as if few had spoken.",
    remedy="Merge the two, or name what makes them different.",
)  # fmt: skip
def _twice(seen: Seen) -> Iterator[Found]:
    for stage in seen.map.stages:
        known: dict[frozenset[str], str] = {}
        for one in seen.in_stage(stage.id):
            core = _stems(one.name)
            if core in known:
                yield Found(
                    one.id,
                    say(
                        "{name!r} and {known!r} in {name_2} look like one touchpoint.",
                        name=one.name,
                        known=known[core],
                        name_2=stage.name,
                    ),
                )
            known.setdefault(core, one.name)


@SHELF.rule(
    "touchpoint named as its stage", "slight",
    why="A touchpoint with its stage's name says nothing that the stage does not say.",
    remedy="Name the single moment, or split it into the moments the stage consists of.",
)  # fmt: skip
def _named_as_stage(seen: Seen) -> Iterator[Found]:
    for stage in seen.map.stages:
        for one in seen.in_stage(stage.id):
            alike = _stems(one.name) == _stems(stage.name) and len(_core(stage.name)) > 1
            if alike or _core(one.name) == _core(stage.name):
                yield Found(
                    one.id, say("The touchpoint {name!r} has the name of its stage.", name=one.name)
                )


@SHELF.rule(
    "touchpoint without owner", "slight", late=True,
    why="What nobody answers for does not change, however bad it is.",
    remedy="Name the function that answers for it, or the partner company whose touchpoint it is.",
)  # fmt: skip
def _ownerless(seen: Seen) -> Iterator[Found]:
    contacts = [one for one in seen.map.touchpoints if one.contact]
    open_ones = [one.name for one in contacts if not (one.owner.strip() or one.company.strip())]
    if open_ones:
        yield from seen.whole(
            say(
                "Nobody answers for {open_ones} of {touchpoints}: {sample_of}.",
                open_ones=len(open_ones),
                touchpoints=count_of(len(contacts), "touchpoint"),
                sample_of=sample_of(open_ones),
            )
        )


@SHELF.rule(
    "own action with an owner", "slight",
    why="What customers do without us has no owner on our side. One of the two is wrong.",
    remedy="Take the owner out, or mark the touchpoint as a contact.",
)  # fmt: skip
def _owned_action(seen: Seen) -> Iterator[Found]:
    for one in seen.map.touchpoints:
        if not one.contact and one.owner.strip():
            yield Found(
                one.id,
                say(
                    "{name} is the customer's own action, and {owner} is said to own it.",
                    name=one.name,
                    owner=one.owner,
                ),
            )


@SHELF.rule(
    "no action of the customer's own", "serious",
    why="Customers ask peers, wait, argue and get money approved while we hear nothing. That is "
    "often where they decide.",
    remedy="Ask what they do between two contacts with us, and add it as touchpoints without "
    "contact.",
)  # fmt: skip
def _no_own_action(seen: Seen) -> Iterator[Found]:
    touchpoints = seen.map.touchpoints
    if len(touchpoints) >= FEW_TOUCHPOINTS and all(one.contact for one in touchpoints):
        yield from seen.whole(
            say(
                "All {touchpoints} touchpoints are contacts with us; none is the "
                "customer's own action.",
                touchpoints=len(touchpoints),
            )
        )


@SHELF.rule(
    "orphan touchpoint", "slight",
    why="A touchpoint at which nothing is said has no place in the story: either nobody asked, "
    "or it does not matter to customers.",
    remedy="Ask a customer about it, or take it out.",
)  # fmt: skip
def _orphan(seen: Seen) -> Iterator[Found]:
    linked = {one.touchpoint_id for one in seen.map.interactions}
    linked |= {end for flow in seen.map.flows for end in (flow.from_id, flow.to_id)}
    linked |= {one for entry in seen.entries for one in entry.touchpoint_ids}
    said = set(seen.by_place) | {one.at for one in seen.map.statements}
    for one in seen.touchpoints:
        if one.id not in linked and one.id not in said:
            yield Found(
                one.id, say("Nothing is said at {name}, and nothing leads there.", name=one.name)
            )


@SHELF.rule(
    "touchpoint without action", "serious",
    why="A touchpoint is something customers do. Without an action it is a channel or a "
    "department, seen from inside.",
    remedy="Write what the customer does there, starting with We, or observe it.",
)  # fmt: skip
def _silent(seen: Seen) -> Iterator[Found]:
    acts = {one.at for one in seen.lane("actions") if one.text.strip()}
    for stage in seen.map.stages:
        inside = seen.in_stage(stage.id)
        silent = [one.name for one in inside if one.id not in acts]
        if silent:
            yield Found(
                stage.id,
                say(
                    "Nobody knows what customers do at {silent} of {touchpoints} in "
                    "{name}: {sample_of}.",
                    silent=len(silent),
                    touchpoints=count_of(len(inside), "touchpoint"),
                    name=stage.name,
                    sample_of=sample_of(silent),
                ),
            )


def _words(stage: Stage) -> str:
    return f"{stage.name} . {stage.definition}"


def _core(name: str) -> frozenset[str]:
    """The words of a name that tell it apart, without plural."""
    words = (word for word in words_of(name) if word not in _EMPTY_WORDS)
    return frozenset(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words)


def _stems(name: str) -> frozenset[str]:
    """The words of a name without endings: Returning, Returns and Return are one."""
    return frozenset(_stem(word) for word in _core(name))


def _stem(word: str) -> str:
    for ending in ("ings", "ing", "ies", "ied", "es", "ed", "ly", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            bare = word.removesuffix(ending)
            return bare[:-1] if bare[-1:] == bare[-2:-1] and ending in ("ing", "ed") else bare
    return word
