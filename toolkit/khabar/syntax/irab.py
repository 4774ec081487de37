"""I‘rab: the parse that a teacher writes on the board, from the tree and the features.

The words are those of ``data/irab.tsv``, after the annotation of the course's article: function, case and
its sign, what governs, the pronoun that is understood, the place of a clause, what a phrase hangs on.
"""

from __future__ import annotations

from khabar.syntax.endings import (
    built,
    case_sign,
    five_verbs,
    known,
    last_vowel,
    lemma_is_weak,
    phrases,
    say,
    stem,
    vocalised,
    weak_end,
)
from khabar.syntax.hanging import Hanging
from khabar.text.document import BY_PERSON, SURE, Sentence, Word, sure

_CASE_OF = {"agent": "Nom", "object": "Acc", "added": "Gen"}


def irab(sentence: Sentence) -> dict[int, str]:
    """The i‘rab of each word of a sentence, by its id; none for punctuation.

    What the annotation or a person has written stands as it is. The parse of a word that is not sure
    (``Sure`` below 0.93), or whose case is not the one that its place in the tree asks for, ends with
    «(غير مؤكد)».

    Example:
        >>> sentence = khabar.read("أعلنت الوزارة نتائج المحادثات.").sentences[0]
        >>> khabar.irab(sentence)[3]
        'مفعول به منصوب بالفتحة، وهو مضاف'
    """
    tree = _Tree(sentence)
    found = {}
    for word in sentence.words:
        if word.upos in ("PUNCT", "SYM"):
            continue
        written = word.misc.get("I3rab")
        if written and word.source in BY_PERSON:  # whose parse is never written over
            found[word.id] = written
            continue
        parse = tree.parse(word)
        if parse:
            unsure = sure(word) < SURE or word.deprel in ("dep", None) or word.id in tree.doubts
            found[word.id] = f"{parse} {say('phrase', 'unsure')}" if unsure else parse
    return found


def _to(word: Word) -> str:
    """A word after ل: «للحملة», «لنظير»."""
    form = _of(word)
    return form.removeprefix("ا") if form.startswith("ال") else form


def _of(word: Word) -> str:
    return word.form[:-2] if word.form.endswith("اً") else word.form


def _ruled(word: Word) -> str:
    """What governs, after the ب of «مجرور بمن», «منصوب بأن»."""
    name = stem(word)
    return say("phrase", "by", of=phrases()["name"].get(name, name))


