"""Where a run of words that names a person begins and how far it goes: unknown words, words that are names too."""

from __future__ import annotations

from khabar.discourse.line import COMMAS, QUOTES, STOPS, Line, is_relational, unknown, without_proclitics
from khabar.discourse.naming import (
    FAR,
    Told,
    directly_after_title,
    gazetteer,
    is_of_a_state,
    is_of_god,
    is_title,
    kind_of,
    known_name,
    says_something,
    stands_alone,
    two_states,
)
from khabar.discourse.nouns import is_action, takes_somebody
from khabar.discourse.vocabulary import Saying, bare, by_form, giving, phrases, saying, vocalised, words
from khabar.morphology.people import is_person
from khabar.text.document import Word


def is_named_after_place(line: Line, place: int, title: bool) -> bool:
    """النائب تيمور جنبلاط، وزير الخارجية الفلسطيني رياض المالكي: after a title that is complete, the name of a place
    is a given name."""
    before = line.heads[place - 1] if place else None
    complete = before is not None and before.feats.get("Definite") == "Def" and before.upos in ("NOUN", "ADJ")
    kind = kind_of(line, place)
    family = kind == "ORG" and "".join(line.cores[place + 1 : place + 2]).startswith("ال")  # ريا الحسن
    return title and complete and not line.cores[place].startswith("ال") and (kind == "GPE" or family)


def run_of_names(line: Line, place: int, title: bool, persons: Told) -> int:
    """The place after the words of a name that begins here, or ``place``."""
    if not _may_begin(line, place, title, persons):
        return place
    end = place + 1
    while end < len(line) and (
        (_is_a_part(line, place, end, title, persons) and not _is_somebody_else(line, place, end, persons))
        or _is_hyphen(line, end)
        or _is_initial(line, end)
        or (end > place + 1 and (_is_hyphen(line, end - 1) or _is_initial(line, end - 1)))
    ):
        end += 1
    while end > place + 1 and line.cores[end - 1] in words("name joiner"):
        end -= 1
    return end


def _is_a_part(line: Line, start: int, place: int, title: bool, persons: Told) -> bool:
    """Whether a token goes on with a name or closes it; غريب | آبادي, once that family was named."""
    if (line.forms[place], *line.forms[place + 1 : place + 2]) in phrases("office of two words"):
        return False  # كمال بشر | أمين عام الاتحاد
    told = line.cores[place] in persons and line.has_pronoun(place)
    told = told and line.tokens[place].words[-1].form == "ي"
    return told or _goes_on(line, start, place, title) or _closes_a_name(line, start, place, title)


def _is_somebody_else(line: Line, start: int, place: int, persons: Told) -> bool:
    """دعت ميركل | ماسك إلى، اتهم إيلون ماسك | سام ألتمان، انتقدت أنالينا بيربوك | أوربان: behind a verb that has somebody for its object, a family that is
    called by its name alone, behind another or, where the verb must have an object, behind a whole name."""
    if _meets_another(line, start, place):
        return True
    entry = _saying_before(line, start)
    if entry is None or not (takes_somebody(entry) or "described" in entry.frames):
        return False
    body = known_name(line, place)
    if body is not None and body.type == "ORG":
        return True  # وأخبر السيد جولدسميث | صنداي تلغراف
    if place == start + 1:
        both = _is_called_alone(line, place, persons) or kind_of(line, place) in ("PER", "GPE", "ORG")
        if kind_of(line, place) == "GPE" and unknown(line.tokens[start]):
            return True  # حث غروسي | إيران على
        return both and _is_called_alone(line, start, persons)
    if line.cores[place - 1] in words("family called alone"):
        return line.cores[place] not in words("name joiner") and line.forms[place] != "جونيور"
    obliged = entry.verb in vocalised("verb that addresses somebody") | vocalised("verb of judging somebody")
    ends = place + 1 >= len(line) or not (stands_alone(line, place + 1) and line.is_nominal(place + 1))
    state = kind_of(line, place) == "GPE"  # حث وانغ يي | واشنطن على
    return obliged and ends and (state or _is_called_alone(line, place, persons))


