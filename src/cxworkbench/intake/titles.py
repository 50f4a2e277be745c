"""Words before a last name that say that it is one: titles, and words for the work of staff."""

from typing import Final

TITLES_BEFORE: Final = frozenset(
    ("dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "sir", "madam", "herr", "frau",
     "hr", "fr", "ing", "dipl", "phd", "mba", "monsieur", "madame", "mme", "mlle", "senor",
     "senora", "sr", "sra", "signor", "signora")
)  # fmt: skip
# Words for the work of staff, before their last names; German ones are often parts of longer words.
_WORK: Final = frozenset(
    ("technician", "engineer", "fitter", "installer", "mechanic", "electrician", "driver",
     "colleague", "agent", "rep", "representative", "salesman", "saleswoman", "advisor", "adviser",
     "consultant", "manager", "trainer", "planner", "dispatcher", "supervisor", "specialist",
     "employee", "kollege", "kollegen", "kollegin", "vertreter", "vertreterin", "fahrer",
     "fahrerin", "disponent", "disponentin", "technicien", "technicienne", "monteuse")
)  # fmt: skip
_WORK_ENDINGS: Final = (
    "techniker", "technikerin", "technikers", "monteur", "monteurin", "monteurs", "mechaniker",
    "mechanikerin", "elektriker", "elektrikerin", "installateur", "berater", "beraterin",
    "betreuer", "betreuerin", "mitarbeiter", "mitarbeiterin", "mitarbeiters", "verkaufer",
    "verkauferin", "sachbearbeiter", "sachbearbeiterin",
)  # fmt: skip


def is_work(word: str) -> bool:
    """Whether a word, in small letters without accents, says what somebody of the staff does.

    Examples
    --------
    >>> [is_work(word) for word in ("technician", "servicetechniker", "invoice")]
    [True, True, False]
    """
    return word in _WORK or word.endswith(_WORK_ENDINGS)
