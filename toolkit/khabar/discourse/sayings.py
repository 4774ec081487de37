"""Who says what: one rule for all verbs of ``data/discourse/sayings.tsv``, and source phrases.

A cue (verb, participle, verbal noun) introduces what is said by one of the frames of its verb. The
words between them are its subject, whom it is told, adverbials. What is said goes on until another
saying begins. Every relation names the rule that found it and how sure that rule is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from khabar.discourse.line import COMMAS, QUOTES, STOPS, Line, plain, span_of, spans_of
from khabar.discourse.model import Attribution
from khabar.discourse.sources import (
    agrees,
    is_named,
    is_saying_participle,
    is_source_word,
    noun_phrase,
    outlet,
    subject_before,
    with_relative,
)
from khabar.discourse.vocabulary import Saying, by_form, fold, lengths, phrases, saying, words
from khabar.text.document import Span, Token

# How sure a rule is: its precision on the texts that it was written with, in steps of 0.05.
SURENESS = {
    "that": 0.95, "speech": 0.95, "quotation before": 0.9, "whether": 0.85, "to": 0.85, "preposition": 0.8,
    "object": 0.7, "source phrase": 0.9, "description": 0.85, "words before": 0.75,
}  # fmt: skip
_FAR = 45  # tokens from a cue to what is said


@dataclass
class Cue:
    """A word of saying: its place, its entry, its kind (verb, participle, noun)."""

    place: int
    saying: Saying
    kind: str


@dataclass
class Frame:
    """What a cue introduces, by places: content from ``start``, the preposition before it, subject."""

    start: int
    rule: str
    preposition: int | None = None
    subject: tuple[int, int] | None = None
    told: bool = False
    content: list[tuple[int, int]] = field(default_factory=list)


def relations(line: Line) -> list[Attribution]:
    """The relations of one line in reading order, sources and nesting still to be resolved."""
    found = [*_sayings(line), *_source_phrases(line), *_descriptions(line)]
    return sorted(found, key=lambda a: (a.cue[0][0], a.cue[0][1], -a.content[0][2]))


def _attribution(
    line: Line,
    source: tuple[int, int],
    cue: list[Token],
    content: list[Token],
    entry: Saying | None,
    kind: str,
    rule: str,
) -> Attribution:
    quoted = _quoted(line, content)
    whole = quoted == spans_of(content)
    return Attribution(
        "", span_of(line.tokens[slice(*source)]), spans_of(cue), spans_of(content),
        "direct" if whole or rule == "words before" else "mixed" if quoted else "indirect", quoted=quoted,
        speech_act=entry.act if entry else "assertive", stance=entry.stance if entry else "acknowledge",
        cue_type=kind, provenance="rule", rule=f"{rule}: {entry.verb}" if entry else rule, sure=SURENESS[rule],
    )  # fmt: skip


def _quoted(line: Line, content: list[Token]) -> list[Span]:
    """What stands between quotation marks, save names."""
    spans = []
    inside = {token.span for token in content}
    last = -1
    for opening, closing in sorted(line.mates.items()):
        if closing < opening or opening < last:
            continue
        marked = line.tokens[opening : closing + 1]
        if {marked[0].span, marked[-1].span} <= inside and _is_quotation(line, opening, 1):
            spans += span_of(marked)
            last = closing
    return spans


# --- Words of saying -------------------------------------------------------------------


def _sayings(line: Line) -> Iterator[Attribution]:
    framed = 0  # a cue before this place belongs to the frame of an earlier one
    for cue in _cues(line):
        if cue.place < framed:
            continue
        frame = _frame(line, cue)
        before = (
            _words_before(line, cue)
            if frame is None or frame.rule not in ("that", "speech", "whether")
            else None
        )
        resumed = frame is not None and frame.rule == "speech" and _words_before(line, cue)
        if before:
            frame = before
        elif resumed and line.tokens[frame.start - 1].form in COMMAS:  # type: ignore[union-attr]
            resumed.content += frame.content  # type: ignore[union-attr]
            frame = resumed
        if frame is None:
            continue
        content = [token for part in frame.content for token in line.tokens[slice(*part)]]
        if not content:
            continue
        governed = [] if frame.preposition is None else [line.tokens[frame.preposition]]
        source, via = _source_and_via(line, cue, frame)
        if source is None:
            continue
        if frame.start > cue.place:
            framed = frame.start
        cue_tokens = [line.tokens[cue.place], *governed]
        attribution = _attribution(line, source, cue_tokens, content, cue.saying, cue.kind, frame.rule)
        attribution.via_span = span_of(line.tokens[slice(*via)])
        attribution.via = plain(line.tokens[slice(*via)]) if via[1] > via[0] else None
        yield attribution


def _cues(line: Line) -> Iterator[Cue]:
    for place, word in enumerate(line.heads):
        verb = line.verbs[place]
        if verb is not None:
            entry = saying("verb", verb.lemma or "")
            if (
                (
                    line.is_a("publishing", place)
                    and place
                    and line.heads[place - 1].feats.get("Definite") != "Def"
                )
                and not line.joined(place)
                and line.heads[place - 1].upos == "NOUN"
            ):
                continue  # في بيان نشر على موقعها
            if entry and entry.verb == "وَرَدَ" and line.preposition(place + 1) is None:
                entry = saying("verb", "رَدَّ")  # ورد الوزير بأنّ: و and رد
            if entry and "described" not in entry.frames and not _in_source_phrase(line, place):
                yield Cue(place, entry, "verb")
        elif is_saying_participle(line, place) and _is_adverbial(line, place):
            entry = saying("participle", word.lemma or "")
            assert entry is not None
            yield Cue(place, entry, "participle")
        elif word.upos == "NOUN" and (entry := saying("masdar", word.lemma or "")):
            yield Cue(place, entry, "noun")
        elif word.upos in ("ADJ", "NOUN") and (entry := saying("participle", word.lemma or "")):
            # هو مقتنع بأن، واثقون من أن: what someone thinks as a predicate
            yield Cue(place, entry, "adjective")


def _is_adverbial(line: Line, place: int) -> bool:
    """Whether a participle stands where an adverbial may: after a comma or و, or what it says follows."""
    if line.opens_clause(place + 1) or line.forms[place + 1 : place + 2] == [":"]:
        return True
    if place == 0 or line.tokens[place - 1].form in COMMAS + QUOTES or line.joined(place):
        return True
    entry = saying("participle", line.heads[place].lemma or "")
    governs = entry is not None and line.preposition(place + 1) in entry.prepositions
    return governs and line.heads[place].form.rstrip("ً").endswith("ا")


def _frame(line: Line, cue: Cue) -> Frame | None:
    """What the cue introduces, by the frames of its verb; None where there is nothing."""
    frames = cue.saying.frames
    told = "told" in frames
    frame = Frame(0, "", told=told and line.has_pronoun(cue.place))
    verb = line.verbs[cue.place]
    passive = verb is not None and verb.feats.get("Voice") == "Pass"
    place = cue.place + 1
    if cue.kind == "noun" and line.has_pronoun(cue.place):
        frame.subject = (cue.place, cue.place)
    limit = min(len(line), cue.place + _FAR, _enclosing_end(line, cue.place))
    if cue.saying.kind == "document" and line.preposition(place) != "في":
        return None
    while place < limit:
        rule = _introduces(line, cue, frame, place)
        if rule:
            return _framed(line, cue, frame, rule, place)
        form = line.tokens[place].form
        if place in line.times:
            place = line.times[place]
        elif form in STOPS or form == "؛":
            return None
        elif form in COMMAS:
            after = place + 1
            if after < len(line) and (aside := _aside(line, after)):
                place = aside
                continue
            if cue.saying.kind in ("cognition", "perception") and not _closes_apposition(
                line, cue, frame, after
            ):
                return None
            if after < len(line) and (is_saying_participle(line, after) or _another_begins(line, after)):
                return None
            place += 1
        elif is_source_word(line, place):
            place = noun_phrase(line, place + _source_phrase_length(line, place), len(line), proclitic=True)
        elif line.is_open(place):
            place = line.mates[place] + 1  # the name of something
        elif place in line.brackets:
            place = line.brackets[place] + 1
        elif (
            cue.saying.kind in ("cognition", "perception")
            and line.heads[place].feats.get("PronType") == "Rel"
        ):
            return None
        elif line.verbs[place] is not None:
            if cue.kind != "verb" or not _is_relative(line, place):
                return None
            place += 1
        elif cue.kind in ("noun", "adjective") and place > cue.place + 8:
            return None
        elif line.preposition(place) is not None and not line.is_nominal(place):
            prepositional = place + line.alone(place)
            if line.opens_clause(prepositional):
                place += 1
                continue
            frame.told = frame.told or (line.preposition(place) == "ل" and line.heads[place].upos == "PRON")
            place = max(place + 1, noun_phrase(line, prepositional, len(line), proclitic=True))
        elif is_saying_participle(line, place):
            place += 1  # وتابعت قائلة
        elif line.is_nominal(place):
            end = max(place + 1, noun_phrase(line, place, len(line)))
            if cue.kind in ("participle", "adjective"):
                frame.told = True
            elif frame.subject is None and not passive and _may_act(line, cue, place, end):
                frame.subject = (place, with_relative(line, end, len(line)))
                end = frame.subject[1]
            else:
                frame.told = True
            place = end
        else:
            place += 1
    return None


def _enclosing_end(line: Line, place: int) -> int:
    """The mark that closes the quotation in which a place stands, or the end of the line."""
    return min((close for opening, close in line.mates.items() if opening < place < close), default=len(line))


def _may_act(line: Line, cue: Cue, place: int, end: int) -> bool:
    """Whether the noun after a cue is its subject: it agrees, and is not whom one addresses."""
    if cue.kind == "noun":
        return place == cue.place + 1
    verb = line.verbs[cue.place]
    if verb is None or not agrees(verb, line.heads[place]):
        return False
    if "told" in cue.saying.frames:
        if line.is_a("addressee", place):
            return False
        before = subject_before(line, cue.place)
        same_sentence = cue.place > 0 and line.joined(cue.place) and line.tokens[cue.place - 1].form in COMMAS
        if before[1] > before[0] or (same_sentence and end < len(line) and _told_directly(line, cue, end)):
            return False
    return line.preposition(place) is None


def _closes_apposition(line: Line, cue: Cue, frame: Frame, place: int) -> bool:
    """Whether what a verb of thinking introduces follows its comma at once."""
    return place < len(line) and _introduces(line, cue, frame, place) is not None


def _aside(line: Line, place: int) -> int:
    """The end of what is put in between after a comma: وفقاً للمجلة، وهو مزارع،; 0 where nothing is."""
    parenthesis = is_source_word(line, place) or (line.joined(place) and line.heads[place].upos == "PRON")
    if not parenthesis:
        return 0
    comma = next((p for p in range(place, min(place + 12, len(line))) if line.tokens[p].form in COMMAS), 0)
    return comma + 1 if comma else 0


def _told_directly(line: Line, cue: Cue, end: int) -> bool:
    """Whether what is said follows the one noun after a verb at once: …، ودعت السلطات إلى"""
    return line.opens_clause(end) or line.preposition(end) in cue.saying.prepositions


def _introduces(line: Line, cue: Cue, frame: Frame, place: int) -> str | None:
    """The rule by which what is said begins at a place; the preposition before it is noted."""
    frames, near = cue.saying.frames, place == cue.place + 1
    form = line.forms[place]
    if line.opens_clause(place):
        return _introduces_clause(line, cue, frame, place)
    if (form == ":" and place + 1 < len(line) and cue.kind != "noun") or (
        form == ":" and cue.kind == "noun" and near
    ):
        return "speech" if "speech" in frames or cue.saying.kind == "communication" else None
    unclosed = line.tokens[place].form in QUOTES and place not in line.mates
    if unclosed and "speech" in frames and cue.kind == "verb" and place + 3 < len(line):
        return "speech"
    if line.is_open(place) and "speech" in frames and cue.kind in ("verb", "participle"):
        named = near and line.mates[place] - place < 5
        return "speech" if not named and _is_quotation(line, place) else None
    if "whether" in frames and _is_question(line, place):
        return "whether"
    if (
        cue.kind == "noun"
        and "object" in frames
        and frame.subject
        and frame.subject[1] > frame.subject[0]
        and place == frame.subject[1]
    ):
        return "object" if line.lemmas[place] in words("noun of content") else None  # تأكيد الكرملين عدم
    if cue.kind == "noun" or (cue.kind == "adjective" and not near):
        return None
    preposition = line.preposition(place)
    if preposition and not line.joined(place) and preposition in cue.saying.prepositions:
        return _introduces_noun(line, cue, frame, place, preposition)
    if frames & {"object", "thing", "judged"} and _is_object(line, cue, frame, place):
        return "object"
    return None


def _introduces_clause(line: Line, cue: Cue, frame: Frame, place: int) -> str | None:
    frames, near = cue.saying.frames, place == cue.place + 1
    standing = line.preposition(place - 1) if place and line.alone(place - 1) and not near else None
    if standing is not None:
        if standing not in cue.saying.prepositions:
            return None
        frame.preposition = place - 1
    elif (
        (line.preposition(place) == "ب" and not frames & {"ب", "that"})
        or (not near and (line.forms[place - 1] in _BEFORE_THAT or _has_its_own(line, place - 1)))
        or line.joined(place)
    ):
        return None
    verbal = line.takes_verb(place)
    if cue.kind == "noun" and (
        cue.saying.kind != "communication" or (verbal and standing is None and "to" not in frames)
    ):
        return None
    if cue.kind == "adjective" and not near and standing is None:
        return None
    if verbal and standing is None and line.preposition(place) is None and "to" not in frames:
        return "that" if "that" in frames and not _subjunctive(line, place) else None
    return ("to" if verbal else "that") if "that" in frames or "to" in frames or standing else None


def _has_its_own(line: Line, noun: int) -> bool:
    """باعتبار أنّ، بشرط أن: the clause belongs to the noun."""
    indefinite = line.heads[noun].feats.get("Definite") != "Def" and line.heads[noun].upos == "NOUN"
    return (
        indefinite and line.preposition(noun) == "ب" and not line.alone(noun) and not line.has_pronoun(noun)
    )


# دون أن، قبل أن، إلا أن: adverbials of their own.
_BEFORE_THAT = frozenset(words("before that"))


def _subjunctive(line: Line, place: int) -> bool:
    verb = line.verbs[place + 1] if place + 1 < len(line) else None
    return verb is not None and verb.feats.get("Aspect") == "Imp" and not _future(line, place + 1)


def _future(line: Line, place: int) -> bool:
    return any(word.xpos == "part_fut" for word in line.tokens[place].words)


def _introduces_noun(line: Line, cue: Cue, frame: Frame, place: int, preposition: str) -> str | None:
    """شدد على ضرورة، طالب بالإفراج: a noun of what is said, after the preposition of the verb."""
    noun = place + line.alone(place)
    if noun >= len(line) or (line.tokens[noun].form in QUOTES + COMMAS + STOPS and not line.is_open(noun)):
        return None
    if noun in line.times or line.lemmas[noun] == "اسم" or line.is_a("outlet", noun):
        return None
    if preposition in ("في", "ب", "من", "ل") and (line.is_a("venue", noun) or line.is_a("place", noun)):
        return None
    if (
        cue.saying.kind == "document"
        or cue.kind == "adjective"
        or (cue.saying.verb, preposition) == ("نَقَلَ", "عن")
    ):
        return None
    if line.heads[noun].upos == "PRON" or line.is_a("part of a preposition", noun):
        return None
    if line.opens_clause(noun):
        return None  # seen at the next place
    if cue.saying.kind in ("cognition", "perception", "volition") and not _is_action(line, noun):
        return None
    if line.heads[noun].upos == "PROPN" or (line.forms[noun] == "ذلك" and preposition != "ب"):
        return None
    if line.alone(place):
        frame.preposition = place
    return "preposition"


def _is_object(line: Line, cue: Cue, frame: Frame, place: int) -> bool:
    """نفى وجود خلاف، توقع ارتفاعاً: a noun of action after the subject, or where there is none."""
    if line.preposition(place) is not None or line.joined(place) or place in line.times:
        return False
    what = line.forms[place] in ("ما", "اي") and line.verbs[place + 1 : place + 2] not in ([], [None])
    if what and line.forms[place] == "ما":
        return cue.saying.content == "-"
    if not line.is_nominal(place) or line.heads[place].upos in ("PROPN", "DET", "NUM") or line.in_name(place):
        return False
    if _is_action(line, place):
        return frame.subject is not None or not _is_subject(line, cue, place)
    if line.is_a("title", place) or line.is_a("person of a place", place) or line.is_a("addressee", place):
        return False
    if "judged" in cue.saying.frames:  # واعتبرتها تدخلاً
        return line.has_pronoun(cue.place) and place == cue.place + 1
    if "thing" not in cue.saying.frames:
        return False
    verb = line.verbs[cue.place]
    return (
        frame.subject is not None
        or frame.told
        or cue.kind == "participle"
        or not (verb and agrees(verb, line.heads[place]))
    )


def _is_body(line: Line, place: int) -> bool:
    """المعارضة، الإدارة: verbal nouns that are also those who act, where they stand alone with ال."""
    return line.lemmas[place] in ("معارضه", "اداره", "اتحاد", "قضاء", "اجتماع", "ائتلاف") and (
        line.heads[place].feats.get("Definite") == "Def"
    )


def _is_subject(line: Line, cue: Cue, place: int) -> bool:
    """Whether the first noun of action after a verb may yet be its subject: توقع التقرير، أعلن الائتلاف."""
    verb, noun = line.verbs[cue.place], line.heads[place]
    if verb is None or not agrees(verb, noun) or line.has_pronoun(place):
        return False
    indefinite = noun.feats.get("Definite") == "Ind" and not noun.form.rstrip("ً").endswith("ا")
    return noun.feats.get("Definite") == "Def" or (indefinite and "thing" not in cue.saying.frames)


def _is_action(line: Line, place: int) -> bool:
    """Whether a noun names what is done, felt or the case: a verbal noun by its pattern, or listed."""
    word = line.heads[place]
    if word.upos != "NOUN" and line.lemmas[place] not in words("noun of content"):
        return False
    pattern = word.misc.get("Pattern", "")
    lemma = line.lemmas[place]
    return lemma in words("noun of content") or pattern in _VERBAL or lemma in _folded_masdars()


def _folded_masdars() -> set[str]:
    global _MASDARS
    if not _MASDARS:
        _MASDARS = {fold(word) for word in by_form("masdar")}
    return _MASDARS


_MASDARS: set[str] = set()
_VERBAL = {
    "تَفْعِيل", "تَفْعِلَة", "إِفْعَال", "إِفَالَة", "إِفْعَالَة", "مُفَاعَلَة", "تَفَعُّل", "تَفَاعُل", "اِفْتِعَال", "افْتِعَال",
    "اسْتِفْعَال", "اِسْتِفْعَال", "اسْتِفَالَة", "اسْتِفْعَالَة", "انْفِعَال", "اِنْفِعَال", "تَفَعِّي", "تَفَاعِي", "فَعْلَلَة",
}  # fmt: skip


def _is_question(line: Line, place: int) -> bool:
    """ما إذا كان، إن كان، كيف، عما إذا"""
    form, after = line.forms[place], line.forms[place + 1] if place + 1 < len(line) else ""
    if form in words("question"):
        return True
    if (form, after) in (("ما", "اذا"), ("عما", "اذا"), ("اذا", "ما"), ("ما", "لو"), ("فيما", "اذا")):
        return True
    if form == "ان" and line.tokens[place].words[-1].form != "إن":
        return False
    return form in ("ان", "اذا", "عما", "من", "ماذا") and (
        form == "ماذا" or line.lemmas[place + 1 : place + 2] == ["كان"]
    )


def _is_relative(line: Line, place: int) -> bool:
    """Whether a verb describes a noun before it: نشرته الوكالة، مصدر طلب, التي تعمل"""
    before = line.heads[place - 1]
    if line.has_pronoun(place) and before.upos in ("NOUN", "ADJ") and not line.joined(place):
        return True  # استطلاع للرأي أجرته الجامعة
    if before.feats.get("PronType") == "Rel" or line.forms[place - 1] in (
        "الذي",
        "التي",
        "الذين",
        "ما",
        "من",
    ):
        return True
    if line.is_a("publishing", place):
        return True
    negated = line.forms[place - 1] in ("لا", "لم", "لن", "قد", "كان", "كانت")
    noun = line.heads[place - 2] if negated and place > 1 else before
    return noun.feats.get("Definite") == "Ind" and noun.upos in ("NOUN", "ADJ") and not line.joined(place)


def _is_quotation(line: Line, opening: int, shortest: int = 3) -> bool:
    """Whether a mark opens words that are said, not the name of an outlet or of something else."""
    inside = line.tokens[opening + 1 : line.mates[opening]]
    if opening and (line.is_a("outlet", opening - 1) or line.forms[opening - 1].rstrip("ـ") in ("ل", "ال")):
        return False
    if all(line.heads[p].upos == "PROPN" for p in range(opening + 1, line.mates[opening])):
        return False
    return len(inside) >= shortest or (opening > 0 and line.tokens[opening - 1].form == ":")


# --- What is said ----------------------------------------------------------------------


def _framed(line: Line, cue: Cue, frame: Frame, rule: str, place: int) -> Frame:
    """The frame with the extent of what begins at a place."""
    frame.rule = rule
    start = place
    if (rule == "speech" and line.tokens[place].form == ":") or (
        rule == "preposition" and frame.preposition is not None
    ):
        start = place + 1
    frame.start = start
    relative = cue.kind == "verb" and cue.place > 0 and _is_relative(line, cue.place)
    end = _content_end(line, start, rule, relative)
    frame.content = [(start, end)] if end > start else []
    return frame


def _content_end(line: Line, start: int, rule: str, relative: bool = False) -> int:
    """The place after the last word of what is said."""
    end = _last_word(line, start, rule, relative)
    while end > start + 1 and line.tokens[end - 1].form in STOPS + COMMAS and end - 1 not in line.mates:
        end -= 1
    return end


def _last_word(line: Line, start: int, rule: str, relative: bool) -> int:
    """Where another saying, or the end of the sentence, stops what is said."""
    if line.is_open(start):
        close = line.mates[start] + 1
        if rule == "speech":
            return close
    place = start + 1
    limit = _enclosing_end(line, start)
    while place < limit:
        token = line.tokens[place]
        if line.is_open(place):
            place = line.mates[place] + 1
            continue
        if place in line.brackets:
            place = line.brackets[place] + 1
            continue
        if token.form in STOPS and place + 1 < len(line) and token.space_after:
            return place
        if token.form in COMMAS and _another_begins(line, place + 1):
            return place
        if token.form in QUOTES and place not in line.mates:
            return place
        if line.forms[place] == "كما" and _says_also(line, place):
            return place
        if rule in ("object", "preposition", "to") and _goes_on_otherwise(line, place, rule, relative):
            return place
        if rule in ("that", "whether") and _says_more(line, place):
            return place
        if is_source_word(line, place) and place > start + 1:
            return place
        if is_saying_participle(line, place) and _is_adverbial(line, place) and _participle_says(line, place):
            return place
        place += 1
    return limit


def _participle_says(line: Line, place: int) -> bool:
    """Whether a participle introduces something itself, at once: قائلاً إن، مشيراً إلى"""
    entry = saying("participle", line.heads[place].lemma or "")
    if entry is None or place + 1 >= len(line):
        return False
    return (
        line.opens_clause(place + 1)
        or line.tokens[place + 1].form == ":"
        or (line.preposition(place + 1) in entry.prepositions and entry.kind == "communication")
    )


def _goes_on_otherwise(line: Line, place: int, rule: str, relative: bool) -> bool:
    """Whether a sentence of its own follows a noun or أن clause without a comma: … وقال، … كما أكد;
    ``relative``: whether the cue describes a noun whose own verb is still to come (مصدر طلب … أبلغ)."""
    verb = line.verbs[place]
    if verb is not None and rule != "to" and not line.joined(place):
        before = line.heads[place - 1]
        return (line.has_pronoun(place - 1) or before.feats.get("Definite") == "Def") and relative
    if verb is None or not line.joined(place):
        return False
    if rule != "to":
        return not (verb.feats.get("Aspect") == "Imp" and line.verbs[place - 1] is not None)
    return verb.feats.get("Aspect") == "Perf" or saying("verb", verb.lemma or "") is not None


def _says_also(line: Line, place: int) -> bool:
    """كما قال إن، كما لمّح إلى: a second saying."""
    verb = line.verbs[place + 1] if place + 1 < len(line) else None
    entry = saying("verb", verb.lemma or "") if verb else None
    return entry is not None and entry.kind == "communication" and not _is_as_someone_says(line, place)


def _says_more(line: Line, place: int) -> bool:
    """وأضاف أن، وقال: a second saying without a comma."""
    verb = line.verbs[place]
    if verb is None or not line.joined(place):
        return False
    entry = saying("verb", verb.lemma or "")
    if entry is None or entry.kind != "communication" or verb.feats.get("Aspect") != "Perf":
        return False
    return any(
        line.opens_clause(p) or line.tokens[p].form == ":"
        for p in range(place + 1, min(place + 6, len(line)))
    )


def _another_begins(line: Line, place: int) -> bool:
    """Whether a source phrase, a participle of saying or a clause with its own verb of saying
    begins here."""
    if place >= len(line):
        return True
    if is_source_word(line, place) or _phrase_at(line, place):
        return True
    if is_saying_participle(line, place):
        return True
    if _is_as_someone_says(line, place):
        return True
    joined = line.joined(place) and not line.opens_clause(place)
    opener = line.forms[place].removeprefix("و") if line.forms[place] != "و" else ""
    if line.opens_clause(place):
        return False
    says_first = line.verbs[place] is not None and _ends_with_speaker(line, place)
    if says_first:
        return True
    verb = line.verbs[place]
    if verb is not None and verb.feats.get("Aspect") == "Perf" and not line.joined(place):
        entry = saying("verb", verb.lemma or "")
        return entry is not None and entry.kind == "communication" and "speech" in entry.frames
    if (
        not joined
        and opener not in words("opener of a clause")
        and line.forms[place] not in ("و", "ثم")
        and line.forms[place : place + 2] != ["في", "حين"]
    ):
        return False
    for following in range(place, len(line)):
        verb = line.verbs[following]
        if verb is not None and line.lemmas[following] == "كان":
            continue
        if (verb is not None and following in (place, place + 1)) or verb is not None:
            entry = saying("verb", verb.lemma or "")
            return (
                entry is not None
                and entry.kind in ("communication", "document", "cognition", "volition", "emotion")
                and (
                    (verb.feats.get("Person") in (None, "3") and verb.feats.get("Mood") not in ("Sub",))
                    or line.forms[following - 1] == "لم"
                )
            )
        if (line.tokens[following].form in COMMAS and following > place) or (
            line.opens_clause(following) and following > place + 1
        ):
            return False
    return False


def _ends_with_speaker(line: Line, place: int) -> bool:
    """…، قال الوزير. A verb of saying that closes what was said."""
    entry = saying("verb", (line.verbs[place] or line.heads[place]).lemma or "")
    if entry is None or "speech" not in entry.frames or entry.kind != "communication":
        return False
    end = noun_phrase(line, place + 1, len(line))
    stop = next((p for p in range(end, len(line)) if line.tokens[p].form in STOPS + COMMAS), len(line))
    tail = range(end, stop)  # على صفحته
    return end > place + 1 and all(
        line.verbs[p] is None and not line.opens_clause(p) and line.tokens[p].form != ":" for p in tail
    )


def _words_before(line: Line, cue: Cue) -> Frame | None:
    """The words that a verb closes: "لن نوقع"، قال الوزير; or, without marks, all before the comma."""
    if cue.kind != "verb" or "speech" not in cue.saying.frames or line.joined(cue.place):
        return None
    close = cue.place - 1
    comma = close > 0 and line.tokens[close].form in COMMAS
    close -= comma
    if close <= 0:
        return None
    opening = line.mates.get(close)
    subject = (cue.place + 1, noun_phrase(line, cue.place + 1, len(line)))
    if opening is not None and opening < close and close - opening > 2:
        parts = [(opening, close + 1)]
        begins = opening == 0 or line.tokens[opening - 1].form in STOPS + COMMAS + ":"
        if not begins and comma:  # words without marks before it
            start = _sentence_start(line, opening)
            parts = [(start, close + 1)]
        return Frame(parts[0][0], "quotation before", subject=subject, content=parts)
    if (
        comma
        and subject[1] > subject[0]
        and cue.saying.kind == "communication"
        and cue.saying.verb in _CLOSING
    ):
        start = _sentence_start(line, close)
        ended = all(line.verbs[p] is None and not line.opens_clause(p) for p in range(subject[0], len(line)))
        if ended and close - start > 2:
            return Frame(start, "words before", subject=subject, content=[(start, close + 1)])
    return None


_CLOSING = {"قَالَ", "كَتَبَ", "أَضَافَ", "صَرَّحَ", "أَوْضَحَ", "أَعْلَنَ", "عَلَّقَ", "تَابَعَ", "خَتَمَ", "أَكَّدَ"}


def _sentence_start(line: Line, place: int) -> int:
    start = place
    while start > 0 and line.tokens[start - 1].form not in STOPS:
        start -= 1
    return start


# --- Sources ---------------------------------------------------------------------------


def _source_and_via(line: Line, cue: Cue, frame: Frame) -> tuple[tuple[int, int] | None, tuple[int, int]]:
    """Who speaks, and what carries the words."""
    none = (cue.place, cue.place)
    end = frame.start if frame.start > cue.place else len(line)
    end = next((p for p in range(cue.place + 1, end) if line.tokens[p].form in STOPS), end)
    if frame.preposition is not None:
        end = min(end, frame.preposition)
    subject = frame.subject if frame.subject and frame.subject[1] > frame.subject[0] else None
    if cue.saying.kind == "document":
        place = next((p for p in range(cue.place + 1, end) if line.preposition(p) == "في"), None)
        if place is None:
            return None, none
        return (place + 1, max(place + 2, _document_end(line, place + 1, end))), none
    via = outlet(line, subject[1] if subject else cue.place + 1, end)
    if via[0] == via[1]:
        via = _venue_before(line, cue.place)
    if cue.saying.verb == "نَقَلَ" and subject and line.forms[subject[1] : subject[1] + 1] == ["عن"]:
        origin = (subject[1] + 1, noun_phrase(line, subject[1] + 1, end))
        return origin, subject
    if cue.kind == "adjective":
        before = subject_before(line, cue.place)
        return (before if before[1] > before[0] else None), none
    if cue.kind == "participle":
        return none, via
    if subject is None and cue.kind == "verb":
        before = subject_before(line, cue.place)
        subject = before if before[1] > before[0] else None
    if subject is None:
        if cue.kind == "noun" and not line.has_pronoun(cue.place) and frame.rule != "that":
            return None, via
        return none, via
    return subject if is_named(line, *subject) else none, via


def _document_end(line: Line, start: int, end: int) -> int:
    return next((p for p in range(start, end) if line.tokens[p].form in COMMAS), end)


def _venue_before(line: Line, verb: int) -> tuple[int, int]:
    """في مقابلة مع صحيفة لوموند، كشف: at the head of the sentence."""
    start = _sentence_start(line, verb)
    if start < verb and line.preposition(start) == "في" and line.is_a("venue", start + 1):
        return outlet(line, start + 1, verb)
    return verb, verb


# --- Source phrases and descriptions ---------------------------------------------------


def _phrase_at(line: Line, place: int) -> int:
    """The length of a source phrase of several words (على حد قول، من وجهة نظر) at a place, or 0."""
    first = line.forms[place]
    named = lengths("source phrase")
    first = first if first in named else first[1:] if first[:1] in "وف" else first
    for size in named.get(first, ()):
        last = place + size - 1
        if size > 1 and last + 1 < len(line):
            before = (first, *line.forms[place + 1 : last])
            ends = (line.forms[last], line.cores[last], _without_pronoun(line, last))
            if any((*before, end) in phrases("source phrase") for end in ends):
                return size
    return 0


def _without_pronoun(line: Line, place: int) -> str:
    ws = [w for w in line.tokens[place].words if w.upos not in ("CCONJ", "ADP")]
    return fold("".join(w.form for w in ws[:-1])) if len(ws) > 1 and ws[-1].upos == "PRON" else ""


def _is_as_someone_says(line: Line, place: int) -> bool:
    """إنّ الأمر صعب، كما يقول الوزير. But not كما قال الوزير إنّ, where كما means also."""
    if line.forms[place] != "كما" or not 0 < place < len(line) - 2:
        return False
    verb = line.verbs[place + 1]
    entry = saying("verb", verb.lemma or "") if verb else None
    if (
        entry is None
        or "speech" not in entry.frames
        or _frame(line, Cue(place + 1, entry, "verb")) is not None
    ):
        return False
    return noun_phrase(line, place + 2, len(line)) > place + 2 and line.tokens[place + 2].form not in QUOTES


def _in_source_phrase(line: Line, verb: int) -> bool:
    """Whether a verb belongs to بحسب ما ذكرت، كما قال، حسبما أفادت."""
    if verb == 0:
        return False
    before = line.forms[verb - 1]
    if before in ("ما", "لما") and verb > 1:
        return is_source_word(line, verb - 2) or line.forms[verb - 2] == "علي"
    return before == "حسبما" or _is_as_someone_says(line, verb - 1)


_IN_THE_EYES = {"في", "براي", "بنظر"}


def _source_phrases(line: Line) -> Iterator[Attribution]:
    for place in range(len(line)):
        length = _phrase_at(line, place)
        if (
            length
            and place
            and line.tokens[place - 1].form not in COMMAS + STOPS
            and line.forms[place].lstrip("وف") in _IN_THE_EYES
        ):
            continue  # والسبيل في رأيها: an adverbial
        if not (length or is_source_word(line, place) or _is_as_someone_says(line, place)):
            continue
        last = place + (length or _source_phrase_length(line, place)) - 1
        if length and line.has_pronoun(last):
            source, end = (last, last + 1), last + 1
        else:
            end = with_relative(line, noun_phrase(line, last + 1, len(line), proclitic=True), len(line))
            if end == last + 1 and last + 1 < len(line) and line.has_pronoun(last + 1):
                end = last + 2  # وفقا لها
            source = (last + 1, end)
        content = _covered(line, place, end)
        if source[1] > source[0] and content:
            yield _attribution(
                line, source, line.tokens[place : last + 1], content, None, "preposition", "source phrase"
            )


def _source_phrase_length(line: Line, place: int) -> int:
    """بحسب: 1, نقلاً عن: 2, حسبما أفادت: 2, كما قال: 2, بحسب ما ذكرت: 3, وفق ما نقلت عنه: 4"""
    forms = [*line.forms[place : place + 3], "", ""]
    verbs = [verb is not None for verb in line.verbs[place : place + 3]] + [False, False]
    if forms[1] == "عن":
        return 2
    length = 3 if forms[1] in ("ما", "لما") and verbs[2] else 2 if verbs[1] else 1
    after = place + length
    if length > 1 and after < len(line) and [w.upos for w in line.tokens[after].words] == ["ADP", "PRON"]:
        length += 1
    return length


def _covered(line: Line, place: int, end: int) -> list[Token]:
    """What a source phrase from ``place`` to ``end`` covers: the clause after it, if it opens the
    sentence, else the clause round it, or before."""
    tokens = line.tokens
    first = _sentence_start(line, place)
    after = end + (end < len(line) and tokens[end].form in COMMAS)
    reported = after < len(line) and (line.opens_clause(after) or line.is_open(after))
    following = tokens[after : _content_end(line, after, "speech")] if after < len(line) else []
    if place == first:
        comma = next(
            (p for p in range(end, len(line)) if tokens[p].form in COMMAS or line.opens_clause(p)), None
        )
        if comma is None:
            comma = end if end < len(line) and tokens[end].form not in STOPS else None
        start = len(line) if comma is None else comma + (tokens[comma].form in COMMAS)
        return tokens[start : _content_end(line, start, "that")] if start < len(line) else []
    if reported and line.forms[place] == "نقلا":  # قالت الإذاعة نقلاً عن شهود إنّ: they said it
        return following
    stop = place - 1 if tokens[place - 1].form in COMMAS else place
    start = first + (line.forms[first] in ("كما", "لكن", "حيث", "و"))
    if reported:
        return tokens[start:stop] + following
    resumed = end < len(line) and tokens[end].form in COMMAS and stop - start <= 3
    return tokens[start:stop] + (tokens[after : _content_end(line, after, "that")] if resumed else [])


def _descriptions(line: Line) -> Iterator[Attribution]:
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
        start, cue = _description_start(line, place, entry)
        if start is None:
            continue
        source = (place, place)
        if not participle and not line.has_pronoun(place):
            end = noun_phrase(line, place + 1, start)
            if verb is not None and end > place + 1 and agrees(verb, line.heads[place + 1]):
                source = (place + 1, end)
        if source[0] == source[1] and not participle:
            source = subject_before(line, place)
        content = line.tokens[start : _description_end(line, start)]
        kind = "participle" if participle else "verb"
        attribution = _attribution(line, source, cue, content, entry, kind, "description")
        attribution.stance = (
            "distance" if place and line.forms[place - 1] in ("ما", "بما", "مما") else "acknowledge"
        )
        yield attribution


def _description_start(line: Line, verb: int, entry: Saying) -> tuple[int | None, list[Token]]:
    """Where the name begins (after a بـ that stands alone), and the cue."""
    if line.is_open(verb + 1) and entry.verb != "أَطْلَقَ":
        return verb + 1, [line.tokens[verb]]
    for place in range(verb + 1, min(verb + 14, len(line) - 1)):
        if line.tokens[place].form in STOPS:
            break
        if line.preposition(place) == "ب" and entry.verb in ("وَصَفَ", "نَعَتَ", "لَقَّبَ"):
            if line.alone(place):
                return place + 1, [line.tokens[verb], line.tokens[place]]
            return place, [line.tokens[verb]]
        if line.is_open(place) and entry.verb in ("سَمَّى", "أَسْمَى"):
            return place, [line.tokens[verb]]
    return None, []


def _description_end(line: Line, start: int) -> int:
    if line.is_open(start):
        return line.mates[start] + 1
    if line.opens_clause(start):
        return _content_end(line, start, "that")
    return next((p for p in range(start, len(line)) if line.tokens[p].form in COMMAS + STOPS), len(line))
