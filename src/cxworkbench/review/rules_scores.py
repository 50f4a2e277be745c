"""Rules of scores: whether a figure says what was counted, on which scale and by which rule."""

import re
from collections.abc import Iterator
from typing import Final

from cxworkbench.ground.errors import sample_of
from cxworkbench.ground.language import say
from cxworkbench.records.journey_map import Statement
from cxworkbench.review import score_forms as forms
from cxworkbench.review.rules import Shelf
from cxworkbench.review.seen import Found, Seen
from cxworkbench.review.word_lists import FELT_MEASURES, INSIDE_MEASURES
from cxworkbench.voice.words import count_of

SHELF: Final = Shelf("scores")


def _changes(text: str) -> bool:
    """Whether a change is told outside what is wanted."""
    told = (part for part in forms.CLAUSE.split(text) if not forms.TARGET.search(part))
    return any(forms.CHANGE.search(part) or forms.BEFORE.search(part) for part in told)


def _figures(seen: Seen) -> Iterator[Statement]:
    """Statements of the lane metrics that hold a figure."""
    for one in seen.lane("metrics"):
        if forms.NUMBER.search(one.text):
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
        if not (seen.b2b and forms.SCORE.search(one.text)):
            continue
        over_people = any(p.search(one.text) for p in (forms.MEAN_OF_PEOPLE, forms.POOLED))
        over_people = over_people and not forms.BY_ACCOUNT.search(one.text)
        if over_people or (forms.PEOPLE.search(one.text) and not forms.ACCOUNTS.search(one.text)):
            yield _told(seen, one, say("is counted over people and not over accounts."))


@SHELF.rule(
    "recommendation as a mean", "grave",
    why="NPS is the share of 9 and 10 minus the share of 0 to 6. A mean of the answers is "
    "another figure, and cannot be compared with any NPS.",
    remedy="Compute shares of promoters and detractors, or call the figure a mean of 0 to 10.",
)  # fmt: skip
def _nps_mean(seen: Seen) -> Iterator[Found]:
    for one in _figures(seen):
        if forms.NPS.search(one.text):
            tenths = re.search(r"\b\d[.,]\d+\b(?!\s?%)", one.text)
            if forms.MEAN.search(one.text) or tenths or re.search(r"(?:/|of) ?10\b", one.text):
                yield _told(seen, one, say("is a mean and called NPS."))
    for name, metric in seen.beside.metrics.items():
        if forms.NPS.search(name) and metric.kind != "nps":
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
        shares = forms.SHARES.search(one.text)
        if (
            forms.NPS.search(one.text)
            and re.search(r"\d\s?(?:%|per ?cent|pct)", one.text)
            and not shares
        ):
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
        if forms.BOX.search(one.text) and _wrong_box(one.text):
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
        text = forms.SCALE_RANGE.sub("", one.text)
        if forms.CSAT.search(text) and not (
            forms.RULE.search(text) or forms.OPPORTUNITY.search(text)
        ):
            yield _told(seen, one, say("does not say how satisfaction was summed up."))


@SHELF.rule(
    "effort without direction", "serious",
    why="On one CES scale 7 is very easy, on another it is great effort. Read the wrong way the "
    "best touchpoint becomes the worst.",
    remedy="Say which end is easy.",
)  # fmt: skip
def _ces(seen: Seen) -> Iterator[Found]:
    for one in _figures(seen):
        if forms.CES.search(one.text) and not forms.EASY.search(one.text):
            yield _told(seen, one, say("does not say whether high means easy."))
    for name, metric in seen.beside.metrics.items():
        if forms.CES.search(name) and metric.kind == "ces" and not metric.higher_is_better:
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
        if forms.OPPORTUNITY.search(text) and forms.MEAN.search(text):
            yield Found(at, say("{text!r} at {name} takes means.", text=text, name=seen.name(at)))


@SHELF.rule(
    "score without scale", "serious",
    why="4.2 is good of 5 and poor of 10. Nobody asks, everybody assumes their own scale.",
    remedy="Write the scale beside the figure.",
)  # fmt: skip
def _no_scale(seen: Seen) -> Iterator[Found]:
    for one in _figures(seen):
        if forms.SCORE.search(one.text) and not (
            forms.NPS.search(one.text) or forms.SCALE.search(one.text)
        ):
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
        begins = _begins_at(one.text)
        if begins is not None and figure is not None and figure < begins:
            yield _told(
                seen,
                one,
                say("lies outside its scale, which begins at {begins}.", begins=begins),
            )


