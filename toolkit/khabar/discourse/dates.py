"""Expressions of time, and the days that they mean: ISO 8601, and EDTF for what is not known.

Days of the week, months and years are counted from the day of publication. Hijri dates are turned by
the Umm al-Qura calendar (:mod:`hijridate`, 1343 to 1500 AH), which may differ by a day from the month
that was sighted elsewhere. What lasts since a day, or until one, is an open interval.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from khabar.discourse.vocabulary import lengths, phrases, words

if TYPE_CHECKING:
    from khabar.discourse.line import Line

# Months that are everyday words or names too: never dates without a day, a year or شهر.
_AMBIGUOUS = frozenset(words("month that is a word, too"))
_DAY = re.compile(r"(?:الـ?|ال)?(\d{1,2})")
_YEAR = re.compile(r"1[3-9]\d\d|20\d\d")
_BEFORE_A_DATE = frozenset(words("before a date"))
_ORDINALS = {word: int(value) for word, value in words("ordinal").items()}
_DECADES = words("decade")


def times(line: Line) -> dict[int, int]:
    """The place after each expression of time, by the place where it begins."""
    found: dict[int, int] = {}
    place = 0
    while place < len(line):
        end = next((end for rule in _RULES if (end := rule(line, place))), None)
        if end:
            found[place] = end
        place = end or place + 1
    return found


def _core(line: Line, place: int) -> str:
    return line.cores[place] if 0 <= place < len(line) else ""


def _in(line: Line, kind: str, place: int) -> bool:
    return _core(line, place) in words(kind)


def _relative_at(line: Line, place: int) -> bool:
    return line.is_a("relative time", place) and line.heads[place].upos in ("ADJ", "NOUN", "X")


def _part_at(line: Line, place: int) -> bool:
    """مطلع، أواخر، أوائل (whose lemma may be أول)"""
    return line.is_a("part of a period", place) or _in(line, "part of a period", place)


def _year_at(line: Line, place: int) -> int | None:
    """The place after a year, with or without عام; and هـ after a Hijri one."""
    place += _core(line, place) in ("عام", "سنه", "العام")
    if not _YEAR.fullmatch(_core(line, place)):
        return None
    return place + 1 + (_core(line, place + 1).rstrip(".") in ("ه", "هـ", "م"))


def _month_at(line: Line, place: int) -> tuple[str, int, int] | None:
    """Class, number and end of the month that is named here."""
    for kind in ("month", "Hijri month"):
        if length := _phrase(line, kind, place):
            return kind, int(phrases(kind)[tuple(line.cores[place : place + length])]), place + length
    return None


def _phrase(line: Line, kind: str, place: int) -> int:
    """The number of words of the phrase of a class that stands at a place, or 0."""
    sizes = lengths(kind).get(_core(line, place), ())
    sizes = [size for size in sizes if place + size <= len(line)]
    return next((size for size in sizes if tuple(line.cores[place : place + size]) in phrases(kind)), 0)


def _weekday(line: Line, place: int) -> int | None:
    """الأحد، اليوم الأحد، أمس السبت، يوم الثلاثاء الماضي، مساء الخميس، هذا الثلاثاء، يوم الاثنين 13 ماي 2024"""
    if _core(line, place) == "هذا" and _in(line, "weekday", place + 1):
        return _weekday(line, place + 1)
    before = int(_in(line, "part of a day", place))
    before += (
        before and _in(line, "part of a day", place + before) and not _in(line, "weekday", place + before)
    )
    if not _in(line, "weekday", place + before):
        return None
    end = place + before + 1
    end += bool(before) and _in(line, "weekday", end) and not line.joined(end)  # ليل الأربعاء الخميس
    if _relative_at(line, end):
        return _day_of_month(line, end + 1) or end + 1
    comma = end < len(line) and line.tokens[end].form in "،,"
    return _day_of_month(line, end + comma) or end


def _near_day(line: Line, place: int) -> int | None:
    """اليوم، أمس، أول من أمس، مساء أمس"""
    start = place + _in(line, "part of a day", place) * (not _in(line, "near day", place))
    start += start > place and _in(line, "part of a day", start) and not _in(line, "near day", start)
    start += 2 * (
        _core(line, place) == "بعد" and _core(line, place + 1) == "ظهر" and _in(line, "near day", place + 2)
    )
    length = _phrase(line, "near day", start)
    if not length:
        return None
    end = start + length
    if line.cores[start] in ("اليوم", "الليله") and _relative_at(line, end):
        return end + 1  # اليوم التالي، الليلة الماضية
    return _weekday_after(line, end) or _day_of_month(line, end) or end


def _weekday_after(line: Line, place: int) -> int | None:
    """أول أمس الاثنين، مساء اليوم، الأحد، and اليوم (الجمعة): the day's name after a near day."""
    mark = line.tokens[place].form if place < len(line) else ""
    if not _in(line, "weekday", place + (mark in ("،", "(") and mark != "")):
        return None
    if mark == "(":
        return place + 3 if line.brackets.get(place) == place + 2 else None
    if mark == "،" and (place + 2 >= len(line) or line.tokens[place + 2].form not in "،.:"):
        return None
    return _weekday(line, place + (mark == "،"))


