"""Two people or more over a sample: agreement by layer, what to adjudicate, and how far the program's
own numbers bear.

nltk and statsmodels compute the coefficients; here the annotations are laid side by side.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

import numpy as np
import pandas

from khabar.corpus.provenance import uses
from khabar.text.document import Document
from khabar.text.errors import KhabarError
from khabar.text.words import Word

__all__ = ["agreement", "by_layer", "draw", "scored", "side_by_side", "span_agreement", "to_adjudicate"]
Spans = set[tuple[int, int, int]]
Annotations = Mapping[str, Document | Mapping[str, Document]]
"""By annotator: one document, or the documents of a sample by their ids."""
LAYERS: dict[str, Callable[[Word], str]] = {
    "upos": lambda w: w.upos or "_",
    "lemma": lambda w: w.lemma or "_",
    "case": lambda w: w.feats.get("Case", "_"),
    "feats": lambda w: "|".join(f"{k}={v}" for k, v in sorted(w.feats.items())) or "_",
    "deprel": lambda w: w.deprel or "_",
    "head": lambda w: str(w.head),
}


def draw(ids: Sequence[str], size: int, seed: int) -> list[str]:
    """A sample of texts without replacement, the same for the same seed, in the order of the corpus.

    Raises:
        KhabarError: there are not so many.

    Example:
        >>> draw(["a", "b", "c", "d"], 2, seed=1) == draw(["a", "b", "c", "d"], 2, seed=1)
        True
    """
    if not 1 <= size <= len(ids):
        raise KhabarError(f"A sample of {size} cannot be drawn from {len(ids)} texts.")
    drawn = set(random.Random(seed).sample(sorted(ids), size))
    return [id for id in ids if id in drawn]


def side_by_side(annotations: Annotations, layer: str) -> pandas.DataFrame:
    """A row a word that all cut alike, a column an annotator; before them text, paragraph, position, form.

    Raises:
        KhabarError: fewer than two annotators, texts that differ, or a layer that there is not.

    Example:
        >>> first, second = khabar.article(), khabar.article()
        >>> second.words[3].upos = "X"
        >>> table = side_by_side({"ra": first, "mk": second}, "upos")
        >>> table.loc[table["ra"] != table["mk"], ["form", "ra", "mk"]].to_numpy().tolist()
        [['الروسية', 'ADJ', 'X']]
    """
    if layer not in LAYERS:
        raise KhabarError(f"There is no layer {layer!r}: choose one of {', '.join(LAYERS)}.")
    if len(annotations) < 2:
        raise KhabarError("Agreement wants two annotators at least: give {'name': document, …}.")
    samples = [{"": each} if isinstance(each, Document) else each for each in annotations.values()]
    if any(set(sample) != set(samples[0]) for sample in samples):
        raise KhabarError("The annotators have not annotated the same texts: give each the whole sample.")
    rows = []
    for id in samples[0]:
        documents = [sample[id] for sample in samples]
        tokens = [[token.form for token in document.tokens] for document in documents]
        if any(forms != tokens[0] for forms in tokens):
            raise KhabarError(f"The annotations of {id or 'the text'} are not over the same words of text.")
        for same in zip(*(document.tokens for document in documents), strict=True):
            if len({tuple(word.form for word in token.words) for token in same}) == 1:
                for place, word in enumerate(same[0].words):
                    values = [LAYERS[layer](token.words[place]) for token in same]
                    rows.append((id, same[0].paragraph, same[0].position, word.form, *values))
    return pandas.DataFrame(rows, columns=["text", "paragraph", "position", "form", *annotations])


def agreement(labels: pandas.DataFrame) -> dict[str, float]:
    """Coefficients of a table of labels, a row a unit, a column an annotator (missing: NaN).

    observed (mean share of pairs that agree), cohen (mean over pairs of annotators; Cohen 1960, by nltk),
    fleiss (Fleiss 1971, by statsmodels; NaN where a label is missing), alpha (Krippendorff 2004, nominal,
    by nltk). Where all give one label there is nothing beyond chance: NaN.

    Example:
        >>> labels = pandas.DataFrame({"ra": ["NOUN", "VERB", "NOUN"], "mk": ["NOUN", "VERB", "ADJ"]})
        >>> round(agreement(labels)["observed"], 2)
        0.67
    """
    uses("cohen1960", "fleiss1971", "krippendorff2004")
    from nltk.metrics.agreement import AnnotationTask
    from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

    found = {
        "units": float(len(labels)),
        "observed": np.nan,
        "cohen": np.nan,
        "fleiss": np.nan,
        "alpha": np.nan,
    }
    long = [
        (str(name), str(unit), str(value))
        for name in labels.columns
        for unit, value in labels[name].dropna().items()
    ]
    pairs = list(combinations(labels.columns, 2))
    both = [labels[[a, b]].dropna() for a, b in pairs]
    found["observed"] = float(
        np.mean([(pair.iloc[:, 0] == pair.iloc[:, 1]).mean() for pair in both if len(pair)])
    )
    if len({value for *_, value in long}) < 2:
        return found
    found["alpha"] = float(AnnotationTask(long).alpha())
    cohens = []
    for pair in both:
        task = [(str(name), str(unit), str(v)) for name in pair.columns for unit, v in pair[name].items()]
        if len({v for *_, v in task}) > 1:
            cohens.append(AnnotationTask(task).kappa_pairwise(*map(str, pair.columns)))
    found["cohen"] = float(np.mean(cohens)) if cohens else np.nan
    if not labels.isna().any().any():
        codes = np.unique(labels.to_numpy().astype(str), return_inverse=True)[1].reshape(labels.shape)
        found["fleiss"] = float(fleiss_kappa(aggregate_raters(codes)[0]))
    return found


def by_layer(annotations: Annotations, layers: Iterable[str] = LAYERS) -> pandas.DataFrame:
    """:func:`agreement` of annotators, a row a layer.

    Example:
        >>> by_layer({"ra": khabar.article(), "mk": khabar.article()}, ["upos", "case"])["alpha"].tolist()
        [1.0, 1.0]
    """
    rows = {layer: agreement(side_by_side(annotations, layer)[list(annotations)]) for layer in layers}
    return pandas.DataFrame.from_dict(rows, orient="index")


def to_adjudicate(annotations: Annotations, layers: Iterable[str] = LAYERS) -> pandas.DataFrame:
    """The words on which annotators differ, layer by layer, in reading order: what is to be decided.

    Example:
        >>> first, second = khabar.article(), khabar.article()
        >>> second.words[3].upos = "X"
        >>> to_adjudicate({"ra": first, "mk": second})[["form", "layer", "ra", "mk"]].to_numpy().tolist()
        [['الروسية', 'upos', 'ADJ', 'X']]
    """
    frames = []
    for layer in layers:
        table = side_by_side(annotations, layer)
        differ = table[list(annotations)].nunique(axis=1) > 1
        frames.append(table[differ].assign(layer=layer))
    found = pandas.concat(frames, ignore_index=True)
    return found.sort_values(["text", "paragraph", "position", "layer"], kind="stable", ignore_index=True)


def span_agreement(first: Spans, second: Spans) -> dict[str, float]:
    """F1 of spans, which is agreement where there is no fixed set of units (Hripcsak and Rothschild
    2005): exact, and relaxed (one to one, where spans share a token).

    Example:
        >>> talk = khabar.interpret(khabar.article())
        >>> cues = {span for relation in talk.attributions for span in relation.cue}
        >>> span_agreement(cues, cues)
        {'exact': 1.0, 'relaxed': 1.0}
    """
    uses("hripcsak2005")
    from networkx import Graph
    from networkx.algorithms.bipartite import maximum_matching

    total = len(first) + len(second)
    if not total:
        return {"exact": np.nan, "relaxed": np.nan}
    graph = Graph()
    tops = [("a", span) for span in first]
    graph.add_nodes_from(tops)
    for p, start, end in first:
        for q, other, stop in second:
            if p == q and start <= stop and other <= end:
                graph.add_edge(("a", (p, start, end)), ("b", (q, other, stop)))
    relaxed = len(maximum_matching(graph, tops)) // 2
    return {"exact": 2 * len(first & second) / total, "relaxed": 2 * relaxed / total}


def scored(
    gold: Mapping[str, Document], predicted: Mapping[str, Document], layers: Iterable[str] = LAYERS,
    level: float = 0.95, seed: int = 1, draws: int = 2000,
) -> pandas.DataFrame:  # fmt: skip
    """How often the program is right on a sample of texts, with intervals: columns words, right, accuracy,
    low, high (texts drawn again; Efron and Tibshirani 1993), wilson_low, wilson_high (words taken as
    independent; Wilson 1927, by statsmodels). Words that both cut alike are compared.

    Raises:
        KhabarError: the two have no text in common.

    Example:
        >>> gold = {"article": khabar.article()}
        >>> table = scored(gold, {"article": khabar.read(gold["article"].text)}, ["upos"])
        >>> bool(table.loc["upos", "wilson_low"] < table.loc["upos", "accuracy"])
        True
    """
    uses("efron1993", "wilson1927")
    from statsmodels.stats.proportion import proportion_confint

    from khabar.corpus.comparing import interval

    common = [id for id in gold if id in predicted]
    if not common:
        raise KhabarError("The sample and what is to be scored have no text in common.")
    rows = {}
    for layer in layers:
        counts = []
        for id in common:
            table = side_by_side({"gold": gold[id], "predicted": predicted[id]}, layer)
            counts.append(((table["gold"] == table["predicted"]).sum(), len(table)))
        texts = np.array(counts, float)
        right, words = texts.sum(axis=0)
        low, high = interval(texts, None, 1, level, seed, draws)
        wilson = proportion_confint(right, words, alpha=1 - level, method="wilson")
        rows[layer] = (int(words), int(right), right / words, low, high, *map(float, wilson))
    names = ["words", "right", "accuracy", "low", "high", "wilson_low", "wilson_high"]
    return pandas.DataFrame.from_dict(rows, orient="index", columns=names)
