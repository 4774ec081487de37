"""The one room that knows camel-tools: its data, its analyzer, disambiguator and tokenizer.

The full CAMeL data (CALIMA and its MLE model) is used where the user has installed it; the
embedded morphology otherwise. Both run on camel-tools' own classes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from operator import add
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, overload

from cachetools import LRUCache, cached

from khabar.morphology import _camel_data, measures
from khabar.morphology.analyzer import LazyAnalyzer
from khabar.morphology.candidates import RARE, Candidates, Scorer, scored
from khabar.morphology.context import (
    NOMINAL,
    Cells,
    cell_of,
    cells,
    own_costs,
    transparent,
    written,
)
from khabar.morphology.database import open_database
from khabar.morphology.guesses import GUESSED
from khabar.morphology.naming import Sign, gains, sign, unlisted
from khabar.morphology.paths import cheapest
from khabar.morphology.ud import TOO_LONG, join, nominalise, spell, words_of
from khabar.morphology.vowels import Letters, Pointed, pointed
from khabar.morphology.weights import WEIGHTS
from khabar.text.collector import without_collector
from khabar.text.document import Token, Word
from khabar.text.errors import DataError, KhabarError, TextError
from khabar.text.script import bare, is_arabic, load
from khabar.text.tokens import paragraphs, sentences, surface_tokens

with _camel_data.importable():
    from camel_tools.data import CATALOGUE, CT_DATA_DIR, CatalogueError
from camel_tools.disambig.common import DisambiguatedWord, Disambiguator, ScoredAnalysis
from camel_tools.morphology.database import MorphologyDB
from camel_tools.morphology.generator import Generator
from camel_tools.tokenizers.morphological import MorphologicalTokenizer

if TYPE_CHECKING:
    import pandas

SCHEMES = ("word", "d1", "d2", "d3", "atb", "ud")
_QUESTION = frozenset("؟?")
_MEMO = 10_000  # word types kept with all their analyses: about 100 MB at most
_COLUMNS = 6  # times as many written forms are kept with what context asks of them, some kB each
_TREE = {
    "cas": "tree",
    "vox": "voice",
    "mod": "mood",
}  # what the tree says of a feature counts as much as this witness
_RUNNING = 50_000  # words in the sentences that are kept


@dataclass(frozen=True)
class Resource:
    """A morphology with its word model: ``name`` is the Source of what it analyses."""

    name: str
    database: Path
    model: Path


EMBEDDED = Resource(
    "lexicon",
    _camel_data.EMBEDDED / "data" / "morphology_db" / "khabar" / "morphology.db",
    _camel_data.EMBEDDED / "data" / "disambig_mle" / "khabar" / "model.json",
)


def installed() -> Resource | None:
    """The full CAMeL data (CALIMA MSA and its MLE model), if the user has installed it."""
    if Path(CT_DATA_DIR) == _camel_data.EMBEDDED:
        return None
    try:
        database = Path(CATALOGUE.get_dataset("MorphologyDB").path) / "morphology.db"
        model = Path(CATALOGUE.get_dataset("DisambigMLE").path) / "model.json"
    except CatalogueError:
        return None
    return Resource("calima", database, model) if database.exists() and model.exists() else None


class _Ranked(Sequence[ScoredAnalysis]):
    """The analyses of a word, the chosen one first. Only that one is held: a text that is kept would
    hold all analyses of all its words otherwise. The others come from the memo when they are wanted."""

    __slots__ = ("_chance", "_chosen", "_count", "_features", "_memo", "_named", "_score", "_token", "_word", "place")  # fmt: skip

    def __init__(self, memo: MemoDisambiguator, word: str, place: int, named: bool, found: Candidates):
        self._memo, self._word, self.place, self._named = memo, word, place, named
        self._features, self._score, self._chance = (
            found.merged_at(place),
            found.scores[place],
            found.chances[place],
        )
        self._count, self._chosen = len(found), None
        self._token: Token | None = None

    def token(self, form: str) -> Token:
        """The syntactic words of the chosen analysis, cut once: a fresh copy of them."""
        if self._token is None:
            chosen = self[0].analysis
            self._token = words_of(form, chosen, source_of(chosen))
        return _copied(self._token)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> ScoredAnalysis: ...
    @overload
    def __getitem__(self, index: slice) -> list[ScoredAnalysis]: ...
    def __getitem__(self, index: int | slice) -> ScoredAnalysis | list[ScoredAnalysis]:
        if self._chosen is None:
            self._chosen = self._memo.lazy(self._word, scored(self._features, self._score, self._chance))
        if index == 0:
            return self._chosen
        every = self._memo.candidates(self._word, self._named)
        return [self._chosen, *every[: self.place], *every[self.place + 1 :]][index]


def _placed(analysis: Mapping[str, Any], feature: str) -> str:
    """The case of a nominal, the voice of a verb, the mood of an imperfect."""
    has = analysis["pos"] in NOMINAL if feature == "cas" else analysis["pos"] == "verb"
    return analysis.get(feature) or "" if has and (feature != "mod" or analysis.get("asp") == "i") else ""


Said = tuple[tuple[str, tuple[tuple[str, float], ...]], ...]
"""What a tree says against the values of a word's features: case, voice or mood (cas, vox, mod), and of each value, as
CAMeL writes it, its cost in powers of ten."""


class _Column:
    """What is known of one written form: the readings of its analyses, for the context."""

    __slots__ = ("_as_name", "_asked", "_first", "_memo", "_others", "_own", "_placed", "_pointed", "_shape", "_witnessed", "_word", "cells", "form", "scored", "sign", "transparent", "verbs")  # fmt: skip

    def __init__(self, memo: MemoDisambiguator, form: str, *, asked: bool, named: bool = False):
        self.form, self._memo, self._asked, self._as_name = form, memo, asked, named
        # A number with what is joined to it is cut by rule; its neighbours see the number.
        wanted = len(form) <= TOO_LONG and is_arabic(form) and not form[-1:].isdigit()
        self._word = memo.looked_up(bare(form), form) if wanted else ""
        self.scored = memo.found(self._word, named=named)
        self._own: Sequence[float] = ()
        self._pointed: Pointed | None = None
        # Dicts that few columns need: one of each for every word type would keep Python's collector busy.
        self._placed: dict[str, list[str]] | None = None  # feature to the value of each analysis
        self._witnessed: dict[tuple[float, tuple[float, ...]], Cells] | None = None
        found = own_costs(self.scored, form, asked=asked)
        self.cells = cells(self.scored.shown, found) if found else cell_of(written(form))
        self.sign = sign(form, self.scored, found, self.cells, guessed=named) if found else Sign(form)
        self.verbs = measures.verbs(self.scored)
        self._shape: measures.Shape | None = None
        self.transparent = transparent(form)
        self._first: DisambiguatedWord | None = None  # what was chosen first, and mostly is chosen again
        self._others: dict[int, DisambiguatedWord] | None = None

    @property
    def shape(self) -> measures.Shape:
        if self._shape is None:
            self._shape = measures.shape(self.form, self.scored, self.cells, self.verbs)
        return self._shape

    def weighed(self, said: Sequence[float]) -> Cells:
        """The readings with what witnesses say against each analysis."""
        if not self._own:
            self._own = own_costs(self.scored, self.form, asked=self._asked)
        return cells(self.scored.shown, self._own, said)

    def for_name(self, gain: float, said: Sequence[float]) -> list[float]:
        """What is said against each analysis, if ``gain`` speaks for a name: the vowels' witness, which knows
        none, says no more against it than against the word."""
        costs = list(said) or [0.0] * len(self.scored)
        words = min((costs[place] for place in self.sign.words), default=0.0)
        more = max(0.0, min(costs[place] for place in self.sign.places) - words)
        for place in self.sign.places:
            costs[place] -= gain + more
        return costs

    def against_measures(self, costs: Sequence[float], said: Sequence[float]) -> list[float]:
        """What is said against each analysis, with ``costs`` against those of verbs of one measure or another."""
        rest = len(self.scored) - len(costs)
        return list(map(add, [*costs, *[0.0] * rest], said or [0.0] * len(self.scored)))

    def witnessed(self, gain: float, costs: tuple[float, ...]) -> Cells:
        """The readings, if ``gain`` speaks for a name and ``costs`` against verbs of one measure or another."""
        if not gain and not costs:
            return self.cells
        key = gain, costs
        if self._witnessed is None:
            self._witnessed = {}
        if key not in self._witnessed:
            said = self.for_name(gain, []) if gain else []
            self._witnessed[key] = self.weighed(self.against_measures(costs, said))
        return self._witnessed[key]

    def heard(self, letters: Letters, *, joined: bool) -> list[float]:
        """What the vowels' witness says against each analysis."""
        if self._pointed is None:
            self._pointed = pointed(self.form, self.scored.analyses)
        return self._pointed.against(letters, joined=joined)

    def said(self, heard: Sequence[float], placed: Said) -> Cells:
        """The readings with what the vowels' witness says against each analysis and the tree of each."""
        if not placed or not self.scored:
            return self.weighed(heard) if heard else self.cells
        if heard:
            return self.weighed(list(map(add, self.against(placed), heard)))
        return self._memo.placed(self, placed)

    def against(self, placed: Said) -> list[float]:
        """What the tree says against the case, voice or mood of each analysis; what has none it does not speak of."""
        said = [0.0] * len(self.scored)
        if self._placed is None:
            self._placed = {}
        for feature, of_values in placed:
            if feature not in self._placed:
                self._placed[feature] = [_placed(analysis, feature) for analysis in self.scored.analyses]
            weight, costs = WEIGHTS[_TREE[feature]], dict(of_values)
            least = min(costs.values(), default=0.0)
            said = [
                cost + weight * costs.get(value, least)
                for cost, value in zip(said, self._placed[feature], strict=True)
            ]
        return said

    @property
    def vowels(self) -> Sequence[str]:
        """The vocalised form by each analysis."""
        return self.scored.vocalised

    def ranked(self, place: int) -> DisambiguatedWord:
        """The word with the analysis at ``place`` first."""
        first = self._first
        if first is None:
            first = self._first = self._led_by(place)
        if not isinstance(first.analyses, _Ranked) or first.analyses.place == place:
            return first
        if self._others is None:
            self._others = {}
        if place not in self._others:
            self._others[place] = self._led_by(place)
        return self._others[place]

    def _led_by(self, place: int) -> DisambiguatedWord:
        ranked = _Ranked(self._memo, self._word, place, self._as_name, self.scored) if self.scored else []
        return DisambiguatedWord(self.form, ranked)


