"""Stand-in notebooks, each named after its case, and how to run them."""

from pathlib import Path

import pytest

from cxworkbench.running.account import Job
from cxworkbench.running.notebooks import Notebook

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
            engagement,
            engagement / "runs" / "r" / account,
            engagement / "reports" / account,
            tuple(Notebook("research", stand_in(name), own=True) for name in names),
            formats=(),
            **more,
        )

    return make
