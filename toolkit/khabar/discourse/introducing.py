"""Whether what is said begins at a place, by the frames of its cue: clause, speech, noun."""

from __future__ import annotations

from khabar.discourse.acting import is_object_by_tree, is_only_object, is_said_again, is_whom
from khabar.discourse.cues import FAR, Cue, Frame, is_saying_participle, is_source_word
from khabar.discourse.extents import (
    another_begins,
    is_quotation,
    may_be_verbal_noun,
)
from khabar.discourse.line import COMMAS, QUOTES, STOPS, Line
from khabar.discourse.noun_phrases import hides_name, noun_phrase
from khabar.discourse.nouns import (
    ascribes_words,
    is_action,
    is_body_in_marks,
    is_clause_in_marks,
    is_done_at_once,
    is_elative,
    is_manner_in_marks,
    is_message,
    is_own_words,
    is_question,
    is_relative,
    is_said_in,
    lays_charge,
    says_of_it,
    stands_bare,
    takes_on,
    takes_somebody,
)
from khabar.discourse.objects import object_within
from khabar.discourse.subjects import agrees, subject_before
from khabar.discourse.vocabulary import bare, by_form, fold, saying, vocalised, words
from khabar.morphology.people import is_person

_FUSED = {"مما": "من", "عما": "عن"}
_FAR_ORDER = 14  # tokens from whom one orders, or from a message, to what is ordered


def introduces(line: Line, cue: Cue, frame: Frame, place: int) -> str | None:
    """The rule by which what is said begins at a place; the preposition before it is noted."""
    frames, near = cue.saying.frames, place == cue.place + 1
    form = line.forms[place]
    if line.opens_clause(place):
        whether = line.forms[place - 1] == "ام"  # أم أنها تعرفة ثابتة؟
        return None if whether else _introduces_clause(line, cue, frame, place)
    if frame.subject is not None and hides_name(line, place) and not line.has_pronoun(place):
        return None  # أكد مسؤول رفض الكشف عن اسمه أنّ
    if _is_for_to(line, cue, place):
        return "that"  # أشار لأنّ, as some write it
    if (form == ":" and place + 1 < len(line) and cue.kind != "noun") or (
        form == ":" and cue.kind == "noun" and near
    ):
        shows = cue.saying.verb in vocalised("verb that needs a subject")  # أظهرت السلطة ما تريد: حماية
        speaks = cue.saying.kind in ("communication", "document")  # أصدر بيانا جاء فيه: "…"
        speaks = speaks or line.lemmas[place - 1] == "قول"  # وخلص إلى القول: "…"
        return "speech" if frames & {"speech", "that"} and speaks and not shows else None
    unclosed = (
        line.tokens[place].form in QUOTES and place not in line.mates and line.tokens[place - 1].space_after
    )
    near_marks = (line.tokens[p].form in QUOTES for p in range(place + 1, min(place + 6, len(line))))
    unclosed = unclosed and not any(near_marks)  # اطلعت عليه ” الجريدة ” إنّ
    if unclosed and "speech" in frames and cue.kind == "verb" and place + 3 < len(line):
        return "speech"
    judged = "judged" in frames and line.has_pronoun(cue.place)
    few = line.is_open(place) and line.mates[place] - place <= 4
    few = few and "object" in frames and frame.subject is not None and not frame.acted_on and not near
    if line.is_open(place) and is_manner_in_marks(line, place):
        return None  # أدانت الحكومة “بشدة” الهجوم
    wished = line.is_open(place) and line.opens_clause(place + 1) and cue.kind in ("verb", "participle")
    if (
        wished
        and "speech" not in frames
        and frames & {"to", "that"}
        and (near or (frame.subject or (0, 0))[1] == place)
    ):
        return "to" if line.takes_verb(place + 1) else "that"  # وتمنى "أن تعود الأمور إلى طبيعتها"
    things = line.is_open(place) and "thing" in frames and "speech" not in frames and not near
    if things and frame.subject is not None and not frame.acted_on:
        return "object"  # شجبت المفوضية «الانتهاك الخطر»
    if few and is_action(line, place + 1) and line.has_pronoun(place + 1):
        return "object"  # أعلن الحزب «استنكاره الشديد»
    about = place > cue.place + 1 and line.preposition(place - 1) is not None and line.alone(place - 1)
    if about and line.is_open(place):
        return None  # تحدث عن «أعاصير»
    genitive = line.heads[place - 1].upos == "NOUN" and line.heads[place - 1].feats.get("Definite") != "Def"
    if line.is_open(place) and not near and genitive and is_body_in_marks(line, place):
        return None  # رئيس فرع "الهيئة الوطنية للمحامين"
    if _is_asked_in_marks(line, cue, frame, place):
        return "object"
    if line.is_open(place) and "speech" in frames and cue.kind in ("verb", "participle") and not judged:
        named = near and is_name_in_marks(line, place)
        noun_only = not is_clause_in_marks(line, place)
        if noun_only and frame.acted_on and _governed_clause_ahead(line, cue, line.mates[place]):
            return None  # برر عدم الاستقطاب "رغم المخزون"، بأنّ
        goes_on = line.joined(place + 1) and (
            frame.object is not None or (not near and cue.saying.verb in vocalised("verb that does, too"))
        )
        if noun_only and (goes_on or cue.saying.frames == {"speech"}):
            return None  # تواصل "سياسة الهروب إلى الأمام"، يتابع تطورات المنطقة "وانعكاسات ذلك"
        if line.joined(place + 1) and frame.acted_on and "judged" in frames:
            return None  # يعتبر ذلك خرقا "وهو أمر مرفوض"
        return "speech" if not named and is_quotation(line, place) else None
    several = cue.kind == "verb" and line.heads[cue.place].feats.get("Number") in ("Dual", "Plur")
    governed = line.is_open(place) and line.preposition(place + 1) in cue.saying.prepositions
    if governed and cue.kind in ("verb", "participle") and not judged and not line.is_a("venue", place - 1):
        return "object"  # مرحبا "بأي عرض"
    if near and "object" in frames and cue.kind in ("verb", "participle") and takes_on(line, place):
        return "object"  # وأكد | العثور على أسلحة
    what = line.is_open(place) and (is_action(line, place + 1) or line.forms[place + 1] in ("اي", "ايه"))
    if what and near and "object" in frames and cue.kind == "verb" and line.mates[place] - place > 2:
        return "object"  # ورفضت "أي تدخل في شؤونه"
    shown = (frame.subject and not near) or (several and near)  # وأكدا "ضرورة المحافظة على"
    shown = bool(shown) and "object" in frames and not frame.acted_on and not frame.told
    if shown and line.is_open(place) and is_action(line, place + 1):
        return "object"  # أبدى الوزير «تفاؤلاً كبيراً»
    if near and "object" in frames and cue.kind in ("verb", "participle") and _is_felt(line, place):
        return "object"  # مبديا | خشيته من, وأبدى | تحفظه على
    denies = "object" in frames and frame.subject is not None and cue.kind == "verb"
    if denies and (is_misread_masdar(line, place) or _is_what_it_denies(line, cue, frame, place)):
        return "object"
    if "whether" in frames and is_question(line, place):
        return "whether"
    bare_words = cue.kind == "verb" and cue.saying.verb in vocalised("verb of bare words")
    if bare_words and _speaks_of_himself(line, cue, frame, place):
        return "words after"
    if cue.kind == "noun":
        return _introduces_after_claim(line, cue, frame, place)
    if cue.kind == "adjective" and not near:
        return None
    preposition = line.preposition(place)
    asked = frame.addressee is not None and cue.saying.verb in vocalised("verb of asking of somebody")
    if asked and preposition == "ب" and is_action(line, place) and not line.is_a("manner with ب", place):
        return "preposition"  # طلب من السكان | بإخلاء البيوت, as some write it
    if _FUSED.get(form) in cue.saying.prepositions and cue.kind != "adjective" and place + 1 < len(line):
        verb = line.verbs[place + 1]
        called = saying("verb", verb.lemma or "") if verb is not None else None
        if called is not None and called.frames & {"described", "judged"}:
            return "preposition"  # حذر الخبير مما سماه فوضى السلاح
    if preposition and not line.joined(place) and preposition in cue.saying.prepositions:
        amid = frame.crossed and any(  # وسلم الوزير، الذي وعد | بإصلاح القطاع، الجوائز
            line.heads[p].feats.get("PronType") == "Rel" and line.tokens[p - 1].form in COMMAS
            for p in range(cue.place + 1, place)
        )
        amid = (
            amid and line.tokens[place - 1].form not in COMMAS
        )  # وافق الأعضاء، بمن فيهم الصين التي …، | على
        if frame.crossed and "that" in frames and _clause_next(line, place + line.alone(place)):
            return None  # صرح أثناء اللقاء الذي جمعه | بالمفتشين أنّ
        return None if amid else _introduces_noun(line, cue, frame, place, preposition)
    passed = (
        frame.crossed
        and (  # عرضت خرائط تخيلت | معارك
            frame.subject is None
            or line.opens_clause(noun_phrase(line, place, len(line)))  # محلل يتابع | السوق أنّ
            or (
                line.tokens[place - 1].form not in COMMAS
                and any(token.form in COMMAS for token in line.tokens[cue.place + 1 : place])
            )
        )
    )
    told_before = line.preposition(place) is not None or is_own_words(line, place)  # نقلت عن الوزير قوله إنّ
    told_before = told_before or line.lemmas[place] == "قول"
    own = saying("masdar", line.heads[place].lemma or "") if line.has_pronoun(place) else None
    own = own if line.lemmas[place] != "قول" else None
    if frame.relayed and own is not None and not _clause_ahead(line, place):
        return "object"  # نقلت القناة عن الناطق نفيه صحة التقارير
    if line.has_pronoun(place) and line.preposition(place + 1) is not None and line.lemmas[place] != "قول":
        told_before = line.preposition(place) is not None  # نقل عن الوزير | إعرابه عن عزائه
    if frame.relayed and is_action(line, place) and not told_before and not _clause_ahead(line, place):
        return "object"  # نقلت الوكالة عن شهود | تحليق مسيّرات
    if frames & {"object", "thing", "message"} and not passed and _is_object(line, cue, frame, place):
        return None if "that" in frames and _clause_is_to_come(line, cue, place) else "object"
    return None


