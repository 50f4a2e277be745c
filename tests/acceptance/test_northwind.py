"""A wholesaler's received tables become one report per customer, with nothing dropped."""

import re

import pytest

from cxworkbench.ground.files import safe_name

pytestmark = [pytest.mark.slow, pytest.mark.notebooks, pytest.mark.real_data]


@pytest.fixture(scope="module")
def northwind(call, real_data, toml_in, tmp_path_factory):
    folder = tmp_path_factory.mktemp("northwind") / "northwind"
    made = call("new", folder, "--from-data", real_data / "northwind" / "csv")
    assert made.returncode == 0, made.stderr
    (folder / "engagement.toml").write_text(toml_in("northwind.md"), "utf-8")
    chosen = folder.parent / "chosen.csv"
    chosen.write_text("account_id\nALFKI\nPARIS\nFISSA\n", "utf-8")
    done = call("batch", folder, "--accounts", chosen)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def words_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.read_text("utf-8")))


def test_the_index_states_the_total_revenue(northwind):
    assert "1,265,793.04" in words_of(northwind / "reports" / "index.html")


def test_the_two_that_never_ordered_are_reported_as_such(northwind):
    text = words_of(northwind / "reports" / "index.html")

    assert "2 accounts have no events: FISSA Fabrica Inter. Salchichas S.A.; Paris" in text
    whole = words_of(northwind / "reports" / "report.html")
    assert re.search(r"2 accounts never ordered: FISSA .*Paris spécialités", whole)
    assert (northwind / "reports" / safe_name("PARIS") / "report.html").is_file()
    assert (northwind / "reports" / safe_name("FISSA") / "report.html").is_file()


def test_the_received_files_are_as_they_were(northwind, real_data):
    for path in (real_data / "northwind" / "csv").glob("*.csv"):
        assert (northwind / "data" / path.name).read_bytes() == path.read_bytes()
