"""Small maps and registers, made for the tests of the records."""

from hypothesis import strategies as st

from cxworkbench.ground.errors import WorkbenchError
from cxworkbench.records import edits
from cxworkbench.records.journey_map import JourneyMap, Stage, Touchpoint
from cxworkbench.records.register import Entry, Register
from cxworkbench.records.validity import map_ids


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


def full_map():
    """A map with something in each of its lists, so that random edits meet all of them."""
    m = map_with("Order", "Delivery", stages=("Use", "Renew", "Leave"))
    for name in ("Basic", "Full"):
        m = edits.add_offering(m, name)
    for name in ("User", "Buyer"):
        m = edits.add_role(m, name)
    m = edits.edit_touchpoint(m, "tp-order", offering_ids=("of-basic", "of-full"))
    m = edits.edit_touchpoint(m, "tp-delivery", offering_ids=("of-basic",))
    m = edits.add_flow(m, "tp-order", "tp-delivery", kind="branch")
    m = edits.add_flow(m, "st-renew", "st-use", kind="loop")
    m = edits.set_involvement(m, "ro-user", "st-use", involvement="leads")
    m = edits.add_statement(m, at="tp-order", lane="emotion", value=1.0, low=0.5, high=1.5, n=6)
    m = edits.add_comment(m, "Is this so?", at="tp-order")
    return edits.add_decision(m, "We keep it.", at="st-use")


PLAIN = map_with("Order", "Delivery", stages=("Use", "Renew", "Leave"))
FULL = full_map()
WORDS = st.sampled_from(["Order", "Delivery", "Invoice", "Support", "Größe", "x"])
NUMBERS = st.integers(min_value=0, max_value=50)


@st.composite
def edited(draw, start, *, most=8, fixing=False):
    """The map after some random edits; locks and confirms only where `fixing`."""
    journey_map = start
    for _ in range(draw(st.integers(0, most))):
        journey_map = _edit(draw, journey_map, fixing)
    return journey_map


@st.composite
def versions(draw, *, fixing=False):
    """A base, what people made of it, and a new proposal."""
    start = draw(st.sampled_from([PLAIN, FULL]))
    base = draw(edited(start))
    return base, draw(edited(base, fixing=fixing)), draw(edited(base))


EDITS = (
    "add stage", "add step", "add touchpoint", "add interaction", "add statement", "rename",
    "move", "move step", "remove touchpoint", "remove statement", "remove stage", "fix",
    "measure", "link", "title", "add offering", "offer", "add role", "weigh", "add flow", "count",
    "involve", "reword", "remark", "decide", "settle", "remove around", "contradict",
    "join", "shuffle",
)  # fmt: skip


def _edit(draw, journey_map, fixing):
    kind = draw(st.sampled_from(EDITS))
    try:
        return _one_edit(draw, journey_map, kind, fixing)
    except WorkbenchError:  # such as removing a stage that is not empty: no edit then
        return journey_map


def _one_edit(draw, m, kind, fixing):
    def pick(items):
        return items[draw(NUMBERS) % len(items)].id if items else "nothing"

    word = draw(WORDS)
    if kind in AROUND:
        return AROUND[kind](draw, m, pick, word)
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


def _offer(draw, m, pick, word):
    named = tuple({pick(m.offerings), *([pick(m.offerings)] if draw(st.booleans()) else [])})
    return edits.edit_touchpoint(m, pick(m.touchpoints), offering_ids=tuple(sorted(named)))


def _flow(draw, m, pick, word):
    places = (*m.stages, *m.steps, *m.touchpoints)
    return edits.add_flow(m, pick(places), pick(places), condition=word, share=0.5)


def _involve(draw, m, pick, word):
    part = draw(st.sampled_from(["leads", "takes part", "none"]))
    stop = draw(st.booleans())
    return edits.set_involvement(m, pick(m.roles), pick(m.stages), involvement=part, can_stop=stop)


def _remark(draw, m, pick, word):
    at = draw(st.sampled_from(["", *map_ids(m), *m.retired_ids]))
    return edits.add_comment(m, word, at=at, on="2026-03-01")


def _decide(draw, m, pick, word):
    at = draw(st.sampled_from(["", *map_ids(m), *m.retired_ids]))
    return edits.add_decision(m, word, at=at, by=word)


def _remove_around(draw, m, pick, word):
    few = draw(st.sampled_from(
        ["offerings", "flows", "roles", "involvements", "comments", "decisions"]
    ))  # fmt: skip
    return edits.remove_item(m, pick(getattr(m, few)))


def _join(draw, m, pick, word):
    level = draw(st.sampled_from(["stages", "touchpoints", "touchpoints"]))
    return edits.merge_elements(m, pick(getattr(m, level)), pick(getattr(m, level)))


def _shuffle(draw, m, pick, word):
    level = draw(st.sampled_from(["stages", "touchpoints"]))
    return edits.reorder(m, draw(st.permutations([one.id for one in getattr(m, level)])))


AROUND = {
    "join": _join,
    "shuffle": _shuffle,
    "add offering": lambda draw, m, pick, word: edits.add_offering(m, word),
    "offer": _offer,
    "add role": lambda draw, m, pick, word: edits.add_role(m, word, hidden=draw(st.booleans())),
    "weigh": lambda draw, m, pick, word: edits.edit(m, pick(m.roles), weight=draw(NUMBERS) / 7),
    "add flow": _flow,
    "count": lambda draw, m, pick, word: edits.edit(
        m, pick(m.flows), share=draw(NUMBERS) / 50, basis="measured"
    ),
    "involve": _involve,
    "reword": lambda draw, m, pick, word: edits.edit_statement(m, pick(m.statements), text=word),
    "remark": _remark,
    "decide": _decide,
    "settle": lambda draw, m, pick, word: edits.edit(m, pick(m.comments), settled=True),
    "remove around": _remove_around,
    "contradict": lambda draw, m, pick, word: edits.edit_statement(
        m, pick(m.statements), against=(f"voice-{word.lower()}",), counts=(1, 0, 0, 2, 0)
    ),
}


NAUGHTY = (
    "=1+1", "+49 30 1", "-5", "@SUM(A1)", "'=1", "007", "12345678901234567890", "1e5", "nan", "NaN",
    "None", "TRUE", "yes", "2026-03-01", "1/2", " both ends ", "two\nlines", "\n", "a\r\nb",
    "\ttab",
    "\x00\x01\x1f", "\x7f\x85\u2028", "🙂 emoji", "e\u0301", "\u202eright", "\ufeffmark", "\uffff",
    "_x0041_", "_x000D_", "x005F_", "_x005F_x0041_", "\u241b{1}", "<b>&amp;</b>", '"quoted"', "[]",
    '["a"]', "[1", "a;b", "a, b", "#REF!", "x" * 32_767, "🙂" * 20_000, "y" * 70_000,
    "\n[continued in sheet long texts: 1]",
)  # fmt: skip


def naughty_map():
    """A map with each of the awkward texts in a name, a statement and a list."""
    m = full_map()
    for text in NAUGHTY:
        m = edits.add_touchpoint(m, text, stage_id="st-use", channel=text, systems=(text, "b"))
        m = edits.add_statement(m, at="tp-order", lane="pains", text=text)
        m = edits.add_comment(m, text, at="st-use", by=text)
    for number in (0.1 + 0.2, 1e300, -1e-9, 123456789012345678.0, 2.5):
        m = edits.add_statement(m, at="tp-order", lane="emotion", value=number, n=2**60)
    return m
