"""The register of an engagement on the command line: causes, a person's word, what is missing."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from cxworkbench.ground.errors import ParameterProblem, sample_of
from cxworkbench.ground.locking import only_one
from cxworkbench.ground.shell import in_shell
from cxworkbench.insight.cause_trees import (
    cause_pareto,
    cause_table,
    pains_without_cause,
    tree_lines,
)
from cxworkbench.insight.draft_rules import RULES
from cxworkbench.intake.building import current_evidence
from cxworkbench.records.accepting import REGISTER_FILE
from cxworkbench.records.approving import approve_rule, confirm_entry, is_read, withdraw_approval
from cxworkbench.records.causes import (
    CAUSED,
    add_cause,
    edit_cause,
    link_cause,
    link_evidence,
    move_cause,
    remove_cause,
    set_cause_status,
    unlink_cause,
    unlink_evidence,
)
from cxworkbench.records.register import Entry, Register
from cxworkbench.records.register_edits import entry_of
from cxworkbench.records.store import load_record, save_record
from cxworkbench.running.planning import require_engagement
from cxworkbench.voice.words import count_of


def own_register(folder: Path) -> Register:
    """The register that people keep in an engagement.

    Raises
    ------
    ParameterProblem
        The folder holds no engagement, or none was accepted yet.
    """
    require_engagement(folder)
    path = folder / REGISTER_FILE
    if not path.is_file():
        raise ParameterProblem(
            f"{folder} keeps no register yet. Run part 3 and accept what it drafts: cxworkbench "
            f"register accept {in_shell(folder)}"
        )
    return load_record(path, Register)


def change_register(
    folder: Path, change: Callable[[Register], Register], what: str = "cxworkbench register"
) -> Register:
    """The register after one change, saved; nothing is written where the change is refused."""
    own_register(folder)
    with only_one(folder, what):
        after = change(own_register(folder))
        save_record(after, folder / REGISTER_FILE)
    return after


def list_entries(folder: Path, kind: str = "") -> tuple[list[dict[str, Any]], str]:
    """The entries, or those of one kind, as rows and as lines of text."""
    register = own_register(folder)
    kinds = sorted({one.kind for one in register.entries})
    if kind and kind not in kinds:
        raise ParameterProblem(
            f"The register has no entry of kind {kind!r}. It has: {sample_of(kinds, most=20)}."
        )
    found = [one for one in register.entries if kind in ("", one.kind)]
    rows = [
        {"id": one.id, "kind": one.kind, "title": one.title, "status": one.status,
         "read": is_read(register, one), "made_by": one.made_by, "accounts": one.n}
        for one in found
    ]  # fmt: skip
    lines = [f"{one.kind}: {one.title} ({_state(register, one)}) [{one.id}]" for one in found]
    return rows, "\n".join(lines) or "The register holds no entry."


def tell_why(folder: Path, name: str = "") -> str:
    """The whys of one entry, or of every entry that names a cause, as indented lines."""
    register = own_register(folder)
    if name:
        return "\n".join(tree_lines(register, entry_of(register, name, *CAUSED)))
    found = [one for one in register.entries if one.caused_by and one.kind != "root cause"]
    if not found:
        return (
            "No entry names a cause yet. Add one: cxworkbench register cause add "
            f'{in_shell(folder)} PAIN "the answer to why"'
        )
    return "\n".join(line for one in found for line in tree_lines(register, one))


def tell_causes(folder: Path) -> tuple[dict[str, Any], str]:
    """Causes, what each explains, what contradicts its status, and pains without cause."""
    register = own_register(folder)
    table, pareto, bare = (
        cause_table(register), cause_pareto(register), pains_without_cause(register),
    )  # fmt: skip
    lines = [_pareto_line(row, place) for place, row in enumerate(_rows(pareto), 1)]
    lines += [f"{row['cause']}: {row['warning']}" for row in _rows(table) if row["warning"]]
    if bare:
        lines.append(
            f"{count_of(len(bare), 'pain')} without a cause that anybody looked at: "
            f"{sample_of(one.title for one in bare)}."
        )
    content = {
        "causes": _rows(table), "pareto": _rows(pareto),
        "without_cause": [one.id for one in bare],
    }  # fmt: skip
    return content, "\n".join(lines) or "The register holds no cause and no pain."


def add_cause_in(folder: Path, under: str, title: str, **fields: Any) -> str:  # noqa: ANN401
    """What was added, in a sentence; fields as `records.causes.add_cause` takes them."""
    _require_evidence(folder, fields.get("evidence", ()))
    after = change_register(folder, lambda one: add_cause(one, under, title, **fields))
    return (
        f"Why {entry_of(after, under, *CAUSED).title!r}? {after.entries[-1].title} "
        f"[{after.entries[-1].id}], a hypothesis."
    )


def change_cause_in(
    folder: Path, cause: str, *, status: str = "", kind: str = "", title: str = ""
) -> str:
    """What a cause is now; empty words leave a field as it is."""
    if not (status or kind or title):
        raise ParameterProblem("Say what to change: --status, --kind or --title.")
    fields = {"cause_kind": kind, "title": " ".join(title.split())}
    given = {field: word for field, word in fields.items() if word}
    key = entry_of(own_register(folder), cause, "root cause").id

    def change(register: Register) -> Register:
        after = edit_cause(register, key, **given) if given else register
        return set_cause_status(after, key, status) if status else after

    return _told_cause(change_register(folder, change), key)


def link_evidence_in(
    folder: Path, cause: str, ids: Sequence[str], *, against: bool = False, remove: bool = False
) -> str:
    """What a cause rests on now."""
    key = entry_of(own_register(folder), cause, "root cause").id
    if remove:
        return _told_cause(change_register(folder, lambda one: unlink_evidence(one, key, ids)), key)
    known = _evidence_ids(folder)
    after = change_register(
        folder, lambda one: link_evidence(one, key, ids, against=against, known=known)
    )
    return _told_cause(after, key)


def link_cause_in(folder: Path, cause: str, under: str, *, away_from: str = "") -> str:
    """Where a cause stands now: under one more entry, or moved away from another."""
    before = own_register(folder)
    key = entry_of(before, cause, "root cause").id
    if away_from:
        change_register(folder, lambda one: move_cause(one, key, of=away_from, to=under))
        return f"Moved: it explains {under!r} now, and {away_from!r} no longer."
    change_register(folder, lambda one: link_cause(one, key, under))
    return f"Linked: it explains {under!r} too."


def unlink_cause_in(folder: Path, cause: str, under: str) -> str:
    """That a cause no longer stands under an entry."""
    change_register(folder, lambda one: unlink_cause(one, cause, under))
    return f"{cause!r} is no cause of {under!r} any more; it stays in the register."


def remove_cause_in(folder: Path, cause: str) -> str:
    """That a cause is gone, and what follows it in its chains."""
    before = own_register(folder)
    one = entry_of(before, cause, "root cause")
    change_register(folder, lambda register: remove_cause(register, one.id))
    lost = len(one.evidence) + len(one.against)
    return (
        f"{one.title!r} is out of the register, with its {count_of(lost, 'link')} to evidence. "
        "What it explained is explained by what lay below it."
    )


def confirm_in(folder: Path, names: Sequence[str]) -> str:
    """Which entries a person now stands behind."""
    register = own_register(folder)
    keys = [entry_of(register, name).id for name in names]

    def change(before: Register) -> Register:
        for key in keys:
            before = confirm_entry(before, key)
        return before

    change_register(folder, change)
    return (
        f"{count_of(len(keys), 'entry') if len(keys) == 1 else f'{len(keys)} entries'} confirmed."
    )


def approve_in(folder: Path, rule: str, *, by: str, on: str, reason: str = "") -> str:
    """What counts as read from now on."""
    after = change_register(
        folder, lambda one: approve_rule(one, rule, by=by, on=on, rules=RULES, reason=reason)
    )
    drafts = [one for one in after.entries if one.made_by == rule and one.status != "confirmed"]
    return (
        f"{by} approved “{rule}” on {on}: its drafts count as read "
        f"({count_of(len(drafts), 'draft')} now), and so will those of later runs. Pages say so."
    )


def withdraw_in(folder: Path, rule: str) -> str:
    """That the drafts of a rule are unread again."""
    change_register(folder, lambda one: withdraw_approval(one, rule))
    return f"The drafts of “{rule}” are unread drafts again."


def list_rules(folder: Path) -> tuple[list[dict[str, str]], str]:
    """The rules that draft, what each does, and who approved it when."""
    given = {one.rule: one for one in own_register(folder).approvals}
    rows = [
        {"rule": rule, "does": does,
         "approved_by": given[rule].by if rule in given else "",
         "approved_on": given[rule].on if rule in given else ""}
        for rule, does in RULES.items()
    ]  # fmt: skip
    lines = [
        f"{row['rule']}: {row['does']} "
        + (f"Approved by {row['approved_by']} on {row['approved_on']}." if row["approved_by"]
           else "Not approved.")
        for row in rows
    ]  # fmt: skip
    return rows, "\n".join(lines)


def _state(register: Register, entry: Entry) -> str:
    if entry.status == "confirmed":
        return "confirmed"
    if entry.suggested:
        return "suggestion"
    return "draft, its rule is approved" if is_read(register, entry) else entry.status


def _pareto_line(row: dict[str, Any], place: int) -> str:
    kind = row["kind"] or "kind not said"
    return (
        f"{place}. {row['cause']} ({kind}; {row['status']}): {count_of(row['pains'], 'pain')}, "
        f"{row['added']} of them not explained above; {row['explained']} explained so far "
        f"({100 * row['share']:.0f} % of all)."
    )


def _told_cause(register: Register, key: str) -> str:
    return "\n".join(tree_lines(register, entry_of(register, key)))


def _require_evidence(folder: Path, ids: Sequence[str]) -> None:
    unknown = sorted(set(ids) - _evidence_ids(folder)) if ids else []
    if unknown:
        raise ParameterProblem(
            f"{count_of(len(unknown), 'id')} of no evidence here: {sample_of(unknown)}. Ids of "
            "voices and events stand in the report's list of evidence and in evidence/."
        )


def _evidence_ids(folder: Path) -> set[str]:
    evidence = current_evidence(folder).evidence
    tables = ((evidence.voices, "voice_id"), (evidence.events, "event_id"))
    return {str(one) for table, key in tables for one in table[key]}


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    plain = table.astype(object).where(table.notna(), None)
    return [{str(key): value for key, value in row.items()} for row in plain.to_dict("records")]
