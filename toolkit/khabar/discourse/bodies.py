"""Names of bodies, by the noun that heads them: how far وزارة الدفاع التركية، مجلس الأمن، صحيفة الوطن go."""

from __future__ import annotations

from khabar.discourse.domains import (
    NAMING,
    coordinated,
    further,
    governed,
    joined_adjective,
    purpose,
    told_for,
    two_heads,
)
from khabar.discourse.line import QUOTES, Line, is_relational, unknown
from khabar.discourse.naming import (
    Found,
    is_bare_name,
    is_definite_adjective,
    is_nisba,
    is_of_a_state,
    is_title,
    kind_of,
    known_name,
    stands_alone,
)
from khabar.discourse.nouns import is_press
from khabar.discourse.vocabulary import phrases, words
from khabar.text.document import Token

_DEEPEST = 3  # bodies of bodies: الأمانة العامة للهيئة العامة …


def short_name(line: Line, place: int) -> Found | None:
    """«تحالف الصحف» (لينا): one or two names in brackets after the name of a body."""
    opening = place - 1
    close = line.brackets.get(opening)
    if opening < 1 or close is None or not place < close <= place + 2:
        return None
    before = opening - 1 - (line.tokens[opening - 1].form in QUOTES)
    if line.lemmas[before] == "رسمي" and before > 1 and line.is_a("outlet", before - 2):
        return Found(close, "ORG", None, "named before") if all_names(line.tokens[place:close]) else None
    press = line.is_a("word of the press", opening - 1) and line.is_a("outlet", opening - 2)
    body = line.types.get(before) == "ORG" or press  # وكالة أنباء (يوكرينفورم)
    return Found(close, "ORG", None, "named before") if body and all_names(line.tokens[place:close]) else None


