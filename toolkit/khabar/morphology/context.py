"""Choosing among the analyses of each word by its neighbours.

A small step above the word model, in plain sight: the best path through the candidates of a
sentence (:mod:`khabar.morphology.paths`), where a candidate costs what the word model says against it and a pair
of neighbours costs what grammar says against it. Costs are in powers of ten: 2 means "a hundred
times less likely". What it can decide is what two neighbours show: the genitive after a
preposition or a construct, the accusative after inna, the mood after لم and لن, agreement of an
adjective, the subject after its verb, a noun and not a verb after a preposition. One thing more
is looked for on the chosen path: the head of a construct with which an adjective agrees. What
needs a parse (an object far from its verb) or knowledge of the world it leaves to the word model.
"""

from __future__ import annotations

import csv
import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from math import log10
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from khabar.morphology.guesses import letters_joined
from khabar.morphology.weights import WEIGHTS
from khabar.text.script import SIGNS, bare, strip_signs

if TYPE_CHECKING:
    from khabar.morphology.candidates import Candidates

NOMINAL = frozenset({"noun", "noun_prop", "noun_num", "noun_quant", "adj", "adj_comp", "adj_num"})
ADJECTIVE = frozenset({"adj", "adj_comp", "adj_num"})
_CARRIERS = NOMINAL | {"pron_dem"}  # through these a case goes on to the next word
_PREPOSITIONS = frozenset({"bi_prep", "li_prep", "ka_prep", "la_prep", "wa_prep", "bi_part"})
_SUBORDINATORS = frozenset({"li_sub", "li_jus"})
_EMPHATIC = frozenset({"la_emph", "la_rc"})
# What governs the words after it, by class: a table, so that a linguist can read and mend it.
_GOVERNMENT = Path(__file__).parents[1] / "data" / "government.tsv"
with _GOVERNMENT.open(encoding="utf-8") as _rows:
    _CLASS_OF = [(row["class"], row["word"]) for row in csv.DictReader(_rows, delimiter="\t")]


#: The words of each class.
GOVERNED = {name: frozenset(word for kind, word in _CLASS_OF if kind == name) for name in dict(_CLASS_OF)}
_class = GOVERNED.__getitem__


_JUSSIVE, _SUBJUNCTIVE, _AUXILIARIES = _class("jussive"), _class("subjunctive"), _class("auxiliary")
_TIMES, _WITH_AN, _MORE = _class("time"), _class("before أن"), _class("measure")
_LETTERS = _class("letter")  # names of Latin letters
# Classes of written forms, and of lemmas for which only the witness for verbs asks; the lemmas of the other classes are
# kept in readings.
_FORGOTTEN = frozenset(
    ("letter", "servant", "father", "with an adjective", "registered", "of the faith", "the faith", "in names",
     "with the article", "that", "how many", "counting", "repeating", "direction", "opening", "what", "day",
     "of God")
)  # fmt: skip
# Lemmas that the rules below name; a reading forgets all others, so that there are few readings. What stands before
# a person's name (titles, kinship and trades; verbs of saying and doing) goes by its class.
_NAMED = {
    word: kind if kind in ("title", "kin", "saying") else word
    for kind, word in reversed(_CLASS_OF)
    if kind not in _FORGOTTEN
}
_CLAUSE_MARKS = frozenset("،؛؟.!,;?:…-–—")
_BRACKETS = frozenset("\"'«»“”()[]{}‹›„")
_MISSPELT = 1.5  # ه for ة, ى for ي, an alif without its hamza
_NEVER = 4.0
_COMMON, _WRITTEN = 0.01, 1.5  # a word as it is written that is at least so likely, against a slip
_TANWIN_NAME = 2.0  # غالبًا is rather an adverb than a man's name in the accusative
_TO = 0.8  # أنّ before a noun without an article, against أن before a verb
_GENTILE = 0.2  # المصري is rather the adjective than the family
_UNDEFINED = 1.0  # a title without an article before a name
_UNTITLED = 0.6  # a noun in the construct behind a person's name that is no title
_NOMINALISED = 0.6  # an adjective where a noun is wanted; it may be used as one
_NOTHING_AFTER = 5.5  # a preposition before a pause
_ADJECTIVAL = 0.9  # a noun that could be the adjective of the noun before it
_POINTED_AT = 1.0  # an adjective behind a demonstrative
_BEAM = 4.0  # readings of a word that are less likely by more than this are not looked at


