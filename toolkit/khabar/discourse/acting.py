"""Whether the noun after a word of saying is who says it, not who is told or what is said."""

from __future__ import annotations

from khabar.discourse.cues import Cue
from khabar.discourse.line import COMMAS, STOPS, Line
from khabar.discourse.noun_phrases import noun_phrase
from khabar.discourse.nouns import (
    is_action,
    is_elative,
    is_happening,
    is_message,
    is_own_words,
    is_relative,
    is_said_in,
    lays_charge,
    stands_bare,
    takes_on,
    takes_somebody,
)
from khabar.discourse.objects import comes_after_comma, needs_object, object_within
from khabar.discourse.subjects import agrees, subject_before
from khabar.discourse.vocabulary import saying, vocalised, words
from khabar.morphology.people import is_person


def may_act(line: Line, cue: Cue, place: int, end: int) -> bool:
    """Whether the noun after a cue is its subject: it agrees, and is not whom one addresses."""
    if cue.kind == "noun":
        passive = cue.place > 0 and line.lemmas[cue.place - 1] == "تم" and "told" in cue.saying.frames
        if line.joined(place) or (line.heads[place].upos == "ADJ" and not line.is_a("title", place)):
            return False  # اتهام مغربي للجزائر، الشكر والعرفان
        if line.heads[cue.place].feats.get("Definite") == "Def" and not line.has_pronoun(cue.place):
            return False  # ويبقى التساؤل قائما: with the article no owner follows
        return place == cue.place + 1 and not passive  # ستتم دعوة المدير إلى: who is called
    verb = line.verbs[cue.place]
    if is_said_again(line, cue, place) or line.lemmas[place] == "قول":  # نفى القول بأنّ
        return False
    if line.is_a("honorific", place) and line.has_pronoun(place) and place == cue.place + 1:
        return line.preposition(place) is None  # وشدد سيادته على، أكد معاليه
    if _is_state_told(line, cue, place):
        return False
    if verb is not None and verb.feats.get("Gender") == "Fem" and _has_attached_subject(line, cue.place):
        return False  # بأنها رفضت السماح
    traces = cue.saying.verb in vocalised("verb of tracing back")
    if traces and line.heads[place].feats.get("PronType") == "Dem" and not line.is_nominal(place + 1):
        return False  # الذي عزا ذلك إلى
    if traces and is_action(line, place) and _has_subject(line, cue.place):
        return False  # المحلل أرجع الارتفاع إلى
    happens = is_happening(line, place) and not line.is_a("body without a name", place)
    if cue.saying.verb in vocalised("verb of giving reasons") and happens:
        return False  # بررت الغارات بأنها دفاع
    if line.joined(place) and line.tokens[place - 1].form in COMMAS:
        return False  # …، والمذاع عبر القناة، إنّ
    if is_object_by_tree(line, cue, place):
        return False
    if takes_on(line, place):
        return False  # وأكد | العثور على أسلحة
    if is_said_in(line, cue.place) and not (is_whom(line, place) or is_person(line.heads[place].lemma or "")):
        return line.in_name(place)  # بيانا نفت فيه | الأنباء عن انسحابها
    if line.tokens[place - 1].form in COMMAS and is_action(line, place):
        return False  # …، تقديم فلان، أنّ
    described = line.heads[place].upos == "ADJ" and line.heads[place].feats.get("Number") != "Plur"
    if described and place > cue.place + 1 and not line.is_a("title", place):
        return False  # …، المذاع على فضائية، أنّ; يوم 15 فيفري المنقضي أنّ
    if is_own_words(line, place) or line.forms[place] in words("adverb before a verb"):
        return False
    if line.forms[place] in words("manner of speaking"):
        return False  # كما تردد مؤخرا أنّ
    if line.types.get(place) in ("PER", "ORG") and line.heads[place].feats.get("Definite") == "Ind":
        return verb is not None and verb.feats.get("Number") in ("Sing", None)  # ناسا, read as people
    counted = place + 1 < end and (  # أي جهة، بعض المصادر، كل من فرنسا; نفس المصدر
        line.is_a("quantity", place)
        or line.is_a("honorific", place)  # سعادة السفير
        or is_elative(line, place)  # رأت | أكبر نقابة
        or (line.is_a("same", place) and not line.has_pronoun(place))
    )
    of = place + 1 + (counted and line.alone(place + 1))
    if verb is None or not (agrees(verb, line.heads[place]) or (counted and agrees(verb, line.heads[of]))):
        return verb is not None and _is_woman_in_office(line, cue, place)
    if is_only_object(line, cue, place, end):
        return False
    apart = cue.saying.act == "expressive" and (place > cue.place + 1 or line.is_a("what is judged", place))
    judged = is_action(line, place) or line.is_a("what is judged", place)
    if apart and judged and not is_whom(line, place):
        return False  # وأدان بشدة | الانتهاكات، وانتقد | موقف الكثيرين
    if "told" in cue.saying.frames and not line.has_pronoun(cue.place):  # الذي تطالبه الغالبية
        if _is_resumed(line, cue, end):
            return line.preposition(place) is None
        if _relative_acts(line, cue.place):
            return False  # التصريحات التي حمّلت | القوات المسؤولية
        apart = end < len(line) and line.tokens[end].form in COMMAS and comes_after_comma(line, end)
        free = line.past_manner(end)  # حثت حماس مؤخرا | مصر على
        other = (
            stands_bare(line, free) and free not in line.times
        ) or apart  # طالب الأهالي، خلال اعتصام، | الدولة بـ
        if line.is_a("addressee", place) and not (place == cue.place + 1 and other):
            return False  # دعا المواطنين إلى, but: سأل الصحفي الوزير
        before = subject_before(line, cue.place)
        same_sentence = cue.place > 0 and line.tokens[cue.place - 1].form in COMMAS
        behind = line.goes_before(line.starts[cue.place])  # وإذ استنكر الحزب الجريمة، طالب | الأجهزة بـ
        same_sentence = same_sentence and (line.joined(cue.place) or behind)
        same_sentence = same_sentence or shares_subject(line, cue.place) or _is_behind_aside(line, cue, place)
        one = object_within(line, place, end, needed=False) == end  # …، وأبلغ مصدر أمني | المفوضية بأنّ
        directly = same_sentence and one and end < len(line) and _told_directly(line, cue, end)
        if before[1] > before[0] or directly:
            return False
    return line.preposition(place) is None


