"""Tokens that are read together, with what the rules ask of each.

A line is a sentence, or several where a quotation runs over their ends: quotation marks are paired
before anything is cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from khabar.discourse.datelines import breaks
from khabar.discourse.vocabulary import (
    Saying,
    bare,
    by_form,
    fold,
    perfects,
    phrases,
    saying,
    vocalised,
    words,
)
from khabar.text.document import Span, Token, Word, join
from khabar.text.tokens import is_letter_within

QUOTES = '"“”«»„‟‘’‹›″'
APOSTROPHE = "'"
_OPEN = {"«": "»", "“": "”", "„": "”", "‘": "’", "‹": "›", "‟": "”"}
_CLOSE = set(_OPEN.values())
_BRACKETS = {"(": ")", "[": "]"}
DASHES = ("-", "–", "—", "ـ")
COMMAS = "،,؛;"
STOPS = ".؟!?…"
NOMINAL = ("NOUN", "PROPN", "ADJ", "NUM", "DET", "X", "SYM")
_LONGEST = 15  # sentences in one quotation
_FAR_BEFORE = 30  # tokens of a clause that goes before its main clause
_PARAGRAPHS = 6  # that a quotation may go on for
_DEEPEST = 8  # quotations in one another: what is open longer waits for nothing, and thousands cost little


class Line:
    """Surface tokens by place (0-based), with the words that carry them.

    Attributes:
        heads: the word of each token that a proclitic is not.
        lemmas: its lemma without signs, folded.
        cores: the form without proclitics, folded.
        verbs: the verb of a token, or None.
        mates: the place of the other mark, for each quotation mark that has one.
        marks: the form of each token; ``·`` for a full stop that ends an abbreviation (د. ناصر), no sentence.
    """

    def __init__(self, tokens: list[Token]):
        self.tokens = tokens
        self.size = len(tokens)
        self.heads = [head(token) for token in tokens]
        self.lemmas = [fold(word.lemma or word.form) for word in self.heads]
        self.cores = [fold(without_proclitics(token)) for token in tokens]
        self.forms = [fold(token.form) for token in tokens]
        self.verbs = [verb_of(token) for token in tokens]
        self.marks = [token.form for token in tokens]
        for place in range(1, len(tokens) - 1):
            named = self.heads[place + 1].upos in ("PROPN", "NOUN", "X") or unknown(tokens[place + 1])
            spelled = self.heads[place - 1].upos == "X" and not tokens[place].space_after  # سي.إن.إن
            shortened = spelled or self.forms[place - 1] in words("abbreviation")
            if tokens[place].form == "." and ((named and shortened) or _is_after_letter(tokens, place)):
                self.marks[place] = "·"
        for place in range(1, len(tokens) - 1):
            if tokens[place].form == "." and _cannot_begin(tokens[place + 1 : place + 40], tokens[place]):
                self.marks[place] = "·"  # a stop that ends nothing
        self.names: dict[int, int] = {}  # the end of each name, once names are found
        self.types: dict[int, str] = {}  # the type of the name at each place
        self.named: set[int] = set()  # the places of all names
        self.given: set[int] = set()  # the places of names and nouns that were read as other words
        self.subjects: dict[int, tuple[int, int]] = {}  # what stands before each verb that was asked for
        self.mates = _mates(tokens)
        self.brackets = _brackets(tokens)
        for place in (*_of_sons(self), *_before_who_it_is(self), *_of_firms(self), *_articles(self)):
            self._take_as_name(place)
        for place in range(len(tokens) - 1):
            if _is_given_name(self, place):
                self._take_as_name(place)
            elif self.forms[place] == "وبين" and self.forms[place - 1][:3] == "بين":  # بينه وبين
                self.verbs[place] = self.verbs[place - 1] = None
            elif _has_come(self, place):
                form = self.forms[place]
                self.verbs[place] = self.heads[place] = Word(
                    0, form, vocalised("verb of a text or meeting")[form], "VERB", "verb",
                    {"Aspect": "Perf", "Number": "Sing", "Person": "3"},
                )  # fmt: skip
                self.lemmas[place] = form
            elif verb := _we_shall(self, place):
                self.verbs[place] = self.heads[place] = verb
            elif noun := _highness(self, place):
                self.given.add(place)
                self.verbs[place], self.heads[place], self.lemmas[place] = None, noun, "سمو"
            elif noun := _behind_two_lams(self, place):
                self.heads[place], self.lemmas[place] = noun, fold(noun.lemma or "")
                self.cores[place] = fold(noun.form)
            elif noun := _masdar_before_any(self, place):
                self.given.add(place)
                self.verbs[place], self.heads[place] = None, noun
                self.lemmas[place] = fold(noun.lemma or "")
            elif _counts_about(self, place):
                self.given.add(place)
                self.heads[place] = Word(0, self.forms[place], self.forms[place], "NOUN", "noun", {})
            elif outlet := _outlet_read_as_adjective(self, place):
                self.heads[place], self.lemmas[place] = outlet, self.forms[place]
            elif _is_nisba_of_body(self, place):
                self.heads[place] = Word(
                    0, self.tokens[place].form, self.heads[place].lemma or "", "ADJ", "adj",
                    {**self.heads[place].feats, "Definite": "Ind"},
                )  # fmt: skip
            elif again := _masdar_again(self, place):
                self.given.add(place)
                self.verbs[place], self.heads[place] = None, again
                self.lemmas[place] = fold(again.lemma or "")
            elif noun := _noun_after_any(self, place) or _deed_described(self, place):
                self.given.add(place)
                self.verbs[place], self.heads[place] = None, noun
                self.lemmas[place] = fold(noun.form)
            elif participle := _participle(self, place):
                self.verbs[place], self.heads[place] = None, participle
                self.lemmas[place] = fold(participle.lemma or "")
            elif verb := _deems(self, place) or _misread(self, place):
                self.verbs[place] = self.heads[place] = verb
                self.lemmas[place] = fold(verb.lemma or "")

    def __len__(self) -> int:
        return self.size

    def _take_as_name(self, place: int) -> None:
        """Read a token as the name of a person, whatever the tagger made of it."""
        form = self.tokens[place].form
        self.given.add(place)
        self.verbs[place], self.heads[place] = None, Word(0, form, form, "PROPN", "noun_prop", {})
        self.lemmas[place] = self.cores[place] = self.forms[place]

    @cached_property
    def times(self) -> dict[int, int]:
        """Where an expression of time begins, and the place after it."""
        from khabar.discourse.dates import times

        return times(self)

    @cached_property
    def at(self) -> dict[tuple[int, int], int]:
        """The place of each token by its paragraph and position."""
        return {token.span[:2]: place for place, token in enumerate(self.tokens)}

    @cached_property
    def stops(self) -> list[int | None]:
        """For each place, that of the next end of a sentence or colon, itself included."""
        found: list[int | None] = [None] * self.size
        last = None
        for place in range(self.size - 1, -1, -1):
            last = found[place] = place if self.marks[place] in STOPS + ":" else last
        return found

    @cached_property
    def starts(self) -> list[int]:
        """For each place, and the one after the last, where its sentence begins."""
        found = [0]
        for place in range(self.size):
            found.append(place + 1 if self.marks[place] in STOPS else found[-1])
        return found

    @cached_property
    def closing(self) -> dict[int, int]:
        """For each place in quotation marks, the mark that closes the innermost."""
        pairs = [(opening, close) for opening, close in self.mates.items() if opening < close]
        found: dict[int, int] = {}
        for opening, close in sorted(pairs, key=lambda pair: pair[0] - pair[1]):
            found.update(dict.fromkeys(range(opening + 1, close), close))
        return found

    def is_open(self, place: int) -> bool:
        """Whether a mark opens a quotation."""
        return self.mates.get(place, -1) > place

    def is_a(self, kind: str, place: int) -> bool:
        """Whether the lemma at a place is in a class of words."""
        return 0 <= place < self.size and self.lemmas[place] in words(kind)

    def proclitics(self, place: int) -> list[str]:
        """Conjunctions and prepositions that are written with a token."""
        ws = self.tokens[place].words
        return [
            w.form for w in ws[:-1] if w.upos in ("CCONJ", "ADP", "PART", "SCONJ", "AUX") and len(w.form) <= 2
        ]

    def joined(self, place: int) -> bool:
        """Whether a token begins with و or ف (and)."""
        ws = self.tokens[place].words
        return (ws[0].upos == "CCONJ" and len(ws) > 1) or self._reread(place)

    def _reread(self, place: int) -> bool:
        """ودعت, whose و was read as a radical."""
        form = self.forms[place]
        return (
            form[:1] == "و"
            and len(self.tokens[place].words) == 1
            and self.heads[place].form in (form[1:], form[2:])
        )

    def name(self, start: int, end: int, kind: str) -> None:
        """Note that a name stands here."""
        self.subjects.clear()  # names may be subjects
        self.names[start] = end
        self.types.update(dict.fromkeys(range(start, end), kind))
        self.named.update(range(start, end))

    def in_name(self, place: int) -> bool:
        """Whether a token belongs to a name."""
        return place in self.named

    def after_meanwhile(self, place: int) -> int:
        """مرحبا | في الوقت ذاته | بأي عرض، مؤكدا | كذلك | أنّ: the place after words that join what one says to what he said."""
        for size in (3, 2, 1):
            if tuple(self.forms[place : place + size]) in phrases("meanwhile"):
                return place + size
        return place

    def past_manner(self, place: int) -> int:
        """حماس مؤخرا | مصر: the place after words that tell how or again."""
        while place < len(self) and self.forms[place] in words("manner of speaking"):
            place += 1
        return self.after_meanwhile(place)

    def first_mark(self, marks: str, places: range) -> int:
        """The first of some places at which one of these marks stands, or where the places end."""
        return next((place for place in places if self.marks[place] in marks), places.stop)

    def preposition(self, place: int) -> str | None:
        """The preposition that stands or begins here, with و or without."""
        if place >= len(self) or place in self.given or split_falsely(self.tokens[place]):
            return None
        for word in self.tokens[place].words:
            if word.upos == "ADP":
                return "إلى" if bare(word.form) == "الى" else bare(word.form)  # as agencies spell it
            if word.upos != "CCONJ":
                return None
        return None

    def alone(self, place: int) -> bool:
        """Whether a preposition is a token of its own (with و at most)."""
        return self.tokens[place].words[-1].upos == "ADP" and place not in self.given

    def has_pronoun(self, place: int) -> bool:
        """Whether a token ends in a pronoun."""
        ws = self.tokens[place].words
        return len(ws) > 1 and ws[-1].upos == "PRON" and place not in self.given

    def points_back(self, place: int) -> bool:
        """فيه، إليها، عنه: whether a preposition with its pronoun stands here, and nothing else."""
        return place < len(self) and [word.upos for word in self.tokens[place].words] == ["ADP", "PRON"]

    def stands_for_object(self, place: int) -> bool:
        """إياه، إياها: whether a pronoun stands by itself for an object, before another word."""
        return place + 1 < len(self) and self.heads[place].upos == "PRON" and self.forms[place][:3] == "ايا"

    def goes_before(self, place: int) -> bool:
        """وإذ، وفيما: whether what begins at a place goes before its main clause."""
        first = self.forms[place].removeprefix("و")
        return first == "اذ" or first in words("subordinator")

    def opens_behind_lam(self, place: int) -> int:
        """لـ"الوطن"، ل ـ «البيان»: the place of a mark that opens behind ل; 0 where none does."""
        if self.forms[place].rstrip("ـ") != "ل":
            return 0
        opening = place + 1 + (self.marks[place + 1 : place + 2] == ["ـ"])
        return opening if self.is_open(opening) else 0

    def is_told_in_marks(self, place: int) -> bool:
        """«للأنوار»: whether one word with ل stands in marks."""
        return self.mates.get(place, 0) == place + 2 and self.forms[place + 1].startswith("لل")

    def is_through(self, place: int) -> bool:
        """على لسان: through whom somebody speaks."""
        return self.forms[place : place + 2] == ["علي", "لسان"]

    def is_nominal(self, place: int) -> bool:
        """Whether a token is a noun, adjective, number or name, or a word nobody knows; not behind the last."""
        if place >= len(self):
            return False
        token = self.tokens[place]
        if unknown(token) or place in self.given:
            return True
        first = token.words[0]
        if first.upos == "CCONJ" and len(token.words) > 1:
            first = token.words[1]
        return first.upos in NOMINAL and self.heads[place].feats.get("PronType") != "Rel"

    def preposition_behind_nouns(self, place: int) -> str | None:
        """متهمة | إسرائيل | بالتصعيد، داعية | الدول | إلى: the preposition behind the bare nouns that follow a word, a few at most."""
        near = range(place + 1, min(place + 6, self.size))
        ends = (p for p in near if self.preposition(p) or not self.is_nominal(p) or self.joined(p))
        end = next(ends, self.size)
        return self.preposition(end) if end > place + 1 else None

    def opens_clause(self, place: int) -> bool:
        """Whether أنّ، إنّ or أنْ stands here, with proclitics and pronouns; not كأنّ and لأنّ, and
        not the إن of a condition."""
        if place >= len(self) or place in self.named:
            return False
        ws = self.tokens[place].words
        if bare(self.tokens[place].form) == "ألا":
            return place > 0
        that = next((w for w in ws if is_that(w)), None)
        if that is None or any(w.upos == "ADP" and w.form != "ب" for w in ws):
            return False
        conditional = bare(that.form) == "إن" and that is ws[-1] and self._opens_condition(place + 1)
        return not conditional

    def _opens_condition(self, place: int) -> bool:
        return place < len(self) and (self.forms[place] in ("لم", "لا") or self.lemmas[place] == "كان")

    def takes_verb(self, place: int) -> bool:
        """Whether the أن at a place is أنْ, that a verb follows."""
        if bare(self.tokens[place].form) == "ألا":
            return True
        last = self.tokens[place].words[-1]
        if not is_that(last) or bare(last.form) == "إن":
            return False
        after = place + 1 + (place + 1 < len(self) and self.forms[place + 1] in ("لا", "لن", "لم"))
        return after < len(self) and self.verbs[after] is not None


def is_that(word: Word) -> bool:
    return bare(word.form) in ("أن", "إن", "ان", "ألا") and word.upos not in ("NOUN", "PROPN", "VERB", "INTJ")


def _is_given_name(line: Line, place: int) -> bool:
    """قال الدكتور على عبد العال، أكدت الدكتورة سهر الدماطي: between a title with the article, that a verb goes
    before, and another name, a word that is a preposition or a verb elsewhere."""
    token, after = line.tokens[place], line.tokens[place + 1]
    if _is_bare_surname(line, place):
        return True
    says = line.verbs[place - 1] if place else None
    if line.forms[place] == "علي" and says is not None and says.lemma == "قَالَ":
        return line.heads[place + 1].upos == "PROPN"  # قال على صلاح إنّ
    if says is not None and says.lemma == "قَالَ" and line.verbs[place] is not None and len(token.words) == 1:
        return after.words[0].upos == "PROPN" and len(after.words) == 1  # قال مات سيمبسون
    if place < 2 or len(token.words) > 1:
        return False
    if not line.is_a("title", place - 1):
        return _ends_an_office(line, place)
    says = line.verbs[place - 2]
    if says is None or line.heads[place - 1].feats.get("Definite") != "Def":
        return False
    family = unknown(after) and len(after.words) == 1
    entry = saying("verb", says.lemma or "")
    if line.verbs[place] is not None:
        followed = entry is not None and line.preposition(place + 1) in entry.prepositions
        return (family or followed) and line.cores[place] not in by_form("masdar")
    if line.forms[place] != "علي":
        return False
    governs = entry is not None and "على" in entry.prepositions
    joiner = line.forms[place + 1] in words("name joiner")
    return family or joiner or (after.words[0].upos == "PROPN" and not governs)


def _of_sons(line: Line) -> Iterator[int]:
    """الداه ولد سيدي ولد أعمر طالب، صفية منت انتهاه، الوزير ولد التاه: the places of words that are read as names because ولد
    or منت (son, daughter) stands within a name."""
    for son in (p for p in range(line.size - 1) if line.forms[p] in words("son in a name")):
        if not _is_son(line, son):
            continue
        father, child = son + 1, son - 1
        yield from (
            p for p in (son, father) if line.heads[p].upos != "PROPN" or len(line.tokens[p].words) > 1
        )
        after = father + 1
        if after < line.size and [word.form for word in line.tokens[after].words[:-1]] == ["أ"]:
            yield after  # ولد الطالب أعمر, not: was Umar …?
        noun = son and line.heads[child].upos in ("NOUN", "ADJ") and not line.is_a("title", child)
        leads = child > 0 and (line.verbs[child - 1] is not None or line.is_a("title", child - 1))
        if noun and (leads or _has_both(line, child)):
            yield child


_LONGEST_NAME = 4


def _before_who_it_is(line: Line) -> Iterator[int]:
    """جدد هان دونغ ليانغ، المتحدث باسم الجمارك: the places of words that are read as parts of a name of which no lexicon has all,
    between a verb of saying and a comma with a title behind it."""
    for comma in range(3, line.size - 1):
        if line.marks[comma] not in COMMAS or not line.is_a("title", comma + 1) or line.joined(comma + 1):
            continue
        first = comma
        while first > 1 and comma - first < _LONGEST_NAME and line.verbs[first - 1] is None:
            first -= 1
        twice = first > 1 and line.verbs[first - 1] is not None and line.verbs[first - 2] is not None
        first -= twice  # جدد | هان
        says = line.verbs[first - 1]
        parts = range(first, comma)
        if says is None or saying("verb", says.lemma or "") is None or len(parts) < 2:
            continue
        strange = any(unknown(line.tokens[p]) for p in parts)
        if strange and all(_may_be_a_part(line, p) for p in parts):
            yield from (p for p in parts if line.heads[p].upos != "PROPN" or len(line.tokens[p].words) > 1)


def _may_be_a_part(line: Line, place: int) -> bool:
    """دونغ، ليانغ (not: to Yang), هان (not: he was weak): what can be a part of a foreign name."""
    token = line.tokens[place]
    if unknown(token) or (token.words[-1].upos == "PROPN" and not line.joined(place)):
        return not token.form.startswith("لل")
    return len(token.words) == 1 and token.words[0].upos == "VERB" and len(line.forms[place]) < 5


def _of_firms(line: Line) -> Iterator[int]:
    """شركة نورد إنرجي: what is read as "we import" between a firm and a name that nobody knows."""
    for place in range(1, line.size - 1):
        verb = line.verbs[place]
        if verb is None or verb.feats.get("Person") != "1" or len(line.tokens[place].words) > 1:
            continue
        if (
            line.is_a("firm", place - 1)
            and not line.has_pronoun(place - 1)
            and unknown(line.tokens[place + 1])
        ):
            yield place


def _articles(line: Line) -> Iterator[int]:
    """صحيفة ذا تايمز، مجلة ذي إيكونوميست: the article of a foreign name, read as "this" or "of", before what can only be a name."""
    for place in range(line.size - 1):
        name, headed = (
            line.tokens[place + 1],
            line.is_a("outlet", place - 1) and not line.has_pronoun(place - 1),
        )
        foreign = unknown(name) or (line.heads[place + 1].upos == "PROPN" and not name.form.startswith("ال"))
        if (line.forms[place] == "ذا" and foreign) or (line.forms[place] == "ذي" and foreign and headed):
            yield place


def _has_both(line: Line, place: int) -> bool:
    """التاه: no noun, which would have both the article and a pronoun."""
    return line.tokens[place].form.startswith("ال") and line.has_pronoun(place)


def _is_son(line: Line, place: int) -> bool:
    """Whether ولد is neither a boy nor "was born": near another, or between what leads to a name and one."""
    father = line.tokens[place + 1]
    if not father.form[0].isalpha() or line.alone(place + 1) or line.forms[place] == line.forms[place + 1]:
        return False
    if line.verbs[place] is not None and (place == 0 or line.marks[place - 1] in COMMAS + STOPS):
        return False  # ولد محمد ولد الشيخ في
    near = range(max(0, place - 4), min(line.size, place + 5))
    again = any(abs(p - place) > 1 and line.forms[p] in words("son in a name") for p in near)
    if line.forms[place] == "منت" or again or line.heads[place].upos == "PROPN":
        return True
    says = line.verbs[place - 1] if place else None
    leads = says is not None and saying("verb", says.lemma or "") is not None
    called = unknown(father) or father.words[0].upos == "PROPN"
    called = called or (
        father.form.startswith("ال") and line.has_pronoun(place + 1)
    )  # التاه, no noun with both
    named = place > 0 and line.heads[place - 1].upos == "PROPN"
    if named or line.is_a("title", place - 1):
        return called or (named and line.verbs[place] is None)
    closed = line.opens_clause(place + 2) or "".join(line.marks[place + 2 : place + 3]) in ("،", ":")
    return leads and (called or closed)


def _is_bare_surname(line: Line, place: int) -> bool:
    """وقال | حرب بعد الجلسة إنّ: one indefinite noun after قال, that does not agree with it, is a name."""
    verb, noun = line.verbs[place - 1] if place else None, line.heads[place]
    if verb is None or verb.lemma != "قَالَ" or len(line.tokens[place].words) > 1 or noun.upos != "NOUN":
        return False
    feminine = noun.feats.get("Gender") == "Fem" and noun.feats.get("Number") == "Sing"
    if not feminine or verb.feats.get("Gender") != "Masc" or line.forms[place].endswith(("ه", "ا")):
        return False
    near = range(place + 1, min(len(line), place + 8))
    ended = (p for p in near if line.opens_clause(p) or line.marks[p] in COMMAS + STOPS + ":")
    end = next(ended, len(line))
    alone = line.preposition(place + 1) is not None or end == place + 1
    return alone and end < len(line) and line.marks[end] not in COMMAS + STOPS


def _ends_an_office(line: Line, place: int) -> bool:
    """قال رئيس كتلة الحزب الكردستاني | هيمن هورامي إنّ: after قال, a title and a body, a verb before a name nobody knows,
    that إنّ or whom one speaks to follows."""
    family = line.tokens[place + 1]
    named = unknown(family) or line.heads[place + 1].upos == "PROPN"
    if line.verbs[place] is None or not named or len(family.words) > 1:
        return False
    start = place - 1
    while start > 0 and place - start < 15 and not line.joined(start) and line.verbs[start] is None:
        if not (
            line.is_nominal(start)
            or line.preposition(start) in ("ل", "في")
            or line.tokens[start].form in QUOTES
        ):
            break
        start -= 1
    says = line.verbs[start]
    office = any(line.is_a("title", p) for p in range(start + 1, place - 1))
    after = place + 2
    told = (
        line.preposition(after) == "ل" or line.opens_clause(after) or line.marks[after : after + 1] == ["،"]
    )
    return says is not None and says.lemma == "قَالَ" and office and told


def _has_come(line: Line, place: int) -> bool:
    """بيان لمكتبه ورد لوكالة، مؤتمر عقد اليوم: ورد, read as و and ردّ, or عقد, read as a noun, that describes a text or a
    meeting without an article."""
    if line.forms[place] == "عقد" and place > 1:  # في مؤتمر صحفي عقد صباح اليوم
        near = [p for p in range(max(0, place - 3), place) if line.is_a("meeting", p)]
        bare_noun = near and all(line.heads[p].feats.get("Definite") == "Ind" for p in range(near[0], place))
        return bool(bare_noun) and line.heads[place].upos == "NOUN"
    if line.forms[place] != "ورد" or len(line.tokens[place].words) < 2:
        return False
    if line.forms[place + 1] == "في" and any(line.is_a(k, place + 2) for k in ("venue", "document")):
        return True  # ورد في بيان أنّ
    if place == 0:
        return False
    texts = (p for p in range(max(0, place - 5), place) if line.is_a("venue", p) or line.is_a("outlet", p))
    return line.tokens[place - 1].form not in COMMAS + STOPS + QUOTES and any(
        line.heads[p].feats.get("Definite") != "Def" for p in texts
    )


def _is_nisba_of_body(line: Line, place: int) -> bool:
    """منظمة | حقوقية، جمعية | نسائية: an adjective of relation, read as a noun that has a genitive, behind a body without the
    article."""
    word, before = line.heads[place], line.heads[place - 1] if place else None
    if before is None or word.upos != "NOUN" or len(line.tokens[place].words) > 1:
        return False
    nisba = is_relational(word) and line.forms[place].endswith("يه") and word.form[:2] != "ال"
    body = line.is_a("institution", place - 1) and line.forms[place - 1].endswith("ه")
    return nisba and body and before.feats.get("Definite") != "Def"


def _we_shall(line: Line, place: int) -> Word | None:
    """ "سنوزع المساعدات"، «سنرد بقوة»: what no lexicon knows but begins like "we shall", right behind a mark that opens."""
    token = line.tokens[place]
    if (
        not line.is_open(place - 1)
        or token.form[:2] not in ("سن", "سأ")
        or len(token.form) < 4
        or not unknown(token)
    ):
        return None
    if len(token.words) > 1 or line.heads[place + 1].upos == "PROPN" or place + 1 == line.mates[place - 1]:
        return None
    number = "Plur" if token.form[1] == "ن" else "Sing"
    feats = {"Aspect": "Imp", "Number": number, "Person": "1", "Voice": "Act"}
    return Word(0, token.form, token.form, "VERB", "verb", feats)


def _highness(line: Line, place: int) -> Word | None:
    """وقال سموه، أعرب سموها عن: His Highness, read as "they called him"; not ما سموه الخيانة."""
    verb = line.verbs[place]
    if verb is None or line.forms[place] not in words("His Highness") or len(line.tokens[place].words) > 2:
        return None
    if place == 0 or line.forms[place - 1] in words("whom one describes"):
        return None
    feats = {
        "Case": "Nom",
        "Definite": "Def",
        "Gender": words("His Highness")[line.forms[place]],
        "Number": "Sing",
    }
    return Word(0, line.tokens[place].form, "سُمُوّ", "NOUN", "noun", feats)


def _behind_two_lams(line: Line, place: int) -> Word | None:
    """رئيس الإدارة المركزية للجنة تحقيق الحوادث: a noun with لـ whose letters another word has, too (الجنة, paradise); without
    the article before a noun that has none."""
    lemma = words("noun behind two lams").get(line.forms[place])
    if lemma is None or line.heads[place].upos != "NOUN":
        return None
    after = line.heads[place + 1]
    owned = after.upos == "NOUN" and line.preposition(place + 1) is None and not line.joined(place + 1)
    stem = line.tokens[place].form[1:]
    feats = {"Case": "Gen", "Definite": "Cons" if owned else "Def", "Gender": "Fem", "Number": "Sing"}
    return Word(0, stem if owned else f"ال{stem}", lemma, "NOUN", "noun", feats)


def _counts_about(line: Line, place: int) -> bool:
    """طالب | نحو 30 نائبا، اتهم | حوالى أربعين من الأعضاء: about so many, who speak, behind a verb of saying."""
    verb = line.verbs[place - 1] if place else None
    about = (
        line.is_a("about how many", place) and place + 1 < len(line) and line.heads[place + 1].upos == "NUM"
    )
    return about and verb is not None and saying("verb", verb.lemma or "") is not None


def _masdar_before_any(line: Line, place: int) -> Word | None:
    """إعلان دمشق، رفضها أي وجود أجنبي: a verbal noun with its pronoun, read as a verb, that has an object behind it."""
    verb = line.verbs[place]
    if verb is None or not line.has_pronoun(place):
        return None
    entry = next(iter(by_form("masdar").get(fold(verb.form), [])), None)
    taken = entry is not None and entry.act != "directive" and "told" not in entry.frames
    taken = taken and line.preposition(place + 1) == "ل" and not line.alone(place + 1)  # ورفضه للتوقف
    if not taken and line.forms[place + 1] not in ("اي", "ايه") and not _is_said_to_be_done(line, place):
        return None
    if entry is None or (line.joined(place) and not taken):
        return None
    feats = {"Case": "Acc", "Definite": "Cons", "Gender": "Masc", "Number": "Sing"}
    masdar = next(word for word in entry.masdar.split() if fold(word) == fold(verb.form))
    return Word(0, verb.form, masdar, "NOUN", "noun", feats)


def _is_said_to_be_done(line: Line, place: int) -> bool:
    """أعلنت حركة حماس | رفضها البحث: a word right behind a name that ends the nouns behind a verb of saying with an object."""
    if line.heads[place - 1].upos != "PROPN" and line.tokens[place - 1].form not in QUOTES:
        return False
    before = place - 1
    while (
        before > 0 and place - before < 8 and (line.is_nominal(before) or line.tokens[before].form in QUOTES)
    ):
        before -= 1
    verb = line.verbs[before]
    entry = saying("verb", verb.lemma or "") if verb else None
    return entry is not None and "object" in entry.frames


def _outlet_read_as_adjective(line: Line, place: int) -> Word | None:
    """أوردت فضائية "المستقلة" اليمنية: an outlet behind a verb or a preposition, with no noun that it could describe."""
    word = line.heads[place]
    if word.upos != "ADJ" or word.feats.get("Definite") == "Def" or line.forms[place] not in words("outlet"):
        return None
    alone = place > 0 and (line.verbs[place - 1] is not None or line.alone(place - 1))
    return Word(0, word.form, word.form, "NOUN", "noun", {**word.feats, "Case": "Nom"}) if alone else None


def _masdar_again(line: Line, place: int) -> Word | None:
    """جددت النقابة المطالبة بالإفراج: what is said again, read as an adjective of who says it."""
    token, core = line.tokens[place], line.cores[place].removeprefix("ال")
    entry = next(iter(by_form("masdar").get(core, [])), None)
    if entry is None or line.heads[place].upos != "ADJ" or len(token.words) > 1:
        return None
    verbs = [word for word in line.verbs[max(0, place - 7) : place] if word is not None]
    if not verbs or verbs[-1].lemma not in vocalised("verb of repeating"):
        return None
    masdar = next(word for word in entry.masdar.split() if fold(word) == core)
    feats = {"Case": "Acc", "Definite": "Def", "Gender": "Fem", "Number": "Sing"}
    return Word(0, token.form, masdar, "NOUN", "noun", feats) if token.form.startswith("ال") else None


def _noun_after_any(line: Line, place: int) -> Word | None:
    """نفت أي تواصل بين الوزيرين: after أي a verbal noun that has the letters of a verb; بيانات تتبع السفن."""
    verb = line.verbs[place]
    if verb is None or place == 0 or line.forms[place][0] != "ت":
        return None
    if line.forms[place] in words("deed behind data") and line.is_nominal(place + 1):
        feats = {"Case": "Gen", "Definite": "Cons", "Gender": "Masc", "Number": "Sing"}
        data = line.heads[place - 1].feats.get("Number") == "Plur" and line.heads[place - 1].upos == "NOUN"
        return Word(0, verb.form, verb.form, "NOUN", "noun", feats) if data else None
    if line.forms[place - 1] not in ("اي", "ايه"):
        return None
    before = [saying("verb", each.lemma or "") for each in line.verbs[max(0, place - 25) : place] if each]
    denied = any(entry is not None and entry.content in ("-", "U", "PR-") for entry in before)  # أي, that is
    if len(line.tokens[place].words) > 1 or not (denied or line.heads[place - 1].upos in ("NOUN", "DET")):
        return None
    return Word(
        0,
        verb.form,
        verb.form,
        "NOUN",
        "noun",
        {"Case": "Gen", "Definite": "Ind", "Gender": "Masc", "Number": "Sing"},
    )


def _deed_described(line: Line, place: int) -> Word | None:
    """وبرر المحافظ | قطع الكهرباء بأنه إجراء، وصف النائب | رفع الأسعار بأنه: what is described or given a reason for, read as a verb."""
    if line.verbs[place] is None or line.forms[place] not in words("noun with the letters of a verb"):
        return None
    before = next((verb for verb in line.verbs[max(0, place - 15) : place][::-1] if verb is not None), None)
    entry = saying("verb", before.lemma or "") if before is not None else None
    reasons = entry is not None and entry.verb in vocalised("verb of giving reasons")
    if entry is None or not (reasons or "described" in entry.frames):
        return None
    far = range(place + 1, min(place + 15, len(line)))
    if not any(line.preposition(p) == "ب" and line.opens_clause(p) for p in far):
        return None
    feats = {"Case": "Acc", "Definite": "Cons", "Gender": "Masc", "Number": "Sing"}
    return Word(0, line.forms[place], line.forms[place], "NOUN", "noun", feats)


def _participle(line: Line, place: int) -> Word | None:
    """…، مرحباً بالقرار, …، معقباً, …، وداعية المجلس إلى: a participle of saying after a comma, that the tagger
    does not know or took for something else."""
    joined, token = line.joined(place), line.tokens[place]
    form = line.cores[place] if joined else line.forms[place]
    if place == 0 or not form.endswith(("ا", "ه")):
        return None
    entry = next(iter(by_form("participle").get(form[:-1], [])), None)
    if (
        entry is None
        or len(token.words) > 1 + joined
        or (joined and {form, form[:-1]} & by_form("masdar").keys())
    ):
        return None
    if line.tokens[place - 1].form not in COMMAS and not (  # إغلاق المدارس داعية إلى
        line.heads[place].upos in ("NOUN", "PROPN")  # … حقوق الإنسان مشيرة إلى, read as her name
        and form.endswith("ه")
        and (line.preposition(place + 1) in entry.prepositions or _calls_on(line, place, entry))
    ):
        return None
    after = line.after_meanwhile(place + 1)
    after += line.is_open(after)  # مرحبا في الوقت ذاته "بأي عرض"
    near = range(after, min(after + (7 if "told" in entry.frames else 1), len(line)))
    governs = any(line.preposition(p) in entry.prepositions or line.opens_clause(p) for p in near)
    known = not unknown(token) and "ّ" not in token.form  # عادّا
    if not governs and (known or not form.endswith("ا")):
        return None
    gender = "Fem" if form.endswith("ه") else "Masc"
    feats = {"Case": "Acc", "Definite": "Ind", "Gender": gender, "Number": "Sing"}
    return Word(0, token.form, entry.participle, "ADJ", "adj", feats)


def _calls_on(line: Line, place: int, entry: Saying) -> bool:
    """رحبت المنظمة بالقرار | داعية الدول إلى تنفيذه: whether a participle of telling, behind a definite noun, has whom it tells and then
    its preposition; not with the letters of a verbal noun, which may be an object (رفضت النقابة مطالبة الحكومة بـ)."""
    definite = line.heads[place - 1].feats.get("Definite") == "Def" or line.has_pronoun(place - 1)
    if "told" not in entry.frames or not definite or line.forms[place] in by_form("masdar"):
        return False
    return line.preposition_behind_nouns(place) in entry.prepositions


def _deems(line: Line, place: int) -> Word | None:
    """وعدّت الوزارة التأخير خللا، وعدته "انتكاسة": to deem, read as a noun that counts: with its doubling written, or with a
    pronoun before what something is held to be."""
    form, entry = line.forms[place], saying("verb", "عَدَّ")
    if "عد" not in form or line.heads[place].upos not in ("NOUN", "ADJ", "PROPN", "X") or entry is None:
        return None
    ends = next((each for each in ("هما", "هم", "ها", "ه") if form.endswith(each)), "")
    stem = form.removeprefix("و").removeprefix("ف").removesuffix(ends)
    what = line.heads[place + 1]
    held = line.is_open(place + 1) or (what.feats.get("Definite") == "Ind" and what.form.endswith("ا"))
    written = "دّ" in line.tokens[place].form and what.feats.get("Definite") != "Ind"
    deems = stem in ("عد", "عدت", "عدوا", "عدو") and (written or (held and ends and form != "عده"))
    return _perfect(stem, entry) if deems else None


def _misread(line: Line, place: int) -> Word | None:
    """A verb of saying that was read as a noun or preposition where a clause begins: شكر الوزير، عبر
    المتحدث عن; and سماه after ما."""
    token, form = line.tokens[place], line.forms[place]
    if form in words("verb read with و") and len(token.words) == 2:
        # وعد الوزير بـ, read as و and عدّ
        entry = perfects().get(form) or saying("verb", "وَصَفَ")
        after = [line.preposition(p) for p in range(place + 1, min(place + 9, len(line)))]
        if entry is not None and (entry.prepositions or {"ب"}) & set(after):
            return _perfect(form, entry)
    read = line.verbs[place]
    if read is not None and read.feats.get("Aspect") == "Perf":  # وعزت الزيادة إلى, read as عزّت
        entry = saying("verb", vocalised("verb read as another").get(read.lemma or "", ""))
        near = {line.preposition(p) for p in range(place + 1, min(place + 13, len(line)))}
        governed = entry.prepositions & {"إلى"} or entry.prepositions if entry else frozenset()
        if entry is not None and governed & near:
            return _perfect(line.cores[place], entry)
    if (verb := line.verbs[place]) is not None:  # ودعت، with و read as a radical
        entry = perfects().get(form[1:]) if form[:1] == "و" and len(token.words) == 1 else None
        return _perfect(form[1:], entry) if entry and saying("verb", verb.lemma or "") is None else None
    if unknown(token) and line.opens_clause(place + 1) and (tells := _told_without_hamza(form)):
        return tells
    begins = (
        place == 0
        or line.marks[place - 1] in COMMAS + STOPS + "»”"
        or line.forms[place - 1] in ("ثم", "كما")  # كما عبر النائب عن
        or line.forms[place - 1] in words("while")
    )
    opens = place == 1 or (place > 1 and line.marks[place - 2] in STOPS)  # المناصير طالب بكشف
    named = place > 0 and (line.heads[place - 1].upos == "PROPN" or unknown(line.tokens[place - 1]))
    if named and (opens or (place > 1 and line.opens_clause(place - 2))):
        entry = perfects().get(form) if line.heads[place].upos == "NOUN" else None
        near = {line.preposition(p) for p in range(place + 1, min(place + 6, len(line)))}
        if entry is not None and "told" in entry.frames and entry.prepositions & near:
            return _perfect(form, entry)  # أن لافروف طالب واشنطن بـ
    if (asks := perfects().get(form)) and _is_told_of_topic(line, place, asks):
        return _perfect(form, asks)
    if form[:2] == "وو" and unknown(token) and (twice := perfects().get(form[2:])):
        return _perfect(form[2:], twice)  # ووقال الوزير, a slip
    if line.joined(place) or (form[:1] in ("و", "ف") and len(form) > 3 and unknown(token)):
        begins, form = True, form[1:]
    elif (main := perfects().get(form)) and _is_main_behind(line, place, main):
        return _perfect(form, main)
    if (
        begins
        and (line.heads[place].upos in ("NOUN", "ADP", "ADJ", "PROPN", "X") or token.form.endswith("هنأ"))
        and not line.has_pronoun(place)
        and form not in words("before that")  # …، دون السماح
    ):
        entry, noun = perfects().get(form) or _learns(line, place), line.heads[place + 1]
        definite = (
            noun.feats.get("Definite") == "Def" or noun.upos == "PROPN" or unknown(line.tokens[place + 1])
        )
        definite = definite or token.form.endswith("هنأ")  # هنأ محتجون
        definite = definite or line.is_a("title", place + 1) or line.is_a("institution", place + 1)
        also = line.forms[place - 1] == "كما" and entry is not None and "thing" in entry.frames
        definite = definite or (also and noun.feats.get("Definite") == "Cons")  # كما ثمن جهود الوزير
        told = entry is not None and "told" in entry.frames
        people = (
            told and line.is_a("addressee", place + 1) and line.heads[place + 1].feats.get("Number") == "Plur"
        )
        definite = definite or people  # طالب أهالي البلدة
        counted = entry is not None and (line.is_a("quantity", place + 1) or noun.upos == "NUM")
        governs = counted and line.heads[place].upos == "ADP" and entry is not None
        governs = governs and _says_after(line, place, entry)  # type: ignore[arg-type]
        definite = definite or (told and counted) or governs  # طالب عدد من الأهالي، عبر عدد من النواب عن
        alone = line.tokens[place].words[0].upos != "ADP" or len(line.tokens[place].words) == 1
        acts = definite and line.is_nominal(place + 1) and line.preposition(place + 1) is None
        if entry and line.heads[place].upos == "ADP" and line.opens_clause(place + 1):
            return _perfect(form, entry)  # وبيّن أنّ
        someone = line.is_a("title", place + 1) or line.types.get(place + 1) == "PER"  # عبر وزير النقل …، عن
        someone = someone or line.is_a("acting", place + 1)  # عبر القائم بالأعمال …، عن
        if entry and line.heads[place].upos == "ADP" and not (someone or _says_after(line, place, entry)):
            return None  # …، بين الطرفين
        asked = token.words[0].form == "أ" and token.words[0].upos == "PART"  # أردف, read as أ and ردف
        if entry and alone and (acts or unknown(token) or asked):
            verb = _perfect(form, entry)
            agrees = noun.feats.get("Gender") in (None, verb.feats["Gender"])
            agrees = agrees or line.is_a("honorific", place + 1)  # وبين جلالته أنّ
            if not acts or agrees or noun.feats.get("Number") == "Plur":
                return verb
    if place and line.forms[place - 1] in words("whom one describes") and line.has_pronoun(place):
        for stem, lemma in (("سما", "سَمَّى"), ("سمت", "سَمَّى"), ("اسما", "أَسْمَى"), ("وصف", "وَصَفَ")):
            if form.startswith(stem) and len(form) - len(stem) <= 3:
                return Word(
                    0, form, lemma, "VERB", "verb", {"Aspect": "Perf", "Number": "Sing", "Person": "3"}
                )
    return None


def _is_told_of_topic(line: Line, place: int, entry: Saying) -> bool:
    """أن اتحاد الكرة | طالب | بتأجيل الدوري: a noun by its letters without the article, behind a definite one that opens a clause, with what
    the verb governs right behind it."""
    word, before = line.heads[place], line.heads[place - 1]
    noun = (
        word.upos in ("NOUN", "PROPN")
        and word.feats.get("Definite") != "Def"
        and len(line.tokens[place].words) == 1
    )
    if not noun or place == 0 or "told" not in entry.frames or before.feats.get("Definite") != "Def":
        return False
    if line.preposition(place + 1) not in entry.prepositions or line.alone(place + 1):
        return False
    start = place - 1
    while start > 0 and place - start < 6 and line.is_nominal(start - 1) and not line.preposition(start):
        start -= 1
    opens = start == 0 or line.opens_clause(start - 1) or line.marks[start - 1] in STOPS
    return (opens or line.cores[start - 1] in ("ان", "لكن")) and line.preposition(start) is None


def _told_without_hamza(form: str) -> Word | None:
    """كما ابلغه ان، واخبرها ان: a verb with whom it tells, that no lexicon knows in this spelling."""
    stem = form.removeprefix("و").removeprefix("ف")
    for ending in ("هما", "هم", "ها", "ني", "نا", "ه"):
        entry = perfects().get(stem.removesuffix(ending)) if stem.endswith(ending) else None
        if entry is not None and "told" in entry.frames:
            return _perfect(stem.removesuffix(ending), entry)
    return None


def _is_main_behind(line: Line, place: int, entry: Saying) -> bool:
    """وفيما أشار إلى التأخير، | طالب بإقالة المدير: a noun by its letters right behind the comma of a clause that goes before, with
    what the verb governs."""
    if line.marks[place - 1 : place] != ["،"] or line.heads[place].upos not in ("NOUN", "ADJ", "X"):
        return False
    start = place - 1
    while start > 0 and line.marks[start - 1] not in STOPS and place - start < _FAR_BEFORE:
        start -= 1
    governed = line.preposition(place + 1) in entry.prepositions and line.preposition(place + 1) is not None
    return governed and line.goes_before(start)


def _learns(line: Line, place: int) -> Saying | None:
    """علم الموقع من مصدر أنّ: to learn, read as the noun of knowledge."""
    whence = vocalised("verb of relaying").get(line.lemmas[place])
    near = range(place + 1, min(place + 5, len(line)))
    learns = whence is not None and any(line.preposition(p) == whence and line.alone(p) for p in near)
    clause = learns and any(line.opens_clause(p) for p in range(place + 2, min(place + 15, len(line))))
    return saying("verb", "عَلِمَ") if clause and line.lemmas[place] == "علم" else None


def _says_after(line: Line, place: int, entry: Saying) -> bool:
    """Whether a word that is a preposition, too, is followed by what the verb would govern."""
    near = range(place + 1, min(place + 12, len(line)))
    return any(line.opens_clause(p) or line.preposition(p) in entry.prepositions for p in near)


def _perfect(form: str, entry: Saying) -> Word:
    gender = "Fem" if form.endswith("ت") and form != fold(entry.verb) else "Masc"
    feats = {"Aspect": "Perf", "Gender": gender, "Number": "Sing", "Person": "3"}
    return Word(0, form, entry.verb, "VERB", "verb", feats)


def lines(paragraphs: list[list[list[Token]]]) -> Iterator[Line]:
    """The lines of a document, of which the tokens of each sentence of each paragraph are given, in reading order."""
    starts: dict[int, int] = {}  # the place in each paragraph before which it is read with one above
    for number, sentences in enumerate(paragraphs):
        place = starts.get(number, 0)
        while place < len(sentences):
            tokens, end = _quotation_closed(sentences, place)
            if end == place + 1 and end < len(sentences) and _closes_a_question(tokens, sentences[end]):
                tokens, end = tokens + sentences[end], end + 1
            while (
                end < len(sentences) and end - place < _LONGEST and _cannot_begin(sentences[end], tokens[-1])
            ):
                tokens, end = tokens + sentences[end], end + 1
            place = end
            below = paragraphs[number + 1 : number + 1 + _PARAGRAPHS] if end == len(sentences) else []
            if closed := _closed_below(tokens, below):
                last, rest = closed
                taken = [*(sentence for each in below[:last] for sentence in each), *below[last][:rest]]
                tokens = tokens + [token for sentence in taken for token in sentence]
                starts |= {number + 1 + n: len(each) for n, each in enumerate(below[:last])}
                starts[number + 1 + last] = rest
            elif below and _announces(tokens) and below[0][0][0].form in QUOTES:
                quoted, starts[number + 1] = _quotation_closed(below[0], 0)  # وقال: | "…"
                tokens = tokens + quoted
            yield from _broken(Line(tokens))


def _broken(line: Line) -> Iterator[Line]:
    """الخرطوم - | اتهم الجيش: a line, or several where a dateline, a credit or a heading runs into what is told."""
    if not (places := breaks(line)):
        yield line
        return
    for start, end in pairwise([0, *places, line.size]):
        yield Line(line.tokens[start:end])


def _quotation_closed(sentences: list[list[Token]], place: int) -> tuple[list[Token], int]:
    """A sentence with those after it up to where its quotation closes, and the place after them."""
    tokens = sentences[place]
    if _unclosed(tokens):
        for stop in range(place + 2, min(len(sentences), place + _LONGEST) + 1):
            longer = [token for each in sentences[place:stop] for token in each]
            if not _unclosed(longer):
                return longer, stop
        for stop in range(place + 2, min(len(sentences), place + _LONGEST) + 1):
            longer = [token for each in sentences[place:stop] for token in each]
            if _closes_before_another(longer, len(tokens)):
                return longer, stop
    return tokens, place + 1


def _closes_before_another(tokens: list[Token], first: int) -> bool:
    """قال: " كنا في مفاوضات. | نحن قريبون " وأضاف " النادي …: whether the mark that is open after the ``first`` tokens is closed
    behind them, before another that nothing closes."""
    mates = _mates(tokens)
    opened = next(
        (p for p in range(first - 1, -1, -1) if tokens[p].form in QUOTES and mates.get(p, first) >= first),
        None,
    )
    close = mates.get(opened) if opened is not None else None
    if close is None or close + 2 >= len(tokens):
        return False
    verb = verb_of(tokens[close + 1])
    another = tokens[close + 2 : close + 8]
    return (
        verb is not None
        and saying("verb", verb.lemma or "") is not None
        and any(t.form in QUOTES for t in another)
    )


def _closed_below(tokens: list[Token], below: list[list[list[Token]]]) -> tuple[int, int] | None:
    """وكتبت: "نعود إلى المدينة. | عودتنا وعد للأهالي": in which of the next paragraphs, behind how many of its sentences, a quotation
    ends that is still open at the end of this one; None where none is, or where the first mark below does not close it."""
    marks = [place for place, token in enumerate(tokens) if token.form in QUOTES]
    if not below or not marks or marks[-1] == len(tokens) - 1 or marks[-1] in _mates(tokens):
        return None
    for last, sentences in enumerate(below):
        for number, sentence in enumerate(sentences[:_LONGEST]):
            found = (place for place, token in enumerate(sentence) if token.form in QUOTES)
            if (mark := next(found, None)) is not None:
                ends = all(token.form in STOPS for token in sentence[mark + 1 :])
                closes = mark > 0 and _closes(tokens[marks[-1]].form, sentence[mark].form)
                return (last, number + 1) if closes and ends else None
    return None


def _is_after_letter(tokens: list[Token], place: int) -> bool:
    """جيه. دي. فانس، إيه.آي: whether a stop stands behind the name of a letter, within a name."""
    letter, after = tokens[place - 1].form, tokens[place + 1].form
    if not tokens[place].space_after and not tokens[place - 1].space_after:
        return fold(letter) in words("letter name") and fold(after) in words("letter name")
    earlier = tokens[place - 2].form if place > 1 else ""
    return is_letter_within(earlier, letter, after)


def _cannot_begin(tokens: list[Token], stop: Token) -> bool:
    """… إلى المستشفى. | لتلقي العلاج، … بين مركبات. | وانحرافات عن الطريق: words after a paper's stray full stop that no
    sentence begins with: أو, a noun of what for before any verb, nouns joined with و and no verb at all."""
    if stop.form != "." or not tokens:
        return False
    end = next((n for n, token in enumerate(tokens) if token.form in STOPS + ":"), len(tokens))
    first, sentence = tokens[0], tokens[:end]
    if fold(first.form) in words("no beginning of a sentence"):
        return True
    noun, joined = head(first), first.words[0].upos == "CCONJ" and len(first.words) > 1
    if noun.upos != "NOUN":
        return False
    if first.words[0].form == "ل" and noun.misc.get("Pattern", "") in vocalised("pattern of a verbal noun"):
        comma = next((n for n, token in enumerate(sentence) if token.form in COMMAS), len(sentence))
        return not any(verb_of(token) for token in sentence[:comma]) and comma > 1
    listed = joined and noun.feats.get("Definite") == "Ind" and first.words[0].form == "و"
    return listed and end > 2 and not any(verb_of(token) or head(token).upos == "AUX" for token in sentence)


def _announces(tokens: list[Token]) -> bool:
    """Whether a paragraph ends in a colon after a verb of saying."""
    if tokens[-1].form != ":":
        return False
    entries = (
        saying("verb", word.lemma or "") for token in tokens for word in token.words if word.upos == "VERB"
    )
    return any(entry is not None and "speech" in entry.frames for entry in entries)


def _closes_a_question(tokens: list[Token], following: list[Token]) -> bool:
    """ "هل أنت جاد؟" | سألت المذيعة: a verb of saying that closes the quotation before it."""
    if tokens[-1].form not in QUOTES or len(tokens) - 1 not in _mates(tokens):
        return False
    verb = following[0].words[0]
    entry = saying("verb", verb.lemma or "") if verb.upos == "VERB" else None
    return entry is not None and "speech" in entry.frames


def _unclosed(tokens: list[Token]) -> bool:
    mates = _mates(tokens)
    apostrophes = (place for place in range(len(tokens) - 1) if place not in mates)
    if any(_opens_with_apostrophe(tokens, place) for place in apostrophes):
        return True  # '…
    return any(
        token.form in QUOTES
        and place not in mates
        and (token.form not in _CLOSE or _opens_for_sure(tokens, place))  # وأضاف: ” قد …
        for place, token in enumerate(tokens)
    )


def _opens_with_apostrophe(tokens: list[Token], place: int) -> bool:
    """Whether an apostrophe, or two, open a quotation: 'هذا، ''هذا"""
    if tokens[place].form != APOSTROPHE or tokens[place].space_after:
        return False
    word = place + 1 + (tokens[place + 1].form == APOSTROPHE)
    begins = word < len(tokens) and not tokens[word - 1].space_after and tokens[word].form[0].isalnum()
    return begins and (place == 0 or tokens[place - 1].space_after)


