"""Names and dates of a tagged text, by rule, each type by the evidence that its ``rule`` tells.

In order of weight: a name of several words that the table knows; the noun that heads a name (a
ministry, a company, a river); a title before it or after it; the gazetteer ``data/names.tsv`` (made
from the lexicon); another mention of the same person; what the sentence does with it (who says
something is a person or a body, what stands after في is a place).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from string import ascii_uppercase

from khabar.discourse.dates import resolved
from khabar.discourse.line import COMMAS, QUOTES, Line, plain, span_of, split_falsely, unknown
from khabar.discourse.model import Entity
from khabar.discourse.nouns import describes_others, is_action
from khabar.discourse.vocabulary import bare, by_form, kind_of_rule, lengths, phrases, saying, sureness, words
from khabar.text.document import Token, Word

GAZETTEER = Path(__file__).parents[1] / "data" / "names.tsv"
_FAR = 7  # tokens from a title to the name


# Rules that only look at what the sentence does with a name.
_GUESSES = {"after a preposition of place", "after a verb of going", "after a verb", "two names in a row"}


@dataclass
class _Found:
    """A name: its end, type, English, and the rule that found it."""

    end: int
    type: str
    name: str | None
    rule: str


@cache
def gazetteer() -> dict[str, tuple[str, str]]:
    """Type and English of each name of the lexicon, by its lemma without signs."""
    with GAZETTEER.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["name"]: (row["type"], row["gloss"]) for row in rows}


class _Told(dict[str, str]):
    """What a text has told: persons by their family's name, bodies by a name without its noun; whether it is sport."""

    def __init__(self, lines: list[Line]):
        super().__init__()
        self.bodies: set[str] = set()
        self.sport = (
            sum(line.is_a("word of sport", place) for line in lines for place in range(len(line))) > 1
        )


def entities(lines: list[Line], published: date | None = None) -> Iterator[Entity]:
    """Names and dates in reading order; days are resolved from ``published``, where it is given."""
    persons = _Told(lines)
    number = 0
    for line in lines:
        for first, found in _names(line, persons):
            if found.type != "DATE":
                line.name(first, found.end, found.type)
            if found.type == "ORG" and found.end == first + 2 and _is_bare_name(line, first + 1):
                persons.bodies.add(line.cores[first + 1])  # شركة Tesla
            number += 1
            tokens = line.tokens[first : found.end]
            iso = resolved(line, first, found.end, published) if found.type == "DATE" else None
            yield Entity(
                f"e{number:02d}", span_of(tokens), found.type, found.name, plain(tokens), iso=iso,
                note="The type is guessed: no list has the name." if kind_of_rule(found.rule) in _GUESSES else None,
                provenance="rule", rule=found.rule, sure=sureness("entities", found.rule),
            )  # fmt: skip


def _names(line: Line, persons: _Told) -> Iterator[tuple[int, _Found]]:
    place = 0
    while place < len(line):
        found = (
            (_Found(line.times[place], "DATE", None, "time") if place in line.times else None)
            or _known(line, place)
            or _state(line, place)
            or _place(line, place)
            or _settlement(line, place)
            or _institution(line, place)
            or _short_name(line, place)
            or (_club(line, place) if persons.sport else None)
            or _name(line, place, persons)
        )
        if found:
            yield place, found
        place = found.end if found else place + 1


def kind_of(line: Line, place: int) -> str:
    """The type of a word in the gazetteer, or an empty text."""
    return gazetteer().get(bare(line.heads[place].lemma or line.heads[place].form), ("", ""))[0]


def two_states(line: Line, first: int, second: int) -> bool:
    """Whether both are names of states or cities."""
    return kind_of(line, first) == kind_of(line, second) == "GPE"


def _alone(line: Line, place: int) -> bool:
    """Whether the token has no proclitic, so that it can go on with a name."""
    if place >= len(line):
        return False
    token = line.tokens[place]
    if unknown(token):
        return len(token.words) == 1 or split_falsely(token)
    return token.words[0].upos not in ("CCONJ", "ADP", "PART", "SCONJ", "AUX", "VERB", "PUNCT")


def _known(line: Line, place: int) -> _Found | None:
    """A name of several words in the table."""
    named = phrases("name of several words")
    for first in dict.fromkeys((line.cores[place], line.forms[place])):
        for length in lengths("name of several words").get(first, ()):
            written = (first, *line.forms[place + 1 : place + length])
            if written not in named:
                continue
            kind, _, english = named[written].partition(";")
            end = place + len(written)  # fewer at the end of a line
            party = line.lemmas[place] == "حزب"  # الحزب الديمقراطي الحر
            own = kind == "ORG" and line.forms[end - 1].startswith(
                "ال"
            )  # الحرس الثوري الإيراني, not ريال مدريد
            while own and (_is_nisba(line, end) or (party and _is_definite_adjective(line, end))):
                end += 1
            return _Found(end, kind, english, "table")
    end = place
    while end < len(line) and line.forms[end] in words("letter name"):
        end += 1
    return _Found(end, "ORG", None, "letters") if end - place > 2 else None  # إف بي آي


def _state(line: Line, place: int) -> _Found | None:
    """دولة الكويت، جمهورية الكونغو الديمقراطية، المملكة الأردنية الهاشمية: a state by its official name."""
    word = line.heads[place]
    if not line.is_a("kind of state", place) or word.upos != "NOUN" or line.has_pronoun(place):
        return None
    if word.feats.get("Number") in ("Dual", "Plur"):
        return None
    end = place + 1
    if word.feats.get("Definite") == "Def":
        end += _is_nisba(line, end) and line.lemmas[place] not in ("دوله", "اماره")
    elif end < len(line) and line.preposition(end) is None:
        known = _known(line, end)
        listed = "GPE" in (kind_of(line, end), gazetteer().get(bare(line.tokens[end].form), ("",))[0])
        end = known.end if known and known.type == "GPE" else end + listed
    if end == place + 1:
        return None
    while _is_definite_adjective(line, end) and (
        line.cores[end] in words("adjective of a state")
        or (_is_nisba(line, end) and _is_nisba(line, end - 1))
    ):
        end += 1
    return _Found(end, "GPE", None, f"place: {word.form}")


def _place(line: Line, place: int) -> _Found | None:
    """نهر النيل، ميناء عدن: the noun belongs to the name; مدينة الفاشر: it does not."""
    if line.cores[place] == "شبه" and (island := place + 1 < len(line) and _place(line, place + 1)):
        return island  # شبه جزيرة القرم
    kind = words("place").get(line.lemmas[place])
    if kind != "LOC" or line.heads[place].feats.get("Definite") == "Def" or line.heads[place].upos != "NOUN":
        return None
    if line.lemmas[place] == "قناه" and line.cores[place + 1 : place + 2] != ["السويس"]:
        return None
    if line.is_a("place", place + 1):
        return None  # سواحل | جزيرة لامبيدوسا
    after = place + 1 + is_title(line, place + 1)  # مطار الملكة علياء
    listed = after < len(line) and bare(line.tokens[after].form) in gazetteer()
    if not listed and not (
        _alone(line, after) and (line.heads[after].upos == "PROPN" or unknown(line.tokens[after]))
    ):
        return None
    after += 1
    while (
        _alone(line, after) and line.heads[after].upos == "PROPN" and not two_states(line, after - 1, after)
    ):
        after += 1
    while _is_definite_adjective(line, after) and line.lemmas[after] in words("adjective of an airport"):
        after += 1
    return _Found(after, "LOC", None, f"place: {line.heads[place].form}")


