"""What a lesson's widgets would answer: asked in the kernel that made them, for a page that has none.

``build.py`` runs :func:`show` after a lesson's last cell. A widget that turns pages says what each holds; an
exercise gives its verdict on each answer that can be clicked; a question leaves what ``assets/kernel.js``
needs to judge what can be written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

from IPython.display import display
from ipywidgets.widgets.widget import _instances
from questions import pack

from khabar.text.labels import UPOS
from khabar.widgets import QuestionWidget, Reader, Segmenter, Tagger, Tree
from khabar.widgets.segmenter import _cut
from khabar.widgets.tagger import CASES

LIMIT = 1_000_000  # bytes: what says more needs a kernel
CUTS = 4  # more cuts in one word are told only that they are wrong
# Class of widget: the traitlet that turns it, the number of its pages, and what a page holds.
TURNS: dict[type, tuple[str, str, list[str]]] = {
    Reader: ("page", "pages", ["text"]),
    Segmenter: ("page", "pages", ["items"]),
    Tree: ("current", "sentences", ["words", "heads", "relations", "selection", "collapsed", "note"]),
}
CIRCLE = ("HEAD", "WORD")


def show() -> None:
    """Display, as JSON, the recorded answers of this kernel's widgets by model id."""
    found = {id: recorded(widget) for id, widget in list(_instances.items())}
    display({"application/json": {id: record for id, record in found.items() if record}}, raw=True)


def recorded(widget: Any) -> dict[str, Any]:
    """The answers of one widget; empty if it gives none, or so many that a page would be heavy."""
    record: dict[str, Any] = {}
    if isinstance(widget, QuestionWidget):
        record["question"] = pack(widget.question)
    # A widget's own class is made when it is, so it is never the one in the table.
    kind = next((kind for kind in TURNS if isinstance(widget, kind)), None)
    if kind and not getattr(widget, "exercise", False):
        record |= _turns(widget, *TURNS[kind])
    if isinstance(widget, Segmenter | Tagger) or (isinstance(widget, Tree) and widget.exercise):
        record |= _verdicts(widget)
    return record if len(_json(record).encode()) < LIMIT else {}


def _json(value: Any) -> str:
    """As the browser writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _turns(widget: Any, turn: str, pages: str, held: list[str]) -> dict[str, Any]:
    count, at = getattr(widget, pages), getattr(widget, turn)
    if count == 1:
        return {}
    states = []
    for page in range(count):
        setattr(widget, turn, page)
        states.append({name: getattr(widget, name) for name in held})
    setattr(widget, turn, at)
    return {"turn": turn, "pages": states}


def _verdicts(widget: Any) -> dict[str, Any]:
    """For each part, its possible answers as JSON, each with the number of what is said of it."""
    said: dict[tuple[bool, str], int] = {}
    verdicts: dict[str, dict[str, int]] = {}
    for key, answer in _answers(widget):
        verdicts.setdefault(key, {})[_json(answer)] = said.setdefault(widget.verdict(key, answer), len(said))
    record: dict[str, Any] = {"verdicts": verdicts, "said": list(said)}
    if isinstance(widget, Tree):
        record["circle"] = _circle(widget)
    return record


def _answers(widget: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(widget, Segmenter):
        for key, word in widget._words.items():
            places = [len("".join(word.letters[:n])) for n in range(1, len(word.letters))]
            for cuts in range(CUTS + 1):
                for borders in combinations(places, cuts):
                    yield key, _cut(word.token.form, list(borders), word.dropped)
    elif isinstance(widget, Tree):
        words = widget._asked()
        for word, head in product(words, [0, *(word.id for word in words)]):
            if head != word.id:
                yield str(word.id), {"head": head, "deprel": None}
    else:
        for item in widget.items:
            if item["key"] and widget.task == "candidates":
                yield from ((item["key"], n) for n in range(len(item["options"])))
            elif item["key"]:
                yield from ((item["key"], {"upos": u, "case": c}) for u, c in product(UPOS, CASES))


def _circle(widget: Tree) -> str:
    """What is said of an arc that closes a circle, with CIRCLE's words in the places of the two forms."""
    word, other = widget._asked()[:2]
    before, widget.heads = widget.heads, {str(other.id): word.id}
    _, message = widget.verdict(str(word.id), {"head": other.id})
    widget.heads = before
    return message.replace(other.form, CIRCLE[0]).replace(word.form, CIRCLE[1])
