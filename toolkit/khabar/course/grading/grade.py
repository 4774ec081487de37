"""Marks. nbgrader overwrites cells, keeps the gradebook and writes the graded notebooks; only its
step *execute* is ours. The students' cells run in the sandbox and give plain answers; the tests run
here, where no line of a student's code ever runs, on those answers alone.
"""

from __future__ import annotations

import ast
import builtins
import io
import json
import os
import traceback
import warnings
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout, suppress
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode
from sqlalchemy.exc import SAWarning

from khabar.course.grading.course import directory, names, quiet
from khabar.course.grading.sandbox import Limits, Ran, Sandbox
from khabar.text.errors import KhabarError

from nbgrader.api import Gradebook, MissingEntry  # isort: skip
from nbgrader.converters import Autograde  # isort: skip
from nbgrader.converters.base import NbGraderException  # isort: skip
from nbgrader.preprocessors import CheckCellMetadata, Execute, NbGraderPreprocessor  # isort: skip

BIGGEST = 20 << 20  # bytes of a handed-in notebook
Steps = list[dict[str, Any]]


@dataclass
class Outcome:
    """What happened to one student's notebook, for the record: ``notes`` in plain words."""

    notes: list[str] = field(default_factory=list)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    graded: bool = False


class NotPlain:
    """Stands for an answer that is no plain value; equal to nothing but itself."""


# --- cells ---------------------------------------------------------------------------------


def restore(notebook: NotebookNode, released: NotebookNode) -> list[str]:
    """Put back what a student has deleted, duplicated or changed in nbgrader's cells; what was done.

    Of a cell that is there twice the last counts, as in nbgrader; the others run as ordinary code.
    """
    known = {cell.metadata.nbgrader.grade_id: cell for cell in released.cells if "nbgrader" in cell.metadata}
    done: dict[str, list[str]] = {}
    last: dict[str, NotebookNode] = {}
    for cell in notebook.cells:
        told = cell.metadata.pop("nbgrader", None)
        name = told.get("grade_id") if isinstance(told, dict) else None
        if not isinstance(name, str) or name not in known:
            continue
        if name in last:
            last[name].metadata.pop("nbgrader")
            done.setdefault("Cells were there more than once, the last one counted", []).append(name)
        last[name] = cell
        cell.metadata["nbgrader"] = deepcopy(known[name].metadata.nbgrader)
        if told != known[name].metadata.nbgrader:
            done.setdefault("The settings of cells had been changed and were put back", []).append(name)
        if known[name].metadata.nbgrader.locked and not _same_cell(cell, known[name]):
            done.setdefault("Locked cells had been changed and were put back", []).append(name)
            cell.source = known[name].source
    before = -1
    places = {id(cell): place for place, cell in enumerate(notebook.cells)}
    additions: list[tuple[int, NotebookNode]] = []
    for name, cell in known.items():
        if name in last:
            before = places[id(last[name])]
        else:
            done.setdefault("Deleted cells were put back as they were released", []).append(name)
            additions.append((before, deepcopy(cell)))
    for place, cell in reversed(additions):
        notebook.cells.insert(place + 1, cell)
    return [f"{what}: {', '.join(dict.fromkeys(which))}." for what, which in done.items()]


def _same_cell(one: NotebookNode, other: NotebookNode) -> bool:
    return one.cell_type == other.cell_type and one.source.strip() == other.source.strip()


def is_test(cell: NotebookNode) -> bool:
    told = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "code" and bool(told.get("grade")) and not told.get("solution")


def plan(notebook: NotebookNode, tests: dict[str, str]) -> Steps:
    """What the sandbox is told: the students' cells, and of each test only which names it reads."""
    steps: Steps = []
    for cell in notebook.cells:
        if is_test(cell):
            steps.append({"names": read_names(tests[cell.metadata.nbgrader.grade_id])})
        elif cell.cell_type == "code":
            steps.append({"source": cell.source})
    return steps


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


