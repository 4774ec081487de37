"""What a parser sees of each pair of words that could be head and dependent.

Every pair has the same templates (:data:`TEMPLATES`): combinations of what the two words are, what
stands beside and between them, how well they agree and how many words of the head's kind are nearer.
Each combination that occurs becomes a number (feature hashing: Weinberger et al. 2009), by which its
weight is found. That number is a sum: of what the template asks of the head, of the dependent and of
both. So each of the three is worked out once, and a pair costs an addition for each template, of all
pairs of a sentence at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

import numpy
from numpy.typing import NDArray

from khabar.text.document import Word
from khabar.text.script import bare

Numbers = NDArray[numpy.uint32]  # sums are modulo 2**32
Places = NDArray[numpy.intp]

BITS = 22  # of the number of a feature
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_LEXICAL = frozenset({"ADP", "SCONJ", "CCONJ", "PART", "ADV", "AUX", "DET", "PRON"})  # their words matter
_BEFORE = frozenset({"CCONJ", "SCONJ", "PART", "AUX", "PUNCT"})
_COUNTED = ("VERB", "PUNCT", "CCONJ", "SCONJ", "ADP", "NOUN")  # between two words
_STEPS = (1, 2, 3, 4, 6, 9, 14, 20)  # where a longer distance begins
_SEEN = 4  # words between two, of which each is seen

# head.X and child.X: of one word; pair.X: of both. Direction stands in each, distance where it is named.
# kind: part of speech; tag: with XPOS; fine: with case and definiteness, aspect, or the word where it is a
# function word. before: the preposition or particle before a word; joined: the conjunction before it.
TEMPLATES = """
head.kind child.kind distance | head.tag child.tag | head.fine child.fine distance | head.lemma child.fine
head.fine child.lemma | head.lemma child.lemma | head.kind child.lemma distance | head.lemma child.kind distance
child.fine distance | child.lemma distance | head.fine distance
child.fine child.fine-1 head.kind | child.fine child.fine+1 head.kind | head.fine head.fine+1 child.kind
head.fine head.fine-1 child.kind | head.kind head.kind+1 child.kind-1 child.kind
head.kind head.kind-1 child.kind-1 child.kind | head.kind head.kind+1 child.kind+1 child.kind
head.kind head.kind-1 child.kind+1 child.kind | child.kind child.before head.kind distance
child.kind child.before head.lemma | child.fine child.before head.fine | child.kind child.joined head.kind distance
child.fine child.joined head.fine | child.kind child.joined head.joined head.kind
child.kind child.before head.before head.kind child.joined | child.kind head.kind pair.agreement distance
child.fine head.fine pair.agreement | child.kind head.kind pair.agreement pair.near child.case
child.fine head.kind pair.rank pair.clauses | child.fine head.kind pair.rank child.before
child.kind head.kind pair.rank pair.agreement | child.fine head.fine pair.near
child.kind head.kind pair.clauses distance | child.kind head.kind pair.phrases child.before
child.fine head.fine pair.clauses | child.joined child.kind head.kind pair.phrases
child.kind child.fine-1 head.kind pair.rank | child.fine child.kind-1 child.kind-2 head.kind pair.rank
child.fine child.kind+1 child.kind+2 head.kind distance | head.kind head.before pair.rank child.fine
child.kind child.lemma-1 head.kind distance | head.lemma child.before child.kind | child.kind child.lemma+1 head.kind
head.pattern child.before child.kind | head.pattern child.pattern | head.pattern child.kind distance
head.pattern child.fine | head.root child.before child.kind | head.root child.fine
pair.alike child.joined head.kind child.kind | pair.alike child.joined distance
pair.alike child.kind child.joined pair.phrases | pair.between head.kind child.kind
pair.between head.kind child.kind child.case | child.case child.kind child.kind-1 head.kind distance
child.case head.case head.kind child.kind pair.phrases
"""
_TEMPLATES = [part.split() for line in TEMPLATES.strip().splitlines() for part in line.split("|")]


@lru_cache(maxsize=200_000)
def _number(text: str) -> int:
    """A number that looks like chance, always the same for one text."""
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest(), "little")


def _numbers(texts: Iterable[str]) -> Numbers:
    return numpy.array([_number(text) for text in texts], dtype=numpy.uint32)


def _odd(texts: Iterable[str]) -> Numbers:
    return _numbers(texts) | numpy.uint32(1)


class _Asked:
    """What the templates ask of one of the two words."""

    def __init__(self, whose: str):
        asked = [[part.partition(".")[2] for part in each if part.startswith(whose)] for each in _TEMPLATES]
        self.names = sorted({name for each in asked for name in each})
        places = range(max(map(len, asked)))
        padded = [[*each, ""] + [""] * len(places) for each in asked]
        self._which = numpy.array([[[*self.names, ""].index(e[at]) for e in padded] for at in places])
        self._times = _odd(f"{whose}{at}" for at in places)

    def of(self, columns: dict[str, Numbers]) -> Numbers:
        """Templates by words: the part of a feature's number that one word makes."""
        rows = [_column(columns, name) for name in self.names]
        every = numpy.stack([*rows, numpy.zeros_like(rows[0])])
        found = every[self._which[0]] * self._times[0]
        for which, times in zip(self._which[1:], self._times[1:], strict=True):
            found += every[which] * times
        return found


