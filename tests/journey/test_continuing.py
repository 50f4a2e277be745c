"""A proposal goes on from the map people keep."""

from cxworkbench.journey.continuing import continue_map, with_unknowns
from cxworkbench.journey.said import statement_id
from cxworkbench.records.journey_map import JourneyMap, Stage, Statement, Touchpoint
from cxworkbench.records.validity import check_map

PAIN = statement_id("till", "pains", "slow")
FEELING = statement_id("till", "emotion", "")


def a_map(*statements, stages=("Buy", "Use"), touchpoints=(("till", "st-use"),), **fields):
    return JourneyMap(
        **{"id": "map-x", "title": "From evidence", **fields},
        stages=tuple(Stage(id=f"st-{name.lower()}", name=name) for name in stages),
        touchpoints=tuple(
            Touchpoint(id=key, name=key.capitalize(), stage_id=stage) for key, stage in touchpoints
        ),
        statements=statements,
    )


def pain(n, **fields):
    return Statement(
        **{"id": PAIN, "at": "till", "lane": "pains", "text": "slow", "code": "slow", "n": n,
           "basis": "reported", "evidence": ("v1",), **fields}
    )  # fmt: skip


def feeling(value, **fields):
    return Statement(id=FEELING, at="till", lane="emotion", value=value, **fields)


def by_id(journey_map):
    return {one.id: one for one in journey_map.statements}


def test_names_and_order_are_peoples():
    people = a_map(stages=("Use", "Buy"), touchpoints=(("call", "st-use"), ("till", "st-buy")))
    people = people.model_copy(
        update={"stages": (people.stages[0].model_copy(update={"name": "Run"}), people.stages[1])}
    )

    proposed = continue_map(people, a_map())

    assert [stage.name for stage in proposed.stages] == ["Run", "Buy"]
    assert [(one.id, one.stage_id) for one in proposed.touchpoints] == [
        ("call", "st-use"),
        ("till", "st-buy"),
    ]


def test_what_only_evidence_has_is_added_where_it_belongs():
    fresh = a_map(
        stages=("Notice", "Buy", "Try", "Use", "Renew"),
        touchpoints=(("fair", "st-notice"), ("till", "st-use"), ("visit", "st-use")),
    )

    proposed = continue_map(a_map(touchpoints=(("till", "st-use"), ("own", "st-use"))), fresh)

    assert [stage.name for stage in proposed.stages] == ["Notice", "Buy", "Try", "Use", "Renew"]
    assert [one.id for one in proposed.touchpoints] == ["fair", "till", "visit", "own"]


def test_what_has_no_neighbour_on_peoples_map_is_added_last():
    fresh = a_map(stages=("Renew",), touchpoints=(("new", "st-renew"),))

    proposed = continue_map(a_map(), fresh)

    assert [stage.name for stage in proposed.stages] == ["Buy", "Use", "Renew"]
    assert [one.id for one in proposed.touchpoints] == ["till", "new"]


def test_a_removed_stage_comes_back_under_a_new_id_with_a_new_touchpoint():
    people = a_map(stages=("Buy",), touchpoints=(), retired_ids=("st-use",))
    fresh = a_map(touchpoints=(("new", "st-use"),))

    proposed = continue_map(people, fresh)

    assert [stage.id for stage in proposed.stages] == ["st-buy", "st-use-2"]
    assert [one.stage_id for one in proposed.touchpoints] == ["st-use-2"]
    assert check_map(proposed) == ()


def test_a_removed_stage_without_new_touchpoints_stays_away():
    people = a_map(stages=("Buy",), touchpoints=(("till", "st-buy"),), retired_ids=("st-use",))

    proposed = continue_map(people, a_map())

    assert [stage.id for stage in proposed.stages] == ["st-buy"]
    assert check_map(proposed) == ()


def test_a_stage_is_the_same_by_name_under_another_id():
    people = a_map(stages=()).model_copy(update={"stages": (Stage(id="s1", name="USE"),),
                                                 "touchpoints": ()})  # fmt: skip

    proposed = continue_map(people, a_map(stages=("Use",)))

    assert [stage.id for stage in proposed.stages] == ["s1"]
    assert [one.stage_id for one in proposed.touchpoints] == ["s1"]


def test_what_people_removed_does_not_come_back():
    people = a_map(touchpoints=(), retired_ids=("till",))

    proposed = continue_map(people, a_map(pain(3)))

    assert proposed.touchpoints == ()
    assert proposed.statements == ()


def test_counts_are_the_fresh_ones():
    proposed = continue_map(a_map(pain(3)), a_map(pain(7)))

    assert by_id(proposed)[PAIN].n == 7


def test_a_pain_that_nobody_names_any_more_goes():
    assert PAIN not in by_id(continue_map(a_map(pain(3)), a_map()))


def test_what_is_locked_or_confirmed_stays_as_it_is():
    for kept in (pain(3, locked=True), pain(3, status="confirmed")):
        assert by_id(continue_map(a_map(kept), a_map(pain(7))))[PAIN] == kept
        assert by_id(continue_map(a_map(kept), a_map()))[PAIN] == kept


def test_what_a_person_added_stays():
    added = Statement(id="idea-1", at="till", lane="ideas", text="A second till")

    assert by_id(continue_map(a_map(added), a_map(pain(3))))["idea-1"] == added


