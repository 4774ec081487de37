"""The tree with the highest sum of scores (Chu and Liu 1965, Edmonds 1967)."""

from __future__ import annotations

from typing import Any

import numpy
from numpy.typing import NDArray

_NEVER = -1e18
_ROOTS = 3  # words that are tried as the one root, if they lead
_BEHIND = 6.0  # by little less than the best


def best_tree(scores: NDArray[numpy.float64]) -> list[int]:
    """The head of each word (0: it is the root), in the best tree with exactly one root.

    ``scores``: dependents by heads, of shape (n, n + 1); column 0 is the root's.
    """
    count = len(scores)
    best, found = -numpy.inf, [0] * count
    lead = scores[:, 0] - scores[:, 1:].max(1) if count > 1 else numpy.zeros(1)
    for root in numpy.argsort(-lead, kind="stable")[:_ROOTS]:
        if lead[root] < lead.max() - _BEHIND:
            break
        whole = numpy.full((count + 1, count + 1), _NEVER)
        whole[1:, 1:] = scores[:, 1:]
        whole[root + 1] = _NEVER
        whole[root + 1, 0] = scores[root, 0]
        heads = _arborescence(whole)[1:]
        total = scores[range(count), heads].sum()
        if total > best:
            best, found = total, [int(head) for head in heads]
    return found


def _arborescence(scores: Any) -> Any:
    """``scores``: square, dependents by heads, node 0 the root."""
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    # The cycle becomes one node, last; what enters it costs the arc that it drives out.
    rest = [node for node in range(len(heads)) if node not in cycle]
    smaller = numpy.full((len(rest) + 1, len(rest) + 1), _NEVER)
    smaller[:-1, :-1] = scores[numpy.ix_(rest, rest)]
    entering = scores[numpy.ix_(cycle, rest)] - scores[cycle, heads[cycle]][:, None]
    leaving = scores[numpy.ix_(rest, cycle)]
    smaller[-1, :-1], smaller[:-1, -1] = entering.max(0), leaving.max(1)
    numpy.fill_diagonal(smaller, _NEVER)
    chosen = _arborescence(smaller)
    for place, node in enumerate(rest[1:], 1):
        head = chosen[place]
        heads[node] = cycle[leaving[place].argmax()] if head == len(rest) else rest[head]
    heads[cycle[entering[:, chosen[-1]].argmax()]] = rest[chosen[-1]]
    return heads


def _cycle(heads: Any) -> list[int]:
    seen = {0}
    for start in range(1, len(heads)):
        path: list[int] = []
        node = start
        while node not in seen:
            seen.add(node)
            path.append(node)
            node = int(heads[node])
        if node in path:
            return path[path.index(node) :]
    return []
