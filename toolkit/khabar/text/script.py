"""Arabic script: reading text, surface tokens, normal forms, transliteration.

Knows letters, not words: nothing here analyses morphology.
"""

import re
import unicodedata
from pathlib import Path
from typing import IO

from khabar.text.errors import TextError

SIGNS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
TATWEEL = "\u0640"
CONTROLS = "\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"

_SIGNS = re.compile(f"[{SIGNS}]")
_UNSAID = re.compile(f"[{SIGNS}{TATWEEL}]")
_CONTROLS = re.compile(f"[{CONTROLS}]")
_ARABIC = re.compile("[\u0621-\u064a\u0671-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")

# A surface token: an address, a number with its separators and what is joined to it, a run of
# letters with their signs and tatweel, a run of signs alone, or one other character. Invisible
# controls stay with the token that they touch, so that no character of the text is lost.
_TOKEN = re.compile(
    rf"[{CONTROLS}]*(?:"
    r"https?://\S+|"
    rf"(?:[وفبلك]{TATWEEL}*){{0,2}}(?:ال{TATWEEL}*)?\d+(?:[.,٫٬:/]\d+)+|"
    rf"[^\W_]+(?:[{SIGNS}{TATWEEL}{CONTROLS}]+[^\W_]*)*|"
    rf"[{SIGNS}{TATWEEL}]+|"
    r"\S)"
    rf"[{CONTROLS}]*"
)
_SENTENCE_END = re.compile(r"[.!?؟…]+[\"”»')\]]*(?=\s|$)")


def load(source: str | Path | IO[str] | IO[bytes]) -> str:
    """Return the text of ``source`` unchanged: a text itself, a path, or an open file.

    Raises:
        TextError: no such file, a folder, not UTF-8, empty, or without any Arabic letter.
    """
    if isinstance(source, str):
        text = source
    elif isinstance(source, Path):
        text = _decode(_read_file(source), str(source))
    elif hasattr(source, "read"):
        content = source.read()
        text = _decode(content, "the file") if isinstance(content, bytes) else content
    else:
        raise TextError(
            f"Cannot read a {type(source).__name__}: give a str with the text, a pathlib.Path or an open file."
        )
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise TextError("The text is empty: give at least one Arabic word.")
    if not _ARABIC.search(text):
        path_like = "\n" not in text and len(text) < 300 and re.search(r"\.\w{2,6}$", text.strip())
        hint = " (if this is a file name, give pathlib.Path(...))" if path_like else ""
        raise TextError(f"There is no Arabic letter in the text: khabar reads Arabic script only{hint}.")
    return text


def _read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise TextError(f"There is no file {path}: check the name and the folder.") from None
    except IsADirectoryError:
        raise TextError(f"{path} is a folder: name one text file in it.") from None
    except OSError as error:
        raise TextError(f"{path} cannot be read ({error.strerror}): check its permissions.") from None


