"""What a transcript does not say, or says unclearly, each with what to write into it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.documents import Line
from cxworkbench.intake.cast import Cast
from cxworkbench.intake.head_blocks import Head
from cxworkbench.intake.turns import Turn
from cxworkbench.intake.written_names import Someone

LONGEST: Final = 20_000  # characters of one passage; a longer one is pointed out


def unclear_who_asks(
    file: str, turns: Sequence[Turn], parts: Mapping[str, tuple[str, Someone]], cast: Cast
) -> Iterator[Problem]:
    """A problem where nobody is known to ask and not all who speak are known to answer."""
    kinds = {part for part, _ in parts.values()}
    unknown = [turn for turn in turns if not parts[turn.label][0]]
    if "asks" in kinds or not unknown:
        return
    if cast.respondents and "answers" in kinds:
        yield Problem(
            file, unknown[0].row, "", "says who asks", f"turns of others: {len(unknown)}",
            "The head names who answered; what others say is no voice. Name who asks in the column "
            "interviewer of an index sheet or in team in engagement.toml; or write "
            '"Interviewer: <name>" into the head, or name them there as respondents too.',
        )  # fmt: skip
    elif len(parts) > 1:
        yield Problem(
            file, unknown[0].row, "", "says who asks", f"speakers: {len(parts)}",
            "All their turns are taken for answers, questions among them. Name who asks in the "
            "column interviewer of an index sheet or in team in engagement.toml; or write "
            '"Interviewer: <name>" into the head of the file.',
        )  # fmt: skip


def nobody_speaks(file: str) -> Problem:
    """The problem of a file in which nobody is marked as speaking."""
    return Problem(
        file, 0, "", "says who speaks", "",
        "Each paragraph was taken for an answer, questions among them. Begin each turn with who "
        'speaks and a colon ("I: …", "R: …", "Anna Schmidt: …").',
    )  # fmt: skip


def without_account(file: str, cast: Cast) -> Iterator[Problem]:
    """A problem where neither head nor index say whose words these are."""
    mails = any(one.mail for one in (*cast.respondents, cast.unnamed_role))
    if not mails and not {"account", "company", "mail"} & cast.fields.keys():
        yield Problem(
            file, 0, "account id", "names its account", "",
            "What it says is kept and belongs to no account. List the file in an index sheet "
            "(columns file, account), as docs/reading-files.md shows; or write "
            '"Account: <id>" or "Company: <name>" into its first lines.',
        )  # fmt: skip


def set_aside_lines(file: str, before: Sequence[Line], head: Head) -> Iterator[Problem]:
    """A note for lines before the first turn, and for lines of front matter that say nothing."""
    if before:
        yield Problem(
            file, before[0].number, "", "is said by somebody", f"lines: {len(before)}",
            "They stand before the first turn and are no voices. Give them a speaker if somebody "
            "said them.", "note",
        )  # fmt: skip
    if head.unused:
        yield Problem(
            file, head.unused[0], "", "is a line of the head that is known",
            f"lines: {len(head.unused)}",
            "They are not used. Known are Company, Account, Interviewee, Role, Date, Interviewer, "
            "Consent, Stage, Touchpoint, and what stands before turns, like R1.", "note",
        )  # fmt: skip


def too_long(file: str, row: Mapping[str, str | int]) -> Problem:
    """A note on a passage that nothing cuts."""
    return Problem(
        file, int(row["row"]), "text", f"is a passage of at most {LONGEST:,} characters",
        f"{len(str(row['text'])):,}",
        "It is kept whole. Part it by blank lines where a new thought begins.", "note",
    )  # fmt: skip
