"""One speaker under several names: سيرغي لافروف، لافروف، الوزير; وزارة الصحة، الوزارة."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from khabar.discourse.line import COMMAS, Line
from khabar.discourse.model import Attribution, Entity
from khabar.discourse.vocabulary import fold
from khabar.text.document import Span

_LONGEST_TITLE = 6
_FAR = 10  # tokens from a title to the name


@dataclass
class _Named:
    """Somebody who was named: the words of the fullest name, and the one under which all is counted."""

    words: list[str]
    type: str
    name: str
    gender: str | None = None
    label: str | None = None


@dataclass
class _Known:
    """All who were named: by the word that two names of one must share, and by titles and heads."""

    by_word: dict[tuple[str, str], list[_Named]] = field(default_factory=dict)
    by_first: dict[str, _Named] = field(
        default_factory=dict
    )  # غوه, of غوه جيا كون: who bears the family's name first
    by_title: dict[str, _Named] = field(default_factory=dict)
    by_full_title: dict[tuple[str, ...], _Named] = field(default_factory=dict)  # الوزير الفرنسي، رئيس الوزراء


def unite(lines: Iterable[Line], attributions: list[Attribution], names: list[Entity]) -> None:
    """Give all sayings of one speaker one ``source_name``: the words in which it first spoke."""
    known = _Known()
    said: dict[tuple[int, int], list[Attribution]] = {}
    for attribution in attributions:
        for span in (attribution.antecedent or attribution.source)[:1]:
            said.setdefault(span[:2], []).append(attribution)
    entities = {entity.span[0][:2]: entity for entity in names if entity.type in ("PER", "ORG")}
    ahead: list[tuple[Attribution, _Named]] = []
    for line in lines:
        here: dict[int, _Named] = {}
        entered = 0
        for place, token in enumerate(line.tokens):
            for attribution in said.get((token.span[0], token.span[1]), ()):
                span = (attribution.antecedent or attribution.source)[0]
                end = place + span[2] - span[1] + 1
                # Who is named further on is not meant: وحثت الوكالة - في بيان أوردته وكالة الأنباء.
                _enter_all(known, here, line, range(entered, end), entities)
                entered = max(entered, end)
                if speaker := _who(known, here, line, place, end):
                    if attribution.rule == "headline":
                        ahead.append((attribution, speaker))  # الصفدي: …, who is named in full below
                        continue
                    if _names_several(line, place, end):
                        continue  # بلدية الخليل، ونقابة العاملين فيها: more than the one who is meant later
                    named = here.keys() & range(place, end) and end - place >= len(
                        speaker.words
                    )  # not مارك alone
                    speaker.label = speaker.label or (attribution.source_name if named else speaker.name)
                    attribution.source_name = speaker.label
        _enter_all(known, here, line, range(entered, len(line)), entities)
    for attribution, speaker in ahead:
        attribution.source_name = speaker.label or speaker.name


def _enter_all(
    known: _Known, here: dict[int, _Named], line: Line, places: range, entities: dict[tuple[int, int], Entity]
) -> None:
    """Note who is named at some places of a line, in reading order."""
    for place in places:
        where = line.tokens[place].span[:2]
        if where in entities:
            here[place] = _enter(known, line, place, entities[where])


def _enter(known: _Known, line: Line, place: int, entity: Entity) -> _Named:
    """The one whom a name names, known from before or new; titles beside it are noted."""
    end = place + _size(entity.span[0])
    words = [fold(word) for word in (entity.name_ar or "").split()]
    gender = _gender(line, place, len(words)) if entity.type == "PER" else None
    shared = (words or [""])[-1 if entity.type == "PER" else 0]
    if entity.type == "ORG" and (before := _described(known, line, place, end)):
        return before  # المنظمة الحقوقية: of منظمة العفو الدولية
    alike = known.by_word.setdefault((entity.type, shared), [])
    found = next((each for each in reversed(alike) if _is_same(each, words, gender)), None)
    if found is None and entity.type == "PER" and len(words) == 1 and not alike:
        first = known.by_first.get(words[0])
        found = first if first and len({first.gender, gender} - {None}) < 2 else None
    if found is None:
        found = _Named(words, entity.type, entity.name_ar or "")
        alike.append(found)
    elif len(words) > len(found.words):
        found.words, found.name = words, entity.name_ar or found.name
    found.gender = found.gender or gender
    if entity.type == "PER" and len(words) > 1:
        known.by_first[words[0]] = found
    borne = [place] if entity.type == "ORG" else _titles(line, place, end)
    known.by_title.update({line.lemmas[title]: found for title in borne})
    if entity.type == "PER":
        for title in borne:
            until = place if title < place else min(title + _FAR, len(line))
            for adjective in range(title + 1, until):
                if line.tokens[adjective].form in COMMAS:
                    break
                if line.heads[adjective].upos == "ADJ":
                    known.by_full_title[line.lemmas[title], line.lemmas[adjective]] = found
                    if (office := _office_of_other(line, title)) is not None:
                        known.by_full_title[office, line.lemmas[adjective]] = found
                if line.types.get(adjective) != "PER":
                    known.by_full_title[tuple(line.lemmas[title : adjective + 1])] = found
    return found


def _office_of_other(line: Line, title: int) -> str | None:
    """وزير الخارجية المصري … نظيره الإيراني فلان: the office that a counterpart bears, too: that of the last who was told before."""
    if line.lemmas[title] != "نظير":
        return None
    before = range(title - 1, max(-1, title - 3 * _FAR), -1)
    office = next((p for p in before if line.is_a("title", p) and line.lemmas[p] != "نظير"), None)
    while office is not None and office and line.is_a("title", office - 1):
        office -= 1
    return None if office is None else line.lemmas[office]


def _described(known: _Known, line: Line, place: int, end: int) -> _Named | None:
    """The body that a definite noun with an adjective that any such body may bear stands for, if one was named."""
    definite = line.heads[place].feats.get("Definite") == "Def" and end - place == 2
    generic = definite and line.is_a("adjective of any body", place + 1)
    return known.by_title.get(line.lemmas[place]) if generic else None


def _size(span: Span) -> int:
    return span[2] - span[1] + 1


def _gender(line: Line, place: int, size: int) -> str | None:
    """The gender of a person, by the verb or title beside the name, or by the given name."""
    beside = [line.heads[p] for p in (place - 1,) if p >= 0 and (line.verbs[p] or line.is_a("title", p))]
    given = [line.heads[place]] if size > 1 else []
    return next((word.feats["Gender"] for word in beside + given if "Gender" in word.feats), None)


def _is_same(named: _Named, words: list[str], gender: str | None) -> bool:
    """Whether the shorter name ends the longer one (a person) or begins it (a body)."""
    shorter, longer = sorted((named.words, words), key=len)
    if not shorter or len({named.gender, gender} - {None}) > 1:
        return False
    return (longer[-len(shorter) :] if named.type == "PER" else longer[: len(shorter)]) == shorter


def _titles(line: Line, place: int, end: int) -> list[int]:
    """The places of titles before a name, and of one between commas after it."""
    found = []
    before = place - 1
    while before >= max(0, place - _FAR) and (
        line.is_nominal(before)
        or line.tokens[before].form in COMMAS
        or line.forms[before] in ("في", "لدي")
        or line.preposition(before) == "ل"  # المدير العام للوكالة رافاييل غروسي
    ):
        if line.types.get(before) == "PER":
            break  # of somebody else
        if line.is_a("title", before) and line.heads[before].feats.get("Number") in ("Sing", None):
            found.append(before)
        before -= 1
    if end + 1 < len(line) and line.tokens[end].form in COMMAS and line.is_a("title", end + 1):
        found.append(end + 1)
    return found[-1:]  # of مستشار الرئيس فلان the first is borne


def _who(known: _Known, here: dict[int, _Named], line: Line, start: int, end: int) -> _Named | None:
    """The one who is meant by a phrase: by the name in it, or by a title or head that was borne before."""
    for place, named in here.items():
        if (
            start < place < end
            and named.type == "ORG"
            and (
                line.is_a("title", start)
                or line.is_a("person of a place", start)  # مصدر في حركة حماس
                or line.is_a("document", start)  # تقرير جديد صادر عن منظمة
                or any(verb is not None for verb in line.verbs[start:place])
            )
        ):
            continue  # مدير عام منظمة الصحة العالمية، تيدروس: who leads it, not it; استطلاع أجرته رويترز
        if start <= place < end:
            return named if not _belongs_to_another(line, start, place) else None
    if line.is_a("title", start) and 1 < end - start <= _LONGEST_TITLE:  # رئيس الوزراء, in all its words
        named_by = known.by_full_title.get(tuple(line.lemmas[start:end]))
        if named_by or line.heads[start].feats.get("Definite") == "Cons":
            return named_by
    head = line.heads[start]
    short = end - start <= 2 and head.upos in ("NOUN", "X") and head.feats.get("Definite") == "Def"
    if not short or (end - start == 2 and line.heads[start + 1].upos != "ADJ"):
        return None
    if end - start == 2:  # not whoever bore the title last: الوزير الفرنسي after the Saudi
        return known.by_full_title.get((line.lemmas[start], line.lemmas[start + 1]))
    several = head.feats.get("Number") in ("Plur", "Dual")  # النواب
    return known.by_title.get(line.lemmas[start]) if not several else None


def _names_several(line: Line, start: int, end: int) -> bool:
    """Whether a further person or body is joined to a phrase, outside its first name."""
    first = line.names.get(start, start + 1)
    return any(
        line.joined(p) and (p in line.names or line.is_a("institution", p) or line.is_a("title", p))
        for p in range(first, end)
    )


def _belongs_to_another(line: Line, start: int, name: int) -> bool:
    """المتحدث باسم ترامب، محامي ترامب، مستشار الرئيس ترامب: the name is not the speaker's."""
    if name == start:
        return False
    if line.types.get(name) == "PER" and any(
        line.is_a(kind, start) for kind in ("venue", "institution", "outlet")
    ):
        return True  # بيان لمكتب السوداني
    before = name - 1
    if line.tokens[before].form in COMMAS:
        return False
    if line.preposition(name) is not None:
        return True
    speaks_for = (p for p in range(start + 1, name) if line.lemmas[p] == "اسم" and line.preposition(p))
    if (of := next(speaks_for, name)) < name:  # باسم الرئيس ترامب, but: باسم وزارة الدفاع شون بارنيل
        return all(line.is_a("title", p) for p in range(of + 1, name))
    if line.is_a("title", before) and line.heads[before].feats.get("Definite") == "Def" and before > start:
        before -= 1
    return line.is_a("title", before) and line.heads[before].feats.get("Definite") == "Cons"
