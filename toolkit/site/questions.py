"""What ``assets/kernel.js`` knows of questions: the texts of khabar.course.questions and the letters of khabar.text.script.

The script compares and counts; what it says is made here by the functions that a notebook uses, so no
sentence is written twice. Texts without a name of their own are had by asking for them: each sample is the
smallest wrong answer of its kind.
"""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

from khabar.course import dates
from khabar.course import questions as bank
from khabar.course import vowels as words
from khabar.course.questions import Question, check, misconception
from khabar.text import script
from khabar.text.document import article

CUTS = (
    (["ب"], ["ت"]),
    (["ال", "بيت"], ["البيت"]),
    (["وبيت"], ["و", "بيت"]),
    (["ب", "يت"], ["بيت"]),
    (["بي", "ت"], ["ب", "يت"]),
)
VOWELS = (("ب", "ت"), ("بُ", "بَ"), ("ب", "بَ"), ("بُت", "بَت"))


def pack(question: Question) -> str:
    """What judging a question takes. Packed, not hidden: who wants to see the answer presses the button."""
    data: dict[str, Any] = {
        "kind": question.kind,
        "accept": question.accept,
        "why": question.why,
        "misconceptions": [[known["answers"], known["say"]] for known in question.misconceptions],
        "hints": question.hints,
        "solution": check(question.id, None, show_answer=True).message,
    }
    if question.kind == "vocalise":
        data["ending"] = words.SAY[words.depends_on(question.accept[0])]
    if question.kind == "spans":
        tokens = (token for token in article().tokens if token.words[0].upos == "PUNCT")
        data["punctuation"] = [f"{token.paragraph}.{token.position}" for token in tokens]
    return b64encode(json.dumps(data, ensure_ascii=False).encode()).decode()


def facts() -> str:
    """As JSON, the letters and spellings that comparisons forgive, and what a wrong cut or vowel is told. Words in
    capitals are places to fill."""
    cuts = dict(_mistake("cut", *sample) for sample in CUTS)
    cuts["missed a clitic"] = cuts["missed a clitic"].replace("وبيت", "PIECE")
    vowels = dict(_mistake("vocalise", *sample) for sample in VOWELS)
    for ending in ("wrong ending", "left the ending out"):
        vowels[ending] = vowels[ending].replace(words.SAY[words.depends_on("بَ")], "ENDING")
    letter = "ب (letter 1)"
    vowels["wrong vowels"] = vowels["wrong vowels"].replace(letter, "LETTERS")
    return json.dumps(
        {
            "signs": script.SIGNS,
            "tatweel": script.TATWEEL,
            "controls": script.CONTROLS,
            "fold": {chr(letter): chr(level) for letter, level in script._FOLD.items()},
            "keyboards": {chr(theirs): chr(ours) for theirs, ours in bank._KEYBOARDS.items()},
            "spellings": [[pattern, usual.replace("\\", "$")] for pattern, usual in words._SPELLINGS],
            "months": dates.NAMES_OF_MONTHS,
            "weekdays": dates.NAMES_OF_DAYS,
            "fillers": sorted(dates.FILLERS),
            "again": _mistake("fill", "", "ب")[1],
            "empty": f"{bank.EMPTY} {bank.UNCOUNTED}",
            "cuts": cuts,
            "vowels": vowels,
            "letter": letter.replace("ب", "LETTER").replace("1", "NUMBER"),
        }
    )


def _mistake(kind: str, given: Any, right: Any) -> tuple[str, str]:
    return misconception(Question(id="", kind=kind, prompt="", accept=[right], why=""), given)
