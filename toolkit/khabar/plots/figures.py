"""What every figure has in common: a face for Arabic, and its words.

matplotlib (from 3.11) shapes and orders Arabic by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import matplotlib.pyplot as plt
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import ScaledTranslation

from khabar.plots.fonts import available
from khabar.text.script import is_arabic

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# In a dark theme light and dark change places and hues stay: JupyterLab's and Notebook's, VS Code's, and that of
# a page that follows the system.
NIGHT = (
    "<style>:is(body[data-jp-theme-light=false], body.vscode-dark) img.khabar-figure"
    "{filter:invert(.93) hue-rotate(180deg)}"
    "@media (prefers-color-scheme:dark){body:not([data-jp-theme-light],[class*=vscode]) img.khabar-figure"
    "{filter:invert(.93) hue-rotate(180deg)}}</style>"
)

_words: WeakKeyDictionary[Axes, str] = WeakKeyDictionary()


class DescribedFigure(Figure):
    """A figure whose alternative text a notebook hands on to screen readers: JupyterLab reads it
    from HTML, nbconvert from the picture's metadata."""

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        from IPython.core.pylabtools import print_figure

        words = " ".join(filter(None, map(alt_text, self.axes)))
        picture = print_figure(self, fmt="png", base64=True)
        # On a narrow screen it is scrolled: made smaller still, nobody could read its words.
        html = (
            f'{NIGHT}<div class="khabar-wide" style="overflow-x:auto"><img class="khabar-figure" '
            f'src="data:image/png;base64,{picture}" alt="{escape(words)}" style="max-width:100%;min-width:32em"></div>'
        )
        return {"text/html": html, "image/png": picture}, {"image/png": {"alt": words}}


def axes(width: float = 7.0, height: float = 4.0) -> Axes:
    """The axes of a new figure, in inches.

    Example:
        >>> ax = axes(6.0, 3.0)
        >>> ax.figure.get_size_inches().tolist()
        [6.0, 3.0]
    """
    return plt.figure(
        FigureClass=DescribedFigure, figsize=(width, height), layout="constrained"
    ).add_subplot()


def describe(ax: Axes, words: str) -> Axes:
    """Give a figure its alternative text, its Arabic labels their face; the frame is opened.

    Example:
        >>> alt_text(describe(axes(), "Nothing is shown yet."))
        'Nothing is shown yet.'
    """
    ax.spines[["top", "right"]].set_visible(False)
    # Until it is drawn an axis has no labels to set.
    for text in (*ax.get_xticklabels(), *ax.get_yticklabels(), *ax.findobj(Text)):
        if is_arabic(text.get_text()):
            text.set_fontfamily([name for name, _ in available()])
    for label in ax.get_yticklabels():
        label.set_verticalalignment("center")
    _words[ax] = words
    return ax


def alt_text(ax: Axes) -> str:
    """What the figure shows, in words, for those who do not see it.

    Example:
        >>> plots.alt_text(plots.parts_of_speech(khabar.article())).startswith("Bar chart")
        True
    """
    return _words.get(ax, "")


def key_below(ax: Axes, columns: int, **options: Any) -> None:
    """The legend under the axes, at the same distance in figures of any height."""
    below = ax.transAxes + ScaledTranslation(0, -0.5, ax.figure.dpi_scale_trans)
    ax.legend(
        loc="upper left", bbox_to_anchor=(0, 0), bbox_transform=below, ncols=columns, frameon=False, **options
    )


def listed(pairs: Iterable[tuple[object, object]]) -> str:
    """Names with their numbers, for an alternative text."""
    return ", ".join(f"{name} {number}" for name, number in pairs)
