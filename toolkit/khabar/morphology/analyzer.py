"""camel-tools' analyzer, which merges the tokenizations of an analysis when one is asked for.

Two thirds of camel-tools' time for a word goes into a dozen tokenizations of each of its analyses,
of which most are never looked at. Here the analyzer runs on a view of the database that declares
none of them; the first look at one runs the analyzer on the whole database.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from typing import Any

from khabar.morphology import _camel_data
from khabar.morphology.merging import Merger, can_merge

with _camel_data.importable():
    from camel_tools.morphology.analyzer import Analyzer
    from camel_tools.morphology.database import MorphologyDB


Entry = tuple[str, dict[str, str]]  # category and features of a prefix, stem or suffix


def _completed(method: Callable[..., Any]) -> Callable[..., Any]:
    def complete_first(self: Analysis, *args: Any) -> Any:
        self.complete()
        return method(self, *args)

    return complete_first


class Analysis(dict[str, Any]):
    """A camel-tools analysis; whoever looks at it as a whole, or at a tokenization, completes it."""

    __slots__ = ("_later", "_whole")

    def __init__(
        self, features: Mapping[str, Any], later: frozenset[str], whole: Callable[[], list[dict[str, Any]]]
    ):
        super().__init__(features)
        self._later = later
        self._whole: Callable[[], list[dict[str, Any]]] | None = whole

    def complete(self) -> None:
        if self._whole is not None:
            whole, self._whole = self._whole, None
            dict.update(self, next(full for full in whole() if dict.items(self) <= full.items()))

    def __missing__(self, name: str) -> Any:
        if self._whole is None or name not in self._later:
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


_LETTERS = re.compile("[\u0621-\u063a\u0641-\u064a]+")
_PLAIN = re.compile("[ء-ي]{2,}")
_NOBODY = "ظظظظ"


class LightAnalyzer(Analyzer):
    """camel-tools' ``Analyzer`` without the features in ``later``."""

    def __init__(self, database: MorphologyDB, backoff: str):
        self.later = frozenset({*database.tokenizations, "caphi", "catib6", "ud"} & database.defines.keys())
        light = copy.copy(database)
        light.defines = {name: kind for name, kind in database.defines.items() if name not in self.later}
        super().__init__(light, backoff)
        self._merger = Merger(light, self.later) if can_merge(light) else None
        self._fits: dict[tuple[str, str, int], Sequence[Entry]] = {}
        self._levelled = str.maketrans(
            {letter: self._normalize(letter) for letter in map(chr, range(0x621, 0x64B))}
        )

    def analyze(self, word: str) -> list[dict[str, Any]]:
        found = self._of_letters(word) if _LETTERS.fullmatch(word) else super().analyze(word)
        for analysis in found:
            for name in self.later & analysis.keys():  # of numbers and guesses
                del analysis[name]
        return found

    def _of_letters(self, word: str) -> list[dict[str, Any]]:
        """As camel-tools analyses it, for a word of Arabic letters alone: that it is no number, no punctuation
        and not foreign, camel-tools asks by patterns of thousands of characters."""
        stems, found = self._db.stem_hash, []
        segments = list(self._segments(word.translate(self._levelled)))
        for prefixes, stem, suffixes in segments:
            if stem in stems:
                found += self._combined_analyses(word, prefixes, stems[stem], suffixes)
        if self._backoff_condition == "ADD" or (self._backoff_condition == "NOAN" and not found):
            allowed = self._db.stem_backoffs[self._backoff_action]
            guessed = [entry for entry in stems["NOAN"] if entry[0] in allowed]
            for prefixes, stem, suffixes in segments:
                found += self._combined_backoff_analyses(stem, word, prefixes, guessed, suffixes)
        return found

    def _segments(self, word: str) -> Iterator[tuple[list[Entry], str, list[Entry]]]:
        """The stems that ``word`` may have, each between the entries of what is a prefix and a suffix then."""
        shortest = len(word) - self._db.max_suffix_size
        for start in range(min(self._db.max_prefix_size, len(word) - 1) + 1):
            prefixes = self._db.prefix_hash.get(word[:start])
            if prefixes is None:
                continue
            for end in range(max(start + 1, shortest), len(word) + 1):
                suffixes = self._db.suffix_hash.get(word[end:])
                if suffixes is not None:
                    yield prefixes, word[start:end], suffixes

    def _combined_analyses(
        self, word: str, prefixes: list[Entry], stems: list[Entry], suffixes: list[Entry]
    ) -> list[dict[str, Any]]:
        """As camel-tools combines them, in its order, without trying what never fits."""
        found: list[dict[str, Any]] = []
        word = word.replace("ـ", "")
        for prefix in prefixes:
            joined = self._db.prefix_stem_compat.get(prefix[0], ())
            for stem in stems:
                if stem[0] not in joined or not (fitting := self._fitting(prefix[0], stem[0], suffixes)):
                    continue
                if self._merger:
                    found += [self._merger.merged(word, prefix[1], stem, suffix) for _, suffix in fitting]
                else:
                    found += super()._combined_analyses(word, [prefix], [stem], fitting)
        return found

    def _fitting(self, prefix: str, stem: str, suffixes: list[Entry]) -> Sequence[Entry]:
        """The suffixes that stand after both categories, once for each list of the database."""
        key = prefix, stem, id(suffixes)
        if key not in self._fits:
            after_prefix = self._db.prefix_suffix_compat.get(prefix, set())
            allowed = after_prefix & self._db.stem_suffix_compat.get(stem, set())
            self._fits[key] = tuple(entry for entry in suffixes if entry[0] in allowed)
        return self._fits[key]


