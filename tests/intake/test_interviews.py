"""Interviews: transcripts become voices of respondents, each at its account, without names."""

import re
import textwrap
from pathlib import Path

import docx
import pandas as pd
import pytest

from cxworkbench.intake.building import build_evidence, inputs_of
from cxworkbench.intake.checking import check_engagement, proposed_toml
from cxworkbench.intake.folders import new_engagement, write_proposal
from cxworkbench.intake.interviews import read_interviews
from cxworkbench.intake.transcript_files import is_transcript
from cxworkbench.records.store import load_engagement

ACCOUNTS = "account_id,name\n001040,Kaufhaus Nord GmbH\nA-2,Bolt plc\n"
GROUP = """Company: Kaufhaus Nord GmbH
Account: 001040
R1: Anna Schmidt, IT
R2: Bob Meyer (buyer)
Date: 2026-03-12
Interviewer: Carl Berg
Consent: anonymous
Stage: Decision

I: How did it begin?
R1: Our tills broke. Carl, I told Bob.

I: And then?
R2: Anna said yes.
R1: Well, yes.
"""
VTT = """WEBVTT

00:01.000 --> 00:02.000
<v Carl Berg>How was it?</v>

00:02.000 --> 00:09.000
<v Eva Lang>Slow. Ask Mr Berg.</v>
"""
TABLES = (
    'team = ["Carl Berg (research)"]\n[[tables]]\nname = "accounts"\nfile = "accounts.csv"\n'
    'feeds = "accounts"\n[[tables]]\nname = "talks"\nfile = "talks/"\nfeeds = "voices"\n'
    'method = "interview"\n'
)
INDEX = 'index = "list"\n[[tables]]\nname = "list"\nfile = "list.csv"\nfeeds = "lookup"\n'


@pytest.fixture
def talks(engagement):
    """A function that lays an engagement down with transcripts in data/talks/."""

    def lay_down(toml=TABLES, listed="", **files):
        folder = engagement(toml, accounts=ACCOUNTS, **({"list": listed} if listed else {}))
        (folder / "data" / "talks").mkdir(exist_ok=True)
        for name, text in files.items():
            stem, _, suffix = name.rpartition("_")
            path = folder / "data" / "talks" / f"{stem}.{suffix}"
            path.write_text(text, encoding="utf-8")
        return folder

    return lay_down


def voices_of(folder):
    return build_evidence(folder).evidence.voices


def read(folder, *files):
    return read_interviews(folder, files, table="x")


def said(problems):
    refused = (problem for problem in problems if problem.severity == "refused")
    return [(problem.row, problem.rule, problem.value) for problem in refused]


def test_a_turn_of_a_respondent_is_a_voice_and_the_question_its_context(talks):
    voices = voices_of(talks(group_txt=GROUP))

    assert voices["text"].str[:5].tolist()[::2] == ["Our t", "Well,"]
    assert voices["question"].tolist() == ["How did it begin?", "And then?", "And then?"]
    assert voices["role"].tolist() == ["IT", "buyer", "IT"]
    assert voices["contact_id"].nunique() == 2
    for column, value in (("account_id", "001040"), ("stage", "Decision"), ("method", "interview"),
                          ("consent", "anonymous"), ("source", "talks")):  # fmt: skip
        assert voices[column].unique().tolist() == [value]
    assert voices["said_at"].dt.date.astype("str").unique().tolist() == ["2026-03-12"]


def test_a_voice_is_found_again_by_file_and_line(talks):
    voices = voices_of(talks(group_txt=GROUP))

    assert voices["file"].unique().tolist() == ["talks/group.txt"]
    assert [GROUP.split("\n")[row - 1][:3] for row in voices["row"]] == ["R1:", "R2:", "R1:"]


def test_names_of_respondents_and_of_who_asks_vanish_from_texts(talks):
    voices = voices_of(talks(group_txt=GROUP, eva_vtt=f"{VTT}"))
    everything = " ".join([*voices["text"], *voices["question"], *voices["role"]])

    assert not any(name in everything for name in ("Anna", "Bob", "Carl", "Berg", "Eva"))
    assert "interviewer-" in everything


