"""A long job says how far it is."""

import io

import pytest

from cxworkbench.running.progress import Progress, ReadingProgress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def shown_after(count, total, stream, **options):
    with Progress("accounts", stream=stream, **options) as progress:
        progress.of(total)
        for number in range(count):
            progress.one_more(failed=number == 0)
    return stream.getvalue()


@pytest.mark.parametrize(("count", "lines"), [(9, 0), (10, 1), (24, 2), (25, 3)])
def test_where_output_goes_to_a_file_it_is_one_line_in_ten_and_one_at_the_end(count, lines):
    assert len(shown_after(count, 25, io.StringIO()).splitlines()) == lines


def test_a_line_says_done_failed_rate_and_time_left():
    progress = Progress("accounts", quiet=True)
    progress.of(300)
    for number in range(60):
        progress.one_more(failed=number < 2)

    assert progress.line(30.0) == "60 of 300 accounts, 2 failed, 2.0 a second, 120 s left"


def test_the_last_line_says_how_long_it_took():
    progress = Progress("accounts", quiet=True)
    progress.of(1)
    progress.one_more()

    assert progress.line(4.0) == "1 of 1 accounts, 4.0 s each, 4 s"


def test_a_terminal_gets_a_bar():
    text = shown_after(3, 4, Terminal())

    assert "accounts" in text
    assert "3/4" in text
    assert "1 failed" in text


def test_quiet_shows_nothing():
    assert shown_after(4, 4, Terminal(), quiet=True) == ""


def test_long_reading_is_told_every_few_seconds_and_short_reading_not_at_all():
    said, seconds = io.StringIO(), iter([0.0, 1.0, 4.0, 6.0, 7.0, 12.0])
    reading = ReadingProgress(stream=said, clock=lambda: next(seconds))

    for rows, share in ((10, 0.1), (20, 0.2), (30, 0.3), (40, 0.4), (60, 0.5)):
        reading("reading log.csv", rows, share)

    assert said.getvalue().splitlines() == [
        "reading log.csv: 30 rows, 30 %, 6 rows a second, 12 s left",
        "reading log.csv: 60 rows, 50 %, 5 rows a second, 11 s left",
    ]
