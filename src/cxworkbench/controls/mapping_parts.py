"""Parts of the mapping control: fields of a survey's question, and of a word without a place."""

from typing import Any, Final

import ipywidgets as widgets

from cxworkbench.controls.mapping_view import QUESTION, Mappings
from cxworkbench.ground.terms import CODE_KINDS
from cxworkbench.intake.values import stage_names
from cxworkbench.records.engagement import Question
from cxworkbench.records.usual_metrics import USUAL_METRICS, metric_of
from cxworkbench.voice.words import count_of

WIDE: Final = {"width": "34rem", "max_width": "100%"}
LABEL: Final = {"description_width": "9rem"}
OVERALL: Final = "overall"
METRIC_KINDS: Final = (
    ("net promoter (share of 9–10 less 0–6)", "nps"), ("share of the top two", "top-2-box"),
    ("mean", "mean"), ("effort, high is easy", "ces"),
)  # fmt: skip
PARTS: Final = ("score", "expectation", "importance", "text")


class QuestionFields(widgets.VBox):  # type: ignore[misc]
    """What one header of a survey asks: its score, scale and touchpoint."""

    def __init__(self) -> None:
        self._mappings: Mappings | None = None
        self._table = ""
        self._filling = False
        self.pending: dict[str, dict[str, Any]] = {}
        self.metrics: dict[str, dict[str, Any]] = {}
        self.header = made(widgets.Dropdown, "question")
        self.asks = made(widgets.Checkbox, "it asks something", indent=True)
        self.part = made(widgets.Dropdown, "asks for", options=PARTS)
        self.metric = made(widgets.Combobox, "score", ensure_option=False)
        self.kind = made(widgets.Dropdown, "summed up as", options=METRIC_KINDS)
        self.low = made(widgets.FloatText, "scale from")
        self.high = made(widgets.FloatText, "scale to")
        self.touchpoint = made(widgets.Dropdown, "about")
        self.fields = (self.asks, self.part, self.metric, self.kind, self.low, self.high,
                       self.touchpoint)  # fmt: skip
        self.note = widgets.HTML("Every header of this file is used for something else.")
        super().__init__([self.note])
        self.header.observe(self._show, names="value")
        for field in self.fields:
            field.observe(self._take_over, names="value")

    def show(self, mappings: Mappings, table: str) -> None:
        """Fill the fields with the questions of a table; what was entered before is gone."""
        self._mappings, self._table, self.pending, self.metrics = mappings, table, {}, {}
        questions = mappings.table(table).questions
        used = mappings.used(table)
        free = [
            header
            for header in mappings.headers(table)
            if used[header] in ("", QUESTION) and not mappings.is_personal(table, header)
        ]
        asked_first = sorted(free, key=lambda header: header not in questions)
        self._filling = True
        known = {**USUAL_METRICS, **mappings.engagement.metrics}
        self.metric.options = tuple(known)
        places = [(place.name, place.id) for place in mappings.engagement.touchpoints]
        self.touchpoint.options = [("no touchpoint yet", ""), ("everything", OVERALL), *places]
        self.header.options = asked_first
        self.header.value = asked_first[0] if asked_first else None
        self._filling = False
        self._show()
        self._unfold()

    def _show(self, _: object = None) -> None:
        if self._mappings is None or self.header.value is None or self._filling:
            return
        header = str(self.header.value)
        said = self._mappings.table(self._table).questions.get(header)
        question = self._pending_or(header, said)
        self._filling = True
        self.asks.value = bool(question)
        self.part.value = question.get("part", "score")
        self.metric.value = question.get("metric", "")
        self.touchpoint.value = (
            OVERALL if question.get("overall") else question.get("touchpoint", "")
        )
        self._show_scale()
        self._filling = False
        self._unfold()

    def _unfold(self) -> None:
        """Show what can be said of a header only where it asks something."""
        if self.header.value is None:
            self.children = (self.note,)
        else:
            self.children = (self.header, *self.fields[: None if self.asks.value else 1])

    def _pending_or(self, header: str, said: Question | None) -> dict[str, Any]:
        if header in self.pending:
            return self.pending[header]
        return said.model_dump(exclude_defaults=True) if said else {}

    def _show_scale(self) -> None:
        assert self._mappings is not None
        name = self.metric.value
        scale = metric_of(self._mappings.engagement, name) if name else None
        entered = self.metrics.get(name, {})
        self.kind.value = entered.get("kind", scale.kind if scale else "mean")
        self.low.value = entered.get("low", scale.low if scale else 1)
        self.high.value = entered.get("high", scale.high if scale else 5)

    def _take_over(self, change: dict[str, Any]) -> None:
        if self._filling or self._mappings is None or self.header.value is None:
            return
        self._unfold()
        header = str(self.header.value)
        if change["owner"] is self.metric:
            self._filling = True
            self._show_scale()
            self._filling = False
        said = self._mappings.table(self._table).questions.get(header)
        if not self.asks.value and change["owner"] is self.asks:
            self.pending[header] = {}
            return
        kept = said.model_dump(exclude_defaults=True) if said else {}
        for name in ("part", "metric", "touchpoint", "overall"):
            kept.pop(name, None)
        overall = self.touchpoint.value == OVERALL
        scored = self.part.value != "text"
        self.pending[header] = {
            "metric": self.metric.value if scored else "",
            "part": "" if self.part.value == "score" else self.part.value,
            "touchpoint": "" if overall else self.touchpoint.value,
            "overall": overall,
            **kept,
        }
        if change["owner"] in (self.kind, self.low, self.high, self.metric) and scored:
            self._take_scale()

    def _take_scale(self) -> None:
        assert self._mappings is not None
        name = self.metric.value
        entered = {"kind": self.kind.value, "low": self.low.value, "high": self.high.value}
        scale = metric_of(self._mappings.engagement, name)
        stated = {"kind": scale.kind, "low": scale.low, "high": scale.high} if scale else {}
        if name and entered != stated:
            self.metrics[name] = entered
        else:
            self.metrics.pop(name, None)


