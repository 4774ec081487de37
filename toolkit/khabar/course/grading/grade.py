"""Marks. A submission is read, opened, run, judged and entered on its own: whatever happens to one is a
sentence about that one. The students' cells run in the sandbox and give plain answers; the tests run on
those answers alone, apart as well; nbgrader's gradebook keeps the marks.
"""

from __future__ import annotations

import ast
import builtins
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from khabar.course.grading import intake, ledger, versions
from khabar.course.grading.files import whole
from khabar.course.grading.sandbox import Limits, Sandbox, Unfinished
from khabar.course.grading.settings import directory, names
from khabar.text.errors import KhabarError

WORKERS = (os.cpu_count() or 1) + 1  # submissions at a time: one more, since each waits now and then
AGAIN = ("lost", "sandbox:", "time, waiting")  # ends that need not be the student's doing


@dataclass
class Outcome:
    """What happened to one student's submission, for the record: ``notes`` in plain words.

    ``answers``: by name {"value"} or {"type"}, with "right", "idea" and "say"; ``words``: written answers;
    ``new``: cells that the student's release did not have; ``absent``: nothing was handed in; ``of``: which
    submission and release this is about; ``marked``: by when the mark in the gradebook was given.
    """

    notes: list[str] = field(default_factory=list)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)
    graded: bool = False
    absent: bool = False
    of: str = ""
    release: int = 0
    protection: list[str] = field(default_factory=list)


@dataclass
class Examined:
    """A submission after it was run and judged: what is to be entered."""

    outcome: Outcome
    notebooks: dict[str, NotebookNode] = field(default_factory=dict)
    again: bool = False


def read_names(source: str) -> list[str]:
    """The names that a test reads and does not make itself: the answers it is about."""
    read, made = [], set(dir(builtins))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name):
            if isinstance(node.ctx, ast.Load):
                read.append(node.id)
            else:
                made.add(node.id)
        elif isinstance(node, ast.alias):
            made.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            made.add(node.name)
        elif isinstance(node, ast.arg):
            made.add(node.arg)
    return [name for name in dict.fromkeys(read) if name not in made]


