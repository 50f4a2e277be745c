"""Where somebody lives or is: postal, network and geographic addresses inside text."""

import ipaddress
import re
from collections.abc import Callable
from typing import Final

ADDRESS_MARK: Final = "[address]"
NETWORK_MARK: Final = "[network address]"
POSITION_MARK: Final = "[position]"

# Post towns' letters of the United Kingdom: a code of a product rarely begins with one of them
# and goes on like a post code.
_GB_AREAS: Final = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E "
    "EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL "
    "LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM "
    "SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
).replace(" ", "|")
_US_STATES: Final = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ "
    "NM NY NC ND OH OK OR PA PR RI SC SD TN TX UT VT VA WA WV WI WY"
).replace(" ", "|")
# Large towns whose name after five digits makes an address of them; "10000 Euro" is none.
_TOWNS: Final = (
    "Aachen Augsburg Berlin Bielefeld Bochum Bonn Braunschweig Bremen Chemnitz Darmstadt Dortmund "
    "Dresden Duisburg Düsseldorf Erfurt Essen Frankfurt Freiburg Gelsenkirchen Halle Hamburg "
    "Hannover Heidelberg Karlsruhe Kassel Kiel Koblenz Köln Krefeld Leipzig Leverkusen Lübeck "
    "Ludwigshafen Magdeburg Mainz Mannheim Mönchengladbach München Münster Nürnberg Oberhausen "
    "Oldenburg Osnabrück Paderborn Potsdam Regensburg Rostock Saarbrücken Stuttgart Ulm Wiesbaden "
    "Wuppertal Würzburg Paris Marseille Lyon Toulouse Nice Nantes Montpellier Strasbourg Bordeaux "
    "Lille Rennes Reims Toulon Grenoble Dijon Angers Nîmes Villeurbanne Clermont-Ferrand Tours "
    "Limoges Amiens Metz Besançon Perpignan Orléans Rouen Mulhouse Caen Nancy Avignon"
).replace(" ", "|")

_GB_CODE: Final = rf"\b(?:{_GB_AREAS})\d[A-Z\d]?\s\d[ABD-HJLNP-UW-Z]{{2}}\b"
_US_TAIL: Final = rf"\b(?:{_US_STATES})\s+\d{{5}}(?:-\d{{4}})?\b"
_CAPITAL: Final = r"[A-ZÀ-ÖØ-Þ][\w'’.-]*"
_TOWN: Final = (
    rf"{_CAPITAL}(?:[\s-]+(?:(?:am|an\s+der|im|sur|en|le|la|les|de|du)[\s-]+)?{_CAPITAL}){{0,3}}"
)
# What may follow a street and house number: a code and a town, in the order of the country.
_CODE_TOWN: Final = rf"(?:(?:DE?|AT?|CH|FR?)[\s-])?\d{{4,5}}\s+{_TOWN}(?:\s+CEDEX(?:\s+\d+)?)?"
_TOWN_CODE: Final = rf"(?:{_TOWN}[,\s]\s*){{0,2}}(?:{_GB_CODE}|{_US_TAIL})"
_JOINED: Final = r"\s*[,\n]?\s*"

