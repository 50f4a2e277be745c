"""The report of one account: files that are each complete, made from what its notebooks told."""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cxworkbench.ground.errors import ParameterProblem, sample_of
from cxworkbench.ground.files import write_bytes
from cxworkbench.ground.language import use_language
from cxworkbench.records.engagement import Brand
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.register import Register
from cxworkbench.records.told import Told
from cxworkbench.telling.audience import for_audience
from cxworkbench.telling.brand import kind_of_picture
from cxworkbench.telling.pages import page
from cxworkbench.telling.report_content import report_content
from cxworkbench.telling.report_formats import FORMATS, require_formats

PACKS: Final = "packs"  # the folder of the audience packs


@dataclass(frozen=True)
class Reported:
    """What a report is made from; `told` holds only what the audience may see."""

    told: tuple[Told, ...]
    audience: str
    brand: Brand
    logo: bytes | None = None
    register: Register | None = None  # that people keep; for the team alone
    journey_map: JourneyMap | None = None  # that people keep; for the team alone


def write_report(
    told: Sequence[Told],
    *,
    formats: Sequence[str] = ("html",),
    audience: str,
    into: Path,
    brand: Brand | None = None,
    logo: bytes | None = None,
    register: Register | None = None,
    journey_map: JourneyMap | None = None,
) -> list[Path]:
    """The files of one account's report, each complete in itself.

    Parameters
    ----------
    told
        What each part's notebook told about the account, in any order; one to five records. A part
        that is not there is named in the report as missing.
    formats
        Which files to make. "html": one page that opens without a network, runs nothing, shows no
        code, and prints on A4. "pdf": the same, set on sheets of A4. "deck": slides with native
        text, tables and charts. "workbook": the tables, and the register and map to change by
        hand. "poster": one sheet of A0.
    audience
        "internal", or "client-safe": only what was marked so.
    into
        The account's own folder; the files are named in it as `report_formats.FORMATS` says.
    brand, logo
        The client's frame, and its logo as `brand.logo_of` reads it.
    register, journey_map
        That people keep, for a workbook which they change; a client-safe one never holds them.

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
    shown = tuple(for_audience(one, audience) for one in told)
    inside = audience == "internal"
    report = Reported(
        shown, audience, brand or Brand(), logo,
        register if inside else None, journey_map if inside else None,
    )  # fmt: skip
    with use_language(told[-1].language):
        return [_written(report, name, into / FORMATS[name]) for name in formats]


def write_pack_pages(
    packs: Mapping[str, Told], *, into: Path, brand: Brand | None = None, logo: bytes | None = None
) -> list[Path]:
    """A page for each audience pack, `packs/<name>.html` in the account's folder; for inside.

    Parameters
    ----------
    packs
        The name of each page's file, without its ending, and what the pack tells.
    into
        The account's own folder.
    brand, logo
        The client's frame.
    """
    paths = []
    for name, told in packs.items():
        content = report_content([told], "internal", always=())
        text = page("page.html", report=content, brand=brand or Brand(), logo=as_address(logo))
        paths.append(into / PACKS / f"{name}.html")
        write_bytes(paths[-1], text.encode())
    return paths


def _written(report: Reported, name: str, path: Path) -> Path:
    write_bytes(path, WRITERS[name](report))
    return path


def _page(report: Reported) -> bytes:
    text = page(
        "page.html", report=report_content(report.told, report.audience), brand=report.brand,
        logo=as_address(report.logo),
    )  # fmt: skip
    return text.encode()


def as_address(logo: bytes | None) -> str:
    """A picture as the address of itself, so that a page needs no other file; "" for none."""
    if logo is None:
        return ""
    return f"data:{kind_of_picture(logo)};base64,{base64.b64encode(logo).decode('ascii')}"


def _sheet(report: Reported) -> bytes:
    from cxworkbench.telling.sheet import make_sheet

    return make_sheet(report.told, report.audience, report.brand, report.logo)


def _deck(report: Reported) -> bytes:
    from cxworkbench.telling.deck import make_deck

    return make_deck(report.told, report.audience, report.brand, report.logo)


def _workbook(report: Reported) -> bytes:
    from cxworkbench.telling.workbook import make_workbook

    return make_workbook(
        report.told, report.audience, report.brand, register=report.register,
        journey_map=report.journey_map,
    )  # fmt: skip


def _poster(report: Reported) -> bytes:
    from cxworkbench.telling.poster import make_poster

    return make_poster(report.told, report.audience, report.brand, report.logo)


# A format more is a line here, and one with its file's name in `report_formats.FORMATS`.
WRITERS: Final[dict[str, Callable[[Reported], bytes]]] = {
    "html": _page,
    "pdf": _sheet,
    "deck": _deck,
    "workbook": _workbook,
    "poster": _poster,
}


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
