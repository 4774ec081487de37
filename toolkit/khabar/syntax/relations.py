"""What the model of the relations sees of each arc of a tree.

Beside what :mod:`khabar.syntax.arcs` sees of the two words, it sees the tree around them: what leads the
dependent (preposition, conjunction), what hangs from either, the siblings on both sides, which of several
nominals without a preposition it is, whether a pronoun takes it up again, what the head hangs on. As there,
each template (:data:`TEMPLATES`) makes a number of a combination, for all arcs at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy
from numpy.typing import NDArray

from khabar.morphology.valency import valency
from khabar.syntax import arcs
from khabar.syntax.arcs import Numbers, Pairs, Places, numbers, odd_numbers
from khabar.text.document import Word

BITS = 18  # of the number of a feature; its first half is for what arcs.py sees

# child.X, head.X, above.X (what the head hangs on), left.X and right.X (the next sibling on the same side),
# before.X and after.X (the words beside the dependent): a property of a word, as in arcs.py. led: what leads the
# dependent; parts: the kinds of function words that hang from it; free: it is a nominal that nothing leads, which of
# those on its side, of how many; served: whether the head has its object's pronoun; back: how pronouns below the head
# could take it up again; lefts: how many free nominals stand before the head; valency: of a verb.
TEMPLATES = """
head.kind child.kind | head.kind child.kind side near | head.fine child.fine side | head.tag child.tag side
head.kind child.tag led | child.fine led head.kind side | head.lemma led child.kind
head.lemma child.kind child.case child.state side | child.lemma head.kind side | child.lemma led
head.lemma child.lemma | child.lemma child.case child.state | led head.kind child.kind parts
parts head.kind child.kind child.case child.state | head.root led | head.root child.kind side
head.pattern child.kind child.case child.state led side | head.pattern child.pattern agreement
child.pattern child.case child.state head.kind | child.pattern child.state led head.kind
head.kind free served side child.kind child.case child.state agreeing | head.fine free served side child.case
head.lemma free served side | head.fine free served side agreeing child.case
head.kind child.kind agreement side led | head.kind child.fine agreement near
left.kind left.case left.state child.kind child.case child.state head.kind side
left.kind left.led child.kind led head.kind | right.kind right.led child.kind led head.kind
right.kind right.case right.state child.kind child.case child.state head.kind side
left.kind right.kind child.kind head.kind side | above.kind head.kind child.kind led
head.led head.kind child.kind child.case child.state led | above.lemma head.kind child.kind
back child.kind head.kind side child.tag | back child.tag agreeing side | back child.kind child.case side head.fine
lefts free head.kind child.kind child.case child.state | lefts free head.kind side agreeing child.case
child.joined head.kind child.kind | child.joined child.before head.kind child.kind side
head.parts head.kind child.kind side | head.parts child.kind child.case child.state side free
before.fine child.fine head.kind | after.fine child.fine head.kind | after.lemma child.kind head.kind
leaf child.kind head.kind side led | ends head.kind child.kind child.case child.state led side
near head.lemma child.kind child.case | head.valency head.fine free served side child.case agreeing
head.valency head.fine free served side agreeing | head.valency head.fine led child.kind side
head.valency back child.kind child.case child.tag side | child.valency head.kind led side
head.valency head.fine agreeing near child.case side
"""
_TEMPLATES = [part.split() for line in TEMPLATES.strip().splitlines() for part in line.split("|")]
_NAMES = sorted({name for each in _TEMPLATES for name in each})
_LONGEST = max(map(len, _TEMPLATES))
_WHICH = numpy.array(
    [[*map(_NAMES.index, each)] + [len(_NAMES)] * (_LONGEST - len(each)) for each in _TEMPLATES]
).T
_TIMES = odd_numbers(f"arc {at}" for at in range(_LONGEST))
_SEEDS = numbers(" ".join(each) for each in _TEMPLATES)[:, None]

_FUNCTION = numbers(["ADP", "SCONJ", "CCONJ", "PART", "AUX", "DET", "PRON", "VERB"])
_ADP, _SCONJ, _PRON, _VERB = (int(_FUNCTION[at]) for at in (0, 1, 6, 7))
_NOMINAL = numbers(["NOUN", "PROPN", "ADJ", "NUM", "PRON", "DET", "X", "SYM"])
_OPEN = numbers(["_"])
_AGREEING = ("gender", "number", "case", "state")


def features(sentences: Sequence[list[Word]], pairs: Pairs, which: Places) -> NDArray[numpy.intp]:
    """The numbers of the features of the arcs of the trees of some sentences: templates by arcs.

    ``pairs``: of the words of the sentences; ``which`` of them are arcs, ordered by dependent.
    """
    child, head = pairs.ends(which)
    columns = {**pairs.columns, "valency": numbers(_valencies(sentences))}
    seen = _around(columns, child, head)
    every = numpy.zeros((len(_NAMES) + 1, len(child)), dtype=numpy.uint32)
    after = (child + 1) % len(columns["kind"])  # behind a sentence stands a root, too
    places = {"child": child, "head": head, "before": child - 1, "after": after}
    for row, name in zip(every, _NAMES, strict=False):
        whose, _, what = name.partition(".")
        row[:] = seen[name] if name in seen else columns[what][places[whose]]
    found = every[_WHICH[0]] * _TIMES[0] + _SEEDS
    for rows, times in zip(_WHICH[1:], _TIMES[1:], strict=True):
        found += every[rows] * times
    half = 1 << BITS - 1
    around = (found >> numpy.uint32(33 - BITS)).astype(numpy.intp) + half
    return numpy.concatenate([pairs.features(which) >> (arcs.BITS - BITS + 1), around])


def _valencies(sentences: Sequence[list[Word]]) -> list[str]:
    found = []
    for words in sentences:
        found += ["_", *(valency(word.lemma or "") if word.upos == "VERB" else "_" for word in words)]
    return found


def _around(columns: Mapping[str, Numbers], child: Places, head: Places) -> dict[str, Any]:
    """What the tree says of each arc."""
    kind, size = columns["kind"], len(columns["kind"])
    kinds, later = kind[child], child > head
    up = numpy.zeros(size, dtype=numpy.intp)
    up[child] = head
    # What leads a word is the sum of the words that do; of its function words the kinds, on each side.
    leads = ~later & ((kinds == _ADP) | (kinds == _SCONJ))
    led = numpy.zeros(size, dtype=numpy.uint32)
    numpy.add.at(led, head[leads], columns["lemma"][child[leads]])
    parts = numpy.zeros(size, dtype=numpy.uint32)
    for bit, name in enumerate(_FUNCTION):
        of_kind = kinds == name
        numpy.bitwise_or.at(
            parts, head[of_kind], numpy.uint32(1) << (2 * bit + later[of_kind]).astype(numpy.uint32)
        )
    free = (kinds[:, None] == _NOMINAL).any(1) & ~(parts[child] & 1).astype(bool)
    # Siblings on one side stand one after the other when arcs are sorted by their head.
    order = numpy.lexsort((child, head))
    same = (head[order][1:] == head[order][:-1]) & (later[order][1:] == later[order][:-1])
    left, right = (numpy.full(len(child), -1) for _ in range(2))
    left[order[1:][same]], right[order[:-1][same]] = child[order[:-1][same]], child[order[1:][same]]
    group = numpy.zeros(len(child), dtype=numpy.intp)
    group[order[1:]] = (~same).cumsum()
    frees = numpy.bincount(group, free, minlength=1).astype(numpy.intp)
    upto = free[order].cumsum()
    first = numpy.flatnonzero(numpy.r_[True, ~same])
    rank = numpy.empty(len(child), dtype=numpy.intp)
    rank[order] = upto - (upto - free[order])[first][group[order]]
    rank = numpy.where(free, rank, 0)
    lefts = numpy.bincount(head[free & ~later], minlength=size)
    beside = {**columns, "led": led}
    pronouns = kinds == _PRON
    joined = numpy.zeros(size, dtype=bool)
    joined[head[pronouns & (child == head + 1)]] = True
    return {
        "side": numpy.where(kind[head] == kind[0], 2, later),
        "near": numpy.minimum(abs(child - head), 4),
        "led": led[child], "head.led": led[head], "parts": parts[child], "head.parts": parts[head],
        "free": 8 * rank + numpy.minimum(frees[group], 4),
        "served": joined[head],
        "back": _back(kind, child, head, led, pronouns & later),
        "lefts": numpy.minimum(lefts[head], 4),
        "leaf": numpy.bincount(head, minlength=size)[child] == 0,
        "ends": (left < 0) + 2 * (right < 0),
        **_agreement(columns, child, head),
        **_of("above", columns, up[head], ("kind", "lemma")),
        **_of("left", beside, left, ("kind", "case", "state", "led")),
        **_of("right", beside, right, ("kind", "case", "state", "led")),
    }  # fmt: skip


def _of(
    whose: str, columns: Mapping[str, Numbers], places: Places, names: tuple[str, ...]
) -> dict[str, Numbers]:
    """Properties of other words; nothing where there is none."""
    return {
        f"{whose}.{name}": numpy.where(places < 0, numpy.uint32(0), columns[name][places]) for name in names
    }


def _back(kind: Numbers, child: Places, head: Places, led: Numbers, pronouns: Any) -> Any:
    """Which pronouns below the head but the word itself stand after it: by themselves, behind a preposition, or at a
    noun."""
    size, alone = len(kind), led[child] == 0
    own, behind = (
        numpy.bincount(head[which], minlength=size) for which in (pronouns & alone, pronouns & ~alone)
    )
    nouns = numpy.bincount(head[kind[child] == _PRON], minlength=size)  # pronouns that hang from each word
    deep = (child > head) & (kind[child] != _VERB)
    deeper = numpy.bincount(head[deep], nouns[child[deep]], minlength=size)
    return (
        (own[head] > (pronouns & alone)) + 2 * (behind[head] > (pronouns & ~alone)) + 4 * (deeper[head] > 0)
    )


def _agreement(columns: Mapping[str, Numbers], child: Places, head: Places) -> dict[str, Any]:
    """In gender, number, case and state: alike, not, or not to be said; and in the first two."""
    found = numpy.zeros(len(child), dtype=numpy.uint32)
    for at, name in enumerate(_AGREEING):
        ours, theirs = columns[name][child], columns[name][head]
        open_ = (ours == _OPEN[0]) | (theirs == _OPEN[0])
        found += numpy.where(open_, 2, ours == theirs).astype(numpy.uint32) << numpy.uint32(2 * at)
    return {"agreement": found, "agreeing": found & 15}
