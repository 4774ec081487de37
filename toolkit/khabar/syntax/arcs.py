"""What a parser sees of each pair of words that could be head and dependent.

Every pair has the same templates (:data:`TEMPLATES`): combinations of what the two words are, what
stands beside and between them, how well they agree and how many words of the head's kind are nearer.
Each combination that occurs becomes a number (feature hashing: Weinberger et al. 2009), by which its
weight is found. All pairs of a sentence are worked out at once, in arrays of dependents by heads.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any
from zlib import crc32

import numpy
from numpy.typing import NDArray

from khabar.text.document import Word
from khabar.text.script import bare

Numbers = NDArray[numpy.uint64]
Scores = NDArray[numpy.float64]

BITS = 22  # of the number of a feature
_NEVER = -1e9
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_LEXICAL = frozenset({"ADP", "SCONJ", "CCONJ", "PART", "ADV", "AUX", "DET", "PRON"})  # their words matter
_BEFORE = frozenset({"CCONJ", "SCONJ", "PART", "AUX", "PUNCT"})
_COUNTED = ("VERB", "PUNCT", "CCONJ", "SCONJ", "ADP", "NOUN")  # between two words
_STEPS = (1, 2, 3, 4, 6, 9, 14, 20)  # where a longer distance begins
_MIX = numpy.uint64(0x9E3779B97F4A7C15)  # 2**64 by the golden ratio (Knuth 1973, 6.4)
_HALF, _TOP = numpy.uint64(29), numpy.uint64(32)

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
_SEEDS = [numpy.uint64(crc32(" ".join(template).encode()) << 24) for template in _TEMPLATES]


@lru_cache(maxsize=100_000)
def _number(text: str) -> int:
    return crc32(text.encode()) + 1


@lru_cache(maxsize=100_000)
def _bare(text: str) -> str:
    return bare(text)


class _Column:
    """One property of the root (place 0) and of each word of a sentence: as texts and as numbers."""

    def __init__(self, texts: Iterable[str]):
        self.texts = numpy.array(list(texts), dtype=object)
        self.numbers = numpy.array([_number(text) for text in self.texts], dtype=numpy.uint64)

    def beside(self, step: int) -> Numbers:
        found = numpy.full(len(self.numbers), _number("^" if step < 0 else "$"), dtype=numpy.uint64)
        if step < 0:
            found[1 - step :] = self.numbers[1:step]
        else:
            found[: len(found) - step] = self.numbers[step:]
        return found


def _of_words(words: list[Word]) -> dict[str, _Column]:
    kinds = [word.upos or "X" for word in words]
    lemmas = [_bare(word.lemma or word.form) for word in words]
    found: dict[str, list[str]] = {"kind": kinds, "lemma": lemmas}
    for name, feature in (
        ("case", "Case"),
        ("state", "Definite"),
        ("gender", "Gender"),
        ("number", "Number"),
    ):
        found[name] = [word.feats.get(feature, "_") for word in words]
    found["tag"] = [f"{kind} {word.xpos}" for kind, word in zip(kinds, words, strict=True)]
    found["fine"] = [_fine(word, kind, lemma) for word, kind, lemma in zip(words, kinds, lemmas, strict=True)]
    found["pattern"] = [word.misc.get("Pattern") or kind for word, kind in zip(words, kinds, strict=True)]
    found["root"] = [word.misc.get("Root") or lemma for word, lemma in zip(words, lemmas, strict=True)]
    found["before"] = [_before(place, kinds, lemmas) for place in range(len(words))]
    found["joined"] = [_joined(place, kinds, lemmas) for place in range(len(words))]
    return {name: _Column(["ROOT", *texts]) for name, texts in found.items()}


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


def _of_pairs(columns: dict[str, _Column], head: Any, child: Any) -> dict[str, Numbers]:
    kind, count = columns["kind"], len(columns["kind"].texts) - 1
    low, high = numpy.minimum(head, child), numpy.maximum(head, child)
    root = head == 0

    def running(mask: Any) -> Any:
        return numpy.concatenate([[0], numpy.cumsum(mask[1:])])

    def between(mask: Any) -> Any:
        total = running(mask)
        inside = numpy.where(root, total[child - 1], total[high - 1] - total[low])
        return numpy.clip(inside, 0, 2)

    verbs, marks, joints, clauses, prepositions, nouns = (between(kind.texts == name) for name in _COUNTED)

    def same(name: str) -> Any:
        texts = columns[name].texts
        of_head, of_child = texts[head], texts[child]
        return numpy.where((of_head == "_") | (of_child == "_") | root, 2, of_head == of_child)

    gender, number, case, state = map(same, ("gender", "number", "case", "state"))
    plural, gendered = columns["number"].texts, columns["gender"].texts
    of_things = (plural[head] == "Plur") & (plural[child] == "Sing") & (gendered[child] == "Fem")
    open_ = (gender == 2) | (number == 2)
    agreement = numpy.select([of_things, (gender == 1) & (number == 1), open_], [3, 1, 2], 0)
    rank = numpy.zeros(head.shape, dtype=numpy.int64)
    for name in set(kind.texts[1:]):
        total = running(kind.texts == name)
        nearer = numpy.where(head > child, total[head] - total[child], total[child - 1] - total[head - 1])
        rank = numpy.where(kind.texts[head] == name, nearer, rank)
    sequence = numpy.zeros(head.shape, dtype=numpy.uint64)
    for step in range(1, 5):
        inside = (low + step < high) & ~root & (high - low <= 5)
        following = sequence * _MIX + kind.numbers[numpy.clip(low + step, 0, count)]
        sequence = numpy.where(inside, following, sequence)
    before = columns["before"].texts
    alike = sum(
        bit << place
        for place, bit in enumerate(
            numpy.asarray(one, dtype=numpy.int64)
            for one in (before[head] == before[child], kind.texts[head] == kind.texts[child],
                        case == 1, state == 1, gender == 1, number == 1)
        )
    )  # fmt: skip
    found = {
        "agreement": agreement + 4 * case + 12 * state,
        "rank": numpy.clip(rank, 0, 4),
        "near": numpy.where(root, 3, numpy.clip(abs(head - child) - 1, 0, 2)),
        "clauses": verbs + 3 * marks + 9 * (joints > 0) + 18 * (clauses > 0),
        "phrases": verbs + 3 * nouns + 9 * (prepositions > 0) + 18 * (marks > 0) + 36 * (joints > 0),
        "alike": alike,
    }
    numbers = {name: numpy.asarray(values, dtype=numpy.uint64) for name, values in found.items()}
    return {**numbers, "between": sequence}


def features(words: list[Word]) -> NDArray[numpy.int32]:
    """The numbers of the features of each pair: dependents by heads (0: the root) by templates."""
    columns = _of_words(words)
    head, child = numpy.meshgrid(numpy.arange(len(words) + 1), numpy.arange(1, len(words) + 1), indexing="xy")
    pairs = _of_pairs(columns, head, child)
    direction = numpy.where(head == 0, 2, head > child).astype(numpy.uint64)
    steps = numpy.digitize(abs(head - child), _STEPS)
    distance = numpy.where(head == 0, 9, steps).astype(numpy.uint64)

    @cache
    def value(part: str) -> Numbers:
        if part == "distance":
            return distance
        whose, name = part.split(".")
        if whose == "pair":
            return pairs[name]
        column, sign, step = name.partition("-") if "-" in name else name.partition("+")
        numbers = columns[column].beside(int(sign + step)) if sign else columns[column].numbers
        return numbers[head if whose == "head" else child]

    found = numpy.empty((*head.shape, len(_TEMPLATES)), dtype=numpy.int32)
    for place, (seed, template) in enumerate(zip(_SEEDS, _TEMPLATES, strict=True)):
        key = direction + seed
        for part in template:
            key = (key ^ (key >> _HALF)) * _MIX + value(part)
        key = (key ^ (key >> _TOP)) * _MIX
        found[..., place] = key >> numpy.uint64(64 - BITS)
    return found


def possible(words: list[Word]) -> Scores:
    """0 where a word may be the head of another, a number too low for any tree where not: no word is its own
    head, no mark has dependents. Dependents by heads."""
    found = numpy.zeros((len(words), len(words) + 1))
    numpy.fill_diagonal(found[:, 1:], _NEVER)
    found[:, 1:][:, [word.upos == "PUNCT" for word in words]] = _NEVER
    return found