def _day_of_month(line: Line, place: int) -> int | None:
    """3 أكتوبر 2016، الأول من أيار، شهر مارس الماضي، 5 ذي القعدة 1445 هـ، في نيسان"""
    start = place + (_core(line, place) in ("يوم", "يومي", "ايام"))
    if _DAY.fullmatch(_core(line, start)) and [_core(line, start + 1), _core(line, start + 2)] == [
        "من",
        "الشهر",
    ]:
        same = _relative_at(line, start + 3) or _core(line, start + 3) in ("نفسه", "ذاته")
        return start + 4 if same else None  # 12 من الشهر الماضي
    day = bool(_DAY.fullmatch(_core(line, start))) or _core(line, start) in _ORDINALS
    named = _core(line, start) in ("شهر", "شهري") or _part_at(line, start)
    start += day or named
    while day and start < len(line) and line.joined(start) and _DAY.fullmatch(_core(line, start)):
        start += 1  # يومي 11 و12 يناير
    start += named and _core(line, start) == "شهر"
    start += day and _core(line, start) in ("من", "شهر")
    start += day and _core(line, start) == "شهر"
    month = _month_at(line, start)
    if not month:
        return None
    end = month[2]
    if named and end < len(line) and line.joined(end) and (other := _month_at(line, end)):
        end = other[2]  # شهري نيسان وحزيران
    if end + 1 < len(line) and line.tokens[end].form == "/" and (other := _month_at(line, end + 1)):
        end = other[2]  # أيار / مايو
    if day and (other := _month_at(line, end)) and other[0] == "month" and not line.joined(end):
        end = other[2]  # ديسمبر كانون الأول
    close = line.brackets.get(end)
    if close == end + 2 and _month_at(line, end + 1):
        end = close + 1  # أيار (مايو)
    year = _year_at(line, end + (_core(line, end) == "من"))
    if year:
        return year
    if _relative_at(line, end):
        return end + 1
    if day or named:
        return end
    known = _core(line, place) not in _AMBIGUOUS and line.verbs[place] is None
    return end if known and (place == 0 or line.forms[place - 1] in _BEFORE_A_DATE) else None


def _year(line: Line, place: int) -> int | None:
    """عام 2016، مطلع 2024، and a bare year after a preposition"""
    years = [_core(line, place), _core(line, place + 2)]
    if _core(line, place + 1) in ("-", "–", "/") and all(re.fullmatch("19..|20..", year) for year in years):
        return place + 3  # 2015-2016
    if _core(line, place) in _DECADES or _core(line, place).removeprefix("ال") in _DECADES:
        return place + 1
    start = place + _part_at(line, place)
    end = _year_at(line, start)
    if not end:
        return None
    said = start > place or end > start + 1
    after_preposition = place > 0 and line.forms[place - 1] in _BEFORE_A_DATE
    return end if said or (after_preposition and re.fullmatch("19..|20..", _core(line, place))) else None


def _length(line: Line, place: int) -> int | None:
    """ثلاثة أشهر، يوم واحد، يومين، أكثر من أسبوع، منذ عقد، السنوات الخمس الماضية"""
    start = place + 2 if _core(line, place) in ("اكثر", "اقل") and _core(line, place + 1) == "من" else place
    if start < len(line) and line.heads[start].upos == "NUM":
        return start + 2 if _is_unit(line, start + 1) else None
    if not _is_unit(line, start):
        return None
    end = start + 1
    counted = end < len(line) and (
        line.lemmas[end] == "واحد" or (line.heads[end].upos == "NUM" and not line.cores[end].isdigit())
    )
    since = place > 0 and _core(line, place - 1) in ("منذ", "قبل") and not line.has_pronoun(start)
    dual = line.heads[start].feats.get("Number") == "Dual"
    end += counted
    end += bool(counted or dual) and _relative_at(line, end)
    return end if counted or dual or start > place or since else None


