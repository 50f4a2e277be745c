"""What the docs say is there, and what is there is in the docs."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
README = ROOT / "README.md"
FLOORS = [path.name for path in (ROOT / "src" / "cxworkbench").iterdir() if path.is_dir()]
OTHER_MACHINES = re.compile(r"(?<![\w.])/(?:home|root|work|farm)/[a-z]\S*")


def test_the_generated_parts_are_fresh():
    done = subprocess.run(
        [sys.executable, "tools/write_docs.py", "--check"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "100", "TERMINAL_WIDTH": "100"},
    )

    assert done.stdout + done.stderr == ""


def test_the_gallery_lists_every_view_of_every_size_and_holds_no_other_picture():
    done = subprocess.run(
        [sys.executable, "tools/draw_gallery.py", "--check"],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    page = (ROOT / "docs" / "gallery.md").read_text("utf-8")
    pictures = {path.name for path in (ROOT / "docs" / "gallery").iterdir()}

    assert done.stderr == ""
    assert pictures == set(re.findall(r"gallery/([\w-]+\.(?:svg|png))", page))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page):
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    lost = [link for link in links if ":" not in link and not (page.parent / link).exists()]

    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_module_named_in_backticks_exists(page):
    text = page.read_text("utf-8")
    tops, rooms = "src/cxworkbench|tests|tools|docs|benchmarks", "|".join(FLOORS)
    lost = [
        name for name in re.findall(rf"`((?:{tops})/[\w./-]+)`", text) if not (ROOT / name).exists()
    ]
    package = ROOT / "src" / "cxworkbench"
    lost += [n for n in re.findall(rf"`((?:{rooms})/\w+\.py)`", text) if not (package / n).exists()]

    assert lost == []


def test_the_readme_names_every_notebook_and_every_sample():
    text = README.read_text("utf-8")
    notebooks = {path.name for path in (ROOT / "notebooks").glob("*.ipynb")}
    samples = {path.parent.name for path in (ROOT / "data" / "samples").glob("*/card.md")}

    assert {name for name in notebooks | samples if name not in text} == set()


def test_every_command_in_the_docs_exists_and_has_help():
    named = set()
    for page in PAGES:
        named |= set(re.findall(r"^\s*cxworkbench ([a-z]+)", page.read_text("utf-8"), re.MULTILINE))

    for name in sorted(named):
        done = subprocess.run(
            [sys.executable, "-m", "cxworkbench", name, "--help"], capture_output=True, text=True
        )
        assert done.returncode == 0, f"{name}: {done.stderr}"
        assert "Example" in done.stdout, f"{name} has no example"


def test_no_page_or_source_holds_a_path_of_one_machine():
    found = [
        f"{path.relative_to(ROOT)}: {hit}"
        for kind in ("*.py", "*.md", "*.toml", "*.ipynb", "*.json")
        for top in ("src", "docs", "notebooks", "templates", "data", "tools", "benchmarks")
        for path in (ROOT / top).rglob(kind)
        for hit in re.findall(
            r"(?<![\w.])/(?:home|root|work|farm)/[a-z]\S*", path.read_text("utf-8")
        )
    ]

    assert found == []
