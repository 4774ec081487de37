"""How much speaks against each guess at a word that is in no table, and how it may be vocalised.

camel-tools' backoff offers every way of cutting the word, all alike. What its letters say is
little and is said here: a beginning that could be و, لل or ال mostly is it; an end that could be a
pronoun of two letters mostly is it; what is left must be long enough to be a word. Costs are in
powers of ten, as in :mod:`khabar.morphology.context`. Most such words are foreign names, written
with a long vowel wherever they can be: their short vowels follow from the syllables.
"""

import re
from collections.abc import Mapping
from typing import Any

from khabar.text.script import SIGNS, bare

GUESSED = ("backoff", "noan")  # how camel-tools marks what is in no table
_LONG_ENOUGH = 3  # letters of a stem
_PRONOUNS = ("هما", "هم", "هن", "ها", "كم", "نا")


def doubt(form: str, analysis: Mapping[str, Any]) -> float:
    """The cost of a guess at ``form`` (undiacritized)."""
    stem = bare(analysis["stem"])
    article = analysis.get("prc0") == "Al_det"
    pronoun = (analysis.get("enc0") or "0") not in ("0", "na")
    cost = 0.0 if bare(analysis["diac"]) == form else 2.0  # ه read as ة, أ as ا
    if (analysis.get("prc3") or "0") not in ("0", "na"):
        cost += 3.0
    if len(stem) < _LONG_ENOUGH:
        cost += 2.0
    if not article and stem.startswith(("ال", "لل")):
        cost += 2.5
    if not article and analysis.get("prc1") == "li_prep" and stem.startswith("ل"):
        cost += 1.5
    cost += _beginning(form, stem, analysis)
    if not pronoun and len(stem) > _LONG_ENOUGH + 1 and stem.endswith(_PRONOUNS):
        cost += 0.8
    return cost + _part_of_speech(stem, analysis, article=article, pronoun=pronoun)


def _beginning(form: str, stem: str, analysis: Mapping[str, Any]) -> float:
    """و at the beginning is more often "and" than a letter of the word, unless it writes a foreign W
    (ويلسون، وودز); with ب, ل and ك it is the other way about, unless another clitic stands before them, the
    article after, or an alif with its hamza, with which a word begins (بأوزوالد)."""
    joined = (analysis.get("prc2") or "0") not in ("0", "na")
    preposition = (analysis.get("prc1") or "0") in ("bi_prep", "li_prep", "ka_prep")
    if _FOREIGN_W.match(form):
        return 1.0 if joined else 0.0
    if not joined and not preposition and stem.startswith("و") and len(stem) > _LONG_ENOUGH:
        return 2.5 if stem.startswith("وال") else 1.0
    if joined and analysis.get("prc2") != "wa_conj":
        return 0.7
    if preposition and _BEN.match(form) and (analysis.get("enc0") or "0") in ("0", "na"):
        return 1.5  # بونجاح، بوتفليقة، بنعبيد
    if preposition and analysis.get("prc0") != "Al_det":
        return 0.0 if _ONSET.match(form) else 1.0 if joined else 0.6
    if _ONSET.match(form) and not preposition:
        return 1.0
    return 0.0


def letters_joined(clitics: Mapping[str, str | None], *, imperfect: bool) -> int | None:
    """How many letters of a word are joined to it and could stand there by chance, as those of an article hardly could;
    None if nothing is joined."""
    before = [slot for slot in ("prc3", "prc2", "prc1") if (clitics.get(slot) or "0") not in ("0", "na")]
    article = clitics.get("prc0") == "Al_det"
    after = (clitics.get("enc0") or "0").partition("_")[0]
    pronoun = 0 if after in ("0", "na") else 1 if after in ("1s", "2ms", "2fs", "3ms") else 2
    if after == "1s" and not before and not article:
        return None  # names end in ي
    joined = len(before) + pronoun + imperfect
    return joined if joined or article else None


