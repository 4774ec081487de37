"""Sources: who speaks, and through whom the words reach the reader."""

from __future__ import annotations

from khabar.discourse.cues import Cue, Frame, may_tell
from khabar.discourse.extents import (
    sentence_start,
)
from khabar.discourse.line import COMMAS, NOMINAL, STOPS, Line, unknown
from khabar.discourse.noun_phrases import noun_phrase, with_relative
from khabar.discourse.nouns import ascribes_words, is_done_at_once, is_press
from khabar.discourse.objects import before_object
from khabar.discourse.subjects import is_passive, subject_before
from khabar.discourse.vocabulary import fold, words

_FAR_VENUE = 12  # tokens from a text or a meeting to the verb of what is said there


def source_and_via(line: Line, cue: Cue, frame: Frame) -> tuple[tuple[int, int] | None, tuple[int, int]]:
    """Who speaks, and what carries the words."""
    none = (cue.place, cue.place)
    end = frame.start if frame.start > cue.place else len(line)
    end = line.first_mark(STOPS, range(cue.place + 1, end))
    if frame.preposition is not None:
        end = min(end, frame.preposition)
    subject = frame.subject if frame.subject and frame.subject[1] > frame.subject[0] else None
    if cue.saying.kind == "document":
        place = next((p for p in range(cue.place + 1, end) if line.preposition(p) == "في"), None)
        if place is None:
            return None, none
        if line.heads[place].upos == "PRON":  # تقرير جاء فيه أنّ
            return _document_before(line, cue.place), none
        return (place + 1, max(place + 2, _document_end(line, place + 1, end))), none
    via = outlet(line, subject[1] if subject else cue.place + 1, end)
    if via[0] == via[1] and subject:
        via = outlet(line, cue.place + 1, subject[0])  # وقال لوكالة فرانس برس | مصدر طبي
    if via[0] == via[1] or line.is_a("what hides somebody", via[0]):  # طالبا ألا ينشر | اسمه
        via = _venue_before(line, cue.place)
    if cue.kind == "adjective":
        before = subject_before(line, cue.place)
        first, on = line.starts[cue.place], cue.place - 1
        if on > first and line.forms[on] == "علي" and noun_phrase(line, first, on, proclitic=True) == on:
            before = (first, on)  # الخبراء | على قناعة
        return (before if before[1] > before[0] else None), none
    if cue.kind == "participle":
        return none, via
    verb = line.verbs[cue.place]
    fronted = frame.rule == "object" and frame.start < cue.place  # التهم التي أنكرها
    active = not is_passive(line, cue.place)
    if verb is not None and "ُ" not in verb.form and "told" not in cue.saying.frames:
        active = active or frame.rule in (
            "that",
            "to",
        )  # البطل اشترط أن: a passive of that names nobody before it
    what = line.has_pronoun(cue.place) and line.forms[cue.place - 1 : cue.place] in (["ما"], ["لما"], ["بما"])
    what = what and "judged" in cue.saying.frames  # أضرب العمال احتجاجا على ما | اعتبره تراجعا
    if subject is None and verb is not None and active and not fronted and not what:
        before = subject_before(line, cue.place)
        subject = before if before[1] > before[0] and not _is_told_of(line, before[0], cue, frame) else None
    whence = words("verb of relaying").get(fold(cue.saying.verb))
    if cue.saying.verb == "نَسَبَ" and ascribes_words(line, cue.place):
        whence = "إلى"
    if whence and subject:
        places = range(max(subject[1], cue.place), end)
        of_him = next((p for p in places if _is_of_him(line, p, whence)), None)
        if of_him is not None:
            return (of_him, of_him + 1), subject  # نقلت الوكالة عنه قوله
        about = next((p for p in places if line.forms[p] == fold(whence)), None)
        if about is not None:  # نقلت الصحيفة، في عددها اليوم، عن الوزير; علمت رويترز من مصدر
            return (about + 1, noun_phrase(line, about + 1, end)), subject
    first = cue.place + 1
    if whence and subject is None and line.forms[first : first + 1] == [fold(whence)]:
        return (first + 1, noun_phrase(line, first + 1, end)), via  # نُقل عن مصدر أنّ
    hastens = cue.kind == "noun" and is_done_at_once(line, cue.place)  # سارع الوزير إلى التنديد
    if subject is None and cue.kind == "noun" and (hastens or line.forms[cue.place] == "بالقول"):
        subject = _subject_of_verb_before(line, cue.place)  # واكتفى الوزير بالقول: "…"
    if subject is None:
        if cue.kind == "noun" and not line.has_pronoun(cue.place) and frame.rule != "that":
            return None, via
        return none, via
    return subject if is_named(line, *subject) else none, via


