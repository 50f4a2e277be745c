from datetime import date

import pytest

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.ground.language import (
    counted,
    day,
    language,
    later,
    say,
    speak,
    term,
    untranslated,
    use_language,
)
from cxworkbench.voice.words import count_of, money, number, percent, signed


def test_figures_follow_the_language():
    with use_language("de"):
        told = (number(-3.25), money(1265793.04, "EUR", exact=True), percent(0.004), signed(0.62))
        assert told == ("−3,2", "1.265.793,04 EUR", "unter 1 %", "+0,6")
        assert (count_of(1811, "account"), day(date(2026, 3, 5))) == (
            "1.811 Accounts",
            "5. März 2026",
        )
    assert number(1234.5) == "1,234.5"


def test_a_translation_may_ask_for_the_dative(monkeypatch):
    from cxworkbench.ground import language as module

    german = module.catalogue_of("de")
    texts = {"{n} from {events}": "{n:,} aus {events:dative}"}
    changed = module.Catalogue(**{**vars(german), "texts": texts})
    monkeypatch.setattr(module, "catalogue_of", lambda _: changed)
    with use_language("de"):
        assert say("{n} from {events}", n=1000, events=count_of(3, "event")) == (
            "1.000 aus 3 Ereignissen"
        )


def test_values_are_never_templates_and_text_without_values_is_left_alone():
    for code in ("en", "de"):
        with use_language(code):
            assert say("“{name}”", name="{n.__class__} {0}") == "“{n.__class__} {0}”"
            assert say("50 {% of") == "50 {% of"


def test_a_text_without_a_translation_is_english_and_counted():
    text = "Nobody has written this in German."
    with use_language("de"):
        before = untranslated().get(("de", text), 0)
        assert say(text) == text
        assert untranslated()["de", text] == before + 1
        assert counted(2, "unheard-of noun") == "2 unheard-of nouns"


def test_terms_keep_what_they_do_not_know():
    with use_language("de"):
        assert (term("detractor"), term("Kestrel Till Works")) == ("Kritiker", "Kestrel Till Works")
    assert later("detractor") == "detractor"


def test_the_language_of_a_process_is_kept_until_another_is_chosen():
    speak("de")
    try:
        assert language() == "de"
        with use_language("en"):
            assert count_of(2, "account") == "2 accounts"
    finally:
        speak("en")


def test_an_unknown_language_is_refused():
    with pytest.raises(ParameterProblem) as refused, use_language("dee"):
        pass
    assert str(refused.value) == (
        "There is no language 'dee'. Did you mean 'de'? Languages: 'en', 'de'. An engagement "
        "states its own as language in engagement.toml."
    )
