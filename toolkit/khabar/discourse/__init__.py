"""Who says what: attribution, entities, events and rhetoric, annotated or proposed by rules."""

import json
from datetime import date, datetime

from khabar.discourse.model import Discourse
from khabar.text.document import ARTICLE, Document
from khabar.text.errors import DataError, KhabarError


def interpret(document: Document, published: date | None = None) -> Discourse:
    """Attribution, entities, events and rhetoric of a tagged document.

    For the article this is the gold annotation; for other texts a proposal by rules, each of
    whose items has ``provenance="rule"``. A reading of the same words by other annotators is
    no mistake: what the annotation itself holds for debatable has a ``note``.

    Args:
        published: the day of a text of your own, from which its days of the week are counted.

    Example:
        >>> talk = khabar.interpret(khabar.article())
        >>> first = talk.attributions[0]
        >>> talk.speaker(first), talk.text(first.cue)
        ('Ministry of Foreign Affairs of Russia', 'قالت')
    """
    if not isinstance(document, Document):
        raise KhabarError(
            f"A {type(document).__name__} cannot be interpreted: give a document, for example khabar.read(text)."
        )
    if isinstance(published, datetime):
        published = published.date()
    elif not isinstance(published, date | None):
        raise KhabarError(f"{published!r} is no date: give datetime.date(2016, 10, 3) or the like.")
    path = ARTICLE / "discourse.json"
    if document.text == (ARTICLE / "article.txt").read_text(encoding="utf-8"):
        try:
            return Discourse.from_jsonld(json.loads(path.read_text(encoding="utf-8")), document)
        except (OSError, KeyError, json.JSONDecodeError) as error:
            raise DataError(f"{path} is damaged ({error}): install khabar again.") from error
    from khabar.discourse.rules import propose

    return propose(document, published)
