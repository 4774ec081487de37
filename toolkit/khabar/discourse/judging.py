"""Who judges what to be what, behind a verb with two objects: واعتبرت | ذلك | "سابقة خطيرة"، يعتبره | أنصاره | زعيما."""

from __future__ import annotations

from khabar.discourse.acting import is_whom
from khabar.discourse.cues import FAR, Cue
from khabar.discourse.introducing import points_alone
from khabar.discourse.line import COMMAS, STOPS, Line, is_relational
from khabar.discourse.noun_phrases import noun_phrase
from khabar.discourse.nouns import is_clause_in_marks, is_deed_in_marks, is_elative, is_relative, stands_bare
from khabar.discourse.objects import object_within
from khabar.discourse.subjects import agrees, is_passive, subject_before
from khabar.discourse.vocabulary import words
from khabar.morphology.people import is_person

Phrase = tuple[int, int]


def judgement(line: Line, cue: Cue) -> tuple[Phrase | None, Phrase | None, int] | None:
    """Who judges, what is judged, and the place of what it is held to be; None where a verb does not have all it needs."""
    nouns, predicate = _parts(line, cue)
    if predicate is None or len(nouns) > 2 or _clause_behind(line, predicate):
        return None
    verb, own = line.verbs[cue.place], _has_pronoun(line, cue)
    if cue.saying.verb == "رَأَى" and not own and "في" in map(line.preposition, range(cue.place, predicate)):
        return None  # يرى في القرار خطرا
    if own:
        who = nouns[0] if nouns else None
        predicate = predicate if who or line.has_pronoun(cue.place) else cue.place + 1  # ورأت | فيه محاولة
        return (who, None, predicate) if who is None or _may_judge(line, cue, who) else None
    if len(nouns) == 2 and verb is not None:
        return (nouns[0], nouns[1], predicate) if _may_judge(line, cue, nouns[0]) else None
    if len(nouns) != 1:
        return None
    first, last = subject_before(line, cue.place)
    goes_on = verb is None or (first < last and not is_passive(line, cue.place))
    if verb is not None and not goes_on:
        perfect = verb.feats.get("Aspect") == "Perf" and "ُ" not in line.tokens[cue.place].form  # not واعتُبرت
        goes_on = verb.feats.get("Number") in ("Plur", "Dual") or (perfect and line.joined(cue.place))
    said = line.is_open(predicate) and is_clause_in_marks(line, predicate)  # واعتبر الوزير "الأمر منتهيا"
    return (None, nouns[0], predicate) if goes_on and not said else None


def _has_pronoun(line: Line, cue: Cue) -> bool:
    """يعتبره، يرى | فيه: whether a pronoun is what is judged."""
    within = (
        cue.saying.verb == "رَأَى"
        and line.points_back(cue.place + 1)
        and line.preposition(cue.place + 1) == "في"
    )
    return line.has_pronoun(cue.place) or within


def _clause_behind(line: Line, place: int) -> bool:
    """واعتبر المدير فلان في تصريح تلقت الصحيفة نسخة منه أن: whether nouns alone stand between a noun and a clause."""
    end = next(
        (p for p in range(place, len(line)) if not (line.is_nominal(p) or line.points_back(p))), len(line)
    )
    return end < len(line) and line.opens_clause(end) and not line.takes_verb(end)


def _may_judge(line: Line, cue: Cue, who: Phrase) -> bool:
    """Whether a noun behind a verb agrees with it; the noun that is counted, where one counts."""
    verb, noun = line.verbs[cue.place], who[0] + line.is_open(who[0])
    counts = line.is_a("quantity", noun) or is_elative(line, noun) or line.heads[noun].upos == "NUM"
    return verb is not None and (counts or agrees(verb, line.heads[noun]))