class LazyAnalyzer(Analyzer):
    """camel-tools' ``Analyzer``, each of whose analyses is an :class:`Analysis`."""

    def __init__(self, database: MorphologyDB, backoff: str):
        super().__init__(database, backoff)
        self.light = LightAnalyzer(database, backoff)
        self._guesser = LightAnalyzer(database, "ADD_PROP")
        self._whole = lru_cache(maxsize=20)(self._everything)  # who completes one completes others

    def analyze(self, word: str) -> list[dict[str, Any]]:
        return [self.lazy(word, features) for features in self.light.analyze(word)]

    def names(self, word: str) -> list[dict[str, Any]]:
        """The guess that the whole of ``word`` is a person's name, whatever the lexicon says of it."""
        if not _PLAIN.fullmatch(word):
            return _whole_names(self._guesser, word)
        return [
            guess | {name: value.replace(_NOBODY, word) for name, value in written.items()}
            for guess, written in self._nobody
        ]

    @cached_property
    def _nobody(self) -> list[tuple[dict[str, Any], dict[str, str]]]:
        """The guess for letters that are no word, and of it what has these letters: in that alone another's differs."""
        return [
            (guess, {name: value for name, value in guess.items() if _NOBODY in str(value)})
            for guess in _whole_names(self._guesser, _NOBODY)
        ]

    def _everything(self, word: str) -> list[dict[str, Any]]:
        return super().analyze(word) + _whole_names(Analyzer(self._db, "ADD_PROP"), word)

    def lazy(self, word: str, features: Mapping[str, Any]) -> Analysis:
        """The analysis of ``word`` of which the light analyzer gave ``features``."""
        return Analysis(features, self.light.later, partial(self._whole, word))


def _whole_names(guesser: Analyzer, word: str) -> list[dict[str, Any]]:
    """camel-tools' guesses that take nothing off ``word``, in its own letters (camel-tools levels hamzas)."""
    own = {"rat": "y", "diac": word, "stem": word, "lex": word}
    return [
        guess | own | {"bw": f"{word}/{guess['bw'].rpartition('/')[2]}"}
        for guess in guesser.analyze(word)
        if guess["source"] == "backoff" and guess["stem"] == guess["diac"] and len(guess["stem"]) == len(word)
    ]