class _Tree:
    def __init__(self, sentence: Sentence):
        self.sentence = sentence
        self.words = sentence.words
        hanging = Hanging(self.words)
        self.by_id, self.below = hanging.by_id, hanging.below
        self.doubts: set[int] = set()

    # --- the neighbourhood

    def children(self, word: Word, *relations: str) -> list[Word]:
        return [c for c in self.below.get(word.id, []) if not relations or _relation(c) in relations]

    def head(self, word: Word) -> Word | None:
        return self.by_id.get(word.head or 0)

    def before(self, word: Word) -> Word | None:
        return self.by_id.get(word.id - 1)

    def inna(self, clause: Word) -> Word | None:
        """إن or a sister of it over the clause of a predicate."""
        if clause.xpos == "verb_pseudo":
            return clause
        found = [c for c in self.children(clause) if c.xpos == "verb_pseudo" and c.id < clause.id]
        return found[-1] if found else None

    def kana(self, clause: Word) -> Word | None:
        """كان or a sister over a predicate, or the predicate's own verb."""
        if clause.upos in ("VERB", "AUX") and known("defective", clause):
            return clause
        found = [c for c in self.children(clause, "cop", "aux") if known("defective", c)]
        return found[-1] if found else None

    def preposition(self, word: Word) -> Word | None:
        found = [c for c in self.children(word, "case") if c.id < word.id]
        return found[-1] if found else None

    def subject(self, clause: Word) -> Word | None:
        found = [c for c in self.children(clause, "nsubj", "csubj") if c.xpos != "pron_rel"]
        return found[0] if found else None

    def counted_by(self, word: Word) -> Word | None:
        """The number before a word that stands in its place."""
        found = [
            c for c in self.children(word, "nummod")
            if c.id < word.id and c.feats.get("Case") and not known("few", c)
        ]  # fmt: skip
        return found[-1] if found else None

    # --- one word

    def parse(self, word: Word) -> str | None:
        if word.upos in ("VERB", "AUX") and "Aspect" in word.feats:
            return self.verb(word)
        particle = self.particle(word)
        if particle:
            return particle
        if word.upos == "PRON" or word.upos == "DET":
            return self.pronoun(word)
        if word.upos in ("NOUN", "PROPN", "ADJ", "NUM", "ADV", "X", "PART"):
            return self.noun(word)
        return None

    # --- particles

    def particle(self, word: Word) -> str | None:
        name, xpos = stem(word), word.xpos or ""
        table = phrases()["particle"]
        if word.upos == "ADP":
            return self.adposition(word)
        if word.upos == "CCONJ" and name in ("و", "ف"):
            return say("particle", f"{name}/{self._coordination(word)}".removesuffix("/"))
        keys = [f"{name}/{xpos}", name]
        if name == "لا" and (head := self.head(word)):
            mood = head.feats.get("Mood")
            keys.insert(0, "لا/Jus" if mood == "Jus" else "لا/Gen" if self._genus(head) else name)
        if name == "قد" and (head := self.head(word)) and head.feats.get("Aspect") == "Imp":
            keys.insert(0, "قد/Imp")
        still = word.upos == "NOUN" and not word.feats.get("Case")
        if (
            still
            or word.upos in ("SCONJ", "CCONJ", "PART", "ADV", "INTJ")
            or xpos in ("part_fut", "part_verb")
            or xpos == "verb_pseudo"
        ):
            key = next((key for key in keys if key in table), None)
            if key:
                hangs = self.head(word)
                if word.deprel == "mark" and hangs is not None:
                    hangs = self.head(hangs) or hangs
                on = say("phrase", "on", of=hangs.form) if hangs else ""
                parts = [say("particle", key, on=on)]
                if word.deprel == "mark":
                    parts += self._masdar(word)
                elif self.subject(word) is not None:
                    parts.append(say("phrase", "zarf_half", of=self._root(word)[1]))
                return "، ".join(parts)
            if word.upos not in ("ADV", "NOUN"):
                return say("phrase", "built", on=built(word))
        return None

    def _coordination(self, word: Word) -> str:
        head = self.head(word)
        if word.deprel == "mark" and stem(word) == "و":
            return "mark"
        if word.id == 1 and not (head and head.deprel == "conj"):
            return "first"
        if stem(word) == "ف" and head and any(c.id < word.id for c in self.children(head, "advcl")):
            return "answer"
        return ""

    def adposition(self, word: Word) -> str:
        name, head, first = stem(word), self.head(word), self.before(word)
        if name in phrases()["zarf"] and (word.feats.get("Case") == "Acc" or name not in ("حسب", "وفق")):
            if first and first.upos == "ADP" and first.head == word.head:
                return "، ".join([self._after_preposition(word, first), say("phrase", "annexed")])
            governed = head if head else word
            parts = [f"{say('zarf', name)} {say('case', 'Acc.Masc')} {case_sign(word, 'Acc')[0]}"]
            parts += [
                say("phrase", "annexed"),
                say("phrase", "zarf_hangs", on=self._attached(governed, marks=word.deprel == "mark")),
            ]
            return "، ".join(parts)
        lemma = word.lemma or word.form
        parts = [say("particle", "prep", on=built(lemma))]
        if lemma.endswith("\u0652") and last_vowel(word) == "\u064e":
            parts = [say("particle", "من+"), say("phrase", "meets")]
        return "، ".join(parts)

    def _after_preposition(self, word: Word, ruler: Word, mine: bool = False) -> str:
        if not word.feats.get("Case") and word.upos not in ("ADP", "PROPN", "NUM"):
            return f"{say('phrase', 'built', on=built(word))} {say('pronoun', 'in_gen', by=_ruled(ruler))}"
        sign = case_sign(word, "Gen", mine=mine)[0].removeprefix("ب")
        return f"{say('role', 'with_prep', by=_ruled(ruler))} {sign}"

    def _masdar(self, mark: Word) -> list[str]:
        """What أن makes of its clause, or what stands after إن."""
        clause, name = self.head(mark), stem(mark)
        if clause is None:
            return []
        host, relation = self.head(clause), _relation(clause)
        if name == "إن" and mark.xpos == "verb_pseudo":
            return [say("phrase", "after")] if relation in ("ccomp", "parataxis") else []
        if name not in ("أن", "كي"):
            return []
        ruler = next((c for c in self.children(clause) if c.upos == "ADP" and c.id == mark.id - 1), None)
        if (
            ruler is None
            and (before := self.before(mark))
            and before.upos == "ADP"
            and before.head == mark.id
        ):
            ruler = before
        if ruler is not None and stem(ruler) not in phrases()["zarf"]:
            place = f"{say('place', 'Gen')} {_ruled(ruler)}"
            hangs = [say("phrase", "hangs", on=say("phrase", "on", of=_of(host)))] if host else []
            return [say("phrase", "masdar", place=place), *hangs]
        if ruler is None and host is not None and host.deprel == "root" and self.preposition(host):
            return [say("phrase", "masdar", place=f"{say('place', 'Nom')} {say('role', 'topic_late')}")]
        if ruler is not None or relation in ("nmod", "acl", "obl"):
            return [say("phrase", "masdar", place=f"{say('place', 'Gen')} {say('role', 'added')}")]
        if relation == "csubj" or (relation == "ccomp" and host and host.feats.get("Voice") == "Pass"):
            passive = host is not None and host.feats.get("Voice") == "Pass"
            role = say("role", "deputy" if passive else "agent")
            return [say("phrase", "masdar", place=f"{say('place', 'Nom')} {role}")]
        if relation in ("ccomp", "xcomp"):
            if host and host.upos not in ("VERB", "AUX") and not self._participle(host):
                role = say("role", "masdar_object", of=_of(host))
            else:
                role = say("role", "object")
            return [say("phrase", "masdar", place=f"{say('place', 'Acc')} {role}")]
        return []

    # --- verbs

    def verb(self, word: Word) -> str:
        aspect, mood = word.feats.get("Aspect"), word.feats.get("Mood")
        defective = known("defective", word) and not (stem(word) == "زال" and not self.children(word))
        if aspect == "Imp" and mood == "Imp":
            aspect = "Cmd"
        first = [say("verb", aspect if aspect in ("Perf", "Imp") else "Cmd")]
        if defective:
            first.append(say("verb", "defective"))
        if word.feats.get("Voice") == "Pass":
            first.append(say("verb", "passive"))
        first.append(self._mood(word, aspect or "Perf", mood or "Ind"))
        parts = [" ".join(first), *self._pronouns(word, defective, aspect or "Perf")]
        if word.deprel in ("aux", "cop") and self.head(word):
            clause = self.head(word)
            if clause is not None and clause.upos not in ("VERB", "AUX"):
                parts += self.place(clause)
            return "، ".join(parts)
        return "، ".join([*parts, *self.place(word)])

    def _mood(self, word: Word, aspect: str, mood: str) -> str:
        if aspect != "Imp":
            if vocalised(word)[-1:] in ("ى", "ا") and word.feats.get("Number") == "Sing":
                return say("verb", "estimated")
            if word.feats.get("Number") == "Dual":
                return say("verb", "built", on=say("built", "\u064e"))
            if word.feats.get("Number") == "Plur" and word.feats.get("Person") == "3":
                women = word.feats.get("Gender") == "Fem"
                return say("verb", "women") if women else say("verb", "built", on=say("built", "\u064f"))
            if word.feats.get("Person") in ("1", "2"):
                return say("verb", "built", on=say("built", "\u0652"))
            return say("verb", "built", on=say("built", "\u064e") if aspect == "Perf" else built(word))
        if (
            word.feats.get("Number") == "Plur"
            and word.feats.get("Gender") == "Fem"
            and last_vowel(word) == "\u064e"
        ):
            return say("verb", "women")
        kind = ""
        end = weak_end(word)
        if five_verbs(word):
            kind = ".five"
        elif mood == "Jus" and lemma_is_weak(word) and not end:
            kind = ".weak"
        elif mood == "Ind" and end:
            return say("verb", "Ind.weak", where=say("weak", end))
        elif mood == "Sub" and end in ("ى", "ا"):
            kind = ".weak"
        return " ".join(say("verb", f"{mood}{kind}", by=self._governor(word, mood)).split())

    def _governor(self, word: Word, mood: str) -> str:
        if mood == "Ind":
            return ""
        names = ("لم", "لما", "لا", "ل") if mood == "Jus" else ("أن", "لن", "كي", "ألا", "ل", "حتى", "ف")
        for back in range(word.id - 1, max(0, word.id - 5), -1):
            other = self.by_id[back]
            if stem(other) in names and other.upos != "CCONJ":
                if mood == "Sub" and stem(other) in ("ل", "حتى", "ف"):
                    return say("verb", "implied_lam", of=phrases()["name"].get(stem(other), stem(other)))
                return _ruled(other)
        return ""

    def _pronouns(self, word: Word, defective: bool, aspect: str) -> list[str]:
        feats = word.feats
        number, gender, person = (
            feats.get("Number", "Sing"),
            feats.get("Gender", "Masc"),
            feats.get("Person", "3"),
        )
        clause = self.head(word) if word.deprel in ("cop", "aux") else word
        subject = self.subject(clause) if clause else None
        overt = subject is not None and subject.id > word.id
        ta = []
        if aspect == "Perf" and person == "3" and gender == "Fem" and number == "Sing":
            ta = [say("verb", "ta_moved" if last_vowel(word) == "\u0650" else "ta")]
        if overt or (word.deprel == "aux" and defective):
            return ta
        role = "noun" if defective else "deputy" if feats.get("Voice") == "Pass" else "agent"
        subject_role = say("subject", role)
        letter = None
        if number == "Dual":
            letter = "dual"
        elif number == "Plur" and person != "1":
            letter = "women" if gender == "Fem" else "men"
            letter = "ta" if aspect == "Perf" and person == "2" else letter
        elif aspect == "Perf" and person in ("1", "2"):
            letter = "na" if number == "Plur" else "ta"
        elif person == "2" and gender == "Fem":
            letter = "ya"
        if letter:
            as_role = subject_role if role == "noun" else say("role", role)
            return [*ta, say("verb", "attached", letter=say("letter", letter), **{"as": as_role})]
        key = f"1.{number}" if person == "1" else f"{person}.{gender}.{number}"
        he = phrases()["he"].get(key)
        return [*ta, say("verb", "hidden", **{"as": subject_role, "he": he})] if he else ta

    # --- clauses

    def place(self, word: Word) -> list[str]:
        """The place of the clause that hangs from ``word``."""
        relation, host = _relation(word), self.head(word)
        ruler = self.inna(word)
        if ruler is not None and ruler is not word:
            return [say("clause", "predicate_of", place=say("place", "Nom"), of=stem(ruler))]
        if self._opens(word):
            return [say("clause", "predicate")]
        marks = [c for c in self.children(word, "mark") if c.id < word.id]
        names = [stem(mark) for mark in marks]
        kana = [c for c in self.children(word, "aux", "cop") if known("defective", c)]
        if kana and word.upos == "VERB":
            return [say("clause", "predicate_of", place=say("place", "Acc"), of=stem(kana[-1]))]
        if relation == "root":
            lead = self.words[0].upos == "CCONJ" or "newdoc id" not in self.sentence.comments
            return [say("clause", "resuming" if lead else "opening")]
        if host is None:
            return []
        if any(name in ("أن", "كي", "ما") for name in names):
            return [say("clause", "of_an", of=next(n for n in names if n in ("أن", "كي", "ما")))]
        if any(name in ("عندما", "بعدما", "كما", "مثلما", "حتى", "ل") for name in names):
            of = "ما" if any(name.endswith("ما") for name in names) else "أن"
            return [say("clause", "of_an", of=of)]
        if "إذا" in names:
            return [say("verb", "condition"), say("clause", "by_adding", of="إذا")]
        if "إن" in names:
            return [say("verb", "condition")]
        if "حيث" in names:
            return []
        if relation == "acl":
            return self._modifying(word, host)
        if relation == "ccomp":
            return [say("clause", "said" if known("says", host) else "object")]
        if relation == "xcomp":
            if known("defective", host):
                return [say("clause", "predicate_of", place=say("place", "Acc"), of=stem(host))]
            return [say("clause", "object")]
        if relation == "advcl":
            return [say("clause", "state")]
        if relation == "conj":
            if host.upos in ("VERB", "AUX"):
                free = host.head == 0 or host.deprel == "root"
                return [say("clause", "joined_free" if free else "joined", of=host.form)]
            return []
        if relation == "parataxis":
            return [say("clause", "said" if known("says", host) and word.id > host.id else "resuming")]
        return []

    def _opens(self, word: Word) -> bool:
        """Whether the subject stands before its verb, with nothing that rules it."""
        subject = self.subject(word)
        return (
            subject is not None and subject.id < word.id and word.upos == "VERB"
            and self.inna(word) is None and self.kana(word) in (None, word)
        )  # fmt: skip

    def _modifying(self, word: Word, host: Word) -> list[str]:
        relative = host.xpos == "pron_rel" or any(
            c.xpos == "pron_rel" and c.id < word.id for c in self.children(word)
        )
        if relative:
            return [say("clause", "relative")]
        case = host.feats.get("Case")
        definite = host.feats.get("Definite") == "Def" or host.upos in ("PROPN", "PRON")
        if definite or case is None:
            return [say("clause", "state")]
        return [say("clause", "attribute", place=say("place", case))]

    # --- pronouns

    def pronoun(self, word: Word) -> str | None:
        xpos = word.xpos or ""
        kind = (
            "points"
            if "dem" in xpos
            else "relative"
            if "rel" in xpos
            else "asks"
            if "interrog" in xpos
            else ""
        )
        if not kind:
            attached = self._is_attached(word)
            if not attached and word.deprel in ("cop", "expl"):
                return say("pronoun", "between")
            kind = "joined" if attached else "apart"
        governed = word
        if word.deprel == "det" and (head := self.head(word)):
            governed = head
        place = self._pronoun_place(word, governed, kind)
        if kind == "points" and stem(word.form) in ("ذلك", "تلك", "أولئك"):
            return say("pronoun", "far", place=place)
        return "، ".join(filter(None, [f"{say('pronoun', kind, on=built(word))} {place}".strip()]))

    def _is_attached(self, word: Word) -> bool:
        token = self.sentence.token_of(word)
        before = self.before(word)
        if token.words[0] is word or before is None:
            return False
        return before.upos != "CCONJ" or before.xpos == "verb_pseudo"  # not «وهم», but «لكنهم»

    def _pronoun_place(self, word: Word, governed: Word, kind: str) -> str:
        ruler = self.preposition(governed)
        if kind == "relative" and word.deprel in ("dislocated", "nsubj", "obj", "obl", "mark") and not ruler:
            clause = self.head(word)
            noun = self.head(clause) if clause is not None and _relation(clause) == "acl" else None
            if noun is not None and noun.feats.get("Case"):
                return f"{say('place', noun.feats['Case'])} {say('role', 'attribute_of', to=_to(noun))}"
        if ruler is not None:
            if stem(ruler) in phrases()["zarf"]:
                return f"{say('place', 'Gen')} {say('role', 'added')}"
            parts = [say("pronoun", "in_gen", by=_ruled(ruler))]
            if word is governed:
                parts.append(say("phrase", "hangs", on=self._attached(word)))
            return "، ".join(parts)
        case, role = self.function(governed)
        if word is governed and word.deprel == "nmod:poss":
            case = "Gen"
        return f"{say('place', case)} {role}" if case else role

    # --- nouns

    def noun(self, word: Word) -> str | None:
        if word.deprel in ("goeswith", "fixed"):
            return None
        ruler, number = self.preposition(word), None
        case = word.feats.get("Case")
        host = self.head(word)
        counting = word.upos == "NUM" and word.deprel == "nummod" and not known("few", word)
        if counting and host is not None and host.id > word.id:
            number, ruler = host, self.preposition(host)
        counted = self.counted_by(word)
        pointer = next(
            (c for c in self.children(word, "det") if c.id < word.id and "dem" in (c.xpos or "")), None
        )
        mine = any(
            c.feats.get("Person") == "1" and c.feats.get("Number") == "Sing"
            for c in self.children(word, "nmod") if c.upos == "PRON"
        )  # fmt: skip
        place = number or word
        if counted is not None:
            role = say("role", "added" if case == "Gen" else "specified")
            return self._with_case(word, role, case, mine)
        if pointer is not None:
            role = say("role", "pointed")
            return "، ".join([self._with_case(word, role, case, mine), *self._half(word)])
        if ruler is not None and stem(ruler) not in phrases()["zarf"] and ruler.upos == "ADP":
            parts = [self._after_preposition(word, ruler, mine), *self._annexed(word, number)]
            half = self._half(place)
            return "، ".join([*parts, *(half or [say("phrase", "hangs", on=self._attached(place))])])
        if ruler is not None:
            return "، ".join([self._with_case(word, say("role", "added"), case, mine), *self._half(place)])
        wanted, role = self.function(place)
        misplaced = wanted and case and case != wanted
        if misplaced or role == say("role", "unknown") or (known("day", word) and word.deprel == "obj"):
            self.doubts.add(word.id)
        if not case and word.upos == "ADV":
            case = wanted if last_vowel(word) == "\u064e" or word.deprel == "obl:tmod" else None
        if not case and word.upos not in ("PROPN", "NOUN", "ADJ", "NUM"):
            return None
        parts = [
            self._with_case(word, role, case or (wanted if word.upos == "PROPN" else None), mine, number)
        ]
        if self._is_time(place):
            parts.append(say("phrase", "zarf_hangs", on=self._attached(place)))
        return "، ".join(parts)

    def _with_case(
        self, word: Word, role: str, case: str | None, mine: bool, number: Word | None = None
    ) -> str:
        if case is None:
            return "، ".join([role.rstrip("،"), *self._annexed(word, number)])
        sign, *more = case_sign(word, case, mine=mine)
        feminine = (
            role.startswith(say("role", "state")) and word.feats.get("Gender") == "Fem" and case == "Acc"
        )
        told = say("case", "Acc.Fem" if feminine else f"{case}.Masc")
        return "، ".join([f"{role} {told} {sign}", *more, *self._annexed(word, number)])

    def _annexed(self, word: Word, number: Word | None = None) -> list[str]:
        annexed = any(c.deprel == "nmod:poss" and c.id > word.id for c in self.children(word))
        if number is not None:
            annexed = number.feats.get("Case") == "Gen" and word.feats.get("Definite") == "Cons"
        return [say("phrase", "annexed")] if annexed else []

    def _is_time(self, word: Word) -> bool:
        if self.preposition(word) is not None or _relation(word) not in ("obl", "nmod"):
            return False
        return word.deprel == "obl:tmod" or (known("day", word) and word.deprel != "nmod:poss")

    def function(self, word: Word) -> tuple[str | None, str]:
        """The case that a word's place asks for, and the school's name of the function."""
        relation, host = word.deprel or "dep", self.head(word)
        base = relation.split(":")[0]
        case = word.feats.get("Case")
        if base == "nsubj" and host is not None:
            return self._subject(word, host, relation)
        if host is None:
            return self._root(word)
        if relation == "nmod:poss":
            return "Gen", say("role", "added")
        if base == "amod" and case == "Acc" and self._stands_apart(word, host):
            return "Acc", self._state(word, host)
        if base in ("amod", "nummod") or (base == "acl" and word.upos == "ADJ"):
            return host.feats.get("Case"), self._attribute(word, host)
        if base == "appos":
            return host.feats.get("Case"), say("role", "instead", of=_of(host))
        if base == "conj":
            return host.feats.get("Case"), say("role", "joined", of=_of(host))
        if base == "flat":
            return host.feats.get("Case"), say("role", "part")
        if base in ("obj", "iobj"):
            return "Acc", self._object(word, host, base)
        if relation == "advcl:pred" or (base in ("advcl", "advmod", "acl", "amod") and case == "Acc"):
            return "Acc", self._state(word, self.subject(host))
        if base == "xcomp":
            return self._second(word, host)
        if base == "dislocated":
            return "Nom", say("role", "topic")
        if base == "vocative":
            return "Acc", say("role", "called")
        if base in ("ccomp", "advcl", "acl", "parataxis", "csubj", "conj"):
            return self._root(word)
        if self._is_time(word):
            return "Acc", say("role", "time")
        if base == "obl" and case == "Acc":
            same = host.misc.get("Root") and host.misc.get("Root") == word.misc.get("Root")
            return "Acc", say("role", "absolute" if same else "state" if word.upos == "ADJ" else "specified")
        if base == "nmod" and case == "Gen":
            return "Gen", say("role", "added")
        return case, say("role", "unknown")

    def _subject(self, word: Word, host: Word, relation: str) -> tuple[str, str]:
        ruler = self.inna(host)
        if ruler is not None and ruler.id < word.id:
            late = host.id < word.id and host is not ruler
            return "Acc", say("role", "noun_of_late" if late else "noun_of", of=stem(ruler))
        kana = self.kana(host)
        if kana is not None and kana.id < word.id:
            return "Nom", say("role", "noun_of", of=stem(kana))
        if host.upos in ("VERB", "AUX"):
            if word.id < host.id and word.xpos != "pron_rel":
                return "Nom", say("role", "topic")
            passive = relation == "nsubj:pass" or host.feats.get("Voice") == "Pass"
            return "Nom", say("role", "deputy" if passive else "agent")
        if self._participle(host) and word.id > host.id and host.deprel in ("amod", "acl"):
            return "Nom", say("role", "agent")
        return "Nom", say("role", "topic_late" if word.id > host.id else "topic")

    def _root(self, word: Word) -> tuple[str | None, str]:
        """A predicate without a verb."""
        if self._genus(word):
            return "Acc", say("role", "genus")
        ruler, kana = self.inna(word), self.kana(word)
        if kana is not None:
            return "Acc", say("role", "predicate_of", of=stem(kana))
        if ruler is not None:
            return "Nom", say("role", "predicate_of", of=stem(ruler))
        there = self.subject(word) or self.preposition(word)
        return "Nom", say("role", "predicate" if there else "alone")

    def _genus(self, word: Word) -> bool:
        if word.upos not in ("NOUN",) or word.feats.get("Case") not in (None, "Acc"):
            return False
        before = self.before(word)
        return before is not None and stem(before) == "لا" and last_vowel(word) == "\u064e"

    def _attribute(self, word: Word, host: Word) -> str:
        before = [
            c for c in self.children(host, "amod", "nummod")
            if host.id < c.id < word.id and c.feats.get("Case") and c.head != word.id
        ]  # fmt: skip
        between = [
            w for w in self.words if host.id < w.id < word.id and w.upos != "PUNCT" and w not in before
        ]
        key = "second" if len(before) == 1 else "attribute"
        return say("role", f"{key}_of", to=_to(host)) if between else say("role", key)

    def _stands_apart(self, word: Word, host: Word) -> bool:
        """Whether an indefinite adjective cannot describe its noun: it tells its state."""
        definite = host.feats.get("Definite") == "Def" or host.upos == "PROPN"
        return definite and word.feats.get("Definite") == "Ind"

    def _state(self, word: Word, owner: Word | None) -> str:
        if owner is not None and owner.feats.get("Gender") == word.feats.get("Gender"):
            return say("role", "state_of", of=_of(owner))
        return say("role", "state")

    def _object(self, word: Word, host: Word, base: str) -> str:
        if host.upos not in ("VERB", "AUX") and not self._participle(host):
            return say("role", "masdar_object", of=_of(host))
        kana = self.kana(host)
        if kana is not None and word.upos != "PRON":
            return say("role", "predicate_of", of=stem(kana))
        others = [c for c in self.children(host, "obj", "iobj", "xcomp") if c is not word]
        others = [c for c in others if c.upos != "VERB" and c.feats.get("Case") == "Acc"]
        if not others:
            return say("role", "object")
        first = base == "iobj" or all(_relation(c) == "xcomp" or c.id > word.id for c in others)
        return say("role", "object1" if first else "object2")

    def _second(self, word: Word, host: Word) -> tuple[str, str]:
        kana = self.kana(host)
        if kana is not None:
            negated = next((c for c in self.children(host, "advmod") if stem(c) in ("لا", "ما", "لم")), None)
            name = _of(host) if negated else stem(kana)
            return "Acc", say("role", "predicate_of", of=f"{stem(negated)} {name}" if negated else name)
        if self.children(host, "obj") and host.upos == "VERB":
            return "Acc", say("role", "object2")
        return "Acc", say("role", "state")

    def _half(self, word: Word) -> list[str]:
        """A phrase that is a predicate."""
        ruler, relation = self.preposition(word), _relation(word)
        if ruler is None:
            return []
        if relation == "conj":
            return [say("phrase", "joined")]
        if relation == "xcomp" and (host := self.head(word)):
            case, role = self._second(word, host)
            return [say("phrase", "half_predicate", place=say("place", case), of=role)]
        if relation in ("root", "ccomp", "advcl", "acl", "parataxis", "csubj") or self.subject(word):
            _, role = self._root(word)
            if self.kana(word):
                return [say("phrase", "half_predicate", place=say("place", "Acc"), of=role)]
            if self.subject(word) or self.inna(word) or relation == "root":
                return [say("phrase", "half", of=role)]
        return []

    def _attached(self, word: Word, *, marks: bool = False) -> str:
        """What a phrase hangs on: a verb or what acts like one, else a state or an attribute understood."""
        host = self.head(word)
        if host is None:
            return say("phrase", "on", of=_of(word))
        if _relation(word) == "conj" and self.head(host):
            return self._attached(host)
        acts = host.upos in ("VERB", "AUX", "ADJ", "ADV") or self._acting(host)
        if acts or word.deprel != "nmod" or marks:
            return say("phrase", "on", of=host.form)
        if host.feats.get("Definite") == "Ind":
            return say("phrase", "attribute", to=_to(host))
        return say("phrase", "state", of=_of(host))

    def _acting(self, word: Word) -> bool:
        """A verbal noun or a participle: what a phrase may hang on."""
        return known("acts", word) or known("acting", word.misc.get("Pattern", "")) or self._participle(word)

    def _participle(self, word: Word) -> bool:
        pattern = word.misc.get("Pattern", "")
        return word.upos == "ADJ" or (
            word.upos == "NOUN" and pattern.startswith("مُ") and pattern.endswith(("ِل", "ِّل", "ِلَة", "ِّلَة"))
        )


def _relation(word: Word) -> str:
    return (word.deprel or "dep").split(":")[0]