@SHELF.rule(
    "one score, two scales", "serious",
    why="Two touchpoints that are scored on different scales look different where nothing is.",
    remedy="Convert one of them, and say that it was converted.",
)  # fmt: skip
def _two_scales(seen: Seen) -> Iterator[Found]:
    scales: dict[str, dict[str, str]] = {}
    for one in _figures(seen):
        name = next((w for w, p in forms.KINDS.items() if p.search(one.text)), "")
        end = _ends_at(one.text)
        if name and end:
            scales.setdefault(name, {}).setdefault(f"1 to {end}", one.at)
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
        if forms.SCORE.search(one.text) and one.n == 0 and not forms.COUNTED.search(one.text):
            yield _told(seen, one, say("does not say how many accounts it rests on."))


@SHELF.rule(
    "figure without target", "slight",
    why="Nobody can tell whether a figure is good without knowing what was wanted.",
    remedy="Name the value you want, and by when; or what it is compared with.",
)  # fmt: skip
def _no_target(seen: Seen) -> Iterator[Found]:
    for one in _figures(seen):
        if not (forms.TARGET.search(one.text) or forms.CHANGE.search(one.text)):
            yield _told(seen, one, say("names no value that is wanted."))


@SHELF.rule(
    "change without interval", "serious",
    why="Scores of thirty accounts move by ten points by chance. A change without its interval "
    "is noise with an arrow.",
    remedy="Give the interval of the change, or say that it is too early to tell.",
)  # fmt: skip
def _change(seen: Seen) -> Iterator[Found]:
    for one in _figures(seen):
        if _changes(one.text) and not forms.SURE.search(one.text):
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
    felt = [one.text for one in metrics if one.text not in ours]
    if ours and not any(FELT_MEASURES.find(text) for text in felt):
        figures = count_of(len(metrics), "figure")
        yield from seen.whole(
            say(
                "The map has {figures}, and customers gave none of them: {sample_of}.",
                figures=figures,
                sample_of=sample_of(ours),
            )
        )


def _wrong_box(text: str) -> bool:
    """Whether a top box is named with other points than the best of its scale."""
    size = 3 if re.search(r"top[- ]?(?:three|3)", text, re.IGNORECASE) else 2
    scale = forms.SCALE_RANGE.search(text)
    worded = re.search(
        r"\b(five|seven|ten|5|7|10|11)[- ]points?\b|\bof (five|seven|ten|5|7|10)\b", text
    )
    ends = {"five": 5, "5": 5, "seven": 7, "7": 7, "ten": 10, "10": 10, "11": 10}
    high = int(scale[2]) if scale else None
    if high is None and worded:
        high = ends[worded[1] or worded[2]]
    for found in forms.RANGE.finditer(text):
        first, last = int(found[1]), int(found[2])
        if (first, last) == (1, 2) and not re.search(r"\bbest\b|1 is", text, re.IGNORECASE):
            return True  # the two worst points
        if first <= 1 or last <= first or last > 10:
            continue  # the scale itself, or no points at all
        if last - first + 1 != size or (high is not None and last != high):
            return True
    listed = re.search(r"\b(\d)\s?,\s?(\d)\s?(?:,|and|,? and|,? or|or|&)\s?(\d{1,2})\b", text)
    above = forms.AND_ABOVE.search(text)
    if above and high is None:
        out_of = re.search(r"\bof (\d{1,2})\b", text)
        high = int(out_of[1]) if out_of else None
    if above and high is not None and high - int(above[1]) + 1 != size:
        return True
    return bool(listed) and size == 2


def _ends_at(text: str) -> str:
    """Where a scale ends, as written; empty for none."""
    scale = forms.SCALE_RANGE.search(text)
    if scale and scale[1] != scale[2]:
        return scale[2]
    out_of = re.search(r"(?:\bof|/|\bout of) ?(5|7|10|100)\b(?!\s?(?:%|accounts))", text)
    return out_of[1] if out_of else ""


def _begins_at(text: str) -> int | None:
    """Where a scale in points begins; None for shares and NPS."""
    scale = forms.SCALE_RANGE.search(text)
    shares = re.search(r"\d\s?(?:%|per ?cent)", text) or forms.NPS.search(text)
    return int(scale[1]) if scale and scale[1] in ("0", "1") and not shares else None


def _limit(text: str) -> float | None:
    if forms.NPS.search(text):
        return 100
    if re.search(r"\d\s?(?:%|per ?cent)", text):
        return 100
    scale = forms.SCALE_RANGE.search(text)
    worded = re.search(r"(?:/|\bof|out of) ?(5|7|10|100)\b", text)
    if not forms.SCORE.search(text):
        return None
    return float(scale[2]) if scale else float(worded[1]) if worded else None


def _first_figure(text: str) -> float | None:
    bare = re.sub(
        r"top[- ]?\d[- ]?box|\bn ?= ?[\d,]+", "", forms.SCALE_RANGE.sub("", text), flags=re.I
    )
    named = forms.SCORE.search(bare)
    after = bare[named.end() :] if named else bare
    found = forms.NUMBER.search(after) or forms.NUMBER.search(bare)
    return float(found[0].replace("−", "-").replace(",", ".")) if found else None
