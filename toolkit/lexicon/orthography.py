"""How Arabic letters behave where morphemes meet: hamza seats, contraction, keys, sounds.

Stems are built with an abstract hamza ``ء``; :func:`spell` gives it its seat from the
vowels on both sides, as Wright describes (*A Grammar of the Arabic Language*, I §§ 15-17)
and as modern printing does it.

The tables write a vowel before its long letter (كِتَاب); CALIMA r13 leaves that vowel out
(كِتاب). Compare vocalised words with r13's only after removing it on one side.
"""

import re

A, U, I, SUKUN, SHADDA = "\u064e", "\u064f", "\u0650", "\u0652", "\u0651"  # noqa: E741
AN, UN, IN = "\u064b", "\u064c", "\u064d"
DAGGER = "\u0670"
SIGNS = AN + UN + IN + A + U + I + SHADDA + SUKUN + DAGGER

# The normalization of camel_tools.morphology.analyzer, which keys must have undergone.
_NORMAL = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه"} | dict.fromkeys(SIGNS))

NON_CONNECTING = "اأإآدذرزوؤء"

_CONTRACTIONS = (
    (re.compile(f"(\\w){SUKUN}\\1(?=[{A}{U}{I}])"), rf"\1{SHADDA}"),  # رَدْدَ > رَدَّ
    (re.compile(f"{U}[وي]{SUKUN}"), f"{U}و"),  # يُيْقِن > يُوقِن
    (re.compile(f"{I}[وي]{SUKUN}"), f"{I}ي"),
    (re.compile(f"^ا[وي]{SUKUN}"), "اي"),  # اوْجَل > ايجَل
    (re.compile(f"ء{A}ء{SUKUN}"), "آ"),  # ءَءْخُذ > آخُذ
    (re.compile(f"ء{U}ء{SUKUN}"), f"أ{U}و"),
)


def key(text: str) -> str:
    """The form under which the database files a morpheme: no signs, letters normalized."""
    return text.translate(_NORMAL)


def letters(text: str) -> str:
    """Text without its vowel signs."""
    return "".join(c for c in text if c not in SIGNS)


def spell(text: str) -> str:
    """Contract what Arabic contracts and seat every abstract hamza in the text."""
    for pattern, result in _CONTRACTIONS:
        text = pattern.sub(result, text)
    out = ""
    i = 0
    while i < len(text):
        if text[i] != "ء":
            out += text[i]
            i += 1
            continue
        after = text[i + 1 :]
        doubled = after.startswith(SHADDA)
        vowel = after[doubled : doubled + 1]
        rest = after[doubled + 1 :]
        seat = _seat(out, vowel, rest)
        if vowel == A and rest.startswith("ا") and seat == "أ" and not doubled:
            out, i = out + "آ", i + 3
        elif vowel == AN and (seat == "أ" or out.endswith("ا")):
            out, i = out + seat + AN, i + 3  # مَرْفَأً، بِنَاءً: no alif after the hamza
        else:
            out, i = out + seat, i + 1
    return out


def _seat(before: str, vowel: str, rest: str) -> str:
    """The letter that carries a hamza between ``before`` and its own ``vowel``."""
    if not before:
        return "إ" if vowel == I else "أ"
    previous = _sound_before(before, rest)
    if not letters(rest) and vowel != AN:  # word-final: the vowel before decides
        return {A: "أ", U: "ؤ", I: "ئ"}.get(previous, "ء")
    if vowel == AN or (previous == SUKUN and rest.startswith("ان")):  # جُزْءًا، عِبْئًا، جُزْءَانِ
        seats = {A: "أ", U: "ؤ", I: "ئ", "ā": "ء"}
        return seats.get(previous, "ء" if letters(before)[-1] in NON_CONNECTING else "ئ")
    if vowel == I or previous == I or (previous == "ī" and before not in ("يَيْ", "اي")):  # هَيْئَة but يَيْأَسُ، ايأَسْ
        return "ئ"
    if vowel == U:
        return "ء" if previous == "ū" else "ؤ"
    if previous == U:
        return "ؤ"
    return "ء" if previous in ("ā", "ū") else "أ"


def _sound_before(before: str, rest: str) -> str:
    """The vowel before a hamza: a short one, a long one (ā ī ū, also ay and aw) or none."""
    if before == "ا":  # hamzat al-wasl: اؤْتُمِنَ against ائْتَمَنَ
        return U if re.match(f"\\w{U}(?!و)", rest) else I  # but ائْتُوا
    if before[-1] in A + U + I:
        return before[-1]
    bare = before.rstrip(SUKUN)
    return {"ا": "ā", "و": "ū", "ي": "ī"}.get(bare[-1], SUKUN)


_CAPHI = dict(
    zip(
        "ءأإؤئبتثجحخدذرزسشصضطظعغفقكلمنهوي",
        [
            "2",
            "2",
            "2",
            "2",
            "2",
            "b",
            "t",
            "th",
            "j",
            "7",
            "kh",
            "d",
            "dh",
            "r",
            "z",
            "s",
            "sh",
            "s.",
            "d.",
            "t.",
            "dh.",
            "3",
            "gh",
            "f",
            "q",
            "k",
            "l",
            "m",
            "n",
            "h",
            "w",
            "y",
        ],
        strict=True,
    )
) | {
    "آ": "2_aa",
    A: "a",
    U: "u",
    I: "i",
    AN: "a_n",
    UN: "u_n",
    IN: "i_n",
    DAGGER: "aa",
    "ى": "aa",
    "ا": "aa",
    "ة": "t",
}
_LONG = {A + "ا": "aa", A + "ى": "aa", I + "ي": "ii", U + "و": "uu", AN + "ا": "a_n", AN + "ى": "a_n"}


def caphi(text: str, affix: bool = False) -> str:
    """The sounds of a vocalised morpheme in CAPHI; stems open hamzat al-wasl with ``-2``."""
    out: list[str] = []
    i = 0
    if not affix and text.startswith("ا"):
        vowel = "u" if re.match(f"ا(?:\\w{SUKUN})?(?:س{SUKUN}ت|\\w){U}", text) else "i"
        out, i = ["-2", vowel], 1
    while i < len(text):
        pair, following = text[i : i + 2], text[i + 2 : i + 3]
        if pair in _LONG and following not in tuple(SIGNS):
            out.append(_LONG[pair])
            i += 2
        elif text[i] == SHADDA:
            out.append(out[-1] if out else "~")  # camel-tools doubles what stands before +~
            i += 1
        else:
            if text[i] in _CAPHI:
                out.append(_CAPHI[text[i]])
            i += 1
    return "_".join(out)