def _meets_another(line: Line, start: int, place: int) -> bool:
    """التقى الحريري | السنيورة: behind a verb of meeting, a family with the article behind one that is no given name."""
    alone = place == start + 1 and start > 0 and line.verbs[start - 1] is not None
    meets = alone and line.is_a("verb of meeting", start - 1) and not line.has_pronoun(start - 1)
    families = all(line.cores[p].startswith("ال") for p in (start, place))
    return meets and families and is_relational(line.heads[start])


def _is_called_alone(line: Line, place: int, persons: Told) -> bool:
    """ميركل، بوتين; a family whose whole name the text has told."""
    return line.cores[place] in words("family called alone") or line.cores[place] in persons.families


def _closes_a_name(line: Line, start: int, place: int, title: bool) -> bool:
    """غوه جيا | كون، أنّ, كاظم غريب | آبادي، إنّ, باتريك | روسييه: "…", إيلزا أمادو | فاز أنّ: the last part of a name with the letters of
    another word, between what can only be the name of who speaks and a comma, a colon or what is said."""
    token, word, after = line.tokens[place], line.heads[place], place + 1
    closed = after >= len(line) or line.tokens[after].form in COMMAS + ":" or line.opens_clause(after)
    closed = closed or line.is_open(after)  # اصغر علي زادة | غريب «…»
    named = all(line.heads[p].upos == "PROPN" or unknown(line.tokens[p]) for p in range(start, place))
    if not (closed and (named or kind_of(line, start) == "PER")) or place - start > 3 or place in line.times:
        return False
    entry = _speaks_here(line, start, title)
    if entry is None or line.joined(place) or line.opens_clause(place):
        return False  # قال فلان | إنه "…"
    if line.has_pronoun(place) and len(token.words) == 2:
        pronoun, tells = token.words[1].form, not entry.frames & {"told", "thing", "object", "judged"}
        tells = tells or (line.opens_clause(after) and "told" not in entry.frames)  # أكد سمير نخله أنّ
        return pronoun == "ي" or (pronoun == "ه" and tells and not is_action(line, place))
    if place < start + 2 or len(token.words) > 1 or is_title(line, place):
        return False
    verb = line.verbs[place]
    if verb is not None:
        return line.opens_clause(after) and saying("verb", verb.lemma or "") is None
    single = word.feats.get("Number") == "Sing" and word.feats.get("Gender") == "Masc"
    bare_noun = word.upos == "NOUN" and word.feats.get("Definite") == "Ind" and single
    return bare_noun and not line.forms[place].endswith(("ا", "ه"))


def _speaks_here(line: Line, start: int, title: bool) -> Saying | None:
    """قال نائب الوزير، | فلان: the entry of the verb of saying before a name, or before its title, where no clause begins between."""
    if start and line.verbs[start - 1] is not None:
        return saying("verb", line.verbs[start - 1].lemma or "")  # type: ignore[union-attr]
    if start == 0 and ":" in line.marks[start : start + 5]:
        return saying("verb", "قَالَ")  # كاظم غريب آبادي: …
    for before in range(start - 1, max(-1, start - 1 - 2 * FAR), -1):
        verb, title = line.verbs[before], title or is_title(line, before)
        if line.opens_clause(before) or line.marks[before] in STOPS + ":" + QUOTES:
            return None
        if verb is not None:
            return saying("verb", verb.lemma or "") if title else None
    return None


def _is_hyphen(line: Line, place: int) -> bool:
    """نيوتون - بيشوب: a hyphen between two words that are nothing but names, not two places."""
    if line.tokens[place].form not in "-–" or not 0 < place < len(line) - 1:
        return False
    around = (place - 1, place + 1)
    foreign = all(line.heads[p].upos == "PROPN" and kind_of(line, p) != "GPE" for p in around)
    return foreign and stands_alone(line, place + 1) and line.cores[place - 1] not in words("name joiner")


def _is_initial(line: Line, place: int) -> bool:
    """جيه|. دي|. فانس، جورج دبليو|. بوش: a stop behind the name of a letter, within a name."""
    letter = place > 0 and line.marks[place] == "·" and line.forms[place - 1] in words("letter name")
    return letter and stands_alone(line, place + 1)


