"""What a parser sees of each pair of words that could be head and dependent.

Every pair has the same templates (:data:`TEMPLATES`): combinations of what the two words are, what
stands beside and between them, how well they agree and how many words of the head's kind are nearer.
Each combination that occurs becomes a number (feature hashing: Weinberger et al. 2009), by which its
weight is found. That number is a sum: of what the template asks of the head, of the dependent and of
both. So each of the three is worked out once, and a pair costs an addition for each template. The words of
some sentences are laid out one after the other, each sentence with its root before it, and all their pairs
are worked out at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import chain
from typing import Any

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
_COPULAS = frozenset({"كان", "ليس"})
_PARTICLES = frozenset({"ADP", "PART", "AUX", "SCONJ", "DET"})
_COUNTED = ("VERB", "PUNCT", "CCONJ", "SCONJ", "ADP", "NOUN")  # between two words
_STEPS = (1, 2, 3, 4, 6, 9, 14, 20)  # where a longer distance begins
_DISTANCE = numpy.digitize(numpy.arange(_STEPS[-1] + 1), _STEPS)
_SEEN = 4  # words between two, of which each is seen
_GOVERN_NEAR = ("ADP", "SCONJ", "CCONJ", "PART", "AUX", "DET")  # kinds that govern only what stands near
_NEAR = 2

# head.X and child.X: of one word; pair.X: of both. Direction stands in each, distance where it is named.
# kind: part of speech; tag: with XPOS; fine: with case and definiteness, aspect, or the word where it is a
# function word. before: the preposition or particle before a word; joined: the conjunction before it; main: on which
# sides of it a main verb stands.
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
child.case head.case head.kind child.kind pair.phrases | child.kind child.main head.kind
"""
_TEMPLATES = [part.split() for line in TEMPLATES.strip().splitlines() for part in line.split("|")]


@lru_cache(maxsize=200_000)
def _number(text: str) -> int:
    """A number that looks like chance, always the same for one text."""
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest(), "little")


def numbers(texts: Iterable[str]) -> Numbers:
    return numpy.array([_number(text) for text in texts], dtype=numpy.uint32)


def odd_numbers(texts: Iterable[str]) -> Numbers:
    return numbers(texts) | numpy.uint32(1)


class _Asked:
    """What the templates ask of one of the two words."""

    def __init__(self, whose: str):
        asked = [[part.partition(".")[2] for part in each if part.startswith(whose)] for each in _TEMPLATES]
        self._names = sorted({name for each in asked for name in each})
        places = range(max(map(len, asked)))
        padded = [[*each, ""] + [""] * len(places) for each in asked]
        self._which = numpy.array([[[*self._names, ""].index(e[at]) for e in padded] for at in places])
        self._times = odd_numbers(f"{whose}{at}" for at in places)

    def of(self, laid: _Laid) -> Numbers:
        """Templates by words: the part of a feature's number that one word makes."""
        every = laid.beside(self._names)
        found = every[self._which[0]] * self._times[0]
        for which, times in zip(self._which[1:], self._times[1:], strict=True):
            found += every[which] * times
        return found


_HEADS, _CHILDREN = _Asked("head."), _Asked("child.")
_SEEDS = numbers(" ".join(each) for each in _TEMPLATES)[:, None]
# What the templates ask of both words together: a few combinations, each worked out once.
_BOTH = [tuple(part for part in each if not part.startswith(("head.", "child."))) for each in _TEMPLATES]
_COMBINATIONS = sorted(set(_BOTH))
_COMBINATION = numpy.array([_COMBINATIONS.index(each) for each in _BOTH])
_PAIR_NAMES = sorted({name for each in _BOTH for name in each})
_PAIR_TIMES = odd_numbers(_PAIR_NAMES)
_WIDEST = max(map(len, _BOTH))
_COMBINED = numpy.array(
    [[*map(_PAIR_NAMES.index, each)] + [len(_PAIR_NAMES)] * (_WIDEST - len(each)) for each in _COMBINATIONS]
)
_DIRECTION, *_FAR = odd_numbers(["direction", *map(str, range(_SEEN))])
_COUNTED_KINDS = numbers(_COUNTED)
_BITS_OF_AGREEMENT = numpy.array([16, 32, 4, 8], dtype=numpy.uint8)[:, None]


@lru_cache(maxsize=100_000)
def _bare(text: str) -> str:
    return bare(text)


_FEATS = ("Case", "Definite", "Gender", "Number", "Aspect", "Mood", "Voice")
_COLUMNS = (
    "kind", "lemma", "case", "state", "gender", "number", "tag", "fine", "pattern", "root", "before", "joined", "main",
)  # fmt: skip


