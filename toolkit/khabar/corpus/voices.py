"""Who is given words in a corpus, through whom, with which verbs; and what happened when, how certainly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas

from khabar.corpus.provenance import uses
from khabar.corpus.query import quoted
from khabar.discourse.model import AUTHOR
from khabar.text.errors import KhabarError

if TYPE_CHECKING:
    import networkx

    from khabar.corpus.store import Store


def _where(by: str | None, metadata: list[str]) -> str:
    if by is not None and by not in metadata:
        raise KhabarError(f"There is no metadata {by!r}: there are {', '.join(metadata)}.")
    return f'"{by}", ' if by else ""


def profiles(store: Store, by: str | None, least: int) -> pandas.DataFrame:
    """A row a speaker [and a value of ``by``]: words (syntactic, as everywhere in a corpus) given to it, their share, relations of saying, of
    those direct, mixed, indirect, nested (its words reach us through another), relayed (through an
    outlet), the most frequent verbs, outlets between, and the writer's stances."""
    uses("pareti2015")
    extra = _where(by, store.metadata)
    said = store.sql(
        f"SELECT {extra}speaker, count(*) AS words FROM words WHERE upos <> 'PUNCT' AND speaker IS NOT NULL "
        "GROUP BY ALL"
    )
    relations = store.sql(
        f"SELECT {extra}speaker, count(*) AS relations, "
        + ", ".join(
            f"count(*) FILTER (mode = '{mode}') AS {mode}" for mode in ("direct", "mixed", "indirect")
        )
        + ", count(*) FILTER (nested_in IS NOT NULL) AS nested, count(*) FILTER (via IS NOT NULL) AS relayed, "
        + ", ".join(f"{_ranked(name)} AS {name}s" for name in ("verb", "via", "stance"))
        + " FROM attributions GROUP BY ALL"
    )
    keys = [*([by] if by else []), "speaker"]
    frame = said.merge(relations, on=keys, how="outer")
    counts = ["words", "relations", "direct", "mixed", "indirect", "nested", "relayed"]
    frame[counts] = frame[counts].fillna(0).astype(int)
    names = ["verbs", "vias", "stances"]
    frame[names] = frame[names].fillna("")
    total = frame.groupby(by)["words"].transform("sum") if by else frame["words"].sum()
    frame.insert(len(keys) + 1, "share", frame["words"] / total)
    frame = frame[frame["words"] + frame["relations"] >= least]
    frame = frame.sort_values(["words", *keys], ascending=[False, *([True] * len(keys))], ignore_index=True)
    texts = f" :: {by}=" + frame[by].map(quoted) if by else ""
    frame["lines"] = "[speaker=" + frame["speaker"].map(quoted) + ' & pos!="PUNCT"]' + texts
    says = "[says=" + frame["speaker"].map(quoted)
    frame["lines_of_relations"] = says + "]" + texts
    for mode in counts[2:]:  # "indirect relayed" is both
        frame[f"lines_of_{mode}"] = says + f' & mode="(.* )?{mode}( .*)?"]' + texts
    return frame


def _ranked(name: str) -> str:
    """SQL: the five most frequent values with their counts, as one text."""
    return (
        f"array_to_string(list_transform(list_slice(list_sort(list_transform(map_entries(histogram({name}) "
        f"FILTER ({name} IS NOT NULL)), lambda e: {{'n': -e.value::INT, 'name': e.key}})), 1, 5), "
        "lambda s: s.name || ' ' || (-s.n)), '، ')"
    )


def network(store: Store, by: str | None, least: int) -> pandas.DataFrame:
    """Who lets whom speak: a row an edge, columns reporter, speaker, relations, texts.

    The reporter is the speaker of the attribution around, else the outlet that relays the words,
    else the text itself (its ``by``, such as its outlet, where one is given).
    """
    uses("pareti2015")
    _where(by, store.metadata)
    itself = f"coalesce(a.\"{by}\", '{AUTHOR}')" if by else f"'{AUTHOR}'"
    frame = store.sql(
        f"SELECT coalesce(o.speaker, a.via, {itself}) AS reporter, a.speaker AS speaker, count(*) AS relations, "
        "count(DISTINCT a.id) AS texts FROM attributions a LEFT JOIN attributions o "
        "ON a.id = o.id AND a.nested_in = o.attribution GROUP BY ALL "
        f"HAVING count(*) >= {int(least)} ORDER BY relations DESC, reporter, speaker"
    )
    says, reporter = "[says=" + frame["speaker"].map(quoted), frame["reporter"].map(quoted)
    frame["lines"] = says + " & through=" + reporter + "]"
    own = frame["reporter"].isin(store.documents()[by]) if by else frame["reporter"] == AUTHOR
    texts = f" :: {by}=" + reporter[own] if by else ""
    frame.loc[own, "lines"] = says[own] + ' & !through=".+"]' + texts
    return frame


def graph(edges: pandas.DataFrame) -> networkx.DiGraph:
    """The edges as networkx's graph: weights are relations."""
    import networkx

    named = edges.rename(columns={"relations": "weight"})
    return networkx.from_pandas_edgelist(
        named, "reporter", "speaker", ["weight"], create_using=networkx.DiGraph
    )


_LENGTH = {
    "day": {"days": 1}, "week": {"weeks": 1}, "month": {"months": 1}, "quarter": {"months": 3}, "year": {"years": 1},
}  # fmt: skip


def timeline(store: Store, unit: str, query_lemma: str | None, by: str | None) -> pandas.DataFrame:
    """Events by the date of their text and how certain they are held to be (FactBank's values).

    Columns: period (its first day), [metadata], factuality, events, texts. Texts without an ISO date
    are left out; their number stands in the provenance.
    """
    uses("sauri2009")
    if unit not in _LENGTH:
        raise KhabarError(f"{unit!r} is no period: choose one of {', '.join(_LENGTH)}.")
    extra = _where(by, store.metadata)
    wanted: list[Any] = [query_lemma] if query_lemma else []
    frame = store.sql(
        f"SELECT date_trunc('{unit}', try_cast(date AS DATE))::DATE AS period, {extra}factuality, "
        "count(*) AS events, count(DISTINCT id) AS texts FROM events WHERE try_cast(date AS DATE) IS NOT NULL"
        + (" AND lemma = ?" if wanted else "")
        + " GROUP BY ALL ORDER BY ALL",
        wanted,
    )
    period = pandas.to_datetime(frame["period"])
    after = period + pandas.DateOffset(**_LENGTH[unit])  # type: ignore[arg-type]
    frame["period"] = period.dt.strftime("%Y-%m-%d")
    lemma = f"lemma={quoted(query_lemma)} & " if query_lemma else ""
    frame["lines"] = (
        "[" + lemma + "factuality=" + frame["factuality"].map(quoted) + '] :: date>="' + frame["period"]
        + '" & date<"' + after.dt.strftime("%Y-%m-%d") + '"'
    )  # fmt: skip
    if by:
        frame["lines"] += f" & {by}=" + frame[by].map(quoted)
    return frame
