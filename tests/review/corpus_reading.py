"""Maps of the corpus: clean ones from `gold.toml`, and the same with one seeded error."""

import json
import tomllib
from pathlib import Path

from cxworkbench.records.engagement import Metric, Persona
from cxworkbench.records.ids import mint_id
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.register import Register
from cxworkbench.review.notes import review_of
from cxworkbench.review.seen import Beside

CORPUS = Path(__file__).parent / "corpus"
BASIS = {"actions": "observed", "emotion": "measured", "metrics": "measured"}


def gold():
    """Map and register of each clean map, as plain values, by name."""
    told = {}
    for path in sorted(CORPUS.glob("gold*.toml")):
        told |= tomllib.loads(path.read_text("utf-8"))
    made = {name: (_map(name, one), _register(name, one)) for name, one in told.items()}
    others = {
        one["name"]: (one["map"], {"entries": []}) for one in (*_rows("maps-4"), *_rows("maps-7"))
    }
    return made | others


def seeds(name):
    """The seeded errors of one corpus: rule, name of the clean map, edits."""
    return _rows(name)


def reviewed(journey_map, register, beside=None):
    given = beside or {}
    return review_of(
        JourneyMap.model_validate(journey_map),
        beside=Beside(
            register=Register.model_validate(register),
            metrics={k: Metric(**v) for k, v in given.get("metrics", {}).items()},
            personas=[Persona(**one) for one in given.get("personas", ())],
            parent=JourneyMap.model_validate(given["parent"]) if "parent" in given else None,
            consents=given.get("consents", {}),
            methods=given.get("methods", {}),
        ),
    )


def seeded(seed, clean):
    """Map, register and what stands beside, with the seed's edits made."""
    journey_map, register = json.loads(json.dumps(clean[seed["base"]]))
    beside = {}
    for verb, *words in seed["edits"]:
        if verb == "map":
            journey_map |= words[0]
        elif verb == "beside":
            beside |= words[0]
        elif verb == "stages":  # keep the first so many, with all that stands in them
            _cut(journey_map, register, words[0])
        else:
            name, *rest = words
            record = register if name == "entries" else journey_map
            record[name] = EDITS[verb](record[name], *rest)
    return journey_map, register, beside


