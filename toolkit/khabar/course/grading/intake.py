"""What students hand in, found and read without trusting it: nothing is followed, opened or walked
that is not a plain file at its place, and whatever is wrong is a sentence about that submission."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from khabar.course.grading.desk import printable

BIGGEST = 20 << 20  # bytes of a handed-in notebook
MOST_FILES = 1_000  # that are looked through for a notebook
# What browsers and systems add to a name; each piece in one way only, or a name could be made that is tried for ever.
NOTEBOOK = re.compile(r"\.ipynb(?:\.(?:txt|json|download))?\Z", re.IGNORECASE)  # as browsers save it
COPY = re.compile(r"(?: ?\(\d+\)|[-_]\d+)*(?:(?: -)? copy.*)?\Z", re.IGNORECASE | re.DOTALL)


@dataclass
class Handed:
    """One submission: the text of each notebook, or why it is refused. ``absent``: there was none."""

    student: str
    folder: Path
    texts: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    refused: str = ""
    absent: bool = False


def shown(name: str) -> str:
    """A file's name as it can be printed: not in UTF-8, or with control characters, it is escaped."""
    return printable(name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"))


def unfit(name: str) -> str:
    """Why a student cannot be called so, or ""."""
    if shown(name) != name:
        return "holds characters that cannot be printed"
    if set(name) & set('<>"`&\\'):
        return "holds signs that a web page would misread"
    if len(name.encode()) > 120 or not name.strip():
        return "is too long or empty"
    return ""


def students(course: Path, assignment: str) -> list[str]:
    """The folders of students in which something for the assignment lies, in order."""
    submitted = course / "submitted"
    found = []
    try:
        there = sorted(path.name for path in submitted.iterdir())
    except FileNotFoundError:
        return []
    for name in there:
        folder = submitted / name
        if name in (".ipynb_checkpoints", "__MACOSX") or not _is_folder(folder):
            # A link in the place of a student's folder is told, not followed.
            if folder.is_symlink() and (folder / assignment).exists():
                found.append(name)
            continue
        if _exists(folder / assignment) or _beside(folder, assignment):
            found.append(name)
    return found


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def _exists(path: Path) -> bool:
    try:
        path.lstat()
    except PermissionError:
        return True  # there, but shut: it will be told
    except (OSError, ValueError):
        return False
    return True


def _beside(folder: Path, assignment: str) -> str:
    """A notebook of the assignment that lies beside the assignment's folder, or ""."""
    try:
        with os.scandir(folder) as there:
            return next(
                (e.name for e in islice(there, MOST_FILES) if NOTEBOOK.search(e.name) and plain_name(e.name) == assignment),
                "",
            )  # fmt: skip
    except OSError:
        return ""


def plain_name(name: str) -> str:
    """The name of a notebook without what browsers add: "morphology (1).ipynb" is "morphology"."""
    stem = NOTEBOOK.sub("", name)
    return COPY.sub("", stem).strip() or stem


def handed_in(course: Path, student: str, assignment: str, notebooks: list[str]) -> Handed:
    """A student's submission, read; nothing raises."""
    folder = course / "submitted" / student / assignment
    found = Handed(student, folder)
    if why := unfit(student):
        found.refused = f"The name of the folder {why}: rename it."
        return found
    try:
        for part in (folder.parent, folder):
            if not _exists(part):
                break
            if part.is_symlink():
                found.refused = (
                    f"{shown(part.name)} is a link to another file: the submission was not graded."
                )
                return found
        if _exists(folder) and not _is_folder(folder):
            found.refused = f"{shown(folder.name)} is no folder: the submission was not graded."
            return found
        for name in notebooks:
            path = _place(found, name, single=len(notebooks) == 1)
            if path is None:
                continue
            text, why = _read(path)
            if not why and _elsewhere(course, student, path):
                why = "is the same file as another one of the course (a hard link)"
            if why:
                found.refused = f"{shown(path.name)} {why}: the submission was not graded."
                return found
            found.texts[name] = text
    except OSError as error:
        found.refused = (
            f"{shown(Path(str(error.filename or folder)).name)} cannot be opened ({error.strerror})."
        )
    found.absent = not found.texts and not found.refused
    return found


def _place(found: Handed, name: str, single: bool) -> Path | None:
    """Where a notebook lies: under its name; else under one that a browser has made of it; else the
    only notebook there is, if one is asked for."""
    exact = found.folder / f"{name}.ipynb"
    if _exists(exact):
        return exact
    there: list[str] = []
    if _is_folder(found.folder):
        with os.scandir(found.folder) as entries:
            there = sorted(e.name for e in islice(entries, MOST_FILES) if NOTEBOOK.search(e.name))
    renamed = [one for one in there if plain_name(one) == name] or (there if single else [])
    if len(renamed) > 1 and all(plain_name(one) == name for one in renamed):
        # Of several copies the one that was made last.
        renamed = [max(renamed, key=lambda one: (found.folder / one).lstat().st_mtime)]
    if len(renamed) == 1:
        found.notes.append(f"The notebook is called {shown(renamed[0])}, and was taken as {name}.ipynb.")
        return found.folder / renamed[0]
    if beside := _beside(found.folder.parent, name):
        found.notes.append(
            f"The notebook {shown(beside)} lies beside the folder {shown(found.folder.name)}, and was taken."
        )
        return found.folder.parent / beside
    others = f" (there are: {', '.join(map(shown, there[:5]))})" if there else ""
    found.notes.append(f"The notebook {name}.ipynb was not handed in{others}.")
    return None


def _elsewhere(course: Path, student: str, path: Path) -> bool:
    """Whether a file has a second name that is not the student's: that of an answer, or of another's work."""
    told = path.stat()
    if told.st_nlink < 2:
        return False
    others = [*(course / "source").glob("*/*.ipynb")]
    others += [p for p in (course / "submitted").glob("*/*/*.ipynb") if p.parts[-3] != student]
    return any(os.path.samestat(told, other.lstat()) for other in others)


def _read(path: Path) -> tuple[str, str]:
    """The text of a plain file, or why it is not taken."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if path.is_symlink():
            return "", "is a link to another file"
        return "", f"cannot be opened ({error.strerror})"
    with os.fdopen(file, "rb") as opened:
        told = os.fstat(file)
        if not stat.S_ISREG(told.st_mode):
            return "", "is no plain file"
        if told.st_size > BIGGEST:
            return "", f"is larger than {BIGGEST >> 20} MB"
        try:
            data = opened.read(BIGGEST + 1)
            return data.decode("utf-8-sig"), ""
        except UnicodeDecodeError:
            return "", "is no notebook that can be read (not in UTF-8)"
        except OSError as error:
            return "", f"cannot be read ({error.strerror})"
