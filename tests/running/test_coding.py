"""Coding on the command line: a sheet out and in again, and agreement in words."""

import pandas as pd
import pytest
from typer.testing import CliRunner

from cxworkbench.cli import app
from cxworkbench.worlds.retail_pos import make_tiny_world
from cxworkbench.worlds.world import write_world


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tiny") / "shop"
    write_world(make_tiny_world(3), folder)
    return folder


def run(*words):
    return CliRunner().invoke(app, ["coding", *words])


def test_a_sheet_goes_out_and_comes_back_the_same(folder):
    before = (folder / "coding" / "mara.json").read_bytes()

    out = run("export", str(folder), "--coder", "mara", "--method", "interview")
    back = run("import", str(folder / "coding" / "mara.csv"), str(folder), "--coder", "mara")

    assert out.exit_code == back.exit_code == 0, back.output
    assert "0 rows could not be used." in back.output
    assert (folder / "coding" / "mara.json").read_bytes() == before


def test_a_row_that_cannot_be_used_is_told_and_the_exit_status_is_1(folder):
    run("export", str(folder), "--coder", "vera", "--method", "interview")
    sheet = folder / "coding" / "vera.csv"
    table = pd.read_csv(sheet, dtype="str", keep_default_na=False)
    table.loc[0, "code"] = "No such code"
    table.to_csv(sheet, index=False)

    back = run("import", str(sheet), str(folder), "--coder", "vera")

    assert back.exit_code == 1
    assert back.output.splitlines()[0] == (
        "vera.csv, row 2, code: 'No such code' does not hold that it is a code of the code book. "
        "Correct it, or add the code to coding/codebook.json."
    )


def test_agreement_is_told_in_words(folder):
    told = run("agreement", str(folder))

    assert told.exit_code == 0
    assert "mara and jonas went through" in told.output
    assert "Krippendorff's alpha" in told.output


def test_nobody_is_no_coder(folder):
    refused = run("export", str(folder))

    assert refused.exit_code == 2
    assert "coder is ''. It is the name or the initials of who codes" in refused.output
