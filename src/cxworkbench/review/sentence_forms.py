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
    "bit", "rather", "somewhat", "little", "lot", "just", "also", "again", "there",
    "on", "here", "we", "i", "were", "as", "by", "from", "here", "now", "far", "mostly", "often",
)  # fmt: skip
TROUBLE: Final = re.compile(
    r"^(?:problems?|issues?|troubles?|difficulties|hassle|weaknesses|deficits?) "
    r"(?:with|in|around|at|during|of|about) (?:the |our |their )?\w+(?: \w+)?$",
    re.IGNORECASE,
)
JUDGED: Final = re.compile(  # a subject, and a verdict that names nothing
    r"^(?:the |our |their |its )?[\w-]+(?: [\w-]+)?(?: (?:of|with|in|at|by|from) (?:the |our |"
    r"their )?"
    r"[\w-]+)? (?:is|was|are|were|seems?|could be|can be|should be) (?:a bit |a little |rather |"
    r"quite |"
    r"very |too |so |not |not so |not very |often |sometimes |still |just |somewhat |"
    r"only )*(?:ideal|"
    r"optimal|insufficient|inadequate|unsatisfactory|suboptimal|sub-optimal|poor|bad|good|fine|ok|"
    r"okay|nice|great|mixed|improvable|problematic|mediocre|lacking|better|improved|disappointing|"
    r"(?:a bit of )?a problem|a bit of a pain|of a problem|an issue|a pain|perfect|acceptable|"
    r"unacceptable|average|so-so|weak|strong)$",
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
    r"^(?:every|all|no) (?:\w+ )?(?!(?:order|number|letter|paper|layer|container|trailer|tower|"
    r"printer|counter|folder|sensor|monitor|floor|door|error|offer|quarter|winter|summer|corner|"
    r"filter|meter|tender|transfer|computer|server|roller|conveyor|motor|water|matter|chapter|"
    r"register|cover|drawer|cooler|centre|center|weather|voucher|refrigerator|generator|calendar|"
    r"elevator|ladder|boiler|scanner|reminder|time|manner|hour|after|either|other|another|ever|"
    r"never|over|under|former|latter|later|lorry|carrier|user's)s?\b)\w+(?:er|or|ee|ist|man|men|"
    r"people|"
    r"folk)s? (?!of\b|in\b|at\b|on\b|from\b|with\b|who\b|that\b|and\b|or\b|for\b|to\b|by\b)[a-z]+|"
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
TO_FILL: Final = re.compile(
    r"^\W*(?:tbd|tbc|tba|todo|to do|xxx+|lorem|n\.?n\.?)\b\W*(?:[-–—:(,]|$)|^\?{2,}|"
    r"\bto be (?:clarified|completed|filled in|filled|added|confirmed|defined|decided|checked|"
    r"discussed|validated|supplied|specified|written) (?:with|by|after|in|at|later|from|once)\b|"
    r"\b(?:still|needs) (?:to be|being) (?:clarified|completed|filled in|added|defined|written)\b",
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
_VERB: Final = (
    r"(?:would|could|did|does|is|are|was|were|has|have|had|can|will|comes?|came|takes?|took|gets?|"
    r"got|goes|went|costs?|arrives?|arrived|fails?|failed|stays?|picks?|picked|knows?|knew)"
)
TWO_CLAUSES: Final = re.compile(
    rf"^(?!if |when |whether |because |as |although |while |"
    rf"once )[^?]{{3,60}}?\b{_VERB}\b[^?]{{2,60}}?"
    rf"(?:,? and|;| /|, but) (?:then )?(?!we |i |it |that |they |who |which |you )"
    rf"(?:the |a |an |two |three |four |our |their |some |many |most |no |half the )?"
    rf"[\w-]+(?: [\w-]+)? (?:still |also |even |never |often )?{_VERB}(?:n't)?\b(?! (?:by|with|"
    rf"to|of|in)$)",
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
REPLACES: Final = re.compile(
    r"\binstead of\b|\bto be (?:introduced|rolled out|built|launched|installed|implemented|hired|"
    r"bought|developed|set up)\b|\bshould (?:be able to (?!see\b)|not only |automatically |always |"
    r"just )?(?!have\b|not have\b|know\b|not be\b)[a-z]+",
    re.IGNORECASE,
)
ADVISES: Final = re.compile(
    r"\b(?:we|they|the company|the firm|you|supplier|vendor|it)\b.{0,15}\b(?:should|must|ought to|"
    r"need to|needs to|have to)\b\s+(\w+)",
    re.IGNORECASE,
)
