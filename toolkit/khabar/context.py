"""Choosing among the analyses of each word by its neighbours.

A small step above the word model, in plain sight: the best path through the candidates of a
sentence (Viterbi 1967), where a candidate costs what the word model says against it and a pair
of neighbours costs what grammar says against it. Costs are in powers of ten: 2 means "a hundred
times less likely". What it can decide is what two neighbours show: the genitive after a
preposition or a construct, the accusative after inna, the mood after لم and لن, agreement of an
adjective, the subject after its verb. What needs a parse (an adjective after a construct, an
object far from its verb) or knowledge of the world it leaves to the word model.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log10
from typing import Any, NamedTuple

from khabar.text import bare

NOMINAL = frozenset({"noun", "noun_prop", "noun_num", "noun_quant", "adj", "adj_comp", "adj_num"})
ADJECTIVE = frozenset({"adj", "adj_comp", "adj_num"})
_PREPOSITIONS = frozenset({"bi_prep", "li_prep", "ka_prep", "la_prep", "wa_prep", "bi_part"})
_JUSSIVE = frozenset({"لم", "لما"})
_SUBJUNCTIVE = frozenset({"لن", "أن", "كي", "لكي", "حتى", "ألا", "كيلا", "لئلا"})
_TIE = 0.02
_MISSPELT = 1.5  # ه for ة, ى for ي, an alif without its hamza
_BEAM = 24  # readings kept for one word: the rest are thousands of times less likely


class Reading(NamedTuple):
    """What the neighbours of a word can see of one of its analyses."""

    pos: str
    lemma: str
    case: str
    state: str
    gender: str
    number: str
    rational: str
    aspect: str
    mood: str
    voice: str
    person: str
    article: bool
    preposition: bool
    conjunction: bool
    pronoun: bool

    @property
    def nominal(self) -> bool:
        return self.pos in NOMINAL


EDGE = Reading("punc", "", "", "", "", "", "", "", "", "", "", False, False, False, False)


def reading(analysis: Mapping[str, Any]) -> Reading:
    """Reduce an analysis to what matters to its neighbours."""

    def of(feature: str) -> str:
        return str(analysis.get(feature) or "")

    return Reading(
        of("pos"), bare(of("lex")), of("cas"), of("stt"), of("gen"), of("num"), of("rat"), of("asp"), of("mod"),
        of("vox"), of("per"), of("prc0") == "Al_det", of("prc1") in _PREPOSITIONS,
        of("prc2") not in ("", "0", "na"), of("enc0") not in ("", "0", "na"),
    )  # fmt: skip


def alone(this: Reading) -> float:
    """The cost of a reading in news, before its neighbours are seen."""
    cost = 0.0
    if this.aspect == "c":
        cost += 1.5  # imperatives are rare in news
    if this.person == "2":
        cost += 1.0
    if this.voice == "p":
        cost += 0.6
    if this.nominal and this.preposition and this.case not in ("g", "u", "na", ""):
        cost += 3
    return cost


@lru_cache(maxsize=200_000)
def together(before: Reading, this: Reading) -> float:
    """The cost of two readings as neighbours."""
    return _government(before, this) + _agreement(before, this) + _clause(before, this)


def grounds(before: Reading, this: Reading) -> dict[str, float]:
    """The costs that :func:`together` adds up, by the rule that they come from, to be told to a learner."""
    return {
        "government": _government(before, this),
        "agreement": _agreement(before, this),
        "clause": _clause(before, this),
    }


def _government(before: Reading, this: Reading) -> float:
    """Prepositions and constructs govern the genitive; a genitive wants a governor."""
    preposition = before.pos == "prep" and not before.pronoun
    construct = before.nominal and before.state == "c" and not before.pronoun
    if this.nominal:
        if (preposition or construct) and not this.preposition and not this.conjunction:
            return 0.0 if this.case in ("g", "u", "na", "") else 3.0
        if this.case == "g" and not this.preposition:
            inherited = before.nominal and before.case == "g"
            return 0.0 if inherited or before.pos == "punc" else 2.0
        return 0.0
    if construct and this.pos not in ("pron_dem", "pron_rel", "conj_sub", "verb_pseudo", "pron_interrog"):
        return 2.0
    return 0.0


def _agreement(before: Reading, this: Reading) -> float:
    """An adjective agrees with its noun in case, definiteness, gender and number; a plural of
    things counts as feminine singular. Words joined by و share their case."""
    if not (before.nominal and this.nominal) or this.preposition:
        return 0.0
    if this.conjunction:
        return 0.0 if this.case == before.case or before.preposition else 0.7
    if this.pos not in ADJECTIVE or before.state == "c":
        # Two nouns side by side without a construct: apposition, or the end of a phrase.
        return 0.5 if before.state == "i" and this.case != "a" else 0.2
    definite = this.article == (before.article or before.pos == "noun_prop")
    thing_plural = before.number == "p" and before.rational != "y"
    gender, number = ("f", "s") if thing_plural else (before.gender, before.number)
    cost = 0.0 if definite else 1.2
    cost += 0.0 if this.case == before.case or "u" in (this.case, before.case) else 1.0
    cost += 0.0 if this.gender == gender and this.number == number else 0.8
    return cost


def _clause(before: Reading, this: Reading) -> float:
    """Moods after their particles, inna and its sisters, the subject after its verb."""
    if this.aspect == "i":
        wanted = "i"
        if before.lemma in _JUSSIVE and before.pos == "part_neg":
            wanted = "j"
        elif before.lemma in _SUBJUNCTIVE and before.pos in ("conj_sub", "part_neg"):
            wanted = "s"
        if this.mood != wanted and not this.preposition:
            return 2.0
        return 0.0
    if before.pos == "verb_pseudo":
        if this.pos == "verb":
            return 2.0 if not before.pronoun else 0.0
        if this.nominal and not before.pronoun and not this.preposition:
            return 0.0 if this.case in ("a", "u", "na") else 2.0
    if before.pos == "conj_sub" and before.lemma == "أن" and this.pos != "verb" and not before.pronoun:
        return 2.0
    if before.pos == "part_neg" and before.lemma in ("لم", "لن") and this.aspect != "i":
        return 2.0
    if before.pos == "verb" and this.nominal and not this.preposition and not this.conjunction:
        if this.case == "n":
            same = before.gender == this.gender or (this.number == "p" and this.rational != "y")
            return 0.0 if before.person == "3" and same else 0.8
        return 0.3 if this.case == "a" else 0.0
    return 0.0


def choose(candidates: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Rank the scored analyses of each word of a sentence in context, best first.

    ``candidates``: for each word camel-tools' ``ScoredAnalysis`` objects (an empty list for
    punctuation and other scripts). The same objects are returned in new lists.
    """
    lattice = [_readings(scored) for scored in candidates]
    best = _path(lattice)
    ranked = []
    for scored, column, chosen in zip(candidates, lattice, best, strict=True):
        if not column:
            ranked.append(list(scored))
            continue
        first = column[chosen][1]
        ranked.append([first, *(item for item in scored if item is not first)])
    return ranked