def _opens_for_sure(tokens: list[Token], place: int) -> bool:
    """وأضاف: ” قد …، قتل ”13 شخصا: a closing mark after a colon, or with a space before it and none after."""
    before = tokens[place - 1] if place else None
    after = tokens[place + 1].form if place + 1 < len(tokens) else "."
    spaced = before is not None and before.space_after and not tokens[place].space_after
    return before is not None and (before.form == ":" or (spaced and after[0].isalnum()))


def _mates(tokens: list[Token]) -> dict[int, int]:
    """Pairs of quotation marks, nested ones too; a mark without its mate has none."""
    mates: dict[int, int] = {}
    opened: list[int] = []
    for place, token in enumerate(tokens):
        form = token.form
        if form == APOSTROPHE:
            _pair_apostrophe(tokens, place, opened, mates)
            continue
        if form not in QUOTES:
            continue
        waiting = next((p for p in opened[: -_DEEPEST - 1 : -1] if _closes(tokens[p].form, form)), None)
        if form == "»" and waiting is None:  # »…«, as some papers have them
            opened.append(place)
            continue
        nested = form == '"' and waiting is not None
        nested = nested and (_can_only_open(tokens, place) or _opens_a_name(tokens, place))
        turned = form == "“" and waiting is not None and _can_only_close(tokens, place)
        if waiting is not None and (form not in _OPEN or form == "«" or turned) and not nested:
            mates[waiting], mates[place] = place, waiting
            while opened.pop() != waiting:
                pass
        elif (
            form == '"'
            and place
            and tokens[place - 1].form[-1].isalnum()
            and not tokens[place - 1].form.endswith("ـ")  # بـ" العناصر"
            and _can_only_close(tokens, place)
            and not (waiting is None and _is_glued_to_cue(tokens, place))
        ):
            continue  # …التجوال"، مشيرا إلى أنه "…: it opens nothing
        elif form not in _CLOSE or form == "“" or _opens_by_spacing(tokens, place):
            opened.append(place)
    return mates


