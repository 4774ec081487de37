"""Writes the names of the lexicon with their types (PER, GPE, LOC, ORG), for recognising names.

    python toolkit/lexicon/gazetteer.py

The morphology database does not carry the types. A name in several tables keeps the type of its
most frequent entry; of equal ones, that of the last.
"""

import csv
from pathlib import Path

from khabar.text.script import bare

TABLES = Path(__file__).parent / "tables"
NAMES = Path(__file__).parents[1] / "khabar/data/names.tsv"


def gazetteer(tables: Path = TABLES) -> str:
    """The file's text: name without signs, type, English; a line a name."""
    names: dict[str, tuple[int, str, str]] = {}
    for path in sorted(tables.glob("names-*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            lines = (line for line in file if not line.startswith("#"))
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                entry = (int(row["freq"]), row["type"], row["gloss"])
                name = bare(row["lemma"])
                if name not in names or entry[0] >= names[name][0]:
                    names[name] = entry
    lines = [f"{name}\t{kind}\t{gloss}\n" for name, (_, kind, gloss) in sorted(names.items())]
    return "name\ttype\tgloss\n" + "".join(lines)


if __name__ == "__main__":
    NAMES.write_text(gazetteer(), encoding="utf-8")