def judge(source: str, answers: dict[str, dict[str, Any]]) -> list[NotebookNode]:
    """Run a test on plain answers; its outputs, from which nbgrader reads the mark."""
    room: dict[str, Any] = {"__name__": "__main__"}
    for name, told in answers.items():
        room[name] = told["value"] if "value" in told else NotPlain()
    printed, complained = io.StringIO(), io.StringIO()
    outputs: list[NotebookNode] = []
    value = None
    with redirect_stdout(printed), redirect_stderr(complained):
        try:
            body = ast.parse(source)
            last = body.body[-1] if body.body else None
            if isinstance(last, ast.Expr):
                body.body.pop()
            exec(compile(body, "<test>", "exec"), room)
            if isinstance(last, ast.Expr):  # nbgrader's partial credit is the value of the last line
                value = eval(compile(ast.Expression(last.value), "<test>", "eval"), room)
        except Exception as error:
            lines = traceback.format_exception_only(error)
            outputs.append(
                nbformat.v4.new_output(
                    "error", ename=type(error).__name__, evalue=str(error)[:500], traceback=lines
                )
            )
    if value is not None:
        data = {"text/plain": repr(value)}
        outputs.insert(0, nbformat.v4.new_output("execute_result", data=data, execution_count=None))
    for name, stream in (("stdout", printed), ("stderr", complained)):
        if text := stream.getvalue():
            outputs.insert(0, nbformat.v4.new_output("stream", name=name, text=text))
    return outputs


# --- nbgrader's steps ----------------------------------------------------------------------


class Restore(NbGraderPreprocessor):
    """Before nbgrader cleans a notebook: put back its cells."""

    class_run: Run

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        told = resources["nbgrader"]
        restore(nb, self.class_run.released[told["notebook"]])
        return nb, resources


class ExecuteApart(NbGraderPreprocessor):
    """In place of nbgrader's Execute: students' cells in the sandbox, tests here."""

    class_run: Run

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        told = resources["nbgrader"]
        run = self.class_run
        ran = run.result(told["student"], told["notebook"], plan(nb, run.tests[told["notebook"]]))
        outcome = run.outcomes[told["student"]]
        number = 0
        for cell in nb.cells:
            if cell.cell_type != "code":
                continue
            step = ran.steps.get(number, {})
            number += 1
            cell.execution_count = number
            if is_test(cell):
                answers = _answers(step, read_names(cell.source))
                outcome.answers |= answers
                cell.outputs = judge(cell.source, answers)
            else:
                cell.outputs = _outputs(step, number, outcome)
        outcome.notes += _ending(ran.end, len(ran.steps), number)
        return nb, resources


def _answers(step: dict[str, Any], wanted: list[str]) -> dict[str, dict[str, Any]]:
    told = step.get("answers")
    found = {
        name: told[name] for name in wanted if isinstance(told, dict) and isinstance(told.get(name), dict)
    }
    return {name: answer for name, answer in found.items() if "value" in answer or "type" in answer}


def _outputs(step: dict[str, Any], number: int, outcome: Outcome) -> list[NotebookNode]:
    """The outputs of a student's cell, made anew: a student's code may have written anything, and
    what is no text or picture (HTML, scripts) must not reach the teacher's browser."""
    made = []
    raw = step.get("outputs")
    for told in raw[:50] if isinstance(raw, list) else []:
        kind = told.get("output_type") if isinstance(told, dict) else None
        if kind == "stream":
            text = str(told.get("text"))
            made.append(nbformat.v4.new_output("stream", name="stdout", text=text))
            if "more characters were cut" in text[-60:]:
                outcome.notes.append(f"Cell {number} printed too much: the rest was cut off.")
        elif kind == "display_data" and isinstance(told.get("data"), dict):
            data = {
                mime: str(told["data"][mime]) for mime in ("text/plain", "image/png") if mime in told["data"]
            }
            made.append(nbformat.v4.new_output("display_data", data=data))
        elif kind == "error":
            name, says = str(told.get("ename"))[:80], str(told.get("evalue"))[:500]
            made.append(
                nbformat.v4.new_output("error", ename=name, evalue=says, traceback=[f"{name}: {says}"])
            )
            outcome.notes.append(CELL_ERRORS.get(name, "Cell {n} stopped with {e}.").format(n=number, e=name))
    return made


