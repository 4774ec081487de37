"""Sentences whose words are chosen with every witness: lexicon, neighbours, vowels and tree."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, Any, NamedTuple

from khabar.morphology.camel import (
    MemoDisambiguator,
    Said,
    disambiguator,
    gains_of,
    lattice,
    measured,
    tokens_of,
)
from khabar.morphology.paths import Paths
from khabar.morphology.vowels import Witness, witness
from khabar.text.collector import without_collector
from khabar.text.document import Token
from khabar.text.tokens import surface_tokens

if TYPE_CHECKING:
    from camel_tools.disambig.common import ScoredAnalysis

_NO_RIVAL = 6.0
_HEARD = 1.3  # what speaks for a name counts for more beside a witness that knows words only


class Weighed(NamedTuple):
    """The analysis chosen for a word, and what speaks for another."""

    chosen: ScoredAnalysis
    choices: int  # analyses that it has
    margin: float  # how much more the best analysis with other vowels costs, in powers of ten
    heard: float  # what the witness says against the vowels that were chosen
    rival: dict[str, Any] | None  # that other analysis
    witnessed: bool  # whether there was a witness of the vowels
    agreed: bool  # whether lexicon and neighbours choose the same vowels without witness and tree


class Weighing:
    """A sentence whose words are chosen with every witness that is installed (:func:`weigh`), and again with what its
    tree says (:func:`choose_again`)."""

    def __init__(self, text: str, memo: MemoDisambiguator, listener: Witness | None):
        self._surface, self._witnessed = surface_tokens(text), listener is not None
        forms = [form for form, _ in self._surface]
        self._columns = memo.columns(forms)
        self._heard: list[list[float]] = [[]] * len(forms)  # against each analysis of each word
        if listener is not None:
            joined = [following.startswith("ا") for following in (*forms[1:], "")]
            self._heard = [
                column.heard(letters, joined=wasl) if column.scored else []
                for column, letters, wasl in zip(self._columns, listener.letters(forms), joined, strict=True)
            ]
        self._gains, self._costs = gains_of(self._columns), measured(self._columns)
        self._alone = lattice(self._columns, self._gains, self._costs)  # what lexicon and neighbours know
        self._lattice = self._alone
        self._places = self._unheard = [0] * len(forms)
        self._doubts: list[list[float]] = []

    @cached_property
    def _said(self) -> list[list[float]]:
        """What is said against each analysis of each word by the vowels, for names and for measures."""
        return [
            column.against_measures(
                costs,
                column.for_name(gain * _HEARD if heard and gain > 0 else gain, heard) if gain else heard,
            )
            if costs or gain
            else heard
            for column, gain, costs, heard in zip(
                self._columns, self._gains, self._costs, self._heard, strict=True
            )
        ]

    def tokens(self) -> list[Token]:
        """The sentence, tokenized and tagged."""
        chosen = zip(self._columns, self._places, strict=True)
        return tokens_of(self._surface, [column.ranked(place) for column, place in chosen])

    def readings(self) -> list[list[tuple[float, dict[str, Any]]]]:
        """Of each token what each of its analyses that are looked at costs more than the one chosen."""
        rows = zip(self._doubts, self._lattice, strict=True)
        found = []
        for column in self._columns:
            doubts, cells = ([0.0], column.cells) if column.transparent else next(rows)
            looked_at = zip(doubts, cells.places, strict=True) if column.scored else []
            found.append([(cost, column.scored.analysis(place)) for cost, place in looked_at])
        return found

    def weighed(self) -> list[Weighed | None]:
        """What speaks for other readings of each token that has an analysis."""
        found: list[Weighed | None] = []
        rows = zip(self._doubts, self._lattice, strict=True)
        for column, place, unheard, heard in zip(
            self._columns, self._places, self._unheard, self._said, strict=True
        ):
            doubts, cells = ([0.0], column.cells) if column.transparent else next(rows)
            scored, vowels = column.scored, column.vowels
            if not scored:
                found.append(None)
                continue
            own, margin, nearest = vowels[place], inf, -1
            for cost, other in zip(doubts, cells.places, strict=True):
                if cost < margin and vowels[other] != own:
                    margin, nearest = cost, other
            alone = nearest < 0
            rival = None if alone else scored.analysis(nearest)
            against, agreed = heard[place] if heard else 0.0, vowels[unheard] == own
            margin = _NO_RIVAL if alone else margin
            found.append(Weighed(scored[place], len(scored), margin, against, rival, self._witnessed, agreed))
        return found

    def _chosen(self, best: Sequence[int]) -> list[int]:
        """The place of each word's analysis, from those of the words that context looks at."""
        chosen = iter(best)
        return [0 if column.transparent else next(chosen) for column in self._columns]


@without_collector()
def weigh(
    texts: Sequence[str], using: MemoDisambiguator | None = None, *, vowels: bool = True
) -> list[Weighing]:
    """Sentences whose words are chosen without a tree.

    ``using``: another disambiguator than the one in use. ``vowels``: whether the witness of the vowels is asked.
    """
    memo, listener = using or disambiguator(), witness() if vowels else None
    every = [Weighing(text, memo, listener) for text in texts]
    for one, best in zip(every, Paths([one._alone for one in every]).best(), strict=True):
        one._places = one._unheard = one._chosen(best)
    if listener is not None:
        _choose(every, [[()] * len(one._columns) for one in every])
    return every


@without_collector()
def choose_again(every: Sequence[Weighing], placed: Sequence[Sequence[Said]]) -> list[bool]:
    """Choose again with what the trees say against the case, voice and mood of each word; of each sentence whether
    another analysis is chosen."""
    before = [one._places for one in every]
    paths = _choose(every, placed)
    for one, doubts in zip(every, paths.doubts(), strict=True):
        one._doubts = doubts
    return [earlier != one._places for earlier, one in zip(before, every, strict=True)]


def _choose(every: Sequence[Weighing], placed: Sequence[Sequence[Said]]) -> Paths:
    for one, of_tree in zip(every, placed, strict=True):
        one._lattice = [
            column.said(heard, likely)
            for column, heard, likely in zip(one._columns, one._said, of_tree, strict=True)
            if not column.transparent
        ]
    paths = Paths([one._lattice for one in every])
    for one, best in zip(every, paths.best(), strict=True):
        one._places = one._chosen(best)
    return paths
