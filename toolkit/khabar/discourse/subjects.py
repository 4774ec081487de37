"""Subjects of verbs: agreement, and who stands before a verb."""

from __future__ import annotations

from khabar.discourse.cues import is_source_word, may_tell
from khabar.discourse.line import COMMAS, QUOTES, STOPS, Line, unknown
from khabar.discourse.noun_phrases import noun_phrase, phrase_before, visibly_accusative
from khabar.discourse.nouns import before_adjectives, is_action, is_own_words, stands_bare
from khabar.discourse.objects import object_within
from khabar.discourse.vocabulary import Saying, fold, saying, vocalised, words
from khabar.morphology.people import is_person
from khabar.text.document import Word


def agrees(verb: Word, noun: Word) -> bool:
    """Whether a noun after a verb may be its subject: gender, and a person that is named."""
    if visibly_accusative(noun):
        return False
    if (
        verb.form.endswith("نا")
        and verb.feats.get("Aspect") == "Perf"
        and noun.feats.get("Definite") == "Def"
    ):
        return True  # أخبرنا السفير: us, not we
    if verb.feats.get("Number") in ("Plur", "Dual") or verb.feats.get("Person") in ("1", "2"):
        return False  # the verb before its subject is singular
    genders = {verb.feats.get("Gender"), noun.feats.get("Gender")} - {None}
    tanwin = noun.form.rstrip("ً").endswith("ا") or noun.form.endswith("ًا")  # تعهد خطياً، قال مدافعًا
    if noun.feats.get("Case") == "Acc" and tanwin and noun.feats.get("Definite") == "Ind":
        return False
    if noun.feats.get("Number") == "Plur" and noun.upos == "NOUN" and noun.source != "backoff":
        return _agrees_with_several(verb, noun)
    return len(genders) < 2 or noun.source == "backoff" or noun.upos in ("PROPN", "NUM")


def _agrees_with_several(verb: Word, noun: Word) -> bool:
    """قال الخبراء، قالت النساء، حذرت الأحزاب; not وحذر | الأحزاب، وحذرت | التجار: a plural of things or bodies has its verb in the feminine,
    one of men in the masculine."""
    feminine, lemma = verb.feats.get("Gender") == "Fem", noun.lemma or ""
    if lemma in vocalised("people or things in the plural"):
        return True
    if is_person(lemma):
        return not feminine or noun.feats.get("Gender") == "Fem"
    return feminine


def subject_behind(line: Line, entry: Saying, verb: int) -> int:
    """وأيد هذه الدعوة | رئيس الكتلة، انتقد القرارَ | نقيب المحامين، رفض الخطة | محتجون، ندد بالهجوم | مجلس الأمن: the place of a subject behind what
    is judged or denied; 0 where none is."""
    first, word = verb + 1, line.verbs[verb]
    if word is None or line.has_pronoun(verb) or first + 2 >= len(line) or first in line.times:
        return 0
    governed = line.preposition(first)
    noun = first + line.alone(first)
    pointer = line.heads[noun].feats.get("PronType") == "Dem"
    noun += pointer
    if noun + 1 >= len(line) or line.heads[noun].upos not in ("NOUN", "PROPN") or line.is_open(first):
        return 0
    if governed not in (None, *entry.prepositions) or not (governed or entry.frames & _WITH_OBJECT):
        return 0
    marked = governed is None and visibly_accusative(line.heads[noun])
    thing = pointer or governed or is_action(line, noun) or not agrees(word, line.heads[noun])
    thing = thing or any(line.is_a(kind, noun) for kind in _THINGS)
    told = ("told" in entry.frames and not governed) or _is_somebody(line, noun) or line.in_name(noun)
    if not marked and (told or not thing or line.heads[noun].feats.get("Definite") == "Ind"):
        return 0
    for place in range(noun + 1, min(noun + _FAR_SUBJECT, len(line))):
        if not line.is_nominal(place) or line.preposition(place) is not None or line.joined(place):
            return 0
        whole = line.heads[place - 1].feats.get("Definite") == "Def" or line.has_pronoun(place - 1)
        if line.heads[place].upos == "ADJ" or not whole or visibly_accusative(line.heads[place]):
            continue
        acts = _is_somebody(line, place) and (pointer or marked or not line.has_pronoun(place))
        people = (p for p in range(noun, place) if line.heads[p].upos == "NOUN")
        owned = any(is_person(line.heads[p].lemma or "") for p in people) or "PER" in map(
            line.types.get, range(noun, place)
        )
        acts = acts and (marked or not owned)  # not: أشاد بتصريحات وزير الخارجية السعودي | عادل الجبير
        return place if acts and agrees(word, line.heads[place]) else 0
    return 0


_WITH_OBJECT = frozenset({"object", "judged", "described", "told"})
_THINGS = (
    "what is judged", "what is told", "message", "what is claimed", "rumour", "what one is charged with",
    "what is voted on",
)  # fmt: skip
_FAR_SUBJECT = 6  # tokens from an object to the subject behind it


