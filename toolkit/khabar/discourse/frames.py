"""What a word of saying introduces, by the frames of its verb: where that begins, and its subject."""

from __future__ import annotations

from khabar.discourse.acting import is_whom, may_act, must_act, subject_after_was, without_addressee
from khabar.discourse.citing import source_phrase_length
from khabar.discourse.clauses import Manner, told_gender
from khabar.discourse.cues import FAR, Cue, Frame, is_saying_participle, is_source_word
from khabar.discourse.extents import (
    another_begins,
    but_it,
    content_end,
    enclosing_end,
    is_quotation,
    is_subordinate,
    sentence_start,
)
from khabar.discourse.factuality import is_negated
from khabar.discourse.introducing import (
    introduces,
    is_asked_next,
    is_fit,
    is_misread_masdar,
    is_name_in_marks,
    points_alone,
    traces_back,
)
from khabar.discourse.judging import judgement
from khabar.discourse.line import COMMAS, DASHES, QUOTES, STOPS, Line, is_relational, unknown
from khabar.discourse.noun_phrases import (
    AT_LEAST,
    hides_name,
    noun_phrase,
    phrase_before,
    visibly_accusative,
    with_relative,
)
from khabar.discourse.nouns import (
    is_action,
    is_deed_in_marks,
    is_happening,
    is_press,
    is_question,
    is_relative,
    is_said_in,
    lays_charge,
    stands_bare,
    sums_up,
)
from khabar.discourse.objects import has_two_nouns, object_within
from khabar.discourse.subjects import agrees, is_passive, subject_behind
from khabar.discourse.vocabulary import by_form, fold, saying, vocalised, words
from khabar.morphology.people import is_person


def find_frame(line: Line, cue: Cue) -> Frame | None:
    """What the cue introduces, by the frames of its verb; None where there is nothing."""
    frame = Frame(0, "", told="told" in cue.saying.frames and line.has_pronoun(cue.place))
    if (
        "judged" in cue.saying.frames
        and cue.kind in ("verb", "participle")
        and (parts := judgement(line, cue))
    ):
        frame.subject, frame.addressee, predicate = parts
        return _framed(line, cue, frame, "object", predicate)
    return _walk(line, cue, frame) or _rest(line, cue, frame)


def _rest(line: Line, cue: Cue, frame: Frame) -> Frame | None:
    """نفى الوزير تقارير إعلامية، أكدت الوزارة، السبت، عن سعيها: a noun that no frame has, after a verb that must say something
    and stands at the head of its clause."""
    must = cue.kind == "verb" and cue.saying.verb in vocalised("verb that must say something")
    if not must or frame.subject is None or not _heads_its_clause(line, cue.place):
        return None
    if line.has_pronoun(cue.place):
        return None  # أيدته الأكثرية كزعيم، ووضع حد للفوضى
    end = frame.subject[1]
    stop = next((p for p in range(end, min(len(line), cue.place + FAR)) if line.marks[p] in STOPS), len(line))
    about = (
        p for p in range(end, stop) if line.forms[p] in _ABOUT and p + 1 < stop and is_action(line, p + 1)
    )  # نبهت الوكالة بشأن تسرب الغاز
    noun = frame.object if frame.object is not None else next(about, None)
    if noun is None or noun >= stop or line.in_name(noun) or is_whom(line, noun) or noun in line.times:
        return None
    rule = "object" if frame.object is not None else "preposition"
    frame.preposition = None if frame.object is not None else noun
    if line.is_a("manner with ب", noun) or line.heads[noun].upos not in ("NOUN", "ADP"):
        return None
    return _framed(line, cue, frame, rule, noun)


def _heads_its_clause(line: Line, place: int) -> bool:
    """أكدت …، ونفى …، فيما أكدت: whether a verb opens its clause."""
    opens = place == line.starts[place] or line.joined(place)
    while_ = line.forms[place - 1] in words("while") or line.forms[place - 1] in words("subordinator")
    return opens or while_ or line.tokens[place - 1].form in COMMAS


