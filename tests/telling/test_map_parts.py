"""What each view says: lanes and ways of the network, lines of the blueprint, times, selections."""

import pandas as pd
import pytest
from tests.telling.test_map_layout import all_text, one_touchpoint, said, shapes_of

from cxworkbench.ground.errors import DataProblem, ParameterProblem
from cxworkbench.journey.elapsed import days_of, elapsed_times, written_times
from cxworkbench.records.journey_map import Flow, Interaction, JourneyMap, Stage, Touchpoint
from cxworkbench.telling.map_arrows import tracks
from cxworkbench.telling.map_blueprint import behind_the_line
from cxworkbench.telling.map_selection import selected
from cxworkbench.telling.map_shapes import SHEETS, Box, Mark, Stroke
from cxworkbench.telling.map_timeline import Axis, spans_of
from cxworkbench.telling.map_views import VIEWS, describe_view, layout_view
from cxworkbench.telling.map_ways import handoffs, ways_of
from cxworkbench.telling.theme import DASHES, PAPER
from cxworkbench.worlds.made_maps import made_map


def journey_of(*touchpoints, **fields):
    stages = (Stage(id="s", name="Use", basis="measured"),)
    return JourneyMap(id="m", title="M", stages=stages, touchpoints=touchpoints, **fields)


def points(count, **fields):
    return [Touchpoint(id=f"t{n}", name=f"Point {n}", stage_id="s", **fields) for n in range(count)]


def ways(journey_map):
    order = [one.id for one in journey_map.touchpoints]
    return [(way.source, way.target, way.number) for way in ways_of(journey_map, order)]


def test_without_flows_the_journey_goes_on_in_order():
    assert ways(journey_of(*points(3))) == [("t0", "t1", 0), ("t1", "t2", 0)]


def test_a_branch_takes_the_place_of_plain_order_and_a_loop_stands_beside_it():
    flows = (
        Flow(id="f1", from_id="t0", to_id="t2", kind="branch"),
        Flow(id="f2", from_id="t2", to_id="t1", kind="loop"),
    )

    found = ways(journey_of(*points(4), flows=flows))

    assert found == [("t1", "t2", 0), ("t2", "t3", 0), ("t0", "t2", 1), ("t2", "t1", 2)]


def test_a_flow_between_stages_leaves_the_last_touchpoint_and_ends_at_the_first():
    later = [one.model_copy(update={"id": f"u{one.id}", "stage_id": "s2"}) for one in points(2)]
    both = journey_of(
        *points(2), *later, flows=(Flow(id="f", from_id="s2", to_id="s", kind="loop"),)
    )

    assert ways(both)[-1] == ("ut1", "t0", 1)


def test_an_interaction_that_names_the_next_is_a_way():
    inside = (
        Interaction(id="i0", name="asks", touchpoint_id="t0", successor_id="i2"),
        Interaction(id="i2", name="answers", touchpoint_id="t2", predecessor_id="i0"),
    )

    assert ways(journey_of(*points(3), interactions=inside))[-1] == ("t0", "t2", 1)


def test_handoffs_are_arrows_between_companies():
    one, two, three = points(3)
    chain = journey_of(one, two.model_copy(update={"company": "Carrier"}), three)

    assert handoffs(chain, ways_of(chain, ["t0", "t1", "t2"])) == 2


def test_the_network_has_a_lane_for_each_company_and_the_customer_on_top():
    one, two, three = points(3)
    own = three.model_copy(update={"contact": False})
    layout = layout_view(
        journey_of(one, two.model_copy(update={"company": "Carrier"}), own), view="network"
    )

    at = {word.text: word.y for word in layout.words if word.x == 16}
    assert at["Customer"] < at["Us"] < at["Carrier"]
    nodes = {word.text: word.y for word in layout.words if word.text.startswith("Point")}
    assert at["Customer"] - 5 < nodes["Point 2"] < at["Us"]
    assert nodes["Point 0"] < at["Carrier"] < nodes["Point 1"] + 5


def test_ways_are_numbered_and_told_in_words():
    flow = Flow(
        id="f", from_id="t0", to_id="t2", kind="branch", condition="it is urgent", share=0.25
    )

    text = all_text(layout_view(journey_of(*points(3), flows=(flow,)), view="network"))

    assert "Way 1, branch: Point 0 to Point 2, when it is urgent, 25% of journeys, assumed" in text


def test_an_assumed_way_is_dashed_and_one_that_was_observed_is_not():
    dash = tuple(float(one) for one in DASHES["assumed"])

    def dashed(basis):
        flow = Flow(id="f", from_id="t0", to_id="t2", kind="branch", basis=basis)
        layout = layout_view(journey_of(*points(3), flows=(flow,)), view="network")
        return sum(one.dash == dash for one in shapes_of(layout, Stroke))

    assert dashed("assumed") - dashed("observed") == 1


def test_a_flow_without_a_touchpoint_at_its_end_is_said_to_be_undrawn():
    flow = Flow(id="f", from_id="t0", to_id="nowhere")

    text = all_text(layout_view(journey_of(*points(2), flows=(flow,)), view="network"))

    assert "1 more, whose end has no touchpoint yet, cannot be drawn." in text