def is_passive(line: Line, verb: int) -> bool:
    """Whether a verb is passive; not كررت دعوتها, whose object is the subject's own."""
    word, noun = line.verbs[verb], verb + 1
    if word is None or word.feats.get("Voice") != "Pass":
        return False
    personal = (word.lemma or "") in vocalised("verb of no impersonal passive") and "ُ" not in word.form
    if personal and word.feats.get("Aspect") == "Perf" and line.opens_clause(noun):
        return False  # وفيما يخص الحكم، اعتبر أنه قاس
    unlike = (
        noun < len(line) and line.types.get(noun) in ("GPE", "LOC") and word.feats.get("Gender") == "Masc"
    )
    if unlike and line.heads[noun].feats.get("Gender") == "Fem" and line.preposition(noun) is None:
        return False  # واتهم طهران بعرقلة السلام
    own = (
        noun < len(line)
        and line.has_pronoun(noun)
        and line.preposition(noun) is None
        and is_action(line, noun)
    )
    return not (own and line.tokens[noun].words[-1].feats.get("Gender") == word.feats.get("Gender"))


def subject_before(line: Line, verb: int) -> tuple[int, int]:
    """First place and end of a subject before its verb: the pronoun of لكنه, the noun after أنّ, the
    noun that opens the clause; (verb, verb) where there is none."""
    start, end = _noun_before(line, verb)
    thing = start < end and (_cannot_think(line, verb, start) or _cannot_want(line, verb, start))
    return (verb, verb) if thing else (start, end)


def is_thought_of_things(line: Line, verb: int) -> bool:
    """الكهف الذي يرجح أن يكون مخبأ، ذلك يفترض أن: whether what cannot think stands where the subject of a verb of thinking would, so that it is
    a passive that names nobody."""
    start, end = _noun_before(line, verb)
    return start < end and _cannot_think(line, verb, start)


def _cannot_think(line: Line, verb: int, noun: int) -> bool:
    """ذلك | يفترض، المباراة | يتوقع, not الحزب، التقرير، القانون: whether a thing that tells nothing stands before an imperfect of thinking
    something likely."""
    word = line.verbs[verb]
    bare = word is not None and (word.feats.get("Aspect"), word.feats.get("Number")) == ("Imp", "Sing")
    if not bare or not line.is_a("verb of what is likely", verb) or line.has_pronoun(verb):
        return False
    if line.opens_clause(noun) or (line.has_pronoun(noun) and not line.is_nominal(noun)):
        return False  # إنها تتوقع
    pointer = line.heads[noun].feats.get("PronType") == "Dem" or line.lemmas[noun] == "كل"
    if pointer and noun + 1 < verb and line.is_nominal(noun + 1):
        return _cannot_think(line, verb, noun + 1)  # هذا الحزب يتوقع, كل ذلك يتوقع
    if pointer or line.is_a("occasion", noun):
        return True
    law = line.is_a("what lays down", noun) and line.opens_clause(verb + 1) and not line.takes_verb(verb + 1)
    return not (law or may_tell(line, noun))  # القانون يفترض أن المتهم بريء


def _cannot_want(line: Line, verb: int, noun: int) -> bool:
    """تحدث المخرج عن فيلم جديد | يعتزم تصويره: an indefinite thing before a verb of wanting that describes it, of which somebody else is the
    subject."""
    word, entry = line.verbs[verb], saying("verb", line.verbs[verb].lemma or "") if line.verbs[verb] else None  # type: ignore[union-attr]
    wants = word is not None and entry is not None and entry.kind == "volition" and not line.joined(verb)
    indefinite = line.heads[noun].upos == "NOUN" and line.heads[noun].feats.get("Definite") == "Ind"
    return wants and indefinite and not _is_somebody(line, noun)


def _is_somebody(line: Line, noun: int) -> bool:
    kinds = (
        "title", "institution", "definite institution", "addressee", "person of a place",
        "body without a name", "outlet", "quantity", "collective",
    )  # fmt: skip
    body = line.types.get(noun) in ("PER", "ORG", "GPE") or any(line.is_a(kind, noun) for kind in kinds)
    return body or is_person(line.heads[noun].lemma or "")


def _text_that_tells(line: Line, verb: int) -> tuple[int, int] | None:
    """مذكرة لمسؤول في الوزارة | تفيد بأنّ, رسالة من | أحد السجناء | يطلب فيها: the text that a verb of saying describes behind what else is told of
    it, or whose it is where the verb points back to it."""
    word = line.verbs[verb]
    entry = saying("verb", word.lemma or "") if word is not None else None
    tells = entry is not None and entry.kind == "communication"  # not: تحقيقا ضد ممرض يشتبه في
    if word is None or not tells or line.joined(verb):
        return None
    for noun in range(verb - 1, max(line.starts[verb], verb - _FAR_TEXT) - 1, -1):
        other = line.verbs[noun] is not None or line.opens_clause(noun)
        other = other or line.marks[noun] in COMMAS + STOPS + QUOTES + ":"
        if other or line.forms[noun] in words("negation") or line.heads[noun].feats.get("PronType") == "Rel":
            return None
        if not any(line.is_a(kind, noun) for kind in _TEXTS):
            continue
        text = line.heads[noun]
        if text.feats.get("Definite") != "Ind" or text.upos != "NOUN" or line.has_pronoun(noun):
            return None
        if line.points_back(verb + 1):
            near = range(noun + 1, min(noun + 4, verb))
            of = next((p for p in near if line.preposition(p) in ("من", "ل")), None)
            return None if of is None else (of + line.alone(of), verb)
        gender = "Fem" if text.feats.get("Number") == "Plur" else text.feats.get("Gender")
        counted = noun > 0 and (line.heads[noun - 1].upos == "NUM" or line.is_a("quantity", noun - 1))
        return (noun - counted, verb) if gender == word.feats.get("Gender") else None  # عشر رسائل
    return None


