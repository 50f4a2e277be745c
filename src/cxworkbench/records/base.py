"""What every record shares: strict fields, a schema version, text that is the same each time."""

import json

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A piece of a record: frozen, and refusing fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Record(Part):
    """A whole file that the workbench keeps; `schema_version` says how to read it."""

    schema_version: int = 1

    def to_text(self) -> str:
        """The record as JSON text: fields in the order of the model, one newline at the end."""
        return as_json_text(self.model_dump(mode="json", by_alias=True))


def as_json_text(content: object) -> str:
    """JSON that people can read and compare: indented by two, real letters, newline at the end.

    Examples
    --------
    >>> print(as_json_text({"name": "Größe"}), end="")
    {
      "name": "Größe"
    }
    """
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
