"""Tables of questions and answers in a document, as the turns they stand for."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from cxworkbench.ground.documents import Document, Line
from cxworkbench.intake.words import plain

_ASKED: Final = frozenset(("question", "questions", "frage", "fragen"))
_ANSWERED: Final = frozenset(("answer", "answers", "antwort", "antworten", "response"))
_SPEAKING: Final = frozenset(("speaker", "sprecher", "who", "wer", "person", "name", "von"))
_SAID: Final = frozenset(
    ("text", "said", "statement", "words", "was", "aussage", "beitrag", "inhalt", "transcript",
     "transkript", "what")
)  # fmt: skip


def with_answers_as_turns(document: Document) -> Document:
    """The same document; below a row "Question | Answer" each row is a question and an answer.

    A row that only names the columns of a table of speakers ("Speaker | Text") is left out.

    Examples
    --------
    >>> rows = (Line(1, "", cells=("Frage", "Antwort")), Line(2, "", cells=("Wie?", "Gut.")))
    >>> [line.text for line in with_answers_as_turns(Document(rows)).lines]
    ['Q: Wie?', 'A: Gut.']
    """
    return replace(document, lines=tuple(_lines(document.lines)))


def _lines(lines: Iterable[Line]) -> Iterator[Line]:
    asked = answered = -1
    for line in lines:
        words = [plain(cell) for cell in line.cells]
        if not line.cells:
            asked = answered = -1
        elif _ASKED & {*words} and _ANSWERED & {*words}:
            asked = next(place for place, word in enumerate(words) if word in _ASKED)
            answered = next(place for place, word in enumerate(words) if word in _ANSWERED)
            continue
        elif _SPEAKING & {*words} and _SAID & {*words}:
            continue
        if asked >= 0 and max(asked, answered) < len(line.cells):
            for label, place in (("Q", asked), ("A", answered)):
                if line.cells[place]:
                    yield Line(line.number, f"{label}: {line.cells[place]}")
        else:
            yield line
