"""Noun phrases: where they end, with adjectives, genitives, appositions; where they begin."""

from __future__ import annotations

from khabar.discourse.cues import is_saying_participle, is_source_word
from khabar.discourse.line import COMMAS, DASHES, QUOTES, Line, unknown
from khabar.discourse.naming import acts_for, two_states
from khabar.discourse.nouns import (
    describes_others,
    is_action,
    is_body_in_marks,
    is_clause_in_marks,
    is_deed_in_marks,
    is_manner_in_marks,
    is_press,
    says_of_it,
)
from khabar.discourse.vocabulary import fold, phrases, saying, words
from khabar.morphology.people import is_person
from khabar.text.document import Word

AT_LEAST = ["ما", "لا", "يقل", "عن"]  # عشرة شهود
_LONGEST_APPOSITION = 9


def noun_phrase(line: Line, start: int, stop: int, proclitic: bool = False) -> int:
    """The place after a noun phrase with its adjectives, genitives and appositions.

    ``proclitic``: whether its first noun may have a preposition (لمصدر).
    """
    place, named = start, False
    while place < stop:
        form = line.tokens[place].form
        if form == "ـ" and place > start:
            break  # وذكرت الحركة ـ حسبما أفادت القناة
        if place == start and (counted := _share(line, place)):
            place, named = counted, True
            continue
        if (
            place > start
            and line.preposition(place) == "ل"
            and _is_told_there(line, start, place + line.alone(place))
        ):
            break
        if place > start and line.is_told_in_marks(place):
            break  # الوزير حرب | «للسفير»
        if place > start and (opening := line.opens_behind_lam(place)):
            somebody = line.is_a("title", start) or is_person(line.heads[start].lemma or "")
            somebody = somebody and not any(line.types.get(p) == "PER" for p in range(start, place))
            borne = somebody and line.types.get(line.mates[opening] + 1) == "PER"
            if not (borne or _is_of_an_office(line, start, place)):
                break  # المصادر | لـ"بران برس", but: عضو الأمانة العامة لـ"إعلان بيروت" | رياض
            place = line.mates[opening] + 1  # المفوض العام لـ"أونروا"
            continue
        named_until = line.names.get(place, 0)
        after_name = place in line.names and place > start and line.in_name(place - 1)
        borne = after_name and (
            _bears(line, start, place)
            or _is_of_state(line, start, place)
            or _is_one_person(line, place)
            or _is_short_name(line, start, place)
        )
        if after_name and not (line.joined(place) or line.preposition(place) or borne):
            break  # حذرت ميركل | بريطانيا
        if place + 1 < named_until <= stop and not (named and _new_phrase(line, start, place)):
            place, named = named_until, True
            continue
        if line.is_open(place):
            close = line.mates[place]
            outlet = place > start and line.is_a("outlet", place - 1) and not line.has_pronoun(place - 1)
            if (
                close >= stop
                or is_manner_in_marks(line, place)
                or (place > start and not outlet and _is_deed_of_others(line, start, place))
                or (place > start and _is_said_there(line, place))
                or close - place > (10 if outlet or is_body_in_marks(line, place) else 5)
                or (any(line.verbs[place + 1 : close]) and not outlet)  # هتف المتظاهرون "يسقط الحكم"
                or (
                    place > start and line.types.get(place - 1) == "PER" and close - place > 3
                )  # سعد | "المدينة في خطر"
                or (
                    place > start
                    and is_action(line, place + 1)
                    and line.is_a("person of a place", place - 1)
                    and not line.is_a("institution", place - 1)  # جمعية "إحياء التراث"
                )
                or (
                    line.forms[place + 1].endswith("ا") and line.tokens[place + 1].form.endswith(("اً", "ًا"))
                )  # «تفاؤلاً كبيراً»
                or not (
                    place == start
                    or outlet
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
                further = _bearer_in_marks(line, start, place + 1)
                further = (
                    further
                    or _apposition(line, place + 1, stop)
                    or _joined_after_comma(line, place + 1, stop)
                )
            if further is None or _is_whom(line, start, place + 1):
                break
            place = further
        elif line.marks[place] == "·":
            place += 1
        elif form in DASHES and (office := _office_behind_dash(line, start, place, stop)):
            place = office
        elif rank := _rest_of_rank(line, start, place):
            place = rank
        elif named and _bears_no_more(line, start, place):
            place = line.names[place + 1]
        elif form == "و" and named and place + 1 < stop and _joins_marks(line, start, place):
            place = line.mates[place + 1] + 1
        elif form == "و" and named and place + 1 < stop and _joined_apart(line, start, place + 1):
            place = max(place + 2, line.names.get(place + 1, 0))  # و أمير دولة قطر، للتقييم و الاستشراف
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
            close = line.mates.get(noun, 0)  # محللون في «كابيتال إيكونوميكس»
            place = max(noun + 1, line.names.get(noun, 0), close + 1)
        elif (
            (place > start and _counts_anew(line, place))
            or (place > start and line.heads[place].feats.get("PronType") == "Dem" and not _owns(line, place))
            or (named and (_ends_a_phrase(line, place) or _new_phrase(line, start, place)))
        ):
            break
        else:
            named = True
            place += 1
    return min(place, stop)


def _bearer_in_marks(line: Line, start: int, opening: int) -> int | None:
    """الناطق باسم البلدية، | "أسامة الوافي": the place after who bears an office, in marks behind a comma."""
    if (
        not line.is_open(opening)
        or not 1 < line.mates[opening] - opening <= 4
        or not line.is_a("title", start)
    ):
        return None
    named = any(line.types.get(p) == "PER" for p in range(start, opening))
    return line.mates[opening] + 1 if line.types.get(opening + 1) == "PER" and not named else None


def _office_behind_dash(line: Line, start: int, dash: int, stop: int) -> int:
    """حمد المهندي - | مدير إدارة النخيل بالوزارة، خالد المري – رئيس القسم –: the place after an office behind the name of who bears it, up to
    a comma, another dash or what is said; 0 where none stands."""
    office = dash + 1
    if dash == start or line.types.get(dash - 1) != "PER" or office >= stop or not line.is_a("title", office):
        return 0
    end = noun_phrase(line, office, stop)
    closed = end < len(line) and (
        line.marks[end] in COMMAS or line.marks[end] in DASHES or line.opens_clause(end)
    )
    return end if closed and line.verbs[office] is None else 0


def _is_deed_of_others(line: Line, start: int, opening: int) -> bool:
    """طوكيو | "تلويح" وزير الدفاع, but: حركة "نداء" تونس: a deed in marks behind a phrase that is not the noun of a body."""
    body = any(
        line.is_a(kind, opening - 1) for kind in ("institution", "definite institution", "titled work")
    )
    return is_deed_in_marks(line, opening) and not body


def _is_said_there(line: Line, opening: int) -> bool:
    """على حسابه في فيسبوك | "الوضع تحت السيطرة"، في بيان على موقعه | "وافقت اللجنة": words in marks behind where somebody
    writes them, no name of that."""
    own = line.has_pronoun(opening - 1) and any(line.is_a(kind, opening - 1) for kind in ("venue", "outlet"))
    inside = range(opening + 1, line.mates[opening])
    named = line.types.get(opening - 1) == "ORG" and any(line.preposition(p) is not None for p in inside)
    definite = line.is_a("outlet", opening - 1) and line.heads[opening - 1].feats.get("Definite") == "Def"
    told = definite and any(line.verbs[opening + 1 : line.mates[opening]])  # أجرتها الصحيفة | "لا أخاف أحدا"
    bearing = ("institution", "definite institution", "titled work", "outlet")
    bears = any(line.is_a(kind, opening - 1) for kind in bearing)
    whole = line.heads[opening - 1].feats.get("Definite") == "Def" and line.heads[opening - 1].upos == "NOUN"
    if whole and (says_of_it(line, opening) or not bears) and is_clause_in_marks(line, opening):
        return True  # وقال الوزير | "نحن مستعدون" وأضاف
    return (own or named or told) and len(inside) >= 3


def _is_one_person(line: Line, place: int) -> bool:
    """محيى | بدراوى: two single words in a row that were each taken for a person, the second one that nobody knows."""
    both = line.types[place] == line.types[place - 1] == "PER" and line.names[place] == place + 1
    return both and (place - 1) in line.names and unknown(line.tokens[place])


def _is_short_name(line: Line, start: int, place: int) -> bool:
    """قالت حركة المقاومة الإسلامية | حماس إنّ: one more name before what is said, behind a body that needs none and a verb that
    tells nobody."""
    verb = line.verbs[start - 1] if start else None
    entry = saying("verb", verb.lemma or "") if verb else None
    body = line.is_a("institution", start) and line.types.get(place - 1) == "ORG"
    one = line.names.get(place) == place + 1 and line.opens_clause(place + 1)
    return body and one and not (entry is not None and entry.frames & {"told", "judged"})


def _rest_of_rank(line: Line, start: int, place: int) -> int:
    """العقيد | أركان حرب | غريب، العميد | ركن طيار | محمد: the place after words of a rank behind it; 0 where none stand."""
    if place == start or not line.is_a("title", place - 1):
        return 0  # الفريق | أول ركن عبد الوهاب الساعدي
    after = place
    while after < len(line) and line.forms[after] in words("rest of a rank"):
        after += 1
    return after if after > place and line.types.get(after) == "PER" else 0


def _joins_marks(line: Line, start: int, place: int) -> bool:
    """حركتا «حماس» | و«الجهاد الإسلامي»: a further name in marks behind a noun of two or more bodies."""
    several = line.heads[start].feats.get("Number") in ("Dual", "Plur") or line.forms[start].endswith(
        ("تا", "تي")
    )
    opening = place + 1
    closed = line.tokens[place - 1].form in QUOTES and line.is_open(opening)
    return several and closed and line.mates[opening] - opening < 6


def _joined_apart(line: Line, start: int, place: int) -> bool:
    """Whether what follows a و that stands alone belongs to a noun phrase: a title, a noun like the one before it."""
    if line.is_a("title", place):
        return True
    near = range(place, min(place + _LONGEST_APPOSITION, len(line)))
    bearer = next((p for p in near if line.types.get(p) == "PER" or not line.is_nominal(p)), len(line))
    if line.is_a("title", start) and line.types.get(bearer) == "PER" and bearer > place:
        return True  # وزير الأشغال العمومية | و المنشآت القاعدية السيد فلان
    word, before = line.heads[place], line.heads[place - 2]
    like = (
        word.upos == before.upos == "NOUN"
        and word.feats.get("Definite") == before.feats.get("Definite") == "Def"
    )
    return like and place - 2 > start and line.verbs[place] is None and line.preposition(place) is None


def _counts_anew(line: Line, place: int) -> bool:
    """وثق التقرير | 43 حالة اعتقال, but: القناة 12 الإسرائيلية، الفرقة 19 مشاة: a number after a definite noun,
    before what was done so often."""
    if line.cores[place].startswith("ال"):
        return False  # النقابات | الثلاث
    if line.heads[place].upos == "NUM" and line.types.get(place - 1) == "GPE" and not line.joined(place):
        return place + 1 < len(line) and line.is_nominal(place + 1)  # أعلنت روسيا | 23 دبلوماسيا
    if line.heads[place].upos != "NUM" or line.heads[place - 1].feats.get("Definite") != "Def":
        return False
    counted = range(place + 1, min(place + 3, len(line)))
    return any(line.is_nominal(p) and is_action(line, p) for p in counted)


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
    """وأبلغ مصدر من اللجنة | "رويترز": an outlet in marks after a person; any name behind a verb of telling somebody."""
    verb = line.verbs[start - 1] if start else None
    entry = saying("verb", verb.lemma or "") if verb else None
    after = line.mates[opening] + 1
    told = entry is not None and entry.kind == "communication" and "told" in entry.frames
    owns = line.heads[opening - 1].feats.get("Definite") == "Cons" and not line.in_name(opening - 1)
    if told and opening - 1 > start and not owns and not line.is_a("outlet", opening - 1):
        return line.opens_clause(after + (line.marks[after : after + 1] == ["،"]))
    person = line.is_a("person of a place", start) and not line.is_a("institution", opening - 1)
    ended = line.heads[opening - 1].feats.get("Definite") == "Def" or line.in_name(
        opening - 1
    )  # not: فرع "الهيئة"
    return person and ended and opening - 1 > start and line.types.get(opening + 1) == "ORG"


def _bears(line: Line, start: int, place: int) -> bool:
    """رئيس البعثة في السودان محمد عثمان: a title before a place or body, then who bears it."""
    titled = any(line.is_a("title", p) for p in range(start, place - 1))
    titled = titled or _has_office(line, start) or acts_for(line, start)
    return titled and line.types[place] == "PER" != line.types[place - 1]


def _is_of_state(line: Line, start: int, place: int) -> bool:
    """المتحدث باسم هيئة الأرصاد | السعودية | حسين القحطاني: a state's name that is an adjective, after a body and before who
    bears the title."""
    state = (
        line.types.get(place) == "GPE" and line.types.get(place - 1) == "ORG" and line.is_a("title", start)
    )
    nisba = line.forms[place].startswith("ال") and line.forms[place].endswith("يه")
    return state and nisba and line.types.get(place + 1) == "PER"


def _has_office(line: Line, start: int) -> bool:
    """مراسل، محلل، خبير: one person who may be named after his place."""
    one = line.heads[start].feats.get("Number") in ("Sing", None) and not line.is_a("quantity", start)
    return one and line.is_a("person of a place", start)


def _is_office(line: Line, start: int) -> bool:
    """رئيس، كبير المفاوضين، القائم بأعمال: a title, the chief of some, who does the work of one."""
    chief = line.is_a("chief", start) and start + 1 < len(line)
    chief = chief and (line.is_a("title", start + 1) or line.heads[start + 1].feats.get("Number") == "Plur")
    return chief or line.is_a("title", start) or acts_for(line, start)


def _bears_no_more(line: Line, start: int, place: int) -> bool:
    """مدير المكتب في واشنطن | سابقا معن عريقات: since when or until when an office is borne, before who bears it."""
    when = line.forms[place] in ("سابقا", "حاليا") and line.types.get(place + 1) == "PER"
    return when and place > start and (_is_office(line, start) or _has_office(line, start))


def _bearer(line: Line, start: int, place: int, stop: int) -> int:
    """رئيس نقابة المعلمين في المدارس الخاصة نعمه محفوض، المفوض المكلف بالأمن في الاتحاد، بانكولي أديويي: the
    place after who bears a title, if only words of place or office stand between; ``place`` if nobody."""
    if not (_is_office(line, start) or _has_office(line, start)) or line.joined(place):
        return place
    if any(line.types.get(before) == "PER" for before in range(start, place)):
        return place
    for after in range(place, min(place + _LONGEST_APPOSITION, stop)):
        comma = line.tokens[after].form in COMMAS
        named = after + comma
        if after > place + 1 and line.types.get(named) == "PER" and named in line.names:
            spoken_to = line.preposition(named) is not None or line.alone(after - 1)
            return place if spoken_to or line.joined(named) else min(line.names[named], stop)
        borne = _after_titles(line, after) if line.preposition(after) is None else after
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
    one = line.is_a("title", place) and line.heads[place].feats.get("Number") == "Sing"
    return several and (one or line.is_a("body without a name", place))  # 16 منظمة، سلطات البحرين


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


def names_somebody(line: Line, place: int) -> bool:
    """الأمير فيصل، الدكتور المهندس سمير: a title before who bears it."""
    while place + 1 < len(line) and line.is_a("title", place):
        place += 1 + line.is_open(place + 1)  # اللواء «منصور التركي»
        if line.types.get(place) == "PER" or line.heads[place].upos == "PROPN":
            return True
    return line.in_name(place)


def _stands_beside(line: Line, last: int, place: int) -> bool:
    """الوزارة | أحد المقيمين، الفريق السعودي | اللاعب, but: الوزير السعودي الأمير فيصل: a noun that cannot belong to the
    definite phrase before it."""
    before, word = line.heads[last], line.heads[place]
    if before.feats.get("Definite") != "Def" or word.upos not in ("NOUN", "NUM") or line.has_pronoun(place):
        return False
    if before.upos == "ADJ" and line.cores[place] in ("عشر", "عشره"):
        return False  # الدائرة الحادية | عشرة
    counts = line.is_a("quantity", place) or (word.upos == "NUM" and line.forms[place].isalpha())
    if counts and word.feats.get("Definite") == "Cons":
        return True  # سلطات الاحتلال | ثلاث عائلات
    closed = before.upos == "ADJ" or (word.feats.get("Case") == "Acc" and before.feats.get("Case") == "Gen")
    whole = closed and word.upos == "NOUN" and word.feats.get("Definite") == "Def"  # محامي المتهم | الحكمَ
    return whole and not names_somebody(line, place)


def _is_of_others(line: Line, start: int, place: int) -> bool:
    """منظمات حقوقية | الحكومة، نقابات مستقلة | العمال: people or a body with the article behind an adjective without it that
    agrees with its noun; what an adjective is in respect of is a thing (متعددة الجنسيات)."""
    adjective, noun, word = line.heads[place - 1], line.heads[place - 2], line.heads[place]
    if place - 2 < start or noun.upos != "NOUN" or line.preposition(place) is not None:
        return False
    office = line.is_a("title", place - 1) and not line.lemmas[place - 1].endswith("ي")
    if office or line.in_name(place - 2) or line.joined(place - 2):
        return False  # أمينة ورسمة ممثلة البرنامج
    article = any(each.form.startswith("ال") for each in (adjective, noun))
    several = noun.feats.get("Number") == "Plur" or noun.feats.get("Gender") == "Fem"
    describes = adjective.form.endswith("ة") and fold(adjective.lemma or "")[-1:] not in ("ه", "") and several
    kinds = ("institution", "definite institution", "addressee", "body without a name")
    somebody = is_person(word.lemma or "") or any(line.is_a(kind, place) for kind in kinds)
    return describes and not article and somebody and word.form.startswith("ال") and word.upos == "NOUN"


def _new_phrase(line: Line, start: int, place: int) -> bool:
    """Whether a name or a definite noun follows a phrase that is complete:
    وزارة الخارجية | السفير، موسكو | كييف; what follows a title is its name."""
    if line.joined(place) and line.has_pronoun(place) and line.is_a("seat", place):
        return True  # المنظمة | ومقرها في بريطانيا
    if line.joined(place) or (line.is_a("same", place) and line.has_pronoun(place)):
        return False  # المصدر ذاته
    if _is_family(line, place) or is_office_addressed(line, place):
        return False
    if line.forms[place].startswith("لل") and place > start + 1 and unknown(line.tokens[place]):
        return not any(line.is_a(kind, start) for kind in ("title", "institution", "definite institution"))
    whose = line.is_a("quality", place) and line.cores[place].startswith("ال") and place - 1 > start
    if whose and line.heads[place - 1].upos == "ADJ":
        return False  # الصحيفة الواسعة | الانتشار
    if line.is_a("ball", place - 1) and line.is_a("played with a ball", place):
        return False  # اتحاد الكرة | الطائرة
    if owns_quality(line, place):
        return False
    if line.is_a("word of a court", place - 1) and place in line.names:
        return False  # محكمة جنح مستأنف | شبرا الخيمة
    if _is_land_beside(line, start, place):
        return True
    if is_of_the_office(line, start, place) or _is_wing(line, start, place):
        return False
    if line.types.get(place - 1) == "PER" and line.opens_clause(place + 1):
        described = line.preposition(place + 1) == "ب" and line.heads[place].upos in ("ADJ", "NOUN")
        if described and place not in line.names and line.is_a("verb of describing", start - 1):
            return True  # ووصف فيتش | المنشور بأنه
    others = line.heads[place].upos == "ADJ" and line.heads[place].feats.get("Number") == "Plur"
    if others and line.types.get(place - 1) == "PER" and not line.in_name(place):
        return True  # حثت ميركل | الساسة
    if line.is_a("branch", place) and line.heads[place].feats.get("Definite") != "Def" and start < place - 1:
        return False  # جمعية الهلال الأحمر | فرع طرابلس
    beside = line.is_a("side", place) and line.heads[place].feats.get("Definite") != "Def"
    beside = beside and line.heads[place].feats.get("Number") != "Plur"  # المنظمة | أطراف الصراع
    if beside and line.preposition(place) is None:
        return False  # سكان أم درمان غرب الخرطوم
    if place in line.names and line.types[place] == "PER" and line.is_a("moving picture", start):
        return True  # أظهر المقطع | فلانا
    if place in line.names and line.types[place] == "PER":
        unnamed = _is_office(line, start) and not any(line.types.get(p) == "PER" for p in range(start, place))
        if line.is_a("title", place - 1) or unnamed:
            return False  # اللواء جميل السيد، خبير البيانات بن بوتشر
    last = place - 1
    while last > start and line.tokens[last].form in QUOTES + ")]":
        opening = next((o for o in range(last - 1, start, -1) if line.brackets.get(o) == last), last)
        last = opening - 1  # سلطة الاتصالات (ARE) | فرض
    before, word = line.heads[last], line.heads[place]
    if (line.forms[last], line.forms[place]) in phrases("two definite nouns"):
        return False  # شركة السكك | الحديد
    if line.is_a("rest of a rank", last) and line.heads[last].upos == "PROPN" and not line.in_name(last):
        return False  # رئيس أركان | القوات البرية
    if line.lemmas[last] in words("elative") and word.feats.get("Definite") == "Ind":
        return False  # الأعضاء الأكثر | نفوذا, but: المحكمة العليا | إلغاء القرار
    of = unknown(line.tokens[last]) and line.forms[last].startswith("ل") and not line.in_name(last)
    if of and last > start and word.upos == "NOUN" and word.feats.get("Definite") == "Def":
        return False  # النقابة الأساسية لسواق | المترو, of which no lexicon has the first
    sound = line.cores[last].removeprefix("ال") == line.lemmas[last] + "ون"
    if sound and word.upos == "NOUN" and line.preposition(place) is None and not word.form.endswith("ون"):
        return True  # مواطنون | جماعة الحوثيين: with its nun it has no genitive
    if (before.upos == "PROPN" or line.types.get(last) == "PER") and _is_title_of(line, last, place):
        return _is_borne_behind(
            line, place
        )  # لوران فابيوس وزير الخارجية, but: أوربان | زعيم المعارضة بيتر ماجار
    if before.upos == "PROPN" and word.upos == "NUM" and word.feats.get("Definite") == "Cons":
        return place + 1 < len(line) and line.heads[place + 1].upos == "NOUN"  # في نيويورك | أربع تهم
    construct = line.heads[place - 1].upos == "NOUN" and line.heads[place - 1].feats.get("Definite") == "Cons"
    if two_states(line, place - 1, place) and not construct:  # مدينة عدن
        return True
    if (word.feats.get("Case") == "Acc" and visibly_accusative(word)) or _is_addressee(line, place):
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
    several = (
        before.upos == "NOUN" and before.feats.get("Number") == "Plur" and before.feats.get("Case") == "Nom"
    )
    tanwin = word.feats.get("Case") == "Acc" and word.form.rstrip("ً").endswith("ا")
    if several and tanwin and word.upos == "NOUN" and before.feats.get("Definite") == "Ind":
        return True  # ونشر ناشطون | صورا
    if describes_others(line, start, place) or (last == place - 1 and _is_of_others(line, start, place)):
        return True
    if _stands_beside(line, last, place):
        return True
    own = before.feats.get("Number") == "Plur" and before.form.endswith("ي")  # مهنيي | قطاع النقل
    if before.upos == "ADJ" and word.upos == "NOUN" and word.feats.get("Definite") == "Cons" and not own:
        return line.has_pronoun(place) or not line.is_a(
            "title", place
        )  # مسؤول محلي | جماعة الحوثي، الرئيس الأوكراني | نظيره
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
    noun = before.form.endswith("ية") and not line.in_name(last)  # منسقية المعارضة, which no lexicon has
    named = (before.upos == "PROPN" and not noun) or line.types.get(last) == "PER"
    complete = before.feats.get("Definite") == "Def" or line.has_pronoun(last) or named
    whole = (
        before.feats.get("Definite") == "Def" and before.form.startswith("ال") and before.source != "backoff"
    )
    alone = word.feats.get("Definite") == "Ind" or line.preposition(place + 1) is not None
    thing = word.upos == "NOUN" and alone and word.form.endswith("ة") and not line.is_a("quantity", last)
    if whole and thing and before.upos == "NOUN" and not line.in_name(place) and word.source != "backoff":
        return True  # ألقى البطريرك | عظة
    if complete and word.upos == "ADJ" and word.feats.get("Definite") == "Ind" and not line.in_name(place):
        return before.feats.get("Definite") == "Def" and before.upos in (
            "NOUN",
            "ADJ",
        )  # النيابة العامة | مسيئة
    if not complete or word.upos != "NOUN":
        return False
    if line.has_pronoun(place) or word.feats.get("Definite") == "Cons":
        return True  # الوزير | زميله، الرئيس | وفد الحزب
    if line.is_a("noun of content", place) and word.feats.get("Definite") == "Ind":
        return True  # النيابة العامة | صحة ما نشر
    if word.feats.get("Definite") == "Ind" and word.feats.get("Number") == "Plur" and not line.in_name(place):
        return True  # اتهمت النقابة | جهات
    if word.feats.get("Definite") != "Def":
        return False
    if (before.feats.get("Case"), word.feats.get("Case")) == ("Nom", "Acc"):
        return True  # أبلغ الوزيرُ | السفيرَ
    if line.is_a("title", place) and not _is_no_apposition(line, place, before):
        return False
    # طالب الرئيس | الحكومة: what bears a title agrees with it.
    return (
        is_unlike(word, before) or before.feats.get("Number") == "Plur" or not line.is_a("title", place - 1)
    )


def owns_quality(line: Line, place: int) -> bool:
    """الجهات | ذات العلاقة، المصانع | غير المرخصة، مستثمرون | غير كويتيين: what describes the noun before it by a noun or adjective behind it."""
    if place == 0 or place + 1 >= len(line) or line.has_pronoun(place) or line.preposition(place) is not None:
        return False
    if line.cores[place] == "غير":
        described = line.heads[place + 1]
        bare_noun = line.heads[place - 1].feats.get("Definite") == "Ind"  # تراه المنظمة | غير كاف
        return described.upos == "ADJ" and (described.feats.get("Definite") == "Def" or bare_noun)
    owner = line.cores[place] in ("ذات", "ذو", "ذي", "ذوي", "ذوات")
    return owner and line.heads[place + 1].feats.get("Definite") == "Def"


def _is_family(line: Line, place: int) -> bool:
    """الدكتور عبد الكريم | القضاة أنّ, المدرب جمال | سلامي، أنّ، علي زادة | غريب "…": a noun between a given name and what is said, that is
    nobody else."""
    before = next((p for p in (place - 1, place - 2, place - 3) if line.names.get(p) == place), None)
    mine = line.has_pronoun(place) and line.tokens[place].words[-1].feats.get("Person") == "1"  # سلامي
    if before is None or line.types.get(before) != "PER" or (len(line.tokens[place].words) > 1 and not mine):
        return False
    word, after = line.heads[place], place + 1
    joiner = line.cores[before] in words("name joiner")
    bare_noun = word.feats.get("Definite") != "Def" and not line.is_a("title", place)
    stands = word.upos == "NOUN" and not line.forms[place].endswith(("ون", "ين", "ا", "ه"))
    kinds = ("addressee", "institution", "definite institution", "person of a place", "outlet")
    somebody = any(line.is_a(kind, place) for kind in kinds) or is_action(line, place)
    comma = after < len(line) and line.tokens[after].form in COMMAS
    said = after + (comma or line.marks[after : after + 1] == [":"])
    quoted = line.is_open(said) and line.mates[said] - said > 3
    return (joiner or bare_noun) and stands and not somebody and (line.opens_clause(after + comma) or quoted)


def is_office_addressed(line: Line, place: int) -> bool:
    """السيد | الوكيل، السيد | رئيس المجلس، السيدة | النائب، صاحب السمو | أمير البلاد: an office behind a form of address, which
    nobody bears alone."""
    before, word = place - 1, line.heads[place]
    highness = before - (place > 2 and line.heads[before].upos == "ADJ")  # صاحب السمو الملكي
    owner = line.cores[highness - 1] in ("صاحب", "صاحبه") if highness > 0 else False
    if owner and line.is_a("honorific", highness) and line.is_a("title", place):
        return line.preposition(place) is None and not line.joined(place)
    if place == 0 or not line.is_a("form of address", before) or not line.is_a("title", place):
        return False
    definite = line.heads[before].feats.get("Definite") == "Def" and word.feats.get("Definite") != "Ind"
    definite = definite and not line.has_pronoun(place)
    woman = line.heads[before].feats.get("Gender") == "Fem"  # السيدة النائب
    free = line.preposition(place) is None and not line.joined(place)
    return definite and free and (woman or not is_unlike(word, line.heads[before]))


def is_of_the_office(line: Line, start: int, place: int) -> bool:
    """وكيل وزارة التربية | المساعد لقطاع التعليم: what describes an office, behind the body that it belongs to."""
    word, office = line.heads[place], line.heads[start]
    described = line.is_a("adjective of an office", place) and word.feats.get("Definite") == "Def"
    return described and line.is_a("title", start) and not is_unlike(word, office)


def _is_wing(line: Line, start: int, place: int) -> bool:
    """سرايا القدس | الجناح العسكري لـ، شركة أرامكو | عملاق النفط، الكتلة الوطنية | أكبر أحزاب المعارضة: what a body is, behind its
    name, without a comma."""
    word, after = line.heads[place], line.heads[place + 1] if place + 1 < len(line) else None
    if after is None or line.preposition(place) is not None or line.has_pronoun(place):
        return False
    body = line.types.get(place - 1) == "ORG" or (
        any(line.is_a(kind, start) for kind in ("institution", "armed unit"))
        and line.heads[place - 1].feats.get("Definite") == "Def"
    )
    definite = word.feats.get("Definite") == "Def" and after.upos == "ADJ"
    whose = word.feats.get("Definite") == "Cons" and after.upos == "NOUN" and not line.preposition(place + 1)
    return body and line.is_a("what a body is", place) and (definite or whose)


def _is_land_beside(line: Line, start: int, place: int) -> bool:
    """حذر الوزير | اليونان، دعا الأمين العام | إيران، but: وزير خارجية اليونان، محافظ العاصمة بغداد: the bare name of a state,
    a town or a body after a title that has its article, which cannot be its genitive."""
    before = line.heads[place - 1]
    titled = line.is_a("title", start) or line.is_a("person of a place", start)
    titled = titled and not line.is_a("word of a court", place - 1)
    if not titled or place not in line.names or line.types[place] not in ("GPE", "ORG", "LOC"):
        return False
    if line.preposition(place) is not None or line.in_name(place - 1):
        return False
    if line.cores[place] == "السعوديه" and before.feats.get("Gender") == "Fem":
        return False  # الوزيرة السعودية
    nisba = before.upos == "PROPN" and line.cores[place - 1].endswith(("ي", "يه"))  # الرئيس السوداني
    definite = nisba or (before.upos in ("NOUN", "ADJ") and before.feats.get("Definite") == "Def")
    whole = definite and line.cores[place - 1].startswith("ال")
    near = [line.heads[p] for p in (place - 1, place - 2) if p > start]  # أميركي، أميركي كبير
    described = any(word.upos == "ADJ" and word.feats.get("Definite") == "Ind" for word in near)
    whole = whole or (before.upos == "ADJ" and described)
    somewhere = any(line.is_a(kind, place - 1) for kind in ("place", "settlement", "region"))
    return whole and not somewhere


def is_unlike(word: Word, other: Word) -> bool:
    """Whether two nouns differ in gender or number."""
    return any(word.feats.get(name) != other.feats.get(name) for name in ("Gender", "Number"))


def _is_no_apposition(line: Line, place: int, before: Word) -> bool:
    """المنظمة | الحكم: a title that does not agree with the noun before it, and that no person bears."""
    word = line.heads[place]
    if line.types.get(place - 1) == "PER":
        return False  # ماريجي كيبر المتحدثة باسم الشرطة
    return is_unlike(word, before) and line.types.get(_after_titles(line, place)) != "PER"


def _after_titles(line: Line, place: int) -> int:
    """The place after titles in a row, and a mark that opens: السفير الدكتور | سفيان، اللواء «| منصور التركي»"""
    ended = (p for p in range(place, len(line)) if not line.is_a("title", p) or line.types.get(p) == "PER")
    after = next(ended, len(line))  # الدكتور | رائد أبو حرب
    return after + (after > place and line.is_open(after))


def _is_borne_behind(line: Line, title: int) -> bool:
    """فيكتور أوربان | زعيم المعارضة بيتر ماجار: an office behind a name, before the name of who bears it; not نجل الرئيس حسني مبارك."""
    if line.is_a("whose it is", title):
        return False
    for place in range(title + 1, min(title + 7, len(line))):
        if line.types.get(place) == "PER":
            return place in line.names and place > title + 1 and line.preposition(place) is None
        unlike = is_unlike(line.heads[place], line.heads[title])  # الوزراء، المعارضة
        if not line.is_nominal(place) or line.joined(place) or (line.is_a("title", place) and not unlike):
            return False
    return False


def _is_title_of(line: Line, name: int, place: int) -> bool:
    """Whether a title in the construct, or one with an adjective (حازم شوقي | المدير التنفيذي), follows the name of a person, who is not
    said to be one's own."""
    word = line.heads[place]
    described = (
        line.is_a("adjective of an office", place + 1) and name > 0 and line.types.get(name - 1) == "PER"
    )
    return (
        line.in_name(name)
        and line.types.get(name) == "PER"  # صحيفة صنداي تايمز | نقاد خططها، أمير الكويت | رئيس الوزراء
        and line.is_a("title", place)
        and (word.feats.get("Definite") == "Cons" or described)
        and not line.has_pronoun(place)
    )


def visibly_accusative(word: Word) -> bool:
    """Endings that only an object has: نون of the sound plural after ياء, a written fatha (وزيرَ)."""
    if word.form.replace("ّ", "").endswith("َ") and word.upos in ("NOUN", "ADJ"):
        return True
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
    if _lacks_its_body(line, start, noun):
        return False
    if line.is_a("addressee", noun) or line.is_a("outlet", noun) or line.types.get(noun) == "PER":
        return True
    named = noun + 1 < len(line) and line.is_a("title", noun) and line.types.get(noun + 1) == "PER"
    if named and line.heads[noun].feats.get("Definite") == "Def" and noun > start + 1:
        return True  # وزير النقل | للسيدة فلانة
    media = line.lemmas[noun : noun + 1] == ["صحافه"] or line.lemmas[noun : noun + 2] == ["وسيله", "اعلام"]
    if media and not line.is_a("institution", start):
        return True  # الرئيس تبون | للصحافة، مسؤول | لوسائل الإعلام
    press = line.cores[noun : noun + 1] and line.cores[noun] in words("name of the press")
    press = press and line.opens_clause(noun + 1)
    if press or is_press(line, noun) or line.is_a("accused", noun):
        return True  # مدير الشركة | لرويترز، النيابة | للمتهم
    if _of_united_nations(line, start, noun):
        return False
    last = noun - 1 - line.alone(noun - 1)
    head_noun = last - (line.heads[last].upos == "ADJ")
    if head_noun < last and any(line.is_a(k, head_noun) for k in ("institution", "definite institution")):
        return False  # الهيئة الوطنية | للمحامين، الاتحاد العام | للصحفيين
    people = line.is_a("title", noun) or line.is_a("person of a place", noun)
    if noun >= len(line):
        return False
    own = line.has_pronoun(noun) or (last == start and not line.is_a("institution", start))
    people = people or (
        own and is_person(line.heads[noun].lemma or "")
    )  # البابا | للمصلين، المعلمة | لتلاميذها
    if people and line.heads[noun].feats.get("Number") == "Plur":
        return True
    return line.is_a("person of a place", start) and not (
        _is_office(line, start) or line.is_a("quantity", start)
    )


def _lacks_its_body(line: Line, start: int, noun: int) -> bool:
    """المفوض العام | لوكالة، المدير الإقليمي | لشبكة: an office with its adjective alone, before a body or an outlet
    (الأمين العام لصحيفة: he tells the paper)."""
    last = noun - 1 - line.alone(noun - 1)
    office = _is_of_an_office(line, start, last + 1)
    press = is_press(line, noun)
    return office and line.is_a("outlet", noun) and not (press and line.lemmas[start] == "امين")


def _is_of_an_office(line: Line, start: int, stop: int) -> bool:
    """المفوض العام، المدير الإقليمي: an office with its adjective alone."""
    office = line.is_a("title", start) and line.heads[start].feats.get("Definite") == "Def"
    return (
        office
        and stop > start + 1
        and all(line.is_a("adjective of an office", p) for p in range(start + 1, stop))
    )


def _attaches(line: Line, place: int, start: int) -> bool:
    """Whether a prepositional phrase belongs to the noun: المتحدث باسم، الأمين العام للأمم المتحدة."""
    preposition = line.preposition(place)
    if preposition is None or line.joined(place):
        return False
    noun = place + line.alone(place)
    if noun >= len(line) or line.opens_clause(place) or line.opens_clause(noun):
        return False
    if line.is_open(noun) and (line.mates[noun] - noun > 6 or any(line.verbs[noun : line.mates[noun]])):
        return False
    if line.heads[place].upos == "SCONJ":
        return False  # المتحدث باسم الحزب | لأنّ
    if line.is_a("same", place - 1) and line.has_pronoun(place - 1):
        return False  # الصحفيون أنفسهم | في أكثر من مناسبة
    if line.lemmas[noun] == "اسم" and preposition == "ب":
        speaker = any(line.is_a("title", p) or line.is_a("person of a place", p) for p in range(start, place))
        return speaker or not line.has_pronoun(noun)  # المتحدث الرسمي باسمها
    if line.lemmas[noun] == "اسم" or preposition == "لدى":
        return not line.has_pronoun(noun)  # الوزير | لدى نزوله ضيفا
    if line.is_a("adjective of an office", place - 1) and preposition == "على":
        return False  # الوزير المكلف | على
    said_in = line.is_a("title", place - 1) and line.is_a("venue", noun)  # الناطق | في تصريح
    if (line.is_a("adjective with a complement", place - 1) and not said_in) or acts_for(line, place - 1):
        return True  # القائمون على الدراسة
    if line.is_a("who works", place - 1) and line.preposition(place - 1) == "ل":
        return (
            place - 1 > start and preposition in ("في", "ب") and not line.has_pronoun(noun)
        )  # للعاملين | بالنفط
    if preposition == "عن" and line.is_a("noun with عن", place - 1):
        return True
    if (
        preposition == "من"
        and line.is_a("part of a law", start)
        and line.heads[noun].feats.get("Definite") != "Ind"
    ):
        return True  # المادة الخامسة | من الاتفاق
    if preposition == "في" and line.is_a("who attends", place - 1) and line.is_a("meeting", noun):
        return True  # الحاضرون | في اللقاء
    if line.is_a("who is somewhere", place - 1) and fold(preposition) in words("where somebody is"):
        return _is_where_somebody_is(line, noun)  # المعتصمون | أمام البرلمان
    if preposition == "عن" and line.is_a("who sits for somebody", start):  # عضوة البرلمان عن حزب الخضر
        seat = any(line.is_a(kind, noun) for kind in ("institution", "place", "region", "seat of a member"))
        return (seat and not line.has_pronoun(noun)) or line.types.get(noun) in ("ORG", "GPE")
    if preposition == "ل" and _of_united_nations(line, start, place):
        return True
    aim = line.heads[noun].feats.get("Definite") == "Cons" and is_action(line, noun)
    if preposition == "ل" and aim and line.types.get(place - 1) == "ORG":
        return False  # مجلس السلم والأمن | لعقد اجتماع
    borne = line.types.get(place - 1) == "PER" or unknown(line.tokens[place - 1])
    if preposition == "ل" and borne and is_action(line, noun) and not line.alone(place):
        return False  # تعرض فلان | لاستهجان، لانتقادات
    if preposition == "ل":
        reason = is_action(line, noun) and line.has_pronoun(noun)  # إسرائيل | لقصفها المدرسة
        return not line.alone(place) and not reason
    last = place - 1 - (line.heads[place - 1].upos == "ADJ" and place - 1 > start)  # عدد كبير | من الأهالي
    counted = line.heads[place - 1].upos == "NUM" or line.is_a("quantity", last)
    if preposition == "من" and line.alone(place) and counted:
        return True  # كل من فرنسا وألمانيا، 5 من 9 محللين
    if (
        line.is_a("title", start)
        and preposition == "ب"
        and line.tokens[noun + 1 : noun + 2]
        and _named_next(line, noun + 1)
    ):
        return True  # مدير الشرطة بالولاية، جيفري غالير،
    inquired = preposition == "في" and line.is_a("inquiry", start) and line.is_a("event noun", noun)
    if inquired and line.heads[noun].feats.get("Definite") in ("Cons", "Def"):
        return True  # تحقيقات النيابة | في حادث القطار
    of_a_place = any(line.is_a("person of a place", p) for p in range(start, place))
    of_a_place = of_a_place or (_are_people(line, start) and place == start + 1)
    holds = of_a_place or any(line.is_a("title", p) for p in range(start, place))
    if (
        not holds
        and line.is_a("act that is a body", noun)
        and line.types.get(noun) != "ORG"
        and line.heads[noun].feats.get("Definite") == "Cons"
    ):
        return False  # هدد الاتحاد | بتنظيم إضراب
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
        told = line.is_a("addressee", noun) and not line.is_a("institution", noun)
        if told or line.is_a("venue", noun) or noun in line.times:
            return False
        done = preposition == "على" or line.heads[noun].feats.get("Definite") == "Cons"
        return not (
            done and is_action(line, noun) and not line.is_a("place", noun)
        )  # الفريق | في توسيع، الطرفان | على الحفاظ
    if preposition in ("في", "ب") and _is_somewhere(line, start, place):
        return True
    body = line.is_a("institution", noun) or line.is_a("definite institution", noun)
    region = line.is_a("region", noun) or line.is_a("place", noun)  # وزارة الصحة في قطاع غزة
    named = line.heads[place - 1].feats.get("Definite") == "Def" and (
        line.heads[noun].upos == "PROPN" or body or region or line.types.get(noun) == "ORG"
    )
    acts = line.is_a("institution", start) or line.is_a(
        "body that acts", start
    )  # القيادة العامة | في التنظيم
    return preposition in ("في", "ب") and named and line.is_nominal(start) and acts


def _are_people(line: Line, noun: int) -> bool:
    """تجار | في سوق الخضار، مقاتل | في اللواء: people without the article, of whom one must be told where they are."""
    word = line.heads[noun]
    return word.feats.get("Definite") == "Ind" and word.upos == "NOUN" and is_person(word.lemma or "")


def _is_where_somebody_is(line: Line, noun: int) -> bool:
    """المعتصمون أمام | البرلمان، العالقون على | الحدود: a noun of a place or a body, not where or when something is said."""
    kinds = ("place", "region", "side", "settlement", "seat", "institution", "definite institution")
    somewhere = any(line.is_a(kind, noun) for kind in kinds) or line.types.get(noun) in ("GPE", "LOC", "ORG")
    said = line.is_a("venue", noun) or noun in line.times or line.has_pronoun(noun)
    return somewhere and not said


def _is_somewhere(line: Line, start: int, place: int) -> bool:
    """محكمة | في طنطا، مكتب المنظمة | في غرب أفريقيا، قيادة خفر السواحل | في تاينان: a body without the article, or of one that
    has a name, and the name of the place where it is."""
    noun = place + line.alone(place)
    named = line.types.get(noun) in ("GPE", "LOC") and noun in line.names
    body = line.is_a("institution", start) or line.is_a("body that acts", start)
    indefinite = all(line.heads[p].feats.get("Definite") == "Ind" for p in range(start, place))
    return named and body and (indefinite or line.types.get(place - 1) == "ORG")


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
        or (line.forms[start] in ("غير", "بيد") and line.opens_clause(start + 1))
        or line.is_a("noun of content", start)
        or (is_action(line, start) and not line.in_name(start))
    ):
        return None  # أعلن النقيب، الإضراب; حملت الأحزاب الرئيس، المسؤولية، عن
    if hides_name(line, start) or (start > 1 and line.is_a("venue", start - 2)):
        return None  # في بيان، السفير الروسي
    outlet = unknown(line.tokens[start]) and line.forms[start].startswith("ل") and not line.in_name(start)
    if outlet and line.tokens[start + 1 : start + 2] and line.tokens[start + 1].form in COMMAS:
        return None  # رئيس الفرع، لتوميديا، أنّ
    many = line.heads[start].upos == "NOUN" and line.heads[start].feats.get("Number") == "Plur"
    if many and start > 1 and line.types.get(start - 2) == "PER":
        return None  # دعا الرئيس أوباما، الأعضاء الأكثر نفوذا إلى
    given = line.types.get(start) == "GPE" and line.names.get(start) == start + 1
    if given and line.types.get(start + 1) == "PER" and start > 1 and line.types.get(start - 2) != "PER":
        return min(line.names[start + 1], stop)  # حاكم المصرف، رياض سلامة: a city's name as a given name
    if line.types.get(start) == "GPE" and start > 1 and not line.is_a("place", start - 2):
        return None  # دعت منظمة حقوقية، السعودية، إلى
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


def hides_name(line: Line, place: int) -> bool:
    """مصدر مسؤول، فضل عدم ذكر اسمه، أنّ, طالبة ألا يكشف, لم يشأ ذكر اسمه: who speaks does not want to be named; فضل is no name here."""
    place += line.cores[place] in words("negation") and place + 1 < len(line)
    hides = line.cores[place]
    for ending, other in (("ه", "ا"), ("ين", "ا"), ("ت", ""), ("وا", "")):
        hides = hides.removesuffix(ending) + other if hides.endswith(ending) else hides
    following = [core.removeprefix("ال") for core in line.cores[place + 1 : place + 3]]
    following = following[line.forms[place + 1 : place + 2] in (["علي"], ["في"]) :][:1]
    refuses = line.lemmas[place] in words("refusing to be named") or hides in words("refusing to be named")
    if refuses and any(word in words("telling one's name") for word in following):
        return True
    return hides in words("verb of hiding") and any(word in words("unwillingness") for word in following)


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


def phrase_before(line: Line, end: int) -> tuple[int, int]:
    """The noun phrase that ends at a place: ماريو دراغي، الذي; حاملي بطاقات "نكتار" الذين"""
    start = line.mates.get(end - 1, end)
    start = end if start > end else start
    while start > 0 and line.is_nominal(start - 1) and line.preposition(start - 1) is None:
        start -= 1
        if start and line.is_nominal(start - 1) and _stands_beside(line, start - 1, start):
            break  # الفريق السعودي | اللاعب الذي
        if (
            start
            and line.has_pronoun(start - 1)
            and line.heads[start].upos == "NOUN"
            and not line.in_name(start)
        ):
            break  # أكد جلالته | ضرورة موقف موحد يدعو
        if line.joined(start) and line.heads[start].upos == line.heads[start - 1].upos == "ADJ":
            continue  # نظيريه الأردني والمصري اللذين
        if line.joined(start) or _begins_anew(line, start):
            break
    governed = start > 0 and line.preposition(start - 1) is not None and not line.alone(start - 1)
    relative = end < len(line) and line.heads[end].feats.get("PronType") == "Rel"
    described = relative and line.heads[start - 1].upos in ("NOUN", "PROPN")  # رحب | بالحكومة التي تقول
    if governed and (line.is_nominal(start - 1) or described):
        start -= 1
    named = relative and line.lemmas[start] == "اسم"  # المتحدثة | باسم الجيش التي
    apart = named or (line.preposition(start) == "ل" and not _refers_to(line, end, start))
    if named and not line.is_nominal(start - 1) and line.heads[start - 1].upos == "NOUN":
        return start - 1, end  # اتصل | بالمتحدث باسم الوزارة الذي
    if start > 1 and apart and line.is_nominal(start - 1):
        return phrase_before(line, start)[0], end  # المفوضية السامية لشؤون اللاجئين التي
    person = start + 1 < end and (line.is_a("title", start + 1) or line.types.get(start + 1) == "PER")
    if person and relative and is_action(line, start) and line.preposition(start - 1) is not None:
        start += 1  # في حضور | النائب مطر الذي أكد
    while start + 2 < end <= len(line) - 1 and line.verbs[end] is not None and _is_deed_of_next(line, start):
        start += 1  # ضرورة بلورة | موقف موحد يدعو
    if start + 1 < end and line.is_a("hand of somebody", start):
        start += 1  # على أيدي | أفراد يقولون
    return start, end


def _is_deed_of_next(line: Line, place: int) -> bool:
    """ضرورة | بلورة | موقف: a verbal noun in the construct, of which no clause behind an indefinite noun tells."""
    word, after = line.heads[place], line.heads[place + 1]
    construct = word.feats.get("Definite") == "Cons" and not line.has_pronoun(place)
    return (
        construct and is_action(line, place) and after.upos == "NOUN" and after.feats.get("Definite") != "Def"
    )


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
    complete = complete or (before.upos in ("X", "PROPN") and word.form.endswith(("ً", "ًا")))
    return indefinite and complete and line.is_nominal(place - 1)
