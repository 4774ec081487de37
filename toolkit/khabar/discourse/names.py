"""Names and dates of a tagged text, by rule, each type by the evidence that its ``rule`` tells.

In order of weight: a name of several words that the table knows; the noun that heads a name (a
ministry, a company, a river); a title before it or after it; the gazetteer ``data/names.tsv`` (made
from the lexicon); another mention of the same person; what the sentence does with it (who says
something is a person or a body, what stands after في is a place).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from khabar.discourse.bodies import all_names, body_name, club_name, short_name
from khabar.discourse.dates import resolved
from khabar.discourse.line import COMMAS, Line, plain, span_of, unknown
from khabar.discourse.model import Entity
from khabar.discourse.naming import (
    Found,
    Told,
    after_title,
    is_bare_name,
    is_definite_adjective,
    is_nisba,
    is_of_god,
    kind_of,
    known_name,
    listed,
    says_something,
    title_follows,
)
from khabar.discourse.persons import is_named_after_place, run_of_names
from khabar.discourse.places import place_name, settlement_name, state_name, town_that_is_a_word
from khabar.discourse.vocabulary import kind_of_rule, sureness, words

_ACTION = re.compile("ت..ي.|ا.ت.ا.|ا..ا.|است..ا.|م.ا..ه")  # the shapes of verbal nouns


_SHORT = {"outlet, quoted", "named before"}

# Rules that only look at what the sentence does with a name.
_GUESSES = {"after a preposition of place", "after a verb of going", "after a verb", "two names in a row"}


def entities(lines: list[Line], published: date | None = None) -> Iterator[Entity]:
    """Names and dates in reading order; days are resolved from ``published``, where it is given."""
    persons = Told(lines)
    number = 0
    for line in lines:
        for first, found in _names(line, persons):
            if found.type != "DATE":
                line.name(first, found.end, found.type)
            if found.type == "ORG" and found.end == first + 1 and found.rule in _SHORT:
                persons.bodies.add(line.cores[first])  # الهيئة … "سدايا"
            if found.type == "ORG" and found.end == first + 2 and is_bare_name(line, first + 1):
                persons.bodies.add(line.cores[first + 1])  # شركة Tesla
            if found.type == "GPE" and found.end == first + 1 and found.rule.startswith("place: "):
                persons.places.add(line.cores[first])  # محافظة الخليل
            number += 1
            tokens = line.tokens[first : found.end]
            iso = resolved(line, first, found.end, published) if found.type == "DATE" else None
            yield Entity(
                f"e{number:02d}", span_of(tokens), found.type, found.name, plain(tokens), iso=iso,
                note="The type is guessed: no list has the name." if kind_of_rule(found.rule) in _GUESSES else None,
                provenance="rule", rule=found.rule, sure=sureness("entities", found.rule),
            )  # fmt: skip


def _names(line: Line, persons: Told) -> Iterator[tuple[int, Found]]:
    place = 0
    while place < len(line):
        found = (
            (Found(line.times[place], "DATE", None, "time") if place in line.times else None)
            or _firm_in_marks(line, place)
            or _paper_of_today(line, place)
            or known_name(line, place)
            or state_name(line, place)
            or place_name(line, place)
            or settlement_name(line, place)
            or town_that_is_a_word(line, place)
            or body_name(line, place)
            or short_name(line, place)
            or (club_name(line, place) if persons.sport else None)
            or _name(line, place, persons)
        )
        if found:
            yield place, found
        place = found.end if found else place + 1


def _paper_of_today(line: Line, place: int) -> Found | None:
    """«الإمارات اليوم»، لـ(بغداد اليوم)، موقع المغرب اليوم: a paper whose name ends in "today", in marks or behind an outlet."""
    today = place + 1
    if place == 0 or line.cores[today : today + 1] != ["اليوم"] or line.verbs[place] is not None:
        return None
    opening, close = place - 1, today + 1
    marked = line.mates.get(opening) == close or line.brackets.get(opening) == close
    headed = line.is_a("outlet", opening) and kind_of(line, place) == "GPE"
    alone = line.preposition(place) is None and not line.joined(place)
    return Found(close, "ORG", None, "outlet, quoted") if (marked or headed) and alone else None


def _firm_in_marks(line: Line, place: int) -> Found | None:
    """شركة "أفريقيا": a place's name in marks after a firm or an outlet is its name."""
    opening = place - 1
    if opening < 1 or not line.is_open(opening):
        return None
    headed = line.is_a("firm", opening - 1) or line.is_a("outlet", opening - 1)
    whole = known_name(line, place) if headed else None
    end = line.mates[opening]
    return Found(end, "ORG", None, "outlet, quoted") if whole and whole.end == end else None


