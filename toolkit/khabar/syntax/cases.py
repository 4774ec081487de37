"""What a word's place in the tree says about its case; of a verb, see :mod:`khabar.syntax.verbs`.

Each nominal has a place: after a preposition, subject, subject after إنّ, object, predicate of كان … How
often each case stood in it in UD_Arabic-PUD, under trees that were predicted, is in
``data/syntax/cases.tsv`` (``toolkit/syntax/cases.py`` counts it). What agrees with its head (an adjective,
an apposition, what a conjunction joins) has the place of that head. The tree is one witness more: its
costs are added to those of neighbours and vowels, and the cheapest readings are chosen again.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from math import log10
from pathlib import Path

from khabar.morphology.camel import Said
from khabar.syntax import verbs
from khabar.syntax.endings import known
from khabar.syntax.hanging import Hanging
from khabar.text.document import Token, Word

TABLE = Path(__file__).parents[1] / "data" / "syntax" / "cases.tsv"
_AGREEING = {"amod": 0.95, "appos": 0.95, "flat": 0.95, "conj": 0.85}  # how often in the case of the head
_PREDICATES = frozenset({"root", "ccomp", "acl", "advcl", "parataxis"})
_SMOOTH = 2.0


class Places:
    """The places of the words of a parsed sentence."""

    def __init__(self, hanging: Hanging):
        self._by_id, self._below = hanging.by_id, hanging.below

    def head_in_case(self, word: Word) -> tuple[Word, float]:
        """The word whose case ``word`` takes (itself, or up to where agreement ends), and how often it does."""
        likely = 1.0
        for _ in self._by_id:
            agrees = _AGREEING.get((word.deprel or "").split(":")[0])
            head = self._by_id.get(word.head or 0)
            if head is None or agrees is None or "Case" not in head.feats or self._governed(word):
                break
            word, likely = head, likely * agrees
        return word, likely

    def _governed(self, word: Word) -> bool:
        return any(child.deprel == "case" and child.id < word.id for child in self._below.get(word.id, []))

    def of(self, word: Word) -> str:
        """The name of a word's place."""
        relation, head = (word.deprel or "dep"), self._by_id.get(word.head or 0)
        below = self._below.get(word.id, [])
        if self._governed(word):
            return "case"
        if relation.startswith("nsubj") and head is not None:
            ruled = [*self._below.get(head.id, []), *([head] if head.xpos == "verb_pseudo" else [])]
            if any(one.xpos == "verb_pseudo" and one.id < word.id for one in ruled):
                return "nsubj after inna"
            verb = "verb" if head.upos in ("VERB", "AUX") else "noun"
            return f"nsubj {'after' if head.id < word.id else 'before'} {verb}"
        if relation in _PREDICATES or relation == "xcomp":
            if any(child.deprel == "cop" for child in below):
                return "predicate of kana"
            kana = head is not None and known("defective", head)
            return f"{relation} of kana" if relation == "xcomp" and kana else relation
        if relation.startswith("nmod") and head is not None:
            return "nmod at once" if head.id == word.id - 1 else "nmod later"
        if relation.startswith("obl") and head is not None and head.id > word.id:
            return f"{relation} before"
        return relation


@cache
def _table() -> dict[str, dict[str, float]]:
    found = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]:
        place, *counts = line.split("\t")
        seen = [int(count) + _SMOOTH for count in counts]
        found[place] = dict(zip("nag", (count / sum(seen) for count in seen), strict=True))
    return found


def costs(tokens: Sequence[Token]) -> list[Said]:
    """What the tree says against each case of each token's nominal, against each voice and mood of its verb; nothing of
    the others."""
    words = [word for token in tokens for word in token.words]
    hanging = Hanging(words)
    places, of_verbs = Places(hanging), verbs.Places(hanging)
    found: list[Said] = []
    for token in tokens:
        verb = next((word for word in token.words if word.upos == "VERB"), None)
        nominal = next((word for word in token.words if word.feats.get("Case") and word.upos != "PRON"), None)
        if verb is not None:
            found.append(verbs.costs(verb, of_verbs))
        elif nominal is None or nominal.upos in ("ADP", "DET"):
            found.append(())
        else:
            top, agrees = places.head_in_case(nominal)
            found.append(_against(places.of(top), agrees))
    return found


@lru_cache(maxsize=2_000)
def _against(place: str, agrees: float) -> Said:
    """What speaks against each case in a place, or of what agrees so often with what stands there."""
    other = (1 - agrees) / 2  # of each other case
    likely = _table().get(place, {})
    against = ((case, -log10(other + (agrees - other) * chance)) for case, chance in likely.items())
    return (("cas", tuple(against)),)
