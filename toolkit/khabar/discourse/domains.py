"""What a body is for: how far its name goes with domains, acts, adjectives and their complements."""

from __future__ import annotations

from khabar.discourse.line import Line
from khabar.discourse.naming import is_definite_adjective, is_of_a_state, kind_of, known_name, stands_alone
from khabar.discourse.nouns import is_action
from khabar.discourse.vocabulary import words

OTHERS = ("title", "person of a place", "definite institution", "place", "outlet")
NAMING = frozenset(words("adjective in a body's name"))
_PURPOSES = frozenset(words("purpose in a body's name"))


def told_for(line: Line, place: int) -> bool:
    """Whether what a body is for may stand here: ل with its noun."""
    return (
        place + 1 < len(line)
        and line.tokens[place].words[0].form == "ل"
        and len(line.tokens[place].words) > 1
    )


def purpose(line: Line, start: int, end: int, *, known: bool = False) -> int:
    """المرصد السوري لحقوق الإنسان، وكالة الطاقة الدولية للتعاون: the place after what a body is for."""
    if not told_for(line, end):
        return end
    if line.lemmas[end] in line.lemmas[start:end]:
        return end  # وكيل وزارة البيئة والزراعة | للزراعة
    whole = known_name(line, end)
    if whole and whole.type == "ORG":  # الجمعية العامة للأمم المتحدة, but: مدير شركة النفط | لرويترز
        return whole.end if line.cores[end] not in words("name of the press") else end
    acts = line.heads[end].feats.get("Definite") == "Cons" and (
        is_action(line, end) or line.is_a("act that is a body", end)
    )
    domain = (
        end > start + 1 and line.heads[start].feats.get("Definite") == "Cons"
    )  # وزارة الخارجية | لبحث الأزمة
    word = line.heads[end]
    state = word.feats.get("Definite")
    following = end + 1 < len(line) and line.heads[end + 1].upos == "NOUN" and stands_alone(line, end + 1)
    thing = (
        word.upos == "NOUN"
        and (state == "Def" or (state == "Cons" and following))
        and (
            word.feats.get("Number") == "Plur"
            or (line.cores[end - 1] in NAMING and line.is_a("place", end))  # المجلس الأعلى للدولة
            or not any(line.is_a(kind, end) for kind in ("person of a place", "institution", *OTHERS))
        )
    )  # الجهاز المركزي للمحاسبات
    singular = word.feats.get("Number") != "Plur"
    whole_body = (known and singular) or (
        end > start + 1 and line.heads[start].feats.get("Definite") == "Def"
    )
    domains = line.is_a("body with domains", start)
    if _is_domain(line, end) or (domains and ((acts and not domain) or (thing and whole_body))):
        after = end + 1
        while line.heads[after - 1].feats.get("Definite") == "Cons" and stands_alone(line, after):
            if line.heads[after].upos not in ("NOUN", "ADJ") and kind_of(line, after) != "GPE":
                return end  # مجلس الأمن | لحل هذه القضية
            after += 1
        if line.heads[after - 1].feats.get("Definite") not in ("Def", "Cons", None):
            return end  # الاتحاد الإفريقي | لعقد اجتماع
        after = _joined_acts(line, governed(line, after))
        while is_definite_adjective(line, after) or (whole_body and coordinated(line, after) > after):
            after += 1  # المديرية العامة للأمن الوطني، الجهاز المركزي للتعبئة العامة والإحصاء
        return further(line, start, after)
    return end


def _is_domain(line: Line, place: int) -> bool:
    return line.lemmas[place] in _PURPOSES or line.cores[place].removeprefix("ال") in _PURPOSES


def governed(line: Line, end: int) -> int:
    """العلاقات مع البرلمان، الرقابة على الصادرات: the place after what a domain governs."""
    governs = words("domain with a preposition").get(line.lemmas[end - 1])
    if governs is None or line.preposition(end) != governs or not line.alone(end):
        return end
    after = end + 1
    while stands_alone(line, after) and line.heads[after].upos == "NOUN" and not line.has_pronoun(after):
        after += 1
        if line.heads[after - 1].feats.get("Definite") == "Def":
            return coordinated(line, after)
    return end


