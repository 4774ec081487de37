"""Paragraphs, sentences and surface tokens, by the writing alone.

Takes time in proportion to the length of any text: what could look far ahead or back is bounded.
Emoji and other clusters of characters follow Unicode's own rules (UAX 29, by the ``regex`` library).
"""

import re
from functools import lru_cache

import regex

from khabar.text.script import ARABIC, CONTROLS, SIGNS, TATWEEL

# A zero-width space parts words; the other invisible characters stay with the token that they touch,
# so that no character of the text is lost.
_PARTING = "\u200b"
_MARK = rf"[[\p{{M}}{SIGNS}{TATWEEL}{CONTROLS}]--{_PARTING}]"
_ARABIC = rf"[[{ARABIC}]--[\p{{M}}\p{{N}}{TATWEEL}]]"
_OTHER = rf"[[\p{{L}}\p{{Nl}}]--[{ARABIC}]]"
_AND_OTHER = rf"(?:[\p{{L}}\p{{N}}\p{{M}}--[{ARABIC}]]|[[{CONTROLS}]--{_PARTING}])"
_IN_ADDRESS = r"[^\s\x1c-\x1f<>\"«»“”„‘’‹›،؛؟۔{}|\\^`()\[\]….,:;!?'*]"
_ADDRESS = rf"(?:[.,:;!?'*]*+(?:\({_IN_ADDRESS}++\)|{_IN_ADDRESS}++))"
_LABEL = "[A-Za-z0-9-]{1,63}+"
_CLITICS = rf"(?:[وف]{TATWEEL}*+)?(?:[بكل]{TATWEEL}*+)?(?:(?:ا|(?<=ل))ل{TATWEEL}*+)?"

_TOKEN = regex.compile(
    rf"""[{CONTROLS}]*+(?:
    # addresses
    (?:https?|ftp)://{_ADDRESS}++ | www\.{_ADDRESS}++
    | [A-Za-z0-9_%+-]{{1,64}}+(?:\.[A-Za-z0-9_%+-]{{1,64}}+){{0,4}}+@{_LABEL}(?:\.{_LABEL}){{1,4}}+
    | (?<![\p{{L}}\p{{N}}])(?:{_LABEL}\.){{1,4}}[a-z]{{2,24}}+(?![\p{{L}}\p{{N}}])(?:/{_ADDRESS}*+)?+
    # emoji
    | (?=[[\p{{Extended_Pictographic}}\p{{Regional_Indicator}}]--[©®™]]|[0-9\#*]\uFE0F?\u20E3)\X
    | (?<![\p{{L}}\p{{N}}])[@\#][\p{{L}}\p{{N}}_](?:[\p{{L}}\p{{N}}_{SIGNS}{TATWEEL}])*+
    # figures, with what is joined to them
    | {_CLITICS}(?:
        \d++(?:[-‑]\d++){{2}}+(?![-‑]?\d)                                  # a date, 2016-10-03
        | \d{{1,3}}+(?:[,،٬'’]\d{{3}})++(?!\d)(?:[.٫]\d++)?+                  # thousands
        | (?<!\d[,،])(?:0[,،]\d++ | \d++[,،]\d{{1,3}}+)(?![,،]?\d)                     # a decimal
        | \d++(?:[.٫٬:/⁄؍]\d++)*+
      )\p{{No}}*+(?:{_OTHER}{_AND_OTHER}*+)?+
    | \p{{No}}++
    # letters
    | {_CLITICS}{_OTHER}{_AND_OTHER}*+
    | {_ARABIC}{_MARK}*+(?:{_ARABIC}{_MARK}*+)*+
    # signs that stand alone, points of omission, one character
    | [\p{{M}}{SIGNS}{TATWEEL}]++ | \.{{2,}}+ | [^\s\x1c-\x1f]
    )[{CONTROLS}]*+ | [{CONTROLS}]++""",
    regex.VERBOSE | regex.V1,
)

# What can close after the last mark of a sentence: quotation marks and brackets, a note of an encyclopedia.
_CLOSING = rf"(?:\s?[»›”)\]}}]|[\"'“’‘﴾﴿]|\[\d{{1,3}}\]|[{CONTROLS}])*+"
_END = regex.compile(
    rf"(?P<mark>[.!?؟…۔⸮‼⁇⁈⁉！？。]++){_CLOSING}(?:(?=\s|$)|(?=[«(\[\"“„{ARABIC}A-Z]))", regex.VERSION1
)
_OPENING = re.compile(rf"[«(\[\"“'{CONTROLS}]*")
_BEFORE = 64  # characters that are looked at before a mark
_LONG = 30  # characters of a word that are
_LETTER = 7  # more than the name of a letter has, with clitics: والسي
_NO_LETTER = re.compile(r"[^\w.]")
# Titles and the like, with what can be joined to them; د. ليلى، ود. ليلى، أ.د. محمد، ص. 5، الـU.N.
_INITIALS = regex.compile(
    rf"(?:[وفبلك]?(?:ا?ل{TATWEEL})?(?:\p{{L}}{TATWEEL}?\.)*+\p{{L}}{TATWEEL}?|[وفبلك](?:[دأ]|أد)|وم)"
)
_TITLES = frozenset(
    ["مج", "مجـ", "تر", "أد", "دكت", "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Sr", "Jr", "vs", "No", "Vol"]
)
# What letters of other alphabets are called; not those that are words of Arabic, too, or a name (إن، إكس).
_LETTERS = frozenset(
    ["إيه", "أيه", "سي", "دي", "إف", "جي", "جيه", "إتش", "إيش", "آي", "كيه", "كاي", "إل", "إم", "كيو", "آر", "أر", "إس", "أس", "تي", "يو", "دبليو", "واي", "زد"]
)  # fmt: skip
_LETTERS_TOO = frozenset(
    ["إي", "بي", "إن", "أو", "في", "إكس", "أم", "أن", "أل", "أف"]
)  # beside another letter
_WORDS_OF_TWO = frozenset(["كم", "لم", "بم", "فم", "له", "به", "لي", "بي", "لك", "بك", "كل"])
_NAMED_BY_LETTER = frozenset(
    ["فيتامين", "الفيتامين", "حرف", "الحرف", "فئة", "الفئة", "المجموعة", "مجموعة", "بند", "البند"]
)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of ``text``: its lines that are not blank, without outer white space."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def sentences(paragraph: str) -> list[str]:
    """Cut a paragraph after final punctuation; joined by single spaces they give it back (save for runs
    of white space, and for sentences between which no space was written).

    A full stop closes after a number, but not after one that opens the sentence ("3."); not after
    initials and titles ("ود."), unless they are a unit or an era after a number ("عام 2016 م."); not
    after the name of a letter within a name ("جيه. دي. فانس").

    Example:
        >>> sentences("بدأ عام 2016. وقال د. علي إنه انتهى.وغادر.")
        ['بدأ عام 2016.', 'وقال د. علي إنه انتهى.', 'وغادر.']
    """
    pieces, start = [], 0
    for match in _END.finditer(paragraph):
        if _closes(paragraph, start, match):
            pieces.append(paragraph[start : match.end()].strip())
            start = match.end()
    if rest := paragraph[start:].strip():
        pieces.append(rest)
    return pieces


