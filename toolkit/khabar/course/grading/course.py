"""An nbgrader course: its settings, its release and what must not be in it."""

from __future__ import annotations

import logging
import os
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import nbformat

from khabar.course.grading import build
from khabar.text.errors import KhabarError

try:
    from nbgrader.converters import GenerateAssignment
    from nbgrader.converters.base import NbGraderException
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config, PyFileConfigLoader
except ImportError:
    raise KhabarError("nbgrader is not installed: run `pip install 'khabar[teach]'`.") from None

HIDDEN = re.compile(r"(?:BEGIN|END) (?:HIDDEN TESTS|SOLUTION|MARK SCHEME)")


class Lines(logging.Handler):
    """nbgrader's warnings and errors, kept to be told in our own words."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())

    def reason(self, about: str = "") -> str:
        """The last line of the first traceback, or the first line about someone."""
        for line in self.lines:
            if line.startswith("Traceback"):
                return line.strip().splitlines()[-1]
        return next((line for line in self.lines if about in line), "")


def quiet() -> tuple[logging.Logger, Lines]:
    """A log for nbgrader that says nothing on the terminal, and what was said to it."""
    lines = Lines()
    logger = logging.Logger("khabar.course.grading")
    logger.addHandler(lines)
    return logger, lines


def settings(course: Path) -> Config:
    """What ``nbgrader_config.py`` says.

    Raises:
        KhabarError: the folder is no course.
    """
    path = course / "nbgrader_config.py"
    if not path.is_file():
        raise KhabarError(f"{course} is no nbgrader course: it has no nbgrader_config.py.")
    return PyFileConfigLoader(path.name, path=str(course.resolve())).load_config()


def directory(course: Path, assignment: str) -> CourseDirectory:
    """nbgrader's view of the course, at one assignment."""
    found = CourseDirectory(config=settings(course))
    found.root = str(course.resolve())
    found.assignment_id = assignment
    return found


def names(course: Path, chosen: list[str]) -> list[str]:
    """The assignments that are meant: those chosen, or all.

    Raises:
        KhabarError: one of them does not exist.
    """
    settings(course)
    there = {path.stem for path in (course / "questions").glob("*.json")}
    there |= {path.parent.name for path in (course / "source").glob("*/*.ipynb")}
    if not there:
        raise KhabarError(f"{course} has no assignment: put notebooks into {course}/source/NAME/.")
    for name in chosen:
        if name not in there:
            raise KhabarError(f"There is no assignment {name!r}: there are {', '.join(sorted(there))}.")
    return chosen or sorted(there)


def release(course: Path, chosen: list[str]) -> list[Path]:
    """Build the source notebooks that are written as data, make the students' versions and enter
    both into the gradebook; the released notebooks.

    Raises:
        KhabarError: the course is damaged, or something hidden would have been released (then
            nothing of that assignment is left in the release folder).
    """
    made: list[Path] = []
    if shutil.which("alembic") is None:  # which nbgrader calls by name, when it makes a gradebook
        os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    for name in names(course, chosen):
        questions = course / "questions" / f"{name}.json"
        if questions.exists():
            build.write(course, build.read(questions))
        log, said = quiet()
        coursedir = directory(course, name)
        converter = GenerateAssignment(coursedir=coursedir, config=coursedir.config, log=log)
        converter.force = True
        try:
            converter.start()
        except NbGraderException as error:
            raise KhabarError(f"nbgrader does not release {name}: {said.reason() or error}.") from None
        for source in sorted((course / "source" / name).glob("*.ipynb")):
            released = course / "release" / name / source.name
            if shown := leaks(source, released):
                released.unlink()
                raise KhabarError(f"{released} showed what must stay hidden ({shown!r}): it was removed.")
            made.append(released)
    return made


def leaks(source: Path, released: Path) -> str:
    """The first line of a solution, hidden test or mark scheme that is in the released notebook, or ""."""
    text = nbformat.read(released, as_version=4)
    lines = {line.strip() for cell in text.cells for line in cell.source.splitlines()}
    everything = released.read_text(encoding="utf-8")
    if found := HIDDEN.search(everything):
        return found.group()
    for cell in text.cells:
        if cell.get("outputs"):
            return "outputs of a cell"
    for line in hidden_lines(nbformat.read(source, as_version=4)):
        if line in lines:
            return line
    return ""


def hidden_lines(notebook: Any) -> list[str]:
    """The lines between BEGIN and END marks that mean something by themselves."""
    found: list[str] = []
    for cell in notebook.cells:
        inside = False
        for line in cell.source.splitlines():
            if HIDDEN.search(line):
                inside = "BEGIN" in line
            elif inside and len(line.strip()) > 3:
                found.append(line.strip())
    return found
