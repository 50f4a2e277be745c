"""Sentences on what customers said in words: themes, feelings, languages, found themes."""

from typing import Final

import pandas as pd

from cxworkbench.voice.found_themes import FoundThemes
from cxworkbench.voice.languages import ENGLISH
from cxworkbench.voice.sentiment import LABELS, NEGATIVE, NEUTRAL, POSITIVE
from cxworkbench.voice.text import ALL, SaidInWords
from cxworkbench.voice.themes import NO_THEME, NO_THEME_SHOWN
from cxworkbench.voice.words import count_of, number, percent

NOTHING_SAID: Final = "No statement in words was received in this period."
LANGUAGES: Final = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian",
    "nl": "Dutch", "": "not recognised",
}  # fmt: skip


def describe_reading(said: SaidInWords) -> str:
    """How many statements were read, with what feeling, and how many are in other languages."""
    if said.statements.empty:
        return NOTHING_SAID
    scored = said.statements.loc[said.statements["label"].isin(LABELS), "label"]
    shares = [f"{percent(float((scored == label).mean()))} {label}"
              for label in (NEGATIVE, NEUTRAL, POSITIVE)]  # fmt: skip
    read = (
        f"{count_of(len(scored), 'statement')} in English, read by machine and not verified: "
        f"{', '.join(shares)}"
        if len(scored)
        else "No statement in English"
    )
    drawn = (
        f"{len(said.statements):,} of {said.received:,} statements, drawn by chance, were read. "
        if len(said.statements) < said.received
        else ""
    )
    return f"{drawn}{read}.{_others(said)}"


def describe_themes(said: SaidInWords) -> str:
    """What is spoken of most, what is felt hardest, and how much speaks of no known theme."""
    table = said.themes
    known = table.loc[table["theme"] != NO_THEME]
    total = len(said.statements)
    if known.empty:
        return f"No statement speaks of a known theme (of {total:,})." if total else NOTHING_SAID
    parts = [_most(known, total, said.account)]
    hardest = _hardest(known)
    parts += [hardest] if hardest and said.account == ALL else []
    rest = int(table.loc[table["theme"] == NO_THEME, "statements"].sum())
    if rest:
        parts.append(
            f"{rest:,} of {total:,} statements ({percent(rest / total)}) speak of no known theme"
        )
    return f"{'. '.join(parts)}."


def describe_found(found: FoundThemes) -> str:
    """How many found themes hold in each solution, or why none were looked for."""
    if found.why_none:
        return found.why_none
    stable = found.table.groupby("solution")["stable"].agg(["sum", "size"])
    told = [
        f"of {size}, {held} {'holds' if held == 1 else 'hold'}"
        for held, size in stable.itertuples(index=False, name=None)
    ]
    return (
        f"Themes found by words that stand together, in {len(stable)} solutions, none picked: "
        f"{'; '.join(told)} when statements are drawn anew."
    )


def language_name(code: str) -> str:
    """A language as people call it; the code where it is none of the usual ones.

    Examples
    --------
    >>> language_name("de"), language_name("pl"), language_name("")
    ('German', 'pl', 'not recognised')
    """
    return LANGUAGES.get(code, code)


def _others(said: SaidInWords) -> str:
    others = said.languages.loc[said.languages["language"] != ENGLISH]
    if others.empty:
        return ""
    counts = [
        f"{language_name(code)} {count:,}"
        for code, count in zip(others["language"], others["statements"], strict=True)
    ]
    themed = int(others["themed"].sum())
    by_words = f"{themed:,} of them have a theme by the engagement's own words" if themed else (
        "they have a theme only where the engagement gives words for it"
    )  # fmt: skip
    total = int(others["statements"].sum())
    return f" {total:,} in other languages are not scored ({', '.join(counts)}); {by_words}."


def _most(known: pd.DataFrame, total: int, account: str) -> str:
    first = known.iloc[0]
    who = f", {count_of(int(first['accounts']), 'account')}" if account == ALL else ""
    return (
        f"Most is said about {first['theme']}: {int(first['statements']):,} of {total:,} "
        f"statements{who}, {int(first['negative']):,} read as negative and "
        f"{int(first['positive']):,} as positive"
    )


def _hardest(known: pd.DataFrame) -> str:
    sure = known.loc[known["low"].notna()].sort_values(["sentiment", "theme"], kind="stable")
    if len(sure) < 2:
        return ""
    low, high = sure.iloc[0], sure.iloc[-1]
    apart = "their intervals lie apart" if low["high"] < high["low"] else "too near to tell"
    return (
        f"Felt hardest: {low['theme']} ({_estimate(low)}); least hard: {high['theme']} "
        f"({_estimate(high)}), {apart}"
    )


def _estimate(row: pd.Series) -> str:
    value, low, high = (number(float(row[name]), 2) for name in ("sentiment", "low", "high"))
    return f"{value}, {low} to {high}, n {int(row['scored_accounts']):,}"


__all__ = ["NO_THEME_SHOWN", "describe_found", "describe_reading", "describe_themes",
           "language_name"]  # fmt: skip