def _pair_apostrophe(tokens: list[Token], place: int, opened: list[int], mates: dict[int, int]) -> None:
    """'هذا', ''هذا'': an apostrophe that opens or closes, told by the spaces beside it; not O'Neil."""
    before = tokens[place - 1] if place else None
    second = before is not None and before.form == APOSTROPHE and not before.space_after
    if before is None or before.space_after or before.form in ":(" + COMMAS or before.form.endswith("ـ"):
        opens = not tokens[place].space_after
    else:
        opens = second and place - 1 in opened[-1:]
    if opens:
        opened.append(place)
    elif opened and tokens[opened[-1]].form == APOSTROPHE and place - opened[-1] > 1:
        opening = opened.pop()
        mates[opening], mates[place] = place, opening


def _is_glued_to_cue(tokens: list[Token], place: int) -> bool:
    """ذكر ان" الحكمة …", وأضاف" تفاجأنا …": a mark written to the word that it follows, أنّ or a verb of saying, where another is to
    come."""
    before, form = tokens[place - 1], fold(tokens[place - 1].form)
    says = form in ("ان", "انه", "انها", "بان") or (form[1:] if form[:1] == "و" else form) in perfects()
    return says and before.form[-1].isalnum() and any(token.form == '"' for token in tokens[place + 2 :])


