"""All three notebooks run to their end where there is no account, one silent one, one heard."""

import ast
import json

import pandas as pd
import pytest

from cxworkbench.ground.resources import shipped
from cxworkbench.intake.checking import check_engagement

SETTINGS = """
id = "few"
name = "Few"
client = "Acme"
as_of = "2026-06-30"
[[tables]]
name = "crm"
file = "crm.csv"
feeds = "accounts"
[[tables]]
name = "survey"
file = "survey.csv"
feeds = "voices"
method = "survey"
questions.nps = { metric = "NPS" }
"""
RULES = '[[segments]]\nname = "large"\nrule = "revenue >= 5"\n'
NONE = {"crm": "account_id,name,revenue\n", "survey": "account_id,date,nps\n"}
ONE = NONE | {"crm": NONE["crm"] + "a1,Bolt,7\n"}
HEARD = ONE | {"survey": NONE["survey"] + "a1,2026-06-01,9\n"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CXWORKBENCH_KEYS", str(tmp_path / "keys"))

    def lay_down(files, rules=""):
        (tmp_path / "few" / "data").mkdir(parents=True)
        (tmp_path / "few" / "engagement.toml").write_text(SETTINGS + rules)
        for name, content in files.items():
            (tmp_path / "few" / "data" / f"{name}.csv").write_text(content)
        return tmp_path / "few"

    return lay_down


def shown_by(notebook, **parameters):
    """What each cell of a notebook shows, run here with these parameters."""
    path = shipped("notebooks") / f"{notebook}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    names, shown = {}, []
    for number, cell in enumerate(cell for cell in cells if cell["cell_type"] == "code"):
        tree = ast.parse("".join(cell["source"]))
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, notebook, "exec"), names)
        if last:
            value = eval(compile(ast.Expression(last.value), notebook, "eval"), names)
            table = isinstance(value, pd.DataFrame)
            drawn = hasattr(value, "to_json") and not table
            shown.append(value.to_csv() if table else value.to_json() if drawn else repr(value))
        if number == 0:
            names.update(parameters)
    return "\n".join(shown)


@pytest.mark.parametrize("rules", ["", RULES])
@pytest.mark.parametrize(
    ("files", "account"),
    [(NONE, "all"), (ONE, "all"), (ONE, "a1"), (HEARD, "all"), (HEARD, "a1")],
)
def test_all_three_notebooks_come_to_their_end(folder, files, account, rules):
    here = folder(files, rules)
    given = {"engagement": str(here), "account": account, "out": str(here / "work")}

    for notebook in ("1_segment_data", "2_build_map", "3_generate_insights"):
        assert shown_by(notebook, **given)

    told = sorted(path.name for path in (here / "work" / "told").glob("*.json"))
    assert told == ["1_research.json", "2_map.json", "3_insights.json"]


def test_no_account_at_all_is_said_in_words_and_listed_by_the_check(folder):
    here = folder(NONE)

    shown = shown_by("1_segment_data", engagement=str(here), out=str(here / "work"))
    problems = check_engagement(here).problems

    assert "There are no accounts" in shown.splitlines()[-1]
    assert "there is an account" in problems[problems["severity"] == "refused"]["rule"].tolist()
