"""The fill-in workbook templates/intake/intake.xlsx, made from the CSV templates beside it.

    python tools/make_intake_workbook.py          write it
    python tools/make_intake_workbook.py --check  say whether it is up to date

The same CSV files give the same bytes: no clock goes in, and parts are stored, not packed.
"""

import argparse
import csv
import datetime as dt
import io
import re
import sys
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from cxworkbench.ground.numbers import is_number
from cxworkbench.ground.terms import (
    BUYING_ROLES,
    CODE_KINDS,
    CONSENTS,
    GENERIC_STAGES,
    MEDIUM_CLASSES,
    METHODS,
)

FOLDER = Path(__file__).resolve().parents[1] / "templates" / "intake"
TABLES = (
    "accounts",
    "contacts",
    "survey",
    "tickets",
    "events",
    "interviews",
    "observations",
    "secret-shopping",
    "reviews",
    "usage",
    "touchpoints",
)
EPOCH = dt.datetime(1980, 1, 1)  # the earliest a ZIP file can hold
LISTS = {
    "role": BUYING_ROLES,
    "method": METHODS,
    "code_kind": CODE_KINDS,
    "consent": CONSENTS,
    "medium_class": MEDIUM_CLASSES,
    "priority": ("low", "normal", "high", "urgent"),
    "moment_of_truth": ("yes", "no"),
}
NUMBERS = frozenset(
    (
        "revenue",
        "margin",
        "services",
        "usage",
        "recommendation",
        "renewals",
        "repurchases",
        "influence",
        "score",
        "expectation",
        "importance",
        "severity",
        "emotion",
        "stars",
        "times",
    )
)
MEANINGS = {
    "account_id": "one buying company; the same id in every sheet; text, zeros in front are kept",
    "name": "the company's name",
    "domain": "its web or mail domain, to match rows that carry only a mail address",
    "account_type": "a kind of company that you tell apart",
    "country": "two letters or a name",
    "revenue": "money over the period that engagement.toml names; one currency in a column",
    "currency": "three letters; the same in every row",
    "margin": "profit, not a share; leave blank if unknown",
    "services": "how many of your products and services it has",
    "usage": "how much it uses them, in a unit of your own",
    "recommendation": "likelihood to recommend, 0 to 10, where the customer list has one",
    "customer_since": "date, 2026-01-31",
    "contract_start": "date",
    "contract_end": "date",
    "renewals": "how often the contract was renewed",
    "repurchases": "how often it bought again",
    "contact_id": "one person; becomes a pseudonym when it is read",
    "contact_name": "becomes a pseudonym when it is read",
    "contact_mail": "becomes a pseudonym when it is read",
    "contact_phone": "becomes a pseudonym when it is read",
    "role": "the person's part in buying and using: " + ", ".join(BUYING_ROLES),
    "department": "where the person works",
    "influence": "how much say, 1 unless you know better",
    "response_id": "one filled-in questionnaire",
    "method": "where the statement comes from: " + ", ".join(METHODS),
    "submitted_at": "date, with a time if you have one",
    "stage": "where in the journey, e.g. " + ", ".join(GENERIC_STAGES),
    "touchpoint": "the moment of contact, the same name in every sheet",
    "question": "as it was asked",
    "metric": "NPS, CSAT, CES or your own name",
    "score": "the answer, on the metric's scale; of a checklist yes, no, n.a. or points",
    "expectation": "what the person had expected: a score on the same scale, or in words",
    "importance": "how much it matters to the person, on the same scale",
    "comment": "the person's own words",
    "consent": "may it be quoted: " + ", ".join(CONSENTS),
    "ticket_id": "one request or complaint",
    "opened_at": "date, with a time if you have one",
    "category": "your own categories; engagement.toml says which touchpoint each one is",
    "priority": "your own; taken for severity where nothing better is there",
    "description": "the customer's words",
    "event_id": "one thing that happened",
    "occurred_at": "date, with a time if you have one",
    "activity": "what happened, in your system's words",
    "channel": "by which means: mail, phone, visit, portal",
    "medium_class": "where it takes place: " + ", ".join(MEDIUM_CLASSES),
    "partner_id": "the partner company who did it, blank if it was you",
    "outcome": "how it ended",
    "interview_id": "one conversation; many rows may share it",
    "interview_date": "date",
    "code_kind": "what the statement is: " + ", ".join(CODE_KINDS),
    "code": "its name in two to five words, the same for the same thing everywhere",
    "severity": "1 small to 5 stops the work; pains only",
    "emotion": "-2 very bad to +2 very good; blank if unknown",
    "emotion_word": "the person's own word for it",
    "quote": "one sentence as it was said",
    "observation_id": "one visit; many rows may share it",
    "observed_on": "date",
    "visit_id": "one visit; many rows may share it",
    "site": "the store, branch or place that was visited",
    "visitor": "who visited; becomes a pseudonym when it is read",
    "visited_on": "date",
    "checklist_item": "what was to be looked at, the same words on every visit",
    "review_id": "one review",
    "reviewer": "who wrote it; becomes a pseudonym when it is read",
    "review_date": "date",
    "review_title": "its headline",
    "review_body": "what it says",
    "stars": "1 to 5",
    "pros": "what it praises, where the site asks for it",
    "cons": "what it complains of, where the site asks for it",
    "feature": "a part of your product, in your system's words",
    "month": "2026-01, or a date",
    "times": "how often it was used in that month",
    "note": "what was seen or heard, with how often",
    "step": "a part of the stage; may stay blank",
    "owner": "who in your company answers for it",
    "action": "what the customer does here; several with ; between them",
    "thought": "what the customer thinks here",
    "need": "what the customer needs here",
    "pain": "what hurts; several with ; between them",
    "gain": "what is better than expected",
    "moment_of_truth": "yes where people decide for or against you",
    "opportunity": "an idea what to do",
}
GUIDE = (
    "Fill in the sheets that you have; leave the others as they are or delete them.",
    "Replace the two example rows. Keep the header row. A blank cell means: not known.",
    "Save the workbook in the engagement's data folder and run: cxworkbench check",
)


