"""The analyses of a word, each with how likely it is out of context.

For words of camel-tools' model that is their likeness to the model's analysis, for others the frequency of the lexeme,
for what is in no table how it is cut; a word may also be a name that no list has.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from khabar.morphology import _camel_data
from khabar.morphology.context import NOMINAL, Shown, shown, strains
from khabar.morphology.database import Line
from khabar.morphology.guesses import GUESSED, chance, doubt

with _camel_data.importable():
    from camel_tools.disambig.common import ScoredAnalysis
    from camel_tools.disambig.mle import MLEDisambiguator

if TYPE_CHECKING:
    from khabar.morphology.analyzer import LazyAnalyzer
    from khabar.morphology.merging import Row

_ODDS = 10.0  # an analysis that shares nothing with that of the model: 10^-10, but
_TRUST = 2.0  # no less than 10^-2: the model can be wrong
RARE = -9.0  # the logarithm of a frequency that says nothing
_STRAINED = 5.5  # what must speak against all that the lexicon has for a word, before a name is guessed
_NAME = 7.0  # what speaks against the guess
_ASKED = 1.0  # where all that it could be is a question after a name: أتراوري; more after a noun (أوحيدة)
_WANTED = 3.0  # and where a name is wanted
_FAMILY = 1.5  # less, if it has the article of a family's name
_RARE_FAMILY = 2.8  # the more, if the word is rare
_SELDOM = -4.4  # logarithm of the frequency of a rare word
_ENDING = 0.25  # what the model's case, state and mood count for
_GUESS = "backoff"  # the source of a name that no list has
# What two analyses that differ in case, state or mood have in common.
_SAME_WORD = "lex", "pos", "asp", "vox", "per", "gen", "num", "prc0", "prc1", "prc2", "prc3", "enc0"

Features = dict[str, Any]
Part = Features | Line | int
"""Of an analysis the whole, or its stem, or the number of a guess that the word is a name."""
Merge = Callable[[str, str | None, Line | int, int], Features]
"""What makes the whole of a part, with its vocalised form, its source and the number of what stands around its stem."""


class Candidates(Sequence[ScoredAnalysis]):
    """The scored analyses of a word, the best first, side by side.

    What is asked of each stands in plain tuples; the analysis itself is merged when somebody wants it, since nobody
    looks at most. camel-tools' own object for one is made then, too: there are many more analyses than words, and
    Python's collector of cycles passes over dicts and tuples of texts and numbers, but not over such objects.
    """

    __slots__ = (
        "_arounds",
        "_kept",
        "_merge",
        "_parts",
        "chances",
        "lemmas",
        "scores",
        "shown",
        "sources",
        "vocalised",
    )

    def __init__(
        self,
        scores: Sequence[float],
        chances: Sequence[float | None],
        vocalised: Sequence[str],
        sources: Sequence[str | None],
        lemmas: Sequence[str],
        seen: Sequence[Shown],
        parts: Sequence[Part],
        arounds: tuple[int, ...] = (),
        merge: Merge | None = None,
    ):
        self.scores = tuple(scores)
        #: The logarithm of the frequency of each lexeme, where the database has one; none of a guessed name.
        self.chances = tuple(chances)
        self.vocalised, self.sources, self.lemmas = tuple(vocalised), tuple(sources), tuple(lemmas)
        #: What context asks of each.
        self.shown = tuple(seen)
        self._parts, self._arounds, self._merge = tuple(parts), arounds, merge
        self._kept: dict[int, Features] | None = None

    @classmethod
    def of(
        cls,
        analyses: Sequence[Features],
        scores: Sequence[float],
        chances: Sequence[float | None] | None = None,
    ) -> Candidates:
        """Analyses, scored."""
        return cls(
            scores,
            [*map(_chance, analyses)] if chances is None else chances,
            [analysis["diac"] for analysis in analyses],
            [analysis.get("source") for analysis in analyses],
            [analysis["lex"] for analysis in analyses],
            [*map(shown, analyses)],
            analyses,
        )

    @classmethod
    def merged(cls, rows: Sequence[Row], scores: Sequence[float], merge: Merge) -> Candidates:
        """The analyses of rows, scored."""
        seldom, _, vocalised, _, sources, lemmas, seen, lines, arounds = zip(*rows, strict=True)
        return cls(
            scores, [-each for each in seldom], vocalised, sources, lemmas, seen, lines, arounds, merge
        )

    def merged_at(self, place: int) -> Features:
        """The analysis at ``place``, which nobody keeps."""
        part = self._parts[place]
        if isinstance(part, dict):
            return part
        assert self._merge is not None
        around = self._arounds[place] if isinstance(part, tuple) else 0
        return self._merge(self.vocalised[place], self.sources[place], part, around)

    def analysis(self, place: int) -> Features:
        """The analysis at ``place``, merged once."""
        if self._kept is None:
            self._kept = {}
        if place not in self._kept:
            self._kept[place] = self.merged_at(place)
        return self._kept[place]

    @property
    def analyses(self) -> tuple[Features, ...]:
        return tuple(map(self.analysis, range(len(self))))

    def frequencies(self) -> list[float]:
        return [max(float(chance or -99), RARE) for chance in self.chances]

    def is_guessed(self) -> bool:
        """Whether no table has the word."""
        return bool(self.sources) and self.sources[0] in GUESSED

    def with_names(
        self, word: str, seen: Sequence[Shown], scores: Sequence[float], merge: Merge
    ) -> Candidates:
        """These, and behind them guesses that the whole of ``word`` is a name."""
        count = len(seen)
        return Candidates(
            (*self.scores, *scores),
            (*self.chances, *[None] * count),
            (*self.vocalised, *[word] * count),
            (*self.sources, *[_GUESS] * count),
            (*self.lemmas, *[word] * count),
            (*self.shown, *seen),
            (*self._parts, *range(count)),
            self._arounds,
            merge,
        )

    def ordered(self, order: Sequence[int], scores: Sequence[float]) -> Candidates:
        """These in another order, with other scores."""
        analyses = self.analyses
        return Candidates.of(
            [analyses[place] for place in order], scores, [self.chances[place] for place in order]
        )

    def __len__(self) -> int:
        return len(self.scores)

    @overload
    def __getitem__(self, index: int) -> ScoredAnalysis: ...
    @overload
    def __getitem__(self, index: slice) -> list[ScoredAnalysis]: ...
    def __getitem__(self, index: int | slice) -> ScoredAnalysis | list[ScoredAnalysis]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        return scored(self.analysis(index), self.scores[index], self.chances[index])


def scored(analysis: Features, score: float, chance: float | None) -> ScoredAnalysis:
    """camel-tools' own object for a scored analysis."""
    return ScoredAnalysis(score, analysis, analysis["diac"], chance, analysis.get("lex_logprob", -99))


