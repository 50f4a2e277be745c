"""What every block of a told record rests on: its own evidence, or that which its section counts.

A chart and a table are made from the table behind the sentence beside them, so they rest on what
that sentence rests on. Where a section counts whole received tables, such as all accounts, a block
rests on the files that feed them, and each file stands in the told record with its digest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from cxworkbench.ground.terms import EVIDENCE_TABLES
from cxworkbench.intake.case import Case
from cxworkbench.records.told import Block, Section, Source
from cxworkbench.telling.blocks import FIRST_EVIDENCE
from cxworkbench.telling.numbers_shown import numbers_of

WHOLE: Final = "file:"  # begins the evidence id of a received file that is counted as a whole
HEARD: Final = ("voices", "events")
EVERYTHING: Final = tuple(EVIDENCE_TABLES)
# Section -> the evidence tables that its figures count. In one that is not here, a block without
# evidence takes it from its neighbour.
COUNTED: Final[dict[str, tuple[str, ...]]] = {
    "rests_on": ("accounts", *HEARD),
    "accounts": ("accounts", *HEARD),
    "account": ("accounts", "contacts", *HEARD),
    "segment": ("accounts", *HEARD),
    "segments": ("accounts", *HEARD),
    "behaviour": ("accounts", "events"),
    "heard": ("accounts", "contacts", "voices"),
    "ask_next": ("accounts", "contacts", *HEARD),
    "data_problems": EVERYTHING,
    "interactions": ("company_interactions",),
    "map_rests_on": HEARD,
    "map_kind": HEARD,
    "touchpoints": HEARD,
    "roles": ("contacts", *HEARD),
    "own_roles": ("contacts", *HEARD),
    "completeness": HEARD,
    "seen": HEARD,
    "spread": HEARD,
    "journeys": ("events",),
    "explored": EVERYTHING,
    "personas": ("contacts", "voices"),
    "listening": ("accounts", *HEARD),
    "themes": ("voices",),
    "coding": ("voices",),
    "insights-rest-on": ("accounts", "voices"),
}
USUALLY: Final = ("accounts", *HEARD)  # of a section that is not listed, and names no evidence


@dataclass(frozen=True)
class _Basis:
    """Some evidence, the first of it by id."""

    ids: tuple[str, ...] = ()
    count: int = 0


def resting(sections: Sequence[Section], case: Case) -> tuple[Section, ...]:
    """The sections with evidence at every block that shows a number; what names its own keeps it.

    Parameters
    ----------
    sections
        As a part tells them.
    case
        The opened engagement, for what a section counts as a whole.

    Notes
    -----
    Where nothing of a section names evidence, its figures rest on the files of all accounts,
    voices and events: true of every measure, and the weakest that can be said. Better name it.
    """
    return tuple(_rested(section, case) for section in sections)


def whole_files(case: Case, tables: Iterable[str]) -> tuple[str, ...]:
    """The ids of the received files that feed these evidence tables."""
    wanted = set(tables)
    feeding = [one for one in case.engagement.tables if one.feeds in wanted]
    named = [f"data/{one.file}" for one in feeding]
    return tuple(
        f"{WHOLE}{name.removeprefix('data/')}"
        for name in sorted(case.inputs)
        if any(name == one or name.startswith(one.rstrip("/") + "/") for one in named)
    )


def file_sources(ids: Iterable[str]) -> list[Source]:
    """The sources of files that count as a whole: row 0 stands for all rows.

    Examples
    --------
    >>> [(one.file, one.row) for one in file_sources(["voice-1", "file:accounts.csv"])]
    [('accounts.csv', 0)]
    """
    whole = sorted(one for one in ids if one.startswith(WHOLE))
    return [Source(evidence_id=one, file=one.removeprefix(WHOLE), row=0) for one in whole]


def _rested(section: Section, case: Case) -> Section:
    bare = [
        place for place, block in enumerate(section.blocks) if not _has(block) and numbers_of(block)
    ]
    if not bare:
        return section
    blocks = list(section.blocks)
    for place in bare:
        blocks[place] = _with(blocks[place], _basis_of(section, place, case))
    return section.model_copy(update={"blocks": tuple(blocks)})


def _basis_of(section: Section, place: int, case: Case) -> _Basis:
    if section.key in COUNTED:
        return _counted(case, COUNTED[section.key])
    beside = _neighbour(section.blocks, place)
    return beside if beside.count else _counted(case, USUALLY)


def _has(block: Block) -> bool:
    return bool(block.evidence or block.evidence_count)


def _with(block: Block, basis: _Basis) -> Block:
    if not basis.count:
        return block
    return block.model_copy(update={"evidence": basis.ids, "evidence_count": basis.count})


def _neighbour(blocks: Sequence[Block], place: int) -> _Basis:
    """What the nearest block before rests on; for the first ones, the nearest after."""
    before, after = blocks[:place][::-1], blocks[place + 1 :]
    for one in (*before, *after):
        if _has(one):
            return _Basis(one.evidence, max(one.evidence_count, len(one.evidence)))
    return _Basis()


def _counted(case: Case, tables: Sequence[str]) -> _Basis:
    """The files of the tables, and the first voices or events where those are counted."""
    ids = list(whole_files(case, tables))
    count = len(ids)
    if case.account == "all":
        return _Basis(tuple(ids), count)
    for name, key in (("voices", "voice_id"), ("events", "event_id")):
        if name in tables:
            own = case.evidence.only(name, "account_id", [case.account], [key])[key]
            count += len(own)
            ids += own.head(FIRST_EVIDENCE - 4).tolist()
    return _Basis(tuple(ids), count)
