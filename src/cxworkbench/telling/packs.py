"""Audience packs: what one analysis means for one function, and what it is asked to do.

A pack chooses; it counts nothing anew. Its touchpoints are those that its functions own, its pains
and gains are the rows of the ranked tables there, its asks the insights and actions that its
functions own, its map the map's columns of those touchpoints.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from cxworkbench.ground.errors import ParameterProblem, did_you_mean, sample_of
from cxworkbench.ground.files import safe_name
from cxworkbench.ground.language import later, say, term
from cxworkbench.ground.terms import LANES
from cxworkbench.insight.building import Insights
from cxworkbench.insight.drafts import insights_of
from cxworkbench.intake.case import Case
from cxworkbench.journey.places import placed_voices
from cxworkbench.journey.quotes import said_by, shown_quotes
from cxworkbench.records.accepting import MAP_FILE
from cxworkbench.records.engagement import Engagement, Pack, TouchpointPlace
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.register import Entry
from cxworkbench.records.store import load_record, save_record
from cxworkbench.records.told import Block, Section, Told
from cxworkbench.telling.blocks import INSIDE, note, section_of, sentence, table_of
from cxworkbench.telling.executive import effect_of, stake_of
from cxworkbench.telling.insight_blocks import as_draft, drafted_claim, evidence_of
from cxworkbench.telling.insight_words import ranked_words
from cxworkbench.telling.map_layout import describe_map, layout_map
from cxworkbench.telling.map_selection import with_what_hangs_on
from cxworkbench.telling.map_svg import paint
from cxworkbench.telling.part_told import part_told
from cxworkbench.voice.feelings import felt_voices
from cxworkbench.voice.words import count_of, number

FOLDER: Final = Path("told") / "packs"
EVERY: Final = "all"  # among a pack's touchpoints: all of them
MOST_QUOTES: Final = 6
BUILT_IN: Final = (
    Pack(name="Sales", functions=("Sales", "Account management", "Order desk")),
    Pack(name="Marketing", functions=("Marketing", "Communication")),
    Pack(
        name="Customer service support",
        functions=("Customer service", "Support", "Service", "Field service"),
    ),
    Pack(
        name="Operations",
        functions=("Operations", "Logistics", "Finance", "Field service", "Partner management",
                   "Order desk"),
    ),
    Pack(
        name="Product development",
        functions=("Product development", "Product", "Development", "Engineering"),
        touchpoints=(EVERY,),
        lanes=("actions", "needs", "expectations", "pains", "gains"),
    ),
)  # fmt: skip
RANKED: Final = {
    "code": later("named"),
    "name": later("touchpoint"),
    "accounts": later("accounts"),
    "share": later("share of heard accounts"),
    "severity": later("severity 1–5"),
    "weight": later("score 0–100"),
}
PLACES: Final = {
    "name": later("touchpoint"),
    "stage": later("stage"),
    "owner": later("owner"),
    "feeling": later("feeling −2 to +2"),
    "accounts": later("accounts"),
    "pains": later("pains named"),
}
ASKS: Final = {
    "what": later("what is asked"),
    "why": later("because"),
    "effect": later("expected effect"),
    "stake": later("at stake a year"),
    "due": later("by when"),
    "status": later("status"),
}


@dataclass(frozen=True)
class _Chosen:
    """What of the analysis belongs to one pack."""

    pack: Pack
    places: tuple[TouchpointPlace, ...]
    pains: pd.DataFrame
    gains: pd.DataFrame
    entries: tuple[Entry, ...]

    @property
    def ids(self) -> set[str]:
        return {place.id for place in self.places}


def packs_of(engagement: Engagement) -> tuple[Pack, ...]:
    """The five usual packs and the engagement's own; an own one of the same name takes its place.

    Examples
    --------
    >>> own = Engagement(id="e", name="e", client="c", packs=(Pack(name="Finance"),))
    >>> [one.name for one in packs_of(own)][-2:]
    ['Product development', 'Finance']
    """
    own = {one.name.casefold(): one for one in engagement.packs}
    usual = [own.pop(one.name.casefold(), one) for one in BUILT_IN]
    return (*usual, *own.values())


def tell_packs(
    case: Case, insights: Insights, *, journey_map: JourneyMap | None = None
) -> dict[str, Told]:
    """One told record for each pack, by its name; none for a run of one account.

    A pack is for people inside: every block is internal, quotes are only those with consent, and a
    client-safe run writes no page of it.

    Parameters
    ----------
    case
        The opened engagement.
    insights
        As `build_insights` made them for this case.
    journey_map
        What the map of a pack is chosen from; else the map that this run proposed, else people's.

    Raises
    ------
    ParameterProblem
        A pack names a touchpoint, a stage or a lane that there is not.
    """
    if case.account != "all":
        return {}
    require_packs(case)
    drawn = journey_map or _map_of(case)
    return {pack.name: _told(case, insights, pack, drawn) for pack in packs_of(case.engagement)}


def describe_packs(packs: dict[str, Told]) -> list[str]:
    """What the analysis means for each function, a sentence each; why there are none.

    Examples
    --------
    >>> describe_packs({})
    ['Packs for functions are made in a run of all accounts.']
    """
    if not packs:
        return [say("Packs for functions are made in a run of all accounts.")]
    return [told.sections[0].blocks[0].text for told in packs.values()]


def write_packs(packs: dict[str, Told], out: Path) -> list[Path]:
    """Where the packs were written, for a report's pages to be made from."""
    paths = [out / FOLDER / f"{file_name_of(name)}.json" for name in packs]
    for told, path in zip(packs.values(), paths, strict=True):
        save_record(told, path)
    return paths


