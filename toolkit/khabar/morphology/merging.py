"""camel-tools' ``merge_features`` with what a prefix and a suffix bring worked out once for the two.

camel-tools asks prefix, stem and suffix for each of thirty features, once for every analysis. Prefixes and
suffixes are few: what they set and put around the stem's features is kept for each pair, and an analysis is
the stem's features with that laid over them. The results are camel-tools' own (a test compares them).
"""

import re
from collections.abc import Callable
from operator import itemgetter
from typing import Any, NamedTuple

from khabar.morphology import _camel_data
from khabar.morphology.database import LazyDatabase, Line

with _camel_data.importable():
    from camel_tools.morphology.utils import normalize_tanwyn, rewrite_diac, rewrite_pattern
    from camel_tools.utils.dediac import dediac_ar

Features = dict[str, str]
_JOINED = ("gloss", "bw", "diac", "pattern")  # pieces with + between them
_CHANCES = ("pos_logprob", "lex_logprob", "pos_lex_logprob")
_FORMAL = (("form_gen", "gen"), ("form_num", "num"))
_NO_CHANCE = -99.0
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


class _Kind(NamedTuple):
    """The features that some stems have, and their values in this order."""

    names: tuple[str, ...]
    values: Callable[[Features], tuple[str, ...]]


class _Around(NamedTuple):
    """What a prefix and a suffix set, what stands before and after the stem's own pieces where anything does, and
    before and after its letters."""

    set: dict[str, Any]
    joined: tuple[tuple[str, str, str], ...]
    before: str
    after: str


def can_merge(database: LazyDatabase) -> bool:
    """Whether the analyses of ``database`` have no other features to be merged than those merged here."""
    return not _OTHERS & database.defines.keys()


class Merger:
    """Merges the entries of one database without the features in ``without``. Prefixes and suffixes are known by
    their identity: they must live as long."""

    def __init__(self, database: LazyDatabase, without: frozenset[str]):
        self._read = database.stem_hash.once
        self._defines, self._without = database.defines, without
        self._computed = "pattern" in database.compute_feats
        self._chances = [name for name in _CHANCES if name in database.defines]
        self._joined = [name for name in _JOINED if name in database.defines]
        # Of each stem the features as an analysis has them, its letters without signs, and the number of its kind:
        # stems of one kind have the same features.
        self._stems: dict[Line, dict[str, Any]] = {}
        self._letters: dict[Line, str] = {}
        self._kind_of: dict[Line, int] = {}
        self._kinds: list[_Kind] = []
        self._numbers: dict[tuple[str, ...], int] = {}
        self._sets: dict[tuple[int, int], dict[str, Any]] = {}
        self._around: dict[tuple[int, int, int], _Around] = {}

    def merged(self, word: str, prefix: Features, stem: Line, suffix: Features) -> dict[str, Any]:
        """The analysis of the dediacritized ``word`` that the three entries make."""
        own = self._stems.get(stem) or self._stem(stem)
        key = id(prefix), id(suffix), self._kind_of[stem]
        around = self._around.get(key) or self._affixes(key, prefix, suffix)
        analysis = own | around.set
        for name, before, after in around.joined:
            piece = own[name]
            analysis[name] = f"{before}{piece}{after}" if piece else _without_stem(before, after)
        if self._computed:
            pattern = own.get("pattern") or own["stem"]
            pieces = prefix.get("diac", ""), pattern, suffix.get("diac", "")
            analysis["pattern"] = rewrite_pattern("".join(pieces))
        vocalised = analysis["diac"]
        if _REWRITTEN.search(vocalised):
            vocalised = normalize_tanwyn(rewrite_diac(vocalised), "AF")
            plain = dediac_ar(vocalised)
        else:
            vocalised = vocalised.replace("+", "")
            plain = around.before + self._letters[stem] + around.after
        analysis["diac"] = vocalised
        if plain != word:
            analysis["source"] = "spvar"
        for formal, name in _FORMAL:
            if analysis.get(name) == "-" and formal in self._defines:
                analysis[name] = analysis[formal]
        return analysis

    def _stem(self, stem: Line) -> dict[str, Any]:
        features = self._read(stem)
        names = tuple(features)
        number = self._kind_of[stem] = self._numbers[names] if names in self._numbers else self._number(names)
        kind = self._kinds[number]
        kept: dict[str, Any] = dict(zip(kind.names, kind.values(features), strict=True))
        kept |= {"stem": features["diac"], "stemgloss": features.get("gloss", ""), "stemcat": stem[0]}
        kept |= {name: float(features.get(name, _NO_CHANCE)) for name in self._chances}
        kept |= {name: "" for name in self._joined if name not in kept}
        self._letters[stem] = _without_signs(features["diac"])
        self._stems[stem] = kept
        return kept

    def _number(self, names: tuple[str, ...]) -> int:
        kept = tuple(name for name in names if name not in self._without)
        self._kinds.append(_Kind(kept, itemgetter(*kept)))
        self._numbers[names] = len(self._kinds) - 1
        return self._numbers[names]

    def _affixes(self, key: tuple[int, int, int], prefix: Features, suffix: Features) -> _Around:
        said = self._set(suffix, key[2]) | self._set(prefix, key[2])
        joined = []
        for name in self._joined:
            before, after = prefix.get(name) or "", suffix.get(name) or ""
            if before or after:
                joined.append((name, before and f"{before}+", after and f"+{after}"))
        letters = (_without_signs(affix.get("diac") or "") for affix in (prefix, suffix))
        around = self._around[key] = _Around(said, tuple(joined), *letters)
        return around

    def _set(self, affix: Features, kind: int) -> dict[str, Any]:
        """What an affix sets of the features that a kind of stems has."""
        key = id(affix), kind
        if key not in self._sets:
            names = self._kinds[kind].names
            self._sets[key] = {
                name: float(value) if name in _CHANCES else value
                for name, value in affix.items()
                if value not in ("", "-") and name in names
            }
        return self._sets[key]


def _without_stem(before: str, after: str) -> str:
    return before + after[1:] if before and after else before[:-1] or after[1:]


def _without_signs(piece: str) -> str:
    return dediac_ar(piece.replace("+", ""))
