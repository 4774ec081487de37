"""What runs into a sentence without being one: where and when a report was written and by which agency, the credit of a
picture, the heading of a section."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from khabar.discourse.vocabulary import phrases, saying, words

if TYPE_CHECKING:
    from khabar.discourse.line import Line

_LONGEST = 24  # tokens
_LONGEST_TOWN = 4
_LONGEST_AGENCY = 6  # tokens in brackets or between dashes
_BULLETS = "*•●▪■"
_DASHES = ("-", "–", "—", "ـ", "--")
_MARKS = (*_DASHES, "/", "|", ":")
_DATE = re.compile(r"\d{1,4}([-./]\d{1,4}){0,2}|الموافق|هـ|ه|م|ميلادي[ةه]|هجري[ةه]")


def breaks(line: Line) -> list[int]:
    """Where a line begins anew: behind a dateline, on both sides of a picture's credit, behind a heading."""
    found = [] if (end := dateline(line)) is None else [end + 1]
    for place, close in line.brackets.items():
        if place not in line.mates and place > max(found, default=0) and _is_credit(line, place, close):
            found += [place, close + 1 + (close + 1 < line.size and line.tokens[close + 1].form == ".")]
    for start in [0, *sorted(found)]:
        if (end := _heading(line, start)) is not None:
            found.append(end)
    return sorted({place for place in found if 0 < place < line.size})


def _is_credit(line: Line, place: int, close: int) -> bool:
    """إسرائيل دافعت عن القصف | (الفرنسية) | من جهة أخرى أعلن: an agency or archive in brackets behind a picture's words, that no agency goes
    before (وكالة الأنباء الأردنية (بترا) إنه)."""
    inner, before = range(place + 1, close), range(max(0, place - _LONGEST_AGENCY), place)
    if not 0 < len(inner) <= _LONGEST_AGENCY or any(
        line.is_a("outlet", p) or _agency(line, p) > p for p in before
    ):
        return False
    letters = {p for start in inner for p in range(start, min(_agency(line, start), close))}
    marks = {p for p in inner if line.tokens[p].form in _MARKS or line.forms[p] in words("picture credit")}
    after = close + 1
    goes_on = after < line.size and (
        line.tokens[after].form in "،,:" or line.opens_clause(after) or line.preposition(after) == "عن"
    )
    word = line.heads[place - 1]  # القوات الدولية (الأوروبية) ستنسحب
    described = not letters and word.upos == "ADJ" and word.feats.get("Gender") == "Fem"
    return letters | marks == set(inner) and not goes_on and not described


_LONGEST_HEADING = 6
_NEAR = 5  # tokens from what turns to something else to its verb


def _heading(line: Line, start: int) -> int | None:
    """الانسحاب الإسرائيلي | من جهة أخرى أعلن الجيش، الأسد ولبنان | في سياق آخر حذر الرئيس: where a sentence begins behind a heading, that
    has another subject; what can speak itself is no heading unless it does not agree."""
    near = range(start + 2, min(start + _LONGEST_HEADING, line.size - 3))
    place, turn = next(((p, n) for p in near if (n := _turn(line, p))), (start, 0))
    before = range(start, place)
    if not turn or line.joined(start) or any(line.verbs[p] or line.marks[p] in "،,:" for p in before):
        return None
    near = range(place + turn, min(place + turn + _NEAR, line.size - 1))
    verb = next((p for p in near if (v := line.verbs[p]) is not None and saying("verb", v.lemma or "")), None)
    if verb is None or not line.is_nominal(verb + 1) or line.preposition(verb + 1) is not None:
        return None
    gender, first, subject = (line.heads[p].feats.get("Gender") for p in (verb, start, verb + 1))
    speaks = line.heads[start].upos == "PROPN" or any(line.is_a(kind, start) for kind in _SPEAKS)
    unlike = first not in (gender, None) or any(line.joined(p) for p in before)
    return place if subject in (gender, None) and (unlike or not speaks) else None


_SPEAKS = (
    "title", "institution", "outlet", "document", "inquiry",
    "acting", "addressee", "what bears words", "party",
)  # fmt: skip


def _turn(line: Line, place: int) -> int:
    """من جهة أخرى، وفي سياق متصل، وفي الضفة: of how many words it is that turns to something else; 0 for none."""
    for size in (3, 2):
        if " ".join(line.forms[place : place + size]).removeprefix("و") in words("turn to a new matter"):
            return size
    return int(line.joined(place) and line.preposition(place) is not None and line.alone(place))


