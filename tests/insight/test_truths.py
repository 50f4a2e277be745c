"""Customer truths: independent sources for, and what speaks against."""

from tests.insight.cases import METRICS, PLACES, accounts_worth, answer, pain, said

from cxworkbench.insight.pains import rank_pains
from cxworkbench.insight.truths import customer_truths

NAMES = [f"a{n}" for n in range(6)]
METHODS = ("ticket", "interview", "observation")


def truths(rows, **more):
    voices = said(rows)
    ranked = rank_pains(voices, accounts_worth(dict.fromkeys(NAMES, 1.0)), PLACES)
    return customer_truths({"pain": ranked}, voices, metrics=METRICS, **more).iloc[0]


def from_three(names=NAMES):
    return [pain(name, method=METHODS[n % 3]) for n, name in enumerate(names)]


def test_three_sources_and_five_accounts_make_a_truth():
    row = truths(from_three())

    assert (row["label"], row["sources"], row["accounts"]) == ("customer truth", 3, 6)
    assert row["why"] == (
        "Customer truth: 6 accounts say it, by interview, observation, ticket; nothing speaks "
        "against it."
    )


def test_two_sources_or_four_accounts_are_too_few():
    assert truths([pain(name) for name in NAMES])["label"] == "too few sources"
    assert truths(from_three(NAMES[:4]))["label"] == "too few sources"
    assert truths([pain(name) for name in NAMES], fewest=1)["label"] == "customer truth"


def test_the_same_account_that_feels_good_there_speaks_against_it():
    rows = [*from_three(), answer("a0", 5.0), answer("a1", 5.0)]

    row = truths(rows)

    assert row["against"] == ["v006", "v007"]
    assert (row["against_accounts"], row["label"]) == (2, "contested")


def test_another_account_that_feels_good_does_not():
    rows = [*from_three(), answer("else", 5.0), answer("a0", 5.0, at="tp-order")]

    assert truths(rows)["against"] == []


def test_the_same_thing_called_a_gain_speaks_against_it():
    rows = [*from_three(), pain("else", code_kind="gain", severity=None)]

    assert truths(rows)["against"] == ["v006"]
