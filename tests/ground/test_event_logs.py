"""Event logs in XES: what a row holds, and what is refused."""

import gzip
import json

import pytest

from cxworkbench.ground.errors import DataProblem
from cxworkbench.ground.event_logs import event_rows, read_event_log
from cxworkbench.ground.tables import read_table

LOG = """<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="trace"><string key="concept:name" value="UNKNOWN"/></global>
  <global scope="event">
    <string key="concept:name" value="UNKNOWN"/>
    <string key="org:resource" value="UNKNOWN"/>
  </global>
  <classifier name="Activity" keys="concept:name"/>
  <string key="source" value="of the log, not of an event"/>
  %s
</log>
"""
TRACE = """<trace>
    <string key="concept:name" value="001040"/>
    <string key="company" value="Harbour &amp; Söhne"/>
    <event>
      <string key="concept:name" value="order placed"/>
      <date key="time:timestamp" value="2026-03-01T10:00:00.000+01:00"/>
      <string key="org:resource" value="desk"/>
      <int key="tills" value="4"><string key="unit" value="pieces"/></int>
      <list key="parts"><values><string key="part" value="till"/>
        <string key="part" value="lid"/></values></list>
    </event>
    <event>
      <string key="concept:name" value="order shipped"/>
      <container key="place"><string key="city" value="Kiel"/>
        <float key="lat" value="54.3"/></container>
    </event>
    <int key="late" value="1"/>
  </trace>"""


def log_file(folder, traces=TRACE, *, name="log.xes", text=LOG, packed=False):
    raw = (text % traces if "%s" in text else text).encode()
    (folder / name).write_bytes(gzip.compress(raw) if packed else raw)
    return folder / name


def test_an_event_is_a_row_with_its_own_attributes_and_those_of_its_trace(tmp_path):
    frame, _ = read_event_log(log_file(tmp_path))

    assert frame.index.tolist() == [1, 2]
    assert frame["concept:name"].tolist() == ["order placed", "order shipped"]
    assert frame["time:timestamp"].tolist() == ["2026-03-01T10:00:00.000+01:00", ""]
    assert frame["case:concept:name"].tolist() == ["001040"] * 2
    assert frame["case:company"].tolist() == ["Harbour & Söhne"] * 2
    assert frame["case:late"].tolist() == ["1", "1"]  # stands behind the events in the file
    assert "source" not in frame


def test_lists_containers_and_attributes_of_attributes_are_json(tmp_path):
    frame, _ = read_event_log(log_file(tmp_path))

    assert json.loads(frame["parts"][1]) == [{"part": "till"}, {"part": "lid"}]
    assert json.loads(frame["place"][2]) == [{"city": "Kiel"}, {"lat": "54.3"}]
    assert frame["tills"][1] == "4"
    assert json.loads(frame["tills (nested)"][1]) == [{"unit": "pieces"}]


def test_a_default_of_the_log_is_filled_in_nowhere_and_its_absence_is_noted(tmp_path):
    frame, problems = read_event_log(log_file(tmp_path))

    assert frame["org:resource"].tolist() == ["desk", ""]
    [note] = problems
    assert (note.column, note.value, note.severity) == (
        "org:resource", "missing in 1 of 2", "note",
    )  # fmt: skip


def test_a_case_without_events_is_noted(tmp_path):
    empty = '<trace><string key="concept:name" value="7"/></trace>'
    _, problems = read_event_log(log_file(tmp_path, TRACE + empty))

    assert (problems[0].column, problems[0].value) == ("trace", "1 of 2")


def test_a_packed_log_and_one_under_a_wrong_name_are_read_by_content(tmp_path):
    packed = read_table(log_file(tmp_path, name="log.csv", packed=True))
    plain = read_table(log_file(tmp_path))

    assert packed.frame.equals(plain.frame)
    assert (packed.header_row, packed.file) == (0, "log.csv")


def test_a_log_without_a_namespace_and_events_outside_traces_are_read(tmp_path):
    text = '<log><event><string key="a" value="1"/></event><trace><event/></trace></log>'
    frame, _ = read_event_log(log_file(tmp_path, text=text))

    assert frame["a"].tolist() == ["1", ""]


def test_events_come_one_by_one(tmp_path):
    rows = event_rows(log_file(tmp_path))

    assert next(rows)["case:company"] == "Harbour & Söhne"
    assert next(rows)["concept:name"] == "order shipped"


LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE log [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
<log><trace><event><string key="x" value="&c;"/></event></trace></log>
"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            LAUGHS,
            "log.xes declares a DOCTYPE, which no event log needs and in which entities can hide "
            "that grow without end. Take the lines from <!DOCTYPE to ]> out, or export the log "
            "again.",
        ),
        (
            '<?xml version="1.0"?><catalogue><log/></catalogue>',
            "log.xes is XML, and no event log: its first element is <catalogue>, not <log>. "
            "Export the log as XES.",
        ),
        ("<log><trace/></log>", "log.xes is a log without events. Export it again."),
        (
            LOG % TRACE[:300],
            "log.xes is cut short or damaged XES: line 19 does not go on as it must. "
            "Export it again.",
        ),
    ],
)
def test_what_is_no_whole_log_is_refused(tmp_path, text, message):
    with pytest.raises(DataProblem) as refused:
        read_event_log(log_file(tmp_path, text=text))

    assert str(refused.value) == message


def test_a_packed_log_that_is_cut_short_is_refused(tmp_path):
    path = log_file(tmp_path, packed=True)
    path.write_bytes(path.read_bytes()[:-30])

    with pytest.raises(DataProblem) as refused:
        read_event_log(path)

    assert str(refused.value) == (
        "log.xes is cut short or damaged: it cannot be unpacked (Compressed file ended before the "
        "end-of-stream marker was reached). Copy it again."
    )


def test_a_file_outside_is_never_fetched(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    text = f'<!DOCTYPE log SYSTEM "{secret.as_uri()}"><log><event/></log>'

    with pytest.raises(DataProblem, match="declares a DOCTYPE"):
        read_event_log(log_file(tmp_path, text=text))
