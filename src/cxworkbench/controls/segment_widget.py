"""The segment explorer: rules or a method, dimensions with weights, and what that comes to."""

from typing import Any

import ipywidgets as widgets
import pandas as pd
import traitlets

from cxworkbench.controls.segment_file import (
    RULES,
    Explored,
    SegmentChoice,
    explore_segments,
    lines_of,
    save_explored,
)
from cxworkbench.controls.segment_parts import (
    FULL,
    entered,
    figure_word,
    made,
    numbered,
    picture_of,
    rules_table,
    said,
    table_of,
)
from cxworkbench.ground.errors import WorkbenchError
from cxworkbench.intake.case import Case
from cxworkbench.records.store import load_engagement
from cxworkbench.telling.account_charts import chart_segments
from cxworkbench.telling.account_words import describe_segments
from cxworkbench.telling.behaviour import describe_verdict, indices_in_words, segments_in_words
from cxworkbench.telling.behaviour_charts import chart_segment_scatter, chart_segment_traits
from cxworkbench.voice.behaviour import MOST_SEGMENTS
from cxworkbench.voice.clusters import METHODS
from cxworkbench.voice.definition_file import DEFINITION_FILE
from cxworkbench.voice.features import describe_features, possible_dimensions, usual_dimensions
from cxworkbench.voice.words import count_of


