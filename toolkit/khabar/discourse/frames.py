"""What a word of saying introduces, by the frames of its verb: where that begins, and its subject."""

from __future__ import annotations

from dataclasses import dataclass, field

from khabar.discourse.citing import source_phrase_length
from khabar.discourse.extents import (
    Manner,
    another_begins,
    content_end,
    enclosing_end,
    is_quotation,
    is_subordinate,
    sentence_start,
)
from khabar.discourse.line import COMMAS, QUOTES, STOPS, Line, unknown
from khabar.discourse.nouns import is_action, is_question, is_relative
from khabar.discourse.sources import (
    agrees,
    is_own_words,
    is_saying_participle,
    is_source_word,
    noun_phrase,
    subject_before,
    with_relative,
)
from khabar.discourse.vocabulary import Saying, bare, by_form, fold, saying, vocalised, words

_FAR = 45  # tokens from a cue to what is said


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
    object: int | None = None  # where the first other noun than the subject stands
    acted_on: bool = False  # whether another noun than the subject has been passed
    crossed: bool = False  # whether a verb that describes a noun has been passed
    content: list[tuple[int, int]] = field(default_factory=list)


def find_frame(line: Line, cue: Cue) -> Frame | None:
    """What the cue introduces, by the frames of its verb; None where there is nothing."""
    frames = cue.saying.frames
    told = "told" in frames
    frame = Frame(0, "", told=told and line.has_pronoun(cue.place))
    verb = line.verbs[cue.place]
    passive = verb is not None and verb.feats.get("Voice") == "Pass" and not _must_be_active(line, cue)
    place = cue.place + 1
    if verb is not None and not passive:
        frame.subject = _subject_after_was(line, cue.place)
    if cue.kind == "noun" and line.has_pronoun(cue.place):
        frame.subject = (cue.place, cue.place)
    limit = min(len(line), cue.place + _FAR, enclosing_end(line, cue.place))
    if cue.saying.kind == "document" and line.preposition(place) != "في":
        return None
    if _has_its_object(line, cue):
        return None
    while place < limit:
        rule = _introduces(line, cue, frame, place)
        if rule:
            return _framed(line, cue, frame, rule, place)
        form = line.tokens[place].form
        if place in line.times:
            place = line.times[place]
        elif line.marks[place] in STOPS or form == "؛":
            return None
        elif form in COMMAS:
            after = place + 1
            if cue.kind == "noun" and not (frame.subject and line.is_a("noun of claim", cue.place)):
                return None
            if _tells_without_marks(line, cue, frame, after):
                return _framed(line, cue, frame, "words after", after)
            if after < len(line) and (aside := _aside(line, after)):
                place = aside
                continue
            if after < len(line) and (
                closed := _after_relative(line, cue, after) or _after_where(line, after)
            ):
                place = closed
                continue
            if cue.saying.kind in ("cognition", "perception") and not _closes_apposition(
                line, cue, frame, after
            ):
                return None
            if frame.subject and after < len(line) and line.forms[after] in words("manner of speaking"):
                place = after + 1
                continue
            if after < len(line) and line.lemmas[after] == "قايل" and "speech" in frames:
                place = after  # واختتم، قائلا
                continue
            if after < len(line) and (is_saying_participle(line, after) or another_begins(line, after)):
                return None
            if after < len(line) and line.joined(after) and line.heads[after].upos == "PRON":
                return None  # …، وهي قوات تعمل بأوامر
            place += 1
        elif is_source_word(line, place):
            place = noun_phrase(line, place + source_phrase_length(line, place), len(line), proclitic=True)
        elif line.is_open(place):  # the name of something, or of who speaks
            end = line.mates[place] + 1
            if cue.kind == "verb" and place == cue.place + 1 and end - place <= 4 and not passive:
                frame.subject = (place, end)
            place = end
        elif place in line.brackets:
            place = line.brackets[place] + 1
        elif (
            cue.saying.kind in ("cognition", "perception")
            and line.heads[place].feats.get("PronType") == "Rel"
        ):
            return None
        elif line.verbs[place] is not None and not line.in_name(place):
            if _is_last_of_name(line, cue, frame, place):
                frame.subject = (frame.subject[0], place + 1)  # type: ignore[index]
                place += 1
                continue
            told = cue.kind == "participle" and "told" in frames  # ناصحاً السكان في المناطق التي عانت
            if told and unknown(line.tokens[place]) and not line.joined(place):
                place += 1  # داعيا منانغاغوا إلى
                continue
            if cue.kind != "verb" and not told:
                return None
            if not (is_relative(line, place) or _colon_ahead(line, cue, place)):
                return None
            if line.opens_clause(place + 1) and saying("verb", line.verbs[place].lemma or ""):  # type: ignore[union-attr]
                return None  # مقطعا يعتقد أن: the nearer verb
            frame.crossed = True
            published = line.has_pronoun(place) and line.is_a("publishing", place)
            described = line.heads[place - 1].feats.get("PronType") == "Rel"  # التي أعقبت اللقاء
            place += 1
            if (published or described) and place < len(line) and line.is_nominal(place):
                comma = next((p for p in range(place, limit) if line.tokens[p].form in COMMAS), limit)
                place = max(place + 1, noun_phrase(line, place, comma))  # في بيان بثه التلفزيون
        elif cue.kind in ("noun", "adjective") and place > cue.place + 8:
            return None
        elif line.forms[place] in ("هو", "هي") and line.forms[cue.place - 1 : cue.place] == ["ما"]:
            return None  # ما يقال هو «تكهنات»
        elif line.preposition(place) is not None and not line.is_nominal(place):
            if _is_taken(line, cue, place):
                return None
            prepositional = place + line.alone(place)
            if line.opens_clause(prepositional):
                place += 1
                continue
            frame.told = frame.told or (line.preposition(place) == "ل" and line.heads[place].upos == "PRON")
            if prepositional == place and line.is_a("manner with ب", place):
                place += 1  # يدين بشدة | محاولة الانقلاب
                continue
            end = line.times.get(prepositional) or noun_phrase(line, prepositional, len(line), proclitic=True)
            place = max(place + 1, end)
        elif is_saying_participle(line, place):
            if cue.kind in ("participle", "adjective"):
                return None
            place += 1  # وتابعت قائلة
        elif frame.subject and line.forms[place] in words("manner of speaking"):
            place += 1  # انتقد الرئيس، مجددا الصحافة
        elif line.is_nominal(place):
            end = max(place + 1, noun_phrase(line, place, len(line)))
            if cue.kind in ("participle", "adjective"):
                frame.told = True
            elif (
                frame.subject is None
                and not passive
                and (_may_act(line, cue, place, end) or _must_act(line, cue, place, end))
            ):
                end = _without_addressee(line, cue, place, end)
                frame.subject = (place, with_relative(line, end, len(line)))
                end = frame.subject[1]
            else:
                frame.object = frame.object or place
                frame.told = frame.acted_on = True
            place = end
        else:
            place += 1
    return None


