"""Where a statement comes from, by how its voices were heard."""

from cxworkbench.ground.terms import METHODS
from cxworkbench.journey.basis import BASIS_OF_METHOD, basis_of


def test_every_method_of_the_workbench_has_a_basis():
    assert set(BASIS_OF_METHOD) == set(METHODS)


def test_the_basis_of_most_voices_stands():
    assert basis_of(["observation", "observation", "survey"]) == "observed"


def test_of_two_equally_frequent_bases_the_weaker_stands():
    assert basis_of(["survey", "interview"]) == "reported"


def test_an_unknown_method_counts_as_reported():
    assert basis_of(["hearsay"]) == "reported"


def test_without_voices_everything_is_assumed():
    assert basis_of([]) == "assumed"
