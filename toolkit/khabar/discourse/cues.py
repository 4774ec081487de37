"""Cues: what announces that something is said, and the frame of what it introduces."""

from __future__ import annotations

from dataclasses import dataclass, field

from khabar.discourse.line import COMMAS, STOPS, Line, unknown
from khabar.discourse.nouns import is_action
from khabar.discourse.vocabulary import Saying, saying, vocalised, words
from khabar.morphology.people import is_person

FAR = 45  # tokens from a cue to what is said


@dataclass
class Cue:
    """A word of saying: its place, its entry, its kind (verb, participle, noun)."""

    place: int
    saying: Saying
    kind: str


@dataclass
class Frame:
    """What a cue introduces, by places: content from ``start``, the preposition before it, subject."""

    start: int
    rule: str
    preposition: int | None = None
    subject: tuple[int, int] | None = None
    told: bool = False
    addressee: tuple[int, int] | None = None  # whom it is told, who is judged
    object: int | None = None  # where the first other noun than the subject stands
    acted_on: bool = False  # whether another noun than the subject has been passed
    relayed: bool = False  # whether who is relayed has been passed (نقلت عن شهود)
    crossed: bool = False  # whether a verb that describes a noun has been passed
    content: list[tuple[int, int]] = field(default_factory=list)


def _casts_on_somebody(line: Line, place: int, entry: Saying) -> bool:
    """ونددت الحركة بالقصف | متهمة إسرائيل بالتصعيد، واصفة القرار بأنه مجحف: whether a participle in ة, behind a definite noun and without
    a comma, has its object and then what it says of it."""
    if place == 0 or not line.heads[place].form.endswith("ة") or not entry.frames & {"told", "described"}:
        return False
    before = line.heads[place - 1]
    definite = before.feats.get("Definite") == "Def" or before.upos == "PROPN" or line.has_pronoun(place - 1)
    if not definite or line.preposition(place) is not None or line.joined(place):
        return False
    governed = entry.prepositions | ({"ب"} if "described" in entry.frames else set())
    return line.preposition_behind_nouns(place) in governed


def is_saying_participle(line: Line, place: int) -> bool:
    """Whether an indefinite participle of saying stands here: مشيراً، ومضيفة"""
    word = line.heads[place]
    entry = saying("participle", word.lemma or "")
    if word.feats.get("Definite") == "Def" or entry is None:
        return False
    masdar = saying("masdar", word.lemma or "")
    if word.upos == "NOUN" and masdar is not None and word.lemma in masdar.masdar.split():
        return False  # أملا, hope, which has the letters of آملا
    noun = line.heads[place - 1] if place else word
    complete = line.is_a("adjective with a complement", place) or entry.verb in vocalised("verb that accuses")
    like = all(noun.feats.get(f) == word.feats.get(f) for f in ("Gender", "Number", "Definite", "Case"))
    if complete and noun is not word and noun.upos == "NOUN" and like and _takes_its_own(line, place, entry):
        return False  # لكن سفيرا | مطلعا على الوثيقة قال، رجلا | متهما بالاختلاس
    if place and line.is_a("manner of denial", place) and line.heads[place - 1].upos == "NOUN":
        return False  # نفيا قاطعا
    if place and line.heads[place - 1].upos == "NUM" and not line.opens_clause(place + 1):
        return False  # 16 متظاهراً: what is counted
    governs = place + 1 < len(line) and line.preposition(place + 1) in entry.prepositions
    own = place + 1 < len(line) and (
        line.preposition(place + 1) is None or governs
    )  # not: قضت مجددا | بالسجن
    renews = own and not line.is_a("reason or aim", place + 1)  # مجددا نتيجة الفراغ
    renews = renews and (line.opens_clause(place + 1) or is_action(line, place + 1))
    if governs and line.alone(place + 1) and line.opens_clause(place + 2):
        return True  # … 50 إصابة لافتة إلى أنّ
    if _is_of_something(line, place, entry):
        return False
    beside = (
        place > 0
        and line.heads[place - 1].feats.get("Definite") == "Def"
        and line.tokens[place].form.endswith("ة")
    )
    if governs and beside and line.alone(place + 1) and line.preposition(place) is None:
        return True  # مجلس حقوق الإنسان | مشيرة إلى ضرورة
    if place and line.verbs[place - 1] is not None and line.is_a("verb before a predicate", place - 1):
        return False  # لا تزال ملتزمة بـ، باتت مطالبة بـ: the predicate
    if line.forms[place] == "مجددا" and not renews:
        return False  # انتقد مجدداً الصحافة, but: مجدداً دعوته
    if word.form.endswith("ين") and word.feats.get("Number") == "Plur":  # مشيرين إلى، مؤكدين أن
        object_next = "object" in entry.frames and place + 1 < len(line) and is_action(line, place + 1)
        judged = "judged" in entry.frames and takes_object(line, place + 1)  # معتبرين القرار مجحفا
        return line.opens_clause(place + 1) or governs or object_next or judged
    if word.form.rstrip("ً").endswith("ا"):
        return True  # the alif of tanwin, whatever the tagger made of it
    if word.form.endswith("ة") and place + 1 in line.times and line.opens_clause(line.times[place + 1]):
        return True  # قالت المنظمة محذرة الأربعاء إنّ
    begins = place == 0 or line.marks[place - 1] in STOPS
    if begins and word.form.endswith("ة") and place + 1 < len(line):  # قائلة: "…", as a sentence of its own
        return line.tokens[place + 1].form == ":" or line.opens_clause(place + 1)
    after_comma = place > 0 and line.tokens[place - 1].form in COMMAS
    nominal = word.upos == "NOUN" and word.feats.get("Case") == "Nom" and not after_comma
    if word.feats.get("Definite") == "Cons" and not (after_comma and word.form.endswith("ة")):
        return _casts_on_somebody(line, place, entry)
    if nominal:
        return False
    before = line.heads[place - 1]
    # مصادر دبلوماسية | مطلعة على
    behind = before.upos == "NOUN" or line.is_a("adjective with a complement", place)
    described = place > 0 and behind and before.feats.get("Definite") == "Ind"
    described = described and word.feats.get("Case") == before.feats.get("Case") in ("Gen", "Nom")
    return word.feats.get("Case") == "Acc" or (word.form.rstrip("ً").endswith("ة") and not described)


