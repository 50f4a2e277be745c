"""The rules that draft entries of the register, by name; a person may approve each once."""

from typing import Final

FROM_PAIN: Final = "insight from a pain"
FROM_MOMENT: Final = "insight from a moment of truth"
FROM_GAP: Final = "insight from a service gap"
FROM_GAIN: Final = "insight from a gain"
NOTHING_FOUND: Final = "stage without insight"
SUGGESTED: Final = "cause that goes with it"  # never approved as a rule: each is looked at

# What people may approve for an engagement: the name that stands in Entry.made_by -> what it does.
RULES: Final[dict[str, str]] = {
    FROM_PAIN: "Makes an insight of the heaviest pains of a stage, at most three.",
    FROM_MOMENT: "Makes an insight of a touchpoint that is shown to be a moment of truth.",
    FROM_GAP: "Makes an insight of a touchpoint that falls short of what is expected.",
    FROM_GAIN: "Makes an insight, to keep it, of the heaviest gain of a stage.",
    NOTHING_FOUND: "Says of a stage why nothing was found there, and what to ask.",
}