def _walk(line: Line, cue: Cue, frame: Frame) -> Frame | None:
    """The frame, filled token by token from the cue on; None where nothing is introduced."""
    frames = cue.saying.frames
    told = "told" in frames
    verb = line.verbs[cue.place]
    passive = is_passive(line, cue.place) and not _must_be_active(line, cue)
    place = cue.place + 1
    if verb is not None and not passive:
        frame.subject = subject_after_was(line, cue.place)
    if cue.kind == "noun" and line.has_pronoun(cue.place):
        frame.subject = (cue.place, cue.place)
    limit = min(len(line), cue.place + FAR, enclosing_end(line, cue.place))
    if cue.saying.kind == "document" and line.preposition(place) != "في":
        return None
    if not passive and (least := _at_least(line, cue)) > place:
        frame.subject, place = (place, least), least
    if (
        cue.kind == "verb"
        and not passive
        and frame.subject is None
        and (who := subject_behind(line, cue.saying, cue.place))
    ):
        end = noun_phrase(line, who, len(line))
        frame.subject = (who, end)
        if line.preposition(place) is not None:
            frame.preposition = place if line.alone(place) else None
            frame.content = [(place + line.alone(place), who)]
            frame.rule, frame.start = "preposition", place
            return frame  # ورحب بالقرار | رئيس الاتحاد
        governed = end < len(line) and line.preposition(end) in cue.saying.prepositions
        if "object" in cue.saying.frames and not governed:
            return Frame(place, "object", subject=frame.subject, content=[(place, who)])
        frame.object, frame.told, frame.acted_on = place, True, True
        frame.addressee, place = (place, who), end
    if _has_its_object(line, cue):
        return _what_was_said(line, cue, frame) or _denied_before(line, cue)
    while place < limit:
        rule = introduces(line, cue, frame, place)
        if rule:
            return _framed(line, cue, frame, rule, place)
        form = line.tokens[place].form
        if place in line.times:
            place = line.times[place]
        elif (later := line.after_meanwhile(place)) > place or (
            later := _after_likeness(line, place)
        ) > place:
            place = later
        elif line.marks[place] in STOPS or (form == "؛" and not _stands_for_comma(line, cue, frame, place)):
            return None
        elif place > cue.place + 1 and but_it(line, place):
            return None  # طلبت الحكومة من السكان بالرحيل لكن كثيرين رفضوا | ذلك
        elif form == ":" and cue.kind == "verb":
            return None  # أظهرت السلطة ما تريد: حماية
        elif form in COMMAS:
            after = place + 1
            if after < limit and frame.subject and hides_name(line, after) and not line.joined(after):
                place = _past_hidden_name(line, after, limit)
                continue
            if cue.kind == "noun" and not (frame.subject and line.is_a("noun of claim", cue.place)):
                return None
            if _tells_without_marks(line, cue, frame, after):
                return _framed(line, cue, frame, "words after", after)
            if _says_at_once(line, cue, place):
                return _framed(line, cue, frame, "words after", after)  # قائلا، تم تحريك الفرق
            if after < len(line) and (aside := _aside(line, after) or _after_deed(line, cue, after)):
                place = aside
                continue
            if after < len(line) and (
                closed := _after_relative(line, cue, after) or _after_where(line, cue, after)
            ):
                place = closed
                continue
            when = line.times.get(after, len(line))
            if frame.subject and when + 1 < len(line) and line.tokens[when].form in COMMAS:
                place = when + 1  # اعتبر المفوض، السبت، المجاعة نتيجة
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
            if (passed := _followed_by_press(line, cue, after)) is not None:
                place = passed  # في تصريحات، تابعتها الوكالة إنّ
                continue
            if _governs_clause(line, cue, after):
                place += 1  # مشددا، في الوقت ذاته، على أنّ
                continue
            if _says_again(line, cue, frame, after):
                return _framed(line, cue, frame, "object", after)
            if after < len(line) and (is_saying_participle(line, after) or another_begins(line, after)):
                return None
            if after < len(line) and line.joined(after) and line.heads[after].upos == "PRON":
                return None  # …، وهي قوات تعمل بأوامر
            place += 1
        elif (
            frame.subject
            and line.cores[place] in words("question")
            and (line.joined(place) or line.preposition(place - 1) is not None)
        ):
            # رداً على سؤال بشأن متى تجتمع اللجنة "…"
            asked = range(place, limit)
            place = next((p for p in asked if line.is_open(p) or line.marks[p] in COMMAS + STOPS), limit)
        elif frame.subject and (occasion := _after_occasion(line, cue, place, limit)):
            place = occasion
        elif is_source_word(line, place):
            place = noun_phrase(line, place + source_phrase_length(line, place), len(line), proclitic=True)
        elif line.is_open(place) and not is_deed_in_marks(line, place):  # a name, perhaps of who speaks
            end = line.mates[place] + 1
            named = end - place <= 4 or is_name_in_marks(line, place)
            if cue.kind == "verb" and place == cue.place + 1 and named and not passive and not frame.subject:
                end = _with_its_land(line, cue.place, end)
                frame.subject = (place, end)
            elif (
                named
                and frame.subject
                and told
                and frame.addressee is None
                and line.tokens[place - 1].form in COMMAS
            ):
                frame.addressee, frame.told = (place, end), True  # اتهم الجيش، “الدعم السريع”، ببدء الصراع
            place = end
        elif frame.subject and (dash := _second_dash(line, place)):
            place = dash + 1  # تعهد المبعوثان - وهما يزوران القرية - بأن
        elif place in line.brackets:
            close = line.brackets[place]
            if place == cue.place + 1 and cue.kind == "verb" and frame.subject is None and not passive:
                whose = noun_phrase(line, place + 1, close)
                if whose == close and may_act(line, cue, place + 1, close):
                    frame.subject = (place + 1, close)  # "قال (الوزير المجري) إنه …"
            place = close + 1
        elif (
            cue.saying.kind in ("cognition", "perception")
            and line.heads[place].feats.get("PronType") == "Rel"
        ):
            if not (clause := _past_relative(line, cue, frame, place)):
                return None
            place = clause
        elif (
            (frame.subject or line.verbs[place] is None)
            and not line.has_pronoun(place)
            and hides_name(line, place)
        ):
            place = _past_hidden_name(line, place, limit)
        elif line.forms[place] in words("to sound out") and (sounded := _sounded_out(line, place)):
            place = sounded
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
            also = (
                frame.crossed and line.joined(place) and line.has_pronoun(place)
            )  # عقد في المجلس وحضره مراسلنا
            amid = also or is_relative(line, place) or _tells_of_subject(line, frame, place)
            if not (amid or _colon_ahead(line, cue, place)):
                return None
            refers = place + 1 < limit and line.points_back(place + 1)
            other = saying("verb", line.verbs[place].lemma or "")  # type: ignore[union-attr]
            within = other is not None and "that" in other.frames and is_said_in(line, place)
            within = within or (
                refers and line.is_open(place + 2) and other is not None and "speech" in other.frames
            )
            if other is not None and (within or line.opens_clause(place + 1 + refers)):
                return None  # مقطعا يعتقد أن، تقريرا قال فيه خبراء إنّ: the nearer verb
            frame.crossed = True
            if nearer := _has_its_own_clause(line, place):
                place = nearer  # القطعة التي يؤكد الخبراء | أنها أصلية
                continue
            published = line.has_pronoun(place) and line.is_a("publishing", place)
            described = line.heads[place - 1].feats.get("PronType") == "Rel"  # التي أعقبت اللقاء
            place += 1
            if (
                place < limit
                and line.is_open(place)
                and line.has_pronoun(place - 1)
                and is_name_in_marks(line, place)
            ):
                place = line.mates[place] + 1  # تقرير ترجمته "شبكة الإعلام" أنّ
                continue
            if _has_its_own_phrase(line, cue, place, limit):
                place = noun_phrase(line, place + line.alone(place), len(line), proclitic=True)
                continue
            published = published and place not in line.times  # نشرته اليوم الجمعة
            if (published or described or also) and place < len(line) and line.is_nominal(place):
                comma = next((p for p in range(place, limit) if line.tokens[p].form in COMMAS), limit)
                place = max(place + 1, noun_phrase(line, place, comma))  # في بيان بثه التلفزيون
        elif line.stands_for_object(place) and cue.kind in ("verb", "participle"):
            frame.addressee, frame.told = frame.addressee or (place, place + 1), True  # داعيا إياهم إلى
            place += 1
        elif cue.kind in ("noun", "adjective") and place > cue.place + 8:
            return None
        elif line.forms[place] in ("هو", "هي") and line.forms[cue.place - 1 : cue.place] == ["ما"]:
            return None  # ما يقال هو «تكهنات»
        elif line.preposition(place) is not None and not line.is_nominal(place):
            if _is_taken(line, cue, place):
                return None
            prepositional = place + line.alone(place)
            asks = "whether" in frames and prepositional > place and is_question(line, prepositional)
            if asks and line.preposition(place) not in cue.saying.prepositions and place == cue.place + 1:
                return _framed(line, cue, frame, "whether", place)  # نجهل | من أين أطلقت
            if line.opens_clause(prepositional) or asks:
                place += 1  # التساؤل عن | ما إذا
                continue
            frame.told = frame.told or (line.preposition(place) == "ل" and line.heads[place].upos == "PRON")
            if prepositional == place and line.is_a("manner with ب", place):
                place += 1  # يدين بشدة | محاولة الانقلاب
                continue
            if _agrees_to_it(line, cue, place, prepositional):
                return None  # ووافق المجلس على مشروع القرار
            end = line.times.get(prepositional) or noun_phrase(line, prepositional, len(line), proclitic=True)
            end = place + 1 if line.points_back(place) else end  # وتحدث بعده | النائب
            end = _before_request(line, cue, place, end)
            if _meets(line, place, end):
                end = noun_phrase(line, end, len(line))  # خلال لقائه | نظيره المصري، … واشنطن إلى
            bare = line.points_back(place) or points_alone(line, prepositional)  # رأت فيه، في ذلك
            if _sees_in_it(line, cue, place, prepositional + 1 if bare else end):
                return _framed(line, cue, frame, "object", place)
            if (
                not frame.crossed
                and _addresses(line, cue, frame, place, prepositional)
                and not (line.is_a("outlet", prepositional) or is_press(line, prepositional))
            ):
                frame.addressee = frame.addressee or (prepositional, max(place + 1, end))  # قال للصحفيين
            elif line.points_back(place) and _tells_him(line, cue, place):
                frame.addressee = frame.addressee or (place, place + 1)  # قال لنا
            if frame.subject and "object" in frames and line.is_a("venue", prepositional):
                end = _before_what_happens(line, prepositional, end)
            if line.preposition(place) == "عن" and cue.saying.verb == "نَقَلَ" and cue.kind == "verb":
                frame.relayed, end = True, _who_is_relayed(line, prepositional, end)
            place = max(place + 1, end)
        elif is_saying_participle(line, place):
            if cue.kind in ("participle", "adjective") or not frames & {"speech", "told"}:
                return None
            place += 1  # وتابعت قائلة
        elif cue.kind != "noun" and line.forms[place] in words("manner of speaking"):
            place += 1  # انتقد الرئيس، مجددا الصحافة
        elif cue.kind == "verb" and _is_manner(line, place):
            place += 1  # تعهد خطياً | بإزالة الضرر
        elif line.is_a("seat", place) and line.joined(place) and line.preposition(place + 1) == "في":
            place = noun_phrase(line, place + 2, len(line), proclitic=True)  # المنظمة ومقرها في بريطانيا
        elif line.is_a("seat", place) and line.joined(place) and line.types.get(place + 1) in ("GPE", "LOC"):
            place = noun_phrase(line, place + 1, len(line))  # المرصد، ومقره بريطانيا، خلايا
        elif line.forms[place] in words("at that time"):
            place += 1  # وحملت الخرطوم، حينها، الحكومة
        elif line.is_nominal(place) or line.is_open(place):
            end, others = max(place + 1, noun_phrase(line, place, len(line))), False
            end = _before_aim(line, cue, frame, place, end)
            end = _before_request(line, cue, place, end)
            if cue.kind in ("participle", "adjective"):
                frame.told, others = True, True
            elif (
                frame.subject is None
                and not passive
                and not line.is_open(place)
                and (may_act(line, cue, place, end) or must_act(line, cue, place, end))
            ):
                end = _before_own_phrase(line, cue, place, without_addressee(line, cue, place, end))
                frame.subject = (place, with_relative(line, end, len(line)))
                end = frame.subject[1]
            elif _belongs_to_subject(line, cue, frame, place, end):
                frame.subject = (frame.subject[0], end)  # type: ignore[index]
            else:
                frame.object = frame.object or place
                frame.told = frame.acted_on = others = True
            told_so = cue.kind == "noun" and line.heads[place].upos == "ADJ"  # التحذيرات الأخيرة بأنّ
            if others and frame.addressee is None and frames & {"told", "judged"} and not told_so:
                if "told" in frames and "object" in frames:  # ناشد المبعوث طهران | التحرك
                    what = object_within(line, place, end, needed=False, things=True)
                    end = what if what < end and is_action(line, what) else end
                frame.addressee = (place, end)
            place = end
        else:
            place += 1
    return None