class Scorer:
    """Analyses words and says how likely each analysis is, by an analyzer and camel-tools' word model in ``model``."""

    def __init__(self, analyzer: LazyAnalyzer, model: Path):
        self._analyzer = analyzer
        self._model = MLEDisambiguator(analyzer.light, str(model), top=10_000, cache_size=0)
        self._merge: Merge = self._whole  # one object for all words

    def scored(self, word: str) -> Candidates:
        """The analyses of ``word`` (undiacritized)."""
        known = word in (self._model._mle or {})
        found = self._by_model(word) if known else self._by_frequency(word)
        if found.is_guessed():
            return _by_cut(word, found)
        if not known:
            return self._with_unlisted(word, found)
        return _as_odds(found)

    def named(self, word: str, scored: Candidates) -> Candidates:
        """The analyses of ``word``, and that it is a name, where one is wanted."""
        seldom = max(scored.frequencies(), default=_SELDOM) <= _SELDOM
        if not word.startswith("ال"):
            return self._with_name(word, scored, _WANTED - seldom)
        return self._with_name(word, scored, _WANTED - (_RARE_FAMILY if seldom else _FAMILY))

    def _by_model(self, word: str) -> Candidates:
        found = self._model.disambiguate_word([word], 0).analyses
        return Candidates.of([item.analysis for item in found], [item.score for item in found])

    def _by_frequency(self, word: str) -> Candidates:
        """As camel-tools ranks the analyses of words that are not in its model."""
        light = self._analyzer.light
        if light.merger is not None and (rows := light.rows(word)):
            rows.sort()
            scores = [10 ** -row[0] for row in rows]
            most = max(scores)
            return Candidates.merged(rows, [score / most for score in scores], self._merge)
        analyses = light.analyze(word)
        chances = [_chance(analysis) for analysis in analyses]
        scores = [10**chance for chance in chances]
        most = max(scores, default=1.0)
        ranked = sorted(
            [
                (-score / most, -chance, -analysis.get("lex_logprob", -99), analysis["diac"], place)
                for place, (score, chance, analysis) in enumerate(zip(scores, chances, analyses, strict=True))
            ]
        )
        found = [analyses[place] for *_, place in ranked]
        return Candidates.of(found, [-row[0] for row in ranked], [-row[1] for row in ranked])

    def _with_unlisted(self, word: str, scored: Candidates) -> Candidates:
        """That a word is a name which no list has, too, where all that the lexicon has for it is far-fetched:
        شيكاي is no شيك + ي, إيغل no أ + يغل."""
        if not scored or len(word) < 3:
            return scored
        against, frequencies = [], scored.frequencies()
        for cost, frequency in zip(strains(scored, word), frequencies, strict=True):
            against.append(cost - frequency)
            if against[-1] < _STRAINED:
                return scored
        likeliest = scored.shown[against.index(min(against))]
        cost = _NAME + chance(word, likeliest.letters) + max(frequencies)
        if all(this.asks and this.pos in NOMINAL for this in scored.shown):
            names = any(this.pos == "noun_prop" for this in scored.shown)
            cost = min(cost, _ASKED if names else _WANTED)
        return self._with_name(word, scored, cost)

    def _with_name(self, word: str, scored: Candidates, cost: float) -> Candidates:
        seen = self._analyzer.names_seen(word)
        score = 10 ** -(cost + doubt(word, {"pos": "noun_prop", "diac": word, "stem": word}))
        return scored.with_names(word, seen, [score] * len(seen), self._merge)

    def _whole(self, vocalised: str, source: str | None, part: Line | int, around: int) -> Features:
        if isinstance(part, int):
            return self._analyzer.names(vocalised)[part]
        assert self._analyzer.light.merger is not None
        return self._analyzer.light.merger.merged(vocalised, source, part, around)


