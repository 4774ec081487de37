"""Opens a morphology database fast: a stem is read when somebody asks for it.

Nearly all of the text is stems, each with thirty features, and a text of news asks for few of them.
camel-tools reads the text without its stems here; of those only the keys are read at once. What has been
read is kept, equal values as one object: who asks twice gets the same entries.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from khabar.morphology import _camel_data
from khabar.text.collector import without_collector

with _camel_data.importable():
    from camel_tools.morphology.database import MorphologyDB
    from camel_tools.morphology.errors import DatabaseParseError
    from camel_tools.morphology.utils import strip_lex

_STEMS = b"###STEMS###"
Line = tuple[str, bytes]  # the category of a stem, and its features as they are written
_OWN = ("diac", "lex", "bw", "gloss", "caphi", "tok", "seg")
_LEMMA = re.compile(rb"(?:^| )lex:(\S*)")


class Stems(Mapping[str, list[Any]]):
    """camel-tools' index of stems: category and features of each, read when it is first asked for."""

    def __init__(self, lines: Mapping[str, Sequence[Line]], read: Callable[[Line], dict[str, str]]):
        self.lines, self._read = lines, read
        self._features: dict[Line, dict[str, str]] = {}

    def features(self, line: Line) -> dict[str, str]:
        # Another thread may have been faster: who asks twice must get the same.
        return self._features.get(line) or self._features.setdefault(line, self._read(line))

    def written(self, feature: str) -> Iterator[tuple[str, str]]:
        """The key of each stem that has a feature, and its value, without reading the others."""
        find = re.compile(rf"(?:^| ){feature}:(\S*)".encode()).search
        for key, lines in self.lines.items():
            for found in filter(None, (find(written) for _, written in lines)):
                yield key, found[1].decode()

    def __getitem__(self, key: str) -> list[Any]:
        return [(line[0], self.features(line)) for line in self.lines[key]]

    def __contains__(self, key: object) -> bool:
        return key in self.lines

    def __iter__(self) -> Iterator[str]:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)


class Lemmas(Stems):
    """camel-tools' index of lemmas: the features of each stem."""

    def __getitem__(self, key: str) -> list[Any]:
        return [features for _, features in super().__getitem__(key)]


class _Pairs(dict[str, tuple[str, str]]):
    """Name and value of a feature as it is written, cut once for all stems but where each stem has its own."""

    def __missing__(self, written: str) -> tuple[str, str]:
        name, value = written.split(":", 1)
        pair = sys.intern(name), sys.intern(value)
        if not name.endswith(_OWN):
            self[written] = pair
        return pair


class LazyDatabase(MorphologyDB):
    """camel-tools' database, whose stems are read when they are asked for."""

    def __init__(self, path: str, flags: str):
        self._pairs = _Pairs()
        super().__init__(path, flags)

    def _parse_dbfile(self, fpath: str) -> None:
        tables: list[bytes] = []
        stems: list[bytes] = []
        here = tables
        with Path(fpath).open("rb") as text:
            for line in text:
                if line.startswith(b"###"):
                    here = stems if line.strip() == _STEMS else tables
                    tables.append(line)
                else:
                    here.append(line)
        with TemporaryDirectory() as folder:  # camel-tools reads from files only
            rest = Path(folder) / "tables.db"
            rest.write_bytes(b"".join(tables))
            super()._parse_dbfile(str(rest))
        if not self.prefix_suffix_compat:  # camel-tools takes the end of a file for the end of a table
            raise DatabaseParseError("the file ends before its last table")
        self._index(stems)

    def _index(self, lines: Iterable[bytes]) -> None:
        of_stems: dict[str, list[Line]] = {}
        of_lemmas: dict[str, list[Line]] = {}
        for line in lines:
            try:
                stem, category, written = line.strip().split(b"\t")
                entry = sys.intern(category.decode()), written
                if self._withAnalysis:
                    of_stems.setdefault(stem.decode(), []).append(entry)
                if self._withGeneration:
                    lemma = _LEMMA.search(written)[1].decode()  # type: ignore[index]
                    of_lemmas.setdefault(strip_lex(lemma), []).append(entry)
            except (ValueError, TypeError) as error:
                raise DatabaseParseError(f"invalid STEMS line {line[:200]!r}") from error
        # Tuples of texts, as lists are not, are passed over by Python's collector of cycles.
        self.stem_hash = Stems({stem: tuple(found) for stem, found in of_stems.items()}, self._stem)
        self.lemma_hash = Lemmas({lemma: tuple(found) for lemma, found in of_lemmas.items()}, self._stem)

    def _stem(self, line: Line) -> dict[str, str]:
        category, written = line
        features = self.features_of(written)
        features["lex"] = sys.intern(strip_lex(features["lex"]))
        if self._withGeneration:
            features["stemcat"] = category
        return features

    def features_of(self, written: bytes) -> dict[str, str]:
        return self._parse_analysis_line_toks(written.decode().split(" "))

    def _parse_analysis_line_toks(self, toks: list[str]) -> dict[str, str]:
        try:
            return dict(map(self._pairs.__getitem__, filter(None, toks)))
        except ValueError as error:
            raise DatabaseParseError(f"invalid key value pair in {' '.join(toks)!r}") from error


@without_collector()
def open_database(text: Path, flags: str) -> LazyDatabase:
    """The database in ``text``, opened with camel-tools' ``flags``.

    Raises whatever camel-tools raises on a file that is no database.
    """
    return LazyDatabase(str(text), flags)
