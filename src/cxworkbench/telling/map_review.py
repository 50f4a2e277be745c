"""Method notes told: the worst of them in a table, the score and what is switched off in words."""

import pandas as pd

from cxworkbench.intake.case import Case
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.review.beside import beside_of, quoted_ids
from cxworkbench.review.notes import (
    Review,
    fewest_accounts,
    notes_frame,
    review_of,
    told_review,
)
from cxworkbench.telling.journey_tables import notes_table


def review_case(case: Case, journey_map: JourneyMap) -> Review:
    """What the rules of method say about a map of the case, with its scales, personas, consents."""
    columns = ["voice_id", "consent"]
    quoted = case.evidence.only("voices", "voice_id", quoted_ids(journey_map), columns)
    return review_of(
        journey_map,
        fewest=fewest_accounts(case.account),
        beside=beside_of(case.engagement, voices=quoted),
        off=case.engagement.rules_off,
    )


def worst_table(review: Review) -> pd.DataFrame:
    """The worst notes on a map, at most five, each with why it matters and what to do."""
    return notes_table(notes_frame(review.worst()))


def describe_review(review: Review) -> str:
    """The score and the number of notes; then which rules are off, and why."""
    return " ".join(told_review(review))
