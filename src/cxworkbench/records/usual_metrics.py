"""The scales of scores everybody knows, for an engagement that names a score and no scale."""

from collections.abc import Iterable
from typing import Final

from cxworkbench.records.engagement import Engagement, Metric

USUAL_METRICS: Final = {
    "NPS": Metric(kind="nps", low=0, high=10),
    "CSAT": Metric(kind="top-2-box", low=1, high=5),
    "CES": Metric(kind="ces", low=1, high=7),
}


def metric_of(engagement: Engagement, name: str) -> Metric | None:
    """The scale and rule of a score: as engagement.toml states it, else the usual; None for none.

    Examples
    --------
    >>> nothing_stated = Engagement(schema_version=1, id="a", name="A", client="A")
    >>> metric_of(nothing_stated, "NPS").high, metric_of(nothing_stated, "Mood")
    (10.0, None)
    """
    return engagement.metrics.get(name, USUAL_METRICS.get(name))


def with_usual_metrics(engagement: Engagement, occurring: Iterable[str]) -> Engagement:
    """The engagement with a scale for every score it states or that occurs, as far as one is known.

    Parameters
    ----------
    engagement
        As engagement.toml has it.
    occurring
        Names of scores in the evidence; one without a stated or usual scale stays without.

    Returns
    -------
    Engagement
        With its `metrics` in the order they are told: recommendation (rule "nps") first, which
        makes it the headline; then those stated, in their order; then those that only occur.
    """
    there = set(occurring)
    usual = {name: metric for name, metric in USUAL_METRICS.items() if name in there}
    every = {
        **engagement.metrics,
        **{n: m for n, m in usual.items() if n not in engagement.metrics},
    }
    ordered = dict(sorted(every.items(), key=lambda one: one[1].kind != "nps"))
    return engagement.model_copy(update={"metrics": ordered})
