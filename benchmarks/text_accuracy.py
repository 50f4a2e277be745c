"""How often the machine reads feelings and themes as people do, beside plain VADER.

    python benchmarks/text_accuracy.py                  # the test set: sentences, two coders, gold
    python benchmarks/text_accuracy.py --development    # the sentences it was built on (no measure)
    python benchmarks/text_accuracy.py --write          # and keep the figures for notebook and docs

The test set lies in `benchmarks/text_accuracy/`: `sentences.csv`, `coder_a.csv`, `coder_b.csv`,
`gold.csv`. It was written and labelled by coders who had not seen the word lists.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import pandas as pd

from cxworkbench.ground.files import write_text
from cxworkbench.ground.uncertainty import wilson_interval
from cxworkbench.voice.agreement import cohen_kappa
from cxworkbench.voice.sentiment import LABELS, NEGATIVE, NEUTRAL, SentimentReader
from cxworkbench.voice.themes import ThemeReader, built_in_themes, shown_theme
from cxworkbench.voice.vader import PLAIN_LABEL_FROM, vader_compound

HERE = Path(__file__).parent
SET = HERE / "text_accuracy"
KEPT = HERE.parent / "src" / "cxworkbench" / "voice" / "text_accuracy.json"
SEED = 1


def read_table(path: Path) -> pd.DataFrame:
    """A file of the set; an empty theme stays empty."""
    return pd.read_csv(path, dtype="str", keep_default_na=False)


def test_set(folder: Path) -> pd.DataFrame:
    """Sentences with their gold labels."""
    sentences = read_table(folder / "sentences.csv").rename(columns={"sentence": "text"})
    return sentences[["sentence_id", "text"]].merge(
        read_table(folder / "gold.csv"), on="sentence_id", validate="1:1"
    )


def read_by_machine(sentences: pd.DataFrame) -> pd.DataFrame:
    """The sentences with what ours and plain VADER say."""
    feelings, themes = SentimentReader(), ThemeReader()
    read = [feelings.read(text) for text in sentences["text"]]
    found = [[one.theme for one in themes.read(text)] for text in sentences["text"]]
    plain = [vader_compound(text) for text in sentences["text"]]
    return sentences.assign(
        ours=[one.label for one in read],
        cause=["no telling word known" if not one.why else "words misread" for one in read],
        vader=[plain_label(value) for value in plain],
        our_theme=[names[0] if names else "" for names in found],
        our_themes=found,
    )


def plain_label(compound: float) -> str:
    """The label that VADER's authors advise for a compound score."""
    if compound >= PLAIN_LABEL_FROM:
        return "positive"
    return NEGATIVE if compound <= -PLAIN_LABEL_FROM else NEUTRAL


def confusion(gold: pd.Series, said: pd.Series) -> pd.DataFrame:
    """Gold in rows, what was said in columns."""
    table = pd.crosstab(gold, said).reindex(index=LABELS, columns=LABELS, fill_value=0)
    return table.rename_axis(index="gold", columns="said")


def figures(table: pd.DataFrame) -> dict[str, float]:
    """Accuracy, macro F1, recall of each label and the share called neutral."""
    right = np.diag(table)
    recall = right / table.sum(axis=1).clip(lower=1)
    precision = right / table.sum(axis=0).clip(lower=1)
    f1 = 2 * precision * recall / (precision + recall).replace(0, 1)
    total = int(table.to_numpy().sum())
    low, high = wilson_interval(right.sum(), total)
    return {
        "n": total,
        "right": int(right.sum()),
        "accuracy": float(right.sum() / total),
        "low": float(low),
        "high": float(high),
        "macro_f1": float(f1.mean()),
        "complaints": int(table.loc[NEGATIVE].sum()),
        "complaints_found": int(table.loc[NEGATIVE, NEGATIVE]),
        "praise": int(table.loc["positive"].sum()),
        "praise_found": int(table.loc["positive", "positive"]),
        "complaints_called_positive": int(table.loc[NEGATIVE, "positive"]),
        "called_neutral": float(table[NEUTRAL].sum() / total),
    }


def theme_figures(read: pd.DataFrame) -> dict[str, float]:
    """How often the first theme is the gold one, and how often the gold one is among ours."""
    first = read["our_theme"] == read["theme"]
    among = [
        (theme in found) if theme else not found
        for theme, found in zip(read["theme"], read["our_themes"], strict=True)
    ]
    low, high = wilson_interval(int(first.sum()), len(read))
    return {
        "n": len(read),
        "first": int(first.sum()),
        "accuracy": float(first.mean()),
        "low": float(low),
        "high": float(high),
        "among": int(sum(among)),
    }


