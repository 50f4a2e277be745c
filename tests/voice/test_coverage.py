"""Who was heard and who was not."""

import pandas as pd

from cxworkbench.records.engagement import TouchpointPlace
from cxworkbench.records.evidence import conform
from cxworkbench.voice.coverage import (
    coverage_holes,
    heard,
    next_step,
    silent_accounts,
    single_threaded,
    touchpoint_sources,
)

STAGES = ["Buy", "Use"]
ROLES = ["user", "decider"]


def voices_of(*rows):
    """One voice for each (account, contact, role, stage)."""
    table = pd.DataFrame(rows, columns=["account_id", "contact_id", "role", "stage"])
    return conform(table.assign(voice_id=[f"v{n}" for n in range(len(rows))]), "voices")


def contacts_of(*rows):
    table = pd.DataFrame(rows, columns=["account_id", "contact_id", "role"])
    return conform(table, "contacts")


def segments_of(**segment):
    return pd.DataFrame({"account_id": list(segment), "segment": list(segment.values())})


def everyone(accounts="abcdef", roles=ROLES, stages=STAGES, each=1):
    return [(a, f"{a}-{r}", r, s) for a in accounts for r in roles for s in stages] * each


def holes_in(rows, segments=None, roles=ROLES):
    if segments is None:
        segments = segments_of(**dict.fromkeys("abcdef", "large"))
    people = contacts_of(*sorted({(a, c, r) for a, c, r, _ in everyone()}))
    return coverage_holes(heard(voices_of(*rows), people, segments, STAGES, roles))


def test_sources_are_counted_at_each_touchpoint_in_journey_order():
    voices = voices_of(*[("a", "", "", "Use")] * 3)
    voices["method"] = ["ticket", "survey", "survey"]
    voices["touchpoint_id"] = ["tp-help", "tp-help", "tp-gone"]
    events = conform(
        pd.DataFrame({"account_id": ["a", "b"], "touchpoint_id": ["tp-help", ""]}), "events"
    )
    places = [
        TouchpointPlace(id="tp-order", name="Order", stage="Buy"),
        TouchpointPlace(id="tp-help", name="Help", stage="Use"),
    ]

    table = touchpoint_sources(voices, events, places)

    assert table.columns.tolist() == [
        "touchpoint_id", "name", "stage", "survey", "ticket", "events", "total", "accounts",
    ]  # fmt: skip
    assert table.drop(columns="stage").values.tolist() == [
        ["tp-order", "Order", 0, 0, 0, 0, 0],
        ["tp-help", "Help", 1, 1, 1, 3, 1],
        ["", "not placed", 1, 0, 1, 2, 2],
    ]


def test_every_voice_and_event_is_counted_somewhere():
    voices = voices_of(*everyone())
    events = conform(pd.DataFrame({"account_id": ["a"] * 4}), "events")

    assert touchpoint_sources(voices, events, [])["total"].sum() == len(voices) + 4


def test_no_evidence_leaves_touchpoints_with_nought():
    places = [TouchpointPlace(id="tp-order", name="Order", stage="Buy")]

    table = touchpoint_sources(voices_of(), conform(pd.DataFrame(), "events"), places)

    assert table["total"].tolist() == [0]


def test_who_was_heard_has_a_row_for_every_field():
    table = heard(
        voices_of(("a", "p1", "user", "Buy"), ("a", "p2", "user", "Buy"), ("b", "", "", "")),
        contacts_of(("a", "p1", "user"), ("a", "p2", "user"), ("b", "p3", "decider")),
        segments_of(a="large", b="large", c="small"),
        STAGES,
        ROLES,
    )

    assert len(table) == 2 * 3 * 3  # segments by roles and the one not stated by stages
    field = table.set_index(["segment", "role", "stage"])
    assert field.loc[("large", "user", "Buy")].tolist() == [2, 1, 2, 2, 2, 2, 1, 1]
    assert field.loc[("large", "decider", "Use"), "contacts_known"] == 1
    assert field.loc[("large", "role not stated", "not placed"), "voices"] == 1
    assert field.loc[("small", "user", "Buy"), ["voices", "accounts_known"]].tolist() == [0, 1]
    assert table["voices"].sum() == 3


def test_when_all_were_heard_there_is_no_hole():
    assert holes_in(everyone()).empty


def test_a_stage_that_nobody_speaks_about_is_a_hole():
    [hole] = holes_in(everyone(stages=["Use"])).to_dict("records")

    assert (hole["kind"], hole["stage"], hole["grade"]) == ("stage", "Buy", "none")
    assert hole["why"] == "no voice speaks about it"


def test_a_role_that_was_never_heard_is_a_hole_and_not_one_in_each_segment():
    [hole] = holes_in(everyone(roles=["user"], each=5)).to_dict("records")

    assert (hole["kind"], hole["role"]) == ("role", "decider")
    assert hole["why"] == "6 contacts known, none heard"


def test_a_role_heard_at_two_accounts_is_thin():
    [hole] = holes_in(
        [*everyone(roles=["user"]), *everyone(accounts="ab", roles=["decider"])]
    ).to_dict("records")

    assert (hole["role"], hole["grade"]) == ("decider", "thin")
    assert hole["why"] == "6 contacts known, only 4 voices of 2 accounts heard"


