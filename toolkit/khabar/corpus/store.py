"""An open corpus file: its documents, and SQL over its views."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas
import pyarrow.parquet as pq

from khabar.corpus import rows
from khabar.corpus.build import about
from khabar.corpus.query import Query, parse
from khabar.text.errors import KhabarError


class Store:
    """The file of a corpus, read by DuckDB and pyarrow; nothing of it is held."""

    def __init__(self, path: Path):
        self.path = path
        self.about: dict[str, Any] = about(path)
        self.metadata: list[str] = [*self.about["meta"], "id"]

    def parse(self, query: str) -> Query:
        """A query over this corpus's attributes and metadata."""
        return parse(query, self.metadata)

    def connection(self) -> Any:
        """DuckDB with the views documents, words (``i`` counts them from 1), attributions and events."""
        import duckdb

        found = duckdb.connect()
        found.execute("SET enable_progress_bar = false")  # it would write into what is printed
        place = str(self.path.resolve()).replace("'", "''")
        source = f"read_parquet('{place}')"
        meta = "".join(f'"{name}", ' for name in self.about["meta"])
        words = ", ".join(f'unnest("{name}") AS "{name}"' for name in rows.WORDS)
        head = ", ".join(f'"{name}"' for name in rows.HEAD)
        found.execute(f"CREATE VIEW documents AS SELECT {head}, {meta}n_words FROM {source}")
        found.execute(
            f"CREATE VIEW words AS SELECT id, {meta}generate_subscripts(form, 1) AS i, {words} FROM {source}"
        )
        for layer, name in (("attributions", "attribution"), ("events", "event")):
            found.execute(
                f"CREATE VIEW {layer} AS SELECT id, {meta}item.id AS {name}, item.* EXCLUDE (id) "
                f"FROM (SELECT id, {meta}unnest({layer}) AS item FROM {source})"
            )
        return found

    def sql(self, query: str, values: Sequence[Any] = ()) -> pandas.DataFrame:
        """The answer of DuckDB to a query over the views.

        Raises:
            KhabarError: DuckDB cannot read the query; the message is its own.
        """
        import duckdb

        with self.connection() as connection:
            try:
                return pandas.DataFrame(connection.execute(query, list(values)).df())
            except duckdb.Error as error:
                first = str(error).partition("\n")[0]
                raise KhabarError(f"DuckDB cannot answer the query: {first}") from None

    def documents(self) -> pandas.DataFrame:
        """A row a text: what is known of it, and its words."""
        names = [*rows.HEAD, *self.about["meta"], "n_words"]
        return pandas.DataFrame(pq.read_table(self.path, columns=names).to_pandas())

    @cached_property
    def ids(self) -> list[str]:
        return list(pq.read_table(self.path, columns=["id"])["id"].to_pylist())

    def sizes(self, by: str | None) -> pandas.Series:
        """Words (punctuation left out) by a metadata, or of all under the empty text."""
        found = self.documents()
        if by is None:
            return pandas.Series({"": int(found["n_words"].sum())})
        return pandas.Series(found.groupby(by)["n_words"].sum())

    def each(self, columns: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
        """The rows, one after the other."""
        with pq.ParquetFile(self.path) as file:
            for batch in file.iter_batches(16, columns=list(columns) if columns else None):
                yield from batch.to_pylist()

    def row(self, id: str) -> dict[str, Any]:
        """The row of one document.

        Raises:
            KhabarError: there is none of this id.
        """
        if id not in self.ids:
            raise KhabarError(f"The corpus has no text {id!r}: corpus.documents() lists them.")
        place = self.ids.index(id)
        with pq.ParquetFile(self.path) as file:
            for group in range(file.num_row_groups):
                size = file.metadata.row_group(group).num_rows
                if place < size:
                    return dict(file.read_row_group(group).slice(place, 1).to_pylist()[0])
                place -= size
        raise AssertionError

    def tokens(self) -> Iterator[tuple[str, list[str]]]:
        """The id and the surface tokens of each document."""
        for row in self.each(["id", "paragraph", "position", "token"]):
            places = zip(row["paragraph"], row["position"], strict=True)
            found = dict(zip(places, row["token"], strict=True))
            yield row["id"], list(found.values())
