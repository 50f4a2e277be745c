"""Methods that contradict each other, and touchpoints complained about all the same."""

import pandas as pd
import pytest

from cxworkbench.records.engagement import Metric, TouchpointPlace
from cxworkbench.records.evidence import conform
from cxworkbench.voice.contradictions import account_feelings, contradictions, loud_places

PLACES = [
    TouchpointPlace(id="tp-help", name="Help", stage="Use"),
    TouchpointPlace(id="tp-till", name="Till", stage="Use"),
]
CSAT = {"CSAT": Metric(kind="top-2-box", low=1, high=5)}


def said(method, emotions, place="tp-help", start=0):
    """One voice of one account for each feeling."""
    rows = [
        {"account_id": f"a{start + n:02}", "contact_id": f"p{start + n:02}", "emotion": felt}
        for n, felt in enumerate(emotions)
    ]
    return pd.DataFrame(rows).assign(method=method, touchpoint_id=place, stage="Use")


def voices_of(*parts):
    table = pd.concat(parts, ignore_index=True)
    return conform(table.assign(voice_id=[f"v{n}" for n in range(len(table))]), "voices")


KIND, HARSH = [1.0, 2.0, 1.0, 2.0, 1.0, 2.0], [-1.0, -2.0, -1.0, -2.0, -1.0, -2.0]


def test_the_kinder_method_stands_first_with_both_means_and_a_sentence():
    voices = voices_of(said("interview", HARSH), said("survey", KIND, start=20))

    found, compared = contradictions(voices, CSAT, PLACES)

    assert compared == 1
    [row] = found.to_dict("records")
    assert (row["method"], row["value"], row["accounts"]) == ("survey", 1.5, 6)
    assert (row["other_method"], row["other_value"], row["other_accounts"]) == (
        "interview",
        -1.5,
        6,
    )
    assert row["difference"] == pytest.approx(3.0)
    assert 0 < row["low"] < 3 < row["high"]
    assert row["why"] == ("At Help surveys say +1.5 (6 accounts) and interviews −1.5 (6 accounts).")


def test_methods_that_agree_are_compared_and_not_listed():
    voices = voices_of(said("interview", KIND), said("survey", KIND, start=20))

    found, compared = contradictions(voices, CSAT, PLACES)

    assert (len(found), compared) == (0, 1)


def test_four_accounts_are_too_few_to_contradict_anybody():
    voices = voices_of(said("interview", HARSH[:4]), said("survey", KIND, start=20))

    assert contradictions(voices, CSAT, PLACES)[1] == 0


def test_tickets_are_no_side_of_a_contradiction():
    voices = voices_of(said("ticket", HARSH), said("survey", KIND, start=20))

    assert contradictions(voices, CSAT, PLACES)[1] == 0


def test_a_small_difference_is_none_however_sure_it_is():
    voices = voices_of(
        said("interview", [0.0, 0.01] * 20), said("survey", [0.4, 0.41] * 20, start=50)
    )

    found, compared = contradictions(voices, CSAT, PLACES)

    assert (len(found), compared) == (0, 1)


def test_the_more_pairs_are_compared_the_wider_each_interval():
    one = voices_of(said("interview", HARSH), said("survey", KIND, start=20))
    two = voices_of(
        said("interview", HARSH), said("survey", KIND, start=20),
        said("interview", HARSH, "tp-till"), said("survey", KIND, "tp-till", start=20),
    )  # fmt: skip

    alone = contradictions(one, CSAT, PLACES)[0].iloc[0]
    among = contradictions(two, CSAT, PLACES)[0].iloc[0]

    assert among["low"] < alone["low"] < alone["high"] < among["high"]


def test_an_account_with_many_contacts_counts_once():
    many = said("survey", [2.0, 2.0, 2.0])
    many["account_id"] = "a00"
    voices = voices_of(many, said("survey", [0.0], start=1))

    assert account_feelings(voices, CSAT)["felt"].tolist() == [2.0, 0.0]


def test_a_touchpoint_scored_well_and_complained_about_is_loud():
    voices = voices_of(said("survey", KIND), said("ticket", [None] * 3))

    [row] = loud_places(voices, CSAT, PLACES).to_dict("records")

    assert (row["name"], row["accounts"], row["complaining"], row["share"]) == ("Help", 6, 3, 0.5)
    assert row["why"] == (
        "Help is scored well (1.5 on −2 to +2, 6 accounts), and 3 accounts (50 % of those heard "
        "there) wrote tickets about it."
    )


@pytest.mark.parametrize(
    ("scored", "tickets"), [(HARSH, 3), (KIND, 2)], ids=["scored badly", "two complain"]
)
def test_other_touchpoints_are_not_loud(scored, tickets):
    voices = voices_of(said("survey", scored), said("ticket", [None] * tickets))

    assert loud_places(voices, CSAT, PLACES).empty
