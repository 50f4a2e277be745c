"""The check as a person reads it."""

from cxworkbench.intake.checking import check_engagement
from cxworkbench.running.checks import check_all, check_summary, describe_check


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


def test_equal_problems_are_printed_three_times_and_the_rest_counted(mini):
    with (mini / "data" / "accounts.csv").open("a", encoding="utf-8") as file:
        file.write(",Nobody\n" * 50)

    checked = check_all(mini)
    said = describe_check(checked)

    assert said.count("has an account id") == 3
    assert "and 47 more, all in evidence/problems.csv" in said
    listed = [row["rule"] for row in check_summary(checked)["problems"]]
    assert listed.count("has an account id") == 50


def test_every_bad_segment_rule_is_listed_and_cut(mini):
    bad = ("revenu > 5", "revenue >", "open('x') > 5", "revenue ** 2 > 5", "revenue > 5 or " * 300)
    with (mini / "engagement.toml").open("a", encoding="utf-8") as file:
        for place, rule in enumerate(("name == 'x'", *bad)):
            file.write(f'\n[[segments]]\nname = "s{place}"\nrule = "{rule}"\n')

    problems = check_all(mini).problems
    refused = problems.loc[problems["rule"] == "is a rule for accounts"]

    assert refused["column"].tolist() == [f"segments.s{place}" for place in range(1, 6)]
    assert refused["value"].str.len().max() == 80
    assert refused["remedy"].str.len().max() < 500


def test_rows_set_aside_are_told_plainly_and_after_what_could_not_be_used(mini):
    path = mini / "engagement.toml"
    text = path.read_text(encoding="utf-8")
    aside = "set_aside = [\"account_id == '007'\", \"account_id == 'x'\"]"
    path.write_text(text.replace('file = "survey.csv"', f'file = "survey.csv"\n{aside}'), "utf-8")
    with (mini / "data" / "accounts.csv").open("a", encoding="utf-8") as file:
        file.write(",Nobody\n")

    checked = check_all(mini)
    said = describe_check(checked)

    first, last = said.split("\n")[0], said.split("\n")[-1]
    assert first == last == f"1 could not be used; {len(checked.problems) - 1} notes."
    aside = "survey.csv: 1 row set aside by `account_id == '007'`, as engagement.toml says."
    assert f"{aside} Nothing to do." in said
    assert (
        "survey.csv: no row is set aside by `account_id == 'x'`, as engagement.toml says. No row "
        "fits this rule. Take it out, or correct it." in said
    )
    assert "all of it is used" not in said
    assert said.index("1 problem that could not be used:") < said.index("notes only to know:")


def test_columns_that_are_not_used_and_what_was_hidden_take_few_lines(mini):
    path = mini / "data" / "accounts.csv"
    first, *rows = path.read_text(encoding="utf-8").splitlines()
    wide = [first + ",Colour,Blank"] + [row + ",green," for row in rows]
    path.write_text("\n".join(wide) + "\n", encoding="utf-8")

    said = describe_check(check_engagement(mini))

    assert "  not used: Colour (green), Blank (empty)" in said
    hidden = said[said.index("recognised") :]
    assert max(len(line) for line in hidden.splitlines()) <= 110