_TEXTS = ("document", "message", "rumour", "inquiry", "testimony", "what bears words")
_FAR_TEXT = 10  # tokens from a text to the verb that tells what it says


def _noun_before(line: Line, verb: int) -> tuple[int, int]:
    """What stands where the subject of a verb would; looked for once a verb, since many rules ask."""
    if verb not in line.subjects:
        line.subjects[verb] = _subject_before(line, verb)
    return line.subjects[verb]


def _subject_before(line: Line, verb: int) -> tuple[int, int]:
    none = (verb, verb)
    if (line.verbs[verb] or line.heads[verb]).feats.get("Person") == "1":
        return none
    if line.joined(verb) and (line.forms[verb].startswith("و") or line.points_back(verb + 1)):
        return none  # أما المحور الثالث | فاتهم فيه النائب وزير الأشغال
    if aims := _subject_of_aim(line, verb):
        return aims
    if as_for := _as_for(line, verb):
        return as_for
    if (before_that := _before_that(line, verb)) is not None:
        return before_that
    if (after_was := _after_was(line, verb)) is not None:
        return after_was
    if behind := _after_that(line, verb) or _text_that_tells(line, verb):
        return behind
    last = verb - 1
    was = last > 0 and line.lemmas[last] in words("auxiliary before a subject")
    if was and not line.joined(last) and (line.is_nominal(last - 1) or line.tokens[last - 1].form in COMMAS):
        last -= 1  # أجهزة الاستخبارات، بما فيها البريطانية، كانت تعتبر
    while last >= 0 and line.forms[last] in _BETWEEN:
        last -= 1
    if last < 0:
        return none
    token, relative = line.tokens[last], line.heads[last].feats.get("PronType") == "Rel"
    if (
        line.has_pronoun(last)
        and not relative
        and token.words[0].upos in ("CCONJ", "SCONJ", "PART", "ADP")
        and not any(word.upos in ("NOUN", "PROPN", "ADJ") for word in token.words)  # الحزب وشركائه
        and line.verbs[last] is None
    ):
        attached = any(w.upos in ("SCONJ", "PART", "CCONJ") for w in token.words[:-1])
        attached = attached and token.words[-2].upos != "ADP"  # وعليه، تحث الأمانة
        if attached or line.tokens[verb - 1].form not in COMMAS:
            return (last, last + 1) if attached else none  # but: المجلس، غير المعترف به، قال
    if is_passive_in_relative(line, verb, last):
        return none  # القوات التي يعتقد أنها
    if relative and _is_headless(line, last):
        return (last, last + 1)  # رد على | الذين يقولون إنّ
    if relative and line.forms[last] not in ("ما", "مما"):
        end = last - (last > 0 and line.tokens[last - 1].form in COMMAS)
        if (
            line.forms[last] == "الذي"
            and (line.verbs[verb] or line.heads[verb]).feats.get("Number") == "Plur"
        ):
            return none  # اللاعب الذي يرغبون في ضمه
        phrase = phrase_before(line, end) if not line.joined(last) else _described_before(line, last)
        phrase = _second_of_two(line, phrase, last)
        if not line.is_a("verb of what is likely", verb):
            phrase = _member_described(line, phrase, last)
        if line.points_back(verb + 1) and (owner := _owner_of_words(line, phrase)) is not None:
            return owner if owner[0] < owner[1] else none
        detached = phrase[0] == phrase[1] and end < last  # فحضر المقدم فلان من الإدارة، الذي أكد
        return _described_before(line, last) if detached else phrase
    opened = {close: opening for opening, close in line.brackets.items()}
    for opening, close in line.mates.items():
        if 0 < opening < close <= opening + 4 and _bears_marks(line, opening - 1):
            opened[close] = opening  # قناة "فوكس نيوز" أشارت
    start = opened.get(last, last)
    while start > 0 and not _begins(line, start - 1):
        if line.forms[start] in words("opener of a reason"):
            break  # كان التعليم جيدا حيث كان يعتقد أن
        start = opened.get(start - 1, start - 1)
    several = (line.verbs[verb] or line.heads[verb]).feats.get("Number") in ("Dual", "Plur")
    if several and line.tokens[verb - 1].form in COMMAS:
        start = _clause_start(line, verb)
    auxiliary = [
        p
        for p in range(start, last)
        if line.lemmas[p] in words("auxiliary before a subject") and line.heads[p].upos in ("AUX", "VERB")
    ]
    if auxiliary:
        start = auxiliary[-1] + 1  # وقبلها كان العالم قد أعلن
    told = start > 0 and line.opens_clause(start - 1)  # إلا أن نائب الرئيس، نفى
    if last + 1 < verb and line.tokens[verb - 1].form in COMMAS and not told:
        start = _before_parenthesis(line, last + 1)
    if line.forms[last] in words("opener before a subject"):
        return none  # في حين تتهم
    at_once = last == verb - 1 or (
        last == verb - 2 and line.forms[verb - 1] in words("before a describing verb")
    )
    described = at_once and line.heads[last].feats.get("Definite") == "Ind" and not line.joined(verb)
    meant = described and _is_meant(line, before_adjectives(line, last, 0), verb)
    if described and (line.points_back(verb + 1) or meant):
        return none  # بيان توضيحي أكد فيه، مشروع ينوي إطلاقه
    if described and line.is_a("rumour", last):
        return (last, verb)  # وسط أنباء | تفيد بأنّ
    described = described and line.heads[last].upos in ("NOUN", "ADJ") and line.preposition(last) is None
    if described and line.heads[last].feats.get("Number") == "Sing" and line.opens_clause(verb + 1):
        first = phrase_before(line, verb)[0]
        counted = any(line.is_a("quantity", p) or line.heads[p].upos == "NUM" for p in range(first, verb))
        several = (line.verbs[verb] or line.heads[verb]).feats.get("Number") == "Plur"
        if several and not counted and line.heads[first].feats.get("Number") == "Sing":
            return none  # صورا لجثة طفلة قالوا إنها
    plural = described and line.heads[last].feats.get("Number") == "Plur"
    its_own = plural and (line.verbs[verb] or line.heads[verb]).feats.get("Number") == "Plur"
    points = line.heads[start].feats.get("PronType") == "Dem"  # وذلك بعد صدور | تقرير يشير
    if described and (its_own or points or not line.is_nominal(start)):
        phrase = phrase_before(line, verb)  # مرسومين يقضيان
        if phrase[0] and line.verbs[phrase[0] - 1] is not None:
            noun = _noun_described(
                line, phrase[0], verb
            )  # أكد الوزير ضرورة بلورة | موقف عربي موحد | يدعو إلى
            phrase = (noun, phrase[1])
        return none if _turns(line, phrase[0]) or _is_where(line, phrase[0]) else phrase
    while start < verb and line.forms[start] in words("opener before a subject"):
        start += 1
    if start >= verb or not line.is_nominal(start) or start in line.times or is_source_word(line, start):
        return none
    marked = start > 1 and line.is_open(start - 1) and is_source_word(line, start - 2)
    if (
        _is_adverb(line, start)
        or _is_manner(line, start)
        or marked
        or (start and is_source_word(line, start - 1))
    ):
        return none  # وبحسب "نيويورك تايمز" دعا المدير
    end = noun_phrase(line, start, verb)
    begun = _begins_with_noun(line, verb)
    if begun and end < begun[0]:
        return begun
    return (start, end) if _reaches(line, end, verb) and _agrees_before(line, verb, start) else none


