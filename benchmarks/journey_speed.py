"""How fast journeys are found in event logs, and in how much memory, beside pm4py and others.

    python benchmarks/journey_speed.py /path/to/other/bin/python --events 100000 1000000 10000000

The first argument is the interpreter of an environment of its own in which pm4py and
retentioneering are installed; they are started there as programs and are no part of the workbench.
For each size one made-up log is written as Parquet, the same for all: cases of 9 events on average,
26 activities, a few paths that many cases take and many that few take, rows in the order of time,
so that cases lie mixed. Then each tool runs in a process of its own, one after the other:

- reading: the Parquet file into what the tool works on (pm4py and retentioneering: a pandas table);
- journeys: events by case and time (pm4py: `format_dataframe`; retentioneering: `Eventstream`);
- variants: the different paths with their counts (retentioneering has no such function);
- follows: the directly-follows graph with its counts.

`seconds` are of the wall without starting Python and importing; `cpu` the processor's, of all
threads; `peak` the largest resident memory of the process as the kernel counts it, everything
included. `exponent` is the slope of log processor time over log events from the size before: 1 is
in step with the events. Of several runs the median is told. That the tools find the same is
checked, not believed: number of variants, the largest of them, every directly-follows count.
"""

import argparse
import hashlib
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CASE, ACTIVITY, TIME = "case:concept:name", "concept:name", "time:timestamp"
TOOLS = ("cxworkbench", "pm4py", "retentioneering")
STEPS = ("reading", "journeys", "variants", "follows")
QUIET = {"RETENTIONEERING_NO_TRACK": "1", "PYTHONWARNINGS": "ignore"}


