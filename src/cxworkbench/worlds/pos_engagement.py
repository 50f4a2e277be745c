"""The `engagement.toml` of the retail point-of-sale world, as a consultant would write it."""

from collections.abc import Iterable
from typing import Final

from cxworkbench.worlds.orders import EVENT_HEADERS, PART_HEADERS
from cxworkbench.worlds.places import AS_OF, CLIENT, PAINS, PLACES, STAGES, Place
from cxworkbench.worlds.questions import NPS_HEADER, QUESTIONS
from cxworkbench.worlds.voices import INTERVIEW_HEADERS, OBSERVATION_HEADERS, TICKET_HEADERS

ACCOUNTS_FILE: Final = "crm-accounts.csv"
CONTACTS_FILE: Final = "contacts.csv"
SURVEY_FILE: Final = "survey.csv"
TICKETS_FILE: Final = "tickets.csv"
INTERVIEWS_FILE: Final = "interviews.xlsx"
OBSERVATIONS_FILE: Final = "observations.csv"
EVENTS_FILE: Final = "events.csv"
PARTS_FILE: Final = "order-parts.csv"

ACTIVITIES: Final = {
    "Lead from fair": "tp-trade-fair",
    "Web enquiry": "tp-website",
    "Demonstration held": "tp-demo",
    "Configuration saved": "tp-configurator",
    "Quote sent": "tp-quote",
    "Order placed": "tp-order",
    "Shipped": "tp-delivery",
    "Delivered": "tp-delivery",
    "Installed": "tp-installation",
    "Data transfer live": "tp-data-transfer",
    "Staff trained": "tp-training",
    "First busy day": "tp-first-busy-day",
    "Ticket opened": "tp-support",
    "Device exchanged": "tp-exchange",
    "Statement sent": "tp-invoice",
    "Renewal talk": "tp-renewal",
}

HEAD: Final = f"""\
# Everything the workbench has to be told about this engagement. What stands after a # is for
# people. Change a line, save, run again: the evidence is made anew from data/, which never changes.

schema_version = 1
id = "{{id}}"                 # short and stable; names the key file of the pseudonyms
name = "{{name}}"
client = "{CLIENT}"     # the company that asked for this; its customers are the accounts
scope = "life cycle"            # from first hearing of us to renewing; or "deep dive"
journey_word = "customer"       # what the journey is called on pages: "customer" or "client"
as_of = "{AS_OF.isoformat()}"            # the last day that counts
team = ["Engagement lead", "Field researcher", "Support desk"]
short_report_below = 5          # an account with fewer voices gets the short report

[perspective]                   # whose journey it is
segment = "all"
role = "all"
account_type = "all"

[money]
currency = "EUR"
period = "12 months to {AS_OF.isoformat()}"
unit = 1

[privacy]
account_names = "shown"         # "strict" hides them on every page
consent = "anonymous"           # where a table does not say whether a quote may be shown
smallest_cell = 3               # figures over fewer accounts are not shown apart

[brand]                         # the frame of pages, never the colour of data
name = "{CLIENT}"
colour = "#27506b"

# How each score is summed up. The rule is named beside every figure.
[metrics.NPS]
kind = "nps"
low = 0
high = 10

[metrics.CSAT]
kind = "top-2-box"
low = 1
high = 5

[metrics.CES]
kind = "ces"                    # 7 is very easy
low = 1
high = 7

# How much a role's answer weighs when roles are weighed. 1 where a role is not named.
[role_weights]
decider = 1.0
user = 1.0
"""

SEGMENTS: Final = """
# Segments by what accounts do. The first rule that fits wins; an account that fits none stays open.
# usage is the share of an account's tills that ran on a normal day, in percent.
[[segments]]
name = "Slipping away"
rule = "usage < 40"
description = "Most of their tills stand idle, whatever the size."

[[segments]]
name = "Key chains"
rule = "revenue >= 100000 and services >= 4"
description = "Large, with many services and tills that run all day."

[[segments]]
name = "Growing houses"
rule = "revenue >= 25000 and services >= 3"
description = "Several shops, adding services."

[[segments]]
name = "Corner shops"
rule = "revenue < 25000"
description = "One or two tills, one or two services."
"""


