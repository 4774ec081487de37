"""The desk: a text open for correction in every layer, what is doubted first, kept as it is done."""

from __future__ import annotations

from dataclasses import asdict
from html import escape
from pathlib import Path
from typing import Any

import traitlets

from khabar.course.adjudication import Adjudication
from khabar.course.contradictions import contradictions
from khabar.course.corrections import CHOICES, LAYERS, Corrections, begins, changed, doubt
from khabar.course.interface import spoken
from khabar.discourse.model import Item
from khabar.text import labels
from khabar.text.document import BY_PERSON, Document, Sentence, Token, Word, join
from khabar.text.errors import KhabarError
from khabar.text.places import write_spans
from khabar.text.tables import CSS
from khabar.widgets._base import Paged, refusal, source

CASES = ("", "Nom", "Acc", "Gen")
MOODS = ("", "Ind", "Sub", "Jus", "Imp")
_READINGS = 24  # what a person reads through; the likeliest come first
_SHOWN = ("Aspect", "Mood", "Voice", "Case")
# The layers as the page calls them, where it has another word.
_CALLED = {
    "lemma": "Lemma", "upos": "Part of speech", "head": "Hangs from word", "deprel": "Relation", "Vform": "With vowels",
    "Gloss": "Meaning", "I3rab": "I‘rab", "Alt": "Also defensible", "cut": "Cut",
}  # fmt: skip
# What a person marks of each kind of item: its parts in the text, in the order of the keys C, S and T, and what is
# written or chosen of it.
PARTS = {
    "Attribution": ("cue", "source", "content"),
    "Entity": ("span",),
    "Event": ("trigger", "agent", "patient"),
    "Rhetoric": ("span",),
}
# Those that have no key: written as places.
FURTHER = {
    "Attribution": ("addressee", "antecedent", "quoted", "via_span"),
    "Entity": (),
    "Event": ("theme", "recipient", "location", "instrument", "other"),
    "Rhetoric": (),
}
WRITTEN = {
    "Attribution": (
        "source_name", "mode", "speech_act", "stance", "cue_type", "nested_in", "via", "date", "explanation",
        "explanation_ar", "note",
    ),
    "Entity": ("type", "name", "name_ar", "iso", "note"),
    "Event": ("factuality", "attribution", "reporter", "time", "note"),
    "Rhetoric": ("type", "explanation", "explanation_ar", "whose", "note"),
}  # fmt: skip


