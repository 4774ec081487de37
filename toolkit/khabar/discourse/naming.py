"""What all rules for names share: the lists of names, what is told before, titles, who says something."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import ascii_uppercase

from khabar.discourse.line import COMMAS, QUOTES, Line, split_falsely, unknown
from khabar.discourse.nouns import describes_others, is_action
from khabar.discourse.vocabulary import bare, fold, lengths, phrases, saying, words

GAZETTEER = Path(__file__).parents[1] / "data" / "names.tsv"
FAR = 7  # tokens from a title to the name
_CAPITALS = frozenset(ascii_uppercase)


@dataclass
class Found:
    """A name: its end, type, English, and the rule that found it."""

    end: int
    type: str
    name: str | None
    rule: str


@cache
def gazetteer() -> dict[str, tuple[str, str]]:
    """Type and English of each name of the lexicon, by its lemma without signs."""
    with GAZETTEER.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["name"]: (row["type"], row["gloss"]) for row in rows}


@cache
def _places() -> frozenset[str]:
    """The states and cities of the gazetteer, folded and without the article."""
    return frozenset(
        fold(name).removeprefix("ال") for name, (kind, _) in gazetteer().items() if kind == "GPE"
    )


class Told(dict[str, str]):
    """What a text has told: persons by their family's name, bodies and towns by a name without its noun; whether it is sport."""

    def __init__(self, lines: list[Line]):
        super().__init__()
        self.bodies: set[str] = set()
        self.places: set[str] = set()
        self.families: set[str] = set()  # the last words of names of two words or more
        self.sport = (
            sum(line.is_a("word of sport", place) for line in lines for place in range(len(line))) > 1
        )


def kind_of(line: Line, place: int) -> str:
    """The type of a word in the gazetteer, or an empty text."""
    entry = listed(line, place)
    return entry[0] if entry else ""


def listed(line: Line, place: int) -> tuple[str, str] | None:
    """Type and English of a word in the gazetteer; رياض without its article, خان and هونغ are persons."""
    if place >= len(line):
        return None
    entry = gazetteer().get(bare(line.heads[place].lemma or line.heads[place].form))
    if entry and entry[0] == "GPE" and line.cores[place] in words("person whom the gazetteer has as a place"):
        return "PER", entry[1]
    return entry


def two_states(line: Line, first: int, second: int) -> bool:
    """Whether both are names of states or cities."""
    return kind_of(line, first) == kind_of(line, second) == "GPE"


def stands_alone(line: Line, place: int) -> bool:
    """Whether the token has no proclitic, so that it can go on with a name."""
    if place >= len(line):
        return False
    token = line.tokens[place]
    if place in line.given and line.heads[place].upos == "PROPN":
        return True
    if unknown(token):
        return len(token.words) == 1 or split_falsely(token)
    return token.words[0].upos not in ("CCONJ", "ADP", "PART", "SCONJ", "AUX", "VERB", "PUNCT")


def known_name(line: Line, place: int) -> Found | None:
    """A name of several words in the table."""
    named = phrases("name of several words")
    firsts = [line.cores[place], line.forms[place]]
    if unknown(line.tokens[place]) and len(line.tokens[place].words) == 1 and firsts[0][0] in "ولبك":
        firsts.append(firsts[0][1:])  # لبلومبرج
    for first in dict.fromkeys(firsts):
        for length in lengths("name of several words").get(first, ()):
            rest, end = _without_stops(line, place + 1, length - 1)
            written = (first, *rest)
            if written not in named or (length == 1 and _describes_before(line, place)):
                continue  # الحد | الأقصى
            kind, _, english = named[written].partition(";")
            party = line.lemmas[place] == "حزب"  # الحزب الديمقراطي الحر
            own = kind == "ORG" and line.forms[end - 1].startswith(
                "ال"
            )  # الحرس الثوري الإيراني, not ريال مدريد
            while own and (
                (is_nisba(line, end) and _agrees(line, end)) or (party and is_definite_adjective(line, end))
            ):
                end += 1
            end += kind == "LOC" and line.is_a("direction", end) and is_definite_adjective(line, end)
            return Found(end, kind, english, "table")
    return _letters(line, place)


def _without_stops(line: Line, place: int, size: int) -> tuple[list[str], int]:
    """The next ``size`` forms, without stops between letters (أوبن إيه.آي), and the place after them."""
    forms: list[str] = []
    while len(forms) < size and place < len(line):
        forms += [line.forms[place]] if line.marks[place] != "·" or line.tokens[place].space_after else []
        place += 1
    return forms, place


