"""Segments explored and saved without a screen; what the segment explorer does, done in code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pandas as pd

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.records.engagement import SegmentRule
from cxworkbench.records.segmentation import SegmentDefinition
from cxworkbench.records.store import load_engagement, save_engagement_values
from cxworkbench.voice.behaviour import Behaviour, behavioural_segments
from cxworkbench.voice.behaviour_case import told_segments
from cxworkbench.voice.definition_file import DEFINITION_FILE, rename_segment, save_definition
from cxworkbench.voice.definitions import define_segments
from cxworkbench.voice.segments import segment_accounts, segment_summary

RULES: Final = "rules"


@dataclass(frozen=True)
class SegmentChoice:
    """What a person chose: rules, or a method with weighed dimensions, a number and a seed.

    `rules` are lines "name: rule"; `k` None lets the accounts decide.
    """

    way: str = "mixture"
    weights: Mapping[str, float] = field(default_factory=dict)
    k: int | None = None
    seed: int = 1
    rules: str = ""


@dataclass(frozen=True)
class Explored:
    """What a choice came to; `behaviour` is None for rules.

    `told` has a row per segment; `traits` says how each differs from the rest.
    """

    choice: SegmentChoice
    told: pd.DataFrame
    traits: pd.DataFrame
    behaviour: Behaviour | None
    rules: tuple[SegmentRule, ...]


def explore_segments(profile: pd.DataFrame, choice: SegmentChoice) -> Explored:
    """The segments that a choice comes to; nothing is written.

    Parameters
    ----------
    profile
        As `voice.profile.account_profile` makes it.
    choice
        What to group by.

    Raises
    ------
    ParameterProblem
        A method, dimension or weight that cannot be taken, or a line that is no rule.
    RecordProblem
        A rule that cannot be read.
    """
    if choice.way == RULES:
        rules = rules_in(choice.rules)
        placed = segment_accounts(profile, rules)
        return Explored(choice, segment_summary(profile, placed), pd.DataFrame(), None, rules)
    behaviour = behavioural_segments(
        profile, dict(choice.weights), method=choice.way, k=choice.k, seed=choice.seed
    )
    told, traits, _ = told_segments(behaviour, profile)
    return Explored(choice, told, traits, behaviour, ())


def save_explored(
    folder: Path,
    profile: pd.DataFrame,
    explored: Explored,
    *,
    names: Mapping[int, str] | None = None,
    descriptions: Mapping[int, str] | None = None,
    file: str = DEFINITION_FILE,
    use: bool = False,
    anyway: bool = False,
    as_of: str = "",
) -> SegmentDefinition | None:
    """The definition as it was written into the engagement; None where rules were written.

    Rules go into `engagement.toml`; groups into a definition, which the engagement then goes by
    where `use` is set.

    Parameters
    ----------
    folder
        The engagement's folder.
    profile
        The accounts that were explored.
    explored
        As `explore_segments` made it.
    names, descriptions
        Place of a segment, from 0, to what a person calls it; the proposed ones else.
    file
        Name of the definition in the folder.
    use
        Whether the engagement goes by it from now on.
    anyway
        Whether to save segments that are not stable, too.
    as_of
        The last day that counted, ISO.

    Raises
    ------
    ParameterProblem
        There is nothing stable to save, or a name is taken.
    RecordProblem
        A segment that a person named before has no successor, or the engagement cannot be written.
    """
    if explored.behaviour is None:
        said = {one.name: one.description for one in load_engagement(folder).segments}
        rules = [
            one.model_copy(update={"description": said.get(one.name, "")}).model_dump(
                exclude_defaults=True
            )
            for one in explored.rules
        ]
        save_engagement_values(folder, {"segments": rules, "segments_from": None})
        return None
    _require_file(file)
    definition = define_segments(explored.behaviour, profile, as_of=as_of, anyway=anyway)
    for place, one in enumerate(definition.segments):
        definition = rename_segment(
            definition,
            one.id,
            name=(names or {}).get(place, ""),
            description=(descriptions or {}).get(place),
        )
    saved = save_definition(definition, folder / file)
    if use:
        save_engagement_values(folder, {"segments_from": file})
    return saved


def rules_in(text: str) -> tuple[SegmentRule, ...]:
    """The rules that lines "name: rule" hold; empty lines are left out.

    Raises
    ------
    ParameterProblem
        A line has no name or no rule, or a name stands twice.

    Examples
    --------
    >>> rules_in("large: revenue >= 50000")[0].rule
    'revenue >= 50000'
    """
    rules: list[SegmentRule] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        name, _, rule = (part.strip() for part in line.partition(":"))
        if not name or not rule:
            raise ParameterProblem(
                f"Line {number} of the rules is {line.strip()!r}. Write a name, a colon and a "
                "rule: large: revenue >= 50000."
            )
        if name in [one.name for one in rules]:
            raise ParameterProblem(f"Two rules are named {name!r}. Give each its own name.")
        rules.append(SegmentRule(name=name, rule=rule))
    return tuple(rules)


def lines_of(rules: tuple[SegmentRule, ...]) -> str:
    """The rules as lines "name: rule"."""
    return "\n".join(f"{one.name}: {one.rule}" for one in rules)


def _require_file(file: str) -> None:
    if Path(file).name != file or not file.endswith(".json"):
        raise ParameterProblem(
            f"The file is {file!r}. Give a name that ends in .json, such as {DEFINITION_FILE}; it "
            "is written into the engagement's folder."
        )