def _is_unit(line: Line, place: int) -> bool:
    return line.is_a("unit of time", place)


_NAMED_WITH_THIS = ("العام", "الشهر", "الاسبوع", "السنه", "اليوم", "الصباح", "المساء", "الليله")


def _relative(line: Line, place: int) -> int | None:
    """الأسبوع المقبل، هذا العام، نهاية الشهر"""
    if _is_unit(line, place) and not line.has_pronoun(place):
        after = place + 1
        counted = after < len(line) and (line.heads[after].upos == "NUM" or line.is_a("few", after))
        if _relative_at(line, after + counted):
            return after + counted + 1  # السنوات القليلة المقبلة
    this = _core(line, place) in ("هذا", "هذه")
    part = _part_at(line, place)
    if (this or part) and _core(line, place + 1) in _NAMED_WITH_THIS:
        return place + 2 + (_relative_at(line, place + 2))
    return None


_RULES = (_weekday, _near_day, _day_of_month, _year, _length, _relative)


# --- The days that are meant -----------------------------------------------------------


def resolved(line: Line, start: int, end: int, published: date | None) -> str | None:
    """The day, month, year or interval in ISO 8601 or EDTF; None where it cannot be known.

    منذ 2011: ``2011/..``; حتى مطلع 2024: ``../2024``.
    """
    days = _days(line, start, end, published)
    bound = words("bound of an interval").get(line.cores[start - 1]) if start else None
    if start > 1 and line.cores[start - 1] == "من" and line.cores[start - 2] in words("beginning from"):
        bound = "since"  # اعتبارا من العام 2020
    if days is None or bound is None or "/" in days:
        return days
    return f"{days}/.." if bound == "since" else f"../{days}"


def _days(line: Line, start: int, end: int, published: date | None) -> str | None:
    cores = line.cores[start:end]
    decade = next((core.removeprefix("ال") for core in cores if core.removeprefix("ال") in _DECADES), None)
    if decade:
        return _DECADES[decade]
    forward = _forward(line, start, end)
    month = next((found for place in range(start, end) if (found := _month_at(line, place))), None)
    if len(cores) == 3 and cores[1] in ("-", "–", "/") and cores[0].isdigit() and cores[2].isdigit():
        return f"{cores[0]}/{cores[2]}"
    year = next((int(core) for core in cores if _YEAR.fullmatch(core)), None)
    if month:
        return _of_month(cores, month, year, published, forward)
    if year:
        hijri = any(core.rstrip(".") in ("ه", "هـ") for core in cores)
        return _hijri(year) if hijri else str(year)
    return _from(line, start, end, published, forward) if published else None


def _forward(line: Line, start: int, end: int) -> int:
    """1 for what is to come, -1 for what is past, 0 where nothing says."""
    for place in range(start, end):
        if line.is_a("relative time", place):
            return int(words("relative time")[line.lemmas[place]])
    return 1 if start and line.forms[start - 1] in ("قبل", "حتي", "لغايه") else 0


def _of_month(
    cores: list[str], month: tuple[str, int, int], year: int | None, published: date | None, forward: int
) -> str | None:
    kind, number, _ = month
    days = [int(found[1]) for core in cores if (found := _DAY.fullmatch(core))]
    days += [_ORDINALS[cores[0]]] if cores[0] in _ORDINALS else []
    if len(days) > 1:
        return None  # يومي 11 و12 يناير
    day = days[0] if days and 1 <= days[0] <= 31 else None
    if kind == "Hijri month":
        if year is None and published:
            year = _hijri_year(number, published, forward)
        if year is None:
            return None
        if day or not _ends(cores):
            return _hijri(year, number, day)
        return _hijri(year, number, 29)[:7]
    if year is None and published:
        year = _year_of(number, published, forward)
    written = f"{year:04d}" if year else "XXXX"
    if year is None and not day:
        return None
    return f"{written}-{number:02d}" + (f"-{day:02d}" if day else "")


