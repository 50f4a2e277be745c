"""The sections that tell a map: what it rests on, the drawing, the curve, tables, the limits."""

from collections.abc import Iterable, Mapping
from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.journey.completeness import completeness, describe_completeness
from cxworkbench.journey.inventory import describe_inventory
from cxworkbench.journey.quotes import said_by
from cxworkbench.journey.said import is_unknown
from cxworkbench.records.journey_map import JourneyMap, Statement
from cxworkbench.records.told import Audience, Block, Cell, Section
from cxworkbench.review.notes import Review, notes_frame, told_review
from cxworkbench.telling.blocks import (
    FIRST_EVIDENCE,
    INSIDE,
    SAFE,
    chart_block,
    note,
    sentence,
    table_of,
)
from cxworkbench.telling.journey_charts import chart_emotion_against, chart_emotion_curve
from cxworkbench.telling.journey_tables import arc_table, inventory_table, notes_table
from cxworkbench.telling.journey_words import (
    describe_emotion_against,
    describe_emotion_curve,
    describe_map_evidence,
)
from cxworkbench.telling.map_layout import describe_map, layout_map
from cxworkbench.telling.map_svg import paint
from cxworkbench.voice.parts import received_voices
from cxworkbench.voice.words import count_of

SAID_LANES: Final = ("actions", "needs", "pains", "gains", "expectations", "thoughts")
CURVE_TITLE: Final = "How customers feel along the journey"  # said later
STAGE_TITLE: Final = "How customers feel in each stage"  # said later
# said later
CURVE_CAVEAT: Final = "means over accounts; band and bars: 95 % intervals; gaps: nothing known"
OWN_TITLE: Final = "How the journey feels here, and to all accounts"  # said later
# said later
OWN_CAVEAT: Final = "dark diamonds: this account; grey: all accounts with their 95 % interval"
# said later
OWN_NOTE: Final = "One account has no interval over accounts: its points are what its people said."
LIMITS: Final = (  # said later
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
    blocks = [sentence(describe_map_evidence(voices, events), audience)]
    if journey_map.stamp:
        words = say("This map is assumption-based: nothing on it rests on evidence yet.")
        blocks.append(note(words, audience))
    by_method = (
        received_voices(voices)
        .groupby("method")
        .agg(voices=("voice_id", "size"), accounts=("account_id", "nunique"))
    )
    if len(by_method):
        named = {"method": say("heard by"), "voices": "voices", "accounts": "accounts"}
        blocks.append(
            table_of(by_method.reset_index(), named, say("How they were heard"), audience)
        )
    return Section(key="map_rests_on", title=say("What the map rests on"), blocks=tuple(blocks))


def map_section(journey_map: JourneyMap, audience: Audience) -> Section:
    """The drawn map."""
    behind = _behind(one for one in journey_map.statements if one.evidence)
    block = Block(
        kind="map",
        audience=audience,
        title=journey_map.title,
        text=describe_map(journey_map),
        svg=paint(layout_map(journey_map, page="a4")),
        evidence=tuple(behind.head(FIRST_EVIDENCE)),
        evidence_count=len(behind),
    )
    return Section(key="map", title=say("The journey map"), blocks=(block,))


def curve_section(
    curve: pd.DataFrame, stage_curve: pd.DataFrame, journey_map: JourneyMap
) -> Section:
    """The emotion curve of everybody: chart by touchpoint, peak, trough and end, then by stage."""
    words = describe_emotion_curve(curve)
    said = [one for one in journey_map.statements if one.lane == "emotion" and one.evidence]
    blocks = [sentence(words, evidence=_behind(said))]
    if curve["value"].notna().any():
        by_touchpoint = chart_emotion_curve(curve, title=CURVE_TITLE, subtitle=CURVE_CAVEAT)
        blocks.append(chart_block(by_touchpoint, words))
        blocks.append(_whole(arc_table(curve), say("Peak, trough and end"), INSIDE))
    if stage_curve["value"].notna().any():
        by_stage = chart_emotion_curve(stage_curve, title=STAGE_TITLE, subtitle=CURVE_CAVEAT)
        blocks.append(chart_block(by_stage, describe_emotion_curve(stage_curve)))
    return Section(key="emotion", title=say("How it feels along the way"), blocks=tuple(blocks))


def own_curve_section(
    own: pd.DataFrame, everybody: pd.DataFrame, journey_map: JourneyMap
) -> Section:
    """One account's emotion curve against all accounts; safe to show to that account."""
    words = describe_emotion_against(own, everybody)
    chart = chart_emotion_against(own, everybody, title=OWN_TITLE, subtitle=OWN_CAVEAT)
    said = [one for one in journey_map.statements if one.lane == "emotion" and one.evidence]
    blocks = (
        sentence(words, SAFE, evidence=_behind(said)),
        chart_block(chart, words, SAFE),
        note(OWN_NOTE, SAFE),
    )
    return Section(key="emotion", title=say("How it feels along the way"), blocks=blocks)


def inventory_section(inventory: pd.DataFrame, audience: Audience) -> Section:
    """The touchpoint inventory. The owner, who is one of us, stays inside.

    One account's own has no count of accounts, which would be 1 throughout.
    """
    table = inventory_table(inventory)
    shown = [name for name in table if audience == INSIDE or name not in ("owner", "accounts")]
    blocks = (
        sentence(describe_inventory(inventory), audience),
        _whole(table[shown], "Touchpoints", audience),
    )
    return Section(key="touchpoints", title=say("All touchpoints"), blocks=blocks)


def said_section(journey_map: JourneyMap, audience: Audience) -> Section:
    """Everything said at each place, lane by lane, with its counts and basis."""
    stages = {stage.id: stage.name for stage in journey_map.stages}
    places = {one.id: (stages[one.stage_id], one.name) for one in journey_map.touchpoints}
    places |= {key: (name, say("(the stage as a whole)")) for key, name in stages.items()}
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
             "who": ", ".join(who), "accounts": one.n, "voices": one.voices, "basis": one.basis,
             "against": len(one.against) or ""}
        )  # fmt: skip
    named = {"stage": "stage", "place": "touchpoint", "lane": "lane", "said": say("what is said"),
             "who": "by", "accounts": "accounts", "voices": "voices", "basis": "basis",
             "against": say("voices against")}  # fmt: skip
    words = say(
        "{statements} on the map, beside the emotions.", statements=count_of(len(rows), "statement")
    )
    blocks = [sentence(words, audience)]
    if rows:
        table = pd.DataFrame(rows, columns=list(named))
        # Of one account, by whom and by how many accounts say the same in every row.
        named = named if audience == INSIDE else _without(named, "accounts", table)
        blocks.append(
            table_of(table, named, say("What is said where"), audience, evidence=_behind(said))
        )
    return Section(key="said", title=say("What is said where"), blocks=tuple(blocks))


