"""A proposal for texts without annotation; every item says its rule and how sure that is.

Attribution is found in :mod:`khabar.discourse.sayings`, names and dates in
:mod:`khabar.discourse.names`, the value of an event in :mod:`khabar.discourse.factuality`; here the
layers are put together, with the few choices of words that a list can find.
"""

from collections.abc import Iterator
from datetime import date, datetime

from khabar.discourse.aliases import unite
from khabar.discourse.antecedents import attributions
from khabar.discourse.events import events
from khabar.discourse.line import Line, lines, span_of
from khabar.discourse.model import AUTHOR, Attribution, Discourse, Rhetoric, speakers
from khabar.discourse.names import entities
from khabar.discourse.spelling import spelled_out
from khabar.discourse.vocabulary import fold, sureness, words
from khabar.text.document import Document
from khabar.text.errors import KhabarError


def propose(document: Document, published: date | None = None) -> Discourse:
    """Attributions, entities, events and rhetoric that the rules find in a tagged document.

    Raises:
        KhabarError: ``document`` is no document: a text must be read first.
    """
    if not isinstance(document, Document):
        raise KhabarError(
            f"This is a {type(document).__name__}, not a document: khabar.interpret(khabar.read(text))."
        )
    if isinstance(published, datetime):
        published = published.date()
    read = list(lines(spelled_out(document)))
    names = list(entities(read, published))  # first: sources are made of names
    discourse = Discourse(document, attributions(read), names)
    unite(read, discourse.attributions, names)
    inner = _innermost(discourse.attributions)
    for line in read:
        discourse.events += events(line, len(discourse.events), inner)
        discourse.rhetoric += _rhetoric(line, len(discourse.rhetoric))
    voices = speakers(discourse)
    for event in discourse.events:
        event.reporter = voices.get(event.trigger[0][:2], AUTHOR)
    for item in discourse.rhetoric:
        # The marks of a quotation are the writer's, whoever said the words.
        item.whose = AUTHOR if item.type == "quotation marks" else voices.get(item.span[0][:2], AUTHOR)
    return discourse


def _innermost(found: list[Attribution]) -> dict[tuple[int, int], Attribution]:
    """The narrowest attribution in whose content each token stands."""
    inner: dict[tuple[int, int], Attribution] = {}
    for attribution in sorted(found, key=lambda a: -sum(last - first for _, first, last in a.content)):
        for paragraph, first, last in attribution.content:
            for position in range(first, last + 1):
                inner[paragraph, position] = attribution
    return inner


def _rhetoric(line: Line, count: int) -> Iterator[Rhetoric]:
    for place, token in enumerate(line.tokens):
        if line.is_open(place):
            close = line.mates[place]
            names = all(head.upos == "PROPN" for head in line.heads[place + 1 : close])
            if 0 < close - place - 1 <= 4 and not names:
                count += 1
                why = "A few words between quotation marks: borrowed, or held at a distance."
                yield Rhetoric(
                    f"r{count:02d}", span_of(line.tokens[place : close + 1]), "quotation marks", why,
                    provenance="rule", rule="quotation marks", sure=sureness("rhetoric", "quotation marks"),
                )  # fmt: skip
        forms = [fold(word.form) for word in token.words]
        if kind := next((kind for kind in _EXPLAINED if not words(kind).keys().isdisjoint(forms)), None):
            count += 1
            yield Rhetoric(
                f"r{count:02d}",
                span_of([token]),
                kind,
                _EXPLAINED[kind],
                provenance="rule",
                rule=f"word: {kind}",
                sure=sureness("rhetoric", "word"),
            )


_EXPLAINED = {
    "hedge": "Presents the matter as seeming or likely, not as certain.",
    "stance connective": "Sets one claim against another.",
    "modality": "Duty or possibility.",
}
