"""The drivers of overall satisfaction in the customerSat survey, beside ordinary least squares.

CXWORKBENCH_REAL_DATA=<folder> python benchmarks/customersat_drivers.py
"""

import os
from pathlib import Path

import numpy as np
import pandas as pd

from cxworkbench.insight.drivers import drivers_of

QUESTIONS = [f"q{number}" for number in range(2, 11)]


def main() -> None:
    """Print the table."""
    folder = Path(os.environ["CXWORKBENCH_REAL_DATA"])
    answers = pd.read_csv(folder / "customersat" / "customerSat.csv")
    found = drivers_of(answers, "q1", QUESTIONS, seed=1)
    table = found.table
    table["ols_rank"] = table["beta"].rank(ascending=False).astype(int)
    among = np.linalg.inv(answers[QUESTIONS].corr().to_numpy())
    inflation = dict(zip(QUESTIONS, np.diag(among), strict=True))
    table["vif"] = [max(inflation[item] for item in items) for items in table["items"]]
    print(f"{found.answers.accounts} accounts, fit {found.fit:.3f}, {found.method}")
    print(f"put together: {found.answers.groups or 'none'}; incomplete: {found.answers.incomplete}")
    print(table.drop(columns=["items"]).round(3).to_string(index=False))


if __name__ == "__main__":
    main()
