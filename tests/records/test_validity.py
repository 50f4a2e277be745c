"""What must hold inside a map, a register, a partner chain and an engagement."""

from tests.records.maps import map_with, register_with

from cxworkbench.records import edits
from cxworkbench.records.engagement import (
    Engagement,
    Metric,
    Question,
    ReceivedTable,
    StageBelief,
    TouchpointPlace,
    ValuePlace,
)
from cxworkbench.records.journey_map import Interaction, Stage, Statement, Step, Touchpoint
from cxworkbench.records.partners import Company, CompanyInteraction, Partners
from cxworkbench.records.validity import check_map, check_record


def test_a_whole_map_has_no_faults():
    assert check_map(map_with("Order", "Invoice")) == ()


def test_every_orphan_is_named_with_the_parent_it_lacks():
    journey_map = map_with(
        "Order",
        steps=(Step(id="sp-1", name="Pay", stage_id="st-usee"),),
        statements=(Statement(id="sm-1", at="tp-gone", lane="pains"),),
        interactions=(
            Interaction(id="ia-1", name="call", touchpoint_id="tp-order", successor_id="ia-9"),
        ),
    )

    assert check_map(journey_map) == (
        "step 'sp-1' names stage_id 'st-usee', which is not there. Did you mean 'st-use'? "
        "Correct it, or remove the step.",
        "interaction 'ia-1' names successor_id 'ia-9', which is not there. Did you mean 'ia-1'? "
        "Correct it, or remove the interaction.",
        "statement 'sm-1' names at 'tp-gone', which is not there. Did you mean 'tp-order'? "
        "Correct it, or remove the statement.",
    )


def test_a_touchpoint_without_a_stage_is_an_orphan_and_one_without_a_step_is_not():
    place = Touchpoint(id="tp-x", name="X", stage_id="")
    [fault] = check_map(map_with().model_copy(update={"touchpoints": (place,)}))

    assert fault.startswith("touchpoint 'tp-x' names stage_id '', which is not there.")


def test_an_id_is_given_once_and_a_retired_one_never_again():
    journey_map = map_with("Order", stages=("Use",), retired_ids=("tp-order",))
    twice = journey_map.model_copy(
        update={"stages": (*journey_map.stages, Stage(id="st-use", name="Use again"))}
    )

    assert check_map(twice) == (
        "id 'st-use' stands there 2 times. Give each its own.",
        "id 'tp-order' is retired and in use. Give the element a new id.",
    )


def test_interactions_that_follow_each_other_in_a_circle_are_named_once():
    links = {"ia-b": "ia-c", "ia-c": "ia-a", "ia-a": "ia-b"}
    interactions = tuple(
        Interaction(id=one, name=one, touchpoint_id="tp-order", successor_id=following)
        for one, following in links.items()
    )

    assert check_map(map_with("Order", interactions=interactions)) == (
        "interactions go in a circle: ia-a -> ia-b -> ia-c -> ia-a. Take one link out.",
    )


def test_a_step_lies_in_its_touchpoints_stage_and_a_map_is_not_its_own_parent():
    journey_map = map_with(
        steps=(Step(id="sp-1", name="Pay", stage_id="st-renew"),), parent_map="journey"
    )
    place = Touchpoint(id="tp-x", name="X", stage_id="st-use", step_id="sp-1")

    assert check_map(journey_map.model_copy(update={"touchpoints": (place,)})) == (
        "touchpoint 'tp-x' is in stage 'st-use', and its step 'sp-1' is in 'st-renew'. "
        "Move one of them.",
        "the map 'journey' is its own parent_map. Name the map above it.",
    )


def test_a_registers_causes_are_there_and_go_in_no_circle():
    register = register_with("Late", "Slow")
    late, slow = register.entries
    circle = (
        late.model_copy(update={"because_of": ("pain-slow",)}),
        slow.model_copy(update={"because_of": ("pain-late", "pain-slwo")}),
    )

    assert check_record(register) == ()
    assert check_record(register.model_copy(update={"entries": circle})) == (
        "entry 'pain-slow' rests on 'pain-slwo', which is not there. Did you mean 'pain-slow'? "
        "Correct because_of.",
        "entries go in a circle: pain-late -> pain-slow -> pain-late. Take one link out.",
    )


