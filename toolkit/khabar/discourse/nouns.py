"""What stands before or after a word of saying: nouns of action, indirect questions, relative verbs."""

from __future__ import annotations

from khabar.discourse.line import COMMAS, STOPS, Line
from khabar.discourse.vocabulary import Saying, by_form, fold, saying, vocalised, words


def is_action(line: Line, place: int) -> bool:
    """Whether a noun names what is done, felt or the case: a verbal noun by its pattern, or listed."""
    word = line.heads[place]
    if _heads_a_body(line, place):
        return False
    led = line.is_a("body that acts", place) and not line.has_pronoun(place)
    if led and word.feats.get("Definite") in ("Cons", "Def"):
        return False  # أكدت قيادة الشرطة تسجيل الشكاوى
    if line.is_a("place", place) and place + 1 in line.names:
        return False  # أعلنت محافظة حمص
    titled = place + 1 < len(line) and line.is_a("title", place + 1)
    if line.is_a("honorific", place) and (titled or line.has_pronoun(place)):
        return False  # أكد سعادة السفير أنّ، أعلن سموه
    if line.lemmas[place] == "دفاع" and line.preposition(place + 1) != "عن":
        return False  # أكد دفاع المتهم أنه بريء
    if word.upos != "NOUN" and line.lemmas[place] not in words("noun of content"):
        return False
    pattern = word.misc.get("Pattern", "")
    lemma = line.lemmas[place]
    if pattern in vocalised("pattern of a singular verbal noun") and word.feats.get("Number") == "Sing":
        return True
    return (
        lemma in words("noun of content")
        or (lemma in words("event noun") and word.feats.get("Definite") == "Cons")  # عزل الرئيس
        or pattern in vocalised("pattern of a verbal noun")
        or lemma in by_form("masdar")
    )


def takes_on(line: Line, place: int) -> bool:
    """العثور على أسلحة، الحصول على ضمانات: whether a verbal noun stands before the على that is its own."""
    return (
        line.is_a("noun with على", place)
        and line.preposition(place + 1) == "على"
        and not line.has_pronoun(place)
    )


def _heads_a_body(line: Line, place: int) -> bool:
    return any(line.is_a(kind, place) for kind in ("institution", "definite institution", "outlet"))


def is_elative(line: Line, place: int) -> bool:
    """أكبر نقابة، أقدم جامعة: an elative in the construct, with whose noun a verb agrees."""
    word, after = line.heads[place], place + 1
    pattern = line.cores[place].startswith("ا") and len(line.cores[place]) == 4
    shape = (pattern or line.is_a("elative", place)) and word.upos == "ADJ"
    construct = word.feats.get("Definite") == "Cons" and word.feats.get("Gender") == "Masc"
    return shape and construct and stands_bare(line, after) and line.heads[after].upos == "NOUN"


def stands_bare(line: Line, place: int) -> bool:
    """Whether a noun without preposition or conjunction stands at a place, which may be behind the end."""
    here = place < len(line) and line.is_nominal(place)
    return here and line.preposition(place) is None and not line.joined(place)


def is_press(line: Line, noun: int) -> bool:
    """Whether an outlet stands here: وكالة رويترز، صحيفة; not a body that is called so (وكالة الطاقة الذرية)."""
    if noun < len(line) and line.cores[noun] in words("name of the press") and line.types.get(noun) == "ORG":
        return True  # لرويترز
    if not line.is_a("outlet", noun) or line.types.get(noun) in ("GPE", "LOC"):
        return False  # قناة السويس
    if not line.is_a("outlet or body", noun) or noun + 1 >= len(line):
        return True
    after = line.heads[noun + 1]
    common = (
        after.upos in ("NOUN", "ADJ") and line.preposition(noun + 1) is None and line.is_nominal(noun + 1)
    )
    return not common or any(
        line.is_a("word of the press", p) for p in (noun + 1, noun + 2)
    )  # وكالة شفق نيوز


def is_happening(line: Line, place: int) -> bool:
    """Whether a noun names what is done or happens: a verbal noun by its pattern, or listed."""
    word = line.heads[place]
    if word.upos != "NOUN" or line.in_name(place) or place in line.times:
        return False
    if any(
        line.is_a(kind, place)
        for kind in ("part of a preposition", "noun of no event", "institution", "outlet", "title")
    ):
        return False
    if line.is_a("event noun", place):
        return True
    pattern = word.misc.get("Pattern", "")
    return pattern in vocalised("pattern of a verbal noun") or (
        pattern in vocalised("pattern of a singular verbal noun")
        and word.feats.get("Number") == "Sing"
        and line.preposition(place) != "ب"  # بسهولة
    )


