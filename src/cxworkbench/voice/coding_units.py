"""What each coder read in each sentence: the units over which coders agree or do not."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from cxworkbench.ground.sentence_spans import sentence_spans
from cxworkbench.intake.coded import fits
from cxworkbench.records.coding import CodeBook, Coding, Passage
from cxworkbench.voice.parts import received_voices

NO_CODE: Final = "no code"
AND: Final = " + "
PLACE: Final = ("voice_id", "start", "end")
QUESTIONS: Final = ("code", "stage", "touchpoint_id", "emotion", "severity")
_HALF: Final = 0.5


def coded_units(
    voices: pd.DataFrame, book: CodeBook, codings: Sequence[Coding], *, question: str = "code"
) -> pd.DataFrame:
    """One row per sentence that two or more coders went through, and what each of them read there.

    A passage is read in a sentence when it covers half of the sentence, or half of the passage lies
    in it. A sentence that a coder went past without a mark has "no code"; a voice that a coder has
    not gone through is missing for that coder.

    Parameters
    ----------
    voices
        Evidence table `voices`.
    book
        The code book, for the names of codes.
    codings
        Each coder's. A voice counts as gone through when it is listed as read or has a passage.
    question
        "code", or one of "stage", "touchpoint_id", "emotion", "severity": then only sentences that
        the coder gave a code are there, and the first passage's answer stands.

    Returns
    -------
    pandas.DataFrame
        `voice_id`, `account_id`, `start`, `end`, then one column a coder. Several codes on one
        sentence stand together, in the order of their names: "Late + Unclear".
    """
    coders = [coding.coder for coding in codings]
    by_voice = [_by_voice(coding) for coding in codings]
    texts = _texts(voices, by_voice)
    names = {code.id: code.name for code in book.codes}
    rows: list[dict[str, Any]] = []
    for voice_id, (account, text) in texts.items():
        if sum(voice_id in known for known in by_voice) < 2:
            continue
        for start, end in sentence_spans(text):
            row = {"voice_id": voice_id, "account_id": account, "start": start, "end": end}
            for coder, known in zip(coders, by_voice, strict=True):
                there = known.get(voice_id)
                row[coder] = _answer(there, text, start, end, names, question)
            rows.append(row)
    return pd.DataFrame(rows, columns=[*PLACE[:1], "account_id", *PLACE[1:], *coders])


def coded_sentences(
    voices: pd.DataFrame, book: CodeBook, codings: Sequence[Coding]
) -> pd.DataFrame:
    """Every sentence of every voice that anybody went through, with all codes given to it.

    Returns
    -------
    pandas.DataFrame
        `voice_id`, `account_id`, `start`, `end`, `text`; `codes`, the ids of all codes that any
        coder gave it, a set in a tuple, empty where none did.
    """
    by_voice = [_by_voice(coding) for coding in codings]
    known = {code.id for code in book.codes}
    rows = []
    for voice_id, (account, text) in _texts(voices, by_voice).items():
        found = [there[voice_id] for there in by_voice if voice_id in there]
        for start, end in sentence_spans(text) if found else ():
            given = {one.code for there in found for one in _here(there, text, start, end)}
            codes = tuple(sorted(given & known))
            rows.append((voice_id, account, start, end, text[start:end], codes))
    columns = ["voice_id", "account_id", "start", "end", "text", "codes"]
    return pd.DataFrame(rows, columns=columns)


def is_in_sentence(passage: Passage, start: int, end: int) -> bool:
    """Whether a passage is read in the sentence from letter `start` up to `end`.

    Examples
    --------
    >>> words = Passage(voice_id="v", start=10, end=24, text_hash="")
    >>> is_in_sentence(words, 0, 12), is_in_sentence(words, 12, 40)
    (False, True)
    """
    shared = min(passage.end, end) - max(passage.start, start)
    shorter = min(passage.end - passage.start, end - start)
    return shared > 0 and shared >= _HALF * shorter


def _texts(
    voices: pd.DataFrame, by_voice: Sequence[dict[str, list[Passage]]]
) -> dict[str, tuple[str, str]]:
    read = {voice for known in by_voice for voice in known}
    spoken = received_voices(voices[voices["voice_id"].isin(read)])
    spoken = spoken[spoken["text"].str.strip() != ""]
    columns = (spoken[name] for name in ("voice_id", "account_id", "text"))
    return {voice: (account, text) for voice, account, text in zip(*columns, strict=True)}


def _by_voice(coding: Coding) -> dict[str, list[Passage]]:
    there: dict[str, list[Passage]] = {voice: [] for voice in coding.read}
    for passage in coding.passages:
        if passage.status == "accepted":
            there.setdefault(passage.voice_id, []).append(passage)
    return there


def _here(passages: Iterable[Passage], text: str, start: int, end: int) -> list[Passage]:
    return [one for one in passages if is_in_sentence(one, start, end) and fits(one, text)]


def _answer(
    passages: list[Passage] | None,
    text: str,
    start: int,
    end: int,
    names: dict[str, str],
    question: str,
) -> object:
    if passages is None:
        return np.nan
    here = _here(passages, text, start, end)
    if question == "code":
        given = {names.get(one.code, one.code) for one in here} - {""}
        return AND.join(sorted(given)) or NO_CODE
    answers = [getattr(one, question) for one in here]
    stated = [one for one in answers if one not in (None, "")]
    return stated[0] if stated else np.nan
