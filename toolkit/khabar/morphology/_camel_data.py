"""Lets camel-tools be imported without a network.

camel-tools 1.6 downloads a catalogue on its first import. Where the user has one, nothing
is touched; where there is none, this process (and nobody's home folder) is pointed to the
small catalogue that travels with khabar.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

EMBEDDED = Path(__file__).parents[1] / "data" / "camel"
_VARIABLE = "CAMELTOOLS_DATA"


def _user_folder() -> Path:
    """Where camel-tools itself would look for its data."""
    if chosen := os.environ.get(_VARIABLE):
        return Path(chosen).expanduser().absolute()
    home = Path.home()
    return home / ("AppData/Roaming/camel_tools" if sys.platform == "win32" else ".camel_tools")


def prepare() -> None:
    """Point camel-tools to the embedded catalogue if the user has none."""
    folder = _user_folder()
    if _point_to_ours(folder) and not _can_be_made(folder):
        # camel-tools would fail at the folder that it makes at import: it is imported here instead.
        with importable():
            import camel_tools.data  # noqa: F401


def _point_to_ours(folder: Path) -> bool:
    """Choose the embedded catalogue unless ``folder`` has one; whether ours is in use."""
    if not os.access(folder / "catalogue.json", os.R_OK):  # which says no, too, of a home that is shut
        os.environ[_VARIABLE] = str(EMBEDDED)
    return os.environ.get(_VARIABLE) == str(EMBEDDED)


def _can_be_made(folder: Path) -> bool:
    ancestor = next(parent for parent in folder.parents if os.access(parent, os.F_OK))
    return ancestor.is_dir() and os.access(ancestor, os.W_OK)


@contextmanager
def importable() -> Iterator[None]:
    """Import camel-tools inside this: it makes a folder in the home folder at import, which
    must not fail (or happen) where khabar's own catalogue is in use.

    On leaving, the variable is taken back: a later ``camel_data`` started from this process
    must install into the user's folder, not into the package.
    """
    if not _point_to_ours(_user_folder()):
        yield
        return
    with TemporaryDirectory() as home:
        names = ("HOME", "USERPROFILE")
        before = {name: os.environ.get(name) for name in names}
        os.environ.update(dict.fromkeys(names, home))
        try:
            yield
        finally:
            del os.environ[_VARIABLE]
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value
