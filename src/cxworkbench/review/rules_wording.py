"""Rules of wording: whose words stand on the map, and whether they say anything."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from cxworkbench.ground.errors import sample_of
from cxworkbench.records.journey_map import Statement
from cxworkbench.review import word_lists as words
from cxworkbench.review.phrases import Phrases, words_of
from cxworkbench.review.rules import Shelf
from cxworkbench.review.seen import Found, Seen

SHELF: Final = Shelf("wording")
LONGEST: Final = 160  # letters of one statement; a second sentence is a second statement
_BUYER: Final = (
    r"(?:customers?|clients?|accounts?|users?|buyers?|guests?|patients?|members?|subscribers?|"
    r"applicants?|tenants?|shoppers?|end users?|retailers?|policyholders?|borrowers?|prospects?|"
    r"contacts?|orders?|requests?|tickets?|cases?|complaints?|claims?|contracts?|quotes?|inquir\w+|"
    r"enquir\w+|applications?|they)"
)
_DONE_TO: Final = re.compile(
    rf"\b{_BUYER}\s+(?:is|are|was|were|gets?|got|being|(?:has|have) been|will be|can be|must be)\s+"
    r"(?:\w+ly\s+|then\s+|being\s+|automatically\s+)?(\w+ed|sent|given|told|shown|led|put|taken|"
    r"sold|billed|split|set up|brought|made|written|driven|won|lost|held|kept|fed|paid)\b",
    re.IGNORECASE,
)
_STATES: Final = frozenset(
    words_of(
        "annoyed pleased satisfied dissatisfied frustrated worried delighted confused interested "
        "disappointed relieved surprised stressed tired excited overwhelmed bored"
    )
)
_ABOUT_THEM: Final = re.compile(
    r"^(?:the |a |an |each |many |most |some |all |new |existing |typical )*(?:customers?|clients?|"
    r"users?|buyers?|guests?|patients?|members?|subscribers?|shoppers?|end users?|they|he|she|"
    r"purchasers?|decision-makers?|decision makers?|tenants?|policyholders?|personas?)\b"
    r"(?!['’]s)(?!\s+of\b)",
    re.IGNORECASE,
)
_OF_OURS: Final = re.compile(r"\b(?:we|us|our|ours|my|i|me)\b", re.IGNORECASE)
_TO_THEM: Final = re.compile(
    r"\b(?:we|our (?!own)\w+(?: \w+)?)\b.{0,60}?\b(?:the|a|each|every|new|to|with|potential|for|"
    r"existing|interested|their) (?:customers?|clients?|prospects?|buyers?|leads?|purchasers?|"
    r"subscribers?|guests?|patients?|tenants?|members?)\b|\bour (?:new |best |key )?(?:website|"
    r"brochure|sales \w+|newsletter|webinar|price list|hotline|customer service|offering|showroom|"
    r"proposal|catalogue|sales|campaign|solution|solutions|service offering|brand)\b",
    re.IGNORECASE,
)
_CAPITALS: Final = re.compile(r"\b[A-Z][A-Z0-9&]{2,6}\b")
_EVERYDAY: Final = frozenset((
    "VAT", "PDF", "CSV", "USB", "PIN", "FAQ", "NPS", "CES", "CSAT", "GPS", "USA", "SMS", "LED",
    "DIY", "CEO", "CFO", "XML", "DNA", "TIME", "ASAP", "API", "RFP", "RFQ", "EUR", "USD", "GBP",
))  # fmt: skip
_QUESTION: Final = re.compile(
    r"\b(?:don't|doesn't|isn't|aren't|wouldn't|shouldn't) (?:you|they|it)"
)


def _texts(seen: Seen) -> Iterator[tuple[str, str]]:
    """Where a text stands and the text: labels first, then what is said in the customer's lanes."""
    yield from seen.labels
    yield from ((one.at, one.text) for one in seen.own_words)


def _spoken(
    seen: Seen, texts: Iterable[tuple[str, str]], phrases: Phrases, what: str, *, own: bool = True
) -> Iterator[Found]:
    for at, text in texts:
        phrase = phrases.find(text, own=own)
        if phrase:
            yield Found(at, f"{_where(seen, at, text)} {what} {phrase!r}.")


def _where(seen: Seen, at: str, text: str) -> str:
    name = seen.name(at)
    return f"The name {text!r}" if name == text else f"{text!r} at {name}"


