"""The one place through which every sentence, label and heading a report shows gets its language.

The English text is the key. It stands in the code as a constant, with named places for values::

    from cxworkbench.ground.language import later, say, term
    from cxworkbench.voice.words import count_of

    say("{accounts} of {known:,} name it.", accounts=count_of(3, "account"), known=1811)
    section_of("pains", say("Pains"), blocks)

    COLUMNS: Final = {"name": "touchpoint"}  # said later
    table_of(table, COLUMNS, say("All touchpoints"))

- `say(template, **values)` is the sentence in the language in use. Never an f-string inside, never
  text from data as the template; data comes in as a value, and values are never templates.
- Constants of a module are made at import, before the language is known. `later(template)` marks
  one text that is said elsewhere and changes nothing; the comment "said later" at the beginning of
  a dict or tuple marks all its values. `table_of`, `section_of`, `sentence`, `note` and `finish`
  say headings, titles and sentences that come to them in English.
- `term(word)` is the shown form of a value that code also compares ("detractor", "hypothesis").
  Keep the English value in tables and records; call `term` where it is shown.
- `count_of`, `number`, `percent` and `money` of `voice/words.py`, a format such as ``{known:,}``
  and `day` follow the language too. A whole sentence is one template: word order differs.

English runs load no catalogue: `say` is then `str.format`. Other languages stand in
`ground/languages/<code>.toml`; a text without a translation is said in English and counted
(`untranslated`). `tools/texts.py` lists what a catalogue lacks and what it holds in vain.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, Final

from cxworkbench.ground.errors import ParameterProblem, did_you_mean, sample_of

ENGLISH: Final = "en"
FOLDER: Final = Path(__file__).parent / "languages"

_spoken: ContextVar[str | None] = ContextVar("language", default=None)
_usual: list[str] = [ENGLISH]  # of the whole process: a kernel speaks one language
_missing: Counter[tuple[str, str]] = Counter()


@dataclass(frozen=True)
class Catalogue:
    """All that one language needs: texts, terms, nouns with their plurals, figures, months."""

    name: str
    texts: Mapping[str, str]
    terms: Mapping[str, str]
    nouns: Mapping[str, tuple[str, ...]]  # one, several, and several in the dative
    months: tuple[str, ...]
    day: str  # with {day}, {month} and {year}
    thousands: str
    decimal: str
    chart_locale: str  # of numbers and dates in charts


class Counted(str):
    """A number with its noun; a translation may ask for the dative: ``{accounts:dative}``."""

    __slots__ = ("dative",)
    dative: str

    def __format__(self, spec: str) -> str:
        return self.dative if spec == "dative" else super().__format__(spec)


def languages() -> tuple[str, ...]:
    """The languages there are, English first.

    Examples
    --------
    >>> languages()
    ('en', 'de')
    """
    return (ENGLISH, *sorted(path.stem for path in FOLDER.glob("*.toml")))


def require_language(code: str) -> str:
    """The language's code, when there is such a language.

    Raises
    ------
    ParameterProblem
        No text of the workbench is in that language.
    """
    if code not in languages():
        raise ParameterProblem(
            f"There is no language {code!r}. {did_you_mean(code, languages())}"
            f"Languages: {sample_of(languages())}. An engagement states its own as language in "
            "engagement.toml."
        )
    return code


def language() -> str:
    """The code of the language in use; "en" until something else was asked for."""
    return _spoken.get() or _usual[0]


def speak(code: str) -> None:
    """The language of everything said in this process from now on.

    Raises
    ------
    ParameterProblem
        No text of the workbench is in that language.
    """
    _usual[0] = require_language(code)


@contextmanager
def use_language(code: str) -> Iterator[None]:
    """Everything inside the `with` is said in that language.

    Raises
    ------
    ParameterProblem
        No text of the workbench is in that language.

    Examples
    --------
    >>> with use_language("de"):
    ...     say("{here:,} of {there:,}", here=1234, there=5000)
    '1.234 von 5.000'
    """
    before = _spoken.set(require_language(code))
    try:
        yield
    finally:
        _spoken.reset(before)


def say(template: str, /, **values: object) -> str:
    """The text in the language in use, its named places filled with the values.

    Examples
    --------
    >>> say("{n:,} of {total:,}", n=3, total=1811)
    '3 of 1,811'
    """
    if language() == ENGLISH:
        return template.format_map(values) if values else template
    catalogue = catalogue_of(language())
    text = catalogue.texts.get(template) or catalogue.terms.get(template)
    if text is None:
        _missing[language(), template] += 1
        text = template
    return _Filling(catalogue).vformat(text, (), values) if values else text


def later(template: str, /) -> str:
    """The text itself, marked as one that is said somewhere else.

    Examples
    --------
    >>> later("touchpoint")
    'touchpoint'
    """
    return template


def term(word: str, /) -> str:
    """The shown form of a value that code also compares; the word itself where none is known.

    Examples
    --------
    >>> term("detractor")
    'detractor'
    """
    if language() == ENGLISH:
        return word
    catalogue = catalogue_of(language())
    return catalogue.terms.get(word) or catalogue.texts.get(word) or word


def counted(number: int, noun: str) -> str:
    """The number with its noun, which in English takes an s for all but one.

    Examples
    --------
    >>> counted(1, "account"), counted(1811, "voice")
    ('1 account', '1,811 voices')
    """
    if language() == ENGLISH:
        return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
    catalogue = catalogue_of(language())
    forms = catalogue.nouns.get(noun)
    if forms is None:
        _missing[language(), noun] += 1
        forms = (noun, f"{noun}s")
    figure = figures(f"{number:,}")
    text = Counted(f"{figure} {forms[0 if number == 1 else 1]}")
    text.dative = f"{figure} {forms[0 if number == 1 else -1]}"
    return text


def figures(text: str) -> str:
    """A number written in English, with the separators of the language in use.

    Examples
    --------
    >>> with use_language("de"):
    ...     figures("1,234.5")
    '1.234,5'
    """
    if language() == ENGLISH:
        return text
    catalogue = catalogue_of(language())
    return text.translate({ord(","): catalogue.thousands, ord("."): catalogue.decimal})


def day(when: date) -> str:
    """A day: by year, month and day in English, in words elsewhere.

    Examples
    --------
    >>> day(date(2026, 3, 5))
    '2026-03-05'
    >>> with use_language("de"):
    ...     day(date(2026, 3, 5))
    '5. März 2026'
    """
    if language() == ENGLISH:
        return f"{when:%Y-%m-%d}"
    catalogue = catalogue_of(language())
    month = catalogue.months[when.month - 1]
    return catalogue.day.format(day=when.day, month=month, year=when.year)


def day_of(text: str) -> str:
    """A day written by year, month and day, as the language writes it; any other text as it is.

    Examples
    --------
    >>> day_of("2026-03-05"), day_of("")
    ('2026-03-05', '')
    """
    if language() == ENGLISH:
        return text
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def chart_locale() -> str | None:
    """The name under which chart drawing knows the language's figures; None for English."""
    return None if language() == ENGLISH else catalogue_of(language()).chart_locale


