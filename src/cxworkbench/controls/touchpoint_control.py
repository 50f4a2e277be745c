"""A control that shows one touchpoint of a map file and saves what a person changes in it."""

from html import escape
from pathlib import Path
from typing import Any, Final

import ipywidgets as widgets
import traitlets

from cxworkbench.controls.first_map import begin_with_proposal
from cxworkbench.controls.own_keys import BOX, OwnKeys
from cxworkbench.controls.touchpoint_file import (
    FIELDS,
    edit_touchpoint_file,
    emotion_rests_on,
    touchpoint_fields,
    with_touchpoint_fields,
)
from cxworkbench.ground.errors import WorkbenchError
from cxworkbench.ground.files import sha256_of
from cxworkbench.ground.terms import MEDIUM_CLASSES, STATUSES
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.store import load_record
from cxworkbench.voice.words import count_of, number

FEELINGS: Final = {
    -2.0: "−2 very bad", -1.0: "−1 bad", 0.0: "0 neutral", 1.0: "+1 good", 2.0: "+2 very good",
}  # fmt: skip
WIDE: Final = {"width": "36rem", "max_width": "100%"}
LABEL: Final = {"description_width": "8rem"}


class TouchpointControl(widgets.VBox):  # type: ignore[misc]
    """The face over one map file; `touchpoint_control` makes it.

    `value` is a plain dictionary of what the fields show, as `touchpoint_fields` names them;
    setting it fills the fields. Nothing is written before `save`.
    """

    value = traitlets.Dict()

    def __init__(self, path: Path, proposal: Path | None = None) -> None:
        self._path = path
        self._proposal = proposal
        self._filling = False
        self._fields = _made_fields()
        self.chooser = widgets.Dropdown(description="touchpoint", layout=WIDE, style=LABEL)
        self.save_button = widgets.Button(description="Save", button_style="primary")
        self.reload_button = widgets.Button(description="Load again")
        self.note = widgets.HTML()
        self.message = widgets.HTML()
        buttons = widgets.HBox([self.save_button, self.reload_button])
        shown = [self.chooser, *self._fields.values(), self.note, buttons, self.message]
        super().__init__([*shown, OwnKeys()])
        self.add_class(BOX)
        self.chooser.observe(self._show_chosen, names="value")
        for field in self._fields.values():
            field.observe(self._take_over, names="value")
        self.observe(self._fill_from_value, names="value")
        self.save_button.on_click(lambda _: self.save())
        self.reload_button.on_click(lambda _: self.reload())
        self.reload()

    def reload(self) -> None:
        """Read the file again; what was entered and not saved is gone."""
        self._read()
        chosen = self.chooser.value
        options = [(one.name, one.id) for one in self._map.touchpoints]
        self.chooser.options = options
        known = [key for _, key in options]
        self.chooser.value = chosen if chosen in known else next(iter(known), None)
        self._show_chosen()
        self._say(
            f"{count_of(len(known), 'touchpoint')} read from {self._source.name}."
            if known
            else f"{self._source.name} has no touchpoint yet."
        )

    def save(self) -> bool:
        """Write what was changed, and say so; False when it was refused, with the reason shown."""
        changes = self.changes()
        try:
            if not changes:
                self._say("Nothing has changed.")
                return True
            chosen = str(self.chooser.value)
            with_touchpoint_fields(self._map, chosen, changes)  # refused before anything is written
            self._start_from_proposal()
            edit_touchpoint_file(self._path, chosen, seen=self._seen, **changes)
        except WorkbenchError as problem:
            self._say(str(problem), refused=True)
            return False
        self.reload()
        self._say(f"Saved: {', '.join(changes)}.")
        return True

    def changes(self) -> dict[str, Any]:
        """The fields that differ from the map as it was read, with their new values."""
        if self.chooser.value is None:
            return {}
        before = touchpoint_fields(self._map, str(self.chooser.value))
        return {key: self.value[key] for key in FIELDS if self.value[key] != before[key]}

    def _read(self) -> None:
        started = self._path.is_file() or self._proposal is None
        self._source = self._path if started else self._proposal or self._path
        self._map = load_record(self._source, JourneyMap)
        self._seen = sha256_of(self._source)
        places = [(stage.name, stage.id) for stage in self._map.stages]
        self._filling = True
        self._fields["stage_id"].options = places
        self._filling = False

    def _start_from_proposal(self) -> None:
        """Make the proposal people's map when they keep none yet; the first save needs a file."""
        if self._proposal is None or self._source != self._proposal:
            return
        begin_with_proposal(self._path, self._proposal, self._map)
        self._source, self._seen = self._path, sha256_of(self._path)

    def _show_chosen(self, _: object = None) -> None:
        if self.chooser.value is None:
            self._enable(False)
            return
        self._enable(True)
        chosen = str(self.chooser.value)
        accounts = emotion_rests_on(self._map, chosen)
        self._fields["emotion"].disabled = self._fields["word"].disabled = bool(accounts)
        self.note.value = (
            f"The emotion comes from {count_of(accounts, 'account')} and is not changed by hand."
            if accounts
            else ""
        )
        self.value = touchpoint_fields(self._map, chosen)
        # The fields may differ from a value that stays the same: a list of choices was set anew.
        self._fill_from_value()

    def _fill_from_value(self, _: object = None) -> None:
        if self._filling:
            return
        self._filling = True
        try:
            if self.value.get("touchpoint_id") != self.chooser.value:
                self.chooser.value = self.value.get("touchpoint_id")
            felt = self.value["emotion"]
            self._fields["emotion"].options = _feelings(felt)
            for key, field in self._fields.items():
                field.value = self.value[key]
        finally:
            self._filling = False

    def _take_over(self, change: dict[str, Any]) -> None:
        if self._filling:
            return
        key = next(name for name, field in self._fields.items() if field is change["owner"])
        self._filling = True
        try:
            self.value = {**self.value, key: change["new"]}
        finally:
            self._filling = False

    def _enable(self, able: bool) -> None:
        for field in (*self._fields.values(), self.save_button):
            field.disabled = not able

    def _say(self, words: str, *, refused: bool = False) -> None:
        # A sign before the words, so that a refusal is not told by colour alone.
        self.message.value = f"{'✗ ' if refused else ''}{escape(words)}"


