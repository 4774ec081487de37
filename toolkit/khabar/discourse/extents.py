"""How far what is said reaches: to the words that another saying begins with, or the end."""

from __future__ import annotations

import re

from khabar.discourse.citing import is_as_someone_says, phrase_at, source_phrase_length
from khabar.discourse.clauses import (
    Manner,
    agent,
    answers,
    clause_within,
    describes_on,
    first_verb_says,
    has_subject,
    introduces,
    is_perfect,
    is_sentence,
    main_verb,
    relays,
    says,
    speaks_on,
)
from khabar.discourse.cues import FAR, cites_nobody, is_saying_participle, is_source_word, takes_object
from khabar.discourse.line import APOSTROPHE, COMMAS, QUOTES, STOPS, Line
from khabar.discourse.noun_phrases import noun_phrase
from khabar.discourse.nouns import (
    is_action,
    is_clause_in_marks,
    is_relative,
    stands_bare,
    sums_up,
)
from khabar.discourse.subjects import agrees
from khabar.discourse.vocabulary import Saying, by_form, fold, phrases, saying, vocalised, words
from khabar.morphology.people import is_person
from khabar.text.document import Word


def is_quotation(line: Line, opening: int, shortest: int = 3) -> bool:
    """Whether a mark opens words that are said, not the name of an outlet or of something else."""
    inside = [token for token in line.tokens[opening + 1 : line.mates[opening]] if token.form != APOSTROPHE]
    outlet = line.is_a("outlet", opening - 1) and not line.has_pronoun(opening - 1)  # not موقعه
    outlet = outlet and not line.opens_clause(opening + 1)  # قالت الصحيفة «إن الوزير استقال»
    if opening and (outlet or line.forms[opening - 1].rstrip("ـ") in ("ل", "ال")):
        return False
    titled = opening > 0 and line.is_a("titled work", opening - 1) and line.verbs[opening - 1] is None
    if titled and not line.opens_clause(opening + 1):
        return False  # كتابه "ظل الغيمة"; not: طالبا عدم ذكر اسمه "إنه جديد"
    if _names_a_body(line, opening):
        return False
    if all(line.heads[p].upos == "PROPN" for p in range(opening + 1, line.mates[opening])):
        return False
    verbs = (verb for verb in line.verbs[opening + 1 : opening + 3] if verb is not None)
    own = any(verb.feats.get("Person") == "1" for verb in verbs)  # "سنواصل الإضراب"
    own = own or (
        len(inside) > 1 and is_clause_in_marks(line, opening)
    )  # "نحن مستعدون"، "الحالة مستقرة"، "كنا الأفضل"
    return len(inside) >= shortest or own or (opening > 0 and line.tokens[opening - 1].form == ":")


def _names_a_body(line: Line, opening: int) -> bool:
    """قالت شركة | "بي.كيو" | إنها: a mark after a body that has no article and no pronoun, before أنّ or an adjective."""
    noun, after = line.heads[opening - 1] if opening else None, line.mates[opening] + 1
    if noun is None or not line.is_a("institution", opening - 1) or after >= len(line):
        return False
    if noun.feats.get("Definite") == "Def" or line.has_pronoun(opening - 1):
        return False
    adjective = line.heads[after].upos == "ADJ" and line.heads[after].feats.get("Definite") == "Def"
    few = after - opening <= 5 and line.preposition(opening + 1) is None
    few = few and not any(line.verbs[opening + 1 : after])  # في شركة «نفط الهلال» | نفى الخبر
    return line.opens_clause(after) or adjective or few


def enclosing_end(line: Line, place: int) -> int:
    """The mark that closes the quotation in which a place stands, or the end of the line."""
    return line.closing.get(place, len(line))


def sentence_start(line: Line, place: int) -> int:
    return line.starts[place]


def _governs(line: Line, entry: Saying, place: int) -> bool:
    """Whether a noun or preposition that a verb governs stands here: متوقعاً انخفاضه، مشيراً إلى"""
    if place >= len(line):
        return False
    if is_source_word(line, place):
        return False  # بالونات موجهة | بحسب الصحيفة
    if line.stands_for_object(place) and entry.frames & {"told", "described"}:
        place += 1  # متهما إياها بالفساد، واصفا إياه بالظالم
    if "judged" in entry.frames and takes_object(line, place):
        return True  # معتبرة إياه "استسلاما"
    described = {"ب"} if "described" in entry.frames else set()  # واصفا النقابة بأنها شريك
    given = entry.prepositions | (described if line.stands_for_object(place - 1) else set())
    governed = line.preposition(place) in given
    if line.is_open(place) and line.preposition(place + 1) in entry.prepositions:
        return True  # مرحبا "بأي عرض"
    if "speech" in entry.frames and line.is_open(place) and is_quotation(line, place):
        return True  # … عقدة لمصر مضيفاً "نحن أبطال"
    if ("told" in entry.frames or described) and line.is_nominal(place) and line.preposition(place) is None:
        after = noun_phrase(line, place, min(place + 8, len(line)))  # داعيا الأطراف إلى الحوار
        return after < len(line) and line.preposition(after) in entry.prepositions | described
    return governed or (
        "object" in entry.frames and line.preposition(place) is None and is_action(line, place)
    )


def is_adverbial(line: Line, place: int) -> bool:
    """Whether a participle stands where an adverbial may: after a comma or و, or what it says follows."""
    if line.opens_clause(place + 1) or line.forms[place + 1 : place + 2] == [":"]:
        return True
    if line.joined(place) and place and line.heads[place - 1].upos == "ADJ":
        alike = all(line.heads[p].form.endswith("ة") for p in (place - 1, place))
        if alike and line.heads[place - 1].feats.get("Definite") == "Ind":
            return False  # دراسة معللة ومبررة بمواد
    if place == 0 or line.tokens[place - 1].form in COMMAS + QUOTES or line.joined(place):
        return True
    entry = saying("participle", line.heads[place].lemma or "")
    governs = entry is not None and _governs(line, entry, place + 1)
    several = line.forms[place].endswith("ين") and line.heads[place].feats.get("Number") == "Plur"
    definite = line.heads[place - 1].feats.get("Definite") == "Def" or line.has_pronoun(place - 1)
    if several and governs and definite:
        return _is_of_a_verb(line, place)  # تجمع الأهالي أمام المحكمة | مطالبين بالقصاص
    tanwin = line.forms[place].endswith("ا")  # مُطالبًا, the sign before or after the alif
    if line.forms[place].endswith("ه") and governs:
        speaks = entry is not None and (entry.kind == "communication" or "judged" in entry.frames)
        return speaks and _is_of_a_verb(line, place)
    return tanwin and (governs or line.verbs[place - 1] is not None)  # تدخل مطالباً المحكمة بإثبات


