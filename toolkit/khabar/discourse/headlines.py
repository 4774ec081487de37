"""Headlines: who speaks, a colon, and what is said, without a word of saying: لافروف: لن نقبل …."""

from __future__ import annotations

from collections.abc import Iterator

from khabar.discourse.extents import content_end
from khabar.discourse.line import STOPS, Line
from khabar.discourse.model import Attribution
from khabar.discourse.noun_phrases import noun_phrase
from khabar.discourse.relation import relate
from khabar.discourse.vocabulary import words

_SHORTEST = 3  # tokens of what is said
_LONGEST = 12  # tokens of who speaks


def headlines(line: Line, surnames: set[str]) -> Iterator[Attribution]:
    """The relation of a line that begins with a person or body and a colon; ``surnames``: the last words of all who are
    named in the text, one of which may stand alone here."""
    colon = next((p for p in range(1, min(_LONGEST, len(line))) if line.tokens[p].form == ":"), None)
    if colon is None or (colon == 1 and line.cores[0] in words("label of a page")):
        return
    surname = colon == 1 and line.cores[0] in surnames
    if not (surname or line.mates.get(0) == colon - 1 or _is_somebody(line, colon)):
        return
    end = content_end(line, colon + 1, "speech") if colon + 1 < len(line) else colon
    quoted = colon + 1 < len(line) and line.mates.get(colon + 1, 0) - colon - 1 > _SHORTEST
    clause = quoted or any(line.verbs[colon + 1 : end]) or _is_told_of(line, colon + 1)
    if end - colon - 1 < _SHORTEST or not clause:
        return
    own = any(verb is not None and verb.feats.get("Person") == "1" for verb in line.verbs[colon + 1 : end])
    if (line.types.get(0) == "GPE" or _is_byline(line, colon)) and not (quoted or own):
        return  # بغداد: قتل شخصان, where it was written
    yield relate(
        line, (0, colon), [line.tokens[colon]], line.tokens[colon + 1 : end], None, "colon", "headline"
    )


def _is_byline(line: Line, colon: int) -> bool:
    """رويترز من بيروت: قتل شخصان: who writes and whence."""
    whence = colon > 2 and line.forms[colon - 2] in ("من", "في", "-") and line.types.get(colon - 1) == "GPE"
    return whence and (line.types.get(0) == "ORG" or line.is_a("outlet", 0))


def _is_somebody(line: Line, colon: int) -> bool:
    """Whether a person or body with all that belongs to it stands before the colon; «الصحة» in marks is one, too."""
    kinds = ("title", "institution", "definite institution", "outlet", "person of a place", "inquiry")
    named = line.types.get(0) in ("PER", "ORG", "GPE")
    named = named or (line.is_nominal(0) and any(line.is_a(kind, 0) for kind in kinds))
    return named and noun_phrase(line, 0, colon) == colon


def _is_told_of(line: Line, place: int) -> bool:
    """Whether a nominal sentence begins: a definite noun and more than names after it."""
    if place >= len(line):
        return False
    word = line.heads[place]
    nominal = word.feats.get("Definite") in ("Def", "Cons") or line.forms[place] in words(
        "pointer to a clause"
    )
    after = range(place, len(line))
    stop = next((p for p in after if line.marks[p] in STOPS), len(line))
    return nominal and place not in line.names and stop - place > _SHORTEST
