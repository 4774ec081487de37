"""Noun phrases and subjects: who acts, who is told, through whom words reach the reader."""

from __future__ import annotations

from khabar.discourse.line import COMMAS, NOMINAL, QUOTES, STOPS, Line, unknown
from khabar.discourse.nouns import is_action
from khabar.discourse.vocabulary import by_form, fold, saying, words
from khabar.text.document import Word

_LONGEST_APPOSITION = 9


def noun_phrase(line: Line, start: int, stop: int, proclitic: bool = False) -> int:
    """The place after a noun phrase with its adjectives, genitives and appositions.

    ``proclitic``: whether its first noun may have a preposition (لمصدر).
    """
    place, named = start, False
    while place < stop:
        form = line.tokens[place].form
        if place == start and (counted := _share(line, place)):
            place, named = counted, True
            continue
        if (
            place > start
            and line.preposition(place) == "ل"
            and _is_told_there(line, start, place + line.alone(place))
        ):
            break
        named_until = line.names.get(place, 0)
        after_name = place in line.names and place > start and line.in_name(place - 1)
        if after_name and not (line.joined(place) or line.preposition(place) or _bears(line, start, place)):
            break  # حذرت ميركل | بريطانيا
        if place + 1 < named_until <= stop and not (named and _new_phrase(line, start, place)):
            place, named = named_until, True
            continue
        if line.is_open(place):
            close = line.mates[place]
            if (
                close >= stop
                or close - place > 5
                or any(line.verbs[place + 1 : close])  # هتف المتظاهرون "يسقط الحكم"
                or (
                    line.forms[place + 1].endswith("ا") and line.tokens[place + 1].form.endswith(("اً", "ًا"))
                )  # «تفاؤلاً كبيراً»
                or not (
                    place == start
                    or line.is_a("outlet", place - 1)
                    or (named and not _is_told(line, start, place) and not line.has_pronoun(place + 1))
                )
            ):
                break
            place, named = close + 1, True
        elif place in line.brackets and place > start and place + 1 not in line.times:
            place = min(line.brackets[place] + 1, stop)
        elif form in COMMAS:
            further = None
            if place > start and form != "؛":
                further = _apposition(line, place + 1, stop) or _joined_after_comma(line, place + 1, stop)
            if further is None or _is_whom(line, start, place + 1):
                break
            place = further
        elif line.marks[place] == "·":
            place += 1
        elif form == "و" and named and place + 1 < stop and line.is_a("title", place + 1):
            place += 1  # و أمير دولة قطر, with a space
        elif (place in line.times and place > start) or not (
            line.is_nominal(place) or (proclitic and place == start)
        ):
            if not (named and place > start and _attaches(line, place, start)):
                bearer = _bearer(line, start, place, stop) if named and place > start else place
                if bearer == place:
                    break
                place = bearer
                continue
            noun = place + line.alone(place)  # where it stands apart from its preposition
            place = max(noun + 1, line.names.get(noun, 0))
        elif (
            place > start and line.heads[place].feats.get("PronType") == "Dem" and not _owns(line, place)
        ) or (named and (_ends_a_phrase(line, place) or _new_phrase(line, start, place))):
            break
        else:
            named = True
            place += 1
    return min(place, stop)


def _share(line: Line, place: int) -> int:
    """40 في المئة من | البريطانيين، 12% من | السكان: the place of what a share is of; 0 where none stands."""
    if line.heads[place].upos != "NUM":
        return 0
    after = place + 1
    if line.forms[after : after + 1] in (["%"], ["٪"], ["بالميه"], ["بالمايه"]):
        after += 1
    elif line.forms[after : after + 2] in (["في", "الميه"], ["في", "المايه"]):
        after += 2
    return after + 1 if after > place + 1 and line.forms[after : after + 1] == ["من"] else 0


def _owns(line: Line, place: int) -> bool:
    """جرحى هذا الحادث، عدد من مواطني هذا البلد: a demonstrative after a noun in the construct."""
    before = line.heads[place - 1]
    construct = (
        before.upos == "NOUN" and before.feats.get("Definite") == "Cons" and not line.has_pronoun(place - 1)
    )
    return construct and place + 1 < len(line) and line.heads[place + 1].feats.get("Definite") == "Def"


def _is_told(line: Line, start: int, opening: int) -> bool:
    """وأبلغ مصدر من اللجنة | "رويترز": an outlet in marks after a person."""
    person = line.is_a("person of a place", start) and not line.is_a("institution", opening - 1)
    return person and opening - 1 > start and line.types.get(opening + 1) == "ORG"


def _bears(line: Line, start: int, place: int) -> bool:
    """رئيس البعثة في السودان محمد عثمان: a title before a place or body, then who bears it."""
    titled = any(line.is_a("title", p) for p in range(start, place - 1))
    return titled and line.types[place] == "PER" != line.types[place - 1]