def is_name_in_marks(line: Line, opening: int) -> bool:
    """أعلنت "رابطة معلمي التعليم الأساسي" الإضراب: a few words in marks after a verb, or more that name a body,
    are no clause and have what is said after them."""
    close = line.mates[opening]
    if close - opening < 5:
        ended = close + 1 >= len(line) or line.marks[close + 1] in STOPS + COMMAS
        verbs = (verb for verb in line.verbs[opening + 1 : close] if verb is not None)
        ended = ended or any(verb.feats.get("Person") == "1" for verb in verbs)  # وقالت “سنرد” في الاجتماع
        ended = (
            ended or says_of_it(line, opening) or line.opens_clause(opening + 1)
        )  # وأضاف "الطرق مقطوعة" والاتصالات متوقفة
        return not (ended and is_clause_in_marks(line, opening))  # وأضاف "لكننا سنعود".
    body = is_body_in_marks(line, opening)
    after = close + 1
    if close - opening > 10 or after >= len(line) or is_clause_in_marks(line, opening):
        return False
    if line.opens_clause(after) or (body and line.preposition(after) is not None):
        return True
    return stands_bare(line, after) and (body or is_action(line, after)) and not is_action(line, opening + 1)


def _is_asked_in_marks(line: Line, cue: Cue, frame: Frame, place: int) -> bool:
    """ناشدت الغرفة المنظمات | "فتح ممر آمن"، وطلبت من الوزير | "وقف المماطلة": a verbal noun in marks behind whom somebody asks for what it
    names, which is no clause."""
    asks = cue.saying.act == "directive" or cue.saying.kind == "volition"
    whom = frame.addressee is not None or (frame.told and line.has_pronoun(cue.place))
    if not (asks and whom and line.is_open(place)) or cue.kind == "noun" or line.mates[place] - place <= 2:
        return False
    speech = "speech" in cue.saying.frames and is_quotation(line, place)
    return is_action(line, place + 1) and not speech


def _speaks_of_himself(line: Line, cue: Cue, frame: Frame, place: int) -> bool:
    """وقال في حديث صحفي | اتفقنا على هذا الهدف، قال الرئيس للنواب | لا يجوز الخروج: a first person, or a negation, where
    neither إنّ nor marks open what is said."""
    word = line.verbs[place] or line.heads[place]
    pronoun = line.tokens[place].words[0].upos == "PRON"
    denies = line.forms[place] in words("opener of bare words") and frame.subject is not None
    first = (
        line.verbs[place + 1] if place + 1 < len(line) and line.forms[place] in words("negation") else None
    )
    if first is not None and first.feats.get("Person") == "1":
        word = first  # وتابع | لم نجد الماء
    elif _is_ours(line, cue, place):
        denies = True  # وأضافت | شاهدنا مسيّرتين, read as our witness
    if not denies and (word.feats.get("Person") != "1" or not (word.upos == "VERB" or pronoun)):
        return False
    far = min(len(line), place + FAR)
    end = line.first_mark(COMMAS + STOPS, range(place, far))
    marked = any(
        _is_inna(line, p) or line.marks[p] in QUOTES + ":" for p in range(place, end)
    )  # نورد راين إنّ
    between = line.tokens[cue.place + 1 : place]
    return not (line.joined(place) or marked or any(token.form in COMMAS for token in between))


def _is_ours(line: Line, cue: Cue, place: int) -> bool:
    """وأضافت | شاهدنا: a noun with نا right behind a verb of saying that does not agree with it."""
    verb, noun = line.verbs[cue.place], line.heads[place]
    ours = place == cue.place + 1 and noun.upos == "NOUN" and line.forms[place].endswith("نا")
    genders = verb is not None and None not in (verb.feats.get("Gender"), noun.feats.get("Gender"))
    return ours and genders and verb is not None and verb.feats["Gender"] != noun.feats["Gender"]


