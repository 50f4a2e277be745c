"""Rules of evidence: what a statement rests on, how old it is, and whose words it shows."""

import datetime
import re
from collections.abc import Iterator
from typing import Final

from cxworkbench.ground.errors import sample_of
from cxworkbench.ground.language import say
from cxworkbench.records.journey_map import Statement
from cxworkbench.review.phrases import searched
from cxworkbench.review.rules import Shelf
from cxworkbench.review.seen import CLAIMS, CUSTOMER_LANES, EVERYBODY, Found, Seen
from cxworkbench.review.word_lists import INSIDE_MEASURES
from cxworkbench.voice.words import count_of, signed

SHELF: Final = Shelf("evidence")
OLD_DAYS: Final = 548  # a year and a half
FEWEST_FOR_PERCENT: Final = 20
MANY_CLAIMS: Final = 8  # from as many on one method alone is a choice and no accident
REFUSED: Final = ("none", "no", "refused", "withdrawn")
_PERCENT: Final = re.compile(
    r"\d\s?(?:%|per ?cent\b|percent\b|pct\b)|\bpercentage\b|\b(?:hundred|ten|fifty|half|eighty|"
    r"seventy|"
    r"sixty|ninety|twenty|thirty|forty) per ?cent\b",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(
    r"^\s*[\"“„«'‘].+[\"”“»'’]\s*[.!?]?\s*$|"
    r"^\s*[\"“„«'‘].{3,}[\"”“»'’],?\s*(?:[-–—(]|\w+ (?:said|says|told)\b|(?:the |our |"
    r"a )?[\w -]{0,25}\b"
    r"(?:said|says|told us|told me|explains?|complained)\b|said\b)|"
    r"^[\w .-]{2,40}: ?[\"“„«‘].+[\"”“»’]\s*[.!?]?$|^[\w .-]{2,40}: ?'.+'\s*[.!?]?$",
    re.IGNORECASE,
)
_FEW_WORDED: Final = re.compile(
    r"\b(?:of|among) (?:the |our |all |both |only )?(?:one|two|three|four|2|3|4) (?!of\b|in\b|"
    r"hundred|"
    r"thousand|days?|weeks?|months?|years?|hours?|minutes?)\w+",
    re.IGNORECASE,
)


@SHELF.rule(
    "assumption-based", "grave", bare=True,
    why="A map drawn from inside shows the firm's process as its people believe it to be. It is a "
    "good start for a workshop and a poor ground for a decision.",
    remedy="Place survey, ticket, interview or event rows at the touchpoints and build the map "
    "again.",
)  # fmt: skip
def _assumed(seen: Seen) -> Iterator[Found]:
    statements = seen.map.statements
    if seen.map.state == "as-is" and not seen.rested:
        said = count_of(len(statements), "statement")
        yield from seen.whole(say("None of {said} rests on evidence.", said=said))


@SHELF.rule(
    "moment of truth without evidence", "grave",
    why="A moment of truth is where accounts decide: outcomes differ between those it went well "
    "and badly for. What is important to us often is not one.",
    remedy="Compare renewals or recommendation of accounts with good and bad experience there "
    "(part 3 does), or call it a candidate.",
)  # fmt: skip
def _moment(seen: Seen) -> Iterator[Found]:
    for one in seen.lane("moments of truth"):
        if not one.evidence:
            yield Found(
                one.at,
                say(
                    "{name} is called a moment of truth, and nothing shows it.",
                    name=seen.name(one.at),
                ),
            )


@SHELF.rule(
    "few accounts", "grave", general=True,
    why="What one or two accounts say is true of them. The next ones asked often say something "
    "else, and intervals of so few do not hold.",
    remedy="Read these as leads, and ask more accounts at this touchpoint before acting.",
)  # fmt: skip
def _few(seen: Seen) -> Iterator[Found]:
    for at, said in seen.by_place.items():
        few = [
            one for one in said if one.lane in CLAIMS and one.evidence and 0 < one.n < seen.fewest
        ]
        if few:
            claims = sample_of(one.text or one.word or one.lane for one in few)
            yield Found(
                at,
                say(
                    "{claims} at {name} {rests} on fewer than {fewest} accounts: {claims_2}.",
                    claims=count_of(len(few), "claim"),
                    name=seen.name(at),
                    rests=say("rests") if len(few) == 1 else say("rest"),
                    fewest=seen.fewest,
                    claims_2=claims,
                ),
            )


@SHELF.rule(
    "percentages of few", "grave",
    why="Three of four is not 75 %: one more answer makes it 60 or 80. A per cent sign makes "
    "few look like many.",
    remedy="Write 3 of 4 instead, or ask more accounts.",
)  # fmt: skip
def _percent_of_few(seen: Seen) -> Iterator[Found]:
    said = [(one.at, one.text, one.n) for one in seen.map.statements]
    said += [(_entry_place(seen, one.touchpoint_ids), text, one.n) for one in seen.entries
             for text in (one.title, one.observation)]  # fmt: skip
    for at, text, n in said:
        ours = INSIDE_MEASURES.find(text)  # a share of cases, of which there are more
        few = 0 < n < FEWEST_FOR_PERCENT or searched(_FEW_WORDED, text)
        if few and _PERCENT.search(text) and not ours:
            yield Found(
                at,
                say(
                    "{text!r} at {name} is a percentage of few.",
                    text=text,
                    name=seen.name(at),
                ),
            )


@SHELF.rule(
    "confirmed without evidence", "grave",
    why="Confirmed is what the next person builds on. Agreement in a workshop is not evidence.",
    remedy="Link the evidence, or set it back to draft.",
)  # fmt: skip
def _confirmed(seen: Seen) -> Iterator[Found]:
    for one in seen.lane(*CUSTOMER_LANES):
        if one.status == "confirmed" and not one.evidence:
            yield Found(
                one.at,
                say(
                    "{short} at {name} is confirmed, and nothing shows it.",
                    short=_short(one),
                    name=seen.name(one.at),
                ),
            )


@SHELF.rule(
    "confirmed though contradicted", "serious",
    why="Evidence speaks against it, and the status says that the question is closed.",
    remedy="Show both sides, and keep it a draft until somebody found out who is right for whom.",
)  # fmt: skip
def _contradicted(seen: Seen) -> Iterator[Found]:
    for one in seen.known:
        if one.status == "confirmed" and one.against:
            against = count_of(len(one.against), "piece")
            yield Found(
                one.at,
                say(
                    "{short} at {name} is confirmed, and {against} of evidence contradict it.",
                    short=_short(one),
                    name=seen.name(one.at),
                    against=against,
                ),
            )


@SHELF.rule(
    "more against than for", "grave",
    why="As much evidence speaks against the statement as for it. It stands on the map because "
    "somebody likes it.",
    remedy="Turn it round, split it by segment or role, or take it out.",
)  # fmt: skip
def _outweighed(seen: Seen) -> Iterator[Found]:
    for one in seen.known:
        if len(one.against) > 1 and len(one.against) >= len(one.evidence):
            pieces = count_of(len(one.evidence), "piece")
            yield Found(
                one.at,
                say(
                    "{short} at {name} has {pieces} of evidence for it and {against} against.",
                    short=_short(one),
                    name=seen.name(one.at),
                    pieces=pieces,
                    against=len(one.against),
                ),
            )


@SHELF.rule(
    "contradiction not shown", "serious", general=True,
    why="Half of those who spoke had the pain, and the curve says that they were pleased. "
    "Readers take the one they like.",
    remedy="Link each to the other as evidence against it, or split the touchpoint by segment, "
    "role or step.",
)  # fmt: skip
def _hidden_contradiction(seen: Seen) -> Iterator[Found]:
    for at, said in seen.by_place.items():
        glad = [one for one in said if one.lane == "emotion" and (one.value or 0) >= 0.5]
        for feeling in glad:
            for pain in said:
                heavy = pain.lane == "pains" and pain.evidence and 2 * pain.n >= feeling.n > 0
                if heavy and not (pain.against or feeling.against):
                    yield Found(
                        at,
                        say(
                            "At {name} {n} accounts say {text!r} and the emotion is {value}; "
                            "neither is shown against the other.",
                            name=seen.name(at),
                            n=pain.n,
                            text=pain.text,
                            value=signed(feeling.value or 0),
                        ),
                    )


@SHELF.rule(
    "basis without evidence", "grave",
    why="Reported, observed and measured are promises that somebody can look it up.",
    remedy="Link the evidence, or call it assumed.",
)  # fmt: skip
def _basis(seen: Seen) -> Iterator[Found]:
    for one in seen.lane(*CLAIMS[1:], "actions", "thoughts", "metrics"):
        if one.basis != "assumed" and not one.evidence and one.lane != "moments of truth":
            yield Found(
                one.at,
                say(
                    "{short} at {name} is called {basis}, and has no evidence.",
                    short=_short(one),
                    name=seen.name(one.at),
                    basis=one.basis,
                ),
            )


@SHELF.rule(
    "evidence called an assumption", "slight",
    why="Somebody showed it, and the map says that it is believed: it will be asked for again.",
    remedy="Set the basis to reported, observed or measured.",
)  # fmt: skip
def _underrated(seen: Seen) -> Iterator[Found]:
    for one in seen.known:
        if one.basis == "assumed" and one.evidence:
            yield Found(
                one.at,
                say(
                    "{short} at {name} has evidence, and is called assumed.",
                    short=_short(one),
                    name=seen.name(one.at),
                ),
            )


@SHELF.rule(
    "old evidence", "serious",
    why="Products, people and prices have changed since. Old pains are repaired twice, and new "
    "ones are not seen.",
    remedy="Ask again, or say on the map how old it is.",
)  # fmt: skip
def _old(seen: Seen) -> Iterator[Found]:
    today = _day(seen.map.as_of)
    for at, said in seen.by_place.items():
        old = [one for one in said if _age(one, today) > OLD_DAYS]
        if old:
            oldest = min(one.as_of for one in old)
            yield Found(
                at,
                say(
                    "{statements} at {name} {rests} on evidence older than a year and a "
                    "half; the oldest is of {oldest}.",
                    statements=count_of(len(old), "statement"),
                    name=seen.name(at),
                    rests=say("rests") if len(old) == 1 else say("rest"),
                    oldest=oldest,
                ),
            )


@SHELF.rule(
    "evidence without a day", "slight",
    why="Without the day up to which evidence counts, nobody can tell whether the map still holds.",
    remedy="Set the map's as-of date.",
)  # fmt: skip
def _undated(seen: Seen) -> Iterator[Found]:
    if not seen.map.as_of.strip() and any(one.evidence for one in seen.map.statements):
        yield from seen.whole(say("The map rests on evidence and does not say up to which day."))


@SHELF.rule(
    "one method only", "serious", general=True,
    why="A survey hears what it asks, tickets hear what went wrong, interviews hear who agreed "
    "to talk. What one method cannot hear is missing from the whole map.",
    remedy="Add a second kind: interviews beside a survey, observation beside interviews.",
)  # fmt: skip
def _one_method(seen: Seen) -> Iterator[Found]:
    rested = [one for one in seen.known if one.evidence and one.lane in CUSTOMER_LANES]
    methods = {seen.beside.methods.get(key, "") for one in rested for key in one.evidence} - {""}
    kinds = methods or {one.basis for one in rested}
    if len(rested) >= MANY_CLAIMS and len(kinds) == 1:
        [only] = kinds
        yield from seen.whole(
            say(
                "All {rested} claims with evidence rest on one kind: {only}.",
                rested=len(rested),
                only=only,
            )
        )


@SHELF.rule(
    "quote without evidence", "grave",
    why="Words in quotation marks that nobody said are invented, however well meant.",
    remedy="Link who said it, or take the quotation marks away and call it assumed.",
)  # fmt: skip
def _invented(seen: Seen) -> Iterator[Found]:
    for one in seen.lane("thoughts", "needs", "pains", "gains", "expectations"):
        if not one.evidence and searched(_QUOTED, one.text):
            yield Found(
                one.at,
                say(
                    "{text} at {name} is quoted, and nobody is known to have said it.",
                    text=one.text,
                    name=seen.name(one.at),
                ),
            )


@SHELF.rule(
    "quote without speaker", "slight", general=True,
    why="Words weigh by who says them: a user's about the price are not a buyer's.",
    remedy="Add the segment or role of who said it.",
)  # fmt: skip
def _speaker(seen: Seen) -> Iterator[Found]:
    for one in seen.lane("thoughts"):
        nameless = one.segment == one.role == EVERYBODY
        if one.basis == "reported" and one.evidence and nameless and _nobody(seen):
            yield Found(
                one.at,
                say(
                    "{short} at {name} is said by nobody: neither segment nor role.",
                    short=_short(one),
                    name=seen.name(one.at),
                ),
            )


@SHELF.rule(
    "quote without consent", "grave",
    why="Who gave no consent may be recognised by colleagues or suppliers. It also ends the next "
    "interview before it begins.",
    remedy="Take the words out, or ask for consent; the count may stay.",
)  # fmt: skip
def _consent(seen: Seen) -> Iterator[Found]:
    consents = seen.beside.consents
    for one in seen.lane("thoughts"):
        if any(consents.get(key) in REFUSED for key in one.evidence):
            yield Found(
                one.at,
                say(
                    "{short} at {name} is quoted without consent.",
                    short=_short(one),
                    name=seen.name(one.at),
                ),
            )


@SHELF.rule(
    "more accounts than voices", "serious",
    why="Each account that is counted spoke at least once. One of the two counts is wrong.",
    remedy="Count again; n is accounts, voices is statements.",
)  # fmt: skip
def _counts(seen: Seen) -> Iterator[Found]:
    for one in seen.known:  # of a quote n is the accounts that said the like
        if one.lane != "thoughts" and 0 < one.voices < one.n:
            yield Found(
                one.at,
                say(
                    "{short} at {name} counts {n} accounts and {voices}.",
                    short=_short(one),
                    name=seen.name(one.at),
                    n=one.n,
                    voices=count_of(one.voices, "voice"),
                ),
            )


def _nobody(seen: Seen) -> bool:
    return seen.map.perspective.segment == seen.map.perspective.role == EVERYBODY


def _short(one: Statement) -> str:
    return repr(one.text) if one.text else say("The {lane}", lane=one.lane)


def _entry_place(seen: Seen, touchpoint_ids: tuple[str, ...]) -> str:
    return next((one for one in touchpoint_ids if one in seen.names), seen.map.id)


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None


def _age(one: Statement, today: datetime.date | None) -> int:
    day = _day(one.as_of)
    return (today - day).days if today is not None and day is not None else 0
