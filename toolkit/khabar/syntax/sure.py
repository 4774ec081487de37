"""How sure the vocalisation of a word is, and why it is doubtful.

A logistic regression over what the witnesses say (``toolkit/syntax/certainty.py`` fits it on vocalised
news): by how much the best reading with other vowels is dearer, what the vowels' witness has against
the one chosen, whether lexicon and neighbours alone choose the same, how common the word is and how many readings
it has, what it is and where it stands, how probable its head is.
"""

from __future__ import annotations

from functools import cache
from json import loads
from math import exp, log10
from pathlib import Path
from unicodedata import normalize

from khabar.morphology.camel import Weighed
from khabar.text.document import Token

FITTED = Path(__file__).parents[1] / "data" / "syntax" / "sure.json"
_MOST = 0.99  # nothing is certain
_WORTH_SAYING = 0.9  # below this the reason is given
_DIFFERS = 1.0  # what the witness says against the vowels, in powers of ten
_RARE = -6.0
_KINDS = ("NOUN", "PROPN", "ADJ", "VERB", "NUM", "DET", "PRON", "ADP", "ADV", "SCONJ", "CCONJ", "PART", "AUX")
_PLACES = (("nsubj",), ("obj",), ("conj", "appos"), ("amod",), ("root",))  # where a case is more or less sure

Features = tuple[float, ...]


def features(token: Token, item: Weighed, chances: dict[int, float]) -> Features:
    """What the regression sees of a word."""
    margin, heard = min(item.margin, 6.0), min(item.heard, 6.0)
    guessed = any(word.source == "backoff" for word in token.words)
    nominal = any(word.upos in ("NOUN", "ADJ", "NUM") for word in token.words)
    tree = min(chances.get(word.id, 1.0) for word in token.words)
    host = max(token.words, key=lambda word: len(word.form))
    relation, case = (host.deprel or "").split(":")[0], host.feats.get("Case")
    chosen, count = item.word.analyses[0], len(item.word.analyses)
    return (
        *(min(margin, most) for most in (0.3, 1.0, 2.0, 6.0)), *(min(heard, most) for most in (0.1, 0.3, 1.0, 6.0)),
        min(margin, 2.0) * min(heard, 2.0), float(guessed), margin * float(guessed), float(item.agreed),
        max(float(chosen.pos_lex_logprob or _RARE), _RARE), log10(max(chosen.score, 1e-4)), log10(1 + count),
        tree, tree * float(nominal), float(len(token.words) > 1), *(float(host.upos == kind) for kind in _KINDS),
        *(float(relation in names) for names in _PLACES), *(float(case == name) for name in ("Nom", "Acc", "Gen")),
    )  # fmt: skip


@cache
def _weights(witnessed: bool) -> tuple[list[float], float]:
    fitted = loads(FITTED.read_text(encoding="utf-8"))["with vowels" if witnessed else "without vowels"]
    return fitted["weights"], fitted["intercept"]


def probability(seen: Features, *, witnessed: bool) -> float:
    """The probability that the vocalisation is right, endings included. ``witnessed``: whether there was a
    witness of the vowels; without one the other evidence counts for more."""
    weights, intercept = _weights(witnessed)
    score = intercept + sum(weight * value for weight, value in zip(weights, seen, strict=True))
    return 1 / (1 + exp(-score))


def mark(token: Token, item: Weighed, chances: dict[int, float]) -> None:
    """Write ``Sure`` and, where a word is doubtful, ``Why`` and the other reading into MISC."""
    if not item.word.analyses:
        return
    sure = probability(features(token, item, chances), witnessed=item.witnessed)
    for word in token.words:
        word.misc["Sure"] = f"{min(sure, _MOST):.2f}"
    if sure < _WORTH_SAYING:
        host = max(token.words, key=lambda word: len(word.form))
        host.misc["Why"] = why(token, item)
        if item.rival:
            host.misc["Rival"] = normalize("NFC", item.rival["diac"])


def why(token: Token, item: Weighed) -> str:
    """The reason of a doubt: what is doubtful, and between which witnesses."""
    if any(word.source == "backoff" for word in token.words):
        return "word:unknown"
    between = "lexicon/vowels" if item.heard > _DIFFERS else "lexicon/neighbours"
    rival, chosen = item.rival, item.word.analyses[0].analysis
    if rival is None:
        return f"vowels:{between}"
    if (rival.get("lex"), rival.get("pos")) != (chosen.get("lex"), chosen.get("pos")):
        return f"word:{between}"
    for name, kind in (("vox", "voice"), ("cas", "case"), ("mod", "mood")):
        if rival.get(name) != chosen.get(name):
            return f"{kind}:{between}"
    return f"vowels:{between}"
