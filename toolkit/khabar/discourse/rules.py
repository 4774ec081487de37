"""A proposal for texts without annotation; every item says ``provenance="rule"``.

Attribution is found in :mod:`khabar.discourse.sayings`, names and dates in :mod:`khabar.discourse.names`; here are
events with their factuality and the few choices of words that a list can find.
"""

from collections.abc import Iterator
from datetime import date

from khabar.discourse.model import AUTHOR, Discourse, Event, Rhetoric, speakers
from khabar.discourse.names import QUOTES, entities, head, span_of, verb_of
from khabar.discourse.sayings import attributions
from khabar.text.document import Document, Sentence
from khabar.text.script import bare

HEDGES = {"ربما", "لعل", "يبدو", "تبدو", "يرجح", "يعتقد", "تقريبا"}
CONNECTIVES = {"لكن", "رغم", "إلا", "بيد", "بل"}
MODALS = {"يجب", "ينبغي", "يمكن", "يتعين", "تجب", "تمكن"}
_NEGATION = {"لم", "لن", "لا", "ما", "ليس"}


def propose(document: Document, published: date | None = None) -> Discourse:
    """Attributions, entities, events and rhetoric that the rules find in a tagged document."""
    discourse = Discourse(document, attributions(document), list(entities(document, published)))
    for sentence in document.sentences:
        discourse.events += _events(sentence, len(discourse.events))
        discourse.rhetoric += _rhetoric(sentence, len(discourse.rhetoric))
    voices = speakers(discourse)
    for event in discourse.events:
        event.reporter = voices.get(event.trigger[0][:2], AUTHOR)
    for item in discourse.rhetoric:
        # The marks of a quotation are the writer's, whoever said the words.
        item.whose = AUTHOR if item.type == "quotation marks" else voices.get(item.span[0][:2], AUTHOR)
    return discourse


def _events(sentence: Sentence, count: int) -> Iterator[Event]:
    tokens = sentence.tokens
    for place, token in enumerate(tokens):
        verb = verb_of(token)
        if verb is None:
            continue
        before = [bare(t.form) for t in tokens[max(0, place - 2) : place]]
        if any(word.xpos == "part_fut" for word in token.words) or "سوف" in before:
            factuality, why = "CT+", "plain future"
        elif {"إذا", "لو", "قد"} & set(before) and verb.feats.get("Aspect") != "Perf":
            factuality, why = "PS+", "possibility"
        elif "إذا" in before or "لو" in before:
            factuality, why = "Uu", "condition"
        elif _NEGATION & set(before[-1:]):
            factuality, why = "CT-", "negation"
        else:
            factuality, why = "CT+", "plain statement"
        count += 1
        yield Event(
            f"v{count:02d}",
            span_of([token]),
            factuality=factuality,
            note=f"By rule: {why}.",
            provenance="rule",
        )


def _rhetoric(sentence: Sentence, count: int) -> Iterator[Rhetoric]:
    tokens = sentence.tokens
    opened: int | None = None
    for place, token in enumerate(tokens):
        if token.form in QUOTES:
            if opened is None:
                opened = place
            else:
                quoted = tokens[opened + 1 : place]
                if 0 < len(quoted) <= 4 and not all(head(t).upos == "PROPN" for t in quoted):
                    count += 1
                    why = "A few words between quotation marks: borrowed, or held at a distance."
                    yield Rhetoric(
                        f"r{count:02d}",
                        span_of(tokens[opened : place + 1]),
                        "quotation marks",
                        why,
                        provenance="rule",
                    )
                opened = None
        for word in token.words:
            kind = _WORDS.get(bare(word.form))
            if kind:
                count += 1
                yield Rhetoric(f"r{count:02d}", span_of([token]), *kind, provenance="rule")


_WORDS = {
    **dict.fromkeys(HEDGES, ("hedge", "Presents the matter as seeming or likely, not as certain.")),
    **dict.fromkeys(CONNECTIVES, ("stance connective", "Sets one claim against another.")),
    **dict.fromkeys(MODALS, ("modality", "Duty or possibility.")),
}
