"""Records of earlier versions become today's; newer ones are left alone."""

import json
from pathlib import Path

import pytest

from cxworkbench.ground.errors import RecordProblem
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.migrations import migrate
from cxworkbench.records.register import Register
from cxworkbench.records.store import load_record, save_record

VERSION_0 = Path(__file__).parent / "journey_version_0.map.json"


def test_a_nested_map_of_version_0_becomes_todays_flat_lists(tmp_path):
    journey_map = load_record(VERSION_0, JourneyMap)
    save_record(journey_map, tmp_path / "journey.map.json")

    assert [(one.id, one.definition) for one in journey_map.stages] == [
        ("st-decision", "We choose."),
        ("st-use", ""),
    ]
    assert [(one.id, one.stage_id) for one in journey_map.touchpoints] == [
        ("tp-demo", "st-decision"),
        ("tp-helpdesk", "st-use"),
    ]
    assert [(one.at, one.lane, one.value, one.text) for one in journey_map.statements] == [
        ("tp-demo", "emotion", 1.2, ""),
        ("tp-demo", "pains", None, "Too long"),
        ("tp-helpdesk", "emotion", -0.5, ""),
    ]
    assert load_record(tmp_path / "journey.map.json", JourneyMap) == journey_map


def test_migrating_leaves_its_input_as_it_was():
    content = json.loads(VERSION_0.read_text(encoding="utf-8"))
    before = json.dumps(content)
    migrate(content, JourneyMap)

    assert json.dumps(content) == before


def test_ids_of_statements_made_by_migration_are_single():
    said = [{"lane": "pains", "text": "a"}, {"lane": "pains", "text": "b"}]
    old = {
        "schema_version": 0,
        "id": "m",
        "title": "M",
        "stages": [{"name": "Use", "touchpoints": [{"name": "X", "statements": said}]}],
    }

    ids = [one["id"] for one in migrate(old, JourneyMap)["statements"]]

    assert ids == ["sm-pains-tp-x", "sm-pains-tp-x-2"]


@pytest.mark.parametrize(
    ("version", "kind", "message"),
    [
        (
            7,
            JourneyMap,
            "journey.map.json has schema_version 7, and this cxworkbench knows versions up to 1. "
            "A newer cxworkbench wrote it: install that version to open it. The file is left as "
            "it is.",
        ),
        (
            "1",
            JourneyMap,
            "journey.map.json, schema_version is '1', and a whole number is needed here. The "
            "current version is 1. Correct it and save the file.",
        ),
        (
            0,
            Register,
            "journey.map.json has schema_version 0, and no Register was ever written in that "
            "version. The current version is 1. Correct it and save the file.",
        ),
    ],
)
def test_a_version_that_is_not_known_is_refused_with_what_to_do(version, kind, message):
    with pytest.raises(RecordProblem) as caught:
        migrate({"schema_version": version}, kind, file="journey.map.json")

    assert str(caught.value) == message
