"""Writes the word model that ``MLEDisambiguator`` reads: the likeliest analysis of a word form.

    python toolkit/lexicon/model.py

Two sources: the gold annotation of the article, and ``model/preferred.tsv``, frequent forms whose
lexemes' frequencies alone would choose wrongly, each with the reading that news almost always
means (form, lemma, pos; `-` in a column means any).  Words in neither are left to the frequency of
their lexemes.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import normalize

from khabar.morphology.camel import EMBEDDED, analyzer
from khabar.morphology.ud import words_of
from khabar.text.document import Document, Token, article
from khabar.text.script import bare, is_arabic

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


class Vote(NamedTuple):
    """The analysis that a token of the gold annotation speaks for."""

    paragraph: int
    form: str
    analysis: dict[str, Any]


def votes(document: Document) -> list[Vote]:
    """One vote a token, for the analysis that gives back most of its annotation."""
    found = []
    for token in document.tokens:
        if is_arabic(token.form) and (options := analyzer().analyze(bare(token.form))):
            scores = [agreement(token, option) for option in options]
            best = options[max(range(len(options)), key=scores.__getitem__)]
            found.append(Vote(token.paragraph, bare(token.form), best))
    return found


def from_gold(cast: Iterable[Vote], without: int | None = None) -> dict[str, dict[str, Any]]:
    """The commonest right analysis of each form; ``without``: a paragraph that is left out."""
    counts: dict[str, Counter[str]] = {}
    analyses: dict[tuple[str, str], dict[str, Any]] = {}
    for paragraph, form, analysis in cast:
        if paragraph != without:
            counts.setdefault(form, Counter())[analysis["diac"]] += 1
            analyses[form, analysis["diac"]] = analysis
    return {form: analyses[form, count.most_common(1)[0][0]] for form, count in counts.items()}


def from_table(path: Path = PREFERRED) -> dict[str, dict[str, Any]]:
    """The preferred readings; a line that fits no analysis stops with its number."""
    model = {}
    for number, line in enumerate(normalize("NFC", path.read_text(encoding="utf-8")).splitlines(), 1):
        if number == 1 or not line.strip() or line.startswith("#"):
            continue
        form, *wanted = line.split("\t")
        if len(wanted) != 3:
            raise SystemExit(f"{path.name}:{number}: four columns are wanted, separated by tabs")
        columns = dict(zip(("lex", "pos", "diac"), wanted, strict=True))
        fitting = [
            a for a in analyzer().analyze(form)
            if all(value in ("-", normalize("NFC", a[name])) for name, value in columns.items())
        ]  # fmt: skip
        if not fitting:
            raise SystemExit(f"{path.name}:{number}: the lexicon has no {' '.join(wanted)} for {form}")
        model[form] = fitting[0]
    return model


def write(model: Mapping[str, Mapping[str, Any]], path: Path) -> None:
    """Write a model for ``MLEDisambiguator``, whole or not at all."""
    kept = {form: {name: a[name] for name in KEPT if name in a} for form, a in sorted(model.items())}
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(kept, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    part.replace(path)


def main() -> None:
    model = from_table() | from_gold(votes(article()))
    write(model, EMBEDDED.model)
    print(f"{EMBEDDED.model.name}: {len(model)} forms")


if __name__ == "__main__":
    main()
