"""A stage renamed or reordered everywhere: evidence, coding and map follow, and a trail is left."""

import pandas as pd
import pytest

from tests.intake.test_coded import TALKS, TOML, WORDS, ONE  # isort: skip

from cxworkbench.ground.errors import ParameterProblem, RecordProblem
from cxworkbench.intake.building import current_evidence
from cxworkbench.intake.retagging import TRAIL, rename_stage, reorder_stages, stage_changes
from cxworkbench.records.accepting import MAP_FILE
from cxworkbench.records.coding import CodeBook, Coding, Passage, add_code, passage_hash
from cxworkbench.records.coding_files import save_code_book, save_coding
from cxworkbench.records.journey_map import JourneyMap, Stage
from cxworkbench.records.store import load_engagement, load_record, save_record

MORE = """
[[tables]]
name = "log"
file = "log.csv"
feeds = "events"
constants = { stage = "Use" }
[tables.columns]
account_id = "id"
occurred_at = "day"
activity = "did"
[[tables]]
name = "asked"
file = "asked.csv"
feeds = "voices"
method = "interview"
[tables.columns]
account_id = "id"
stage = "part"
text = "words"
[values.asked.part]
"warm-up" = { stage = "Use" } # the first ten minutes
"""


@pytest.fixture
def folder(engagement):
    made = engagement(
        "# Ours, and it stays\n" + TOML + MORE,
        **{
            "crm": "id,name\na1,Acme\na2,Bolt\n",
            "talks": TALKS,
            "log": "id,day,did\na1,2026-04-01,Run\na2,2026-04-02,Run\n",
            "asked": "id,part,words\na1,Use,It runs well\na2,warm-up,Good day\n",
        },
    )
    two = (Stage(id="st-buy", name="Buy"), Stage(id="st-use", name="Use"))
    save_record(JourneyMap(id="map-x", title="Ours", stages=two), made / MAP_FILE)
    return made


def in_stage(folder, stage):
    evidence = current_evidence(folder).evidence
    voices, events = (getattr(evidence, name) for name in ("voices", "events"))
    return (
        sorted(voices.loc[voices["stage"] == stage, "voice_id"]),
        sorted(events.loc[events["stage"] == stage, "event_id"]),
    )


def test_all_evidence_of_a_stage_is_in_it_under_its_new_name_with_the_same_ids(folder):
    before = in_stage(folder, "Use")
    change = rename_stage(folder, "Use", "Daily work", by="Anna", on="2026-07-01")

    assert (len(before[0]), len(before[1])) == (2, 2)
    assert in_stage(folder, "Daily work") == before
    assert in_stage(folder, "Use") == ([], [])
    assert (change.voices, change.events, change.on_map) == (2, 2, True)
    assert change.told() == (
        "Use is now Daily work: 2 voices and 2 events stand there, the map with it."
    )
    assert [(one.id, one.name) for one in load_record(folder / MAP_FILE, JourneyMap).stages] == [
        ("st-buy", "Buy"),
        ("st-use", "Daily work"),
    ]


def test_comments_stay_and_the_old_name_is_kept_as_a_former_one(folder):
    rename_stage(folder, "Use", "Daily work")
    text = (folder / "engagement.toml").read_text("utf-8")
    [_, use] = load_engagement(folder).stages

    assert "# Ours, and it stays" in text
    assert "# the first ten minutes" in text
    assert (use.name, use.formerly) == ("Daily work", ("Use",))


def test_a_name_given_back_is_no_former_one(folder):
    before = in_stage(folder, "Use")
    rename_stage(folder, "Use", "Daily work")
    rename_stage(folder, "Daily work", "Use")

    assert load_engagement(folder).stages[1].formerly == ("Daily work",)
    assert in_stage(folder, "Use") == before


def test_coded_passages_follow_and_their_files_are_left_alone(folder):
    save_code_book(folder, add_code(CodeBook(), name="Late"))
    start = WORDS.index("Then")
    passage = Passage(voice_id=ONE, start=start, end=start + 9, code="code-late", stage="Use",
                      text_hash=passage_hash(WORDS[start : start + 9]))  # fmt: skip
    save_coding(folder, Coding(coder="anna", passages=(passage,)))
    before = in_stage(folder, "Use")[0]
    kept = (folder / "coding" / "anna.json").read_bytes()

    rename_stage(folder, "Use", "Daily work")

    assert len(before) == 3
    assert in_stage(folder, "Daily work")[0] == before
    assert (folder / "coding" / "anna.json").read_bytes() == kept


