"""Forms of sentences by which a map shows that the firm wrote it, or its customers did not."""

import re
from typing import Final

from cxworkbench.review import word_lists as words
from cxworkbench.review.phrases import words_of

BUYERS: Final = (
    "customers?|clients?|accounts?|users?|buyers?|members?|subscribers?|applicants?|shoppers?|"
    "policyholders?|prospects?|contacts?|leads?|consumers?|purchasers?"
)
CASES: Final = (
    r"orders?|requests?|tickets?|cases?|complaints?|claims?|contracts?|quotes?|inquir\w+|enquir\w+|"
    r"applications?|queries|query|calls?|invoices?|returns?|bookings?|reservations?"
)
DONE: Final = (
    r"\s+(?:is|are|was|were|gets?|got|being|(?:has|have) been|will be|can be|must be)\s+"
    r"(?:\w+ly\s+|then\s+|being\s+|first\s+)?(\w+ed|sent|given|told|shown|led|put|taken|sold|"
    r"billed|split|set up|brought|made|written|driven|won|lost|held|kept|fed|paid|met|rung|taught|"
    r"sought|chosen|drawn|forgotten)\b"
)
DONE_TO: Final = re.compile(rf"\b(?:{BUYERS}){DONE}", re.IGNORECASE)
CASE_DONE: Final = re.compile(rf"\b(?:{CASES}){DONE}", re.IGNORECASE)
STATES: Final = frozenset(
    words_of(
        "annoyed pleased satisfied dissatisfied frustrated worried delighted confused interested "
        "disappointed relieved surprised stressed tired excited overwhelmed bored"
    )
)
ABOUT_THEM: Final = re.compile(  # others than buyers may be the customer's own customers
    r"^(?:the |a |an |each |many |most |some |all |new |existing |typical )*"
    r"(?:(?:customers?|clients?|"
    r"users?|buyers?|consumers?|purchasers?|decision[- ]makers?|subscribers?|policyholders?|"
    r"personas?|end users?)\b(?!['’]s)(?!\s+of\b)|they (?:want|expect|need|wish|hope|fear|prefer|"
    r"like|look|compare|ask|check|decide|would|should|feel|buy|order|think|believe|care)\b)",
    re.IGNORECASE,
)
TO_THEM: Final = re.compile(
    r"\b(?:we|our (?!own)\w+(?: \w+)?)\b.{0,60}?\b(?:the|a|each|every|new|to|with|potential|for|"
    r"existing|interested|their) (?:customers?|clients?|prospects?|buyers?|leads?|purchasers?|"
    r"subscribers?|consumers?)\b|"
    r"\bwe (?:\w+ ){1,3}?(?<!our )(?<!own )(?:prospects|leads|customers|clients|buyers)\b|"
    r"\bour (?:new |best |key )?(?:website|"
    r"brochure|sales \w+|newsletter|webinar|price list|hotline|customer service|offering|showroom|"
    r"proposal|catalogue|sales|campaign|solution|solutions|service offering|brand)\b",
    re.IGNORECASE,
)

