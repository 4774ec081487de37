"""A proposal for texts without annotation: who says what, by words of saying and their frames.

Plain rules, in the order in which a reader applies them. They find the common frames of Arabic
news (verb of saying with its subject and أن or إن, quotation after a colon, source phrases such
as بحسب) and nothing subtler: irony, free indirect speech and metaphor are left to the reader.
"""

from collections.abc import Iterator

from khabar.document import Document, Sentence, Span, Token, Word
from khabar.interpret import Attribution, Discourse, Entity, Event, Rhetoric
from khabar.text import bare, fold

# Lemma without signs: (Searle's class, the writer's stance after Martin and White 2005).
SAYING = {
    **dict.fromkeys(
        ["قال", "أضاف", "ذكر", "أعلن", "أوضح", "صرح", "أفاد", "تابع", "أشار", "لفت", "رأى", "اعتبر", "كتب",
         "أكد", "شدد", "بين", "نقل", "أبلغ", "توقع", "اتهم", "نفى", "أخبر", "روى", "نوه", "جدد", "استطرد"],
        ("assertive", "acknowledge"),
    ),
    **dict.fromkeys(["كشف", "أظهر", "أثبت", "برهن"], ("assertive", "endorse")),
    **dict.fromkeys(["زعم", "ادعى"], ("assertive", "distance")),
    **dict.fromkeys(["طالب", "دعا", "حث", "طلب", "أمر", "اقترح", "ناشد", "أوصى"], ("directive", "acknowledge")),
    **dict.fromkeys(["حذر"], ("assertive", "acknowledge")),
    **dict.fromkeys(["وعد", "تعهد", "هدد", "التزم", "أقسم"], ("commissive", "acknowledge")),
    **dict.fromkeys(["رحب", "أعرب", "أدان", "ندد", "استنكر", "أسف", "هنأ", "أشاد", "انتقد"], ("expressive", "acknowledge")),
}  # fmt: skip
SOURCE_WORDS = {"حسب", "وفق", "وفقا", "نقلا"}
HEDGES = {"ربما", "لعل", "يبدو", "تبدو", "يرجح", "يعتقد", "تقريبا"}
CONNECTIVES = {"لكن", "رغم", "إلا", "بيد", "بل", "مع ذلك", "غير أن"}
MODALS = {"يجب", "ينبغي", "يمكن", "يتعين", "تجب", "تمكن"}
COMPLEMENTIZERS = {"أن", "إن", "بأن"}
_OPEN, _CLOSE = '"“«„', '"”»“'
_NEGATION = {"لم", "لن", "لا", "ما", "ليس"}
_WEEKDAYS = {"الأحد", "الاثنين", "الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"}
_TITLES = {
    "وزير",
    "وزيرة",
    "رئيس",
    "رئيسة",
    "المتحدث",
    "المتحدثة",
    "السيد",
    "السيدة",
    "نظيره",
    "نظيرها",
    "الأمين",
}


def propose(document: Document) -> Discourse:
    """Attributions, entities, events and rhetoric that the rules find; all ``provenance="rule"``."""
    discourse = Discourse(document)
    speaker: Attribution | None = None
    for sentence in document.sentences:
        for attribution in [*_said(sentence), *_source_phrases(sentence)]:
            attribution.id = f"a{len(discourse.attributions) + 1:02d}"
            if not attribution.source and speaker:
                attribution.source_name = speaker.source_name
                attribution.note = "The subject is not expressed: taken to be the speaker of before."
            elif attribution.cue_type == "verb":
                attribution.source_name = discourse.text(attribution.source)
                speaker = attribution
            discourse.attributions.append(attribution)
        discourse.entities += _entities(sentence, len(discourse.entities))
        discourse.events += _events(sentence, len(discourse.events))
        discourse.rhetoric += _rhetoric(sentence, len(discourse.rhetoric))
    _nest(discourse.attributions)
    return discourse


def _lemma(word: Word) -> str:
    return bare(word.lemma or word.form)


def _has(token: Token, upos: str) -> Word | None:
    return next((word for word in token.words if word.upos == upos), None)


def _span(tokens: list[Token]) -> list[Span]:
    return [(tokens[0].paragraph, tokens[0].position, tokens[-1].position)] if tokens else []


def _said(sentence: Sentence) -> Iterator[Attribution]:
    tokens = sentence.tokens
    for place, token in enumerate(tokens):
        verb = _has(token, "VERB")
        if verb is None or _lemma(verb) not in SAYING:
            continue
        start = _content_start(tokens, place)
        if start is None:
            continue
        end = _content_end(tokens, start)
        content = tokens[start:end]
        speech_act, stance = SAYING[_lemma(verb)]
        yield Attribution(
            id="", source=_span(_subject(tokens, place, start)), cue=_span([token]), content=_span(content),
            mode=_mode(content), speech_act=speech_act, stance=stance, cue_type="verb", provenance="rule",
        )  # fmt: skip


def _content_start(tokens: list[Token], verb: int) -> int | None:
    """The complementizer or opening quotation mark that the verb leads to."""
    for place in range(verb + 1, len(tokens)):
        token = tokens[place]
        if any(
            bare(word.form) in COMPLEMENTIZERS for word in token.words if word.upos in ("SCONJ", "PART", "X")
        ):
            return place
        if token.form in _OPEN and place and tokens[place - 1].form == ":":
            return place
        other = _has(token, "VERB")
        if other and _lemma(other) in SAYING:
            return None
    return None