def _begins_with_noun(line: Line, verb: int) -> tuple[int, int] | None:
    """قالت إن الشارع غضب | وصوت الطلاب | يعبر: a definite noun with و right before a verb in the singular, that begins a clause."""
    start, end = phrase_before(line, verb)
    if not 0 < start < end or not line.joined(start) or line.preposition(start) is not None:
        return None
    word = line.verbs[verb]
    definite = any(line.heads[p].feats.get("Definite") == "Def" or line.in_name(p) for p in range(start, end))
    alike = word is not None and word.feats.get("Gender") == line.heads[start].feats.get("Gender")
    return (start, end) if definite and alike and word.feats.get("Number") == "Sing" else None  # type: ignore[union-attr]


def _is_meant(line: Line, noun: int, verb: int) -> bool:
    """مشروع | ينوي إطلاقه، دراسة جديدة | يعتزم نشرها: a thing that somebody means to do something with, by the pronoun of what is
    meant."""
    entry, what = saying("verb", (line.verbs[verb] or line.heads[verb]).lemma or ""), verb + 1
    means = entry is not None and (entry.kind == "volition" or entry.act == "commissive")
    if not means or what >= len(line) or not is_action(line, what) or not line.has_pronoun(what):
        return False
    word, pronoun = line.heads[noun], line.tokens[what].words[-1]
    somebody = is_person(word.lemma or "") or line.is_a("title", noun)
    return word.upos == "NOUN" and not somebody and word.feats.get("Gender") == pronoun.feats.get("Gender")


