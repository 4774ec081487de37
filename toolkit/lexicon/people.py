"""Which nouns of the lexicon are of people: their gender has two letters; a word's tag does not carry it."""

from collections.abc import Iterable
from pathlib import Path
from unicodedata import normalize

from tables import Row

PEOPLE = Path(__file__).parents[1] / "khabar/data/people.tsv"


def people(rows: Iterable[Row]) -> str:
    """The file's text: a lemma a line, under the head ``lemma``."""
    nouns = (row["lemma"] for row in rows if row.kind == "nouns" and len(row["gender"]) > 1)
    return "lemma\n" + "".join(f"{lemma}\n" for lemma in sorted({normalize("NFC", each) for each in nouns}))
