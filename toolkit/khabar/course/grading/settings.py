"""An nbgrader course: its settings and nbgrader's view of it."""

from __future__ import annotations

import logging
from pathlib import Path

from khabar.text.errors import KhabarError

try:
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config, PyFileConfigLoader
except ImportError:
    raise KhabarError("nbgrader is not installed: run `pip install 'khabar[teach]'`.") from None


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
    logger = logging.Logger(__name__)
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