def _can_only_close(tokens: list[Token], place: int) -> bool:
    """”…جديد“: a mark that opens elsewhere, after a letter and before a space or the end."""
    ended = tokens[place].space_after or place + 1 == len(tokens) or not tokens[place + 1].form.isalnum()
    attached = place > 0 and not tokens[place].space_after and place + 1 < len(tokens)
    if attached and tokens[place + 1].form in COMMAS:
        return True  # … سواء “، which opens nothing
    last = all(token.form in STOPS for token in tokens[place + 1 : place + 3])  # … لأي شخص “.
    return place > 0 and (last or not tokens[place - 1].space_after) and ended


def _opens_by_spacing(tokens: list[Token], place: int) -> bool:
    """بـ”المفبرك”، و”الغدر”، أن” سبعة لاعبين”: a closing mark on both sides; ”آن الأوان …“, at the head of a sentence."""
    if place == 0 and tokens[0].form == "”" and not tokens[0].space_after:
        later = next((p for p in range(2, len(tokens)) if tokens[p].form in QUOTES), 0)
        return later > 0 and tokens[later].form in "“”" and _can_only_close(tokens, later)
    before = tokens[place - 1]
    comma = before.form in COMMAS and not before.space_after  # ،”لاحظنا …”
    joins = place > 0 and (
        comma or before.form.endswith(("ـ", ":")) or fold(before.form) in ("و", "ب", "ل", "ان")
    )
    again = next(
        (p for p in range(place + 2, len(tokens)) if tokens[p].form in (tokens[place].form, "“")), None
    )
    near = again is not None and again - place <= 6  # اطلعت عليه ” الجريدة ” إنّ
    apart = place > 0 and before.space_after and (near or not tokens[place].space_after)
    closed = again is not None and (tokens[again].form != "“" or _can_only_close(tokens, again))
    return (apart or joins) and closed


