"""Which headers hold something of a person, and of what kind: judged by their usual names."""

from collections.abc import Iterable, Mapping
from typing import Final

import pandas as pd

from cxworkbench.intake.aliases import ALIASES, PERSONAL, STAFF, TRACES
from cxworkbench.intake.phones import BANK_MARK, CARD_MARK, MAIL_MARK, PHONE_MARK
from cxworkbench.intake.strangers import NAME_MARK
from cxworkbench.intake.whereabouts import ADDRESS_MARK, NETWORK_MARK, POSITION_MARK
from cxworkbench.intake.words import plain

NAME, MAIL, PHONE, STREET, CODE, TOWN = "name", "mail", "phone", "street", "post code", "town"
STAFF_NAME, NETWORK, POSITION = "name of staff", "network address", "position"
BIRTHDAY, NUMBER, BANK, CARD = "birthday", "personal number", "bank account", "card"
HIDDEN_MARK: Final = "[hidden]"
# What stands in a cell of such a kind where a person asks for the column to be kept.
MARKS: Final = {
    NAME: NAME_MARK, STAFF_NAME: NAME_MARK, MAIL: MAIL_MARK, PHONE: PHONE_MARK,
    STREET: ADDRESS_MARK, CODE: ADDRESS_MARK, TOWN: ADDRESS_MARK, NETWORK: NETWORK_MARK,
    POSITION: POSITION_MARK, BANK: BANK_MARK, CARD: CARD_MARK,
}  # fmt: skip

_OF_PERSON: Final = {
    "contact_name": NAME,
    "contact_first_name": NAME,
    "contact_last_name": NAME,
    "contact_mail": MAIL,
    "contact_phone": PHONE,
}
# Words before a header that say whose or which one it is: "home address", "Lieferadresse".
_WHICH: Final = (
    "home", "private", "work", "office", "business", "company", "mailing", "postal", "ship",
    "shipping", "delivery", "billing", "invoice", "contact", "customer", "recipient", "respondent",
    "primary", "other", "case", "private", "privat", "buro",
)  # fmt: skip
_MORE: Final = {
    STREET: (
        "street", "street address", "street name", "address", "address line", "address line 1",
        "address line 2", "address 1", "address 2", "address1", "address2", "addr", "house number",
        "house no", "strasse", "str", "hausnummer", "strasse hausnummer", "strasse und hausnummer",
        "adresse", "anschrift", "lieferadresse", "rechnungsadresse", "lieferanschrift",
        "rechnungsanschrift", "postanschrift", "postfach", "po box", "rue", "adresse 1",
        "adresse postale", "voie",
    ),
    CODE: (
        "zip", "zip code", "zipcode", "postcode", "post code", "postal code", "postalcode", "plz",
        "postleitzahl", "code postal", "cp",
    ),
    TOWN: ("city", "town", "ort", "wohnort", "stadt", "ville", "place of residence", "locality"),
    NETWORK: (
        "ip", "ip address", "ipaddress", "ip adresse", "client ip", "remote ip", "remote addr",
        "mac address", "user agent", "device id", "cookie", "cookie id", "session ip",
    ),
    POSITION: (
        "latitude", "longitude", "lat", "lon", "lng", "location latitude", "location longitude",
        "locationlatitude", "locationlongitude", "geolocation", "geo", "gps", "coordinates",
        "breitengrad", "langengrad", "geo point", "lat long", "lat lng",
    ),
    NAME: (
        "recipient first name", "recipient last name", "recipientfirstname", "recipientlastname",
        "contact first name", "contact last name", "recipient name", "middle name", "maiden name",
        "nickname", "customer contact", "caller", "caller name", "visitor", "visitor name",
        "observed person", "attendee", "attendees", "participants", "teilnehmer", "anrufer",
        "absender", "sender", "sender name", "from name", "author", "author name", "username",
        "user name", "login", "user login", "benutzername", "nom", "prenom", "nom complet",
        "anrede name", "signature", "signed by", "unterschrift", "shipname", "ship name",
    ),
    STAFF_NAME: (
        *STAFF, "agent", "agent name", "assignee", "assigned to", "handled by", "closed by",
        "created by", "modified by", "updated by", "owner name", "record owner", "ticket owner",
        "opportunity owner", "account owner", "account manager", "sales rep", "salesperson",
        "sales person", "sales representative", "technician", "engineer", "interviewer",
        "interviewed by", "observer", "observed by", "shopper", "shopper name", "bearbeiter",
        "bearbeiterin", "sachbearbeiter", "sachbearbeiterin", "zustandig", "betreuer",
        "betreuerin", "kundenbetreuer", "techniker", "moderator", "employee", "employee name",
        "mitarbeiter", "mitarbeiterin", "verkaufer", "interviewerin", "beobachter",
        "ansprechpartner vertrieb", "ansprechpartnerin vertrieb", "ansprechpartner innendienst",
        "ansprechpartner aussendienst", "ansprechpartner service", "vertriebsmitarbeiter",
        "aussendienstmitarbeiter", "kundenberater", "kundenberaterin", "key account manager",
        "vertriebsbeauftragter", "verantwortlich", "verantwortlicher", "sales owner",
    ),
    MAIL: (
        "recipient email", "recipientemail", "cc", "bcc", "email 2", "e mail 2", "second email",
        "secondary email", "alternate email", "private email", "work email", "sender email",
        "from email", "reply to", "courriel", "adresse mail", "agent email", "owner email",
    ),
    PHONE: (
        "fax", "fax number", "faxnummer", "telefax", "home phone", "homephone", "work phone",
        "office phone", "mobile number", "cell phone", "cellphone", "phone 2", "telephone number",
        "extension", "whatsapp", "portable", "tel mobile", "rufnummer", "handynummer",
    ),
    BIRTHDAY: ("birthday", "birth date", "birthdate", "date of birth", "dob", "geburtsdatum",
               "geburtstag", "date de naissance"),
    NUMBER: (
        "ssn", "social security number", "social security", "passport", "passport number",
        "id card", "national id", "driver license", "drivers license", "personalausweis",
        "ausweisnummer", "steuer id", "sozialversicherungsnummer", "personalnummer",
    ),
    BANK: ("iban", "bank account", "account iban", "bic", "kontonummer", "bankverbindung", "rib"),
    CARD: ("card number", "credit card", "credit card number", "kreditkarte", "kartennummer"),
}  # fmt: skip
_NUMBER: Final = r"[-+]?\d[\d\s.,'’]*"
_STAYS_OF_COMPANIES: Final = (TOWN,)  # a town of a company is where it trades, not where one lives
_OF_COMPANIES: Final = ("accounts", "lookup", "company_interactions")


