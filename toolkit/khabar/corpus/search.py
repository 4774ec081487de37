"""Where a query matches, and the lines around: over a corpus file, a row group after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from khabar.corpus.query import Both, Condition, Not, Query, Test, tests_of

Mask = np.ndarray


class Group:
    """The words of some documents as arrays, one entry a word: these columns of them, and others when they are
    asked for."""

    def __init__(
        self,
        file: pq.ParquetFile,
        number: int,
        seen: dict[Test, dict[str | None, bool]],
        columns: Sequence[str],
    ):
        self._file, self._number, self._seen = file, number, seen
        self._columns: dict[str, pa.Array] = {}
        self.read("sentence", *columns)
        sentences = self.column("sentence")
        self.ends = sentences.offsets.to_numpy()  # where each document begins, then where the last ends
        self.length = int(self.ends[-1])
        within = sentences.flatten().to_numpy(zero_copy_only=False)
        self.document = np.repeat(np.arange(len(self.ends) - 1), np.diff(self.ends))
        self.sentence = self.document.astype(np.int64) << 32 | within

    def read(self, *names: str) -> None:
        """Read columns, all in one call."""
        wanted = [name for name in dict.fromkeys(names) if name not in self._columns]
        table = self._file.read_row_group(self._number, columns=wanted)
        for name, column in zip(table.column_names, table.columns, strict=True):
            whole = column.combine_chunks()
            self._columns[name] = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole

    def column(self, name: str) -> pa.Array:
        """A column of documents: values, or lists of those of their words."""
        if name not in self._columns:
            self.read(name)
        return self._columns[name]

    def values(self, name: str) -> pa.Array:
        """A column of words."""
        return self.column(name).flatten()

    def codes(self, name: str) -> tuple[np.ndarray, list[str | None]]:
        """A column of words as numbers of values; the last value is None."""
        column = self.values(name)
        if not pa.types.is_dictionary(column.type):
            column = column.dictionary_encode()
        values = column.dictionary.to_pylist()
        return column.indices.fill_null(len(values)).to_numpy(zero_copy_only=False), [*values, None]

    def texts(self, name: str) -> list[str | None]:
        """A column of documents."""
        return list(self.column(name).to_pylist())

    def holds(self, condition: Condition) -> Mask:
        """At which words a condition holds."""
        if condition is None:
            return np.ones(self.length, bool)
        if isinstance(condition, Not):
            return ~self.holds(condition.inner)
        if isinstance(condition, Both):
            one, other = self.holds(condition.one), self.holds(condition.other)
            return one & other if condition.sign == "&" else one | other
        codes, values = self.codes(condition.column)
        return self._judged(condition, values)[codes]

    def texts_hold(self, condition: Condition) -> Mask:
        """For which documents a condition on metadata holds."""
        if condition is None:
            return np.ones(len(self.ends) - 1, bool)
        if isinstance(condition, Not):
            return ~self.texts_hold(condition.inner)
        if isinstance(condition, Both):
            one, other = self.texts_hold(condition.one), self.texts_hold(condition.other)
            return one & other if condition.sign == "&" else one | other
        return self._judged(condition, self.texts(condition.name))

    def _judged(self, test: Test, values: list[str | None]) -> Mask:
        """Each value judged once in the whole corpus."""
        known = self._seen.setdefault(test, {})
        feature = test.column == "feats" and test.name != "feats" and test.name[:1].isupper()
        for value in values:
            if value not in known:
                looked_at = _feature(value, test.name) if feature else value
                known[value] = test.holds(looked_at)
        return np.fromiter((known[value] for value in values), bool, len(values))


def _feature(feats: str | None, name: str) -> str:
    pairs = (item.partition("=") for item in (feats or "").split("|"))
    return next((value for key, _, value in pairs if key == name), "")


def groups(path: Path, query: Query, *columns: str) -> Iterator[Group]:
    """The row groups of a corpus file, with what a query looks at and these columns."""
    strings = [
        f"{field.name}.list.element"
        for field in pq.read_schema(path)
        if pa.types.is_list(field.type) and pa.types.is_string(field.type.value_type)
    ]
    seen: dict[Test, dict[str | None, bool]] = {}
    columns += tuple(test.column for test in query.tests())
    columns += tuple(test.name for test in tests_of(query.texts))
    with pq.ParquetFile(path, read_dictionary=strings, pre_buffer=True) as file:
        for number in range(file.num_row_groups):
            yield Group(file, number, seen, columns)


def matches(group: Group, query: Query) -> tuple[np.ndarray, np.ndarray]:
    """First and last word of each match, in order; of those that begin at one word the shortest."""
    allowed = group.texts_hold(query.texts)
    if not allowed.any():
        return np.empty(0, np.int64), np.empty(0, np.int64)
    found: list[np.ndarray] = []
    for steps in query.sequences:
        masks = [group.holds(step.condition) for step in steps]
        starts = np.arange(group.length) if steps[0].least == 0 else np.flatnonzero(masks[0])
        pairs = np.stack([starts, starts])  # where a match begins, and the word after what is matched
        for step, mask in zip(steps, masks, strict=True):
            pairs = _advanced(group, pairs, mask, step.least, step.most)
        found.append(pairs[:, pairs[0] < pairs[1]])
    pairs = np.concatenate(found, axis=1)
    pairs = pairs[:, np.lexsort((pairs[1], pairs[0]))]
    first, place = np.unique(pairs[0], return_index=True)
    last = pairs[1][place] - 1
    kept = allowed[group.document[first]]
    return first[kept], last[kept]


def _advanced(group: Group, pairs: np.ndarray, mask: Mask, least: int, most: int) -> np.ndarray:
    reached = [pairs] if least == 0 else []
    for count in range(1, most + 1):
        here = pairs[1]
        inside = here < group.length
        pairs, here = pairs[:, inside], here[inside]
        fits = mask[here] & (group.sentence[here] == group.sentence[pairs[0]])
        pairs = np.stack([pairs[0][fits], here[fits] + 1])
        if count >= least:
            reached.append(pairs)
    return np.concatenate(reached, axis=1)


@dataclass
class _Surface:
    """The surface tokens of a group, and which each word belongs to."""

    tokens: pa.Array  # of each word
    spaces: pa.Array  # of each word: whether one follows its token
    of_word: np.ndarray
    begins: np.ndarray  # the first word of each
    ends: np.ndarray  # where each document begins, in tokens


def _surface(group: Group) -> _Surface:
    positions = group.values("position").to_numpy(zero_copy_only=False)
    paragraphs = group.values("paragraph").to_numpy(zero_copy_only=False)
    place = (group.document.astype(np.int64) << 40) | (paragraphs.astype(np.int64) << 24) | positions
    new = np.ones(group.length, bool)
    new[1:] = place[1:] != place[:-1]
    begins = np.flatnonzero(new)
    of_word = np.cumsum(new) - 1
    ends = np.searchsorted(begins, group.ends)
    return _Surface(group.values("token"), group.values("space"), of_word, begins, ends)


def _joined(surface: _Surface, starts: np.ndarray, stops: np.ndarray) -> pa.Array:
    """The text from each token to each other (not included)."""
    lengths = stops - starts
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    flat = np.arange(offsets[-1]) - np.repeat(offsets[:-1] - starts, lengths)
    words = pa.array(surface.begins[flat])
    tokens, spaces = surface.tokens.take(words), pc.if_else(surface.spaces.take(words), " ", "")
    if pa.types.is_dictionary(tokens.type):
        tokens = tokens.cast(pa.string())
    texts = pc.binary_join_element_wise(tokens, spaces, "")
    lists = pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), texts)
    return pc.utf8_trim_whitespace(pc.binary_join(lists, ""))


def lines(path: Path, query: Query, width: int, metadata: list[str], most: int | None) -> pandas.DataFrame:
    """The concordance: a row a match, with ``width`` surface tokens before and after it."""
    tables = []
    count = 0
    for group in groups(path, query):
        first, last = matches(group, query)
        if not len(first):
            continue
        group.read("paragraph", "position", "token", "space", "id", *metadata)
        surface = _surface(group)
        begin, end = surface.of_word[first], surface.of_word[last] + 1
        document = group.document[first]
        left = np.maximum(begin - width, surface.ends[document])
        right = np.minimum(end + width, surface.ends[document + 1])
        columns = {
            "before": _joined(surface, left, begin),
            "match": _joined(surface, begin, end),
            "after": _joined(surface, end, right),
            "id": group.column("id").take(document),
            "sentence": (group.sentence[first] & 0xFFFFFFFF) + 1,
            "paragraph": group.values("paragraph").take(first),
            "position": group.values("position").take(first),
        }
        columns |= {name: group.column(name).take(document) for name in metadata}
        tables.append(pa.table(columns))
        count += len(first)
        if most is not None and count >= most:
            break
    if not tables:
        names = ["before", "match", "after", "id", "sentence", "paragraph", "position", *metadata]
        return pandas.DataFrame(columns=names)
    # One conversion for all: each takes longer than the lines of a group.
    whole = pa.concat_tables(tables, promote_options="permissive").slice(0, most)
    return pandas.DataFrame(whole.to_pandas())


def counts(path: Path, query: Query) -> pandas.DataFrame:
    """How many matches each document has, and how many words (punctuation left out)."""
    frames = []
    for group in groups(path, query, "id", "n_words"):
        first, _ = matches(group, query)
        hits = np.bincount(group.document[first], minlength=len(group.ends) - 1)
        kept = group.texts_hold(query.texts)
        frame = pandas.DataFrame({"id": group.texts("id"), "matches": hits, "words": group.texts("n_words")})
        frames.append(frame[kept])
    return pandas.concat(frames, ignore_index=True)


def neighbours(
    path: Path, query: Query, attribute: str, window: int
) -> tuple[dict[str, int], dict[str, int], int, int]:
    """Values of an attribute within ``window`` words of the matches, in their sentences; how often each
    is in the corpus; the places looked at; the words of the corpus. Punctuation is not counted."""
    near: dict[str, int] = {}
    all_: dict[str, int] = {}
    looked = words = 0
    for group in groups(path, query, attribute, "upos"):
        codes, values = group.codes(attribute)
        tags, names = group.codes("upos")
        real = np.array([name != "PUNCT" for name in names])[tags]
        keep = np.flatnonzero(real)
        codes, sentence = codes[keep], group.sentence[keep]
        first, last = matches(group, query)
        begin, end = np.searchsorted(keep, first), np.searchsorted(keep, last, side="right") - 1
        reached = []
        for distance in range(1, window + 1):
            for places, origin in ((begin - distance, begin), (end + distance, end)):
                inside = (places >= 0) & (places < len(keep)) & (origin < len(keep)) & (origin >= 0)
                places, origin = places[inside], origin[inside]
                reached.append(places[sentence[places] == sentence[origin]])
        nearby = np.concatenate(reached) if reached else np.empty(0, np.int64)
        looked += len(nearby)
        words += len(keep)
        for places, totals in ((codes[nearby], near), (codes, all_)):
            for code, count in enumerate(np.bincount(places, minlength=len(values))):
                if count and values[code] is not None:
                    value = str(values[code])
                    totals[value] = totals.get(value, 0) + int(count)
    return near, all_, looked, words
