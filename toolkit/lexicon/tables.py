"""Reads the tables of lexemes and stops at the first malformed line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from orthography import SHADDA, SIGNS

COLUMNS = {
    "verbs": "lemma root form vowels valency gloss domain freq",
    "nouns": "lemma root pattern pos gender class plurals gloss domain freq",
    "adjectives": "lemma root pattern pos fem plurals gloss domain freq",
    "names": "lemma gender class art type gloss domain freq",
    "particles": "form lemma pos tag before after features gloss freq",
}
COLUMNS["numerals"] = COLUMNS["particles"]

_WORD = f"[ء-غف-ي{SIGNS}]+"
_PLURAL = rf"(?:{_WORD}(?:\*(?:dip|tri))?(?:\*less)?)"
_CHECKS = {
    "lemma": _WORD,
    "form": f"{_WORD}|-",
    "root": r"-|[ءبتثجحخدذرزسشصضطظعغفقكلمنهوي](\.[ءبتثجحخدذرزسشصضطظعغفقكلمنهوي]){1,4}",
    "vowels": "-|a/u|a/i|a/a|i/a|i/i|u/u",
    "valency": "[tpi]",
    "gender": "m|f|mf|mh|fh",
    "class": "-|dip|tri|five|inv",
    "art": "[012]",
    "gloss": r"[^\t:#]+",
    "freq": "[1-9]",
    "fem": f"-|{_WORD}",
    "plurals": rf"-|{_PLURAL}(?:;{_PLURAL})*",
}
_KIND_CHECKS = {
    "verbs": {"form": "I|II|III|IV|V|VI|VII|VIII|IX|X|Q1|Q2|Q4"},
    "nouns": {"pos": "noun|noun_quant|noun_num"},
    "adjectives": {"pos": "adj|adj_comp|adj_num"},
}


class TableError(Exception):
    """A malformed line, said as ``file:line: what is wrong``."""


@dataclass(frozen=True)
class Row:
    """One lexeme (or one form of a particle) as its table gives it."""

    kind: str
    place: str
    fields: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.fields[column]

    def error(self, problem: object) -> TableError:
        return TableError(f"{self.place}: {problem}")


def read(folder: Path) -> Iterator[Row]:
    """All rows of all tables in a folder, in the order of file names and lines."""
    for path in sorted(folder.glob("*.tsv")):
        kind = re.split(r"[-.]", path.name)[0]
        if kind not in COLUMNS:
            raise TableError(
                f"{path}:1: no table is called {path.name}; names begin with {', '.join(COLUMNS)}"
            )
        yield from _read_table(path, kind)


def _read_table(path: Path, kind: str) -> Iterator[Row]:
    columns = COLUMNS[kind].split()
    checks = {**_CHECKS, **_KIND_CHECKS.get(kind, {})}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        place = f"{path}:{number}"
        if not line.strip() or line.startswith("#"):
            continue
        cells = [_shadda_first(cell.strip()) for cell in line.split("\t")]
        if number == 1:
            if cells != columns:
                raise TableError(f"{place}: the columns are not {' '.join(columns)}")
            continue
        if len(cells) != len(columns):
            raise TableError(f"{place}: {len(cells)} columns, not {len(columns)}")
        row = Row(kind, place, dict(zip(columns, cells, strict=True)))
        for column, cell in row.fields.items():
            if column in checks and not re.fullmatch(checks[column], cell):
                raise row.error(f"{column} cannot be {cell!r}")
        yield row


def _shadda_first(text: str) -> str:
    """Shadda before its vowel, the order that camel-tools' rewriting expects."""
    return re.sub(f"([ً-ِ]){SHADDA}", rf"{SHADDA}\1", text)