def _owner_of_words(line: Line, phrase: tuple[int, int]) -> tuple[int, int] | None:
    """تصريحه الذي قال فيه، تصريحات | الرئيس | التي قال فيها: whose words those are in which something is said, empty where a
    pronoun names him; None for other nouns."""
    start, end = phrase
    start = end - 1 if start < end and is_own_words(line, end - 1) else start  # هاجمت الصحيفة | خطابها الذي
    if start >= end or not (line.is_a("venue", start) or line.is_a("words of one's own", start)):
        return None
    whole = line.has_pronoun(start) or line.heads[start].feats.get("Definite") != "Cons"
    return (start, start) if whole else (start + 1, end)


def _bears_marks(line: Line, noun: int) -> bool:
    """قناة "فوكس نيوز" أشارت، جماعة "أنصار البيئة" أوضحت: an outlet or a body before its name in marks."""
    kinds = ("outlet", "institution", "body that bears a name")
    return any(line.is_a(kind, noun) for kind in kinds)


def _noun_described(line: Line, start: int, verb: int) -> int:
    """موقف | عربي موحد | يدعو إلى: the indefinite noun right before a verb, with its adjectives between; ``start`` where none is, or
    where it does not agree."""
    noun = before_adjectives(line, verb - 1, start)
    word, acts = line.heads[noun], line.verbs[verb]
    alike = acts is not None and word.feats.get("Gender") == acts.feats.get("Gender")
    alike = alike and word.feats.get("Number") == "Sing" and line.preposition(noun) is None
    return noun if word.upos == "NOUN" and word.feats.get("Definite") == "Ind" and alike else start


def _subject_of_aim(line: Line, verb: int) -> tuple[int, int] | None:
    """خرجت أصوات كثيرة | لتقول إنّ: the subject, between its verb and another that tells what for."""
    first = line.tokens[verb].words[0]
    if first.form != "ل" or len(line.tokens[verb].words) < 2 or verb < 2:
        return None
    start = verb - 1
    while (
        start > 0
        and line.verbs[start] is None
        and line.marks[start] not in COMMAS + STOPS
        and verb - start < 8
    ):
        start -= 1
    noun = start + 1
    acts = line.verbs[start] is not None and noun < verb and line.is_nominal(noun)
    if not acts or line.preposition(noun) is not None or noun_phrase(line, noun, verb) != verb:
        return None
    return (noun, verb) if agrees(line.verbs[start], line.heads[noun]) else None  # type: ignore[arg-type]


def _turns(line: Line, noun: int) -> bool:
    """على صعيد آخر | أكد، من ناحية أخرى | أوضح: a noun of turning to something else, after its preposition."""
    return noun > 0 and line.alone(noun - 1) and line.is_a("noun of turning", noun)


def _is_headless(line: Line, relative: int) -> bool:
    """للذين يتهمون الحزب، على الذين يقولون: those who do something, where no noun stands before that they describe."""
    if line.heads[relative].feats.get("Number") != "Plur" or not line.forms[relative].endswith("ذين"):
        return False
    governed = line.preposition(relative) is not None or relative == 0
    return governed or line.alone(relative - 1) or line.verbs[relative - 1] is not None


def _is_where(line: Line, noun: int) -> bool:
    """منازل في مخيم جنين | زعم أنها: where something is, which says nothing."""
    where = noun > 0 and line.preposition(noun - 1) in ("في", "ب") and line.alone(noun - 1)
    located = line.types.get(noun) in ("GPE", "LOC") or line.is_a("place", noun) or line.is_a("region", noun)
    return where and located


def is_passive_in_relative(line: Line, verb: int, relative: int) -> bool:
    """القوات التي يعتقد أنها، الرجل الذي يعتقد أنه; سيارات يشتبه أنها: an imperfect in the masculine after a relative
    or, of thinking, after an indefinite noun that is feminine or plural, or before a clause about who is
    described, is a passive that names nobody."""
    word, before = line.verbs[verb], line.heads[relative]
    if word is None:
        return False
    entry = saying("verb", word.lemma or "")
    thinks = entry is not None and entry.kind == "cognition"
    clause = verb + 1 + (verb + 2 < len(line) and line.alone(verb + 1))  # يشتبه في | أنهما
    about = line.opens_clause(clause) and line.has_pronoun(clause)
    noun = before.upos in ("NOUN", "ADJ", "NUM") and before.feats.get("Definite") != "Def"
    other = before.feats.get("Gender") == "Fem" or before.feats.get("Number") == "Plur"
    likely = noun and other and line.is_a("verb of what is likely", verb) and not line.joined(verb)
    if likely and verb + 1 < len(line) and is_action(line, verb + 1) and word.feats.get("Gender") == "Masc":
        return word.feats.get("Aspect") == "Imp"  # منازل يرجح وجود قيادات بداخلها
    noun = noun and thinks and about and not line.joined(verb)
    bare = word.feats.get("Aspect") == "Imp" and word.feats.get("Gender") == "Masc"
    if not bare or not (noun or before.feats.get("PronType") == "Rel"):
        return False
    if word.feats.get("Number") not in ("Sing", None) or word.feats.get("Person") not in ("3", None):
        return False
    if before.feats.get("Gender") == "Fem" or before.feats.get("Number") == "Plur":
        return not line.is_nominal(verb + 1) if verb + 1 < len(line) else False
    return about and thinks and (noun or line.forms[relative] == "الذي")


