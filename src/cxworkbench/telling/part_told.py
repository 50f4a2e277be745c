"""What one part told, as a record: the same head for each, and the sources its blocks name."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Final, Literal

import pandas as pd

from cxworkbench import __version__
from cxworkbench.ground.language import language, say, term
from cxworkbench.ground.terms import JOURNEY_WORDS
from cxworkbench.intake.case import Case
from cxworkbench.records.evidence import DAY_OF, Evidence
from cxworkbench.records.told import Section, Source, Told
from cxworkbench.telling.resting import file_sources, resting
from cxworkbench.voice.words import number

ID_OF: Final = {
    "voices": "voice_id", "events": "event_id", "company_interactions": "company_interaction_id"
}  # fmt: skip
SAID: Final = ("text", "metric", "score", "code", "consent")


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
        said = SAID if name == "voices" else ()
        columns = [key, "file", "row", *person, day, "account_id", *said]
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
            said=_said(row),
        )
        for row in found.sort_values("evidence_id", kind="stable").to_dict("records")
    )
    return (*rows, *file_sources(cited))


def _said(row: Mapping[Hashable, Any]) -> str:
    """What a voice holds: its words where they may be quoted, its score, the name of its code."""
    words = row.get("text")
    spoken = isinstance(words, str) and bool(words.strip())
    open_words = spoken and row.get("consent") in ("anonymous", "named")
    score, metric = row.get("score"), row.get("metric")
    scored = bool(metric) and score is not None and not pd.isna(score)
    code = row.get("code")
    pieces = [
        f"“{words}”" if open_words else say("words without consent to quote") if spoken else "",
        f"{metric} {number(score, 1)}" if scored and score is not None else "",
        code if isinstance(code, str) and not open_words else "",
    ]
    return "; ".join(piece for piece in pieces if piece)
