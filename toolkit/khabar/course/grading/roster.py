"""Who is in the class, what they are called, when they have to hand in: nbgrader's gradebook, changed
together with the folders that follow it."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from khabar.course.grading import grade, intake, ledger, report
from khabar.course.grading.settings import directory, names
from khabar.text.errors import KhabarError

from nbgrader import api  # isort: skip

FOLDERS = ("submitted", "autograded", "feedback")
# Headings of a roster, as people and learning platforms write them.
HEADINGS = {
    "id": ("id", "student", "student id", "id number", "username", "sis user id"),
    "first_name": ("first name", "firstname", "given name"),
    "last_name": ("last name", "lastname", "surname", "family name"),
    "email": ("email", "e-mail", "email address", "e-mail address"),
    "lms_user_id": ("lms id", "moodle id", "canvas id", "lms_user_id"),
}


@contextmanager
def _changed(course: Path) -> Iterator[api.Gradebook]:
    """The gradebook for one change, copied before."""
    with ledger.alone(course):
        ledger.copied(course, directory(course, ""))
        with ledger.gradebook(course) as book:
            yield book


def read(course: Path, file: Path) -> int:
    """Enter a class from CSV (columns id, first name, last name, email; others are passed over); how many.

    Raises:
        KhabarError: there is no column for the id, or a row has none.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            sample = opened.read(4096)
            opened.seek(0)
            rows = list(
                csv.DictReader(opened, delimiter=";" if sample.count(";") > sample.count(",") else ",")
            )
    except (UnicodeDecodeError, csv.Error) as error:
        raise KhabarError(f"{file} cannot be read as CSV in UTF-8 ({error}).") from None
    heads = {field: next((h for h in (rows[0] if rows else {}) if h and h.strip().lower() in known), None)
             for field, known in HEADINGS.items()}  # fmt: skip
    if not rows or not heads["id"]:
        raise KhabarError(f"{file} has no column id (or student, username): add one.")
    people = []
    for number, row in enumerate(rows, 2):
        who = {field: (row.get(head) or "").strip() for field, head in heads.items() if head}
        if not who["id"] or intake.unfit(who["id"]):
            raise KhabarError(f"{file}, line {number}: the id {intake.shown(who['id'])!r} cannot be used.")
        people.append(who)
    with _changed(course) as book:
        for who in people:
            student = book.db.get(api.Student, who["id"]) or api.Student(id=who["id"])
            book.db.add(student)
            for field, value in who.items():
                if field != "id" and value:
                    setattr(student, field, value)
        book.db.commit()
    return len(people)


def rename(course: Path, old: str, new: str) -> None:
    """Call a student otherwise, everywhere.

    Raises:
        KhabarError: there is no such student, or the new name is taken or cannot be used.
    """
    if why := intake.unfit(new):
        raise KhabarError(f"The name {intake.shown(new)!r} {why}.")
    with _changed(course) as book:
        student = _student(book, old)
        taken = any((course / folder / new).exists() for folder in FOLDERS)
        if book.db.get(api.Student, new) or taken:
            raise KhabarError(f"There is a student {new} already.")
        fields = ("first_name", "last_name", "email", "lms_user_id")
        if student is not None:
            book.db.add(api.Student(id=new, **{field: getattr(student, field) for field in fields}))
            book.db.flush()
            book.db.query(api.SubmittedAssignment).filter_by(student_id=old).update({"student_id": new})
            book.db.expire_all()
            book.db.delete(book.db.get(api.Student, old))
        elif not any((course / folder / old).exists() for folder in FOLDERS):
            raise KhabarError(f"There is no student {old}.")
        for folder in FOLDERS:
            if (course / folder / old).exists():
                (course / folder / old).rename(course / folder / new)
        for records in (course / "record").glob("*"):
            if outcome := grade.recorded(records, old):
                grade.record(records, new, outcome)
                grade.forget(records, old)
        book.db.commit()


def _student(book: api.Gradebook, name: str) -> api.Student | None:
    return book.db.get(api.Student, name)


