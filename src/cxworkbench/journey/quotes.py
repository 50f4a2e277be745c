"""Which of the customers' own words a map shows: with consent, and never pointing at a person."""

from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.journey.basis import basis_of
from cxworkbench.journey.places import named_by
from cxworkbench.journey.said import newest, statement_id
from cxworkbench.records.journey_map import Statement
from cxworkbench.voice.parts import PART_OF
from cxworkbench.voice.visits import respondents

EVERYBODY: Final = "all"
LONG_QUOTE: Final = 180  # letters; a shorter one is preferred, none is ever cut
QUOTE_COLUMNS: Final = (
    "at", "voice_id", "account_id", "text", "segment", "role", "n", "side", "consent", "method",
    "said_at",
)  # fmt: skip


def shown_quotes(
    felt: pd.DataFrame,
    segments: pd.DataFrame | None = None,
    *,
    smallest_cell: int,
    own: bool = False,
    most: int = 1,
) -> pd.DataFrame:
    """The quotes that may be shown at each place, the strongest first, with whose words they are.

    Only words with consent. Segment and role are named where at least `smallest_cell` accounts of
    that segment and role were heard at the place; otherwise the segment, then the role, is left
    out; where the place as a whole has fewer accounts, no quote is shown unless it was released
    under a name.

    Parameters
    ----------
    felt
        Placed voices (with `at`) and `felt`, -2 to +2, missing where no feeling is known.
    segments
        `account_id`, `segment`; None: segments are not named.
    smallest_cell
        Fewest accounts in a cell that is named.
    own
        All words are one account's own, and it may read them: no segment is named, and a role only
        where at least `smallest_cell` of its people hold it or the words were released under a
        name.
    most
        Quotes for each place and side (pain or gain).

    Returns
    -------
    pandas.DataFrame
        `at`, `voice_id`, `account_id`, `text` unchanged, `segment` and `role` ("all" where left
        out), `n` accounts that said the same code there, `side` "pain", "gain" or "", `consent`,
        `method`, `said_at`.
    """
    named = _with_segment(felt, segments)
    named = named.assign(side=_sides(named), n=_same_said(named))
    named = _own_cells(named, smallest_cell) if own else _cells(named, smallest_cell)
    open_words = named[
        (named["text"].str.strip() != "")
        & ~named["voice_id"].isin(named.get(PART_OF, []))  # its passages are quoted instead
        & named["consent"].isin(["anonymous", "named"])
        & (named["cell"] | (named["consent"] == "named"))
    ]
    order = open_words.assign(
        long=open_words["text"].str.len() > LONG_QUOTE, strength=_strength(open_words)
    ).sort_values(
        ["at", "side", "long", "n", "strength", "said_at", "voice_id"],
        ascending=[True, False, True, False, False, False, True],
    )
    kept = order.groupby(["at", "side"], sort=False).head(most)
    sided = kept[kept["side"] != ""]["at"]
    kept = kept[(kept["side"] != "") | ~kept["at"].isin(sided)]
    return kept[list(QUOTE_COLUMNS)].reset_index(drop=True)


def quote_statements(quotes: pd.DataFrame) -> list[Statement]:
    """Quotes as statements of the lane thoughts, each with segment, role and n."""
    return [
        Statement(
            id=statement_id(row["at"], "thoughts", f"quote {row['voice_id']}"),
            at=row["at"],
            lane="thoughts",
            text=row["text"],
            basis=basis_of([row["method"]]),
            evidence=(row["voice_id"],),
            segment=row["segment"],
            role=row["role"],
            n=int(row["n"]),
            voices=1,
            as_of=newest(pd.Series([row["said_at"]])),
        )
        for _, row in quotes.iterrows()
    ]


def said_by(segment: str, role: str, n: int) -> str:
    """Whose words a quote is, as a reader sees it.

    Examples
    --------
    >>> said_by("Key accounts", "user", 4)
    'user, Key accounts; 4 accounts say so'
    >>> said_by("all", "all", 1)
    'a customer; 1 account says so'
    """
    who = ", ".join(part for part in (role, segment) if part != EVERYBODY) or say("a customer")
    if n == 1:
        return say("{who}; 1 account says so", who=who)
    return say("{who}; {n} accounts say so", who=who, n=n)


def _with_segment(felt: pd.DataFrame, segments: pd.DataFrame | None) -> pd.DataFrame:
    by_account: dict[str, str] = {}
    if segments is not None:
        by_account = dict(zip(segments["account_id"], segments["segment"], strict=True))
    segment = named_by(felt["account_id"], by_account, EVERYBODY)
    role = felt["role"].where(felt["role"] != "", EVERYBODY)
    return felt.assign(segment=segment, role=role)


def _sides(felt: pd.DataFrame) -> pd.Series:
    side = felt["code_kind"].where(felt["code_kind"].isin(["pain", "gain"]), "")
    side = side.where((side != "") | ~(felt["felt"] < 0), "pain")
    return side.where((side != "") | ~(felt["felt"] > 0), "gain").astype("str")


def _same_said(felt: pd.DataFrame) -> pd.Series:
    accounts = felt.groupby(["at", "code_kind", "code"])["account_id"].transform("nunique")
    return accounts.where(felt["code"] != "", 1).astype("int64")


def _cells(felt: pd.DataFrame, smallest: int) -> pd.DataFrame:
    """Segment and role left out where too few accounts share them; `cell` false: too few at all."""

    def accounts(*by: str) -> pd.Series:
        return felt.groupby(["at", *by])["account_id"].transform("nunique")

    role_big = accounts("role") >= smallest
    both_big = accounts("segment", "role") >= smallest
    return felt.assign(
        segment=felt["segment"].where(both_big, EVERYBODY),
        role=felt["role"].where(both_big | role_big, EVERYBODY),
        cell=accounts() >= smallest,
    )


def _own_cells(felt: pd.DataFrame, smallest: int) -> pd.DataFrame:
    """Within one account a role often is one person: it is named where several hold it."""
    people = respondents(felt).groupby(felt["role"]).transform("nunique")
    open_role = (people >= smallest) | (felt["consent"] == "named")
    return felt.assign(
        segment=EVERYBODY, role=felt["role"].where(open_role, EVERYBODY), cell=True
    ).astype({"segment": "str"})


def _strength(felt: pd.DataFrame) -> pd.Series:
    """How strong a voice is on 0 to 2: its feeling's size, or its severity where none is known."""
    return felt["felt"].abs().fillna((felt["severity"] - 1) / 2).fillna(0.0)