def _is_of_a_verb(line: Line, place: int) -> bool:
    """أعلنت الشركة إغلاق الحقل مشيرة إلى, but not: أن الحكومة ملتزمة بـ, where it is what a noun is said to be."""
    for before in range(place - 1, line.starts[place] - 1, -1):
        if line.verbs[before] is not None or line.opens_clause(before) or line.marks[before] in QUOTES + ":":
            return line.verbs[before] is not None
    return False


_LONGEST = 300  # tokens of what is said without a full stop: texts without any cost time in proportion
_OF_NOUNS = ("object", "preposition", "clause")  # a noun phrase: a clause after it is the writer's
_OF_CLAUSES = ("that", "whether")
_PLAIN = Manner()


def content_end(line: Line, start: int, rule: str, manner: Manner = _PLAIN) -> int:
    """The place after the last word of what is said."""
    spoken = rule == "speech" and line.opens_clause(start) and not line.takes_verb(start)  # وقال: إنهم
    end = _last_word(line, start, "that" if spoken else rule, manner)
    while end > start + 1 and end - 1 not in line.mates:
        if line.marks[end - 1] not in STOPS + COMMAS and line.tokens[end - 1].form.strip("."):
            break
        end -= 1
    return end


def _last_word(line: Line, start: int, rule: str, manner: Manner) -> int:
    """Where another saying, or the end of the sentence, stops what is said."""
    if line.is_open(start) and rule == "speech":
        return _last_quotation(line, start)
    place = line.mates[start] + 1 if line.is_open(start) else start + 1
    limit = min(enclosing_end(line, start), start + _LONGEST)
    while place < limit:
        token = line.tokens[place]
        if line.is_open(place) or place in line.brackets:
            place = (line.mates if line.is_open(place) else line.brackets)[place] + 1
        elif line.marks[place] in STOPS and place + 1 < len(line) and token.space_after:
            return place
        elif (
            token.form in COMMAS and rule == "object" and (after := _of_what_was_told(line, start, place + 1))
        ):
            start, place, rule = after, after + 1, "that"  # ما أوردته الصحيفة، الجمعة، من أنّ
        elif token.form in COMMAS and rule == "speech" and _speaks_on_behind_colon(line, start, place + 1):
            place += 1
        elif token.form in COMMAS and (after := _goes_on(line, start, place, rule, manner)):
            place = after
        elif token.form in COMMAS and _ends_at_comma(line, start, place + 1, rule, manner):
            return place
        elif (
            place > start + 1 and is_source_word(line, place) and (after := _cited_within(line, place, rule))
        ):
            place = after
        elif _ends_without_comma(line, start, place, rule, manner):
            return place
        else:
            place += 1
    return limit


def _speaks_on_behind_colon(line: Line, start: int, place: int) -> bool:
    """وقال: الطريق مغلق، | ولا يُتوقع أن يفتح، | وقد أثبتت الدراسات أنه خطر، | وطالبنا الشركة بإصلاحه: whether speech without marks goes on
    behind a comma: in the first person, denied, with قد or of what is to come, of what nobody tells."""
    if start == 0 or line.marks[start - 1] != ":" or place >= len(line) or not line.joined(place):
        return False
    near = range(place, min(place + 3, len(line)))
    at = next((p for p in near if line.verbs[p] is not None), None)
    verb = line.verbs[at] if at is not None else None
    if at is None or verb is None or any(not line.joined(p) and line.is_nominal(p) for p in range(place, at)):
        return False
    pronoun = line.tokens[at].words[-1]
    if "1" in (verb.feats.get("Person"), pronoun.feats.get("Person") if pronoun.upos == "PRON" else ""):
        return True
    before = {line.forms[p].removeprefix("و") for p in range(place, at)}
    if before & {"لا", "لم", "لن", "ما", "قد", "سوف"} or "س" in line.proclitics(at):
        return True
    entry = saying("verb", verb.lemma or "")
    thought = entry is not None and entry.kind != "communication"
    return verb.feats.get("Aspect") == "Imp" and (verb.feats.get("Voice") == "Pass" or thought)


def _last_quotation(line: Line, opening: int) -> int:
    """قال: "لم أر أحدا"، | و"الباب كان مغلقا": the place after the last of quotations that are joined by و."""
    while True:
        end = line.mates[opening] + 1
        joins = end + (end < len(line) and line.tokens[end].form in COMMAS)
        following = line.forms[joins : joins + 1] == ["و"] and line.is_open(joins + 1)
        if not following or not is_quotation(line, joins + 1):
            added = end < len(line) and line.joined(end) and line.verbs[end] is None and is_action(line, end)
            added = added or _completes(line, end)
            return (
                _last_word(line, end, "preposition", _PLAIN) if added else end
            )  # "نوقف القتال" والقبول بمراقبين
        opening = joins + 1


_COMPLETES = ("بشأن", "بشان", "حول", "ضد", "تجاه", "إزاء", "حيال", "بين", "على", "من", "عن", "إلى", "ب")
_NOT_SAID = (
    "venue", "meeting", "occasion", "outlet", "site",
    "page of a site", "document", "interview", "part of a day",
)  # fmt: skip


def _completes(line: Line, end: int) -> bool:
    """ "لم نتحدث عن أرقام" | بشأن حجم القوة، "سنرد" | على أي خرق: whether what a quotation leaves open stands behind its mark, and not
    where, when or how it was said."""
    if end + 1 >= len(line) or line.joined(end) or is_source_word(line, end):
        return False
    noun = end + line.alone(end)
    told = any(line.is_a(kind, noun) for kind in _NOT_SAID) or line.forms[noun] in words(
        "how or where one says it"
    )
    nominal = line.heads[noun].upos in ("NOUN", "PROPN") and noun not in line.times
    place = line.types.get(noun) in ("GPE", "LOC")
    return line.preposition(end) in _COMPLETES and nominal and not told and not place


def _goes_on(line: Line, start: int, comma: int, rule: str, manner: Manner) -> int:
    """أن الوزيرين التقيا، | واتفقا: the place from which what is said goes on after a comma for sure; 0."""
    place = comma + 1
    if place >= len(line) or _has_no_answer(line, place):
        return 0
    if tuple(line.forms[place : place + 2]) in phrases("remark of the writer"):
        return 0
    if rule == "speech" and manner.aspect != "Imp" and _is_told_in_present(line, place):
        return place
    if after := answers(line, place):
        return after + 1
    if rule in (*_OF_CLAUSES, "to") and (after := _own_aside(line, place)):
        return after
    if rule == "that" and not manner.subordinate and (after := _before_predicate(line, start, comma)):
        return after
    if rule in _OF_NOUNS and describes_on(line, start, place, manner):
        return place
    if rule not in _OF_CLAUSES:
        return 0
    becomes_clear = line.is_a("impersonal", place) and line.verbs[place] is not None  # وتبين أنها مسروقة
    if becomes_clear or agent(line, start, place, manner) == "another":
        return place
    if rule == "that" and line.forms[place] == "حيث" and has_subject(line, place + 1):
        return place if line.lemmas[place + 2] != manner.speaker else 0  # حيث اتفق الوزيران على
    return _before_another_that(line, start, place)