def _as_for(line: Line, verb: int) -> tuple[int, int] | None:
    """أما وزير المالية، | فقال إنّ، أما الشركة، | فقد أكدت: who is named between أما and the comma before فـ, if he may speak."""
    first = verb - (verb > 0 and line.forms[verb - 1] in ("فقد", "فلم", "فلن", "فلا"))
    near = range(first - 2, max(line.starts[verb], first - 20) - 1, -1)
    if first < 3 or line.marks[first - 1] not in COMMAS or not line.forms[first].startswith("ف"):
        return None
    noun = next((p for p in near if line.forms[p] in ("اما", "واما")), verb) + 1
    if noun >= verb or not line.joined(first) or not line.is_nominal(noun) or line.preposition(noun):
        return None
    kinds = ("institution", "definite institution", "outlet", "honorific")
    speaks = line.types.get(noun) is not None or any(line.is_a(kind, noun) for kind in kinds)
    speaks = speaks or is_person(line.heads[noun].lemma or "")  # not: أما الحكم، فاعتبر أنه قاس
    return (noun, noun_phrase(line, noun, first)) if speaks and _agrees_before(line, verb, noun) else None


def _before_that(line: Line, verb: int) -> tuple[int, int] | None:
    """غير أن قياديا فيها | سبق أن نفى، سبق | للوزير أن حذر: the subject of a verb with another behind أن; None where no such verb stands."""
    if verb < 3 or line.cores[verb - 1] != "ان":
        return None
    if line.is_a("verb with another behind أن", verb - 2):
        start, end = _noun_before(line, verb - 2)
        return (start, end) if end > start else (verb, verb)
    for place in range(verb - 3, max(line.starts[verb], verb - _FAR_TEXT) - 1, -1):
        if line.is_a("verb with another behind أن", place) and line.preposition(place + 1) == "ل":
            end = noun_phrase(line, place + 1, verb - 1, proclitic=True)
            return (place + 1, end) if end == verb - 1 and not line.points_back(place + 1) else None
    return None


def _after_was(line: Line, verb: int) -> tuple[int, int] | None:
    """وكان أعضاء المجلس، باستثناء واشنطن، قد دعوا: the subject between كان and a verb, with an aside or none."""
    far = range(verb - 1, max(-1, verb - 25), -1)
    found = (
        p
        for p in far
        if (line.verbs[p] is not None and line.heads[p - 1].feats.get("PronType") != "Rel")
        or line.marks[p] in STOPS
        or line.lemmas[p] == "كان"
    )
    was = next(found, None)
    if was is None or line.lemmas[was] != "كان" or line.opens_clause(verb - 1) or was + 1 >= verb:
        return None
    noun = was + 1
    if not line.is_nominal(noun) or line.preposition(noun) is not None or noun in line.times:
        return None
    end = noun_phrase(line, noun, verb)
    while end < verb and line.joined(end) and line.is_nominal(end) and line.preposition(end) is None:
        end = max(end + 1, noun_phrase(line, end, verb))  # مصادر في أوبك | وقطاع النفط
    rest = [p for p in range(end, verb) if line.forms[p] not in _BETWEEN]
    last = verb - 1 - (line.forms[verb - 1] == "قد")
    comma = line.marks[last] in COMMAS
    aside = end < last and line.marks[end] in COMMAS and comma
    aside = aside or line.first_mark(COMMAS, range(noun, end)) < end  # سمير حداد، وزير النقل، قد أوضح
    aside = aside or (line.heads[end].feats.get("PronType") == "Rel" and line.lemmas[was] == "كان")
    if any(line.opens_clause(p) or line.joined(p) for p in rest) or ((rest or comma) and not aside):
        return None  # one comma is no aside: إن العملية كانت فاشلة، | ذكرت إسرائيل أنّ
    return (noun, end) if _agrees_before(line, verb, noun) else None


def _after_that(line: Line, verb: int) -> tuple[int, int] | None:
    """غير أن | الدكتور صلاح، المتحدث باسم كتلة «حماس» في المجلس، | قال: all that stands between أنّ and a verb, if it is one who acts, with
    appositions."""
    for place in range(verb - 1, max(line.starts[verb], verb - 25) - 1, -1):
        was = line.lemmas[place] in words("auxiliary before a subject")
        if (line.verbs[place] is not None and not was) or line.heads[place].feats.get("PronType") == "Rel":
            return None
        if line.opens_clause(place) or line.cores[place] in ("لكن", "لكون") or _is_because(line, place):
            noun = place + 1
            if noun >= verb or line.has_pronoun(place) or not line.is_nominal(noun) or noun in line.times:
                return None
            end = noun_phrase(line, noun, verb)
            while line.in_name(noun) and end < verb and stands_bare(line, end) and end not in line.times:
                end = max(end + 1, noun_phrase(line, end, verb))  # نادية الخوري | صاحبة المقهى
            if line.preposition(end) == "في" and end + 1 < verb and not line.in_name(noun):
                end = noun_phrase(line, end + 1, verb, proclitic=True)  # وزيرة الصحة | في الحكومة السابقة
            between = (
                p for p in range(end, verb) if line.lemmas[p] not in words("auxiliary before a subject")
            )
            rest = all(line.forms[p] in _BETWEEN or _is_in_time(line, p, end) for p in between)
            return (noun, end) if rest and _agrees_before(line, verb, noun) else None
    return None