def _must_be_active(line: Line, cue: Cue) -> bool:
    """يعتبر الاتحاد الأوروبي أنّ: a verb that tells nobody, with a definite noun and a clause, is no passive."""
    noun = cue.place + 1
    if "told" in cue.saying.frames or noun >= len(line) or not line.is_nominal(noun):
        return False
    if line.preposition(noun) is None and (_is_whom(line, noun) or line.is_a("outlet", noun)):
        return True  # قررت لجنة السياسة النقدية، نقلت صحيفة
    definite = line.heads[noun].feats.get("Definite") in ("Def", "Cons") or line.in_name(noun)
    return (
        definite and line.preposition(noun) is None and line.opens_clause(noun_phrase(line, noun, len(line)))
    )


def _has_its_object(line: Line, cue: Cue) -> bool:
    """الأرقام التي أعلنتها المنظمة، ما فهمناه: a pronoun is what was said, unless it is whom one tells or judges."""
    if cue.kind != "verb" or not line.has_pronoun(cue.place):
        return False
    if cue.saying.frames & {"told", "judged", "described"} or cue.place == 0:
        return False
    return is_relative(line, cue.place)


def _is_taken(line: Line, cue: Cue, place: int) -> bool:
    """الأراضي التي تطالب بها: what the preposition of a verb governs is what a relative clause describes."""
    described = cue.place > 0 and line.heads[cue.place - 1].feats.get("PronType") == "Rel"
    pronoun = [word.upos for word in line.tokens[place].words] == ["ADP", "PRON"]
    return described and pronoun and line.preposition(place) in cue.saying.prepositions


def _tells_without_marks(line: Line, cue: Cue, frame: Frame, place: int) -> bool:
    """يقول المحلل تيم ستانلي، تبدو الاستطلاعات جيدة: after the speaker and a comma a clause without إنّ, colon or
    marks, up to the end of the sentence."""
    named = cue.saying.verb == "قَالَ" and cue.kind == "verb" and frame.subject is not None
    if not named or place != frame.subject[1] + 1 or line.joined(cue.place):  # type: ignore[index]
        return False
    far = min(len(line), place + 2 * _FAR)
    end = next((p for p in range(place, far) if line.marks[p] in STOPS), far)
    marked = any(line.opens_clause(p) or line.tokens[p].form in ":" + QUOTES for p in range(place, end))
    starts = line.verbs[place] is not None or line.heads[place].upos == "PRON"
    return starts and not marked and not line.joined(place) and end - place > 3


def _colon_ahead(line: Line, cue: Cue, place: int) -> bool:
    """يقول الباحث آد ستون: a name that was read as a verb, before a colon."""
    if "speech" not in cue.saying.frames or line.joined(place):
        return False
    for following in range(place + 1, min(place + 8, len(line))):
        if line.tokens[following].form == ":":
            return True
        if line.marks[following] in COMMAS + STOPS or line.opens_clause(following):
            return False
    return False


