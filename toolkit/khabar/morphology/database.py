"""Opens a morphology database fast: a stem is read when somebody asks for it.

Nearly all of the text is stems, each with thirty features, and a text of news asks for few of them.
camel-tools reads the text without its stems here; of those only the keys are read at once. What has been
read is kept, equal values as one object: who asks twice gets the same entries.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
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
_LEMMA = re.compile(rb"[\t ]lex:(\S*)")


class _Read(Mapping[str, list[Any]]):
    """Lists of entries, each read from its lines when it is first asked for."""

    def __init__(self, lines: Mapping[str, list[bytes]], read: Callable[[bytes], Any]):
        self._lines, self._read = lines, read
        self._entries: dict[str, list[Any]] = {}

    def __getitem__(self, key: str) -> list[Any]:
        if key not in self._entries:
            entries = [self._read(line) for line in self._lines[key]]
            self._entries.setdefault(key, entries)  # another thread may have been faster
        return self._entries[key]

    def written(self, feature: str) -> Iterator[tuple[str, str]]:
        """The key of each line that has a feature, and its value, without the rest of the line."""
        find = re.compile(rf"[\t ]{feature}:(\S*)".encode()).search
        for key, lines in self._lines.items():
            for found in filter(None, map(find, lines)):
                yield key, found[1].decode()

    def __contains__(self, key: object) -> bool:
        return key in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


class _LazyStems(MorphologyDB):
    """camel-tools' database, whose stems are read when they are asked for."""

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
        if self._withAnalysis:
            self.stem_hash = _Read(_by(_stem, stems), self._stem_of)
        if self._withGeneration:
            self.lemma_hash = _Read(_by(_lemma, stems), lambda line: self._stem_of(line)[1])

    def _stem_of(self, line: bytes) -> tuple[str, dict[str, str]]:
        """Category and features."""
        _, category, written = line.decode().strip().split("\t")
        features = self._parse_analysis_line_toks(written.split(" "))
        features["lex"] = sys.intern(strip_lex(features["lex"]))
        if self._withGeneration:
            features["stemcat"] = sys.intern(category)
        return sys.intern(category), features

    def _parse_analysis_line_toks(self, toks: list[str]) -> dict[str, str]:
        try:
            pairs = [tok.split(":", 1) for tok in toks if tok]
            return {sys.intern(name): sys.intern(value) for name, value in pairs}
        except ValueError as error:
            raise DatabaseParseError(f"invalid key value pair in {' '.join(toks)!r}") from error


def _by(key: Callable[[bytes], str], lines: Iterable[bytes]) -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = {}
    for line in lines:
        try:
            found.setdefault(key(line), []).append(line)
        except (ValueError, AttributeError) as error:
            raise DatabaseParseError(f"invalid STEMS line {line[:200]!r}") from error
    return found


def _stem(line: bytes) -> str:
    stem, _, _ = line.split(b"\t")
    return stem.decode()


def _lemma(line: bytes) -> str:
    return strip_lex(_LEMMA.search(line)[1].decode())  # type: ignore[index]


@without_collector()
def open_database(text: Path, flags: str) -> MorphologyDB:
    """The database in ``text``, opened with camel-tools' ``flags``.

    Raises whatever camel-tools raises on a file that is no database.
    """
    return _LazyStems(str(text), flags)
