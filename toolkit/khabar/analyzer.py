"""camel-tools' analyzer, which merges most features of an analysis when one is asked for.

Most of camel-tools' time for a word goes into a dozen tokenizations, glosses and patterns of each of
its analyses, of which all but the chosen one are never looked at. Here the analyzer runs on a view
of the database that declares only what disambiguation looks at; the first look at anything else has
camel-tools combine that one analysis again, on the whole database.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Mapping
from types import FunctionType
from typing import Any, NamedTuple

from khabar import _camel_data

with _camel_data.importable():
    from camel_tools.morphology.analyzer import Analyzer
    from camel_tools.morphology.database import MorphologyDB


Entry = tuple[str, dict[str, str]]  # category and features of a prefix, stem or suffix


# What the word model and the context step look at, and what camel-tools falls back on for these.
_AT_ONCE = frozenset(
    [
        "diac", "lex", "pos", "asp", "cas", "gen", "mod", "num", "per", "rat", "stt", "vox", "prc0", "prc1",
        "prc2", "prc3", "enc0", "form_gen", "form_num", "source", "stem", "stemcat", "lex_logprob",
        "pos_lex_logprob",
    ]
)  # fmt: skip
_SET_ANYWAY = ("bw", "caphi", "gloss", "pattern", "stemgloss")  # in some analyses, whatever is declared
_GENERIC = "NOAN"  # the stem in whose place camel-tools puts a word that it guesses at


def _completed(method: Callable[..., Any]) -> Callable[..., Any]:
    def complete_first(self: Analysis, *args: Any) -> Any:
        self.complete()
        return method(self, *args)

    return complete_first


class _Joined(NamedTuple):
    """A prefix and a stem that go together in a word: what camel-tools combines with a suffix."""

    combine: Callable[..., Iterable[dict[str, Any]]]
    analyzer: Analyzer
    forms: tuple[str, ...]
    prefix: Entry
    stem: Entry

    def with_suffixes(self, suffixes: list[Entry]) -> Iterable[dict[str, Any]]:
        return self.combine(self.analyzer, *self.forms, [self.prefix], [self.stem], suffixes)


class Analysis(dict[str, Any]):
    """A camel-tools analysis; whoever looks at it as a whole, or at what is merged later, completes it."""

    __slots__ = ("_joined", "_later", "_suffix")

    def __init__(self, features: Mapping[str, Any], later: frozenset[str], joined: _Joined, suffix: Entry):
        super().__init__(features)
        self._later, self._joined, self._suffix = later, joined, suffix

    def complete(self) -> None:
        if self._later:
            (whole,) = self._joined.with_suffixes([self._suffix])
            dict.update(self, whole)
            self._later = frozenset()

    def __missing__(self, name: str) -> Any:
        if name not in self._later:
            raise KeyError(name)
        self.complete()
        return self[name]

    def get(self, name: str, default: Any = None) -> Any:
        try:
            return self[name]
        except KeyError:
            return default

    def __contains__(self, name: object) -> bool:
        return dict.__contains__(self, name) or (name in self._later and name in self.keys())

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self.items()),)

    __iter__ = _completed(dict.__iter__)
    __len__ = _completed(dict.__len__)
    __eq__ = _completed(dict.__eq__)
    __ne__ = _completed(dict.__ne__)
    __or__ = _completed(dict.__or__)
    __ror__ = _completed(dict.__ror__)
    __repr__ = _completed(dict.__repr__)
    copy = _completed(dict.copy)
    keys = _completed(dict.keys)
    values = _completed(dict.values)
    items = _completed(dict.items)


# A word of Arabic letters is no number, no punctuation and not foreign. camel-tools asks each of
# that of every word, by patterns of thousands of characters; its own code with the answers known.
_LETTERS = re.compile("[\u0621-\u063a\u0641-\u064a]+")
_ANSWERS = {
    "_is_digit": False,
    "_is_strict_digit": False,
    "_is_punc": False,
    "_has_punc": False,
    "_is_ar": True,
}
_analyze_letters = FunctionType(
    Analyzer.analyze.__code__,
    Analyzer.analyze.__globals__ | {name: lambda word, a=answer: a for name, answer in _ANSWERS.items()},
)


class LightAnalyzer(Analyzer):
    """camel-tools' ``Analyzer``, whose analyses of Arabic words are each an :class:`Analysis`."""

    def __init__(self, database: MorphologyDB, backoff: str):
        self._whole = Analyzer(database, backoff)
        self._later = frozenset({*database.defines.keys(), *_SET_ANYWAY} - _AT_ONCE)
        light = copy.copy(database)
        light.defines = {name: kind for name, kind in database.defines.items() if name in _AT_ONCE}
        light.compute_feats = light.compute_feats - self._later
        super().__init__(light, backoff)
        self._met: dict[int, Entry] = {}
        self._fits: dict[tuple[str, str, int], list[Entry]] = {}

    def analyze(self, word: str) -> list[dict[str, Any]]:
        """As camel-tools: no word, an empty list."""
        return _analyze_letters(self, word) if _LETTERS.fullmatch(word) else self._whole.analyze(word)

    def _combined_analyses(
        self, word: str, prefixes: list[Entry], stems: list[Entry], suffixes: list[Entry]
    ) -> list[dict[str, Any]]:
        """As camel-tools combines them, in its order, without trying what never fits."""
        return self._combined(Analyzer._combined_analyses, (word,), prefixes, stems, suffixes)

    def _combined_backoff_analyses(
        self, stem: str, word: str, prefixes: list[Entry], stems: list[Entry], suffixes: list[Entry]
    ) -> list[dict[str, Any]]:
        return self._combined(Analyzer._combined_backoff_analyses, (stem, word), prefixes, stems, suffixes)

    def _combined(
        self,
        combine: Callable[..., Iterable[dict[str, Any]]],
        forms: tuple[str, ...],
        prefixes: list[Entry],
        stems: list[Entry],
        suffixes: list[Entry],
    ) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for prefix in prefixes:
            allowed = self._db.prefix_stem_compat.get(prefix[0], ())
            for stem in stems:
                if stem[0] not in allowed or not (fitting := self._fitting(prefix[0], stem[0], suffixes)):
                    continue
                light = _Joined(combine, self, forms, prefix, self._light(stem)).with_suffixes(fitting)
                joined = _Joined(combine, self._whole, forms, prefix, stem)
                for features, suffix in zip(light, fitting, strict=True):
                    for name in _SET_ANYWAY:
                        features.pop(name, None)
                    found.append(Analysis(features, self._later, joined, suffix))
        return found

    def _light(self, stem: Entry) -> Entry:
        """The stem without what is merged later, kept for the stems that have been met."""
        category, features = stem
        if id(features) not in self._met:
            wanted = _AT_ONCE | {"bw", "gloss"} if _GENERIC in features["diac"] else _AT_ONCE
            kept = {name: value for name, value in features.items() if name in wanted}
            self._met[id(features)] = category, kept
        return self._met[id(features)]

    def _fitting(self, prefix: str, stem: str, suffixes: list[Entry]) -> list[Entry]:
        """The suffixes that stand after both categories, once for each list of the database."""
        key = prefix, stem, id(suffixes)
        if key not in self._fits:
            after_prefix = self._db.prefix_suffix_compat.get(prefix, set())
            allowed = after_prefix & self._db.stem_suffix_compat.get(stem, set())
            self._fits[key] = [entry for entry in suffixes if entry[0] in allowed]
        return self._fits[key]

    def all_feats(self) -> frozenset[str]:
        return frozenset(self._whole.all_feats())

    def tok_feats(self) -> frozenset[str]:
        return frozenset(self._whole.tok_feats())
