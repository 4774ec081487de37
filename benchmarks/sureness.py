"""How often each rule was right, on all annotated texts but those put aside.

``python benchmarks/sureness.py [COUNTS.tsv …] > toolkit/khabar/data/discourse/sureness.tsv`` counts on
the article, the two unseen texts and the forty short texts that the rules were written with, and
adds counts that were made elsewhere (``real.tsv``: on news sentences that are not shipped). A
relation is right where cue, content and source overlap, a name where its type is right too, a
verb where its factuality is, a choice of words where the annotation has one.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from annotated import alike, news
from interpretation import UNSEEN, annotated

import khabar
from khabar.discourse.model import Discourse
from khabar.discourse.rules import propose
from khabar.discourse.vocabulary import kind_of_rule

LAYERS = ("attributions", "entities", "events", "rhetoric")


def pairs() -> Iterator[tuple[Discourse, Discourse]]:
    """Annotation and proposal of each text."""
    for name in ("diplomatic", "general"):
        document = khabar.read(UNSEEN / f"{name}.txt")
        yield annotated(name, document), propose(document)
    for each in news():
        if not each.aside:
            yield each.gold, propose(each.document, each.published)
    gold = khabar.interpret(khabar.article())
    yield gold, propose(khabar.read(gold.document.text))


def count(gold: Discourse, found: Discourse, right: Counter, of: Counter) -> None:
    """Add how often each rule was right in one text."""

    def add(layer: str, rule: str, is_right: bool) -> None:
        key = layer, kind_of_rule(rule)
        of[key] += 1
        right[key] += is_right

    for each in found.attributions:
        same = [a for a in gold.attributions if alike(a, each, ("cue", "content"), "overlap")]
        with_source = any(alike(a, each, ("source",), "overlap") for a in same)
        inferred = not each.source or bool(each.antecedent)
        add("attributions", each.rule or "", bool(same) and (with_source or inferred))
        if same and inferred:
            add("attributions", "inferred source", with_source)
    if gold.entities:
        for each in found.entities:
            add(
                "entities",
                each.rule or "",
                any(a.type == each.type and alike(a, each, ("span",), "overlap") for a in gold.entities),
            )
    values = {event.trigger[0]: event.factuality for event in gold.events}
    for each in found.events:
        if each.trigger[0] in values:
            add("events", each.rule or "", values[each.trigger[0]] == each.factuality)
    if gold.rhetoric:
        for each in found.rhetoric:
            add("rhetoric", each.rule or "", any(alike(a, each, ("span",), "overlap") for a in gold.rhetoric))


def main() -> None:
    right: Counter = Counter()
    of: Counter = Counter()
    for gold, found in pairs():
        count(gold, found, right, of)
    for path in sys.argv[1:]:
        for line in Path(path).read_text(encoding="utf-8").splitlines()[1:]:
            layer, rule, yes, total = line.split("\t")
            right[layer, rule] += int(yes)
            of[layer, rule] += int(total)
    print("layer\trule\tright\tof")
    for layer, rule in sorted(of, key=lambda key: (LAYERS.index(key[0]), -of[key], key[1])):
        print(layer, rule, right[layer, rule], of[layer, rule], sep="\t")


if __name__ == "__main__":
    main()
