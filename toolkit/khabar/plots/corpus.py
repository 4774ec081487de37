"""Results of a corpus as figures that may be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from khabar.plots.colours import HATCHES, PALETTE
from khabar.plots.figures import axes, describe, key_below, listed
from khabar.text.errors import KhabarError

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

# What is drawn of each table: its measure, and the two ends of its interval where it has one.
_DRAWN = {
    "frequency": ("count", None), "dispersion": ("dp_norm", None), "collocates": ("log_dice", None),
    "keyness": ("log_ratio", ("low", "high")), "ngrams": ("count", None), "profiles": ("words", None),
    "network": ("relations", None), "compare": ("rate", ("low", "high")), "duplicates": ("similarity", None),
    "count": ("matches", None),
}  # fmt: skip
_NAMED = (
    "lemma",
    "form",
    "root",
    "pattern",
    "ngram",
    "speaker",
    "reporter",
    "deprel",
    "upos",
    "outlet",
    "id",
    "same_as",
)


def result(table: pandas.DataFrame, top: int = 20, ax: Axes | None = None) -> Axes:
    """The first rows of a corpus's table: ``plots.result(corpus.keyness("outlet", "A"))``.

    Points with their intervals where the table has some, bars elsewhere; a timeline by certainty.

    Raises:
        KhabarError: the table is none of a corpus, or empty.

    Example:
        >>> import pandas
        >>> from khabar.corpus.provenance import with_provenance
        >>> counts = pandas.DataFrame({"lemma": ["قال"], "count": [3]})
        >>> print(plots.alt_text(plots.result(with_provenance(counts, {"method": "frequency"}))))
        frequency, count: قال 3.
    """
    method = getattr(table, "provenance", {}).get("method")
    if method == "timeline":
        return _timeline(table, ax)
    if method not in _DRAWN or table.empty:
        raise KhabarError("There is nothing to draw: give a table of a corpus that has rows.")
    measure, ends = _DRAWN[method]
    shown = table.head(top)[::-1]
    settings = getattr(table, "provenance", {}).get("settings", {})
    columns = [name for name in (settings.get("by"), *_NAMED) if name in shown.columns]
    names = [
        " · ".join(str(row[name]) or "–" for name in dict.fromkeys(columns)) for _, row in shown.iterrows()
    ]
    places = range(len(shown))
    ax = ax or axes(7.5, 1.2 + 0.34 * len(shown))
    values = shown[measure].to_numpy(float)
    if ends:
        low, high = (shown[end].to_numpy(float) for end in ends)
        ax.hlines(places, low, high, color=PALETTE[0], lw=2)
        ax.plot(values, places, "o", color=PALETTE[0], ms=7)
    else:
        ax.bar_label(ax.barh(places, values, color=PALETTE[0]), fmt="{:,.6g}", padding=3)
        ax.margins(x=0.12)
    ax.set_yticks(places, names, size=12)
    ax.set(title=f"{method}, {table.provenance['texts']:,} texts" if "texts" in table.provenance else method)
    per = f" per {settings['per']:,} words" if "per" in settings else ""
    level = settings.get("level", 0.95)
    ax.set_xlabel(measure.replace("_", " ") + per + (f" with {level:.0%} interval" if ends else ""))
    said = listed((name, f"{value:,.6g}") for name, value in list(zip(names, values, strict=True))[::-1])
    return describe(ax, f"{method}, {measure}: {said}.")


def _timeline(table: pandas.DataFrame, ax: Axes | None) -> Axes:
    wide = table.pivot_table(
        index="period", columns="factuality", values="events", aggfunc="sum", fill_value=0
    )
    ax = ax or axes(9.0, 4.2)
    bottom = np.zeros(len(wide))
    for number, name in enumerate(wide.columns):
        ax.bar(
            wide.index, wide[name], bottom=bottom, label=name, color=PALETTE[number % len(PALETTE)],
            hatch=HATCHES[number % len(HATCHES)], edgecolor="white",
        )  # fmt: skip
        bottom += wide[name].to_numpy()
    ax.set(title="Events by period and certainty", ylabel="events")
    unit = table.provenance["settings"].get("unit")
    length = {"year": 4, "month": 7}.get(unit, 10)  # of an ISO date
    each = -(-len(wide) // (12 if length < 10 else 8))
    ax.set_xticks(range(0, len(wide), each), [period[:length] for period in wide.index[::each]])
    key_below(ax, 4)
    said = "; ".join(f"{period}: {listed(row.items())}" for period, row in wide.iterrows())
    return describe(ax, f"Events by period and certainty. {said}.")