def _rows(name):
    """The lines of a file of the corpus, without the one that says who wrote them."""
    lines = (CORPUS / f"{name}.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line]
    return [row for row in rows if "about" not in row]


def _edit(items, where, change):
    return [one | change if _fits(one, where) else one for one in items]


def _add(items, new):
    return [*items, new]


def _drop(items, where):
    return [one for one in items if not _fits(one, where)]


EDITS = {"edit": _edit, "add": _add, "drop": _drop}


def _fits(one, where):
    return all(
        one.get(key) in wanted if isinstance(wanted, list) else one.get(key) == wanted
        for key, wanted in where.items()
    )


def _cut(journey_map, register, kept):
    stages = [one["id"] for one in journey_map["stages"][:kept]]
    points = [one["id"] for one in journey_map["touchpoints"] if one["stage_id"] in stages]
    journey_map["stages"] = journey_map["stages"][:kept]
    journey_map["touchpoints"] = [o for o in journey_map["touchpoints"] if o["id"] in points]
    here = {*stages, *points}
    journey_map["statements"] = [o for o in journey_map["statements"] if o["at"] in here]
    ends = ("from_id", "to_id")
    journey_map["flows"] = [o for o in journey_map["flows"] if {o[e] for e in ends} <= here]
    journey_map["involvements"] = [
        one for one in journey_map["involvements"] if one["stage_id"] in stages
    ]
    register["entries"] = [one for one in register["entries"] if one["stage_id"] in stages]


def _map(name, one):
    assumed = one.get("assumed", False)
    stages = [_split(line) for line in one["stages"]]
    built = {
        "id": f"map-{name}",
        "title": one["title"],
        "kind": one.get("kind", "life cycle"),
        "state": one.get("state", "as-is"),
        "mode": one["mode"],
        "as_of": one["as_of"],
        "parent_map": one.get("parent_map", ""),
        "parent_stage": one.get("parent_stage", ""),
        "perspective": {"role": one.get("perspective_role", "all")},
        "stages": [
            {"id": f"st-{n}", "name": title, "definition": text, "confidence": 0.7,
             "believed_on": "2026-01-15"}
            for n, (title, text) in enumerate(stages)
        ],
        "steps": [], "phases": [], "interactions": [], "offerings": [], "comments": [],
        "touchpoints": [], "statements": [],
        "flows": [_flow(n, line) for n, line in enumerate(one.get("flows", ()))],
    }  # fmt: skip
    for n, line in enumerate(one["touchpoints"]):
        _touchpoint(built, n, _split(line), one["as_of"], assumed=assumed)
    built["roles"] = [_role(_split(line)) for line in one["roles"]]
    built["involvements"] = [
        {"id": f"in-{role['id']}-{stage['id']}", "role_id": role["id"], "stage_id": stage["id"],
         "involvement": "leads" if not n else "takes part",
         "can_stop": m == 2 and ("stop" in one["roles"][n].split("|")[-1] or n == 1),
         "basis": "assumed" if assumed else "reported",
         "evidence": [] if assumed else [f"talk-{n}-{m}"], "n": 0 if assumed else 7}
        for n, role in enumerate(built["roles"]) for m, stage in enumerate(built["stages"])
    ]  # fmt: skip
    return built


def _touchpoint(built, n, parts, as_of, *, assumed):
    stage, name, medium, channel, owner, action, feeling, *said = parts
    key = f"tp-{n}"
    owner, _, company = owner.partition(" @ ")
    own = owner == "-"
    built["touchpoints"].append(
        {"id": key, "name": name, "stage_id": f"st-{stage}", "medium_class": medium,
         "channel": channel, "contact": not own, "owner": "" if own else owner, "company": company}
    )  # fmt: skip
    value = float(feeling)
    lanes = [("actions", action), *(line.split(": ", 1) for line in said if line)]
    for lane, text in lanes:
        words = {"text": text}
        built["statements"].append(_said(key, lane, words, as_of, assumed=assumed))
    felt = {"value": value}
    if not assumed:
        low, high = max(-2.0, value - 0.35), min(2.0, value + 0.35)
        felt |= {"low": round(low, 2), "high": round(high, 2)}
    built["statements"].append(_said(key, "emotion", felt, as_of, assumed=assumed))


def _said(key, lane, words, as_of, *, assumed):
    base = {"id": f"say-{key}-{lane}", "at": key, "lane": lane, **words}
    if assumed:
        return base
    return base | {
        "basis": BASIS.get(lane, "reported"),
        "evidence": [f"ev-{key}-{lane}-{n}" for n in range(3)],
        "n": 9 if lane not in ("emotion", "metrics") else 31,
        "voices": 14 if lane not in ("emotion", "metrics") else 48,
        "as_of": as_of,
        "role": "user" if lane == "thoughts" else "all",
    }


def _role(parts):
    name, definition, attitude, influence, *_ = parts
    return {"id": mint_id("role", name, ()), "name": name, "definition": definition,
            "attitude": "neutral" if attitude == "unknown" else attitude,
            "influence": float(influence), "hidden": False}  # fmt: skip


def _flow(n, line):
    ends, kind, condition, share = _split(line)
    start, end = ends.split(" > ")
    return {"id": f"fl-{n}", "from_id": f"tp-{start}", "to_id": f"tp-{end}", "kind": kind,
            "condition": condition, "share": float(share)}  # fmt: skip


def _register(name, one):
    entries = []
    for n, line in enumerate(one["findings"]):
        stage, kind, title, cause, consequence, *rest = _split(line)
        entries.append(
            {"id": f"en-{n}", "kind": kind, "title": title, "stage_id": f"st-{stage}",
             "cause": cause, "consequence": consequence, "recommendation": (rest or [""])[0],
             "evidence": [f"ev-{name}-{n}-{m}" for m in range(3)], "n": 9, "basis": "reported"}
        )  # fmt: skip
    stage, title, owner, metric, due = _split(one["action"])
    entries.append({"id": "en-act", "kind": "action", "title": title, "stage_id": f"st-{stage}",
                    "owner_function": owner, "metric": metric, "due": due, "because_of": ["en-0"],
                    "n": 9})  # fmt: skip
    return {"entries": entries}


def _split(line):
    return [part.strip() for part in line.split("|")]