MACHINE: Final = re.compile(
    r"(?<!own )(?<!our )(?<!^)\b[A-Z]\w+ (?:database|platform|suite|cloud|backend|instance)\b|"
    r"\b(?:billing|pricing|workflow|rules|booking|ordering|ticketing|rating|scoring|campaign|"
    r"matching|recommendation|quoting|quotation|invoicing|routing) "
    r"(?:engine|database|system|platform|queue|module|tool|software)\b",
)
THINGS: Final = re.compile(  # what is called like a word of the funnel and can be touched
    r"\blead[- ](?:seal|foil|sheet|pipe|battery|batteries|acid|wire|apron|paint|glass|brick|weight|"
    r"shot|singer|time|times|rope|car|climber|nurse|block)s?\b|\bleads? (?:of|to|from|for) the "
    r"(?:battery|cable|lamp|sensor|motor|pump|machine|meter)\b|\bfunnel\b.{0,12}\bwith (?!leads?\b|"
    r"prospects?\b|contacts?\b)|\b(?:water|gas|oil|steam|heating|cooling|sewage) pipelines?\b|"
    r"\bpipelines? (?:under|along|across|through|beneath|between|runs?|leaks?)\b|"
    r"\bclose the deal with a handshake\b",
    re.IGNORECASE,
)
CONVERTED: Final = re.compile(
    r"\b(?:convert(?:s|ed)? (?:from|to (?:paid|a paying|customer|contract)))\b", re.IGNORECASE
)
PROCESSED: Final = re.compile(
    r"^(?:then |next )?we (?:are|get|were|got|have been|are being) (?:\w+ly |then |automatically )?"
    r"((?:re)?(?:assigned|allocated|segmented|classified|categori[sz]ed|routed|scored|onboarded|"
    r"qualified|targeted|transferred|migrated|activated|provisioned|matched|escalated|forwarded|"
    r"profiled|ranked|tagged|priori[sz]ed|prioriti[sz]ed|processed|handled|nurtured|contacted|"
    r"approached|clustered|screened|vetted|converted))\b",
    re.IGNORECASE,
)
TO_US: Final = re.compile(
    r"\b(?:is|are|was|were|gets?|got|been|being) (?:\w+ly |then |always )?(handed|brought|"
    r"presented|"
    r"explained|assigned|allocated|offered|sold|demonstrated|introduced|delivered|forwarded|routed|"
    r"provided|shown|supplied|communicated|submitted|transferred) (?:over |out |back |on )?to us\b|"
    r"\b(?:our|my) (?:request|demand|enquiry|inquiry|order|need|needs|case|complaint|ticket|call|"
    r"application|requirements?|data|claim) (?:is|are|was|were|gets?|got) (?:\w+ly |"
    r"then )?(recorded|"
    r"logged|registered|captured|entered|processed|forwarded|routed|classified|categorised|"
    r"categorized|qualified|prioritised|prioritized|assigned|escalated|checked|approved|handled|"
    r"passed|validated|triaged)\b|"
    r"\band (?:we )?(?:are|get|were|got) (?:\w+ly |then )?(assigned|allocated|routed|scored|"
    r"onboarded|"
    r"segmented|classified|contacted|informed|qualified|processed|transferred|handed)\b",
    re.IGNORECASE,
)
THEY_DO: Final = re.compile(r"^(?:they|he|she|he or she|s/he)\b\s+\w+", re.IGNORECASE)
SELLS: Final = re.compile(
    r"\bwe (?:present|target|segment|nurture|onboard|acquire|retain|upsell|cross-sell|qualify|"
    r"win back|survey|convince|persuade) (?:\w+ ){0,2}(?:customers|clients|buyers|accounts|"
    r"prospects|contacts|them)\b|\bto (?:keep|retain|win|bind|convert|convince|upsell) "
    r"(?:them|customers)\b|"
    r"\bour (?:\w+ )?(?:team|consultants?|experts?|advis[eo]rs?|agents?|reps?|specialists?) "
    r"(?:onboard|welcome|advise|guide|support|serve|convince|present|analyse|visit|train|install|"
    r"contact|call|approach|qualify)s? (?:the|every|each|new|them|all|customers?|"
    r"clients?|sites?)\b",
    re.IGNORECASE,
)
SERVES: Final = re.compile(
    r"^(?:then |next )?we (?:\w+ly )?(?:follow up (?:by|with|after|within|on the lead)|check back|"
    r"(?:answer|reply to|process|handle|resolve|log|escalate|triage|confirm) (?:each|every|all|the|"
    r"any|incoming|new) (?:\w+ )?(?:ticket|enquir|inquir|request|complaint|case|order|claim|call|"
    r"message|lead)\w*)\b|"
    r"\b(?:bill|invoice|charge|visit|train|advise|onboard|support|inform|update|remind|brief|"
    r"supply|equip|survey|greet|welcome) our (?:\w+ )?(?:customers?|clients?|"
    r"buyers?|users?|accounts?|contacts?)\b|"
    r"\bwe (?:\w+ ){0,8}?(?:to|for|with|at) (?:the|each|every) (?:customer|client|brand owner|"
    r"purchaser|end user)s?(?:'s|['’])?\b(?! who| that| of ours)|"
    r"\bwe (?:ship|dispatch|deliver|courier|quote|invoice|manufacture|assemble|configure|roll out|"
    r"calibrate|commission|provision) (?:\w+ ){0,5}?(?:to|for) (?:them|their|the customer|"
    r"the client|"
    r"the site|you)\b",
    re.IGNORECASE,
)
OWN_BOOKS: Final = re.compile(
    r"\b(?:customers?|clients?|buyers?) (?:who|that|whose|of ours|of our own)\b|"
    r"\bwe (?:delete|strike out|count|lose|sort|tell|promise) (?:\w+ )?(?:customers|clients)\b|"
    r"\b(?:the|a) buyer\b.*\b(?:invoice|insured|limit|liquidator)|\b(?:invoices?|name) (?:of )?the "
    r"buyer\b|\bname the buyer\b",
    re.IGNORECASE,
)
OUR_PROCESS: Final = re.compile(
    r"\b(?:quotation|quote|order|contract|customer|client|account|claims?|invoice|complaint|case|"
    r"service|billing|returns|request|application|policy|partner|user|ticket|vendor|data)s? "
    r"(?:processing|administration|activation|farming|handling|management|provisioning|onboarding|"
    r"development|acquisition|retention|lifecycle|fulfilment|hunting|penetration|growth|creation|"
    r"entry|setup|capture|verification|enablement|expansion)\b|\b(?:go-live|onboarding|rollout|"
    r"roll-out|implementation) (?:project|phase)\b",
    re.IGNORECASE,
)
MEANS: Final = re.compile(
    r"^(?:the )?(?:ticket|service|support|self-service|partner|customer|info|dealer|help|online|"
    r"web|"
    r"web-based|video|supplier|user|member|client)[ -](?:portal|hotline|chat|app|website|page|"
    r"mailbox|inbox|e-?mail|platform|centre|center|forum|newsletter|phone|call|meeting)s?$",
    re.IGNORECASE,
)
BESIDE_CHANNELS: Final = (*words.JOINING, "order", "service", "ticket", "info", "support")
ON_SITE: Final = re.compile(r"(?<!on-)(?<!on )\bsite (?:meeting|visit|talk)", re.IGNORECASE)
BEFORE_ONE: Final = frozenset(
    words_of("by the from via to with through round around at into and past have has let tell")
)
PLAINLY_ONE: Final = frozenset((
    "business unit", "inside sales", "field sales", "back office",
    "backoffice", "second level", "first level", "second line", "first line", "presales",
    "pre-sales", "sales operations", "sales ops", "accounts receivable", "order desk",
    "order management", "customer success", "customer care", "key account", "account management",
    "order processing", "credit control", "quality assurance", "tier 1", "tier 2", "1st level",
    "2nd level", "demand generation", "bdr", "sdr", "pmo", "revenue operations",
))  # fmt: skip
THEIR: Final = re.compile(r"\btheir (?:\w+ )?$", re.IGNORECASE)
BUSY: Final = frozenset(("close", "convert", "lead", "retain", "qualify", "recover", "activate"))
SOLD: Final = frozenset(
    words_of(
        "customer customers client clients deal deals sale sales lead leads prospect prospects "
        "account accounts contract contracts buyer buyers user users order orders and or "
        "opportunity opportunities to into & with them"
    )
)
