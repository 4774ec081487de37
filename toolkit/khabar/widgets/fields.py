"""Fields and what a function makes of them: what a learner types and chooses in a lesson's own cells is kept too."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from html import escape
from typing import Any

import ipywidgets as w
from IPython.core.getipython import get_ipython
from IPython.display import HTML
from traitlets import TraitError

from khabar.course import learner
from khabar.course.interface import told
from khabar.text.errors import KhabarError
from khabar.text.tables import marked_up
from khabar.widgets._base import WAKE
from khabar.widgets.labels import labelled


class Fields(w.interactive):
    """``ipywidgets.interact`` whose fields are in the next session as the learner left them, with a still picture
    for where there is no kernel.

    Args:
        exercise: under which name they are kept, such as ``"03-tokenize/phrase"``.
        function: what is called with the values of the fields; what it returns is shown below them, and what it
            refuses (a KhabarError) is said there.
        options: of ``ipywidgets.interactive``, such as ``manual``.
        fields: a widget for each argument, or what ``interact`` makes one of.

    Example:
        >>> Fields("no lesson/number", lambda number: 2 * number, number=21).result
        42
    """

    def __init__(
        self,
        exercise: str,
        function: Callable[..., Any],
        options: dict[str, Any] | None = None,
        /,
        **fields: Any,
    ):
        @wraps(function)
        def said(**values: Any) -> Any:
            try:
                found = function(**values)
            except KhabarError as error:
                found = str(error)
            return HTML(f'<p dir="auto">{marked_up(told(found))}</p>') if isinstance(found, str) else found

        self._exercise = exercise
        super().__init__(said, {"auto_display": True} | (options or {}), **fields)
        if self.manual:
            labelled(self.manual_button, self.manual_button.description)

    def widgets_from_abbreviations(self, seq: Any) -> list[w.ValueWidget]:
        """The fields, with what was kept of them."""
        fields: list[w.ValueWidget] = super().widgets_from_abbreviations(seq)
        kept = learner.kept(self._exercise)
        for field in fields:
            with suppress(KeyError, TraitError):  # of a lesson that has changed since
                field.value = kept[field._kwarg]
            field.observe(self._keep, "value")
            labelled(field, field.description)
        return fields

    def _keep(self, _change: Any) -> None:
        learner.keep(self._exercise, {field._kwarg: field.value for field in self.kwargs_widgets})

    def to_html(self) -> str:
        """The fields with their values and what was made of them, without a script."""
        said = [
            f"<p>{escape(field.description)}: {marked_up(str(field.value))}</p>"
            for field in self.kwargs_widgets
        ]
        shell = get_ipython()
        if self.result is not None and shell and shell.display_formatter:
            said.append(shell.display_formatter.format(self.result)[0].get("text/html", ""))
        return "".join(said)

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        bundle: dict[str, Any] = super()._repr_mimebundle_(**kwargs)
        return bundle | {"text/html": self.to_html() + WAKE}