def _bearer(line: Line, start: int, place: int, stop: int) -> int:
    """رئيس نقابة المعلمين في المدارس الخاصة نعمه محفوض، المفوض المكلف بالأمن في الاتحاد، بانكولي أديويي: the
    place after who bears a title, if only words of place or office stand between; ``place`` if nobody."""
    if not line.is_a("title", start) or line.joined(place):
        return place
    if any(line.types.get(before) == "PER" for before in range(start, place)):
        return place
    for after in range(place, min(place + _LONGEST_APPOSITION, stop)):
        comma = line.tokens[after].form in COMMAS
        named = after + comma
        if after > place + 1 and line.types.get(named) == "PER" and named in line.names:
            spoken_to = line.preposition(named) is not None or line.alone(after - 1)
            return place if spoken_to or line.joined(named) else min(line.names[named], stop)
        borne = _after_titles(line, after)
        if borne > after and line.types.get(borne) == "PER" and borne in line.names:
            return min(line.names[borne], stop)  # الناطق باسم الوزارة السفير الدكتور سفيان القضاة
        told = any(line.is_a(kind, after) for kind in ("venue", "addressee", "title", "outlet"))
        stands = line.is_nominal(after) or line.preposition(after) is not None
        if comma or told or not stands or after in line.times or line.opens_clause(after):
            return place
    return place


def _is_whom(line: Line, start: int, place: int) -> bool:
    """حملت ثلاثة أحزاب، الرئيس …: one title after several bodies is not theirs."""
    several = line.heads[start].feats.get("Number") == "Plur" or line.heads[start].upos == "NUM"
    return several and line.is_a("title", place) and line.heads[place].feats.get("Number") == "Sing"


def _joined_after_comma(line: Line, place: int, stop: int) -> int | None:
    """الرئيس الحالي للاتحاد، فيليكس تشيسكيدي، | ورئيس المفوضية، موسى فقي: the place after a further one who
    acts, if the words that follow do not tell what he does alone."""
    if place >= stop or not line.joined(place):
        return None
    if not (line.is_a("title", place) or line.is_a("institution", place) or line.types.get(place) == "PER"):
        return None
    end = noun_phrase(line, place, stop)
    return end if end >= stop or line.tokens[end].form in COMMAS or line.opens_clause(end) else None


def _ends_a_phrase(line: Line, place: int) -> bool:
    """عن مسؤول | قوله إنّ، الإذاعة | نقلاً عن شهود; and a participle: الوزير | مؤكداً"""
    if is_source_word(line, place) or (line.lemmas[place] == "قول" and line.has_pronoun(place)):
        return True
    return is_saying_participle(line, place)


def with_relative(line: Line, end: int, stop: int) -> int:
    """The end of a phrase with the clause that refers back to it: دراسة نشرتها مجلة علمية."""
    whole = line.heads[end - 1].feats.get("Definite") == "Def"  # أعلنت الحكومة | رفضها
    if (
        end < stop
        and line.verbs[end] is not None
        and line.has_pronoun(end)
        and not (whole or line.joined(end))
    ):
        return noun_phrase(line, end + 1, stop)
    return end


def is_saying_participle(line: Line, place: int) -> bool:
    """Whether an indefinite participle of saying stands here: مشيراً، ومضيفة"""
    word = line.heads[place]
    if word.feats.get("Definite") == "Def" or saying("participle", word.lemma or "") is None:
        return False
    masdar = saying("masdar", word.lemma or "")
    if word.upos == "NOUN" and masdar is not None and word.lemma in masdar.masdar.split():
        return False  # أملا, hope, which has the letters of آملا
    if place and line.heads[place - 1].upos == "NUM" and not line.opens_clause(place + 1):
        return False  # 16 متظاهراً: what is counted
    renews = place + 1 < len(line) and (line.opens_clause(place + 1) or is_action(line, place + 1))
    if line.forms[place] == "مجددا" and not renews:
        return False  # انتقد مجدداً الصحافة, but: مجدداً دعوته
    if word.form.endswith("ين") and word.feats.get("Number") == "Plur":  # مشيرين إلى، مؤكدين أن
        entry = saying("participle", word.lemma or "")
        return line.opens_clause(place + 1) or (
            entry is not None and line.preposition(place + 1) in entry.prepositions
        )
    if word.form.rstrip("ً").endswith("ا"):
        return True  # the alif of tanwin, whatever the tagger made of it
    if word.form.endswith("ة") and place + 1 in line.times and line.opens_clause(line.times[place + 1]):
        return True  # قالت المنظمة محذرة الأربعاء إنّ
    after_comma = place > 0 and line.tokens[place - 1].form in COMMAS
    nominal = word.upos == "NOUN" and word.feats.get("Case") == "Nom" and not after_comma
    if word.feats.get("Definite") == "Cons" and not (after_comma and word.form.endswith("ة")):
        return False
    if nominal:
        return False
    before = line.heads[place - 1]
    described = place > 0 and before.upos == "NOUN" and before.feats.get("Definite") == "Ind"
    described = described and word.feats.get("Case") == before.feats.get("Case") in ("Gen", "Nom")
    return word.feats.get("Case") == "Acc" or (word.form.rstrip("ً").endswith("ة") and not described)


