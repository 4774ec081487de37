"""Names of places, by the noun that heads them: جمهورية السودان، مدينة حلب، نهر النيل."""

from __future__ import annotations

from khabar.discourse.line import COMMAS, Line, unknown
from khabar.discourse.naming import (
    Found,
    gazetteer,
    is_definite_adjective,
    is_nisba,
    is_title,
    kind_of,
    known_name,
    stands_alone,
    two_states,
)
from khabar.discourse.vocabulary import bare, words


def state_name(line: Line, place: int) -> Found | None:
    """دولة الكويت، جمهورية الكونغو الديمقراطية، المملكة الأردنية الهاشمية: a state by its official name."""
    word = line.heads[place]
    if not line.is_a("kind of state", place) or word.upos != "NOUN" or line.has_pronoun(place):
        return None
    if word.feats.get("Number") in ("Dual", "Plur"):
        return None
    end = place + 1
    if word.feats.get("Definite") == "Def":
        end += is_nisba(line, end) and line.lemmas[place] not in ("دوله", "اماره")
    elif end < len(line) and line.preposition(end) is None:
        known = known_name(line, end)
        listed = "GPE" in (kind_of(line, end), gazetteer().get(bare(line.tokens[end].form), ("",))[0])
        end = known.end if known and known.type == "GPE" else end + listed
    if end == place + 1:
        return None
    while is_definite_adjective(line, end) and (
        line.cores[end] in words("adjective of a state") or (is_nisba(line, end) and is_nisba(line, end - 1))
    ):
        end += 1
    return Found(end, "GPE", None, f"place: {word.form}")


def place_name(line: Line, place: int) -> Found | None:
    """نهر النيل، ميناء عدن: the noun belongs to the name; مدينة الفاشر: it does not."""
    if line.cores[place] == "شبه" and (island := place + 1 < len(line) and place_name(line, place + 1)):
        return island  # شبه جزيرة القرم
    kind = words("place").get(line.lemmas[place])
    if kind != "LOC" or line.heads[place].feats.get("Definite") == "Def" or line.heads[place].upos != "NOUN":
        return None
    if line.lemmas[place] == "قناه" and line.cores[place + 1 : place + 2] != ["السويس"]:
        return None
    if line.is_a("place", place + 1) or line.is_a("institution", place + 1):
        return None  # سواحل | جزيرة لامبيدوسا
    after = place + 1 + is_title(line, place + 1)  # مطار الملكة علياء
    listed = after < len(line) and bare(line.tokens[after].form) in gazetteer()
    if not listed and not (
        stands_alone(line, after) and (line.heads[after].upos == "PROPN" or unknown(line.tokens[after]))
    ):
        if line.cores[after : after + 1] != ["كوم"] or not stands_alone(line, after + 1):
            return None
        after += 1  # معبد كوم إمبو
    after += 1
    while (
        stands_alone(line, after)
        and line.heads[after].upos == "PROPN"
        and not two_states(line, after - 1, after)
    ):
        after += 1
    while is_definite_adjective(line, after) and line.lemmas[after] in words("adjective of an airport"):
        after += 1
    return Found(after, "LOC", None, f"place: {line.heads[place].form}")


