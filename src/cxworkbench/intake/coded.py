"""Coded passages as evidence: what people marked in the voices becomes statements of its own."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import did_you_mean
from cxworkbench.ground.files import safe_name
from cxworkbench.records.coding import Code, CodeBook, Coding, Passage, passage_hash
from cxworkbench.records.coding_files import CODING_FOLDER, load_code_book, load_codings
from cxworkbench.records.engagement import Engagement
from cxworkbench.records.evidence import conform
from cxworkbench.records.ids import evidence_id

COUNTS: Final = "counts"
CHANGED: Final = "the words have changed since"
SAME_WORDS: Final = "marks words that {} has coded"
PASSAGE_COLUMNS: Final = {
    "coder": "str", "file": "str", "number": "int64", "voice_id": "str", "account_id": "str",
    "start": "int64", "end": "int64", "text": "str", "code_id": "str", "code": "str",
    "code_kind": "str", "stage": "str", "touchpoint_id": "str", "emotion_word": "str",
    "emotion": "float64", "action": "str", "severity": "float64", "status": "str", "state": "str",
}  # fmt: skip
_FEELS: Final = ("emotion", "severity")
_TYPED: Final = ("code", "action", "emotion_word")  # what coders write themselves


@dataclass(frozen=True)
class Coded:
    """The voices with coded passages among them, and what a person should know about these."""

    voices: pd.DataFrame
    problems: tuple[Problem, ...]


def coded_voices(
    folder: Path,
    engagement: Engagement,
    voices: pd.DataFrame,
    *,
    clean: Callable[[str], str] = str,
) -> Coded:
    """The voices of an engagement, with every coded passage that counts as a voice of its own.

    A passage carries the voice's account, contact, role, method, source, day and consent, its own
    words, code, feeling and severity, and where its coder named none the voice's place. Scores stay
    with the voice. The voice hands the code that came with the table, and the feeling and severity
    that belong to it, over to its passages: what people read replaces what a column said. An action
    that a coder named becomes one more statement.

    Parameters
    ----------
    folder
        The engagement's folder, with `coding/` in it or not.
    engagement
        Its stages and touchpoints.
    voices
        Evidence table `voices`, as received.
    clean
        Takes people's names out of what coders wrote.
    """
    book = load_code_book(folder)
    codings = load_codings(folder, book)
    if not codings:
        return Coded(voices, ())
    passages = judged_passages(voices, book, codings)
    placed, problems = _placed(passages, engagement)
    placed = placed.assign(**{name: placed[name].map(clean).astype("str") for name in _TYPED})
    counted = placed[placed["state"] == COUNTS]
    if counted.empty:
        return Coded(voices, problems)
    origin = voices.set_index("voice_id").loc[counted["voice_id"]].reset_index()
    parts = _as_voices(counted.reset_index(drop=True), origin, engagement)
    rest = _handed_over(voices, parts)
    return Coded(conform(pd.concat([rest, parts], ignore_index=True), "voices"), problems)


def judged_passages(
    voices: pd.DataFrame, book: CodeBook, codings: Sequence[Coding]
) -> pd.DataFrame:
    """Every passage of every coder, with its words and whether it counts.

    Where two coders marked words that overlap, the reading of the coder who stands first counts:
    `load_codings` gives them in the order that the code book states. Nothing is taken out of
    anybody's file.

    Parameters
    ----------
    voices
        Evidence table `voices`.
    book
        The code book.
    codings
        Each coder's, the one that counts first.

    Returns
    -------
    pandas.DataFrame
        One row per passage, coder by coder: `coder`; `file` and `number`, where it stands;
        `voice_id`, `account_id`; `start`, `end`, letters of the voice's text; `text`, as it stands
        there now; `code_id`, `code` (its name), `code_kind`; `stage`, `touchpoint_id`,
        `emotion_word`, `emotion` (-2 to +2), `action`, `severity` (1 to 5), `status`; `state`:
        "counts", or why it does not.
    """
    marked = {passage.voice_id for coding in codings for passage in coding.passages}
    received = voices[voices["voice_id"].isin(marked) & (voices["part_of"] == "")]
    texts = dict(zip(received["voice_id"], received["text"], strict=True))
    accounts = dict(zip(received["voice_id"], received["account_id"], strict=True))
    codes = {code.id: code for code in book.codes}
    taken: dict[str, list[tuple[int, int, str]]] = {}
    rows = []
    for coding in codings:
        for number, passage in enumerate(coding.passages, start=1):
            state = _state(passage, texts, codes, taken.get(passage.voice_id, []), coding.coder)
            if state == COUNTS:
                mine = (passage.start, passage.end, coding.coder)
                taken.setdefault(passage.voice_id, []).append(mine)
            code = codes.get(passage.code, Code(id=passage.code, name="", kind="thought"))
            rows.append(_row(coding.coder, number, passage, code, texts, accounts, state))
    return pd.DataFrame(rows, columns=list(PASSAGE_COLUMNS)).astype(PASSAGE_COLUMNS)


def _state(
    passage: Passage,
    texts: dict[str, str],
    codes: dict[str, Code],
    taken: Iterable[tuple[int, int, str]],
    coder: str,
) -> str:
    if passage.status != "accepted":
        return passage.status
    if passage.voice_id not in texts:
        return "its voice is not there"
    if not fits(passage, texts[passage.voice_id]):
        return CHANGED
    if passage.code and passage.code not in codes:
        return "its code is not in the code book"
    over = (who for start, end, who in taken if start < passage.end and passage.start < end)
    first = next((who for who in over if who != coder), "")
    return SAME_WORDS.format(first) if first else COUNTS


def fits(passage: Passage, text: str) -> bool:
    """Whether the words of a passage still stand where they were marked."""
    words = text[passage.start : passage.end]
    return len(text) >= passage.end and passage_hash(words) == passage.text_hash


def _row(
    coder: str,
    number: int,
    passage: Passage,
    code: Code,
    texts: dict[str, str],
    accounts: dict[str, str],
    state: str,
) -> dict[str, Any]:
    voice = passage.voice_id
    return passage.model_dump(exclude={"text_hash", "note", "code"}) | {
        "coder": coder,
        "file": f"{CODING_FOLDER}/{safe_name(coder)}.json",
        "number": number,
        "account_id": accounts.get(voice, ""),
        "text": texts.get(voice, "")[passage.start : passage.end],
        "code_id": passage.code,
        "code": code.name,
        "code_kind": code.kind if code.name else "",
        "state": state,
    }


def _placed(
    passages: pd.DataFrame, engagement: Engagement
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """The passages with only places that the engagement knows, and all that is wrong with them."""
    touchpoints = [place.id for place in engagement.touchpoints]
    stages = [stage.name for stage in engagement.stages]
    found = [*_unusable(passages)]
    placed = passages.copy()
    now = {name: stage.name for stage in engagement.stages for name in stage.formerly}
    placed["stage"] = placed["stage"].replace(now).astype("str")
    for column, known in (("touchpoint_id", touchpoints), ("stage", stages)):
        wrong = placed[column].ne("") & ~placed[column].isin(known) & bool(known)
        for at in placed[wrong & (placed["state"] == COUNTS)].itertuples():
            value = str(getattr(at, column))
            remedy = (
                f"The passage counts at its voice's place. {did_you_mean(value, known)}"
                "Correct it in the coding control."
            )
            rule = f"is a {column.removesuffix('_id')} of the engagement"
            found.append(Problem(str(at.file), int(str(at.number)), column, rule, value, remedy))
        placed[column] = placed[column].mask(wrong, "").astype("str")
    return placed, tuple(found)


def _unusable(passages: pd.DataFrame) -> Iterable[Problem]:
    rules = {
        "its voice is not there": ("voice_id", "is a voice of the evidence",
            "The received row has changed or gone: mark the words again, or remove the passage."),
        CHANGED: ("text_hash", "is of the words that stand there now",
            "The text has changed since it was coded: look at it in the coding control and mark "
            "the words again."),
        "its code is not in the code book": ("code", "is a code of the code book",
            "Add the code to coding/codebook.json, or give the passage another one."),
    }  # fmt: skip
    for one in passages[passages["state"].isin(rules.keys())].itertuples():
        column, rule, remedy = rules[str(one.state)]
        value = str(one.code_id if column == "code" else one.voice_id)
        yield Problem(str(one.file), int(str(one.number)), column, rule, value, remedy)


def _as_voices(counted: pd.DataFrame, origin: pd.DataFrame, engagement: Engagement) -> pd.DataFrame:
    """Each passage as a row of the voices; an action that was named as a row after it."""
    stages = {place.id: place.stage for place in engagement.touchpoints}
    own_place = counted["touchpoint_id"].ne("") | counted["stage"].ne("")
    named = counted["touchpoint_id"].map(stages).astype("str").fillna("")
    stage = counted["stage"].mask(counted["stage"].eq(""), named)
    bare = counted["code"].eq("")
    only_action = bare & counted["action"].ne("")
    parts = origin.assign(
        part_of=origin["voice_id"],
        touchpoint_id=counted["touchpoint_id"].where(own_place, origin["touchpoint_id"]),
        stage=stage.where(own_place, origin["stage"]),
        code=counted["code"].mask(only_action, counted["action"]),
        code_kind=counted["code_kind"].mask(only_action, "action"),
        emotion_word=counted["emotion_word"],
        text=counted["text"],
        metric="",
        score=np.nan,
        expectation=np.nan,
        importance=np.nan,
        **{name: counted[name] for name in _FEELS},
    )
    # What a coder left open is taken from the voice, where it is about the same kind of thing.
    same = parts["code_kind"].eq(origin["code_kind"]) | origin["code_kind"].eq("")
    for name in _FEELS:
        parts[name] = parts[name].fillna(origin[name].where(same))
    taken = counted["emotion"].isna() & counted["emotion_word"].eq("") & same
    parts["emotion_word"] = parts["emotion_word"].mask(taken, origin["emotion_word"])
    acts = counted["action"].ne("") & ~bare
    actions = parts[acts].assign(
        code=counted.loc[acts, "action"], code_kind="action", emotion=np.nan, severity=np.nan,
        emotion_word="", text="",
    )  # fmt: skip
    both = pd.concat([parts, actions]).sort_index(kind="stable")
    places = counted.loc[both.index, ["voice_id", "start", "end", "code_id"]].astype("str")
    keys = places.agg("\x1f".join, axis=1) + "\x1f" + both["code_kind"].astype("str")
    ids = [evidence_id("voice", CODING_FOLDER, key) for key in keys]
    return both.assign(voice_id=pd.Series(ids, both.index, dtype="str")).reset_index(drop=True)


def _handed_over(voices: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
    """The voices without the codes and feelings that their passages now carry."""
    split = voices["voice_id"].isin(parts["part_of"])
    felt = voices["voice_id"].isin(parts.loc[parts["emotion"].notna(), "part_of"])
    return voices.assign(
        code=voices["code"].mask(split, ""),
        code_kind=voices["code_kind"].mask(split, ""),
        severity=voices["severity"].mask(split),
        emotion=voices["emotion"].mask(felt),
        emotion_word=voices["emotion_word"].mask(felt, ""),
    )
