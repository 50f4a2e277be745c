"""People whom no file lists: found where the words around say so, and nothing else taken out."""

import json
import os
from pathlib import Path

import pytest

from cxworkbench.intake.strangers import without_strangers
from cxworkbench.worlds.retail_pos import make_tiny_world


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Dear Mr Smith, it broke.", "Dear Mr [name], it broke."),
        ("Mr. O'Brien called.", "Mr. [name] called."),
        ("ask Frau Müller-Lüdenscheidt bitte", "ask Frau [name] bitte"),
        ("Herrn Dr. von der Leyen", "Herrn Dr. [name]"),
        ("Mme de la Tour est venue", "Mme [name] est venue"),
        ("Ms Ana Maria Lopez said", "Ms [name] said"),
        ("Dr A. B. Weber came", "Dr [name] came"),
        ("Hi Anna,\nthe till", "Hi [name],\nthe till"),
        ("Hello Bob and Mike, thanks", "Hello [name] and [name], thanks"),
        ("Kind regards Anna Berg", "Kind regards [name]"),
        ("Viele Grüße\nJürgen Schmidt", "Viele Grüße\n[name]"),
        ("It works. Thanks, Noor.", "It works. Thanks, [name]."),
        ("Cordialement, Jean Dupont", "Cordialement, [name]"),
        ("my colleague Jane Doe said so", "my colleague [name] said so"),
        ("our shop manager Ng left", "our shop manager [name] left"),
        ("unser Techniker Jens kam", "unser Techniker [name] kam"),
        ("My name is Bill Price and I wait", "My name is [name] and I wait"),
        ("spoke to Anna Berg from support", "spoke to [name] from support"),
        ("Je m'appelle Zoë Dubois.", "Je m'appelle [name]."),
    ],
)
def test_a_name_that_the_words_around_give_away_is_taken_out(written, kept):
    assert without_strangers(written) == kept


# What business customers write, with a capital where a name could stand.
ORDINARY = (
    "Dear Team,", "Hi all,", "Dear Customer,", "Dear Sir or Madam,", "Hello Support,",
    "Sehr geehrte Damen und Herren,", "Hallo Team,", "Guten Tag, wir haben", "Bonjour, nous avons",
    "Thanks, Great!", "Thanks, Support was great", "Regards, Purchasing", "Best Buy is a shop",
    "Thanks, The tills work.", "Yours sincerely", "Best regards", "Liebe Grüße", "Vielen Dank!",
    "our manager is out", "our account manager IT said", "my colleague Monday called",
    "Your engineer came on Tuesday.", "the engineer Tuesday", "Our technician The second",
    "spoke to Kestrel about it", "Good morning, Vietnam", "Thanks for Monday",
    "Miss is a word", "Frau Doktor sagt", "Cheers to all", "Hi! We need it.", "a manager Who knows",
    "Price went up and Will the terminal work in May?", "The Windows update broke the EPOS.",
    "Delivery to Leeds and Cologne was late, April was worse.", "Best, we think, is Tuesday.",
    "Der Techniker war am Montag da, die Kasse lief.", "Die Rechnung vom Mai fehlt, danke",
    "Le technicien est venu lundi, merci", "Our SAP order from Berlin is open",
)  # fmt: skip


ENDS = ("[name].", "[name]")


@pytest.mark.parametrize("text", ORDINARY)
def test_what_only_looks_like_a_name_stays(text):
    assert without_strangers(text) == text


def test_the_name_of_a_company_stays():
    def is_company(words):
        return list(words) == ["Dr", "Oetker"]

    assert without_strangers("we buy Dr Oetker", is_company=is_company) == "we buy Dr Oetker"


def test_of_the_made_up_tickets_only_the_signatures_go():
    messages = make_tiny_world(3).tables["tickets.csv"]["Message"]

    kept = [(text, without_strangers(text)) for text in messages]

    assert [(one, two) for one, two in kept if one != two and not two.endswith(ENDS)] == []


@pytest.mark.parametrize("words", ["thanks, ", "Mr ", "Dear ", "my a ", "van der ", "A", "Aa "])
def test_a_long_hostile_text_is_read_in_reasonable_time(words):
    without_strangers(words * 20_000)
    without_strangers("Mr " + words * 20_000)


@pytest.mark.real_data
def test_of_the_naughty_strings_only_one_names_somebody():
    path = Path(os.environ.get("CXWORKBENCH_REAL_DATA", "")) / "awkward" / "blns.json"
    if not path.is_file():
        pytest.skip("CXWORKBENCH_REAL_DATA names no folder with awkward/blns.json")
    strings = json.loads(path.read_text("utf-8"))

    changed = [text for text in strings if without_strangers(text) != text]

    assert changed == ["Dr. Herman I. Libshitz"]  # a title and a name, as it should be
