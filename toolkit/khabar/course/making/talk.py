"""Questions about who says what: the speaker, the words that name him, and what is written in whole sentences."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

from khabar.course.making.made import Made, Text, closed, exercise, is_sure, lettered, match
from khabar.course.making.made import words as tables
from khabar.discourse.model import AUTHOR, Attribution
from khabar.discourse.vocabulary import Saying, saying, words
from khabar.text.document import BY_PERSON, SURE, Sentence, Span, Token, Word
from khabar.text.script import fold, is_arabic

_SHOWN = 10  # words of what is said
_OTHERS = (
    "كما",
    "أن",
    "إن",
    "؟",
    "?",
    ":",
    "«",
    "»",
    '"',
    "“",
)  # what a sentence of the writer's own has not
_DOCUMENTS = (
    "بيان", "تقرير", "تصريح", "رسالة", "مصدر", "وثيقة", "دراسة", "مذكرة", "خطاب", "كلمة", "نص", "حكم", "قرار", "رقم",
    "قانون", "تقدير", "إحصاء", "استطلاع", "نتيجة", "معطى", "حيثية", "إعلان", "خبر", "نبأ",
)  # fmt: skip
_ENDS = ("PUNCT", "SCONJ", "ADP", "CCONJ", "PART", "ADV")  # what may follow on a whole noun phrase


def reported(text: Text) -> list[tuple[Attribution, str, Span]]:
    """Attributions that are certain, with a named speaker and one place of the cue."""
    talk = text.discourse
    return [
        (each, talk.speaker(each), each.cue[0])
        for each in talk.attributions
        if each.cue
        and each.content
        and (each.source or each.source_name)
        and _is_sure(text, each)
        and _speaks(text, each.cue[0])
    ]


def _is_sure(text: Text, each: Attribution) -> bool:
    if each.provenance in BY_PERSON:
        return True
    tokens = [token for span in each.source for token in text.document.span_tokens(span)]
    counted = bool(tokens) and tokens[0].words[-1].upos == "NUM"  # "six" of ten citizens
    named = each.source or each.antecedent  # of who adds something, where the name stands before
    goes_on = bool(named) and _goes_on(text, named[-1], each.cue)
    told = any(token.words[0].form == "ل" and _is_outlet(token) for token in tokens)  # سكان لوسائل إعلام
    dateline = bool(each.source) and getattr(_token_after(text, each.source[-1]), "form", "") in (
        "-",
        "–",
        "—",
    )  # نيويورك - حذرت المبعوثة
    words_ = [word for token in tokens for word in token.words]
    # كتب مجهول | جملة: an object that is read as the second part of a construct
    doubted = any(
        word.deprel == "nmod:poss" and word.feats.get("Definite") == "Ind" and not is_sure(before)
        for before, word in pairwise(words_)
    )
    asked = any(word.upos == "ADP" and word.form == "من" for word in words_)  # طلبت الوزارة | من المدارس
    mine = any(word.feats.get("Person") == "1" for word in words_)  # بلادي, in a speech
    adverb = any(word.feats.get("Case") == "Acc" for word in words_)  # أحدهم ضاحكاً
    # Who is spoken to rather than speaks: يذكّر الجميع
    anyone = any(fold(word.lemma or "") in words("addressee") for word in words_[:2])
    every = bool(tokens) and tokens[0].words[-1].lemma in tables()["measures"]  # كل زائر
    unsure = (
        counted or goes_on or told or dateline or doubted or asked or mine or adverb or anyone or every or _differs(text, each)
        or _unreal(text, each)
    )  # fmt: skip
    return not unsure and (each.sure or 0) >= SURE


def _unreal(text: Text, each: Attribution) -> bool:
    """Whether nobody has spoken: what is wished for or denied (نريد أن يشعر، لم يقل)."""
    sentence = text.document.sentence_of(text.document.token(*each.cue[0][:2]))
    cue = [word for token in text.document.span_tokens(each.cue[0]) for word in token.words]
    verb = next((word for word in cue if word.upos == "VERB"), None)
    if verb is None:
        return False
    before = next((word for word in sentence.words if word.id == verb.id - 1), None)
    return verb.feats.get("Mood") in ("Sub", "Jus") or (
        before is not None and before.form in ("أن", "لا", "لم", "لن")
    )


def _differs(text: Text, each: Attribution) -> bool:
    """Whether the verb stands right behind its source and agrees with another noun: تحيات شعب يؤمن."""
    if not (each.source and each.cue and each.source[-1][2] + 1 == each.cue[0][1]):
        return False
    first = text.document.token(*each.source[0][:2]).words
    noun = next((word for word in first if word.upos in ("NOUN", "ADJ")), None)
    verb = next((word for word in text.document.token(*each.cue[0][:2]).words if word.upos == "VERB"), None)
    if noun is None or verb is None:
        return False
    return any(noun.feats.get(name) != verb.feats.get(name) for name in ("Gender", "Number"))


def _is_outlet(token: Token) -> bool:
    return any(
        (word.lemma and fold(word.lemma) in words("outlet")) or word.lemma == "وَسِيلَة" for word in token.words
    )


def _goes_on(text: Text, span: Span, cue: list[Span]) -> bool:
    """Whether more than a mark, a particle or the cue itself stands behind a noun phrase: it may belong to it, as
    a name that the lexicon has as a word."""
    paragraph, _, last = span
    if any((p, first) == (paragraph, last + 1) for p, first, _ in cue):
        return False
    after = _token_after(text, span)
    if after is None:
        return False
    told = _is_outlet(after) or any(fold(word.lemma or "") in words("addressee") for word in after.words)
    if any(word.form == "اسم" for word in after.words):
        return True  # المتحدث باسمها
    belongs = after.words[0].form == "ل" and len(after.words) > 1 and not told  # المكتب الإعلامي للرئاسة
    return belongs or after.words[0].upos not in _ENDS


def _token_after(text: Text, span: Span) -> Token | None:
    return next((t for t in text.document.tokens if t.span[:2] == (span[0], span[2] + 1)), None)


def _saying(text: Text, cue: Span) -> Saying | None:
    cues = [word for token in text.document.span_tokens(cue) for word in token.words]
    found = (saying(form, word.lemma or "") for word in cues for form in ("verb", "masdar", "participle"))
    return next(filter(None, found), None)


def claims(text: Text, each: Attribution, cue: Span) -> bool:
    """Whether the content is what the source says: not what it denies or rules out, and a clause or a quotation."""
    entry = _saying(text, cue)
    if entry and (entry.content in ("-", "PR-") or not _speaks(text, cue)):
        return False
    first = text.document.token(*each.content[0][:2])
    clause = any(word.upos == "SCONJ" for word in first.words)
    return clause or each.mode != "indirect" or entry is None


def _surely_said(text: Text, each: Attribution) -> Span:
    """What is said, up to a comma where nobody has looked: behind it the writer may speak again."""
    paragraph, first, last = each.content[0]
    commas = [t.position for t in text.document.span_tokens(each.content[0])[4:] if t.form == "،"]
    return (paragraph, first, commas[0] - 1 if commas and each.provenance not in BY_PERSON else last)


def _speaks(text: Text, cue: Span) -> bool:
    entry = _saying(text, cue)
    return entry is None or (entry.kind not in ("volition", "emotion") and not _knows(text, cue))


def _knows(text: Text, cue: Span) -> bool:
    """Whether a cue is of those who know (أدرك), and say nothing."""
    entry = _saying(text, cue)
    return entry is not None and entry.kind == "cognition" and entry.stance == "endorse"


def speakers(text: Text) -> Iterator[Made]:
    """Whose words something is: the text's own speakers are to choose from, as far as they are surely others."""
    told = reported(text)
    for each, name, cue in told:
        paragraph, first, last = each.content[0]
        inner = any(other.nested_in == each.id for other in text.discourse.attributions)
        others: dict[str, Attribution] = {}
        for other, called, _ in told:
            if not other.via and all(_are_two(text, other, one) for one in [each, *others.values()]):
                others[called] = other
        # What passes on another's words (a statement) speaks, too; and of two choices one is no question.
        if inner or last - first < 3 or not claims(text, each, cue) or each.via or not others:
            continue
        options, letter = lettered(text, name, [*list(others)[:2], AUTHOR])
        wrong = {"writer": [letter[AUTHOR]], "other": [letter[o] for o in list(others)[:2]]}
        last = _surely_said(text, each)[2]
        shown = text.document.span_text((paragraph, first, min(last, first + _SHOWN - 1)))
        if shown.count('"') % 2 or shown.startswith(("«", "“")):
            shown = shown.strip("«»“” ").replace('"', "")
        yield Made(
            exercise(
                "speaker", [letter[name]], wrong, content=shown + (" …" if last > first + _SHOWN - 1 else ""),
                paragraph=paragraph, cue=text.document.span_text(cue), speaker=name, options=options,
            ),
            "speaker", paragraph, 0.8 if each.nested_in else 0.3, frozenset({(cue[0], cue[1])}),
            frozenset([*(f"source {option}" for option in options), *_places_of(each.source)]),
        )  # fmt: skip
    for at in range(0, len(told) - 2, 3):
        some = [row for row in told[at : at + 4] if not row[0].via]
        if all(_are_two(text, one[0], other[0]) for one, other in combinations(some, 2)):
            pairs = [
                (f"{text.document.span_text(cue)} [{cue[0]}.{cue[1]}]", name, text.document.token(*cue[:2]))
                for _, name, cue in some
            ]
            yield from match(text, "cues", pairs)