def _is_inna(line: Line, place: int) -> bool:
    return line.opens_clause(place) and any(bare(word.form) == "إن" for word in line.tokens[place].words)


def is_asked_next(line: Line, cue: Cue, frame: Frame, noun: int, preposition: str) -> bool:
    """طالب الرئيس الجهات المعنية | بالتدخل: an action that somebody is told to do, where no other follows."""
    if (
        cue.saying.act != "directive"
        or frame.subject is None
        or noun >= len(line)
        or not is_action(line, noun)
    ):
        return False
    far = range(noun + 1, min(len(line), noun + FAR))
    stop = line.first_mark(STOPS + COMMAS, far)
    return not any(line.preposition(p) == preposition and is_action(line, p) for p in range(noun + 1, stop))


def _clause_ahead(line: Line, place: int) -> bool:
    """Whether أنّ or إنّ stands before the next stop or participle of saying (رفضه الدعوة، معتبرا أنّ)."""
    far = range(place, min(len(line), place + FAR))
    stop = line.first_mark(STOPS + ":", far)
    commas = (p for p in range(place, stop - 1) if line.tokens[p].form in COMMAS)
    stop = next((p for p in commas if is_saying_participle(line, p + 1)), stop)
    return any(line.opens_clause(p) for p in range(place, stop))


def _clause_after_comma(line: Line, place: int) -> bool:
    """Whether the next comma is followed by أنّ or إنّ."""
    far = range(place, min(len(line) - 1, place + 15))
    comma = next((p for p in far if line.tokens[p].form in COMMAS), None)
    return comma is not None and line.opens_clause(comma + 1)


def _clause_next(line: Line, noun: int) -> bool:
    """Whether a clause opens after the nouns that begin here, no comma, stop or verb between."""
    for place in range(noun, min(len(line), noun + 12)):
        if line.opens_clause(place):
            return place > noun
        if line.verbs[place] is not None or line.marks[place] in COMMAS + STOPS + ":":
            return False
    return False


def _governed_clause_ahead(line: Line, cue: Cue, place: int) -> bool:
    """Whether what the verb governs, with أنّ, stands before the next stop."""
    far = range(place, min(len(line), place + FAR))
    stop = line.first_mark(STOPS + ":", far)
    return any(
        line.opens_clause(p) and line.preposition(p) in cue.saying.prepositions for p in range(place, stop)
    )


def _clause_is_to_come(line: Line, cue: Cue, place: int) -> bool:
    """وأوضح خلال برنامج، تقديم الإعلامية فلانة، أنّ: after a comma a noun of action, and the clause after another."""
    if place <= cue.place + 1 or line.tokens[place - 1].form not in COMMAS:
        return False
    far = min(len(line), place + FAR)
    stop = line.first_mark(STOPS, range(place, far))
    verbs = (p for p in range(place, stop) if line.verbs[p] is not None)
    until = next(verbs, stop)
    return any(line.opens_clause(p) and line.tokens[p - 1].form in COMMAS for p in range(place + 1, until))


def _introduces_after_claim(line: Line, cue: Cue, frame: Frame, place: int) -> str | None:
    """إعلان وزير الدفاع عزل الرئيس، إصرار الحكومة على الاعتقال: a noun of claiming, whose claim it is, and what
    the verb governs, at once. Where somebody may be addressed (دعوة الرئيس إلى), the genitive may be whom."""
    subject = frame.subject
    hastens = subject is None and place == cue.place + 1 and is_done_at_once(line, cue.place)
    if hastens and line.preposition(place) in cue.saying.prepositions:
        return _introduces_noun(line, cue, frame, place, str(line.preposition(place)))
    if subject is None or subject[1] <= subject[0]:
        return None
    who = subject[0]
    charged = frame.addressee is not None and line.preposition(place) in cue.saying.prepositions
    if charged and "told" in cue.saying.frames and place == frame.addressee[1]:  # type: ignore[index]
        return _introduces_noun(
            line, cue, frame, place, str(line.preposition(place))
        )  # اتهام الحكومة للحزب ب
    several = line.heads[cue.place].feats.get("Number") == "Plur" and cue.saying.kind != "volition"
    claims = several or line.is_a("noun of claim", cue.place) or _has_called(line, cue, who, place)
    if not claims or line.verbs[place] is not None:
        return None
    if "object" in cue.saying.frames and place == subject[1] and line.is_a("noun of content", place):
        return "object"  # تأكيد الكرملين عدم
    speaks = line.types.get(who) in ("PER", "ORG", "GPE") or any(
        line.is_a(kind, who)
        for kind in (
            "title", "institution", "definite institution", "outlet", "body without a name", "person of a place",
        )
    )  # fmt: skip
    gap = place - subject[1]
    if not speaks or gap > 1 or (gap == 1 and line.tokens[place - 1].form not in COMMAS):
        return None
    preposition = line.preposition(place)
    tells = several and preposition == "ب" and "that" in cue.saying.frames and is_action(line, place)
    if preposition and not line.joined(place) and (preposition in cue.saying.prepositions or tells):
        return _introduces_noun(line, cue, frame, place, preposition)  # توقعات المحللين برفع الفائدة
    return (
        "object" if "object" in cue.saying.frames and preposition is None and is_action(line, place) else None
    )


def _has_called(line: Line, cue: Cue, who: int, what: int) -> bool:
    """بعد تحذير المبعوث من، أثارت دعوة الحزب إلى الإضراب: whether somebody's call or threat has been made: it does something, or something
    happens after it or in spite of it; not دعوة الوزير إلى الاستقالة، مطالبة الحكومة بـ, where it is made to him."""
    noun = cue.place
    if not line.is_a("noun of a call", noun) or line.is_a("addressee", who):
        return False
    if line.is_a("deed of whom one calls", what + line.alone(what)):
        return False
    if cue.saying.verb in ("طَالَبَ", "نَاشَدَ") and line.is_a("who rules", who):
        return False
    if line.heads[noun].deprel == "nsubj" and line.preposition(noun) is None:
        return True
    before = noun - 1 if line.preposition(noun) is None else noun
    near = range(before, max(line.starts[noun] - 1, before - 4), -1)
    since = [p for p in near if line.forms[p].removeprefix("و") in words("since when")]
    return bool(since) and (since[0] == before or line.preposition(before) in ("من", "على"))


def _is_for_to(line: Line, cue: Cue, place: int) -> bool:
    """Whether لأنّ stands for إلى أنّ after a verb that takes إلى and its subject at once."""
    words_ = [bare(word.form) for word in line.tokens[place].words[:2]]
    at_once = place == cue.place + 1 or (line.is_nominal(place - 1) and not line.verbs[place - 1])
    return words_ == ["ل", "أن"] and "إلى" in cue.saying.prepositions and cue.kind == "verb" and at_once


