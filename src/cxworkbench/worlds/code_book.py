"""The code book of the made-up world's research team: what falls under each code, and what not."""

from typing import Final

from cxworkbench.records.coding import CodeBook, add_code
from cxworkbench.worlds.complaints import PAIN_TEXTS
from cxworkbench.worlds.texts import GAIN_TEXTS, NEED_TEXTS

CODERS: Final = ("mara", "jonas")

# Code -> definition, when not to use it, words that suggest it.
_NOTES: Final[dict[str, tuple[str, str, tuple[str, ...]]]] = {
    "Sales data arrive late or twice": (
        "Sales, stock or returns reach the other systems late, doubled or not at all.",
        "Not for an invoice of ours that is wrong.",
        ("stock", "twice", "doubl*", "transfer*", "daily file", "bookkeeper", "figures"),
    ),
    "A part is missing on installation day": (
        "Something that was ordered is not there when the fitter is.",
        "Not for a date that moves: see the delivery date.",
        ("missing", "fitter", "the box", "boxes", "cable", "parts"),
    ),
    "Nobody answers while a till stands still": (
        "Help is asked for and does not come, while selling is held up.",
        "Not for slow answers to questions that can wait.",
        ("queue", "nobody picks up", "hotline", "no call", "somebody ring", "waiting"),
    ),
    "Card reader drops the connection": (
        "Paying by card fails or has to be repeated.", "",
        ("reader", "contactless", "payments", "pairing"),
    ),
    "Receipts print badly": (
        "Receipts are unreadable, cut off or wasted.", "", ("receipt*", "printer", "paper cover"),
    ),
    "Invoice does not match the order": (
        "A bill of ours differs from what was ordered.",
        "Not for data in the customer's own books.",
        ("invoice*", "billed", "credit note"),
    ),
    "Update comes during opening hours": (
        "The till updates itself while people want to pay.", "", ("update*", "restart*"),
    ),
    "Delivery date moves without notice": (
        "The day of delivery changes and nobody says so.", "Not for parts that are missing.",
        ("delivery date", "carrier", "postponed", "new date"),
    ),
    "Replacement has to be set up by ourselves": (
        "A replacement comes, and making it work is left to the customer.",
        "Not for how fast it came: that is a gain.", ("settings", "set up", "replacement"),
    ),
    "Login and rights are hard to get": (
        "Somebody cannot get into the portal or may not do there what they must.", "",
        ("login", "password", "rights", "portal"),
    ),
    "Prices in the tool and in the quote differ": (
        "Two prices of ours for the same thing.", "", ("price tool", "quote", "calculator"),
    ),
    "The trainer stays until everyone can do it": (
        "Training goes on until the last one manages.", "", ("trainer", "training", "practised"),
    ),
    "The replacement is there next morning": (
        "A broken device is exchanged faster than expected.", "Not for setting it up.",
        ("exchanged", "overnight", "next morning", "swap"),
    ),
    "The test till convinced our own staff": (
        "Trying a till out settled it.", "", ("demonstration", "test till", "brochure"),
    ),
    "One clear page of prices": (
        "The price could be understood at once.", "", ("one page", "all prices"),
    ),
    "The driver carries it to the counter": (
        "The carrier did more than deliver.", "", ("driver",),
    ),
    "Know the day before what will arrive": (
        "Wish to be told in time what comes and when.", "", ("day before", "a list of"),
    ),
    "One person who answers for all parts": (
        "Wish for one name for tills, software and boxes.", "", ("one person", "one name"),
    ),
    "Figures to show our own management": (
        "Help with explaining the spending inside the company.", "", ("management", "numbers"),
    ),
    "Somebody at hand on the first Saturday": (
        "Wish for help close by on the first day that counts.", "", ("first saturday",),
    ),
    "Hear honestly how others fare": (
        "Wish for the experience of shops like theirs.", "", ("shop of our size", "visit to"),
    ),
}  # fmt: skip


def made_code_book() -> CodeBook:
    """The code book, pains first, each code with the first thing people say under it."""
    book = CodeBook(coders=CODERS)
    needs = {code: texts for code, (_, texts) in NEED_TEXTS.items()}
    for kind, said in (("pain", PAIN_TEXTS), ("gain", GAIN_TEXTS), ("need", needs)):
        for code, texts in said.items():
            definition, not_when, keywords = _NOTES[code]
            book = add_code(
                book, name=code, kind=kind, definition=definition, not_when=not_when,
                keywords=keywords, example=texts[0],
            )  # fmt: skip
    return book