def is_source_word(line: Line, place: int) -> bool:
    """بحسب، وفقاً، نقلاً; not فحسب (only)."""
    if place >= len(line) or (line.forms[place] in ("فحسب", "وحسب") and _means_only(line, place)):
        return False
    if line.forms[place : place + 2] == ["علي", "ما"] and place + 2 < len(line):  # على ما أوردت الوكالة
        entry = saying("verb", line.lemmas[place + 2]) if line.verbs[place + 2] is not None else None
        return entry is not None and entry.kind == "communication" and "speech" in entry.frames
    kinds = words("source phrase")
    return line.cores[place] in kinds or line.forms[place] in kinds or line.forms[place].lstrip("وب") in kinds


def is_no_source(line: Line, noun: int) -> bool:
    """حسب الحاجة، وفقا للائحة; not لائحة الاتهام, which says something."""
    accuses = line.lemmas[noun : noun + 2] == ["لايحه", "اتهام"]
    return line.is_a("no source", noun) and not line.has_pronoun(noun) and not accuses


def _means_only(line: Line, place: int) -> bool:
    """ليس هذا فحسب: at the end of its clause, or after ف."""
    after = place + 1
    if line.forms[place] == "فحسب" or after >= len(line) or line.preposition(after) is not None:
        return True
    return not (line.is_nominal(after) or line.forms[after] == "ما") or line.joined(after)


def _new_phrase(line: Line, start: int, place: int) -> bool:
    """Whether a name or a definite noun follows a phrase that is complete:
    وزارة الخارجية | السفير، موسكو | كييف; what follows a title is its name."""
    from khabar.discourse.names import two_states

    if line.joined(place) or (line.is_a("same", place) and line.has_pronoun(place)):
        return False  # المصدر ذاته
    beside = line.is_a("side", place) and line.heads[place].feats.get("Definite") != "Def"
    beside = beside and line.heads[place].feats.get("Number") != "Plur"  # المنظمة | أطراف الصراع
    if beside and line.preposition(place) is None:
        return False  # سكان أم درمان غرب الخرطوم
    if place in line.names and line.types[place] == "PER":
        unnamed = line.is_a("title", start) and not any(
            line.types.get(p) == "PER" for p in range(start, place)
        )
        if line.is_a("title", place - 1) or unnamed:
            return False  # اللواء جميل السيد، خبير البيانات بن بوتشر
    last = place - 1
    while last > start and line.tokens[last].form in QUOTES + ")]":
        last -= 1
    before, word = line.heads[last], line.heads[place]
    if (before.upos == "PROPN" or line.types.get(last) == "PER") and _is_title_of(line, last, place):
        return False  # لوران فابيوس وزير الخارجية
    if two_states(line, place - 1, place):
        return True
    if (word.feats.get("Case") == "Acc" and _visibly_accusative(word)) or _is_addressee(line, place):
        return True
    sound = (
        before.upos == "NOUN"
        and before.feats.get("Definite") == "Ind"
        and before.feats.get("Number") == "Plur"
    )
    if sound and before.form.endswith(("ين", "ون")) and word.upos == "NOUN" and is_action(line, place):
        return True  # عشرة مشاركين | خفض الفائدة
    if word.form.endswith(("ً", "ًا")) and before.feats.get("Definite") != "Ind":
        return True  # كتب الفنان البلجيكي | رسالةً
    several = word.feats.get("Number") in ("Plur", "Dual") and word.form.endswith("ين")
    if several and word.upos == "ADJ" and word.feats.get("Definite") == "Def":
        # دعت وزارة النقل | المضربين: they describe no noun before them
        return all(line.heads[p].feats.get("Number") == "Sing" for p in range(start, place))
    if before.upos == "ADJ" and word.upos == "NOUN" and word.feats.get("Definite") == "Cons":
        return not line.is_a("title", place)  # مسؤول محلي | جماعة الحوثي
    if (
        before.upos == "ADJ"
        and place in line.names
        and line.is_a("person of a place", start)
        and word.upos == "PROPN"
    ):
        return not line.is_a("title", start)
    if before.upos == "ADJ" and before.feats.get("Definite") == "Ind" and word.upos == "NOUN":
        tanwin = word.form.rstrip("ً").endswith("ا") and before.feats.get("Case") != "Acc"
        if word.feats.get("Definite") == "Def" or tanwin:
            return True  # بشكل قاطع | التقرير، في وقت سابق | تقريرا
    adverb = (
        word.feats.get("Definite") == "Ind"
        and word.form.rstrip("ً").endswith("ا")
        and word.feats.get("Case") == "Acc"
    )
    if before.feats.get("Definite") == "Def" or before.upos == "PROPN" or line.has_pronoun(last):
        if adverb:
            return True  # حماس مؤخراً
        if (
            before.upos == "PROPN"
            and word.upos == "NOUN"
            and word.feats.get("Definite") == "Ind"
            and not line.in_name(place)
        ):
            return not line.is_a("title", place - 1) and not line.is_a("title", place)
    named = before.upos == "PROPN" or line.types.get(last) == "PER"
    complete = before.feats.get("Definite") == "Def" or line.has_pronoun(last) or named
    if not complete or word.upos != "NOUN":
        return False
    if line.has_pronoun(place) or word.feats.get("Definite") == "Cons":
        return True  # الوزير | زميله، الرئيس | وفد الحزب
    if line.is_a("noun of content", place) and word.feats.get("Definite") == "Ind":
        return True  # النيابة العامة | صحة ما نشر
    if word.feats.get("Definite") != "Def":
        return False
    if (before.feats.get("Case"), word.feats.get("Case")) == ("Nom", "Acc"):
        return True  # أبلغ الوزيرُ | السفيرَ
    if line.is_a("title", place) and not _is_no_apposition(line, place, before):
        return False
    # طالب الرئيس | الحكومة: what bears a title agrees with it.
    return (
        _is_unlike(word, before) or before.feats.get("Number") == "Plur" or not line.is_a("title", place - 1)
    )


