"""Places in a text as a person writes them: ``1.2-4, 2.3``, paragraph and surface tokens, from 1."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from khabar.text.errors import KhabarError
from khabar.text.words import Span

_PLACE = re.compile(r"(\d+)\.(\d+)(?:-(\d+))?")


def write_spans(spans: Iterable[Sequence[int]]) -> str:
    """Spans (paragraph, first, last) as a line.

    Example:
        >>> write_spans([(1, 2, 4), (2, 3, 3)])
        '1.2-4, 2.3'
    """
    return ", ".join(f"{p}.{first}" + (f"-{last}" if last > first else "") for p, first, last in spans)


def read_spans(text: str) -> list[Span]:
    """The spans that a line tells; the other way of :func:`write_spans`.

    Raises:
        KhabarError: the line tells none.

    Example:
        >>> read_spans("1.2-4, 2.3"), read_spans("")
        ([(1, 2, 4), (2, 3, 3)], [])
    """
    found = [_PLACE.fullmatch(each) for each in re.split(r"[\s,،]+", text.strip()) if each]
    spans = [(int(each[1]), int(each[2]), int(each[3] or each[2])) for each in found if each]
    if len(spans) < len(found) or any(first > last for _, first, last in spans):
        raise KhabarError(f"{text!r} marks nothing: write it as 1.2-4, 2.3 (paragraph 1, words 2 to 4 …).")
    return spans
