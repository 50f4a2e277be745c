"""A proposal for received files as text for engagement.toml, with remarks for who reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd
import tomlkit

from cxworkbench.ground.rules import columns_in_rule
from cxworkbench.intake.personal import personal_kind
from cxworkbench.intake.questions import Asked
from cxworkbench.intake.unused_words import columns_of_words
from cxworkbench.intake.values import stages_by_name
from cxworkbench.intake.words import plain
from cxworkbench.records.engagement import Engagement, Join, Metric
from cxworkbench.records.ids import mint_id

_PLACED_BY: Final = {"events": ("activity",), "voices": ("category", "question", "code")}
_MOST_VALUES: Final = 40  # words listed for a person to place; more are counted


TRANSCRIPTS: Final = "transcripts of interviews"
INDEX: Final = "an index of transcripts"


@dataclass(frozen=True)
class Proposal:
    """What one file, or one sheet of it, most likely feeds, and how.

    `kind` is the kind of export where it is a known one; `questions` are by header; `metrics` are
    scales that its scores need; `summed` are joins that fetch sums from other tables; `remark` is
    what a person should look at.
    """

    name: str
    file: str
    sheet: str
    feeds: str
    columns: dict[str, str]
    questions: dict[str, Asked]
    frame: pd.DataFrame
    kind: str = ""
    method: str = ""
    constants: dict[str, str] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    set_aside: tuple[str, ...] = ()
    why_aside: str = "tests and unfinished answers"
    computed: dict[str, str] = field(default_factory=dict)
    date_order: str = ""
    metrics: dict[str, Metric] = field(default_factory=dict)
    summed: tuple[Join, ...] = ()
    remark: str = ""
    index: str = ""  # of transcripts: the table that lists them
    index_of: tuple[str, ...] = ()  # of an index: tables of engagement.toml that do not name it yet

    @property
    def not_used(self) -> list[str]:
        """The headers that nothing recognises."""
        used = {*self.columns.values(), *self.questions}
        used |= {header for header in map(str, self.frame.columns) if self._helps(header)}
        return [str(header) for header in self.frame.columns if header not in used]

    @property
    def unused_words(self) -> list[str]:
        """The headers that nothing recognises and that hold words, perhaps what customers say."""
        personal = [one for one in self.not_used if personal_kind(one, self.feeds)]
        return columns_of_words(self.frame, self.not_used, but=personal)

    def _helps(self, header: str) -> bool:
        return any(f"`{header}`" in one for one in self.computed.values()) or any(
            columns_in_rule(rule, [header]) for rule in self.set_aside
        )


def toml_of(proposals: Iterable[Proposal], engagement: Engagement) -> str:
    """The proposals as text for engagement.toml; words to be placed stand in it as comments."""
    listed = list(proposals)
    parts = [*_touchpoints_toml(listed, engagement), *_metrics_toml(listed, engagement)]
    parts += [_table_toml(proposal) for proposal in listed]
    return "\n".join(parts)


def _table_toml(proposal: Proposal) -> str:
    lines = ["[[tables]]", f"name = {_quoted(proposal.name)}", f"file = {_quoted(proposal.file)}"]
    lines += [f"sheet = {_quoted(proposal.sheet)}"] if proposal.sheet else []
    lines += [f"index = {_quoted(proposal.index)}"] if proposal.index else []
    lines.append(f"feeds = {_quoted(proposal.feeds)}{_about(proposal)}")
    if proposal.kind == TRANSCRIPTS:  # which columns they fill changes with every file
        return "\n".join([*lines, f"method = {_quoted(proposal.method)}", ""])
    if proposal.kind == INDEX:
        used = [
            f"# it is used where the table {_quoted(one)} says: index = {_quoted(proposal.name)}"
            for one in proposal.index_of
        ]
        return "\n".join([*lines, *used, ""])
    if proposal.feeds == "voices" and "method" not in proposal.columns:
        lines.append(
            f"method = {_quoted(proposal.method)}  # or another: see docs/reading-files.md"
        )
    if proposal.date_order:
        lines.append(f"date_order = {_quoted(proposal.date_order)}  # as this tool writes; check")
    lines += [f"columns.{column} = {_quoted(h)}" for column, h in proposal.columns.items()]
    lines += [f"constants.{name} = {_quoted(v)}" for name, v in proposal.constants.items()]
    lines += [f"computed.{name} = {_quoted(one)}" for name, one in proposal.computed.items()]
    if proposal.set_aside:
        rules = ", ".join(map(_quoted, proposal.set_aside))
        lines.append(f"set_aside = [{rules}]  # {proposal.why_aside}; take out what counts")
    lines += [f"words = {_inline(proposal.words)}  # check"] if proposal.words else []
    lines += [_join_toml(join) for join in proposal.summed]
    lines += [_question_toml(header, asked) for header, asked in proposal.questions.items()]
    lines += [f"# {_in_comment(proposal.remark)}"] if proposal.remark else []
    if proposal.not_used:
        lines.append(f"# not used: {', '.join(map(_in_comment, proposal.not_used))}")
    lines += [
        f"# {_in_comment(h)} holds words and is used for nothing: look at it, it may be what "
        "customers say"
        for h in proposal.unused_words
    ]
    return "\n".join([*lines, *_values_to_place(proposal)]) + "\n"


def _about(proposal: Proposal) -> str:
    if proposal.kind == INDEX:
        return f"  # {INDEX}: it says whose interview each file is"
    if proposal.feeds == "lookup":
        return "  # nothing by itself: other tables may join it"
    return f"  # looks like {proposal.kind}" if proposal.kind else ""


def _question_toml(header: str, asked: Asked) -> str:
    parts = [f"metric = {_quoted(asked.metric)}"] if asked.part == "score" else ['part = "text"']
    parts += [f"kind = {_quoted(asked.kind)}"] if asked.kind else []
    overall = asked.scale.kind == "nps" or asked.part == "text"
    parts += ["overall = true"] if overall else []
    parts += [f"words = {_inline(asked.words)}"] if asked.words else []
    parts += [f"text = {_quoted(asked.text)}"] if asked.text not in ("", header) else []
    remark = (
        "about everything; else touchpoint = its id"
        if overall
        else 'add touchpoint = "tp-...", the id of the one it asks about'
    )
    return f"questions.{_quoted(header)} = {{ {', '.join(parts)} }}  # {remark}"


def _join_toml(join: Join) -> str:
    sums = ", ".join(f"{_key(column)} = {_quoted(source)}" for column, source in join.sum.items())
    return (
        f"joins = [{{ with = {_quoted(join.with_table)}, on = {_quoted(join.on)}, "
        f"other = {_quoted(join.other)}, sum = {{ {sums} }} }}]"
    )


def _inline(words: Mapping[str, int]) -> str:
    pairs = ", ".join(f"{_quoted(word)} = {number}" for word, number in words.items())
    return f"{{ {pairs} }}"


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
                f'# {_quoted(word)} = {{ touchpoint = "", stage = "" }}  # '
                f"{counts[word]} {'row' if counts[word] == 1 else 'rows'}"
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
    stages = stages_by_name(engagement)
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
    used: dict[str, Metric] = {}
    for proposal in proposals:
        of_questions = {q.metric: q.scale for q in proposal.questions.values() if q.metric}
        for name, scale in {**of_questions, **proposal.metrics}.items():
            if name not in engagement.metrics:
                used[name] = scale
    recommendation_first = sorted(used.items(), key=lambda one: (one[1].kind != "nps", one[0]))
    return [
        f'[metrics.{_key(name)}]\nkind = "{scale.kind}"\nlow = {scale.low:g}\n'
        f"high = {scale.high:g}  # check the scale\n"
        + ("" if scale.felt else "felt = false  # how well it went, not how it felt\n")
        for name, scale in recommendation_first
    ]


def _quoted(text: Any) -> str:  # noqa: ANN401 - numpy's strings too
    return tomlkit.string(str(text)).as_string()


def _key(text: str) -> str:
    return text if text.isascii() and text.replace("_", "").isalnum() else _quoted(text)


def _in_comment(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)
