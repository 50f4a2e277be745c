# ruff: noqa: E501, PT018 - tables of made-up words and one printed row
"""How long part 1 takes and how much memory it needs, from 10,000 events to 10 million.

    python benchmarks/part_one_scale.py --rows 10000 100000 1000000 10000000

For each size a made-up engagement is written: that many events in a CSV file, a quarter as many
survey answers in a CSV file and a quarter as many tickets in a Parquet file (so half as many
voices), of a few thousand accounts with tens of thousands of contacts. Then two child processes
run, one after the other:

- part 1: received files to evidence, then every cell of notebook 1;
- plain pandas: the same files read whole; account profile, scores with their accounts, counts by
  touchpoint, method, role and stage. No pseudonyms, no redaction, no problems, no ids, no records.

Wall time, processor time and the largest resident memory are those of the child, as the operating
system counts them (its own children would be counted too; part 1 starts none). `exponent` is the
slope of log time over log rows from one size to the next: 1 is in step with the rows.
"""

import argparse
import datetime
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

ACCOUNTS_AT_MOST = 4000
CONTACTS_EACH = 8
BLOCK = 500_000  # rows made at once
AS_OF = datetime.date(2026, 6, 30)
NOTEBOOK = "1_segment_data.ipynb"
SLOW = 2.0  # seconds from which on a cell is named
DAYS = 540  # more than the window, so that some rows lie outside
FIRST = ("Ada", "Ben", "Clara", "Dinh", "Elif", "Femi", "Grete", "Hugo", "Ines", "Jonas", "Karim",
         "Lena", "Mara", "Nils", "Olga", "Piet", "Quinn", "Rosa", "Sven", "Tara", "Uwe", "Vera",
         "Wanda", "Xenia", "Yusuf", "Zoe")  # fmt: skip
SYLLABLES = ("ba", "den", "gro", "hal", "ker", "lin", "mor", "nes", "pol", "ran", "sto", "tev")
ROLES = ("decider", "influencer", "user", "buyer", "gatekeeper")
PLACES = {  # touchpoint id -> name, stage
    "tp-site": ("Web site", "Awareness"), "tp-demo": ("Demonstration", "Research"),
    "tp-offer": ("Offer", "Purchase"), "tp-order": ("Order", "Purchase"),
    "tp-delivery": ("Delivery", "Adoption"), "tp-training": ("Training", "Adoption"),
    "tp-portal": ("Portal", "Use"), "tp-support": ("Help desk", "Use"),
    "tp-invoice": ("Invoice", "Use"), "tp-review": ("Yearly review", "Renewal"),
}  # fmt: skip
STAGES = ("Awareness", "Research", "Purchase", "Adoption", "Use", "Renewal")
ACTIVITIES = {name: place for place, (name, _) in PLACES.items()} | {
    "Login": "tp-portal", "Call answered": "tp-support", "Reminder sent": "tp-invoice"
}  # fmt: skip
CATEGORIES = {"Parts missing": "tp-delivery", "Cannot log in": "tp-portal",
              "Wrong amount": "tp-invoice", "Slow answer": "tp-support", "How to": "tp-training"}  # fmt: skip
OPENINGS = ("The delivery came late", "Nobody answered for days", "The invoice was wrong again",
            "The portal is easy to use", "We like the new training", "The parts did not fit",
            "Your help desk was quick", "The offer was clear", "We still wait for an answer",
            "The order took three calls", "All worked at once", "The screen froze twice")  # fmt: skip
MIDDLES = ("and we lost half a day", "but the team stayed friendly", "so our shops stood still",
           "which saved us work", "as promised", "although we had asked before",
           "and nobody told us why", "which we did not expect")  # fmt: skip
ENDS = ("Please call back.", "Thank you.", "We would do it again.", "This must not happen again.",
        "See order 4711-{n}.", "It was the {n}. time.", "Our shop {n} waits.", "That is all.")  # fmt: skip


