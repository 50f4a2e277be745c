"""One broken file costs one engagement; one unreadable row costs nothing but that cell."""

import json

import pandas as pd
import pytest

from cxworkbench.worlds.naughty import with_broken_file
from cxworkbench.worlds.retail_pos import make_tiny_world
from cxworkbench.worlds.world import write_world

pytestmark = [pytest.mark.slow, pytest.mark.notebooks]


def test_a_broken_file_is_named_and_the_other_engagements_are_reported(call, tmp_path):
    folder, reports = tmp_path / "clients", tmp_path / "reports"
    for number in range(3):
        write_world(make_tiny_world(number), folder / f"client-{number}")
    broken = with_broken_file(make_tiny_world(3), "interviews.xlsx")
    (folder / "client-3").mkdir(parents=True)
    write_world(broken, folder / "client-3")

    done = call("batch", "--engagements", folder, "--out", reports)

    assert done.returncode == 1
    assert len(list(reports.rglob("report.html"))) == 3
    said = done.stdout + done.stderr
    assert said.count("interviews.xlsx") == 1
    assert "Traceback" not in said


def test_an_unreadable_row_is_a_data_problem_and_every_account_is_reported(call, tmp_path):
    folder = tmp_path / "tiny"
    write_world(make_tiny_world(5), folder)
    tickets = folder / "data" / "tickets.csv"
    lines = tickets.read_bytes().split(b"\r\n" if b"\r\n" in tickets.read_bytes() else b"\n")
    cells = lines[1].split(b",")
    lines[1] = b",".join([cells[0], b"31/02/2026 99:99", *cells[2:]])
    tickets.write_bytes(b"\n".join(lines))
    accounts = tmp_path / "accounts.csv"

    evidence = call("check", folder, "--json")
    known = json.loads(evidence.stdout)
    row = [p for p in known["problems"] if p["file"] == "tickets.csv" and p["row"] == 2]
    assert [p["column"] for p in row] == ["Opened"]

    ids = ["account_id"]
    done = call("run", folder)
    assert done.returncode == 0, done.stderr
    table = pd.read_parquet(folder / "evidence" / "accounts.parquet")
    ids += list(table["account_id"])[:3]
    accounts.write_text("\n".join(ids) + "\n", "utf-8")
    done = call("batch", folder, "--accounts", accounts)

    assert done.returncode == 0, done.stderr
    assert len(list((folder / "reports").glob("*/report.html"))) == 3
    problems = pd.read_csv(folder / "evidence" / "problems.csv", dtype=str)
    assert "31/02/2026 99:99" in set(problems["value"])
