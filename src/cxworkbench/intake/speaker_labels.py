"""What stands before a turn ("I:", "R1:", "Interviewer:") and says by itself who speaks."""

import re
from typing import Final

from cxworkbench.intake.words import plain

_NUMBERED: Final = re.compile(r"(?P<word>.*?)\s?(?P<number>\d{1,2})?")
_ASKS: Final = frozenset(
    ("i", "int", "interviewer", "interviewerin", "q", "f", "frage", "question", "mod", "moderator",
     "moderatorin", "researcher", "fragesteller", "fragestellerin")
)  # fmt: skip
_ANSWERS: Final = frozenset(
    ("r", "a", "b", "p", "e", "k", "ip", "tn", "answer", "antwort", "respondent", "interviewee",
     "participant", "befragte", "befragter", "kunde", "kundin", "customer", "client", "expert",
     "experte", "expertin", "teilnehmer", "teilnehmerin", "gesprachspartner", "interviewpartner",
     "gesprachspartnerin", "interviewpartnerin")
)  # fmt: skip
_SPEAKS: Final = frozenset(
    ("speaker", "sprecher", "sprecherin", "person", "s", "unknown speaker", "unknown", "voice",
     "unbekannt", "guest", "gast")
)  # fmt: skip


def kind_of(label: str) -> str:
    """What a label says by itself: "asks", "answers", "speaks", or "" for a name or anything else.

    Examples
    --------
    >>> [kind_of(label) for label in ("Interviewer 2", "R1", "Speaker 1", "Anna")]
    ['asks', 'answers', 'speaks', '']
    """
    match = _NUMBERED.fullmatch(plain(label))
    word = match["word"] if match else ""
    kinds = (("asks", _ASKS), ("answers", _ANSWERS), ("speaks", _SPEAKS))
    return next((kind for kind, words in kinds if word in words), "")
