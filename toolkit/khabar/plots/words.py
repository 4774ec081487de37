"""Figures of words: ambiguity, frequency, parts of speech, agreement and confusion."""

from __future__ import annotations

import itertools
import statistics
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ticker import MaxNLocator, PercentFormatter

from khabar.plots.colours import PALETTE
from khabar.plots.figures import axes, describe, key_below, listed
from khabar.text.document import Document, Word, sure
from khabar.text.errors import KhabarError
from khabar.text.script import bare

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

_BANDS = (0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)  # of certainty
# Words that belong to grammar more than to the subject of a text.
_FUNCTION = {"ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "SCONJ"}


def ambiguity(doc: Document, ax: Axes | None = None) -> Axes:
    """Readings per word along the text: ``plots.ambiguity(khabar.article())``.

    A reading is a vocalised form of a lexeme, as the analyzer knows it out of context; the bars
    in front count lexemes alone, without their endings. The most ambiguous words are named.

    Example:
        >>> ax = plots.ambiguity(khabar.article())
        >>> plots.alt_text(ax) != ""
        True
    """
    from khabar.morphology.camel import disambiguator

    ax = ax or axes(9.0, 4.2)
    tokens = [token for token in doc.tokens if token.words[0].upos != "PUNCT"]
    found = [
        {
            (a.analysis["lex"], a.analysis["pos"], a.analysis["diac"])
            for a in disambiguator().candidates(t.form)
        }
        for t in tokens
    ]
    readings = [len(forms) for forms in found]
    lexemes = [len({form[:2] for form in forms}) for forms in found]
    places = range(1, len(tokens) + 1)
    ax.bar(places, readings, width=1.0, color=PALETTE[4], label="readings (vocalised forms)")
    ax.bar(places, lexemes, width=1.0, color="#003B5C", label="lexemes")
    mean = statistics.mean(readings)
    ax.axhline(mean, color=PALETTE[5], linestyle="--", label=f"mean: {mean:.1f} readings")
    named: list[int] = []
    for place in sorted(range(len(tokens)), key=lambda n: -readings[n]):
        # Names side by side would hide each other.
        if len(named) < 6 and all(abs(place - other) > len(tokens) / 14 for other in named):
            named.append(place)
    for place in named:
        label = (place + 1, readings[place])
        ax.annotate(
            tokens[place].form, label, (0, 2), textcoords="offset points", ha="center", va="bottom", size=13
        )
    openings = [n for n, t in enumerate(tokens, 1) if n > 1 and t.paragraph != tokens[n - 2].paragraph]
    if len(openings) < 40:
        for opening in openings:
            ax.axvline(opening - 0.5, color="0.8", lw=0.8, zorder=0)
    ax.set(title="Readings of each word out of context", ylabel="readings in the lexicon")
    ax.set_xlabel("words in reading order (grey lines: paragraphs)")
    ax.set_xlim(0, len(tokens) + 1)
    ax.margins(y=0.15)
    key_below(ax, 3)
    many = sum(n > 1 for n in readings)
    return describe(
        ax,
        f"Bar chart of readings per word out of context, {len(tokens)} words in reading order: {mean:.1f} on "
        f"average, {many} words ({many / len(tokens):.0%}) have more than one, "
        f"{sum(n > 1 for n in lexemes)} belong to more than one lexeme. Most ambiguous: "
        + listed((tokens[n].form, readings[n]) for n in sorted(named, key=lambda n: -readings[n]))
        + ".",
    )


def parts_of_speech(doc: Document, ax: Axes | None = None) -> Axes:
    """How many words of each part of speech: ``plots.parts_of_speech(khabar.article())``.

    Example:
        >>> plots.alt_text(plots.parts_of_speech(khabar.article()))[:40]
        'Bar chart of parts of speech: NOUN 132, '
    """
    ax = ax or axes()
    counts = Counter(word.upos or "X" for word in doc.words if word.upos != "PUNCT").most_common()
    names, values = [n for n, _ in counts], [v for _, v in counts]
    bars = ax.barh(names[::-1], values[::-1], color=PALETTE[0])
    ax.bar_label(bars, padding=3)
    ax.set(title="Parts of speech", xlabel="syntactic words")
    return describe(ax, f"Bar chart of parts of speech: {listed(counts)}.")


def frequency(doc: Document, top: int = 20, ax: Axes | None = None) -> Axes:
    """The most frequent lemmas: ``plots.frequency(khabar.article(), top=20)``.

    Function words (prepositions, conjunctions, pronouns, particles …) are hatched.

    Raises:
        KhabarError: ``top`` is less than 1.

    Example:
        >>> ax = plots.frequency(khabar.article(), top=5)
        >>> len(ax.get_yticklabels())
        5
    """
    if top < 1:
        raise KhabarError(f"top={top} shows nothing: give how many lemmas to show, at least 1.")
    counts = Counter((_lemma(word), word.upos in _FUNCTION) for word in doc.words if word.upos != "PUNCT")
    shown = counts.most_common(top)[::-1]
    ax = ax or axes(7.0, 0.9 + 0.36 * len(shown))
    for is_function, name in ((False, "content words"), (True, "function words")):
        rows = [row for row, ((_, function), _) in enumerate(shown) if function == is_function]
        colour, hatch = (PALETTE[1], "///") if is_function else (PALETTE[0], "")
        values = [shown[row][1] for row in rows]
        ax.bar_label(
            ax.barh(rows, values, color=colour, hatch=hatch, edgecolor="white", label=name), padding=3
        )
    ax.set_yticks(range(len(shown)), [lemma for (lemma, _), _ in shown], size=13)
    ax.set(title=f"The {len(shown)} most frequent lemmas", xlabel="syntactic words")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.margins(x=0.1, y=0.02)
    ax.legend(loc="lower right", frameon=False)
    words = listed((lemma, number) for (lemma, _), number in shown[::-1])
    return describe(ax, f"Bar chart of the {len(shown)} most frequent lemmas: {words}.")


def dispersion(doc: Document, lemmas: str | list[str], ax: Axes | None = None) -> Axes:
    """Where lemmas stand in the text: ``plots.dispersion(khabar.article(), ["قال", "روسيا"])``.

    Lemmas may be given without vowels. DP is Gries' deviation of proportions (2008) over
    paragraphs: near 0 where a lemma is spread as the text is, near 1 where it is in one place.

    Raises:
        KhabarError: no lemma is given, or the text has no word of one.

    Example:
        >>> ax = plots.dispersion(khabar.article(), ["قال", "روسيا"])
    """
    wanted = [lemmas] if isinstance(lemmas, str) else list(lemmas)
    if not wanted:
        raise KhabarError("Give at least one lemma, such as قال.")
    words = [(t.paragraph, word) for t in doc.tokens for word in t.words if word.upos != "PUNCT"]
    sizes = Counter(paragraph for paragraph, _ in words)
    ax = ax or axes(9.0, 1.4 + 0.42 * len(wanted))
    notes = []
    for row, lemma in enumerate(wanted):
        places = [n for n, (_, word) in enumerate(words, 1) if bare(word.lemma or "") == bare(lemma)]
        if not places:
            raise KhabarError(f"The text has no word of the lemma {lemma}: see doc.to_frame()['lemma'].")
        inside = Counter(words[n - 1][0] for n in places)
        dp = 0.5 * sum(abs(inside[p] / len(places) - size / len(words)) for p, size in sizes.items())
        notes.append((lemma, len(places), dp, sorted(inside)))
        ax.plot(places, [row] * len(places), "|", ms=18, mew=2, color=PALETTE[row % 6])
        ax.text(1.01, row, f"{len(places)} × · DP {dp:.2f}", transform=ax.get_yaxis_transform(), va="center")
    for opening in np.cumsum(list(sizes.values()))[:-1][:40]:
        ax.axvline(opening + 0.5, color="0.8", lw=0.8, zorder=0)
    ax.set_yticks(range(len(wanted)), wanted, size=13)
    ax.set_ylim(len(wanted) - 0.5, -0.5)
    ax.set_xlim(-2, len(words) + 3)
    ax.set(title="Where the words stand", xlabel="syntactic words in reading order (grey lines: paragraphs)")
    said = "; ".join(
        f"{lemma} {number} times, in paragraphs {', '.join(map(str, inside))}, DP {dp:.2f}"
        for lemma, number, dp, inside in notes
    )
    return describe(ax, f"Dispersion of lemmas over {len(words)} words: {said}.")


def confusion(
    gold: Document | pandas.Series, predicted: Document | pandas.Series, ax: Axes | None = None
) -> Axes:
    """Parts of speech confused: ``plots.confusion(khabar.article(), khabar.read(text))``.

    Words that both documents cut alike, a row a gold part of speech, a column a predicted one. Instead of
    documents two columns of labels, of any layer and of many texts, by
    :func:`khabar.corpus.annotators.side_by_side`: ``plots.confusion(table["ra"], table["mk"])``.

    Raises:
        KhabarError: no word is cut alike.

    Example:
        >>> doc = khabar.article()
        >>> ax = plots.confusion(doc, khabar.read(doc.text))
    """
    from khabar.scores import aligned

    if isinstance(gold, Document) and isinstance(predicted, Document):
        pairs = [(g.upos or "X", p.upos or "X") for g, p in aligned(gold, predicted) if g.upos != "PUNCT"]
        what, axis_names = "parts of speech", ("gold", "predicted")
    else:
        pairs = [(str(g), str(p)) for g, p in zip(gold, predicted, strict=True)]  # type: ignore[arg-type]
        what, axis_names = "labels", (str(getattr(gold, "name", "")), str(getattr(predicted, "name", "")))
    if not pairs:
        raise KhabarError("The two documents share no word: compare annotations of one text.")
    names = sorted({name for pair in pairs for name in pair})
    cells = Counter(pairs)
    table = np.array([[cells[g, p] for p in names] for g in names])
    ax = ax or axes(1.8 + 0.55 * len(names), 1.5 + 0.45 * len(names))
    # By the root, so that a single confusion is still seen beside hundreds of right words.
    ax.imshow(np.sqrt(np.where(table, table, np.nan)), cmap="cividis", aspect="auto", vmin=0)
    dark = table.max() / 3
    for row, column in zip(*np.nonzero(table), strict=True):
        value = table[row, column]
        weight = "normal" if row == column else "bold"
        ax.text(
            column, row, str(value), ha="center", va="center", weight=weight,
            color="black" if value > dark else "white",
        )  # fmt: skip
    ax.set_xticks(range(len(names)), names, rotation=45, ha="right", rotation_mode="anchor")
    ax.set_yticks(range(len(names)), names)
    right = int(np.trace(table))
    ax.set(title=f"{right} of {len(pairs)} words agree ({right / len(pairs):.1%})")
    ax.set(xlabel=axis_names[1], ylabel=axis_names[0])
    wrong = [(f"{g} taken for {p}", n) for (g, p), n in cells.most_common() if g != p]
    said = f"Confusions: {listed(wrong)}." if wrong else "There is no confusion."
    return describe(ax, f"Confusion matrix of {what}: {right} of {len(pairs)} words agree. {said}")


def certainty(gold: Document, predicted: Document, ax: Axes | None = None) -> Axes:
    """How often words are right, by how sure they are said to be: ``plots.certainty(gold, khabar.read(text))``.

    Words that both documents cut alike and that carry ``Sure``, in bands of certainty: a point on the diagonal
    keeps its promise, one below it claims too much. A word is right if it is vocalised as in ``gold``.

    Raises:
        KhabarError: no word that both cut alike says how sure it is.

    Example:
        >>> doc = khabar.article()
        >>> ax = plots.certainty(doc, khabar.read(doc.text))
    """
    from khabar.scores import aligned

    pairs = [(sure(p), g.vform == p.vform) for g, p in aligned(gold, predicted) if "Sure" in p.misc]
    if not pairs:
        raise KhabarError("No word says how sure it is: give the gold and what khabar.read made of its text.")
    said, right = (np.array(column, dtype=float) for column in zip(*pairs, strict=True))
    ax = ax or axes(6.5, 4.5)
    ax.plot([0, 1], [0, 1], "--", color="0.6", zorder=0)
    notes = []
    for low, high in itertools.pairwise(_BANDS):
        inside = (said >= low) & (said < high)
        if not inside.any():
            continue
        where, share, count = said[inside].mean(), right[inside].mean(), int(inside.sum())
        ax.scatter(where, share, s=20 + 600 * count / len(said), color=PALETTE[0], alpha=0.8)
        ax.annotate(str(count), (where, share), textcoords="offset points", xytext=(-8, -18), ha="right")
        notes.append(f"said {where:.0%}: right {share:.0%} of {count}")
    ax.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    ax.set(
        xlim=(0, 1.03),
        ylim=(0, 1.06),
        xlabel="how sure the program said it was",
        ylabel="words that are right",
    )
    ax.set_title(f"{len(said)} words: said {said.mean():.1%}, right {right.mean():.1%}")
    ax.grid(color="0.92")
    ax.set_axisbelow(True)
    return describe(ax, f"How often words of each certainty are right: {'; '.join(notes)}.")


def agreement(table: pandas.DataFrame, ax: Axes | None = None) -> Axes:
    """How far two annotators agree: ``plots.agreement(khabar.agreement(first, second))``.

    Raises:
        KhabarError: the table lacks the columns agreement and kappa.

    Example:
        >>> doc = khabar.article()
        >>> ax = plots.agreement(khabar.agreement(doc, doc))
    """
    if not {"agreement", "kappa"} <= set(table.columns):
        raise KhabarError("Give the table of khabar.agreement(first, second).")
    rows = table.sort_values("agreement", kind="stable")
    ax = ax or axes(7.5, 1.2 + 0.32 * len(rows))
    places = range(len(rows))
    ax.hlines(places, rows[["agreement", "kappa"]].min(axis=1), rows["agreement"], color="0.6", zorder=0)
    ax.plot(rows["agreement"], places, "o", ms=8, color=PALETTE[0], label="agreement")
    ax.plot(rows["kappa"], places, "D", ms=7, color=PALETTE[5], mfc="none", mew=2, label="Cohen's kappa")
    ax.set_yticks(places, [str(name) for name in rows.index])
    for place, (share, kappa) in zip(places, rows[["agreement", "kappa"]].to_numpy(), strict=True):
        note = f"{share:.1%}" + ("" if np.isnan(kappa) else f" · κ {kappa:.2f}")
        ax.text(1.02, place, note, transform=ax.get_yaxis_transform(), va="center")
    ax.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    ax.set_xlim(right=1.005)
    ax.set(title="Agreement between two annotators", xlabel="share of equal labels; kappa: beyond chance")
    ax.grid(axis="x", color="0.9")
    ax.set_axisbelow(True)
    key_below(ax, 2)
    said = [
        f"{name} {share:.1%}" + ("" if np.isnan(kappa) else f" (kappa {kappa:.2f})")
        for name, share, kappa in rows[["agreement", "kappa"]][::-1].itertuples()
    ]
    return describe(ax, f"Agreement between two annotators, layer by layer: {', '.join(said)}.")


def _lemma(word: Word) -> str:
    return word.lemma or word.form
