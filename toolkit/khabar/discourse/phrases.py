"""Relations without a framed verb: source phrases, and the names that a source gives to something."""

from __future__ import annotations

from collections.abc import Iterator

from khabar.discourse.citing import is_as_someone_says, phrase_at, source_phrase_length
from khabar.discourse.clauses import Manner, told_gender
from khabar.discourse.cues import cites_nobody, is_presented, is_saying_participle, is_source_word
from khabar.discourse.extents import another_begins, content_end, sentence_start
from khabar.discourse.factuality import is_negated
from khabar.discourse.line import COMMAS, QUOTES, STOPS, Line, plain, span_of
from khabar.discourse.model import Attribution
from khabar.discourse.noun_phrases import noun_phrase, phrase_before, with_relative
from khabar.discourse.nouns import is_action, is_deed_in_marks, stands_bare
from khabar.discourse.objects import has_two_nouns, object_within
from khabar.discourse.relation import relate
from khabar.discourse.sources import owner_of_venue
from khabar.discourse.subjects import agrees, subject_before, subject_behind
from khabar.discourse.vocabulary import Saying, fold, phrases, saying, vocalised, words
from khabar.text.document import Token


def source_phrases(line: Line) -> Iterator[Attribution]:
    for place in range(len(line)):
        length = phrase_at(line, place)
        if (
            length
            and place
            and line.marks[place - 1] not in COMMAS + STOPS
            and {line.forms[place], line.forms[place][1:]} & words("in the eyes of").keys()
        ):
            continue  # والسبيل في رأيها: an adverbial
        came = line.verbs[place - 1] is not None and line.is_a("verb of coming up", place - 1)
        if length and (
            "جاء" in line.lemmas[max(line.starts[place], place - 3) : place - 1]
            or (came and line.heads[place - 2].feats.get("PronType") == "Rel")
        ):
            continue  # جاء ذلك، جاءت المفاجأة | على لسان الوزير: of what was said before; ما ورد على لسان السفير، التي خرجت على لسان: a thing
        if not (length or is_source_word(line, place) or is_as_someone_says(line, place)):
            continue
        if not length and (cites_nobody(line, place) or _is_of_what_was_said(line, place)):
            continue  # حسب الحاجة
        last = place + (length or source_phrase_length(line, place)) - 1
        nobody = line.verbs[last] is not None and line.has_pronoun(last) and not line.is_nominal(last + 1)
        if nobody and not length and line.preposition(last + 1) in ("على", "عبر", "في"):
            continue  # حسبما أوضحه على حسابه: where he did, and nobody new
        if length and line.has_pronoun(last):
            source, end = (last, last + 1), last + 1
        elif line.has_pronoun(last) and (late := _after_when(line, last + 1)):
            source, end = (late, noun_phrase(line, late, len(line))), noun_phrase(line, late, len(line))
        else:
            came = line.heads[last].lemma in ("جَاءَ", "وَرَدَ") and line.forms[last + 1 : last + 2] == ["في"]
            last += came  # حسب ما جاء في | بيان
            tongue = line.heads[last].lemma == "جَاءَ" and line.is_through(last + 1)
            last += 2 * tongue  # وفق ما جاء على لسان | الناطقة
            end = with_relative(line, noun_phrase(line, last + 1, len(line), proclitic=True), len(line))
            which = (
                end < len(line) and line.heads[end].feats.get("PronType") == "Rel" and not line.joined(end)
            )
            says = line.verbs[end + 1] if which and end + 1 < len(line) else None
            if says is not None and says.lemma == "قَالَ" and length:
                continue  # جاء الرد على لسان الوزير الذي قال «…»: that is what he says
            if which and is_presented(line, end - 1):
                end = noun_phrase(line, end + 2, len(line), proclitic=True)  # العرض الذي قدمه المطور
            elif which and line.forms[end] not in ("ما", "من"):
                end = _relative_end(line, end)  # حسب موقع كذا الذي يجمع نتائجها، …
            elif end < len(line) and line.verbs[end] and line.joined(end) and line.verbs[end - 1] is None:
                end = _relative_end(line, end)  # لدراسة أجراها باحثون | ونشرت أمس، …
            if end == last + 1 and last + 1 < len(line) and line.has_pronoun(last + 1):
                end = last + 2  # وفقا لها
            source = (last + 1, end)
            whence = line.verbs[last] is not None and line.preposition(last + 1) in ("لدى", "من")
            if whence and line.alone(last + 1) and end > last + 2:
                source = (last + 2, end)  # حسبما علم لدى | خلية الاتصال
            if behind := _after_its_clause(line, last + 1, end):
                owner = owner_of_venue(line, last + 1)
                source, end = owner if owner[1] > owner[0] else source, behind
        if line.forms[last + 1 : last + 2] and line.forms[last + 1] in words("manner of speaking"):
            continue  # كما تردد مؤخرا: of nobody
        told = line.is_told_in_marks(end)  # كما قال الوزير «للديار»
        content = _covered(line, place, end + 3 * told)
        via = (end + 1, end + 2) if told else (place, place)
        relays = line.lemmas[last] in words("verb of relaying") and line.verbs[last] is not None
        if relays and line.forms[end : end + 1] == [fold(words("verb of relaying")[line.lemmas[last]])]:
            via, source = source, (end + 1, noun_phrase(line, end + 1, len(line)))
            content = _covered(line, place, source[1])  # بحسب ما نقلته الوكالة عن مسؤول
        claimed = _what_is_claimed(line, last, content)
        belied, content = len(claimed) < len(content), claimed
        wanted = _wanted(line, last) if line.forms[place] == "كما" else None
        content = _what_is_done(line, content) if wanted else content
        if source[1] > source[0] and content:
            cue = line.tokens[place : last + 1]
            cited = relate(line, source, cue, content, wanted, "preposition", "source phrase")
            cited.stance = "distance" if belied else cited.stance
            cited.via_span = span_of(line.tokens[slice(*via)])
            cited.via = plain(line.tokens[slice(*via)]) if via[1] > via[0] else None
            yield cited


