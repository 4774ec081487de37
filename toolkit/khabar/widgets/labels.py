"""The labels of Jupyter's own fields in the learner's language: at once in the other one when it is chosen."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import ipywidgets as w

from khabar.course.interface import arabic, spoken

_LABELS: WeakKeyDictionary[w.DOMWidget, tuple[str, tuple[object, ...]]] = WeakKeyDictionary()
RIGHT_TO_LEFT = "khabar-ar"  # what toolkit/labextension/extension.css sets right to left


def labelled(field: w.DOMWidget, text: str, *values: object) -> w.DOMWidget:
    """``field`` with this label, its {} filled in, and with the choices that it gives in words."""
    _LABELS[field] = text, values
    _speak(field)
    return field


def relabel() -> None:
    """Say all labels anew: another language has been chosen."""
    for field in list(_LABELS):
        _speak(field)


def _speak(field: w.DOMWidget) -> None:
    text, values = _LABELS[field]
    said = spoken(text, *values)
    if isinstance(field, w.Label):
        field.value = said
    else:
        field.description = said
    if isinstance(field, w.Dropdown):
        # What is shown of the choices; they themselves are what a lesson's code asks for.
        field.set_trait("_options_labels", tuple(spoken(str(name)) for name, _ in field._options_full))
    (field.add_class if arabic() else field.remove_class)(RIGHT_TO_LEFT)
