"""How far an engagement is, computed from what is in it."""

import pytest

from cxworkbench.records.accepting import MAP_FILE, REGISTER_FILE, begin_map
from cxworkbench.records.journey_map import JourneyMap, Stage, Statement, Touchpoint
from cxworkbench.records.register import Entry, Register
from cxworkbench.records.store import save_record
from cxworkbench.running import planning
from cxworkbench.running.account import place_of
from cxworkbench.running.checks import check_all, describe_check
from cxworkbench.running.manifest import Line, append_line
from cxworkbench.running.planning import plan_run
from cxworkbench.running.status import describe_status, engagement_status


@pytest.fixture(autouse=True)
def _same_versions(monkeypatch):
    monkeypatch.setattr(planning, "versions", lambda: {"cxworkbench": "as tested"})


def ran(folder):
    """What a run over all accounts leaves behind, without running anything."""
    plan = plan_run(folder)
    for notebook in plan.notebooks:
        path = place_of("all", plan.run) / notebook.path.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    line = Line("all", "k", "ok", 1.0, "2026-01-01T00:00:00+00:00", inputs=plan.inputs)
    append_line(plan.manifest, line)


def half_known_map():
    places = [Touchpoint(id=key, name=key, stage_id="s") for key in ("quote", "till")]
    known = [
        Statement(id="a", at="quote", lane="actions", text="We compare offers"),
        Statement(id="e", at="quote", lane="emotion", value=1.0, n=3),
    ]
    return JourneyMap(
        id="m",
        title="Journey",
        stages=(Stage(id="s", name="Decision"),),
        touchpoints=tuple(places),
        statements=tuple(known),
    )


def shares(folder):
    return {part.part: part.share for part in engagement_status(folder).parts}


def test_a_new_engagement_has_read_its_files_and_nothing_more(mini):
    status = engagement_status(mini)

    research = status.parts[0]
    assert [check.met for check in research.entry] == [True, True]
    assert research.entry[0].found == "3 accounts, 2 voices, 0 events"
    assert research.exit[-1].what == "1_segment_data.ipynb ran on what is there now"
    assert not research.exit[-1].met
    assert [part.share for part in status.parts[1:]] == [0.0, 0.0]


def test_what_ran_counts_only_while_nothing_has_changed(mini):
    ran(mini)
    before = shares(mini)["research"]
    with (mini / "data" / "survey.csv").open("a") as file:
        file.write("007,2026-05-03,Better\n")

    assert before == 0.5  # neither voice has a place yet
    assert shares(mini)["research"] < before


def test_accepting_a_map_does_not_undo_the_run_it_is_from(mini):
    ran(mini)
    save_record(half_known_map(), mini / MAP_FILE)

    assert shares(mini)["research"] == 0.5


def test_a_map_is_as_far_as_its_touchpoints_are_known(mini):
    save_record(half_known_map(), mini / MAP_FILE)

    part = engagement_status(mini).parts[1]

    assert part.share == 0.5
    assert part.exit[1].met
    assert part.exit[2].found == "50% of 2 touchpoints"


def test_a_map_from_a_list_is_there_and_nobody_accepted_it(mini):
    begin_map(mini, half_known_map())

    accepted = engagement_status(mini).parts[1].exit[1]

    assert not accepted.met
    assert accepted.found == "not yet; there is one, as a list or template has it"


def test_insights_are_as_far_as_they_are_confirmed(mini):
    entries = (
        Entry(id="i1", kind="insight", title="One", status="confirmed"),
        Entry(id="i2", kind="insight", title="Two"),
        Entry(id="p1", kind="pain", title="Not an insight"),
        Entry(id="i3", kind="insight", title="Three"),
        Entry(id="i4", kind="insight", title="Four"),
    )
    save_record(Register(entries=entries), mini / REGISTER_FILE)

    assert shares(mini)["insights"] == 0.25
    assert engagement_status(mini).parts[2].exit[1].found == "1 of 4"


def test_insights_are_counted_as_the_run_counts_them(mini):
    entries = (
        Entry(id="i1", kind="insight", title="One"),
        Entry(id="i2", kind="insight", title="None found in Buying"),
    )
    ran(mini)
    [run] = {path.parent for path in (mini / "runs").glob("*/manifest.jsonl")}
    save_record(Register(entries=entries), run / "all" / "register.json")
    proposed = engagement_status(mini).parts[2].exit[1]
    save_record(Register(entries=entries), mini / REGISTER_FILE)

    assert proposed.found == "0 of 1, drafted and not accepted yet"
    assert engagement_status(mini).parts[2].exit[1].found == "0 of 1"
    assert "cxworkbench map accept" in proposed.remedy


def test_what_is_wrong_in_a_received_file_is_said_beside_the_next_step(mini):
    path = mini / "data" / "survey.csv"
    path.write_text(path.read_text() + "007,31.02.2026,Better\nnobody,2026-05-03,Who am I?\n")

    step = engagement_status(mini).next_step

    assert step.startswith("Say what the rows without a touchpoint are about")
    assert step.endswith(
        f"Besides: 1 received value cannot be used: cxworkbench check {mini} lists them. "
        f"Besides: Rows without an account: 1; cxworkbench check {mini} lists them, with the "
        "nearest names."
    )


def test_a_part_is_done_though_a_received_file_has_mistakes(mini):
    path = mini / "data" / "survey.csv"
    path.write_text(path.read_text() + "007,31.02.2026,Better\nnobody,2026-05-03,Who am I?\n")
    toml = (mini / "engagement.toml").read_text()
    (mini / "engagement.toml").write_text(
        toml.replace('method = "survey"\n', 'method = "survey"\nconstants.stage = "Research"\n')
    )
    ran(mini)

    assert shares(mini)["research"] == 1.0
    assert engagement_status(mini).next_step.startswith("Accept the proposed map")


def test_an_engagement_that_cannot_be_read_says_why(mini):
    (mini / "data" / "survey.csv").unlink()

    status = engagement_status(mini)

    assert [part.share for part in status.parts] == [0.0, 0.0, 0.0]
    assert "survey.csv" in status.next_step


def test_the_status_reads_as_a_page(mini):
    save_record(half_known_map(), mini / MAP_FILE)

    lines = describe_status(engagement_status(mini)).splitlines()

    assert lines[0] == "Mini"
    assert "map       [##########          ] 50%" in lines
    assert "  to end:   yes  people accepted a map: yes" in lines
    assert lines[-1].startswith("Next: ")


def test_an_engagement_is_only_looked_at(mini):
    before = sorted(mini.rglob("*"))

    engagement_status(mini)

    assert sorted(mini.rglob("*")) == before


def test_words_without_a_place_are_counted_as_the_check_lists_them(mini):
    (mini / "data" / "tickets.csv").write_text(
        "account_id,created,category,description\n007,2026-05-03,Billing,x\n007,2026-05-04,,y\n"
    )
    with (mini / "engagement.toml").open("a") as file:
        file.write(
            '\n[[tables]]\nname = "tickets"\nfile = "tickets.csv"\nfeeds = "voices"\n'
            'method = "ticket"\n'
        )

    places = engagement_status(mini).parts[0].exit[0]
    said = describe_check(check_all(mini))

    assert "1 value without a touchpoint or stage" in said
    assert "2 rows of survey name no touchpoint" in said
    assert "1 row of tickets names no touchpoint" in said
    assert places.found == "1 has none; 3 rows name no touchpoint"
    assert places.remedy.startswith("Place them under [values]")
