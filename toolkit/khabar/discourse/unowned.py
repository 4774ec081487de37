"""What is said without anybody who is told to say it: تم التأكيد على، وسط تحذيرات من، ترددت أنباء عن."""

from __future__ import annotations

from collections.abc import Iterator

from khabar.discourse.acting import is_whom
from khabar.discourse.clauses import Manner
from khabar.discourse.extents import content_end
from khabar.discourse.line import COMMAS, STOPS, Line, inside, is_relational, span_of, spans_of
from khabar.discourse.model import Attribution
from khabar.discourse.noun_phrases import noun_phrase
from khabar.discourse.nouns import is_action
from khabar.discourse.relation import relate
from khabar.discourse.vocabulary import Saying, saying, vocalised, words
from khabar.text.document import Token

NOBODY = "Nobody is named who holds it."
_NEAR = 9  # tokens from a verb to the noun of saying that is its subject


def unowned(line: Line) -> Iterator[Attribution]:
    """The relations of nouns of saying that are done, raised or passed round, with no speaker or the adjective of one."""
    last: Attribution | None = None
    for each in _unowned(line):
        noun = line.at[each.cue[0][:2]]
        if last is not None and inside(each.cue[0], last.content):
            start = line.at[last.content[0][:2]]
            end = noun - (
                line.preposition(noun - 1) is not None or line.is_a("setting of what is raised", noun - 1)
            )
            last.content = spans_of(line.tokens[start : end - (line.tokens[end - 1].form in COMMAS)])
        if last is not None and last.content:
            yield last
        last = each
    if last is not None:
        yield last


def _unowned(line: Line) -> Iterator[Attribution]:
    goes_on = 0  # where what the last of them says ends: another that is joined within it is raised, too
    for place, word in enumerate(line.heads):
        if word.upos != "NOUN" or line.has_pronoun(place) or line.in_name(place):
            continue
        joined = place < goes_on and line.joined(place) and word.feats.get("Definite") == "Ind"
        told = _rumoured(line, place) if line.is_a("rumour", place) else _held(line, place, joined)
        for each in told:
            sentence, _, last = each.content[-1]
            goes_on = line.at[sentence, last] + 1
            yield each


def _held(line: Line, place: int, joined: bool) -> Iterator[Attribution]:
    """What a noun of saying tells that is joined to another, brought about or raised."""
    entry = saying("masdar", line.heads[place].lemma or "")
    if entry is None or entry.act is None or entry.kind not in ("communication", "cognition", "volition"):
        return
    if joined or _is_brought_about(line, place, entry) or _is_raised(line, place, entry):
        yield from _told(line, place, entry)


def _told(line: Line, noun: int, entry: Saying) -> Iterator[Attribution]:
    """تحذير | أممي | من انهيار الهدنة، اتهامات | لروسيا | بقصف الجسر، تحذيرات | من المنظمة | من الجفاف"""
    after = _after_adjectives(line, noun)
    source, addressee = _relation(line, noun + 1, after), (after, after)
    whence = after + line.alone(after) if after < len(line) else after
    if line.preposition(after) == "من" and whence < len(line) and _is_somebody(line, whence):
        source, after = (whence, _end(line, whence)), _end(line, whence)
    elif line.preposition(after) == "ل" and "told" in entry.frames and not is_action(line, after):
        addressee = (after, _end(line, after))
        after = addressee[1]
    clause = "that" in entry.frames
    governs = entry.prepositions | ({"ب"} if clause else set())  # توقعات بخفض الإنتاج
    if (begun := _begins(line, after, governs, clause)) is None:
        return
    start, rule, governed = begun
    content = line.tokens[start : content_end(line, start, rule, Manner())]
    told = relate(line, source, [line.tokens[noun], *governed], content, entry, "noun", rule)
    told.addressee = span_of(line.tokens[slice(*addressee)])
    told.note = None if source[0] > noun + 1 else NOBODY
    yield told


def _rumoured(line: Line, noun: int) -> Iterator[Attribution]:
    """وترددت، قبل ذلك، | أنباء | عن سقوط الحطام; not نفت الوزارة أنباء عن, where that is what she denies."""
    if line.heads[noun].feats.get("Definite") != "Ind":
        return
    after = _after_adjectives(line, noun)
    governs = frozenset((words("rumour")[line.lemmas[noun]] or "عن").split())
    verb = _verb_before(line, noun)
    entry = saying("verb", line.verbs[verb].lemma or "") if verb is not None else None  # type: ignore[union-attr]
    if entry is not None and not entry.frames.isdisjoint({"object", "thing"}):
        return
    if (begun := _begins(line, after, governs, False)) is None:
        return
    start, rule, governed = begun
    content = line.tokens[start : content_end(line, start, rule, Manner())]
    spreads = verb is not None and line.is_a("verb of spreading", verb)
    cue = [line.tokens[verb if spreads and verb is not None else noun], *governed]
    source = (noun, after) if spreads else (noun, noun)
    told = relate(line, source, cue, content, saying("verb", "تَرَدَّدَ"), "noun", rule)
    told.note = NOBODY
    yield told