@SHELF.rule(
    "department in a customer's lane", "serious", bare=True,
    why="Customers meet people and do things; they do not meet our organisation chart. A map that "
    "names departments shows who works on it here, not what it is like there.",
    remedy="Say what the customer does or meets, starting with We; name the department as the "
    "touchpoint's owner or in the lane backstage.",
)  # fmt: skip
def _department(seen: Seen) -> Iterator[Found]:
    labels = set(seen.labels)
    for at, text in _texts(seen):
        said = words_of(text)
        phrase = words.DEPARTMENTS.find(text, own=False)
        if not phrase or words.OF_DATA.find(text):
            continue
        place = said.index(phrase.split()[0])
        acts = place <= 1 or said[place - 1] in ("by", "the", "from", "via", "to", "with")
        if acts or (at, text) in labels:
            yield Found(at, f"{_where(seen, at, text)} names a department: {phrase!r}.")


@SHELF.rule(
    "system in a customer's lane", "serious", bare=True,
    why="Systems are ours. Customers see a page, a letter or a person, and judge that.",
    remedy="Say what the customer sees or does; put the system's name into systems or backstage.",
)  # fmt: skip
def _system(seen: Seen) -> Iterator[Found]:
    yield from _spoken(seen, _texts(seen), words.SYSTEMS, "names a system:", own=False)


@SHELF.rule(
    "funnel words", "serious", bare=True,
    why="Leads, pipelines and conversions are how a seller counts. A buyer who is being "
    "qualified is trying to find out whether you understand the problem.",
    remedy="Ask what the customer is trying to get done at this point, and write that.",
)  # fmt: skip
def _funnel(seen: Seen) -> Iterator[Found]:
    yield from _spoken(seen, _texts(seen), words.FUNNEL, "speaks as a sales funnel does:")


@SHELF.rule(
    "customer in the passive", "serious", bare=True,
    why="Who is processed, informed or onboarded is an object of our process. What customers do "
    "and decide themselves gets lost in that sentence.",
    remedy="Turn the sentence round: We …, and what the customer does; our part goes backstage.",
)  # fmt: skip
def _passive(seen: Seen) -> Iterator[Found]:
    for at, text in _texts(seen):
        done = _DONE_TO.search(text)
        if done and done[1].lower() not in _STATES:
            yield Found(at, f"{_where(seen, at, text)} lets something be done to the customer: "
                            f"{done[0]!r}.")  # fmt: skip


@SHELF.rule(
    "about the customer, not from them", "slight",
    why="A sentence about customers is an opinion on them. A sentence in their voice can be shown "
    "to one of them, who will say whether it is true.",
    remedy="Write it in the first person, as the customer would: We …",
)  # fmt: skip
def _third_person(seen: Seen) -> Iterator[Found]:
    for one in seen.own_words:
        if _ABOUT_THEM.search(one.text) and not _OF_OURS.search(one.text):
            yield Found(one.at, f"{one.text!r} at {seen.name(one.at)} speaks about the customer.")


@SHELF.rule(
    "the firm speaks", "serious",
    why="We on a customer's map is the customer. Where we is the firm, the lane shows the firm's "
    "tasks, and the customer's part is empty.",
    remedy="Write what the customer does in that moment, and put the firm's part backstage.",
)  # fmt: skip
def _firm(seen: Seen) -> Iterator[Found]:
    for one in seen.own_words:
        spoken = _TO_THEM.search(one.text)
        if spoken:
            yield Found(one.at, f"{one.text!r} at {seen.name(one.at)} is said by the firm.")


@SHELF.rule(
    "stage named from inside", "serious", bare=True,
    why="A stage is a part of the customer's relationship. Named after our process it begins and "
    "ends where our process does, and what customers do before and after is left out.",
    remedy="Name the stage by what the customer is getting done in it.",
)  # fmt: skip
def _inside_stage(seen: Seen) -> Iterator[Found]:
    for stage in seen.map.stages:
        phrase = words.INSIDE_STAGES.find(stage.name)
        if phrase:
            yield Found(stage.id, f"The stage {stage.name!r} is named after our process: "
                                  f"{phrase!r}.")  # fmt: skip


@SHELF.rule(
    "channel as a name", "slight",
    why="A channel says by which means and not what for: two things that customers do by phone "
    "are two touchpoints.",
    remedy="Name what happens there, and put the channel into the field channel.",
)  # fmt: skip
def _channel_name(seen: Seen) -> Iterator[Found]:
    for one in seen.map.touchpoints:
        if words.CHANNELS.only(one.name, besides=words.JOINING):
            yield Found(one.id, f"The touchpoint {one.name!r} is named after its channel.")


