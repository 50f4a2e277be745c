"""A control that shows how each received file is used, and saves what a person changes in it."""

from html import escape
from pathlib import Path
from typing import Any, Final

import ipywidgets as widgets
import pandas as pd

from cxworkbench.controls.mapping_file import edit_mapping, undo_mapping
from cxworkbench.controls.mapping_parts import QuestionFields, WordFields, made
from cxworkbench.controls.mapping_view import QUESTION, Mappings, read_mappings
from cxworkbench.controls.own_keys import BOX, OwnKeys
from cxworkbench.ground.errors import WorkbenchError
from cxworkbench.ground.terms import METHODS
from cxworkbench.intake.aliases import INTAKE_COLUMNS
from cxworkbench.intake.folders import write_proposal
from cxworkbench.records.store import load_engagement
from cxworkbench.voice.words import count_of

CHOOSE: Final = ""
MOST_HEADERS: Final = 60  # of a file that are shown; the others are changed in engagement.toml
FEEDS: Final = tuple(INTAKE_COLUMNS)
_NOT_USED: Final = ("not used", "")


class MappingControl(widgets.VBox):  # type: ignore[misc]
    """The face over the tables of engagement.toml; `mapping_control` makes it.

    No file is read before one is chosen, and nothing is written before `save`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mappings: Mappings | None = None
        self._rows: dict[str, Any] = {}
        self._filling = False
        self.chooser = made(widgets.Dropdown, "file")
        self.feeds = made(widgets.Dropdown, "holds", options=FEEDS)
        methods = [("not said", ""), *((method, method) for method in METHODS)]
        self.method = made(widgets.Dropdown, "heard by", options=methods)
        self.headers = widgets.VBox()
        self.preview = widgets.HTML()
        self.questions = QuestionFields()
        self.words = WordFields()
        self.save_button = widgets.Button(description="Save", button_style="primary")
        self.undo_button = widgets.Button(description="Undo last save")
        self.reload_button = widgets.Button(description="Load again")
        self.new_button = widgets.Button(description="Describe new files")
        self.message = widgets.HTML()
        self.body = widgets.VBox()
        buttons = [self.save_button, self.undo_button, self.reload_button, self.new_button]
        shown = [self.chooser, self.body, widgets.HBox(buttons), self.message]
        super().__init__([*shown, OwnKeys()])
        self.add_class(BOX)
        self._list_files()
        self.chooser.observe(self._choose, names="value")
        self.feeds.observe(self._offer_columns, names="value")
        self.save_button.on_click(lambda _: self.save())
        self.undo_button.on_click(lambda _: self.undo())
        self.reload_button.on_click(lambda _: self.reload())
        self.new_button.on_click(lambda _: self.describe_new())
        self._say("Choose a file to see how its columns are used.")

    @property
    def columns(self) -> dict[str, str]:
        """Header -> the column that is chosen for it now, "" for none."""
        return {header: row.value for header, row in self._rows.items()}

    @columns.setter
    def columns(self, wanted: dict[str, str]) -> None:
        for header, column in wanted.items():
            self._rows[header].value = column

    def reload(self) -> None:
        """Read engagement.toml and the files again; what was entered and not saved is gone."""
        self._attempt(lambda: self._take(read_mappings(self._folder)), "Read again.")

    def save(self) -> bool:
        """Write what was changed, and say so; False when it was refused, with the reason shown."""
        changes = self.changes()
        if self._mappings is None or not changes:
            self._say("Nothing has changed.")
            return True
        table, seen = str(self.chooser.value), self._mappings.seen
        return self._attempt(
            lambda: self._take(edit_mapping(self._folder, table, seen=seen, **changes)),
            f"Saved: {', '.join(changes)}. Run the notebook again to see what follows from it.",
        )

    def undo(self) -> bool:
        """Put the version before back."""
        return self._attempt(
            lambda: self._take(undo_mapping(self._folder)),
            "The version before is back. Undo once more for the newer one.",
        )

    def describe_new(self) -> bool:
        """Write a proposal for files that engagement.toml does not name yet."""
        before = len(self.chooser.options)

        def write() -> None:
            write_proposal(self._folder)
            self._list_files()
            self._take(read_mappings(self._folder))

        done = self._attempt(write, "")
        if done:
            more = len(self.chooser.options) - before
            self._say(
                f"{count_of(more, 'table')} written into engagement.toml as a proposal. Look "
                "through each."
                if more
                else "Every file in data is described already."
            )
        return done

    def changes(self) -> dict[str, Any]:
        """What differs from engagement.toml as it was read, as `edit_mapping` takes it."""
        if self._mappings is None or self.chooser.value == CHOOSE:
            return {}
        table = self._mappings.table(str(self.chooser.value))
        used = self._mappings.used(table.name)
        found: dict[str, Any] = {}
        if self.feeds.value != table.feeds:
            found["feeds"] = self.feeds.value
        if table.feeds == "voices" and self.method.value != table.method:
            found["method"] = self.method.value
        columns = {
            header: column for header, column in self.columns.items() if column != used[header]
        }
        more = {"columns": columns, "questions": self.questions.pending,
                "values": self.words.pending, "metrics": self.questions.metrics}  # fmt: skip
        values = {header: words for header, words in self.words.pending.items() if words}
        return found | {name: one for name, one in (more | {"values": values}).items() if one}

    def _list_files(self) -> None:
        tables = load_engagement(self._folder).tables
        chosen = self.chooser.value
        options = [(f"{one.file} as {one.name}" + (f", sheet {one.sheet}" if one.sheet else ""),
                    one.name) for one in tables]  # fmt: skip
        self._filling = True
        self.chooser.options = [("choose one", CHOOSE), *options]
        self.chooser.value = chosen if chosen in [name for _, name in options] else CHOOSE
        self._filling = False

    def _choose(self, _: object = None) -> None:
        if self._filling or self.chooser.value == CHOOSE:
            return
        fresh = self._mappings or None
        self._attempt(lambda: self._take(fresh or read_mappings(self._folder)), "")

    def _take(self, mappings: Mappings) -> None:
        self._mappings = mappings
        name = str(self.chooser.value)
        if name == CHOOSE:
            return
        if name not in mappings.names:
            self.body.children = ()
            self._say(f"The file of {name} cannot be read; cxworkbench check says why.", bad=True)
            return
        table = mappings.table(name)
        self._rows = {}
        self.feeds.value, self.method.value = table.feeds, table.method
        self._show_headers(mappings, name)
        self.preview.value = _preview(mappings.preview(name))
        parts: list[Any] = [self.feeds]
        parts += [self.method] if table.feeds == "voices" else []
        parts += [_heading("Headers, and what each is used for"), self.headers]
        parts += [_heading("The first rows as they will be kept"), self.preview]
        if table.feeds == "voices":
            self.questions.show(mappings, name)
            parts += [_heading("Questions of a survey"), self.questions]
        self.words.show(mappings, name)
        parts += [_heading("Words without a place"), self.words]
        self.body.children = parts

    def _show_headers(self, mappings: Mappings, name: str) -> None:
        feeds = mappings.table(name).feeds
        choices = [_NOT_USED, *((column, column) for column in INTAKE_COLUMNS[feeds])]
        listed = mappings.header_table(name)
        rows = []
        for row in listed.head(MOST_HEADERS).to_dict("records"):
            header, column = str(row["header"]), str(row["column"])
            asked = [(QUESTION, QUESTION)] if column == QUESTION else []
            field = widgets.Dropdown(
                options=[*choices, *asked], value=column, tooltip=f"{header}: what it is used for",
                layout={"width": "13rem", "flex": "0 0 13rem"},
            )  # fmt: skip
            self._rows[header] = field
            rows.append(widgets.HBox([_cell(header, "15rem"), field, _about(row)]))
        left = len(listed) - len(rows)
        if left > 0:
            rows.append(widgets.HTML(f"{left} more headers: see engagement.toml."))
        self.headers.children = rows

    def _offer_columns(self, _: object) -> None:
        """Offer the columns of what the file holds; a column that is none of them is not used."""
        choices = [_NOT_USED, *((column, column) for column in INTAKE_COLUMNS[self.feeds.value])]
        for row in self._rows.values():
            asked = [(QUESTION, QUESTION)] if row.value == QUESTION else []
            known = {value for _, value in [*choices, *asked]}
            value = row.value if row.value in known else ""
            row.options = [*choices, *asked]
            row.value = value

    def _attempt(self, act: Any, words: str) -> bool:  # noqa: ANN401 - a function
        try:
            if words:
                self._say("Reading …")
            act()
        except WorkbenchError as problem:
            self._say(str(problem), bad=True)
            return False
        mistakes = self._mappings.gathered.mistakes if self._mappings else ()
        if mistakes:
            wrong = f"{mistakes[0].column}: {mistakes[0].value!r}. {mistakes[0].remedy}"
            counted = f"{count_of(len(mistakes), 'mistake')} in engagement.toml"
            self._say(f"{words} {counted}: {wrong}".strip(), bad=True)
            return True
        self._say(words or self._waiting())
        return True

    def _waiting(self) -> str:
        waiting = self._mappings.waiting if self._mappings else 0
        if not waiting:
            return "Every file in data is described in engagement.toml."
        return f"{count_of(waiting, 'table')} not described yet: press “Describe new files”."

    def _say(self, words: str, *, bad: bool = False) -> None:
        # A sign before the words, so that a refusal is not told by colour alone.
        self.message.value = f"{'✗ ' if bad else ''}{escape(words)}"


def _about(row: dict[Any, Any]) -> Any:  # noqa: ANN401 - widgets are untyped
    words = f"<span>{escape(str(row['why']))}</span>"
    samples = f"<br><code>{escape(str(row['samples']))}</code>" if row["samples"] else ""
    return widgets.HTML(
        f'<div style="line-height:1.35; overflow-wrap:anywhere">{words}{samples}</div>',
        layout={"flex": "1 1 auto", "margin": "2px 0 6px 12px"},
    )


def _cell(text: str, width: str) -> Any:  # noqa: ANN401 - widgets are untyped
    return widgets.HTML(
        f'<div style="line-height:1.35; overflow-wrap:anywhere"><b>{escape(text)}</b></div>',
        layout={"width": width, "flex": f"0 0 {width}", "margin": "4px 8px 4px 0"},
    )


def _heading(words: str) -> Any:  # noqa: ANN401 - widgets are untyped
    return widgets.HTML(f'<div style="margin-top:14px"><b>{escape(words)}</b></div>')


def _preview(rows: pd.DataFrame) -> str:
    if rows.empty or not len(rows.columns):
        return "No header of this file is used yet."
    turned = rows.T
    head = "".join(f"<th>row {escape(str(row))}</th>" for row in turned.columns)
    lines = "".join(
        f"<tr><th>{escape(str(column))}</th>"
        + "".join(f"<td>{escape(str(value))}</td>" for value in values)
        + "</tr>"
        for column, values in zip(turned.index, turned.to_numpy(), strict=True)
    )
    style = "text-align:left; vertical-align:top; padding:2px 14px 2px 0"
    wrapped = f"{style}; max-width:22rem; overflow-wrap:anywhere; line-height:1.35"
    table = f"<table><tr><th>column</th>{head}</tr>{lines}</table>"
    return table.replace("<th>", f'<th style="{style}">').replace("<td>", f'<td style="{wrapped}">')
