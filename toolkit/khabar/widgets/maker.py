"""The maker of questions: what a text is to be asked, chosen, edited and put in order before it is released."""

from __future__ import annotations

from collections.abc import Collection
from html import escape
from pathlib import Path
from typing import Any

import traitlets

from khabar.course import maker
from khabar.course.draft import OWN, Draft, said
from khabar.course.grading.build import GRADES, NAMES, Exercise
from khabar.text.errors import KhabarError
from khabar.text.tables import marked_up
from khabar.widgets._base import Widget, refusal, source

_EDITED = ("prompt", "why", "points", "options", "rubric", "accept", "misconceptions")


class Maker(Widget):
    """The questions on a text with their answers and what wrong ones are told; each change is kept at once
    (:class:`khabar.course.draft.Draft`), *Write* makes them the assignment.

    Args:
        file: a text, or CoNLL-U as the desk keeps it.
        course: the folder with ``nbgrader_config.py``.
        name: of the assignment; the file's, if none is given.
        grade, questions, kinds: what is chosen first.

    Traitlets:
        edit: what the page asks for, ``{"n": 1, "do": "drop", "number": 0}``; ``do`` is choose, drop, move, add,
            own, edit, undo or write.
        said: what is to be told of it.

    Raises:
        KhabarError: the file cannot be read or bears no question, or the course cannot be written.

    Example:
        >>> import tempfile
        >>> maker = Maker("communique", tempfile.mkdtemp(), questions=5)
        >>> maker.edit = {"n": 1, "do": "drop", "number": 0}
        >>> len(maker.draft.exercises), maker.said["text"]
        (4, '✓ Kept.')
    """

    _esm = source("maker.js")
    _css = source("maker.css")

    edit = traitlets.Dict().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)
    said = traitlets.Dict().tag(sync=True)
    passage: traitlets.List = traitlets.List().tag(sync=True)
    choices = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        file: Path | str,
        course: Path | str,
        name: str = "",
        grade: str = "intermediate",
        questions: int = 20,
        kinds: Collection[str] = (),
        **options: Any,
    ):
        self.draft = Draft(file, course, name, grade, questions, kinds)
        kinds_here = {
            about: [label, self.draft.bears[about]]
            for about, label in maker.KINDS.items()
            if about in self.draft.bears
        }
        super().__init__(
            passage=self.draft.document.text.splitlines(),
            choices={"grades": list(GRADES), "kinds": kinds_here, "own": {kind: NAMES[kind] for kind in OWN}},
            **options,
        )
        self._show()

    @traitlets.observe("edit")
    def _act(self, change: Any) -> None:
        asked = change["new"]
        try:
            text = self._done(asked)
        except (KhabarError, KeyError, TypeError, ValueError) as error:
            text = refusal(error)
        self.said = {"n": asked.get("n", 0), "text": text}
        self._show()

    def _done(self, asked: dict[str, Any]) -> str:
        draft, do, number = self.draft, asked["do"], int(asked.get("number", 0))
        if do == "choose":
            draft.choose(str(asked["grade"]), int(asked["questions"]), list(asked.get("kinds", [])))
            return f"✓ {len(draft.exercises)} questions chosen."
        if do == "write":
            return f"✓ {draft.write()} is written: release it with khabar exercises release {draft.name}."
        if do == "undo":
            return "Taken back." if draft.undo() else "There is nothing more to take back."
        if do == "drop":
            draft.drop(number)
        elif do == "move":
            draft.move(number, int(asked["by"]))
        elif do == "add":
            draft.add(str(asked["about"]))
        elif do == "own":
            draft.own(str(asked["kind"]))
        elif do == "edit":
            draft.edit(number, **{name: asked["values"][name] for name in _EDITED if name in asked["values"]})
        else:
            raise KhabarError(f"The maker cannot {do!r}.")
        return "✓ Kept."

    def _show(self) -> None:
        self.view = {
            "grade": self.draft.grade,
            "name": self.draft.name,
            "undo": self.draft.undoable,
            "questions": [_told(each) for each in self.draft.exercises],
        }

    def to_html(self) -> str:
        """The questions with their answers, without a script."""
        rows = "".join(
            f"<li>{marked_up(each.prompt)} <b>{marked_up(said(each.kind, each.accept[0]))}</b></li>"
            for each in self.draft.exercises
        )
        return f"<p>{escape(self.draft.name)}</p><ol>{rows}</ol>"


def _told(exercise: Exercise) -> dict[str, Any]:
    return {
        "kind": exercise.kind, "label": NAMES[exercise.kind], "points": exercise.points, "prompt": exercise.prompt,
        "options": exercise.options, "accept": [said(exercise.kind, each) for each in exercise.accept],
        "why": exercise.why, "rubric": exercise.rubric,
        "misconceptions": [
            each | {"answers": [said(exercise.kind, answer) for answer in each["answers"]]}
            for each in exercise.misconceptions
        ],
    }  # fmt: skip
