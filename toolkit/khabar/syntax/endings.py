"""The sign of a case or a mood: a vowel that is heard, one that is only estimated, a letter in its place."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from unicodedata import normalize

from khabar.text.document import Word
from khabar.text.script import bare

PHRASES = Path(__file__).parents[1] / "data" / "irab.tsv"

_VOWELS = "\u064b-\u0652\u0670"
_LAST = re.compile(f"([{_VOWELS}]*)$")
_FATHA, _DAMMA, _KASRA, _SUKUN = "\u064e", "\u064f", "\u0650", "\u0652"
_BROKEN = re.compile(  # the utmost plural: two letters after its alif, or three with a ya
    f"^.{_FATHA}[^{_VOWELS}]{_FATHA}ا[^{_VOWELS}]({_KASRA}[^{_VOWELS}]|{_KASRA}ي[^{_VOWELS}]|ّ)[{_VOWELS}]?$"
)


@cache
def phrases() -> dict[str, dict[str, str]]:
    """Kind to key to phrase, of ``irab.tsv``."""
    found: dict[str, dict[str, str]] = {}
    for line in PHRASES.read_text(encoding="utf-8").splitlines()[1:]:
        kind, key, phrase = line.split("\t")
        found.setdefault(kind, {})[key] = phrase
    return found


def say(kind: str, key: str, **values: str) -> str:
    """A phrase, filled in."""
    return phrases()[kind][key].format(**values)


def known(kind: str, word: Word | str) -> bool:
    """Whether a word's lemma stands in a closed class."""
    return stem(word) in phrases()[kind]


def stem(word: Word | str) -> str:
    return _bare(word if isinstance(word, str) else word.lemma or word.form)


@lru_cache(maxsize=20_000)
def _bare(text: str) -> str:
    return bare(text)


def vocalised(word: Word) -> str:
    return normalize("NFC", word.vform)


def last_vowel(word: Word | str) -> str:
    """The sign on a word's last letter; a sukun where there is none."""
    text = normalize("NFC", word) if isinstance(word, str) else vocalised(word)
    found = re.findall(f"[{_FATHA}{_DAMMA}{_KASRA}{_SUKUN}]", _LAST.search(text)[1])  # type: ignore[index]
    return found[-1] if found else _SUKUN


def built(word: Word | str) -> str:
    """What a word that does not change is built on: الفتح, الضم, الكسر or السكون."""
    return phrases()["built"][last_vowel(word)]


def case_sign(word: Word, case: str, *, mine: bool = False) -> list[str]:
    """The sign of a noun's case and, after it, what is said of a noun without tanwin.

    ``mine``: the first person's ya is attached, before which no case is heard.
    """
    text, number, feats = vocalised(word), word.feats.get("Number"), word.feats
    lemma = stem(word)
    if known("like_dual", lemma):
        return [say("sign", f"like_dual.{case}")]
    if number == "Dual":
        return [say("sign", f"dual.{case}")]
    if number == "Plur" and re.search(f"({_DAMMA}ّ?و|{_KASRA}ّ?ي)(ن[{_VOWELS}]?)?$", text):
        kind = "like_plural" if word.upos == "NUM" else "plural"
        return [say("sign", f"{kind}.{case}")]
    hidden = say("sign", f"hidden.{case}")
    if mine:
        return [say("sign", "before_ya", hidden=hidden)]
    if known("five", lemma) and feats.get("Definite") == "Cons" and re.search("[وايى]$", text):
        return [say("sign", f"five.{case}")]
    if number == "Plur" and case == "Acc" and re.search(f"{_FATHA}ّ?ات[{_KASRA}\u064d]$", text):
        return [say("sign", "feminine_plural.Acc")]
    why = _without_tanwin(word)
    if re.search("[اى]$|ىٰ$", text) and not re.search("\u064bّ?[اى]?$", text):
        if case == "Gen" and why:
            return [
                say("sign", "foreign_hidden_genitive", where=say("weak", "ا").split()[0], why=say("why", why))
            ]
        return [say("sign", "on_alif", hidden=hidden)]
    if re.search("\u064b[اى]$|ى\u064b$", text) and (text.endswith(("ى", "ى\u064b")) or case != "Acc"):
        return [say("sign", "on_lost_alif", hidden=hidden)]
    if word.upos == "PROPN" and re.search("[يو]$", text):
        if case == "Gen":
            return [say("sign", "foreign_hidden_genitive", where="آخره", why=say("why", "foreign"))]
        return [say("sign", "foreign_end", hidden=hidden)]
    if case != "Acc" and re.search(f"{_KASRA}ّ?ي$", text):
        return [say("sign", "on_ya", hidden=hidden)]
    if case != "Acc" and (word.lemma or "").endswith("ي") and re.search("[^ية]\u064d$", text):
        return [say("sign", "on_lost_ya", hidden=hidden)]
    if case == "Gen" and text.endswith(_FATHA) and feats.get("Definite") not in ("Def", "Cons"):
        return [say("sign", "diptote", why=say("why", why or "foreign"))]
    if why and word.upos == "PROPN" and text.endswith((_FATHA, _DAMMA)):
        return [say("sign", case), say("sign", "no_tanwin", why=say("why", why))]
    return [say("sign", case)]