def _with_tree(column: _Column, placed: Said) -> Cells:
    return column.weighed(column.against(placed))


class MemoDisambiguator(Disambiguator):
    """A word-level disambiguator with context on top, each word type analysed once.

    ``MLEDisambiguator``'s own cache computes a value before it looks for it, so it saves
    nothing. The analyses are shared between all who ask: they must not be changed. The memo is
    bounded by the number of word types and of words in sentences, whatever the length of the text.
    What it keeps is plain dicts of texts: Python's collector of cycles passes over those.
    """

    def __init__(self, analyzer: LazyAnalyzer, model: Path, words: int = _MEMO, running: int = _RUNNING):
        self._analyzer = analyzer
        self._scorer = Scorer(analyzer, model)
        self.light_candidates = lru_cache(maxsize=words)(self._scorer.scored)
        self._as_names = lru_cache(maxsize=words)(self._named)
        self._columns = lru_cache(maxsize=_COLUMNS * words)(partial(_Column, self))
        self.placed = lru_cache(maxsize=2 * words)(_with_tree)
        self._sentences = cached(LRUCache(running, getsizeof=len), lock=RLock())(self._choose)

    def looked_up(self, word: str, form: str) -> str:
        """``word`` as it is searched for: the Persian ya that ends ``form`` is ى where that is the
        commoner word (علی is على, نبی is نبي)."""
        if not form.endswith("\u06cc"):
            return word

        def common(written: str) -> tuple[bool, float]:
            found = self.light_candidates(written)
            return bool(found) and not found.is_guessed(), max(found.frequencies(), default=RARE)

        return max(f"{word[:-1]}ى", word, key=common)

    def candidates(self, word: str, named: bool = False) -> list[ScoredAnalysis]:
        """Every scored analysis of ``word`` out of context, best first; ``named``: that it is a name, too."""
        word = bare(word)
        return [self.lazy(word, item) for item in self.found(word, named=named)]

    def lazy(self, word: str, item: ScoredAnalysis) -> ScoredAnalysis:
        """A scored analysis of a light analyzer as one that completes itself."""
        return item._replace(analysis=self._analyzer.lazy(word, item.analysis))

    def disambiguate(self, sentence: Sequence[str]) -> list[DisambiguatedWord]:
        """Choose for each word in its sentence: the chosen analysis stands first."""
        return list(self._sentences(tuple(sentence)))

    def found(self, word: str, *, named: bool) -> Candidates:
        """What :meth:`candidates` gives, by a light analyzer."""
        return self._as_names(word) if named else self.light_candidates(word)

    def _named(self, word: str) -> Candidates:
        return self._scorer.named(word, self.light_candidates(word))

    @without_collector()
    def _choose(self, sentence: tuple[str, ...]) -> list[DisambiguatedWord]:
        columns = self.columns(sentence)
        chosen = iter(cheapest(lattice(columns, gains_of(columns), measured(columns))))
        return [column.ranked(0 if column.transparent else next(chosen)) for column in columns]

    def columns(self, sentence: Sequence[str]) -> list[_Column]:
        """What is known of each word of a sentence out of context."""
        asked = not _QUESTION.isdisjoint(sentence)
        found = [self._columns(form, asked=asked) for form in sentence]
        for place in unlisted([column.sign for column in found]):
            found[place] = self._columns(sentence[place], asked=asked, named=True)
        return found

    def disambiguate_word(self, sentence: Sequence[str], word_ndx: int) -> DisambiguatedWord:
        return self.disambiguate(sentence)[word_ndx]

    def all_feats(self) -> frozenset[str]:
        return self._analyzer.all_feats()

    def tok_feats(self) -> frozenset[str]:
        return self._analyzer.tok_feats()