class Run:
    """One assignment of a whole class."""

    def __init__(self, course: Path, assignment: str, sandbox: Sandbox, book: ledger.Ledger):
        self.course, self.assignment, self.sandbox, self.book = course.resolve(), assignment, sandbox, book
        self.versions = versions.kept(course, assignment)
        if not self.versions:
            raise KhabarError(f"{assignment} has not been released: run `khabar exercises release` first.")
        self.current = self.versions[-1]
        self.notebooks = list(self.current.notebooks)
        entered = {name: set(tests) for name, tests in book.tests.items()}
        if entered != {name: set(self.current.cells(name)) for name in self.notebooks}:
            raise KhabarError(
                f"The release of {assignment} was not finished: run `khabar exercises release {assignment}`."
            )
        self.cells = {
            name: [v.cells(name) for v in self.versions if name in v.notebooks] for name in self.notebooks
        }
        self.tests = {
            name: {cell: source for cell, source in tests.items() if _tested(self.cells[name][-1][cell])}
            for name, tests in book.tests.items()
        }
        self.names = {
            name: {cell: read_names(source) for cell, source in tests.items()}
            for name, tests in self.tests.items()
        }
        self.asked = {f"answer_{key}": asdict(exercise) for key, exercise in self.current.exercises.items()}
        self.records = self.course / "record" / assignment

    def todo(self) -> tuple[list[str], dict[str, Outcome]]:
        """The students to be graded, and the outcomes of those for whom nothing has changed since."""
        known = {}
        for student in intake.students(self.course, self.assignment):
            known[student] = recorded(self.records, student)
        return list(known), {student: outcome for student, outcome in known.items() if outcome}

    def examine(self, student: str, before: Outcome | None = None) -> Examined | None:
        """Read, open, run and judge one submission; None if it is what was graded before."""
        handed = intake.handed_in(self.course, student, self.assignment, self.notebooks)
        stamp, wrong = ledger.timestamp(handed.folder) if not handed.refused else (None, "")
        handed.notes += [wrong] if wrong else []
        outcome = Outcome(notes=handed.notes, absent=handed.absent, release=self.current.number,
                          protection=self.sandbox.protection, of=self._digest(handed, stamp))  # fmt: skip
        if before and before.of == outcome.of and before.graded and self.book.has(student):
            return None
        if handed.refused:
            outcome.notes.append(handed.refused)
        if handed.refused or handed.absent:
            return Examined(outcome)
        examined = Examined(outcome)
        for name, text in handed.texts.items():
            try:
                self._examine(name, text, examined)
            except Unfinished as end:
                if any(str(end).startswith(one) for one in AGAIN):
                    examined.again = True
                outcome.notes.append(
                    f"{name}.ipynb could not be opened within the limits ({intake.shown(str(end))})."
                )
                examined.notebooks.clear()
                break
        outcome.graded = bool(examined.notebooks)
        return examined

    def _examine(self, name: str, text: str, examined: Examined) -> None:
        outcome = examined.outcome
        opened = self.sandbox.work("opened", text=text, versions=self.cells[name], names=self.names[name])
        if why := opened.get("refused"):
            outcome.notes.append(f"{name}.ipynb {why}")
            return
        outcome.notes += opened["notes"]
        outcome.new += opened["new"]
        outcome.words |= opened["words"]
        had = [v for v in self.versions if name in v.notebooks][opened["version"]]
        if had.number != self.current.number:
            outcome.notes.append(
                f"Handed in on the release of {had.day} (number {had.number}); marked by number {self.current.number}."
            )
        ran = self.sandbox.run(opened["steps"])
        examined.again |= any(ran.end.startswith(one) for one in AGAIN)
        marked = self.sandbox.work(
            "marked", text=ran.text, end=ran.end, cells=opened["cells"], tests=self.tests[name],
            names=self.names[name], asked=self.asked,
        )  # fmt: skip
        examined.again |= marked["waited"]
        outcome.notes += marked["notes"]
        outcome.answers |= marked["answers"]
        number = 0
        for cell in opened["cells"]:
            if cell["cell_type"] == "code":
                cell["outputs"] = marked["outputs"][number]
                number += 1
                cell["execution_count"] = number
        examined.notebooks[name] = nbformat.from_dict(
            {"nbformat": 4, "nbformat_minor": 5, "cells": opened["cells"],
             "metadata": self.current.notebooks[name]["metadata"]}
        )  # fmt: skip

    def _digest(self, handed: intake.Handed, stamp: Any) -> str:
        told = [self.current.number, handed.texts, handed.refused, str(stamp), sorted(self.tests.items())]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()

    def enter(self, student: str, examined: Examined, before: Outcome | None) -> Outcome:
        """Write one student's notebooks, marks and record."""
        outcome = examined.outcome
        outcome.notes = list(dict.fromkeys(outcome.notes))
        if examined.notebooks:
            folder = self.course / "autograded" / student / self.assignment
            for name, notebook in examined.notebooks.items():
                ledger.written(notebook, folder / f"{name}.ipynb")
            kept = {n for n, text in outcome.words.items() if before and before.words.get(n) == text}
            stamp, _ = ledger.timestamp(self.course / "submitted" / student / self.assignment)
            self.book.enter(student, examined.notebooks, set(outcome.new), kept, stamp)
        elif before and before.graded and not intake.unfit(student):
            outcome.notes.append("The mark is still that of the submission before this one.")
            outcome.answers, outcome.words, outcome.new = before.answers, before.words, before.new
        record(self.records, student, outcome)
        return outcome


def _tested(cell: dict[str, Any]) -> bool:
    told = cell["metadata"]["nbgrader"]
    return cell["cell_type"] == "code" and bool(told.get("grade")) and not told.get("solution")


# --- the record ----------------------------------------------------------------------------


def _file(records: Path, student: str) -> Path:
    """A name of its own for each student, whatever the folder is called."""
    return records / f"{hashlib.sha256(student.encode('utf-8', 'surrogateescape')).hexdigest()[:24]}.json"


def record(records: Path, student: str, outcome: Outcome) -> None:
    path = _file(records, student)
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {"student": intake.shown(student)} | asdict(outcome)
    with whole(path) as part:
        part.write_text(
            json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8", errors="backslashreplace"
        )


def recorded(records: Path, student: str) -> Outcome | None:
    """What the last run said of a student, or None."""
    found = _outcome(_file(records, student))
    return found[1] if found else None


