"""Evidence from an engagement's received files, and the folder evidence/ that holds it.

Nothing else writes there, and everything in it can be thrown away and made again.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import pandas as pd

from cxworkbench import __version__
from cxworkbench.ground.aside import room_on_disk
from cxworkbench.ground.checks import problems_table
from cxworkbench.ground.errors import RecordProblem, WorkbenchError
from cxworkbench.ground.files import (
    copy_file,
    read_json,
    sha256_of,
    write_csv,
    write_parquet,
    write_text,
)
from cxworkbench.ground.large_tables import Sizes
from cxworkbench.ground.parts import Tell, tell_nobody
from cxworkbench.ground.terms import EVIDENCE_TABLES
from cxworkbench.intake.coded import coded_voices
from cxworkbench.intake.gathering import gather
from cxworkbench.intake.keys import Keyring, open_keyring, require_key_of
from cxworkbench.intake.received import hashes_of, read_files, require_readable
from cxworkbench.records.base import as_json_text
from cxworkbench.records.coding_files import CODING_FOLDER, coding_files
from cxworkbench.records.engagement import Engagement
from cxworkbench.records.evidence import EVIDENCE_FOLDER, Evidence
from cxworkbench.records.store import ENGAGEMENT_FILE, load_engagement
from cxworkbench.records.stored_evidence import open_evidence

LISTS: Final = ("problems", "unplaced", "unmatched", "proposed_matches", "mapping", "hidden")
INPUTS_FILE: Final = "inputs.json"
_LISTS_FOLDER: Final = "lists"
_SCHEMA: Final = 1


@dataclass(frozen=True)
class Intake:
    """The evidence of an engagement, and the lists that say how it came about.

    `problems`: what was refused or noted, by file, row, column. `unplaced`: words without a
    touchpoint or stage, with counts. `unmatched`: rows without an account. `proposed_matches`:
    accounts they may mean. `mapping`: what each header is used for. `hidden`: what of people was
    taken out, counted. `inputs`: file -> sha256.
    """

    evidence: Evidence
    problems: pd.DataFrame
    unplaced: pd.DataFrame
    unmatched: pd.DataFrame
    proposed_matches: pd.DataFrame
    mapping: pd.DataFrame
    hidden: pd.DataFrame
    inputs: dict[str, str]
    currency: str = ""
    keyring: Keyring | None = field(default=None, repr=False, compare=False)


def build_evidence(
    folder: Path,
    *,
    key_file: Path | None = None,
    sizes: Sizes | None = None,
    tell: Tell = tell_nobody,
) -> Intake:
    """The evidence in the received files of an engagement; nothing in its folder is written.

    Parameters
    ----------
    folder
        The engagement: `engagement.toml`, and `data/` with the files it names.
    key_file
        Where the secret behind the pseudonyms lies; made there if it is not. Empty for the usual
        place outside the engagement.
    sizes
        From when on a received file is read in parts, and its evidence is put aside in files.
    tell
        Is told how far a large file is.

    Raises
    ------
    DataProblem
        A declared file is missing or cannot be read as a whole; all such files in one message. A
        row that cannot be read never raises: it is listed in `problems`.
    RecordProblem
        `engagement.toml` names columns that are not there; all of them in one message.
    """
    engagement = load_engagement(folder)
    inputs = inputs_of(folder, engagement)
    files = read_files(folder, engagement, sizes=sizes, tell=tell)
    require_readable(files)
    made_with = key_in_use(folder)
    keyring = open_keyring(engagement.id, folder, key_file=key_file, made_with=made_with)
    gathered = gather(engagement, files, keyring, tell=tell)
    if gathered.mistakes:
        raise RecordProblem(
            " ".join(
                f"{mistake.file}, {mistake.column}: {mistake.value!r} does not hold that it "
                f"{mistake.rule}. {mistake.remedy}".strip()
                for mistake in gathered.mistakes
            )
        )
    evidence, problems = gathered.evidence, gathered.problems
    if coding_files(folder):
        clean = gathered.redactor.text
        coded = coded_voices(folder, engagement, evidence.voices, clean=clean)
        evidence = evidence.with_table("voices", coded.voices)
        problems = pd.concat([problems, problems_table(coded.problems)], ignore_index=True)
    return Intake(
        evidence, problems, gathered.unplaced, gathered.unmatched,
        gathered.proposed_matches, gathered.mapping, gathered.hidden, inputs,
        gathered.currency, keyring,
    )  # fmt: skip


def write_evidence(intake: Intake, folder: Path) -> None:
    """The folder evidence/: a Parquet file a table, `problems.csv` for people, and the lists.

    Every file is replaced whole, `inputs.json` last: a run that is stopped leaves evidence that
    counts as old, and two runs at once write the same bytes.
    """
    target = folder / EVIDENCE_FOLDER
    if intake.keyring is not None:
        intake.keyring.save()
    for name in EVIDENCE_TABLES:
        path = target / f"{name}.parquet"
        with room_on_disk(path):
            if intake.evidence.is_large(name):
                copy_file(intake.evidence.file_of(name), path)
            else:
                write_parquet(getattr(intake.evidence, name), path)
    for name in LISTS:
        write_parquet(getattr(intake, name), target / _LISTS_FOLDER / f"{name}.parquet")
    write_csv(intake.problems, target / "problems.csv")
    content = {
        "schema_version": _SCHEMA,
        "cxworkbench": __version__,
        "currency": intake.currency,
        "inputs": intake.inputs,
        "key": intake.keyring.fingerprint if intake.keyring else key_in_use(folder),
    }
    write_text(target / INPUTS_FILE, as_json_text(content))


def current_evidence(
    folder: Path,
    *,
    key_file: Path | None = None,
    write: bool = True,
    tell: Tell = tell_nobody,
) -> Intake:
    """The evidence in evidence/; made again where it is missing or any input has changed.

    Inputs are `engagement.toml`, the files it declares, the codings, and the version of the
    workbench. Without `write` what was made is not kept. `tell` is told how far large files are.

    Raises
    ------
    DataProblem, RecordProblem
        As `build_evidence`.
    """
    engagement = load_engagement(folder)
    kept = _kept_evidence(folder, inputs_of(folder, engagement))
    if kept is not None:
        require_key_of(folder, engagement.id, key_in_use(folder))
        return kept
    intake = build_evidence(folder, key_file=key_file, tell=tell)
    if not write:
        return intake
    write_evidence(intake, folder)
    large = any(intake.evidence.is_large(name) for name in EVIDENCE_TABLES)
    return replace(intake, evidence=open_evidence(folder)) if large else intake


def key_in_use(folder: Path) -> str:
    """The fingerprint of the key that made the pseudonyms in evidence/; "" where there are none."""
    try:
        return str(read_json(folder / EVIDENCE_FOLDER / INPUTS_FILE).get("key", ""))
    except (WorkbenchError, OSError, AttributeError):
        return ""


def inputs_of(folder: Path, engagement: Engagement) -> dict[str, str]:
    """Every input file there is, `engagement.toml` first, with its sha256."""
    return {
        ENGAGEMENT_FILE: sha256_of(folder / ENGAGEMENT_FILE),
        **{f"data/{name}": digits for name, digits in hashes_of(folder, engagement).items()},
        **{f"{CODING_FOLDER}/{path.name}": sha256_of(path) for path in coding_files(folder)},
    }


def _kept_evidence(folder: Path, inputs: dict[str, str]) -> Intake | None:
    target = folder / EVIDENCE_FOLDER
    if not (target / INPUTS_FILE).is_file():
        return None
    try:
        content: dict[str, Any] = read_json(target / INPUTS_FILE)
        same = (content["schema_version"], content["cxworkbench"], content["inputs"])
        if same != (_SCHEMA, __version__, inputs):
            return None
        lists = [pd.read_parquet(target / _LISTS_FOLDER / f"{name}.parquet") for name in LISTS]
        problems, unplaced, unmatched, proposed, mapping, hidden = lists
        return Intake(
            open_evidence(folder), problems, unplaced, unmatched, proposed, mapping, hidden, inputs,
            content["currency"],
        )  # fmt: skip
    except (WorkbenchError, OSError, KeyError, TypeError, ValueError):
        # Damaged evidence is only a copy of what is in data/: it is made again.
        return None
