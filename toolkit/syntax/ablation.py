"""What each witness is worth: python toolkit/syntax/ablation.py TABLE.tsv

TABLE: vocalised running news, as for ``certainty.py``. Printed is how many words are vocalised rightly, with their
endings and without, of all and of politics: camel-tools' own disambiguator over the same lexicon, text2tashkeel as it
comes, then khabar with one witness more in each row.
"""

import argparse
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import certainty
from text2tashkeel import Diacritizer

from khabar.morphology import camel
from khabar.morphology.weighing import weigh
from khabar.syntax.reading import decided
from khabar.text.script import bare

Vocalised = list[str | None]


def _stock(words: list[str]) -> Vocalised:
    every = camel.disambiguator()._base.disambiguate(words)
    return [word.analyses[0].analysis["diac"] if word.analyses else None for word in every]


def _network(words: list[str]) -> Vocalised:
    return list(_NETWORK.diacritize(" ".join(words)).split())


def _khabar(*, tree: bool, vowels: bool) -> Callable[[list[str]], Vocalised]:
    def read(words: list[str]) -> Vocalised:
        text = " ".join(words)
        tokens = next(decided([text], vowels=vowels))[0] if tree else weigh([text], vowels=vowels)[0].tokens()
        return [token.vform for token in tokens]

    return read


_NETWORK = Diacritizer()
ROWS = {
    "camel-tools' MLE, our lexicon": _stock,
    "text2tashkeel alone": _network,
    "lexicon and neighbours": _khabar(tree=False, vowels=False),
    "… and the tree": _khabar(tree=True, vowels=False),
    "… and the vowels, no tree": _khabar(tree=False, vowels=True),
    "all witnesses": _khabar(tree=True, vowels=True),
}


def counted(table: list[list[certainty.Row]], read: Callable[[list[str]], Vocalised]) -> Counter[str]:
    """Words, those that are right, and those that are right but for the ending; of politics too."""
    found: Counter[str] = Counter()
    for rows in table:
        said = read([row["word"] for row in rows])
        if len(said) != len(rows):
            continue
        for mine, row in zip(said, rows, strict=True):
            if not row["vocalised"] or not bare(row["word"]).isalpha():
                continue
            answers = [row["vocalised"], row.get("original_wikinews") or "", *row["alternative"].split(",")]
            own = mine or row["word"]
            right = certainty.right(own, row)
            stem = certainty._stem(own) in {certainty._stem(answer) for answer in answers if answer}
            for of in ("", *(["politics "] if row["domain"] == "سياسة" else [])):
                found[f"{of}words"] += 1
                found[f"{of}right"] += right
                found[f"{of}stem"] += stem
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("table", type=Path)
    table = certainty.sentences(options.parse_args().table)
    for name, read in ROWS.items():
        found = counted(table, read)
        shares = (
            found[f"{of}{what}"] / found[f"{of}words"]
            for of in ("", "politics ")
            for what in ("right", "stem")
        )
        print(
            f"{name}: {found['words']} words",
            *(f"{share:.1%}" for share in shares),
            sep="\t",
            flush=True,
        )


if __name__ == "__main__":
    main()
