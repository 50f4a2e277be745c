"""Forms of sentences by which a statement says too much, too little, or a solution."""

import re
from functools import lru_cache
from typing import Final

QUESTION: Final = re.compile(
    r"\b(?:don't|doesn't|isn't|aren't|wouldn't|shouldn't|haven't|won't) (?:you|they|it|we)\b",
    re.IGNORECASE,
)
SMALL: Final = (
    "and", "is", "the", "a", "of", "in", "with", "it", "was", "were", "are", "be", "could",
    "should",
    "would", "things", "thing", "everything", "too", "so", "all", "to", "for", "at", "our", "their",
    "they", "you", "us", "this", "that", "my", "an", "been", "has", "have", "quite", "enough",
)  # fmt: skip
TROUBLE: Final = re.compile(
    r"^(?:problems?|issues?|troubles?|difficulties|hassle|weaknesses|deficits?) "
    r"(?:with|in|around|at|during|of|about) (?:the |our |their )?\w+(?: \w+)?$",
    re.IGNORECASE,
)
EXCEEDED: Final = re.compile(
    r"\b(?:exceed|surpass|outperform)\w*\s+(?:\w+\s+){0,3}expectations\b", re.IGNORECASE
)
TOLD: Final = re.compile(r"^[\w ]+,? (?:said|says|he said|she said|they said)\b", re.IGNORECASE)
EVERYBODY_SEES: Final = re.compile(
    r"\b(?:everybody|everyone|anybody|anyone)\s+(?:can|will|would)\s+(?:\w+ly )?"
    r"(?:see|tell|notice|agree|admit|confirm)\b|\b(?:nobody|no one) (?:can|could|will|would) "
    r"(?:deny|doubt)\b",
    re.IGNORECASE,
)
OF_ALL: Final = re.compile(
    r"^(?:everyone|everybody|nobody|no one|no-one|all) (?:really |ever |always |of them )?"
    r"(?:likes?|wants?|loves?|hates?|needs?|understands?|trusts?|uses|complains?|cares|believes?|"
    r"expects?|prefers?|wishes|enjoys?|agrees?|is (?:happy|unhappy|annoyed|satisfied))\b|"
    r"\bnot (?:a single|one single|even one) (?:customer|client|account|buyer|user|company|firm)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)
def of_all(people: str) -> re.Pattern[str]:
    """Sentences about all, every or none of these people, or what they always do."""
    return re.compile(
        rf"^(?:all|every|each|any|no|not a single|not one)(?: the| of the)? (?:{people})s? (?!of\b)"
        rf"[a-z]+|^(?:the )?(?:{people})s (?:always|never)\b",
        re.IGNORECASE,
    )


UNFILLED: Final = re.compile(
    r"^[\W_]+$|^\W*[\[<{(].*\b(?:insert|add|fill|follow|follows|here|tbd|todo|placeholder|later|"
    r"quote|text|name)\b.*[\])>}]\W*$|^(?:example|sample|dummy|test) (?:pain|gain|need|quote|text|"
    r"touchpoint|action|stage|statement|expectation)s?$|^(?:pain|gain|need|touchpoint|stage|step|"
    r"action|expectation|quote|insight|text|statement)(?: points?)? ?(?:no\.? ?)?(?:\d+|[a-z])$",
    re.IGNORECASE,
)
ASK_WHOM: Final = re.compile(r"^(?:[Aa]sk|[Cc]heck with|[Cc]larify with) [A-Z]\w+$")
JOINT: Final = re.compile(r"\band\b|&|\bor\b|\+", re.IGNORECASE)
LISTED: Final = re.compile(r",.*\b(?:and|or)\b", re.IGNORECASE)
NO_FEELING: Final = re.compile(
    r"\b(?:angry|happy|unhappy|annoyed|worried|nervous) (?:letters?|calls?|mails?|customers?|"
    r"parents?|guests?|patients?|drivers?|voices?)\b|\bfeel (?:along|under|inside|round|around|"
    r"behind|over)\b|\bglad to\b",
    re.IGNORECASE,
)
FELT: Final = re.compile(
    r"^(?:we|i) (?:\w+ly )?(?:fear|dread|worry|enjoy(?! a\b)|regret|resent|despair|panic|rejoice|"
    r"doubt|fret|suffer)\b",
    re.IGNORECASE,
)
CLAUSES: Final = re.compile(
    r",[^,]+, (?:and|or) (?:then |finally |also )?(?:the|our|their|nobody|no)\b|"
    r"\b(?:and|but) (?:besides|apart from that|in addition|on top)\b|; ?also\b|"
    r"\bfirst\b.+\bthen\b.+\bfinally\b|"
    r"^the \w+(?: \w+)? (?:took|was|is|had|has|comes?|came)\b.* and the \w+(?: \w+)? "
    r"(?:took|was|were|is|are|had|has|comes?|came)\b",
    re.IGNORECASE,
)
GONE: Final = re.compile(
    r"\b(?:is|are|was|were) (?:still )?(?:missing|lacking|needed|required|wanted|not available)\b",
    re.IGNORECASE,
)
NO_FUNCTION: Final = re.compile(
    r"^(?:no|lack of|missing|there is no) (?:\w+ ){0,4}?(?:function|feature|\w+ (?:button|link)|"
    r"reminders?|filter|plug-?in|export|integration|interface|scanner|notifications?|bot|chat)\b",
    re.IGNORECASE,
)
BIGGER: Final = re.compile(
    r"^(?:we|you|they)? ?(?:need|require)s? (?:an? |some )?(?:bigger|larger|better|new|more|"
    r"another|additional|extra|dedicated|second|faster|modern|central) \w+",
    re.IGNORECASE,
)
OFFERED: Final = re.compile(
    r"^(?:an? |one )?(?:single point of contact|"
    r"dedicated (?:contact|manager|team|person|line|support|account) ?\w*|"
    r"one-stop \w+|24 ?/ ?7 \w+|"
    r"round-the-clock \w+)",
    re.IGNORECASE,
)
IRON: Final = re.compile(r"\bportal (?:crane|frame|milling)|\btool ?box|\bbuilding system")
JOINED: Final = re.compile(
    r";|\bas well as (?!the\b)|\band also\b|"
    r"\bplus\b|\bfurthermore\b|\n|\badditionally\b|\(2\)|\b2\)|"
    r"\bsecondly\b|\bon top of that\b|\bmoreover\b",
    re.IGNORECASE,
)
WISHES: Final = re.compile(
    r"^(?:an?|some|more|new|better|online|digital|mobile|one|our own|access to|the)\b",
    re.IGNORECASE,
)
LACKS: Final = re.compile(
    r"\b(?:no|lack of|lacks?|lacking|missing|needs?|need for|wants?|without|require[sd]?|wish for|"
    r"absence of|there is no|has no|have no|should be|should have)\b",
    re.IGNORECASE,
)
BUILDS: Final = re.compile(
    r"\b(?:should|must|ought to|needs? to|ha(?:s|ve) to) "
    r"(?:implement|introduce|build|launch|automate|"
    r"digiti[sz]e|integrate|standardi[sz]e|redesign|migrate|deploy|develop|install|roll out)\b",
    re.IGNORECASE,
)
ADVISES: Final = re.compile(
    r"\b(?:we|they|the company|the firm|you|supplier|vendor|it)\b.{0,15}\b(?:should|must|ought to|"
    r"need to|needs to|have to)\b\s+(\w+)",
    re.IGNORECASE,
)
