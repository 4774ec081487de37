"""Partial credit: which share of an answer is right.

By item for matching and order, by overlap of words for spans (Dice, 1945), by word for vocalisation;
every other kind is right or wrong. Whether an assignment gives it is the teacher's decision
(``"partial": true`` in the file of questions) and is said in the assignment.
"""

from __future__ import annotations

import re
from typing import Any

from khabar.course.questions import places, plain, same

KINDS = {
    "match": "each right pair counts",
    "order": "each item at its place counts",
    "spans": "the share of words that your marks and the right ones have in common counts",
    "vocalise": "each word with all its vowels right counts",
}


def share(kind: str, given: Any, accepted: Any, marks: list[list[int]] | None = None) -> float:
    """How much of ``accepted`` is in ``given``, from 0 to 1; 1 exactly where ``same`` is true. ``marks``: the places
    of punctuation (:func:`khabar.course.questions.places`).

    Raises:
        TypeError: ``given`` is no plain value.

    Example:
        >>> share("match", {"1": "b", "2": "a", "3": "c"}, {"1": "b", "2": "a", "3": "d"})
        0.6666666666666666
    """
    if same(kind, given, accepted, marks):
        return 1.0
    given = plain(given)
    part = 0.0
    if kind == "match" and isinstance(given, dict) and isinstance(accepted, dict):
        pairs = {str(key): value for key, value in given.items()}
        hits = sum(key in pairs and same("fill", str(pairs[key]), value) for key, value in accepted.items())
        part = hits / max(len(accepted), len(pairs))
    elif kind in ("match", "order") and not isinstance(accepted, dict):
        mine = re.split(r"[\s,،;؛]+", given.strip()) if isinstance(given, str) else given
        if isinstance(mine, list):
            hits = sum(same("fill", str(one), str(other)) for one, other in zip(mine, accepted, strict=False))
            part = hits / max(len(accepted), len(mine))
    elif kind == "spans":
        try:
            ours, theirs = places(accepted, marks), places(given, marks)
            part = 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours and theirs else 0.0
        except (TypeError, ValueError):
            part = 0.0
    elif kind == "vocalise" and isinstance(given, str):
        said, right = given.split(), accepted.split()
        if len(right) > 1:
            hits = sum(same(kind, one, other) for one, other in zip(said, right, strict=False))
            part = hits / max(len(right), len(said))
    return min(part, 0.99)


def points(
    kind: str, given: Any, accepted: list[Any], most: float, marks: list[list[int]] | None = None
) -> float:
    """The points for the best fitting of the accepted answers, to the hundredth."""
    return round(most * max(share(kind, given, one, marks) for one in accepted), 2)