def _subject_of_verb_before(line: Line, place: int) -> tuple[int, int] | None:
    start = sentence_start(line, place)
    verb = next((p for p in range(place - 1, start - 1, -1) if line.verbs[p] is not None), None)
    if verb is None:
        return None
    demands = (p for p in range(verb + 2, place) if line.is_a("gathering that demands", p))
    stopped = line.is_a("verb against a gathering", verb)
    gathering = next(
        (
            p
            for p in demands
            if stopped or line.cores[p - 1] in words("before that") or line.forms[p - 1] == "خلال"
        ),
        None,
    )
    if gathering is not None:  # اعتقلت الشرطة المئات قبل | مسيرات | للمطالبة بالإصلاح، منعت السلطات | تجمعا
        return gathering, noun_phrase(line, gathering, place)
    noun = verb + 1
    while noun < place and (line.tokens[noun].form in COMMAS or noun in line.times):
        noun = line.times.get(noun, noun + 1)  # أغلق، الأحد، | عشرات الخبازين
    if noun < place and line.is_nominal(noun) and line.preposition(noun) is None:
        return noun, before_object(line, noun, noun_phrase(line, noun, place))
    before = subject_before(line, verb)
    return before if before[1] > before[0] else (place, place)


def _is_told_of(line: Line, noun: int, cue: Cue, frame: Frame) -> bool:
    """انتهاكات قالت إنها وقعت، المنزل الذي قالت إنه مقر للمسلحين: things of which what is said tells, before a verb in the singular."""
    word, verb = line.heads[noun], line.verbs[cue.place]
    spoken = line.opens_clause(frame.start) and line.has_pronoun(frame.start) and frame.start == cue.place + 1
    if not spoken or verb is None or verb.feats.get("Number") != "Sing":
        return False
    if line.heads[cue.place - 1].feats.get("PronType") == "Rel":
        gender = line.tokens[frame.start].words[-1].feats.get("Gender")
        return gender == line.heads[cue.place - 1].feats.get("Gender") and not may_tell(line, noun)
    speaks = any(
        line.is_a(kind, noun) for kind in ("person of a place", "outlet", "venue", "institution", "title")
    )
    things = word.feats.get("Number") == "Plur" and word.feats.get("Definite") == "Ind"
    return things and not speaks


def _is_of_him(line: Line, place: int, whence: str) -> bool:
    """عنه، عنها: the preposition of a verb of relaying with a pronoun."""
    return line.points_back(place) and fold(line.tokens[place].words[0].form) == fold(whence)


def _document_before(line: Line, verb: int) -> tuple[int, int]:
    """تقرير لشبكة إخبارية | جاء فيه: the document that a clause describes; (verb, verb) where none is near."""
    near = range(verb - 1, max(line.starts[verb], verb - 15) - 1, -1)
    start = next((p for p in near if line.is_a("document", p) or line.is_a("venue", p)), None)
    if start is None:
        return verb, verb
    return start, with_relative(line, noun_phrase(line, start, verb, proclitic=True), verb)


def _document_end(line: Line, start: int, end: int) -> int:
    return next((p for p in range(start, end) if line.tokens[p].form in COMMAS + ":"), end)


def _venue_before(line: Line, verb: int) -> tuple[int, int]:
    """في مقابلة مع صحيفة لوموند، كشف: at the head of the sentence; أدلى بتصريح لوكالة رويترز | قال فيه"""
    if line.points_back(verb + 1):
        near = range(verb - 1, max(line.starts[verb], verb - _FAR_VENUE) - 1, -1)
        venue = next((p for p in near if line.is_a("venue", p)), verb)
        return outlet(line, venue + 1, verb)
    start = sentence_start(line, verb)
    if start < verb and line.preposition(start) == "في" and line.is_a("venue", start + 1):
        return outlet(line, start + 1, verb)
    return verb, verb


