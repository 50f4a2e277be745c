"""CJML in its four dialects, with the traps that files of others hold, becomes a map."""

import pytest
from openpyxl import Workbook

from cxworkbench.exchange.cjml import write_cjml
from cxworkbench.exchange.map_reading import read_map
from cxworkbench.ground.errors import DataProblem
from cxworkbench.records.journey_map import (
    Comment,
    Interaction,
    JourneyMap,
    Perspective,
    Stage,
    Statement,
    Touchpoint,
)

# The traps of the published sample: a dangling actor, the receiver first, blanks in ids, a bare &.
SAMPLE = """<?xml version="1.0" encoding="UTF-8"?>
<CJML version="2.0">
  <actualJourney>
    <journeyID>AJ1</journeyID>
    <journeyTitle>Books & more</journeyTitle>
    <plannedReference>PJ1</plannedReference>
    <journeyPhases>
      <journeyPhase phaseID=" X"><phaseName>Order</phaseName>
        <phaseDescription>Until it is paid</phaseDescription></journeyPhase>
    </journeyPhases>
    <journeyShortSummary>Carl buys a book</journeyShortSummary>
    <actors>
      <endUser actorID="Carl"><actorName>Carl</actorName></endUser>
      <serviceProvider actorID="Company A"><companyName>Bookshop</companyName></serviceProvider>
    </actors>
    <touchpoints>
      <actualCommunicationPoint>
        <touchpointID>T1</touchpointID><belongsTo phaseIDref="X "/>
        <compliance>ok</compliance>
        <receiver><refersTo actorIDref="Carl"/><receiverLabel>Receives a receipt</receiverLabel>
        </receiver>
        <initiator><refersTo actorIDref="Bookis"/>
          <initiatorLabel>Sends a receipt</initiatorLabel></initiator>
        <channel><channelName>email</channelName></channel>
        <comment>late</comment>
        <timestamps><timeOriginated>2021-08-20 15:03:01.611</timeOriginated></timestamps>
        <touchpointExperience><experienceDescription>It took days</experienceDescription>
          <experienceRating>2</experienceRating></touchpointExperience>
      </actualCommunicationPoint>
      <actualAction>
        <touchpointID>T2</touchpointID><belongsTo phaseIDref="Y"/>
        <initiator><refersTo actorIDref="Carl"/><initiatorLabel>Reads</initiatorLabel></initiator>
      </actualAction>
    </touchpoints>
  </actualJourney>
</CJML>
"""


def read(folder, text, name="journey.xml", **chosen):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_map(path, **chosen)


def told(problems, column):
    return [(one.rule, one.value) for one in problems if one.column == column]


def test_a_journey_of_cjml_2_is_read_with_its_traps_told(tmp_path):
    read_in = read(tmp_path, SAMPLE)

    made = read_in.map
    assert (read_in.kind, made.id, made.title, made.state) == (
        "cjml", "AJ1", "Books & more", "as-is",
    )  # fmt: skip
    assert [(one.name, one.definition) for one in made.stages] == [
        ("Order", "Until it is paid"), ("Not yet placed", ""),
    ]  # fmt: skip
    first, second = made.touchpoints
    assert (first.id, first.name, first.stage_id) == ("T1", "Receives a receipt", "X")
    assert (first.initiator, first.receivers) == ("Bookis", ("Carl",))
    assert (first.channel, first.medium_class) == ("email", "digital")
    assert (second.name, second.contact) == ("Reads", False)
    assert [(one.name, one.direction) for one in made.interactions] == [
        ("Sends a receipt", "to customer")
    ]
    [felt] = made.statements
    assert (felt.value, felt.text, felt.basis) == (-1.0, "It took days", "assumed")
    assert [(one.at, one.text) for one in made.comments] == [
        ("", "Carl buys a book"), ("T1", "late"),
    ]  # fmt: skip
    assert told(read_in.problems, "Bookis") == [("refers to an actor that is listed", "1 times")]
    assert told(read_in.problems, "T2") == [("names a phase that is listed", "Y")]
    for what in ("times", "compliance", "link to a planned journey"):
        assert told(read_in.problems, what) == [("has a place on a map", "1 not taken over")]


