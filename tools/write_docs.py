"""Rewrites what is generated: tables of notebooks, commands, columns, schemas, templates.

Run with `make docs`; `tests/house/test_docs.py` fails when something is stale.
"""

import json
import sys
from pathlib import Path

import nbformat
import papermill
import typer.main
from click import Command, Context

from cxworkbench.cli import app
from cxworkbench.ground import terms
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.schemas import write_schemas
from cxworkbench.records.store import load_record
from cxworkbench.review.registry import RULES, SHELVES

ROOT = Path(__file__).parents[1]
ACCURACY = ROOT / "src" / "cxworkbench" / "voice" / "text_accuracy.json"
COLUMN_KINDS = {
    "id": "text that names one thing; leading zeros are kept",
    "text": "words",
    "number": "a number; missing stays missing",
    "count": "a whole number",
    "date": "a day or a moment",
    "flag": "yes or no",
}


def notebooks_table() -> str:
    """One row per method notebook: the question it answers and its file."""
    rows = ["| notebook | what you know at the end |", "|---|---|"]
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        first = nbformat.read(path, as_version=4).cells[0].source.splitlines()
        title, rest = first[0].removeprefix("# "), " ".join(first[1:]).strip()
        rows.append(f"| [`{path.name}`](notebooks/{path.name}) | **{title}.** {rest} |")
    return "\n".join(rows)


def parameters_table() -> str:
    """One row per parameter that the three notebooks share."""
    rows = ["| parameter | type | default | meaning |", "|---|---|---|---|"]
    path = sorted((ROOT / "notebooks").glob("*.ipynb"))[0]
    for parameter in papermill.inspect_notebook(str(path)).values():
        kind, default = parameter["inferred_type_name"], parameter["default"]
        rows.append(f"| `{parameter['name']}` | {kind} | `{default}` | {parameter['help']} |")
    return "\n".join(rows)


def commands(command: Command, name: str) -> list[tuple[str, Command]]:
    """The command and all beneath it, by full name."""
    below = getattr(command, "commands", {})
    return [(name, command)] + [
        found for word, sub in sorted(below.items()) for found in commands(sub, f"{name} {word}")
    ]


def commands_page() -> str:
    """Every command's help, as it prints."""
    parts = ["# Commands\n\nWritten by `make docs` from the commands' own help.\n"]
    for name, command in commands(typer.main.get_command(app), "cxworkbench"):
        context = Context(command, info_name=name)
        lines = [line.rstrip() for line in command.get_help(context).splitlines()]
        parts.append(f"## `{name}`\n\n```text\n" + "\n".join(lines).strip() + "\n```\n")
    return "\n".join(parts)


def columns_page() -> str:
    """Every evidence table with its columns."""
    parts = [
        "# Evidence tables and their columns\n\nWritten by `make docs` from the list of terms.\n"
    ]
    for table, columns in terms.EVIDENCE_TABLES.items():
        rows = "\n".join(f"| `{name}` | {COLUMN_KINDS[kind]} |" for name, kind in columns.items())
        parts.append(f"## {table}\n\n| column | what stands in it |\n|---|---|\n{rows}\n")
    return "\n".join(parts)


