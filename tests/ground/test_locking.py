"""One process at a time changes a folder."""

import os
import subprocess
import sys

import pytest

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.ground.locking import LOCK_FILE, only_one

HOLDS = """
import sys
from pathlib import Path
from cxworkbench.ground.locking import only_one
with only_one(Path(sys.argv[1]), "map workbook"):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def holder(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_who_waits_in_vain_is_told_for_whom(tmp_path, holder):
    with pytest.raises(ParameterProblem) as refused, only_one(tmp_path, wait=0.1):
        pass

    assert str(refused.value) == (
        f"{tmp_path} is being changed by somebody else: map workbook (process {holder.pid}). "
        "Nothing was changed here. Wait until that has ended, or end it, and try again."
    )


def test_a_process_that_was_killed_holds_nothing_and_leaves_nothing(tmp_path, holder):
    holder.kill()
    holder.wait()

    with only_one(tmp_path, wait=5):
        assert (tmp_path / LOCK_FILE).is_file()

    assert list(tmp_path.iterdir()) == []


def test_who_holds_a_folder_may_ask_again(tmp_path):
    with only_one(tmp_path):
        with only_one(tmp_path, wait=0):
            pass
        assert (tmp_path / LOCK_FILE).is_file()


ADDS = """
import sys
from pathlib import Path
from cxworkbench.ground.locking import only_one
count = Path(sys.argv[1]) / "count"
for _ in range(100):
    with only_one(count.parent):
        count.write_text(str(int(count.read_text()) + 1))
"""


def test_of_many_changes_at_once_none_is_lost(tmp_path):
    (tmp_path / "count").write_text("0")
    both = [
        subprocess.Popen([sys.executable, "-c", ADDS, str(tmp_path)], env=dict(os.environ))
        for _ in range(3)
    ]

    assert [one.wait() for one in both] == [0, 0, 0]
    assert (tmp_path / "count").read_text() == "300"
    assert not (tmp_path / LOCK_FILE).exists()
