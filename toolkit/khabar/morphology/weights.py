"""What the costs of each witness count for when the reading of a word is chosen.

The costs are in powers of ten and named (:mod:`khabar.morphology.context`); the weights are learned from
vocalised news by ``toolkit/syntax/weights.py`` and stand in ``data/weights.tsv``.
"""

from csv import DictReader
from pathlib import Path

TABLE = Path(__file__).parents[1] / "data" / "weights.tsv"

with TABLE.open(encoding="utf-8", newline="") as _rows:
    #: Witness to weight.
    WEIGHTS = {row["witness"]: float(row["weight"]) for row in DictReader(_rows, delimiter="\t")}