def _can_only_open(tokens: list[Token], place: int) -> bool:
    """A straight mark with a space before it and none after, while another is open and two are to come, or one that closes a
    word or two."""
    after = tokens[place + 1].form if place + 1 < len(tokens) else "."
    spaced = place > 0 and tokens[place - 1].space_after and not tokens[place].space_after
    later = [p for p in range(place + 1, len(tokens)) if tokens[p].form == '"']
    near = (
        len(later) == 1 and later[0] - place <= 4 and _can_only_close(tokens, later[0])
    )  # يبلغ سعر "السديري" 56
    return spaced and after[0].isalnum() and (len(later) >= 2 or near)


_BEARS_A_NAME = ("titled work", "institution", "outlet", "place", "firm")


def _opens_a_name(tokens: list[Token], place: int) -> bool:
    """ " أعرف مؤسس شركة " واتس آب " منذ فترة ": a straight mark with a space on both sides, that is behind what bears a name and
    before a word or two of no clause, while another is open and one more is to come."""
    later = [p for p in range(place + 1, min(len(tokens), place + 5)) if tokens[p].form == '"']
    spaced = place > 0 and tokens[place - 1].space_after and tokens[place].space_after
    if not spaced or not later or later[0] < place + 2:
        return False
    inside = tokens[place + 1 : later[0]]
    if any(
        t.form in COMMAS + STOPS or verb_of(t) or t.words[0].upos in ("CCONJ", "ADP", "SCONJ") for t in inside
    ):
        return False
    noun = next(
        (t for t in reversed(tokens[max(0, place - 2) : place]) if t.form not in "-–—"), tokens[place]
    )
    bears = any(fold(head(noun).lemma or "") in words(kind) for kind in _BEARS_A_NAME)
    return bears and any(t.form == '"' for t in tokens[later[0] + 1 :])


