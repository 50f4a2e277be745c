"""The report of one account: a self-contained page made from what its notebooks told."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from cxworkbench.ground.errors import ParameterProblem, did_you_mean, sample_of
from cxworkbench.ground.files import write_text
from cxworkbench.records.engagement import Brand
from cxworkbench.records.told import Told
from cxworkbench.telling.audience import for_audience
from cxworkbench.telling.pages import page
from cxworkbench.telling.report_content import report_content

FORMATS: Final = ("html",)


def write_report(
    told: Sequence[Told],
    *,
    formats: Sequence[str] = ("html",),
    audience: str,
    into: Path,
    brand: Brand | None = None,
) -> list[Path]:
    """The files of one account's report, each complete in itself.

    Parameters
    ----------
    told
        What each part's notebook told about the account, in any order; one to five records. A part
        that is not there is named in the report as missing.
    formats
        Which files to make. "html": one page that opens without a network, runs nothing, shows no
        code, and prints on A4.
    audience
        "internal", or "client-safe": only what was marked so.
    into
        The account's own folder; the page is `report.html` in it.
    brand
        The client's frame.

    Returns
    -------
    list[pathlib.Path]
        One file a format, in the order asked for.

    Raises
    ------
    ParameterProblem
        Nothing was told, the records are of several accounts or of one part twice, or a format or
        an audience is not one there is.
    RecordProblem
        A chart fetches its data, or a picture holds more than a drawing.
    """
    require_formats(formats)
    _require_one_account(told)
    shown = [for_audience(one, audience) for one in told]
    text = page("page.html", report=report_content(shown, audience), brand=brand or Brand())
    path = into / "report.html"
    write_text(path, text)
    return [path for _ in formats]


def require_formats(formats: Sequence[str]) -> None:
    """Nothing, when each format is one that a report can be written in.

    Raises
    ------
    ParameterProblem
        A format is unknown, or there is none.
    """
    for name in formats or ("",):
        if name not in FORMATS:
            raise ParameterProblem(
                f"There is no report format {name!r}. {did_you_mean(name, FORMATS)}"
                f"Formats: {sample_of(FORMATS)}."
            )


def _require_one_account(told: Sequence[Told]) -> None:
    if not told:
        raise ParameterProblem(
            "A report needs what at least one notebook told, and got nothing. Run a notebook for "
            "the account first."
        )
    accounts = list(dict.fromkeys(one.account_id for one in told))
    if len(accounts) > 1:
        raise ParameterProblem(
            f"A report is about one account, and got {len(accounts)}: {sample_of(accounts)}. "
            "Write one report for each."
        )
    parts = [one.part for one in told]
    twice = [part for part in dict.fromkeys(parts) if parts.count(part) > 1]
    if twice:
        raise ParameterProblem(
            f"A report has each part once, and got more of {sample_of(twice)}. Keep the newest."
        )