def made_up_log(path, events, order, seed=4):
    """A log of exactly that many events: popular paths, small deviations, cases mixed in time."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    draw = np.random.default_rng(seed)
    lengths = np.clip(draw.lognormal(2.2, 0.45, 3000).astype(int), 2, 60)
    usual = [np.minimum(np.abs(draw.normal(np.linspace(0, 22, n), 1.5)).astype(np.uint8), 25)
             for n in lengths]  # fmt: skip
    weights = 1 / np.arange(1, len(usual) + 1) ** 1.1
    chosen = draw.choice(len(usual), size=events // 2, p=weights / weights.sum())
    ends = np.cumsum(lengths[chosen])
    chosen = chosen[: int(np.searchsorted(ends, events)) + 1]
    of_each = lengths[chosen]
    case = np.repeat(np.arange(len(chosen), dtype=np.int32), of_each)[:events]
    begins = np.cumsum(of_each) - of_each
    place = (np.arange(len(case)) - begins[case]).astype(np.int32)
    flat, at = np.concatenate(usual), np.cumsum(lengths) - lengths
    what = flat[at[chosen][case] + place]
    odd = draw.random(len(case)) < 0.03  # steps that went another way
    what[odd] = draw.integers(0, 26, int(odd.sum()))
    start = draw.integers(0, 365 * 86_400_000, len(chosen))
    when = draw.exponential(6e7, len(case)).astype(np.int64) + 1
    when = np.cumsum(when)
    when += (start - when[begins[: len(chosen)]])[case]
    if order != "case":
        mixed = np.argsort(when, kind="stable") if order == "time" else draw.permutation(len(case))
        case, what, when = case[mixed], what[mixed], when[mixed]
    names = pa.array([f"case-{n:08d}" for n in range(len(chosen))])
    words = pa.array([f"Touchpoint {chr(65 + n)} of the journey" for n in range(26)])
    table = pa.table(
        {
            CASE: names.take(pa.array(case)),
            ACTIVITY: words.take(pa.array(what)),
            TIME: pa.array(when + 1_700_000_000_000, pa.timestamp("ms")).cast(
                pa.timestamp("us", "UTC")
            ),
        }
    )
    pq.write_table(table, path)
    return len(chosen)


def of_cxworkbench(path, clock):
    import pandas as pd  # noqa: F401 - its import is no part of the work
    import pyarrow.parquet as pq  # noqa: F401

    from cxworkbench.journey.mining.follows import directly_follows
    from cxworkbench.journey.mining.log import event_log
    from cxworkbench.journey.mining.reading import CASE, parquet_columns
    from cxworkbench.journey.mining.variants import variants, variants_table

    clock()
    table = parquet_columns(Path(path), CASE, [ACTIVITY], TIME)
    clock("reading")
    log = event_log(table, case=CASE, activity=ACTIVITY, time=TIME)
    clock("journeys")
    found = variants(log)
    counts = found.cases
    clock("variants")
    follows = directly_follows(log)
    clock("follows")
    told = variants_table(found)  # after the clock: names of every variant, as pm4py has them too
    assert len(told) == len(counts)
    edges = list(zip(follows["first"], follows["then"], follows["moves"].tolist(), strict=True))
    return edges, len(counts), int(counts[0])


def of_pm4py(path, clock):
    import pandas as pd
    import pm4py

    clock()
    table = pd.read_parquet(path)
    clock("reading")
    log = pm4py.format_dataframe(table, case_id=CASE, activity_key=ACTIVITY, timestamp_key=TIME)
    del table
    clock("journeys")
    found = pm4py.get_variants(log)
    counts = [len(n) if hasattr(n, "__len__") else n for n in found.values()]
    clock("variants")
    graph, _, _ = pm4py.discover_dfg(log)
    clock("follows")
    return [(a, b, int(n)) for (a, b), n in graph.items()], len(counts), max(counts)


def of_retentioneering(path, clock):
    import pandas as pd
    from retentioneering.eventstream import Eventstream

    clock()
    table = pd.read_parquet(path)
    clock("reading")
    table = table.rename(columns={CASE: "user", ACTIVITY: "event", TIME: "timestamp"})
    stream = Eventstream(
        table, {"path_cols": ["user"], "event_col": "event", "timestamp_col": "timestamp"}
    )
    clock("journeys")
    clock("variants")
    matrix = stream.transition_graph_data(edge_weight="count")
    clock("follows")
    long = matrix.stack()
    own = ["path_start", "path_end"]  # two events that it adds to every case
    long = long[
        ~long.index.get_level_values(0).isin(own) & ~long.index.get_level_values(1).isin(own)
    ]
    return [(a, b, int(n)) for (a, b), n in long[long > 0].items()], None, None


def work(tool, path):
    """Run one tool here, and print what it found and what it cost."""
    spent, last = {}, []

    def clock(step=None):
        now = time.perf_counter(), time.process_time()
        if step:
            spent[step] = now[0] - last[0]
            spent["cpu"] = spent.get("cpu", 0.0) + now[1] - last[1]
        last[:] = now

    edges, variants, largest = globals()[f"of_{tool}"](path, clock)
    text = json.dumps(sorted([str(a), str(b), n] for a, b, n in edges))
    status = Path("/proc/self/status").read_text()
    peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
    print()
    print(json.dumps({
        **spent, "peak": peak, "edges": len(edges), "moves": sum(n for *_, n in edges),
        "paths": variants, "largest": largest, "sha": hashlib.sha256(text.encode()).hexdigest(),
    }))  # fmt: skip


def run(interpreter, tool, path):
    called = subprocess.run(
        [interpreter, __file__, "--work", tool, str(path)],
        capture_output=True, text=True, env={**os.environ, **QUIET}, check=False,
    )  # fmt: skip
    if called.returncode:
        print(f"  {tool} failed with {called.returncode}: {called.stderr.strip()[-300:]}")
        return None
    told = json.loads(called.stdout.strip().splitlines()[-1])
    told["seconds"] = sum(told[step] for step in STEPS)
    return told


def middle(runs):
    numbers = {key for key, value in runs[0].items() if isinstance(value, int | float)}
    return runs[0] | {key: statistics.median(one[key] for one in runs) for key in numbers}


def compare(results):
    """Whether all found the same: the graph, and the variants where a tool has them."""
    ours = results["cxworkbench"]
    for tool, found in results.items():
        same = found["sha"] == ours["sha"]
        if found["paths"] is not None:
            same = same and (found["paths"], found["largest"]) == (
                ours["paths"], ours["largest"]
            )  # fmt: skip
        answers = "the same answers" if same else "OTHER ANSWERS"
        print(f"  {tool}: {answers}; {found['edges']} pairs, {found['moves']:,} moves, "
              f"{found['paths'] or 'no'} variants")  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("others", nargs="?", help="interpreter that has pm4py and retentioneering")
    parser.add_argument("--events", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--order", choices=("time", "case", "chance"), default="time")
    parser.add_argument("--repeat", type=int, default=3, help="runs each, one for 10^7 and more")
    parser.add_argument("--tools", nargs="+", choices=TOOLS, default=list(TOOLS))
    parser.add_argument("--work", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.work:
        work(*asked.work)
        return
    folder, before = Path(tempfile.mkdtemp(prefix="journey-speed-")), {}
    for events in asked.events:
        path = folder / f"{events}.parquet"
        cases = made_up_log(path, events, asked.order)
        print(f"\n{events:,} events, {cases:,} cases, rows by {asked.order}")
        results = {}
        for tool in asked.tools:
            interpreter = sys.executable if tool == "cxworkbench" else asked.others
            runs = [
                run(interpreter, tool, path) for _ in range(1 if events >= 10**7 else asked.repeat)
            ]
            if all(runs):
                results[tool] = middle(runs)
        compare(results)
        report(results, before, events)
        path.unlink()
    folder.rmdir()


def report(results, before, events):
    """The table of one size, and the others' cost as ratios to ours."""
    heads = (*STEPS, "seconds", "without reading", "cpu", "peak MiB", "exponent")
    print(f"| {'tool':16} | {' | '.join(f'{head:>8}' for head in heads)} |")
    for tool, found in results.items():
        grown = "–"
        if tool in before:
            size, cpu = before[tool]
            grown = f"{math.log(found['cpu'] / cpu) / math.log(events / size):.2f}"
        before[tool] = events, found["cpu"]
        figures = [f"{found[step]:8.3f}" for step in STEPS]
        figures += [f"{found['seconds']:8.2f}", f"{without_reading(found):15.2f}"]
        figures += [f"{found['cpu']:8.2f}", f"{found['peak']:8,.0f}", f"{grown:>8}"]
        print(f"| {tool:16} | {' | '.join(figures)} |")
    ours = results["cxworkbench"]
    for tool, found in results.items():
        if tool == "cxworkbench":
            continue
        print(
            f"  {tool}: {found['seconds'] / ours['seconds']:.1f} times our time, "
            f"{without_reading(found) / without_reading(ours):.1f} without reading, "
            f"{found['cpu'] / ours['cpu']:.1f} in processor time; "
            f"our peak is {ours['peak'] / found['peak']:.0%} of its"
        )


def without_reading(found):
    return found["seconds"] - found["reading"]


if __name__ == "__main__":
    main()
