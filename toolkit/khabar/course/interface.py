"""What khabar says by itself, in the language that the learner has chosen: on the first page, of progress, around a
text of one's own, in still pictures. What the widgets' pages say stands in widgets/words.js."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from khabar.course import learner

_TABLE = Path(__file__).parents[1] / "data" / "interface.tsv"
# What a widget's page says of answers, a pair a line: said of the answers in a cell too.
_SAID = Path(__file__).parents[1] / "widgets" / "said.js"
_PAIR = re.compile(r'^  ("(?:[^"\\]|\\.)*"): ("(?:[^"\\]|\\.)*"),$', re.MULTILINE)

_VERDICT = re.compile(r"(✓ Right\.) (.+)", re.DOTALL)  # and what belongs to one question
_VALUE = "((?:[^.?!]|[.?!](?! ))+?)"  # no end of a sentence is in it


def arabic() -> bool:
    """Whether the learner has chosen Arabic."""
    return learner.setting("language", "en") == "ar"


def spoken(text: str, *values: Any) -> str:
    """A sentence of the table in the learner's language, its {} filled in; what is not in the table stays.

    >>> spoken("{} of {} solved.", 3, 10)
    '3 of 10 solved.'
    """
    return (_words().get(text, text) if arabic() else text).format(*values)


def told(message: str) -> str:
    """A message that was made in English, such as an error's, in the learner's language; one with a sentence that
    stands in neither table stays.

    >>> told("There is no file a.txt: check the name and the folder.")
    'There is no file a.txt: check the name and the folder.'
    """
    if not arabic() or not message:
        return message
    if said := _message(message):
        return said
    if found := _VERDICT.fullmatch(message):
        return f"{told(found[1])} {told(found[2])}"
    sentences = [_message(sentence) for sentence in re.split(r"(?<=[.?!]) ", message)]
    return " ".join(filter(None, sentences)) if all(sentences) else message


def _message(text: str) -> str:
    for pattern, said in _messages():
        if found := pattern.fullmatch(text):
            return said.format(*(told(value) for value in found.groups()))
    return ""


@cache
def _messages() -> list[tuple[re.Pattern[str], str]]:
    whole = [pair for pair in _words().items() if pair[0].endswith((".", "?"))]
    pairs = [*whole, *(map(json.loads, pair) for pair in _PAIR.findall(_SAID.read_text("utf-8")))]
    found = [(re.sub(r"\\\{\d?\\\}", _VALUE, re.escape(english)), said) for english, said in pairs]
    found.sort(key=lambda pair: -len(pair[0].replace(_VALUE, "")))  # the surest first
    return [(re.compile(pattern, re.DOTALL), said) for pattern, said in found]


@cache
def _words() -> dict[str, str]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()[2:]
    return dict(line.split("\t") for line in lines)
