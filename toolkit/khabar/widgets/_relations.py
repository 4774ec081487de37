"""What a learner marks on the attribution board: as annotation, and compared with another annotation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from khabar.discourse.model import Attribution, Discourse
from khabar.scores import paired_items
from khabar.text.document import Document, Span
from khabar.text.script import fold

PARTS = ("source", "cue", "content")
Relation = dict[str, Any]
Note = dict[str, Any]


def attribution(relation: Relation, document: Document) -> Attribution:
    """A relation of the board, ``{"id", "source", "cue", "content", "addressee", "via_span"}`` (lists of spans)
    with ``name``, ``via`` and ``nested_in`` (texts), as an annotation."""

    def spans(part: str) -> list[Span]:
        return [(p, first, last) for p, first, last in relation.get(part, ())]

    via_span = spans("via_span")
    words = " … ".join(document.span_text(span) for span in via_span)
    return Attribution(
        id=relation["id"],
        source=spans("source"),
        cue=spans("cue"),
        content=spans("content"),
        mode=_mode(document, spans("content")),
        source_name=relation.get("name") or None,
        nested_in=relation.get("nested_in") or None,
        addressee=spans("addressee"),
        via=relation.get("via") or words.strip('"') or None,
        via_span=via_span,
        provenance="learner",
    )


def relation(item: Attribution) -> Relation:
    """An annotation as a relation of the board; a source that is not expressed stands where the words
    before name it."""
    return {
        "id": item.id,
        "source": [list(span) for span in item.source or item.antecedent],
        "cue": [list(span) for span in item.cue],
        "content": [list(span) for span in item.content],
        "addressee": [list(span) for span in item.addressee],
        "via_span": [list(span) for span in item.via_span],
        "name": item.source_name or "",
        "via": item.via or "",
        "nested_in": item.nested_in or "",
    }


def _mode(document: Document, content: list[Span]) -> str:
    """Direct if the content stands between quotation marks, mixed if they open within it."""
    forms = [token.form for span in content for token in document.span_tokens(span)]
    marks = set('"“”«»')
    if not marks & set(forms):
        return "indirect"
    return "direct" if forms[0] in marks and forms[-1] in marks and len(forms) > 2 else "mixed"


def compare(gold: Discourse, marked: Discourse, paragraphs: set[int]) -> list[Note]:
    """What to say of each relation: ``{"id": the marked one or "", "right", "say", "paragraph"}``.

    Relations are paired by their cues (:func:`khabar.evaluate.paired_items`). Of the annotation only
    those that begin in ``paragraphs`` are missed.
    """
    pairs = paired_items(gold, marked, "attributions")
    partner = {theirs.id: ours.id for ours, theirs in pairs}
    notes = []
    for ours, theirs in pairs:
        said = list(_differences(gold, ours, theirs, partner))
        complete = all(getattr(theirs, part) for part in PARTS if getattr(ours, part))
        if said and complete and ours.note:
            said.append(f"What the annotators say of this relation: {ours.note}")
        say = " ".join(said) or "As in the annotation."
        notes.append({"id": theirs.id, "right": not said, "say": say, "paragraph": _paragraph(theirs)})
    found = {ours.id for ours, _ in pairs}
    for item in marked.attributions:
        if item.id not in partner:
            say = "The annotation has no relation with this cue: by which words does somebody speak here?"
            if not item.cue:
                say = "The cue is not marked: which word says that somebody speaks?"
            notes.append({"id": item.id, "right": False, "say": say, "paragraph": _paragraph(item)})
    for item in gold.attributions:
        if item.id not in found and _paragraph(item) in paragraphs:
            kind = "a verb" if item.cue_type == "verb" else "words such as بحسب or وفق"
            if not item.cue:
                kind = "quotation marks alone"
            say = f"Paragraph {_paragraph(item)}: a relation is not marked yet. Its cue: {kind}."
            notes.append({"id": "", "right": False, "say": say, "paragraph": _paragraph(item)})
    return sorted(notes, key=lambda note: note["paragraph"])


def _paragraph(item: Attribution) -> int:
    return min((span[0] for part in ("cue", "content", "source") for span in getattr(item, part)), default=0)


def _differences(
    gold: Discourse, ours: Attribution, theirs: Attribution, partner: dict[str, str]
) -> Iterator[str]:
    """What of a relation is not as in the annotation, each with where to look."""
    for part in PARTS:
        wanted, given = _places(getattr(ours, part)), _places(getattr(theirs, part))
        if part == "source" and not wanted:
            # The verb hides its subject: nothing is to be marked, and the words before that name it are right too.
            wanted = _places(ours.antecedent) if given else set()
        if wanted == given:
            continue
        if not given:
            yield f"The {part} is not marked."
        elif wanted & given:
            yield f"The {part} is nearly right: {_border(sorted(wanted), sorted(given))}."
        elif part == "source" and given & _relays(gold, ours):
            yield (
                "You took the outlet for the source: these words name who relays the statement. "
                "Whose statement is it?"
            )
        else:
            yield f"The {part} is elsewhere."
    if ours.via and not theirs.via:
        yield "Through whom do we hear it? An outlet or a document is named: mark it."
    elif theirs.via and not _same_outlet(gold, ours, theirs):
        yield f"The outlet is not {theirs.via}." if ours.via else "No outlet is named for these words."
    inside = partner.get(theirs.nested_in or "")
    if ours.nested_in and ours.nested_in != inside:
        yield "It stands in the content of another relation: nest it there."
    elif theirs.nested_in and not ours.nested_in:
        yield "It does not stand within another relation: nobody reports that this is said but the newspaper."


def _border(wanted: list[tuple[int, int]], given: list[tuple[int, int]]) -> str:
    said = []
    if wanted[0] != given[0]:
        said.append(f"it begins {'earlier' if wanted[0] < given[0] else 'later'}")
    if wanted[-1] != given[-1]:
        said.append(f"it ends {'later' if wanted[-1] > given[-1] else 'earlier'}")
    return " and ".join(said) or "it is interrupted elsewhere"


def _places(spans: list[Span]) -> set[tuple[int, int]]:
    return {(p, position) for p, first, last in spans for position in range(first, last + 1)}


def _relays(gold: Discourse, item: Attribution) -> set[tuple[int, int]]:
    """The words that name who relays a relation: its outlet, and the source of that in which it is nested."""
    outer = [other for other in gold.attributions if other.id == item.nested_in]
    return _places([*item.via_span, *(span for other in outer for span in other.source)])


def _same_outlet(gold: Discourse, ours: Attribution, theirs: Attribution) -> bool:
    if _places(ours.via_span) & _places(theirs.via_span):
        return True

    def words(name: str) -> set[str]:
        return set(fold(name).casefold().replace('"', " ").split())

    # Part of a name will do: رويترز of وكالة "رويترز".
    given = words(theirs.via or "")
    return any(given <= words(name) for name in (ours.via or "", gold.text(ours.via_span)))
