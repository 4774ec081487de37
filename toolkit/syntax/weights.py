"""Learn what each witness counts for: python toolkit/syntax/weights.py TABLE.tsv

TABLE: vocalised running news, as for ``certainty.py``. The weights of ``data/weights.tsv`` are moved one after the
other, by smaller and smaller steps, as long as the loss falls: the mean, over all words, of the logistic loss of the
margin by which the best right reading is cheaper than the best wrong one (costs as they are on the cheapest paths
through each), at the scale that suits the margins best. So only the relations between the weights count, and that of
the word model stays what it is. Trees are those that the present weights give. Every fourth sentence is learned from;
printed is what changes there and in the others. Written into the package.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import certainty
import numpy
from tqdm import tqdm

from khabar.morphology import camel, context, weighing
from khabar.morphology.weights import TABLE, WEIGHTS
from khabar.syntax import cases
from khabar.syntax.parser import parse

EVERY, STEPS = 4, (1.25, 1.12)
SCALES = (0.7, 1.0, 1.4, 2.0, 2.8)
FAR = 3.0  # the cost of what is not among the readings of a word


class Remembered:
    """The vowels' witness, who is asked once for each sentence."""

    def __init__(self) -> None:
        self._witness, self._said = weighing.witness(), {}

    def letters(self, forms: Sequence[str]) -> list:
        key = tuple(forms)
        if key not in self._said:
            self._said[key] = self._witness.letters(forms)
        return self._said[key]


class Read:
    """A sentence of the table, with what its tree says."""

    def __init__(self, rows: list[certainty.Row]):
        self.rows, self.text = rows, " ".join(row["word"] for row in rows)
        tokens = weighing.weigh([self.text])[0].tokens()
        parse([word for token in tokens for word in token.words])
        self.placed = cases.costs(tokens)
        self.fits = [token.form for token in tokens] == [row["word"] for row in rows]
        self._right: dict[tuple[int, str], bool] = {}

    def right(self, at: int, vocalised: str) -> bool:
        if (at, vocalised) not in self._right:
            self._right[at, vocalised] = certainty.right(vocalised, self.rows[at])
        return self._right[at, vocalised]

    def margins(self) -> list[float]:
        """Of each word by how much it is right with the present weights."""
        every = weighing.weigh([self.text])
        weighing.choose_again(every, [self.placed])
        found = []
        for at, readings in enumerate(every[0].readings()):
            if self.rows[at]["vocalised"] and readings:
                least = {True: FAR, False: FAR}
                for cost, analysis in readings:
                    right = self.right(at, analysis["diac"])
                    least[right] = min(least[right], cost)
                found.append(least[False] - least[True])
        return found


def forget() -> None:
    """Whatever was worked out with other weights."""
    camel.disambiguator()._columns.cache_clear()
    camel.disambiguator().placed.cache_clear()
    context.between.cache_clear()
    for costs in context._costs:
        costs.clear()


def judged(read: Sequence[Read], weights: dict[str, float]) -> tuple[float, float]:
    """The mean loss and the share of right words."""
    WEIGHTS.update(weights)
    forget()
    margins = numpy.array([margin for one in read for margin in one.margins()])
    loss = min(numpy.log1p(numpy.exp(-scale * margins)).mean() for scale in SCALES)
    return float(loss), float((margins > 0).mean())


def learn(read: Sequence[Read], start: dict[str, float]) -> dict[str, float]:
    best, least = dict(start), judged(read, start)[0]
    for step in STEPS:
        for name in tqdm([name for name in best if name != "word model"], unit=" weights"):
            for factor in (step, 1 / step):
                tried = best | {name: best[name] * factor}
                loss = judged(read, tried)[0]
                if loss < least:
                    best, least = tried, loss
                    break
    return best


def write(weights: dict[str, float]) -> None:
    head, *rows = TABLE.read_text(encoding="utf-8").splitlines()
    new = [[name, f"{weights[name]:.2f}", what] for name, _, what in (row.split("\t") for row in rows)]
    TABLE.write_text("\n".join([head, *("\t".join(row) for row in new)]) + "\n", encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("table", type=Path)
    sentences = certainty.sentences(options.parse_args().table)
    remembered = Remembered()
    weighing.witness = lambda: remembered  # type: ignore[assignment,return-value]
    read = [(number % EVERY == 0, one) for number, one in enumerate(map(Read, sentences)) if one.fits]
    known, kept = ([one for learned, one in read if learned is part] for part in (True, False))
    start = dict(WEIGHTS)
    learned = learn(known, start)
    for name, part in (("learned from", known), ("the others", kept)):
        (loss, right), (less, more) = judged(part, start), judged(part, learned)
        print(f"{name}: loss {loss:.4f}, right {right:.2%}; then {less:.4f}, {more:.2%}")
    write(learned)


if __name__ == "__main__":
    main()
