"""Fit how sure a word is: python toolkit/syntax/certainty.py TABLE.tsv

TABLE: vocalised running news (the columns of WikiNewsMax: domain, sentence, word, vocalised, alternative,
original_wikinews). Fitted on two of three sentences and written into the package; printed for the third: how
often words of each certainty are right, and how many words stand above 98 %.
"""

import argparse
import csv
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import numpy
from sklearn.linear_model import LogisticRegression

from khabar.syntax import sure
from khabar.syntax.reading import decided
from khabar.text.script import bare

Row = dict[str, str]
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


def seen(rows: list[Row]) -> Iterator[tuple[sure.Features, bool]]:
    """The features of each word of a sentence, and whether its vocalisation is right."""
    tokens, weighed, chances = decided(" ".join(row["word"] for row in rows))
    if [token.form for token in tokens] == [row["word"] for row in rows]:
        for token, item, row in zip(tokens, weighed, rows, strict=True):
            if item.word.analyses and bare(token.form).isalpha() and row["vocalised"]:
                yield sure.features(token, item, chances), right(token.vform, row)


def sentences(path: Path) -> list[list[Row]]:
    """The rows of each sentence of a table that has Arabic words."""
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    groups = itertools.groupby(table, key=lambda row: (row["domain"], row["sentence"]))
    found = [[row for row in group if row["word"]] for _, group in groups]
    return [rows for rows in found if any("\u0621" <= c <= "\u064a" for row in rows for c in row["word"])]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("table", type=Path)
    found = [list(seen(rows)) for rows in sentences(options.parse_args().table)]
    fit, test = (
        [x for n, words in enumerate(found) if (n % 3 == 2) == kept for x in words] for kept in (False, True)
    )
    model = LogisticRegression(C=1.0, max_iter=2000).fit([x for x, _ in fit], [y for _, y in fit])
    weights = {
        "weights": [round(float(w), 4) for w in model.coef_[0]],
        "intercept": round(float(model.intercept_[0]), 4),
    }
    sure.FITTED.write_text(json.dumps(weights) + "\n", encoding="utf-8")
    chances = model.predict_proba([x for x, _ in test])[:, 1]
    truth = numpy.array([y for _, y in test])
    for low, high in itertools.pairwise((0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.001)):
        inside = (chances >= low) & (chances < high)
        if inside.any():
            print(
                f"{low:.2f}: {inside.mean():6.1%} of words, said {chances[inside].mean():.1%}, right {truth[inside].mean():.1%}"
            )
    order = numpy.argsort(-chances)
    for share in (0.6, 0.65, 0.7, 0.75, 0.8):
        top = order[: int(share * len(order))]
        print(f"surest {share:.0%}: right {truth[top].mean():.1%}, from {chances[top[-1]]:.3f}")
    print(f"{len(truth)} words, right {truth.mean():.1%}")


if __name__ == "__main__":
    main()
