"""A question as a form that ``assets/question.js`` answers, with the texts of khabar.exercises.

The script compares and counts; what it says is made here by the functions that a notebook uses, so no
sentence is written twice. Texts of khabar.exercises that have no name of their own are had by asking
for them: each sample is the smallest wrong answer of its kind.
"""

from __future__ import annotations

import json
from base64 import b64encode
from html import escape
from typing import Any

from khabar import text
from khabar.exercises import (
    Feedback,
    Question,
    _cut_mistake,
    _misconception,
    _shown,
    _vowel_mistake,
    check,
    marked_up,
)

KINDS = {
    "choose": "",
    "cut": "Pieces, joined by +",
    "fill": "Your answer",
    "vocalise": "With its vowel signs",
    "number": "A number",
}
CUTS = (
    (["ب"], ["ت"]),
    (["ال", "بيت"], ["البيت"]),
    (["وبيت"], ["و", "بيت"]),
    (["ب", "يت"], ["بيت"]),
    (["بي", "ت"], ["ب", "يت"]),
)
VOWELS = (("ب", "ت"), ("بُ", "بَ"), ("بُت", "بَت"))


def form(question: Question, given: Any = None, feedback: str = "") -> str:
    """The form of a question of one of KINDS, with an answer already given and its feedback.

    The answers are packed, not hidden: who wants to see them presses the button for that.
    """
    data = {
        "kind": question.kind,
        "accept": question.accept,
        "why": marked_up(question.why),
        "misconceptions": [
            {"answers": known["answers"], "say": marked_up(known["say"])} for known in question.misconceptions
        ],
        "hints": [marked_up(hint) for hint in question.hints],
        "answer": marked_up(check(question.id, None, show_answer=True).message),
        "tries": 1 if feedback else 0,
    }
    packed = b64encode(json.dumps(data, ensure_ascii=False).encode()).decode()
    return (
        f'<form class="question" data-question="{packed}"><fieldset>'
        f"<legend>{marked_up(question.prompt)}</legend>{_fields(question, given)}</fieldset>"
        '<p class="buttons"><button type="submit">Check</button> '
        '<button type="button">Show the answer</button></p>'
        f"<output>{quiet(feedback)}</output></form>"
    )


def _fields(question: Question, given: Any) -> str:
    if question.kind == "choose":
        return "".join(
            f'<label><input type="radio" name="answer" required value="{escape(option)}"'
            f"{' checked' if option == given else ''}> <span>{marked_up(option)}</span></label>"
            for option in question.options
        )
    language = ' lang="ar" dir="rtl"' if question.kind in ("cut", "vocalise") else ' dir="auto"'
    value = "" if given is None else escape(_shown(given))
    return (
        f"<label>{KINDS[question.kind]} "
        f'<input type="text" name="answer" required autocomplete="off" spellcheck="false"{language} '
        f'value="{value}"></label>'
    )


def quiet(feedback: str) -> str:
    """The form's <output> is the status that a screen reader announces; one within one is said twice."""
    return feedback.replace(' role="status"', "")


def facts() -> str:
    """What question.js knows of letters and texts, as JSON: the sets of khabar.text, the frames of a
    feedback, and what a wrong cut or vowel is told. Words in capitals are places to fill."""
    cuts = {idea: marked_up(say) for idea, say in (_cut_mistake(*sample) for sample in CUTS)}
    cuts["missed a clitic"] = cuts["missed a clitic"].replace("وبيت", "PIECE")
    vowels = {idea: marked_up(say) for idea, say in (_vowel_mistake(*sample) for sample in VOWELS)}
    letter = marked_up("ب (letter 1)")
    vowels["wrong vowels"] = vowels["wrong vowels"].replace(letter, "LETTERS")
    nothing = Question(id="", kind="fill", prompt="", accept=[], why="")
    frames = {
        "right": Feedback(True, "MESSAGE"),
        "wrong": Feedback(False, "MESSAGE"),
        "hinted": Feedback(False, "MESSAGE", "HINT"),
    }
    return json.dumps(
        {
            "signs": text.SIGNS,
            "tatweel": text.TATWEEL,
            "controls": text.CONTROLS,
            "fold": {chr(letter): chr(level) for letter, level in text._FOLD.items()},
            "frames": {name: quiet(frame._repr_html_()) for name, frame in frames.items()},
            "again": _misconception(nothing, "", lambda given, accepted: False)[1],
            "cuts": cuts,
            "vowels": vowels,
            "letter": letter.replace("ب", "LETTER").replace("1", "NUMBER"),
        }
    )
