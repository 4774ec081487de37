"""A second witness: a neural diacritizer's probabilities for the signs on each letter.

``text2tashkeel`` (optional; two recurrent networks of 2.5 MB, run by onnxruntime, no network needed)
knows no lexicon and no grammar, but it has read much vocalised text. Its vowels are not taken as they
are: they speak for and against the analyses of the lexicon, in powers of ten like every other cost in
:mod:`khabar.morphology.context`. Where no lexicon has the word, its vowels are the best there are.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from math import log10
from typing import Any

from khabar.text.script import SIGNS, bare

Letter = Mapping[str, float]
"""The probability of each combination of signs on one letter."""

WEIGHTS = {"stem": 0.7, "ending": 1.3}
_LEAST = 1e-3  # a network that is certain can be wrong
_LETTER = re.compile(f"[^{SIGNS}][{SIGNS}]*")
_SILENT = str.maketrans("", "", "\u0652\u0670\u0653\u0654\u0655\u06e1\ufe0f")
_TANWIN = "\u064b"


class Witness:
    """The two networks: one says best where a sign stands, both together which."""

    def __init__(self) -> None:
        from text2tashkeel import Diacritizer

        with _one_thread():
            self._where, self._which = (
                Diacritizer(name).backend for name in ("rawi-v2-int8", "rawi-v3-int8")
            )
        self._classes = [_plain(self._where.i2d[number]) for number in range(len(self._where.i2d))]

    def letters(self, forms: Sequence[str]) -> list[list[Letter]]:
        """For each word of a sentence its letters' signs; an empty list where the two do not go together."""
        import numpy

        pieces = [_letters(form) for form in forms]
        line = " ".join(pieces)
        if not line.strip():
            return [[] for _ in forms]
        backend = self._where
        ids = numpy.array([[backend.c2i.get(letter, backend.unk) for letter in line]], dtype=numpy.int64)
        where = _softmax(backend.sess.run(["output"], {"input": ids})[0][0])
        which = _softmax(self._which.sess.run(["value"], {"input": ids})[0][0])
        none = where[:, :1]
        marked = where + (1 - none) * which
        marked[:, 0] = 0
        likely = marked / (marked.sum(1, keepdims=True) + 1e-9) * (1 - none)
        likely[:, 0] = none[:, 0]
        found, at = [], 0
        for piece in pieces:
            found.append([self._letter(likely[place]) for place in range(at, at + len(piece))])
            at += len(piece) + 1
        return found

    def _letter(self, likely: Any) -> Letter:
        summed: dict[str, float] = {}
        for number in likely.argsort()[::-1][:12]:
            signs = self._classes[number]
            summed[signs] = summed.get(signs, 0.0) + float(likely[number])
        return summed


@contextmanager
def _one_thread() -> Iterator[None]:
    """Threads that wait for each other cost more than they save on one sentence."""
    before = os.environ.get("TT_ORT_THREADS")
    os.environ["TT_ORT_THREADS"] = before or "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["TT_ORT_THREADS"]


@cache
def witness() -> Witness | None:
    """The witness, where ``text2tashkeel`` is installed."""
    try:
        return Witness()
    except ImportError:
        return None


def _softmax(logits: Any) -> Any:
    import numpy

    powers = numpy.exp(logits - logits.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def _letters(form: str) -> str:
    """The letters as the networks know them: hamza and madda belong to the signs."""
    decomposed = unicodedata.normalize("NFD", bare(form))
    return "".join(letter for letter in decomposed if unicodedata.category(letter) != "Mn")


def _plain(signs: str) -> str:
    """Signs without what writers differ in: sukun, small alif, hamza; in one order."""
    return "".join(sorted(set(signs.translate(_SILENT))))


@lru_cache(maxsize=100_000)
def _signs(diac: str) -> tuple[str, ...]:
    return tuple(_plain(letter[1:]) for letter in _LETTER.findall(diac))


_ENDINGS = {"1s": 1, "1p": 2, "2ms": 1, "2fs": 1, "2d": 3, "2mp": 2, "2fp": 2, "3ms": 1, "3fs": 2, "3d": 3, "3mp": 2, "3fp": 2}  # fmt: skip


def against(letters: Sequence[Letter], analysis: Mapping[str, Any], *, joined: bool) -> tuple[float, float]:
    """What the witness says against the vowels of an analysis: of its stem, and of its ending.

    ``joined``: the next word begins with hamzat al-wasl, so that a sukun becomes a vowel.
    """
    signs = _signs(analysis["diac"])
    if len(signs) != len(letters):
        return (0.0, 0.0)
    end = len(signs) - _ENDINGS.get((analysis.get("enc0") or "0").partition("_")[0], 0)
    ending = end - 1
    if ending > 0 and _TANWIN in signs[ending - 1] + signs[ending]:
        ending -= 1
    stem = rest = 0.0
    for place, (own, likely) in enumerate(zip(signs, letters, strict=True)):
        chance = likely.get(own, 0.0)
        if _TANWIN in own or (place + 1 < len(signs) and _TANWIN in signs[place + 1]):
            chance = max(chance, _tanwin(own, likely))
        if joined and place == len(signs) - 1 and not own:
            chance += likely.get("\u0650", 0.0) + likely.get("\u064e", 0.0)
        cost = -log10(max(chance, _LEAST))
        if place < ending:
            stem += cost
        else:
            rest += cost
    return stem, rest


def _tanwin(own: str, likely: Letter) -> float:
    """The sign of tanwin stands on the alif or on the letter before it."""
    other = own.replace(_TANWIN, "") if _TANWIN in own else _plain(own + _TANWIN)
    return likely.get(other, 0.0)


def vocalised(form: str, letters: Sequence[Letter], diac: str) -> str:
    """A guess at a word that no lexicon has, with the witness's vowels on its bare letters."""
    pieces = _LETTER.findall(diac)
    if len(pieces) != len(letters):
        return diac
    for place, likely in enumerate(letters[:-1]):
        if len(pieces[place]) == 1 and likely:
            pieces[place] += max(likely, key=lambda signs: likely[signs])
    return "".join(pieces)