def test_ways_that_cover_each_other_run_on_different_tracks():
    assert tracks([(0, 500), (100, 200), (300, 400)], SHEETS["screen"]) == [1, 0, 0]


def test_the_blueprint_has_its_three_lines_in_order():
    layout = layout_view(made_map(3, 5), view="blueprint")

    text = all_text(layout)
    order = [text.index(one) for one in (
        "Customer actions", "line of interaction", "Frontstage", "line of visibility", "Backstage",
        "line of internal", "Support",
    )]  # fmt: skip
    assert order == sorted(order)


def test_what_stands_behind_the_line_of_visibility_is_counted():
    assert behind_the_line(one_touchpoint(said("backstage", text="Books"))) == 1
    assert behind_the_line(one_touchpoint()) == 0


def test_an_arrow_crosses_a_line_only_where_both_sides_hold_something():
    def heads(*statements):
        layout = layout_view(one_touchpoint(*statements), view="blueprint")
        return sum(one.closed and len(one.points) == 3 for one in shapes_of(layout, Stroke))

    assert heads() == 2  # what customers do is said to be unknown, and the contact stands there
    assert heads(said("backstage", text="Books the carrier")) == 4


def test_the_curve_has_a_line_for_each_role_that_was_heard():
    text = all_text(layout_view(made_map(5, 20), view="curve"))

    assert [name in text for name in ("Everybody", "Role: store manager", "Role: buyer")] == [
        True
    ] * 3


@pytest.mark.parametrize(
    ("text", "days"),
    [("3 days", 3), ("1 day", 1), ("2,5 Stunden", 2.5 / 24), ("90 min.", 0.0625),
     ("1 month", 30.4375), ("2–4 weeks", 21), ("3 working days", None), ("", None), ("soon", None),
     ("3", None)],
)  # fmt: skip
def test_durations_are_read_as_people_write_them(text, days):
    assert days_of(text) == (None if days is None else pytest.approx(days))


def test_times_from_events_are_medians_over_accounts():
    events = pd.DataFrame(
        [("A", "t0", "2026-01-01"), ("A", "t1", "2026-01-11"), ("A", "t1", "2026-01-13"),
         ("B", "t0", "2026-02-01"), ("B", "t1", "2026-02-05"), ("C", "", "2026-02-05")],
        columns=["account_id", "touchpoint_id", "occurred_at"],
    ).astype({"occurred_at": "datetime64[us]"})  # fmt: skip

    times = elapsed_times(events)

    assert times.to_dict("list") == {
        "touchpoint_id": ["t0", "t1"], "from_day": [0.0, 7.0], "to_day": [0.0, 8.0],
        "accounts": [2, 2],
    }  # fmt: skip


def test_a_bar_is_as_long_as_its_time():
    one, two = points(2)
    journey = journey_of(one.model_copy(update={"duration": "2 days"}),
                         two.model_copy(update={"duration": "1 week"}))  # fmt: skip

    layout = layout_view(journey, view="timeline")

    bars = [one for strip in layout.strips[1:] for one in strip.shapes
            if isinstance(one, Box) and one.stroke]  # fmt: skip
    assert bars[1].width / bars[0].width == pytest.approx(3.5)
    assert bars[1].x == pytest.approx(bars[0].x + bars[0].width)
    assert {bar.fill for bar in bars} == {PAPER}  # written by a person: hollow


def test_a_time_that_is_not_known_is_said_and_not_drawn():
    one, two = points(2)
    journey = journey_of(one.model_copy(update={"duration": "2 days"}), two)

    layout = layout_view(journey, view="timeline")

    assert all_text(layout).count("time not known") == 2  # the legend's and the row's
    assert describe_view(journey, "timeline").endswith("of 1 of 2 touchpoints; 1 is not known.")


def test_without_any_time_there_is_no_axis():
    text = all_text(layout_view(journey_of(*points(2)), view="timeline"))

    assert "No time is known at any touchpoint" in text
    assert "since the start" not in text


@pytest.mark.parametrize(
    ("last", "name"), [(0.01, "minute"), (2.0, "hour"), (30.0, "day"), (900.0, "day")]
)
def test_an_axis_has_few_marks_in_a_fitting_unit(last, name):
    spans = {"t": next(iter(spans_of(journey_of(*points(1, duration=f"{last} days"))).values()))}

    axis = Axis.of(spans, SHEETS["screen"])

    assert axis.name == name
    assert 2 <= len(axis.ticks()) <= 11


def test_times_without_a_column_or_that_end_too_early_are_refused():
    journey = journey_of(*points(1))
    with pytest.raises(DataProblem) as lacking:
        spans_of(journey, pd.DataFrame({"touchpoint_id": ["t0"]}))
    with pytest.raises(DataProblem) as wrong:
        spans_of(
            journey, pd.DataFrame({"touchpoint_id": ["t0"], "from_day": [2.0], "to_day": [1.0]})
        )

    assert str(lacking.value) == (
        "The times lack 'from_day', 'to_day'. A table of times has the columns 'touchpoint_id', "
        "'from_day', 'to_day' and, where accounts were counted, accounts."
    )
    assert str(wrong.value) == (
        "1 touchpoint of the times end before they begin: 't0'. Give to_day not before from_day."
    )


