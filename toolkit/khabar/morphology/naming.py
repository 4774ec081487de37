"""A witness for the names of persons: what stands further off than the next word.

Most Arabic first names are words, too (عادل، أمل، سعيد). What decides is often not the neighbour: a title
before its genitives and a comma (رئيس الوزراء، عادل عبد المهدي), a family's name that no list has behind a
first name, a verb of saying before and إنّ behind. Here sequences of words that can be names are looked for,
and what speaks for each; the readings as names gain by it, in powers of ten, like every other cost in
:mod:`khabar.morphology.context`. A network that has learned the vowels of words knows no names: where
something speaks for one, its vowels count against the name no more than against the word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from khabar.morphology.context import GOVERNED, Cells, reading_of
from khabar.morphology.guesses import GUESSED
from khabar.morphology.weights import WEIGHTS
from khabar.text.script import bare

if TYPE_CHECKING:
    from khabar.morphology.candidates import Candidates

_NO_NAMES = GOVERNED["time"] | {"title", "kin"}
_FIRST, _SECOND = GOVERNED["of the faith"], GOVERNED["the faith"]  # نور الدين
_LITTLE = ("prep", "conj", "part", "pron", "adv", "verb_pseudo")  # how the names of particles' kinds begin
_ARTICLE = ("ال", "وال", "لل", "بال")
_MARKS = frozenset("،,:-–—")
_LIKELY = 1.0  # readings of a word that are less likely by more than this count for nothing
_THAT = GOVERNED["that"]
_SONS = ("بن", "ابن", "بنت", "ولد", "آل")
_DAYS = GOVERNED["day"]
_ROOT = re.compile("[^بكلوسأ][^اويى][^اويىةهت]")  # what may be a verb of three letters: مروان فخر،
_PARTICLES = ("دي", "دو", "دا", "فان", "فون", "دير")
_SURE = 1.5  # what a word must cost more than the name, if the name is to speak for its neighbours
_HALF_SURE = 0.5
_FAR = 6  # words between what speaks for a name and the name
_RARE = -4.9  # logarithm of the frequency of a rare word
_AT_LEAST, _MOST = 0.7, 3.0  # what must speak for a name before it gains, and what it gains at most


class Sign(NamedTuple):
    """What one written form shows to a search for names."""

    form: str
    kind: str = ""  # of the name that it can be: whole, joined (with و, ل or ب), family (with the article)
    name: float = 0.0  # what the word costs more than that name
    unknown: bool = False  # no list has the name
    places: tuple[int, ...] = ()  # of the analyses that are names
    words: tuple[int, ...] = ()  # and of all others
    title: bool = False
    of_one: bool = False  # a title in the singular
    saying: bool = False
    verb: bool = False
    adjective: bool = False
    plain: bool = False  # a noun, or a rare adjective
    frequency: float = 0.0  # logarithm of that of the commonest word of the form
    noun: bool = False  # nothing but a noun or an adjective, joined to nothing
    preposition: bool = False
    time: bool = False  # صباح is a name at the beginning of one only
    little: bool = False  # a preposition, a conjunction, a particle
    first: bool = False  # a name can begin here
    faith: bool = False  # with الدين after it a name of two words
    that: bool = False  # أن, إن and the like


def sign(
    form: str,
    scored: Candidates,
    own: Sequence[float],
    readings: Cells,
    *,
    guessed: bool = False,
) -> Sign:
    """The sign of a form with its scored analyses, what speaks against each and its readings; ``guessed``: it may be a
    name that no list has, though the lexicon has the word."""
    least = min(readings.costs)
    likely = zip(readings.numbers, readings.costs, strict=True)
    shown = _traits_of(tuple([number for number, cost in likely if cost <= least + _LIKELY]))
    plain, frequency = bare(form), max([float(chance or 0.0) for chance in scored.chances])
    found = Sign(
        form,
        title="title" in shown,
        of_one="title of one" in shown,
        saying="saying" in shown,
        verb="verb" in shown,
        adjective="adjective" in shown,
        plain=_can_be_unlisted(shown, frequency),
        frequency=frequency,
        noun="no name" not in shown,
        preposition="preposition" in shown,
        time="time" in shown,
        little="little" in shown,
        faith=plain in _FIRST or plain[1:] in _FIRST,
        that=plain in _THAT,
    )
    within = form in GOVERNED["in names"] and "little" in shown
    names = [
        place
        for place, this in enumerate(scored.shown)
        if this.person or (within and this.pos == "noun_prop")
    ]
    if not names:
        return found
    guesses = [source in GUESSED for source in scored.sources]
    if not guessed and not all(guesses):
        names = [place for place in names if not guesses[place]]
        if not names:
            return found
    by_alone = WEIGHTS["alone"]
    costs = [cost + by_alone * this.least for cost, this in zip(own, scored.shown, strict=True)]
    if within:
        names = [place for place in names if scored.shown[place].name == "whole"] or names
    best = min(names, key=costs.__getitem__)
    kind, unknown = scored.shown[best].name, guesses[best]
    relative = unknown and kind == "family" and form.endswith(("ية", "ين", "ات"))
    if relative or ("little" in shown and costs[best] > least and not within):
        return found  # الأخمينية; كي
    places = tuple(place for place in names if scored.shown[place].name == kind)
    words = tuple(place for place in range(len(scored)) if place not in places)
    return found._replace(
        kind=kind,
        name=min((costs[place] for place in words if place not in names), default=9.0) - costs[best],
        unknown=unknown,
        places=places,
        words=words,
        first=(kind in ("whole", "joined") and not within)
        or (kind == "family" and form in GOVERNED["with the article"]),
    )


@lru_cache(maxsize=5_000)
def _traits_of(numbers: tuple[int, ...]) -> frozenset[str]:
    """What a search for names asks of some readings, by their numbers."""
    found = frozenset().union(*map(_traits, numbers))
    return _KEPT.setdefault(found, found)


@lru_cache(maxsize=20_000)
def _traits(number: int) -> frozenset[str]:
    """What a search for names asks of a reading, by its number."""
    this = reading_of(number)
    named = this.pos in ("noun", "adj")
    tied = this.preposition or this.conjunction or bool(this.pronoun)
    asked = {
        "title": this.lemma in ("title", "kin") and named,
        "title of one": this.lemma == "title" and named and this.number == "s",
        "saying": this.lemma == "saying" and this.pos == "verb",
        "verb": this.pos == "verb",
        "adjective": this.pos == "adj",
        "noun": this.pos == "noun",
        "article": this.article,
        "preposition": this.pos == "prep" or this.preposition,
        "time": this.lemma in GOVERNED["time"] and this.pos == "noun",
        "little": this.pos.startswith(_LITTLE) and not this.pronoun,
        "no name": not named or tied or this.lemma in _NO_NAMES,
    }
    found = frozenset(name for name, answer in asked.items() if answer)
    return _KEPT.setdefault(found, found)


_KEPT: dict[frozenset[str], frozenset[str]] = {}  # few, however many the readings are


def _can_be_unlisted(shown: frozenset[str], frequency: float) -> bool:
    """Whether a name that no list has may be written like this word of the lexicon: a noun that is no title, or an
    adjective that is rare."""
    if "no name" in shown:
        return False
    return frequency <= _RARE or ("noun" in shown and "article" not in shown)


def unlisted(signs: Sequence[Sign]) -> list[int]:
    """The places of words that the lexicon has and that can be names of persons all the same: behind بن (أشرف بن
    شرقي), before الدين, between a title and a family's name (المحامية سنية الدهماني), and behind a first name."""
    found = []
    for place, this in enumerate(signs):
        if this.places:
            continue
        earlier, before = (signs[place - back] if place >= back else Sign("") for back in (2, 1))
        after = signs[place + 1] if place + 1 < len(signs) else Sign(".")
        if (
            _within(earlier, before, this)
            or (before.faith and this.form in _SECOND)
            or (_of_the_faith(signs, place) and (this.noun or after.form != "الله"))  # but فتح الله عليه
            or _of_a_family(before, this, after)
            or _surname(signs, place)
        ):
            found.append(place)
    return found


