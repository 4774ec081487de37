"""Scores of one annotation against another, and agreement between two annotators.

The UD layers are scored by the official scorer of the CoNLL 2018 shared task (in udtools), so
that figures can be compared with published ones.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.document import Document, Token, Word
from khabar.errors import KhabarError
from khabar.interpret import Discourse
from khabar.text import bare

if TYPE_CHECKING:
    import pandas

UD_METRICS = {
    "Tokens": "tokens", "Sentences": "sentences", "Words": "words", "UPOS": "upos", "XPOS": "xpos",
    "UFeats": "feats", "Lemmas": "lemmas", "UAS": "uas", "LAS": "las",
}  # fmt: skip


@dataclass(frozen=True)
class Score:
    """Precision, recall and F1, each from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @classmethod
    def of(cls, correct: int, gold: int, predicted: int) -> Score:
        return cls(correct / predicted if predicted else 0.0, correct / gold if gold else 0.0)


@dataclass(frozen=True)
class Scores:
    """All scores by name; ``scores.upos.f1`` and ``scores["upos"].f1`` are the same."""

    by_name: dict[str, Score] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Score:
        return self.by_name[name]

    def __getattr__(self, name: str) -> Score:
        try:
            return self.__dict__["by_name"][name]
        except KeyError:
            raise AttributeError(
                f"There is no score {name!r}: {', '.join(self.__dict__['by_name'])}."
            ) from None

    def to_frame(self) -> pandas.DataFrame:
        """A row a score: precision, recall, f1 in percent."""
        import pandas

        rows = {n: (100 * s.precision, 100 * s.recall, 100 * s.f1) for n, s in self.by_name.items()}
        return pandas.DataFrame.from_dict(rows, orient="index", columns=["precision", "recall", "f1"]).round(
            2
        )

    def _repr_html_(self) -> str:
        return str(self.to_frame().to_html())

    def __str__(self) -> str:
        return str(self.to_frame().to_string())


def evaluate(gold: Document | Discourse, predicted: Document | Discourse) -> Scores:
    """Score ``predicted`` against ``gold``.

    Two documents over the same text: the CoNLL 2018 metrics, vocalisation (``Vform`` of aligned
    words) and lemmas without signs. Two discourses: attribution by exact and by overlapping
    spans, of the whole relation and of its source, cue and content.

    Raises:
        KhabarError: the two are not over the same text, or not of the same kind.
    """
    if isinstance(gold, Document) and isinstance(predicted, Document):
        return _evaluate_documents(gold, predicted)
    if isinstance(gold, Discourse) and isinstance(predicted, Discourse):
        return _evaluate_discourses(gold, predicted)
    raise KhabarError("Give two documents or two discourses: one of each cannot be compared.")


def _evaluate_documents(gold: Document, predicted: Document) -> Scores:
    from udtools import udeval

    def loaded(document: Document) -> object:
        # The scorer wants a list of enhancements to ignore; none is.
        return udeval.load_conllu(io.StringIO(document.to_conllu()), document.id or "text", {})

    try:
        found = udeval.evaluate(loaded(gold), loaded(predicted))
    except udeval.UDError as error:
        if "concatenation of tokens" in str(error).lower():
            raise KhabarError(
                "The two documents are not over the same text: compare annotations of one text."
            ) from None
        raise KhabarError(f"The official scorer cannot compare the two: {error}") from None
    scores = {name: Score(found[key].precision, found[key].recall) for key, name in UD_METRICS.items()}
    counts = (len(gold.words), len(predicted.words))
    pairs = aligned(gold, predicted)
    for name, of in _WORD_LAYERS.items():
        scores[name] = Score.of(sum(of(g) == of(p) for g, p in pairs), *counts)
    return Scores(scores)


_WORD_LAYERS: dict[str, Callable[[Word], object]] = {
    "vocalisation": lambda word: word.vform,
    "lemmas_bare": lambda word: bare(word.lemma or ""),
}


def aligned(gold: Document, predicted: Document) -> list[tuple[Word, Word]]:
    """Pairs of words of the same surface token that both documents cut alike."""
    pairs: list[tuple[Word, Word]] = []
    theirs = {start: token for token, start in _starts(predicted)}
    for token, start in _starts(gold):
        other = theirs.get(start)
        if other is None or other.form != token.form:
            continue
        if [w.form for w in token.words] == [w.form for w in other.words]:
            pairs += zip(token.words, other.words, strict=True)
    return pairs


def _starts(document: Document) -> Iterable[tuple[Token, int]]:
    """Each token with the number of characters (spaces left out) before it."""
    position = 0
    for token in document.tokens:
        yield token, position
        position += len(token.form)