def _what_is_claimed(line: Line, verb: int, covered: list[Token]) -> list[Token]:
    """نفى | وجود إرهابيين | حسب ما تردده دوائر غربية، كما تزعم صحف: of what a phrase covers, what somebody denies and others claim."""
    word = line.verbs[verb]
    claims = word is not None and (entry := saying("verb", word.lemma or "")) and entry.stance == "distance"
    if not (claims or (word is not None and line.is_a("verb of passing round", verb))):
        return covered
    places = [line.at[token.span[:2]] for token in covered]
    entries = ((p, saying("verb", line.verbs[p].lemma or "")) for p in places if line.verbs[p] is not None)  # type: ignore[union-attr]
    denied = next((p for p, each in entries if each is not None and each.content in ("-", "PR-")), len(line))
    what = (n for n, p in enumerate(places) if p > denied and (is_action(line, p) or line.opens_clause(p)))
    return covered[next(what, 0) :]


def _wanted(line: Line, place: int) -> Saying | None:
    """كما | طلب الدفاع، كما | اقترح الاتحاد: the entry of a verb that asks for something, so that what was done is no claim of whoever wanted
    it."""
    verb = line.verbs[place]
    entry = saying("verb", verb.lemma or "") if verb is not None else None
    wants = entry is not None and (entry.act in ("directive", "commissive") or entry.kind == "volition")
    return entry if wants else None


def _what_is_done(line: Line, covered: list[Token]) -> list[Token]:
    """وافق المجلس على | تأجيل الجلسة | كما طلب الدفاع: of what a phrase covers, what is done; nothing where no noun tells that."""
    done = (n for n, token in enumerate(covered) if is_action(line, line.at[token.span[:2]]))
    return covered[next(done, len(covered)) :]


def _after_when(line: Line, place: int) -> int:
    """حسبما أوردته، اليوم السبت، | حصيلة: the noun behind a time between commas; 0 where none is."""
    if place + 1 >= len(line) or line.tokens[place].form not in COMMAS or place + 1 not in line.times:
        return 0
    noun = line.times[place + 1]
    noun += noun < len(line) and line.tokens[noun].form in COMMAS
    return noun if noun < len(line) and line.is_nominal(noun) and line.preposition(noun) is None else 0


def _after_its_clause(line: Line, noun: int, end: int) -> int:
    """ووفقا لبيانات | شملت تسعة ملايين، تبيّن أنّ; لتصريح | أدلى به الناطق، فإنّ: the comma behind the clause that describes an
    indefinite source, before what it says; 0 where none is."""
    indefinite = noun < len(line) and line.heads[noun].feats.get("Definite") == "Ind"
    if not indefinite or end >= len(line) or line.verbs[end] is None or line.joined(end):
        return 0
    for comma in range(end + 1, min(end + 25, len(line) - 1)):
        if line.marks[comma] in STOPS:
            return 0
        if line.tokens[comma].form in COMMAS:
            return comma
    several = line.heads[end].feats.get("Number") == "Plur"
    described = several or line.has_pronoun(end) or line.points_back(end + 1)
    after = _relative_end(line, end) if described else end
    return after if after > end else 0  # لتصريح أدلى به أمس | أغلقت السلطات


