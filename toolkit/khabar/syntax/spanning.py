"""The tree with the highest sum of scores among those whose arcs do not cross (Eisner 1996, 2000).

The best tree over a span of words is made of the best over two shorter spans, of all spans of one length at once.
"""

from __future__ import annotations

from typing import Any

import numpy
from numpy.typing import NDArray

_JOINT, _RIGHT, _LEFT = range(3)


def best_tree(scores: NDArray[numpy.float64]) -> list[int]:
    """The head of each word (0: it is the root), in the best tree with exactly one root and no arcs that cross.

    ``scores``: dependents by heads, of shape (n, n + 1); column 0 is the root's.
    """
    count, arcs = len(scores), scores[:, 1:].T
    # Of each span the best sum, by its length and its first word (``opening``) or its last (``closing``). Three are
    # added in pairs: what the first word governs and what the last (together: before one governs the other); an arc to
    # the right and what its end governs there; the same to the left. A sum with an arc stands one length before.
    opening, closing = numpy.zeros((2, 3, count, count))
    cuts = numpy.zeros((3, count, count), dtype=numpy.intp)
    for length in range(1, count):
        sums = opening[:, : count - length, :length], closing[:, length:, length - 1 :: -1]
        joint = sums[0][_JOINT] + sums[1][_JOINT]
        cuts[_JOINT, : count - length, length] = joint.argmax(1)
        opening[_RIGHT, : count - length, length - 1] = joint.max(1) + arcs.diagonal(length)
        closing[_LEFT, length:, length - 1] = joint.max(1) + arcs.diagonal(-length)
        full = sums[0][1:] + sums[1][1:]
        cuts[1:, : count - length, length] = full.argmax(2)
        right, left = full.max(2)
        opening[_JOINT, : count - length, length] = closing[_RIGHT, length:, length] = right
        opening[_LEFT, : count - length, length] = closing[_JOINT, length:, length] = left
    every = numpy.arange(count)
    whole = scores[:, 0] + closing[_JOINT, every, every] + opening[_JOINT, every, count - 1 - every]
    return _heads(int(whole.argmax()), cuts)


def _heads(root: int, cuts: Any) -> list[int]:
    """What the cuts of the spans say: heads from 1, the root's 0."""
    count = cuts.shape[-1]
    heads = [0] * count
    open_ = [(_LEFT, 0, root), (_RIGHT, root, count - 1 - root)]
    while open_:
        kind, first, length = open_.pop()
        if not length:
            continue
        cut = int(cuts[kind, first, length])
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