def _is_told_in_present(line: Line, place: int) -> bool:
    """قال: المخزون كاف، | ولا يُتوقع أن ينفد، ويرجح أن يرتفع: whether a joined verb is in the present, which is not what a report tells next."""
    verb = place + (line.forms[place] in words("joined negation"))
    word = line.verbs[verb] if verb < len(line) and line.joined(place) else None
    return word is not None and word.feats.get("Aspect") == "Imp" and line.forms[place] != "ولم"


def _has_no_answer(line: Line, place: int) -> bool:
    """…، ولم يصدر تعليق من الجيش، فيما لم يتسن التحقق، بينما التزمت الوزارة الصمت: that nobody else speaks to what was said, as the writer tells."""
    near = range(place, min(place + 4, len(line)))
    verb = next((p for p in near if line.is_a("verb of no answer", p) and line.verbs[p] is not None), None)
    opens = (
        line.joined(place)
        or line.forms[place] in words("while")
        or line.forms[place] in ("دون", "من", "في", "لكن")
    )
    if verb is None or not opens:
        return False
    negated = any(line.forms[p].endswith(("لم", "لا")) or line.takes_verb(p) for p in range(place, verb))
    answer = fold(words("verb of no answer")[line.lemmas[verb]]).split()
    after = range(verb + 1, min(verb + 8, len(line)))
    return negated == (answer[0] == "not") and any(
        line.lemmas[p] in answer or line.preposition(p) in answer for p in after
    )


def _ends_at_comma(line: Line, start: int, place: int, rule: str, manner: Manner) -> bool:
    """Whether what stands after a comma is said by another, or by the writer: …، | في إشارة إلى، …، | مشيرا إلى."""
    bare_but = rule in _OF_NOUNS and line.forms[place : place + 1] == ["بل"] and but_it(line, place)
    if another_begins(line, place) or _has_no_answer(line, place) or bare_but:
        return True
    if manner.denied and rule not in _OF_NOUNS and _sets_against(line, place):
        return True
    of_noun = rule in _OF_NOUNS and not _is_joined_noun(line, start, place, manner)
    return (
        (of_noun and _clause_follows(line, place))
        or (of_noun and _time_follows(line, place, manner.felt))
        or (manner.amid and not line.joined(place) and line.forms[place] not in words("one of these"))
        or tuple(line.forms[place : place + 2]) in phrases("remark of the writer")
        or (rule in _OF_NOUNS and tuple(line.forms[place : place + 2]) in phrases("remark on what happened"))
        or (rule in _OF_NOUNS and line.forms[place + 1 : place + 2] == ["بذلك"])  # ليواصل بذلك اتهامه
        or (of_noun and _before_happens(line, place) and (rule == "object" or not manner.felt))
        or _is_called_so(line, place)
        or (rule == "to" and _is_standing_pronoun(line, place))
        or (manner.subordinate and main_verb(line, place))
        or (rule in ("that", "description") and agent(line, start, place, manner) == "speaker")
        or manner.own
        or _points_to_clause(line, place, rule, manner)
        or (manner.relative and line.forms[place] == "وكذلك" and line.preposition(place + 1) is not None)
        or _another_takes_up(line, place)
        or (rule in _OF_NOUNS and line.joined(place) and phrase_at(line, place + 1) > 0)  # والحل في رأيها
        or (rule == "object" and _is_kept_back(line, place - 2))  # طلب عدم كشف هويته، لمراسل الإذاعة
        or (rule == "whether" and _leaves_question(line, start, place))
    )


def _has_turn(line: Line, place: int) -> bool:
    """إن بلاده لن تنسحب | ومن جهته أعلن نظيره، | إلى ذلك نفى المطار، | هذا وقد فتح تحقيق: whether somebody else is given his turn to
    speak, or a further report begins, no comma between."""
    for size in (1, 2, 3):
        turn = " ".join(line.forms[place : place + size]).removeprefix("و")
        turns = turn in words("turn of a speaker") or turn in words("turn to another")
        if turns and says(line, place, place + size):
            return True
    return line.forms[place] == "هذا" and line.forms[place + 1 : place + 2] in (["وقد"], ["وكان"], ["وكانت"])


def _sets_against(line: Line, place: int) -> bool:
    """لا نزعم أنها السبب، | غير أن العلاقة ثابتة، بل إن، لكن القرار للمجلس: what holds instead of what is denied."""
    but = any(word.form.startswith("لكن") for word in line.tokens[place].words)
    return but or line.forms[place] in ("بل", "وانما") or _concession(line, place) > place


def _before_happens(line: Line, place: int) -> bool:
    """أنكر ما نسب إليه، | قبل أن تأمر النيابة بحبسه: what came next, a clause with its own verb."""
    return line.forms[place] == "قبل" and place + 2 < len(line) and line.takes_verb(place + 1)


def _is_called_so(line: Line, place: int) -> bool:
    """…، | في قرار وصف بأنه مفاجئ، في إجراء اعتبره مراقبون تصعيدا: whether a phrase tells what others call what was told."""
    verb = line.verbs[place + 2] if place + 2 < len(line) and line.forms[place] == "في" else None
    entry = saying("verb", verb.lemma or "") if verb is not None else None
    if (
        entry is None
        or line.heads[place + 1].feats.get("Definite") != "Ind"
        or not is_perfect(line, place + 2)
    ):
        return False
    called = not entry.frames.isdisjoint({"described", "judged"})
    return called and (line.has_pronoun(place + 2) or line.preposition(place + 3) == "ب")


def _leaves_question(line: Line, start: int, place: int) -> bool:
    """إن كانوا بحاجة إليها، | فيشترون، عما إذا كان سيترشح، | وإضافة إلى ذلك فإن الحزب: whether a clause of its own follows what is asked."""
    so = any(form == "فان" for form in line.forms[place + 1 : place + 12])
    return so or _so(line, start, place) or has_subject(line, place)


