"""A witness for the measure of verbs: which of the verbs that share a form stands here.

Without its vowels يصدر is يَصْدُرُ (it appears) and يُصْدِرُ (he issues), تعرض is تَعَرَّضَ (he was exposed) and تَعْرِضُ
(she shows). What decides stands behind the verb: an object, which one of the two does not take
(:mod:`khabar.morphology.valency`), a subject with whose gender one of the two does not agree, or what a verb goes with
by custom (``data/measures.tsv``: whoever prepares, prepares a report or a plan). Each counts in powers of ten, like every
other cost in :mod:`khabar.morphology.context`.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, overload
from unicodedata import normalize

from khabar.morphology.context import GOVERNED, NOMINAL, Cells, Reading
from khabar.morphology.guesses import GUESSED
from khabar.morphology.valency import valency
from khabar.text.script import bare

if TYPE_CHECKING:
    from khabar.morphology.candidates import Candidates

TABLE = Path(__file__).parents[1] / "data" / "measures.tsv"
_LIKELY = 0.8  # readings of a word that are less likely by more than this count for nothing
_PERHAPS = 1.5  # by more than this, for hardly anything
_CHANCE = 0.003  # verbs that are less likely than another by more are not looked at
_FAR = 7  # words behind a verb among which its object is looked for
_NO_SUBJECT = 2.0  # what stands behind the verb can be neither its subject nor its object
_STRANGE = 1.5  # it is no subject, and no other has been named
_TAKES_NONE = 1.8  # an object behind a verb that takes none, shown by its ending
_HARDLY = 1.3  # or by the subject before it
_LACKS_ONE = 0.5  # no object behind a verb that takes one
_ONLY = 1.2  # what speaks for a verb where a sentence would have none: تطور القتال إلى حرب.
_WHAT = 2.0  # ما تبقى من: what ما and مَن stand for is masculine
_TOLD = 0.5  # a story goes on in the perfect


class Verb(NamedTuple):
    """A verb that a form may be, in one voice and aspect."""

    places: tuple[int, ...]  # of its analyses
    lemma: str
    takes: str  # :func:`~khabar.morphology.valency.valency`, or "" of one that takes a predicate
    gender: str  # of the third person in the singular, whose subject may follow; "you" of the second
    imperfect: bool
    passive: bool
    joined: bool  # whether a pronoun is joined to it


class Shape(NamedTuple):
    """What one written form shows to a verb before it."""

    form: str
    kind: str = ""  # noun, adjective, preposition, that, verb, either (a verb or a noun), mark, another
    gender: str = ""  # with which a verb agrees
    definite: bool = False
    owned: bool = False  # with a pronoun, and none that only repeats a noun (نفسه، كله)
    marked: bool = False  # an object by its ending: indefinite with an alif, or in ين
    preposition: str = ""
    counts: bool = False  # a number or a quantity: what is counted bears the gender
    lemmas: tuple[str, ...] = ()  # without signs
    perfect: bool = False  # a verb in the perfect, he
    time: bool = False  # a noun of time or of direction, that is no object
    verbs: tuple[Verb, ...] = ()  # its analyses as verbs, if they are of several


_MARK = Shape(".", "mark")
_ANY = frozenset({""})
_NONE: frozenset[str] = frozenset()


def shape(form: str, scored: Candidates, readings: Cells, among: tuple[Verb, ...]) -> Shape:
    """The shape of a form with its scored analyses, its readings and its :func:`verbs`."""
    if not scored:
        return Shape(form, "another" if any(letter.isalnum() for letter in form) else "mark")
    least = min(readings.costs)
    first = readings.costs.index(least)
    kind = _kind(readings.reading(first), form)
    if kind == "verb" and _also_noun(readings, least):
        kind = "either"
    if scored.sources[readings.places[first]] in GUESSED:
        kind = "another"
    found, best = Shape(form, kind, verbs=among), readings.reading(first)
    if kind == "preposition":
        own = best.pos == "prep" and not best.preposition
        return found._replace(preposition=bare(form) if own else bare(form).lstrip("وف")[:1])
    if kind in ("verb", "either"):
        return found._replace(perfect=best.aspect == "p" and (best.person, best.number) == ("3", "s"))
    if kind not in ("noun", "adjective"):
        return found
    likely = [cell for cell, cost in enumerate(readings.costs) if cost <= least + _LIKELY]
    likely.sort(key=readings.costs.__getitem__)
    pairs = [(readings.reading(cell), bare(scored.lemmas[readings.places[cell]])) for cell in likely]
    nouns = [(this, lemma) for this, lemma in pairs if this.nominal and not this.preposition]
    genders = {_gender(this, form) for this, _ in nouns}
    return found._replace(
        gender=genders.pop() if len(genders) == 1 else "",
        time=any(this.lemma in GOVERNED["time"] or lemma in GOVERNED["direction"] for this, lemma in nouns),
        definite=any(this.definite for this, _ in nouns),
        owned=all(this.pronoun and lemma not in GOVERNED["repeating"] for this, lemma in nouns),
        marked=kind == "noun" and bool(nouns) and _marked(form, [this for this, _ in nouns]),
        counts=all(this.pos in ("noun_num", "noun_quant") for this, _ in nouns),
        lemmas=tuple([lemma for _, lemma in nouns]),
    )


def _also_noun(readings: Cells, least: float) -> bool:
    nouns = [cost for cost, this in zip(readings.costs, readings.readings, strict=True) if this.nominal]
    return bool(nouns) and min(nouns) <= least + _PERHAPS


def _kind(this: Reading, form: str) -> str:
    if this.pos in ("conj_sub", "verb_pseudo"):
        return "that" if bare(form) in GOVERNED["that"] else "another"
    if this.pos == "prep" or this.preposition:
        return "preposition"
    if this.conjunction:
        return "another"
    if this.pos in NOMINAL or this.pos == "pron_dem":
        return "adjective" if this.pos in ("adj", "adj_comp", "adj_num") else "noun"
    return "mark" if this.pos == "punc" else "verb" if this.pos == "verb" else "another"


def _gender(this: Reading, form: str) -> str:
    """With which a verb before a subject agrees: of things in the plural the feminine."""
    if this.pos == "noun_num":
        return "m" if bare(form) in GOVERNED["counting"] else ""
    if this.pos in ("noun_quant", "noun_prop") or this.lemma in GOVERNED["measure"]:
        return this.gender if this.pos == "noun_prop" and this.rational == "y" else ""
    if this.number == "p" and this.rational != "y":
        return "f"
    return this.gender


def _marked(form: str, nouns: Sequence[Reading]) -> bool:
    """Whether a noun is an object by its ending."""
    if form.endswith(("ا", "اً")):
        return (nouns[0].case, nouns[0].state) == ("a", "i")
    return form.endswith("ين") and all(
        this.number in ("d", "p") and this.case in ("a", "g", "u") and not this.article for this in nouns
    )


def verbs(scored: Candidates) -> tuple[Verb, ...]:
    """The verbs that a form may be, if they are of several."""
    found: dict[tuple[str, str, bool, bool, bool], list[int]] = {}
    best: dict[str, float] = {}
    places = [place for place, this in enumerate(scored.shown) if this.pos == "verb"]
    if len({scored.lemmas[place] for place in places}) < 2:
        return ()
    for place in places:
        this = scored.shown[place].verb
        if this is not None:
            lemma = normalize("NFC", scored.lemmas[place])
            found.setdefault((lemma, *this), []).append(place)
            best[lemma] = max(best.get(lemma, 0.0), scored.scores[place])
    most = max(best.values(), default=0.0)
    if sum(score >= most * _CHANCE for score in best.values()) < 2:
        return ()
    return tuple(
        Verb(
            tuple(places), key[0], "" if bare(key[0]) in GOVERNED["auxiliary"] else valency(key[0]), *key[1:]
        )
        for key, places in found.items()
    )


class Formed(Protocol):
    """A written form with what :func:`verbs` and :func:`shape` say of it."""

    @property
    def verbs(self) -> tuple[Verb, ...]: ...

    @property
    def shape(self) -> Shape: ...


class _Shapes(Sequence[Shape]):
    """The shapes of a sentence, each worked out when it is looked at: most words stand near no verb of several."""

    def __init__(self, forms: Sequence[Formed]):
        self._forms = forms

    def __len__(self) -> int:
        return len(self._forms)

    @overload
    def __getitem__(self, index: int) -> Shape: ...

    @overload
    def __getitem__(self, index: slice) -> list[Shape]: ...

    def __getitem__(self, index: int | slice) -> Shape | list[Shape]:
        if isinstance(index, slice):
            return [form.shape for form in self._forms[index]]
        return self._forms[index].shape


def against(forms: Sequence[Formed]) -> list[tuple[float, ...]]:
    """What speaks against each analysis of each word of a sentence, by its place; nothing is said of most words."""
    shapes = _Shapes(forms)
    return [_against(shapes, here) if this.verbs else () for here, this in enumerate(forms)]


def _kind_at(shapes: Sequence[Shape], place: int) -> str:
    return shapes[place].kind if place < len(shapes) else "mark"


class _Behind(NamedTuple):
    """What stands behind a verb."""

    noun: Shape  # at once
    marked: bool  # whether an object is seen by its ending
    second: bool  # whether there is an object, if the noun at once behind the verb is its subject
    open: bool  # whether there may be one
    clause: bool
    lemmas: frozenset[str]
    prepositions: frozenset[str]


def _behind(shapes: Sequence[Shape], here: int) -> _Behind:
    first = shapes[here + 1] if here + 1 < len(shapes) else _MARK
    noun = first if first.kind == "noun" and not first.time else _MARK
    counted = shapes[here + 2] if here + 2 < len(shapes) else _MARK
    if noun.counts and not noun.gender and counted.kind in ("noun", "adjective"):
        noun = noun._replace(gender=counted.gender)  # تجمع مئات الشبان
    marked = second = open_ = clause = phrase = False  # phrase: within one with a preposition
    lemmas: set[str] = set()
    prepositions: set[str] = set()
    for place in range(here + 1, min(len(shapes), here + 1 + _FAR)):
        one, before = shapes[place], shapes[place - 1]
        if one.kind in ("mark", "verb"):
            open_ = open_ or one.form == ":"  # what is said
            break
        if one.kind == "that":
            clause = True
            break
        if one.kind == "preposition":
            prepositions.add(one.preposition)
            phrase = True
        elif one.kind == "either":
            open_ = open_ or place > here + 1
        elif one.kind == "noun" and not one.time:
            number = before.form.isdigit() or (before.kind == "noun" and before.counts)  # 20 عاما
            # نزلوا إلى الشوارع احتجاجا على: behind a phrase, a cause or a genitive
            caused = phrase and (one.form.endswith("ين") or _kind_at(shapes, place + 1) == "preposition")
            marked = marked or (one.marked and not number and not caused)
            if place > here + 1 and not phrase:
                open_ = True
                if before.definite and before.kind in ("noun", "adjective") and not one.marked:
                    # The subject is complete before it: البرلمان الموازنة, الحكومة قانون
                    second = second or not one.definite or one.owned or before.gender != one.gender
            lemmas.update(one.lemmas)
    return _Behind(noun, marked, second, open_, clause, frozenset(lemmas), frozenset(prepositions))


def _led(shapes: Sequence[Shape], here: int) -> str:
    """The gender of a subject that stands right before the verb at the beginning of its clause: أن الشركة ستجري."""
    start = here
    while start and shapes[start - 1].kind in ("noun", "adjective"):
        start -= 1
    begins = start < here and (start == 0 or shapes[start - 1].kind in ("mark", "that"))
    definite = begins and any(one.definite for one in shapes[start:here])
    return shapes[start].gender if definite and shapes[start].kind == "noun" else ""


def _alone(shapes: Sequence[Shape], here: int) -> bool:
    """Whether a whole sentence, with its full stop, begins with the form and has no other verb."""
    if here or len(shapes) < 3 or shapes[-1].form != ".":
        return False
    return not any(one.kind in ("verb", "either", "that") or one.verbs for one in shapes[1:])


class _Evidence(NamedTuple):
    """What a sentence shows of the place of a verb; few, so that verdicts are kept."""

    noun: bool  # at once behind it
    gender: str  # of that noun
    object: bool  # that noun is one by its ending
    marked: bool
    second: bool
    may: bool  # there may be an object: the verb's subject may stand before it
    clause: bool
    named: frozenset[str]  # the genders of what could be its subject, named before; "" if that is not known
    led: str
    told: bool
    what: bool
    alone: bool
    lemmas: frozenset[str] = _NONE  # what customs ask for
    prepositions: frozenset[str] = _NONE


def _against(shapes: Sequence[Shape], here: int) -> tuple[float, ...]:
    behind, before = _behind(shapes, here), shapes[here - 1] if here else _MARK
    this, word = shapes[here], bare(before.form)
    opening = before.kind == "mark" or word in GOVERNED["opening"]
    named = frozenset(one.gender for one in shapes[:here] if one.kind == "noun") if opening else _ANY
    told = this.form.startswith(("و", "ف")) or word == "ثم"
    told = told and next(
        (
            one.perfect
            for one in map(shapes.__getitem__, range(here - 1, -1, -1))
            if one.kind in ("verb", "either")
        ),
        False,
    )
    noun = behind.noun is not _MARK
    customary = any(verb.lemma in _customs() for verb in this.verbs)
    return _verdict(
        this.verbs,
        _Evidence(
            noun,
            behind.noun.gender,
            behind.noun.marked,
            behind.marked,
            behind.second,
            behind.open or (noun and not opening),
            behind.clause,
            _ANY if "" in named else named,
            _led(shapes, here),
            told and not noun,
            word in GOVERNED["what"] and _kind_at(shapes, here + 1) in ("preposition", "mark"),
            _alone(shapes, here),
            behind.lemmas if customary else _NONE,
            behind.prepositions if customary else _NONE,
        ),
    )


@lru_cache(maxsize=20_000)
def _verdict(verbs: tuple[Verb, ...], seen: _Evidence) -> tuple[float, ...]:
    """What speaks against each analysis by its place; nothing where all are alike."""
    costs = [_cost(verb, seen) + _by_custom(verb.lemma, seen) for verb in verbs]
    least = min(costs)
    if max(costs) == least and not seen.alone:
        return ()
    least += _ONLY if seen.alone else 0.0
    found = [0.0] * (1 + max(verb.places[-1] for verb in verbs))
    for verb, cost in zip(verbs, costs, strict=True):
        for place in verb.places:
            found[place] = cost - least
    return tuple(found)


def _cost(verb: Verb, seen: _Evidence) -> float:
    takes, cost, agrees = verb.takes, 0.0, seen.gender in ("", verb.gender)
    subject = verb.gender and agrees and not seen.object and verb.gender != seen.led
    has = seen.marked or (seen.second if subject else seen.noun)
    if not takes:
        pass
    elif verb.gender and not agrees and not seen.object:
        # No subject: an object, if the verb takes one.
        strange = seen.named.isdisjoint((verb.gender, ""))
        cost += _NO_SUBJECT if takes in "ip" or verb.passive else _STRANGE if strange else 0.0
    elif takes == "i" and seen.clause and seen.noun:
        cost += _HARDLY  # تظهر الأرقام أن
    elif takes in "ip":
        cost += _TAKES_NONE if seen.marked else _HARDLY if has else 0.0
    if takes == "t" and not (has or seen.may or seen.clause or verb.joined):
        cost += _LACKS_ONE * (0.5 if verb.passive else 1.0)  # the tree says more of the voice
    if verb.gender in ("f", "you") and verb.imperfect:
        cost += _WHAT if seen.what else _TOLD if seen.told else 0.0
    return cost


@cache
def _customs() -> dict[str, list[tuple[str, frozenset[str], float]]]:
    found: dict[str, list[tuple[str, frozenset[str], float]]] = {}
    with TABLE.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            words = frozenset(map(bare, row["words"].split()))
            found.setdefault(normalize("NFC", row["lemma"]), []).append(
                (row["sign"], words, float(row["cost"]))
            )
    return found


def _by_custom(lemma: str, behind: _Evidence) -> float:
    cost = 0.0
    for sign, words, said in _customs().get(lemma, ()):
        seen = behind.prepositions if sign in ("with", "without") else behind.lemmas
        if (not words.isdisjoint(seen)) != (sign == "without"):
            cost += said
    return cost