@lru_cache(maxsize=50_000)
def _own(kind: str, xpos: str | None, lemma: str, pattern: str, root: str, *feats: str | None) -> bytes:
    """The numbers of what a word is by itself: all columns but the last three."""
    case, state, gender, number, aspect, mood, voice = feats
    fine = f"{xpos} {lemma}" if kind in _LEXICAL else kind
    if kind in _NOMINAL:
        fine = f"{kind} {case} {state}"
    elif kind == "VERB":
        fine = f"{kind} {aspect} {mood} {voice}"
    of_feats = (value or "_" for value in (case, state, gender, number))
    return numbers((kind, lemma, *of_feats, f"{kind} {xpos}", fine, pattern or kind, root or lemma)).tobytes()


@lru_cache(maxsize=50_000)
def _led(before: str, joined: str, main: str) -> bytes:
    return numbers((before, joined, main)).tobytes()


def _kinds(words: list[Word]) -> list[str]:
    """Parts of speech; what only joins a subject to its predicate is no verb here, since UD has it hang from that."""
    return [
        "COPULA" if word.upos == "VERB" and _bare(word.lemma or word.form) in _COPULAS else word.upos or "X"
        for word in words
    ]


def _main(words: list[Word], kinds: list[str]) -> Iterator[str]:
    """Of each word whether a main verb stands before it, and after it: one that no subordinating or relative word
    opens."""
    opened, main = False, list[bool]()
    for word, kind in zip(words, kinds, strict=True):
        main.append(kind == "VERB" and not opened)
        if kind in ("VERB", "CCONJ", "PUNCT"):
            opened = False
        elif kind == "SCONJ" or word.xpos == "pron_rel":
            opened = True
    before, after = 0, sum(main)
    for is_main in main:
        after -= is_main
        yield f"{before > 0} {after > 0}"
        before += is_main


def _rows(words: list[Word]) -> Iterator[bytes]:
    """The columns of a sentence's root and of each of its words.

    before: the preposition before a word (a demonstrative may stand between), or the kind of another
    particle. joined: the conjunction or the mark before it, or before its own particle.
    """
    yield numbers(["ROOT"] * len(_COLUMNS)).tobytes()
    before = joined = through = "-"  # through: what stands before the word before
    kinds = _kinds(words)
    for word, kind, main in zip(words, kinds, _main(words, kinds), strict=True):
        lemma, misc = _bare(word.lemma or word.form), word.misc
        yield _own(
            kind,
            word.xpos,
            lemma,
            misc.get("Pattern", ""),
            misc.get("Root", ""),
            *map(word.feats.get, _FEATS),
        )
        yield _led(before, joined, main)
        if kind != "DET":
            before = lemma if kind == "ADP" else kind if kind in _BEFORE else "-"
        mark = lemma if kind in ("CCONJ", "PUNCT") else "-"
        joined, through = through if kind in _PARTICLES else mark, mark


class _Laid:
    """The words of some sentences one after the other, each sentence with its root before it: columns by
    roots and words."""

    def __init__(self, sentences: Sequence[list[Word]]):
        rows = numpy.frombuffer(b"".join(chain.from_iterable(map(_rows, sentences))), dtype=numpy.uint32)
        self._all = numpy.vstack([rows.reshape(-1, len(_COLUMNS)), _EDGES]).T
        count = self._all.shape[1] - len(_EDGES)
        self.columns = dict(zip(_COLUMNS, self._all[:, :count], strict=True))
        lengths = numpy.array([len(words) + 1 for words in sentences])
        self.roots = lengths.cumsum() - lengths
        every = numpy.arange(count)
        self.place = every - self.roots.repeat(lengths)  # in its sentence
        left = lengths.repeat(lengths) - 1 - self.place
        # Of each step where it leads from each word, or to one of the two edges.
        self._beside = [every] + [
            numpy.where(left >= step, every + step, count + 1) if step > 0
            else numpy.where(self.place > -step, every + step, count)
            for step in (1, 2, -2, -1)
        ]  # fmt: skip

    def beside(self, names: Sequence[str]) -> Numbers:
        """Properties of the roots and of each word, or of the word so many steps beside each; then nothing."""
        found = numpy.zeros((len(names) + 1, len(self.place)), dtype=numpy.uint32)
        for row, name in zip(found, names, strict=False):
            column, step = _step(name)
            self._all[column].take(self._beside[step], out=row)
        return found


_EDGES = numbers([edge for edge in "^$" for _ in _COLUMNS]).reshape(2, -1)


@cache
def _step(name: str) -> tuple[int, int]:
    """``fine-1``: the place of the column, and the step."""
    column = name.rstrip("+-12")
    return _COLUMNS.index(column), int(name[len(column) :] or 0)


