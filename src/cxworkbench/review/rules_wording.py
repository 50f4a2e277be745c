"""Rules of wording: whose words stand on the map, and whether they say anything."""

from collections.abc import Iterator
from typing import Final

from cxworkbench.ground.language import say
from cxworkbench.review import firm_forms as forms
from cxworkbench.review import word_lists as words
from cxworkbench.review.people_words import people_do, people_done_to, people_tend, served_by
from cxworkbench.review.phrases import searched, words_of
from cxworkbench.review.rules import Shelf
from cxworkbench.review.seen import Found, Seen
from cxworkbench.review.wordings import OF_OURS, spoken, texts_of, where

SHELF: Final = Shelf("wording")


def _is_action(seen: Seen, at: str, text: str) -> bool:
    return any(one.text == text for one in seen.by_place.get(at, ()) if one.lane == "actions")


def _other_object(name: str, phrase: str) -> bool:
    """Whether a stage's verb is one of selling, and its object something else: Close the shop."""
    said = words_of(name)
    if (
        phrase == "lead"
        and said[1:2]
        and said[1] not in ("the", "a", "an", "our", "your", "by", "with")
    ):
        return False
    return (
        len(said) > 1
        and said[0] == phrase
        and phrase in forms.BUSY
        and not set(said[1:]) & forms.SOLD
    )


@SHELF.rule(
    "department in a customer's lane", "serious", bare=True,
    why="Customers meet people and do things; they do not meet our organisation chart. A map that "
    "names departments shows who works on it here, not what it is like there.",
    remedy="Say what the customer does or meets, starting with We; name the department as the "
    "touchpoint's owner or in the lane backstage.",
)  # fmt: skip
def _department(seen: Seen) -> Iterator[Found]:
    labels = set(seen.labels)
    for at, text in texts_of(seen):
        said = words_of(text)
        phrase = words.DEPARTMENTS.find(text, own=False)
        if not phrase or words.OF_DATA.find(text):
            continue
        place = said.index(phrase.split()[0])
        second = place == 2 and said[0] == "the" and _is_action(seen, at, text)
        before = said[place - 1] in forms.BEFORE_ONE
        acts = place <= 1 or second or before or phrase in forms.PLAINLY_ONE
        if acts or (at, text) in labels:
            yield Found(
                at,
                say(
                    "{where} names a department: {phrase!r}.",
                    where=where(seen, at, text),
                    phrase=phrase,
                ),
            )


@SHELF.rule(
    "system in a customer's lane", "serious", bare=True,
    why="Systems are ours. Customers see a page, a letter or a person, and judge that.",
    remedy="Say what the customer sees or does; put the system's name into systems or backstage.",
)  # fmt: skip
def _system(seen: Seen) -> Iterator[Found]:
    yield from spoken(seen, texts_of(seen), words.SYSTEMS, "names a system:", own=False)
    for at, text in texts_of(seen):
        phrase = words.SYSTEMS.find(text)
        theirs = phrase and not words.SYSTEMS.find(text, own=False)
        if theirs and forms.THEIR.search(text[: max(0, text.lower().find(phrase))]):
            yield Found(
                at,
                say(
                    "{where} names a system: {named!r}.", where=where(seen, at, text), named=phrase
                ),
            )
        named = searched(forms.MACHINE, text)
        if named and not words.SYSTEMS.find(text, own=False):
            yield Found(
                at,
                say(
                    "{where} names a system: {named!r}.",
                    where=where(seen, at, text),
                    named=named[0].strip(),
                ),
            )


@SHELF.rule(
    "funnel words", "serious", bare=True,
    why="Leads, pipelines and conversions are how a seller counts. A buyer who is being "
    "qualified is trying to find out whether you understand the problem.",
    remedy="Ask what the customer is trying to get done at this point, and write that.",
)  # fmt: skip
def _funnel(seen: Seen) -> Iterator[Found]:
    said = ((at, text) for at, text in texts_of(seen) if not searched(forms.THINGS, text))
    yield from spoken(seen, said, words.FUNNEL, say("speaks as a sales funnel does:"))
    for one in seen.own_words:
        if searched(forms.CONVERTED, one.text):
            yield Found(
                one.at,
                say(
                    "{text!r} at {name} speaks as a sales funnel does: 'convert'.",
                    text=one.text,
                    name=seen.name(one.at),
                ),
            )