class Reading(NamedTuple):
    """What the neighbours of a word can see of one of its analyses."""

    pos: str
    lemma: str = ""
    case: str = ""
    state: str = ""
    gender: str = ""
    number: str = ""
    rational: str = ""
    aspect: str = ""
    mood: str = ""
    voice: str = ""
    person: str = ""
    article: bool = False
    preposition: bool = False
    conjunction: bool = False
    subordinator: bool = False
    emphatic: bool = False
    question: bool = False
    pronoun: str = ""  # the person of the pronoun that is joined to the word's end
    subject: str = ""  # of a verb: before it, after it, implied; "" if that is left open

    @property
    def nominal(self) -> bool:
        return self.pos in NOMINAL

    @property
    def definite(self) -> bool:
        return self.article or self.pronoun != "" or self.pos in ("noun_prop", "pron_dem")

    @property
    def construct(self) -> bool:
        return self.state == "c" and not self.pronoun and self.pos in NOMINAL


EDGE = Reading("punc")  # the edge of a sentence, or a mark between clauses
OTHER = Reading("foreign")  # a number in digits, a word in another script


CLITICS = "prc0", "prc1", "prc2", "prc3", "enc0"
#: The features that neighbours see beside part of speech and lemma.
FEATURES = "cas", "stt", "gen", "num", "rat", "asp", "mod", "vox", "per", *CLITICS
_values_of = itemgetter(*FEATURES)


Sides = tuple[int, int, int]
"""The numbers of a reading, of what the word before it sees and of what the word after it sees."""


class Shown(NamedTuple):
    """What the features of an analysis show, whatever the word: all that is asked of every analysis but its letters and
    its lemma."""

    pos: str
    article: bool
    person: bool  # whether it is a person's name
    verb: tuple[str, bool, bool, bool] | None  # of no imperative: gender, imperfect, passive, with a pronoun
    asks: bool  # whether it begins with the أ of a question
    joined: float  # the cost of what is joined to the word
    letters: int | None  # of what is joined but the article; None if nothing is
    name: str  # of a name: whole, joined (with و, ل or ب), family (with the article)
    readings: tuple[tuple[Sides, float], ...]  # what neighbours may see of it, with its cost alone
    least: float  # of these costs


def shown(analysis: Mapping[str, Any]) -> Shown:
    pos = analysis["pos"]
    return _shown(pos, named(analysis.get("lex") or "", pos), _values(analysis))


def reading(analysis: Mapping[str, Any]) -> Reading:
    """Reduce an analysis to what matters to its neighbours."""
    pos = analysis["pos"]
    return _reading(pos, named(analysis.get("lex") or "", pos), *_values(analysis))


def _values(analysis: Mapping[str, Any]) -> Sequence[str | None]:
    try:
        return _values_of(analysis)
    except KeyError:  # a database that declares fewer features
        return tuple(analysis.get(name) for name in FEATURES)


@lru_cache(maxsize=20_000)
def _shown(pos: str, lemma: str, values: Sequence[str | None]) -> Shown:
    this = _reading(pos, lemma, *values)
    readings = _open(this)
    clitics = dict(zip(CLITICS, values[-len(CLITICS) :], strict=True))
    _, prc1, prc2, prc3, enc0 = clitics.values()
    asks = (prc3 or "0") not in ("0", "na") and pos != "part_neg"
    joined = _joined(prc2, prc1, enc0)
    person = pos == "noun_prop" and this.rational == "y"
    if prc1 == "ka_prep" and person:
        joined += _LIKE  # كعدي is no one who is like عديّ
    verb = None
    if pos == "verb" and this.aspect != "c":
        # Of the third person in the singular, whose subject may follow; "you" of the second.
        gender = (
            "you" if this.person == "2" else this.gender if (this.person, this.number) == ("3", "s") else ""
        )
        verb = gender, this.aspect == "i", this.voice == "p", this.pronoun != ""
    least = min([own for _, own in readings])
    name = _name_of(clitics) if pos == "noun_prop" else ""
    letters = letters_joined(clitics, imperfect=this.aspect == "i")
    return Shown(pos, this.article, person, verb, asks, joined, letters, name, readings, least)


def _name_of(clitics: Mapping[str, str | None]) -> str:
    own = tuple(slot for slot, value in clitics.items() if value not in ("0", "na", "", None))
    return {(): "whole", ("prc0",): "family", ("prc2",): "joined", ("prc1",): "joined"}.get(own, "")


def named(lemma: str, pos: str) -> str:
    """As what the rules below know the lemma of an analysis; "" if they do not name it."""
    plain = _plain(lemma)
    if pos == "noun_prop":
        return "letter" if plain in _LETTERS else ""
    return _NAMED.get(plain, "")


_plain = lru_cache(maxsize=50_000)(bare)


_UNSAID = dict.fromkeys((None, "na", "0", "-"), "")


