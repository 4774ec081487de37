"""What words do in a corpus: frequency, dispersion, keyness, company, sequences.

DuckDB counts, nltk and scipy measure; a formula that stands here names its source. Each function
takes a table of counts or an open corpus and gives a DataFrame.
"""

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

COUNTED = ("lemma", "form", "root", "pattern", "upos", "speaker", "deprel")
_SMALL = 0.5  # counted for a word that a part has not (Hardie 2014)


def _counted(name: str, allowed: tuple[str, ...] | list[str]) -> str:
    if name not in allowed:
        raise KhabarError(f"{name!r} cannot be counted by: choose one of {', '.join(allowed)}.")
    return name


def _lines(of: str, values: pandas.Series, upos: pandas.Series | None = None) -> pandas.Series:
    """The queries that find the words of each row."""
    wanted = of + "=" + values.map(quoted)
    if upos is not None:
        wanted = wanted + " & pos=" + upos.map(quoted)
    return "[" + wanted + "]"


def frequency(store: Store, of: str, by: str | None, least: int) -> pandas.DataFrame:
    """Columns: the value (lemmas with their part of speech), [metadata], count, texts, per_million."""
    _counted(of, COUNTED)
    keys = [of, *(["upos"] if of in ("lemma", "form") else [])]
    groups = [*keys, *([_counted(by, store.metadata)] if by else [])]
    names = ", ".join(f'"{name}"' for name in groups)
    frame = store.sql(
        f"SELECT {names}, count(*) AS count, count(DISTINCT id) AS texts FROM words "
        f"WHERE upos <> 'PUNCT' AND \"{of}\" IS NOT NULL GROUP BY {names} HAVING count(*) >= {int(least)} "
        f"ORDER BY count DESC, {names}"
    )
    sizes = store.sizes(by)
    total = frame[by].map(sizes) if by else sizes[""]
    frame["per_million"] = 1e6 * frame["count"] / total
    frame["lines"] = _lines(of, frame[of], frame["upos"] if "upos" in keys and of != "upos" else None)
    if by:
        frame["lines"] += f" :: {by}=" + frame[by].map(quoted)
    return frame


def dispersion(store: Store, of: str, by: str, least: int) -> pandas.DataFrame:
    """Columns: the value, count, parts (that have it), dp, dp_norm.

    DP is Gries' deviation of proportions: 0 spread as the parts are large, towards 1 in one part;
    dp_norm divides by its greatest value, 1 less the share of the smallest part (Gries 2008).
    """
    uses("gries2008")
    _counted(of, COUNTED)
    part = "id" if by == "id" else _counted(by, store.metadata)
    counts = store.sql(
        f'SELECT "{of}", "{part}" AS part, count(*) AS n FROM words '
        f"WHERE upos <> 'PUNCT' AND \"{of}\" IS NOT NULL GROUP BY ALL"
    )
    sizes = store.sizes(part)
    return (
        dispersions(counts.rename(columns={of: "value"}), sizes, least)
        .rename(columns={"value": of})
        .pipe(lambda frame: frame.assign(lines=_lines(of, frame[of])))
    )


def dispersions(counts: pandas.DataFrame, sizes: pandas.Series, least: int = 1) -> pandas.DataFrame:
    """DP of each value from counts (value, part, n) and the sizes of the parts, by part."""
    expected = sizes / sizes.sum()
    total = counts.groupby("value")["n"].transform("sum")
    counts = counts[total >= least].assign(total=total)
    observed = counts["n"] / counts["total"]
    share = counts["part"].map(expected)
    # Parts without the value: their expected shares are what is missing of 1.
    by_value = pandas.DataFrame(
        {"value": counts["value"], "gap": (observed - share).abs(), "share": share, "n": counts["n"]}
    ).groupby("value")
    frame = pandas.DataFrame({"count": by_value["n"].sum(), "parts": by_value["n"].size()})
    frame["dp"] = (by_value["gap"].sum() + 1 - by_value["share"].sum()) / 2
    frame["dp_norm"] = frame["dp"] / (1 - expected.min()) if len(sizes) > 1 else 0.0
    return frame.reset_index().sort_values(["count", "value"], ascending=[False, True], ignore_index=True)


def keyness(store: Store, by: str, value: str, against: str | None, of: str, least: int) -> pandas.DataFrame:
    """What is used more in the texts of one value of a metadata than in the others.

    Columns: the value, upos, count, count_other, per_million, per_million_other, log_likelihood, p,
    q (Benjamini and Hochberg 1995), log_ratio with low, high.
    """
    uses("dunning1993", "hardie2014", "katz1978", "benjamini1995")
    from scipy import stats

    counted = frequency(store, of, by, 1)
    sizes = store.sizes(by)
    for wanted in filter(None, (value, against)):
        if wanted not in sizes.index:
            raise KhabarError(f"No text has {by}={wanted!r}: there are {', '.join(map(str, sizes.index))}.")
    keys = [name for name in (of, "upos") if name in counted]
    here = counted[counted[by] == value].groupby(keys)["count"].sum()
    others = counted[counted[by] == against] if against else counted[counted[by] != value]
    frame = pandas.DataFrame({"count": here, "count_other": others.groupby(keys)["count"].sum()}).fillna(0)
    frame = frame[frame.sum(axis=1) >= least].reset_index()
    size, other = sizes[value], sizes[against] if against else sizes.sum() - sizes[value]
    if not size or not other:
        raise KhabarError("There is nothing to compare with: give texts of two values at least.")
    frame["per_million"], frame["per_million_other"] = (
        1e6 * frame["count"] / size,
        1e6 * frame["count_other"] / other,
    )
    frame["log_likelihood"] = log_likelihood(frame["count"], frame["count_other"], size, other)
    frame["p"] = stats.chi2.sf(frame["log_likelihood"], df=1)
    frame["q"] = stats.false_discovery_control(frame["p"]) if len(frame) else []
    frame[["log_ratio", "low", "high"]] = log_ratio(frame["count"], frame["count_other"], size, other)
    frame["lines"] = _lines(of, frame[of], frame["upos"] if "upos" in keys and of != "upos" else None)
    frame["lines"] += f" :: {by}={quoted(value)}"
    order = frame["log_likelihood"] * np.sign(frame["log_ratio"])
    return frame.loc[order.sort_values(ascending=False, kind="stable").index].reset_index(drop=True)