def shares_subject(line: Line, verb: int) -> bool:
    """دانت الصين الغارة | وطالبت إسرائيل بـ: a verb joined, without a comma, to the one before it in the sentence, which is like it
    and has its subject."""
    word = line.verbs[verb]
    if word is None or not line.joined(verb) or line.marks[verb - 1] in COMMAS + STOPS + ":":
        return False
    near = range(verb - 1, max(line.starts[verb], verb - _SHARED) - 1, -1)
    before = next((p for p in near if line.verbs[p] is not None and not is_relative(line, p)), verb)
    acts = line.verbs[before]
    if acts is None or before == verb or any(acts.feats.get(f) != word.feats.get(f) for f in _ALIKE):
        return False
    behind = stands_bare(line, before + 1) and agrees(acts, line.heads[before + 1])
    who = before + 1 if behind else subject_before(line, before)[0]
    somebody = is_whom(line, who) or line.heads[who].upos == "PROPN" or is_person(line.heads[who].lemma or "")
    return somebody and (behind or who < before)


def is_only_object(line: Line, cue: Cue, place: int, end: int) -> bool:
    """وانتقد | أداء المنظمات: the one noun behind a verb that goes on with who acted before, and
    must have somebody or something that it judges."""
    judges = cue.saying.verb in vocalised("verb of judging somebody") and line.joined(cue.place)
    if not judges or cue.kind != "verb" or place != cue.place + 1 or line.has_pronoun(cue.place):
        return False
    first = place + (line.heads[place].feats.get("PronType") == "Dem")
    if is_relative(line, cue.place) or object_within(line, first, end, needed=True, things=True) < end:
        return False
    clause = end < len(line) and (line.heads[end].feats.get("PronType") == "Rel" or line.opens_clause(end))
    return needs_object(line, cue.saying, end) and not (clause and is_whom(line, place))


def _is_behind_aside(line: Line, cue: Cue, place: int) -> bool:
    """ودعت، في هذا السياق، | الوزارة إلى: a body without a name behind an aside that does not turn to somebody else."""
    aside = range(cue.place + 1, place)
    apart = len(aside) > 2 and line.joined(cue.place) and line.tokens[place - 1].form in COMMAS
    somebody = line.in_name(place) or line.is_a("title", place)
    return apart and not somebody and not any(line.has_pronoun(p) for p in aside)


_ALIKE = ("Gender", "Aspect", "Number")
_SHARED = 30  # tokens between verbs of one subject