def show_coders(folder: Path) -> dict[str, list[float]]:
    """How far the two coders agreed, printed and returned."""
    a, b = read_table(folder / "coder_a.csv"), read_table(folder / "coder_b.csv")
    both = a.merge(b, on="sentence_id", suffixes=("_a", "_b"), validate="1:1")
    kept = {}
    print(f"## Coders\n{len(both)} sentences labelled by two coders")
    for what in ("sentiment", "theme"):
        # "No known theme" is a code like any other; left empty it would not count.
        one, other = (both[f"{what}_{coder}"].replace("", shown_theme("")) for coder in "ab")
        found = cohen_kappa(one, other, seed=SEED)
        print(
            f"{what}: kappa {found.value:.3f} (95 % {found.low:.3f} to {found.high:.3f}), same "
            f"label {found.observed:.1%} of {found.units}"
        )
        kept[what] = [round(number, 3) for number in (found.value, found.low, found.high)]
    return kept


def show(name: str, table: pd.DataFrame) -> dict[str, float]:
    """A confusion table with its figures, printed and returned."""
    told = figures(table)
    print(f"\n## {name}\n{table.to_string()}")
    print(
        f"right {told['right']} of {told['n']} = {told['accuracy']:.1%} "
        f"(95 % {told['low']:.1%} to {told['high']:.1%}); macro F1 {told['macro_f1']:.3f}; "
        f"complaints found {told['complaints_found']} of {told['complaints']}, called positive "
        f"{told['complaints_called_positive']}; called neutral {told['called_neutral']:.1%}"
    )
    return told


def show_themes(read: pd.DataFrame) -> dict[str, float]:
    """Themes against gold, with a line for each theme."""
    told = theme_figures(read)
    print(
        f"\n## Themes\nfirst theme right {told['first']} of {told['n']} = {told['accuracy']:.1%} "
        f"(95 % {told['low']:.1%} to {told['high']:.1%}); gold theme among ours {told['among']}"
    )
    for theme in [*built_in_themes(), ""]:
        gold, ours = read["theme"] == theme, read["our_theme"] == theme
        print(
            f"{shown_theme(theme):28} gold {int(gold.sum()):4}  ours {int(ours.sum()):4}  "
            f"both {int((gold & ours).sum()):4}"
        )
    return told


def show_misses(read: pd.DataFrame, *, words: bool) -> None:
    """Misses by kind; the sentences themselves only where asked for."""
    wrong = read.loc[read["ours"] != read["sentiment"]]
    print("\n## Misses by kind (gold, said)")
    print(wrong.groupby(["sentiment", "ours", "cause"]).size().to_string())
    print("\n## Misses by gold theme")
    by_theme = read.assign(missed=read["ours"] != read["sentiment"]).groupby("theme")["missed"]
    print(by_theme.agg(["sum", "size"]).rename(index={"": shown_theme("")}).to_string())
    if words:
        for row in wrong.to_dict("records"):
            print(f"{row['sentiment']:9} {row['ours']:9} {row['text']}")


def main() -> None:
    """Measure, print, and keep where asked."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--folder", type=Path, default=SET)
    asked.add_argument("--development", action="store_true")
    asked.add_argument("--misses", action="store_true", help="print the sentences missed")
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    developed = read_table(SET / "development.csv")
    sentences = developed if given.development else test_set(given.folder)
    coders = {} if given.development else show_coders(given.folder)
    read = read_by_machine(sentences)
    if not given.development:
        new = read.loc[~read["text"].isin(developed["text"])]
        print(
            f"{len(read) - len(new)} of {len(read)} sentences stand among the development ones "
            f"too; without them right {int((new['ours'] == new['sentiment']).sum())} of {len(new)}"
        )
    ours = show("Ours against gold", confusion(read["sentiment"], read["ours"]))
    vader = show("Plain VADER against gold", confusion(read["sentiment"], read["vader"]))
    themes = show_themes(read)
    show_misses(read, words=given.misses)
    if given.write:
        kept = {"ours": ours, "vader": vader, "themes": themes, "kappa": coders}
        kept["confusion"] = confusion(read["sentiment"], read["ours"]).to_numpy().tolist()
        kept["vader_confusion"] = confusion(read["sentiment"], read["vader"]).to_numpy().tolist()
        write_text(KEPT, json.dumps(kept, indent=1, default=float) + "\n")


if __name__ == "__main__":
    main()
