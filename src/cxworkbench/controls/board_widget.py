"""The face of the priority board: a page in the notebook with cards between value and effort."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import anywidget
import traitlets

from cxworkbench.controls.board_session import BoardSession, card_of
from cxworkbench.controls.widget_source import widget_source
from cxworkbench.ground.errors import WorkbenchError

LEAST_SCALE: Final = 20.0  # person-days that the board shows at least
_HERE: Final = Path(__file__).parent
DONE: Final = {
    "accepted": "Accepted",
    "rejected": "Rejected",
    "later": "Put off",
    "": "Not decided any more",
}


class DecisionBoard(anywidget.AnyWidget):
    """The face over one register; `decision_board` makes it.

    `view` is a plain dictionary of everything that is shown; `do` takes one action by name, as the
    page sends it. All of it goes through `session`, which works without a screen.
    """

    _esm = widget_source("board_widget.js")
    _css = _HERE / "board_widget.css"
    view = traitlets.Dict().tag(sync=True)

    def __init__(self, session: BoardSession) -> None:
        super().__init__()
        self.session = session
        self._said, self._refused = "", False
        self._chosen = ""
        self._scale = LEAST_SCALE
        self.on_msg(lambda _, sent, __: self.do(sent.pop("ask"), **sent))
        self._refresh()

    def do(self, ask: str, /, **given: Any) -> bool:  # noqa: ANN401 - as the page sends it
        """Whether what was asked is done; where it was refused, the view says why."""
        actions: dict[str, Callable[..., str]] = {
            "choose": self._choose, "place": self._place, "change": self._change,
            "decide": self._decide, "undo": self._undo, "redo": self._redo, "look": self._look,
            "merge": self._merge,
        }  # fmt: skip
        self._refused = False
        try:
            self._said = actions[ask](**given)
        except WorkbenchError as problem:
            self._said, self._refused = str(problem), True
        self._refresh()
        return not self._refused

    def _choose(self, card: str) -> str:
        self._chosen = card
        return ""

    def _place(self, card: str, value: float | None = None, effort: float | None = None) -> str:
        self._chosen = card
        self.session.place(card, value=value, effort=effort)
        return f"“{self._title(card)}” moved."

    def _change(self, card: str, **fields: Any) -> str:  # noqa: ANN401 - as the page sends it
        self._chosen = card
        self.session.change(card, **fields)
        return f"“{self._title(card)}” changed."

    def _decide(self, card: str, decision: str, because: str = "") -> str:
        title = self._title(card)
        self.session.decide(card, decision, because=because)
        self._chosen = card
        return f"{DONE[decision]}: “{title}”."

    def _undo(self) -> str:
        return "Taken back." if self.session.undo() else "There is nothing to take back."

    def _redo(self) -> str:
        return "Done again." if self.session.redo() else "There is nothing to do again."

    def _look(self) -> str:
        return "Somebody else saved the register; this is theirs." if self.session.look() else ""

    def _merge(self) -> str:
        conflicts = self.session.merge()
        if conflicts.empty:
            return "Both are put together and saved."
        return (
            f"Both are put together and saved. Both had changed {len(conflicts)} of the same "
            "fields; yours stay."
        )

    def _title(self, card: str) -> str:
        titles = {row["action_id"]: row["title"] for row in self._rows()}
        return str(titles.get(card, card))

    def _rows(self) -> list[dict[str, Any]]:
        return [{str(key): value for key, value in row.items()}
                for row in self.session.ranked().to_dict("records")]  # fmt: skip

    def _refresh(self) -> None:
        ranked = self.session.ranked()
        known = ranked["value"].dropna()
        largest = float(known.max()) if len(known) else 0.0
        cards = []
        for number, row in enumerate(ranked.to_dict("records"), 1):
            card = card_of({str(key): value for key, value in row.items()}, self.session)
            counted = 10 * float(row["value"]) / largest if largest > 0 else float("nan")
            found = None if counted != counted else round(counted, 2)
            shown = card["judged"] if card["judged"] is not None else found
            cards.append(card | {"number": number, "counted": found, "value": shown})
        efforts = [card["effort"] for card in cards if card["effort"] is not None]
        # The scale only grows, so that a card does not move when another is placed.
        while efforts and max(efforts) > self._scale:
            self._scale *= 2
        ids = [card["id"] for card in cards]
        self.view = {
            "cards": cards,
            "chosen": self._chosen if self._chosen in ids else (ids[0] if ids else ""),
            "scale": self._scale,
            "message": self._said,
            "refused": self._refused,
            "standing": self.session.standing(),
            "waiting": self.session.waiting,
            "undos": self.session.undos,
            "redos": self.session.redos,
        }
