"""`cxworkbench register rank | decide | plan | actions | export | to-be`: deciding and acting."""

from pathlib import Path
from typing import Annotated, Final

import typer

from cxworkbench.commands.register_commands import register_app
from cxworkbench.commands.words import HERE, AsJson, Folder, tell

# A list of its own, so that help loads nothing; a test holds it against what is written.
FORMS: Final = ("csv", "ics", "jira", "gitlab", "github", "azure", "asana", "trello")
Where = Annotated[Path, typer.Argument(help="The engagement's folder.")]
AsOf = Annotated[
    str, typer.Option(metavar="DATE", help="The last day that counts; without it the engagement's.")
]


@register_app.command("rank")
def register_rank(
    folder: Folder = HERE,
    seed: Annotated[int, typer.Option(help="For the draws of weights.")] = 1,
    near: Annotated[
        float, typer.Option(help="0: all weights alike; 20: mostly those near the stated ones.")
    ] = 0.0,
    as_json: AsJson = False,
) -> None:
    """Actions by value, effort and own criteria, and how far the order hangs on the weights.

    What nobody knows about an action is told, and such an action has no rank.

    Example: cxworkbench register rank acme-pos
    """
    from cxworkbench.running.decisions import tell_ranking

    tell(*tell_ranking(folder, seed=seed, near=near), as_json)


@register_app.command("decide")
def register_decide(
    folder: Where,
    action: Annotated[str, typer.Argument(help="The action, or insight, by id or title.")],
    decision: Annotated[str, typer.Argument(help="accept, reject, later or undecided.")],
    by: Annotated[str, typer.Option(help="Who decided.")] = "",
    on: Annotated[str, typer.Option(metavar="DATE", help="The day, as 2026-02-28.")] = "",
    because: Annotated[str, typer.Option(help="Why, in words.")] = "",
    effort: Annotated[float | None, typer.Option(help="Person-days.")] = None,
    cost: Annotated[float | None, typer.Option(help="Once, in the engagement's currency.")] = None,
    owner: Annotated[str, typer.Option(help="The person or role that answers for it.")] = "",
    due: Annotated[str, typer.Option(metavar="DATE", help="Until when.")] = "",
) -> None:
    """A decision about an action; a recommendation that is accepted becomes one.

    Example: cxworkbench register decide acme-pos "Answer at once" accept --by Anna --effort 12
    """
    from cxworkbench.running.decisions import decide_in

    typer.echo(
        decide_in(
            folder, action, decision, by=by, on=on, because=because, effort=effort, cost=cost,
            owner=owner, due=due,
        )
    )  # fmt: skip


@register_app.command("plan")
def register_plan(
    folder: Folder = HERE,
    capacity: Annotated[
        float | None,
        typer.Option(help="Person-days of one wave; without it the register's own, or 60."),
    ] = None,
    budget: Annotated[
        float | None, typer.Option(help="For all together; without it the register's own.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """The best set of actions within a budget, and the roadmap in waves.

    Example: cxworkbench register plan acme-pos --capacity 40 --budget 50000
    """
    from cxworkbench.running.decisions import tell_plan

    tell(*tell_plan(folder, capacity=capacity, budget=budget), as_json)


@register_app.command("actions")
def register_actions(folder: Folder = HERE, as_of: AsOf = "", as_json: AsJson = False) -> None:
    """How far the accepted actions are, by stage and over all; overdue and blocked ones.

    Example: cxworkbench register actions acme-pos
    """
    from cxworkbench.running.decisions import tell_actions

    tell(*tell_actions(folder, as_of=as_of), as_json)


@register_app.command("export")
def register_export(
    folder: Folder = HERE,
    kind: Annotated[str, typer.Option("--format", help=f"One of: {', '.join(FORMS)}.")] = "csv",
    out: Annotated[
        Path | None, typer.Option(help="The file; without it in the folder exports.")
    ] = None,
    as_of: AsOf = "",
) -> None:
    """The accepted actions for a spreadsheet, a calendar or an issue tracker.

    Example: cxworkbench register export acme-pos --format ics --out actions.ics
    """
    from cxworkbench.running.decisions import export_actions

    typer.echo(export_actions(folder, kind, out=out, as_of=as_of))


@register_app.command("to-be")
def register_to_be(
    folder: Folder = HERE,
    out: Annotated[
        Path | None, typer.Option(help="The file; without it maps/to-be.map.json.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """The map to be: today's after the accepted actions, and the difference.

    Example: cxworkbench register to-be acme-pos
    """
    from cxworkbench.running.decisions import make_to_be

    tell(*make_to_be(folder, out=out), as_json)


def with_actions() -> typer.Typer:
    """The register's group with the commands of this module among them."""
    return register_app