def _chance(analysis: Features) -> float:
    return float(analysis.get("pos_lex_logprob", -99))


def _by_cut(word: str, found: Candidates) -> Candidates:
    scores = [10 ** -doubt(word, analysis) for analysis in found.analyses]
    order = sorted(range(len(scores)), key=lambda place: -scores[place])
    return found.ordered(order, [scores[place] for place in order])


def _as_odds(found: Candidates) -> Candidates:
    """For words of the model camel-tools' score is a similarity to the model's analysis (of 21 features, most agree
    by chance). As odds, beside the frequency of the lexeme, it can be compared with context. Which word it is the
    model knows; case, state and mood are the sentence's, so they count for little."""
    odds = [10 ** max(-_ODDS * (1 - score), -_TRUST) for score in found.scores]
    words = [tuple(map(analysis.get, _SAME_WORD)) for analysis in found.analyses]
    frequencies = found.frequencies()
    commonest = max(frequencies)
    best: dict[tuple[Any, ...], float] = {}
    for word, own in zip(words, odds, strict=True):
        best.setdefault(word, own)
    scores = [
        best[word] * (own / best[word]) ** _ENDING * 10 ** (frequency - commonest)
        for word, own, frequency in zip(words, odds, frequencies, strict=True)
    ]
    order = sorted(range(len(scores)), key=lambda place: -scores[place])
    return found.ordered(order, [scores[place] / scores[order[0]] for place in order])
