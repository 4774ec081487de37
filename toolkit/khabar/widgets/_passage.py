"""A passage whose words can be selected, for the page and as a static picture."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from khabar.text.document import Sentence, Span
from khabar.text.tables import CSS

Paragraphs = list[dict[str, Any]]


def paragraphs(sentences: Iterable[Sentence]) -> Paragraphs:
    """Sentences as ``[{"p": paragraph, "tokens": [{"n": position, "f": form, "s": 0 if unspaced}]}]``."""
    found: dict[int, list[dict[str, Any]]] = {}
    for sentence in sentences:
        for token in sentence.tokens:
            described: dict[str, Any] = {"n": token.position, "f": token.form}
            if not token.space_after:
                described["s"] = 0
            found.setdefault(token.paragraph, []).append(described)
    return [{"p": paragraph, "tokens": tokens} for paragraph, tokens in found.items()]


def to_html(passage: Paragraphs, marks: Iterable[tuple[str, Iterable[Span]]] = ()) -> str:
    """The passage without a script; spans are underlined, their label after the last word."""
    opened, closed = set[tuple[int, int]](), dict[tuple[int, int], list[str]]()
    for label, spans in marks:
        for paragraph, first, last in spans:
            opened |= {(paragraph, position) for position in range(first, last + 1)}
            closed.setdefault((paragraph, last), []).append(label)
    lines = []
    for part in passage:
        words = []
        for token in part["tokens"]:
            place = (part["p"], token["n"])
            word = escape(token["f"])
            word = f"<u>{word}</u>" if place in opened else word
            labels = "".join(f"<sup>{escape(label)}</sup>" for label in closed.get(place, ()) if label)
            words.append(word + labels + ("" if token.get("s") == 0 else " "))
        lines.append(f"<p>{''.join(words)}</p>")
    style = f"font-family:{escape(CSS)};font-size:1.35em;line-height:2;max-width:40em"
    return f'<div lang="ar" dir="rtl" style="{style}">{"".join(lines)}</div>'
