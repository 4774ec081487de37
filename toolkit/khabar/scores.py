"""Scores of one annotation against another, and agreement between two annotators.

The UD layers are scored by the official scorer of the CoNLL 2018 shared task (in udtools), so
that figures can be compared with published ones.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from khabar.discourse.model import Discourse, Entity, Item, beside
from khabar.text.document import Document, Token, Word
from khabar.text.errors import KhabarError
from khabar.text.script import bare

if TYPE_CHECKING:
    import pandas

UD_METRICS = {
    "Tokens": "tokens", "Sentences": "sentences", "Words": "words", "UPOS": "upos", "XPOS": "xpos",
    "UFeats": "feats", "Lemmas": "lemmas", "UAS": "uas", "LAS": "las",
}  # fmt: skip


@dataclass(frozen=True)
class Score:
    """Precision, recall and F1, each from 0 to 1.

    Example:
        >>> Score(precision=0.5, recall=1.0).f1
        0.6666666666666666
    """

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
    """All scores by name; ``scores.upos.f1`` and ``scores["upos"].f1`` are the same.

    Example:
        >>> scores = Scores({"upos": Score(1.0, 1.0)})
        >>> scores.upos.f1, scores["upos"].f1
        (1.0, 1.0)
    """

    by_name: dict[str, Score] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Score:
        return self.by_name[name]

    def __getattr__(self, name: str) -> Score:
        scores = self.__dict__.get("by_name", {})  # not there yet while a copy is made
        if name not in scores:
            raise AttributeError(f"There is no score {name!r}: {', '.join(scores)}.")
        return scores[name]

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
    spans (all three of source, cue and content, and each by itself), entities by span and type
    (as CoNLL 2003), events and rhetoric by span. Items are paired one to one, so that as many
    as possible are right.

    Raises:
        KhabarError: the two are not over the same text, or not of the same kind.

    Example:
        >>> talk = khabar.interpret(khabar.article())
        >>> khabar.evaluate(talk, talk)["attribution_exact"].f1
        1.0
    """
    if isinstance(gold, Document) and isinstance(predicted, Document):
        return _evaluate_documents(gold, predicted)
    if isinstance(gold, Discourse) and isinstance(predicted, Discourse):
        return _evaluate_discourses(gold, predicted)
    raise KhabarError("Give two documents or two discourses: one of each cannot be compared.")


def _evaluate_documents(gold: Document, predicted: Document) -> Scores:
    try:
        from udtools import udeval
    except ImportError:
        raise KhabarError(
            "Scoring needs the official scorer of Universal Dependencies: pip install udtools, then try again."
        ) from None

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
    except (ValueError, KeyError, IndexError) as error:  # it falls over columns that are broken
        raise KhabarError(
            f"The official scorer cannot read one of the two ({error}): its HEAD or DEPS are broken."
        ) from None
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


Places = frozenset[tuple[int, int]]
Same = Callable[[Places, Places], bool]

# What of each layer is compared: its spans, the first of which finds the item again in another
# annotation, and its labels.
SPAN_FIELDS = {
    "attributions": ("cue", "source", "content"),
    "entities": ("span",),
    "mentions": ("span",),
    "events": ("trigger",),
    "rhetoric": ("span",),
}
LABELS = {
    "attributions": ("mode", "cue_type", "speech_act", "stance", "source_name"),
    "entities": ("type", "name", "iso"),
    "mentions": (),
    "events": ("factuality", "reporter"),
    "rhetoric": ("type", "whose"),
}


def _evaluate_discourses(gold: Discourse, predicted: Discourse) -> Scores:
    _same_text(gold, predicted)
    scores = {}
    for name, same in _SAME.items():
        attributions = gold.attributions, predicted.attributions
        scores[f"attribution_{name}"] = _score(*attributions, SPAN_FIELDS["attributions"], same)
        for part in SPAN_FIELDS["attributions"]:
            scores[f"attribution_{part}_{name}"] = _score(*attributions, (part,), same)
        for layer in ("entities", "events", "rhetoric"):
            items = getattr(gold, layer), getattr(predicted, layer)
            scores[f"{layer}_{name}"] = _score(*items, SPAN_FIELDS[layer], same)
    return Scores(scores)