def engagement_text(identity: str, name: str) -> str:
    """The whole file, with comments in plain words."""
    blocks = [
        HEAD.format(id=identity, name=name),
        SEGMENTS,
        "\n# The stages as the team believed them to be in the kick-off workshop.\n",
        *(_stage(stage, *belief) for stage, belief in STAGES.items()),
        "\n# The touchpoints. contact = false: something customers do among themselves.\n",
        *(_place(place) for place in PLACES),
        "\n# What was received. columns: what the workbench needs -> the header in the file.\n",
        *_tables(),
        "\n# Where the words of the files belong. A word not found here is listed, never guessed.\n"
        "# Touchpoints that a file names as they are named above need no line here.",
        _values(
            "tickets", "Category", sorted((p.category, _pain(p.code, p.touchpoint)) for p in PAINS)
        ),
        _values("events", "Activity", ((a, _at(t)) for a, t in ACTIVITIES.items())),
    ]
    return "".join(blocks)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _pairs(values: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{key} = {_quoted(value)}\n" for key, value in values if value)


def _stage(name: str, definition: str, confidence: float) -> str:
    said = [("name", name), ("definition", definition), ("basis", "assumed")]
    return f'[[stages]]\n{_pairs(said)}confidence = {confidence}\nbelieved_on = "2025-09-04"\n\n'


def _place(place: Place) -> str:
    said = [
        ("id", place.id), ("name", place.name), ("stage", place.stage),
        ("medium_class", place.medium_class), ("channel", place.channel), ("owner", place.owner),
        ("action", place.action),
    ]  # fmt: skip
    ours = "" if place.contact else "contact = false\n"
    return f"[[touchpoints]]\n{_pairs(said)}{ours}\n"


def _table(
    name: str, file: str, feeds: str, columns: dict[str, str], more: str = "", after: str = ""
) -> str:
    said = [("name", name), ("file", file), ("feeds", feeds)]
    mapped = f"[tables.columns]\n{_pairs(columns.items())}"
    return f"[[tables]]\n{_pairs(said)}{more}{mapped}{after}\n"


def _tables() -> list[str]:
    number, when, customer, mail, activity, channel, _, carrier, result = EVENT_HEADERS
    line, order, buyer, ordered, giver, taker, part, promised, delivered, kept = PART_HEADERS
    return [
        "# The customer list. Semicolons and decimal commas, days first.\n",
        _table("crm", ACCOUNTS_FILE, "accounts", ACCOUNT_MAPPING,
               'extra = ["Tills", "Region"]\ndate_order = "day first"\ndecimal = ","\n'),
        _table("contacts", CONTACTS_FILE, "contacts", CONTACT_MAPPING),
        "# One sheet a person; each answer becomes a voice of its own, and so does the comment.\n",
        _table("survey", SURVEY_FILE, "voices", SHEET_MAPPING,
               'method = "survey"\ndate_order = "year first"\n', _questions()),
        "# The support desk's export, in the old Windows letters.\n",
        _table("tickets", TICKETS_FILE, "voices", _in_order(
            TICKET_HEADERS, "key", "said_at", "account_id", "contact_mail", "category", "priority",
            "text"), 'method = "ticket"\ndate_order = "day first"\n'),
        _table("interviews", INTERVIEWS_FILE, "voices", _in_order(
            INTERVIEW_HEADERS, "key", "", "said_at", "account_id", "account_name", "contact_mail",
            "role", "touchpoint", "code_kind", "code", "severity", "emotion_word", "emotion",
            "text", "consent"), 'method = "interview"\n'),
        _table("observations", OBSERVATIONS_FILE, "voices", _in_order(
            OBSERVATION_HEADERS, "key", "said_at", "account_id", "account_name", "touchpoint",
            "code_kind", "code", "severity", "emotion", "text"),
            'method = "observation"\ndate_order = "year first"\n'),
        "# The order desk's log.\n",
        _table("events", EVENTS_FILE, "events",
               {"key": number, "occurred_at": when, "account_id": customer, "contact_mail": mail,
                "activity": activity, "channel": channel, "partner_id": carrier,
                "outcome": result}, 'date_order = "year first"\n'),
        "# Which company brought which part of an order, and when. An order is complete only when\n"
        "# all its parts came in time.\n",
        _table("order-parts", PARTS_FILE, "company_interactions",
               {"key": line, "order_id": order, "account_id": buyer, "occurred_at": ordered,
                "provider": giver, "recipient": taker, "sub_process": part, "promised": promised,
                "delivered": delivered, "met": kept},
               'constants = { unit = "days" }\ndate_order = "year first"\n'),
    ]  # fmt: skip


ACCOUNT_MAPPING: Final = {
    "account_id": "Customer no.", "name": "Company", "domain": "Web domain", "parent_id": "Group",
    "account_type": "Type", "country": "Country", "revenue": "Revenue EUR",
    "margin": "Margin EUR", "services": "Services", "usage": "Tills in use %",
    "recommendation": "Last NPS", "customer_since": "Customer since",
    "contract_start": "Contract start", "contract_end": "Contract end", "renewals": "Renewals",
    "repurchases": "Repeat orders",
}  # fmt: skip
CONTACT_MAPPING: Final = {
    "contact_id": "Contact no.", "account_id": "Customer no.", "contact_name": "Name",
    "contact_mail": "E-mail", "contact_phone": "Phone", "role": "Role",
    "department": "Department", "influence": "Influence (1-5)",
}  # fmt: skip
SHEET_MAPPING: Final = {
    "key": "Response", "said_at": "Submitted", "account_id": "Customer no.",
    "account_name": "Company", "contact_mail": "E-mail", "role": "Role", "touchpoint": "Comment on",
    "text": "Comment",
}  # fmt: skip


def _in_order(headers: tuple[str, ...], *columns: str) -> dict[str, str]:
    return {column: header for column, header in zip(columns, headers, strict=False) if column}


def _questions() -> str:
    """The questions of the survey, as the sub-tables of its table."""
    whole = 'metric = "NPS", overall = true'  # about everything, at no touchpoint
    lines = [f"{_quoted(NPS_HEADER)} = {{ {whole} }}\n"]
    for asked in QUESTIONS:
        at = {"metric": asked.metric, "touchpoint": asked.touchpoint}
        lines.append(_question(asked.score_header, **at))
        if asked.expected:
            of = at | {"of": asked.score_header}
            lines.append(_question(asked.expected_header, **of, part="expectation"))
            lines.append(_question(asked.important_header, **of, part="importance"))
    return "[tables.questions]\n" + "".join(lines)


def _question(header: str, **said: str) -> str:
    inside = ", ".join(f"{key} = {_quoted(value)}" for key, value in said.items())
    return f"{_quoted(header)} = {{ {inside} }}\n"


def _values(table: str, header: str, places: Iterable[tuple[str, str]]) -> str:
    lines = "".join(f"{_quoted(word)} = {{ {place} }}\n" for word, place in places)
    return f"\n[values.{table}.{_quoted(header)}]\n{lines}"


def _at(touchpoint: str) -> str:
    return f"touchpoint = {_quoted(touchpoint)}"


def _pain(code: str, touchpoint: str) -> str:
    return f'{_at(touchpoint)}, kind = "pain", code = {_quoted(code)}'
