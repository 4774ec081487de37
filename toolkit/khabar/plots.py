"""Figures: each function takes a document, a discourse or scores and returns an ``Axes``.

matplotlib shapes and orders Arabic by itself. Colours are Okabe and Ito's, told apart by the
colour-blind; a hatch or a label always says the same as the colour. ``alt_text(axes)`` is the
figure in words.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import matplotlib.pyplot as plt

from khabar.document import Document
from khabar.fonts import available
from khabar.interpret import Discourse, speakers

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#000000")
HATCHES = ("", "//", "..", "xx", "--", "\\\\", "++", "oo")


def _axes(ax: Axes | None, width: float = 7.0, height: float = 4.0) -> Axes:
    return ax if ax is not None else plt.subplots(figsize=(width, height), layout="constrained")[1]


def _arabic() -> str:
    """The face for Arabic labels."""
    return available()[0][0]


def alt_text(ax: Axes) -> str:
    """What the figure shows, in words, for those who do not see it."""
    return str(ax.get_gid() or "")


def parts_of_speech(doc: Document, ax: Axes | None = None) -> Axes:
    """How many words of each part of speech: ``plots.parts_of_speech(khabar.article())``."""
    ax = _axes(ax)
    counts = Counter(word.upos or "X" for word in doc.words if word.upos != "PUNCT").most_common()
    names, values = [n for n, _ in counts], [v for _, v in counts]
    bars = ax.barh(names[::-1], values[::-1], color=PALETTE[0])
    ax.bar_label(bars, padding=3)
    ax.set(title="Parts of speech", xlabel="syntactic words")
    ax.spines[["top", "right"]].set_visible(False)
    ax.set_gid("Bar chart of parts of speech: " + ", ".join(f"{n} {v}" for n, v in counts) + ".")
    return ax


def voices(discourse: Discourse, ax: Axes | None = None) -> Axes:
    """Whose words the article is made of, in surface tokens: ``plots.voices(khabar.interpret(doc))``.

    Each token counts for the innermost attribution in whose content it stands; what is in none
    is the newspaper's own.
    """
    ax = _axes(ax, height=3.6)
    counts = Counter(speakers(discourse).values()).most_common()
    for row, (_name, value) in enumerate(reversed(counts)):
        index = len(counts) - 1 - row
        colour, hatch = PALETTE[index % len(PALETTE)], HATCHES[index % len(HATCHES)]
        bar = ax.barh(row, value, color=colour, hatch=hatch, edgecolor="white")
        ax.bar_label(bar, labels=[f"{value} ({value / sum(v for _, v in counts):.0%})"], padding=3)
    ax.set_yticks(range(len(counts)), [name for name, _ in reversed(counts)])
    ax.set(title="Whose words?", xlabel="surface tokens, punctuation left out")
    ax.margins(x=0.18)
    ax.spines[["top", "right"]].set_visible(False)
    ax.set_gid("Bar chart of words by speaker: " + ", ".join(f"{n} {v}" for n, v in counts) + ".")
    return ax
