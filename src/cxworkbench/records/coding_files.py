"""Where codings are kept: the folder `coding/` of an engagement, a file for each coder."""

from pathlib import Path
from typing import Final

from cxworkbench.ground.errors import ParameterProblem, RecordProblem
from cxworkbench.ground.files import safe_name, sha256_of
from cxworkbench.records.coding import CodeBook, Coding, in_order
from cxworkbench.records.store import load_record, save_record

CODING_FOLDER: Final = "coding"
BOOK_FILE: Final = "coding/codebook.json"


def coding_files(folder: Path) -> list[Path]:
    """The code book and every coder's file, as far as they are there, by name."""
    return sorted(
        path for path in (folder / CODING_FOLDER).glob("*.json") if not path.name.startswith(".")
    )


def coder_file(folder: Path, coder: str) -> Path:
    """The file of one coder, whether it is there yet or not.

    Raises
    ------
    ParameterProblem
        The name is empty, or is that of the code book.
    """
    name = safe_name(coder.strip()) if coder.strip() else ""
    if not name or name == Path(BOOK_FILE).stem:
        raise ParameterProblem(
            f"coder is {coder!r}. It is the name or the initials of who codes, for example 'anna'."
        )
    return folder / CODING_FOLDER / f"{name}.json"


def load_code_book(folder: Path) -> CodeBook:
    """The engagement's code book; an empty one where there is none yet.

    Raises
    ------
    RecordProblem
        The file cannot be read as a code book.
    """
    path = folder / BOOK_FILE
    return load_record(path, CodeBook) if path.is_file() else CodeBook()


def save_code_book(folder: Path, book: CodeBook) -> Path:
    """Where the code book was written, whole or not at all."""
    save_record(book, folder / BOOK_FILE)
    return folder / BOOK_FILE


def load_coding(folder: Path, coder: str) -> Coding:
    """What one coder has marked so far; nothing where there is no file yet.

    Raises
    ------
    RecordProblem
        The file cannot be read, or is another coder's.
    """
    path = coder_file(folder, coder)
    if not path.is_file():
        return Coding(coder=coder.strip())
    coding = load_record(path, Coding)
    if coding.coder.casefold() != coder.strip().casefold():
        raise RecordProblem(
            f"{CODING_FOLDER}/{path.name} is the file of coder {coding.coder!r}, not of {coder!r}. "
            "Use that name, or rename the file."
        )
    return coding


def save_coding(folder: Path, coding: Coding, *, seen: str = "") -> Path:
    """Where the coder's file was written, whole or not at all, passages in order.

    Parameters
    ----------
    folder
        The engagement's folder.
    coding
        All that this coder marked.
    seen
        sha256 of the file when it was read; one that has changed since is not overwritten.

    Raises
    ------
    RecordProblem
        Somebody else has saved the file meanwhile, or the coding does not hold together.
    """
    path = coder_file(folder, coding.coder)
    if seen and (not path.is_file() or sha256_of(path) != seen):
        raise RecordProblem(
            f"{CODING_FOLDER}/{path.name} has changed on disk since it was read; somebody else has "
            "saved it. Nothing was written. Load it again and enter the change anew."
        )
    save_record(in_order(coding), path)
    return path


def load_codings(folder: Path, book: CodeBook | None = None) -> tuple[Coding, ...]:
    """Every coder's coding, those the code book names first in its order, others by name.

    Raises
    ------
    RecordProblem
        A file cannot be read, or two are of the same coder.
    """
    order = [name.casefold() for name in (book or load_code_book(folder)).coders]
    paths = [path for path in coding_files(folder) if path != folder / BOOK_FILE]
    codings = [load_record(path, Coding) for path in paths]
    by_coder: dict[str, Path] = {}
    for path, coding in zip(paths, codings, strict=True):
        other = by_coder.setdefault(coding.coder.casefold(), path)
        if other != path:
            raise RecordProblem(
                f"{CODING_FOLDER}/{other.name} and {CODING_FOLDER}/{path.name} are both of coder "
                f"{coding.coder!r}. Merge them into one, or name the second coder."
            )

    def rank(coding: Coding) -> tuple[int, str]:
        name = coding.coder.casefold()
        return (order.index(name) if name in order else len(order), name)

    return tuple(sorted(codings, key=rank))
