"""What a verb's place in the tree says about its voice and its mood.

A verb that takes an object (:mod:`khabar.morphology.valency`) and has a subject but no object in its tree is
more often passive than not; a verb takes its mood from the particle that hangs from it, or with the verb that it
is joined to. How often each voice and mood stood in a place in UD_Arabic-PUD, under trees that were predicted, is
in ``data/syntax/verbs.tsv`` (``toolkit/syntax/cases.py`` counts it). What is rare everywhere says nothing here: the
cost of a voice or mood is how much rarer it is in the place than among all verbs.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import log10
from pathlib import Path

from khabar.morphology.camel import Said
from khabar.morphology.context import GOVERNED
from khabar.morphology.valency import valency
from khabar.syntax.hanging import Hanging
from khabar.text.document import Word
from khabar.text.script import bare

TABLE = Path(__file__).parents[1] / "data" / "syntax" / "verbs.tsv"
#: UD's feature and values, CAMeL's feature and values.
FEATURES = {
    "Voice": ("vox", {"Act": "a", "Pass": "p"}),
    "Mood": ("mod", {"Ind": "i", "Sub": "s", "Jus": "j"}),
}
_SMOOTH = 2.0
_JOINED_ALIKE = 0.85  # how often a verb has the mood of the one it is joined to, as with cases
_PARTICLES = frozenset({"SCONJ", "PART", "ADP", "AUX"})
_JOINED = frozenset(
    {"conj", "acl", "acl:relcl", "xcomp", "advcl:pred", "parataxis"}
)  # whose subject is known
_OBJECTS, _CLAUSES = frozenset({"obj", "iobj"}), frozenset({"ccomp", "xcomp"})


def _agrees(verb: Word, noun: Word) -> bool:
    """Whether a noun after a verb could be its subject."""
    if noun.upos == "PRON":
        return False
    gender = (
        "Fem"
        if noun.feats.get("Number") == "Plur" and verb.feats.get("Gender") == "Fem"
        else noun.feats.get("Gender")
    )
    return verb.feats.get("Number") == "Sing" and gender in (verb.feats.get("Gender"), None)


class Places:
    """The places of the verbs of a parsed sentence."""

    def __init__(self, hanging: Hanging):
        self._by_id, self._below = hanging.by_id, hanging.below

    def of(self, word: Word) -> dict[str, str]:
        """Feature to the name of a verb's place; mood of the imperfect only."""
        found = {"Voice": self._served(word)}
        if word.feats.get("Aspect") == "Imp":
            found["Mood"] = self._particle(word)
        return found

    def joined_to(self, word: Word) -> Word | None:
        """The verb with which an imperfect without a particle of its own shares its mood (أن يذهب ويعود)."""
        head = self._by_id.get(word.head or 0)
        joined = word.deprel == "conj" and head is not None and head.feats.get("Aspect") == "Imp"
        return head if joined and self._particle(word) == "none" else None

    def _served(self, word: Word) -> str:
        """What the verb takes, what it has, and where its subject stands; of one that has an object after it and no
        subject, whether that could be its subject, and whether the verb is likely to leave its subject out."""
        below = [(one, (one.deprel or "").split(":")[0]) for one in self._below.get(word.id, [])]
        has = {relation for _, relation in below}
        served = "object" if has & _OBJECTS else "clause" if has & _CLAUSES else "nothing"
        subject = next((one for one, relation in below if relation == "nsubj"), None)
        if word.feats.get("Person", "3") != "3":
            stands = "I or you"
        elif subject is not None:
            stands = "after" if subject.id > word.id else "relative" if subject.upos == "PRON" else "before"
        elif "csubj" in has:
            stands = "clause"
        else:
            objects = [one for one, relation in below if relation in _OBJECTS and one.id > word.id]
            could = objects and all(_agrees(word, one) for one in objects)
            stands = ("none, could be" if could else "none") + (" joined" if word.deprel in _JOINED else "")
        return f"{valency(word.lemma or '')} {served} {stands}"

    def _particle(self, word: Word) -> str:
        """The class of the particle before a verb."""
        below = [one for one in self._below.get(word.id, []) if one.id < word.id and one.upos in _PARTICLES]
        forms = [bare(one.form) for one in below if one.xpos != "verb_pseudo"]  # أن, but not أنّ
        for kind in ("jussive", "subjunctive"):
            if any(form in GOVERNED[kind] for form in forms):
                return kind
        return forms[-1] if forms and forms[-1] in ("ل", "لا") else "another" if below else "none"


@cache
def _table() -> dict[str, dict[str, dict[str, float]]]:
    """Feature to place to how often each value stands there; the place "" is that of all verbs."""
    found: dict[str, dict[str, dict[str, float]]] = {feature: {"": {}} for feature in FEATURES}
    for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]:
        feature, place, value, count = line.split("\t")
        for name in (place, ""):
            counts = found[feature].setdefault(name, {})
            counts[value] = counts.get(value, 0) + int(count)
    for feature, (_, values) in FEATURES.items():
        every = found[feature][""]
        usual = {value: (every.get(value, 0) + 1) / (sum(every.values()) + len(values)) for value in values}
        for place, seen in found[feature].items():  # where little was seen, what is usual counts
            here = sum(seen.values()) + _SMOOTH
            found[feature][place] = {
                value: (seen.get(value, 0) + _SMOOTH * usual[value]) / here for value in values
            }
    return found


def costs(word: Word, places: Places) -> Said:
    """What the tree says against each voice and mood of a verb."""
    of_places = places.of(word)
    other = places.joined_to(word) if "Mood" in of_places else None
    voice = _against("Voice", of_places["Voice"], 1.0)
    if "Mood" not in of_places:
        return (voice,)
    if other is None:
        return voice, _against("Mood", of_places["Mood"], 1.0)
    return voice, _against("Mood", places.of(other)["Mood"], _JOINED_ALIKE)


@lru_cache(maxsize=2_000)
def _against(feature: str, place: str, certain: float) -> tuple[str, tuple[tuple[str, float], ...]]:
    """What speaks against each value in a place, or of what has so often the value of what stands there."""
    of_places, (name, values) = _table()[feature], FEATURES[feature]
    likely = of_places.get(place, of_places[""])
    other = (1 - certain) / len(values)
    return name, tuple(
        (values[value], -log10((certain * chance + other) / of_places[""][value]))
        for value, chance in likely.items()
    )
