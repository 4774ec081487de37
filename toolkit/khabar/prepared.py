"""Opens a morphology database fast: a prepared copy of what camel-tools read from the text.

The copy stands in the user's cache folder, is named after the text's size and time of change (so
a changed text makes a new one), and is written under another name first: two processes that start
at once cannot read half of it. Where nothing can be written, the text is read each time.
"""

import hashlib
import os
import pickle
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from platformdirs import user_cache_path

from khabar import _camel_data

with _camel_data.importable():
    from camel_tools.morphology.database import MorphologyDB


def open_database(text: Path, flags: str) -> MorphologyDB:
    """The database in ``text``, opened with camel-tools' ``flags``.

    Raises whatever camel-tools raises on a file that is no database.
    """
    copy = _copy_of(text, flags)
    # Any damage of the copy only means that the text is read again.
    with suppress(Exception), copy.open("rb") as file:
        return pickle.load(file)
    database = MorphologyDB(str(text), flags)
    with suppress(OSError):
        copy.parent.mkdir(parents=True, exist_ok=True)
        part = copy.with_suffix(f".{os.getpid()}")
        part.write_bytes(pickle.dumps(database, pickle.HIGHEST_PROTOCOL))
        part.replace(copy)
        for old in copy.parent.glob(f"{copy.stem.split('-')[0]}-*.pickle"):
            if old != copy:
                old.unlink()
    return database


def _copy_of(text: Path, flags: str) -> Path:
    status = text.stat()
    place = hashlib.sha256(f"{text.resolve()} {flags}".encode()).hexdigest()[:16]
    state = f"{status.st_size} {status.st_mtime_ns} {version('camel-tools')}"
    return user_cache_path("khabar") / f"{place}-{hashlib.sha256(state.encode()).hexdigest()[:16]}.pickle"