def _reading(pos: str, lemma: str, *values: str | None) -> Reading:
    cas, stt, gen, num, rat, asp, mod, vox, per, prc0, prc1, prc2, prc3, enc0 = [
        _UNSAID.get(value, value) or "" for value in values
    ]
    if lemma == "saying" and pos != "verb":
        lemma = ""
    if pos == "verb" and lemma != "saying" and lemma not in _AUXILIARIES:  # مَنَّ is not مِنْ
        lemma = ""
    return Reading(
        pos, lemma, cas, stt, gen, num, rat, asp, mod, vox, per, prc0 == "Al_det", prc1 in _PREPOSITIONS,
        prc2 != "", prc1 in _SUBORDINATORS, prc1 in _EMPHATIC, prc3 != "", enc0[:1],
    )  # fmt: skip


def alone(this: Reading, case: str, subject: str) -> float:
    """The cost of a reading in news, before its neighbours are seen, with the case and the place of its subject that
    it may have."""
    cost = 0.0
    if this.aspect == "c":
        cost += 2.0  # imperatives are rare in news
    if this.pos == "verb":
        cost += {"1": 1.2, "2": 1.7}.get(this.person, 0.0)
    if this.pronoun in ("1", "2"):
        cost += 1.0
    if this.voice == "p":
        cost += 0.6
    if this.emphatic:
        cost += 1.5
    if subject != "implied" or not this.subordinator:
        cost += {"implied": 0.5, "after": 0.1}.get(subject, 0.0)
    if this.pos == "pron_interrog":
        cost += 1.0
    if this.nominal and case == "a":
        cost += 0.1
    if this.nominal and this.number == "d":
        if this.gender == "m" and case != "n":
            cost += 0.5  # ـين is far more often the plural's ending than the dual's
        if this.construct:
            cost += 1.0
    if this.nominal and this.preposition and case in ("n", "a"):
        cost += _NEVER
    if this.pos == "verb" and this.number == "d":
        cost += 0.5  # ـا is far more often the tanwin of a noun
    if this.pos == "adj" and (this.preposition or this.pronoun or this.construct):
        cost += _NOMINALISED
    if this.pos == "adj" and this.number == "p" and this.gender == "f":
        cost += 1.0  # of women only: things in the plural take the singular
    return cost


def together(before: Reading, this: Reading) -> float:
    """The cost of two readings as neighbours: what grammar says against them."""
    return (
        WEIGHTS["government"] * _government(before, this)
        + WEIGHTS["agreement"] * _agreement(before, this)
        + WEIGHTS["clause"] * _clause(before, this)
        - WEIGHTS["naming"] * _naming(before, this)
    )


def _naming(before: Reading, this: Reading) -> float:
    """What speaks for a person's name: a title, another such name or a verb of saying before it; and for
    a letter as part of a name that is spelled out."""
    if before.pos == this.pos == "abbrev":
        return 5.0  # أ ف ب
    if before.pos in ("digit", "foreign") and this.pos == "abbrev":
        return 3.0  # 5 كم
    if before.lemma == this.lemma == "letter":
        return 6.3  # بي بي سي
    if this.pos != "noun_prop" or this.preposition:
        return 0.0
    person = this.rational == "y"
    if this.conjunction:
        return 1.0 if person and before.pos == "noun_prop" and before.rational == "y" else 0.0  # صالح وسعيد
    if before.pos == "noun_prop":
        families = 2.0 if this.article and not before.article else 1.0  # محمد المصري
        return families if person and before.rational == "y" else 0.4
    if before.lemma in ("title", "kin") and before.pos in ("noun", "adj"):
        if before.lemma == "title" and before.number == "p":
            return 0.4  # رئيس الوزراء التركي
        own = before.lemma == "kin" or before.definite  # الإمام محمد, but إمام عاشور
        return (2.2 if own else _UNDEFINED) if person else 0.4
    if before.lemma == "saying" and before.pos == "verb" and before.subject != "before":
        return 0.6 if person else 0.2
    return 0.0