def _of_pairs(laid: _Laid, head: Places, child: Places) -> dict[str, Any]:
    """What is seen of each pair only. How many words of a kind stand between two is the difference of two
    sums."""
    columns, root = laid.columns, laid.place[head] == 0
    kind, first, last = columns["kind"], numpy.minimum(head, child), numpy.maximum(head, child)
    apart = last - first
    counted = _COUNTED_KINDS[:, None] == kind
    upto = counted.cumsum(1, dtype=numpy.int16)
    between = (upto - counted).take(last, 1) - upto.take(first, 1)
    verbs, marks, joints, clauses, prepositions, nouns = numpy.minimum(between, 2)
    # Of the head's kind, from the head to the word before the dependent, or from the dependent to the head.
    each, of = numpy.unique(kind, return_inverse=True)
    upto = (each[:, None] == kind).cumsum(1, dtype=numpy.int16).ravel()
    row = of[head] * len(kind)
    later = head > child
    rank = upto[row + last - ~later] - upto[row + first] + ~later

    features = numpy.stack([columns[name] for name in ("gender", "number", "case", "state")])
    open_ = features == _number("_")
    open_[:, laid.roots] = True  # the root agrees with nothing
    same = (features.take(head, 1) == features.take(child, 1)).view(numpy.uint8)
    same[open_.take(head, 1) | open_.take(child, 1)] = 2
    gender, number, case, state = same
    agreement = numpy.where((gender == 1) & (number == 1), 1, 2 * ((gender == 2) | (number == 2)))
    plural = columns["number"] == _number("Plur")
    feminine = (columns["number"] == _number("Sing")) & (columns["gender"] == _number("Fem"))
    agreement[plural[head] & feminine[child]] = 3
    agrees = (same == 1).astype(numpy.uint8)
    led_alike = columns["before"][head] == columns["before"][child]
    alike = kind[head] == kind[child]
    return {
        "direction": numpy.where(root, 2, later),
        "distance": numpy.where(root, 9, _DISTANCE.take(apart, mode="clip")),
        "pair.agreement": agreement + 4 * case + 12 * state,
        "pair.rank": numpy.minimum(rank, 4),
        "pair.near": numpy.where(root, 3, numpy.clip(apart - 1, 0, 2)),
        "pair.clauses": verbs + 3 * marks + 9 * (joints > 0) + 18 * (clauses > 0),
        "pair.phrases": verbs + 3 * nouns + 9 * (prepositions > 0) + 18 * (marks > 0) + 36 * (joints > 0),
        "pair.alike": led_alike + 2 * alike + (agrees * _BITS_OF_AGREEMENT).sum(0, dtype=numpy.uint8),
        "pair.between": _sequences(kind)[numpy.where(root, 0, numpy.minimum(apart, _SEEN + 2)), first],
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


class Pairs:
    """All pairs of words of some sentences that could be head and dependent: of each sentence by dependent, then by
    head (the root first). ``dependents``: the places of the words of each that have a place in a tree."""

    def __init__(self, sentences: Sequence[list[Word]], dependents: Sequence[Places]):
        laid = _Laid(sentences)
        self.columns = laid.columns
        starts = zip(laid.roots, dependents, strict=True)
        heads = [root + numpy.concatenate([[0], places + 1]) for root, places in starts]
        self._head = numpy.concatenate([numpy.tile(each, len(each) - 1) for each in heads])
        self._child = numpy.concatenate([each[1:].repeat(len(each)) for each in heads])
        counts = numpy.array([len(places) for places in dependents])
        sizes = counts * (counts + 1)
        self.starts = sizes.cumsum() - sizes  # of each sentence's pairs
        self.widths = (counts + 1).repeat(counts)  # the pairs of each dependent, and where they begin
        self.rows = self.widths.cumsum() - self.widths
        firsts = counts.cumsum() - counts
        self.with_itself = self.rows + numpy.arange(len(self.rows)) - firsts.repeat(counts) + 1
        kind = laid.columns["kind"][self._head]
        near = abs(self._head - self._child) <= _NEAR
        self.likely = numpy.flatnonzero(near | ~numpy.isin(kind, numbers(_GOVERN_NEAR)))  # those to be scored
        pairs = _of_pairs(laid, self._head, self._child)
        seen = numpy.zeros((len(_PAIR_NAMES) + 1, len(self._head)), dtype=numpy.uint32)
        for row, times, name in zip(seen, _PAIR_TIMES, _PAIR_NAMES, strict=False):
            numpy.multiply(pairs[name], times, out=row, casting="unsafe")
        self._of_both = seen[_COMBINED].sum(1, dtype=numpy.uint32)
        self._of_both += pairs["direction"].astype(numpy.uint32) * _DIRECTION
        self._of_heads, self._of_children = _HEADS.of(laid) + _SEEDS, _CHILDREN.of(laid)

    def __len__(self) -> int:
        return len(self._head)

    def ends(self, which: Any) -> tuple[Places, Places]:
        """The places of dependent and head of some pairs, among the roots and words of all sentences."""
        return self._child[which], self._head[which]

    def features(self, which: Any = slice(None)) -> NDArray[numpy.int32]:
        """The numbers of the features of some pairs: templates by pairs."""
        found = self._of_both[:, which][_COMBINATION]
        found += self._of_heads.take(self._head[which], 1)
        found += self._of_children.take(self._child[which], 1)
        found >>= numpy.uint32(32 - BITS)
        return found.view(numpy.int32)