def made_engagement(folder: Path, rows: int, *, seed: int) -> Path:
    """The folder of an engagement with that many events and half as many voices."""
    chance = np.random.default_rng(seed)
    data = folder / "data"
    data.mkdir(parents=True)
    accounts = min(ACCOUNTS_AT_MOST, max(50, rows // 100))
    _write_accounts(data / "accounts.csv", accounts, chance)
    people = _write_contacts(data / "contacts.csv", accounts, chance)
    _write_csv(data / "events.csv", _events(rows, people, chance))
    _write_csv(data / "answers.csv", _answers(rows // 4, people, chance))
    with pq.ParquetWriter(data / "tickets.parquet", _SCHEMA) as tickets:
        for block in _tickets(rows // 4, people, chance):
            tickets.write_table(pa.Table.from_pandas(block, _SCHEMA, preserve_index=False))
    (folder / "engagement.toml").write_text(_engagement(), encoding="utf-8")
    return folder


def _write_accounts(path: Path, accounts: int, chance: np.random.Generator) -> None:
    number = np.arange(accounts)
    words = [f"{_word(one)} {'Retail' if one % 3 else 'Stores'} Ltd" for one in number]
    pd.DataFrame(
        {
            "account_id": [f"A-{one:05}" for one in number],
            "name": words,
            "revenue": np.round(chance.lognormal(10, 1.2, accounts), 2),
            "margin": np.round(chance.lognormal(8, 1.0, accounts), 2),
            "services": chance.integers(1, 7, accounts),
            "usage": np.round(chance.uniform(5, 100, accounts), 1),
            "customer_since": _days(chance.integers(600, 4000, accounts), "%Y-%m-%d"),
            "contract_end": _days(-chance.integers(-200, 700, accounts), "%Y-%m-%d"),
        }
    ).to_csv(path, index=False)


def _write_contacts(path: Path, accounts: int, chance: np.random.Generator) -> pd.DataFrame:
    number = np.arange(accounts * CONTACTS_EACH)
    first = [FIRST[one % len(FIRST)] for one in number]
    last = [_word(one * 7 + 3).replace(" ", "").title() for one in number]
    people = pd.DataFrame(
        {
            "account_id": [f"A-{one // CONTACTS_EACH:05}" for one in number],
            "name": [f"{one} {other}" for one, other in zip(first, last, strict=True)],
            "email": [f"{one}.{other}.{n}@shops{n % 9}.example".lower()
                      for n, (one, other) in enumerate(zip(first, last, strict=True))],
            "phone": [f"+49 221 {100000 + one:06}" for one in number],
            "role": chance.choice(ROLES, len(number)),
        }
    )  # fmt: skip
    people.to_csv(path, index=False)
    return people


def _word(number: int) -> str:
    parts = []
    for _ in range(4):
        parts.append(SYLLABLES[number % len(SYLLABLES)])
        number //= len(SYLLABLES)
    return "".join(parts).title()


def _days(ago: np.ndarray, form: str) -> list[str]:
    moments = pd.Timestamp(AS_OF) - pd.to_timedelta(ago, unit="D")
    return moments.strftime(form).tolist()


def _moments(rows: int, chance: np.random.Generator) -> pd.Series:
    seconds = chance.integers(0, DAYS * 86_400, rows)
    moments = pd.Timestamp(AS_OF) - pd.to_timedelta(seconds, unit="s")
    return pd.Series(moments.strftime("%Y-%m-%d %H:%M:%S"))


def _blocks(rows: int) -> Iterator[tuple[int, int]]:
    for start in range(0, rows, BLOCK):
        yield start, min(BLOCK, rows - start)


def _events(rows: int, people: pd.DataFrame, chance: np.random.Generator) -> Iterator[pd.DataFrame]:
    for start, count in _blocks(rows):
        who = people.iloc[chance.integers(0, len(people), count)]
        yield pd.DataFrame(
            {
                "event_no": [f"E{start + one:09}" for one in range(count)],
                "account_id": who["account_id"].to_numpy(),
                "email": np.where(chance.random(count) < 0.8, who["email"], ""),
                "timestamp": _moments(count, chance).to_numpy(),
                "activity": chance.choice(list(ACTIVITIES), count),
                "channel": chance.choice(["mail", "portal", "phone", "visit", ""], count),
                "outcome": chance.choice(["done", "open", "late", ""], count),
            }
        )


def _answers(
    rows: int, people: pd.DataFrame, chance: np.random.Generator
) -> Iterator[pd.DataFrame]:
    for start, count in _blocks(rows):
        who = people.iloc[chance.integers(0, len(people), count)]
        metric = chance.choice(["NPS", "CSAT"], count)
        score = np.where(
            metric == "NPS", chance.integers(0, 11, count), chance.integers(1, 6, count)
        )
        text = np.where(chance.random(count) < 0.4, _texts(count, who, chance), "")
        yield pd.DataFrame(
            {
                "response_id": [f"R{start + one:09}" for one in range(count)],
                "email": who["email"].to_numpy(),
                "answered": _moments(count, chance).to_numpy(),
                "metric": metric,
                "score": np.where(chance.random(count) < 0.999, score.astype("str"), "n/a"),
                "touchpoint": chance.choice([*(name for name, _ in PLACES.values()), ""], count),
                "comment": text,
            }
        )


def _tickets(
    rows: int, people: pd.DataFrame, chance: np.random.Generator
) -> Iterator[pd.DataFrame]:
    for start, count in _blocks(rows):
        who = people.iloc[chance.integers(0, len(people), count)]
        yield pd.DataFrame(
            {
                "ticket_id": [f"T{start + one:09}" for one in range(count)],
                "account_id": who["account_id"].to_numpy(),
                "email": who["email"].to_numpy(),
                "opened": pd.to_datetime(_moments(count, chance)).to_numpy(),
                "category": chance.choice(list(CATEGORIES), count),
                "priority": chance.choice(["low", "normal", "high", "urgent"], count),
                "text": _texts(count, who, chance),
            }
        )


_SCHEMA = pa.schema(
    [("ticket_id", "string"), ("account_id", "string"), ("email", "string"),
     ("opened", pa.timestamp("us")), ("category", "string"), ("priority", "string"),
     ("text", "string")]
)  # fmt: skip


def _texts(count: int, who: pd.DataFrame, chance: np.random.Generator) -> np.ndarray:
    parts = [chance.choice(words, count).astype("object") for words in (OPENINGS, MIDDLES, ENDS)]
    numbers = chance.integers(1, 1_000_000, count).astype("str").astype("object")
    ends = np.array(
        [end.replace("{n}", n) for end, n in zip(parts[2], numbers, strict=True)], "object"
    )
    texts = parts[0] + " " + parts[1] + ". " + ends
    says = chance.random(count)
    texts = np.where(says < 0.03, texts + " Regards, " + who["name"].to_numpy("object"), texts)
    texts = np.where(
        (says > 0.03) & (says < 0.05), texts + " Mail " + who["email"].to_numpy("object"), texts
    )
    return np.where(
        (says > 0.05) & (says < 0.06), texts + " Tel " + who["phone"].to_numpy("object"), texts
    )


def _write_csv(path: Path, blocks: Iterator[pd.DataFrame]) -> None:
    with path.open("wb") as file:
        for place, block in enumerate(blocks):
            table = pa.Table.from_pandas(block, preserve_index=False)
            pyarrow.csv.write_csv(
                table,
                file,
                pyarrow.csv.WriteOptions(include_header=not place, quoting_style="needed"),
            )


def _engagement() -> str:
    lines = [
        'schema_version = 1\nid = "scale"\nname = "Scale"\nclient = "Client"',
        f'as_of = "{AS_OF}"\nteam = ["One"]\n[money]\ncurrency = "EUR"',
        '[metrics.NPS]\nkind = "nps"\nlow = 0\nhigh = 10',
        '[metrics.CSAT]\nkind = "top-2-box"\nlow = 1\nhigh = 5',
        '[[segments]]\nname = "Large"\nrule = "revenue >= 50000"',
        '[[segments]]\nname = "Small"\nrule = "revenue < 50000"',
    ]
    lines += [
        f'[[stages]]\nname = "{one}"\ndefinition = "{one}"\nbasis = "assumed"' for one in STAGES
    ]
    lines += [
        f'[[touchpoints]]\nid = "{one}"\nname = "{name}"\nstage = "{stage}"\nchannel = "mail"\n'
        'medium_class = "digital"'
        for one, (name, stage) in PLACES.items()
    ]
    lines += [
        '[[tables]]\nname = "crm"\nfile = "accounts.csv"\nfeeds = "accounts"',
        '[[tables]]\nname = "people"\nfile = "contacts.csv"\nfeeds = "contacts"',
        '[[tables]]\nname = "log"\nfile = "events.csv"\nfeeds = "events"\ncolumns.key = "event_no"',
        '[[tables]]\nname = "answers"\nfile = "answers.csv"\nfeeds = "voices"\nmethod = "survey"\n'
        'columns.key = "response_id"\ncolumns.said_at = "answered"\ncolumns.text = "comment"',
        '[[tables]]\nname = "tickets"\nfile = "tickets.parquet"\nfeeds = "voices"\n'
        'method = "ticket"\ncolumns.key = "ticket_id"\ncolumns.said_at = "opened"',
        "[values.log.activity]",
        *(f'"{word}" = {{ touchpoint = "{place}" }}' for word, place in ACTIVITIES.items()),
        "[values.tickets.category]",
        *(f'"{word}" = {{ touchpoint = "{place}", kind = "pain" }}'
          for word, place in CATEGORIES.items()),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def make(folder: Path) -> dict[str, object]:
    """The engagement that the size beside it asks for."""
    size = json.loads((folder / "size.json").read_text())
    made_engagement(folder, size["rows"], seed=size["seed"])
    return {}


def run_part_one(folder: Path) -> dict[str, object]:
    """Intake, then the cells of notebook 1 one after the other; how long, and some figures."""
    from cxworkbench.ground.resources import shipped
    from cxworkbench.intake.building import current_evidence

    told: dict[str, object] = {}
    began = time.perf_counter()
    current_evidence(folder)
    told["intake"] = round(time.perf_counter() - began, 1)
    print(f"  intake: {told['intake']} s, {_peak_mib():.0f} MiB at most", file=sys.stderr)
    began = time.perf_counter()
    names: dict[str, object] = {}
    notebook = json.loads((shipped("notebooks") / NOTEBOOK).read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        start = time.perf_counter()
        exec("".join(cell["source"]), names)  # our own notebook, as papermill would run it
        if "parameters" in cell["metadata"].get("tags", []):
            names |= {"engagement": str(folder), "out": str(folder / "work")}
        took = time.perf_counter() - start
        if took > SLOW:
            words = "".join(cell["source"]).splitlines()[0][:60]
            print(f"  {words}: {took:.1f} s, {_peak_mib():.0f} MiB at most", file=sys.stderr)
    told["notebook"] = round(time.perf_counter() - began, 1)
    research, case = names["research"], names["case"]
    scores = research.scores.set_index("metric")
    return told | {
        "accounts": len(research.profile),
        "events": int(research.profile["events"].sum()),
        "voices": int(research.profile["voices"].sum()),
        "nps": round(float(scores.loc["NPS", "value"]), 6),
        "csat": round(float(scores.loc["CSAT", "value"]), 6),
        "problems": len(case.problems),
    }


def run_plain(folder: Path) -> dict[str, object]:
    """The same figures with plain pandas, files read whole."""
    data = folder / "data"
    start = pd.Timestamp(AS_OF) + pd.Timedelta(days=1) - pd.Timedelta(days=365)
    accounts = pd.read_csv(data / "accounts.csv")
    contacts = pd.read_csv(data / "contacts.csv")
    events = pd.read_csv(data / "events.csv", parse_dates=["timestamp"])
    answers = pd.read_csv(data / "answers.csv", parse_dates=["answered"], na_values=["n/a"])
    tickets = pd.read_parquet(data / "tickets.parquet")
    whose = contacts.set_index("email")["account_id"]
    answers["account_id"] = answers["email"].map(whose)
    answers = answers.rename(columns={"answered": "said_at"}).assign(method="survey")
    tickets["touchpoint"] = tickets["category"].map(CATEGORIES)
    tickets = tickets.rename(columns={"opened": "said_at"}).assign(method="ticket")
    names = {name: place for place, (name, _) in PLACES.items()}
    answers["touchpoint"] = answers["touchpoint"].map(names)
    answers = answers[answers["score"].notna() | answers["comment"].notna()]
    voices = pd.concat([answers, tickets], ignore_index=True)
    end = start + pd.Timedelta(days=365)
    voices = voices[(voices["said_at"] >= start) & (voices["said_at"] < end)]
    events = events[(events["timestamp"] >= start) & (events["timestamp"] < end)]
    events["touchpoint"] = events["activity"].map(ACTIVITIES)
    stages = {place: stage for place, (_, stage) in PLACES.items()}
    for table in voices, events:
        table["stage"] = table["touchpoint"].map(stages)
    profile = accounts.set_index("account_id")
    by_event, by_voice = events.groupby("account_id"), voices.groupby("account_id")
    profile["events"], profile["last_event"] = by_event.size(), by_event["timestamp"].max()
    profile["voices"], profile["last_said"] = by_voice.size(), by_voice["said_at"].max()
    profile["contacts_heard"] = by_voice["email"].nunique()
    roles = voices["email"].map(contacts.set_index("email")["role"])
    profile["roles"] = roles.groupby(voices["account_id"]).agg(
        lambda one: ", ".join(sorted(set(one)))
    )
    scores = {}
    worth = voices["score"].copy()
    nps = voices["metric"] == "NPS"
    worth[nps] = 100.0 * ((worth[nps] >= 9).astype(float) - (worth[nps] < 7).astype(float))
    csat = voices["metric"] == "CSAT"
    worth[csat] = (worth[csat] >= 4).astype(float).where(voices["score"][csat].notna())
    worth = worth.where(voices["score"].notna())
    for by in ([], ["touchpoint"]):
        keys = [*by, "metric", "account_id"]
        each = worth.groupby([voices[key] for key in [*keys, "email"]]).mean()
        account = each.groupby(keys).mean()
        table = account.groupby([*by, "metric"]).agg(["mean", "std", "size"])
        if not by:
            scores = table["mean"]
    counted = pd.crosstab(voices["touchpoint"].fillna(""), voices["method"])
    counted["events"] = events["touchpoint"].value_counts()
    heard = voices.groupby([roles, "stage"]).agg(
        voices=("email", "size"), accounts=("account_id", "nunique")
    )
    first = events.groupby(["account_id", "stage"])["timestamp"].min().unstack()
    assert len(heard) and len(first) and len(counted)
    return {
        "accounts": len(profile),
        "events": int(profile["events"].sum()),
        "voices": int(profile["voices"].sum()),
        "nps": round(float(scores["NPS"]), 6),
        "csat": round(float(scores["CSAT"]), 6),
    }


def _peak_mib() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(what: str, folder: Path) -> dict[str, object]:
    """One child process: its figures, wall and processor seconds, and its peak memory in MiB."""
    answer = folder / f"{what}.json"
    began = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, __file__, "--child", what, str(folder), str(answer)],
        env={**os.environ, "CXWORKBENCH_KEYS": str(folder.parent / f"{folder.name}-keys")},
    )
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - began
    told = json.loads(answer.read_text()) if answer.is_file() and not child.returncode else {}
    return {
        **told,
        "ended": child.returncode,
        "wall": wall,
        "cpu": usage.ru_utime + usage.ru_stime,
        "peak": usage.ru_maxrss / 1024,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--in", dest="folder", type=Path, help="keep the made files here")
    parser.add_argument("--without-plain", action="store_true")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        what, folder, answer = given.child
        run = {"make": make, "part_one": run_part_one, "plain": run_plain}[what]
        Path(answer).write_text(json.dumps(run(Path(folder))))
        return 0
    results = []
    with tempfile.TemporaryDirectory() as temporary:
        within = given.folder or Path(temporary)
        for rows in given.rows:
            results.append(_one_size(within / f"rows-{rows}", rows, given))
            if not given.folder:
                shutil.rmtree(within / f"rows-{rows}")
    _print_table(results)
    return 0 if all(one["same"] for one in results) else 1


def _one_size(folder: Path, rows: int, given: argparse.Namespace) -> dict[str, object]:
    if not folder.exists():
        # In a child of its own: a process starts its count of memory with that of its parent.
        folder.mkdir(parents=True)
        (folder / "size.json").write_text(json.dumps({"rows": rows, "seed": given.seed}))
        measured("make", folder)
    # From the start: no evidence and no key of an earlier run.
    for name in ("evidence", "work"):
        shutil.rmtree(folder / name, ignore_errors=True)
    mib = sum(path.stat().st_size for path in (folder / "data").iterdir()) / 2**20
    print(f"{rows} rows, {mib:.0f} MiB of files", file=sys.stderr)
    ours = measured("part_one", folder)
    print(f"  part 1: {ours}", file=sys.stderr)
    plain: dict[str, object] = {}
    if not given.without_plain:
        plain = measured("plain", folder)
        print(f"  plain pandas: {plain}", file=sys.stderr)
    figures = ("accounts", "events", "voices", "nps", "csat")
    same = not plain or plain["ended"] != 0 or all(ours.get(one) == plain[one] for one in figures)
    return {"rows": rows, "mib": mib, "ours": ours, "plain": plain, "same": same}


def _print_table(results: list[dict[str, object]]) -> None:
    print("| events | voices | files, MiB | part 1, s | CPU s | peak, MiB | exponent, time | "
          "exponent, memory | pandas, s | peak, MiB | time, ratio | memory, ratio | same figures |")  # fmt: skip
    print("|---" * 13 + "|")
    before = None
    for one in results:
        ours, plain = one["ours"], one["plain"]
        slopes = ["–", "–"]
        if before:
            step = math.log(one["rows"] / before["rows"])
            slopes = [
                f"{math.log(ours[what] / before['ours'][what]) / step:.2f}"
                for what in ("wall", "peak")
            ]
        beside = ["–"] * 4
        if plain and not plain["ended"]:
            beside = [f"{plain['wall']:.1f}", f"{plain['peak']:.0f}",
                      f"{ours['wall'] / plain['wall']:.2f}", f"{ours['peak'] / plain['peak']:.2f}"]  # fmt: skip
        elif plain:
            beside = ["stopped", f"{plain['peak']:.0f}", "–", "–"]
        cells = [f"{one['rows']:,}", f"{one['rows'] // 4 * 2:,}", f"{one['mib']:.0f}", f"{ours['wall']:.1f}",
                 f"{ours['cpu']:.1f}", f"{ours['peak']:.0f}", *slopes, *beside, "yes" if one["same"] else "NO"]  # fmt: skip
        print("| " + " | ".join(cells) + " |")
        before = one


if __name__ == "__main__":
    sys.exit(main())
