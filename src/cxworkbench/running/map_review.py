"""A map reviewed on the command line, with what the engagement keeps beside it."""

from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from cxworkbench.ground.errors import RecordProblem
from cxworkbench.records.accepting import MAP_FILE, REGISTER_FILE
from cxworkbench.records.evidence import EVIDENCE_FOLDER, read_evidence_table
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.register import Register
from cxworkbench.records.store import ENGAGEMENT_FILE, load_engagement, load_record
from cxworkbench.review.beside import beside_of, quoted_ids
from cxworkbench.review.notes import Review, describe_off, describe_score, review_of
from cxworkbench.review.seen import Beside
from cxworkbench.running.maps import map_at

MAPS: Final = Path(MAP_FILE).parent


def review_map(where: Path) -> Review:
    """What the rules of method say about a map.

    Parameters
    ----------
    where
        A map's file, or an engagement's folder: then its register, metrics, personas, the parent
        map among its maps, consents of quotes and `rules_off` count too.

    Raises
    ------
    ParameterProblem
        There is no map there.
    RecordProblem
        A file cannot be read, or a rule is switched off that does not exist or without a reason.
    """
    journey_map = map_at(where)
    folder = _engagement_of(where)
    if folder is None:
        return review_of(journey_map)
    engagement = load_engagement(folder)
    return review_of(journey_map, beside=_beside(folder, journey_map), off=engagement.rules_off)


def describe_review(review: Review) -> str:
    """The score, then the notes, worst first, each with what to do; then the rules that are off."""
    lines = [describe_score(review)]
    lines += [
        f"{note.severity:<7} {note.name or note.at}: {note.message} {note.remedy} [{note.rule}]"
        for note in review.notes
    ]
    return "\n".join([*lines, *describe_off(review)])


def review_as_values(review: Review) -> dict[str, Any]:
    """The review for a script: `score`, `judged`, `off`, and a list of `notes`."""
    return {
        "score": review.score,
        "judged": review.judged,
        "off": dict(review.off),
        "notes": [asdict(note) for note in review.notes],
    }


def has_grave(review: Review) -> bool:
    """Whether a reader of the map would decide wrongly on one of the notes."""
    return any(note.severity == "grave" for note in review.notes)


def _engagement_of(where: Path) -> Path | None:
    """The engagement's folder that a map's file lies in, or that was named."""
    for folder in (where, *where.resolve().parents):
        if (folder / ENGAGEMENT_FILE).is_file():
            return folder
    return None


def _beside(folder: Path, journey_map: JourneyMap) -> Beside:
    kept = folder / REGISTER_FILE
    voices = None
    if quoted_ids(journey_map) and (folder / EVIDENCE_FOLDER / "voices.parquet").is_file():
        voices = read_evidence_table(folder, "voices")[["voice_id", "consent"]]
        voices = voices[voices["voice_id"].isin(quoted_ids(journey_map))]
    return beside_of(
        load_engagement(folder),
        register=load_record(kept, Register) if kept.is_file() else None,
        parent=_parent(folder, journey_map),
        voices=voices,
    )


def _parent(folder: Path, journey_map: JourneyMap) -> JourneyMap | None:
    """The parent map among the engagement's maps; None where it is not kept there."""
    if not journey_map.parent_map:
        return None
    for path in sorted((folder / MAPS).glob("*.map.json")):
        try:
            found = load_record(path, JourneyMap)
        except RecordProblem:
            continue  # another file that is broken says so where it is opened
        if found.id == journey_map.parent_map:
            return found
    return None
