"""A relation of saying, put together: mode, quoted parts, by which rule and how sure."""

from __future__ import annotations

from khabar.discourse.extents import is_quotation
from khabar.discourse.line import Line, span_of, spans_of
from khabar.discourse.model import Attribution
from khabar.discourse.vocabulary import Saying, sureness
from khabar.text.document import Span, Token


def relate(
    line: Line,
    source: tuple[int, int],
    cue: list[Token],
    content: list[Token],
    entry: Saying | None,
    kind: str,
    rule: str,
) -> Attribution:
    quoted = _quoted(line, content)
    whole = quoted == spans_of(content)
    return Attribution(
        "", span_of(line.tokens[slice(*source)]), spans_of(cue), spans_of(content),
        "direct" if whole or rule in ("words before", "words after") else "mixed" if quoted else "indirect", quoted=quoted,
        speech_act=entry.act if entry else "assertive", stance=entry.stance if entry else "acknowledge",
        cue_type=kind, provenance="rule", rule=f"{rule}: {entry.verb}" if entry else rule, sure=sureness("attributions", rule),
    )  # fmt: skip


def _quoted(line: Line, content: list[Token]) -> list[Span]:
    """What stands between quotation marks, save names."""
    spans = []
    places = [line.at[token.span[:2]] for token in content]
    inside = set(places)
    last = -1
    for opening in places:
        closing = line.mates.get(opening, -1)
        if closing < opening or opening < last or closing not in inside:
            continue
        if is_quotation(line, opening, 1):
            spans += span_of(line.tokens[opening : closing + 1])
            last = closing
    return spans
