"""Words that cite: source phrases (بحسب، وفق ما ذكرت، على حد قول) and كما يقول الوزير."""

from __future__ import annotations

from khabar.discourse.cues import is_source_word
from khabar.discourse.line import COMMAS, QUOTES, STOPS, Line, unknown
from khabar.discourse.noun_phrases import noun_phrase
from khabar.discourse.nouns import is_action
from khabar.discourse.vocabulary import Saying, fold, lengths, perfects, phrases, saying

_ASIDE = 40  # tokens between a speaker and what he says


def phrase_at(line: Line, place: int) -> int:
    """The length of a source phrase of several words (على حد قول، من وجهة نظر) at a place, or 0."""
    first = line.forms[place] if place < len(line) else ""
    named = lengths("source phrase")
    first = first if first in named else first[1:] if first[:1] in "وف" else first
    for size in named.get(first, ()):
        last = place + size - 1
        if size > 1 and last + 1 < len(line):
            before = (first, *line.forms[place + 1 : last])
            ends = (line.forms[last], line.cores[last], _without_pronoun(line, last))
            if any((*before, end) in phrases("source phrase") for end in ends):
                return size
    return 0


def _without_pronoun(line: Line, place: int) -> str:
    ws = [w for w in line.tokens[place].words if w.upos not in ("CCONJ", "ADP")]
    return fold("".join(w.form for w in ws[:-1])) if len(ws) > 1 and ws[-1].upos == "PRON" else ""


def is_as_someone_says(line: Line, place: int) -> bool:
    """إنّ الأمر صعب، كما يقول الوزير. But not كما قال الوزير إنّ, where كما means also."""
    if line.forms[place] != "كما" or not 0 < place < len(line) - 2:
        return False
    verb = line.verbs[place + 1]
    entry = saying("verb", verb.lemma or "") if verb else None
    if entry is None or entry.kind not in ("communication", "cognition", "perception"):
        return False
    if verb is not None and verb.feats.get("Voice") == "Pass" and verb.lemma == "وَجَدَ":
        return False  # كما يوجد عدد من
    if not entry.frames & {"that", "speech", "described", "judged"}:
        return False  # كما أثنى عدد من الأهالي على
    what = place + 2 + (line.heads[place + 2].upos == "NUM")
    if what < len(line) and is_action(line, what) and not line.in_name(what):
        return False  # كما أكد ضرورة دعم الشباب، كما سجلت مئة إصابة
    end = noun_phrase(line, place + 2, len(line))
    end += 3 * line.is_told_in_marks(end)  # كما قال الوزير «للديار»
    if line.is_open(place + 2) and line.mates[place + 2] - place <= 5:  # كما أوردت "رويترز"
        after = line.mates[place + 2] + 1
        return after >= len(line) or line.marks[after] in COMMAS + STOPS
    if end == place + 2 or line.tokens[place + 2].form in QUOTES:
        return False
    stop = line.first_mark(COMMAS + STOPS, range(end, len(line)))
    told = line.tokens[stop].form == ":" if stop < len(line) else False
    far = min(len(line), stop + _ASIDE)
    ended = line.first_mark(STOPS, range(stop, far))
    asides = range(stop + 1, ended)  # كما كشف الوزير، خلال اجتماع، أنّ
    told = told or any(line.opens_clause(p) and line.tokens[p - 1].form in COMMAS for p in asides)
    stop = next((p for p in range(end, stop) if is_source_word(line, p)), stop)  # … نقلا عن مصادر
    described = range(place + 4, end)  # كما أظهر تقرير رسمي | تراجع المساعدات
    if line.heads[place + 2].feats.get("Definite") == "Ind":
        end = next((p for p in described if is_action(line, p)), end)
    return not told and not any(_introduces(line, entry, p) for p in range(end, stop))


def _introduces(line: Line, entry: Saying, place: int) -> bool:
    """Whether what is said may begin here."""
    opens = line.opens_clause(place) or line.is_open(place) or line.tokens[place].form in ":" + QUOTES
    governed = line.preposition(place) in entry.prepositions
    return opens or governed or ("object" in entry.frames and is_action(line, place))


def in_source_phrase(line: Line, verb: int) -> bool:
    """Whether a verb belongs to بحسب ما ذكرت، كما قال، حسبما أفادت."""
    if verb == 0:
        return False
    before = line.forms[verb - 1]
    if before in ("ما", "لما") and verb > 1:
        entry = saying("verb", line.lemmas[verb]) if line.has_pronoun(verb) else None
        judged = entry is not None and "judged" in entry.frames  # احتج على ما اعتبره "تنصلا"
        return is_source_word(line, verb - 2) or (line.forms[verb - 2] == "علي" and not judged)
    return before == "حسبما" or is_as_someone_says(line, verb - 1)


def is_what_somebody_said(line: Line, place: int) -> bool:
    """وفق مانقلته الوكالة، حسب ماذكر: ما and a verb of saying, written as one word that nobody knows."""
    if place >= len(line) or not line.forms[place].startswith("ما") or not unknown(line.tokens[place]):
        return False
    verb = line.forms[place][2:]
    return any(verb.removesuffix(pronoun) in perfects() for pronoun in ("", "ه", "ته"))


def source_phrase_length(line: Line, place: int) -> int:
    """بحسب: 1, نقلاً عن: 2, حسبما أفادت: 2, كما قال: 2, بحسب ما ذكرت: 3, وفق ما نقلت عنه، ما ذكرته وأكدته: 4"""
    forms = [*line.forms[place : place + 3], "", ""]
    if is_what_somebody_said(line, place + 1):
        return 2
    verbs = [verb is not None for verb in line.verbs[place : place + 3]] + [False, False]
    if forms[1] in ("عن", "الي"):
        return 2
    length = 3 if forms[1] in ("ما", "لما") and verbs[2] else 2 if verbs[1] else 1
    after = place + length
    if length > 1 and line.points_back(after):
        return length + 1
    further = length > 1 and after < len(line) and line.verbs[after] is not None and line.joined(after)
    return length + (further and line.has_pronoun(after) and line.has_pronoun(after - 1))