def is_object_by_tree(line: Line, cue: Cue, place: int) -> bool:
    """إيران تدين | الجرائم، أن اللجنة ستطلب | العودة: a noun that the tree or its case makes the object of a verb that has its subject
    before it."""
    asks = (
        cue.saying.verb in vocalised("verb of asking of somebody") and line.preposition(cue.place + 1) == "من"
    )
    if not (asks or place == cue.place + 1) or line.has_pronoun(cue.place) or line.has_pronoun(place):
        return False  # الوزارة طلبت من المالية | سلفة طارئة
    if _is_resumed(line, cue, noun_phrase(line, place, len(line))):
        return False
    role, case = line.heads[place].deprel or "", line.heads[place].feats.get("Case")
    start, end = subject_before(line, cue.place)
    acts = end > start and (line.heads[start].deprel or "").startswith("nsubj")
    acts = acts or line.is_a("verb with another behind أن", cue.place - 2)  # الذي سبق أن انتقد | التحكيم
    return end > start and (acts or role.startswith("obj") or (not role and case == "Acc"))


def _is_state_told(line: Line, cue: Cue, place: int) -> bool:
    """كما طالب | قبرص بتقاسم الصور: a state, feminine by its name, behind a masculine verb that tells somebody."""
    verb = line.verbs[cue.place]
    masculine = verb is not None and verb.feats.get("Gender") == "Masc" and "told" in cue.saying.frames
    return masculine and line.types.get(place) == "GPE" and line.heads[place].feats.get("Gender") == "Fem"


def _is_woman_in_office(line: Line, cue: Cue, place: int) -> bool:
    """أكدت النائب العام، دعت وكيل الوزارة الدكتورة فلانة: a feminine verb with an office in the masculine, that has nobody
    for its object or is followed by a woman's title."""
    verb = line.verbs[cue.place]
    alone = not cue.saying.frames & {"told", "judged", "thing", "described"}
    title = range(place + 1, noun_phrase(line, place, len(line)))
    named = any(line.is_a("title", p) and line.heads[p].feats.get("Gender") == "Fem" for p in title)
    alone = (alone or named) and not line.has_pronoun(cue.place)
    feminine = verb is not None and verb.feats.get("Gender") == "Fem" and verb.feats.get("Person") == "3"
    definite = line.heads[place].feats.get("Definite") in ("Def", "Cons")
    return alone and feminine and place == cue.place + 1 and line.is_a("title", place) and definite


def is_said_again(line: Line, cue: Cue, place: int) -> bool:
    """جدد التأكيد على أنّ، أعاد الدعوة إلى: what is repeated is no speaker."""
    repeats = cue.saying.verb in vocalised("verb of repeating")
    return repeats and saying("masdar", line.heads[place].lemma or "") is not None


def _is_resumed(line: Line, cue: Cue, end: int) -> bool:
    """البيوت التي يطالب | السكان | بترميمها، السفن التي تقول | أنقرة | إنها، الرواية التي نفت | العائلة | صحتها: whether what a relative stands for is
    taken up by the pronoun of what is asked or denied, or by a clause that is told nobody, so that the noun between acts."""
    if cue.place == 0 or end >= len(line) or line.heads[cue.place - 1].feats.get("PronType") != "Rel":
        return False
    if line.opens_clause(end):
        return "told" not in cue.saying.frames
    if stands_bare(line, end) and "told" in cue.saying.frames and not line.has_pronoun(end):
        end = noun_phrase(line, end, len(line))  # الأموال التي تتهم النيابة | الوزير | باختلاسها
    what = end + line.alone(end) if end < len(line) else end
    if what >= len(line) or not (line.has_pronoun(what) and is_action(line, what)):
        return False
    taken_up = line.tokens[what].words[-1].feats.get("Gender")
    governed = line.preposition(end) in cue.saying.prepositions
    bare = "object" in cue.saying.frames and stands_bare(line, end)
    return governed or (bare and taken_up == line.heads[cue.place - 1].feats.get("Gender"))


def _relative_acts(line: Line, verb: int) -> bool:
    """التصريحات التي حمّلت القوات المسؤولية: whether a relative is the subject of its verb: it agrees, and no pronoun points
    back to it."""
    relative, word = line.heads[verb - 1] if verb else None, line.verbs[verb]
    if relative is None or word is None or relative.feats.get("PronType") != "Rel":
        return False
    gender = relative.feats.get("Gender")
    if word.feats.get("Gender") != gender or word.feats.get("Number") == "Plur" or line.has_pronoun(verb):
        return False
    near = range(verb + 1, min(verb + 12, len(line)))
    stop = next((p for p in near if line.tokens[p].form in COMMAS + "."), near.stop)
    back = (
        line.tokens[p].words[-1]
        for p in range(verb + 1, stop)
        if line.heads[p].feats.get("PronType") != "Rel"
    )
    return not any(w.upos == "PRON" and w.feats.get("Gender") == gender for w in back)


