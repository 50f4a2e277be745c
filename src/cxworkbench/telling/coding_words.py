"""Sentences about the coding: what was gone through, how far coders agree, what they differ on."""

import numpy as np
import pandas as pd

from cxworkbench.voice.coding import CodingResearch
from cxworkbench.voice.words import count_of, number, percent

ONLY_OVER_ALL = "The coding is looked at over all accounts, not for one."
NOTHING_CODED = (
    "Nothing is coded yet. Mark passages in the coding control below, or read docs/coding.md."
)


def describe_coding(coding: CodingResearch) -> str:
    """Who went through how much, and how many passages and codes came of it."""
    if not coding.asked:
        return ONLY_OVER_ALL
    worked = coding.coders[coding.coders["read"] > 0]
    if worked.empty:
        return NOTHING_CODED
    read, every = int(coding.methods["read"].sum()), int(coding.methods["voices"].sum())
    names = worked["coder"].tolist()
    used = int((coding.codes["passages"] > 0).sum())
    waiting = int(coding.coders["suggested"].sum())
    told = (
        f"{_listed(names)} went through {read:,} of {count_of(every, 'voice')} with words "
        f"({percent(read / every if every else 0.0)}); "
        f"{count_of(int(coding.codes['passages'].sum()), 'passage')} with {count_of(used, 'code')} "
        "count."
    )
    twice = int(coding.methods["twice"].sum())
    told += f" {count_of(twice, 'voice')} {'was' if twice == 1 else 'were'} gone through twice."
    return told + (f" {count_of(waiting, 'suggestion')} wait for a person." if waiting else "")


def describe_agreement(agreement: pd.DataFrame) -> str:
    """How far coders agree on the code, with the interval, and what that allows one to conclude.

    Examples
    --------
    >>> row = {"what": "code", "measure": "Krippendorff's alpha, nominal", "value": 0.84,
    ...        "low": 0.81, "high": 0.88, "units": 120, "observed": 0.9,
    ...        "reading": "can be relied on"}
    >>> describe_agreement(pd.DataFrame([row]))
    "On the code of a sentence coders agree with Krippendorff's alpha .84 (.81 to .88) over 120
    sentences: can be relied on."
    """
    if agreement.empty:
        return "No voice was gone through by two coders, so agreement is not known."
    first = agreement.iloc[0]
    between = ""
    if not np.isnan(first["low"]):
        between = f" ({coefficient(first['low'])} to {coefficient(first['high'])})"
    measure = str(first["measure"]).split(",")[0]
    if np.isnan(first["value"]):
        return f"{measure} cannot be had: every sentence has the same code."
    return (
        f"On the code of a sentence coders agree with {measure} {coefficient(first['value'])}"
        f"{between} over {count_of(int(first['units']), 'sentence')}: {first['reading']}."
    )


def describe_code_agreement(by_code: pd.DataFrame) -> str:
    """The codes that coders disagree on most, and how many there are too few of to tell."""
    told = by_code[by_code["value"].notna()]
    few = len(by_code) - len(told)
    rare = f" Of {count_of(few, 'code')} there are too few sentences to tell." if few else ""
    if told.empty:
        return rare.strip()
    worst = [
        f"{code} ({coefficient(value)})"
        for code, value in zip(told["code"].head(2), told["value"].head(2), strict=True)
    ]
    return f"Coders differ most on {_listed(worst)}: sharpen what falls under it.{rare}"


def describe_apart(apart: pd.DataFrame) -> str:
    """How many sentences are to be talked over.

    Examples
    --------
    >>> describe_apart(pd.DataFrame({"text": ["It came late."]}))
    '1 sentence is read differently: talk it over, and write what you agree on as coder “agreed”.'
    """
    if apart.empty:
        return "No sentence is read differently."
    return (
        f"{count_of(len(apart), 'sentence')} {'is' if len(apart) == 1 else 'are'} read differently:"
        f" talk {'it' if len(apart) == 1 else 'them'} over, and write what you agree on as coder "
        "“agreed”."
    )


def coefficient(value: float) -> str:
    """A coefficient as papers write it: two decimals, no zero before the point.

    Examples
    --------
    >>> coefficient(0.777), coefficient(-0.05), coefficient(1.0), coefficient(float("nan"))
    ('.78', '−.05', '1.00', '–')
    """
    text = number(value, 2)
    return text.replace("0.", ".", 1) if text.lstrip("−").startswith("0.") else text


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