def _is_of_what_was_said(line: Line, place: int) -> bool:
    """…، في تأكيد لما ذكرته رويترز نقلا عن مسؤولين: through whom that was told, not what the sentence says."""
    for before in range(place - 1, line.starts[place] + 1, -1):
        if line.tokens[before].form in COMMAS:
            return False
        if line.verbs[before] is not None and line.forms[before - 1] in words("what was said"):
            return saying("verb", line.verbs[before].lemma or "") is not None and line.forms[place] == "نقلا"  # type: ignore[union-attr]
    return False


def _relative_end(line: Line, place: int) -> int:
    """The place after a short clause that describes a source: its comma, or the next verb that is not its own (البيان الذي صدر
    ووزع أمس | عقد الرئيس); ``place`` if neither is near."""
    own = False  # whether its own verb has been passed
    for after in range(place, min(place + 16, len(line))):
        before = line.heads[after - 1]
        if line.tokens[after].form in COMMAS:
            return after if after < place + 12 else place
        if line.marks[after] in STOPS or line.opens_clause(after):
            break
        if line.verbs[after] is None and line.lemmas[after] != "كان":
            continue
        loose = (
            before.feats.get("Definite") == "Ind" and before.upos != "PROPN" and after - 1 not in line.times
        )
        bound = before.upos in ("AUX", "PART", "PRON", "DET") or line.takes_verb(after - 1)
        if own and not (bound or loose or line.joined(after)):
            return after
        own = True
    return place