def _ends_without_comma(line: Line, start: int, place: int, rule: str, manner: Manner) -> bool:
    """Whether another saying begins without a comma: … | كما قال إن، … | وأضاف أن، … | بحسب الوزير."""
    form, inside = line.forms[place], place > start + 1
    if inside and _has_no_answer(line, place):
        return True
    if inside and (is_source_word(line, place) or _cites_to_end(line, place)):
        return True
    if is_saying_participle(line, place) and is_adverbial(line, place) and _participle_says(line, place):
        return True
    if inside and form in ("من", "دون", "بدون") and _without_saying(line, place):
        return True
    if form == "قبل" and _before_saying(line, start, place, rule, manner):
        return True
    if line.forms[place : place + 2] == ["في", "اشاره"] and inside:
        return True  # … في إشارة واضحة إلى
    if line.marks[place] in QUOTES and place not in line.mates and place > start + 2:
        return not line.tokens[place - 1].space_after or line.tokens[place].space_after  # it opens nothing
    if (
        manner.own
        and line.joined(place)
        and (line.verbs[place] or line.heads[place]).feats.get("Person") == "1"
    ):
        return True
    if _another_takes_up(line, place) or (inside and _has_turn(line, place)):
        return True
    if rule == "object" and _is_kept_back(line, place - 1) and stands_bare(line, place):
        return line.heads[place].upos != "ADJ"  # طلب عدم ذكر اسمه | الوضع
    if form == "مما" and manner.relative and inside:
        return True  # أفراد يقولون إنهم ينتمون إلى التنظيم | مما أدى إلى
    if (form == "كما" or _is_but(line, start, place, manner)) and _says_also(line, place):
        return True
    if rule in _OF_CLAUSES and inside and _points_to_clause(line, place, rule, manner):
        return True
    if rule in _OF_CLAUSES and form == "وقد" and manner.aspect == "Imp" and says(line, place, place + 1):
        return True  # تصر أن الاسم لها | وقد اعترضت على
    if rule in _OF_CLAUSES:
        more = _says_more(line, place, manner) or speaks_on(line, start, place, manner)
        more = more or _comes_to_say(line, place, manner)
        more = more or (but_it(line, place) and agent(line, start, place, manner) == "speaker")
        return more or (form in words("while") and says(line, place, place + 1))
    if rule in _OF_NOUNS and (_clause_after_noun(line, start, place) or _outer_goes_on(line, start, place)):
        return True
    if rule in (*_OF_NOUNS, "to") and but_it(line, place):
        return True
    if rule in ("object", "preposition") and (_is_where_said(line, place) or _so(line, start, place)):
        return True
    if rule in ("object", "preposition") and line.has_pronoun(place) and is_sentence(line, place):
        return True  # الصبر | ومحافظه يسافر
    return rule in ("object", "preposition", "to") and _goes_on_otherwise(line, start, place, rule, manner)


def _before_another_that(line: Line, start: int, place: int) -> int:
    """أنها تسلمت عرضا، | ورفضته، وأن اللاعب باق: the place of أنّ that is joined to that of what is said, after a short clause that
    has none; 0."""
    if not line.opens_clause(start) or line.verbs[place] is None:
        return 0
    comma = line.first_mark(COMMAS + STOPS + ":" + QUOTES, range(place, min(place + 12, len(line) - 1)))
    if any(line.opens_clause(p) for p in range(place, comma)) or line.marks[comma] not in COMMAS:
        return 0
    further = line.opens_clause(comma + 1) and line.joined(comma + 1) and not line.takes_verb(comma + 1)
    return comma + 1 if further else 0


def _so(line: Line, start: int, place: int) -> bool:
    """تجميد التعزيزات | فالحدود لا تحتمل: ف joins clauses, and so ends what was named."""
    first = line.tokens[place].words[0]
    joins = first.upos == "CCONJ" and first.form == "ف" and place > start + 1
    verb = line.verbs[place] is not None or main_verb(line, place + 1)  # فقد ذكّرهم
    return joins and (verb or is_sentence(line, place) or line.opens_clause(place))


def _is_kept_back(line: Line, place: int) -> bool:
    """عدم ذكر | اسمه، التحفظ على | هويته: the name that somebody who speaks wants not to be told."""
    return line.is_a("what hides somebody", place) and line.has_pronoun(place)


def _another_takes_up(line: Line, place: int) -> bool:
    """إن المتهم اعترف | وهو ما ينفيه محاميه، | الأمر الذي نفته الوزارة، | وهو اتهام ترفضه جوبا: whether what was said is taken up by another."""
    if line.forms[place] not in ("وهو", "وهي", "الامر") or place + 3 >= len(line):
        return False
    claim = line.forms[place + 1] in ("ما", "الذي") or is_action(line, place + 1)
    claim = claim or (sums_up(line, place + 1) and not is_person(line.heads[place + 1].lemma or ""))
    claim = claim or any(line.is_a(kind, place + 1) for kind in ("what is belied", "charge"))
    verb = next(
        (p for p in range(place + 2, min(place + 5, len(line) - 1)) if line.verbs[p] is not None), None
    )
    word = line.verbs[verb] if verb is not None else None
    entry = saying("verb", word.lemma or "") if word is not None else None
    if verb is None or word is None or entry is None or entry.kind == "perception" or not claim:
        return False
    noun = verb + 1 + line.points_back(verb + 1)
    told = line.has_pronoun(verb) or line.points_back(verb + 1)
    return told and stands_bare(line, noun) and agrees(word, line.heads[noun])


def _before_saying(line: Line, start: int, place: int, rule: str, manner: Manner) -> bool:
    """نفت ذلك | قبل أن تقر بنقل قوات، قال إن التعاون يواجه عراقيل، | قبل أن يضيف أن: what the speaker says next."""
    verb = line.verbs[place + 2] if place + 2 < len(line) and line.takes_verb(place + 1) else None
    entry = saying("verb", verb.lemma or "") if verb else None
    if verb is None or entry is None or entry.kind != "communication" or has_subject(line, place + 2):
        return False
    if manner.gender is None or verb.feats.get("Gender") != manner.gender:
        return False
    near = range(place + 3, min(place + 7, len(line)))
    governs = any(line.opens_clause(p) or line.preposition(p) in entry.prepositions for p in near)
    goes_on = entry.verb in vocalised("verb that closes a quotation") and entry.verb != "أَعْلَنَ"
    return governs and (rule not in _OF_CLAUSES or goes_on)


def but_it(line: Line, place: int) -> bool:
    """بفتح السد | لكن الوعد لم ينفذ، لا يرفض الحوار | بل يطالب بضمانات، العرض | ولكنه سيدرسه، بالتعطيل | فقد ذكّرهم: but, or for, with a clause of its own after what was
    named; not قرار لا من الوزير ولكن من الرئيس."""
    if line.forms[place] == "فقد":
        return is_perfect(line, place + 1)
    if line.forms[place] in ("غير", "بيد", "الا") and line.opens_clause(place + 1):
        return True
    if line.forms[place] in ("بل", "وانما", "انما") and place + 1 < len(line):
        return line.verbs[place + 1 + (line.forms[place + 1] == "قد" and place + 2 < len(line))] is not None
    but = any(word.form.startswith("لكن") for word in line.tokens[place].words)
    stands = line.has_pronoun(place) or (place + 1 < len(line) and stands_bare(line, place + 1))
    return but and stands


