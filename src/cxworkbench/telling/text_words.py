"""Sentences on what customers said in words: themes, feelings, languages, found themes."""

from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.voice.found_themes import FoundThemes
from cxworkbench.voice.languages import ENGLISH
from cxworkbench.voice.sentiment import LABELS, NEGATIVE, NEUTRAL, POSITIVE
from cxworkbench.voice.text import ALL, SaidInWords
from cxworkbench.voice.themes import NO_THEME, NO_THEME_SHOWN
from cxworkbench.voice.words import count_of, number, percent

NOTHING_SAID: Final = "No statement in words was received in this period."  # said later
LANGUAGES: Final = {  # said later
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
        say(
            "{statements} in English, read by machine and not verified: {shares}",
            statements=count_of(len(scored), "statement"),
            shares=", ".join(shares),
        )
        if len(scored)
        else say("No statement in English")
    )
    drawn = (
        say(
            "{statements:,} of {received:,} statements, drawn by chance, were read. ",
            statements=len(said.statements),
            received=said.received,
        )
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
        return (
            say("No statement speaks of a known theme (of {total:,}).", total=total)
            if total
            else NOTHING_SAID
        )
    parts = [_most(known, total, said.account)]
    hardest = _hardest(known)
    parts += [hardest] if hardest and said.account == ALL else []
    rest = int(table.loc[table["theme"] == NO_THEME, "statements"].sum())
    if rest:
        parts.append(
            say(
                "{rest:,} of {total:,} statements ({rest_2}) speak of no known theme",
                rest=rest,
                total=total,
                rest_2=percent(rest / total),
            )
        )
    return f"{'. '.join(parts)}."


def describe_found(found: FoundThemes) -> str:
    """How many found themes hold in each solution, or why none were looked for."""
    if found.why_none:
        return found.why_none
    stable = found.table.groupby("solution")["stable"].agg(["sum", "size"])
    told = [
        say(
            "of {size}, {held} {holds}",
            size=size,
            held=held,
            holds=say("holds") if held == 1 else say("hold"),
        )
        for held, size in stable.itertuples(index=False, name=None)
    ]
    return say(
        "Themes found by words that stand together, in {stable} solutions, "
        "none picked: {told} when statements are drawn anew.",
        stable=len(stable),
        told="; ".join(told),
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
    if themed:
        by_words = say(
            "{themed:,} of them have a theme by the engagement's own words", themed=themed
        )
    else:
        by_words = say("they have a theme only where the engagement gives words for it")
    total = int(others["statements"].sum())
    return say(
        " {total:,} in other languages are not scored ({counts}); {by_words}.",
        total=total,
        counts=", ".join(counts),
        by_words=by_words,
    )


def _most(known: pd.DataFrame, total: int, account: str) -> str:
    first = known.iloc[0]
    who = f", {count_of(int(first['accounts']), 'account')}" if account == ALL else ""
    return say(
        "Most is said about {theme}: {statements:,} of {total:,} "
        "statements{who}, {negative:,} read as negative and {positive:,} as "
        "positive",
        theme=first["theme"],
        statements=int(first["statements"]),
        total=total,
        who=who,
        negative=int(first["negative"]),
        positive=int(first["positive"]),
    )


def _hardest(known: pd.DataFrame) -> str:
    sure = known.loc[known["low"].notna()].sort_values(["sentiment", "theme"], kind="stable")
    if len(sure) < 2:
        return ""
    low, high = sure.iloc[0], sure.iloc[-1]
    apart = (
        say("their intervals lie apart") if low["high"] < high["low"] else say("too near to tell")
    )
    return say(
        "Felt hardest: {theme} ({estimate}); least hard: {theme_2} ({estimate_2}), {apart}",
        theme=low["theme"],
        estimate=_estimate(low),
        theme_2=high["theme"],
        estimate_2=_estimate(high),
        apart=apart,
    )


def _estimate(row: pd.Series) -> str:
    value, low, high = (number(float(row[name]), 2) for name in ("sentiment", "low", "high"))
    return say(
        "{value}, {low} to {high}, n {scored_accounts:,}",
        value=value,
        low=low,
        high=high,
        scored_accounts=int(row["scored_accounts"]),
    )


__all__ = ["NO_THEME_SHOWN", "describe_found", "describe_reading", "describe_themes",
           "language_name"]  # fmt: skip
