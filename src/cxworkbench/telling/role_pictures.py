"""Pictures of buying roles as a notebook shows them: a chart of all accounts, a small table of one.

A batch runs the notebook for each account, and a table is made in a tenth of a chart's time.
"""

from typing import Any

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.journey.role_findings import RoleFindings
from cxworkbench.telling.sentences import sentences


def draw_involvement(found: RoleFindings) -> Any:  # noqa: ANN401 - a chart or a table
    """Which role takes part in which stage."""
    if found.own:
        return _grid(found.involvement, "role", "stage", found.involvement["involvement"])
    from cxworkbench.telling.role_charts import chart_involvement

    return chart_involvement(found.involvement)


def draw_role_curves(found: RoleFindings, what: str = "role") -> Any:  # noqa: ANN401 - as above
    """How each role, or each segment, feels along the journey."""
    if found.own and what == "segment":
        return sentences(say("One account lies in one segment: its curve is the one above."))
    if found.own:
        return _grid(found.curves, "group", "name", found.curves["value"].round(1) + 0.0)
    curves = found.curves if what == "role" else found.segment_curves
    from cxworkbench.telling.role_charts import chart_role_curves

    return chart_role_curves(curves, what=what)


def draw_disagreement(found: RoleFindings) -> Any:  # noqa: ANN401 - as above
    """How far the roles of one account disagree in each stage."""
    if found.own:
        return found.disagreement[["name", "index", "roles"]].round(2)
    from cxworkbench.telling.role_charts import chart_disagreement

    return chart_disagreement(found.disagreement)


def draw_sensitivity(found: RoleFindings) -> Any:  # noqa: ANN401 - as above
    """Whether verdicts on accounts hang on role weights."""
    if found.own:
        columns = ["name", "value", "lowest", "highest", "feels", "verdict", "turned_by"]
        return found.sensitivity[columns].round(2)
    from cxworkbench.telling.role_charts import chart_sensitivity

    return chart_sensitivity(found.sensitivity, factor=found.factor)


def draw_spread(distribution: pd.DataFrame, *, own: bool = False) -> Any:  # noqa: ANN401 - as above
    """How feelings are spread at each touchpoint.

    Parameters
    ----------
    distribution
        As `emotion_distribution` gives it.
    own
        It is one account's, which has one feeling at each.
    """
    if own:
        felt = distribution[distribution["accounts"] > 0]
        return felt[["stage", "name", "word"]].reset_index(drop=True)
    from cxworkbench.telling.role_charts import chart_emotion_distribution

    return chart_emotion_distribution(distribution)


def _grid(table: pd.DataFrame, down: str, across: str, values: pd.Series) -> pd.DataFrame:
    rows, columns = (list(dict.fromkeys(table[name])) for name in (down, across))
    cells = {
        (row, column): value
        for row, column, value in zip(table[down], table[across], values, strict=True)
    }
    grid = [[cells.get((row, column), "") for column in columns] for row in rows]
    return pd.DataFrame(grid, index=pd.Index(rows, name=down), columns=columns)
