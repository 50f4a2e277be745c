"""Small maps and registers, made for the tests of the records."""

from hypothesis import strategies as st

from cxworkbench.ground.errors import WorkbenchError
from cxworkbench.records import edits
from cxworkbench.records.journey_map import JourneyMap, Stage, Touchpoint
from cxworkbench.records.register import Entry, Register


def map_with(*touchpoints, stages=("Use", "Renew"), **fields):
    """A map whose touchpoints, all named here, stand in its first stage."""
    made = [Stage(id=f"st-{name.lower()}", name=name) for name in stages]
    places = [
        Touchpoint(id=f"tp-{name.lower()}", name=name, stage_id=made[0].id) for name in touchpoints
    ]
    return JourneyMap(
        id="journey", title="Journey", stages=tuple(made), touchpoints=tuple(places), **fields
    )


def register_with(*titles, **fields):
    """A register of pains, one for each title."""
    entries = tuple(Entry(id=f"pain-{t.lower()}", kind="pain", title=t) for t in titles)
    return Register(entries=entries, **fields)


WORDS = st.sampled_from(["Order", "Delivery", "Invoice", "Support", "Größe", "x"])
NUMBERS = st.integers(min_value=0, max_value=50)


@st.composite
def edited(draw, start, *, most=6, fixing=False):
    """The map after some random edits; locks and confirms only where `fixing`."""
    journey_map = start
    for _ in range(draw(st.integers(0, most))):
        journey_map = _edit(draw, journey_map, fixing)
    return journey_map


@st.composite
def versions(draw, *, fixing=False):
    """A base, what people made of it, and a new proposal."""
    start = map_with("Order", "Delivery", stages=("Use", "Renew", "Leave"))
    base = draw(edited(start))
    return base, draw(edited(base, fixing=fixing)), draw(edited(base))


def _edit(draw, journey_map, fixing):
    kind = draw(st.sampled_from([
        "add stage", "add step", "add touchpoint", "add interaction", "add statement", "rename",
        "move", "move step", "remove touchpoint", "remove statement", "remove stage", "fix",
        "measure", "link", "title",
    ]))  # fmt: skip
    try:
        return _one_edit(draw, journey_map, kind, fixing)
    except WorkbenchError:  # such as removing a stage that is not empty: no edit then
        return journey_map


def _one_edit(draw, m, kind, fixing):
    def pick(items):
        return items[draw(NUMBERS) % len(items)].id if items else "nothing"

    word = draw(WORDS)
    if kind == "add stage":
        return edits.add_stage(m, word, before=pick(m.stages))
    if kind == "add step":
        return edits.add_step(m, word, stage_id=pick(m.stages))
    if kind == "add touchpoint":
        stage = pick(m.stages)
        inside = [step for step in m.steps if step.stage_id == stage]
        step_id = pick(inside) if inside else ""
        return edits.add_touchpoint(m, word, stage_id=stage, step_id=step_id)
    if kind == "add interaction":
        return edits.add_interaction(m, word, touchpoint_id=pick(m.touchpoints))
    if kind == "add statement":
        at = pick((*m.touchpoints, *m.stages, *m.interactions))
        return edits.add_statement(m, at=at, lane="pains", text=word)
    if kind == "rename":
        return edits.rename(m, pick((*m.stages, *m.touchpoints, *m.steps)), word)
    if kind == "move":
        return edits.move_touchpoint(
            m, pick(m.touchpoints), stage_id=pick(m.stages), before=pick(m.touchpoints)
        )
    if kind == "move step":
        return edits.move_step(m, pick(m.steps), stage_id=pick(m.stages))
    if kind == "remove touchpoint":
        return edits.remove_touchpoint(m, pick(m.touchpoints))
    if kind == "remove statement":
        return edits.remove_statement(m, pick(m.statements))
    if kind == "remove stage":
        return edits.remove_stage(m, pick(m.stages))
    if kind == "fix" and fixing:
        item = pick((*m.stages, *m.touchpoints, *m.steps, *m.statements))
        return edits.lock(m, item) if draw(st.booleans()) else edits.confirm(m, item)
    if kind == "measure":
        return edits.edit_statement(m, pick(m.statements), n=draw(NUMBERS), value=1.5, low=1.0)
    if kind == "link":
        return edits.edit(m, pick(m.interactions), successor_id=pick(m.interactions))
    return m.model_copy(update={"title": word}) if kind == "title" else m
