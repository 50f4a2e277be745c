"""B2C, B2B and B2B2C: how mapping differs between them, and a B2C map made a B2B one."""

from typing import Final

import pandas as pd

from cxworkbench.ground.errors import ParameterProblem, did_you_mean
from cxworkbench.ground.language import say
from cxworkbench.ground.terms import BUYING_ROLES
from cxworkbench.journey.role_words import MEANINGS
from cxworkbench.records.edits import add_role
from cxworkbench.records.journey_map import JourneyMap, Mode

MODES: Final[tuple[Mode, ...]] = ("B2C", "B2B", "B2B2C")
MODE_COLUMNS: Final = ("aspect", *MODES, "why")
_ROWS: Final = (  # said later
    (
        "whose journey",
        "one person's, or a household's",
        "one account's: a company with several people in different roles",
        "two that hang together: the business customer's, and its own customers'",
        "In a company those who choose, those who pay and those who use are different people; "
        "where the goods are passed on, somebody else judges them in the end.",
    ),
    (
        "what counts as one",
        "a person",
        "an account; its contacts are brought together first, by a stated rule",
        "an account on the business side, a person on the end customers' side, never mixed",
        "Ten answers from one company are one company's: counted as ten they make a small sample "
        "look sure.",
    ),
    (
        "lanes",
        "actions, thoughts, expectations, emotion, needs, pains, gains, moments of truth, metrics, "
        "backstage, ideas",
        "the same, and a curve for each role, roles by stage, partners and systems",
        "the B2B lanes for the account, the B2C lanes for the end customer, and between them the "
        "partners who hand on",
        "A lane that nobody can fill is noise: one person has no buying group to draw.",
    ),
    (
        "roles",
        "none: the buyer is the user",
        "the buying group: " + ", ".join(BUYING_ROLES) + "; weight, attitude, who can stop it",
        "the buying group, and the end customer beside it",
        "A deal fails on the role nobody asked; a role that was averaged away is not seen.",
    ),
    (
        "stages",
        "often short, from notice to use, many times a year",
        "long, with agreement inside the account, tenders, contracts and renewals; months or years",
        "the account's stages, and within its use the end customer's whole journey",
        "Between two contacts of a business customer lie weeks in which it decides without us.",
    ),
    (
        "metrics",
        "conversion, basket, repeat purchase, NPS and CSAT by person",
        "reach and dwell by account, renewal, revenue at risk, NPS and CSAT by account and role",
        "both, and the end customer's success as the top one: value, complete orders, time saved",
        "Business customers buy seldom and renew: revenue and renewals hang on few accounts.",
    ),
    (
        "samples",
        "hundreds of answers",
        "nearly every account, and at least two roles in each; below five accounts no interval",
        "both rules, and the end customers drawn within accounts, with accounts as clusters",
        "There are few accounts, and people of one account resemble each other: ask widely rather "
        "than often.",
    ),
    (
        "sources",
        "web and app analytics, surveys, reviews, observation",
        "interviews, CRM, tickets, contracts, account reviews; analytics by account",
        "the B2B ones, and secret shopping, store observation and end customers' reviews",
        "What a business customer thinks stands in conversations; what an end customer does is "
        "seen on site.",
    ),
    (
        "emotion",
        "one curve",
        "one curve over accounts, one for each role, and how far roles disagree",
        "curves of account and end customer one above the other, aligned by touchpoint",
        "An average of an eager user and a wary buyer describes nobody.",
    ),
    (
        "perspective",
        "a segment",
        "a segment, a role and an account type",
        "as B2B for the account's map, a segment for the end customer's",
        "A map is one kind of customer's. Which kind is said with other words in a company.",
    ),
)


def mode_table() -> pd.DataFrame:
    """How mapping differs between B2C, B2B and B2B2C, and why.

    Returns
    -------
    pandas.DataFrame
        One row per aspect: `aspect`; `B2C`, `B2B`, `B2B2C`, what is usual there; `why` they differ.

    References
    ----------
    Roles of the buying group: Webster & Wind (1972), Journal of Marketing 36 (2), 12-19, and
    Bonoma (1982), Harvard Business Review 60 (3), 111-119.

    Examples
    --------
    >>> mode_table().set_index("aspect").loc["what counts as one", "B2C"]
    'a person'
    """
    return pd.DataFrame(list(_ROWS), columns=list(MODE_COLUMNS)).astype("str")


def mode_choice(mode: str, *, beside: str = "") -> pd.DataFrame:
    """What one mode means for lanes, roles, metrics and samples, beside another, and why.

    Parameters
    ----------
    mode
        "B2C", "B2B" or "B2B2C".
    beside
        A second mode; empty: only the first.

    Returns
    -------
    pandas.DataFrame
        One row per aspect: `aspect`, a column for each of the modes, `why`.

    Raises
    ------
    ParameterProblem
        There is no such mode.
    """
    chosen = [require_mode(one) for one in (mode, beside) if one]
    return mode_table()[["aspect", *dict.fromkeys(chosen), "why"]]


def require_mode(mode: str) -> Mode:
    """The mode, when it is one of the three.

    Raises
    ------
    ParameterProblem
        It is not.
    """
    for known in MODES:
        if mode == known:
            return known
    raise ParameterProblem(
        f"There is no mode {mode!r}. {did_you_mean(mode, MODES)}There are: {', '.join(MODES)}."
    )


def describe_mode(journey_map: JourneyMap) -> str:
    """One sentence: the map's mode, and what therefore counts as one.

    Examples
    --------
    >>> describe_mode(JourneyMap(id="m", title="Shop", mode="B2C", stages=()))
    'This is a B2C map: what counts as one is a person, and a sample is hundreds of answers.'
    """
    by_aspect = mode_table().set_index("aspect")[journey_map.mode]
    return say(
        "This is a {mode} map: what counts as one is {what_counts_as_one}, "
        "and a sample is {samples}.",
        mode=journey_map.mode,
        what_counts_as_one=by_aspect["what counts as one"],
        samples=by_aspect["samples"],
    )


def as_b2b(journey_map: JourneyMap, *, joined: bool = False) -> JourneyMap:
    """A B2C map as one of a business customer: nothing goes, and the buying group comes in.

    The seven usual roles are added where the map does not have them, each with weight 1 and
    nothing known of its attitude. Stages, touchpoints, statements, evidence and ids stay as they
    are.

    Parameters
    ----------
    journey_map
        A map of any mode; what is B2B already stays, with the roles that it lacks.
    joined
        Make it B2B2C: the business customer's map that keeps the end customer's.

    Notes
    -----
    Figures still count persons until the map is built again from evidence that names accounts, and
    who of the new roles takes part where is open.

    Examples
    --------
    >>> b2b = as_b2b(JourneyMap(id="m", title="Shop", mode="B2C", stages=()))
    >>> b2b.mode, len(b2b.roles)
    ('B2B', 7)
    """
    there = {one.name.casefold() for one in journey_map.roles}
    for name in BUYING_ROLES:
        if name not in there:
            journey_map = add_role(journey_map, name, definition=MEANINGS[name])
    return journey_map.model_copy(update={"mode": "B2B2C" if joined else "B2B"})