def _is_last_of_name(line: Line, cue: Cue, frame: Frame, place: int) -> bool:
    """قال مدير البرنامج مايك راين إنّ: after a noun and before إنّ, which no verb but قال takes, a verb is a name."""
    after = place + 1
    while after < min(len(line), place + 4) and line.heads[after].upos in (
        "PROPN",
        "VERB",
    ):  # نورد راين فستفاليا
        after += 1
    that = line.tokens[after].words if after < len(line) else []
    named = frame.subject is not None and (line.is_nominal(place - 1) or frame.subject[1] == place)
    says_that = line.opens_clause(after) and any(word.form.startswith("إن") for word in that)
    return named and says_that and cue.saying.verb == "قَالَ" and not line.joined(place)


def _framed(line: Line, cue: Cue, frame: Frame, rule: str, place: int) -> Frame:
    """The frame with the extent of what begins at a place."""
    frame.rule = rule
    start = place
    if (rule == "speech" and line.tokens[place].form == ":") or (
        rule == "preposition" and frame.preposition is not None
    ):
        start = place + 1
    frame.start = start
    relative = cue.kind == "verb" and cue.place > 0 and is_relative(line, cue.place)
    verb = line.verbs[cue.place]
    own = verb is not None and verb.feats.get("Person") == "1" and rule in ("that", "to", "whether")
    own = own and cue.saying.kind in ("cognition", "volition")
    between = relative and cue.place > 1 and line.tokens[cue.place - 2].form in COMMAS
    manner = Manner(
        relative,
        between and line.heads[cue.place - 1].feats.get("PronType") == "Rel",
        own,
        cue.saying.act != "assertive",
        is_subordinate(line, cue.place),
        verb.feats.get("Aspect") if verb else None,
        verb.feats.get("Gender") if verb and verb.feats.get("Aspect") == "Perf" else None,
    )
    end = content_end(line, start, rule, manner)
    frame.content = [(start, end)] if end > start else []
    if frame.object and cue.saying.verb in vocalised("verb of tracing back"):
        frame.content, frame.preposition = [(frame.object, end)], None  # أرجع ذلك إلى ارتفاع التضخم
    return frame


def _closes_apposition(line: Line, cue: Cue, frame: Frame, place: int) -> bool:
    """Whether what a verb of thinking introduces follows its comma at once."""
    return place < len(line) and _introduces(line, cue, frame, place) is not None


def _after_relative(line: Line, cue: Cue, place: int) -> int:
    """قال الاتحاد، الذي يضم …، إنّ: the place after the comma that closes a relative clause, before what
    is said; 0 where there is none."""
    if line.heads[place].feats.get("PronType") != "Rel" or line.joined(place):
        return 0
    for comma in range(place, min(place + 30, len(line) - 1)):
        if line.marks[comma] in STOPS:
            return 0
        governed = line.preposition(comma + 1) in cue.saying.prepositions
        if line.tokens[comma].form in COMMAS and (line.opens_clause(comma + 1) or governed):
            return comma + 1
    return 0


def _after_where(line: Line, place: int) -> int:
    """رأى النائب، في حديث مع صحيفة، أنّ; توقع الخبير، اليوم، أن: the place after the comma that closes where or when
    it was said, before a clause; 0 where there is none."""
    if line.joined(place) or not (line.preposition(place) or place in line.times or line.is_a("when", place)):
        return 0
    for comma in range(place + 1, min(place + 15, len(line) - 1)):
        if line.marks[comma] in STOPS + ":" or line.opens_clause(comma):
            return 0
        if line.verbs[comma] is not None and not line.has_pronoun(comma):  # في مقال نشرته الصحيفة
            return 0
        if line.tokens[comma].form in COMMAS and line.opens_clause(comma + 1):
            return comma + 1
    return 0


def _aside(line: Line, place: int) -> int:
    """The end of what is put in between after a comma: وفقاً للمجلة، وهو مزارع،; 0 where nothing is."""
    parenthesis = is_source_word(line, place) or (line.joined(place) and line.heads[place].upos == "PRON")
    if not parenthesis:
        return 0
    end = next(
        (p for p in range(place, min(place + 12, len(line))) if line.tokens[p].form in COMMAS + ":"), 0
    )
    return end + (line.tokens[end].form != ":") if end else 0


