"""What the widgets share: a static picture of each, a face for Arabic, one script from two files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from khabar.fonts import CSS

HERE = Path(__file__).parent
_IMPORT = re.compile(r'^(?:import \{[^}]*\} from|@import) "\./(common\.\w+)";\n', re.MULTILINE)


def source(name: str) -> str:
    """A widget's ES module or CSS as one text: Jupyter sends each as a string that can import nothing, so
    what it imports from ``common.js`` or ``common.css`` is put in its place."""

    def shared(match: re.Match[str]) -> str:
        return re.sub("^export ", "", (HERE / match[1]).read_text(encoding="utf-8"), flags=re.MULTILINE)

    return _IMPORT.sub(shared, (HERE / name).read_text(encoding="utf-8"), count=1)


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
