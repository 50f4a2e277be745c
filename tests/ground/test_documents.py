"""Documents as lines: Word, Markdown and text, and what is no document."""

import io
import os
import zipfile

import docx
import pytest
from docx.oxml import parse_xml

from cxworkbench.ground.documents import read_document
from cxworkbench.ground.errors import DataProblem

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(folder, *, name="t.docx", change=None):
    document = docx.Document()
    document.add_heading("Bolt plc", 1)
    table = document.add_table(0, 2)
    for key, value in (("Company", "Bolt plc"), ("Role", "buyer")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = key, value
    document.add_paragraph("")
    paragraph = document.add_paragraph()
    paragraph.add_run("Eva: ").bold = True
    paragraph.add_run("It was slow.\tVery.")
    if change:
        change(document)
    document.save(folder / name)
    return folder / name


def texts(document):
    return [line.text for line in document.lines if line.text]


def test_a_word_file_is_its_paragraphs_and_the_rows_of_its_tables_in_order(tmp_path):
    document = read_document(word(tmp_path))

    assert texts(document) == [
        "Bolt plc",
        "Company\tBolt plc",
        "Role\tbuyer",
        "Eva: It was slow.\tVery.",
    ]
    assert [line.number for line in document.lines if line.text] == [1, 2, 3, 4]
    assert [line.heading for line in document.lines if line.text] == [True, False, False, False]
    assert [line.bold for line in document.lines if line.text] == ["", "", "", "Eva:"]
    assert document.lines[1].cells == ("Company", "Bolt plc")


def test_content_controls_and_tracked_insertions_are_read_and_deletions_are_not(tmp_path):
    def change(document):
        for xml in (
            f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>In a control</w:t></w:r></w:p>"
            "</w:sdtContent></w:sdt>",
            f'<w:p {W}><w:ins w:id="1"><w:r><w:t>kept</w:t></w:r></w:ins>'
            '<w:del w:id="2"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>',
        ):
            document.element.body.insert(-1, parse_xml(xml))

    assert texts(read_document(word(tmp_path, change=change)))[-2:] == ["In a control", "kept"]


def test_footnotes_are_noted(tmp_path):
    def change(document):
        xml = f'<w:p {W}><w:r><w:t>x</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
        document.element.body.insert(-1, parse_xml(xml))

    [note] = read_document(word(tmp_path, change=change)).problems

    assert (note.value, note.severity) == ("footnotes: 1", "note")


def test_markdown_gives_its_headings_and_bold_starts(tmp_path):
    path = tmp_path / "t.md"
    path.write_text("# Talk\n\n**Eva:** It *was* slow.\n__Ada__: No.\n", encoding="utf-8")

    lines = read_document(path).lines

    assert [(line.text, line.bold, line.heading) for line in lines if line.text] == [
        ("Talk", "", True), ("Eva: It *was* slow.", "Eva:", False), ("Ada: No.", "Ada", False),
    ]  # fmt: skip


def test_a_text_in_another_encoding_is_read_and_noted(tmp_path):
    path = tmp_path / "t.txt"
    path.write_bytes("Müller: Schön größer als früher\r\nÄrger".encode("cp1252"))

    document = read_document(path)

    assert texts(document) == ["Müller: Schön größer als früher", "Ärger"]
    assert [problem.value for problem in document.problems] == [
        "read as cp1252: guessed from its letters"
    ]


def with_doctype(folder):
    whole = zipfile.ZipFile(io.BytesIO(word(folder, name="whole.docx").read_bytes()))
    with zipfile.ZipFile(folder / "trap.docx", "w") as trap:
        for name in whole.namelist():
            content = whole.read(name)
            if name == "word/document.xml":
                laughs = b'<!DOCTYPE w [<!ENTITY a "ha">]><w:document'
                content = content.replace(b"<w:document", laughs, 1)
            trap.writestr(name, content)


AGAIN = "Open it in a word processor and save it as .docx again."
DAMAGED = "is no Word file that can be read: a part of it is missing or damaged."


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "a.txt is empty: it has no bytes. Export it again."),
        ("a.txt", b" \n ", "a.txt holds nothing but blanks. Export it again."),
        ("a.docx", b"no zip", "a.docx is no Word file, whatever its name says. "
         "Open it in a word processor and save it as .docx."),
        ("a.docx", b"PK\x03\x04" + bytes(500), f"a.docx {DAMAGED} {AGAIN}"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(500), "a.doc is a Word file of the old kind (.doc) "
         "or has a password. Open it in a word processor and save it as .docx without a password."),
        ("a.txt", os.urandom(0) + bytes(range(256)) * 9, "a.txt is no text: too many of its bytes "
         "are no letters. Save what was said as text, Markdown, Word (.docx) or subtitles (.srt, "
         ".vtt)."),
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)

    with pytest.raises(DataProblem) as refused:
        read_document(tmp_path / name)

    assert str(refused.value) == message


def test_a_word_file_without_text_or_with_a_doctype_is_refused(tmp_path):
    docx.Document().save(tmp_path / "blank.docx")
    with_doctype(tmp_path)

    with pytest.raises(DataProblem) as blank:
        read_document(tmp_path / "blank.docx")
    with pytest.raises(DataProblem) as trap:
        read_document(tmp_path / "trap.docx")

    assert str(blank.value) == (
        "blank.docx holds no text. Pictures of text cannot be read: type it."
    )
    assert str(trap.value) == (
        "trap.docx declares a DOCTYPE in word/document.xml, which no word processor writes. "
        "Copy the text into a new document."
    )