def _is_because(line: Line, place: int) -> bool:
    """لأن | الحكومة وعدت, not بان كي مون."""
    last = line.tokens[place].words[-1]
    return last.upos == "SCONJ" and fold(last.form) == "ان" and not line.in_name(place)


def _is_in_time(line: Line, place: int, start: int) -> bool:
    """سائق السيارة | منذ 18 سنة | يعرب: whether a word belongs to an expression of time."""
    time = next((p for p in range(place, start - 1, -1) if p in line.times), None)
    since = line.forms[place] in ("منذ", "خلال", "قبل", "بعد") and place + 1 in line.times
    return since or (time is not None and place < line.times[time])


def _clause_start(line: Line, verb: int) -> int:
    """أنّ الرئيس، فلان، ورئيس المفوضية، فلان، يدينان: where the clause of a verb in the dual or plural begins."""
    start = verb - 1
    while (
        start > 0
        and line.verbs[start - 1] is None
        and not (line.opens_clause(start - 1) or line.marks[start - 1] in STOPS + ":")
    ):
        start -= 1
    return start


def _second_of_two(line: Line, phrase: tuple[int, int], relative: int) -> tuple[int, int]:
    """استقبل رئيس المجلس نبيه بري | المبعوثة الأميركية، التي أكدت: the object behind a verb and its subject, which a relative
    describes."""
    start, end = phrase
    if start == 0 or end - start < 2 or line.verbs[start - 1] is None:
        return phrase
    gender = line.heads[relative].feats.get("Gender")
    unlike = line.heads[start].feats.get("Gender") != gender and not line.in_name(start)
    second = object_within(line, start, end, needed=unlike)
    if second == end:
        return phrase
    word = line.heads[second]
    things = gender == "Fem" and word.feats.get("Number") == "Plur"  # الفرقة | المنازل التي
    return (second, end) if things or word.feats.get("Gender") in (gender, None) else phrase


def _member_described(line: Line, phrase: tuple[int, int], relative: int) -> tuple[int, int]:
    """تطبيق | القرار الذي يدعو إلى، مقر | الغرفة التي طالبت، سياسة | الحكومة التي تقول: the noun of a chain that a relative describes, where the
    first does not agree with it or says nothing; the last that agrees before the phrase, where a comma parts them."""
    start, end = phrase
    aside = end < relative and not _is_described(line, start, relative)
    if (
        start >= end
        or line.is_a("quantity", start)
        or line.is_open(start)
        or (line.in_name(start) and not aside)
    ):
        return phrase
    agree = [p for p in range(start, end) if _is_described(line, p, relative)]
    tells = [
        p
        for p in agree
        if _is_somebody(line, p)
        or (
            may_tell(line, p)
            and (line.is_a("inquiry", p) or line.is_a("document", p) or not is_action(line, p))
        )
    ]
    if len(tells) > 1 and line.is_a("words of one's own", start):
        tells = tells[1:]  # تصريحات | المتحدثة باسم الجيش التي قالت
    things = [p for p in agree if not is_action(line, p) and line.forms[p] != "اجل"]  # من أجل | السلام الذي
    members = tells or things or agree[-1:]
    if members or end == relative or not aside:
        return (members[0], end) if members else phrase
    for place in range(start - 1, max(line.starts[relative], relative - 15) - 1, -1):
        if line.marks[place] in COMMAS + STOPS:
            break
        if _is_described(line, place, relative) and not is_action(line, place):
            return place, noun_phrase(line, place, start)  # الضغوط التي يواجهها من كبار الضباط، | التي تطالبه
    return phrase


def _is_described(line: Line, noun: int, relative: int) -> bool:
    """القوات التي، القرار الذي، الضباط الذين: whether a noun agrees with a relative."""
    word, pronoun = line.heads[noun], line.heads[relative]
    if word.upos not in ("NOUN", "PROPN", "X") or (line.joined(noun) and not line.is_nominal(noun - 1)):
        return False
    gender, number = word.feats.get("Gender"), word.feats.get("Number") or "Sing"
    if number == "Plur" and not is_person(word.lemma or "") and pronoun.feats.get("Number") == "Sing":
        return pronoun.feats.get("Gender") == "Fem"
    return number == pronoun.feats.get("Number") and gender in (pronoun.feats.get("Gender"), None)