def _clause_after_noun(line: Line, start: int, place: int) -> bool:
    """عن ارتياحهما | كما بحثا، لمتابعة حالته | حيث أجريت له جراحة، من مخاطر | رغم أن محللين يقولون إنّ: an opener before a
    perfect or a saying, after what was named."""
    form = line.forms[place]
    before = line.heads[place - 1]
    ended = before.feats.get("Definite") == "Def" or before.upos == "PROPN" or line.has_pronoun(place - 1)
    if ended and form in (
        "وقد",
        "وكان",
        "وكانت",
    ):  # بإنارة الشارع | وقد وعدهم بذلك، صلته بالتنظيم | وكانت الشرطة
        return is_perfect(line, place + 1) or (form != "وقد" and stands_bare(line, place + 1))
    if form in ("رغم", "مع"):
        return line.opens_clause(place + 1) and first_verb_says(line, place + 2)
    if form in words("while") or form == "ثم":
        return says(line, place, place + 1) or (form == "ثم" and _acts_later(line, place + 1))
    if form in ("كما", "مما") or form in words("opener of a reason"):
        return is_perfect(line, place + 1) and (form != "مما" or place > start + 2)
    return line.forms[place : place + 2] == ["في", "حين"] and _says_also(line, place + 1)


def _acts_later(line: Line, place: int) -> bool:
    """ثم | لاذ بالفرار، ثم | بعد ساعات أفرج عنه: a verb, or when and a perfect."""
    while place < len(line) and (place in line.times or line.preposition(place) is not None):
        after = noun_phrase(line, place + line.alone(place), len(line), proclitic=True)
        place = line.times.get(place) or max(place + 1, after)
    return main_verb(line, place)


def _before_predicate(line: Line, start: int, comma: int) -> int:
    """أنّ الرئيس، | قال، أن الشركة، التي مقرها دبي، | طلبت: the place of the predicate of أنّ after a comma, or after what
    stands between two; 0 where it has been told."""
    adverbial = line.has_pronoun(start) and line.preposition(start + 1) is not None
    clause = range(start + 1, comma)
    # أنه في محادثة مع الرئيس، أعرب: an adverbial after the pronoun of أنّ
    bare = adverbial and not any(line.verbs[p] or line.tokens[p].form in COMMAS for p in clause)
    if not bare and noun_phrase(line, start + 1, comma) != comma:
        return 0
    if main_verb(line, comma + 1):
        return comma + 2
    second = line.first_mark(COMMAS + STOPS, range(comma + 2, min(comma + 25, len(line))))
    if second >= len(line) or line.tokens[second].form not in COMMAS or not main_verb(line, second + 1):
        return 0
    between = line.forms[comma + 1] in words("amid subject and predicate") or (
        line.heads[comma + 1].feats.get("PronType") == "Rel" or _is_standing_pronoun(line, comma + 1)
    )
    aside = line.preposition(comma + 1) is not None or between
    return second + 2 if aside else 0


def _of_what_was_told(line: Line, start: int, place: int) -> int:
    """نفى ما أوردته الصحيفة، الجمعة، | من أنّ الرئيس أُبلغ: the place of أنّ after a day, that tells what ما stands for; 0."""
    if line.forms[start] != "ما":
        return 0
    while place < len(line) and (place in line.times or line.tokens[place].form in COMMAS):
        place = line.times.get(place, place + 1)
    of = place + 1 < len(line) and line.forms[place] in ("من", "عن", "بشان") and line.opens_clause(place + 1)
    return place + 1 if of else 0


def _points_to_clause(line: Line, place: int, rule: str, manner: Manner) -> bool:
    """…، وذلك في تصريح، وذلك بعد اجتماع: the writer's; but وذلك لتورطهم، وذلك جراء القصف, a reason, belongs to the clause that is said."""
    if line.forms[place : place + 1] != ["وذلك"]:
        return False
    if place + 1 >= len(line):
        return True
    if line.is_open(place + 1) and rule in _OF_CLAUSES:
        return False  # أن الشركة “اختفت”، وذلك “منذ سنة”
    reason = line.preposition(place + 1) == "ل" and is_action(line, place + 1)
    reason = reason or line.cores[place + 1] in words("reason or aim")
    reason = reason or " ".join(line.forms[place + 1 : place + 3]) in words("reason or aim")
    after = line.forms[place + 1] == "بعد" and line.opens_clause(place + 2) and line.takes_verb(place + 2)
    return not ((reason and (rule == "that" or not manner.expressive)) or (after and rule == "that"))


def _own_aside(line: Line, place: int) -> int:
    """أن الحكومة تواصل، على حد تعبيره، سياسة …: the comma that closes a source phrase with a pronoun, or one between a
    verb and its object, where the clause goes on; 0 where none is."""
    length = phrase_at(line, place) or (
        source_phrase_length(line, place) if is_source_word(line, place) else 0
    )
    if not length:
        return 0
    own = line.has_pronoun(place + length - 1)
    end = place + length if own else noun_phrase(line, place + length, len(line), proclitic=True)
    if end + 1 >= len(line) or line.tokens[end].form not in COMMAS:
        return 0
    open_verb = line.verbs[place - 2] is not None  # its object is to come
    goes_on = line.is_open(end + 1) or (line.is_nominal(end + 1) and not is_saying_participle(line, end + 1))
    return end if (open_verb or (own and goes_on)) and not line.joined(end + 1) else 0