def _name(line: Line, place: int, persons: Told) -> Found | None:
    """A run of proper nouns; with evidence, of unknown words and of words that are names here."""
    titled, quoted = after_title(line, place), _quoted_name(line, place)
    title = bool(titled)
    if _is_work(line, place) or line.cores[place + 1 : place + 2] == ["المفتوحه"]:
        return None  # أستراليا المفتوحة, a tournament
    if quoted:
        headed = line.is_a("outlet", place - 2) or line.is_a("institution", place - 2)
        person = (
            not headed and kind_of(line, place) == "PER" and quoted - place > 1
        )  # نائب المحافظ "علي الحبري"
        person = person or (
            quoted == place + 1 and line.cores[place] in persons and line.types.get(place - 2) != "ORG"
        )
        return Found(quoted, "PER" if person else "ORG", _english(line, place, quoted), "outlet, quoted")
    if _is_of_firms(line, place):
        return Found(place + 1, "ORG", None, "after firms")
    end = run_of_names(line, place, title, persons)
    if end == place:
        return None
    entries = [listed(line, p) for p in range(place, end)]
    kinds = [entry[0] for entry in entries if entry]
    english = _english(line, place, end)
    surname = line.cores[end - 1]
    person = (
        len(entries) > 1
        and not all(entries)
        and (title or title_follows(line, end) or bool(says_something(line, place, end)))
    )
    if len(entries) > 1 and is_named_after_place(line, place, title):
        person = True
    listed_before = place - 1 - (place > 1 and line.tokens[place - 1].form in COMMAS)
    if line.joined(place) and line.types.get(listed_before) == "PER" and not all(entries):
        person = True  # وجوهانا كونتا، كيربر، ونعومي أوساكا
    if end > place + 1 and surname in words("club word"):
        return Found(end, "ORG", english, "team")  # ليستر سيتي
    if end > place + 1 and surname in words("outlet word"):
        return Found(end, "ORG", english, "outlet")  # الشمس نيوز
    if any(line.marks[p] == "·" and not line.tokens[p].space_after for p in range(place, end)):
        return Found(end, "ORG", english, "letters")  # سكيل إيه.آي
    if line.joined(place) and line.types.get(place - 1) == "GPE" and surname in words("surname and place"):
        return Found(
            end, "GPE", english, f"joined to a place: {line.tokens[place - 1].form}"
        )  # إنجلترا وويلز
    if (persons.sport and _is_club(line, place, end, kinds)) or _is_of_clubs(line, place, end, kinds):
        return Found(end, "ORG", english, "team")
    if "ORG" in kinds and "PER" not in kinds and not person:
        return Found(end, "ORG", english, "gazetteer")
    town = line.is_a("place", place - 1) and not line.has_pronoun(place - 1)
    town = town and line.heads[place - 1].feats.get("Definite") != "Def"
    if (not title or (town and "PER" not in kinds)) and _is_of_place(line, place, "PER" in kinds):
        end += line.is_a("direction", end) and is_definite_adjective(line, end)
        return Found(end, "GPE", english, f"place: {line.heads[_before_mark(line, place)].form}")
    if line.cores[place] in words("name prefix of a place") and end > place + 1 and not title:
        return Found(end, "GPE", english, "prefix of a place")
    somewhere = (
        line.preposition(place) or (line.alone(place - 1) and line.preposition(place - 1)) if place else ""
    )
    listed_else = kinds and kinds != ["PER"] and not (kinds == ["GPE"] and not somewhere)  # تأهلت أوساكا
    alone = end == place + 1 and not title and kinds in (["PER"], [])
    if (
        alone
        and place
        and (line.cores[place - 1] in words("beside a place") or (kinds and surname in persons.places))
    ):
        return Found(
            end,
            "GPE",
            english,
            "named before" if kinds else f"after a preposition of place: {line.tokens[place - 1].form}",
        )
    if surname in persons and end == place + 1 and not listed_else:
        return Found(end, "PER", persons[surname], "named before")
    if surname in persons.bodies and end == place + 1 and not kinds:
        return Found(end, "ORG", None, "named before")
    if kinds and "PER" not in kinds and not person:
        return Found(end, kinds[0], english, "gazetteer")
    if title and "PER" not in kinds and _is_team(line, place):
        return Found(end, "ORG", english, "team")
    if (
        end == place + 1
        and line.cores[place].startswith("ال")
        and is_nisba(line, end)
        and not (title or person or surname in persons or line.joined(place))
    ):
        return None  # الحداد الوطني
    domain = title and end == place + 1 and line.is_a("office of a domain", place - 1)
    domain = domain and line.heads[place - 1].feats.get("Definite") == "Cons"
    if domain and line.cores[place].startswith("ال"):
        return None  # وزير الصيد: in the construct, what he is minister of
    if "PER" in kinds or title or person or any(is_of_god(line, p) for p in range(place, end)):
        name = english or plain(line.tokens[place:end])
        persons.setdefault(surname, name)
        persons.families |= {surname} if end > place + 1 else set()
        if end > place + 1 and unknown(line.tokens[place]):
            persons.setdefault(line.cores[place], name)  # جيوفاني, of جيوفاني ليوني
        return Found(end, "PER", name, f"title: {titled}" if title else "gazetteer")
    return _guess(line, place, end, persons)


