"""The published JSON Schemas of the records, made from the models."""

from pathlib import Path
from typing import Any, Final

from cxworkbench.ground import files
from cxworkbench.records.base import Record, as_json_text
from cxworkbench.records.coding import CodeBook, Coding
from cxworkbench.records.engagement import Engagement
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.migrations import CURRENT_VERSION
from cxworkbench.records.partners import Partners
from cxworkbench.records.register import Register
from cxworkbench.records.segmentation import SegmentDefinition
from cxworkbench.records.told import Told

RECORDS: Final[dict[str, type[Record]]] = {
    "codebook": CodeBook,
    "coding": Coding,
    "engagement": Engagement,
    "journey_map": JourneyMap,
    "partners": Partners,
    "register": Register,
    "segments": SegmentDefinition,
    "told": Told,
}


def schema_of(kind: type[Record]) -> dict[str, Any]:
    """The JSON Schema (2020-12) that every saved record of this kind satisfies."""
    schema = kind.model_json_schema(by_alias=True)
    schema["properties"]["schema_version"] = {"const": CURRENT_VERSION, "default": CURRENT_VERSION}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema


def write_schemas(folder: Path) -> list[Path]:
    """The files written: one `<record>.schema.json` for each record, into the folder given."""
    paths = []
    for name, kind in RECORDS.items():
        path = folder / f"{name}.schema.json"
        files.write_text(path, as_json_text(schema_of(kind)))
        paths.append(path)
    return paths
