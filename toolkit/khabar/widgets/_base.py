"""What the widgets share: a picture of each that needs no kernel, the learner's work, the language, one
script from several files."""

from __future__ import annotations

import os
import re
import time
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets

from khabar.course import learner
from khabar.text.document import Document, Sentence
from khabar.text.errors import KhabarError
from khabar.text.tables import CSS
from khabar.widgets.labels import relabel

HERE = Path(__file__).parent
_IMPORT = re.compile(r'^(?:import(?: \{[^}]*\} from)?|@import) "\./(\w+\.\w+)";\n', re.MULTILINE)
_COMMENT = re.compile(r"^ *//.*\n", re.MULTILINE)


# Below the still picture of each widget, in both languages of the course.
WAKE = (
    '<p style="opacity:.75"><small>A picture of what stood here. To work with it, run this cell: menu Run, Run '
    'All Cells. · <bdi lang="ar" dir="rtl">صورة لما كان هنا؛ لاستعماله شغّل الخلية.</bdi></small></p>'
)


def named(kind: str, *parts: Any) -> str:
    """A name for an exercise that says by itself what it is: the same for the same text and task."""
    return f"{kind}-{sha256(repr(parts).encode()).hexdigest()[:16]}"


def refusal(error: Exception) -> str:
    """What a page is told when what it asks for cannot be done."""
    return f"✗ {error}" if isinstance(error, KhabarError) else f"✗ This cannot be done ({error!r})."


def _lesson() -> str:
    """The notebook that is worked in, as Jupyter tells its kernels; "" elsewhere."""
    return Path(os.environ.get("JPY_SESSION_NAME", "")).stem


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

    return _COMMENT.sub("", text(name))


class Widget(anywidget.AnyWidget):
    """A widget that is also a page: where no kernel runs (a saved notebook, a converted one), its
    :meth:`to_html` is shown. A subclass sets ``_esm = source("name.js")`` and ``_css = source("name.css")``.

    What a learner does in it (the traitlets named in ``_kept``) is kept in the learner's file as it is done,
    and is there again when the same exercise is made anew (:meth:`_remember`).

    Traitlets:
        language: of labels, buttons and messages, "en" or "ar"; the learner's choice in every lesson.
        exercise_id: under which name the work is kept; "" where it is not.
    """

    _kept: ClassVar[tuple[str, ...]] = ()

    fonts = traitlets.Unicode(CSS).tag(sync=True)
    language = traitlets.Enum(["en", "ar"], default_value="en").tag(sync=True)
    exercise_id = traitlets.Unicode("").tag(sync=True)
    learner_id = traitlets.Unicode("").tag(sync=True)
    kept_at = traitlets.Float(0.0).tag(sync=True)
    # The page counts what it sends; what has been heard here comes back, or the kernel is busy or gone.
    sent = traitlets.Int(0).tag(sync=True)
    heard = traitlets.Int(0).tag(sync=True)

    def __init__(self, **options: Any):
        options.setdefault("language", learner.setting("language", "en"))
        super().__init__(**options)

    def _remember(self, exercise: str, given: dict[str, Any]) -> None:
        """Bring back what was done in ``exercise``, but where the caller has given it."""
        self.learner_id, self.exercise_id = learner.identity(), exercise
        state = {} if given.keys() & set(self._kept) else learner.kept(exercise)
        for name in self._kept:
            if name in state:
                try:
                    setattr(self, name, state[name])
                except traitlets.TraitError:
                    continue  # of an exercise that has changed since
        self.kept_at = time.time()

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take over what the page says, keep it, and say that it was heard."""
        super().set_state(sync_data)
        if self.exercise_id and not sync_data.keys().isdisjoint(self._kept):
            state = {name: getattr(self, name) for name in self._kept}
            learner.keep(
                self.exercise_id, state, lesson=_lesson(), solved=bool(getattr(self, "solved", False))
            )
        if "language" in sync_data:
            learner.choose("language", self.language)
            relabel()
        if "sent" in sync_data:
            self.heard = self.sent

    def to_html(self) -> str:
        """The widget as it stands, as HTML without a script; everything of the text escaped."""
        raise NotImplementedError

    def _still(self) -> str:
        page = f"{self.to_html()}{WAKE}"
        return f'<div lang="ar" dir="rtl">{page}</div>' if self.language == "ar" else page

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        found = super()._repr_mimebundle_(**kwargs)
        bundle, metadata = found if isinstance(found, tuple) else (found, {})
        if bundle is not None:
            bundle["text/html"] = self._still()
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
    A subclass says what is right in :meth:`verdict`. ``picture`` is the still picture after the last answer,
    which toolkit/labextension puts into a notebook that is saved.
    """

    picture = traitlets.Unicode("").tag(sync=True)
    checked = traitlets.Dict().tag(sync=True)
    feedback = traitlets.Dict().tag(sync=True)

    def verdict(self, key: str, answer: Any) -> tuple[bool, str]:
        """Whether the answer of a part is right, and why or what to look at."""
        raise NotImplementedError

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take over what the page says; what was done is then in the picture."""
        super().set_state(sync_data)
        if not sync_data.keys().isdisjoint(self._kept):
            self.picture = self._still()

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