def _is_of_firms(line: Line, place: int) -> bool:
    """شركات رائدة مثل NVIDIA، Microsoft: a Latin name after firms, or after another body in a list."""
    form = line.tokens[place].form
    if not (form[0].isascii() and form[0].isupper() and len(form) > 1):
        return False
    listed = place > 1 and line.tokens[place - 1].form in COMMAS and line.types.get(place - 2) == "ORG"
    return listed or any(line.is_a("firm", p) for p in range(max(0, place - 4), place))


def _before_mark(line: Line, place: int) -> int:
    """The place before a name, without the mark that opens it: ولاية "كاتسينا"."""
    before = place - 1
    return before - (before > 0 and line.is_open(before))


def _is_of_place(line: Line, place: int, person: bool) -> bool:
    """مدينة الفاشر; not بسجن علاء مبارك, and not رئيس مجلس القرية عبد الحكيم."""
    before = _before_mark(line, place)
    if before < 0 or not line.is_a("place", before) or line.preposition(place) is not None:
        return False
    definite = line.heads[before].feats.get("Definite") == "Def" and line.lemmas[before] != "عاصمه"
    return not (person and (definite or line.lemmas[before] == "سجن"))


def _is_club(line: Line, place: int, end: int, kinds: list[str]) -> bool:
    """فوز ليفربول على برشلونة: in sport, the name of a city stands for its club, save where it is a place."""
    if end > place + 1 or line.cores[place] not in words("club of a city") or kinds != ["GPE"]:
        return False
    before = place - 1
    somewhere = line.preposition(place) or (
        line.preposition(before) if place and line.alone(before) else None
    )
    return somewhere not in ("في", "إلى", "ب") and not line.is_a("place", before)


def _is_of_clubs(line: Line, place: int, end: int, kinds: list[str]) -> bool:
    """ناديي فالنسيا ونابولي: in the construct of two clubs, and joined to such a one."""
    if end > place + 1 or kinds != ["GPE"] or place == 0:
        return False
    joined = place > 1 and line.joined(place) and line.types.get(place - 1) == "ORG"
    head = line.heads[place - 1 - joined]
    two = line.lemmas[place - 1 - joined] == "نادي" and head.feats.get("Number") == "Dual"
    return two and head.feats.get("Definite") != "Def"


def _is_team(line: Line, place: int) -> bool:
    """مدرب ماميلودي: in the construct, who trains or plays for a team; المدرب سانتوس is a person."""
    return line.is_a("player", place - 1) and line.heads[place - 1].feats.get("Definite") != "Def"


def _is_work(line: Line, place: int) -> bool:
    """Whether a place stands in the marks of a title: رواية "تسيتيلز تراوم"."""
    around = [o for o in range(max(0, place - 6), place) if place < line.mates.get(o, -1) <= o + 7]
    return any(o and line.is_a("titled work", o - 1) and line.lemmas[o - 1] != "مؤسس" for o in around)


def _english(line: Line, place: int, end: int) -> str | None:
    entries = [listed(line, p) for p in range(place, end)]
    return " ".join(entry[1].split(";")[0] for entry in entries if entry) if all(entries) else None


