"""The usual names of columns: which header means which evidence column, for each kind of table.

An alias is written in plain words (`words.plain`): "e mail" stands for "E-Mail" and "e_mail".
Beside the evidence columns of `ground.terms` there are columns that intake reads and does not
keep: names, mails and phones (they become pseudonyms), the name an account is known by, a ticket's
priority, the day something was due.
"""

from typing import Final

from cxworkbench.ground.terms import (
    ACCOUNT_COLUMNS,
    COMPANY_INTERACTION_COLUMNS,
    CONTACT_COLUMNS,
    EVENT_COLUMNS,
    VOICE_COLUMNS,
)

PERSONAL: Final = (
    "contact_name",
    "contact_first_name",
    "contact_last_name",
    "contact_mail",
    "contact_phone",
)
# Who did the work: names of people, and no column of the evidence.
STAFF: Final = (
    "org resource", "resource", "initiatorid", "receiverid", "receiversid",
    "owner", "account owner", "opportunity owner", "deal owner", "record owner", "contact owner",
    "activity assigned to", "assigned to", "assigned", "assignee", "agent", "agent name",
    "sales rep", "created by", "last modified by", "closed by", "handled by", "bearbeiter",
    "bearbeiterin", "sachbearbeiter", "zustandig", "besitzer", "betreuer", "reply author",
    "interviewer",
)  # fmt: skip
# Where and from which device somebody answered: personal, read by nothing, written nowhere.
TRACES: Final = (
    "ip address", "ipaddress", "ip", "ip adresse", "client ip", "remote addr",
    "location latitude", "locationlatitude", "location longitude", "locationlongitude",
    "latitude", "longitude", "lat", "lon", "lng", "breitengrad", "langengrad", "user agent",
    "useragent", "device id", "deviceid", "idfa", "idfv", "gaid", "adid", "cookie id",
)  # fmt: skip
_MADE_HERE: Final = {
    "voice_id", "event_id", "company_interaction_id", "source", "file", "row", "touchpoint_id",
    "observer_id",
}  # fmt: skip
_WHO: Final = ("account_name", "domain", "contact_id", *PERSONAL)


def _columns(evidence: dict[str, str], *more: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*(c for c in evidence if c not in _MADE_HERE), *more]))


def _of_journey(*keys: str) -> tuple[str, ...]:
    """Keys of customer journeys (CJML) that stand in XES, whose extensions all have one prefix."""
    return tuple(name for key in keys for name in (key, f"org {key}", f"case org {key}"))


# What `columns` of a received table may name, for each kind of table.
INTAKE_COLUMNS: Final = {
    "accounts": _columns(ACCOUNT_COLUMNS, "currency", *PERSONAL),
    "contacts": _columns(CONTACT_COLUMNS, *_WHO),
    "voices": _columns(
        VOICE_COLUMNS, *_WHO, "key", "title", "category", "priority", "touchpoint", "observer"
    ),
    "events": _columns(EVENT_COLUMNS, *_WHO, "key", "due_at", "touchpoint"),
    "company_interactions": _columns(
        COMPANY_INTERACTION_COLUMNS, "account_name", "domain", "key", "due_at"
    ),
    "lookup": (),
}  # fmt: skip
SAME_COLUMN: Final = {"touchpoint_id": "touchpoint"}  # what engagement.toml may also say