def _joined_acts(line: Line, place: int) -> int:
    """للدفاع عن الأرض | ومقاومة الاستيطان: the place after further verbal nouns with what belongs to them."""
    while place + 1 < len(line) and line.joined(place) and line.preposition(place) is None:
        word, after = line.heads[place], line.heads[place + 1]
        act = word.feats.get("Definite") == "Cons" and (is_action(line, place) or _is_domain(line, place))
        if not act or not stands_alone(line, place + 1) or after.feats.get("Definite") != "Def":
            return place
        place += 2
    return place


def further(line: Line, start: int, end: int) -> int:
    """وزارة التعليم العالي والبحث العلمي، لجنة الشؤون القانونية والإدارية: the place after domains and adjectives that
    follow an adjective which is none of a state."""
    if not line.is_a("body with domains", start):
        return end
    while end < len(line) and line.joined(end) and not is_of_a_state(line.cores[end - 1]):
        last = line.heads[end - 1]
        if last.upos != "ADJ" or last.feats.get("Definite") != "Def":
            break
        if joined_adjective(line, end):
            end += 1
            continue
        word, after = line.heads[end], end + 1
        definite = word.feats.get("Definite") == "Def" and line.preposition(end) is None
        any_domain = definite and line.is_a("body of affairs", start) and coordinated(line, end) > end
        if word.upos != "NOUN" or not (any_domain or _is_domain(line, end)) or line.has_pronoun(end):
            break
        if not definite:
            if not stands_alone(line, after) or line.heads[after].feats.get("Definite") != "Def":
                break
            after += 1  # وعلم المناخ
        end = coordinated(line, after)
        while is_definite_adjective(line, end):
            end += 1
    return governed(line, coordinated(line, end)) if line.heads[end - 1].upos == "NOUN" else end


def joined_adjective(line: Line, place: int) -> bool:
    """الشؤون القانونية | والإدارية: a further adjective of the same noun, none of a state."""
    if place >= len(line) or not line.joined(place) or line.preposition(place) is not None:
        return False
    word, last = line.heads[place], line.heads[place - 1]
    same = all(each.upos == "ADJ" and each.feats.get("Definite") == "Def" for each in (word, last))
    states = is_of_a_state(line.cores[place]) or is_of_a_state(line.cores[place - 1])
    return same and not states and word.feats.get("Gender") == last.feats.get("Gender")


def two_heads(line: Line, place: int, end: int) -> bool:
    """غرفة تجارة | وصناعة البحرين: a second domain in the construct, with what both belong to."""
    if end != place + 2 or end + 1 >= len(line) or not line.joined(end) or line.preposition(end) is not None:
        return False
    first, second, whole = line.heads[end - 1], line.heads[end], line.heads[end + 1]
    nouns = first.upos == second.upos == "NOUN" and first.feats.get("Definite") != "Def"
    bare_two = nouns and second.feats.get("Definite") != "Def" and not line.has_pronoun(end)
    belongs = whole.upos == "PROPN" or (whole.upos == "NOUN" and whole.feats.get("Definite") == "Def")
    return bare_two and belongs and stands_alone(line, end + 1)


def coordinated(line: Line, place: int) -> int:
    """منظمة الأغذية والزراعة: the place after further domains of a body."""
    while (
        place < len(line)
        and line.joined(place)
        and (line.heads[place].upos == "NOUN" or _is_abstract(line, place))
        and line.heads[place].feats.get("Definite") == "Def"
        and line.preposition(place) is None
        and (
            line.is_a("outlet", place - 1) == line.is_a("outlet", place) is True
            or not any(line.is_a(kind, place) for kind in ("institution", *OTHERS))
        )
    ):
        place += 1
    affairs = place + 1 < len(line) and line.joined(place) and line.lemmas[place] == "شان"
    if affairs and line.heads[place].feats.get("Definite") == "Cons":
        place += 2  # وزارة الخارجية وشؤون المغتربين
    return place


def _is_abstract(line: Line, place: int) -> bool:
    """السلام والديمقراطية: what has the form of a feminine adjective, joined to a noun, is a noun."""
    form = line.heads[place].upos == "ADJ" and line.cores[place].endswith("يه")
    return form and line.heads[place - 1].upos == "NOUN" and not is_of_a_state(line.cores[place])
