"""All rules of method, by subject: adding one is a function on its subject's shelf."""

from typing import Final

from cxworkbench.review import (
    rules_course,
    rules_emotion,
    rules_evidence,
    rules_levels,
    rules_register,
    rules_roles,
    rules_scores,
    rules_sense,
    rules_wording,
)
from cxworkbench.review.rules import Rule, Shelf

SHELVES: Final[tuple[Shelf, ...]] = (
    rules_levels.SHELF,
    rules_course.SHELF,
    rules_wording.SHELF,
    rules_sense.SHELF,
    rules_evidence.SHELF,
    rules_emotion.SHELF,
    rules_roles.SHELF,
    rules_scores.SHELF,
    rules_register.SHELF,
)
RULES: Final[tuple[Rule, ...]] = tuple(rule for shelf in SHELVES for rule in shelf.rules)
BY_ID: Final[dict[str, Rule]] = {rule.id: rule for rule in RULES}
