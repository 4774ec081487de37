"""The short news texts of ``news/`` with who says what, names, dates and factuality.

``texts.txt``: a line ``== name | day of publication``, then the text. ``pass-a.txt``, ``pass-b.txt``:
under the same names a line an item, its parts apart by `` | `` and the pieces of a part by `` … ``:

- ``say: source | cue | content | via``; the source is in brackets where another sentence names
  it, and ``-`` where none does;
- ``PER``, ``ORG``, ``GPE``, ``LOC: name | name``; ``DATE: words = EDTF | …``;
- ``fact: verb CT+ | verb CT- | …``: every verb of the text save auxiliaries.

A part is found at its first place after the item before it (cues, names, verbs), ``#2`` at its
second, or nearest to the cue (source and content). ``decisions.tsv`` says which pass is followed
where they differ, and why. Every third text was put aside: no rule was changed after a look at it.
"""

import csv
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import khabar
from khabar import scores
from khabar.discourse.model import Attribution, Discourse, Entity, Event, Item
from khabar.discourse.rules import propose
from khabar.text.document import Document, Span

NEWS = Path(__file__).parent / "news"


@dataclass
class News:
    """One text: its name, day of publication, tagged words and annotation."""

    name: str
    published: date
    document: Document
    gold: Discourse

    @property
    def aside(self) -> bool:
        return int(self.name.rpartition("-")[2]) % 3 == 0


def blocks(path: Path) -> dict[str, list[str]]:
    """The lines under each heading of a file."""
    found: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            lines = found.setdefault(line[3:], [])
        elif line:
            lines.append(line)
    return found


