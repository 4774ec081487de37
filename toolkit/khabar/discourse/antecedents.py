"""Who is meant where a source is a pronoun or not expressed: the last that agrees, speakers first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, groupby

from khabar.discourse.acting import is_whom
from khabar.discourse.citing import phrase_at
from khabar.discourse.headlines import headlines
from khabar.discourse.line import (
    COMMAS,
    QUOTES,
    STOPS,
    Line,
    head,
    inside,
    is_relational,
    plain,
    span_of,
    spans_of,
    unknown,
    verb_of,
)
from khabar.discourse.model import Attribution
from khabar.discourse.noun_phrases import AT_LEAST, hides_name, noun_phrase, phrase_before
from khabar.discourse.nouns import is_action, is_happening, is_own_words, is_press, is_relative, stands_bare
from khabar.discourse.objects import before_object, has_two_nouns, object_within
from khabar.discourse.resuming import resumed
from khabar.discourse.sayings import relations
from khabar.discourse.sources import owner_of_venue
from khabar.discourse.subjects import (
    agrees,
    is_passive,
    is_passive_in_relative,
    is_thought_of_things,
    subject_before,
)
from khabar.discourse.unowned import NOBODY
from khabar.discourse.vocabulary import fold, giving, saying, sureness, vocalised, words
from khabar.morphology.people import is_person
from khabar.text.document import Span, Token, Word


def attributions(read: list[Line]) -> list[Attribution]:
    """All relations in the lines of a document, in reading order, nested, sources resolved."""
    found: list[Attribution] = []
    antecedents = Antecedents()
    before = None
    surnames = {
        line.cores[end - 1] for line in read for end in line.names.values() if line.types[end - 1] == "PER"
    }
    for line in read:
        said = [*headlines(line, surnames), *relations(line)]
        said += resumed(line, said, before, found[-1] if found else None)
        said.sort(key=lambda a: a.cue[0][:2])
        antecedents.enter(line, said)
        if quoting := _quoting(line, found, said, before):
            quoting.content += span_of(line.tokens[: line.mates[0] + 1])
            quoting.quoted += span_of(line.tokens[: line.mates[0] + 1])
            antecedents.resolved.append(quoting)
        for attribution in said:
            attribution.id = f"a{len(found) + 1:02d}"
            antecedents.resolve(attribution)
            found.append(attribution)
        before = line
    _nest(found)
    return found


def _quoting(
    line: Line, found: list[Attribution], said: list[Attribution], before: Line | None
) -> Attribution | None:
    """The relation whose quotation goes on in a line that is one."""
    if not found or not line.is_open(0) or line.mates[0] < len(line) - 2:
        return None
    if not said and _resumes(line, found[-1]):
        return found[-1]
    if any(a.cue[0][:2] > line.tokens[line.mates[0]].span[:2] for a in said):
        return None
    if _stands_alone(line, found[-1], before):
        last = found[-1]
        return next((outer for outer in found[-_NESTED:-1] if inside(last.cue[0], outer.content)), last)
    return next((last for last in reversed(found[-_NESTED:]) if _goes_on(line, last, before)), None)


def _resumes(line: Line, last: Attribution) -> bool:
    """ "…"، تقول مديرة المشروع. | "لكن …": a sentence in quotation marks after one that was closed so."""
    spans = [*last.cue, *last.content, *last.source]
    before = max(span[1:] for span in spans)[-1] if spans else 0
    first = line.tokens[0]
    near = spans and last.cue[0][0] == first.paragraph and 0 < first.position - before <= 12
    at_once = near and first.position - before <= 2 and last.quoted and last.quoted[-1][2] == before
    return bool(near) and (last.mode == "direct" or bool(at_once))  # إنها “مستعدة”. “لن نقبل”


def _stands_alone(line: Line, last: Attribution, before: Line | None) -> bool:
    """كرر الوزير أسفه للضحايا. | «آن الأوان لوقف القتال»: a sentence that is a quotation, right behind or below one that ends
    with what somebody says."""
    clause = any(line.verbs) or line.mates[0] < len(line) - 1  # a heading has no full stop
    if before is None or last.cue_type in ("preposition", "colon") or not clause:
        return False
    paragraph, _, end = last.content[-1]
    closing, opening = before.tokens[-1], line.tokens[0]
    ended = closing.paragraph == paragraph and closing.position - end <= 1
    begins = opening.paragraph == paragraph + 1 and opening.position == 1
    begins = begins or (opening.paragraph == paragraph and opening.position == closing.position + 1)
    return ended and begins and line.mates[0] >= _SHORTEST


_SHORTEST = 5  # tokens of a quotation that stands alone
_NESTED = 5  # relations within a quotation that are looked over for it
_NEAR = 20  # who acts in a line, of the last
_SHARED = 30  # tokens between verbs of one subject


def _goes_on(line: Line, last: Attribution, before: Line | None) -> bool:
    """A paragraph in quotation marks after one that a quotation closes: the same speaker."""
    if before is None:
        return False
    paragraph, first, end = last.content[-1]
    closing, opening = before.tokens[-1], line.tokens[0]
    ended = closing.paragraph == paragraph and closing.position - end <= 1
    begins = opening.paragraph == paragraph + 1 and opening.position == 1
    quoted = before.tokens[before.at.get((paragraph, first), 0)].form in QUOTES
    return ended and begins and quoted and last.cue_type != "preposition"


@dataclass
class _Candidate:
    """Who may be meant: a speaker of before or, within what is said, the subject of that."""

    tokens: list[Token]
    within: list[Span] = field(default_factory=list)
    spoke: bool = False
    gender: str | None = None  # of a name, as the verb before it has it: قالت روسيف
    nested: list[Span] = field(default_factory=list)  # in what another says, so that no later sentence is his


class Antecedents:
    """Those who were named, in reading order."""

    def __init__(self) -> None:
        self.candidates: list[_Candidate] = []
        self.resolved: list[Attribution] = []  # of the line
        self.speakers: dict[int, list[Token]] = {}  # of each of them
        self.coming: list[tuple[int, list[Token]]] = []  # who begins to speak where no saying is found
        self.narrates = True  # whether the last word of saying was a perfect: news, not analysis
        self.before = 0  # how many there were before the line
        self.line = self.earlier = Line([])  # the one that is read, the one before
        self.bearers: dict[str, list[list[Token]]] = {}  # by an honorific, who was named with it
        self.bodies: dict[str, list[list[Token]]] = {}  # by its noun, each that was named
        self.things: set[Span] = set()  # what words are about and says nothing itself
        self.relayed: list[Token] = []  # the source of the last phrase
        self.before_earlier = 0
        self.spoke_as: dict[
            str, dict[str, list[Token]]
        ] = {}  # by the lemma of its noun, each phrase that spoke

    def enter(self, line: Line, said: list[Attribution]) -> None:
        """Note who acts in a line before its sayings are resolved; what is said does not act."""
        for _, speaker in self.coming:  # …، فيما رفض المدرب التعليق. | وقال إنه
            self._add(speaker, spoke=True)
        self.earlier = self.line
        self.line, self.resolved, self.speakers = line, [], {}
        self.before_earlier, self.before = self.before, len(self.candidates)
        self._note_named(line)
        if owner := _owner_of_venue(line):
            self._add(owner)
        subject = _subject_of_sentence(line)
        things = [span for a in said if (a.rule or "").startswith("object") for span in a.content]
        if doer := _doer_before(line):
            self._add(doer)
        if subject and not inside(subject[0].span, things) and not _only_happens(line, _doer(line, subject)):
            doer = _doer(line, subject)
            self._add(
                self._pointed_to(doer) or doer, called=doer[0]
            )  # جاءت تصريحات | المتحدثة | ردا على. وأضافت
        if asked := _interviewed(line):
            self._add(asked)
        told = {a.cue[0][:2] for a in said}
        contents = [span for a in said if a.cue_type != "preposition" for span in a.content]
        self.coming = [
            (place, speaker)
            for place, speaker in _who_begins(line)
            if line.tokens[place].span[:2] not in told and not inside(line.tokens[place].span, contents)
        ]

    def _note_named(self, line: Line) -> None:
        """Note who bears an honorific (سمو الأمير), and bodies by their noun (شركة نماء)."""
        for place in range(line.size - 1):
            body = line.is_a("institution", place) and line.heads[place].feats.get("Definite") == "Cons"
            body = body and not line.has_pronoun(place)
            if not body and (not line.is_a("honorific", place) or _honorific(line, place)):
                continue
            start = place - (place > 0 and not body and line.lemmas[place - 1] in ("صاحب", "صاحبه"))
            bears = start < place or line.is_a("title", place + 1) or line.types.get(place + 1) == "PER"
            bears = bears or line.is_a("form of address", place + 1)
            if body or bears:
                end = before_object(line, start, noun_phrase(line, start, line.size, proclitic=True))
                kept = self.bodies if body else self.bearers
                kept.setdefault(line.lemmas[place], []).append(line.tokens[start:end])

    def resolve(self, attribution: Attribution) -> None:
        """Name the source; find the antecedent of one that is a pronoun or not expressed."""
        line = self.line
        cue, source = _tokens(line, attribution.cue)[0], _tokens(line, attribution.source)
        self.resolved.append(attribution)
        if attribution.cue_type == "noun" and attribution.note == NOBODY:
            attribution.source_name = plain(source) if source else None
            return
        while self.coming and self.coming[0][0] < line.at[cue.span[:2]]:
            self._add(self.coming.pop(0)[1], spoke=True)
        pronoun = len(source) == 1 and source[0].words[-1].upos == "PRON"
        pronoun = pronoun and (head(source[0]).upos != "NOUN" or inside(source[0].span, attribution.cue))
        pronoun = pronoun and not _honorific(line, line.at[source[0].span[:2]])
        headless = pronoun and source[0].words[-1].feats.get("PronType") == "Rel"  # الذين يقولون
        pronoun = pronoun and not headless
        meant = self._pointed_to(source) if source and not pronoun and not headless else []
        attribution.antecedent = spans_of(meant)
        if headless:
            pass
        elif source and not pronoun and attribution.cue_type == "preposition" and cue is not line.tokens[0]:
            # قالت المتحدثة …، بحسب القناة. وأضافت: the one who speaks comes before the one who relays.
            self.candidates.insert(self.before, _Candidate(meant or source))
            self.relayed = source
            self._spoke(source)
        elif source and not pronoun:
            # نقلت الصحيفة عن القائد: the verb agrees with another
            relayed = any(span < attribution.source[0] for span in attribution.via_span)
            known = len(self.candidates)
            self._add(meant or source, spoke=True, verb=None if relayed else verb_of(cue), called=source[0])
            near = self.resolved[-1 - _NESTED : -1]
            outer = (a.content for a in near if a.cue_type != "preposition" and inside(cue.span, a.content))
            if len(self.candidates) > known:
                self.candidates[-1].nested = next(outer, [])
        else:
            place_of_cue = line.at[cue.span[:2]]
            own = line.verbs[place_of_cue] or line.heads[place_of_cue]  # as the line reads it
            entry = saying("masdar", own.lemma or "") if own.upos == "NOUN" else None
            if entry and "told" not in entry.frames and line.has_pronoun(place_of_cue):
                own = cue.words[-1]  # رغم زعمه أنّ, not: إلزامها بأن
            agrees_with = source[0].words[-1] if pronoun else own
            # A participle describes the subject of its clause, not one in what is said.
            place = None if attribution.cue_type == "participle" else attribution.cue[0]
            issued = _who_issued(line, place_of_cue)  # نشرت الجمعية تقريرا | اتهمت فيه السلطات
            told = agrees_with.upos == "VERB" and is_passive(line, place_of_cue) and not issued
            if told and not self._goes_on_acting(attribution, place_of_cue):
                return  # who is told, not who tells
            if agrees_with.feats.get("Person") == "1":
                self._resolve_first_person(attribution)
                return
            said = attribution.content if attribution.cue_type != "preposition" else []
            said = said + attribution.addressee  # كما دعا المجتمع الدولي إلى: not whom he calls
            if self._is_held_by_many(attribution, agrees_with, cue):
                _note(attribution, NOBODY)
                return
            source = (
                _described(line, cue)
                or (pronoun and _in_state(line, source[0]))
                or self._first_seen(issued)
                or self._describer(attribution, agrees_with)
                or (attribution.cue_type == "preposition" and self._who_said(attribution, agrees_with))
                or self._first_seen(self._subject_shared(cue))
                or (place is None and self._subject_within(attribution, agrees_with))
                or (place is None and self._subject_told_of(agrees_with, cue))
                or self._several_before(agrees_with, cue)
                or self._antecedent(agrees_with, place, said, cue, attribution.cue_type == "preposition")
                or (place is not None and self._somebody_before(agrees_with, cue))
                or []
            )
            attribution.antecedent = spans_of(source)
            if pronoun and not source and attribution.cue_type == "verb":
                attribution.source = []  # لأنه اشترط, where nobody has been named
            _note(attribution, "The subject is not named here: taken to be the last that agrees.")
            attribution.sure = round((attribution.sure or 1) * sureness("attributions", "inferred source"), 2)
        self.speakers[id(attribution)] = source
        meant = meant or (self._pointed_to(source) if source else [])
        attribution.source_name = " و".join(map(plain, _runs(meant or source))) if source else None
        if headless and (attribution.source_name or "").startswith("لذ"):
            attribution.source_name = f"ا{attribution.source_name}"  # للذين
        if attribution.cue_type == "preposition" and source and _hides_li(cue, source[0]):
            attribution.source_name = (attribution.source_name or "")[1:]
        self._spoke(_tokens(line, attribution.via_span))
        if (verb := verb_of(cue)) is not None:
            self.narrates = verb.feats.get("Aspect") == "Perf"
        if attribution.cue_type != "preposition":
            subject = _subject_of_content(line, attribution.content[0])
            self._add(subject, attribution.content)
            if subject and not _may_be_meant(line, subject):
                self.things.add(subject[0].span)

    def _pointed_to(self, source: list[Token]) -> list[Token]:
        """الأخيرة: the last that was named and agrees; المصدر ذاته، نفس المصدر، المصدر: who spoke before as مصدر أمني,
        where it is one only."""
        line, start = self.line, self.line.at.get(source[0].span[:2])
        if start is None:
            return []
        if honorific := _honorific(line, start):
            return self._bearer(honorific, source[0])
        this = len(source) == 2 and line.heads[start].feats.get("PronType") == "Dem"  # هذا الأخير
        if len(source) == 1 + this and line.forms[start + this] in words("the last named"):
            gender = line.heads[start + this].feats.get("Gender")
            return _last_named(line, start, gender) or _last_named(self.earlier, len(self.earlier), gender)
        same = [
            {line.lemmas[start + n], line.forms[start + n]} & words("same").keys() for n in range(len(source))
        ]
        texts = ("document", "venue", "message", "what is voted on")
        owns = line.has_pronoun(start) or any(line.is_a(kind, start + 1) for kind in texts)
        speaks = line.is_a("who has spoken", start) and (len(source) == 1 or owns)  # المتحدث، موقعو العريضة
        noun = head(source[bool(same[0])]) if speaks or len(source) == 1 + any(same) else None
        if noun is None or noun.feats.get("Definite") not in ("Def", "Cons"):
            return []
        number = noun.feats.get("Number")  # الباحثون, not الباحث فلان
        spoke = [
            each
            for each in self.spoke_as.get(noun.lemma or "", {}).values()
            if head(each[0]).feats.get("Number") == number
        ]
        issued = any(same) and any(line.is_a(kind, start + bool(same[0])) for kind in ("document", "venue"))
        if not spoke and ((any(same) and noun.lemma == "مَصْدَر") or issued or speaks):
            others = (
                c.tokens
                for c in reversed(self.candidates)
                if (c.spoke or speaks)
                and head(c.tokens[0]).lemma != noun.lemma
                and (
                    not speaks
                    or (_is_human(_main(c.tokens)) and _agrees(noun, c) and not _is_several(noun, c))
                )
            )
            relayed = self.relayed if self.relayed and _is_human(_main(self.relayed)) else []
            other = next(others, relayed)
            return relayed if relayed and relayed[0].span[:2] > other[0].span[:2] and not speaks else other
        if not spoke and len(source) == 1 and line.is_a("institution", start):
            spoke = self.bodies.get(line.lemmas[start], [])[-_NEAR:]  # وقعت شركة نماء العقد. وقالت الشركة
            spoke = [phrase for phrase in spoke if phrase[0].span[:2] < source[0].span[:2]]
        return spoke[-1] if (any(same) and spoke) or len({*map(plain, spoke)}) == 1 else []

    def _bearer(self, honorific: str, pronoun: Token) -> list[Token]:
        """استقبل سمو الأمير الوفد، وأكد سموه: who was named with it last, or else the last who spoke."""
        noted = reversed(self.bearers.get(honorific, []))
        borne = next((each for each in noted if each[0].span[:2] < pronoun.span[:2]), [])
        if borne:
            known = (c.tokens for c in reversed(self.candidates[-5 * _NEAR :]) if borne[0] in c.tokens[:2])
            return next(known, borne)
        one = {"Gender": "Fem" if fold(pronoun.form).endswith("ها") else "Masc", "Number": "Sing"}
        word = Word(0, pronoun.form, "هُوَ", "PRON", "", one)
        spoke = (
            c for c in reversed(self.candidates[-5 * _NEAR :]) if c.spoke and _is_human(head(c.tokens[0]))
        )
        alone = (c for c in spoke if _noun(c.tokens).feats.get("Number") == "Sing")
        return next((c.tokens for c in alone if _agrees(word, c)), [])

    def _first_seen(self, doer: list[Token]) -> list[Token]:
        """عقد الحزب مؤتمره وألقى بعده الأمين كلمة أكد فيها …. ودعا: who speaks as the subject of a verb that says nothing may be
        meant later, too."""
        known = (
            any(doer[0].span == c.tokens[0].span for c in self.candidates[self.before :]) if doer else True
        )
        if not known:
            self._add(doer, spoke=True)
        return doer

    def _subject_shared(self, cue: Token) -> list[Token]:
        """حققت النيابة معهم، ووجهت لهم تهمة وأمرت بحبسهم: the subject of the nearest verb before, in the same sentence,
        that has one and says nothing."""
        line, place = self.line, self.line.at[cue.span[:2]]
        verb = line.verbs[place]
        if verb is None or not line.joined(place) or line.marks[place - 1] in COMMAS + STOPS:
            return []
        said = {each.cue[0][:2] for each in self.resolved}
        first = max(line.starts[place], place - _SHARED)
        for before in range(place - 1, first - 1, -1):
            shared = line.verbs[before]
            if line.opens_clause(before) or line.tokens[before].span[:2] in said:
                return []
            if shared is None or is_relative(line, before):
                continue
            after = before + 1 + line.points_back(before + 1)  # وتحدث بعده | النائب فأكد
            noun = line.heads[after]
            if is_action(line, after):
                continue  # يجب الانتهاء من المشروع … وأثنى
            if shared.feats.get("Gender") != verb.feats.get("Gender"):
                if line.joined(before):
                    return []
                continue
            if line.is_nominal(after) and noun.feats.get("Case") in ("Nom", None) and not line.joined(after):
                if line.forms[after] in words("the last named"):
                    return _last_named(line, after, noun.feats.get("Gender"))
                return line.tokens[after : before_object(line, after, noun_phrase(line, after, place))]
            if not line.joined(before):
                return []
        return []

    def _goes_on_acting(self, attribution: Attribution, verb: int) -> bool:
        """تحدثت الوزيرة عن الخطة، وحثت البلديات على: a verb without vowels, read as a passive, that is joined to what somebody did
        who agrees with it, and has its object."""
        word, line = self.line.verbs[verb], self.line
        whom = bool(attribution.addressee) or (attribution.rule or "").startswith("object")
        asked = attribution.rule is not None and attribution.rule.startswith("whether")  # وسئل عما إذا
        if word is None or "ُ" in word.form or not line.joined(verb) or not whom or asked:
            return False
        here = (c for c in self.candidates[self.before :][-_NEAR:] if not c.within)
        return any(_agrees(word, c) and (c.spoke or _may_speak(line, c.tokens)) for c in here)

    def _subject_within(self, attribution: Attribution, participle: Word) -> list[Token]:
        """أفاد البيان أن المدير "وقع العقد، رافضا …": within words that somebody else quotes, whom they are about."""
        for outer in reversed(self.resolved[-1 - _NESTED : -1]):
            quoted = outer.cue_type != "preposition" and inside(attribution.cue[0], outer.quoted)
            if not quoted or not inside(attribution.cue[0], outer.content):
                continue
            subject = _subject_of_content(self.line, outer.content[0])
            if subject and _agrees(participle, _Candidate(subject)):
                first = self.line.at[subject[0].span[:2]]
                last = len(subject) == 1 and self.line.forms[first] in words("the last named")
                return _last_named(self.line, first, participle.feats.get("Gender")) if last else subject
        return []

    def _subject_told_of(self, participle: Word, cue: Token) -> list[Token]:
        """ذكر المصدر أن الشرطة أوقفت المتهم، مؤكدة: where who speaks in the sentence does not agree, whom that clause
        is about."""
        first = self.line.starts[self.line.at[cue.span[:2]]]
        near = self.resolved[-1 - _NESTED : -1]  # so that time stays linear where no full stop stands
        said = [a for a in near if self.line.at.get(a.cue[0][:2], -1) >= first]
        said = [
            a for a in said if not any(inside(a.cue[0], outer.content) for outer in said if outer is not a)
        ]
        speakers = [self.speakers.get(id(a), []) for a in said]
        if (
            not said
            or not all(speakers)
            or any(
                _agrees(participle, c) and not _is_several(participle, c)
                for c in map(self._as_named, speakers)
            )
        ):
            return []
        subjects = (_subject_of_content(self.line, a.content[0]) for a in reversed(said))
        return next(
            (s for s in subjects if _may_speak(self.line, s) and _agrees(participle, _Candidate(s))), []
        )

    def _as_named(self, speaker: list[Token]) -> _Candidate:
        """وقالت الكناني …، مشيرة: a speaker with the gender that its verb gave it."""
        near = reversed(self.candidates[-_NEAR:])
        return next((c for c in near if c.tokens[0] is speaker[0]), _Candidate(speaker))

    def _resolve_first_person(self, attribution: Attribution) -> None:
        """قال الوزير: "نعتقد أن …": who says I or we is who is quoted, if anybody is."""
        for outer in reversed(self.resolved[:-1]):
            if all(inside(span, outer.content) for span in attribution.cue):
                attribution.antecedent = outer.source or outer.antecedent
                attribution.source_name = outer.source_name
                _note(attribution, "The first person of a quotation: taken to be who is quoted.")
                attribution.sure = round(
                    (attribution.sure or 1) * sureness("attributions", "inferred source"), 2
                )
                return

    def _is_held_by_many(self, attribution: Attribution, verb: Word, cue: Token) -> bool:
        """ويعتقد أن، يُرجح أن: at the head of a sentence of news that is told in the perfect, the imperfect
        of thinking without a subject is a passive."""
        place = self.line.at[cue.span[:2]]
        if place and (
            is_passive_in_relative(self.line, place, place - 1) or is_thought_of_things(self.line, place)
        ):
            return True
        entry = saying("verb", verb.lemma or "") if verb.upos == "VERB" else None
        opens = place == 0 or self.line.marks[place - 1] in STOPS
        held = entry is not None and entry.kind == "cognition" and self.line.opens_clause(place + 1)
        bare = verb.feats.get("Aspect") == "Imp" and verb.feats.get("Gender") == "Masc"
        return opens and held and bare and self.narrates

    def _who_said(self, attribution: Attribution, word: Word) -> list[Token]:
        """سخر نائب من «خطة لا يعرفها أحد»، حسب تعبيره: of a phrase that takes up who speaks, who says what it covers; else who
        acts in its sentence."""
        if not attribution.source:
            return []
        for outer in reversed(self.resolved[-1 - _NESTED : -1]):
            speaker = self.speakers.get(id(outer), [])
            said = outer.cue_type != "preposition" and inside(attribution.content[0], outer.content)
            if said and speaker and _agrees(word, _Candidate(speaker)):
                return speaker
        for candidate in reversed(self.candidates[self.before :][-_NEAR:]):
            here = not candidate.within and not inside(candidate.tokens[0].span, attribution.content)
            if here and _may_speak(self.line, candidate.tokens) and _agrees(word, candidate):
                return candidate.tokens
        return []

    def _describer(self, attribution: Attribution, verb: Word) -> list[Token]:
        """قالت المنظمة إن الحكومة تغطي على ما وصفته بالقتل: who says so, not who is told of, if that agrees."""
        if attribution.stance != "distance" or attribution.cue_type != "verb" or attribution.source:
            return []
        for outer in reversed(self.resolved[:-1]):
            speaker = self.speakers.get(id(outer), [])
            if speaker and all(inside(span, outer.content) for span in attribution.cue):
                noun = head(speaker[0])
                same = verb.feats.get("Gender") in (None, noun.feats.get("Gender"))
                if same and (verb.feats.get("Number") in ("Sing", None)) == (
                    noun.feats.get("Number") != "Dual"
                ):
                    return speaker
        return []

    def _add(
        self,
        subject: list[Token],
        within: list[Span] | None = None,
        spoke: bool = False,
        verb: Word | None = None,
        called: Token | None = None,  # المصدر ذاته, of a woman correspondent who is meant
    ) -> None:
        if len(subject) > 2 and subject[0].form in QUOTES and subject[-1].form in QUOTES:
            subject = subject[1:-1]  # ‘إدريس العلمي’
        least = [token.form for token in subject[:4]] == AT_LEAST
        subject = subject[4:] if least else subject
        if not subject or head(subject[0]).upos == "PRON":
            return  # فهو يعرف
        if (
            head(subject[0]).upos == "NUM"
            and len(subject) > 1
            and head(subject[1]).lemma in vocalised("times of a number")
        ):
            return  # استهدفته 4 مرات
        first = self.line.at.get(subject[0].span[:2])
        office = spoke and first is not None and self.line.is_a("title", first)  # أكدت النائب العام
        noun = head(subject[0])
        named = verb and (verb.feats.get("Gender"), noun.feats.get("Gender")) == ("Masc", "Fem")
        named = named and spoke and len(subject) == 1 and noun.feats.get("Number") == "Sing"  # وأكد حمية
        told_by_verb = (
            noun.upos == "PROPN"
            or first in self.line.given
            or named
            or (office and verb and verb.feats.get("Gender") == "Fem")
        )
        gender = verb.feats.get("Gender") if verb and told_by_verb else None
        if called is not None and called is not subject[0] and head(called).upos != "VERB":
            of_honour = fold(head(called).lemma or "") in words("honorific")
            gender = gender if of_honour else head(called).feats.get("Gender")
        self.candidates.append(_Candidate(subject, within or [], spoke, gender))
        if spoke:
            self._spoke(subject)

    def _spoke(self, subject: list[Token]) -> None:
        """Note the phrase of who spoke or relayed, so that its noun alone (الصحيفة) may take it up."""
        if len(subject) > 1 and fold(head(subject[1]).lemma or "") not in words("same"):
            phrases = self.spoke_as.setdefault(head(subject[0]).lemma or "", {})
            phrases[plain(subject)] = phrases.pop(plain(subject), subject)  # the last comes last

    def _is_over(self, candidate: _Candidate, place: Span | None) -> bool:
        """Whether what was said around one who speaks in it has ended: for a verb; for a participle in another line."""
        return place is not None or candidate.tokens[0].span[:2] not in self.line.at

    def _is_done(self, candidate: _Candidate) -> bool:
        """Whether what may be meant is what somebody does, and so says nothing."""
        place = self.line.at.get(candidate.tokens[0].span[:2])
        return (
            place is not None and is_action(self.line, place) and not _may_speak(self.line, candidate.tokens)
        )

    def _antecedent(
        self, word: Word, place: Span | None, content: list[Span], cue: Token, phrase: bool
    ) -> list[Token]:
        """The last candidate that agrees and is not in what is said, nor the cue. Of a source phrase (بحسب قولها) the last who spoke, if any. First and
        second persons name nobody."""
        if word.feats.get("Person") in ("1", "2"):
            return []
        spoke = (candidate for candidate in reversed(self.candidates) if phrase and candidate.spoke)
        asks = self.before and len(self.resolved) == 1 and _is_asked(self.line, cue)
        asked = self.candidates[self.before - 1 :: -1] if asks else []
        # Of a participle: what others say, in which no one says it; a few relations back, so that time stays linear.
        near = self.resolved[-1 - _NESTED : -1] if place is None else []
        told = [a.content for a in near if a.cue_type != "preposition" and not inside(cue.span, a.content)]
        spare: list[Token] = []
        quoted: list[Token] = []
        for candidate in chain(spoke, asked, reversed(self.candidates)):
            first = candidate.tokens[0]
            if first.span in self.things and not (word.upos == "PRON" and verb_of(cue)):
                continue  # قال إن الأمر سهل وأضاف, not: إن اللائحة ظالمة وإنها تحمل
            if candidate.within and not (place and inside(place, candidate.within)):
                continue  # قال الوزير إن الأعضاء متفقون، | لكنهم يقرون: whom the words were about, if nobody else
            if inside(first.span, content) or first is cue or not _agrees(word, candidate):
                continue
            if (
                candidate.nested
                and not inside(cue.span, candidate.nested)
                and self._is_over(candidate, place)
            ):
                quoted = quoted or (candidate.tokens if word.upos == "VERB" else [])
                continue  # قال الوزير إن الخبراء يرون أن …. وأضاف
            if any(inside(first.span, spans) for spans in told):
                continue  # أضاف البيان أن السائق أنكر …، مبينا: whom the words are about says nothing here
            if not candidate.spoke and fold(head(first).lemma or "") in words("occasion"):
                continue  # شهدت الجلسة …، مطالبة
            if not candidate.spoke and self._is_done(candidate):
                continue  # يجب الانتهاء من المشروع … وأثنى: what is done praises nobody
            if not _is_several(word, candidate):
                return candidate.tokens
            spare = spare or candidate.tokens
        return spare or quoted

    def _several_before(self, word: Word, cue: Token) -> list[Token]:
        """ألقت الشرطة القبض على | شقيقين | واعترفا, استمعت النيابة لأقوال | المدير ونائبه، | وشرحا: of a dual or plural, the last people in
        the sentence (or the one before), whatever they stand for in it, if none who acts there agrees."""
        number, line, place = word.feats.get("Number"), self.line, self.line.at[cue.span[:2]]
        if number not in ("Dual", "Plur") or word.feats.get("Person") in ("1", "2"):
            return []
        for before in range(max(line.starts[place], place - 2 * _SHARED), place):
            verb = line.verbs[before]  # حيث | شرحوا كيفية سير القطارات وأكدوا
            if verb and verb.feats.get("Number") in ("Dual", "Plur") and not is_relative(line, before):
                place = before
                break
        opens = place <= line.starts[place] + 1  # وإذ حيوا الحضور، دعوا
        near = self.candidates[self.before_earlier if opens else self.before :][-_NEAR:]
        if any(_agrees(word, c) and _is_human(_main(c.tokens)) for c in near):
            return []
        line, end = (self.earlier, len(self.earlier)) if opens else (line, place)
        for noun in range(end - 1, max(-1 if opens else line.starts[place] - 1, end - _SHARED), -1):
            which = noun > 0 and line.is_nominal(noun - 1) and line.preposition(noun) is None
            which = which and (is_relational(line.heads[noun]) or line.heads[noun].upos == "ADJ")
            if which or not _is_human(line.heads[noun]) or line.joined(noun) or line.verbs[noun] is not None:
                continue  # السفيرين | الفرنسي والألماني
            count = noun > 0 and (line.heads[noun - 1].upos == "NUM" or line.is_a("quantity", noun - 1))
            count = count and line.preposition(noun) is None
            after = noun_phrase(line, noun, end, proclitic=True)
            also = any(line.joined(p) and _is_human(line.heads[p]) for p in range(noun + 1, after))
            many = line.heads[noun].feats.get("Number") in (number, "Plur") or count or also
            many = many or (number == "Plur" and line.is_a("collective", noun))
            if many and (also or word.feats.get("Gender") in (None, line.heads[noun].feats.get("Gender"))):
                return line.tokens[noun - count : after]
        if number == "Dual":
            return next((both for c in reversed(near) if (both := self._both(c, line, end))), [])
        plural = (
            c.tokens for c in reversed(near) if _noun(c.tokens).feats.get("Number") == "Plur" and c.spoke
        )
        return next(plural, []) if word.feats.get("Gender") == "Masc" else []  # جهات حملته | واتهموها

    def _both(self, one: _Candidate, line: Line, end: int) -> list[Token]:
        """اجتمع الوزير | مع نظيره، | وأكدا: who does something with another, and the other."""
        first = line.at.get(one.tokens[-1].span[:2], end) + 1
        if one.within or not _is_human(_main(one.tokens)):
            return []
        for place in range(first, min(end - 1, first + _NEAR)):
            other = place + (line.preposition(place) is not None and line.alone(place))
            bare = place == first and line.preposition(place) is None
            somebody = _is_human(line.heads[other]) or line.types.get(other) == "PER"
            if somebody and (bare or line.preposition(place) in ("مع", "ب", "من")) and not line.joined(place):
                return [*one.tokens, *line.tokens[other : noun_phrase(line, other, end, proclitic=True)]]
        return []

    def _somebody_before(self, verb: Word, cue: Token) -> list[Token]:
        """وقع الوزير الاتفاقية مع | نظيرته السويدية. وأعربت: where nobody who acts agrees, the last person or body in the sentence
        before that does."""
        place = self.line.at[cue.span[:2]]
        perfect = verb.upos == "VERB" and verb.feats.get("Aspect") == "Perf"
        told = verb.upos == "PRON" and verb_of(cue) is not None  # رفعت دعوى على | مكتب | … وأنه وعدها
        if verb.upos == "PRON":  # دفع | المقاول | … رغم زعمه أنّ
            line, end = self.line, place
        elif self.line.starts[place] == place and perfect:
            line, end = self.earlier, len(self.earlier)
        else:
            return []
        for noun in range(end - 1, max(-1, end - 1 - _SHARED), -1):
            word, person = line.heads[noun], _is_person(line, noun)
            named = noun in line.names and line.types[noun] in ("PER", "ORG")
            somebody = named or person or (is_whom(line, noun) and not line.in_name(noun))
            if not somebody or word.upos not in ("NOUN", "PROPN") or line.joined(noun):
                continue
            if told and "Ind" not in (word.feats.get("Definite"), line.heads[noun + 1].feats.get("Definite")):
                continue
            one = noun > 1 and line.forms[noun - 1] == "من" and line.lemmas[noun - 2] in ("واحد", "احد")
            more = 2 * one or (
                noun > 0 and line.is_a("quantity", noun - 1) and line.preposition(noun) is None
            )
            phrase = line.tokens[noun - more : noun_phrase(line, noun, end, proclitic=True)]
            candidate = _Candidate(phrase)  # نسمع من | واحد من رجال الاقتصاد
            counted = _agrees(verb, _Candidate([line.tokens[noun]]))  # not: لجميع | القضايا. وأضاف
            if counted and _agrees(verb, candidate) and not _is_several(verb, candidate):
                return phrase
        return []


def _is_person(line: Line, noun: int) -> bool:
    """شاب، متهمة، نظيرته: a noun of one person, whom no list of offices has."""
    lemma = line.heads[noun].lemma or ""
    return is_person(lemma) or is_person(lemma.removesuffix("َة")) or line.is_a("counterpart", noun)


def _may_be_meant(line: Line, subject: list[Token]) -> bool:
    """أن المتهم، أن البيان, not أن الأمر، أن الهدف: whether what words are about can say something itself."""
    place, noun = line.at[subject[0].span[:2]], _main(subject)
    kinds = ("document", "venue", "inquiry", "what lays down", "body without a name", "form of address")
    somebody = noun.upos not in ("NOUN", "ADJ") or noun.source == "backoff" or _may_speak(line, subject)
    return somebody or _is_human(noun) or any(line.is_a(kind, place) for kind in (*kinds, "honorific"))


def _is_human(noun: Word) -> bool:
    """شاهد، الوزير، أهالي: a noun of people, of whatever sort."""
    lemma = noun.lemma or ""
    kinds = ("title", "person of a place", "addressee", "collective", "counterpart")
    listed = is_person(lemma) or is_person(lemma.removesuffix("َة"))
    listed = listed or any(fold(lemma) in words(kind) for kind in kinds)
    sound = fold(noun.form).removeprefix("ال") in (f"{fold(lemma)}ين", f"{fold(lemma)}ون")
    listed = listed or (sound and saying("participle", lemma) is None)  # المصابين, not مطالبين
    return noun.upos in ("NOUN", "ADJ") and listed and fold(lemma) not in words("institution")


def _main(tokens: list[Token]) -> Word:
    """عدد من | المواطنين, ثلاثة | متهمين, الوزير: the noun of a phrase, behind how many."""
    noun = _noun(tokens)
    counts = noun.upos == "NUM" or {fold(noun.lemma or ""), fold(noun.form)} & {*words("quantity"), *_MORE}
    return (_counted(tokens) or noun) if counts else noun


def _honorific(line: Line, place: int) -> str | None:
    """سعادته، سموها، نيافته: the honorific that stands with a pronoun for who bears it."""
    form = line.cores[place]
    if line.is_a("honorific", place) and (line.has_pronoun(place) or place in line.given):
        return line.lemmas[place]
    stem = fold(form[: -3 if form.endswith("ها") else -2] + "ة")
    return stem if form.endswith(("ته", "تها")) and stem in words("honorific") else None


def _runs(tokens: list[Token]) -> list[list[Token]]:
    """الوزير … نظيره: neighbouring tokens, each row of them by itself."""
    rows = groupby(enumerate(tokens), lambda each: (each[1].paragraph, each[1].position - each[0]))
    return [[token for _, token in row] for _, row in rows]


def _hides_li(cue: Token, first: Token) -> bool:
    """ووفقاً لهليل: a name that nobody knows, with its ل."""
    governs = fold(head(cue).form) in ("وفقا", "طبقا", "استنادا")
    return governs and len(first.words) == 1 and unknown(first) and first.form.startswith("ل")


def _is_asked(line: Line, cue: Token) -> bool:
    """ولدى سؤاله عما أعلنته الكتل، أجاب: who was asked has been named before the sentence."""
    start = line.starts[line.at[cue.span[:2]]]
    opening = range(start, min(start + 4, len(line)))
    return any(line.lemmas[p] == "سوال" and line.has_pronoun(p) for p in opening)


def _agrees(word: Word, candidate: _Candidate) -> bool:
    """Whether a verb, participle or pronoun agrees with who may be meant; the plural of a thing is feminine."""
    gender, number = word.feats.get("Gender"), word.feats.get("Number")
    noun = _noun(candidate.tokens)
    if number == "Plur" and {fold(noun.lemma or ""), fold(noun.form)} & {*words("quantity"), *_MORE}:
        counted = _counted(candidate.tokens)  # مئات من المتظاهرين … منددين
        return counted is None or gender in (None, counted.feats.get("Gender"))
    plural = gender == "Fem" and noun.feats.get("Number") == "Plur"
    several = any(token.words[0].upos == "CCONJ" for token in candidate.tokens[1:])
    several = several or (number == "Plur" and fold(noun.lemma or "") in words("collective"))
    if number in ("Dual", "Plur") and noun.feats.get("Number") in ("Sing", None) and not several:
        return False
    own = candidate.gender or noun.feats.get("Gender")
    if (gender, number) == ("Masc", "Plur") and noun.form.endswith("ات"):
        return False  # مؤشرات … وتوقعوا
    return gender in (None, own) or plural or (noun.source == "backoff" and not candidate.gender)


def _noun(tokens: list[Token]) -> Word:
    """نفس | المصدر, سعادة | السفير: the noun of a phrase, behind what says who is meant or honours him."""
    names = (
        n for n in map(head, tokens[:-1]) if not {fold(n.lemma or "")} & {*words("same"), *words("honorific")}
    )
    return next(names, head(tokens[-1]))


_MORE = ("اكثر", "اقل")


def _counted(tokens: list[Token]) -> Word | None:
    """مئات من | المتظاهرين، أكثر من مئتي | طبيب: the noun of those who are counted."""
    nouns = (head(token) for token in tokens[1:4])
    return next((noun for noun in nouns if noun.upos in ("NOUN", "ADJ", "PROPN")), None)


def _is_several(word: Word, candidate: _Candidate) -> bool:
    """نقلت عن مقربين أنّ …، مؤكدا: whether a masculine singular stands far from a plural, which it takes up only if there
    is nobody else."""
    noun = head(candidate.tokens[0])
    one = (word.feats.get("Gender"), word.feats.get("Number")) == ("Masc", "Sing")
    return one and noun.feats.get("Number") == "Plur" and noun.source != "backoff"


def _may_speak(line: Line, subject: list[Token]) -> bool:
    """Whether a subject is a person or a body, by its name or its noun."""
    if subject and subject[0].span[:2] not in line.at:
        return True  # who is pointed to from here, and was named before
    place = line.at[subject[0].span[:2]] if subject else len(line)
    if line.is_a("quantity", place) and place + 2 < len(
        line
    ):  # أحد مناجم تركيا, not: أحد الشهود، عدد من النواب
        place += 1 + (line.forms[place + 1] == "من")
    kinds = (
        "title",
        "institution",
        "definite institution",
        "outlet",
        "body without a name",
        "person of a place",
    )
    return line.types.get(place) in ("PER", "ORG") or any(line.is_a(kind, place) for kind in kinds)


def _last_named(line: Line, place: int, gender: str | None) -> list[Token]:
    """The last name of a person or body, or title or institution without one, that agrees with الأخيرة."""
    for before in range(place - 1, -1, -1):
        named = line.types.get(before) in ("PER", "ORG")
        starts = (
            before in line.names
            if named
            else any(line.is_a(kind, before) for kind in ("title", "institution", "definite institution"))
        )
        if starts and line.heads[before].feats.get("Gender") == gender:
            end = line.names.get(before, noun_phrase(line, before, place))
            offices = (p for p in range(before - 1, max(-1, before - 7), -1) if line.is_a("title", p))
            held = (p for p in offices if noun_phrase(line, p, place) >= end)
            start = next(held, before)
            construct = start > 0 and line.heads[start - 1].feats.get("Definite") == "Cons"
            start -= construct and line.is_a("title", start - 1)  # رئيس | وزراء الحكومة فلان
            return line.tokens[start:end]
    return []


def _note(attribution: Attribution, remark: str) -> None:
    attribution.note = f"{attribution.note} {remark}" if attribution.note else remark


def _tokens(line: Line, spans: list[Span]) -> list[Token]:
    places = sorted(
        line.at[p, position]
        for p, first, last in spans
        for position in range(first, last + 1)
        if (p, position) in line.at
    )
    return [line.tokens[place] for place in places]


def _subject_of_sentence(line: Line) -> list[Token]:
    """The noun after or before the first verb: who does something may be the next to speak."""
    acts = (p for p in range(len(line)) if line.verbs[p] is not None or line.lemmas[p] == "كان")
    verb = next(acts, len(line))
    if verb < len(line) and verb and line.joined(verb) and line.is_nominal(0) and line.preposition(0) is None:
        end = noun_phrase(line, 0, verb)  # الناقد فلان | شاهد الفيلم وكتب, where شاهد was read as a noun
        end -= end > 1 and line.heads[end - 1].upos == "NOUN" and line.heads[end - 2].upos == "PROPN"
        topic = line.tokens[:end]
        if line.heads[0].feats.get("Definite") != "Ind" and _may_speak(line, topic):
            return topic
    verb += verb + 2 < len(line) and line.points_back(verb + 1)  # وألقى بعدها | النقيب كلمة
    if verb + 1 >= len(line):
        return []
    start, end = subject_before(line, verb) if line.verbs[verb] is not None else (verb, verb)
    if end > start:
        return line.tokens[start:end]
    comes = line.lemmas[verb] == "جاء" and any(line.is_through(p) for p in (verb + 2, verb + 3))
    if comes or line.forms[verb + 1] in ("ذلك", "هذا"):  # جاءت المفاجأة على لسان الوزير
        speaker = next((p + 2 for p in range(verb, len(line) - 2) if phrase_at(line, p)), verb + 2)
        if line.is_nominal(speaker):  # ذكرت ذلك القناة, جاء ذلك على لسان الوزير
            end = noun_phrase(line, speaker, len(line))
            return line.tokens[speaker : end - (line.tokens[end - 1].form in COMMAS)]
        return []
    if line.is_open(verb + 1) and line.mates[verb + 1] - verb <= 4:  # ونشرت "الفاف" بيانا
        return line.tokens[verb + 2 : line.mates[verb + 1]]
    named = line.is_nominal(verb + 1) and not is_own_words(line, verb + 1) and not hides_name(line, verb + 1)
    told = line.is_a("verb of coming up", verb) and line.heads[verb + 1].feats.get("Definite") == "Cons"
    # أعاد التأكيد, not: جاء | تحذير الوزير | في مؤتمر
    named = named and (told or saying("masdar", line.heads[verb + 1].lemma or "") is None)
    if named and (line.heads[verb + 1].feats.get("Case") in ("Nom", None) or line.in_name(verb + 1)):
        end = before_object(line, verb + 1, noun_phrase(line, verb + 1, len(line)))
        meets = line.verbs[verb] is not None and line.is_a("verb of meeting", verb)
        meets = meets and not line.has_pronoun(verb)  # زار السفير | قائد الجيش
        end = object_within(line, verb + 1, end, needed=meets and not stands_bare(line, end))
        return line.tokens[verb + 1 : end]
    return []


def _who_begins(line: Line) -> Iterator[tuple[int, list[Token]]]:
    """وأدلى بعده الأمين العام بمداخلة …؛ في ملف الكهرباء جدد: verbs of telling or giving words, with who speaks."""
    for place in range(line.size - 1):
        verb = line.verbs[place]
        if verb is None or is_relative(line, place):
            continue
        entry = saying("verb", verb.lemma or "") or giving(verb.lemma or "")
        noun = place + 1 + line.points_back(place + 1)
        tells = entry is not None and entry.kind in ("communication", "giving")
        tells = tells and ("told" not in entry.frames or has_two_nouns(line, noun))  # type: ignore[union-attr]
        if but := _acts_against(line, place):
            yield place, but
        meanwhile = place > 0 and line.forms[place - 1] in words("while")  # …، فيما رفض المدرب التعليق
        tells = tells or (meanwhile and verb.feats.get("Aspect") == "Perf")  # not: فيما يخص الحكم
        if tells and stands_bare(line, noun) and agrees(verb, line.heads[noun]):
            end = before_object(line, noun, noun_phrase(line, noun, line.size))
            told = entry is not None and "told" in entry.frames
            speaker = line.tokens[noun : object_within(line, noun, end, needed=told)]
            if _may_speak(line, speaker):
                yield place, speaker


def _acts_against(line: Line, verb: int) -> list[Token]:
    """أقر كارتر بالنتيجة، لكن | موراليس | يواصل الطعن: somebody whose clause is set against the one before."""
    start, end = subject_before(line, verb)
    against = 0 < start < end and line.forms[start - 1] in ("لكن", "ولكن")
    return line.tokens[start:end] if against and _may_speak(line, line.tokens[start:end]) else []


def _interviewed(line: Line) -> list[Token]:
    """أجرى الموقع مقابلة مع | الباحث فلان، نشرت الصحيفة حوارا مع: with whom the press speaks, so that he says what follows."""
    for noun in range(1, line.size - 2):
        if line.is_a("interview", noun) and line.forms[noun + 1] == "مع":
            press = any(
                is_press(line, p) or line.types.get(p) == "ORG" for p in range(max(0, noun - 8), noun)
            )
            acts = line.verbs[0] is not None and line.preposition(noun) is None and press
            end = noun_phrase(line, noun + 2, len(line))
            speaker = line.tokens[noun + 2 : end]
            return speaker if acts and _may_speak(line, speaker) else []
    return []


def _doer_before(line: Line) -> list[Token]:
    """بعد استقبال الرئيس للوفد، أكد; رغم انتقادات المعارضة، فإنها: who does what opens the sentence."""
    first = range(min(4, len(line)))
    noun = next((p for p in first if line.is_nominal(p) and is_action(line, p)), len(line))
    if (
        noun + 1 >= len(line)
        or any(verb and saying("verb", verb.lemma or "") for verb in line.verbs[:noun])
        or (noun and not (line.preposition(noun) or line.preposition(noun - 1)))
    ):
        return []
    doer = _doer(line, line.tokens[noun : noun_phrase(line, noun, len(line), proclitic=True)])
    return doer if _may_speak(line, doer) else []


def _doer(line: Line, subject: list[Token]) -> list[Token]:
    """تفاؤل السفير عادل عطية: of what somebody does or feels, who."""
    place = line.at[subject[0].span[:2]]
    end = next((n for n in range(2, len(subject)) if line.preposition(place + n) == "ل"), len(subject))
    doer = subject[1:end]  # استقبال | الرئيس | للوفد
    done = is_action(line, place) or line.is_a("venue", place)  # حديث | القاضي
    definite = line.heads[place].feats.get("Definite")  # not تصريح إعلامي، الإضراب المقرر
    done = done and definite not in ("Ind", "Def")
    acts = done and bool(doer) and (_may_speak(line, doer) or _is_human(_main(doer)))
    return doer if acts else subject


def _only_happens(line: Line, subject: list[Token]) -> bool:
    """تتم مضاعفة العقوبة: what is done, in the construct, says nothing later."""
    place = line.at[subject[0].span[:2]]
    kinds = ("venue", "document", "inquiry")
    construct = line.heads[place].feats.get("Definite") == "Cons" and len(subject) > 1
    done = construct and is_action(line, place) and not any(line.is_a(kind, place) for kind in kinds)
    return done and not _may_speak(line, subject)


def _owner_of_venue(line: Line) -> list[Token]:
    """وفي تغريدة للوزير الأسبق …، كتب: whose words are about to be told."""
    if len(line) < 3 or line.preposition(0) != "في":
        return []
    return line.tokens[slice(*owner_of_venue(line, int(line.alone(0))))]


def _caller(line: Line, verb: int) -> list[Token]:
    """تلقى الرئيس اتصالا هاتفيا من نظيره الروسي | أكد خلاله: who called, before a verb that tells what was said."""
    if verb + 1 >= len(line) or line.forms[verb + 1] not in words("in a text"):
        return []
    near = range(verb - 1, max(line.starts[verb], verb - 10) - 1, -1)
    whence = next((p for p in near if line.forms[p] == "من"), None)
    called = whence is not None and any(
        line.is_a("what comes from somebody", p) for p in range(whence - 2, whence)
    )
    if whence is None or not called or noun_phrase(line, whence + 1, verb) != verb:
        return []
    return line.tokens[whence + 1 : verb]


def _holds(line: Line, verb: int) -> list[Token]:
    """مذكرة رسمية تتضمن مطالبة بالحماية، | وتؤكد حرص: the text that a clause describes by what it holds, before a further verb that agrees
    with it."""
    word = line.verbs[verb]
    if word is None or not line.joined(verb):
        return []
    near = range(verb - 1, max(line.starts[verb], verb - _SHARED), -1)
    before = next((p for p in near if line.verbs[p] is not None), verb)
    holds = line.verbs[before]
    features = ("Gender", "Number", "Aspect")
    if holds is None or before == verb or not line.is_a("verb of holding", before):
        return []
    if any(holds.feats.get(f) != word.feats.get(f) for f in features):
        return []
    start, end = phrase_before(line, before)
    text = start < end and (line.is_a("document", start) or line.is_a("venue", start))
    return line.tokens[start:end] if text else []


def _in_state(line: Line, pronoun: Token) -> list[Token]:
    """سمعت المحكمة المدير | وهو يقر بـ: who is in the state that a clause with its pronoun tells, named right before it."""
    place = line.at[pronoun.span[:2]]
    if len(pronoun.words) != 2 or pronoun.words[0].upos != "CCONJ":
        return []
    first = max(line.starts[place], place - _NEAR)
    ends = (p for p in range(place - 1, first - 1, -1) if line.marks[p] in COMMAS or line.opens_clause(p))
    nouns = [p for p in range(place - 1, next(ends, first - 1), -1) if _could_be(line, p, pronoun.words[-1])]
    noun = next((p for p in nouns if is_whom(line, p) or p in line.names), nouns[0] if nouns else place)
    return line.tokens[noun : noun_phrase(line, noun, place, proclitic=True)]


def _could_be(line: Line, noun: int, pronoun: Word) -> bool:
    """المتهم وهو: whether a definite noun that names nothing done or happening agrees with a pronoun."""
    definite = line.heads[noun].feats.get("Definite") != "Ind" and line.heads[noun].upos in ("NOUN", "PROPN")
    return definite and not is_happening(line, noun) and _agrees(pronoun, _Candidate([line.tokens[noun]]))


def _who_issued(line: Line, verb: int) -> list[Token]:
    """نشرت الهيئة إعلانا | أبدت فيه استياءها: who gave the text in which a relative clause tells what was said: the subject of
    the nearest verb before, if it has one and agrees."""
    word = line.verbs[verb]
    within = word is not None and line.points_back(verb + 1) and not line.joined(verb)
    if word is None or not within or line.forms[verb + 1] not in words("in a text"):
        return []
    for before in range(verb - 1, max(line.starts[verb], verb - _SHARED) - 1, -1):
        given = line.verbs[before]
        begins = before == line.starts[before] or line.tokens[before - 1].form in COMMAS
        published = line.is_a("publishing", before) and begins  # ونشرت الجمعية تقريرا | اتهمت فيه
        if given is None or (is_relative(line, before) and not published):
            continue
        start, end = subject_before(line, before)
        bare = line.heads[verb - 1].feats.get("PronType") != "Rel" and not is_relative(line, before)
        if start < end and bare:  # كان الرئيس قد اجتمع مع النقابات، قطع خلاله
            return line.tokens[start:end] if agrees(word, line.heads[start]) else []
        noun = before + 1 + line.points_back(before + 1)
        if noun >= verb or not stands_bare(line, noun) or not agrees(given, line.heads[noun]):
            return []
        doer = line.tokens[noun : before_object(line, noun, noun_phrase(line, noun, verb))]
        return doer if given.feats.get("Gender") == word.feats.get("Gender") else []
    return []


def _described(line: Line, cue: Token) -> list[Token]:
    """أُبلغ بمعلومات مفادها أنّ: the noun that the clause describes."""
    place = line.at[cue.span[:2]]
    if line.lemmas[place] in words("verb of what is laid down") and line.verbs[place] is not None:
        near = range(place - 1, max(line.starts[place], place - 15) - 1, -1)
        law = next((p for p in near if line.is_a("what is voted on", p)), None)
        return [] if law is None else line.tokens[law : noun_phrase(line, law, place)]  # اتفاقا …، يقضي بـ
    if caller := _caller(line, place):
        return caller
    if holder := _holds(line, place):
        return holder
    if line.lemmas[place] != "مفاد" or not line.has_pronoun(place):
        return []
    if line.forms[place - 1] in ("ما", "بما"):
        return []  # لتبلغها ما مفاده
    near = range(place - 1, max(line.starts[place], place - 10) - 1, -1)
    kinds = ("document", "venue", "message", "inquiry", "rumour")
    texts = [p for p in near if any(line.is_a(kind, p) for kind in kinds) and _same_gender(line, p, place)]
    if texts:
        return line.tokens[texts[0] : noun_phrase(line, texts[0], place, proclitic=True)]
    start, end = phrase_before(line, place)
    while start > 0 and line.heads[start].upos == "ADJ" and line.heads[start - 1].upos in ("NOUN", "ADJ"):
        start -= 1  # بمعلومات | استخبارية
    return line.tokens[start:end]


def _same_gender(line: Line, noun: int, pronoun: int) -> bool:
    """رسالة … مفادها: whether a pronoun takes up a noun."""
    word = line.tokens[pronoun].words[-1]
    one = _Candidate([line.tokens[noun]])
    return line.heads[noun].upos == "NOUN" and _agrees(word, one) and not _is_several(word, one)


def _subject_of_content(line: Line, span: Span) -> list[Token]:
    """The noun after أنّ or إنّ, or after the verb of أنْ."""
    start = line.at.get(span[:2], len(line))
    if not line.opens_clause(start) or line.has_pronoun(start):
        return []  # إنه | عازم على
    start += 1
    start += start < len(line) and line.is_open(start)  # أنّ "الرئيس، …، طالب"
    if start < len(line) and line.verbs[start] is not None:
        start += 1
    if start >= len(line) or line.marks[start] in STOPS or not line.is_nominal(start) or start in line.times:
        return []
    return line.tokens[start : noun_phrase(line, start, len(line))]


# --- Nesting ---------------------------------------------------------------------------


def _nest(found: list[Attribution]) -> None:
    """An attribution whose cue stands in the content of another is nested in the nearest such;
    the words that a source phrase relays reach us through its source."""
    cues = sorted({attribution.cue[0][:2] for attribution in found})
    covering: dict[tuple[int, int], list[Attribution]] = {cue: [] for cue in cues}
    for outer in found:  # what is said is bounded, so that each covers few cues, however long the text
        for paragraph, first, last in outer.content:
            for place in range(bisect_left(cues, (paragraph, first)), bisect_right(cues, (paragraph, last))):
                covering[cues[place]].append(outer)
    phrases = [
        a for a in found if a.cue_type == "preposition" and a.speech_act == "assertive"
    ]  # not: كما طلب
    relayed = {tuple(a.content): a for a in phrases}
    for inner in found:
        outlet = relayed.get(tuple(inner.content))  # وقال فلان، حسب الصحيفة: "…"
        own = outlet is not None and outlet.source_name == inner.source_name  # زعم الرئيس أنّ …، على حد تعبيره
        own = own or (outlet is not None and outlet.stance == "distance")  # نفى وجودهم كما تزعم دوائر غربية
        if (
            outlet
            and outlet is not inner
            and not inner.via
            and not own
            and inner.cue[0][:2] < outlet.cue[0][:2]
        ):
            inner.via, inner.via_span = outlet.source_name, outlet.source
        around = [
            outer
            for outer in covering[inner.cue[0][:2]]
            if outer is not inner
            and all(inside(span, outer.content) for span in inner.cue)
            # قالت إن …، والحل في رأيها …: a source phrase within what is said is not round who says it
            and not (outer.cue_type == "preposition" and inside(outer.cue[0], inner.content))
        ]
        if not around:
            continue
        nearest = min(around, key=lambda outer: outer.content[0][2] - outer.content[0][1])
        inner.nested_in = nearest.id
        own = nearest.source_name == inner.source_name  # قال …، بحسب تعبيره
        claims = nearest.stance == "distance"  # كما زعمت واشنطن
        if nearest.cue_type == "preposition" and not inner.via and not (own or claims):
            inner.via, inner.via_span = nearest.source_name, nearest.source
