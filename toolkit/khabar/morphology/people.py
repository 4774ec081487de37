"""Which nouns are of people (خبير، أمّ), not of things: a fact of the lexicon that the tagged word does not show.

``data/people.tsv`` has their lemmas; ``toolkit/lexicon/compile.py`` writes it from the lexicon's nouns.
"""

from functools import cache
from pathlib import Path
from unicodedata import normalize

TABLE = Path(__file__).parents[1] / "data" / "people.tsv"


@cache
def _table() -> frozenset[str]:
    return frozenset(TABLE.read_text(encoding="utf-8").splitlines()[1:])


def is_person(lemma: str) -> bool:
    """Whether a noun's lemma is of a man or woman.

    Example:
        >>> is_person("خَبِير"), is_person("حَجْم")
        (True, False)
    """
    return normalize("NFC", lemma) in _table()
