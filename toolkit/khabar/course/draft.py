"""An assignment that is being made: questions chosen out of what a text bears, dropped, edited, added, put in order.

Each change is on disk before the next, in ``questions/NAME.draft`` of the course, and is there again; :meth:`Draft.write`
makes it ``questions/NAME.json``, which is released like any other. No widget here: :class:`khabar.widgets.Maker` is the
page on it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

from khabar.course import maker
from khabar.course.corrections import opened
from khabar.course.grading import build
from khabar.course.grading.build import GRADES, Assignment, Exercise
from khabar.course.questions import same
from khabar.text.errors import KhabarError
from khabar.text.places import read_spans, write_spans

OWN = ("choose", "fill", "written")
"""The kinds of question that a teacher writes from nothing."""


class Draft:
    """The questions on a text, as they stand.

    Args:
        file: a text, CoNLL-U as the desk keeps it, or one of the course's own texts.
        course: the folder with ``nbgrader_config.py``.
        name: of the assignment; the file's, if none is given.
        grade, questions, kinds: what is chosen first (:func:`khabar.course.maker.make`), where nothing was kept.

    Attributes:
        exercises: the questions, in order.
        bears: how many questions of each kind the text bears.

    Raises:
        KhabarError: the file cannot be read, bears no question, or what was kept is of another text.
    """

    def __init__(
        self,
        file: Path | str,
        course: Path | str,
        name: str = "",
        grade: str = "intermediate",
        questions: int = 20,
        kinds: Collection[str] = (),
    ):
        self.document, talk = opened(file)
        self.name, self.course, self.grade = name or Path(file).stem, Path(course), grade
        self._found = maker.possible(self.document, talk)
        self.bears = dict(Counter(made.about for made in self._found))
        self._past: list[list[Exercise]] = []
        self.exercises: list[Exercise] = []
        kept = next((path for path in (self.draft_path, self.path) if path.exists()), None)
        if kept is None:
            self.choose(grade, questions, kinds)
            return
        was, now = build.read(kept), self._assignment()
        if was.passage != now.passage:
            raise KhabarError(f"{kept} asks about another text: give another name, or move it away.")
        self.exercises = was.exercises
        self.grade = was.exercises[0].grade if was.exercises else grade

    @property
    def path(self) -> Path:
        return self.course / "questions" / f"{self.name}.json"

    @property
    def draft_path(self) -> Path:
        return self.path.with_suffix(".draft")

    @property
    def undoable(self) -> int:
        return len(self._past)

    # --- what a teacher does -----------------------------------------------------------

    def choose(self, grade: str, questions: int, kinds: Collection[str] = ()) -> None:
        """Choose anew, for a grade, so many, of these kinds (of all, if none is named)."""
        if grade not in GRADES:
            raise KhabarError(f"There is no grade {grade!r}: choose one of {', '.join(GRADES)}.")
        if questions < 1:
            raise KhabarError("Ask at least one question.")
        found = [made for made in self._found if not kinds or made.about in kinds]
        chosen = maker.choose(found, grade, questions)
        if not chosen:
            raise KhabarError("Of these kinds the text bears no question: choose other ones.")
        self.grade = grade
        self._keep([replace(made.exercise, grade=grade) for made in chosen])

    def drop(self, number: int) -> None:
        """Take the question of this number (from 0) out."""
        self._at(number)
        self._keep([each for n, each in enumerate(self.exercises) if n != number])

    def move(self, number: int, by: int) -> None:
        """Move a question down (up, if ``by`` is negative)."""
        moved = self._at(number)
        rest = [each for n, each in enumerate(self.exercises) if n != number]
        rest.insert(max(0, min(len(rest), number + by)), moved)
        self._keep(rest)

    def add(self, about: str) -> None:
        """Add another question of a kind that the text bears, about a place that is not asked about yet."""
        asked = {exercise.prompt for exercise in self.exercises}
        there = [made for made in self._found if made.exercise.prompt in asked]
        used = {touch for made in there for touch in made.touches}
        told = {touch for made in there for touch in made.tells}
        free = [
            made for made in self._found
            if made.about == about and made.exercise.prompt not in asked and not made.repeats(used, told)
        ]  # fmt: skip
        chosen = maker.choose(free, self.grade, 1)
        if not chosen:
            raise KhabarError(
                f"The text bears no further question of the kind {maker.KINDS.get(about, about)}."
            )
        self._keep([*self.exercises, replace(chosen[0].exercise, grade=self.grade)])

    def own(self, kind: str) -> None:
        """Add a question that is to be written: choose, fill or written."""
        if kind not in OWN:
            raise KhabarError(f"A question of your own is one of {', '.join(OWN)}.")
        options = ["the right answer", "a wrong answer"] if kind == "choose" else []
        accept = {"choose": "a", "fill": "the answer", "written": "A model answer."}[kind]
        rubric = ["1 point: what is to be in the answer"] if kind == "written" else []
        blank = Exercise(kind, self.grade, 1, "Your question.", [accept], options=options, rubric=rubric)
        self._keep([*self.exercises, blank])

    def edit(self, number: int, **values: Any) -> None:
        """Give a question other words: ``prompt``, ``why``, ``points``, ``options``, ``rubric``; ``accept`` and the
        ``answers`` of ``misconceptions`` as :func:`said` writes them.

        Raises:
            KhabarError: no such question, or one that cannot be asked so.
        """
        old = self._at(number)
        if strange := values.keys() - {
            "prompt",
            "why",
            "points",
            "options",
            "rubric",
            "accept",
            "misconceptions",
        }:
            raise KhabarError(f"A question has no {min(strange)} to edit.")
        if "accept" in values:
            values["accept"] = [understood(old.kind, text) for text in values["accept"] if str(text).strip()]
        if "misconceptions" in values:
            values["misconceptions"] = [
                each
                | {"answers": [understood(old.kind, text) for text in each["answers"] if str(text).strip()]}
                for each in values["misconceptions"]
            ]
            values["misconceptions"] = [each for each in values["misconceptions"] if each["answers"]]
        for name in ("options", "rubric"):
            if name in values:
                values[name] = [line.strip() for line in values[name] if line.strip()]
        new = replace(old, **values)
        if problem := unaskable(new):
            raise KhabarError(problem)
        self._keep([new if n == number else each for n, each in enumerate(self.exercises)])

    def undo(self) -> bool:
        """Take the last change back; False where there is none."""
        if not self._past:
            return False
        self.exercises = self._past.pop()
        maker.save(self._assignment(), self.course, draft=True)
        return True

    def write(self) -> Path:
        """Make the questions the assignment's; the path. What stood there is replaced."""
        if not self.exercises:
            raise KhabarError("There is no question left: add one first.")
        path = maker.save(self._assignment(), self.course, over=True)
        self.draft_path.unlink(missing_ok=True)
        return path

    def _assignment(self) -> Assignment:
        return replace(maker.assignment(self.name, self.document, [], self.grade), exercises=self.exercises)

    def _at(self, number: int) -> Exercise:
        if number not in range(len(self.exercises)):
            raise KhabarError(f"There is no question {number + 1}: there are {len(self.exercises)}.")
        return self.exercises[number]

    def _keep(self, exercises: list[Exercise]) -> None:
        before, self.exercises = self.exercises, exercises
        try:
            maker.save(self._assignment(), self.course, draft=True)
        except KhabarError:
            self.exercises = before
            raise
        if before:
            self._past.append(before)


