"""The reader: a document as a right-to-left page on which each word answers when touched."""

from __future__ import annotations

import json
from html import escape
from typing import Any

import traitlets

from khabar.course.interface import spoken
from khabar.discourse.model import Discourse, speakers
from khabar.text import labels
from khabar.text.document import Document, Sentence, Span, Token, Word
from khabar.text.tables import CSS
from khabar.widgets._base import Paged, source
from khabar.widgets._doubts import DOUBTFUL, described, reasons

PAGE = 1_500  # surface tokens on a page: more make the browser slow


class Reader(Paged):
    """The text as a page: touch a word or move with the arrow keys; a card beside it shows its meaning,
    what is not certain of it, and its analysis.

    Args:
        document: what to read.
        discourse: entities and speakers to colour by (``khabar.interpret(document)``).

    Traitlets:
        selection: the selected surface token as [paragraph, position], or [].
        vowels, translit, gloss, translation: what is shown with the text.
        colour: "none", "pos", "entity", "speaker" or "disputed" (words on which experts differ).
        find: a root or lemma whose words are marked.
        page: which page of a long document is shown, from 0; ``pages`` how many there are.

    Example:
        >>> doc = khabar.article()
        >>> reader = Reader(doc, khabar.interpret(doc), colour="speaker")
        >>> reader.selection = [1, 16]
    """

    _esm = source("reader.js")
    _css = source("reader.css")

    selection = traitlets.List(traitlets.Int(), default_value=[]).tag(sync=True)
    vowels = traitlets.Bool(False).tag(sync=True)
    translit = traitlets.Bool(False).tag(sync=True)
    gloss = traitlets.Bool(False).tag(sync=True)
    translation = traitlets.Bool(False).tag(sync=True)
    colour = traitlets.Enum(["none", "pos", "entity", "speaker", "disputed"], default_value="none").tag(
        sync=True
    )
    find = traitlets.Unicode("").tag(sync=True)
    speakers = traitlets.List(traitlets.Unicode()).tag(sync=True)
    # Of the page: its sentences, and each word that is in them once; tokens name their words by number.
    text = traitlets.Dict().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)

    def __init__(self, document: Document, discourse: Discourse | None = None, **options: Any):
        self.document = document
        self._entities = (
            _by_place([(e.span, [e.type, e.name or ""]) for e in discourse.entities]) if discourse else {}
        )
        self._speakers = speakers(discourse) if discourse else {}
        names = list(dict.fromkeys(self._speakers.values()))
        self._speaker_number = {name: number for number, name in enumerate(names)}
        self._pages = _pages(document)
        self._reasons = reasons(document)
        super().__init__(
            pages=len(self._pages),
            speakers=names,
            labels={
                "upos": labels.UPOS,
                "feats": labels.FEATURES,
                "source": labels.SOURCES,
                "entity": labels.ENTITIES,
                "deprels": labels.DEPRELS,
                "layers": labels.LAYERS,
                "doubtful": DOUBTFUL,
            },
            **options,
        )
        self._turn()

    @property
    def token(self) -> Token | None:
        """The selected surface token."""
        return self.document.token(*self.selection) if len(self.selection) == 2 else None

    @traitlets.validate("selection")
    def _existing_token(self, proposal: Any) -> list[int]:
        place = list(proposal["value"])
        if place and tuple(place) not in self.document.offsets:
            raise traitlets.TraitError(f"There is no token {place}: give [paragraph, position], both from 1.")
        return place

    @traitlets.observe("selection")
    def _open_its_page(self, _change: Any) -> None:
        if self.selection:
            paragraph, position = self.selection
            self.page = next(
                number
                for number, page in enumerate(self._pages)
                if any(t.paragraph == paragraph and t.position == position for s in page for t in s.tokens)
            )

    @traitlets.observe("page")
    def _turn(self, _change: Any = None) -> None:
        once: dict[str, int] = {}
        sentences = [self._sentence(sentence, once) for sentence in self._pages[self.page]]
        self.text = {"words": [json.loads(word) for word in once], "sentences": sentences}

    def _sentence(self, sentence: Sentence, once: dict[str, int]) -> dict[str, Any]:
        words = sentence.words
        return {
            "p": sentence.tokens[0].paragraph,
            "en": sentence.text_en or "",
            "tokens": [self._token(token, words, once) for token in sentence.tokens],
        }

    def _token(self, token: Token, words: list[Word], once: dict[str, int]) -> dict[str, Any]:
        place = (token.paragraph, token.position)
        known = {"f": token.form, "v": token.vform} if len(token.words) == 1 else {}
        shown: dict[str, Any] = {"n": token.position, "f": token.form, "w": []}
        for word in token.words:
            said = _word(word) | described(word, words, self._reasons)
            said = {key: value for key, value in said.items() if value != known.get(key)}
            shown["w"].append(once.setdefault(json.dumps(said), len(once)))
        if token.vform != token.form:
            shown["v"] = token.vform
        if not token.space_after:
            shown["s"] = 0
        if place in self._entities:
            shown["e"] = self._entities[place]
        if place in self._speakers:
            shown["k"] = self._speaker_number[self._speakers[place]]
        return shown

    def to_html(self) -> str:
        """The page without a kernel, for saved notebooks: text, with the vocalised form and the
        gloss of each word in its title."""
        paragraphs = []
        for sentences in self.document.paragraphs[:50]:
            words = []
            for sentence in sentences:
                for token in sentence.tokens:
                    gloss = " ".join(word.misc.get("Gloss", "") for word in token.words)
                    words.append(
                        f'<span title="{escape(token.vform)} · {escape(gloss)}">{escape(token.form)}</span>'
                        + (" " if token.space_after else "")
                    )
            paragraphs.append(f"<p>{''.join(words)}</p>")
        style = f"font-family:{escape(CSS)};font-size:1.35em;line-height:2;max-width:40em"
        more = len(self.document.paragraphs) - len(paragraphs)
        rest = f"<p>{spoken('… and {} paragraphs more.', more)}</p>" if more else ""
        return f'<div lang="ar" dir="rtl" style="{style}">{"".join(paragraphs)}</div>{rest}'


def _word(word: Word) -> dict[str, Any]:
    """A word in short keys: the page of the article stays under 250 kB."""
    misc = word.misc
    described = {
        "f": word.form, "v": misc.get("Vform"), "l": word.lemma, "u": word.upos,
        "ft": "|".join(f"{k}={v}" for k, v in word.feats.items() if k != "VerbForm" and k != "AdpType"),
        "r": misc.get("Root"), "pt": misc.get("Pattern"), "g": misc.get("Gloss"), "i": misc.get("I3rab"),
        "t": misc.get("Translit"), "src": None if word.source == "gold" else word.source,
    }  # fmt: skip
    return {key: value for key, value in described.items() if value not in (None, "", "_")}


def _by_place(items: list[tuple[list[Span], Any]]) -> dict[tuple[int, int], Any]:
    return {
        (p, n): value for spans, value in items for p, first, last in spans for n in range(first, last + 1)
    }


def _pages(document: Document) -> list[list[Sentence]]:
    pages: list[list[Sentence]] = [[]]
    count = 0
    for sentence in document.sentences:
        if count and count + len(sentence.tokens) > PAGE:
            pages.append([])
            count = 0
        pages[-1].append(sentence)
        count += len(sentence.tokens)
    return pages