def ascribes_words(line: Line, verb: int) -> bool:
    """نسبت الصحيفة إلى مصدر دبلوماسي | قوله إنّ: whether words are ascribed to somebody, not a deed."""
    near = range(verb + 1, min(verb + 20, len(line) - 1))
    return any(line.lemmas[p] == "قول" and line.has_pronoun(p) for p in near)


def is_question(line: Line, place: int) -> bool:
    """ما إذا كان، إن كان، كيف، عما إذا"""
    form, after = [*line.forms[place : place + 2], "", ""][:2]
    if form in words("question"):
        return True
    if f"{form} {after}" in words("question of two words"):
        return True
    if form == "ان" and line.tokens[place].words[-1].form != "إن":
        return False
    return form in words("question before كان") and (
        form == "ماذا" or line.lemmas[place + 1 : place + 2] == ["كان"]
    )


def is_relative(line: Line, place: int) -> bool:
    """Whether a verb describes a noun before it: نشرته الوكالة، مصدر طلب, التي تعمل"""
    back = place - 1 - (place > 1 and line.points_back(place - 1))  # في تصريحات له | وزعت أمس
    before = line.heads[back]
    if line.has_pronoun(place) and before.upos in ("NOUN", "ADJ") and not line.joined(place):
        return True  # استطلاع للرأي أجرته الجامعة
    if before.feats.get("PronType") == "Rel" or line.forms[place - 1] in words("relative"):
        return True
    if line.is_a("publishing", place) or line.is_a("receiving", place):
        return True
    if line.points_back(place + 1) and line.tokens[place + 1].words[0].form == "في":
        return True  # في خطاب عبر الفيديو توجه فيه إلى
    negated = line.forms[place - 1] in words("before a describing verb")
    noun = line.heads[place - 2] if negated and place > 1 else before
    return noun.feats.get("Definite") == "Ind" and noun.upos in ("NOUN", "ADJ") and not line.joined(place)


def is_said_in(line: Line, verb: int) -> bool:
    """أصدر بيانا شديد اللهجة | نفت فيه, رسالة | ناشد فيها: whether a verb tells what is said in a text or speech without the article
    before it."""
    if verb < 2 or not line.points_back(verb + 1) or line.joined(verb):
        return False
    return any(
        any(line.is_a(kind, p) for kind in ("venue", "document", "message"))
        and line.heads[p].feats.get("Definite") != "Def"
        for p in range(max(0, verb - 4), verb)
    )


def is_own_words(line: Line, place: int) -> bool:
    """وختم تصريحه: what somebody says, not who."""
    written = line.is_a("venue", place) or line.is_a("words of one's own", place)
    return line.has_pronoun(place) and (written or line.lemmas[place] in by_form("masdar"))


def describes_others(line: Line, start: int, place: int) -> bool:
    """دعت وزارة النقل | المضربين، اتهم محامو الرئيس | المدعين: a definite adjective in ين after singular nouns, or a plural
    that is visibly nominative, describes none of them."""
    word = line.heads[place]
    several = word.feats.get("Number") in ("Plur", "Dual") and word.form.endswith("ين")
    if not several or word.upos != "ADJ" or word.feats.get("Definite") != "Def":
        return False
    if line.is_a("chief", place - 1) or line.is_a("quantity", place - 1):
        return False  # كبير | الاقتصاديين، أحد | المتضررين
    return all(
        line.heads[p].feats.get("Number") == "Sing" or line.heads[p].form.endswith(("ون", "و"))
        for p in range(start, place)
    )


def before_adjectives(line: Line, last: int, first: int) -> int:
    """موقف | عربي موحد | يدعو: the place of a noun before the indefinite adjectives that end at ``last``, not before ``first``."""
    while last > first and line.heads[last].upos == "ADJ" and line.heads[last].feats.get("Definite") == "Ind":
        last -= 1
    return last


def sums_up(line: Line, noun: int) -> bool:
    """…، وهي | خطوة | أدانتها باريس، وهو | قرار | يرفضه التجار: whether a noun stands for what was told before; not وهي مزاعم."""
    indefinite = line.heads[noun].upos == "NOUN" and line.heads[noun].feats.get("Definite") == "Ind"
    claims = any(line.is_a(kind, noun) for kind in ("what is belied", "charge"))
    claims = claims or (
        saying("masdar", line.heads[noun].lemma or "") is not None and not line.is_a("document", noun)
    )
    return indefinite and noun > 0 and line.forms[noun - 1] in ("وهو", "وهي") and not claims


