"""Names and dates of a tagged text, by rule.

Types come from the gazetteer ``data/names.tsv`` (made from the lexicon), from the noun before a
name (a ministry is an organisation, after a minister stands a person) and, for what remains, from
a guess that its ``note`` admits.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path

from khabar.discourse.model import Entity
from khabar.text.document import Document, Sentence, Span, Token, Word, join
from khabar.text.script import bare, fold

GAZETTEER = Path(__file__).parents[1] / "data" / "names.tsv"
QUOTES = '"“”«»„'

OUTLETS = {"وكالة", "صحيفة", "جريدة", "مجلة", "قناة", "شبكة", "إذاعة", "تلفزيون", "موقع"}
# Institutions that a noun or a name after them makes one: وزارة الدفاع، حزب العمال.
INSTITUTIONS = OUTLETS | {
    "وزارة", "مجلس", "منظمة", "حزب", "حركة", "هيئة", "لجنة", "محكمة", "جامعة", "بنك", "مصرف", "شركة",
    "اتحاد", "نقابة", "معهد", "جيش", "بعثة", "سفارة", "مؤسسة", "جبهة", "مفوضية", "ديوان", "رابطة",
}  # fmt: skip
# Institutions that an adjective of a country or kind makes one: الجيش السوري، الاتحاد الأوروبي.
DEFINITE_INSTITUTIONS = {
    "جيش", "إدارة", "حكومة", "حزب", "اتحاد", "برلمان", "خارجية", "مفوضية", "جبهة", "مجلس", "رئاسة",
}  # fmt: skip
TITLES = {
    "وزير", "رئيس", "متحدث", "ناطق", "سيد", "نظير", "أمين", "سفير", "مبعوث", "مندوب", "مستشار", "قائد",
    "نائب", "مدير", "ملك", "أمير", "جنرال", "عقيد", "مستشارة", "زعيم", "مرشح", "باحث", "محلل", "مفوض",
}  # fmt: skip
# What stands within a person's name: فيصل بن فرحان، عبد الله.
JOINERS = {"بن", "ابن", "بنت", "آل", "أبو", "أبي", "عبد", "دي", "فون", "فان"}
SEVERAL_WORDS = {
    "الولايات المتحدة الأميركية": ("GPE", "United States"),
    "الولايات المتحدة": ("GPE", "United States"),
    "المملكة المتحدة": ("GPE", "United Kingdom"),
    "المملكة العربية السعودية": ("GPE", "Saudi Arabia"),
    "الإمارات العربية المتحدة": ("GPE", "United Arab Emirates"),
    "كوريا الشمالية": ("GPE", "North Korea"),
    "كوريا الجنوبية": ("GPE", "South Korea"),
    "جنوب أفريقيا": ("GPE", "South Africa"),
    "الأمم المتحدة": ("ORG", "United Nations"),
    "البيت الأبيض": ("ORG", "White House"),
    "النيابة العامة": ("ORG", "Public Prosecution"),
    "الشرق الأوسط": ("LOC", "Middle East"),
    "الضفة الغربية": ("LOC", "West Bank"),
    "قطاع غزة": ("LOC", "Gaza Strip"),
    "البحر الأحمر": ("LOC", "Red Sea"),
    "البحر الأسود": ("LOC", "Black Sea"),
    "البحر المتوسط": ("LOC", "Mediterranean"),
    "الخليج العربي": ("LOC", "Gulf"),
}

WEEKDAYS = ["اثنين", "ثلاثاء", "أربعاء", "خميس", "جمعة", "سبت", "أحد"]
MONTHS = [
    ("يناير", "كانون الثاني"), ("فبراير", "شباط"), ("مارس", "آذار"), ("أبريل", "نيسان"), ("مايو", "أيار"),
    ("يونيو", "حزيران"), ("يوليو", "تموز"), ("أغسطس", "آب"), ("سبتمبر", "أيلول"),
    ("أكتوبر", "تشرين الأول"), ("نوفمبر", "تشرين الثاني"), ("ديسمبر", "كانون الأول"),
]  # fmt: skip
TODAY = {"اليوم": 0, "أمس": -1, "غدا": 1}
UNITS = {"ساعة", "يوم", "أسبوع", "شهر", "سنة", "عام", "عقد", "قرن"}
RELATIVE = {"مقبل", "ماضي", "جاري", "حالي", "قادم", "فائت", "منصرم", "أخير"}

_FOLDED_WEEKDAYS = [fold("ال" + day) for day in WEEKDAYS]
_FOLDED_MONTHS = {fold(name): number for number, names in enumerate(MONTHS, 1) for name in names}
_SEVERAL = {tuple(fold(name).split()): value for name, value in SEVERAL_WORDS.items()}
_LENGTHS = sorted({len(words) for words in _SEVERAL}, reverse=True)

Found = tuple[int, str, str | None, str | None]
"""End place, type, English name, note."""


@cache
def gazetteer() -> dict[str, tuple[str, str]]:
    """Type and English of each name of the lexicon, by its lemma without signs."""
    with GAZETTEER.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["name"]: (row["type"], row["gloss"]) for row in rows}


def entities(document: Document, published: date | None = None) -> Iterator[Entity]:
    """Names and dates in reading order; days are resolved from ``published``, where it is given."""
    persons: dict[str, str] = {}
    number = 0
    for sentence in document.sentences:
        for first, (end, kind, name, note) in _found(sentence, persons):
            number += 1
            tokens = sentence.tokens[first:end]
            yield Entity(
                f"e{number:02d}", span_of(tokens), kind, name, plain(tokens),
                iso=_iso(tokens, published) if kind == "DATE" else None, note=note, provenance="rule",
            )  # fmt: skip


def _found(sentence: Sentence, persons: dict[str, str]) -> Iterator[tuple[int, Found]]:
    tokens = sentence.tokens
    place = 0
    while place < len(tokens):
        found = (
            _date(tokens, place)
            or _several_words(tokens, place)
            or _institution(tokens, place)
            or _name(tokens, place, persons)
        )
        if found:
            yield place, found
        place = found[0] if found else place + 1


def lemma(word: Word) -> str:
    """The lemma without signs; the form where there is none."""
    return bare(word.lemma or word.form)


def head(token: Token) -> Word:
    """The word of a token that a proclitic is not."""
    return next((w for w in token.words if w.upos not in ("CCONJ", "ADP", "PART", "AUX")), token.words[-1])


def is_time(tokens: list[Token], place: int) -> bool:
    """Whether an expression of time begins here."""
    return _date(tokens, place) is not None


def verb_of(token: Token) -> Word | None:
    """The verb of a token, if it has one."""
    return next((word for word in token.words if word.upos == "VERB"), None)


def span_of(tokens: list[Token]) -> list[Span]:
    """The span of neighbouring tokens, in a list; an empty list for none."""
    return [(tokens[0].paragraph, tokens[0].position, tokens[-1].position)] if tokens else []


def plain(tokens: list[Token]) -> str:
    """The text of a name without proclitic and quotation marks: لوكالة "تاس" gives وكالة تاس."""
    text = _without_proclitics(tokens[0]) + join(tokens)[len(tokens[0].form) :]
    return text.translate(dict.fromkeys(map(ord, QUOTES))).strip()


def _without_proclitics(token: Token) -> str:
    words = token.words
    first = next((n for n, word in enumerate(words) if word.upos not in ("CCONJ", "ADP")), len(words) - 1)
    return "".join(word.form for word in words[first:])


def _core(token: Token) -> str:
    """The form without proclitics, folded; of لـ and article the article again."""
    return _folded(_without_proclitics(token))


_folded = lru_cache(maxsize=4096)(fold)


def _alone(token: Token) -> bool:
    """Whether the token has no proclitic, so that it can go on with a name."""
    return token.words[0].upos not in ("CCONJ", "ADP", "PART", "SCONJ", "AUX") or _unknown(token)


def _unknown(token: Token) -> bool:
    return all(word.source == "backoff" for word in token.words)


# --- Dates -----------------------------------------------------------------------------


def _date(tokens: list[Token], place: int) -> Found | None:
    for rule in (_weekday, _day_of_month, _length, _relative, _today):
        end = rule(tokens, place)
        if end:
            return end, "DATE", None, None
    return None


def _at(tokens: list[Token], place: int) -> str:
    return _core(tokens[place]) if place < len(tokens) else ""


def _lemma_at(tokens: list[Token], place: int) -> str:
    return lemma(head(tokens[place])) if place < len(tokens) else ""


def _weekday(tokens: list[Token], place: int) -> int | None:
    """الأحد، اليوم الأحد، أمس السبت، يوم الثلاثاء، مساء الخميس"""
    before = _at(tokens, place) in {"اليوم", "امس", "غدا", "يوم", "مساء", "صباح", "ليل", "فجر", "ظهر"}
    return place + before + 1 if _at(tokens, place + before) in _FOLDED_WEEKDAYS else None


def _month(tokens: list[Token], place: int) -> tuple[int, int] | None:
    """The month that is named here and the place after it."""
    for length in (2, 1):
        name = " ".join(_at(tokens, place + step) for step in range(length))
        if name in _FOLDED_MONTHS:
            return _FOLDED_MONTHS[name], place + length
    return None


def _day_of_month(tokens: list[Token], place: int) -> int | None:
    """3 أكتوبر 2016، الأول من أيار، شهر مارس الماضي، عام 2016"""
    if _at(tokens, place) in ("عام", "سنه") and re.fullmatch(r"\d{4}", _at(tokens, place + 1)):
        return place + 2
    start = place + 1 if re.fullmatch(r"\d{1,2}|شهر", _at(tokens, place)) else place
    month = _month(tokens, start)
    # Several months are everyday words too (مارس: practised): alone they are not taken for dates.
    if not month or start == place:
        return None
    end = month[1]
    if re.fullmatch(r"\d{4}", _at(tokens, end)) or _lemma_at(tokens, end) in RELATIVE:
        end += 1
    return end


def _length(tokens: list[Token], place: int) -> int | None:
    """ثلاثة أشهر، يوم واحد، يومين، أكثر من أسبوع، منذ عقد، السنوات الخمس الماضية"""
    start = place + 2 if _at(tokens, place) in ("اكثر", "اقل") and _at(tokens, place + 1) == "من" else place
    if start < len(tokens) and head(tokens[start]).upos == "NUM":
        return start + 2 if _lemma_at(tokens, start + 1) in UNITS else None
    if _lemma_at(tokens, start) not in UNITS:
        return None
    end = start + 1
    counted = _lemma_at(tokens, end) == "واحد" or (end < len(tokens) and head(tokens[end]).upos == "NUM")
    dual = head(tokens[start]).feats.get("Number") == "Dual"
    since = place > 0 and _at(tokens, place - 1) in ("منذ", "قبل")
    if counted:
        end += 1
    if counted and _lemma_at(tokens, end) in RELATIVE:
        end += 1
    return end if counted or dual or start > place or since else None


def _relative(tokens: list[Token], place: int) -> int | None:
    """الأسبوع المقبل، العام الماضي"""
    following = _lemma_at(tokens, place + 1) in RELATIVE
    return place + 2 if _lemma_at(tokens, place) in UNITS and following else None


def _today(tokens: list[Token], place: int) -> int | None:
    return place + 1 if _core(tokens[place]) in {fold(day) for day in TODAY} else None


def _iso(tokens: list[Token], published: date | None) -> str | None:
    """The day in ISO 8601: of a full date always, of a day of this week from ``published``."""
    words = [_core(token) for token in tokens]
    years = [int(word) for word in words if re.fullmatch(r"\d{4}", word)]
    days = [int(word) for word in words if re.fullmatch(r"\d{1,2}", word)]
    month = next((found for place in range(len(tokens)) if (found := _month(tokens, place))), None)
    if month:
        year = years[0] if years else published.year if published else None
        pieces = [f"{year:04d}", f"{month[0]:02d}", *(f"{day:02d}" for day in days)] if year else []
        return "-".join(pieces) or None
    if years:
        return str(years[0])
    if not published:
        return None
    for name, offset in TODAY.items():
        if fold(name) in words:
            return (published + timedelta(offset)).isoformat()
    for weekday, name in enumerate(_FOLDED_WEEKDAYS):
        if name in words:  # news looks back: the last such day, today included
            return (published - timedelta((published.weekday() - weekday) % 7)).isoformat()
    return None


# --- Names -----------------------------------------------------------------------------


def _several_words(tokens: list[Token], place: int) -> Found | None:
    for length in _LENGTHS:
        following = tokens[place : place + length]
        known = _SEVERAL.get(tuple(map(_core, following)))
        if known and all(map(_alone, following[1:])):
            return place + length, *known, None
    return None


def _institution(tokens: list[Token], place: int) -> Found | None:
    """وزارة الدفاع التركية، مجلس الأمن، الجيش السوري، and the name of an outlet after its noun"""
    first = head(tokens[place])
    definite = first.feats.get("Definite") == "Def"
    titled = place > 0 and _lemma_at(tokens, place - 1) in TITLES  # وزير الخارجية
    if definite and lemma(first) in DEFINITE_INSTITUTIONS and not titled:
        end = place + 1
        while end < len(tokens) and _alone(tokens[end]) and _is_nisba(head(tokens[end])):
            end += 1
        return (end, "ORG", None, None) if end > place + 1 else None
    if definite or lemma(first) not in INSTITUTIONS or first.upos not in ("NOUN", "X"):
        return None
    if lemma(first) in OUTLETS:
        return None  # the name that follows is found by itself; صحيفة محلية is no name
    end = place + 1
    while end < len(tokens) and _alone(tokens[end]) and head(tokens[end]).upos in ("NOUN", "PROPN"):
        end += 1
        if head(tokens[end - 1]).feats.get("Definite") == "Def" or head(tokens[end - 1]).upos == "PROPN":
            break
    last = head(tokens[end - 1])
    if end == place + 1 or not (last.feats.get("Definite") == "Def" or last.upos == "PROPN"):
        return None
    while end < len(tokens) and _alone(tokens[end]) and _is_definite_adjective(head(tokens[end])):
        end += 1
    return end, "ORG", None, None


def _is_nisba(word: Word) -> bool:
    return _is_definite_adjective(word) and (word.lemma or "").endswith("ِيّ")


def _is_definite_adjective(word: Word) -> bool:
    return word.upos == "ADJ" and word.feats.get("Definite") == "Def"


def _name(tokens: list[Token], place: int, persons: dict[str, str]) -> Found | None:
    """A run of proper nouns; after a title or an outlet, of unknown words as well."""
    title, outlet = _after_title(tokens, place), _after_outlet(tokens, place)
    end = place
    if outlet and outlet[1] and tokens[place].form not in QUOTES:  # quoted: all of it is the name
        end = next((p for p in range(place, len(tokens)) if tokens[p].form in QUOTES), place)
    while end < len(tokens) and (end == place or _goes_on(tokens, end)):
        following = head(tokens[end + 1]).upos if end + 1 < len(tokens) else ""
        given_name = following == "PROPN" and (_kind(tokens[end]) == "PER" or tokens[end].form in JOINERS)
        guessed = _unknown(tokens[end]) and (title or outlet or end > place)
        if not (head(tokens[end]).upos == "PROPN" or given_name or guessed):
            break
        end += 1
    if end == place:
        return None
    lemmas = [lemma(head(token)) for token in tokens[place:end]]
    entries = [gazetteer().get(name) for name in lemmas]
    kinds = [entry[0] for entry in entries if entry]
    english = " ".join(entry[1].split(";")[0] for entry in entries if entry) if all(entries) else None
    if not kinds and not outlet and end == place + 1 and _core(tokens[place]).startswith("ال"):
        return None  # an unknown word with the article is a common noun, as a rule
    if outlet or "ORG" in kinds:
        return end, "ORG", english, None
    if lemmas[-1] in persons and len(lemmas) == 1 and (not kinds or kinds == ["PER"]):
        return end, "PER", persons[lemmas[-1]], None
    if kinds and "PER" not in kinds and not (title and len(lemmas) > 1):
        return end, kinds[0], english, None
    if "PER" in kinds or title or len(lemmas) > 1:
        name = english or plain(tokens[place:end])
        persons.setdefault(lemmas[-1], name)
        return end, "PER", name, None if kinds or title else "The type is guessed: two names in a row."
    return end, "GPE", None, "The type is guessed: a single unknown name."


def _kind(token: Token) -> str:
    return gazetteer().get(lemma(head(token)), ("", ""))[0]


def _goes_on(tokens: list[Token], place: int) -> bool:
    """Whether a token can belong to the name before it; two states in a row are two names."""
    return _alone(tokens[place]) and not two_states(tokens[place - 1], tokens[place])


def two_states(first: Token, second: Token) -> bool:
    """Whether both are names of states or cities."""
    return _kind(first) == _kind(second) == "GPE"


def _after_title(tokens: list[Token], place: int) -> bool:
    """Whether a title stands before, with what belongs to it: وزير الخارجية، سيرغي لافروف"""
    before = place - 1
    while before >= 0 and place - before <= 7:
        word = head(tokens[before])
        if lemma(word) in TITLES:
            return True
        if tokens[before].form not in "،," and word.upos not in ("NOUN", "ADJ", "PROPN"):
            return False
        before -= 1
    return False


def _after_outlet(tokens: list[Token], place: int) -> tuple[int, bool] | None:
    """The place of the outlet's noun (or of لـ) just before, and whether a quotation mark stands
    between."""
    quoted = place > 0 and tokens[place - 1].form in QUOTES
    before = place - 1 - quoted
    if before < 0:
        return None
    told = quoted and tokens[before].form in ("لـ", "ل")
    return (before, quoted) if told or _lemma_at(tokens, before) in OUTLETS else None
