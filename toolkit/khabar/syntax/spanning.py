"""The tree with the highest sum of scores among those whose arcs do not cross (Eisner 1996, 2000).

Where each word's best head makes such a tree, that is the best. Else the best tree over a span of words is made of the
best over two shorter spans: of all spans of one length at once, in all sentences at once. Where they were cut is then
looked up for the spans that the tree is made of.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence

import numpy
from numpy.typing import NDArray

_JOINT, _RIGHT, _LEFT = range(3)
_Sums = NDArray[numpy.floating]
_best = numpy.maximum.reduce


def best_trees(scores: Sequence[NDArray[numpy.float64]]) -> list[list[int]]:
    """Of each sentence the head of each word (0: it is the root), in the best tree with exactly one root and no arcs
    that cross.

    ``scores``: of each sentence dependents by heads, of shape (n, n + 1); column 0 is the root's. The shorter sentences
    stand first.
    """
    found = [
        each.argmax(1).tolist() for each in scores
    ]  # each word's best head, which may make a tree already
    rest = [number for number, heads in enumerate(found) if not is_tree(heads) or _any_cross(heads)]
    for number, heads in zip(rest, _spanned([scores[number] for number in rest]), strict=True):
        found[number] = heads
    return found


def _spanned(scores: Sequence[NDArray[numpy.float64]]) -> list[list[int]]:
    """The best trees as those of their spans."""
    if not scores:
        return []
    sizes = list(map(len, scores))
    longest = sizes[-1]
    first = numpy.arange(longest)
    last = (first + first[:, None]) % longest
    # What an arc between the ends of each span is worth, by the span's length, the sentence and the first word.
    to_right, to_left = numpy.zeros((2, longest, len(scores), longest), dtype=numpy.float32)
    for number, (size, each) in enumerate(zip(sizes, scores, strict=True)):
        padded = numpy.zeros((longest, longest), dtype=numpy.float32)
        padded[:size, :size] = each[:, 1:]
        to_right[:, number], to_left[:, number] = padded[last, first], padded[first, last]
    # Of each span the best sum, by its length and its first word (``opening``) or its last (``closing``). Three are
    # added in pairs: what the first word governs and what the last (together: before one governs the other); an arc to
    # the right and what its end governs there; the same to the left. A sum with an arc stands one length before.
    opening, closing = numpy.zeros((2, 3, *to_right.shape), dtype=numpy.float32)
    for length in range(1, longest):
        long = slice(bisect(sizes, length), None)  # the sentences that have spans of this length
        before, after = opening[:, :length, long, :-length], closing[:, length - 1 :: -1, long, length:]
        joint = _best(before[_JOINT] + after[_JOINT], 0)
        opening[_RIGHT, length - 1, long, :-length] = joint + to_right[length, long, :-length]
        closing[_LEFT, length - 1, long, length:] = joint + to_left[length, long, :-length]
        right, left = _best(before[1:] + after[1:], 1)
        opening[_JOINT, length, long, :-length] = closing[_RIGHT, length, long, length:] = right
        opening[_LEFT, length, long, :-length] = closing[_JOINT, length, long, length:] = left
    return [_heads(each[:, 0], opening[:, :, n], closing[:, :, n]) for n, each in enumerate(scores)]


def _heads(roots: _Sums, opening: _Sums, closing: _Sums) -> list[int]:
    """The heads in the best tree, from 1, the root's 0; ``roots``: the score of each word as root."""
    count = len(roots)
    every = numpy.arange(count)
    root = int((roots + closing[_JOINT, every, every] + opening[_JOINT, every[::-1], every]).argmax())
    heads = [0] * count
    open_ = [(_LEFT, 0, root), (_RIGHT, root, count - 1 - root)]
    while open_:
        kind, first, length = open_.pop()
        if not length:
            continue
        cut = 0
        if length > 1:
            sums = opening[kind, :length, first] + closing[kind, length - 1 :: -1, first + length]
            cut = int(sums.argmax())
        middle = first + cut
        if kind == _JOINT:
            open_ += [(_RIGHT, first, cut), (_LEFT, middle + 1, length - 1 - cut)]
        elif kind == _RIGHT:
            heads[middle + 1] = first + 1
            open_ += [(_JOINT, first, cut + 1), (_RIGHT, middle + 1, length - 1 - cut)]
        else:
            heads[middle] = first + length + 1
            open_ += [(_LEFT, first, cut), (_JOINT, middle, length - cut)]
    return heads


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


def _any_cross(heads: list[int]) -> bool:
    """Whether any two arcs cross, the root's among them, which begins before all words."""
    ends = numpy.array([range(1, len(heads) + 1), heads])
    first, last = ends.min(0), ends.max(0)
    begins_inside = (first[:, None] < first) & (first < last[:, None])
    return bool((begins_inside & (last[:, None] < last)).any())