def _settlement(line: Line, place: int) -> _Found | None:
    """مدينة الحزم، بلدة بليدا، محافظ الظاهرة: after a town, or who governs one, a noun that is the name of one."""
    before = place - 1
    if before < 0 or not _alone(line, place) or line.has_pronoun(place) or place in line.times:
        return None
    word, town = line.heads[place], line.heads[before]
    governed = line.is_a("governor", before)
    if not (governed or line.is_a("settlement", before)) or town.feats.get("Definite") == "Def":
        return None
    side = line.cores[place] in words("beside a place")  # محافظة جنوب الباطنة
    last = place + side
    if last >= len(line) or word.upos not in ("NOUN", "ADJ") or town.upos != "NOUN":
        return None
    name = line.heads[last]
    others = ("place", "relative time", "title", "institution", "definite institution", "unit of time")
    if name.feats.get("Number") == "Dual" or any(line.is_a(kind, last) for kind in others):
        return None
    definite = name.feats.get("Definite") == "Def" and line.cores[last].startswith("ال")
    end = last + 1
    if definite and (name.feats.get("Number") == "Plur" or (name.upos == "ADJ" and not side)):
        return None
    if not definite and (governed or side or not _is_bare_town(line, place)):
        return None
    end += not governed and line.is_a("direction", end) and _is_definite_adjective(line, end)
    return _Found(end, "GPE", None, f"place: {town.form}")


def _is_bare_town(line: Line, place: int) -> bool:
    """نصيب، بليدا: no genitive follows, and an adjective of the town would be feminine."""
    after, core = place + 1, line.cores[place]
    ends = after >= len(line) or line.tokens[after].form in COMMAS + "." or not line.is_nominal(after)
    ends = ends or line.cores[after] in words("beside a place")
    if line.heads[place].upos == "ADJ":
        return ends and not core.endswith(("ه", "ي", "اء"))
    return ends and line.heads[place].feats.get("Number") != "Plur"


def _short_name(line: Line, place: int) -> _Found | None:
    """«تحالف الصحف» (لينا): one or two names in brackets after the name of a body."""
    opening = place - 1
    close = line.brackets.get(opening)
    if opening < 1 or close is None or not place < close <= place + 2:
        return None
    before = opening - 1 - (line.tokens[opening - 1].form in QUOTES)
    body = line.types.get(before) == "ORG"
    return (
        _Found(close, "ORG", None, "named before") if body and _all_names(line.tokens[place:close]) else None
    )


# --- Institutions ----------------------------------------------------------------------


def _institution(line: Line, place: int) -> _Found | None:
    """وزارة الدفاع التركية، مجلس الأمن، الجيش السوري، شركة بوينغ، صحيفة الوطن"""
    word = line.heads[place]
    if (
        word.upos not in ("NOUN", "X", "PROPN")
        or line.has_pronoun(place)
        or word.feats.get("Number") in ("Plur", "Dual")
    ):
        return None
    definite = word.feats.get("Definite") == "Def"
    titled = place > 0 and (line.is_a("title", place - 1) and line.preposition(place) is None)
    if definite and line.is_a("outlet", place) and _numbered(line, place + 1):
        return _Found(place + 2, "ORG", None, f"institution: {word.form}")
    if definite:
        its_own = titled and _agrees_with_body(line, place)
        national = line.is_a("national outlet", place) and _is_nisba(line, place + 1)
        national = national and not line.is_a("adjective of no name", place + 1)  # التلفزيون السوري
        if (titled and not its_own) or not (
            line.is_a("definite institution", place) or line.is_a("institution", place) or national
        ):
            return None
        end = place + 1
        named = words("institution").get(line.lemmas[place]) == "named"
        if named and not (end < len(line) and line.cores[end] in _NAMING):
            return None  # التيار الكهربائي، الجهاز الهضمي
        if place and line.is_a("competition", place - 1):
            return None  # كأس الرابطة الإنجليزية
        while _is_nisba(line, end) or (
            _is_definite_adjective(line, end)
            and (end > place + 1 or (line.cores[end] in _NAMING and not line.is_a("outlet", place)))
        ):
            end += 1
        if (
            end == place + 2
            and line.is_a("body of no name", place)
            and line.is_a("adjective of no name", place + 1)
        ):
            return None  # الحكومة المركزية، الائتلاف الثلاثي
        end = _purpose(line, place, end)
        return _Found(end, "ORG", None, f"institution: {word.form}") if end > place + 1 else None
    if line.is_a("outlet", place):
        return _outlet(line, place)
    if not line.is_a("institution", place):
        return None
    whole = _known(line, place + 1) if place + 1 < len(line) and line.preposition(place + 1) is None else None
    if whole and whole.type != "PER":  # نادي باريس سان جيرمان، حكومة هونغ كونغ
        end = _purpose(line, place, whole.end, known=True) if whole.type == "ORG" else whole.end
        english = whole.name if whole.type == "ORG" and end == whole.end else None
        return _Found(end, "ORG", english, f"institution: {word.form}")  # منظمة الأمم المتحدة للطفولة
    end = place + 1
    while end - place < 5 and _alone(line, end) and not line.has_pronoun(end) and _continues(line, end):
        end += 1
        last = line.heads[end - 1]
        if last.feats.get("Definite") == "Def" or last.upos == "PROPN":
            break
    last = line.heads[end - 1]
    if end == place + 1 or not (
        last.feats.get("Definite") == "Def" or last.upos == "PROPN" or _is_bare_name(line, end - 1)
    ):
        return None
    guild = last.feats.get("Number") == "Plur" and (
        line.is_a("body with domains", place) or line.is_a("party", place)
    )  # نقابة المحامين، حزب العمال
    if line.is_a("body of a person", place) and kind_of(line, place + 1) == "PER":
        return None  # حكومة عباس الفاسي
    if (line.is_a("person of a place", end - 1) and not guild) or line.is_a("relative time", end - 1):
        return None
    proper = any(line.heads[p].upos == "PROPN" or _is_bare_name(line, p) for p in range(place + 1, end))
    several = line.is_a("institution", place) and last.feats.get("Number") == "Plur" and last.upos == "NOUN"
    weak = (
        line.is_a("any gathering", place)
        or (several and line.is_a("outlet", place))
        or (line.is_a("movement", place) and (several or line.is_a("movement of things", end - 1)))
    )
    if weak and not proper and not _is_nisba(line, end):
        return None  # حركة الأفراد، مجموعة الدول
    image = line.is_a("body that may be an image", place)
    if (
        image
        and place
        and line.is_open(place - 1)
        and last.upos == "NOUN"
        and line.mates[place - 1] <= end + 1
    ):
        return None  # "مركز الزلزال الدامي": an image between quotation marks
    if last.upos == "NOUN" and line.is_a("body with domains", place):
        end = _coordinated(line, end)
    if end < len(line) and line.cores[end] == "السعوديه" and _alone(line, end):
        end += word.feats.get("Gender") == "Fem"  # جمعية حماية المستهلك السعودية
    firm = line.lemmas[place] == "شركه" and not definite and last.upos == "PROPN"  # شركة هونر | الصينية
    while (_is_definite_adjective(line, end) and not (firm and _is_nisba(line, end))) or (
        last.upos == "PROPN" and _alone(line, end) and end - place < 4 and line.heads[end].upos == "PROPN"
        and kind_of(line, end - 1) != "GPE" and not (titled and kind_of(line, end) == "PER")
    ):  # fmt: skip
        end += 1
    inner = place + 1 if line.is_a("institution", place + 1) else place  # حزب التجمع الوطني للأحرار
    end = _purpose(line, inner, end)
    if line.cores[end : end + 2] == ["من", "اجل"] and line.is_a("party", place):
        end += 2 + _alone(line, end + 2)  # حزب البديل من أجل ألمانيا
    if _is_nisba(line, end - 1) and not any(is_title(line, p) for p in range(max(0, place - 3), place)):
        while _alone(line, end) and unknown(line.tokens[end]) and line.heads[end].upos == "PROPN":
            end += 1  # بنك الاستثمار الأمريكي جولدمان ساكس
    return _Found(_with_bracket(line, end), "ORG", None, f"institution: {word.form}")


