"""The face of a map session: a page that draws a gesture at once and sends it to the kernel."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, cast, get_args

import anywidget
import traitlets

from cxworkbench.controls.map_choice import describe_merge
from cxworkbench.controls.map_session import MapSession
from cxworkbench.controls.map_view import evidence_view, map_changes, map_view, notes_view
from cxworkbench.controls.widget_source import widget_source
from cxworkbench.ground.errors import WorkbenchError
from cxworkbench.ground.terms import BASES, MEDIUM_CLASSES, STATUSES
from cxworkbench.records.evidence import Evidence
from cxworkbench.records.journey_map import Lane
from cxworkbench.telling.journey import draw_map

LANES: Final = get_args(Lane)
FIRST_LANES: Final = ("actions", "thoughts", "emotion", "pains", "gains")
WORKSHOP_LANES: Final = ("actions", "thoughts", "emotion", "pains", "ideas")
_HERE: Final = Path(__file__).parent
_NAMES_IDS: Final = ("ids", "item_id", "at", "into", "before", "stage_id", "step_id", "kept_id",
              "others", "takes")  # fmt: skip


class MapEditor(anywidget.AnyWidget):
    """The face over one map file; `map_editor` makes it.

    The page draws a gesture itself and sends it; the answer holds what really changed. `do` takes
    one gesture by name, as the page sends it, and gives the answer. All of it goes through
    `session`, which works without a screen.
    """

    _esm = widget_source("map_widget.js")
    _css = _HERE / "map_widget.css"
    # The state is made when somebody asks for it: the kernel's answer to a reloaded page is then
    # the map as it is, and no gesture sends the whole map.
    view = traitlets.Dict().tag(sync=True, to_json=lambda _, editor: editor.everything())

    def __init__(self, session: MapSession, *, evidence: Evidence | None = None) -> None:
        self.session = session
        self._evidence = evidence
        self._real: dict[str, str] = {}  # names that the page gave to new things -> their ids
        self._sent = session.map
        super().__init__()
        self.on_msg(lambda _, sent, __: self.send(self.do(sent)))

    def do(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The answer to one message: `ask` a gesture, `given` its arguments, `today` the day."""
        given = {
            name: self._ids_in(value) if name in _NAMES_IDS else value
            for name, value in asked.get("given", {}).items()
        }
        more: dict[str, Any] = {}
        said, refused = "", False
        self.session.on = str(asked.get("today", ""))
        try:
            said, more = self._asked(asked["ask"], given, asked.get("new", []))
        except WorkbenchError as problem:
            said, refused = str(problem), True
        if asked["ask"] == "everything":
            changes: dict[str, Any] = {"everything": self.everything()}
        else:
            changes = map_changes(self._sent, self.session.map)
        self._sent = self.session.map
        answer = {"seq": asked.get("seq", 0), "ask": asked["ask"], "said": said, "refused": refused}
        return answer | {"changes": changes} | self._standing() | more

    def everything(self) -> dict[str, Any]:
        """All that the page needs to begin."""
        return {
            **map_view(self.session.map),
            **self._standing(),
            "file": self.session.path.name,
            "by": self.session.by,
            "lanes": list(LANES),
            "first_lanes": list(FIRST_LANES),
            "workshop_lanes": list(WORKSHOP_LANES),
            "statuses": list(STATUSES),
            "bases": list(BASES),
            "media": list(MEDIUM_CLASSES),
        }

    def _standing(self) -> dict[str, Any]:
        works = self.session
        return {
            "undos": works.undos,
            "redos": works.redos,
            "waiting": works.waiting,
            "standing": works.standing(),
            "conflicts": [
                {str(name): str(value) for name, value in row.items()}
                for row in works.conflicts.to_dict("records")
            ],
        }

    def _asked(self, ask: str, given: dict[str, Any], new: list[str]) -> tuple[str, dict[str, Any]]:
        works = self.session
        adding: dict[str, Callable[..., tuple[str, ...]]] = {
            "add_stage": works.add_stage, "add_step": works.add_step,
            "add_touchpoint": works.add_touchpoint, "add_notes": works.add_notes,
            "comment": works.comment, "decide": works.decide, "split": works.split,
        }  # fmt: skip
        changing: dict[str, Callable[..., object]] = {
            "reword": works.reword, "change": works.change, "place": works.place,
            "take_out": works.take_out, "take_theirs": works.take_theirs,
            "join": works.join,
        }  # fmt: skip
        telling: dict[str, Callable[..., tuple[str, dict[str, Any]]]] = {
            "undo": self._undo, "redo": self._redo, "merge": self._merge, "look": self._look,
            "notes": self._notes, "evidence": self._rests, "name": self._name,
            "everything": self._again,
        }  # fmt: skip
        if ask in adding:
            ids = adding[ask](**given)
            known = dict(zip(new, ids, strict=False))
            self._real |= known
            return "", {"ids": known, "added": list(ids)}
        if ask in changing:
            changing[ask](**given)
            return works.told, {}
        return telling[ask](**given)

    def _undo(self) -> tuple[str, dict[str, Any]]:
        done = self.session.undo()
        return (
            self.session.told or "Taken back." if done else "There is nothing to take back."
        ), {}

    def _redo(self) -> tuple[str, dict[str, Any]]:
        if not self.session.redo():
            return "There is nothing to do again.", {}
        return self.session.told or "Done again.", {}

    def _merge(self) -> tuple[str, dict[str, Any]]:
        merged = describe_merge(self.session.merge())
        return f"{merged} {self.session.told}".strip(), {}

    def _look(self) -> tuple[str, dict[str, Any]]:
        if self.session.look():
            return f"Somebody else saved {self.session.path.name}; their changes are shown now.", {}
        return "", {}

    def _notes(self) -> tuple[str, dict[str, Any]]:
        return "", {"notes": notes_view(self.session.map)}

    def _rests(self, ids: list[str]) -> tuple[str, dict[str, Any]]:
        return "", {"evidence": evidence_view(self.session.map, ids, self._evidence)}

    def _name(self, by: str) -> tuple[str, dict[str, Any]]:
        self.session.by = by.strip()
        return "", {}

    def _again(self) -> tuple[str, dict[str, Any]]:
        return "", {}

    def _ids_in(self, value: Any) -> Any:  # noqa: ANN401 - one id or several
        if isinstance(value, list):
            return [self._real.get(one, one) for one in value]
        return self._real.get(value, value)

    def _repr_mimebundle_(self, **given: Any) -> Any:  # noqa: ANN401 - as anywidget gives it
        """The control, and for a page without a kernel the map as a picture and in words."""
        made = cast(Any, super())._repr_mimebundle_(**given)
        content, about = made if isinstance(made, tuple) else (made, {})
        drawn = draw_map(self.session.map)
        picture = {"image/svg+xml": drawn.svg, "text/plain": drawn.text}
        return {**content, **picture}, about