def _government(before: Reading, this: Reading) -> float:
    """Prepositions and constructs govern the genitive; a genitive wants a governor."""
    if (
        before.pos == "digit"
        and this.pos in ("noun", "noun_num")
        and not this.preposition
        and not this.conjunction
    ):
        counted = this.state != "d" and this.case == before.case and this.number == before.number
        alone = this.state == "i" or this.pos == "noun_num"  # 15 مليارَ يورو
        return 0.0 if counted and (this.case == "g" or alone) else 1.0
    if before.pos == "digit" and this.pos == "adj" and this.state == "i":
        return 1.0  # 15 عامًا: what is counted is a noun
    preposition = before.pos == "prep" and not before.pronoun
    if this.pos == "prep" and this.case == "g" and not preposition:
        return 2.0  # مِنْ بَعْدِ, but بَعْدَ
    if preposition or before.construct:
        if this.conjunction:
            joint = before.pos == this.pos == "noun" and this.construct and this.case == before.case
            return 0.3 if joint else _NEVER  # استعادةِ وممارسةِ حقوقه
        if this.pos in _CARRIERS and not this.preposition:
            if before.lemma in _MORE and this.state == "i":
                return 1.0 if this.case == "g" else 3.0
            bare_adjective = _NOMINALISED if preposition and this.pos == "adj" else 0.0
            return bare_adjective if this.case in ("g", "") else 3.0
        if before.lemma in _WITH_AN and this.pos == "verb_pseudo":
            return 1.5
        if this.lemma == "إن" and this.pos == "verb_pseudo":
            return 2.5  # قال فيصلٌ إنّ, not فيصلُ
        if this.pos in (
            "conj_sub",
            "verb_pseudo",
            "pron_rel",
            "pron_interrog",
            "foreign",
            "digit",
            "adv_rel",
        ):
            return 1.0 if before.pos == "adj" else 0.0
        if before.lemma in _TIMES and before.construct:
            return 0.8  # حِينَ قَالَ
        if this.pos == "verb":
            return _NEVER if preposition or before.pos == "noun_quant" else 2.5  # عدة كتب
        if this.pos == "prep" or this.preposition:
            return (0.2 if before.lemma in ("من", "حتى") else 2.2) if preposition else 3.0
        if preposition and this == EDGE:
            return _NOTHING_AFTER  # لم يصل بعدُ.
        return 1.5 if this.pos == "adv" else 2.5
    if this.pos in _CARRIERS and this.case == "g" and not this.preposition:
        if this.conjunction:
            return 0.0 if before.case == "g" else 1.5
        if before.pos in _CARRIERS and before.case == "g":
            return 0.0
        return 1.0 if before.pos in ("punc", "conj", "foreign", "digit") else 3.0
    return 0.0


def _agreement(before: Reading, this: Reading) -> float:
    """An adjective agrees with its noun in case, definiteness, gender and number; a plural of
    things counts as feminine singular. Words joined by و share their case."""
    if before.pos not in _CARRIERS or this.pos not in _CARRIERS or this.preposition or before.construct:
        # «غير المباشرة», «أكبر الدول» apart, an adjective is no second part of a construct.
        odd = (
            before.construct
            and this.pos == "adj"
            and before.pos in ("noun", "noun_num", "noun_quant", "adj")
            and before.lemma not in ("غير", "كل")
        )
        return 1.2 if odd else 0.0
    if this.conjunction:
        apart = 0.6 if before.pos == this.pos == "noun" and before.state == "i" and this.construct else 0.0
        return apart + (0.0 if this.case in (before.case, "") or not before.case else 0.7)
    if this.lemma in _TIMES and this.article and this.pos == "noun":
        return 0.2 if this.case == "a" else 0.8  # الشهرَ المقبل
    if before.pos == "pron_dem":
        same = this.case in (before.case, "") or not before.case
        adjectival = _POINTED_AT if this.pos in ADJECTIVE and this.article else 0.0  # ذلك العام is that year
        return (0.0 if this.article else 0.7) + (0.0 if same else 1.5) + adjectival
    if before.lemma in _MORE and this.pos == "noun" and this.state == "i":
        return 0.0 if this.case == "a" else 1.5
    if before.pos == "noun_num" and before.state == "i":
        return 0.0 if this.case == "a" and this.number == "s" and not this.article else 1.0
    if this.pos not in ADJECTIVE:
        return _apposition(before, this)
    same = before.case == this.case or not (before.case and this.case)
    agrees = _agrees(before, this)
    if this.article and not before.definite:
        return 2.5
    if before.definite and not this.article:
        # A predicate (العلاقاتُ متينةٌ) or an accusative of circumstance (مؤكدًا).
        return (
            (1.0 if this.state == "i" else 1.5)
            + (0.0 if agrees else 0.8)
            + (0.8 if this.case == "g" else 0.0)
        )
    if not agrees:
        # It may belong to the head of a construct, whose case is not seen here.
        return 0.8 if before.case == "g" else 1.2
    return 0.0 if same else 1.5


def _apposition(before: Reading, this: Reading) -> float:
    """Two nouns side by side without a construct."""
    same = before.case == this.case or not (before.case and this.case)
    if before.pos == "noun_prop" and this.pos == "noun" and this.article:
        return 1.0  # سورية العظمى: rather an adjective
    if this.pos == "noun_prop" or before.pos == "noun_prop":
        # محمد جواد, but محمد مدير: without a tanwin the network reads a name, too.
        untitled = (
            before.rational == "y"
            and this.construct
            and this.lemma not in ("title", "kin")
            and this.case != "a"
        )
        own = 0.0 if same and before.pos == this.pos else 0.2 if same else 0.6
        return own + (_UNTITLED if untitled else 0.0)
    if before.definite:
        if this.article:
            adjectival = 0.4 if _agrees(before, this) else 0.0  # السنة الدقيقة: rather an adjective
            return adjectival + (0.8 if same else 1.0)
        return 0.4 if this.case == "a" else 1.0  # an object after its subject
    if this.article:
        return 1.2
    # شواهد قائمة: rather an adjective
    likely = (
        same
        and before.state == this.state
        and this.gender == "f"
        and this.state == "i"
        and _agrees(before, this)
    )
    return 1.0 + (_ADJECTIVAL if likely else 0.0)


