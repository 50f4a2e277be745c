"""A control that shows how each received file is used, and saves what a person changes in it."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cxworkbench.controls.mapping_widget import MappingControl

ALL = "all"
ONLY_OVER_ALL = "How received files are used is changed over all accounts: set account to all."


def mapping_control(folder: Path, *, account: str = ALL) -> "MappingControl | str":
    """A control over how received files are used: choose a file, look, change, save.

    For each header it shows what the header is used for, why, how many of its cells fit, and its
    first values without anybody in them; then the first rows as they will be kept. Questions of a
    survey and words without a place are changed below. Every field is reached by keyboard. The
    same is done without a screen by `edit_mapping`.

    Parameters
    ----------
    folder
        The engagement's folder.
    account
        For one account there is a sentence instead: a batch over hundreds of accounts needs no
        control in each.

    Raises
    ------
    RecordProblem
        engagement.toml is missing or cannot be read.
    """
    if account != ALL:
        return ONLY_OVER_ALL
    from cxworkbench.controls.mapping_widget import MappingControl

    return MappingControl(folder)