def _covered(line: Line, place: int, end: int) -> list[Token]:
    """What a source phrase from ``place`` to ``end`` covers: the clause after it, if it opens the
    sentence, else the clause round it, or before."""
    tokens = line.tokens
    first = sentence_start(line, place)
    goes_on = end < len(line) and line.marks[end] not in STOPS
    if line.marks[place - 1] in "--–" and line.marks[end : end + 1] == [line.marks[place - 1]]:
        return _round_dashes(line, place, end)
    amid = is_as_someone_says(line, place) and tokens[place - 1].form not in COMMAS and end < len(line)
    if amid and line.preposition(end) == "ل":
        end = noun_phrase(
            line, end + line.alone(end), len(line), proclitic=True
        )  # كما قال الوزير للصحيفة | هو
    amid = amid and end < len(line) and not line.joined(end)
    amid = amid and (line.verbs[end] is not None or line.heads[end].upos == "PRON")  # الأزمة كما يرى | تحتاج
    if place > first and (amid or line.verbs[place - 1] is not None) and goes_on:
        start = max(first, _bracket(line, first, place))  # اللقاء يعكس بحسب أوساط استمرار التشاور
        if line.joined(place - 1) and not amid:
            start = place - 1  # أعلنت الإدارة …، وأضافت حسبما ذكرت الوكالة أنّ
        clauses = (p for p in range(place - 1, start, -1) if line.opens_clause(p) and not line.takes_verb(p))
        start = next(
            (p for p in clauses if _is_of_saying(line, p - 1)), start
        )  # فأشار | أن من لا يهدرون، وفق المنظمة
        last = content_end(line, end, "clause")
        return tokens[start:place] + tokens[end:last]
    end += end < len(line) and line.lemmas[end] == "قول" and line.has_pronoun(end)  # نقلا عن مسؤولين قولهم إنّ
    after = end + (end < len(line) and tokens[end].form in COMMAS + "-–")
    told = end  # وكتب الوزير، حسب ما أوردته الوكالة، اليوم: "…"
    while told < len(line) and (tokens[told].form in COMMAS or told in line.times):
        told = line.times.get(told, told + 1)
    if told + 1 < len(line) and tokens[told].form == ":" and line.is_open(told + 1):
        return tokens[told + 1 : content_end(line, told + 1, "speech")]  # وذكر …، بحسب رويترز: "…"
    after = told if told < len(line) and line.opens_clause(told) else after  # نقلا عن شهود، أمس، أنّ
    reported = after < len(line) and (line.opens_clause(after) or line.is_open(after))
    following = tokens[after : content_end(line, after, "speech")] if after < len(line) else []
    if place == first:
        if reported and after == end:  # ووفق البيان «اتفق الوزيران»
            return following
        if end < len(line) and (line.verbs[end] is not None or line.forms[end] == "فقد"):
            return tokens[end : content_end(line, end, "that")]  # وحسب المنصة فقد حمل الوفد رسالة، تناولت
        comma = next(
            (p for p in range(end, len(line)) if tokens[p].form in COMMAS or line.opens_clause(p)), None
        )
        if comma is None:
            comma = end if end < len(line) and line.marks[end] not in STOPS else None
        start = len(line) if comma is None else comma + (tokens[comma].form in COMMAS)
        while start in line.times:  # ووفقا للصحيفة، الاثنين، يعد
            start = line.times[start]
            start += start < len(line) and tokens[start].form in COMMAS
        return tokens[start : content_end(line, start, "that")] if start < len(line) else []
    if reported and line.forms[place] == "نقلا":  # قالت الإذاعة نقلاً عن شهود إنّ: they said it
        return following
    if tokens[place - 1].form in COMMAS and line.joined(place) and end < len(line):
        end = line.times.get(end, end)
        start = end + (tokens[end].form in COMMAS)  # …، وحسب الإذاعة، كانت …
        return tokens[start : content_end(line, start, "that")]
    verbs = (p for p in range(place - 1, first, -1) if line.verbs[p] is not None and line.joined(p))
    cited = (
        p
        for p in range(max(first + 1, place - 12, next(verbs, 0)), place - 1)
        if is_as_someone_says(line, p) or (is_source_word(line, p) and line.tokens[p - 1].form in COMMAS)
    )
    place = next(cited, place)  # كما أفادت الوسائل نقلا عن مصادر، بحسب ما ذكرت الوكالة نقلا عن الجيش
    stop = place - 1 if tokens[place - 1].form in COMMAS else place
    stop -= stop > 1 and line.forms[stop - 1] in ("وذلك", "ذلك")
    stop -= stop > 1 and line.forms[stop - 1 : stop + 1] in (["جاء", "ذلك"], ["وجاء", "ذلك"])
    stop -= tokens[stop - 1].form in COMMAS
    first = max(first, _contrast(line, first, stop), _bracket(line, first, place))
    if tokens[stop - 1].form in QUOTES and line.mates.get(stop - 1, stop) < first:
        first = line.mates[stop - 1]  # "نحتاج إلى صفقة. ونرغب في أفضلها"، حسبما أفادت الإذاعة
    if line.has_pronoun(end - 1) and end - 1 == place + (phrase_at(line, place) or 2) - 1:
        said = (
            p
            for p in range(place - 1, first, -1)
            if line.opens_clause(p)
            and not line.takes_verb(p)
            and line.closing.get(p, place) >= place
            and not line.joined(p)  # أن السلطة تنصلت وأن الاتفاق بقي حبرا، وفق تعبيره
        )
        first = next(said, 0) or _governed_last(line, first, stop)  # وأضاف | أن الحكومة تواصل، حسب تعبيره، …
        opening = line.mates.get(stop - 1, stop)
        first = opening if opening < stop else first  # "…"، على حد قوله
    if (
        first == sentence_start(line, place)
        and is_source_word(line, place)
        and tokens[place - 1].form not in COMMAS
    ):
        # قالت المنظمة إن 28 شخصا فقدوا | وفق ناجين: without a comma, of the clause
        near = range(place - 1, first, -1)
        comma = next((p for p in near if tokens[p].form in COMMAS or line.is_open(p)), first)
        clause = next((p for p in range(place - 1, comma, -1) if line.opens_clause(p)), first)
        told = any(_is_of_saying(line, p) for p in range(first, clause))  # not: من المحتمل أن …، حسبما أخبرت
        first = clause if told else first
    if is_as_someone_says(line, place) and first == sentence_start(line, place):
        # أشار إلى أن …، مؤكدا أن الحركة لم تقدم مطالب | كما زعمت واشنطن: the clause of the last أنّ but one
        first = next((p for p in range(place - 1, first, -1) if _is_said_last(line, p)), first)
    start = _after_turn(line, first + (line.forms[first] in ("كما", "لكن", "حيث", "و")))
    if reported:
        return tokens[_last_said(line, start, stop) : stop] + following
    closed = end < len(line) and tokens[end].form in COMMAS
    governed = closed and line.forms[after : after + 1] == ["عن"]
    # أسفر القصف، وفق المرصد، | عن مقتل; حمل الاتحاد، على لسان أمينه، | السلطة المسؤولية
    wants = stop - start <= 3 or governed or line.is_through(place)
    resumed = closed and (wants or _lacks_its_phrase(line, start, stop, after))
    return tokens[start:stop] + (tokens[after : content_end(line, after, "that")] if resumed else [])


def _governed_last(line: Line, first: int, stop: int) -> int:
    """وعد بزيادة، كما تعهد | ببناء مساكن، رفض الوفد | لأنه عدو |، على حد قوله: where what the last verb of saying governs begins, or why; ``first`` if
    none does."""
    for verb in range(stop - 2, first - 1, -1):
        if line.forms[verb].startswith("لان"):
            return verb
        word = line.verbs[verb]
        entry = saying("verb", word.lemma or "") if word is not None else None
        if entry is not None and entry.kind == "communication":
            governs = entry.prepositions if not line.points_back(verb + 1) else frozenset()
            within = (p for p in range(verb + 1, stop - 1) if line.preposition(p) in governs)
            if (what := next((p for p in within if not line.points_back(p)), None)) is not None:
                return what + line.alone(what)
    return first