def _may_begin(line: Line, place: int, title: bool, persons: Told) -> bool:
    token, word = line.tokens[place], line.heads[place]
    if (word.upos == "VERB" and _is_given_name(line, place)) or line.cores[place] in persons.bodies:
        return True
    if line.forms[place] == "لي" and _is_korean(line, place):
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
    if place and line.is_a("rest of a rank", place) and line.heads[place - 1].feats.get("Definite") == "Cons":
        return False  # رئيس | أركان القوات البرية
    if line.is_a("adjective of an office", place + 1) and is_title(line, place):
        return False  # إسماعيل عبدالله | الأمين العام
    if (line.cores[place] == "عمر" and _is_age(line, place)) or _governs_at_once(line, place):
        return False
    described = place > 0 and line.is_a("adjective of an office", place) and is_title(line, place - 1)
    if described and line.cores[place].startswith("ال"):
        return False  # الرئيس الدوري لاتحاد المحامين
    listed = kind_of(line, place)
    next_name = (
        place + 1 < len(line) and stands_alone(line, place + 1) and line.heads[place + 1].upos == "PROPN"
    )
    if next_name and (
        line.cores[place + 1] in words("club word") or line.cores[place + 1] in words("outlet word")
    ):
        return True  # ليستر سيتي، الشمس نيوز
    if line.cores[place] in words("name joiner"):
        return next_name and (title or line.cores[place] not in ("ام", "ال", "ابن", "بنت"))
    office = word.upos in ("NOUN", "PROPN") and line.is_a("title", place) and stands_alone(line, place + 1)
    place_of_office = known_name(line, place + 1) if office else None
    if place_of_office or (
        office and (kind_of(line, place + 1) in ("GPE", "ORG") or _is_common(line, place + 1))
    ):
        return False  # تحيات سلطان عمان، شيخ الأزهر، مفتي الجمهورية
    if line.cores[place] in words("begins no name") or (next_name and line.is_a("settlement", place)):
        return False  # مثل أشرف عبد الباقي، معتمدية | طبرقة
    if title and _is_after_place(line, place):
        return True
    if place > 1 and line.cores[place - 1] == "بني" and line.is_a("tribe", place - 2):
        return False  # قبائل بني حسن
    if line.cores[place] in words("source phrase") or line.forms[place] == "لصالح":
        return False
    if line.forms[place] in words("question") and not title:
        return False  # حول متى ستنتهي
    if place and (next_name or is_of_a_state(line.cores[place])) and _is_origin(line, place):
        return False  # الموسيقار المصري | عمار الشريعي، المواطن السوداني
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
    if listed == "PER" and next_name and _is_further_adjective(line, place):
        return False  # اتهم مسؤول أميركي | كبير | الصين
    if word.upos == "PROPN":
        if listed == "PER" and not title and not next_name and _describes(line, place):
            return False
        if line.cores[place] in ("مالي", "السعوديه") and _describes_place(line, place):
            return False
        return bool(listed) or not line.cores[place].startswith("ال") or title
    if is_of_god(line, place):
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
        return given or (title and directly_after_title(line, place)) or line.cores[place] in persons
    if _is_said_by(line, place) or _is_called(line, place, persons) or (title and _heads_names(line, place)):
        return True
    if line.cores[place] in persons and title and directly_after_title(line, place):
        return word.upos in ("NOUN", "ADJ") and word.feats.get("Definite") == "Def"  # المهندس العيادة
    tells = place > 0 and (line.verbs[place - 1] is not None or line.is_a("venue", place - 1))  # كلام حسن
    if line.cores[place] in persons and len(token.words) == 1 and tells:
        return word.feats.get("Definite") != "Def" or (
            bool(says_something(line, place, place + 1)) and not is_title(line, place)
        )
    return False


