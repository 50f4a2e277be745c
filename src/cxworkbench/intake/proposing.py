"""What received files most likely feed, as text for engagement.toml: proposed, never just used."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pandas as pd
import tomlkit

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import WorkbenchError
from cxworkbench.ground.tables import read_table
from cxworkbench.intake.aliases import METRIC_ALIASES
from cxworkbench.intake.columns import best_feed, usual_columns
from cxworkbench.intake.questions import Asked, scores_asked
from cxworkbench.intake.received import DATA_FOLDER, received_files, unreadable_file
from cxworkbench.intake.values import stage_names
from cxworkbench.intake.words import plain
from cxworkbench.records.engagement import Engagement, Metric
from cxworkbench.records.ids import mint_id

_PLACED_BY: Final = {"events": ("activity",), "voices": ("category", "question", "code")}
_MOST_VALUES: Final = 40  # words listed for a person to place; more are counted


@dataclass(frozen=True)
class Proposal:
    """What one file, or one sheet of it, most likely feeds."""

    name: str
    file: str
    sheet: str
    feeds: str
    columns: dict[str, str]
    questions: dict[str, Asked]  # by header
    frame: pd.DataFrame

    @property
    def not_used(self) -> list[str]:
        """The headers that nothing recognises."""
        used = {*self.columns.values(), *self.questions}
        return [str(header) for header in self.frame.columns if header not in used]


def propose_tables(
    folder: Path, engagement: Engagement
) -> tuple[list[Proposal], list[Problem], list[Problem]]:
    """What the files in `data/` that engagement.toml does not name most likely feed.

    Returns
    -------
    tuple of lists
        The proposals, by file; what is wrong inside the files; the files that cannot be read.
    """
    declared = {table.file for table in engagement.tables}
    taken = [table.name for table in engagement.tables]
    scales = dict(engagement.metrics)
    proposals: list[Proposal] = []
    problems: list[Problem] = []
    unreadable: list[Problem] = []
    for file in received_files(folder):
        if file in declared:
            continue
        try:
            found, wrong = _read(folder / DATA_FOLDER / file, file, taken, scales)
            proposals += found
            problems += wrong
        except (WorkbenchError, OSError) as problem:
            unreadable.append(unreadable_file(file, problem))
    return proposals, problems, unreadable


def toml_of(proposals: Iterable[Proposal], engagement: Engagement) -> str:
    """The proposals as text for engagement.toml; words to be placed stand in it as comments."""
    listed = list(proposals)
    parts = [*_touchpoints_toml(listed, engagement), *_metrics_toml(listed, engagement)]
    parts += [_table_toml(proposal) for proposal in listed]
    return "\n".join(parts)


def _read(
    path: Path, file: str, taken: list[str], scales: dict[str, Metric]
) -> tuple[list[Proposal], list[Problem]]:
    first = read_table(path)
    sheets = first.sheets if len(first.sheets) > 1 else ("",)
    proposals, problems = [], []
    for sheet in sheets:
        received = first if sheet in ("", first.sheet) else read_table(path, sheet=sheet)
        problems += list(received.problems)
        if received.frame.empty:
            continue
        proposal = _proposal(file, sheet, received.frame, scales)
        scales |= {one.metric: one.scale for one in proposal.questions.values()}
        for feeds, columns in _feeds_of(proposal):
            name = mint_id("", f"{Path(file).stem} {sheet}", [f"-{one}" for one in taken])[1:]
            taken.append(name)
            own = name.replace("-", "_")
            proposals.append(replace(proposal, name=own, feeds=feeds, columns=columns))
    return proposals, problems


def _feeds_of(proposal: Proposal) -> list[tuple[str, dict[str, str]]]:
    # A list of companies with one contact each is both: accounts, and their contacts.
    headers = [str(header) for header in proposal.frame.columns]
    columns = proposal.columns
    names_both = {"account_id", "account_name"} <= columns.keys()
    if proposal.feeds != "contacts" or not names_both:
        return [(proposal.feeds, columns)]
    if proposal.frame[columns["account_id"]].duplicated().any():
        return [("contacts", columns)]
    return [("accounts", usual_columns("accounts", headers)), ("contacts", columns)]


def _proposal(file: str, sheet: str, frame: pd.DataFrame, scales: Mapping[str, Metric]) -> Proposal:
    headers = [str(header) for header in frame.columns]
    asked = scores_asked(frame, headers, scales)
    feeds, columns = best_feed(headers, asks=asked)
    questions: dict[str, Asked] = {}
    if feeds == "voices" and "metric" not in columns and "score" not in columns:
        by_name = {plain(alias) for aliases in METRIC_ALIASES.values() for alias in aliases}
        filling = {header for header in columns.values() if plain(header) not in by_name}
        questions = {header: one for header, one in asked.items() if header not in filling}
    columns = {column: header for column, header in columns.items() if header not in questions}
    return Proposal("", file, sheet, feeds, columns, questions, frame)


def _table_toml(proposal: Proposal) -> str:
    lines = ["[[tables]]", f"name = {_quoted(proposal.name)}", f"file = {_quoted(proposal.file)}"]
    lines += [f"sheet = {_quoted(proposal.sheet)}"] if proposal.sheet else []
    meaning = (
        "  # nothing by itself: other tables may join it" if proposal.feeds == "lookup" else ""
    )
    lines.append(f"feeds = {_quoted(proposal.feeds)}{meaning}")
    if proposal.feeds == "voices" and "method" not in proposal.columns:
        lines.append(
            f"method = {_quoted(_method(proposal))}  # or another: see docs/reading-files.md"
        )
    lines += [f"columns.{column} = {_quoted(h)}" for column, h in proposal.columns.items()]
    lines += [_question_toml(header, asked) for header, asked in proposal.questions.items()]
    if proposal.not_used:
        lines.append(f"# not used: {', '.join(map(_in_comment, proposal.not_used))}")
    return "\n".join([*lines, *_values_to_place(proposal)]) + "\n"


def _question_toml(header: str, asked: Asked) -> str:
    line = f"questions.{_quoted(header)} = {{ metric = {_quoted(asked.metric)}"
    if asked.scale.kind == "nps":
        return f"{line}, overall = true }}  # about everything; else touchpoint = its id"
    return f'{line} }}  # add touchpoint = "tp-...", the id of the one it asks about'


def _values_to_place(proposal: Proposal) -> list[str]:
    if "touchpoint" in proposal.columns:
        return []
    for column in _PLACED_BY.get(proposal.feeds, ()):
        header = proposal.columns.get(column)
        if header:
            counts = proposal.frame[header].str.strip().value_counts(sort=False)
            counts = counts[counts.index != ""]
            words = sorted(counts.index, key=lambda word: (-counts[word], word))
            lines = [
                f'# {_quoted(word)} = {{ touchpoint = "", stage = "" }}  # {counts[word]} rows'
                for word in words[:_MOST_VALUES]
            ]
            if len(words) > _MOST_VALUES:
                lines.append(f"# and {len(words) - _MOST_VALUES} more")
            return ["", "# Place each word, then take the # away:",
                    f"# [values.{_key(proposal.name)}.{_key(header)}]", *lines]  # fmt: skip
    return []


def _touchpoints_toml(proposals: list[Proposal], engagement: Engagement) -> list[str]:
    if engagement.touchpoints:
        return []
    stages = {plain(name): name for name in stage_names(engagement)}
    found: dict[str, str] = {}
    for proposal in proposals:
        if {"touchpoint", "stage"} <= proposal.columns.keys():
            pairs = proposal.frame[[proposal.columns["touchpoint"], proposal.columns["stage"]]]
            for touchpoint, stage in pairs.drop_duplicates().itertuples(index=False, name=None):
                if touchpoint.strip() and plain(stage) in stages:
                    found.setdefault(touchpoint.strip(), stages[plain(stage)])
    taken: list[str] = []
    parts = []
    for name, stage in found.items():
        taken.append(mint_id("tp", name, taken))
        parts.append(
            f"[[touchpoints]]\nid = {_quoted(taken[-1])}\nname = {_quoted(name)}\n"
            f"stage = {_quoted(stage)}\n"
        )
    return parts


def _metrics_toml(proposals: list[Proposal], engagement: Engagement) -> list[str]:
    used = {
        asked.metric: asked.scale
        for proposal in proposals
        for asked in proposal.questions.values()
        if asked.metric not in engagement.metrics
    }
    recommendation_first = sorted(used.items(), key=lambda one: (one[1].kind != "nps", one[0]))
    return [
        f'[metrics.{_key(name)}]\nkind = "{scale.kind}"\nlow = {scale.low:g}\n'
        f"high = {scale.high:g}  # check the scale\n"
        for name, scale in recommendation_first
    ]


def _method(proposal: Proposal) -> str:
    words = plain(f"{proposal.file} {proposal.sheet} {proposal.columns.get('key', '')}")
    likely = {"ticket": "ticket", "case": "ticket", "interview": "interview",
              "observation": "observation", "review": "review"}  # fmt: skip
    return next((method for word, method in likely.items() if word in words), "survey")


def _quoted(text: Any) -> str:  # noqa: ANN401 - numpy's strings too
    return tomlkit.string(str(text)).as_string()


def _key(text: str) -> str:
    return text if text.isascii() and text.replace("_", "").isalnum() else _quoted(text)


def _in_comment(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)