def _are_two(text: Text, one: Attribution, other: Attribution) -> bool:
    """Whether two sources are surely two: no title and name may belong together (المبعوثة، تيتيه), none is a
    document, which somebody speaks through, and they share no word."""
    first, second = (_nouns(text, each) for each in (one, other))
    if (
        not first
        or not second
        or {fold(w.lemma or w.form) for w in first} & {fold(w.lemma or w.form) for w in second}
    ):
        return False
    if any(fold(words_[0].lemma or "") in _DOCUMENTS for words_ in (first, second)):
        return False
    if all(any(word.upos == "PROPN" for word in words_) for words_ in (first, second)):
        return True
    heads = (first[0].feats, second[0].feats)
    told = (
        ("Number",) if "PROPN" in (first[0].upos, second[0].upos) else ("Number", "Gender")
    )  # no name tells it
    if any(heads[0].get(name) and heads[1].get(name) and heads[0][name] != heads[1][name] for name in told):
        return True
    return any(each.get("Definite") == "Ind" for each in heads)  # who is new to the text


def _nouns(text: Text, each: Attribution) -> list[Word]:
    tokens = [token for span in each.source for token in text.document.span_tokens(span)]
    return [word for token in tokens for word in token.words if word.upos in ("NOUN", "ADJ", "PROPN", "X")]