def body_name(line: Line, place: int, *, depth: int = 0) -> Found | None:
    """وزارة الدفاع التركية، مجلس الأمن، الجيش السوري، شركة بوينغ، صحيفة الوطن"""
    word = line.heads[place]
    if unit := _unit(line, place):
        return unit
    if (
        word.upos not in ("NOUN", "X", "PROPN")
        or line.has_pronoun(place)
        or word.feats.get("Number") in ("Plur", "Dual")
    ):
        return None
    definite = word.feats.get("Definite") == "Def"
    titled = place > 0 and is_title(line, place - 1) and line.preposition(place) is None
    if definite and line.is_a("outlet", place) and (numbered := _numbered(line, place + 1)):
        return Found(numbered, "ORG", None, f"institution: {word.form}")
    if definite:
        its_own = titled and _agrees_with_body(line, place)
        national = line.is_a("national outlet", place) and is_nisba(line, place + 1)
        national = national and not line.is_a("adjective of no name", place + 1)  # التلفزيون السوري
        if (titled and not its_own) or not (
            line.is_a("definite institution", place) or line.is_a("institution", place) or national
        ):
            return None
        end = place + 1
        named = words("institution").get(line.lemmas[place]) == "named"
        if named and not (end < len(line) and line.cores[end] in NAMING):
            return None  # التيار الكهربائي، الجهاز الهضمي
        if place and line.is_a("competition", place - 1):
            return None  # كأس الرابطة الإنجليزية
        while is_nisba(line, end) or (
            is_definite_adjective(line, end)
            and (end > place + 1 or (line.cores[end] in NAMING and not line.is_a("outlet", place)))
        ):
            end += 1
        if (
            end == place + 2
            and line.is_a("body of no name", place)
            and line.is_a("adjective of no name", place + 1)
        ):
            return None  # الحكومة المركزية، الائتلاف الثلاثي
        while end > place + 1 and joined_adjective(line, end):
            end += 1  # الفرقة الاقتصادية والمالية
        of_all = end > place + 1 and line.cores[end - 1] in ("العامه", "العام") and told_for(line, end)
        part = body_name(line, end, depth=depth + 1) if of_all and depth < _DEEPEST else None
        end = part.end if part else purpose(line, place, end)  # الأمانة العامة لاتحاد المحامين العرب
        return Found(end, "ORG", None, f"institution: {word.form}") if end > place + 1 else None
    if _is_none(line, place):
        return None
    if line.is_a("outlet", place) and (is_press(line, place) or not line.is_a("institution", place)):
        return _outlet(line, place)
    if not line.is_a("institution", place):
        return None
    whole = (
        known_name(line, place + 1) if place + 1 < len(line) and line.preposition(place + 1) is None else None
    )
    if whole and whole.type != "PER":  # نادي باريس سان جيرمان، حكومة هونغ كونغ
        end = purpose(line, place, whole.end, known=True) if whole.type == "ORG" else whole.end
        while is_definite_adjective(line, end) and line.lemmas[place] != "شركه":
            if line.heads[end].feats.get("Gender") != word.feats.get("Gender"):
                break
            if whole.type == "ORG" and line.cores[end] not in NAMING:
                break  # نيابة أمن الدولة العليا, but: حركة حماس | الفلسطينية
            end += 1  # محكمة وهران الابتدائية
        if whole.type == "GPE" and line.is_a("body with domains", place):
            end = purpose(line, place, end, known=True)  # كلية لندن للاقتصاد
        english = whole.name if whole.type == "ORG" and end == whole.end else None
        return Found(end, "ORG", english, f"institution: {word.form}")  # منظمة الأمم المتحدة للطفولة
    end = place + 1
    if line.is_a("firm", place) and _is_no_adjective(line, place):
        return Found(end + 1, "ORG", None, f"institution: {word.form}")
    while end - place < 5 and stands_alone(line, end) and not line.has_pronoun(end) and _continues(line, end):
        end += 1
        last = line.heads[end - 1]
        if last.feats.get("Definite") == "Def" or last.upos == "PROPN":
            break
    if two_heads(line, place, end):
        end += 2  # غرفة تجارة وصناعة البحرين
    last = line.heads[end - 1]
    if end == place + 1 or not (
        last.feats.get("Definite") == "Def" or last.upos == "PROPN" or is_bare_name(line, end - 1)
    ):
        return None
    guild = last.feats.get("Number") == "Plur" and (
        line.is_a("body with domains", place) or line.is_a("party", place)
    )  # نقابة المحامين، حزب العمال
    end = _named_after(line, place, end)
    bears = line.heads[place + 1].upos == "PROPN" and kind_of(line, place + 1) == "PER"  # not حزب السلام
    if line.is_a("body of a person", place) and bears:
        return None  # حكومة عباس الفاسي
    if (line.is_a("person of a place", end - 1) and not guild) or line.is_a("relative time", end - 1):
        return None
    proper = any(line.heads[p].upos == "PROPN" or is_bare_name(line, p) for p in range(place + 1, end))
    several = line.is_a("institution", place) and last.feats.get("Number") == "Plur" and last.upos == "NOUN"
    several_domains = line.is_a("gathering with domains", place) and coordinated(line, end) > end
    several_domains = several_domains or purpose(line, place, end) > end  # جهاز الردع لمكافحة الجريمة
    publisher = line.lemmas[place] == "دار" and "".join(line.cores[end : end + 1]).endswith("نشر")
    several_domains = several_domains or publisher  # دار العين للنشر
    weak = (
        (line.is_a("any gathering", place) and not several_domains)
        or (several and line.is_a("outlet", place))
        or (line.is_a("movement", place) and (several or line.is_a("movement of things", end - 1)))
    )
    if weak and not proper and not is_nisba(line, end):
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
    while (
        guild
        and end < len(line)
        and line.joined(end)
        and line.preposition(end) is None
        and line.heads[end].upos in ("NOUN", "ADJ")
    ):
        word_next = line.heads[end]  # نقابة الممرضات والممرضين
        if word_next.feats.get("Number") != "Plur" or word_next.feats.get("Definite") != "Def":
            break
        end += 1
    if last.upos == "NOUN" and line.is_a("body with domains", place):
        end = coordinated(line, end)
        end = governed(line, end)
    if end < len(line) and line.cores[end] == "السعوديه" and stands_alone(line, end):
        end += word.feats.get("Gender") == "Fem"  # جمعية حماية المستهلك السعودية
    firm = line.lemmas[place] == "شركه" and not definite and last.upos == "PROPN"  # شركة هونر | الصينية
    if (
        firm
        and kind_of(line, end - 1) == "PER"
        and stands_alone(line, end)
        and line.cores[end].startswith("ال")
    ):
        end += line.heads[end].feats.get("Gender") == "Masc" and not is_title(line, end)  # شركة منصور المساعد
    of_place = last.upos == "PROPN" and word.feats.get("Gender") == "Fem"  # بلدية إسطنبول | المسجون
    while (
        is_definite_adjective(line, end)
        and not (firm and is_nisba(line, end))
        and not (of_place and line.heads[end].feats.get("Gender") == "Masc")
        and not (last.upos == "PROPN" and line.is_a("adjective of who rules", end))
    ) or (
        last.upos == "PROPN" and stands_alone(line, end) and end - place < 4 and line.heads[end].upos == "PROPN"
        and kind_of(line, end - 1) != "GPE" and not (titled and kind_of(line, end) == "PER")
    ):  # fmt: skip
        end += 1
    if end < len(line) and line.cores[end] == "السعوديه" and stands_alone(line, end):
        end += word.feats.get("Gender") == "Fem" and last.upos != "PROPN"  # شركة الزيت العربية السعودية
    end = further(line, place, end)
    inner = place + 1 if line.is_a("institution", place + 1) else place  # حزب التجمع الوطني للأحرار
    end = purpose(line, inner, end)
    if line.cores[end : end + 2] == ["من", "اجل"] and line.is_a("party", place):
        end += 2 + stands_alone(line, end + 2)  # حزب البديل من أجل ألمانيا
    if is_nisba(line, end - 1) and not any(is_title(line, p) for p in range(max(0, place - 3), place)):
        while stands_alone(line, end) and unknown(line.tokens[end]) and line.heads[end].upos == "PROPN":
            end += 1  # بنك الاستثمار الأمريكي جولدمان ساكس
    named_next = end < len(line) and line.is_open(end) and last.upos in ("NOUN", "ADJ")
    if line.is_a("firm", place) and (named_next or line.is_a("trade", place + 1)):
        return None  # شركة صناعة السيارات "تسلا"
    whole = known_name(line, end - 1)
    end = max(end, whole.end) if whole else end  # شرطة مدينة لوس أنجلوس
    return Found(_with_bracket(line, end), "ORG", None, f"institution: {word.form}")


