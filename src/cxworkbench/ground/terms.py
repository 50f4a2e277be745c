"""The only list of words that the workbench counts on: levels, columns, scales, roles, channels."""

from typing import Final

LEVELS: Final = ("phase", "stage", "step", "touchpoint", "interaction")
PARTS: Final = ("research", "map", "insights")
BASES: Final = ("assumed", "reported", "observed", "measured")
STATUSES: Final = ("open", "draft", "confirmed")
AUDIENCES: Final = ("internal", "client-safe")
MEDIUM_CLASSES: Final = ("digital", "physical", "hybrid", "unknown")
METHODS: Final = ("survey", "ticket", "review", "interview", "observation", "analytics", "crm")
CONSENTS: Final = ("none", "anonymous", "named")
CODE_KINDS: Final = ("pain", "gain", "need", "action", "thought")
LANES: Final = (
    "actions",
    "thoughts",
    "expectations",
    "emotion",
    "needs",
    "pains",
    "gains",
    "moments of truth",
    "metrics",
    "backstage",
    "systems",
    "partners",
    "ideas",
)
BUYING_ROLES: Final = (
    "initiator",
    "user",
    "influencer",
    "decider",
    "approver",
    "buyer",
    "gatekeeper",
)
UNPLACED: Final = ""  # stage or touchpoint of a statement that is not yet placed

GENERIC_STAGES: Final = {
    "Awareness": "We notice a need or a problem, and that somebody may help with it.",
    "Research": "We look for ways to meet the need and compare who offers them.",
    "Decision": "We weigh the offers, agree among ourselves and choose.",
    "Implementation": "We put in what we bought and learn to work with it.",
    "Post-Purchase": "We use it, ask for support, and think about renewing or upgrading.",
}

JOURNEY_WORDS: Final = {"customer": "customer journey", "client": "client journey"}

# Evidence tables: column -> kind. Kinds: "id" and "text" never become numbers; "number" is a float
# with missing left missing; "count" a whole number; "date" a day or a moment; "flag" yes or no.
ACCOUNT_COLUMNS: Final = {
    "account_id": "id",
    "name": "text",
    "domain": "text",
    "parent_id": "id",
    "account_type": "text",
    "country": "text",
    "revenue": "number",  # over the engagement's money period, in its currency
    "margin": "number",  # profit; never derived from revenue
    "services": "number",  # how many products and services the account holds
    "usage": "number",  # in the engagement's own unit
    "recommendation": "number",  # 0-10, where the CRM carries one
    "customer_since": "date",
    "contract_start": "date",
    "contract_end": "date",
    "renewals": "number",
    "repurchases": "number",
}
CONTACT_COLUMNS: Final = {
    "contact_id": "id",  # a pseudonym
    "account_id": "id",
    "role": "text",
    "influence": "number",
    "department": "text",
}
VOICE_COLUMNS: Final = {
    "voice_id": "id",
    "account_id": "id",
    "contact_id": "id",
    "observer_id": "id",  # a pseudonym: who watched or visited, where that is not the contact
    "role": "text",
    "method": "text",  # one of METHODS
    "source": "text",  # name of the received table
    "file": "text",
    "row": "count",  # as the spreadsheet shows it
    "said_at": "date",
    "site": "text",  # store, branch or place that was visited
    "question": "text",  # as it was asked, of interviews just before; of a checklist its item
    "stage": "text",
    "touchpoint_id": "id",
    "metric": "text",  # NPS, CSAT, CES or the engagement's own
    "score": "number",
    "expectation": "number",  # same scale as score
    "importance": "number",
    "severity": "number",  # 1 (small) to 5 (stops the work)
    "emotion": "number",  # -2 to +2
    "emotion_word": "text",
    "code_kind": "text",  # one of CODE_KINDS
    "code": "text",  # the pain, gain, need or action in a few words
    "text": "text",  # the customer's own words, pseudonymised, otherwise unchanged
    "consent": "text",  # one of CONSENTS
    "part_of": "id",  # the voice whose words a coded passage is; "" for a voice as received
}
EVENT_COLUMNS: Final = {
    "event_id": "id",
    "account_id": "id",
    "contact_id": "id",
    "role": "text",
    "source": "text",
    "file": "text",
    "row": "count",
    "occurred_at": "date",
    "activity": "text",
    "stage": "text",
    "touchpoint_id": "id",
    "channel": "text",
    "medium_class": "text",
    "partner_id": "id",
    "outcome": "text",
    "times": "number",  # how often, where one row stands for several; missing: once
}
COMPANY_INTERACTION_COLUMNS: Final = {
    "company_interaction_id": "id",
    "order_id": "id",
    "account_id": "id",
    "source": "text",
    "file": "text",
    "row": "count",
    "occurred_at": "date",
    "provider": "id",
    "recipient": "id",
    "sub_process": "text",
    "promised": "number",
    "delivered": "number",
    "unit": "text",
    "met": "flag",
}
EVIDENCE_TABLES: Final = {
    "accounts": ACCOUNT_COLUMNS,
    "contacts": CONTACT_COLUMNS,
    "voices": VOICE_COLUMNS,
    "events": EVENT_COLUMNS,
    "company_interactions": COMPANY_INTERACTION_COLUMNS,
}
PERSONAL_COLUMNS: Final = ("contact_name", "contact_mail", "contact_phone")  # never written
