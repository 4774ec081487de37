"""Where the subject ends and the object begins: اتهم مسؤول أميركي كبير | الصين بـ، انتقد السفير | الولايات المتحدة."""

from __future__ import annotations

from khabar.discourse.line import COMMAS, STOPS, Line, is_relational
from khabar.discourse.noun_phrases import (
    is_of_the_office,
    is_office_addressed,
    is_unlike,
    names_somebody,
    noun_phrase,
    owns_quality,
    visibly_accusative,
)
from khabar.discourse.nouns import describes_others, is_action, stands_bare
from khabar.discourse.vocabulary import Saying, vocalised
from khabar.morphology.people import is_person


def needs_object(line: Line, entry: Saying, end: int) -> bool:
    """Whether a verb must still have whom it tells or what it judges behind its subject, which ends here: nothing that
    follows is that."""
    obliged = entry.verb in vocalised("verb that addresses somebody")
    after = line.past_manner(line.times.get(end, end))
    after = after if "judged" in entry.frames else _behind_asides(line, entry, after)
    if after >= len(line) or not stands_bare(line, after):
        blames = entry.verb in vocalised("verb of judging somebody")
        return (obliged or blames) and not comes_after_comma(line, after)
    if "judged" in entry.frames:
        return line.heads[after].feats.get("Definite") == "Ind"  # اعتبر السفير | المنشور | خطوة
    charged = entry.verb == "حَمَّلَ" and line.is_a("what one is charged with", after)
    return obliged and (charged or is_action(line, after))  # ناشد الوزير | الأطراف | التدخل


def _behind_asides(line: Line, entry: Saying, place: int) -> int:
    """اتهمت ماي في مقابلة مع صحيفة صنداي تايمز | نقاد خططها بـ: the place after phrases about where something is said."""
    while place < len(line):
        preposition, noun = line.preposition(place), place + line.alone(place)
        if place in line.times or line.is_a("manner with ب", place):
            place = line.times.get(place, place + 1)
        elif preposition in ("في", "مع", "خلال", "أثناء", "عبر") and preposition not in entry.prepositions:
            if line.opens_clause(noun) or line.points_back(place):
                break
            place = max(noun + 1, noun_phrase(line, noun, len(line), proclitic=True))
        else:
            break
    return place


def comes_after_comma(line: Line, place: int) -> bool:
    """حث الأمين العام، في بيان، | الأطراف على: whether an object may stand behind an aside."""
    for comma in range(place, min(place + 15, len(line) - 1)):
        if line.marks[comma] in STOPS or line.opens_clause(comma):
            return False
        after = comma + 1
        if line.tokens[comma].form in COMMAS and stands_bare(line, after) and after not in line.times:
            return True
    return False


def object_within(line: Line, start: int, end: int, needed: bool, things: bool = False) -> int:
    """ماكرون | إسرائيل، المعارضة السورية | بنيامين نتنياهو، مسؤول كبير | رئيس الحكومة: where another begins within the nouns
    behind a verb; a noun that may go on with its subject only where an object is ``needed``, what is done only where ``things`` are judged; ``end`` if none."""
    likely = end
    for place in range(start + 1, end):
        strength = _strength(line, start, place, things)
        if strength == 2:
            return place
        if strength == 1:
            likely = place
    return likely if needed else end


def before_object(line: Line, start: int, end: int) -> int:
    """نظمت النقابات | وقفة للمطالبة بـ، أغلقت الشرطة | مقهى: the end of a subject before an indefinite noun behind a definite
    one."""
    places = range(start + 1, end)
    definite = (
        p for p in places if line.has_pronoun(p - 1) or line.heads[p - 1].feats.get("Definite") == "Def"
    )
    bare = (p for p in definite if line.heads[p].upos in ("NOUN", "NUM") and not line.preposition(p))
    counts = (p for p in bare if line.heads[p].upos == "NUM" or line.heads[p].feats.get("Definite") == "Ind")
    return next((p for p in counts if not line.cores[p].startswith("ال")), end)  # not: الدول | الخمس


