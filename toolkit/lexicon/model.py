"""Writes the word model that ``MLEDisambiguator`` reads: the likeliest analysis of a word form.

    python toolkit/lexicon/model.py

Two sources: the gold annotation of the article, and ``model/preferred.tsv``, frequent forms whose
lexemes' frequencies alone would choose wrongly, each with the reading that news almost always
means (form, lemma, pos; `-` in a column means any).  Words in neither are left to the frequency of
their lexemes.
"""

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from khabar.camel import EMBEDDED, analyzer
from khabar.document import Document, Token, article
from khabar.text import bare, is_arabic
from khabar.ud import words_of

PREFERRED = Path(__file__).parent / "model" / "preferred.tsv"
# What camel-tools compares a candidate with; the rest of an analysis is not needed.
KEPT = (
    "asp", "cas", "enc0", "enc1", "enc2", "gen", "mod", "num", "per", "pos", "prc0", "prc1", "prc2",
    "prc3", "form_num", "form_gen", "stt", "vox", "diac", "lex", "bw",
)  # fmt: skip


def agreement(token: Token, analysis: dict[str, Any]) -> float:
    """How much of the gold annotation an analysis gives back, word by word."""
    found = words_of(token.form, analysis, "lexicon").words
    if [word.form for word in found] != [word.form for word in token.words]:
        return 0.0
    score = 0.0
    for ours, gold in zip(found, token.words, strict=True):
        score += 4 * (ours.upos == gold.upos) + 4 * (bare(ours.lemma or "") == bare(gold.lemma or ""))
        score += 3 * (ours.lemma == gold.lemma) + 2 * (ours.vform == gold.vform) + (ours.xpos == gold.xpos)
        score += sum(ours.feats.get(name) == value for name, value in gold.feats.items())
    return score


def from_gold(document: Document, without: int | None = None) -> dict[str, dict[str, Any]]:
    """The commonest right analysis of each form; ``without``: a paragraph that is left out."""
    chosen: dict[str, Counter[int]] = {}
    analyses: dict[str, list[dict[str, Any]]] = {}
    for token in document.tokens:
        if token.paragraph == without or not is_arabic(token.form):
            continue
        form = bare(token.form)
        options = analyses.setdefault(form, analyzer().analyze(form))
        if options:
            scores = [agreement(token, option) for option in options]
            chosen.setdefault(form, Counter())[max(range(len(options)), key=scores.__getitem__)] += 1
    return {form: analyses[form][counts.most_common(1)[0][0]] for form, counts in chosen.items()}


def from_table(path: Path = PREFERRED) -> dict[str, dict[str, Any]]:
    """The preferred readings; a line that fits no analysis stops with its number."""
    model = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if number == 1 or not line.strip() or line.startswith("#"):
            continue
        form, lemma, pos = line.split("\t")[:3]
        fitting = [a for a in analyzer().analyze(form) if lemma in ("-", a["lex"]) and pos in ("-", a["pos"])]
        if not fitting:
            raise SystemExit(f"{path.name}:{number}: the lexicon has no {lemma} ({pos}) for {form}")
        model[form] = fitting[0]
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", type=int, help="leave one paragraph of the article out (for evaluation)")
    parser.add_argument("--output", type=Path, default=EMBEDDED.model)
    options = parser.parse_args()
    model = from_table() | from_gold(article(), options.without)
    kept = {form: {name: a[name] for name in KEPT if name in a} for form, a in sorted(model.items())}
    options.output.parent.mkdir(parents=True, exist_ok=True)
    part = options.output.with_suffix(".part")
    part.write_text(json.dumps(kept, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    part.replace(options.output)
    print(f"{options.output.name}: {len(kept)} forms")


if __name__ == "__main__":
    main()
