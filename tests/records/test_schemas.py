"""The published JSON Schemas: fresh, and satisfied by what is saved."""

import json
from pathlib import Path

import jsonschema
import pytest
from tests.records.maps import map_with, register_with

from cxworkbench.records.base import as_json_text
from cxworkbench.records.coding import Code, CodeBook, Coding, Passage
from cxworkbench.records.engagement import Engagement, Join, ReceivedTable
from cxworkbench.records.journey_map import Statement
from cxworkbench.records.partners import Company, Partners
from cxworkbench.records.schemas import RECORDS, schema_of, write_schemas
from cxworkbench.records.store import save_record
from cxworkbench.records.told import Block, Section, Told

PUBLISHED = Path(__file__).parents[2] / "docs" / "schema"

SAVED = [
    CodeBook(codes=(Code(id="code-late", name="Late"),), coders=("anna",)),
    Coding(
        coder="anna",
        passages=(
            Passage(
                voice_id="v1", start=0, end=4, text_hash="0" * 12, code="code-late", emotion=-1
            ),
        ),
    ),
    map_with("Order", statements=(Statement(id="sm-1", at="tp-order", lane="emotion", value=1.0),)),
    register_with("Late"),
    Partners(focal="acme", companies=(Company(id="acme", name="Acme"),)),
    Told(
        part="insights",
        title="Insights",
        sections=(
            Section(key="a", title="A", blocks=(Block(kind="table", rows=((1, "x", None),)),)),
        ),
    ),
    Engagement(
        id="a",
        name="A",
        client="A",
        tables=(
            ReceivedTable(
                name="t",
                file="t.csv",
                feeds="events",
                joins=(Join.model_validate({"with": "t", "on": "id"}),),
            ),
        ),
    ),
]


@pytest.mark.parametrize("name", RECORDS)
def test_the_published_schema_is_the_one_the_models_have_now(name):
    published = (PUBLISHED / f"{name}.schema.json").read_text(encoding="utf-8")

    assert published == as_json_text(schema_of(RECORDS[name]))


def test_writing_the_schemas_gives_a_file_for_each_record(tmp_path):
    assert [path.name for path in write_schemas(tmp_path)] == [
        "codebook.schema.json",
        "coding.schema.json",
        "engagement.schema.json",
        "journey_map.schema.json",
        "partners.schema.json",
        "register.schema.json",
        "segments.schema.json",
        "told.schema.json",
    ]


@pytest.mark.parametrize("record", SAVED, ids=lambda record: type(record).__name__)
def test_a_saved_record_satisfies_its_schema_and_a_changed_one_does_not(record, tmp_path):
    save_record(record, tmp_path / "record.json")
    content = json.loads((tmp_path / "record.json").read_text(encoding="utf-8"))
    schema = schema_of(type(record))

    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(content, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content | {"schema_version": 2}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content | {"surprise": 1}, schema)
