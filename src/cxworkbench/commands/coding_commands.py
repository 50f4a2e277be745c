"""`cxworkbench coding`: sheets to code in, and how far coders agree."""

from pathlib import Path
from typing import Annotated

import typer

from cxworkbench.commands.words import FAILED, HERE, Folder

coding_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Coding: sheets, agreement.\n\nExample: cxworkbench coding agreement acme-pos",
)
Coder = Annotated[str, typer.Option(help="Who codes: a name or initials.")]


@coding_app.command("export")
def coding_export(
    folder: Folder = HERE,
    coder: Coder = "",
    to: Annotated[Path | None, typer.Option(help="The file; without it coding/CODER.csv.")] = None,
    method: Annotated[str, typer.Option(help="Only voices heard so, for example interview.")] = "",
) -> None:
    """A sheet with a row for each sentence, to be coded in a spreadsheet.

    Example: cxworkbench coding export acme-pos --coder anna --method interview
    """
    from cxworkbench.running.coding import export_sheet

    typer.echo(export_sheet(folder, coder, to, method))


@coding_app.command("import")
def coding_import(
    file: Annotated[Path, typer.Argument(help="The filled-in sheet (CSV, XLSX).")],
    folder: Folder = HERE,
    coder: Coder = "",
) -> None:
    """A filled-in sheet into the coder's file.

    Exit status 1 when a row could not be used; the others are read.

    Example: cxworkbench coding import acme-pos/coding/anna.csv acme-pos --coder anna
    """
    from cxworkbench.ground.files import require_file
    from cxworkbench.running.coding import import_sheet

    require_file(file)
    told, whole = import_sheet(folder, coder, file)
    typer.echo(told)
    if not whole:
        raise typer.Exit(FAILED)


@coding_app.command("agreement")
def coding_agreement(folder: Folder = HERE) -> None:
    """How far coders agree, and on which codes they do not.

    Example: cxworkbench coding agreement acme-pos
    """
    from cxworkbench.running.coding import tell_agreement

    typer.echo(tell_agreement(folder))
