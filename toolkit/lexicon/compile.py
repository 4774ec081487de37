"""Compiles the tables of lexemes into a morphology database for CAMeL Tools.

    python toolkit/lexicon/compile.py

The method is Buckwalter's (*Buckwalter Arabic Morphological Analyzer 2.0*, LDC2004L02) as CALIMA
carries it on (Habash, Eskander and Hawwari 2012; Taji et al. 2018): lists of prefixes, stems and
suffixes, each entry in a category, and three tables of the categories that go together. The
paradigms are Wright's (*A Grammar of the Arabic Language*, 3rd ed.).
"""

import sys
from pathlib import Path

from consistency import contradictions, impossible
from entries import Entry, entries
from gazetteer import NAMES, gazetteer
from people import PEOPLE, people
from tables import TableError, read
from valencies import VALENCIES, valencies
from writer import database, write

TABLES = Path(__file__).parent / "tables"
DATABASE = Path(__file__).parents[1] / "khabar/data/camel/data/morphology_db/khabar/morphology.db"


def main(tables: Path = TABLES, output: Path = DATABASE) -> int:
    """Compile, and say what was compiled; 2 if a table is malformed."""
    seen: dict[tuple[str, ...], str] = {}
    found: list[Entry] = []
    lexemes = 0
    try:
        rows = list(read(tables))
        if problems := list(contradictions(rows)):
            print("\n".join(problems), file=sys.stderr)
            return 2
        for row in rows:
            identity = (
                row.kind,
                *(
                    value
                    for name, value in row.fields.items()
                    if name not in ("gloss", "domain", "freq", "pattern", "plurals")
                ),
            )
            if identity in seen:
                print(f"{row.place}: left out, repeats {seen[identity]}")
                continue
            seen[identity] = row.place
            lexemes += 1
            try:
                for entry in entries(row):
                    if problem := impossible(row, entry.stem):
                        raise row.error(problem)
                    found.append(entry)
            except ValueError as problem:
                raise row.error(problem) from problem
    except TableError as error:
        print(error, file=sys.stderr)
        return 2
    if not found:
        print(f"{tables}: there is no table of lexemes here; nothing was written", file=sys.stderr)
        return 2
    text = database(found)
    write(text, output)
    if output == DATABASE:
        NAMES.write_text(gazetteer(tables), encoding="utf-8")
        VALENCIES.write_text(valencies(rows), encoding="utf-8")
        PEOPLE.write_text(people(rows), encoding="utf-8")
    print(f"{output}: {lexemes} lexemes, {len(found)} stems, {len(text.encode()) / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:3])))
