"""Taking in a class's work as it comes: what Moodle and Canvas give for download, a folder of mails, a
folder of files with names. Each notebook is recognised by its own cells and by the roster, put into
``submitted/STUDENT/ASSIGNMENT/`` and told; what is not recognised is told, too.
"""

from __future__ import annotations

import email
import email.policy
import errno
import io
import json
import os
import re
import stat
import unicodedata
import zipfile
from collections.abc import Container, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path, PurePosixPath

from khabar.course.grading import intake, ledger, versions
from khabar.course.grading.files import whole
from khabar.course.grading.settings import names
from khabar.text.errors import KhabarError

MOST_FILES, MOST_BYTES = 20_000, 2 << 30  # of a download, unpacked
OF_ONE = 1_000, 100 << 20  # of an archive or mail inside it
DEEPEST = 3  # archives in archives
# "Firstname Lastname_123456_assignsubmission_file_…" (Moodle); "lastfirst_LATE_1234_5678_file-1.ipynb" (Canvas).
MOODLE = re.compile(r"^(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)_?")
CANVAS = re.compile(r"^(?P<name>[^_]+)_(?:LATE_)?(?P<id>\d+)_(?P<file>\d+)_")


@dataclass
class Found:
    """One file of a download: where it lay, its bytes, the words that say whose it is (of its path, the outermost
    first; after these the sender of a mail) and when it came; or ``wrong``, why it is left out, and ``other``:
    it is of a kind that holds no notebook."""

    place: str
    data: bytes = b""
    who: list[str] = field(default_factory=list)
    when: datetime | None = None
    wrong: str = ""
    other: bool = False


def take(course: Path, source: Path, assignment: str = "") -> list[str]:
    """Take in a zip file or a folder; what was done, a line for each notebook.

    Of several notebooks of one student for one assignment the latest is taken.

    Raises:
        KhabarError: there is nothing, or nothing that can be read.
    """
    chosen = names(course, [assignment] if assignment else [])
    with ledger.alone(course):
        known = {name: _grade_ids(course, name) for name in chosen}
        known = {name: ids for name, ids in known.items() if ids}
        if not known:
            raise KhabarError("No assignment has been released: run `khabar exercises release` first.")
        roster = _roster(course)
        lines, taken, others = [], 0, []
        newest: dict[tuple[str, str], tuple[datetime, str]] = {}
        for found in _found(source):
            place = intake.shown(found.place)
            if found.other:
                others.append(place)
                continue
            if found.wrong:
                lines.append(f"{place}: {found.wrong}; left out.")
                continue
            meant = _assignment(found.data, known)
            if not meant:
                lines.append(f"{place}: no notebook of these assignments; left out.")
                continue
            student, number = _student(found.who, roster, known)
            if number and newest.get((student, meant), (None, number))[1] != number:
                student = f"{student} {number}"  # two of one name, whom the platform tells apart
            if not student or intake.unfit(student):
                lines.append(f"{place}: nobody is recognised in its name; left out.")
                continue
            when = found.when or datetime.now(UTC)
            if (student, meant) in newest and when < newest[student, meant][0]:
                lines.append(f"{place}: {student} has handed in a later one; left out.")
                continue
            try:
                _put(course, student, meant, found)
            except OSError as error:
                if error.errno in ledger.NO_ROOM:
                    raise
                lines.append(
                    f"{place}: it cannot be put into submitted/{student}/{meant} ({error.strerror}); left out."
                )
                continue
            newest[student, meant] = when, number
            taken += 1
            unknown = "" if student in roster.values() or not roster else " (not in the roster)"
            undated = "" if found.when else "; when it came is not told, so it is not counted as late"
            lines.append(f"{place}: {meant} of {student}{unknown}{undated}.")
    if not lines:
        raise KhabarError(f"There is no notebook in {source}.")
    if others:
        more = f" and {len(others) - 20} more" if len(others) > 20 else ""
        lines.append(f"Neither notebook nor .zip nor .eml, left out: {', '.join(sorted(others)[:20])}{more}.")
    return [*lines, f"{taken} notebooks taken in."]


def _grade_ids(course: Path, name: str) -> set[str]:
    kept = versions.kept(course, name)
    return {f"{cell}\n{told['source'].strip()}" for version in kept for book in version.notebooks
            for cell, told in version.cells(book).items() if told["metadata"]["nbgrader"]["locked"]}  # fmt: skip


def _assignment(data: bytes, known: dict[str, set[str]]) -> str:
    """The assignment that a notebook is of: the one whose locked cells it has most of."""
    try:
        cells = json.loads(data.decode("utf-8-sig"))["cells"]
        there = set()
        for cell in cells:
            told = cell["metadata"].get("nbgrader")
            source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
            if isinstance(told, dict):
                there.add(f"{told.get('grade_id')}\n{source.strip()}")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ""
    best = max(known, key=lambda name: len(there & known[name]))
    return best if there & known[best] else ""


