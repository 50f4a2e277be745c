"""A register as it is decided about, without a screen: place, change, decide, undo, two people.

This is what the priority board does; anything done there can be done here, with the same file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from cxworkbench.ground.errors import ParameterProblem, RecordProblem
from cxworkbench.ground.files import sha256_of
from cxworkbench.ground.locking import only_one
from cxworkbench.insight.candidates import with_action
from cxworkbench.insight.priorities import rank_actions
from cxworkbench.records.accepting import accept_register
from cxworkbench.records.deciding import decide, place_action
from cxworkbench.records.merge import merge_registers
from cxworkbench.records.register import Register
from cxworkbench.records.register_edits import changed_entry, entry_of
from cxworkbench.records.store import load_record, save_record
from cxworkbench.records.threeway import conflicts_table

EDITED: Final = ("title", "effort", "cost", "owner", "owner_function", "due", "progress",
                 "blocked_by")  # fmt: skip


@dataclass(frozen=True)
class _State:
    """A register as it was, and how many merges had come in by then."""

    register: Register
    merges: int


class BoardSession:
    """A register file, what was done to it since it was opened, and what undo goes back to.

    Every change is written at once, whole or not at all. When somebody else has saved the file
    meanwhile, nothing is overwritten: the change is kept here, `waiting` is true, and `merge` puts
    both together.

    Parameters
    ----------
    path
        The register's file.
    proposal
        Shown while there is no file at `path`; the first change makes it people's register.
    known
        A register with the findings of the last run: their values are shown where people's own
        register has not taken them in yet. Never written.
    by, on
        Who decides, and the day (ISO date); both stand beside decisions.

    Raises
    ------
    RecordProblem
        There is neither a register nor a proposal, or it cannot be read.
    """

    def __init__(
        self,
        path: Path,
        *,
        proposal: Path | None = None,
        known: Register | None = None,
        by: str = "",
        on: str = "",
    ) -> None:
        self.path, self.by, self.on = path, by, on
        self._proposal = proposal
        self._known = {one.id: one for one in known.entries} if known else {}
        self.register, self._seen = self._load()
        self._base = self.register
        self._past: list[_State] = []
        self._future: list[_State] = []
        self._merges: list[tuple[Register, Register]] = []
        self.conflicts = conflicts_table([])

    @property
    def waiting(self) -> bool:
        """Whether something was done that the file does not hold yet."""
        return self.register is not self._base

    @property
    def undos(self) -> int:
        """How many changes can be taken back."""
        return len(self._past)

    @property
    def redos(self) -> int:
        """How many changes that were taken back can be done again."""
        return len(self._future)

    def ranked(self) -> pd.DataFrame:
        """The actions and drafts in order, as `insight.priorities.rank_actions` makes them."""
        entries = tuple(
            one if one.kind == "action" else self._known.get(one.id, one)
            for one in self.register.entries
        )
        return rank_actions(self.register.model_copy(update={"entries": entries}))

    def place(
        self, action_id: str, *, value: float | None = None, effort: float | None = None
    ) -> None:
        """Put an action between value (0 to 10, as judged) and effort (person-days)."""
        begun = with_action(self.register, action_id)
        self._do(place_action(begun, action_id, value=value, effort=effort))

    def change(self, action_id: str, **fields: object) -> None:
        """Other values in some of the fields that a board edits.

        `value` is the one that a person judged; None takes the judgement back.

        Raises
        ------
        ParameterProblem
            A field is none of them, or a value does not fit.
        """
        judged = fields.pop("value", ...)
        other = [name for name in fields if name not in EDITED]
        if other:
            raise ParameterProblem(
                f"{other[0]!r} is not changed here. It is one of: value, {', '.join(EDITED)}."
            )
        begun = with_action(self.register, action_id)
        entry = entry_of(begun, action_id, "action")
        if judged is not ...:
            other_judged = {name: one for name, one in entry.criteria.items() if name != "value"}
            fields["criteria"] = other_judged | ({} if judged is None else {"value": judged})
        self._do(changed_entry(begun, entry, **fields))

    def decide(self, action_id: str, decision: str, *, because: str = "") -> None:
        """Accept, reject or put off an action ("accepted", "rejected", "later", "" for none)."""
        begun = with_action(self.register, action_id)
        self._do(decide(begun, action_id, decision, by=self.by, on=self.on, because=because))

    def undo(self) -> bool:
        """Take back the last change; False where there is none. What others did stays."""
        return self._back_to(self._past, self._future)

    def redo(self) -> bool:
        """Do again what was taken back; False where there is none."""
        return self._back_to(self._future, self._past)

    def look(self) -> bool:
        """Whether the file holds something new that somebody else saved; then it is shown here.

        While something waits here, nothing is taken over: `merge` does that.
        """
        if self._digest() == self._seen or self.waiting or not self.path.is_file():
            return False
        theirs, self._seen = self._load()
        self._merges.append((self._base, theirs))
        self.register = self._base = theirs
        return True

    def merge(self) -> pd.DataFrame:
        """What both sides changed, after theirs and ours were put together and saved.

        Where both changed the same field ours stays. Columns as `records.merge` has them; no rows:
        nothing was in the way.
        """
        with self._alone():
            if self.path.is_file():
                theirs, self._seen = load_record(self.path, Register), sha256_of(self.path)
                merged = merge_registers(self._base, self.register, theirs)
                self._merges.append((self._base, theirs))
                self.register, self._base = merged.register, theirs
                self.conflicts = merged.conflicts
            self._save()
        return self.conflicts

    def standing(self) -> str:
        """Whether the file holds what is shown, in plain words."""
        if not self.waiting:
            return f"Saved in {self.path.name}." if self._seen else "Nothing is saved yet."
        if self._digest() == self._seen:
            return f"{self.path.name} could not be written. What you did is kept here."
        what = "is gone" if not self.path.is_file() else "was saved by somebody else meanwhile"
        return (
            f"{self.path.name} {what}. Your last changes are kept here and are not in the file "
            "yet. Merge puts both together; where both changed the same field, yours stays."
        )

    def _do(self, changed: Register) -> None:
        if changed == self.register:
            return
        before = (self.register, list(self._past), list(self._future))
        self._past.append(_State(self.register, len(self._merges)))
        self._future.clear()
        self.register = changed
        self._written_or(before)

    def _back_to(self, states: list[_State], others: list[_State]) -> bool:
        if not states:
            return False
        before = (self.register, list(self._past), list(self._future))
        others.append(_State(self.register, len(self._merges)))
        state = states.pop()
        back = state.register
        for base, theirs in self._merges[state.merges :]:
            back = merge_registers(base, back, theirs).register
        self.register = back
        self._written_or(before)
        return True

    def _written_or(self, before: tuple[Register, list[_State], list[_State]]) -> None:
        """Write; a change that the file refuses for good is as if it had not been done."""
        try:
            self._write()
        except (ParameterProblem, RecordProblem):
            self.register, self._past[:], self._future[:] = before
            raise
        except OSError as problem:
            raise RecordProblem(
                f"{self.path.name} could not be written: {problem.strerror or problem}. What you "
                "did is kept here; make room or set the rights, and it goes with the next change."
            ) from problem

    def _write(self) -> None:
        with self._alone():
            if self._digest() != self._seen:
                return
            if not self._seen and self._proposal is not None:
                # What the proposal drafted is the base of what people make of it from now on.
                accept_register(self.path.parent.parent, self._proposal)
            self._save()

    def _save(self) -> None:
        save_record(self.register, self.path)
        self._seen, self._base = sha256_of(self.path), self.register

    def _alone(self) -> Any:  # noqa: ANN401 - a context manager
        self.path.parent.mkdir(parents=True, exist_ok=True)
        return only_one(self.path.parent, "the priority board")

    def _load(self) -> tuple[Register, str]:
        if self.path.is_file() or self._proposal is None:
            return load_record(self.path, Register), sha256_of(self.path)
        return load_record(self._proposal, Register), ""

    def _digest(self) -> str:
        return sha256_of(self.path) if self.path.is_file() else ""


def card_of(row: Mapping[str, Any], session: BoardSession) -> dict[str, Any]:
    """One action as a board shows it: plain values, None for what is not known."""
    entry = next((one for one in session.register.entries if one.id == row["action_id"]), None)
    fields = {name: getattr(entry, name) for name in EDITED} if entry else {}
    return {
        "id": row["action_id"],
        "title": row["title"],
        "rank": None if pd.isna(row["rank"]) else int(row["rank"]),
        "effort": None if pd.isna(row["effort"]) else float(row["effort"]),
        "judged": None if pd.isna(row["judged"]) else float(row["judged"]),
        "decision": row["decision"],
        "drafted": bool(row["drafted"]),
        "locked": bool(entry and entry.locked),
        "missing": row["missing"],
        "fields": {name: fields.get(name) for name in EDITED} | {
            "title": row["title"], "owner_function": row["owner_function"]},
    }  # fmt: skip
