"""How sure the vocalisation of a word is, and why it is doubtful.

A logistic regression over what the witnesses say (``toolkit/syntax/certainty.py`` fits it on vocalised
news): by how much the best reading with other vowels is dearer, what the vowels' witness has against
the one chosen, whether lexicon and neighbours alone choose the same, how common the word is and how many readings
it has, what it is and where it stands, how probable its head is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from json import loads
from pathlib import Path
from unicodedata import normalize

import numpy
from numpy.typing import NDArray

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

Features = NDArray[numpy.float64]
"""What the regression sees: words by features."""

Seen = tuple[Token, Weighed, dict[int, float]]
"""A token, what speaks for its readings, and by id the probability of the head of each word of its sentence."""


def features(words: Sequence[Seen]) -> Features:
    """What the regression sees of some words, in the order given."""
    kinds: dict[tuple[str | None, ...], int] = {}
    rows, stands = [], []
    for token, item, chances in words:
        chosen, host = item.chosen, host_of(token)
        stands.append(kinds.setdefault((host.upos, host.deprel, host.feats.get("Case")), len(kinds)))
        guessed, nominal, tree = False, False, 1.0
        for word in token.words:
            guessed = guessed or word.source == "backoff"
            nominal = nominal or word.upos in _NOMINAL
            tree = min(tree, chances.get(word.id, 1.0))
        common = float(chosen.pos_lex_logprob or _RARE)
        row = item.margin, item.heard, item.agreed, chosen.score, common, item.choices
        rows.append((*row, guessed, nominal, tree, len(token.words) > 1))
    margin, heard, agreed, score, common, choices, guessed, nominal, tree, joined = numpy.array(rows, float).T
    margin, heard = numpy.minimum(margin, 6.0), numpy.minimum(heard, 6.0)
    score = numpy.log10(numpy.maximum(score, 1e-4))
    columns = [
        *(numpy.minimum(margin, least) for least in (0.3, 1.0, 2.0)), margin,
        *(numpy.minimum(heard, least) for least in (0.1, 0.3, 1.0)), heard,
        numpy.minimum(margin, 2.0) * numpy.minimum(heard, 2.0), guessed, margin * guessed, agreed,
        *(numpy.maximum(common, least) for least in (_RARE, -4.0, -3.0)),
        *(numpy.maximum(score, least) for least in (-4.0, -0.3, -0.05)), numpy.log10(1 + choices),
        tree, tree * nominal, numpy.minimum(tree, 0.5), numpy.minimum(tree, 0.9), joined,
    ]  # fmt: skip
    return numpy.column_stack([*columns, numpy.array([_stands(*kind) for kind in kinds])[stands]])


def _stands(upos: str | None, deprel: str | None, case: str | None) -> list[bool]:
    """What a word is and where it stands."""
    relation = (deprel or "").split(":")[0]
    said = [upos == kind for kind in _KINDS] + [relation in names for names in _PLACES]
    return said + [case == name for name in ("Nom", "Acc", "Gen")]


def host_of(token: Token) -> Word:
    """The longest word of a token, of which its certainty is said."""
    words = token.words
    return words[0] if len(words) == 1 else max(words, key=lambda word: len(word.form))


@cache
def _weights(witnessed: bool) -> tuple[Features, float]:
    fitted = loads(FITTED.read_text(encoding="utf-8"))["with vowels" if witnessed else "without vowels"]
    return numpy.array(fitted["weights"]), fitted["intercept"]


def probabilities(seen: Features, *, witnessed: bool) -> list[float]:
    """Of each word the probability that its vocalisation is right, endings included. ``witnessed``: whether there was
    a witness of the vowels; without one the other evidence counts for more."""
    weights, intercept = _weights(witnessed)
    return list((1 / (1 + numpy.exp(-(intercept + seen @ weights)))).tolist())


def mark(words: Sequence[Seen]) -> None:
    """Write ``Sure`` and, where a word is doubtful, ``Why`` and the other reading into MISC."""
    if not words:
        return
    chances = probabilities(features(words), witnessed=words[0][1].witnessed)
    for (token, item, _), sure in zip(words, chances, strict=True):
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
    if "backoff" in [word.source for word in token.words]:
        return "word:unknown"
    between = "lexicon/vowels" if item.heard > _DIFFERS else "lexicon/neighbours"
    rival, chosen = item.rival, item.chosen.analysis
    if rival is None:
        return f"vowels:{between}"
    if rival["lex"] != chosen["lex"] or rival["pos"] != chosen["pos"]:
        return f"word:{between}"
    for name, kind in (("vox", "voice"), ("cas", "case"), ("mod", "mood")):
        if rival.get(name) != chosen.get(name):
            return f"{kind}:{between}"
    return f"vowels:{between}"