def _after_likeness(line: Line, place: int) -> int:
    """قال الكاتب | فيما يشبه الاعتذار لا التبرير | إنّ: the place behind what the writer likens somebody's words to."""
    noun = place + 2 + (line.forms[place] == "في")
    if (
        noun >= len(line)
        or line.lemmas[noun - 1] != "اشبه"
        or line.forms[noun - 2] not in ("ما", "فيما", "بما")
    ):
        return place
    end = noun_phrase(line, noun, len(line))
    if end + 1 < len(line) and line.forms[end] == "لا" and line.is_nominal(end + 1):
        end = noun_phrase(line, end + 1, len(line))
    return max(end, place)


def _has_its_own_clause(line: Line, verb: int) -> int:
    """القطعة التي يؤكد الخبراء | أنها أصلية: the place behind the أنّ that a verb of saying in a relative clause takes behind its subject; 0 where
    it takes none."""
    entry = saying("verb", line.verbs[verb].lemma or "") if line.verbs[verb] is not None else None  # type: ignore[union-attr]
    relative = verb > 0 and line.heads[verb - 1].feats.get("PronType") == "Rel"
    if entry is None or not relative or "that" not in entry.frames or not stands_bare(line, verb + 1):
        return 0
    if line.has_pronoun(verb):
        return 0  # جاء في القرار الذي أعلنته القاضية | أنه
    end = noun_phrase(line, verb + 1, len(line))
    back = line.opens_clause(end) and line.has_pronoun(end)
    return end + 1 if back else 0


def _past_hidden_name(line: Line, place: int, limit: int) -> int:
    """ناطق رفض الكشف عن اسمه | إنّ، المبعوث، طالبا ألا يذكر اسمه | "…": the place after the name that somebody wants to be hidden, or
    where a clause, quotation or comma ends the words of hiding it."""
    near = range(place + 2, min(place + 15, limit))
    for p in near:
        if line.has_pronoun(p) and line.is_a("what hides somebody", p):
            return p + 1
        if line.marks[p] in COMMAS + ":" or (line.opens_clause(p) and p > place + 2):
            return p
    return limit


def _with_its_land(line: Line, verb: int, end: int) -> int:
    """دعت "لوموند" | الفرنسية | إلى: the place after the adjective of a state behind a name in marks, that agrees with its verb."""
    if not (stands_bare(line, end) and line.heads[end].upos == "ADJ" and line.verbs[verb] is not None):
        return end
    word, acts = line.heads[end], line.verbs[verb]
    alike = word.feats.get("Gender") == acts.feats.get("Gender") and word.feats.get("Number") == "Sing"  # type: ignore[union-attr]
    nisba = word.feats.get("Definite") == "Def" and is_relational(word)
    return end + 1 if alike and nisba else end


def _at_least(line: Line, cue: Cue) -> int:
    """قال | ما لا يقل عن عشرة شهود | إنّ: the place after those of whom a number at least speaks; 0 where none stand."""
    verb, noun = line.verbs[cue.place], cue.place + 5
    if verb is None or verb.feats.get("Gender") != "Masc" or noun >= len(line):
        return 0
    least = line.forms[cue.place + 1 : noun] == AT_LEAST
    return noun_phrase(line, noun, len(line), proclitic=True) if least else 0


def _before_own_phrase(line: Line, cue: Cue, start: int, end: int) -> int:
    """وجه الوالي المكلف | بفتح بلاغات: the end of who speaks, before the one phrase with the preposition of the verb, though the
    adjective before it may have such a phrase, too."""
    for place in range(start + 2, end):
        own = line.preposition(place) in cue.saying.prepositions and not line.alone(place)
        happens = is_action(line, place) or is_happening(line, place)
        if own and line.is_a("adjective with a complement", place - 1) and happens:
            near = range(place + 1, min(place + FAR, len(line)))
            rest = range(place + 1, line.first_mark(STOPS + COMMAS, near))
            further = (
                p for p in rest if line.preposition(p) == line.preposition(place) or line.opens_clause(p)
            )
            return end if next(further, None) is not None else place
    return end


def _past_relative(line: Line, cue: Cue, frame: Frame, relative: int) -> int:
    """اعتبرت اللجنة | التي تشرف على الاقتراع | أنّ: the clause of a verb of thinking, behind a relative right after its subject in which
    nothing takes such a clause; 0 where none is."""
    if frame.subject is None or frame.subject[1] != relative or "that" not in cue.saying.frames:
        return 0
    for place in range(relative + 1, min(relative + FAR, len(line))):
        if line.opens_clause(place):
            return place if not line.takes_verb(place) and line.preposition(place) is None else 0
        verb = line.verbs[place] if place > relative else None
        entry = saying("verb", verb.lemma or "") if verb is not None else None
        if line.marks[place] in STOPS + ":" or (entry is not None and "that" in entry.frames):
            return 0
    return 0


def _says_again(line: Line, cue: Cue, frame: Frame, place: int) -> bool:
    """جددت المبعوثة، فلانة، | مطالبة الأطراف بـ: what is said again, behind the name of who says it, though it has the letters of
    a participle."""
    again = cue.kind == "verb" and cue.saying.verb in vocalised("verb of repeating")
    lacks = again and frame.subject is not None and frame.object is None and place < len(line)
    return lacks and stands_bare(line, place) and line.cores[place] in by_form("masdar")


def _sounded_out(line: Line, place: int) -> int:
    """محللون | استطلعت رويترز آراءهم | أنّ: the place after those whose opinion somebody asks for; 0 where none is told."""
    near = range(place + 1, min(place + 8, len(line)))
    opinion = (p for p in near if line.lemmas[p] == "راي" and line.has_pronoun(p))
    return next(opinion, -1) + 1


def _before_request(line: Line, cue: Cue, start: int, end: int) -> int:
    """ناشدت الغرفة السلطات | "فتح ممر آمن"، تمنت على النواب | "عدم تمرير القانون": the end of whom one asks, before marks that hold a
    verbal noun; not a name that a noun without the article bears (حركة "نداء تونس"). حكمت على التاجر | بالسجن: before the sentence."""
    if cue.saying.act == "declaration" and "ب" in cue.saying.prepositions:
        ruled = (
            p for p in range(start + 1, end) if line.preposition(p) == "ب" and line.is_a("event noun", p)
        )
        return next(ruled, end)
    asks = cue.saying.act == "directive" or cue.saying.kind == "volition"
    for place in range(start + 1, end if asks and cue.kind != "noun" else start):
        long = line.is_open(place) and line.mates[place] - place > 2 and is_action(line, place + 1)
        whole = line.heads[place - 1].feats.get("Definite") == "Def" or line.has_pronoun(place - 1)
        if long and (whole or line.in_name(place - 1)):
            return place
    return end


def _stands_for_comma(line: Line, cue: Cue, frame: Frame, place: int) -> bool:
    """كشف دبلوماسيان؛ للصحيفة، أنه, وأضاف؛ "…": a semicolon right behind the cue or its subject, before no further clause."""
    after = place + 1
    at_once = place == cue.place + 1 or (frame.subject is not None and frame.subject[1] == place)
    ended = after >= len(line) or line.joined(after) or line.verbs[after] is not None
    further = ended or line.forms[after] in words("opener before a subject") or another_begins(line, after)
    return line.opens_clause(after) or (at_once and not further)


def _is_manner(line: Line, place: int) -> bool:
    """تعهد المالك خطياً، رد سريعاً: an indefinite adjective with the alif of tanwin, that describes no noun before it."""
    word, before = line.heads[place], line.heads[place - 1]
    tanwin = fold(word.form).endswith("ا") and word.feats.get("Definite") == "Ind"
    return word.upos == "ADJ" and tanwin and before.feats.get("Definite") != "Ind" and not line.joined(place)


