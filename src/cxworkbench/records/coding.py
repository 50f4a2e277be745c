"""The code book, and the passages that one coder marked: people's own reading of the voices."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final, Literal

from pydantic import Field

from cxworkbench.ground.errors import ParameterProblem, did_you_mean
from cxworkbench.records.base import Part, Record
from cxworkbench.records.ids import mint_id

CodeKind = Literal["pain", "gain", "need", "action", "thought"]
PassageStatus = Literal["suggested", "accepted", "rejected"]

AGREED: Final = "agreed"  # the coder whose file holds what coders agreed on in talking it over

# A pseudonym depends on this computer's secret; what was said around it does not.
_PSEUDONYM: Final = re.compile(r"\b[a-z]+-[0-9a-f]{12}\b")


class Code(Part):
    """One code: what it is called, what falls under it, and what does not."""

    id: str
    name: str
    kind: CodeKind = "pain"
    definition: str = ""
    example: str = ""
    not_when: str = ""
    keywords: tuple[str, ...] = ()  # words that suggest it, in any case


class CodeBook(Record):
    """All codes of one engagement, in the order people put them.

    `coders` says whose reading counts where two marked the same words: the first named. A file of
    what was agreed in talking it over is a coder of its own, named first.
    """

    codes: tuple[Code, ...] = ()
    coders: tuple[str, ...] = ()
    retired_ids: tuple[str, ...] = ()


class Passage(Part):
    """Some words of one voice, and what one coder reads in them.

    Letters `start` up to `end` of the voice's text as it stands in the evidence, where people are
    pseudonyms already. `text_hash` tells when these words have changed since.
    """

    voice_id: str
    start: int = Field(ge=0)
    end: int = Field(ge=1)
    text_hash: str
    code: str = ""  # id in the code book
    stage: str = ""
    touchpoint_id: str = ""
    emotion_word: str = ""
    emotion: float | None = Field(default=None, ge=-2, le=2)
    action: str = ""  # what the customer does, in a few words
    severity: float | None = Field(default=None, ge=1, le=5)
    status: PassageStatus = "accepted"
    note: str = ""


class Coding(Record):
    """Everything one coder marked; `read` are voices gone through to the end, coded or not."""

    coder: str
    passages: tuple[Passage, ...] = ()
    read: tuple[str, ...] = ()


def passage_hash(text: str) -> str:
    """12 hex digits that change when the words of a passage do; pseudonyms count as one word.

    Examples
    --------
    >>> passage_hash("contact-0123456789ab called") == passage_hash("contact-fedcba987654 called")
    True
    >>> passage_hash("It was late.") == passage_hash("It was late!")
    False
    """
    plain = _PSEUDONYM.sub("\x1f", text)
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def place_of(passage: Passage) -> tuple[str, int, int, str]:
    """What tells a passage from others of the same coder: voice, letters and code."""
    return (passage.voice_id, passage.start, passage.end, passage.code)


def in_order(coding: Coding) -> Coding:
    """The same coding with passages by voice, letter and code: the order in which a file is kept.

    Two versions of a file then differ only where their passages do.
    """
    passages = tuple(sorted(coding.passages, key=place_of))
    read = tuple(sorted(set(coding.read)))
    return coding.model_copy(update={"passages": passages, "read": read})


def with_passage(coding: Coding, passage: Passage) -> Coding:
    """The coding with this passage, in place of one of the same words and code."""
    kept = [one for one in coding.passages if place_of(one) != place_of(passage)]
    return in_order(coding.model_copy(update={"passages": (*kept, passage)}))


def without_passage(coding: Coding, place: tuple[str, int, int, str]) -> Coding:
    """The coding without the passage at that place; the same where there is none."""
    kept = tuple(one for one in coding.passages if place_of(one) != place)
    return coding.model_copy(update={"passages": kept})


def code_named(book: CodeBook, name: str) -> Code:
    """The code with that id or name, in any case.

    Raises
    ------
    ParameterProblem
        There is none.
    """
    found = _known(book).get(name.strip().casefold())
    if found is None:
        names = [code.name for code in book.codes]
        have = f"It has: {', '.join(names[:5])}." if names else "It has none yet."
        raise ParameterProblem(
            f"The code book has no code {name!r}. {did_you_mean(name, names)}{have}"
        )
    return found


def add_code(book: CodeBook, *, name: str, **fields: Any) -> CodeBook:  # noqa: ANN401 - of a Code
    """The code book with one more code, last; its id is minted from the name.

    Raises
    ------
    ParameterProblem
        The name is empty, or is one already.

    Examples
    --------
    >>> book = add_code(CodeBook(), name="Late delivery", definition="Later than promised")
    >>> book.codes[0].id, book.codes[0].kind
    ('code-late-delivery', 'pain')
    """
    clean = " ".join(name.split())
    if not clean:
        raise ParameterProblem("A code has no name. Give it a few words, as people say it.")
    if clean.casefold() in _known(book):
        raise ParameterProblem(
            f"The code book has a code {clean!r} already. Use it, or choose another name."
        )
    taken = [*(code.id for code in book.codes), *book.retired_ids]
    code = Code(id=mint_id("code", clean, taken), name=clean, **fields)
    return book.model_copy(update={"codes": (*book.codes, code)})


def edit_code(book: CodeBook, code_id: str, **fields: Any) -> CodeBook:  # noqa: ANN401 - of a Code
    """The code book with other values in one code; passages keep to its id.

    Raises
    ------
    ParameterProblem
        There is no such code.
    """
    changed = code_named(book, code_id).model_copy(update=fields)
    codes = tuple(changed if one.id == changed.id else one for one in book.codes)
    return book.model_copy(update={"codes": codes})


def check_code_book(book: CodeBook) -> tuple[str, ...]:
    """What is wrong inside a code book: ids or names that stand there twice, or are retired."""
    ids = Counter(code.id for code in book.codes)
    names = Counter(code.name.casefold() for code in book.codes)
    return (
        *(f"id {one!r} stands there {n} times. Give each its own." for one, n in ids.items()
          if n > 1),
        *(f"the name {code.name!r} stands there {names[code.name.casefold()]} times. Merge the "
          "codes or rename one." for code in book.codes if names[code.name.casefold()] > 1),
        *(f"id {one!r} is retired and in use. Give the code a new id." for one in book.retired_ids
          if one in ids),
    )  # fmt: skip


def check_coding(coding: Coding) -> tuple[str, ...]:
    """What is wrong inside a coding: nobody's, words that end before they begin, twice the same."""
    faults = [] if coding.coder.strip() else ["coder is empty. Write who coded."]
    for passage in coding.passages:
        if passage.end <= passage.start:
            faults.append(
                f"a passage of {passage.voice_id!r} ends at letter {passage.end}, before it begins "
                f"at {passage.start}. Correct start or end."
            )
    twice = Counter(place_of(one) for one in coding.passages)
    faults += [
        f"letters {start} to {end} of {voice!r} stand there {n} times with code {code!r}. Keep one."
        for (voice, start, end, code), n in twice.items()
        if n > 1
    ]
    return tuple(faults)


def _known(book: CodeBook) -> Mapping[str, Code]:
    by_name = {code.name.casefold(): code for code in book.codes}
    return by_name | {code.id.casefold(): code for code in book.codes}