def _put(course: Path, student: str, assignment: str, found: Found) -> None:
    """Put a notebook into its place, whole, and then take away what was there before it.

    Raises:
        OSError: there is something else in the place.
    """
    folder = course / "submitted" / student / assignment
    if folder.is_symlink() or folder.parent.is_symlink():
        raise OSError(errno.ELOOP, "there is a link")
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{assignment}.ipynb"
    with whole(target) as part:
        part.write_bytes(found.data)
    for old in folder.glob("*.ipynb"):
        if old != target and not old.is_dir():
            old.unlink()
    stamp = folder / "timestamp.txt"
    stamp.unlink(missing_ok=True)  # that of the notebook before
    if found.when:
        stamp.write_text(f"{found.when.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC\n")


# --- who it is -----------------------------------------------------------------------------


def plain(text: str) -> str:
    """A name as it is compared: without accents, signs, spaces and capitals."""
    text = unicodedata.normalize("NFKD", text)
    return "".join(c for c in text if c.isalnum()).casefold()


def _roster(course: Path) -> dict[str, str]:
    """What may stand for a student (name either way round, address, id; with a # the platform's number) to the
    student's name here."""
    with ledger.gradebook(course) as book:
        people = [
            (s.id, s.first_name or "", s.last_name or "", s.email or "", s.lms_user_id or "")
            for s in book.students
        ]
    found: dict[str, str] = {}
    twice = set()
    for id, first, last, address, number in people:
        keys = {id, f"{first} {last}", f"{last} {first}", address, address.partition("@")[0]}
        for key in {plain(key) for key in keys} - {""} | ({f"#{number}"} if number else set()):
            if found.setdefault(key, id) != id:
                twice.add(key)
    return {key: id for key, id in found.items() if key not in twice}


def _student(who: list[str], roster: dict[str, str], assignments: Container[str]) -> tuple[str, str]:
    """The student whom these words name, the outermost first: what lies deeper is of the student's own choosing.
    Who is not in the roster is called by the platform's name (and its number, to tell two of one name apart),
    else by the innermost folder, or the sender of a mail."""
    *folders, file = who
    stem = re.sub(r"\.(zip|eml)$", "", intake.NOTEBOOK.sub("", file), flags=re.IGNORECASE)
    for word in [*folders, stem]:
        if told := _platform(word):
            # Moodle's number is not that of the user, but of the user in this one assignment.
            known = roster.get(f"#{told['id']}") if "file" in told.groupdict() else None
            known = known or roster.get(plain(told["name"]))
            return (known, "") if known else (_tidy(told["name"]), told["id"])
        if known := roster.get(plain(word)):
            return known, ""
    for word in re.split(r"[_.]| - ", stem):
        if known := roster.get(plain(word)):
            return known, ""
    others = [*reversed(folders), stem]
    return next((_tidy(word) for word in others if plain(word) and word not in assignments), ""), ""


def _platform(word: str) -> re.Match[str] | None:
    """What Moodle or Canvas say in the name of a file or folder, if it is one of theirs."""
    return MOODLE.match(word) or CANVAS.match(word)


def _tidy(name: str) -> str:
    """A name as that of a folder: composed, without signs that have a meaning there and without what is not seen."""
    name = re.sub(r"[/\\<>\"`&\s]+", " ", unicodedata.normalize("NFC", name))
    return "".join(c for c in name if c.isprintable()).strip()


# --- what is there -------------------------------------------------------------------------


def _found(source: Path) -> Iterator[Found]:
    """All notebooks in a zip file, a folder, a mail, and the archives and mails in these."""
    if source.is_dir():
        files = _folder(source)
    elif source.is_file() and zipfile.is_zipfile(source):
        files = _zip(source, "", _Budget(MOST_FILES, MOST_BYTES))
    elif source.suffix.lower() == ".eml" and source.is_file():
        files = iter([Found(source.name, source.read_bytes()[: OF_ONE[1]])])
    else:
        raise KhabarError(f"{source} is neither a folder nor a zip file nor a mail (.eml).")
    for file in files:
        yield from _notebooks(file, 1)