def is_misread_masdar(line: Line, place: int) -> bool:
    """أكد رئيس النقابة رفض تحويل: after a verb with its subject, a second verb that is not joined to it
    has the letters of its verbal noun."""
    verb = line.verbs[place]
    perfect = verb is not None and verb.feats.get("Aspect") == "Perf"
    if hides_name(line, place):
        return False  # أوضح موظف طلب التكتم على اسمه أنّ
    if verb is not None and not perfect and _has_letters_of_masdar(line, place):
        return True
    if not perfect or place + 1 >= len(line):
        return False
    if line.has_pronoun(place) and len(line.tokens[place].words) == 2:  # أعلنت المعارضة رفضها للنتائج
        last = place - 1 - (line.tokens[place - 1].form in COMMAS)  # نفت الحكومة، في بيان، رفضها
        whole = line.is_nominal(last) and (
            line.heads[last].feats.get("Definite") != "Ind" or last < place - 1
        )
        return whole and fold(verb.form) in by_form("masdar")  # type: ignore[union-attr]
    if len(line.tokens[place].words) > 1 or not line.is_nominal(place + 1):
        return False
    before = place - 1 - (line.tokens[place - 1].form in COMMAS)  # أعلن وزير الدفاع، عزل الرئيس
    before -= (
        before > 0 and line.mates.get(before, before) < before
    )  # انتقدت جماعة "أنصار البيئة" تأخر الرواتب
    described = line.heads[before].feats.get("Definite") == "Ind" and not line.in_name(before)
    held = described and any(line.is_a("meeting", p) for p in range(max(0, place - 3), place))
    if held:
        return False  # في مؤتمر صحفي عقد اليوم
    bare_form = verb.feats.get("Gender") == "Masc" and not described  # type: ignore[union-attr]  # not تناولت
    return line.is_nominal(before) and (
        line.cores[place] in by_form("masdar")
        or line.cores[place] in words("event noun")
        or line.cores[place] in words("noun of content")
        or (bare_form and verb.misc.get("Pattern", "") in vocalised("pattern of a verb like its noun"))  # type: ignore[union-attr]
    )


def _is_felt(line: Line, place: int) -> bool:
    """وأبدى | تحفظه على، مبديا | خشيته من: a verb with its pronoun right behind another that has the letters of a verbal noun."""
    verb = line.verbs[place]
    letters = (
        line.has_pronoun(place) and len(line.tokens[place].words) == 2 and not line.opens_clause(place + 1)
    )
    return (
        verb is not None
        and letters
        and fold(verb.form) in {form.replace("ه", "ت") for form in by_form("masdar")}
    )


def _is_what_it_denies(line: Line, cue: Cue, frame: Frame, place: int) -> bool:
    """نفى مصدر أمني | رفضها للاتفاق: a verb with its pronoun that has the letters of a verbal noun, right behind the subject
    of a verb that has nothing else to say."""
    verb = line.verbs[place]
    if verb is None or frame.subject is None or place != frame.subject[1] or not line.has_pronoun(place):
        return False
    letters = len(line.tokens[place].words) == 2 and fold(verb.form) in by_form("masdar")
    near = range(place + 1, min(len(line), place + FAR))
    stop = line.first_mark(STOPS + COMMAS, near)
    governed = any(line.preposition(p) in cue.saying.prepositions for p in range(place + 1, stop))
    return letters and not governed and not _clause_ahead(line, place)


def _has_letters_of_masdar(line: Line, place: int) -> bool:
    """أكدت الحكومة المصرية تحطم طائرة: an imperfect with the letters of a verbal noun of form V or VI, before its
    genitive and after a definite noun that is no speaker of its own clause."""
    last = place - 1 - (line.tokens[place - 1].form in COMMAS)  # أعلن الوزير، اليوم السبت، توصل بلاده
    verb, before = line.verbs[place], line.heads[last]
    whole = (before.feats.get("Definite") == "Def" and line.is_nominal(last)) or line.in_name(last)
    whole = whole or (before.feats.get("Number") == "Plur" and line.forms[last].endswith("ون"))
    alone = len(line.tokens[place].words) == 1 and place + 1 < len(line)
    if verb is None or not whole or not alone or not may_be_verbal_noun(verb):
        return False
    after = line.heads[place + 1]
    return (
        line.is_nominal(place + 1) and line.preposition(place + 1) is None and after.upos in ("NOUN", "PROPN")
    )


def _introduces_clause(line: Line, cue: Cue, frame: Frame, place: int) -> str | None:
    frames, near = cue.saying.frames, place == cue.place + 1
    if cue.kind == "noun" and not near and saying("masdar", line.heads[place - 1].lemma or ""):
        return None  # هذه التصريحات بخبر مفاده أن: the nearer noun
    says_that = _is_inna(line, place)
    if cue.kind == "noun" and (
        (says_that and cue.saying.verb != "قَالَ") or (not near and is_saying_participle(line, place - 1))
    ):
        return None  # عقب الحكم إنّ, إزاء الأحكام مؤكداً أنّ: of a verb, of a participle
    standing = line.preposition(place - 1) if place and line.alone(place - 1) and not near else None
    if standing is not None:
        loose = (
            cue.kind in ("verb", "participle")
            and cue.saying.kind == "communication"
            and "that" in frames
            and standing in ("إلى", "الى", "على", "عن")
        )
        alone = cue.kind == "participle" and standing == "إلى" and place == cue.place + 2  # مضيفة إلى أنها
        if standing not in cue.saying.prepositions and not (loose and (frame.subject or alone)):
            return None
        frame.preposition = place - 1
    elif (
        (line.preposition(place) == "ب" and not frames & {"ب", "that"})
        or (not near and (line.forms[place - 1] in _BEFORE_THAT or _has_its_own(line, place - 1)))
        or line.joined(place)
    ):
        return None
    verbal = line.takes_verb(place)
    opinion = near and line.has_pronoun(cue.place) and line.lemmas[cue.place] == "راي"  # وكان رأيه أنّ
    whose = frame.subject or (0, 0)  # توقع الباحثين | أن
    opinion = opinion or (
        whose[1] == place and line.is_a("noun of claim", cue.place) and is_whom(line, whose[0])
    )
    if cue.kind == "noun" and (
        (cue.saying.kind != "communication" and not opinion)
        or (verbal and standing is None and "to" not in frames)
    ):
        return None
    if cue.kind == "adjective" and not near and standing is None:
        return None
    if verbal and standing is None and line.preposition(place) is None and "to" not in frames:
        return "that" if "that" in frames and not _subjunctive(line, place) else None
    attached = line.preposition(place) in cue.saying.prepositions  # ختم مقاله بأنّ
    return ("to" if verbal else "that") if frames & {"that", "to"} or standing or attached else None


def _has_its_own(line: Line, noun: int) -> bool:
    """باعتبار أنّ، بشرط أن: the clause belongs to the noun."""
    indefinite = line.heads[noun].feats.get("Definite") != "Def" and line.heads[noun].upos == "NOUN"
    governed = line.preposition(noun)
    claims = governed == "ل" and saying("masdar", line.heads[noun].lemma or "") is not None  # لتوضيح أنّ
    if line.is_a("feeling shown", noun):
        return False  # قالت بحزن أنّ
    return indefinite and (governed == "ب" or claims) and not line.alone(noun) and not line.has_pronoun(noun)