def inside(text: str) -> str:
    """The text as it goes on within a sentence: small at its beginning where the language does so.

    Examples
    --------
    >>> inside("Said by 3 accounts.")
    'said by 3 accounts.'
    """
    return text[:1].lower() + text[1:] if language() == ENGLISH else text


def capital(text: str) -> str:
    """The text as it begins a sentence.

    Examples
    --------
    >>> capital("moment of truth")
    'Moment of truth'
    """
    return text[:1].upper() + (text[1:].lower() if language() == ENGLISH else text[1:])


def untranslated() -> dict[tuple[str, str], int]:
    """Language and English text of all that had no translation so far, with how often."""
    return dict(_missing)


@cache
def catalogue_of(code: str) -> Catalogue:
    """The catalogue of a language other than English.

    Raises
    ------
    ParameterProblem
        No text of the workbench is in that language.
    """
    import tomllib

    path = FOLDER / f"{require_language(code)}.toml"
    held = tomllib.loads(path.read_text(encoding="utf-8"))
    figures_of = held["figures"]
    return Catalogue(
        name=held["name"],
        texts=held["texts"],
        terms=held["terms"],
        nouns={noun: tuple(forms) for noun, forms in held["nouns"].items()},
        months=tuple(figures_of["months"]),
        day=figures_of["day"],
        thousands=figures_of["thousands"],
        decimal=figures_of["decimal"],
        chart_locale=figures_of["chart_locale"],
    )


class _Filling(Formatter):
    """Fills a template's places; figures with separators follow the language."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401
        if isinstance(value, date) and format_spec == "%Y-%m-%d":
            return day(value)
        if format_spec == "dative" and not isinstance(value, Counted):
            format_spec = ""
        text = str(super().format_field(value, format_spec))
        if isinstance(value, int | float) and ("," in format_spec or "." in format_spec):
            return figures(text)
        return text
