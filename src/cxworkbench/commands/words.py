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
HERE = Path()


def tell(content: Any, text: str, as_json: bool) -> None:  # noqa: ANN401 - any JSON value
    """The answer as text, or for a script as JSON."""
    shown = json.dumps(content, ensure_ascii=False, indent=2) if as_json else text
    typer.echo(shown)