# دون أن، قبل أن، إلا أن: adverbials of their own.
_BEFORE_THAT = frozenset(words("before that"))


def _subjunctive(line: Line, place: int) -> bool:
    verb = line.verbs[place + 1] if place + 1 < len(line) else None
    return verb is not None and verb.feats.get("Aspect") == "Imp" and not _future(line, place + 1)


def _future(line: Line, place: int) -> bool:
    return any(word.xpos == "part_fut" for word in line.tokens[place].words)


def _introduces_noun(line: Line, cue: Cue, frame: Frame, place: int, preposition: str) -> str | None:
    """شدد على ضرورة، طالب بالإفراج: a noun of what is said, after the preposition of the verb."""
    noun = place + line.alone(place)
    if noun >= len(line) or (line.marks[noun] in QUOTES + COMMAS + STOPS and not line.is_open(noun)):
        return None
    if preposition == "عن" and line.lemmas[noun] == "طريق":
        return None  # عبر المهاجرون | عن طريق البحر، أعلنت عن طريق محاميها أنّ
    if noun in line.times or line.lemmas[noun] == "اسم" or line.is_a("outlet", noun):
        return None
    ruled = saying("masdar", line.heads[noun].lemma or "") if cue.saying.verb == "انْتَهَى" else None
    concludes = ruled is not None and ruled.act in ("directive", "declaration", "commissive", "expressive")
    alone = cue.saying.verb in vocalised("verb with a clause alone")
    alone = alone and not concludes  # انتهت إلى | إلزامه برد المبلغ
    if alone and not line.opens_clause(noun):
        return None  # ذهب الوزير إلى المطار, but: ذهب محللون إلى أنّ
    what = noun + (line.is_a("manner with ب", noun) and noun + 1 < len(line))  # بسرعة الانتهاء
    free = frame.object is None or is_whom(line, frame.object)  # وجه المحافظ الأجهزة بسرعة إزالة المخلفات
    directs = cue.saying.act == "directive" and free and is_action(line, what)
    if cue.saying.verb in vocalised("verb that may trace back") and preposition == "إلى":
        if not traces_back(line, cue, frame, place):
            return None  # رد الكرة إلى زميله
    elif "message" in cue.saying.frames and not (directs or is_message(line, noun)):
        return None  # تقدم ببطء, but: تقدم بطلب لتأجيل الجلسة
    if preposition == "ل" and "إلى" in cue.saying.prepositions and not is_action(line, noun):
        return None  # دعا الرئيس بوصفه ضامنا | للدستور إلى
    if preposition == "ب" and is_source_word(line, place):
        return None  # وأمرت النيابة بحسب الوكالة
    comma = any(line.tokens[p].form in COMMAS for p in range(cue.place + 1, place))
    if preposition == "عن" and comma and place - 1 > cue.place and is_action(line, place - 1):
        return None  # يكشف المنهج، بالخروج عن السياق
    if cue.saying.verb in vocalised("verb of a topic") and not _tells_of_event(line, cue, frame, place):
        return None
    manner = line.forms[place - 1].endswith("ا")
    bound = place - 1 - manner > cue.place and line.is_a("adjective with a complement", place - 1 - manner)
    ended = frame.subject is not None and frame.subject[1] == place  # شدد الوزير المكلف | على ضرورة
    if bound and not ended and not is_asked_next(line, cue, frame, noun + line.is_open(noun), preposition):
        return None  # القضية المعروفة إعلامياً بـ"غرفة العمليات"
    if cue.saying.verb == "أَطْلَعَ" and (not is_action(line, noun) or line.is_a("what events decide", noun)):
        return None  # أطلعه على نتائج زيارته
    written = line.heads[place - 1].feats.get("Definite") == "Ind" and place - 2 > cue.place
    if written and line.forms[place - 2] == "في" and line.is_a("answering", place - 1):
        return None  # في رد على سؤال، في تعميم على المديرين
    deed = saying("masdar", line.heads[place - 1].lemma or "") if line.has_pronoun(place - 1) else None
    amid = place - 2 > cue.place and (line.preposition(place - 2) or line.is_a("amid a deed", place - 2))
    takes = deed is not None and preposition in deed.prepositions
    takes = takes or (preposition == "على" and line.has_pronoun(place - 1) and is_action(line, place - 1))
    if amid and takes:
        return None  # وأكد خلال تعليقه على نتائج المجلس، في معرض رده على سؤال
    if cue.saying.verb == "نَسَبَ" and preposition == "إلى" and ascribes_words(line, cue.place):
        return None  # ونسبت الصحيفة إلى مصدر قوله إنّ
    on_page = line.is_a("page of a site", place - 1) and line.is_open(noun)  # عبر حسابه على "تويتر"
    if preposition == "على" and (on_page or line.is_a("page of a site", noun)):
        return None  # أكدت الوزارة في منشور على صفحتها
    cast = line.is_a("what is cast", noun) and not line.is_a(cue.saying.noun, noun)
    if line.is_a("side", noun) or cast:
        return None  # أفاد سكان بوسط المدينة بوقوع، أدلى الناخبون بأصواتهم
    named = noun + (line.heads[noun].feats.get("PronType") == "Dem")  # أدلى بهذه التصريحات
    if preposition == "إلى" and cue.saying.act == "assertive" and _is_somebody(line, named):
        return None  # مشيراً إلى أمين عام الحزب، يشير إلى البحر المتوسط
    body = line.types.get(noun) == "ORG" or line.is_a("institution", noun)
    if (
        preposition == "عن"
        and body
        and line.tokens[place - 2].form in COMMAS
        and _clause_after_comma(line, noun)
    ):
        return None  # كشفت فلانة، البرلمانية | عن حزب كذا، أنّ
    if preposition in ("ب", "في", "من") and line.types.get(noun) in ("ORG", "GPE", "LOC"):
        return None  # أفاد مكتب الشؤون الإنسانية بالأمم المتحدة
    carried = cue.saying.act != "expressive" and line.is_a("venue", named)
    asked = preposition == "ب" and cue.saying.act in ("directive", "commissive")
    asked = asked or ("message" in cue.saying.frames and is_message(line, noun))  # تقدم ببلاغ ضد المذيع
    carried = carried and not asked  # طالب بالحوار، تعهد بزيارة المدينة
    if preposition == "ب" and line.is_a("site", noun) and cue.saying.act != "declaration":
        return None  # اتهم النواب، في ندوة بمقر المجلس، الوزير بـ
    imprisons = cue.saying.act == "declaration" or (asked and line.lemmas[noun] == "سجن")
    at_place = line.is_a("place", named) and not imprisons  # قضت بالسجن، طالب بسجن المتهم
    if preposition in ("في", "ب", "من", "ل") and (carried or at_place):
        return None
    if preposition == "ب" and line.is_a("manner with ب", noun) and not line.is_nominal(noun + 1):
        return None  # المتضررة بشدة, but: طالب بسرعة الإفراج
    if cue.saying.verb == "اسْتَشْهَدَ" and place > cue.place + 4:
        return None  # استشهد 57 شخصا … بموجب
    if not is_fit(line, cue, noun):
        return None
    if (
        cue.saying.kind == "document"
        or cue.kind == "adjective"
        or (cue.saying.verb, preposition) == ("نَقَلَ", "عن")
    ):
        return None
    compound = line.is_a("part of a preposition", named) and preposition not in ("عن", "إلى")  # كشف عن أسباب
    does = cue.saying.act == "directive" or preposition == "على"
    compound = compound and not (does and is_action(line, noun))  # طالب بحضور الوزير، حرص على حضور الجلسة
    compound = compound and not (cue.saying.verb == "هَنَّأَ" and preposition == "ب")  # هنأه بمناسبة العيد
    compound = compound and not line.is_a(cue.saying.noun, noun)  # قلل من شأن الخسارة
    if preposition in ("ب", "إلى") and line.lemmas[noun] == "قول":
        return None  # رد بالقول إنّ، خلص إلى القول: what is said follows
    if line.heads[noun].upos == "PRON" or compound:
        what = line.cores[noun] == "ما" and noun + 1 < len(line) and line.verbs[noun + 1] is not None
        said = saying("verb", line.verbs[noun + 1].lemma or "") if what else None  # type: ignore[union-attr]
        told = said is not None and (
            said.kind == "communication" or said.act == "assertive"
        )  # اطمأنت إلى ما شهد به الخبير
        if not what or not (told or cue.saying.act == "expressive"):  # نددت بما وصفته، تعترض على ما تعتبره
            return None
    if preposition == "على" and line.is_a("state after على", noun):
        return None  # أكدت مصادر على صلة بالمفاوضات أنّ
    if line.opens_clause(noun) or (line.is_a("feeling shown", noun) and line.opens_clause(noun + 1)):
        return None  # seen at the next place; ذكر بأسى | أنّ
    orders = cue.saying.act == "directive" and frame.object is not None
    orders = orders and (
        is_whom(line, frame.object or 0) or line.is_a("message", frame.object or 0)
    )  # وجه نداء بـ
    far = place - (frame.object or cue.place) > _FAR_ORDER
    if far and cue.saying.verb in vocalised("verb of laying a charge") and cue.kind == "participle":
        return None  # موجهاً تحية … إلى الملك على تفضله | بافتتاح الدورة
    orders = orders and not far
    judges = cue.saying.act == "expressive" or orders
    opens = frame.object is not None and is_own_words(line, frame.object)  # استهل كلمته بالترحيب بالضيوف
    cause = is_action(line, noun) or line.is_a("event noun", noun) or cue.saying.verb == "رَبَطَ"
    reasons = cue.saying.verb in vocalised("verb of giving reasons") and cause  # علل قراره بانتفاء الأدلة
    entry = saying("masdar", line.heads[noun].lemma or "")
    speaks = opens or (entry is not None and entry.kind == "communication")
    if cue.saying.verb in vocalised("verb of opening words") and not speaks:
        return None  # يختتم المهرجان بفوز الفيلم
    if (
        preposition == "ب"
        and frame.acted_on
        and "told" not in cue.saying.frames
        and not (judges or opens or reasons)
    ):
        return None  # أقر إجراء بتنظيم مسيرة
    agreed = cue.saying.act == "commissive" and line.is_a("what is agreed to", noun)  # وافق على مشروع القرار
    agreed = agreed or line.is_a(cue.saying.noun.removeprefix("action or "), noun)  # تمسكت النقابة بمطالبها
    agreed = agreed or line.cores[noun] == "ما"  # اطمأنت إلى ما شهد به الخبير
    agreed = agreed or cue.saying.content == "PR-"  # شكك بهذه الرواية
    if cue.saying.kind in ("cognition", "perception", "volition") and not (is_action(line, noun) or agreed):
        return None
    if line.heads[noun].upos == "PROPN" or (line.forms[noun] == "ذلك" and preposition != "ب"):
        return None
    if line.alone(place):
        frame.preposition = place
    return "preposition"


