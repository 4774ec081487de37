"""Source notebooks from questions: ``questions/<assignment>.json`` to
``source/<assignment>/<assignment>.ipynb``, in nbgrader's format.

A file of questions is {"title", "intro", "questions": […]}; one on another text than the article has
"passage", too: its surface tokens, a list a paragraph. With ``"partial": true`` a part of an answer earns
a part of the points (:mod:`khabar.course.grading.credit`). A question has

- ``kind``: choose, cut, tag, vocalise, match, order, spans, fill, number or written;
- ``grade``: intermediate, advanced or researcher; ``points``;
- ``prompt``: Markdown; ``options`` of a choice are lettered a, b, c …;
- ``form``: what the answer is to look like, for the student;
- ``accept``: each right answer, the first the one shown as solution (of a written one: the model answer);
- ``why``: why it is right, for the feedback; ``misconceptions``: {"answers", "idea", "say"} each;
- ``gold``: a Python expression over the gold that gives the first accepted answer (checked by the tests);
- ``rubric`` of a written answer: what each point is given for;
- ``partial``: its own decision about partial credit;
- ``id``: a name by which a question is known again however it is changed; needed only where its kind,
  wording and answers all change at once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from khabar.course.grading import credit
from khabar.course.grading.asked import asked
from khabar.course.questions import KINDS
from khabar.text.errors import DataError
from khabar.text.tables import CSS, marked_up

GRADES = ("intermediate", "advanced", "researcher")
# What an answer looks like; no example may be the answer to a question.
FORMS = {
    "choose": 'the letter of one option, such as "x"',
    "cut": 'a list of the pieces in order, such as ["ب", "كتاب"]',
    "tag": 'the tag in capitals, such as "X"',
    "vocalise": "the word with all its vowel signs, as a string",
    "match": 'a dict, such as {"1": "x", "2": "y"}',
    "order": 'a list in the right order, such as ["x", "y", "z"]',
    "spans": "a list of (paragraph, first token, last token), such as [(1, 2, 4)]",
    "fill": "a string",
    "number": "a number",
}
NAMES = {
    "choose": "Choose", "cut": "Cut", "tag": "Tag", "vocalise": "Vocalise", "match": "Match", "order": "Order",
    "spans": "Mark", "fill": "Fill in", "number": "Compute", "written": "Write",
}  # fmt: skip


@dataclass(frozen=True)
class Exercise:
    """One graded question; the fields are explained at the top of this module."""

    kind: str
    grade: str
    points: float
    prompt: str
    accept: list[Any]
    why: str = ""
    options: list[str] = field(default_factory=list)
    form: str = ""
    misconceptions: list[dict[str, Any]] = field(default_factory=list)
    gold: str = ""
    rubric: list[str] = field(default_factory=list)
    partial: bool | None = None
    id: str = ""
    marks: list[list[int]] | None = None
    """Of spans of another text than the article: the places of its punctuation, which count for nothing."""

    @property
    def comparer(self) -> str:
        """The kind by which :func:`khabar.course.questions.same` compares: a tag is filled in, or matched."""
        if self.kind != "tag":
            return self.kind
        return "match" if isinstance(self.accept[0], dict) else "fill"


@dataclass(frozen=True)
class Assignment:
    name: str
    title: str
    intro: str
    exercises: list[Exercise]
    passage: list[list[str]] = field(default_factory=list)

    def partial(self, exercise: Exercise) -> bool:
        """Whether a part of the answer earns a part of the points."""
        return bool(exercise.partial) and exercise.comparer in credit.KINDS


def read(path: Path) -> Assignment:
    """The questions in a file.

    Raises:
        DataError: the file is damaged; the message names file and question.
    """
    number = 0
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        exercises = []
        for question in raw["questions"]:
            number += 1
            exercise = Exercise(**{"partial": raw.get("partial", False)} | question)
            if exercise.kind not in (*KINDS, "tag", "written") or exercise.grade not in GRADES:
                raise ValueError(f"kind {exercise.kind!r}, grade {exercise.grade!r}")
            if exercise.kind == "spans" and raw.get("passage"):
                exercise = replace(exercise, marks=punctuation(raw["passage"], exercise.accept))
            exercises.append(exercise)
        return Assignment(path.stem, raw["title"], raw["intro"], exercises, raw.get("passage", []))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise DataError(f"{path.name}, question {number}, cannot be read: {error}.") from error


def punctuation(passage: list[list[str]], accept: list[Any]) -> list[list[int]]:
    """The places [paragraph, token] of punctuation in the paragraphs that the accepted spans lie in.

    Example:
        >>> punctuation([["نعم", "،", "قال"], ["."]], [[[1, 1, 3]]])
        [[1, 2]]
    """
    asked = {paragraph for spans in accept for paragraph, _, _ in spans}
    return [
        [paragraph, at]
        for paragraph, tokens in enumerate(passage, 1)
        for at, token in enumerate(tokens, 1)
        if paragraph in asked and not any(map(str.isalnum, token))
    ]


def assignments(course: Path) -> dict[str, Assignment]:
    """The assignments of a course that are written as data, by name."""
    return {path.stem: read(path) for path in sorted((course / "questions").glob("*.json"))}


def numbers(assignment: Assignment) -> list[str]:
    """The names of questions that have never been released: 01, 02 …"""
    return [f"{number:02}" for number in range(1, len(assignment.exercises) + 1)]


def notebook(assignment: Assignment, keys: list[str] | None = None) -> nbformat.NotebookNode:
    """The source notebook of an assignment, with solutions and hidden tests. ``keys`` name the cells of
    each question; they stay the same from release to release, while the number that students see
    follows the order."""
    # No cell numbers of chance: the same questions give the same notebook.
    cells = [
        _locked("intro", f"# {marked_up(assignment.title)}\n\n{marked_up(assignment.intro)}"),
        _locked("passage", _numbered(assignment.passage))
        if assignment.passage
        else new_code_cell(
            "import matplotlib.pyplot as plt\nimport pandas\n\nimport khabar\n\ndoc = khabar.article()",
            metadata=_metadata("setup", locked=True),
            id="setup",
        ),
    ]
    named = zip(keys or numbers(assignment), assignment.exercises, strict=True)
    for shown, (key, exercise) in enumerate(named, 1):
        cells += _cells(key, shown, exercise, assignment)
    metadata = {
        "khabar": {"fonts": CSS},
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return new_notebook(cells=cells, metadata=metadata)


def write(course: Path, assignment: Assignment, keys: list[str] | None = None) -> Path:
    """Write the source notebook into the course; the path."""
    target = course / "source" / assignment.name / f"{assignment.name}.ipynb"
    target.parent.mkdir(parents=True, exist_ok=True)
    text = nbformat.writes(notebook(assignment, keys))
    if not target.exists() or target.read_text(encoding="utf-8") != text + "\n":
        target.write_text(text + "\n", encoding="utf-8")
    return target


def _numbered(passage: list[list[str]]) -> str:
    """A text whose words can be pointed at: paragraphs numbered, and each fifth word."""
    lines = []
    for number, tokens in enumerate(passage, 1):
        words = [
            escape(token) + (f'<sub dir="ltr">{place}</sub>' if place % 5 == 0 else "")
            for place, token in enumerate(tokens, 1)
        ]
        lines.append(
            f'<p lang="ar" dir="rtl" style="font-size: 1.25em; line-height: 2"><b>[{number}]</b> '
            f"{' '.join(words)}</p>"
        )
    return "\n\n".join(lines)


def _cells(
    number: str, shown: int, exercise: Exercise, assignment: Assignment
) -> list[nbformat.NotebookNode]:
    partial = assignment.partial(exercise)
    points = f"{exercise.points:g} point{'s' if exercise.points != 1 else ''}"
    if partial:
        points += f" ({credit.KINDS[exercise.comparer]})"
    head = f"### {shown} · {NAMES[exercise.kind]} · *{exercise.grade}* · {points}\n\n{marked_up(exercise.prompt)}"
    options = "".join(
        f"\n- **{letter}** {marked_up(option)}"
        for letter, option in zip("abcdefgh", exercise.options, strict=False)
    )
    rubric = "".join(f"\n- {marked_up(line)}" for line in exercise.rubric)
    question = _locked(
        f"question-{number}",
        head + (f"\n{options}" if options else "") + (f"\n\n*How it is marked:*\n{rubric}" if rubric else ""),
    )
    if exercise.kind == "written":
        answer = new_markdown_cell(
            f"### BEGIN SOLUTION\n{exercise.accept[0]}\n### END SOLUTION",
            metadata=_metadata(f"answer-{number}", grade=True, solution=True, points=exercise.points),
            id=f"answer-{number}",
        )
        return [question, answer]
    name = f"answer_{number}"
    answer = new_code_cell(
        f"{name} = None  # instead of None: {exercise.form or FORMS[exercise.kind]}\n"
        f"### BEGIN SOLUTION\n{name} = {exercise.accept[0]!r}\n### END SOLUTION",
        metadata=_metadata(f"answer-{number}", solution=True)
        | {"khabar": asked(name, exercise, assignment.passage)},
        id=f"answer-{number}",
    )
    accepted = ",\n    ".join(map(repr, exercise.accept))
    marks = "" if exercise.marks is None else f"marks = {exercise.marks}\n"
    given = ", marks" if marks else ""
    judged = (
        f'got = points("{exercise.comparer}", {name}, right, {exercise.points!r}{given})\n'
        f'assert got > 0, "Not the expected answer."\ngot\n'
        if partial
        else f'assert any(same("{exercise.comparer}", {name}, one{given}) for one in right), "Not the expected answer."\n'
    )
    tool = "grading.credit import points" if partial else "questions import same"
    test = new_code_cell(
        f"# This cell marks your answer when you have handed it in; here it only says whether there is one.\n"
        f"from khabar.course.{tool}\n\n"
        f'assert {name} is not None, "There is no answer to question {shown} yet."\n'
        f"### BEGIN HIDDEN TESTS\n"
        f"right = [\n    {accepted},\n]\n{marks}"
        f"{judged}### END HIDDEN TESTS",
        metadata=_metadata(f"test-{number}", grade=True, locked=True, points=exercise.points),
        id=f"test-{number}",
    )
    return [question, answer, test]


def _locked(name: str, source: str) -> nbformat.NotebookNode:
    return new_markdown_cell(source, metadata=_metadata(name, locked=True), id=name)


def _metadata(
    name: str, grade: bool = False, solution: bool = False, locked: bool = False, points: float | None = None
) -> dict[str, Any]:
    told: dict[str, Any] = {
        "grade": grade, "grade_id": name, "locked": locked, "schema_version": 3, "solution": solution, "task": False,
    }  # fmt: skip
    return {"nbgrader": told | ({"points": points} if points is not None else {})}
