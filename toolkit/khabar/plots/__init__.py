"""Pictures: each function takes a document, a discourse or scores and returns matplotlib's ``Axes``.

``alt_text(axes)`` is the figure in words; notebooks hand it on to screen readers.
"""

from khabar.plots.colours import HATCHES, PALETTE, SPEAKERS
from khabar.plots.corpus import result
from khabar.plots.discourse import attribution_network, timeline, voices
from khabar.plots.figures import alt_text, axes, describe
from khabar.plots.words import (
    agreement,
    ambiguity,
    certainty,
    confusion,
    dispersion,
    frequency,
    parts_of_speech,
)

__all__ = [
    "HATCHES",
    "PALETTE",
    "SPEAKERS",
    "agreement",
    "alt_text",
    "ambiguity",
    "attribution_network",
    "axes",
    "certainty",
    "confusion",
    "describe",
    "dispersion",
    "frequency",
    "parts_of_speech",
    "result",
    "timeline",
    "voices",
]