def _within(earlier: Sign, before: Sign, this: Sign) -> bool:
    """Whether what leads to a family's name stands before it: أشرف بن شرقي، باتريك دي ويلد."""
    if before.form in _SONS:
        article = this.form.startswith(_ARTICLE)
        return bool(earlier.kind or before.form == "آل") and not article and not this.little
    return before.form in _PARTICLES and earlier.kind == "whole" and not this.little


def _of_a_family(before: Sign, this: Sign, after: Sign) -> bool:
    titled = before.of_one and before.form.startswith(_ARTICLE) and not this.form.startswith(_ARTICLE)
    return titled and this.plain and after.kind in ("whole", "family")


def _surname(signs: Sequence[Sign], place: int) -> bool:
    """Whether a word can be the name of one whose first name stands before it: before a pause (كمال بداري،), a rare one
    before a preposition, too (محمود بصل عن); with the article behind a name with its title (المصور إسماعيل الغول
    خلال), in a list or as a relative adjective (صابر الرباعي)."""
    this, before = signs[place], signs[place - 1] if place else Sign("")
    start = place - 1
    servant = place > 1 and before.kind == "family" and signs[place - 2].form.endswith("عبد")
    if (before.kind not in ("whole", "joined") and not servant) or this.little or this.form in _DAYS:
        return False
    start -= servant
    while start and signs[start - 1].kind == "whole":
        start -= 1
    leading = signs[start - 1] if start and signs[start - 1].form not in GOVERNED["father"] else Sign("")
    after = signs[place + 1] if place + 1 < len(signs) else Sign(".")
    stop = after.form in _MARKS or after.form in ".؛"
    alone = leading.form in _MARKS and after.form in _MARKS  # in a list
    sure = before.name >= _SURE and not before.unknown
    if not this.noun:
        return stop and sure and this.verb and not this.saying and bool(_ROOT.fullmatch(this.form))
    if this.form.startswith(_ARTICLE):
        told = alone or after.that or (leading.saying and stop)
        relative = before.name >= _HALF_SURE and this.form.endswith("ي") and not leading.noun
        known = before.kind == "whole" and not before.unknown and not this.form.endswith("ة")
        if known and (leading.title or told or relative):
            return True
        if not stop:
            return False
    if not this.plain or this.form.endswith("ا"):
        return False
    if leading.of_one and this.frequency <= _RARE and not this.form.startswith(_ARTICLE):
        return True  # النجم عبد العزيز مخيون
    pause = (
        stop
        or after.saying
        or after.that
        or (after.kind == "family" and not after.unknown)  # فرحان مطلق الجبوري
        or _pauses(this, after, titled=leading.title or leading.saying)
    )
    named = not before.unknown and (leading.title or start < place - 1 or before.name >= _SURE)
    return pause and (named or (alone and not this.form.startswith(_ARTICLE)))


