"""What presses about one account, and whom to hear where nobody was heard."""

import pandas as pd
import pytest

from cxworkbench.records.engagement import Metric
from cxworkbench.voice.urgent import describe_urgent
from cxworkbench.voice.value import risk_list

NPS = {"NPS": Metric(kind="nps", low=0, high=10)}


def urgent(recommendation, days, scores=()):
    row = pd.Series({"recommendation": recommendation, "days_to_contract_end": days})
    voices = pd.DataFrame(
        {"voice_id": [f"v{n}" for n in range(len(scores))], "account_id": "a",
         "contact_id": [f"c{n}" for n in range(len(scores))], "role": "", "metric": "NPS",
         "score": list(scores)}
    )  # fmt: skip
    return describe_urgent(row, voices, NPS)


@pytest.mark.parametrize(
    ("recommendation", "days", "scores", "said"),
    [
        (2.0, 132.0, (1.0, 2.0, 3.0), "This account would not recommend us (NPS −100, 3 answers) "
         "and its contract ends in 132 days."),
        (2.0, 900.0, (2.0,), "This account would not recommend us (NPS −100, 1 answer)."),
        (2.0, -16.0, (), "This account's contract ended 16 days ago and it would not recommend "
         "us (2.0 of 10)."),
        (9.0, 30.0, (9.0,), "This account's contract ends in 30 days."),
        (9.0, -1.0, (9.0,), "This account's contract ended 1 day ago."),
        (9.0, 181.0, (9.0,), ""),
        (float("nan"), float("nan"), (), ""),
    ],
)  # fmt: skip
def test_what_presses_is_said_in_one_sentence(recommendation, days, scores, said):
    assert urgent(recommendation, days, scores) == said


def test_an_account_whose_contract_is_over_is_on_the_list_to_look_at_first():
    profile = pd.DataFrame(
        {"account_id": ["a"], "name": ["A"], "revenue": [10.0], "recommendation": [7.0],
         "days_to_contract_end": [-16.0]}
    )  # fmt: skip

    assert risk_list(profile)["reason"].tolist() == ["contract ended 16 days ago"]
