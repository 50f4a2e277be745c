"""People whom no file lists: named after a title, a greeting, a farewell or "my colleague"."""

import re
from collections.abc import Callable, Sequence
from typing import Final

NAME_MARK: Final = "[name]"

_PARTICLES: Final = (
    "van|von|vom|de|der|den|del|della|di|da|dos|du|la|le|ten|ter|zu|zum|zur|el|al|bin|ben|y|und zu"
)
_WORD: Final = r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*"
_ONE: Final = rf"(?:(?:[^\W\d_]\.[\s-]?)*(?:(?:{_PARTICLES}|St\.)\s)*{_WORD})"
_INITIAL: Final = re.compile(r"(?:[^\W\d_]\.-?)+")
_LONGEST_ABBREVIATION: Final = 5
_NAME: Final = rf"(?P<name>{_ONE}(?:\s{_ONE}){{0,2}})"
_END: Final = r"(?=\s*(?:$|\n|[.!|)]\s*(?:$|\n)))"

_TITLE: Final = (
    r"\b(?:Mr|Mrs|Ms|Mx|Messrs|MR|MRS|MS|Miss|Dr|DR|Prof|Professor|Herrn?|Frau|Fräulein|Monsieur|"
    r"Madame|Mademoiselle|Mme|Mlle|Señora?|Signora?|Mevrouw|Meneer|Dhr)\b\.?"
    r"(?:[\s-](?:Dr|Prof|Ing|Dipl|med|Professor|Doktor)\b\.?)*"
)
_GREETED: Final = (
    r"(?:^|\n|[.!?]\s)[\s>]*(?i:dear|hi|hello|hey|good\s(?:morning|afternoon|evening)|hallo|"
    r"liebe[rs]?|guten\s(?:tag|morgen|abend)|moin|servus|bonjour|salut|ch[eè]re?|hola)"
)
_REGARDS: Final = (
    r"\b(?i:regards|rgds|best\swishes|sincerely|yours\s(?:truly|faithfully)|cheerio|"
    r"gr(?:ü|ue)(?:ß|ss)en?|mfg|cordialement|salutations|bien\sà\s(?:vous|toi)|saludos)"
)
_THANKS: Final = (
    r"\b(?i:best|yours|cheers|thanks|thank\syou|thx|many\sthanks|danke|dank|vg|lg|merci|gracias)"
)
_CALLED: Final = (
    r"\b(?i:my\sname\sis|my\sname['’]s|i\sam\scalled|i['’]m\scalled|mein\sname\sist|"
    r"ich\shei(?:ß|ss)e|je\sm['’]appelle|mon\snom\sest|me\sllamo|signed\sby|unterschrieben\svon)"
)
_OURS: Final = (
    r"\b(?i:my|our|your|their|his|her|a|unser(?:e[mnrs]?)?|mein(?:e[mnrs]?)?|eure?[mnrs]?|"
    r"ihre?[mnrs]?|mon|ma|notre|votre)"
    r"(?:\s[a-zà-ÿ]+){0,2}?\s"
    r"(?:colleague|co-worker|coworker|boss|manager|technician|engineer|assistant|accountant|"
    r"secretary|bookkeeper|trainer|apprentice|predecessor|successor|wife|husband|daughter|son|"
    r"Kolleg(?:e|in|en)|Mitarbeiter(?:in)?|Chef(?:in)?|Techniker(?:in)?|Berater(?:in)?|"
    r"Buchhalter(?:in)?|Assistent(?:in)?|Vorgänger(?:in)?|Nachfolger(?:in)?|Azubi|"
    r"coll[eè]gue|patronne?|technicienne?|comptable|assistante?|responsable)"
    r"(?:\s*,)?(?:\s(?:called|named|namens|nomm[ée]e?))?"
)
_MET: Final = (
    r"\b(?i:spoke|spoken|speak|talked|talking|gesprochen|telefoniert|geredet)\s(?i:to|with|mit)"
)
_AFTER_MET: Final = r"(?=\s(?:from|of|at|who|von|aus|vom)\b)"

_MARKED: Final = (NAME_MARK,)  # by a pattern before
# A pattern, the fewest words that make a name of it, and what has to stand in a text, in small
# letters, for the pattern to be tried at all.
_PATTERNS: Final = tuple(
    (re.compile(pattern), fewest, cues)
    for pattern, fewest, cues in (
        (
            rf"{_TITLE}\s{_NAME}",
            1,
            ("mr", "ms", "mx", "mess", "miss", "dr", "prof", "herr", "frau", "fräul", "monsieur",
             "mad", "mme", "mlle", "seño", "sign", "mevr", "meneer", "dhr"),
        ),
        (
            rf"{_GREETED}\s{_NAME}(?=\s*(?:[,!:;\n]|$|\s[-–—]\s|\s(?:and|und|et|&)\s))",
            1,
            ("dear", "hi ", "hello", "hey", "good ", "hallo", "liebe", "guten", "moin", "servus",
             "bonjour", "salut", "cher", "chère", "chere", "hola"),
        ),
        (
            rf"{_REGARDS}\s*[,!.:;–—-]*\s*{_NAME}(?=\s*(?:$|[\n.,!|(/]))",
            1,
            ("regards", "rgds", "wishes", "sincerely", "yours", "cheerio", "grüß", "grüss", "grues",
             "gruß", "grueß", "mfg", "cordial", "salutations", "bien", "saludos"),
        ),
        (
            rf"{_THANKS}(?:\s*[,–—-]\s*|\s*[.!]?\s*\n\s*){_NAME}{_END}",
            1,
            ("best", "yours", "cheers", "thank", "thx", "dank", "vg", "lg", "merci", "gracias"),
        ),
        (
            rf"{_CALLED}\s{_NAME}",
            1,
            ("name", "called", "heiß", "heiss", "appelle", "mon nom", "llamo", "signed",
             "unterschr"),
        ),
        (
            rf"{_OURS}\s{_NAME}",
            1,
            ("colleague", "worker", "boss", "manager", "technic", "engineer", "assist", "account",
             "secretary", "bookkeeper", "trainer", "apprentice", "predecessor", "successor", "wife",
             "husband", "daughter", " son ", " son,", "kolleg", "mitarbeiter", "chef", "techni",
             "berater", "buchhalter", "vorgänger", "nachfolger", "azubi", "coll", "patron",
             "comptable", "responsable"),
        ),
        (
            rf"{_MET}\s{_NAME}{_AFTER_MET}",
            2,
            ("spoke", "speak", "talk", "gesprochen", "telefoniert", "geredet"),
        ),
        (rf"\[name\]\s(?:and|und|et|&)\s{_NAME}(?=\s*(?:[,!:;\n]|$))", 1, _MARKED),
    )
)  # fmt: skip