def _round_dashes(line: Line, place: int, end: int) -> list[Token]:
    """ما يعكس | -على حد تعبيره- | نجاح الخطة: the clause round a source phrase between dashes."""
    first = max(sentence_start(line, place), _bracket(line, sentence_start(line, place), place))
    before, after = place - 1, end + 1
    while line.marks[before - 1] == line.marks[place - 1]:
        before, after = before - 1, after + (line.marks[after : after + 1] == [line.marks[place - 1]])
    back = range(before - 1, first - 1, -1)
    opened = (p + (line.marks[p] in COMMAS) for p in back if line.marks[p] in COMMAS or line.opens_clause(p))
    start = next(opened, first)
    return (
        line.tokens[start:before] + line.tokens[after : content_end(line, min(after, len(line) - 1), "that")]
    )


def _lacks_its_phrase(line: Line, start: int, stop: int, after: int) -> bool:
    """ووافق مجلس إدارة الاتحاد، وفق بيانه، | على قبول الاعتذار، ورفض المجلس، بحسب محضره، | تعديل القانون: whether nothing but a verb and
    one noun phrase stands before a source phrase, and behind it a preposition with a noun, or what a verb of saying governs."""
    verb = line.verbs[start]
    if verb is None or after + 1 >= len(line) or noun_phrase(line, start + 1, stop) != stop:
        return False
    if line.joined(after) or another_begins(line, after):
        return False
    entry = saying("verb", verb.lemma or "")
    if line.preposition(after) is None:
        governs = entry is None or not entry.frames.isdisjoint({"object", "thing"})
        thing = line.heads[after].upos == "NOUN" if entry is None else is_action(line, after)
        return governs and stands_bare(line, after) and thing and after not in line.times
    remark = tuple(line.forms[after : after + 2]) in phrases("remark of the writer")
    return not remark and line.forms[after + 1] not in ("حين", "وقت", "ما", "جهه", "جانب")


def _is_of_saying(line: Line, place: int) -> bool:
    kind = (
        "verb"
        if line.verbs[place] is not None
        else "participle"
        if is_saying_participle(line, place)
        else "masdar"
    )
    return saying(kind, (line.verbs[place] or line.heads[place]).lemma or "") is not None


def _last_said(line: Line, start: int, stop: int) -> int:
    """قالت الوزارة إن الطريق فتح، | وأكدت |، وفق الوكالة، أنّ: where the last verb of saying that is joined to others stands; ``start`` if
    none does, or if أنّ stands between."""
    for place in range(stop - 1, start, -1):
        if line.opens_clause(place) or line.marks[place] in COMMAS:
            return start
        if (verb := line.verbs[place]) is not None:
            return place if line.joined(place) and saying("verb", verb.lemma or "") is not None else start
    return start


def _is_said_last(line: Line, place: int) -> bool:
    """Whether the clause of a participle or verb of saying begins at a place: مؤكدا | أنّ، وأكد أنه"""
    if not line.opens_clause(place) or place < 2 or line.is_open(place + 1):
        return False
    cue = place - 1 - (line.preposition(place - 1) is not None and line.alone(place - 1))
    return is_saying_participle(line, cue)


def _after_turn(line: Line, first: int) -> int:
    """بدورهم، أشار …، من جهته، أكد: the place after the words that give somebody his turn."""
    for size in (1, 2):
        comma = first + size
        turn = " ".join(line.forms[first:comma])
        if comma < len(line) and line.tokens[comma].form in COMMAS and turn in words("turn of a speaker"):
            return comma + 1
    return first


def _contrast(line: Line, first: int, stop: int) -> int:
    """The place of لكنه, or after في حين, after a comma: what comes before it is another clause."""
    for place in range(stop - 3, first, -1):
        if line.tokens[place - 1].form in COMMAS and line.forms[place : place + 2] == ["في", "حين"]:
            return place + 2
    return next(
        (
            place
            for place in range(stop - 3, first, -1)
            if line.tokens[place - 1].form in COMMAS and line.forms[place].removeprefix("و").startswith("لكن")
        ),
        first,
    )


def _bracket(line: Line, first: int, place: int) -> int:
    """The first place inside the bracket or quotation in which a phrase stands."""
    opened = [*line.brackets.items(), *line.mates.items()]
    return max((opening + 1 for opening, close in opened if opening < place < close), default=first)


