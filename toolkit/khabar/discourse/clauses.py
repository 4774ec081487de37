"""Clauses that begin after a comma or و: their own verb, who acts in them, and whether they say something."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.discourse.cues import is_saying_participle, may_tell
from khabar.discourse.line import COMMAS, QUOTES, STOPS, Line
from khabar.discourse.noun_phrases import noun_phrase
from khabar.discourse.nouns import is_action
from khabar.discourse.subjects import agrees
from khabar.discourse.vocabulary import Saying, saying, vocalised, words
from khabar.text.document import Word

_NEAR = 9  # tokens from a verb to what it introduces
_FAR = 30


@dataclass(frozen=True)
class Manner:
    """What of a cue decides how far its content reaches.

    Attributes:
        relative: whether the cue describes a noun whose own verb is still to come (مصدر طلب … أبلغ).
        own: whether somebody tells in a quotation what he himself thinks (نعرف أنها ستلعب جيداً، وحضرنا
            لذلك), so that his next clause is not a part of it.
        felt: whether a feeling or a judgement is expressed: when and why then belong to the cue
            (انتقد الانقلاب، عقب …), and else to what happened (أعلن ارتفاع العدد، بعد تسجيل …).
        single: whether one person or body says so: what several do (واتفقا على، وطالبوا بـ) is told of others.
        expressive: whether somebody praises, regrets or condemns: a reason then belongs to the cue (وذلك بسبب …).
        aspect: the aspect of the verb that says so.
        gender: the gender of the verb in the singular, if what is said is told in the perfect of one person, or of a participle.
        speaker: the lemma of the noun of who speaks: what is told of it with its noun is the writer's (الدراسة … وشملت الدراسة).
        reports: whether the press speaks, which orders and refuses nothing (ذكرت الصحيفة أن المحكمة برأته، وأمرت بالإفراج عنه).
        amid: whether the cue describes a noun between commas (المسؤول، الذي طلب …، أنّ), so that a comma closes it.
        denied: whether the saying is denied, or what is said (لا نزعم أنّ، نفى أن يكون): what is set against that is not.
        subordinate: whether the cue stands in a clause that goes before its main clause (بعد أن قرر البقاء، التحق …).
    """

    relative: bool = False
    amid: bool = False
    own: bool = False
    felt: bool = True
    expressive: bool = False
    subordinate: bool = False
    single: bool = False
    aspect: str | None = None
    gender: str | None = None
    speaker: str | None = None
    reports: bool = False
    denied: bool = False


def told_gender(line: Line, cue: int) -> str | None:
    """قالت, مشيرا إلى: the gender of who says so in a perfect or a participle in the singular."""
    verb, word = line.verbs[cue], line.heads[cue]
    if verb is not None:
        return verb.feats.get("Gender") if verb.feats.get("Aspect") == "Perf" else None
    return word.feats.get("Gender") if word.feats.get("Number") == "Sing" else None


def is_perfect(line: Line, place: int) -> bool:
    verb = line.verbs[place] if place < len(line) else None
    return verb is not None and verb.feats.get("Aspect") == "Perf"


def main_verb(line: Line, place: int) -> bool:
    return place < len(line) and line.verbs[place] is not None and not line.joined(place)


def clause_within(line: Line, verb: int) -> bool:
    """أثبت التقرير | أن: whether أنّ stands near after a verb."""
    return any(line.opens_clause(p) for p in range(verb + 1, min(verb + _NEAR, len(line))))


def has_subject(line: Line, verb: int) -> bool:
    """ورفض العمال العرض, not ورفض الاعتذار: whether the noun after a verb is its subject, by the tree or by agreement."""
    noun, word = verb + 1, line.verbs[verb] if verb < len(line) else None
    if word is None or noun >= len(line) or not line.is_nominal(noun):
        return False
    if line.preposition(noun) is not None or line.joined(noun):
        return False
    role, case = line.heads[noun].deprel or "", line.heads[noun].feats.get("Case")
    return not role.startswith("obj") and case != "Acc" and agrees(word, line.heads[noun])


def agent(line: Line, start: int, place: int, manner: Manner) -> str:
    """Who does what a joined verb tells, of which no subject is named: أن النقابة ترتب العزاء، | ونعى المرحوم
    "speaker"; إن زوجها لا يحب التصوير، | ويفضل "another"; where agreement shows neither "".

    ``start``: where أنّ of what is said stands.
    """
    if line.has_pronoun(place) and line.tokens[place].words[-2].form.startswith("لكن"):
        return _agent_of_but(line, start, place, manner)
    at = _after_phrase(line, place)
    verb = line.verbs[at] if at < len(line) else None
    if verb is None or not line.joined(place):
        return ""
    if manner.single and at == place and verb.feats.get("Number") in ("Dual", "Plur"):
        return "another"  # أن الوزيرين التقيا، | واتفقا على
    gender = verb.feats.get("Gender")
    if manner.speaker and is_perfect(line, at) and line.lemmas[at + 1 : at + 2] == [manner.speaker]:
        return "speaker" if line.heads[at + 1].feats.get("Definite") == "Def" else ""
    if None in (manner.gender, gender) or _is_done(line, at) or has_subject(line, at):
        return ""
    if gender != manner.gender:
        return "another" if at > place or _may_act(line, start, verb, False) else ""
    entry = saying("verb", verb.lemma or "") if manner.reports else None
    if entry is not None and entry.act not in ("assertive", "") and _may_act(line, start, verb, False):
        return "another"  # ذكرت الصحيفة أن المحكمة برأته، | وأمرت
    perfect = at == place and verb.feats.get("Aspect") == "Perf" and verb.feats.get("Number") == "Sing"
    if not perfect or _happens(line, at) or _in_sequence(line, start, place):
        return ""
    return "" if _may_act(line, start, verb, True) or _acts_before(line, start, place, verb) else "speaker"


def _agent_of_but(line: Line, start: int, place: int, manner: Manner) -> str:
    """وقال الوزير إن المعلمين عادوا، | لكنهم يطالبون "another"; أن الشركة خفضت الأسعار | لكنه حرص "speaker": whom the pronoun of لكن means."""
    pronoun = line.tokens[place].words[-1]
    if manner.single and pronoun.feats.get("Number") in ("Dual", "Plur"):
        return "another"
    if None in (manner.gender, pronoun.feats.get("Gender")):
        return ""
    if pronoun.feats["Gender"] != manner.gender:
        return "another"
    may = _may_act(line, start, pronoun, True) or _acts_before(line, start, place, pronoun)
    return "" if may else "speaker"


def speaks_on(line: Line, start: int, place: int, manner: Manner) -> bool:
    """أن الانفجار عمل مدبر | وتعهد بمحاسبة الفاعلين، أن محاكمته باطلة | وأصر على، إن البطولة صعبة | وأعربت عن: whether the speaker says more, no comma between,
    since what the clause is about cannot have (a deed of which no verb tells, a noun of the other gender), or all in it is present or to come."""
    verb = line.verbs[place]
    if verb is None or not (is_perfect(line, place) and line.joined(place)) or manner.reports:
        return False
    entry = saying("verb", verb.lemma or "")
    if entry is None:
        return False
    steps_back = entry.kind == "communication" and not any(is_perfect(line, p) for p in range(start, place))
    alone = entry.kind == "communication" and not _may_say(line, start, place, verb)
    if entry.frames.isdisjoint({"speech", "that"}) and not (steps_back or alone):
        return False
    if verb.feats.get("Gender") != manner.gender or verb.feats.get("Number") != "Sing":
        return False
    near = range(place + 1, min(place + 8, len(line)))
    stop = line.first_mark(COMMAS + STOPS, near)
    deed_next = place + 1 < len(line) and "object" in entry.frames and is_action(line, place + 1)  # ونفى علمه
    governs = any(line.preposition(p) in entry.prepositions for p in near[: stop - place - 1])
    points = line.heads[place + 1].feats.get("PronType") == "Dem" if place + 2 < len(line) else False
    points = points and line.preposition(place + 2) is not None  # وعزت ذلك | إلى
    if not deed_next and ((has_subject(line, place) and not points) or not governs):
        return False
    deed = is_action(line, start + 1) or line.is_a("event noun", start + 1)
    told = any(
        line.verbs[p] is not None and not _is_noun_by_its_adjective(line, p) for p in range(start + 1, place)
    )
    return (deed and not told) or steps_back or alone or agent(line, start, place, manner) == "speaker"


def _may_say(line: Line, start: int, place: int, verb: Word) -> bool:
    """أن الوزير عاد | وأكد; not أن الأزمة تفاقمت | وحثت المانحين: whether somebody stands in what is said who may say more, or a pronoun does."""
    if start >= len(line) or line.has_pronoun(start):
        return True
    for p in range(start + 1, place):
        word, told = line.heads[p], line.verbs[p] is not None and saying("verb", line.lemmas[p]) is not None
        agrees_with = word.feats.get("Gender") in (verb.feats.get("Gender"), None)
        agrees_with = agrees_with or word.feats.get("Number") == "Plur"
        if word.upos == "PROPN" or told or (agrees_with and line.is_nominal(p) and may_tell(line, p)):
            return True  # إن الاتفاق نص على وقف النار | ودعا إلى
    return False


def _is_noun_by_its_adjective(line: Line, place: int) -> bool:
    """أن الاصطدام | عمل إرهابي: whether an indefinite nominative adjective follows at once, so that no verb stands here."""
    word = line.heads[place + 1] if place + 1 < len(line) else None
    ended = word is not None and word.upos == "ADJ" and word.feats.get("Case") == "Nom"
    return ended and word is not None and word.feats.get("Definite") == "Ind" and not line.joined(place + 1)


def _is_done(line: Line, verb: int) -> bool:
    """وأجريت له عملية; not وفتحت تحقيقا، ورفضت طلب النيابة, whatever the tagger made of it: whether a verb is passive."""
    word = line.verbs[verb]
    bare = verb + 1 < len(line) and line.is_nominal(verb + 1) and line.preposition(verb + 1) is None
    return word is not None and word.feats.get("Voice") == "Pass" and (has_subject(line, verb) or not bare)


def _after_phrase(line: Line, place: int) -> int:
    """…، وبمواجهته | أقر، وقد | نجحت: the place after a joined phrase before a perfect, or a particle before a verb."""
    if main_verb(line, place + 1) and line.forms[place] in words("negated clause"):
        return place + 1
    if place >= len(line) or line.verbs[place] is not None or not line.preposition(place):
        return place
    after = place
    while after < len(line) and line.preposition(after) is not None and line.verbs[after] is None:
        after = max(after + 1, noun_phrase(line, after + line.alone(after), len(line), proclitic=True))
    return after if is_perfect(line, after) else place


def _topic(line: Line, start: int) -> Word | None:
    """أنها، أن زوجها: whom the clause is about, where that is no name."""
    if line.has_pronoun(start):
        return line.tokens[start].words[-1]
    if start + 1 >= len(line) or not line.is_nominal(start + 1):
        return None
    return line.heads[start + 1] if line.heads[start + 1].upos != "PROPN" else None


def _may_act(line: Line, start: int, verb: Word, unsure: bool) -> bool:
    """أن الشركات خسرت، | وطالبت: whether the clause is about somebody or something that a verb agrees with; ``unsure``:
    the answer where that is not known."""
    about = _topic(line, start)
    if about is None or about.feats.get("Gender") is None:
        return unsure
    if about.feats.get("Number") == "Plur":
        return verb.feats.get("Gender") == "Fem" or verb.feats.get("Number") == "Plur"
    return about.feats["Gender"] == verb.feats.get("Gender")


def _acts_before(line: Line, start: int, place: int, verb: Word) -> bool:
    """أن القوات سيطرت على المدينة، وفر المسلح، | واختبأ: whether a subject within what is said agrees with a verb."""
    near = range(max(start + 1, place - 40), place)
    subjects = (line.heads[p] for p in near if (line.heads[p].deprel or "").startswith("nsubj"))
    return any(
        w.feats.get("Gender") == verb.feats.get("Gender") and w.feats.get("Number") == "Sing"
        for w in subjects
    )


def _happens(line: Line, verb: int) -> bool:
    """وتبين أنها مسروقة، وأدى إلى، وتم: nobody does so."""
    classes = ("impersonal", "verb of what follows", "auxiliary")
    return any(line.is_a(each, verb) for each in classes) or line.opens_clause(verb + 1)


def _in_sequence(line: Line, start: int, place: int) -> bool:
    """لتقتحم الشرطة البيت، | وتعثر على السلاح: whether a word with ت follows an imperfect, and so may be one."""
    if line.forms[place][1:2] != "ت":
        return False
    verbs = (line.verbs[p] for p in range(place - 1, max(start, place - 15), -1))
    last = next((verb for verb in verbs if verb is not None), None)
    return last is not None and last.feats.get("Aspect") == "Imp"


def introduces(line: Line, verb: int, entry: Saying) -> bool:
    """وقال … إنّ، ودعا إلى; not وقطعت الطرق: whether what a verb of saying introduces follows, if it may not be any noun."""
    told = "that" in entry.frames or "speech" in entry.frames
    if told and entry.frames & {"object", "thing", "judged", "described", "told"}:
        return True
    for place in range(verb + 1, min(verb + (_FAR if told else 7), len(line))):
        if line.opens_clause(place) or line.preposition(place) in entry.prepositions:
            return True
        if told and line.marks[place] in QUOTES + ":":
            return True
        if line.marks[place] in STOPS or is_saying_participle(line, place):
            return False
    return False


def describes_on(line: Line, start: int, place: int, manner: Manner) -> bool:
    """كشفت عن خطة ستنفذ في مايو، | وتشمل المدن، من لعب مصنوعة من الرمل | وتحتوي على: whether a joined imperfect, that says
    nothing and has no subject of its own, agrees with an indefinite noun that was named, not told as the saying is."""
    verb = line.verbs[place] if place + 1 < len(line) and line.joined(place) else None
    if verb is None or verb.feats.get("Aspect") != "Imp" or manner.aspect == "Imp":
        return False
    noun, after = (line.heads[start + line.alone(start) + n] for n in (0, 1))
    if noun.upos != "NOUN" or noun.feats.get("Definite") != "Ind" or has_subject(line, place):
        return False
    gender = "Fem" if noun.feats.get("Number") == "Plur" else noun.feats.get("Gender")
    genders = (gender, after.feats.get("Gender") if after.upos == "ADJ" else None)
    return verb.feats.get("Gender") in genders and saying("verb", verb.lemma or "") is None


def is_sentence(line: Line, place: int) -> bool:
    """إغلاق المدارس، | والحكومة تدرس البدائل، والأمطار مستمرة، فالماضي لن يعود: whether a definite noun stands here before a
    verb or an adjective that is told of it."""
    if not line.joined(place) or not line.is_nominal(place) or line.preposition(place) is not None:
        return False
    noun, end = line.heads[place], noun_phrase(line, place, min(place + 12, len(line)), proclitic=True)
    end += end < len(line) and line.forms[end] in ("لم", "لن", "لا", "قد", "ما")
    if line.verbs[place] is not None or end >= len(line) or line.joined(end):
        return False
    told = line.heads[end]
    adjective = told.upos == "ADJ" and told.feats.get("Definite") == "Ind" and told.feats.get("Case") != "Acc"
    if told.upos not in ("VERB", "AUX") and not adjective:
        return False
    definite = noun.upos == "PROPN" or any(
        line.heads[p].feats.get("Definite") == "Def" or line.has_pronoun(p) for p in range(place, end)
    )
    gender = "Fem" if noun.feats.get("Number") == "Plur" else noun.feats.get("Gender")
    return definite and told.feats.get("Gender") in (gender, None) and noun.feats.get("Definite") != "Ind"


def answers(line: Line, place: int) -> int:
    """…، وإذا وجدت الحاجة | فإن الهيئة ستعين: the place of what follows on a condition in the future; 0."""
    form = line.forms[place] if place < len(line) else ""
    condition = form in words("condition") or " ".join(line.forms[place : place + 2]) in words("condition")
    for after in range(place + 2, min(place + 30, len(line)) if condition else 0):
        if line.marks[after] in STOPS:
            break
        if line.forms[after] in words("so it is") and line.forms[after] != "فقد":
            return after
        if line.forms[after].startswith(("فس", "فلن")) and line.joined(after):
            return after
    return 0


def describes(line: Line, place: int) -> bool:
    """المزاعم التي تروج لها، أقل مما كان يخشى، ومشاريع لم يعلن عنها: the verb of a relative clause is not that of its sentence."""
    before = place - 1
    while before > 0 and (line.lemmas[before] in ("كان", "قد") or line.forms[before] in ("لم", "لا", "لن")):
        before -= 1
    if before < 0:
        return False
    word = line.heads[before]
    if line.forms[before] in ("مما", "عما", "بما"):
        return True
    if word.feats.get("PronType") == "Rel":
        if line.forms[before - 1] == "الامر":
            return False  # الأمر الذي اعتبره الخبراء خطأ
        return line.forms[before] not in ("ما", "من") or line.has_pronoun(place)  # وكل ما قاله
    indefinite = word.upos == "NOUN" and word.feats.get("Definite") == "Ind" and line.is_nominal(before)
    governs = place + 1 < len(line) and line.preposition(place + 1) is not None
    back = governs and line.has_pronoun(place + 1)  # أمور قد يدانون | بسببها
    return indefinite and (back or line.tokens[before].form.endswith("ا"))


def relays(line: Line, place: int) -> bool:
    """نقل عن مسؤول أنّ: whether words are relayed, not people."""
    near = range(place + 1, min(place + _NEAR, len(line)))
    return any(line.opens_clause(p) or line.forms[p] == "عن" for p in near)


def first_verb_says(line: Line, start: int) -> bool:
    """Whether the first verb of a clause is one of saying, thinking or wanting, of a third person."""
    for place in range(start, len(line)):
        verb = line.verbs[place]
        if verb is not None and (line.lemmas[place] == "كان" or describes(line, place)):
            continue
        if verb is not None:
            return says(line, start, place)
        if place > start and (
            line.forms[place] in words("while") or line.forms[place : place + 2] == ["في", "حين"]
        ):
            return False  # …، وبتوفير ممرات آمنة في حين طالب
        comma = line.tokens[place].form in COMMAS and place > start
        if comma and main_verb(line, place + 1):
            continue  # إلا أن نائب الرئيس، نفى
        if comma and line.opens_clause(start - 1) and line.is_a("title", place + 1):
            continue  # غير أن فلانا، المتحدث باسم الحزب، نفى
        if comma or (line.opens_clause(place) and place > start + 1):
            return False
    return False


def says(line: Line, start: int, place: int) -> bool:
    """وقالت، ويرفض; not ونقلهم إلى المستشفى، ردت الشكاوى، حُكم بوضعهم: whether a verb is one of saying where it stands.

    ``start``: where its clause begins.
    """
    verb = line.verbs[place] if place < len(line) else None
    entry = saying("verb", verb.lemma or "") if verb else None
    if verb is None or entry is None or entry.kind == "perception":
        return False
    shows = entry.verb in vocalised("verb that needs a subject")
    shows = shows or entry.verb in vocalised("verb that does, too")  # لا تظهر أيا من الغطرسة
    if line.is_a("verb of relaying", place) and not relays(line, place):
        return False  # …، ونقلهم إلى المستشفى
    if entry.kind == "cognition" and has_subject(line, place) and is_action(line, place + 1):
        return False  # …، وتأكد خلوها من التلوث
    if entry.frames == {"speech"}:  # أن "أونروا"، رغم التحديات تواصل خدماتها
        near = range(place + 1, min(place + _NEAR, len(line)))
        return any(line.is_open(p) or line.tokens[p].form == ":" for p in near)
    if (shows or line.is_a("verb of being held", place)) and not clause_within(line, place):
        return False  # الصين تعد أكبر مستورد
    if verb.feats.get("Voice") == "Pass" and entry.act == "declaration" and line.forms[start] == "حيث":
        return False  # أصدرت قرارا بحق متهمين، حيث حُكم بوضعهم
    if verb.feats.get("Person") in ("1", "2"):
        return False  # ولا تعرضوها للتشكيك
    if not introduces(line, place, entry):
        return False  # وقطعت الطرق، كما ستزيد عدد الحراس، ولم يوجه لموكله
    own = verb.feats.get("Aspect") == "Perf" and verb.form.endswith("نا")  # وتابع: لا يمكن …، وأكدنا
    third = verb.feats.get("Person") in (None, "3") and verb.feats.get("Mood") != "Sub" and not own
    if line.forms[place - 1] == "لم" and line.is_a("verb of settling", place):
        return False  # إن اللقاء كان إيجابيا، لكنه لم يحسم النقاط
    return third or line.forms[place - 1] == "لم"
