"""The file of a saved definition: names by people kept, nothing of theirs overwritten."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from cxworkbench.ground.errors import ParameterProblem, RecordProblem
from cxworkbench.ground.language import say
from cxworkbench.records.segmentation import DefinedSegment, SegmentDefinition
from cxworkbench.records.store import load_record, save_record

DEFINITION_FILE: Final = "segments.json"


def rename_segment(
    definition: SegmentDefinition,
    segment_id: str,
    *,
    name: str = "",
    description: str | None = None,
) -> SegmentDefinition:
    """The definition with another name or description, from then on a person's own.

    Raises
    ------
    ParameterProblem
        There is no such segment, or the name is another segment's, "all", "other" or empty.
    """
    known = {one.id: one for one in definition.segments}
    if segment_id not in known:
        raise ParameterProblem(
            f"The definition has no segment {segment_id!r}. It has: {', '.join(known)}."
        )
    old = known[segment_id]
    new = name.strip() or old.name
    taken = [one.name.lower() for one in definition.segments if one.id != segment_id]
    if new.lower() in (*taken, "all", "other"):
        raise ParameterProblem(
            f"A segment cannot be named {new!r}: another one is, or the word has a meaning "
            "already. Choose another name."
        )
    said = old.description if description is None else description.strip()
    if (new, said) == (old.name, old.description):
        return definition
    changed = old.model_copy(update={"name": new, "description": said, "named_by": "person"})
    segments = tuple(changed if one.id == segment_id else one for one in definition.segments)
    return definition.model_copy(update={"segments": segments})


def save_definition(definition: SegmentDefinition, path: Path) -> SegmentDefinition:
    """The definition as it was written; names that people gave before are kept.

    A segment takes over the name and description of the one before with which it shares at least
    half of all accounts of both.

    Raises
    ------
    RecordProblem
        A segment that a person named has no successor: nothing is written over it.
    """
    if path.is_file():
        definition = _with_names_of(load_record(path, SegmentDefinition), definition, path.name)
    save_record(definition, path)
    return definition


def load_definition(path: Path) -> SegmentDefinition:
    """The definition that the file holds, checked."""
    return load_record(path, SegmentDefinition)


def _with_names_of(
    before: SegmentDefinition, after: SegmentDefinition, file: str
) -> SegmentDefinition:
    taken: set[str] = set()
    for old in before.segments:
        if old.named_by != "person":
            continue
        overlap = {
            new.id: _jaccard(before.members, old.id, after.members, new.id)
            for new in after.segments
            if new.id not in taken
        }
        best = max(overlap, key=lambda one: overlap[one], default="")
        if not best or overlap[best] < 0.5:
            raise RecordProblem(
                f"{file} has the segment {old.name!r}, named by a person, and none of the new "
                "segments holds the same accounts. Nothing was written. Save the new segments "
                "under another file name, or move the old file away."
            )
        taken.add(best)
        kept = {"name": old.name, "description": old.description, "named_by": "person"}
        segments = [
            one.model_copy(update=kept) if one.id == best else _renamed(one, old.name)
            for one in after.segments
        ]
        after = after.model_copy(update={"segments": tuple(segments)})
    return after


def _renamed(segment: DefinedSegment, taken: str) -> DefinedSegment:
    """A proposed name gives way to a person's."""
    if segment.named_by == "person" or segment.name.lower() != taken.lower():
        return segment
    return segment.model_copy(update={"name": say("{name} (other accounts)", name=segment.name)})


def _jaccard(one: Mapping[str, str], here: str, other: Mapping[str, str], there: str) -> float:
    first = {account for account, segment in one.items() if segment == here}
    second = {account for account, segment in other.items() if segment == there}
    return len(first & second) / max(len(first | second), 1)
