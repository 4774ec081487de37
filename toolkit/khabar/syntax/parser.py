"""Heads and relations, by UDPipe (Straka and Strakova 2017) on khabar's own tags.

Models trained with different transition systems parse each sentence (``toolkit/syntax/train.py``);
each word takes the head that most of them give it. Where that makes no tree, the tree that agrees
best with the others stands. :mod:`khabar.syntax.valid` then sees to it that the tree is valid.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from khabar.syntax.valid import make_valid
from khabar.text.document import Word
from khabar.text.errors import DataError
from khabar.text.script import bare

MODELS = Path(__file__).parents[1] / "data" / "syntax"
_FEATURES = ("Gender", "Number", "Aspect", "Mood", "Voice")

Arc = tuple[int, str]


def columns(word: Word) -> str:
    """The word as a model sees it, a line of CoNLL-U without head."""
    letters = _printable(bare(word.form) or word.form)
    lemma = _printable(bare(word.lemma or "")) or letters
    feats = word.feats
    tag = "|".join((word.xpos or "_", feats.get("Case", "_"), feats.get("Definite", "_")))
    rest = "|".join(str(feats.get(name)) for name in _FEATURES)
    return "\t".join((str(word.id), letters, lemma, word.upos or "X", tag, rest))


def _printable(text: str) -> str:
    """What cannot be printed (a NUL, above all) would end the line for the model."""
    return "".join(character if character.isprintable() else "_" for character in text)


@cache
def models() -> list[Any]:
    """The models, loaded once.

    Raises:
        DataError: a model's file is missing or damaged.
    """
    from ufal.udpipe import Model

    paths = sorted(MODELS.glob("*.udpipe"))
    found = [Model.load(str(path)) for path in paths]
    if not found or None in found:
        raise DataError(f"The parser's models in {MODELS} are missing or damaged: install khabar again.")
    return found


def parse(words: list[Word]) -> dict[int, float]:
    """Give each word of a sentence its head and relation, in place; return by id the share of the
    models that agree on its head."""
    from ufal.udpipe import InputFormat, ProcessingError, Sentence

    text = "".join(f"{columns(word)}\t_\t_\t_\t_\n" for word in words) + "\n"
    trees: list[list[Arc]] = []
    for model in models():
        sentence, error = Sentence(), ProcessingError()
        lines = InputFormat.newConlluInputFormat()
        lines.setText(text)
        lines.nextSentence(sentence, error)
        model.parse(sentence, "", error)
        trees.append([(word.head, word.deprel) for word in list(sentence.words)[1:]])
    arcs, shares = vote(trees)
    for word, (head, relation) in zip(words, arcs, strict=True):
        word.head, word.deprel = head, relation
    make_valid(words)
    return {word.id: share for word, share in zip(words, shares, strict=True)}


def vote(trees: list[list[Arc]]) -> tuple[list[Arc], list[float]]:
    """The arcs of most of the trees, the first tree's where they are divided; and the share that has each head."""
    heads = [Counter(head for head, _ in arcs) for arcs in zip(*trees, strict=True)]
    chosen: list[Arc] = []
    for count, arcs in zip(heads, zip(*trees, strict=True), strict=True):
        head = max(count, key=lambda one: (count[one], one == arcs[0][0]))
        relations = Counter(relation for h, relation in arcs if h == head)
        chosen.append((head, relations.most_common(1)[0][0]))
    if not is_tree([head for head, _ in chosen]):
        chosen = max(
            trees, key=lambda tree: sum(count[head] for count, (head, _) in zip(heads, tree, strict=True))
        )
    shares = [count[head] / len(trees) for count, (head, _) in zip(heads, chosen, strict=True)]
    return chosen, shares


def is_tree(heads: list[int]) -> bool:
    """Whether every word comes to one root."""
    if heads.count(0) != 1:
        return False
    for start in range(1, len(heads) + 1):
        here, steps = start, 0
        while here:
            here, steps = heads[here - 1], steps + 1
            if steps > len(heads):
                return False
    return True
