"""Arabic script: reading text, normal forms, transliteration.

Knows letters, not words: nothing here analyses morphology.
"""

import re
import unicodedata
from itertools import groupby
from pathlib import Path
from typing import IO

from khabar.text.errors import TextError

# Letters, without tatweel; in character classes.
ARABIC = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f"
    "\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc"
)
SIGNS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff"
TATWEEL = "\u0640"
CONTROLS = "\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"

_SIGNS = re.compile(f"[{SIGNS}]")
_UNSAID = re.compile(f"[{SIGNS}{TATWEEL}]")
_CONTROLS = re.compile(f"[{CONTROLS}]")
_ARABIC = re.compile(f"[{ARABIC}]")

_NAMES_A_FILE = re.compile(
    r"(?:\S+|.*[^\W\d_a-zA-Z])\.(?:txt|text|md|conllu?|docx?|odt|rtf|pdf|html?|xml|json|csv|tsv|xlsx?)", re.I
)


def load(source: str | Path | IO[str] | IO[bytes]) -> str:
    """Return the text of ``source`` (a text itself, a path, or an open file) in Unicode's form NFC.

    Raises:
        TextError: no such file, a folder, not UTF-8, empty, or without any Arabic letter.
    """
    if isinstance(source, str):
        text = source
    elif isinstance(source, Path):
        text = _decode(_read_file(source), str(source))
    elif hasattr(source, "read"):
        text = _read_open(source)
    else:
        raise TextError(
            f"Cannot read a {type(source).__name__}: give a str with the text, a pathlib.Path or an open file."
        )
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise TextError("The text is empty: give at least one Arabic word.")
    if len(text) < 300 and _NAMES_A_FILE.fullmatch(text.strip()):
        hint = " (if this is a file name, give pathlib.Path(...))"
        if _ARABIC.search(text):
            raise TextError(f"{text.strip()!r} names a file and is no text: give pathlib.Path(...).")
    else:
        hint = ""
    if not _ARABIC.search(text):
        raise TextError(f"There is no Arabic letter in the text: khabar reads Arabic script only{hint}.")
    if half := re.search("[\ud800-\udfff]", text):
        raise TextError(
            f"Character {half.start() + 1} is half a character (a lone surrogate), which no file can hold: "
            "take it out, or decode the text again."
        )
    return composed(text)


def _read_open(file: IO[str] | IO[bytes]) -> str:
    try:
        content: object = file.read()
    except UnicodeDecodeError as error:
        raise TextError(
            f"The file is not {error.encoding} (byte {error.start + 1}): open it in its own encoding "
            "(older Arabic files are often windows-1256) and try again."
        ) from None
    except (OSError, ValueError) as error:
        raise TextError(f"The file cannot be read ({error}): give one that is open for reading.") from None
    if isinstance(content, bytes | bytearray):
        return _decode(bytes(content), "the file")
    if not isinstance(content, str):
        raise TextError(f"The file gives a {type(content).__name__}: open it as text or as bytes.")
    return content


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
    if _LETTERS.fullmatch(text):  # most words bear no sign
        return text
    if _COMMON.fullmatch(text):
        return _UNSAID.sub("", text)
    plain = unicodedata.normalize("NFKC", text if text.isalpha() else _sorted_marks(text))
    return _UNSAID.sub("", without_controls(plain)).translate(_NEIGHBOURS)


_LETTERS = re.compile("[\u0621-\u063a\u0641-\u064a]*")
# Letters and signs of which nothing is replaced by NFKC, whatever stands beside them.
_COMMON = re.compile("[\u0621-\u063a\u0640-\u0652\u0670]*")

# Letters of Persian, Urdu, Kurdish and the Maghreb as Arabic texts mean them.
_NEIGHBOURS = str.maketrans("یېێےۓکڪگپڤڥڨچژہھەۀۂۃٹڈڑڕڵںۆۇڭ", "يييييككغبففقججههههه" + "ةتدررلنووك")


def composed(text: str) -> str:
    """``text`` in Unicode's form NFC, in time proportional to its length."""
    return unicodedata.normalize("NFC", _sorted_marks(text))


def _sorted_marks(text: str) -> str:
    """Long runs of combining marks in canonical order, for which ``unicodedata`` takes the square of
    their length."""
    return _MARKS.sub(lambda run: _canonical(run.group()), text)


_MARKS = re.compile(
    f"[{SIGNS}\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{{30,}}"
)


def _canonical(marks: str) -> str:
    groups = groupby(marks, lambda mark: unicodedata.combining(mark) == 0)
    return "".join("".join(sorted(group, key=unicodedata.combining)) for _, group in groups)


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
