"""The feeling in a customer's English words, as a machine reads it: a measure, never evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from cxworkbench.voice.learned import Shares, learned_shares, telling_words
from cxworkbench.voice.phrases import Phrases, Token, tokens_of
from cxworkbench.voice.sentiment_words import Overlay, WordGroup, overlay_with
from cxworkbench.voice.statements import body_of, sentences_in
from cxworkbench.voice.vader import Vader, shown_to_vader

NEGATIVE: Final = "negative"
NEUTRAL: Final = "neutral"
POSITIVE: Final = "positive"
LABELS: Final = (NEGATIVE, NEUTRAL, POSITIVE)
MARK: Final = "machine, unverified"  # stands wherever such a reading is shown

# All set on the development sentences (benchmarks/text_accuracy/development.csv).
NEUTRAL_BELOW: Final = 0.05
WORDS_WEIGH: Final = 1.5  # what the words say, against 1 for what was learned from sentences
MIXED_FROM: Final = 1.5  # both sides count at least so much: mixed
BEFORE_BUT: Final = 0.5  # as in VADER
AFTER_BUT: Final = 1.5
ASKED_FAILURE: Final = 0.45  # "please replace the broken pump"; a feeling asked for counts nothing
IMAGINED: Final = 0.1  # "if there is an outage"
SETTLED: Final = 0.35  # a failure told in the same breath as its solution
WEAKEST: Final = 1.0  # words of VADER nearer to 0 count nothing
DENIED: Final = -0.9  # a "not" that turns no feeling around: something that is not as it might be
MOST_WHY: Final = 4  # phrases named as the reason

DENIAL_REACH: Final = 3  # words after a "not" that VADER turns around
_DENY: Final = frozenset(("not", "never", "no", "nobody", "none", "nothing", "hardly", "barely"))

_CONTRAST: Final = frozenset(
    ("but", "however", "nevertheless", "nonetheless", "although", "though", "whereas")
)
_TURNS_BACK: Final = frozenset((*_CONTRAST, "unfortunately", "yet"))
_ASKS: Final = Phrases((
    "please", "kindly", "could you", "can you", "would you", "will you", "would like to",
    "would like a", "would need", "would help if", "let me know", "let us know", "can somebody",
    "can someone", "could somebody", "could someone", "can we", "could we", "may we",
    "would be good if", "would be nice if", "would be great if", "would be helpful if",
    "would be useful if", "want to know", "would like the", "would appreciate", "would mind",
    "(would|should) be (grateful|obliged|happy|glad|pleased|delighted|kind)", "may (i|we)",
    "be so kind", "would you mind", "may we suggest", "thank you [very] [much] for (your|the)",
))  # fmt: skip
_IMAGINES: Final = Phrases((
    "if there", "if a", "if an", "in case", "if the", "if we", "if one", "unless", "should there",
))  # fmt: skip


@dataclass(frozen=True)
class Feeling:
    """What a machine reads in a text; unverified, and to be shown so.

    `value` is -1 to +1, its size the intensity; `label` negative, neutral or positive; `mixed`:
    both sides are there and strong; `emotion` one of eight plain words, empty where neutral, with
    `intensity` 0 to 1; `why` the words that decided, strongest first.
    """

    value: float = 0.0
    label: str = NEUTRAL
    mixed: bool = False
    emotion: str = ""
    intensity: float = 0.0
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class Counted:
    """A word or phrase as written, the group it belongs to, and what it counts where it stands."""

    text: str
    group: WordGroup | None
    value: float


class SentimentReader:
    """Reads feelings with VADER's lexicon and rules, and an overlay of business words upon them.

    Phrases of the overlay stand for one word each with a value of its own; negation, degree words,
    capitals and exclamation marks then count as in VADER. What is only asked for or imagined counts
    little, and what follows "but" counts more.

    Parameters
    ----------
    own
        An engagement's own phrases and their values, -4 to +4.

    Notes
    -----
    English only. Irony is not seen. `docs/text.md` states the measured accuracy.

    References
    ----------
    Hutto and Gilbert (2014), VADER, Eighth International Conference on Weblogs and Social Media.

    Examples
    --------
    >>> reader = SentimentReader()
    >>> reader.read("Support closed the ticket without fixing it.").label
    'negative'
    >>> read = reader.read("Support resolved the critical error within an hour.")
    >>> read.label, read.emotion
    ('positive', 'relieved')
    """

    def __init__(self, own: Mapping[str, float] | None = None) -> None:
        self._overlay = overlay_with(own or {})
        self._marks = _marks(self._overlay)
        self._vader = Vader(
            self._overlay.neutral,
            {mark: group.value for group, mark in self._marks.items() if not group.turns},
            weakest=WEAKEST,
        )

    def read(self, text: str) -> Feeling:
        """The feeling of a whole statement, from its sentences."""
        counted: list[Counted] = []
        body = body_of(text)
        for sentence in sentences_in(body):
            if _first_word(sentence) in _TURNS_BACK:
                counted = [replace(one, value=one.value * BEFORE_BUT) for one in counted]
            counted += self.count(sentence)
        return self._feeling(counted, body)

    def read_sentence(self, sentence: str) -> Feeling:
        """The feeling of one sentence by itself."""
        return self._feeling(self.count(sentence), sentence)

    def count(self, sentence: str) -> list[Counted]:
        """The words and phrases of a sentence that count something, in order, with their values."""
        tokens = tokens_of(sentence)
        shown, spans, groups = self._as_shown(sentence, tokens)
        if not shown:
            return []
        values = self._vader.count(shown)
        signs = [self._vader.sign_value(sentence[tokens[a].start : tokens[a].end])
                 for a, _ in spans]  # fmt: skip
        scales = _scales(tokens, spans, asked=_is_asked(sentence, tokens))
        denied = _denial(values, shown)
        every = []
        for place, (first, last) in enumerate(spans):
            value = DENIED if place == denied else values[place] + signs[place]
            # A "not" by itself is no reason that a reader could follow: the next words go with it.
            end = spans[min(place + 2, len(spans) - 1)][1] if place == denied else last
            written = sentence[tokens[first].start : tokens[end - 1].end]
            counted = _scaled(value, scales[place], groups[place])
            if counted:
                every.append(Counted(written, groups[place], counted))
        return _settled(every)

    def _as_shown(
        self, sentence: str, tokens: Sequence[Token]
    ) -> tuple[list[str], list[tuple[int, int]], list[WordGroup | None]]:
        """The sentence as VADER gets it: words, the tokens each covers, and their groups."""
        found = {one.first: one for one in self._overlay.phrases.find(tokens)}
        shown: list[str] = []
        spans: list[tuple[int, int]] = []
        groups: list[WordGroup | None] = []
        place = 0
        while place < len(tokens):
            one = found.get(place)
            group = self._overlay.group_of[one.key] if one else None
            end = one.last if one else place + 1
            if group is None and not tokens[place].word[0].isalnum() and shown:
                shown[-1] += shown_to_vader(sentence, tokens[place])
                if not self._vader.sign_value(tokens[place].word):
                    place = end
                    continue
                shown[-1] = shown[-1].removesuffix(tokens[place].word)
            spans.append((place, end))
            groups.append(group)
            shown.append(self._marks[group] if group else shown_to_vader(sentence, tokens[place]))
            place = end
        return shown, spans, groups

    def _feeling(self, counted: Sequence[Counted], text: str) -> Feeling:
        said = self._vader.compound([one.value for one in counted], text)
        shares = learned_shares(text)
        value = (WORDS_WEIGH * said + shares.lean) / (WORDS_WEIGH + 1)
        bad = -sum(one.value for one in counted if one.value < 0)
        good = sum(one.value for one in counted if one.value > 0)
        mixed = min(bad, good) >= MIXED_FROM
        label = _label(said, shares) if abs(value) >= NEUTRAL_BELOW else NEUTRAL
        if label == NEUTRAL:
            return Feeling(value, label, mixed)
        sign = 1 if label == POSITIVE else -1
        reasons = sorted((one for one in counted if one.value * sign > 0), key=_strength)
        why = list(dict.fromkeys(one.text for one in reasons))[:MOST_WHY]
        why = why or telling_words(text, side=sign, most=2)
        return Feeling(value, label, mixed, _emotion(reasons, label), abs(value), tuple(why))


def _label(said: float, shares: Shares) -> str:
    """The label that most speaks for, the words and the learned shares together."""
    speaks = {
        NEGATIVE: shares.negative + WORDS_WEIGH * max(0.0, -said),
        NEUTRAL: shares.neutral,
        POSITIVE: shares.positive + WORDS_WEIGH * max(0.0, said),
    }
    return max(LABELS, key=lambda label: speaks[label])


def _marks(overlay: Overlay) -> dict[WordGroup, str]:
    """The word that stands for each group before VADER; "not" for what turns a feeling around."""
    groups = dict.fromkeys(overlay.group_of)
    return {group: "not" if group.turns else f"zz{n}zz" for n, group in enumerate(groups)}


def _denial(values: Sequence[float], shown: Sequence[str]) -> int | None:
    """Where a "not" stands that has no feeling to turn around: it counts as a mild failure."""
    for place, word in enumerate(shown):
        ahead = [value for value in values[place + 1 : place + 1 + DENIAL_REACH] if value]
        if word.lower().strip(",;:.!?") in _DENY and not ahead and not values[place]:
            return place
    return None


def _settled(counted: Sequence[Counted]) -> list[Counted]:
    """The failures before a solution counted less: told because they were put right."""
    ends = [n for n, one in enumerate(counted) if one.group and one.group.settles and one.value > 0]
    last = ends[-1] if ends else 0
    return [
        replace(one, value=one.value * SETTLED) if one.value < 0 and n < last else one
        for n, one in enumerate(counted)
    ]


def _scaled(value: float, scale: float, group: WordGroup | None) -> float:
    if scale == ASKED_FAILURE and (value > 0 or group is None):
        return 0.0
    return value * scale


def _scales(
    tokens: Sequence[Token], spans: Sequence[tuple[int, int]], *, asked: bool
) -> list[float]:
    """What is left of each unit's value, by where it stands: asked, imagined, around a "but"."""
    words = [token.word for token in tokens]
    imagined = _imagined(tokens)
    turn = _turning_point(words)
    scales = []
    for first, _ in spans:
        scale = ASKED_FAILURE if asked else 1.0
        if imagined[first]:
            scale = IMAGINED
        if turn is not None and scale == 1.0:
            scale = BEFORE_BUT if first < turn else AFTER_BUT
        scales.append(scale)
    return scales