def subject_after_was(line: Line, verb: int) -> tuple[int, int] | None:
    """وكان الحاكم اعلن منذ الجمعة حال الطوارئ: the subject between كان and a verb."""
    start, end = subject_before(line, verb)
    return (start, end) if end > start > 0 and line.lemmas[start - 1] == "كان" else None


def _has_subject(line: Line, verb: int) -> bool:
    start, end = subject_before(line, verb)
    return end > start


def _has_attached_subject(line: Line, verb: int) -> bool:
    """بأنها رفضت: whether the pronoun of أنّ before a verb is its subject."""
    start, end = subject_before(line, verb)
    return end == start + 1 == verb and line.opens_clause(start) and line.has_pronoun(start)


def _are_two_nouns(line: Line, place: int) -> bool:
    """وجه الملك | الشكر للجيش، أطلق خبراء | تحذيرات من: a verbal noun behind somebody to whom it cannot belong, by the article of both or
    since people without a name are nobody's."""
    before, noun = line.heads[place - 1], line.heads[place]
    apart = stands_bare(line, place) and line.is_nominal(place - 1) and is_action(line, place)
    both = before.feats.get("Definite") == noun.feats.get("Definite") == "Def" and before.upos == "NOUN"
    several = before.feats.get("Number") == "Plur" and is_person(before.lemma or "")
    unnamed = several and not line.has_pronoun(place - 1) and noun.feats.get("Definite") == "Ind"
    return apart and (both or unnamed)


def without_addressee(line: Line, cue: Cue, start: int, end: int) -> int:
    """شكر أمير عبد اللهيان | وزير الخارجية التركي على، أبلغ بري | الموفد الأميركي أنّ: the end of a speaker before a title, where somebody must be
    addressed and nobody else is."""
    if cue.kind == "noun" and "told" in cue.saying.frames:  # اتهام الحكومة | للمعارضة
        return next((p for p in range(start + 1, end) if line.preposition(p) == "ل"), end)
    if cue.saying.verb == "تَبَنَّى":  # تبنت جماعة مسلحة | العملية
        claimed = (p for p in range(start + 1, end) if line.is_a("what is claimed", p))
        return next((p for p in claimed if line.heads[p].feats.get("Definite") == "Def"), end)
    if "message" in cue.saying.frames:  # أطلقت المنظمة | نداء لجمع المال
        given = (
            p
            for p in range(start + 1, end)
            if (
                line.heads[p].feats.get("Definite") == "Ind"
                and line.heads[p - 1].feats.get("Definite") != "Cons"
            )
            or _are_two_nouns(line, p)
        )
        end = next((p for p in given if is_message(line, p)), end)
    if cue.saying.verb in vocalised("verb of laying a charge"):  # أسندت النيابة | للمتهم تهمة
        charges = range(start + 1, min(end + 12, len(line)))
        charge = next((p for p in charges if lays_charge(line, p, cue.saying.verb)), start)
        return next((p for p in range(min(end, charge) - 1, start, -1) if line.preposition(p) == "ل"), end)
    if cue.saying.verb in vocalised("verb of asking of somebody"):  # طلبت النيابة | من المحكمة, not: عدد من
        asked = (p for p in range(start + 1, end) if line.preposition(p) == "من")
        return next(
            (
                p
                for p in asked
                if line.heads[p - 1].feats.get("Definite") != "Ind" and not line.is_a("quantity", p - 1)
            ),
            end,
        )
    if end >= len(line) or line.has_pronoun(cue.place):
        return end
    if "told" in cue.saying.frames and (marks := _told_in_marks(line, start, end)):
        return marks  # أبلغ مصدر في القنصلية | «الإمارات اليوم» أنّ
    if cue.kind != "verb" or not takes_somebody(cue.saying):
        return _before_what_is_done(line, cue, start, end)
    things = "told" not in cue.saying.frames
    return object_within(line, start, end, needs_object(line, cue.saying, end), things)


