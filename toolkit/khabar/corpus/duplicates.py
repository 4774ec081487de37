"""Texts that repeat another, word for word or nearly: agency copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas

from khabar.corpus.provenance import uses
from khabar.corpus.query import quoted
from khabar.text.script import fold

SHINGLE = 4  # words
_HASHES = 128


def duplicates(texts: Iterable[tuple[str, list[str]]], threshold: float) -> pandas.DataFrame:
    """Pairs of texts that share at least ``threshold`` of their sequences of four words (Jaccard, as
    MinHash estimates it; Broder 1997). Columns: id, same_as (the earlier text), similarity, lines (both texts).

    Args:
        texts: an id and the surface tokens of each text.
    """
    uses("broder1997")
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=threshold, num_perm=_HASHES)
    known: dict[str, MinHash] = {}
    rows = []
    for id, tokens in texts:
        sketch = MinHash(num_perm=_HASHES, seed=1)
        sketch.update_batch([shingle.encode() for shingle in _shingles(tokens)])
        for other in index.query(sketch):
            similarity = sketch.jaccard(known[other])
            if similarity >= threshold:
                rows.append((id, other, similarity))
        index.insert(id, sketch)
        known[id] = sketch
    frame = pandas.DataFrame(rows, columns=["id", "same_as", "similarity"])
    frame["lines"] = (
        '[pos!="PUNCT"] :: id=' + frame["id"].map(quoted) + " | id=" + frame["same_as"].map(quoted)
    )
    return frame.sort_values(["similarity", "id"], ascending=[False, True], ignore_index=True)


def _shingles(tokens: list[str]) -> Iterator[str]:
    words = [word for word in map(fold, tokens) if word[:1].isalnum()]
    for start in range(max(1, len(words) - SHINGLE + 1)):
        yield " ".join(words[start : start + SHINGLE])
