"""What a reader may see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.telling.examples import told_records

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.records.told import Block, Section, Source, Told
from cxworkbench.telling.audience import for_audience

ACCOUNTS = ("a-1", "a-2", "all", "")
IDS = tuple(f"voice-{n:012x}" for n in range(6))

blocks = st.builds(
    Block,
    kind=st.sampled_from(["sentence", "note", "table", "quote"]),
    audience=st.sampled_from(["internal", "client-safe"]),
    text=st.text(max_size=10),
    account_id=st.sampled_from(ACCOUNTS),
    consent=st.sampled_from(["none", "anonymous", "named"]),
    draft=st.booleans(),
    evidence=st.lists(st.sampled_from(IDS), max_size=4).map(tuple),
    evidence_count=st.integers(0, 9),
)
told = st.builds(
    Told,
    part=st.sampled_from(["research", "map", "insights"]),
    title=st.just("t"),
    account_id=st.sampled_from(ACCOUNTS[:3]),
    parameters=st.just({"engagement": "acme", "segment": "at risk", "seed": 1, "as_of": ""}),
    inputs=st.just({"risk.csv": "aa", "survey.csv": "bb"}),
    next_step=st.just("Call the blocker."),
    sections=st.lists(
        st.builds(Section, key=st.just("k"), title=st.just("s"),
                  blocks=st.lists(blocks, max_size=5).map(tuple)),
        max_size=3,
    ).map(tuple),
    sources=st.lists(
        st.builds(Source, evidence_id=st.sampled_from(IDS), file=st.just("survey.csv"),
                  row=st.just(2), account_id=st.sampled_from(ACCOUNTS)),
        max_size=6,
    ).map(tuple),
)  # fmt: skip


@given(told)
def test_a_client_safe_record_holds_nothing_that_must_stay_inside(record):
    safe = for_audience(record, "client-safe")

    kept = [block for section in safe.sections for block in section.blocks]
    assert all(block.audience == "client-safe" and not block.draft for block in kept)
    assert all(block.account_id in ("", record.account_id) for block in kept)
    quotes = [block for block in kept if block.kind == "quote"]
    assert all(quote.account_id == record.account_id != "all" for quote in quotes)
    assert all(quote.consent != "none" for quote in quotes)
    assert all(source.account_id == record.account_id != "all" for source in safe.sources)
    shown = {one for block in kept for one in block.evidence}
    assert shown <= {source.evidence_id for source in safe.sources}
    assert safe.next_step == ""
    assert set(safe.parameters) <= {"account", "as_of", "window_days", "seed"}
    assert "risk.csv" not in safe.inputs
    assert all(section.blocks for section in safe.sections)


@given(told)
def test_what_may_leave_leaves(record):
    may = [
        block.text
        for section in record.sections
        for block in section.blocks
        if block.audience == "client-safe" and not block.draft and block.kind != "quote"
        and block.account_id in ("", record.account_id)
    ]  # fmt: skip

    safe = for_audience(record, "client-safe")

    kept = [b.text for s in safe.sections for b in s.blocks if b.kind != "quote"]
    assert kept == may


@given(told)
def test_an_internal_record_is_the_record_itself(record):
    assert for_audience(record, "internal") == record


def test_how_much_evidence_there_is_is_still_said():
    [research, *_] = told_records()

    before = research.sections[0].blocks[0]
    after = for_audience(research, "client-safe").sections[0].blocks[0]

    assert len(after.evidence) < len(before.evidence)
    assert after.evidence_count == len(before.evidence)


def test_an_unknown_audience_is_refused():
    with pytest.raises(ParameterProblem) as refused:
        for_audience(told_records()[0], "client")

    assert str(refused.value) == (
        "There is no audience 'client'. Did you mean 'client-safe'? "
        "A report is 'internal', 'client-safe'."
    )