def _numbered(line: Line, place: int) -> int:
    """القناة 12، القناة السابعة، القناة الثانية عشرة: the place after the number of a channel; 0 where none stands."""
    if place >= len(line) or line.lemmas[place - 1] != "قناه":
        return 0
    if line.tokens[place].form.isdecimal():
        return place + 1
    if line.cores[place].removesuffix("ه") not in words("ordinal"):
        return 0
    return place + 1 + ("".join(line.cores[place + 1 : place + 2]) in ("عشر", "عشره"))


def _agrees_with_body(line: Line, place: int) -> bool:
    """رئيس المفوضية الأوروبية، محافظ البنك المركزي: the adjective is the body's; وزير الخارجية الفرنسي: the minister's."""
    genders = [line.heads[p].feats.get("Gender") for p in range(place - 1, min(place + 2, len(line)))]
    own = (
        is_definite_adjective(line, place + 1)
        and genders[1:] == ["Masc", "Masc"]
        and (
            line.cores[place + 1] in NAMING
            or line.is_a("body with a nationality", place)
            or line.is_a("adjective of many states", place + 1)
        )
    )  # محافظ البنك المركزي، قائد الجيش السوداني، مدير المعهد الدولي
    return own or genders == ["Masc", "Fem", "Fem"]


def _unit(line: Line, place: int) -> Found | None:
    """الفرقة الـ19 مشاة، اللواء 444، كتائب القسام، لجان المقاومة: armed units and other bodies in the plural."""
    word, end = line.heads[place], place + 1
    if word.upos != "NOUN" or line.has_pronoun(place) or end >= len(line):
        return None
    if word.feats.get("Definite") == "Def":
        number = line.tokens[end].form.removeprefix("الـ").removeprefix("ال")
        counted = number.isdecimal() or line.cores[end].removesuffix("ه") in words("ordinal")
        if not line.is_a("armed unit", place) or not counted or word.feats.get("Number") != "Sing":
            return None
        end += 1
        while (
            number.isdecimal()
            and stands_alone(line, end)
            and (line.cores[end] in words("kind of armed unit") or line.heads[end].upos == "PROPN")
        ):
            end += 1
        return Found(end, "ORG", None, f"institution: {word.form}")
    kind = words("body in the plural").get(line.cores[place])
    if kind is None or not stands_alone(line, end):
        return None
    after = line.heads[end]
    if line.is_a("institution", end) or line.is_a("definite institution", end):
        return None  # قوات الاتحاد الإفريقي
    if line.cores[end] in words("word of a body in the plural"):
        end += 1
        whole = known_name(line, end) if stands_alone(line, end) else None
        if after.feats.get("Definite") != "Def" and stands_alone(line, end):
            end = whole.end if whole else end + 1  # لجان مقاومة أم درمان
    elif kind == "any" and after.upos in ("NOUN", "PROPN") and after.feats.get("Definite") in ("Def", None):
        end += 1  # كتائب القسام، سرايا القدس
    elif kind == "described" and after.feats.get("Definite") == "Def" and after.upos == "NOUN":
        end += 1
        if not is_definite_adjective(line, end) or is_of_a_state(line.cores[end]):
            return None  # قوات النظام السوري
    else:
        return None
    while is_definite_adjective(line, end):
        end += 1  # قوات الدعم السريع، لجان مقاومة أم درمان القديمة
    return Found(end, "ORG", None, f"institution: {word.form}")


