"""What notebooks call about buying roles and the spread of feelings, under one name."""

from cxworkbench.telling.role_pictures import (
    draw_disagreement,
    draw_involvement,
    draw_role_curves,
    draw_sensitivity,
    draw_spread,
)
from cxworkbench.telling.role_tables import (
    against_table,
    peak_end_table,
    risk_table,
    roles_table,
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
    "draw_disagreement",
    "draw_involvement",
    "draw_role_curves",
    "draw_sensitivity",
    "draw_spread",
    "peak_end_table",
    "risk_table",
    "roles_table",
    "stops_table",
]