def test_a_partner_chain_names_companies_that_are_there():
    owed = CompanyInteraction(id="ci-1", provider="acme", recipient="shop", sub_process="ship")
    partners = Partners(
        focal="acne", companies=(Company(id="acme", name="Acme"),), company_interactions=(owed,)
    )

    assert check_record(partners) == (
        "company interaction 'ci-1' names recipient 'shop', which is not there. Correct it, or "
        "remove the company interaction.",
        "focal is 'acne', which is no company here. Did you mean 'acme'? Correct it.",
    )


def test_an_engagements_names_answer_to_something():
    engagement = Engagement(
        id="a",
        name="A",
        client="A",
        as_of="30.06.2026",
        stages=(StageBelief(name="Use"), StageBelief(name="Use")),
        touchpoints=(TouchpointPlace(id="tp-a", name="A", stage="Us"),),
        tables=(
            ReceivedTable(
                name="survey",
                file="s.csv",
                feeds="voices",
                questions={"q1": Question(metric="NPS", touchpoint="tp-b")},
            ),
        ),
        values={"surveys": {"topic": {"x": ValuePlace(stage="Renew")}}},
        metrics={"NPS": Metric(kind="nps", low=10, high=0)},
    )

    assert check_record(engagement) == (
        "stages has 'Use' 2 times. Each is named once.",
        "as_of is '30.06.2026', which is not a date. Dates are written 2026-02-28.",
        "touchpoints ('tp-a').stage is 'Us', which is not there. Did you mean 'Use'? Known: Use, "
        "Use.",
        "tables ('survey').questions['q1'].touchpoint is 'tp-b', which is not there. "
        "Did you mean 'tp-a'? Known: tp-a.",
        "values is 'surveys', which is not there. Did you mean 'survey'? Known: survey.",
        "values['surveys']['topic']['x'].stage is 'Renew', which is not there. Known: Use, Use.",
        "metrics['NPS'] runs from 10 to 0. Its low must be below its high.",
    )


def test_a_question_names_its_score_unless_it_is_answered_in_words():
    questions = {"q1": Question(), "q2": Question(part="text"), "q3": Question(metric="CES")}
    table = ReceivedTable(name="survey", file="s.csv", feeds="voices", questions=questions)
    engagement = Engagement(id="a", name="A", client="A", tables=(table,))

    assert check_record(engagement) == (
        "tables ('survey').questions['q1'] has no metric. Name the score it asks for, such as "
        'metric = "CSAT", or say that people answer in words: part = "text".',
    )


def test_an_engagement_has_an_id_and_no_negative_number_of_voices():
    engagement = Engagement(id=" ", name="A", client="B", short_report_below=-5)

    assert check_record(engagement) == (
        "id is empty. It names the key file: give it a short word, such as 'acme'.",
        "short_report_below is -5. It is a number of voices from 0 on.",
    )


def test_a_role_has_one_involvement_in_a_stage():
    once = edits.add_role(map_with("Order"), "User")
    once = edits.set_involvement(once, "ro-user", "st-use", involvement="leads")
    twin = once.involvements[0].model_copy(update={"id": "in-2"})
    twice = once.model_copy(update={"involvements": (*once.involvements, twin)})

    assert check_map(once) == ()
    assert check_map(twice) == (
        "role 'ro-user' has 2 involvements in stage 'st-use'. Keep one of them.",
    )


def test_root_causes_and_dependencies_are_there_of_their_kind_and_in_no_circle():
    register = register_with("Late", "Slow")
    late, slow = register.entries
    cause = late.model_copy(update={"id": "cause-1", "kind": "root cause"})
    linked = late.model_copy(update={"caused_by": ("cause-1",)})
    wrong = late.model_copy(update={"caused_by": (slow.id,)})
    nowhere = late.model_copy(update={"depends_on": ("action-9",)})
    round_ = cause.model_copy(update={"caused_by": ("cause-1",)})

    def faults(*entries):
        return check_record(register.model_copy(update={"entries": entries}))

    assert faults(linked, slow, cause) == ()
    assert faults(wrong, slow) == (
        f"entry 'pain-late' names '{slow.id}' in caused_by, which is a pain. "
        "Name entries of kind 'root cause' there.",
    )
    assert faults(nowhere, slow) == (
        "entry 'pain-late' names 'action-9' in depends_on, which is not there. Correct depends_on.",
    )
    assert "circle" in faults(round_)[0]