def _agrees(noun: Reading, adjective: Reading) -> bool:
    """In gender and number."""
    if noun.number == "p" and noun.rational != "y" and (adjective.gender, adjective.number) == ("f", "s"):
        return True
    return (noun.gender, noun.number) == (adjective.gender, adjective.number)


def _clause(before: Reading, this: Reading) -> float:
    """Moods after their particles, inna and its sisters, the subject after its verb."""
    if before.pos == "verb_pseudo":
        return _after_inna(before, this)
    if before.pos == "conj_sub" and before.lemma == "أن" and this.aspect != "i" and this.pos != "part_neg":
        return 0.5 + _verb_after(before, this) if this.aspect == "p" else 3.0  # بعد أن وصل
    if before.pos == "part_neg" and before.lemma in ("لم", "لن") and this.aspect != "i":
        return _NEVER
    if before.pos in ("part_verb", "part_fut") and this.pos != "verb" and this.lemma != "لا":
        return 3.0
    if this.pos == "verb":
        waits = 1.5 if before.subject == "after" and before.lemma not in _AUXILIARIES else 0.0
        return _mood(before, this) + _verb_after(before, this) + waits
    if before.pos == "verb":
        return _after_verb(before, this)
    if before.pos in ("punc", "conj") and this.nominal and not this.preposition:
        if this.conjunction:
            return 1.0  # after a pause a clause goes on with its verb
        if this.lemma == "غير":
            return 0.0 if this.case == "a" else 0.6  # غيرَ أنّ
        if before.pos == "punc" and this.pos == "noun" and this.construct and this.case == "n":
            return 0.5  # a clause begins with its verb or with a definite noun
        if this.pos == "adj" and this.article:
            return _NOMINALISED + (0.6 if this.case == "a" else 0.0)
        circumstance = this.pos == "adj" and this.state == "i"  # ، مؤكدًا أن
        return 0.6 if (this.case == "a") != circumstance else 0.0
    return 0.0


def _after_inna(before: Reading, this: Reading) -> float:
    if before.pronoun:
        if this.pos == "verb":
            return _mood(before, this) + _verb_after(before, this)
        return 1.5 if this.nominal and not this.preposition and this.case in ("a", "g") else 0.0
    if this.pos in ("verb", "part_verb", "verb_pseudo", "conj_sub"):
        return _NEVER
    if this.pos in _CARRIERS and not this.preposition:
        # أن توفر, without its signs, is أَنْ تُوَفِّرَ as often as أَنَّ تَوَفُّرَ.
        open_ = _TO if before.lemma == "أن" and this.pos == "noun" and not this.article else 0.0
        return (0.0 if this.case in ("a", "") else 2.5) + (_NOMINALISED if this.pos == "adj" else 0.0) + open_
    return 0.3


def _mood(before: Reading, this: Reading) -> float:
    if this.aspect != "i" or this.subordinator:
        return 0.0
    wanted = "i"
    if before.lemma in _JUSSIVE and before.pos == "part_neg":
        wanted = "j"
    elif before.lemma in _SUBJUNCTIVE and before.pos in ("conj_sub", "part_neg"):
        wanted = "s"
    return 0.0 if this.mood in (wanted, "") else 2.0


def _verb_after(before: Reading, this: Reading) -> float:
    """A verb after a noun: its own verb (أن المبعوث وجّه) or a clause that describes it."""
    if this.conjunction:
        joined = 0.6 if this.subject == "before" else 0.0
        return joined if before.pos in ("punc", "conj") else joined + 0.2
    if before.pos in _CARRIERS and this.subject == "before" and before.case == "g":
        return 0.7  # the end of a long subject, whose head is not seen here
    if before.pos in _CARRIERS:
        of_things = before.number == "p" and before.rational != "y"
        gender, number = ("f", "s") if of_things else (before.gender, before.number)
        if this.subject == "before":
            return 0.5 if gender in (this.gender, "") and number in (this.number, "") else 2.0
        return 0.5 if gender in (this.gender, "") or number == "p" else 0.9
    if before.pos == "verb":
        return 0.3 if before.lemma in _AUXILIARIES or this.aspect == "i" else 1.5
    if this.subject == "before":
        if before.pos == "pron_rel":
            return 0.8 if this.pronoun else 0.0  # الاتفاق الذي وقّعه الوزير
        return 0.0 if before.pos in ("pron", "verb_pseudo") else 1.0
    return 0.0


