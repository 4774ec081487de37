"""Interlinear glosses by the Leipzig Glossing Rules (2015): the words as they are written, their
morphemes in transliteration, a gloss under each, aligned word by word. Arabic runs right to left; the
transliteration and its glosses left to right, as linguists print them."""

from __future__ import annotations

import re
from html import escape

from khabar.text.script import is_arabic, transliterate
from khabar.text.tables import CSS
from khabar.text.words import Sentence, Token, Word

# The abbreviations of the rules' appendix; those that it has not are UD's own values.
_ABBREVIATIONS = {
    "Case=Nom": "NOM", "Case=Acc": "ACC", "Case=Gen": "GEN", "Definite=Def": "DEF", "Gender=Masc": "M",
    "Gender=Fem": "F", "Number=Sing": "SG", "Number=Dual": "DU", "Number=Plur": "PL", "Person=1": "1",
    "Person=2": "2", "Person=3": "3", "Aspect=Perf": "PFV", "Aspect=Imp": "IPFV", "Mood=Ind": "IND",
    "Mood=Sub": "SBJV", "Mood=Jus": "JUS", "Mood=Imp": "IMP", "Voice=Pass": "PASS", "PronType=Dem": "DEM",
    "PronType=Rel": "REL", "Polarity=Neg": "NEG",
}  # fmt: skip
_PARTS = {"CCONJ": "and", "ADP": "PREP", "SCONJ": "COMP", "PART": "PTCL", "AUX": "FUT", "PRON": "PRON"}
_ORDER = ("Person", "Gender", "Number", "Definite", "Case", "Aspect", "Mood", "Voice", "PronType", "Polarity")


def glosses(sentence: Sentence) -> list[tuple[str, str, str]]:
    """(as written, morphemes, glosses) of each word that is no punctuation; a sign that follows a word
    stands with what is written. Clitics are divided by ``=`` in both lines (rule 2)."""
    rows: list[tuple[str, str, str]] = []
    for token in sentence.tokens:
        if token.words[0].upos == "PUNCT":
            if rows:
                rows[-1] = (rows[-1][0] + token.form, *rows[-1][1:])
            continue
        rows.append((token.form, "=".join(map(_latin, token.words)), _glossed(token)))
    return rows


def _latin(word: Word) -> str:
    latin = transliterate(word.vform) if is_arabic(word.vform) else word.form
    return re.sub(r"\s+", "_", latin) or "∅"


def _glossed(token: Token) -> str:
    return "=".join(map(_gloss, token.words))


def _gloss(word: Word) -> str:
    values = [f"{name}={word.feats[name]}" for name in _ORDER if name in word.feats]
    marks = [_ABBREVIATIONS[value] for value in values if value in _ABBREVIATIONS]
    meaning = re.split(r"[;,/]", word.misc.get("Gloss", ""))[0].strip().strip("_")
    meaning = re.sub(r"[\s_]+", ".", meaning)  # rule 4: several words of the gloss for one morpheme
    if word.upos == "PRON" and not meaning:
        return ".".join(marks) or "PRON"
    if not meaning:
        plain = word.form if not is_arabic(word.form) else _PARTS.get(word.upos or "", word.upos or "?")
        return plain if not marks else f"{plain}.{'.'.join(marks)}"
    return ".".join([meaning, *marks])


def to_html(sentence: Sentence) -> str:
    """The glosses as a list of words, each word three lines one under the other, words from the right."""
    arabic = f'lang="ar" dir="rtl" style="font:1.25em {escape(CSS, quote=True)}"'
    words = "".join(
        f'<li style="display:inline-block;margin:.2em .5em;vertical-align:top"><div {arabic}>{escape(form)}</div>'
        f'<div dir="ltr" lang="ar-Latn"><i>{escape(latin)}</i></div><div dir="ltr" lang="en">{escape(gloss)}</div></li>'
        for form, latin, gloss in glosses(sentence)
    )
    said = f'<p dir="ltr" lang="en">‘{escape(sentence.text_en)}’</p>' if sentence.text_en else ""
    return f'<ol dir="rtl" style="list-style:none;padding:0">{words}</ol>{said}'


_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "$": r"\$", "#": r"\#",
    "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
}  # fmt: skip


def _latex(text: str) -> str:
    return "".join(_SPECIAL.get(letter, letter) for letter in text)


def to_latex(sentence: Sentence) -> str:
    """The glosses for ``gb4e`` (``\\gll``), the Arabic line by ``\\textarabic`` of polyglossia, set
    right to left as one run above them."""
    rows = glosses(sentence)
    written = " ".join(form for form, _, _ in rows)
    said = f"\n\\glt `{_latex(sentence.text_en)}'" if sentence.text_en else ""
    latin, gloss = (" ".join("{" + _latex(row[column]) + "}" for row in rows) for column in (1, 2))
    return f"\\begin{{exe}}\n\\ex \\textarabic{{{_latex(written)}}}\\\\\n\\gll {latin}\\\\\n{gloss}\\\\{said}\n\\end{{exe}}\n"
