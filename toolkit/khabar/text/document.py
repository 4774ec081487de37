"""The annotated text: documents, sentences, surface tokens and syntactic words.

CoNLL-U is read and written by :mod:`khabar.text.conllu`; TEI and tables are written from the same
objects. Knows no morphology and never imports camel-tools.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from xml.etree import ElementTree

from khabar.text import conllu
from khabar.text.errors import ConlluError, DataError
from khabar.text.words import EmptyNode, Sentence, Span, Token, Word, gap, join, places

if TYPE_CHECKING:
    import pandas

__all__ = [
    "ARTICLE", "BY_PERSON", "SOURCES", "Document", "EmptyNode", "Sentence", "Span", "Token", "Word", "article", "gap", "join",
]  # fmt: skip

ARTICLE = Path(__file__).parents[1] / "data" / "article"
SURE = 0.93  # from here on about 98 of 100 words are right, endings included: docs/engine.md says how counted
SOURCES = ("gold", "person", "lexicon", "calima", "backoff", "rule")
BY_PERSON = ("gold", "person")  # of these sources, those that a person has decided

_OPENS = frozenset({"newpar", "newpar id", "newdoc", "newdoc id"})


def sure(word: Word) -> float:
    """How sure a word's analysis is; 1 where nothing was predicted."""
    try:
        return float(word.misc.get("Sure", "1"))
    except ValueError:
        return 0.0


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

    def doubtful(self, below: float = SURE) -> list[Token]:
        """The surface tokens that a person should look at, the least sure first.

        Only predicted words say how sure they are (``Sure`` in MISC); the gold has none.
        """
        found = [(min(map(sure, token.words)), token) for token in self.tokens]
        return [token for least, token in sorted(found, key=lambda pair: pair[0]) if least < below]

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
        return conllu.serialize(self.sentences)

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
        return cls(conllu.parse(source))

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
