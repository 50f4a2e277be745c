"""The claims of a report: every number shown, and whether its evidence can be found.

A number is traced when its block names evidence, each named id is a source of the told record with
its file and row, that file is a received one with a digest, and the record says by which version
and for which day it was made.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cxworkbench.ground.errors import sample_of
from cxworkbench.ground.language import say
from cxworkbench.records.told import Block, Section, Source, Told
from cxworkbench.telling.audience import received_name
from cxworkbench.telling.numbers_shown import numbers_of
from cxworkbench.telling.resting import WHOLE


@dataclass(frozen=True)
class Untraced:
    """A number that is shown, where, and which link to its evidence is broken."""

    part: str
    section: str
    block: str  # its kind, and how it begins
    number: str
    why: str

    def __str__(self) -> str:
        return say(
            "{number} in {part}, “{section}”, {block}: {why}",
            number=self.number, part=self.part, section=self.section, block=self.block,
            why=self.why,
        )  # fmt: skip


def untraced(told: Sequence[Told], *, audience: str = "internal") -> list[Untraced]:
    """Every block that shows a number without evidence, once, in the order of reading.

    Parameters
    ----------
    told
        The parts of a report, as an audience sees them.
    audience
        In a "client-safe" report a block may withhold which evidence it rests on, and only say how
        much; inside, some of it is always named.

    Notes
    -----
    The check says that a number leads to rows, not that it was counted right from them: that is
    what the tests of each measure say.

    Examples
    --------
    >>> block = Block(kind="sentence", text="12 accounts left.")
    >>> told = Told(part="insights", title="", version="1",
    ...             sections=(Section(key="a", title="Loss", blocks=(block,)),))
    >>> print(untraced([told])[0])
    12 in insights, “Loss”, sentence “12 accounts left.”: no evidence is named
    """
    found = []
    for one in told:
        known = {source.evidence_id: source for source in one.sources}
        for section in one.sections:
            for block in section.blocks:
                shown = numbers_of(block)
                why = _broken(block, one, known, audience) if shown else ""
                if why:
                    found.append(_untraced(one, section, block, shown[0], why))
    return found


def _broken(block: Block, told: Told, known: dict[str, Source], audience: str) -> str:
    """Which link from the block to received rows is broken; "" for none."""
    if not told.version:
        return say("which version of the workbench made it is not stated")
    if not block.evidence:
        withheld = audience == "client-safe" and block.evidence_count
        return "" if withheld else say("no evidence is named")
    lost = [one for one in block.evidence if one not in known]
    if lost:
        return say("no source is known for {lost}", lost=sample_of(lost))
    for one in block.evidence:
        source = known[one]
        if not source.row and not one.startswith(WHOLE):
            return say("the row of {one} is not known", one=one)
        if not told.inputs.get(received_name(source.file)):
            return say("no digest is known of {file}", file=source.file)
    return ""


def _untraced(told: Told, section: Section, block: Block, number: str, why: str) -> Untraced:
    words = block.text if block.kind in ("sentence", "note", "quote") else block.title or block.text
    begins = words if len(words) <= 60 else f"{words[:59].rstrip()}…"
    return Untraced(told.part, section.title, f"{block.kind} “{begins}”", number, why)