def has_two_nouns(line: Line, noun: int, things: bool = False) -> bool:
    """وصف المدرب | القرار بأنه، اتهم محتجون | روسيا بـ: whether one more noun than a passive has stands behind a verb, not what
    one is told to do or charged with."""
    end = noun_phrase(line, noun, len(line))
    if object_within(line, noun, end, needed=False, things=things) < end:
        return True
    if end < len(line) and line.tokens[end].form in COMMAS and not things:
        return comes_after_comma(line, end + 1)  # اتهم ناشطون، في بيان، | السلطات
    end = line.times.get(end, end)  # اتهم طلاب الجامعة أمس | ليبيا
    other = stands_bare(line, end) and (things or not is_action(line, end))
    describes = line.heads[end].upos == "ADJ" and not describes_others(line, noun, end) if other else False
    return other and not line.is_a("what one is charged with", end) and not describes


def _strength(line: Line, start: int, place: int, things: bool) -> int:
    """How surely another noun phrase begins at a place: 2 where it cannot go on with what stands before, 1 where it may, 0
    where it must."""
    free = line.is_nominal(place) and line.preposition(place) is None and not line.joined(place)
    governed = line.preposition(place - 1) is not None and line.alone(place - 1)
    within = line.in_name(place) and place not in line.names
    within = within or (
        line.is_a("ball", place - 1) and line.is_a("played with a ball", place)
    )  # الكرة الطائرة
    if not free or governed or within or line.is_a("same", place) or is_office_addressed(line, place):
        return 0
    if owns_quality(line, place):
        return 0
    apposed = (p + 1 for p in range(place - 1, start, -1) if line.tokens[p].form in COMMAS)
    if is_of_the_office(line, next(apposed, start), place):
        return 0  # فلانة، وكيلة الوزارة المساعدة، دعم
    if not _is_whole(line, start, place):
        return 0
    if place in line.names:
        return _strength_of_name(line, start, place)
    word = line.heads[place]
    written = line.is_a("words of one's own", place) and word.feats.get("Definite") == "Def"
    lacking = line.cores[place].startswith("ال") and not line.cores[place].endswith(("ي", "يه"))
    written = written or (word.upos == "PROPN" and lacking)  # القرار, which the tagger lacks
    written = written or _is_office_read_as_adjective(line, start, place)
    if (word.upos == "NOUN" or written) and (things or not is_action(line, place)):
        return _strength_of_noun(line, start, place)
    return 0


def _is_office_read_as_adjective(line: Line, start: int, place: int) -> bool:
    """أهالي القرية | المحافظ: an office with the article, read as an adjective, that agrees with no noun before it."""
    word = line.heads[place]
    office = word.upos == "ADJ" and line.is_a("title", place) and word.feats.get("Definite") == "Def"
    return office and all(is_unlike(word, line.heads[p]) for p in range(start, place))


def _is_whole(line: Line, start: int, place: int) -> bool:
    """Whether the phrase before a place wants nothing behind it: definite, named, counted, described or a sound plural."""
    before = line.heads[place - 1]
    if line.lemmas[place - 2] == "اي" and place - 2 >= start and line.has_pronoun(place):
        return True  # أي جهة | مسؤوليتها
    if line.in_name(place - 1) or line.has_pronoun(place - 1) or before.feats.get("Definite") == "Def":
        return True
    if (
        any(_describes(line, start, p) for p in (place - 1, place - 2))
        and before.feats.get("Number") == "Sing"
    ):
        return True  # مسؤول أميركي كبير
    number = any(line.heads[p].upos == "NUM" for p in {start, max(start, place - 2)})  # نحو خمسين نائبا
    one = before.feats.get("Number") != "Plur"  # not: أحد قادة | الفصيل
    counted = number and one and line.forms[place - 1].endswith(("ا", "ه"))
    sound = line.cores[place - 1] == line.lemmas[place - 1].removesuffix("ي") + "ون"  # not شؤون
    return before.upos in ("NOUN", "ADJ") and before.feats.get("Definite") != "Def" and (counted or sound)