def _numbered(line: Line, place: int) -> bool:
    """القناة 12"""
    return place < len(line) and line.tokens[place].form.isdecimal() and line.lemmas[place - 1] == "قناه"


def _agrees_with_body(line: Line, place: int) -> bool:
    """رئيس المفوضية الأوروبية، محافظ البنك المركزي: the adjective is the body's; وزير الخارجية الفرنسي: the minister's."""
    genders = [line.heads[p].feats.get("Gender") for p in range(place - 1, min(place + 2, len(line)))]
    own = (
        _is_definite_adjective(line, place + 1)
        and genders[1:] == ["Masc", "Masc"]
        and (line.cores[place + 1] in _NAMING or line.is_a("body with a nationality", place))
    )  # محافظ البنك المركزي، قائد الجيش السوداني
    return own or genders == ["Masc", "Fem", "Fem"]


def _purpose(line: Line, start: int, end: int, *, known: bool = False) -> int:
    """المرصد السوري لحقوق الإنسان، وكالة الطاقة الدولية للتعاون: the place after what a body is for."""
    if end + 1 >= len(line) or line.tokens[end].words[0].form != "ل" or len(line.tokens[end].words) < 2:
        return end
    whole = _known(line, end)
    if whole and whole.type == "ORG":
        return whole.end  # الجمعية العامة للأمم المتحدة
    acts = is_action(line, end) and line.heads[end].feats.get("Definite") == "Cons"
    domain = (
        end > start + 1 and line.heads[start].feats.get("Definite") == "Cons"
    )  # وزارة الخارجية | لبحث الأزمة
    word = line.heads[end]
    state = word.feats.get("Definite")
    following = end + 1 < len(line) and line.heads[end + 1].upos == "NOUN" and _alone(line, end + 1)
    thing = (
        word.upos == "NOUN"
        and (state == "Def" or (state == "Cons" and following))
        and (
            word.feats.get("Number") == "Plur"
            or not any(line.is_a(kind, end) for kind in ("person of a place", "institution", *_OTHERS))
        )
    )  # الجهاز المركزي للمحاسبات
    singular = word.feats.get("Number") != "Plur"
    whole_body = (known and singular) or (
        end > start + 1 and line.heads[start].feats.get("Definite") == "Def"
    )
    domains = line.is_a("body with domains", start)
    if line.lemmas[end] in _PURPOSES or (domains and ((acts and not domain) or (thing and whole_body))):
        after = end + 1
        while line.heads[after - 1].feats.get("Definite") == "Cons" and _alone(line, after):
            if line.heads[after].upos not in ("NOUN", "ADJ"):
                return end  # مجلس الأمن | لحل هذه القضية
            after += 1
        if line.heads[after - 1].feats.get("Definite") not in ("Def", "Cons", None):
            return end  # الاتحاد الإفريقي | لعقد اجتماع
        while _is_definite_adjective(line, after) or (whole_body and _coordinated(line, after) > after):
            after += 1  # المديرية العامة للأمن الوطني، الجهاز المركزي للتعبئة العامة والإحصاء
        return after
    return end


def _coordinated(line: Line, place: int) -> int:
    """منظمة الأغذية والزراعة: the place after further domains of a body."""
    while (
        place < len(line)
        and line.joined(place)
        and line.heads[place].upos == "NOUN"
        and line.heads[place].feats.get("Definite") == "Def"
        and line.preposition(place) is None
        and (
            line.is_a("outlet", place - 1) == line.is_a("outlet", place) is True
            or not any(line.is_a(kind, place) for kind in ("institution", *_OTHERS))
        )
    ):
        place += 1
    return place


_CAPITALS = frozenset(ascii_uppercase)
_ACTION = re.compile("ت..ي.|ا.ت.ا.|ا..ا.|است..ا.|م.ا..ه")  # the shapes of verbal nouns
_OTHERS = ("title", "person of a place", "definite institution", "place", "outlet")
_NAMING = frozenset(words("adjective in a body's name"))
_PURPOSES = frozenset(words("purpose in a body's name"))


def _continues(line: Line, place: int) -> bool:
    return line.heads[place].upos in ("NOUN", "PROPN") or _is_bare_name(line, place)


def _is_bare_name(line: Line, place: int) -> bool:
    """Whether a token is a name by its letters: unknown to every lexicon, or Latin (شركة Tesla)."""
    return unknown(line.tokens[place]) or line.tokens[place].form[:1] in _CAPITALS


def _outlet(line: Line, place: int) -> _Found | None:
    """صحيفة الوطن، وكالة الأنباء الأردنية (بترا); a name in quotation marks stands by itself, and صحيفة
    محلية is no name."""
    end = place + 1
    if not _alone(line, end) or line.tokens[end].form in QUOTES or line.has_pronoun(end):
        return None
    if (whole := _known(line, end)) and whole.type == "ORG":
        return _Found(whole.end, "ORG", whole.name, f"outlet: {line.heads[place].form}")  # شبكة سي إن إن
    word = line.heads[end]
    if line.lemmas[place] == "محطه" and kind_of(line, end) in ("GPE", "LOC"):
        return None  # محطة بوشهر
    if word.upos == "NOUN" and _alone(line, end + 1) and line.heads[end + 1].upos == "PROPN":
        end, word = end + 1, line.heads[end + 1]  # إذاعة صوت إسرائيل
    named = word.upos == "PROPN" or _is_bare_name(line, end)
    if not (named or (word.upos in ("NOUN", "ADJ") and word.feats.get("Definite") == "Def")):
        return None
    if line.is_a("definite institution", end) and line.is_a("outlet", end):
        return None
    if line.is_a("any gathering", place) and not named and not _is_nisba(line, end + 1):
        return None
    end += 1
    while (
        named and _alone(line, end) and (line.heads[end].upos == "PROPN" or _is_bare_name(line, end))
    ) or _is_definite_adjective(line, end):
        end += 1
    return _Found(_with_bracket(line, end), "ORG", None, f"outlet: {line.heads[place].form}")


def _with_bracket(line: Line, end: int) -> int:
    """With the short name in brackets: (بترا)."""
    close = line.brackets.get(end)
    return close + 1 if close is not None and close - end <= 4 else end


def _is_nisba(line: Line, place: int) -> bool:
    return _is_definite_adjective(line, place) and (line.heads[place].lemma or "").endswith(("ِيّ", "ِّيّ"))


def _is_definite_adjective(line: Line, place: int) -> bool:
    if not _alone(line, place) or place in line.times:
        return False
    if line.is_a("adjective with a complement", place) and line.preposition(place + 1) is not None:
        return False  # مجلس حقوق الإنسان | التابع للأمم المتحدة
    if describes_others(line, place - 1, place):
        return False
    word = line.heads[place]
    return word.upos == "ADJ" and word.feats.get("Definite") == "Def"