def _addresses(line: Line, cue: Cue, frame: Frame, place: int, noun: int) -> bool:
    """قال للصحفيين، طلب من المحكمة، أهاب بالمواطنين، أسند إلى المتهم تهمة، وجه نداء إلى الأطباء: whether the preposition at a
    place brings who is told."""
    if cue.saying.kind == "document":
        return False  # وجاء في بيان | لوزراء الخارجية
    brings = vocalised("preposition of whom one tells").get(cue.saying.verb, "ل")
    preposition, told = line.preposition(place), "told" in cue.saying.frames
    if preposition in ("ل", "إلى") and cue.saying.verb in vocalised("verb of laying a charge"):
        message = frame.object is not None and line.is_a("message", frame.object)
        charge = next(
            (p for p in range(place, min(place + FAR, len(line))) if lays_charge(line, p, cue.saying.verb)),
            None,
        )
        return message or charge is not None
    several = noun < len(line) and line.heads[noun].feats.get("Number") == "Plur"
    several = several and is_person(line.heads[noun].lemma or "")
    return preposition == brings and (is_whom(line, noun) or several or (told and cue.kind == "noun"))


def _tells_him(line: Line, cue: Cue, place: int) -> bool:
    """قال لنا، أكد لهم: a pronoun behind a verb that may tell somebody."""
    at_once = cue.kind == "verb" and place == cue.place + 1 and cue.saying.kind == "communication"
    return at_once and line.preposition(place) == vocalised("preposition of whom one tells").get(
        cue.saying.verb, "ل"
    )


def _agrees_to_it(line: Line, cue: Cue, place: int, noun: int) -> bool:
    """وافق المجلس على مشروع القرار: a verb that says nothing in words, with its preposition before a thing."""
    silent = cue.kind == "verb" and "speech" not in cue.saying.frames
    governed = line.preposition(place) == "على" and "على" in cue.saying.prepositions
    return silent and governed and line.is_a("what is voted on", noun)


def _sees_in_it(line: Line, cue: Cue, place: int, end: int) -> bool:
    """رأت الصحيفة في الخطوة | محاولة لكسب الوقت: an indefinite noun behind what somebody sees it in."""
    if cue.saying.verb != "رَأَى" or line.preposition(place) != "في" or not stands_bare(line, end):
        return False
    indefinite = line.heads[end].feats.get("Definite") in ("Ind", "Cons")
    return indefinite and is_action(line, end) and end not in line.times


def _meets(line: Line, place: int, end: int) -> bool:
    """دعا لافروف، خلال لقائه | نظيره المصري، | واشنطن إلى: whether who is met stands behind a meeting with its pronoun, before a
    comma and somebody else."""
    if not (line.is_a("act of meeting", end - 1) and line.has_pronoun(end - 1)) or not stands_bare(line, end):
        return False
    after = noun_phrase(line, end, len(line))
    aside = line.tokens[place - 1].form in COMMAS
    return (
        after + 1 < len(line)
        and line.tokens[after].form in COMMAS
        and (aside or stands_bare(line, after + 1))
    )


def _before_what_happens(line: Line, venue: int, end: int) -> int:
    """أكدت اللجنة في بيان | استمرار الإغلاق: the end of where something was said, before a verbal noun in the construct
    that nothing else is said of."""
    noun = venue + 1
    bare_venue = line.heads[venue].feats.get("Definite") != "Def" and not line.has_pronoun(venue)
    happens = noun < end and is_action(line, noun) and line.preposition(noun) is None
    happens = happens and line.heads[noun].feats.get("Definite") == "Cons"
    near = range(noun, min(len(line), noun + FAR))
    stop = next((p for p in near if line.marks[p] in STOPS + ":" or line.verbs[p] is not None), near.stop)
    said = any(line.opens_clause(p) or line.is_open(p) for p in range(noun, stop))
    return noun if bare_venue and happens and not said else end


def _who_is_relayed(line: Line, start: int, end: int) -> int:
    """نقلت الوكالة عن شهود | تحليق مسيّرات: the end of people without a name, before a noun of what happens."""
    his = (p for p in range(start + 1, end) if line.has_pronoun(p) and line.lemmas[p] in by_form("masdar"))
    end = next(his, end)  # عن مصدر | تأكيده
    if not line.is_a("person of a place", start) or line.heads[start].feats.get("Number") != "Plur":
        return end
    happens = (
        p
        for p in range(start + 1, end)
        if is_action(line, p)
        and line.preposition(p) is None
        and (p == start + 1 or line.heads[p - 1].feats.get("Definite") != "Cons")  # مسؤولين في وزارة الصحة
    )
    return next(happens, end)


def _has_its_own_phrase(line: Line, cue: Cue, place: int, limit: int) -> bool:
    """متهما عناصر تتستر | بالدين | بالوقوف وراء الحادث: of two phrases with the preposition of the cue, the first belongs
    to the verb of the relative clause."""
    governed = line.preposition(place) if place < limit else None
    if governed is None or governed not in cue.saying.prepositions or line.opens_clause(place):
        return False
    stop = line.first_mark(STOPS + COMMAS, range(place, limit))
    return any(
        line.preposition(p) == governed
        and (is_action(line, p + line.alone(p)) or line.opens_clause(p + line.alone(p)))
        for p in range(place + 1, min(stop, len(line) - 1))
    )


def _belongs_to_subject(line: Line, cue: Cue, frame: Frame, place: int, end: int) -> bool:
    """وأكد راعي الحفل | رئيس الجامعة الدكتور خالد | أنّ: where what is said is a clause that tells nobody, all nouns before
    it are who says it."""
    if (
        cue.kind != "verb"
        or frame.subject is None
        or frame.subject[1] != place
        or "told" in cue.saying.frames
    ):
        return False
    if line.preposition(place) is not None:
        return False
    told_nobody = cue.saying.verb == "قَالَ" and line.is_a("institution", place)
    return told_nobody or (line.is_a("title", place) and line.opens_clause(end))


def _before_what_fits(line: Line, cue: Cue, place: int, end: int) -> int:
    """طعن محامون | في دستورية القانون، تخطط الحكومة | لبناء مساكن: the first preposition of a verb within a noun phrase, where a
    noun follows with which alone the verb claims, or one of action and nothing else to want behind it; 0 where none is."""
    if "told" in cue.saying.frames:
        return 0
    wants = cue.saying.kind in ("volition", "emotion") or cue.saying.act == "expressive"
    stop = line.first_mark(STOPS + COMMAS, range(end, min(len(line), end + FAR)))
    for p in range(place + 1, end):
        governed, noun = line.preposition(p), p + line.alone(p)
        if noun >= end or line.joined(p):
            continue
        somebody = is_person(line.heads[noun].lemma or "") or is_whom(line, noun)
        people = line.heads[noun].feats.get("Number") == "Plur" and somebody
        was = line.heads[p - 1].upos == "ADJ" and not line.is_a("adjective of an office", p - 1)
        many = line.types.get(noun) == "GPE" or line.heads[noun].feats.get("Number") == "Plur"
        people = people or (was and many)  # اعتذر الرئيس السابق | لمصر عن
        if governed == "ل" and people and cue.saying.verb in vocalised("verb with ل of somebody"):
            return p  # اعتذر اللاعب | للمشجعين عن أدائه
        if governed not in cue.saying.prepositions:
            continue
        if cue.saying.noun and not cue.saying.noun.startswith("not ") and is_fit(line, cue, noun):
            return p
        if wants and governed in ("ل", "ب") and is_action(line, noun):
            behind = range(noun + 1, stop)
            again = any(
                line.opens_clause(q)
                or (line.preposition(q) in cue.saying.prepositions and is_action(line, q + line.alone(q)))
                for q in behind
                if q + 1 < len(line)
            )
            return 0 if again else p
    return 0


