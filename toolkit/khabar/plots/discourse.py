"""Figures of a discourse: who is heard, through whom, and what is said to have happened when."""

from __future__ import annotations

from collections import Counter, defaultdict
from textwrap import fill
from typing import TYPE_CHECKING

from matplotlib.lines import Line2D

from khabar.discourse.model import AUTHOR, Discourse, Event, speakers
from khabar.plots.colours import HATCHES, PALETTE, SPEAKERS
from khabar.plots.figures import axes, describe, key_below, listed
from khabar.text.errors import KhabarError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# FactBank's values (Saurí and Pustejovsky 2009): marker, colour, filled, in words.
FACTUALITY = {
    "CT+": ("o", PALETTE[0], True, "certain: it happened"),
    "PR+": ("^", PALETTE[4], True, "probable"),
    "PS+": (">", PALETTE[2], True, "possible"),
    "CT-": ("X", PALETTE[5], True, "certain: it did not happen"),
    "PR-": ("v", PALETTE[1], True, "probably not"),
    "PS-": ("<", PALETTE[3], True, "possibly not"),
    "CTu": ("s", PALETTE[7], False, "certain, but which way is not said"),
    "Uu": ("o", PALETTE[7], False, "not committed"),
}


def voices(discourse: Discourse, ax: Axes | None = None) -> Axes:
    """Whose words the article is made of, in surface tokens: ``plots.voices(khabar.interpret(doc))``.

    Each token counts for the innermost attribution in whose content it stands; what is in none
    is the newspaper's own. A speaker has the colour that the reader gives her.

    Example:
        >>> ax = plots.voices(khabar.interpret(khabar.article()))
    """
    heard = speakers(discourse).values()
    numbers = {name: number for number, name in enumerate(dict.fromkeys(heard))}
    counts = Counter(heard).most_common()
    ax = ax or axes(7.0, 1.2 + 0.3 * len(counts))
    total = sum(value for _, value in counts)
    for row, (name, value) in enumerate(counts):
        colour, hatch = SPEAKERS[numbers[name] % len(SPEAKERS)], HATCHES[numbers[name] % len(HATCHES)]
        bar = ax.barh(row, value, color=colour, hatch=hatch, edgecolor="white")
        ax.bar_label(bar, labels=[f"{value} ({value / total:.0%})"], padding=3)
    ax.set_yticks(range(len(counts)), [name for name, _ in counts])
    ax.invert_yaxis()
    ax.set(title="Whose words?", xlabel="surface tokens, punctuation left out")
    ax.margins(x=0.18)
    return describe(ax, f"Bar chart of words by speaker: {listed(counts)}.")


def attribution_network(discourse: Discourse, ax: Axes | None = None) -> Axes:
    """Who lets whom speak: ``plots.attribution_network(khabar.interpret(doc))``.

    A tree from left to right: whose words each one reports, and through whom. The number after a
    name counts the relations of saying that end there; who is heard on two ways stands twice.

    Raises:
        KhabarError: the discourse has no attribution.

    Example:
        >>> ax = plots.attribution_network(khabar.interpret(khabar.article()))
    """
    if not discourse.attributions:
        raise KhabarError(
            "There is no attribution to draw: mark one, or ask khabar.interpret for a proposal."
        )
    paths = Counter((AUTHOR, *discourse.chain(attribution)) for attribution in discourse.attributions)
    mouths = dict.fromkeys(path[:depth] for path in paths for depth in range(1, len(path) + 1))
    rows = _rows(list(mouths))
    columns, lines = max(map(len, mouths)), max(rows.values()) + 1
    ax = ax or axes(0.5 + 2.6 * columns, 0.8 + 0.5 * lines)
    for path, row in rows.items():
        x = len(path) - 1
        number = paths[path]
        if len(path) > 1:
            above = (x - 1, rows[path[:-1]])
            ax.plot(
                [above[0] + 0.86, above[0] + 0.86, x], [above[1], row, row],
                color="0.45", lw=1 + 0.4 * min(number, 8), ls="-" if number else ":", zorder=1,
            )  # fmt: skip
            ax.plot([above[0], above[0] + 0.86], [above[1]] * 2, color="0.45", zorder=1)
        ax.text(
            x, row, fill(path[-1], 26) + (f"  ({number})" if number else ""),
            ha="left", va="center", size=9.5, zorder=2, linespacing=1.1,
            bbox={"boxstyle": "round,pad=0.35", "fc": "white", "ec": PALETTE[0 if x else 7], "lw": 1.5},
        )  # fmt: skip
    ax.set_xlim(-0.06, columns - 0.2)
    ax.set_ylim(lines - 0.4, -0.6)
    ax.set_axis_off()
    ax.set_title("Who lets whom speak (in brackets: relations of saying)", loc="left")
    said = [f"{' → '.join(path)} ({number})" for path, number in paths.most_common()]
    return describe(
        ax, f"Tree of {len(discourse.attributions)} attributions, who reports whom: {'; '.join(said)}."
    )