def _may_act(line: Line, cue: Cue, place: int, end: int) -> bool:
    """Whether the noun after a cue is its subject: it agrees, and is not whom one addresses."""
    if cue.kind == "noun":
        return place == cue.place + 1
    verb = line.verbs[cue.place]
    if _is_said_again(line, cue, place):
        return False
    if verb is not None and verb.feats.get("Gender") == "Fem" and _has_attached_subject(line, cue.place):
        return False  # بأنها رفضت السماح
    traces = cue.saying.verb in vocalised("verb of tracing back")
    if traces and line.heads[place].feats.get("PronType") == "Dem" and not line.is_nominal(place + 1):
        return False  # الذي عزا ذلك إلى
    if line.joined(place) and line.tokens[place - 1].form in COMMAS:
        return False  # …، والمذاع عبر القناة، إنّ
    if line.tokens[place - 1].form in COMMAS and is_action(line, place):
        return False  # …، تقديم فلان، أنّ
    described = line.heads[place].upos == "ADJ" and line.heads[place].feats.get("Number") != "Plur"
    if described and place > cue.place + 1 and not line.is_a("title", place):
        return False  # …، المذاع على فضائية، أنّ; يوم 15 فيفري المنقضي أنّ
    if is_own_words(line, place) or line.forms[place] in words("adverb before a verb"):
        return False
    if line.types.get(place) in ("PER", "ORG") and line.heads[place].feats.get("Definite") == "Ind":
        return verb is not None and verb.feats.get("Number") in ("Sing", None)  # ناسا, read as people
    counted = place + 1 < end and line.is_a("quantity", place)  # أي جهة، بعض المصادر، كل من فرنسا
    of = place + 1 + (counted and line.alone(place + 1))
    if verb is None or not (agrees(verb, line.heads[place]) or (counted and agrees(verb, line.heads[of]))):
        return False
    if "told" in cue.saying.frames:
        if line.is_a("addressee", place):
            return False
        before = subject_before(line, cue.place)
        same_sentence = cue.place > 0 and line.joined(cue.place) and line.tokens[cue.place - 1].form in COMMAS
        if before[1] > before[0] or (same_sentence and end < len(line) and _told_directly(line, cue, end)):
            return False
    return line.preposition(place) is None


def _is_said_again(line: Line, cue: Cue, place: int) -> bool:
    """جدد التأكيد على أنّ، أعاد الدعوة إلى: what is repeated is no speaker."""
    repeats = cue.saying.verb in vocalised("verb of repeating")
    return repeats and saying("masdar", line.heads[place].lemma or "") is not None


def _subject_after_was(line: Line, verb: int) -> tuple[int, int] | None:
    """وكان الحاكم اعلن منذ الجمعة حال الطوارئ: the subject between كان and a verb."""
    start, end = subject_before(line, verb)
    return (start, end) if end > start > 0 and line.lemmas[start - 1] == "كان" else None


def _has_attached_subject(line: Line, verb: int) -> bool:
    """بأنها رفضت: whether the pronoun of أنّ before a verb is its subject."""
    start, end = subject_before(line, verb)
    return end == start + 1 == verb and line.opens_clause(start) and line.has_pronoun(start)


def _without_addressee(line: Line, cue: Cue, start: int, end: int) -> int:
    """شكر أمير عبد اللهيان | وزير الخارجية التركي على، أبلغ بري | الموفد الأميركي أنّ: the end of a speaker before a title, where somebody must be
    addressed and nobody else is."""
    if end >= len(line) or line.has_pronoun(cue.place):
        return end
    addresses = cue.saying.verb in vocalised("verb that addresses somebody")
    addresses = addresses and line.preposition(end) in cue.saying.prepositions
    if not addresses and not ("told" in cue.saying.frames and line.opens_clause(end)):
        return end
    titles = (p for p in range(start + 1, end) if line.is_a("title", p) and line.types.get(p - 1) == "PER")
    return next(titles, end)


def _must_act(line: Line, cue: Cue, place: int, end: int) -> bool:
    """قال ذراع حقوق الإنسان إنّ: a definite noun between a verb that tells nobody and what is said is its
    subject, though it does not agree."""
    verb, definite = line.verbs[cue.place], line.heads[place].feats.get("Definite") in ("Def", "Cons")
    if verb is None or verb.feats.get("Number") != "Sing" or verb.feats.get("Person") != "3" or not definite:
        return False
    alone = (
        "told" not in cue.saying.frames and not line.has_pronoun(cue.place) and not is_own_words(line, place)
    )
    alone = alone and not _is_said_again(line, cue, place)
    return alone and place == cue.place + 1 and line.opens_clause(end) and line.preposition(place) is None


def _told_directly(line: Line, cue: Cue, end: int) -> bool:
    """Whether what is said follows the one noun after a verb at once: …، ودعت السلطات إلى"""
    prepositions = cue.saying.prepositions
    if line.preposition(end) not in (None, *prepositions) and not line.opens_clause(end):
        end = noun_phrase(line, end + line.alone(end), len(line), proclitic=True)  # الحضور من المهتمين
    return end < len(line) and (line.opens_clause(end) or line.preposition(end) in prepositions)


