"""How well text is tagged that the system has not seen: the article, one paragraph left out at a
time, and the news in unseen/, which no word list or rule was made from.

The lexicon covers the article's vocabulary by design. What is left out with a paragraph is all that
was learned from it: the readings that its gold annotation gives to the word model. (The hand-made
list of preferred readings, model/preferred.tsv, is one of frequent news words, not of the article's.)
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from khabar.morphology.camel import MemoDisambiguator, analyzer, tag
from khabar.scores import evaluate
from khabar.syntax.reading import read
from khabar.text.document import Document, Sentence, Token, article
from khabar.text.script import is_arabic

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "toolkit" / "lexicon"))
import model  # noqa: E402  # a script of the tool shed, not of the package

Annotate = Callable[[str, MemoDisambiguator], list[Token]]


def word_models(gold: Document) -> Iterator[tuple[list[Sentence], MemoDisambiguator]]:
    """Each paragraph of the article with a disambiguator whose word model has not seen it."""
    cast, preferred = model.votes(gold), model.from_table()
    for number, paragraph in enumerate(gold.paragraphs, 1):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.json"
            model.write(preferred | model.from_gold(cast, without=number), path)
            yield paragraph, MemoDisambiguator(analyzer(), path)


def without_own_paragraph(gold: Document, annotate: Annotate = tag) -> Document:
    """The article as it is tagged with a word model that has not seen the paragraph at hand."""
    return Document(
        [
            Sentence(dict(s.comments), annotate(s.comments["text"], using))
            for paragraph, using in word_models(gold)
            for s in paragraph
        ]
    )


def percent(right: int, of: int) -> str:
    return f"{100 * right / of:.1f} %" if of else "–"


def feature(gold: Document, predicted: Document, name: str) -> str:
    """How often a feature that the gold annotation has is predicted, where both cut the token alike."""
    pairs = [
        (ours.feats.get(name), theirs.feats[name])
        for token, other in zip(gold.tokens, predicted.tokens, strict=True)
        if len(token.words) == len(other.words)
        for theirs, ours in zip(token.words, other.words, strict=True)
        if name in theirs.feats
    ]
    return percent(sum(ours == theirs for ours, theirs in pairs), len(pairs))


def cut(token: Token) -> list[str]:
    return [word.form for word in token.words]


def row(gold: Document, predicted: Document) -> list[str]:
    """One column of figures: the table's rows from top to bottom."""
    scores = evaluate(gold, predicted)
    pairs = [(g, p) for g, p in zip(gold.tokens, predicted.tokens, strict=True) if is_arabic(g.form)]
    plain = [(g, p) for g, p in pairs if all(word.upos != "PROPN" for word in g.words)]
    known = [p for _, p in plain if all(word.source != "backoff" for word in p.words)]
    return [
        percent(len(known), len(plain)),
        percent(sum(cut(g) == cut(p) for g, p in pairs), len(pairs)),
        *(f"{100 * scores[name].f1:.1f} %" for name in ("upos", "lemmas_bare", "vocalisation")),
        *(feature(gold, predicted, name) for name in ("Case", "Mood", "Voice")),
        f"{100 * scores.feats.f1:.1f} %" if any(w.feats for w in gold.words) else "–",
        str(len(pairs)),
    ]


ROWS = {
    "words other than names in the lexicon": ("", "88 / 92 %"),
    "words cut as in the gold": ("", "95 %"),
    "UPOS (F1)": ("95 %", "86 %"),
    "lemma, undiacritized (F1)": ("", "78 %"),
    "full vocalisation (F1)": ("80 %", ""),
    "case": ("", ""),
    "mood": ("", ""),
    "voice": ("", ""),
    "all features (F1)": ("", ""),
    "Arabic words": ("", ""),
}


def main() -> None:
    gold = article()
    columns = [row(gold, without_own_paragraph(gold))]
    for name in ("general", "diplomatic"):
        unseen = Document.from_conllu(HERE / "unseen" / f"{name}.conllu")
        columns.append(row(unseen, read(HERE / "unseen" / f"{name}.txt", id=name)))
    table = Table(title="Accuracy")
    for title in ("", "article, own paragraph left out", "at least", "unseen: general", "unseen: diplomatic"):
        table.add_column(title, justify="right" if title else "left")
    table.add_column("at least", justify="right")
    for (name, (article_target, unseen_target)), *figures in zip(ROWS.items(), *columns, strict=True):
        table.add_row(name, figures[0], article_target, *figures[1:], unseen_target)
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