def _describes(line: Line, start: int, place: int) -> bool:
    """مسؤول | أميركي، منظمة | حقوقية: an adjective behind a noun without the article, whatever the tagger made of its state."""
    if place <= start or line.is_a("word of a court", place):
        return False  # محكمة جنح مستأنف | المنصورة
    word, noun = line.heads[place], line.heads[place - 1]
    alike = word.feats.get("Gender") == noun.feats.get("Gender")
    nisba = word.upos == "NOUN" and is_relational(word) and alike
    bare = word.feats.get("Definite") != "Def" and noun.feats.get("Definite") != "Def"
    if word.upos == "ADJ" and bare and noun.upos in ("NOUN", "ADJ") and not line.has_pronoun(place - 1):
        return noun.upos == "NOUN" or place - 1 == start or _describes(line, start, place - 1)
    return nisba and bare and noun.upos == "NOUN" and place - 1 == start


def _strength_of_name(line: Line, start: int, place: int) -> int:
    """الحكومة | نتنياهو، ماكرون | الصين; but the name of a person behind an office may be who bears it."""
    start = max(
        (p for p in range(start, place) if line.joined(p)), default=start
    )  # …، ورئيسة الجماعة | جوان بيير
    if line.types[place] != "PER":
        somewhere = any(line.is_a(kind, place - 1) for kind in ("place", "settlement", "region"))
        return 1 if somewhere else 2
    if any(line.types.get(p) == "PER" for p in range(start, place)):
        return 2
    office = any(
        line.is_a("title", p) or line.is_a("person of a place", p) or is_person(line.heads[p].lemma or "")
        for p in range(start, place)
    )
    return 1 if office and not _are_several(line, start) else 2


def _is_office_alone(line: Line, start: int, place: int) -> bool:
    """الأمين العام للأمم المتحدة | رئيس الحكومة: an office that nobody's name has followed, before another that has none."""
    named = any(line.types.get(p) == "PER" for p in range(start, place)) or names_somebody(line, place)
    return line.is_a("title", start) and not line.is_a("honorific", start) and not named and place > start + 1


def _are_several(line: Line, start: int) -> bool:
    """31 نائبا، عدد من النواب، حوالى أربعين من الأعضاء، محتجون"""
    counted = any(line.is_a(kind, start) for kind in ("quantity", "about how many"))
    return counted or line.heads[start].upos == "NUM" or line.heads[start].feats.get("Number") == "Plur"


def _strength_of_noun(line: Line, start: int, place: int) -> int:
    """أنطونيو غوتيريش | رئيس الحكومة, perhaps his title; المستشارة | القرار, المستشارة | رئيس الحكومة, which are not hers."""
    word, subject = line.heads[place], line.heads[start]
    definite = word.feats.get("Definite") != "Ind" or line.has_pronoun(place)
    nominative = word.feats.get("Number") == "Plur" and line.cores[place] == line.lemmas[place] + "ون"
    body = line.is_a("institution", start) or line.is_a("collective", start)
    if body and line.is_a("title", place) and not nominative and definite:
        return 2  # زار الوفد | مدير المدرسة
    if nominative or not definite or line.is_a("in respect of which", place):
        return 0  # مصدر رفيع المستوى
    if visibly_accusative(word) and word.feats.get("Definite") == "Def":
        return 2
    office = line.is_a("title", place) or line.is_a("honorific", place)
    if office and not line.has_pronoun(place):
        several = _are_several(line, start) and word.feats.get("Number") == "Sing"
        unlike = is_unlike(word, subject) and not line.in_name(start) and not names_somebody(line, place)
        borne = line.types.get(start, "PER") == "PER"  # فرنسا وبريطانيا | رئيس الحكومة
        complete = _describes(line, start, place - 1) or _is_office_alone(line, start, place)
        named = any(line.types.get(p) == "PER" for p in range(start, place))  # الجنرال لازارو | الرئيس بري
        complete = complete or (named and word.feats.get("Definite") == "Def" and names_somebody(line, place))
        return 2 if several or unlike or complete or not borne else 1
    return 2