# --- Names -----------------------------------------------------------------------------


def _name(line: Line, place: int, persons: _Told) -> _Found | None:
    """A run of proper nouns; with evidence, of unknown words and of words that are names here."""
    titled, quoted = _after_title(line, place), _quoted_name(line, place)
    title = bool(titled)
    if _is_work(line, place):
        return None
    if quoted:
        headed = line.is_a("outlet", place - 2) or line.is_a("institution", place - 2)
        person = (
            not headed and kind_of(line, place) == "PER" and quoted - place > 1
        )  # نائب المحافظ "علي الحبري"
        return _Found(quoted, "PER" if person else "ORG", _english(line, place, quoted), "outlet, quoted")
    end = _run(line, place, title, persons)
    if end == place:
        return None
    lemmas = [bare(line.heads[p].lemma or line.heads[p].form) for p in range(place, end)]
    entries = [gazetteer().get(name) for name in lemmas]
    kinds = [entry[0] for entry in entries if entry]
    english = _english(line, place, end)
    surname = line.cores[end - 1]
    person = (
        len(lemmas) > 1
        and not all(entries)
        and (title or _title_follows(line, end) or bool(_says(line, place, end)))
    )
    if len(lemmas) > 1 and _is_named_after_place(line, place, title):
        person = True
    if line.joined(place) and line.types.get(place - 1) == "PER" and not all(entries):
        person = True  # وجوهانا كونتا
    if end > place + 1 and surname in words("club word"):
        return _Found(end, "ORG", english, "team")  # ليستر سيتي
    if line.joined(place) and line.types.get(place - 1) == "GPE" and surname in words("surname and place"):
        return _Found(
            end, "GPE", english, f"joined to a place: {line.tokens[place - 1].form}"
        )  # إنجلترا وويلز
    if persons.sport and _is_club(line, place, end, kinds):
        return _Found(end, "ORG", english, "team")
    if "ORG" in kinds and "PER" not in kinds and not person:
        return _Found(end, "ORG", english, "gazetteer")
    if not title and _is_of_place(line, place, "PER" in kinds):
        end += line.is_a("direction", end) and _is_definite_adjective(line, end)
        return _Found(end, "GPE", english, f"place: {line.heads[place - 1].form}")
    if line.cores[place] in words("name prefix of a place") and end > place + 1 and not title:
        return _Found(end, "GPE", english, "prefix of a place")
    listed_else = kinds and kinds != ["PER"] and not (kinds == ["GPE"] and _says(line, place, end))
    if surname in persons and end == place + 1 and not listed_else:
        return _Found(end, "PER", persons[surname], "named before")
    if surname in persons.bodies and end == place + 1 and not kinds:
        return _Found(end, "ORG", None, "named before")
    if kinds and "PER" not in kinds and not person:
        return _Found(end, kinds[0], english, "gazetteer")
    if title and "PER" not in kinds and _is_team(line, place):
        return _Found(end, "ORG", english, "team")
    if (
        end == place + 1
        and line.cores[place].startswith("ال")
        and _is_nisba(line, end)
        and not (title or person or surname in persons or line.joined(place))
    ):
        return None  # الحداد الوطني
    if "PER" in kinds or title or person or any(_is_of_god(line, p) for p in range(place, end)):
        name = english or plain(line.tokens[place:end])
        persons.setdefault(surname, name)
        if end > place + 1 and unknown(line.tokens[place]):
            persons.setdefault(line.cores[place], name)  # جيوفاني, of جيوفاني ليوني
        return _Found(end, "PER", name, f"title: {titled}" if title else "gazetteer")
    return _guess(line, place, end, persons)


def _is_of_place(line: Line, place: int, person: bool) -> bool:
    """مدينة الفاشر; not بسجن علاء مبارك, and not رئيس مجلس القرية عبد الحكيم."""
    before = place - 1
    if before < 0 or not line.is_a("place", before) or line.preposition(place) is not None:
        return False
    definite = line.heads[before].feats.get("Definite") == "Def" and line.lemmas[before] != "عاصمه"
    return not (person and (definite or line.lemmas[before] == "سجن"))


def _is_named_after_place(line: Line, place: int, title: bool) -> bool:
    """النائب تيمور جنبلاط، وزير الخارجية الفلسطيني رياض المالكي: after a title that is complete, the name of a place
    is a given name."""
    before = line.heads[place - 1] if place else None
    complete = before is not None and before.feats.get("Definite") == "Def" and before.upos in ("NOUN", "ADJ")
    kind = kind_of(line, place)
    family = kind == "ORG" and "".join(line.cores[place + 1 : place + 2]).startswith("ال")  # ريا الحسن
    return title and complete and not line.cores[place].startswith("ال") and (kind == "GPE" or family)


def _club(line: Line, place: int) -> _Found | None:
    """فاز الهلال على النصر: a club whose name is a word, as the subject of a verb or against another."""
    if line.cores[place] not in words("club named by a word") or place == 0:
        return None
    before = place - 1
    against = line.preposition(place) is None and line.forms[before] in ("علي", "امام", "مع", "ضد", "بين")
    played = line.verbs[before] is not None or line.is_a("player", before) or line.types.get(before) == "ORG"
    followed = _is_definite_adjective(line, place + 1) and not _is_nisba(line, place + 1)
    return _Found(place + 1, "ORG", None, "team") if (against or played) and not followed else None


def _is_club(line: Line, place: int, end: int, kinds: list[str]) -> bool:
    """فوز ليفربول على برشلونة: in sport, the name of a city stands for its club, save where it is a place."""
    if end > place + 1 or line.cores[place] not in words("club of a city") or kinds != ["GPE"]:
        return False
    before = place - 1
    somewhere = line.preposition(place) or (
        line.preposition(before) if place and line.alone(before) else None
    )
    return somewhere not in ("في", "إلى", "ب") and not line.is_a("place", before)


def _is_team(line: Line, place: int) -> bool:
    """مدرب ماميلودي: in the construct, who trains or plays for a team; المدرب سانتوس is a person."""
    return line.is_a("player", place - 1) and line.heads[place - 1].feats.get("Definite") != "Def"


def _is_work(line: Line, place: int) -> bool:
    """Whether a place stands in the marks of a title: رواية "تسيتيلز تراوم"."""
    around = [o for o in range(max(0, place - 6), place) if place < line.mates.get(o, -1) <= o + 7]
    return any(o and line.is_a("titled work", o - 1) and line.lemmas[o - 1] != "مؤسس" for o in around)


def _english(line: Line, place: int, end: int) -> str | None:
    entries = [gazetteer().get(bare(line.heads[p].lemma or line.heads[p].form)) for p in range(place, end)]
    return " ".join(entry[1].split(";")[0] for entry in entries if entry) if all(entries) else None