def _closes(paragraph: str, start: int, match: "regex.Match[str]") -> bool:
    mark, end = match["mark"], match.end()
    before = paragraph[max(start, match.start() - _BEFORE) : match.start()]
    earlier, word = _last_words(before)
    spaced = end == len(paragraph) or paragraph[end].isspace()
    if not spaced:
        # Without a space: two words, not initials, an address or points of omission.
        after = paragraph[end : end + 3]
        chunk = before.rsplit(None, 1)[-1] if before.strip() else ""
        glued = len(mark) > 1 or mark == "…" or "://" in chunk or "@" in chunk or "www." in chunk
        if (
            glued
            or after[1:2] == "."
            or _is_spelled(chunk, paragraph[end : end + _BEFORE])
            or (after[:1].isascii() and chunk[-1:].isascii())
        ):
            return False
    if mark not in (".", "۔"):
        return True
    if not word or word.isdecimal():
        return earlier is not None or len(before) == _BEFORE or not word
    if word in _TITLES or (word[0] in "وفبلك" and word[1:] in _TITLES):
        return False
    if word not in _WORDS_OF_TWO and _INITIALS.fullmatch(word):
        counted = earlier is not None and (earlier[-1:].isdecimal() or earlier in _NAMED_BY_LETTER)
        return counted and spaced
    return not is_letter_within(earlier or "", word, paragraph[end : end + _BEFORE])


def _is_spelled(before: str, after: str) -> bool:
    """Whether a point stands between names of letters: إيه.آي, or among three short pieces or more: سي.إن.إن"""
    rest = _NO_LETTER.split(after, maxsplit=1)[0].strip(".")
    pieces = [_OPENING.sub("", before), *rest.split(".")]
    pieces[:1] = pieces[0].split(".")
    if len(pieces) == 2:
        return all(_is_letter(piece) for piece in pieces) and not _LETTERS.isdisjoint(pieces)
    return len(pieces) > 2 and all(0 < len(piece) < _LETTER for piece in pieces)


def _is_letter(word: str) -> bool:
    return word in _LETTERS or word in _LETTERS_TOO


def is_letter_within(earlier: str, word: str, after: str) -> bool:
    """Whether a stop behind ``word`` stands within a name: جيه. دي. فانس، جورج دبليو. بوش; not behind the last of several
    letters without stops (شبكة سي إن إن.), nor before what a name does not go on with (والقرار، وأضاف)."""
    pieces = word.split(".")
    following = after.split(None, 1)[0] if after.strip() else ""
    ends = not following or following.startswith("ال") or (following[0] == "و" and following[:2] != "وو")
    if (
        len(pieces) > 2
        or ends
        or _is_letter(earlier)
        or earlier in _NAMED_BY_LETTER
        or earlier[-1:].isdecimal()
    ):
        return False
    beside = earlier.endswith(".") or _is_letter(following.split(".", 1)[0])
    return all(piece in _LETTERS or (beside and piece in _LETTERS_TOO) for piece in pieces)


def _last_words(text: str) -> tuple[str | None, str]:
    """The last two words, at most 30 letters of each, the last without what opens a quotation; no word where
    white space ends the text."""
    words = [] if text[-1:].isspace() else text.split()[-2:]
    if not words:
        return None, ""
    word = _OPENING.sub("", words[-1], count=1) or words[-1][-1]
    if len(word) > _LONG:
        return None, word[-_LONG:]
    return (words[0][-_LONG:] if len(words) > 1 else None), word


def surface_tokens(text: str) -> list[tuple[str, bool]]:
    """The surface tokens of ``text``, each with whether white space (or the end) follows.

    Example:
        >>> [form for form, space in surface_tokens("قال: «نعم».")]
        ['قال', ':', '«', 'نعم', '»', '.']
    """
    return [
        (form, place == len(forms))
        for chunk in text.split()
        for forms in [_cut(chunk) if len(chunk) <= _BEFORE else _forms(chunk)]
        for place, form in enumerate(forms, 1)
    ]


def _forms(chunk: str) -> tuple[str, ...]:
    return tuple(match.group() for match in _TOKEN.finditer(chunk))


# What stands between spaces is cut by itself, so that the words that a text repeats are cut once.
_cut = lru_cache(maxsize=1 << 16)(_forms)
