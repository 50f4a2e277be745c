"""`cxworkbench map`: maps from and to files, compared, reviewed, merged."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Final

import typer

from cxworkbench.commands.stage_commands import stage_app, template_app
from cxworkbench.commands.words import FAILED, HERE, AsJson, Folder, tell

map_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Maps: import, draw, compare, review, accept.\n\n"
    "Example: cxworkbench map picture acme-pos --view network --out network.pdf",
)
map_app.add_typer(stage_app, name="stage")
map_app.add_typer(template_app, name="template")

# What is written; a list of its own, so that help loads nothing.
FORMATS: Final = ("json", "csv", "workbook", "cjml", "xes", "mermaid", "markdown")


@map_app.command("import")
def map_import(
    file: Annotated[
        Path, typer.Argument(help="A table, CJML, XES, Mermaid, Markdown, JSON or YAML file.")
    ],
    folder: Folder = HERE,
    kind: Annotated[
        str, typer.Option("--as", metavar="FORMAT", help="Its format; without it by its content.")
    ] = "",
    sheet: Annotated[str, typer.Option(help="Which sheet of a workbook.")] = "",
    journey: Annotated[str, typer.Option(help="Which journey of a file with several.")] = "",
    preview: Annotated[
        bool, typer.Option("--preview", help="Only show what would be read; write nothing.")
    ] = False,
) -> None:
    """A list, matrix or map of another tool as the engagement's map.

    Where the engagement has a map already, it becomes a proposal. Formats and what is known about
    each stand in docs/map-formats.md.

    Example: cxworkbench map import our-touchpoints.xlsx acme-pos --preview
    """
    from cxworkbench.running.maps import import_map

    typer.echo(import_map(file, folder, kind=kind, sheet=sheet, journey=journey, preview=preview))


@map_app.command("export")
def map_export(
    where: Annotated[Path, typer.Argument(help="A map, or an engagement's folder.")] = HERE,
    kind: Annotated[str, typer.Option("--format", help=f"One of: {', '.join(FORMATS)}.")] = "json",
    out: Annotated[
        Path | None, typer.Option(help="File or folder; without it the folder exports.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite a file that is none of this format.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """A map in another format, and what that format does not hold.

    The map is left as it is.

    Example: cxworkbench map export acme-pos --format json --out journey.map.json
    """
    from cxworkbench.running.maps import export_map, list_losses

    told, losses = export_map(where, kind, out, force=force)
    tell([asdict(one) for one in losses], "\n".join([told, *list_losses(losses)]), as_json)


@map_app.command("picture")
def map_picture(
    where: Annotated[Path, typer.Argument(help="A map, or an engagement's folder.")] = HERE,
    view: Annotated[
        str, typer.Option(help="matrix, curve, network, blueprint, inventory or timeline.")
    ] = "matrix",
    page: Annotated[str, typer.Option(help="screen, a4, slide or a0.")] = "screen",
    out: Annotated[
        Path | None,
        typer.Option(help="The file: .svg, .png or .pdf.", show_default="map-VIEW.pdf"),
    ] = None,
    lane: Annotated[list[str] | None, typer.Option(help="Only this lane; give it again.")] = None,
    stage: Annotated[list[str] | None, typer.Option(help="Only this stage; give it again.")] = None,
    medium: Annotated[
        list[str] | None,
        typer.Option(help="Only touchpoints that are digital, physical, hybrid or unknown."),
    ] = None,
) -> None:
    """The map drawn to a file.

    Of SVG and PNG each page is a file of its own.

    Example: cxworkbench map picture acme-pos --view network --page a0 --out poster.pdf
    """
    from cxworkbench.running.map_drawing import draw_map_files

    drawn = draw_map_files(
        where, out, view=view, page=page, lanes=lane or (), stages=stage or (), media=medium or ()
    )
    typer.echo(drawn)


@map_app.command("accept")
def map_accept(
    folder: Folder = HERE,
    proposal: Annotated[
        Path | None, typer.Option(help="The proposed map; without it the newest.")
    ] = None,
    yes_remove: Annotated[
        bool,
        typer.Option("--yes-remove", help="Also where a map that no run made takes things off."),
    ] = False,
) -> None:
    """A proposed map merged into the engagement's.

    What a person locked or confirmed stays.

    Example: cxworkbench map accept acme-pos
    """
    from cxworkbench.running.maps import accept_proposal

    typer.echo(accept_proposal(folder, proposal, may_remove=yes_remove))


@map_app.command("workbook")
def map_workbook(
    file: Annotated[Path, typer.Argument(help="The edited workbook (XLSX).")],
    folder: Folder = HERE,
    write: Annotated[bool, typer.Option("--write", help="Take it into the map.")] = False,
    as_json: AsJson = False,
) -> None:
    """What an edited workbook changes in the engagement's map.

    Nothing is written without --write. Exit status 1 when a cell could not be used.

    Example: cxworkbench map workbook journey.map.xlsx acme-pos --write
    """
    from cxworkbench.ground.files import require_file
    from cxworkbench.running.map_workbooks import preview_workbook

    require_file(file)
    preview = preview_workbook(file, folder, write=write)
    parts = ("changes", "meaning", "problems", "conflicts")
    content = {name: getattr(preview, name).to_dict("records") for name in parts}
    tell({**content, "reviews": preview.reviews, "written": write}, preview.told, as_json)
    if not preview.whole:
        raise typer.Exit(FAILED)


@map_app.command("diff")
def map_diff(
    old: Annotated[Path, typer.Argument(help="A map, or an engagement's folder.")],
    new: Annotated[
        Path | None, typer.Argument(help="Another map; without it the newest proposal.")
    ] = None,
    fields: Annotated[bool, typer.Option("--fields", help="Each changed field, a row.")] = False,
    as_json: AsJson = False,
) -> None:
    """What is different between two maps.

    In sentences, or field by field with --fields; as JSON both.

    Example: cxworkbench map diff acme-pos
    """
    from cxworkbench.running.map_versions import meaning_of, tell_meaning
    from cxworkbench.running.maps import compare_maps, describe_changes, has_no_map

    changes, meaning = compare_maps(old, new), meaning_of(old, new)
    first = has_no_map(old)
    rows = describe_changes(changes, first=first)
    text = rows if fields or first else tell_meaning(meaning, differences=len(changes))
    both = {"changes": changes.to_dict("records"), "meaning": meaning.to_dict("records")}
    tell(both, text, as_json)


@map_app.command("merge")
def map_merge(
    base: Annotated[Path, typer.Argument(help="The version that both sides began with.")],
    ours: Annotated[Path, typer.Argument(help="The version that stays in a conflict.")],
    theirs: Annotated[Path, typer.Argument(help="The other version.")],
    out: Annotated[Path, typer.Option(help="The file to write.")],
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite a file that is no map.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Two versions of a map merged into one.

    What they do not agree on is listed, with exit status 1; the merged map is whole.

    Example: cxworkbench map merge old.map.json mine.map.json hers.map.json --out both.map.json
    """
    from cxworkbench.running.map_versions import merge_files

    done = merge_files(base, ours, theirs, out, force=force)
    conflicts = done.merged.conflicts
    tell({"out": str(out), "conflicts": conflicts.to_dict("records")}, done.told, as_json)
    if len(conflicts):
        raise typer.Exit(FAILED)


@map_app.command("review")
def map_review(
    where: Annotated[Path, typer.Argument(help="A map, or an engagement's folder.")] = HERE,
    as_json: AsJson = False,
) -> None:
    """What is wrong with a map as a map, and what to do about it.

    The exit status is 1 when a note is grave: a reader would decide wrongly.

    Example: cxworkbench map review acme-pos
    """
    from cxworkbench.running.map_review import (
        describe_review,
        has_grave,
        review_as_values,
        review_map,
    )

    review = review_map(where)
    tell(review_as_values(review), describe_review(review), as_json)
    if has_grave(review):
        raise typer.Exit(FAILED)


@map_app.command("mode")
def map_mode(
    folder: Annotated[Path, typer.Argument(help="The engagement's folder.")],
    mode: Annotated[str, typer.Argument(help="B2C, B2B or B2B2C.")],
) -> None:
    """What kind of customers the map is of; nothing on it goes.

    Example: cxworkbench map mode acme-pos B2B
    """
    from cxworkbench.running.stages import set_mode

    typer.echo(set_mode(folder, mode))
