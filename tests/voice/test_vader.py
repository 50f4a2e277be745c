"""Plain VADER, the base of our reading, against the scores its authors publish."""

import pytest

from cxworkbench.voice.vader import Vader, vader_compound


# README of github cjhutto/vaderSentiment at 44fc044, section "Code Examples" and demo sentences.
@pytest.mark.parametrize(
    ("text", "compound"),
    [
        ("VADER is smart, handsome, and funny.", 0.8316),
        ("VADER is VERY SMART, handsome, and FUNNY!!!", 0.9342),
        ("VADER is not smart, handsome, nor funny.", -0.7424),
        ("The book was good.", 0.4404),
        ("At least it isn't a horrible book.", 0.431),
        ("Today SUX!", -0.5461),
        ("Not bad at all", 0.431),
    ],
)
def test_the_published_scores_come_out(text, compound):
    assert vader_compound(text) == compound


@pytest.mark.parametrize(
    "text", ["VADER is VERY SMART, handsome, and FUNNY!!!", "The book was good.", "Today SUX!"]
)
def test_without_an_overlay_our_use_of_it_gives_the_same(text):
    vader = Vader(frozenset(), {})

    assert vader.compound(vader.count(text.split()), text) == pytest.approx(
        vader_compound(text), abs=1e-4
    )