def _is_no_adjective(line: Line, place: int) -> bool:
    """شركة البحري، شركة سالك: what is masculine and has the form of an adjective is a name after a feminine noun."""
    after = place + 1
    if not stands_alone(line, after) or line.has_pronoun(after):
        return False
    word = line.heads[after]
    masculine = word.feats.get("Gender") == "Masc" and word.feats.get("Number") == "Sing"
    described = word.upos == "ADJ" or (word.upos == "NOUN" and is_relational(word))
    return (
        described
        and masculine
        and not is_title(line, after)
        and not (line.is_nominal(after + 1) and not line.joined(after + 1))
    )


def _is_none(line: Line, place: int) -> bool:
    """مركز الزلزال، لجنة التحكيم، تنظيم البطولة: no body, or one that any event has."""
    after = place + 1
    if after >= len(line):
        return False
    if (line.lemmas[place], line.cores[after]) in phrases("body of no name in two words"):
        return True
    if line.lemmas[place] == "اداره" and place:
        aim = line.preposition(place) == "ل" and line.heads[place - 1].feats.get("Definite") == "Ind"
        if aim or line.lemmas[place - 1] == "مجلس":
            return True  # مجلس إدارة | المصرف المركزي, لجنة لإدارة معابر القطاع
    if line.is_a("commune", place) and line.is_a("mayor", place - 1):
        return True  # رئيس بلدية نابولي: the mayor of Naples
    arranged = any(line.is_a(kind, after) for kind in ("meeting", "competition", "event noun"))
    return line.lemmas[place] == "تنظيم" and (arranged or kind_of(line, after) in ("GPE", "LOC"))


def _named_after(line: Line, place: int, end: int) -> int:
    """جامعة الأمير محمد بن فهد، مستشفى الملك فيصل: the end of a body that bears a person's name."""
    if not any(line.is_a("body that bears a name", p) for p in range(place, end)):
        return end
    titled = is_title(line, end - 1) and stands_alone(line, end) and _is_proper(line, end)
    last = end + titled
    while stands_alone(line, last) and (
        line.cores[last] in words("name joiner")
        or line.cores[last - 1] in words("name joiner")
        or (titled and _is_proper(line, last) and kind_of(line, last) != "GPE")
    ):
        last += 1
    return last if _is_proper(line, last - 1) else end