class SegmentControl(widgets.VBox):  # type: ignore[misc]
    """The face over the accounts of one engagement; `segment_control` makes it.

    `value` is a plain dictionary of what is chosen; setting it fills the fields. Nothing is
    computed before `compute` and nothing written before `save`.
    """

    value = traitlets.Dict()

    def __init__(self, case: Case, profile: pd.DataFrame) -> None:
        self._case, self._profile = case, profile
        self._filling = False
        self.explored: Explored | None = None
        self._kinds = dict(possible_dimensions(profile))
        self._make_fields()
        self.message = widgets.HTML()
        self.result = widgets.VBox([])
        super().__init__(
            [self.way, self.rules, self.dimensions, self.k, self.seed, self.compute_button,
             self.message, self.result]
        )  # fmt: skip
        self._watch()
        self._take_over()
        self._show_fields()
        self._say(
            f"{count_of(len(profile), 'account')}. Type a way ({', '.join([RULES, *METHODS])}) and "
            "how many segments (0: as the accounts decide), then press Compute; it takes seconds."
        )

    def compute(self) -> bool:
        """Explore what is chosen and show it; False when it was refused, with the reason shown."""
        self.compute_button.disabled = True
        self._say("Computing …")
        try:
            self.explored = explore_segments(self._profile, self.choice())
        except WorkbenchError as problem:
            self.explored = None
            self.result.children = ()
            self._say(str(problem), refused=True)
            return False
        finally:
            self.compute_button.disabled = False
        self._show_result(self.explored)
        return True

    def save(self) -> bool:
        """Write what was computed, with the names entered; False when it was refused."""
        if self.explored is None:
            self._saved("Nothing has been computed yet. Press Compute first.", refused=True)
            return False
        changed = self.choice() != self.explored.choice
        try:
            if changed:
                self._saved(
                    "The choice has changed since it was computed. Press Compute again, then save.",
                    refused=True,
                )
                return False
            definition = save_explored(
                self._case.folder,
                self._profile,
                self.explored,
                names=entered(self._names),
                descriptions=entered(self._descriptions),
                file=self.file.value.strip() or DEFINITION_FILE,
                use=self.use.value,
                anyway=self.anyway.value,
                as_of=self._case.day,
            )
        except WorkbenchError as problem:
            self._saved(str(problem), refused=True)
            return False
        if definition is None:
            self._saved("Saved: the rules stand in engagement.toml. Run the notebook again.")
            return True
        goes = (
            "; the engagement goes by them. Run the notebook again"
            if self.use.value
            else '; to go by them, set segments_from in engagement.toml or tick "use" and save'
        )
        names = ", ".join(one.name for one in definition.segments)
        self._saved(f"Saved to {self.file.value.strip() or DEFINITION_FILE}: {names}{goes}.")
        return True

    def choice(self) -> SegmentChoice:
        """What is chosen, as the twin takes it."""
        return SegmentChoice(**self.value)

    def _make_fields(self) -> None:
        engagement = load_engagement(self._case.folder)
        # A field to type into: a letter typed on a list of choices did not choose in JupyterLab 4.6
        # when this was tried in Chromium.
        self.way = made(
            widgets.Combobox, "by", options=[RULES, *METHODS], value="mixture", ensure_option=True
        )
        self.rules = made(
            widgets.Textarea, "rules", rows=6, value=lines_of(engagement.segments),
            placeholder="large: revenue >= 50000",
        )  # fmt: skip
        self.rules.layout.width = FULL["width"]
        usual = usual_dimensions(self._profile)
        names = [*usual, *(name for name in self._kinds if name not in usual)]
        self._ticks = {
            name: widgets.Checkbox(
                value=name in usual, description=figure_word(name, self._kinds), indent=False,
                layout={"width": "15rem"},
            )
            for name in names
        }  # fmt: skip
        self._weights = {
            name: widgets.BoundedFloatText(
                value=1.0, min=0.01, max=1000, step=0.5, description="weight",
                tooltip=f"weight of {name}", layout={"width": "9rem"},
                style={"description_width": "3.5rem"},
            )
            for name in names
        }  # fmt: skip
        pairs = [
            widgets.HBox([self._ticks[name], self._weights[name]], layout={"width": "26rem"})
            for name in names
        ]
        grid = widgets.Box(pairs, layout={"flex_flow": "row wrap", "max_width": "54rem"})
        self.dimensions = widgets.VBox(
            [widgets.HTML("by which figures, and how much each counts"), grid]
        )
        self.k = made(widgets.BoundedIntText, "how many", value=0, min=0, max=MOST_SEGMENTS)
        self.k.layout.width = "16rem"
        self.seed = made(
            widgets.BoundedIntText, "seed", value=self._case.seed, min=0, max=2**31 - 1
        )
        self.seed.layout.width = "16rem"
        self.compute_button = widgets.Button(description="Compute", button_style="primary")
        self.file = made(widgets.Text, "file", value=engagement.segments_from or DEFINITION_FILE)
        self.use = made(widgets.Checkbox, "use these segments in the whole engagement")
        self.anyway = made(widgets.Checkbox, "save although they are not stable")
        self.save_button = widgets.Button(description="Save", button_style="primary")
        self.save_message = widgets.HTML()
        self._names: list[Any] = []
        self._descriptions: list[Any] = []

    def _watch(self) -> None:
        fields = [
            self.way,
            self.rules,
            self.k,
            self.seed,
            *self._ticks.values(),
            *self._weights.values(),
        ]
        for one in fields:
            one.observe(self._take_over, names="value")
        self.way.observe(self._show_fields, names="value")
        self.observe(self._fill_from_value, names="value")
        self.compute_button.on_click(lambda _: self.compute())
        self.save_button.on_click(lambda _: self.save())

    def _take_over(self, _: object = None) -> None:
        if self._filling:
            return
        self._filling = True
        try:
            ticked = [name for name, tick in self._ticks.items() if tick.value]
            by_rules, plain = self.way.value == RULES, self.way.value == "mixture"
            each = {name: 1.0 if plain else float(self._weights[name].value) for name in ticked}
            self.value = {
                "way": self.way.value,
                "weights": {} if by_rules else each,
                "k": None if by_rules else self.k.value or None,
                "seed": int(self.seed.value),
                "rules": self.rules.value if by_rules else "",
            }
        finally:
            self._filling = False

    def _fill_from_value(self, _: object = None) -> None:
        if self._filling:
            return
        self._filling = True
        try:
            chosen = SegmentChoice(**self.value)
            self.way.value, self.k.value, self.seed.value = chosen.way, chosen.k or 0, chosen.seed
            if chosen.way == RULES:
                self.rules.value = chosen.rules
            else:
                for name, tick in self._ticks.items():
                    tick.value = name in chosen.weights
                    self._weights[name].value = chosen.weights.get(name, 1.0)
        finally:
            self._filling = False

    def _show_fields(self, _: object = None) -> None:
        by_rules = self.way.value == RULES
        self.rules.layout.display = None if by_rules else "none"
        for one in (self.dimensions, self.k, self.seed):
            one.layout.display = "none" if by_rules else None
        for name, tick in self._ticks.items():
            able = self.way.value == "mixed" or self._kinds[name] == "number"
            tick.disabled = not able
            if not able:
                tick.value = False
            self._weights[name].disabled = not able or self.way.value == "mixture"

    def _show_result(self, explored: Explored) -> None:
        if explored.behaviour is None:
            self._say(describe_segments(explored.told))
            self._names, self._descriptions = [], []
            parts = [
                table_of(rules_table(explored.told)),
                picture_of(chart_segments(explored.told)),
            ]
            self.result.children = (*parts, self.save_button, self.save_message)
            self._saved("")
            return
        behaviour = explored.behaviour
        self._say(f"{describe_verdict(behaviour)} {describe_features(behaviour.features)}")
        parts = [table_of(indices_in_words(behaviour.indices))] if len(behaviour.indices) else []
        if behaviour.grouping is not None:
            parts += [
                picture_of(chart_segment_traits(explored.traits, explored.told)),
                picture_of(chart_segment_scatter(behaviour, explored.traits, explored.told)),
                table_of(segments_in_words(explored.told)),
                *self._naming(explored),
            ]
        self.result.children = tuple(parts)
        self._saved("")

    def _naming(self, explored: Explored) -> list[Any]:
        told = explored.told
        self._names = [
            made(widgets.Text, f"name {n}", value=name) for n, name in numbered(told["name"])
        ]
        self._descriptions = [
            made(widgets.Text, f"in a line {n}", value=words)
            for n, words in numbered(told["distinguished_by"])
        ]
        for line in self._descriptions:
            line.layout.width = FULL["width"]
        stable = explored.behaviour is not None and explored.behaviour.verdict != "not stable"
        self.anyway.value = False
        self.anyway.layout.display = "none" if stable else None
        pairs = [one for pair in zip(self._names, self._descriptions, strict=True) for one in pair]
        return [*pairs, self.file, self.use, self.anyway, self.save_button, self.save_message]

    def _say(self, words: str, *, refused: bool = False) -> None:
        self.message.value = said(words, refused=refused)

    def _saved(self, words: str, *, refused: bool = False) -> None:
        self.save_message.value = said(words, refused=refused)