def quotes_section(
    quotes: pd.DataFrame, places: Mapping[str, str], audience: Audience, *, consent: str = ""
) -> Section:
    """Customers' own words, unchanged, each with whose they are; `consent` says why some miss."""
    one_account = audience == SAFE
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
    none = sentence(
        say("No words may be shown: none have consent, or too few were heard."), audience
    )
    why = (sentence(consent, INSIDE),) if consent else ()
    return Section(
        key="quotes", title=say("In their own words"), blocks=(*(blocks or (none,)), *why)
    )


def completeness_section(journey_map: JourneyMap, review: Review) -> Section:
    """How complete the map is, and what is wrong with it as a map; for the people who make it."""
    blocks = [
        sentence(describe_completeness(completeness(journey_map)), INSIDE),
        *(sentence(text, INSIDE) for text in told_review(review)),
    ]
    if review.notes:
        blocks.append(_whole(notes_table(notes_frame(review.worst())), say("Method notes"), INSIDE))
    return Section(key="completeness", title=say("How complete the map is"), blocks=tuple(blocks))


def seen_section(inventory: pd.DataFrame) -> Section:
    """The short report: where an account with few voices was seen, and what to ask it."""
    seen = inventory[inventory["events"] + inventory["voices"] > 0]
    named = {"stage": "stage", "name": "touchpoint", "action": say("what was done"),
             "events": "events", "voices": "voices"}  # fmt: skip
    unheard = seen.loc[seen["voices"] == 0, "name"]
    blocks = [
        sentence(
            say(
                "This account was seen or heard at {seen} of {touchpoints}.",
                seen=len(seen),
                touchpoints=count_of(len(inventory), "touchpoint"),
            ),
            SAFE,
        )
    ]
    if len(seen):
        blocks.append(table_of(seen, named, say("Where it was seen"), SAFE))
    if len(unheard):
        first = ", ".join(unheard[:3]) + (say(" and more") if len(unheard) > 3 else "")
        words = say(
            "It was seen and not asked at {touchpoints}: {first}.",
            touchpoints=count_of(len(unheard), "touchpoint"),
            first=first,
        )
        blocks.append(sentence(words, INSIDE))
    return Section(key="seen", title=say("Where this account was seen"), blocks=tuple(blocks))


def limits_section() -> Section:
    """What the map does not show."""
    blocks = tuple(note(text, SAFE) for text in LIMITS)
    return Section(key="map_limits", title=say("What the map does not show"), blocks=blocks)


def _without(named: dict[str, str], count: str, table: pd.DataFrame) -> dict[str, str]:
    empty = [key for key in named if (table[key] == "").all()]
    return {key: words for key, words in named.items() if key not in (count, *empty)}


def _whole(table: pd.DataFrame, title: str, audience: Audience) -> Block:
    return table_of(table, {str(name): str(name) for name in table}, title, audience)


def _speaker(row: pd.Series, *, own: bool) -> str:
    if not own:
        return said_by(row["segment"], row["role"], int(row["n"]))
    return say("somebody at this account") if row["role"] == "all" else str(row["role"])


def _behind(said: Iterable[Statement]) -> pd.Series:
    """All evidence of these statements once, the first of each statement before the others."""
    listed = list(said)
    first = [one.evidence[0] for one in listed if one.evidence]
    every = dict.fromkeys([*first, *(key for one in listed for key in one.evidence)])
    return pd.Series(list(every), dtype="str")
