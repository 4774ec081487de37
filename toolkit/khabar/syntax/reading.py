"""A text of one's own, read with every witness: lexicon, neighbours, vowels and tree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, NamedTuple

from khabar.morphology.camel import MemoDisambiguator, close_up, tag
from khabar.morphology.vowels import witness
from khabar.morphology.weighing import Weighed, choose_again, weigh
from khabar.syntax import cases, sure
from khabar.syntax.parser import parse, trees
from khabar.text.collector import without_collector
from khabar.text.document import Document, Sentence, Token, Word
from khabar.text.script import load
from khabar.text.tokens import paragraphs, sentences

LONG = 150_000  # characters; a longer text is tagged only, unless more is asked for
AT_ONCE = 50  # sentences read together
NO_SENTENCE = 3_000  # characters; parser and witness take time and memory by the square of a sentence


@without_collector()
def read(
    source: str | Path | IO[str] | IO[bytes],
    *,
    id: str | None = None,
    tree: bool | None = None,
    vowels: bool = True,
) -> Document:
    """Tokenize, tag and parse a text of one's own.

    ``source`` is the text itself, a path or an open file. Each word says in MISC where its analysis
    comes from (``Source=lexicon|calima|backoff|rule``), how sure its vocalisation is (``Sure``, a
    calibrated probability) and, where it is doubtful, why (``Why``). Trees are valid UD (level 5).

    ``tree``: whether to parse, and to say how sure each word is; by default for texts of at most 150,000
    characters. Without, all words hang from the first verb as ``dep``, which claims nothing, and no neural
    witness is asked. ``vowels``: whether the neural diacritizer is a witness, where it is installed; without, a
    text is read about three times as fast, and a little less well. The comment ``witnesses`` of the first
    sentence names those that were asked: lexicon, neighbours, vowels, tree.

    Raises:
        TextError: empty, not Arabic, not UTF-8, or no such file.

    Example:
        >>> doc = khabar.read("أعلنت الوزارة أن المحادثات مستمرة.")
        >>> [(word.form, word.upos, word.source) for word in doc.words][:2]
        [('أعلنت', 'VERB', 'lexicon'), ('الوزارة', 'NOUN', 'lexicon')]
        >>> khabar.read("غادر الوفد.", vowels=False).sentences[0].comments["witnesses"]
        'lexicon neighbours tree'
    """
    from tqdm.auto import tqdm

    reading = Reading(source, id=id, tree=tree, vowels=vowels)
    count = len(reading.pieces)
    return Document(list(tqdm(reading.sentences(), total=count, unit=" sentences", disable=count < 500)))


class Piece(NamedTuple):
    """A sentence that is to be read: its paragraph and its place in it, from 1; whether the next one is written on
    to it without a space."""

    paragraph: int
    place: int
    text: str
    closed_up: bool


class Reading:
    """A text on its way: the sentences into which it is cut, each read by itself (no sentence asks another), so that
    a long text can be read in parts. Arguments and errors are those of :func:`read`.

    Attributes:
        pieces: the sentences, in order.

    Example:
        >>> reading = Reading("غادر الوفد. ثم عاد.")
        >>> [piece.text for piece in reading.pieces], next(reading.sentences(1)).sent_id
        (['غادر الوفد.', 'ثم عاد.'], 'text-p01-s2')
    """

    def __init__(
        self,
        source: str | Path | IO[str] | IO[bytes],
        *,
        id: str | None = None,
        tree: bool | None = None,
        vowels: bool = True,
    ):
        text = load(source)
        self._tree, self._vowels = len(text) <= LONG if tree is None else tree, vowels
        self._asked = ["lexicon", "neighbours"]
        if self._tree:
            self._asked += ["vowels", "tree"] if vowels and witness() else ["tree"]
        name = str(id or (source.stem if isinstance(source, Path) else "text"))
        self._name = " ".join(name.split()) or "text"
        self._label = re.sub(r"[\s/]+", "_", self._name)  # a sent_id has neither spaces nor slashes
        self.pieces: list[Piece] = []
        for number, paragraph in enumerate(paragraphs(text), 1):
            end = 0
            for place, piece in enumerate(sentences(paragraph), 1):
                end = paragraph.index(piece, end) + len(piece)
                self.pieces.append(Piece(number, place, piece, bool(paragraph[end : end + 1].strip())))

    def sentences(self, first: int = 0, last: int | None = None) -> Iterator[Sentence]:
        """The sentences from one number, from 0, to before another, as they are read."""
        pieces = self.pieces[first:last]
        return self._written(pieces, self.annotated([piece.text for piece in pieces]))

    def annotated(self, texts: Iterable[str]) -> Iterator[list[Token]]:
        """Sentences as all witnesses read them that are asked."""
        return analysed(texts, vowels=self._vowels) if self._tree else tagged(texts)

    def document(self, annotated: Iterator[list[Token]]) -> Document:
        """The text, made of what is read of its sentences."""
        return Document(list(self._written(self.pieces, islice(annotated, len(self.pieces)))))

    def _written(self, pieces: list[Piece], annotated: Iterator[list[Token]]) -> Iterator[Sentence]:
        for piece, tokens in zip(pieces, annotated, strict=True):
            begins = piece.paragraph == piece.place == 1
            comments: dict[str, str | None] = {}
            if begins:
                comments["newdoc id"] = self._name
            if piece.place == 1:
                comments["newpar"] = None
            comments["sent_id"] = f"{self._label}-p{piece.paragraph:02d}-s{piece.place}"
            if piece.closed_up:  # the next sentence without a space
                close_up(tokens[-1])
            comments["text"] = " ".join(piece.text.split())
            if begins:
                comments["witnesses"] = " ".join(self._asked)
            yield Sentence(comments, tokens)


def documents(readings: Sequence[Reading]) -> Iterator[Document]:
    """Texts that ask the same witnesses, their sentences read together, which is quicker."""
    texts = [piece.text for reading in readings for piece in reading.pieces]
    annotated = readings[0].annotated(texts) if readings else iter(())
    for reading in readings:
        yield reading.document(annotated)


def tagged(texts: Iterable[str]) -> Iterator[list[Token]]:
    """Sentences with tags, read some at a time, which is quicker."""
    texts = iter(texts)
    while some := list(islice(texts, AT_ONCE)):
        yield from (weighing.tokens() for weighing in weigh(some, vowels=False))


def analysed(texts: Iterable[str], *, vowels: bool = True) -> Iterator[list[Token]]:
    """Sentences with tags, tree and how sure each word is; what is too long for one is tagged only. They are read
    some at a time, which is quicker."""
    texts = iter(texts)
    while some := list(islice(texts, AT_ONCE)):
        read = list(decided([text for text in some if len(text) <= NO_SENTENCE], vowels=vowels))
        sure.mark(seen(read))
        found = iter(read)
        for text in some:
            yield tag(text) if len(text) > NO_SENTENCE else next(found)[0]


Decided = tuple[list[Token], list[Weighed | None], dict[int, float]]


def decided(
    texts: Sequence[str], using: MemoDisambiguator | None = None, *, vowels: bool = True
) -> Iterator[Decided]:
    """Sentences by all witnesses: lexicon, neighbours and vowels choose, the tree is built on what they
    chose, and they choose again with what the tree says of the cases. Also what speaks for other readings of
    each token, and by id the probability of each word's head.

    Another case does not make another tree: on PUD's kept sentences a second one was no better. Only where other words
    are cut is it built anew; its relations are made to fit in any case.
    """
    every = weigh(texts, using, vowels=vowels)
    before = [weighing.tokens() for weighing in every]
    words = list(map(_words, before))
    built = trees(words)
    hung = [tree.hang(own) for tree, own in zip(built, words, strict=True)]
    changed = choose_again(every, [cases.costs(tokens) for tokens in before])
    for weighing, tokens, own, tree, chances, anew in zip(
        every, before, words, built, hung, changed, strict=True
    ):
        if anew:
            tokens = weighing.tokens()
            new = _words(tokens)
            chances = tree.hang(new) if len(new) == len(own) else parse(new)
        yield tokens, weighing.weighed(), chances


def seen(read: Iterable[Decided]) -> list[sure.Seen]:
    """What is known of those words of sentences that have an analysis."""
    return [
        (token, item, chances)
        for tokens, weighed, chances in read
        for token, item in zip(tokens, weighed, strict=True)
        if item
    ]


def _words(tokens: list[Token]) -> list[Word]:
    return [word for token in tokens for word in token.words]
