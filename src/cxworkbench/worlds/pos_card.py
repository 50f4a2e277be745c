"""The card of the retail point-of-sale sample: what each file and column holds, row counts."""

from typing import Final

import pandas as pd

from cxworkbench.worlds.places import AS_OF, CLIENT

# file -> (what a row is, {column: (meaning, unit or values)})
NOTES: Final[dict[str, tuple[str, dict[str, tuple[str, str]]]]] = {
    "crm-accounts.csv": ("one buying company; semicolons, decimal commas, days first", {
        "Customer no.": ("the account", "text with leading zeros, unique"),
        "Company": ("its name", "text"),
        "Web domain": ("its domain", "text, blank where unknown"),
        "Group": ("the group it belongs to", "text, mostly blank"),
        "Type": ("kind of company", "chain, franchise, hospitality, independent"),
        "Country": ("where it is", "two letters"),
        "Revenue EUR": (f"sales to it in the 12 months to {AS_OF}", "EUR"),
        "Margin EUR": ("what remained of that; may be negative", "EUR, blank where unknown"),
        "Services": ("products and services it holds", "count"),
        "Tills in use %": ("tills that ran on a normal day", "% of its tills"),
        "Last NPS": ("recommendation noted by sales", "0-10, mostly blank"),
        "Customer since": ("first contract", "date"),
        "Contract start": ("of the contract that runs", "date"),
        "Contract end": ("of the contract that runs", "date"),
        "Renewals": ("contracts renewed so far", "count"),
        "Repeat orders": ("orders after the first", "count"),
        "Tills": ("tills installed", "count"),
        "Region": ("sales region", "North, South, East, West"),
    }),
    "contacts.csv": ("one person at an account; UTF-8 with byte order mark", {
        "Contact no.": ("the person", "text, unique"),
        "Customer no.": ("the account", "text"),
        "Name": ("made-up name", "text"),
        "E-mail": ("mail at an example domain", "text"),
        "Phone": ("number from a range kept for examples", "text"),
        "Role": ("part in the buying group", "one of the seven buying roles"),
        "Department": ("where the person works", "text"),
        "Influence (1-5)": ("how much weight the person has", "1-5"),
    }),
    "survey.csv": ("one answer sheet; questions a role was not asked are blank", {
        "Response": ("the sheet", "text, unique"),
        "Submitted": ("day of answering", "date"),
        "Customer no.": ("the account", "text, sometimes blank"),
        "Company": ("as the person wrote it", "text"),
        "E-mail": ("of the person", "text"),
        "Role": ("part in the buying group", "one of the seven buying roles"),
        "How likely are you to recommend us? (0-10)": ("recommendation", "0-10"),
        "…: satisfied (1-5)": ("satisfaction with a touchpoint", "1-5, 5 is best"),
        "…: ease (1-7)": ("how easy it was", "1-7, 7 is very easy"),
        "…: expected (1-5)": ("what the person had expected", "1-5"),
        "…: important (1-5)": ("how important it is", "1-5"),
        "Comment on": ("what the comment is about", "a touchpoint's name, or blank"),
        "Comment": ("free words", "text, or blank"),
    }),
    "tickets.csv": ("one ticket; Windows-1252, days first", {
        "Ticket no.": ("the ticket", "text, unique"),
        "Opened": ("when", "date and time"),
        "Customer no.": ("the account", "text"),
        "E-mail": ("of the person", "text, sometimes blank"),
        "Category": ("the desk's word for it", "text"),
        "Priority": ("how urgent the desk found it", "low, normal, high, urgent"),
        "Message": ("the customer's words", "text, several languages"),
        "State": ("whether it is done", "open, closed"),
    }),
    "interviews.xlsx": ("one note of a talk; a title row stands above the header", {
        "Note": ("the note", "text, unique"),
        "Talk": ("the talk it is from", "text"),
        "Date": ("day of the talk", "date"),
        "Customer no.": ("the account", "text"),
        "Company": ("its name", "text"),
        "E-mail": ("of the person", "text"),
        "Role": ("part in the buying group", "one of the seven buying roles"),
        "About": ("what it is about", "a touchpoint's name"),
        "Kind": ("what kind of statement", "pain, gain, need, action, thought"),
        "Topic": ("the researcher's code", "text, or blank"),
        "Severity (1-5)": ("how bad a pain is", "1-5, blank for other kinds"),
        "Feeling": ("the feeling in a word", "text"),
        "Feeling (-2 to 2)": ("the feeling as a number", "-2 to 2"),
        "In their words": ("what was said", "text"),
        "May be quoted": ("what the person agreed to", "none, anonymous, named"),
    }),
    "observations.csv": ("one thing seen on a visit or in a test purchase", {
        "Visit": ("the visit", "text, unique"),
        "Seen on": ("day", "date"),
        "Customer no.": ("the account", "text"),
        "Company": ("its name", "text"),
        "Watched": ("what was watched", "a touchpoint's name"),
        "Kind": ("what kind of note", "pain, action"),
        "Topic": ("the observer's code", "text, or blank"),
        "Severity (1-5)": ("how bad a pain is", "1-5, or blank"),
        "Feeling (-2 to 2)": ("how people seemed", "-2 to 2"),
        "What was seen": ("the note", "text"),
    }),
    "events.csv": ("one thing that happened, from lead to renewal", {
        "Event no.": ("the event", "text, unique"),
        "When": ("when", "date and time"),
        "Customer no.": ("the account", "text"),
        "E-mail": ("of the person, where known", "text, or blank"),
        "Activity": ("what happened", "text"),
        "Channel": ("by which means", "text"),
        "Order no.": ("the order it belongs to", "text, or blank"),
        "Carrier": ("the carrier", "a company of partners.json, or blank"),
        "Result": ("how it ended", "text, or blank"),
    }),
    "order-parts.csv": ("one company's part of one order", {
        "Line": ("the part", "text, unique"),
        "Order no.": ("the order", "text"),
        "Customer no.": ("the account", "text"),
        "Order date": ("day of ordering", "date"),
        "From": ("the company that owes the part", "a company of partners.json"),
        "To": ("the company that gets it", "a company of partners.json"),
        "Part": ("what it is", "text"),
        "Promised (days)": ("after the order, or after hand-over", "days"),
        "Delivered (days)": ("as it was", "days, blank where nobody wrote it"),
        "In time": ("whether the promise was kept", "yes, no, or blank"),
    }),
}  # fmt: skip


