"""What is said without anybody who is told to say it: تم التأكيد على، وسط تحذيرات من، ترددت أنباء عن."""

from __future__ import annotations

from collections.abc import Iterator

from khabar.discourse.acting import is_whom
from khabar.discourse.clauses import Manner
from khabar.discourse.extents import content_end, is_subordinate
from khabar.discourse.line import COMMAS, STOPS, Line, inside, is_relational, span_of, spans_of
from khabar.discourse.model import Attribution
from khabar.discourse.noun_phrases import noun_phrase
from khabar.discourse.nouns import is_action
from khabar.discourse.relation import relate
from khabar.discourse.subjects import subject_before
from khabar.discourse.vocabulary import Saying, by_form, giving, saying, vocalised, words
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
        if not (word.upos == "NOUN" or _is_misread(line, place)) or line.in_name(place):
            continue
        yield from _stated(line, place)
        if line.has_pronoun(place):
            continue
        joined = place < goes_on and line.joined(place) and word.feats.get("Definite") == "Ind"
        told = _rumoured(line, place) if line.is_a("rumour", place) else _held(line, place, joined)
        for each in (*told, *_levelled(line, place), *_thought(line, place), *_charged(line, place)):
            sentence, _, last = each.content[-1]
            goes_on = line.at[sentence, last] + 1
            yield each


def _held(line: Line, place: int, joined: bool) -> Iterator[Attribution]:
    """What a noun of saying tells that is joined to another, brought about or raised."""
    misread = _is_misread(line, place)
    entry = saying(
        "masdar", line.cores[place].removeprefix("ال") if misread else line.heads[place].lemma or ""
    )
    if entry is None or entry.act is None or entry.kind not in ("communication", "cognition", "volition"):
        return
    brought = _is_brought_about(line, place, entry) or _is_told_of(line, place, entry)
    if joined or brought or _is_raised(line, place, entry) or _is_laid(line, place, entry):
        yield from _told(line, place, entry)


def _told(line: Line, noun: int, entry: Saying) -> Iterator[Attribution]:
    """تحذير | أممي | من انهيار الهدنة، اتهامات | لروسيا | بقصف الجسر، تحذيرات | من المنظمة | من الجفاف"""
    after = _after_adjectives(line, noun)
    source, addressee = _relation(line, noun + 1, after), (after, after)
    whence = after + line.alone(after) if after < len(line) else after
    if line.preposition(after) == "من" and whence < len(line) and _is_somebody(line, whence):
        source, after = (whence, _end(line, whence)), _end(line, whence)
    elif "told" in entry.frames and _names_whom(line, after):
        addressee = (whence if line.preposition(after) != "ل" else after, _end(line, whence))
        after = addressee[1]
    clause = "that" in entry.frames
    governs = entry.prepositions | ({"ب"} if clause else set())  # توقعات بخفض الإنتاج
    if (begun := _begins(line, after, governs, clause)) is None:
        return
    start, rule, governed = begun
    end = content_end(line, start, rule, Manner())
    fronted = line.starts[noun] < noun and not any(line.verbs[line.starts[noun] : noun])
    end = (
        line.first_mark(COMMAS, range(start, end)) if fronted else end
    )  # ووسط دعوات أوروبية إلى التهدئة، وصل
    content = line.tokens[start:end]
    told = relate(line, source, [line.tokens[noun], *governed], content, entry, "noun", rule)
    told.addressee = span_of(line.tokens[slice(*addressee)])
    told.note = None if source[0] > noun + 1 else NOBODY
    yield told


def _names_whom(line: Line, place: int) -> bool:
    """اتهامات | لروسيا، الاتهامات الموجهة | إلى الحكومة: whether a preposition brings whom a noun of saying tells."""
    sent = line.preposition(place) == "إلى" and place > 0 and line.lemmas[place - 1] == "موجه"
    noun = place + line.alone(place) if place < len(line) else place
    return (
        noun < len(line)
        and (sent or line.preposition(place) == "ل")
        and (is_whom(line, noun) or not is_action(line, place))
    )