def touchpoint_control(path: Path, *, proposal: Path | None = None) -> TouchpointControl:
    """A control over one map file: choose a touchpoint, change it, save.

    Every field is reached by keyboard. A file that somebody else has saved meanwhile is not
    overwritten. The same is done without a screen by `edit_touchpoint_file`.

    Parameters
    ----------
    path
        The map that people keep, `maps/journey.map.json` in the engagement's folder.
    proposal
        Shown while people keep no map; the first save makes it theirs.

    Raises
    ------
    RecordProblem
        There is neither a map nor a proposal, or it cannot be read.
    """
    return TouchpointControl(path, proposal)


def _made_fields() -> dict[str, Any]:
    def made(kind: Any, words: str, **more: object) -> Any:  # noqa: ANN401 - widgets are untyped
        return kind(description=words, layout=WIDE, style=LABEL, **more)

    return {
        "name": made(widgets.Text, "name"),
        "stage_id": made(widgets.Dropdown, "stage"),
        "medium_class": made(widgets.Dropdown, "where", options=MEDIUM_CLASSES),
        "channel": made(widgets.Text, "channel"),
        "owner": made(widgets.Text, "owner"),
        "action": made(widgets.Textarea, "customers do", placeholder="We …", rows=2),
        "emotion": made(widgets.Dropdown, "emotion", options=_feelings(None)),
        "word": made(widgets.Text, "in a word"),
        "status": made(widgets.Dropdown, "status", options=STATUSES),
        "locked": made(widgets.Checkbox, "locked: no proposal changes it", indent=True),
    }


def _feelings(value: float | None) -> list[tuple[str, float | None]]:
    """The choices of an emotion, with the measured value among them where it is none of them."""
    measured = [] if value is None or value in FEELINGS else [(number(value, 2), value)]
    return [("unknown", None), *((words, felt) for felt, words in FEELINGS.items()), *measured]