def log_ratio(one: pandas.Series, other: pandas.Series, size: float, size_other: float) -> pandas.DataFrame:
    """The binary logarithm of the ratio of two rates: each 1 doubles it (Hardie 2014), with the ends of its
    95 % interval (Katz and others 1978). A word that a part has not counts there as half a word (Hardie)."""
    one, other = one.clip(lower=_SMALL), other.clip(lower=_SMALL)
    found = np.log2((one / size) / (other / size_other))
    spread = 1.96 * np.sqrt(1 / one - 1 / size + 1 / other - 1 / size_other) / np.log(2)
    return pandas.DataFrame({"log_ratio": found, "low": found - spread, "high": found + spread})


def log_likelihood(one: pandas.Series, other: pandas.Series, size: float, size_other: float) -> pandas.Series:
    """G² of the table of four cells, word or not in one part or the other (Dunning 1993)."""
    from scipy.special import xlogy

    cells = np.array([one, size - one, other, size_other - other], float)
    total = size + size_other
    both = cells[0] + cells[2]
    expected = (
        np.array([size * both, size * (total - both), size_other * both, size_other * (total - both)]) / total
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(cells > 0, cells / expected, 1.0)
    return pandas.Series(2 * xlogy(cells, ratio).sum(axis=0), index=getattr(one, "index", None))


def collocates(store: Store, query: str, of: str, window: int, least: int) -> pandas.DataFrame:
    """The company of what a query finds, within ``window`` words on either side in the sentence.

    Columns: the value, together, count (in the corpus), expected, log_likelihood (Dunning 1993), pmi
    (Church and Hanks 1990), both by nltk, and log_dice (Rychlý 2008).
    """
    uses("dunning1993", "church1990", "rychly2008", "evert2011")
    from nltk.metrics import BigramAssocMeasures

    _counted(of, COUNTED)
    parsed = store.parse(query)
    near, all_, looked, words = search.neighbours(store.path, parsed, of, window)
    found = sum(search.counts(store.path, parsed)["matches"])
    rows = []
    for value, together in near.items():
        if together >= least:
            # A window may hold a word twice, and two windows share words: never more than there are.
            table = min(together, all_[value]), (looked, all_[value]), words
            rows.append(
                (
                    value, together, all_[value], looked * all_[value] / words,
                    BigramAssocMeasures.likelihood_ratio(*table), BigramAssocMeasures.pmi(*table),
                    log_dice(together, found, all_[value]),
                )
            )  # fmt: skip
    names = [of, "together", "count", "expected", "log_likelihood", "pmi", "log_dice"]
    frame = pandas.DataFrame(rows, columns=names).sort_values(
        ["log_dice", of], ascending=[False, True], ignore_index=True
    )
    between = f"[]{{0,{window - 1}}}" if window > 1 else ""
    word, texts = _lines(of, frame[of]), ""
    if "::" in query:
        query, _, texts = query.partition("::")
        texts = f" :: {texts.strip()}"
    if "|" not in query.replace('"|"', ""):
        node = query.strip()
        frame["lines"] = f"{node} {between} " + word + " | " + word + f" {between} {node}{texts}"
    return frame


def log_dice(together: float, one: float, other: float) -> float:
    """14 + log2 of Dice's coefficient (Rychlý 2008): at most 14, a word less half as often."""
    return float(14 + np.log2(2 * together / (one + other)))


def ngrams(store: Store, n: int, of: str, least: int, by: str | None) -> pandas.DataFrame:
    """Sequences of ``n`` words inside sentences, punctuation left out. Columns: ngram, count, texts."""
    if not 2 <= n <= 6:
        raise KhabarError(f"n={n}: sequences of 2 to 6 words are counted.")
    _counted(of, COUNTED)
    extra = [_counted(by, store.metadata)] if by else []
    names = ", ".join(["ngram", *(f'"{name}"' for name in extra)])
    leads = [f'lead("{of}", {k}) OVER w' for k in range(1, n)]
    parts = ", ".join([f'"{of}"', *leads])
    frame = store.sql(
        f"SELECT {names}, count(*) AS count, count(DISTINCT id) AS texts FROM ("
        f"SELECT id, {''.join(f'{chr(34)}{name}{chr(34)}, ' for name in extra)}"
        f"[{parts}] AS ngram FROM words WHERE upos <> 'PUNCT' "
        f"WINDOW w AS (PARTITION BY id, sentence ORDER BY i)) "
        f"WHERE list_count(ngram) = {n} "
        f"GROUP BY {names} HAVING count(*) >= {int(least)} ORDER BY count DESC, {names}"
    )
    pieces = frame["ngram"].map(list)
    frame["ngram"] = pieces.map(" ".join)
    gap = ' [pos="PUNCT"]{0,3} '
    frame["lines"] = pieces.map(lambda words: gap.join(f"[{of}={quoted(word)}]" for word in words))
    if by:
        frame["lines"] += f" :: {by}=" + frame[by].map(quoted)
    return frame