def _begins(
    line: Line, place: int, prepositions: frozenset[str], clause: bool
) -> tuple[int, str, list[Token]] | None:
    """Where what is said begins, by which rule, and the preposition before it; None where none does at once."""
    if place + 1 >= len(line):
        return None
    if line.opens_clause(place):
        return (place, "that", []) if clause and not line.joined(place) else None
    if line.preposition(place) not in prepositions or line.joined(place):
        return None
    governed = [line.tokens[place]] if line.alone(place) else []
    start = place + line.alone(place)
    if start >= len(line):
        return None
    if line.opens_clause(start):
        return start, "that", governed
    what = start + line.is_open(start)
    done = is_action(line, what) or line.is_a("event noun", what)
    return (start, "preposition", governed) if done and start not in line.times else None


def _is_brought_about(line: Line, noun: int, entry: Saying) -> bool:
    """وتم خلال الاستقبال | التشديد على، كما جرى | الاتفاق على; not تم الكشف عن المقبرة, which shows a thing."""
    if line.heads[noun].feats.get("Definite") != "Def" or line.preposition(noun) is not None:
        return False
    if line.joined(noun) or entry.stance == "endorse" or line.heads[noun].feats.get("Number") != "Sing":
        return False
    if entry.kind == "cognition" or (
        entry.kind == "volition" and entry.verb not in vocalised("verb of agreeing")
    ):
        return False
    verb = _verb_before(line, noun)
    if verb is None or not line.is_a("verb of bringing about", verb):
        return False
    place = verb + 1
    while place < noun:  # only where and when between
        if line.preposition(place) is None and place not in line.times and line.marks[place] not in COMMAS:
            return False
        if line.preposition(place) is not None:
            end = noun_phrase(line, place + line.alone(place), noun, proclitic=True)
            place = max(place + 1, end)
        else:
            place = line.times.get(place, place + 1)
    return True


def _is_raised(line: Line, noun: int, entry: Saying) -> bool:
    """وسط | تحذيرات من، في ظل | دعوات إلى، and at the head of a headline; not بعد اتفاق على, one that was made."""
    word = line.heads[noun]
    if word.feats.get("Definite") != "Ind" or line.preposition(noun) is not None or line.joined(noun):
        return False
    if entry.kind == "volition" or entry.act in ("declaration", "commissive"):
        return False
    if noun == line.starts[noun] or line.marks[noun - 1] == ":":
        return not any(line.verbs[noun : noun + 3])
    setting = words("setting of what is raised").get(line.cores[noun - 1])
    several = word.feats.get("Number") == "Plur"
    return setting is not None and (several or not setting)


def _verb_before(line: Line, place: int) -> int | None:
    """The nearest verb before a place in its sentence, no other clause between."""
    for before in range(place - 1, max(line.starts[place], place - _NEAR) - 1, -1):
        if line.verbs[before] is not None and not line.in_name(before):
            return before
        if line.opens_clause(before) or line.marks[before] in STOPS + ":":
            return None
    return None


def _after_adjectives(line: Line, noun: int) -> int:
    """أنباء | غير مؤكدة | عن، تحذيرات | أممية متكررة | من"""
    after = noun + 1
    while after < len(line) and line.preposition(after) is None and not line.opens_clause(after):
        described = line.heads[after].upos == "ADJ" or line.forms[after] == "غير" or _relates(line, after)
        if not described or line.verbs[after] is not None:
            break
        after += 1
    return after


def _relates(line: Line, place: int) -> bool:
    return is_relational(line.heads[place]) and not line.tokens[place].form.startswith("ال")


def _relation(line: Line, start: int, end: int) -> tuple[int, int]:
    """تحذير | أممي: an adjective of relation right behind the noun stands for who says so."""
    told = start < end and _relates(line, start) and line.cores[start] not in words("adjective of no speaker")
    return (start, start + 1) if told else (start, start)


def _is_somebody(line: Line, noun: int) -> bool:
    named = line.types.get(noun) in ("PER", "ORG", "GPE")
    return (named or is_whom(line, noun)) and not is_action(line, noun)


def _end(line: Line, noun: int) -> int:
    return max(noun + 1, noun_phrase(line, noun, len(line), proclitic=True))
