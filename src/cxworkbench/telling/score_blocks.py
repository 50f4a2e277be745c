"""A table of scores as a block, and the voices behind it."""

from collections.abc import Collection, Mapping
from typing import Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.intake.case import Case
from cxworkbench.records.told import Audience, Block
from cxworkbench.telling.blocks import SAFE, table_of
from cxworkbench.telling.plain_words import plain_method
from cxworkbench.telling.score_words import figure
from cxworkbench.voice.words import number, percent

NO_BREAK: Final = "\u00a0"  # keeps a figure and its sign on one line


def score_table_block(
    scores: pd.DataFrame,
    first: Mapping[str, str],
    title: str,
    audience: Audience,
    *,
    left_out: Collection[str] = (),
) -> Block:
    """Scores with interval, counts and method; revenue covered stays inside the house.

    `first` are columns to stand after the score's name; `left_out` are columns, as named in the
    table, that say nothing here.
    """
    shown = {
        end: [_whole(v, u) for v, u in zip(scores[end], scores["unit"], strict=True)]
        for end in ("value", "low", "high")
    }
    figures = scores.assign(
        shown=shown["value"],
        interval=[
            "–"
            if pd.isna(known)
            else say("{low} to{no_break}{high}", low=low, no_break=NO_BREAK, high=high)
            for known, low, high in zip(scores["low"], shown["low"], shown["high"], strict=True)
        ],
        effective=[number(size) for size in scores["n_eff"]],
        covered=[percent(share) for share in scores["revenue_share"]],
        method=[plain_method(method) for method in scores["method"]],
        alone=[percent(share) for share in scores["single_threaded"]],
    )
    named = {"metric": "score", **first, "rule": "rule", "shown": "value",
             "interval": say("95 % interval"), "accounts": "accounts", "voices": "answers",
             "effective": say("accounts, effective"), "alone": say("heard through one contact"),
             "covered": say("of revenue"), "method": "method"}  # fmt: skip
    # Where all accounts weigh the same, as many count as there are.
    same = bool((scores["n_eff"].round(6) == scores["accounts"]).all())
    unsaid = {
        *left_out,
        *([say("of revenue")] if audience == SAFE else []),
        *([say("accounts, effective")] if same else []),
    }
    kept = {key: name for key, name in named.items() if name not in unsaid}
    return table_of(figures, kept, title, audience)


def _whole(value: float, unit: str) -> str:
    return figure(value, unit, exact=True).replace(" ", NO_BREAK)


def scored_voices(voices: pd.DataFrame, case: Case) -> pd.Series:
    """The ids of the voices that carry a score of one of the engagement's metrics."""
    known = voices["metric"].isin(list(case.engagement.metrics)) & voices["score"].notna()
    return voices.loc[known, "voice_id"]
