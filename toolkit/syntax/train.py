"""Train the parser: python toolkit/syntax/train.py PUD.conllu [--folds 3 | --held-out]

On khabar's own tags over UD_Arabic-PUD (CC BY-SA 3.0) and over news of our own (``news.conllu``), so that it
meets in training the mistakes that it meets in use; one to two minutes. The model is written into the package. With ``--folds`` nothing is written:
each part of PUD's documents is parsed by a model trained on all else. With ``--held-out`` only every second
sentence of news is parsed by a model of all else.
Printed are the shares of words with the right head, and with relation as well (subtypes and conventions
levelled as in :func:`level`; punctuation not counted), all and in news.

The weights are found by stochastic gradient descent with steps of their own (AdaGrad: Duchi et al. 2011), the
mean of the last rounds.
"""

import argparse
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy
import pud
from tqdm import tqdm

from khabar.syntax import arcs, parser, relations, spanning
from khabar.text.document import Sentence

ROUNDS, PACE, RELATION_PACE, LEAST = 6, 0.05, 0.1, 1e-3
KEPT = 0.04  # weights nearer to nothing are not written
SAME = {"compound": "fixed", "expl": "nsubj", "iobj": "obj", "csubj": "nsubj", "dislocated": "nsubj"}


class Example(NamedTuple):
    name: str
    sentence: Sentence
    found: Any  # the features of its pairs of words: templates by dependents by heads
    seen: Any  # those of the arcs of its tree
    counted: Any  # the places of the words that are no punctuation
    heads: Any  # of those, among those
    relations: list[str]


def example(name: str, sentence: Sentence) -> Example:
    words = sentence.words
    counted = arcs.hanging(words)
    place_of = {int(place): number for number, place in enumerate(counted, 1)}
    heads = numpy.array([place_of.get(words[place].head - 1, 0) for place in counted])
    named = [words[place].deprel or "dep" for place in counted]
    pairs, size = arcs.Pairs([words], [counted]), len(counted)
    seen = relations.features([words], pairs, numpy.arange(size) * (size + 1) + heads)
    found = pairs.features().reshape(-1, size, size + 1)
    return Example(name, sentence, found, seen, counted, heads, named)


def descend(examples: Sequence[Example], size: int, pace: float, slope: Callable[[Example, Any], Any]) -> Any:
    """The weights, ``size`` of them; ``slope`` gives for an example the numbers of its features and what is
    wrong with each."""
    weights, squares = (numpy.full(size, value) for value in (0.0, 1e-2))
    mean, order = numpy.zeros_like(weights), numpy.random.default_rng(0)
    for number in tqdm(range(ROUNDS), unit=" rounds"):
        for place in order.permutation(len(examples)):
            numbers, wrong = slope(examples[place], weights)
            each, where = numpy.unique(numbers, return_inverse=True)
            steps = numpy.bincount(where.ravel(), wrong.ravel(), minlength=len(each))
            squares[each] += steps * steps
            weights[each] -= pace * steps / numpy.sqrt(squares[each])
        if number >= ROUNDS // 2:
            mean += weights / (ROUNDS - ROUNDS // 2)
    return mean


def _probable(scores: Any) -> Any:
    powers = numpy.exp(scores - scores.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)


def of_heads(one: Example, weights: Any) -> Any:
    scores = weights[one.found].sum(0)
    numpy.fill_diagonal(scores[:, 1:], -numpy.inf)
    wrong = _probable(scores)
    wrong[range(len(wrong)), one.heads] -= 1
    much = abs(wrong) > LEAST
    return one.found[:, much], numpy.repeat(wrong[much][None, :], len(one.found), 0)


def of_relations(names: Sequence[str]) -> Callable[[Example, Any], Any]:
    place_of = {name: place for place, name in enumerate(names)}

    def slope(one: Example, weights: Any) -> Any:
        wrong = _probable(weights.reshape(-1, len(names))[one.seen].sum(0))
        wrong[range(len(wrong)), [place_of[relation] for relation in one.relations]] -= 1
        arc, relation = numpy.nonzero(abs(wrong) > 10 * LEAST)
        return one.seen[:, arc] * len(names) + relation, numpy.repeat(
            wrong[arc, relation][None, :], len(one.seen), 0
        )

    return slope


def train(examples: Sequence[Example]) -> parser.Model:
    names = tuple(sorted({relation for one in examples for relation in one.relations}))
    heads = descend(examples, 1 << arcs.BITS, PACE, of_heads)
    size = len(names) << relations.BITS
    of_arcs = descend(examples, size, RELATION_PACE, of_relations(names)).reshape(-1, len(names))
    return parser.Model(*(parser.rounded(numpy.where(abs(w) < KEPT, 0, w)) for w in (heads, of_arcs)), names)


def write(model: parser.Model, path: Path) -> None:
    kept: dict[str, Any] = {"names": numpy.array(model.names)}
    for name, weights in (("arcs", model.arcs), ("relations", model.relations)):
        places = numpy.flatnonzero(weights)
        kept[name] = (weights.ravel()[places] * parser.UNIT).astype(numpy.float16)
        kept[f"{name}_at"] = numpy.diff(places, prepend=0).astype(numpy.uint16)
    numpy.savez_compressed(path, **kept)


def level(relation: str | None) -> str:
    base = (relation or "").split(":")[0]
    return SAME.get(base, base)


def right(model: parser.Model, examples: Sequence[Example]) -> Any:
    """Words, right heads, right heads with relation; the same of news."""
    found = numpy.zeros((2, 3), dtype=int)
    for one in examples:
        words = one.sentence.words
        gold = [word.head for word in words]
        parser.parse(words, model)
        predicted = [(word.head, word.deprel) for word in words]
        for word, head in zip(words, gold, strict=True):
            word.head = head
        for place, relation in zip(one.counted, one.relations, strict=True):
            head = predicted[place][0] == gold[place]
            both = head and level(predicted[place][1]) == level(relation)
            found[0] += (1, head, both)
            found[1] += (0, 0, 0) if not one.name.startswith("n") else (1, head, both)
    return found


def part(name: str, parts: int) -> int:
    """Sentences of one document (n01003…) go to one part."""
    return zlib.crc32(name[:6].encode()) % parts


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("treebank", type=Path)
    options.add_argument("--folds", type=int)
    options.add_argument("--held-out", action="store_true")
    chosen = options.parse_args()
    every = [(name, pud.sentence(text, rows)) for name, text, rows in pud.rows(chosen.treebank)]
    data = [
        example(name, found)
        for name, found in every
        if found and spanning.is_tree([word.head or 0 for word in found.words])
    ]
    own = [example(name, found) for name, found in pud.news()]
    if chosen.held_out:
        kept = {one.name for one in [one for one in data if one.name.startswith("n")][::2]}
        splits = [([one for one in data if one.name not in kept], [one for one in data if one.name in kept])]
    else:
        splits = [
            tuple(
                [one for one in data if (part(one.name, chosen.folds) == number) == kept]
                for kept in (False, True)
            )
            for number in range(chosen.folds or 0)
        ]  # type: ignore[misc]
    if not splits:
        write(train(data + own), parser.MODEL)
        return
    total = sum(right(train(known + own), kept) for known, kept in splits)
    for kind, (words, heads, both) in zip(("all", "news"), total, strict=True):
        print(f"{kind}: {words} words, heads {heads / words:.1%}, with relation {both / words:.1%}")


if __name__ == "__main__":
    main()