def test_a_persons_wording_stays_with_the_fresh_count():
    proposed = continue_map(a_map(pain(3, text="We wait too long")), a_map(pain(7)))

    assert (by_id(proposed)[PAIN].text, by_id(proposed)[PAIN].n) == ("We wait too long", 7)


def test_an_assumed_feeling_stays_until_there_is_evidence():
    people = a_map(feeling(1.5, word="hopeful"))

    without = continue_map(people, with_unknowns(a_map()))
    measured = continue_map(people, a_map(feeling(-1.0, basis="measured", evidence=("v",), n=4)))

    assert by_id(without)[FEELING].value == 1.5
    assert by_id(measured)[FEELING].value == -1.0


def test_a_feeling_that_was_unknown_becomes_known():
    measured = a_map(feeling(-1.0, basis="measured", evidence=("v",), n=4))

    proposed = continue_map(with_unknowns(a_map()), measured)

    assert (by_id(proposed)[FEELING].value, by_id(proposed)[FEELING].text) == (-1.0, "")


def test_an_open_medium_is_taken_from_evidence_and_a_named_one_stays():
    def with_media(medium, channel):
        one = Touchpoint(id="till", name="Till", stage_id="st-use", medium_class=medium,
                         channel=channel)  # fmt: skip
        return a_map().model_copy(update={"touchpoints": (one,)})

    [filled] = continue_map(with_media("unknown", ""), with_media("digital", "app")).touchpoints
    [kept] = continue_map(with_media("physical", "shop"), with_media("digital", "app")).touchpoints

    assert (filled.medium_class, filled.channel) == ("digital", "app")
    assert (kept.medium_class, kept.channel) == ("physical", "shop")


def test_a_map_of_one_account_takes_peoples_levels_and_none_of_their_statements():
    people = a_map(pain(9, status="confirmed"), stages=("Use", "Buy"))

    proposed = continue_map(people, a_map(pain(1), id="map-x-a1", title="Of a1"))

    assert [stage.name for stage in proposed.stages] == ["Use", "Buy"]
    assert (proposed.title, by_id(proposed)[PAIN].n) == ("Of a1", 1)


def test_going_on_twice_changes_nothing_more():
    places = (("call", "st-buy"), ("till", "st-use"))
    people = a_map(pain(3, text="We wait"), feeling(1.0), touchpoints=places)
    fresh = with_unknowns(a_map(pain(7)))

    once = continue_map(people, fresh)

    assert continue_map(people, once) == once


def test_a_proposal_is_a_whole_record():
    people = a_map(pain(3), touchpoints=(("till", "st-use"), ("call", "st-buy")))

    assert check_map(continue_map(people, with_unknowns(a_map(pain(7))))) == ()


def test_every_touchpoint_says_what_is_unknown():
    built = with_unknowns(a_map(feeling(0.0)))

    assert [(one.lane, one.text) for one in built.statements] == [
        ("emotion", ""),
        ("actions", "unknown"),
    ]


def test_unknown_goes_once_something_is_known():
    asked = with_unknowns(a_map())
    answered = asked.model_copy(
        update={
            "statements": (
                *asked.statements,
                Statement(id="x", at="till", lane="actions", text="We pay"),
            )
        }
    )

    assert [one.text for one in with_unknowns(answered).statements] == ["unknown", "We pay"]


def test_a_map_is_stamped_until_one_statement_has_evidence():
    assert with_unknowns(a_map(feeling(1.0))).stamp == "assumption-based"
    assert with_unknowns(a_map(pain(1))).stamp == ""


def action(**fields):
    return Statement(**{"id": "sm-till-pay", "at": "till", "lane": "actions", **fields})


def test_words_that_people_and_the_engagement_both_say_are_one_statement():
    fresh = action(id=statement_id("till", "actions", ""), text="They  pay")
    people = a_map(action(text="They pay"), action(id="sm-other", text="They wait"))

    proposed = continue_map(people, a_map(fresh))

    said = [(one.id, one.text) for one in proposed.statements if one.lane == "actions"]
    assert said == [("sm-till-pay", "They pay"), ("sm-other", "They wait")]
    assert continue_map(proposed, a_map(fresh)) == proposed


def test_evidence_for_the_same_words_goes_behind_peoples_own_assumption():
    seen = {"basis": "observed", "evidence": ("e1",), "n": 4}
    fresh = action(id=statement_id("till", "actions", ""), text="They pay", **seen)

    proposed = continue_map(a_map(action(text="They pay")), a_map(fresh))
    locked = continue_map(a_map(action(text="They pay", locked=True)), a_map(fresh))

    own = by_id(proposed)["sm-till-pay"]
    assert (own.basis, own.evidence, own.n) == ("observed", ("e1",), 4)
    assert by_id(locked)["sm-till-pay"].basis == "assumed"
    assert fresh.id not in by_id(proposed)


def test_a_double_that_was_accepted_before_goes():
    double = action(id=statement_id("till", "actions", ""), text="They pay")

    proposed = continue_map(a_map(action(text="They pay"), double), a_map(double))

    assert [one.id for one in proposed.statements if one.lane == "actions"] == ["sm-till-pay"]