def _is_unlike(word: Word, other: Word) -> bool:
    """Whether two nouns differ in gender or number."""
    return any(word.feats.get(name) != other.feats.get(name) for name in ("Gender", "Number"))


def _is_no_apposition(line: Line, place: int, before: Word) -> bool:
    """المنظمة | الحكم: a title that does not agree with the noun before it, and that no person bears."""
    word = line.heads[place]
    if line.types.get(place - 1) == "PER":
        return False  # ماريجي كيبر المتحدثة باسم الشرطة
    return _is_unlike(word, before) and line.types.get(_after_titles(line, place)) != "PER"


def _after_titles(line: Line, place: int) -> int:
    """The place after titles in a row: السفير الدكتور | سفيان"""
    return next((p for p in range(place, len(line)) if not line.is_a("title", p)), len(line))


def _is_title_of(line: Line, name: int, place: int) -> bool:
    """Whether a title in the construct follows the name of a person, who is not said to be one's own."""
    word = line.heads[place]
    return (
        line.in_name(name)
        and line.is_a("title", place)
        and word.feats.get("Definite") == "Cons"
        and not line.has_pronoun(place)
    )


def _visibly_accusative(word: Word) -> bool:
    """Endings that only an object has: نون of the sound plural after ياء, alif of tanwin."""
    number, stem = word.feats.get("Number"), fold(word.form).removeprefix("ال")
    sound = number == "Dual" or stem.startswith(fold(word.lemma or "")[:4].removesuffix("ي"))  # not قوانين
    return word.form.endswith("ين") and number in ("Plur", "Dual") and word.upos == "NOUN" and sound


def _is_addressee(line: Line, place: int) -> bool:
    """وأبلغ زيلينسكي | الصحفيين: after a name, whatever the tagger made of it."""
    before, word = line.heads[place - 1], line.heads[place]
    told = line.is_a("addressee", place) and word.feats.get("Number") == "Plur"
    return told and before.upos == "PROPN" and not word.form.endswith("ون")


def _is_told_there(line: Line, start: int, noun: int) -> bool:
    """Whether ل brings who is spoken to: قال الوزير | للصحفيين، شاهد عيان | لفرانس برس، المدير | لموظفيه."""
    if line.is_a("addressee", noun) or line.is_a("outlet", noun) or line.types.get(noun) == "PER":
        return True
    if _of_united_nations(line, start, noun):
        return False
    people = line.is_a("title", noun) or line.is_a("person of a place", noun)
    if people and line.heads[noun].feats.get("Number") == "Plur":
        return True
    return line.is_a("person of a place", start) and not (
        line.is_a("title", start) or line.is_a("quantity", start)
    )


