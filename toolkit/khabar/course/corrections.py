"""What a corrector does to a text: choose, cut and write words, move arcs, mark who says what. Each edit is kept on
disk before the next (:mod:`khabar.course.ondisk`).

No widget here: :class:`khabar.widgets.Desk` is the page on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

from khabar.course.edits import alone, give, replace_words
from khabar.course.ondisk import OnDisk
from khabar.discourse import interpret
from khabar.discourse.model import AUTHOR, Attribution, Discourse, Entity, Event, Item, Rhetoric, beside
from khabar.morphology import camel, ud
from khabar.syntax.reading import read
from khabar.text import conllu
from khabar.text.document import BY_PERSON, SURE, Document, Sentence, Token, Word
from khabar.text.errors import KhabarError
from khabar.text.places import read_spans
from khabar.text.script import is_arabic

LAYERS = ("Vform", "Gloss", "I3rab", "Note", "Alt")
"""What a person writes of a word beside its tags and its arc."""
TEXTS = Path(__file__).parents[1] / "data" / "texts"
# A new item of each kind, before anything of it is told.
_EMPTY: dict[str, Callable[[str], Any]] = {
    "Attribution": lambda id: Attribution(id, [], [], [], "indirect"),
    "Entity": lambda id: Entity(id, [], "PER"),
    "Event": lambda id: Event(id, []),
    "Rhetoric": lambda id: Rhetoric(id, [], "hedge"),
}
CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("Attribution", "mode"): ("direct", "indirect", "mixed"),
    ("Attribution", "speech_act"): ("assertive", "commissive", "directive", "expressive", "declarative"),
    ("Attribution", "stance"): ("acknowledge", "endorse", "distance"),
    ("Attribution", "cue_type"): ("verb", "noun", "participle", "preposition", "quotation marks"),
    ("Entity", "type"): ("PER", "ORG", "GPE", "LOC", "DATE"),
    ("Event", "factuality"): ("CT+", "CT-", "PR+", "PR-", "PS+", "PS-", "CTu", "Uu"),
    ("Rhetoric", "type"): (
        "metaphor", "quotation marks", "hedge", "evaluative wording", "stance connective", "modality",
    ),
}  # fmt: skip
"""What a field of an item can be, where it is one of few."""


def opened(file: Path | str) -> tuple[Document, Discourse]:
    """A text with who says what in it, as it was corrected: CoNLL-U with its ``.jsonld`` beside it, if there is
    one, a plain text, or the name of one of the course's own texts.

    Raises:
        KhabarError: there is no such file, or its ``.jsonld`` is of another text.

    Example:
        >>> document, talk = opened("communique")
        >>> talk.attributions[0].provenance
        'person'
    """
    path = Path(file)
    if not path.suffix and (TEXTS / f"{path.name}.conllu").exists() and not path.exists():
        path = TEXTS / f"{path.name}.conllu"
    if path.suffix != ".conllu":
        document = read(path)
        return document, interpret(document)
    document = Document.from_conllu(path)
    return document, beside(path, document) or interpret(document)


class Corrections(OnDisk):
    """An annotated text that is corrected and kept; arguments and attributes are those of
    :class:`~khabar.course.ondisk.OnDisk`."""

    def __init__(self, *arguments: Any, **options: Any):
        self._doubts: dict[int, tuple[Sentence, list[tuple[int, int]]]] = {}
        super().__init__(*arguments, **options)

    # --- what is open ------------------------------------------------------------------

    def queue(self) -> list[tuple[int, int]]:
        """(sentence, word) of what nobody has looked at, in the order in which a teacher looks: guesses, what is
        doubted, the rest; each in reading order."""
        waiting = [
            (sooner, n, word)
            for n, sentence in enumerate(self.document.sentences)
            for sooner, word in self._doubted(n, sentence)
        ]
        return [(n, word) for _, n, word in sorted(waiting)]

    def _doubted(self, number: int, sentence: Sentence) -> list[tuple[int, int]]:
        """How soon a teacher looks at each word of a sentence that is still to be looked at; counted once of each
        sentence that stands there, since a long text has thousands."""
        known = self._doubts.get(number)
        if known is None or known[0] is not sentence:
            found = [(soon, word.id) for word in sentence.words if (soon := doubt(word)) is not None]
            known = self._doubts[number] = (sentence, found)
        return known[1]

    def unseen(self) -> list[str]:
        """The ids of what is said, named or told that nobody has looked at, in the order of the text."""
        waiting = [item for item in self.discourse.items() if item.provenance not in BY_PERSON]
        return [item.id for item in sorted(waiting, key=begins)]

    def doubt(self, sentence: int, word: int) -> int | None:
        """How soon a teacher looks at a word of a sentence: :func:`doubt`."""
        return doubt(self._word(self._sentence(sentence), word))

    def readings(self, sentence: int, word: int) -> list[Token]:
        """The analyzer's readings of the token that holds a word, likeliest first, each once."""
        return readings_of(self._token(self._sentence(sentence), word).form)

    # --- edits of words ----------------------------------------------------------------

    def change(self, sentence: int, word: int, **values: Any) -> None:
        """Give a word other values: ``lemma``, ``upos``, ``deprel``, a feature (``Case="Gen"``), ``Vform``,
        ``Gloss``, ``I3rab``, ``Note``, ``Alt``; ``head`` moves its arc; "" takes a value away. Without values: it
        was looked at and is right.

        Raises:
            KhabarError: no such word or layer, a value that is none of it, an arc that closes a circle.
        """

        def act(found: Sentence) -> None:
            changed = self._word(found, word)
            for layer, value in values.items():
                give(found, changed, layer, value)
            if "lemma" in values:
                _derive(found.token_of(changed), changed)
            self._mark([changed])

        self._edit(sentence, act)

    def keep_rest(self, sentence: int) -> int:
        """The words of a sentence at which nobody has looked yet are right as they are; how many these were."""
        rest = [word.id for word in self._sentence(sentence).words if doubt(word) is not None]
        self._edit(sentence, lambda found: self._mark([word for word in found.words if word.id in rest]))
        return len(rest)

    def choose(self, sentence: int, word: int, reading: int) -> None:
        """Take one of :meth:`readings` for the token that holds a word.

        Raises:
            KhabarError: there are not so many.
        """
        found = self.readings(sentence, word)
        if reading not in range(len(found)):
            raise KhabarError(
                f"There are {len(found)} readings of this word: choose one, or write its values."
            )
        self.recut(sentence, word, found[reading].words, found[reading].misc)

    def cut(self, sentence: int, word: int, pieces: list[str]) -> None:
        """Cut the token that holds a word into syntactic words (one piece: join them).

        Raises:
            KhabarError: the pieces are not the letters of the token.
        """
        token = self._token(self._sentence(sentence), word)
        pieces = [piece.strip() for piece in pieces if piece.strip()]
        # The article's alif is not written after لِ, and stands in the word that is cut off.
        joined = {"".join(pieces), "".join(pieces).replace("لال", "لل", 1)}
        if token.form not in joined:
            raise KhabarError(
                f"The pieces give {''.join(pieces)}, the word is {token.form}: keep its letters, put only + between."
            )
        known = next((r for r in self.readings(sentence, word) if [w.form for w in r.words] == pieces), None)
        words = known.words if known else [alone(piece) for piece in pieces]
        self.recut(sentence, word, words, known.misc if known else {})

    def translate(self, sentence: int, english: str) -> None:
        """The English of a sentence; "" takes it away."""

        def act(found: Sentence) -> None:
            found.comments.pop("text_en", None)
            if english.strip():
                found.comments["text_en"] = " ".join(english.split())

        self._edit(sentence, act)

    def recut(self, sentence: int, word: int, words: list[Word], misc: dict[str, str]) -> None:
        """Give the token that holds a word these syntactic words; ``misc`` is that of the whole token."""

        def act(found: Sentence) -> None:
            token = self._token(found, word)
            replace_words(found, token, deepcopy(words), dict(misc))
            self._mark(token.words)

        self._edit(sentence, act)

    def _mark(self, words: list[Word]) -> None:
        for word in words:
            word.misc.pop("Sure", None)
            word.misc |= {"Source": "person", "By": self.by, "Date": datetime.now().date().isoformat()}

    def _edit(self, sentence: int, act: Callable[[Sentence], None]) -> None:
        before = conllu.serialize([self._sentence(sentence)])
        found = conllu.parse(before)[0]
        act(found)
        self._keep({"what": "words", "where": sentence, "before": before, "after": conllu.serialize([found])})

    # --- edits of who says what --------------------------------------------------------

    def say(self, id: str | None = None, kind: str = "Attribution", **values: Any) -> str:
        """Add an attribution, or give that of this ``id`` other values (source, cue, content: lists of spans;
        source_name, via, nested_in, mode, note, …); its id. So too a name, an event, a choice of words: ``kind``
        Entity (span, type, name …), Event (trigger, agent, patient, factuality …), Rhetoric (span, type …). Spans
        may be written, ``"2.3-5, 2.8"``; without values: it was looked at and is right. Who reports an event is who
        speaks in its attribution, unless it is told.

        Raises:
            KhabarError: no such item, kind, field or place.
        """
        if self.unread:
            raise KhabarError(
                "Who says what is read when all words have been: wait until the text has been read to its end."
            )
        known = {item.id: item for item in self.discourse.items()}
        if id is not None and id not in known:
            raise KhabarError(f"There is no {id} in this text: it may have been removed meanwhile.")
        if kind not in _EMPTY:
            raise KhabarError(f"There is no kind {kind!r}: it is one of {', '.join(_EMPTY)}.")
        number = 1 + max((int(n) for i in known if (n := re.sub(r"[^0-9]", "", i)[:9])), default=0)
        new = id or f"{'v' if kind == 'Event' else kind[0].lower()}{number}"
        item = deepcopy(known[id]) if id else _EMPTY[kind](new)
        names = {each.name for each in fields(item)} - {"id", "provenance", "rule", "sure"}
        if strange := values.keys() - names:
            what = type(item).__name__.lower()
            raise KhabarError(
                f"An item of the kind {what} has no {min(strange)}: it has {', '.join(sorted(names))}."
            )
        places = {k: v for k, v in values.items() if isinstance(getattr(item, k), list)}
        spans = {
            k: [self._span(s) for s in (read_spans(v) if isinstance(v, str) else v or [])]
            for k, v in places.items()
        }
        for name in values.keys() & {"nested_in", "attribution"}:
            if values[name] and values[name] not in known:
                raise KhabarError(f"There is no {values[name]} in this text: give the id of an attribution.")
        if kind == "Event" and "attribution" in values and "reporter" not in values:
            told = known.get(values["attribution"])
            values["reporter"] = self.discourse.speaker(told) if isinstance(told, Attribution) else AUTHOR
        for name, value in {**values, **spans, "provenance": "person", "rule": None, "sure": None}.items():
            if value is not None and value not in CHOICES.get((type(item).__name__, name), (value,)):
                raise KhabarError(
                    f"{value!r} is no {name}: one of {', '.join(CHOICES[type(item).__name__, name])}."
                )
            setattr(item, name, value)
        self._keep({"what": "talk", "where": new, "before": self._item(id), "after": self._written(item)})
        return new

    def unsay(self, id: str) -> None:
        """Take an attribution, a name, an event … away."""
        if (before := self._item(id)) is None:
            raise KhabarError(f"There is no {id} in this text: it may have been removed meanwhile.")
        self._keep({"what": "talk", "where": id, "before": before, "after": None})

    def _span(self, span: Any) -> tuple[int, int, int]:
        try:
            paragraph, first, last = (int(n) for n in span)
            self.document.span_tokens((paragraph, first, last))
        except (KeyError, ValueError, TypeError):
            raise KhabarError(
                f"There is no place {span} in this text: give paragraph, first and last word."
            ) from None
        if first > last:
            raise KhabarError(f"The place {span} ends before it begins.")
        return paragraph, first, last