def _after_verb(before: Reading, this: Reading) -> float:
    """The subject in the nominative, an object in the accusative."""
    if this.pos not in _CARRIERS or this.preposition or this.conjunction:
        if this.pos in ("conj_sub", "verb_pseudo", "pron_rel"):
            return 0.0
        return 0.2 if before.subject == "after" else 0.0
    circumstance = this.state == "i" and this.case == "a"  # عاد سالمًا
    nominalised = this.pos == "adj" and not circumstance and before.lemma not in _AUXILIARIES
    return _as_participant(before, this) + (_NOMINALISED if nominalised else 0.0)


def _as_participant(before: Reading, this: Reading) -> float:
    if this.case == "n":
        if before.person != "3" or before.subject in ("before", "implied"):
            return 1.2
        of_things = this.number == "p" and this.rational != "y"
        fits = before.gender == ("f" if of_things else this.gender) or (this.number == "p" and not of_things)
        return (0.0 if fits else 0.7 if of_things else 1.0) + (0.0 if before.number == "s" else 1.5)
    if this.case == "a":
        taken = 0.8 if before.pronoun else 0.0  # يمكننا معرفةُ: the object is the pronoun
        passive = 0.9 if before.voice == "p" else 0.0
        return taken + passive + {"after": 1.0, "": 0.3}.get(before.subject, 0.0)
    return 0.0


def written(form: str) -> Reading:
    """What stands where no analysis is wanted: punctuation, digits, another script."""
    if form in _CLAUSE_MARKS:
        return EDGE
    figures = re.search(r"(\d+)$", bare(form))
    return _number_word(int(figures.group(1))) if figures and len(figures.group(1)) < 20 else OTHER


def _number_word(value: int) -> Reading:
    """A number in digits, with the case and number of the thing counted: 3 دولٍ, 20 دولةً, 300 دولةٍ."""
    if value < 3 or 1900 <= value <= 2100:  # a day of the month, a year
        return OTHER
    last = value % 100
    if 3 <= last <= 10:
        return Reading("digit", case="g", number="p")
    return Reading("digit", case="a" if last > 10 else "g", number="s")


def transparent(form: str) -> bool:
    """Quotation marks and brackets: the words on their two sides are neighbours."""
    return form in _BRACKETS


class Cells(NamedTuple):
    """The distinct readings of a word, by their numbers, with the cost and the place of the likeliest
    analysis of each; and what the words on the two sides see of each, which many readings share."""

    numbers: tuple[int, ...]
    to_left: tuple[int, ...]
    to_right: tuple[int, ...]
    costs: tuple[float, ...]
    places: tuple[int, ...]  # among the word's analyses

    def reading(self, cell: int) -> Reading:
        return _known[self.numbers[cell]]

    @property
    def readings(self) -> list[Reading]:
        return [_known[number] for number in self.numbers]


class _Costs(dict[int, float]):
    """What one reading costs after each reading, computed when it is first wanted."""

    __slots__ = ("_this",)

    def __init__(self, this: Reading):
        self._this = this

    def __missing__(self, number: int) -> float:
        cost = self[number] = together(_known[number], self._this)
        return cost


# There are as many readings as there are combinations of features: some thousands, whatever the text.
_numbers: dict[Reading, int] = {}
_known: list[Reading] = []
_costs: list[_Costs] = []
_adjectives: list[bool] = []  # with nothing joined before them


def reading_of(number: int) -> Reading:
    return _known[number]


def _number(this: Reading) -> int:
    if this not in _numbers:
        _known.append(this)
        _costs.append(_Costs(this))
        _adjectives.append(this.pos in ADJECTIVE and not this.preposition and not this.conjunction)
        _numbers[this] = len(_known) - 1
    return _numbers[this]


def cell_of(this: Reading) -> Cells:
    """The one cell of what is not analysed."""
    number, to_left, to_right = _sides(this)
    return Cells((number,), (to_left,), (to_right,), (0.0,), (0,))


# How rare what is joined to a word is (powers of ten, counted in UD_Arabic-PUD and rounded).
_JOINED = {
    "wa_conj": 1.2, "fa_conj": 2.5, "bi_prep": 1.2, "li_prep": 1.3, "ka_prep": 2.3, "sa_fut": 1.3, "li_sub": 1.5,
    "li_jus": 2.5, "la_emph": 1.5,
}  # fmt: skip
_PRONOUN = 1.1
_LIKE = 1.0


def _joined(conjunction: str | None, particle: str | None, pronoun: str | None) -> float:
    """The cost of what is joined to a word: a word that is whole wants no such chance."""
    before = _JOINED.get(conjunction or "", 0.0) + _JOINED.get(particle or "", 0.0)
    return before + (_PRONOUN if (pronoun or "0") not in ("0", "na") else 0.0)