def adjudicated() -> dict[str, list[str]]:
    """Pass a with the decisions for pass b."""
    lines = blocks(NEWS / "pass-a.txt")
    with (NEWS / "decisions.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["chosen"] == "b":
                ours = lines[row["text"]]
                place = ours.index(row["pass a"]) if row["pass a"] else _place_of_cue(ours, row["pass b"])
                ours[place : place + bool(row["pass a"])] = [row["pass b"]]
    return lines


def _place_of_cue(lines: list[str], added: str) -> int:
    """An item that pass a lacks stands before the items of its text (cues are found by order)."""
    return next((n for n, line in enumerate(lines) if line.partition(":")[0] == added.partition(":")[0]), 0)


def news(annotation: dict[str, list[str]] | None = None) -> Iterator[News]:
    """All texts, read by khabar, with the adjudicated annotation or another."""
    annotation = annotation or adjudicated()
    for heading, lines in blocks(NEWS / "texts.txt").items():
        name, published = heading.split(" | ")
        document = khabar.read("\n".join(lines), id=name)
        yield News(name, date.fromisoformat(published), document, _discourse(document, annotation[name]))


def _discourse(document: Document, lines: list[str]) -> Discourse:
    discourse, places = Discourse(document), _Places(document)
    last: dict[str, int] = defaultdict(lambda: -1)
    for line in lines:
        kind, _, rest = line.partition(": ")
        parts = rest.split(" | ")
        if kind == "say":
            discourse.attributions.append(_relation(places, parts, last))
        elif kind == "fact":
            for part in parts:
                words, value = part.rsplit(" ", 1)
                span = places.after(words, last["fact"])
                last["fact"] = places.start(span)
                discourse.events.append(Event(f"v{len(discourse.events) + 1}", [span], factuality=value))
        else:
            for part in parts:
                words, _, iso = part.partition(" = ")
                span = places.after(words, last[kind])
                last[kind] = places.offset[span[0], span[2]]  # كامارا alone, after جوزيف كامارا
                discourse.entities.append(
                    Entity(f"e{len(discourse.entities) + 1}", [span], kind, iso=iso or None)
                )
    return discourse


def _relation(places: "_Places", parts: list[str], last: dict[str, int]) -> Attribution:
    source, cue, content, via = [*parts, ""][:4]
    pieces = cue.split(" … ")
    spans = [places.after(pieces[0], last["say"])]
    last["say"] = place = places.start(spans[0])
    spans += [places.after(piece, place) for piece in pieces[1:]]
    unnamed = source.startswith("(")
    named = [places.nearest(piece, place) for piece in source.strip("()").split(" … ") if source != "-"]
    contents = [places.nearest(piece, place) for piece in content.split(" … ")]
    return Attribution(
        f"a{place}", [] if unnamed else named, spans, contents, mode="",
        antecedent=named if unnamed else [], via=via or None,
    )  # fmt: skip


class _Places:
    """Where words stand in a document."""

    def __init__(self, document: Document):
        self.text = document.text
        self.starts = {start: place for place, (start, _) in document.offsets.items()}
        self.ends = {end: place for place, (_, end) in document.offsets.items()}
        self.offset = {place: start for place, (start, _) in document.offsets.items()}

    def start(self, span: Span) -> int:
        return self.offset[span[:2]]

    def all(self, words: str) -> list[Span]:
        found, position = [], self.text.find(words)
        while position >= 0:
            if position in self.starts and position + len(words) in self.ends:
                paragraph, first = self.starts[position]
                found.append((paragraph, first, self.ends[position + len(words)][1]))
            position = self.text.find(words, position + 1)
        if not found:
            raise LookupError(f"{words!r} is not in {self.text!r}.")
        return found

    def after(self, words: str, position: int) -> Span:
        words, _, number = words.partition("#")
        spans = self.all(words)
        if number:
            return spans[int(number) - 1]
        return next((span for span in spans if self.start(span) > position), spans[-1])

    def nearest(self, words: str, position: int) -> Span:
        return min(self.all(words), key=lambda span: abs(self.start(span) - position))


def figures(aside: bool) -> dict[str, float]:
    """How far the rules get on the texts put aside, or on those they were written with: F1 of
    relations (cue and content overlap; with the right source; with the content to the word), of names
    (type right; to the word) and dates (day right), precision of relations, share of verbs whose
    factuality is right, words a second (the text being read already)."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])

    def add(name: str, correct: int, gold: int, predicted: int) -> None:
        counts[name] = [a + b for a, b in zip(counts[name], (correct, gold, predicted), strict=True)]

    words, seconds = 0, 0.0
    for each in news():
        if each.aside != aside:
            continue
        start = time.perf_counter()
        found = propose(each.document, each.published)
        seconds += time.perf_counter() - start
        words += len(each.document.words)
        pairs = each.gold.attributions, found.attributions
        for name, parts, exact in (
            ("relations", ("cue", "content"), ()),
            ("with source", ("cue", "content", "source"), ()),
            ("exact content", ("cue",), ("content",)),
        ):
            right = matched(
                *pairs, lambda a, b, p=parts, e=exact: alike(a, b, p, "overlap") and alike(a, b, e, "exact")
            )
            add(name, right, *map(len, pairs))
        for dates in (False, True):
            pairs = tuple([e for e in d.entities if (e.type == "DATE") == dates] for d in (each.gold, found))
            for name, how in (
                ("dates" if dates else "names", "overlap"),
                ("dates, exact" if dates else "names, exact", "exact"),
            ):
                right = matched(
                    *pairs,
                    lambda a, b, h=how: (
                        a.type == b.type and a.iso == (b.iso or a.iso) and alike(a, b, ("span",), h)
                    ),
                )
                add(name, right, *map(len, pairs))
        values = {e.trigger[0]: e.factuality for e in found.events}
        right = sum(values.get(e.trigger[0]) == e.factuality for e in each.gold.events)
        add("factuality", right, len(each.gold.events), len(each.gold.events))
    result = {name: 2 * right / (gold + predicted) for name, (right, gold, predicted) in counts.items()}
    right, _, predicted = counts["relations"]
    return {"precision": right / predicted, **result, "words a second": words / seconds}


def alike(a: Item, b: Item, parts: tuple[str, ...], how: str) -> bool:
    return all(scores._alike(a, b, part, scores._SAME[how]) for part in parts)


def matched(gold: list[Any], found: list[Any], same: Callable[[Any, Any], bool]) -> int:
    """How many items can be paired one to one."""
    return len(scores._paired(gold, found, lambda a, b: float(same(a, b))))


def agreement() -> None:
    """Print how far the two passes agree."""
    passes = [[each.gold for each in news(blocks(NEWS / f"pass-{name}.txt"))] for name in "ab"]
    counts: dict[str, list[float]] = defaultdict(lambda: [0, 0])
    for ours, theirs in zip(*passes, strict=True):
        table = khabar.agreement(ours, theirs)
        exact = khabar.evaluate(ours, theirs)
        for layer in ("attributions", "entities", "events"):
            pair = len(getattr(ours, layer)), len(getattr(theirs, layer))
            counts[layer][0] += 2 * table.loc[layer, "items"]
            counts[layer][1] += sum(pair)
        for name in ("attribution_exact", "entities_exact"):
            size = len(ours.attributions if name.startswith("a") else ours.entities)
            counts[name][0] += exact[name].recall * size
            counts[name][1] += size
        for label in ("events: factuality", "entities: type", "entities: iso"):
            if label in table.index:
                counts[label][0] += table.loc[label, "agreement"] * table.loc[label, "items"]
                counts[label][1] += table.loc[label, "items"]
    for name, (same, total) in counts.items():
        print(f"{name:24} {same / total:.3f}")


if __name__ == "__main__":
    agreement()