def test_a_named_respondent_who_was_not_heard_and_who_was_present_vanish_too(talks):
    text = (
        "Account: A-2\nParticipants: Eva Lang, Tom Weber\nAlso present: Uta Koch\n"
        "Interviewer: Carl Berg\n\nCarl: How?\nEva: Tom and Uta know. Weber more.\n"
    )
    [voice] = voices_of(talks(a_txt=text)).to_dict("records")

    assert not any(name in voice["text"] for name in ("Tom", "Uta", "Weber"))
    assert voice["text"].count("person-") == 3


def test_the_team_asks_and_everybody_else_answers(talks):
    voices = voices_of(talks(eva_vtt=VTT.replace("<v Carl Berg>", "<v Carl>")))

    assert voices["text"].str[:5].tolist() == ["Slow."]
    assert "Berg" not in voices["text"][0]
    assert voices["row"].tolist() == [2]


def test_an_index_sheet_says_what_the_file_does_not(talks):
    listed = (
        "File,Account,Interviewee,Role,Date,Consent\neva.vtt,A-2,Eva Lang,CFO,2026-02-01,named\n"
    )
    folder = talks(TABLES + INDEX, listed=listed, eva_vtt=VTT, group_txt=GROUP)
    voices = voices_of(folder).set_index("file").loc["talks/eva.vtt"]

    assert voices[["account_id", "role", "consent"]].tolist() == ["A-2", "CFO", "named"]
    assert str(voices["said_at"].date()) == "2026-02-01"


def test_a_person_of_the_contact_list_keeps_her_pseudonym(talks):
    toml = TABLES + '[[tables]]\nname = "list"\nfile = "list.csv"\nfeeds = "contacts"\n'
    people = "account_id,contact_name,role\n001040,Anna Schmidt,decider\n"
    evidence = build_evidence(talks(toml, listed=people, group_txt=GROUP)).evidence
    [anna] = evidence.contacts.loc[evidence.contacts["role"].eq("decider"), "contact_id"]

    assert anna in evidence.voices["contact_id"].tolist()


def test_a_file_without_speakers_gives_a_voice_for_each_paragraph_and_a_problem(tmp_path):
    (tmp_path / "a.txt").write_text("Company: Acme\n\nIt was slow,\nvery slow.\n\nThen it broke.\n")

    interviews = read(tmp_path, "a.txt")

    assert interviews.frame["text"].tolist() == ["It was slow,\nvery slow.", "Then it broke."]
    assert interviews.where["row"].tolist() == [3, 6]
    assert said(interviews.problems) == [(0, "says who speaks", "")]


def test_an_unknown_account_is_a_problem_and_the_text_is_kept(talks):
    folder = talks(a_txt="I: How?\nR: Slow.\nI: Why?\nR: Parts.\n")
    checked = check_engagement(folder)
    [problem] = checked.problems.query("column == 'account id'").to_dict("records")

    assert checked.evidence.voices["account_id"].tolist() == ["", ""]
    assert (problem["file"], problem["rule"], problem["severity"], problem["remedy"]) == (
        "talks/a.txt", "names its account", "refused",
        "What it says is kept and belongs to no account. List the file in an index sheet (columns "
        'file, account), as docs/reading-files.md shows; or write "Account: <id>" or "Company: '
        '<name>" into its first lines.',
    )  # fmt: skip


def test_where_nobody_is_said_to_ask_all_are_kept_and_a_problem_says_so(tmp_path):
    (tmp_path / "a.txt").write_text("Account: 1\n\nAnna: How?\nBob: So.\nAnna: Why?\nBob: Well.\n")

    interviews = read(tmp_path, "a.txt")

    assert len(interviews.frame) == 4
    assert said(interviews.problems) == [(3, "says who asks", "speakers: 2")]


def test_who_is_no_respondent_of_the_head_is_no_voice_and_a_problem_says_so(tmp_path):
    text = "Account: 1\nInterviewee: Bob Meyer\n\nAnna: How?\nBob: So.\nAnna: Why?\nBob: Well.\n"
    (tmp_path / "a.txt").write_text(text)

    interviews = read(tmp_path, "a.txt")

    assert interviews.frame["text"].tolist() == ["So.", "Well."]
    assert interviews.frame["contact name"].tolist() == ["Bob Meyer", "Bob Meyer"]
    assert said(interviews.problems)[0] == (4, "says who asks", "turns of others: 2")


def test_respondents_without_names_are_told_apart_by_file_and_label(tmp_path):
    (tmp_path / "a.txt").write_text("Account: 1\n\nI: How?\nR1: So.\nR2: Well.\nI: Why?\nR1: No.\n")

    assert read(tmp_path, "a.txt").frame["contact id"].tolist() == [
        "a.txt R1", "a.txt R2", "a.txt R1",
    ]  # fmt: skip


