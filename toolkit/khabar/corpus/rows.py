"""One document as one row of the corpus file, and back.

What belongs to the document is a value; what belongs to its words is a list with one entry a word,
all lists of a row of one length. docs/corpus.md describes each column.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from functools import lru_cache
from typing import Any

import pyarrow as pa

from khabar.discourse.model import AUTHOR, LAYER_OF, LAYERS, Discourse, speakers
from khabar.text.document import Document, Sentence, Token, Word
from khabar.text.script import bare

FORMAT = 3
HEAD = ("id", "name", "key", "sha256", "kind", "encoding", "done")
META = ("outlet", "date", "actor")
# Some MISC keys have a column of their own beside ``misc``, where all stand as CoNLL-U writes them.
_SMALL = pa.int32()
WORDS: dict[str, pa.DataType] = {
    "sentence": _SMALL, "paragraph": _SMALL, "position": _SMALL, "number": _SMALL,
    "token": pa.string(), "space": pa.bool_(), "token_misc": pa.string(),
    "form": pa.string(), "lemma": pa.string(), "upos": pa.string(), "xpos": pa.string(), "feats": pa.string(),
    "head": _SMALL, "deprel": pa.string(), "vform": pa.string(), "root": pa.string(), "pattern": pa.string(),
    "gloss": pa.string(), "source": pa.string(), "misc": pa.string(), "speaker": pa.string(),
    "says": pa.string(), "mode": pa.string(), "through": pa.string(), "factuality": pa.string(),
}  # fmt: skip
_ATTRIBUTION = {
    "id": pa.string(), "speaker": pa.string(), "verb": pa.string(), "cue": pa.string(), "mode": pa.string(),
    "cue_type": pa.string(), "speech_act": pa.string(), "stance": pa.string(), "via": pa.string(),
    "nested_in": pa.string(), "depth": _SMALL, "words": _SMALL, "sentence": _SMALL, "first": _SMALL,
    "provenance": pa.string(),
}  # fmt: skip
_EVENT = {
    "id": pa.string(), "trigger": pa.string(), "lemma": pa.string(), "factuality": pa.string(),
    "reporter": pa.string(), "time": pa.string(), "sentence": _SMALL, "first": _SMALL, "provenance": pa.string(),
}  # fmt: skip
_ITEMS = {"attributions": pa.struct(_ATTRIBUTION.items()), "events": pa.struct(_EVENT.items())}


def schema(meta: Sequence[str]) -> pa.Schema:
    """The columns of a corpus whose documents have the metadata ``meta``."""
    columns = {name: pa.string() for name in (*HEAD, *meta)}
    columns |= {"n_words": _SMALL, "comments": pa.list_(pa.string())}
    columns |= {name: pa.list_(kind) for name, kind in WORDS.items()}
    columns |= {name: pa.list_(kind) for name, kind in _ITEMS.items()} | {
        "discourse": pa.string(),
        "conllu": pa.string(),
    }
    return pa.schema(columns.items())


# What the analysis of a word gives: news repeats it, so each is written once a batch.
_LEXICAL = ("form", "lemma", "upos", "xpos", "feats", "vform", "root", "pattern", "gloss", "source", "misc")
_RUNNING = [name for name in WORDS if name not in _LEXICAL]


def _text(names: Iterable[str], values: Iterable[str]) -> str:
    """Features or MISC keys as CoNLL-U writes them."""
    return "|".join([f"{name}={value}" if value else name for name, value in zip(names, values, strict=True)])


class Batch:
    """The rows of some documents, gathered by columns."""

    def __init__(self, meta: Sequence[str]):
        self._schema = schema(meta)
        self._rows: list[dict[str, Any]] = []
        self._ends = [0]  # words before each document, then all
        # Of each word the columns of _RUNNING and its place in _lexical.
        self._words: list[tuple[Any, ...]] = []
        self._lexical: dict[tuple[Any, ...], int] = {}

    def add(self, document: Document, discourse: Discourse | None, head: dict[str, Any]) -> int:
        """Add a document; ``head`` has the columns of HEAD and its metadata. Its words without punctuation."""
        words: list[tuple[Any, ...]] = []
        lexical = self._lexical
        voices = speakers(discourse) if discourse else {}
        marks = _marks(discourse)
        comments = []
        counted = 0
        for number, sentence in enumerate(document.sentences):
            text = []
            for token in sentence.tokens:
                spot = paragraph, position = token.paragraph, token.position
                voice = voices.get(spot, AUTHOR if voices else None)
                token_misc = _text(token.misc, token.misc.values()) if token.misc else None
                form, space = token.form, token.space_after
                text.append(f"{form} " if space else form)
                marked = marks.get(spot)
                core = max(token.words, key=_length) if marked else None
                for word in token.words:
                    feats, misc, upos = word.feats, word.misc, word.upos
                    counted += upos != "PUNCT"
                    analysis = (
                        word.form, word.lemma, upos, word.xpos, len(feats), *feats, *misc, *feats.values(), *misc.values()
                    )  # fmt: skip
                    place = lexical.setdefault(analysis, len(lexical))
                    words.append(
                        (
                            number, paragraph, position, word.id, form, space, token_misc, word.head, word.deprel,
                            voice, *(marked if marked and word is core else _UNMARKED), place,
                        )
                    )  # fmt: skip
            comments.append(_comments(sentence, "".join(text).rstrip(" ")))
        row = {**head, "n_words": counted, "comments": comments, **_items(document, discourse)}
        self._rows.append(row)
        self._words += words
        self._ends.append(len(self._words))
        return counted

    def table(self) -> pa.Table:
        """The rows as a table."""
        running = list(zip(*self._words, strict=True)) or [()] * (len(_RUNNING) + 1)
        words = dict(zip(_RUNNING, running, strict=False))
        places = pa.array(running[-1], _SMALL)
        lexical = list(zip(*map(_written_lexical, self._lexical), strict=True)) or [()] * len(_LEXICAL)
        analyses = dict(zip(_LEXICAL, lexical, strict=True))
        ends = pa.array(self._ends, pa.int32())
        columns = []
        for column in self._schema:
            if column.name in analyses:
                flat = pa.array(analyses[column.name], column.type.value_type).take(places)
            elif column.name in words:  # one flat array and where each document begins: not lists of lists
                flat = pa.array(words[column.name], column.type.value_type)
            else:
                columns.append(pa.array([row.get(column.name) for row in self._rows], column.type))
                continue
            columns.append(pa.ListArray.from_arrays(ends, flat))
        return pa.Table.from_arrays(columns, schema=self._schema)


@lru_cache(maxsize=20_000)
def _written_lexical(analysis: tuple[Any, ...]) -> tuple[str | None, ...]:
    """The columns of _LEXICAL."""
    form, lemma, upos, xpos, count, *pairs = analysis
    names, values = pairs[: len(pairs) // 2], pairs[len(pairs) // 2 :]
    misc = dict(zip(names[count:], values[count:], strict=True))
    own = (misc.get(key) for key in ("Vform", "Root", "Pattern", "Gloss", "Source"))
    return form, lemma, upos, xpos, _text(names[:count], values[:count]), *own, _text(misc, misc.values())


_JSON = json.JSONEncoder(ensure_ascii=False)


def _comments(sentence: Sentence, joined: str) -> str:
    """The comments, as JSON, without the text where the tokens joined give it."""
    comments = sentence.comments
    return _JSON.encode({**comments, "text": ""} if comments.get("text") == joined else comments)


_UNMARKED = (None,) * 4


def _length(word: Word) -> int:
    return len(word.form)


def _marks(discourse: Discourse | None) -> dict[tuple[int, int], tuple[str | None, ...]]:
    """The tokens of cues and of events with their columns ``says``, ``mode``, ``through`` and ``factuality``."""
    said: dict[tuple[int, int], tuple[str | None, ...]] = {}
    held: dict[tuple[int, int], str] = {}
    if discourse is None:
        return {}
    by_id = {each.id: each for each in discourse.attributions}
    for each in discourse.attributions:
        for paragraph, first, _ in (each.cue or each.content)[:1]:
            outer = by_id.get(each.nested_in or "")
            how = [each.mode, "nested" if each.nested_in else "", "relayed" if each.via else ""]
            through = discourse.speaker(outer) if outer else each.via
            said[paragraph, first] = (discourse.speaker(each), " ".join(filter(None, how)), through)
    for event in discourse.events:
        for paragraph, first, _ in event.trigger[:1]:
            held[paragraph, first] = event.factuality
    return {spot: (*said.get(spot, _UNMARKED[1:]), held.get(spot)) for spot in said.keys() | held.keys()}


_VERBAL = {"VERB": 0, "NOUN": 1, "ADJ": 1}


def _items(document: Document, discourse: Discourse | None) -> dict[str, Any]:
    if discourse is None:
        return {"attributions": [], "events": [], "discourse": None}
    sentence_of = {
        (token.paragraph, token.position): number
        for number, sentence in enumerate(document.sentences)
        for token in sentence.tokens
    }
    by_id = {each.id: each for each in discourse.attributions}

    def at(spans: list[Any]) -> dict[str, Any]:
        if not spans:
            return {"sentence": None, "first": None}
        return {"sentence": sentence_of[spans[0][0], spans[0][1]], "first": spans[0][1]}

    def lemma(spans: list[Any]) -> str | None:
        words = [w for span in spans[:1] for t in document.span_tokens(span) for w in t.words]
        # وأشار and مشيرة إلى alike: the verb, else the first noun, else the last word (of وبحسب, what is said).
        verbal = [w for w in words if w.upos in _VERBAL]
        verb = min(verbal, key=lambda w: _VERBAL[w.upos or ""]) if verbal else words[-1] if words else None
        return bare(verb.lemma or verb.form) if verb else None

    attributions = []
    for each in discourse.attributions:
        depth, outer = 1, each.nested_in
        while outer in by_id and depth <= len(by_id):
            depth, outer = depth + 1, by_id[outer].nested_in
        counted = [t for span in each.content for t in document.span_tokens(span)]
        attributions.append(
            {
                "id": each.id, "speaker": discourse.speaker(each), "verb": lemma(each.cue),
                "cue": discourse.text(each.cue), "mode": each.mode, "cue_type": each.cue_type,
                "speech_act": each.speech_act, "stance": each.stance, "via": each.via,
                "nested_in": each.nested_in, "depth": depth,
                "words": sum(t.words[0].upos != "PUNCT" for t in counted), "provenance": each.provenance,
                **at(each.cue or each.content),
            }
        )  # fmt: skip
    events = [
        {
            "id": each.id, "trigger": discourse.text(each.trigger), "lemma": lemma(each.trigger),
            "factuality": each.factuality, "reporter": each.reporter, "time": each.time,
            "provenance": each.provenance, **at(each.trigger),
        }
        for each in discourse.events
    ]  # fmt: skip
    return {"attributions": attributions, "events": events, "discourse": _written(discourse)}


def _written(discourse: Discourse) -> str:
    """All items, without what is empty."""
    layers = {
        layer: [
            {k: v for k, v in asdict(item).items() if v not in (None, [])}
            for item in getattr(discourse, layer)
        ]
        for layer in LAYERS
    }
    return _JSON.encode({layer: items for layer, items in layers.items() if items})


def document(row: dict[str, Any]) -> Document:
    """The document of a row, as it was read."""
    if row["conllu"]:
        return Document.from_conllu(row["conllu"])
    sentences = [Sentence(json.loads(comments), []) for comments in row["comments"]]
    before: tuple[int, ...] | None = None
    columns = [row[name] for name in WORDS]
    for values in zip(*columns, strict=True):
        word = dict(zip(WORDS, values, strict=True))
        place = word["sentence"], word["paragraph"], word["position"]
        if place != before:
            sentences[place[0]].tokens.append(Token(word["token"], [], _pairs(word["token_misc"])))
            before = place
        sentences[place[0]].tokens[-1].words.append(
            Word(
                word["number"], word["form"], word["lemma"], word["upos"], word["xpos"], _pairs(word["feats"]),
                word["head"], word["deprel"], misc=_pairs(word["misc"]),
            )
        )  # fmt: skip
    for sentence in sentences:
        if sentence.comments.get("text") == "":
            sentence.comments["text"] = Sentence({}, sentence.tokens).text
    return Document(sentences)


def discourse(row: dict[str, Any], document: Document) -> Discourse:
    """The interpretation that a row keeps; an empty one where none was made."""
    found = Discourse(document)
    layers = json.loads(row["discourse"] or "{}")
    for kind, layer in LAYER_OF.items():
        known = {each.name for each in fields(kind)}
        spans = {each.name for each in fields(kind) if "Span" in str(each.type)}
        for item in layers.get(layer, ()):
            values: dict[str, Any] = {}
            values |= {k: [tuple(s) for s in v] if k in spans else v for k, v in item.items() if k in known}
            values |= {name: [] for name in spans - values.keys()}
            getattr(found, layer).append(kind(**values))
    return found


def _pairs(text: str | None) -> dict[str, str]:
    pairs = (item.partition("=") for item in (text or "").split("|") if item)
    return {key: value for key, _, value in pairs}
