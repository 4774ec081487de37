"""What the makers of questions share: the text with what in it is certain, and a question in words.

The words stand in ``data/maker.json``.
"""

from __future__ import annotations

import json
import random
from collections.abc import Collection, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from khabar.course.contradictions import contradictions
from khabar.course.grading.build import GRADES, Exercise
from khabar.discourse.model import Discourse
from khabar.syntax.parser import parse
from khabar.text.document import BY_PERSON, SURE, Document, Sentence, Token, Word, join, sure
from khabar.text.script import bare, fold, is_arabic

WORDS = Path(__file__).parents[2] / "data" / "maker.json"
CONTENT = ("NOUN", "VERB", "ADJ")
_BEHIND_ITS_VERB = 0.9  # from here on the parser is believed of a noun that follows its verb
_NOT_IN_NEWS = (
    ("1", "Sing"),
    ("2", "Sing"),
    ("2", "Dual"),
    ("2", "Plur"),
)  # person and number of a verb or pronoun
_AROUND = 4  # surface tokens shown on either side of a word that is asked for

Touched = tuple[int, int] | str
"""A place, the letters of a word, or a fact in words (``"lemma …"``): nothing is asked about twice."""


@dataclass(frozen=True)
class Made:
    """A question with what choosing needs to know: what it is about, where it looks, how hard it is (0 to 1)."""

    exercise: Exercise
    about: str
    paragraph: int
    hard: float
    touches: frozenset[Touched] = field(default_factory=frozenset)
    tells: frozenset[Touched] = field(default_factory=frozenset)
    """What it gives away, so that no other question of the assignment may ask for it."""
    answer: str = ""
    """What it comes to, where that is one of a few (a case): so that not all come to the same."""

    def repeats(self, touched: Collection[Touched], told: Collection[Touched]) -> bool:
        """Whether other questions, which touch and tell this, ask for the same or give it away, or it theirs."""
        return not (
            self.touches.isdisjoint(touched)
            and self.touches.isdisjoint(told)
            and self.tells.isdisjoint(touched)
        )


@dataclass(frozen=True)
class Text:
    """A text, and what in it is certain enough to be asked."""

    document: Document
    discourse: Discourse
    chance: random.Random
    _told: dict[int, frozenset[int]] = field(default_factory=dict)

    @cached_property
    def passage(self) -> list[list[str]]:
        """The surface tokens of each paragraph."""
        return passage(self.document)

    def words(self) -> Iterator[tuple[Sentence, Token, Word]]:
        """The words that may be asked about, with where they stand."""
        for sentence in self.document.sentences:
            for token in sentence.tokens:
                if is_arabic(token.form) and all(is_sure(word) for word in token.words):
                    yield from ((sentence, token, word) for word in token.words)

    def single(self) -> Iterator[tuple[Sentence, Token, Word]]:
        """Those that are a token of their own, the only one of these letters in their sentence."""
        for sentence, token, word in self.words():
            if len(token.words) == 1 and len(bare(token.form)) > 1 and once(sentence, token):
                yield sentence, token, word

    def tokens(self) -> Iterator[tuple[Sentence, Token]]:
        for sentence, token, word in self.words():
            if word is token.words[0]:
                yield sentence, token

    def hangs(self, sentence: Sentence, word: Word) -> bool:
        """Whether the place of a word in the tree is certain: a person has looked at it, or every parser gives
        it this head, or it stands right behind its verb; and nothing in the annotation contradicts it."""
        if id(sentence) not in self._told:
            self._told[id(sentence)] = frozenset(_certain(sentence))
        return word.id in self._told[id(sentence)]

    def named(self) -> set[tuple[int, int]]:
        """The places of the words that are part of a name."""
        spans = [span for entity in self.discourse.entities for span in entity.span]
        return {(paragraph, at) for paragraph, first, last in spans for at in range(first, last + 1)}


def _certain(sentence: Sentence) -> Iterator[int]:
    wrong = {number for number, _ in contradictions(sentence)}
    unseen = any(word.source not in BY_PERSON for word in sentence.words)
    again = deepcopy(sentence.words) if unseen else []
    agreed = parse(again) if unseen else {}
    heads = {word.id: word.head for word in again}
    for before, word in zip([None, *sentence.words], sentence.words, strict=False):
        chance = agreed.get(word.id, 0) if heads.get(word.id) == word.head else 0
        parsed = chance == 1 or (chance >= _BEHIND_ITS_VERB and before is not None and _is_of(word, before))
        if (word.source in BY_PERSON or parsed) and word.id not in wrong:
            yield word.id


def _is_of(word: Word, verb: Word) -> bool:
    """Whether a word right behind its verb is its subject or object with the case of that: أعلن مسؤولٌ، عبرت الحدودَ."""
    case = {"nsubj": "Nom", "obj": "Acc"}.get(word.deprel or "")
    active = verb.upos == "VERB" and verb.feats.get("Voice") == "Act" and word.head == verb.id
    return active and word.feats.get("Case") == case and is_sure(word) and is_sure(verb)


# --- the words -------------------------------------------------------------------------


@cache
def words() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(WORDS.read_text(encoding="utf-8"))
    return found


def exercise(about: str, accept: list[Any], wrong: dict[str, list[Any]], **told: Any) -> Exercise:
    """The question ``about`` something: its words from the table, wrong answers by the idea behind them."""
    said = words()[about]
    options = told.pop("options", [])
    misconceptions = []
    for idea, answers in wrong.items():
        name, say = said["ideas"][idea.partition(":")[0]]
        own = told | told.get("of", {}).get(idea, {})
        misconceptions.append({"answers": answers, "idea": name, "say": say.format(**own)})
    return Exercise(
        said["kind"], GRADES[0], said["points"], said["prompt"].format(**told), accept,
        why=said.get("why", "").format(**told), options=options, form=said.get("form", ""),
        misconceptions=misconceptions, rubric=said.get("rubric", []), partial=said.get("partial"),
    )  # fmt: skip