def _rows(paths: list[tuple[str, ...]]) -> dict[tuple[str, ...], float]:
    """The row of each path of a tree: leaves one under the other, a stem in the middle of its own."""
    rows: dict[tuple[str, ...], float] = {}

    def set_rows(path: tuple[str, ...]) -> float:
        below = [other for other in paths if other[:-1] == path]
        heights = [set_rows(other) for other in below]
        leaves = sum(not any(o[:-1] == p for o in paths) for p in rows)
        rows[path] = (heights[0] + heights[-1]) / 2 if heights else float(leaves)
        return rows[path]

    set_rows(paths[0])
    return rows


def timeline(discourse: Discourse, ax: Axes | None = None) -> Axes:
    """Events by day, with their factuality: ``plots.timeline(khabar.interpret(doc))``.

    Each event stands as its trigger word over its day, marked for what its reporter holds true
    (FactBank; Saurí and Pustejovsky 2009). Events whose day the text does not tell are counted.

    Raises:
        KhabarError: the discourse has no event.

    Example:
        >>> ax = plots.timeline(khabar.interpret(khabar.article()))
    """
    if not discourse.events:
        raise KhabarError("There is no event to show: khabar.interpret(document) proposes some.")
    days: dict[str, list[Event]] = defaultdict(list)
    for event in sorted(discourse.events, key=lambda event: (event.time is None, event.time or "")):
        days[_day(event.time)].append(event)
    undated = days.pop(UNDATED, [])
    counts = Counter(event.factuality for event in undated)
    tallest = max([*map(len, days.values()), len(counts), 1])
    ax = ax or axes(1.0 + 2.1 * (len(days) + bool(undated)), 1.9 + 0.34 * tallest)

    def entry(column: int, row: int, factuality: str, label: str, size: float) -> None:
        marker, colour, filled, _ = FACTUALITY.get(factuality, FACTUALITY["Uu"])
        ax.plot(
            column + 0.35, row, marker, color=colour, mfc=colour if filled else "none", ms=9, mew=1.5, ls=""
        )
        ax.text(column + 0.25, row, label, ha="right", va="center", size=size)

    for column, events in enumerate(days.values()):
        for row, event in enumerate(events):
            entry(column, row, event.factuality, discourse.text(event.trigger), 13)
    for row, (factuality, number) in enumerate(counts.most_common()):
        entry(len(days), row, factuality, f"{number} ×", 10)
    names = [*days, *([UNDATED] if undated else [])]
    ax.set_xticks(range(len(names)), names)
    ax.set_xlim(-0.5, len(names) - 0.5)
    ax.set_ylim(tallest - 0.3, -0.7)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    for border in range(1, len(names)):
        ax.axvline(border - 0.5, color="0.85", lw=0.8)
    ax.set_title("What happened when, as its reporter holds it")
    used = [value for value in FACTUALITY if any(event.factuality == value for event in discourse.events)]
    key = [
        Line2D(
            [],
            [],
            marker=m,
            color=c,
            mfc=c if f else "none",
            mew=1.5,
            ms=8,
            ls="",
            label=f"{value}: {meaning}",
        )
        for value, (m, c, f, meaning) in FACTUALITY.items()
        if value in used
    ]
    key_below(ax, 2, handles=key)
    said = [
        f"{day}: " + ", ".join(f"{discourse.text(event.trigger)} {event.factuality}" for event in events)
        for day, events in days.items()
    ]
    if undated:
        said.append(f"{UNDATED}: {listed(counts.most_common())}")
    return describe(ax, f"Timeline of {len(discourse.events)} events. {'; '.join(said)}.")


UNDATED = "day not told"


def _day(time: str | None) -> str:
    """The column of an event: an ISO day, an interval in words, or that there is none."""
    if not time:
        return UNDATED
    start, _, end = time.partition("/")
    if not end or start == end:
        return start
    return f"until {end}" if start == ".." else f"from {start}" if end == ".." else f"{start} to {end}"