def _column(columns: dict[str, Numbers], name: str) -> Numbers:
    """A property of the root and of each word, or of the word so many steps beside each."""
    before = "-" in name
    column, _, step = name.partition("-" if before else "+")
    numbers = columns[column]
    if not step:
        return numbers
    found, steps = numpy.full_like(numbers, _number("^" if before else "$")), int(step)
    if before:
        found[1 + steps :] = numbers[1:-steps]
    else:
        found[:-steps] = numbers[steps:]
    return found


_HEADS, _CHILDREN = _Asked("head."), _Asked("child.")
_SEEDS = _numbers(" ".join(each) for each in _TEMPLATES)[:, None]
# What the templates ask of both words together: a few combinations, each worked out once.
_BOTH = [tuple(part for part in each if not part.startswith(("head.", "child."))) for each in _TEMPLATES]
_COMBINATIONS = sorted(set(_BOTH))
_COMBINATION = numpy.array([_COMBINATIONS.index(each) for each in _BOTH])
_PAIR_NAMES = sorted({name for each in _BOTH for name in each})
_PAIR_TIMES = _odd(_PAIR_NAMES)
_WIDEST = max(map(len, _BOTH))
_COMBINED = numpy.array(
    [[*map(_PAIR_NAMES.index, each)] + [len(_PAIR_NAMES)] * (_WIDEST - len(each)) for each in _COMBINATIONS]
)
_DIRECTION, *_FAR = _odd(["direction", *map(str, range(_SEEN))])
_COUNTED_KINDS = _numbers(_COUNTED)
_BITS_OF_AGREEMENT = numpy.array([16, 32, 4, 8], dtype=numpy.uint8)[:, None, None]


@lru_cache(maxsize=100_000)
def _bare(text: str) -> str:
    return bare(text)


def _texts(words: list[Word]) -> dict[str, list[str]]:
    """The properties of the words."""
    kinds = [word.upos or "X" for word in words]
    lemmas = [_bare(word.lemma or word.form) for word in words]
    every = range(len(words))
    return {
        "kind": kinds,
        "lemma": lemmas,
        "case": [word.feats.get("Case", "_") for word in words],
        "state": [word.feats.get("Definite", "_") for word in words],
        "gender": [word.feats.get("Gender", "_") for word in words],
        "number": [word.feats.get("Number", "_") for word in words],
        "tag": [f"{kind} {word.xpos}" for kind, word in zip(kinds, words, strict=True)],
        "fine": [_fine(*each) for each in zip(words, kinds, lemmas, strict=True)],
        "pattern": [word.misc.get("Pattern") or kind for word, kind in zip(words, kinds, strict=True)],
        "root": [word.misc.get("Root") or lemma for word, lemma in zip(words, lemmas, strict=True)],
        "before": [_before(place, kinds, lemmas) for place in every],
        "joined": [_joined(place, kinds, lemmas) for place in every],
    }


def _fine(word: Word, kind: str, lemma: str) -> str:
    feats = word.feats
    if kind in _NOMINAL:
        return f"{kind} {feats.get('Case')} {feats.get('Definite')}"
    if kind == "VERB":
        return f"{kind} {feats.get('Aspect')} {feats.get('Mood')} {feats.get('Voice')}"
    return f"{word.xpos} {lemma}" if kind in _LEXICAL else kind


def _before(place: int, kinds: list[str], lemmas: list[str]) -> str:
    """The preposition before a word (a demonstrative may stand between), or the kind of another particle."""
    place -= 1
    while place >= 0 and kinds[place] == "DET":
        place -= 1
    if place < 0:
        return "-"
    return lemmas[place] if kinds[place] == "ADP" else kinds[place] if kinds[place] in _BEFORE else "-"


def _joined(place: int, kinds: list[str], lemmas: list[str]) -> str:
    """The conjunction or the mark before a word, or before its own particle."""
    place -= 1
    if place >= 0 and kinds[place] in ("ADP", "PART", "AUX", "SCONJ", "DET"):
        place -= 1
    return lemmas[place] if place >= 0 and kinds[place] in ("CCONJ", "PUNCT") else "-"


class _Between(NamedTuple):
    """What the places of head and dependent alone say, in arrays of dependents by heads."""

    direction: Numbers
    distance: NDArray[numpy.uint8]
    near: NDArray[numpy.uint8]
    apart: Places  # from one to the other, at most what is seen and one more
    first: Places  # which of the two comes first


