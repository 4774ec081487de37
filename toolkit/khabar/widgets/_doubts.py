"""What is not certain of a word, for the page: how sure its analysis is, and what else is defensible."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any

from khabar.text import labels
from khabar.text.document import SURE, Document, Word, article
from khabar.text.tables import doubt_in_words

DOUBTFUL = SURE  # below, the page says by a dotted line that the program is not sure
_REASONS = Path(__file__).parents[1] / "data" / "article" / "disputes.tsv"


@cache
def _reasons() -> dict[tuple[str, str], str]:
    with _REASONS.open(encoding="utf-8", newline="") as file:
        return {(row["place"], row["form"]): row["reason"] for row in csv.DictReader(file, delimiter="\t")}


def reasons(document: Document) -> dict[int, str]:
    """Why experts differ on words of the article, by the identity of the word; none of another text."""
    if not any(word.debatable for word in document.words) or document.text != article().text:
        return {}
    return {
        id(word): reason
        for token in document.tokens
        for word in token.words
        if word.debatable and (reason := _reasons().get((f"{token.paragraph}.{token.position}", word.form)))
    }


def sure(word: Word) -> float | None:
    """How sure the program is of its analysis, from 0 to 1; None where it does not say."""
    try:
        return min(1.0, max(0.0, float(word.misc["Sure"])))
    except (KeyError, ValueError):
        return None


def doubt(word: Word) -> dict[str, Any]:
    """How sure the program is of a word and, where it is not, why; nothing of what it does not say."""
    said = {"sure": sure(word), "why": _why(word)}
    return {key: value for key, value in said.items() if value is not None}


def _why(word: Word) -> str | None:
    """The reason of a doubt in a sentence; what is no code of ours stays as it is."""
    if (code := word.misc.get("Why")) is None:
        return None
    said, rival = doubt_in_words(code), word.misc.get("Rival")
    return said + (f" The other reading: {rival}." if rival and said.endswith(".") else "")


def disputes(word: Word, words: list[Word]) -> list[list[str]]:
    """The other defensible values of a disputed word: ``[["head", "الروسية"], ["Case", "Gen"]]``, heads by
    their forms; ``words`` are those of its sentence."""
    found: list[list[str]] = []
    for layer, values in word.alternatives.items() if word.debatable else ():
        if layer not in labels.LAYERS:
            continue
        if layer == "head":
            values = [
                words[int(n) - 1].form if n.isdigit() and 0 < int(n) <= len(words) else "_" for n in values
            ]
        found.append([layer, *values])
    return found


def described(word: Word, words: list[Word], why: dict[int, str]) -> dict[str, Any]:
    """The above in the short keys of the page; what there is nothing to say of is left out."""
    said = {
        "d": disputes(word, words) or ([["_"]] if word.debatable else None),
        "dw": why.get(id(word)),
    }
    return doubt(word) | {key: value for key, value in said.items() if value is not None}
