"""camel-tools' ``merge_features`` with what a prefix and a suffix bring worked out once for the two.

camel-tools asks prefix, stem and suffix for each of thirty features, once for every analysis. Prefixes and
suffixes are few: what they set and put around the stem's features is kept for each pair, and an analysis is
the stem's features with that laid over them. The results are camel-tools' own (a test compares them).

Of most analyses no more is asked than their letters, their lemma, how frequent it is and what context sees of them:
that is a :data:`Row`, and the whole is merged for those that somebody wants.
"""

import re
import sys
from itertools import chain
from threading import RLock
from typing import Any, NamedTuple

from khabar.morphology import _camel_data
from khabar.morphology.context import Shown, named, shown
from khabar.morphology.database import LazyDatabase, Line

with _camel_data.importable():
    from camel_tools.morphology.utils import normalize_tanwyn, rewrite_diac, rewrite_pattern, strip_lex
    from camel_tools.utils.dediac import dediac_ar

Features = dict[str, str]
Entry = tuple[str, Features]  # of a prefix or a suffix: its category and its features
_JOINED = ("gloss", "bw", "diac", "pattern")  # pieces with + between them
_CHANCES = ("pos_logprob", "lex_logprob", "pos_lex_logprob")
_FORMAL = (("form_gen", "gen"), ("form_num", "num"))
_NO_CHANCE = -99.0
_OF_STEMS = frozenset(("lex", "pos", "source", "root", *_CHANCES))
_OPEN = frozenset((*_JOINED, "lex", "root", *_CHANCES))  # of which each has many values
# A stem as the lexicon is compiled: what is asked of each analysis, with those of few values in one run.
_WRITTEN = re.compile(
    rb"diac:(\S*) lex:(\S*) bw:\S* gloss:\S* (pos:.* source:\S*)(?: (?:root|pattern|caphi|catib6|ud):\S*)*"
    rb" pos_logprob:\S* lex_logprob:(\S*) pos_lex_logprob:(\S*)"
)
_OTHERS = frozenset(
    (
        "caphi",
        "catib6",
        "ud",
        "d1tok",
        "d2tok",
        "d3tok",
        "atbtok",
        "bwtok",
        "d1seg",
        "d2seg",
        "d3seg",
        "atbseg",
    )
)  # camel-tools merges these, too; the analyzer wants none of them at once
_REWRITTEN = re.compile(
    "[#ٱ]|ا\\+?\u064e[ةت]|\u0651\\+*\u0651|[اى]\\+?\u064b"
)  # what more than its + changes


Row = tuple[float, float, str, int, str | None, str, Shown, Line, int]
"""Of an analysis the logarithms of the frequency of its lexeme and of its lemma, negative, so that rows are sorted as
camel-tools sorts analyses; its vocalised form and its place; its source, its lemma and what it shows; its stem and the
number of what stands around that."""


# What stands around a stem: before and after its vocalised form, its letters, and its other pieces where anything does;
# and the number of what is set. What is known of a stem: vocalised form and letters, lemma and source, the logarithms of
# the frequencies, negative, the numbers of its kind and of what context sees of it. Both are plain tuples of texts and
# numbers, which Python's collector of cycles passes over.
_Around = tuple[tuple[str, str], tuple[str, str], tuple[tuple[str, str, str], ...], int]
_Stem = tuple[str, str, str, str | None, float, float, int, int]


class _Closed(NamedTuple):
    """Those features of a stem of which each has few values."""

    number: int
    kind: int  # stems of one kind have the same features
    features: dict[str, str]


def can_merge(database: LazyDatabase) -> bool:
    """Whether the analyses of ``database`` have no other features to be merged than those merged here, and what is the
    stems' alone is set by no prefix or suffix."""
    if _OTHERS & database.defines.keys():
        return False
    affixes = chain(*database.prefix_hash.values(), *database.suffix_hash.values())
    return all(_OF_STEMS.isdisjoint(features) for _, features in affixes)