def _notebooks(file: Found, depth: int) -> Iterator[Found]:
    """The notebooks in a file: itself, or what is packed in it."""
    lower = file.place.lower()
    if "__macosx" in lower or "/." in f"/{lower}":
        return
    # Whose it is and when it came says what was handed in, not what its owner has written inside it.
    file.who = file.who or list(PurePosixPath(file.place).parts)
    if file.wrong or not lower.endswith((".zip", ".eml")):
        if not file.other or depth == 1:
            yield file
    elif depth > DEEPEST:
        yield Found(file.place, wrong="is packed too deeply")
    else:
        *folders, name = file.who
        mail = lower.endswith(".eml")
        # What a mail is called by who kept it may be its subject: the sender's words.
        outer = [*folders, name] if _platform(name) else folders
        mailed = mail and not any(map(_platform, file.who))
        for inner in _mail(file) if mail else _zip(io.BytesIO(file.data), file.place, _Budget(*OF_ONE)):
            inner.who = [*outer, *inner.who, ""] if mail else file.who
            inner.when = (inner.when or file.when) if mailed else (file.when or inner.when)
            yield from _notebooks(inner, depth + 1)


@dataclass
class _Budget:
    """What may still be unpacked."""

    files: int
    size: int


def _folder(source: Path) -> Iterator[Found]:
    count = 0
    for folder, folders, files in os.walk(source, followlinks=False):
        folders.sort()
        if len(Path(folder).relative_to(source).parts) > 8:
            folders.clear()
        for name in sorted(files):
            count += 1
            if count > MOST_FILES:
                raise KhabarError(f"There are more than {MOST_FILES} files in {source}.")
            path = Path(folder) / name
            place = path.relative_to(source).as_posix()
            most = _most(name)
            if not most:
                yield Found(place, other=True)
                continue
            told = path.lstat()
            if not stat.S_ISREG(told.st_mode):
                yield Found(place, wrong="is no plain file")
            elif told.st_size > most:
                yield Found(place, wrong=f"is larger than {most >> 20} MB")
            else:
                try:
                    yield Found(place, path.read_bytes(), when=datetime.fromtimestamp(told.st_mtime, UTC))
                except OSError as error:
                    yield Found(place, wrong=f"cannot be read ({error.strerror})")


def _most(name: str) -> int:
    """The bytes that a file may have by its name: a notebook, an archive, a mail; 0 if it is none of them."""
    if intake.NOTEBOOK.search(name):
        return intake.BIGGEST
    return OF_ONE[1] if name.lower().endswith((".zip", ".eml")) else 0


def _zip(source: Path | io.BytesIO, outer: str, budget: _Budget) -> Iterator[Found]:
    """The notebooks, mails and archives in an archive; nothing is unpacked to disk, nor more than is allowed."""
    try:
        archive = zipfile.ZipFile(source)
    except Exception:  # an archive may be damaged in any way
        yield Found(outer, wrong="is an archive that cannot be opened")
        return
    with archive:
        for entry in archive.infolist():
            name = entry.filename.replace("\\", "/")
            place = f"{outer}/{name}" if outer else name
            if entry.is_dir():
                continue
            most = _most(name)
            if not most:
                yield Found(place, other=True)
                continue
            budget.files -= 1
            if entry.file_size > most or budget.files < 0 or budget.size <= 0:
                yield Found(place, wrong="is too large, or one of too many files in its archive")
                if budget.files < 0 or budget.size <= 0:
                    return
                continue
            if entry.flag_bits & 1:
                yield Found(place, wrong="is locked with a password")
                continue
            try:
                with archive.open(entry) as file:
                    data = file.read(most + 1)
            except Exception:
                yield Found(place, wrong="cannot be unpacked")
                continue
            budget.size -= len(data)
            yield (
                Found(place, data, when=_when(entry))
                if len(data) <= most
                else Found(place, wrong="is too large")
            )


def _when(entry: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*entry.date_time).astimezone() if entry.date_time[0] > 1980 else None
    except (ValueError, OverflowError, OSError):
        return None


def _mail(found: Found) -> list[Found]:
    """What hangs on a mail: notebooks, and archives of them."""
    try:
        mail = email.message_from_bytes(found.data, policy=email.policy.default)
        name, address = parseaddr(str(mail["from"]))
        # The date of a mail is its sender's word; when it was received the last server has written on top.
        arrived = [str(line).rpartition(";")[2] for line in mail.get_all("received", [])[:1]]
        when = next((t for t in map(_moment, [*arrived, str(mail["date"] or "")]) if t), None)
        made = []
        for part in list(mail.iter_attachments())[: OF_ONE[0]]:
            file = (part.get_filename() or "").replace("\\", "/").rpartition("/")[2]
            if _most(file):
                raw = part.get_payload(decode=True)
                data = raw if isinstance(raw, bytes) else b""
                made.append(Found(f"{found.place}: {file}", data, [address, name], when))
        return made
    except Exception:  # a mail may be broken in any way
        return [Found(found.place, wrong="is a mail that cannot be read")]


def _moment(text: str) -> datetime | None:
    """The time that a line of a mail's head says, if it says of which zone."""
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        told = parsedate_to_datetime(text.strip())
        return told if told.tzinfo else None
    return None
