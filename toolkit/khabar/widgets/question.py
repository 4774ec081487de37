"""A question to answer by clicking or writing, with its feedback."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from typing import Any

import traitlets

from khabar.course import learner
from khabar.course.interface import spoken
from khabar.course.questions import Question, check, get, judge, plain
from khabar.text.document import article
from khabar.text.script import SIGNS, bare, is_arabic
from khabar.text.tables import marked_up
from khabar.text.tokens import surface_tokens
from khabar.widgets import _passage
from khabar.widgets._base import Exercise, source
from khabar.widgets.segmenter import borders

LABELS = {
    "cut": "Pieces, joined by +",
    "fill": "Your answer",
    "vocalise": "With its vowel signs",
    "number": "A number",
}


def question(id: str) -> QuestionWidget:
    """The question ``id`` as a widget: choose or write, press the button, read the feedback.

    Raises:
        KhabarError: there is none; the message names some that there are.

    Example:
        >>> khabar.question("00-first-look/1").solved
        False
    """
    return QuestionWidget(get(id))


class QuestionWidget(Exercise):
    """One question of the bank: controls that fit its kind, then Check, Hint and Show the answer.

    Traitlets:
        answer: what is chosen, written, marked or ordered so far.
        solved: becomes true with the first right answer, in this session or an earlier one.
        hints: the hints given so far, from weak to strong; ``hints_left`` how many are still to be had.
        selection: in a question about words of a passage, the selected ones: [paragraph, first, last].

    Example:
        >>> widget = khabar.question("00-first-look/2")
        >>> widget.hints_left > 0
        True
    """

    _esm = source("question.js")
    _css = source("question.css")
    _kept = ("answer", "hints_shown", "judged")

    asked = traitlets.Dict().tag(sync=True)
    answer = traitlets.Any(None, allow_none=True).tag(sync=True)
    judged = traitlets.Any(None, allow_none=True)
    solved = traitlets.Bool(False).tag(sync=True)
    hints: traitlets.List = traitlets.List(traitlets.Unicode()).tag(sync=True)
    hints_shown = traitlets.Int(0).tag(sync=True)
    hints_left = traitlets.Int(0).tag(sync=True)
    revealed = traitlets.Bool(False).tag(sync=True)
    solution = traitlets.Unicode("").tag(sync=True)
    selection = traitlets.List(traitlets.Int(), default_value=[]).tag(sync=True)
    passage: traitlets.List = traitlets.List().tag(sync=True)

    def __init__(self, question: Question, **options: Any):
        self.question = question
        asked = _asked(question)
        given = dict(options)
        options.setdefault("answer", asked.get("start"))
        super().__init__(
            asked=asked,
            passage=_around(question) if question.kind == "spans" else [],
            hints_left=len(question.hints),
            solved=learner.tries().get(question.id, {}).get("right", False),
            **options,
        )
        self._remember(question.id, given)
        if self.judged is not None and self.answer == self.judged:
            said = judge(question, plain(self.answer))
            self.feedback = {"answer": {"answer": self.answer, "right": said.right, "message": said.message}}

    def verdict(self, key: str, answer: Any) -> tuple[bool, str]:
        """Whether the answer is right, and why or which misunderstanding it shows; the try is counted
        and a wrong one earns the next hint."""
        feedback = check(self.question.id, answer)
        self.judged = answer
        if feedback:
            self.solved = True
        elif feedback.hint:
            self.hints_shown += 1
        return feedback.right, feedback.message

    @traitlets.observe("hints_shown")
    def _give_hints(self, _change: Any) -> None:
        self.hints = self.question.hints[: self.hints_shown]
        self.hints_left = len(self.question.hints) - len(self.hints)

    @traitlets.observe("revealed")
    def _give_answer(self, _change: Any) -> None:
        self.solution = check(self.question.id, None, show_answer=True).message if self.revealed else ""

    def to_html(self) -> str:
        """The question as it stands: what can be chosen, what was answered, what was said of it."""
        asked, given = self.asked, self.answer
        parts = [f"<p>{marked_up(self.question.prompt)}</p>"]
        if asked["kind"] == "choose":
            signs = (("◉" if option == given else "○", option) for option in asked["options"])
            parts.append(_list(f"{sign} {marked_up(option)}" for sign, option in signs))
        elif asked["kind"] == "order":
            parts.append(_list((marked_up(item) for item in given), "ol"))
        elif asked["kind"] == "match":
            parts.append(_list(f"{marked_up(k)}: {marked_up(given.get(k, '…'))}" for k in asked["keys"]))
        elif asked["kind"] == "spans":
            parts.append(_passage.to_html(self.passage, [("", given or [])]))
        else:
            parts.append(f"<p>{spoken(asked['label'])}: {marked_up(given or '…')}</p>")
        if said := self.feedback.get("answer"):
            mark = f"✓ {spoken('Right.')}" if said["right"] else f"✗ {spoken('Not yet.')}"
            parts.append(f"<p><b>{mark}</b> {marked_up(said['message'])}</p>")
        return f'<div lang="en" dir="ltr" style="max-width:46em;line-height:1.7">{"".join(parts)}</div>'


def _asked(question: Question) -> dict[str, Any]:
    """What the page is told of a question: not its answers."""
    asked: dict[str, Any] = {
        "id": question.id,
        "kind": question.kind,
        "prompt": question.prompt,
        "prompt_ar": question.prompt_ar,
        "options": _mixed([str(option) for option in question.options], question),
        "label": LABELS.get(question.kind, ""),
    }
    first = question.accept[0]
    if question.kind == "vocalise":
        asked["start"] = bare(first)
    elif question.kind == "match":
        answers = [*question.accept, *(a for known in question.misconceptions for a in known["answers"])]
        known = {str(value) for answer in answers for value in answer.values()}
        asked |= {"keys": list(first), "options": asked["options"] or sorted(known), "start": {}}
    elif question.kind == "cut":
        asked["word"] = _word(question)
    elif question.kind == "order":
        asked["start"] = _shuffled(asked["options"] or [str(item) for item in first], question)
    elif question.kind == "spans":
        asked["start"] = []
    return asked


def _word(question: Question) -> dict[str, Any] | None:
    """The word of the prompt that the first answer cuts: its letters, and what writing drops where."""
    for form, _ in surface_tokens(question.prompt):
        if is_arabic(form) and (found := borders(form, [str(piece) for piece in question.accept[0]])):
            dropped = {str(at): letters for at, letters in found[1].items()}
            return {"letters": re.findall(rf".[{SIGNS}]*", form), "dropped": dropped}
    return None


def _mixed(options: list[str], question: Question) -> list[str]:
    """Options in an order that is a learner's own and always the same; numerals keep theirs."""
    if all(re.fullmatch("[IVX]+|[0-9]+", option) for option in options):
        return options
    return random.Random(f"{learner.identity()} {question.id}").sample(options, len(options))


def _shuffled(items: list[str], question: Question) -> list[str]:
    """The same disorder each time, and never the answer."""
    mix = random.Random(question.id)
    while len(items) > 1:
        mixed = mix.sample(items, len(items))
        if mixed not in question.accept:
            return mixed
    return items


def _around(question: Question) -> _passage.Paragraphs:
    """The paragraphs of the article that hold any foreseen answer."""
    answers = [*question.accept, *(a for known in question.misconceptions for a in known["answers"])]
    wanted = {span[0] for answer in answers for span in answer}
    return _passage.paragraphs(s for s in article().sentences if s.tokens[0].paragraph in wanted)


def _list(items: Iterable[str], tag: str = "ul") -> str:
    return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"
