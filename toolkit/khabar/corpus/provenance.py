"""Tables that say how they were made, and what to cite for them."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pandas

from khabar.text.errors import KhabarError
from khabar.text.tables import right_to_left

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler


VERSION = version("khabar")


class Table(pandas.DataFrame):
    """A DataFrame with ``provenance``: what was called with which settings on which texts.

    A column ``lines``, where there is one, holds for each row the query that finds the lines of text
    behind its numbers: ``corpus.concordance(table["lines"].iloc[0])``.

    Example:
        >>> table = with_provenance(pandas.DataFrame({"lemma": ["قال"], "count": [7]}), {"method": "frequency"})
        >>> table.head(1).provenance["method"]
        'frequency'
    """

    provenance: dict[str, Any]
    _metadata = ["provenance"]  # noqa: RUF012  pandas reads it so

    @property
    def _constructor(self) -> type[Table]:
        return Table

    def show(self) -> Styler:
        """The table right to left, Arabic in a naskh face."""
        return right_to_left(self)


def with_provenance(frame: pandas.DataFrame, made: dict[str, Any]) -> Table:
    """``frame`` as a :class:`Table` that says how it was made."""
    result = Table(frame)
    result.provenance = made
    return result


def now() -> str:
    """The time, to the second, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def hash_of(*parts: str | bytes) -> str:
    """One SHA-256 of several texts."""
    sha = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        sha.update(len(data).to_bytes(8, "big") + data)
    return sha.hexdigest()


_USED: dict[str, None] = {}


def uses(*keys: str) -> None:
    """Note that a method was called, so that :func:`cite` names it."""
    _USED.update(dict.fromkeys(keys))


@cache
def _entries() -> dict[str, str]:
    text = files("khabar.corpus").joinpath("methods.bib").read_text(encoding="utf-8")
    text = text.replace("{VERSION}", f"{{{VERSION}}}")
    return {match[1]: match[0] for match in re.finditer(r"@\w+\{([\w-]+),.*?\n\}", text, re.DOTALL)}


def cite(*methods: str) -> str:
    """BibTeX for khabar, the morphology that was used, and the methods called in this session.

    Args:
        methods: keys of entries (such as ``"hardie2014"``) instead of what was called.

    Raises:
        KhabarError: there is no such entry.

    >>> print(khabar.cite("gries2008").split("{")[0])
    @software
    """
    entries = _entries()
    if unknown := [key for key in methods if key not in entries]:
        raise KhabarError(f"There is no reference {unknown[0]!r}: choose from {', '.join(entries)}.")
    wanted = dict.fromkeys(["khabar", "obeid2020", *(methods or _USED)])
    return "\n\n".join(entries[key] for key in wanted)