def _asks(lemma: str) -> bool:
    """Whether an analysis that begins with أ asks a question; أليس and ألم are left out."""
    return _plain(lemma) != "ليس"


def strains(scored: Candidates, form: str) -> Iterator[float]:
    """What speaks against each analysis of ``form`` before its neighbours are seen, the rareness of its lexeme
    apart."""
    for this, source, vocalised, lemma in zip(
        scored.shown, scored.sources, scored.vocalised, scored.lemmas, strict=True
    ):
        cost = this.joined + WEIGHTS["alone"] * this.least
        if source == "spvar":
            cost += _misspelt(form, vocalised)
        yield cost + (_NEVER if this.asks and _asks(lemma) else 0.0)


def own_costs(scored: Candidates, form: str, *, asked: bool = False) -> list[float]:
    """What speaks against each analysis of a word, whatever reading it has. Signs that stand in ``form`` speak
    against analyses that are vocalised otherwise; ``asked``: the sentence ends with a question mark."""
    found: list[float] = []
    by_model, by_joined, by_spelling = (WEIGHTS[name] for name in ("word model", "joined", "spelling"))
    plain = bare(form)
    signed = plain != form and strip_signs(form) != form
    sources = scored.sources
    gentile = "adj" in [
        this.pos
        for this, source in zip(scored.shown, sources, strict=True)
        if this.article and source != "backoff"
    ]
    # Who writes كان means كَانَ: the likelier the word as written, the less it is another's slip.
    exact = [score for score, source in zip(scored.scores, sources, strict=True) if source != "spvar"]
    other = _WRITTEN if max(exact, default=0.0) > _COMMON else 0.0
    for place, (vocalised, score, this, source) in enumerate(
        zip(scored.vocalised, scored.scores, scored.shown, sources, strict=True)
    ):
        cost = by_model * -log10(max(score, 1e-9)) + place * 1e-6
        if source != "backoff":  # guesses have been weighed with what is joined to them
            cost += by_joined * this.joined
        if source == "spvar":
            cost += by_spelling * (_misspelt(plain, vocalised) + other)
        if this.asks and _asks(scored.lemmas[place]):
            cost += 2.0 if asked else _NEVER
            cost += 0.0 if plain.startswith("أ") else _NEVER  # آفرو and إيغل ask nothing
        if signed and contradicts(form, vocalised):
            cost += _NEVER
        if this.pos == "noun_prop":
            if vocalised.endswith("ًا") or "\u064b" in form:
                cost += _TANWIN_NAME
            if gentile and this.article:
                cost += _GENTILE
        found.append(cost)
    return found


def cells(seen: Sequence[Shown], costs: Sequence[float], said: Sequence[float] = ()) -> Cells:
    """The distinct readings among the analyses of a word, each of which costs so much; ``said``: what other witnesses
    say against each analysis."""
    best: dict[Sides, tuple[float, int]] = {}
    by_alone = WEIGHTS["alone"]
    for place, (this, own) in enumerate(zip(seen, costs, strict=True)):
        for sides, alone in this.readings:
            cost = own + by_alone * alone
            if said:
                cost += said[place]
            if sides not in best or cost < best[sides][0]:
                best[sides] = cost, place
    beam = min([cost for cost, _ in best.values()]) + _BEAM
    kept = [
        (*sides, cost, place)
        for sides, (cost, place) in best.items()
        if cost <= beam or _known[sides[0]].lemma == "letter"  # إن beside سي
    ]
    return Cells(*zip(*kept, strict=True))


@lru_cache(maxsize=5_000)
def _misspelt(written: str, vocalised: str) -> float:
    """The cost of reading a word as one of another spelling. Signs left out (ا for أ, ى for ي, ه for ة)
    are common; signs too many (أ for إ, ي for ى) are not, and ة never is a pronoun."""
    meant = bare(vocalised)
    if len(written) != len(meant):
        return _MISSPELT
    pairs = [(one, other) for one, other in zip(written, meant, strict=True) if one != other]
    if written == "الي":  # who leaves out the hamza of إلى dots every ى, and tells little of himself
        return {"إلى": _MISSPELT, "إلي": 2 * _MISSPELT + 1.0}.get(meant, 2 * _MISSPELT)
    return max((_MISSPELT, *(_SLIPS.get(one, 0.0) for one, _ in pairs))) + 0.5 * max(0, len(pairs) - 1)


_SLIPS = {"ة": _NEVER, "أ": 2.5, "إ": 2.5, "آ": 2.5, "ي": 2.0}


