"""khabar: tokenizing, tagging and interpreting Arabic diplomatic news.

``import khabar`` opens no room of the house: pandas, matplotlib, ipywidgets and
camel-tools are imported when a name that needs them is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from khabar.morphology import _camel_data

if TYPE_CHECKING:
    import pandas

    from khabar.corpus import Corpus as Corpus
    from khabar.corpus import cite as cite
    from khabar.course.questions import check
    from khabar.discourse import interpret
    from khabar.morphology.camel import analyses, tokenize
    from khabar.morphology.paradigms import conjugate, decline, family
    from khabar.scores import agreement, evaluate
    from khabar.syntax.irab import irab
    from khabar.syntax.reading import read
    from khabar.text.document import Document, article
    from khabar.text.errors import KhabarError
    from khabar.widgets.progress import progress
    from khabar.widgets.question import question

_ROOM_OF = {
    "Corpus": "corpus",
    "Document": "text.document",
    "KhabarError": "text.errors",
    "agreement": "scores",
    "analyses": "morphology.camel",
    "article": "text.document",
    "cite": "corpus",
    "check": "course.questions",
    "conjugate": "morphology.paradigms",
    "decline": "morphology.paradigms",
    "evaluate": "scores",
    "family": "morphology.paradigms",
    "interpret": "discourse",
    "irab": "syntax.irab",
    "progress": "widgets.progress",
    "question": "widgets.question",
    "read": "syntax.reading",
    "tokenize": "morphology.camel",
}

# Without Corpus and cite, whose packages come with the extra corpus: `from khabar import *` works everywhere.
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
    "irab",
    "progress",
    "question",
    "read",
    "resources",
    "tokenize",
]

_camel_data.prepare()


def resources() -> "pandas.DataFrame":
    """Which morphology, word model and fonts there are, where, and which are in use.

    Columns: kind, name, where (a path, or what to do), there and in_use.

    Example:
        >>> table = khabar.resources()
        >>> table.loc[table["in_use"], "kind"].tolist()[:2]
        ['morphology', 'word model']
    """
    import pandas

    from khabar.morphology import camel
    from khabar.plots import fonts

    rows = camel.resources() + fonts.resources()
    return pandas.DataFrame(rows, columns=["kind", "name", "where", "there", "in_use"])


def __getattr__(name: str) -> Any:
    if name == "__version__":  # of what is installed: pyproject.toml alone has the number
        return import_module("importlib.metadata").version("khabar")
    if name not in _ROOM_OF:
        raise AttributeError(f"khabar has no attribute {name!r}")
    value = getattr(import_module(f"khabar.{_ROOM_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*__all__, *_ROOM_OF, "__version__"})