_HOUSE: Final = r"\d{1,4}\s?[a-zA-Z]?(?:\s?[-–/]\s?\d{1,4}[a-z]?)?\b"
_LINE_OF_WORK: Final = (
    "(?i:produktions|fertigungs|montage|wasch|lackier|takt|walz|pack|verpackungs|sortier|abfüll|"
    "bearbeitungs|schweiß|prüf|transfer)"
)
_DE_STREET: Final = (
    rf"(?:\b(?!{_LINE_OF_WORK}str)[A-ZÄÖÜ][\w-]*(?i:stra(?:ß|ss)e|str\.|gasse|allee|chaussee)"
    r"|\b[A-ZÄÖÜ][\w-]+(?:er|e|en|\-)\s(?:Stra(?:ß|ss)e|Str\.|Gasse|Allee|Chaussee)"
    rf"|\bStra(?:ß|ss)e\s(?:des|der)\s[\w.\s]{{3,30}}?)\s?{_HOUSE}"
)
# A "Parkplatz 12" and "Am Montag 3" are no streets, unless a code and a town follow.
_DE_LIKELY: Final = (
    r"\b(?:(?:Am|An\s(?:der|den)|Im|In\s(?:der|den)|Auf\s(?:der|dem)|Unter\sden|Zum|Zur|Beim)\s"
    r"(?:[A-ZÄÖÜ][\w-]+\s?){1,3}"
    r"|(?:[A-ZÄÖÜ][\w-]*\s)?[A-ZÄÖÜ][\w-]*(?i:weg|platz|ring|damm|ufer|steig|pfad|hof|markt))"
    rf"\s?{_HOUSE}"
)
_NUMBER_FIRST: Final = r"(?<![\w.,/$€£-])\d{1,5}[A-Za-z]?(?:\s?[-–]\s?\d{1,5})?,?\s+"
_EN_NAME: Final = (
    r"(?!(?:Hour|Day|Week|Month|Year|Minute|Second|Star|Way|Lane)s?\s)"
    r"(?:(?:[NSEW]|NE|NW|SE|SW|North|South|East|West)\.?\s+)?"
    r"(?:(?:[A-Z][\w'’.-]*|\d+(?:st|nd|rd|th))\s+){1,3}?"
)
_EN_KINDS: Final = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Boulevard|Blvd|Highway|Hwy|Parkway|Pkwy|Terrace|"
    r"Crescent|Mews)\b\.?"
)
_EN_UNIT: Final = r"(?:,?\s*(?:Apt|Apartment|Suite|Ste|Unit|Floor|Flat|#)\.?\s*\w{1,5}\b)?"
_EN_STREET: Final = (
    rf"{_NUMBER_FIRST}{_EN_NAME}{_EN_KINDS}"
    r"(?!\s+(?:shops?|stores?|branch(?:es)?|sites?|locations?|outlets?|retailers?|tills?)\b)"
    rf"{_EN_UNIT}"
)
_EN_LIKELY: Final = (
    rf"{_NUMBER_FIRST}(?!(?:Hard|Flash|Disk|USB|Tape|Test)\s){_EN_NAME}"
    r"(?:Drive|Dr|Court|Ct|Place|Pl|Square|Sq|Way|Close|Row|Hill|Gardens|Grove|Quay|Park|Walk|Yard|"
    rf"Wharf|House|Estate)\b\.?{_EN_UNIT}"
)
_LIVES: Final = r"(?:(?<=live at )|(?<=lives at )|(?<=address is )|(?<=address: ))"
_FR_FIRST: Final = r"(?<![\w.,/-])\d{1,4}(?:\s?(?:bis|ter|quater)\b)?,?\s+"
_FR_NAME: Final = (
    r"\s+(?:(?:de\s+la|de\s+l['’]|du|des|de|d['’]|la|le|les)\s*)?"
    r"(?:[A-ZÀ-ÖØ-Þ][\w'’-]*|\d{1,2}\s[a-zéûA-Z]\w+)"
    r"(?:[\s-](?:(?:de|du|des|la|le|et)\s)?[A-ZÀ-ÖØ-Þ][\w'’-]*){0,3}"
)
_FR_STREET: Final = (
    rf"{_FR_FIRST}(?i:rue|avenue|av\.|boulevard|bd\.?|blvd|chemin|impasse|allée|quai){_FR_NAME}"
)
_FR_LIKELY: Final = rf"{_FR_FIRST}(?i:place|route|cours|square|passage|villa|cité){_FR_NAME}"
_BOX: Final = r"\b(?i:p\.?\s?o\.?\s?box|postfach|boîte\spostale)\s?#?\s?\d[\d ]{1,9}\b"