def _letters(line: Line, place: int) -> Found | None:
    """إف بي آي، إيه.تي.آر، إن.بي.سي نيوز: what is called by three letters or more; a firm or an outlet by fewer and names
    (شركة يو.إس. ستيل)."""
    headed = place > 0 and any(line.is_a(kind, place - 1) for kind in ("institution", "outlet"))
    headed = headed and line.heads[place].upos in ("X", "PROPN")  # not: محكمة في الإسكندرية
    end, count, stop = place, 0, False
    while end < len(line) and line.forms[end] in words("letter name"):
        if stop and line.tokens[end - 1].form != ".":
            break  # قالت إكس إيه.آي | إن
        end, count = end + 1, count + 1
        if line.marks[end : end + 1] == ["·"] and (headed or not line.tokens[end].space_after):
            end, stop = end + 1, True
    if count > 2 and line.tokens[end - 1].form == "إن" and (line.is_nominal(end) or end in line.times):
        end, count = end - 1, count - 1  # قال … لشبكة إم إس إن بي سي | إن الحزب
    count += end > place and "".join(line.cores[end : end + 1]) in words("outlet word")
    while headed and end > place and stands_alone(line, end) and line.heads[end].upos == "PROPN":
        end, count = end + 1, 3
    return Found(end, "ORG", None, "letters") if count > 2 else None


def _agrees(line: Line, place: int) -> bool:
    """الحماية المدنية اليونانية, but: وزير الحماية المدنية | اليوناني."""
    last = line.heads[place - 1]
    same = last.feats.get("Gender") == line.heads[place].feats.get("Gender")
    return last.upos != "ADJ" or last.feats.get("Definite") != "Def" or same


def _describes_before(line: Line, place: int) -> bool:
    """Whether an adjective with the article stands after a noun with it."""
    word, before = line.heads[place], line.heads[place - 1] if place else None
    if before is None or before.upos != "NOUN" or before.feats.get("Definite") != "Def":
        return False
    state = line.cores[place] == "السعوديه" and before.feats.get("Gender") == "Fem"  # الصحيفة السعودية
    return (word.upos == "ADJ" or state) and stands_alone(line, place)


def is_bare_name(line: Line, place: int) -> bool:
    """Whether a token is a name by its letters: unknown to every lexicon, or Latin (شركة Tesla)."""
    return unknown(line.tokens[place]) or line.tokens[place].form[:1] in _CAPITALS


def is_nisba(line: Line, place: int) -> bool:
    return is_definite_adjective(line, place) and (line.heads[place].lemma or "").endswith(("ِيّ", "ِّيّ"))


def is_definite_adjective(line: Line, place: int) -> bool:
    if not stands_alone(line, place) or place in line.times:
        return False
    if line.is_a("adjective with a complement", place) and (
        line.preposition(place + 1) is not None
        or "".join(line.cores[place + 1 : place + 2]) in words("beside a place")
    ):
        return False  # مجلس حقوق الإنسان | التابع للأمم المتحدة، بلدية | الواقعة قرب
    if describes_others(line, place - 1, place) or line.is_a("relative time", place):
        return False  # الاتحاد الإفريقي | السابق
    if line.is_a("adjective of who was", place):
        return False  # رئيس الديوان الملكي | الأسبق
    word = line.heads[place]
    return word.upos == "ADJ" and word.feats.get("Definite") == "Def"


def is_of_god(line: Line, place: int) -> bool:
    """فضل الله، نصر الله: two words, one name."""
    return line.cores[place] in words("name with الله") and line.cores[place + 1 : place + 2] == ["الله"]


def is_title(line: Line, place: int) -> bool:
    """Whether a title or an occupation stands at a place."""
    if acts_for(line, place):
        return True
    if place >= len(line) or not line.is_a("title", place) or line.cores[place] == "بني":
        return False  # بني غانتس، بني هلال
    if line.cores[place].startswith("ال") and line.is_a("adjective of an office", place + 1):
        return True  # إسماعيل عبدالله | الأمين العام
    return line.heads[place].upos in ("NOUN", "ADJ", "X") or line.cores[place] in ("السيد", "السيده")


def acts_for(line: Line, place: int) -> bool:
    """القائم بأعمال السفير، القائمة بالأعمال الأميركية: who does the work of an office."""
    works = line.is_a("acting", place) and line.cores[place + 1 : place + 2] in (["اعمال"], ["الاعمال"])
    return works and line.preposition(place + 1) == "ب"


