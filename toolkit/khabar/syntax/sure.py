"""How sure the vocalisation of a word is, and why it is doubtful.

A logistic regression over what the witnesses say (``toolkit/syntax/certainty.py`` fits it on vocalised
news): by how much the best reading with other vowels is dearer, what the vowels' witness has against
the one chosen, whether lexicon and neighbours alone choose the same, how common the word is and how many readings
it has, what it is and where it stands, how probable its head is.
"""

from __future__ import annotations

from functools import cache, lru_cache
from json import loads
from math import exp, log10
from operator import mul
from pathlib import Path
from unicodedata import normalize

from khabar.morphology.weighing import Weighed
from khabar.text.document import Token, Word

FITTED = Path(__file__).parents[1] / "data" / "syntax" / "sure.json"
_MOST = 0.99  # nothing is certain
_WORTH_SAYING = 0.9  # below this the reason is given
_DIFFERS = 1.0  # what the witness says against the vowels, in powers of ten
_RARE = -6.0
_KINDS = ("NOUN", "PROPN", "ADJ", "VERB", "NUM", "DET", "PRON", "ADP", "ADV", "SCONJ", "CCONJ", "PART", "AUX")
_NOMINAL = frozenset({"NOUN", "ADJ", "NUM"})
_PLACES = (("nsubj",), ("obj",), ("conj", "appos"), ("amod",), ("root",))  # where a case is more or less sure

Features = tuple[float, ...]


def features(token: Token, item: Weighed, chances: dict[int, float]) -> Features:
    """What the regression sees of a word."""
    words, margin, heard = token.words, min(item.margin, 6.0), min(item.heard, 6.0)
    guessed = float("backoff" in [word.source for word in words])
    nominal = float(not _NOMINAL.isdisjoint([word.upos for word in words]))
    tree = min([chances.get(word.id, 1.0) for word in words])
    host = host_of(token)
    chosen, count = item.chosen, item.choices
    return (
        min(margin, 0.3), min(margin, 1.0), min(margin, 2.0), margin,
        min(heard, 0.1), min(heard, 0.3), min(heard, 1.0), heard,
        min(margin, 2.0) * min(heard, 2.0), guessed, margin * guessed, float(item.agreed),
        max(float(chosen.pos_lex_logprob or _RARE), _RARE), log10(max(chosen.score, 1e-4)), log10(1 + count),
        tree, tree * nominal, float(len(words) > 1), *_stands(host.upos, host.deprel, host.feats.get("Case")),
    )  # fmt: skip


@lru_cache(maxsize=5_000)
def _stands(upos: str | None, deprel: str | None, case: str | None) -> Features:
    """What a word is and where it stands, each as 0 or 1."""
    relation = (deprel or "").split(":")[0]
    said = [upos == kind for kind in _KINDS] + [relation in names for names in _PLACES]
    return tuple(map(float, said + [case == name for name in ("Nom", "Acc", "Gen")]))


def host_of(token: Token) -> Word:
    """The longest word of a token, of which its certainty is said."""
    words = token.words
    return words[0] if len(words) == 1 else max(words, key=lambda word: len(word.form))


@cache
def _weights(witnessed: bool) -> tuple[list[float], float]:
    fitted = loads(FITTED.read_text(encoding="utf-8"))["with vowels" if witnessed else "without vowels"]
    return fitted["weights"], fitted["intercept"]


def probability(seen: Features, *, witnessed: bool) -> float:
    """The probability that the vocalisation is right, endings included. ``witnessed``: whether there was a
    witness of the vowels; without one the other evidence counts for more."""
    weights, intercept = _weights(witnessed)
    score = intercept + sum(map(mul, weights, seen))
    return 1 / (1 + exp(-score))


def mark(token: Token, item: Weighed | None, chances: dict[int, float]) -> None:
    """Write ``Sure`` and, where a word is doubtful, ``Why`` and the other reading into MISC; nothing
    of a word that has no analysis."""
    if item is None:
        return
    sure = probability(features(token, item, chances), witnessed=item.witnessed)
    said = f"{min(sure, _MOST):.2f}"
    for word in token.words:
        word.misc["Sure"] = said
    if sure < _WORTH_SAYING:
        host = host_of(token)
        host.misc["Why"] = why(token, item)
        if item.rival:
            host.misc["Rival"] = normalize("NFC", item.rival["diac"])


def why(token: Token, item: Weighed) -> str:
    """The reason of a doubt: what is doubtful, and between which witnesses."""
    if any(word.source == "backoff" for word in token.words):
        return "word:unknown"
    between = "lexicon/vowels" if item.heard > _DIFFERS else "lexicon/neighbours"
    rival, chosen = item.rival, item.chosen.analysis
    if rival is None:
        return f"vowels:{between}"
    if (rival.get("lex"), rival.get("pos")) != (chosen.get("lex"), chosen.get("pos")):
        return f"word:{between}"
    for name, kind in (("vox", "voice"), ("cas", "case"), ("mod", "mood")):
        if rival.get(name) != chosen.get(name):
            return f"{kind}:{between}"
    return f"vowels:{between}"
