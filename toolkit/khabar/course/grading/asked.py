"""What an answer cell carries besides nbgrader's metadata: the question as the lessons' controls show it, so that
an assignment can be answered without writing Python. It holds no right answer."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Any

from khabar.text.document import article
from khabar.text.labels import UPOS
from khabar.text.script import SIGNS, bare, is_arabic
from khabar.text.tokens import surface_tokens

if TYPE_CHECKING:
    from khabar.course.grading.build import Exercise

LETTERS = "abcdefgh"
_OPEN, _CLOSE = ("«", "(", "[", "“"), ("،", "؛", ":", ".", "!", "؟", "»", ")", "]", "”", "…")
LABELS = {
    "cut": "Pieces, joined by +",
    "fill": "Your answer",
    "vocalise": "With its vowel signs",
    "number": "A number",
}


def asked(name: str, exercise: Exercise, text: list[list[str]]) -> dict[str, Any]:
    """``{"name", "asked", "passage"}`` for the answer cell of an exercise: see ``toolkit/labextension``. ``text``:
    the surface tokens of each paragraph of what is asked about; empty for the article."""
    first = exercise.accept[0]
    kind = exercise.comparer
    told: dict[str, Any] = {"kind": kind, "label": LABELS.get(kind, "")}
    found: dict[str, Any] = {"name": name, "asked": told}
    tags = exercise.kind == "tag"
    if kind == "choose":
        told["values"] = list(LETTERS[: len(exercise.options)])
        told["options"] = [f"{a}: {text}" for a, text in zip(told["values"], exercise.options, strict=True)]
    elif kind == "fill" and tags:
        told |= {
            "kind": "choose",
            "values": list(UPOS),
            "options": [f"{tag}: {UPOS[tag][0]}" for tag in UPOS],
        }
    elif kind == "match":
        known = [
            first,
            *(a for wrong in exercise.misconceptions for a in wrong["answers"] if isinstance(a, dict)),
        ]
        lettered = list(LETTERS[: len(exercise.options)])
        told |= {"keys": list(first), "options": list(UPOS) if tags else lettered}
        told["options"] = told["options"] or sorted(
            {str(value) for answer in known for value in answer.values()}
        )
    elif kind == "order":
        items = sorted(map(str, first))
        mix = random.Random(exercise.prompt)
        told["start"] = next(
            m for _ in range(99) if (m := mix.sample(items, len(items))) not in exercise.accept
        )
    elif kind == "vocalise":
        told["start"] = bare(first)
    elif kind == "cut" and (
        form := next((f for f, _ in surface_tokens(exercise.prompt) if is_arabic(f)), "")
    ):
        # Where writing drops a letter the pieces are longer than the word: they are written, not cut.
        if len("".join(map(str, first))) == len(form):
            told["word"] = {"letters": re.findall(rf".[{SIGNS}]*", form), "dropped": {}}
    elif kind == "spans":
        shown = {span[0] for answer in exercise.accept for span in answer}
        found["passage"] = _spaced(text, shown) if text else _passage(shown)
    return found


def _passage(paragraphs: set[int]) -> list[dict[str, Any]]:
    """The paragraphs of the article, as the page of a widget wants them."""
    text = article()
    return [
        {
            "p": number,
            "tokens": [
                {"n": t.position, "f": t.form} | ({} if t.space_after else {"s": 0})
                for t in text.tokens
                if t.paragraph == number
            ],
        }
        for number in sorted(paragraphs)
    ]


def _spaced(text: list[list[str]], paragraphs: set[int]) -> list[dict[str, Any]]:
    """The same of a text of which the tokens alone are known: no space stands inside of marks."""
    return [
        {
            "p": number,
            "tokens": [
                {"n": at, "f": form} | ({"s": 0} if form in _OPEN or after in _CLOSE else {})
                for at, (form, after) in enumerate(zip(tokens, [*tokens[1:], ""], strict=True), 1)
            ],
        }
        for number, tokens in enumerate(text, 1)
        if number in paragraphs
    ]