def _closes(opening: str, form: str) -> bool:
    return (
        form == opening in ('"', "″")
        or _OPEN.get(opening) == form
        or opening == form == "”"
        or (opening, form)
        in (("”", "“"), ("“", "“"), ("“", '"'), ('"', "”"), ("„", "“"), ("»", "«"), ("“", "″"), ("”", "″"))
    )


def _brackets(tokens: list[Token]) -> dict[int, int]:
    found: dict[int, int] = {}
    after: dict[str, int] = {}  # the next place of each closing bracket, from the end
    for place in reversed(range(len(tokens))):
        form = tokens[place].form
        if (end := after.get(_BRACKETS.get(form, ""))) is not None:
            found[place] = end
        after[form] = place
    return found


def head(token: Token) -> Word:
    """The word of a token that a proclitic is not."""
    if len(token.words) == 1:
        return token.words[0]
    return next((w for w in token.words if w.upos not in ("CCONJ", "ADP", "PART", "AUX")), token.words[-1])


def verb_of(token: Token) -> Word | None:
    """The verb of a token, if it has one."""
    return next((word for word in token.words if word.upos == "VERB"), None)


def is_relational(word: Word) -> bool:
    """حقوقيّ، سعوديّ: an adjective of relation, whatever part of speech the tagger made of it."""
    return (word.lemma or "").endswith("ِيّ")


