"""The door: words of the command line become one call, and its answer is printed."""

import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from cxworkbench import __version__
from cxworkbench.commands.action_commands import with_actions
from cxworkbench.commands.coding_commands import coding_app
from cxworkbench.commands.map_commands import map_app
from cxworkbench.commands.words import (
    FAILED,
    HERE,
    STOPPED,
    WRONG_WORDS,
    AsJson,
    Folder,
    KeyFile,
    tell,
    use_key,
)
from cxworkbench.ground.errors import ParameterProblem, WorkbenchError
from cxworkbench.ground.shell import in_shell
from cxworkbench.running.lazy_grammar import put_off_grammars


class Door(TyperGroup):
    """The commands, with one way to say what is wrong."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - click's context
        """The words without --debug, which may stand anywhere."""
        ctx.obj = "--debug" in args
        return super().parse_args(ctx, [word for word in args if word != "--debug"])

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - click's context
        """The command; a mistake in words or data is told as a message and not as a traceback."""
        try:
            return super().invoke(ctx)
        except WorkbenchError as problem:
            if ctx.obj:
                raise
            _tell_wrong(str(problem))
            wrong_words = isinstance(problem, ParameterProblem)
            raise typer.Exit(WRONG_WORDS if wrong_words else FAILED) from problem
        except KeyboardInterrupt as stop:
            _tell_wrong(
                f"Stopped: cxworkbench {ctx.invoked_subcommand or ''}".rstrip()
                + ". What was finished stays, and nothing is half written. Give the command again "
                "to do the rest."
            )
            raise typer.Exit(STOPPED) from stop
        except OSError as fault:
            if ctx.obj:
                raise
            _tell_wrong(
                f"{fault.filename or 'A file'}: {fault.strerror or fault}. Check that it is there, "
                "that you may read and write it, and that the disk has room."
            )
            raise typer.Exit(FAILED) from fault


app = typer.Typer(
    cls=Door,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog="--debug, with any command, shows where in the code something stopped.",
)
app.add_typer(map_app, name="map")
app.add_typer(coding_app, name="coding")
app.add_typer(with_actions(), name="register")

Consent = Annotated[
    str,
    typer.Option(
        metavar="WORD",
        help="May words be quoted where no file says so: none, anonymous or named.",
        show_default="asked in a terminal, else nothing is said, which counts as none",
    ),
]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FORMATS",
        help="Of the report: html, pdf, deck, workbook, poster; several with commas between.",
    ),
]
Jobs = Annotated[str, typer.Option(metavar="NUMBER", help="Accounts worked on at the same time.")]


def _version(asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def door(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")
    ] = False,
) -> None:
    """Map a B2B customer journey in three notebooks, and make a report for every account."""


@app.command()
def demo(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option(help="Folder for the engagement.")] = Path("work"),
    jobs: Jobs = "2",
) -> None:
    """The whole way on the shipped sample: 24 account reports.

    Example: cxworkbench demo
    """
    from cxworkbench.running.demo import prepare_demo
    from cxworkbench.running.planning import read_jobs

    at_a_time = read_jobs(jobs)
    folder, accounts = prepare_demo(out)
    typer.echo(f"Engagement: {folder}")
    _batch(ctx, folder, accounts=accounts, jobs=at_a_time)


@app.command()
def new(
    name: Annotated[Path, typer.Argument(help="The folder to make.")],
    template: Annotated[str, typer.Option(help="A stage template, or own file of one.")] = "",
    sample: Annotated[str, typer.Option(help="A sample to copy instead.")] = "",
    touchpoints: Annotated[
        Path | None,
        typer.Option(help="A list or matrix of touchpoints (XLSX, CSV) to start the map from."),
    ] = None,
    from_data: Annotated[
        Path | None,
        typer.Option(help="Received files to copy into data/: a file or a folder."),
    ] = None,
    consent: Consent = "",
    own_notebooks: Annotated[
        bool, typer.Option("--copy-notebooks", help="Own copies of the notebooks, to change.")
    ] = False,
    key: KeyFile = None,
) -> None:
    """A new engagement folder, ready to fill.

    Example: cxworkbench new acme-pos --touchpoints our-touchpoints.xlsx
    """
    from cxworkbench.ground.files import require_file
    from cxworkbench.intake.consent import require_consent
    from cxworkbench.intake.folders import describe_map_notes, new_engagement
    from cxworkbench.running.notebooks import copy_notebooks

    if touchpoints is not None:
        require_file(touchpoints)
    if consent:
        require_consent(consent)
    use_key(key, name)
    folder = new_engagement(
        name, template=template, sample=sample, map_file=touchpoints, from_data=from_data
    )
    typer.echo(f"Engagement: {folder}")
    if notes := describe_map_notes(folder):
        typer.echo(notes)
    if consent or from_data is not None:
        _consent(folder, consent)
    for path in copy_notebooks(folder) if own_notebooks else ():
        typer.echo(f"Notebook: {path}")
    with_key = f" --key {in_shell(key)}" if key is not None else ""
    typer.echo(f"Next: cxworkbench check {in_shell(folder)}{with_key}")


@app.command()
def check(
    folder: Folder = HERE,
    write: Annotated[
        bool,
        typer.Option("--write", help="Describe files that are not named yet in engagement.toml."),
    ] = False,
    consent: Consent = "",
    key: KeyFile = None,
    as_json: AsJson = False,
) -> None:
    """Every problem in the received files, with row and remedy.

    It also says how columns are used. Exit status 1 when something could not be used.

    Example: cxworkbench check acme-pos
    """
    from cxworkbench.intake.folders import write_proposal
    from cxworkbench.running.checks import check_all, check_summary, describe_check

    use_key(key, folder)
    if consent and not write:
        raise ParameterProblem(
            "--consent is written into engagement.toml, and a check only looks. Give --write too."
        )
    if write:
        write_proposal(folder)
        _consent(folder, consent, quiet=as_json)
    found = check_all(folder)
    tell(check_summary(found), describe_check(found), as_json)
    if found.refused:
        raise typer.Exit(FAILED)


@app.command()
def status(folder: Folder = HERE, key: KeyFile = None, as_json: AsJson = False) -> None:
    """How far each part is, from what is there, and the next step.

    Example: cxworkbench status acme-pos
    """
    from cxworkbench.running.status import describe_status, engagement_status

    use_key(key, folder)
    found = engagement_status(folder)
    tell(found.as_json(), describe_status(found), as_json)


@app.command()
def run(
    ctx: typer.Context,
    folder: Folder = HERE,
    part: Annotated[
        list[str] | None,
        typer.Option(metavar="PART", help="research, map or insights; without it all three."),
    ] = None,
    parameter: Annotated[
        list[str] | None, typer.Option("-p", metavar="NAME=VALUE", help="A notebook's parameter.")
    ] = None,
    formats: Formats = None,
    key: KeyFile = None,
) -> None:
    """The notebooks once, over all accounts or for one.

    Example: cxworkbench run acme-pos --part research -p account=ALFKI
    """
    put_off_grammars()
    from cxworkbench.ground.errors import RunProblem
    from cxworkbench.running.notebooks import FILES
    from cxworkbench.running.once import run_once
    from cxworkbench.running.parameters import read_assignments
    from cxworkbench.running.planning import FORMATS, read_formats

    use_key(key, folder)
    done = run_once(
        folder,
        parts=tuple(part or FILES),
        given=read_assignments(parameter or ()),
        formats=read_formats(formats or FORMATS),
        on_start=lambda path: typer.echo(f"{path.name} …", err=True),
    )
    if not done.outcome.ok:
        _trace(ctx, done.outcome.trace)
        raise RunProblem(done.outcome.message)
    typer.echo(f"Notebooks: {done.into}")
    if done.outcome.report:
        typer.echo(f"Report: {done.outcome.report}")
        beside = done.outcome.report.parent
        for path in done.outcome.outputs:
            if path.parent == beside and path != done.outcome.report:
                typer.echo(f"Beside it: {path.name}")
    if done.next_step:
        typer.echo(f"Next: {done.next_step}")


@app.command()
def batch(
    ctx: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(help="The engagement's folder.", show_default="here")
    ] = None,
    accounts: Annotated[
        Path | None,
        typer.Option(help="A table with a column account_id; without it every account."),
    ] = None,
    jobs: Jobs = "2",
    formats: Formats = None,
    audience: Annotated[
        str, typer.Option(help="internal, or client-safe to hand out.")
    ] = "internal",
    resume: Annotated[
        bool, typer.Option("--resume", help="Leave out what is done and unchanged.")
    ] = False,
    engagements: Annotated[
        Path | None,
        typer.Option(help="A folder of engagements: one report for each, not for each account."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the reports instead of the engagement's own.")
    ] = None,
    key: KeyFile = None,
    as_json: AsJson = False,
) -> None:
    """One report for each account, one over all, and an index.

    The runs it counts are one over all accounts together, and then one for each. Exit status 1
    when one or more of them failed.

    Example: cxworkbench batch acme-pos --accounts key-accounts.csv --audience client-safe
    """
    from cxworkbench.running.planning import read_formats, read_jobs

    chosen: dict[str, Any] = {"jobs": read_jobs(jobs), "audience": audience}
    chosen |= {"out": out, "as_json": as_json}
    if formats:
        chosen["formats"] = read_formats(formats)
    if engagements is not None:
        if folder is not None or accounts is not None or resume or key is not None:
            raise ParameterProblem(
                "--engagements makes one report for each engagement, so it takes no folder, no "
                "--accounts, no --key and no --resume. Leave those out, or leave --engagements out."
            )
        _engagements(ctx, engagements, **chosen)
        return
    use_key(key, folder or HERE)
    chosen["accounts"] = accounts if accounts is not None else ()
    _batch(ctx, folder or HERE, resume=resume, **chosen)


@app.command()
def lab(
    folder: Folder = HERE,
    browser: Annotated[bool, typer.Option(help="Open a browser window.")] = True,
    port: Annotated[int | None, typer.Option(help="The port to listen on.")] = None,
    key: KeyFile = None,
) -> None:
    """JupyterLab at the engagement, with its own notebooks.

    Example: cxworkbench lab acme-pos
    """
    from cxworkbench.running.lab import open_lab

    use_key(key, folder)
    raise typer.Exit(open_lab(folder, browser=browser, port=port))


@app.command()
def who(
    pseudonym: Annotated[str, typer.Argument(help="As it stands in a table or report.")],
    key: KeyFile = None,
) -> None:
    """The person behind a pseudonym, from the key file on this computer.

    Example: cxworkbench who contact-3fa9c01b22de
    """
    from cxworkbench.intake.redaction import look_up

    typer.echo(look_up(pseudonym, key))


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """What is installed, what is missing, and what to do.

    Exit status 1 when something is missing that is needed.

    Example: cxworkbench doctor
    """
    from dataclasses import asdict

    from cxworkbench.running.doctor import describe_findings, examine

    found = examine()
    tell([asdict(one) for one in found], describe_findings(found), as_json)
    if any(one.state == "missing" for one in found):
        raise typer.Exit(FAILED)


def _consent(folder: Path, given: str, *, quiet: bool = False) -> None:
    """Whether words may be quoted, asked for once in a terminal and never in a script."""
    from cxworkbench.intake.consent import settle_consent

    asks = _in_terminal() and not quiet
    answer = settle_consent(folder, given=given, ask=_ask_consent if asks else None)
    if answer and not quiet:
        typer.echo(f"Consent: {answer}, in engagement.toml under [privacy].")


def _in_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _ask_consent(question: str) -> str:
    from cxworkbench.ground.terms import CONSENTS

    typer.echo(question)
    while True:
        answer = str(typer.prompt("Your answer", default=CONSENTS[0])).strip().lower()
        if answer in CONSENTS:
            return answer
        typer.echo(f"Answer with one of {', '.join(CONSENTS)}.")


def _batch(
    ctx: typer.Context,
    folder: Path,
    *,
    as_json: bool = False,
    out: Path | None = None,
    **chosen: Any,  # noqa: ANN401 - passed on
) -> None:
    from cxworkbench.running.batch import run_batch
    from cxworkbench.running.progress import Progress
    from cxworkbench.running.summary import batch_summary, describe_batch

    with Progress("runs", quiet=as_json) as progress:
        try:
            done = run_batch(
                folder, reports=out, on_plan=progress.of, on_done=progress.one_more, **chosen
            )
        except KeyboardInterrupt:
            _stopped(progress, f"cxworkbench batch {in_shell(folder)} --resume")
    tell(batch_summary(done), describe_batch(done), as_json)
    for trace in done.traces.values():
        _trace(ctx, trace)
    if done.failed:
        raise typer.Exit(FAILED)


def _engagements(
    ctx: typer.Context,
    folder: Path,
    *,
    as_json: bool,
    out: Path | None,
    **chosen: Any,  # noqa: ANN401 - passed on
) -> None:
    from cxworkbench.running.engagements import run_engagements
    from cxworkbench.running.progress import Progress
    from cxworkbench.running.summary import describe_engagements, engagements_summary

    with Progress("engagements", quiet=as_json) as progress:
        try:
            done = run_engagements(
                folder, reports=out, on_plan=progress.of, on_done=progress.one_more, **chosen
            )
        except KeyboardInterrupt:
            _stopped(progress, f"cxworkbench batch --engagements {in_shell(folder)}")
    tell(engagements_summary(done), describe_engagements(done), as_json)
    for outcome in done.outcomes:
        _trace(ctx, outcome.trace)
    if done.failed:
        raise typer.Exit(FAILED)


def _stopped(progress: Any, again: str) -> NoReturn:  # noqa: ANN401 - loaded late
    _tell_wrong(
        f"Stopped: {progress.done} of {progress.total} {progress.what} were done, and they stay. "
        f"To go on: {again}"
    )
    raise typer.Exit(STOPPED)


def _tell_wrong(message: str) -> None:
    typer.echo(message, err=True)


def _trace(ctx: typer.Context, trace: str) -> None:
    """Where in the code something stopped, for --debug."""
    if trace and ctx.find_root().obj:
        typer.echo(trace, err=True)


def main() -> None:
    """The command line's entry."""
    app()


if __name__ == "__main__":
    main()
