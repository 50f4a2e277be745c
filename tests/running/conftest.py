"""Stand-in notebooks, each named after its case, and how to run them."""

import shutil
from pathlib import Path

import pytest

from cxworkbench.running.account import Job
from cxworkbench.running.notebooks import FILES, Notebook

STAND_INS = Path(__file__).parent / "notebooks"


def stand_in(name):
    return STAND_INS / f"{name}.ipynb"


@pytest.fixture
def stand_in_notebook():
    return stand_in


@pytest.fixture
def engagement(tmp_path):
    """A folder where notebooks can run; it needs no more than to exist."""
    folder = tmp_path / "acme pos"
    folder.mkdir()
    return folder


@pytest.fixture
def job_for(engagement):
    """The job of one account with the stand-in notebooks of these names."""

    def make(account, *names, **more):
        return Job(
            account,
            account,
            engagement,
            engagement / "runs" / "r" / account,
            engagement / "reports" / account,
            tuple(Notebook("research", stand_in(name), own=True) for name in names),
            formats=(),
            **more,
        )

    return make


SETTINGS = """
schema_version = 1
id = "mini"
name = "Mini"
client = "Mini client"
as_of = "2026-06-30"

[[tables]]
name = "accounts"
file = "accounts.csv"
feeds = "accounts"

[[tables]]
name = "survey"
file = "survey.csv"
feeds = "voices"
method = "survey"

[tables.columns]
account_id = "account_id"
said_at = "said_at"
text = "text"
"""
ACCOUNTS = "account_id,name,revenue\nA-1,Anton,10\nBAD,Bad & Sons,20\n007,James,30\n"
SURVEY = "account_id,said_at,text\nA-1,2026-05-01,Too slow\n007,2026-05-02,Good\n"


@pytest.fixture
def make_engagement(tmp_path, monkeypatch):
    """Makes a miniature engagement of three accounts whose notebooks are stand-ins."""
    monkeypatch.setenv("CXWORKBENCH_KEYS", str(tmp_path / "keys"))

    def make(folder, *names):
        (folder / "data").mkdir(parents=True)
        (folder / "notebooks").mkdir()
        (folder / "engagement.toml").write_text(SETTINGS, "utf-8")
        (folder / "data" / "accounts.csv").write_text(ACCOUNTS, "utf-8")
        (folder / "data" / "survey.csv").write_text(SURVEY, "utf-8")
        rest = ["no_parameters"] * (len(FILES) - len(names))
        for file, name in zip(FILES.values(), [*names, *rest], strict=True):
            shutil.copy(stand_in(name), folder / "notebooks" / file)
        return folder

    return make


@pytest.fixture
def mini(tmp_path, make_engagement):
    """A miniature engagement whose first notebook tells something and whose second may break."""
    return make_engagement(tmp_path / "mini", "writes_told", "breaks_for_one_account")