def said(kind: str, answer: Any) -> str:
    """An answer as a teacher writes it in one line.

    Example:
        >>> said("cut", ["و", "قال"]), said("match", {"1": "b", "2": "a"}), said("spans", [[1, 2, 4], [2, 3, 3]])
        ('و + قال', '1 b, 2 a', '1.2-4, 2.3')
    """
    if kind == "spans":
        return write_spans(answer)
    if isinstance(answer, dict):
        return ", ".join(f"{key} {value}" for key, value in answer.items())
    if isinstance(answer, list):
        return (" + " if kind == "cut" else " ").join(map(str, answer))
    return str(answer)


def understood(kind: str, text: str) -> Any:
    """The answer that a line says; the other way of :func:`said`.

    Raises:
        KhabarError: the line is none of this kind.

    Example:
        >>> understood("match", "1 b, 2 a"), understood("number", "3")
        ({'1': 'b', '2': 'a'}, 3)
    """
    text = " ".join(str(text).split())
    if kind == "cut":
        return [piece.strip() for piece in text.split("+")]
    if kind == "order":
        return re.split(r"[\s,،]+", text)
    if kind == "spans":
        return [list(span) for span in read_spans(text)]
    if kind == "match":
        pairs = [pair.split() for pair in re.split("[,،;]", text)]
        if not all(len(pair) == 2 for pair in pairs):
            raise KhabarError(f"{text!r} matches nothing: write it as 1 b, 2 a.")
        return dict(pairs)
    if kind == "number":
        try:
            number = float(text)
        except ValueError:
            raise KhabarError(f"{text!r} is no number.") from None
        return int(number) if number == int(number) else number
    return text


def unaskable(exercise: Exercise) -> str:
    """Why a question cannot be asked as it stands, in a sentence; "" where it can."""
    letters = "abcdefgh"[: len(exercise.options)]
    if not exercise.prompt.strip():
        return "A question needs words: write what is asked."
    if not exercise.accept:
        return "A question needs a right answer."
    if exercise.kind == "choose" and (len(letters) < 2 or len(set(exercise.options)) < len(exercise.options)):
        return "Give at least two options, each another."
    if exercise.kind == "choose" and (
        strange := [each for each in exercise.accept if each not in list(letters)]
    ):
        return f"{strange[0]!r} is no option: the right answer is one of {', '.join(letters)}."
    if not 0 < float(exercise.points) <= 100:
        return "A question earns between 0 and 100 points."
    if exercise.kind == "written":
        return ""
    for wrong in exercise.misconceptions:
        for answer in wrong["answers"]:
            if any(same(exercise.comparer, answer, right, exercise.marks) for right in exercise.accept):
                return (
                    f"{said(exercise.kind, answer)!r} is named right and wrong: take it out of one of them."
                )
    return ""
