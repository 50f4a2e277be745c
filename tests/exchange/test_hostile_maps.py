"""Files that are damaged or made to do harm give a message, and nothing else happens."""

import contextlib
import csv
import json
import os
import subprocess
import sys
import textwrap

import pytest

from cxworkbench.exchange.map_formats import write_map
from cxworkbench.exchange.map_reading import KINDS, read_map
from cxworkbench.ground.errors import DataProblem, WorkbenchError
from cxworkbench.ground.event_logs import read_event_log
from cxworkbench.records.journey_map import JourneyMap, Stage, Touchpoint

MAP = JourneyMap(
    id="journey", title="Größe 🎉", stages=(Stage(id="st-use", name="Use"),),
    touchpoints=(Touchpoint(id="tp-call", name="Call", stage_id="st-use"),),
)  # fmt: skip
TEN = "".join(f'<!ENTITY {a} "&{b};&{b};&{b};&{b};&{b};&{b};&{b};&{b};&{b};&{b};">'
              for a, b in zip("bcdefghijk", "abcdefghij", strict=True))  # fmt: skip
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE %s [<!ENTITY a "hahaha">{TEN}]>'
DOCTYPE = "declares a DOCTYPE, which no {} needs and in which entities can hide that grow"


def held(folder, content, name):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refusal(path, **chosen):
    with pytest.raises(WorkbenchError) as refused:
        read_map(path, **chosen)
    message = str(refused.value)
    assert message.endswith((".", "instead.")), message
    return message


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.cjml", LAUGHS % "CJML" + "<CJML><x>&k;</x></CJML>", "journey"),
        ("b.cjml", LAUGHS % "CJML" + '<CJML version="&k;"/>', "journey"),
        ("c.xes", LAUGHS % "log" + '<log><trace><event><string key="a" value="&k;"/>', "event log"),
        ("d.xes", LAUGHS % "log" + '<log a="&k;"><trace><event/></trace></log>', "event log"),
        ("e.cjml", '<!DOCTYPE CJML SYSTEM "file:///etc/passwd"><CJML/>', "journey"),
        ("f.cjml", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><CJML>&x;</CJML>',
         "journey"),
        ("g.xes", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><log><trace/></log>',
         "event log"),
    ],
)  # fmt: skip
def test_entities_are_neither_grown_nor_fetched(tmp_path, name, text, kind):
    assert DOCTYPE.format(kind) in refusal(held(tmp_path, text, name))


def test_anchors_in_yaml_are_not_followed(tmp_path):
    text = "a: &a [x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\nkind: cjm\n"

    assert refusal(held(tmp_path, text, "a.yaml")).startswith(
        "a.yaml, line 2 refers to an anchor (*a), which is not read: a few of them can stand"
    )


DEEP = 10_000


@pytest.mark.parametrize(
    ("name", "text", "starts"),
    [
        ("a.json", "[" * DEEP + "]" * DEEP, "a.json is nested deeper, or holds a longer number"),
        ("a.json", '{"a":' * DEEP, "a.json is nested deeper, or holds a longer number"),
        ("a.json", '{"a": ' + "1" * 5000 + "}", "a.json is nested deeper, or holds a longer"),
        ("a.yaml", "x: " + "[" * DEEP + "]" * DEEP, "a.yaml is nested deeper than any journey"),
        ("a.cjml", "<CJML>" + "<a>" * DEEP + "</a>" * DEEP + "</CJML>", "a.cjml is cut short or"),
        ("a.xes", "<log>" + '<string key="a">' * DEEP, "a.xes is cut short or damaged XES"),
    ],
)  # fmt: skip
def test_ten_thousand_levels_are_told_and_not_a_traceback(tmp_path, name, text, starts):
    assert refusal(held(tmp_path, text, name)).startswith(starts)


def test_a_map_of_our_own_that_is_nested_too_deep_is_told(tmp_path):
    path = held(tmp_path, '{"stages":' * DEEP, "a.map.json")

    assert refusal(path, kind="json").startswith("a.map.json is nested deeper, or holds a longer")


def test_html_in_a_cell_may_be_nested_and_broken(tmp_path):
    cells = [{"html": "<b>" * DEEP + "deep"}, {"html": "<!--"}, {"html": "a < b & c"}]
    content = {"type": "service-journey-mapper", "journeys": [{
        "title": "x", "stages": [{"title": "S", "subStages": ["a", "b", "c"]}],
        "subJourneys": [{"rows": [{"rowType": "row-pain", "cells": cells}]}]}]}  # fmt: skip
    made = read_map(held(tmp_path, json.dumps(content), "a.json")).map

    assert made.statements[-1].text == "a < b & c"