def descriptions(line: Line) -> Iterator[Attribution]:
    """وصفته بـ"العدوان"، ما سماه "الابتزاز"، واصفاً إياه بأنه: the name that a source gives to something."""
    for place, verb in enumerate(line.verbs):
        participle = verb is None and is_saying_participle(line, place)
        entry = (
            saying("participle" if participle else "verb", line.heads[place].lemma or "")
            if verb or participle
            else None
        )
        if entry is None or "described" not in entry.frames:
            continue
        passive = verb is not None and verb.feats.get("Voice") == "Pass"
        as_called = verb is not None and line.forms[place - 1 : place] == ["كما"]
        if verb is not None and (verb.form == "سمي" or is_negated(line, place) or as_called):
            continue  # سمي فيلم، مسؤول لم تسمه، كما يسميه جيرانه: "…"
        start, cue = _description_start(line, place, entry)
        if start is None or (line.forms[place - 1] == "كما" and line.tokens[start - 1].form == ":"):
            continue  # وأضاف سالم، كما يسميه أتباعه: "…"
        if passive and not _is_active(line, place) and _last_phrase(line, place + 2, start) == start:
            continue
        source = (place, place)
        if not participle and place + 1 < start:
            end = noun_phrase(line, place + 1, start)
            if not line.has_pronoun(place):
                end = _end_of_describer(line, place + 1, end, start)
            acts = verb is not None and end > place + 1 and agrees(verb, line.heads[place + 1])
            acts = acts and not (
                line.is_a("quantity", place + 1) and line.has_pronoun(place + 1)
            )  # ووصف بعضها بـ
            first, last = subject_before(line, place)
            alone = first < last == place or _bare_noun(line, end, start) == start
            between = range(
                end, start
            )  # ووصف النائب الذي استقال الميزانية بأنها، ووصف المدرب "الفوز بأنه مستحق"
            clause = any(line.heads[p].feats.get("PronType") == "Rel" or line.is_open(p) for p in between)
            if acts and (line.has_pronoun(place) or not alone or (clause and not is_action(line, place + 1))):
                source = (place + 1, end)  # not: مصدر نيابي وصف تعامل الوزير، ووصفت | هذه الأنباء بأنها
            behind = subject_behind(line, entry, place) if verb is not None else 0
            if place < behind < start:
                source = (behind, noun_phrase(line, behind, start))  # ووصف هذا القرار | نقيب المحامين بأنه
        described = (
            place > 0
            and (
                line.heads[place - 1].feats.get("PronType") == "Rel" or line.forms[place - 1] in ("من", "ممن")
            )
            and line.has_pronoun(place)
        )
        if source[0] == source[1] and not participle and not described:
            source = subject_before(line, place)
        content = line.tokens[start : _description_end(line, start, place)]
        if not content or line.lemmas[start] == "قول":  # a بـ that a comma follows; واصفا نفسه بقوله: "…"
            continue
        kind = "participle" if participle else "verb"
        attribution = relate(line, source, cue, content, entry, kind, "description")
        attribution.stance = (
            "distance"
            if place and line.forms[place - 1] in words("what somebody calls so")
            else "acknowledge"
        )
        after = source[1] if source[0] > place else place + 1
        further = _further(line, after, start) if source[0] > place and line.is_a("title", after) else start
        if further < start:  # نائب الرئيس | وزير النفط فلان، يوم الأحد، استئناف الصادرات بأنه
            attribution.source = span_of(line.tokens[source[0] : noun_phrase(line, after, start)])
            after = further
        what = after
        after = _bare_noun(line, after, start)
        if place + 1 < source[0]:
            attribution.addressee = span_of(line.tokens[place + 1 : source[0]])
        elif what < start and (line.forms[what] in ("ما", "من") or line.stands_for_object(what)):
            stop = start - line.alone(start - 1)
            attribution.addressee = span_of(line.tokens[what:stop])  # وصف | ما جرى | بأنه، واصفا | إياها | ب
        elif after < start:
            attribution.addressee = span_of(line.tokens[after : _end_of_deed(line, after, start)])
        elif (after := _last_phrase(line, place + 1, start)) < start:
            attribution.addressee = span_of(line.tokens[after:start])
        elif described and line.forms[place - 1] not in words("what somebody calls so"):
            last = _last_phrase(line, line.starts[place], place - 1)  # القصف الذي وصفه بالمتعمد
            last = last if last < place - 1 else phrase_before(line, place - 1)[0]
            attribution.addressee = span_of(line.tokens[last : place - 1])
        yield attribution


