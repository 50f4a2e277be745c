"""What of a map comes back from a file, for maps of any content; what does not is reported."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from tests.records.any_map import PLAIN, any_map

from cxworkbench.exchange.cjml_journeys import ANYBODY
from cxworkbench.exchange.map_formats import WRITTEN, write_map
from cxworkbench.exchange.map_reading import read_map
from cxworkbench.ground.errors import DataProblem
from cxworkbench.ground.xml_files import xml_safe
from cxworkbench.records.edits import LISTS, items_of
from cxworkbench.records.journey_map import JourneyMap, Perspective

# Without shrinking, which takes minutes for maps of this size.
FEW = settings(
    max_examples=20, deadline=None, suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)  # fmt: skip
OWN = [name for name in JourneyMap.model_fields if name not in (*LISTS, "perspective")]


def there_and_back(journey_map, kind):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / WRITTEN[kind].name
        losses = write_map(journey_map, path, kind=kind)
        return read_map(path, kind=kind).map, {loss.field: loss for loss in losses}


@pytest.mark.parametrize("kind", ["json", "csv"])
@FEW
@given(journey_map=any_map())
def test_json_and_csv_give_any_map_back_whole(kind, journey_map):
    back, losses = there_and_back(journey_map, kind)

    assert back == journey_map
    assert losses == {}


def in_xml(value):
    """A value as XML can hold it; written apart from the product's own way."""
    if isinstance(value, str):
        return "".join(sign if fits_xml(sign) else "\ufffd" for sign in value)
    if isinstance(value, dict):
        return {in_xml(key): in_xml(one) for key, one in value.items()}
    return tuple(in_xml(one) for one in value) if isinstance(value, tuple) else value


def fits_xml(sign):
    return sign in "\t\n\r" or (sign >= " " and not "\ud800" <= sign <= "\udfff"
                                and sign not in "\ufffe\uffff")  # fmt: skip


@FEW
@given(journey_map=any_map())
def test_xes_gives_all_back_but_signs_that_xml_cannot_hold_and_says_which(journey_map):
    back, losses = there_and_back(journey_map, "xes")

    lost = set()
    for name in OWN:
        assert getattr(back, name) == in_xml(getattr(journey_map, name))
        if in_xml(getattr(journey_map, name)) != getattr(journey_map, name):
            lost.add(name)
    for name in Perspective.model_fields:
        value = getattr(journey_map.perspective, name)
        assert getattr(back.perspective, name) == in_xml(value)
        lost |= {f"perspective.{name}"} if in_xml(value) != value else set()
    for name in LISTS:
        there = {one.id: one for one in items_of(back, name)}
        assert len(there) == len(items_of(journey_map, name))
        for one in items_of(journey_map, name):
            for field in type(one).model_fields:
                value = getattr(one, field)
                assert getattr(there[one.id], field) == in_xml(value)
                lost |= {f"{name}.{field}"} if in_xml(value) != value else set()
    assert set(losses) == lost


@FEW
@given(journey_map=any_map(texts=PLAIN))
def test_a_map_of_ordinary_texts_comes_back_from_xes_without_a_loss(journey_map):
    back, losses = there_and_back(journey_map, "xes")

    assert losses == {}
    by_stage = {stage.id: place for place, stage in enumerate(journey_map.stages)}
    ordered = sorted(journey_map.touchpoints, key=lambda one: by_stage[one.stage_id])
    assert back == journey_map.model_copy(update={"touchpoints": tuple(ordered)})


# What CJML 2.0 has a place for, list by list; all else is lost where it is filled.
CJML_HOLDS = {
    "stages": {"id", "name", "definition"},
    "touchpoints": {"id", "name", "stage_id", "channel", "contact", "initiator"},
}
CJML_NEVER = ("phases", "steps", "offerings", "flows", "roles", "involvements", "decisions")


def cjml_text(text):
    return xml_safe(text).strip()


