"""A text of the learner's own, from pasting to export, by clicks alone: the workbench of the last lesson."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as w
import pandas

from khabar.course import learner
from khabar.course.interface import spoken, told
from khabar.discourse import interpret
from khabar.discourse.model import Discourse
from khabar.scores import aligned
from khabar.syntax.reading import read
from khabar.text.document import Document
from khabar.text.errors import KhabarError
from khabar.text.tables import CSS, in_words
from khabar.widgets._base import named
from khabar.widgets.board import AttributionBoard
from khabar.widgets.labels import labelled
from khabar.widgets.tagger import Tagger

KEPT = "11-your-article/text"
_STYLE = (
    f"<style>.khabar-rtl textarea{{direction:rtl;font:1.25em/1.9 {CSS.replace(chr(34), chr(39))}}}</style>"
)


def _bar(*parts: w.Widget) -> w.HBox:
    """Controls in a line, in several where there is no room; none is cut off."""
    for part in parts:
        part.layout.flex = "0 0 auto"
    return w.HBox(parts, layout={"flex_flow": "row wrap"})


class OwnText:
    """A text that a learner brings, with the widgets that work on it. What is pasted is read when the button is
    pressed, and is there again in the next session; all that was shown of the text before is then shown anew.

    Args:
        sample: the text that stands in the box at first.
        second: the sample tagged by hand, and ``second_talk`` its discourse: what the learner's work on the sample
            is compared with; with another text it is compared with the program's.

    Example:
        >>> OwnText("قالت الوزارة إن المحادثات مستمرة.").document.text
        'قالت الوزارة إن المحادثات مستمرة.'
    """

    def __init__(self, sample: str, second: Document | None = None, second_talk: Discourse | None = None):
        self._sample, self._second, self._second_talk = sample, second, second_talk
        self._shown: list[tuple[w.Box, Callable[[OwnText], Any]]] = []
        self._taggers: dict[int, Tagger] = {}
        self._boards: dict[int, AttributionBoard] = {}
        self._box = w.Textarea(
            value=learner.kept(KEPT).get("text", sample), rows=10, layout={"width": "auto"}
        )
        self._box.add_class("khabar-rtl")
        self._box.observe(lambda change: learner.keep(KEPT, {"text": change["new"]}), "value")
        self._said = w.HTML()
        self._upload = w.FileUpload(accept=".txt", multiple=False, layout={"width": "auto"})
        labelled(self._upload, "Text file (UTF-8)")
        self._upload.observe(self._take_file, "value")
        self._read(self._box.value or sample)

    # --- the text ---------------------------------------------------------------------

    def entry(self) -> w.Widget:
        """The box, a file to choose instead, *Read my text*, and *Back to the sample*."""
        button = labelled(w.Button(button_style="primary", layout={"width": "auto"}), "Read my text")
        button.on_click(lambda _: self._read(self._box.value))
        back = labelled(w.Button(layout={"width": "auto"}), "Back to the sample")
        back.on_click(lambda _: self._put(self._sample))
        return w.VBox([w.HTML(_STYLE), self._box, _bar(button, self._upload, back), self._said])

    def _put(self, text: str) -> None:
        self._box.value = text
        self._read(text)

    def _take_file(self, change: dict[str, Any]) -> None:
        if not change["new"]:
            return
        try:
            self._put(bytes(change["new"][0].content).decode("utf-8-sig"))
        except UnicodeDecodeError:
            self._say(
                spoken("This file is not UTF-8 text: save it as plain text in UTF-8 and choose it again.")
            )

    def _read(self, text: str) -> None:
        self._say(spoken("Reading …"))
        try:
            self.document = read(text, id="mine")
        except KhabarError as error:
            if not hasattr(self, "document"):
                self._read(self._sample)  # what is kept stays in the box
            self._say(told(str(error)))
            return
        self.is_sample = self._second is not None and self.document.text == self._second.text
        self.gold = self._second if self.is_sample and self._second else self.document
        self.talk = interpret(self.document)
        gold_talk = self._second_talk if self.is_sample else None
        self.gold_talk = gold_talk or self.talk
        self._taggers, self._boards = {}, {}
        counts = len(self.document.paragraphs), len(self.document.tokens)
        self._say(spoken("Read: {} paragraphs, {} tokens.", *counts))
        for box, make in self._shown:
            self._fill(box, make)

    def _say(self, text: str) -> None:
        self._said.value = f'<p role="status" dir="auto">{escape(text)}</p>'

    # --- what is shown of it ----------------------------------------------------------

    def show(self, make: Callable[[OwnText], Any]) -> w.Widget:
        """What ``make`` gives for this text: a widget or anything that a notebook shows. Made anew when another
        text is read."""
        box = w.VBox()
        self._shown.append((box, make))
        self._fill(box, make)
        return box

    def _fill(self, box: w.Box, make: Callable[[OwnText], Any]) -> None:
        made = make(self)
        if not isinstance(made, w.DOMWidget):
            output = w.Output()
            # Not displayed within it: of what is caught so, whoever runs a notebook without a page tells the
            # kernel, and may overlook meanwhile that the cell has ended.
            output.append_display_data(made)
            made = output
        box.children = [made]

    def tags(self, start: int = 0) -> w.Widget:
        """Each sentence to be tagged, one after the other, from sentence ``start`` (from 0)."""
        return self.show(
            lambda text: text._turning("Sentence", len(text.document.sentences), text.tagger, start)
        )

    def marks(self, start: int = 0) -> w.Widget:
        """Each paragraph to be marked with who says what, one after the other, from paragraph ``start`` (from 0)."""
        return self.show(
            lambda text: text._turning("Paragraph", len(text.document.paragraphs), text.board, start)
        )

    def _turning(self, what: str, count: int, make: Callable[[int], w.DOMWidget], start: int) -> w.Widget:
        place_of = named(f"at-{what.lower()}", self.document.text)
        kept = learner.kept(place_of).get("at", start + 1)
        at = w.BoundedIntText(value=max(1, min(kept, count)), min=1, max=count, layout={"width": "10em"})
        at.style = {"description_width": "initial"}
        labelled(at, what)
        steps = [labelled(w.Button(layout={"width": "auto"}), text) for text in ("← previous", "next →")]
        place = w.VBox()

        def turn(_: Any = None) -> None:
            steps[0].disabled, steps[1].disabled = at.value == 1, at.value == count
            place.children = [make(at.value - 1)]
            learner.keep(place_of, {"at": at.value})

        for button, by in zip(steps, (-1, 1), strict=True):
            button.on_click(lambda _, by=by: setattr(at, "value", at.value + by))
        at.observe(turn, "value")
        turn()
        return w.VBox([_bar(steps[0], at, labelled(w.Label(), "of {}", count), steps[1]), place])

    def tagger(self, sentence: int) -> Tagger:
        """The tagger of a sentence, from 0, or of the last one; the same each time, so that no choice is lost by
        turning."""
        sentence = min(sentence, len(self.document.sentences) - 1)
        if sentence not in self._taggers:
            self._taggers[sentence] = Tagger(self.gold, sentence)
        return self._taggers[sentence]

    def board(self, paragraph: int) -> AttributionBoard:
        """The board of a paragraph, from 0, or of the last one."""
        paragraph = min(paragraph, len(self.document.paragraphs) - 1)
        if paragraph not in self._boards:
            made = AttributionBoard(self.document, discourse=self.gold_talk, paragraphs=[paragraph + 1])
            self._boards[paragraph] = made
        return self._boards[paragraph]

    # --- what the learner has made of it ----------------------------------------------

    def tagged(self) -> Document:
        """The whole text as the learner has tagged it; a word without a choice is X."""
        sentences = [self.tagger(n).to_document().sentences[0] for n in range(len(self.document.sentences))]
        return Document(sentences)

    def changes(self) -> w.Widget:
        """A button, and under it the words in which the learner differs from the program."""

        def table(text: OwnText) -> pandas.DataFrame:
            pairs = aligned(text.document, text.tagged())
            rows = [(p.vform, m.vform, m.upos) for p, m in pairs if m.upos != "X" and m.vform != p.vform]
            return in_words(pandas.DataFrame(rows, columns=["program", "mine", "upos"]))

        return self.on_demand("What have I changed?", table)

    def on_demand(self, label: str, make: Callable[[OwnText], Any]) -> w.Widget:
        """A button; pressed, it shows what ``make`` gives for the text and the work as they are then."""
        button, place = labelled(w.Button(layout={"width": "auto"}), label), w.VBox()
        button.on_click(lambda _: self._fill(place, make))
        return w.VBox([_bar(button), place])

    def marked(self) -> Discourse:
        """All that the learner has marked on the boards, in the order of the paragraphs."""
        found = [self.board(n).to_discourse().attributions for n in range(len(self.document.paragraphs))]
        every = Discourse(self.document)
        for n, attributions in enumerate(found, 1):
            for item in attributions:
                item.id = f"p{n}{item.id}"
                item.nested_in = f"p{n}{item.nested_in}" if item.nested_in else item.nested_in
                every.attributions.append(item)
        return every

    def export(self, folder: Path) -> w.Widget:
        """A button that writes the files of this text into ``folder``, and says which."""

        def write(text: OwnText) -> w.Widget:
            folder.mkdir(exist_ok=True)
            page = json.dumps(text.marked().to_jsonld(), ensure_ascii=False, indent=1)
            files = {
                "words.conllu": text.document.to_conllu(),
                "words.xml": text.document.to_tei(),
                "my-words.conllu": text.tagged().to_conllu(),
                "discourse.jsonld": page,
            }
            for name, content in files.items():
                (folder / name).write_text(content, encoding="utf-8")
            listed = "".join(f"<li>{escape(f'{folder.name}/{name}')}</li>" for name in files)
            return w.HTML(f"<p dir='auto'>{spoken('Written beside this notebook:')}</p><ul>{listed}</ul>")

        return self.on_demand("Write my files", write)
