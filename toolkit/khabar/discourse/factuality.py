"""How certain what a verb tells is, and for whom: the values of FactBank (Saurí and Pustejovsky 2009).

The value is that of the nearest source, as the reader of the clause sees it: particles before the
verb first (negation, question, condition, قد with an imperfect), then what governs its clause (أنْ of
a wish, a verb of denying or expecting).
"""

from __future__ import annotations

from dataclasses import dataclass

from khabar.discourse.line import COMMAS, STOPS, Line, inside
from khabar.discourse.model import Attribution
from khabar.discourse.vocabulary import fold, saying, words
from khabar.text.document import Word

AUXILIARIES = frozenset(words("auxiliary"))
_POSSIBLE = frozenset(words("verb of possibility"))
_DUTY = frozenset(words("verb of duty"))
# أن after these: what has happened, or has not.
_BEFORE_AN = words("before أن")
OF_CONTENT = {"-": "CT-", "PR": "PR+", "PR-": "PR-", "PS": "PS+", "U": "Uu"}


@dataclass(frozen=True)
class Value:
    """A value, and why."""

    factuality: str
    why: str


def factuality(line: Line, place: int, verb: Word, around: Attribution | None) -> Value:
    """The value of the verb at a place; ``around``: the attribution in whose content it stands."""
    negated = negator(line, place)
    if opened := in_condition(line, place):
        return Value("Uu", f"condition: {opened}")
    if asked := in_question(line, place, around):
        return Value("Uu", f"question: {asked}")
    own = _modal(line, place, verb)
    if own:
        return Value(
            own.factuality.replace("+", "-") if negated and own.factuality != "Uu" else own.factuality,
            own.why,
        )
    governed = _governed(line, place, around)
    if governed:
        value = governed.factuality
        if negated and value.startswith("CT-"):
            value = "CT+"
        elif negated and value.endswith("+"):
            value = value.replace("+", "-")
        return Value(value, governed.why)
    if negated:
        return Value("CT-", f"negation: {negated}")
    if (
        any(word.xpos == "part_fut" for word in line.tokens[place].words)
        or "سوف" in line.forms[max(0, place - 1) : place]
    ):
        return Value("CT+", "plain future")
    if verb.feats.get("Mood") == "Imp" or (
        verb.feats.get("Aspect") == "Imp" and verb.feats.get("VerbForm") == "Imp"
    ):
        return Value("Uu", "command")
    return Value("CT+", "plain statement")


def is_negated(line: Line, place: int) -> bool:
    """Whether a verb is denied."""
    return bool(negator(line, place))


def negator(line: Line, place: int) -> str:
    """The لم، لن، لا، ليس or ما of negation that governs the verb, with or without و or ف; an empty text for none."""
    if _is_only(line, place):
        return ""
    for before in range(place - 1, max(-1, place - 4), -1):
        if line.opens_clause(before):
            return ""  # غير أنها أكدت: however
        last = line.cores[before]
        if last in ("لم", "لن") and line.heads[place].feats.get("Aspect") == "Perf":
            return ""  # لم يعد مجديا وناشد
        if last in words("negation"):
            noun_between = before + 1 < place and _is_noun(line, before + 1) and before + 2 == place
            governs = not (last == "لا" and before + 1 < place) or noun_between  # لا أحد يسمعنا
            return line.tokens[before].form if governs else ""
        if last == "ما":
            return line.tokens[before].form if _negating_ma(line, before, place) else ""
        if line.lemmas[before] in words("auxiliary after a negation") or (last == "قد"):
            continue  # لم يكن يتوقع: the negation before the auxiliary
        if line.lemmas[before] == "ليس":
            return line.tokens[before].form
        if not (_is_noun(line, before) and before + 1 == place):
            return ""
    return ""


def _is_only(line: Line, verb: int) -> bool:
    """لا نفكر إلا في الفوز: what is affirmed of one thing alone."""
    for place in range(verb + 1, min(verb + 6, len(line) - 1)):
        if line.tokens[place].form in COMMAS or line.marks[place] in STOPS:
            return False
        if line.forms[place] in words("but of one thing"):
            return not line.opens_clause(place + 1)  # إلا أن: however
    return False


def _is_noun(line: Line, place: int) -> bool:
    return line.heads[place].upos in ("NOUN", "NUM", "DET", "PRON", "ADJ") and line.preposition(place) is None


