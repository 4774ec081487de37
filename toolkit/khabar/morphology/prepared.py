"""Opens a morphology database fast: a prepared copy of what camel-tools read from the text.

The text has millions of feature values and few different ones. Read with each value kept once,
the database takes a third of the memory, and a pickle of it opens in a fifth of the time.

The copy stands in the user's cache folder, is named after the text's size and time of change (so
a changed text makes a new one), and is written under another name first: two processes that start
at once cannot read half of it. It is read by an unpickler that makes nothing but texts, numbers
and containers of them, so that a foreign file in its place can run nothing. Where nothing can be
written, the text is read each time.
"""

import gc
import hashlib
import pickle
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from platformdirs import user_cache_path

from khabar.morphology import _camel_data

with _camel_data.importable():
    from camel_tools.morphology.database import MorphologyDB, MorphologyDBFlags
    from camel_tools.morphology.errors import DatabaseParseError

_FORMAT = 2


class _Pairs(dict[str, tuple[str, str]]):
    """Feature and value of ``feature:value``, each kept once."""

    def __missing__(self, written: str) -> tuple[str, str]:
        name, colon, value = written.partition(":")
        if not colon:
            raise DatabaseParseError(f"invalid key value pair {written!r}")
        pair = self[written] = sys.intern(name), sys.intern(value)
        return pair


class _SharedValues(MorphologyDB):
    """camel-tools' database, in which equal values are one object."""

    def _parse_dbfile(self, fpath: str) -> None:
        self._pairs = _Pairs()
        super()._parse_dbfile(fpath)
        del self._pairs
        if not self.prefix_suffix_compat:  # camel-tools takes the end of a file for the end of a table
            raise DatabaseParseError("the file ends before its last table")

    def _parse_analysis_line_toks(self, toks: list[str]) -> dict[str, str]:
        return dict(map(self._pairs.__getitem__, filter(None, toks)))


class _PlainUnpickler(pickle.Unpickler):
    """Reads containers of texts and numbers; what would import a name is refused."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a prepared database")


def open_database(text: Path, flags: str) -> MorphologyDB:
    """The database in ``text``, opened with camel-tools' ``flags``.

    Raises whatever camel-tools raises on a file that is no database.
    """
    copy = _copy_of(text, flags)
    with without_collector():
        # Any damage of the copy only means that the text is read again.
        with suppress(Exception), copy.open("rb") as file:
            return _revived(_PlainUnpickler(file).load())
        database = _SharedValues(str(text), flags)
        with suppress(OSError):
            _keep(database, copy)
    return database


def _revived(state: dict[str, Any]) -> MorphologyDB:
    database = _SharedValues.__new__(_SharedValues)
    database.__dict__ = state | {"flags": MorphologyDBFlags(*state["flags"])}
    return database


def _keep(database: MorphologyDB, copy: Path) -> None:
    state = vars(database) | {"flags": tuple(database.flags)}
    copy.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=copy.parent, suffix=".part", delete=False) as file:
        pickle.dump(state, file, pickle.HIGHEST_PROTOCOL)
    part = Path(file.name)
    try:
        part.replace(copy)
    except OSError:  # Windows: another process has just opened the same copy
        part.unlink()
        return
    for old in copy.parent.glob(f"{copy.stem.partition('-')[0]}-*.pickle"):
        if old != copy:
            old.unlink(missing_ok=True)


def _copy_of(text: Path, flags: str) -> Path:
    status = text.stat()
    place = hashlib.sha256(f"{text.resolve()} {flags}".encode()).hexdigest()[:16]
    state = f"{_FORMAT} {status.st_size} {status.st_mtime_ns} {version('camel-tools')}"
    return user_cache_path("khabar") / f"{place}-{hashlib.sha256(state.encode()).hexdigest()[:16]}.pickle"


@contextmanager
def without_collector() -> Iterator[None]:
    """Python's collector of cycles paused: where many objects are made that all stay, looking for
    garbage among them is a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