CELL_ERRORS = {
    "SyntaxError": "Cell {n} is not valid Python (syntax error) and did not run.",
    "CellTimeout": "Cell {n} ran too long (an endless loop?) and was stopped; the following cells ran.",
    "MemoryError": "Cell {n} wanted more memory than is allowed; the following cells ran.",
}


def _ending(end: str, there: int, steps: int) -> list[str]:
    """How the process ended, in plain words."""
    rest = f"What came after step {there} of {steps} was not run and has no marks." if there < steps else ""
    says = {
        "done": "",
        "time": "The notebook as a whole took too long and was ended.",
        "too much output": "The notebook wrote more than is allowed and was ended.",
        "lost": "The process of the notebook was lost.",
    }.get(end)
    if says is None and end.startswith("exit"):
        says = f"The code of the notebook ended its own process ({end})."
    elif says is None and end.startswith("signal"):
        says = f"The system ended the notebook's process ({end}), most likely for lack of memory."
    elif says is None:
        says = f"The notebook could not be run ({end})."
    return [line for line in (" ".join(filter(None, [says, rest])),) if line]


# --- a class -------------------------------------------------------------------------------


class Run:
    """One assignment of a whole class."""

    def __init__(self, course: Path, assignment: str, sandbox: Sandbox):
        self.course, self.assignment, self.sandbox = course.resolve(), assignment, sandbox
        self.coursedir = directory(course, assignment)
        self.released: dict[str, NotebookNode] = {}
        self.tests: dict[str, dict[str, str]] = {}
        self.outcomes: dict[str, Outcome] = {}
        self._early: dict[tuple[str, str], tuple[Steps, Future[Ran]]] = {}
        self._load()

    def _load(self) -> None:
        folder = self.course / "release" / self.assignment
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                entered = gradebook.find_assignment(self.assignment)
            except MissingEntry:
                raise KhabarError(
                    f"{self.assignment} has not been released: run `khabar exercises release` first."
                ) from None
            for notebook in entered.notebooks:
                path = folder / f"{notebook.name}.ipynb"
                if not path.exists():
                    raise KhabarError(f"{path} is missing: run `khabar exercises release` first.")
                self.released[notebook.name] = nbformat.read(path, as_version=4)
                self.tests[notebook.name] = {cell.name: cell.source for cell in notebook.source_cells}

    def submissions(self) -> list[Path]:
        """The folders ``submitted/<student>/<assignment>``."""
        return sorted(
            path for path in (self.course / "submitted").glob(f"*/{self.assignment}") if path.is_dir()
        )

    def start_early(self, pool: ThreadPoolExecutor) -> list[str]:
        """Run all students' cells side by side; the students whose submission is refused."""
        refused = []
        for folder in self.submissions():
            student = folder.parent.name
            outcome = self.outcomes[student] = Outcome()
            if why := refusal(folder):
                outcome.notes.append(why)
                refused.append(student)
                continue
            for name, released in self.released.items():
                path = folder / f"{name}.ipynb"
                if not path.exists():
                    outcome.notes.append(f"The notebook {name}.ipynb was not handed in.")
                    continue
                try:
                    notebook = nbformat.read(path, as_version=4)
                    outcome.notes += restore(notebook, released)
                    steps = plan(notebook, self.tests[name])
                except Exception as error:
                    outcome.notes.append(
                        f"{name}.ipynb is no notebook that can be read ({type(error).__name__})."
                    )
                    refused.append(student)
                    break
                self._early[student, name] = steps, pool.submit(self.sandbox.run, steps)
        return refused

    def result(self, student: str, notebook: str, steps: Steps) -> Ran:
        planned, future = self._early.get((student, notebook), (None, None))
        return future.result() if future is not None and planned == steps else self.sandbox.run(steps)

    def grade(self, refused: list[str]) -> None:
        """nbgrader's autograder, with our step in the place of Execute."""
        restoring = type("RestoreThis", (Restore,), {"class_run": self})
        executing = type("ExecuteThis", (ExecuteApart,), {"class_run": self})
        self.coursedir.student_id_exclude = ",".join(refused)
        log, said = quiet()
        converter = Autograde(coursedir=self.coursedir, config=self.coursedir.config, log=log)
        converter.force = True
        # Restore takes every cell's settings from the release, which was checked when it was made:
        # checking each again against nbgrader's schema would be a third of all the work.
        converter.sanitize_preprocessors = [
            restoring, *(step for step in converter.sanitize_preprocessors if step is not CheckCellMetadata)
        ]  # fmt: skip
        converter.autograde_preprocessors = [
            executing if step is Execute else step
            for step in converter.autograde_preprocessors
            if step is not CheckCellMetadata
        ]
        # An exception is about one of the submissions: the others are graded, and it is named below.
        with warnings.catch_warnings(), suppress(NbGraderException):
            warnings.simplefilter("ignore", SAWarning)  # about nbgrader's own use of its database
            converter.start()
        for student, outcome in self.outcomes.items():
            folder = self.course / "autograded" / student / self.assignment
            outcome.graded = student not in refused and folder.is_dir()
            if not outcome.graded and student not in refused:
                says = [line for line in said.lines if student in line] or ["no reason given"]
                outcome.notes.append(
                    f"nbgrader could not grade it: {says[-1].strip().splitlines()[-1][:300]}"
                )

    def record(self) -> Path:
        """What happened and what was answered, for the report."""
        path = self.course / "record" / f"{self.assignment}.json"
        path.parent.mkdir(exist_ok=True)
        told = {
            "protection": self.sandbox.level,
            "students": {
                student: {"graded": o.graded, "notes": list(dict.fromkeys(o.notes)), "answers": o.answers}
                for student, o in self.outcomes.items()
            },
        }
        temporary = path.with_suffix(".part")
        temporary.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
        temporary.replace(path)
        return path