def _same_text(first: Discourse, second: Discourse) -> None:
    if first.document.text != second.document.text:
        raise KhabarError("The two discourses are not over the same text: compare annotations of one text.")


def _score(gold: Sequence[Item], predicted: Sequence[Item], parts: tuple[str, ...], same: Same) -> Score:
    def weight(a: Item, b: Item) -> float:
        if isinstance(a, Entity) and isinstance(b, Entity) and a.type != b.type:
            return 0.0
        return float(all(_alike(a, b, part, same) for part in parts))

    return Score.of(len(_paired(gold, predicted, weight)), len(gold), len(predicted))


def _alike(a: Item, b: Item, part: str, same: Same) -> bool:
    """Whether a part is the same. Where one annotator has no source, since none is expressed,
    its antecedent may stand for it, and two relations with one antecedent have one source."""
    ours, theirs = _places(a, part), _places(b, part)
    if part != "source" or (ours and theirs):
        return same(ours, theirs)
    before_a, before_b = _places(a, "antecedent"), _places(b, "antecedent")
    one_antecedent = bool(before_a) and same(before_a, before_b)
    return same(ours, theirs) or same(ours or before_a, theirs or before_b) or one_antecedent


def _places(item: Item, part: str) -> Places:
    spans = getattr(item, part)
    return frozenset((p, position) for p, first, last in spans for position in range(first, last + 1))


_SAME: dict[str, Same] = {
    "exact": lambda a, b: a == b,
    "overlap": lambda a, b: bool(a & b) or a == b,
}


def _paired(
    gold: Sequence[Item], predicted: Sequence[Item], weight: Callable[[Any, Any], float]
) -> list[tuple[Any, Any]]:
    """The one-to-one pairing of greatest total weight; pairs of weight zero are left out."""
    from scipy.optimize import linear_sum_assignment

    if not gold or not predicted:
        return []
    table = [[weight(a, b) for b in predicted] for a in gold]
    rows, columns = linear_sum_assignment(table, maximize=True)
    return [(gold[r], predicted[c]) for r, c in zip(rows, columns, strict=True) if table[r][c] > 0]


def paired_items(first: Discourse, second: Discourse, layer: str) -> list[tuple[Any, Any]]:
    """Items of one layer that two annotators mark on overlapping words, each at most once.

    An attribution is found by its cue, or by its content where it has none; of several
    candidates the one that shares most words is taken, then the one with most equal labels.
    """

    def weight(a: Item, b: Item) -> float:
        anchor = SPAN_FIELDS[layer][0]
        if layer == "attributions" and not getattr(a, "cue", None) and not getattr(b, "cue", None):
            anchor = "content"
        shared = _jaccard(_places(a, anchor), _places(b, anchor))
        ties = [_jaccard(_places(a, part), _places(b, part)) for part in SPAN_FIELDS[layer]]
        ties += [float(getattr(a, label) == getattr(b, label)) for label in LABELS[layer]]
        return shared and shared + 0.1 * sum(ties) / len(ties)

    return _paired(getattr(first, layer), getattr(second, layer), weight)


def _jaccard(a: Places, b: Places) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


Annotation = Document | Discourse | Path | str