class Merger:
    """Merges the entries of one database without the features in ``without``. Prefixes and suffixes are known by
    their identity: they must live as long."""

    def __init__(self, database: LazyDatabase, without: frozenset[str]):
        self._features, self._read = database.stem_hash.features, database.features_of
        self._defines, self._without = database.defines, without
        self._computed = "pattern" in database.compute_feats
        self._chances = [name for name in _CHANCES if name in database.defines]
        self._joined = [name for name in _JOINED if name in database.defines]
        self._numbering = RLock()  # two threads must not give the same number
        self._stems: dict[Line, _Stem] = {}
        self._written: dict[bytes, _Closed] = {}
        self._closed: dict[tuple[tuple[str, str], ...], _Closed] = {}
        self._kinds: dict[tuple[str, ...], int] = {}
        self._numbers: dict[tuple[int, str], int] = {}  # of what context sees of a stem
        self._seen: list[dict[str, str]] = []
        self._pairs: dict[tuple[int, int, int], int] = {}  # of a prefix and a suffix around a kind of stems
        self._arounds: list[_Around] = []
        # Few: most of what is joined to nouns differs in nothing but its letters.
        self._sets: list[dict[str, str]] = []
        self._set_numbers: dict[tuple[tuple[str, str], ...], int] = {}
        self._shown: dict[tuple[int, int], Shown] = {}

    def row(self, word: str, place: int, prefix: Entry, line: Line, suffix: Entry) -> Row:
        """Of the analysis of the dediacritized ``word`` that the three entries make what is asked of each."""
        piece, letters, lemma, source, seldom, rare, kind, seen = self._stems.get(line) or self._stem(line)
        pair = id(prefix), id(suffix), kind
        number = self._pairs[pair] if pair in self._pairs else self._pair(pair, prefix[1], suffix[1])
        (before, after), (first, last), _, sets = self._arounds[number]
        vocalised = f"{before}{piece}{after}" if piece else _without_stem(before, after)
        if _REWRITTEN.search(vocalised):
            vocalised = normalize_tanwyn(rewrite_diac(vocalised), "AF")
            plain = dediac_ar(vocalised)
        else:
            vocalised = vocalised.replace("+", "")
            plain = first + letters + last
        if plain != word:
            source = "spvar"
        this = self._shown.get((sets, seen)) or self._show(sets, seen)
        return seldom, rare, vocalised, place, source, lemma, this, line, number

    def whole(self, row: Row) -> dict[str, Any]:
        """The analysis of a row."""
        _, _, vocalised, _, source, _, _, line, number = row
        return self.merged(vocalised, source, line, number)

    def merged(self, vocalised: str, source: str | None, line: Line, number: int) -> dict[str, Any]:
        """The analysis of which a row has these."""
        features, ((before, after), _, joined, sets) = self._features(line), self._arounds[number]
        analysis: dict[str, Any] = {
            name: value for name, value in features.items() if name not in self._without
        }
        analysis |= {"stem": features["diac"], "stemgloss": features.get("gloss", ""), "stemcat": line[0]}
        analysis |= {name: float(features.get(name, _NO_CHANCE)) for name in self._chances}
        analysis |= {name: "" for name in self._joined if name not in analysis}
        analysis |= self._sets[sets]
        for name, first, last in joined:
            piece = analysis[name]
            analysis[name] = f"{first}{piece}{last}" if piece else _without_stem(first, last)
        if self._computed:
            pattern = features.get("pattern") or features["diac"]
            analysis["pattern"] = rewrite_pattern(f"{before[:-1]}{pattern}{after[1:]}")
        analysis["diac"] = vocalised
        if source is not None:
            analysis["source"] = source
        self._formal(analysis)
        return analysis

    def _formal(self, analysis: dict[str, Any]) -> None:
        for formal, name in _FORMAL:
            if analysis.get(name) == "-" and formal in self._defines:
                analysis[name] = analysis[formal]

    def _stem(self, line: Line) -> _Stem:
        # A third of the time that all features take, of which most are asked of the chosen analyses only.
        if found := _WRITTEN.fullmatch(line[1]):
            vocalised, lemma = found[1].decode(), strip_lex(found[2].decode())
            rare, seldom = float(found[4]), float(found[5])
            closed = self._written.get(found[3]) or self._run(found[3])
        else:
            features = self._features(line)
            vocalised, lemma = features["diac"], features["lex"]
            rare, seldom = (float(features.get(name, _NO_CHANCE)) for name in _CHANCES[1:])
            closed = self._of_few(features)
        key = closed.number, named(lemma, closed.features["pos"])
        with self._numbering:
            if key not in self._numbers:
                self._seen.append(closed.features | {"lex": lemma})
                self._numbers[key] = len(self._seen) - 1
        stem = self._stems[line] = (
            sys.intern(vocalised), _without_signs(vocalised), sys.intern(lemma), closed.features.get("source"),
            -seldom, -rare, closed.kind, self._numbers[key],
        )  # fmt: skip
        return stem

    def _run(self, written: bytes) -> _Closed:
        closed = self._written[written] = self._of_few(self._read(written))
        return closed

    def _of_few(self, features: Features) -> _Closed:
        own = {n: v for n, v in features.items() if n not in _OPEN and n not in self._without}
        key = tuple(own.items())
        with self._numbering:
            if key not in self._closed:
                kind = self._kinds.setdefault(tuple(own), len(self._kinds))
                self._closed[key] = _Closed(len(self._closed), kind, own)
        return self._closed[key]

    def _show(self, sets: int, seen: int) -> Shown:
        """What all analyses show whose stems show the same, with the same set by what is around them."""
        analysis = self._seen[seen] | self._sets[sets]
        self._formal(analysis)
        this = self._shown[sets, seen] = shown(analysis)
        return this

    def _pair(self, pair: tuple[int, int, int], prefix: Features, suffix: Features) -> int:
        names = list(self._kinds)[pair[2]]
        said = {
            name: value
            for affix in (suffix, prefix)
            for name, value in affix.items()
            if value not in ("", "-") and name in names
        }
        joined = []
        for name in self._joined:
            before, after = prefix.get(name) or "", suffix.get(name) or ""
            if name != "diac" and (before or after):
                joined.append((name, before and f"{before}+", after and f"+{after}"))
        before, after = prefix.get("diac") or "", suffix.get("diac") or ""
        vocalised = before and f"{before}+", after and f"+{after}"
        letters = _without_signs(before), _without_signs(after)
        with self._numbering:
            sets = self._set_numbers.setdefault(tuple(said.items()), len(self._sets))
            if sets == len(self._sets):
                self._sets.append(said)
            self._arounds.append((vocalised, letters, tuple(joined), sets))
            self._pairs[pair] = len(self._arounds) - 1
        return self._pairs[pair]


def _without_stem(before: str, after: str) -> str:
    return before + after[1:] if before and after else before[:-1] or after[1:]


def _without_signs(piece: str) -> str:
    return dediac_ar(piece.replace("+", ""))