def workbook_bytes() -> bytes:
    """The whole workbook; the same CSV files give the same bytes."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name in TABLES:
        _add_table(workbook.create_sheet(name), name)
    _add_guide(workbook.create_sheet("how to fill in"))
    workbook.properties.creator = "cxworkbench"
    packed = io.BytesIO()
    workbook.save(packed)
    return _without_clock(packed.getvalue())


def _read(name: str) -> list[list[str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _add_table(sheet: Worksheet, name: str) -> None:
    header, *rows = _read(name)
    sheet.append(header)
    for number, row in enumerate(rows, 2):
        for place, (column, text) in enumerate(zip(header, row, strict=True), 1):
            _fill(sheet, number, place, column, text)
    for place, column in enumerate(header, 1):
        letter = get_column_letter(place)
        longest = max(len(row[place - 1]) for row in [header, *rows])
        sheet.column_dimensions[letter].width = min(max(longest, 10), 46) + 2
        if column in LISTS:
            _offer(sheet, letter, LISTS[column])
    _dress(sheet)


def _fill(sheet: Worksheet, row: int, place: int, column: str, text: str) -> None:
    cell = sheet.cell(row, place)
    if not text:
        return
    if column in NUMBERS and is_number(text):
        cell.value = float(text) if "." in text else int(text)
    else:  # as text, so that no spreadsheet turns an id or a date into something else
        cell.value = text
        cell.number_format = "@"


def _offer(sheet: Worksheet, letter: str, words: tuple[str, ...]) -> None:
    choice = DataValidation(
        type="list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=False
    )
    sheet.add_data_validation(choice)
    choice.add(f"{letter}2:{letter}1000")


def _add_guide(sheet: Worksheet) -> None:
    sheet.append(["sheet", "column", "what to write"])
    for name in TABLES:
        for column in _read(name)[0]:
            sheet.append([name, column, MEANINGS[column]])
    for line in GUIDE:
        sheet.append(["", "", line])
    for letter, width in (("A", 16), ("B", 20), ("C", 90)):
        sheet.column_dimensions[letter].width = width
    _dress(sheet)


def _dress(sheet: Worksheet) -> None:
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8EBEE")
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.freeze_panes = "A2"


def _without_clock(packed: bytes) -> bytes:
    """The same workbook with one fixed date in every place where a date stands."""
    stamp = EPOCH.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, content)
            part = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
            part.external_attr = 0o644 << 16
            new.writestr(part, content)
    return written.getvalue()


def main() -> int:
    """0 when the workbook is written or up to date, 1 when `--check` finds it is not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    target = FOLDER / "intake.xlsx"
    if not parser.parse_args().check:
        target.write_bytes(workbook_bytes())
        print(f"{target.name} written.")
        return 0
    if target.exists() and target.read_bytes() == workbook_bytes():
        print(f"{target.name} is up to date.")
        return 0
    print(f"{target.name} is older than its CSV files. Run: python tools/make_intake_workbook.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