def after_title(line: Line, place: int) -> str:
    """The title that stands before, with what belongs to it, or an empty text: وزير الخارجية، سيرغي لافروف"""
    before, elsewhere = place - 1, False
    if line.preposition(place) is not None or line.joined(place) or _belongs_to_thing(line, place):
        return ""
    while before >= 0 and place - before <= FAR:
        word = line.heads[before]
        if is_title(line, before):
            if elsewhere and word.feats.get("Number") in ("Plur", "Dual"):
                return ""  # محللون لدى المجموعة المالية
            definite = word.feats.get("Definite") == "Def" or line.has_pronoun(before)
            origin = line.heads[place].form.endswith("ي") and not line.cores[place].startswith("ال")
            if (
                before == place - 1
                and origin
                and (word.feats.get("Definite") == "Ind" or is_of_a_state(line.cores[place]))
            ):
                return ""  # مساعد عربي، نائب كويتي
            of_it = (
                definite
                or place - before > 1
                or kind_of(line, place) in ("PER", "")
                or word.feats.get("Definite") == "Cons"
            )
            return word.form if of_it else ""
        if (
            line.tokens[before].form not in COMMAS + QUOTES
            and word.upos not in ("NOUN", "ADJ", "PROPN")
            and not (line.preposition(before) in ("ل", "ب") and line.is_nominal(before))
            and not (line.forms[before] == "في" and is_title(line, before - 1))  # الباحث في الشأن الإسرائيلي
        ):
            return ""
        if line.verbs[before] is not None:
            return ""
        if (start := _phrase_of_place(line, before)) is not None:
            # المفوضة العليا … في الأمم المتحدة نافي بيلاي
            place, before, elsewhere = place - (before - start), start, True
        elif line.types.get(before) == "ORG":
            return _title_of_body(line, before)
        elif line.in_name(before) and "GPE" not in (kind_of(line, before), line.types.get(before)):
            return ""
        before -= 1
    return ""


def _start_of_name(line: Line, last: int) -> int:
    """Where the name that ends here begins."""
    first = last
    while first and line.in_name(first - 1) and first not in line.names:
        first -= 1
    return first


def _title_of_body(line: Line, last: int) -> str:
    """مدير مركز الدراسات الاستراتيجية، المتحدث باسم وزارة الخارجية، …: the title that a body's name, which ends here, belongs to."""
    first = _start_of_name(line, last)
    office = first - 1
    office -= office > 0 and line.lemmas[office] == "اسم" and line.preposition(office) == "ب"
    titled = office >= 0 and line.preposition(first) is None and is_title(line, office)
    several = titled and line.heads[office].feats.get("Number") in ("Plur", "Dual")
    return line.heads[office].form if titled and not several else ""


def _phrase_of_place(line: Line, last: int) -> int | None:
    """Where في or لدى with the name of a body or a place begins, which ends here."""
    if line.types.get(last) not in ("ORG", "GPE", "LOC"):
        return None
    first = _start_of_name(line, last)
    if line.preposition(first) is not None:
        return None
    alone = first > 0 and line.alone(first - 1) and line.preposition(first - 1) in ("في", "لدى")
    return first - 1 if alone else None


def is_of_a_state(core: str) -> bool:
    """كويتي، الكويتية: whether an adjective of origin is that of a state in the gazetteer."""
    core = core.removeprefix("ال").removesuffix("ه")
    if not core.endswith("ي") or core in words("adjective of no state"):
        return False  # السمعي والبصري, of no city
    return any(core.removesuffix("ي") + after in _places() for after in ("", "ا", "يا", "ه"))


def _belongs_to_thing(line: Line, place: int) -> bool:
    """عدم حضور قمة ميركوسور: the genitive of a noun that is no title and has no article."""
    before = line.heads[place - 1] if place else None
    if before is None or before.upos != "NOUN" or before.feats.get("Definite") != "Cons":
        return False
    return is_action(line, place - 1) or line.is_a("meeting", place - 1)


def directly_after_title(line: Line, place: int) -> bool:
    return place > 0 and (is_title(line, place - 1) or line.tokens[place - 1].form in COMMAS)


def title_follows(line: Line, end: int) -> bool:
    """…، وزير الخارجية: an apposition that is a title."""
    comma = end < len(line) and line.tokens[end].form in COMMAS
    return comma and end + 1 < len(line) and is_title(line, end + 1) and not line.joined(end + 1)


def says_something(line: Line, place: int, end: int) -> str:
    """The verb of saying before or after, whose subject is a person or a body; an empty text for none."""
    for verb in (place - 1, end):
        word = line.verbs[verb] if 0 <= verb < len(line) else None
        if word is not None and saying("verb", word.lemma or ""):
            return word.form if line.preposition(place) is None else ""
    return ""