def agreement(first: Annotation, second: Annotation) -> pandas.DataFrame:
    """How far two annotators agree, layer by layer.

    Two documents are compared on the words that both cut alike. Two discourses: a row for each
    layer with the F1 of its overlapping items, which is agreement where there is no fixed set of
    units (Hripcsak and Rothschild 2005), then its labels on the items that both have. Two files of
    the desk (``ra/text.conllu``, ``su/text.conllu``): the rows of their words, then of who says what.

    Columns: items compared, agreement (share of equal labels, or F1) and Cohen's kappa (Cohen
    1960; agreement beyond chance). Layers of free text, and F1, have no kappa that says
    anything: NaN.

    Raises:
        KhabarError: the two are not over the same text or of one kind, or cut no word alike; a file cannot be read.

    Example:
        >>> doc = khabar.article()
        >>> float(khabar.agreement(doc, doc).loc["upos", "kappa"])
        1.0
    """
    import pandas

    if isinstance(first, Document) and isinstance(second, Document):
        rows = _word_agreement(first, second)
    elif isinstance(first, Discourse) and isinstance(second, Discourse):
        rows = _discourse_agreement(first, second)
    elif isinstance(first, Path | str) and isinstance(second, Path | str):
        files = Path(first), Path(second)
        documents = [Document.from_conllu(file) for file in files]
        talks = [beside(file, each) for file, each in zip(files, documents, strict=True)]
        rows = _word_agreement(*documents)
        if talks[0] and talks[1]:
            rows |= _discourse_agreement(talks[0], talks[1])
    else:
        raise KhabarError("Give two documents, two discourses or two files: one of each cannot be compared.")
    return pandas.DataFrame.from_dict(rows, orient="index", columns=["items", "agreement", "kappa"])


Row = tuple[int, float, float]


def _word_agreement(first: Document, second: Document) -> dict[str, Row]:
    if "".join(t.form for t in first.tokens) != "".join(t.form for t in second.tokens):
        raise KhabarError("The two documents are not over the same text: compare annotations of one text.")
    pairs = aligned(first, second)
    if not pairs:
        raise KhabarError("The two documents cut no word alike: there is nothing to compare.")
    return {
        layer: _agree(
            [label(a) for a, _ in pairs], [label(b) for _, b in _renumbered(pairs, second)], layer in _CLOSED
        )
        for layer, label in _LABELS.items()
    }


def _renumbered(pairs: list[tuple[Word, Word]], second: Document) -> list[tuple[Word, Word]]:
    """The pairs with the heads of the second by the numbers of the first, which shift where a word before is cut
    otherwise; -1: a head that only the second has."""
    number = {id(b): a.id for a, b in pairs}
    head = {id(word): 0 for word in second.words}
    for sentence in second.sentences:
        by_id = {word.id: number.get(id(word), -1) for word in sentence.words}
        head |= {id(word): by_id.get(word.head, 0) for word in sentence.words if word.head}
    return [(a, replace(b, head=head[id(b)])) for a, b in pairs]


def _discourse_agreement(first: Discourse, second: Discourse) -> dict[str, Row]:
    _same_text(first, second)
    rows: dict[str, Row] = {}
    for layer, labels in LABELS.items():
        pairs = paired_items(first, second, layer)
        sizes = len(getattr(first, layer)), len(getattr(second, layer))
        rows[layer] = (len(pairs), Score.of(len(pairs), *sizes).f1, float("nan"))
        for label in labels if pairs else ():
            ours, theirs = ([str(getattr(pair[n], label)) for pair in pairs] for n in (0, 1))
            rows[f"{layer}: {label}"] = _agree(ours, theirs, label not in _OPEN)
    return rows


_OPEN = {"source_name", "name", "iso", "reporter", "whose"}


def _agree(ours: list[str], theirs: list[str], closed: bool) -> Row:
    """Units compared, share of equal labels, and Cohen's kappa for a closed set of labels."""
    from sklearn.metrics import cohen_kappa_score

    same = sum(a == b for a, b in zip(ours, theirs, strict=True)) / len(ours)
    if not closed:
        return len(ours), same, float("nan")
    one_label = len({*ours, *theirs}) == 1  # nothing to disagree on: kappa would divide by zero
    return len(ours), same, float("nan") if one_label else cohen_kappa_score(ours, theirs)


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
