"""Vocalised words: one spelling of the usual ones, what is wrong with a wrong one, and what its end depends on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from khabar.text.document import article
from khabar.text.errors import KhabarError
from khabar.text.script import SIGNS, strip_signs, without_controls

# Other ways to write one vocalised form: pattern and what stands for it in the comparison.
_SPELLINGS = (
    ("[ـْ]", ""),  # sukun says that nothing is said
    ("ٱ", "ا"),
    ("\u064e?(\u0651?)\u0670", "\u064e\\1"),  # dagger alif, often left out: ذٰلِكَ، ذَلِكَ
    ("([اى])\u064b", "\u064b\\1"),  # tanwin on the alif or before it
    ("^ا[\u064e\u064f\u0650]", "ا"),  # the vowel of hamzat al-wasl is heard at a beginning only
    ("\u064e(\u0651?)(?=[اىة])", "\\1"),  # the short vowel before its own long letter, and before ة
    ("إ\u0650", "إ"),  # the seat says it
    (f"\u0650(\u0651?)(?=ي(?![{SIGNS}]))", "\\1"),
    (f"\u064f(\u0651?)(?=و(?![{SIGNS}]))", "\\1"),
)


def vocalised(text: str) -> str:
    """A vocalised form in one spelling of those that are usual: composed, without invisible controls."""
    text = unicodedata.normalize("NFC", without_controls(text).strip())
    for pattern, usual in _SPELLINGS:
        text = re.sub(pattern, usual, text)
    return unicodedata.normalize("NFC", text)


def vowel_mistake(given: str, right: str) -> tuple[str, str]:
    """The idea behind a wrong vocalisation, and what to say of it."""
    if strip_signs(vocalised(given)) != strip_signs(vocalised(right)):
        return "another word", "The letters are not those of the word: change only the vowel signs."
    ours, theirs = _by_letter(vocalised(right)), _by_letter(vocalised(given))
    if len(ours) != len(theirs):
        return "wrong vowels", "A vowel sign stands on no letter: write it after its letter."
    wrong = [
        f"{letter} (letter {n})"
        for n, ((letter, a), (_, b)) in enumerate(zip(ours, theirs, strict=True), 1)
        if a != b
    ]
    if wrong == [f"{ours[-1][0]} (letter {len(ours)})"]:
        return _ending_mistake(theirs[-1][1], right)
    return "wrong vowels", f"Look again at {', '.join(wrong)}."


def _ending_mistake(sign: str, right: str) -> tuple[str, str]:
    what = (
        "Only the last sign is wrong." if sign else "All is right but the last letter, which has no sign yet."
    )
    return ("wrong ending" if sign else "left the ending out"), f"{what} {SAY[depends_on(right)]}"


def _by_letter(text: str) -> list[tuple[str, str]]:
    letters: list[tuple[str, str]] = []
    for character in text:
        if unicodedata.combining(character) and letters:
            letters[-1] = (letters[-1][0], letters[-1][1] + character)
        else:
            letters.append((character, ""))
    return letters


# What is said after "only the last sign is wrong", by what the end of the word depends on.
SAY = {
    "case": "Which case does the sentence give the word?",
    "mood": "Which mood does the sentence give the verb?",
    "verb": "This verb has neither case nor mood (مبني): its end says who acts, and is the same in every sentence.",
    "built": "This word has no case (مبني): its end is the same in every sentence.",
    "": "Look at the last letter once more.",
}


def depends_on(form: str) -> str:
    """What the end of a vocalised form depends on: "case", "mood", "verb" (a perfect or an imperative),
    "built" (any other word of one ending), or "" where its readings do not agree. The article's annotation
    is asked first, then the lexicon."""
    wanted = vocalised(form)
    found = {_of_features(w.feats, w.upos) for w in article().words if vocalised(w.vform) == wanted}
    if not found:
        found = {_of_analysis(a) for a in _analyses(form) if vocalised(a["diac"]) == wanted}
    return found.pop() if len(found) == 1 else ""


def _of_features(features: Mapping[str, str], upos: str | None) -> str:
    if "Case" in features:
        return "case"
    if "Mood" in features and features["Mood"] != "Imp":
        return "mood"
    return "verb" if upos in ("VERB", "AUX") else "built"


def _analyses(form: str) -> list[dict[Any, Any]]:
    from khabar.morphology.camel import analyses

    try:
        return analyses(form).to_dict("records")
    except KhabarError:
        return []


def _of_analysis(analysis: Mapping[Any, Any]) -> str:
    if analysis["enc0"] not in ("0", "na"):
        return "built"  # an attached pronoun ends the word
    if analysis["pos"] == "verb":
        return "mood" if analysis["asp"] == "i" else "verb"
    return "case" if analysis["cas"] in ("n", "a", "g") else "built"
