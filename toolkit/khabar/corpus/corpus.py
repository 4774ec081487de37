"""The corpus: many annotated documents in one file, and what can be asked of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas

from khabar.corpus import annotators, comparing, export, measures, rows, search, voices
from khabar.corpus.annotate import Settings
from khabar.corpus.build import build, report_table
from khabar.corpus.duplicates import duplicates
from khabar.corpus.intake import LARGEST, described_by, texts
from khabar.corpus.provenance import VERSION, Table, hash_of, now, uses, with_provenance
from khabar.corpus.store import Store
from khabar.discourse.model import Discourse
from khabar.text.document import Document
from khabar.text.errors import KhabarError

if TYPE_CHECKING:
    import networkx


class Corpus:
    """A corpus file that is open. Texts are read one after the other; nothing is held.

    Every answer is a :class:`~khabar.corpus.Table` with ``provenance`` and, where its rows stand for
    words of the texts, a column ``lines``: the query that shows those words in their lines.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import mkdtemp
        >>> folder = Path(mkdtemp())
        >>> _ = (folder / "one.txt").write_text("قال الوزير إن الوفد وصل.", encoding="utf-8")
        >>> corpus = khabar.Corpus.read(folder, folder / "one.parquet")
        >>> corpus.concordance('[lemma="قال"] []{0,3} "إن"')["match"].tolist()
        ['قال الوزير إن']
    """

    def __init__(self, path: str | Path):
        """Open a corpus file.

        Raises:
            DataError: it is not there, or none of khabar's.
        """
        self.store = Store(Path(path))
        self.path = self.store.path

    @classmethod
    def read(
        cls,
        source: str | Path,
        output: str | Path,
        *,
        metadata: pandas.DataFrame | str | Path | None = None,
        discourse: bool = True,
        tree: bool = False,
        vowels: bool = True,
        largest: int = LARGEST,
        client: Any = None,
    ) -> Corpus:
        """Read the texts of a source into a corpus file; what has not changed since is not read again.

        Args:
            source: a folder, a zip, or a table (CSV, TSV, Parquet, JSON lines) with a column ``text``.
            output: the Parquet file. Work that was stopped goes on where it was.
            metadata: a table with a column ``file``; by default ``metadata.csv`` in the source.
            discourse: with attributions, names and events by rule, which takes most of the time.
            tree: with trees, and how sure each word is, as :func:`khabar.read` gives them: slower again.
            vowels: with trees, whether the neural diacritizer is a witness; without, three times as fast.
            largest: bytes of the longest file that is read.
            client: a ``dask.distributed.Client``: the same, on its workers.

        Raises:
            KhabarError: the source is not there or of no kind that can be read, or none of its texts is.
        """
        output = Path(output)
        names = list(dict.fromkeys([*rows.META, *described_by(source, metadata)]))
        if taken := sorted(set(names) & (set(rows.schema(())).union(rows.HEAD) | set(rows.WORDS))):
            raise KhabarError(f"The metadata {taken[0]!r} is called as a column of the corpus: rename it.")
        settings = Settings.here(VERSION, discourse, tree, vowels)
        build(texts(source, metadata, largest), output, settings, tuple(names), client)
        return cls(output)

    def __repr__(self) -> str:
        return f"<Corpus {self.path}: {len(self)} texts, {int(self.store.sizes(None).iloc[0]):,} words>"

    def __len__(self) -> int:
        return len(self.store.ids)

    def __iter__(self) -> Iterator[Document]:
        for row in self.store.each():
            yield rows.document(row)

    def __getitem__(self, id: str) -> Document:
        return rows.document(self.store.row(id))

    def discourse(self, id: str) -> Discourse:
        """The interpretation of one text, as it was made when the corpus was read."""
        row = self.store.row(id)
        return rows.discourse(row, rows.document(row))

    def _table(self, frame: pandas.DataFrame, method: str, **settings: Any) -> Table:
        about = self.store.about
        made = {
            "method": method, "settings": settings, "khabar": VERSION, "model": about["settings"]["model"],
            "corpus": str(self.path.name), "corpus_settings": about["settings"], "corpus_made": about["made"],
            "texts": len(self), "texts_sha256": self.hash, "made": now(),
        }  # fmt: skip
        return with_provenance(frame, made)

    @cached_property
    def hash(self) -> str:
        """One hash of the hashes of all texts, in their order."""
        return hash_of(*self.store.documents()["sha256"])

    def documents(self) -> Table:
        """A row a text: id, name in the source, hashes, encoding, what was done, metadata, words."""
        return self._table(self.store.documents(), "documents")

    @property
    def report(self) -> Table:
        """What became of each text that was given: read, or refused and why; what was done to it."""
        return self._table(report_table(self.path), "report")

    def duplicates(self, threshold: float = 0.8) -> Table:
        """Texts that repeat an earlier one, wholly or nearly (agency copy)."""
        found = duplicates(self.store.tokens(), threshold)
        return self._table(found, "duplicates", threshold=threshold)

    def sql(self, query: str) -> Table:
        """DuckDB's answer to a query over the views documents, words, attributions and events."""
        return self._table(self.store.sql(query), "sql", query=query)

    def concordance(self, query: str, width: int = 8, sort: str = "text", most: int | None = None) -> Table:
        """The lines that a query finds, set right to left by ``.show()``.

        Args:
            width: surface tokens on each side.
            sort: text (as they stand), before (from the word nearest to the match), match, after, or a metadata.
            most: stop after so many.
        """
        uses("evert2011")
        found = search.lines(self.path, self.store.parse(query), width, self.store.about["meta"], most)
        if sort in ("match", "after", *self.store.metadata):
            found = found.sort_values(sort, kind="stable", ignore_index=True)
        elif sort == "before":
            reverse = found["before"].map(lambda text: text.split()[::-1])
            found = found.loc[reverse.sort_values(kind="stable").index].reset_index(drop=True)
        elif sort != "text":
            raise KhabarError(
                f"Lines cannot be sorted by {sort!r}: choose text, before, match, after or a metadata."
            )
        return self._table(found, "concordance", query=query, width=width, sort=sort)

    def count(self, query: str) -> Table:
        """How often a query matches in each text."""
        return self._table(search.counts(self.path, self.store.parse(query)), "count", query=query)

    def frequency(self, of: str = "lemma", by: str | None = None, least: int = 1) -> Table:
        """How often each lemma (form, root, pattern, upos, speaker, deprel) occurs."""
        return self._table(
            measures.frequency(self.store, of, by, least), "frequency", of=of, by=by, least=least
        )

    def dispersion(self, of: str = "lemma", by: str = "id", least: int = 5) -> Table:
        """How evenly each lemma is spread over the texts, or over the values of a metadata."""
        return self._table(
            measures.dispersion(self.store, of, by, least), "dispersion", of=of, by=by, least=least
        )

    def collocates(self, query: str, of: str = "lemma", window: int = 4, least: int = 3) -> Table:
        """The company of the words that a query finds."""
        found = measures.collocates(self.store, query, of, window, least)
        return self._table(found, "collocates", query=query, of=of, window=window, least=least)

    def keyness(
        self, by: str, value: str, against: str | None = None, of: str = "lemma", least: int = 5
    ) -> Table:
        """What the texts of one outlet (period, actor) use more, or less, than another or all others."""
        found = measures.keyness(self.store, by, value, against, of, least)
        return self._table(found, "keyness", by=by, value=value, against=against, of=of, least=least)

    def ngrams(self, n: int = 2, of: str = "lemma", least: int = 3, by: str | None = None) -> Table:
        """Sequences of lemmas."""
        return self._table(
            measures.ngrams(self.store, n, of, least, by), "ngrams", n=n, of=of, least=least, by=by
        )

    def profiles(self, by: str | None = None, least: int = 1) -> Table:
        """Words and relations of saying given to each speaker, directly and through whom, with which verbs."""
        return self._table(voices.profiles(self.store, by, least), "profiles", by=by, least=least)

    def network(self, by: str | None = None, least: int = 1) -> Table:
        """Who lets whom speak, a row an edge."""
        return self._table(voices.network(self.store, by, least), "network", by=by, least=least)

    def graph(self, by: str | None = None, least: int = 1) -> networkx.DiGraph:
        """:meth:`network` as networkx's graph."""
        return voices.graph(self.network(by, least))

    def timeline(self, unit: str = "month", lemma: str | None = None, by: str | None = None) -> Table:
        """Events by period and certainty."""
        found = voices.timeline(self.store, unit, lemma, by)
        return self._table(found, "timeline", unit=unit, lemma=lemma, by=by)

    def compare(
        self, query: str, by: str, per: int = 1000, level: float = 0.95, seed: int = 1, draws: int = 2000
    ) -> Table:
        """How often a query matches by outlet, period or actor, with intervals."""
        found = comparing.compare(self.store, query, by, per, level, seed, draws)
        return self._table(
            found, "compare", query=query, by=by, per=per, level=level, seed=seed, draws=draws
        )  # fmt: skip

    def sample(self, size: int, seed: int = 1) -> list[str]:
        """The ids of texts drawn at random for annotation, the same for the same seed."""
        return annotators.draw(self.store.ids, size, seed)

    def export(self, folder: str | Path, format: str, ids: list[str] | None = None) -> list[Path]:
        """Write texts for another program; the files that were written.

        Args:
            format: conllu, csv, parquet (a row a word), tei, webannotation, cas (UIMA, for INCEpTION),
                brat, gloss-latex or gloss-html.
            ids: all texts if none is named.

        Raises:
            KhabarError: no such format, or no such text.
        """
        folder = Path(folder)
        if format == "parquet":
            folder.mkdir(parents=True, exist_ok=True)
            words = self.store.sql(
                "FROM words" + (" WHERE list_contains(?, id)" if ids else ""), [ids] if ids else []
            )
            words.to_parquet(folder / "words.parquet")
            return [folder / "words.parquet"]
        return [
            path
            for id in (self.store.ids if ids is None else ids)
            for path in export.write(self.discourse(id), id, folder, format)
        ]