def _before_aim(line: Line, cue: Cue, frame: Frame, place: int, end: int) -> int:
    """داعياً الجميع | للسعي إلى، أرجع الارتفاع | لعدة أسباب: the end of a noun phrase before the ل that a cue governs."""
    for p in range(place + 1, end):  # طالب الجهات المعنية | بالتدخل
        noun, governed = p + line.alone(p), line.preposition(p)
        bound = governed in cue.saying.prepositions and line.is_a("adjective with a complement", p - 1)
        if bound and is_asked_next(line, cue, frame, noun + line.is_open(noun), str(governed)):
            return p
    if cue.kind == "verb" and (fits := _before_what_fits(line, cue, place, end)):
        return fits
    praised = (p for p in range(place + 1, end) if line.preposition(p) == "على" and line.alone(p))
    if cue.saying.act == "expressive" and "على" in cue.saying.prepositions and (on := next(praised, 0)):
        return on  # أثنى عدد من الأهالي | على الوزارة
    if cue.saying.verb == "رَأَى":  # ورأى النائب | في القرار تراجعا
        seen = (p for p in range(place + 1, end) if line.forms[p] == "في")
        behind = line.heads[end].feats.get("Definite") if stands_bare(line, end) else None
        return next(seen, end) if behind == "Ind" else end
    about = next(
        (p for p in range(place + 1, end) if line.forms[p] == "عن" and line.is_a("document", p - 2)), 0
    )
    about = about or next((p for p in range(place + 1, end) if line.forms[p] == "عن"), 0)
    near = range(place, min(len(line), place + FAR))
    stop = line.first_mark(STOPS, near)
    clause = any(line.opens_clause(p) for p in range(end, stop))
    about = 0 if line.forms[end : end + 1] == ["عن"] else about  # النائبة عن حزب الخضر | عن قلقها
    if about and cue.saying.verb in vocalised("verb with عن") and frame.subject is None and not clause:
        return about  # كشفت تقارير صحفية | عن أسماء اللاعبين
    traces = cue.saying.verb in vocalised("verb of tracing back")
    tells = "told" in cue.saying.frames
    if tells and cue.kind == "verb" and frame.subject is None:  # ودعا الجميع | لوقف القتال
        ahead = range(end, line.first_mark(STOPS + COMMAS, range(end, near.stop)))
        others = cue.saying.prepositions - {"ل"}
        tells = not any(line.preposition(p) in others or line.opens_clause(p) for p in ahead)
    if "ل" not in cue.saying.frames or not (traces or tells):
        return end
    aims = (p for p in range(place + 1, end) if line.preposition(p) == "ل" and (traces or is_action(line, p)))
    return next(aims, end)


def _must_be_active(line: Line, cue: Cue) -> bool:
    """يعتبر الاتحاد الأوروبي أنّ: a verb that tells nobody, with a definite noun and a clause, is no passive."""
    noun = cue.place + 1
    if noun >= len(line) or not line.is_nominal(noun):
        return False
    if cue.saying.act == "commissive" and line.preposition(noun) is None and is_whom(line, noun):
        after = noun_phrase(line, noun, len(line))  # هددت النقابة بالإضراب
        return line.preposition(after) == "ب" and (line.opens_clause(after) or is_action(line, after))
    if "told" in cue.saying.frames:  # اتهم مسؤول أميركي | الصين بـ: two nouns
        remind = cue.saying.verb in vocalised("verb that need not name whom it tells")
        return has_two_nouns(line, noun) or remind  # وذكّرت المنظمة بأنّ
    somebody = "judged" in cue.saying.frames and line.types.get(noun) in ("GPE", "ORG")
    if somebody and has_two_nouns(line, noun, things=True):
        return True  # تصنف واشنطن | الحركة منظمة إرهابية
    if line.preposition(noun) is None and (is_whom(line, noun) or line.is_a("outlet", noun)):
        return True  # قررت لجنة السياسة النقدية، نقلت صحيفة
    definite = line.heads[noun].feats.get("Definite") in ("Def", "Cons") or line.in_name(noun)
    return (
        definite and line.preposition(noun) is None and line.opens_clause(noun_phrase(line, noun, len(line)))
    )


def _has_its_object(line: Line, cue: Cue) -> bool:
    """الأرقام التي أعلنتها المنظمة، ما فهمناه: a pronoun is what was said, unless it is whom one tells or judges."""
    if cue.kind != "verb" or cue.place == 0:
        return False
    about = line.forms[cue.place - 1] == "ما" and line.points_back(cue.place + 1)  # ما أعلنت عنه
    if not line.has_pronoun(cue.place) and not about:
        return False
    if cue.saying.frames & {"told", "judged", "described"}:
        return False
    if any(cue.saying.verb in vocalised(f"verb of {what}") for what in ("tracing back", "giving reasons")):
        return False  # وهو ما أرجعته إلى، فسره محللون بـ
    return is_relative(line, cue.place) and not _tells_what(line, cue)


def _what_was_said(line: Line, cue: Cue, frame: Frame) -> Frame | None:
    """ما أعلنه المبعوث بشأن توافق الأطراف، ما أعلنت عنه الحركة، كبرى الكتل، بأنها تدرس: what ما stands for, told behind who
    said it."""
    noun = cue.place + 1 + line.points_back(cue.place + 1)
    told = line.forms[cue.place - 1].lstrip("لبو") == "ما" and not cue.saying.frames.isdisjoint(
        {"speech", "that"}
    )
    told = told and cue.saying.kind != "perception"  # ما يشهده القطاع من تراجع
    if not told or not stands_bare(line, noun):
        return None
    end = noun_phrase(line, noun, len(line))
    place = end
    while place < len(line) and (line.tokens[place].form in COMMAS or place in line.times):
        place = line.times.get(place, place + 1)
    if place + 1 >= len(line) or line.joined(place):
        return None
    frame.subject = (noun, end)
    if line.opens_clause(place):
        return _framed(line, cue, frame, "that", place)
    what = place + 1
    if line.forms[place] not in words("about") or not (line.opens_clause(what) or is_action(line, what)):
        return None
    frame.preposition = place
    framed = _framed(line, cue, frame, "preposition", place)
    if line.opens_clause(what):  # بشأن أن قواتها تنسحب
        end = content_end(line, what, "that")
    else:  # … حول رفع الدعم | غير دقيق
        within = range(what + 1, content_end(line, what, "preposition"))
        end = next((p for p in within if line.is_open(p) or line.forms[p] in _PREDICATES), within.stop)
    framed.content = [(what, end)]
    return framed


def _denied_before(line: Line, cue: Cue) -> Frame | None:
    """اتهامات | تنفيها الحكومة، التهم | التي أنكرها المتهم: what stands before a verb that denies it."""
    if not line.has_pronoun(cue.place) or not (cue.saying.content == "-" or cue.saying.verb == "رَفَضَ"):
        return None
    last = cue.place - 1
    if line.forms[last] == "ما" or line.forms[last - 1 : cue.place] == ["الامر", "الذي"]:
        return None  # وهو ما نفته الشرطة، الأمر الذي نفته: what was said before
    start, end = phrase_before(line, last if line.heads[last].feats.get("PronType") == "Rel" else cue.place)
    if start >= end or line.verbs[start] is not None or is_whom(line, start) or line.in_name(start):
        return None
    if sums_up(line, start):
        return None  # وهو قرار يرفضه التجار
    noun, verb = cue.place + 1, line.verbs[cue.place]
    acts = verb is not None and stands_bare(line, noun) and noun not in line.times
    acts = acts and verb is not None and agrees(verb, line.heads[noun])
    subject = (noun, noun_phrase(line, noun, len(line))) if acts else None
    return Frame(start, "object", subject=subject, content=[(start, end)])


_ABOUT = ("عن", "بشان", "حيال")
_PREDICATES = ("غير", "ليس", "ليست", "لا", "لم", "هو", "هي")  # what is then said of ما


def _tells_what(line: Line, cue: Cue) -> bool:
    """مع ما أكده الوزير، أن المفاوضات تقترب: a clause that tells what ما stands for."""
    if line.forms[cue.place - 1] not in ("ما", "بما", "لما", "مما") or "that" not in cue.saying.frames:
        return False
    noun = cue.place + 1
    if noun >= len(line) or not line.is_nominal(noun):
        return False
    after = noun_phrase(line, noun, len(line))
    while after < len(line) and (after in line.times or line.tokens[after].form in COMMAS):
        after = line.times.get(after, after + 1)
    return after < len(line) and line.opens_clause(after)


def _is_taken(line: Line, cue: Cue, place: int) -> bool:
    """الأراضي التي تطالب بها: what the preposition of a verb governs is what a relative clause describes."""
    described = cue.place > 0 and line.heads[cue.place - 1].feats.get("PronType") == "Rel"
    return described and line.points_back(place) and line.preposition(place) in cue.saying.prepositions


def _tells_without_marks(line: Line, cue: Cue, frame: Frame, place: int) -> bool:
    """يقول المحلل تيم ستانلي، تبدو الاستطلاعات جيدة: after the speaker and a comma a clause without إنّ, colon or
    marks, up to the end of the sentence."""
    named = cue.saying.verb in vocalised("verb of bare words") and cue.kind == "verb"
    named = named and frame.subject is not None
    if not named or place != frame.subject[1] + 1 or place >= len(line):  # type: ignore[index]
        return False
    far = min(len(line), place + 2 * FAR)
    end = line.first_mark(STOPS, range(place, far))
    marked = any(line.opens_clause(p) or line.tokens[p].form in ":" + QUOTES for p in range(place, end))
    verb = line.verbs[place]
    starts = verb is not None or line.heads[place].upos == "PRON"
    starts = starts or line.forms[place] == "علي"  # قال تقرير، على المجتمع الدولي محاولة
    if verb is not None and verb.feats.get("Person") == "1" and not line.joined(place):
        return end - place > 3  # قال الوزير، حرصنا أن يكون
    if line.joined(cue.place) and cue.saying.verb == "قَالَ":
        return False
    return starts and not marked and not line.joined(place) and end - place > 3


