"""The sections that tell a map: what it rests on, the drawing, the curve, tables, the limits."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import pandas as pd

from cxworkbench.journey.arc import emotional_arc
from cxworkbench.journey.completeness import completeness, describe_completeness
from cxworkbench.journey.inventory import describe_inventory
from cxworkbench.journey.quotes import said_by
from cxworkbench.journey.said import is_unknown
from cxworkbench.records.journey_map import JourneyMap, Statement
from cxworkbench.records.told import Audience, Block, Cell, Section
from cxworkbench.review.notes import describe_notes
from cxworkbench.telling.journey_charts import chart_emotion_against, chart_emotion_curve
from cxworkbench.telling.journey_words import (
    describe_emotion_against,
    describe_emotion_curve,
    describe_map_evidence,
)
from cxworkbench.telling.map_layout import describe_map, layout_map
from cxworkbench.telling.map_svg import paint
from cxworkbench.voice.words import count_of

FIRST_EVIDENCE: Final = 6  # evidence ids that a block names; it counts all
SAID_LANES: Final = ("actions", "needs", "pains", "gains", "expectations", "thoughts")
LIMITS: Final = (
    "The map says what was heard and seen. Accounts that were silent may feel otherwise, and a "
    "touchpoint that nobody mentioned may still matter.",
    "Points of the curve rest on different accounts: a step between two of them is not a change in "
    "anyone's feeling.",
    "Values made from scores are moved to −2 to +2; a satisfaction score is not a feeling.",
    "Nothing here says why customers feel so, or what would change it; part 3 looks at that.",
)


def evidence_section(
    voices: pd.DataFrame, events: pd.DataFrame, journey_map: JourneyMap, audience: Audience
) -> Section:
    """What the map rests on: counts, period, ways of hearing; and its stamp."""
    blocks = [_sentence(describe_map_evidence(voices, events), audience)]
    if journey_map.stamp:
        words = "This map is assumption-based: nothing on it rests on evidence yet."
        blocks.append(Block(kind="note", text=words, audience=audience))
    by_method = voices.groupby("method").agg(
        voices=("voice_id", "size"), accounts=("account_id", "nunique")
    )
    if len(by_method):
        named = {"method": "heard by", "voices": "voices", "accounts": "accounts"}
        blocks.append(
            table_block(by_method.reset_index(), named, "How they were heard", audience=audience)
        )
    return Section(key="map_rests_on", title="What the map rests on", blocks=tuple(blocks))


def map_section(journey_map: JourneyMap, audience: Audience) -> Section:
    """The drawn map."""
    said = [one for one in journey_map.statements if one.evidence]
    block = Block(
        kind="map",
        audience=audience,
        title=journey_map.title,
        text=describe_map(journey_map),
        svg=paint(layout_map(journey_map, page="a4")),
        **_evidence(said),
    )
    return Section(key="map", title="The journey map", blocks=(block,))


def curve_section(
    curve: pd.DataFrame, stage_curve: pd.DataFrame, journey_map: JourneyMap
) -> Section:
    """The emotion curve of everybody: chart by touchpoint, peak, trough and end, then by stage."""
    words = describe_emotion_curve(curve)
    subtitle = "−2 to +2, means over accounts; band and bars: 95 % intervals; gaps: nothing known"
    by_touchpoint = chart_emotion_curve(
        curve, title="How customers feel along the journey", subtitle=subtitle
    )
    by_stage = chart_emotion_curve(
        stage_curve, title="How customers feel in each stage", subtitle=subtitle
    )
    said = [one for one in journey_map.statements if one.lane == "emotion" and one.evidence]
    arc = {"mark": "", "name": "touchpoint", "stage": "stage", "value": "emotion", "low": "low",
           "high": "high", "accounts": "accounts", "basis": "basis"}  # fmt: skip
    blocks = (
        Block(kind="sentence", text=words, **_evidence(said)),
        Block(kind="chart", chart=by_touchpoint.to_dict(), text=words),
        table_block(emotional_arc(curve), arc, "Peak, trough and end"),
        Block(kind="chart", chart=by_stage.to_dict(), text=describe_emotion_curve(stage_curve)),
    )
    return Section(key="emotion", title="How it feels along the way", blocks=blocks)


def own_curve_section(
    own: pd.DataFrame, everybody: pd.DataFrame, journey_map: JourneyMap
) -> Section:
    """One account's emotion curve against all accounts; safe to show to that account."""
    words = describe_emotion_against(own, everybody)
    chart = chart_emotion_against(
        own,
        everybody,
        title="How the journey feels here, and to all accounts",
        subtitle="dark diamonds: this account; grey: all accounts with their 95 % interval",
    )
    said = [one for one in journey_map.statements if one.lane == "emotion" and one.evidence]
    note = "One account has no interval over accounts: its points are what its people said."
    blocks = (
        Block(kind="sentence", text=words, audience="client-safe", **_evidence(said)),
        Block(kind="chart", chart=chart.to_dict(), text=words, audience="client-safe"),
        Block(kind="note", text=note, audience="client-safe"),
    )
    return Section(key="emotion", title="How it feels along the way", blocks=blocks)