def _is_proper(line: Line, place: int) -> bool:
    return line.heads[place].upos == "PROPN" or is_bare_name(line, place)


def _continues(line: Line, place: int) -> bool:
    return line.heads[place].upos in ("NOUN", "PROPN") or is_bare_name(line, place)


def _outlet(line: Line, place: int) -> Found | None:
    """صحيفة الوطن، وكالة الأنباء الأردنية (بترا); a name in quotation marks stands by itself, and صحيفة
    محلية is no name."""
    end = place + 1
    if not stands_alone(line, end) or line.tokens[end].form in QUOTES or line.has_pronoun(end):
        return None
    if (whole := known_name(line, end)) and whole.type == "ORG":
        return Found(whole.end, "ORG", whole.name, f"outlet: {line.heads[place].form}")  # شبكة سي إن إن
    if line.is_a("word of the press", end) and end + 1 < len(line) and (whole := known_name(line, end + 1)):
        return Found(whole.end, "ORG", None, f"outlet: {line.heads[place].form}")  # وكالة أنباء العالم العربي
    word = line.heads[end]
    if line.lemmas[place] == "محطه" and kind_of(line, end) in ("GPE", "LOC"):
        return None  # محطة بوشهر
    bare_noun = word.upos == "NOUN" and word.feats.get("Definite") != "Def"  # not قناة الجزيرة | أنس الشريف
    if bare_noun and stands_alone(line, end + 1) and line.heads[end + 1].upos == "PROPN":
        end, word = end + 1, line.heads[end + 1]  # إذاعة صوت إسرائيل
    named = word.upos == "PROPN" or is_bare_name(line, end)
    told = end + 1 < len(line) and line.lemmas[end + 1] == "نبا"  # وكالة مهر للأنباء
    if not (named or told or (word.upos in ("NOUN", "ADJ") and word.feats.get("Definite") == "Def")):
        return None
    if line.is_a("definite institution", end) and line.is_a("outlet", end):
        return None
    if line.is_a("any gathering", place) and not named and not is_nisba(line, end + 1):
        return None
    end += 1
    reports = is_title(line, place - 1) if place else False  # مراسل قناة الجزيرة | أنس الشريف
    while (
        named
        and not (reports and kind_of(line, end) == "PER")
        and stands_alone(line, end)
        and (line.heads[end].upos == "PROPN" or is_bare_name(line, end))
    ) or is_definite_adjective(line, end):
        end += 1
    if line.lemmas[end - 1] == "رسمي":
        return None  # وكالة الأنباء الرسمية (سانا)
    if line.marks[end : end + 1] == ["-"] and "".join(line.marks[end + 1 : end + 2]).isdecimal():
        end += 2  # إذاعة أوروبا - 1
    if line.is_a("institution", place):
        end = purpose(line, place, end, known=True)  # وكالة إندونيسيا للأرصاد
    return Found(_with_bracket(line, end), "ORG", None, f"outlet: {line.heads[place].form}")


def _with_bracket(line: Line, end: int) -> int:
    """With the short name in brackets: (بترا)."""
    close = line.brackets.get(end)
    return close + 1 if close is not None and close - end <= 4 else end


def club_name(line: Line, place: int) -> Found | None:
    """فاز الهلال على النصر: a club whose name is a word, as the subject of a verb or against another."""
    if line.cores[place] not in words("club named by a word") or place == 0:
        return None
    before = place - 1
    against = line.preposition(place) is None and line.forms[before] in ("علي", "امام", "مع", "ضد", "بين")
    played = line.verbs[before] is not None or line.is_a("player", before) or line.types.get(before) == "ORG"
    followed = is_definite_adjective(line, place + 1) and not is_nisba(line, place + 1)
    sure = words("club named by a word")[line.cores[place]] == "sure"
    of_it = sure and (
        line.preposition(place) or line.heads[before].feats.get("Definite") == "Cons"
    )  # ألوان الزمالك
    return Found(place + 1, "ORG", None, "team") if (against or played or of_it) and not followed else None


def all_names(tokens: list[Token]) -> bool:
    return all(token.words[-1].upos == "PROPN" or unknown(token) for token in tokens)
