"""The manifest keeps one line an account, survives a stop, and decides what is done."""

from dataclasses import replace

from cxworkbench.running.manifest import (
    Line,
    append_line,
    hashes_of,
    inputs_of,
    is_done,
    key_of,
    last_lines,
    read_lines,
    versions,
)


def line_of(account, status="ok", key="k1", outputs=None):
    return Line(
        account, key, status, 1.5, "2026-01-01T00:00:00+00:00", outputs=outputs or {"a": "b"}
    )


def test_lines_come_back_in_the_order_they_were_written(tmp_path):
    manifest = tmp_path / "runs" / "manifest.jsonl"
    for line in (line_of("a1"), line_of("Größe"), line_of("a1", "failed")):
        append_line(manifest, line)

    assert [(line.account, line.status) for line in read_lines(manifest)] == [
        ("a1", "ok"),
        ("Größe", "ok"),
        ("a1", "failed"),
    ]
    assert last_lines(manifest)["a1"].status == "failed"


def test_a_torn_last_line_is_left_out_and_the_next_one_stands_by_itself(tmp_path):
    manifest = tmp_path / "manifest.jsonl"
    append_line(manifest, line_of("a1"))
    with manifest.open("ab") as file:
        file.write(b'{"account": "a2", "key"')

    append_line(manifest, line_of("a3"))

    assert [line.account for line in read_lines(manifest)] == ["a1", "a3"]


def test_no_manifest_is_no_lines(tmp_path):
    assert read_lines(tmp_path / "manifest.jsonl") == ()


def test_an_account_is_done_only_while_its_files_are_as_they_were_left(tmp_path):
    report = tmp_path / "report.html"
    report.write_text("one")
    line = line_of("a1", outputs=hashes_of([report], tmp_path))

    assert is_done(line, "k1", tmp_path)
    assert not is_done(line, "k2", tmp_path)
    assert not is_done(replace(line, status="failed"), "k1", tmp_path)
    assert not is_done(None, "k1", tmp_path)
    report.write_text("two")
    assert not is_done(line, "k1", tmp_path)
    report.unlink()
    assert not is_done(line, "k1", tmp_path)


def test_inputs_are_what_people_put_there_and_not_what_is_derived(tmp_path):
    for name in ("engagement.toml", "data/a.csv", "maps/m.json", "evidence/e.csv", "runs/x/y"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)

    assert list(inputs_of(tmp_path)) == ["data/a.csv", "engagement.toml", "maps/m.json"]


def test_versions_name_what_decides_a_report_and_the_code_itself():
    found = versions()

    assert found["cxworkbench"] == "0.1.0"
    assert {"python", "pandas", "altair", "code"} <= set(found)
    assert found == versions()


def test_a_key_stands_for_content_and_not_for_its_order():
    assert key_of({"a": 1, "b": [2]}) == key_of({"b": [2], "a": 1})
    assert key_of({"a": 1}) != key_of({"a": "1"})
    assert len(key_of({})) == 12
