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
from typing import Any, NamedTuple

import numpy
from numpy.typing import NDArray

from khabar.morphology.guesses import GUESSED
from khabar.morphology.weights import WEIGHTS
from khabar.text.script import SIGNS, bare

Letters = NDArray[numpy.float64]
"""Of each letter of a word the probability of each of :data:`CLASSES`, and nothing for other signs."""

_LEAST = 1e-3  # a network that is certain can be wrong
_LETTER = re.compile(f"[^{SIGNS}][{SIGNS}]*")
_SILENT = str.maketrans("", "", "\u0652\u0670\u0653\u0654\u0655\u06e1\ufe0f")
_TANWIN, _FATHA, _KASRA, _SHADDA, _SMALL_ALIF = "\u064b", "\u064e", "\u0650", "\u0651", "\u0670"
_OTHER_WAY = str.maketrans(
    "\u064c\u064d\u064f\u0650\u064e", "\u064f\u0650\u064c\u064d\u064b"
)  # with tanwin or without
_VOWELS = ("", _FATHA, "\u064f", _KASRA, _TANWIN, "\u064c", "\u064d")
#: What may stand on a letter.
CLASSES = tuple("".join(sorted(vowel + doubled)) for doubled in ("", _SHADDA) for vowel in _VOWELS)
_CLASS = {signs: number for number, signs in enumerate(CLASSES)}


class Witness:
    """The two networks: one says best where a sign stands, both together which."""

    def __init__(self) -> None:
        from text2tashkeel import Diacritizer

        with _one_thread():
            self._where, self._which = (
                Diacritizer(name).backend for name in ("rawi-v2-int8", "rawi-v3-int8")
            )
        known = [_class(_plain(self._where.i2d[number])) for number in range(len(self._where.i2d))]
        self._merge = numpy.eye(len(CLASSES) + 1)[known]
        self._merge[:, -1] = 0

    def letters(self, forms: Sequence[str]) -> list[Letters]:
        """For each word of a sentence the signs of its letters."""
        pieces = [_letters(form) for form in forms]
        line = " ".join(pieces)
        if not line.strip():
            return [numpy.zeros((0, len(CLASSES) + 1)) for _ in forms]
        backend = self._where
        ids = numpy.array([[backend.c2i.get(letter, backend.unk) for letter in line]], dtype=numpy.int64)
        where = _softmax(backend.sess.run(["output"], {"input": ids})[0][0])
        which = _softmax(self._which.sess.run(["value"], {"input": ids})[0][0])
        none = where[:, :1]
        marked = where + (1 - none) * which
        marked[:, 0] = 0
        likely = marked / (marked.sum(1, keepdims=True) + 1e-9) * (1 - none)
        likely[:, 0] = none[:, 0]
        summed, at, found = likely @ self._merge, 0, []
        for piece in pieces:
            found.append(summed[at : at + len(piece)])
            at += len(piece) + 1
        return found


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
    return tuple(_plain(_spelled(letter)) for letter in _LETTER.findall(diac))


def _spelled(letter: str) -> str:
    """The signs of a letter; the small alif is a long fatha (هٰذا), but on an alif, which is long itself."""
    return letter[1:] if letter[0] in "اى" else letter[1:].replace(_SMALL_ALIF, _FATHA)


def _class(signs: str) -> int:
    return _CLASS.get(signs, len(CLASSES))


_ENDINGS = {"1s": 1, "1p": 2, "2ms": 1, "2fs": 1, "2d": 3, "2mp": 2, "2fp": 2, "3ms": 1, "3fs": 2, "3d": 3, "3mp": 2, "3fp": 2}  # fmt: skip


class Pointed(NamedTuple):
    """The signs of all analyses of a word, in arrays of analyses by letters."""

    own: NDArray[numpy.intp]  # numbers of CLASSES
    other: NDArray[numpy.intp]  # what stands there if a tanwin is written on the neighbour
    counts: NDArray[numpy.float64]  # what each letter's cost counts for
    stem: NDArray[numpy.bool_]  # which letters are the stem's
    names: NDArray[numpy.bool_]  # which analyses are names

    def against(self, letters: Letters, *, joined: bool) -> list[float]:
        """What the witness says against each analysis, in powers of ten.

        ``joined``: the next word begins with hamzat al-wasl, so that a sukun becomes a vowel.
        """
        if len(letters) != self.own.shape[1]:
            return [0.0] * len(self.own)
        every = numpy.arange(len(letters))
        chances = numpy.maximum(letters[every, self.own], letters[every, self.other])
        if joined and len(letters):
            last = letters[-1, _CLASS[_KASRA]] + letters[-1, _CLASS[_FATHA]]
            chances[self.own[:, -1] == 0, -1] += last
        costs = -numpy.log10(numpy.maximum(chances, _LEAST)) * self.counts
        sums = costs.sum(1)
        if self.names.any() and not self.names.all():
            # A name has no tanwin where a word has one: its ending says which case, but not whether it is a name.
            endings = numpy.where(self.stem, 0.0, costs).sum(1)
            sums[self.names] -= max(0.0, endings[self.names].min() - endings[~self.names].min())
        return [float(cost) for cost in sums]


def pointed(form: str, analyses: Sequence[Mapping[str, Any]]) -> Pointed:
    """The signs of the analyses of a word as a witness can judge them; of those whose letters are not as many
    as the word's it says nothing."""
    count = len(_letters(form))
    shape = len(analyses), count
    own, other = numpy.zeros((2, *shape), dtype=numpy.intp)
    counts = numpy.zeros(shape)
    stem = numpy.zeros(shape, dtype=numpy.bool_)
    names = numpy.array([_is_name(analysis) for analysis in analyses], dtype=numpy.bool_)
    for row, analysis in enumerate(analyses):
        signs = _signs(analysis["diac"])
        if len(signs) != count:
            continue
        own[row] = [_class(each) for each in signs]
        other[row] = [_class(_beside(*pair)) for pair in zip(signs, (*signs[1:], ""), strict=True)]
        ending = count - _ENDINGS.get((analysis.get("enc0") or "0").partition("_")[0], 0) - 1
        if ending > 0 and _TANWIN in signs[ending - 1] + signs[ending]:
            ending -= 1
        # Of names, of letters that are spelled out and of guesses a witness of words knows little; a letter
        # that stands for a word has no ending.
        strange = analysis["pos"] in ("abbrev", "noun_prop") or analysis.get("source") in GUESSED
        if analysis["pos"] == "noun_prop" and (swapped := signs[-1].translate(_OTHER_WAY)) != signs[-1]:
            other[row, -1] = _class(_plain(swapped))  # فيصلٌ is often read فيصلُ, وفاءُ taken for the noun وفاءٌ
        counts[row, :] = 0.0 if analysis["pos"] == "abbrev" else WEIGHTS["ending"]
        counts[row, : max(ending, 0)] = WEIGHTS["stem"] * (0.2 if strange else 1.0)
        stem[row, : max(ending, 0)] = True
    return Pointed(own, other, counts, stem, names)


def _is_name(analysis: Mapping[str, Any]) -> bool:
    """Whether a network of words has no say in it; a guess with the article is more often a noun."""
    article = analysis.get("prc0") == "Al_det" or str(analysis["diac"]).startswith("ال")
    return analysis["pos"] == "noun_prop" and not (article and analysis.get("source") in GUESSED)


def _beside(own: str, following: str) -> str:
    """The signs of a letter if the tanwin stood on the other of the alif and the letter before it."""
    if _TANWIN in own:
        return own.replace(_TANWIN, "")
    return _plain(own + _TANWIN) if _TANWIN in following else own