def _negating_ma(line: Line, particle: int, place: int) -> bool:
    """ما by its kind: it negates at the head of a clause before a perfect that nothing refers back to
    (ما حضر الوزير), and not after a preposition, a noun or a verb (بحسب ما ذكرت، ما وصفته بـ)."""
    if particle + 1 != place or line.tokens[particle].words[0].upos == "ADP":
        return False
    if line.heads[particle].xpos == "part_neg":
        pass
    elif line.heads[particle].upos == "PRON":
        return False
    first = (
        particle == 0
        or line.marks[particle - 1] in STOPS + COMMAS + ':«"“'
        or line.forms[particle - 1] == "و"
    )
    refers_back = line.has_pronoun(place)
    return first and not refers_back


def in_condition(line: Line, place: int) -> str:
    """The word that opens the condition in which the verb stands, or whose answer it is; an empty text for none."""
    start = _clause_start(line, place, cross_commas=1)
    for p in range(start, place):
        form = line.cores[p]
        if form == "لم" and line.forms[p - 1 : p] == ["ما"] and p + 1 <= place:
            return "ما لم"  # ما لم نتحد، فإننا نجازف
        if (
            form in ("اذا", "لو", "لولا")
            and line.cores[p - 1 : p] not in (["ما"], ["عما"], ["فيما"])
            and not (form == "لو" and line.cores[p - 1 : p] == ["كما"])
        ):
            between = [q for q in range(p + 1, place) if line.opens_clause(q) and q > p + 2]
            return "" if between else line.tokens[p].form
        if form == "ان" and p and line.verbs[p - 1] is not None:
            continue  # سألته إن كان: a question
        if form == "ان" and line.tokens[p].words[-1].form == "إن" and not line.opens_clause(p):
            return line.tokens[p].form
    return ""


def in_question(line: Line, place: int, around: Attribution | None) -> str:
    """What asks for the verb, or an empty text: هل، ما إذا كان، a sentence that ends in ؟"""
    start = _clause_start(line, place)
    for p in range(start, place):
        if line.cores[p] == "هل" or (
            line.cores[p] == "اذا" and line.cores[p - 1 : p] in (["ما"], ["عما"], ["فيما"])
        ):
            return line.tokens[p].form
        if (
            line.cores[p] == "ان"
            and not line.opens_clause(p)
            and line.lemmas[p + 1 : p + 2] == ["كان"]
            and p > start
        ):
            return line.tokens[p].form
    stop = line.stops[place]
    mark = line.tokens[stop].form if stop is not None else ""
    asked = mark if mark in ("؟", "?") else ""
    if around is not None and around.rule and around.rule.startswith("whether"):
        named = next((p for p in range(start, place) if line.cores[p] in ("متي", "من", "كم")), None)
        future = any(word.xpos == "part_fut" for word in line.tokens[place].words)
        when = named is not None and future and line.cores[named] == "متي"
        return line.tokens[named].form if named is not None and when else ""
    return "" if place and line.opens_clause(place - 1) else asked


def _modal(line: Line, place: int, verb: Word) -> Value | None:
    """ربما، قد with an imperfect, على وشك، كاد."""
    before = line.cores[max(0, place - 3) : place]
    imperfect = verb.feats.get("Aspect") == "Imp"
    if (before[-1:] == ["قد"] and imperfect) or (
        before[-2:-1] == ["قد"] and imperfect and before[-1] in ("لا",)
    ):
        return Value("PS+", "possibility: قد")
    clause = _own_clause(line, place)
    if clause is not None and line.takes_verb(clause):
        return None
    if {"ربما", "لعل"} & set(line.cores[_clause_start(line, place) : place]):
        return Value("PS+", "possibility")
    if line.lemmas[max(0, place - 1) : place] == ["كاد"]:
        return Value("CT-", "nearly")
    return None


def _is_aim(word: Word) -> bool:
    """ليسافر: so that he may travel."""
    return word.form == "ل" and word.upos in ("SCONJ", "ADP", "PART")


def _is_result(line: Line, place: int) -> bool:
    """توسعت المعارك لتشمل الخرطوم، …، ليتم نقله: what came of something told in the perfect, no aim."""
    told = next(
        (v for p in range(place - 1, line.starts[place] - 1, -1) if (v := line.verbs[p]) is not None), None
    )
    came = line.verbs[place]
    result = came is not None and fold(came.lemma or "") in words("verb of a result")
    return result and told is not None and told.feats.get("Aspect") == "Perf"


