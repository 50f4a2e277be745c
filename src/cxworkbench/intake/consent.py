"""May words be quoted: asked once where no file says so, and kept in engagement.toml."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import tomlkit
import tomlkit.items

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import ParameterProblem, did_you_mean
from cxworkbench.ground.files import write_text
from cxworkbench.ground.terms import CONSENTS
from cxworkbench.intake.columns import map_columns
from cxworkbench.intake.received import Files, read_files
from cxworkbench.records.engagement import Engagement, ReceivedTable
from cxworkbench.records.store import ENGAGEMENT_FILE, load_engagement

MEANINGS: Final = {
    "none": "their words are counted and read, and quoted nowhere",
    "anonymous": "quoted without a name; the role only where enough people share it",
    "named": "quoted with the role, also where few people share it",
}
_FILES_NAMED: Final = 3


def unstated(table: ReceivedTable, said: int) -> Problem:
    """The note that a table has words of people and nobody said whether they may be quoted."""
    counted = "1 statement in words" if said == 1 else f"{said:,} statements in words"
    remedy = (
        "Until somebody says so, none is quoted. Ask whoever collected them, and write consent "
        f"under [privacy], or constants.consent for {table.name}: {', '.join(CONSENTS)}."
    )
    rule = "says whether words may be quoted"
    return Problem(table.file, 0, "consent", rule, counted, remedy, "note")


def tables_without_consent(folder: Path) -> list[str]:
    """The tables of voices for which nobody said whether words may be quoted.

    None where engagement.toml has an answer for all of them: the question is asked once.
    """
    engagement = load_engagement(folder)
    if engagement.privacy.consent:
        return []
    return _without_consent(engagement, read_files(folder, engagement))


def _without_consent(engagement: Engagement, files: Files) -> list[str]:
    open_tables = []
    for table in engagement.tables:
        parts = files.parts(table)
        if table.feeds == "voices" and parts is not None:
            mapped = map_columns(table, parts.columns)
            if "consent" not in {*mapped.columns, *table.constants}:
                open_tables.append(table.name)
    return open_tables


def settle_consent(
    folder: Path, *, given: str = "", ask: Callable[[str], str] | None = None
) -> str:
    """The answer that is now in engagement.toml; "" where there was none to give and none is there.

    Parameters
    ----------
    folder
        The engagement.
    given
        The answer, where it is known: it is written as it is.
    ask
        Asked where no answer is given and one is missing: takes the question, gives the answer.

    Raises
    ------
    ParameterProblem
        The answer is none of none, anonymous, named.
    """
    answer = given
    if not answer and ask is not None:
        tables = tables_without_consent(folder)
        answer = ask(question(tables)).strip().lower() if tables else ""
    if not answer:
        return ""
    require_consent(answer)
    path = folder / ENGAGEMENT_FILE
    write_text(path, with_consent(path.read_text(encoding="utf-8-sig"), answer))
    return answer


def require_consent(answer: str) -> None:
    """Nothing, where the answer is one of the words.

    Raises
    ------
    ParameterProblem
        It is another word.
    """
    if answer not in CONSENTS:
        raise ParameterProblem(
            f"consent is {answer!r}. {did_you_mean(answer, CONSENTS)}"
            f"It is one of {', '.join(CONSENTS)}."
        )


def question(tables: Iterable[str]) -> str:
    """The question of consent, with what each answer means.

    Examples
    --------
    >>> print(question(["survey"]))
    May people's words in survey be quoted? No file says so.
      none       their words are counted and read, and quoted nowhere
      anonymous  quoted without a name; the role only where enough people share it
      named      quoted with the role, also where few people share it
    """
    names = list(tables)
    shown = ", ".join(names[:_FILES_NAMED])
    more = f" and {len(names) - _FILES_NAMED} more" if len(names) > _FILES_NAMED else ""
    lines = [f"  {word:<10} {meaning}" for word, meaning in MEANINGS.items()]
    return "\n".join([f"May people's words in {shown}{more} be quoted? No file says so.", *lines])


def with_consent(text: str, answer: str) -> str:
    r"""The text of engagement.toml with that answer; comments and everything else stay.

    Examples
    --------
    >>> with_consent('[privacy]\nconsent = "" # ask\n', "anonymous")
    '[privacy]\nconsent = "anonymous" # ask\n'
    """
    document = tomlkit.parse(text)
    if "privacy" not in document:
        document["privacy"] = tomlkit.table()
    privacy = document["privacy"]
    assert isinstance(privacy, tomlkit.items.Table)
    privacy["consent"] = answer
    return tomlkit.dumps(document)