def _attaches(line: Line, place: int, start: int) -> bool:
    """Whether a prepositional phrase belongs to the noun: المتحدث باسم، الأمين العام للأمم المتحدة."""
    preposition = line.preposition(place)
    if preposition is None or line.joined(place):
        return False
    noun = place + line.alone(place)
    if noun >= len(line) or line.opens_clause(place) or line.opens_clause(noun):
        return False
    if line.heads[place].upos == "SCONJ":
        return False  # المتحدث باسم الحزب | لأنّ
    if line.lemmas[noun] == "اسم" or preposition == "لدى":
        return not line.has_pronoun(noun)  # الوزير | لدى نزوله ضيفا
    if line.is_a("adjective with a complement", place - 1):
        return True  # القائمون على الدراسة
    if preposition == "عن" and line.is_a("noun with عن", place - 1):
        return True
    if preposition == "ل" and _of_united_nations(line, start, place):
        return True
    aim = line.heads[noun].feats.get("Definite") == "Cons" and is_action(line, noun)
    if preposition == "ل" and aim and line.types.get(place - 1) == "ORG":
        return False  # مجلس السلم والأمن | لعقد اجتماع
    if preposition == "ل":
        return not line.alone(place)
    counted = line.heads[place - 1].upos == "NUM" or line.is_a("quantity", place - 1)
    if preposition == "من" and line.alone(place) and counted:
        return True  # كل من فرنسا وألمانيا، 5 من 9 محللين
    if (
        line.is_a("title", start)
        and preposition == "ب"
        and line.tokens[noun + 1 : noun + 2]
        and _named_next(line, noun + 1)
    ):
        return True  # مدير الشرطة بالولاية، جيفري غالير،
    of_a_place = any(line.is_a("person of a place", p) for p in range(start, place))
    if (
        of_a_place
        and preposition in ("ب", "في", "من")
        and (line.is_a("side", noun) or line.is_a("place", noun))
    ):
        return True  # سكان بوسط أم درمان
    if (
        preposition in ("ب", "على")
        and line.heads[noun].upos != "PROPN"
        and not line.is_a("institution", noun)
        and not (preposition == "ب" and line.types.get(noun) in ("GPE", "LOC", "ORG"))
    ):
        return False
    if preposition == "من" and not line.is_a("quantity", start) and line.heads[start].upos != "NUM":
        body = line.is_a("institution", noun) or line.is_a("definite institution", noun)
        return noun in line.names or line.heads[noun].upos == "PROPN" or body
    if line.types.get(place - 1) == "PER" and preposition in ("في", "ب", "على", "لدى"):
        return False  # وردّ النائب بلال عبدالله | على
    if of_a_place and preposition in ("في", "من", "ب", "لدى", "على"):
        if any(line.is_a(kind, noun) for kind in ("venue", "addressee")) or noun in line.times:
            return False
        return not (
            is_action(line, noun) and line.heads[noun].feats.get("Definite") == "Cons"
        )  # الفريق | في توسيع
    body = line.is_a("institution", noun) or line.is_a("definite institution", noun)
    region = line.is_a("region", noun) or line.is_a("place", noun)  # وزارة الصحة في قطاع غزة
    named = line.heads[place - 1].feats.get("Definite") == "Def" and (
        line.heads[noun].upos == "PROPN" or body or region
    )
    return preposition in ("في", "ب") and named and line.is_nominal(start) and line.is_a("institution", start)


def _of_united_nations(line: Line, start: int, place: int) -> bool:
    """مكتب الأمم المتحدة | لتنسيق الشؤون الإنسانية، صندوق الأمم المتحدة | للسكان"""
    return place - 2 > start and line.forms[place - 2 : place] == ["الامم", "المتحده"]


def _named_next(line: Line, comma: int) -> bool:
    """Whether a person's name follows a comma."""
    return line.tokens[comma].form in COMMAS and line.types.get(comma + 1) == "PER"


def _apposition(line: Line, start: int, stop: int) -> int | None:
    """The place after a few nouns between commas, or between a comma and what is said; after the name of a
    person, after an office with all that belongs to it."""
    place = start
    if start >= stop:
        return None  # a comma that ends the line
    if (
        line.forms[start] in ("اي", "ايه")
        or line.is_a("noun of content", start)
        or (is_action(line, start) and not line.in_name(start))
    ):
        return None  # أعلن النقيب، الإضراب; حملت الأحزاب الرئيس، المسؤولية، عن
    named = line.names.get(start, start) if line.types.get(start) == "PER" else start
    if named > start and line.types.get(start - 2) != "PER":
        return min(named, stop)  # مدير الخطوط في القاهرة، صادق عبدالعزيز | ما
    chief = line.is_a("chief", start) and line.heads[start + 1 : start + 2] != []  # كبير محللي الاقتصاد
    office = (line.is_a("title", start) or chief) and not line.joined(start)
    office = office and line.types.get(start - 2) == "PER"
    while place < stop and place - start < _LONGEST_APPOSITION + 5 * office and place not in line.times:
        if place > start and line.joined(place) and line.lemmas[place] != "نظير" and not office:
            break
        if is_saying_participle(line, place) or is_source_word(line, place):
            return None
        of_office = office and line.preposition(place) is not None and not _leaves_office(line, place)
        if not line.is_nominal(place) and not (
            place > start and (of_office or _attaches(line, place, start))
        ):
            break
        place += 1 + (not line.is_nominal(place) and line.alone(place))
    closed = place >= stop or line.tokens[place].form in COMMAS + ":" or place in line.times
    closed = closed or line.opens_clause(place) or line.is_open(place)
    if office and not closed:  # ثمن فلان، المتحدث باسم الحزب | الإفراج عن
        return noun_phrase(line, start, stop)
    return place if place > start and closed and not line.joined(start) else None


def _leaves_office(line: Line, place: int) -> bool:
    """…، وزير الدولة في كندا | في بيان: a preposition that does not belong to an office."""
    noun = place + line.alone(place)
    return (
        noun >= len(line)
        or line.opens_clause(noun)
        or noun in line.times
        or line.has_pronoun(noun)
        or any(line.is_a(kind, noun) for kind in ("venue", "addressee", "outlet", "part of a preposition"))
    )


# --- Subjects --------------------------------------------------------------------------


