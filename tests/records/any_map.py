"""Maps with every list filled at random, for tests of what a file gives back."""

from typing import get_args

from hypothesis import strategies as st

from cxworkbench.records import journey_map as jm
from cxworkbench.records.validity import check_map

PLAIN = st.sampled_from(["Order", "Delivery", "Invoice", "Größe prüfen", "Support; by phone", "x"])
AWKWARD = st.sampled_from([
    "", " blank around ", "two\nlines", "carriage\r\nreturn", "tab\there", "=1+1", "'=1+1", "-5,20",
    "@sum(A1)", "👍🏽 emoji 🎉", "שלום", "e\u0301 combined", "a|b", "a: b", "a;b", '"quoted"',
    "<b>&amp;</b>", "bell\x07", "nul\x00", "\ufeffmark", "\u2028line", "\ufffe", "#no comment",
    "[\"a\"]", "yes", "001040", "1e5", "TRUE", "%% x", "\x85", "back\\slash", "null",
])  # fmt: skip
TEXTS = st.one_of(PLAIN, AWKWARD, st.text(max_size=12))
SHARES = st.one_of(st.none(), st.floats(0, 1))


def _pick(draw, items, *, empty=True):
    """The id of one of the elements, or nothing."""
    choices = [one.id for one in items] + ([""] if empty else [])
    return draw(st.sampled_from(choices))


def _several(draw, texts, most=3):
    return tuple(draw(st.lists(texts, max_size=most)))


def _of(kind):
    return st.sampled_from(get_args(kind))


@st.composite
def any_map(draw, texts=TEXTS, most=4):
    """A map that is whole: any texts, any parents that may be, no circle of interactions."""

    def many(make, name, needs=True):
        count = draw(st.integers(0, most)) if needs else 0
        return tuple(make(f"{name}-{number}") for number in range(count))

    def element(kind, one, **fields):
        said = {"name": draw(texts), "status": draw(_of(jm.Status)), "locked": draw(st.booleans())}
        return kind(id=one, **said, **fields)

    phases = many(lambda one: element(jm.Phase, one), "ph")
    stages = many(lambda one: element(
        jm.Stage, one, phase_id=_pick(draw, phases), definition=draw(texts),
        basis=draw(_of(jm.Basis)), confidence=draw(SHARES), believed_on=draw(texts),
    ), "st")  # fmt: skip
    steps = many(
        lambda one: element(jm.Step, one, stage_id=_pick(draw, stages, empty=False)), "sp", stages
    )
    offerings = many(lambda one: jm.Offering(id=one, name=draw(texts)), "of")
    touchpoints = many(lambda one: _touchpoint(draw, element, one, stages, steps, offerings, texts),
                       "tp", stages)  # fmt: skip
    interactions = many(lambda one: element(
        jm.Interaction, one, touchpoint_id=_pick(draw, touchpoints, empty=False),
        direction=draw(st.sampled_from(["to customer", "from customer", "both", "unknown"])),
        content=draw(texts), roles=_several(draw, texts), medium=draw(texts),
    ), "ia", touchpoints)  # fmt: skip
    places = (*phases, *stages, *steps, *touchpoints, *interactions)
    flowing = (*phases, *stages, *steps, *touchpoints)
    roles = many(lambda one: jm.BuyingRole(
        id=one, name=draw(texts), definition=draw(texts), weight=draw(st.floats(0, 9)),
        attitude=draw(_of(jm.Attitude)), influence=draw(SHARES), hidden=draw(st.booleans()),
    ), "ro")  # fmt: skip
    retired = draw(st.sampled_from([(), ("tp-gone",)]))
    made = jm.JourneyMap(
        id="journey", title=draw(texts), kind=draw(st.sampled_from(["life cycle", "deep dive"])),
        state=draw(st.sampled_from(["as-is", "to-be"])), mode=draw(_of(jm.Mode)),
        parent_map=draw(st.sampled_from(["", "above"])), parent_stage=draw(texts),
        stamp=draw(st.sampled_from(["", "assumption-based"])), as_of=draw(texts),
        perspective=jm.Perspective(
            segment=draw(texts), role=draw(texts), account_type=draw(texts)
        ),
        phases=phases, stages=stages, steps=steps, touchpoints=touchpoints,
        interactions=interactions, offerings=offerings, roles=roles,
        statements=many(lambda one: _statement(draw, one, places, texts), "sm", places),
        flows=many(lambda one: jm.Flow(
            id=one, from_id=_pick(draw, flowing, empty=False),
            to_id=_pick(draw, flowing, empty=False), kind=draw(_of(jm.FlowKind)),
            condition=draw(texts), share=draw(SHARES), basis=draw(_of(jm.Basis)),
        ), "fl", flowing),
        involvements=_one_a_place(many(lambda one: jm.RoleInvolvement(
            id=one, role_id=_pick(draw, roles, empty=False),
            stage_id=_pick(draw, stages, empty=False), involvement=draw(_of(jm.Involvement)),
            can_stop=draw(st.booleans()), basis=draw(_of(jm.Basis)), n=draw(st.integers(0, 9)),
            evidence=_several(draw, texts),
        ), "iv", roles and stages)),
        comments=many(lambda one: jm.Comment(
            id=one, at=_pick(draw, places), text=draw(texts), by=draw(texts), on=draw(texts),
            settled=draw(st.booleans()),
        ), "cm"),
        decisions=many(lambda one: jm.Decision(
            id=one, at=_pick(draw, places), text=draw(texts), by=draw(texts), on=draw(texts)
        ), "dc"),
        retired_ids=retired,
        rules_off=draw(st.dictionaries(PLAIN, PLAIN, max_size=2)),
        merged_ids={"tp-gone": "tp-0"} if retired and draw(st.booleans()) else {},
    )  # fmt: skip
    assert check_map(made) == ()
    return made


def _one_a_place(involvements):
    """The involvements, of each role in each stage only the first."""
    first = {(one.role_id, one.stage_id): one for one in reversed(involvements)}
    return tuple(first.values())


def _touchpoint(draw, element, one, stages, steps, offerings, texts):
    stage_id = _pick(draw, stages, empty=False)
    return element(
        jm.Touchpoint, one, stage_id=stage_id,
        step_id=_pick(draw, [step for step in steps if step.stage_id == stage_id]),
        medium_class=draw(_of(jm.MediumClass)), channel=draw(texts), contact=draw(st.booleans()),
        owner=draw(texts), company=draw(texts), initiator=draw(texts),
        offering_ids=tuple(dict.fromkeys(
            filter(None, (_pick(draw, offerings) for _ in range(draw(st.integers(0, 2)))))
        )),
        receivers=_several(draw, texts), systems=_several(draw, texts), location=draw(texts),
        frequency=draw(texts), duration=draw(texts),
    )  # fmt: skip


def _statement(draw, one, places, texts):
    scale = st.one_of(st.none(), st.floats(-2, 2))
    return jm.Statement(
        id=one, at=_pick(draw, places, empty=False), lane=draw(_of(jm.Lane)), text=draw(texts),
        basis=draw(_of(jm.Basis)), status=draw(_of(jm.Status)), locked=draw(st.booleans()),
        evidence=_several(draw, texts), segment=draw(texts), role=draw(texts),
        n=draw(st.integers(0, 9)), voices=draw(st.integers(0, 9)), value=draw(scale),
        low=draw(scale), high=draw(scale), word=draw(texts), code=draw(texts),
        counts=draw(st.sampled_from([(), (0, 1, 2, 3, 4)])), against=_several(draw, texts),
        as_of=draw(texts),
    )  # fmt: skip
