"""nbgrader's gradebook, written as a ledger is: one writer at a time, a copy before each run, each
student's marks in one transaction, and one sentence for whatever the database or the disk refuses.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
import sys
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy
import sqlalchemy.exc
from nbformat.notebooknode import NotebookNode
from sqlalchemy import event

from khabar.course.grading.files import whole
from khabar.course.grading.settings import directory, quiet
from khabar.text.errors import KhabarError

from nbgrader import api, utils  # isort: skip
from nbgrader.coursedir import CourseDirectory  # isort: skip
from nbgrader.preprocessors import AssignLatePenalties  # isort: skip

COPIES = 10  # of the gradebook are kept
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)  # nothing more can be written, of anybody


@contextmanager
def alone(course: Path) -> Iterator[None]:
    """The course is this program's alone: a lock that ends with the process, however it ends. What the
    disk or the database refuses meanwhile is one sentence.

    Raises:
        KhabarError: another run has it, or nothing can be written.
    """
    import fcntl

    try:
        file = (course / ".lock").open("a")
    except OSError as error:
        raise KhabarError(
            f"{course} cannot be written ({error.strerror}): make the folder writable."
        ) from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise KhabarError(f"{course} is being worked on by another run: wait until it is over.") from None
        with told(course):
            yield


@contextmanager
def told(course: Path) -> Iterator[None]:
    """One sentence in place of what a full disk or a gradebook in a bad state raises."""
    try:
        yield
    except (OSError, sqlalchemy.exc.SQLAlchemyError, sqlite3.Error) as error:
        raise KhabarError(_sentence(course, error)) from error


def _sentence(course: Path, error: Exception) -> str:
    says = str(getattr(error, "orig", error))
    again = "What was done is kept; nothing is half written."
    if (
        getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT)
        or "disk is full" in says
        or "disk I/O" in says
    ):
        return f"The disk is full: free some space and run the same command again. {again}"
    if "locked" in says:
        return f"The gradebook is in use by another program: close it and run the same command again. {again}"
    if "malformed" in says or "not a database" in says:
        return f"The gradebook is damaged: put back a copy of it from {course / 'backup'}."
    if (
        "readonly" in says
        or "unable to open" in says
        or getattr(error, "errno", None) in (errno.EROFS, errno.EACCES)
    ):
        return f"{getattr(error, 'filename', None) or course} cannot be written: make the course's folder writable. {again}"
    first = says.strip().splitlines()[0][:200] if says.strip() else type(error).__name__
    return f"The run ended ({first}). {again}"


def copied(course: Path, coursedir: CourseDirectory) -> Path | None:
    """Look whether the gradebook is whole and can be written, and copy it to ``backup/``; the copy.

    Raises:
        sqlite3.Error, OSError: it is damaged, in use, or cannot be written.
    """
    path = place(coursedir)
    if path is None or not path.exists():
        return None
    folder = course / "backup"
    folder.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path, timeout=5)) as gradebook:
        if gradebook.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("malformed")
        gradebook.execute("BEGIN IMMEDIATE")
        gradebook.rollback()
        target = folder / f"gradebook-{datetime.now():%Y%m%d-%H%M%S}.db"
        with whole(target) as part, closing(sqlite3.connect(part)) as copy:
            gradebook.backup(copy)
    for old in sorted(folder.glob("gradebook-*.db"))[:-COPIES]:
        old.unlink()
    return target


def place(coursedir: CourseDirectory) -> Path | None:
    """The file of the gradebook, or None where it is on a server."""
    prefix = "sqlite:///"
    return Path(coursedir.db_url.removeprefix(prefix)) if coursedir.db_url.startswith(prefix) else None


@contextmanager
def gradebook(course: Path, assignment: str = "") -> Iterator[api.Gradebook]:
    """The open gradebook of a course."""
    coursedir = directory(course, assignment)
    if shutil.which("alembic") is None:  # which nbgrader calls by name, when it makes a gradebook
        os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", sqlalchemy.exc.SAWarning)  # about nbgrader's own use of its database
        with api.Gradebook(coursedir.db_url, coursedir.course_id) as opened:
            try:
                yield opened
            except BaseException:
                opened.db.rollback()
                raise


@contextmanager
def for_a_moment(url: str) -> Iterator[None]:
    """An empty gradebook that need not outlive this: made without nbgrader's slow look at its migrations, and
    written without waiting for the disk at each of nbgrader's commits."""

    def hasty(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA synchronous = OFF")

    event.listen(sqlalchemy.Engine, "connect", hasty)
    try:
        engine = sqlalchemy.create_engine(url)
        api.Base.metadata.create_all(bind=engine)
        engine.dispose()
        yield
    finally:
        event.remove(sqlalchemy.Engine, "connect", hasty)


# --- a release -----------------------------------------------------------------------------


def enter(real: api.Gradebook, assignment: str, made: api.Gradebook) -> int:
    """Enter the cells of a release that was made in another gradebook, in one transaction: new ones are
    added to what students have handed in, changed ones changed, dropped ones removed. How many
    submissions there are.

    Raises:
        KhabarError: a whole notebook was removed although students have handed it in.
    """
    db = real.db
    target = db.query(api.Assignment).filter_by(name=assignment).one_or_none()
    if target is None:
        target = api.Assignment(name=assignment, course_id=real.course_id)
        db.add(target)
    source = made.find_assignment(assignment)
    there = {notebook.name: notebook for notebook in target.notebooks}
    gone = set(there) - {notebook.name for notebook in source.notebooks}
    if gone and target.submissions:
        raise KhabarError(
            f"The notebook {min(gone)} of {assignment} is not there any more, but students have handed it in: "
            "put it back, or make a new assignment."
        )
    for name in gone:
        real.remove_notebook(name, assignment)
    for notebook in source.notebooks:
        mine = there.get(notebook.name)
        if mine is None:
            mine = api.Notebook(name=notebook.name, assignment=target)
            db.add(mine)
            for submission in target.submissions:
                db.add(api.SubmittedNotebook(notebook=mine, assignment=submission))
        mine.kernelspec = notebook.kernelspec
        db.flush()
        for kind, attributes in (
            (api.GradeCell, ("max_score", "cell_type")),
            (api.SolutionCell, ()),
            (api.TaskCell, ("max_score", "cell_type")),
            (api.SourceCell, ("cell_type", "locked", "source", "checksum")),
        ):
            _enter_cells(db, kind, attributes, notebook, mine)
    db.commit()
    return len(target.submissions)


CELLS = {
    api.GradeCell: "grade_cells", api.SolutionCell: "solution_cells", api.TaskCell: "task_cells",
    api.SourceCell: "source_cells",
}  # fmt: skip


def _enter_cells(db: Any, kind: Any, attributes: tuple[str, ...], source: Any, target: Any) -> None:
    theirs = {cell.name: cell for cell in getattr(source, CELLS[kind])}
    ours = {cell.name: cell for cell in getattr(target, CELLS[kind])}
    for name, cell in theirs.items():
        values = {attribute: getattr(cell, attribute) for attribute in attributes}
        if name in ours:
            for attribute, value in values.items():
                setattr(ours[name], attribute, value)
            continue
        mine = kind(name=name, notebook=target, **values)
        db.add(mine)
        db.flush()
        for submitted in target.submissions:
            if kind in (api.GradeCell, api.TaskCell):
                db.add(api.Grade(cell_id=mine.id, notebook=submitted, auto_score=0, needs_manual_grade=False))
            if kind in (api.SolutionCell, api.TaskCell):
                db.add(api.Comment(cell_id=mine.id, notebook=submitted))
    for name, cell in ours.items():
        if name not in theirs:
            if kind is not api.SourceCell:
                db.query(api.Grade).filter_by(cell_id=cell.id).delete()
                db.query(api.Comment).filter_by(cell_id=cell.id).delete()
            db.delete(cell)


# --- marks ---------------------------------------------------------------------------------


class Ledger:
    """The gradebook of one assignment during a run."""

    def __init__(self, gradebook: api.Gradebook, coursedir: CourseDirectory, assignment: str):
        self.db, self.coursedir = gradebook.db, coursedir
        found = self.db.query(api.Assignment).filter_by(name=assignment).one_or_none()
        if found is None:
            raise KhabarError(f"{assignment} has not been released: run `khabar exercises release` first.")
        self._assignment_id = found.id
        self.tests = {
            book.name: {cell.name: cell.source for cell in book.source_cells} for book in found.notebooks
        }
        self._books = {book.name: book.id for book in found.notebooks}
        self._cells = {
            book.name: {kind: {cell.name: cell.id for cell in cells} for kind, cells in
                        (("grade", book.grade_cells), ("solution", book.solution_cells), ("task", book.task_cells))}
            for book in found.notebooks
        }  # fmt: skip

    def enter(
        self,
        student: str,
        notebooks: dict[str, NotebookNode],
        new: set[str],
        kept: set[str],
        timestamp: datetime | None,
    ) -> None:
        """Enter the marks of one student, in one transaction. ``new``: cells that the student's release
        did not have; ``kept``: written answers that have not changed since they were marked."""
        db = self.db
        try:
            if db.get(api.Student, student) is None:
                db.add(api.Student(id=student))
                db.flush()
            submission = (
                db.query(api.SubmittedAssignment)
                .filter_by(assignment_id=self._assignment_id, student_id=student)
                .one_or_none()
            )
            books: dict[str, Any] = {}
            if submission is None:
                submission = api.SubmittedAssignment(
                    id=api.new_uuid(), assignment_id=self._assignment_id, student_id=student
                )
                db.add(submission)
            else:
                books = {
                    book.notebook_id: book
                    for book in db.query(api.SubmittedNotebook).filter_by(assignment_id=submission.id)
                }
            if timestamp:
                submission.timestamp = timestamp
            scores = {}
            for name, identity in self._books.items():
                book, old = books.get(identity), identity in books
                if book is None:
                    book = api.SubmittedNotebook(
                        id=api.new_uuid(), notebook_id=identity, assignment_id=submission.id
                    )
                    db.add(book)
                scores[book] = self._enter_book(
                    book.id, self._cells[name], notebooks.get(name), new, kept, old=old
                )
            db.flush()
            self._late(submission, scores)
            db.commit()
        except BaseException:
            db.rollback()
            raise
        finally:
            db.expunge_all()  # a class of hundreds is not kept in memory

    def _enter_book(
        self,
        book: str,
        cells: dict[str, dict[str, str]],
        notebook: NotebookNode | None,
        new: set[str],
        kept: set[str],
        *,
        old: bool,
    ) -> float:
        """Enter the marks of one notebook; the sum of them."""

        def there_are(kind: Any) -> dict[str, Any]:
            return (
                {one.cell_id: one for one in self.db.query(kind).filter_by(notebook_id=book)} if old else {}
            )

        grades, comments = there_are(api.Grade), there_are(api.Comment)
        there = {
            cell.metadata.nbgrader.grade_id: cell
            for cell in (notebook.cells if notebook else [])
            if "nbgrader" in cell.metadata
        }
        total = 0.0
        for name, identity in [*cells["grade"].items(), *cells["task"].items()]:
            grade = grades.get(identity) or api.Grade(cell_id=identity, notebook_id=book)
            self.db.add(grade)
            if name not in there or name in new:
                grade.auto_score, grade.needs_manual_grade = 0, False
            else:
                grade.auto_score = _score(there[name])
                waiting = grade.manual_score is not None or grade.auto_score is None
                grade.needs_manual_grade = waiting and not (name in kept and grade.manual_score is not None)
            score = grade.auto_score if grade.manual_score is None else grade.manual_score
            total += (score or 0) + (grade.extra_credit or 0)
        for name, identity in [*cells["solution"].items(), *cells["task"].items()]:
            comment = comments.get(identity) or api.Comment(cell_id=identity, notebook_id=book)
            self.db.add(comment)
            cell = there.get(name)
            if cell is None:
                continue
            untouched = cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell)
            comment.auto_comment = "No response." if untouched and not utils.is_task(cell) else None
        return total

    def _late(self, submission: Any, scores: dict[Any, float]) -> None:
        """nbgrader's penalty for late work, by the plugin that the course's settings name."""
        late = submission.total_seconds_late if submission.timestamp else 0
        for book, score in scores.items():
            penalty = None
            if late > 0:
                step = AssignLatePenalties(config=self.coursedir.config, log=quiet()[0])
                step.init_plugin()
                penalty = step.plugin_inst.late_submission_penalty(submission.student_id, score, late)
                penalty = None if penalty is None else min(max(penalty, 0), score)
            book.late_submission_penalty = penalty

    def has(self, student: str) -> bool:
        return bool(
            self.db.query(api.SubmittedAssignment.id)
            .filter_by(assignment_id=self._assignment_id, student_id=student)
            .first()
        )