def agrees(verb: Word, noun: Word) -> bool:
    """Whether a noun after a verb may be its subject: gender, and a person that is named."""
    if _visibly_accusative(noun):
        return False
    if (
        verb.form.endswith("نا")
        and verb.feats.get("Aspect") == "Perf"
        and noun.feats.get("Definite") == "Def"
    ):
        return True  # أخبرنا السفير: us, not we
    if verb.feats.get("Number") in ("Plur", "Dual") or verb.feats.get("Person") in ("1", "2"):
        return False  # the verb before its subject is singular
    genders = {verb.feats.get("Gender"), noun.feats.get("Gender")} - {None}
    if noun.feats.get("Case") == "Acc" and noun.form.endswith("ا") and noun.feats.get("Definite") == "Ind":
        return False
    if len(genders) < 2 or noun.source == "backoff" or noun.upos in ("PROPN", "NUM"):
        return True
    broken = noun.feats.get("Number") == "Plur" and not noun.form.endswith(("ون", "ات"))
    return broken or (noun.feats.get("Number") == "Plur" and verb.feats.get("Gender") == "Fem")


def subject_before(line: Line, verb: int) -> tuple[int, int]:
    """First place and end of a subject before its verb: the pronoun of لكنه, the noun after أنّ, the
    noun that opens the clause; (verb, verb) where there is none."""
    none = (verb, verb)
    if line.joined(verb) and line.forms[verb].startswith("و"):
        return none
    if (after_was := _after_was(line, verb)) is not None:
        return after_was
    last = verb - 1
    was = last > 0 and line.lemmas[last] in words("auxiliary before a subject")
    if was and not line.joined(last) and (line.is_nominal(last - 1) or line.tokens[last - 1].form in COMMAS):
        last -= 1  # أجهزة الاستخبارات، بما فيها البريطانية، كانت تعتبر
    while last >= 0 and line.forms[last] in _BETWEEN:
        last -= 1
    if last < 0:
        return none
    token, relative = line.tokens[last], line.heads[last].feats.get("PronType") == "Rel"
    if (
        line.has_pronoun(last)
        and not relative
        and token.words[0].upos in ("CCONJ", "SCONJ", "PART", "ADP")
        and line.verbs[last] is None
    ):
        attached = any(w.upos in ("SCONJ", "PART", "CCONJ") for w in token.words[:-1])
        return (last, last + 1) if attached else none
    if relative and is_passive_in_relative(line, verb, last):
        return none  # القوات التي يعتقد أنها
    if relative and line.forms[last] not in ("ما", "مما"):
        end = last - (last > 0 and line.tokens[last - 1].form in COMMAS)
        return phrase_before(line, end) if not line.joined(last) else _described_before(line, last)
    opened = {close: opening for opening, close in line.brackets.items()}
    for opening, close in line.mates.items():
        if 0 < opening < close <= opening + 4 and line.is_a("outlet", opening - 1):
            opened[close] = opening  # قناة "فوكس نيوز" أشارت
    start = opened.get(last, last)
    while start > 0 and not _begins(line, start - 1):
        if line.forms[start] in words("opener of a reason"):
            break  # كان التعليم جيدا حيث كان يعتقد أن
        start = opened.get(start - 1, start - 1)
    several = (line.verbs[verb] or line.heads[verb]).feats.get("Number") in ("Dual", "Plur")
    if several and line.tokens[verb - 1].form in COMMAS:
        start = _clause_start(line, verb)
    auxiliary = [
        p
        for p in range(start, last)
        if line.lemmas[p] in words("auxiliary before a subject") and line.heads[p].upos in ("AUX", "VERB")
    ]
    if auxiliary:
        start = auxiliary[-1] + 1  # وقبلها كان العالم قد أعلن
    told = start > 0 and line.opens_clause(start - 1)  # إلا أن نائب الرئيس، نفى
    if last + 1 < verb and line.tokens[verb - 1].form in COMMAS and not told:
        start = _before_parenthesis(line, last + 1)
    if line.forms[last] in words("opener before a subject"):
        return none  # في حين تتهم
    described = last == verb - 1 and line.heads[last].feats.get("Definite") == "Ind" and not line.joined(verb)
    if (
        described
        and verb + 1 < len(line)
        and [w.upos for w in line.tokens[verb + 1].words] == ["ADP", "PRON"]
    ):
        return none  # بيان توضيحي أكد فيه
    described = described and line.heads[last].upos in ("NOUN", "ADJ") and line.preposition(last) is None
    plural = described and line.heads[last].feats.get("Number") == "Plur"
    its_own = plural and (line.verbs[verb] or line.heads[verb]).feats.get("Number") == "Plur"
    if described and (its_own or not line.is_nominal(start)):
        return phrase_before(line, verb)  # مرسومين يقضيان
    while start < verb and line.forms[start] in words("opener before a subject"):
        start += 1
    if start >= verb or not line.is_nominal(start) or start in line.times or is_source_word(line, start):
        return none
    marked = start > 1 and line.is_open(start - 1) and is_source_word(line, start - 2)
    if (
        _is_adverb(line, start)
        or _is_manner(line, start)
        or marked
        or (start and is_source_word(line, start - 1))
    ):
        return none  # وبحسب "نيويورك تايمز" دعا المدير
    end = noun_phrase(line, start, verb)
    return (start, end) if _reaches(line, end, verb) and _agrees_before(line, verb, start) else none


