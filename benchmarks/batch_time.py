"""What one account costs: three notebooks in one kernel, beside papermill once a notebook.

Both do the same work on the same small made-up engagement, in turns (A, B, A, B …), so that a busy
machine slows both alike: read the ratio, not the seconds.

    python benchmarks/batch_time.py --accounts 4
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cxworkbench.ground.resources import shipped
from cxworkbench.worlds.retail_pos import make_tiny_world
from cxworkbench.worlds.world import write_world


def by_the_workbench(folder, account):
    """One account through `cxworkbench run`: one kernel, three notebooks, one report."""
    command = [sys.executable, "-m", "cxworkbench", "run", folder, "-p", f"account={account}"]
    subprocess.run(command, check=True, capture_output=True)


def by_papermill(folder, account):
    """The same notebooks, one call of papermill each; no report is made."""
    out = folder / "papermill" / account
    out.mkdir(parents=True, exist_ok=True)
    for notebook in sorted(shipped("notebooks").glob("*.ipynb")):
        words = ["-r", "account", account, "-r", "engagement", folder, "-r", "out", out]
        command = [sys.executable, "-m", "papermill", notebook, out / notebook.name, *words]
        subprocess.run([*command, "--no-progress-bar"], check=True, capture_output=True)


def seconds_of(way, folder, account):
    """Wall seconds, and processor seconds of all processes that were started."""
    before, started = os.times(), time.perf_counter()
    way(folder, account)
    after = os.times()
    spent = sum(after[2:4]) - sum(before[2:4])
    return time.perf_counter() - started, spent


def main():
    """Print both ways account by account, and the ratio of their sums."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--accounts", type=int, default=4)
    most = words.parse_args().accounts
    folder = Path(tempfile.mkdtemp(prefix="cxworkbench-bench-")) / "tiny"
    os.environ.setdefault("CXWORKBENCH_KEYS", str(folder.parent / "keys"))
    write_world(make_tiny_world(1), folder)
    ids = (folder / "accounts-demo.csv").read_text("utf-8").split()[1 : most + 1]
    by_the_workbench(folder, ids[0])  # evidence is made once, outside the measure
    sums = {by_the_workbench: [0.0, 0.0], by_papermill: [0.0, 0.0]}
    print("account   way           wall s  processor s")
    for account in ids:
        for way, total in sums.items():
            wall, spent = seconds_of(way, folder, account)
            total[0] += wall
            total[1] += spent
            print(f"{account:<9} {way.__name__:<16} {wall:5.1f}  {spent:5.1f}")
    ours, theirs = sums[by_the_workbench], sums[by_papermill]
    wall, spent = theirs[0] / ours[0], theirs[1] / ours[1]
    print(f"papermill / workbench: wall {wall:.2f}, processor {spent:.2f}")


if __name__ == "__main__":
    main()
