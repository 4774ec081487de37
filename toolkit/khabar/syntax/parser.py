"""Heads and relations: the most probable tree over khabar's own tags.

A log-linear model gives each word a probability for each head (McDonald et al. 2005; Zhang, Cheng and
Lapata 2017 for heads chosen word by word); the tree with the highest product stands. A second one gives each
of its arcs a relation. Both look up hashed features (:mod:`khabar.syntax.arcs`,
:mod:`khabar.syntax.relations`), and ``toolkit/syntax/train.py`` trains them. :mod:`khabar.syntax.valid` then sees to it that the tree is valid.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

import numpy
from numpy.typing import NDArray

from khabar.syntax import relations
from khabar.syntax.arcs import BITS, Pairs, Places, hanging
from khabar.syntax.spanning import best_trees
from khabar.syntax.valid import make_valid
from khabar.text.document import Word
from khabar.text.errors import DataError
from khabar.text.script import bare

MODEL = Path(__file__).parents[1] / "data" / "syntax" / "parser.npz"

_NEVER = -1e9
# Pairs of words that are worked on together, unless one sentence has more, and that are looked up together.
_TOGETHER, _FEW = 32_000, 2_000

_ONCE = (["nsubj", "nsubj:pass", "csubj"], ["obj"])
_CONDITIONS = frozenset({"إذا", "إن", "لو", "لولا", "مهما", "كلما"})

UNIT = 1 / 128
Weights = NDArray[numpy.int8]
"""In units: bytes are looked up twice as fast as numbers of four."""


class Model(NamedTuple):
    """A weight for each number of a feature of a pair of words; for each of an arc of a tree one for each relation."""

    arcs: Weights
    relations: Weights  # features by relations
    names: tuple[str, ...]

    def heads(self, pairs: Pairs) -> Any:
        """The score of each pair, of unlikely ones the least. A few at a time: what is worked out for them stays near
        the processor."""
        scores = numpy.full(len(pairs), _NEVER)
        for start in range(0, len(pairs.likely), _FEW):
            some = pairs.likely[start : start + _FEW]
            found = self.arcs.take(pairs.features(some), mode="clip")
            scores[some] = found.sum(0, dtype=numpy.int16) * UNIT
        return scores

    def named(self, found: Any) -> Any:
        """For the features of some arcs, features by arcs, the score of each relation: arcs by relations."""
        return self.relations.take(found, 0, mode="clip").sum(0, dtype=numpy.int16)


def chances(scores: Any, pairs: Pairs) -> Any:
    """The logarithm of the probability of each head, from the scores of all pairs. No word is its own."""
    scores[pairs.with_itself] = _NEVER
    scores -= numpy.maximum.reduceat(scores, pairs.rows).repeat(pairs.widths)
    return scores - numpy.log(numpy.add.reduceat(numpy.exp(scores), pairs.rows)).repeat(pairs.widths)


@cache
def model() -> Model:
    """The model, loaded once.

    Raises:
        DataError: its file is missing or damaged.
    """
    try:
        with numpy.load(MODEL) as file:
            names = tuple(map(str, file["names"]))
            arcs = _dense(file["arcs_at"], file["arcs"], 1 << BITS)
            of_arcs = _dense(file["relations_at"], file["relations"], len(names) << relations.BITS)
            return Model(arcs, of_arcs.reshape(-1, len(names)), names)
    except (OSError, KeyError, ValueError, BadZipFile) as error:
        raise DataError(f"The parser's model {MODEL} is missing or damaged: install khabar again.") from error


def _dense(places: Any, values: Any, size: int) -> Weights:
    """Weights are kept without those that are nothing: the steps from one to the next, and their values."""
    weights = numpy.zeros(size, dtype=numpy.int8)
    weights[numpy.cumsum(places)] = rounded(values)
    return weights


def rounded(weights: Any) -> Weights:
    """Weights in units, at most 127 of them."""
    return numpy.clip(numpy.rint(weights / UNIT), -127, 127).astype(numpy.int8)


class Tree(NamedTuple):
    """The most probable tree over those words of a sentence that are no marks."""

    places: list[int]  # of the words, in the sentence
    heads: list[int]  # among the places, from 1; the root's 0
    relations: list[str]
    likely: list[float]  # how probable each head is

    def hang(self, words: list[Word]) -> dict[int, float]:
        """Give each word its head and relation, in place, and make the tree valid; return by id the probability of
        the head that the tree gives it."""
        root = words[self.places[self.heads.index(0)]]
        for word in words:
            word.head, word.deprel = root.id, "punct"
        for place, head, relation in zip(self.places, self.heads, self.relations, strict=True):
            word = words[place]
            word.head, word.deprel = (words[self.places[head - 1]].id, relation) if head else (0, "root")
        by_morphology(words)
        make_valid(words)
        return {words[place].id: chance for place, chance in zip(self.places, self.likely, strict=True)}


def trees(sentences: Sequence[list[Word]], using: Model | None = None) -> list[Tree]:
    """The tree of each sentence; ``using``: another model than the one that ships."""
    using = using or model()
    places = [hanging(words) for words in sentences]
    found: dict[int, Tree] = {}
    for some in _together(list(map(len, places))):
        built = _trees([sentences[n] for n in some], [places[n] for n in some], using)
        found |= zip(some, built, strict=True)
    return [found[number] for number in range(len(sentences))]


def _together(counts: Sequence[int]) -> Iterator[list[int]]:
    """Which sentences are worked on at once, the shorter first, by how many words each has."""
    some: list[int] = []
    pairs = 0
    for number in sorted(range(len(counts)), key=counts.__getitem__):
        more = counts[number] * (counts[number] + 1)
        if some and pairs + more > _TOGETHER:
            yield some
            some, pairs = [], 0
        some.append(number)
        pairs += more
    if some:
        yield some


def _trees(sentences: list[list[Word]], places: list[Places], using: Model) -> Iterator[Tree]:
    pairs = Pairs(sentences, places)
    likely = chances(using.heads(pairs), pairs)
    by_sentence = numpy.split(likely, pairs.starts[1:])
    heads = best_trees([each.reshape(len(here), -1) for each, here in zip(by_sentence, places, strict=True)])
    arcs = pairs.rows + numpy.concatenate(heads)
    scores = using.named(relations.features(sentences, pairs, arcs))
    named = _chosen(scores, pairs.ends(arcs)[1], numpy.array(using.names))
    names, sure = map(using.names.__getitem__, named), iter(numpy.exp(likely[arcs]).tolist())
    for here, each in zip(places, heads, strict=True):
        yield Tree(here.tolist(), each, list(islice(names, len(each))), list(islice(sure, len(each))))


def _chosen(scores: Any, above: Places, names: Any) -> Any:
    """The best relation of each arc, but that one word has one subject and one object: of several the one that another
    relation suits least. ``scores``: arcs by relations; ``above``: what each arc hangs from."""
    for group in _ONCE:
        inside = numpy.isin(names, group)
        among = numpy.flatnonzero(inside[scores.argmax(1)])
        if len(numpy.unique(above[among])) == len(among):
            continue
        lead = scores[among][:, inside].max(1) - scores[among][:, ~inside].max(1).astype(int)
        served = set[int]()
        for arc in among[numpy.argsort(-lead, kind="stable")]:
            if above[arc] in served:
                scores[arc, inside] = numpy.iinfo(scores.dtype).min
            served.add(above[arc])
    return scores.argmax(1)


def parse(words: list[Word], using: Model | None = None) -> dict[int, float]:
    """Give each word of a sentence its head and relation, in place; return by id the probability of the
    head that the tree gives it. ``using``: another model than the one that ships."""
    return trees([words], using)[0].hang(words)


def by_morphology(words: list[Word]) -> None:
    """Relations that the words themselves decide: the subject of a passive verb by its voice; what أن or أنّ
    opens after a verb, with no preposition before it, is the verb's complement; a preposition before أن marks the
    same clause; a participle in the indefinite accusative (مضيفًا) is a circumstance; a noun without a preposition after
    it, or after an active verb that has no object, is its object (of 335 such nouns in UD_Arabic-PUD 328 are); what is
    joined to a condition with فَ is its answer."""
    by_id = {word.id: word for word in words}
    _answers(words, by_id)
    led = {word.head for word in words if word.deprel in ("case", "mark")}
    served = {word.head for word in words if word.deprel in ("obj", "iobj", "ccomp", "xcomp")}
    for word in words:
        head = by_id.get(word.head or 0)
        if head and head.upos == "VERB" and word.deprel in ("nsubj", "nsubj:pass"):
            word.deprel = "nsubj:pass" if head.feats.get("Voice") == "Pass" else "nsubj"
        clause = by_id.get(head.head or 0) if head else None
        if (
            head and clause and word.deprel == "mark" and bare(word.form) in ("أن", "إن") and word.id < head.id
            and clause.upos == "VERB" and clause.id < word.id and head.deprel in ("advcl", "acl", "acl:relcl", "dep")
            and by_id[word.id - 1].upos not in ("ADP", "SCONJ", "NOUN")
        ):  # fmt: skip
            head.deprel = "ccomp"
        before = by_id.get(word.id - 1)
        opens = word.deprel == "mark" and word.xpos in ("verb_pseudo", "conj_sub")
        if (
            opens
            and before
            and before.upos == "ADP"
            and before.deprel == "case"
            and not _under(before, head, by_id)
        ):
            before.head, before.deprel = word.head, "mark"
        circumstance = word.feats.get("Case") == "Acc" and word.feats.get("Definite") == "Ind"
        if circumstance and head and (word.upos, head.upos, word.deprel) == ("ADJ", "VERB", "ccomp"):
            word.deprel = "advcl:pred"
        bare_noun = word.deprel == "obl" and word.upos in ("NOUN", "PROPN") and word.id not in led
        if bare_noun and head and head.id < word.id and head.id not in served:
            active = head.upos == "VERB" and head.feats.get("Voice") != "Pass"
            if active or (head.upos, head.deprel) == ("ADJ", "advcl:pred"):
                word.deprel = "obj"
                served.add(head.id)


def _answers(words: list[Word], by_id: dict[int, Word]) -> None:
    """What is joined to a condition with فَ is its answer, and the condition hangs from it."""
    for opens in words:
        condition = by_id.get(opens.head or 0)
        if (
            opens.upos != "SCONJ"
            or opens.xpos == "verb_pseudo"
            or bare(opens.form) not in _CONDITIONS
            or not condition
        ):
            continue
        joins = [by_id[word.head] for word in words if word.deprel == "cc" and word.form == "ف" and word.head]
        answer = next((word for word in joins if word.head == condition.id and word.id > condition.id), None)
        if opens.id < condition.id and answer:
            for word in words:
                if word.head == condition.id and (word.id < opens.id or word.id > answer.id):
                    word.head = answer.id
            answer.head, answer.deprel = condition.head, condition.deprel
            condition.head, condition.deprel = answer.id, "advcl"


def _under(top: Word, word: Word | None, by_id: dict[int, Word]) -> bool:
    """Whether ``word`` is ``top`` or hangs from it."""
    while word and word is not top:
        word = by_id.get(word.head or 0)
    return word is top
