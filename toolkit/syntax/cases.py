"""Count which case, voice and mood stand in which place of a tree: python toolkit/syntax/cases.py PUD.conllu

The trees are predicted, each third of PUD's documents by a parser of the others, since those of a reader's text
are predicted too; the cases, voices and moods are PUD's. Written into the package: for each place that occurs often
enough, how often each stood there.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import pud
import train

from khabar.syntax import cases, parser, spanning, verbs
from khabar.syntax.hanging import Hanging
from khabar.text.document import Word

PARTS, LEAST = 3, 15  # of the treebank; words of a place that is written


def count(sentences: Iterable[tuple[list[Word], dict[int, str]]]) -> dict[str, Counter[str]]:
    """Place to case to number; each sentence with PUD's cases by our ids."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for words, gold in sentences:
        places = cases.Places(Hanging(words))
        for word in words:
            if word.feats.get("Case") and gold.get(word.id) and places.head_in_case(word)[0] is word:
                found[places.of(word)][gold[word.id]] += 1
    return found


def write(found: dict[str, Counter[str]]) -> None:
    rows = ["place\tNom\tAcc\tGen"]
    for place, counts in sorted(found.items(), key=lambda row: -row[1].total()):
        if counts.total() >= LEAST:
            rows.append("\t".join([place, *(str(counts[case]) for case in ("Nom", "Acc", "Gen"))]))
    cases.TABLE.write_text("\n".join(rows) + "\n", encoding="utf-8")


def count_verbs(
    sentences: Iterable[tuple[list[Word], dict[str, dict[int, str]]]],
) -> Counter[tuple[str, str, str]]:
    """Feature, place and value to number; each sentence with PUD's values of each feature by our ids."""
    found = Counter[tuple[str, str, str]]()
    for words, gold in sentences:
        places = verbs.Places(Hanging(words))
        for word in words:
            if word.upos == "VERB":
                for feature, place in places.of(word).items():
                    value = gold[feature].get(word.id)
                    if value and not (feature == "Mood" and places.joined_to(word)):
                        found[feature, place, value] += 1
    return found


def write_verbs(found: Counter[tuple[str, str, str]]) -> None:
    rows = ["feature\tplace\tvalue\tcount"]
    rows += [
        "\t".join([*row, str(number)])
        for row, number in sorted(found.items())
        if row[2] in verbs.FEATURES[row[0]][1]
    ]
    verbs.TABLE.write_text("\n".join(rows) + "\n", encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("treebank", type=Path)
    data, gold = [], {}
    for name, text, rows in pud.rows(options.parse_args().treebank):
        found = pud.sentence(text, rows)
        if found and spanning.is_tree([word.head or 0 for word in found.words]):
            data.append(train.example(name, found))
            gold[name] = {
                feature: pud.feature(feature, text, found, rows) for feature in ("Case", *verbs.FEATURES)
            }
    own = [train.example(name, found) for name, found in pud.news()]
    for number in range(PARTS):
        model = train.train([one for one in data if train.part(one.name, PARTS) != number] + own)
        for one in data:
            if train.part(one.name, PARTS) == number:
                parser.parse(one.sentence.words, model)
    write(count((one.sentence.words, gold[one.name]["Case"]) for one in data))
    write_verbs(count_verbs((one.sentence.words, gold[one.name]) for one in data))


if __name__ == "__main__":
    main()
