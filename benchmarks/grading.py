"""Grading a class of 30: khabar exercises grade against plain sequential `nbgrader autograde`, on the
same submissions in the same run; the marks must be identical. With a number, a class of so many is graded by
khabar alone, and the memory of its largest process shown: `python benchmarks/grading.py 300`."""

import os
import random
import resource
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
OURS = [str(BIN / "khabar"), "exercises", "grade", ASSIGNMENT, "--course", "."]


def hand_in(course: Path, students: int) -> None:
    """Honest notebooks; each answer is right, wrong in a known way or left empty."""
    chance = random.Random(2016)
    exercises = build.read(course / "questions" / f"{ASSIGNMENT}.json").exercises
    released = course / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    for number in range(1, students + 1):
        notebook = nbformat.read(released, as_version=4)
        cells = {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells}
        for n, exercise in enumerate(exercises, 1):
            wrong = [answer for known in exercise.misconceptions for answer in known["answers"]]
            answer = chance.choice([*exercise.accept[:1] * 3, *wrong, None])
            if exercise.kind != "written" and answer is not None:
                cells[f"answer-{n:02}"].source = f"answer_{n:02} = {answer!r}"
        target = course / "submitted" / f"student-{number:03}" / ASSIGNMENT
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


def many(students: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        course = made(Path(folder) / "course", students)
        took = seconds(OURS, course)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
        done = len({student for student, _ in marks(course)})
        print(f"{done} of {students} in {took:.0f} s; the largest process held {peak} MB.")


def made(course: Path, students: int) -> Path:
    shutil.copytree(REPOSITORY / "exercises" / "questions", course / "questions")
    shutil.copy(REPOSITORY / "exercises" / "nbgrader_config.py", course)
    release(course, [ASSIGNMENT])
    hand_in(course, students)
    return course


def main() -> None:
    if len(sys.argv) > 1:
        return many(int(sys.argv[1]))
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = made(Path(folder) / "ours", STUDENTS), Path(folder) / "theirs"
        shutil.copytree(ours, theirs)
        took = seconds(OURS, ours)
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
