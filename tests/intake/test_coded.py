"""Coded passages become evidence: each a voice of its own, and nothing counted twice."""

import pandas as pd
import pytest

from cxworkbench.intake.building import build_evidence, current_evidence
from cxworkbench.intake.coded import judged_passages
from cxworkbench.records.coding import CodeBook, Coding, Passage, add_code, passage_hash
from cxworkbench.records.coding_files import save_code_book, save_coding
from cxworkbench.records.ids import evidence_id

TOML = """
[[stages]]
name = "Buy"
[[stages]]
name = "Use"
[[touchpoints]]
id = "tp-order"
name = "Order"
stage = "Buy"
[[touchpoints]]
id = "tp-help"
name = "Help line"
stage = "Use"
[metrics.CSAT]
kind = "mean"
low = 1
high = 5
[[tables]]
name = "crm"
file = "crm.csv"
feeds = "accounts"
[tables.columns]
account_id = "id"
[[tables]]
name = "talks"
file = "talks.csv"
feeds = "voices"
method = "interview"
constants = { metric = "CSAT" }
[tables.columns]
key = "note"
account_id = "id"
said_at = "day"
score = "score"
code = "topic"
code_kind = "kind"
emotion = "feels"
severity = "bad"
touchpoint = "about"
text = "words"
consent = "quote"
"""
WORDS = "The box came late. Then Petra fixed it within the hour."
TALKS = (
    "note,id,day,score,topic,kind,feels,bad,about,words,quote\n"
    f"n1,a1,2026-05-01,2,boxes,pain,-1,4,tp-order,{WORDS},named\n"
    "n2,a2,2026-05-02,4,,,,,,Nothing to say.,none\n"
)
ONE = evidence_id("voice", "talks", "n1")
LATE, FIXED = (0, 18), (19, len(WORDS))
BOOK = add_code(
    add_code(CodeBook(coders=("agreed", "anna", "ben")), name="Late box"),
    name="Quick help", kind="gain",
)  # fmt: skip
PAIN, GAIN = (code.id for code in BOOK.codes)


def marked(span, code=PAIN, voice=ONE, **more):
    start, end = span
    more.setdefault("text_hash", passage_hash(WORDS[start:end]))
    return Passage(voice_id=voice, start=start, end=end, code=code, **more)


@pytest.fixture
def coded(engagement):
    def lay_down(book=BOOK, **by_coder):
        folder = engagement(TOML, crm="id\na1\na2\n", talks=TALKS)
        save_code_book(folder, book)
        for coder, passages in by_coder.items():
            save_coding(folder, Coding(coder=coder, passages=tuple(passages)))
        return build_evidence(folder)

    return lay_down


def parts_of(intake):
    voices = intake.evidence.voices
    return voices[voices["part_of"] != ""].reset_index(drop=True)


def received(intake):
    voices = intake.evidence.voices
    return voices[voices["part_of"] == ""].set_index("voice_id")


def test_a_passage_is_a_voice_linked_to_its_own(coded):
    intake = coded(anna=[marked(LATE, severity=5, emotion=-2, emotion_word="angry")])
    [part] = parts_of(intake).to_dict("records")

    assert len(intake.evidence.voices) == 3
    assert part["part_of"] == ONE
    assert part["text"] == "The box came late."
    assert (part["code"], part["code_kind"]) == ("Late box", "pain")
    assert (part["severity"], part["emotion"], part["emotion_word"]) == (5.0, -2.0, "angry")
    assert (part["account_id"], part["method"], part["consent"]) == ("a1", "interview", "named")
    assert (part["touchpoint_id"], part["stage"]) == ("tp-order", "Buy")
    assert part["voice_id"].startswith("voice-")


def test_the_score_stays_and_the_code_of_the_table_is_handed_over(coded):
    intake = coded(anna=[marked(LATE)])
    one = received(intake).loc[ONE]

    assert one["score"] == 2.0
    assert parts_of(intake)["score"].isna().all()
    assert (one["code"], one["code_kind"]) == ("", "")
    assert pd.isna(one["emotion"])
    assert one["text"] == WORDS


def test_what_the_coder_left_open_is_taken_from_the_voice_of_the_same_kind(coded):
    intake = coded(anna=[marked(LATE), marked(FIXED, GAIN)])
    pain, gain = parts_of(intake).sort_values("code").to_dict("records")

    assert (pain["severity"], pain["emotion"]) == (4.0, -1.0)
    assert pd.isna(gain["emotion"])
    assert pd.isna(gain["severity"])


def test_the_feeling_stays_with_a_voice_whose_passages_have_none(coded):
    intake = coded(anna=[marked(FIXED, GAIN)])

    assert received(intake).loc[ONE, "emotion"] == -1.0


def test_a_passage_can_stand_elsewhere_than_its_voice(coded):
    intake = coded(anna=[marked(FIXED, GAIN, touchpoint_id="tp-help")])
    [part] = parts_of(intake).to_dict("records")

    assert (part["touchpoint_id"], part["stage"]) == ("tp-help", "Use")


def test_a_passage_with_a_stage_only_stands_at_no_touchpoint(coded):
    intake = coded(anna=[marked(FIXED, GAIN, stage="Use")])
    [part] = parts_of(intake).to_dict("records")

    assert (part["touchpoint_id"], part["stage"]) == ("", "Use")