def contradicts(form: str, vocalised: str) -> bool:
    """Whether ``form`` bears a sign that ``vocalised`` has not on the same letter.

    A sukun and the sign of a small alif are often written where others leave them out; the signs
    of tanwin stand on the alif or on the letter before it.
    """
    ours, theirs = (
        _LETTER.findall(_TANWIN.sub("\\2\\1", text.replace("ـ", ""))) for text in (form, vocalised)
    )
    if [letter for letter, _ in ours] != [letter for letter, _ in theirs]:
        return False  # another spelling: nothing can be compared
    return any(set(signs) - set(said) - _OPTIONAL for (_, signs), (_, said) in zip(ours, theirs, strict=True))


_LETTER = re.compile(f"([^{SIGNS}])([{SIGNS}]*)")
_TANWIN = re.compile("([اى])(\u064b)")
_OPTIONAL = frozenset("\u0652\u0670")


@lru_cache(maxsize=20_000)
def _open(this: Reading) -> tuple[tuple[Sides, float], ...]:
    """A reading with what its form leaves open and its neighbours show, each with its cost alone."""
    return tuple(
        [(sides, alone(this, case, subject)) for case, subject, sides in _left_open(_from_outside(this))]
    )


@lru_cache(maxsize=20_000)
def _left_open(this: Reading) -> tuple[tuple[str, str, Sides], ...]:
    """What a form leaves open and its neighbours show: the case of a demonstrative or of a noun without endings, the
    place of a verb's subject; and what the neighbours see of each."""
    each = [this]
    if this.pos in _CARRIERS and this.case in ("", "u"):
        each = [this._replace(case=case) for case in ("g" if this.preposition else "nag")]
    elif this.pos == "verb":
        places = ("before", "after", "implied") if this.person == "3" else ("implied",)
        each = [this._replace(subject=place) for place in places]
    return tuple((one.case, one.subject, _sides(one)) for one in each)


def _sides(this: Reading) -> Sides:
    to_left = this._replace(voice="", person="")
    if this.conjunction:  # what is joined agrees with nothing but in case
        to_left = to_left._replace(gender="", number="")
    if this.pos == "verb":
        behind = this.subject == "before"
        to_left = to_left._replace(
            lemma="", subject=this.subject if behind else "", pronoun=this.pronoun if behind else ""
        )
    if this.preposition and this.pos != "prep":  # the word before sees no more than that
        to_left = to_left._replace(case="", state="", gender="", number="", rational="", article=False)
    to_right = this._replace(aspect="", mood="", conjunction=False, subordinator=False, preposition=False)
    if this.subject in ("before", "implied"):  # no subject follows that would agree with it
        to_right = to_right._replace(gender="", number="", person="")
    return _number(this), _number(to_left), _number(to_right)


def _from_outside(this: Reading) -> Reading:
    """Without what counts for the word alone, so that there are few readings to compare."""
    verb = this.pos == "verb"
    return this._replace(
        question=False, emphatic=False, pronoun=this.pronoun and "3",
        person=this.person if verb else "", mood=this.mood if this.aspect == "i" else "",
        rational=this.rational if this.pos == "noun_prop" or (this.number == "p" and not verb) else "",
        state="" if verb else this.state,
    )  # fmt: skip


@lru_cache(maxsize=20_000)
def between(before: tuple[int, ...], this: tuple[int, ...]) -> bytes:
    """What each reading of a word costs after each reading of the word before: those of the first
    reading, then those of the second, and so on; as the bytes of an array of doubles."""
    rows = [costs_of(number, before) for number in this]
    return array("d", chain.from_iterable(rows)).tobytes()


def costs_of(this: int, before: tuple[int, ...]) -> Iterator[float]:
    """What a reading costs after each reading of the word before."""
    return map(_costs[this].__getitem__, before)


def with_heads(chosen: list[int], lattice: Sequence[Cells]) -> None:
    """See to the adjectives among the readings that are chosen."""
    for here in range(2, len(chosen)):
        if _adjectives[lattice[here].numbers[chosen[here]]]:
            chosen[here] = _with_head(chosen, lattice, here)


def _with_head(chosen: Sequence[int], lattice: Sequence[Cells], here: int) -> int:
    """The adjective at ``here``, in the case of the head of a construct if it agrees with that and
    not with the noun before it: مذكرةَ احتجاجٍ رسميةً."""
    this, before = lattice[here].reading(chosen[here]), lattice[here - 1].reading(chosen[here - 1])
    if _agrees(before, this):
        return chosen[here]
    head, noun = here - 1, before
    while head and noun.case == "g":
        head -= 1
        noun = lattice[head].reading(chosen[head])
        if not noun.construct:
            break
        if _agrees(noun, this):
            wanted = _numbers.get(this._replace(case=noun.case))
            numbers = lattice[here].numbers
            return numbers.index(wanted) if wanted in numbers else chosen[here]
    return chosen[here]