def _says_at_once(line: Line, cue: Cue, comma: int) -> bool:
    """قائلا، تم تحريك الفرق; وقال، العنف بداية لحرب: words right behind the cue and its comma, that no إنّ and no marks open."""
    if cue.saying.verb != "قَالَ" or comma != cue.place + 1 or comma + 1 >= len(line):
        return False
    if cue.kind == "participle":
        return True
    far = range(comma + 1, min(len(line), comma + 2 * FAR))
    end = line.first_mark(STOPS, far)
    marked = any(line.opens_clause(p) or line.tokens[p].form in ":" + QUOTES for p in range(comma + 1, end))
    noun = line.heads[comma + 1].feats.get("Definite") == "Def" and line.is_nominal(comma + 1)
    aside = line.joined(comma + 1) or line.preposition(comma + 1) is not None or comma + 1 in line.times
    return cue.kind == "verb" and noun and not marked and not aside and end - comma > 5


def _colon_ahead(line: Line, cue: Cue, place: int) -> bool:
    """يقول الباحث آد ستون: a name that was read as a verb, before a colon; or a further verb of a relative clause (الذي قطع
    رحلته | وعاد إلى العاصمة إنّ)."""
    amid = any(line.heads[p].feats.get("PronType") == "Rel" for p in range(cue.place + 1, place))
    if "speech" not in cue.saying.frames or (line.joined(place) and not amid):
        return False
    further = amid and line.joined(place) and saying("verb", line.verbs[place].lemma or "") is None  # type: ignore[union-attr]
    for following in range(place + 1, min(place + 8, len(line))):
        if line.tokens[following].form == ":":
            return True
        if line.marks[following] in COMMAS + STOPS or line.opens_clause(following):
            return further and line.opens_clause(following) and not line.takes_verb(following)
    return False


def _second_dash(line: Line, place: int) -> int:
    """The place of the dash that closes what another, here, has opened; 0 where none does."""
    if line.tokens[place].form not in DASHES:
        return 0
    near = range(place + 2, min(len(line), place + 25))
    dash = next((p for p in near if line.tokens[p].form in DASHES or line.marks[p] in STOPS + ":"), place)
    return dash if dash > place and line.tokens[dash].form in DASHES else 0


def _tells_of_subject(line: Line, frame: Frame, place: int) -> bool:
    """أكد تاجر من حلب | يقيم في أضنة أنّ, لاحظت ليلى وهي | تسير في السوق أنّ, شاهد طلب السرية | ويقطن في الحي أنّ: a verb right behind an indefinite
    subject, behind و and a pronoun, or joined to such a one, that takes no clause of its own."""
    entry = saying("verb", line.verbs[place].lemma or "")  # type: ignore[union-attr]
    if frame.subject is None or (entry is not None and entry.frames & {"that", "to"}):
        return False
    who, end = frame.subject
    indefinite = line.heads[who].feats.get("Definite") == "Ind" and not line.in_name(who)
    circumstance = line.joined(place - 1) and line.heads[place - 1].upos == "PRON"
    circumstance = circumstance or line.forms[place - 1] == "وقد"
    end += line.heads[end].upos == "AUX"  # رجل كان | يقف قرب الحاجز
    ahead = range(place + 1, min(len(line), place + 20))
    stop = line.first_mark(STOPS + COMMAS + ":", ahead)
    clause = next((p for p in range(place + 1, stop) if line.opens_clause(p)), stop)
    nearer = any(verb is not None for verb in line.verbs[place + 1 : clause])
    further = frame.crossed or any(verb is not None for verb in line.verbs[who:end])
    begins = indefinite and (further if line.joined(place) else end == place)
    begins = begins or circumstance
    return begins and clause < stop and not nearer and not line.takes_verb(clause)


def _is_last_of_name(line: Line, cue: Cue, frame: Frame, place: int) -> bool:
    """قال مدير البرنامج مايك راين إنّ: after a noun and before إنّ, which no verb but قال takes, a verb is a name."""
    after = place + 1
    while after < min(len(line), place + 4) and line.heads[after].upos in (
        "PROPN",
        "VERB",
    ):  # نورد راين فستفاليا
        after += 1
    after += after + 1 < len(line) and line.tokens[after].form in QUOTES  # شرطة باتون روج "إنه قد
    that = line.tokens[after].words if after < len(line) else []
    named = frame.subject is not None and (line.is_nominal(place - 1) or frame.subject[1] == place)
    says_that = line.opens_clause(after) and any(word.form.startswith(("إن", "ان")) for word in that)
    return named and says_that and cue.saying.verb == "قَالَ" and not line.joined(place)


def _is_fronted(line: Line, cue: Cue) -> bool:
    """وعلى وقع توقع المحللين أن تتراجع الأسعار، | هبط المؤشر: whether a noun of saying stands before the first verb of its sentence,
    behind a preposition."""
    first = line.starts[cue.place]
    return (
        cue.kind == "noun" and line.preposition(first) is not None and not any(line.verbs[first : cue.place])
    )


def _framed(line: Line, cue: Cue, frame: Frame, rule: str, place: int) -> Frame:
    """The frame with the extent of what begins at a place."""
    frame.rule = rule
    if _accuses_nobody(line, cue, frame):
        frame.addressee, frame.subject = frame.subject, None
    start = place
    if (rule == "speech" and line.tokens[place].form == ":") or (
        rule == "preposition" and frame.preposition is not None
    ):
        start = place + 1
    frame.start = start
    head = cue.place - 2 * line.is_a("verb with another behind أن", cue.place - 2)  # الذي | سبق أن انتقد
    relative = cue.kind == "verb" and cue.place > 0 and is_relative(line, head)
    verb = line.verbs[cue.place]
    own = verb is not None and verb.feats.get("Person") == "1" and rule in ("that", "to", "whether")
    own = own and cue.saying.kind in ("cognition", "volition")
    between = relative and head > 1 and line.tokens[head - 2].form in COMMAS
    noun = frame.subject[0] if frame.subject and frame.subject[0] < frame.subject[1] else None
    manner = Manner(
        relative,
        between and line.heads[head - 1].feats.get("PronType") == "Rel",
        own,
        cue.saying.act != "assertive",
        cue.saying.act == "expressive",
        is_subordinate(line, cue.place) or _is_fronted(line, cue),
        _is_one(line, cue, frame),
        verb.feats.get("Aspect") if verb else None,
        told_gender(line, cue.place) if cue.kind != "noun" else None,
        line.lemmas[noun] if noun is not None else None,
        noun is not None and is_press(line, noun),
        cue.saying.content == "-" or is_negated(line, cue.place),
    )
    so = rule == "preposition" and line.forms[start] == "بذلك"
    so = so and verb is not None and start == cue.place + 1 and stands_bare(line, start + 1)
    if so and frame.subject is None and agrees(verb, line.heads[start + 1]):  # type: ignore[arg-type]
        frame.subject = (start + 1, noun_phrase(line, start + 1, len(line)))  # صرحت بذلك | وزيرة البيئة
    so = so and frame.subject is not None and frame.subject[0] == start + 1
    pointed = so or (rule == "object" and points_alone(line, start))  # ونفت الجماعة ذلك | قبل أن تقر
    end = start + 1 if pointed else content_end(line, start, rule, manner)
    if cue.kind == "noun" and rule in ("object", "preposition"):
        end = _before_its_verb(line, start, end)
        end = _before_what_it_does(line, cue.place, start, end)
    if cue.kind == "noun" and rule != "speech" and _is_fronted(line, cue):
        end = line.first_mark(COMMAS, range(start, end))  # رغم تأكيده أنه بريء، حكم عليه
    frame.content = [(start, end)] if end > start else []
    if (
        rule == "speech"
        and end < len(line)
        and line.mates.get(end - 1, end) == start
        and (part := _second_part(line, end))
    ):
        frame.content.append((part, line.mates[part] + 1))
    what = frame.object
    if cue.saying.verb in vocalised(
        "verb of giving reasons"
    ):  # بررت غاراتها بأنها دفاع، معللة قرارها بالتقدم
        beside = cue.kind == "participle" and stands_bare(line, cue.place + 1) and cue.place + 1 < start
        what = cue.place + 1 if beside else what
    elif cue.saying.verb not in vocalised("verb of tracing back") and not (
        rule == "preposition" and traces_back(line, cue, frame, start)
    ):
        what = None
    if what is not None:
        frame.content, frame.preposition = [(what, end)], None  # أرجع ذلك إلى ارتفاع التضخم
    return frame