def _pauses(this: Sign, after: Sign, *, titled: bool) -> bool:
    """Whether what stands behind a name of two words is no part of a phrase with its second: a circumstance
    (ميشال معوض رئيسا), another person (مارون بغدادي والممثلة، جورج خباز والسوري), what he is (محمد زبدة مدير), a
    preposition behind a rare word or behind a name with its title, a noun of time there."""
    apart = after.form.startswith("وال") and (after.title or after.form.endswith(("ي", "ية")))
    return (
        apart
        or (after.noun and after.form.endswith(("ا", "اً")))
        or (after.title and not after.adjective and not this.form.startswith(_ARTICLE))  # not تقارير إعلامية
        or (after.preposition and (titled or this.frequency <= _RARE))
        or (titled and (after.time or after.form in _DAYS))
    )


def gains(signs: Sequence[Sign]) -> list[float]:
    """What speaks for a person's name at each word, beyond what its neighbours see: 0 where nothing does, less
    where something speaks against it."""
    found = [0.0] * len(signs)
    if not any(this.places for this in signs):
        return found
    here, inherited = 0, 0.0
    while here < len(signs):
        end = _end(signs, here)
        if end == here:
            if signs[here].form not in _MARKS:
                inherited = 0.0
            here += 1
            continue
        handed_on = signs[here].kind == "joined" or (here and signs[here - 1].form in ("،", ","))
        around = max(_before(signs, here, end), inherited if handed_on else 0.0)
        around += _after(signs, here, end)
        for place in range(here, end):
            if signs[place].form in GOVERNED["in names"] and here < place < end - 1 and signs[place].places:
                found[place] = _MOST  # جانا فان دير فلدا
            elif signs[place].places:
                found[place] = max(0.0, min(_MOST, around + _beside(signs, here, end, place) - _AT_LEAST))
        if end < len(signs) and signs[end].kind == "whole" and signs[end].time:
            found[end] = -_AT_LEAST  # بشار الأسد صباح اليوم
        inherited = 1.0 if any(found[here:end]) else 0.0  # صالح وسعيد؛ محمد العويس، نواف العقيدي
        here = end + (end < len(signs) and found[end] < 0)
    return found


