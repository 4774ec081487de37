"""Who says what: one rule for all verbs of ``data/discourse/sayings.tsv``, and source phrases.

A cue (verb, participle, verbal noun) introduces what is said by one of the frames of its verb. The
words between them are its subject, whom it is told, adverbials. What is said goes on until another
saying begins. Every relation names the rule that found it and how sure that rule is.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from khabar.discourse.acting import is_whom
from khabar.discourse.citing import in_source_phrase
from khabar.discourse.clauses import describes, is_perfect
from khabar.discourse.cues import FAR, Cue, Frame, is_saying_participle, is_source_word
from khabar.discourse.extents import (
    is_adverbial,
    is_quotation,
)
from khabar.discourse.factuality import is_negated
from khabar.discourse.frames import find_frame, parenthesis, words_before
from khabar.discourse.line import COMMAS, STOPS, Line, inside, plain, span_of, unknown
from khabar.discourse.model import Attribution
from khabar.discourse.noun_phrases import hides_name, noun_phrase
from khabar.discourse.nouns import before_adjectives, is_action, is_happening, stands_bare
from khabar.discourse.phrases import descriptions, source_phrases
from khabar.discourse.relation import relate
from khabar.discourse.sources import source_and_via
from khabar.discourse.subjects import agrees, subject_before
from khabar.discourse.unowned import unowned
from khabar.discourse.vocabulary import (
    Saying,
    by_form,
    giving,
    permitting,
    phrases,
    ruling,
    saying,
    vocalised,
    words,
)


def relations(line: Line) -> list[Attribution]:
    """The relations of one line in reading order, sources and nesting still to be resolved."""
    described = list(descriptions(line))
    named = {a.content[0][:2] for a in described}
    said = [
        a for a in _sayings(line) if a.content[0][:2] not in named
    ]  # وصف بايدن الذي كان يتحدث نظيره | بأنه
    begun = {a.content[0][:2] for a in said if a.cue_type != "noun" and (a.rule or "").startswith("object")}
    said = [
        a for a in said if a.cue_type != "noun" or a.source or a.cue[0][:2] not in begun
    ]  # جدد التأكيد على
    said = [a for a in said if not _is_not_yet(line, a, said)]
    known = {a.cue[0][:2] for a in said} | {a.content[0][:2] for a in said if a.cue_type == "noun"}
    raised = (a for a in unowned(line) if known.isdisjoint({a.cue[0][:2], a.content[0][:2]}))
    found = [*said, *source_phrases(line), *described, *raised]
    return sorted(found, key=lambda a: (a.cue[0][0], a.cue[0][1], -a.content[0][2]))


def _is_not_yet(line: Line, told: Attribution, said: list[Attribution]) -> bool:
    """شدد على ضرورة إصدار قرار | يدعو إلى هدنة، أي مشروع | يدعو إلى التقسيم: whether a verb describes what somebody wants to be, or whatever may
    be, so that nothing says so."""
    verb = line.at[told.cue[0][:2]]
    if line.verbs[verb] is None or line.joined(verb) or verb < 2:
        return False
    noun = before_adjectives(line, verb - 1, line.starts[verb])
    word = line.heads[noun]
    if noun > 0 and line.heads[noun - 1].lemma == "أَيّ" and line.is_nominal(noun):
        return not is_whom(line, noun)
    if noun < 1 or word.upos != "NOUN" or word.feats.get("Definite") != "Ind" or is_whom(line, noun):
        return False
    for outer in said:
        first = line.at[outer.content[0][:2]]
        if outer is told or not first <= noun or not inside(told.cue[0], outer.content):
            continue
        wants = outer.speech_act in ("directive", "commissive") or line.is_a("need", first)
        made = range(first, noun + 1)
        if wants and is_action(line, noun - 1) and not any(line.verbs[p] for p in made):
            return True
    return False


def _sayings(line: Line) -> Iterator[Attribution]:
    framed = 0  # a cue before this place belongs to the frame of an earlier one
    for cue in _cues(line):
        frame = find_frame(line, cue)
        if cue.place < framed and not _inside(frame, cue, framed):
            continue
        before = (
            words_before(line, cue)
            if frame is None or frame.rule not in ("that", "speech", "whether")
            else None
        )
        if before and frame and _governs_at_once(line, cue, frame) and not line.is_open(before.start):
            before = None  # وإذ حيوا من "رفضوا الظلم"، دعوا إلى اعتصام
        resumed = frame is not None and frame.rule == "speech" and words_before(line, cue)
        if before:
            frame = before
        elif resumed and line.tokens[frame.start - 1].form in COMMAS:  # type: ignore[union-attr]
            resumed.content += frame.content  # type: ignore[union-attr]
            frame = resumed
        frame = frame or parenthesis(line, cue)
        if frame is None:
            continue
        content = [token for part in frame.content for token in line.tokens[slice(*part)]]
        if not content or (len(content) == 1 and line.opens_clause(frame.start)):
            continue  # قال أن، where what he said is missing
        governed = [] if frame.preposition is None else [line.tokens[frame.preposition]]
        source, via = source_and_via(line, cue, frame)
        if source is None or _is_nobodys(line, cue, frame) or _is_of_things(line, cue, frame, source):
            continue
        if frame.start > cue.place:
            framed = max(
                framed, frame.start + (line.verbs[frame.start] is not None and frame.rule == "object")
            )
        also = [
            line.tokens[place]
            for place in range(cue.place + 1, frame.start)
            if cue.kind == "verb"
            and is_saying_participle(line, place)
            and saying("participle", line.heads[place].lemma or "").kind == "communication"  # type: ignore[union-attr]
            and (line.lemmas[place] == "قايل" or place + 1 == frame.start)
        ]
        cue_tokens = [line.tokens[cue.place], *also, *governed]
        entry = _message(line, frame) if "message" in cue.saying.frames else None
        attribution = relate(line, source, cue_tokens, content, entry or cue.saying, cue.kind, frame.rule)
        was = source[0] - 1  # لم يكن | الباحثون | يعلمون
        denied = source[0] < source[1] <= cue.place and was > 0 and line.lemmas[was] == "كان"
        denied = denied and (is_negated(line, was) or line.cores[was - 1] == "ما")
        denied = denied or is_negated(line, cue.place)
        if cue.kind == "verb" and (denied or _is_not_done(line, cue.place)):
            attribution.note = "The word of saying is denied here."
        if frame.addressee:
            attribution.addressee = span_of(line.tokens[slice(*frame.addressee)])
        attribution.via_span = span_of(line.tokens[slice(*via)])
        attribution.via = plain(line.tokens[slice(*via)]) if via[1] > via[0] else None
        if attribution.via and via[1] == via[0] + 1 and unknown(line.tokens[via[0]]):
            attribution.via = attribution.via.removeprefix("ل")  # في تصريح لموزاييك
        yield attribution


def _governs_at_once(line: Line, cue: Cue, frame: Frame) -> bool:
    """دعوا | إلى اعتصام: whether what a cue introduces follows it with its preposition, nothing between."""
    return frame.rule == "preposition" and cue.place + 1 in (frame.preposition, frame.start)


def _message(line: Line, frame: Frame) -> Saying | None:
    """وجه تهديدات بـ, قدم اعتذاره: the verb of the noun that is given, which says what kind of words they are."""
    few = range(frame.start, min(frame.start + 3, len(line)))
    entries = (saying("masdar", line.heads[p].lemma or "") for p in few if line.heads[p].upos == "NOUN")
    told = (entry for entry in entries if entry is not None and entry.kind == "communication")
    return next(told, None) if frame.rule in ("object", "preposition") else None


def _inside(frame: Frame | None, cue: Cue, framed: int) -> bool:
    """وقال مسؤول طالبا عدم كشف اسمه إن: a participle whose words end before those of the verb begin."""
    return (
        frame is not None
        and cue.kind in ("participle", "verb")
        and frame.rule == "object"
        and frame.content[-1][1] <= framed
    )


def _cues(line: Line) -> Iterator[Cue]:
    for place, word in enumerate(line.heads):
        verb = line.verbs[place]
        if verb is not None and not line.in_name(place):
            entry = saying("verb", verb.lemma or "") or giving(verb.lemma or "")
            entry = entry or (ruling(verb.lemma or "") if _is_of_a_court(line, place) else None)
            entry = entry or (permitting(verb.lemma or "") if _is_of_who_rules(line, place) else None)
            if (
                (
                    line.is_a("publishing", place)
                    and place
                    and line.heads[place - 1].feats.get("Definite") != "Def"
                    and not line.has_pronoun(place - 1)  # ومن جانبها نقلت الإذاعة
                )
                and not line.joined(place)
                and line.heads[place - 1].upos == "NOUN"
            ):
                continue  # في بيان نشر على موقعها
            if place and line.forms[place - 1] in ("اي", "كل"):
                continue  # أي طلب
            named = line.forms[place] in ("يدعي", "تدعي") and verb.lemma == "دَعَا"  # شخص يدعى حسام
            if _is_in_title(line, place) or _is_idiom(line, place) or named or _is_what_is_taken(line, place):
                continue
            if _is_only_possible(line, place) or _is_most(line, place):
                continue
            if entry and entry.kind == "volition" and hides_name(line, place):
                continue  # فضل عدم ذكر اسمه
            if (
                entry
                and entry.verb == "وَرَدَ"
                and not line.joined(place)
                and line.preposition(place + 1) is None
            ):
                entry = saying("verb", "رَدَّ")  # ورد الوزير بأنّ: و and رد
            if entry is None and line.lemmas[place] == "كذب" and _is_belied(line, place):
                entry = saying("verb", "كَذَّبَ")
            if entry and entry.verb == "وَثِقَ" and not _governs_soon(line, place, entry.prepositions):
                entry = saying("verb", "وَثَّقَ")  # وثق التقرير 43 حالة
            if entry and entry.verb == "خَافَ" and _hides(line, place):
                entry = saying("verb", "أَخْفَى")  # ولم يخف قلقه, read as to fear
            if entry and entry.verb == "شَكَّ" and _governs_soon(line, place, frozenset({"من"})):
                entry = saying("verb", "شَكَا")  # السكان شكوا من, read as to doubt
            if entry is None and line.lemmas[place] == "كذب" and _belies(line, place):
                entry = saying("verb", "كَذَّبَ")  # كذبت الوزارة الشائعات, read as to lie
            names = entry is not None and "described" in entry.frames and "message" not in entry.frames
            if entry and not names and not in_source_phrase(line, place):
                yield Cue(place, entry, "verb")
        elif is_saying_participle(line, place) and is_adverbial(line, place):
            entry = saying("participle", word.lemma or "")
            assert entry is not None
            if not (place and line.verbs[place - 1] and hides_name(line, place)):  # وقال | طالبا عدم الكشف
                yield Cue(place, entry, "participle")
        elif line.forms[place] in words("aside of the writer"):
            continue  # للأسف، أننا
        elif line.preposition(place) == "ب" and line.is_a("feeling shown", place) and _is_how(line, place):
            continue  # لاحظت باستغراب أنّ
        elif is_source_word(line, place) and line.forms[place + 1 : place + 2] == ["عن"]:
            continue  # نقلا عن: a source phrase
        elif entry := _in_state_of_mind(line, place):
            yield Cue(place, entry, "adjective")
        elif word.upos == "NOUN" and (entry := saying("masdar", word.lemma or "")):
            yield Cue(place, entry, "noun")
        elif word.upos in ("ADJ", "NOUN") and (entry := saying("participle", word.lemma or "")):
            # هو مقتنع بأن، واثقون من أن: what someone thinks as a predicate
            yield Cue(place, entry, "adjective")


def _is_how(line: Line, noun: int) -> bool:
    """قال الرجل | باستغراب أنّ: whether a noun of feeling tells how somebody says something, by a verb that takes the clause behind it."""
    before = (line.verbs[p] for p in range(noun - 1, max(line.starts[noun] - 1, noun - 12), -1))
    entry = next((saying("verb", verb.lemma or "") for verb in before if verb is not None), None)
    return entry is not None and "that" in entry.frames and "ب" not in entry.prepositions


def _in_state_of_mind(line: Line, place: int) -> Saying | None:
    """الخبراء على | قناعة بأن، على | يقين من أنّ: the entry of a noun that tells what somebody thinks, before a clause."""
    after = place + 1 + (place + 1 < len(line) and line.forms[place + 1] in ("من", "تامه", "كامله"))
    stands = place > 0 and line.forms[place - 1] == "علي" and line.heads[place].upos == "NOUN"
    if not stands or not line.opens_clause(after):
        return None
    return saying("verb", words("state of mind").get(line.lemmas[place], ""))


def _is_of_a_court(line: Line, verb: int) -> bool:
    """أمرت المحكمة بمصادرة البيت، كما | منعته من السفر: whether a court, behind this verb or one of saying before it, rules."""
    if any(line.is_a("court", p) for p in (verb + 1, verb + 2)):
        return True
    before = range(max(line.starts[verb], verb - FAR), verb)
    return any(
        line.is_a("court", p) and _is_saying(line, p - 1) and agrees(line.verbs[verb], line.heads[p])  # type: ignore[arg-type]
        for p in before
        if p
    )


def _is_of_who_rules(line: Line, verb: int) -> bool:
    """حظرت الوزارة استيراد السيارات، المفتي أجاز إخراجها نقدا: whether a ministry, a court or a scholar of law acts right behind or
    right before this verb."""
    start, end = subject_before(line, verb)
    near = [verb + 1, verb + 2] if start == end else [start]
    return any(line.is_a("who rules", p) and line.preposition(p) is None for p in near)


def _hides(line: Line, verb: int) -> bool:
    """ولم يخف المدرب | قلقه، لم تخف المستشارة | استياءها من: a jussive with the letters of two verbs, before what somebody feels."""
    if verb == 0 or line.cores[verb - 1] != "لم":
        return False
    near = range(verb + 1, min(len(line), verb + 7))
    feels = (p for p in near if line.has_pronoun(p) and line.preposition(p) is None)
    return any(line.lemmas[p] in by_form("masdar") or line.is_a("feeling", p) for p in feels)


def _is_saying(line: Line, place: int) -> bool:
    verb = line.verbs[place]
    return verb is not None and (saying("verb", verb.lemma or "") or ruling(verb.lemma or "")) is not None


def _is_belied(line: Line, verb: int) -> bool:
    """كذبت وزارة التضامن ما تم تداوله: to call a lie, not to lie: what was told follows."""
    if verb + 2 >= len(line) or not line.is_nominal(verb + 1):
        return False
    what = noun_phrase(line, verb + 1, len(line))
    return what + 1 < len(line) and line.forms[what] == "ما" and line.verbs[what + 1] is not None


def _governs_soon(line: Line, verb: int, prepositions: frozenset[str]) -> bool:
    return any(line.preposition(p) in prepositions for p in range(verb + 1, min(verb + 6, len(line))))


def _belies(line: Line, verb: int) -> bool:
    """كذبت مسؤولة بالوزارة الإشاعات، كذّب ذلك: what is belied, without a preposition, after the verb."""
    for place in range(verb + 1, min(verb + 14, len(line))):
        if line.marks[place] in STOPS + ":" or line.opens_clause(place):
            return False
        if line.is_a("what is belied", place) and line.preposition(place) is None and not line.joined(place):
            return True
    return False


def _is_in_title(line: Line, place: int) -> bool:
    """ألبوم "ظننت أنك عرفت": words of a title."""
    close = line.closing.get(place)
    opening = line.mates[close] if close is not None else 0
    return opening > 0 and line.is_a("titled work", opening - 1) and not is_quotation(line, opening)


def _is_idiom(line: Line, verb: int) -> bool:
    """لفت نظري أنّ، يشار إليها اختصارا: what strikes somebody, what something is called."""
    after = verb + 1
    if after >= len(line):
        return False
    struck = line.is_a("attention", after) and line.preposition(after) is None
    called = line.points_back(after) and line.forms[after].startswith("الي")
    refers = called and line.lemmas[verb] == "اشار" and not line.opens_clause(after + 1)
    return (struck and line.lemmas[verb] in ("لفت", "استرعي", "جذب")) or refers


def _is_not_done(line: Line, verb: int) -> bool:
    """من دون أن يوضح ما إذا: what is not said; not غير أنها أكدت."""
    return verb > 1 and line.takes_verb(verb - 1) and line.cores[verb - 2] in words("without")


def _is_only_possible(line: Line, verb: int) -> bool:
    """يجب أن نعبر عن مشاكلنا، من المنتظر أن تعلن، قل له إنّ: what may, must or will be said is not said."""
    word = line.verbs[verb]
    if word is not None and word.feats.get("Mood") == "Imp":
        return True
    if verb and line.forms[verb - 1].removeprefix("و") in words("condition before a verb"):
        return line.forms[verb - 2 : verb - 1] not in (["ما"], ["عما"])  # إذا طلب
    if (
        verb > 1
        and line.forms[verb - 1] in ("لم", "ما")
        and line.forms[verb - 2] in words("condition before a verb")
    ):
        return True  # إذا لم يلتزم، إذا ما أظهر
    entry = saying("verb", word.lemma or "") if word is not None else None
    if word is not None and word.feats.get("Person") == "2" and entry is not None:
        as_you = verb > 0 and line.forms[verb - 1] == "كما"
        if as_you or entry.kind in ("cognition", "perception"):
            return True  # كما رأيتم أنّ: what the writer reminds his readers of
    asked = _is_asked(line, verb) or _is_wanted(line, verb) or _goes_on_wanting(line, verb)
    return asked or _is_supposed(line, verb)


def _is_most(line: Line, place: int) -> bool:
    """أنها | أبرز أعماله، مطالب | أبرزها رفع الأجور، من أوضح الأدلة: an elative that has the letters of a masculine perfect."""
    word = line.verbs[place]
    alike = word is not None and word.misc.get("Pattern") == "أَفْعَلَ" and word.feats.get("Aspect") == "Perf"
    if not alike or word is None or word.feats.get("Gender") == "Fem":
        return False
    if line.forms[place].removeprefix("و") in words("one of these"):
        return True
    if place == 0:
        return False
    before = line.tokens[place - 1].words[-1]
    named = line.opens_clause(place - 1) and line.has_pronoun(place - 1)
    other = (before.feats.get("Gender"), before.feats.get("Number")) != ("Masc", "Sing")
    bare = not line.has_pronoun(place) and not line.joined(place) and stands_bare(line, place + 1)
    return bare and ((named and other) or line.forms[place - 1] in ("من", "ومن"))


def _is_what_is_taken(line: Line, place: int) -> bool:
    """تسلم نائب الرئيس | طلب مناقشة عامة، قدمت الشركة | شكر الزبائن: a noun with the letters of a perfect, right behind a definite subject and its
    verb, where no second verb can stand."""
    word = line.verbs[place]
    alike = word is not None and word.feats.get("Aspect") == "Perf" and not line.joined(place)
    if not alike or line.cores[place] not in by_form("masdar") or place + 1 >= len(line):
        return False
    if not line.is_nominal(place + 1) or line.preposition(place + 1) is not None:
        return False
    before = place - 1
    if before >= 0 and line.has_pronoun(before) and is_action(line, before) and not is_whom(line, before):
        return True  # أعلن تسلمه | طلب مناقشة عامة
    near = range(place - 1, max(line.starts[place], place - 12) - 1, -1)
    verb = next((p for p in near if line.verbs[p] is not None), place)
    acts = line.verbs[verb]
    if verb == place or acts is None or describes(line, verb) or not stands_bare(line, verb + 1):
        return False
    whole = line.heads[place - 1].feats.get("Definite") == "Def" or line.in_name(place - 1)
    whole = whole or line.heads[place - 1].feats.get("Number") == "Plur"  # وقع تسعة نواب | طلب استجواب
    first = noun_phrase(line, verb + 1, place + 1)
    return whole and agrees(acts, line.heads[verb + 1]) and first in (place, place + 1)


def _is_supposed(line: Line, verb: int) -> bool:
    """قد يكون الأمر أن الشركة | قررت، لو أن الرئيس | أعلن، ربما كان المدير | طلب، إن | رفضت المحكمة: whether a clause is only supposed to be so."""
    before = verb - 1
    if before >= 0 and line.tokens[before].words[-1].form == "إن" and line.verbs[verb] is not None:
        return before == line.starts[verb] or line.tokens[before - 1].form in COMMAS or line.joined(before)
    start, end = subject_before(line, verb)
    opener = (start if start < end else verb) - 1
    if opener > 0 and line.opens_clause(opener):
        opener -= 1 + (line.forms[opener - 1] == "الامر")
    was = opener > 0 and line.lemmas[opener] == "كان"
    may = was and line.heads[opener].feats.get("Aspect") == "Imp" and line.cores[opener - 1] == "قد"
    opener -= was
    return may or (0 <= opener < verb - 1 and line.cores[opener] in words("supposition"))


def _is_wanted(line: Line, verb: int) -> bool:
    """يمكن أن تشير، على الحكومة أن تعترف، طالبه بأن يؤكد: an imperfect after أنْ; not قبل أن يعلن"""
    word = line.verbs[verb]
    clause = verb - 1 - (line.forms[verb - 1] in ("لا", "لن")) if verb else 0
    if clause < 1 or word is None or word.feats.get("Aspect") != "Imp" or not line.takes_verb(clause):
        return False
    return line.cores[clause - 1] not in words("before that")


def _goes_on_wanting(line: Line, verb: int) -> bool:
    """أتمنى أن نبدأ العمل | ونتحدث فيه خاصة أنّ: a second verb of the same first or second person after أنْ."""
    word = line.verbs[verb]
    if word is None or not line.joined(verb) or word.feats.get("Person") not in ("1", "2"):
        return False
    far = range(verb - 1, max(0, verb - 12), -1)
    first = next((p for p in far if line.verbs[p] is not None or line.marks[p] in STOPS + ":"), 0)
    other = line.verbs[first]
    same = other is not None and all(
        other.feats.get(feature) == word.feats.get(feature) for feature in ("Aspect", "Person", "Number")
    )
    return same and _is_wanted(line, first)


def _is_asked(line: Line, verb: int) -> bool:
    """ما إذا كانت الوزارة ستوافق على الطلب، بما إذا كانت تل أبيب تعتزم الهجوم: what is asked about is not said."""
    future = any(word.xpos == "part_fut" for word in line.tokens[verb].words)
    word = line.verbs[verb]
    may_be = word is not None and word.feats.get("Aspect") == "Imp" and not line.joined(verb)
    if not (future or may_be):
        return False
    for place in range(verb - 1, max(0, verb - 12), -1):
        if line.tokens[place].form in COMMAS + STOPS or line.opens_clause(place):
            return False
        asks = line.forms[place - 1 : place + 1] == ["بما", "اذا"]
        if asks or f"{line.forms[place - 1]} {line.forms[place]}" in words("question of two words"):
            return True
        if line.heads[place].feats.get("PronType") == "Rel":
            return False
    return False


def _is_of_things(line: Line, cue: Cue, frame: Frame, subject: tuple[int, int]) -> bool:
    """الحرب تهدد بمصيبة، الزيارة تؤكد ضلوع واشنطن، توقعات تشير إلى ارتفاع: what is done wants and says
    nothing, and shows no mere topic, unless it is words."""
    imposes = cue.kind == "verb" and cue.saying.verb in vocalised("verb of imposing")
    kinds = ("institution", "definite institution", "document", "body without a name")
    somebody = is_whom(line, subject[0]) or any(line.is_a(kind, subject[0]) for kind in kinds)
    somebody = somebody and subject[1] > subject[0]
    if (
        imposes
        and subject[1] <= subject[0]
        and cue.saying.verb == "رَبَطَ"
        and not (line.joined(cue.place) and is_perfect(line, cue.place))
    ):
        return True  # العلاقات التي تربط بين البلدين
    if imposes and subject[1] > subject[0] and not (somebody or line.in_name(subject[0])):
        return True  # المسؤولية تفرض على الوزارة أن، الطائرات تدعم هجوما
    if _bodes(line, cue, frame, subject) and not somebody:
        return True
    wants = cue.saying.kind == "volition" or cue.saying.act == "commissive"
    says = cue.saying.kind == "communication" and cue.kind == "verb" and line.is_a("event noun", subject[0])
    says = says and subject[0] not in line.given  # قال حرب, a family's name
    says = says and line.cores[subject[0]] not in words("body with the letters of an event")
    if cue.saying.act == "directive" and line.is_a("gathering that demands", subject[0]):
        return False  # حملة تطالب بالإفراج
    verb = line.verbs[cue.place]
    shows = frame.rule in ("preposition", "object") and verb is not None and verb.feats.get("Aspect") == "Imp"
    done = (wants or shows) and is_happening(line, subject[0]) and not somebody
    first = max(subject[0] - 1, 0)
    if any(line.heads[p].lemma == "أَيّ" for p in range(first, min(subject[1], cue.place))):
        return True  # لا يوجد أي دليل يؤكد
    if line.is_a("inquiry", subject[0]) or line.types.get(subject[0]) == "ORG":
        return False  # أظهر استطلاع أنّ، الدعم السريع
    if line.lemmas[subject[0]] == "كل" and line.has_pronoun(subject[0]) and verb is not None:
        return verb.feats.get("Number") == "Sing"  # كلها أمور توضح أنّ
    named = line.heads[subject[0]].feats.get("Number") == "Dual"  # الفوزان, a family's name
    return (says or done) and subject[1] > subject[0] and not named


def _bodes(line: Line, cue: Cue, frame: Frame, subject: tuple[int, int]) -> bool:
    """لا يبشر بالخير، الجفاف ينذر بكارثة: whether an imperfect of boding has what it bodes behind its preposition and nobody who says it."""
    verb, before = line.verbs[cue.place], cue.place - 1
    if cue.saying.verb not in vocalised("verb of boding") or frame.rule != "preposition":
        return False
    if verb is None:  # هبت عاصفة | منذرة بشتاء قاس
        return cue.kind == "participle" and line.is_nominal(before) and not is_whom(line, before)
    hidden = subject[1] <= subject[0] and line.joined(cue.place)  # قال …، ويبشر بموسم جيد
    return verb.feats.get("Aspect") == "Imp" and frame.addressee is None and not hidden


def _object_is_a(line: Line, name: str, place: int, end: int) -> bool:
    """Whether a noun of this class stands after a verb, before its first preposition."""
    bare = takewhile(lambda p: not line.preposition(p), range(place + 1, end))
    return any(line.is_a(name, p) for p in bare)


def _is_nobodys(line: Line, cue: Cue, frame: Frame) -> bool:
    """Formulas of the writer: يذكر أن, تبين أن, تجدر الإشارة إلى أن، الجدير بالذكر أن"""
    if cue.kind == "noun" and line.is_a("noun of whom one tells", cue.place):
        return True  # لإقناع الشباب بأنّ
    if cue.kind == "noun" and tuple(line.forms[cue.place - 1 : cue.place + 1]) in phrases(
        "remark of the writer"
    ):
        return True  # …، في إشارة إلى أنه
    if cue.kind == "noun" and frame.subject and frame.subject[1] > frame.subject[0]:
        who = frame.subject[0]
        if is_action(line, who) and not (is_whom(line, who) or line.is_a("body without a name", who)):
            return True  # لتأكيد اكتشافهم، تأييد حكم بحبسه
    if cue.kind == "noun":
        verb_before = line.verbs[cue.place - 1] if cue.place else None
        refused = saying("verb", verb_before.lemma or "") if verb_before else None
        if refused is not None and refused.content == "-" and line.preposition(cue.place) is None:
            return True  # رفض تأكيد أنه
        if verb_before is not None and line.lemmas[cue.place - 1] == "اشبه":
            return True  # فيما يشبه الاعتذار
        alone = cue.place - 1 - (line.preposition(cue.place - 1) is not None)
        if any(line.is_a("not given yet", p) for p in range(max(alone, 0), cue.place)):
            return True  # للحصول على تأييد الدول، تحتاج إلى موافقة المجلس على
        return any(line.is_a("worth", place) for place in range(max(0, cue.place - 2), cue.place))
    described = cue.place > 0 and line.heads[cue.place - 1].feats.get("PronType") == "Rel"
    if (
        "judged" in cue.saying.frames
        and described
        and frame.rule == "object"
        and not line.has_pronoun(cue.place)
    ):
        return frame.subject is None  # الذي يعتبر أكبر الموانئ
    details = cue.saying.stance == "endorse" or cue.saying.verb in vocalised("verb of details")
    if (
        details
        and frame.rule in ("object", "preposition")
        and cue.kind == "verb"
        and (
            (is_negated(line, cue.place) and not line.is_a("what is claimed", frame.start))
            or (_is_not_done(line, cue.place) and not is_action(line, frame.start))
        )
    ):
        return True  # ولم يكشف عن موعد ذلك, but: لم تعلن أي جهة مسؤوليتها
    unsaid = cue.kind == "verb" and cue.saying.kind == "communication" and is_negated(line, cue.place)
    silent = cue.saying.act == "commissive" or (cue.saying.act == "expressive" and cue.saying.content == "+")
    if unsaid and silent and frame.rule in ("object", "preposition"):
        return True  # لم ينتقد الحكومة، لم يلتزم بدفع الرواتب
    if cue.saying.verb in vocalised("verb of refusing") and line.is_a("telling that is refused", frame.start):
        return True  # رفض تحديد الجهات، رفض الكشف عن الأسماء
    endangers = cue.kind == "verb" and cue.saying.act == "commissive" and frame.rule == "preposition"
    if endangers and line.forms[cue.place - 1 : cue.place] in (["ما"], ["مما"], ["بما"]):
        return not line.has_pronoun(frame.start)  # …، ما يهدد بتقويض الجهود
    if _declares_a_state(line, cue, frame):
        return True
    blames = cue.saying.verb == "حَمَّلَ" and cue.kind == "verb" and frame.addressee is None
    between = frame.subject is not None and frame.start > frame.subject[1]  # من سمتهم "المليشيا"
    if blames and not (between or frame.told or line.has_pronoun(cue.place)):
        return True  # على الأعضاء تحمل المسؤولية
    if cue.saying.verb == "قَضَى" and cue.kind == "verb" and _dies(line, cue, frame):
        return True  # أربعة أشخاص قضوا في حوادث
    if cue.saying.verb == "شَنَّ" and _is_with_arms(line, cue, frame):
        return True  # شنت القوات هجوما عنيفا على المدينة
    if cue.saying.verb in vocalised("verb of exchanging"):
        return (
            cue.kind != "verb" or frame.object is None or line.lemmas[frame.object] != "اتهام"
        )  # تبادلتا الاتهامات بـ
    again = cue.saying.verb in vocalised("verb of repeating") and frame.rule == "object"
    if again and saying("masdar", line.heads[frame.start].lemma or "") is None:
        return line.is_a("what is done again", frame.start)  # جدد الجيش عملياته
    tightens = cue.saying.verb == "شَدَّدَ" and frame.rule == "preposition" and cue.kind == "verb"
    if tightens and _object_is_a(line, "what is tightened", cue.place, frame.start):
        return True  # تشدد قبضتها على المؤسسات، شددت القوات الحصار على المدينة
    described_by = cue.place > 0 and line.heads[cue.place - 1].feats.get("PronType") == "Rel"
    judges = "judged" in cue.saying.frames and line.has_pronoun(cue.place)  # وهو ما رأته المحكمة وسيلة دفاع
    does = cue.saying.verb in vocalised("verb that does, too") and not judges
    if described_by and frame.rule == "object" and does:
        return True  # الفيديو الذي يوثق هذا الاعتداء
    if cue.saying.verb in vocalised("verb that must tell somebody") and not frame.told:
        return True  # اطّلع على
    if cue.saying.verb in vocalised("verb that needs a subject") and frame.rule in ("object", "preposition"):
        before = subject_before(line, cue.place)
        if cue.kind == "verb" and frame.subject is None and before[0] == before[1]:
            return True  # وتقدر الاحتياجات بنصف مليار، أظهرت الأزمة حدود القوة
    verb = line.verbs[cue.place]
    own = verb is not None and (verb.feats.get("Person"), verb.feats.get("Number")) == ("1", "Sing")
    if own and line.is_a("feeling", cue.place) and frame.rule == "preposition":
        return True  # "أشعر بسعادة": what one feels oneself is no claim
    if line.forms[max(0, cue.place - 2) : cue.place] == ["الامر", "الذي"] and not line.has_pronoun(cue.place):
        return True  # الأمر الذي سيلقي بتأثيره على
    if cue.kind == "verb" and cue.place and line.forms[cue.place - 1] == "مما":
        return True  # مما يهدد بأزمة، مما يؤكد أن: what the writer infers
    whoever = cue.place > 0 and line.lemmas[cue.place - 1] == "من" and cue.kind == "verb"
    if whoever and line.heads[cue.place - 1].upos != "ADP":
        return True  # كل من يجيب، أول من استنكر، ومن يؤمن بـ
    ascribed = cue.saying.verb == "نَسَبَ" and frame.subject is not None and frame.rule == "preposition"
    if ascribed and is_action(line, frame.subject[0]) and not is_whom(line, frame.subject[0]):  # type: ignore[index]
        return True  # عملية نسب التخطيط لها إلى جماعة
    if line.forms[max(0, cue.place - 2) : cue.place] == ["اول", "من"]:
        return True
    was = cue.place - (line.lemmas[cue.place - 1] == "كان") if cue.place else 0
    if cue.saying.kind == "cognition" and was and line.forms[was - 1] == "كما" and frame.rule != "that":
        return True  # ليس جيدا كما كان يعتقد سابقا، في إشارة إلى
    verb = line.verbs[cue.place]
    about_it = line.forms[cue.place - 1 : cue.place] == ["ما"] and frame.subject is None and verb is not None
    bare = verb is not None and (verb.feats.get("Aspect"), verb.feats.get("Gender")) == ("Imp", "Masc")
    if about_it and bare and frame.rule == "preposition" and not line.has_pronoun(cue.place):
        return True  # ما يحكى عن فشلها غير صحيح
    if line.is_a("suspected", cue.place) and frame.rule != "that":
        return frame.subject is None  # يشتبه بتورطه
    if frame.rule in ("object", "preposition") and frame.subject is None and _is_traced(line, cue):
        return True  # هجوم نُسب إلى القوات، أدلة تدين المتهم
    opens = cue.place == 0 or line.marks[cue.place - 1] in STOPS
    at_once = frame.start == cue.place + 1 and line.opens_clause(frame.start)
    remark = opens and line.cores[cue.place] == "يذكر"
    return at_once and (remark or line.is_a("impersonal", cue.place))


def _declares_a_state(line: Line, cue: Cue, frame: Frame) -> bool:
    """أعلنت حالة التأهب، وأعلن الحداد: whether nobody but what is declared stands behind the verb; الطوارئ may also speak, so that
    it wants the و of one who has been named."""
    what = cue.place + 1
    if cue.saying.verb != "أَعْلَنَ" or cue.kind != "verb" or not line.is_a("what is declared", what):
        return False
    first = frame.subject[0] if frame.subject is not None else None
    return (line.joined(cue.place) and (first is None or first <= what)) or (
        first == what and line.lemmas[what] == "حاله"
    )


def _dies(line: Line, cue: Cue, frame: Frame) -> bool:
    """قضى نحو 70 شخصا بالفيضانات، سيدة قضت بحادث; not: قضت المحكمة بسجن, قانون يقضي بـ: who is counted or is no body
    and no document, and is said to have died of what happened."""
    subject = frame.subject or subject_before(line, cue.place)
    behind = range(cue.place + 1, frame.start)
    counted = any(line.heads[p].upos == "NUM" for p in behind) or _is_counted(line, subject)
    verb = line.verbs[cue.place]
    perfect = verb is not None and verb.feats.get("Aspect") == "Perf"
    noun = subject[0] if subject[1] > subject[0] else len(line)
    kinds = ("institution", "definite institution", "document", "inquiry", "title", "body without a name")
    decides = noun < len(line) and (any(line.is_a(kind, noun) for kind in kinds) or noun in line.names)
    indefinite = noun < len(line) and line.heads[noun].feats.get("Definite") == "Ind"
    accident = line.is_a("event noun", frame.start) and not line.is_a("institution", noun)
    decided = decides and not _is_counted(line, subject)  # قضت المحكمة، اليوم الاثنين، بسجن
    return (counted and not decided) or accident or (perfect and indefinite and not decides)


def _is_with_arms(line: Line, cue: Cue, frame: Frame) -> bool:
    """شنت القوات هجوما عنيفا على المدينة; not هجوما لاذعا على، شن النائب هجوما على الوزير: an attack that no adjective makes one in
    words, by no one person and no paper, or on a place."""
    behind = range(frame.start + 1, min(len(line), frame.start + 7))
    if any(line.is_a("adjective of an attack in words", p) for p in behind):
        return False
    start, end = frame.subject or subject_before(line, cue.place)
    verb, target = line.verbs[cue.place], next((p for p in behind if line.preposition(p) == "على"), None)
    if verb is None or verb.feats.get("Number") == "Plur" or target is None:
        return True
    target += line.alone(target)
    where = line.types.get(target) in ("GPE", "LOC") or line.is_a("place", target)
    person = any(line.types.get(p) == "PER" or line.is_a("title", p) for p in range(start, end))
    return where or not (person or (start < end and line.is_a("outlet", start)))


def _is_counted(line: Line, phrase: tuple[int, int]) -> bool:
    """نحو 70 شخصا: whether a number leads a phrase."""
    return any(line.heads[p].upos == "NUM" for p in range(*phrase))


def _is_traced(line: Line, cue: Cue) -> bool:
    """Whether a thing without an article is traced back to somebody, or condemns him."""
    if cue.kind != "verb" or cue.place == 0 or cue.saying.verb not in vocalised("verb of things"):
        return False
    if line.points_back(cue.place + 1):
        return False  # أصدر بيانا | أدان فيه الهجوم
    before = line.heads[cue.place - 1]
    return (
        before.upos in ("NOUN", "ADJ")
        and before.feats.get("Definite") == "Ind"
        and not line.joined(cue.place)
    )
