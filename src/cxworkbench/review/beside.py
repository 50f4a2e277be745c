"""What stands beside a map when it is reviewed: scales, personas, register, parent, consent."""

import pandas as pd

from cxworkbench.records.engagement import Engagement
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.register import Register
from cxworkbench.review.seen import Beside


def beside_of(
    engagement: Engagement,
    *,
    register: Register | None = None,
    parent: JourneyMap | None = None,
    voices: pd.DataFrame | None = None,
) -> Beside:
    """What the rules of method may read beside a map of this engagement.

    Parameters
    ----------
    engagement
        Its metrics and personas are read.
    register
        The register kept with the map; without it no rule about findings speaks.
    parent
        The map that a deep dive belongs to.
    voices
        Evidence behind the quotes: `voice_id`, `consent`.

    Examples
    --------
    >>> engagement = Engagement(id="a", name="A", client="A")
    >>> said = pd.DataFrame({"voice_id": ["v1"], "consent": ["none"]})
    >>> beside_of(engagement, voices=said).consents
    {'v1': 'none'}
    """
    consents = (
        {} if voices is None else dict(zip(voices["voice_id"], voices["consent"], strict=True))
    )
    return Beside(
        register=register,
        metrics=engagement.metrics,
        personas=engagement.personas,
        parent=parent,
        consents=consents,
    )


def quoted_ids(journey_map: JourneyMap) -> list[str]:
    """Ids of the evidence whose words the map quotes.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage
    >>> quoted_ids(JourneyMap(id="m", title="Shop", stages=(Stage(id="s", name="Use"),)))
    []
    """
    quotes = (one for one in journey_map.statements if one.lane == "thoughts")
    return sorted({key for one in quotes for key in one.evidence})
