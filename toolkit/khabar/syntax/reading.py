"""A text of one's own, read with every witness: lexicon, neighbours, vowels and tree."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import IO

from khabar.morphology.camel import MemoDisambiguator, Weighed, Weighing, close_up, tag
from khabar.morphology.vowels import witness
from khabar.syntax import cases, sure
from khabar.syntax.parser import parse
from khabar.text.document import Document, Sentence, Token
from khabar.text.script import load
from khabar.text.tokens import paragraphs, sentences

LONG = 150_000  # characters; a longer text is tagged only, unless more is asked for
NO_SENTENCE = 3_000  # characters; parser and witness take time and memory by the square of a sentence


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
    annotate = partial(analysed, vowels=vowels) if tree else tag
    asked = ["lexicon", "neighbours"]
    if tree:
        asked += ["vowels", "tree"] if vowels and witness() else ["tree"]
    texts = [sentences(paragraph) for paragraph in whole]
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
                tokens = annotate(piece)
                end = paragraph.index(piece, end) + len(piece)
                if paragraph[end : end + 1].strip():  # the next sentence without a space
                    close_up(tokens[-1])
                comments["text"] = " ".join(piece.split())
                if number == place == 1:
                    comments["witnesses"] = " ".join(asked)
                found.append(Sentence(comments, tokens))
                bar.update()
    return Document(found)


def analysed(text: str, *, vowels: bool = True) -> list[Token]:
    """One sentence with tags, tree and how sure each word is; what is too long for one is tagged only."""
    if len(text) > NO_SENTENCE:
        return tag(text)
    tokens, weighed, chances = decided(text, vowels=vowels)
    for token, item in zip(tokens, weighed, strict=True):
        sure.mark(token, item, chances)
    return tokens


def decided(
    text: str, using: MemoDisambiguator | None = None, *, vowels: bool = True
) -> tuple[list[Token], list[Weighed], dict[int, float]]:
    """One sentence by all witnesses: lexicon, neighbours and vowels choose, the tree is built on what they
    chose, and they choose again with what the tree says of the cases. Also what speaks for other readings of
    each token, and by id the probability of each word's head."""
    weighing = Weighing(text, using, vowels=vowels)
    tokens = weighing.tokens()
    chances = parse([word for token in tokens for word in token.words])
    if weighing.place(cases.costs(tokens)):
        tokens = weighing.tokens()
        chances = parse([word for token in tokens for word in token.words])
    return tokens, weighing.weighed(), chances
