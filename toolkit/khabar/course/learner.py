"""The learner's file: what was answered, cut, tagged, drawn, marked and pasted, kept as it is made.

One small SQLite file, so that several lessons can write at once and a process that is killed leaves it whole:
``.khabar/learner.sqlite`` in the home folder, or where ``KHABAR_PROGRESS`` says. Where nothing can be written,
the work is kept for the session, and :func:`trouble` says so.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from errno import EACCES
from pathlib import Path
from typing import Any

from khabar.text.errors import DataError, KhabarError

FORMAT = "khabar learner 1"
_TABLES = """
create table if not exists work (exercise text primary key, lesson text, state text, solved integer, at real);
create table if not exists tries (question text primary key, tries integer, solved integer);
create table if not exists settings (name text primary key, value text);
"""
_here: dict[Path, sqlite3.Connection] = {}  # where the file cannot be used, for this session only
_troubles: dict[Path, str] = {}


@dataclass(frozen=True)
class Work:
    """What a learner has done in one exercise, and when (seconds since 1970)."""

    exercise: str
    lesson: str
    state: dict[str, Any]
    solved: bool
    at: float


def path() -> Path:
    """Where the learner's file is, or will be."""
    if chosen := os.environ.get("KHABAR_PROGRESS"):
        return Path(chosen)
    return Path.home() / ".khabar" / "learner.sqlite"


def trouble() -> str:
    """Why the learner's file cannot be used, in a sentence; "" if it can."""
    with _open():
        return _troubles.get(path(), "")


@contextmanager
def _open() -> Iterator[sqlite3.Connection]:
    """The file, opened anew each time: a file that was replaced or removed is noticed."""
    file = path()
    if file in _here:
        with _here[file] as database:
            yield database
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists() and not os.access(file, os.W_OK):
            raise PermissionError(EACCES, "it may only be read")
        database = sqlite3.connect(file, timeout=5)
        database.executescript(_TABLES)
    except (OSError, sqlite3.Error) as error:
        _troubles[file] = (
            f"Your work cannot be kept in {file} ({error}): it is there until the kernel stops. Take it along "
            "with Export, or move that file away."
        )
        database = _here[file] = sqlite3.connect(":memory:", check_same_thread=False)
        database.executescript(_TABLES)
        with database:
            yield database
        return
    try:
        with database:
            yield database
    finally:
        database.close()


def keep(exercise: str, state: dict[str, Any], *, lesson: str = "", solved: bool = False) -> None:
    """Keep what was done in an exercise, in the place of what was kept of it before.

    Args:
        exercise: its name, such as ``"03-tokenize/4"``; any text that is always the same for it.
        state: what was done: anything that JSON can hold, by name.
        lesson: the lesson in which it stands, such as ``"03-tokenize"``.
    """
    with _open() as database:
        database.execute(
            "insert or replace into work values (?, ?, ?, ?, ?)",
            (exercise, lesson, json.dumps(state, ensure_ascii=False), int(solved), time.time()),
        )


def kept(exercise: str) -> dict[str, Any]:
    """What was done in an exercise when it was last kept; {} if nothing is.

    >>> kept("no such exercise")
    {}
    """
    with _open() as database:
        row = database.execute("select state from work where exercise = ?", (exercise,)).fetchone()
    return dict(json.loads(row[0])) if row else {}


def forget(exercise: str) -> None:
    """Keep nothing of an exercise any longer."""
    with _open() as database:
        database.execute("delete from work where exercise = ?", (exercise,))


def works() -> list[Work]:
    """Everything that is kept, the newest first."""
    with _open() as database:
        rows = database.execute("select * from work order by at desc").fetchall()
    return [Work(e, lesson, json.loads(state), bool(solved), at) for e, lesson, state, solved, at in rows]


def record(question: str, right: bool) -> int:
    """Count a try at a question; how many there were."""
    with _open() as database:
        database.execute(
            "insert into tries values (?, 1, ?) on conflict do update set tries = tries + 1, solved = max(solved, ?)",
            (question, int(right), int(right)),
        )
        return int(database.execute("select tries from tries where question = ?", (question,)).fetchone()[0])


def tries() -> dict[str, dict[str, Any]]:
    """Question id to {"tries": how many, "right": whether solved}, this session and before."""
    with _open() as database:
        rows = database.execute("select * from tries").fetchall()
    return {id: {"tries": count, "right": bool(solved)} for id, count, solved in rows}


def setting(name: str, default: str = "") -> str:
    """A choice of the learner's that holds in every lesson, such as ``"language"``."""
    with _open() as database:
        row = database.execute("select value from settings where name = ?", (name,)).fetchone()
    return str(row[0]) if row else default


def choose(name: str, value: str) -> None:
    """Keep a choice of the learner's."""
    with _open() as database:
        database.execute("insert or replace into settings values (?, ?)", (name, value))


def identity() -> str:
    """A number of the learner's own, drawn once: it tells apart learners who share a browser, and
    shuffles for each in another way."""
    if not (drawn := setting("identity")):
        choose("identity", drawn := secrets.token_hex(8))
    return drawn


def export() -> str:
    """The whole file as JSON text, to take along."""
    with _open() as database:
        rows = {name: database.execute(f"select * from {name}").fetchall() for name in _COLUMNS}
    return json.dumps({"format": FORMAT} | rows, ensure_ascii=False, indent=1)


def bring_in(text: str) -> int:
    """Take over what :func:`export` wrote, perhaps on another machine; how many exercises it held. Of an
    exercise that both know the later work stays; tries and solutions add up to the more advanced.

    Raises:
        DataError: the text is no export of a learner's file; nothing was changed.
    """
    rows = _checked(text)
    with _open() as database:
        database.executemany(
            "insert into work values (?, ?, ?, ?, ?) on conflict do update set lesson = excluded.lesson, "
            "state = excluded.state, solved = excluded.solved, at = excluded.at where excluded.at > work.at",
            rows["work"],
        )
        database.executemany(
            "insert into tries values (?, ?, ?) on conflict do update set tries = max(tries, excluded.tries), "
            "solved = max(solved, excluded.solved)",
            rows["tries"],
        )
        database.executemany("insert or ignore into settings values (?, ?)", rows["settings"])
    return len(rows["work"])


_COLUMNS: dict[str, tuple[type, ...]] = {
    "work": (str, str, str, int, float),
    "tries": (str, int, int),
    "settings": (str, str),
}


def _checked(text: str) -> dict[str, list[list[Any]]]:
    try:
        found = json.loads(text)
        if found["format"] != FORMAT:
            raise ValueError
        for name, columns in _COLUMNS.items():
            for row in found[name]:
                if len(row) != len(columns) or not all(map(_fits, row, columns)):
                    raise ValueError
        if not all(isinstance(json.loads(row[2]), dict) for row in found["work"]):
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise DataError(
            "This is no learner's file of khabar: choose the file that Export gave you."
        ) from None
    return {name: found[name] for name in _COLUMNS}


def _fits(value: Any, kind: type) -> bool:
    if kind is str:
        return isinstance(value, str)
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e12


def start_over(lesson: str = "") -> None:
    """Forget everything that was done, in one lesson or in all; settings stay.

    Raises:
        KhabarError: the lesson's name is no text.
    """
    if not isinstance(lesson, str):
        raise KhabarError(f"There is no lesson {lesson!r}: give its name, such as '03-tokenize'.")
    with _open() as database:
        database.execute("delete from work where lesson = ? or ? = ''", (lesson, lesson))
        database.execute("delete from tries where question like ? || '/%' or ? = ''", (lesson, lesson))