FULL = JourneyMap(
    id="journey", title="Journey", stamp="assumption-based",
    perspective=Perspective(role="Buyer"),
    stages=(Stage(id="st-use", name="Use", definition="Every day"),),
    touchpoints=(
        Touchpoint(id="tp-call", name="We call", stage_id="st-use", initiator="Buyer",
                   receivers=("Help desk",), channel="phone", medium_class="digital"),
        Touchpoint(id="tp-wait", name="We wait", stage_id="st-use", contact=False),
    ),
    interactions=(Interaction(id="ia-answers", name="Answers", touchpoint_id="tp-call",
                              direction="from customer"),),
    statements=(Statement(id="sm-tp-call-emotion", at="tp-call", lane="emotion", value=1.0,
                          word="happy"),),
    comments=(Comment(id="cm-about-us", text="About us"),
              Comment(id="cm-long-queue", at="tp-call", text="Long queue")),
)  # fmt: skip


def test_a_map_that_cjml_holds_comes_back_from_the_file_as_it_was(tmp_path):
    path = tmp_path / "journey.cjml.xml"
    write_cjml(FULL, path)

    assert read_map(path).map == FULL
    assert "CC BY-SA 4.0" in path.read_text(encoding="utf-8")
    assert b"<actualCommunicationPoint>" in path.read_bytes()


def test_a_rating_between_two_numbers_is_the_one_further_from_neutral(tmp_path):
    for value, rating in ((0.5, 1.0), (-0.5, -1.0), (1.49, 1.0), (-2.0, -2.0), (0.4, 0.0)):
        felt = FULL.statements[0].model_copy(update={"value": value})
        write_cjml(FULL.model_copy(update={"statements": (felt,)}), tmp_path / "a.xml")

        assert read_map(tmp_path / "a.xml").map.statements[0].value == rating


TWO = SAMPLE.replace(
    "</CJML>", "<plannedJourney><journeyID>PJ1</journeyID></plannedJourney></CJML>"
)


def test_of_several_journeys_one_must_be_named(tmp_path):
    with pytest.raises(DataProblem) as refused:
        read(tmp_path, TWO)

    assert str(refused.value) == (
        "journey.xml holds 2 journeys, and a map shows one. Name one with --journey: AJ1, PJ1."
    )
    assert read(tmp_path, TWO, journey="PJ1").map.state == "to-be"
    with pytest.raises(DataProblem) as unknown:
        read(tmp_path, TWO, journey="PJ2")
    assert str(unknown.value).startswith(
        "journey.xml holds no journey 'PJ2'. Did you mean 'PJ1'? Name one with --journey: AJ1, PJ1."
    )


GENERATED = """<cjml><actors>
<actor id=a1 name=Ann Lee role=customer/>
<actor id=a2 name=Till Shop & Sons role=service-provider/>
<touchpoints>
<communicationPoint senderId=a1 receiverId=a2 time=10:00>
<sender riskCategory=none>asks for a quote</sender>
<receiver riskCategory=threat>answers</receiver></communicationPoint>
<action initiatorId=a9 riskCategory=none time=>thinks it over</action>
</touchpoints></cjml>
"""


def test_loose_xml_without_quotation_marks_is_read(tmp_path):
    read_in = read(tmp_path, GENERATED)

    made = read_in.map
    assert [(one.name, one.initiator, one.receivers) for one in made.touchpoints] == [
        ("asks for a quote", "Ann Lee", ("Till Shop & Sons",)), ("thinks it over", "a9", ()),
    ]  # fmt: skip
    assert [one.name for one in made.interactions] == ["answers"]
    assert made.perspective.role == "Ann Lee"
    assert told(read_in.problems, "risks") == [("has a place on a map", "1 not taken over")]
    assert told(read_in.problems, "actor") == [("refers to an actor that is listed", "a9")]