def gains_of(columns: Sequence[_Column]) -> list[float]:
    """What speaks for a person's name at each word of a sentence."""
    return gains([column.sign for column in columns])


def measured(columns: Sequence[_Column]) -> list[tuple[float, ...]]:
    """What speaks against the verbs of one measure or another at each word of a sentence."""
    found = iter(measures.against([column for column in columns if not column.transparent]))
    return [() if column.transparent else next(found) for column in columns]


def lattice(
    columns: Sequence[_Column], for_names: Sequence[float], of_measures: Sequence[tuple[float, ...]]
) -> list[Cells]:
    """The readings of the words of a sentence that context looks at, with what speaks for names and for the measures
    of verbs."""
    return [
        column.witnessed(gain, costs)
        for column, gain, costs in zip(columns, for_names, of_measures, strict=True)
        if not column.transparent
    ]


@cache
def resource() -> Resource:
    """The morphology in use."""
    return installed() or EMBEDDED


@cache
def database(flags: str = "a") -> MorphologyDB:
    """The database in use, opened by camel-tools (flags: a analysis, g generation).

    Raises:
        DataError: the file is missing, damaged or foreign.
    """
    path = resource().database
    try:
        return open_database(path, flags)
    except Exception as error:
        raise DataError(
            f"{path} is no morphology database that camel-tools can open ({type(error).__name__}: {error}): "
            "install khabar again, or compile it with `python toolkit/lexicon/compile.py`."
        ) from error


