"""Fit how sure a word is: python toolkit/syntax/certainty.py TABLE.tsv

TABLE: vocalised running news (the columns of WikiNewsMax: domain, sentence, word, vocalised, alternative,
original_wikinews). Fitted with and without the vowels' witness, and written into the package. Printed is what a
cross-validation says (each fifth of the sentences by a model of the others): how often words of each certainty are
right, and how often the surest.
"""

import argparse
import csv
import itertools
import json
import re
from pathlib import Path
from typing import Any
from unicodedata import normalize

import numpy
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from khabar.syntax import sure
from khabar.syntax.reading import decided
from khabar.text.document import SURE
from khabar.text.script import bare

Row = dict[str, str]
Example = tuple[NDArray[numpy.float64], bool]
PARTS, STRENGTH = 5, 0.3  # of the cross-validation; of the regression, the less the plainer
# What is written in more than one way: sukun, small alif, the short vowel before its long letter, the
# place of tanwin, the order of signs, the sign on hamzat al-wasl.
_SAME = [
    ("\u0671", "\u0627"), ("\u064e\u0670", "\u0670"), ("([\u064b-\u0650])\u0651", "\u0651\\1"), ("\u0627\u064b", "\u064b\u0627"), ("\u0649\u064b", "\u064b\u0649"),
    ("[\u0652\u0670\u0640]", ""), ("\u064e(?=[\u0627\u0649])", ""), ("\u0650(?=\u064a(?![\u064b-\u0651]))", ""),
    ("\u064f(?=\u0648(?![\u064b-\u0651]))", ""), ("(^|(?<=[وفبكل]))([\u064e\u0650]?)\u0627[\u064e-\u0650]", "\\1\\2\u0627"),
    ("ل\u0651(?=\u0627)", "ل"), ("[\u064e-\u0650](?=\u0627)", ""),
]  # fmt: skip


def level(vocalised: str) -> str:
    form = normalize("NFC", vocalised)
    for pattern, other in _SAME:
        form = re.sub(pattern, other, form)
    return form


def right(mine: str, row: Row) -> bool:
    """Whether a vocalisation is one of those in the table; where the table pauses, with any ending."""
    answers = [
        v for v in (row["vocalised"], row.get("original_wikinews"), *row["alternative"].split(",")) if v
    ]
    paused = {_stem(v) for v in answers if v.endswith("\u0652")}
    return level(mine) in map(level, answers) or _stem(mine) in paused


def _stem(form: str) -> str:
    return re.sub("[\u064b-\u0650]+(ا?)$", r"\1", level(form))


def seen(rows: list[Row], *, vowels: bool) -> list[Example]:
    """The features of each word of a sentence, and whether its vocalisation is right."""
    tokens, weighed, chances = next(decided([" ".join(row["word"] for row in rows)], vowels=vowels))
    if [token.form for token in tokens] != [row["word"] for row in rows]:
        return []
    known = [
        ((token, item, chances), right(token.vform, row))
        for token, item, row in zip(tokens, weighed, rows, strict=True)
        if item and bare(token.form).isalpha() and row["vocalised"]
    ]
    words, truth = zip(*known, strict=True) if known else ((), ())
    return list(zip(sure.features(words), truth, strict=True)) if words else []


def sentences(path: Path) -> list[list[Row]]:
    """The rows of each sentence of a table that has Arabic words."""
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    groups = itertools.groupby(table, key=lambda row: (row["domain"], row["sentence"]))
    found = [[row for row in group if row["word"]] for _, group in groups]
    return [rows for rows in found if any("\u0621" <= c <= "\u064a" for row in rows for c in row["word"])]


def fit(examples: list[Example]) -> Any:
    regression = LogisticRegression(C=STRENGTH, max_iter=2000)
    return make_pipeline(StandardScaler(), regression).fit(*zip(*examples, strict=True))


def written(model: Any) -> dict[str, Any]:
    """The weights of a model, as those of features that are not scaled."""
    scaler, regression = (step for _, step in model.steps)
    weights = regression.coef_[0] / scaler.scale_
    intercept = regression.intercept_[0] - (weights * scaler.mean_).sum()
    return {"weights": [round(float(w), 4) for w in weights], "intercept": round(float(intercept), 4)}


def tell(found: list[list[Example]]) -> None:
    """How right the words of each certainty are, each part by a model of the others."""
    chances, truth = [], []
    for part in range(PARTS):
        known, kept = (
            [x for n, words in enumerate(found) if (n % PARTS == part) == own for x in words]
            for own in (False, True)
        )
        chances += [fit(known).predict_proba([x for x, _ in kept])[:, 1]]
        truth += [right for _, right in kept]
    said, right = numpy.concatenate(chances), numpy.array(truth)
    for low, high in itertools.pairwise((0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.001)):
        inside = (said >= low) & (said < high)
        if inside.any():
            shares = inside.mean(), said[inside].mean(), right[inside].mean()
            print("{:.2f}: {:6.1%} of words, said {:.1%}, right {:.1%}".format(low, *shares))
    order = numpy.argsort(-said)
    for share in (0.6, 0.65, 0.7, 0.75, 0.8):
        top = order[: int(share * len(order))]
        print(f"surest {share:.0%}: right {right[top].mean():.2%}, from {said[top[-1]]:.3f}")
    shown = said.round(2) >= SURE
    print(f"shown as sure (from {SURE}): {shown.mean():.1%}, right {right[shown].mean():.2%}")
    print(f"{len(right)} words, right {right.mean():.1%}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("table", type=Path)
    table = sentences(options.parse_args().table)
    fitted = {}
    for name, vowels in (("with vowels", True), ("without vowels", False)):
        found = [seen(rows, vowels=vowels) for rows in table]
        print(name)
        tell(found)
        fitted[name] = written(fit([example for words in found for example in words]))
    sure.FITTED.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
