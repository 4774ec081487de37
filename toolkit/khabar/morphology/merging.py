"""camel-tools' ``merge_features`` with what a prefix and a suffix bring worked out once for the two.

camel-tools asks prefix, stem and suffix for each of thirty features, once for every analysis. Prefixes and
suffixes are few: what they set and put around the stem's features is kept for each pair, and an analysis is
the stem's features with that laid over them. The results are camel-tools' own (a test compares them).
"""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from khabar.morphology import _camel_data

with _camel_data.importable():
    from camel_tools.morphology.database import MorphologyDB
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


class _Around(NamedTuple):
    """What a prefix and a suffix set, and what stands before and after the stem's own pieces."""

    set: dict[str, Any]
    joined: tuple[tuple[str, str, str], ...]


def can_merge(database: MorphologyDB) -> bool:
    """Whether the analyses of ``database`` have no other features to be merged than those merged here."""
    return not _OTHERS & database.defines.keys()


class Merger:
    """Merges the entries of one database without the features in ``without``. Entries are known by their
    identity: they must live as long."""

    def __init__(self, database: MorphologyDB, without: frozenset[str]):
        self._defines, self._without = database.defines, without
        self._computed = "pattern" in database.compute_feats
        self._chances = [name for name in _CHANCES if name in database.defines]
        self._joined = [name for name in _JOINED if name in database.defines]
        # Of each stem the features as an analysis has them, and the names of those that affixes may set (each once).
        self._stems: dict[int, dict[str, Any]] = {}
        self._names_of: dict[int, frozenset[str]] = {}
        self._names: dict[frozenset[str], frozenset[str]] = {}
        self._around: dict[tuple[int, int, frozenset[str]], _Around] = {}

    def merged(
        self, word: str, prefix: Features, stem: tuple[str, Features], suffix: Features
    ) -> dict[str, Any]:
        """The analysis of the dediacritized ``word`` that the three entries make."""
        own = self._stems.get(id(stem[1])) or self._stem(*stem)
        key = id(prefix), id(suffix), self._names_of[id(stem[1])]
        around = self._around.get(key) or self._affixes(key, prefix, suffix)
        analysis = own | around.set
        for name, before, after in around.joined:
            piece = own.get(name, "")
            analysis[name] = f"{before}{piece}{after}" if piece else _without_stem(before, after)
        if self._computed:
            pattern = stem[1].get("pattern", stem[1]["diac"])
            pieces = prefix.get("diac", ""), pattern, suffix.get("diac", "")
            analysis["pattern"] = rewrite_pattern("".join(pieces))
        analysis["diac"], plain = _written(analysis["diac"])
        if plain != word:
            analysis["source"] = "spvar"
        for formal, name in _FORMAL:
            if analysis.get(name) == "-" and formal in self._defines:
                analysis[name] = analysis[formal]
        return analysis

    def _stem(self, category: str, features: Features) -> dict[str, Any]:
        kept: dict[str, Any] = features.copy()
        for name in self._without & kept.keys():
            del kept[name]
        names = frozenset(kept)
        self._names_of[id(features)] = self._names.setdefault(names, names)
        kept |= {"stem": features["diac"], "stemgloss": features.get("gloss", ""), "stemcat": category}
        kept |= {name: float(features.get(name, _NO_CHANCE)) for name in self._chances}
        self._stems[id(features)] = kept
        return kept

    def _affixes(self, key: tuple[int, int, frozenset[str]], prefix: Features, suffix: Features) -> _Around:
        said: dict[str, Any] = {
            name: float(value) if name in _CHANCES else value
            for affix in (suffix, prefix)
            for name, value in affix.items()
            if value not in ("", "-") and name in key[2]
        }
        joined = []
        for name in self._joined:
            before, after = prefix.get(name) or "", suffix.get(name) or ""
            joined.append((name, before and f"{before}+", after and f"+{after}"))
        around = self._around[key] = _Around(said, tuple(joined))
        return around


def _without_stem(before: str, after: str) -> str:
    return before + after[1:] if before and after else before[:-1] or after[1:]


@lru_cache(maxsize=20_000)
def _written(pieces: str) -> tuple[str, str]:
    """The vocalised word of ``pieces`` with + between them, and the same without its signs."""
    if _REWRITTEN.search(pieces):
        vocalised = normalize_tanwyn(rewrite_diac(pieces), "AF")
    else:
        vocalised = pieces.replace("+", "")
    return vocalised, dediac_ar(vocalised)
