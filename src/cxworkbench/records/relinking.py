"""A register that follows its map: entries at merged elements name the one that is left."""

from cxworkbench.records.joining import current_id
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.register import Entry, Register


def relinked_register(register: Register, journey_map: JourneyMap) -> Register:
    """The register with every stage and touchpoint under the id that it has on the map now.

    Elements that were merged lead to the one that took them in; all else stays as it is, also
    what the map does not know.

    Examples
    --------
    >>> bare = JourneyMap(id="m", title="", stages=(), retired_ids=("tp-b",),
    ...                   merged_ids={"tp-b": "tp-a"})
    >>> late = Entry(id="e", kind="pain", title="Late", touchpoint_ids=("tp-a", "tp-b"))
    >>> relinked_register(Register(entries=(late,)), bare).entries[0].touchpoint_ids
    ('tp-a',)
    """
    entries = tuple(_relinked(one, journey_map) for one in register.entries)
    return register.model_copy(update={"entries": entries})


def _relinked(entry: Entry, journey_map: JourneyMap) -> Entry:
    at = dict.fromkeys(current_id(journey_map, one) for one in entry.touchpoint_ids)
    stage = current_id(journey_map, entry.stage_id)
    return entry.model_copy(update={"touchpoint_ids": tuple(at), "stage_id": stage})