def takes_object(line: Line, place: int) -> bool:
    """معتبرا | القرار خطأ، عادّة | ذلك "خرقا"، معتبرة | إياه: whether what is judged stands here."""
    if place >= len(line):
        return False
    definite = line.heads[place].feats.get("Definite") == "Def" and line.preposition(place) is None
    points = line.heads[place].feats.get("PronType") == "Dem" or line.forms[place] == "ما"
    return (definite and line.is_nominal(place)) or points or line.stands_for_object(place)


def _takes_its_own(line: Line, place: int, entry: Saying) -> bool:
    """متهما | باختلاس أموال: whether a participle has the preposition of its verb behind it at once."""
    return place + 1 < len(line) and line.preposition(place + 1) in entry.prepositions


def _is_of_something(line: Line, place: int, entry: Saying) -> bool:
    """لينا هاوغن، | عالمة الآثار، كاتبة المقال: whether a participle in ة whose verb takes no noun stands before one with the article:
    who somebody is."""
    after = place + 1
    takes = entry.frames & {"object", "thing", "told", "judged", "described", "message"}
    if takes or after >= len(line) or not line.heads[place].form.endswith("ة") or after in line.times:
        return False
    noun = line.heads[after]
    return (
        noun.upos == "NOUN"
        and noun.feats.get("Definite") == "Def"
        and line.preposition(after) is None
        and not line.joined(after)
    )


def is_source_word(line: Line, place: int) -> bool:
    """بحسب، وفقاً، نقلاً; not فحسب (only)."""
    if place >= len(line) or (line.forms[place] in ("فحسب", "وحسب") and _means_only(line, place)):
        return False
    if line.forms[place].removeprefix("و") in words("in respect of somebody"):
        return _is_as_he_has_it(line, place)
    if line.forms[place : place + 2] == ["علي", "ما"] and place + 2 < len(line):  # على ما أوردت الوكالة
        if any(line.is_a("word with على", p) for p in range(max(0, place - 3), place)):
            return False  # ردا على ما أعلنه الحزب
        entry = saying("verb", line.lemmas[place + 2]) if line.verbs[place + 2] is not None else None
        if _is_governed(line, place):
            return False  # رد على ما كتبته الصحيفة
        return entry is not None and entry.kind == "communication" and "speech" in entry.frames
    if line.cores[place] == "استنادا" and line.forms[place + 1 : place + 2] == ["الي"]:
        noun = place + 2  # استنادا إلى بيانات الشركة, not: إلى المادة الخامسة، إلى هذه الفكرة
        noun += noun < len(line) and line.heads[noun].feats.get("PronType") == "Dem"
        return noun < len(line) and not line.is_a("what lays down", noun) and may_tell(line, noun)
    kinds = words("source phrase")
    return line.cores[place] in kinds or line.forms[place] in kinds or line.forms[place].lstrip("وب") in kinds


