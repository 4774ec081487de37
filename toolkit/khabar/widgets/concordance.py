"""The concordance in a notebook: lines right to left, as many as there are; from a number to its lines,
from a line to its text."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas
import traitlets

from khabar.course.interface import spoken
from khabar.text.errors import KhabarError
from khabar.text.tables import marked_up
from khabar.text.words import places
from khabar.widgets._base import Widget, source

if TYPE_CHECKING:
    from khabar.corpus import Corpus  # its packages come with the extra corpus

SHOWN = 60  # lines in the page without a script, and sent to it at a time
LISTED = 500_000  # lines that can be walked through: no browser draws a taller box
ROWS = 500  # of a table
WIDTH = 12  # tokens on each side: as many as a wide window holds


class Concordance(Widget):
    """Search a corpus and walk through the lines.

    With ``table`` (an answer of the corpus that has a column ``lines``) its rows stand above: the first
    click, on a row, shows the lines behind its number; the second, on a line, its passage in its text.

    Args:
        corpus: the corpus.
        query: the first query.
        table: rows whose lines may be asked for; the first 500 are shown.

    Traitlets:
        query, sort: what is shown and in which order (text, before, match, after).
        first: the first line that the page asks for; ``lines``: those from ``first`` on; ``total``.
        chosen: the number of the chosen line, or -1; ``passage``: where it stands, in its paragraph.
        row: the chosen row of the table, or -1; ``way``: which of its columns of queries.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import mkdtemp
        >>> folder = Path(mkdtemp())
        >>> _ = (folder / "two.txt").write_text("وصل الوفد. وغادر الوفد القاهرة.", encoding="utf-8")
        >>> corpus = khabar.Corpus.read(folder, folder / "two.parquet")
        >>> khabar.widgets.Concordance(corpus, "الوفد").total
        2
    """

    _esm = source("concordance.js")
    _css = source("concordance.css")

    query = traitlets.Unicode("").tag(sync=True)
    sort = traitlets.Enum(["text", "before", "match", "after"], default_value="text").tag(sync=True)
    first = traitlets.Int(0).tag(sync=True)
    lines: traitlets.List = traitlets.List().tag(sync=True)
    total = traitlets.Int(0).tag(sync=True)
    searches = traitlets.Int(0).tag(sync=True)
    message = traitlets.Unicode("").tag(sync=True)
    chosen = traitlets.Int(-1).tag(sync=True)
    passage = traitlets.Dict().tag(sync=True)
    heads: traitlets.List = traitlets.List().tag(sync=True)
    rows: traitlets.List = traitlets.List().tag(sync=True)
    ways: traitlets.List = traitlets.List().tag(sync=True)
    row = traitlets.Int(-1).tag(sync=True)
    way = traitlets.Unicode("lines").tag(sync=True)

    def __init__(
        self, corpus: Corpus, query: str = "", table: pandas.DataFrame | None = None, **options: Any
    ):
        self._corpus = corpus
        self._found = pandas.DataFrame()
        self._queries = pandas.DataFrame()
        super().__init__(**options)
        if table is not None:
            if "lines" not in table.columns:
                raise KhabarError(
                    "The table has no column 'lines': give an answer of the corpus that has one."
                )
            shown = table.head(ROWS)
            ways = [str(name) for name in shown.columns if str(name).startswith("lines")]
            columns = [name for name in shown.columns if name not in ways]
            self._queries = shown[ways].astype(str)
            self.ways, self.heads = ways, [str(name).replace("_", " ") for name in columns]
            self.rows = [[_cell(value) for value in row] for row in shown[columns].itertuples(index=False)]
        self.query = query

    @traitlets.observe("row", "way")
    def _ask_for_row(self, _change: Any) -> None:
        if 0 <= self.row < len(self._queries) and self.way in self._queries:
            self.query = str(self._queries[self.way].iloc[self.row])

    @traitlets.observe("query", "sort")
    def _search(self, _change: Any) -> None:
        message = ""
        found = pandas.DataFrame()
        if self.query.strip():
            try:
                found = self._corpus.concordance(self.query, width=WIDTH, sort=self.sort)
            except KhabarError as error:
                message = str(error)
            if len(found) > LISTED:
                message = f"Of {len(found):,} lines the first {LISTED:,} are listed: narrow the query."
        self._found = found
        with self.hold_sync():
            self.message, self.chosen, self.passage = message, -1, {}
            self.total, self.first = min(len(found), LISTED), 0
            self._send_lines()
            self.searches += 1

    @traitlets.observe("first")
    def _send_lines(self, _change: Any = None) -> None:
        part = self._found.iloc[max(0, self.first) : max(0, self.first) + SHOWN]
        self.lines = [[row.before, row.match, row.after] for row in part.itertuples(index=False)]

    @traitlets.observe("chosen")
    def _show_passage(self, _change: Any) -> None:
        if not 0 <= self.chosen < len(self._found):
            self.passage = {}
            return
        line = self._found.iloc[self.chosen]
        document = self._corpus[line["id"]]
        sentences = document.paragraphs[int(line["paragraph"]) - 1]
        here = document.sentences[int(line["sentence"]) - 1]
        place = [token.position for token in here.tokens].index(int(line["position"]))
        start = places(here.spelt, here.tokens)[place][0]
        end = start + len(line["match"])
        parts = [here.spelt[:start], here.spelt[start:end], here.spelt[end:]]
        known = self._corpus.documents().set_index("id").loc[line["id"]]
        facts = [(name, known[name]) for name in self._corpus.store.about["meta"] if known[name]]
        self.passage = {
            "name": str(known["name"]),
            "facts": [[name, str(value)] for name, value in facts]
            + [["paragraph", str(line["paragraph"])], ["sentence", str(line["sentence"])]],
            "sentences": [parts if sentence is here else [sentence.spelt, "", ""] for sentence in sentences],
        }

    def to_html(self) -> str:
        """The table, and the first lines, without a script."""
        rows = "".join(
            f"<tr><td>{escape(before)}</td><td><b>{escape(match)}</b></td><td>{escape(after)}</td></tr>"
            for before, match, after in self.lines
        )
        arabic = f'lang="ar" dir="rtl" style="font:1.25em {escape(self.fonts)}"'
        query = f'<code dir="auto">{escape(self.query)}</code>'
        said = escape(self.message) or spoken("{} lines of {}", f"{self.total:,}", query)
        numbers = "".join(
            "<tr>" + "".join(f"<td>{marked_up(cell)}</td>" for cell in cells) + "</tr>" for cells in self.rows
        )
        heads = "".join(f"<th>{escape(head)}</th>" for head in self.heads)
        table = f"<table><tr>{heads}</tr>{numbers}</table>" if numbers else ""
        lines = f"<p>{said}</p><table {arabic}>{rows}</table>" if self.query else ""
        return table + lines


def _cell(value: Any) -> str:
    if value != value:
        return "–"  # there is no such number
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return f"{value:,}" if isinstance(value, int | np.integer) else str(value)
