"""The second defensible answers of the article's disputed words, as docs/annotation.md lists them.

Data, not code: ``data/article/alternatives.tsv``, a line for each word, layer (upos, case, head or
deprel) and value, with the number of the decision in docs/annotation.md.
"""

from __future__ import annotations

import csv
from functools import cache

from khabar.document import ARTICLE, Sentence, Word

Alternatives = dict[str, set[str]]
"""A layer to the values that can be defended beside the gold one; ``_`` means none (no case)."""


@cache
def _all() -> dict[tuple[str, int, str], Alternatives]:
    found: dict[tuple[str, int, str], Alternatives] = {}
    with (ARTICLE / "alternatives.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            layers = found.setdefault((row["sent_id"], int(row["word"]), row["form"]), {})
            layers.setdefault(row["layer"], set()).add(row["value"])
    return found


def defensible(sentence: Sentence, word: Word, layer: str) -> set[str]:
    """Every value of ``layer`` that an expert could defend for ``word``: the annotated one and, in the
    article, the alternatives."""
    annotated = {
        "upos": word.upos or "_",
        "case": word.feats.get("Case", "_"),
        "head": str(word.head),
        "deprel": word.deprel or "_",
    }[layer]
    return {annotated} | _all().get((sentence.sent_id or "", word.id, word.form), {}).get(layer, set())
