"""Relations that point back to what was said before them: جاء ذلك على لسان …، وهو ما أكده …."""

from __future__ import annotations

from collections.abc import Iterator

from khabar.discourse.citing import phrase_at
from khabar.discourse.line import COMMAS, STOPS, Line, span_of
from khabar.discourse.model import Attribution
from khabar.discourse.noun_phrases import noun_phrase
from khabar.discourse.nouns import before_adjectives, stands_bare, sums_up
from khabar.discourse.relation import relate
from khabar.discourse.sources import owner_of_venue
from khabar.discourse.subjects import agrees
from khabar.discourse.vocabulary import Saying, fold, saying, vocalised, words
from khabar.text.document import Token

_RULE = "what precedes"


def resumed(
    line: Line, said: list[Attribution], before: Line | None, last: Attribution | None
) -> Iterator[Attribution]:
    """The relations of a line whose content stands before them, in it or in the line ``before``.

    Args:
        said: the relations of the line.
        last: the last relation before the line.
    """
    for place in range(len(line) - 2):
        if line.verbs[place] is None:
            continue
        if line.lemmas[place] == "جاء" and line.forms[place + 1] in words("pointer back"):
            known = next((a for a in reversed(said) if line.at[a.cue[0][:2]] < place), last)
            yield from _came(line, place, before, known)
        elif (begin := _points_back(line, place)) is not None:
            yield from _affirmed(line, place, begin, said, before)
        elif line.forms[place + 1] == "ذلك" and line.joined(place) and stands_bare(line, place + 2):
            yield from _affirmed(line, place, place, said, before, last)


def _came(line: Line, place: int, before: Line | None, known: Attribution | None) -> Iterator[Attribution]:
    """جاء ذلك على لسان المتحدث، في بيان صدر عن الوزارة، خلال مؤتمر عقده الوزير: who said the sentence before."""
    after = place + 2
    if size := phrase_at(line, after):
        source = (after + size, noun_phrase(line, after + size, len(line)))
    elif line.forms[after] in words("where it came"):
        source = owner_of_venue(line, after + 1)
    else:
        return
    around, content = _sentence_before(line, place, before)
    if source[1] <= source[0] or not content or around is None:
        return
    if line.forms[after] == "خلال" and line.preposition(source[0]) == "ل":
        return  # جاء ذلك خلال اللقاء السنوي للوزارة: whose meeting it is, not who speaks
    speaker = [fold(word).removeprefix("ال") for word in ((known and known.source_name) or "").split()]
    persons = [p for p in range(*source) if line.types.get(p) == "PER"]
    named = {line.cores[p].removeprefix("ال") for p in persons[-1:] or range(*source)}
    again = source[0] + 1 < source[1] and line.is_a(
        "adjective of any body", source[0] + 1
    )  # المنظمة الحقوقية
    if again and line.lemmas[source[0]] in map(fold, speaker):
        return
    definite = line.heads[source[0]].feats.get("Definite") == "Def" and line.is_a("title", source[0])
    if known is not None and speaker and definite and not persons and source[1] - source[0] <= 2:
        return  # جاء ذلك في تصريح للزعيم النقابي: who spoke
    if named <= set(speaker) or (len(named) == 1 and line.lemmas[source[0]] in speaker):
        return  # who is known to have said so
    attribution = relate(around, (0, 0), [], content, None, "preposition", _RULE)
    attribution.cue = span_of(line.tokens[place : source[0] if size else after])
    attribution.source = span_of(line.tokens[slice(*source)])
    yield attribution


def _points_back(line: Line, verb: int) -> int | None:
    """Where وهو ما، الأمر الذي، وهي خطوة begins, before a verb with a pronoun (أكده) or a preposition with one (شكك فيه)."""
    if verb < 2 or not (line.has_pronoun(verb) or line.points_back(verb + 1)):
        return None
    if line.forms[verb - 1] == "ما" and line.forms[verb - 2].removeprefix("و") in words("pointer back"):
        return verb - 2
    if line.forms[verb - 2 : verb] == ["الامر", "الذي"]:
        return verb - 2 - (verb > 2 and line.forms[verb - 3].removeprefix("و") in words("pointer back"))
    noun = before_adjectives(line, verb - 1, 1)
    return noun - 1 if sums_up(line, noun) else None


def _affirmed(
    line: Line,
    verb: int,
    begin: int,
    said: list[Attribution],
    before: Line | None,
    last: Attribution | None = None,
) -> Iterator[Attribution]:
    """…، وهو ما أكده الصحفيون، الأمر الذي نفاه المتحدث، وأكد ذلك النائب: another says the same, or denies it."""
    word = line.verbs[verb]
    entry = saying("verb", word.lemma or "") if word else None
    if (
        word is None
        or entry is None
        or not (_says(entry) or (entry.kind == "cognition" and line.points_back(verb + 1)))
        or any(a.cue[0][:2] == line.tokens[verb].span[:2] for a in said)  # وهو ما تعزوه إلى الجفاف
        or entry.frames & {"judged", "described"}
    ):
        return
    noun = verb + 1 + (line.points_back(verb + 1) or line.forms[verb + 1] == "ذلك")
    while noun < len(line) and line.forms[noun] in words("manner of speaking"):
        noun += 1
    named = noun < len(line) and line.is_nominal(noun) and line.preposition(noun) is None
    if not named or not agrees(word, line.heads[noun]):
        return
    around, content = _sentence_before(line, begin, before)
    for each in said:  # within what somebody says, or after it: only that
        start, end = (line.at[each.content[-1][0], each.content[-1][n]] for n in (1, 2))
        if start < begin - 1 <= end + 1 and line.at[each.cue[0][:2]] < begin:
            content = line.tokens[start : min(begin - (line.marks[begin - 1] in COMMAS), end + 1)]
    if begin == verb:  # وأكد ذلك النائب: what was said last
        content = (
            _said_last(line, begin, said)
            or _said_last(before, len(before) if before else 0, [last] if last else [])
            or content
        )
    if content and around is not None:
        source = (noun, noun_phrase(line, noun, len(line)))
        cue = line.tokens[verb : verb + 1 + line.points_back(verb + 1)]
        attribution = relate(around, (0, 0), [], content, entry, "verb", _RULE)
        attribution.cue, attribution.source = span_of(cue), span_of(line.tokens[slice(*source)])
        yield attribution


def _said_last(line: Line | None, end: int, said: list[Attribution]) -> list[Token]:
    """What was said last before the end of a line or sentence, if it reaches that."""
    for each in reversed(said):
        span = each.content[-1]
        first, last = (line.at.get((span[0], n)) for n in span[1:]) if line else (None, None)
        if line is not None and first is not None and last is not None and end - 3 <= last < end:
            return line.tokens[first : last + 1]
    return []


def _says(entry: Saying) -> bool:
    return entry.kind == "communication" or entry.verb in vocalised("verb of refusing")


def _sentence_before(line: Line, place: int, before: Line | None) -> tuple[Line | None, list[Token]]:
    """The clauses of the sentence before a place, or the last sentence of the line before, with its line."""
    start = line.starts[place]
    if start == place:
        around = line if place else before
        end = place or (len(before) if before else 0)
        start = around.starts[end - 1] if around and end else 0
    else:
        around, end = line, place
    while around and end > start and around.marks[end - 1] in COMMAS + STOPS:
        end -= 1
    return around, around.tokens[start:end] if around else []