def _is_active(line: Line, verb: int) -> bool:
    """وصف المدرب | القرار بأنه ظالم: whether a verb of describing that was read as a passive has two nouns."""
    noun = verb + 1
    alone = not line.has_pronoun(verb) and stands_bare(line, noun) and noun not in line.times
    return alone and has_two_nouns(line, noun, things=True)


def _end_of_describer(line: Line, start: int, end: int, stop: int) -> int:
    """وصف يوفيتش | المنشور بأنه: the end of who describes, before what is described, if nothing behind it is."""
    bare = _bare_noun(line, end, stop)
    borne = bare == end and line.types.get(bare) == "PER"  # أوربان | زعيم المعارضة بيتر ماجار
    return object_within(line, start, end, bare == stop or borne, things=True)


def _bare_noun(line: Line, place: int, stop: int) -> int:
    """وصف الوزير في تغريدة على موقع "إكس" | المقال بأنه: the noun without a preposition before a place; ``stop`` if none."""
    while place < stop:
        if is_deed_in_marks(line, place):
            return place
        if line.is_open(place):
            place = line.mates[place] + 1
        elif place in line.times:
            place = line.times[place]
        elif line.preposition(place) is not None:
            place = max(place + 1, noun_phrase(line, place + line.alone(place), stop, proclitic=True))
        elif line.is_nominal(place) or line.heads[place].feats.get("PronType") == "Dem":
            return place
        elif line.verbs[place] is not None or line.heads[place].feats.get("PronType") == "Rel":
            return stop
        else:
            place += 1
    return stop


def _last_phrase(line: Line, start: int, stop: int) -> int:
    """وصف الرئيس الذي زار البلاد | المعاناة في لبنان | بأنها، وصف في أعنف تصريح بريطاني | الهجوم بأنه، وصف الضيف | "الحوار بأنه: where the last
    noun phrase before a place begins, behind a clause or phrase that wants nothing more; ``stop`` if none."""
    for place in range(stop - 1, start, -1):
        before = line.heads[place - 1]
        if line.marks[place] in QUOTES + COMMAS or line.opens_clause(place) or line.verbs[place] is not None:
            break
        if not stands_bare(line, place) or place in line.times:
            continue
        if line.heads[place].upos == "ADJ" and (
            before.upos != "PROPN" or line.heads[place + 1].upos != "ADJ"
        ):
            continue  # but: إسرائيل | المعاناة الحالية
        if line.verbs[place - 1] is not None:
            continue  # الهجوم الذي شنه | الجيش بأنه
        whole = before.feats.get("Definite") == "Def" or before.upos in ("PROPN", "ADV")
        whole = whole or line.has_pronoun(place - 1) or place in line.times.values()
        if whole or line.is_open(place - 1) or _describes_noun(line, place - 1):
            return place
    return stop


def _describes_noun(line: Line, place: int) -> bool:
    """تصريح | بريطاني، بأسلوب | ساخر: whether an adjective stands here behind a noun without the article."""
    noun = line.heads[place - 1]
    return (
        line.heads[place].upos == "ADJ"
        and noun.upos in ("NOUN", "ADJ")
        and noun.feats.get("Definite") != "Def"
    )


def _end_of_deed(line: Line, start: int, stop: int) -> int:
    """وصفت طوكيو | تلويح الوزير، في خطاب، بإسقاط الطائرات | بأنه: the end of what is described, with what a deed governs."""
    end, noun = noun_phrase(line, start, stop), start + line.is_open(start)
    deed = saying("masdar", line.heads[noun].lemma or "")
    governed = deed is not None and any(
        line.preposition(p) in deed.prepositions and (p == end or is_action(line, p + line.alone(p)))
        for p in range(end, stop - 1)
    )
    at_once = is_action(line, noun) and line.opens_clause(stop) and end < stop
    at_once = at_once and line.preposition(end) is not None
    at_once = at_once and not any(
        is_saying_participle(line, p) for p in range(end, stop)
    )  # انسحابها من الاتفاق
    return stop - (line.tokens[stop - 1].form in COMMAS) if governed or at_once else end


def _further(line: Line, title: int, stop: int) -> int:
    """The noun that stands after a title with its bearer, commas and times between; ``stop`` if none does."""
    place = noun_phrase(line, title, stop)
    while place < stop and (line.tokens[place].form in COMMAS or place in line.times):
        place = line.times.get(place, place + 1)
    return place if place < stop and line.is_nominal(place) and line.preposition(place) is None else stop


