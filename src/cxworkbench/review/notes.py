"""Method notes: what is wrong with a map as a map, why it matters, and what to do about it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Final

import pandas as pd

from cxworkbench.ground.errors import sample_of
from cxworkbench.journey.completeness import completeness
from cxworkbench.records.journey_map import JourneyMap, Statement
from cxworkbench.voice.words import count_of

FEWEST_ACCOUNTS: Final = 5  # a claim about accounts in general rests on at least as many
CLAIMS: Final = ("emotion", "expectations", "needs", "pains", "gains", "moments of truth")
CUSTOMER_LANES: Final = (*CLAIMS, "actions")  # quotes among the thoughts name their own speaker
EVERYBODY: Final = "all"


@dataclass(frozen=True)
class MethodNote:
    """One thing that is wrong with a map as a map.

    `at` is the id it is about, the map's own where it is about the whole; `why` explains the rule
    to somebody who maps for the first time.
    """

    rule: str
    at: str
    name: str
    message: str
    why: str
    remedy: str


def method_notes(journey_map: JourneyMap, *, fewest: int = FEWEST_ACCOUNTS) -> pd.DataFrame:
    """All method notes of a map, the ones about the whole map first, then in journey order.

    Parameters
    ----------
    journey_map
        Any map.
    fewest
        Accounts a claim must rest on; 1 for a map of one account, which claims nothing of others.

    Returns
    -------
    pandas.DataFrame
        One row per note: `rule`, `at`, `name`, `message`, `why`, `remedy`; none for a map that
        follows the method.

    Notes
    -----
    A note does not say that a map is wrong, and no notes do not make it right: they look at its
    form and its counts, not at whether customers would recognise it.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage
    >>> bare = JourneyMap(id="m", title="Shop", stages=(Stage(id="s", name="Use"),))
    >>> method_notes(bare)[["rule", "at"]].values.tolist()
    [['assumption-based', 'm'], ['stage without touchpoint', 's']]
    """
    found = [note for rule in RULES for note in rule(journey_map, fewest)]
    columns = [field.name for field in fields(MethodNote)]
    return pd.DataFrame([asdict(note) for note in found], columns=columns).astype("str")


def fewest_accounts(account: str) -> int:
    """How many accounts a claim must rest on: 1 on the map of one account, 5 on that of all.

    Examples
    --------
    >>> fewest_accounts("all"), fewest_accounts("001163")
    (5, 1)
    """
    return FEWEST_ACCOUNTS if account == EVERYBODY else 1


def describe_notes(notes: pd.DataFrame) -> str:
    """One sentence: how many notes, and of which kinds.

    Examples
    --------
    >>> describe_notes(pd.DataFrame({"rule": ["few accounts", "few accounts", "one medium"]}))
    '3 method notes: few accounts (2), one medium (1).'
    """
    if notes.empty:
        return "No method notes: the map's form and counts follow the method."
    counts = notes.groupby("rule", sort=False).size()
    kinds = ", ".join(f"{rule} ({count})" for rule, count in counts.items())
    return f"{len(notes)} method note{'' if len(notes) == 1 else 's'}: {kinds}."


def _assumption_based(journey_map: JourneyMap, _: int) -> Iterable[MethodNote]:
    if any(one.evidence for one in journey_map.statements):
        return
    yield MethodNote(
        "assumption-based",
        journey_map.id,
        journey_map.title,
        f"None of {count_of(len(journey_map.statements), 'statement')} rests on evidence.",
        "A map drawn from inside shows the firm's process as its people believe it to be. It is a "
        "good start for a workshop and a poor ground for a decision.",
        "Place survey, ticket, interview or event rows at the touchpoints and build the map again.",
    )


def _one_medium(journey_map: JourneyMap, _: int) -> Iterable[MethodNote]:
    classes = {one.medium_class for one in journey_map.touchpoints} - {"unknown"}
    if classes not in ({"digital"}, {"physical"}):
        return
    [only] = classes
    other = "physical" if only == "digital" else "digital"
    yield MethodNote(
        "one medium",
        journey_map.id,
        journey_map.title,
        f"All touchpoints whose medium is known are {only}.",
        "Business customers meet a supplier by device and in person. A map of one kind is usually "
        "a map of the data that was at hand.",
        f"Ask where customers meet people, paper, products or places that are {other}, and add "
        "these touchpoints; or say in the map's title that it leaves them out.",
    )


def _stages_without_touchpoints(journey_map: JourneyMap, _: int) -> Iterable[MethodNote]:
    used = {one.stage_id for one in journey_map.touchpoints}
    for stage in journey_map.stages:
        if stage.id not in used:
            yield MethodNote(
                "stage without touchpoint",
                stage.id,
                stage.name,
                f"The stage {stage.name} has no touchpoint.",
                "A stage in which nothing happens is either a heading, or a part of the journey "
                "that customers go through without us and nobody asked about.",
                "Ask customers what they do in this stage, also without us, or take it out.",
            )


def _touchpoints_without_action(journey_map: JourneyMap, _: int) -> Iterable[MethodNote]:
    table = completeness(journey_map)
    for stage in journey_map.stages:
        inside = [one.id for one in journey_map.touchpoints if one.stage_id == stage.id]
        here = table[table["touchpoint_id"].isin(inside)]
        silent = here.loc[~here["has_action"], "name"]
        if len(silent):
            yield MethodNote(
                "touchpoint without action",
                stage.id,
                stage.name,
                f"Nobody knows what customers do at {len(silent)} of "
                f"{count_of(len(here), 'touchpoint')} in {stage.name}: {sample_of(silent)}.",
                "A touchpoint is something customers do. Without an action it is a channel or a "
                "department, seen from inside.",
                "Write what the customer does there, starting with We, or observe it.",
            )


def _moments_without_evidence(journey_map: JourneyMap, _: int) -> Iterable[MethodNote]:
    names = _names(journey_map)
    for one in journey_map.statements:
        if one.lane == "moments of truth" and not one.evidence:
            yield MethodNote(
                "moment of truth without evidence",
                one.at,
                names.get(one.at, one.at),
                f"{names.get(one.at, one.at)} is called a moment of truth, and nothing shows it.",
                "A moment of truth is where accounts decide: outcomes differ between those it "
                "went well and badly for. What is important to us often is not one.",
                "Compare renewals or recommendation of accounts with good and bad experience "
                "there (part 3 does), or call it a candidate.",
            )


def _few_accounts(journey_map: JourneyMap, fewest: int) -> Iterable[MethodNote]:
    names = _names(journey_map)
    for at, said in _by_place(journey_map).items():
        few = [one for one in said if one.lane in CLAIMS and one.evidence and one.n < fewest]
        if few:
            claims = sample_of(one.text or one.word or one.lane for one in few)
            yield MethodNote(
                "few accounts",
                at,
                names.get(at, at),
                f"{count_of(len(few), 'claim')} at {names.get(at, at)} "
                f"{'rests' if len(few) == 1 else 'rest'} on fewer than {fewest} accounts: "
                f"{claims}.",
                "What one or two accounts say is true of them. The next ones asked often say "
                "something else, and intervals of so few do not hold.",
                "Read these as leads, and ask more accounts at this touchpoint before acting.",
            )


def _mixed_perspective(journey_map: JourneyMap, _: int) -> Iterable[MethodNote]:
    names = _names(journey_map)
    for at, said in _by_place(journey_map).items():
        for lane in CUSTOMER_LANES:
            voices = _others([one for one in said if one.lane == lane], journey_map)
            if voices:
                yield MethodNote(
                    "mixed perspective",
                    at,
                    names.get(at, at),
                    f"The lane {lane} at {names.get(at, at)} speaks for others than the map does: "
                    f"{sample_of(voices)}.",
                    "A decider and a user live through different journeys. In one lane they "
                    "average to a customer whom nobody has met.",
                    "Give each segment or role a map of its own, or speak for all of them.",
                )


RULES: Final[Sequence[Callable[[JourneyMap, int], Iterable[MethodNote]]]] = (
    _assumption_based,
    _one_medium,
    _stages_without_touchpoints,
    _touchpoints_without_action,
    _moments_without_evidence,
    _mixed_perspective,
    _few_accounts,
)


def _others(said: Sequence[Statement], journey_map: JourneyMap) -> list[str]:
    """For whom the statements of one lane speak, where that is not the map's own perspective."""
    mine = journey_map.perspective
    own = {
        (segment, role) for segment in (EVERYBODY, mine.segment) for role in (EVERYBODY, mine.role)
    }
    others = sorted({(one.segment, one.role) for one in said} - own)
    return [" / ".join(part for part in pair if part != EVERYBODY) for pair in others]


def _by_place(journey_map: JourneyMap) -> dict[str, list[Statement]]:
    """Statements by place, stages first, then touchpoints in journey order."""
    places: dict[str, list[Statement]] = {stage.id: [] for stage in journey_map.stages}
    places |= {key: [] for key in completeness(journey_map)["touchpoint_id"]}
    for statement in journey_map.statements:
        places.setdefault(statement.at, []).append(statement)
    return places


def _names(journey_map: JourneyMap) -> dict[str, str]:
    levels = (
        *journey_map.stages,
        *journey_map.steps,
        *journey_map.touchpoints,
        *journey_map.interactions,
    )
    return {one.id: one.name for one in levels}