# Words with a capital that stand where a name could, and are none.
_STANDING_THERE: Final = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz "
    "mai juni juli oktober dezember anfang mitte ende gestern heute morgen damals dann jetzt "
    "lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril juin "
    "juillet août septembre octobre novembre décembre "
    "all team teams everyone everybody anyone folks friends guys there world sir sirs madam "
    "ladies gentlemen customer customers client clients colleague colleagues partner partners "
    "support service services sales office helpdesk desk help hotline reception purchasing "
    "finance accounting accounts marketing management logistics operations billing staff crew "
    "damen herren zusammen kollegen kolleginnen kollege kunde kunden kundin leute freunde "
    "vertrieb einkauf buchhaltung kundendienst service-team verkauf leitung zentrale "
    "mesdames messieurs équipe collègues client tous toutes monsieur madame "
    "mr mrs ms miss dr prof herr herrn frau doktor professor president minister "
    "the this that these those a an we i you it he she they our your my please thanks thank "
    "and or but if when why how what who no not yes none nothing everything always never great "
    "good nice perfect best fine well done again sorry keep let looking see can could would is "
    "are was were in on at by for from to of with without as so than until after before "
    "grüße grüsse grüssen grüßen gruß gruss "
    "der die das ein eine wir ich sie er es bitte danke und oder aber wenn warum wie was wer "
    "nein ja alles nichts immer nie gut super prima sehr mit ohne für von zu im am bei nach "
    "le la les un une nous vous je il elle merci et ou mais si pourquoi comment qui que oui "
    "non tout rien toujours jamais bien très avec sans pour de à chez après"
)
_NO_NAMES: Final = frozenset(_STANDING_THERE.split())


def without_strangers(
    text: str, *, is_company: Callable[[Sequence[str]], bool] = lambda _: False
) -> str:
    """The text with "[name]" for people whom no file lists, where the words around say it is one.

    Found are names after a title ("Mr", "Frau", "Mme"), in a greeting or a farewell, after "my name
    is" and "my colleague", and a full name after "spoke to" when "from" or "at" follows. A name
    begins with a capital; a word that usually stands there and is no name ("Dear Team") stays.

    Parameters
    ----------
    text
        Any text; known people are pseudonyms already.
    is_company
        Says of words that they name a company, which stays.

    Notes
    -----
    Nothing around a name says that it is one in "Bob was late" and "ask Ruth": such a name stays,
    and so does one written in small letters.

    Examples
    --------
    >>> without_strangers("Dear Ms van der Berg, my colleague Bob saw it. Thanks, Noor.")
    'Dear Ms [name], my colleague [name] saw it. Thanks, [name].'
    >>> without_strangers("Dear Team, our manager is out until Monday. Regards, Purchasing")
    'Dear Team, our manager is out until Monday. Regards, Purchasing'
    """
    small = text.lower()
    for pattern, fewest, cues in _PATTERNS:
        if not any(cue in small for cue in cues) and not (cues == _MARKED and NAME_MARK in text):
            continue

        def marked(found: re.Match[str], fewest: int = fewest) -> str:
            start, end = found.span("name")
            length = _name_length(found["name"])
            words = found["name"][:length].split()
            if len(words) < fewest or any(
                is_company(said) for said in (words, found["name"].split(), found[0].split())
            ):
                return found[0]
            before = found.string[found.start() : start]
            return f"{before}{NAME_MARK}{found.string[start + length : end]}"

        text = pattern.sub(marked, text)
    return text


def _name_length(words: str) -> int:
    """How many letters of these words are a name; 0 for none."""
    end = 0
    for found in re.finditer(r"\S+", words):
        word, small = found[0].strip("."), found[0].strip(".").casefold()
        if _INITIAL.fullmatch(found[0]):
            continue
        if small in _NO_NAMES and not (end == 0 and small in ("may", "will")):
            # "van der Berg" goes on after small words, "Price of" does not.
            if word[0].isupper() or not re.fullmatch(_PARTICLES, word):
                break
            continue
        if word[0].isupper() and len(word) > 1:
            if word.isupper() and len(word) < _LONGEST_ABBREVIATION:
                break  # "IT", "SAP", "CEO"
            end = found.end()
        elif not re.fullmatch(_PARTICLES, word):
            break
    return end