def dateline(line: Line) -> int | None:
    """The token that ends a dateline: الخرطوم | - ; القاهرة (رويترز | ) ; تونس في 5 مارس / وات | / ; جنيف-سانا"""
    start = 1 if line.size and line.tokens[0].form in _BULLETS else 0
    if line.size < start + 3 or line.heads[start].upos not in ("PROPN", "NOUN") or line.joined(start):
        return None
    named = line.heads[start].upos == "PROPN"
    place = _words(line, start, _LONGEST_TOWN)
    last = min(start + _LONGEST, line.size - 1)
    end, agency, dated, boxed, marks = None, False, False, False, 0
    while place < last:
        if line.tokens[place].form in _MARKS:
            end, place, marks = place, place + 1, marks + 1
        elif (close := line.brackets.get(place, line.mates.get(place, 0))) > place and close < last:
            if close - place > _LONGEST_AGENCY or any(line.verbs[place:close]):
                break
            agency = agency or any(_agency(line, p) > p for p in range(place, close))
            end, place, boxed = close, close + 1, True
        elif (after := _agency(line, place)) > place:
            agency, end, place = True, after - 1, after
        elif (after := _date(line, place)) > place:
            dated, place = True, after
        elif line.tokens[place].form == "،":
            place, marks = place + 1, marks + 1
        elif line.tokens[place - 1].form in ("،", *_MARKS):
            after = _words(line, place, _LONGEST_TOWN)
            if after == place or after >= last or line.tokens[after].form not in (*_MARKS, "("):
                break
            place = after
        else:
            break
    if end is None or end >= last:
        return None
    marked, verb = line.tokens[end].form in _MARKS, line.verbs[end + 1] is not None
    if agency:
        closes = bool(marks or dated or boxed)
    elif boxed and named and marks:  # باريس ـ «القدس العربي»: قال، بيروت – "النهار" طالب
        closes = marked or verb
    elif dated:  # بكين 5 مايو/ قالت
        closes = marked and (named or verb)
    elif line.tokens[end].form in "/|:":  # إسطنبول / الأناضول | طالبت، أنقرة - الأيام: غرقت
        closes = named and verb and (line.tokens[end].form != ":" or marks > 1)
    else:
        closes = marked and _closes(line, start, end, named, verb)
    return end if closes else None


def _closes(line: Line, start: int, end: int, named: bool, verb: bool) -> bool:
    """المنامة- اتهمت، الوكيل الإخباري - قالت: whether a dash closes a dateline without an agency."""
    before = line.tokens[end - 1]
    spaced = line.tokens[end].space_after and (before.space_after or before.form == ")" or (named and verb))
    return spaced and (named or end - start < 5) and (verb or (named and not _is_aside(line, end + 1)))


def _is_aside(line: Line, place: int) -> bool:
    """إيران - | أكبر منتج للغاز - أعلنت، باريس - | التي تستضيف: whether what a dash opens describes what is before it."""
    if line.heads[place].feats.get("PronType") == "Rel":
        return True
    near = range(place, min(place + 12, line.size - 1))
    ended = (p for p in near if line.verbs[p] is not None or line.tokens[p].form in (*_DASHES, ":"))
    end = next(ended, place)
    return end > place and line.tokens[end].form in _DASHES and line.verbs[end + 1] is not None


def _words(line: Line, place: int, most: int) -> int:
    """The place after the names or nouns that stand here."""
    first = place
    while place < min(first + most, line.size - 1) and line.verbs[place] is None:
        if not line.is_nominal(place) and (place == first or line.preposition(place) != "ل"):
            break  # not: القدس | للأنباء
        if line.joined(place) or (place > first and max(_agency(line, place), _date(line, place)) > place):
            break
        place += 1
    return place


def _agency(line: Line, place: int) -> int:
    """رويترز، أ ف ب، اف ب: the place after the name of an agency, or its letters; the same place where there is none."""
    names = words("name of the press") | words("agency")
    headed = line.forms[place] not in names and line.is_a("outlet", place) and place + 1 < line.size
    name = place + headed  # وكالة الأناضول
    known = line.forms[name] in names
    after = name + 1 if known else place
    after += 2 if known and line.forms[after : after + 2] == [".", "نت"] else 0
    while after < line.size and len(line.tokens[after].form) == 1 and line.tokens[after].form.isalpha():
        after += 1
    return after if known or after > place + 1 else place


def _date(line: Line, place: int) -> int:
    """في 14 مارس، الثلاثاء، يناير/كانون الثاني، 1445 هـ: the place after a word of a date; the same place where there is none."""
    if line.forms[place] in ("في", "يوم") and place + 1 < line.size:
        return place + (_date(line, place + 1) > place + 1)
    if _DATE.fullmatch(line.tokens[place].form) or line.forms[place] in words("weekday"):
        return place + 1
    after = place + _month(line, place)
    twice = place < after < line.size - 1 and line.tokens[after].form == "/"
    return after + 1 + _month(line, after + 1) if twice and _month(line, after + 1) else after


def _month(line: Line, place: int) -> int:
    """أيار، كانون الثاني: of how many words the month is that stands here; 0 for none."""
    months = (phrases(kind) for kind in ("month", "Hijri month"))
    return next((n for month in months for n in (2, 1) if tuple(line.forms[place : place + n]) in month), 0)
