"""What customers said in words, for one case: themes, feelings, languages, found themes."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from cxworkbench.intake.case import Case
from cxworkbench.voice.found_themes import FoundThemes, find_themes
from cxworkbench.voice.languages import ENGLISH
from cxworkbench.voice.said_texts import NOT_SCORED, in_own_words, read_texts
from cxworkbench.voice.theme_tables import theme_stages, theme_table

ALL: Final = "all"
MOST_READ: Final = 20_000  # statements; of more a draw is read, and the sentence says so


@dataclass(frozen=True)
class SaidInWords:
    """What a machine reads in the statements of one case: of all accounts, or of one alone.

    `statements` and `mentions` as `said_texts.read_texts` gives them; `themes` and `by_stage` as
    `theme_tables` counts them; `languages` how many statements each has and how many are scored;
    `found`, made over all accounts only. `received` are all statements in words there are; where
    they are more than 20,000, so many are drawn by chance and read.
    """

    account: str
    received: int
    statements: pd.DataFrame
    mentions: pd.DataFrame
    themes: pd.DataFrame
    by_stage: pd.DataFrame
    languages: pd.DataFrame
    found: FoundThemes


def build_text(case: Case, voices: pd.DataFrame | None = None) -> SaidInWords:
    """The statements of a case with their themes and feelings; of one account only its own.

    Parameters
    ----------
    case
        The opened engagement.
    voices
        Those in scope (of one segment); the case's own where not given. Of one account only its
        own are read, and no themes are looked for: that is done over all accounts.

    Raises
    ------
    DataProblem
        Own words or themes of `engagement.toml` cannot be read.
    """
    everybody = case.account == ALL
    chosen = case.voices_here if voices is None or not everybody else voices
    # Of very many voices only what decides is held beside the words until some are drawn.
    spoken = in_own_words(case.with_words(chosen, ["voice_id", "method", "part_of"]))
    drawn = _drawn(spoken, case.seed)
    drawn = chosen.loc[drawn.index].assign(text=drawn["text"])
    few_words = drawn.select_dtypes("category").columns
    said = read_texts(drawn.astype(dict.fromkeys(few_words, "str")), case.engagement.text)
    found = (
        find_themes(said.statements, seed=case.seed)
        if everybody
        else find_themes(said.statements.iloc[:0], seed=case.seed)
    )
    return SaidInWords(
        account=case.account,
        received=len(spoken),
        statements=said.statements,
        mentions=said.mentions,
        themes=theme_table(said.mentions, said.statements),
        by_stage=theme_stages(said.mentions, [stage.name for stage in case.stages]),
        languages=language_table(said.statements),
        found=found,
    )


def language_table(statements: pd.DataFrame) -> pd.DataFrame:
    """How many statements are in each language, and how many of them are scored and themed.

    Returns
    -------
    pandas.DataFrame
        English first, then the most frequent: `language`, two letters, empty where not recognised;
        `statements`, `scored`, `themed`, counts.

    Examples
    --------
    >>> statements = pd.DataFrame({"language": ["de", "en", "en"], "theme": ["", "Price", ""],
    ...     "label": ["not scored", "negative", "neutral"]})
    >>> language_table(statements)
      language  statements  scored  themed
    0       en           2       2       1
    1       de           1       0       0
    """
    counted = (
        statements.assign(
            scored=statements["label"].ne(NOT_SCORED), themed=statements["theme"].ne("")
        )
        .groupby("language")
        .agg(statements=("label", "size"), scored=("scored", "sum"), themed=("themed", "sum"))
        .reset_index()
    )
    order = counted.assign(first=counted["language"].eq(ENGLISH)).sort_values(
        ["first", "statements", "language"], ascending=[False, False, True], kind="stable"
    )
    return counted.loc[order.index].reset_index(drop=True)


def _drawn(spoken: pd.DataFrame, seed: int) -> pd.DataFrame:
    """The statements, or so many of them drawn by chance that reading them takes seconds."""
    if len(spoken) <= MOST_READ:
        return spoken
    # Sorted first, so that the draw does not depend on the order of rows.
    return spoken.sort_values("voice_id").sample(MOST_READ, random_state=seed).sort_index()