def inventory_section(inventory: pd.DataFrame, audience: Audience) -> Section:
    """The touchpoint inventory. The owner, who is one of us, stays inside."""
    named = {
        "stage": "stage",
        "name": "touchpoint",
        "medium_class": "where",
        "channel": "channel",
        "owner": "owner",
        "action": "what customers do",
        "emotion": "emotion",
        "accounts": "accounts",
        "voices": "voices",
        "events": "events",
        "pains": "pains",
        "gains": "gains",
        "basis": "basis",
    }
    shown = [key for key in named if audience == "internal" or key != "owner"]
    filled = inventory.assign(
        action=inventory["action"].where(inventory["action"] != "", "unknown")
    )
    blocks = (
        _sentence(describe_inventory(inventory), audience),
        table_block(filled, {key: named[key] for key in shown}, "Touchpoints", audience=audience),
    )
    return Section(key="touchpoints", title="All touchpoints", blocks=blocks)


def said_section(journey_map: JourneyMap, audience: Audience) -> Section:
    """Everything said at each place, lane by lane, with its counts and basis."""
    stages = {stage.id: stage.name for stage in journey_map.stages}
    places = {one.id: (stages[one.stage_id], one.name) for one in journey_map.touchpoints}
    places |= {key: (name, "(the stage as a whole)") for key, name in stages.items()}
    rows: list[dict[str, Cell]] = []
    said = [
        one
        for one in journey_map.statements
        if one.lane in SAID_LANES and one.at in places and not is_unknown(one)
    ]
    for one in sorted(
        said, key=lambda one: (list(places).index(one.at), SAID_LANES.index(one.lane))
    ):
        stage, place = places[one.at]
        who = [part for part in (one.segment, one.role) if part != "all"]
        rows.append(
            {"stage": stage, "place": place, "lane": one.lane, "said": one.text,
             "who": ", ".join(who), "accounts": one.n, "voices": one.voices, "basis": one.basis}
        )  # fmt: skip
    named = {"stage": "stage", "place": "touchpoint", "lane": "lane", "said": "what is said",
             "who": "by", "accounts": "accounts", "voices": "voices", "basis": "basis"}  # fmt: skip
    words = f"{count_of(len(rows), 'statement')} on the map, beside the emotions."
    block = table_block(
        pd.DataFrame(rows, columns=list(named)), named, "What is said where", audience=audience
    )
    cited = block.model_copy(update=_evidence(said))
    return Section(
        key="said", title="What is said where", blocks=(_sentence(words, audience), cited)
    )


