"""Small event logs for the tests of journeys from events."""

import random

import pandas as pd

from cxworkbench.journey.mining.log import event_log


def log_of(*paths, days=None):
    """A log in which case 0 took the first path, case 1 the second …, an event a day."""
    rows = [(f"a{case}", what, place) for case, path in enumerate(paths) for place, what in
            enumerate(path)]  # fmt: skip
    table = pd.DataFrame(rows, columns=["account", "what", "day"])
    at = pd.Timestamp("2026-01-01") + pd.to_timedelta(table["day"] if days is None else days, "D")
    return event_log(table.assign(at=at), case="account", activity="what", time="at")


def events_by_chance(seed, events=400, cases=30, kinds=6, moments=50):
    """A table of events in no order, many at the same moment."""
    draw = random.Random(f"journeys {seed}")
    rows = [
        (f"c{draw.randrange(cases)}", chr(65 + draw.randrange(kinds)), draw.randrange(moments))
        for _ in range(events)
    ]
    table = pd.DataFrame(rows, columns=["case", "what", "hour"])
    return table.assign(at=pd.Timestamp("2026-01-01") + pd.to_timedelta(table["hour"], "h"))


def slow_paths(table):
    """The path of each case, found in plain Python: by time, equal times as in the table."""
    found = {}
    for row in sorted(table.itertuples(), key=lambda one: one.at):
        found.setdefault(row.case, []).append(row.what)
    return {case: tuple(path) for case, path in found.items()}