def outlet(line: Line, start: int, end: int) -> tuple[int, int]:
    """First place and end of what carries the words: في إفادة نشرتها وكالة "رويترز"، في بيان نشر على
    موقعها، لصحيفة "لوموند"، على منصة إكس; (start, start) where nothing does."""
    for place in range(start, end):
        got = line.is_a("receiving", place) or line.is_a("interviewing", place)
        if line.verbs[place] is not None and got:
            noun = place + 1 + line.points_back(place + 1)  # في بيان تلقته | وكالة، اتصال أجرته معه | «الوطن»
            close = line.mates[noun] + 1 if line.is_open(noun) else noun_phrase(line, noun, end)
            close = close if line.is_open(noun) else before_object(line, noun, close)  # … | نسخة منه
            if line.is_open(noun) or is_press(line, noun) or _may_be_press(line, noun):
                return noun, min(close, end)
        if line.verbs[place] is not None and line.is_a("publishing", place):
            noun = place + 1
            while noun < end and (noun in line.times or line.forms[noun] in words("manner of speaking")):
                noun = line.times.get(noun, noun + 1)  # نشرت مؤخرا عبر موقع
            carried = line.preposition(noun) in ("في", "عبر", "على") and noun + 1 < end
            carried = carried and not line.has_pronoun(noun + 1)
            if carried and (line.is_a("outlet", noun + 1) or line.types.get(noun + 1) == "ORG"):
                noun += 1
            stop = noun_phrase(line, noun, end)
            if stop > noun:
                return noun, stop
            venue = next((p for p in range(place, start - 1, -1) if line.is_a("venue", p)), None)
            if venue is None:
                continue
            close = next((p for p in range(place, end) if line.tokens[p].form in COMMAS), end)
            return venue, close
        if opening := line.opens_behind_lam(place):
            return opening, line.mates[opening] + 1  # ل ـ «البيان»
        if line.is_told_in_marks(place):
            return place + 1, place + 2  # «للأنوار»
        if line.tokens[place].form.endswith("ـ") and line.alone(place) and line.is_a("venue", place - 1):
            if (bracket := line.brackets.get(place + 1)) is not None:
                return place + 2, bracket  # لـ(بغداد اليوم)
            ends = (p for p in range(place + 1, end) if line.tokens[p].form in COMMAS or p in line.times)
            return place + 1, next(ends, end)  # في حديث لـ السومرية نيوز
        preposition = line.preposition(place)
        with_lam = preposition is None and unknown(line.tokens[place]) and line.forms[place].startswith("ل")
        if with_lam and _is_talk_with(line, place, place):
            return place, place + 1  # في تصريح | لموزاييك, which no lexicon has
        if preposition in ("ل", "مع", "الى", "إلى", "على", "عبر", "في"):
            noun = place + line.alone(place)
            if preposition != "ل" and (network := _network(line, noun, end, preposition)):
                return noun, network
            if preposition == "في":
                continue
            if line.is_a("correspondent", noun) and line.is_open(noun + 1):
                return noun, line.mates[noun + 1] + 1  # لمراسلة "الحرة"
            if line.is_a("correspondent", noun) and line.types.get(noun + 1) == "ORG":
                noun += 1  # لمراسل سانا
                return noun, max(noun + 1, noun_phrase(line, noun, end))
            channel = line.cores[noun : noun + 1] and line.cores[noun] in words("name of the press")
            alone = not line.is_nominal(noun + 1) or line.cores[noun + 1] in words("outlet word")
            channel = channel and preposition == "ل" and alone  # للجزيرة | إنّ، للجزيرة نت
            one = noun + (line.lemmas[noun : noun + 1] in (["احد"], ["احدي"]))  # لإحدى القنوات
            channel = channel or _is_talk_with(line, place, noun)
            if (channel or is_press(line, one)) and noun < end:
                close = max(noun + 1, noun_phrase(line, noun, end, proclitic=True))
                if line.has_pronoun(noun) and close + 1 < end and line.preposition(close) in ("على", "في"):
                    close = _network(line, close + 1, end, "على") or close  # عبر قناتها على تلغرام
                named = close == one + 1 < end - 1 and line.heads[one].feats.get("Definite") != "Def"
                land = line.cores[close + 1] if named and line.verbs[close] is not None else ""
                if land.startswith("ال") and land.endswith("يه"):
                    close += 2  # لصحيفة | صن | البريطانية
                return noun, close
    return start, start