def _guess(line: Line, place: int, end: int, persons: _Told) -> _Found | None:
    """The type of a name that no list has, by what the sentence does with it."""
    name = plain(line.tokens[place:end])

    def person(rule: str) -> _Found:
        persons.setdefault(line.cores[end - 1], name)
        return _Found(end, "PER", name, rule)

    before = place - 1 if place and line.preposition(place) is None else None
    if before is not None and line.is_a("place", before):
        return _Found(end, "GPE", None, f"place: {line.heads[before].form}")
    if _title_follows(line, end):
        return person(f"title after: {line.heads[end + 1].form}")
    if said := _says(line, place, end):
        return person(f"says something: {said}")
    if line.joined(place) and line.types.get(place - 1) == "PER" and not line.cores[place].startswith("ال"):
        return person(f"joined to a person: {line.tokens[place - 1].form}")
    if (
        line.joined(place)
        and line.types.get(place - 1) in ("GPE", "LOC")
        and line.heads[place].source == "backoff"
    ):
        return _Found(end, "GPE", None, f"joined to a place: {line.tokens[place - 1].form}")
    if before is not None and line.cores[before] in words("beside a place"):
        return _Found(end, "GPE", None, f"after a preposition of place: {line.tokens[before].form}")
    preposition = line.preposition(place) or (
        line.preposition(before) if before is not None and line.alone(before) else None
    )
    if before is not None and line.verbs[before] is not None and line.is_a("going", before):
        return _Found(end, "GPE", None, f"after a verb of going: {line.tokens[before].form}")
    shape = preposition == "ب" and _ACTION.fullmatch(line.cores[place])  # تقوم بتسخيم
    if shape:
        return None
    if preposition in ("في", "الى", "إلى") or (preposition in ("ب", "من") and end == place + 1):
        return _Found(end, "GPE", None, f"after a preposition of place: {preposition}")
    if end - place > 1:
        return person("two names in a row")
    if before is not None and line.verbs[before] is not None:
        return person(f"after a verb: {line.tokens[before].form}")
    return None  # a word that nobody knows may be anything


def _run(line: Line, place: int, title: bool, persons: _Told) -> int:
    """The place after the words of a name that begins here, or ``place``."""
    if not _may_begin(line, place, title, persons):
        return place
    end = place + 1
    while end < len(line) and (
        _goes_on(line, place, end, title)
        or _is_hyphen(line, end)
        or (end > place + 1 and _is_hyphen(line, end - 1))
    ):
        end += 1
    while end > place + 1 and line.cores[end - 1] in words("name joiner"):
        end -= 1
    return end


def _is_hyphen(line: Line, place: int) -> bool:
    """نيوتون - بيشوب: a hyphen between two words that are nothing but names, not two places."""
    if line.tokens[place].form not in "-–" or not 0 < place < len(line) - 1:
        return False
    around = (place - 1, place + 1)
    foreign = all(line.heads[p].upos == "PROPN" and kind_of(line, p) != "GPE" for p in around)
    return foreign and _alone(line, place + 1) and line.cores[place - 1] not in words("name joiner")


def _may_begin(line: Line, place: int, title: bool, persons: _Told) -> bool:
    token, word = line.tokens[place], line.heads[place]
    if (word.upos == "VERB" and _is_given_name(line, place)) or line.cores[place] in persons.bodies:
        return True
    if word.upos in (
        "PUNCT",
        "VERB",
        "ADP",
        "NUM",
        "PRON",
        "SCONJ",
        "PART",
        "SYM",
        "AUX",
    ) or line.has_pronoun(place):
        return False
    if (line.cores[place] == "عمر" and _is_age(line, place)) or _governs_at_once(line, place):
        return False
    listed = kind_of(line, place)
    next_name = place + 1 < len(line) and _alone(line, place + 1) and line.heads[place + 1].upos == "PROPN"
    if next_name and line.cores[place + 1] in words("club word"):
        return True
    if line.cores[place] in words("name joiner"):
        return next_name and (title or line.cores[place] not in ("ام", "ال", "ابن", "بنت"))
    if line.cores[place] in words("source phrase") or line.forms[place] == "لصالح":
        return False
    if line.forms[place] in words("question") and not title:
        return False  # حول متى ستنتهي
    if place and next_name and _is_origin(line, place):
        return False  # الموسيقار المصري | عمار الشريعي
    if line.cores[place] == "السيد" and next_name and not _is_given(line, place):
        return False  # السيد | أسامة حماد
    if next_name and line.cores[place] in words("honorific") and not title:
        return False  # سعادة | نجيب بن علي
    if listed == "ORG" and place and line.heads[place - 1].upos == "NUM":
        return False  # 32 ريال
    if next_name and _is_apposed(line, place, title):
        return True
    if place and line.is_a("no name after it", place - 1) and line.preposition(place) is None and not title:
        return False  # حمى ايبولا، خام برنت
    if listed != "PER" and _is_named_work(line, place):
        return False
    if unknown(token):
        verbal = place > 0 and line.forms[place - 1] in words("before a verb alone")
        return not verbal and _looks_foreign(line, place, title)
    if _is_accusative(word) or (listed == "PER" and _is_predicate(line, place)):
        return False
    of_any = place > 0 and is_title(line, place - 1) and line.heads[place - 1].feats.get("Definite") == "Ind"
    if listed == "PER" and not next_name and of_any:
        return False  # مع مسؤول كبير
    if word.upos == "PROPN":
        if listed == "PER" and not title and not next_name and _describes(line, place):
            return False
        if line.cores[place] in ("مالي", "السعوديه") and _describes_place(line, place):
            return False
        return bool(listed) or not line.cores[place].startswith("ال") or title
    if _is_of_god(line, place):
        return True
    if listed == "PER" and line.cores[place + 1 : place + 2] == ["الدين"]:
        return True  # نور الدين
    if listed == "PER" and word.upos in ("ADJ", "NOUN") and word.feats.get("Definite") != "Def":
        place_next = next_name and not title and kind_of(line, place + 1) in ("GPE", "LOC", "ORG")
        given = (
            (next_name or _family_follows(line, place)) and line.preposition(place) is None and not place_next
        )
        given = given or (title and _both_listed(line, place)) or _only_speaker(line, place)
        given = given or _is_called(line, place, persons)
        return given or (title and _directly_after_title(line, place)) or line.cores[place] in persons
    if _is_said_by(line, place) or _is_called(line, place, persons) or (title and _heads_names(line, place)):
        return True
    if line.cores[place] in persons and len(token.words) == 1 and place and line.verbs[place - 1] is not None:
        return word.feats.get("Definite") != "Def" or (
            bool(_says(line, place, place + 1)) and not is_title(line, place)
        )
    return False


def _is_apposed(line: Line, place: int, title: bool) -> bool:
    """نائب رئيس الحزب، مسرور بارزاني، … ومسرور بارزاني: a given name with the letters of an adjective."""
    word, after = line.heads[place], place + 2
    bare_word = word.upos in ("ADJ", "NOUN") and word.feats.get("Definite") == "Ind"
    family = kind_of(line, place + 1) in ("PER", "") and not line.cores[place + 1].startswith("ال")
    if not (bare_word and family) or place == 0 or line.preposition(place) is not None:
        return False
    ends = after >= len(line) or line.tokens[after].form in COMMAS + "." or line.opens_clause(after)
    between = title and line.tokens[place - 1].form in COMMAS
    return ends and (between or (line.joined(place) and line.types.get(place - 1) == "PER"))


def _is_given(line: Line, place: int) -> bool:
    """وزير الزراعة السيد القصير: a given name, not the title, before one name with the article."""
    alone = not (_alone(line, place + 2) and line.heads[place + 2].upos == "PROPN")
    return alone and line.cores[place + 1].startswith("ال")


def _is_named_work(line: Line, place: int) -> bool:
    """عن فيلم يونان: a work that bears no marks."""
    return place > 0 and line.cores[place - 1] in ("فيلم", "مسلسل", "مسرحيه")