def _decode(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise TextError(
            f"{name} is not UTF-8 (byte {error.start + 1}): save it as UTF-8 "
            "(older Arabic files are often windows-1256) and try again."
        ) from None


def paragraphs(text: str) -> list[str]:
    """The paragraphs of ``text``: its lines that are not blank, without outer white space."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def sentences(paragraph: str) -> list[str]:
    """Cut a paragraph after final punctuation; joined by single spaces they give it back
    (save for runs of white space).

    Example:
        >>> sentences("غادر الوفد. ثم عاد.")
        ['غادر الوفد.', 'ثم عاد.']
    """
    pieces, start = [], 0
    for match in _SENTENCE_END.finditer(paragraph):
        # "3." or "د." opens more often than it closes.
        before = paragraph[start : match.start()].rsplit(None, 1)[-1:]
        if match.group() == "." and before and (len(before[0]) == 1 or before[0].isdigit()):
            continue
        pieces.append(paragraph[start : match.end()].strip())
        start = match.end()
    if rest := paragraph[start:].strip():
        pieces.append(rest)
    return pieces


def surface_tokens(text: str) -> list[tuple[str, bool]]:
    """The surface tokens of ``text``, each with whether white space (or the end) follows.

    Example:
        >>> [form for form, space in surface_tokens("قال: «نعم».")]
        ['قال', ':', '«', 'نعم', '»', '.']
    """
    found = list(_TOKEN.finditer(text))
    return [(match.group(), match.end() == len(text) or text[match.end()].isspace()) for match in found]


def strip_signs(text: str) -> str:
    """``text`` without vowel signs and other marks over and under letters.

    Example:
        >>> strip_signs("قَالَتْ")
        'قالت'
    """
    return _SIGNS.sub("", text)


def without_controls(text: str) -> str:
    """``text`` without invisible characters (bidirectional controls, zero-width joiners)."""
    return _CONTROLS.sub("", text)


def bare(text: str) -> str:
    """``text`` as a dictionary is searched: compatibility forms replaced (NFKC), invisible
    controls, tatweel and signs taken out. An empty string if nothing else was there.

    Example:
        >>> bare("قَالَـــتْ")
        'قالت'
    """
    return _UNSAID.sub("", without_controls(unicodedata.normalize("NFKC", text)))


def fold(text: str) -> str:
    """:func:`bare` with the seats of hamza, the alif maqsura and the ta marbuta levelled, for
    comparisons that forgive spelling; digits become ASCII.

    Example:
        >>> fold("إلى") == fold("الي")
        True
    """
    text = bare(text).translate(_FOLD)
    return "".join(str(unicodedata.digit(c, c)) if c.isdigit() else c for c in text)


_FOLD = str.maketrans("أإآٱىؤئة", "ااااي" + "ويه")


def is_arabic(form: str) -> bool:
    """Whether ``form`` holds at least one Arabic letter.

    Example:
        >>> is_arabic("خبر"), is_arabic("news")
        (True, False)
    """
    return _ARABIC.search(form) is not None


# DIN 31635 (1982): one Latin letter a consonant.
_DIN = {
    letter: latin
    for letters, latins in (
        ("ءبتثجحخدذرزسشص", "ʾ b t ṯ ǧ ḥ ḫ d ḏ r z s š ṣ"),
        ("ضطظعغفقكلمنهوي", "ḍ ṭ ẓ ʿ ġ f q k l m n h w y"),
        ("ةىاأإآؤئ", "h ā ā ʾ ʾ ʾā ʾ ʾ"),
    )
    for letter, latin in zip(letters, latins.split(), strict=True)
}
_VOWELS = {"َ": "a", "ِ": "i", "ُ": "u", "ً": "an", "ٍ": "in", "ٌ": "un", "ٰ": "ā", "ْ": ""}
_LONG = {("a", "ا"): "ā", ("a", "ى"): "ā", ("i", "ي"): "ī", ("u", "و"): "ū"}
_SUN = set("تثدذرزسشصضطظلن")


def transliterate(vocalised: str) -> str:
    """Transliterate a fully vocalised form by DIN 31635 (Deutsches Institut für Normung, 1982).

    The article is ``al-`` with its lam assimilated to sun letters (``ar-rūsiyya``), as the
    standard has it; case endings are kept; ta marbuta is ``t`` before an ending, else ``h``
    is left out and the word ends in ``a``.

    Example:
        >>> transliterate("قَالَتْ")
        'qālat'
    """
    return " ".join(_transliterate_word(word) for word in vocalised.split(" "))


def _transliterate_word(word: str) -> str:
    word = word.replace(TATWEEL, "")
    out: list[str] = []
    letters = [(m.group(1), m.group(2)) for m in re.finditer(rf"(.)([{SIGNS}]*)", word)]
    position = 0
    while position < len(letters):
        letter, signs = letters[position]
        following = letters[position + 1] if position + 1 < len(letters) else None
        vowel = next((_VOWELS[s] for s in signs if s in _VOWELS and s != "ٰ"), "")
        if "ٰ" in signs:
            vowel = "ā"
        if _is_article(letters, position):
            assert following is not None
            lam = following[0]
            after, signs = letters[position + 2]
            if following[1] == "" and after in _SUN:
                # ar-rūsiyya: the doubling is written by the article's consonant.
                lam = after
                letters[position + 2] = (after, signs.replace("ّ", ""))
            out.append(f"a{_DIN[lam]}-" if not out else f"-{_DIN[lam]}-")
            position += 2
            if after == "ا":  # al-ittiṣāl: the noun's own hamzat al-wasl
                out.append("i")
                position += 1
            continue
        if letter == "ا" and not signs:
            # Hamzat al-wasl, said at the start only; elsewhere a long vowel's letter, or silent.
            if not out and following and {"ْ", "ّ"} & set(following[1]):
                third = letters[position + 2][1] if position + 2 < len(letters) else ""
                relative = following[0] == "ل" and "ّ" in following[1]  # الَّذِي
                rounded = "ُ" in (third if "ْ" in following[1] else following[1])
                out.append("a" if relative else "u" if rounded else "i")
            position += 1
            continue
        if letter in "اى" and not vowel:
            position += 1
            continue
        if letter == "ة":
            out.append("t" + vowel if vowel else "")
        else:
            sound = _DIN.get(letter, letter)
            doubled = "ّ" in signs
            if letter in "أإ" and not out and vowel:
                sound = ""
            out.append(sound * (2 if doubled else 1) + vowel)
        long = following and not following[1] and (vowel, following[0]) in _LONG
        if following and long and not _is_article(letters, position + 1):
            out[-1] = out[-1][: -len(vowel)] + _LONG[vowel, following[0]]
            position += 1
        position += 1
    return "".join(out)


def _is_article(letters: list[tuple[str, str]], position: int) -> bool:
    """Alif without a sign and lam (sukun, or none before a doubled sun letter) at the word's
    start or after one- and two-letter proclitics."""
    if position + 2 >= len(letters) or position > 2:
        return False
    (alif, alif_signs), (lam, lam_signs) = letters[position], letters[position + 1]
    if alif != "ا" or alif_signs or lam != "ل" or lam_signs not in ("", "ْ", "ِ"):
        return False
    if position and any(letter not in "وفبك" for letter, _ in letters[:position]):
        return False
    after, signs = letters[position + 2]
    return lam_signs == "ْ" or "ّ" in signs or (after == "ا" and not signs)