def _parts(line: Line, cue: Cue) -> tuple[list[Phrase], int | None]:
    """The bare noun phrases behind a verb of judging and the place of what one of them is held to be."""
    nouns: list[Phrase] = []
    own, place, open_end = _has_pronoun(line, cue), cue.place + 1, False
    stop = line.first_mark(STOPS + ":", range(place, min(len(line), place + FAR)))
    while place < stop:
        if (nouns or own) and _is_held(line, place, stop, own and not nouns):
            if open_end:
                nouns[-1] = (nouns[-1][0], place)
            return nouns, place
        if place in line.times or (later := line.after_meanwhile(place)) > place:
            place = line.times.get(place) or later
        elif line.tokens[place].form in COMMAS:
            after = place + 1
            aside = after < stop and (after in line.times or line.preposition(after) in _WHERE)
            closes = nouns and any(line.tokens[p].form in COMMAS for p in range(nouns[-1][1], place))
            if not (aside or closes):
                return nouns, None
            place += 1
        elif line.opens_clause(place) or line.heads[place].feats.get("PronType") == "Rel":
            if line.forms[place] != "ما":
                return nouns, None
            nouns, place, open_end = [*nouns, (place, place + 1)], place + 1, True
        elif line.forms[place] == "ما" and place + 1 < stop and line.verbs[place + 1] is not None:
            nouns, place, open_end = [*nouns, (place, place + 2)], place + 2, True
        elif line.verbs[place] is not None and not line.in_name(place):
            if not (open_end or (line.has_pronoun(place) and is_relative(line, place))):
                return nouns, None
            place += 1
        elif line.preposition(place) is not None:
            noun = place + line.alone(place)
            end = place + 1 if line.points_back(place) else _end_of_noun(line, noun, stop, first=False)
            beside = nouns and nouns[-1][1] == place and line.preposition(place) not in _WHERE
            if beside:
                nouns[-1] = (nouns[-1][0], end)  # الاتهامات الموجهة | إليه
            place = end
        elif points_alone(line, place) or line.stands_for_object(place):
            nouns, place = [*nouns, (place, place + 1)], place + 1
        elif line.is_open(place):
            end = line.mates[place] + 1
            end = _end_of_noun(line, end, stop, first=False) if is_deed_in_marks(line, place) else end
            nouns, place = [*nouns, (place, end)], end
        elif line.is_nominal(place) and not (line.joined(place) and not nouns):
            end = place + 1 if open_end else _end_of_noun(line, place, stop, first=not nouns and not own)
            if not open_end:
                nouns = [*nouns, (place, end)]
            place = end
        else:
            return nouns, None
    return nouns, None


_WHERE = ("في", "خلال", "عبر", "مع", "بعد", "أثناء", "لدى", "عقب")


def _end_of_noun(line: Line, start: int, stop: int, *, first: bool) -> int:
    """The end of a noun phrase, before another or before an indefinite noun behind a definite one."""
    end = max(start + 1, noun_phrase(line, start, stop, proclitic=True))
    if first:
        end = object_within(line, start, end, needed=True, things=True)
    for place in range(start + 1, end):
        whole = line.heads[place - 1].feats.get("Definite") == "Def" or line.has_pronoun(place - 1)
        whole = whole or line.in_name(place - 1) or line.points_back(place - 1)
        several = line.forms[place - 1].endswith("ون") and not line.forms[place].endswith("ون")
        whole = whole or several  # كثيرون | أفضل لاعبة
        if whole and (line.is_open(place) or _is_listed(line, place) or _is_indefinite(line, place)):
            return place
    return end


def _is_indefinite(line: Line, place: int) -> bool:
    """خطوة، أسوأ كارثة، غير مقبول، مجرد تكهنات: a noun or adjective without the article, or before one without it."""
    word = line.heads[place]
    if not stands_bare(line, place) or place in line.times or line.has_pronoun(place):
        return False
    if word.upos not in ("NOUN", "ADJ", "NUM") or line.in_name(place):
        return False
    if word.upos == "ADJ" and is_relational(word) and line.heads[place - 1].upos == "ADJ":
        return False  # في المرتبة العاشرة | عالميا
    state = word.feats.get("Definite")
    bound = place + 1 < len(line) and line.heads[place + 1].feats.get("Definite") == "Ind"
    return state == "Ind" or (state == "Cons" and bound)


def _is_listed(line: Line, place: int) -> bool:
    """غير، مجرد، خليفة لـ: a word that what something is held to be begins with, before the preposition that it needs, if any."""
    needs = words("what is held").get(line.forms[place])
    return needs is not None and place + 1 < len(line) and (not needs or line.preposition(place + 1) == needs)


def _is_held(line: Line, place: int, stop: int, who: bool) -> bool:
    """Whether what something is held to be begins here; not ``who`` may be the subject, before it: يعتبرها | كثيرون | أفضل لاعبة."""
    if line.is_open(place):
        close = line.mates[place]
        if is_deed_in_marks(line, place):
            return False  # "تحذير" المستشار
        return not (close - place <= 4 and stands_bare(line, close + 1) and _is_indefinite(line, close + 1))
    if _is_listed(line, place):
        return True
    if not _is_indefinite(line, place):
        return False
    if not who:
        return True
    several = line.forms[place].endswith("ون")  # كثيرون
    end = place + 1 if several else noun_phrase(line, place, stop)
    somebody = several or is_whom(line, place) or is_person(line.heads[place].lemma or "")
    somebody = somebody or line.is_a("quantity", place)
    return not (somebody and end < stop and (line.is_open(end) or _is_indefinite(line, end)))