def test_loose_xml_that_is_cut_short_is_refused(tmp_path):
    with pytest.raises(DataProblem) as refused:
        read(tmp_path, GENERATED[:250])

    assert str(refused.value) == ("journey.xml is cut short: </cjml> is missing. Export it again.")


HEADER = ["Include", "TP ID", "Phase", "Initiator's label", "Receiver's label",
          "Actor who initiated", "Actor who received", "Channel", "Comment", "UX rating",
          "Deviation", "Date", "UX description", "Time"]  # fmt: skip


def form(path, *rows):
    book = Workbook()
    book.active.title = "User Guide"
    sheet = book.create_sheet("AJ Ann")
    for row, text in ((2, "Ann"), (4, "closed"), (5, "Ann buys tills")):
        sheet.cell(row, 4, text)
    for place, cells in enumerate((HEADER, *rows), 7):
        for column, cell in enumerate(cells, 1):
            sheet.cell(place, column, cell)
    book.save(path)
    return path


def test_the_workbook_form_is_read_sheet_by_sheet(tmp_path):
    path = form(
        tmp_path / "form.xlsx",
        ["yes", "T1", "Order", "Asks", "Answers", "Ann", "Shop", "sms", "", "very satisfied",
         "", "", "Quick", ""],
        ["nei", "T2", "Order", "Left out", "", "Ann", "", "", "", "", "", "", "", ""],
        ["", "D1", "Use", "Repairs", "", "Ann", "", "", "by hand", 7, "yes", "", "", ""],
    )  # fmt: skip
    read_in = read_map(path)

    made = read_in.map
    assert (read_in.kind, made.title, made.state) == ("cjml-form", "AJ Ann", "as-is")
    assert [(one.id, one.name, one.contact) for one in made.touchpoints] == [
        ("T1", "Asks", True), ("D1", "Repairs", False),
    ]  # fmt: skip
    assert [one.name for one in made.stages] == ["Order", "Use"]
    assert [(one.value, one.text) for one in made.statements] == [(2.0, "Quick")]
    assert told(read_in.problems, "Include") == [("is yes", "T2")]
    assert told(read_in.problems, "D1") == [("has a rating from 1 to 5", "7")]
    assert told(read_in.problems, "deviations") == [("has a place on a map", "1 not taken over")]


LOG = """<log><trace><string key="journey" value="J1"/><string key="enduser" value="Ann"/>
<string key="isPlanned" value="false"/><string key="journeyStatus" value="done"/>
<event><string key="Id" value="T1"/><string key="initiator" value="Shop"/>
<string key="initiatorsLabel" value="Sends a bill"/><string key="receiversID" value="Ann"/>
<string key="receiversLabel" value="Gets a bill"/><string key="channel" value="letter"/>
<string key="dateCompleted" value="2021-08-20 15:03:01.611"/></event>
<event><string key="Id" value="T2"/><string key="initiator" value="Ann"/>
<string key="initiatorLabel" value="Pays"/></event></trace></log>"""


def test_journeys_of_cjml_in_an_event_log_are_read(tmp_path):
    read_in = read(tmp_path, LOG, "log.xes")

    made = read_in.map
    assert (read_in.kind, made.id, made.state) == ("xes", "J1", "as-is")
    assert [(one.name, one.contact, one.medium_class) for one in made.touchpoints] == [
        ("Gets a bill", True, "physical"), ("Pays", False, "unknown"),
    ]  # fmt: skip
    assert [one.name for one in made.interactions] == ["Sends a bill"]
    assert told(read_in.problems, "times") == [("has a place on a map", "1 not taken over")]


def test_another_xml_is_named(tmp_path):
    with pytest.raises(DataProblem) as refused:
        read(tmp_path, "<catalogue/>")

    assert str(refused.value) == (
        "journey.xml is XML, and no CJML: its first element is <catalogue>, not <CJML>. "
        "Export the journey as CJML."
    )