def test_an_action_is_a_statement_beside_the_code(coded):
    intake = coded(anna=[marked(LATE, action="We wait at the door", emotion=-1)])
    parts = parts_of(intake)

    assert parts["code_kind"].tolist() == ["pain", "action"]
    assert parts["code"].tolist() == ["Late box", "We wait at the door"]
    assert parts["emotion"].notna().tolist() == [True, False]
    assert parts["voice_id"].is_unique


def test_an_action_alone_needs_no_code(coded):
    intake = coded(anna=[marked(LATE, "", action="We wait at the door")])
    [part] = parts_of(intake).to_dict("records")

    assert (part["code"], part["code_kind"]) == ("We wait at the door", "action")


def test_of_two_coders_on_the_same_words_the_first_named_counts(coded):
    anna, ben = marked((0, 10), GAIN), marked(LATE)
    intake = coded(ben=[ben, marked(FIXED, GAIN)], anna=[anna])

    assert parts_of(intake)["text"].tolist() == [
        "The box ca",
        "Then Petra fixed it within the hour.",
    ]
    assert intake.problems.empty


def test_what_was_agreed_counts_before_both(coded):
    intake = coded(anna=[marked(LATE, GAIN)], ben=[marked(LATE, GAIN)], agreed=[marked(LATE)])

    assert parts_of(intake)["code"].tolist() == ["Late box"]


def test_nothing_of_the_coder_set_aside_is_lost():
    voices = pd.DataFrame({"voice_id": [ONE], "account_id": "a1", "text": WORDS, "part_of": ""})
    codings = [Coding(coder=who, passages=(marked(LATE),)) for who in ("anna", "ben")]

    judged = judged_passages(voices, BOOK, codings)

    assert judged["coder"].tolist() == ["anna", "ben"]
    assert judged["state"].tolist() == ["counts", "marks words that anna has coded"]


def test_two_codes_of_one_coder_on_the_same_words_both_count(coded):
    assert len(parts_of(coded(anna=[marked(LATE), marked(LATE, GAIN)]))) == 2


@pytest.mark.parametrize("status", ["suggested", "rejected"])
def test_what_nobody_accepted_is_no_evidence(coded, status):
    intake = coded(anna=[marked(LATE, status=status)])

    assert parts_of(intake).empty
    assert received(intake).loc[ONE, "code"] == "boxes"


def test_changed_words_are_noticed_and_not_used(coded):
    intake = coded(anna=[marked(LATE, text_hash=passage_hash("The box came early."))])
    [problem] = intake.problems.to_dict("records")

    assert parts_of(intake).empty
    assert problem == {
        "file": "coding/anna.json", "row": 1, "column": "text_hash",
        "rule": "is of the words that stand there now", "value": ONE,
        "remedy": "The text has changed since it was coded: look at it in the coding control and "
        "mark the words again.", "severity": "refused",
    }  # fmt: skip


def test_an_unknown_voice_code_and_touchpoint_are_listed(coded):
    intake = coded(
        anna=[
            marked(LATE, voice="voice-gone"),
            marked(LATE, "code-late-boxx"),
            marked(FIXED, GAIN, touchpoint_id="tp-halp"),
        ]
    )

    assert intake.problems["column"].tolist() == ["code", "touchpoint_id", "voice_id"]
    assert "Did you mean 'tp-help'?" in intake.problems["remedy"].iloc[1]
    assert parts_of(intake)["touchpoint_id"].tolist() == ["tp-order"]


def test_a_name_that_a_coder_typed_becomes_a_pseudonym(engagement):
    table = '[[tables]]\nname = "people"\nfile = "people.csv"\nfeeds = "contacts"\n'
    table += '[tables.columns]\naccount_id = "id"\ncontact_name = "who"\n'
    people = "id,who\na1,Petra Lovelace\n"
    folder = engagement(TOML + table, crm="id\na1\na2\n", talks=TALKS, people=people)
    save_code_book(folder, BOOK)
    words = build_evidence(folder).evidence.voices.set_index("voice_id").loc[ONE, "text"]
    mine = marked(LATE, text_hash=passage_hash(words[:18]), action="Petra Lovelace repairs it")
    save_coding(folder, Coding(coder="anna", passages=(mine,)))

    codes = parts_of(build_evidence(folder))["code"].tolist()

    assert "Lovelace" not in " ".join(codes)
    assert codes[1].endswith("repairs it")


def test_a_changed_coding_makes_the_evidence_anew(engagement):
    folder = engagement(TOML, crm="id\na1\na2\n", talks=TALKS)
    before = len(current_evidence(folder).evidence.voices)
    save_code_book(folder, BOOK)
    save_coding(folder, Coding(coder="anna", passages=(marked(LATE),)))

    assert len(current_evidence(folder).evidence.voices) == before + 1
    assert len(current_evidence(folder).evidence.voices) == before + 1


def test_without_codings_the_voices_are_as_received(coded):
    intake = coded()

    assert (intake.evidence.voices["part_of"] == "").all()
    assert received(intake).loc[ONE, "code"] == "boxes"