def _introduces(line: Line, cue: Cue, frame: Frame, place: int) -> str | None:
    """The rule by which what is said begins at a place; the preposition before it is noted."""
    frames, near = cue.saying.frames, place == cue.place + 1
    form = line.forms[place]
    if line.opens_clause(place):
        return _introduces_clause(line, cue, frame, place)
    if _is_for_to(line, cue, place):
        return "that"  # أشار لأنّ, as some write it
    if (form == ":" and place + 1 < len(line) and cue.kind != "noun") or (
        form == ":" and cue.kind == "noun" and near
    ):
        return "speech" if frames & {"speech", "that"} and cue.saying.kind == "communication" else None
    unclosed = (
        line.tokens[place].form in QUOTES and place not in line.mates and line.tokens[place - 1].space_after
    )
    if unclosed and "speech" in frames and cue.kind == "verb" and place + 3 < len(line):
        return "speech"
    judged = "judged" in frames and line.has_pronoun(cue.place)
    few = line.is_open(place) and line.mates[place] - place <= 4
    few = few and "object" in frames and frame.subject is not None and not frame.acted_on and not near
    things = line.is_open(place) and "thing" in frames and "speech" not in frames and not near
    if things and frame.subject is not None and not frame.acted_on:
        return "object"  # شجبت المفوضية «الانتهاك الخطر»
    if few and is_action(line, place + 1) and line.has_pronoun(place + 1):
        return "object"  # أعلن الحزب «استنكاره الشديد»
    about = place > cue.place + 1 and line.preposition(place - 1) is not None and line.alone(place - 1)
    if about and line.is_open(place):
        return None  # تحدث عن «أعاصير»
    if line.is_open(place) and "speech" in frames and cue.kind in ("verb", "participle") and not judged:
        named = near and line.mates[place] - place < 5
        return "speech" if not named and is_quotation(line, place) else None
    several = cue.kind == "verb" and line.heads[cue.place].feats.get("Number") in ("Dual", "Plur")
    shown = (frame.subject and not near) or (several and near)  # وأكدا "ضرورة المحافظة على"
    shown = bool(shown) and "object" in frames and not frame.acted_on and not frame.told
    if shown and line.is_open(place) and is_action(line, place + 1):
        return "object"  # أبدى الوزير «تفاؤلاً كبيراً»
    if "object" in frames and frame.subject and cue.kind == "verb" and _is_misread_masdar(line, place):
        return "object"
    if judged and line.is_open(place):
        return "object" if place == (frame.subject or (0, cue.place + 1))[1] else None
    if "whether" in frames and is_question(line, place):
        return "whether"
    if cue.kind == "noun":
        return _introduces_after_claim(line, cue, frame, place)
    if cue.kind == "adjective" and not near:
        return None
    preposition = line.preposition(place)
    if preposition and not line.joined(place) and preposition in cue.saying.prepositions:
        amid = frame.crossed and any(  # وسلم الوزير، الذي وعد | بإصلاح القطاع، الجوائز
            line.heads[p].feats.get("PronType") == "Rel" and line.tokens[p - 1].form in COMMAS
            for p in range(cue.place + 1, place)
        )
        return None if amid else _introduces_noun(line, cue, frame, place, preposition)
    passed = (
        frame.crossed
        and (  # عرضت خرائط تخيلت | معارك
            frame.subject is None
            or (
                line.tokens[place - 1].form not in COMMAS
                and any(token.form in COMMAS for token in line.tokens[cue.place + 1 : place])
            )
        )
    )
    if frames & {"object", "thing", "judged"} and not passed and _is_object(line, cue, frame, place):
        return None if "that" in frames and _clause_is_to_come(line, cue, place) else "object"
    return None


def _clause_is_to_come(line: Line, cue: Cue, place: int) -> bool:
    """وأوضح خلال برنامج، تقديم الإعلامية فلانة، أنّ: after a comma a noun of action, and the clause after another."""
    if place <= cue.place + 1 or line.tokens[place - 1].form not in COMMAS:
        return False
    far = min(len(line), place + _FAR)
    stop = next((p for p in range(place, far) if line.marks[p] in STOPS), far)
    verbs = (p for p in range(place, stop) if line.verbs[p] is not None)
    until = next(verbs, stop)
    return any(line.opens_clause(p) and line.tokens[p - 1].form in COMMAS for p in range(place + 1, until))


def _introduces_after_claim(line: Line, cue: Cue, frame: Frame, place: int) -> str | None:
    """إعلان وزير الدفاع عزل الرئيس، إصرار الحكومة على الاعتقال: a noun of claiming, whose claim it is, and what
    the verb governs, at once. Where somebody may be addressed (دعوة الرئيس إلى), the genitive may be whom."""
    subject = frame.subject
    if subject is None or subject[1] <= subject[0]:
        return None
    who = subject[0]
    if not line.is_a("noun of claim", cue.place):
        return None
    if "object" in cue.saying.frames and place == subject[1] and line.is_a("noun of content", place):
        return "object"  # تأكيد الكرملين عدم
    speaks = line.types.get(who) in ("PER", "ORG", "GPE") or any(
        line.is_a(kind, who)
        for kind in ("title", "institution", "definite institution", "outlet", "body without a name")
    )
    gap = place - subject[1]
    if not speaks or gap > 1 or (gap == 1 and line.tokens[place - 1].form not in COMMAS):
        return None
    preposition = line.preposition(place)
    if preposition and not line.joined(place) and preposition in cue.saying.prepositions:
        return _introduces_noun(line, cue, frame, place, preposition)
    return (
        "object" if "object" in cue.saying.frames and preposition is None and is_action(line, place) else None
    )


def _is_for_to(line: Line, cue: Cue, place: int) -> bool:
    """Whether لأنّ stands for إلى أنّ after a verb that takes إلى and its subject at once."""
    words_ = [bare(word.form) for word in line.tokens[place].words[:2]]
    at_once = place == cue.place + 1 or (line.is_nominal(place - 1) and not line.verbs[place - 1])
    return words_ == ["ل", "أن"] and "إلى" in cue.saying.prepositions and cue.kind == "verb" and at_once


