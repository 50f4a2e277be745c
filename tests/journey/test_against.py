"""What of all accounts one account is set against."""

from cxworkbench.journey.against import without_small_cells
from cxworkbench.journey.emotion import as_curve


def test_a_cell_counts_other_accounts_and_not_the_reader_itself():
    everybody = as_curve([
        {"id": "x", "name": "X", "stage": "s", "value": 1.0, "low": 0.0, "high": 2.0,
         "accounts": 3, "voices": 9, "word": "glad", "basis": "measured", "method": ""}
    ])  # fmt: skip
    spoke, silent = everybody.assign(accounts=1), everybody.assign(accounts=0)

    withheld = without_small_cells(everybody, spoke, smallest_cell=3)
    shown = without_small_cells(everybody, silent, smallest_cell=3)

    assert withheld[["value", "low", "high"]].isna().all(axis=None)
    assert withheld[["accounts", "voices", "word"]].values.tolist() == [[0, 0, ""]]
    assert shown["value"].tolist() == [1.0]