def _is_further_adjective(line: Line, place: int) -> bool:
    """مسؤول أميركي كبير | الصين: one adjective more, between one without the article and a name that no person bears."""
    word, before = line.heads[place], line.heads[place - 1] if place else None
    if before is None or before.upos != "ADJ" or word.upos != "ADJ":
        return False
    alike = before.feats.get("Definite") == "Ind" and before.feats.get("Gender") == word.feats.get("Gender")
    return alike and bool(kind_of(line, place + 1))


def _is_after_place(line: Line, place: int) -> bool:
    """المفوضة العليا … في الأمم المتحدة نافي بيلاي أنّ: a bare word between the name in a title and a family's name that
    nobody knows, before a comma or what is said."""
    word, after = line.heads[place], place + 1
    bare_word = (
        word.upos in ("NOUN", "ADJ") and word.feats.get("Definite") != "Def" and not is_title(line, place)
    )
    if not bare_word or place == 0 or not line.in_name(place - 1) or after + 1 >= len(line):
        return False
    family = unknown(line.tokens[after]) and len(line.tokens[after].words) == 1
    return family and (line.tokens[after + 1].form in COMMAS or line.opens_clause(after + 1))


def _is_korean(line: Line, place: int) -> bool:
    """لي جيه يونغ: a family's name that was read as "to me", before two names, after a comma or a mark."""
    opened = place > 0 and (line.tokens[place - 1].form in COMMAS or line.is_open(place - 1))
    names = place + 2 < len(line) and all(
        line.heads[p].upos == "PROPN" and stands_alone(line, p) for p in (place + 1, place + 2)
    )
    return opened and names


def _is_common(line: Line, place: int) -> bool:
    """A common noun with the article, which is no name of a person."""
    word = line.heads[place]
    return word.upos == "NOUN" and word.feats.get("Definite") == "Def" and kind_of(line, place) != "PER"


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
    alone = not (stands_alone(line, place + 2) and line.heads[place + 2].upos == "PROPN")
    return alone and line.cores[place + 1].startswith("ال")


def _is_named_work(line: Line, place: int) -> bool:
    """عن فيلم يونان: a work that bears no marks."""
    return place > 0 and line.cores[place - 1] in ("فيلم", "مسلسل", "مسرحيه")


def _describes(line: Line, place: int) -> bool:
    """بعمل جبار في، على كامل أراضيها: what was read as a name after an indefinite noun, or before its genitive."""
    before, after = line.heads[place - 1] if place else None, place + 1
    if before is None or line.is_a("title", place - 1) or line.preposition(place) is not None:
        return False
    if (
        before.upos == "NOUN"
        and before.feats.get("Definite") == "Def"
        and line.tokens[place].form.endswith("ة")
    ):
        return True  # إن المياه آمنة
    adjective = before.upos == "NUM" or (
        before.upos == "NOUN" and before.feats.get("Definite") == "Ind" and place - 1 not in line.names
    )  # أربعة رواد فضاء
    whole = after < len(line) and line.has_pronoun(after) and line.heads[after].upos == "NOUN"
    whole = whole and line.tokens[after].words[-1].form != "ي" and not line.joined(after)
    return adjective or (whole and before.upos in ("ADP", "NOUN"))  # رئيس الوزراء خالص تهانيه


def _describes_place(line: Line, place: int) -> bool:
    """بضمان مالي، العاصمة السعودية الرياض: what has the form of a state's name, after a noun that it describes."""
    before = line.heads[place - 1] if place else None
    if before is None or before.upos != "NOUN" or line.preposition(place) is not None:
        return False
    state = place + 1 < len(line) and kind_of(line, place + 1) == "GPE"
    if line.cores[place] == "مالي":
        bare_noun = before.feats.get("Definite") == "Ind" or is_action(line, place - 1)  # لتحقيق مالي
        return bare_noun and not line.is_a("place", place - 1)
    return before.feats.get("Definite") == "Def" and (state or before.feats.get("Gender") == "Fem")


