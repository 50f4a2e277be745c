"""Hostile text as names, quotes and touchpoints: kept as it is, shown as text, never executed."""

import json

import pandas as pd
import pytest

from cxworkbench.worlds.naughty import make_naughty_world
from cxworkbench.worlds.world import write_world

pytestmark = [pytest.mark.slow, pytest.mark.notebooks, pytest.mark.real_data]
IN_ONE_ENGAGEMENT = 60  # as many touchpoints as a map is made to hold


@pytest.fixture(scope="module")
def strings(real_data):
    return json.loads((real_data / "awkward" / "blns.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def ended(call, strings, tmp_path_factory):
    """Engagements that together hold every string as name, quote and touchpoint, after a batch."""
    folder = tmp_path_factory.mktemp("hostile")
    for start in range(0, len(strings), IN_ONE_ENGAGEMENT):
        some = strings[start : start + IN_ONE_ENGAGEMENT]
        world = make_naughty_world(some, touchpoints=len(some))
        write_world(world, folder / f"part-{start:03d}")
    done = call("batch", "--engagements", folder, "--out", folder.parent / "hostile-reports")
    return folder, folder.parent / "hostile-reports", done


def test_the_batch_ends_with_a_report_for_each_engagement(ended):
    folder, reports, done = ended

    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list(reports.rglob("report.html"))) == len(list(folder.iterdir()))


def test_parquet_holds_every_text_unchanged(ended, strings):
    folder, _, _ = ended
    names, quotes = set(), set()
    for path in folder.glob("*/evidence"):
        names |= set(pd.read_parquet(path / "accounts.parquet")["name"])
        quotes |= set(pd.read_parquet(path / "voices.parquet")["text"])

    said = {text for text in strings if text.strip()}
    assert said - names == set()
    assert said - quotes == set()


def test_a_blank_name_is_a_data_problem(ended, strings):
    folder, _, _ = ended
    blank = sum(not text.strip() for text in strings)
    told = 0
    for path in folder.glob("*/evidence/problems.csv"):
        problems = pd.read_csv(path, dtype=str, keep_default_na=False)
        told += (problems["column"].eq("name") & problems["remedy"].str.contains("its id")).sum()

    assert blank == told == 2


def test_json_holds_every_touchpoint_unchanged(ended, strings):
    folder, _, _ = ended
    held = set()
    for path in folder.glob("*/runs/**/journey.map.json"):
        content = json.loads(path.read_text("utf-8"))
        held |= {touchpoint["name"] for touchpoint in content["touchpoints"]}

    usable = {text for text in strings if text.strip() and "\x00" not in text}
    assert usable - held == set()


def test_pages_open_with_nothing_executed_and_nothing_asked_for(ended, chromium):
    _, reports, _ = ended
    context = chromium.new_context(offline=True)
    page = context.new_page()
    noticed = []
    page.on("dialog", lambda dialog: (noticed.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: noticed.append(f"script {error}"))
    page.on("request", lambda request: noticed.append(request.url))
    for path in sorted(reports.rglob("*.html")):
        page.goto(path.as_uri(), wait_until="load")
        assert page.locator("script").count() == 0, path
        drawn = path.name == "report.html"  # an index and a pack may have nothing to draw
        assert page.locator("svg").count() > 0 or not drawn, path
    context.close()

    assert [what for what in noticed if not what.startswith(("file:", "data:"))] == []