def _levelled(line: Line, noun: int) -> Iterator[Attribution]:
    """الاتهامات | التي وجهها له زميله | بتلقي رشوة: charges and calls of which a relative clause tells who made them, and to whom."""
    entry = saying("masdar", line.heads[noun].lemma or "")
    entry = saying("verb", "اتَّهَمَ") if line.is_a("charge", noun) else entry
    place, end = noun + 3, min(len(line), noun + 3 + _NEAR)
    made = (
        place < len(line)
        and line.heads[noun + 1].feats.get("PronType") == "Rel"
        and line.has_pronoun(place - 1)
    )
    verb = line.verbs[place - 1] if made else None
    if (
        entry is None
        or verb is None
        or "message" not in (saying("verb", verb.lemma or "") or giving(verb.lemma or "") or entry).frames
    ):
        return
    source, addressee = (place, place), (place, place)
    while place < end:
        what = place + line.alone(place)
        if what >= len(line):
            return
        if source[0] < source[1] and (begun := _begins(line, place, entry.prepositions | {"ب"}, True)):
            start, rule, governed = begun
            content = line.tokens[start : content_end(line, start, rule, Manner())]
            told = relate(line, source, [line.tokens[noun], *governed], content, entry, "noun", rule)
            told.addressee = span_of(line.tokens[slice(*addressee)])
            yield told
            return
        if line.points_back(place) or line.preposition(place) in ("ل", "إلى", "ضد", "على"):
            addressee = (place, place + 1) if line.points_back(place) else (what, _end(line, what))
            place = addressee[1]
        elif line.is_nominal(place) and line.preposition(place) is None and source[0] == source[1]:
            last = _end(line, place)
            source = place, next((p for p in range(place + 1, last) if line.preposition(p) == "ل"), last)
            place = source[1]
        else:
            return


def _stated(line: Line, noun: int) -> Iterator[Attribution]:
    """وجهة نظر | الحكومة | أن الدعم مكلف، حجته في ذلك أنّ: what is held, by whose view or argument it is the predicate."""
    entry = saying("verb", words("what one holds").get(line.lemmas[noun], ""))
    if entry is None or line.preposition(noun) not in (None, "من") or line.alone(noun):
        return
    first = noun + 1 + (line.lemmas[noun] == "وجهه" and not line.has_pronoun(noun))
    if first >= len(line) or ((verb := _verb_before(line, noun)) is not None and _takes_words(line, verb)):
        return
    owned = line.has_pronoun(first - 1)
    if not owned and not (line.is_nominal(first) and line.preposition(first) is None):
        return
    source = (first - 1, first - 1) if owned else (first, _end(line, first))
    that = source[1] + owned
    that += 2 * (line.forms[that : that + 2] == ["في", "ذلك"])
    if that + 1 >= len(line) or not line.opens_clause(that) or line.takes_verb(that):
        return
    content = line.tokens[that : content_end(line, that, "that", Manner())]
    yield relate(line, source, line.tokens[noun:first], content, entry, "noun", "that")


def _thought(line: Line, noun: int) -> Iterator[Attribution]:
    """يسود | اعتقاد | لدى الخبراء | بأنّ، تستند الدراسة إلى | افتراض | أنّ: what is thought, by whoever is named beside it or rests on it."""
    entry = saying("verb", words("noun of thinking").get(line.lemmas[noun], ""))
    verb = _verb_before(line, noun)
    if entry is None or (verb is not None and saying("verb", line.verbs[verb].lemma or "")):  # type: ignore[union-attr]
        return
    after = _after_adjectives(line, noun)
    source = (after, after)
    among = range((noun if verb is None else verb) + 1, after + 1)
    whose = next(
        (p for p in reversed(among) if line.forms[p : p + 1] and line.forms[p] in words("among whom")), None
    )
    if whose is not None and whose + 1 < len(line):
        source = (whose + 1, _end(line, whose + 1))
        after = max(after, source[1])
    elif verb is not None and line.is_a("verb of resting on", verb) and noun - verb < _NEAR:
        behind = (verb + 1, noun_phrase(line, verb + 1, noun))
        source = behind if behind[0] < behind[1] else subject_before(line, verb)
    begun = _begins(line, after, entry.prepositions | {"ب"}, True)
    if begun is None or begun[1] != "that":
        return
    start, rule, governed = begun
    fronted = verb is None and line.forms[line.starts[noun]].removeprefix("و") in words("concession")
    end = content_end(line, start, rule, Manner(subordinate=is_subordinate(line, noun)))
    end = line.first_mark(COMMAS, range(start, end)) if fronted else end  # رغم الاعتقاد بأنّ …، فإنّ
    content = line.tokens[start:end]
    told = relate(line, source, [line.tokens[noun], *governed], content, entry, "noun", rule)
    told.note = None if source[0] < source[1] else NOBODY
    yield told


