"""How well news of a treebank is tagged: python benchmarks/treebank.py FILE.conllu [FILE.conllu ...]

For UD_Arabic-PADT, whose licence (CC BY-NC-SA) keeps it out of this repository. Where the treebank and
khabar write the same thing in two ways, it does not count: hamza on or under alif, ة before a pronoun
(PADT رئيسة + ها, khabar رئيست + ها), NOUN for names, DET for relative pronouns, the vowel of hamzat
al-wasl, and sukun and the vowel that joins a word to the next, which PADT leaves out. Words that the
treebank leaves without an analysis (UPOS X, most of them names) count for segmentation only.
"""

import re
import sys
from collections import Counter
from pathlib import Path
from unicodedata import normalize

from rich.console import Console
from rich.table import Table

from khabar.morphology.camel import tag
from khabar.text.document import Document, Token, Word
from khabar.text.script import fold, is_arabic

CASE = {"1": "Nom", "2": "Gen", "4": "Acc"}  # in the ninth place of PADT's XPOS
NOMINAL = re.compile("[NAZ].{7}[124]")  # nouns, adjectives and names; of pronouns both leave some out


def places(tokens: list[Token]) -> list[tuple[int, int]]:
    """Where each token stands among the letters of the sentence, without spaces."""
    found, start = [], 0
    for token in tokens:
        end = start + len("".join(token.form.split()))
        found.append((start, end))
        start = end
    return found


def pieces(token: Token) -> list[str]:
    levelled = [fold(word.form) for word in token.words]
    return [re.sub("[هت]$", "ة", form) for form in levelled[:-1]] + levelled[-1:]


def upos(word: Word) -> str | None:
    if (word.xpos or "").startswith("SR"):
        return "PRON"
    return "NOUN" if word.upos == "PROPN" else word.upos


def vocalised(form: str) -> str:
    form = re.sub("[\u0652\u0670]", "", normalize("NFC", form)).replace("ة", "ت")
    return re.sub("^الِا", "الا", re.sub("^ا[\u064e-\u0650]", "ا", form))


def same_vowels(gold: str, ours: str) -> bool:
    """Alike but for the vowel by which khabar joins a word to the next: قَالَتِ, مِنَ, هُمُ."""
    helping = {"مِن": "َ", "هُم": "ُ", "كُم": "ُ"}.get(gold[-4:], "ِ")
    return ours in (gold, gold + helping if gold[-1:].isalpha() else gold)


def count(gold: Token, token: Token | None, counts: Counter[str]) -> None:
    """Add one surface token to ``counts``: "name" how many, "name right" how many of them."""

    def score(name: str, right: bool) -> None:
        counts[name] += 1
        counts[f"{name} right"] += right

    if all(word.upos not in ("X", "PROPN") for word in gold.words):
        score("in the lexicon", token is not None and all(word.source != "backoff" for word in token.words))
    cut = token is not None and pieces(gold) == pieces(token)
    score("cut", cut)
    if token is None or not cut:
        return
    for theirs, ours in zip(gold.words, token.words, strict=True):
        if theirs.upos == "X":
            continue
        score("UPOS", upos(theirs) == upos(ours))
        score("lemma", fold(re.sub("[_-].*", "", theirs.lemma or "")) == fold(ours.lemma or ""))
        if theirs.xpos and NOMINAL.match(theirs.xpos):
            score("case", CASE[theirs.xpos[8]] == ours.feats.get("Case"))
        if "Vform" in theirs.misc and is_arabic(theirs.form):
            score("vocalisation", same_vowels(vocalised(theirs.vform), vocalised(ours.vform)))


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
        for sentence in Document.from_conllu(path).sentences:
            tokens = tag(sentence.comments["text"] or "")
            found = dict(zip(places(tokens), tokens, strict=True))
            for place, gold in zip(places(sentence.tokens), sentence.tokens, strict=True):
                if is_arabic(gold.form):
                    count(gold, found.get(place), counts)
        shares = (f"{100 * counts[f'{n} right'] / counts[n]:.1f} %" if counts[n] else "–" for n in names)
        table.add_row(path.name, str(counts["cut"]), *shares)
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
