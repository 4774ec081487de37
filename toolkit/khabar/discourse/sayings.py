"""Who says what, by rule: words of saying, their subjects and the clauses that they introduce.

Rules in the order in which a reader applies them. They find the common frames of Arabic news:
verb, subject, أنّ or a quotation; participles (مشيرة إلى أنّ) and verbal nouns (تأكيد الوزارة أنّ);
source phrases (بحسب الصحيفة); ما وصفته بـ; a verb after its quotation. They find nothing subtler:
irony and free indirect speech are left to the reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from khabar.discourse.model import Attribution
from khabar.discourse.names import OUTLETS, QUOTES, head, is_time, lemma, plain, span_of, two_states, verb_of
from khabar.text.document import Document, Span, Token, Word
from khabar.text.script import fold

# Lemma without signs: (Searle's class, the writer's stance after Martin and White 2005).
SAYING = {
    **dict.fromkeys(
        ["قال", "أضاف", "ذكر", "أعلن", "أوضح", "صرح", "أفاد", "تابع", "أشار", "لفت", "رأى", "اعتبر", "كتب",
         "أكد", "شدد", "بين", "نقل", "أبلغ", "توقع", "رجح", "اتهم", "نفى", "أخبر", "روى", "نوه", "جدد",
         "استطرد", "حذر", "استبعد", "أقر", "اعترف", "جزم", "ألمح"],
        ("assertive", "acknowledge"),
    ),
    **dict.fromkeys(["كشف", "أظهر", "أثبت", "برهن"], ("assertive", "endorse")),
    **dict.fromkeys(["زعم", "ادعى"], ("assertive", "distance")),
    **dict.fromkeys(
        ["طالب", "دعا", "حث", "أمر", "اقترح", "ناشد", "أوصى", "نصح"], ("directive", "acknowledge")
    ),
    **dict.fromkeys(["وعد", "تعهد", "هدد", "التزم", "أقسم", "توعد", "أبدى"], ("commissive", "acknowledge")),
    **dict.fromkeys(
        ["رحب", "أعرب", "عبر", "أدان", "ندد", "استنكر", "أسف", "هنأ", "أشاد", "انتقد"],
        ("expressive", "acknowledge"),
    ),
}  # fmt: skip
PARTICIPLES = {
    "مشير": "أشار", "مؤكد": "أكد", "موضح": "أوضح", "مضيف": "أضاف", "لافت": "لفت", "معرب": "أعرب",
    "معتبر": "اعتبر", "محذر": "حذر", "معلن": "أعلن", "مبين": "بين", "داع": "دعا", "داعي": "دعا",
    "مطالب": "طالب", "منوه": "نوه", "متهم": "اتهم", "متوعد": "توعد", "مهدد": "هدد", "ناف": "نفى",
    "نافي": "نفى", "كاشف": "كشف", "قائل": "قال", "مشدد": "شدد", "متوقع": "توقع", "مرجح": "رجح",
    "متعهد": "تعهد", "ناصح": "نصح", "مجدد": "جدد", "زاعم": "زعم", "مرحب": "رحب", "منتقد": "انتقد",
}  # fmt: skip
VERBAL_NOUNS = {
    "إعلان": "أعلن", "تأكيد": "أكد", "تصريح": "صرح", "قول": "قال", "تحذير": "حذر", "نفي": "نفى",
    "إشارة": "أشار", "اتهام": "اتهم", "تعهد": "تعهد", "تهديد": "هدد", "زعم": "زعم",
}  # fmt: skip
# Prepositions with which a verb introduces what is said: شدد على، حذر من.
GOVERNS = {
    "شدد": "على", "أكد": "على", "حذر": "من", "دعا": "إلى", "حث": "على", "أشار": "إلى", "لفت": "إلى",
    "ألمح": "إلى", "أعرب": "عن", "عبر": "عن", "كشف": "عن", "طالب": "ب", "اتهم": "ب", "رحب": "ب",
    "ندد": "ب", "أشاد": "ب", "هدد": "ب", "تعهد": "ب", "وعد": "ب", "نصح": "ب", "أقر": "ب", "اعترف": "ب", "أمر": "ب",
}  # fmt: skip
# Nouns with which a saying without أن begins: نفى وجود خلاف، أبدى استعداده.
CONTENT_NOUNS = {
    "عدم", "ضرورة", "أهمية", "استعداد", "رغبة", "وجود", "رفض", "حرص", "التزام", "قلق", "أمل", "أسف",
}  # fmt: skip
TAKES_A_NOUN = {"أكد", "نفى", "أبدى", "أعلن", "توقع", "استبعد", "رأى", "اعتبر", "شدد", "جدد"}
SOURCE_WORDS = {"حسب", "وفق", "وفقا", "نقلا", "حسبما"}
# Where something is said or printed, which is not who says it: في بيان، في مقابلة.
VENUES = {
    "بيان", "مؤتمر", "تصريح", "إفادة", "مقابلة", "حديث", "كلمة", "خطاب", "تغريدة", "رسالة", "جلسة", "لقاء",
    "اتصال", "مقال", "تقرير", "ختام", "وقت", "حوار", "منشور", "افتتاح",
}  # fmt: skip
PUBLISHING = {"نشر", "نقل", "بث", "أورد", "أذاع"}
PEOPLE_OF_A_PLACE = {"مصدر", "مسؤول", "عضو", "خبير", "محلل", "باحث", "قيادي", "ناشط", "دبلوماسي", "أستاذ"}
ADDRESSEES = OUTLETS | {"صحفي", "صحافي", "مراسل", "نظير"}
# Words with which a clause of its own begins after a comma.
_CLAUSE_OPENERS = {"كما", "فيما", "بينما", "لكن", "حيث", "في"}  # the last for في حين

_NOMINAL_TAGS = ("NOUN", "PROPN", "ADJ", "NUM", "DET", "X", "SYM")


@dataclass
class _Cue:
    """A word of saying: its place, the verb that it belongs to, its kind."""

    place: int
    verb: str
    kind: str


@dataclass
class _Candidate:
    """Who may be meant by a subject that is not expressed: a speaker of before or, within what
    is said, the subject of that."""

    tokens: list[Token]
    within: list[Span]


def attributions(document: Document) -> list[Attribution]:
    """All that the rules find in a document, in reading order, nested, sources resolved."""
    found: list[Attribution] = []
    candidates: list[_Candidate] = []
    for sentence in document.sentences:
        tokens = sentence.tokens
        candidates += _candidate(_subject_of_sentence(tokens))
        here = [*_sayings(tokens), *_source_phrases(tokens), *_descriptions(tokens)]
        here.sort(key=lambda a: (a.cue[0][1], -a.content[0][2]))
        for attribution in here:
            attribution.id = f"a{len(found) + 1:02d}"
            _resolve(attribution, tokens, candidates)
            if attribution.cue_type != "preposition":
                first = attribution.content[0][1] - tokens[0].position
                candidates += _candidate(_subject_of_content(tokens, first), attribution.content)
            found.append(attribution)
    _nest(found)
    return found


def _candidate(subject: list[Token], within: list[Span] | None = None) -> list[_Candidate]:
    return [_Candidate(subject, within or [])] if subject else []


def _resolve(attribution: Attribution, tokens: list[Token], candidates: list[_Candidate]) -> None:
    """Name the source; find the antecedent of one that is a pronoun or not expressed."""
    cue, source = _tokens(tokens, attribution.cue)[0], _tokens(tokens, attribution.source)
    pronoun = len(source) == 1 and source[0].words[-1].upos == "PRON" and head(source[0]).upos == "PRON"
    if source and not pronoun:
        candidates += _candidate(source)
    else:
        agrees_with = source[0].words[-1] if pronoun else head(cue)
        # A participle describes the subject of its clause, not one in what is said.
        place = None if attribution.cue_type == "participle" else attribution.cue[0]
        source = _antecedent(agrees_with, place, candidates)
        attribution.antecedent = span_of(source)
        attribution.note = "The subject is not named here: taken to be the last that agrees."
    attribution.source_name = plain(source) if source else None


def _subject_of_sentence(tokens: list[Token]) -> list[Token]:
    """The nominative after the first verb: who does something may be the next to speak."""
    verb = next((place for place, token in enumerate(tokens) if verb_of(token)), len(tokens))
    if verb + 1 >= len(tokens) or head(tokens[verb + 1]).feats.get("Case") not in ("Nom", None):
        return []
    return tokens[verb + 1 : _noun_phrase(tokens, verb + 1, len(tokens))]


def _spans(tokens: list[Token]) -> list[Span]:
    """The spans of tokens in order; neighbours share one."""
    spans: list[Span] = []
    for token in tokens:
        if spans and spans[-1][2] + 1 == token.position:
            spans[-1] = (token.paragraph, spans[-1][1], token.position)
        else:
            spans += [token.span]
    return spans


def _tokens(tokens: list[Token], spans: list[Span]) -> list[Token]:
    return [t for t in tokens for _, first, last in spans if first <= t.position <= last]


def _opens_clause(token: Token) -> bool:
    """Whether a token is أنّ or إنّ, with its proclitics and pronouns (وأنّ، بأنّ، إنه)."""
    tags = ("SCONJ", "PART", "X")
    compared = token.words[0].form == "ك"  # كأنّ: as if
    return not compared and any(fold(w.form) == "ان" and w.upos in tags for w in token.words)


def _attribution(
    tokens: list[Token], source: list[Token], cue: list[Span], content: list[Token], verb: str, kind: str
) -> Attribution:
    speech_act, stance = SAYING.get(verb, ("assertive", "acknowledge"))
    quoted = _quoted(content)
    whole = quoted == _spans(content)
    mode = "direct" if whole else "mixed" if quoted else "indirect"
    return Attribution(
        "", span_of(source), cue, _spans(content), mode, quoted=quoted,
        speech_act=speech_act, stance=stance, cue_type=kind, provenance="rule",
    )  # fmt: skip


def _quoted(content: list[Token]) -> list[Span]:
    """What stands between quotation marks, save the names of outlets."""
    marks = [place for place, token in enumerate(content) if token.form in QUOTES]
    pairs = zip(marks[::2], marks[1::2], strict=False)
    return [
        span_of(content[first : last + 1])[0]
        for first, last in pairs
        if not (first and lemma(head(content[first - 1])) in OUTLETS)
        and not all(head(token).upos == "PROPN" for token in content[first + 1 : last])
    ]


# --- Words of saying -------------------------------------------------------------------


def _sayings(tokens: list[Token]) -> Iterator[Attribution]:
    framed = 0  # a verb before this place belongs to the frame of an earlier one
    for cue in _cues(tokens):
        if cue.place < framed:
            continue
        if cue.kind == "verb" and (quotation := _quotation_before(tokens, cue.place)):
            end = _noun_phrase(tokens, cue.place + 1, len(tokens))
            source = tokens[cue.place + 1 : end]
            yield _attribution(tokens, source, span_of([tokens[cue.place]]), quotation, cue.verb, cue.kind)
            continue
        start, preposition = _content_start(tokens, cue)
        if start is None:
            continue
        content = tokens[start : _content_end(tokens, start)]
        if not content:
            continue
        framed = start
        frame_end = start if preposition is None else preposition
        source, via = _source_and_via(tokens, cue, frame_end)
        governed = [] if preposition is None else [tokens[preposition]]
        attribution = _attribution(
            tokens, source, _spans([tokens[cue.place], *governed]), content, cue.verb, cue.kind
        )
        attribution.via_span = span_of(via)
        attribution.via = plain(via) if via else None
        yield attribution


def _cues(tokens: list[Token]) -> Iterator[_Cue]:
    for place, token in enumerate(tokens):
        verb, word = verb_of(token), head(token)
        if verb is not None and lemma(verb) in SAYING:
            if not _in_source_phrase(tokens, place):
                yield _Cue(place, lemma(verb), "verb")
        elif lemma(word) in PARTICIPLES and place and tokens[place - 1].form in "،,":
            if word.feats.get("Definite") != "Def":
                yield _Cue(place, PARTICIPLES[lemma(word)], "participle")
        elif lemma(word) in VERBAL_NOUNS and word.upos == "NOUN" and word.feats.get("Definite") != "Def":
            yield _Cue(place, VERBAL_NOUNS[lemma(word)], "noun")


def _content_start(tokens: list[Token], cue: _Cue) -> tuple[int | None, int | None]:
    """Where what is said begins, and the place of the preposition before it, if there is one."""
    governed = GOVERNS.get(cue.verb)
    named_until = 0  # inside the quotation marks of a name
    for place in range(cue.place + 1, len(tokens)):
        token, verb = tokens[place], verb_of(tokens[place])
        if place < named_until:
            continue
        if _opens_clause(token):
            return place, None
        if token.form == ":" and place + 1 < len(tokens):
            return place + 1, None
        if token.form in QUOTES:
            if _is_quotation(tokens, place):
                return place, None
            named_until = _closing(tokens, place) + 1
        elif governed == "ب" and token.words[0].form == "ب" and lemma(head(token)) != "اسم":
            return place, None
        elif governed and fold(token.form) == fold(governed) and place + 1 < len(tokens):
            return place + 1, place
        elif lemma(head(token)) in CONTENT_NOUNS and cue.verb in TAKES_A_NOUN:
            return place, None
        elif token.form in "؛.؟!" or (verb and cue.kind != "verb"):
            return None, None  # a noun and a participle stand close to what they introduce
        elif verb and lemma(verb) in SAYING and not _is_relative(tokens, place):
            return None, None
    return None, None


def _closing(tokens: list[Token], opening: int) -> int:
    """The place of the mark that closes a quotation, or the last of the sentence."""
    return next((p for p in range(opening + 1, len(tokens)) if tokens[p].form in QUOTES), len(tokens) - 1)


def _is_relative(tokens: list[Token], place: int) -> bool:
    """Whether a verb describes an indefinite noun before it (مصدر طلب …) or follows التي."""
    before = head(tokens[place - 1])
    return before.feats.get("Definite") == "Ind" or before.feats.get("PronType") == "Rel"


def _is_quotation(tokens: list[Token], place: int) -> bool:
    """Whether the mark opens words that are said, not the name of an outlet."""
    if lemma(head(tokens[place - 1])) in OUTLETS:
        return False
    return _closing(tokens, place) - place > 3


def _content_end(tokens: list[Token], start: int) -> int:
    """The place after the last word of what is said."""
    if tokens[start].form in QUOTES:
        return _closing(tokens, start) + 1
    quoted = False
    for place in range(start + 1, len(tokens)):
        if tokens[place].form in QUOTES:
            quoted = not quoted
        elif tokens[place].form in "،,؛" and not quoted and _another_begins(tokens, place + 1):
            return place
    return len(tokens) - (tokens[-1].form in ".؟!…")


def _another_begins(tokens: list[Token], place: int) -> bool:
    """Whether a source phrase, a participle of saying or a clause with its own verb of saying
    begins here."""
    if place >= len(tokens):
        return True
    token = tokens[place]
    if _is_source_word(token):
        return True
    if lemma(head(token)) in PARTICIPLES and head(token).feats.get("Definite") != "Def":
        return True
    joined = token.words[0].upos == "CCONJ" and not _opens_clause(token)
    if not joined and fold(token.form) not in {fold(word) for word in _CLAUSE_OPENERS}:
        return False
    for following in tokens[place:]:
        verb = verb_of(following)
        if verb or following.form in "،,":
            return bool(verb and lemma(verb) in SAYING)
    return False


def _quotation_before(tokens: list[Token], verb: int) -> list[Token]:
    """The quotation that a verb closes: "لن نوقع"، قال الوزير"""
    close = verb - 1
    if close > 0 and tokens[close].form in "،,":
        close -= 1
    if close <= 0 or tokens[close].form not in QUOTES:
        return []
    opening = next((p for p in range(close - 1, -1, -1) if tokens[p].form in QUOTES), close)
    begins = opening == 0 or tokens[opening - 1].form in ".:"
    return tokens[opening : close + 1] if close - opening > 2 and begins else []


# --- Sources ---------------------------------------------------------------------------


def _source_and_via(tokens: list[Token], cue: _Cue, end: int) -> tuple[list[Token], list[Token]]:
    """Who speaks, and the outlet that carries the words, between a cue and what is said."""
    first = cue.place + 1
    subject_end = _noun_phrase(tokens, first, end) if _has_subject(tokens, cue) else first
    subject = tokens[first:subject_end]
    via = _outlet(tokens, subject_end, end)
    if cue.verb == "نقل" and subject_end < end and fold(tokens[subject_end].form) == "عن":
        origin = _noun_phrase(tokens, subject_end + 1, end)
        return tokens[subject_end + 1 : origin], subject
    if not subject and cue.kind == "verb":
        subject = _subject_before(tokens, cue.place)
    return subject, via


def _has_subject(tokens: list[Token], cue: _Cue) -> bool:
    """Whether the noun after a cue is its subject: after a verb it agrees in gender, save in the
    plural; after a participle stands an object; after a verbal noun without pronoun its genitive."""
    if cue.kind != "verb":
        return cue.kind == "noun" and tokens[cue.place].words[-1].upos != "PRON"
    verb, noun = head(tokens[cue.place]), head(tokens[cue.place + 1])
    genders = {verb.feats.get("Gender"), noun.feats.get("Gender")} - {None}
    return len(genders) < 2 or noun.feats.get("Number") == "Plur" or noun.source == "backoff"


def _outlet(tokens: list[Token], start: int, end: int) -> list[Token]:
    """في إفادة نشرتها وكالة "رويترز"، في بيان نشر على موقعها، لصحيفة "لوموند"."""
    for place in range(start, end):
        verb, word = verb_of(tokens[place]), head(tokens[place])
        if verb and lemma(verb) in PUBLISHING:
            outlet_end = _noun_phrase(tokens, place + 1, end)
            if outlet_end > place + 1:
                return tokens[place + 1 : outlet_end]
            venue = next((p for p in range(place, start - 1, -1) if lemma(head(tokens[p])) in VENUES), place)
            close = next((p for p in range(place, end) if tokens[p].form in "،,"), end)
            return tokens[venue:close]
        if tokens[place].form in ("لـ", "ل") and tokens[place + 1].form in QUOTES:
            return tokens[place + 1 : _closing(tokens, place + 1) + 1]
        if tokens[place].words[0].form == "ل" and lemma(word) in OUTLETS:
            return tokens[place : max(place + 1, _noun_phrase(tokens, place, end, proclitic=True))]
    return []


def _subject_before(tokens: list[Token], verb: int) -> list[Token]:
    """A subject before its verb: the pronoun of لكنه, the noun after أنّ, the noun that opens the
    sentence."""
    before = tokens[verb - 1] if verb else None
    if before and before.words[-1].upos == "PRON" and before.words[0].upos in ("CCONJ", "SCONJ"):
        return [before]
    if before and before.words[0].feats.get("PronType") == "Rel":  # دراغي، الذي قال
        end = verb - 1 - (verb > 1 and tokens[verb - 2].form in "،,")
        start = next((p for p in range(end, 0, -1) if not _is_nominal(tokens[p - 1])), 0)
        return tokens[start:end]
    for place in range(verb - 1, -1, -1):
        if verb_of(tokens[place]):
            return []
        if _opens_clause(tokens[place]):
            return _subject_of_content(tokens, place)
    return tokens[:verb] if verb and _noun_phrase(tokens, 0, verb) == verb else []


def _subject_of_content(tokens: list[Token], start: int) -> list[Token]:
    """The noun after أنّ or إنّ."""
    if not _opens_clause(tokens[start]):
        return []
    return tokens[start + 1 : _noun_phrase(tokens, start + 1, len(tokens))]


def _antecedent(word: Word, place: Span | None, candidates: list[_Candidate]) -> list[Token]:
    """The last candidate that agrees in gender with a verb or participle without subject; the
    plural of a thing agrees as a feminine."""
    gender = word.feats.get("Gender")
    for candidate in reversed(candidates):
        noun = head(candidate.tokens[0])
        if candidate.within and not (place and _inside(place, candidate.within)):
            continue
        plural = gender == "Fem" and noun.feats.get("Number") == "Plur"
        if gender in (None, noun.feats.get("Gender")) or plural or noun.source == "backoff":
            return candidate.tokens
    return []


def _noun_phrase(tokens: list[Token], start: int, stop: int, proclitic: bool = False) -> int:
    """The place after a noun phrase with its adjectives, genitives and appositions."""
    place, roles = start, False
    while place < stop:
        token = tokens[place]
        if token.form in QUOTES:
            close = _closing(tokens, place)
            named = place > start and lemma(head(tokens[place - 1])) in OUTLETS
            if close >= stop or not (named or place == start) or close - place > 4:
                break
            place = close + 1
        elif token.form in "،,":
            apposition = _apposition(tokens, place + 1, stop) if place > start else None
            if apposition is None:
                break
            place = apposition
        elif is_time(tokens, place) or not (_is_nominal(token) or (proclitic and place == start)):
            if not (roles and place > start and _attaches(tokens, place, start)):
                break
            place += 1 + (len(token.words) == 1)  # the preposition, and its noun where that stands apart
        elif roles and (_ends_a_phrase(token) or _new_phrase(tokens[place - 1], token)):
            break
        else:
            roles = True
            place += 1
    return min(place, stop)


def _ends_a_phrase(token: Token) -> bool:
    """عن مسؤول | قوله إنّ، الإذاعة | نقلاً عن شهود"""
    return _is_source_word(token) or (lemma(head(token)) == "قول" and token.words[-1].upos == "PRON")


def _new_phrase(before: Token, token: Token) -> bool:
    """Whether a name or a definite noun follows a phrase that is complete:
    وزارة الخارجية | السفير، موسكو | كييف"""
    if two_states(before, token):
        return token.words[0].upos != "CCONJ"
    complete = head(before).feats.get("Definite") == "Def" and before.form not in QUOTES
    definite_noun = head(token).upos == "NOUN" and head(token).feats.get("Definite") == "Def"
    return complete and definite_noun and token.words[0].upos != "CCONJ"


def _is_nominal(token: Token) -> bool:
    if all(word.source == "backoff" for word in token.words):
        return True
    first = token.words[0]
    if first.upos == "CCONJ" and len(token.words) > 1:
        return token.words[1].upos in _NOMINAL_TAGS
    return first.upos in _NOMINAL_TAGS and head(token).feats.get("PronType") != "Rel"


def _attaches(tokens: list[Token], place: int, start: int) -> bool:
    """Whether a prepositional phrase belongs to the noun: المتحدث باسم، الأمين العام للأمم المتحدة."""
    word, governor = tokens[place].words[0], lemma(head(tokens[start]))
    if word.upos != "ADP":
        return False
    following = lemma(head(tokens[place])) if len(tokens[place].words) > 1 else ""
    if following == "اسم" or lemma(word) in ("لدى",):
        return True
    if word.form == "ل":
        return following not in ADDRESSEES
    if governor in PEOPLE_OF_A_PLACE and word.form in ("في", "من", "ب"):
        place_named = following or (lemma(head(tokens[place + 1])) if place + 1 < len(tokens) else "")
        return place_named not in VENUES
    return False


def _apposition(tokens: list[Token], start: int, stop: int) -> int | None:
    """The place after a few nouns between commas, or between a comma and what is said."""
    place = start
    while place < stop and place - start < 6 and _is_nominal(tokens[place]) and not is_time(tokens, place):
        if tokens[place].words[0].upos == "CCONJ" and place > start:
            break
        place += 1
    closed = place == stop or tokens[place].form in "،,:" or is_time(tokens, place)
    return place if place > start and closed else None


# --- Source phrases and descriptions ---------------------------------------------------


def _is_source_word(token: Token) -> bool:
    return fold(token.words[-1].form) in SOURCE_WORDS or fold(token.form) in SOURCE_WORDS


def _is_as_someone_says(tokens: list[Token], place: int) -> bool:
    """إنّ الأمر صعب، كما يقول الوزير. But not كما قال الوزير إنّ, where كما means also."""
    if fold(tokens[place].form) != "كما" or not 0 < place < len(tokens) - 2:
        return False
    verb = verb_of(tokens[place + 1])
    if not verb or lemma(verb) not in SAYING:
        return False
    return _content_start(tokens, _Cue(place + 1, lemma(verb), "verb"))[0] is None


def _in_source_phrase(tokens: list[Token], verb: int) -> bool:
    """Whether a verb belongs to بحسب ما ذكرت، كما قال، حسبما أفادت."""
    before = [fold(token.form) for token in tokens[max(0, verb - 2) : verb]]
    return bool(before) and (
        (
            before[-1] in ("ما", "لما")
            and len(before) > 1
            and (_is_source_word(tokens[verb - 2]) or before[0] == "على")
        )
        or before[-1] == "حسبما"
        or _is_as_someone_says(tokens, verb - 1)
    )


def _source_phrases(tokens: list[Token]) -> Iterator[Attribution]:
    for place, token in enumerate(tokens):
        if not (_is_source_word(token) or _is_as_someone_says(tokens, place)):
            continue
        last = place + _source_phrase_length(tokens, place) - 1
        end = _noun_phrase(tokens, last + 1, len(tokens), proclitic=True)
        source, content = tokens[last + 1 : end], _covered(tokens, place, end)
        if source and content:
            cue = span_of(tokens[place : last + 1])
            yield _attribution(tokens, source, cue, content, "", "preposition")


def _source_phrase_length(tokens: list[Token], place: int) -> int:
    """بحسب: 1, نقلاً عن: 2, حسبما أفادت: 2, كما قال: 2, بحسب ما ذكرت: 3, وفق ما نقلت عنه: 4"""
    words = [fold(token.form) for token in tokens[place : place + 3]] + ["", ""]
    verbs = [bool(verb_of(token)) for token in tokens[place : place + 3]] + [False, False]
    if words[1] == "عن":
        return 2
    length = 3 if words[1] in ("ما", "لما") and verbs[2] else 2 if verbs[1] else 1
    after = place + length
    if length > 1 and after < len(tokens) and [w.upos for w in tokens[after].words] == ["ADP", "PRON"]:
        length += 1
    return length


def _covered(tokens: list[Token], place: int, end: int) -> list[Token]:
    """What a source phrase from ``place`` to ``end`` covers: the clause after it, if it opens the
    sentence, else the clause round it, or before."""
    after = end + (end < len(tokens) and tokens[end].form in "،,")
    reported = after < len(tokens) and (_opens_clause(tokens[after]) or tokens[after].form in QUOTES)
    following = tokens[after : _content_end(tokens, after)] if after < len(tokens) else []
    if place == 0:
        comma = next(
            (p for p in range(end, len(tokens)) if tokens[p].form in "،," or _opens_clause(tokens[p])), None
        )
        first = len(tokens) if comma is None else comma + (tokens[comma].form in "،,")
        return tokens[first : _content_end(tokens, first)] if first < len(tokens) else []
    if reported and fold(tokens[place].form) == "نقلا":  # قالت الإذاعة نقلاً عن شهود إنّ: they said it
        return following
    stop = place - 1 if tokens[place - 1].form in "،," else place
    start = 1 if fold(tokens[0].form) in ("كما", "لكن", "حيث") else 0
    return tokens[start:stop] + (following if reported else [])


def _descriptions(tokens: list[Token]) -> Iterator[Attribution]:
    """وصفته بـ"العدوان"، ما سماه "الابتزاز": the name that a source gives to something."""
    for place, token in enumerate(tokens):
        verb = verb_of(token)
        if verb is None or lemma(verb) not in ("وصف", "سمى", "أسمى"):
            continue
        start, cue = _description_start(tokens, place)
        if start is None:
            continue
        end = _noun_phrase(tokens, place + 1, start)
        source = [] if token.words[-1].upos == "PRON" else tokens[place + 1 : end]
        content = tokens[start : _description_end(tokens, start)]
        attribution = _attribution(tokens, source, cue, content, lemma(verb), "verb")
        if place and fold(tokens[place - 1].form) == "ما":
            attribution.stance = "distance"
        yield attribution


def _description_start(tokens: list[Token], verb: int) -> tuple[int | None, list[Span]]:
    """Where the name begins (after a بـ that stands alone), and the cue."""
    if verb + 1 < len(tokens) and tokens[verb + 1].form in QUOTES:
        return verb + 1, span_of([tokens[verb]])
    for place in range(verb + 1, min(verb + 12, len(tokens) - 1)):
        if tokens[place].words[0].form.rstrip("ـ") == "ب":
            if len(tokens[place].words) == 1:
                return place + 1, _spans([tokens[verb], tokens[place]])
            return place, span_of([tokens[verb]])
    return None, []


def _description_end(tokens: list[Token], start: int) -> int:
    if tokens[start].form in QUOTES:
        return _closing(tokens, start) + 1
    return next((p for p in range(start, len(tokens)) if tokens[p].form in "،,.؛"), len(tokens))


# --- Nesting ---------------------------------------------------------------------------


def _nest(found: list[Attribution]) -> None:
    """An attribution whose cue stands in the content of another is nested in the nearest such;
    the words that a source phrase relays reach us through its source."""
    for inner in found:
        around = [
            outer
            for outer in found
            if outer is not inner and all(_inside(span, outer.content) for span in inner.cue)
        ]
        if not around:
            continue
        nearest = min(around, key=lambda outer: outer.content[0][2] - outer.content[0][1])
        inner.nested_in = nearest.id
        if nearest.cue_type == "preposition" and not inner.via:
            inner.via, inner.via_span = nearest.source_name, nearest.source


def _inside(span: Span, spans: list[Span]) -> bool:
    return any(s[0] == span[0] and s[1] <= span[1] and span[2] <= s[2] for s in spans)
