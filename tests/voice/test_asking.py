"""Errands for the holes in what was heard."""

import pandas as pd
import pytest
from tests.voice.cases import case_of

from cxworkbench.voice.asking import errands
from cxworkbench.voice.listening import build_listening
from cxworkbench.voice.research import build_research


@pytest.fixture
def asked(tmp_path):
    case = case_of(tmp_path)
    research = build_research(case)
    listening = build_listening(case, research)
    return errands(research.holes, listening, case.stages, case.touchpoints)


def test_whole_holes_come_first_then_touchpoints_without_a_voice(asked):
    assert asked["order"].tolist() == list(range(1, len(asked) + 1))
    first = asked.iloc[0]
    assert (first["method"], first["whom"]) == ("interview", "contacts in the role approver")
    assert first["why"] == "6 contacts known, none heard"
    [till] = asked[asked["touchpoint"] == "Till"].to_dict("records")
    assert (till["method"], till["why"]) == ("survey", "no voice and no event")
    assert asked["hole"].tolist()[-2:] == ["the stage Buy", "the stage Use"]


def test_a_touchpoint_is_watched_where_people_meet_things_and_surveyed_where_not(tmp_path):
    case = case_of(tmp_path)
    research = build_research(case)
    listening = build_listening(case, research)

    def method(**kind):
        places = [place.model_copy(update=kind) for place in case.touchpoints]
        table = errands(research.holes.iloc[:0], listening, case.stages, places)
        return table.loc[table["touchpoint"] == "Till", "method"].tolist()

    assert method(medium_class="physical") == ["observation"]
    assert method(medium_class="digital") == ["survey"]
    assert method(medium_class="physical", contact=False) == ["interview"]


def test_contradictions_at_one_touchpoint_are_one_errand(tmp_path):
    case = case_of(tmp_path)
    listening = build_listening(case, build_research(case))
    pair = {"touchpoint_id": "tp-help", "name": "Help", "stage": "Use", "method": "survey"}
    found = pd.DataFrame(
        [
            {**pair, "other_method": "interview", "difference": 1.0, "why": "Less."},
            {**pair, "other_method": "observation", "difference": 2.0, "why": "More."},
        ]
    )
    listening = listening.__class__(
        **{**listening.__dict__, "contradictions": found, "gaps": listening.gaps.iloc[:0]}
    )

    table = errands(build_research(case).holes.iloc[:0], listening, case.stages, case.touchpoints)

    assert table[["hole", "why"]].values.tolist() == [["survey against observation", "More"]]