def _second_part(line: Line, place: int) -> int:
    """وقالت “سنرد” في الاجتماع الذي عقد أمس، | “أوروبا لن تسكت”: where a quotation goes on behind where or when it was said; 0 where
    it does not."""
    if line.preposition(place) is None and place not in line.times:
        return 0
    for opening in range(place + 1, min(place + 20, len(line))):
        if line.is_open(opening):
            goes_on = line.tokens[opening - 1].form in COMMAS and is_quotation(line, opening)
            return opening if goes_on else 0
        told = line.joined(opening) or is_saying_participle(line, opening) or line.opens_clause(opening)
        if (
            told
            or line.marks[opening] in STOPS + ":"
            or (line.verbs[opening] is not None and not is_relative(line, opening))
        ):
            return 0
    return 0


def _before_its_verb(line: Line, start: int, end: int) -> int:
    """وعود الوزير بتموين السوق | لم تتحقق: the end of what a noun tells, before a negated verb that tells of the noun."""
    negated = (
        p
        for p in range(start + 1, end - 1)
        if line.forms[p] in words("negation")
        and line.verbs[p + 1] is not None
        and not is_relative(line, p + 1)
    )
    return next(negated, end)


def _before_what_it_does(line: Line, noun: int, start: int, end: int) -> int:
    """أثارت دعوة الحزب إلى مقاطعة الانتخابات | جدلا، أدى تشكيكه في الرواية | إلى فتح الملف: the end of what the subject of a verb
    before it tells, before what that verb has for its object."""
    verb = next((p for p in range(noun - 1, max(-1, noun - 6), -1) if line.verbs[p] is not None), None)
    if verb is None or line.preposition(noun) is not None or line.heads[noun].head != line.heads[verb].id:
        return end
    for place in range(start + 1, end):
        beside = line.heads[place].head == line.heads[verb].id and line.heads[place].upos in ("NOUN", "ADJ")
        if beside and stands_bare(line, place) and place not in line.times:
            return place
        if line.forms[place] == "الي" and line.is_a("verb of what follows", verb):
            return place
    return end


def _accuses_nobody(line: Line, cue: Cue, frame: Frame) -> bool:
    """ويتهم المتورطون | بالتقاط صور، وناشد كل القوى | لدرء الكارثة: a verb that must have whom it tells, with one noun."""
    others = frame.addressee or frame.told or frame.acted_on or line.has_pronoun(cue.place)
    if cue.kind != "verb" or frame.subject is None or frame.rule != "preposition" or others:
        return False
    who = frame.subject[0]
    many = line.heads[who].feats.get("Number") == "Plur" or line.is_a("quantity", who)
    appeals = cue.saying.verb in vocalised("verb that appeals") and many
    carried = line.joined(cue.place) or is_said_in(line, cue.place)  # في خطاب شكرت فيه المتطوعين على
    congratulates = cue.saying.verb in vocalised("verb that addresses somebody") and carried
    congratulates = (
        congratulates and line.heads[who].feats.get("Definite") != "Ind"
    )  # وهنأ رئيس الحكومة بفوزه
    accuses = cue.saying.verb in vocalised("verb that accuses")
    return who > cue.place and (appeals or accuses or congratulates)


def _is_one(line: Line, cue: Cue, frame: Frame) -> bool:
    """Whether one person or body speaks, as the verb and its noun have it."""
    verb = line.verbs[cue.place]
    if verb is None or verb.feats.get("Number") not in ("Sing", None):
        return False
    if frame.subject is None or frame.subject[1] <= frame.subject[0]:
        return True
    noun = frame.subject[0]
    several = line.is_a("quantity", noun) or any(line.joined(p) for p in range(noun + 1, frame.subject[1]))
    return line.heads[noun].feats.get("Number") in ("Sing", None) and not several


def _followed_by_press(line: Line, cue: Cue, place: int) -> int | None:
    """تابعتها شفق نيوز: the place after who received a statement, where a verb with its pronoun goes before."""
    received = place + 1 < len(line) and line.verbs[place] is not None and line.has_pronoun(place)
    if received and not line.joined(place) and line.is_open(place + 1) and is_name_in_marks(line, place + 1):
        return line.mates[place + 1] + 1  # تابعته "الرسالة نت"
    if not received or line.joined(place) or not line.is_nominal(place + 1):
        return None
    end = noun_phrase(line, place + 1, len(line))
    by_press = line.types.get(place + 1) == "ORG" or is_press(line, place + 1)
    at_once = cue.saying.verb == "قَالَ" and line.opens_clause(end)
    return end if by_press or at_once else None


def _after_occasion(line: Line, cue: Cue, place: int, limit: int) -> int:
    """قال الناطق للصحفيين عندما سئل عما إذا كان …: the colon after a clause about the occasion; 0 where none is."""
    if "speech" not in cue.saying.frames or line.forms[place] not in words("occasion"):
        return 0
    ends = (p for p in range(place + 1, limit) if line.marks[p] in COMMAS + STOPS + ":" or line.is_open(p))
    end = next(ends, limit)
    return end if end < limit and (line.tokens[end].form == ":" or line.is_open(end)) else 0


def _after_deed(line: Line, cue: Cue, place: int) -> int:
    """شدد الوزير، لدى إشرافه على الاجتماع، | على أنّ: the place after an aside about what the speaker did, whose noun governs what the
    cue does, too; 0 where what is said does not follow."""
    deed = place + line.alone(place)
    if cue.kind != "verb" or line.preposition(place) is None or deed + 1 >= len(line):
        return 0
    if not (line.has_pronoun(deed) and is_action(line, deed)) or line.preposition(deed + 1) is None:
        return 0
    far = range(deed + 1, min(deed + 20, len(line) - 1))
    comma = line.first_mark(COMMAS + STOPS + ":", far)
    governed = line.preposition(comma + 1) in cue.saying.prepositions if comma + 1 < len(line) else False
    ahead = governed or line.opens_clause(comma + 1)
    return comma + 1 if ahead and comma < far.stop and line.marks[comma] in COMMAS else 0


def _governs_clause(line: Line, cue: Cue, place: int) -> bool:
    """Whether the preposition of the cue stands here before a clause."""
    governed = place < len(line) and line.preposition(place) in cue.saying.prepositions
    return governed and line.alone(place) and line.opens_clause(place + 1)


def _closes_apposition(line: Line, cue: Cue, frame: Frame, place: int) -> bool:
    """Whether what a verb of thinking introduces follows its comma at once."""
    return place < len(line) and introduces(line, cue, frame, place) is not None


def _after_relative(line: Line, cue: Cue, place: int) -> int:
    """قال الاتحاد، الذي يضم …، إنّ; أفاد بيان، صدر اليوم، بأنّ; مسؤول، طلب عدم ذكر اسمه، إنّ: the place after the comma that closes a
    relative clause, before what is said or who is told (…، السلطات بالإفراج); 0 where there is none."""
    if line.preposition(place) in cue.saying.prepositions:
        return 0  # رحب السفير، في بيان، بما سماه خطوة
    came = line.verbs[place] is not None and any(
        line.is_a(kind, place) for kind in ("publishing", "receiving", "coming out")
    )
    somebody = line.heads[cue.place + 1]  # مسؤول حضر الاجتماع
    copied = line.verbs[place] is not None and any(
        line.lemmas[p] == "نسخه" for p in range(place + 1, min(place + 6, len(line)))
    )  # في بيان، توصلت الجريدة بنسخة منه، أنّ
    came = came or hides_name(line, place) or copied
    came = came or (line.verbs[place] is not None and somebody.feats.get("Definite") == "Ind")
    document = line.heads[place - 2].feats.get("Definite") == "Ind" and line.verbs[place] is not None
    came = came or (
        document and line.has_pronoun(place) and _is_in_venue(line, place - 2)
    )  # في تصريح صحفي، قدمه
    if not (came or line.heads[place].feats.get("PronType") == "Rel") or line.joined(place):
        return 0
    received = copied or (line.verbs[place] is not None and line.is_a("receiving", place))
    frames_object = "object" in cue.saying.frames and cue.kind == "verb"
    for comma in range(place, min(place + 30, len(line) - 1)):
        if line.marks[comma] in STOPS:
            return 0
        if received and line.opens_clause(comma):
            return comma  # بيان، تلقت الصحيفة نسخة منه إنّ
        after = comma + 1
        governed = line.preposition(after) in cue.saying.prepositions
        told = "told" in cue.saying.frames and line.preposition(after) is None and is_whom(line, after)
        told = told and not line.joined(after)
        noun = after + (line.tokens[after].form in QUOTES)  # ‘أسفه العميق
        what = frames_object and stands_bare(line, noun) and is_action(line, noun) and not line.in_name(noun)
        if line.tokens[comma].form in COMMAS and (line.opens_clause(after) or governed or told or what):
            return after
    return 0