def _is_given_name(line: Line, place: int) -> bool:
    """نفى مدير الخطوط في القاهرة، صادق عبدالعزيز: what was read as a verb between a comma and a person's name,
    after a title and a verb of saying."""
    after = place + 1
    named = after < len(line) and stands_alone(line, after) and kind_of(line, after) == "PER"
    listed = kind_of(line, place) == "PER" and len(line.tokens[place].words) == 1
    if not (named and listed) or place == 0 or line.tokens[place - 1].form not in COMMAS:
        return False
    before = range(line.starts[place], place - 1)
    says = any((verb := line.verbs[p]) is not None and saying("verb", verb.lemma or "") for p in before)
    return says and any(is_title(line, p) for p in before)


def _is_called(line: Line, place: int, persons: Told) -> bool:
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
    complete = complete or (place > 0 and line.types.get(place - 1) in ("GPE", "ORG"))  # كوريا الشمالية
    family = place + 1
    if complete and bare_noun and line.opens_clause(place + 2) and stands_alone(line, family):
        foreign = unknown(line.tokens[family]) or kind_of(line, family) == "PER"
        if foreign and not line.cores[family].startswith("ال") and not _is_of_somebody(line, place):
            return len(line.forms[place]) < 5  # وزير خارجية كوريا الشمالية ري يونج أن
    names = place + 2 < len(line) and all(
        stands_alone(line, p) and line.heads[p].upos == "PROPN" and kind_of(line, p) in ("", "PER")
        for p in (place + 1, place + 2)
    )
    return bare_noun and complete and names and not _is_of_somebody(line, place)


def _is_of_somebody(line: Line, place: int) -> bool:
    """Whether a noun before a name is whose it is, not a part of it: a body, an office, a deed."""
    kinds = ("institution", "outlet", "title", "person of a place")
    return is_action(line, place) or any(line.is_a(kind, place) for kind in kinds)