def _clause_follows(line: Line, place: int) -> bool:
    """…، حيث …، وهو …، ولم يكن …: a clause of its own after what was named."""
    if place + 1 >= len(line):
        return False
    form = line.forms[place].removeprefix("و")
    amid = line.forms[place] == "وسط"
    if amid and line.heads[place + 1].feats.get("Definite") == "Def":
        return False  # وسط البلاد
    if line.forms[place] == "وذلك":
        return False  # seen by itself
    if amid or form in words("opener of a clause") or form in words("pointer to a clause"):
        return True
    if (form == "ثم" and _acts_later(line, place + 1)) or line.forms[place] == "واذا":
        return True  # فتح الخزنة، ثم لاذ بالفرار، وإذا كانت …، فقد
    what = line.forms[place] in ("ما", "مما") and is_perfect(line, place + 1)
    if what and not line.is_a("verb of what follows", place + 1):
        return True  # بحل المشكلة، ما لقي ترحيبا
    if line.lemmas[place] == "كان" and line.forms[place + 1] in words("one of these"):
        return True  # لقاحات، كان آخرها; but سبعة أشخاص، بينهم تاجر
    if line.opens_clause(place) and any(w.form in ("إن", "إنّ") for w in line.tokens[place].words):
        return True  # يوصي بخفض المخزونات، وإن; وقال مصدر، مفضلا عدم ذكر اسمه، إنّ: what قال introduces
    if not line.joined(place) and line.forms[place] not in ("لم", "لن", "و"):
        return any(word.form.startswith("لكن") for word in line.tokens[place].words)
    word = line.heads[place]
    if word.upos == "PRON" and line.preposition(place) == "من":
        return False  # …، ومنهم أعضاء بالحزب
    if word.feats.get("PronType") == "Rel":
        return False  # نظاما جديدا، والذي التحق به ألف طالب
    stands = word.upos in ("PRON", "DET", "AUX") and not line.opens_clause(place)  # وهو ما، وستكون هذه أول
    negated = line.forms[place] in words("negated clause")
    negated = negated and (line.verbs[place + 1] is not None or line.heads[place + 1].upos == "AUX")
    return bool(stands or line.verbs[place] or negated or is_sentence(line, place))


def _time_follows(line: Line, place: int, felt: bool) -> bool:
    """…، يوم الأحد، بعد محادثات: when it was said, after what was named; …، اعتراضاً على: why."""
    if place >= len(line):
        return False
    if (
        line.heads[place].upos == "NOUN"
        and line.tokens[place].form.endswith(("اً", "ًا"))
        and not line.joined(place)
    ):
        return line.forms[place] not in words("counted from") or line.preposition(place + 1) != "من"
    when = felt and line.forms[place] in words("when")
    after = line.cores[place] in words("after what") or any(
        tuple(line.forms[place : place + size]) in phrases("after what") for size in (2, 3)
    )
    return when or after or (place in line.times and line.heads[place].upos != "NUM")


def _participle_says(line: Line, place: int) -> bool:
    """Whether a participle introduces something itself, at once: قائلاً إن، مشيراً إلى"""
    entry = saying("participle", line.heads[place].lemma or "")
    after = line.after_meanwhile(place + 1)
    if entry is None or after >= len(line):
        return False
    return (
        line.opens_clause(after)
        or line.tokens[after].form == ":"
        or (_governs(line, entry, after) and entry.kind in ("communication", "cognition"))
        or (
            _governs(line, entry, after) and entry.verb in vocalised("verb of refusing")
        )  # رافضا توقع النتيجة
    )


def _goes_on_otherwise(line: Line, start: int, place: int, rule: str, manner: Manner) -> bool:
    """Whether a sentence of its own follows a noun or أن clause without a comma: … وقال، … كما أكد;
    or a verb follows what describes a noun (مصدر طلب … | أبلغ)."""
    verb = line.verbs[place]
    denies = line.forms[place] in words("joined negation") and main_verb(line, place + 1)
    if rule != "to" and denies:  # لم نقترح التمديد | ولم نتداوله, but: الحكم الذي صدر ولم ينفذ
        described = (p for p in range(start + 1, place) if line.verbs[p] is not None and line.has_pronoun(p))
        if any(is_relative(line, p) for p in described):
            return False  # وساطة عرضتها أوسلو ولم تكشف بنودها
        return all(line.heads[p].feats.get("PronType") != "Rel" for p in range(start, place))
    if verb is not None and rule != "to" and not line.joined(place):
        before = line.heads[place - 1]
        if any(line.opens_clause(p) for p in range(max(start, place - 4), place)):
            return False  # دليلا من أن الموقع | يعود إلى القرن العاشر
        definite = before.feats.get("Definite") == "Def" or before.upos == "PROPN"
        after = manner.subordinate and is_perfect(line, place)  # بعد أن وعدت بتحسين الخدمات | خفت الاحتجاجات
        return (line.has_pronoun(place - 1) or definite) and (manner.relative or after)
    if verb is None or not line.joined(place):
        return False
    if rule == "to":
        return verb.feats.get("Aspect") == "Perf" or saying("verb", verb.lemma or "") is not None
    if _is_told_of_it(line, start, place, manner):
        return True
    if _is_joined_noun(line, start, place, manner) or _relative_goes_on(line, start, place):
        return False
    if describes_on(line, start, place, manner):
        return False
    return not (verb.feats.get("Aspect") == "Imp" and line.verbs[place - 1] is not None)


def _is_told_of_it(line: Line, start: int, place: int, manner: Manner) -> bool:
    """أعلنت ترشيحاتها لحفلها | وتصدر هذه الترشيحات، افتتاح فرع في مسقط | وتعمل الشركة: whether a joined verb has who speaks, or what was just
    named, behind it with the article."""
    noun = place + 1
    noun += noun < len(line) and line.heads[noun].feats.get("PronType") == "Dem"
    if not stands_bare(line, noun) or line.heads[noun].feats.get("Definite") != "Def":
        return False
    return line.lemmas[noun] == fold(manner.speaker or "") or line.lemmas[noun] in line.lemmas[start:place]


def _relative_goes_on(line: Line, start: int, place: int) -> bool:
    """القصف الذي شنته القوات على المدينة | وأدى إلى: a verb of an effect joined within a relative clause, no comma between."""
    for before in range(place - 1, start, -1):
        if line.marks[before] in COMMAS + STOPS:
            return False
        if line.heads[before].feats.get("PronType") == "Rel":
            within = line.points_back(place + 1)
            within = within and line.tokens[place + 1].words[0].form in ("في", "ب", "خلال")
            return within or line.is_a("verb of what follows", place)  # التجربة التي أجرتها | وأطلقت فيها
    return False


def _is_joined_noun(line: Line, start: int, place: int, manner: Manner) -> bool:
    """إصابة الوزير، | ونقله إلى المستشفى، طلب حكام، | ورفضه للأجانب، بالإفراج عنهم، | ووقف تحويلهم، انخفاض الإنتاج | وتعرض
    الملايين للجوع: a verbal noun joined to another that was read as a verb."""
    verb = line.verbs[place] if place + 1 < len(line) and line.joined(place) else None
    if verb is None:
        return False
    listed = line.tokens[place - 1].form in COMMAS
    if line.has_pronoun(place):
        other = (
            None not in (manner.gender, verb.feats.get("Gender")) and verb.feats["Gender"] != manner.gender
        )
        governs = line.preposition(place + 1)
        noun = governs == "ل" and fold(verb.form) in by_form("masdar")
        return noun or (other and governs is not None and is_action(line, start))
    if not listed and is_action(line, start) and may_be_verbal_noun(verb):
        return True
    owned = line.is_nominal(place + 1) and line.preposition(place + 1) is None
    return owned and line.cores[place] in words("noun with the letters of a verb")


