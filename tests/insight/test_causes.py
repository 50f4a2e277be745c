"""What goes with a pain, as a hypothesis."""

from tests.insight.cases import answer, happened, pain, said

from cxworkbench.insight.causes import (
    UNKNOWN_CAUSE,
    describe_cause,
    event_companions,
    pain_companions,
)
from cxworkbench.insight.guard import holding_companions

WITH, REST = [f"a{n}" for n in range(8)], [f"b{n}" for n in range(20)]


def event_companion(*looked_at):
    return holding_companions({"pain": event_companions(*looked_at)})["pain"]


def pain_companion(*looked_at):
    return holding_companions({"pain": pain_companions(*looked_at)})["pain"]


def outcomes(stopped):
    return happened(
        [
            {"account_id": one, "touchpoint_id": "tp-till",
             "outcome": "stopped" if one in stopped else "smooth"}
            for one in WITH + REST
        ]
    )  # fmt: skip


def test_an_outcome_commoner_among_the_accounts_with_the_pain_is_named_with_its_counts():
    companion = event_companion(outcomes([*WITH[:7], *REST[:2]]), "tp-till", WITH)

    assert describe_cause(companion) == (
        "Hypothesis: it goes with “stopped” in the event log there. Of the 8 accounts behind this "
        "7 have it (88 %); of the 20 other accounts with an outcome in the event log there 2 "
        "(10 %). Which comes first is not known."
    )


def test_accounts_that_could_not_have_the_companion_are_told_apart_and_not_left_unsaid():
    behind = [*WITH, "unseen", "also unseen"]
    companion = event_companion(outcomes([*WITH[:7], *REST[:2]]), "tp-till", behind)

    assert (
        "8 of the 10 accounts behind this are accounts with an outcome in the event log there, "
        "and 7 of them have it (88 %)" in describe_cause(companion)
    )


def test_an_outcome_as_common_elsewhere_is_no_companion():
    assert event_companion(outcomes([*WITH[:5], *REST[:11]]), "tp-till", WITH) is None
    assert event_companion(outcomes(WITH), "tp-help", WITH) is None
    assert event_companion(outcomes(WITH), "tp-till", WITH[:4]) is None


def test_another_pain_of_the_same_accounts_is_named_and_the_pain_itself_never():
    rows = [pain(one) for one in WITH] + [pain(one, code="Late", at="tp-help") for one in WITH[:6]]
    voices = said([*rows, *(answer(one, 5.0) for one in REST)])

    companion = pain_companion(voices, "Slow till", "tp-till", WITH)

    assert (companion.what, companion.group, companion.rest) == ("the pain “Late”", (6, 8), (0, 20))


def test_a_companion_that_fewer_than_five_accounts_have_is_not_named():
    rows = [pain(one) for one in WITH] + [pain(one, code="Late") for one in WITH[:4]]
    voices = said([*rows, *(answer(one, 5.0) for one in REST)])

    assert describe_cause(pain_companion(voices, "Slow till", "tp-till", WITH)) == UNKNOWN_CAUSE