_ACCOUNT_ID: Final = (
    "account id", "accountid", "account number", "account no", "account nr", "account", "acct id",
    "customer id", "customerid", "customer number", "customer no", "kundennummer", "kunden nr",
    "kundennr", "kunden id", "kundenid", "kunden nummer",
    "client id", "clientid", "client number", "company id", "organisation id", "organization id",
    "crm id", "debitor",
)  # fmt: skip
# Of an event log in XES: attributes of the trace, which is one case.
_OF_TRACE: Final = tuple(f"case {alias}" for alias in _ACCOUNT_ID)
_ACCOUNT_NAME: Final = (
    "account name", "company name", "company", "customer name", "client name", "organisation",
    "organization", "firm", "firma", "business name", "customer", "client", "kunde",
    "firmenname", "kundenname", "unternehmen",
)  # fmt: skip
_PEOPLE: Final[dict[str, tuple[str, ...]]] = {
    "contact_id": (
        "contact id", "contactid", "respondent id", "respondent", "person id", "user id",
        "participant id", "contact", "userid", "respondentid", "befragten id", "distinct id",
        "user pseudo id",
    ),
    "contact_name": (
        "contact name", "full name", "respondent name", "contact person", "ansprechpartner",
        "ansprechpartnerin", "kontakt", "kontaktperson", "kontaktname", "melder", "gemeldet von",
        "requester", "requester name", "interviewpartner", "interviewpartnerin", "befragte person",
        "interviewee", "person", "reporter", "reviewer",
        "reviewer name", "author", "author name", "review author", "nickname", "user name",
        "complainant", "raised by", "submitted by", "reported by", "beschwerdefuhrer", "verfasser",
        "autor", "name des kontakts", "associated contact",
    ),
    "contact_first_name": (
        "first name", "firstname", "given name", "vorname", "recipientfirstname",
        "recipient first name",
    ),
    "contact_last_name": (
        "last name", "lastname", "surname", "family name", "nachname", "recipientlastname",
        "recipient last name",
    ),
    "contact_mail": (
        "contact mail", "contact email", "contact e mail", "email", "e mail", "mail",
        "email address", "e mail address", "e mail adresse", "requester email", "respondent email",
        "emailadresse", "mailadresse", "mail adresse", "recipientemail", "recipient email",
        "user email", "reviewer email", "author email",
    ),
    "contact_phone": (
        "contact phone", "phone", "phone number", "telephone", "tel", "mobile", "mobile phone",
        "telefon", "direct line", "cell", "fax", "telefonnummer", "mobil", "handy", "durchwahl",
    ),
    "role": (
        "role", "buying role", "buying group role", "contact role", "persona", "job title",
        "contact title", "position", "function", "funktion", "rolle",
    ),
}  # fmt: skip
_PLACE: Final[dict[str, tuple[str, ...]]] = {
    "stage": ("stage", "journey stage", "lifecycle stage", "life cycle stage", "phase"),
    "touchpoint": (
        "touchpoint", "touchpoint id", "touchpoint name", "touch point", "contact point",
        "kontaktpunkt",
    ),
}  # fmt: skip
_DOMAIN: Final = ("domain", "website", "web site", "web", "url", "homepage", "email domain")