def is_passive_in_relative(line: Line, verb: int, relative: int) -> bool:
    """القوات التي يعتقد أنها، الرجل الذي يعتقد أنه: an imperfect in the masculine after a relative that is feminine or
    plural, or before a clause about who is described, is a passive that names nobody."""
    word, pronoun = line.verbs[verb], line.heads[relative]
    if word is None or pronoun.feats.get("PronType") != "Rel":
        return False
    bare = word.feats.get("Aspect") == "Imp" and word.feats.get("Gender") == "Masc"
    if (
        not bare
        or word.feats.get("Number") not in ("Sing", None)
        or word.feats.get("Person") not in ("3", None)
    ):
        return False
    if line.heads[relative].feats.get("Gender") == "Fem" or pronoun.feats.get("Number") == "Plur":
        return not line.is_nominal(verb + 1) if verb + 1 < len(line) else False
    entry = saying("verb", word.lemma or "")
    about = line.opens_clause(verb + 1) and line.has_pronoun(verb + 1)
    return about and entry is not None and entry.kind == "cognition" and line.forms[relative] == "الذي"


def _after_was(line: Line, verb: int) -> tuple[int, int] | None:
    """وكان أعضاء المجلس، باستثناء واشنطن، قد دعوا: the subject between كان and a verb, with an aside or none."""
    far = range(verb - 1, max(-1, verb - 25), -1)
    found = (p for p in far if line.verbs[p] is not None or line.marks[p] in STOPS or line.lemmas[p] == "كان")
    was = next(found, None)
    if was is None or line.lemmas[was] != "كان" or line.opens_clause(verb - 1) or was + 1 >= verb:
        return None
    noun = was + 1
    if not line.is_nominal(noun) or line.preposition(noun) is not None or noun in line.times:
        return None
    end = noun_phrase(line, noun, verb)
    rest = [p for p in range(end, verb) if line.forms[p] not in _BETWEEN]
    aside = (
        rest and line.marks[end] in COMMAS and line.marks[verb - 1 - (line.forms[verb - 1] == "قد")] in COMMAS
    )
    if any(line.opens_clause(p) or line.joined(p) for p in rest) or (rest and not aside):
        return None
    return (noun, end) if _agrees_before(line, verb, noun) else None


def _clause_start(line: Line, verb: int) -> int:
    """أنّ الرئيس، فلان، ورئيس المفوضية، فلان، يدينان: where the clause of a verb in the dual or plural begins."""
    start = verb - 1
    while (
        start > 0
        and line.verbs[start - 1] is None
        and not (line.opens_clause(start - 1) or line.marks[start - 1] in STOPS + ":")
    ):
        start -= 1
    return start


def _described_before(line: Line, relative: int) -> tuple[int, int]:
    """سو غاردنر، المديرة التنفيذية منذ تأسيسها والتي أعلنت: the last name or title that agrees."""
    gender = line.heads[relative].feats.get("Gender")
    for place in range(relative - 1, max(-1, relative - 12), -1):
        if line.is_a("title", place) and line.heads[place].feats.get("Gender") == gender:
            return place, noun_phrase(line, place, relative)
    if line.tokens[relative - 1].form in COMMAS:  # الدراسة الأولى عن المعركة، والتي
        start, end = phrase_before(line, relative - 1)
        if end > start and line.heads[start].feats.get("Gender") == gender:
            return start, end
    return relative, relative


def _before_parenthesis(line: Line, start: int) -> int:
    """الكرملين، كما يقول الباحث، يدرك: the beginning of what a parenthesis interrupts."""
    opening = next((p for p in range(start - 2, -1, -1) if line.marks[p] in COMMAS + STOPS), None)
    if opening is None or line.marks[opening] in STOPS:
        return start
    aside = line.forms[opening + 1] == "كما" or is_source_word(line, opening + 1)
    named = line.heads[opening - 1].upos in ("PROPN", "NOUN") if opening else False
    apposition = (
        line.is_nominal(opening + 1)
        and not line.joined(opening + 1)
        and not any(line.verbs[opening + 1 : start])
    )
    aside = aside or (named and apposition)
    if not aside and (line.preposition(opening + 1) is None or line.joined(opening + 1)):
        return start
    first = opening
    while first > 0 and not _begins(line, first - 1):
        first -= 1
    return first


_BETWEEN = frozenset(words("between verb and subject")) | {"،", ","}


def _is_adverb(line: Line, place: int) -> bool:
    return line.heads[place].upos == "ADV" or line.forms[place] in words("adverb before a verb")


def _is_manner(line: Line, place: int) -> bool:
    """كانت قد تأسست حديثاً: an indefinite accusative that stands alone."""
    word = line.heads[place]
    return (
        word.upos in ("ADJ", "ADV")
        and word.feats.get("Definite") == "Ind"
        and word.form.rstrip("ً").endswith("ا")
    )