def _governed(line: Line, place: int, around: Attribution | None) -> Value | None:
    """What the governor of the verb's clause says of it."""
    clause = _own_clause(line, place)
    if clause is not None and line.takes_verb(clause):
        last = clause - 1 - (clause > 1 and line.cores[clause - 1] in words("adverb before أن"))
        named = line.cores[last] if clause else ""
        if named in _BEFORE_AN and not (named == "علي" and around):
            return Value(_BEFORE_AN[named], f"after {named} أن")
        for noun in range(clause - 1, max(-1, clause - 4), -1):  # أمله في أن
            entry = (
                saying("masdar", line.heads[noun].lemma or "") if line.heads[noun].upos == "NOUN" else None
            )
            if entry and entry.content in OF_CONTENT:
                return Value(OF_CONTENT[entry.content], f"after {line.cores[noun]}")
        auxiliary = next(
            (line.lemmas[p] for p in range(clause - 1, max(-1, clause - 8), -1) if line.verbs[p] is not None),
            "",
        )
        if auxiliary in _POSSIBLE or auxiliary in _DUTY:
            return Value("PS+" if auxiliary in _POSSIBLE else "Uu", "modal")
    elif place and line.cores[place - 1] in ("لكي", "كي", "حتي"):
        return Value("Uu", "aim")
    elif _is_aim(line.tokens[place].words[0]):
        return None if _is_result(line, place) else Value("Uu", "aim")
    seeming = _seeming(line, place, clause)
    if seeming:
        return seeming
    if around is not None:
        entry = saying("verb", (around.rule or "").partition(": ")[2])
        value = OF_CONTENT.get(entry.content) if entry else None
        if value and value.endswith("+") and _cue_negated(line, around):
            value = value.replace("+", "-")  # لا أظن أنّ
        if (
            clause is not None
            and line.takes_verb(clause)
            and value is None
            and entry
            and entry.content == "+"
            and _subjunctive(line, place)
        ):
            value = "Uu" if entry.act == "directive" or entry.kind == "volition" else None
        if value and _outermost(line, place, around):
            return Value(value, f"what one {entry.gloss.split(';')[0].split(',')[0]}s" if entry else "")
    aims = clause is not None and line.takes_verb(clause) and _subjunctive(line, place)
    if clause is not None and aims and (around is None or not _is_content(line, clause, around)):
        return Value("Uu", "clause of أن")
    return None


def _cue_negated(line: Line, around: Attribution) -> bool:
    place = next((n for n, token in enumerate(line.tokens) if token.span[:2] == around.cue[0][:2]), None)
    return place is not None and is_negated(line, place)


def _subjunctive(line: Line, place: int) -> bool:
    verb = line.verbs[place]
    return verb is not None and verb.feats.get("Aspect") == "Imp"


def _seeming(line: Line, place: int, clause: int | None) -> Value | None:
    """يبدو أنّ، من المرجح أنّ، من المحتمل أن"""
    if clause is None or clause == 0:
        return None
    before = line.cores[clause - 1]
    if before in words("seeming") or line.cores[max(0, clause - 2) : clause - 1] == ["يبدو"]:
        return Value("PR+", "seeming")
    if before in _BEFORE_AN and before.startswith("ال"):
        return Value(_BEFORE_AN[before], f"after {before} أن")
    return None


def _own_clause(line: Line, place: int) -> int | None:
    """The أنّ or أنْ whose clause the verb is in: the last one before it, no comma between."""
    for p in range(place - 1, max(-1, place - 12), -1):
        if line.opens_clause(p):
            return p
        if line.marks[p] in STOPS + COMMAS + ":" or line.heads[p].feats.get("PronType") == "Rel":
            return None
        if line.verbs[p] is not None and line.lemmas[p] not in AUXILIARIES:
            return None
    return None


def _outermost(line: Line, place: int, around: Attribution) -> bool:
    """Whether the verb is what is said itself, not one in a relative clause or adverbial of it."""
    first = around.content[0][1] - line.tokens[0].position
    opened = [p for p in range(max(first, 0), place) if line.heads[p].feats.get("PronType") == "Rel" or (line.verbs[p] is not None
              and line.lemmas[p] not in AUXILIARIES)]  # fmt: skip
    if not opened:
        return True
    return line.joined(place) and not any(
        line.heads[p].feats.get("PronType") == "Rel" for p in range(opened[0], place)
    )


def _is_content(line: Line, clause: int, around: Attribution) -> bool:
    return inside(line.tokens[clause].span, around.content)


_LONGEST = 60  # tokens from the beginning of a clause to its verb


def _clause_start(line: Line, place: int, cross_commas: int = 0) -> int:
    """Where the clause of a verb begins: after a stop, a colon, an opening mark, أنّ or (some) commas."""
    start, first = place, max(0, place - _LONGEST)
    while start > first:
        form = line.tokens[start - 1].form
        if form in STOPS or form == ":" or line.is_open(start - 1) or form == "؛":
            break
        if line.opens_clause(start - 1) and not line.takes_verb(start - 1):
            break
        if form in COMMAS:
            if not cross_commas:
                break
            cross_commas -= 1
        start -= 1
    return start