def _end(signs: Sequence[Sign], start: int) -> int:
    """Where the sequence of possible names that begins at ``start`` ends."""
    if _of_the_faith(signs, start):
        end = start + 2
    else:
        end = start + (signs[start].first or _said_by_family(signs, start))
    while start < end < len(signs):
        this = signs[end]
        if _of_the_faith(signs, end) or (this.form in GOVERNED["in names"] and end + 1 < len(signs)):
            end += 2
        elif this.kind in ("whole", "family") and not this.time:
            end += 1
        else:
            break
    return end


def _said_by_family(signs: Sequence[Sign], place: int) -> bool:
    """Whether one whom no list has is called by the family's name alone: وأضاف الركراكي أن."""
    this, after = signs[place], signs[place + 1] if place + 1 < len(signs) else Sign(".")
    told = this.form.endswith("ي") or after.that or after.form in _MARKS
    return this.unknown and this.kind == "family" and place > 0 and signs[place - 1].saying and told


def _of_the_faith(signs: Sequence[Sign], place: int) -> bool:
    """Whether a name of two words begins at ``place``: نور الدين."""
    return signs[place].faith and place + 1 < len(signs) and signs[place + 1].form in _SECOND


def _before(signs: Sequence[Sign], start: int, end: int) -> float:
    """What stands before a name: a title at once or before its genitives, one that is only called a Kuwaiti, a
    verb of saying."""
    if not start:
        return 0.2
    before = signs[start - 1]
    if before.title:
        return 1.4
    comma = before.form in _MARKS
    for place in range(start - 1 - comma, max(-1, start - 2 - _FAR), -1):
        one = signs[place]
        if one.title:
            return 0.9 if comma else 1.2 if end > start + 1 else 0.4
        if one.verb or one.preposition or one.form in _MARKS:
            break
    if comma:
        return 0.2
    if before.adjective and before.form.startswith(_ARTICLE) and before.form.endswith(("ي", "ية")):
        earlier = signs[start - 2] if start > 1 else Sign("،")
        if earlier.preposition or earlier.verb or earlier.form in _MARKS or before.form.startswith("و"):
            return 1.0  # والفلسطينية عبلة غسان
    return 0.8 if before.saying else 0.2 if before.preposition or before.verb else 0.0


def _after(signs: Sequence[Sign], start: int, end: int) -> float:
    """What stands behind a name: إنّ after a verb of saying, the colon of a headline, a title in apposition
    (أمين سلام وزير الاقتصاد), a verb, a mark."""
    if end == len(signs):
        return 0.1
    after = signs[end]
    if after.that:
        return 0.8 if start and signs[start - 1].saying else 0.2
    if after.form == ":":
        return 0.7
    behind = end + (after.form in _MARKS)
    if behind < len(signs) and signs[behind].title and not signs[behind].form.startswith(_ARTICLE):
        return 0.7
    return 0.4 if after.verb else 0.2 if after.form in _MARKS else 0.0


def _beside(signs: Sequence[Sign], start: int, end: int, place: int) -> float:
    """What the other words of a sequence say for the one at ``place``."""
    found = 0.0
    for other in range(max(start, place - _FAR), min(end, place + _FAR + 1)):
        one = signs[other]
        if other == place:
            continue
        if abs(other - place) == 1 and _of_the_faith(signs, min(other, place)):
            found += 2.5
        elif one.form in GOVERNED["in names"]:
            found += 1.2
        elif one.kind:
            found += (
                0.9 if one.unknown else 1.8 if one.name >= _SURE else 1.2 if one.name >= _HALF_SURE else 0.5
            )
        else:
            found += 1.4
    return min(found, 2.5)
