"""Rules of emotion: what is felt, how it was found out, and how sure it is."""

from collections.abc import Iterator
from typing import Final

from cxworkbench.exchange.emotion_words import word_value
from cxworkbench.ground.errors import sample_of
from cxworkbench.ground.language import say
from cxworkbench.records.journey_map import Statement
from cxworkbench.review.phrases import words_of
from cxworkbench.review.rules import Shelf
from cxworkbench.review.rules_levels import FEW_TOUCHPOINTS
from cxworkbench.review.seen import FEWEST_ACCOUNTS, Found, Seen
from cxworkbench.review.word_lists import BAD_PHRASES, BAD_WORDS, GOOD_PHRASES, GOOD_WORDS
from cxworkbench.voice.words import signed

SHELF: Final = Shelf("emotion")
CAMP: Final = 0.3  # of accounts at both ends from which a mean hides two camps
FEWEST_IN_CAMPS: Final = 10
_NOT: Final = frozenset(("not", "never", "no", "un", "less"))


@SHELF.rule(
    "assumed emotion shown as measured", "grave",
    why="A curve that looks measured and was drawn in a workshop is believed for years.",
    remedy="Call it assumed, so that it is drawn hollow and dashed, or link the evidence.",
)  # fmt: skip
def _pretended(seen: Seen) -> Iterator[Found]:
    for one in seen.lane("emotion"):
        if one.basis != "assumed" and not one.evidence:
            yield Found(
                one.at,
                say(
                    "The emotion at {name} is called {basis}, and no evidence shows it.",
                    name=seen.name(one.at),
                    basis=one.basis,
                ),
            )


@SHELF.rule(
    "emotion without count", "serious",
    why="A feeling of three and one of three hundred look alike on the curve.",
    remedy="Give the number of accounts behind it.",
)  # fmt: skip
def _no_count(seen: Seen) -> Iterator[Found]:
    for one in seen.feelings:
        if one.evidence and one.n == 0:
            yield Found(
                one.at,
                say(
                    "The emotion at {name} has evidence and no count of accounts.",
                    name=seen.name(one.at),
                ),
            )


@SHELF.rule(
    "emotion without interval", "serious",
    why="Without its interval a low point looks lower than its neighbours also where nobody can "
    "tell them apart.",
    remedy="Give the 95 % interval over accounts; the curve from evidence has it.",
)  # fmt: skip
def _no_interval(seen: Seen) -> Iterator[Found]:
    bare = [
        seen.name(one.at)
        for one in seen.feelings
        if one.evidence and one.n >= FEWEST_ACCOUNTS and (one.low is None or one.high is None)
    ]
    if bare:
        yield from seen.whole(
            say(
                "The emotion has no interval at {bare} of {feelings} places: {sample_of}.",
                bare=len(bare),
                feelings=len(seen.feelings),
                sample_of=sample_of(bare),
            )
        )


@SHELF.rule(
    "emotion outside its scale", "grave",
    why="Emotion runs from −2 to +2. What lies outside came from another scale and was not "
    "converted.",
    remedy="Convert it from its own scale, and its interval too.",
)  # fmt: skip
def _outside(seen: Seen) -> Iterator[Found]:
    for one in seen.lane("emotion"):
        beyond = [v for v in (one.value, one.low, one.high) if v is not None and not -2 <= v <= 2]
        if beyond:
            figures = ", ".join(f"{value:g}" for value in beyond)
            yield Found(
                one.at,
                say(
                    "The emotion at {name} lies outside −2 to +2: {figures}.",
                    name=seen.name(one.at),
                    figures=figures,
                ),
            )


@SHELF.rule(
    "value outside its interval", "grave",
    why="A mean lies inside its own interval. These figures belong to different rows.",
    remedy="Compute value and interval from the same answers.",
)  # fmt: skip
def _torn(seen: Seen) -> Iterator[Found]:
    for one in seen.feelings:
        if one.value is None or one.low is None or one.high is None:
            continue
        if not one.low - 0.005 <= one.value <= one.high + 0.005:
            yield Found(
                one.at,
                say(
                    "The emotion at {name} is {value:g}, outside its interval {low:g} to {high:g}.",
                    name=seen.name(one.at),
                    value=one.value,
                    low=one.low,
                    high=one.high,
                ),
            )


@SHELF.rule(
    "missing shown as zero", "grave",
    why="Zero says that accounts felt neither good nor bad. Nobody was asked.",
    remedy="Leave the value empty: the curve then has a gap, which is the truth.",
)  # fmt: skip
def _zero(seen: Seen) -> Iterator[Found]:
    for one in seen.feelings:
        if one.value == 0 and one.n == 0 and not one.evidence and not one.word.strip():
            yield Found(
                one.at,
                say("The emotion at {name} is 0, and nobody was asked.", name=seen.name(one.at)),
            )


@SHELF.rule(
    "no feelings", "serious", late=True,
    why="A map without feelings is a process chart: it cannot say where it hurts.",
    remedy="Ask customers how it felt at each touchpoint, or mark on the curve what you assume.",
)  # fmt: skip
def _no_feelings(seen: Seen) -> Iterator[Found]:
    if len(seen.map.touchpoints) >= FEW_TOUCHPOINTS and not seen.feelings:
        yield from seen.whole(
            say(
                "No emotion is known at any of {touchpoints} touchpoints.",
                touchpoints=len(seen.map.touchpoints),
            )
        )