def test_written_times_follow_each_other():
    times = written_times(made_map(5, 20))

    known = times.dropna()
    assert (known["to_day"] >= known["from_day"]).all()
    assert known["from_day"].is_monotonic_increasing


def test_a_selection_keeps_what_hangs_on_it_and_no_more():
    whole = made_map(5, 20)

    part = selected(whole, stages=["Decision"], media=["digital"])

    ids = {one.id for one in (*part.stages, *part.touchpoints, *part.interactions)}
    assert [one.name for one in part.stages] == ["Decision"]
    assert {one.medium_class for one in part.touchpoints} == {"digital"}
    assert {one.at for one in part.statements} <= ids
    assert all(one.from_id in ids and one.to_id in ids for one in part.flows)
    assert selected(whole) is whole


@pytest.mark.parametrize("view", VIEWS)
def test_a_picture_says_what_was_left_out(view):
    text = all_text(layout_view(made_map(5, 20), view=view, stages=["Use"], media=["digital"]))

    assert "Drawn in part: only stages Use; digital touchpoints." in text
    assert "Card payment" not in text


def test_only_the_lanes_asked_for_are_drawn():
    whole = layout_view(made_map(5, 20), view="matrix")
    part = layout_view(made_map(5, 20), view="matrix", lanes=["pains"])

    assert "Gains" in all_text(whole)
    assert "Gains" not in all_text(part)
    assert len(shapes_of(part, Mark)) < len(shapes_of(whole, Mark))  # no curve either


def test_a_word_of_a_selection_that_names_nothing_is_refused():
    with pytest.raises(ParameterProblem) as refused:
        layout_view(made_map(3, 5), stages=["Delivry"])

    assert str(refused.value) == (
        "There is no stage 'Delivry' to draw. Did you mean 'Delivery'? There is 'Research', "
        "'Delivery', 'Use'."
    )


def test_a_blueprint_says_where_nothing_is_known_behind_the_line():
    def told(*statements):
        return all_text(layout_view(one_touchpoint(*statements), view="blueprint"))

    assert told().count("nothing known") == 2  # backstage and support
    assert told(said("systems", text="ERP")).count("nothing known") == 1


def test_the_number_of_a_short_way_stands_above_its_arrow_and_hides_none_of_it():
    one, two, three = points(3)
    flow = Flow(id="f", from_id="t0", to_id="t1", kind="branch", basis="observed")
    layout = layout_view(journey_of(one, two, three, flows=(flow,)), view="network")

    [number] = [word for word in layout.words if word.text == "1"]
    arrows = [line for line in shapes_of(layout, Stroke) if line.thickness == 1.3 and not line.dash]
    beneath = [line for line in arrows if line.points[0][0] < number.x < line.points[-1][0]]
    assert len(beneath) == 1
    assert number.box[3] <= min(y for _, y in beneath[0].points)


def test_an_arrow_that_only_the_list_gives_is_thin_and_told_apart():
    flow = Flow(id="f", from_id="t0", to_id="t1", kind="then", basis="observed")
    plain = layout_view(journey_of(*points(3)), view="network")
    mixed = layout_view(journey_of(*points(3), flows=(flow,)), view="network")

    thin = [one for one in shapes_of(plain, Stroke) if one.thickness == 0.8]
    assert len(thin) == 2 * 3  # two arrows and the legend's, a line and a head each
    assert len([one for one in shapes_of(mixed, Stroke) if one.thickness == 0.8]) == 2 * 2
    assert "order as listed, nothing states it" in all_text(plain)
    assert describe_view(journey_of(*points(3)), "network").endswith(
        "0 hand-offs between companies; no branches or loops are stated; "
        "2 arrows are the order as listed."
    )
    assert describe_view(journey_of(*points(3), flows=(flow,)), "network").endswith(
        "1 way on stated; 1 arrow is the order as listed."
    )


def test_first_and_last_times_are_two_marks_and_never_a_bar():
    times = pd.DataFrame({"touchpoint_id": ["t0", "t1"], "from_day": [12.0, 30.0],
                          "to_day": [178.0, 30.0], "accounts": [9, 4]})  # fmt: skip

    layout = layout_view(journey_of(*points(2)), view="timeline", times=times)

    rows = layout.strips[3:]
    marks = [sum(isinstance(one, Mark) and one.x > 300 for one in row.shapes) for row in rows]
    assert marks == [2, 1]
    assert not [one for row in rows for one in row.shapes if isinstance(one, Box) and one.fill]
    text = all_text(layout)
    assert "first day 12, last 178, n\u00a09" in text
    assert "day 30, n\u00a04" in text
    assert "not how long it takes" in text