@SHELF.rule(
    "channel as an action", "serious",
    why="An action is something that customers do. A channel alone does not say who does what.",
    remedy="Write the action as a sentence that begins with We and has a verb.",
)  # fmt: skip
def _channel_action(seen: Seen) -> Iterator[Found]:
    for one in seen.lane("actions"):
        said = words_of(one.text)
        few = 0 < len(said) <= 2 and not _OF_OURS.search(one.text)
        if few or words.CHANNELS.only(one.text, besides=words.JOINING):
            yield Found(one.at, f"{one.text!r} at {seen.name(one.at)} stands among the actions and "
                                "says nothing that somebody does.")  # fmt: skip


@SHELF.rule(
    "solution instead of a need", "serious",
    why="A portal is an answer. Written as the need or the pain it closes the question: nobody "
    "asks any more what the customer could not get done, and other answers are not looked for.",
    remedy="Ask what the customer could not do without it, and write that; the solution is an "
    "idea, in its own lane.",
)  # fmt: skip
def _solution(seen: Seen) -> Iterator[Found]:
    for one in seen.lane("needs", "pains", "expectations"):
        if asks_for_solution(one.text):
            yield Found(one.at, f"{one.text!r} at {seen.name(one.at)} is a solution, among the "
                                f"{one.lane}.")  # fmt: skip


@SHELF.rule(
    "says next to nothing", "serious",
    why="'Bad service' fits every company. Nobody can act on it, and nobody can say whether it "
    "has become better.",
    remedy="Write what happened, to whom and how long it took, as somebody told it.",
)  # fmt: skip
def _vague(seen: Seen) -> Iterator[Found]:
    for one in seen.lane("needs", "pains", "gains", "expectations"):
        said = words_of(one.text)
        if 0 < len(said) <= 4 and words.VAGUE.only(one.text, besides=("and", "is", "the", "a", "of",
                                                                      "in", "with")):  # fmt: skip
            yield Found(one.at, f"{one.text!r} at {seen.name(one.at)} says next to nothing.")


@SHELF.rule(
    "sales talk", "slight", bare=True,
    why="Customers do not call a delivery seamless. Words of advertising on a map are wishes of "
    "the firm, and hide what was really said.",
    remedy="Use the words customers use, or take the sentence out.",
)  # fmt: skip
def _sales_talk(seen: Seen) -> Iterator[Found]:
    yield from _spoken(seen, _texts(seen), words.SALES_TALK, "is sales talk:")


@SHELF.rule(
    "leading words", "slight",
    why="'Obviously' tells the reader not to ask. What is obvious needs no word for it, and what "
    "needs the word is an opinion.",
    remedy="Take the word out; if the sentence then sounds bare, look for the evidence.",
)  # fmt: skip
def _leading(seen: Seen) -> Iterator[Found]:
    yield from _spoken(seen, _texts(seen), words.LEADING, "leads the reader:")
    for one in seen.own_words:
        if _QUESTION.search(one.text):
            yield Found(one.at, f"{one.text!r} at {seen.name(one.at)} leads the reader: it asks "
                                "for a yes.")  # fmt: skip


@SHELF.rule(
    "said of all without exception", "serious", general=True,
    why="No sample shows what every customer thinks. The first exception makes the whole map "
    "look careless.",
    remedy="Say how many accounts it is true of, out of how many asked.",
)  # fmt: skip
def _absolute(seen: Seen) -> Iterator[Found]:
    said = ((one.at, one.text) for one in seen.own_words)
    yield from _spoken(seen, said, words.ABSOLUTES, "is said of all without exception:", own=False)


@SHELF.rule(
    "jargon", "slight", bare=True,
    why="Who does not know the word nods and reads on. A customer should be able to read the map "
    "and say that is us.",
    remedy="Say it in plain words; write an abbreviation out.",
)  # fmt: skip
def _jargon(seen: Seen) -> Iterator[Found]:
    yield from _spoken(seen, _texts(seen), words.JARGON, "is jargon:")
    for at, text in _texts(seen):
        short = [one for one in _CAPITALS.findall(text) if one not in _EVERYDAY]
        if short and not text.isupper() and not words.SYSTEMS.find(short[0]):
            yield Found(at, f"{_where(seen, at, text)} has an abbreviation that nobody wrote out: "
                            f"{sample_of(short)}.")  # fmt: skip