def sources(text: Text) -> Iterator[Made]:
    for each, _, cue in reported(text):
        if len(each.source) != 1 or cue[0] != each.source[0][0] or each.via:
            continue
        paragraph, first, last = each.source[0]
        named = [t for t in text.document.span_tokens(each.source[0]) if is_arabic(t.form)]
        after = _token_after(text, each.source[0])
        # مدرسة من صور: what stands behind may belong to who speaks, or to what is told of it.
        open_ = after is not None and after.words[0].upos == "ADP" and each.provenance not in BY_PERSON
        if len(named) < 2 or open_:
            continue
        whole, plain = text.document.span_text((paragraph, first, last)), " ".join(t.form for t in named)
        # The conjunction before it may be left out: it names nobody.
        begin = named[0].words[1:] if named[0].words[0].upos == "CCONJ" else named[0].words
        bald = " ".join(["".join(word.form for word in begin), *(t.form for t in named[1:])])
        wrong: dict[str, list[Any]] = {"first": [named[0].form]}
        if cue[2] + 1 == first:
            wrong["cue"] = [text.document.span_text((paragraph, cue[1], last))]
        if len(named) > 2:
            name = [token for token in named if token.words[-1].upos in ("PROPN", "X")]
            parts = [part for part in (named[:-1], named[1:], name) if 0 < len(part) < len(named)]
            wrong["part"] = list(dict.fromkeys(" ".join(t.form for t in part) for part in parts))
        yield Made(
            exercise(
                "source", list(dict.fromkeys([plain, whole, bald])), wrong, cue=text.document.span_text(cue),
                place=f"{cue[0]}.{cue[1]}", source=whole,
            ),
            "source", paragraph, 0.5, frozenset({(cue[0], cue[1]), f"source {text.discourse.speaker(each)}", *_places_of(each.source)}),
        )  # fmt: skip