def traces_back(line: Line, cue: Cue, frame: Frame, place: int) -> bool:
    """رد المحلل الارتفاع | إلى زيادة الطلب, not رد الكرة | إلى زميله: whether a verb that gives back traces what has a cause to
    what it is due to."""
    if cue.saying.verb not in vocalised("verb that may trace back") or cue.kind != "verb":
        return False
    return frame.object is not None and line.is_a("what has a cause", frame.object)


def is_fit(line: Line, cue: Cue, noun: int) -> bool:
    """دفع المحامي | ببطلان التفتيش, not بتعزيزات; لوح | بالانسحاب, not بالأعلام: whether a noun may begin what a verb says, by the
    class of nouns that its entry names; behind a quantity, or a word that counts, the next one."""
    kind = cue.saying.noun
    if not kind or cue.kind == "noun" or line.cores[noun] == "ما":  # إلى ما شهد به
        return True
    counted = (line.is_a("whole", noun) or line.is_a("quantity", noun)) and noun + 1 < len(line)
    noun += counted
    if kind.startswith("not "):
        return not line.is_a(kind.removeprefix("not "), noun)
    listed = line.is_a(kind.removeprefix("action or "), noun)
    return listed or (kind.startswith("action or ") and is_action(line, noun))


def _tells_of_event(line: Line, cue: Cue, frame: Frame, place: int) -> bool:
    """تحدث شهود عن انفجارات، الوزير عن طرده من الحزب، عن مشاكل يواجهها القطاع, but: تحدث الوزير عن التعاون: what happened or what a
    relative clause tells of it, by somebody named here, or by who spoke before."""
    noun = place + line.alone(place)
    subject = frame.subject or subject_before(line, cue.place)
    if subject[0] == subject[1] and not (line.joined(cue.place) and place == cue.place + 1):
        return False  # وتحدث عن انتشار نبرة
    word, end = line.heads[noun], noun_phrase(line, noun, len(line), proclitic=True)
    if line.in_name(noun) or is_whom(line, noun) or is_person(word.lemma or ""):
        return False
    described = end < len(line) and (
        line.heads[end].feats.get("PronType") == "Rel"
        or (line.verbs[end] is not None and is_relative(line, end))
    )
    whole = word.feats.get("Definite") == "Def" and not line.has_pronoun(noun)
    happens = is_action(line, noun) or line.is_a("event noun", noun)
    return described or (happens and not whole)


def _is_somebody(line: Line, noun: int) -> bool:
    return line.types.get(noun) in ("PER", "LOC", "GPE") or line.is_a("title", noun)


