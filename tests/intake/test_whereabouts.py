"""Postal, network and geographic addresses in text: what goes, and what must stay."""

import json
import os
from pathlib import Path

import pytest

from cxworkbench.intake.whereabouts import without_whereabouts


@pytest.mark.parametrize(
    "written",
    [
        "Lange Straße 5a, 50667 Köln", "Hauptstr. 12, 53545 Linz am Rhein", "Goethestraße 3",
        "Berliner Straße 14", "Straße des 17. Juni 135", "Am Markt 5, 99084 Erfurt",
        "Marktplatz 1, 70173 Stuttgart", "Bahnhofstrasse 12, 8001 Zürich", "D-50667 Köln",
        "50667 Köln", "Postfach 10 20 30", "Hauptstraße 7\n10115 Berlin",
        "221b Baker Street, London NW1 6XE", "12 High Street, Oxford OX1 4DB", "10 Downing St",
        "17 Acacia Gardens, Leeds LS1 4AP", "SW1A 1AA", "PO Box 1234",
        "1600 Pennsylvania Avenue NW, Washington, DC 20500",
        "350 Fifth Ave, Suite 300, New York, NY 10118", "Springfield, IL 62704",
        "12, rue de la Paix, 75002 Paris", "5 bis avenue Foch 69006 Lyon",
        "12 boulevard Saint-Germain", "3 place de la République, 35000 Rennes",
        "33000 Bordeaux CEDEX 4",
    ],
)  # fmt: skip
def test_a_postal_address_becomes_one_word(written):
    assert without_whereabouts(f"Send it to {written}, please.") == "Send it to [address], please."


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("she lives at 4 Privet Drive", "she lives at [address]"),
        ("logged in from 192.168.17.4 today", "logged in from [network address] today"),
        ("IP address: 10.0.0.1", "IP address: [network address]"),
        ("from 2001:db8:85a3::8a2e:370:7334", "from [network address]"),
        ("till 00:1A:2B:3C:4D:5E", "till [network address]"),
        ("seen at 48.856614, 2.3522219", "seen at [position]"),
        ("at 48°51'24\"N 2°21'03\"E", "at [position]"),
    ],
)
def test_where_somebody_is_becomes_a_word(written, kept):
    assert without_whereabouts(written) == kept


@pytest.mark.parametrize(
    "text",
    [
        "10000 Euro", "version 1.2.3.4 and chapter 3.12.14.2", "on 2026-03-04, 12.05.2026 14:30",
        "Parkplatz 12 ist voll", "Produktionsstraße 2 steht", "Am Montag 3 Stunden gewartet",
        "Im Januar 2026 kamen 20000 Kunden", "our 3 High Street shops", "2 Hard Drive units",
        "5 cours d'Anglais, 3 places left", "24 Hour Road Service", "30 Day Lane", "std::a::b",
        "Supermarkt 12", "ticket 12345 Berlin", "article B12 3CD", "the shop in Cologne",
        "In 2026 Road works stopped us", "12:30:45 to 13:30", "2 St Andrews shops",
    ],
)  # fmt: skip
def test_numbers_of_things_stay(text):
    assert without_whereabouts(text) == text


@pytest.mark.parametrize("sign", ["1 ", "12 Aa ", "1.1.", "a:", "Xstr. 1 ", "12, ", "10 X1 Y2 "])
def test_a_long_hostile_text_is_read_in_reasonable_time(sign):
    without_whereabouts(sign * 20_000)  # a pattern that tries again and again would take minutes


@pytest.mark.real_data
def test_none_of_the_naughty_strings_is_an_address():
    path = Path(os.environ.get("CXWORKBENCH_REAL_DATA", "")) / "awkward" / "blns.json"
    if not path.is_file():
        pytest.skip("CXWORKBENCH_REAL_DATA names no folder with awkward/blns.json")
    strings = json.loads(path.read_text("utf-8"))

    assert len(strings) == 515
    assert [text for text in strings if without_whereabouts(text) != text] == []