def _network(line: Line, noun: int, end: int, preposition: str) -> int:
    """عبر "النشرة"، على إكس، عبر شاشة المملكة: the end of a network or of what shows or carries the words; 0 where none stands."""
    opened = line.is_open(noun)
    if noun >= end or (opened and line.mates[noun] >= end):
        return 0
    if opened and (preposition == "عبر" or line.forms[noun + 1] in words("network")):
        return line.mates[noun] + 1 if line.mates[noun] - noun <= 4 else 0
    if line.forms[noun] in words("network"):
        return noun + 1 + (line.forms[noun + 1 : noun + 2] in (["توك"], ["بوك"], ["شات"]))
    return noun_phrase(line, noun, end) if preposition != "في" and line.is_a("screen", noun) else 0


def _is_talk_with(line: Line, place: int, noun: int) -> bool:
    """في تصريح خاص | لموزاييك، في حديثه | للشرق، في تصريح أدلى به | للخبر، في مقابلة | مع ماركا: an outlet without its noun behind a talk."""
    if place == 0 or noun >= len(line):
        return False
    before = place - 1
    before -= line.points_back(before) and line.verbs[before - 1] is not None  # أدلى به
    before -= line.verbs[before] is not None
    while before > 0 and line.heads[before].upos == "ADJ" and not line.is_a("venue", before):
        before -= 1
    talk = before >= 0 and line.is_a("talk with the press", before)
    alone = line.preposition(place) in ("ل", None) or line.lemmas[before] in ("مقابله", "حوار")
    alone = alone or line.cores[noun] in words("paper named by a word")
    listed = "".join(line.cores[noun : noun + 1]) in words("name of the press")
    return talk and alone and (listed or _may_be_press(line, noun) or line.is_a("behind a talk", noun))


def _may_be_press(line: Line, noun: int) -> bool:
    """موزاييك، الشرق، مصدر | الإخبارية: one word that nobody knows, or that names a paper, too; any before the word of an outlet."""
    after = noun + 1
    if noun >= len(line) or line.opens_clause(noun) or line.has_pronoun(noun):
        return False
    named = "".join(line.cores[after : after + 1]) in words("outlet word") or line.is_a(
        "word of the press", after
    )
    if named and not any(line.is_a(kind, noun) for kind in ("addressee", "title", "institution")):
        return True
    paper = line.cores[noun] in words("paper named by a word")
    if line.types.get(noun) == "ORG" and line.names.get(noun, 0) > after:
        return paper  # لليوم السابع، مع العربي الجديد
    ends = (
        after >= len(line)
        or not line.is_nominal(after)
        or after in line.times
        or line.heads[after].upos == "PROPN"
    )
    return ends and (
        paper or (unknown(line.tokens[noun]) and line.types.get(noun) not in ("PER", "GPE", "LOC"))
    )


def owner_of_venue(line: Line, noun: int) -> tuple[int, int]:
    """تغريدة للوزير، بيان صدر عن الوزارة، مؤتمر عقده الرئيس: first place and end of whose words they are."""
    none = (noun, noun)
    if not line.is_a("venue", noun):
        return none
    for place in range(noun + 1, min(noun + 5, len(line) - 1)):
        if line.verbs[place] is not None:
            came = line.is_a("coming out", place) and line.forms[place + 1] == "عن"
            by = place + 1 + (came or line.points_back(place + 1))
            acts = came or line.has_pronoun(place) or by > place + 1
            acts = acts and by < len(line) and line.is_nominal(by) and by not in line.times
            return (by, noun_phrase(line, by, len(line))) if acts and not line.is_a("outlet", by) else none
        if line.tokens[place].form in COMMAS:
            return none
        if line.preposition(place) == "ل" and not line.alone(place) and not line.is_a("outlet", place):
            return place, noun_phrase(line, place, len(line), proclitic=True)
    return none


def is_named(line: Line, start: int, end: int) -> bool:
    """Whether a phrase is one that may act: a noun, a name ("محلب", too), a pronoun that stands alone."""
    start += start < end and line.is_open(start)
    return end > start and (line.heads[start].upos in (*NOMINAL, "PRON") or line.has_pronoun(start))