def drop(course: Path, name: str) -> Path:
    """Take a student out of the class. Marks go; what was handed in is kept in ``backup/``; its place there.

    Raises:
        KhabarError: there is no such student.
    """
    if intake.unfit(name) or name in (".", "..") or "/" in name:
        raise KhabarError(f"There is no student {intake.shown(name)}.")
    with _changed(course) as book:
        student = _student(book, name)
        if student is None and not (course / "submitted" / name).exists():
            raise KhabarError(f"There is no student {name}.")
        if student is not None:
            for submission in list(student.submissions):
                book.remove_submission(submission.assignment.name, name)
            book.db.delete(book.db.get(api.Student, name))
            book.db.commit()
        kept = course / "backup" / f"{name}-{datetime.now():%Y%m%d-%H%M%S}"
        if (course / "submitted" / name).exists():
            kept.parent.mkdir(exist_ok=True)
            (course / "submitted" / name).rename(kept)
        for folder in ("autograded", "feedback"):
            shutil.rmtree(course / folder / name, ignore_errors=True)
        for records in (course / "record").glob("*"):
            grade.forget(records, name)
    return kept


def due(course: Path, assignment: str, when: str) -> datetime:
    """Set when an assignment is due: a local time such as "2026-03-01 23:59"; the time in UTC.

    Raises:
        KhabarError: no such assignment, or no time.
    """
    names(course, [assignment])
    try:
        moment = datetime.fromisoformat(when).astimezone(UTC)
    except ValueError:
        raise KhabarError(f"{when!r} is no time: write it as 2026-03-01 23:59.") from None
    with _changed(course) as book:
        book.update_or_create_assignment(assignment, duedate=moment.replace(tzinfo=None))
    return moment


def extend(course: Path, student: str, assignment: str, days: float) -> None:
    """Give a student more time for an assignment; 0 takes it back.

    Raises:
        KhabarError: no such student or assignment.
    """
    names(course, [assignment])
    with _changed(course) as book:
        if _student(book, student) is None:
            raise KhabarError(f"There is no student {student}: add the class with `khabar exercises roster`.")
        try:
            submission = book.find_submission(assignment, student)
        except api.MissingEntry:
            try:
                submission = book.add_submission(assignment, student)
            except api.MissingEntry:
                raise KhabarError(f"{assignment} has not been released yet.") from None
        submission.extension = timedelta(days=days) if days else None
        book.db.commit()


def mails(course: Path, chosen: list[str], sender: str = "") -> list[Path]:
    """Prepare a mail for each student, with the feedback pages: files that a mail program opens as drafts,
    in ``mails/``. Nothing is sent.

    Raises:
        KhabarError: there is no feedback yet.
    """
    pages = [
        path for path in sorted((course / "feedback").glob("*/*.html")) if path.stem in names(course, chosen)
    ]
    if not pages:
        raise KhabarError("There is no feedback yet: run `khabar exercises report` first.")
    with ledger.gradebook(course) as book:
        people = report.people(book)
    folder = course / "mails"
    folder.mkdir(exist_ok=True)
    made = []
    for student in dict.fromkeys(path.parent.name for path in pages):
        who = people.get(student, {})
        mine = [path for path in pages if path.parent.name == student]
        mail = EmailMessage()
        mail["X-Unsent"] = "1"  # by which mail programs know a draft
        if sender:
            mail["From"] = sender
        if who.get("email"):
            mail["To"] = who["email"]
        mail["Subject"] = f"Feedback: {', '.join(path.stem for path in mine)}"
        called = " ".join(filter(None, [who.get("first_name", ""), who.get("last_name", "")])) or student
        mail.set_content(f"Dear {called},\n\nthe feedback on your work is attached; open it in a browser.\n")
        for path in mine:
            mail.add_attachment(path.read_bytes(), maintype="text", subtype="html", filename=path.name)
        target = folder / f"{student}.eml"
        target.write_bytes(bytes(mail))
        made.append(target)
    return made