def test_one_interview_received_twice_is_pointed_out(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Account: 1\n\nI: How?\nR: So it was.\nI: Why?\nR: No.\n")

    problems = read(tmp_path, "a.txt", "b.txt").problems

    assert (problems[0].file, problems[0].rule) == ("b.txt", "is another interview than a.txt")


def test_an_unreadable_file_stops_no_other_one(talks):
    folder = talks(group_txt=GROUP, empty_txt="", scan_pdf="%PDF")
    problems = build_evidence(folder).problems.query("rule == 'can be read'")

    assert problems["file"].tolist() == ["talks/empty.txt", "talks/scan.pdf"]


def test_a_new_or_changed_transcript_makes_the_evidence_old(talks):
    folder = talks(group_txt=GROUP)
    before = inputs_of(folder, load_engagement(folder))
    talks(eva_vtt=VTT)
    after = inputs_of(folder, load_engagement(folder))

    assert after.keys() - before.keys() == {"data/talks/eva.vtt"}


def test_ids_stay_when_the_head_or_another_turn_changes(talks):
    before = voices_of(talks(group_txt=GROUP))
    changed = GROUP.replace("Stage: Decision", "Stage: Research").replace("Well, yes.", "Hm.")
    after = voices_of(talks(group_txt=changed))

    assert before["voice_id"].tolist()[:2] == after["voice_id"].tolist()[:2]


def test_a_pattern_that_leads_out_or_fits_nothing_is_refused(talks):
    messages = [
        check_engagement(talks(TABLES.replace("talks/", pattern))).problems.query(
            "severity == 'refused' and rule == 'can be read'"
        )["value"].item()
        for pattern in ("../*.docx", "none/*.docx")
    ]  # fmt: skip

    assert messages == [
        "the name leads out of the folder data/", "there is no transcript in data/ that fits",
    ]  # fmt: skip


def test_new_from_data_proposes_a_folder_of_transcripts_and_its_index(tmp_path):
    given = tmp_path / "given"
    (given / "talks").mkdir(parents=True)
    (given / "accounts.csv").write_text(ACCOUNTS)
    (given / "list.csv").write_text("file,account,role\neva.vtt,A-2,CFO\n")
    (given / "talks" / "eva.vtt").write_text(VTT)
    document = docx.Document()
    for text in ("Account: 001040", "I: How?", "R: So.", "I: Why?", "R: Well."):
        document.add_paragraph(text)
    document.save(given / "talks" / "nord.docx")

    folder = new_engagement(tmp_path / "eng", from_data=given)
    tables = {table.name: table for table in load_engagement(folder).tables}

    assert (tables["talks"].file, tables["talks"].index) == ("talks/", "list")
    assert (tables["talks"].feeds, tables["talks"].method) == ("voices", "interview")
    assert tables["list"].feeds == "lookup"
    assert proposed_toml(folder) == ""
    assert sorted(voices_of(folder)["account_id"]) == ["001040", "001040", "A-2", "A-2"]


SHEET = (
    "file,account,interviewee,role,date,interviewer,consent\n"
    "eva.vtt,A-2,,CFO,2026-06-02,Carl Berg,anonymous\n,,,,,,\n,,,,,,\n"
)


def test_an_index_that_comes_after_the_transcripts_is_named_by_their_table(talks):
    folder = talks(listed=SHEET, eva_vtt=VTT)
    settings = folder / "engagement.toml"
    remark = "# mine, and not to be lost"
    settings.write_text(f"{settings.read_text()}\n{remark}\n")

    assert '# it is used where the table "talks" says: index = "list"' in proposed_toml(folder)
    write_proposal(folder)
    tables = {table.name: table for table in load_engagement(folder).tables}
    assert (tables["list"].feeds, tables["talks"].index) == ("lookup", "list")
    assert remark in settings.read_text()
    assert set(voices_of(folder)["account_id"]) == {"A-2"}
    assert write_proposal(folder) == ""


def test_an_index_sheet_says_the_stage_too(talks):
    sheet = "file,account,stage\neva.vtt,A-2,Decision\n"
    voices = voices_of(talks(TABLES + INDEX, listed=sheet, eva_vtt=VTT))

    assert set(voices["stage"]) == {"Decision"}


def test_the_lines_that_the_docs_show_for_an_index_make_one(engagement):
    docs = (Path(__file__).parents[2] / "docs" / "reading-files.md").read_text(encoding="utf-8")
    [shown] = re.findall(r'    \[\[tables\]\]\n    name = "list"\n(?:(?:    .*)?\n)+', docs)
    folder = engagement(textwrap.dedent(shown), list=SHEET)
    (folder / "data" / "eva.vtt").write_text(VTT)

    assert set(voices_of(folder)["account_id"]) == {"A-2"}


def test_a_title_above_the_head_is_no_stage(tmp_path):
    document = docx.Document()
    document.add_heading("Interview transcript", 1)
    for text in ("Account: 1", "I: How?", "R: So."):
        document.add_paragraph(text)
    document.add_heading("Decision", 2)
    document.add_paragraph("R: Well.")
    document.save(tmp_path / "a.docx")
    (tmp_path / "b.md").write_text(
        "# Notes\n\nAccount: 1\n\nIt was slow.\n\n# Use\n\nAll is well.\n"
    )

    assert read(tmp_path, "a.docx").frame["stage"].tolist() == ["", "Decision"]
    assert read(tmp_path, "b.md").frame["stage"].tolist() == ["", "Use"]


def test_an_index_already_named_stays(talks):
    folder = talks(TABLES + INDEX, listed="file,account\neva.vtt,A-2\n", eva_vtt=VTT)
    (folder / "data" / "later.csv").write_text("file,account,role\neva.vtt,A-2,CFO\n")

    write_proposal(folder)

    tables = {table.name: table for table in load_engagement(folder).tables}
    assert (tables["talks"].index, tables["later"].feeds) == ("list", "lookup")


def test_transcripts_beside_tables_are_one_table_and_texts_with_columns_are_none(engagement):
    folder = engagement("", accounts=ACCOUNTS)
    for name, text in (("a.txt", GROUP), ("b.vtt", VTT), ("c.txt", "id\tname\n1\tx\n2\ty\n"),
                       ("readme.md", "I: a\nR: b\nI: c\nR: d\n")):  # fmt: skip
        (folder / "data" / name).write_text(text)

    proposed = proposed_toml(folder)

    assert [line for line in proposed.split("\n") if line.startswith("file")] == [
        'file = "accounts.csv"', 'file = "c.txt"', 'file = "./"',
    ]  # fmt: skip


def test_the_frame_holds_every_column_that_is_filled_and_its_rows_are_counted_from_1(tmp_path):
    (tmp_path / "a.txt").write_text(GROUP)
    frame = read(tmp_path, "a.txt").frame

    assert frame.index.tolist() == [1, 2, 3]
    assert list(frame.columns) == [
        "turn", "account id", "company", "contact name", "role", "date", "stage",
        "consent", "question before", "text", "voice id",
    ]  # fmt: skip
    assert frame.map(lambda cell: isinstance(cell, str)).all(axis=None)
    assert isinstance(frame, pd.DataFrame)


def test_a_file_that_is_called_after_a_person_is_called_otherwise_in_evidence(talks):
    folder = talks(**{"2026 Anna Schmidt_txt": GROUP})
    intake = build_evidence(folder)
    [file] = intake.evidence.voices["file"].unique()
    [note] = intake.problems.query('rule == "has a file name without a person\'s"')["file"]

    assert file == note
    assert file.startswith("talks/2026 contact-")
    assert "Schmidt" not in intake.problems.to_csv()
    assert "Schmidt" not in intake.mapping.to_csv()


def test_a_row_of_the_index_without_its_transcript_is_noted(talks):
    folder = talks(TABLES + INDEX, listed="file,account\neva.vtt,A-2\nlost.vtt,A-2\n", eva_vtt=VTT)
    notes = build_evidence(folder).problems.query("rule.str.contains('its index')")

    assert notes[["file", "value", "severity"]].to_numpy().tolist() == [
        ["talks/", "none for row 3", "note"]
    ]


def test_an_index_shows_in_the_preview_what_it_is_for(talks):
    folder = talks(TABLES + INDEX, listed="file,account,mood\neva.vtt,A-2,x\n", eva_vtt=VTT)
    mapping = build_evidence(folder).mapping.query("table == 'list'")

    assert mapping["column"].tolist() == ["for talks", "for talks", ""]


def test_a_table_of_coded_passages_that_names_documents_is_no_index(engagement):
    coded = "Document,Code,Company\na,slow,Bolt plc\na,late,Bolt plc\n"
    folder = engagement("", accounts=ACCOUNTS, coded=coded)
    (folder / "data" / "a.txt").write_text(GROUP)

    assert "index" not in proposed_toml(folder)


def test_a_word_file_that_is_no_transcript_is_left_out_with_a_note(engagement):
    folder = engagement("", accounts=ACCOUNTS)
    document = docx.Document()
    document.add_paragraph("An offer for tills, valid until summer.")
    document.save(folder / "data" / "offer.docx")
    [note] = check_engagement(folder).problems.query("file == 'offer.docx'").to_dict("records")

    assert proposed_toml(folder).count("[[tables]]") == 1
    assert (note["rule"], note["severity"]) == ("reads like a transcript", "note")


def test_a_word_file_reads_like_a_transcript_by_its_table_too(tmp_path):
    document = docx.Document()
    table = document.add_table(0, 2)
    for who, what in (("Company", "Bolt"), ("Date", "2026-01-02"), ("Anna", "Hi.")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = who, what
    document.save(tmp_path / "a.docx")

    assert is_transcript(tmp_path / "a.docx")


def test_files_without_a_day_are_noted_once(talks):
    folder = talks(eva_vtt=VTT, a_txt="Account: A-2\nI: How?\nR: So.\nI: Why?\nR: No.\n",
                   group_txt=GROUP)  # fmt: skip
    problems = build_evidence(folder).problems

    assert problems.query("rule == 'says its day'")["value"].tolist() == ["files without a day: 2"]
    assert "said_at" not in problems["column"].tolist()


def table_of(path, *rows):
    document = docx.Document()
    document.add_paragraph("Account: A-2")
    table = document.add_table(0, len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(path)


def test_a_table_of_questions_and_answers_is_turns(tmp_path):
    table_of(tmp_path / "a.docx", ("No", "Question", "Answer"), ("1", "How?", "So."),
             ("2", "Why?", "No parts."))  # fmt: skip
    frame = read(tmp_path, "a.docx").frame

    assert frame["text"].tolist() == ["So.", "No parts."]
    assert frame["question before"].tolist() == ["How?", "Why?"]


def test_a_table_of_speakers_is_turns_without_its_header(tmp_path):
    table_of(tmp_path / "a.docx", ("Wer", "Was"), ("I", "How?"), ("Anna Berg", "So."))
    interviews = read(tmp_path, "a.docx")

    assert interviews.frame["text"].tolist() == ["So."]
    assert interviews.frame["contact name"].tolist() == ["Anna Berg"]


HOSTILE = {
    "empty.txt": b"",
    "noise.txt": bytes(range(256)) * 20,
    "nozip.docx": b"no zip",
    "cut.docx": b"PK\x03\x04" + bytes(range(256)),
    "umlauts.txt": "Firma: Müller\nI: Wie?\nR: Größtenteils schön.\nI: So?\n".encode("cp1252"),
    "tags.vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Eva><b>Hi</b> <script>x &lt;i&gt;\n",
    "times.srt": b"1\n99:99:99,999 --> 00:00:00,000\nA: b\n",
    "right.txt": "Name: ليلى\nInterviewer: أحمد\n\nأحمد: كيف؟\nليلى: \u202eبطيء\u202c\n".encode(),
    "nul.txt": b"I: a\x00b\nR: c\nI: d\nR: e\n",
    "colons.md": b"---\n:::\n- : \n---\n: : :\n**:**\n# \n",
    "formula.txt": b"Company: =cmd()\nI: @a\nR: =1+1\nI: b\n",
}  # fmt: skip


def test_hostile_files_are_problems_or_voices_and_never_a_traceback(talks):
    folder = talks()
    for name, content in HOSTILE.items():
        (folder / "data" / "talks" / name).write_bytes(content)

    checked = check_engagement(folder)
    unread = checked.problems.query("rule == 'can be read'")["file"].str.removeprefix("talks/")
    said = checked.evidence.voices.set_index("file")["text"]

    assert unread.tolist() == ["cut.docx", "empty.txt", "noise.txt", "nozip.docx"]
    assert said["talks/umlauts.txt"] == "Größtenteils schön."
    assert said["talks/tags.vtt"] == "Hi <script>x <i>"
    assert said["talks/right.txt"] == "\u202eبطيء\u202c"
    assert said["talks/formula.txt"] == "=1+1"
