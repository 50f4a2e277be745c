"""What several commands share: exit statuses, their usual words, how an answer is given."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

FAILED = 1  # something failed, or data was refused
WRONG_WORDS = 2
STOPPED = 130  # as shells count a stop by Ctrl-C

Folder = Annotated[Path, typer.Argument(help="The engagement's folder.", show_default="here")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON, for scripts.")]
KeyFile = Annotated[
    Path | None,
    typer.Option("--key", metavar="FILE", help="The key of the pseudonyms; a place of your own."),
]
HERE = Path()


def tell(content: Any, text: str, as_json: bool) -> None:  # noqa: ANN401 - any JSON value
    """The answer as text, or for a script as JSON."""
    shown = json.dumps(content, ensure_ascii=False, indent=2) if as_json else text
    typer.echo(shown)


def use_key(key: Path | None, folder: Path) -> None:
    """Use the key file that was named, from here on."""
    if key is not None:
        from cxworkbench.intake.keys import use_key_file

        use_key_file(key, folder)