def _describes(line: Line, place: int) -> bool:
    """بعمل جبار في، على كامل أراضيها: what was read as a name after an indefinite noun, or before its genitive."""
    before, after = line.heads[place - 1] if place else None, place + 1
    if before is None or line.is_a("title", place - 1):
        return False
    adjective = before.upos == "NUM" or (
        before.upos == "NOUN" and before.feats.get("Definite") == "Ind" and place - 1 not in line.names
    )  # أربعة رواد فضاء
    whole = after < len(line) and line.has_pronoun(after) and line.heads[after].upos == "NOUN"
    return adjective or (whole and before.upos == "ADP")


def _describes_place(line: Line, place: int) -> bool:
    """بضمان مالي، العاصمة السعودية الرياض: what has the form of a state's name, after a noun that it describes."""
    before = line.heads[place - 1] if place else None
    if before is None or before.upos != "NOUN" or line.preposition(place) is not None:
        return False
    state = place + 1 < len(line) and kind_of(line, place + 1) == "GPE"
    if line.cores[place] == "مالي":
        return before.feats.get("Definite") == "Ind" and not line.is_a("place", place - 1)
    return before.feats.get("Definite") == "Def" and (state or before.feats.get("Gender") == "Fem")


def _is_given_name(line: Line, place: int) -> bool:
    """نفى مدير الخطوط في القاهرة، صادق عبدالعزيز: what was read as a verb between a comma and a person's name,
    after a title and a verb of saying."""
    after = place + 1
    named = after < len(line) and _alone(line, after) and kind_of(line, after) == "PER"
    listed = kind_of(line, place) == "PER" and len(line.tokens[place].words) == 1
    if not (named and listed) or place == 0 or line.tokens[place - 1].form not in COMMAS:
        return False
    before = range(line.starts[place], place - 1)
    says = any((verb := line.verbs[p]) is not None and saying("verb", verb.lemma or "") for p in before)
    return says and any(is_title(line, p) for p in before)


def _is_called(line: Line, place: int, persons: _Told) -> bool:
    """الدكتورة سهر الدماطي، وأشارت سهر الدماطي: a bare word before a family's name that no lexicon has, after
    a title with the article, and once that family was named."""
    word, after = line.heads[place], place + 1
    bare_noun = (
        word.upos in ("NOUN", "ADJ")
        and word.feats.get("Definite") != "Def"
        and len(line.tokens[place].words) == 1
    )
    if not bare_noun or place == 0 or after >= len(line) or not line.cores[after].startswith("ال"):
        return False
    if line.cores[after] in persons and line.verbs[place - 1] is not None:
        return True
    titled = is_title(line, place - 1) and line.heads[place - 1].feats.get("Definite") == "Def"
    return titled and unknown(line.tokens[after]) and len(line.tokens[after].words) == 1


def _heads_names(line: Line, place: int) -> bool:
    """وزير الخارجية التركي مولود جاويش أوغلو: a bare noun between a complete title and two names."""
    word = line.heads[place]
    bare_noun = word.upos in ("NOUN", "ADJ") and word.feats.get("Definite") != "Def"
    complete = place > 0 and line.heads[place - 1].feats.get("Definite") == "Def"
    names = place + 2 < len(line) and all(
        _alone(line, p) and line.heads[p].upos == "PROPN" and kind_of(line, p) in ("", "PER")
        for p in (place + 1, place + 2)
    )
    of_a_body = any(
        line.is_a(kind, place) for kind in ("institution", "outlet", "title", "person of a place")
    )
    return bare_noun and complete and names and not of_a_body and not is_action(line, place)


def _both_listed(line: Line, place: int) -> bool:
    """رئيس الحكومة تمام سلام: after a title, two words that are persons' names, too."""
    after = place + 1
    if after >= len(line) or not _alone(line, after) or line.preposition(place) is not None:
        return False
    if line.heads[after].feats.get("Definite") != "Def":
        return kind_of(line, after) == "PER"
    complete = place > 0 and line.heads[place - 1].feats.get("Definite") == "Def"  # الأمين العام نبيل العربي
    return complete and line.heads[after].upos in ("NOUN", "ADJ", "PROPN") and not is_action(line, place)


def _only_speaker(line: Line, place: int) -> bool:
    """قال فيصل إنّ: one word between a verb of saying and what is said, or a comma."""
    verb = line.verbs[place - 1] if place else None
    if verb is None or saying("verb", verb.lemma or "") is None or len(line.tokens[place].words) > 1:
        return False
    ends = line.opens_clause(place + 1) or line.forms[place + 1 : place + 2] in ([":"], ["،"])
    return ends and not is_title(line, place) and not line.heads[place].form.rstrip("ً").endswith("ا")


def _is_surname(line: Line, place: int, title: bool) -> bool:
    """نفى وزير الخارجية يوسف رجي وجود: what was read as a second verb of a clause that has one, between a
    title with a given name and what the first verb governs."""
    verb = line.verbs[place]
    alone = verb is not None and len(line.tokens[place].words) == 1 and verb.feats.get("Aspect") == "Perf"
    if not (title and alone) or line.heads[place - 1].upos != "PROPN":
        return False
    clause = line.opens_clause(place + 1)  # وقال المدير مايك راين إنّ
    if line.cores[place] in by_form("masdar"):
        return False  # كريم محفوض | رفض تحويل
    for before in range(place - 2, max(-1, place - 2 - _FAR), -1):
        if line.tokens[before].form in COMMAS or line.heads[before].feats.get("PronType") == "Rel":
            return False
        if (first := line.verbs[before]) is not None:
            entry = saying("verb", first.lemma or "")
            return entry is not None and (not clause or "that" in entry.frames)
    return False


def _is_age(line: Line, place: int) -> bool:
    """عن عمر 92 سنة، عن عمر ناهز"""
    after = place + 1
    counted = after < len(line) and (line.heads[after].upos == "NUM" or line.lemmas[after] == "ناهز")
    return counted or (place > 0 and line.forms[place - 1] == "عن")


def _governs_at_once(line: Line, place: int) -> bool:
    """…، مشيرة إلى: a word of saying with what it governs, though it is a name, too."""
    word = line.heads[place]
    entry = saying("participle", word.lemma or "") if word.upos != "PROPN" else None  # not مصر
    return entry is not None and line.preposition(place + 1) in entry.prepositions


def _is_origin(line: Line, place: int) -> bool:
    """An adjective of origin after a definite noun, which the lexicon has as a family's name, too."""
    nisba = line.cores[place].startswith("ال") and line.cores[place].endswith("ي")
    before = line.heads[place - 1]
    return nisba and before.upos == "NOUN" and before.feats.get("Definite") == "Def"


def _looks_foreign(line: Line, place: int, title: bool) -> bool:
    """Whether an unknown word is a name rather than a common noun: no article, no ending of a noun."""
    form = line.tokens[place].form
    core = line.cores[place]
    if form[0].isascii() and form[0].isalpha():
        return form[0].isupper() and len(form) > 1
    if not core or not core[0].isalpha() or {"ً", "ٍ", "ٌ"} & set(form) or len(core) < 3:
        return False
    after = line.heads[place + 1] if place + 1 < len(line) else None
    construct = after is not None and after.upos == "NOUN" and after.feats.get("Definite") == "Def"
    if core.endswith("يه") and (core.startswith("ال") or construct):
        return False  # الأراضي الفلاحية، منسقية المعارضة
    if title and place and core.endswith(("ون", "ين", "ات")) and _is_plural(line, place - 1):
        return False  # خبراء آثاريون
    if title or (place and line.is_a("place", place - 1)):
        return True
    if core.startswith(("ال", "وال", "بال", "لل")):
        return place > 0 and line.verbs[place - 1] is not None and bool(_says(line, place, place + 1))
    if core[:2] in ("فس", "وس") and core[2:3] in ("ي", "ت", "ن", "ا") and not title:
        return False  # فسترد: a verb of the future
    if core[0] in "نيت" and core.endswith(("ها", "هم", "نا")):
        return False  # a verb with its object that the lexicon lacks
    if line.joined(place) and form.endswith("ون"):
        return False  # ويحاولون, misspelt
    ending = len(core) > 4 and core.endswith(("ات", "ون", "ين", "تها", "هم"))
    after_verb = place > 0 and line.verbs[place - 1] is not None
    named = place + 1 < len(line) and (
        unknown(line.tokens[place + 1]) or line.heads[place + 1].upos == "PROPN"
    )
    return not ending or after_verb or named