@FEW
@given(journey_map=any_map())
def test_cjml_gives_back_what_it_has_a_place_for(journey_map):
    back, losses = there_and_back(journey_map, "cjml")

    assert (back.id, back.title) == (journey_map.id, cjml_text(journey_map.title) or back.title)
    assert back.state == journey_map.state
    for name, fields in CJML_HOLDS.items():
        assert len(items_of(back, name)) == len(items_of(journey_map, name))
        for one, other in zip(items_of(journey_map, name), items_of(back, name), strict=True):
            for field in fields:
                value = getattr(one, field)
                want = cjml_text(value) if isinstance(value, str) else value
                if field == "name" and not want:  # a touchpoint must be called something
                    assert getattr(other, field) in ("", one.id, *_others(journey_map, one))
                else:
                    assert getattr(other, field) == want, (name, field)
                lost = getattr(other, field) != value
                assert (f"{name}.{field}" in losses) >= lost
    for name in CJML_NEVER:
        assert items_of(back, name) == ()
        assert (name in losses) == bool(items_of(journey_map, name))


def _others(journey_map, one):
    return [cjml_text(i.name) for i in journey_map.interactions if i.touchpoint_id == one.id]


@FEW
@given(journey_map=any_map())
def test_fields_lost_in_cjml_are_the_fields_reported(journey_map):
    """Counted apart from the product: element by element, in the order of the file."""
    back, losses = there_and_back(journey_map, "cjml")

    for name in ("stages", "touchpoints"):
        pairs = list(zip(items_of(journey_map, name), items_of(back, name), strict=True))
        kind = type(pairs[0][0]) if pairs else None
        for field in kind.model_fields if kind else ():
            changed = sum(getattr(one, field) != getattr(other, field) for one, other in pairs)
            reported = losses.get(f"{name}.{field}")
            assert (reported.count if reported else 0) == changed, (name, field)
    for name in OWN:
        assert (name in losses) == (getattr(journey_map, name) != getattr(back, name))
    for name in ("statements", "interactions", "comments"):
        gone = len(items_of(journey_map, name)) - len(items_of(back, name))
        assert (losses[name].count if name in losses else 0) == gone, name


@FEW
@given(journey_map=any_map(texts=PLAIN))
def test_a_map_within_cjml_comes_back_without_a_loss(journey_map):
    small = within_cjml(journey_map)
    back, losses = there_and_back(small, "cjml")

    assert losses == {}
    assert back == small


def within_cjml(journey_map):
    """The part of a map that CJML holds, put together by hand."""
    plain = journey_map.model_copy(update={
        **dict.fromkeys((*CJML_NEVER, "statements", "interactions", "comments"), ()),
        "kind": "life cycle", "mode": "B2B", "parent_map": "", "parent_stage": "", "as_of": "",
        "stamp": "assumption-based", "retired_ids": (), "merged_ids": {}, "rules_off": {},
        "perspective": Perspective(role="Purchasing"),
        "stages": tuple(
            one.model_copy(update={
                "phase_id": "", "basis": "assumed", "confidence": None, "believed_on": "",
                "status": "draft", "locked": False,
            })
            for one in journey_map.stages
        ),
    })  # fmt: skip
    return plain.model_copy(
        update={"touchpoints": tuple(_within(one) for one in journey_map.touchpoints)}
    )


def _within(one):
    kept = {"id", "name", "stage_id", "contact", "initiator"}
    blank = type(one)(id="", name="", stage_id="")
    fields = {
        name: getattr(one if name in kept else blank, name) for name in type(one).model_fields
    }
    receivers = {"receivers": ("Purchasing",), "channel": "e-mail", "medium_class": "digital"}
    return type(one)(**(fields | (receivers if one.contact else {})))


@pytest.mark.parametrize("kind", ["mermaid", "markdown"])
@FEW
@given(journey_map=any_map())
def test_what_mermaid_and_markdown_change_is_reported(kind, journey_map):
    try:
        back, losses = there_and_back(journey_map, kind)
    except DataProblem:  # no name in it: nothing to show
        assert not "".join(one.name.strip() for one in journey_map.touchpoints)
        return

    assert (losses == {}) == (back == journey_map)
    for name in ("statements", "touchpoints", "stages"):
        gone = len(items_of(journey_map, name)) - len(items_of(back, name))
        assert (losses[name].count if name in losses else 0) >= gone


def test_nobody_in_particular_is_written_as_a_customer():
    assert "customer" in ANYBODY
