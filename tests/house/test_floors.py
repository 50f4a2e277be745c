"""The floors: a lower one never imports an upper one, and no two modules import each other."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "cxworkbench"

# Bottom to top. A room may import itself and every room before it.
FLOORS = (
    "ground", "records", "exchange", "intake", "voice", "ecosystem", "journey", "insight",
    "monitoring", "review", "worlds", "telling", "running", "controls", "teaching", "commands",
    "cli",
)  # fmt: skip
ONLY = {"worlds": {"ground", "records", "worlds"}}  # made-up worlds know nothing of the measures
BELOW_THE_TELLING = FLOORS[: FLOORS.index("telling")]
FACES = {"altair", "ipywidgets", "anywidget", "IPython", "papermill", "nbclient", "typer", "rich"}


def modules():
    return sorted(PACKAGE.rglob("*.py"))


def room_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path):
    """Every imported module name, those inside functions and TYPE_CHECKING blocks too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def own_imports(path):
    return {
        name.split(".")[1] for name in imports_of(path) if name.startswith("cxworkbench.")
    } & set(FLOORS)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_its_own_room_and_those_below(path):
    room = room_of(path)
    if room in ("__init__", "__main__"):
        assert own_imports(path) <= {"cli"}
        return

    assert room in FLOORS, f"{room} has no floor: give it one in FLOORS and in ARCHITECTURE.md"
    allowed = ONLY.get(room, set(FLOORS[: FLOORS.index(room) + 1]))
    assert own_imports(path) - allowed == set()


@pytest.mark.parametrize("room", BELOW_THE_TELLING)
def test_rooms_below_the_telling_know_no_charts_widgets_or_notebooks(room):
    found = {
        (str(path.relative_to(PACKAGE)), name.split(".")[0])
        for path in (PACKAGE / room).rglob("*.py")
        for name in imports_of(path)
        if name.split(".")[0] in FACES
    }

    assert found == set()


def graph():
    names = {
        ".".join(("cxworkbench", *path.relative_to(PACKAGE).with_suffix("").parts)): path
        for path in modules()
    }
    return {name: {n for n in imports_of(path) if n in names} for name, path in names.items()}


def test_no_two_modules_import_each_other_in_a_circle():
    edges, state, circles = graph(), {}, []

    def visit(name, trail):
        state[name] = "open"
        for other in sorted(edges[name]):
            if state.get(other) == "open":
                circles.append([*trail[trail.index(other) :], other])
            elif other not in state:
                visit(other, [*trail, other])
        state[name] = "done"

    for name in sorted(edges):
        if name not in state:
            visit(name, [name])

    assert circles == []


def test_every_room_is_named_in_the_architecture():
    text = (PACKAGE.parents[1] / "ARCHITECTURE.md").read_text("utf-8")
    rooms = {room_of(path) for path in modules()} - {"__init__", "__main__"}

    assert {room for room in rooms if f"`{room}" not in text} == set()


def test_every_module_says_in_its_first_line_what_it_is_about():
    silent = [
        str(path.relative_to(PACKAGE))
        for path in modules()
        if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]

    assert silent == []


def test_no_room_is_called_after_nothing():
    empty_words = {"utils", "util", "helpers", "common", "misc", "base_utils"}

    assert {path.stem for path in modules()} & empty_words == set()
