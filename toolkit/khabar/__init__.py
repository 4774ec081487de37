"""khabar: tokenizing, tagging and interpreting Arabic diplomatic news.

``import khabar`` opens no room of the house: pandas, matplotlib, ipywidgets and
camel-tools are imported when a name that needs them is first used.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from khabar import _camel_data

if TYPE_CHECKING:
    from khabar.camel import analyses, read, resources, tokenize
    from khabar.document import Document, article
    from khabar.errors import KhabarError
    from khabar.evaluate import agreement, evaluate
    from khabar.exercises import check, progress, question
    from khabar.interpret import interpret
    from khabar.paradigms import conjugate, decline, family

__version__ = "0.1.0"

_ROOM_OF = {
    "Document": "document",
    "KhabarError": "errors",
    "agreement": "evaluate",
    "analyses": "camel",
    "article": "document",
    "check": "exercises",
    "conjugate": "paradigms",
    "decline": "paradigms",
    "evaluate": "evaluate",
    "family": "paradigms",
    "interpret": "interpret",
    "progress": "exercises",
    "question": "exercises",
    "read": "camel",
    "resources": "camel",
    "tokenize": "camel",
}

__all__ = [
    "Document",
    "KhabarError",
    "agreement",
    "analyses",
    "article",
    "check",
    "conjugate",
    "decline",
    "evaluate",
    "family",
    "interpret",
    "progress",
    "question",
    "read",
    "resources",
    "tokenize",
]

_camel_data.prepare()


class _Package(ModuleType):
    """Two rooms, interpret and evaluate, bear the name of their function: the import system
    sets ``khabar.interpret`` to the room when it is entered, and the function must win."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _ROOM_OF and isinstance(value, ModuleType):
            value = getattr(value, name)
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    if name not in _ROOM_OF:
        raise AttributeError(f"khabar has no attribute {name!r}")
    value = getattr(import_module(f"khabar.{_ROOM_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