def readings_of(form: str) -> list[Token]:
    """The analyzer's readings of a surface token, likeliest first, each once: of those that differ in nothing but how
    a lemma is vowelled (مِنطقة، مَنطقة) the likelier.

    Example:
        >>> [reading.vform for reading in readings_of("وقف")][:2]
        ['وَقْفِ', 'وَقْفٍ']
    """
    found: dict[Any, Token] = {}
    for reading in _analyses(form):
        words = ((w.form, w.misc.get("Gloss", w.lemma), w.upos, *w.feats.items()) for w in reading.words)
        found.setdefault((reading.vform, *words), reading)
    return list(found.values())


def _analyses(form: str) -> Iterator[Token]:
    for scored in camel.disambiguator().candidates(form) if is_arabic(form) else ():
        yield ud.words_of(form, scored.analysis, camel.source_of(scored.analysis))


def changed(edit: dict[str, Any]) -> tuple[int, str, list[str]]:
    """What an edit of words has changed: the number of the first word, the word as it is written (of several how
    many; of a translation, 0 and ""), the layers."""
    before, after = (conllu.parse(edit[side])[0] for side in ("before", "after"))
    for token, now in zip(before.tokens, after.tokens, strict=True):
        if [word.form for word in token.words] != [word.form for word in now.words]:
            return token.words[0].id, token.form, ["cut"]
    pairs = [pair for pair in zip(before.words, after.words, strict=True) if pair[0] != pair[1]]
    # The marks follow the words.
    pairs = [pair for pair in pairs if pair[0].upos != "PUNCT"] or pairs
    if not pairs:
        return 0, "", []
    old, new = pairs[0]
    layers = [
        layer for layer in ("lemma", "upos", "head", "deprel") if getattr(old, layer) != getattr(new, layer)
    ]
    layers += [name for name in sorted(old.feats | new.feats) if old.feats.get(name) != new.feats.get(name)]
    layers += [name for name in LAYERS if old.misc.get(name, "") != new.misc.get(name, "")]
    return new.id, new.form if len(pairs) == 1 else str(len(pairs)), layers


def _derive(token: Token, word: Word) -> None:
    """Root and pattern of a lemma that was written, where the lexicon has it for these letters."""
    known = (other for reading in _analyses(token.form) for other in reading.words)
    same = next((other for other in known if (other.form, other.lemma) == (word.form, word.lemma)), None)
    if same:
        word.misc |= {name: same.misc[name] for name in ("Root", "Pattern") if name in same.misc}


def begins(item: Item) -> tuple[int, int]:
    """(paragraph, position) of the first word of an item's own place: its cue, trigger or span."""
    for name in ("cue", "trigger", "span", "content"):
        if spans := getattr(item, name, None):
            return min(span[:2] for span in spans)
    return (0, 0)


def doubt(word: Word) -> int | None:
    """How soon a teacher looks at a word: 0 a guess, 1 doubted, 2 the rest; None: a person has looked."""
    if word.source in BY_PERSON or word.upos == "PUNCT":
        return None
    try:
        sure = float(word.misc.get("Sure") or (0 if word.source == "backoff" else 1))
    except ValueError:  # another program's word for it
        sure = 0.0
    return 0 if sure < SURE / 2 else 1 if sure < SURE else 2