def chance(form: str, joined: int | None) -> float:
    """How unlikely it is that ``form`` only looks like clitics with a word of the lexicon, to which so many letters
    are :func:`joined <letters_joined>`: the more letters the word has, the less (لمدربنا against شيكاي, which is no
    شيك + ي)."""
    return 0.0 if joined is None else _BY_CHANCE * max(0, len(form) - joined - _LONG_ENOUGH)


_BY_CHANCE = 0.7  # for each further letter
_FOREIGN_W = re.compile("و(?:[يا](?!ل[^اوي])|و(?![اوي]))")
_ONSET = re.compile("[وف]?[بلك][أإآ]")
_BEN = re.compile("ب[ون]...")  # how names of the Maghreb begin


def _part_of_speech(stem: str, analysis: Mapping[str, Any], *, article: bool, pronoun: bool) -> float:
    """Most words that no lexicon has are names; one with an article or a pronoun rarely is. A verb is
    short, and shows its person."""
    relative = stem.endswith(("ي", "ية"))
    if analysis["pos"] == "noun_prop":
        return 3.0 if pronoun else 0.8 if article else 0.0
    if analysis["pos"] == "verb":
        plain = analysis["asp"] == "p" and (analysis["gen"], analysis["num"]) == ("m", "s")
        return (
            (2.0 if plain else 1.6) + max(0, len(stem) - _LONG_ENOUGH) * 0.5 + 2.0 * bool(_VOWEL.match(stem))
        )
    if analysis["pos"].startswith("adj"):
        return 0.0 if article and relative else 0.8
    return 0.0 if pronoun or (article and relative) else 0.2 if article else 0.6


_VOWEL = re.compile("[اوي]|.*[اىوية]$|.*آ")


def vocalised(form: str, analysis: Mapping[str, Any]) -> str:
    """The word ``form`` as the guess cuts it, with the likeliest short vowels of a transliterated name.

    >>> vocalised("هيرتفورد", {"diac": "هيرتفورد", "stem": "هيرتفورد", "pos": "noun_prop"})
    'هِيرْتِفُورْد'
    """
    letters = re.findall(f"([^{SIGNS}])([{SIGNS}]*)", analysis["diac"])
    written, stem = bare(form), bare(analysis["stem"])
    start = "".join(letter for letter, _ in letters).find(stem)
    if len(written) != len(letters) or start < 0:
        return str(analysis["diac"])
    end = start + len(stem)
    core = _syllables(written[start:end], written[end : end + 1])
    if core[-1:] and core[-1][0] == "ي" and (analysis["pos"] == "adj" or letters[end - 1][1]):
        core[-1] = "يّ" + (core[-1][1:] or letters[end - 1][1])  # the relative adjective
    before, after = (("".join(pair) for pair in part) for part in (letters[:start], letters[end:]))
    return "".join((*before, *core, *after))


def _syllables(name: str, after: str) -> list[str]:
    """Each letter of a name with its vowel. ``after``: the letter of the ending that follows."""
    out: list[str] = []
    open_ = False  # whether a vowel has just been heard, so that a consonant may close its syllable
    for place, letter in enumerate(name):
        following = (name + after)[place + 1 : place + 2]
        beyond = (name + after)[place + 2 : place + 3]
        before = name[place - 1] if place else ""
        glide = letter in "وي" and following and following in "اوية"
        if letter in "اىآ" or (letter in "وي" and before and before not in "اى" and not glide):
            sign, open_ = "", True
        elif following and following in _LONG:
            sign, open_ = _LONG[following], True
        elif letter in "أإ":
            sign, open_ = ("ِ" if letter == "إ" else "َ"), True
        elif not following:
            sign = ""
        elif open_:
            sonorant = not beyond and following in "رلن"  # بلاتر، غارفينكل
            sign, open_ = ("َ" if following == "ر" else "ِ", True) if sonorant else ("ْ", False)
        elif letter == "س" and not place:
            sign = "ْ"  # ستيفن
        else:
            sign, open_ = "ِ", True
        out.append(letter + sign)
    return out


_LONG = {"ا": "َ", "ى": "َ", "ة": "َ", "و": "ُ", "ي": "ِ"}
