"""camel-tools' analyzer, which merges the tokenizations of an analysis when one is asked for.

Two thirds of camel-tools' time for a word goes into a dozen tokenizations of each of its analyses,
of which most are never looked at. Here the analyzer runs on a view of the database that declares
none of them; the first look at one runs the analyzer on the whole database.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from threading import RLock
from typing import Any

from khabar.morphology import _camel_data
from khabar.morphology.context import GOVERNED, Shown, shown
from khabar.morphology.database import LazyDatabase, Line
from khabar.morphology.merging import Entry, Merger, Row, can_merge

with _camel_data.importable():
    from camel_tools.morphology.analyzer import Analyzer


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


_Places = tuple[tuple[int, str], ...]
"""Some entries of a prefix or of a suffix: the place and the category of each."""


class _Joints:
    """Which entries of a prefix and of a suffix fit together around a category of stems. Words ask for the same again
    and again, and most categories allow the same as others do: what is allowed is numbered, and nothing is 0."""

    def __init__(self, database: LazyDatabase):
        self._db, self._numbering = database, RLock()
        self._numbers: dict[_Places, int] = {(): 0}
        self._allowed: list[_Places] = [()]
        self.before = _Worked(lambda prefix: _Worked(partial(self._allowed_before, prefix)))
        self.after = _Worked(lambda suffix: _Worked(partial(self._allowed_after, suffix)))
        self.fitting: Mapping[tuple[int, int], Sequence[tuple[int, int]]] = _Worked(self._together)

    def _together(self, pair: tuple[int, int]) -> Sequence[tuple[int, int]]:
        """The places of each prefix and suffix that fit together, of what the two numbers allow."""
        before, after = map(self._allowed.__getitem__, pair)
        allowed = self._db.prefix_suffix_compat
        return tuple(
            (place, other)
            for place, category in before
            for other, following in after
            if following in allowed.get(category, ())
        )

    def _allowed_before(self, prefix: str, stem: str) -> int:
        """Which entries of ``prefix`` stand before a category of stems."""
        return self._numbered(
            (place, category)
            for place, (category, _) in enumerate(self._db.prefix_hash[prefix])
            if stem in self._db.prefix_stem_compat.get(category, ())
        )

    def _allowed_after(self, suffix: str, stem: str) -> int:
        """Which entries of ``suffix`` stand after a category of stems."""
        allowed = self._db.stem_suffix_compat.get(stem, ())
        return self._numbered(
            (place, category)
            for place, (category, _) in enumerate(self._db.suffix_hash[suffix])
            if category in allowed
        )

    def _numbered(self, found: Iterable[tuple[int, str]]) -> int:
        places = tuple(found)
        with self._numbering:  # two threads must not give the same number
            if places not in self._numbers:
                self._allowed.append(places)
                self._numbers[places] = len(self._allowed) - 1
        return self._numbers[places]


class _Worked(dict[Any, Any]):
    """Answers, each worked out when it is first wanted: no more than the tables of a database have combinations."""

    __slots__ = ("_answer",)

    def __init__(self, answer: Callable[[Any], Any]):
        self._answer = answer

    def __missing__(self, key: Any) -> Any:
        self[key] = answer = self._answer(key)
        return answer


class LightAnalyzer(Analyzer):
    """camel-tools' ``Analyzer`` without the features in ``later``."""

    def __init__(self, database: LazyDatabase, backoff: str):
        self.later = frozenset({*database.tokenizations, "caphi", "catib6", "ud"} & database.defines.keys())
        light = copy.copy(database)
        light.defines = {name: kind for name, kind in database.defines.items() if name not in self.later}
        super().__init__(light, backoff)
        self.merger = Merger(light, self.later) if can_merge(light) else None
        self._joints = _Joints(light)
        self._levelled = str.maketrans(
            {letter: self._normalize(letter) for letter in map(chr, range(0x621, 0x64B))}
        )

    def analyze(self, word: str) -> list[dict[str, Any]]:
        if _LETTERS.fullmatch(word):
            return self._of_letters(word)
        return self._lightened(super().analyze(word))

    def _lightened(self, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """camel-tools gives numbers and guesses features that it is not asked for."""
        for analysis in found:
            for name in self.later & analysis.keys():
                del analysis[name]
        return found

    def _of_letters(self, word: str) -> list[dict[str, Any]]:
        """As camel-tools analyses it, for a word of Arabic letters alone: that it is no number, no punctuation
        and not foreign, camel-tools asks by patterns of thousands of characters."""
        segments = self._segments(word)
        found = [analysis for entries in self._entries(segments) for analysis in self._merged(word, *entries)]
        if self._backoff_condition == "ADD" or (self._backoff_condition == "NOAN" and not found):
            allowed = self._db.stem_backoffs[self._backoff_action]
            guessed = [entry for entry in self._db.stem_hash["NOAN"] if entry[0] in allowed]
            for prefix, stem, suffix in segments:
                before, after = self._db.prefix_hash[prefix], self._db.suffix_hash[suffix]
                guesses = self._combined_backoff_analyses(stem, word, before, guessed, after)
                found += self._lightened(guesses)
        return found

    def rows(self, word: str) -> list[Row]:
        """Of each analysis of ``word`` what is asked of each; none of a word that is in no table, nor where the
        database has more to be merged than the merger knows."""
        if self.merger is None or not _LETTERS.fullmatch(word):
            return []
        row, entries = self.merger.row, self._entries(self._segments(word))
        return [row(word, place, *each) for place, each in enumerate(entries)]

    def _segments(self, word: str) -> list[tuple[str, str, str]]:
        """The stems that ``word`` may have, each between what is a prefix and a suffix then."""
        word, found = word.translate(self._levelled), []
        shortest = max(1, len(word) - self._db.max_suffix_size)
        ends = [
            (end, word[end:]) for end in range(shortest, len(word) + 1) if word[end:] in self._db.suffix_hash
        ]
        for start in range(min(self._db.max_prefix_size, len(word) - 1) + 1):
            if word[:start] in self._db.prefix_hash:
                for end, suffix in ends:
                    if end > start:
                        found.append((word[:start], word[start:end], suffix))
        return found

    def _entries(self, segments: Sequence[tuple[str, str, str]]) -> Iterator[tuple[Entry, Line, Entry]]:
        """The entries that fit together, as camel-tools combines them, in its order."""
        lines, joints = self._db.stem_hash.lines, self._joints.fitting
        for prefix, stem, suffix in segments:
            stems = lines.get(stem)
            if not stems:
                continue
            allowed_before, allowed_after = self._joints.before[prefix], self._joints.after[suffix]
            fitting = [
                (before, number, after)
                for number, (category, _) in enumerate(stems)
                if (befores := allowed_before[category]) and (afters := allowed_after[category])
                for before, after in joints[befores, afters]
            ]
            if fitting:
                fitting.sort()
                prefixes, suffixes = self._db.prefix_hash[prefix], self._db.suffix_hash[suffix]
                for before, number, after in fitting:
                    yield prefixes[before], stems[number], suffixes[after]

    def _merged(self, word: str, prefix: Entry, line: Line, suffix: Entry) -> Sequence[dict[str, Any]]:
        if self.merger is not None:
            return [self.merger.whole(self.merger.row(word, 0, prefix, line, suffix))]
        entry = line[0], self._db.stem_hash.features(line)
        return self._lightened(list(self._combined_analyses(word, [prefix], [entry], [suffix])))


class LazyAnalyzer(Analyzer):
    """camel-tools' ``Analyzer``, each of whose analyses is an :class:`Analysis`."""

    def __init__(self, database: LazyDatabase, backoff: str):
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

    def names_seen(self, word: str) -> Sequence[Shown]:
        """What context sees of each of these guesses."""
        if not _PLAIN.fullmatch(word) or word in GOVERNED["letter"]:
            return [*map(shown, self.names(word))]
        return self._nobody_seen

    @cached_property
    def _nobody_seen(self) -> Sequence[Shown]:
        return [shown(guess) for guess, _ in self._nobody]

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