def settlement_name(line: Line, place: int) -> Found | None:
    """مدينة الحزم، بلدة بليدا، محافظ الظاهرة: after a town, or who governs one, a noun that is the name of one."""
    before = place - 1
    if before > 0 and line.is_open(before) and line.is_a("settlement", before - 1):
        town, close = line.heads[before - 1], line.mates[before]
        if town.feats.get("Definite") != "Def" and close - place <= 2:
            return Found(close, "GPE", None, f"place: {town.form}")  # ولاية "كاتسينا"
    if before < 0 or not stands_alone(line, place) or line.has_pronoun(place) or place in line.times:
        return None
    if line.has_pronoun(before):
        return None  # المنتهية ولايته
    word, town = line.heads[place], line.heads[before]
    two = line.cores[place] in words("first word of a town") and stands_alone(line, place + 1)
    settled = line.is_a("settlement", before) or line.lemmas[before] == "مخيم"  # مخيم أبو شوك
    if two and settled and town.feats.get("Definite") != "Def":
        return Found(place + 2, "GPE", None, f"place: {town.form}")  # بلدة كفر حمرة
    governed = line.is_a("governor", before)
    commune = line.is_a("commune", before) and line.is_a("mayor", before - 1)
    if (
        commune
        and town.feats.get("Definite") != "Def"
        and (word.upos == "PROPN" or unknown(line.tokens[place]))
    ):
        return Found(place + 1, "GPE", None, f"place: {town.form}")  # رئيس جماعة اكزناية
    if not (governed or line.is_a("settlement", before)) or town.feats.get("Definite") == "Def":
        return None
    mayor = line.is_a("governor", before - 1) or line.is_a("mayor", before - 1)
    if mayor and not governed and word.upos == "PROPN" and town.feats.get("Definite") != "Def":
        return Found(place + 1, "GPE", None, f"place: {town.form}")  # عمدة مدينة بيرغوس | ستاثيس كانيس
    side = line.cores[place] in words("beside a place")  # محافظة جنوب الباطنة
    last = place + side
    if last >= len(line) or word.upos not in ("NOUN", "ADJ") or town.upos != "NOUN":
        return None
    name = line.heads[last]
    if line.cores[last].removeprefix("ال") in words("beside a place"):
        return None  # مدن الشمال
    others = ("place", "relative time", "title", "institution", "definite institution", "unit of time")
    if name.feats.get("Number") == "Dual" or any(line.is_a(kind, last) for kind in others):
        return None
    definite = name.feats.get("Definite") == "Def" and line.cores[last].startswith("ال")
    end = last + 1
    if definite and (name.feats.get("Number") == "Plur" or (name.upos == "ADJ" and not side)):
        return None
    if not definite and (governed or side or not _is_bare_town(line, place)):
        return None
    end += not governed and line.is_a("direction", end) and is_definite_adjective(line, end)
    return Found(end, "GPE", None, f"place: {town.form}")


def town_that_is_a_word(line: Line, place: int) -> Found | None:
    """نابلس وجنين، طرابلس والبيضاء: a common noun that is a town's name, joined to one."""
    if line.cores[place] in words("state that is a word") and place and line.alone(place - 1):
        owned = line.has_pronoun(place) or (place + 1 < len(line) and line.heads[place + 1].upos == "NOUN")
        if line.preposition(place - 1) in ("في", "من", "إلى") and not owned:
            return Found(
                place + 1, "GPE", None, f"after a preposition of place: {line.tokens[place - 1].form}"
            )
    before = place - 1 - (place > 1 and line.tokens[place - 1].form in (*COMMAS, "و"))
    named = line.cores[place] in words("town that is a word") and line.types.get(before) == "GPE"
    after = place + 1
    linked = named and (line.joined(place) or before < place - 1)
    if line.cores[place] in words("town that is a word") and place and after < len(line):
        first = line.alone(place - 1) and line.preposition(place - 1) == "في"  # في الزرقاء وجرش
        linked = linked or (first and line.joined(after) and kind_of(line, after) == "GPE")
    return Found(place + 1, "GPE", None, f"joined to a place: {line.tokens[before].form}") if linked else None


def _is_bare_town(line: Line, place: int) -> bool:
    """نصيب، بليدا: no genitive follows, and an adjective of the town would be feminine."""
    after, core = place + 1, line.cores[place]
    ends = after >= len(line) or line.tokens[after].form in COMMAS + "." or not line.is_nominal(after)
    ends = ends or line.cores[after] in words("beside a place")
    if line.heads[place].upos == "ADJ":
        return ends and not core.endswith(("ه", "ي", "اء"))
    return ends and line.heads[place].feats.get("Number") != "Plur"
