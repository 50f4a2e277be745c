"""Sentences about the coding: what was gone through, how far coders agree, what they differ on."""

import numpy as np
import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.voice.coding import CodingResearch
from cxworkbench.voice.words import count_of, number, percent

ONLY_OVER_ALL = "The coding is looked at over all accounts, not for one."  # said later
NOTHING_CODED = (  # said later
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
    told = say(
        "{listed} went through {read:,} of {voices} with words ({read_2}); "
        "{passages} with {codes} count.",
        listed=_listed(names),
        read=read,
        voices=count_of(every, "voice"),
        read_2=percent(read / every if every else 0.0),
        passages=count_of(int(coding.codes["passages"].sum()), "passage"),
        codes=count_of(used, "code"),
    )
    twice = int(coding.methods["twice"].sum())
    told += say(
        " {voices} {was} gone through twice.",
        voices=count_of(twice, "voice"),
        was=say("was") if twice == 1 else say("were"),
    )
    return told + (
        say(" {suggestions} wait for a person.", suggestions=count_of(waiting, "suggestion"))
        if waiting
        else ""
    )


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
        return say("No voice was gone through by two coders, so agreement is not known.")
    first = agreement.iloc[0]
    between = ""
    if not np.isnan(first["low"]):
        between = say(
            " ({coefficient} to {coefficient_2})",
            coefficient=coefficient(first["low"]),
            coefficient_2=coefficient(first["high"]),
        )
    measure = str(first["measure"]).split(",")[0]
    if np.isnan(first["value"]):
        return say("{measure} cannot be had: every sentence has the same code.", measure=measure)
    return say(
        "On the code of a sentence coders agree with {measure} "
        "{coefficient}{between} over {sentences}: {reading}.",
        measure=measure,
        coefficient=coefficient(first["value"]),
        between=between,
        sentences=count_of(int(first["units"]), "sentence"),
        reading=first["reading"],
    )


def describe_code_agreement(by_code: pd.DataFrame) -> str:
    """The codes that coders disagree on most, and how many there are too few of to tell."""
    told = by_code[by_code["value"].notna()]
    few = len(by_code) - len(told)
    rare = (
        say(" Of {codes} there are too few sentences to tell.", codes=count_of(few, "code"))
        if few
        else ""
    )
    if told.empty:
        return rare.strip()
    worst = [
        f"{code} ({coefficient(value)})"
        for code, value in zip(told["code"].head(2), told["value"].head(2), strict=True)
    ]
    return say(
        "Coders differ most on {listed}: sharpen what falls under it.{rare}",
        listed=_listed(worst),
        rare=rare,
    )


def describe_apart(apart: pd.DataFrame) -> str:
    """How many sentences are to be talked over.

    Examples
    --------
    >>> describe_apart(pd.DataFrame({"text": ["It came late."]}))
    '1 sentence is read differently: talk it over, and write what you agree on as coder “agreed”.'
    """
    if apart.empty:
        return say("No sentence is read differently.")
    return say(
        "{sentences} {is_} read differently: talk {it} over, and write what "
        "you agree on as coder “agreed”.",
        sentences=count_of(len(apart), "sentence"),
        is_=say("is") if len(apart) == 1 else say("are"),
        it=say("it") if len(apart) == 1 else say("them"),
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
    return (
        names[0]
        if len(names) == 1
        else say("{names} and {names_2}", names=", ".join(names[:-1]), names_2=names[-1])
    )
