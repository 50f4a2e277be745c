"""Rules of scores: whether a figure says what was counted, on which scale and by which rule."""

import re
from collections.abc import Iterator
from typing import Final

from cxworkbench.ground.errors import sample_of
from cxworkbench.ground.language import say
from cxworkbench.records.journey_map import Statement
from cxworkbench.review.rules import Shelf
from cxworkbench.review.seen import Found, Seen
from cxworkbench.review.word_lists import FELT_MEASURES, INSIDE_MEASURES
from cxworkbench.voice.words import count_of

SHELF: Final = Shelf("scores")
_NUMBER: Final = re.compile(r"[+−-]?\d+(?:[.,]\d+)?")
_NPS: Final = re.compile(r"\bnps\b|\bnet promoter\b|\bpromoter score\b", re.IGNORECASE)
_CSAT: Final = re.compile(r"\bcsat\b|\bsatisfaction\b|\bsatisfied\b", re.IGNORECASE)
_CES: Final = re.compile(r"\bces\b|\beffort score\b|\bcustomer effort\b|\beffort\b", re.IGNORECASE)
_SCORE: Final = re.compile(
    r"\bnps\b|\bnet promoter\b|\bcsat\b|\bsatisfaction\b|\bsatisfied\b|\bces\b|\beffort\b|"
    r"\bscore[sd]?\b|\brating\b|\brated\b|\bease\b|\btrust\b|\bgrade\b|\bmarks?\b|\bstars?\b",
    re.IGNORECASE,
)
_RULE: Final = re.compile(
    r"top[- ]?\d?[- ]?(?:two|three|one|2|3|1)?[- ]?box|\bmean\b|\baverage\b|\bmedian\b|"
    r"\bshare (?:of|that|who|with|answering|giving|scoring)\b|"
    r"\b(?:answered|gave|give|said|scored|rated|rate|chose|ticked)\b|\d\s?(?:or|and|to|–|-)\s?\d",
    re.IGNORECASE,
)
_SCALE: Final = re.compile(
    r"\b\d+\s?(?:to|–|-|−|\.\.)\s?\d+\b|\bof (?:5|7|10|100|five|seven|ten)\b|/\s?(?:5|7|10|100)\b|"
    r"\bout of\b|%|\bper ?cent\b|\b(?:five|seven|ten|5|7|10|11)[- ]points?\b|\bscale\b|"
    r"\bstars?\b.*\bof\b|\byes/no\b",
    re.IGNORECASE,
)
_MEAN: Final = re.compile(r"\bmeans?\b|\baverages?\b|\bavg\b|\bø\b|\barithmetic\b", re.IGNORECASE)
_PEOPLE: Final = re.compile(
    r"\b(?:contacts?|respondents?|responses?|answers?|people|persons?|participants?|individuals?|"
    r"users?|returns?|questionnaires?|employees?|replies|ratings|surveys|forms|voters?|heads?)\b",
    re.IGNORECASE,
)
_MEAN_OF_PEOPLE: Final = re.compile(
    rf"\b(?:mean|average[sd]?|avg)\s+(?:of|over|across|per|by)\s+(?:all\s+|the\s+|[\d.,]+\s+)*"
    rf"{_PEOPLE.pattern}(?!\s+per\b)",
    re.IGNORECASE,
)
_ACCOUNTS: Final = re.compile(
    r"\b(?:accounts?|companies|company|firms?|organisations?|organizations?|clients?|customers?|"
    r"hospitals?|plants?|sites?|businesses|dealers?|retailers?|houses|per account)\b",
    re.IGNORECASE,
)
_BOX: Final = re.compile(r"top[- ]?(?:two|2|three|3)[- ]?(?:box)?", re.IGNORECASE)
_RANGE: Final = re.compile(
    r"(?<![\d.,])(\d{1,2})\s?(?:to|–|-|−|through|and|or|\+)\s?(\d{1,2})(?![\d]|[.,]\d|\s?%)"
)
_EASY: Final = re.compile(
    r"\b(?:easy|easier|easiest|hard|harder|difficult|difficulty|higher is|lower is|high is|low is|"
    r"more is|less is|high means|low means|little effort|much effort|no effort|best|worst|good|"
    r"bad|better|worse|disagree|agree|effortless)\b",
    re.IGNORECASE,
)
_OPPORTUNITY: Final = re.compile(
    r"\bodi\b|\bopportunity (?:score|index|algorithm)\b|\bimportance\s?(?:minus|−|-|less|–)\s?"
    r"satisfaction\b|\boutcome-driven\b|\bimportance and satisfaction\b",
    re.IGNORECASE,
)
_TARGET: Final = re.compile(
    r"\b(?:target|goal|aim|aims|aiming|at least|at most|below|under|above|over \d|should be|"
    r"wanted|want|objective|threshold|limit|plan|planned|promise[ds]?|by 20\d\d|benchmark|"
    r"no more than|not more than|within|maximum|minimum|max|min)\b|[≥≤<>]",
    re.IGNORECASE,
)
_SHARES: Final = re.compile(
    r"promoters\b|detractor|passive|share|respon|csat|satisf|box|answered", re.IGNORECASE
)
_CHANGE: Final = re.compile(
    r"\b(?:rose|rises?|risen|fell|falls?|fallen|improved|improves?|dropped|drops?|gained|"
    r"lost|increased|increases?|decreased|declined|climbed|grew|better|worse|slid|jumped|"
    r"plus|minus|recovered|sank|(?:is|are|was|were) (?:up|down)(?! to\b)|"
    r"(?:went|gone) (?:up|down))\b|"
    r"(?<!turned )(?<!made )(?<!set )\b(?:up|down)\b(?= (?:by|from|since|against|again|slightly|"
    r"[+−-]?\d)|\W*$)",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(  # a figure of today beside one of an earlier day
    r"[+−-]\s?\d+(?:[.,]\d+)? (?:points?|%) (?:since|on|against|over|in)\b|"
    r"\b(?:previous|last) (?:year|quarter|wave)\W{1,3}[+−-]?\d|"
    r"\b20\d\d\s?[:=]\s?[+−-]?\d",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(r"[,;](?!\d)|\s–\s|\.\s")
_SURE: Final = re.compile(
    r"\binterval\b|±|\+/-|\bn ?=|\bsignifican\w+|\bmargin\b|\bchance\b|\bnoise\b|\bnot sure\b|"
    r"\bci\b|\buncertain\w*|\blikely range\b",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    rf"\bn ?= ?\d|\d[\d,. ]*\s(?:\w+\s)?(?:{_ACCOUNTS.pattern}|{_PEOPLE.pattern})", re.IGNORECASE
)


def _changes(text: str) -> bool:
    """Whether a change is told outside what is wanted."""
    told = (part for part in _CLAUSE.split(text) if not _TARGET.search(part))
    return any(_CHANGE.search(part) or _BEFORE.search(part) for part in told)


def _figures(seen: Seen) -> Iterator[Statement]:
    """Statements of the lane metrics that hold a figure."""
    for one in seen.lane("metrics"):
        if _NUMBER.search(one.text):
            yield one


def _told(seen: Seen, one: Statement, what: str) -> Found:
    return Found(
        one.at, say("{text!r} at {name} {what}", text=one.text, name=seen.name(one.at), what=what)
    )


@SHELF.rule(
    "average over contacts", "grave",
    why="Who has sent ten answers counts ten times. In business markets the accounts with many "
    "contacts are few and large, and the figure becomes theirs.",
    remedy="Sum up each account first, by a stated rule, then over accounts.",
)  # fmt: skip
def _contacts(seen: Seen) -> Iterator[Found]:
    for one in _figures(seen):
        if not (seen.b2b and _SCORE.search(one.text)):
            continue
        over_people = _MEAN_OF_PEOPLE.search(one.text) is not None
        if over_people or (_PEOPLE.search(one.text) and not _ACCOUNTS.search(one.text)):
            yield _told(seen, one, say("is counted over people and not over accounts."))


@SHELF.rule(
    "recommendation as a mean", "grave",
    why="NPS is the share of 9 and 10 minus the share of 0 to 6. A mean of the answers is "
    "another figure, and cannot be compared with any NPS.",
    remedy="Compute shares of promoters and detractors, or call the figure a mean of 0 to 10.",
)  # fmt: skip
def _nps_mean(seen: Seen) -> Iterator[Found]:
    for one in _figures(seen):
        if _NPS.search(one.text):
            tenths = re.search(r"\b\d[.,]\d+\b(?!\s?%)", one.text)
            if _MEAN.search(one.text) or tenths or re.search(r"(?:/|of) ?10\b", one.text):
                yield _told(seen, one, say("is a mean and called NPS."))
    for name, metric in seen.beside.metrics.items():
        if _NPS.search(name) and metric.kind != "nps":
            yield from seen.whole(
                say(
                    "{name} is summed up by the rule {kind!r}; NPS has a rule of its own.",
                    name=name,
                    kind=metric.kind,
                )
            )


@SHELF.rule(
    "recommendation in per cent", "slight",
    why="NPS is a difference of two shares, in points from −100 to +100. Nobody is 34 % "
    "recommended.",
    remedy="Write +34, or say which share is meant.",
)  # fmt: skip
def _nps_percent(seen: Seen) -> Iterator[Found]:
    for one in _figures(seen):
        shares = _SHARES.search(one.text)
        if _NPS.search(one.text) and re.search(r"\d\s?(?:%|per ?cent)", one.text) and not shares:
            yield _told(seen, one, say("gives NPS in per cent."))


@SHELF.rule(
    "wrong top box", "grave",
    why="Top-2-box is the share of the two best points of the scale. With three of five points "
    "the figure rises by half, and nothing has become better.",
    remedy="Count the two best points only: 4 and 5 of five, 6 and 7 of seven; or name the box "
    "you count.",
)  # fmt: skip
def _top_box(seen: Seen) -> Iterator[Found]:
    for one in _figures(seen):
        if _BOX.search(one.text) and _wrong_box(one.text):
            yield _told(seen, one, say("counts another box than it names."))
    for name, metric in seen.beside.metrics.items():
        if metric.kind == "top-2-box" and metric.high - metric.low < 3:
            yield from seen.whole(
                say(
                    "{name} runs from {low:g} to {high:g}, too short for a top-2-box.",
                    name=name,
                    low=metric.low,
                    high=metric.high,
                )
            )


@SHELF.rule(
    "satisfaction without its rule", "serious",
    why="81 may be a mean of 100, a top box or a top-2-box. The three differ by twenty points on "
    "the same answers.",
    remedy="Name the rule beside the figure: top-2-box of 1 to 5, or the mean.",
)  # fmt: skip
def _csat(seen: Seen) -> Iterator[Found]:
    for one in _figures(seen):
        text = _SCALE_RANGE.sub("", one.text)
        if _CSAT.search(text) and not (_RULE.search(text) or _OPPORTUNITY.search(text)):
            yield _told(seen, one, say("does not say how satisfaction was summed up."))


@SHELF.rule(
    "effort without direction", "serious",
    why="On one CES scale 7 is very easy, on another it is great effort. Read the wrong way the "
    "best touchpoint becomes the worst.",
    remedy="Say which end is easy.",
)  # fmt: skip
def _ces(seen: Seen) -> Iterator[Found]:
    for one in _figures(seen):
        if _CES.search(one.text) and not _EASY.search(one.text):
            yield _told(seen, one, say("does not say whether high means easy."))
    for name, metric in seen.beside.metrics.items():
        if _CES.search(name) and metric.kind == "ces" and not metric.higher_is_better:
            yield from seen.whole(
                say(
                    "{name} is a CES for which lower is better; the rule ces counts high as easy.",
                    name=name,
                )
            )


@SHELF.rule(
    "opportunity on means", "serious",
    why="Opportunity scores are defined on the share who answer with the two best points. On "
    "means nearly everything lands in the middle, and the order is another.",
    remedy="Use the top-2-box shares of importance and of satisfaction.",
)  # fmt: skip
def _odi(seen: Seen) -> Iterator[Found]:
    said = [(one.at, one.text) for one in seen.lane("metrics")]
    said += [
        (seen.map.id, text) for one in seen.entries for text in (one.title, one.why, one.metric)
    ]
    for at, text in said:
        if _OPPORTUNITY.search(text) and _MEAN.search(text):
            yield Found(at, say("{text!r} at {name} takes means.", text=text, name=seen.name(at)))


@SHELF.rule(
    "score without scale", "serious",
    why="4.2 is good of 5 and poor of 10. Nobody asks, everybody assumes their own scale.",
    remedy="Write the scale beside the figure.",
)  # fmt: skip
def _no_scale(seen: Seen) -> Iterator[Found]:
    for one in _figures(seen):
        if _SCORE.search(one.text) and not (_NPS.search(one.text) or _SCALE.search(one.text)):
            yield _told(seen, one, say("does not name its scale."))


@SHELF.rule(
    "score outside its scale", "grave",
    why="A figure that its scale does not have comes from another column or a wrong conversion.",
    remedy="Look at the answers, and at the scale the engagement states.",
)  # fmt: skip
def _outside(seen: Seen) -> Iterator[Found]:
    for one in _figures(seen):
        limit = _limit(one.text)
        figure = _first_figure(one.text)
        if limit is not None and figure is not None and abs(figure) > limit:
            yield _told(
                seen, one, say("lies outside its scale, which ends at {limit:g}.", limit=limit)
            )


@SHELF.rule(
    "one score, two scales", "serious",
    why="Two touchpoints that are scored on different scales look different where nothing is.",
    remedy="Convert one of them, and say that it was converted.",
)  # fmt: skip
def _two_scales(seen: Seen) -> Iterator[Found]:
    scales: dict[str, dict[str, str]] = {}
    for one in _figures(seen):
        name = next((w for w, p in _KINDS.items() if p.search(one.text)), "")
        scale = _SCALE_RANGE.search(one.text)
        if name and scale and scale[1] != scale[2]:
            scales.setdefault(name, {}).setdefault(
                say("{scale} to {scale_2}", scale=scale[1], scale_2=scale[2]), one.at
            )
    for name, found in scales.items():
        if len(found) > 1:
            yield from seen.whole(
                say(
                    "{name} stands on {found} scales: {found_2}.",
                    name=name,
                    found=len(found),
                    found_2=", ".join(found),
                )
            )


@SHELF.rule(
    "score without count", "serious",
    why="A score of four accounts moves by ten points when one of them has a bad day.",
    remedy="Write how many accounts stand behind it.",
)  # fmt: skip
def _no_count(seen: Seen) -> Iterator[Found]:
    for one in _figures(seen):
        if _SCORE.search(one.text) and one.n == 0 and not _COUNTED.search(one.text):
            yield _told(seen, one, say("does not say how many accounts it rests on."))


@SHELF.rule(
    "figure without target", "slight",
    why="Nobody can tell whether a figure is good without knowing what was wanted.",
    remedy="Name the value you want, and by when; or what it is compared with.",
)  # fmt: skip
def _no_target(seen: Seen) -> Iterator[Found]:
    for one in _figures(seen):
        if not (_TARGET.search(one.text) or _CHANGE.search(one.text)):
            yield _told(seen, one, say("names no value that is wanted."))


@SHELF.rule(
    "change without interval", "serious",
    why="Scores of thirty accounts move by ten points by chance. A change without its interval "
    "is noise with an arrow.",
    remedy="Give the interval of the change, or say that it is too early to tell.",
)  # fmt: skip
def _change(seen: Seen) -> Iterator[Found]:
    for one in _figures(seen):
        if _changes(one.text) and not _SURE.search(one.text):
            yield _told(seen, one, say("tells a change and not how sure it is."))


@SHELF.rule(
    "only inside measures", "serious",
    why="Handle times and closed tickets say how busy we were. Customers may have been annoyed "
    "all the while.",
    remedy="Put one figure beside them that customers gave: satisfaction, effort, recommendation.",
)  # fmt: skip
def _inside(seen: Seen) -> Iterator[Found]:
    metrics = list(_figures(seen))  # a name without a figure is a plan
    ours = [one.text for one in metrics if INSIDE_MEASURES.find(one.text)]
    if ours and not any(FELT_MEASURES.find(one.text) for one in metrics):
        figures = count_of(len(metrics), "figure")
        yield from seen.whole(
            say(
                "The map has {figures}, and customers gave none of them: {sample_of}.",
                figures=figures,
                sample_of=sample_of(ours),
            )
        )


_SCALE_RANGE: Final = re.compile(
    r"\b(0|1|−?-?2)\s?(?:to|–|-|−|\.\.)\s?(5|7|10|100|4|6|2|3)\b", re.IGNORECASE
)
_KINDS: Final = {"Satisfaction": _CSAT, "Effort": _CES, "NPS": _NPS}


def _wrong_box(text: str) -> bool:
    """Whether a top box is named with other points than the best of its scale."""
    size = 3 if re.search(r"top[- ]?(?:three|3)", text, re.IGNORECASE) else 2
    scale = _SCALE_RANGE.search(text)
    worded = re.search(
        r"\b(five|seven|ten|5|7|10|11)[- ]points?\b|\bof (five|seven|ten|5|7|10)\b", text
    )
    ends = {"five": 5, "5": 5, "seven": 7, "7": 7, "ten": 10, "10": 10, "11": 10}
    high = int(scale[2]) if scale else None
    if high is None and worded:
        high = ends[worded[1] or worded[2]]
    for found in _RANGE.finditer(text):
        first, last = int(found[1]), int(found[2])
        if (first, last) == (1, 2) and not re.search(r"\bbest\b|1 is", text, re.IGNORECASE):
            return True  # the two worst points
        if first <= 1 or last <= first or last > 10:
            continue  # the scale itself, or no points at all
        if last - first + 1 != size or (high is not None and last != high):
            return True
    listed = re.search(r"\b(\d)\s?,\s?(\d)\s?(?:,|and|,? and|&)\s?(\d{1,2})\b", text)
    return bool(listed) and size == 2


def _limit(text: str) -> float | None:
    if _NPS.search(text):
        return 100
    if re.search(r"\d\s?(?:%|per ?cent)", text):
        return 100
    scale = _SCALE_RANGE.search(text)
    worded = re.search(r"(?:/|\bof|out of) ?(5|7|10|100)\b", text)
    if not _SCORE.search(text):
        return None
    return float(scale[2]) if scale else float(worded[1]) if worded else None


def _first_figure(text: str) -> float | None:
    bare = re.sub(r"top[- ]?\d[- ]?box|\bn ?= ?[\d,]+", "", _SCALE_RANGE.sub("", text), flags=re.I)
    named = _SCORE.search(bare)
    after = bare[named.end() :] if named else bare
    found = _NUMBER.search(after) or _NUMBER.search(bare)
    return float(found[0].replace("−", "-").replace(",", ".")) if found else None
