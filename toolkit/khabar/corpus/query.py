"""The query language: a part of CQP's (Evert and Hardie 2011), read into conditions on words.

    قال                              a form, its vowel signs and its spelling as written or left out
    lemma:قال   pos:VERB             one attribute
    [lemma="قال" & Gender="Fem"]     several; & and, | or, ! not, brackets; values are regular expressions
    [lemma="وزير"] []{0,2} [pos="PROPN"]      a sequence inside a sentence; {m,n} ? + * repeat
    "مصر" | "القاهرة"                either
    [root="ق.و.ل"] :: outlet="A" & date>="2026-03"      only in texts with this metadata

A value without vowel signs is compared without them; ``%d`` after it levels spellings (أ إ ا, ى ي, ة ه).
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NoReturn

from khabar.text.errors import KhabarError
from khabar.text.script import bare, fold, strip_signs

ATTRIBUTES = {
    "form": "form", "word": "form", "token": "token", "lemma": "lemma", "root": "root", "pattern": "pattern",
    "pos": "upos", "upos": "upos", "xpos": "xpos", "relation": "deprel", "deprel": "deprel", "vform": "vform",
    "gloss": "gloss", "source": "source", "speaker": "speaker", "says": "says", "mode": "mode", "through": "through",
    "factuality": "factuality",
    "feats": "feats",
}  # fmt: skip
MOST = 20  # words that a * or + may span
_SIGN = re.compile(
    r"\s*(::|!=|>=|<=|[\[\](){}=&|!?+*<>,:]|%d|\"(?:[^\"\\]|\\.)*\"|[^\s\[\](){}=&|!?+*<>,:\"%]+)"
)


class QueryError(KhabarError):
    """A query that cannot be read; the message shows the place."""


@dataclass(frozen=True)
class Test:
    """One comparison: an attribute (a column, a UD feature or a metadata name) and a value."""

    name: str
    sign: str
    value: str
    folded: bool = False

    @cached_property
    def holds(self) -> Callable[[str | None], bool]:
        """Whether a value of the attribute passes."""
        if self.sign in _ORDERS:
            order = _ORDERS[self.sign]
            return lambda found: found is not None and bool(order(found, self.value))
        if self.name == "root":
            wanted = re.sub(r"[.\s]", "", self.value)
            level: Callable[[str], str] = lambda text: re.sub(r"[.\s]", "", text)  # noqa: E731
        elif self.folded:
            wanted, level = fold(self.value), fold
        elif strip_signs(self.value) == self.value:
            wanted, level = self.value, bare
        else:
            wanted, level = self.value, str
        pattern = re.compile(wanted, re.DOTALL)
        yes = self.sign == "="
        return lambda found: (pattern.fullmatch(level(found or "")) is not None) == yes

    @property
    def column(self) -> str:
        """The column of words that is looked at."""
        return ATTRIBUTES.get(self.name, "feats")


_ORDERS = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}


@dataclass(frozen=True)
class Both:
    """Two conditions joined by ``&`` or ``|``."""

    sign: str
    one: Condition
    other: Condition


@dataclass(frozen=True)
class Not:
    """What does not hold."""

    inner: Condition


Condition = Test | Both | Not | None
"""None: any word."""


@dataclass(frozen=True)
class Step:
    """A word of a sequence, repeated ``least`` to ``most`` times."""

    condition: Condition
    least: int = 1
    most: int = 1


@dataclass(frozen=True)
class Query:
    """Sequences, any of which may match, in the texts for which ``texts`` holds."""

    sequences: list[list[Step]]
    texts: Condition = None

    def tests(self) -> list[Test]:
        """All comparisons on words."""
        return [test for steps in self.sequences for step in steps for test in tests_of(step.condition)]


def tests_of(condition: Condition) -> list[Test]:
    """The comparisons in a condition."""
    if condition is None:
        return []
    if isinstance(condition, Test):
        return [condition]
    if isinstance(condition, Not):
        return tests_of(condition.inner)
    return tests_of(condition.one) + tests_of(condition.other)


def quoted(value: str | None) -> str:
    """A value for a query that means itself."""
    return '"' + re.sub(r'([\\.\[\](){}*+?|^$"])', r"\\\1", value or "") + '"'


def parse(text: str, metadata: list[str]) -> Query:
    """Read a query.

    Raises:
        QueryError: it cannot be read; the message says where and what was expected.
    """
    return _Reader(text, metadata).query()


class _Reader:
    def __init__(self, text: str, metadata: list[str]):
        self.text, self.metadata = text, metadata
        self.signs: list[tuple[str, int]] = []
        place = 0
        while place < len(text.rstrip()):
            match = _SIGN.match(text, place)
            if match is None:
                quote = text[place:].lstrip().startswith('"')
                self.fail(
                    "this quotation mark is not closed" if quote else "this sign means nothing here", place
                )
            self.signs.append((match[1], match.start(1)))
            place = match.end()
        self.at = 0

    def fail(self, what: str, place: int | None = None) -> NoReturn:
        place = (
            place
            if place is not None
            else self.signs[self.at][1]
            if self.at < len(self.signs)
            else len(self.text)
        )
        shown = f"{self.text[:place]}⟨here⟩{self.text[place:]}"
        raise QueryError(f"The query cannot be read: {what}, in  {shown}")

    @property
    def next(self) -> str:
        return self.signs[self.at][0] if self.at < len(self.signs) else ""

    def take(self, *wanted: str) -> str:
        found = self.next
        if wanted and found not in wanted:
            self.fail(f"here {' or '.join(wanted)} is expected" + ("" if found else ", and the query ends"))
        self.at += 1
        return found

    def query(self) -> Query:
        if not self.signs:
            self.fail('it is empty: write a word, or [lemma="..."]')
        sequences = [self.sequence()]
        while self.next == "|":
            self.take()
            sequences.append(self.sequence())
        texts: Condition = None
        if self.next == "::":
            self.take()
            texts = self.condition(self.metadata)
        if self.next:
            self.fail("nothing may follow here" if self.next != "]" else "this ] closes nothing")
        return Query(sequences, texts)

    def sequence(self) -> list[Step]:
        steps = []
        while self.next and self.next not in ("|", "::"):
            steps.append(self.step())
        if not steps:
            self.fail("a word is missing")
        if all(step.least == 0 for step in steps):
            self.fail("every word of this sequence may be left out: give one that may not")
        return steps

    def step(self) -> Step:
        if self.next == "[":
            self.take()
            condition = None if self.next == "]" else self.condition(None)
            if self.next != "]":
                self.fail("this [ is not closed by ], or & is missing between two conditions")
            self.take()
        elif self.next == "]":
            self.fail("this ] closes nothing")
        elif self.next[0] in "(){}=&!?+*<>,:%":
            self.fail("a word is expected: a form, attribute:value or [conditions]")
        else:
            condition = self.short()
        return Step(condition, *self.repeated())

    def short(self) -> Condition:
        """A form, or attribute:value."""
        start = self.at
        word = self.take()
        if self.next == ":" and not word.startswith('"'):
            self.take()
            if not self.next or self.next in "[](){}=&|!":
                self.fail(f"the value of {word} is missing")
            self.check(word, start, None)
            return self.valued(word, "=", self.take())
        return self.valued("form", "=", word)

    def repeated(self) -> tuple[int, int]:
        sign = self.next
        if sign in ("?", "*", "+"):
            self.take()
            return {"?": (0, 1), "*": (0, MOST), "+": (1, MOST)}[sign]
        if sign != "{":
            return 1, 1
        self.take()
        least = self.number()
        most = least
        if self.next == ",":
            self.take()
            most = MOST if self.next == "}" else self.number()
        self.take("}")
        if least > most or most > MOST:
            self.at -= 1
            self.fail(f"a word can be repeated 0 to {MOST} times, the smaller number first")
        return least, most

    def number(self) -> int:
        if not self.next.isdigit():
            self.fail("a number is expected, as in {0,3}")
        return int(self.take())

    def condition(self, metadata: list[str] | None) -> Condition:
        found = self.alternative(metadata)
        while self.next == "|":
            self.take()
            found = Both("|", found, self.alternative(metadata))
        return found

    def alternative(self, metadata: list[str] | None) -> Condition:
        found = self.single(metadata)
        while self.next == "&":
            self.take()
            found = Both("&", found, self.single(metadata))
        return found

    def single(self, metadata: list[str] | None) -> Condition:
        if self.next == "!":
            self.take()
            return Not(self.single(metadata))
        if self.next == "(":
            self.take()
            found = self.condition(metadata)
            self.take(")")
            return found
        start = self.at
        name = self.take()
        if name.startswith('"'):
            self.at = start
            self.fail('an attribute is missing before this value, as in lemma="…"')
        self.check(name, start, metadata)
        signs = ("=", "!=", ">=", "<=", ">", "<") if metadata is not None else ("=", "!=")
        sign = self.take(*signs)
        if not self.next.startswith('"'):
            self.fail("a value in quotation marks is expected")
        return self.valued(name, sign, self.take(), words=metadata is None)

    def check(self, name: str, start: int, metadata: list[str] | None) -> None:
        """Complain of an attribute that does not exist."""
        feature = re.fullmatch(r"[A-Z][A-Za-z]+", name)
        known = metadata if metadata is not None else list(ATTRIBUTES)
        if name not in known and not (feature and metadata is None):
            self.at = start
            what = "metadata" if metadata is not None else "attribute"
            self.fail(f"there is no {what} {name!r}; there are {', '.join(known)}")

    def valued(self, name: str, sign: str, value: str, words: bool = True) -> Test:
        start = self.at - 1
        if value.startswith('"'):
            value = value[1:-1]
        elif sign == "=":
            value = re.escape(value)
        folded = self.next == "%d"
        if folded:
            self.take()
        if words and name in ("form", "word", "token", "lemma") and " " in value.strip():
            self.at = start
            self.fail("a value is one word: write each word of a phrase in quotation marks of its own")
        try:
            re.compile(value)
        except re.error as error:
            self.at = start
            self.fail(
                f"the value is no regular expression ({error.msg}): write \\ before a sign that means itself"
            )
        return Test(name, sign, value, folded)
