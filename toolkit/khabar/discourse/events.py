"""What happens, or is said to: each verb, and nouns of action; how certain, and for whom."""

from __future__ import annotations

from collections.abc import Iterator

from khabar.discourse.factuality import OF_CONTENT, Value, factuality, in_condition, in_question
from khabar.discourse.line import STOPS, Line, span_of
from khabar.discourse.model import Attribution, Event
from khabar.discourse.nouns import is_happening
from khabar.discourse.vocabulary import saying, sureness, words

Innermost = dict[tuple[int, int], Attribution]


def events(line: Line, count: int, inner: Innermost) -> Iterator[Event]:
    """The events of a line; ``count``: how many there were before; ``inner``: the narrowest attribution
    in whose content each token stands."""
    for place, token in enumerate(line.tokens):
        around = inner.get((token.paragraph, token.position))
        verb = line.verbs[place]
        if verb is not None and line.lemmas[place] not in words(
            "no event"
        ):  # كان، يجب say how another stands
            value = factuality(line, place, verb, around)
        elif verb is None and is_happening(line, place):
            value = _of_noun(line, place, around)
        else:
            continue
        count += 1
        yield Event(
            f"v{count:02d}", span_of([token]), factuality=value.factuality, attribution=around.id if around else None,
            note=f"By rule: {value.why}.", provenance="rule", rule=value.why, sure=sureness("events", value.why),
        )  # fmt: skip


def _of_noun(line: Line, place: int, around: Attribution | None) -> Value:
    """The value of a noun of action, by the noun before it, by what is said of it, by its place."""
    for before in (place - 1, place - 2):
        if before < 0 or not (
            line.heads[before].upos in ("NOUN", "ADP") or line.is_a("before an event", before)
        ):
            break
        if line.lemmas[before] in words("before an event"):
            return Value(words("before an event")[line.lemmas[before]], "verbal noun, governed")
    cue = saying("verb", (around.rule or "").partition(": ")[2]) if around else None
    first = around is not None and cue is not None and around.content[0][1] == line.tokens[place].position
    inferred = (around.rule or "").partition(":")[0] in ("object", "preposition") if around else False
    if cue is not None and inferred and first:
        if cue.act in ("directive", "commissive") or cue.kind == "volition":
            return Value("Uu", "verbal noun, wanted")
        return Value(OF_CONTENT.get(cue.content, "CT+"), "verbal noun, said")
    if in_condition(line, place) or in_question(line, place, around):
        return Value("Uu", "verbal noun, open")
    governor = line.preposition(place) or (
        line.preposition(place - 1) if place and line.alone(place - 1) else None
    )
    if governor in ("ل", "إلى", "على") and _has_happened(line, place):
        return Value("CT+", "verbal noun, what was brought about")
    if governor in ("ل", "إلى", "على") and line.heads[place].feats.get("Definite") != "Def":
        return Value("Uu", "verbal noun, aim")  # لإنهاء الحرب، على تهدئة الوضع
    return Value("CT+", "verbal noun")


def _has_happened(line: Line, place: int) -> bool:
    """أدى إلى وفاة، تعرض لإصابة، أجبرته على مغادرة: the verb says that it came to that."""
    for before in range(place - 1, max(-1, place - 6), -1):
        if (verb := line.verbs[before]) is not None:
            return line.is_a("verb of an effect", before) and verb.feats.get("Aspect") == "Perf"
        if line.marks[before] in STOPS:
            return False
    return False
