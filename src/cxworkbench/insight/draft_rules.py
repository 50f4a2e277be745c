"""The rules that draft entries of the register, by name; a person may approve each once."""

from typing import Final

FROM_PAIN: Final = "insight from a pain"
FROM_MOMENT: Final = "insight from a moment of truth"
FROM_GAP: Final = "insight from a service gap"
FROM_GAIN: Final = "insight from a gain"
NOTHING_FOUND: Final = "stage without insight"
FOUND_NEED: Final = "unmet need"
FOUND_GAP: Final = "service gap by type"
FOUND_SIGNAL: Final = "challenge signal"
FOUND_OPPORTUNITY: Final = "opportunity by type"
FOUND_SAVING: Final = "over-served"
SUGGESTED: Final = "cause that goes with it"  # never approved as a rule: each is looked at

# What people may approve for an engagement: the name that stands in Entry.made_by -> what it does.
RULES: Final[dict[str, str]] = {
    FROM_PAIN: "Makes an insight of the heaviest pains of a stage, at most three.",
    FROM_MOMENT: "Makes an insight of a touchpoint that is shown to be a moment of truth.",
    FROM_GAP: "Makes an insight of a touchpoint that falls short of what is expected.",
    FROM_GAIN: "Makes an insight, to keep it, of the heaviest gain of a stage.",
    FOUND_NEED: "Lists what accounts need, and what matters more than it pleases in a segment.",
    FOUND_GAP: "Lists promises that were not kept, and beliefs of the map that evidence denies.",
    FOUND_SIGNAL: "Lists where behaviour is harder than at the other touchpoints.",
    FOUND_OPPORTUNITY: "Lists what to fix, to meet, to exceed, and to be different by.",
    FOUND_SAVING: "Lists what is done better than it matters in a segment, to look for savings.",
    NOTHING_FOUND: "Says of a stage why nothing was found there, and what to ask.",
}