def _is_object(line: Line, cue: Cue, frame: Frame, place: int) -> bool:
    """نفى وجود خلاف، توقع ارتفاعاً: a noun of action after the subject, or where there is none."""
    if line.preposition(place) is not None or line.joined(place) or place in line.times:
        return False
    if is_source_word(line, place) or line.forms[place] in words("manner of speaking"):
        return False  # ذكرت الصحيفة نقلا عن, نفى التحالف مرارا مزاعم
    if line.forms[place] in words("when") and _clause_ahead(line, place):
        return False  # اعلن اثر نهاية المباراة ان
    document = line.is_a("inquiry", place) or line.is_a("document", place)
    if (
        document
        and frame.subject is None
        and (line.opens_clause(place + 1) or _is_document_that_says(line, cue, place))
    ):
        return False  # أظهر استطلاع أنّ، أوضح تقرير المنظمة أنّ
    if cue.saying.verb == "قَرَّرَ" and line.is_a("what events decide", place):
        return False  # التي ستقرر نتيجة الانتخابات
    if _says_the_clause(line, cue, frame, place):
        return False  # أكدت قيادة الجيش أنّ
    cognate = line.lemmas[place] in {fold(masdar) for masdar in cue.saying.masdar.split()}
    if cognate and line.forms[place].endswith("ا") and place + 1 < len(line):
        return False  # نفى نفيا قاطعا أن
    given = (
        "message" in cue.saying.frames and not frame.acted_on and is_message(line, place)
    )  # قدم احتجاجا على
    adverbial = line.forms[place] in words("adverbial accusative") and not given
    if adverbial and line.preposition(place + 1) is not None:
        return False  # بناء على، اعتبارا من
    if cue.saying.verb == "تَبَنَّى":  # تبنى التنظيم الهجوم, not: تبنى المجلس القرار
        return frame.subject is not None and line.is_a("what is claimed", place)
    if cue.saying.act == "commissive" and document and line.heads[place].feats.get("Definite") == "Ind":
        return False  # تعرض الأمانة تقريرا
    if cue.saying.verb == "حَمَّلَ":  # حملهم كل المسؤولية, but not: يحمل ذلك اللقب
        charged = place + line.is_a("quantity", place)
        return line.is_a("what one is charged with", charged)
    if "message" in cue.saying.frames and is_message(line, place):
        repeated = cue.saying.verb in vocalised("verb of repeating")
        return not (repeated and line.opens_clause(place + 1 + line.alone(place + 1)))  # أعاد التأكيد أنّ
    if cue.saying.verb in vocalised("verb of laying a charge"):
        return lays_charge(line, place, cue.saying.verb)
    whole = line.heads[place].feats.get("Definite") in ("Def", "Cons") or line.has_pronoun(place)
    lacks = cue.saying.verb in vocalised("verb of what is lacking") and not whole  # القطاع يشكو نقصا
    if lacks or not (is_fit(line, cue, place) or is_said_in(line, cue.place)):
        return False
    if not cue.saying.frames & {"object", "thing"}:
        return False
    if frame.subject is not None and line.is_a("whole", place) and place + 2 < len(line):
        noun = place + 1 + (line.heads[place + 1].feats.get("PronType") == "Dem")
        return is_action(line, noun) and line.heads[noun].feats.get("Definite") != "Ind"  # رفض جميع الاتهامات
    if line.is_a("words about words", place) and not line.is_a(cue.saying.noun, place):
        return False  # لم تذكر مزيداً من التفاصيل
    if line.lemmas[place] == "كل" and line.preposition(place + 1) == "من":
        return False  # أعلنت كل من
    counts = frame.subject is None and line.is_a("quantity", place) and line.preposition(place + 1) == "من"
    if counts and is_whom(line, place + 1 + line.alone(place + 1)):
        return False  # أعلن عدد من نواب المعارضة
    if frame.subject is None and is_elative(line, place) and is_whom(line, place + 1):
        return False  # أعلنت أكبر نقابة عمالية
    several = (line.verbs[cue.place] or line.heads[cue.place]).feats.get("Number") in ("Dual", "Plur")
    if line.forms[place] == "اي" and place + 1 < len(line):
        start, end = subject_before(line, cue.place)
        wanted = frame.subject is not None or cue.kind == "participle" or several or end > start
        if wanted or is_action(line, place + 1):  # رفضها أي وجود أجنبي
            return line.is_nominal(place + 1)  # رفض النائب، أي تجاوز; القاهرة ترفض أي محاولات
    what = line.forms[place] in ("ما", "اي") and line.verbs[place + 1 : place + 2] not in ([], [None])
    if what and line.forms[place] == "ما":
        called = saying("verb", (line.verbs[place + 1] or line.heads[place + 1]).lemma or "")
        named = called is not None and bool(called.frames & {"described", "judged"})
        praises = cue.saying.act == "expressive" and frame.subject is not None  # ثمن الوزير ما أبدته المملكة
        return cue.saying.content == "-" or praises or (named and "thing" in cue.saying.frames)
    if _is_pointed_to(line, cue, frame, place):
        return True  # وأكدت ناسا هذا الاكتشاف، نفى هذه المزاعم
    if line.heads[place].upos == "NUM" and frame.subject is not None and place + 1 < len(line):
        of = range(place + 1, min(place + 3, len(line)))  # وثق التقرير 43 حالة اعتقال
        return "object" in cue.saying.frames and any(is_action(line, p) for p in of)
    if _is_judged(line, cue, frame, place):
        return True
    if not line.is_nominal(place) or line.heads[place].upos in ("PROPN", "DET", "NUM") or line.in_name(place):
        return False
    if line.forms[place].endswith("ون") and line.heads[place].feats.get("Number") == "Plur":
        return False  # ويتوقع له المراقبون
    word = line.heads[place]
    if word.upos == "ADJ" and word.feats.get("Definite") != "Def" and word.form.rstrip("ً").endswith("ا"):
        return False  # رسميا، يوميا
    nisba = (
        line.forms[place].startswith("ال") and line.forms[place].endswith("يه") and line.in_name(place - 1)
    )
    if nisba and not is_action(line, place):
        return False  # أعلنت مديرية صحة ذي قار | العراقية
    beside = line.tokens[place - 1].form in COMMAS or line.in_name(place - 1)
    if word.upos == "ADJ" and word.feats.get("Definite") == "Def" and beside:
        return False  # أعلن المكتب، التابع للحركة، عن
    at_once = frame.subject is not None and place - frame.subject[1] <= 1
    if is_action(line, place) and (at_once or cue.saying.frames & {"object", "thing"}):
        if frame.subject is None and line.is_open(place + 1) and not line.has_pronoun(cue.place):
            return False  # أعلنت مبادرة "مواطنون" عن
        known = frame.subject is not None or is_object_by_tree(line, cue, place)
        return known or not _is_subject(line, cue, place)
    if line.is_a("title", place) or line.is_a("person of a place", place) or line.is_a("addressee", place):
        return False
    if "thing" not in cue.saying.frames:
        return False
    verb = line.verbs[cue.place]
    if frame.subject is not None or frame.told or cue.kind == "participle" or is_said_in(line, cue.place):
        return True
    if cue.saying.kind != "emotion" and is_object_by_tree(line, cue, place):
        return True  # إيران تدين الجرائم
    if verb is None or not agrees(verb, line.heads[place]):
        return True
    if is_only_object(line, cue, place, noun_phrase(line, place, len(line))):
        return True  # وانتقد أداء المنظمات
    told = line.preposition(cue.place + 1) == "ل" and line.types.get(place) is None
    return told and not _is_followed_by_object(
        line, cue, noun_phrase(line, place, len(line))
    )  # تمنى للجرحى الشفاء


