"""`cxworkbench register`: causes, a person's word on drafts, and what is still missing."""

from pathlib import Path
from typing import Annotated

import typer

from cxworkbench.commands.words import FAILED, HERE, AsJson, Folder, tell

register_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The register: whys, causes, confirming and approving.\n\n"
    "Example: cxworkbench register causes acme-pos",
)
cause_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="One cause: add, change, link, move, remove.\n\n"
    'Example: cxworkbench register cause add acme-pos "Slow till" "Typed twice" --kind process',
)
register_app.add_typer(cause_app, name="cause")
Where = Annotated[Path, typer.Argument(help="The engagement's folder.")]
Cause = Annotated[str, typer.Argument(help="The cause, by id or title.")]
Under = Annotated[str, typer.Argument(help="The pain or cause above it, by id or title.")]


@register_app.command("list")
def register_list(
    folder: Folder = HERE,
    kind: Annotated[str, typer.Option(help="Only these, for example pain or insight.")] = "",
    as_json: AsJson = False,
) -> None:
    """The entries of the register, each with its id and whether a person has read it.

    Example: cxworkbench register list acme-pos --kind insight
    """
    from cxworkbench.running.registers import list_entries

    tell(*list_entries(folder, kind), as_json)


@register_app.command("why")
def register_why(
    folder: Folder = HERE,
    entry: Annotated[str, typer.Argument(help="A pain or cause; without it all.")] = "",
) -> None:
    """The whys of a pain, one further indented than the other, with evidence and status.

    Example: cxworkbench register why acme-pos "Slow till"
    """
    from cxworkbench.running.registers import tell_why

    typer.echo(tell_why(folder, entry))


@register_app.command("causes")
def register_causes(folder: Folder = HERE, as_json: AsJson = False) -> None:
    """How many pains each cause explains, and where evidence contradicts a cause's status.

    Example: cxworkbench register causes acme-pos
    """
    from cxworkbench.running.registers import tell_causes

    tell(*tell_causes(folder), as_json)


@register_app.command("accept")
def register_accept(folder: Folder = HERE) -> None:
    """The insights that the newest run of part 3 drafted, merged into the register you keep.

    What people confirmed, changed or removed stays as they left it. `map accept` does this too,
    together with the map.

    Example: cxworkbench register accept acme-pos
    """
    from cxworkbench.running.register_checks import accept_drafts

    typer.echo(accept_drafts(folder))


@register_app.command("confirm")
def register_confirm(
    folder: Where,
    entries: Annotated[list[str], typer.Argument(help="Entries by id or title.")],
) -> None:
    """Entries that a person has read and stands behind; drafts no longer.

    Example: cxworkbench register confirm acme-pos "Slow till (Till)"
    """
    from cxworkbench.running.registers import confirm_in

    typer.echo(confirm_in(folder, entries))


