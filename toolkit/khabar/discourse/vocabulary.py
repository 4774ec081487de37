"""The words that the rules go by, from the tables in ``data/discourse``.

``sayings.tsv``: verbs of communication, cognition, perception and volition, a line a verb, with
verbal noun and participle. Frames say how a verb introduces what is said: ``that`` (أنّ، إنّ), ``to``
(أنْ), ``speech`` (a colon, quotation marks), ``whether`` (an indirect question), ``object`` (a noun of
action), ``thing`` (any noun but a person), a preposition, ``described`` (what something is called), ``judged`` (what it is held to be); ``told``: its object is the one who
is told; ``message``: it gives words that a noun names (أصدر تعليمات، قدم اعتذاره), a verb of the class ``giving`` no others, one of the class ``ruling`` those of a court, of the class ``permitting`` of whoever rules.
``noun`` is the class of :file:`words.tsv` whose nouns alone begin what is said (دفع ببطلان الحكم, not دفع بتعزيزات;
``action or`` before it: as well as nouns of action; ``not``: all but these). ``act`` is Searle's class, ``stance`` the writer's (Martin and White 2005), ``content`` how
certain its source is of what is said: ``+``, ``-`` (denied), ``PR`` (likely), ``PR-``, ``PS``, ``U`` (open).

``words.tsv``: all other words by class. ``sureness.tsv``: how often each rule was right on annotated
texts (``benchmarks/sureness.py`` counts).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from khabar.text.script import bare as _bare
from khabar.text.script import fold as _fold

TABLES = Path(__file__).parents[1] / "data" / "discourse"
fold = lru_cache(maxsize=8192)(_fold)
bare = lru_cache(maxsize=8192)(_bare)


@dataclass(frozen=True)
class Saying:
    """A verb of :file:`sayings.tsv`."""

    verb: str
    masdar: str
    participle: str
    frames: frozenset[str]
    kind: str
    act: str | None
    stance: str
    content: str
    gloss: str
    noun: str = ""

    @property
    def prepositions(self) -> frozenset[str]:
        return self.frames & _PREPOSITIONS


_NOT_BY_THEMSELVES = (
    "giving",
    "ruling",
    "permitting",
)  # verbs that say something only with such a noun or subject
_PREPOSITIONS = frozenset(["ب", "على", "إلى", "عن", "من", "في", "ل", "بين"])


@cache
def sayings() -> list[Saying]:
    """The verbs of saying, thinking, perceiving and wanting."""
    with (TABLES / "sayings.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Saying(
                row["verb"], row["masdar"], row["participle"], frozenset(row["frames"].split()), row["class"],
                row["act"] or None, row["stance"], row["content"], row["gloss"], row["noun"] or "",
            )
            for row in rows
        ]  # fmt: skip


@cache
def by_form(form: str) -> dict[str, list[Saying]]:
    """The verbs of saying by ``verb``, ``masdar`` or ``participle``, folded."""
    found: dict[str, list[Saying]] = {}
    for saying in sayings():
        for word in getattr(saying, form).split() if saying.kind not in _NOT_BY_THEMSELVES else ():
            found.setdefault(fold(word), []).append(saying)
    return found


@lru_cache(maxsize=16384)
def saying(form: str, lemma: str) -> Saying | None:
    """The entry of a lemma; of two without signs the one with its vowels, else the first; none for a verb
    that only has the letters of one (كَذَبَ, to lie)."""
    if lemma in vocalised("verb with the letters of a saying"):
        return None
    entries = by_form(form).get(fold(lemma), [])
    return next(
        (entry for entry in entries if lemma in getattr(entry, form).split()), entries[0] if entries else None
    )


@cache
def giving(lemma: str) -> Saying | None:
    """The entry of a verb that says nothing by itself but gives words: أصدر تعليمات، قطع وعدا"""
    return next((each for each in sayings() if each.kind == "giving" and each.verb == lemma), None)


@cache
def ruling(lemma: str) -> Saying | None:
    """The entry of a verb by which a court rules, and which says nothing of anybody else: منعته المحكمة من السفر"""
    return next((each for each in sayings() if each.kind == "ruling" and each.verb == lemma), None)


@cache
def permitting(lemma: str) -> Saying | None:
    """The entry of a verb by which a ministry, a court or a scholar of law allows or forbids: أجاز المفتي إخراجها نقدا"""
    return next((each for each in sayings() if each.kind == "permitting" and each.verb == lemma), None)


@cache
def perfects() -> dict[str, Saying]:
    """The verbs of communication by their perfect, third person singular, folded."""
    found: dict[str, Saying] = {}
    for each in sayings():
        if each.kind == "communication":
            stem = fold(each.verb)
            found.setdefault(stem, each)
            found.setdefault(stem.removesuffix("ي").removesuffix("ا") + "ت", each)
    return found


@cache
def _classes() -> dict[str, dict[str, str]]:
    """The words of each class, as they are written, with their values."""
    found: dict[str, dict[str, str]] = {}
    with (TABLES / "words.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            found.setdefault(row["class"], {})[row["word"]] = row["value"]
    return found


def vocalised(kind: str) -> dict[str, str]:
    """The words of a class with their vowels."""
    return _classes().get(kind, {})


@cache
def words(kind: str) -> dict[str, str]:
    """The words of a class with their values, folded."""
    return {fold(word): value for word, value in vocalised(kind).items()}


@cache
def phrases(kind: str) -> dict[tuple[str, ...], str]:
    """The entries of a class of several words, word by word."""
    return {tuple(word.split()): value for word, value in words(kind).items()}


@cache
def lengths(kind: str) -> dict[str, list[int]]:
    """By its first word, how many words the phrases of a class have, the longest first."""
    found: dict[str, set[int]] = {}
    for phrase in phrases(kind):
        found.setdefault(phrase[0], set()).add(len(phrase))
    return {first: sorted(sizes, reverse=True) for first, sizes in found.items()}


@cache
def _counts() -> dict[tuple[str, str], tuple[int, int]]:
    with (TABLES / "sureness.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {(row["layer"], row["rule"]): (int(row["right"]), int(row["of"])) for row in rows}


def kind_of_rule(rule: str) -> str:
    """The rule without the word that it was applied to: ``that: قَالَ`` gives ``that``."""
    if rule.startswith("what one "):
        return "what one says"
    named = rule.startswith("after ") and not rule.startswith("after a ")
    return "after a word" if named else rule.split(":")[0]


@cache
def sureness(layer: str, rule: str) -> float:
    """How sure a rule is: how often it was right, with one case right and one wrong added (Laplace)."""
    right, of = _counts().get((layer, kind_of_rule(rule)), (0, 0))
    return round((right + 1) / (of + 2), 2)
