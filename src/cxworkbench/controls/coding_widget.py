"""The face of the coding session: a page in the notebook that shows words and takes marks."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import anywidget
import traitlets

from cxworkbench.controls.coding_session import EVERY, OPEN, SHOWN, CodingSession, Offer
from cxworkbench.controls.widget_source import widget_source
from cxworkbench.ground.errors import ParameterProblem, WorkbenchError
from cxworkbench.ground.sentence_spans import sentence_spans
from cxworkbench.ground.terms import CODE_KINDS
from cxworkbench.intake.case import Case
from cxworkbench.records.coding import Passage, place_of
from cxworkbench.records.coding_files import load_code_book, load_codings
from cxworkbench.voice.suggestion_quality import quality_at
from cxworkbench.voice.words import count_of

MOST_LISTED: Final = 200  # statements in the list; the filters find the others
LABEL_LENGTH: Final = 60  # letters of a statement in the list
_HERE: Final = Path(__file__).parent
_FIELDS: Final = ("code", "stage", "touchpoint_id", "emotion", "emotion_word", "severity", "action")


class CodingControl(anywidget.AnyWidget):
    """The face over one engagement's coding; `coding_control` makes it.

    `view` is a plain dictionary of everything that is shown; `do` takes one action by name, as
    the page sends it. All of it goes through `session`, which works without a screen.
    """

    _esm = widget_source("coding_widget.js")
    _css = _HERE / "coding_widget.css"
    view = traitlets.Dict().tag(sync=True)

    def __init__(self, case: Case, coder: str = "") -> None:
        super().__init__()
        self.case = case
        self.session: CodingSession | None = None
        self._filters: dict[str, str] = {"method": "", "show": OPEN, "search": ""}
        self._chosen = ""
        self._offers: list[Offer] = []
        self._said, self._refused = "", False
        self.on_msg(lambda _, sent, __: self.do(sent.pop("ask"), **sent))
        if coder:
            self.do("open", coder=coder)
        self._refresh()

    def do(self, ask: str, /, **given: Any) -> bool:  # noqa: ANN401 - as the page sends it
        """Whether what was asked is done; where it was refused, the view says why."""
        actions: dict[str, Callable[..., str]] = {
            "open": self._open, "filter": self._filter, "choose": self._choose,
            "step": self._step, "mark": self._mark, "remove": self._remove,
            "accept": self._accept, "reject": self._reject, "read": self._read,
            "code": self._code, "undo": self._undo, "save": self._save,
        }  # fmt: skip
        self._refused = False
        try:
            self._said = actions[ask](**given)
        except WorkbenchError as problem:
            self._said, self._refused = str(problem), True
        self._refresh()
        return not self._refused

    def _open(self, coder: str) -> str:
        if self.session is not None and self.session.unsaved:
            self.session.save()
        self.session = CodingSession(self.case, coder)
        found = self._listed()
        self._chosen = found[0] if found else ""
        return f"{self.session.coding.coder} codes. {self.session.progress()}"

    def _filter(self, **filters: str) -> str:
        self._filters |= filters
        found = self._listed()
        if self._chosen not in found:
            self._chosen = found[0] if found else ""
        return "" if found else "Nothing fits. Change the filters."

    def _choose(self, voice_id: str) -> str:
        self._works().text_of(voice_id)
        self._chosen = voice_id
        return ""

    def _step(self, by: int) -> str:
        """Go to the next or the last statement of the list; at its ends it stays."""
        found = self._listed()
        if not found:
            return "Nothing fits. Change the filters."
        at = found.index(self._chosen) + by if self._chosen in found else 0
        self._chosen = found[min(max(at, 0), len(found) - 1)]
        return ""

    def _mark(self, start: int, end: int, replaces: list[Any] | None = None, **fields: Any) -> str:  # noqa: ANN401
        works = self._works()
        entered = {name: value for name, value in fields.items() if name in _FIELDS}
        if replaces:
            passage = works.replace((*replaces,), start, end, **entered)
        else:
            passage = works.mark(self._chosen, start, end, **entered)
        return f"Marked: {self._named(passage)}. Not saved yet."

    def _remove(self, place: list[Any]) -> str:
        self._works().remove((*place,))
        return "Taken out. Undo brings it back."

    def _accept(self, number: int) -> str:
        passage = self._works().accept(self._chosen, self._offers[number])
        return f"Accepted: {self._named(passage)}. Not saved yet."

    def _reject(self, number: int) -> str:
        self._works().reject(self._chosen, self._offers[number])
        return "Left out, and not offered again."

    def _read(self, done: bool) -> str:
        self._works().gone_through(self._chosen, done)
        return "Gone through to the end." if done else "Not gone through yet."

    def _code(self, name: str, **fields: str) -> str:
        self._works().add_code(name, **fields)
        return f"The code book has {self._works().book.codes[-1].name!r} now. Not saved yet."

    def _undo(self) -> str:
        return "Taken back." if self._works().undo() else "There is nothing to take back."

    def _save(self) -> str:
        path = self._works().save()
        return f"Saved in coding/{path.name}. {self._works().progress()}"

    def _works(self) -> CodingSession:
        if self.session is None:
            raise ParameterProblem("Nobody codes yet. Enter the name or initials of who codes.")
        return self.session

    def _listed(self) -> list[str]:
        return self._works().statements(**self._filters)

    def _named(self, passage: Passage) -> str:
        names = {code.id: code.name for code in self._works().book.codes}
        return names.get(passage.code, "") or passage.action or passage.emotion_word or "emotion"

    def _refresh(self) -> None:
        view = {
            "message": self._said, "refused": self._refused, "filters": self._filters,
            "shows": list(SHOWN), "kinds": list(CODE_KINDS), "open": self.session is not None,
        }  # fmt: skip
        self.view = view | (self._start() if self.session is None else self._work(self.session))

    def _start(self) -> dict[str, Any]:
        book = load_code_book(self.case.folder)
        known = [coding.coder for coding in load_codings(self.case.folder, book)]
        return {"coders": known}

    def _work(self, works: CodingSession) -> dict[str, Any]:
        found = self._listed()
        # The chosen statement stays in the list when marking it takes it out of the filter.
        if self._chosen and self._chosen not in found:
            found = [self._chosen, *found]
        listed = found[:MOST_LISTED]
        if self._chosen and self._chosen not in listed:
            listed = [self._chosen, *listed]
        return {
            "coder": works.coding.coder,
            "progress": works.progress(),
            "unsaved": works.unsaved,
            "can_undo": works.can_undo,
            "methods": sorted(set(works.voices["method"]) - {""}),
            "statements": [[one, self._label(works, one)] for one in listed],
            "found": self._how_many(len(found), len(listed)),
            "codes": [
                [code.id, code.name, code.kind, code.definition, code.not_when]
                for code in works.book.codes
            ],
            "stages": [stage.name for stage in self.case.stages],
            "touchpoints": [[place.id, place.name] for place in self.case.touchpoints],
            **(self._statement(works, self._chosen) if self._chosen else {"chosen": ""}),
        }

    def _statement(self, works: CodingSession, voice_id: str) -> dict[str, Any]:
        text = works.text_of(voice_id)
        self._offers = works.offers(voice_id)
        names = {code.id: (code.name, code.kind) for code in works.book.codes}
        return {
            "chosen": voice_id,
            "about": works.about(voice_id),
            "text": text,
            "sentences": [list(span) for span in sentence_spans(text)],
            "read": works.is_read(voice_id),
            "passages": [
                {
                    "place": list(place_of(one)), "start": one.start, "end": one.end,
                    "name": self._named(one), "kind": names.get(one.code, ("", ""))[1],
                    "fits": works.still_fits(one), "detail": _detail(one, self.case),
                    "fields": {name: getattr(one, name) for name in _FIELDS},
                }
                for one in works.passages(voice_id)
            ],
            "offers": [
                {
                    "start": one.start, "end": one.end, "why": one.suggestion.why,
                    "name": names[one.suggestion.code][0],
                    "score": round(one.suggestion.score, 2),
                    "quality": quality_at(works.quality(), one.suggestion.score),
                }
                for one in self._offers
            ],
        }  # fmt: skip

    def _label(self, works: CodingSession, voice_id: str) -> str:
        voice = works.voices.loc[voice_id]
        words = " ".join(str(voice["text"]).split())
        short = words if len(words) <= LABEL_LENGTH else f"{words[:LABEL_LENGTH].rstrip()}…"
        return f"{voice['method']} · {voice['account_id'] or 'no account'} · {short}"

    def _how_many(self, found: int, listed: int) -> str:
        shown = f", the first {listed} listed" if listed < found else ""
        what = "" if self._filters["show"] == EVERY else f" {self._filters['show']}"
        return f"{count_of(found, 'statement')}{what}{shown}"


def _detail(passage: Passage, case: Case) -> str:
    places = {place.id: place.name for place in case.touchpoints}
    feeling = passage.emotion_word
    if passage.emotion is not None:
        feeling = f"{feeling} {passage.emotion:+g}".replace("-", "−").strip()
    severity = "" if passage.severity is None else f"severity {passage.severity:g}"
    place = places.get(passage.touchpoint_id, passage.stage)
    return " · ".join(one for one in (feeling, severity, place, passage.action) if one)