@cache
def analyzer() -> LazyAnalyzer:
    return LazyAnalyzer(database(), "NOAN_PROP" if resource().name == "calima" else "NOAN_ALL")


@cache
def disambiguator() -> MemoDisambiguator:
    """The disambiguator in use: camel-tools' word model, memoised, then context."""
    return MemoDisambiguator(analyzer(), resource().model)


def analyses(word: str) -> pandas.DataFrame:
    """All analyses of one word out of context, a row each, the likeliest first.

    Columns are CAMeL's features (``diac``, ``lex``, ``pos`` …), ``score`` (the word model's,
    1 for the best) and ``analysis_source`` (lexicon, calima or backoff).

    Raises:
        TextError: ``word`` is not exactly one Arabic word.

    Example:
        >>> khabar.analyses("وقالت").loc[0, ["diac", "lex", "pos", "prc2"]].tolist()
        ['وَقَالَتْ', 'قَالَ', 'verb', 'wa_conj']
    """
    import pandas

    tokens = surface_tokens(load(word).strip())
    if len(tokens) != 1:
        raise TextError(f"Give one word: {word[:80]!r} has {len(tokens)} tokens.")
    if len(tokens[0][0]) > TOO_LONG:
        raise TextError(f"No word is longer than {TOO_LONG} characters: give one word.")
    rows = [
        {"analysis_source": source_of(item.analysis), "score": item.score, **item.analysis}
        for item in disambiguator().candidates(tokens[0][0])
    ]
    if not rows:
        raise TextError(f"{word!r} is no word that can be analysed: give one of Arabic letters.")
    frame = pandas.DataFrame(rows)
    first = ["diac", "lex", "pos", "gloss", "score", "analysis_source"]
    return frame[[*first, *(c for c in frame.columns if c not in first)]]


def source_of(analysis: dict[str, Any]) -> str:
    """Where an analysis comes from: lexicon, calima or backoff (a guess)."""
    return "backoff" if analysis.get("source") in GUESSED else resource().name


