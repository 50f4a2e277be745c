"""All that is measured of the buying roles of one case, each table made when first asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.intake.case import Case
from cxworkbench.journey import building, disagreement, stopping
from cxworkbench.journey.group_curves import GROUP_CURVE_COLUMNS, curves_by
from cxworkbench.journey.role_feelings import in_stages, role_feelings
from cxworkbench.journey.role_involvement import consensus_stage, role_involvement
from cxworkbench.journey.role_weights import FACTOR, role_weight_sensitivity
from cxworkbench.journey.roles import buying_roles, in_role_order, role_weights, with_roles
from cxworkbench.records.engagement import Metric
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.voice.lookups import values_for


@dataclass(frozen=True)
class RoleFindings:
    """The tables about roles of one case: of one account alone (`own`), or of all.

    `smallest_cell` is 1 for one account, whose own people it is about.
    """

    journey_map: JourneyMap
    contacts: pd.DataFrame
    voices: pd.DataFrame  # with their role, and their account's `segment` where there are segments
    events: pd.DataFrame
    metrics: Mapping[str, Metric]
    stated_weights: Mapping[str, float]
    names: pd.Series  # account_id -> name as it may be shown
    smallest_cell: int = 1
    own: bool = False
    factor: float = FACTOR
    seed: int = 1

    @cached_property
    def roles(self) -> pd.DataFrame:
        """As `buying_roles` gives them."""
        tables = self.contacts, self.voices, self.events
        return buying_roles(*tables, self.journey_map, weights=self.stated_weights)

    @cached_property
    def weights(self) -> dict[str, float]:
        """The weight of each role that occurs, 1 where nobody stated another."""
        return role_weights(self.roles["role"], self.journey_map, self.stated_weights)

    @cached_property
    def involvement(self) -> pd.DataFrame:
        """As `role_involvement` gives it."""
        return role_involvement(self.contacts, self.voices, self.events, self.journey_map)

    @cached_property
    def meeting(self) -> str:
        """The name of the stage where most roles meet; empty where none stands out."""
        found = consensus_stage(self.involvement)
        return next((one.name for one in self.journey_map.stages if one.id == found), "")

    @cached_property
    def curves(self) -> pd.DataFrame:
        """The curve of each role by stage, as `curves_by` gives it; of one account its values."""
        if self.own:
            return own_curves(self.feelings, self.journey_map)
        return curves_by(
            self.voices, self.journey_map, group="role", by="stage", metrics=self.metrics,
            smallest_cell=self.smallest_cell,
        )  # fmt: skip

    @cached_property
    def segment_curves(self) -> pd.DataFrame:
        """The curve of each segment by stage; no row where there are no segments."""
        named = "segment" in self.voices
        voices = self.voices if named else self.voices.assign(segment="")
        return curves_by(
            voices, self.journey_map, group="segment", by="stage", metrics=self.metrics,
            smallest_cell=self.smallest_cell,
        )  # fmt: skip

    @cached_property
    def feelings(self) -> pd.DataFrame:
        """As `role_feelings` gives them."""
        return role_feelings(self.voices, self.contacts, self.journey_map, self.metrics)

    @cached_property
    def disagreement(self) -> pd.DataFrame:
        """The disagreement index of each stage."""
        return disagreement.disagreement(
            self.feelings, self.journey_map, by="stage", weights=self.weights
        )

    @cached_property
    def contrasts(self) -> pd.DataFrame:
        """Each role against the others of its account, over the whole journey."""
        return disagreement.role_contrasts(self.feelings, self.journey_map)

    @cached_property
    def stage_contrasts(self) -> pd.DataFrame:
        """Each role against the others of its account, in each stage."""
        return disagreement.role_contrasts(self.feelings, self.journey_map, by="stage")

    @cached_property
    def stops(self) -> pd.DataFrame:
        """Who can stop the journey where; for the inside alone."""
        # One account never has the five that a difference between its roles would need.
        none = disagreement.role_contrasts(self.feelings.iloc[:0], self.journey_map)
        return stopping.who_can_stop(
            self.involvement,
            none if self.own else self.stage_contrasts,
            self.events,
            self.contacts,
            self.journey_map,
        )

    @cached_property
    def blockers(self) -> pd.DataFrame:
        """The rows of `stops` to look at first; for the inside alone."""
        return stopping.likely_blockers(self.stops)

    @cached_property
    def risk(self) -> pd.DataFrame:
        """As `consensus_risk` gives it; for the inside alone."""
        return stopping.consensus_risk(self.feelings, self.journey_map, weights=self.weights)

    @cached_property
    def sensitivity(self) -> pd.DataFrame:
        """As `role_weight_sensitivity` gives it, with each account's `name`."""
        table = role_weight_sensitivity(
            self.feelings, weights=self.weights, factor=self.factor, seed=self.seed
        )
        named = values_for(table["account_id"], self.names).fillna("")
        return table.assign(name=named.where(named != "", table["account_id"]))


def own_curves(feelings: pd.DataFrame, journey_map: JourneyMap) -> pd.DataFrame:
    """What each role of one account feels in each stage: a curve without interval.

    Parameters
    ----------
    feelings
        As `role_feelings` gives them, of one account.
    journey_map
        Its stages.

    Returns
    -------
    pandas.DataFrame
        Columns and order as of `curves_by`; `common` is missing.
    """
    staged = in_stages(feelings)
    known = {(row["role"], row["stage_id"]): row for _, row in staged.iterrows()}
    rows = []
    for role in in_role_order(staged["role"]):
        for stage in journey_map.stages:
            row = known.get((role, stage.id))
            value, voices = (None, 0) if row is None else (row["felt"], row["voices"])
            heard = row is not None
            rows.append(
                {
                    "group": role, "id": stage.id, "name": stage.name, "stage": stage.name,
                    "value": value, "accounts": int(heard),
                    "voices": voices, "word": "", "withheld": False,
                    "basis": "reported" if heard else "assumed", "method": say("one account"),
                }
            )  # fmt: skip
    table = pd.DataFrame(rows, columns=list(GROUP_CURVE_COLUMNS))
    return table.astype(GROUP_CURVE_COLUMNS)


def role_findings(
    case: Case,
    journey_map: JourneyMap,
    segments: pd.DataFrame | None = None,
    *,
    factor: float = FACTOR,
) -> RoleFindings:
    """What can be said of the buying roles of a case; nothing is counted before it is asked for.

    Parameters
    ----------
    case
        The opened engagement: one account's evidence or all.
    journey_map
        As `build_map` made it for this case.
    segments
        `account_id`, `segment`.
    factor
        How far role weights are moved when it is asked whether verdicts hang on them.
    """
    contacts = building.heard_contacts(case, segments)
    voices, events = building.rows_on_map(case, journey_map, segments)
    voices = with_roles(voices, contacts)
    if segments is not None:
        groups = segments.drop_duplicates("account_id").set_index("account_id")["segment"]
        voices = voices.assign(segment=values_for(voices["account_id"], groups).fillna(""))
    own = case.account != building.EVERYBODY
    accounts = case.evidence.accounts.drop_duplicates("account_id")
    return RoleFindings(
        journey_map=journey_map,
        contacts=contacts,
        voices=voices,
        events=events,
        metrics=case.engagement.metrics,
        stated_weights=case.engagement.role_weights,
        names=accounts.set_index("account_id")["name"],
        smallest_cell=1 if own else case.engagement.privacy.smallest_cell,
        own=own,
        factor=factor,
        seed=case.seed,
    )
