"""How far the rules get: who says what, and names, against annotation by hand.

The article is annotated in full; of the unseen texts who says what is
(``unseen/attributions.tsv``). The rules were written with all three in view, and the lexicon knows
the article's names, so that other texts will score lower.
"""

import csv
import time
from pathlib import Path

from annotated import NEWS, blocks, figures
from rich.console import Console
from rich.table import Table

import khabar
from khabar.discourse.model import Attribution, Discourse
from khabar.discourse.rules import propose
from khabar.text.document import Document, Span

UNSEEN = Path(__file__).parent / "unseen"
FIGURES = ("attribution_overlap", "attribution_exact", "entities_overlap", "entities_exact")


def spans(document: Document, words: str) -> list[Span]:
    """The spans of a quotation, ``…`` between its parts; the first place where it stands."""
    starts = {start: place for place, (start, _) in document.offsets.items()}
    ends = {end: place for place, (_, end) in document.offsets.items()}
    found, position = [], 0
    for part in filter(None, words.split(" … ")):
        start = document.text.index(part, position)
        while start not in starts or start + len(part) not in ends:
            start = document.text.index(part, start + 1)
        (paragraph, first), (_, last) = starts[start], ends[start + len(part)]
        found.append((paragraph, first, last))
        position = start + len(part)
    return found


def annotated(name: str, document: Document) -> Discourse:
    """What was annotated by hand in an unseen text."""
    with (UNSEEN / "attributions.tsv").open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if r["text"] == name]
    parts = ("source", "antecedent", "cue", "content")
    return Discourse(
        document,
        [
            Attribution(f"a{number:02d}", mode="", **{part: spans(document, row[part]) for part in parts})
            for number, row in enumerate(rows, 1)
        ],
    )


def pace(text: str, tree: bool | None) -> tuple[int, float, float]:
    """Words of a text, and how many a second are interpreted: the text being read, and with reading."""
    start = time.process_time()
    document = khabar.read(text, tree=tree)
    read = time.process_time()
    propose(document)
    end = time.process_time()
    words = len(document.words)
    return words, words / (end - read), words / (end - start)


def speed() -> Table:
    """Words a second of processor time, for a text and one ten times as long."""
    lines = [line for each in blocks(NEWS / "texts.txt").values() for line in each]
    table = Table("text", "words", "interpreting", "with reading", title="Words a second (processor)")
    pace("\n".join(lines), None)  # what is kept for each word type is not counted
    rows = [("sixty texts, trees", 1, True), ("sixty texts, no trees", 1, False), ("ten times", 10, False)]
    paces = {name: pace("\n".join(lines * times), tree) for name, times, tree in rows}
    for name, (words, alone, together) in paces.items():
        table.add_row(name, f"{words}", f"{alone:.0f}", f"{together:.0f}")
    short, long = paces["sixty texts, no trees"], paces["ten times"]
    table.add_row("ten times against once", "", f"{long[1] / short[1]:.2f}", "")
    return table


def main() -> None:
    headings = (figure.replace("_", ", ") for figure in FIGURES)
    table = Table("text", *headings, title="Rules against annotation by hand: F1 by spans")
    gold = khabar.interpret(khabar.article())
    pairs = [("article", gold, propose(khabar.read(gold.document.text)))]
    for name in ("diplomatic", "general"):
        document = khabar.read(UNSEEN / f"{name}.txt")
        pairs.append((name, annotated(name, document), propose(document)))
    for name, ours, theirs in pairs:
        scores = khabar.evaluate(ours, theirs)
        shown = FIGURES if ours.entities else FIGURES[:2]
        table.add_row(name, *(f"{scores[figure].f1:.3f}" for figure in shown))
    console = Console()
    console.print(table)
    ours, aside = figures(aside=False), figures(aside=True)
    news = Table("figure", "written with", "put aside", title="Sixty short news texts (news/)")
    for name in aside:
        news.add_row(
            name, *(f"{row[name]:.3f}" if row[name] <= 1 else f"{row[name]:.0f}" for row in (ours, aside))
        )
    console.print(news)
    console.print(speed())


if __name__ == "__main__":
    main()
