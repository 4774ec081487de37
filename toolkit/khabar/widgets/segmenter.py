"""The segmenter: cut words into their parts by clicking between letters."""

from __future__ import annotations

import re
from html import escape
from typing import Any

import traitlets

from khabar.course.interface import spoken
from khabar.course.questions import Question, misconception, same
from khabar.text import labels
from khabar.text.document import Document, Token, gap, join
from khabar.text.errors import KhabarError
from khabar.text.script import SIGNS, TATWEEL, bare
from khabar.text.tables import CSS, gloss_in_words
from khabar.widgets._base import Exercise, Paged, named, source

PAGE = 8  # words on a page
AROUND = 4  # tokens of context on each side
_DROPPED = ("", "ا", "ال")  # what writing leaves out after ل: للمحادثات is ل + المحادثات, للغة is ل + اللغة
# A final letter that changes when something follows it: وزارة + ه is written وزارته.
_LINKED = {"ة": "ت", "ى": "اي", "ء": "ئؤأ"}

Place = tuple[int, int]
Borders = tuple[list[int], dict[int, str]]
"""Where pieces meet in a form, and the letters that writing drops at some of these places."""


class Segmenter(Exercise, Paged):
    """Words to be cut by clicking between their letters; each is told what is wrong with its cuts.

    Args:
        document: where the words stand.
        tokens: their places, ``[(paragraph, position), …]``; by default those of the first paragraph that
            has any word with more than one part.
        scheme: "ud" cuts as the document does; "d1", "d2", "d3" and "atb" as ``khabar.tokenize``.

    Traitlets:
        answers: "paragraph.position" to the pieces so far, ``{"1.16": ["و", "نظيره"]}``.
        solved: whether every word is cut rightly.

    Raises:
        KhabarError: an unknown place or scheme, or no word to cut.

    Example:
        >>> Segmenter(khabar.article(), tokens=[(1, 16)]).solved
        False
    """

    _esm = source("segmenter.js")
    _css = source("segmenter.css")
    _kept = ("answers", "checked")

    answers = traitlets.Dict().tag(sync=True)
    solved = traitlets.Bool(False).tag(sync=True)
    items: traitlets.List = traitlets.List().tag(sync=True)

    def __init__(
        self, document: Document, tokens: list[Place] | None = None, scheme: str = "ud", **options: Any
    ):
        self.document = document
        self.scheme = scheme
        places = [(int(p), int(n)) for p, n in tokens] if tokens is not None else _multiword(document)
        self._words = {f"{p}.{n}": _Cut(document, i, (p, n), scheme) for i, (p, n) in enumerate(places, 1)}
        if not self._words:
            raise KhabarError("There is no word to cut: give tokens=[(paragraph, position), …].")
        given = dict(options)
        super().__init__(pages=-(-len(self._words) // PAGE), **options)
        self._turn()
        self._remember(named("cut", document.text, scheme, list(self._words)), given)

    def verdict(self, key: str, answer: Any) -> tuple[bool, str]:
        """Whether the word at ``key`` is cut rightly; if not, the mistake by its name and where to look."""
        word = self._words[key]
        if same("cut", answer, word.right):
            return True, word.why
        _, message = misconception(word.question, answer)
        return False, f"{message} {word.hint(answer)}".strip()

    @traitlets.validate("answers", "checked")
    def _pieces_of_known_words(self, proposal: Any) -> dict[str, list[str]]:
        for key in proposal["value"]:
            if key not in self._words:
                raise traitlets.TraitError(f"There is no word {key} here: {', '.join(self._words)}.")
        return dict(proposal["value"])

    @traitlets.observe("answers", "checked")
    def _settle(self, _change: Any) -> None:
        # A word that is to stay whole is answered by Check alone.
        given = self.checked | self.answers
        self.solved = all(same("cut", given.get(key, []), w.right) for key, w in self._words.items())

    @traitlets.observe("page")
    def _turn(self, _change: Any = None) -> None:
        words = list(self._words.values())[self.page * PAGE : (self.page + 1) * PAGE]
        self.items = [word.item for word in words]

    def to_html(self) -> str:
        """The words in their places, each with the pieces that it has so far."""
        rows = []
        for key, word in list(self._words.items())[:50]:
            item = word.item
            pieces = " + ".join(self.answers.get(key, [word.token.form]))
            rows.append(
                f'<li style="line-height:2"><bdi lang="ar" dir="rtl" style="font:1.3em {escape(CSS)}">'
                f"{escape(item['before'])}<b>{escape(word.token.form)}</b>{escape(item['after'])}</bdi><br>"
                f'<bdi lang="ar" dir="rtl" style="font:1.3em {escape(CSS)}">{escape(pieces)}</bdi></li>'
            )
        return f"<p>{spoken('Cut each word in bold into its parts.')}</p><ol>{''.join(rows)}</ol>"


class _Cut:
    """One word to cut: its letters, the right borders among them, and what to say."""

    def __init__(self, document: Document, number: int, place: Place, scheme: str):
        self.number = number
        self.key = f"{place[0]}.{place[1]}"
        try:
            self.token = document.token(*place)
        except KeyError as error:
            raise KhabarError(
                f"{error.args[0]} Give tokens=[(paragraph, position), …], both from 1."
            ) from None
        self.document = document
        self.letters = re.findall(rf".[{SIGNS}{TATWEEL}]*", self.token.form)
        found = borders(self.token.form, [word.form for word in self.token.words])
        if scheme != "ud":
            found = self._as_written(borders(bare(self.token.form), _pieces(document, self.token, scheme)))
        if found is None:
            raise KhabarError(f"{self.token.form} cannot be cut between letters: leave out {place}.")
        self.borders, self.dropped = found
        self.right = _cut(self.token.form, self.borders, self.dropped)
        self.words = self.token.words if scheme == "ud" else []
        self.question = Question(self.key, "cut", self.token.form, [self.right], self.why)

    def _as_written(self, found: Borders | None) -> Borders | None:
        """Borders counted in letters, as places in the form with its signs."""
        if found is None:
            return None
        place = {n: len("".join(self.letters[:n])) for n in range(len(self.letters))}
        return [place[n] for n in found[0]], {place[n]: letters for n, letters in found[1].items()}

    @property
    def why(self) -> str:
        """What each piece is."""
        if not self.words:
            return f"{' + '.join(self.right)}."
        return " + ".join(
            f"{piece} ({gloss_in_words(word.misc.get('Gloss', '')) or labels.UPOS.get(word.upos or 'X', ('other', ''))[0]})"
            for piece, word in zip(self.right, self.words, strict=True)
        )

    @property
    def item(self) -> dict[str, Any]:
        """What the page needs, ``dropped`` being letters that a piece gets back, by its first letter's place."""
        p, n = self.token.paragraph, self.token.position
        places = self.document.offsets
        before = [self.document.token(p, k) for k in range(max(1, n - AROUND), n)]
        after = [self.document.token(p, k) for k in range(n + 1, n + AROUND + 1) if (p, k) in places]
        return {
            "key": self.key,
            "number": self.number,
            "letters": self.letters,
            "right": self.right,
            "dropped": {str(at): letters for at, letters in self.dropped.items()},
            "before": (join(before) + gap(before)).lstrip("،.:؛ "),
            "after": gap([self.token]) + join(after),
        }

    def hint(self, given: list[str]) -> str:
        """Where to look: which part is still attached, or of which root a letter was cut off."""
        placed = borders(self.token.form, given)
        if placed is None or not self.words:
            return ""
        wrong, missing = set(placed[0]) - set(self.borders), set(self.borders) - set(placed[0])
        starts = [0, *self.borders]
        if wrong:
            host = self.words[sum(start <= min(wrong) for start in starts) - 1]
            root = host.misc.get("Root")
            if host.form.startswith("ال") and self.token.form[: min(wrong)].endswith("ل"):
                return f"The article ال stays with its noun: {host.form} is one word."
            return f"The root of {host.form} is {root}." if root else f"{host.form} is one word."
        if missing:
            at = starts.index(min(missing))
            clitic = min(self.words[at - 1 : at + 1], key=lambda word: len(word.form))
            english, arabic = labels.UPOS.get(clitic.upos or "X", ("part", ""))
            return f"Look for a {english} ({arabic})."
        return ""


def _multiword(document: Document) -> list[Place]:
    for sentences in document.paragraphs:
        found = [(t.paragraph, t.position) for s in sentences for t in s.tokens if t.is_multiword]
        if found:
            return found
    return []


def _pieces(document: Document, token: Token, scheme: str) -> list[str]:
    """The pieces by a scheme of camel-tools, which takes vowel signs away."""
    from khabar.morphology.camel import SCHEMES, tokenize

    if scheme not in SCHEMES:
        raise KhabarError(f"There is no scheme {scheme!r}: choose one of {', '.join(SCHEMES)}.")
    # camel-tools marks clitics with + on the side of their word.
    sentence = document.sentence_of(token)
    grouped: list[list[str]] = []
    for piece in tokenize(sentence.text, scheme):
        if grouped and (piece.startswith("+") or grouped[-1][-1].endswith("+")) and len(piece) > 1:
            grouped[-1].append(piece)
        else:
            grouped.append([piece])
    if len(grouped) != len(sentence.tokens):
        raise KhabarError(f"The scheme {scheme} does not fit the sentence of {token.form}: use scheme='ud'.")
    at = next(n for n, other in enumerate(sentence.tokens) if other is token)
    return [piece.strip("+") for piece in grouped[at]]


def borders(form: str, pieces: list[str]) -> Borders | None:
    """Where pieces meet in ``form``, and the letters that the writing drops there; None if they do not
    give the word."""
    at = 0
    borders: list[int] = []
    dropped: dict[int, str] = {}
    for number, piece in enumerate(pieces):
        fits = [
            missing
            for missing in (_DROPPED if number else ("",))
            if piece.startswith(missing) and _fits(form, at, piece[len(missing) :])
        ]
        if not fits:
            return None
        if number:
            borders.append(at)
        if fits[0]:
            dropped[at] = fits[0]
        at += len(piece) - len(fits[0])
    return (borders, dropped) if at == len(form) else None


def _fits(form: str, at: int, piece: str) -> bool:
    written = form[at : at + len(piece)]
    if written == piece:
        return bool(piece)
    return written[:-1] == piece[:-1] and bool(written) and written[-1] in _LINKED.get(piece[-1:], "")


def _cut(form: str, borders: list[int], dropped: dict[int, str]) -> list[str]:
    starts = [0, *borders]
    return [dropped.get(a, "") + form[a:b] for a, b in zip(starts, [*borders, len(form)], strict=True)]
