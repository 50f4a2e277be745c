"""Sentences as a notebook shows them: plain text, one a line."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sentences:
    """Sentences that a notebook prints below each other; words from data stay plain text."""

    lines: tuple[str, ...]

    def __repr__(self) -> str:
        return "\n".join(self.lines)


def sentences(*lines: str) -> Sentences:
    """The sentences that say something; empty ones are left out.

    Examples
    --------
    >>> sentences("Two accounts.", "", "One voice.")
    Two accounts.
    One voice.
    """
    return Sentences(tuple(line for line in lines if line))