def written(text: Text) -> Iterator[Made]:
    talk = text.discourse
    for each in talk.attributions:
        if each.cue and each.content and 8 <= each.content[0][2] - each.content[0][1] <= 40:
            sentence = text.document.sentence_of(text.document.token(*each.cue[0][:2]))
            if sentence.text_en:
                yield Made(
                    exercise("translate", [sentence.text_en], {}, sentence=sentence.text), "written",
                    each.cue[0][0], 0.6,
                )  # fmt: skip
    model = _model(text)
    if model:
        yield Made(exercise("retell", [model], {}), "written", 0, 1.0)


def _model(text: Text) -> str:
    """What a good answer names, out of the annotation, two places of it; "" where not so many are certain."""
    told = [
        (each, name, cue) for each, name, cue in reported(text)
        if claims(text, each, cue) and "؟" not in text.discourse.text(each.content)  # who asks claims nothing
    ]  # fmt: skip
    if not told:
        return ""
    first = [
        row for n, row in enumerate(told) if row[1] not in [name for _, name, _ in told[:n]]
    ]  # of each speaker one
    told = first if len(first) > 1 else told
    lines = [
        f"Somebody’s: {name} ({text.document.span_text(cue)}) [{cue[0]}.{cue[1]}]: «{_beginning(text, _surely_said(text, each))}»."
        for each, name, cue in told[:2]
    ]
    # A decision is told by the writer; what is denied, asked or warned of is somebody's, too.
    said = [each for each in text.discourse.attributions if not each.cue or _speaks(text, each.cue[0])]
    spoken = {(p, at) for each in said for p, first, last in [*each.cue, *each.content]
              for at in range(first, last + 1)}  # fmt: skip
    own = next((s for s in text.document.sentences if not _places(s) & spoken and _is_plain(s)), None)
    if own:
        token = own.tokens[0]
        span = (token.paragraph, token.position, own.tokens[-1].position)
        lines.append(f"The writer’s: [{token.paragraph}.{token.position}] «{_beginning(text, span)}».")
    else:
        return ""
    # What the rules take for a word of stance is not certain enough to be a model.
    stance = next((r for r in text.discourse.rhetoric if r.provenance in BY_PERSON and r.span), None)
    if stance:
        place, told_of = stance.span[0], f"{stance.type} ({stance.explanation or 'the writer’s own colour'})"
    else:
        told_by = tables()["retell"]["stances"]
        known = {cue: _tone(text, cue) for _, _, cue in told} | _possible(text, [each for each, _, _ in told])
        place = next((cue for cue in known if known[cue] != "acknowledge"), told[0][2])
        told_of = told_by[known[place]]
    word = text.document.span_text(place)
    return " ".join([*lines, f"A word to name: {word} [{place[0]}.{place[1]}]: {told_of}."])


def _tone(text: Text, cue: Span) -> str:
    entry = _saying(text, cue)
    if entry is None or entry.stance in ("endorse", "distance"):
        return entry.stance if entry else "acknowledge"
    return "opinion" if entry.kind == "cognition" else "acknowledge"


def _possible(text: Text, told: list[Attribution]) -> dict[Span, str]:
    """Where قد stands before an imperfect in what is said."""
    tokens = [token for each in told for token in text.document.span_tokens(_surely_said(text, each))]
    return {
        one.span: "possible" for one, after in pairwise(tokens)
        if one.form == "قد" and after.words[0].feats.get("Aspect") == "Imp"
    }  # fmt: skip


def _is_plain(sentence: Sentence) -> bool:
    """Whether a sentence asserts something with nobody's words in it: no verb of saying, thinking, wishing, no word
    that cites (كما، بحسب), no clause with أنّ (ذهب الخبير إلى أن), no question, no quotation, no headline, no speech of one's own."""
    never = {fold(word) for word in (*words("source phrase"), *_OTHERS)}
    return sentence.tokens[-1].form == "." and not any(  # no headline
        word.feats.get("Person") == "1"
        or fold(word.form) in never
        or (word.upos == "VERB" and saying("verb", word.lemma or ""))
        for word in sentence.words
    )


def _places_of(spans: list[Span]) -> set[tuple[int, int]]:
    return {(paragraph, at) for paragraph, first, last in spans for at in range(first, last + 1)}


def _places(sentence: Sentence) -> set[tuple[int, int]]:
    return {token.span[:2] for token in sentence.tokens}


def _beginning(text: Text, span: Span) -> str:
    paragraph, first, last = span
    shown = text.document.span_text((paragraph, first, min(last, first + _SHOWN - 1))).rstrip(".،")
    return closed(shown) + (" …" if last > first + _SHOWN - 1 else "")