def require_packs(case: Case) -> None:
    """Nothing, when each of the engagement's own packs names what there is.

    Raises
    ------
    ParameterProblem
        A pack names a touchpoint, a stage or a lane that there is not.
    """
    known = {
        "touchpoint": {EVERY, *(one.id for one in case.touchpoints)},
        "stage": {one.name for one in case.stages},
        "lane": set(LANES),
    }
    for pack in case.engagement.packs:
        for what, named in (
            ("touchpoint", pack.touchpoints), ("stage", pack.stages), ("lane", pack.lanes)
        ):  # fmt: skip
            wrong = [one for one in named if one not in known[what]]
            if wrong:
                raise ParameterProblem(
                    f"The pack {pack.name!r} names {count_of(len(wrong), what)} that there is "
                    f"not: {sample_of(wrong)}. {did_you_mean(wrong[0], sorted(known[what]))}"
                    "Correct it in engagement.toml under [[packs]]."
                )


def file_name_of(name: str) -> str:
    """The name of a pack's file, without its ending.

    Examples
    --------
    >>> file_name_of("Customer service support")
    'customer-service-support'
    """
    return safe_name("-".join(name.casefold().split()))


def describe_pack(pack: Pack, entries: Sequence[Entry], pains: pd.DataFrame, places: int) -> str:
    """What the analysis means for a function: what is its own, what weighs most, what is asked.

    Examples
    --------
    >>> describe_pack(Pack(name="Marketing"), [], pd.DataFrame(), 2)
    'Marketing: 2 touchpoints are yours. No pain was named there. No insight is yours to act on.'
    """
    mine = count_of(places, "touchpoint")
    theirs = say("{places} is yours", places=mine) if places == 1 else say(
        "{places} are yours", places=mine
    )  # fmt: skip
    if EVERY in pack.touchpoints:
        theirs = say("all {places} are looked at", places=mine)
    heaviest = say("No pain was named there.")
    if len(pains):
        first = pains.iloc[0]
        heaviest = say(
            "{pains} named there, the heaviest of all “{code}” ({name}), named by {accounts}.",
            pains=count_of(len(pains), "pain"),
            code=first["code"],
            name=first["name"],
            accounts=count_of(int(first["accounts"]), "account"),
        )
    asked = (
        say("No insight is yours to act on.")
        if not entries
        else say("You are asked to act on {entries}.", entries=count_of(len(entries), "entry"))
        if len(entries) == 1
        else say("You are asked to act on {count} entries.", count=len(entries))
    )
    return f"{pack.name}: {theirs}. {heaviest} {asked}"


