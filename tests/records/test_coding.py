"""Code book and codings: what holds inside them, and how their files are kept."""

import pytest

from cxworkbench.ground.errors import ParameterProblem, RecordProblem
from cxworkbench.ground.files import sha256_of
from cxworkbench.records.coding import (
    Code,
    CodeBook,
    Coding,
    Passage,
    add_code,
    code_named,
    edit_code,
    passage_hash,
    place_of,
    with_passage,
    without_passage,
)
from cxworkbench.records.coding_files import (
    BOOK_FILE,
    coder_file,
    load_code_book,
    load_coding,
    load_codings,
    save_code_book,
    save_coding,
)


def marked(voice="v1", start=0, end=4, code="code-late", **more):
    return Passage(
        voice_id=voice, start=start, end=end, text_hash="0" * 12, code=code, **more
    )  # fmt: skip


def test_a_code_keeps_its_id_when_its_name_changes():
    book = add_code(CodeBook(), name="Late delivery", kind="pain")
    renamed = edit_code(book, "late delivery", name="Comes too late")

    assert renamed.codes[0].id == "code-late-delivery"
    assert code_named(renamed, "comes TOO late").id == "code-late-delivery"


def test_a_code_of_the_same_name_is_refused():
    book = add_code(CodeBook(), name="Late delivery")

    with pytest.raises(ParameterProblem) as refused:
        add_code(book, name=" late  Delivery ")

    assert str(refused.value) == (
        "The code book has a code 'late Delivery' already. Use it, or choose another name."
    )


def test_a_code_that_is_not_there_is_refused_with_the_nearest():
    book = add_code(CodeBook(), name="Late delivery")

    with pytest.raises(ParameterProblem) as refused:
        code_named(book, "Late delivry")

    assert str(refused.value) == (
        "The code book has no code 'Late delivry'. Did you mean 'Late delivery'? "
        "It has: Late delivery."
    )


def test_marking_the_same_words_with_the_same_code_replaces_what_was_there():
    coding = with_passage(Coding(coder="anna"), marked(severity=2))
    coding = with_passage(coding, marked(severity=5))

    assert [one.severity for one in coding.passages] == [5]
    assert without_passage(coding, place_of(marked())).passages == ()


def test_passages_are_kept_in_one_order_whatever_order_they_came_in():
    one, two = marked(start=0), marked("v0", 3, 9)
    first = with_passage(with_passage(Coding(coder="anna"), one), two)
    other = with_passage(with_passage(Coding(coder="anna"), two), one)

    assert first == other
    assert [passage.voice_id for passage in first.passages] == ["v0", "v1"]


def test_what_is_saved_is_what_is_read(tmp_path):
    book = add_code(CodeBook(coders=("anna",)), name="Late", definition="Later than promised")
    coding = Coding(coder="Anna B.", passages=(marked(emotion=-1.0),), read=("v1",))

    assert save_code_book(tmp_path, book).name == "codebook.json"
    path = save_coding(tmp_path, coding)

    assert load_code_book(tmp_path) == book
    assert load_coding(tmp_path, "Anna B.") == coding
    assert path == coder_file(tmp_path, "Anna B.")


def test_there_is_nothing_before_anybody_codes(tmp_path):
    assert load_code_book(tmp_path) == CodeBook()
    assert load_coding(tmp_path, "anna") == Coding(coder="anna")
    assert load_codings(tmp_path) == ()


def test_coders_stand_in_the_order_of_the_code_book_then_by_name(tmp_path):
    save_code_book(tmp_path, CodeBook(coders=("zoe", "agreed")))
    for who in ("ben", "agreed", "anna", "zoe"):
        save_coding(tmp_path, Coding(coder=who))

    assert [one.coder for one in load_codings(tmp_path)] == ["zoe", "agreed", "anna", "ben"]


def test_a_file_that_somebody_else_saved_is_not_overwritten(tmp_path):
    path = save_coding(tmp_path, Coding(coder="anna"))
    seen = sha256_of(path)
    save_coding(tmp_path, Coding(coder="anna", read=("v1",)))

    with pytest.raises(RecordProblem) as refused:
        save_coding(tmp_path, Coding(coder="anna", read=("v2",)), seen=seen)

    assert load_coding(tmp_path, "anna").read == ("v1",)
    assert str(refused.value) == (
        "coding/anna.json has changed on disk since it was read; somebody else has saved it. "
        "Nothing was written. Load it again and enter the change anew."
    )


def test_two_files_of_one_coder_are_refused(tmp_path):
    text = Coding(coder="anna").to_text()
    for name in ("anna", "copy"):
        path = tmp_path / "coding" / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)

    with pytest.raises(RecordProblem) as refused:
        load_codings(tmp_path)

    assert str(refused.value) == (
        "coding/anna.json and coding/copy.json are both of coder 'anna'. Merge them into one, or "
        "name the second coder."
    )


@pytest.mark.parametrize("name", ["", "  ", "codebook"])
def test_nobody_and_the_code_book_are_no_coders(tmp_path, name):
    with pytest.raises(ParameterProblem) as refused:
        coder_file(tmp_path, name)

    assert str(refused.value) == (
        f"coder is {name!r}. It is the name or the initials of who codes, for example 'anna'."
    )


def test_words_that_end_before_they_begin_and_doubles_are_refused(tmp_path):
    wrong = Coding(coder="anna", passages=(marked(start=9), marked(), marked()))

    with pytest.raises(RecordProblem) as refused:
        save_coding(tmp_path, wrong)

    assert str(refused.value) == (
        "anna.json, a passage of 'v1' ends at letter 4, before it begins at 9. Correct start or "
        "end.\nanna.json, letters 0 to 4 of 'v1' stand there 2 times with code 'code-late'. "
        "Keep one."
    )
    assert not (tmp_path / "coding").exists()


def test_a_book_with_a_name_twice_is_refused(tmp_path):
    codes = (Code(id="code-a", name="Late"), Code(id="code-b", name="late"))

    with pytest.raises(RecordProblem) as refused:
        save_code_book(tmp_path, CodeBook(codes=codes))

    assert "the name 'Late' stands there 2 times. Merge the codes or rename one." in str(
        refused.value
    )
    assert not (tmp_path / BOOK_FILE).exists()


def test_pseudonyms_of_another_computer_leave_the_words_the_same():
    here, there = "Ask contact-a29fa258ce03 again.", "Ask contact-0123456789ab again."

    assert passage_hash(here) == passage_hash(there)
    assert passage_hash(here) != passage_hash("Ask nobody again.")
