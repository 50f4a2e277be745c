"""Text without people: what is taken out, and what must stay."""

import re

import pandas as pd
import pytest

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.intake.building import build_evidence
from cxworkbench.intake.keys import Keyring, open_keyring
from cxworkbench.intake.redaction import Person, Redactor, look_up

ANNA = Person("contact-1", "Anna Schmidt", "anna.schmidt@example.com", "+49 221 123456", "a1")


def redactor(*people, accounts=(), regions=("US", "GB", "DE")):
    return Redactor(people, {name: name for name in accounts}, regions)


def test_name_mail_phone_card_and_bank_account_are_taken_out():
    # Reference case T4: scrubadub 2.0.1 leaves first name, domain, card and IBAN.
    text = (
        "Contact Anna Schmidt at anna.schmidt@example.com or +49 221 123456, "
        "card 4111 1111 1111 1111, IBAN DE89370400440532013000."
    )

    assert redactor(ANNA).text(text) == (
        "Contact contact-1 at contact-1 or contact-1, card [card], IBAN [bank account]."
    )


@pytest.mark.parametrize(
    "written",
    [
        "ANNA SCHMIDT",
        "Schmidt, Anna",
        "anna  schmidt",
        "Anna Schmidt's",
        "Änna Schmidt",
        "Frau Schmidt",
    ],
)
def test_a_full_name_is_found_however_it_is_written_and_for_any_account(written):
    clean = redactor(ANNA).text(f"Spoke to {written} today", "another")

    assert "chmidt" not in clean.lower()
    assert "contact-1" in clean


def test_a_part_of_a_name_is_taken_out_only_in_texts_of_its_account():
    clean = redactor(Person("contact-2", "Will Price", account_id="a1"))

    assert clean.text("Price said no", "a1") == "contact-2 said no"
    assert clean.text("Price said no", "a2") == "Price said no"
    assert clean.text("the price will rise", "a1") == "the price will rise"


def test_an_unknown_mail_and_phone_become_a_word_in_brackets():
    text = "write to it@bolt.example or ring 0171 1234567 or (503) 555-9831, phone: 55512345"

    assert redactor().text(text) == ("write to [mail] or ring [phone] or [phone], phone: [phone]")


@pytest.mark.parametrize(
    "text",
    [
        "on 2026-03-04 and 12.05.2026 14:30, 2025-2026",
        "order 10248, ticket 00012345, article 4155550123",
        "1,265,793.04 USD or 1.265.793,04 EUR or 1 265 793",
        "version 1.2.3.4, 12:30-14:45, 99.5 %",
        "nan NA null <b>bold</b> =1+1",
    ],
)
def test_dates_amounts_and_numbers_of_things_stay(text):
    assert redactor(ANNA).text(text) == text


def test_an_account_that_bears_a_persons_name_keeps_it_and_the_person_goes():
    clean = redactor(ANNA, accounts=["Anna Schmidt Bakery"])

    assert clean.text("Anna Schmidt Bakery: Anna Schmidt was ill") == (
        "Anna Schmidt Bakery: contact-1 was ill"
    )


def test_a_name_without_blanks_between_its_words_is_found_inside_a_sentence():
    assert (
        redactor(Person("contact-3", "田中太郎")).text("田中太郎さんに聞いた")
        == "contact-3さんに聞いた"
    )


def test_a_column_is_cleaned_row_by_row_and_left_as_it_was():
    texts = pd.Series(["Anna called", "Anna called", ""], index=[2, 3, 4], dtype="str")
    before = texts.copy()

    clean = redactor(ANNA).column(texts, pd.Series(["a1", "a2", "a1"], index=[2, 3, 4]))

    assert clean.to_dict() == {2: "contact-1 called", 3: "Anna called", 4: ""}
    pd.testing.assert_series_equal(texts, before)


def test_a_pseudonym_is_looked_up_in_the_key_file(tmp_path):
    keyring = open_keyring("trial", tmp_path)
    pseudonym = keyring.pseudonym("contact", "anna")
    keyring.remember(pseudonym, name="Anna Schmidt", mail="anna@x.example")
    keyring.save()

    assert look_up(pseudonym) == "Anna Schmidt, anna@x.example"


def test_an_unknown_pseudonym_is_said_to_be_unknown_and_where_it_was_looked_for(keys_folder):
    with pytest.raises(ParameterProblem) as refused:
        look_up("contact-0")

    assert str(refused.value) == (
        f"'contact-0' is not in {keys_folder} (0 key files). A pseudonym can be looked up only "
        "where the engagement's data were read, or with that key file."
    )


def test_a_pseudonym_depends_on_the_secret():
    assert Keyring(b"one").pseudonym("contact", "a") != Keyring(b"two").pseudonym("contact", "a")


OF_ACME = """
[[tables]]
name = "crm"
file = "crm.csv"
feeds = "accounts"
[[tables]]
name = "tickets"
file = "tickets.csv"
feeds = "voices"
method = "ticket"
"""


