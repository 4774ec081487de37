"""The tree: what hangs from what in a sentence, to look at or to draw."""

from __future__ import annotations

from collections.abc import Collection
from html import escape
from typing import Any

import traitlets

from khabar.course.interface import spoken
from khabar.text import labels
from khabar.text.conllu import in_circles
from khabar.text.document import Document, Sentence, Word
from khabar.text.errors import KhabarError
from khabar.text.tables import CSS, gloss_in_words
from khabar.widgets._base import Exercise, find_sentence, named, source
from khabar.widgets._doubts import DOUBTFUL, described, reasons

_FUNCTION = ("ADP", "SCONJ", "CCONJ", "AUX", "PART", "DET")
UNPARSED = (
    "The program does not parse: the words of this text hang from one of them, which claims nothing. Read an "
    "annotated text, for example khabar.article()."
)


class Tree(Exercise):
    """The dependency tree of a sentence, right to left, with the i'rab of each word; punctuation is left out.

    Args:
        document: with heads annotated.
        sentence: its number, from 0, or its sent_id.
        exercise: whether the learner draws the arcs.

    Traitlets:
        heads: number of a word in its sentence, from 1, to that of its head (0: the root), ``{"2": 1}``.
        relations: number of a word to its relation, ``{"2": "nsubj"}``.
        with_relations: in an exercise, whether relations are asked for too.
        solved: whether every arc is right or defensible.
        selection: the chosen word, or 0; collapsed: the words whose branch is folded.
        current: the sentence that is shown, which the page can turn (not in an exercise).

    Raises:
        KhabarError: no such sentence, or an exercise on a text without annotated heads.

    Example:
        >>> Tree(khabar.article(), sentence=1, exercise=True).solved
        False
    """

    _esm = source("tree.js")
    _css = source("tree.css")
    _kept = ("heads", "relations", "with_relations", "checked")

    exercise = traitlets.Bool(False).tag(sync=True)
    current = traitlets.Int(0).tag(sync=True)
    sentences = traitlets.Int(1).tag(sync=True)
    words: traitlets.List = traitlets.List().tag(sync=True)
    heads = traitlets.Dict().tag(sync=True)
    relations = traitlets.Dict().tag(sync=True)
    with_relations = traitlets.Bool(False).tag(sync=True)
    solved = traitlets.Bool(False).tag(sync=True)
    selection = traitlets.Int(0).tag(sync=True)
    picking = traitlets.Bool(False).tag(sync=True)
    collapsed = traitlets.List(traitlets.Int()).tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)
    note = traitlets.Unicode("").tag(sync=True)

    def __init__(self, document: Document, sentence: int | str = 0, exercise: bool = False, **options: Any):
        self.document = document
        self._reasons = {} if exercise else reasons(document)
        number, self._sentence = find_sentence(document, sentence)
        if exercise and not _parsed(self._sentence):
            raise KhabarError(f"There are no arcs to compare with. {UNPARSED}")
        super().__init__(
            exercise=exercise,
            current=number,
            sentences=len(document.sentences),
            labels={
                "upos": labels.UPOS,
                "deprel": labels.DEPRELS,
                "layers": labels.LAYERS,
                "doubtful": DOUBTFUL,
            },
            **options,
        )
        if not self.words:
            self._turn()
        if exercise:
            self._remember(named("tree", document.text, number), options)

    @traitlets.validate("current")
    def _existing_sentence(self, proposal: Any) -> int:
        return max(0, min(int(proposal["value"]), len(self.document.sentences) - 1))

    @traitlets.validate("heads")
    def _possible_heads(self, proposal: Any) -> dict[str, int]:
        count = len(self._sentence.words)
        for key, head in proposal["value"].items():
            if key not in map(str, range(1, count + 1)) or head not in range(count + 1):
                raise traitlets.TraitError(
                    f'Give heads as {{"2": 1}}: words are numbered from 1 to {count}, the root is 0.'
                )
        return dict(proposal["value"])

    @traitlets.observe("current")
    def _turn(self, _change: Any = None) -> None:
        self._sentence = self.document.sentences[self.current]
        parsed = _parsed(self._sentence)
        with self.hold_sync():
            if self.words:  # what was chosen is of another sentence
                self.selection, self.collapsed = 0, []
            self.words = [
                _described(word) | described(word, self._sentence.words, self._reasons)
                for word in self._sentence.words
            ]
            self.note = "" if parsed else UNPARSED
            if not self.exercise:
                self.heads = {str(word.id): word.head or 0 for word in self._sentence.words}
                self.relations = {str(word.id): word.deprel or "dep" for word in self._sentence.words}

    @traitlets.observe("heads", "relations", "with_relations")
    def _settle(self, _change: Any = None) -> None:
        self.solved = self.exercise and all(
            self.verdict(str(word.id), self._answer(word))[0] for word in self._asked()
        )

    def _asked(self) -> list[Word]:
        return [word for word in self._sentence.words if word.upos != "PUNCT"]

    def _answer(self, word: Word) -> dict[str, Any]:
        return {"head": self.heads.get(str(word.id)), "deprel": self.relations.get(str(word.id))}

    def verdict(self, key: str, answer: Any) -> tuple[bool, str]:
        """Whether the arc to a word is right or defensible; what to think of if it is not."""
        word, head = self._sentence.words[int(key) - 1], answer.get("head")
        if head is None:
            return False, "It has no head yet."
        irab = word.misc.get("I3rab", "")
        if self._in_circle(word, head):
            return False, f"This closes a circle: {self._form(head)} hangs from {word.form} already."
        if str(head) not in word.defensible("head"):
            said = self._about_head(word, head)
            return False, f"{said} Its i'rab: {irab}." if irab else said
        if self.with_relations and answer.get("deprel") not in word.defensible("deprel"):
            said = "The head is right, the relation is not."
            return False, f"{said} Its i'rab: {irab}." if irab else said
        return True, irab

    def _about_head(self, word: Word, head: int) -> str:
        right = word.head or 0
        if right == 0:
            return "Nothing in the sentence governs this word: it is the root."
        if head == 0:
            return "The root is the one word from which all others hang; this word hangs from another."
        chosen = self._sentence.words[head - 1]
        if chosen.head == word.id:
            return _REVERSED.get(
                chosen.upos or "", "It is the other way round: {head} hangs from {word}."
            ).format(head=chosen.form, word=word.form)
        if chosen.upos in _FUNCTION:
            helped = self._form(chosen.head or 0)
            return f"{chosen.form} only helps {helped}: words hang from what is helped, not from the helper."
        if right in self._above(head):
            return (
                f"Go further up: {chosen.form} hangs, by one step or more, from the word that you look for."
            )
        if head in self._above(right):
            return (
                f"Go further down: the word that you look for hangs, by one step or more, from {chosen.form}."
            )
        return f"{chosen.form} is in another branch: ask which word {word.form} tells more about."

    def _above(self, number: int) -> list[int]:
        """The annotated heads of a word, up to the root (or once round, where they close a circle)."""
        found: list[int] = []
        while number and (number := self._sentence.words[number - 1].head or 0) not in found:
            found.append(number)
        return found

    def _in_circle(self, word: Word, head: int) -> bool:
        seen = {word.id}
        while head:
            if head in seen:
                return True
            seen.add(head)
            head = self.heads.get(str(head), 0)
        return False

    def _form(self, number: int) -> str:
        return self._sentence.words[number - 1].form if number else "the root"

    def to_html(self) -> str:
        """The tree as nested lists; of an exercise the words, each with the head that it has so far."""
        arabic = f'lang="ar" dir="rtl" style="font-family:{escape(CSS)};font-size:1.25em;line-height:1.9"'
        if self.exercise:
            rows = "".join(
                f"<li><b>{escape(word.form)}</b>"
                + (
                    f" ← {escape(self._form(head))}"
                    if (head := self.heads.get(str(word.id))) is not None
                    else ""
                )
                + "</li>"
                for word in self._asked()
            )
            asked = spoken("Draw the arcs: from which word does each word hang?")
            return f"<p>{asked}</p><ol {arabic}>{rows}</ol>"
        # Words that hang from themselves through others hang from no root: each of them is shown as one.
        circles = in_circles({word.id: word.head or 0 for word in self._sentence.words})
        roots = [word for word in self._asked() if not word.head or word.id in circles]
        return f"<div {arabic}>{self._branch(roots, {word.id for word in roots})}</div>"

    def _branch(self, words: list[Word], roots: Collection[int]) -> str:
        rows = []
        for word in words:
            term = labels.DEPRELS.get(word.deprel or "dep", (word.deprel, word.deprel))[1]
            children = self._sentence.children(word)
            below = [child for child in children if child.upos != "PUNCT" and child.id not in roots]
            rows.append(
                f"<li><b>{escape(word.vform)}</b> · {escape(term or '')} "
                f"<small>{escape(word.misc.get('I3rab', ''))}</small>{self._branch(below, roots)}</li>"
            )
        return f"<ul>{''.join(rows)}</ul>" if rows else ""


# Where UD and the school differ in which of two words is the head, both are said.
_REVERSED = {
    "ADP": "It is the other way round here: in Universal Dependencies {head} hangs from {word}, though the "
    "school says that {head} governs its case.",
    "SCONJ": "It is the other way round here: in Universal Dependencies {head} hangs from the word that its "
    "clause is built on.",
    "AUX": "It is the other way round here: in Universal Dependencies {head} helps {word} and hangs from it.",
}


def _parsed(sentence: Sentence) -> bool:
    relations = {word.deprel for word in sentence.words} - {"root", "punct"}
    return len(sentence.words) < 3 or relations != {"dep"}


def _described(word: Word) -> dict[str, Any]:
    return {
        "id": word.id,
        "form": word.form,
        "v": word.vform,
        "upos": word.upos,
        "irab": word.misc.get("I3rab", ""),
        "gloss": gloss_in_words(word.misc.get("Gloss", "")),
        "heads": sorted(word.defensible("head")),
        "relations": sorted(word.defensible("deprel")),
    }