def _score(cell: NotebookNode) -> float | None:
    most = float(cell.metadata.nbgrader.points)
    try:
        score, _ = utils.determine_grade(cell, quiet()[0])
    except (ValueError, KeyError):  # a test that gives more than there is
        return most
    return None if score is None else min(float(score), most)


def timestamp(folder: Path) -> tuple[datetime | None, str]:
    """When something was handed in (UTC), as nbgrader's timestamp.txt says; and what is wrong with it."""
    path = folder / "timestamp.txt"
    if not path.exists() or path.is_symlink() or not path.is_file():
        return None, ""
    with suppress(Exception):
        if path.stat().st_size < 200:
            return utils.parse_utc(path.read_text(encoding="utf-8").strip()), ""
    return None, "Its timestamp.txt cannot be read: it is not counted as late."


def written(notebook: NotebookNode, path: Path) -> None:
    """Write a graded notebook in one step, whole or not at all; a line a cell, which is made ten times
    faster than a line a value."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rest = json.dumps({key: value for key, value in notebook.items() if key != "cells"}, ensure_ascii=False)
    cells = ",\n".join(json.dumps(cell, ensure_ascii=False, sort_keys=True) for cell in notebook.cells)
    with whole(path) as part:
        part.write_text(f'{{"cells": [\n{cells}\n],\n{rest[1:]}\n', encoding="utf-8")