class Desk(Paged):
    """A text that is corrected: a page a sentence, its words, their readings, arcs and i‘rab, who says what in it.

    Every change is on disk before the next (:class:`khabar.course.corrections.Corrections`): ``FILE.conllu``,
    ``FILE.jsonld`` and ``FILE.history.jsonl``.

    Args:
        file: CoNLL-U, or a text, which is read and tagged first.
        by: the corrector's name or initials.
        beside: another person's file of the same text: where the two differ is shown and decided
            (:class:`khabar.course.adjudication.Adjudication`).

    Traitlets:
        page: the sentence that is open, from 0.
        selection: the number of the word that is open, from 1.
        edit: what the page asks for, ``{"n": 1, "do": "change", "word": 2, "values": {"Case": "Gen"}}``;
            ``do`` is change, choose, cut, rest, translate, say, unsay, decide, undo, redo, next, previous, unseen,
            differing or look.
        opened: the id of the item (who says what, a name, an event …) that is worked on; "" where none is.
        said: what is to be told of it.

    Raises:
        KhabarError: the file cannot be read or written.

    Example:
        >>> import tempfile, pathlib
        >>> file = pathlib.Path(tempfile.mkdtemp()) / "news.txt"
        >>> _ = file.write_text("أعلنت الوزارة أن المحادثات مستمرة.", encoding="utf-8")
        >>> desk = Desk(file, by="ra")
        >>> desk.edit = {"n": 1, "do": "change", "word": 2, "values": {"deprel": "nsubj"}}
        >>> desk.document.words[1].deprel, desk.document.words[1].misc["By"]
        ('nsubj', 'ra')
    """

    _esm = source("desk.js")
    _css = source("desk.css")

    selection = traitlets.Int(1).tag(sync=True)
    opened = traitlets.Unicode("").tag(sync=True)
    edit = traitlets.Dict().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)
    readings: traitlets.List = traitlets.List().tag(sync=True)
    said = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)

    def __init__(self, file: Path | str, by: str = "", beside: Path | str = "", **options: Any):
        self.work = Corrections(file, by, whole=bool(beside))
        self.both = Adjudication(self.work, beside) if beside else None
        queue = self.work.queue()
        if queue and not options.keys() & {"page", "selection"}:
            options |= {"page": queue[0][0], "selection": queue[0][1]}
        super().__init__(
            pages=len(self.document.sentences),
            labels={
                "upos": labels.UPOS,
                "deprel": labels.DEPRELS,
                "layers": labels.LAYERS,
                "case": {case: labels.FEATURES.get(f"Case={case}", ("none", "لا")) for case in CASES},
                "items": {
                    kind: {
                        "parts": PARTS[kind],
                        "places": PARTS[kind] + FURTHER[kind],
                        "written": {name: CHOICES.get((kind, name), ()) for name in WRITTEN[kind]},
                    }
                    for kind in PARTS
                },
                "mood": {mood: labels.FEATURES.get(f"Mood={mood}", ("none", "لا")) for mood in MOODS},
            },
            **options,
        )
        self._show()

    @property
    def document(self) -> Document:
        """The text as it stands."""
        return self.work.document

    @property
    def _sentence(self) -> Sentence:
        return self.document.sentences[self.page]

    @traitlets.validate("selection")
    def _existing_word(self, proposal: Any) -> int:
        return max(1, min(int(proposal["value"]), len(self._sentence.words)))

    @traitlets.observe("page")
    def _turn(self, _change: Any) -> None:
        if self.view and self.view["page"] != self.page:
            self.selection = 1
            self._show()

    @traitlets.observe("selection")
    def _open(self, _change: Any) -> None:
        if self.view:
            self._read()

    @traitlets.observe("edit")
    def _act(self, change: Any) -> None:
        asked = change["new"]
        unread = self.work.unread
        try:
            said = self._done(asked)
        except (KhabarError, KeyError, TypeError, ValueError) as error:
            said = refusal(error)
        news = [] if asked.get("do") == "look" else self.work.look()
        if asked.get("do") != "look" or said:
            self.said = {"n": asked.get("n", 0), "text": " ".join([said, *news])}
            self._show()
        elif unread:  # more of the text has come: nothing that somebody is writing is drawn anew for it
            self._count()
            self.view = self.view | {"talk": self._talk()}

    def _done(self, asked: dict[str, Any]) -> str:
        """Do what the page asks for; what is to be told of it."""
        work, do, at, word = self.work, asked["do"], self.page, int(asked.get("word", self.selection))
        if do == "look":
            work.arrive()
            return " ".join(work.look())
        if do in ("undo", "redo"):
            edit = work.undo() if do == "undo" else work.redo()
            if edit is None:
                return (
                    "There is nothing more to take back." if do == "undo" else "There is nothing to do again."
                )
            sign = "Taken back" if do == "undo" else "Done again"
            if edit["what"] != "words":
                self._open_item(edit["where"])
                return f"{sign}: {edit['where']}."
            number, what, layers = changed(edit)
            self.opened, self.page = "", edit["where"]
            self.selection = number or self.selection
            if not number:
                return f"{sign}: Translation."
            named = ", ".join(_CALLED.get(layer, layer) for layer in layers) or "Right as it is"
            return f"{sign}: words ({what})." if what.isdecimal() else f"{sign} at {what}: {named}."
        if do in ("next", "previous"):
            self.opened = ""
            return self._go(do)
        if do == "unseen":
            return self._go_on()
        if do == "differing" and self.both:
            pages = [*range(self.page + 1, self.pages), *range(self.page + 1)]
            differing = next((page for page in pages if self.both.differences(page)), None)
            if differing is None:
                return "Every difference has been decided."
            self.page = differing
            return ""
        if do == "rest":
            return self._keep_rest()
        if do == "change":
            work.change(at, word, **asked.get("values", {}))
            told = [said for id, said in contradictions(self._sentence) if id == word and asked.get("values")]
            return " ".join(["✓ Kept.", *told])
        elif do == "choose":
            work.choose(at, word, int(asked["reading"]))
        elif do == "cut":
            work.cut(at, word, str(asked["pieces"]).split("+"))
        elif do == "translate":
            work.translate(at, asked["english"])
        elif do == "say":
            self.opened = work.say(
                asked.get("id") or None, asked.get("kind", "Attribution"), **asked["values"]
            )
        elif do == "decide" and self.both:
            self.both.decide(asked["key"], asked["which"], asked.get("reason", ""))
        elif do == "unsay":
            work.unsay(asked["id"])
            self.opened = ""
            return "✓ Removed."
        else:
            raise KhabarError(f"The desk cannot {do!r}.")
        return "✓ Kept."

    def _go(self, way: str) -> str:
        """To the next or previous word that nobody has looked at, in the order in which a teacher looks."""
        queue = self.work.queue()
        here = (self.page, self.selection)
        if not queue:
            return "Every word has been looked at."
        step = 1 if way == "next" else -1
        if here in queue:
            at = queue[(queue.index(here) + step) % len(queue)]
        else:  # from a word that is done: on from its place among the most doubted
            rest = [p for p in queue if p > here] if step > 0 else [p for p in queue if p < here][::-1]
            tier = self.work.doubt(*queue[0])
            at = next((place for place in rest if self.work.doubt(*place) == tier), queue[0])
        self.page, self.selection = at
        return ""

    def _keep_rest(self) -> str:
        """What nobody has looked at in the sentence that is open is right: its words, or, when they have been looked at
        or one of it is open, what is said, named and told in it; then on."""
        if not self.opened and any(doubt(word) is not None for word in self._sentence.words):
            kept = self.work.keep_rest(self.page)
            return f"✓ Kept: words ({kept}). {self._go('next')}"
        rest = [item for item in self._items_here() if item.provenance not in BY_PERSON]
        for item in rest:
            self.work.say(item.id, type(item).__name__)
        return f"✓ Kept: marks ({len(rest)}). {self._go_on()}"

    def _go_on(self) -> str:
        """To the next item that nobody has looked at, from the one that is open or from the word that is."""
        waiting = self.work.unseen()
        if not waiting:
            self.opened = ""
            return "All that is said, named and told has been looked at."
        if self.opened in waiting:
            self._open_item(waiting[(waiting.index(self.opened) + 1) % len(waiting)])
            return ""
        here = next((item for item in self.work.discourse.items() if item.id == self.opened), None)
        token = self._sentence.token_of(self._sentence.words[self.selection - 1])
        at = begins(here) if here else (token.paragraph, token.position)
        by_id = {item.id: item for item in self.work.discourse.items()}
        self._open_item(next((id for id in waiting if begins(by_id[id]) >= at), waiting[0]))
        return ""

    def _open_item(self, id: str) -> None:
        """Open an item, its sentence and its first word; one that is gone closes."""
        item = next((item for item in self.work.discourse.items() if item.id == id), None)
        self.opened = id if item else ""
        place = begins(item) if item else None
        for number, sentence in enumerate(self.document.sentences):
            for token in sentence.tokens if place else ():
                if (token.paragraph, token.position) == place:
                    self.page, self.selection = number, token.words[0].id
                    return

    def _show(self) -> None:
        sentence = self._sentence
        told = list(contradictions(sentence))
        tokens = [self._token(token, told) for token in sentence.tokens]
        self.view = {
            "page": self.page,
            "paragraph": sentence.tokens[0].paragraph,
            "tokens": tokens,
            "english": sentence.text_en or "",
            "talk": self._talk(),
            "differences": [asdict(each) for each in self.both.differences(self.page)] if self.both else [],
        }
        self.selection = min(self.selection, len(sentence.words))
        self._count()
        self._read()

    def _count(self) -> None:
        self.pages = len(self.document.sentences)
        self.state = {
            "left": len(self.work.queue()),
            "unseen": len(self.work.unseen()),
            "unread": self.work.unread,
            "undo": self.work.undoable,
            "redo": self.work.redoable,
            "file": self.work.path.name,
            "by": self.work.by,
            "beside": self.both.path.name if self.both else "",
        }

    def _read(self) -> None:
        token = self._sentence.token_of(self._sentence.words[self.selection - 1])
        found = [self._reading(each) for each in self.work.readings(self.page, self.selection)[:_READINGS]]
        standing = self._reading(token)
        self.readings = [each | {"stands": each == standing} for each in found]

    def _reading(self, token: Token) -> dict[str, Any]:
        return {
            "v": token.vform,
            "parts": " + ".join(f"{word.vform} {word.upos}" for word in token.words),
            "tags": [f"{k}={v}" for word in token.words for k, v in word.feats.items() if k in _SHOWN],
            "gloss": " + ".join(g for word in token.words if (g := word.misc.get("Gloss", "_")) != "_"),
        }

    def _token(self, token: Token, told: list[tuple[int, str]]) -> dict[str, Any]:
        return {
            "form": token.form,
            "v": token.vform,
            "space": token.space_after,
            "n": token.position,
            "words": [self._word(word, [said for id, said in told if id == word.id]) for word in token.words],
        }

    def _word(self, word: Word, told: list[str]) -> dict[str, Any]:
        misc = word.misc
        person = word.source in BY_PERSON
        if person and "By" in misc:
            whose = (f"{misc['By']} {misc.get('Date', '')}".strip(), "")
        else:
            whose = labels.SOURCES.get(word.source, (word.source, ""))
        return {
            "id": word.id, "form": word.form, "feats": "|".join(f"{k}={v}" for k, v in word.feats.items()), "lemma": word.lemma or "", "upos": word.upos or "X",
            "Case": word.feats.get("Case", ""), "Mood": word.feats.get("Mood", ""), "head": word.head or 0,
            "deprel": word.deprel or "", "looked": person or word.upos == "PUNCT", "whose": whose,
            "sure": misc.get("Sure", ""), "told": told,
            **{name: misc.get(name) or "" for name in LAYERS},
        }  # fmt: skip

    def _talk(self) -> list[dict[str, Any]]:
        return [self._said(item) for item in self._items_here()]

    def _items_here(self) -> list[Item]:
        """What is said, named and told in the sentence that is open, in the order of its words."""
        tokens = self._sentence.tokens
        paragraph, first, last = tokens[0].paragraph, tokens[0].position, tokens[-1].position
        here = [
            item
            for item in self.work.discourse.items()
            if any(
                span[0] == paragraph and first <= span[1] <= last
                for part in PARTS.get(type(item).__name__, ())
                for span in getattr(item, part)
            )
        ]
        return sorted(here, key=begins)

    def _said(self, item: Item) -> dict[str, Any]:
        kind = type(item).__name__
        person, rule = item.provenance in BY_PERSON, item.rule or ""
        return {
            "id": item.id,
            "kind": kind,
            "written": {name: getattr(item, name) or "" for name in WRITTEN[kind]},
            "looked": person,
            "whose": ("a person", "إنسان") if person else _by_rule(rule, item.sure),
            "parts": {
                part: [[*span, self.document.span_text(span)] for span in getattr(item, part)]
                for part in PARTS[kind]
            },
            "places": {part: write_spans(getattr(item, part)) for part in PARTS[kind] + FURTHER[kind]},
        }

    def to_html(self) -> str:
        """The sentence that is open, without a script."""
        style = f"font-family:{escape(CSS)};font-size:1.35em;line-height:2;max-width:40em"
        left = self.state.get("left", 0)
        told = "{}, sentence {} of {}; words that nobody has looked at: {}."
        state = spoken(told, escape(self.work.path.name), self.page + 1, self.pages, left)
        return (
            f'<p>{state}</p><p lang="ar" dir="rtl" style="{style}">{escape(join(self._sentence.tokens))}</p>'
        )


def _by_rule(rule: str, sure: float | None) -> tuple[str, str]:
    """Which rule proposes an item, on which word it rests, and how sure it is, in both languages."""
    told = ("", "") if sure is None else (f", how sure: {sure:.0%}", f"، مدى التأكد: {sure:.0%}")
    return (f"by rule {rule}".strip() + told[0], f"قاعدة {rule}".strip() + told[1])
