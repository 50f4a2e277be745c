"""What each usual buying role is, and the words by which customers name it in what they say."""

import re
from typing import Final

import pandas as pd

from cxworkbench.ground.terms import BUYING_ROLES
from cxworkbench.voice.parts import origin_of

MEANINGS: Final = {  # said later
    "initiator": "First says that something is needed.",
    "user": "Works with what is bought.",
    "influencer": "Is listened to: gives advice, sets requirements, tests.",
    "decider": "Chooses what is bought and from whom.",
    "approver": "Must agree before anything is signed: finance, the board.",
    "buyer": "Asks for offers, negotiates and orders.",
    "gatekeeper": "Decides who gets through and which papers are read.",
}
# Titles that stand for a role, in English and German. A title says who is meant, never how far
# that person takes part: what is found this way is a question to ask, not a finding.
TITLES: Final = {
    "initiator": ("store operations", "project owner", "projektleiter", "projektleiterin"),
    "user": ("cashier", "shop floor", "till staff", "operators", "kassierer", "kassiererin"),
    "influencer": ("it department", "our it", "consultant", "works council", "betriebsrat",
                   "it-abteilung", "berater"),
    "decider": ("managing director", "general manager", "ceo", "owner of the shop",
                "geschäftsführer", "geschäftsführerin", "inhaber", "inhaberin"),
    "approver": ("cfo", "finance director", "head of finance", "controlling", "the board",
                 "supervisory board", "finance department", "finanzvorstand", "vorstand",
                 "kaufmännische leitung"),
    "buyer": ("procurement", "purchasing", "buying department", "einkauf", "einkäufer"),
    "gatekeeper": ("front office", "reception", "assistant to", "sekretariat", "vorzimmer"),
}  # fmt: skip


def roles_in_texts(voices: pd.DataFrame) -> pd.DataFrame:
    """The accounts in whose words each buying role is named by its title.

    Parameters
    ----------
    voices
        Evidence table `voices` with `text`; those of no known account are left out.

    Returns
    -------
    pandas.DataFrame
        One row per account and role named: `account_id`, `role`, `voice_id` of the first voice that
        names it; by account, roles in their usual order.

    Notes
    -----
    Titles are searched as whole words, in English and German only. "Finance signed at once" and
    "finance never answered" both name the approver; who reads the sentence knows more.

    Examples
    --------
    >>> said = pd.DataFrame({"voice_id": ["v1", "v2"], "account_id": "a",
    ...                      "text": ["The CFO has to sign.", "Cforms are late."]})
    >>> roles_in_texts(said).to_dict("records")
    [{'account_id': 'a', 'role': 'approver', 'voice_id': 'v1'}]
    """
    told = voices[(voices["account_id"] != "") & (voices["text"] != "")]
    told = told.assign(origin=origin_of(told))
    found = [
        told.loc[told["text"].str.contains(_pattern(role)), ["account_id", "origin"]].assign(
            role=role
        )
        for role in BUYING_ROLES
    ]
    named = pd.concat(found).rename(columns={"origin": "voice_id"})
    order = named["role"].map({role: place for place, role in enumerate(BUYING_ROLES)})
    first = named.assign(order=order.astype("int64")).sort_values(
        ["account_id", "order", "voice_id"], kind="stable"
    )
    once = first.drop_duplicates(["account_id", "role"])
    return once[["account_id", "role", "voice_id"]].reset_index(drop=True)


def _pattern(role: str) -> re.Pattern[str]:
    titles = "|".join(re.escape(title) for title in TITLES[role])
    return re.compile(rf"(?<!\w)(?:{titles})(?!\w)", flags=re.IGNORECASE)