def _described_before(line: Line, relative: int) -> tuple[int, int]:
    """سو غاردنر، المديرة التنفيذية منذ تأسيسها والتي أعلنت: the last name or title that agrees; ما نشرته القناة والذي زعمت
    فيه: who acts in the relative clause before."""
    if line.points_back(relative + 2) and (told := _acts_before(line, relative)):
        return told
    gender, number = (line.heads[relative].feats.get(name) for name in ("Gender", "Number"))
    for place in range(relative - 1, max(-1, relative - 12), -1):
        same = (
            line.heads[place].feats.get("Gender") == gender
            and line.heads[place].feats.get("Number") == number
        )
        if (
            line.is_a("title", place) or line.is_a("document", place) or line.is_a("inquiry", place)
        ) and same:
            return place, noun_phrase(line, place, relative)
    if line.tokens[relative - 1].form in COMMAS:  # الدراسة الأولى عن المعركة، والتي
        start, end = phrase_before(line, relative - 1)
        if end > start and line.heads[start].feats.get("Gender") == gender:
            return start, end
    return relative, relative


def _acts_before(line: Line, relative: int) -> tuple[int, int] | None:
    """ما نشرته | القناة السابعة | والذي زعمت فيه: the subject of the relative clause before another, if it agrees."""
    verb = line.verbs[relative + 1]
    for place in range(relative - 1, max(line.starts[relative], relative - 15), -1):
        pointer = line.heads[place - 1].feats.get("PronType") == "Rel" or line.forms[place - 1] == "ما"
        acts = line.verbs[place] is not None and pointer and line.has_pronoun(place)
        if acts and line.is_nominal(place + 1) and verb is not None and agrees(verb, line.heads[place + 1]):
            return place + 1, noun_phrase(line, place + 1, relative)
    return None


def _before_parenthesis(line: Line, start: int) -> int:
    """الكرملين، كما يقول الباحث، يدرك: the beginning of what a parenthesis interrupts."""
    opening = next((p for p in range(start - 2, -1, -1) if line.marks[p] in COMMAS + STOPS), None)
    if opening is None or line.marks[opening] in STOPS:
        return start
    aside = line.forms[opening + 1] == "كما" or is_source_word(line, opening + 1)
    named = line.heads[opening - 1].upos in ("PROPN", "NOUN", "ADJ") if opening else False
    apposition = (
        line.is_nominal(opening + 1)
        and not line.joined(opening + 1)
        and not any(line.verbs[opening + 1 : start])
    )
    aside = aside or (named and apposition)
    if not aside and (line.preposition(opening + 1) is None or line.joined(opening + 1)):
        return start
    first = opening
    while first > 0 and not _begins(line, first - 1):
        first -= 1
    return first


_BETWEEN = frozenset(words("between verb and subject")) | {"،", ","}


def _is_adverb(line: Line, place: int) -> bool:
    return line.heads[place].upos == "ADV" or line.forms[place] in words("adverb before a verb")


def _is_manner(line: Line, place: int) -> bool:
    """كانت قد تأسست حديثاً: an indefinite accusative that stands alone."""
    word = line.heads[place]
    return (
        word.upos in ("ADJ", "ADV")
        and word.feats.get("Definite") == "Ind"
        and word.form.rstrip("ً").endswith("ا")
    )


def _agrees_before(line: Line, verb: int, start: int) -> bool:
    word, noun = line.verbs[verb], line.heads[start]
    if line.is_a("verb with another behind أن", verb) and verb + 2 < len(line):
        word = line.verbs[verb + 2] or word  # شركات التأمين | سبق أن رفضت
    if word is None or word.feats.get("Person") in ("1", "2"):
        return False
    one = line.lemmas[start] == "احد"  # أحد سكان القرية انتقد
    if line.is_a("quantity", start) and not one and start + 1 < verb and line.is_nominal(start + 1):
        noun = line.heads[start + 1]  # بعض المواقع نقلت
    genders = {word.feats.get("Gender"), noun.feats.get("Gender")} - {None}
    plural = noun.feats.get("Number") == "Plur" or (noun.upos == "NUM" and not one)
    if noun.feats.get("Number") == "Plur" and (word.feats.get("Number"), word.feats.get("Gender")) == (
        "Sing",
        "Masc",
    ):
        return False  # رجال يشتبه في
    marked = (
        start > 0 and line.is_open(start - 1) and line.mates[start - 1] == verb - 1
    )  # "الشرق الأوسط" طالبت
    return len(genders) < 2 or unknown(line.tokens[start]) or plural or marked or noun.upos == "PROPN"


def _reaches(line: Line, end: int, verb: int) -> bool:
    """Whether only what describes the noun, or an adverbial, stands between it and its verb."""
    place = end
    while place < verb:
        if line.opens_clause(place) or line.marks[place] in STOPS + ":":
            return False
        if (
            line.verbs[place] is not None
            and line.lemmas[place] not in words("auxiliary before a subject")
            and place == end
            and (line.heads[end - 1].feats.get("Definite") == "Def" or line.heads[end - 1].upos == "PROPN")
        ):
            return False  # the verb of that noun; an indefinite one may be described by a clause
        place += 1
    return True


def _begins(line: Line, place: int) -> bool:
    """Whether a clause begins after this token."""
    if line.opens_clause(place) or line.marks[place] in STOPS + COMMAS + ":" or line.is_open(place):
        return True
    return place - line.mates.get(place, place) > 4  # a quotation has ended
