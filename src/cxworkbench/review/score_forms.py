"""Forms by which a figure says what was counted, on which scale, over whom, and how sure."""

import re
from typing import Final

NUMBER: Final = re.compile(r"[+−-]?\d+(?:[.,]\d+)?")
NPS: Final = re.compile(r"\bnps\b|\bnet promoter\b|\bpromoter score\b", re.IGNORECASE)
CSAT: Final = re.compile(r"\bcsat\b|\bsatisfaction\b|\bsatisfied\b", re.IGNORECASE)
CES: Final = re.compile(r"\bces\b|\beffort score\b|\bcustomer effort\b|\beffort\b", re.IGNORECASE)
SCORE: Final = re.compile(
    r"\bnps\b|\bnet promoter\b|\bcsat\b|\bsatisfaction\b|\bsatisfied\b|\bces\b|\beffort\b|"
    r"\bscore[sd]?\b|\brating\b|\brated\b|\bease\b|\btrust\b|\bgrade\b|\bmarks?\b|\bstars?\b",
    re.IGNORECASE,
)
RULE: Final = re.compile(
    r"top[- ]?\d?[- ]?(?:two|three|one|2|3|1)?[- ]?box|\bmean\b|\baverage\b|\bmedian\b|"
    r"\bshare (?:of|that|who|with|answering|giving|scoring)\b|"
    r"\b(?:answered|gave|give|said|scored|rated|rate|chose|ticked)\b|\d\s?(?:or|and|to|–|-)\s?\d",
    re.IGNORECASE,
)
SCALE: Final = re.compile(
    r"\b\d+\s?(?:to|–|-|−|\.\.)\s?\d+\b|\bof (?:5|7|10|100|five|seven|ten)\b|/\s?(?:5|7|10|100)\b|"
    r"\bout of\b|%|\bper ?cent\b|\b(?:five|seven|ten|5|7|10|11)[- ]points?\b|\bscale\b|"
    r"\bstars?\b.*\bof\b|\byes/no\b",
    re.IGNORECASE,
)
MEAN: Final = re.compile(r"\bmeans?\b|\baverages?\b|\bavg\b|\bø\b|\barithmetic\b", re.IGNORECASE)
PEOPLE: Final = re.compile(
    r"\b(?:contacts?|respondents?|responses?|answers?|people|persons?|participants?|individuals?|"
    r"users?|returns?|questionnaires?|employees?|replies|ratings|surveys|forms|voters?|heads?)\b",
    re.IGNORECASE,
)
MEAN_OF_PEOPLE: Final = re.compile(
    rf"\b(?:mean|average[sd]?|avg)\s+(?:of|over|across|per|by)\s+(?:all\s+|the\s+|[\d.,]+\s+)*"
    rf"{PEOPLE.pattern}(?!\s+per\b)",
    re.IGNORECASE,
)
ACCOUNTS: Final = re.compile(
    r"\b(?:accounts?|companies|company|firms?|organisations?|organizations?|clients?|customers?|"
    r"hospitals?|plants?|sites?|businesses|dealers?|retailers?|houses|per account)\b",
    re.IGNORECASE,
)
POOLED: Final = re.compile(
    rf"\b(?:over|across) (?:all |the )*(?:of the )?\d[\d,. ]* ?(?:\w+ )?(?:{PEOPLE.pattern})|"
    r"\b(?:each|every) (?:answer|respondent|person|user|questionnaire|reply|response|"
    r"driver) (?:is |was )?"
    r"counted\b|\bpooled\b|\b(?:average|mean|avg) (?:per|by) (?!account|company|firm|site|"
    r"house)\w+|"
    r"\bwhichever (?:\w+ )?(?:they|it) (?:came|comes|come) from\b|\ball answers (?:together|"
    r"alike)\b|"
    r"\bno matter (?:which|from which)\b",
    re.IGNORECASE,
)
BY_ACCOUNT: Final = re.compile(
    r"\b(?:per|by|each|every|within (?:each|the)|of each) account\b|\baccounts? first\b|"
    r"\baccount means?\b|\bthen over (?:the )?accounts\b",
    re.IGNORECASE,
)
BOX: Final = re.compile(r"top[- ]?(?:two|2|three|3)[- ]?(?:box)?|\bt[23]b\b", re.IGNORECASE)
RANGE: Final = re.compile(
    r"(?<![\d.,])(\d{1,2})\s?(?:to|–|-|−|through|and|or|\+)\s?(\d{1,2})(?![\d]|[.,]\d|\s?%)"
)
EASY: Final = re.compile(
    r"\b(?:easy|easier|easiest|hard|harder|difficult|difficulty|higher is|lower is|high is|low is|"
    r"more is|less is|high means|low means|little effort|much effort|no effort|best|worst|good|"
    r"bad|better|worse|disagree|agree|effortless)\b",
    re.IGNORECASE,
)
OPPORTUNITY: Final = re.compile(
    r"\bodi\b|\bopportunity (?:score|index|algorithm)\b|\bimportance\s?(?:minus|−|-|less|–)\s?"
    r"satisfaction\b|\boutcome-driven\b|\bimportance and satisfaction\b",
    re.IGNORECASE,
)
TARGET: Final = re.compile(
    r"\b(?:target|goal|aim|aims|aiming|at least|at most|below|under|above|over \d|should be|"
    r"wanted|want|objective|threshold|limit|plan|planned|promise[ds]?|by 20\d\d|benchmark|"
    r"no more than|not more than|within|maximum|minimum|max|min)\b|[≥≤<>]",
    re.IGNORECASE,
)
SHARES: Final = re.compile(
    r"promoters\b|detractor|passive|share|respon|csat|satisf|box|answered", re.IGNORECASE
)
CHANGE: Final = re.compile(
    r"\b(?:rose|rises?|risen|fell|falls?|fallen|improved|improves?|dropped|drops?|gained|"
    r"lost|increased|increases?|decreased|declined|climbed|grew|better|worse|slid|jumped|"
    r"plus|minus|recovered|sank|(?:is|are|was|were) (?:up|down)(?! to\b)|"
    r"(?:went|gone) (?:up|down))\b|"
    r"(?<!turned )(?<!made )(?<!set )\b(?:up|down)\b(?= (?:by|from|since|against|again|slightly|"
    r"[+−-]?\d)|\W*$)",
    re.IGNORECASE,
)
BEFORE: Final = re.compile(  # a figure of today beside one of an earlier day
    r"[+−-]\s?\d+(?:[.,]\d+)? (?:points?|%) (?:since|on|against|over|in)\b|"
    r"\b(?:previous|last) (?:year|quarter|wave)\W{1,3}[+−-]?\d|"
    r"\b20\d\d\s?[:=]\s?[+−-]?\d",
    re.IGNORECASE,
)
CLAUSE: Final = re.compile(r"[,;](?!\d)|\s–\s|\.\s")
SURE: Final = re.compile(
    r"\binterval\b|±|\+/-|\bn ?=|\bsignifican\w+|\bmargin\b|\bchance\b|\bnoise\b|\bnot sure\b|"
    r"\bci\b|\buncertain\w*|\blikely range\b",
    re.IGNORECASE,
)
COUNTED: Final = re.compile(
    rf"\bn ?= ?\d|\d[\d,. ]*\s(?:\w+\s)?(?:{ACCOUNTS.pattern}|{PEOPLE.pattern})", re.IGNORECASE
)
SCALE_RANGE: Final = re.compile(
    r"\b(0|1|−?-?2)\s?(?:to|–|-|−|\.\.)\s?(5|7|10|100|4|6|2|3)\b", re.IGNORECASE
)
KINDS: Final = {"Satisfaction": CSAT, "Effort": CES, "NPS": NPS}
AND_ABOVE: Final = re.compile(
    r"\b(\d)\s?(?:\+|and (?:above|over|more|up|better)|or (?:above|better|more))"
)