def _is_as_he_has_it(line: Line, place: int) -> bool:
    """بالنسبة للمزارع حسن العلي، كان الموسم "كارثة": whether somebody stands at the head of a sentence with words in marks, which are his."""
    noun = place + 1 + (line.forms[place + 1 : place + 2] == ["الي"])
    if place != line.starts[place] or noun >= len(line):
        return False
    word = line.heads[noun]
    person = line.types.get(noun) == "PER" or is_person(word.lemma or "") or line.is_a("title", noun)
    near = range(noun + 1, min(len(line), noun + 2 * FAR))
    stop = line.first_mark(STOPS, near)
    marks = [p for p in range(noun + 1, stop) if line.is_open(p)]
    return bool(marks) and (person or any(any(line.verbs[p : line.mates[p]]) for p in marks))


def _is_governed(line: Line, place: int) -> bool:
    """رد الوزير | على ما كتبته: whether a verb of saying just before a preposition may govern it."""
    for before in range(place - 1, max(line.starts[place] - 1, place - 6), -1):
        if line.tokens[before].form in COMMAS:
            return False
        if (verb := line.verbs[before]) is not None:
            entry = saying("verb", verb.lemma or "")
            return entry is not None and line.preposition(place) in entry.prepositions
    return False


def cites_nobody(line: Line, place: int) -> bool:
    """بحسب حجمها، وفق ما تقتضيه الحاجة: whether a source word says in proportion to what or by what rule, where nobody
    tells anything."""
    noun = place + 1 + (line.forms[place + 1 : place + 2] == ["الي"])
    if not is_source_word(line, place) or noun >= len(line):
        return False
    begins = noun - line.starts[noun] <= 2
    far = range(noun + 1, min(noun + 16, len(line) - 1)) if begins else ()
    if line.is_a("by whose will", noun):
        return True  # ووفقا لرغبة الأطفال، فقد اجتمعوا
    if begins and _so_it_is(
        line, noun
    ):  # وحسب الجدول فإنّ، وحسب عناصر التحقيق فإنّ; not حجم الأضرار، تطورات الوضع
        return not may_tell(line, noun) and (
            words("no source").get(line.lemmas[noun]) == "" or is_action(line, noun)
        )
    if any(line.tokens[p].form in COMMAS and line.forms[p + 1] in words("so it is") for p in far):
        return False  # وبحسب قرار المحكمة، فإنّ
    if place == line.starts[place] and line.is_a("what lays down", noun):
        verbs = (v for v in line.verbs[noun + 1 : noun + 12] if v is not None)
        told = next(verbs, None)  # وحسب المرسوم، يأتي; not وفق المعاهدة، تنازلت
        return told is None or told.feats.get("Aspect") != "Imp"
    if line.forms[noun] in ("ما", "لما"):
        return not _was_told(line, noun + 1, apart=_stands_apart(line, place))
    if line.verbs[noun] is not None:  # حسبما
        return not _was_told(line, noun, apart=_stands_apart(line, place))
    return not may_tell(line, noun)


def _so_it_is(line: Line, noun: int) -> bool:
    """وحسب عناصر التحقيق | فإنّ: whether فإنّ follows a noun and what belongs to it, no comma between."""
    for place in range(noun + 1, min(noun + 6, len(line))):
        if line.forms[place] in words("so it is"):
            return line.forms[place] != "فقد"
        if line.verbs[place] is not None or line.tokens[place].form in COMMAS + STOPS:
            return False
    return False


def _stands_apart(line: Line, place: int) -> bool:
    """Whether a phrase opens its sentence or follows a comma."""
    return place == line.starts[place] or line.tokens[place - 1].form in COMMAS


def _was_told(line: Line, place: int, *, apart: bool) -> bool:
    """حسب ما | ذكرته الوكالة، ما | تم تداوله; not ما هو مخطط له، ما تسمح به الظروف, nor of what somebody will see fit (يوزع وفق ما تراه
    اللجنة)."""
    verb = line.verbs[place] if place < len(line) else None
    if verb is None:
        return place < len(line) and unknown(line.tokens[place])
    entry = saying("verb", verb.lemma or "")
    if line.lemmas[place] == "تم" and place + 1 < len(line):
        entry = saying("masdar", line.heads[place + 1].lemma or "")
    if entry is None:
        return unknown(line.tokens[place]) or line.is_a("verb of telling", place)
    thinks = entry.kind == "cognition" and verb.feats.get("Aspect") == "Imp"
    return entry.kind not in ("volition", "emotion") and (apart or not thinks)


