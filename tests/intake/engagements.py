"""Small engagements for tests: a folder with an engagement.toml and files, built in one call."""

import os
import re
from pathlib import Path

import pytest

HEAD = 'id = "trial"\nname = "Trial"\nclient = "Acme"\nas_of = "2026-06-30"\n'
DOCS = Path(__file__).parents[2] / "docs"


def engagement(folder, toml="", **files):
    """An engagement folder; `files` are name (without .csv) -> content."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "engagement.toml").write_text(HEAD + toml, encoding="utf-8")
    for name, content in files.items():
        (folder / "data" / f"{name}.csv").write_text(content, encoding="utf-8")
    return folder


def toml_of(page):
    """The engagement.toml that a page of the docs shows."""
    text = (DOCS / page).read_text(encoding="utf-8")
    [toml] = re.findall(r"^```toml\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return toml


def real_data(*parts):
    """A file or folder of the public data sets; the test is skipped where they are not."""
    root = os.environ.get("CXWORKBENCH_REAL_DATA", "")
    path = Path(root, *parts)
    if not root or not path.exists():
        pytest.skip("CXWORKBENCH_REAL_DATA does not name a folder with " + "/".join(parts))
    return path
