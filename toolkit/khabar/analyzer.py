"""camel-tools' analyzer, which merges the tokenizations of an analysis when one is asked for.

Two thirds of camel-tools' time for a word goes into a dozen tokenizations of each of its analyses,
of which most are never looked at. Here the analyzer runs on a view of the database that declares
none of them; the first look at one runs the analyzer on the whole database.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from khabar import _camel_data

with _camel_data.importable():
    from camel_tools.morphology.analyzer import Analyzer
    from camel_tools.morphology.database import MorphologyDB


class _Word:
    """All analyses of a word as camel-tools has them, computed when first asked for."""

    def __init__(self, analyzer: Analyzer, form: str):
        self._analyzer, self._form = analyzer, form

    @cached_property
    def analyses(self) -> list[dict[str, Any]]:
        return list(self._analyzer.analyze(self._form))


def _completed(method: Callable[..., Any]) -> Callable[..., Any]:
    def complete_first(self: Analysis, *args: Any) -> Any:
        self.complete()
        return method(self, *args)

    return complete_first


class Analysis(dict[str, Any]):
    """A camel-tools analysis; whoever looks at it as a whole, or at a tokenization, completes it."""

    __slots__ = ("_later", "_place", "_word")

    def __init__(self, features: Mapping[str, Any], later: frozenset[str], word: _Word, place: int):
        super().__init__(features)
        for name in later:
            self.pop(name, None)
        self._word: _Word | None = word
        self._later, self._place = later, place

    def complete(self) -> None:
        if self._word is not None:
            word, self._word = self._word, None
            dict.update(self, word.analyses[self._place])

    def __missing__(self, name: str) -> Any:
        if self._word is None or name not in self._later:
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


class LightAnalyzer(Analyzer):
    """camel-tools' ``Analyzer``, each of whose analyses is an :class:`Analysis`."""

    def __init__(self, database: MorphologyDB, backoff: str):
        self._whole = Analyzer(database, backoff)
        self._later = frozenset({*database.tokenizations, "caphi"} & database.defines.keys())
        light = copy.copy(database)
        light.defines = {name: kind for name, kind in database.defines.items() if name not in self._later}
        super().__init__(light, backoff)

    def analyze(self, word: str) -> list[dict[str, Any]]:
        shared = _Word(self._whole, word)
        found = super().analyze(word)
        return [Analysis(analysis, self._later, shared, place) for place, analysis in enumerate(found)]

    def all_feats(self) -> frozenset[str]:
        return frozenset(self._whole.all_feats())

    def tok_feats(self) -> frozenset[str]:
        return frozenset(self._whole.tok_feats())
