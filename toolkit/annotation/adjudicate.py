"""Build the gold treebank from the two passes and the adjudication.

    python toolkit/annotation/adjudicate.py

Starts from pass b, applies each decision of ``adjudication.tsv``, then those of ``decisions.tsv``,
which concern both passes, and those of ``review.tsv``, from a reading of the whole. A word that
either pass calls debatable, on which they differed in analysis, or for which ``alternatives.tsv``
knows another defensible value, is debatable.
"""

import csv
import unicodedata
from pathlib import Path

from enhance import enhance
from finish import finish

from khabar.text.document import ARTICLE, Document, Word

HERE = Path(__file__).parent
PLAIN = ("upos", "xpos", "head", "deprel", "lemma")
# Layers whose differences are spelling or notation, not a dispute.
NOTATION = ("Root", "Pattern", "xpos")


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def put(word: Word, layer: str, value: str) -> None:
    """Set one layer of a word; ``_`` empties it."""
    if layer == "head":
        word.head = int(value)
    elif layer in PLAIN:
        setattr(word, layer, value)
    elif layer == "feats":
        items = [item.split("=") for item in value.split("|")] if value != "_" else []
        word.feats = dict(sorted(items, key=lambda item: item[0].lower()))
    elif value == "_":
        word.misc.pop(layer, None)
    else:
        word.misc["Vform" if layer == "vform" else layer] = value


def get(word: Word, layer: str) -> str:
    if layer == "feats":
        return "|".join(f"{k}={v}" for k, v in word.feats.items()) or "_"
    return str((getattr(word, layer) if layer in PLAIN else word.misc.get(layer)) or "_")


def change(gold: Document, name: str) -> None:
    """Apply the changes of a table: where place and form fit (``*``: any) and the old value stands."""
    for row in rows(name):
        changed = 0
        for token in gold.tokens:
            for word in token.words:
                place = f"{token.paragraph}.{token.position}"
                if (
                    row["form"] in ("*", word.form)
                    and row["place"] in ("*", place)
                    and get(word, row["layer"]) == row["old"]
                ):
                    put(word, row["layer"], row["new"])
                    changed += 1
        if not changed:
            raise SystemExit(f"{name}: no word for {row}")


def allow(gold: Document) -> None:
    """Mark the words of ``alternatives.tsv`` as debatable, each with its other defensible values."""
    for row in rows("alternatives.tsv"):
        word = placed(gold, row)
        others = [item.split(":", 1) for item in word.misc.get("Alt", "").split(";") if item]
        values = {layer: listed.split(",") for layer, listed in others}
        values.setdefault(row["layer"], []).append(row["value"])
        word.misc["Alt"] = ";".join(f"{layer}:{','.join(listed)}" for layer, listed in values.items())
        word.misc["Debatable"] = "Yes"


def placed(gold: Document, row: dict[str, str]) -> Word:
    paragraph, position = map(int, row["place"].split("."))
    return next(w for w in gold.token(paragraph, position).words if w.form == row["form"])


def build() -> str:
    """The gold treebank as CoNLL-U."""
    first, gold = (Document.from_conllu(HERE / "passes" / name) for name in ("a.conllu", "b.conllu"))
    for ours, theirs in zip(gold.words, first.words, strict=True):
        if theirs.debatable:
            ours.misc["Debatable"] = "Yes"
    for row in rows("adjudication.tsv"):
        word = placed(gold, row)
        put(word, row["layer"], row["chosen"])
        if row["layer"] not in NOTATION:
            word.misc["Debatable"] = "Yes"
    change(gold, "decisions.tsv")
    change(gold, "review.tsv")
    allow(gold)
    for word in gold.words:
        if word.feats.get("Aspect") == "Perf":
            word.feats.pop("VerbForm", None)  # PADT: the perfect has no mood, which VerbForm=Fin would want
        if "Root" in word.misc:
            word.misc["Root"] = ".".join(
                "ء" if radical in "أإؤئا" else radical for radical in word.misc["Root"].split(".")
            )
    for token in gold.tokens:
        if token.is_multiword:
            token.misc["Vform"] = "".join(word.vform for word in token.words)
            if token.form.startswith("لل") or "لل" in token.form[:3]:
                token.misc["Vform"] = token.misc["Vform"].replace("لِال", "لِل", 1)
    return unicodedata.normalize("NFC", enhance(finish(gold)).to_conllu())


def main() -> None:
    (ARTICLE / "article.conllu").write_text(build(), encoding="utf-8")


if __name__ == "__main__":
    main()
