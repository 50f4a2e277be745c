"""The check as a person reads it."""

from cxworkbench.intake.checking import check_engagement
from cxworkbench.running.checks import describe_check


def test_rows_that_name_no_touchpoint_are_told_in_words(mini):
    said = describe_check(check_engagement(mini))

    assert "2 rows of survey name no touchpoint: give its questions a touchpoint" in said
    assert "no column" not in said


def test_an_engagement_without_any_list_of_accounts_says_what_to_put_in(mini):
    text = (mini / "engagement.toml").read_text(encoding="utf-8")
    (mini / "engagement.toml").write_text(text[: text.index("[[tables]]")], encoding="utf-8")
    for file in (mini / "data").iterdir():
        file.unlink()

    said = describe_check(check_engagement(mini))

    assert "No file lists your customer companies yet. Put the list into data/" in said
    assert "0 accounts" not in said