@pytest.mark.parametrize(
    ("head", "who"),
    [
        ("account_id,requester", "A,Ruth Meyer"),
        ("company,email", "Acme Ltd,ruth.meyer@mail.example"),
        ("email", "ruth.meyer@acme.example"),
        ("email", "ruth.meyer@nowhere.example"),
        ("company,requester", "Nobody Knows plc,Ruth Meyer"),
    ],
)
def test_the_first_name_of_who_wrote_is_found_however_the_row_names_them(engagement, head, who):
    crm = "account_id,name,domain\nA,Acme Ltd,acme.example\n"
    tickets = f"{head},date,text\n{who},2026-01-05,Ruth in our shop agrees. Thanks Ruth\n"

    voices = build_evidence(engagement(OF_ACME, crm=crm, tickets=tickets)).evidence.voices

    person = voices["contact_id"].item()
    assert voices["text"].item() == f"{person} in our shop agrees. Thanks {person}"


def test_the_address_of_a_desk_is_no_name():
    desk = Redactor([Person("contact-1", mail="shop.berlin@x.io", account_id="A")], {}, [])

    assert desk.text("The Berlin shop", "A") == "The Berlin shop"


@pytest.mark.parametrize(
    "written",
    [
        "Anna Luczak", "ANNA ŁUCZAK", "anna_luczak", "AnnaLuczak", "ŁuczakAnna", "Luczak, Anna",
        "anna＠x.example", "anna (at) x.example", "anna [at] x [dot] example",
        "ａｎｎａ＠ｘ．ｅｘａｍｐｌｅ",
    ],
)  # fmt: skip
def test_a_contact_is_found_however_the_name_or_mail_is_spelt(written):
    anna = Person("contact-1", "Anna Łuczak", "anna@x.example", account_id="a1")

    assert Redactor([anna], {}, []).text(f"so {written}, there", "") == "so contact-1, there"


@pytest.mark.parametrize("sign", ["'", "’", "‘", "ʼ", "`", "´", ""])
def test_every_apostrophe_is_the_same(sign):
    sean = Person("contact-1", "Seán O'Brien", account_id="a1")

    assert Redactor([sean], {}, []).text(f"Sean O{sign}Brien’s", "") == "contact-1"


@pytest.mark.parametrize("name", ["Søren Ødegård", "Jörg Groß"])
def test_letters_with_a_stroke_and_sharp_s_are_found_as_plain_ones(name):
    plain = {"Søren Ødegård": "Soren Odegard", "Jörg Groß": "Jorg Gross"}[name]

    assert Redactor([Person("contact-1", name)], {}, []).text(plain, "") == "contact-1"


@pytest.mark.parametrize("between", [" ", ", ", " / ", "; "])
def test_two_cards_one_after_the_other_are_two(between):
    cards = between.join(["4111 1111 1111 1111", "5500-0000-0000-0004"])

    assert Redactor([], {}, []).text(f"paid {cards}", "") == f"paid [card]{between}[card]"


def test_words_that_only_look_like_a_joined_name_or_a_mail_stay():
    mark = Person("contact-1", "Mark Et", account_id="a1")
    said = "the market, MARKET, we met (at) noon. Then 1234 5678 1234 5678"

    assert Redactor([mark], {}, []).text(said, "") == said


BERND = Person("staff-1", "Bernd Tietjen", is_staff=True)


@pytest.mark.parametrize(
    "before",
    ["Technician", "technician", "our engineer", "Techniker", "Der Servicetechniker", "Herr", "Mr",
     "Kollege", "Außendienstmitarbeiter", "Monteur:", "your colleague,"],
)  # fmt: skip
def test_the_last_name_of_staff_is_found_after_a_title_or_a_word_for_their_work(before):
    said = f"{before} Tietjen was here within three hours"

    assert redactor(BERND).text(said) == f"{before} staff-1 was here within three hours"


@pytest.mark.parametrize(
    "said",
    ["The technician installed it. Price rose.", "Technician price is high", "The Price rose",
     "The technician (Price list in hand) came"],
)  # fmt: skip
def test_a_word_that_is_also_a_name_of_staff_stays_elsewhere(said):
    assert redactor(Person("staff-1", "Ada Price", is_staff=True)).text(said) == said


def test_a_contact_of_another_account_is_not_taken_for_a_technician():
    assert redactor(ANNA).text("Technician Schmidt came", "a2") == "Technician Schmidt came"


CRM = "Kundennummer,Firma,Mitarbeiter,Ansprechpartner Vertrieb\nA,Acme,552,Bernd Tietjen\n"
SURVEY = (
    "Respondent,Kundennummer,Date,comment\n"
    'R1,B,2026-01-05,"Technician Tietjen was here, ask Bernd Tietjen"\n'
)


def test_staff_that_a_list_of_accounts_names_is_hidden_in_every_text(engagement):
    toml = "".join(
        f'[[tables]]\nname = "{name}"\nfile = "{name}.csv"\nfeeds = "{feeds}"\n'
        for name, feeds in (("crm", "accounts"), ("survey", "voices"))
    )
    intake = build_evidence(engagement(toml, crm=CRM, survey=SURVEY))

    [text] = intake.evidence.voices["text"]
    assert re.fullmatch(r"Technician staff-\w{12} was here, ask staff-\w{12}", text)
    hidden = intake.hidden[intake.hidden["file"] == "crm.csv"]
    assert hidden[["column", "kind"]].to_numpy().tolist() == [
        ["Ansprechpartner Vertrieb", "name of staff"]
    ]
    samples = intake.mapping.set_index("header")["samples"]
    assert (samples["Mitarbeiter"], samples["Ansprechpartner Vertrieb"]) == ("552", "•••")
