"""Build the gold discourse annotation from the two passes and the decisions on them.

    python toolkit/annotation/discourse.py                 build discourse.json
    python toolkit/annotation/discourse.py --differences   agreement, then each difference

The passes (``passes/discourse-a.json`` and ``-b.json``) hold the fields of the dataclasses of
``khabar.interpret``, spans as [paragraph, first, last]. Building starts from pass a and applies
``discourse-decisions.tsv`` row by row, each with its reason. Columns a and b name the items;
``chosen`` is

- for the field ``item``: ``a`` (keep), ``drop``, ``b`` (take over, under the id in column a), or,
  after ``=``, an item that neither pass has;
- for another field: ``a``, ``b``, or, after ``=``, a value of its own (JSON).
"""

import csv
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

import khabar
from khabar.discourse.model import AUTHOR, LAYER_OF, LAYERS, Discourse, Item
from khabar.scores import LABELS, SPAN_FIELDS, paired_items
from khabar.text.document import ARTICLE, Document

HERE = Path(__file__).parent
KIND_OF = {layer: kind for kind, layer in LAYER_OF.items()}
# Compared besides what khabar.evaluate compares.
MORE: dict[str, tuple[str, ...]] = {
    "attributions": ("nested_in", "via_span", "date"),
    "events": ("time",),
}


def read(name: str, document: Document) -> Discourse:
    """One pass."""
    raw = json.loads((HERE / "passes" / f"discourse-{name}.json").read_text(encoding="utf-8"))
    return Discourse(document, **{layer: [item(layer, row) for row in raw[layer]] for layer in LAYERS})


def item(layer: str, row: dict[str, Any]) -> Item:
    return KIND_OF[layer](**{field: value(given) for field, given in row.items()})


def value(given: Any) -> Any:
    """A value as the dataclasses have it: spans are tuples, the writer has his name."""
    if isinstance(given, list) and given and isinstance(given[0], list):
        return [tuple(span) for span in given]
    return AUTHOR if given == "AUTHOR" else given


def differences(first: Discourse, second: Discourse) -> Iterator[tuple[str, str, str, str, Any, Any]]:
    """(layer, id in a, id in b, field, a, b): values that differ, and items that one alone has."""
    for layer in LAYERS:
        pairs = paired_items(first, second, layer)
        partner = {b.id: a.id for a, b in pairs}
        for a, b in pairs:
            for field in (*SPAN_FIELDS[layer], *LABELS[layer], *MORE.get(layer, ())):
                ours, theirs = getattr(a, field), getattr(b, field)
                if ours != (partner.get(theirs) if field == "nested_in" else theirs):
                    yield layer, a.id, b.id, field, ours, theirs
        for a in getattr(first, layer):
            if a.id not in partner.values():
                yield layer, a.id, "", "item", a, None
        for b in getattr(second, layer):
            if b.id not in partner:
                yield layer, "", b.id, "item", None, b


def decisions() -> list[dict[str, str]]:
    with (HERE / "discourse-decisions.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def build(document: Document) -> Discourse:
    """The gold annotation of the article.

    Raises:
        SystemExit: a decision names an item that is not there.
    """
    gold, other = read("a", document), read("b", document)
    attribution = {b.id: a.id for a, b in paired_items(gold, other, "attributions")}
    for event in other.events:
        event.attribution = attribution.get(event.attribution or "")
    for row in decisions():
        for a, b in zip_longest(row["a"].split(), row["b"].split(), fillvalue=""):
            apply(row, a, b, gold, other)
        if not row["a"]:
            getattr(gold, row["layer"]).append(item(row["layer"], json.loads(row["chosen"][1:])))
    for layer in LAYERS:
        for each in getattr(gold, layer):
            # The annotators wrote [3,7,9] in their notes; readers are used to 3.7–9.
            note = re.sub(r"\[(\d+),(\d+),\2\]", r"\1.\2", each.note or "")
            each.note = re.sub(r"\[(\d+),(\d+),(\d+)\]", r"\1.\2–\3", note) or None
        getattr(gold, layer).sort(key=_reading_order)
    return gold


def apply(row: dict[str, str], a: str, b: str, gold: Discourse, other: Discourse) -> None:
    """Apply one decision to the items called ``a`` and ``b``."""
    items, field, chosen = getattr(gold, row["layer"]), row["field"], row["chosen"]
    ours = next((each for each in items if each.id == a), None)
    theirs = next((each for each in getattr(other, row["layer"]) if each.id == b), None)
    taken_over = field == "item" and chosen == "b"
    if (theirs if taken_over else ours) is None:
        raise SystemExit(f"discourse-decisions.tsv: there is no item for {row}.")
    if taken_over:
        items.append(replace(theirs, id=a))
    elif chosen == "drop":
        items.remove(ours)
    elif chosen == "b":
        setattr(ours, field, getattr(theirs, field))
    elif chosen != "a":
        setattr(ours, field, value(json.loads(chosen.removeprefix("="))))


def _reading_order(each: Item) -> tuple[int, int, str]:
    parts = ("cue", "content", "span", "trigger")
    spans = next(spans for part in parts if (spans := getattr(each, part, None)))
    return spans[0][0], spans[0][1], each.id


def main() -> None:
    document = khabar.article()
    if "--differences" in sys.argv:
        first, second = read("a", document), read("b", document)
        print(khabar.agreement(first, second).round(3).to_string(), "\n")
        for difference in differences(first, second):
            print(*difference, sep="\t")
    else:
        page = json.dumps(build(document).to_jsonld(), ensure_ascii=False, indent=1)
        (ARTICLE / "discourse.json").write_text(page + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