def _both_listed(line: Line, place: int) -> bool:
    """رئيس الحكومة تمام سلام: after a title, two words that are persons' names, too."""
    after = place + 1
    if after >= len(line) or not stands_alone(line, after) or line.preposition(place) is not None:
        return False
    if line.heads[after].feats.get("Definite") != "Def":
        return kind_of(line, after) == "PER"
    complete = place > 0 and line.heads[place - 1].feats.get("Definite") == "Def"  # الأمين العام نبيل العربي
    complete = complete and not _is_plural(line, place)  # مديرة المدرسة | أولياء الأمور
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
    for before in range(place - 2, max(-1, place - 2 - FAR), -1):
        if (
            line.tokens[before].form in COMMAS + QUOTES + ":"
            or line.heads[before].feats.get("PronType") == "Rel"
        ):
            return False
        if line.opens_clause(before):
            return False  # أشار إلى أن الشيخ القطان | أكد
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
    person = place + 1 < len(line) and kind_of(line, place + 1) == "PER"  # وسكرتارية أحمد جاد
    if core.endswith("يه") and (core.startswith("ال") or construct or (person and not title)):
        return False  # الأراضي الفلاحية، منسقية المعارضة
    if title and place and core.endswith(("ون", "ين", "ات", "يا")) and _is_plural(line, place - 1):
        return False  # خبراء آثاريون، توقيف المحامين إداريا
    if title or (place and line.is_a("place", place - 1)):
        return True
    article = not without_proclitics(line.tokens[place]).startswith(("أل", "إل", "آل"))  # وأليكسيس
    if core.startswith(("ال", "وال", "بال", "لل")) and article:
        return (
            place > 0 and line.verbs[place - 1] is not None and bool(says_something(line, place, place + 1))
        )
    if core[:2] in ("فس", "وس") and core[2:3] in ("ي", "ت", "ن", "ا") and not title:
        return False  # فسترد: a verb of the future
    if form.startswith("ا") and core.endswith(("ه", "ني", "هم")) and core[1:2] != "ل" and not title:
        return False  # استغل اختامه, with a pronoun, whose hamza is not written
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
    if is_of_god(line, place) or is_of_god(line, place - 1):
        return True
    if line.forms[place] in words("son in a name") and line.heads[place - 1].upos in ("PROPN", "NOUN"):
        after = place + 1 < len(line) and place + 1 not in line.times  # not: محمد ولد عام 1950
        return after and stands_alone(line, place + 1)  # محمد ولد الغزواني, though وُلِد is a verb
    if line.forms[place - 1] in words("son in a name") and place - 1 >= start:
        return line.heads[place].upos in ("PROPN", "NOUN", "ADJ") or unknown(line.tokens[place])
    if place == start + 1 and _is_read_otherwise(line, start, place):
        return True
    if place == start + 1 and is_named_after_place(line, start, title) and stands_alone(line, place):
        family = line.cores[place].startswith("ال") and line.heads[place].upos in ("NOUN", "ADJ", "PROPN")
        if family or line.heads[place].upos == "PROPN" or unknown(line.tokens[place]):
            return not two_states(line, start, place)
    if _is_between_unknown(line, place) or (line.cores[place] == "الدين" and stands_alone(line, place)):
        return True
    if (
        line.cores[place + 1 : place + 2] == ["الدين"]
        and stands_alone(line, place)
        and line.heads[place].upos in ("NOUN", "PROPN")
    ):
        return True  # أمير فخر الدين
    if place <= start + 2 and _is_object(line, start, place):
        return False
    if _is_surname(line, place, title):
        return True
    if line.cores[place][:2] == "ال" and line.cores[place][2:] in words("collective"):
        return False  # وأطلع الرئيس عباس | الوفد
    if line.cores[place] == "القول":
        return False  # نقلت عن الأمير أحمد | القول إنّ
    if place == start + 1 and _is_family_in_ya(line, start, place, title):
        return True
    letters = [word.form for word in line.tokens[place].words]
    if (
        len(letters) == 2
        and letters[0] == "ب"
        and letters[1].startswith("ل")
        and kind_of(line, place - 1) == "PER"
    ):
        return line.heads[place].upos == "PROPN"  # أحمد | بلعربي
    if (
        (not stands_alone(line, place) and line.tokens[place].form != "آل")
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
    second = place == start + 1 and before == "PER" and not line.cores[place].startswith("ال")
    if second and word.upos == "PROPN" and is_title(line, place + 1) and says_something(line, start, place):
        return True  # وقالت ماري بارا رئيسة الشركة
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
    if _is_object(line, start, place):
        return False
    if unknown(line.tokens[place]):
        return "ً" not in line.tokens[place].form and (before != "GPE" or line.heads[start].upos != "PROPN")
    if word.upos == "PROPN":
        whole = line.cores[place] not in words("surname and place") and kind_of(line, place) == "GPE"
        if whole and (place - start > 1 or (before == "PER" and title and _takes_somebody(line, start))):
            return False  # شكر فولوديمير زيلينسكي | ألمانيا، انتقد الرئيس ترامب | ألمانيا
        return not (
            (before == "GPE" and kind_of(line, place) in ("PER", "ORG"))
            or (before == "ORG" and kind_of(line, place) == "PER" and line.cores[start].startswith("ال"))
            or (kind_of(line, place) == "GPE" and before == "PER" and not title)
        )
    speaks = place == start + 1 and bool(says_something(line, start, place))
    person = before == "PER" or ((title or speaks) and unknown(line.tokens[place - 1]))
    tanwin = word.form.rstrip("ً").endswith("ا") and not bare(word.lemma or "ا").endswith("ا")
    if tanwin and word.feats.get("Definite") == "Ind" and word.feats.get("Case") == "Acc":
        return False  # ميستورا | خلفاً, but: كارمن فيلا
    parts = sum(line.cores[p] not in words("name joiner") for p in range(start, place))
    if not person or parts > 2:  # علي بن سالم المحوري
        return False
    indefinite = word.feats.get("Definite") == "Ind"
    if word.upos == "ADJ" and word.form.endswith("ة") and (indefinite or kind_of(line, place) != "PER"):
        return False  # السيدة كلينتون | معروفة، معارضة ميلي | الشديدة
    followed = (
        place + 1 < len(line) and line.heads[place + 1].upos == "PROPN" and stands_alone(line, place + 1)
    )
    if (
        (is_title(line, place) and (followed or not title))
        or line.is_a("source phrase", place)
        or (saying("participle", word.lemma or "") and word.feats.get("Case") == "Acc")
    ):
        return False
    if word.upos == "NOUN" and not line.cores[place].startswith("ال") and is_title(line, place + 1):
        return place == start + 1 and not is_action(
            line, place
        )  # كييث روث المدير التنفيذي: a family's name before the title
    if speaks and not title and word.upos == "NOUN":
        return False  # أوباما | القرار
    familiar = place - start > 1 and line.cores[place - 1].startswith("ال") and kind_of(line, place) != "PER"
    if word.upos == "NOUN" and place - start > 1 and is_action(line, place) and kind_of(line, place) != "PER":
        return False  # أكد القائد فيجاي كومار | المطاردة
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
    titled_next = surname and parts == 1 and is_title(line, place + 1)  # خالد الحصان الرئيس التنفيذي
    named = (
        called
        or titled_next
        or (surname and word.source == "backoff")  # حميد الدامون
        or kind_of(line, place) == "PER"
        or (parts == 1 and following and (title or bool(says_something(line, start, place))))
    )
    return word.upos in ("ADJ", "NOUN", "X") and (surname or word.feats.get("Definite") != "Def") and named


def _takes_somebody(line: Line, start: int) -> bool:
    """انتقد الرئيس | ترامب: whether the verb before a title governs whom it is said to or of."""
    entry = _saying_before(line, start)
    return entry is not None and bool(entry.frames & {"told", "thing"})


def _saying_before(line: Line, start: int) -> Saying | None:
    """The entry of the last verb before a name with its title."""
    near = range(start - 1, max(-1, start - 1 - FAR), -1)
    verb = next((line.verbs[p] for p in near if line.verbs[p] is not None), None)
    return saying("verb", verb.lemma or "") if verb else None


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
    own = saying("verb", line.verbs[place].lemma or "") if line.verbs[place] is not None else None  # type: ignore[union-attr]
    if own is not None and line.opens_clause(place + 1):
        opens = (p for p in range(start, line.starts[place], -1) if line.tokens[p - 1].form in ":" + QUOTES)
        if not any(line.verbs[next(opens, line.starts[place]) : start]):
            return False  # الرئيس عون | اعتبر أنّ: the only verb before what is said
    return named and (line.tokens[place + 1].form in COMMAS + ":" or line.opens_clause(place + 1))


def _is_object(line: Line, start: int, place: int) -> bool:
    """وانتقد أمير عبداللهيان | السلوك: a third word with the article after a verb that takes a thing."""
    definite = line.cores[place].startswith("ال") and kind_of(line, place) != "PER"
    entry = _saying_before(line, start) if definite and place > start else None
    if entry is None and definite and line.cores[place].removeprefix("ال") in by_form("masdar"):
        far = range(start - 1, max(-1, start - 1 - FAR), -1)
        verb = next((line.verbs[p] for p in far if line.verbs[p] is not None), None)
        return verb is not None and giving(verb.lemma or "") is not None  # قدم محمد شوقي | التعازي
    if entry is not None and "described" in entry.frames and line.opens_clause(place + 1):
        return line.preposition(place + 1) == "ب"  # وصف فيتش | المنشور بأنه
    joined = line.cores[start] in words("name joiner") or line.cores[place - 1] in words("name joiner")
    if not definite or joined:
        return False
    one = line.heads[place].feats.get("Number") != "Plur"
    if entry is None or (one and is_person(line.heads[place].lemma or "")):
        return False
    third = place - start == 2
    somebody = takes_somebody(entry) or "described" in entry.frames
    at_once = third and "thing" in entry.frames and line.verbs[start - 1] is not None
    return at_once or (somebody and (third or _is_no_family(line, place, "told" not in entry.frames)))


def _is_no_family(line: Line, place: int, things: bool) -> bool:
    """الرئيس ماكرون | السلطات المحلية، | الاتفاق، | المفوضية: a common noun that no family is called by: a plural, a body, what
    is done, one with its adjective; any, where ``things`` are judged."""
    word = line.heads[place]
    known = line.cores[place].removeprefix("ال")  # القرار, which the tagger may lack
    kinds = ("institution", "definite institution", "body without a name", "addressee", "document")
    if known in by_form("masdar") or any(known in words(kind) for kind in (*kinds, "event noun", "message")):
        return True
    if word.upos != "NOUN" or word.source == "backoff":
        return False
    after = line.heads[place + 1] if place + 1 < len(line) else word
    described = after.upos == "ADJ" and after.feats.get("Definite") == "Def"
    several = word.feats.get("Number") == "Plur"
    return (
        several
        or described
        or things
        or is_action(line, place)
        or any(line.is_a(kind, place) for kind in kinds)
    )


def _is_family_in_ya(line: Line, start: int, place: int, title: bool) -> bool:
    """مصطفى وزيري، …: a family's name that was read as "my minister", before a comma or what is said; outside of quotation marks."""
    token = line.tokens[place]
    parted = len(token.words) == 2 and token.words[1].upos == "PRON" and token.words[1].form == "ي"
    if not parted or kind_of(line, start) != "PER":
        return False
    after = place + 1
    closed = after >= len(line) or line.tokens[after].form in COMMAS + "." or line.opens_clause(after)
    governs = (
        not closed and line.preposition(after) is not None and _speaks_here(line, start, title) is not None
    )
    own = governs and any(opening < place < close for opening, close in line.mates.items())
    return (closed and title) or (governs and not own)


def _is_between_unknown(line: Line, place: int) -> bool:
    """ماميلودي صن داونز: three letters between words that nobody knows, whatever they are elsewhere."""
    short = len(line.tokens[place].words) == 1 and len(line.forms[place]) <= 3 and line.forms[place].isalpha()
    around = place + 1 < len(line) and unknown(line.tokens[place - 1]) and unknown(line.tokens[place + 1])
    if line.forms[place] == "بين" and around:
        after = place + 2  # موانغا بين كالومبو وزير, but: بين موانغا وكالومبو
        return after >= len(line) or line.marks[after] in COMMAS or is_title(line, after)
    return short and around and line.heads[place].upos in ("VERB", "NOUN", "PROPN", "X")


def _is_said_by(line: Line, place: int) -> bool:
    """قال مولود جاويش أوغلو: a word that is no title between a verb of saying and two names."""
    verb = line.verbs[place - 1] if place else None
    names = place + 2 < len(line) and all(
        stands_alone(line, p) and line.heads[p].upos == "PROPN" and kind_of(line, p) in ("", "PER")
        for p in (place + 1, place + 2)
    )
    if verb is None or not names or saying("verb", verb.lemma or "") is None:
        return False
    bare_noun = line.heads[place].upos in ("NOUN", "ADJ") and line.heads[place].feats.get("Definite") != "Def"
    return bare_noun and not any(
        line.is_a(kind, place) for kind in ("title", "person of a place", "institution", "outlet", "venue")
    )


def _family_follows(line: Line, place: int) -> bool:
    """أكد أمين الناصر: after a verb or a comma, before the article and another name of a person."""
    after = "".join(line.cores[place + 1 : place + 2])
    family = after.startswith("ال") and gazetteer().get(after.removeprefix("ال"), ("",))[0] == "PER"
    family = family and not (is_title(line, place) and is_title(line, place + 1))  # أكد مساعد القائد
    return (
        family and place > 0 and (line.verbs[place - 1] is not None or line.tokens[place - 1].form in COMMAS)
    )


def _is_accusative(word: Word) -> bool:
    """A name with the alif of tanwin: rather the word from which it comes (طالبا عدم ذكر اسمه)."""
    indefinite = word.feats.get("Case") == "Acc" and word.feats.get("Definite") == "Ind"
    return (
        (word.upos == "PROPN" or indefinite)
        and word.form.endswith("ا")
        and not bare(word.lemma or "ا").endswith("ا")
    )


def _is_predicate(line: Line, place: int) -> bool:
    """إنه سعيد بالفوز: after a pronoun and before a preposition."""
    after = place + 1 < len(line) and line.preposition(place + 1) is not None
    return after and place > 0 and line.tokens[place - 1].words[-1].upos == "PRON"