def quotes_section(quotes: pd.DataFrame, places: Mapping[str, str], audience: Audience) -> Section:
    """Customers' own words, unchanged, each with whose they are."""
    one_account = audience == "client-safe"
    blocks = tuple(
        Block(
            kind="quote",
            audience=audience,
            title=places.get(row["at"], ""),
            text=row["text"],
            said_by=_speaker(row, own=one_account),
            account_id=row["account_id"],
            consent=row["consent"],
            evidence=(row["voice_id"],),
            evidence_count=1,
        )
        for _, row in quotes.iterrows()
    )
    none = _sentence("No words may be shown: none have consent, or too few were heard.", audience)
    return Section(key="quotes", title="In their own words", blocks=blocks or (none,))


def completeness_section(journey_map: JourneyMap, notes: pd.DataFrame) -> Section:
    """How complete the map is, and what is wrong with it as a map; for the people who make it."""
    named = {"rule": "rule", "name": "where", "message": "what", "why": "why it matters",
             "remedy": "what to do"}  # fmt: skip
    blocks = [
        _sentence(describe_completeness(completeness(journey_map)), "internal"),
        _sentence(describe_notes(notes), "internal"),
    ]
    if len(notes):
        blocks.append(table_block(notes, named, "Method notes"))
    return Section(key="completeness", title="How complete the map is", blocks=tuple(blocks))


def seen_section(inventory: pd.DataFrame, question: str) -> Section:
    """The short report: where an account with few voices was seen, and what to ask it."""
    seen = inventory[inventory["events"] + inventory["voices"] > 0]
    named = {"stage": "stage", "name": "touchpoint", "action": "what was done",
             "events": "events", "voices": "voices"}  # fmt: skip
    unheard = seen.loc[seen["voices"] == 0, "name"]
    blocks = [
        _sentence(
            f"This account was seen or heard at {len(seen)} of "
            f"{count_of(len(inventory), 'touchpoint')}.",
            "client-safe",
        )
    ]
    if len(seen):
        blocks.append(table_block(seen, named, "Where it was seen", audience="client-safe"))
    if len(unheard):
        first = ", ".join(unheard[:3]) + (" and more" if len(unheard) > 3 else "")
        words = f"It was seen and not asked at {count_of(len(unheard), 'touchpoint')}: {first}."
        blocks.append(_sentence(words, "internal"))
    blocks.append(_sentence(question, "internal"))
    return Section(key="seen", title="Where this account was seen", blocks=tuple(blocks))


def limits_section() -> Section:
    """What the map does not show."""
    blocks = tuple(Block(kind="note", text=text, audience="client-safe") for text in LIMITS)
    return Section(key="map_limits", title="What the map does not show", blocks=blocks)


def table_block(
    table: pd.DataFrame, named: Mapping[str, str], title: str, *, audience: Audience = "internal"
) -> Block:
    """A table as a block: the columns named, figures to two decimals, missing left empty."""
    columns = [[_cell(value) for value in table[key]] for key in named]
    rows = tuple(zip(*columns, strict=True))
    return Block(
        kind="table", title=title, columns=tuple(named.values()), rows=rows, audience=audience
    )


def _cell(value: object) -> Cell:
    if isinstance(value, str | bool):
        return value
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return None
    number = float(str(value))
    return int(number) if number.is_integer() and not isinstance(value, float) else round(number, 2)


def _speaker(row: pd.Series, *, own: bool) -> str:
    if not own:
        return said_by(row["segment"], row["role"], int(row["n"]))
    return "somebody at this account" if row["role"] == "all" else str(row["role"])


def _sentence(text: str, audience: Audience) -> Block:
    return Block(kind="sentence", text=text, audience=audience)


def _evidence(said: Iterable[Statement]) -> dict[str, object]:
    """The first evidence of each statement in turn, and how much there is of all."""
    listed: Sequence[Statement] = list(said)
    every = dict.fromkeys(key for one in listed for key in one.evidence)
    first = dict.fromkeys(one.evidence[0] for one in listed if one.evidence)
    return {"evidence": tuple(first)[:FIRST_EVIDENCE], "evidence_count": len(every)}