def _is_misread_masdar(line: Line, place: int) -> bool:
    """أكد رئيس النقابة رفض تحويل: after a verb with its subject, a second verb that is not joined to it
    has the letters of its verbal noun."""
    verb = line.verbs[place]
    perfect = verb is not None and verb.feats.get("Aspect") == "Perf"
    if not perfect or place + 1 >= len(line):
        return False
    if line.has_pronoun(place) and len(line.tokens[place].words) == 2:  # أعلنت المعارضة رفضها للنتائج
        whole = line.is_nominal(place - 1) and line.heads[place - 1].feats.get("Definite") != "Ind"
        return whole and fold(verb.form) in by_form("masdar")  # type: ignore[union-attr]
    if len(line.tokens[place].words) > 1 or not line.is_nominal(place + 1):
        return False
    before = place - 1 - (line.tokens[place - 1].form in COMMAS)  # أعلن وزير الدفاع، عزل الرئيس
    return line.is_nominal(before) and (
        line.cores[place] in by_form("masdar") or line.cores[place] in words("event noun")
    )


def _introduces_clause(line: Line, cue: Cue, frame: Frame, place: int) -> str | None:
    frames, near = cue.saying.frames, place == cue.place + 1
    if cue.kind == "noun" and not near and saying("masdar", line.heads[place - 1].lemma or ""):
        return None  # هذه التصريحات بخبر مفاده أن: the nearer noun
    says_that = bare(line.tokens[place].words[-1 - line.has_pronoun(place)].form) == "إن"
    if cue.kind == "noun" and (
        (says_that and cue.saying.verb != "قَالَ") or (not near and is_saying_participle(line, place - 1))
    ):
        return None  # عقب الحكم إنّ, إزاء الأحكام مؤكداً أنّ: of a verb, of a participle
    standing = line.preposition(place - 1) if place and line.alone(place - 1) and not near else None
    if standing is not None:
        loose = (
            cue.kind == "verb"
            and cue.saying.kind == "communication"
            and "that" in frames
            and standing in ("إلى", "الى", "على", "عن")
        )
        if standing not in cue.saying.prepositions and not (loose and frame.subject):
            return None
        frame.preposition = place - 1
    elif (
        (line.preposition(place) == "ب" and not frames & {"ب", "that"})
        or (not near and (line.forms[place - 1] in _BEFORE_THAT or _has_its_own(line, place - 1)))
        or line.joined(place)
    ):
        return None
    verbal = line.takes_verb(place)
    if cue.kind == "noun" and (
        cue.saying.kind != "communication" or (verbal and standing is None and "to" not in frames)
    ):
        return None
    if cue.kind == "adjective" and not near and standing is None:
        return None
    if verbal and standing is None and line.preposition(place) is None and "to" not in frames:
        return "that" if "that" in frames and not _subjunctive(line, place) else None
    return ("to" if verbal else "that") if "that" in frames or "to" in frames or standing else None


def _has_its_own(line: Line, noun: int) -> bool:
    """باعتبار أنّ، بشرط أن: the clause belongs to the noun."""
    indefinite = line.heads[noun].feats.get("Definite") != "Def" and line.heads[noun].upos == "NOUN"
    governed = line.preposition(noun)
    claims = governed == "ل" and saying("masdar", line.heads[noun].lemma or "") is not None  # لتوضيح أنّ
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
    if noun in line.times or line.lemmas[noun] == "اسم" or line.is_a("outlet", noun):
        return None
    manner = line.forms[place - 1].endswith("ا")
    if place - 1 - manner > cue.place and line.is_a("adjective with a complement", place - 1 - manner):
        return None  # القضية المعروفة إعلامياً بـ"غرفة العمليات"
    if cue.saying.verb == "أَطْلَعَ" and (not is_action(line, noun) or line.is_a("what events decide", noun)):
        return None  # أطلعه على نتائج زيارته
    written = line.heads[place - 1].feats.get("Definite") == "Ind" and place - 2 > cue.place
    if written and line.forms[place - 2] == "في" and line.is_a("answering", place - 1):
        return None  # في رد على سؤال، في تعميم على المديرين
    if line.is_a("side", noun) or line.is_a("what is cast", noun):
        return None  # أفاد سكان بوسط المدينة بوقوع، أدلى الناخبون بأصواتهم
    named = noun + (line.heads[noun].feats.get("PronType") == "Dem")  # أدلى بهذه التصريحات
    if preposition == "إلى" and cue.saying.act == "assertive" and _is_somebody(line, named):
        return None  # مشيراً إلى أمين عام الحزب، يشير إلى البحر المتوسط
    if preposition in ("ب", "في", "من") and line.types.get(noun) in ("ORG", "GPE", "LOC"):
        return None  # أفاد مكتب الشؤون الإنسانية بالأمم المتحدة
    carried = cue.saying.act != "expressive" and line.is_a("venue", named)
    at_place = line.is_a("place", named) and cue.saying.act != "declaration"  # قضت بالسجن
    if preposition in ("في", "ب", "من", "ل") and (carried or at_place):
        return None
    if preposition == "ب" and line.is_a("manner with ب", noun) and not line.is_nominal(noun + 1):
        return None  # المتضررة بشدة, but: طالب بسرعة الإفراج
    if cue.saying.verb == "اسْتَشْهَدَ" and place > cue.place + 4:
        return None  # استشهد 57 شخصا … بموجب
    if line.is_a("verb of playing down", cue.place) and not line.is_a("what is played down", noun):
        return None
    if (
        cue.saying.kind == "document"
        or cue.kind == "adjective"
        or (cue.saying.verb, preposition) == ("نَقَلَ", "عن")
    ):
        return None
    compound = line.is_a("part of a preposition", named) and preposition not in ("عن", "إلى")  # كشف عن أسباب
    compound = compound and not (cue.saying.act == "directive" and is_action(line, noun))  # طالب بحضور الوزير
    if preposition == "ب" and line.lemmas[noun] == "قول":
        return None  # رد بالقول إنّ: what is said follows
    if line.heads[noun].upos == "PRON" or compound:
        what = line.cores[noun] == "ما" and noun + 1 < len(line) and line.verbs[noun + 1] is not None
        if not what or cue.saying.act != "expressive":  # نددت بما وصفته، تعترض على ما تعتبره
            return None
    if preposition == "على" and line.is_a("state after على", noun):
        return None  # أكدت مصادر على صلة بالمفاوضات أنّ
    if line.opens_clause(noun):
        return None  # seen at the next place
    orders = cue.saying.act == "directive" and frame.object is not None and _is_whom(line, frame.object)
    judges = cue.saying.act == "expressive" or orders
    if preposition == "ب" and frame.acted_on and "told" not in cue.saying.frames and not judges:
        return None  # أقر إجراء بتنظيم مسيرة
    if cue.saying.kind in ("cognition", "perception", "volition") and not is_action(line, noun):
        return None
    if line.heads[noun].upos == "PROPN" or (line.forms[noun] == "ذلك" and preposition != "ب"):
        return None
    if line.alone(place):
        frame.preposition = place
    return "preposition"


