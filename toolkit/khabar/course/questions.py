"""Questions, answers and feedback that says why.

Questions are data (``data/questions/*.json``): adding one needs no code. Answers are compared
as a teacher compares them: vowel signs may be left out, seats of hamza and tatweel are
forgiven, digits may be of either kind, and every defensible answer of a disputed point is right.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from khabar.course import learner
from khabar.course.interface import arabic, spoken, told
from khabar.course.vowels import vocalised, vowel_mistake
from khabar.text.document import article
from khabar.text.errors import DataError, KhabarError
from khabar.text.script import bare, fold, without_controls
from khabar.text.tables import marked_up

QUESTIONS = Path(__file__).parents[1] / "data" / "questions"
KINDS = ("choose", "cut", "fill", "vocalise", "number", "spans", "match", "order")
EMPTY = "The answer is still empty: write yours and run the cell again."
UNCOUNTED = "Nothing was counted."


@dataclass(frozen=True)
class Question:
    """One question. ``accept``: every right answer; ``misconceptions``: known wrong answers,
    each with the idea behind it and what to say; ``hints``: given one by one.

    Example:
        >>> get("00-first-look/2").kind
        'cut'
    """

    id: str
    kind: str
    prompt: str
    accept: list[Any]
    why: str
    prompt_ar: str = ""
    options: list[str] = field(default_factory=list)
    misconceptions: list[dict[str, Any]] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    grade: str = "intermediate"
    reference: str = ""
    marks: list[list[int]] | None = None
    """Of spans of another text than the article: the places of its punctuation, which count for nothing."""


@dataclass(frozen=True)
class Feedback:
    """What a learner is told: right or wrong, why, and the next hint. Rendered in a notebook,
    plain in a terminal; true if the answer was right.

    Example:
        >>> print(Feedback(False, "Count the letters again.", "There are five."))
        ✗ Not yet. Count the letters again. Hint: There are five.
    """

    right: bool
    message: str
    hint: str = ""
    misconception: str = ""

    def __bool__(self) -> bool:
        return self.right

    def __str__(self) -> str:
        mark = "✓ Right." if self.right else "✗ Not yet."
        return " ".join(filter(None, [mark, self.message, self.hint and f"Hint: {self.hint}"]))

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        mark, colour = ("Right.", "#0072B2") if self.right else ("Not yet.", "#B34700")
        hint = (
            f'<div style="margin-top:.3em"><b>{spoken("Hint:")}</b> {_said(self.hint)}</div>'
            if self.hint
            else ""
        )
        return (
            f'<div role="status"{IN_ARABIC if arabic() else ""} style="border-inline-start:4px solid {colour};'
            'padding:.4em .8em;max-width:46em">'
            f"<b>{'✓' if self.right else '✗'} {spoken(mark)}</b> {_said(self.message)}{hint}</div>"
        )


IN_ARABIC = ' lang="ar" dir="rtl"'


def _said(text: str) -> str:
    """As HTML: in Arabic where khabar says it, in its own language and direction where the question does."""
    if (said := told(text)) != text:
        return marked_up(said)
    return f'<bdi lang="en" dir="ltr">{marked_up(text)}</bdi>' if arabic() else marked_up(text)


@cache
def bank() -> dict[str, Question]:
    """All questions by id, in order.

    Raises:
        DataError: a question file is damaged; the message names the file.
    """
    found: dict[str, Question] = {}
    for path in sorted(QUESTIONS.glob("*.json")):
        try:
            for raw in json.loads(path.read_text(encoding="utf-8")):
                question = Question(**raw)
                if question.kind not in KINDS:
                    raise ValueError(f"the kind {question.kind!r} of {question.id}")
                found[question.id] = question
        except (ValueError, TypeError) as error:
            raise DataError(
                f"The questions in {path.name} cannot be read ({error}): install khabar again."
            ) from error
    return found


def get(id: str) -> Question:
    """The question ``id``.

    Raises:
        KhabarError: there is none; the message names some that there are.
    """
    try:
        return bank()[id]
    except KeyError:
        lesson = id.partition("/")[0]
        near = [other for other in bank() if other.startswith(lesson + "/")] or list(bank())[:5]
        raise KhabarError(f"There is no question {id!r}: there are {', '.join(near)}.") from None


def check(id: str, answer: Any, *, show_answer: bool = False) -> Feedback:
    """Check an answer. A wrong one is told which misunderstanding it shows, and gets the next
    hint at each try; ``show_answer=True`` gives the worked answer.

    Raises:
        KhabarError: an unknown question.

    Example:
        >>> feedback = khabar.check("00-first-look/2", "و+نظير+ه")
        >>> bool(feedback)
        True
    """
    asked = get(id)
    if show_answer:
        return Feedback(
            False, f"The answer is {_shown(asked.accept[0], asked.kind).rstrip('.')}. {asked.why}"
        )
    try:
        given = plain(answer)
        if given in ([], {}) or (isinstance(given, str) and not without_controls(given).strip()):
            raise TypeError(EMPTY)
        said = judge(asked, given)
    except TypeError as error:
        return Feedback(False, f"{error} {UNCOUNTED}")
    tries = learner.record(id, said.right)
    if said or not asked.hints:
        return said
    return replace(said, hint=asked.hints[min(tries, len(asked.hints)) - 1])


def judge(asked: Question, given: Any) -> Feedback:
    """What is to be said of an answer; no try is counted, no hint given."""
    if any(same(asked.kind, given, accepted, asked.marks) for accepted in asked.accept):
        return Feedback(True, asked.why)
    idea, message = misconception(asked, given)
    return Feedback(False, message, misconception=idea)


def same(kind: str, given: Any, accepted: Any, marks: list[list[int]] | None = None) -> bool:
    """Whether ``given`` is the answer ``accepted``, with a teacher's tolerance: vowel signs left
    out (but in "vocalise"), hamza seats, tatweel, digits of either kind, one usual spelling for
    another, punctuation around. ``kind`` is one of KINDS. Whatever plain value is given, it is compared
    at once and never raises: an answer may come from anybody. ``marks``: :func:`places`.

    Raises:
        TypeError: ``given`` is no plain value, or a very large one.
    """
    if kind == "spans":
        return _same_spans(plain(given), accepted, marks)
    return _COMPARE[kind](_calm(plain(given)), accepted)


# An answer is never larger: a word, a few spans, a dict of pairs.
MOST_ITEMS, MOST_CHARACTERS, MOST_LEVELS, MOST_NUMBER, MOST_MARKS = 2_000, 5_000, 8, 10**15, 8


def plain(answer: Any) -> Any:
    """Only plain values are compared: an object with an equality of its own would always be right.

    Raises:
        TypeError: the answer is empty, an object of another kind, or very large.
    """
    return _plain(answer, [MOST_ITEMS, MOST_CHARACTERS], MOST_LEVELS)


def _plain(answer: Any, left: list[int], levels: int) -> Any:
    numpy = sys.modules.get("numpy")
    if numpy and type(answer) in (numpy.int64, numpy.float64, numpy.bool_):
        answer = answer.item()  # what counting with pandas gives
    left[0] -= 1
    left[1] -= len(answer) if type(answer) is str else 0
    if min(left) < 0 or levels < 0 or (type(answer) is int and abs(answer) > MOST_NUMBER):
        raise TypeError("The answer is far too large to be one: look at what your cell makes.")
    if type(answer) in (str, int, float, bool):
        return answer
    if type(answer) in (list, tuple):
        return [_plain(item, left, levels - 1) for item in answer]
    if type(answer) is dict:
        if not all(type(key) in (str, int, float, bool) for key in answer):
            raise TypeError("The keys of an answer are text or numbers.")
        return {_plain(k, left, levels - 1): _plain(v, left, levels - 1) for k, v in answer.items()}
    if answer is None:
        raise TypeError(EMPTY)
    raise TypeError(f"An answer is text, a number, a list or a dict, not a {type(answer).__name__}.")


def _calm(answer: Any) -> Any:
    """The answer without endless runs of combining marks, which take long to bring into order."""
    if isinstance(answer, str):
        kept, run = [], 0
        for character in answer:
            run = run + 1 if unicodedata.combining(character) else 0
            if run <= MOST_MARKS:
                kept.append(character)
        return "".join(kept)
    if isinstance(answer, list):
        return [_calm(item) for item in answer]
    if isinstance(answer, dict):
        return {_calm(key): _calm(value) for key, value in answer.items()}
    return answer


def _shown(answer: Any, kind: str = "") -> str:
    if isinstance(answer, dict):
        return "; ".join(f"{key}: {value}" for key, value in answer.items())
    if kind == "spans":
        text = article()
        return " … ".join(f"{text.span_text(span)} (paragraph {span[0]})" for span in answer)
    if kind == "order":
        return ", ".join(map(str, answer))
    return " + ".join(map(str, answer)) if isinstance(answer, list) else str(answer)


def _level(text: str) -> str:
    """What is compared of a text: folded, in small letters, without outer quotation marks and full stop."""
    return " ".join(fold(text.translate(_KEYBOARDS)).split()).strip(" \"'«»“”‘’.،؛:!؟()").casefold()


# The letters that a Persian or Urdu keyboard has in the place of Arabic ones.
_KEYBOARDS = str.maketrans("یکہھ", "يكهه")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CODE_POINT = re.compile(r"U\+[0-9A-F]{4,6}")
_ROOT = re.compile(r"[ء-ي](\.[ء-ي]){2,3}")


def _radicals(text: str) -> str:
    """The letters of a root, however they are parted and whatever bears the hamza."""
    return re.sub("[أإآؤئا]", "ء", re.sub("[^ء-ي]", "", bare(text.translate(_KEYBOARDS)))).replace("ى", "ي")


def _same_text(given: Any, accepted: Any) -> bool:
    if not isinstance(given, str):
        return False
    accepted = str(accepted)
    if _ROOT.fullmatch(accepted):
        return _radicals(given) == _radicals(accepted)
    if _DAY.fullmatch(accepted):
        from khabar.course.dates import days

        return accepted in days(given)
    if _CODE_POINT.fullmatch(accepted) and given.strip() == chr(int(accepted[2:], 16)):
        return True  # the character itself
    # Who is asked for a noun may give it with its article.
    return _level(given) in (_level(accepted), f"ال{_level(accepted)}")


def _pieces(given: Any) -> list[str]:
    """The pieces as they were written, without the signs that join or part them (و+, _و, و-)."""
    pieces = re.split(r"[\s+_|/،,–-]+", given) if isinstance(given, str) else given
    if not isinstance(pieces, list):
        return []
    bared = [re.sub(r"[\s+_–-]", "", bare(str(piece))) for piece in pieces]
    return [piece for piece in bared if piece]


def _same_pieces(given: Any, accepted: Any) -> bool:
    return [fold(piece) for piece in _pieces(given)] == [fold(piece) for piece in _pieces(accepted)]


def _same_vowels(given: Any, accepted: Any) -> bool:
    return isinstance(given, str) and vocalised(given) == vocalised(accepted)


def _numbers(text: str) -> list[float]:
    """What a text can mean as a number: with digits of either kind, per cent sign, and a comma before the
    decimals or between thousands. None if it is no number."""
    text = re.sub(r"[%٪٬\s]", "", fold(text)).replace("−", "-").replace("٫", ".")
    try:
        return [float(text.replace(",", ".")), float(text.replace(",", ""))]
    except ValueError:
        return []


def _same_number(given: Any, accepted: Any) -> bool:
    if isinstance(given, str):
        return any(_same_number(number, accepted) for number in _numbers(given))
    if not isinstance(given, int | float) or isinstance(given, bool):
        return False
    # One per cent, for those who round; but one more or less is another count.
    tolerance = 0.01 * abs(accepted)
    return abs(given - accepted) <= (min(tolerance, 0.49) if accepted == int(accepted) else tolerance) + 1e-9


@cache
def _punctuation() -> frozenset[tuple[int, int]]:
    """The places (paragraph, token) of the article that are punctuation."""
    return frozenset((t.paragraph, t.position) for t in article().tokens if t.words[0].upos == "PUNCT")


def places(spans: Any, marks: list[list[int]] | None = None) -> set[tuple[int, int]]:
    """The words (paragraph, token) that spans cover, without punctuation: ``marks`` says where it stands, in the
    article if it is None.

    Raises:
        TypeError, ValueError: these are no spans, or one is longer than any that is asked for.
    """
    if len(spans) == 3 and all(isinstance(number, int) for number in spans):
        spans = [spans]  # one span, without the list around it
    if sum(max(0, last - first) for _, first, last in spans) > MOST_ITEMS:
        raise ValueError("longer than any text that is asked about")
    punctuation = _punctuation() if marks is None else {(paragraph, at) for paragraph, at in marks}
    return {(p, t) for p, first, last in spans for t in range(first, last + 1)} - punctuation


def _same_spans(given: Any, accepted: Any, marks: list[list[int]] | None) -> bool:
    """Spans are the same if they cover the same words: punctuation at or between them does not count."""
    try:
        return places(given, marks) == places(accepted, marks)
    except (TypeError, ValueError):
        return False


def _same_items(given: Any, accepted: Any) -> bool:
    if isinstance(accepted, dict):
        return isinstance(given, dict) and {_level(str(k)): _level(str(v)) for k, v in given.items()} == {
            _level(k): _level(v) for k, v in accepted.items()
        }
    if isinstance(given, str):
        given = re.split(r"[\s,،;؛]+", given.strip())
    return isinstance(given, list) and [_level(str(g)) for g in given] == [_level(str(a)) for a in accepted]


_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "choose": _same_text,
    "fill": _same_text,
    "cut": _same_pieces,
    "vocalise": _same_vowels,
    "number": _same_number,
    "match": _same_items,
    "order": _same_items,
}


def misconception(asked: Question, given: Any) -> tuple[str, str]:
    """The idea behind a wrong answer and what to say: one that the question foresees, else one
    that the kind of answer shows by itself. Like :func:`same` it takes every plain value."""
    given = _calm(plain(given))
    for known in asked.misconceptions:
        if any(same(asked.kind, given, answer, asked.marks) for answer in known["answers"]):
            return known["idea"], known["say"]
    if asked.kind == "cut":
        return _cut_mistake(_pieces(given), _pieces(asked.accept[0]))
    if asked.kind == "vocalise" and isinstance(given, str):
        return vowel_mistake(given, asked.accept[0])
    if asked.kind == "spans":
        return _span_mistake(given, asked)
    if asked.kind == "choose" and not any(_same_text(given, option) for option in asked.options):
        return "not an option", f"Choose one of: {'; '.join(asked.options)}."
    return "", "Look again."


def _span_mistake(given: Any, asked: Question) -> tuple[str, str]:
    try:
        marked = places(given, asked.marks)
    except (TypeError, ValueError):
        return "no spans", "Mark words: an answer is a list of (paragraph, first word, last word)."
    right = [places(accepted, asked.marks) for accepted in asked.accept]
    if any(marked < words for words in right):
        return "marked a part", "All that you marked belongs to it, and something is missing."
    if any(marked > words for words in right):
        return "marked too much", "All of it is marked, and something that does not belong to it."
    if any(marked & words for words in right):
        return "marked other words, too", "Some of the marked words belong to it, some do not."
    return "marked other words", "None of these words belongs to it: look again at what is asked for."


def _cut_mistake(given: list[str], right: list[str]) -> tuple[str, str]:
    if fold("".join(given)).replace("ا", "") != fold("".join(right)).replace("ا", ""):
        return "letters changed", "The pieces must give the word back letter by letter."
    if "ال" in given and "ال" not in right:
        return "cut the article", "You cut off the article: in this scheme ال stays with its noun."
    if len(given) < len(right):
        folded = [fold(piece) for piece in right]
        whole = next((piece for piece in given if fold(piece) not in folded), given[0])
        return "missed a clitic", f"Something that is a word of its own is still attached: look at {whole}."
    if len(given) > len(right):
        return (
            "took a radical for a clitic",
            "You cut into the word itself: that letter belongs to its root or pattern.",
        )
    return "cut in the wrong place", "The number of pieces is right, a border is not."