def _description_start(line: Line, verb: int, entry: Saying) -> tuple[int | None, list[Token]]:
    """Where the name begins (after a بـ that stands alone), and the cue."""
    if line.is_open(verb + 1) and entry.verb != "أَطْلَقَ":
        return verb + 1, [line.tokens[verb]]
    if entry.verb in vocalised("verb of a name in marks") and (bare_name := _bare_name(line, verb)):
        return bare_name, [line.tokens[verb]]
    far = range(verb + 1, min(verb + 26, len(line) - 1))
    another = next(
        (p for p in far if is_saying_participle(line, p)), far.stop
    )  # وصف الاجتماع بالمثمر، واصفا … بأنه
    clauses = (p for p in far if p < another and line.preposition(p) == "ب" and line.opens_clause(p))
    held = next(clauses, None)
    for place in far:
        if held is not None and place < held and line.preposition(place) == "ب" and place > verb + 1:
            continue  # وصفت علاقتها بزوجها | بأنها
        if line.marks[place] in STOPS or (line.verbs[place] is not None and line.joined(place)):
            break
        nearer = saying("verb", line.verbs[place].lemma or "") if line.verbs[place] else None  # type: ignore[union-attr]
        if nearer is not None and "ب" in nearer.frames:
            break  # تصف مقتل أشخاص اتهموا بممارسة
        noun = place + line.alone(place)
        apart = line.lemmas[noun] == "اسم" or line.is_a("part of a preposition", noun)
        if line.preposition(place) == "ب" and apart:
            continue  # وصفته بشكل غامض: how; وصف المتحدث باسم الوزارة
        if line.preposition(place) == "ب" and entry.verb in vocalised("verb of a name with بـ"):
            if later := _that_later(line, place):
                return later, [line.tokens[verb]]
            if line.alone(place):
                return place + 1, [line.tokens[verb], line.tokens[place]]
            return place, [line.tokens[verb]]
        if line.is_open(place) and entry.verb in vocalised("verb of a name in marks"):
            return place, [line.tokens[verb]]
    return None, []


def _bare_name(line: Line, verb: int) -> int:
    """ما سماه | خطوة شجاعة، ما أسمته الوزيرة | فوضى السلاح: where a name begins that stands in no marks; 0 where none does."""
    noun = verb + 1
    so_called = (
        verb > 0 and line.forms[verb - 1] in words("what somebody calls so") and line.has_pronoun(verb)
    )
    if not so_called or not stands_bare(line, noun):
        return 0
    near = range(noun, min(noun + 12, len(line)))
    if any(line.is_open(p) for p in range(noun, line.first_mark(COMMAS + STOPS, near))):
        return 0
    end, word = noun_phrase(line, noun, len(line)), line.verbs[verb]
    end = object_within(line, noun, end, needed=not stands_bare(line, end), things=True)
    known = line.heads[noun].feats.get("Definite") == "Def" or line.heads[noun].upos == "PROPN"
    known = known or (end < len(line) and line.heads[end].feats.get("Definite") == "Def")  # أوساط | التسوية
    acts = word is not None and agrees(word, line.heads[noun]) and known
    return end if acts and end < len(line) and stands_bare(line, end) else noun


def _that_later(line: Line, place: int) -> int:
    """وصف الهجوم | بصواريخ أطلقها الجيش | بأنه عدوان: the place of بأنّ after another ب in the same clause; 0 where none is."""
    for later in range(place + 1, min(place + 25, len(line))):
        if line.marks[later] in STOPS + COMMAS or (line.verbs[later] is not None and line.joined(later)):
            return 0
        if is_saying_participle(line, later):
            return 0  # وصف الاجتماع بالمثمر | واصفا النقابة بأنها
        if line.opens_clause(later):
            return later if line.preposition(later) == "ب" and not line.opens_clause(place) else 0
    return 0


def _description_end(line: Line, start: int, cue: int) -> int:
    """وصف الزيارة | بأنها تاريخية | ، وتطرق إلى الطاقة; وصفتها | بالموثوقة | ولم تسمها"""
    if line.is_open(start):
        return line.mates[start] + 1
    so_called = cue > 0 and line.forms[cue - 1] in words("what somebody calls so")
    manner = Manner(relative=so_called, gender=told_gender(line, cue))  # ما وصفه بالتحشيد | بلغ ذروته
    if line.opens_clause(start):
        return content_end(line, start, "that", manner)
    end = content_end(line, start, "preposition", manner)
    deeds = range(start + 1, end if so_called and not is_action(line, start) else start)
    bound = (p for p in deeds if line.heads[p].feats.get("Definite") == "Cons" or line.has_pronoun(p))
    end = next((p for p in bound if line.joined(p) and is_action(line, p)), end)  # لوقف ما تسميه … | واستعادة
    return line.first_mark(COMMAS + STOPS, range(start, end))
