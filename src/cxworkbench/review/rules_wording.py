"""Rules of wording: whose words stand on the map, and whether they say anything."""

import re
from collections.abc import Iterator
from typing import Final

from cxworkbench.ground.language import say
from cxworkbench.review import word_lists as words
from cxworkbench.review.people_words import people_do, people_done_to
from cxworkbench.review.phrases import searched, words_of
from cxworkbench.review.rules import Shelf
from cxworkbench.review.seen import Found, Seen
from cxworkbench.review.wordings import OF_OURS, spoken, texts_of, where

SHELF: Final = Shelf("wording")
_BUYERS: Final = (
    "customers?|clients?|accounts?|users?|buyers?|members?|subscribers?|applicants?|shoppers?|"
    "policyholders?|prospects?|contacts?|leads?|consumers?|purchasers?"
)
_CASES: Final = (
    r"orders?|requests?|tickets?|cases?|complaints?|claims?|contracts?|quotes?|inquir\w+|enquir\w+|"
    r"applications?|queries|query|calls?|invoices?|returns?|bookings?|reservations?"
)
_DONE: Final = (
    r"\s+(?:is|are|was|were|gets?|got|being|(?:has|have) been|will be|can be|must be)\s+"
    r"(?:\w+ly\s+|then\s+|being\s+|first\s+)?(\w+ed|sent|given|told|shown|led|put|taken|sold|"
    r"billed|split|set up|brought|made|written|driven|won|lost|held|kept|fed|paid|met|rung|taught|"
    r"sought|chosen|drawn|forgotten)\b"
)
_DONE_TO: Final = re.compile(rf"\b(?:{_BUYERS}){_DONE}", re.IGNORECASE)
_CASE_DONE: Final = re.compile(rf"\b(?:{_CASES}){_DONE}", re.IGNORECASE)
_STATES: Final = frozenset(
    words_of(
        "annoyed pleased satisfied dissatisfied frustrated worried delighted confused interested "
        "disappointed relieved surprised stressed tired excited overwhelmed bored"
    )
)
_ABOUT_THEM: Final = re.compile(  # others than buyers may be the customer's own customers
    r"^(?:the |a |an |each |many |most |some |all |new |existing |typical )*"
    r"(?:(?:customers?|clients?|"
    r"users?|buyers?|consumers?|purchasers?|decision[- ]makers?|subscribers?|policyholders?|"
    r"personas?|end users?)\b(?!['’]s)(?!\s+of\b)|they (?:want|expect|need|wish|hope|fear|prefer|"
    r"like|look|compare|ask|check|decide|would|should|feel|buy|order|think|believe|care)\b)",
    re.IGNORECASE,
)
_TO_THEM: Final = re.compile(
    r"\b(?:we|our (?!own)\w+(?: \w+)?)\b.{0,60}?\b(?:the|a|each|every|new|to|with|potential|for|"
    r"existing|interested|their) (?:customers?|clients?|prospects?|buyers?|leads?|purchasers?|"
    r"subscribers?|consumers?)\b|"
    r"\bwe (?:\w+ ){1,3}?(?<!our )(?<!own )(?:prospects|leads|customers|clients|buyers)\b|"
    r"\bour (?:new |best |key )?(?:website|"
    r"brochure|sales \w+|newsletter|webinar|price list|hotline|customer service|offering|showroom|"
    r"proposal|catalogue|sales|campaign|solution|solutions|service offering|brand)\b",
    re.IGNORECASE,
)