def map_of_touchpoints(journey_map: JourneyMap, ids: set[str]) -> JourneyMap:
    """The map with only these touchpoints, their stages, and what is said at either."""
    points = [one for one in journey_map.touchpoints if one.id in ids]
    stages = {one.stage_id for one in points}
    kept = [one for one in journey_map.stages if one.id in stages]
    return with_what_hangs_on(journey_map, kept, points)


def _map_of(case: Case) -> JourneyMap | None:
    for folder in (case.out, case.folder):
        if (folder / MAP_FILE).is_file():
            return load_record(folder / MAP_FILE, JourneyMap)
    return None


def _told(case: Case, insights: Insights, pack: Pack, drawn: JourneyMap | None) -> Told:
    chosen = _chosen(case, insights, pack)
    sections = [_meaning(chosen, insights), _asks(chosen, insights, case)]
    sections += [_places(chosen, drawn), _named(chosen), _quotes(chosen, case)]
    if drawn is not None:
        sections += _drawn(chosen, drawn)
    return part_told(
        case,
        "insights",
        say("What this means for {pack}", pack=pack.name),
        [one for one in sections if one.blocks],
        short=False,
        next_step="",
    )


def _chosen(case: Case, insights: Insights, pack: Pack) -> _Chosen:
    owners = {one.casefold() for one in pack.functions}
    wanted, stages = set(pack.touchpoints), set(pack.stages)
    places = tuple(
        one
        for one in case.touchpoints
        if EVERY in wanted or one.id in wanted or one.stage in stages
        or one.owner.casefold() in owners
    )  # fmt: skip
    ids = {one.id for one in places}
    found = insights_of(insights.register)
    actions = [one for one in insights.register.entries if one.kind == "action"]
    mine = [
        one for one in (*found, *actions)
        if one.owner_function.casefold() in owners or wanted & set(one.touchpoint_ids)
    ]  # fmt: skip
    return _Chosen(
        pack, places, _at(insights.pains, ids), _at(insights.gains, ids), tuple(mine)
    )  # fmt: skip


def _at(ranked: pd.DataFrame, ids: set[str]) -> pd.DataFrame:
    return ranked if ranked.empty else ranked[ranked["touchpoint_id"].isin(ids)]


def _meaning(chosen: _Chosen, insights: Insights) -> Section:
    words = describe_pack(chosen.pack, chosen.entries, chosen.pains, len(chosen.places))
    rests = [entry.evidence for entry in chosen.entries]
    rests += list(chosen.pains["evidence"]) if len(chosen.pains) else []
    blocks = [as_draft(sentence(words, evidence=evidence_of(rests)), chosen.entries,
                       insights.register)]  # fmt: skip
    if not chosen.places:
        blocks.append(note(say(
            "No touchpoint is owned by {functions}. State the owner of each touchpoint in "
            "engagement.toml, or the functions of this pack under [[packs]].",
            functions=", ".join(chosen.pack.functions) or chosen.pack.name,
        )))  # fmt: skip
    if chosen.entries:
        first = chosen.entries[0]
        step = first.recommendation or first.title
        blocks.append(drafted_claim(say("First of all: {step}", step=step), [first],
                                    insights.register))  # fmt: skip
    return section_of("act-first", say("What this means for you"), blocks)


def _asks(chosen: _Chosen, insights: Insights, case: Case) -> Section:
    rows = [
        {
            "what": one.recommendation or one.title,
            "why": one.title if one.recommendation else one.why,
            "effect": effect_of(one),
            "stake": stake_of(one, case.engagement.money.currency),
            "due": one.due,
            "status": term(one.progress or one.status),
        }
        for one in chosen.entries
    ]
    if not rows:
        return section_of("pack-asks", say("What is asked of you"), [])
    table = pd.DataFrame(rows)
    named = {key: say(name) for key, name in ASKS.items()}
    rests = evidence_of(one.evidence for one in chosen.entries)
    block = table_of(table, named, say("What is asked of you"), evidence=rests)
    return section_of(
        "pack-asks",
        say("What is asked of you"),
        [as_draft(block, chosen.entries, insights.register)],
    )


