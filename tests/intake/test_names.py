"""When two names are one company, and which mail domains say nothing."""

import pytest

from cxworkbench.intake.names import company_key, known_domain, mail_domain, nearest_names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller & Söhne GmbH", "MULLER UND SOHNE"),
        ("Acme, Inc.", "acme"),
        ("Café Brannigan Ltd.", "CAFE  BRANNIGAN"),
        ("L'Étoile S.A.R.L.", "l etoile sarl"),
        ("Bolt & Co. KG", "Bolt"),
        ("The Till Works plc", "Till Works"),
    ],
)
def test_legal_form_case_accents_and_punctuation_do_not_make_another_company(one, other):
    assert company_key(one) == company_key(other) != ""


def test_other_words_make_another_company():
    assert company_key("Acme North GmbH") != company_key("Acme South GmbH")


def test_a_name_of_nothing_but_a_legal_form_keeps_it():
    assert company_key("SE") == "se"


def test_a_freemail_domain_says_nothing():
    assert [mail_domain("a@gmail.com"), mail_domain("a@web.de"), mail_domain("no mail")] == [""] * 3


def test_a_domain_above_is_found_and_a_public_ending_is_not():
    assert known_domain("mail.acme.co.uk", {"acme.co.uk": 1}) == "acme.co.uk"
    assert known_domain("bolt.com", {"com": 1}) == ""


def test_nearness_is_by_words_in_any_order_and_nothing_near_is_empty():
    known = ["Harbour Stores Ltd", "Bolt plc"]

    assert nearest_names(["Stores Harbor", "Zyxw"], known) == [
        ("Harbour Stores Ltd", 96.3),
        ("", 0.0),
    ]