def _before_what_is_done(line: Line, cue: Cue, start: int, end: int) -> int:
    """ونفى مسؤول أميركي كبير | التوصل إلى اتفاق: the end of who denies, before a verbal noun that cannot be his."""
    said = line.opens_clause(end) or line.is_open(end) or "object" not in cue.saying.frames
    if cue.kind != "verb" or said:
        return end
    where = end < len(line) and line.forms[end] in words("where somebody is")  # وجود قوات | داخل البلدة
    if stands_bare(line, end) and end not in line.times:
        return _behind_many(line, start, end) if where else end
    what = object_within(line, start, end, needed=False, things=True)
    if what < end and (is_action(line, what) or line.is_a("what is claimed", what)):
        return what
    if (deed := _behind_many(line, start, end)) < end or "thing" not in cue.saying.frames:
        return deed
    definite = (p for p in range(start + 1, end) if line.heads[p - 1].feats.get("Definite") == "Def")
    bare = (
        p for p in definite if line.heads[p].upos == "NOUN" and stands_bare(line, p) and not line.in_name(p)
    )
    new = (p for p in bare if line.heads[p].feats.get("Definite") == "Ind")
    return next(new, end)  # اقترح الفصيل المتمرد | هدنة


def _behind_many(line: Line, start: int, end: int) -> int:
    """شهود عيان | وجود قوات، خبراء أرصاد | تراجع الحرارة: a verbal noun with its genitive behind several of a kind, with no article;
    ``end`` if none."""
    people = is_whom(line, start) or is_person(line.heads[start].lemma or "")
    several = line.heads[start].feats.get("Number") == "Plur" and people
    for p in range(start + 1, end):
        if line.heads[p].upos != "NOUN" or line.cores[p].startswith("ال"):
            break
        whole = line.has_pronoun(p) or (p + 1 < len(line) and line.is_nominal(p + 1))
        if several and p > start + 1 and is_action(line, p) and whole:
            return p
    return end


def _told_in_marks(line: Line, start: int, end: int) -> int:
    """مصدر في القنصلية | «الإمارات اليوم»: the place of a name in marks at the end of a phrase, behind a definite noun that bears
    no name; 0 where none is."""
    bears = ("outlet", "institution", "definite institution", "title", "body that bears a name")
    for opening in range(start + 2, end):
        if line.is_open(opening) and line.mates[opening] == end - 1:
            before = line.heads[opening - 1]
            whole = before.upos == "NOUN" and before.feats.get("Definite") == "Def"
            return opening if whole and not any(line.is_a(kind, opening - 1) for kind in bears) else 0
    return 0


def must_act(line: Line, cue: Cue, place: int, end: int) -> bool:
    """قال ذراع حقوق الإنسان إنّ: a definite noun between a verb that tells nobody and what is said is its
    subject, though it does not agree."""
    verb, definite = line.verbs[cue.place], line.heads[place].feats.get("Definite") in ("Def", "Cons")
    if verb is None or verb.feats.get("Number") != "Sing" or verb.feats.get("Person") != "3" or not definite:
        return False
    if cue.saying.verb in vocalised("verb of giving reasons") and is_happening(line, place):
        return False
    alone = (
        "told" not in cue.saying.frames and not line.has_pronoun(cue.place) and not is_own_words(line, place)
    )
    alone = alone and not is_said_again(line, cue, place) and line.lemmas[place] != "قول"
    alone = alone and not is_only_object(line, cue, place, end)
    comma = end < len(line) and line.tokens[end].form in COMMAS  # وقالت الدعم السريع، إنها
    said = line.opens_clause(end + comma)
    was = cue.place - (cue.place > 1 and line.lemmas[cue.place - 1] == "كان")
    if line.heads[was - 1].feats.get("PronType") == "Rel":
        return False  # حسام الذي كان يتابع الجلسة أنّ
    return alone and place == cue.place + 1 and said and line.preposition(place) is None


def _told_directly(line: Line, cue: Cue, end: int) -> bool:
    """Whether what is said follows the one noun after a verb at once: …، ودعت السلطات إلى"""
    prepositions = cue.saying.prepositions
    if line.preposition(end) not in (None, *prepositions) and not line.opens_clause(end):
        end = noun_phrase(line, end + line.alone(end), len(line), proclitic=True)  # الحضور من المهتمين
    done = "object" in cue.saying.frames and stands_bare(line, end) and is_action(line, end)
    return done or (end < len(line) and (line.opens_clause(end) or line.preposition(end) in prepositions))


def is_whom(line: Line, noun: int) -> bool:
    """وجه الرئيس الحكومة بمراجعة: somebody who may be ordered."""
    kinds = ("title", "institution", "definite institution", "addressee", "person of a place")
    return line.types.get(noun) in ("PER", "ORG") or any(line.is_a(kind, noun) for kind in kinds)
