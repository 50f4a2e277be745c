"""A check of an engagement: everything that is wrong in it or in its files; nothing is written."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from cxworkbench.ground.checks import Problem, problems_table
from cxworkbench.ground.parts import Tell, tell_nobody
from cxworkbench.intake.building import key_in_use
from cxworkbench.intake.columns import MAPPING_COLUMNS, map_columns, mapping_table
from cxworkbench.intake.gathering import gather
from cxworkbench.intake.keys import ephemeral_keyring
from cxworkbench.intake.proposal_toml import INDEX, TRANSCRIPTS
from cxworkbench.intake.proposing import Proposal, propose_tables, toml_of
from cxworkbench.intake.received import read_files
from cxworkbench.intake.redaction import Redactor
from cxworkbench.intake.unused_words import told_of_words
from cxworkbench.records.engagement import Engagement, ReceivedTable
from cxworkbench.records.evidence import Evidence
from cxworkbench.records.store import load_engagement

PROPOSED = "proposed"


@dataclass(frozen=True)
class Checked:
    """Everything a person should know before the notebooks run.

    `problems` are all data problems of all files, files that cannot be read and wrong words of
    engagement.toml among them. `mapping` holds declared tables as they are used, and for files
    that no table names what they would be used for (`how` "proposed"). `unplaced`, `unmatched`
    `proposed_matches` and `hidden` as in `building.Intake`; `evidence` is what could be made.
    """

    problems: pd.DataFrame
    mapping: pd.DataFrame
    unplaced: pd.DataFrame
    unmatched: pd.DataFrame
    proposed_matches: pd.DataFrame
    hidden: pd.DataFrame
    evidence: Evidence
    engagement: Engagement

    def with_problems(self, more: Iterable[Problem]) -> "Checked":
        """The same check with further problems in their place."""
        return replace(self, problems=_together(self.problems, problems_table(more)))

    @property
    def refused(self) -> int:
        """How many problems kept something from being used."""
        return int(self.problems["severity"].eq("refused").sum())


def check_engagement(
    folder: Path, *, key_file: Path | None = None, tell: Tell = tell_nobody
) -> Checked:
    """What is wrong in an engagement and how its files are used; reads only.

    Files in `data/` that no table of engagement.toml names are read as well, and what they would
    be used for is proposed; `proposed_toml` is the text to paste. `tell` is told how far the
    reading of large files is.

    Raises
    ------
    RecordProblem
        `engagement.toml` is missing or cannot be read.
    """
    engagement = load_engagement(folder)
    files = read_files(folder, engagement, tell=tell)
    keyring = ephemeral_keyring(
        engagement.id, folder, key_file=key_file, made_with=key_in_use(folder)
    )
    gathered = gather(engagement, files, keyring, tell=tell)
    proposals, problems, unreadable = propose_tables(folder, engagement)
    listed: list[Problem] = [*files.unreadable, *gathered.mistakes, *problems, *unreadable]
    listed += [_not_declared(proposal) for proposal in proposals]
    listed += [
        told_of_words(one.file, header, feeds=one.feeds)
        for one in proposals
        if one.kind not in (INDEX, TRANSCRIPTS)
        for header in one.unused_words
    ]
    mapping = [gathered.mapping, *(_mapping_of(proposal, engagement) for proposal in proposals)]
    return Checked(
        _together(gathered.problems, problems_table(listed)),
        pd.concat(mapping, ignore_index=True)[list(MAPPING_COLUMNS)],
        gathered.unplaced,
        gathered.unmatched,
        gathered.proposed_matches,
        gathered.hidden,
        gathered.evidence,
        engagement,
    )


def proposed_toml(folder: Path) -> str:
    """Text for engagement.toml that describes the files in `data/` which no table names yet.

    Empty where every file is described. `folders.write_proposal` puts it into the file.
    """
    return proposed_settings(folder)[0]


def proposed_settings(folder: Path) -> tuple[str, dict[str, str]]:
    """The same text, and the index that a table already there should name: table -> index."""
    engagement = load_engagement(folder)
    proposals, _, _ = propose_tables(folder, engagement)
    indexes = {table: one.name for one in reversed(proposals) for table in one.index_of}
    return toml_of(proposals, engagement), indexes


def _together(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    both = pd.concat([first, second], ignore_index=True)
    return both.sort_values(["file", "row", "column"], kind="stable", ignore_index=True)


def _not_declared(proposal: Proposal) -> Problem:
    what = proposal.file + (f", sheet {proposal.sheet}" if proposal.sheet else "")
    feeds = f"{INDEX} ({proposal.feeds})" if proposal.kind == INDEX else proposal.feeds
    return Problem(
        proposal.file, 0, "", "is named by a table of engagement.toml", what,
        f"It looks like {feeds}. Paste the proposal into engagement.toml, or have it "
        "written there: cxworkbench check --write.", "note",
    )  # fmt: skip


def _mapping_of(proposal: Proposal, engagement: Engagement) -> pd.DataFrame:
    table = ReceivedTable.model_validate(
        {"name": proposal.name, "file": proposal.file, "sheet": proposal.sheet,
         "feeds": proposal.feeds, "columns": proposal.columns, "constants": proposal.constants,
         "questions": {h: {"metric": one.metric, "part": one.part}
                       for h, one in proposal.questions.items()}}
    )  # fmt: skip
    headers = [str(header) for header in proposal.frame.columns]
    mapped = map_columns(table, headers, frame=proposal.frame)
    nobody = Redactor([], {}, engagement.privacy.phone_regions)
    preview = mapping_table(table, proposal.frame, mapped, nobody.text)
    used = preview["how"].ne("not used")
    return preview.assign(how=preview["how"].mask(used, PROPOSED))