def card_text(name: str, seed: int, tables: dict[str, pd.DataFrame]) -> str:
    """The card as Markdown, with the rows counted from the tables."""
    parts = [
        f"# {name}\n",
        f"A made-up maker of till hardware, {CLIENT}, its partners and "
        f"{len(tables['crm-accounts.csv'])} retailers: who they are, what they ordered, what they "
        f"said, up to {AS_OF.isoformat()}. It is there to try everything on.\n",
        f"Made by `cxworkbench.worlds.retail_pos`, seed {seed}. No real company or person is in "
        "it: domains end in `.example`, phone numbers are from ranges kept for films and "
        "examples. The licence is that of the workbench.\n",
        "Awkward on purpose, as an office's files are: semicolons and decimal commas in one file, "
        "Windows-1252 in one, a workbook with a title row, three dates that are none, two rows "
        "of companies nobody knows, answer sheets without a customer number, a few ticket "
        "categories and activities that belong nowhere, blanks, negative margins, three or four "
        "languages.\n",
        "Something is planted in it: accounts that behave alike, pains, gains, a moment of truth, "
        "and voices that are missing. What exactly is not said here.\n",
        "Beside the files: `engagement.toml` (how they are read), `partners.json` (the chain of "
        "companies), `accounts-demo.csv` (24 accounts for a first batch), `maps/register.json` "
        "(actions that were decided about, with made-up effort, cost, owners and dates, and causes "
        "that people entered and nobody has shown yet).\n",
    ]
    parts += [_file_text(file, table) for file, table in tables.items()]
    return "\n".join(parts)


def _file_text(file: str, table: pd.DataFrame) -> str:
    row, columns = NOTES[file]
    lines = [f"## data/{file}\n", f"{len(table)} rows, each {row}.\n"]
    lines += ["| column | meaning | unit or values |", "|---|---|---|"]
    lines += [f"| {name} | {meaning} | {unit} |" for name, (meaning, unit) in columns.items()]
    return "\n".join(lines) + "\n"
