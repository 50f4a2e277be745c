"""The head of a transcript: whose interview it is, when, who asked, what may be quoted."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from cxworkbench.ground.documents import Line
from cxworkbench.intake.speaker_labels import kind_of
from cxworkbench.intake.words import plain
from cxworkbench.intake.written_names import (
    TITLES,
    Someone,
    reads_named,
    several,
    someone,
    unquoted,
)

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
_TITLED: Final = re.compile(rf"(?:{'|'.join(sorted(TITLES))})\.?\s", re.I)
_LABEL: Final = re.compile(
    r"(?:i|int|r|a|b|p|s|e|q|f|k|ip|tn|m|mod)\s?\d{0,2}|[a-z]{2,4}|"
    r"(?:speaker|sprecher|sprecherin|person|respondent|participant|befragter?|teilnehmer|"
    r"teilnehmerin|interviewee|interviewer|interviewerin|expert|experte)\s?\d{0,2}"
)
# "Acme Ltd (customer no. 001040)"
_WITH_ID: Final = re.compile(
    r"(?P<name>.+?)\s*[(\[](?P<key>[^()\[\]]*?)[.:]?\s+(?P<id>[^\s()\[\]]+)[)\]]"
)
_MOST_ABOVE: Final = 5  # lines that may stand above the head: a title, a date
_LONGEST_TITLE: Final = 120


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


def _is_id(key: str) -> bool:
    return _FIELD_OF.get(plain(key)) == "account"


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
        label, value = plain(_bare(pair["key"])), unquoted(pair["value"])
        name = _FIELD_OF.get(label)
        if self._is_cast(label, value, front=front):
            self._take_cast(_bare(pair["key"]), value)
        elif name is None or (label in self.labels and kind_of(label) and not reads_named(value)):
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
        elif name == "company" and (both := _WITH_ID.fullmatch(value)) and _is_id(both["key"]):
            self._fields.setdefault("company", both["name"])
            self._fields.setdefault("account", both["id"])
        elif name == "name":
            self._people.append(someone(value))
        elif name == "names":
            self._people += map(someone, several(value))
        elif name == "interviewer":
            self._interviewers += map(someone, several(value))
        elif name == "others":
            self._others += [one.name for one in map(someone, several(value))]
        else:
            self._fields.setdefault(name, value)

    def _take_item(self, rest: str) -> bool:
        pair = _PAIR.fullmatch(rest)
        value = unquoted(pair["value"] if pair else rest)
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
        return bool(enough) and reads_named(value)

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


def _bare(key: str) -> str:
    return key.strip().strip("*_#\"' ")
