"""Subtitles as cues: times, voices, and words without tags."""

import pytest

from cxworkbench.ground.errors import DataProblem
from cxworkbench.ground.subtitles import read_subtitles

VTT = """WEBVTT - a talk

NOTE
Company: Acme

STYLE
::cue { color: red }

1
00:01.000 --> 00:00:04.500 align:start
<v.loud Anna Schmidt><b>Hi</b> &amp; <00:00:02.000>welcome</v>
<v Carl>a < b</v>

00:05.000 --> 00:06.000
second
line
"""
SRT = "1\r\n00:00:01,500 --> 00:00:02,000\r\n{\\an8}<font color='red'>Hello</font>\r\n\r\n"


def cues(folder, text, name="t.vtt"):
    (folder / name).write_text(text, encoding="utf-8", newline="")
    return read_subtitles(folder / name)


def test_a_cue_has_times_a_voice_and_words_without_tags(tmp_path):
    found = cues(tmp_path, VTT)

    assert [(cue.number, cue.start, cue.end, cue.speaker, cue.text) for cue in found.cues] == [
        (1, 1.0, 4.5, "Anna Schmidt", "Hi & welcome"),
        (1, 1.0, 4.5, "Carl", "a < b"),
        (2, 5.0, 6.0, "", "second\nline"),
    ]


def test_notes_are_kept_apart_and_styles_left_out(tmp_path):
    assert [line.text for line in cues(tmp_path, VTT).notes] == ["- a talk", "Company: Acme"][1:]


def test_srt_has_commas_in_its_times(tmp_path):
    [cue] = cues(tmp_path, SRT, "t.srt").cues

    assert (cue.start, cue.end, cue.text) == (1.5, 2.0, "Hello")


def test_a_file_without_times_is_refused(tmp_path):
    with pytest.raises(DataProblem) as refused:
        cues(tmp_path, "WEBVTT\n\nhello\n")

    assert str(refused.value) == (
        "t.vtt holds no subtitles: no line says from when to when "
        "(00:00:01.000 --> 00:00:04.000). Export it again, or save its text as .txt."
    )
