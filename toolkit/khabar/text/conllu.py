"""CoNLL-U, read and written byte for byte (https://universaldependencies.org/format.html).

What libraries read into dicts they cannot all give back: comments with one key, ``=`` in a value of
MISC, features of a range, empty nodes. Here each line is kept as it was written beside what it says,
and is written anew only where what it says was changed. What the format forbids is named with its
line; what it leaves to others (tags, relations, what DEPS holds) is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any, NoReturn

from khabar.text.errors import ConlluError
from khabar.text.words import EmptyNode, Sentence, Token, Word

_WORD = re.compile("[1-9][0-9]*")
_RANGE = re.compile("([1-9][0-9]*)-([1-9][0-9]*)")
_EMPTY = re.compile(r"(0|[1-9][0-9]*)\.([1-9][0-9]*)")
_NUMBER = re.compile("0|[1-9][0-9]*")
_PAIR = re.compile(r"((?:0|[1-9][0-9]*)(?:\.[1-9][0-9]*)?):(.+)")
_COLUMNS = "ID", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC"


def parse(source: str | bytes | Path | IO[str] | IO[bytes]) -> list[Sentence]:
    """Read CoNLL-U from a path, an open file or the text itself; see :meth:`khabar.Document.from_conllu`."""
    text, name = _content(source)
    sentences, block = list[Sentence](), list[str]()
    number = 0
    for number, line in enumerate(text.split("\n"), 1):
        line = line.removesuffix("\r")
        if line.strip():
            block.append(line)
        elif block:
            sentences.append(_Block(name, number - len(block), block).sentence())
            block = []
    if block:
        sentences.append(_Block(name, number - len(block) + 1, block).sentence())
    if not sentences:
        raise ConlluError(f"{name} holds no sentence: give CoNLL-U with at least one word.")
    return sentences


def serialize(sentences: Iterable[Sentence]) -> str:
    """Sentences as CoNLL-U."""
    return "".join(f"{line}\n" for sentence in sentences for line in [*_lines(sentence), ""])


# --- reading ---------------------------------------------------------------------------


def _content(source: str | bytes | Path | IO[str] | IO[bytes]) -> tuple[str, str]:
    name = "The text"
    if isinstance(source, Path) or (isinstance(source, str) and not re.search("[\t\n]", source)):
        name = str(source)
        try:
            content: Any = Path(source).read_bytes()
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise ConlluError(f"{name} cannot be read ({reason}): name a CoNLL-U file.") from None
    elif isinstance(source, str | bytes):
        content = source
    elif hasattr(source, "read"):
        name = str(getattr(source, "name", "The file"))
        try:
            content = source.read()
        except UnicodeDecodeError:
            raise ConlluError(f"{name} is not UTF-8: save it as UTF-8 and try again.") from None
        except (OSError, ValueError) as error:
            raise ConlluError(f"{name} cannot be read ({error}): give a file that is open.") from None
    else:
        content = None
    if isinstance(content, bytes | bytearray):
        try:
            content = content.decode("utf-8")
        except UnicodeDecodeError:
            raise ConlluError(f"{name} is not UTF-8: save it as UTF-8 and try again.") from None
    if not isinstance(content, str):
        raise ConlluError(
            f"Cannot read a {type(source).__name__}: give CoNLL-U as a str, a pathlib.Path or an open file."
        )
    if (half := re.search("[\ud800-\udfff]", content)) is not None:
        line = content.count("\n", 0, half.start()) + 1
        raise ConlluError(
            f"{name}, line {line}: half a character (a lone surrogate), which no file can hold."
        )
    return content.removeprefix("\ufeff"), name


class _Block:
    """The lines of one sentence."""

    def __init__(self, name: str, first: int, lines: list[str]):
        self._name, self._first, self._lines = name, first, lines
        self._tokens: list[Token] = []
        self._empty: list[EmptyNode] = []
        self._words: list[tuple[int, Word]] = []  # with their lines
        self._range_end = 0

    def sentence(self) -> Sentence:
        comments: list[str] = []
        for number, line in enumerate(self._lines, self._first):
            if not line.startswith("#"):
                self._row(number, line)
            elif self._words or self._tokens or self._empty:
                self._fail(number, "a comment stands between words (a blank line must end each sentence)")
            else:
                comments.append(line)
        if not self._words:
            self._fail(self._first, "a comment without a sentence (a word must follow before a blank line)")
        self._check_heads()
        return Sentence(_said(comments), self._tokens, self._empty, comments)

    def _fail(self, line: int, what: str) -> NoReturn:
        raise ConlluError(f"{self._name}, line {line}: {what}.")

    def _row(self, number: int, line: str) -> None:
        columns = tuple(line.split("\t"))
        if len(columns) != 10:
            self._fail(number, f"{len(columns)} columns instead of 10 (they are separated by one tab each)")
        if blank := next(
            (name for name, said in zip(_COLUMNS, columns, strict=True) if not said.strip()), ""
        ):
            self._fail(number, f"{blank} is empty (write _)")
        following = len(self._words) + 1
        feats = self._feats(number, columns[5])
        if _WORD.fullmatch(columns[0]):
            if columns[0] != str(following):
                self._fail(number, f"the id is {columns[0]}, but the next word is {following}")
            if columns[6] != "_" and not _NUMBER.fullmatch(columns[6]):
                self._fail(number, f"the head {columns[6]!r} is no number")
            word = Word(following, **_values(columns), feats=feats, raw=columns)
            self._words.append((number, word))
            if following <= self._range_end:
                self._tokens[-1].words.append(word)
            else:
                self._tokens.append(Token(word.form, [word]))
        elif found := _RANGE.fullmatch(columns[0]):
            start, end = map(int, found.groups())
            if start <= self._range_end:
                self._fail(number, f"the range {columns[0]} overlaps the one that ends at {self._range_end}")
            if start != following or end < start:
                self._fail(number, f"the range {columns[0]} does not begin at the next word, {following}")
            self._range_end = end
            self._tokens.append(Token(columns[1], [], _pairs(columns[9]), feats=feats, raw=columns))
        elif found := _EMPTY.fullmatch(columns[0]):
            after, place = map(int, found.groups())
            last = self._empty[-1].place if self._empty and self._empty[-1].id == after else 0
            if after != following - 1 or place != last + 1:
                self._fail(
                    number,
                    f"the id of the empty node is {columns[0]}, but the next is {following - 1}.{last + 1}",
                )
            self._empty.append(EmptyNode(after, **_values(columns), feats=feats, raw=columns, place=place))
        else:
            self._fail(number, f"the id {columns[0]!r} is no number, range or empty node")

    def _feats(self, number: int, column: str) -> dict[str, str]:
        if column == "_":
            return {}
        feats: dict[str, str] = {}
        for item in column.split("|"):
            feature, mark, value = item.partition("=")
            if not (feature and mark and value):
                self._fail(number, f"the feature {item!r} has no value")
            if feature in feats:
                self._fail(number, f"the feature {feature} stands there twice")
            feats[feature] = value
        return feats

    def _check_heads(self) -> None:
        count = len(self._words)
        if self._range_end > count:
            last = self._first + len(self._lines) - 1
            self._fail(
                last, f"a multiword range ends at {self._range_end}, but the sentence has {count} words"
            )
        heads = {word.id: word.head or 0 for _, word in self._words}
        for number, word in self._words:
            if heads[word.id] > count:
                self._fail(number, f"the head is {word.head}, but the sentence has {count} words")
        if circle := in_circles(heads):
            number, word = next(each for each in self._words if each[1].id in circle)
            chain = " ← ".join(map(str, sorted(circle)[:10]))
            self._fail(number, f"the heads close a circle through word {word.id} ({chain})")


def in_circles(heads: Mapping[int, int]) -> set[int]:
    """The words that hang from themselves, directly or through others (an id to its head, 0 the root)."""
    settled, circles = {0}, set[int]()
    for start in heads:
        path: dict[int, None] = {}
        at = start
        while at not in settled and at not in path:
            path[at] = None
            at = heads.get(at, 0)
        if at in path:
            steps = list(path)
            circles |= set(steps[steps.index(at) :])
        settled |= path.keys()
    return circles


def _values(columns: tuple[str, ...]) -> dict[str, Any]:
    """All columns but ID and FEATS, as the fields of a word."""
    named = {"lemma": 2, "upos": 3, "xpos": 4, "deprel": 7}
    head = columns[6]
    return {
        "form": columns[1],
        **{name: None if columns[place] == "_" else columns[place] for name, place in named.items()},
        "head": int(head) if _NUMBER.fullmatch(head) else None,
        "deps": _deps(columns[8]),
        "misc": _pairs(columns[9]),
    }


def _deps(column: str) -> list[tuple[str, int | str]] | str | None:
    """(relation, head) of each enhanced dependency; the column as it is where it is no list of those."""
    if column == "_":
        return None
    pairs = [_PAIR.fullmatch(item) for item in column.split("|")]
    if not all(pairs):
        return column
    return [(p[2], p[1] if "." in p[1] else int(p[1])) for p in pairs if p]


def _pairs(column: str) -> dict[str, Any]:
    """FEATS or MISC: an item without ``=`` has None; of several with one key the first counts."""
    if column == "_":
        return {}
    items = (item.partition("=") for item in column.split("|"))
    return _first((key, value if mark else None) for key, mark, value in items)


def _first(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        found.setdefault(key, value)
    return found


def _said(comments: Iterable[str]) -> dict[str, str | None]:
    """Keys and values of comments; of several with one key the first counts."""
    pairs = (comment[1:].partition("=") for comment in comments)
    return _first((key.strip(), value.strip() if mark else None) for key, mark, value in pairs)


# --- writing ---------------------------------------------------------------------------


def _lines(sentence: Sentence) -> list[str]:
    lines = _comment_lines(sentence)
    empty = list(sentence.empty)

    def nodes_after(number: int) -> None:
        while empty and empty[0].id <= number:
            node = empty.pop(0)
            lines.append(_line(f"{node.id}.{node.place}", node))

    nodes_after(0)
    for token in sentence.tokens:
        if token.is_multiword:
            lines.append(_line(f"{token.words[0].id}-{token.words[-1].id}", token))
        for word in token.words:
            lines.append(_line(str(word.id), word))
            nodes_after(word.id)
    return lines


def _comment_lines(sentence: Sentence) -> list[str]:
    """The comments as they were read, those changed or added since then anew."""
    was, now = _said(sentence.raw), sentence.comments
    lines, written = [], set[str]()
    for line in sentence.raw:
        ((key, _),) = _said([line]).items()
        if key not in now or (now[key] != was[key] and key in written):
            continue
        lines.append(line if now[key] == was[key] else _comment(key, now[key]))
        written.add(key)
    return lines + [_comment(key, value) for key, value in now.items() if key not in written]


def _comment(key: str, value: str | None) -> str:
    return (f"# {key}" if value is None else f"# {key} = {value}").translate(_ONE_LINE)


def _line(id: str, this: Word | Token) -> str:
    columns = list(this.raw or 10 * ["_"])
    columns[:2] = id, this.form
    if isinstance(this, Word):
        for place, value in ((2, this.lemma), (3, this.upos), (4, this.xpos), (7, this.deprel)):
            columns[place] = value or "_"
        if this.head is not None or _NUMBER.fullmatch(columns[6]):
            columns[6] = "_" if this.head is None else str(this.head)
        if _deps(columns[8]) != this.deps:
            enhanced = this.deps if isinstance(this.deps, list) else []
            columns[8] = "|".join(f"{head}:{relation}" for relation, head in enhanced) or "_"
    for place, pairs in ((5, this.feats), (9, this.misc)):
        if _pairs(columns[place]) != pairs:
            items = (key if value is None else f"{key}={value}" for key, value in pairs.items())
            columns[place] = "|".join(items) or "_"
    return "\t".join(column.translate(_ONE_LINE) for column in columns)


_ONE_LINE = str.maketrans("\t\n", "  ")