def _evaluate_discourses(gold: Discourse, predicted: Discourse) -> Scores:
    if gold.document.text != predicted.document.text:
        raise KhabarError("The two discourses are not over the same text: compare annotations of one text.")
    scores = {}
    for part in ("cue", "source", "content"):
        ours = [_places(getattr(a, part)) for a in gold.attributions]
        theirs = [_places(getattr(a, part)) for a in predicted.attributions]
        for name, same in _SAME.items():
            scores[f"attribution_{part}_{name}"] = _match(ours, theirs, same)
    for name, same in _SAME.items():
        ours_whole = [
            tuple(_places(getattr(a, p)) for p in ("cue", "source", "content")) for a in gold.attributions
        ]
        theirs_whole = [
            tuple(_places(getattr(a, p)) for p in ("cue", "source", "content"))
            for a in predicted.attributions
        ]

        def whole(a: tuple, b: tuple, same: Callable = same) -> bool:
            return all(same(x, y) for x, y in zip(a, b, strict=True))

        scores[f"attribution_{name}"] = _match(ours_whole, theirs_whole, whole)
    for layer, spans in (("entities", "span"), ("events", "trigger"), ("rhetoric", "span")):
        ours = [_places(getattr(item, spans)) for item in getattr(gold, layer)]
        theirs = [_places(getattr(item, spans)) for item in getattr(predicted, layer)]
        for name, same in _SAME.items():
            scores[f"{layer}_{name}"] = _match(ours, theirs, same)
    return Scores(scores)


def _places(spans: list) -> frozenset[tuple[int, int]]:
    return frozenset((p, position) for p, first, last in spans for position in range(first, last + 1))


_SAME: dict[str, Callable] = {
    "exact": lambda a, b: a == b,
    "overlap": lambda a, b: bool(a & b) or a == b,
}


def _match(gold: list, predicted: list, same: Callable) -> Score:
    """Each gold item is matched with at most one predicted item, in order."""
    free = list(predicted)
    correct = 0
    for item in gold:
        partner = next((other for other in free if same(item, other)), None)
        if partner is not None:
            free.remove(partner)
            correct += 1
    return Score.of(correct, len(gold), len(predicted))


def agreement(first: Document, second: Document) -> pandas.DataFrame:
    """How far two annotators agree on the words that both cut alike, layer by layer.

    Columns: words compared, agreement (share of equal labels) and Cohen's kappa (Cohen 1960;
    agreement beyond chance).  Layers of free text have no kappa that says anything: NaN.

    Raises:
        KhabarError: no word is cut alike.
    """
    import pandas
    from sklearn.metrics import cohen_kappa_score

    pairs = aligned(first, second)
    if not pairs:
        raise KhabarError("The two documents share no word: compare annotations of one text.")
    rows = {}
    for layer, label in _LABELS.items():
        ours, theirs = [label(a) for a, _ in pairs], [label(b) for _, b in pairs]
        same = sum(a == b for a, b in zip(ours, theirs, strict=True)) / len(pairs)
        kappa = cohen_kappa_score(ours, theirs) if layer in _CLOSED else float("nan")
        rows[layer] = (len(pairs), same, kappa)
    return pandas.DataFrame.from_dict(rows, orient="index", columns=["words", "agreement", "kappa"])


_LABELS: dict[str, Callable[[Word], str]] = {
    "upos": lambda w: w.upos or "",
    "xpos": lambda w: w.xpos or "",
    "case": lambda w: w.feats.get("Case", "none"),
    "definite": lambda w: w.feats.get("Definite", "none"),
    "gender": lambda w: w.feats.get("Gender", "none"),
    "number": lambda w: w.feats.get("Number", "none"),
    "mood": lambda w: w.feats.get("Mood", "none"),
    "voice": lambda w: w.feats.get("Voice", "none"),
    "feats": lambda w: "|".join(f"{k}={v}" for k, v in sorted(w.feats.items())),
    "deprel": lambda w: w.deprel or "",
    "head": lambda w: str(w.head),
    "head and deprel": lambda w: f"{w.head} {w.deprel}",
    "lemma": lambda w: w.lemma or "",
    "vocalisation": lambda w: w.vform,
    "root": lambda w: w.misc.get("Root", ""),
    "pattern": lambda w: w.misc.get("Pattern", ""),
}
_CLOSED = {
    "upos",
    "xpos",
    "case",
    "definite",
    "gender",
    "number",
    "mood",
    "voice",
    "feats",
    "deprel",
    "head and deprel",
}
