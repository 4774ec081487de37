"""The concordance in a notebook: lines right to left, as many as there are; from a number to its lines,
from a line to its text."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import pandas
import traitlets

from khabar.text.errors import KhabarError
from khabar.widgets._base import Widget, source

if TYPE_CHECKING:
    from khabar.corpus import Corpus  # its packages come with the extra corpus

SHOWN = 60  # lines in the page without a script


class Concordance(Widget):
    """Search a corpus and walk through the lines.

    With ``table`` (an answer of the corpus that has a column ``lines``) its rows stand above: the first
    click, on a row, shows the lines behind its number; the second, on a line, its passage in its text.

    Args:
        corpus: the corpus.
        query: the first query.
        table: rows whose lines may be asked for.

    Traitlets:
        query, sort: what is shown and in which order (text, before, match, after).
        first: the first line that the page asks for; ``lines``: those from ``first`` on; ``total``.
        chosen: the number of the chosen line, or -1; ``passage``: where it stands, in its paragraph.
        row: the chosen row of the table, or -1.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import mkdtemp
        >>> folder = Path(mkdtemp())
        >>> _ = (folder / "one.txt").write_text("قال الوزير إن الوفد وصل.", encoding="utf-8")
        >>> corpus = khabar.Corpus.read(folder, folder / "one.parquet")
        >>> Concordance = khabar.widgets.Concordance
        >>> Concordance(corpus, "الوفد").total
        1
    """

    _esm = source("concordance.js")
    _css = source("concordance.css")

    query = traitlets.Unicode("").tag(sync=True)
    sort = traitlets.Enum(["text", "before", "match", "after"], default_value="text").tag(sync=True)
    first = traitlets.Int(0).tag(sync=True)
    lines: traitlets.List = traitlets.List().tag(sync=True)
    total = traitlets.Int(0).tag(sync=True)
    message = traitlets.Unicode("").tag(sync=True)
    chosen = traitlets.Int(-1).tag(sync=True)
    passage = traitlets.Dict().tag(sync=True)
    heads: traitlets.List = traitlets.List().tag(sync=True)
    rows: traitlets.List = traitlets.List().tag(sync=True)
    row = traitlets.Int(-1).tag(sync=True)

    def __init__(
        self, corpus: Corpus, query: str = "", table: pandas.DataFrame | None = None, **options: Any
    ):
        self._corpus = corpus
        self._found = pandas.DataFrame()
        self._queries: list[str] = []
        super().__init__(**options)
        if table is not None:
            if "lines" not in table.columns:
                raise KhabarError(
                    "The table has no column 'lines': give an answer of the corpus that has one."
                )
            shown = table.head(200)
            self._queries = shown["lines"].astype(str).tolist()
            columns = [name for name in shown.columns if not str(name).startswith("lines")]
            self.heads = [str(name) for name in columns]
            self.rows = [[_cell(value) for value in row] for row in shown[columns].itertuples(index=False)]
        self.query = query

    @traitlets.observe("row")
    def _ask_for_row(self, _change: Any) -> None:
        if 0 <= self.row < len(self._queries):
            self.query = self._queries[self.row]

    @traitlets.observe("query", "sort")
    def _search(self, _change: Any) -> None:
        self.chosen, self.passage = -1, {}
        try:
            found = (
                self._corpus.concordance(self.query, sort=self.sort)
                if self.query.strip()
                else pandas.DataFrame()
            )
            self.message = ""
        except KhabarError as error:
            found, self.message = pandas.DataFrame(), str(error)
        self._found = found
        with self.hold_sync():
            self.total, self.first = len(found), 0
            self._send_lines()

    @traitlets.observe("first")
    def _send_lines(self, _change: Any = None) -> None:
        part = self._found.iloc[max(0, self.first) : max(0, self.first) + SHOWN]
        self.lines = [[row.before, row.match, row.after, row.id] for row in part.itertuples(index=False)]

    @traitlets.observe("chosen")
    def _show_passage(self, _change: Any) -> None:
        if not 0 <= self.chosen < len(self._found):
            self.passage = {}
            return
        line = self._found.iloc[self.chosen]
        document = self._corpus[line["id"]]
        sentences = document.paragraphs[int(line["paragraph"]) - 1]
        here = document.sentences[int(line["sentence"]) - 1]
        name = self._corpus.documents().set_index("id").loc[line["id"], "name"]
        self.passage = {
            "name": str(name),
            "where": f"paragraph {line['paragraph']}, token {line['position']}",
            "sentences": [[sentence.text, sentence is here] for sentence in sentences],
        }

    def to_html(self) -> str:
        """The first lines as a table, without a script."""
        rows = "".join(
            f"<tr><td>{escape(before)}</td><td><b>{escape(match)}</b></td><td>{escape(after)}</td>"
            f"<td>{escape(id)}</td></tr>"
            for before, match, after, id in self.lines
        )
        arabic = f'lang="ar" dir="rtl" style="font:1.25em {escape(self.fonts)}"'
        said = escape(self.message) or f'{self.total} lines of <code dir="auto">{escape(self.query)}</code>'
        return f"<p>{said}</p><table {arabic}>{rows}</table>"


def _cell(value: Any) -> str:
    return f"{value:,.4g}" if isinstance(value, float) else str(value)
