"""Python's collector of cycles, out of the way of work that makes many objects which all stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
