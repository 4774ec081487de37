"""Grading a class of 30: khabar exercises grade against plain sequential `nbgrader autograde`, on the
same submissions in the same run; the marks must be identical."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from rich.console import Console
from rich.table import Table

from khabar.course.grading import build
from khabar.course.grading.course import release

REPOSITORY = Path(__file__).parents[1]
ASSIGNMENT, STUDENTS, MOST = "morphology", 30, 0.08
BIN = Path(sys.executable).parent


def hand_in(course: Path) -> None:
    """Thirty honest notebooks; each answer is right, wrong in a known way or left empty."""
    chance = random.Random(2016)
    exercises = build.read(course / "questions" / f"{ASSIGNMENT}.json").exercises
    released = course / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    for number in range(1, STUDENTS + 1):
        notebook = nbformat.read(released, as_version=4)
        cells = {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells}
        for n, exercise in enumerate(exercises, 1):
            wrong = [answer for known in exercise.misconceptions for answer in known["answers"]]
            answer = chance.choice([*exercise.accept[:1] * 3, *wrong, None])
            if exercise.kind != "written" and answer is not None:
                cells[f"answer-{n:02}"].source = f"answer_{n:02} = {answer!r}"
        target = course / "submitted" / f"student-{number:02}" / ASSIGNMENT
        target.mkdir(parents=True)
        nbformat.write(notebook, target / released.name)


def marks(course: Path) -> dict[tuple[str, str], tuple[float | None, float, bool]]:
    with Gradebook(f"sqlite:///{course}/gradebook.db", "khabar") as gradebook:
        return {
            (submission.student.id, grade.name): (grade.auto_score, grade.max_score, grade.needs_manual_grade)
            for submission in gradebook.assignment_submissions(ASSIGNMENT)
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


def seconds(command: list[str], course: Path) -> float:
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    start = time.perf_counter()
    done = subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")
    return time.perf_counter() - start


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder) / "ours", Path(folder) / "theirs"
        shutil.copytree(REPOSITORY / "exercises" / "questions", ours / "questions")
        shutil.copy(REPOSITORY / "exercises" / "nbgrader_config.py", ours)
        release(ours, [ASSIGNMENT])
        hand_in(ours)
        shutil.copytree(ours, theirs)
        took = seconds([str(BIN / "khabar"), "exercises", "grade", ASSIGNMENT, "--course", "."], ours)
        plain = seconds([str(BIN / "nbgrader"), "autograde", ASSIGNMENT], theirs)
        same = marks(ours) == marks(theirs)
        table = Table(title=f"Grading {STUDENTS} submissions of {ASSIGNMENT}, {os.cpu_count()} processors")
        for column in ("", "seconds", "ratio", "at most"):
            table.add_column(column, justify="left" if not column else "right")
        table.add_row("nbgrader autograde", f"{plain:.1f}", "1", "")
        table.add_row("khabar exercises grade", f"{took:.1f}", f"{took / plain:.2f}", str(MOST))
        Console().print(table)
        print(f"{len(marks(ours))} marks, {'identical' if same else 'NOT IDENTICAL'}")
        if not same:
            sys.exit(1)


if __name__ == "__main__":
    main()