@lru_cache(maxsize=100)
def _between(count: int) -> _Between:
    head, child = numpy.arange(count + 1)[None, :], numpy.arange(1, count + 1)[:, None]
    root, apart = head == 0, abs(head - child)
    return _Between(
        numpy.where(root, 2, head > child).astype(numpy.uint32) * _DIRECTION,
        numpy.where(root, 9, numpy.digitize(apart, _STEPS)).astype(numpy.uint8),
        numpy.where(root, 3, numpy.clip(apart - 1, 0, 2)).astype(numpy.uint8),
        numpy.where(root, 0, numpy.minimum(apart, _SEEN + 2)),
        numpy.minimum(head, child),
    )


def _of_pairs(columns: dict[str, Numbers], places: _Between) -> dict[str, Any]:
    """What is seen of each pair only. A number of words between two is the greater of two differences of
    sums: the other is that of an empty stretch."""
    kind = columns["kind"]
    of_kind = (_COUNTED_KINDS[:, None] == kind).cumsum(1, dtype=numpy.int16)
    before = of_kind - (_COUNTED_KINDS[:, None] == kind)
    between = numpy.maximum(
        before[:, None, :] - of_kind[:, 1:, None], before[:, 1:, None] - of_kind[:, None, :]
    )
    verbs, marks, joints, clauses, prepositions, nouns = numpy.minimum(between, 2)
    alike = kind[:, None] == kind
    upto = alike.cumsum(0, dtype=numpy.int16)  # of the kind of each head, up to each place
    own = upto.diagonal()
    rank = numpy.clip(numpy.maximum(own - upto[1:], upto[:-1] - (own - 1)), 0, 4)

    features = numpy.stack([columns[name] for name in ("gender", "number", "case", "state")])
    open_ = features == _number("_")
    open_[:, 0] = True  # the root agrees with nothing
    equal = (features[:, None, :] == features[:, 1:, None]).view(numpy.uint8)
    same = numpy.where(open_[:, None, :] | open_[:, 1:, None], numpy.uint8(2), equal)
    gender, number, case, state = same
    agreement = numpy.where((gender == 1) & (number == 1), 1, 2 * ((gender == 2) | (number == 2)))
    plural = columns["number"] == _number("Plur")
    feminine = (columns["number"] == _number("Sing")) & (columns["gender"] == _number("Fem"))
    agreement[plural & feminine[1:, None]] = 3
    agrees = (same == 1).astype(numpy.uint8)
    led_alike = columns["before"] == columns["before"][1:, None]
    return {
        "distance": places.distance,
        "pair.agreement": agreement + 4 * case + 12 * state,
        "pair.rank": rank,
        "pair.near": places.near,
        "pair.clauses": verbs + 3 * marks + 9 * (joints > 0) + 18 * (clauses > 0),
        "pair.phrases": verbs + 3 * nouns + 9 * (prepositions > 0) + 18 * (marks > 0) + 36 * (joints > 0),
        "pair.alike": led_alike + 2 * alike[1:] + (agrees * _BITS_OF_AGREEMENT).sum(0, dtype=numpy.uint8),
        "pair.between": _sequences(kind)[places.apart, places.first],
    }


def _sequences(kind: Numbers) -> Numbers:
    """A number for the kinds of the words between two that are so far apart, by how far and by the first."""
    found = numpy.zeros((_SEEN + 3, len(kind)), dtype=numpy.uint32)
    for apart in range(2, _SEEN + 2):
        found[apart] = found[apart - 1]
        found[apart, : -(apart - 1)] += kind[apart - 1 :] * _FAR[apart - 2]
    return found


def hanging(words: list[Word]) -> Places:
    """The places of the words that have a place in a tree of their own: marks are hung afterwards."""
    places = [place for place, word in enumerate(words) if word.upos != "PUNCT"]
    return numpy.array(places or range(len(words)))


def features(words: list[Word], dependents: Places) -> NDArray[numpy.int32]:
    """The numbers of the features of each pair among ``dependents``, which are places in the sentence, and of
    each with the root: templates by dependents by heads (0: the root)."""
    columns = {name: _numbers(["ROOT", *texts]) for name, texts in _texts(words).items()}
    places = _between(len(words))
    pairs = _of_pairs(columns, places)
    seen = numpy.zeros((len(_PAIR_NAMES) + 1, len(words), len(words) + 1), dtype=numpy.uint32)
    for row, times, name in zip(seen, _PAIR_TIMES, _PAIR_NAMES, strict=False):
        numpy.multiply(pairs[name], times, out=row, casting="unsafe")
    both = seen[_COMBINED].sum(1, dtype=numpy.uint32) + places.direction
    heads = numpy.concatenate([[0], dependents + 1])
    found = both[:, dependents[:, None], heads][_COMBINATION]
    found += (_HEADS.of(columns) + _SEEDS)[:, None, heads]
    found += _CHILDREN.of(columns)[:, dependents + 1, None]
    found >>= numpy.uint32(32 - BITS)
    return found.view(numpy.int32)