def _is_plural(line: Line, place: int) -> bool:
    return line.heads[place].feats.get("Number") in ("Plur", "Dual")


def _goes_on(line: Line, start: int, place: int, title: bool) -> bool:
    """Whether a token belongs to the name before it; two states in a row are two names."""
    if _is_of_god(line, place) or _is_of_god(line, place - 1):
        return True
    if line.tokens[place].form == "ولد" and line.heads[place - 1].upos in ("PROPN", "NOUN"):
        return place + 1 < len(line) and _alone(line, place + 1)  # محمد ولد الغزواني, though وُلِد is a verb
    if line.tokens[place - 1].form == "ولد" and place - 1 > start:
        return line.heads[place].upos in ("PROPN", "NOUN", "ADJ") or unknown(line.tokens[place])
    if place == start + 1 and _is_read_otherwise(line, start, place):
        return True
    if place == start + 1 and _is_named_after_place(line, start, title) and _alone(line, place):
        family = line.cores[place].startswith("ال") and line.heads[place].upos in ("NOUN", "ADJ", "PROPN")
        if family or line.heads[place].upos == "PROPN" or unknown(line.tokens[place]):
            return not two_states(line, start, place)
    if _is_between_unknown(line, place) or (line.cores[place] == "الدين" and _alone(line, place)):
        return True
    if (
        line.cores[place + 1 : place + 2] == ["الدين"]
        and _alone(line, place)
        and line.heads[place].upos in ("NOUN", "PROPN")
    ):
        return True  # أمير فخر الدين
    if _is_surname(line, place, title):
        return True
    if line.cores[place] == "القول":
        return False  # نقلت عن الأمير أحمد | القول إنّ
    if (
        (not _alone(line, place) and line.tokens[place].form != "آل")
        or two_states(line, place - 1, place)
        or place in line.times
        or line.has_pronoun(place)
    ):
        return False
    word = line.heads[place]
    if line.tokens[place].form == "آل" or line.tokens[place - 1].form == "آل":
        return True  # زايد آل نهيان, though آل may be a verb
    if place - start > 1 and line.forms[place][:1] == "و" and unknown(line.tokens[place]):
        return False  # فيكتور جلوفر | وشانون ووكر
    if place - start > 1 and line.cores[place].startswith("ال") and is_title(line, place):
        return False  # ممدوح عيد | الرئيس التنفيذي
    if line.cores[place] == "عشر" and line.cores[place - 1] in words("ordinal"):
        return True  # ليو الرابع عشر
    if (
        place == start + 1
        and start
        and line.verbs[start - 1] is not None
        and (
            kind_of(line, start) == "PER"
            and kind_of(line, place) == "ORG"
            and not {line.cores[start], line.cores[place]} & words("name joiner").keys()
        )
    ):
        return False  # واتهم ماسك | رويترز
    if word.upos in ("PUNCT", "VERB", "ADP", "NUM", "PRON", "DET", "SCONJ", "PART", "SYM"):
        return False
    before = kind_of(line, place - 1)
    if line.cores[place - 1] in words("name joiner") or line.cores[place] in words("name joiner"):
        return word.upos != "ADV"
    if line.cores[place] in words("surname and place") and before == "PER" and place == start + 1:
        return True  # جيمي ويلز
    if (
        word.upos == "PROPN"
        and before == "PER"
        and place == start + 1
        and _speaks_between(line, start, place + 1)
    ):
        return True  # قالت كريستين كينت، المتحدثة
    if _is_accusative(word):
        return False  # كان فيتوريا | سعيدا
    if unknown(line.tokens[place]):
        return "ً" not in line.tokens[place].form and (before != "GPE" or line.heads[start].upos != "PROPN")
    if word.upos == "PROPN":
        whole = place - start > 1 and line.cores[place] not in words("surname and place")
        if whole and kind_of(line, place) == "GPE":
            return False  # شكر فولوديمير زيلينسكي | ألمانيا
        return not (
            (before == "GPE" and kind_of(line, place) in ("PER", "ORG"))
            or (kind_of(line, place) == "GPE" and before == "PER" and not title)
        )
    speaks = place == start + 1 and bool(_says(line, start, place))
    person = before == "PER" or ((title or speaks) and unknown(line.tokens[place - 1]))
    if (
        word.feats.get("Definite") == "Ind"
        and word.form.rstrip("ً").endswith("ا")
        and word.feats.get("Case") == "Acc"
    ):
        return False  # ميستورا | خلفاً
    if not person or place - start > 2:
        return False
    if word.upos == "ADJ" and word.feats.get("Definite") == "Ind" and word.form.endswith("ة"):
        return False  # السيدة كلينتون | معروفة
    followed = place + 1 < len(line) and line.heads[place + 1].upos == "PROPN" and _alone(line, place + 1)
    if (
        (is_title(line, place) and (followed or not title))
        or line.is_a("source phrase", place)
        or (saying("participle", word.lemma or "") and word.feats.get("Case") == "Acc")
    ):
        return False
    if word.upos == "NOUN" and not line.cores[place].startswith("ال") and is_title(line, place + 1):
        return place == start + 1  # كييث روث المدير التنفيذي: a family's name before the title
    if speaks and not title and word.upos == "NOUN":
        return False  # أوباما | القرار
    familiar = place - start > 1 and line.cores[place - 1].startswith("ال") and kind_of(line, place) != "PER"
    if word.upos == "NOUN" and familiar:
        return False  # الرئيس عبدالفتاح السيسي | الحكومة
    surname = line.cores[place].startswith("ال") and word.feats.get("Definite") == "Def"
    following = (
        place + 1 >= len(line)
        or line.tokens[place + 1].form in COMMAS + "."
        or not line.is_nominal(place + 1)
        or line.joined(place + 1)
        or (is_action(line, place + 1) and not is_title(line, place))  # نفى الكابتن محمد عزيز | صحة الأخبار
    )
    called = surname and start > 0 and is_title(line, start - 1)  # النائب هشام القاضي
    named = (
        called
        or kind_of(line, place) == "PER"
        or (place - start == 1 and following and (title or bool(_says(line, start, place))))
    )
    return word.upos in ("ADJ", "NOUN", "X") and (surname or word.feats.get("Definite") != "Def") and named


def _speaks_between(line: Line, start: int, end: int) -> bool:
    """Whether two words stand between a verb that tells nobody and names no thing and a comma or what is said."""
    verb = line.verbs[start - 1] if start else None
    entry = saying("verb", verb.lemma or "") if verb else None
    closed = end < len(line) and (line.tokens[end].form in COMMAS + ":" or line.opens_clause(end))
    return (
        entry is not None
        and closed
        and not entry.frames & {"told", "thing"}
        and entry.kind == "communication"
    )