def refusal(folder: Path) -> str:
    """Why a submission is not even opened, or ""."""
    for path in [folder, *folder.rglob("*")]:
        if path.is_symlink():
            return f"{path.name} is a link to another file: the submission was not graded."
        if path.is_file() and path.stat().st_size > BIGGEST:
            return f"{path.name} is larger than {BIGGEST >> 20} MB: the submission was not graded."
    return ""


def grade(
    course: Path,
    chosen: list[str],
    limits: Limits | None = None,
    level: str | None = None,
    tell: Callable[[str], None] = lambda line: None,
) -> dict[str, dict[str, Outcome]]:
    """Grade all that is in ``submitted/``; assignment to student to outcome.

    Raises:
        KhabarError: the course is damaged or not released, or nothing can be run safely here.
    """
    graded: dict[str, dict[str, Outcome]] = {}
    meant = [
        name for name in names(course, chosen) if chosen or any((course / "submitted").glob(f"*/{name}"))
    ]
    if not meant:
        raise KhabarError(f"Nothing was handed in: put it into {course}/submitted/STUDENT/ASSIGNMENT/.")
    with Sandbox(course, limits, level) as sandbox, ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        tell(sandbox.level)
        for name in meant:
            run = Run(course, name, sandbox)
            if not run.submissions():
                raise KhabarError(f"Nothing was handed in for {name}.")
            run.grade(run.start_early(pool))
            run.record()
            graded[name] = run.outcomes
    return graded