@SHELF.rule(
    "placeholder left in", "slight", bare=True,
    why="A cell that waits to be filled looks filled: it counts as said and hides that nobody "
    "knows.",
    remedy='Fill it, or write "unknown", which the map counts as a question to ask.',
)  # fmt: skip
def _placeholder(seen: Seen) -> Iterator[Found]:
    for at, text in _all_texts(seen):
        said = words_of(text)
        phrase = words.PLACEHOLDERS.find(text)
        left = bool(phrase) and len(said) <= len(phrase.split()) + 2 and not _OF_OURS.search(text)
        if left or words.NAMELESS.only(text):
            yield Found(at, f"{_where(seen, at, text)} is a placeholder.")


@SHELF.rule(
    "several things in one statement", "slight",
    why="Two pains in one cell cannot be counted, placed or confirmed apart: who agrees with one "
    "seems to agree with both.",
    remedy="Make a statement of each.",
)  # fmt: skip
def _several(seen: Seen) -> Iterator[Found]:
    for one in seen.own_words:
        if one.lane != "actions" and _holds_several(one):
            yield Found(one.at, f"{one.text!r} at {seen.name(one.at)} holds several {one.lane}.")


@SHELF.rule(
    "several touchpoints in one name", "slight",
    why="Each channel has its own action, feeling and owner. Thrown together, the bad one hides "
    "behind the good one.",
    remedy="Make a touchpoint of each, or name what they have in common.",
)  # fmt: skip
def _joined_names(seen: Seen) -> Iterator[Found]:
    for one in seen.map.touchpoints:
        several = " / " in one.name or ";" in one.name or one.name.count(",") > 1
        slash = "/" in one.name and not any(letter.isdigit() for letter in one.name)
        if several or slash or one.name.count(" + ") or one.name.count(" & ") > 1:
            yield Found(one.id, f"The name {one.name!r} holds several touchpoints.")


@SHELF.rule(
    "feeling among the actions", "slight",
    why="A feeling among the actions is counted nowhere: the curve has a gap where it was felt.",
    remedy="Write what the customer does there, and put the feeling into the lane emotion, with "
    "its value.",
)  # fmt: skip
def _feeling_action(seen: Seen) -> Iterator[Found]:
    said = ((one.at, one.text) for one in seen.lane("actions"))
    yield from _spoken(seen, said, words.FEELINGS, "is a feeling among the actions:")


def _all_texts(seen: Seen) -> Iterator[tuple[str, str]]:
    yield from seen.labels
    yield from ((one.at, one.text) for one in seen.known if one.text)


def _holds_several(one: Statement) -> bool:
    text = one.text.strip().rstrip(".")
    sentences = re.split(r"[.!?]\s+[A-Z]", text)
    return bool(_JOINED.search(text)) or len(sentences) > 2 or len(text) > LONGEST


def asks_for_solution(text: str) -> bool:
    """Whether a text names a solution where a need, a pain or an insight should stand.

    Examples
    --------
    >>> asks_for_solution("We need a portal"), asks_for_solution("We cannot see where the van is")
    (True, False)
    """
    said = words_of(text)
    if not said:
        return False
    lacks, advised = _LACKS.search(text), _ADVISES.search(text)
    orders = said[0] in _DOING and len(said) > 1
    named = lacks is not None and bool(set(words_of(text[lacks.start() :])) & _SOLUTIONS)
    return orders or named or (advised is not None and advised[1].lower() in _DOING)


_DOING: Final = frozenset(words.DOING)
_SOLUTIONS: Final = frozenset(words.SOLUTIONS)
_JOINED: Final = re.compile(
    r";|\bas well as\b|\band also\b|\bplus\b|\bfurthermore\b|\n|\badditionally\b|\(2\)|\b2\)|"
    r"\bsecondly\b|\bon top of that\b|\bmoreover\b",
    re.IGNORECASE,
)
_LACKS: Final = re.compile(
    r"\b(?:no|lack of|lacks?|lacking|missing|needs?|need for|wants?|without|require[sd]?|wish for|"
    r"absence of|there is no|has no|have no|should be|should have)\b",
    re.IGNORECASE,
)
_ADVISES: Final = re.compile(
    r"\b(?:we|they|the company|the firm|you|supplier|vendor|it)\b.{0,15}\b(?:should|must|ought to|"
    r"need to|needs to|have to)\b\s+(\w+)",
    re.IGNORECASE,
)