def accuracy_table() -> str:
    """How often the machine reads statements as people do, beside plain VADER."""
    kept = json.loads(ACCURACY.read_text("utf-8"))
    ours, vader, themes, kappa = (kept[name] for name in ("ours", "vader", "themes", "kappa"))

    def row(name: str, told: dict[str, float]) -> str:
        return (
            f"| {name} | {told['right']} of {told['n']} = {told['accuracy']:.1%} "
            f"({told['low']:.1%} to {told['high']:.1%}) | {told['macro_f1']:.2f} "
            f"| {told['complaints_found']} of {told['complaints']} "
            f"| {told['complaints_called_positive']} "
            f"| {told['praise_found']} of {told['praise']} | {told['called_neutral']:.0%} |"
        )

    rows = [
        "| reader | right (95 % interval) | macro F1 | complaints found | complaints taken for "
        "praise | praise found | called neutral |",
        "|---|---|---|---|---|---|---|",
        row("workbench", ours),
        row("plain VADER, compound ±0.05", vader),
        "",
        "| labelled | workbench: negative | neutral | positive | VADER: negative | neutral "
        "| positive |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, mine, its in zip(
        ("negative", "neutral", "positive"),
        kept["confusion"], kept["vader_confusion"], strict=True,
    ):  # fmt: skip
        rows.append(f"| {name} | {' | '.join(str(count) for count in [*mine, *its])} |")
    told = {what: f"{one[0]:.2f} ({one[1]:.2f} to {one[2]:.2f})" for what, one in kappa.items()}
    rows += [
        "",
        f"Themes: the first theme was the labelled one in {themes['first']} of "
        f"{themes['n']} = {themes['accuracy']:.1%} ({themes['low']:.1%} to {themes['high']:.1%}); "
        f"it was among those found in {themes['among']}. "
        f"Agreement of the two coders, Cohen's kappa with 95 % interval: {told['sentiment']} for "
        f"the feeling, {told['theme']} for the theme.",
    ]
    return "\n".join(rows)


def rules_tables() -> str:
    """Every rule of method by subject: how grave, why it matters, what to do."""
    parts = [f"{len(RULES)} rules in {len(SHELVES)} subjects."]
    for shelf in SHELVES:
        rows = [f"### {shelf.subject.capitalize()}\n", "| rule | | why it matters | what to do |",
                "|---|---|---|---|"]  # fmt: skip
        for rule in shelf.rules:
            marks = zip("¹²³", (rule.bare, rule.general, rule.late), strict=True)
            marked = "".join(mark for mark, on in marks if on)
            rows.append(f"| {rule.id}{marked} | {rule.severity} | {rule.why} | {rule.remedy} |")
        parts.append("\n".join(rows))
    return "\n\n".join(parts)


def between(text: str, mark: str, content: str) -> str:
    """The text with what stands between the two marks replaced."""
    start, end = f"<!-- {mark} -->", f"<!-- end of {mark} -->"
    before, rest = text.split(start)
    return f"{before}{start}\n{content}\n{end}{rest.split(end)[1]}"


def pages() -> dict[Path, str]:
    """Every generated page as it must read."""
    readme = (ROOT / "README.md").read_text("utf-8")
    readme = between(readme, "notebooks", notebooks_table())
    readme = between(readme, "parameters", parameters_table())
    text = (ROOT / "docs" / "text.md").read_text("utf-8")
    notes = (ROOT / "docs" / "method-notes.md").read_text("utf-8")
    return {
        ROOT / "README.md": readme,
        ROOT / "docs" / "method-notes.md": between(notes, "rules", rules_tables()),
        ROOT / "docs" / "text.md": between(text, "text accuracy", accuracy_table()),
        ROOT / "docs" / "commands.md": commands_page(),
        ROOT / "docs" / "columns.md": columns_page(),
    }


def templates() -> dict[Path, str]:
    """Every stage template as the workbench saves it today."""
    paths = sorted((ROOT / "templates" / "journeys").glob("*.map.json"))
    return {path: load_record(path, JourneyMap).to_text() for path in paths}


def main() -> int:
    """Write all pages, templates and schemas; with --check only say which are stale."""
    stale = [
        path
        for path, text in (pages() | templates()).items()
        if not path.exists() or path.read_text("utf-8") != text
    ]
    if "--check" not in sys.argv:
        for path, text in (pages() | templates()).items():
            path.write_text(text, "utf-8")
        write_schemas(ROOT / "docs" / "schema")
        return 0
    for path in stale:
        print(f"{path.relative_to(ROOT)} is not what `make docs` writes. Run it and commit.")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
