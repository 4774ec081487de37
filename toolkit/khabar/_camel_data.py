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

EMBEDDED = Path(__file__).parent / "data" / "camel"
_VARIABLE = "CAMELTOOLS_DATA"


def _user_folder() -> Path:
    """Where camel-tools itself would look for its data."""
    if chosen := os.environ.get(_VARIABLE):
        return Path(chosen).expanduser().absolute()
    home = Path.home()
    return home / ("AppData/Roaming/camel_tools" if sys.platform == "win32" else ".camel_tools")


def prepare() -> None:
    """Point camel-tools to the embedded catalogue if the user has none."""
    if not (_user_folder() / "catalogue.json").exists():
        os.environ[_VARIABLE] = str(EMBEDDED)


@contextmanager
def importable() -> Iterator[None]:
    """Import camel-tools inside this: it makes a folder in the home folder at import, which
    must not fail (or happen) where khabar's own catalogue is in use.

    On leaving, the variable is taken back: a later ``camel_data`` started from this process
    must install into the user's folder, not into the package.
    """
    prepare()
    if os.environ.get(_VARIABLE) != str(EMBEDDED):
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
