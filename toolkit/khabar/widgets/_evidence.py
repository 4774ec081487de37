"""What speaks for and against each reading of a word: alone, and between its neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from khabar.morphology import camel, ud
from khabar.morphology.candidates import Candidates
from khabar.morphology.context import (
    Reading,
    cells,
    contradicts,
    own_costs,
    reading,
    together,
    transparent,
    written,
)
from khabar.text.document import Sentence, Token
from khabar.text.script import bare, is_arabic


@dataclass
class Candidate:
    """One reading that the analyzer finds for a token; ``alone`` and ``here`` are its shares, by the
    analyzer's estimate, before and after its neighbours are seen; ``why`` is what they say against it."""

    token: Token
    alone: float = 0.0
    here: float = 0.0
    why: list[str] = field(default_factory=list)


def candidates(sentence: Sentence) -> list[list[Candidate]]:
    """For each token of the sentence its readings, each once, in an order that gives nothing away (by
    letters and vowel signs); none for punctuation and other scripts."""
    forms = [token.form for token in sentence.tokens]
    chosen = [word.analyses for word in camel.disambiguator().disambiguate(forms)]
    # Quotation marks do not come between neighbours.
    seen = [
        (n, form, reading(scored[0].analysis) if scored else written(form))
        for n, (form, scored) in enumerate(zip(forms, chosen, strict=True))
        if not transparent(form)
    ]
    found: list[list[Candidate]] = [[] for _ in forms]
    edge = ("", written("."))
    for place, (at, form, _) in enumerate(seen):
        if is_arabic(form):
            before = seen[place - 1][1:] if place else edge
            after = seen[place + 1][1:] if place + 1 < len(seen) else edge
            found[at] = _readings_of(form, before, after)
    return found


Neighbour = tuple[str, Reading]


def _readings_of(form: str, before: Neighbour, after: Neighbour) -> list[Candidate]:
    found: dict[Any, Candidate] = {}
    for scored in camel.disambiguator().candidates(form):
        if contradicts(form, scored.analysis["diac"]):
            continue
        token = ud.words_of(form, scored.analysis, camel.source_of(scored.analysis))
        # One that shows no case counts with the case that fits best.
        alone = Candidates.of([scored.analysis], [scored.score])
        own = cells(alone.shown, own_costs(alone, form))
        cost, this = min(
            (cost + together(before[1], one) + together(one, after[1]), one)
            for cost, one in zip(own.costs, own.readings, strict=True)
        )
        candidate = found.setdefault(_seen(token), Candidate(token, why=list(_why(before, this, after))))
        candidate.alone = max(candidate.alone, 10 ** -min(own.costs))
        candidate.here = max(candidate.here, 10**-cost)
    for share in ("alone", "here"):
        total = sum(getattr(candidate, share) for candidate in found.values()) or 1.0
        for candidate in found.values():
            setattr(candidate, share, getattr(candidate, share) / total)
    return sorted(found.values(), key=lambda candidate: _seen(candidate.token))


def _seen(token: Token) -> tuple[Any, ...]:
    """What a reader can tell two readings apart by."""
    layers = ("Case", "Mood", "Voice", "Aspect")
    return (
        token.vform,
        *(
            (word.form, word.upos, bare(word.lemma or ""), *(word.feats.get(layer, "") for layer in layers))
            for word in token.words
        ),
    )


def _why(before: Neighbour, this: Reading, after: Neighbour) -> Iterator[str]:
    """What the neighbours say against a reading, and that a governor has what it wants."""
    form, left = before
    cost = together(left, this)
    if _governs(left) and this.nominal and not this.preposition and not this.conjunction:
        governor = f"the preposition {form}" if left.pos == "prep" else f"{form} in construct"
        if this.case == "g":
            yield f"It is the genitive that is wanted after {governor}."
        elif cost >= _HEAVY:
            yield f"After {governor} a genitive is wanted."
    elif cost >= _HEAVY:
        if this.nominal and this.case == "g" and not this.preposition:
            yield "Nothing before it governs a genitive."
        elif this.pos.startswith("adj") and left.nominal:
            yield f"It does not agree with {form} before it."
        elif this.aspect == "i" and left.pos not in ("verb_pseudo", "conj_sub", "prep"):
            yield "Another mood is wanted here."
        else:
            yield f"It does not fit after {form}." if is_arabic(form) else "It does not fit at the beginning."
    form, right = after
    if together(this, right) >= _HEAVY and form:
        if _governs(this) and right.case != "g":
            none = f"{form} is none" if is_arabic(form) else "there is none"
            yield f"It wants a genitive after it, and {none}."
        elif right.nominal and right.case == "g" and not right.preposition and not _governs(this):
            yield f"The next word, {form}, is a genitive, which this cannot govern."
        elif right.pos.startswith("adj") and this.nominal:
            yield f"The next word, {form}, does not agree with it."
        else:
            yield f"It does not fit before {form}." if is_arabic(form) else "It does not fit at the end."


_HEAVY = 0.7  # in powers of ten, as khabar.morphology.context counts: below, both are possible


def _governs(this: Reading) -> bool:
    """Whether a genitive must follow: a preposition, or a noun in construct."""
    return (this.pos == "prep" or (this.nominal and this.state == "c")) and not this.pronoun
