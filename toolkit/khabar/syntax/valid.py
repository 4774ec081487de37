"""What every tree must keep: the rules of the UD validator, level 3 to 5, for Arabic.

A model that has seen a thousand trees makes what no treebank may hold: a preposition with an object
of its own, an apposition before its noun, two subjects. Each rule below mends one such kind and
changes as little as it can.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable
from functools import lru_cache

from khabar.syntax.hanging import Hanging
from khabar.text.document import Word
from khabar.text.script import bare

_AUXILIARIES = {"كان": "كَان", "ليس": "لَيس"}  # as UD registers them; their sisters are verbs with an xcomp
_LEAVES = frozenset({"case", "mark", "cc", "aux", "cop", "fixed", "punct"})
_LEFTWARD = {"conj": "parataxis", "fixed": "dep", "flat": "nmod", "flat:name": "nmod", "appos": "nmod"}
_NEITHER = frozenset(
    {"NOUN", "PROPN", "ADJ", "PRON", "DET", "NUM", "VERB", "AUX", "INTJ", "X", "PUNCT", "SYM"}
)
_ALLOWED: dict[str, Callable[[str], bool]] = {
    "det": lambda upos: upos in ("DET", "PRON"),
    "nummod": lambda upos: upos == "NUM",
    "advmod": lambda upos: upos in ("ADV", "ADJ", "CCONJ", "DET", "PART", "SYM"),
    "aux": lambda upos: upos == "AUX",
    "cop": lambda upos: upos in ("AUX", "PRON"),
    "case": lambda upos: upos not in _NEITHER - {"NOUN"},
    "mark": lambda upos: upos not in _NEITHER,
    "cc": lambda upos: upos not in _NEITHER,
    "expl": lambda upos: upos in ("PRON", "DET"),
}
_NOMINAL = {
    "ADJ": "amod",
    "ADV": "advmod",
    "PART": "advmod",
    "ADP": "dep",
    "SCONJ": "dep",
    "CCONJ": "dep",
    "VERB": "dep",
}
_NOMINALS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET"})
_ARGUMENTS = frozenset(
    {"nsubj", "obj", "iobj", "obl", "vocative", "expl", "dislocated", "nmod", "appos", "nummod"}
)
_FUNCTION = frozenset({"ADP", "SCONJ", "CCONJ", "PART", "ADV"})
_CLOSED_BY = {'"': '"', "«": "»", "“": "”", "(": ")", "[": "]", "‹": "›", "'": "'"}
_COMMAS, _ENDS = frozenset("،,"), frozenset(".؟!؛:")
_JOINED = frozenset({"conj", "parataxis", "advcl"})
_OF_DETERMINERS = frozenset(
    {"det", "case", "advmod", "obl", "fixed", "flat", "discourse", "parataxis", "conj", "cc", "punct"}
)
_WORKS_AS = {"case": "ADP", "mark": "SCONJ", "cc": "CCONJ"}


def _base(word: Word) -> str:
    return _without_subtype(word.deprel or "")


@lru_cache(maxsize=500)
def _without_subtype(relation: str) -> str:
    return relation.split(":")[0]


def make_valid(words: list[Word]) -> None:
    """Mend the tree of a sentence in place."""
    by_id = {word.id: word for word in words}
    _auxiliaries(words, by_id)
    for word in words:
        _rename(word, by_id)
    _fixed_together(words, by_id)
    _leaves(words, by_id)
    _root(words)
    _uncross(words, by_id)
    _leaves(words, by_id)
    for word in words:
        if word.deprel in _LEFTWARD and (word.head or 0) > word.id:
            word.deprel = _LEFTWARD[word.deprel]
    for siblings in Hanging(words).below.values():
        if len(siblings) > 1:
            _one_each(siblings)
    for word in words:
        head = by_id.get(word.head or 0)
        if head and _base(word) == "obl" and head.upos in _NOMINALS and _base(head) in _ARGUMENTS:
            word.deprel = "nmod"
        if head and word.deprel == "fixed" and head.upos in _FUNCTION:
            head.feats = dict(sorted({**head.feats, "ExtPos": _WORKS_AS.get(_base(head), "ADV")}.items()))
    hang_marks(words, by_id)


def _auxiliaries(words: list[Word], by_id: dict[int, Word]) -> None:
    for word in words:
        if word.deprel not in ("aux", "cop") or word.upos != "VERB" or not word.head:
            continue
        lemma = _AUXILIARIES.get(bare(word.lemma or ""))
        if lemma:
            word.upos, word.lemma = "AUX", lemma
            continue
        below = by_id[word.head]
        for other in words:  # the verb is the head, and what it says of its subject its complement
            if (
                other.head == below.id
                and other is not word
                and (other.deprel or "").startswith(
                    ("nsubj", "cc", "mark", "punct", "advcl", "conj", "parataxis")
                )
            ):
                other.head = word.id
        word.head, word.deprel = below.head, below.deprel
        below.head, below.deprel = word.id, "xcomp"


def _rename(word: Word, by_id: dict[int, Word]) -> None:
    upos = word.upos or "X"
    if upos == "PUNCT":
        word.deprel = "punct"
        return
    relation = word.deprel or "dep"
    base = _without_subtype(relation)
    head = by_id.get(word.head or 0)
    if base == "punct" or (base in _ALLOWED and not _ALLOWED[base](upos)):
        of_noun = head is not None and head.upos in _NOMINALS
        nominal = "nmod" if of_noun else "obl"
        word.deprel = _NOMINAL.get(upos, "dep" if upos in ("X", "SYM", "AUX", "INTJ") else nominal)
    if base == "cop" and upos == "PRON" and word.feats.get("PronType") != "Prs":
        word.deprel = "dep"
    if base == "orphan":
        word.deprel = "dep"
    if upos == "AUX" and bare(word.form) in ("س", "قد", "سوف"):
        word.deprel = "aux"


def _leaves(words: list[Word], by_id: dict[int, Word]) -> None:
    """Function words and punctuation have no dependents of their own, but for what is fixed to them."""
    for word in words:
        while (head := by_id.get(word.head or 0)) and head.head and _refuses(head, word):
            word.head = head.head


def _refuses(head: Word, word: Word) -> bool:
    if head.upos == "PUNCT":
        return True
    if _base(head) == "det":
        return _base(word) not in _OF_DETERMINERS
    return _base(head) in _LEAVES and word.deprel != "fixed"


def _fixed_together(words: list[Word], by_id: dict[int, Word]) -> None:
    """What is fixed follows at once on a function word or on what is fixed to that."""
    for word in words:
        if word.deprel != "fixed":
            continue
        before, head = by_id.get(word.id - 1), by_id.get(word.head or 0)
        follows = before and head and (before is head or (before.deprel, before.head) == ("fixed", head.id))
        joins = head is not None and head.upos == "CCONJ" and head.deprel != "cc"
        function = head is not None and head.upos in _FUNCTION and head.deprel != "fixed"
        if not follows or not function or joins or word.upos == "PROPN":
            word.deprel = "dep"


def _root(words: list[Word]) -> None:
    root = next((word for word in words if word.head == 0), words[0])
    if root.upos == "PUNCT" and (better := next((w for w in words if w.upos != "PUNCT"), None)):
        for word in words:
            if word is not better and word.head in (0, root.id):
                word.head = better.id
        better.head, root = 0, better
    for word in words:
        if word is root:
            word.head, word.deprel = 0, "root"
        elif word.deprel == "root":
            word.deprel = "dep"
        if word.head == 0 and word is not root:
            word.head = root.id


def _one_each(below: list[Word]) -> None:
    """A word has one subject and one object; ``below``: what hangs from it."""
    subjects = [word for word in below if (word.deprel or "").startswith(("nsubj", "csubj"))]
    for extra in subjects[1:]:
        extra.deprel = "dislocated" if (extra.deprel or "").startswith("nsubj") else "advcl"
    for extra in [word for word in below if word.deprel == "obj"][1:]:
        extra.deprel = "iobj"
    for extra in [word for word in below if word.deprel == "iobj"][1:]:
        extra.deprel = "obl"


def hang_marks(words: list[Word], by_id: dict[int, Word]) -> None:
    """Where a mark hangs, by UD's rules: a pair from the head of what it holds, and so the comma that closes an
    inserted phrase; the last from the root, any other from the head of what follows, or of what it ends before its
    head; at any rate from a word from which its arc crosses no other, the nearest if need be."""
    root = next(word for word in words if word.head == 0)
    hanging = [word for word in words if word.upos != "PUNCT" or word is root]
    places = [word.id for word in hanging]
    over = _Over(words)
    inside, closed = _pairs(words), _inserted(words)
    for mark in words:
        if mark.upos != "PUNCT" or mark is root:
            continue
        at = bisect(places, mark.id)  # of the first word after it
        after = _upward(mark, hanging[at : at + 1], by_id)
        before = _upward(mark, hanging[max(at - 1, 0) : at], by_id)
        closes = after and before and before[0].head == after[0].id  # فإذا جاء، ذهبنا
        tried = [*before, *after] if closes else [*after, *before] if after else [root, *before]
        if mark.id in inside:
            tried = [*_tops(words, *inside[mark.id]), *tried]
        elif mark.id in closed:
            tried.insert(0, closed[mark.id])
        fits = next((word.id for word in tried if over.fits(mark.id, word.id)), 0)
        if not fits:
            fitting = [place for place in places if over.fits(mark.id, place)]
            fits = min(fitting, key=lambda place: abs(place - mark.id), default=root.id)
        mark.head, mark.deprel = fits, "punct"
        over.add(mark.id, fits)


class _Over:
    """Of each place of a sentence the arcs over it: where the innermost of them begin and end."""

    def __init__(self, words: list[Word]):
        self._first, self._last = [-1] * (len(words) + 1), [len(words) + 1] * (len(words) + 1)
        for word in words:
            if word.upos != "PUNCT":
                self.add(word.id, word.head or 0)

    def add(self, one: int, other: int) -> None:
        low, high = (one, other) if one < other else (other, one)
        first, last = self._first, self._last
        for under in range(low + 1, high):
            if first[under] < low:
                first[under] = low
            if last[under] > high:
                last[under] = high

    def fits(self, mark: int, head: int) -> bool:
        """Whether the arc from a word to a mark would cross none."""
        free = self._first[head] <= mark if head > mark else self._last[head] >= mark
        return free and self._first[mark] <= head <= self._last[mark]


def _tops(words: list[Word], first: int, last: int) -> list[Word]:
    """The words between two places that hang from without, marks apart."""
    within = words[first : last - 1]
    return [w for w in within if w.upos != "PUNCT" and not first < (w.head or 0) < last]


def _upward(mark: Word, beside: list[Word], by_id: dict[int, Word]) -> list[Word]:
    """The words from the one beside a mark up to the last on its side, the highest first."""
    found: list[Word] = []
    here = beside[0] if beside else None
    side = here and here.id > mark.id
    while here and (here.id > mark.id) == side:
        found.insert(0, here)
        here = by_id.get(here.head or 0)
    return found


def _pairs(words: list[Word]) -> dict[int, tuple[int, int]]:
    """The places of two marks that belong together, by the id of each."""
    found: dict[int, tuple[int, int]] = {}
    open_: list[Word] = []
    for word in words:
        if word.upos != "PUNCT":
            continue
        if open_ and _CLOSED_BY.get(open_[-1].form) == word.form:
            pair = (open_.pop().id, word.id)
            found |= dict.fromkeys(pair, pair)
        elif word.form in _CLOSED_BY:
            open_.append(word)
    return found


def _inserted(words: list[Word]) -> dict[int, Word]:
    """What stands between two commas and hangs together, as an apposition does, by the id of the second: its head.
    What is joined closes nothing."""
    found: dict[int, Word] = {}
    opens = 0
    for word in words:
        if word.form in _ENDS:
            opens = 0
        elif word.form in _COMMAS:
            tops = _tops(words, opens, word.id) if opens else []
            joins = word.id < len(words) and words[word.id].upos == "CCONJ"
            if len(tops) == 1 and tops[0].head and _base(tops[0]) not in _JOINED and not joins:
                found[word.id] = tops[0]
            opens = word.id
    return found


def _uncross(words: list[Word], by_id: dict[int, Word]) -> None:
    """Where arcs cross around a mark, no place is left for it: the shorter of each such pair is lifted
    (Nivre and Nilsson 2005)."""
    marks = [word.id for word in words if word.upos == "PUNCT"]
    hanging = [word for word in words if word.upos != "PUNCT"]
    while marks and hanging and (one := _to_lift(marks, hanging, by_id)):
        one.head = by_id[one.head or 0].head


def _to_lift(marks: list[int], hanging: list[Word], by_id: dict[int, Word]) -> Word | None:
    spans = [(min(word.id, word.head or 0), max(word.id, word.head or 0)) for word in hanging]
    if not _any_cross(spans):
        return None
    pairs = [
        (one, other)
        for one in range(len(spans))
        for other in range(len(spans))
        if _cross(spans[one], spans[other])
    ]
    for one, other in sorted(pairs, key=lambda pair: spans[pair[0]][1] - spans[pair[0]][0]):
        first, last = min(spans[one][0], spans[other][0]), max(spans[one][1], spans[other][1])
        word = hanging[one]
        if word.head and by_id[word.head].head and any(first < mark < last for mark in marks):
            return word
    return None


def _cross(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[0] < one[1] < other[1] or other[0] < one[0] < other[1] < one[1]


def _any_cross(spans: list[tuple[int, int]]) -> bool:
    """Whether any two cross: of the spans that are open where one begins, it must not outlast the innermost."""
    ends: list[int] = []
    for first, last in sorted(spans, key=lambda span: (span[0], -span[1])):
        while ends and ends[-1] <= first:
            ends.pop()
        if ends and ends[-1] < last:
            return True
        ends.append(last)
    return False