def lettered(text: Text, right: str, others: list[str]) -> tuple[list[str], dict[str, str]]:
    """Options in an order of chance, and the letter of each."""
    options = [right, *others]
    text.chance.shuffle(options)
    return options, dict(zip(options, "abcdefgh", strict=False))


def of(
    about: str,
    sentence: Sentence,
    token: Token,
    hard: float,
    accept: list[Any],
    wrong: dict[str, list[Any]],
    /,
    *,
    touches: Collection[Touched] = (),
    tells: Collection[Touched] = (),
    **told: Any,
) -> Made:
    """A question about one token where it stands."""
    told = {"token": token.form, "place": place(token), "context": around(sentence, token)} | told
    answer = told.pop("answer", "")
    touched: frozenset[Touched] = frozenset([token.span[:2], fold(token.form), *touches])
    asked = exercise(about, accept, wrong, **told)
    return Made(asked, about, token.paragraph, min(1.0, hard), touched, frozenset(tells), answer)


def match(
    text: Text, about: str, pairs: list[tuple[str, str, Token]], touches: Collection[Touched] = ()
) -> Iterator[Made]:
    """Items to be matched with lettered options, if the options all differ."""
    values = list(dict.fromkeys(value for _, value, _ in pairs))
    if len(values) < len(pairs) or len(pairs) < 3:
        return
    options, letter = lettered(text, values[0], values[1:])
    while options == values:  # a straight line down the page
        options, letter = lettered(text, values[0], values[1:])
    right = {str(n): letter[value] for n, (_, value, _) in enumerate(pairs, 1)}
    swapped = right | {"1": right["2"], "2": right["1"]}
    shown = ", ".join(f"{n} {item}" for n, (item, _, _) in enumerate(pairs, 1))
    answer = ", ".join(f"{item}: {value}" for item, value, _ in pairs)
    yield Made(
        exercise(about, [right], {"swapped": [swapped]}, list=shown, answer=answer, options=options),
        about, pairs[0][2].paragraph, 0.6, frozenset([*touches, *(t.span[:2] for *_, t in pairs)]),
    )  # fmt: skip


# --- what may be asked -----------------------------------------------------------------


def is_sure(word: Word) -> bool:
    """Whether a person has looked at a word, or the program is sure of it and its tree does not speak against it:
    what describes a noun is an adjective (سرياً, which is no Mr Sari), and news speak neither of me nor to you
    (معبر أدري, a place, not "I know")."""
    if word.source in BY_PERSON:
        return True
    if is_to_a_reader(word):
        return False
    odd = word.deprel == "amod" and word.upos not in ("ADJ", "DET", "NUM")
    return word.source != "backoff" and sure(word) >= SURE and not odd


def is_to_a_reader(word: Word) -> bool:
    """Whether a verb that nobody has looked at would speak of "me" or to "you", or a pronoun (علي, for على)."""
    told = (word.feats.get("Person"), word.feats.get("Number"))
    spoken = word.upos in ("VERB", "PRON") and told in _NOT_IN_NEWS
    return spoken and word.source not in BY_PERSON


def passage(document: Document) -> list[list[str]]:
    """The surface tokens of each paragraph."""
    return [[token.form for s in sentences for token in s.tokens] for sentences in document.paragraphs]


def place(token: Token) -> str:
    return f"{token.paragraph}.{token.position}"


def around(sentence: Sentence, token: Token) -> str:
    """The words beside a token, as they stand."""
    at = sentence.tokens.index(token)
    first, last = max(0, at - _AROUND), at + _AROUND + 1
    shown = closed(join(sentence.tokens[first:last]).strip(' ،؛:.؟!"«»'))
    return ("… " if first else "") + shown + (" …" if last < len(sentence.tokens) else "")


def closed(text: str) -> str:
    """A piece of a text without the quotation marks of which it has only one."""
    if text.count('"') % 2 or text.count("«") != text.count("»") or text.count("“") != text.count("”"):
        return "".join(letter for letter in text if letter not in '"«»“”')
    return text


def shown(token: Token, word: Word) -> str:
    """A word as it can be written: with the pronoun at its end, before which its letters change (أشقائها)."""
    at = next(n for n, other in enumerate(token.words) if other is word)
    after = token.words[at + 1 : at + 2]
    return word.form + "".join(other.form for other in after if other.upos == "PRON")


def gloss(word: Word) -> str:
    """What a word means, as a reader is told."""
    return in_plain(word.misc.get("Gloss") or "")


def in_plain(meaning: str) -> str:
    """A gloss of the lexicon as prose, without its endings.

    Example:
        >>> in_plain("give_up;leave+[def.gen.]")
        'give up, leave'
    """
    senses = meaning.partition("+[")[0].replace("_", " ").split(";")
    return ", ".join(sense for sense in senses if not sense.startswith("(")) or ", ".join(senses)


def once(sentence: Sentence, token: Token) -> bool:
    """Whether the context shows no second token of the same letters, so that it is clear which is meant."""
    return [fold(t.form) for t in sentence.tokens].count(fold(token.form)) == 1


def head_of(sentence: Sentence, word: Word) -> Word | None:
    return next((other for other in sentence.words if other.id == word.head), None)
