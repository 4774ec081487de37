"""What the widgets share: a static picture of each, a face for Arabic, one script from two files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from khabar.text.document import Document, Sentence
from khabar.text.errors import KhabarError
from khabar.text.tables import CSS

HERE = Path(__file__).parent
_IMPORT = re.compile(r'^(?:import \{[^}]*\} from|@import) "\./(\w+\.\w+)";\n', re.MULTILINE)


def source(name: str) -> str:
    """A widget's ES module or CSS as one text: Jupyter sends each as a string that can import nothing, so
    what it imports from a file beside it is put in its place, once."""
    taken: set[str] = set()

    def text(name: str) -> str:
        return _IMPORT.sub(shared, (HERE / name).read_text(encoding="utf-8"))

    def shared(match: re.Match[str]) -> str:
        if match[1] in taken:
            return ""
        taken.add(match[1])
        return re.sub("^export ", "", text(match[1]), flags=re.MULTILINE)

    return text(name)


class Widget(anywidget.AnyWidget):
    """A widget that is also a page: where no kernel runs (a saved notebook, a converted one), its
    :meth:`to_html` is shown. A subclass sets ``_esm = source("name.js")`` and ``_css = source("name.css")``.
    """

    fonts = traitlets.Unicode(CSS).tag(sync=True)

    def to_html(self) -> str:
        """The widget as it stands, as HTML without a script; everything of the text escaped."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        found = super()._repr_mimebundle_(**kwargs)
        bundle, metadata = found if isinstance(found, tuple) else (found, {})
        if bundle is not None:
            bundle["text/html"] = self.to_html()
        return bundle, metadata


class Paged(Widget):
    """A widget over something long, which shows a page of it: ``page`` from 0, ``pages`` how many."""

    page = traitlets.Int(0).tag(sync=True)
    pages = traitlets.Int(1).tag(sync=True)

    @traitlets.validate("page")
    def _existing_page(self, proposal: Any) -> int:
        return max(0, min(int(proposal["value"]), self.pages - 1))


class Exercise(Widget):
    """A widget that a learner answers, part by part, and has checked.

    The page writes the answers that it wants judged into ``checked``, by part; ``feedback`` says of each
    ``{"answer", "right", "message"}``. Feedback belongs to one answer: beside another the page shows none.
    A subclass says what is right in :meth:`verdict`.
    """

    checked = traitlets.Dict().tag(sync=True)
    feedback = traitlets.Dict().tag(sync=True)

    def verdict(self, key: str, answer: Any) -> tuple[bool, str]:
        """Whether the answer of a part is right, and why or what to look at."""
        raise NotImplementedError

    @traitlets.observe("checked")
    def _judge(self, _change: Any) -> None:
        said = {}
        for key, answer in self.checked.items():
            right, message = self.verdict(key, answer)
            said[key] = {"answer": answer, "right": right, "message": message}
        self.feedback = said


def find_sentence(document: Document, sentence: int | str) -> tuple[int, Sentence]:
    """A sentence by its number, from 0, or its sent_id; with its number.

    Raises:
        KhabarError: there is none.
    """
    for number, found in enumerate(document.sentences):
        if sentence in (number, found.sent_id):
            return number, found
    raise KhabarError(
        f"There is no sentence {sentence!r}: give a number from 0 to {len(document.sentences) - 1} or a sent_id."
    )
