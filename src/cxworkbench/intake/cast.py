"""Who takes part in an interview: which label stands for whom, and who of them asks."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from cxworkbench.intake.head_blocks import Head
from cxworkbench.intake.speaker_labels import kind_of
from cxworkbench.intake.words import plain
from cxworkbench.intake.written_names import TITLES, Someone, someone

_NOT_FILLED: Final = re.compile(r"<[^<>]*>|\[[^\[\]]*\]|[.…_\-–]+|")


class Cast:
    """Who takes part, as head, index sheet and team say, and whom a label stands for."""

    def __init__(self, head: Head, listed: Mapping[str, str], team: Sequence[Someone]) -> None:
        said = {name: value for name, value in head.fields.items() if _filled(value)}
        self.fields = {**{name: value for name, value in listed.items() if value}, **said}
        self.respondents = [one for one in head.respondents if _filled(one.name) or one.label]
        self.unnamed_role = next((one for one in head.respondents if not one.name), Someone())
        if not self.respondents and listed.get("name"):
            one = someone(listed["name"])
            self.respondents = [replace(one, role=one.role or listed.get("role", ""))]
        self.interviewers = [one for one in head.interviewers if _filled(one.name)]
        if listed.get("interviewer"):
            self.interviewers.append(someone(listed["interviewer"]))
        self.others = [name for name in head.others if _filled(name)]
        self.team = list(team)

    def knows(self, label: str) -> bool:
        """Whether a label stands for somebody who is named."""
        people = (*self.respondents, *self.interviewers, *self.team)
        return any(speaker_is(label, one) for one in people)

    def part_of(self, label: str, labels: Iterable[str]) -> tuple[str, Someone]:
        """What whoever has this label does ("asks", "answers", ""), and who it is."""
        answering = [one for one in self.respondents if speaker_is(label, one)]
        asking = [one for one in self.interviewers if speaker_is(label, one)]
        if not answering and not asking:
            asking = [one for one in self.team if speaker_is(label, one)]
        if len(answering) == 1 and not asking:
            return "answers", answering[0]
        if asking and not answering:
            return "asks", asking[0]
        kind = kind_of(label)
        if kind == "asks":
            alone = self.interviewers[0] if len(self.interviewers) == 1 else Someone()
            return "asks", alone
        if kind == "answers":
            alike = {plain(one) for one in labels if kind_of(one) == "answers"}
            only = len(self.respondents) == 1 and len(alike) == 1
            return "answers", self.respondents[0] if only else Someone(label=label)
        name = "" if kind == "speaks" else label
        return "", Someone(label=label, name=name)

    @property
    def known_role(self) -> str:
        """The role that the head gives to whoever answers, where it names nobody."""
        return self.unnamed_role.role or self.fields.get("role", "")


def settled(parts: Mapping[str, tuple[str, Someone]], cast: Cast) -> dict[str, tuple[str, Someone]]:
    """Everybody asks or answers: who is not known asks only where all who answer are named.

    Where it is known who asks, and only one other speaks and one respondent is named, they are one.
    """
    kinds = {part for part, _ in parts.values()}
    unknown_labels = [label for label, (part, _) in parts.items() if not part]
    heard = [who for part, who in parts.values() if part == "answers"]
    if "asks" in kinds and not heard and len(unknown_labels) == len(cast.respondents) == 1:
        return {**parts, unknown_labels[0]: ("answers", cast.respondents[0])}
    answers = "asks" in kinds or not (cast.respondents and "answers" in kinds)
    unknown = "answers" if answers else "asks"
    return {label: (part or unknown, who) for label, (part, who) in parts.items()}


def team_of(names: Iterable[str]) -> list[str]:
    """The persons of a team, without what they do: "Ada Berg (research)" is "Ada Berg"."""
    return [someone(name).name for name in names if name.strip()]


def speaker_is(label: str, one: Someone) -> bool:
    """Whether a label stands for a person: by their label, name, a part of it, or initials.

    Examples
    --------
    >>> anna = Someone(name="Dr. Anna Schmidt-Berg")
    >>> [speaker_is(label, anna) for label in ("Anna", "Frau Schmidt-Berg", "AS", "Ann")]
    [True, True, True, False]
    """
    said = [word for word in plain(label).split() if word not in TITLES]
    if one.label and plain(label) == plain(one.label):
        return True
    name = one.name
    family, comma, given = name.partition(",")
    words = plain(f"{given} {family}" if comma else name).split()
    words = [word for word in words if word not in TITLES]
    if not said or not words:
        return False
    initials = "".join(word[0] for word in words)
    short = {initials, initials[0] + initials[-1], initials[:2]} if len(words) > 1 else set()
    return set(said) <= set(words) or "".join(said) in short


def _filled(value: str) -> bool:
    return not _NOT_FILLED.fullmatch(value.strip())