def _is_in_venue(line: Line, last: int) -> bool:
    """في تصريح صحفي: whether a place is in a phrase about where something was said."""
    return any(line.is_a("venue", p) for p in range(max(0, last - 2), last + 1))


def _after_where(line: Line, cue: Cue, place: int) -> int:
    """رأى النائب، في حديث مع صحيفة، أنّ; توقع الخبير، اليوم، أن: the place after the comma that closes where or when
    it was said, before a clause; 0 where there is none."""
    where = line.preposition(place) or place in line.times or line.is_a("when", place)
    manner = cue.saying.verb == "قَالَ" and is_saying_participle(line, place)
    manner = manner or hides_name(line, place)  # مصدر، مفضلا عدم ذكر اسمه، إنّ
    if line.joined(place) or not (where or manner):
        return 0
    for comma in range(place + 1, min(place + 15, len(line) - 1)):
        if line.marks[comma] in STOPS + ":" or (line.opens_clause(comma) and not manner):
            return comma if manner and line.marks[comma] == ":" else 0
        opens = manner and "speech" in cue.saying.frames and line.is_open(comma + 1)
        if opens and line.tokens[comma].form in COMMAS and is_quotation(line, comma + 1):
            return comma + 1  # أوضح مسؤول، مفضلا عدم ذكر اسمه، "أن المحادثات صعبة"
        if line.verbs[comma] is not None and not (manner or line.has_pronoun(comma)):
            return 0  # not في مقال نشرته الصحيفة
        if line.tokens[comma].form in COMMAS and line.opens_clause(comma + 1):
            return comma + 1
        denied = "object" in cue.saying.frames and line.has_pronoun(comma + 1)
        if denied and line.tokens[comma].form in COMMAS and is_misread_masdar(line, comma + 1):
            return comma + 1  # نفت الحكومة، في بيان، رفضها للاتفاق
        told = (
            "told" in cue.saying.frames and line.tokens[comma].form in COMMAS and not line.joined(comma + 1)
        )
        if told and stands_bare(line, comma + 1) and is_whom(line, comma + 1) and comma + 1 not in line.times:
            return comma + 1  # طالب أهالي البلدة، خلال اعتصام، الدولة بالكشف
        judged = "judged" in cue.saying.frames and line.tokens[comma].form in COMMAS
        if judged and stands_bare(line, comma + 1) and comma + 1 not in line.times:
            return comma + 1  # اعتبر النقيب، في بيان، القرار خطوة
    return 0


def _among_them(line: Line, place: int) -> int:
    """طالبت هيئات، من بينها | الجمعية المغربية، | الحكومة بـ; حمل الاتحاد، على لسان | أمينه العام، | السلطة: the place after the comma that
    closes some who are meant, too, or through whom a body speaks; 0 where none is."""
    some = place + (line.forms[place] == "من")
    among = "".join(line.forms[some : some + 1]).removeprefix("و") in words("one of these")
    if not (among or line.is_through(place)):
        return 0
    for comma in range(place + 2, min(place + 20, len(line) - 1)):
        if line.marks[comma] in STOPS or line.opens_clause(comma):
            return 0
        if line.tokens[comma].form in COMMAS and not line.joined(comma + 1):
            return comma + 1
    return 0


def _aside(line: Line, place: int) -> int:
    """The end of what is put in between after a comma: وفقاً للمجلة، وهو مزارع،; 0 where nothing is."""
    named = line.lemmas[place] == "اسم" and line.has_pronoun(place)  # شقيق الضحية، واسمه كمال، أنّ
    told = line.joined(place) and (line.heads[place].upos == "PRON" or named)
    called = line.forms[place] == "كما" and place + 1 < len(line) and line.verbs[place + 1] is not None
    called = called and (  # كما يسميه جيرانه، كما يعرف في الحي
        line.has_pronoun(place + 1) or line.points_back(place + 2) or line.lemmas[place + 1] == "عرف"
    )
    parenthesis = is_source_word(line, place) or told or called
    if among := _among_them(line, place):
        return among
    if not parenthesis:
        return 0
    if is_source_word(line, place):  # …، نقلا عن وزارة الصحة | أنّ
        cited = noun_phrase(line, place + source_phrase_length(line, place), len(line), proclitic=True)
        if cited < len(line) and line.opens_clause(cited):
            return cited
        if cited + 1 < len(line) and line.lemmas[cited] == "قول" and line.opens_clause(cited + 1):
            return cited + 1  # ذكرت الصحيفة، نقلا عن مسؤولين قولهم إنّ
    near = range(place, min(place + 12, len(line)))
    end = next((p for p in near if line.tokens[p].form in COMMAS + ":"), 0)
    stop = end or near.stop
    clause = next((p for p in range(place + 1, stop) if line.opens_clause(p)), 0)
    if clause and not is_source_word(line, place) and not any(line.verbs[place:clause]):
        return clause  # …، وهو أستاذ زائر في لندن | أنّ
    return end + (line.tokens[end].form != ":") if end else 0


def parenthesis(line: Line, cue: Cue) -> Frame | None:
    """لا يزال الطريق، يضيف البيان نفسه، مغلقا: the words round a verb and its subject between two commas."""
    comma = cue.place - 1
    closes = cue.kind == "verb" and cue.saying.verb in vocalised("verb that closes a quotation")
    if not closes or comma < 1 or line.joined(cue.place) or line.tokens[comma].form not in COMMAS:
        return None
    end = noun_phrase(line, cue.place + 1, len(line))
    start = sentence_start(line, comma)
    if (
        end == cue.place + 1
        or end + 1 >= len(line)
        or line.tokens[end].form not in COMMAS
        or comma - start < 2
    ):
        return None
    start = _not_said_yet(line, start, comma)
    parts = [(start, comma), (end + 1, content_end(line, end + 1, "clause"))]
    if is_saying_participle(line, end + 1):
        parts.pop()  # …، يضيف النقيب، | مبرزا أن: by itself
    return (
        Frame(start, "words before", subject=(cue.place + 1, end), content=parts) if start < comma else None
    )


def _not_said_yet(line: Line, start: int, comma: int) -> int:
    """ورأى النقيب أن المضاربين هم المستفيد، | ولا بد من ملاحقتهم |، يضيف النقيب: where the words begin that a verb closes, behind the
    last comma of a clause that another verb has introduced; ``comma`` if there is none."""
    verb = line.verbs[start]
    entry = saying("verb", verb.lemma or "") if verb is not None else None
    if entry is None or not any(line.opens_clause(p) for p in range(start, comma)):
        return start
    return next((p + 1 for p in range(comma - 1, start, -1) if line.tokens[p].form in COMMAS), comma)


def _is_who_asks(line: Line, cue: Cue, opening: int) -> bool:
    """ "الشرق الأوسط" | طالبت الحكومة بـ: a name in marks right before a verb that has whom it tells and what it asks behind it."""
    close, noun = line.mates[opening], cue.place + 1
    told = "told" in cue.saying.frames and close - opening <= 4 and stands_bare(line, noun)
    if not told or any(line.verbs[opening:close]):
        return False
    after = noun_phrase(line, noun, len(line))
    return after < len(line) and line.preposition(after) in cue.saying.prepositions


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
    if opening is not None and not comma and _is_who_asks(line, cue, opening):
        return None
    subject = (cue.place + 1, noun_phrase(line, cue.place + 1, len(line)))
    if subject[1] > subject[0] and visibly_accusative(line.heads[subject[0]]):
        subject = (cue.place + 1, cue.place + 1)  # "…"، قالها | ردا على سؤال
    renews = subject[1] > subject[0] and is_action(line, subject[0])  # "…"، ليجدد التزامه بـ
    if renews and not is_whom(line, subject[0]) and not line.is_a("document", subject[0]):
        return None
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
        start = _not_said_yet(line, start, close + 1 - comma)
        if ended and clause and close - start > 2:
            return Frame(start, "words before", subject=subject, content=[(start, close + 1)])
    return None
