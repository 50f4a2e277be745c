"""Notebook 1 tells the same of evidence that stays in its files as of evidence in memory."""

import json
from functools import partial

import pytest

from cxworkbench.ground.resources import shipped
from cxworkbench.intake import building
from cxworkbench.records.stored_evidence import StoredEvidence, open_evidence

pytestmark = pytest.mark.slow


def told_by_notebook_1(folder):
    """What the cells of notebook 1 tell, run one after the other; and the case they opened."""
    notebook = json.loads((shipped("notebooks") / "1_segment_data.ipynb").read_text("utf-8"))
    names = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code" or "remove-cell" in cell["metadata"].get("tags", []):
            continue
        exec("".join(cell["source"]), names)
        if "parameters" in cell["metadata"].get("tags", []):
            names["out"] = str(folder)
    return (folder / "told" / "1_research.json").read_text("utf-8"), names["case"]


def test_evidence_in_files_is_told_as_evidence_in_memory_is(tmp_path, monkeypatch):
    monkeypatch.setenv("CXWORKBENCH_KEYS", str(tmp_path / "keys"))
    first, in_memory = told_by_notebook_1(tmp_path)

    monkeypatch.setattr(building, "open_evidence", partial(open_evidence, large=1000))
    second, in_files = told_by_notebook_1(tmp_path)

    assert isinstance(in_files.evidence, StoredEvidence)
    assert not isinstance(in_memory.evidence, StoredEvidence)
    assert in_files.evidence.is_large("voices")
    assert json.loads(second) == json.loads(first)
