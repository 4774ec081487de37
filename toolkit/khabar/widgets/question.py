"""A question to answer by clicking or writing, with its feedback."""

from __future__ import annotations

from typing import Any

import ipywidgets
from traitlets import Bool

from khabar.exercises import Question, check, marked_up


class QuestionWidget(ipywidgets.VBox):
    """One question: options to choose from or a line to write in, a button, feedback below.

    ``solved`` is a traitlet that becomes true with the first right answer.
    """

    solved = Bool(False)

    def __init__(self, question: Question):
        self.question = question
        heading = ipywidgets.HTML(
            f'<div style="max-width:46em;line-height:1.7">{marked_up(question.prompt)}</div>'
        )
        self.answer: Any
        if question.kind == "choose":
            self.answer = ipywidgets.RadioButtons(
                options=question.options, value=None, layout={"width": "auto"}, description=""
            )
        else:
            hint = "pieces joined by +" if question.kind == "cut" else "your answer"
            self.answer = ipywidgets.Text(placeholder=hint, continuous_update=True)
            self.answer.on_submit(lambda _: self._check(None)) if hasattr(self.answer, "on_submit") else None
        self.answer.tooltip = "Your answer"
        button = ipywidgets.Button(description="Check", button_style="primary", icon="check")
        reveal = ipywidgets.Button(description="Show the answer")
        button.on_click(self._check)
        reveal.on_click(self._reveal)
        self.feedback = ipywidgets.HTML()
        super().__init__([heading, self.answer, ipywidgets.HBox([button, reveal]), self.feedback])

    def _check(self, _button: Any) -> None:
        feedback = check(self.question.id, self.answer.value)
        self.solved = self.solved or feedback.right
        self.feedback.value = feedback._repr_html_()

    def _reveal(self, _button: Any) -> None:
        answer = check(self.question.id, None, show_answer=True)
        self.feedback.value = f'<div role="status" style="max-width:46em">{marked_up(answer.message)}</div>'

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        options = "".join(f"<li>{marked_up(option)}</li>" for option in self.question.options)
        bundle["text/html"] = f"<p>{marked_up(self.question.prompt)}</p><ul>{options}</ul>"
        return bundle
