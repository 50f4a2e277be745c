"""The language a text is in."""

import subprocess
import sys

import pytest

from cxworkbench.voice.languages import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The scanner freezes several times a day.", "en"),
        ("Wrong invoices.", "en"),
        ("Die Kasse steht seit einer Stunde.", "de"),
        ("La facture ne correspond pas à notre commande.", "fr"),
        ("Llevamos una hora esperando y la caja sigue parada.", "es"),
        ("12:30 !", ""),
        ("", ""),
    ],
)
def test_the_usual_languages_are_told_apart(text, language):
    assert language_of(text) == language


def test_only_the_languages_of_the_study_come_into_question():
    assert language_of("Die Kasse steht seit einer Stunde.", ("en", "nl")) in ("en", "nl")
    assert language_of("Die Kasse steht.", ("de",)) == "de"


def test_plain_english_loads_no_language_model():
    code = (
        "import sys; from cxworkbench.voice.languages import language_of; "
        "assert language_of('The pump is broken.') == 'en'; print('py3langid' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
