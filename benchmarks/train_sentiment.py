"""Learns the weights of `voice/learned.py` from the development sentences and writes their file.

    python benchmarks/train_sentiment.py

The same sentences give the same file. The held-out test set is never read here.
"""

import csv
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from cxworkbench.ground.files import write_text
from cxworkbench.voice.learned import BIAS, SMALLEST_WEIGHT, features_of
from cxworkbench.voice.sentiment import LABELS

HERE = Path(__file__).parent
SENTENCES = HERE / "text_accuracy" / "development.csv"
WEIGHTS = HERE.parent / "src" / "cxworkbench" / "voice" / "sentiment_learned.tsv"
STRENGTH = 3.0  # inverse of the penalty; by trial on development sets not yet used
FEWEST_PAIRS = 2  # sentences that must hold a pair of words


def learn(sentences: list[str], labels: list[str]) -> dict[str, tuple[float, ...]]:
    """Feature and its weights towards negative, neutral and positive."""
    found = [features_of(sentence) for sentence in sentences]
    often = Counter(feature for features in found for feature in features)
    kept = [
        {one for one in features if " " not in one or often[one] >= FEWEST_PAIRS}
        for features in found
    ]
    rows = [dict.fromkeys(sorted(features), 1 / np.sqrt(len(features))) for features in kept]
    names = DictVectorizer()
    table = names.fit_transform(rows)
    model = LogisticRegression(C=STRENGTH, max_iter=5000, class_weight="balanced")
    model.fit(table, labels)
    place = [list(model.classes_).index(label) for label in LABELS]
    weights = {BIAS: tuple(model.intercept_[place])}
    for feature, row in zip(names.get_feature_names_out(), model.coef_[place].T, strict=True):
        if abs(row).max() >= SMALLEST_WEIGHT:
            weights[feature] = tuple(row)
    return weights


def main() -> None:
    """Read, learn, write."""
    with SENTENCES.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    weights = learn([row["text"] for row in rows], [row["sentiment"] for row in rows])
    lines = ["feature\tnegative\tneutral\tpositive"]
    lines += [
        "\t".join([feature, *(f"{weight:.2f}" for weight in weights[feature])])
        for feature in sorted(weights)
    ]
    write_text(WEIGHTS, "\n".join(lines) + "\n")
    print(f"{len(rows)} sentences gave {len(weights)} weights: {WEIGHTS.name}")


if __name__ == "__main__":
    main()
