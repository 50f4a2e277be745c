"""How received files are used at the moment, with a preview of what becomes of their rows."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from cxworkbench.ground.files import sha256_of
from cxworkbench.ground.terms import EVIDENCE_TABLES
from cxworkbench.intake.building import key_in_use
from cxworkbench.intake.cells import as_text, dates_of, numbers_of
from cxworkbench.intake.checking import proposed_toml
from cxworkbench.intake.columns import MASK, map_columns
from cxworkbench.intake.gathering import Gathered, gather
from cxworkbench.intake.keys import ephemeral_keyring
from cxworkbench.intake.received import Files, read_files
from cxworkbench.records.engagement import Engagement, ReceivedTable
from cxworkbench.records.store import ENGAGEMENT_FILE, load_engagement
from cxworkbench.voice.words import percent

HEADER_COLUMNS: Final = ("header", "column", "why", "samples")
QUESTION: Final = "a question"
_KINDS: Final = {name: kind for table in EVIDENCE_TABLES.values() for name, kind in table.items()}
_MORE_KINDS: Final = {"due_at": "date"}
_LOOKED_AT: Final = 2000  # cells that a share is taken of
_MOST_ROWS: Final = 10  # of a preview
_LONGEST: Final = 60  # letters of a cell that a preview shows
_WHY: Final = {
    "engagement.toml": "as engagement.toml says",
    "alias": "by its usual name",
    "not used": "nothing knows this name",
}


@dataclass(frozen=True)
class Mappings:
    """Every received table of an engagement as it is used now.

    `seen` is the sha256 of engagement.toml; `waiting` counts files that no table names yet.
    """

    folder: Path
    engagement: Engagement
    files: Files
    gathered: Gathered
    seen: str
    waiting: int

    @property
    def names(self) -> list[str]:
        """The names of the tables whose files could be read."""
        return [one.name for one in self.engagement.tables if self.files.frame(one) is not None]

    def table(self, name: str) -> ReceivedTable:
        """The table of that name as engagement.toml describes it."""
        return next(one for one in self.engagement.tables if one.name == name)

    def headers(self, name: str) -> list[str]:
        """The headers of its file."""
        return [str(header) for header in self._frame(name).columns]

    def used(self, name: str) -> dict[str, str]:
        """Header -> the evidence column that it fills, "" for none; `QUESTION` for a question."""
        table, headers = self.table(name), self.headers(name)
        columns = {header: column for column, header in map_columns(table, headers).columns.items()}
        return {
            header: QUESTION if header in table.questions else columns.get(header, "")
            for header in headers
        }

    def is_personal(self, name: str, header: str) -> bool:
        """Whether the header holds something of a person."""
        return header in map_columns(self.table(name), self.headers(name)).personal

    def header_table(self, name: str) -> pd.DataFrame:
        """One row a header: how it is used, and why.

        `header`, `column`, `why` with the share of cells that fit, `samples` without anybody.
        """
        mapping = self.gathered.mapping
        rows = mapping[mapping["table"] == name].set_index("header")
        used, headers = self.used(name), self.headers(name)
        listed = [
            (header, used[header], self._why(name, header, used[header], rows),
             str(rows["samples"].get(header, "")))
            for header in headers
        ]  # fmt: skip
        return pd.DataFrame(listed, columns=list(HEADER_COLUMNS)).astype("str")

    def preview(self, name: str, *, rows: int = 3) -> pd.DataFrame:
        """The first rows as the evidence will hold them: dates and numbers read, people masked."""
        table, frame = self.table(name), self._frame(name)
        mapped = map_columns(table, self.headers(name))
        shown = {}
        for column, header in mapped.columns.items():
            if header not in frame.columns:
                continue
            received = as_text(frame[header].head(rows))
            if header in mapped.personal:
                shown[column] = received.mask(received.ne(""), MASK)
            else:
                shown[column] = self._read(table, header, column, frame).head(rows)
        return pd.DataFrame(shown, index=frame.index[:rows]).astype("str")

    def open_words(self) -> pd.DataFrame:
        """Words without a touchpoint or stage: `table`, `column`, `value`, `rows`.

        A word that redaction would change stays out: it cannot be named here without its person.
        """
        unplaced = self.gathered.unplaced
        placed_by_word = unplaced["column"].ne("") & ~unplaced["value"].str.contains(
            r"\[|-[0-9a-f]{12}"
        )
        return unplaced[placed_by_word].reset_index(drop=True)

    def _frame(self, name: str) -> pd.DataFrame:
        frame = self.files.frame(self.table(name))
        assert frame is not None
        return frame

    def _why(self, name: str, header: str, column: str, rows: pd.DataFrame) -> str:
        how = str(rows["how"].get(header, "not used"))
        why = _WHY.get(how, how)
        if column in ("", QUESTION):
            used = str(rows["column"].get(header, ""))
            return f"{used}, {why}" if used else why
        share = self._share_that_fits(name, header, column)
        return why if share is None else f"{why}; {percent(share)} of its cells are {_noun(column)}"

    def _share_that_fits(self, name: str, header: str, column: str) -> float | None:
        if _kind(column) not in ("date", "number"):
            return None
        values = self._frame(name)[header].head(_LOOKED_AT)
        filled = as_text(values).ne("")
        if not filled.any():
            return None
        of = dates_of if _kind(column) == "date" else numbers_of
        return float(of(values, self.table(name), header)[0][filled].notna().mean())

    def _read(
        self, table: ReceivedTable, header: str, column: str, frame: pd.DataFrame
    ) -> pd.Series:
        values = frame[header].head(_LOOKED_AT)
        if _kind(column) == "date":
            dates = dates_of(values, table, header)[0]
            shown = dates.dt.strftime("%Y-%m-%d").fillna("not a date")
        elif _kind(column) == "number":
            shown = numbers_of(values, table, header)[0].map("{:g}".format).replace("nan", "–")
        else:
            texts = as_text(values.head(_MOST_ROWS))
            shown = texts.map(lambda text: _short(self.gathered.redactor.text(text)))
        return pd.Series(shown, dtype="str")


def read_mappings(folder: Path) -> Mappings:
    """Every received table of an engagement as it is used now; nothing is written.

    Raises
    ------
    RecordProblem
        engagement.toml is missing or cannot be read.
    """
    engagement = load_engagement(folder)
    files = read_files(folder, engagement)
    keyring = ephemeral_keyring(engagement.id, folder, made_with=key_in_use(folder))
    gathered = gather(engagement, files, keyring)
    waiting = proposed_toml(folder).count("[[tables]]")
    return Mappings(
        folder, engagement, files, gathered, sha256_of(folder / ENGAGEMENT_FILE), waiting
    )


def _kind(column: str) -> str:
    return _MORE_KINDS.get(column, _KINDS.get(column, "text"))


def _noun(column: str) -> str:
    return "dates" if _kind(column) == "date" else "numbers"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