def _charged(line: Line, noun: int) -> Iterator[Attribution]:
    """يحاكم | بتهمة | التحريض، مثل أمام القضاء بتهم التزوير: what somebody is held or tried for, where nobody is told to accuse him."""
    start, verb = noun + 1, _verb_before(line, noun)
    if (
        not line.is_a("charge", noun)
        or line.preposition(noun) != "ب"
        or line.alone(noun)
        or start >= len(line)
    ):
        return
    tried = verb is not None and line.is_a("verb of being tried", verb)
    if not tried or not (is_action(line, start) or line.is_a("event noun", start)):
        return
    content = line.tokens[start : content_end(line, start, "object", Manner())]
    told = relate(line, (noun, noun), [line.tokens[noun]], content, saying("verb", "اتَّهَمَ"), "noun", "object")
    told.note = NOBODY
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
    content = line.tokens[start : _end_of_told(line, noun, start, rule)]
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
    done = done and line.lemmas[what] != "حق"  # الاتهامات | بحق المدير
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


def _is_misread(line: Line, place: int) -> bool:
    """أضيفت إليها | المطالبة بـ: a verbal noun in ة that was read as who is asked, the subject of its clause."""
    word = line.heads[place]
    subject = (
        word.upos == "ADJ" and (word.deprel or "").startswith("nsubj") and line.forms[place].endswith("ه")
    )
    return subject and line.cores[place].removeprefix("ال") in by_form("masdar")


def _is_told_of(line: Line, noun: int, entry: Saying) -> bool:
    """تصاعدت | الدعوات إلى الحوار، أضيفت إليها | المطالبة بـ: whether demands, warnings or criticism that nobody is told to
    utter are the subject of a verb that says nothing."""
    word = line.heads[noun]
    if word.feats.get("Definite") != "Def" or line.preposition(noun) is not None:
        return False
    several = word.feats.get("Number") == "Plur" and entry.kind == "communication"
    if not (entry.act == "directive" or (several and entry.act in ("assertive", "expressive"))):
        return False
    place = _verb_before(line, noun) if (word.deprel or "").startswith("nsubj") else None
    verb = line.verbs[place] if place is not None else None
    return verb is not None and (
        verb.feats.get("Voice") == "Pass" or saying("verb", verb.lemma or "") is None
    )


def _is_laid(line: Line, noun: int, entry: Saying) -> bool:
    """ازدادت | الاتهامات الموجهة إلى الحكومة بـ، يواجه | اتهامات بـ: charges that nobody is told to make; not نفى اتهامات بـ."""
    verb = _verb_before(line, noun)
    told = verb is not None and _takes_words(line, verb)
    several = line.heads[noun].feats.get("Number") == "Plur" and not line.joined(noun)
    return entry.verb in vocalised("verb that accuses") and several and not told


def _takes_words(line: Line, verb: int) -> bool:
    """نفى، وجه; not جاء: whether a verb says or gives what a noun behind it names."""
    lemma = line.verbs[verb].lemma or ""  # type: ignore[union-attr]
    entry = saying("verb", lemma) or giving(lemma)
    return entry is not None and entry.kind != "document"


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


def _end_of_told(line: Line, noun: int, start: int, rule: str) -> int:
    """ووسط دعوات أوروبية إلى التهدئة، | وصل الوسيط: where what a noun tells ends, at the comma if the noun goes before the first verb."""
    end = content_end(line, start, rule, Manner())
    first = line.starts[noun]
    fronted = first < noun and line.preposition(first) is not None and not any(line.verbs[first:noun])
    return line.first_mark(COMMAS, range(start, end)) if fronted else end


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