def cases_shown(word: Word) -> tuple[str, ...]:
    """The cases that the written ending of a noun can stand for; none where it shows nothing.

    Example:
        >>> cases_shown(Word(1, "معلمات", upos="NOUN", misc={"Vform": "مُعَلِّمَاتٍ"}))
        ('Acc', 'Gen')
    """
    text, lemma = vocalised(word), stem(word)
    found = re.search(f"([{_FATHA}-{_KASRA}\u064b-\u064d])ّ?(ا?)$", text)
    if not found or (found[2] and found[1] != "\u064b"):
        return ()
    sign, several = found[1], word.feats.get("Number") in ("Dual", "Plur")
    if sign in (_DAMMA, "\u064c"):
        return () if sign == _DAMMA and known("zarf", lemma) else ("Nom",)  # من قبلُ
    if sign == "\u064b":
        return () if lemma.endswith(("ى", "ا")) else ("Acc",)
    if sign == "\u064d":
        lost = lemma.endswith("ي") or re.match(f"^.{_FATHA}[^{_VOWELS}]{_FATHA}ا[^{_VOWELS}]\u064d$", text)
        if lost:
            return ("Nom", "Gen")
    if sign == _FATHA:
        if several and re.search(f"{_DAMMA}ّ?ون.$", text):
            return ("Nom", "Acc")  # معلمونَ، عيونَ
        whole = word.form.startswith("ال") or (
            word.upos != "PROPN" and word.feats.get("Definite") in ("Def", "Cons")
        )
        return ("Acc",) if whole and not re.search(f"{_KASRA}ّ?ين.$", text) else ("Acc", "Gen")
    if re.search("ان.$", text) and word.feats.get("Number") == "Dual":
        return ("Nom",)
    return ("Acc", "Gen") if re.search(f"ات.$|{_FATHA}ي{_SUKUN}?ن?.$", text) else ("Gen",)


def moods_shown(word: Word) -> tuple[str, ...]:
    """The moods that the written ending of an imperfect can stand for; none where it shows nothing."""
    text, feats = vocalised(word), word.feats
    if feats.get("Aspect") != "Imp" or (feats.get("Number"), feats.get("Gender")) == ("Plur", "Fem"):
        return ()
    if five_verbs(word):
        return ("Ind",) if re.search(f"ن[{_VOWELS}]?$", text) else ("Sub", "Jus")
    if lemma_is_weak(word):
        return ()
    if re.search(f"{_FATHA}ّ$", text):
        return "Sub", "Jus"  # لم يمرَّ
    shown = {_DAMMA: "Ind", _FATHA: "Sub", _KASRA: "Jus", _SUKUN: "Jus"}.get(text.rstrip("ّ")[-1:])
    return (shown,) if shown else ()


def _without_tanwin(word: Word) -> str | None:
    """Why a word takes no tanwin, as far as its form says so."""
    lemma = stem(word)
    if word.feats.get("Definite") in ("Def", "Cons") or word.form.startswith("ال"):
        return None
    if word.upos == "PROPN":
        for kind in ("an", "verb_like"):
            if known(kind, lemma):
                return kind
        if word.feats.get("Gender") == "Fem" and (lemma.endswith(("ة", "اء")) or known("land", lemma)):
            return "feminine"
        return "feminine" if lemma.endswith("ة") else "foreign"
    text = normalize("NFC", vocalised(word)).rstrip(_FATHA + _DAMMA)
    if re.match(f"^أ{_FATHA}[^{_VOWELS}]{_SUKUN}?[^{_VOWELS}]{_FATHA}[^{_VOWELS}]$", text):
        return "afal"
    if word.feats.get("Number") == "Plur" and _BROKEN.match(text):
        return "plural"
    if text.endswith("اء"):
        return "mamdud"
    if text.endswith("ان") and word.upos == "ADJ":
        return "an_adjective"
    if re.search("[ىا]$", text):
        return "maqsur"
    return "plural" if word.feats.get("Number") == "Plur" else None


def five_verbs(word: Word) -> bool:
    """Whether an imperfect has a pronoun that ends in nun: dual, masculine plural, "you" feminine."""
    feats = word.feats
    return (
        feats.get("Number") == "Dual"
        or (feats.get("Number") == "Plur" and feats.get("Person") != "1" and feats.get("Gender") != "Fem")
        or (feats.get("Person") == "2" and feats.get("Gender") == "Fem" and feats.get("Number") == "Sing")
    )


def weak_end(word: Word) -> str | None:
    """The weak letter at the end of an imperfect, or that its lemma has where the jussive drops it."""
    end = vocalised(word)[-1:]
    return end if end in "وياى" else None


def lemma_is_weak(word: Word) -> bool:
    return stem(word)[-1:] in ("ى", "ا", "ي")
