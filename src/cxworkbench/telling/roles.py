"""What notebooks call about buying roles and the spread of feelings: one name for each picture."""

from cxworkbench.telling.role_charts import (
    chart_disagreement,
    chart_emotion_distribution,
    chart_group_curves,
    chart_involvement,
    chart_role_curves,
    chart_sensitivity,
)
from cxworkbench.telling.role_tables import (
    against_table,
    peak_end_table,
    risk_table,
    roles_table,
    safe_roles_table,
    stops_table,
)
from cxworkbench.telling.role_words import (
    describe_contradicted,
    describe_contrasts,
    describe_disagreement,
    describe_distribution,
    describe_involvement,
    describe_risk,
    describe_role_curves,
    describe_roles,
    describe_sensitivity,
    describe_stops,
)

__all__ = [
    "against_table",
    "chart_disagreement",
    "chart_emotion_distribution",
    "chart_group_curves",
    "chart_involvement",
    "chart_role_curves",
    "chart_sensitivity",
    "describe_contradicted",
    "describe_contrasts",
    "describe_disagreement",
    "describe_distribution",
    "describe_involvement",
    "describe_risk",
    "describe_role_curves",
    "describe_roles",
    "describe_sensitivity",
    "describe_stops",
    "peak_end_table",
    "risk_table",
    "roles_table",
    "safe_roles_table",
    "stops_table",
]