def unknown(token: Token) -> bool:
    """Whether no lexicon knows the token."""
    return all(word.source == "backoff" for word in token.words)


def split_falsely(token: Token) -> bool:
    """Whether ك was cut off from a name that nobody knows: كارول"""
    return len(token.words) > 1 and token.words[0].form == "ك" and unknown(token)


def without_proclitics(token: Token) -> str:
    ws = token.words
    if len(ws) == 1 or split_falsely(token):
        return token.form
    first = next((n for n, word in enumerate(ws) if word.upos not in ("CCONJ", "ADP")), len(ws) - 1)
    return "".join(word.form for word in ws[first:])


def span_of(tokens: list[Token]) -> list[Span]:
    """The span of neighbouring tokens, in a list, or one for each paragraph; an empty list for none."""
    if tokens and tokens[0].paragraph != tokens[-1].paragraph:
        return spans_of(tokens)
    return [(tokens[0].paragraph, tokens[0].position, tokens[-1].position)] if tokens else []


def spans_of(tokens: list[Token]) -> list[Span]:
    """The spans of tokens in order; neighbours share one."""
    spans: list[Span] = []
    for token in tokens:
        if spans and spans[-1][0] == token.paragraph and spans[-1][2] + 1 == token.position:
            spans[-1] = (token.paragraph, spans[-1][1], token.position)
        else:
            spans += [token.span]
    return spans


def plain(tokens: list[Token]) -> str:
    """The text of a name without proclitic and quotation marks: لوكالة "تاس" gives وكالة تاس."""
    text = without_proclitics(tokens[0]) + join(tokens)[len(tokens[0].form) :]
    text = text.translate(dict.fromkeys(map(ord, QUOTES))).replace(2 * APOSTROPHE, "")
    return " ".join(word.strip(APOSTROPHE) for word in text.split())


def inside(span: Span, spans: list[Span]) -> bool:
    """Whether a span lies in one of several."""
    return any(s[0] == span[0] and s[1] <= span[1] and span[2] <= s[2] for s in spans)
