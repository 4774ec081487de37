"""Faces for Arabic text: one stack for pages, and what this machine has for plots."""

from functools import cache

# Naskh faces first, from the most readable when vocalised; the last is matplotlib's own,
# so that there is always one that has every Arabic letter.
STACK = (
    "Amiri", "Scheherazade New", "Noto Naskh Arabic", "Sakkal Majalla", "Traditional Arabic",
    "Geeza Pro", "Arabic Typesetting", "Times New Roman", "DejaVu Sans",
)  # fmt: skip
CSS = ", ".join(f'"{face}"' for face in STACK) + ", serif"


@cache
def available() -> list[tuple[str, str]]:
    """The faces of the stack that matplotlib finds here, in order of preference, with paths."""
    from matplotlib import font_manager

    paths = {entry.name: entry.fname for entry in font_manager.fontManager.ttflist}
    return [(face, paths[face]) for face in STACK if face in paths]
