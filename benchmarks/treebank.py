"""How well news of a treebank is tagged: python benchmarks/treebank.py FILE.conllu [FILE.conllu ...]

For UD_Arabic-PADT, whose licence (CC BY-NC-SA) keeps it out of this repository. Where the treebank and
khabar write the same thing in two ways, it does not count: hamza on or under alif, ة before a pronoun
(PADT رئيسة + ها, khabar رئيست + ها), NOUN for names, DET for relative pronouns, the vowel of hamzat
al-wasl, and sukun and the vowel that joins a word to the next, which PADT leaves out. Words that the treebank leaves without an analysis
(UPOS X, most of them names) count for segmentation only.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import conllu
from rich.console import Console
from rich.table import Table

from khabar.camel import tag
from khabar.document import Token
from khabar.text import fold, is_arabic

Row = conllu.Token
CASE = {"1": "Nom", "2": "Gen", "4": "Acc"}  # in the ninth place of PADT's XPOS
NOMINAL = re.compile("[NAZ].{7}[124]")  # nouns, adjectives and names; of pronouns both leave some out


def surface(sentence: conllu.TokenList) -> Iterator[tuple[str, list[Row]]]:
    """Each surface token with its syntactic words."""
    rows = {row["id"]: row for row in sentence if isinstance(row["id"], int)}
    inside: set[int] = set()
    for row in sentence:
        if isinstance(row["id"], tuple):
            numbers = range(row["id"][0], row["id"][2] + 1)
            inside.update(numbers)
            yield row["form"], [rows[number] for number in numbers]
        elif row["id"] not in inside:
            yield row["form"], [row]


def places(forms: list[str]) -> list[tuple[int, int]]:
    """Where each token stands among the letters of the sentence, without spaces."""
    found, start = [], 0
    for form in forms:
        end = start + len("".join(form.split()))
        found.append((start, end))
        start = end
    return found


def pieces(forms: list[str]) -> list[str]:
    levelled = [fold(form) for form in forms]
    return [re.sub("[هت]$", "ة", form) for form in levelled[:-1]] + levelled[-1:]


def upos(row: Row) -> str:
    if (row["xpos"] or "").startswith("SR"):
        return "PRON"
    return "NOUN" if row["upos"] == "PROPN" else row["upos"]


def vocalised(form: str) -> str:
    form = re.sub("[\u0652\u0670]", "", normalize("NFC", form)).replace("ة", "ت")
    return re.sub("^الِا", "الا", re.sub("^ا[\u064e-\u0650]", "ا", form))


def same_vowels(gold: str, ours: str) -> bool:
    """Alike but for the vowel by which khabar joins a word to the next: قَالَتِ, مِنَ, هُمُ."""
    helping = {"مِن": "َ", "هُم": "ُ", "كُم": "ُ"}.get(gold[-4:], "ِ")
    return ours in (gold, gold + helping if gold[-1:].isalpha() else gold)


def count(gold: list[Row], token: Token | None, counts: Counter[str]) -> None:
    """Add one surface token to ``counts``: "name" how many, "name right" how many of them."""

    def score(name: str, right: bool) -> None:
        counts[name] += 1
        counts[f"{name} right"] += right

    if all(row["upos"] not in ("X", "PROPN") for row in gold):
        score("in the lexicon", token is not None and all(word.source != "backoff" for word in token.words))
    cut = token is not None and pieces([r["form"] for r in gold]) == pieces([w.form for w in token.words])
    score("cut", cut)
    if token is None or not cut:
        return
    for row, word in zip(gold, token.words, strict=True):
        if row["upos"] == "X":
            continue
        score("UPOS", upos(row) == ("NOUN" if word.upos == "PROPN" else word.upos))
        score("lemma", fold(re.sub("[_-].*", "", row["lemma"])) == fold(word.lemma or ""))
        if NOMINAL.match(row["xpos"] or ""):
            score("case", CASE[row["xpos"][8]] == word.feats.get("Case"))
        if (vform := (row["misc"] or {}).get("Vform")) and is_arabic(row["form"]):
            ours = word.misc.get("Vform") or word.form
            score("vocalisation", same_vowels(vocalised(vform), vocalised(ours)))


def main() -> None:
    if len(sys.argv) < 2:
        print("treebank: no CoNLL-U file was named, nothing to measure.")
        return
    table = Table(title="News of a treebank")
    names = ("in the lexicon", "cut", "UPOS", "lemma", "case", "vocalisation")
    for title in ("", "surface tokens", *names):
        table.add_column(title, justify="right" if title else "left")
    for path in map(Path, sys.argv[1:]):
        counts: Counter[str] = Counter()
        for sentence in conllu.parse(path.read_text(encoding="utf-8")):
            gold = list(surface(sentence))
            tokens = tag(sentence.metadata["text"])
            found = dict(zip(places([token.form for token in tokens]), tokens, strict=True))
            for place, (form, rows) in zip(places([form for form, _ in gold]), gold, strict=True):
                if is_arabic(form):
                    count(rows, found.get(place), counts)
        shares = (f"{100 * counts[f'{n} right'] / counts[n]:.1f} %" if counts[n] else "–" for n in names)
        table.add_row(path.name, str(counts["cut"]), *shares)
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
