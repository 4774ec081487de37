"""Syntactic words, surface tokens and sentences: what a document is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_COLUMNS = ("head", "deprel", "upos", "xpos", "lemma")

Span = tuple[int, int, int]
"""(paragraph, first, last): surface tokens of one paragraph, 1-based, both ends included."""


@dataclass(slots=True)
class Word:
    """A syntactic word (UD): one CoNLL-U line with an integer id, 1-based in its sentence.

    Example:
        >>> word = khabar.article().token(1, 1).words[0]
        >>> word.form, word.lemma, word.upos, word.vform, word.feats["Voice"]
        ('قالت', 'قَالَ', 'VERB', 'قَالَتْ', 'Act')
    """

    id: int
    form: str
    lemma: str | None = None
    upos: str | None = None
    xpos: str | None = None
    feats: dict[str, str] = field(default_factory=dict)
    head: int | None = None
    deprel: str | None = None
    deps: list[tuple[str, int | str]] | str | None = None
    """Enhanced dependencies as (relation, head); the head of an empty node is written ``"3.1"``. What
    a file has in their place that is no list of those is kept as it is."""
    misc: dict[str, str] = field(default_factory=dict)
    raw: tuple[str, ...] = field(default=(), repr=False, compare=False)
    """The columns as a file had them: what was not changed is written as it was."""

    @property
    def vform(self) -> str:
        """The vocalised form in context; the bare form where there is none."""
        return self.misc.get("Vform", self.form)

    @property
    def source(self) -> str:
        """Where the analysis comes from: gold, lexicon, calima, backoff or rule."""
        return self.misc.get("Source", "gold")

    @property
    def debatable(self) -> bool:
        """Whether experts would dispute the analysis."""
        return self.misc.get("Debatable") == "Yes"

    @property
    def alternatives(self) -> dict[str, list[str]]:
        """The other defensible values of a debatable word, by layer: ``{"head": ["3"], "Case": ["Gen"]}``.

        Layers are ``head``, ``deprel``, ``upos``, ``xpos``, ``lemma``, a feature or a MISC key;
        ``_`` as a value: none.
        """
        items = (item.partition(":") for item in self.misc.get("Alt", "").split(";") if item)
        return {layer: values.split(",") for layer, _, values in items}

    def defensible(self, layer: str) -> set[str]:
        """The values of a layer that can be defended: the annotated one and the alternatives."""
        found = getattr(self, layer) if layer in _COLUMNS else self.feats.get(layer, self.misc.get(layer))
        return {"_" if found is None else str(found), *self.alternatives.get(layer, ())}


@dataclass(slots=True)
class EmptyNode(Word):
    """An empty node (UD, enhanced): a word that is understood, not written. ``id`` is that of the word
    that it stands after (0: before the first), ``place`` counts the nodes there: 3.1 is id 3, place 1."""

    place: int = 1


@dataclass(slots=True)
class Token:
    """A surface token: what stands between spaces and punctuation, with its syntactic words.

    Example:
        >>> token = khabar.article().token(1, 16)
        >>> token.form, [word.form for word in token.words], token.span
        ('ونظيره', ['و', 'نظير', 'ه'], (1, 16, 16))
    """

    form: str
    words: list[Word]
    misc: dict[str, str] = field(default_factory=dict)
    paragraph: int = 0
    position: int = 0
    """1-based within the paragraph, punctuation counted."""
    feats: dict[str, str] = field(default_factory=dict)
    """What a range line has there: ``Typo=Yes``."""
    raw: tuple[str, ...] = field(default=(), repr=False, compare=False)
    """The columns of the range line as a file had them."""

    @property
    def space_after(self) -> bool:
        return self._own_misc.get("SpaceAfter") != "No"

    @property
    def vform(self) -> str:
        """The vocalised form of the whole token."""
        return self._own_misc.get("Vform", self.form)

    @property
    def span(self) -> Span:
        return (self.paragraph, self.position, self.position)

    @property
    def _own_misc(self) -> dict[str, str]:
        words = self.words  # as is_multiword, which is asked of every token of a corpus
        return self.misc if len(words) > 1 or self.raw or self.form != words[0].form else words[0].misc

    @property
    def is_multiword(self) -> bool:
        """Whether a CoNLL-U range line stands before the words."""
        return len(self.words) > 1 or bool(self.raw) or self.form != self.words[0].form


@dataclass(slots=True)
class Sentence:
    """A sentence: its CoNLL-U comments in order (a comment without value maps to None), its surface
    tokens, its empty nodes in order.

    Example:
        >>> sentence = khabar.article().sentences[1]
        >>> sentence.sent_id, sentence.text_en[:44]
        ('khabar-p02-s1', 'It added that the conversation was held yest')
    """

    comments: dict[str, str | None]
    tokens: list[Token]
    empty: list[EmptyNode] = field(default_factory=list)
    raw: list[str] = field(default_factory=list, repr=False, compare=False)
    """The comments as a file had them, those with one key all."""

    @property
    def sent_id(self) -> str | None:
        return self.comments.get("sent_id")

    @property
    def text(self) -> str:
        return self.comments.get("text") or join(self.tokens)

    @property
    def spelt(self) -> str:
        """:attr:`text` if the tokens stand in it one after the other, else the tokens joined."""
        return self.text if places(self.text, self.tokens) else join(self.tokens)

    @property
    def text_en(self) -> str | None:
        """The English translation, where there is one."""
        return self.comments.get("text_en")

    @property
    def words(self) -> list[Word]:
        return [word for token in self.tokens for word in token.words]

    def children(self, word: Word) -> list[Word]:
        """The dependents of ``word``, in order."""
        return [other for other in self.words if other.head == word.id]

    def token_of(self, word: Word) -> Token:
        """The surface token that ``word``, one of the words of this sentence, is a part of."""
        return next(token for token in self.tokens if any(each is word for each in token.words))


def join(tokens: Iterable[Token]) -> str:
    """The text of consecutive tokens, spaced as in the original."""
    pieces: list[str] = []
    for token in tokens:
        pieces += [token.form, " " if token.space_after else ""]
    return "".join(pieces).rstrip(" ")


def gap(tokens: Sequence[Token]) -> str:
    """What stands after the last of some tokens: a space, or nothing."""
    return " " if tokens and tokens[-1].space_after else ""


def places(text: str, tokens: Sequence[Token], start: int = 0) -> list[tuple[int, int]]:
    """Where (start, end) in ``text`` each of consecutive tokens stands, with nothing but white space
    between them; an empty list if they do not fit."""
    found: list[tuple[int, int]] = []
    for token in tokens:
        while text[start : start + 1].isspace() and not text.startswith(token.form, start):
            start += 1
        if not text.startswith(token.form, start):
            return []
        found.append((start, start := start + len(token.form)))
    return found
