"""Kinds of tables that tools export: known by several headers together, with what they fill."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from cxworkbench.intake.words import by_plain, plain

Names = tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """A kind of table: of each group in `needs` it has a header, of `without` none.

    `columns` is evidence column -> usual headers, the first that is there counts; one header may
    fill several columns. `says` judges the values where headers alone do not tell.
    """

    name: str
    feeds: str
    needs: tuple[Names, ...]
    columns: Mapping[str, Names]
    method: str = ""
    constants: Mapping[str, str] = field(default_factory=dict)
    without: Names = ()
    says: Callable[[pd.DataFrame, Mapping[str, str]], bool] | None = None

    def fits(self, frame: pd.DataFrame) -> bool:
        """Whether the table is of this kind."""
        words = by_plain(map(str, frame.columns))
        has_all = all(any(name in words for name in group) for group in self.needs)
        if not has_all or any(name in words for name in self.without):
            return False
        return self.says is None or self.says(frame, self.filled(frame.columns))

    def filled(self, headers: Collection[str]) -> dict[str, str]:
        """The columns that headers of the table fill."""
        words = by_plain(map(str, headers))
        found = {
            column: next((words[name] for name in names if name in words), "")
            for column, names in self.columns.items()
        }
        return {column: header for column, header in found.items() if header}


def known_kind(frame: pd.DataFrame) -> Kind | None:
    """The first kind that the table is of; None for a table of no known kind.

    Examples
    --------
    >>> deals = pd.DataFrame(columns=["Opportunity Name", "Stage", "Amount", "Close Date"])
    >>> known_kind(deals).name
    'opportunities'
    """
    return next((kind for kind in KINDS if kind.fits(frame)), None)


def share_of_words(values: pd.Series, words: Collection[str]) -> float:
    """Share of the filled cells whose plain text, or its first word, is among the words."""
    texts = values.astype("str").str.strip()
    counts = texts[texts.ne("")].value_counts()
    known = [
        int(count)
        for text, count in counts.items()
        if plain(str(text)) in words or plain(str(text)).split(" ")[0] in words
    ]
    return sum(known) / int(counts.sum()) if len(counts) else 0.0


_CONTACTS_MADE: Final = frozenset(
    ("call", "email", "e", "mail", "meeting", "task", "todo", "to", "event", "visit", "demo",
     "note", "sms", "letter", "linkedin", "lunch", "webinar", "conference", "appointment",
     "presentation", "logged", "send", "sent", "phone", "video", "quick", "anruf", "telefonat",
     "besuch", "termin", "besprechung", "aufgabe", "notiz", "brief", "messe", "vorfuhrung",
     "prasentation", "treffen", "telefon", "videokonferenz", "whatsapp", "chat")
)  # fmt: skip
_TYPE: Final = (
    "activity type", "task type", "engagement type", "event type", "aktivitatstyp",
    "aktivitatsart", "type", "typ", "art", "task subtype",
)  # fmt: skip
_COMPANY: Final = (
    "account name", "company account", "company name", "associated company", "company",
    "organization", "organisation", "account", "firma", "kunde", "related to", "customer name",
    "customer",
)  # fmt: skip
_SITE: Final = (
    "site", "site name", "store", "store name", "branch", "branch name", "outlet", "shop",
    "location", "location name", "filiale", "standort", "markt", "niederlassung", "geschaft",
)  # fmt: skip
_VISITOR: Final = (
    "visitor", "visitor name", "shopper", "shopper name", "mystery shopper", "secret shopper",
    "auditor", "observer", "visited by", "testkunde", "testkundin", "testkaufer", "besucher",
    "besucherin", "prufer",
)  # fmt: skip
_VISIT_DAY: Final = (
    "visit date", "date of visit", "visited on", "audit date", "date", "besuchsdatum",
    "besucht am", "datum", "besuchstag",
)  # fmt: skip
_ITEM: Final = (
    "checklist item", "check item", "item", "criterion", "criteria", "checkpoint", "check",
    "question", "standard", "prufpunkt", "kriterium", "frage", "merkmal",
)  # fmt: skip
_ITEM_SCORE: Final = (
    "score", "points", "result", "rating", "answer", "met", "passed", "points scored",
    "points awarded", "bewertung", "ergebnis", "punkte", "erfullt", "antwort", "note",
)  # fmt: skip
_REMARK: Final = (
    "comment", "comments", "remark", "remarks", "note", "notes", "observation", "kommentar",
    "bemerkung", "anmerkung", "beobachtung", "notiz",
)  # fmt: skip
_TIMES: Final = (
    "times", "event count", "events", "count", "uses", "usage count", "times used",
    "number of uses", "total uses", "total events", "occurrences", "views", "page views",
    "pageviews",
    "screen page views", "visits", "sessions", "clicks", "anzahl", "nutzungen", "aufrufe",
    "seitenaufrufe", "hits",
)  # fmt: skip
_PERIOD: Final = (
    "month", "week", "period", "day", "date", "week starting", "usage month", "monat", "woche",
    "zeitraum", "datum", "tag",
)  # fmt: skip
_OWN_ACCOUNT: Final = (
    "account id", "accountid", "account", "account name", "customer id", "customer", "company id",
    "company", "company name", "organization id", "organization", "group id", "group", "tenant",
    "tenant id", "workspace", "workspace id", "kundennummer", "kunde", "firma", "client id",
)  # fmt: skip


def _made_contact(frame: pd.DataFrame, columns: Mapping[str, str]) -> bool:
    header = columns.get("activity", "")
    return bool(header) and share_of_words(frame[header], _CONTACTS_MADE) >= 0.5


def _has_numbers(frame: pd.DataFrame, columns: Mapping[str, str]) -> bool:
    counts = pd.to_numeric(frame[columns["times"]].astype("str"), errors="coerce")
    return bool(len(counts)) and float(counts.notna().mean()) >= 0.8


KINDS: Final[Sequence[Kind]] = (
    Kind(
        "opportunities", "events",
        needs=(
            ("opportunity name", "opportunity", "opportunity id", "deal name", "deal id", "deal",
             "verkaufschance", "name der verkaufschance", "opportunity number"),
            ("stage", "deal stage", "stage name", "sales stage", "opportunity stage", "phase",
             "verkaufsphase", "stagename"),
            ("close date", "closed date", "closedate", "amount", "probability", "created date",
             "create date", "last stage change date", "forecast category", "abschlussdatum",
             "schlusstermin", "betrag", "volumen", "wahrscheinlichkeit"),
        ),
        columns={
            "key": ("opportunity id", "deal id", "record id", "opportunity number"),
            "occurred_at": (
                "last stage change date", "stage change date", "stage changed",
                "date entered stage", "last stage change", "close date", "closed date",
                "closedate", "abschlussdatum", "schlusstermin", "created date", "create date",
            ),
            "activity": ("stage", "deal stage", "stage name", "sales stage", "opportunity stage",
                         "phase", "verkaufsphase", "stagename"),
            "account_id": ("account id", "accountid", "company id", "kundennummer"),
            "account_name": _COMPANY,
            "contact_name": ("primary contact", "contact name", "associated contact", "contact",
                             "kontakt", "hauptkontakt"),
            "outcome": ("outcome", "won", "is won", "is closed won", "closed lost reason",
                        "loss reason", "closed won reason", "deal status", "status", "ergebnis",
                        "grund"),
            "role": ("contact role", "role", "contact title"),
        },
    ),
    Kind(
        "activities", "events",
        needs=(
            (*_TYPE, "subject", "betreff", "activity", "aktivitat"),
            ("date", "due date", "activity date", "completed date", "completed at", "create date",
             "created date", "start date", "start", "timestamp", "datum", "falligkeitsdatum",
             "meeting start time", "activitydate", "termin"),
            ("assigned", "assigned to", "owner", "activity assigned to", "activity owner",
             "created by", "related to", "call result", "call outcome", "call duration",
             "meeting outcome", "outcome", "contact", "contact name", "name", "kontakt",
             "zustandig", "bearbeiter", "besitzer", "associated contacts", "participants"),
        ),
        columns={
            "key": ("activity id", "task id", "engagement id", "record id", "call id"),
            "occurred_at": (
                "activity date", "activitydate", "completed date", "completed at",
                "meeting start time", "start date", "start", "date", "timestamp", "due date",
                "datum", "falligkeitsdatum", "termin", "create date", "created date",
            ),
            "activity": (*_TYPE, "activity", "aktivitat", "subject", "betreff"),
            "channel": ("channel", "medium", "kanal", *_TYPE),
            "account_id": ("account id", "accountid", "company id", "kundennummer"),
            "account_name": _COMPANY,
            "contact_mail": ("contact email", "email", "e mail"),
            "contact_name": ("contact name", "contact", "associated contacts", "associated contact",
                             "name", "participants", "kontakt", "ansprechpartner", "teilnehmer"),
            "role": ("contact role", "role", "contact title", "job title", "title", "rolle",
                     "funktion", "position"),
            "outcome": ("outcome", "call outcome", "call result", "meeting outcome", "result",
                        "ergebnis", "task status", "status"),
        },
        without=("ticket id", "ticket", "ticket number", "case number", "case id", "requester",
                 "review", "score"),
        says=_made_contact,
    ),
    Kind(
        "secret shopping", "voices",
        needs=(_SITE, _ITEM, _ITEM_SCORE, (*_VISITOR, *_VISIT_DAY, "visit id", "visit", "besuch")),
        columns={
            "site": _SITE, "observer": _VISITOR, "said_at": _VISIT_DAY, "question": _ITEM,
            "score": _ITEM_SCORE, "text": _REMARK,
        },
        method="observation",
        without=("response id", "respondent id", "ticket id", "order id", "invoice"),
    ),
    Kind(
        "secret shopping visits", "voices",
        needs=(_SITE, _VISITOR),
        columns={"site": _SITE, "observer": _VISITOR, "said_at": _VISIT_DAY, "text": _REMARK},
        method="observation",
        without=("response id", "respondent id", "ticket id", "order id", "note", "observation",
                 "code", "touchpoint"),
    ),
    Kind(
        "reviews", "voices",
        needs=(
            ("rating", "stars", "star rating", "overall rating", "review rating", "rating value",
             "sterne", "bewertung", "sternebewertung", "gesamtbewertung", "anzahl sterne"),
            ("review", "review body", "review text", "review title", "review content",
             "review date", "review id", "reviewer", "reviewer name", "review author", "nickname",
             "pros", "cons", "rezension", "bewertungstext", "bewertet am", "vorteile",
             "what do you like best", "full review"),
        ),
        columns={
            "title": ("review title", "title", "headline", "titel", "uberschrift", "summary"),
            "text": ("review body", "review text", "review content", "full review", "review",
                     "rezension", "bewertungstext", "body", "content", "text", "comment",
                     "kommentar"),
            "score": ("overall rating", "star rating", "review rating", "rating value", "rating",
                      "stars", "gesamtbewertung", "sternebewertung", "anzahl sterne", "sterne",
                      "bewertung"),
            "contact_name": ("reviewer name", "reviewer", "review author", "author name", "author",
                             "nickname", "user name", "verfasser", "autor", "name"),
        },
        method="review",
    ),
    Kind(
        "complaints", "voices",
        needs=(
            ("complaint id", "complaint number", "complaint no", "complaint", "complaint text",
             "complaint date", "complaint type", "complaint category", "complaint description",
             "beschwerdenummer", "beschwerde nr", "beschwerde", "beschwerdetext",
             "beschwerdegrund", "beschwerdedatum", "reklamation", "reklamationsnummer",
             "reklamationsgrund", "reklamationstext"),
        ),
        columns={
            "key": ("complaint id", "complaint number", "complaint no", "beschwerdenummer",
                    "beschwerde nr", "reklamationsnummer", "id"),
        },
        method="ticket",
    ),
    Kind(
        "tickets", "voices",
        needs=(
            ("ticket id", "ticket number", "ticket no", "ticket", "case number", "ticketnummer",
             "ticket nr", "vorgangsnummer", "fallnummer"),
            ("description", "subject", "body", "message", "comment", "summary", "beschreibung",
             "betreff", "nachricht"),
        ),
        columns={},
        method="ticket",
        without=("activity", "event", "event name"),
    ),
    Kind(
        "feature usage", "events",
        needs=(
            ("feature", "feature name", "module", "function", "report", "screen", "funktion",
             "modul", "product area"),
            _TIMES,
            _OWN_ACCOUNT,
        ),
        columns={
            "activity": ("feature", "feature name", "module", "function", "report", "screen",
                         "funktion", "modul", "product area"),
            "times": _TIMES,
            "occurred_at": _PERIOD,
        },
        constants={"channel": "product", "medium_class": "digital"},
        without=("activity", "event", "event name", "ticket id"),
        says=_has_numbers,
    ),
    Kind(
        "web analytics", "events",
        needs=(
            ("event name", "event", "event type", "page path", "page", "page title", "page url",
             "page location", "page path and screen class", "landing page", "screen name",
             "page path screen class", "seite", "seitenpfad", "url", "pages", "context page path"),
            ("session id", "ga session id", "user pseudo id", "distinct id", "device category",
             "session source medium", "source medium", "session source", "source", "insert id",
             "amplitude id", "browser", "mp lib", "sessions", "views", "page views", "pageviews",
             "event count", "visits", "visitor id", "anonymous id", "anonymousid", "device type",
             "platform", "client id", "traffic source", "referrer", "medium", "sitzungen",
             "aufrufe", "city", "os", "unique visitors", "evar1", "device id", "user agent"),
        ),
        columns={
            "occurred_at": (
                "event timestamp", "event time", "client event time", "timestamp", "time",
                "date time", "datetime", "event date", "date hour", "date", "datum", "day",
                "month", "monat", "original timestamp",
            ),
            "activity": ("event name", "event", "event type", "page path and screen class",
                         "page path screen class", "page path", "context page path", "page title",
                         "page", "pages", "page location", "page url", "screen name",
                         "landing page", "seite", "seitenpfad", "url"),
            "account_id": ("account id", "accountid", "company id", "organization id", "group id",
                           "tenant id", "customer id", "kundennummer", "account",
                           "user properties account id", "evar account id", "evar1",
                           "customuser account id"),
            "account_name": ("account name", "company", "company name", "organization", "firma"),
            "contact_id": ("user id", "userid", "distinct id", "user pseudo id", "client id",
                           "visitor id", "anonymous id", "anonymousid", "amplitude id"),
            "key": ("event id", "insert id", "message id", "messageid"),
            "times": _TIMES,
        },
        constants={"channel": "web", "medium_class": "digital"},
        without=("ticket id", "order id"),
    ),
)  # fmt: skip
