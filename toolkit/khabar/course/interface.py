"""What khabar says by itself, in the language that the learner has chosen: on the first page, of progress, around a
text of one's own, in still pictures. What the widgets' pages say stands in widgets/words.js."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from khabar.course import learner

_TABLE = Path(__file__).parents[1] / "data" / "interface.tsv"


def arabic() -> bool:
    """Whether the learner has chosen Arabic."""
    return learner.setting("language", "en") == "ar"


def spoken(text: str, *values: Any) -> str:
    """A sentence of the table in the learner's language, its {} filled in; what is not in the table stays.

    >>> spoken("{} of {} solved.", 3, 10)
    '3 of 10 solved.'
    """
    return (_words().get(text, text) if arabic() else text).format(*values)


@cache
def _words() -> dict[str, str]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()[2:]
    return dict(line.split("\t") for line in lines)