_TAIL: Final = rf"(?:{_JOINED}(?:{_CODE_TOWN}|{_TOWN_CODE}))"
_POSTAL: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:{_DE_STREET}|{_EN_STREET}|{_FR_STREET}){_TAIL}?",
        rf"(?:{_DE_LIKELY}|{_EN_LIKELY}|{_FR_LIKELY}){_TAIL}",
        rf"{_LIVES}(?:{_DE_LIKELY}|{_EN_LIKELY}|{_FR_LIKELY})",
        rf"{_BOX}{_TAIL}?",
        rf"\b(?:DE?|AT?|CH|FR?)-\d{{4,5}}\s+{_TOWN}",
        rf"(?<![\w.,-])\d{{5}}\s+(?:{_TOWNS})\b(?:\s+CEDEX(?:\s+\d+)?)?",
        _GB_CODE,
        rf"\b{_CAPITAL}(?:\s{_CAPITAL}){{0,2}},?\s+{_US_TAIL}",
    )
)
# Without one of these no pattern fits; most texts with a number in them have none.
_CUE: Final = re.compile(
    r"\d[a-zA-Z]?(?:\s?[-–]\s?\d{1,5})?,?\s+(?:[A-ZÀ-ÖØ-Þ\d]|[NSEW]\b|bis|ter|quater|rue|av|bo|bd|bl|"
    r"ch|im|al|qu|pl|ro|co|sq|pa|vi|ci|Rue)"
    r"|(?:(?i:stra(?:ß|ss)e|str\.|gasse|allee|chaussee|weg|platz|ring|damm|ufer|steig|pfad|hof|"
    r"markt))\s?\d|Stra(?:ß|ss)e\sde"
    r"|\b(?:Am|An|Im|In|Auf|Unter|Zum|Zur|Beim)\s[^.!?]{3,40}\d"
    r"|(?i:box|postfach|postale)|-\d{4}|[A-Z]\d[A-Z\d]?\s\d[A-Z]|\b[A-Z]{2}\s+\d{5}"
)
_IP4: Final = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\d)")
_IP6: Final = re.compile(r"(?<![\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![\w:])")
_MAC: Final = re.compile(r"(?<![\w:-])[0-9A-Fa-f]{2}(?:([:-])[0-9A-Fa-f]{2}){5}(?![\w:-])")
_OF_NETWORK: Final = re.compile(r"\bIP(?:[\s-]?address|[\s-]?Adresse)?\W{0,3}(?:is |war |ist )?$")
_OF_VERSION: Final = re.compile(
    r"\b(?:v|ver|version|release|build|firmware|update|section|chapter|kapitel|abschnitt)\W{0,3}$",
    re.IGNORECASE,
)
# "ticket 12345 Berlin" is a ticket.
_NUMBERED: Final = re.compile(
    r"(?:\b(?:ticket|order|no|nr|number|article|artikel|auftrag|id)\W{0,2}|#)\s?$", re.IGNORECASE
)
_POSITION: Final = re.compile(
    r"(?<![\w.])[-+]?\d{1,2}\.\d{4,}\s*[,;]\s*[-+]?\d{1,3}\.\d{4,}(?!\w)"
    r"|\d{1,3}°\s?\d{1,2}['′](?:\s?\d{1,2}(?:\.\d+)?[\"″])?\s?[NSns][,\s]+"
    r"\d{1,3}°\s?\d{1,2}['′](?:\s?\d{1,2}(?:\.\d+)?[\"″])?\s?[EWOewo]\b"
)
_LEAST_GROUPS: Final = 3
_LEAST_LONG_PARTS: Final = 2


def without_whereabouts(text: str) -> str:
    """The text without postal addresses, positions and network addresses, each a word in brackets.

    An address is a street with a house number (English, German, French and American forms), a post
    code with its town, a British post code, or a post box.

    Parameters
    ----------
    text
        Any text.

    Notes
    -----
    A town alone stays: it says little of a person. So do a street without a number, and five
    digits before a small town ("53545 Linz am Rhein") unless a street or "D-" stands before them:
    in German any number may be followed by a word with a capital.

    Examples
    --------
    >>> without_whereabouts("Send it to Lange Straße 5a, 50667 Köln or 12 High Street, London.")
    'Send it to [address] or [address], London.'
    >>> without_whereabouts("10000 Euro for 3 High Street shops, version 1.2.3.4")
    '10000 Euro for 3 High Street shops, version 1.2.3.4'
    """
    if not any(map(str.isdigit, text)):
        return text
    text = _POSITION.sub(POSITION_MARK, text)
    if text.count(".") >= _LEAST_GROUPS or text.count(":") > 1 or text.count("-") > _LEAST_GROUPS:
        text = _MAC.sub(NETWORK_MARK, text)
        text = _IP4.sub(_where(_is_ip4), text)
        text = _IP6.sub(_where(_is_ip6), text)
    if not _CUE.search(text):
        return text
    for pattern in _POSTAL:
        text = pattern.sub(_address, text)
    return text


def _address(found: re.Match[str]) -> str:
    if found[0][:5].isdigit() and _NUMBERED.search(found.string[: found.start()][-16:]):
        return found[0]
    # What stands after the last letter of the address belongs to the sentence.
    kept = len(found[0]) - len(found[0].rstrip(" .,\n"))
    return ADDRESS_MARK + (found[0][-kept:] if kept else "")


def _where(holds: Callable[[str, str], bool]) -> Callable[[re.Match[str]], str]:
    def mark(found: re.Match[str]) -> str:
        before = found.string[max(0, found.start() - 24) : found.start()]
        return NETWORK_MARK if holds(found[0], before) else found[0]

    return mark


def _is_ip4(candidate: str, before: str) -> bool:
    parts = candidate.split(".")
    if any(int(part) > 255 for part in parts) or _OF_VERSION.search(before):
        return False
    longer = sum(len(part) > 1 for part in parts)
    return bool(_OF_NETWORK.search(before)) or longer >= _LEAST_LONG_PARTS


def _is_ip6(candidate: str, before: str) -> bool:  # noqa: ARG001 - as for the older kind
    if sum(bool(group) for group in candidate.split(":")) < _LEAST_GROUPS:
        return False
    try:
        return bool(ipaddress.IPv6Address(candidate))
    except ValueError:
        return False