ALIASES: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "accounts": {
        "account_id": (*_ACCOUNT_ID, "id"),
        "name": (*_ACCOUNT_NAME, "name"),
        "domain": _DOMAIN,
        "parent_id": ("parent id", "parent account id", "parent account", "parent", "group id"),
        "account_type": (
            "account type", "type", "customer type", "category", "tier", "industry",
            "branche", "kategorie",
            "kundentyp",
        ),
        "country": ("country", "land", "country code"),
        "revenue": (
            "revenue", "annual revenue", "turnover", "sales", "umsatz", "arr", "amount",
            "revenue eur", "revenue usd", "revenue gbp", "total revenue",
            "jahresumsatz", "umsatz eur",
        ),
        "margin": (
            "margin", "profit", "gross margin", "gross profit", "contribution",
            "contribution margin", "deckungsbeitrag", "gewinn", "margin eur", "margin usd", "marge",
        ),
        "services": (
            "services", "number of services", "services held", "products held", "products",
            "number of products", "service count", "no of services",
            "contracts", "number of contracts",
            "vertrage", "anzahl vertrage", "leistungen", "dienste",
        ),
        "usage": ("usage", "monthly usage", "active users", "seats", "transactions", "nutzung"),
        "recommendation": (
            "recommendation", "likelihood to recommend", "nps", "nps score", "recommend", "ltr",
        ),
        "customer_since": (
            "customer since", "client since", "since", "first order", "relationship start",
            "start of relationship", "kunde seit", "created", "created at", "signup date",
            "kundin seit", "angelegt am",
        ),
        "contract_start": ("contract start", "contract start date", "vertragsbeginn"),
        "contract_end": (
            "contract end", "contract end date", "renewal date", "contract expiry", "expiry",
            "vertragsende",
        ),
        "renewals": ("renewals", "number of renewals", "times renewed", "verlangerungen"),
        "repurchases": (
            "repurchases", "repeat purchases", "number of orders", "orders", "bestellungen",
        ),
        "currency": ("currency", "currency code", "waehrung", "wahrung"),
        **{name: _PEOPLE[name] for name in PERSONAL},
    },
    "contacts": {
        "account_id": _ACCOUNT_ID,
        "account_name": _ACCOUNT_NAME,
        "domain": _DOMAIN,
        "influence": ("influence", "influence weight", "weight"),
        "department": ("department", "dept", "abteilung", "team", "business unit", "bereich"),
        **_PEOPLE,
        "contact_id": (*_PEOPLE["contact_id"], "id"),
        "contact_name": (*_PEOPLE["contact_name"], "name"),
        "role": (*_PEOPLE["role"], "title"),
    },
    "voices": {
        "account_id": _ACCOUNT_ID,
        "account_name": _ACCOUNT_NAME,
        "domain": _DOMAIN,
        **_PEOPLE,
        "key": (
            "ticket id", "ticket number", "ticket", "case id", "case number", "response id",
            "responseid", "answer id", "interview id", "observation id", "review id",
            "voice id", "ticketnummer", "complaint id", "complaint number", "complaint no",
            "reviewid", "visit id", "audit id", "antwort id", "beschwerdenummer",
            "beschwerde nr", "reklamationsnummer", "reklamation",
            "ticket nr", "vorgang", "vorgangsnummer", "fallnummer", "id",
        ),
        "method": ("method", "source type", "research method"),
        "said_at": (
            "said at", "date", "created", "created at", "opened", "opened at", "submitted",
            "submitted at", "recorded date", "recordeddate", "end date", "response date",
            "answered on", "interview date", "observed on", "review date", "datum", "timestamp",
            "opened on", "geoffnet am", "geoffnet", "erstellt am", "erstellt", "eroffnet am",
            "angelegt am", "gemeldet am", "eingegangen am", "eingang", "beantwortet am",
            "antwortdatum", "zeitstempel", "gesprachsdatum", "beobachtet am", "enddate",
            "date created", "date submitted", "complaint date", "received", "received on",
            "received at", "date received", "published", "published on", "published at",
            "publish date", "posted", "posted on", "date posted", "review time", "date of review",
            "visit date", "visited on", "date of visit", "besuchsdatum", "besucht am",
            "bewertet am", "veroffentlicht am", "eingangsdatum", "beschwerdedatum", "createdat",
        ),
        "observer": ("observer", "visitor", "visitor name", "shopper", "mystery shopper",
                     "secret shopper", "auditor", "visited by", "observed by", "beobachter",
                     "beobachterin", "besucher", "besucherin", "testkunde", "testkaufer"),
        "site": ("site", "site name", "store", "store name", "branch", "outlet", "shop", "filiale",
                 "standort", "markt", "niederlassung", "geschaft"),
        **_PLACE,
        "question": (
            "question", "question before", "item", "frage", "checklist item", "check item",
            "criterion", "criteria", "check", "prufpunkt", "kriterium", "fragestellung",
        ),
        "metric": ("metric", "measure", "kpi"),
        "score": (
            "score", "rating", "answer", "value", "stars", "bewertung", "antwort", "punkte",
            "sterne", "star rating", "overall rating", "rating value", "review rating", "note 1 5",
            "gesamtbewertung", "anzahl sterne", "sternebewertung",
        ),
        "expectation": ("expectation", "expected", "expectation score"),
        "importance": ("importance", "importance score"),
        "severity": ("severity", "severity 1 5", "pain severity", "schwere", "schweregrad"),
        "priority": ("priority", "urgency", "prio", "prioritat", "dringlichkeit"),
        "emotion": ("emotion", "emotion score", "emotion value"),
        "emotion_word": ("emotion word", "feeling", "feelings"),
        "code_kind": ("code kind", "kind", "statement kind"),
        "code": ("code", "theme", "pain", "pain point", "topic"),
        "category": (
            "category", "ticket category", "ticket type", "kategorie", "reason", "thema", "grund",
            "complaint type", "complaint category", "complaint reason", "issue type", "case reason",
            "beschwerdegrund", "beschwerdeart", "reklamationsgrund", "case type", "issue",
        ),
        "text": (
            "text", "comment", "comments", "verbatim", "quote", "description", "note", "notes",
            "review body", "review text", "review content", "body", "content", "full review",
            "complaint", "complaint text", "complaint description", "details", "reviewtext",
            "rezension", "bewertungstext", "beschwerde", "beschwerdetext", "sachverhalt",
            "reklamationstext", "message",
            "feedback", "observation", "statement", "kommentar", "review",
            "beschreibung", "nachricht", "anmerkung", "bemerkung", "notiz", "notizen",
            "ruckmeldung", "aussage", "beobachtung", "zitat", "kommentare", "subject", "betreff",
        ),
        "title": ("review title", "headline", "subject", "summary", "betreff", "uberschrift"),
        "consent": (
            "consent", "quote consent", "may be quoted", "permission to quote", "may we quote you",
            "einwilligung", "darf zitiert werden", "zitat erlaubt", "zitierfreigabe",
        ),
    },
    "events": {
        "account_id": (*_ACCOUNT_ID, *_OF_TRACE, "case id", "case", "case concept name",
                       *_of_journey("case journey", "journey")),
        "account_name": (*_ACCOUNT_NAME, "case company", "case customer", "case client"),
        "domain": _DOMAIN,
        **_PEOPLE,
        "contact_id": (*_PEOPLE["contact_id"], *_of_journey("enduser"), "case enduser"),
        "key": ("event id", "eventid", "id"),
        "occurred_at": (
            "occurred at", "occurred on", "timestamp", "time stamp", "time timestamp", "date",
            "event date", "event time", "datetime", "start time", "created at", "datum", "ts",
            "zeitstempel", "zeitpunkt",
            *_of_journey("timecompleted", "datecompleted", "timestarted", "datestart",
                         "timeoriginated", "dateoriginated", "timereceived", "datereceiver",
                         "timeconsumed", "dateconsumed", "timestamp"),
        ),
        "due_at": (
            "due at", "due date", "due", "promised at", "promised date", "required date",
            "fallig am",
        ),
        "activity": (
            "activity", "event", "event name", "event type", "action", "concept name",
            "aktivitat", "status", "ereignis", "vorgang",
            *_of_journey("initiatorlabel", "initiatorslabel", "receiverlabel", "receiverslabel"),
        ),
        **_PLACE,
        "channel": ("channel", "medium", "kanal", *_of_journey("channel")),
        "medium_class": ("medium class", "digital or physical", "digital physical"),
        "partner_id": ("partner id", "partner", "supplier", "carrier", "shipper"),
        "outcome": ("outcome", "result", "ergebnis"),
        "times": ("times", "event count", "how often"),
    },
    "company_interactions": {
        "key": ("company interaction id", "interaction id", "id"),
        "order_id": ("order id", "orderid", "order", "order number"),
        "account_id": _ACCOUNT_ID,
        "account_name": _ACCOUNT_NAME,
        "occurred_at": ("occurred at", "occurred on", "date", "timestamp", "delivered at"),
        "due_at": ("due at", "due date", "promised at", "promised date"),
        "provider": ("provider", "from company", "supplier"),
        "recipient": ("recipient", "to company", "receiver"),
        "sub_process": ("sub process", "subprocess", "process"),
        "promised": ("promised", "promise", "target", "sla"),
        "delivered": ("delivered", "actual", "measured"),
        "unit": ("unit", "einheit"),
        "met": ("met", "kept", "promise kept", "within sla"),
    },
    "lookup": {},
}  # fmt: skip

# Headers of a wide survey that name a metric by themselves.
METRIC_ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "NPS": ("nps", "nps score", "likelihood to recommend", "would you recommend us", "recommend"),
    "CSAT": ("csat", "csat score", "satisfaction", "overall satisfaction"),
    "CES": ("ces", "ces score", "effort", "customer effort", "ease"),
}
