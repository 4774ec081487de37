"""The cheapest paths through the readings of sentences (Viterbi 1967).

All sentences are worked out at once, one word of each in a round: their first words, then their second ones, and so on.
The longest sentence stands first, so that those that go on stand before those that have ended. Readings are numbered
one after the other, behind an edge before each sentence; so are the steps to each from those of the word before.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, zip_longest
from operator import add

import numpy
from numpy.typing import NDArray

from khabar.morphology.context import EDGE, Cells, between, cell_of, costs_of, with_heads

_Numbers = NDArray[numpy.intp]
_smallest = numpy.minimum.reduceat


def _starts(lengths: _Numbers) -> _Numbers:
    """Where each of some rows of such lengths begins."""
    return lengths.cumsum() - lengths


def cheapest(lattice: Sequence[Cells]) -> list[int]:
    """The place of each word's analysis on the cheapest path through one sentence: what :class:`Paths` finds, too,
    which is made for many sentences and takes half as long again for one."""
    rights, totals, back = cell_of(EDGE).to_right, [0.0], []
    for this in lattice:
        come: dict[int, tuple[float, int]] = {}  # by what the word before sees, which many readings share
        for number in this.to_left:
            if number not in come:
                sums = list(map(add, costs_of(number, rights), totals))
                least = min(sums)
                come[number] = least, sums.index(least)
        steps = [come[number] for number in this.to_left]
        totals = [least + own for (least, _), own in zip(steps, this.costs, strict=True)]
        back.append([cell for _, cell in steps])
        rights = this.to_right
    cell, chosen = totals.index(min(totals)), []
    for places in reversed(back):
        chosen.append(cell)
        cell = places[cell]
    return _places(chosen, lattice)


def _places(chosen: list[int], lattice: Sequence[Cells]) -> list[int]:
    """The places of the analyses of the readings that are chosen, the last of them first."""
    chosen.reverse()
    with_heads(chosen, lattice)
    return [cells.places[cell] for cells, cell in zip(lattice, chosen, strict=True)]


class Paths:
    """The paths through the readings of the words of some sentences."""

    def __init__(self, lattices: Sequence[Sequence[Cells]]):
        self._lattices = lattices
        self._order = sorted(range(len(lattices)), key=lambda number: -len(lattices[number]))
        words = [[cell_of(EDGE)] * len(lattices)]
        for here in zip_longest(*[lattices[number] for number in self._order]):
            words.append([cells for cells in here if cells is not None])
        every = [cells for here in words for cells in here]
        self._own = numpy.array([cost for cells in every for cost in cells.costs])
        self._costs = numpy.frombuffer(
            b"".join(
                [
                    between(before.to_right, this.to_left)
                    for earlier, here in pairwise(words)
                    for before, this in zip(earlier, here, strict=False)
                ]
            )
        )
        counts = numpy.array([*map(len, words)])
        widths = numpy.array([len(cells.costs) for cells in every], dtype=numpy.intp)
        starts = _starts(widths)  # of each word's readings
        edges = counts[0]
        earlier = numpy.arange(edges, len(every)) - counts[:-1].repeat(counts[1:])  # the word before each
        choices = widths[earlier]
        sizes = widths[edges:] * choices
        # The readings between which each step leads.
        at, choices_of_each = (
            numpy.arange(len(self._costs)) - _starts(sizes).repeat(sizes),
            choices.repeat(sizes),
        )
        to, come = numpy.divmod(at, choices_of_each)
        self._to, self._from = to + starts[edges:].repeat(sizes), come + starts[earlier].repeat(sizes)
        self._first = _starts(counts).tolist()  # of each round's words
        self._starts = [*starts.tolist(), len(self._own)]
        steps = [*_starts(sizes).tolist(), len(self._costs)]
        self._rounds = [
            (
                slice(self._starts[first], self._starts[first + count]),
                slice(steps[first - edges], steps[first - edges + count]),
            )
            for first, count in zip(self._first[1:], counts[1:].tolist(), strict=True)
        ]
        self._forward(_starts(choices.repeat(widths[edges:])))

    def _forward(self, rows: _Numbers) -> None:
        """What the cheapest path up to each reading costs, and where it comes from; ``rows``: where the steps to each
        reading begin."""
        edges = len(self._lattices)
        least, self._totals = numpy.zeros((2, len(self._own)))
        sums = numpy.empty_like(self._costs)
        for cells, steps in self._rounds:
            sums[steps] = here = self._totals[self._from[steps]] + self._costs[steps]
            first = rows[cells.start - edges : cells.stop - edges] - steps.start
            least[cells] = _smallest(here, first)
            self._totals[cells] = self._own[cells] + least[cells]
        cheapest = numpy.flatnonzero(sums == least[self._to])
        first = cheapest.searchsorted(rows)
        self._back = [*range(edges), *self._from[cheapest[first]].tolist()]

    def best(self) -> list[list[int]]:
        """Of each sentence the place of each word's analysis on the cheapest path."""
        found: list[list[int]] = [[]] * len(self._lattices)
        for place, number in enumerate(self._order):
            lattice, chosen = self._lattices[number], []
            words = [first + place for first in self._first[len(lattice) : 0 : -1]]
            cell = self._least_of(words[0]) if words else 0
            for word in words:
                chosen.append(cell - self._starts[word])
                cell = self._back[cell]
            found[number] = _places(chosen, lattice)
        return found

    def _least_of(self, word: int) -> int:
        """The reading of a word to which the cheapest path leads."""
        start, end = self._starts[word : word + 2]
        return int(start + self._totals[start:end].argmin())

    def doubts(self) -> list[list[list[float]]]:
        """Of each sentence what each reading of each word costs more than the cheapest path, if the path must go
        through it."""
        order = self._from.argsort(kind="stable")
        come, to, costs = self._from[order], self._to[order], self._costs[order]
        firsts = numpy.flatnonzero(numpy.diff(come, prepend=-1))  # where the steps from each reading begin
        rest, onward = numpy.zeros(
            (2, len(self._own))
        )  # what the cheapest path costs behind each, and with it
        for cells, steps in reversed(self._rounds):
            onward[cells] = rest[cells] + self._own[cells]
            here = firsts[slice(*firsts.searchsorted([steps.start, steps.stop]))]
            rest[come[here]] = _smallest(onward[to[steps]] + costs[steps], here - steps.start)
        through, totals = (self._totals + rest).tolist(), self._totals.tolist()
        found: list[list[list[float]]] = [[]] * len(self._lattices)
        for place, number in enumerate(self._order):
            words = [first + place for first in self._first[1 : len(self._lattices[number]) + 1]]
            least = totals[self._least_of(words[-1])] if words else 0.0
            rows = [through[slice(*self._starts[word : word + 2])] for word in words]
            found[number] = [[cost - least for cost in row] for row in rows]
        return found