def _is_judged(line: Line, cue: Cue, frame: Frame, place: int) -> bool:
    """انتقد السفير | الولايات المتحدة، أدان المتحدث | إسرائيل لقصفها: somebody, behind a verb of judging with its subject."""
    within = cue.saying.act == "expressive" and "thing" in cue.saying.frames and is_said_in(line, cue.place)
    judges = cue.kind == "verb" and (within or cue.saying.verb in vocalised("verb of judging somebody"))
    if not judges or frame.acted_on or not stands_bare(line, place):
        return False
    if frame.subject is not None:
        return place >= frame.subject[1]
    if within:
        return place == cue.place + 2  # بيانا نعى فيه | الشاعر
    start, end = subject_before(line, cue.place)
    return place == cue.place + 1 and line.has_pronoun(place) and start < end  # النادي نعى | رئيسه


def _says_the_clause(line: Line, cue: Cue, frame: Frame, place: int) -> bool:
    """أكدت قيادة الجيش أنّ: a noun with its genitive that agrees with a verb that has no subject yet, before أنّ; not أكد
    ضرورة أن يعود."""
    verb = line.verbs[cue.place]
    free = cue.kind == "verb" and verb is not None and frame.subject is None and place == cue.place + 1
    if not free or line.has_pronoun(place) or not agrees(verb, line.heads[place]):  # type: ignore[arg-type]
        return False
    end = noun_phrase(line, place, len(line))
    that = end > place + 1 and line.opens_clause(end) and not line.takes_verb(end)
    return that and line.heads[place].feats.get("Definite") in ("Def", "Cons") and "that" in cue.saying.frames


def _is_pointed_to(line: Line, cue: Cue, frame: Frame, place: int) -> bool:
    """Whether هذا الأمر, what was told before, is affirmed or denied."""
    points = line.heads[place].feats.get("PronType") == "Dem" and line.preposition(place) is None
    if not points or cue.kind != "verb" or place + 1 >= len(line) or "object" not in cue.saying.frames:
        return False
    if points_alone(line, place):
        started = frame.subject or subject_before(line, cue.place)
        return started[1] > started[0] and not frame.acted_on and not line.opens_clause(place + 1)
    spoken = cue.saying.kind == "communication" and cue.saying.act == "assertive"
    spoken = spoken or ("thing" in cue.saying.frames and frame.subject is not None)  # رفضت الوزارة هذا القرار
    noun = line.heads[place + 1]
    whole = noun.upos == "NOUN" and noun.feats.get("Definite") == "Def" and line.is_nominal(place + 1)
    before = frame.subject or subject_before(line, cue.place)
    return spoken and whole and before[1] > before[0]


def points_alone(line: Line, place: int) -> bool:
    """نفى الوزير | ذلك، أكد هذا أمس: a demonstrative that no noun follows."""
    after = place + 1
    if after >= len(line) or line.heads[place].feats.get("PronType") != "Dem":
        return False
    whole = line.is_nominal(after) and line.heads[after].feats.get("Definite") == "Def"
    return not whole or line.preposition(after) is not None or after in line.times


def _is_document_that_says(line: Line, cue: Cue, place: int) -> bool:
    """أوضح تقرير المنظمة أنّ، أظهر تقرير حديث تراجع: a document that agrees with its verb, before what it says."""
    verb = line.verbs[cue.place]
    if verb is None or line.has_pronoun(place) or not agrees(verb, line.heads[place]):
        return False
    for following in range(place + 1, min(place + 12, len(line))):
        if line.tokens[following].form in COMMAS and is_source_word(line, following + 1):
            far = range(
                following + 2, min(following + 12, len(line))
            )  # وأكد التقرير، وفق ما نقلت الوكالة، أنّ
            return any(line.tokens[p - 1].form in COMMAS and line.opens_clause(p) for p in far)
        if line.marks[following] in STOPS + COMMAS:
            return False
        if line.opens_clause(following) or line.is_open(following):
            return True
        if following > place + 1 and line.preposition(following) is None and is_action(line, following):
            return line.heads[following].feats.get("Definite") != "Def"
    return False


def _is_subject(line: Line, cue: Cue, place: int) -> bool:
    """Whether the first noun of action after a verb may yet be its subject: توقع التقرير، أعلن الائتلاف."""
    verb, noun = line.verbs[cue.place], line.heads[place]
    if verb is None or not agrees(verb, noun) or line.has_pronoun(place) or is_said_again(line, cue, place):
        return False  # جدد التأكيد على رفض الحزب أي زيادة
    if place == cue.place + 2 and line.points_back(place - 1):
        return False  # أصدر قرارا أعلن فيه العفو
    if line.has_pronoun(cue.place - 1) and subject_before(line, cue.place)[0] == cue.place - 1:
        return False  # لكنه استبعد التوصل
    if cue.saying.act == "expressive" and place > cue.place + 1 and not is_whom(line, place):
        return False  # وأدان بشدة | الانتهاكات
    again = (
        cue.saying.verb in vocalised("verb of repeating") and saying("masdar", noun.lemma or "") is not None
    )
    if again and not _clause_next(line, place):
        return False  # وجدد التأكيد على رفض الحزب أي زيادة
    end = noun_phrase(line, place, len(line))
    if takes_somebody(cue.saying) and object_within(line, place, end, needed=False) < end:
        return True  # أدانت المعارضة السورية | بكين
    ended = end >= len(line) or line.marks[end] in STOPS
    if line.joined(cue.place) and (
        ended or (line.tokens[end].form in COMMAS and another_begins(line, end + 1))
    ):
        return False  # اعترض المتهم على الحكم وطلب الاستئناف، …
    if not _is_followed_by_object(line, cue, end):
        return False  # طلب التعاقد معه الموسم الماضي
    if line.is_a("inquiry", place) and noun.feats.get("Number") != "Sing":
        return True  # توضح نتائج الدراسة وجود علاقة
    indefinite = noun.feats.get("Definite") == "Ind" and not noun.form.rstrip("ً").endswith("ا")
    return noun.feats.get("Definite") == "Def" or (indefinite and "thing" not in cue.saying.frames)


def _is_followed_by_object(line: Line, cue: Cue, place: int) -> bool:
    """Whether a clause, quotation, noun of action or governed preposition stands between a place and the end of
    the sentence."""
    after = place
    for following in range(place, min(place + FAR, len(line))):
        if line.marks[following] in STOPS:
            return False
        if following < after:
            continue
        if line.opens_clause(following) or line.is_open(following) or line.tokens[following].form == ":":
            return True
        governed = line.preposition(following)
        if governed in cue.saying.prepositions or (governed is None and is_action(line, following)):
            return True
        if governed is None and line.is_nominal(following) and following not in line.times:
            if not line.is_a("relative time", following + 1):  # الموسم الماضي
                return True
            after = following + 2
        if governed is not None:
            after = noun_phrase(line, following + line.alone(following), len(line), proclitic=True)
    return False
