"""Which words are shown: consent, cells, and the strongest first."""

import pandas as pd

from cxworkbench.journey.quotes import quote_statements, said_by, shown_quotes
from cxworkbench.records.evidence import conform

ALL_IN_ONE = pd.DataFrame({"account_id": ["a", "b", "c", "d"], "segment": "Key"})


def words(*rows, **same):
    """One voice a row: account, role, words."""
    table = pd.DataFrame(rows, columns=["account_id", "role", "text"])
    table["voice_id"] = [f"v{n}" for n in range(len(table))]
    table["consent"] = "anonymous"
    table["method"] = "interview"
    table = conform(table.assign(**{k: v for k, v in same.items() if k != "felt"}), "voices")
    return table.assign(at="till", felt=same.get("felt", float("nan")))


def shown(table, **options):
    return shown_quotes(table, ALL_IN_ONE, **{"smallest_cell": 3, "most": 9, **options})


def test_words_without_consent_are_never_shown():
    table = words(("a", "user", "one"), ("b", "user", "two"), ("c", "user", "three"))
    table["consent"] = ["none", "anonymous", ""]

    assert shown(table)["text"].tolist() == ["two"]


def test_segment_and_role_are_named_in_a_cell_that_is_large_enough():
    table = words(("a", "user", "one"), ("b", "user", "two"), ("c", "user", "three"))

    assert shown(table)[["segment", "role"]].drop_duplicates().values.tolist() == [["Key", "user"]]


def test_the_segment_is_left_out_where_its_cell_is_small():
    table = words(("a", "user", "one"), ("b", "user", "two"), ("x", "user", "three"))

    assert set(shown(table)["segment"]) == {"all"}
    assert set(shown(table)["role"]) == {"user"}


def test_the_role_is_left_out_where_few_hold_it():
    table = words(("a", "user", "one"), ("b", "buyer", "two"), ("c", "decider", "three"))

    assert shown(table)[["segment", "role"]].drop_duplicates().values.tolist() == [["all", "all"]]


def test_no_words_are_shown_where_fewer_accounts_were_heard_at_all():
    assert shown(words(("a", "user", "one"), ("b", "user", "two"))).empty


def test_several_voices_of_one_account_do_not_make_a_cell():
    assert shown(words(("a", "user", "1"), ("a", "user", "2"), ("a", "user", "3"))).empty


def test_words_released_under_a_name_are_shown_from_a_small_cell_without_role():
    table = words(("a", "user", "one")).assign(consent="named")

    assert shown(table)[["text", "segment", "role"]].values.tolist() == [["one", "all", "all"]]


def test_an_account_reads_its_own_words_however_few_without_segment_or_role():
    table = words(("a", "user", "one"))

    assert shown(table, own=True)[["text", "segment", "role"]].values.tolist() == [
        ["one", "all", "all"]
    ]


def test_an_account_reads_a_role_that_several_of_its_people_hold():
    table = words(("a", "user", "one"), ("a", "user", "two"), ("a", "user", "three"),
                  ("a", "buyer", "four"))  # fmt: skip
    table["contact_id"] = ["p1", "p2", "p3", "p4"]

    roles = shown(table, own=True).set_index("text")["role"].to_dict()

    assert roles == {"one": "user", "two": "user", "three": "user", "four": "all"}


def test_an_account_reads_the_role_of_words_released_under_a_name():
    table = words(("a", "user", "one")).assign(consent="named")

    assert shown(table, own=True)["role"].tolist() == ["user"]


def test_an_accounts_own_words_still_need_consent():
    assert shown(words(("a", "user", "one")).assign(consent="none"), own=True).empty


def test_the_strongest_feeling_comes_first_on_each_side():
    table = words(("a", "u", "meh"), ("b", "u", "bad"), ("c", "u", "worst"), ("d", "u", "good"))
    table["felt"] = [-0.5, -1.0, -2.0, 1.0]

    assert shown(table, most=1)[["side", "text"]].values.tolist() == [
        ["pain", "worst"],
        ["gain", "good"],
    ]


def test_n_counts_the_accounts_that_said_the_same():
    table = words(("a", "u", "one"), ("b", "u", "two"), ("c", "u", "three"),
                  code_kind="pain", code=["slow", "slow", "dear"])  # fmt: skip

    assert shown(table).set_index("text")["n"].to_dict() == {"one": 2, "two": 2, "three": 1}


def test_a_long_quote_waits_behind_a_short_one_and_is_never_cut():
    long = "word " * 60
    table = words(("a", "u", long), ("b", "u", "short"), ("c", "u", "brief"), felt=-1.0)

    assert shown(table)["text"].tolist()[-1] == long


def test_blank_words_are_no_quote():
    assert shown(words(("a", "u", "  "), ("b", "u", ""), ("c", "u", "\n"))).empty


def test_words_without_a_side_are_shown_only_where_no_side_is_known():
    plain = words(("a", "u", "one"), ("b", "u", "two"), ("c", "u", "three"))
    sided = plain.assign(felt=[-1.0, float("nan"), float("nan")])

    assert len(shown(plain)) == 3
    assert shown(sided)["text"].tolist() == ["one"]


def test_a_quote_becomes_a_thought_with_segment_role_and_n():
    table = words(("a", "user", "one"), ("b", "user", "two"), ("c", "user", "three"))

    first = quote_statements(shown(table))[0]

    assert (first.lane, first.text, first.segment, first.role, first.n, first.evidence) == (
        "thoughts", "one", "Key", "user", 1, ("v0",),
    )  # fmt: skip


def test_who_said_it_names_no_one_where_nothing_may_be_named():
    assert said_by("all", "all", 3) == "a customer; 3 accounts say so"