def _ends(cores: list[str]) -> bool:
    return words("part of a period").get(cores[0]) == "end"


def _year_of(month: int, published: date, forward: int) -> int:
    """The year of a month without one: the next, the last or the nearest to the publication."""
    if forward > 0:
        return published.year + (month <= published.month)
    if forward < 0:
        return published.year - (month >= published.month)
    return published.year + (month < published.month - 6) - (month > published.month + 6)


def _from(line: Line, start: int, end: int, published: date, forward: int) -> str | None:
    cores = line.cores[start:end]
    if cores[0] == "اليوم" and len(cores) == 2 and _relative_at(line, end - 1):
        return None  # اليوم التالي: after what was told
    if cores[0] == "الليله" and len(cores) == 2:
        return (published + timedelta(forward)).isoformat()
    if len(cores) > 3 and cores[-3:-1] == ["من", "الشهر"]:
        return _of_this_month(cores, published, forward) if _relative_at(line, end - 1) else None
    for length in (3, 2, 1):
        for place in range(len(cores) - length + 1):
            offset = phrases("near day").get(tuple(cores[place : place + length]))
            if offset is not None and (offset != "0" or len(cores) < 3):
                return (published + timedelta(int(offset))).isoformat()
    weekday = next((int(words("weekday")[core]) for core in cores if core in words("weekday")), None)
    if weekday is not None:
        back = (published.weekday() - weekday) % 7
        if forward > 0:
            return (published + timedelta((weekday - published.weekday()) % 7 or 7)).isoformat()
        return (published - timedelta(back or 7 * (forward < 0))).isoformat()
    units = {"عام": "year", "سنه": "year", "شهر": "month", "اسبوع": "week"}
    unit = next((units[line.lemmas[p]] for p in range(start, end) if line.lemmas[p] in units), None)
    definite = any(
        line.heads[p].feats.get("Definite") == "Def" or line.cores[p].startswith("ال")
        for p in range(start, end)
    )
    plural = any(line.heads[p].feats.get("Number") in ("Plur", "Dual") for p in range(start, end))
    if unit is None or not definite or plural:
        return None
    if unit == "year":
        return str(published.year + forward)
    if unit == "month":
        months = published.year * 12 + published.month - 1 + forward
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    monday = published + timedelta(7 * forward - published.weekday())
    return f"{monday.isoformat()}/{(monday + timedelta(6)).isoformat()}"


def _of_this_month(cores: list[str], published: date, forward: int) -> str:
    """12 من الشهر الجاري"""
    months = published.year * 12 + published.month - 1 + forward
    day = next(int(found[1]) for core in cores if (found := _DAY.fullmatch(core)))
    return f"{months // 12:04d}-{months % 12 + 1:02d}-{day:02d}"


_FIRST_YEAR, _SOLAR = 621.58, 0.970224  # the year in which 1 AH began; a lunar year in solar ones


def _hijri(year: int, month: int | None = None, day: int | None = None) -> str:
    """A Hijri day, or the days from the first to the last of a month or year; about which year it was
    (EDTF: ~) where the calendar does not reach."""
    from hijridate import Hijri  # 0.1 s, and few texts need it

    try:
        first = Hijri(year, month or 1, day or 1)
        if day:
            return first.to_gregorian().isoformat()
        last = Hijri(year, month or 12, 1)
        ends = Hijri(year, month or 12, last.month_length())
    except (OverflowError, ValueError):  # before 1343, after 1500; a thirtieth of a month of 29 days
        return f"{round(year * _SOLAR + _FIRST_YEAR)}~"
    return f"{first.to_gregorian().isoformat()}/{ends.to_gregorian().isoformat()}"


def _hijri_year(month: int, published: date, forward: int) -> int:
    """The year of a Hijri month without one: the next, the last or the nearest to the publication."""
    near = round((published.year - _FIRST_YEAR) / _SOLAR)
    days = {year: _away(_hijri(year, month, 15), published) for year in range(near - 2, near + 3)}
    way = {year: away for year, away in days.items() if not forward or away * forward > 0}
    return min(way or days, key=lambda year: abs(days[year]))


def _away(day: str, published: date) -> int:
    """How many days after the publication a day is; far beyond all others where it is not known."""
    return (date.fromisoformat(day) - published).days if len(day) == 10 else 10**6