_TELLING = (
    "title", "institution", "definite institution", "outlet", "body without a name", "person of a place",
    "document", "inquiry", "venue", "addressee", "telling",
)  # fmt: skip
_COUNTED = ("quantity", "honorific", "same")


def may_tell(line: Line, noun: int) -> bool:
    """بعض الخبراء، تصريحاته، تصنيف المجلة; not عدد السكان، حجمها، تصنيف جديد: whether who or what tells something stands
    here, by itself, counted, or as the owner of an opinion."""
    noun = _counted(line, noun)
    if noun >= len(line):
        return False
    for written in (line.lemmas[noun], line.cores[noun]):  # ضوابط, whose singular may be an officer
        if (unless := words("no source").get(written)) is not None:
            return bool(unless) and _is_somebodys(line, noun)
    return _is_teller(line, noun) or is_presented(line, noun)


def is_presented(line: Line, noun: int) -> bool:
    """وفق العرض | الذي قدمه القائمون على المشروع، الخطة التي أعلنتها البلدية: whether a relative clause tells who made something known."""
    which = line.heads[noun + 1].feats.get("PronType") == "Rel" if noun + 3 < len(line) else False
    verb = line.verbs[noun + 2] if which else None
    if verb is None or not line.has_pronoun(noun + 2) or not line.is_nominal(noun + 3):
        return False
    entry = saying("verb", verb.lemma or "")
    tells = entry is not None and entry.kind == "communication" and "that" in entry.frames
    return tells or line.is_a("publishing", noun + 2) or line.is_a("verb of presenting", noun + 2)


def _counted(line: Line, noun: int) -> int:
    """عدد كبير من | الشهود، أحدث | البيانات، معالي | الوزير; but البعض، عدد السكان: the noun that a quantity, title of respect or
    superlative goes before."""
    place = noun
    for _ in range(3):
        counts = place < len(line) and (
            line.heads[place].xpos == "adj_comp" or any(line.is_a(kind, place) for kind in _COUNTED)
        )
        if not counts or line.has_pronoun(place) or line.heads[place].feats.get("Definite") == "Def":
            break
        of = place + 1
        while of < min(len(line), place + 4) and (line.heads[of].upos == "ADJ" or line.forms[of] == "من"):
            of += 1
        whole = line.lemmas[place] == "عدد" and line.forms[of - 1] != "من"
        if whole or of >= len(line) or not line.is_nominal(of):
            break
        place = of
    return place


def _is_teller(line: Line, noun: int) -> bool:
    """Whether a noun names somebody, a text or words, by its name or by what the lexicon says of it: a person, a body, a
    document, a noun of asserting or thinking; a measure or a rule (حجم، خطة) is none."""
    word = line.heads[noun]
    if line.in_name(noun) or line.is_open(noun) or unknown(line.tokens[noun]):
        return True
    if line.lemmas[noun] == "عدد":
        return False
    if any(line.is_a(kind, noun) for kind in (*_TELLING, *_COUNTED)) or is_person(word.lemma or ""):
        return True
    if word.upos in ("PROPN", "X", "NUM", "DET", "PRON", "ADP"):
        return True
    several = word.feats.get("Number") == "Plur"
    if word.upos == "ADJ":  # المقربين، الداخلية; not المتفق عليه
        return several or word.feats.get("Gender") == "Fem"
    entry = saying("masdar", word.lemma or "")
    told = entry is not None and entry.kind in ("communication", "cognition", "perception")
    told = told and entry is not None and entry.act in ("assertive", "declaration", None)
    return told or (several and word.form.endswith(("ين", "ون")))  # ناجين


def _is_somebodys(line: Line, noun: int) -> bool:
    """تقييمه، تصنيف مجلة فوربس، تقييم جديد للبنك: whether an opinion has an owner."""
    of = noun + 1
    while of < min(len(line), noun + 4) and line.heads[of].upos == "ADJ" and line.preposition(of) is None:
        of += 1
    owned = of < len(line) and (line.preposition(of) == "ل" or (of == noun + 1 and line.is_nominal(of)))
    of += line.alone(of) if of < len(line) else 0
    return line.has_pronoun(noun) or (owned and of < len(line) and _is_teller(line, of))


def _means_only(line: Line, place: int) -> bool:
    """ليس هذا فحسب: at the end of its clause, or after ف."""
    after = place + 1
    if line.forms[place] == "فحسب" or after >= len(line) or line.preposition(after) is not None:
        return True
    return not (line.is_nominal(after) or line.forms[after] == "ما") or line.joined(after)