def _is_whom(line: Line, noun: int) -> bool:
    """وجه الرئيس الحكومة بمراجعة: somebody who may be ordered."""
    kinds = ("title", "institution", "definite institution", "addressee", "person of a place")
    return line.types.get(noun) in ("PER", "ORG") or any(line.is_a(kind, noun) for kind in kinds)


def _is_somebody(line: Line, noun: int) -> bool:
    return line.types.get(noun) in ("PER", "LOC", "GPE") or line.is_a("title", noun)


def _is_object(line: Line, cue: Cue, frame: Frame, place: int) -> bool:
    """نفى وجود خلاف، توقع ارتفاعاً: a noun of action after the subject, or where there is none."""
    if line.preposition(place) is not None or line.joined(place) or place in line.times:
        return False
    if is_source_word(line, place):
        return False  # ذكرت الصحيفة نقلا عن
    if frame.subject is None and line.is_a("inquiry", place) and line.opens_clause(place + 1):
        return False  # أظهر استطلاع أنّ
    if cue.saying.verb == "قَرَّرَ" and line.is_a("what events decide", place):
        return False  # التي ستقرر نتيجة الانتخابات
    if cue.saying.verb == "حَمَّلَ":  # حملهم كل المسؤولية, but not: يحمل ذلك اللقب
        charged = place + line.is_a("quantity", place)
        return line.is_a("what one is charged with", charged)
    if line.is_a("words about words", place):
        return False  # لم تذكر مزيداً من التفاصيل
    if line.lemmas[place] == "كل" and line.preposition(place + 1) == "من":
        return False  # أعلنت كل من
    several = (line.verbs[cue.place] or line.heads[cue.place]).feats.get("Number") in ("Dual", "Plur")
    if line.forms[place] == "اي" and place + 1 < len(line):
        start, end = subject_before(line, cue.place)
        if frame.subject is not None or cue.kind == "participle" or several or end > start:
            return line.is_nominal(place + 1)  # رفض النائب، أي تجاوز; القاهرة ترفض أي محاولات
    what = line.forms[place] in ("ما", "اي") and line.verbs[place + 1 : place + 2] not in ([], [None])
    if what and line.forms[place] == "ما":
        called = saying("verb", (line.verbs[place + 1] or line.heads[place + 1]).lemma or "")
        named = called is not None and bool(called.frames & {"described", "judged"})
        return cue.saying.content == "-" or (named and "thing" in cue.saying.frames)
    if _is_pointed_to(line, cue, frame, place):
        return True  # وأكدت ناسا هذا الاكتشاف، نفى هذه المزاعم
    if not line.is_nominal(place) or line.heads[place].upos in ("PROPN", "DET", "NUM") or line.in_name(place):
        return False
    if line.forms[place].endswith("ون") and line.heads[place].feats.get("Number") == "Plur":
        return False  # ويتوقع له المراقبون
    word = line.heads[place]
    if word.upos == "ADJ" and word.feats.get("Definite") != "Def" and word.form.rstrip("ً").endswith("ا"):
        return False  # رسميا، يوميا
    at_once = frame.subject is not None and place - frame.subject[1] <= 1
    if is_action(line, place) and (at_once or cue.saying.frames & {"object", "thing"}):
        if frame.subject is None and line.is_open(place + 1) and not line.has_pronoun(cue.place):
            return False  # أعلنت مبادرة "مواطنون" عن
        return frame.subject is not None or not _is_subject(line, cue, place)
    if line.is_a("title", place) or line.is_a("person of a place", place) or line.is_a("addressee", place):
        return False
    if "judged" in cue.saying.frames:  # واعتبرتها تدخلاً
        if cue.saying.verb == "رَأَى" and not word.form.endswith(("ا", "اً", "ًا")):
            return False  # رآه شهود
        first = cue.place + 1 if frame.subject is None else frame.subject[1]
        return line.has_pronoun(cue.place) and place == first
    if "thing" not in cue.saying.frames:
        return False
    verb = line.verbs[cue.place]
    if frame.subject is not None or frame.told or cue.kind == "participle":
        return True
    if verb is None or not agrees(verb, line.heads[place]):
        return True
    told = line.preposition(cue.place + 1) == "ل" and line.types.get(place) is None
    return told and not _is_followed_by_object(
        line, cue, noun_phrase(line, place, len(line))
    )  # تمنى للجرحى الشفاء


