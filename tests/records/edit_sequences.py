"""Random sequences of single edits, seeded: one field set, or one item added, removed or moved."""

from random import Random

from tests.records.maps import full_map

from cxworkbench.records.ids import mint_id
from cxworkbench.records.journey_map import (
    BuyingRole,
    Comment,
    Decision,
    Flow,
    Interaction,
    Offering,
    Phase,
    Stage,
    Statement,
    Step,
    Touchpoint,
)
from cxworkbench.records.map_items import items_of
from cxworkbench.records.validity import map_ids

WORDS = ("Order", "Delivery", "Invoice", "Support", "Größe", "x", "=1+1")
# List -> fields that are set at random to one of these values.
FIELDS = {
    "phases": {"name": WORDS},
    "stages": {"name": WORDS, "definition": WORDS, "confidence": (None, 0.2, 0.9)},
    "steps": {"name": WORDS, "locked": (True, False)},
    "touchpoints": {"name": WORDS, "channel": WORDS, "contact": (True, False),
                    "systems": ((), ("CRM",), ("CRM", "ERP")), "offering_ids": ((), ("of-basic",))},
    "interactions": {"content": WORDS, "direction": ("both", "unknown")},
    "statements": {"text": WORDS, "value": (None, -1.0, 0.3, 2.0), "n": (0, 3, 9),
                   "against": ((), ("voice-1",)), "counts": ((), (1, 0, 2, 0, 1))},
    "offerings": {"name": WORDS},
    "flows": {"condition": WORDS, "share": (None, 0.25, 1.0)},
    "roles": {"name": WORDS, "weight": (1.0, 0.5, 3.0), "hidden": (True, False)},
    "involvements": {"involvement": ("leads", "none"), "can_stop": (True, False)},
    "comments": {"text": WORDS, "settled": (True, False)},
    "decisions": {"text": WORDS, "on": ("", "2026-03-01")},
}  # fmt: skip
OWN = {"title": WORDS, "state": ("as-is", "to-be"), "mode": ("B2B", "B2C", "B2B2C")}
# What is removed alone: nothing stands in it or leads to it.
LEAVES = ("interactions", "statements", "flows", "involvements", "comments", "decisions")


def edit_sequence(seed, most=25):
    """A start, the map after random single edits, and how many of them changed it."""
    random = Random(seed)
    start = now = full_map()
    made = 0
    for _ in range(random.randint(0, most)):
        edited = one_edit(random, now)
        made += edited != now
        now = edited
    return start, now, made


def one_edit(random, m):
    """The map after one random single edit; the map itself where it finds nothing to edit."""
    kind = random.choice(["field", "field", "own", "place", "add", "add", "remove", "move", "move"])
    name = random.choice(list(FIELDS))
    items = list(items_of(m, name))
    if kind == "own":
        field = random.choice(list(OWN))
        return m.model_copy(update={field: random.choice(OWN[field])})
    if kind == "add":
        return _added(random, m, name, items)
    if not items:
        return m
    at = random.randrange(len(items))
    if kind == "field":
        field = random.choice(list(FIELDS[name]))
        items[at] = items[at].model_copy(update={field: random.choice(FIELDS[name][field])})
    if (
        kind == "place"
        and name in ("steps", "touchpoints")
        and not getattr(items[at], "step_id", "")
    ):
        if name == "steps" and any(one.step_id == items[at].id for one in m.touchpoints):
            return m
        stage = random.choice(m.stages).id
        items[at] = items[at].model_copy(update={"stage_id": stage})
    if kind == "move":
        items.insert(random.randrange(len(items)), items.pop(at))
    if kind == "remove" and name in LEAVES:
        gone = items.pop(at).id
        linked = any(gone in (one.at,) for one in m.statements)
        if not linked:
            return m.model_copy(update={name: tuple(items), "retired_ids": (*m.retired_ids, gone)})
        return m
    return m.model_copy(update={name: tuple(items)})


def _added(random, m, name, items):
    word = random.choice(WORDS)
    new_id = mint_id(name[:2], word, {*map_ids(m), *m.retired_ids})
    stage = random.choice(m.stages).id
    at = random.choice([*m.stages, *m.touchpoints]).id
    new = {
        "phases": lambda: Phase(id=new_id, name=word),
        "stages": lambda: Stage(id=new_id, name=word),
        "steps": lambda: Step(id=new_id, name=word, stage_id=stage),
        "touchpoints": lambda: Touchpoint(id=new_id, name=word, stage_id=stage),
        "interactions": lambda: Interaction(
            id=new_id, name=word, touchpoint_id=random.choice(m.touchpoints).id
        ),
        "statements": lambda: Statement(id=new_id, at=at, lane="pains", text=word),
        "offerings": lambda: Offering(id=new_id, name=word),
        "flows": lambda: Flow(id=new_id, from_id=at, to_id=stage),
        "roles": lambda: BuyingRole(id=new_id, name=word),
        "comments": lambda: Comment(id=new_id, at=at, text=word),
        "decisions": lambda: Decision(id=new_id, at=at, text=word),
    }
    if name not in new:  # involvements: one for each role and stage
        return m
    items.insert(random.randint(0, len(items)), new[name]())
    return m.model_copy(update={name: tuple(items)})
