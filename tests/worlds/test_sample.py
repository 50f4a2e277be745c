"""The shipped retail point-of-sale sample: made from its seed, small, and as its card says."""

import re
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from cxworkbench.ground.resources import shipped
from cxworkbench.worlds.retail_pos import SAMPLE_NAME, write_sample

SEPARATORS = {"crm-accounts.csv": ";"}
ENCODINGS = {"tickets.csv": "cp1252", "contacts.csv": "utf-8-sig"}


@pytest.fixture(scope="module")
def samples():
    return shipped("samples")


def card_sections():
    card = (shipped("samples") / SAMPLE_NAME / "card.md").read_text(encoding="utf-8")
    return re.findall(r"## data/(\S+)\n(.*?)(?=\n## |\Z)", card, flags=re.DOTALL)


def received(folder, file):
    """Header and rows of a received file, read without the workbench."""
    path = folder / SAMPLE_NAME / "data" / file
    if file.endswith(".xlsx"):
        rows = list(load_workbook(path).active.iter_rows(values_only=True))
        return [str(name) for name in rows[1]], len(rows) - 2
    encoding = ENCODINGS.get(file, "utf-8")
    table = pd.read_csv(path, sep=SEPARATORS.get(file, ","), encoding=encoding, dtype=str)
    return list(table.columns), len(table)


def test_the_sample_is_what_its_seed_makes(samples, tmp_path):
    write_sample(tmp_path)
    ours = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    theirs = {
        path.relative_to(samples)
        for folder in (SAMPLE_NAME, "instructor")
        for path in (samples / folder).rglob("*")
        if path.is_file()
    }

    assert theirs == ours
    for path in sorted(ours):
        assert (samples / path).read_bytes() == (tmp_path / path).read_bytes(), path


def test_the_sample_is_small_enough_to_ship(samples):
    sizes = [p.stat().st_size for p in (samples / SAMPLE_NAME).rglob("*") if p.is_file()]

    assert 100_000 < sum(sizes) < 1_500_000


def test_the_card_names_every_file(samples):
    files = {path.name for path in (samples / SAMPLE_NAME / "data").iterdir()}

    assert {file for file, _ in card_sections()} == files
    assert len(files) == 8


@pytest.mark.parametrize(("file", "text"), card_sections())
def test_the_card_gives_the_columns_and_rows_of_each_file(samples, file, text):
    headers, rows = received(samples, file)
    said = [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("| ")][1:]
    endings = tuple(name.removeprefix("…") for name in said if name.startswith("…"))

    assert int(text.split()[0]) == rows
    assert [name for name in said if not name.startswith("…")] == [
        name for name in headers if not (endings and name.endswith(endings))
    ]


def test_the_card_gives_nothing_away(samples):
    card = (samples / SAMPLE_NAME / "card.md").read_text(encoding="utf-8").lower()

    for word in ("approver", "busy", "late or twice", "missing on", "nobody answers", "slipping"):
        assert word not in card


def test_the_truth_lies_with_the_instructor_only(samples):
    assert (samples / "instructor" / f"{SAMPLE_NAME}.truth.json").is_file()
    assert not list(Path(samples / SAMPLE_NAME).rglob("*truth*"))


def test_the_page_s_code_makes_another_company(tmp_path, monkeypatch):
    page = Path(__file__).parents[2] / "docs" / "sample-retail-pos.md"
    [code] = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    monkeypatch.chdir(tmp_path)

    exec(code, {})

    assert (tmp_path / "our-course" / "retail-pos" / "engagement.toml").is_file()
    assert (tmp_path / "kept-by-me" / "retail-pos.truth.json").is_file()


def test_the_page_gives_nothing_away():
    page = Path(__file__).parents[2] / "docs" / "sample-retail-pos.md"
    text = page.read_text(encoding="utf-8").lower()

    for word in ("approver", "late or twice", "missing on", "nobody answers", "slipping"):
        assert word not in text