def _guess(line: Line, place: int, end: int, persons: Told) -> Found | None:
    """The type of a name that no list has, by what the sentence does with it."""
    name = plain(line.tokens[place:end])

    def person(rule: str) -> Found:
        persons.setdefault(line.cores[end - 1], name)
        persons.families |= {line.cores[end - 1]} if end > place + 1 else set()
        return Found(end, "PER", name, rule)

    before = _before_mark(line, place) if place and line.preposition(place) is None else None
    if before is not None and line.is_a("place", before):
        return Found(end, "GPE", None, f"place: {line.heads[before].form}")
    somewhere = before is not None and line.alone(before) and line.preposition(before) == "في"
    if title_follows(line, end) and not somewhere:  # في دباشان، رئيس الائتلاف …
        return person(f"title after: {line.heads[end + 1].form}")
    if said := says_something(line, place, end):
        return person(f"says something: {said}")
    if line.joined(place) and line.types.get(place - 1) == "PER" and not line.cores[place].startswith("ال"):
        return person(f"joined to a person: {line.tokens[place - 1].form}")
    if (
        line.joined(place)
        and line.types.get(place - 1) in ("GPE", "LOC")
        and line.heads[place].source == "backoff"
    ):
        return Found(end, "GPE", None, f"joined to a place: {line.tokens[place - 1].form}")
    if before is not None and line.cores[before] in words("beside a place"):
        return Found(end, "GPE", None, f"after a preposition of place: {line.tokens[before].form}")
    preposition = line.preposition(place) or (
        line.preposition(before) if before is not None and line.alone(before) else None
    )
    if before is not None and line.verbs[before] is not None and line.is_a("going", before):
        return Found(end, "GPE", None, f"after a verb of going: {line.tokens[before].form}")
    shape = preposition == "ب" and _ACTION.fullmatch(line.cores[place])  # تقوم بتسخيم
    if shape:
        return None
    if preposition in ("في", "الى", "إلى") or (preposition in ("ب", "من") and end == place + 1):
        return Found(end, "GPE", None, f"after a preposition of place: {preposition}")
    if end - place > 1:
        return person("two names in a row")
    if before is not None and line.verbs[before] is not None:
        return person(f"after a verb: {line.tokens[before].form}")
    return None  # a word that nobody knows may be anything


def _quoted_name(line: Line, place: int) -> int:
    """The end of a name in the quotation marks of an outlet (صحيفة "لوموند") or of لـ, or 0."""
    opening = place - 1
    if opening < 1 or not line.is_open(opening) or not 1 < line.mates[opening] - opening <= 5:
        return 0
    told = line.forms[opening - 1].rstrip("ـ") in ("ل", "ال") or (
        line.forms[opening - 1] == "الي" and line.is_a("venue", opening - 2)
    )
    headed = line.is_a("outlet", opening - 1) or (line.is_a("institution", opening - 1))
    person = any(kind_of(line, p) == "PER" for p in range(place, line.mates[opening]))
    between = line.heads[opening - 1]  # وكالة أنباء "أنتارا"
    if between.upos == "NOUN" and between.feats.get("Definite") in ("Cons", "Ind") and opening > 1:
        press = line.is_a("word of the press", opening - 1) and line.is_a("outlet", opening - 2)
        headed = headed or press or line.lemmas[opening - 2] == "فرقه"
    official = opening > 2 and line.lemmas[opening - 1] == "رسمي" and line.is_a("outlet", opening - 3)
    headed = headed or official  # وكالة الأنباء الرسمية "سبأ"
    network = line.forms[opening - 2 : opening] == ["التواصل", "الاجتماعي"]  # موقع التواصل الاجتماعي "إكس"
    headed = headed or (network and (is_bare_name(line, place) or line.heads[place].upos == "PROPN"))
    headed = headed or (line.types.get(opening - 1) == "ORG" and not person)  # منظمة حماية الحيوان "هايتاب"
    says = line.heads[place].feats.get("Definite") == "Ind" and line.heads[place].upos in ("ADJ", "NOUN")
    if headed and between.feats.get("Definite") == "Def" and says and line.mates[opening] > place + 1:
        return 0  # التكتل "قلق جدا"
    alone = line.mates[opening] - opening <= 4 and all_names(line.tokens[place : line.mates[opening]])
    if headed and line.mates[opening] == place + 1:
        described = line.heads[place].upos == "ADJ" and between.feats.get("Definite") == "Ind"
        return 0 if described else place + 1  # قناة "كان", though كان is a verb; not: لجنة "مستقلة"
    if any(line.verbs[place : line.mates[opening]]) or line.preposition(place) is not None:
        return 0
    return line.mates[opening] if told or headed or (alone and line.heads[opening - 1].upos == "ADP" and "ORG" in {
        kind_of(line, p) for p in range(place, line.mates[opening])
    }) else 0  # fmt: skip