def test_three_accounts_heard_in_different_fields_are_not_thin():
    rows = [*everyone(roles=["user"]), ("a", "", "decider", "Buy")]
    rows += [("b", "", "decider", "Use"), ("c", "", "decider", "Use")]

    assert "decider" not in holes_in(rows)["role"].tolist()


def test_roles_that_no_contact_has_are_one_hole():
    [hole] = holes_in(everyone(), roles=[*ROLES, "approver", "gatekeeper"]).to_dict("records")

    assert hole["what"] == "a contact in the role approver, gatekeeper"
    assert hole["why"] == "no contact is known to have it"


def test_where_no_voice_says_its_role_one_hole_says_so():
    rows = [(account, "", "", stage) for account in "abcdef" for stage in STAGES]

    assert holes_in(rows)["why"].tolist() == ["no voice says the role of who spoke"]


def test_a_segment_that_was_not_heard_is_a_hole():
    segments = segments_of(**dict.fromkeys("abcdef", "large"), g="small", h="small")

    [hole] = holes_in(everyone(), segments=segments).to_dict("records")

    assert (hole["kind"], hole["segment"]) == ("segment", "small")
    assert hole["why"] == "0 of 2 accounts heard"


def test_a_segment_of_two_that_were_both_heard_is_not_thin():
    segments = segments_of(**dict.fromkeys("abcd", "large"), e="small", f="small")

    assert holes_in(everyone(), segments=segments).empty


def test_a_table_of_one_account_is_not_thin_for_being_one():
    rows = everyone("a", roles=["user"], stages=["Use"])
    people = contacts_of(("a", "a-user", "user"), ("a", "a-decider", "decider"))
    table = heard(voices_of(*rows), people, segments_of(a="large"), STAGES, ROLES)

    holes = coverage_holes(table, fewest=1)

    assert holes[["kind", "stage", "role"]].values.tolist() == [
        ["stage", "Buy", ""],
        ["role", "", "decider"],
    ]


def test_an_empty_field_counts_when_enough_voices_would_be_expected():
    segments = segments_of(**dict.fromkeys("abc", "large"), **dict.fromkeys("def", "small"))
    rows = [
        *everyone("abc", ["user"], each=4),
        *everyone("def", ["user", "decider"], each=4),
    ]

    [hole] = holes_in(rows, segments=segments).to_dict("records")

    assert (hole["kind"], hole["segment"], hole["role"]) == ("segment × role", "large", "decider")
    assert hole["expected"] == 24 * 24 / 72
    assert hole["why"] == "no voice where about 8 would be expected"


def test_an_empty_field_where_four_would_be_expected_is_a_hole():
    segments = segments_of(**dict.fromkeys("abc", "large"), **dict.fromkeys("def", "small"))
    rows = [*everyone("abc", ["user"], each=2), *everyone("def", each=2)]

    holes = holes_in(rows, segments=segments)

    assert holes[["kind", "grade", "expected"]].values.tolist() == [["segment × role", "none", 4.0]]


def test_a_role_that_is_thin_by_itself_is_not_told_again_by_stage():
    rows = [*everyone(each=4, roles=["user"]), *everyone("ab", ["decider"], ["Use"], each=20)]

    holes = holes_in(rows)

    assert holes[["kind", "role", "grade"]].values.tolist() == [["role", "decider", "thin"]]


def test_where_nobody_was_heard_one_hole_says_so():
    [hole] = holes_in([]).to_dict("records")

    assert (hole["kind"], hole["why"]) == ("all", "there is no voice at all")


def test_an_empty_field_that_may_be_chance_is_no_hole():
    segments = segments_of(**dict.fromkeys("abc", "large"), **dict.fromkeys("def", "small"))
    rows = [*everyone("abc", ["user"]), *everyone("def", ["user", "decider"])]

    assert holes_in(rows, segments=segments).empty


def profile(**columns):
    base = {"contacts_known": 1, "events": 0, "last_event": pd.NaT, "roles_heard": ""}
    return pd.DataFrame({**base, **columns})


def test_silent_accounts_come_with_their_share_of_revenue_largest_first():
    table = silent_accounts(
        profile(
            account_id=["a", "b", "c"],
            name=["A", "B", "C"],
            revenue=[10.0, 70.0, 20.0],
            voices=[0, 5, 0],
        )
    )

    assert table[["account_id", "revenue_share"]].values.tolist() == [["c", 0.2], ["a", 0.1]]


def test_accounts_heard_through_one_contact_are_listed():
    table = single_threaded(
        profile(
            account_id=["a", "b", "c"],
            name="",
            revenue=[10.0, 70.0, 20.0],
            voices=[4, 5, 0],
            contacts_heard=[1, 2, 0],
        )
    )

    assert table["account_id"].tolist() == ["a"]


SILENT = pd.DataFrame({"revenue_share": [0.1, 0.08]})


def test_the_next_step_names_the_widest_hole_and_the_silent_accounts():
    holes = holes_in(everyone(stages=["Use"], roles=["user"]))

    assert next_step(holes, SILENT) == (
        "Hear the stage Buy next: no voice speaks about it. 1 more hole listed. "
        "Start with the 2 silent accounts (18 % of revenue)."
    )


def test_when_all_were_heard_the_next_step_is_the_map():
    assert next_step(holes_in(everyone()), SILENT.iloc[:0]) == (
        "Every stage, role and segment was heard: build the map."
    )
