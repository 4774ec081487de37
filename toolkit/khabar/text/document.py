"""The annotated text: documents, sentences, surface tokens and syntactic words.

CoNLL-U is read and written by :mod:`khabar.text.conllu`; TEI and tables are written from the same
objects. Knows no morphology and never imports camel-tools.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from xml.etree import ElementTree

from khabar.text.errors import ConlluError, DataError

if TYPE_CHECKING:
    import pandas

ARTICLE = Path(__file__).parents[1] / "data" / "article"
SOURCES = ("gold", "lexicon", "calima", "backoff", "rule")

_COLUMNS = ("head", "deprel", "upos", "xpos", "lemma")

_OPENS = frozenset({"newpar", "newpar id", "newdoc", "newdoc id"})

Span = tuple[int, int, int]
"""(paragraph, first, last): surface tokens of one paragraph, 1-based, both ends included."""


@dataclass(slots=True)
class Word:
    """A syntactic word (UD): one CoNLL-U line with an integer id, 1-based in its sentence.

    Example:
        >>> word = khabar.article().token(1, 1).words[0]
        >>> word.form, word.lemma, word.upos, word.vform, word.feats["Voice"]
        ('قالت', 'قَالَ', 'VERB', 'قَالَتْ', 'Act')
    """

    id: int
    form: str
    lemma: str | None = None
    upos: str | None = None
    xpos: str | None = None
    feats: dict[str, str] = field(default_factory=dict)
    head: int | None = None
    deprel: str | None = None
    deps: list[tuple[str, int | str]] | str | None = None
    """Enhanced dependencies as (relation, head); the head of an empty node is written ``"3.1"``. What
    a file has in their place that is no list of those is kept as it is."""
    misc: dict[str, str] = field(default_factory=dict)
    raw: tuple[str, ...] = field(default=(), repr=False, compare=False)
    """The columns as a file had them: what was not changed is written as it was."""

    @property
    def vform(self) -> str:
        """The vocalised form in context; the bare form where there is none."""
        return self.misc.get("Vform", self.form)

    @property
    def source(self) -> str:
        """Where the analysis comes from: gold, lexicon, calima, backoff or rule."""
        return self.misc.get("Source", "gold")

    @property
    def debatable(self) -> bool:
        """Whether experts would dispute the analysis."""
        return self.misc.get("Debatable") == "Yes"

    @property
    def alternatives(self) -> dict[str, list[str]]:
        """The other defensible values of a debatable word, by layer: ``{"head": ["3"], "Case": ["Gen"]}``.

        Layers are ``head``, ``deprel``, ``upos``, ``xpos``, ``lemma``, a feature or a MISC key;
        ``_`` as a value: none.
        """
        items = (item.partition(":") for item in self.misc.get("Alt", "").split(";") if item)
        return {layer: values.split(",") for layer, _, values in items}

    def defensible(self, layer: str) -> set[str]:
        """The values of a layer that can be defended: the annotated one and the alternatives."""
        found = getattr(self, layer) if layer in _COLUMNS else self.feats.get(layer, self.misc.get(layer))
        return {"_" if found is None else str(found), *self.alternatives.get(layer, ())}


@dataclass(slots=True)
class EmptyNode(Word):
    """An empty node (UD, enhanced): a word that is understood, not written. ``id`` is that of the word
    that it stands after (0: before the first), ``place`` counts the nodes there: 3.1 is id 3, place 1."""

    place: int = 1


@dataclass(slots=True)
class Token:
    """A surface token: what stands between spaces and punctuation, with its syntactic words.

    Example:
        >>> token = khabar.article().token(1, 16)
        >>> token.form, [word.form for word in token.words], token.span
        ('ونظيره', ['و', 'نظير', 'ه'], (1, 16, 16))
    """

    form: str
    words: list[Word]
    misc: dict[str, str] = field(default_factory=dict)
    paragraph: int = 0
    position: int = 0
    """1-based within the paragraph, punctuation counted."""
    feats: dict[str, str] = field(default_factory=dict)
    """What a range line has there: ``Typo=Yes``."""
    raw: tuple[str, ...] = field(default=(), repr=False, compare=False)
    """The columns of the range line as a file had them."""

    @property
    def space_after(self) -> bool:
        return self._own_misc.get("SpaceAfter") != "No"

    @property
    def vform(self) -> str:
        """The vocalised form of the whole token."""
        return self._own_misc.get("Vform", self.form)

    @property
    def span(self) -> Span:
        return (self.paragraph, self.position, self.position)

    @property
    def _own_misc(self) -> dict[str, str]:
        return self.misc if self.is_multiword else self.words[0].misc

    @property
    def is_multiword(self) -> bool:
        """Whether a CoNLL-U range line stands before the words."""
        return len(self.words) > 1 or bool(self.raw) or self.form != self.words[0].form


@dataclass(slots=True)
class Sentence:
    """A sentence: its CoNLL-U comments in order (a comment without value maps to None), its surface
    tokens, its empty nodes in order.

    Example:
        >>> sentence = khabar.article().sentences[1]
        >>> sentence.sent_id, sentence.text_en[:44]
        ('khabar-p02-s1', 'It added that the conversation was held yest')
    """

    comments: dict[str, str | None]
    tokens: list[Token]
    empty: list[EmptyNode] = field(default_factory=list)
    raw: list[str] = field(default_factory=list, repr=False, compare=False)
    """The comments as a file had them, those with one key all."""

    @property
    def sent_id(self) -> str | None:
        return self.comments.get("sent_id")

    @property
    def text(self) -> str:
        return self.comments.get("text") or join(self.tokens)

    @property
    def spelt(self) -> str:
        """:attr:`text` if the tokens stand in it one after the other, else the tokens joined."""
        return self.text if places(self.text, self.tokens) else join(self.tokens)

    @property
    def text_en(self) -> str | None:
        """The English translation, where there is one."""
        return self.comments.get("text_en")

    @property
    def words(self) -> list[Word]:
        return [word for token in self.tokens for word in token.words]

    def children(self, word: Word) -> list[Word]:
        """The dependents of ``word``, in order."""
        return [other for other in self.words if other.head == word.id]


def join(tokens: Iterable[Token]) -> str:
    """The text of consecutive tokens, spaced as in the original."""
    pieces: list[str] = []
    for token in tokens:
        pieces += [token.form, " " if token.space_after else ""]
    return "".join(pieces).rstrip(" ")


def places(text: str, tokens: Sequence[Token], start: int = 0) -> list[tuple[int, int]]:
    """Where (start, end) in ``text`` each of consecutive tokens stands, with nothing but white space
    between them; an empty list if they do not fit."""
    found: list[tuple[int, int]] = []
    for token in tokens:
        while text[start : start + 1].isspace() and not text.startswith(token.form, start):
            start += 1
        if not text.startswith(token.form, start):
            return []
        found.append((start, start := start + len(token.form)))
    return found


class Document:
    """A text with its annotation: sentences, each with surface tokens and syntactic words.

    Attributes:
        sentences: in reading order; ``# newpar`` (with or without an id) among a sentence's comments
            opens a paragraph.

    Example:
        >>> doc = khabar.article()
        >>> len(doc.paragraphs), len(doc.sentences), len(doc.tokens), len(doc.words)
        (11, 11, 425, 481)
        >>> doc.span_text((1, 2, 4))
        'وزارة الخارجية الروسية'
    """

    def __init__(self, sentences: list[Sentence]):
        self.sentences = sentences
        paragraph = position = 0
        for number, sentence in enumerate(sentences):
            if number == 0 or not _OPENS.isdisjoint(sentence.comments):
                paragraph, position = paragraph + 1, 0
            for token in sentence.tokens:
                position += 1
                token.paragraph, token.position = paragraph, position

    def __repr__(self) -> str:
        return (
            f"<Document {self.id or 'without id'}: {len(self.paragraphs)} paragraphs, "
            f"{len(self.sentences)} sentences, {len(self.tokens)} tokens, {len(self.words)} words>"
        )

    def __len__(self) -> int:
        return len(self.tokens)

    @property
    def id(self) -> str | None:
        """The ``newdoc id`` of the first sentence."""
        return self.sentences[0].comments.get("newdoc id") if self.sentences else None

    @cached_property
    def paragraphs(self) -> list[list[Sentence]]:
        grouped: dict[int, list[Sentence]] = {}
        for sentence in self.sentences:
            grouped.setdefault(sentence.tokens[0].paragraph, []).append(sentence)
        return list(grouped.values())

    @cached_property
    def tokens(self) -> list[Token]:
        return [token for sentence in self.sentences for token in sentence.tokens]

    @property
    def words(self) -> list[Word]:
        return [word for token in self.tokens for word in token.words]

    @cached_property
    def text(self) -> str:
        """The text, a line a paragraph. Where a sentence's own text has other letters than its tokens
        (of some parsers' files), the tokens count."""
        return "\n".join(
            "".join(s.spelt + (" " if s.tokens[-1].space_after else "") for s in sentences).rstrip(" ")
            for sentences in self.paragraphs
        )

    @cached_property
    def _by_position(self) -> dict[tuple[int, int], Token]:
        return {(token.paragraph, token.position): token for token in self.tokens}

    def token(self, paragraph: int, position: int) -> Token:
        """The surface token at a place (both 1-based).

        Raises:
            KeyError: there is no such token.
        """
        try:
            return self._by_position[paragraph, position]
        except KeyError:
            raise KeyError(f"There is no token {position} in paragraph {paragraph}.") from None

    def span_tokens(self, span: Span) -> list[Token]:
        """The surface tokens of a span."""
        paragraph, first, last = span
        return [self.token(paragraph, position) for position in range(first, last + 1)]

    def span_text(self, span: Span) -> str:
        """The text of a span, spaced as in the original."""
        return join(self.span_tokens(span))

    def sentence_of(self, token: Token) -> Sentence:
        """The sentence that holds ``token``."""
        return next(s for s in self.sentences if any(t is token for t in s.tokens))

    @cached_property
    def offsets(self) -> dict[tuple[int, int], tuple[int, int]]:
        """(paragraph, position) of each token to its (start, end) in :attr:`text`, in characters.

        Example:
            >>> doc = khabar.article()
            >>> start, end = doc.offsets[1, 4]
            >>> doc.text[start:end]
            'الروسية'
        """
        found = places(self.text, self.tokens)
        return {(t.paragraph, t.position): place for t, place in zip(self.tokens, found, strict=True)}

    def to_conllu(self) -> str:
        """The document as CoNLL-U; what was read and not changed is given back byte for byte (without
        a byte order mark, with line ends of Unix and the empty line after each sentence).

        Example:
            >>> khabar.read("غادر الوفد.").to_conllu().splitlines()[0]
            '# newdoc id = text'
        """
        from khabar.text.conllu import serialize

        return serialize(self)

    @classmethod
    def from_conllu(cls, source: str | bytes | Path | IO[str] | IO[bytes]) -> Document:
        """Read CoNLL-U from a path, an open file or the text itself.

        Raises:
            ConlluError: the file is missing or is not CoNLL-U; the message names the line.

        Example:
            >>> doc = khabar.Document.from_conllu(khabar.article().to_conllu())
            >>> doc.tokens[0].form
            'قالت'
        """
        from khabar.text.conllu import parse

        return parse(source)

    def to_frame(self) -> pandas.DataFrame:
        """A tidy table, one row a syntactic word.

        Columns: paragraph, position (of the surface token), sent_id, token, id, form, lemma,
        upos, xpos, head, deprel, source, then each feature and each MISC key that occurs. One that
        is named like a column before it stands as ``misc:KEY`` (or ``feats:KEY``).

        Example:
            >>> table = khabar.article().to_frame()
            >>> int((table["upos"] == "VERB").sum())
            38
        """
        import pandas

        rows = []
        features = {name for word in self.words for name in word.feats}
        for sentence in self.sentences:
            for token in sentence.tokens:
                for word in token.words:
                    row: dict[str, Any] = {
                        "paragraph": token.paragraph,
                        "position": token.position,
                        "sent_id": sentence.sent_id,
                        "token": token.form,
                        "id": word.id,
                        "form": word.form,
                        "lemma": word.lemma,
                        "upos": word.upos,
                        "xpos": word.xpos,
                        "head": word.head,
                        "deprel": word.deprel,
                        "source": word.source,
                    }
                    columns = row.keys() | features
                    row |= {f"feats:{k}" if k in row else k: v for k, v in word.feats.items()}
                    for key, value in word.misc.items():
                        if key not in ("Source", "SpaceAfter"):
                            row[f"misc:{key}" if key in columns else key] = value
                    rows.append(row)
        return pandas.DataFrame(rows)

    def to_tei(self) -> str:
        """The document as TEI P5: ``<p>``, ``<s>``, ``<w>`` and ``<pc>`` with the linguistic
        attributes of ``att.linguistic`` (lemma, pos, msd, join); parts of a multiword token
        are ``<w>`` inside a ``<w>``.

        Example:
            >>> khabar.article().to_tei().startswith("<?xml")
            True
        """
        return _tei(self)


def article() -> Document:
    """The article of the course with its gold annotation.

    Raises:
        DataError: the package's data file is missing or damaged.

    Example:
        >>> khabar.article()
        <Document khabar: 11 paragraphs, 11 sentences, 425 tokens, 481 words>
    """
    try:
        return Document.from_conllu(ARTICLE / "article.conllu")
    except ConlluError as error:
        raise DataError(f"The article's annotation is damaged: {error} Install khabar again.") from None


# --- TEI -------------------------------------------------------------------------------


def _tei(document: Document) -> str:
    namespace = "http://www.tei-c.org/ns/1.0"
    tei = ElementTree.Element("TEI", {"xmlns": namespace})
    header = ElementTree.SubElement(tei, "teiHeader")
    description = ElementTree.SubElement(header, "fileDesc")
    title = ElementTree.SubElement(ElementTree.SubElement(description, "titleStmt"), "title")
    title.text = document.id or "Arabic text"
    publication = ElementTree.SubElement(ElementTree.SubElement(description, "publicationStmt"), "p")
    publication.text = "Written by khabar from a CoNLL-U annotation."
    source = ElementTree.SubElement(ElementTree.SubElement(description, "sourceDesc"), "p")
    source.text = (
        "The text as it was read, tokenized into syntactic words by the guidelines of Universal Dependencies."
    )
    body = ElementTree.SubElement(ElementTree.SubElement(tei, "text", {"xml:lang": "ar"}), "body")
    for number, sentences in enumerate(document.paragraphs, 1):
        paragraph = ElementTree.SubElement(body, "p", {"n": str(number)})
        for sentence in sentences:
            s = ElementTree.SubElement(paragraph, "s", {"n": sentence.sent_id or ""})
            for token in sentence.tokens:
                _tei_token(s, token)
    for element in tei.iter():
        element.text = element.text and _xml_text(element.text)
        element.attrib = {name: _xml_text(value) for name, value in element.attrib.items()}
    ElementTree.indent(tei)
    return ElementTree.tostring(tei, encoding="unicode", xml_declaration=True) + "\n"


def _tei_token(parent: ElementTree.Element, token: Token) -> None:
    joined = {} if token.space_after else {"join": "right"}
    if token.is_multiword:
        parent = ElementTree.SubElement(parent, "w", {"norm": token.vform, "orig": token.form, **joined})
        joined = {}
    for word in token.words:
        tag = "pc" if word.upos == "PUNCT" else "w"
        attributes = {"pos": word.upos or "X"}
        if tag == "w" and word.lemma:
            attributes["lemma"] = word.lemma
        if word.feats:
            attributes["msd"] = "|".join(f"{k}={v}" for k, v in word.feats.items())
        if tag == "w":
            attributes["norm"] = word.vform
        element = ElementTree.SubElement(parent, tag, attributes | joined)
        element.text = word.form


_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _xml_text(text: str) -> str:
    """XML 1.0 has no way to write control characters and lone surrogates."""
    return _NOT_XML.sub("\ufffd", text)
