"""Where an annotation contradicts itself: the case against the tree, case and mood against the i‘rab and against the
ending that is written.

What a relation wants stands in ``data/contradictions.tsv``. A value that is marked as a defensible alternative
contradicts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from khabar.syntax.endings import cases_shown, moods_shown
from khabar.text.document import Sentence, Word
from khabar.text.script import strip_signs

TABLE = Path(__file__).parents[1] / "data" / "contradictions.tsv"
_NOMINAL = ("NOUN", "ADJ", "PROPN")
# The school's words at the beginning of an i‘rab, by what they say of a noun and of a verb; those of a word
# that shows no ending (في محل رفع, مبني) are about its place.
_SAID = {"مرفوع": ("Nom", "Ind"), "منصوب": ("Acc", "Sub"), "مجرور": ("Gen", ""), "مجزوم": ("", "Jus")}
_NAMES = {
    "Nom": "nominative", "Acc": "accusative", "Gen": "genitive", "Ind": "indicative", "Sub": "subjunctive",
    "Jus": "jussive",
}  # fmt: skip


@cache
def _wanted() -> dict[tuple[str, str], tuple[str, str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()[2:]
    rows = (line.split("\t") for line in lines)
    return {(relation, governor): (case, why) for relation, governor, case, why in rows}


def contradictions(sentence: Sentence) -> Iterator[tuple[int, str]]:
    """The number of each word that contradicts something, and what, in a sentence.

    Example:
        >>> sentence = khabar.article().sentences[0]
        >>> sentence.words[1].feats["Case"] = "Gen"
        >>> list(contradictions(sentence))[0]
        (2, 'A subject is nominative. It has: genitive.')
    """
    for word in sentence.words:
        yield from ((word.id, said) for said in _of(sentence, word))


def _of(sentence: Sentence, word: Word) -> Iterator[str]:
    case = word.feats.get("Case")
    if word.upos in _NOMINAL and case:
        allowed = word.defensible("Case")
        wanted, why = _by_tree(sentence, word)
        if wanted and wanted not in allowed:
            yield f"{why} It has: {_NAMES.get(case, case)}."
    said, layer = re.findall("|".join(_SAID), strip_signs(word.misc.get("I3rab") or ""))[:1], "Case"
    if said:
        nominal, verbal = _SAID[said[0]]
        layer, value = ("Mood", verbal) if word.upos in ("VERB", "AUX") else ("Case", nominal)
        known = word.feats.get(layer)
        if known and value not in word.defensible(layer):
            yield f"Its i‘rab says {said[0]}, its tag says {_NAMES.get(known, known)}."
    layer, shown = _shown(sentence, word)
    known = word.feats.get(layer)
    if known in _NAMES and shown and not word.defensible(layer) & {*shown}:
        yield f"Its tag says {_NAMES[known]}, its ending shows {', '.join(_NAMES[each] for each in shown)}."
    head = next((other for other in sentence.words if other.id == word.head), None)
    if head and head.upos == "PUNCT":
        yield "A mark of punctuation heads no word."
    if word.deprel == "dep":
        yield "Its relation is not told yet (dep)."


def _shown(sentence: Sentence, word: Word) -> tuple[str, tuple[str, ...]]:
    """Case or Mood, and the values that the vowels of a word show of it."""
    if word.upos in ("VERB", "AUX"):
        return "Mood", moods_shown(word)
    behind = [other.form for other in sentence.token_of(word).words if other.id > word.id]
    mine = behind[:1] == ["ي"]  # before it no case is heard
    return "Case", cases_shown(word) if word.upos in _NOMINAL and not mine else ()


def _by_tree(sentence: Sentence, word: Word) -> tuple[str, str]:
    """The case that the tree wants of a word, with the reason; two empty strings where it wants none."""
    children = sentence.children(word)
    if any(child.deprel == "nummod" for child in children) or "nummod" in word.alternatives.get("deprel", ()):
        return "", ""  # a number governs the noun that it counts
    for child in children:
        if child.deprel == "case" and child.upos == "ADP":
            return "Gen", f"After the preposition {child.form} a genitive is wanted."
    relation = word.deprel or ""
    head = next((other for other in sentence.words if other.id == word.head), None)
    if relation == "amod" and head and (case := head.feats.get("Case")):
        return (
            (case, f"An adjective has the case of its noun ({head.form}).")
            if head.upos in _NOMINAL
            else ("", "")
        )
    # A particle, or one that is part of a fixed expression (غير أن).
    near = sentence.children(head) if head else []
    near += [part for other in near for part in sentence.children(other) if part.deprel == "fixed"]
    before = [other.lemma or "" for other in near if other.id < word.id]
    governed = [_wanted()[relation, lemma] for lemma in before if (relation, lemma) in _wanted()]
    # كان and its sisters leave the subject as it is and change the predicate, which is the head in UD.
    return governed[0] if governed else _wanted().get((relation, "-"), ("", ""))