_VERBAL_NOUN = re.compile("ت(.ا)?..[^اوة]")


def may_be_verbal_noun(verb: Word) -> bool:
    """وتعرّض، وتراجع: verbal nouns of forms V and VI are written as verbs are; not those of saying (وتحدث)."""
    lemma = verb.lemma or ""
    speaks = lemma.startswith("تَ") and saying("verb", lemma) is not None
    return _VERBAL_NOUN.fullmatch(fold(verb.form)) is not None and not speaks


def _cited_within(line: Line, place: int, rule: str) -> int:
    """أن الرحلات تتم وفقاً للبرنامج …، أن الذين لا يهدرون، وفق تقديرات المنظمة يجيدون: the place after a source
    phrase in the middle of a clause, or after what is no source; 0 where it ends what is said."""
    if cites_nobody(line, place):
        return place + 2  # وفقا للبرنامج
    after = noun_phrase(line, place + source_phrase_length(line, place), len(line), proclitic=True)
    if line.marks[place - 1] in "-–" and line.marks[after : after + 1] == [line.marks[place - 1]]:
        return after + 1  # إن النتائج -بحسب قوله- مشجعة
    if rule not in ("that", "whether") or line.tokens[place - 1].form in COMMAS:
        return 0
    goes_on = after < len(line) and line.verbs[after] is not None and not line.joined(after)
    return after if goes_on else 0


def _outer_goes_on(line: Line, start: int, place: int) -> bool:
    """أضاف البيان أن المجلس وافق على الطلب | وإنه سيعين: a second clause of the verb round this one."""
    if not (line.opens_clause(place) and line.joined(place)) or line.takes_verb(place):
        return False
    first = line.starts[start]
    return any(line.opens_clause(p) and not line.takes_verb(p) for p in range(first, start))


def _is_where_said(line: Line, place: int) -> bool:
    """نفى الاتهامات | في بيان، عبر منشور: where it was said, after what was named."""
    noun = place + 1
    stands = line.forms[place] in ("في", "عبر") and noun < len(line) and line.is_a("words of one's own", noun)
    if not stands or line.heads[noun].feats.get("Definite") != "Ind" or line.verbs[place - 1] is not None:
        return False
    return not line.is_a("publishing", place - 1)


def is_subordinate(line: Line, place: int) -> bool:
    """بعد أن قرر …، عندما أعلن …: whether a clause that goes before its main clause holds a place, no comma between."""
    start = max(line.starts[place], line.mates.get(line.closing.get(place, -1), -1) + 1)  # in its marks
    if place > start + 2 and line.forms[place - 1] == "حيث" and line.tokens[place - 2].form in COMMAS:
        return not any(line.verbs[start:place])  # مع مغادرة الوزير، حيث تعهد بالدعم، دخلت البلاد
    first = line.forms[start].removeprefix("و")
    while_ = [first, *line.forms[start + 1 : start + 2]] == [
        "في",
        "حين",
    ]  # وفي حين رحبت المنظمة بالقرار، انتقدت
    opens = (
        while_
        or first in words("subordinator")
        or (
            first in words("before that")
            and any(line.opens_clause(p) for p in range(start + 1, min(start + 4, place)))
        )
    )
    far = place - start > FAR  # longer than any clause that goes before
    return opens and not far and not any(line.tokens[p].form in COMMAS for p in range(start, place))


def _is_standing_pronoun(line: Line, place: int) -> bool:
    """…، وهي الأسهم التي …"""
    return (
        place < len(line)
        and line.joined(place)
        and line.heads[place].upos == "PRON"
        and (line.preposition(place) is None)
    )


def _cites_to_end(line: Line, place: int) -> bool:
    """… بحجة دواع أمنية على حد قوله، …: a source phrase with a pronoun that closes what is said."""
    after = place + phrase_at(line, place)
    ends = place < after and (after >= len(line) or line.marks[after] in COMMAS + STOPS)
    return ends and line.has_pronoun(after - 1)


def _is_but(line: Line, start: int, place: int, manner: Manner) -> bool:
    """لكنها توقعت، ولكنه قال: but, of who speaks; not ودعت مصادر إلى انتظار …، لكنه سيطلب."""
    if not line.has_pronoun(place) or not any(w.form.startswith("لكن") for w in line.tokens[place].words):
        return False
    return agent(line, start, place, manner) != "another"


def _says_also(line: Line, place: int) -> bool:
    """كما قال إن، كما لمّح إلى: a second saying; not فيما سجلت الوفيات، كما ستزيد عدد الحراس."""
    verb = line.verbs[place + 1] if place + 1 < len(line) else None
    entry = saying("verb", verb.lemma or "") if verb else None
    if entry is None or entry.kind != "communication" or is_as_someone_says(line, place):
        return False
    if entry.verb in vocalised("verb that does, too") and not clause_within(line, place + 1):
        return False
    alone = place + 2 >= len(line) or line.marks[place + 2] in STOPS + COMMAS  # … كما قال
    return alone or introduces(line, place + 1, entry)


def _says_more(line: Line, place: int, manner: Manner) -> bool:
    """وأضاف أن، وقال: a second saying without a comma, told as the first is (يقضي بأن … ويعلن أن) and by the same
    (ذكرت المنظمة أن الرئيس وصف … واتهمهم)."""
    verb = line.verbs[place]
    if verb is None or not line.joined(place):
        return False
    entry = saying("verb", verb.lemma or "")
    told_alike = verb.feats.get("Aspect") in ("Perf", manner.aspect)
    hopes = entry is not None and entry.kind == "volition" and entry.act != "commissive"
    holds = entry is not None and entry.kind == "cognition" and entry.act == "assertive"  # واعتبر أنّ
    hopes = (hopes or holds) and line.opens_clause(place + 1)  # وأمل أن يلتزم
    if entry is None or not told_alike or (entry.kind != "communication" and not hopes):
        return False
    followed = place + 1 < len(line) and line.is_nominal(place + 1)
    near = range(place + 1, min(place + 16, len(line)))
    near = near[: line.first_mark(COMMAS + STOPS, near) - place - 1]
    if "described" in entry.frames:  # ووصف ما حدث في المدينة | بأنه
        return any(line.opens_clause(p) and line.preposition(p) == "ب" for p in near)
    if manner.gender and verb.feats.get("Gender") not in (None, manner.gender) and not followed:
        return False
    asked = line.has_pronoun(place) and line.preposition(place + 1) in entry.prepositions  # وطالبها بالشعور
    opening = (
        p for p in near if line.opens_clause(p) or line.is_open(p) or line.tokens[p].form in ":" + QUOTES
    )
    what = next(opening, near.stop)
    # وقال الناطق باسم القوات العقيد سالم في عدن | إنّ
    named = entry.frames >= {"that", "speech"} and has_subject(line, place)
    within = any(line.verbs[p] is not None for p in range(place + 1, what))
    return asked or (what < near.stop and (what < place + 6 or (named and not within)))


