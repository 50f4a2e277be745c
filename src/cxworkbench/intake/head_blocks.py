"""The head of a transcript: whose interview it is, when, who asked, what may be quoted."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from cxworkbench.ground.documents import Line
from cxworkbench.intake.speaker_labels import kind_of
from cxworkbench.intake.words import plain

# field -> the plain words it goes by at the start of a line
_FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "company": (
        "company", "company name", "customer", "client", "organisation", "organization", "firm",
        "account name", "firma", "unternehmen", "kunde", "kundenname", "firmenname", "betrieb",
    ),
    "account": (
        "account", "account id", "account no", "account nr", "account number", "customer id",
        "customer no", "customer number", "client id", "kundennummer", "kunden nr", "kundennr",
        "kunden id", "kunde nr", "kunden nummer",
    ),
    "name": (
        "name", "interviewee", "respondent", "respondent name", "participant", "contact",
        "contact person", "contact name", "person", "interviewpartner", "interviewpartnerin",
        "befragte", "befragter", "befragte person", "gesprachspartner", "gesprachspartnerin",
        "ansprechpartner", "ansprechpartnerin", "teilnehmer", "teilnehmerin", "interviewee name",
    ),
    "names": (
        "participants", "interviewees", "respondents", "teilnehmende", "befragte personen",
        "gesprachspartner innen", "interviewpartner innen",
    ),
    "role": ("role", "job title", "position", "function", "rolle", "funktion", "buying role"),
    "mail": ("email", "e mail", "mail", "mail address", "e mail adresse"),
    "phone": ("phone", "telephone", "tel", "telefon", "mobile", "mobil"),
    "date": (
        "date", "interview date", "date of interview", "conducted on", "datum", "gesprachsdatum",
        "interviewdatum", "gefuhrt am", "interview am",
    ),
    "interviewer": (
        "interviewer", "interviewers", "interviewerin", "interviewed by", "conducted by",
        "asked by", "moderator", "moderatorin", "interviewt von", "gefuhrt von", "fragen von",
    ),
    "others": (
        "also present", "present", "observer", "observers", "note taker", "notes by", "anwesend",
        "ebenfalls anwesend", "beobachter", "protokoll", "transcribed by", "transkript",
        "transcript by", "verschriftlicht von",
    ),
    "consent": (
        "consent", "quote consent", "consent to quote", "may be quoted", "permission to quote",
        "einwilligung", "zitat", "zitate", "darf zitiert werden", "zitieren",
    ),
    "stage": ("stage", "journey stage", "phase", "topic", "stage topic", "thema", "stufe"),
    "touchpoint": ("touchpoint", "kontaktpunkt", "touchpoint id"),
    "": (
        "title", "titel", "language", "sprache", "place", "location", "ort", "duration", "dauer",
        "time", "uhrzeit", "project", "projekt", "recording", "aufnahme", "method", "methode",
        "interview", "interview id", "interview no", "interview nr", "kind", "language kind",
        "industry", "branche", "wave", "welle", "tags", "channel", "format", "attendees",
    ),
}  # fmt: skip
_FIELD_OF: Final = {word: name for name, words in _FIELDS.items() for word in words}
_PAIR: Final = re.compile(
    r"\s*(?:[-*•>+]\s+)?(?P<key>[^:\n]{1,40}?)\s*:(?!//)\s*(?P<value>.*?)\s*", re.S
)
_LIST_ITEM: Final = re.compile(r"\s*-\s+(?P<rest>.+)")
_LABEL: Final = re.compile(
    r"(?:i|int|r|a|b|p|s|e|q|f|k|ip|tn|m|mod)\s?\d{0,2}|[a-z]{2,4}|"
    r"(?:speaker|sprecher|sprecherin|person|respondent|participant|befragter?|teilnehmer|"
    r"teilnehmerin|interviewee|interviewer|interviewerin|expert|experte)\s?\d{0,2}"
)
_MOST_ABOVE: Final = 5  # lines that may stand above the head: a title, a date
_LONGEST_TITLE: Final = 120
_NAME: Final = re.compile(r"(?:[^\W\d_a-zà-ÿ][\w.'’-]*|von|van|de|der|den|di|da|la|le|zu)")
TITLES: Final = frozenset(
    ("dr", "prof", "mr", "mrs", "ms", "mx", "herr", "frau", "mme", "monsieur", "ing", "dipl")
)
_TITLED: Final = re.compile(rf"(?:{'|'.join(sorted(TITLES))})\.?\s", re.I)
# A part after a name that is a role although it looks like a name: "Anna, Einkauf".
_ROLES: Final = frozenset(
    ("it", "hr", "ceo", "cfo", "cto", "coo", "cio", "buyer", "user", "decider", "approver",
     "influencer", "initiator", "gatekeeper", "purchasing", "procurement", "finance", "sales",
     "marketing", "operations", "logistics", "support", "service", "management", "owner",
     "manager", "director", "engineer", "accounting", "legal", "production", "quality", "einkauf",
     "einkaufer", "einkauferin", "vertrieb", "buchhaltung", "geschaftsfuhrung", "geschaftsfuhrer",
     "geschaftsfuhrerin", "leitung", "technik", "produktion", "logistik", "lager", "personal",
     "marktleitung", "marktleiter", "marktleiterin", "filialleitung", "filialleiter",
     "filialleiterin", "inhaber", "inhaberin", "kasse", "anwender", "anwenderin", "nutzer",
     "nutzerin", "entscheider", "entscheiderin")
)  # fmt: skip


@dataclass(frozen=True)
class Someone:
    """A person of the head: the label that stands before what they say, name, role, mail."""

    label: str = ""
    name: str = ""
    role: str = ""
    mail: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Head:
    """What the head of a transcript says; empty where it says nothing.

    `lines` are the numbers of the lines that belong to it; `unused` those that look like a part of
    it and say nothing that is known.
    """

    fields: Mapping[str, str] = field(default_factory=dict)  # company, account, date, consent …
    respondents: tuple[Someone, ...] = ()
    interviewers: tuple[Someone, ...] = ()
    others: tuple[str, ...] = ()  # named, but not heard
    lines: frozenset[int] = frozenset()
    unused: tuple[int, ...] = ()


def read_head(lines: Sequence[Line], *, labels: Iterable[str] = ()) -> Head:
    """The head of a transcript: "Company: Acme", "R1: Anna Schmidt, IT" and their like.

    Parameters
    ----------
    lines
        The transcript from its first line; the head ends where somebody speaks, or with the first
        line of prose after it.
    labels
        What stands before a colon later on, in plain words: only such a label can be given a name
        here.

    Examples
    --------
    >>> head = read_head([Line(1, "Firma: Kaufhaus Nord"), Line(2, "R1: Anna Schmidt, IT")],
    ...                  labels=["r1"])
    >>> head.fields["company"], head.respondents[0].name, head.respondents[0].role
    ('Kaufhaus Nord', 'Anna Schmidt', 'IT')
    """
    reader = _Reader({*labels})
    reader = _Reader({*labels})
    front = bool(lines) and lines[0].text.strip() == "---"
    above = 0
    for place, line in enumerate(lines):
        text = line.text.strip()
        if front and text in ("---", "..."):
            reader.used.add(line.number)
            front = place == 0
        elif not text or line.heading or reader.take(line, front=front):
            continue
        elif (reader.begun and not front) or reader.ended:
            break
        else:
            above += 1
            if above > _MOST_ABOVE or len(text) > _LONGEST_TITLE:
                break
    return reader.head()


def is_field(text: str) -> bool:
    """Whether a line is one of a head that is known: "Company: Acme"."""
    pair = _PAIR.fullmatch(text)
    return bool(pair) and plain(_bare(pair["key"])) in _FIELD_OF if pair else False


def field_of(header: str) -> str:
    """Which field of a head a header of an index sheet is; "" for none."""
    return _FIELD_OF.get(plain(header), "")


def someone(text: str, *, label: str = "") -> Someone:
    """A person as people write one: "Anna Schmidt, Head of IT", "Schmidt, Anna (IT)".

    The name has its given name first and no title, so that a person is the same in every file.

    Examples
    --------
    >>> someone("Schmidt, Dr. Anna (IT)")
    Someone(label='', name='Anna Schmidt', role='IT', mail='', phone='')
    """
    text = text.strip().strip("*_")
    role = ""
    if match := re.fullmatch(r"(?P<name>[^(\[]+?)\s*[(\[](?P<role>[^)\]]*)[)\]]\.?", text):
        inner = someone(match["name"])
        return replace(inner, label=label, role=match["role"].strip())
    if match := re.fullmatch(r"(?P<name>.+?)\s+[-–—|/]\s+(?P<role>.+)", text):
        text, role = match["name"], match["role"].strip()
    elif "," in text:
        name, after = (part.strip() for part in text.split(",", 1))
        bare = _without_title(after)
        given = not (" " in name or plain(bare).split(" ")[0] in _ROLES) and _is_name(bare)
        text, role = (name, after)
        if given:
            text, role = f"{after} {name}", ""
    return Someone(label=label, name=_without_title(text), role=role)


def _without_title(name: str) -> str:
    words = name.split()
    while len(words) > 1 and plain(words[0]) in TITLES:
        words = words[1:]
    return " ".join(words)


def looks_like_name(text: str) -> bool:
    """Whether a text reads like the name of a person: few words, each with a capital.

    Examples
    --------
    >>> [looks_like_name(text) for text in ("Anna von Berg", "no idea", "What was it?")]
    [True, False, False]
    """
    return _is_name(text)


def _is_name(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= 5 and all(_NAME.fullmatch(word.strip(",")) for word in words)


class _Reader:
    """Takes line after line of a head."""

    def __init__(self, labels: set[str]) -> None:
        self.labels = labels
        self.used: set[int] = set()
        self.unused: list[int] = []
        self._fields: dict[str, str] = {}
        self._people: list[Someone] = []
        self._interviewers: list[Someone] = []
        self._others: list[str] = []
        self.begun = False
        self.ended = False
        self._listed = ""  # the field whose list items follow (front matter)

    def take(self, line: Line, *, front: bool) -> bool:
        """Whether the line is one of the head; what it says is remembered."""
        taken = [self._take_text(text, front=front) for text in _texts(line)]
        if any(taken):
            self.used.add(line.number)
            self.begun = True
        elif front:
            self.unused.append(line.number)
            self.used.add(line.number)
        return any(taken) or front

    def _take_text(self, text: str, *, front: bool) -> bool:
        item = _LIST_ITEM.fullmatch(text) if front else None
        if item and self._listed and self._take_item(item["rest"]):
            return True
        pair = _PAIR.fullmatch(text)
        if pair is None:
            return False
        label, value = plain(_bare(pair["key"])), _unquoted(pair["value"])
        name = _FIELD_OF.get(label)
        if self._is_cast(label, value, front=front):
            self._take_cast(_bare(pair["key"]), value)
        elif name is None or (label in self.labels and kind_of(label) and not _reads_named(value)):
            self.ended = not front and (label in self.labels or bool(kind_of(label)))
            return False
        else:
            indented = front and text[:1].isspace() and bool(self._listed)
            self._take_field(name, value, indented=indented)
            if not indented:
                self._listed = name if not value else ""
        return True

    def head(self) -> Head:
        respondents = tuple(one for one in self._people if one != Someone())
        role = self._fields.pop("role", "")
        if role and len(respondents) == 1 and not respondents[0].role:
            respondents = (replace(respondents[0], role=role),)
        elif role and not respondents:
            respondents = (Someone(role=role),)
        for name in ("mail", "phone"):
            value = self._fields.pop(name, "")
            if value and len(respondents) <= 1:
                one = respondents[0] if respondents else Someone()
                respondents = (replace(one, **{name: value}),)
        return Head(
            self._fields, respondents, tuple(self._interviewers), tuple(self._others),
            frozenset(self.used), tuple(self.unused),
        )  # fmt: skip

    def _take_field(self, name: str, value: str, *, indented: bool) -> None:
        if indented and name in ("name", "role", "mail") and self._listed in ("name", "names"):
            self._people[-1:] = [replace(self._people[-1], **{name: value})] if self._people else []
        elif not value or not name:
            return
        elif name == "name":
            self._people.append(someone(value))
        elif name == "names":
            self._people += map(someone, _several(value))
        elif name == "interviewer":
            self._interviewers += map(someone, _several(value))
        elif name == "others":
            self._others += [one.name for one in map(someone, _several(value))]
        else:
            self._fields.setdefault(name, value)

    def _take_item(self, rest: str) -> bool:
        pair = _PAIR.fullmatch(rest)
        value = _unquoted(pair["value"] if pair else rest)
        if self._listed in ("name", "names"):
            label = _bare(pair["key"]) if pair else ""
            labelled = _FIELD_OF.get(plain(label)) not in ("name", "names")
            self._people.append(someone(value, label=label if labelled else ""))
        elif self._listed in ("interviewer", "others"):
            self._take_field(self._listed, value, indented=False)
        else:
            return False
        return True

    def _is_cast(self, label: str, value: str, *, front: bool) -> bool:
        if label not in self.labels or not (_LABEL.fullmatch(label) or front):
            return False
        person = someone(value)
        enough = " " in person.name or any(map(str.isdigit, label)) or _TITLED.match(value)
        return bool(enough) and _reads_named(value)

    def _take_cast(self, label: str, value: str) -> None:
        person = someone(value, label=label)
        known = self._interviewers if kind_of(label) == "asks" else self._people
        same = [one for one in known if plain(one.name) == plain(person.name)]
        if same:
            known.remove(same[0])
            person = replace(person, role=person.role or same[0].role)
        known.append(person)


def _texts(line: Line) -> list[str]:
    """A line as "key: value"; of a table's row each two cells."""
    if not line.cells:
        return [line.text]
    cells = [cell for cell in line.cells if cell]
    if len(cells) % 2 or len(cells) < 2:
        return [": ".join(cells)]
    pairs = zip(cells[::2], cells[1::2], strict=True)
    return [f"{key.rstrip(': ')}: {value}" for key, value in pairs]


def _reads_named(text: str) -> bool:
    """Whether what stands behind a label is a name, and no sentence."""
    return _is_name(someone(text).name) and text.strip()[-1:] not in ".?!" and bool(text.strip())


def _several(value: str) -> list[str]:
    """The persons in one line: by semicolons, else by commas where each part is a whole name."""
    inner = value.strip().strip("[]")
    parts = re.split(r"\s*;\s*|\s+(?:and|und)\s+|\s*&\s*", inner)
    if len(parts) == 1 and "," in inner:
        outside = re.split(r",\s*(?![^()]*\))", inner)
        whole = [part for part in outside if " " in part.strip() or "(" in part]
        parts = outside if len(whole) == len(outside) and _all_names(outside) else [inner]
    return [_unquoted(part) for part in parts if part.strip()]


def _all_names(parts: Iterable[str]) -> bool:
    names = [someone(part).name for part in parts]
    return all(_is_name(name) and not _ROLES & {*plain(name).split()} for name in names)


def _bare(key: str) -> str:
    return key.strip().strip("*_#\"' ")


def _unquoted(value: str) -> str:
    value = value.strip().strip("*_").strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
