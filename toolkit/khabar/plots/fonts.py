"""Faces for Arabic in plots: what this machine has of the stack that pages name."""

from __future__ import annotations

from functools import cache

from khabar.text.tables import FACES


@cache
def available() -> list[tuple[str, str]]:
    """The faces of the stack that matplotlib finds here, in order of preference, with paths."""
    from matplotlib import font_manager

    paths = {entry.name: entry.fname for entry in font_manager.fontManager.ttflist}
    return [(face, paths[face]) for face in FACES if face in paths]


def resources() -> list[tuple[str, str, str, bool, bool]]:
    """The faces as rows of :func:`khabar.resources`: kind, name, where, there, in use."""
    return [("font", face, file, True, position == 0) for position, (face, file) in enumerate(available())]