def _comes_to_say(line: Line, place: int, manner: Manner) -> bool:
    """إن المنطقة قادرة على البقاء | وعاد الرئيس ليؤكد أنّ: what one does in order to say more, told as the first is, no comma between."""
    verb = line.verbs[place]
    if verb is None or not line.joined(place) or not is_perfect(line, place):
        return False
    named = place + 1 < len(line) and stands_bare(line, place + 1)
    aim = noun_phrase(line, place + 1, min(place + 6, len(line))) if named else place + 1
    if aim >= len(line) or (not named and verb.feats.get("Gender") != manner.gender):
        return False
    aimed = line.verbs[aim] if line.tokens[aim].words[0].form == "ل" else None
    entry = saying("verb", aimed.lemma or "") if aimed is not None else None
    return entry is not None and entry.kind == "communication"


def another_begins(line: Line, place: int) -> bool:
    """Whether a source phrase, a participle of saying or a clause with its own verb of saying
    begins here."""
    if place >= len(line):
        return True
    if cites_nobody(line, place) and not phrase_at(line, place):
        return False  # …، وفق نهج يركز على الجودة
    if is_source_word(line, place) or phrase_at(line, place):
        return True
    if is_saying_participle(line, place):
        return not _is_second_predicate(line, place)
    if is_as_someone_says(line, place):
        return True
    everybody = line.is_a("everybody", place) and line.heads[place].feats.get("Definite") == "Def"
    if line.heads[place].feats.get("PronType") == "Rel" or everybody:
        return False  # …، والذي يعرف باسم; والكل يعلم
    if line.forms[place] == "كما" and place + 1 < len(line) and line.opens_clause(place + 1):
        return False  # …، كما أنها أيدت: a further clause of أنّ
    if line.forms[place] == "فقد" or line.forms[place] in words("rather"):
        return False  # أن من أطلق النار، فقد عرض نفسه للخطر; لم يوجه أي نداء، وإنما عبر عن أمله
    several = line.heads[place].feats.get("Number") in ("Plur", "Dual") and line.tokens[place].form.endswith(
        "ين"
    )
    if several and line.joined(place) and line.is_nominal(place) and line.verbs[place] is None:
        return False  # أن المحكمة استمعت إلى الشهود، والمتهمين أفادا
    if _without_saying(line, place) or _issues(line, place):
        return True
    start = _concession(line, place)
    if start == place and line.opens_clause(place):
        return False
    if line.verbs[place] is not None and _ends_with_speaker(line, place):
        return True
    verb = line.verbs[place]
    if verb is not None and verb.feats.get("Aspect") == "Perf" and not line.joined(place):
        entry = saying("verb", verb.lemma or "")
        speaks = entry is not None and entry.kind == "communication" and "speech" in entry.frames
        if line.is_a("verb of relaying", place) and not relays(line, place):
            return False  # …، نُقلوا على إثرها إلى المشفى
        if (
            line.points_back(place + 1)
            and line.heads[place - 2].feats.get("Definite") == "Ind"
            and line.forms[place + 1].startswith("في")
        ):
            return False  # إجراء مماثل، طلبت فيه لندن
        return speaks and not line.has_pronoun(place)  # …، أبرزها: the most prominent of them
    opener = line.forms[place].removeprefix("و") if line.forms[place] != "و" else ""
    if (
        start == place
        and not line.joined(place)
        and opener not in words("opener of a clause")
        and not any(" ".join(line.forms[place : place + n]) in words("turn to another") for n in (2, 3))
        and line.forms[place] not in ("و", "ثم")
    ):
        return False
    return first_verb_says(line, start)


def _is_second_predicate(line: Line, place: int) -> bool:
    """إنها متفائلة بالنتائج، وواثقة من الوضع: an adjective of thinking joined to another, not what a speaker does."""
    entry = saying("participle", line.heads[place].lemma or "")
    thinks = entry is not None and entry.kind != "communication"
    return thinks and line.joined(place) and line.tokens[place].form.endswith("ة")


def _without_saying(line: Line, place: int) -> bool:
    """…، من دون أن تفصح عن خسائر، من دون أن يقدم دليلا، دون تحديد موعد: what the speaker does not say."""
    without = place + (line.forms[place] == "من")
    if without + 2 >= len(line) or line.forms[without] not in ("دون", "بدون"):
        return False
    verb = line.verbs[without + 2] if line.takes_verb(without + 1) else None
    kind = "verb" if verb is not None else "masdar"
    entry = saying(kind, (verb or line.heads[without + 1]).lemma or "")
    if verb is None and (
        line.marks[without + 2] in STOPS + COMMAS or line.is_a("verb before a predicate", place - 1)
    ):
        return False  # لكنها بقيت دون رد، …
    near = range(without + 2, min(without + 6, len(line)))
    details = any(line.is_a("evidence or details", p) for p in near)
    gives = verb is not None or line.is_a("verbal noun of giving details", without + 1)
    tells = (
        entry is not None and entry.kind == "communication" and (verb is not None or entry.act != "directive")
    )
    return (gives and details) or tells  # not: حوارا دون فرض إملاءات


def _issues(line: Line, place: int) -> bool:
    """…، وأصدر بيانا جاء فيه: what the speaker does next is to bring out a text of his own."""
    verb = line.verbs[place] if line.joined(place) else None
    if verb is None or verb.feats.get("Aspect") != "Perf" or not line.is_a("verb of bringing out", place):
        return False
    text = place + 1
    indefinite = text < len(line) and line.heads[text].feats.get("Definite") == "Ind"
    return indefinite and (line.is_a("document", text) or line.is_a("venue", text))


def _concession(line: Line, place: int) -> int:
    """The place after على الرغم من أن، مع أنه، إلا أن; ``place`` where none begins."""
    for size in range(1, 4):
        after = place + size
        openers = tuple(line.forms[place:after])
        if after < len(line) and line.opens_clause(after) and openers in phrases("concession"):
            return after + 1
    return place


def _ends_with_speaker(line: Line, place: int) -> bool:
    """…، قال الوزير. A verb of saying that closes what was said."""
    entry = saying("verb", (line.verbs[place] or line.heads[place]).lemma or "")
    if entry is None or "speech" not in entry.frames or entry.kind != "communication":
        return False
    end = noun_phrase(line, place + 1, len(line))
    stop = line.first_mark(STOPS + COMMAS, range(end, len(line)))
    tail = range(end, stop)  # على صفحته
    return end > place + 1 and all(
        line.verbs[p] is None and not line.opens_clause(p) and line.tokens[p].form != ":" for p in tail
    )
