"""The header rows of survey tools' exports: ids above question texts, questions above options."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cxworkbench.ground.dates import is_date

_LOOKED_AT: Final = 6  # rows in which a survey tool's header begins, titles above it allowed
_IMPORT_ROW: Final = '{"ImportId"'
# Field ids that every Qualtrics export has, whatever the questions are.
_QUALTRICS: Final = frozenset(
    ("startdate", "enddate", "status", "ipaddress", "progress", "duration (in seconds)", "finished",
     "recordeddate", "responseid", "distributionchannel", "userlanguage", "externalreference")
)  # fmt: skip
_ENOUGH_IDS: Final = 4
_DAYS: Final = ("startdate", "enddate", "recordeddate")
_MONKEY: Final = (("respondent id", "befragten-id", "befragten id"), ("collector id",
                  "collector-id", "collector nr."))  # fmt: skip
# What SurveyMonkey writes under a question that has one column only.
_ONE_ANSWER: Final = frozenset(
    ("response", "open-ended response", "antwort", "beantwortung mit offenem ende",
     "offene antwort")
)  # fmt: skip


@dataclass(frozen=True)
class SurveyRows:
    """Header rows of a survey tool's export: first and last position from 0, and what they say.

    `names` is one name a column, `asked` one question text a column, "" where none is asked.
    """

    tool: str
    first: int
    last: int
    names: tuple[str, ...]
    asked: tuple[str, ...]


def survey_rows(rows: Sequence[Sequence[str]]) -> SurveyRows | None:
    """The header rows where a survey tool wrote them; None for any other table.

    Qualtrics writes field ids, the question texts and a row of import ids; a column is called by
    its id, which stays the same from export to export. SurveyMonkey writes the questions, and under
    them the options; a column is called by both. The first rows of a file are enough.

    Parameters
    ----------
    rows
        The first rows of the file, at least eight where it has them.

    Examples
    --------
    >>> found = survey_rows([["StartDate", "Status", "Finished", "ResponseId", "Q1"],
    ...     ["Start Date", "Response Type", "Finished", "Response ID", "Do you recommend us?"],
    ...     ['{"ImportId":"startDate"}', '{"ImportId":"status"}', '{"ImportId":"finished"}',
    ...      '{"ImportId":"_recordId"}', '{"ImportId":"QID1"}']])
    >>> found.tool, found.last, found.names[-1], found.asked[-1]
    ('Qualtrics', 2, 'Q1', 'Do you recommend us?')
    """
    for first in range(min(_LOOKED_AT, len(rows))):
        found = _qualtrics(rows, first) or _survey_monkey(rows, first)
        if found:
            return found
    return None


def _qualtrics(rows: Sequence[Sequence[str]], first: int) -> SurveyRows | None:
    ids = [_words(cell) for cell in rows[first]]
    places = {name.lower(): place for place, name in enumerate(ids)}
    if len(_QUALTRICS & places.keys()) < _ENOUGH_IDS:
        return None
    below = rows[first + 1 : first + 3]
    imports = [place for place, row in enumerate(below, first + 1) if _is_import_row(row)]
    texts = [
        place
        for place, row in enumerate(below, first + 1)
        if place not in imports and (_names_days(row, places) or place + 1 in imports)
    ]
    if not imports and not texts:
        return None
    last = max([*imports, *texts[:1]])
    said = [_words(cell) for cell in rows[texts[0]]] if texts else []
    width = max(len(ids), len(said))
    names = [*ids, *[""] * (width - len(ids))]
    asked = [*said, *[""] * (width - len(said))]
    return SurveyRows("Qualtrics", first, last, tuple(names), tuple(asked))


def _is_import_row(row: Sequence[str]) -> bool:
    return any(cell.replace(" ", "").startswith(_IMPORT_ROW) for cell in row)


def _names_days(row: Sequence[str], places: dict[str, int]) -> bool:
    under = [row[places[day]].strip() for day in _DAYS if places.get(day, len(row)) < len(row)]
    return bool(under) and all(cell and not is_date(cell) and not _digits(cell) for cell in under)


def _digits(cell: str) -> bool:
    return any(letter.isdigit() for letter in cell)


def _survey_monkey(rows: Sequence[Sequence[str]], first: int) -> SurveyRows | None:
    questions = [_words(cell) for cell in rows[first]]
    known = {question.lower() for question in questions}
    if not all(known & set(words) for words in _MONKEY) or first + 1 >= len(rows):
        return None
    options = [_words(cell) for cell in rows[first + 1]]
    about = [place for place, word in enumerate(questions) if word.lower() in _MONKEY[0]]
    if not any(options) or any(options[place] for place in about if place < len(options)):
        return None  # the row of options was taken out: one header row is left
    width = max(len(questions), len(options))
    questions += [""] * (width - len(questions))
    options += [""] * (width - len(options))
    names, asked = _question_and_option(questions, options)
    return SurveyRows("SurveyMonkey", first, first + 1, tuple(names), tuple(asked))


def _question_and_option(
    questions: Sequence[str], options: Sequence[str]
) -> tuple[list[str], list[str]]:
    """A name and a question text for each column: a question reaches over the options under it."""
    names, asked, question = [], [], ""
    for own, option in zip(questions, options, strict=True):
        question = own or (question if option else "")
        alone = not option or option.lower() in _ONE_ANSWER
        name = question if alone else f"{question} - {option}".removeprefix(" - ")
        names.append(name)
        asked.append(name if option else "")
    return names, asked


def _words(cell: str) -> str:
    return " ".join(cell.split())
