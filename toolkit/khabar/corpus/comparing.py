"""Outlets, periods and actors compared with intervals: texts are drawn again, not words, since the
words of one text are not independent of each other (the bootstrap; Efron and Tibshirani 1993)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas

from khabar.corpus import search
from khabar.corpus.provenance import uses
from khabar.corpus.query import quoted
from khabar.text.errors import KhabarError

if TYPE_CHECKING:
    from khabar.corpus.store import Store


def compare(
    store: Store, query: str, by: str, per: int, level: float, seed: int, draws: int
) -> pandas.DataFrame:
    """How often a query matches by a metadata: a row a value. Columns: matches, words, texts, rate (per
    ``per`` words) with low and high, difference (from the rate of all other texts) with its own low and
    high, and lines. With fewer than two texts there is no interval: NaN."""
    uses("efron1993", "evert2011")
    if by not in store.metadata:
        raise KhabarError(f"There is no metadata {by!r}: there are {', '.join(store.metadata)}.")
    parsed = store.parse(query)
    counted = search.counts(store.path, parsed).merge(store.documents()[["id", by]], on="id")
    rows = []
    for value, texts in counted.groupby(by, sort=True):
        others = counted[counted[by] != value]
        own, rest = (frame[["matches", "words"]].to_numpy(float) for frame in (texts, others))
        low, high = interval(own, None, per, level, seed, draws)
        least, most = interval(own, rest, per, level, seed, draws)
        rate = rate_of(own, per)
        difference = rate - rate_of(rest, per) if len(rest) else np.nan
        rows.append(
            (
                value,
                int(own[:, 0].sum()),
                int(own[:, 1].sum()),
                len(own),
                rate,
                low,
                high,
                difference,
                least,
                most,
            )
        )
    names = [
        by,
        "matches",
        "words",
        "texts",
        "rate",
        "low",
        "high",
        "difference",
        "difference_low",
        "difference_high",
    ]
    frame = pandas.DataFrame(rows, columns=names)
    joint = " & " if "::" in query else " :: "
    frame["lines"] = [f"{query}{joint}{by}={quoted(value)}" for value in frame[by]]
    return frame


def rate_of(texts: np.ndarray, per: int) -> float:
    """Matches per so many words in texts, a row (matches, words) each."""
    matches, words = texts.sum(axis=0) if len(texts) else (0.0, 0.0)
    return float(per * matches / words) if words else float("nan")


def interval(
    own: np.ndarray, rest: np.ndarray | None, per: int, level: float, seed: int, draws: int
) -> tuple[float, float]:
    """The percentile interval of the rate of texts, or of its difference from that of the rest, by scipy."""
    from scipy import stats

    if len(own) < 2 or (rest is not None and len(rest) < 2):
        return float("nan"), float("nan")

    def rates(places: np.ndarray, texts: np.ndarray) -> np.ndarray:
        drawn = texts[places]
        return np.asarray(per * drawn[..., 0].sum(axis=-1) / np.maximum(drawn[..., 1].sum(axis=-1), 1))

    def statistic(*places: np.ndarray, axis: int = -1) -> np.ndarray:
        first = rates(places[0].astype(int), own)
        return first if rest is None else first - rates(places[1].astype(int), rest)

    samples = (np.arange(len(own)), *(() if rest is None else (np.arange(len(rest)),)))
    found = stats.bootstrap(
        samples, statistic, n_resamples=draws, confidence_level=level, method="percentile", vectorized=True,
        batch=max(1, 2_000_000 // max(map(len, samples))), rng=np.random.default_rng(seed),
    )  # fmt: skip
    return float(found.confidence_interval.low), float(found.confidence_interval.high)