def _agrees_before(line: Line, verb: int, start: int) -> bool:
    word, noun = line.verbs[verb], line.heads[start]
    if word is None or word.feats.get("Person") in ("1", "2"):
        return False
    if line.is_a("quantity", start) and start + 1 < verb and line.is_nominal(start + 1):
        noun = line.heads[start + 1]  # بعض المواقع نقلت
    genders = {word.feats.get("Gender"), noun.feats.get("Gender")} - {None}
    plural = noun.feats.get("Number") == "Plur" or noun.upos == "NUM"
    if noun.feats.get("Number") == "Plur" and (word.feats.get("Number"), word.feats.get("Gender")) == (
        "Sing",
        "Masc",
    ):
        return False  # رجال يشتبه في
    return len(genders) < 2 or unknown(line.tokens[start]) or plural or noun.upos == "PROPN"


def _reaches(line: Line, end: int, verb: int) -> bool:
    """Whether only what describes the noun, or an adverbial, stands between it and its verb."""
    place = end
    while place < verb:
        if line.opens_clause(place) or line.marks[place] in STOPS + ":":
            return False
        if (
            line.verbs[place] is not None
            and line.lemmas[place] not in words("auxiliary before a subject")
            and place == end
            and line.heads[end - 1].feats.get("Definite") == "Def"
        ):
            return False  # the verb of that noun; an indefinite one may be described by a clause
        place += 1
    return True


def _begins(line: Line, place: int) -> bool:
    """Whether a clause begins after this token."""
    if line.opens_clause(place) or line.marks[place] in STOPS + COMMAS + ":" or line.is_open(place):
        return True
    return place - line.mates.get(place, place) > 4  # a quotation has ended


def phrase_before(line: Line, end: int) -> tuple[int, int]:
    """The noun phrase that ends at a place: ماريو دراغي، الذي; حاملي بطاقات "نكتار" الذين"""
    start = line.mates.get(end - 1, end)
    start = end if start > end else start
    while start > 0 and line.is_nominal(start - 1) and line.preposition(start - 1) is None:
        start -= 1
        if line.joined(start) or _begins_anew(line, start):
            break
    governed = start > 0 and line.preposition(start - 1) is not None
    if governed and line.is_nominal(start - 1) and not line.alone(start - 1):
        start -= 1
    if (
        start > 1
        and line.preposition(start) == "ل"
        and line.is_nominal(start - 1)
        and not _refers_to(line, end, start)
    ):
        return phrase_before(line, start)[0], end  # المفوضية السامية لشؤون اللاجئين التي
    return start, end


def _refers_to(line: Line, relative: int, noun: int) -> bool:
    """Whether the relative after a phrase agrees with its noun; a plural with the feminine, unless persons."""
    if relative >= len(line) or line.heads[relative].feats.get("PronType") != "Rel":
        return True
    word, pronoun = line.heads[noun], line.heads[relative]
    persons = any(line.heads[p].form.endswith(("ين", "ون")) for p in range(noun, relative))
    plural = word.feats.get("Number") == "Plur" and not persons
    return pronoun.feats.get("Gender") == ("Fem" if plural else word.feats.get("Gender")) and not (
        persons and pronoun.feats.get("Number") == "Sing"
    )


def _begins_anew(line: Line, place: int) -> bool:
    """قدمت علماء النفس | دراسة جديدة: an indefinite noun after a definite one."""
    word, before = line.heads[place], line.heads[place - 1]
    indefinite = word.upos == "NOUN" and word.feats.get("Definite") == "Ind" and not line.in_name(place)
    complete = place > 0 and (before.feats.get("Definite") == "Def" or line.types.get(place - 1) == "PER")
    return indefinite and complete and line.is_nominal(place - 1)


# --- Through whom ----------------------------------------------------------------------


def outlet(line: Line, start: int, end: int) -> tuple[int, int]:
    """First place and end of what carries the words: في إفادة نشرتها وكالة "رويترز"، في بيان نشر على
    موقعها، لصحيفة "لوموند"، على منصة إكس; (start, start) where nothing does."""
    for place in range(start, end):
        if line.verbs[place] is not None and line.is_a("publishing", place):
            stop = noun_phrase(line, place + 1, end)
            if stop > place + 1:
                return place + 1, stop
            venue = next((p for p in range(place, start - 1, -1) if line.is_a("venue", p)), place)
            close = next((p for p in range(place, end) if line.tokens[p].form in COMMAS), end)
            return venue, close
        if line.forms[place].rstrip("ـ") == "ل" and line.is_open(place + 1):
            return place + 1, line.mates[place + 1] + 1
        preposition = line.preposition(place)
        if preposition in ("ل", "مع", "الى", "إلى", "على", "عبر"):
            noun = place + line.alone(place)
            if line.is_a("outlet", noun) and noun < end:
                return noun, max(noun + 1, noun_phrase(line, noun, end, proclitic=True))
    return start, start


def is_own_words(line: Line, place: int) -> bool:
    """وختم تصريحه: what somebody says, not who."""
    return line.has_pronoun(place) and (line.is_a("venue", place) or line.lemmas[place] in by_form("masdar"))


def is_named(line: Line, start: int, end: int) -> bool:
    """Whether a phrase is one that may act: a noun, a name ("محلب", too), a pronoun that stands alone."""
    start += start < end and line.is_open(start)
    return end > start and (line.heads[start].upos in (*NOMINAL, "PRON") or line.has_pronoun(start))
