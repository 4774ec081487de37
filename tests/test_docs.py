"""What the documentation says about the data is so."""

import re
from pathlib import Path

import khabar

DOCS = Path(__file__).parents[1] / "docs"


def disputed_places():
    """The [paragraph.token] places of the list of debatable decisions."""
    text = (DOCS / "annotation.md").read_text(encoding="utf-8").split("## Debatable decisions")[1]
    for group in re.findall(r"\[([\d.,– ]+)", text):
        for place in re.findall(r"(\d+)\.(\d+)(?:–(\d+))?", group):
            paragraph, first, last = int(place[0]), int(place[1]), int(place[2] or place[1])
            yield from ((paragraph, position) for position in range(first, last + 1))


def test_each_listed_dispute_is_marked_in_the_treebank():
    doc = khabar.article()
    # Of a phrase at least one word is marked.
    unmarked = {place for place in disputed_places() if not any(w.debatable for w in doc.token(*place).words)}
    listed = set(disputed_places())
    assert not {p for p in unmarked if not {(p[0], p[1] - 1), (p[0], p[1] + 1)} & (listed - unmarked)}


def test_each_marked_word_is_of_a_listed_kind():
    doc = khabar.article()
    near = {(p, t + d) for p, t in disputed_places() for d in (-1, 0, 1)}
    common = {"سورية", "أميركي", "الأميركي", "الأميركية"}  # listed once for all places
    marked = [t for t in doc.tokens if any(w.debatable for w in t.words)]
    missing = [(t.paragraph, t.position, t.form) for t in marked if t.form not in common]
    assert not [m for m in missing if m[:2] not in near]
