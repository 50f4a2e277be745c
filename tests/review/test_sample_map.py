"""The shipped sample's map under review: only what is true of it, read note by note, is said."""

from cxworkbench.intake.folders import new_engagement
from cxworkbench.intake.opening import open_engagement
from cxworkbench.journey import building
from cxworkbench.telling.journey import describe_review, review_case, worst_table

TRUE = {  # claims on fewer than five accounts, one quote of an unknown speaker; of its buying group
    # nobody said who can stop it, and no approver was heard; its data tell of no branch
    "one straight line", "few accounts", "quote without speaker", "nobody can stop it",
    "role without a stage",
}  # fmt: skip


def test_the_sample_map_is_told_only_what_is_true_of_it(tmp_path):
    folder = new_engagement(tmp_path / "pos", sample="retail-pos")
    case = open_engagement(str(folder), out=str(tmp_path / "out"))
    segments = building.account_segments(case)
    review = review_case(case, building.build_map(case, segments))

    assert {note.rule for note in review.notes} <= TRUE
    assert review.score >= 60
    assert len(worst_table(review)) == min(5, len(review.notes))
    assert describe_review(review).startswith(f"The map scores {review.score} of 100 on method: ")
