"""Why a word is disputed, in one line for the reader's card: ``python toolkit/annotation/disputes.py``.

Joins ``alternatives.tsv`` (which words) with the numbered decisions of ``docs/annotation.md`` (why), and writes
``toolkit/khabar/data/article/disputes.tsv``: place, form, reason.
"""

import csv
import re
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def reason(decision: str, form: str) -> str:
    """The part of a decision that is on ``form``, without the places where it was taken."""
    plain = re.sub(r" \[[^\]]*\]", "", decision)
    if plain.startswith("**Words with"):
        return "Dictionaries or speakers know both vocalisations."
    parts = re.findall(r"(\*\*.+?\*\*[^*]*:[^*]*)", plain)
    own = [part for part in parts if form in part.partition(":")[0]]
    return (own[0] if own else plain).replace("**", "").strip()


def main() -> None:
    """Write the table."""
    text = (ROOT / "docs" / "annotation.md").read_text(encoding="utf-8")
    decisions = text.partition("## Debatable decisions")[2].partition("\n## ")[0]
    why = dict(re.findall(r"^(\d+)\. (.+)$", decisions, re.MULTILINE))
    with (HERE / "alternatives.tsv").open(encoding="utf-8", newline="") as file:
        words = {(row["place"], row["form"]): row["decision"] for row in csv.DictReader(file, delimiter="\t")}
    lines = ["place\tform\treason\n"]
    for (place, form), number in words.items():
        lines.append(f"{place}\t{form}\t{reason(why[number.partition('.')[0]], form)}\n")
    (ROOT / "toolkit/khabar/data/article/disputes.tsv").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
