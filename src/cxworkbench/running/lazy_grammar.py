"""A stand-in that keeps one slow import out of every process until somebody needs it.

JupyterLab brings `rfc3987_syntax`, which compiles its grammars while it is imported: about 1.4
seconds of processor time in each process that imports altair, nbformat or papermill, because they
all import jsonschema (seen with jsonschema 4.26 and rfc3987_syntax 1.1). No notebook and no chart
uses the format it checks. The stand-in has the same name and the same answers: its first real call
imports the genuine module.
"""

import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any, Final

NAME: Final = "rfc3987_syntax"


class _StandIn(ModuleType):
    """A module that turns into the genuine one when it is asked for anything."""

    def is_valid_syntax(self, *args: Any, **options: Any) -> bool:  # noqa: ANN401 - passed on
        """What the genuine module answers."""
        return bool(_genuine().is_valid_syntax(*args, **options))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever lives under that name
        """The attribute of the genuine module; names of the import machinery are just missing."""
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(_genuine(), name)


def put_off_grammars() -> None:
    """From now on `import rfc3987_syntax` costs nothing until the module is used.

    Changes nothing where the module is already imported or not installed.
    """
    if NAME not in sys.modules and find_spec(NAME) is not None:
        sys.modules[NAME] = _StandIn(NAME)


def _genuine() -> ModuleType:
    if isinstance(sys.modules.get(NAME), _StandIn):
        del sys.modules[NAME]
    return import_module(NAME)
