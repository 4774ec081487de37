"""Words a second of khabar's disambiguator against camel-tools' ``MLEDisambiguator`` over the same
database and word model, in one run.

The text is synthetic: sentences of the article and of the news in unseen/, over and over, in which
each second word is replaced by one that has not occurred before, an inflected form of a stem of the
lexicon drawn at random (seed 1). The 200,000 words are measured twice: with the vocabulary of the
18,000 only (the text over and over), and with one word in six new to the end. khabar's time includes
its context step, which stock has not. Stock is timed on every twentieth sentence or more and its time
taken in proportion: it keeps nothing from word to word. Both take turns, so that a slow moment of the
machine hits both; times are of the processor.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from khabar.morphology.analyzer import Analyzer
from khabar.morphology.camel import EMBEDDED, MemoDisambiguator, analyzer, database
from khabar.morphology.candidates import MLEDisambiguator
from khabar.text.document import ARTICLE
from khabar.text.script import bare, is_arabic
from khabar.text.tokens import paragraphs, sentences, surface_tokens

FILES = [ARTICLE / "article.txt", *sorted((Path(__file__).parent / "unseen").glob("*.txt"))]
SAMPLE = 3_000  # words that stock is timed on, or up to twice as many
TURNS = 20
Text = list[list[str]]


def new_words() -> Iterator[str]:
    """Inflected forms of stems drawn at random, each once: what the database allows to be joined."""
    chance, base, seen = random.Random(1), database(), set()
    stems = [entry for stem, entries in base.stem_hash.items() if stem != "NOAN" for entry in entries]
    prefixes = [entry for entries in base.prefix_hash.values() for entry in entries]
    suffixes = [entry for entries in base.suffix_hash.values() for entry in entries]
    while True:
        category, stem = chance.choice(stems)
        before = [p for p in prefixes if category in base.prefix_stem_compat.get(p[0], ())]
        after = [s for s in suffixes if s[0] in base.stem_suffix_compat.get(category, ())]
        if not (before and after):
            continue
        (left, prefix), (right, suffix) = chance.choice(before), chance.choice(after)
        vocalised = "".join(part.get("diac", "") for part in (prefix, stem, suffix))
        word = bare(vocalised.replace("#", "").replace("+", "").replace("ٱ", "ا"))
        if right in base.prefix_suffix_compat.get(left, ()) and word not in seen:
            seen.add(word)
            yield word


def news(length: int, every: int) -> Text:
    """Sentences of ``length`` Arabic words in all, in which each ``every``-th is new."""
    news = [
        [form for form, _ in surface_tokens(sentence)]
        for file in FILES
        for paragraph in paragraphs(file.read_text(encoding="utf-8"))
        for sentence in sentences(paragraph)
    ]
    fresh, text, count = new_words(), [], 0
    for sentence in cycle(news):
        if count >= length:
            return text
        text.append([])
        for form in sentence:
            count += is_arabic(form)
            text[-1].append(next(fresh) if is_arabic(form) and count % every == 0 else form)
    raise AssertionError


def seconds(work: Callable[[Sequence[str]], object], text: Text) -> float:
    start = time.process_time()
    for sentence in text:
        work(sentence)
    return time.process_time() - start


def words(text: Text) -> int:
    return sum(is_arabic(form) for sentence in text for form in sentence)


def compared(stock: MLEDisambiguator, ours: MemoDisambiguator, text: Text) -> tuple[float, float]:
    """Words a second of both, taking turns."""
    every, size = max(1, words(text) // SAMPLE), -(-len(text) // TURNS)
    theirs = mine = 0.0
    sampled = 0
    for turn in range(0, len(text), size):
        part = text[turn : turn + size]
        theirs += seconds(stock.disambiguate, part[::every])
        sampled += words(part[::every])
        mine += seconds(ours.disambiguate, part)
    return sampled / theirs, words(text) / mine


def main() -> None:
    stock = MLEDisambiguator(Analyzer(database(), "NOAN_ALL"), str(EMBEDDED.model))
    table = Table(title="Throughput: khabar with context against camel-tools' MLEDisambiguator")
    for column in ("", "words", "types", "stock, words/s", "khabar, words/s", "ratio", "at least"):
        table.add_column(column, justify="left" if not column else "right")
    short = news(18_000, every=2)
    again = list(islice(cycle(short), 200_000 * len(short) // 18_000))
    texts = {"every second new": (short, 3), "the same, over and over": (again, 10)}
    texts["one in six new to the end"] = (news(200_000, every=6), 10)
    for title, (text, limit) in texts.items():
        ours = MemoDisambiguator(analyzer(), EMBEDDED.model)
        types = len({form for sentence in text for form in sentence})
        for sight, at_least in (("first sight", limit), ("second pass", 200)):
            theirs, mine = compared(stock, ours, text)
            figures = (f"{words(text):,}", f"{types:,}", f"{theirs:,.0f}", f"{mine:,.0f}")
            table.add_row(f"{title}: {sight}", *figures, f"{mine / theirs:,.1f}", str(at_least))
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