def is_done_at_once(line: Line, noun: int) -> bool:
    """سارع البيت الأبيض إلى | التنديد بـ، تظاهر العمال | للمطالبة بـ، تعبيرا عن: whether a noun is what somebody hastens to
    do, or why he does something else."""
    if _says_why(line, noun):
        return True
    alone = noun > 1 and line.preposition(noun - 1) in ("إلى", "ل") and line.alone(noun - 1)
    alone = alone or (line.preposition(noun) == "ب" and not line.alone(noun))  # اكتفى المدرب بالإشادة بهم
    if not alone or line.heads[noun].feats.get("Definite") != "Def":
        return False
    far = range(noun - 2, max(-1, noun - 10), -1)
    verb = next((p for p in far if line.verbs[p] is not None or line.opens_clause(p)), None)
    return verb is not None and line.is_a("verb of hastening", verb)


def _says_why(line: Line, noun: int) -> bool:
    """خرج الآلاف | للمطالبة بالإفراج، أضرب العمال | تعبيرا عن رفضهم: a noun of demanding or expressing as the aim or the reason
    of what the subject of the verb before it does."""
    word, entry = line.heads[noun], saying("masdar", line.heads[noun].lemma or "")
    if entry is None or entry.kind != "communication" or line.has_pronoun(noun):
        return False
    aim = line.preposition(noun) == "ل" and word.feats.get("Definite") == "Def"
    reason = line.preposition(noun) is None and word.feats.get("Definite") == "Ind" and not line.joined(noun)
    reason = reason and word.form.rstrip("ً").endswith("ا") and word.deprel not in ("obj", "nsubj", "xcomp")
    wants = aim and entry.act in ("expressive", "directive")
    governs = line.preposition(noun + 1) in entry.prepositions  # احتجاجا على، تنديدا بـ
    if not (wants or (reason and governs and entry.act == "expressive")):
        return False
    far = range(noun - 1, max(line.starts[noun] - 1, noun - 20), -1)
    at = next((p for p in far if line.verbs[p] is not None or line.opens_clause(p)), None)
    verb = line.verbs[at] if at is not None else None
    if (
        at is None
        or verb is None
        or (verb.feats.get("Voice") == "Pass" and not _heads_a_body(line, at + 1))
        or line.is_a("verb before a plan", at)
    ):
        return False
    return saying("verb", verb.lemma or "") is None


def is_manner_in_marks(line: Line, opening: int) -> bool:
    """أدانت الحكومة “بشدة” الهجوم: one word in marks that says how."""
    inside = opening + 1
    alone = line.mates[opening] == inside + 1
    return alone and line.preposition(inside) == "ب" and line.is_a("manner with ب", inside)


_DEEDS = ("words of one's own", "message", "venue", "document", "event noun")  # قرار، حديث


def is_deed_in_marks(line: Line, opening: int) -> bool:
    """وصفت طوكيو | "تلويح" وزير الدفاع بـ: one verbal noun in marks before whose deed it is."""
    inside = opening + 1
    if not line.is_open(opening) or line.mates[opening] != inside + 1:
        return False
    if not (is_action(line, inside) or any(line.is_a(kind, inside) for kind in _DEEDS)):
        return False
    whose = inside + 2
    definite = whose < len(line) and line.heads[whose].feats.get("Definite") in ("Def", "Cons", None)
    noun = definite and (line.heads[whose].upos == "NOUN" or line.in_name(whose))
    bare_deed = line.heads[inside].feats.get("Definite") != "Def" and not line.has_pronoun(inside)
    return bare_deed and noun and stands_bare(line, whose)


def lays_charge(line: Line, place: int, verb: str) -> bool:
    """أسندت النيابة للمتهم | تهمة القتل، مجموعة من التهم، أربع تهم, أسندت إليه | حيازة أسلحة: a charge, or several, or a crime."""
    few = range(place, min(place + 3, len(line)))
    if verb == "أَسْنَدَ" and stands_bare(line, place) and line.is_a("crime", place):
        return True
    charge = next((p for p in few if line.is_a("charge", p)), None)
    return charge is not None and all(_counts(line, p) for p in range(place, charge))


