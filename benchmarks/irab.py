"""Trees, vowels and i‘rab of the article, its own annotation left out; and the i‘rab over the gold trees.

Its lexicon knows the article's words; what its word model learned from a paragraph is left out where that is read,
and the parser was not trained on it. The parses of the annotation are the model of the wording and the rules
were mended on them: a text that is known. Compared are whole parses, and their first clause (function, case, sign).
"""

from accuracy import percent, without_own_paragraph
from rich.console import Console
from rich.table import Table

from khabar.scores import evaluate
from khabar.syntax import sure
from khabar.syntax.irab import irab
from khabar.syntax.reading import decided, seen
from khabar.text.document import SURE, Document, Sentence, Token, article
from khabar.text.document import sure as certainty

UNSURE = " (غير مؤكد)"


def annotated(text, using) -> list[Token]:
    read = list(decided([text], using))
    sure.mark(seen(read))
    return read[0][0]


def written_anew(sentence: Sentence) -> dict[int, str]:
    """The rules' parses: none that the annotation has written."""
    kept = [(word, word.misc.pop("I3rab", None)) for word in sentence.words]
    try:
        return irab(sentence)
    finally:
        for word, parse in kept:
            if parse:
                word.misc["I3rab"] = parse


def row(gold: Document, other: Document, *, only_sure: bool = False) -> list[str]:
    count = whole = first = 0
    for sentence, theirs in zip(gold.sentences, other.sentences, strict=True):
        parses = written_anew(theirs)
        for token, cut in zip(sentence.tokens, theirs.tokens, strict=True):
            for place, word in enumerate(token.words):
                expected = word.misc.get("I3rab")
                alike = len(cut.words) == len(token.words)
                found = parses.get(cut.words[place].id, "") if alike else ""
                if not expected or (only_sure and (not found or found.endswith(UNSURE))):
                    continue
                found = found.removesuffix(UNSURE)
                count += 1
                whole += found == expected
                first += found.split("،")[0] == expected.split("،")[0]
    return [str(count), percent(whole, count), percent(first, count)]


def main() -> None:
    gold = article()
    predicted = without_own_paragraph(gold, annotated)
    scores = evaluate(gold, predicted)
    console = Console(width=120)
    console.print(
        ", ".join(f"{name} {100 * scores[name].f1:.1f} %" for name in ("uas", "las", "vocalisation"))
    )
    tokens = [token for token in predicted.tokens if any("Sure" in word.misc for word in token.words)]
    above = [token for token in tokens if min(map(certainty, token.words)) >= SURE]
    console.print(f"shown as sure: {percent(len(above), len(tokens))}")
    table = Table(title="I‘rab of the article")
    for title in ("", "words", "whole parse equal", "first clause equal"):
        table.add_column(title, justify="right" if title else "left")
    table.add_row("trees and features of the annotation", *row(gold, gold))
    table.add_row("all predicted", *row(gold, predicted))
    table.add_row("of these, without «غير مؤكد»", *row(gold, predicted, only_sure=True))
    console.print(table)


if __name__ == "__main__":
    main()