@SHELF.rule(
    "customer in the passive", "serious", bare=True,
    why="Who is processed, informed or onboarded is an object of our process. What customers do "
    "and decide themselves gets lost in that sentence.",
    remedy="Turn the sentence round: We …, and what the customer does; our part goes backstage.",
)  # fmt: skip
def _passive(seen: Seen) -> Iterator[Found]:
    steps = [*seen.labels, *((one.at, one.text) for one in seen.lane("actions"))]
    said = [(at, text, searched(forms.DONE_TO, text)) for at, text in texts_of(seen)]
    said += [(at, text, searched(forms.CASE_DONE, text)) for at, text in steps]
    to_people = people_done_to(seen)
    said += [(at, text, to_people.search(text)) for at, text in steps]
    said += [(at, text, searched(forms.PROCESSED, text)) for at, text in steps]
    said += [(at, text, searched(forms.TO_US, text)) for at, text in steps]
    for at, text, done in said:
        if done and next(filter(None, done.groups())).lower() not in forms.STATES:
            yield Found(
                at,
                say(
                    "{where} lets something be done to the customer: {done!r}.",
                    where=where(seen, at, text),
                    done=done[0],
                ),
            )


@SHELF.rule(
    "about the customer, not from them", "slight",
    why="A sentence about customers is an opinion on them. A sentence in their voice can be shown "
    "to one of them, who will say whether it is true.",
    remedy="Write it in the first person, as the customer would: We order, We wait.",
)  # fmt: skip
def _third_person(seen: Seen) -> Iterator[Found]:
    they, tend = people_do(seen), people_tend(seen)
    for one in seen.own_words:
        about = searched(forms.ABOUT_THEM, one.text) or tend.search(one.text)
        if one.lane == "actions" and not one.text.endswith("?"):
            about = about or searched(forms.THEY_DO, one.text) or they.search(one.text)
        if about and not searched(OF_OURS, one.text):
            yield Found(
                one.at,
                say(
                    "{text!r} at {name} speaks about the customer.",
                    text=one.text,
                    name=seen.name(one.at),
                ),
            )


@SHELF.rule(
    "the firm speaks", "serious",
    why="We on a customer's map is the customer. Where we is the firm, the lane shows the firm's "
    "tasks, and the customer's part is empty.",
    remedy="Write what the customer does in that moment, and put the firm's part backstage.",
)  # fmt: skip
def _firm(seen: Seen) -> Iterator[Found]:
    serves = served_by(seen)
    for one in seen.own_words:
        said = any(searched(form, one.text) for form in (forms.TO_THEM, forms.SELLS, forms.SERVES))
        said = said or (one.lane == "actions" and serves.search(one.text) is not None)
        clean = searched(forms.THINGS, one.text) or searched(forms.OWN_BOOKS, one.text)
        if said and not clean:
            yield Found(
                one.at,
                say(
                    "{text!r} at {name} is said by the firm.", text=one.text, name=seen.name(one.at)
                ),
            )


@SHELF.rule(
    "stage named from inside", "serious", bare=True,
    why="A stage is a part of the customer's relationship. Named after our process it begins and "
    "ends where our process does, and what customers do before and after is left out.",
    remedy="Name the stage by what the customer is getting done in it.",
)  # fmt: skip
def _inside_stage(seen: Seen) -> Iterator[Found]:
    for stage in seen.map.stages:
        done = searched(forms.OUR_PROCESS, stage.name)
        phrase = words.INSIDE_STAGES.find(stage.name) or (done[0] if done else "")
        if phrase and not _other_object(stage.name, phrase):
            yield Found(
                stage.id,
                say(
                    "The stage {name!r} is named after our process: {phrase!r}.",
                    name=stage.name,
                    phrase=phrase,
                ),
            )


@SHELF.rule(
    "channel as a name", "slight",
    why="A channel says by which means and not what for: two things that customers do by phone "
    "are two touchpoints.",
    remedy="Name what happens there, and put the channel into the field channel.",
)  # fmt: skip
def _channel_name(seen: Seen) -> Iterator[Found]:
    for one in seen.map.touchpoints:
        bare = words.CHANNELS.only(one.name, besides=words.JOINING)
        bare = bare and not searched(forms.ON_SITE, one.name)
        if bare or searched(forms.MEANS, one.name):
            yield Found(
                one.id, say("The touchpoint {name!r} is named after its channel.", name=one.name)
            )


def _does(word: str) -> bool:
    """Whether a short action may begin with a verb, as "Signs" and "Answers NPS" do."""
    return len(word) > 3 and word.endswith("s") and not word.endswith("ss")


@SHELF.rule(
    "channel as an action", "serious",
    why="An action is something that customers do. A channel alone does not say who does what.",
    remedy="Write the action as a sentence that begins with We and has a verb.",
)  # fmt: skip
def _channel_action(seen: Seen) -> Iterator[Found]:
    for one in seen.lane("actions"):
        said = words_of(one.text)
        few = 0 < len(said) <= 2 and not searched(OF_OURS, one.text)
        if (few and not _does(said[0])) or words.CHANNELS.only(
            one.text, besides=forms.BESIDE_CHANNELS
        ):
            yield Found(
                one.at,
                say(
                    "{text!r} at {name} stands among the actions and says nothing that "
                    "somebody does.",
                    text=one.text,
                    name=seen.name(one.at),
                ),
            )
