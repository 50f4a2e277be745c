"""The workbook of a report: what it tells, for whom, and that it is the same each time."""

import io

from openpyxl import load_workbook
from tests.telling.examples import journey_map, told_records
from tests.telling.office_files import office_words

from cxworkbench.exchange.map_from_workbook import is_map_workbook
from cxworkbench.records.engagement import Brand
from cxworkbench.records.register import Entry, Register
from cxworkbench.records.told import Block, Section, Told
from cxworkbench.telling.audience import for_audience
from cxworkbench.telling.report import write_report
from cxworkbench.telling.workbook import make_workbook

SECRET = Register(entries=(Entry(id="a", kind="action", title="Their margin is low"),))


def made(told=None, audience="internal", **more):
    return make_workbook(told or told_records(), audience, Brand(colour="#8a1538"), **more)


def test_the_same_records_give_the_same_bytes():
    assert made(register=SECRET, journey_map=journey_map()) == made(
        register=SECRET, journey_map=journey_map()
    )


def test_figures_stand_as_numbers_beside_their_intervals_and_evidence():
    rows = (("Support", 0.25, 12), ("Delivery", None, 3))
    table = Block(kind="table", title="Pains", columns=("pain", "share", "n"), rows=rows,
                  evidence=("voice-1",))  # fmt: skip
    section = Section(key="pains", title="What hurts", blocks=(table,))
    told = Told(part="insights", title="t", sections=(section,))

    sheet = load_workbook(io.BytesIO(made([told])))["told insights"]

    assert [[cell for cell in row if cell is not None] for row in sheet.values][1:7] == [
        ["What hurts"], ["Pains"], ["pain", "share", "n"], ["Support", 0.25, 12],
        ["Delivery", 3], ["Evidence", "voice-1"],
    ]  # fmt: skip
    assert sheet.protection.sheet


def test_the_headers_are_in_the_clients_colour_and_can_be_read():
    sheet = load_workbook(io.BytesIO(made()))["evidence"]

    assert sheet["A1"].fill.fgColor.rgb == "008A1538"
    assert sheet["A1"].font.color.rgb == "00FFFFFF"


def test_a_client_safe_workbook_holds_no_register_no_map_and_nothing_unmarked(tmp_path):
    told = told_records()
    hidden = [block.text for part in told for section in part.sections for block in section.blocks
              if block.audience == "internal" and block.text]  # fmt: skip

    [path] = write_report(told, formats=["workbook"], audience="client-safe", into=tmp_path,
                          register=SECRET, journey_map=journey_map())  # fmt: skip

    words = office_words(path.read_bytes())
    assert hidden
    assert [text for text in [*hidden, "Their margin is low"] if text in words] == []
    assert not is_map_workbook(path)


def test_no_text_is_a_formula():
    block = Block(kind="sentence", text="=HYPERLINK(1)")
    told = Told(part="insights", title="t",
                sections=(Section(key="k", title="=1+1", blocks=(block,)),))  # fmt: skip

    sheet = load_workbook(io.BytesIO(made([for_audience(told, "internal")])))["told insights"]

    assert [sheet[at].data_type for at in ("A2", "A3")] == ["s", "s"]
