"""What one part told, as a record: the same head for each, and the sources its blocks name."""

from collections.abc import Sequence
from typing import Final, Literal

import pandas as pd

from cxworkbench import __version__
from cxworkbench.ground.language import language, say, term
from cxworkbench.ground.terms import JOURNEY_WORDS
from cxworkbench.intake.case import Case
from cxworkbench.records.evidence import DAY_OF, Evidence
from cxworkbench.records.told import Section, Source, Told
from cxworkbench.telling.resting import file_sources, resting

ID_OF: Final = {
    "voices": "voice_id", "events": "event_id", "company_interactions": "company_interaction_id"
}  # fmt: skip


def part_told(
    case: Case,
    part: Literal["research", "map", "insights"],
    title: str,
    sections: Sequence[Section],
    *,
    short: bool,
    next_step: str,
) -> Told:
    """The told record of one part: whose it is, of which day, from which files, and its sections.

    Parameters
    ----------
    case
        The opened engagement.
    part, title
        Which part tells, and under which heading.
    sections
        In the order they are read.
    short
        Whether too few voices left only the short report.
    next_step
        As the part computed it.
    """
    rested = resting(sections, case)
    return Told(
        part=part,
        title=title,
        account_id=case.account,
        account_name=case.account_name,
        client=case.engagement.client,
        journey_word=term(JOURNEY_WORDS[case.engagement.journey_word]),
        language=language(),
        short=short,
        as_of=case.day,
        parameters={
            "account": case.account,
            "segment": case.segment,
            "as_of": case.day or say("no date"),
            "window_days": case.window_days,
            "seed": case.seed,
        },
        inputs=case.inputs,
        version=__version__,
        sections=rested,
        sources=sources_of(rested, case.evidence),
        next_step=next_step,
    )


def sources_of(sections: Sequence[Section], evidence: Evidence) -> tuple[Source, ...]:
    """Every piece of evidence that a block names, by its id: file, row, pseudonym, day."""
    cited = {key for section in sections for block in section.blocks for key in block.evidence}
    parts = []
    for name, key in ID_OF.items():
        day = DAY_OF[name]
        person = [] if name == "company_interactions" else ["contact_id"]
        columns = [key, "file", "row", *person, day, "account_id"]
        part = evidence.only(name, key, cited, columns)
        parts.append(part.rename(columns={key: "evidence_id", day: "day"}))
    found = pd.concat(parts).fillna({"contact_id": "", "account_id": ""})
    rows = tuple(
        Source(
            evidence_id=row["evidence_id"],
            file=row["file"],
            row=int(row["row"]),
            pseudonym=row["contact_id"],
            date="" if pd.isna(row["day"]) else row["day"].date().isoformat(),
            account_id=row["account_id"],
        )
        for row in found.sort_values("evidence_id", kind="stable").to_dict("records")
    )
    return (*rows, *file_sources(cited))