def tokenize(text: str, scheme: str = "ud") -> list[str]:
    """Tokenize running text by one of six schemes.

    word (surface tokens), d1, d2, d3 and atb (camel-tools' morphological tokenizer; clitics
    are marked with +), ud (syntactic words of Universal Dependencies, as in UD_Arabic-PADT).

    Raises:
        KhabarError: an unknown scheme.
        TextError: no Arabic text.

    Example:
        >>> khabar.tokenize("وقالت للمحادثات", scheme="ud")
        ['و', 'قالت', 'ل', 'المحادثات']
        >>> khabar.tokenize("وقالت للمحادثات", scheme="atb")
        ['و+', 'قالت', 'ل+', 'المحادثات']
    """
    if scheme not in SCHEMES:
        raise KhabarError(f"There is no scheme {scheme!r}: choose one of {', '.join(SCHEMES)}.")
    pieces = [s for paragraph in paragraphs(load(text)) for s in sentences(paragraph)]
    if scheme == "ud":
        return [word.form for piece in pieces for token in tag(piece) for word in token.words]
    surface = [[form for form, _ in surface_tokens(piece)] for piece in pieces]
    if scheme == "word":
        return [form for forms in surface for form in forms]
    tokenizer = MorphologicalTokenizer(disambiguator(), f"{scheme}tok", split=True)
    return [token for forms in surface for token in tokenizer.tokenize(forms)]


def tag(text: str, using: Disambiguator | None = None) -> list[Token]:
    """One sentence, tokenized and tagged (by the disambiguator in use, if no other is given)."""
    surface = surface_tokens(text)
    chosen = (using or disambiguator()).disambiguate([form for form, _ in surface])
    return tokens_of(surface, chosen)


def tokens_of(surface: Sequence[tuple[str, bool]], chosen: list[DisambiguatedWord]) -> list[Token]:
    """A sentence's tokens, from what stands in its text and what is chosen for it."""
    tokens = []
    for (_, spaced), word in zip(surface, chosen, strict=True):
        token = _cut(word)
        if not spaced:
            close_up(token)
        tokens.append(token)
    spell(tokens)
    join(tokens)
    nominalise(tokens)
    hang(tokens)
    return tokens


def _cut(chosen: DisambiguatedWord) -> Token:
    """The syntactic words of a token by the analysis chosen for it."""
    ranked = chosen.analyses
    if isinstance(ranked, _Ranked):
        return ranked.token(chosen.word)
    if ranked:
        best = ranked[0].analysis
        return words_of(chosen.word, best, source_of(best))
    return _copied(_unanalysed(chosen.word))


@lru_cache(maxsize=_MEMO)
def _unanalysed(form: str) -> Token:
    return words_of(form, None, "backoff")


def _copied(token: Token) -> Token:
    """A token that may be changed without changing the one that is kept."""
    words = [
        Word(w.id, w.form, w.lemma, w.upos, w.xpos, w.feats.copy(), None, None, None, w.misc.copy())
        for w in token.words
    ]
    return Token(token.form, words, token.misc.copy())


def close_up(token: Token) -> None:
    """No space follows the token in the text."""
    (token.misc if token.is_multiword else token.words[0].misc)["SpaceAfter"] = "No"


def hang(tokens: list[Token]) -> None:
    """Number the words and hang them from one root without claiming any relation."""
    words = [word for token in tokens for word in token.words]
    root = next(
        (w for w in words if w.upos == "VERB"), next((w for w in words if w.upos != "PUNCT"), words[0])
    )
    for number, word in enumerate(words, 1):
        word.id = number
    for word in words:
        word.head = 0 if word is root else root.id
        word.deprel = "root" if word is root else "punct" if word.upos == "PUNCT" else "dep"


def resources() -> list[tuple[str, str, str, bool, bool]]:
    """The morphologies and word models as rows of :func:`khabar.resources`: kind, name, where, there, in use."""
    rows: list[tuple[str, str, str, bool, bool]] = []
    for found in filter(None, (installed(), EMBEDDED)):
        for kind, path in (("morphology", found.database), ("word model", found.model)):
            rows.append((kind, found.name, str(path), path.exists(), found == resource()))
    if installed() is None:
        note = "not installed: `camel_data -i light` (needs a network)"
        rows.append(("morphology", "calima", note, False, False))
    return rows


@cache
def generator() -> Generator:
    """camel-tools' generator over the database in use."""
    return Generator(database("g"))