def _is_read_otherwise(line: Line, start: int, place: int) -> bool:
    """قال محمد نزال، …: a family's name with the letters of a verb or a noun, after a given name that speaks or has
    a title, and before a comma or what is said."""
    if kind_of(line, start) != "PER" or start == 0 or place + 1 >= len(line):
        return False
    word, form = line.heads[place], line.forms[place]
    bare_noun = word.upos in ("NOUN", "ADJ") and word.feats.get("Definite") == "Ind"
    bare_noun = (
        bare_noun and not form.endswith(("ه", "ا")) and not is_title(line, place) and place not in line.times
    )
    if len(line.tokens[place].words) > 1 or not (bare_noun or line.verbs[place] is not None):
        return False
    speaks = line.verbs[start - 1]
    entry = saying("verb", speaks.lemma or "") if speaks else None
    named = is_title(line, start - 1) or (entry is not None and entry.kind == "communication")
    return named and (line.tokens[place + 1].form in COMMAS + ":" or line.opens_clause(place + 1))


def _is_between_unknown(line: Line, place: int) -> bool:
    """ماميلودي صن داونز: three letters between words that nobody knows, whatever they are elsewhere."""
    short = len(line.tokens[place].words) == 1 and len(line.forms[place]) <= 3 and line.forms[place].isalpha()
    around = place + 1 < len(line) and unknown(line.tokens[place - 1]) and unknown(line.tokens[place + 1])
    return short and around and line.heads[place].upos in ("VERB", "NOUN", "PROPN", "X")


def _is_said_by(line: Line, place: int) -> bool:
    """قال مولود جاويش أوغلو: a word that is no title between a verb of saying and two names."""
    verb = line.verbs[place - 1] if place else None
    names = place + 2 < len(line) and all(
        _alone(line, p) and line.heads[p].upos == "PROPN" and kind_of(line, p) in ("", "PER")
        for p in (place + 1, place + 2)
    )
    if verb is None or not names or saying("verb", verb.lemma or "") is None:
        return False
    bare_noun = line.heads[place].upos in ("NOUN", "ADJ") and line.heads[place].feats.get("Definite") != "Def"
    return bare_noun and not any(
        line.is_a(kind, place) for kind in ("title", "person of a place", "institution", "outlet", "venue")
    )


def _is_of_god(line: Line, place: int) -> bool:
    """فضل الله، نصر الله: two words, one name."""
    return line.cores[place] in words("name with الله") and line.cores[place + 1 : place + 2] == ["الله"]


def _family_follows(line: Line, place: int) -> bool:
    """أكد أمين الناصر: after a verb or a comma, before the article and another name of a person."""
    after = "".join(line.cores[place + 1 : place + 2])
    family = after.startswith("ال") and gazetteer().get(after.removeprefix("ال"), ("",))[0] == "PER"
    family = family and not (is_title(line, place) and is_title(line, place + 1))  # أكد مساعد القائد
    return (
        family and place > 0 and (line.verbs[place - 1] is not None or line.tokens[place - 1].form in COMMAS)
    )


def _is_accusative(word: Word) -> bool:
    """A name with the alif of tanwin: rather the adjective from which it comes."""
    return word.upos == "PROPN" and word.form.endswith("ا") and not bare(word.lemma or "ا").endswith("ا")


def _is_predicate(line: Line, place: int) -> bool:
    """إنه سعيد بالفوز: after a pronoun and before a preposition."""
    after = place + 1 < len(line) and line.preposition(place + 1) is not None
    return after and place > 0 and line.tokens[place - 1].words[-1].upos == "PRON"


def is_title(line: Line, place: int) -> bool:
    """Whether a title or an occupation stands at a place."""
    if place >= len(line) or not line.is_a("title", place) or line.cores[place] == "بني":
        return False  # بني غانتس، بني هلال
    return line.heads[place].upos in ("NOUN", "ADJ", "X") or line.cores[place] in ("السيد", "السيده")


def _after_title(line: Line, place: int) -> str:
    """The title that stands before, with what belongs to it, or an empty text: وزير الخارجية، سيرغي لافروف"""
    before = place - 1
    if line.preposition(place) is not None or line.joined(place) or _belongs_to_thing(line, place):
        return ""
    while before >= 0 and place - before <= _FAR:
        word = line.heads[before]
        if is_title(line, before):
            definite = word.feats.get("Definite") == "Def" or line.has_pronoun(before)
            origin = line.heads[place].form.endswith("ي") and not line.cores[place].startswith("ال")
            if (
                before == place - 1
                and origin
                and (word.feats.get("Definite") == "Ind" or _is_of_a_state(line.cores[place]))
            ):
                return ""  # مساعد عربي، نائب كويتي
            of_it = (
                definite
                or place - before > 1
                or kind_of(line, place) in ("PER", "")
                or word.feats.get("Definite") == "Cons"
            )
            return word.form if of_it else ""
        if (
            line.tokens[before].form not in COMMAS + QUOTES
            and word.upos not in ("NOUN", "ADJ", "PROPN")
            and not (line.preposition(before) in ("ل", "ب") and line.is_nominal(before))
        ):
            return ""
        if line.verbs[before] is not None or (line.in_name(before) and kind_of(line, before) != "GPE"):
            return ""
        before -= 1
    return ""


def _is_of_a_state(core: str) -> bool:
    """كويتي: whether an adjective of origin is that of a state in the gazetteer."""
    stems = (
        before + core.removesuffix("ي") + after for before in ("", "ال") for after in ("", "ا", "يا", "ه")
    )
    return any(gazetteer().get(stem, ("",))[0] == "GPE" for stem in stems)


def _belongs_to_thing(line: Line, place: int) -> bool:
    """عدم حضور قمة ميركوسور: the genitive of a noun that is no title and has no article."""
    before = line.heads[place - 1] if place else None
    if before is None or before.upos != "NOUN" or before.feats.get("Definite") != "Cons":
        return False
    return is_action(line, place - 1) or line.is_a("meeting", place - 1)


def _directly_after_title(line: Line, place: int) -> bool:
    return place > 0 and (is_title(line, place - 1) or line.tokens[place - 1].form in COMMAS)


def _title_follows(line: Line, end: int) -> bool:
    """…، وزير الخارجية: an apposition that is a title."""
    comma = end < len(line) and line.tokens[end].form in COMMAS
    return comma and end + 1 < len(line) and is_title(line, end + 1) and not line.joined(end + 1)


def _says(line: Line, place: int, end: int) -> str:
    """The verb of saying before or after, whose subject is a person or a body; an empty text for none."""
    for verb in (place - 1, end):
        word = line.verbs[verb] if 0 <= verb < len(line) else None
        if word is not None and saying("verb", word.lemma or ""):
            return word.form if line.preposition(place) is None else ""
    return ""


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
    headed = headed or (line.types.get(opening - 1) == "ORG" and not person)  # منظمة حماية الحيوان "هايتاب"
    alone = line.mates[opening] - opening <= 4 and _all_names(line.tokens[place : line.mates[opening]])
    if any(line.verbs[place : line.mates[opening]]) or line.preposition(place) is not None:
        return 0
    return line.mates[opening] if told or headed or (alone and line.heads[opening - 1].upos == "ADP" and "ORG" in {
        kind_of(line, p) for p in range(place, line.mates[opening])
    }) else 0  # fmt: skip


def _all_names(tokens: list[Token]) -> bool:
    return all(token.words[-1].upos == "PROPN" or unknown(token) for token in tokens)