@register_app.command("import")
def register_import(
    file: Annotated[Path, typer.Argument(help="The edited workbook (XLSX).")],
    folder: Folder = HERE,
    yes: Annotated[bool, typer.Option("--yes", help="Take it in.")] = False,
    yes_remove: Annotated[
        bool, typer.Option("--yes-remove", help="Also where rows are gone from the workbook.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """What an edited analysis workbook changes in the register and the map.

    Nothing is written without --yes. Exit status 1 when a cell could not be used, or when rows are
    gone and --yes-remove was not given.

    Example: cxworkbench register import workbook.xlsx acme-pos --yes
    """
    from cxworkbench.ground.files import require_file
    from cxworkbench.running.register_workbooks import import_register

    require_file(file)
    seen = import_register(file, folder, yes=yes, yes_remove=yes_remove)
    parts = ("changes", "map_changes", "problems", "conflicts")
    content = {name: getattr(seen, name).to_dict("records") for name in parts}
    tell({**content, "written": seen.written}, seen.told, as_json)
    if not seen.whole or (yes and not seen.written):
        raise typer.Exit(FAILED)


@register_app.command("rules")
def register_rules(folder: Folder = HERE, as_json: AsJson = False) -> None:
    """The rules that draft entries, what each does, and which are approved.

    Example: cxworkbench register rules acme-pos
    """
    from cxworkbench.running.registers import list_rules

    tell(*list_rules(folder), as_json)


@register_app.command("approve")
def register_approve(
    folder: Where,
    rule: Annotated[str, typer.Argument(help="The rule's name, as “register rules” lists it.")],
    by: Annotated[str, typer.Option(help="Who answers for its drafts.")] = "",
    on: Annotated[str, typer.Option(metavar="DATE", help="The day, as 2026-02-28.")] = "",
    because: Annotated[str, typer.Option(help="Why, in words.")] = "",
) -> None:
    """All drafts of a rule count as read in this engagement, those of later runs too.

    Example: cxworkbench register approve acme-pos "insight from a pain" --by Anna --on 2026-07-01
    """
    from cxworkbench.running.registers import approve_in

    typer.echo(approve_in(folder, rule, by=by, on=on, reason=because))


@register_app.command("withdraw")
def register_withdraw(
    folder: Where,
    rule: Annotated[str, typer.Argument(help="The rule's name.")],
) -> None:
    """The drafts of a rule are unread again.

    Example: cxworkbench register withdraw acme-pos "insight from a pain"
    """
    from cxworkbench.running.registers import withdraw_in

    typer.echo(withdraw_in(folder, rule))


@register_app.command("check")
def register_check(folder: Folder = HERE, as_json: AsJson = False) -> None:
    """What is missing: stages without a word, parts of insights, pains that nobody cares for.

    Exit status 1 when a stage has neither an insight nor the reason why none was found.

    Example: cxworkbench register check acme-pos
    """
    from cxworkbench.running.register_checks import check_register_of

    content, text, whole = check_register_of(folder)
    tell(content, text, as_json)
    if not whole:
        raise typer.Exit(FAILED)


@register_app.command("none")
def register_none(
    folder: Where,
    stage: Annotated[str, typer.Argument(help="The stage's name.")],
    because: Annotated[str, typer.Option(help="Why nothing was found there, in a sentence.")] = "",
) -> None:
    """Why nothing was found in a stage, in your own words.

    Example: cxworkbench register none acme-pos Awareness --because "Nobody new came in this year"
    """
    from cxworkbench.running.register_checks import say_none_in

    typer.echo(say_none_in(folder, stage, because))


@register_app.command("tree")
def register_tree(
    folder: Folder = HERE,
    out: Annotated[
        Path | None, typer.Option(help="SVG, PNG or PDF; without it exports/causes.svg.")
    ] = None,
) -> None:
    """The cause tree as a picture.

    Example: cxworkbench register tree acme-pos --out causes.png
    """
    from cxworkbench.running.register_checks import draw_tree

    typer.echo(draw_tree(folder, out))


@cause_app.command("add")
def cause_add(
    folder: Where,
    under: Under,
    title: Annotated[str, typer.Argument(help="The answer to “why?”.")],
    kind: Annotated[
        str,
        typer.Option(help="people, process, policy, technology, partner or information."),
    ] = "",
    evidence: Annotated[
        list[str] | None, typer.Option(help="Id of a voice or event that speaks for it.")
    ] = None,
) -> None:
    """A new cause, a hypothesis, under a pain or under another cause.

    Example: cxworkbench register cause add acme-pos "Slow till" "Two systems" --kind technology
    """
    from cxworkbench.running.registers import add_cause_in

    typer.echo(add_cause_in(folder, under, title, kind=kind, evidence=evidence or []))


@cause_app.command("change")
def cause_change(
    folder: Where,
    cause: Cause,
    status: Annotated[str, typer.Option(help="hypothesis, supported or refuted.")] = "",
    kind: Annotated[
        str,
        typer.Option(help="people, process, policy, technology, partner or information."),
    ] = "",
    title: Annotated[str, typer.Option(help="Other words for it.")] = "",
) -> None:
    """A cause with another status, kind or title; where evidence contradicts it, it is said.

    Example: cxworkbench register cause change acme-pos "Two systems" --status supported
    """
    from cxworkbench.running.registers import change_cause_in

    typer.echo(change_cause_in(folder, cause, status=status, kind=kind, title=title))


@cause_app.command("evidence")
def cause_evidence(
    folder: Where,
    cause: Cause,
    ids: Annotated[list[str], typer.Argument(help="Ids of voices and events.")],
    against: Annotated[bool, typer.Option("--against", help="They speak against it.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take them out again.")] = False,
) -> None:
    """Evidence for a cause, or against it.

    Example: cxworkbench register cause evidence acme-pos "Two systems" voice-19305c0401ab --against
    """
    from cxworkbench.running.registers import link_evidence_in

    typer.echo(link_evidence_in(folder, cause, ids, against=against, remove=remove))


@cause_app.command("link")
def cause_link(folder: Where, cause: Cause, under: Under) -> None:
    """A cause that explains one more pain or cause.

    Example: cxworkbench register cause link acme-pos "Two systems" "Wrong invoice"
    """
    from cxworkbench.running.registers import link_cause_in

    typer.echo(link_cause_in(folder, cause, under))


@cause_app.command("unlink")
def cause_unlink(folder: Where, cause: Cause, under: Under) -> None:
    """A cause that no longer explains a pain or cause; it stays in the register.

    Example: cxworkbench register cause unlink acme-pos "Two systems" "Wrong invoice"
    """
    from cxworkbench.running.registers import unlink_cause_in

    typer.echo(unlink_cause_in(folder, cause, under))


@cause_app.command("move")
def cause_move(
    folder: Where,
    cause: Cause,
    away_from: Annotated[str, typer.Argument(help="What it explained, by id or title.")],
    to: Annotated[str, typer.Argument(help="What it explains, by id or title.")],
) -> None:
    """A cause, with all that lies below it, under another pain or cause.

    Example: cxworkbench register cause move acme-pos "Two systems" "Slow till" "Wrong invoice"
    """
    from cxworkbench.running.registers import link_cause_in

    typer.echo(link_cause_in(folder, cause, to, away_from=away_from))


@cause_app.command("remove")
def cause_remove(folder: Where, cause: Cause) -> None:
    """A cause out of the register; what it explained is explained by what lay below it.

    Example: cxworkbench register cause remove acme-pos "Two systems"
    """
    from cxworkbench.running.registers import remove_cause_in

    typer.echo(remove_cause_in(folder, cause))
