"""Which assignments a course has: calling one otherwise, and taking one out. Files and gradebook change
together or not at all; what students have handed in is never thrown away."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from khabar.course.grading import ledger
from khabar.course.grading.files import whole
from khabar.course.grading.settings import directory, names
from khabar.text.errors import KhabarError

from nbgrader import api  # isort: skip

OURS = ("source", "release", "versions", "record")  # a folder for each assignment
THEIRS = ("submitted", "autograded")  # the same in the folder of each student


@contextmanager
def _moves() -> Iterator[list[tuple[Path, Path]]]:
    """Files that were moved, (from, to); moved back if what they belong to does not succeed."""
    done: list[tuple[Path, Path]] = []
    try:
        yield done
    except BaseException:
        for old, new in reversed(done):
            new.rename(old)
        raise


def _move(old: Path, new: Path, done: list[tuple[Path, Path]]) -> None:
    if old.exists() or old.is_symlink():
        new.parent.mkdir(parents=True, exist_ok=True)
        old.rename(new)
        done.append((old, new))


def rename(course: Path, old: str, new: str) -> None:
    """Call an assignment otherwise, everywhere; students' notebooks with the old name are still taken.

    Raises:
        KhabarError: there is no such assignment, or the new name is taken or cannot be used.
    """
    names(course, [old])
    if not re.fullmatch(r"\w[\w-]*", new):
        raise KhabarError(f"An assignment is called by letters, figures and hyphens, not {new!r}.")
    if new in names(course, []) or any((course / folder / new).exists() for folder in OURS):
        raise KhabarError(f"There is an assignment {new} already.")
    with ledger.alone(course), _moves() as done:
        ledger.copied(course, directory(course, old))
        with ledger.gradebook(course) as book:
            _move(course / "questions" / f"{old}.json", course / "questions" / f"{new}.json", done)
            places = [course / folder / old for folder in OURS]
            places += [path for folder in THEIRS for path in sorted((course / folder).glob(f"*/{old}"))]
            for place in places:
                if place.is_symlink():
                    continue  # an attacker's, perhaps into another's folder
                _move(place / f"{old}.ipynb", place / f"{new}.ipynb", done)
                _move(place, place.with_name(new), done)
            for page in sorted((course / "feedback").glob(f"*/{old}.html")):
                _move(page, page.with_name(f"{new}.html"), done)
            for version in (course / "versions" / new).glob("*.json"):
                told = json.loads(version.read_text(encoding="utf-8"))
                told["notebooks"] = {new if n == old else n: book for n, book in told["notebooks"].items()}
                with whole(version) as part:
                    part.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
            found = book.db.query(api.Assignment).filter_by(name=old).one_or_none()
            if found is not None:
                found.name = new
                for notebook in found.notebooks:
                    notebook.name = new if notebook.name == old else notebook.name
            book.db.commit()


def drop(course: Path, name: str) -> Path:
    """Take an assignment out of the course. Marks go; questions and what was handed in are kept in
    ``backup/``; the place there.

    Raises:
        KhabarError: there is no such assignment.
    """
    names(course, [name])
    kept = course / "backup" / f"{name}-{datetime.now():%Y%m%d-%H%M%S}"
    with ledger.alone(course), _moves() as done:
        ledger.copied(course, directory(course, name))
        with ledger.gradebook(course) as book:
            _move(course / "questions" / f"{name}.json", kept / f"{name}.json", done)
            for folder in OURS:
                _move(course / folder / name, kept / folder, done)
            for place in sorted((course / "submitted").glob(f"*/{name}")):
                _move(place, kept / "submitted" / place.parent.name, done)
            if book.db.query(api.Assignment.id).filter_by(name=name).first():
                book.remove_assignment(name)
    for place in sorted((course / "autograded").glob(f"*/{name}")):
        shutil.rmtree(place, ignore_errors=True)
    for page in (course / "feedback").glob(f"*/{name}.html"):
        page.unlink()
    return kept