WRITTEN_AS = ("json", "cjml", "xes", "mermaid", "markdown")


@pytest.mark.parametrize("kind", WRITTEN_AS)
def test_a_file_cut_at_any_place_is_read_in_part_or_refused_in_words(tmp_path, kind):
    path = tmp_path / "whole"
    write_map(MAP, path, kind=kind)
    whole = path.read_bytes()
    for place in range(0, len(whole), max(len(whole) // 25, 1)):
        cut = held(tmp_path, whole[:place], f"cut.{kind}")
        with contextlib.suppress(WorkbenchError):  # anything else is a traceback
            read_map(cut, kind=kind)
    assert path.read_bytes() == whole


@pytest.mark.parametrize("kind", WRITTEN_AS)
def test_noise_is_refused_in_words_by_every_reader(tmp_path, kind):
    for content in (
        b"",
        b"\x00" * 500,
        bytes(range(256)) * 9,
        b"\xff\xfe" + b"<\x00" * 9,
        b"PK\x03\x04",
    ):
        path = held(tmp_path, content, "noise.bin")
        assert len(refusal(path, kind=kind)) > 30


def test_noise_is_refused_in_words_where_no_format_is_named(tmp_path):
    for content in (b"", b"\x00" * 500, b"PK\x03\x04 no", b"<", b"{", b"---\n", b"| a |\n|---|\n"):
        assert len(refusal(held(tmp_path, content, "noise.bin"))) > 30
    for kind in KINDS:
        assert len(refusal(tmp_path / "missing.xml", kind=kind)) > 15


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_cjml_in_another_encoding_is_read(tmp_path, encoding):
    stated = {"utf-16": "UTF-16", "cp1252": "windows-1252"}.get(encoding, "UTF-8")
    text = (
        f'<?xml version="1.0" encoding="{stated}"?><CJML><plannedJourney><journeyID>P</journeyID>'
        "<journeyTitle>Größe prüfen</journeyTitle></plannedJourney></CJML>"
    )

    assert read_map(held(tmp_path, text.encode(encoding), "a.xml")).map.title == "Größe prüfen"


def test_text_is_never_a_formula_in_the_files_for_a_spreadsheet(tmp_path):
    called = {"name": "@SUM(1)", "systems": ("+1+1", "=2")}
    touchpoints = (MAP.touchpoints[0].model_copy(update=called),)
    danger = MAP.model_copy(update={"title": "=1+cmd()", "touchpoints": touchpoints})
    write_map(danger, tmp_path / "tables", kind="csv")

    for path in (tmp_path / "tables").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]
    assert read_map(tmp_path / "tables").map == danger


MEASURED = """
import resource, sys
from pathlib import Path
from cxworkbench.ground.event_logs import event_rows
count = sum(1 for _ in event_rows(Path(sys.argv[1])))
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def measured(path):
    """Events of a log, and the most memory in MB that reading it took."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(MEASURED), str(path)],
        capture_output=True, text=True, check=True, env=os.environ,
    )  # fmt: skip
    return tuple(map(int, done.stdout.split()))


def big_log(path, traces):
    event = '<event><string key="concept:name" value="a"/>'
    event += f'<string key="x" value="{"y" * 4000}"/></event>'
    with path.open("w", encoding="utf-8") as file:
        file.write("<log>")
        for number in range(traces):
            file.write(f'<trace><string key="concept:name" value="{number}"/>{event * 5}</trace>\n')
        file.write("</log>")
    return path


@pytest.mark.slow
def test_a_log_of_a_hundred_megabytes_takes_no_more_memory_than_a_small_one(tmp_path):
    _, small = measured(big_log(tmp_path / "small.xes", 50))
    path = big_log(tmp_path / "large.xes", 5_000)
    events, large = measured(path)

    assert path.stat().st_size > 100_000_000
    assert events == 25_000
    assert large - small < 30


def test_a_log_whose_attributes_repeat_an_entity_is_refused_before_it_grows(tmp_path):
    path = held(tmp_path, LAUGHS % "log" + '<log><trace><event id="&k;"/></trace></log>', "a.xes")

    with pytest.raises(DataProblem):
        read_event_log(path)
