"""The drivers of overall satisfaction in a real survey of 1,811 businesses."""

import pandas as pd
import pytest

from cxworkbench.insight.drivers import drivers_of


@pytest.mark.real_data
def test_shares_agree_with_regression_at_the_ends_and_flag_where_its_sign_turns(real_data):
    # bayesm customerSat; Rossi, Gilula and Allenby (2001), JASA 96, 20-31. docs/customersat.md.
    answers = pd.read_csv(real_data / "customersat" / "customerSat.csv")

    found = drivers_of(answers, "q1", [f"q{number}" for number in range(2, 11)], seed=1)

    table = found.table
    slopes = table.sort_values("beta", ascending=False)["driver"].tolist()
    assert found.answers.accounts == 1811
    assert found.fit == pytest.approx(0.717, abs=5e-4)
    assert table["driver"].tolist() == ["q4", "q6", "q2", "q5", "q3", "q7", "q8", "q10", "q9"]
    assert slopes == ["q4", "q6", "q2", "q7", "q3", "q5", "q10", "q8", "q9"]
    assert table.loc[table["flagged"], "driver"].tolist() == ["q9"]
    assert table["tier"].tolist() == ["likely"] + ["open"] * 8
    assert table.iloc[0][["share", "share_low", "share_high"]].tolist() == pytest.approx(
        [0.225, 0.202, 0.249], abs=2e-3
    )
