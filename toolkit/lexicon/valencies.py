"""Which verbs of the lexicon take no direct object, or do without one; the morphology database does not carry it."""

from collections.abc import Iterable
from pathlib import Path
from unicodedata import normalize

from tables import Row

VALENCIES = Path(__file__).parents[1] / "khabar/data/valency.tsv"
OPTIONAL = Path(__file__).parent / "model/optional_objects.tsv"
_ORDER = "ipot"  # the later, the more it takes


def valencies(rows: Iterable[Row]) -> str:
    """The file's text: lemma, ``i`` (no object), ``p`` (only behind a preposition) or ``o`` (often without one); a
    line a verb. Of verbs with one lemma the one that takes more counts."""
    optional = {line.split("\t")[0] for line in OPTIONAL.read_text(encoding="utf-8").splitlines()[1:]}
    found: dict[str, str] = {}
    for row in rows:
        if row.kind == "verbs":
            own = "o" if row["lemma"] in optional and row["valency"] == "t" else row["valency"]
            lemma = normalize("NFC", row["lemma"]).replace(
                "\u0627\u0650", "\u0627", 1
            )  # as it stands in a reading
            found[lemma] = max(found.get(lemma, own), own, key=_ORDER.index)
    lines = [f"{lemma}\t{kind}\n" for lemma, kind in sorted(found.items()) if kind != "t"]
    return "lemma\tvalency\n" + "".join(lines)