def _by_alias() -> Mapping[str, str]:
    found = dict.fromkeys(TRACES, NETWORK)
    found |= {alias: kind for kind, aliases in _MORE.items() for alias in aliases}
    for column in PERSONAL:
        found |= dict.fromkeys(ALIASES["contacts"][column], _OF_PERSON[column])
    return found


_KINDS: Final = _by_alias()


def personal_kind(header: str, feeds: str) -> str:
    """What a header holds of a person, by its name; "" where its name does not say that it does.

    Parameters
    ----------
    header
        As it was received.
    feeds
        What its table feeds: the town of an account is no secret of a person.

    Examples
    --------
    >>> [personal_kind(h, "voices") for h in ("Straße", "IP-Address", "Delivery ZIP", "Rating")]
    ['street', 'network address', 'post code', '']
    >>> personal_kind("City", "contacts"), personal_kind("City", "accounts")
    ('town', '')
    """
    words = plain(header)
    kind = _KINDS.get(words, "")
    first, _, rest = words.partition(" ")
    if not kind and first in _WHICH:
        kind = _KINDS.get(rest, "")
        kind = kind if kind in (STREET, CODE, TOWN, PHONE, MAIL) else ""
    return "" if kind in _STAYS_OF_COMPANIES and feeds in _OF_COMPANIES else kind


def kind_of_personal(header: str, feeds: str, column: str = "") -> str:
    """The kind of a header that is known to be personal; a name where nothing else is known.

    Parameters
    ----------
    header, feeds
        As for `personal_kind`.
    column
        The column that it fills, if it fills one.

    Examples
    --------
    >>> kind_of_personal("Who", "voices", "contact_mail"), kind_of_personal("Who", "voices")
    ('mail', 'name')
    """
    return _OF_PERSON.get(column, "") or personal_kind(header, feeds) or NAME


def numbers_of_staff(frame: pd.DataFrame, headers: Iterable[str], feeds: str) -> set[str]:
    """The headers that would name staff and whose cells are numbers: how many, and not who.

    Parameters
    ----------
    frame
        The received table.
    headers
        Those looked at.
    feeds
        What the table feeds.

    Examples
    --------
    >>> crm = pd.DataFrame({"Mitarbeiter": ["552", "1.064", ""], "Betreuer": ["Tietjen", "7", ""]})
    >>> numbers_of_staff(crm, crm.columns, "accounts")
    {'Mitarbeiter'}
    """
    likely = [one for one in headers if personal_kind(one, feeds) == STAFF_NAME and one in frame]
    return {header for header in likely if _are_numbers(frame[header])}


def _are_numbers(values: pd.Series) -> bool:
    texts = values.dropna().astype("str").str.strip()
    filled = texts[texts.ne("")]
    return bool(len(filled)) and bool(filled.str.fullmatch(_NUMBER).all())