def is_message(line: Line, place: int) -> bool:
    """أصدر | تعليمات بفتح الطريق، وجه | الشكر إلى الدول، قدم | عدة توصيات بـ: words that are given to somebody, with what they
    say; thanks, an apology or a condolence may say no more than whose or to whom."""
    noun = next((p for p in range(place, min(place + 3, len(line))) if not _counts(line, p)), place)
    entry = saying("masdar", line.heads[noun].lemma or "") if line.heads[noun].upos == "NOUN" else None
    told = entry is not None and (entry.kind == "communication" or entry.act == "commissive")
    entry = entry if told else None  # not: تمنح النتائج أملا في الحماية
    listed = words("message")
    value = next(
        (listed[form] for form in (line.lemmas[noun], fold(line.heads[noun].form)) if form in listed), None
    )
    if entry is None and value is None:
        return False
    feels = entry is not None and entry.act == "expressive"
    if feels and line.has_pronoun(noun):
        return True
    clause = entry is not None and not entry.frames.isdisjoint({"that", "to"})  # اقتراحا بتأجيل, as بأنّ
    governed = {*(value or "").split(), *(entry.prepositions if entry else ()), *(["ب"] if clause else ())}
    construct = line.heads[noun].feats.get("Definite") == "Cons" and not line.has_pronoun(noun)
    construct = construct and entry is not None and entry.act == "assertive" and "object" in entry.frames
    if construct and stands_bare(line, noun + 1):
        return is_action(line, noun + 1)  # أعاد تأكيد رفضه
    for p in range(noun + 1, min(noun + 14, len(line))):
        if line.tokens[p].form in COMMAS + STOPS or (line.verbs[p] is not None and not line.in_name(p)):
            return False
        preposition, what = line.preposition(p), p + line.alone(p)
        if line.opens_clause(p):
            return True
        if preposition is None or what >= len(line):
            loose = line.heads[p - 1].feats.get("Definite") != "Cons" and line.preposition(p - 1) is None
            if line.heads[p].upos == "NOUN" and loose and not line.has_pronoun(p):  # رسالة مفادها أنّ
                return False  # أرسل الحلف | قوات لحماية الحدود
            continue
        if preposition != "ل" and line.is_a("part of a preposition", what):
            continue  # بحضور, but: دعوة لحضور
        if feels and preposition in ("ل", "إلى"):
            return True  # الشكر إلى الدول
        aims = preposition == "ل" and value is None
        done = is_action(line, what) or line.is_a("event noun", what)  # دعوة إلى الحوار
        if (preposition in governed or aims) and done:
            return True
        if preposition in governed and preposition not in ("ل", "إلى", "ب"):
            return True  # تحذيرا من الفيضان
    return False


def _counts(line: Line, place: int) -> bool:
    """عدة توصيات، سلسلة من الانتقادات، ثلاثة مطالب"""
    return line.is_a("quantity", place) or line.heads[place].upos == "NUM" or line.preposition(place) == "من"


def is_clause_in_marks(line: Line, opening: int) -> bool:
    """Whether words in marks are a clause: with a verb, a pronoun that stands or أنّ in it, or هذا and what it is."""
    places = range(opening + 1, line.mates[opening])
    if len(places) > 1 and line.heads[places[0]].feats.get("PronType") == "Dem":
        return line.heads[places[1]].feats.get("Definite") != "Def"
    return says_of_it(line, opening) or any(
        line.verbs[p] is not None or line.opens_clause(p) or line.heads[p].upos in ("PRON", "AUX")
        for p in places
    )


def says_of_it(line: Line, opening: int) -> bool:
    """تابع | "الأمر صعب"، "المعارك مستمرة": whether marks hold a definite noun and, right behind it, an indefinite adjective."""
    if line.mates[opening] - opening < 3:
        return False
    noun, told = line.heads[opening + 1], line.heads[opening + 2]
    whole = noun.upos == "NOUN" and noun.feats.get("Definite") == "Def"
    return whole and told.upos == "ADJ" and told.feats.get("Definite") == "Ind"


def is_body_in_marks(line: Line, opening: int) -> bool:
    """فرع "الهيئة الوطنية للمحامين": whether marks hold the name of a body."""
    body = line.types.get(opening + 1) == "ORG" or _heads_a_body(line, opening + 1)
    return body and not is_clause_in_marks(line, opening)


def takes_somebody(entry: Saying) -> bool:
    """Whether a verb has somebody for its object, whom it tells, judges or blames."""
    judges = entry.verb in vocalised("verb of judging somebody")
    return judges or not entry.frames.isdisjoint({"told", "judged"})
