"""Which verbs take a direct object: a fact of the lexicon that no form shows.

``data/valency.tsv`` has those that take none or often do without; ``toolkit/lexicon/compile.py`` writes it from the
lexicon's verbs.
"""

from functools import cache, lru_cache
from pathlib import Path
from unicodedata import normalize

TABLE = Path(__file__).parents[1] / "data" / "valency.tsv"


@cache
def _table() -> dict[str, str]:
    rows = TABLE.read_text(encoding="utf-8").splitlines()[1:]
    return dict(row.split("\t") for row in rows)


@lru_cache(maxsize=20_000)
def valency(lemma: str) -> str:
    """Of a verb's lemma: ``t`` if it takes a direct object, ``o`` if it often does without one (بدأ، أدّى), ``p`` if it
    takes one behind a preposition only, ``i`` if none. A verb that the lexicon does not have counts as ``t``.

    Example:
        >>> valency("قَرَّرَ"), valency("بَدَأَ"), valency("انْهَارَ")
        ('t', 'o', 'i')
    """
    return _table().get(normalize("NFC", lemma), "t")