class WordFields(widgets.VBox):  # type: ignore[misc]
    """Where one word of a file belongs: its touchpoint or stage, or on purpose nowhere."""

    def __init__(self) -> None:
        self._filling = False
        self.pending: dict[str, dict[str, dict[str, Any]]] = {}
        self.word = made(widgets.Dropdown, "word")
        self.touchpoint = made(widgets.Dropdown, "touchpoint")
        self.stage = made(widgets.Dropdown, "stage")
        kinds = [("nothing of that", ""), *((kind, kind) for kind in CODE_KINDS)]
        self.kind = made(widgets.Dropdown, "tells a", options=kinds)
        self.ignore = made(widgets.Checkbox, "ignore such rows", indent=True)
        self.note = widgets.HTML()
        self.fields = (self.touchpoint, self.stage, self.kind, self.ignore)
        super().__init__([self.note, self.word, *self.fields])
        self.word.observe(self._show, names="value")
        for field in self.fields:
            field.observe(self._take_over, names="value")

    def show(self, mappings: Mappings, table: str) -> None:
        """Fill the fields with the words of a table that have no place."""
        self.pending = {}
        words = mappings.open_words()
        words = words[words["table"] == table].sort_values("rows", ascending=False, kind="stable")
        options = [
            (f"{row['value']} — {count_of(row['rows'], 'row')} in {row['column']}",
             (row["column"], row["value"]))
            for row in words.to_dict("records")
        ]  # fmt: skip
        self._filling = True
        places = [(place.name, place.id) for place in mappings.engagement.touchpoints]
        self.touchpoint.options = [("none", ""), *places]
        stages = [(name, name) for name in stage_names(mappings.engagement)]
        self.stage.options = [("the touchpoint's", ""), *stages]
        self.word.options = options
        self.word.value = options[0][1] if options else None
        self._filling = False
        self.note.value = (
            f"{count_of(len(options), 'word')} of this file without a place."
            if options
            else "Every word of this file that names a place has one."
        )
        self.children = (self.note, self.word, *self.fields) if options else (self.note,)
        self._show()

    def _show(self, _: object = None) -> None:
        if self._filling or self.word.value is None:
            return
        column, word = self.word.value
        place = self.pending.get(column, {}).get(word, {})
        self._filling = True
        for field, name in zip(self.fields, ("touchpoint", "stage", "kind"), strict=False):
            field.value = place.get(name, "")
        self.ignore.value = bool(place.get("ignore", False))
        self._filling = False

    def _take_over(self, _: object) -> None:
        if self._filling or self.word.value is None:
            return
        column, word = self.word.value
        place = {"touchpoint": self.touchpoint.value, "stage": self.stage.value,
                 "kind": self.kind.value, "ignore": self.ignore.value}  # fmt: skip
        self.pending.setdefault(column, {})[word] = place
        if not any(place.values()):
            del self.pending[column][word]


def made(kind: Any, words: str, **more: object) -> Any:  # noqa: ANN401 - widgets are untyped
    """A widget with its words before it."""
    return kind(description=words, layout=WIDE, style=LABEL, **more)