def test_another_order_is_the_maps_too_and_every_change_is_in_the_trail(folder):
    rename_stage(folder, "Buy", "Choose", by="Anna", on="2026-07-01")
    reorder_stages(folder, ["Use", "Choose"], by="Ben")
    trail = stage_changes(folder)

    assert [one.name for one in load_engagement(folder).stages] == ["Use", "Choose"]
    assert [one.id for one in load_record(folder / MAP_FILE, JourneyMap).stages] == [
        "st-use",
        "st-buy",
    ]
    assert trail[["what", "before", "after", "by", "on"]].values.tolist() == [
        ["rename stage", "Buy", "Choose", "Anna", "2026-07-01"],
        ["reorder stages", "Choose > Use", "Use > Choose", "Ben", ""],
    ]


def test_without_stages_of_its_own_the_generic_ones_are_written_and_renamed(engagement):
    folder = engagement("")
    rename_stage(folder, "Decision", "Choice")

    assert [one.name for one in load_engagement(folder).stages] == [
        "Awareness", "Research", "Choice", "Implementation", "Post-Purchase",
    ]  # fmt: skip
    assert stage_changes(folder)["on_map"].tolist() == [False]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Uze", "X", "There is no stage 'Uze'. Did you mean 'Use'? Stages: Buy, Use."),
        (
            "Use",
            "buy",
            "There is a stage 'Buy' already. Choose another name, or merge the two on the map.",
        ),
        ("Use", " ", "A stage cannot be called ' '. Give it words of the customer."),
    ],
)
def test_a_name_that_does_not_fit_is_refused_and_nothing_is_changed(folder, old, new, message):
    before = (folder / "engagement.toml").read_bytes()
    with pytest.raises(ParameterProblem) as refused:
        rename_stage(folder, old, new)

    assert str(refused.value) == message
    assert (folder / "engagement.toml").read_bytes() == before
    assert not (folder / TRAIL).exists()


def test_a_former_name_of_another_stage_is_refused(folder):
    rename_stage(folder, "Buy", "Choose")
    with pytest.raises(ParameterProblem) as refused:
        rename_stage(folder, "Use", "Buy")
    with pytest.raises(ParameterProblem) as order:
        reorder_stages(folder, ["Use"])

    assert str(refused.value) == (
        "'Buy' is a former name of 'Choose', and received files that use it are placed there. "
        "Choose another name."
    )
    assert str(order.value) == (
        "1 of the stages in the new order is missing: Choose. Name each once: Choose, Use."
    )


def test_two_stages_of_one_former_name_are_refused(engagement):
    folder = engagement("""
[[stages]]
name = "Buy"
formerly = ["Get"]
[[stages]]
name = "Use"
formerly = ["Get", "Buy"]
""")
    with pytest.raises(RecordProblem) as refused:
        load_engagement(folder)

    assert str(refused.value).splitlines() == [
        "engagement.toml, stages: 'Use' was formerly 'Get', and that name leads to 'Buy' already. "
        "Take it out of one of them.",
        "engagement.toml, stages: 'Use' was formerly 'Buy', and that name leads to 'Buy' already. "
        "Take it out of one of them.",
    ]


def test_a_trail_without_changes_is_an_empty_table(folder):
    trail = stage_changes(folder)

    assert isinstance(trail, pd.DataFrame)
    assert trail.empty


def test_without_the_key_nothing_is_changed(folder, tmp_path, monkeypatch):
    current_evidence(folder)
    monkeypatch.setenv("CXWORKBENCH_KEYS", str(tmp_path / "elsewhere"))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    for change in (
        lambda: rename_stage(folder, "Use", "Daily use"),
        lambda: reorder_stages(folder, [one.name for one in load_engagement(folder).stages][::-1]),
    ):
        with pytest.raises(ParameterProblem, match="The key file of this engagement is not at"):
            change()
        assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def test_a_rename_that_stops_half_way_leaves_file_and_map_as_they_were(folder, monkeypatch):
    save_record(
        JourneyMap(id="m", title="M", stages=(Stage(id="st-use", name="Use"),)), folder / MAP_FILE
    )
    before = [(folder / name).read_bytes() for name in ("engagement.toml", MAP_FILE)]

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cxworkbench.intake.retagging.note_changes", full)
    with pytest.raises(OSError, match="No space left"):
        rename_stage(folder, "Use", "Daily use")

    assert [(folder / name).read_bytes() for name in ("engagement.toml", MAP_FILE)] == before
