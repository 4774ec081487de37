"""Two people's annotations of one text laid side by side: where they differ, layer by layer, and which is kept, with
the reason.

A decision stands in the file itself: the word's value, the layer in ``Decided`` and the reason in ``Note`` (MISC of
CoNLL-U); of who says what, a line ``decide`` in the history. It is an edit like any other, is undone like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from khabar.course.corrections import Corrections, opened
from khabar.discourse.model import Discourse
from khabar.text.document import Sentence, Token, Word
from khabar.text.errors import KhabarError

_WORD_LAYERS = ("lemma", "upos", "Vform", "Gloss", "I3rab")
_FEATURES = ("Case", "Mood", "Gender", "Number", "Person", "Definite", "Aspect", "Voice")
# What is compared of an item of each layer; the first names its place.
_ITEM_FIELDS = {
    "attributions": ("cue", "source", "content", "source_name"),
    "entities": ("span", "type", "name"),
    "events": ("trigger", "agent", "patient", "factuality"),
    "rhetoric": ("span", "type"),
}


@dataclass(frozen=True)
class Difference:
    """One point of difference. ``layer``: cut, arc, lemma, upos, a feature, Vform, Gloss, I3rab, or one of
    attributions, entities, events, rhetoric; ``word``: the number of the word (0 for the last four);
    ``key``: what it is known by."""

    sentence: int
    word: int
    form: str
    layer: str
    mine: str
    theirs: str
    key: str


class Adjudication:
    """The text of ``work`` beside another person's file of it.

    Raises:
        KhabarError: the other file cannot be read, or is of another text.

    Example:
        >>> import tempfile, pathlib
        >>> folder = pathlib.Path(tempfile.mkdtemp())
        >>> for name in ("ra", "su"):
        ...     _ = (folder / f"{name}.txt").write_text("أعلنت الوزارة نتائج المحادثات.", encoding="utf-8")
        >>> ra, su = (Corrections(folder / f"{name}.txt", by=name) for name in ("ra", "su"))
        >>> su.change(0, 3, Case="Gen")
        >>> both = Adjudication(ra, su.path)
        >>> [(d.form, d.layer, d.mine, d.theirs) for d in both.differences(0)]
        [('نتائج', 'Case', 'Acc', 'Gen')]
        >>> both.decide(both.differences(0)[0].key, "mine", "The object of أعلنت.")
        >>> both.differences(0), ra.document.words[2].misc["Note"]
        ([], 'Case: The object of أعلنت.')
    """

    def __init__(self, work: Corrections, other: Path | str):
        self.work, self.path = work, Path(other)
        self.document, self.discourse = opened(self.path)
        forms = [[token.form for token in each.tokens] for each in self.document.sentences]
        if forms != [[token.form for token in each.tokens] for each in work.document.sentences]:
            raise KhabarError(
                f"{other} is another text, or is parted otherwise: give a file of the same text."
            )

    def differences(self, sentence: int) -> list[Difference]:
        """What is not decided yet in a sentence (from 0): words first, then who says what."""
        mine, theirs = self.work.document.sentences[sentence], self.document.sentences[sentence]
        return [*self._of_words(sentence, mine, theirs), *self._of_talk(sentence, mine)]

    def left(self) -> dict[str, int]:
        """How many differences are not decided, by layer."""
        counted: dict[str, int] = {}
        for number in range(len(self.document.sentences)):
            for each in self.differences(number):
                counted[each.layer] = counted.get(each.layer, 0) + 1
        return counted

    def decide(self, key: str, which: str, reason: str = "") -> None:
        """Keep mine, take theirs, or mark both as defensible.

        Args:
            key: of the :class:`Difference`.
            which: mine, theirs or both (both: a value of a word that can have alternatives).

        Raises:
            KhabarError: there is no such difference (any more), or it cannot be decided so.
        """
        at = int(key.partition(" ")[0])
        found = next((each for each in self.differences(at) if each.key == key), None)
        if found is None:
            raise KhabarError("That difference is decided already, or was changed meanwhile.")
        if which not in ("mine", "theirs", "both"):
            raise KhabarError(f"{which!r} decides nothing: mine, theirs or both.")
        if found.layer in _ITEM_FIELDS:
            self._decide_item(found, which, reason)
        elif found.layer == "cut":
            self._decide_cut(found, which, reason)
        else:
            self._decide_value(found, which, reason)

    # --- words -------------------------------------------------------------------------

    def _of_words(self, number: int, mine: Sentence, theirs: Sentence) -> Iterator[Difference]:
        same = _paired(mine, theirs)
        for token, other in zip(mine.tokens, theirs.tokens, strict=True):
            first = token.words[0]
            if _cut(token) != _cut(other):
                if "cut" not in _decided(first):
                    yield self._one(number, first, token.form, "cut", _cut(token), _cut(other))
                continue
            for word, its in zip(token.words, other.words, strict=True):
                for layer in (*_WORD_LAYERS, *_FEATURES):
                    here, there = _value(word, layer), _value(its, layer)
                    if here != there and layer not in _decided(word):
                        yield self._one(number, word, word.form, layer, here, there)
                arc = same.get(its.head or 0)
                if arc is None or "arc" in _decided(word):
                    continue  # it hangs from a word that is cut otherwise: the cut is decided first
                if (word.head or 0, word.deprel) != (arc, its.deprel):
                    names = {0: "root"} | {each.id: each.form for each in mine.words}
                    here = f"{word.deprel} ← {names[word.head or 0]} ({word.head or 0})"
                    yield self._one(
                        number, word, word.form, "arc", here, f"{its.deprel} ← {names[arc]} ({arc})"
                    )

    def _one(self, number: int, word: Word, form: str, layer: str, mine: str, theirs: str) -> Difference:
        return Difference(number, word.id, form, layer, mine, theirs, f"{number} {word.id} {layer}")

    def _decide_value(self, found: Difference, which: str, reason: str) -> None:
        mine, theirs = (text.document.sentences[found.sentence] for text in (self.work, self))
        word = next(word for word in mine.words if word.id == found.word)
        values = _decision(word, found.layer, reason)
        pairs = {"head": "", "deprel": ""}
        if found.layer == "arc":
            other = next(its for its in theirs.words if _paired(mine, theirs).get(its.id) == word.id)
            pairs = {"head": str(_paired(mine, theirs)[other.head or 0]), "deprel": other.deprel or ""}
        else:
            pairs = {found.layer: found.theirs}
        if which == "theirs":
            values |= pairs
        elif which == "both":
            if found.layer in ("Gloss", "I3rab"):
                raise KhabarError(f"{found.layer} has no alternatives: write both into one.")
            more = ";".join(f"{layer}:{value or '_'}" for layer, value in pairs.items())
            values["Alt"] = _alternatives(word, more)
        self.work.change(found.sentence, found.word, **values)

    def _decide_cut(self, found: Difference, which: str, reason: str) -> None:
        if which == "both":
            raise KhabarError("A word is cut one way or the other: choose one, and tell the other in a note.")
        if which == "theirs":
            mine, theirs = (text.document.sentences[found.sentence] for text in (self.work, self))
            at = next(
                n for n, token in enumerate(mine.tokens) if any(w.id == found.word for w in token.words)
            )
            token = theirs.tokens[at]
            self.work.recut(found.sentence, found.word, deepcopy(token.words), dict(token.misc))
        word = next(w for w in self.work.document.sentences[found.sentence].words if w.id == found.word)
        self.work.change(found.sentence, found.word, **_decision(word, "cut", reason))

    # --- who says what -----------------------------------------------------------------

    def _of_talk(self, number: int, sentence: Sentence) -> Iterator[Difference]:
        places = {token.span[:2] for token in sentence.tokens}
        for layer, names in _ITEM_FIELDS.items():
            mine, theirs = (_items(talk, layer, places) for talk in (self.work.discourse, self.discourse))
            for place in sorted(mine.keys() | theirs.keys()):
                here, there = (_item(found.get(place), names) for found in (mine, theirs))
                key = f"{number} {layer} {place} {here} {there}"
                if here != there and key not in self.work.decided:
                    form = self.work.document.span_text(place)
                    yield Difference(number, 0, form, layer, here or "—", there or "—", key)

    def _decide_item(self, found: Difference, which: str, reason: str) -> None:
        if which == "both":
            raise KhabarError("Keep one of the two, and tell the other in its note.")
        if which == "theirs":
            places = {token.span[:2] for token in self.document.sentences[found.sentence].tokens}
            mine, theirs = (
                _items(talk, found.layer, places) for talk in (self.work.discourse, self.discourse)
            )
            place = next(
                p
                for p in mine.keys() | theirs.keys()
                if found.key.startswith(f"{found.sentence} {found.layer} {p} ")
            )
            if place not in theirs:
                self.work.unsay(mine[place].id)
            else:
                item = theirs[place]
                values: dict[str, Any] = {name: getattr(item, name) for name in _ITEM_FIELDS[found.layer]}
                if reason:
                    values["note"] = reason
                self.work.say(mine[place].id if place in mine else None, type(item).__name__, **values)
        self.work.note_decision(found.key, which, reason)


def _cut(token: Token) -> str:
    return " + ".join(word.form for word in token.words)


def _paired(mine: Sentence, theirs: Sentence) -> dict[int, int]:
    """The number of each word of theirs to that of mine, where both cut its token alike; 0 is the root of both."""
    pairs = {0: 0}
    for token, other in zip(mine.tokens, theirs.tokens, strict=True):
        if _cut(token) == _cut(other):
            pairs |= {its.id: word.id for word, its in zip(token.words, other.words, strict=True)}
    return pairs


def _value(word: Word, layer: str) -> str:
    if layer in ("lemma", "upos"):
        return getattr(word, layer) or ""
    return (word.feats if layer in _FEATURES else word.misc).get(layer) or ""


def _decided(word: Word) -> list[str]:
    return (word.misc.get("Decided") or "").split(",")


def _decision(word: Word, layer: str, reason: str) -> dict[str, str]:
    """What is written of a decision beside the value."""
    values = {"Decided": ",".join(sorted({*filter(None, _decided(word)), layer}))}
    if reason.strip():
        values["Note"] = " ".join(filter(None, [word.misc.get("Note"), f"{layer}: {reason.strip()}"]))
    return values


def _alternatives(word: Word, more: str) -> str:
    found = {layer: list(values) for layer, values in word.alternatives.items()}
    for item in more.split(";"):
        layer, _, value = item.partition(":")
        if value not in word.defensible(layer):
            found.setdefault(layer, []).append(value)
    return ";".join(f"{layer}:{','.join(values)}" for layer, values in found.items())


def _items(talk: Discourse, layer: str, places: set[tuple[int, int]]) -> dict[Any, Any]:
    """The items of a layer that begin in a sentence, by the place that names them."""
    found = {}
    for item in getattr(talk, layer):
        lists = [
            value for name in _ITEM_FIELDS[layer] if isinstance(value := getattr(item, name), list) and value
        ]
        if lists and lists[0][0][:2] in places:
            found[lists[0][0]] = item
    return found


def _item(item: Any, names: tuple[str, ...]) -> str:
    """An item in one line."""
    if item is None:
        return ""
    told = {name: getattr(item, name) for name in names if getattr(item, name)}
    return "; ".join(
        f"{name}: {_spans(value) if isinstance(value, list) else value}" for name, value in told.items()
    )


def _spans(spans: list[tuple[int, int, int]]) -> str:
    return ", ".join(f"{p}.{first}" if first == last else f"{p}.{first}–{last}" for p, first, last in spans)