def _outcome(path: Path) -> tuple[str, Outcome] | None:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        student = told.pop("student")
        return student, Outcome(**told)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def everyone(course: Path, assignment: str) -> dict[str, Outcome]:
    """The last outcome of each student, by name."""
    found = (_outcome(path) for path in (course / "record" / assignment).glob("*.json"))
    return dict(sorted(one for one in found if one))


# --- a class -------------------------------------------------------------------------------


def grade(
    course: Path,
    chosen: list[str],
    limits: Limits | None = None,
    level: str | None = None,
    tell: Callable[[str], None] = lambda line: None,
    *,
    sandbox: Sandbox | None = None,
    progress: bool = False,
) -> dict[str, dict[str, Outcome]]:
    """Grade all that is in ``submitted/`` and has changed since; assignment to student to outcome.

    One run at a time; it may be stopped anywhere and run again. ``sandbox``: one that is warm already.
    ``tell`` gets at which level submissions run, and what of its promises cannot be kept here (keys of
    :data:`.sandbox.PROMISES`). ``progress`` shows a bar.

    Raises:
        KhabarError: the course is damaged or not released, nothing can be run safely here, or disk or
            gradebook refuse to be written.
    """
    meant = [name for name in names(course, chosen) if chosen or intake.students(course, name)]
    if not meant:
        raise KhabarError(f"Nothing was handed in: put it into {course}/submitted/STUDENT/ASSIGNMENT/.")
    for name in meant:
        if not intake.students(course, name):
            raise KhabarError(f"Nothing was handed in for {name}.")
    graded: dict[str, dict[str, Outcome]] = {}
    with ledger.alone(course):
        if not any(versions.kept(course, name) for name in meant):
            raise KhabarError(f"{meant[0]} has not been released: run `khabar exercises release` first.")
        ledger.copied(course, directory(course, meant[0]))
        with sandbox or Sandbox(course, limits, level) as sandbox, ledger.gradebook(course) as book:
            for promise in sandbox.protection:
                tell(promise)
            for name in meant:
                run = Run(course, name, sandbox, ledger.Ledger(book, directory(course, name), name))
                graded[name] = _graded(run, progress)
    return graded


def _graded(run: Run, progress: bool) -> dict[str, Outcome]:
    from tqdm import tqdm

    students, known = run.todo()
    outcomes: dict[str, Outcome] = {}
    again: list[str] = []
    with tqdm(total=len(students), desc=run.assignment, disable=not progress, unit="student") as bar:
        with ThreadPoolExecutor(WORKERS) as pool:
            for student, examined in _side_by_side(run, pool, students, known):
                if examined and examined.again:
                    again.append(student)
                    continue
                outcomes[student] = _entered(run, student, examined, known.get(student))
                bar.update()
        for (
            student
        ) in again:  # once more, alone: it may have been lost for a reason that is not the student's
            outcomes[student] = _entered(run, student, _examined(run, student, None), known.get(student))
            bar.update()
    return {intake.shown(student): outcomes[student] for student in students}


def _side_by_side(
    run: Run, pool: ThreadPoolExecutor, students: list[str], known: dict[str, Outcome]
) -> Iterator[tuple[str, Examined | None]]:
    """Submissions as they are done; never more of them in memory than a few."""
    todo = iter(students)
    busy: dict[Future[Examined | None], str] = {}
    while True:
        while len(busy) < 2 * WORKERS and (student := next(todo, None)) is not None:
            busy[pool.submit(_examined, run, student, known.get(student))] = student
        if not busy:
            return
        done, _ = wait(busy, return_when=FIRST_COMPLETED)
        for future in done:
            yield busy.pop(future), future.result()


def _examined(run: Run, student: str, before: Outcome | None) -> Examined | None:
    """Nothing that one submission does may end the run."""
    try:
        return run.examine(student, before)
    except KhabarError:
        raise
    except Exception as error:
        says = intake.shown(f"{type(error).__name__}: {error}"[:200])
        return Examined(Outcome(notes=[f"It could not be graded ({says})."], release=run.current.number))


def _entered(run: Run, student: str, examined: Examined | None, before: Outcome | None) -> Outcome:
    if examined is None:
        assert before is not None
        return before
    return run.enter(student, examined, before)


def forget(records: Path, student: str) -> None:
    """Take a student out of the record of an assignment."""
    _file(records, student).unlink(missing_ok=True)