def _readings(scored: Sequence[Any]) -> list[tuple[Reading, Any, float]]:
    """Each distinct reading with its likeliest analysis and its own cost, cheapest first."""
    found: dict[Reading, tuple[Reading, Any, float]] = {}
    for order, item in enumerate(scored):
        seen = reading(item.analysis)
        cost = -log10(max(item.score, 1e-9)) + alone(seen) + order * _TIE / 100
        if item.analysis.get("source") == "spvar":
            cost += _MISSPELT
        if seen not in found or cost < found[seen][2]:
            found[seen] = (seen, item, cost)
    return sorted(found.values(), key=lambda entry: entry[2])[:_BEAM]


def _path(lattice: Sequence[Sequence[tuple[Reading, Any, float]]]) -> list[int]:
    """The index of the chosen reading of each word."""
    costs: list[list[float]] = []
    origins: list[list[int]] = []
    previous: Sequence[tuple[Reading, Any, float]] = [(EDGE, None, 0.0)]
    totals = [0.0]
    for column in lattice:
        entries = column or [(EDGE, None, 0.0)]
        costs.append([])
        origins.append([])
        for this, _, cost in entries:
            steps = [
                total + together(before, this) for total, (before, _, _) in zip(totals, previous, strict=True)
            ]
            origin = min(range(len(steps)), key=steps.__getitem__)
            costs[-1].append(steps[origin] + cost)
            origins[-1].append(origin)
        previous, totals = entries, costs[-1]
    if not lattice:
        return []
    place = min(range(len(totals)), key=totals.__getitem__)
    path = []
    for column_origins in reversed(origins):
        path.append(place)
        place = column_origins[place]
    return path[::-1]
