"""`cxworkbench map stage` and `map template`: names and order of stages, and own templates."""

from pathlib import Path
from typing import Annotated

import typer

from cxworkbench.commands.words import HERE, AsJson, Folder, KeyFile, tell, use_key

stage_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Stages: rename, reorder, merge; evidence and map follow.\n\n"
    "Example: cxworkbench map stage rename acme-pos Decision Choice",
)
template_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Stage templates: list, save.\n\nExample: cxworkbench map template list",
)
By = Annotated[str, typer.Option(help="Who changes it; stands in the trail.")]
On = Annotated[str, typer.Option(metavar="DATE", help="The day, as 2026-02-28; in the trail.")]


@stage_app.command("rename")
def stage_rename(
    folder: Annotated[Path, typer.Argument(help="The engagement's folder.")],
    old: Annotated[str, typer.Argument(help="The stage's name now.")],
    new: Annotated[str, typer.Argument(help="Its new name.")],
    by: By = "",
    on: On = "",
    key: KeyFile = None,
) -> None:
    """A stage under a new name, in engagement.toml, evidence and map.

    Files that still use the old name are placed under the new one. The change is noted in
    maps/changes.jsonl.

    Example: cxworkbench map stage rename acme-pos Decision Choice --by Anna --on 2026-07-01
    """
    from cxworkbench.running.stages import change_stage_name

    use_key(key, folder)
    typer.echo(change_stage_name(folder, old, new, by=by, on=on))


@stage_app.command("reorder")
def stage_reorder(
    folder: Annotated[Path, typer.Argument(help="The engagement's folder.")],
    order: Annotated[list[str], typer.Argument(help="All stages by name, in their new order.")],
    by: By = "",
    on: On = "",
    key: KeyFile = None,
) -> None:
    """The stages in another order, in engagement.toml and on the map.

    Example: cxworkbench map stage reorder acme-pos Research Awareness Decision
    """
    from cxworkbench.running.stages import change_stage_order

    use_key(key, folder)
    typer.echo(change_stage_order(folder, order, by=by, on=on))


@stage_app.command("merge")
def stage_merge(
    folder: Annotated[Path, typer.Argument(help="The engagement's folder.")],
    kept: Annotated[str, typer.Argument(help="The stage that stays, by name or id.")],
    others: Annotated[list[str], typer.Argument(help="Those that go into it.")],
) -> None:
    """Stages of the map as one; all that is in them, and evidence that comes later, goes along.

    Example: cxworkbench map stage merge acme-pos Decision Research
    """
    from cxworkbench.running.stages import merge_stages

    typer.echo(merge_stages(folder, kept, others))


@stage_app.command("changes")
def stage_trail(folder: Folder = HERE, as_json: AsJson = False) -> None:
    """Which stages were renamed or reordered, when and by whom.

    Example: cxworkbench map stage changes acme-pos
    """
    from cxworkbench.intake.retagging import stage_changes

    found = stage_changes(folder)
    rows = found.astype(object).where(found.notna(), None).to_dict("records")
    lines = [
        f"{row['on'] or 'no date'}, {row['by'] or 'nobody named'}: {row['before']} is now "
        f"{row['after']}{' (taken back)' if row['taken_back'] else ''}"
        for row in rows
    ]
    tell(rows, "\n".join(lines) or "No stage was renamed or reordered.", as_json)


@stage_app.command("list")
def stage_list(folder: Folder = HERE, as_json: AsJson = False) -> None:
    """The stages of the map, their deep dives, and whether these fit at both ends.

    Example: cxworkbench map stage list acme-pos
    """
    from cxworkbench.running.stages import describe_stages
    from cxworkbench.running.stages import stage_list as listed

    found = listed(folder)
    tell(found.to_dict("records"), describe_stages(found), as_json)


@stage_app.command("dive")
def stage_dive(
    folder: Annotated[Path, typer.Argument(help="The engagement's folder.")],
    stage: Annotated[str, typer.Argument(help="The stage's name or id.")],
    fold: Annotated[
        bool, typer.Option("--fold", help="Keep only its first and last touchpoint on the map.")
    ] = False,
) -> None:
    """A stage split off as a deep dive, a map of its own beside the life cycle.

    Example: cxworkbench map stage dive acme-pos Implementation
    """
    from cxworkbench.running.stages import split_off_stage

    typer.echo(split_off_stage(folder, stage, fold=fold))


@template_app.command("list")
def template_list(as_json: AsJson = False) -> None:
    """The stage templates that come with the workbench.

    Example: cxworkbench map template list
    """
    from cxworkbench.running.stages import describe_templates
    from cxworkbench.running.stages import template_list as listed

    found = listed()
    tell(found.to_dict("records"), describe_templates(found), as_json)


@template_app.command("save")
def template_save(
    where: Annotated[Path, typer.Argument(help="A map, or an engagement's folder.")],
    to: Annotated[Path, typer.Argument(help="The template's file, ending in .map.json.")],
    title: Annotated[str, typer.Option(help="Its name; without it the map's.")] = "",
) -> None:
    """A map as a template of your own, without evidence and what was found out.

    Example: cxworkbench map template save acme-pos retail.map.json --title "Retail"
    """
    from cxworkbench.running.stages import save_template

    typer.echo(save_template(where, to, title=title))
