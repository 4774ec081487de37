"""Who says what, through whom: attribution, entities, events and rhetoric of a tagged text.

The article's own annotation is read from ``data/article/discourse.json``, in the W3C Web
Annotation model. For any other text, rules over the tagged words propose a reading
(:mod:`khabar.discourse.rules`), and every item says so.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import quote

from khabar.text.document import Document, Span
from khabar.text.errors import DataError

AUTHOR = "the writer"
NAMESPACE = "urn:khabar:ns:"
CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "khabar": NAMESPACE,
        # Values that are other annotations of the page, by their id.
        "khabar:nested_in": {"@type": "@id"},
        "khabar:attribution": {"@type": "@id"},
        "khabar:refers_to": {"@type": "@id"},
    },
]


@dataclass
class Attribution:
    """One relation of saying (PARC 3.0, Pareti 2016): who (source), by which words (cue),
    what (content).

    Spans are (paragraph, first, last) in surface tokens; each is a list, since a part may be
    interrupted or absent. ``antecedent``: where the subject is not expressed, the words before
    that name it. ``quoted``: the parts of the content between quotation marks. ``mode``: direct,
    indirect, mixed. ``nested_in``: the id of the attribution in whose content this one stands.
    ``addressee``: whom the words are told, or who is judged or accused by them (FrameNet's Addressee
    and Evaluee: دعا | الحكومة | إلى، اتهم | الوزارة | بـ). ``via``: the outlet or document that
    relays the words. ``speech_act``: Searle's class of the
    cue. ``stance``: the writer's (Martin and White 2005): acknowledge, endorse, distance.

    Example:
        >>> talk = khabar.interpret(khabar.article())
        >>> [(talk.text(a.cue), a.via) for a in talk.attributions if a.via][:1]
        [('وأضافت', 'Reuters')]
    """

    id: str
    source: list[Span]
    cue: list[Span]
    content: list[Span]
    mode: str
    source_name: str | None = None
    antecedent: list[Span] = field(default_factory=list)
    quoted: list[Span] = field(default_factory=list)
    addressee: list[Span] = field(default_factory=list)
    nested_in: str | None = None
    via: str | None = None
    via_span: list[Span] = field(default_factory=list)
    speech_act: str | None = None
    stance: str | None = None
    cue_type: str | None = None
    date: str | None = None
    explanation: str | None = None
    explanation_ar: str | None = None
    note: str | None = None
    provenance: str = "gold"
    rule: str | None = None
    sure: float | None = None


@dataclass
class Entity:
    """A named entity: ``type`` PER, ORG, GPE, LOC or DATE; ``iso`` the day or interval of a
    DATE; ``mentions``: definite descriptions that refer to it (the ministry, the paper).

    Example:
        >>> talk = khabar.interpret(khabar.article())
        >>> [e.iso for e in talk.entities if e.type == "DATE"][0]
        '2016-10-02'
    """

    id: str
    span: list[Span]
    type: str
    name: str | None = None
    name_ar: str | None = None
    iso: str | None = None
    note: str | None = None
    provenance: str = "gold"
    rule: str | None = None
    sure: float | None = None


@dataclass
class Mention:
    """A description that refers to named entities without naming them.

    Example:
        >>> talk = khabar.interpret(khabar.article())
        >>> len(talk.mentions)
        26
    """

    id: str
    span: list[Span]
    refers_to: list[str]
    note: str | None = None
    provenance: str = "gold"
    rule: str | None = None
    sure: float | None = None


@dataclass
class Event:
    """Something that happens or is said to: ``factuality`` by FactBank (Saurí and Pustejovsky
    2009): CT+ CT- PR+ PR- PS+ PS- CTu Uu, as seen by ``reporter`` (AUTHOR or a source).

    Example:
        >>> talk = khabar.interpret(khabar.article())
        >>> [talk.text(e.trigger) for e in talk.events if e.factuality == "CT-"][:1]
        ['يحرزا']
    """

    id: str
    trigger: list[Span]
    agent: list[Span] = field(default_factory=list)
    patient: list[Span] = field(default_factory=list)
    theme: list[Span] = field(default_factory=list)
    recipient: list[Span] = field(default_factory=list)
    location: list[Span] = field(default_factory=list)
    instrument: list[Span] = field(default_factory=list)
    other: list[Span] = field(default_factory=list)
    time: str | None = None
    factuality: str = "Uu"
    reporter: str | None = None
    attribution: str | None = None
    note: str | None = None
    provenance: str = "gold"
    rule: str | None = None
    sure: float | None = None


@dataclass
class Rhetoric:
    """A choice of words that takes a stand: ``type`` metaphor, quotation marks, hedge,
    evaluative wording, stance connective or modality, with one line of explanation.

    Example:
        >>> talk = khabar.interpret(khabar.article())
        >>> [talk.text(r.span) for r in talk.rhetoric if r.type == "metaphor"][:1]
        ['ترك الباب مفتوحاً']
    """

    id: str
    span: list[Span]
    type: str
    explanation: str | None = None
    explanation_ar: str | None = None
    whose: str | None = None
    note: str | None = None
    provenance: str = "gold"
    rule: str | None = None
    sure: float | None = None


Item = Attribution | Entity | Mention | Event | Rhetoric
_SPAN_FIELDS = (
    "source", "antecedent", "cue", "content", "quoted", "addressee", "via_span", "span", "trigger",
    "agent", "patient", "theme", "recipient", "location", "instrument", "other",
)  # fmt: skip
# Fields that name other items, and those that are prose.
_REFERENCES = ("nested_in", "attribution", "refers_to")
_LANGUAGE_OF = {"explanation": "en", "explanation_ar": "ar"}
_FIELD_OF = {language: name for name, language in _LANGUAGE_OF.items()}


@dataclass
class Discourse:
    """The interpretation of one document.

    Example:
        >>> talk = khabar.interpret(khabar.article())
        >>> talk.chain(talk.attributions[1])
        ['Reuters', 'Ministry of Foreign Affairs of Russia']
        >>> page = talk.to_jsonld()
        >>> page["type"], len(page["items"]) == sum(1 for _ in talk.items())
        ('AnnotationPage', True)
    """

    document: Document
    attributions: list[Attribution] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    rhetoric: list[Rhetoric] = field(default_factory=list)

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(getattr(self, layer))} {layer}" for layer in LAYERS)
        return f"<Discourse of {self.document.id}: {counts}>"

    def items(self) -> Iterator[Item]:
        """All items, layer by layer."""
        for layer in LAYERS:
            yield from getattr(self, layer)

    def text(self, spans: list[Span]) -> str:
        """The words of a list of spans, interruptions shown as an ellipsis."""
        return " … ".join(self.document.span_text(span) for span in spans)

    def at(self, paragraph: int, position: int) -> list[Item]:
        """The items that stand on a surface token (both numbers 1-based), layer by layer."""

        def covers(item: Item) -> bool:
            spans = [span for role in _SPAN_FIELDS for span in getattr(item, role, [])]
            return any(p == paragraph and first <= position <= last for p, first, last in spans)

        return [item for item in self.items() if covers(item)]

    def chain(self, attribution: Attribution) -> list[str]:
        """Through whom the words reached us, from the one nearest to the reader to the speaker:
        ``["Reuters", "Ministry of Foreign Affairs of Russia"]``."""
        by_id = {each.id: each for each in self.attributions}
        links: list[Attribution] = [attribution]
        while (outer := by_id.get(links[0].nested_in or "")) and outer not in links:
            links.insert(0, outer)
        names = [name for link in links for name in (link.via, self.speaker(link)) if name]
        return list(dict.fromkeys(names))

    def speaker(self, attribution: Attribution) -> str:
        """The name of a source, or its words."""
        return attribution.source_name or self.text(attribution.source) or "a source not named"

    def shares(self) -> dict[str, float]:
        """The share of each speaker in the words, punctuation left out; the largest first."""
        counts = Counter(speakers(self).values())
        return {name: count / counts.total() for name, count in counts.most_common()}

    def to_jsonld(self) -> dict[str, Any]:
        """The annotation as a W3C Web Annotation page with position and quote selectors."""
        return {
            "@context": CONTEXT,
            "id": _iri(self.document, "discourse"),
            "type": "AnnotationPage",
            "items": [_annotation(item, self.document) for item in self.items()],
        }

    @classmethod
    def from_jsonld(cls, page: dict[str, Any], document: Document) -> Discourse:
        """Read a Web Annotation page over ``document``.

        Raises:
            DataError: a selector does not match the text, or an item has an unknown type.
        """
        discourse = cls(document)
        tokens = _TokenIndex(document)
        for annotation in _annotations(page):
            try:
                item = _item(annotation, tokens)
            except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
                if isinstance(error, DataError):
                    raise
                raise DataError(
                    f"The annotation {_named(annotation)} is none that khabar wrote ({type(error).__name__}: "
                    f"{error}): give a page of Discourse.to_jsonld."
                ) from None
            getattr(discourse, LAYER_OF[type(item)]).append(item)
        return discourse


def beside(file: Path, document: Document) -> Discourse | None:
    """Who says what in a CoNLL-U file, as the ``.jsonld`` beside it has it; None where there is none.

    Raises:
        DataError: it is of another text, or cannot be read.
    """
    path = file.with_suffix(".jsonld")
    return kept(path, path.read_bytes(), document) if path.exists() else None


def kept(path: Path, content: bytes, document: Document) -> Discourse:
    """Who says what in ``document``, out of the content of a ``.jsonld``.

    Raises:
        DataError: it is of another text, or cannot be read.
    """
    try:
        return Discourse.from_jsonld(json.loads(content), document)
    except (DataError, ValueError) as error:
        raise DataError(
            f"{path} does not fit its text ({error}): move it away, or give back the text."
        ) from None


LAYER_OF: dict[type[Item], str] = {
    Attribution: "attributions",
    Entity: "entities",
    Mention: "mentions",
    Event: "events",
    Rhetoric: "rhetoric",
}
LAYERS = tuple(LAYER_OF.values())


def speakers(discourse: Discourse) -> dict[tuple[int, int], str]:
    """(paragraph, position) of each surface token (punctuation left out) to whose words it is.

    Example:
        >>> talk = khabar.interpret(khabar.article())
        >>> speakers(talk)[1, 9]
        'Ministry of Foreign Affairs of Russia'
    """
    depth: dict[tuple[int, int], tuple[int, str]] = {}
    by_id = {attribution.id: attribution for attribution in discourse.attributions}
    for attribution in discourse.attributions:
        level, outer = 1, attribution.nested_in
        while outer in by_id and level < len(by_id):
            level, outer = level + 1, by_id[outer].nested_in
        name = discourse.speaker(attribution)
        for paragraph, first, last in attribution.content:
            for position in range(first, last + 1):
                if level > depth.get((paragraph, position), (0, ""))[0]:
                    depth[paragraph, position] = (level, name)
    return {
        (t.paragraph, t.position): depth.get((t.paragraph, t.position), (0, AUTHOR))[1]
        for t in discourse.document.tokens
        if t.words[0].upos != "PUNCT"
    }


# --- Web Annotation --------------------------------------------------------------------


def _iri(document: Document, item: str) -> str:
    return f"{_source(document)}:{item}"


def _source(document: Document) -> str:
    """The document itself, by its id."""
    return f"urn:khabar:{quote(document.id or 'text', safe='')}"


def _annotation(item: Item, document: Document) -> dict[str, Any]:
    iri = _iri(document, item.id)
    data: dict[str, Any] = {"id": f"{iri}#data", "type": ["Dataset", f"khabar:{type(item).__name__}"]}
    texts, targets = [], []
    for each in fields(item):
        value = getattr(item, each.name)
        if each.name in _SPAN_FIELDS:
            targets += [_target(span, each.name, document) for span in value]
        elif each.name == "id" or value is None:
            continue
        elif language := _LANGUAGE_OF.get(each.name):
            texts.append(
                {"type": "TextualBody", "purpose": "describing", "value": value, "language": language}
            )
        elif each.name not in _REFERENCES:
            data[f"khabar:{each.name}"] = value
        elif isinstance(value, list):
            data[f"khabar:{each.name}"] = [_iri(document, other) for other in value]
        else:
            data[f"khabar:{each.name}"] = _iri(document, value)
    return {
        "id": iri,
        "type": "Annotation",
        "motivation": "classifying",
        "body": [data, *texts],
        "target": targets,
    }


def _target(span: Span, role: str, document: Document) -> dict[str, Any]:
    paragraph, first, last = span
    start, end = document.offsets[paragraph, first][0], document.offsets[paragraph, last][1]
    text = document.text
    return {
        "type": "SpecificResource",
        "khabar:role": role,
        "source": _source(document),
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": text[max(0, start - 20) : start],
                "suffix": text[end : end + 20],
            },
        ],
    }


class _TokenIndex:
    """Character offsets back to surface tokens."""

    def __init__(self, document: Document):
        self.text = document.text
        self.starts = {start: place for place, (start, _) in document.offsets.items()}
        self.ends = {end: place for place, (_, end) in document.offsets.items()}

    def span(self, target: dict[str, Any]) -> Span:
        """The tokens of a target: by its position, which its quotation must bear out; by the
        quotation alone if the text has it once."""
        selectors = {each["type"]: each for each in _listed(target["selector"])}
        quoted = selectors.get("TextQuoteSelector", {})
        if "TextPositionSelector" in selectors:
            start, end = (selectors["TextPositionSelector"][name] for name in ("start", "end"))
        else:
            before, exact = quoted.get("prefix", ""), quoted["exact"]
            context = before + exact + quoted.get("suffix", "")
            if self.text.count(context) != 1:
                raise DataError(
                    f"The annotation quotes {exact!r}, which does not stand in the text just once."
                )
            start = self.text.index(context) + len(before)
            end = start + len(exact)
        exact = quoted.get("exact", self.text[start:end])
        if self.text[start:end] != exact:
            raise DataError(f"The annotation quotes {exact!r}, but the text has {self.text[start:end]!r}.")
        if start not in self.starts or end not in self.ends:
            raise DataError(f"The annotation of {exact!r} does not begin and end with a token.")
        (paragraph, first), (_, last) = self.starts[start], self.ends[end]
        return (paragraph, first, last)


def _listed(value: Any) -> list[Any]:
    """JSON-LD writes a list of one thing as the thing."""
    return value if isinstance(value, list) else [value]


def _named(annotation: Any) -> str:
    return repr(annotation.get("id", "without id") if isinstance(annotation, dict) else annotation)[:80]


def _annotations(page: Any) -> list[Any]:
    items = page.get("items") if isinstance(page, dict) else None
    if items is None:
        raise DataError("This is no Web Annotation page (it has no items): give one of Discourse.to_jsonld.")
    return _listed(items)


def _item(annotation: dict[str, Any], tokens: _TokenIndex) -> Item:
    data, *texts = _listed(annotation["body"])
    name = data["type"][-1].removeprefix("khabar:")
    kind = next((kind for kind in LAYER_OF if kind.__name__ == name), None)
    if kind is None:
        raise DataError(f"The annotation {annotation['id']} has the unknown type {data['type'][-1]}.")
    values: dict[str, Any] = {each.name: [] for each in fields(kind) if each.name in _SPAN_FIELDS}
    values["id"] = _short(annotation["id"])
    for key, value in data.items():
        field_name = key.removeprefix("khabar:")
        if key in ("id", "type"):
            continue
        if field_name not in _REFERENCES:
            values[field_name] = value
        else:
            values[field_name] = [*map(_short, value)] if isinstance(value, list) else _short(value)
    values |= {_FIELD_OF[text["language"]]: text["value"] for text in texts}
    for target in _listed(annotation["target"]):
        values[target["khabar:role"]].append(tokens.span(target))
    return kind(**values)


def _short(iri: str) -> str:
    return iri.rsplit(":", 1)[-1]
