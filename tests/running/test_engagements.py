"""One report for each of many engagements; a broken one is told and the others go on."""

import pytest

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.running.engagements import find_engagements, run_engagements
from cxworkbench.running.summary import describe_engagements, engagements_summary


@pytest.mark.notebooks
def test_a_broken_engagement_is_one_message_that_names_file_and_cause(tmp_path, make_engagement):
    clients = tmp_path / "clients"
    for name in ("Acme", "broken", "no map"):
        make_engagement(clients / name, "writes_told")
    (clients / "broken" / "data" / "survey.csv").unlink()
    (clients / "notes").mkdir()
    with (clients / "Acme" / "engagement.toml").open("a") as file:
        file.write('[brand]\nname = "Acme Tills"\ncolour = "#123456"\n')

    done = run_engagements(clients, jobs=2)

    assert [(one.name, one.ok) for one in done.outcomes] == [
        ("Acme", True),
        ("broken", False),
        ("no map", True),
    ]
    text = describe_engagements(done)
    assert text.startswith("2 of 3 reports.\n1 failed:\n  broken: ")
    assert "survey.csv" in text
    assert text.endswith(f"Index: {clients / 'reports' / 'index.html'}")
    assert [one["engagement"] for one in engagements_summary(done)["failed"]] == ["broken"]
    index = done.index.read_text("utf-8")
    assert index.count("report.html") == 2
    assert "survey.csv" in index
    page = next((clients / "reports").glob("acme*/report.html")).read_text("utf-8")
    assert "Acme Tills" in page
    assert "#123456" in page


@pytest.mark.notebooks
def test_an_engagement_whose_settings_cannot_be_read_stops_no_other(tmp_path, make_engagement):
    for name in ("a", "b"):
        make_engagement(tmp_path / "clients" / name, "writes_told")
    (tmp_path / "clients" / "a" / "engagement.toml").write_text("not = = toml")

    done = run_engagements(tmp_path / "clients", reports=tmp_path / "out")

    assert [one.ok for one in done.outcomes] == [False, True]
    assert "engagement.toml" in done.outcomes[0].message
    assert (tmp_path / "out" / "b" / "report.html").is_file()


def test_a_folder_without_engagements_is_refused(tmp_path):
    with pytest.raises(ParameterProblem) as refused:
        find_engagements(tmp_path)

    assert str(refused.value) == (
        f"{tmp_path} holds no engagements: no folder in it has an engagement.toml. "
        "Give the folder that holds the engagements' folders."
    )
