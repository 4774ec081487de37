"""The attribution board: who says what, through whom, marked by dragging over words."""

from __future__ import annotations

from html import escape
from typing import Any

import traitlets

from khabar.course.interface import spoken
from khabar.discourse.model import AUTHOR, Discourse
from khabar.scores import evaluate
from khabar.text.document import Document, Sentence
from khabar.text.errors import KhabarError
from khabar.text.tables import CSS, marked_up
from khabar.widgets import _passage
from khabar.widgets._base import Exercise, Paged, named, source
from khabar.widgets._relations import PARTS, Relation, attribution, compare, relation

PAGE = 600  # surface tokens on a page, cut after a sentence
ROLES = {
    "source": "source",
    "cue": "cue",
    "content": "content",
    "addressee": "addressee",
    "via_span": "outlet",
}


NOBODY = "The annotation has no relation here: only the writer speaks."


class AttributionBoard(Exercise, Paged):
    """Select words by dragging or with shift and the arrow keys, then say what they are: the source (S),
    the cue (C), the content (T), whom it is told or who is judged (A), the outlet that relays the words (O). The board draws who says what,
    through whom, and compares it with an annotation.

    Args:
        document: the text.
        discourse: the annotation to compare with (``khabar.interpret(document)``); without it, nothing is
            checked.
        paragraphs: the numbers of the paragraphs to work on; by default all.

    Traitlets:
        relations: what is marked, ``[{"id": "r1", "source": [[1, 2, 4]], "cue": [[1, 1, 1]], "content": …,
            "addressee": …, "via_span": …, "name": "", "via": "", "nested_in": ""}]``: parts are lists of spans.
        current: the id of the relation that is being marked, or "".
        selection: the selected words, [paragraph, first, last], or [].
        notes: what was said of the relations when they were last checked.

    Raises:
        KhabarError: a paragraph that does not exist, or a discourse over another text.

    Example:
        >>> doc = khabar.article()
        >>> board = AttributionBoard(doc, khabar.interpret(doc), paragraphs=[1])
        >>> board.relations
        []
    """

    _esm = source("board.js")
    _css = source("board.css")
    _kept = ("relations", "checked")

    relations: traitlets.List = traitlets.List().tag(sync=True)
    current = traitlets.Unicode("").tag(sync=True)
    selection = traitlets.List(traitlets.Int(), default_value=[]).tag(sync=True)
    passage: traitlets.List = traitlets.List().tag(sync=True)
    notes: traitlets.List = traitlets.List().tag(sync=True)
    has_gold = traitlets.Bool(False).tag(sync=True)
    gold: traitlets.List = traitlets.List().tag(sync=True)
    revealed = traitlets.Bool(False).tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        document: Document,
        discourse: Discourse | None = None,
        paragraphs: list[int] | None = None,
        **options: Any,
    ):
        self.document = document
        self.discourse = discourse
        there = len(document.paragraphs)
        wanted = list(range(1, there + 1)) if paragraphs is None else list(paragraphs)
        for number in wanted:
            if not (isinstance(number, int) and 1 <= number <= there):
                raise KhabarError(f"There is no paragraph {number}: the text has {there}, counted from 1.")
        if discourse is not None and discourse.document.text != document.text:
            raise KhabarError("The discourse is over another text: give khabar.interpret(document).")
        self._paragraphs = set(wanted)
        self._pages = _pages([s for n in wanted for s in document.paragraphs[n - 1]])
        super().__init__(pages=len(self._pages), has_gold=discourse is not None, **options)
        self._turn()
        self._remember(named("mark", document.text, wanted), options)

    def to_discourse(self) -> Discourse:
        """What is marked as a discourse, which ``khabar.evaluate`` and ``khabar.plots`` take."""
        return Discourse(self.document, [attribution(item, self.document) for item in self.relations])

    def verdict(self, key: str, answer: Any) -> tuple[bool, str]:
        """How many relations are as in the annotation; :attr:`notes` says of each what is not."""
        if self.discourse is None:
            return False, "There is no annotation to compare with."
        gold = self._gold()
        marked = Discourse(self.document, [attribution(item, self.document) for item in answer])
        self.notes = compare(gold, marked, self._paragraphs)
        if not gold.attributions and not answer:
            return True, NOBODY
        right = sum(note["right"] for note in self.notes)
        scores = evaluate(gold, marked)
        overlap = scores["attribution_overlap"]
        said = (
            f"{right} of {len(gold.attributions)} relations are as in the annotation. Of the words of its "
            f"sources, cues and contents you have marked {overlap.recall:.0%}; of the words that you marked, "
            f"{overlap.precision:.0%} belong there."
        )
        return all(note["right"] for note in self.notes), said

    def _gold(self) -> Discourse:
        """The annotation of the paragraphs on the board."""
        here = [
            item
            for item in (self.discourse.attributions if self.discourse else [])
            if all(span[0] in self._paragraphs for span in (*item.cue, *item.content))
        ]
        return Discourse(self.document, here)

    @traitlets.validate("relations")
    def _of_this_text(self, proposal: Any) -> list[Relation]:
        found = [dict(item) for item in proposal["value"]]
        ids = [item.get("id") for item in found]
        if len(set(ids)) != len(ids) or not all(ids):
            raise traitlets.TraitError("Each relation needs an id of its own, such as r1.")
        for item in found:
            for part in ROLES:
                for span in item.get(part, ()):
                    if len(span) != 3 or not self._is_here(*span):
                        raise traitlets.TraitError(
                            f"The {ROLES[part]} of {item['id']} is no span of the text: give "
                            "[paragraph, first, last], counted from 1."
                        )
            if not _nests(item, found):
                raise traitlets.TraitError(f"{item['id']} cannot be nested in {item['nested_in']!r}.")
        return found

    def _is_here(self, paragraph: int, first: int, last: int) -> bool:
        places = self.document.offsets
        return (paragraph, first) in places and (paragraph, last) in places and first <= last

    @traitlets.observe("relations", "gold")
    def _quote(self, _change: Any = None) -> None:
        """The words of spans that are not on the page."""
        spans = {
            tuple(span)
            for item in (*self.relations, *self.gold)
            for part in ROLES
            for span in item.get(part, ())
        }
        self.texts = {",".join(map(str, span)): self.document.span_text(span) for span in sorted(spans)}

    @traitlets.observe("revealed")
    def _reveal(self, _change: Any) -> None:
        self.gold = [relation(item) for item in self._gold().attributions] if self.revealed else []

    @traitlets.observe("page")
    def _turn(self, _change: Any = None) -> None:
        self.passage = _passage.paragraphs(self._pages[self.page])

    def to_html(self) -> str:
        """The passage with what is marked, and the relations in words."""
        numbers = {item["id"]: str(n) for n, item in enumerate(self.relations, 1)}
        roles = {part: spoken(name) for part, name in ROLES.items()}
        marks = [
            (f"{roles[part]} {numbers[item['id']]}", item.get(part, ()))
            for item in self.relations
            for part in ROLES
        ]
        told = self.to_discourse()
        rows = []
        for item in told.attributions:
            parts = [
                f'{roles[part]}: <bdi lang="ar" dir="rtl" style="font:1.25em {escape(CSS)}">'
                f"{escape(told.text(spans))}</bdi>"
                for part in (*PARTS, "addressee")
                if (spans := getattr(item, part))
            ]
            chain = " → ".join(marked_up(name) for name in (AUTHOR, *told.chain(item)))
            rows.append(f"<li>{chain}<br>{'; '.join(parts)}</li>")
        listed = f"<ol>{''.join(rows)}</ol>" if rows else f"<p>{spoken('Nothing is marked yet.')}</p>"
        shown = [paragraph for page in self._pages[:3] for paragraph in _passage.paragraphs(page)]
        rest = (
            f"<p>{spoken('The first {} of {} pages are shown.', 3, self.pages)}</p>" if self.pages > 3 else ""
        )
        return f"{_passage.to_html(shown, marks)}{rest}{listed}"


def _nests(item: Relation, relations: list[Relation]) -> bool:
    """Whether the relations in which one is nested exist and do not lead back to it."""
    by_id = {other["id"]: other for other in relations}
    seen = {item["id"]}
    outer = item.get("nested_in")
    while outer:
        if outer not in by_id or outer in seen:
            return False
        seen.add(outer)
        outer = by_id[outer].get("nested_in")
    return True


def _pages(sentences: list[Sentence]) -> list[list[Sentence]]:
    pages: list[list[Sentence]] = [[]]
    for sentence in sentences:
        size = sum(len(other.tokens) for other in pages[-1])
        if pages[-1] and size + len(sentence.tokens) > PAGE:
            pages.append([])
        pages[-1].append(sentence)
    return pages