_MACHINE: Final = re.compile(
    r"(?<!own )(?<!our )(?<!^)\b[A-Z]\w+ (?:database|platform|suite|cloud|backend|instance)\b|"
    r"\b(?:billing|pricing|workflow|rules|booking|ordering|ticketing|rating|scoring|campaign|"
    r"matching|recommendation|quoting|quotation|invoicing|routing) "
    r"(?:engine|database|system|platform|queue|module|tool|software)\b",
)
_THINGS: Final = re.compile(  # what is called like a word of the funnel and can be touched
    r"\blead[- ](?:seal|foil|sheet|pipe|battery|batteries|acid|wire|apron|paint|glass|brick|weight|"
    r"shot|singer|time|times|rope|car|climber|nurse|block)s?\b|\bleads? (?:of|to|from|for) the "
    r"(?:battery|cable|lamp|sensor|motor|pump|machine|meter)\b|\bfunnel\b.{0,12}\bwith (?!leads?\b|"
    r"prospects?\b|contacts?\b)|\bclose the deal with a handshake\b",
    re.IGNORECASE,
)
_CONVERTED: Final = re.compile(
    r"\b(?:convert(?:s|ed)? (?:from|to (?:paid|a paying|customer|contract)))\b", re.IGNORECASE
)
_PROCESSED: Final = re.compile(
    r"^(?:then |next )?we (?:are|get|were|got|have been|are being) (?:\w+ly |then |automatically )?"
    r"((?:re)?(?:assigned|allocated|segmented|classified|categori[sz]ed|routed|scored|onboarded|"
    r"qualified|targeted|transferred|migrated|activated|provisioned|matched|escalated|forwarded|"
    r"profiled|ranked|tagged|priori[sz]ed|prioriti[sz]ed|processed|handled|nurtured|contacted|"
    r"approached|clustered|screened|vetted|converted))\b",
    re.IGNORECASE,
)
_THEY_DO: Final = re.compile(r"^(?:they|he|she|he or she|s/he)\b\s+\w+", re.IGNORECASE)
_SELLS: Final = re.compile(
    r"\bwe (?:present|target|segment|nurture|onboard|acquire|retain|upsell|cross-sell|qualify|"
    r"win back|survey|convince|persuade) (?:\w+ ){0,2}(?:customers|clients|buyers|accounts|"
    r"prospects|contacts|them)\b|\bto (?:keep|retain|win|bind|convert|convince|upsell) "
    r"(?:them|customers)\b|"
    r"\bour (?:\w+ )?(?:team|consultants?|experts?|advis[eo]rs?|agents?|reps?|specialists?) "
    r"(?:onboard|welcome|advise|guide|support|serve|convince|present|analyse|visit|train|install|"
    r"contact|call|approach|qualify)s? (?:the|every|each|new|them|all|customers?|"
    r"clients?|sites?)\b",
    re.IGNORECASE,
)
_OUR_PROCESS: Final = re.compile(
    r"\b(?:quotation|quote|order|contract|customer|client|account|claims?|invoice|complaint|case|"
    r"service|billing|returns|request|application|policy|partner|user|ticket|vendor|data)s? "
    r"(?:processing|administration|activation|farming|handling|management|provisioning|onboarding|"
    r"development|acquisition|retention|lifecycle|fulfilment|hunting|penetration|growth|creation|"
    r"entry|setup|capture|verification|enablement|expansion)\b|\b(?:go-live|onboarding|rollout|"
    r"roll-out|implementation) (?:project|phase)\b",
    re.IGNORECASE,
)
_ON_SITE: Final = re.compile(r"(?<!on-)(?<!on )\bsite (?:meeting|visit|talk)", re.IGNORECASE)
_BUSY: Final = frozenset(("close", "convert", "lead", "retain", "qualify", "recover", "activate"))
_SOLD: Final = frozenset(
    words_of(
        "customer customers client clients deal deals sale sales lead leads prospect prospects "
        "account accounts contract contracts buyer buyers user users order orders and or "
        "opportunity opportunities to into & with them"
    )
)


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
    return len(said) > 1 and said[0] == phrase and phrase in _BUSY and not set(said[1:]) & _SOLD


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
        before = said[place - 1] in ("by", "the", "from", "via", "to", "with")
        acts = place <= 1 or second or before
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
        named = searched(_MACHINE, text)
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
    said = ((at, text) for at, text in texts_of(seen) if not searched(_THINGS, text))
    yield from spoken(seen, said, words.FUNNEL, say("speaks as a sales funnel does:"))
    for one in seen.own_words:
        if searched(_CONVERTED, one.text):
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
    said = [(at, text, searched(_DONE_TO, text)) for at, text in texts_of(seen)]
    said += [(at, text, searched(_CASE_DONE, text)) for at, text in steps]
    to_people = people_done_to(seen)
    said += [(at, text, to_people.search(text)) for at, text in steps]
    said += [(at, text, searched(_PROCESSED, text)) for at, text in steps]
    for at, text, done in said:
        if done and done[1].lower() not in _STATES:
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
    they = people_do(seen)
    for one in seen.own_words:
        about = searched(_ABOUT_THEM, one.text)
        if one.lane == "actions" and not one.text.endswith("?"):
            about = about or searched(_THEY_DO, one.text) or they.search(one.text)
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
    for one in seen.own_words:
        said = searched(_TO_THEM, one.text) or searched(_SELLS, one.text)
        if said and not searched(_THINGS, one.text):
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
        done = searched(_OUR_PROCESS, stage.name)
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
        if words.CHANNELS.only(one.name, besides=words.JOINING) and not searched(
            _ON_SITE, one.name
        ):
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
        if (few and not _does(said[0])) or words.CHANNELS.only(one.text, besides=words.JOINING):
            yield Found(
                one.at,
                say(
                    "{text!r} at {name} stands among the actions and says nothing that "
                    "somebody does.",
                    text=one.text,
                    name=seen.name(one.at),
                ),
            )