def _places(chosen: _Chosen, drawn: JourneyMap | None) -> Section:
    felt = {
        one.at: one
        for one in (drawn.statements if drawn else ())
        if one.lane == "emotion" and one.segment == "all" and one.role == "all"
    }
    named = Counter(chosen.pains["touchpoint_id"] if len(chosen.pains) else ())
    rows = []
    for place in chosen.places:
        one = felt.get(place.id)
        known = one is not None and one.value is not None
        rows.append({
            "name": place.name, "stage": place.stage, "owner": place.owner,
            "feeling": _feeling(one.value, one.low, one.high) if one else say("not known"),
            "accounts": one.n if one and known else None,
            "pains": named[place.id],
        })  # fmt: skip
    if not rows:
        return section_of("pack-places", say("Your touchpoints"), [])
    rests = evidence_of(felt[one.id].evidence for one in chosen.places if one.id in felt)
    table = table_of(
        pd.DataFrame(rows), {key: say(name) for key, name in PLACES.items()},
        say("Your touchpoints"), evidence=rests if len(rests) else None,
    )  # fmt: skip
    return section_of("pack-places", say("Your touchpoints"), [table])


def _feeling(value: float | None, low: float | None, high: float | None) -> str:
    if value is None:
        return say("not known")
    if low is None or high is None:
        return number(value)
    return say("{value} ({low} to {high})", value=number(value), low=number(low), high=number(high))


def _named(chosen: _Chosen) -> Section:
    blocks = [
        table_of(
            ranked_words(table), {key: say(name) for key, name in RANKED.items()} | more, title,
            evidence=evidence_of(table["evidence"]),
        )
        for table, title, more in (
            (chosen.pains, say("Pains there, the heaviest first"), {}),
            (chosen.gains, say("Gains to protect there"), {"severity": say("gladness 1–5")}),
        )
        if len(table)
    ]  # fmt: skip
    return section_of("pack-named", say("What customers named there"), blocks)


def _quotes(chosen: _Chosen, case: Case) -> Section:
    stages: dict[str, str] = {}
    voices = placed_voices(case.with_words(case.voices_here), chosen.ids, stages)
    if voices.empty:
        return section_of("pack-quotes", say("In their own words"), [])
    felt = felt_voices(voices, case.engagement.metrics)["felt"]
    quotes = shown_quotes(
        voices.assign(felt=felt.reindex(voices.index).astype("float64")),
        None,
        smallest_cell=case.engagement.privacy.smallest_cell,
    )
    names = {one.id: one.name for one in chosen.places}
    first = quotes.sort_values(["n", "voice_id"], ascending=[False, True], kind="stable")
    blocks = [
        Block(
            kind="quote", audience=INSIDE, title=names[row["at"]], text=row["text"],
            said_by=said_by(row["segment"], row["role"], int(row["n"])),
            account_id=row["account_id"], consent=row["consent"],
            evidence=(row["voice_id"],), evidence_count=1,
        )
        for _, row in first.head(MOST_QUOTES).iterrows()
    ]  # fmt: skip
    return section_of("pack-quotes", say("In their own words"), blocks)


def _drawn(chosen: _Chosen, drawn: JourneyMap) -> list[Section]:
    part = map_of_touchpoints(drawn, chosen.ids)
    if not part.touchpoints:
        return []
    block = Block(
        kind="map", title=part.title, text=describe_map(part),
        svg=paint(layout_map(part, page="a4", lanes=chosen.pack.lanes)),
    )  # fmt: skip
    rests = evidence_of(one.evidence for one in part.statements if one.evidence)
    held = block.model_copy(update={"evidence": tuple(rests.head(8)), "evidence_count": len(rests)})
    return [section_of("pack-map", say("Your part of the map"), [held])]
