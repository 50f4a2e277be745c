"""Key drivers of an engagement: by touchpoint, or by stage."""

import pandas as pd
import pytest

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.insight.findings import find
from cxworkbench.insight.key_drivers import experiences, key_drivers
from cxworkbench.intake.opening import open_engagement


def test_the_sample_has_too_few_complete_accounts_and_says_so(tmp_path):
    case = open_engagement("sample:retail-pos", out=tmp_path)
    findings = find(case)

    found = key_drivers(case, findings.voices, findings.profile)

    assert found.by_touchpoint.why.endswith("drivers ask for at least 75")
    assert found.by_touchpoint.table.iloc[0]["driver"] == "First busy day with the new tills"
    assert len(found.by_stage.table) == 5


def test_an_unknown_level_is_refused():
    with pytest.raises(ParameterProblem) as refused:
        experiences(pd.DataFrame(), [], "phase")

    assert str(refused.value) == (
        "Drivers are looked at by 'touchpoint' or by 'stage', not by 'phase'."
    )