def _content_end(tokens: list[Token], start: int) -> int:
    """Up to the closing quotation mark, a source phrase, or the end of the sentence."""
    if tokens[start].form in _OPEN:
        for place in range(start + 1, len(tokens)):
            if tokens[place].form in _CLOSE:
                return place + 1
    for place in range(start + 1, len(tokens)):
        if tokens[place].form in "،," and place + 1 < len(tokens) and _is_source_word(tokens[place + 1]):
            return place
    return len(tokens) - (tokens[-1].form in ".؟!")


def _is_source_word(token: Token) -> bool:
    return fold(token.words[-1].form) in {fold(w) for w in SOURCE_WORDS}


def _subject(tokens: list[Token], verb: int, start: int) -> list[Token]:
    """The nominal after the verb (or, for a verb that closes it, before), up to punctuation
    that no apposition follows."""
    subject: list[Token] = []
    for token in tokens[verb + 1 : start]:
        upos = token.words[0].upos
        if upos in ("ADP", "SCONJ", "CCONJ", "ADV", "VERB") or fold(token.form) in {"امس", "اليوم"}:
            break
        if upos == "PUNCT":
            break
        subject.append(token)
    return subject


def _mode(content: list[Token]) -> str:
    if content[0].form in _OPEN:
        return "direct"
    return "mixed" if any(token.form in _OPEN for token in content) else "indirect"


def _source_phrases(sentence: Sentence) -> Iterator[Attribution]:
    tokens = sentence.tokens
    for place, token in enumerate(tokens):
        if not _is_source_word(token):
            continue
        source: list[Token] = []
        for following in tokens[place + 1 :]:
            if following.form in "،,.؛:":
                break
            source.append(following)
        before = tokens[: place - 1 if place and tokens[place - 1].form in "،," else place]
        if source and before:
            yield Attribution(
                id="", source=_span(source), cue=_span([token]), content=_span(before), mode=_mode(before),
                speech_act="assertive", stance="acknowledge", cue_type="preposition", provenance="rule",
            )  # fmt: skip


def _nest(attributions: list[Attribution]) -> None:
    """An attribution whose cue stands in the content of another is nested in the nearest such."""
    for inner in attributions:
        around = [
            outer
            for outer in attributions
            if outer is not inner
            and outer.cue_type == "verb"
            and any(_inside(c, outer.content) for c in inner.cue)
        ]
        if around:
            inner.nested_in = min(around, key=lambda outer: outer.content[0][2] - outer.content[0][1]).id


def _inside(span: Span, spans: list[Span]) -> bool:
    return any(s[0] == span[0] and s[1] <= span[1] and span[2] <= s[2] for s in spans)


def _entities(sentence: Sentence, count: int) -> Iterator[Entity]:
    tokens = sentence.tokens
    place = 0
    while place < len(tokens):
        end = place
        while (
            end < len(tokens)
            and _has(tokens[end], "PROPN")
            and not (end > place and len(tokens[end].words) > 1)
        ):
            end += 1
        if end > place:
            count += 1
            name = tokens[place:end]
            before = [bare(t.form) for t in tokens[max(0, place - 4) : place]]
            person = end - place > 1 or any(word in _TITLES for word in before)
            yield Entity(
                f"e{count:02d}", _span(name), "PER" if person else "GPE", name_ar=" ".join(t.form for t in name),
                note="The type is guessed from the words before it.", provenance="rule",
            )  # fmt: skip
            place = end
            continue
        if bare(tokens[place].form) in _WEEKDAYS:
            count += 1
            yield Entity(f"e{count:02d}", _span([tokens[place]]), "DATE", provenance="rule")
        place += 1


def _events(sentence: Sentence, count: int) -> Iterator[Event]:
    tokens = sentence.tokens
    for place, token in enumerate(tokens):
        verb = _has(token, "VERB")
        if verb is None or _lemma(verb) in SAYING:
            continue
        before = [bare(t.form) for t in tokens[max(0, place - 2) : place]]
        if any(word.xpos == "part_fut" for word in token.words) or "سوف" in before:
            factuality, why = "PR+", "future"
        elif {"إذا", "لو", "قد"} & set(before) and verb.feats.get("Aspect") != "Perf":
            factuality, why = "PS+", "possibility"
        elif "إذا" in before or "لو" in before:
            factuality, why = "Uu", "condition"
        elif _NEGATION & set(before[-1:]):
            factuality, why = "CT-", "negation"
        else:
            factuality, why = "CT+", "plain statement"
        count += 1
        yield Event(
            f"v{count:02d}", _span([token]), factuality=factuality, note=f"By rule: {why}.", provenance="rule"
        )


def _rhetoric(sentence: Sentence, count: int) -> Iterator[Rhetoric]:
    tokens = sentence.tokens
    opened: int | None = None
    for place, token in enumerate(tokens):
        if token.form in _OPEN + _CLOSE:
            if opened is None:
                opened = place
            else:
                quoted = tokens[opened + 1 : place]
                if 0 < len(quoted) <= 4 and not all(_has(t, "PROPN") for t in quoted):
                    count += 1
                    why = "A few words between quotation marks: borrowed, or held at a distance."
                    yield Rhetoric(
                        f"r{count:02d}",
                        _span(tokens[opened : place + 1]),
                        "scare quotes",
                        why,
                        provenance="rule",
                    )
                opened = None
        for word in token.words:
            kind = _WORDS.get(bare(word.form))
            if kind:
                count += 1
                yield Rhetoric(f"r{count:02d}", _span([token]), *kind, provenance="rule")


_WORDS = {
    **dict.fromkeys(HEDGES, ("hedge", "Presents the matter as seeming or likely, not as certain.")),
    **dict.fromkeys(CONNECTIVES, ("stance connective", "Sets one claim against another.")),
    **dict.fromkeys(MODALS, ("modality", "Duty or possibility.")),
}
