"""Words of a command that a person is told to give, as a shell takes them."""

import shlex
from pathlib import Path


def in_shell(path: Path | str) -> str:
    """The path as one word of a command: quoted where it holds a blank or a sign of the shell.

    Examples
    --------
    >>> in_shell(Path("acme-pos")), in_shell("ho/na me")
    ('acme-pos', "'ho/na me'")
    """
    return shlex.quote(str(path))
