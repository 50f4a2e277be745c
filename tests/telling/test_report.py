"""The report of one account, as a file."""

import re
from html.parser import HTMLParser

import pytest
from tests.telling.examples import told_records

from cxworkbench.ground.errors import ParameterProblem, RecordProblem
from cxworkbench.records.engagement import Brand
from cxworkbench.records.told import Block, Section
from cxworkbench.telling.report import WRITERS, write_report
from cxworkbench.telling.report_formats import FORMATS

FORMATS_SHOWN = ", ".join(repr(one) for one in FORMATS)
VOID = {"meta", "br", "link", "img", "hr", "input"}


class Tree(HTMLParser):
    """Says whether every element is closed, and which ids, links and elements there are."""

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.elements, self.attributes = [], [], [], set(), set()

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.ids += [value for name, value in attrs if name == "id"]
        self.links += [value for name, value in attrs if name in ("href", "src", "xlink:href")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def page_of(told, tmp_path, audience="internal", **fields):
    [path] = write_report(told, audience=audience, into=tmp_path / audience, **fields)
    return path.read_text(encoding="utf-8")


def tree_of(text):
    tree = Tree()
    tree.feed(text)
    assert tree.open == []
    return tree


def with_blocks(*blocks, part=2):
    told = told_records()
    section = Section(key="k", title="Only this", blocks=blocks)
    told[part] = told[part].model_copy(update={"sections": (section,)})
    return told


def test_a_report_is_one_well_formed_page_that_links_only_into_itself(tmp_path):
    tree = tree_of(page_of(told_records(), tmp_path))

    assert tree.links
    assert all(link.startswith("#") for link in tree.links)
    assert {link[1:] for link in tree.links} <= set(tree.ids)
    assert len(tree.ids) == len(set(tree.ids))


def test_a_report_holds_no_script_and_no_code(tmp_path):
    text = page_of(told_records(), tmp_path)
    tree = tree_of(text)

    assert tree.elements.isdisjoint({"script", "link", "img", "iframe", "object", "embed", "base"})
    assert not [name for name in tree.attributes if name.startswith("on")]
    assert "import " not in text
    assert re.findall(r"url\((?!data:|#)", text) == []


def test_the_first_screen_says_where_to_act_first_with_who_when_and_how_sure(tmp_path):
    text = page_of(told_records(), tmp_path)

    first = text[text.index('id="first"') : text.index('class="parts"')]
    sure = "medium: 9 accounts, 21 voices"
    for said in ("Where to act first", "Keep the promised delivery day", "Logistics", "2026-09-30"):
        assert said in first
    assert sure in first
    assert "draft, not yet confirmed" in first
    assert text.count("Keep the promised delivery day") == 2  # there, and among the claims


def test_a_report_ends_with_each_claim_and_its_evidence(tmp_path):
    text = page_of(told_records(), tmp_path)

    claim = text[text.index('id="claim-1"') :]
    claim = claim[: claim.index("</li>")]
    assert "Keep the promised delivery day" in claim
    assert '<a href="#voice-000000000000">voice-000000000000</a>' in claim
    assert claim.count("<a ") == 6
    assert "and 46 more, 52 in all" in claim


def test_each_piece_of_evidence_stands_once_with_its_file_row_person_and_day(tmp_path):
    text = page_of(told_records(), tmp_path)

    table = text[text.index('class="wide evidence"') :].split("</table>")[0]
    listed = re.findall(r'<tr id="(voice-\w+)">', table)
    row = table[table.index('id="voice-000000000003"') :].split("</tr>")[0]
    assert len(listed) == len(set(listed)) == 12
    assert f"{len(listed)} rows: file, row, person, date" in text
    assert re.findall(r"<div>([^<]*)", row)[1:] == ["tickets.csv", "5", "P-0003", "2026-05-04"]


def test_a_long_table_is_folded_but_not_on_the_first_screen(tmp_path):
    def listed(rows):
        cells = tuple((n, n, n) for n in range(rows))
        return Block(kind="table", title="All of them", columns=("a", "b", "c"), rows=cells)

    summary = '<summary dir="auto">All of them <span class="note">13 rows</span></summary>'
    assert summary in page_of(with_blocks(listed(13), part=0), tmp_path)
    assert "<summary dir" not in page_of(with_blocks(listed(12), part=0), tmp_path)
    assert "<summary dir" not in page_of(with_blocks(listed(13)), tmp_path)


def test_all_evidence_is_listed_when_only_a_few_more_would_be_left_out(tmp_path):
    evidence = tuple(f"voice-{n:012x}" for n in range(8))
    text = page_of(with_blocks(Block(kind="sentence", text="A", evidence=evidence)), tmp_path)

    claim = text[text.index('id="claim-1"') :].split("</li>")[0]
    assert claim.count('href="#voice-') == 8
    assert "in all" not in claim


def test_a_report_says_how_it_was_made(tmp_path):
    text = page_of(told_records(), tmp_path)
    made = text[text.index('id="made"') :]

    for said in ("cxworkbench 0.1.0", "2026-06-30", "for the team of this engagement only",
                 "window_days", "365", "survey.csv", "ab" * 32):  # fmt: skip
        assert said in made
    assert "/somewhere/deep" not in text
    assert "<dt>out</dt>" not in text


def test_each_received_file_says_how_much_of_the_evidence_is_from_it(tmp_path):
    text = page_of(told_records(), tmp_path)
    [total] = re.findall(r"(\d+) pieces of evidence from 2 received files", text)

    used = re.findall(r'data-label="Evidence used here"><div>(\d+)', text)

    assert all(int(one) > 0 for one in used)
    assert sum(map(int, used)) == int(total)


def test_a_client_safe_report_names_the_files_its_own_evidence_is_from(tmp_path):
    text = page_of(told_records(), tmp_path, "client-safe")

    assert "data/survey.csv" in text
    assert "data/tickets.csv" in text


def test_the_label_says_internal_and_to_whom(tmp_path):
    text = page_of(told_records(), tmp_path)

    assert (
        '<span class="label" title="for the team of this engagement only">internal</span>' in text
    )


def test_a_missing_part_is_said_to_be_missing(tmp_path):
    text = page_of(told_records()[::2], tmp_path)

    assert ("Part 2, map, has not been run.") in text
    assert text.count("has not been run") == 1


def test_a_part_of_which_nothing_may_be_shown_says_so(tmp_path):
    text = page_of(with_blocks(Block(kind="note", text="inside")), tmp_path, "client-safe")

    assert "Nothing of this part may be shown to this reader." in text
    assert "This report names nothing to act on first." in text


def test_a_short_report_says_why_it_is_short_and_what_to_ask_next(tmp_path):
    text = page_of(told_records(short=True)[:1], tmp_path)

    assert "short report: too few voices of this account to say more" in text
    assert "<h2>What to ask next</h2>" in text
    assert "Ask the two silent deciders of Brightmart." in text


def test_a_client_safe_report_holds_no_draft_no_next_step_and_no_other_accounts_source(tmp_path):
    text = page_of(told_records(), tmp_path, "client-safe")

    for inside in ("Give each store one invoice", "Confirm the first insight", "Deciders gave",
                   "large chains", "voice-000000000000", "P-0002"):  # fmt: skip
        assert inside not in text
    assert ">client-safe<" in text
    assert "voice-000000000001" in text


def test_a_client_safe_report_of_all_accounts_has_no_quotes(tmp_path):
    text = page_of(told_records("all"), tmp_path, "client-safe")

    assert "All accounts" in text
    assert "four hours is a lifetime" not in text


def test_every_kind_of_block_is_on_the_page(tmp_path):
    text = page_of(told_records(), tmp_path)

    assert "Deciders gave 2 of 14 answers." in text
    assert "“When a till is down on a Saturday, four hours is a lifetime.”" in text
    assert "1,265,793.04" in text
    assert text.count('role="img"') == 2
    assert "Trade fair stand" in text


def test_the_brand_colours_the_frame_and_nothing_else(tmp_path):
    text = page_of(told_records(), tmp_path, brand=Brand(name="Tillworks", colour="#7a3e9d"))

    assert text.count("#7a3e9d") == 1
    assert "<b>Tillworks</b>" in text


def test_a_report_is_small(tmp_path):
    text = page_of(told_records(), tmp_path)

    assert len(text.encode("utf-8")) < 400_000


def test_the_same_told_gives_the_same_bytes(tmp_path):
    assert page_of(told_records(), tmp_path) == page_of(told_records()[::-1], tmp_path)


def test_parts_run_with_different_parameters_each_show_their_own(tmp_path):
    told = told_records()
    told[1] = told[1].model_copy(update={"parameters": {**told[1].parameters, "seed": 2}})

    text = page_of(told, tmp_path)

    assert "<dt>seed (research)</dt>" in text
    assert "<dt>seed (map)</dt>" in text
    assert "<dt>window_days</dt>" in text


@pytest.mark.parametrize(
    "hostile",
    ["</script><script>alert(1)</script>", "{{ 7*7 }}", "\x00\x07\ufffe", "x" * 3000],
)
def test_hostile_text_is_text(tmp_path, hostile):
    text = page_of(told_records(texts=[hostile]), tmp_path)
    tree = tree_of(text)

    assert "script" not in tree.elements
    assert "49" not in re.findall(r"<h1[^>]*>([^<]*)</h1>", text)[0]


def test_a_picture_that_runs_something_is_refused(tmp_path):
    svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'

    with pytest.raises(RecordProblem) as refused:
        write_report(with_blocks(Block(kind="map", svg=svg)), audience="internal", into=tmp_path)

    assert "'onload'" in str(refused.value)
    assert not (tmp_path / "report.html").exists()


@pytest.mark.parametrize(
    ("told", "fields", "message"),
    [
        (
            [],
            {},
            "A report needs what at least one notebook told, and got nothing. Run a notebook for "
            "the account first.",
        ),
        (
            [told_records()[0], told_records("a-2")[1]],
            {},
            "A report is about one account, and got 2: 'a-1', 'a-2'. Write one report for each.",
        ),
        (
            [told_records()[0]] * 2,
            {},
            "A report has each part once, and got more of 'research'. Keep the newest.",
        ),
        (
            told_records(),
            {"formats": ("htm",)},
            f"There is no report format 'htm'. Did you mean 'html'? Formats: {FORMATS_SHOWN}.",
        ),
        (
            told_records(),
            {"formats": ()},
            f"There is no report format ''. Formats: {FORMATS_SHOWN}.",
        ),
        (
            told_records(),
            {"audience": "public"},
            "There is no audience 'public'. A report is 'internal', 'client-safe'.",
        ),
    ],
)
def test_what_makes_no_report_is_refused(tmp_path, told, fields, message):
    with pytest.raises(ParameterProblem) as refused:
        write_report(told, into=tmp_path, **{"audience": "internal", **fields})

    assert str(refused.value) == message


def test_told_records_are_left_as_they_were(tmp_path):
    told = told_records()
    before = [one.to_text() for one in told]

    page_of(told, tmp_path, "client-safe")

    assert [one.to_text() for one in told] == before


def test_a_part_with_many_sections_begins_with_links_to_each(tmp_path):
    few = page_of(told_records(), tmp_path / "few")
    told = told_records()
    more = tuple(told[0].sections[0].model_copy(update={"key": f"k{n}"}) for n in range(7))
    told[0] = told[0].model_copy(update={"sections": more})
    long = tree_of(page_of(told, tmp_path / "many"))

    places = {f"{told[0].part}-{n}" for n in range(1, 8)}
    assert 'class="contents"' not in few
    assert places <= set(long.ids)
    assert {f"#{place}" for place in places} <= set(long.links)


def test_every_format_has_its_file_and_its_writer(tmp_path):
    assert list(WRITERS) == list(FORMATS)

    paths = write_report(told_records(), formats=list(FORMATS), audience="internal", into=tmp_path)

    assert [path.name for path in paths] == list(FORMATS.values())
    assert all(path.stat().st_size > 1000 for path in paths)