def _turning_point(words: Sequence[str]) -> int | None:
    """Where the weightier half begins: after "but", or after the comma of "although ..., ..."."""
    for place, word in enumerate(words):
        if word in ("now", "today", "since", "meanwhile") and words[place - 1] in (",", ";"):
            return place
        if word in _CONTRAST:
            if place == 0 and word in ("although", "though", "whereas"):
                return words.index(",") if "," in words else None
            return place if place else None
    return None


def _imagined(tokens: Sequence[Token]) -> list[bool]:
    """Which words stand in a clause that is only thought of."""
    marked = [False] * len(tokens)
    for found in _IMAGINES.find_all(tokens):
        for place in range(found.first, len(tokens)):
            if tokens[place].word in (",", ";", ":", "."):
                break
            marked[place] = True
    return marked


def _is_asked(sentence: str, tokens: Sequence[Token]) -> bool:
    return sentence.rstrip(" \"'”’)").endswith("?") or bool(_ASKS.find_all(tokens))


def _first_word(sentence: str) -> str:
    tokens = tokens_of(sentence[:40])
    return tokens[0].word if tokens else ""


def _strength(one: Counted) -> float:
    return -abs(one.value)


def _emotion(reasons: Sequence[Counted], label: str) -> str:
    """The plain word of the feeling that counts most among the reasons."""
    default = "pleased" if label == POSITIVE else "disappointed"
    sums: dict[str, float] = {}
    for one in reasons:
        fits = one.group is not None and one.group.value * one.value > 0
        word = one.group.emotion if one.group and fits and one.group.emotion else default
        sums[word] = sums.get(word, 0.0) + abs(one.value)
    return max(sums, key=lambda word: sums[word]) if sums else default