def _is_pointed_to(line: Line, cue: Cue, frame: Frame, place: int) -> bool:
    """Whether هذا الأمر, what was told before, is affirmed or denied."""
    points = line.heads[place].feats.get("PronType") == "Dem" and line.preposition(place) is None
    if not points or cue.kind != "verb" or place + 1 >= len(line) or "object" not in cue.saying.frames:
        return False
    spoken = cue.saying.kind == "communication" and cue.saying.act == "assertive"
    noun = line.heads[place + 1]
    whole = noun.upos == "NOUN" and noun.feats.get("Definite") == "Def" and line.is_nominal(place + 1)
    before = frame.subject or subject_before(line, cue.place)
    return spoken and whole and before[1] > before[0]


def _is_subject(line: Line, cue: Cue, place: int) -> bool:
    """Whether the first noun of action after a verb may yet be its subject: توقع التقرير، أعلن الائتلاف."""
    verb, noun = line.verbs[cue.place], line.heads[place]
    if verb is None or not agrees(verb, noun) or line.has_pronoun(place):
        return False
    if line.has_pronoun(cue.place - 1) and subject_before(line, cue.place)[0] == cue.place - 1:
        return False  # لكنه استبعد التوصل
    end = noun_phrase(line, place, len(line))
    ended = end >= len(line) or line.marks[end] in STOPS
    if line.joined(cue.place) and (
        ended or (line.tokens[end].form in COMMAS and another_begins(line, end + 1))
    ):
        return False  # اعترض المتهم على الحكم وطلب الاستئناف، …
    if not _is_followed_by_object(line, cue, end):
        return False  # طلب التعاقد معه الموسم الماضي
    indefinite = noun.feats.get("Definite") == "Ind" and not noun.form.rstrip("ً").endswith("ا")
    return noun.feats.get("Definite") == "Def" or (indefinite and "thing" not in cue.saying.frames)


def _is_followed_by_object(line: Line, cue: Cue, place: int) -> bool:
    """Whether a clause, quotation, noun of action or governed preposition stands between a place and the end of
    the sentence."""
    after = place
    for following in range(place, min(place + _FAR, len(line))):
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


def words_before(line: Line, cue: Cue) -> Frame | None:
    """The words that a verb closes: "لن نوقع"، قال الوزير; or, without marks, all before the comma."""
    if cue.kind != "verb" or "speech" not in cue.saying.frames or line.joined(cue.place):
        return None
    close = cue.place - 1
    comma = close > 0 and line.tokens[close].form in COMMAS
    close -= comma
    if close <= 0:
        return None
    opening = line.mates.get(close)
    subject = (cue.place + 1, noun_phrase(line, cue.place + 1, len(line)))
    if opening is not None and opening < close and close - opening > 2 and is_quotation(line, opening, 2):
        parts = [(opening, close + 1)]
        begins = opening == 0 or line.marks[opening - 1] in STOPS + COMMAS + ":"
        if not begins and comma:  # words without marks before it
            start = sentence_start(line, opening)
            parts = [(start, close + 1)]
        return Frame(parts[0][0], "quotation before", subject=subject, content=parts)
    if (
        comma
        and subject[1] > subject[0]
        and not is_action(line, subject[0])  # …، أكد إلقاء القبض: what is said follows
        and cue.saying.kind == "communication"
        and cue.saying.verb in vocalised("verb that closes a quotation")
    ):
        start = sentence_start(line, close)
        ended = all(line.verbs[p] is None and not line.opens_clause(p) for p in range(subject[0], len(line)))
        clause = any(line.verbs[start:close]) or (line.is_nominal(start) and line.preposition(start) is None)
        if ended and clause and close - start > 2:
            return Frame(start, "words before", subject=subject, content=[(start, close + 1)])
    return None
