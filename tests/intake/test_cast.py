"""Who takes part: labels and the persons they stand for."""

from cxworkbench.intake.cast import Cast, settled, speaker_is, team_of
from cxworkbench.intake.head_blocks import Head
from cxworkbench.intake.written_names import Someone


def test_a_label_is_a_persons_by_name_part_of_it_or_initials():
    anna = Someone("R1", "Anna Maria Schmidt")

    assert all(speaker_is(label, anna) for label in ("R1", "ANNA", "Schmidt", "AS", "Frau Schmidt"))
    assert not any(speaker_is(label, anna) for label in ("R2", "Ann", "Anna Berg", "I", ""))


def test_a_label_that_fits_two_persons_stands_for_none():
    cast = Cast(Head(respondents=(Someone(name="Anna Berg"), Someone(name="Anna Lang"))), {}, ())

    assert cast.part_of("Anna", ["Anna"]) == ("", Someone("Anna", "Anna"))
    assert cast.part_of("Anna Lang", ["Anna"]) == ("answers", Someone(name="Anna Lang"))


def test_the_team_is_its_names_and_asks_only_where_the_head_names_nobody_so():
    team = [Someone(name=name) for name in team_of(["Anna Berg (research)", "Max Lang"])]
    cast = Cast(Head(respondents=(Someone(name="Anna Weiss"),)), {}, team)

    assert [one.name for one in team] == ["Anna Berg", "Max Lang"]
    assert cast.part_of("Anna", [])[0] == "answers"
    assert cast.part_of("Max", [])[0] == "asks"


def test_a_label_without_a_name_is_the_only_respondents_where_there_is_one():
    one = Cast(Head(respondents=(Someone(name="Anna Berg"),)), {}, ())

    assert one.part_of("R", ["I", "R"]) == ("answers", Someone(name="Anna Berg"))
    assert one.part_of("R1", ["I", "R1", "R2"]) == ("answers", Someone(label="R1"))


def test_what_was_not_filled_in_is_nothing():
    cast = Cast(Head(fields={"company": "<name>", "date": "…"}), {"date": "2026-01-01"}, ())

    assert cast.fields == {"date": "2026-01-01"}


def test_one_named_respondent_and_one_other_speaker_beside_who_asks_are_one():
    schmidt = Someone(name="Schmidt", role="buyer")
    cast = Cast(Head(respondents=(schmidt,), interviewers=(Someone(name="CB"),)), {}, ())
    parts = {label: cast.part_of(label, ["CB", "HS"]) for label in ("CB", "HS")}

    assert settled(parts, cast)["HS"] == ("answers", schmidt)
    assert settled({**parts, "XY": ("", Someone("XY", "XY"))}, cast)["HS"][1].name == "HS"
