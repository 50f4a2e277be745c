"""A table of scores as a block, and the voices behind it."""

from collections.abc import Mapping

import pandas as pd

from cxworkbench.intake.case import Case
from cxworkbench.records.told import Audience, Block
from cxworkbench.telling.blocks import SAFE, table_of
from cxworkbench.telling.score_words import figure
from cxworkbench.voice.words import number, percent


def score_table_block(
    scores: pd.DataFrame, first: Mapping[str, str], title: str, audience: Audience
) -> Block:
    """Scores with interval, counts and method; revenue covered stays inside the house."""
    shown = {
        end: [figure(v, u, exact=True) for v, u in zip(scores[end], scores["unit"], strict=True)]
        for end in ("value", "low", "high")
    }
    figures = scores.assign(
        shown=shown["value"],
        interval=[
            "–" if pd.isna(known) else f"{low} to {high}"
            for known, low, high in zip(scores["low"], shown["low"], shown["high"], strict=True)
        ],
        effective=[number(size) for size in scores["n_eff"]],
        covered=[percent(share) for share in scores["revenue_share"]],
        alone=[percent(share) for share in scores["single_threaded"]],
    )
    named = {"metric": "score", **first, "rule": "rule", "shown": "value",
             "interval": "95 % interval", "accounts": "accounts", "voices": "answers",
             "effective": "accounts, effective", "alone": "with one contact",
             "covered": "of revenue", "method": "method"}  # fmt: skip
    if audience == SAFE:
        del named["covered"]
    return table_of(figures, named, title, audience)


def scored_voices(voices: pd.DataFrame, case: Case) -> pd.Series:
    """The ids of the voices that carry a score of one of the engagement's metrics."""
    known = voices["metric"].isin(list(case.engagement.metrics)) & voices["score"].notna()
    return voices.loc[known, "voice_id"]
