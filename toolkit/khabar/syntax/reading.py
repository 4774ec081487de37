"""A text of one's own, read with every witness: lexicon, neighbours, vowels and tree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import IO

from khabar.morphology.camel import MemoDisambiguator, Weighed, Weighing, close_up, tag
from khabar.morphology.prepared import without_collector
from khabar.morphology.vowels import witness
from khabar.syntax import cases, sure
from khabar.syntax.parser import parse, trees
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

    text = load(source)
    whole = paragraphs(text)
    tree = len(text) <= LONG if tree is None else tree
    asked = ["lexicon", "neighbours"]
    if tree:
        asked += ["vowels", "tree"] if vowels and witness() else ["tree"]
    texts = [sentences(paragraph) for paragraph in whole]
    pieces_of_all = chain.from_iterable(texts)
    annotated = analysed(pieces_of_all, vowels=vowels) if tree else map(tag, pieces_of_all)
    name = " ".join(str(id or (source.stem if isinstance(source, Path) else "text")).split()) or "text"
    label = re.sub(r"[\s/]+", "_", name)  # a sent_id has neither spaces nor slashes
    found: list[Sentence] = []
    with tqdm(total=sum(map(len, texts)), unit=" sentences", disable=sum(map(len, texts)) < 500) as bar:
        for number, (paragraph, pieces) in enumerate(zip(whole, texts, strict=True), 1):
            end = 0
            for place, piece in enumerate(pieces, 1):
                comments: dict[str, str | None] = {}
                if number == place == 1:
                    comments["newdoc id"] = name
                if place == 1:
                    comments["newpar"] = None
                comments["sent_id"] = f"{label}-p{number:02d}-s{place}"
                tokens = next(annotated)
                end = paragraph.index(piece, end) + len(piece)
                if paragraph[end : end + 1].strip():  # the next sentence without a space
                    close_up(tokens[-1])
                comments["text"] = " ".join(piece.split())
                if number == place == 1:
                    comments["witnesses"] = " ".join(asked)
                found.append(Sentence(comments, tokens))
                bar.update()
    return Document(found)


def analysed(texts: Iterable[str], *, vowels: bool = True) -> Iterator[list[Token]]:
    """Sentences with tags, tree and how sure each word is; what is too long for one is tagged only. They are read
    some at a time, which is quicker."""
    texts = iter(texts)
    while some := list(islice(texts, AT_ONCE)):
        read = decided([text for text in some if len(text) <= NO_SENTENCE], vowels=vowels)
        for text in some:
            if len(text) > NO_SENTENCE:
                yield tag(text)
                continue
            tokens, weighed, chances = next(read)
            for token, item in zip(tokens, weighed, strict=True):
                sure.mark(token, item, chances)
            yield tokens


Decided = tuple[list[Token], list[Weighed], dict[int, float]]


def decided(
    texts: Sequence[str], using: MemoDisambiguator | None = None, *, vowels: bool = True
) -> Iterator[Decided]:
    """Sentences by all witnesses: lexicon, neighbours and vowels choose, the tree is built on what they
    chose, and they choose again with what the tree says of the cases. Also what speaks for other readings of
    each token, and by id the probability of each word's head.

    Another case does not make another tree: on PUD's kept sentences a second one was no better. Only where other words
    are cut is it built anew; its relations are made to fit in any case.
    """
    every = [Weighing(text, using, vowels=vowels) for text in texts]
    tagged = [weighing.tokens() for weighing in every]
    for weighing, tokens, tree in zip(every, tagged, trees(list(map(_words, tagged))), strict=True):
        chances = tree.hang(_words(tokens))
        if weighing.place(cases.costs(tokens)):
            cut, tokens = len(_words(tokens)), weighing.tokens()
            words = _words(tokens)
            chances = tree.hang(words) if len(words) == cut else parse(words)
        yield tokens, weighing.weighed(), chances


def _words(tokens: list[Token]) -> list[Word]:
    return [word for token in tokens for word in token.words]