@SHELF.rule(
    "peak cannot be seen", "serious",
    why="People remember the best, the worst and the last moment. With feelings at few "
    "touchpoints the peak may lie in any gap.",
    remedy="Ask for the feeling at more touchpoints before naming a peak.",
)  # fmt: skip
def _no_peak(seen: Seen) -> Iterator[Found]:
    touchpoints = {one.id for one in seen.map.touchpoints}
    felt = {one.at for one in seen.feelings} & touchpoints
    if len(touchpoints) >= FEW_TOUCHPOINTS and 0 < len(felt) < len(touchpoints) / 3:
        yield from seen.whole(
            say(
                "Feelings are known at {felt} of {touchpoints} touchpoints: the peak "
                "may lie in a gap.",
                felt=len(felt),
                touchpoints=len(touchpoints),
            )
        )


@SHELF.rule(
    "end not known", "serious",
    why="The end colours the memory of the whole journey, and decides whether they come again.",
    remedy="Ask how the last touchpoints felt.",
)  # fmt: skip
def _no_end(seen: Seen) -> Iterator[Found]:
    felt = {one.at for one in seen.feelings}
    if not felt or len(seen.touchpoints) < FEW_TOUCHPOINTS:
        return
    last = seen.map.stages[-1]
    ends = {last.id, *(one.id for one in seen.in_stage(last.id))}
    if not felt & ends:
        yield from seen.whole(say("No feeling is known in the last stage, {name}.", name=last.name))


@SHELF.rule(
    "only good news", "serious", general=True,
    why="A journey in which nothing hurts was told by the people who are proud of it.",
    remedy="Read complaints and talk to accounts that left.",
)  # fmt: skip
def _rosy(seen: Seen) -> Iterator[Found]:
    feelings = seen.feelings
    good = [one for one in feelings if (one.value or 0) > 0]
    if len(good) == len(feelings) >= FEW_TOUCHPOINTS and not seen.lane("pains"):
        yield from seen.whole(
            say("All {feelings} feelings are good, and there is no pain.", feelings=len(feelings))
        )


@SHELF.rule(
    "only bad news", "serious", general=True,
    why="What works is not seen, and is broken by the next change.",
    remedy="Ask what customers would miss, and put it among the gains.",
)  # fmt: skip
def _gloomy(seen: Seen) -> Iterator[Found]:
    feelings = seen.feelings
    bad = [one for one in feelings if (one.value or 0) < 0]
    if len(bad) == len(feelings) >= FEW_TOUCHPOINTS and not seen.lane("gains"):
        yield from seen.whole(
            say("All {feelings} feelings are bad, and there is no gain.", feelings=len(feelings))
        )


@SHELF.rule(
    "counts do not add up", "serious",
    why="The distribution and the count are of different answers: one of them is not this "
    "touchpoint's.",
    remedy="Count again; the five counts add up to n.",
)  # fmt: skip
def _sum(seen: Seen) -> Iterator[Found]:
    for one in seen.lane("emotion"):
        if one.counts and sum(one.counts) != one.n:
            yield Found(
                one.at,
                say(
                    "The counts of emotion at {name} add up to {counts}, and n is {n}.",
                    name=seen.name(one.at),
                    counts=sum(one.counts),
                    n=one.n,
                ),
            )


@SHELF.rule(
    "mean hides two camps", "serious", general=True,
    why="Half are pleased and half are annoyed, and the mean says that nobody minds.",
    remedy="Find out who the two are, by segment, role or partner, and show them apart.",
)  # fmt: skip
def _camps(seen: Seen) -> Iterator[Found]:
    for one in seen.feelings:
        total = sum(one.counts)
        if len(one.counts) != 5 or total < FEWEST_IN_CAMPS:
            continue
        low, high = sum(one.counts[:2]) / total, sum(one.counts[3:]) / total
        if low >= CAMP and high >= CAMP:
            yield Found(
                one.at,
                say(
                    "At {name} {counts} of {total} accounts feel bad and {counts_2} "
                    "good; the mean is {value}.",
                    name=seen.name(one.at),
                    counts=sum(one.counts[:2]),
                    total=total,
                    counts_2=sum(one.counts[3:]),
                    value=signed(one.value or 0),
                ),
            )


@SHELF.rule(
    "word and value disagree", "serious",
    why="A figure above zero with the word annoyed was scored by somebody else than who spoke.",
    remedy="Look at the answers behind both; often one scale runs the other way.",
)  # fmt: skip
def _word(seen: Seen) -> Iterator[Found]:
    for one in seen.feelings:
        if _disagrees(one):
            yield Found(
                one.at,
                say(
                    "The emotion at {name} is {value} and its word is {word!r}.",
                    name=seen.name(one.at),
                    value=signed(one.value or 0),
                    word=one.word,
                ),
            )


def _disagrees(one: Statement) -> bool:
    said = set(words_of(one.word))
    if one.value is None or said & _NOT:
        return False
    listed = [value for word in (one.word, *said) if (value := word_value(word)) is not None]
    bad = bool(said & BAD_WORDS) or bool(BAD_PHRASES.find(one.word)) or min(listed, default=0) < 0
    good = bool(said & GOOD_WORDS) or bool(GOOD_PHRASES.find(one.word))
    good = good or max(listed, default=0) > 0
    if bad and good:
        return False  # both camps are named
    return (one.value >= 0.5 and bad) or (one.value <= -0.5 and good)
