"""Questions about words: part of speech, which lexeme it is, root, lemma. Wrong answers are the lexicon's own
other readings of the same letters."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any

from khabar.course.making.made import (
    CONTENT,
    Made,
    Text,
    gloss,
    in_plain,
    lettered,
    match,
    of,
    place,
    shown,
    words,
)
from khabar.course.questions import same
from khabar.morphology.camel import disambiguator, source_of
from khabar.morphology.ud import UPOS_OF
from khabar.syntax.endings import known
from khabar.text.document import BY_PERSON, Sentence, Token, Word
from khabar.text.labels import UPOS
from khabar.text.script import bare, composed, fold, strip_signs

LIKELY = 0.05  # a reading that the word model gives less is no distractor but a curiosity
_RIVAL = 0.3  # and one that it gives more may be meant
_MEANT = 0.1  # so may one that it gives more, where a meaning is told and not asked for
_COMMON = -4.9  # logarithm of the frequency of a lexeme that a student could think of
# Classes whose borders grammars draw alike; particles, adverbs and demonstratives are named in many ways.
_PLAIN = ("NOUN", "VERB", "ADJ", "PROPN", "ADP")


@lru_cache(maxsize=4096)
def likely(form: str) -> list[dict[str, Any]]:
    """The lexicon's likely readings of a form as it is spelled, likeliest first, with their ``score``; not those as
    a question (أَ before any noun) or to a reader (مُشَارُكَ), which no news means."""
    return [
        {"score": scored.score, **scored.analysis, "lex": composed(scored.analysis["lex"])} for scored in disambiguator().candidates(form)
        if scored.score >= LIKELY and source_of(scored.analysis) != "backoff"
        and not str(scored.analysis["prc3"]).endswith("ques") and not str(scored.analysis["enc0"]).startswith("2")
    ]  # fmt: skip


def means_one(word: Word, form: str, rival: float = _RIVAL) -> bool:
    """Whether the meaning of a word is certain: a person has looked, or no other word of its class with the same
    letters is nearly as likely (وقعت: it fell, she signed): less than ``rival``, from 0 to 1."""
    if word.source in BY_PERSON:
        return True
    rivals = [
        row for row in likely(form) if row["lex"] != word.lemma and UPOS_OF.get(row["pos"]) == word.upos
    ]
    return all(row["score"] < rival for row in rivals)


def certain_gloss(word: Word, form: str) -> str:
    """What a word means, where nothing else with these letters can be meant (بحلول: by; not with solutions)."""
    return gloss(word) if means_one(word, form, _MEANT) else ""


def tags(text: Text) -> Iterator[Made]:
    named = text.named()
    for sentence, token, word in text.single():
        told = gloss(word) if word.upos == "PROPN" else certain_gloss(word, token.form)
        if word.upos not in _PLAIN or not told or _debated(word, token, named):
            continue
        right = sorted(word.defensible("upos"), key=lambda tag: tag != word.upos)
        others = [UPOS_OF.get(row["pos"], "") for row in likely(token.form)]
        wrong = {
            tag: [tag] for tag in dict.fromkeys(others) if tag in words()["tag"]["ideas"] and tag not in right
        }
        if wrong and not _could_be_either(text, sentence, word, wrong):
            # Which name it is (عمان: Oman, Amman) the lexicon does not know.
            meaning = told if word.upos != "PROPN" or word.source in BY_PERSON else "a name"
            name = UPOS[word.upos][0]
            hard = 0.2 + 0.2 * len(wrong)
            yield of("tag", sentence, token, hard, right, wrong, word=word.form, gloss=meaning, name=name)


def _debated(word: Word, token: Token, named: set[tuple[int, int]]) -> bool:
    """Whether grammars give a word of this kind other parts of speech: كان, which helps and is a verb; a noun
    that stands as a preposition (حول) or an adverbial (أمس); a noun that is part of a name, or a name with an
    article."""
    if word.upos == "ADP":
        return "Case" in word.feats or word.lemma in words()["nominal_prepositions"]
    if word.upos == "PROPN":
        # A name that nothing else tells to be one may be a word that looks like it (غادر شاكراً).
        return token.form.startswith("ال") or token.form.endswith(("ً", "اً")) or token.span[:2] not in named
    if word.lemma in words()["classes_disputed"]:
        return True
    adverbial = (word.deprel or "") in ("obl:tmod", "advmod", "case", "fixed", "nmod:tmod")
    adverbial |= (word.deprel or "").startswith("obl") and word.feats.get("Case") == "Acc"  # عرض عليه سرّاً
    return adverbial or known("defective", word) or token.span[:2] in named


def _could_be_either(text: Text, sentence: Sentence, word: Word, others: Collection[str]) -> bool:
    """Whether a grammarian could call the word a noun and an adjective: a participle that describes no noun, or
    a noun of which the lexicon has an adjective, too."""
    if word.upos == "ADJ":
        return word.deprel != "amod" or not text.hangs(sentence, word)
    return word.upos == "NOUN" and "ADJ" in others


def readings(text: Text) -> Iterator[Made]:
    for sentence, token, word in text.single():
        if word.debatable or word.upos not in CONTENT:
            continue
        mine = gloss(word)
        if not mine or not means_one(word, token.form) or _names_too(word, token.form):
            continue
        found: dict[str, str] = {}
        scores: dict[str, float] = {}
        for row in likely(token.form):
            same_family = (
                row["pos"] == "verb" and word.upos == "VERB" and row.get("root") == word.misc.get("Root")
            )
            if row["pos"] != "verb" and str(row["enc0"]) not in ("0", "na"):
                continue  # صحفي, my newspapers: the lemma does not show it
            common = float(row["pos_lex_logprob"] or 0.0) > _COMMON
            if (
                bare(row["diac"]) == bare(token.form)
                and row["lex"] != word.lemma
                and not same_family
                and common
            ):
                scores.setdefault(row["lex"], row["score"])
                found.setdefault(row["lex"], in_plain(str(row.get("stemgloss") or row["gloss"])))
        known_lemmas = {bare(word.lemma or "")}
        others: dict[str, str] = {}
        for lemma, meaning in found.items():  # neither the same word nor the same meaning under another lemma
            # مخطوط, written by hand, and مخطوطة, a manuscript, are one participle; دقيقة a minute or precise.
            taken = {each.rstrip("ة") for each in known_lemmas | set(map(bare, others))}
            strange = bare(lemma).rstrip("ة") not in taken
            if meaning and strange and not _akin(meaning, mine) and len(others) < 3:
                others[lemma] = meaning
        if not others or (len(others) == 1 and scores[min(others)] < _MEANT):
            continue  # alone, a curiosity (لجنة, for a paradise) leaves nothing to choose
        shown = {lemma: f"{lemma}: {meaning}" for lemma, meaning in others.items()}
        right = f"{word.lemma}: {mine}"
        options, letter = lettered(text, right, list(shown.values()))
        yield of(
            "reading", sentence, token, 0.25 * len(others), [letter[right]],
            {f"other:{lemma}": [letter[shown[lemma]]] for lemma in shown},
            vform=token.vform, gloss=mine, options=options,
            of={f"other:{lemma}": {"meaning": f"“{meaning}”"} for lemma, meaning in others.items()},
        )  # fmt: skip


def _names_too(word: Word, form: str) -> bool:
    """Whether the same letters are a name, too (الجزائر), or have vowels in the text, which leave no choice (وُجدت)."""
    named = any(row["pos"] == "noun_prop" for row in likely(form)) and word.source not in BY_PERSON
    return named or strip_signs(form).rstrip("ا") != form.rstrip("اً")


def _akin(one: str, other: str) -> bool:
    """Whether two English meanings are of one family: face, facing; consultation, consulted."""
    first, second = (re.findall("[a-z]{4,}", meaning.lower()) or [meaning] for meaning in (one, other))
    return any(a[:3] == b[:3] for a in first for b in second)


def roots(text: Text) -> Iterator[Made]:
    found: dict[str, tuple[str, str, Token]] = {}
    for sentence, token, word in text.words():
        root = word.misc.get("Root", "")
        if word.upos not in CONTENT or root.count(".") != 2 or word.debatable:
            continue
        meaning = certain_gloss(word, token.form)
        if not meaning or not _has_one_root(word, root):
            continue
        found.setdefault(root, (f"{token.form} [{place(token)}]", root, token))
        letters = [letter for letter in bare(word.lemma or "") if letter not in "اىآ"]
        wrong = ".".join(letters[:3])
        if len(letters) > 3 and root[-1] not in "وي" and not same("fill", wrong, root):
            told = {"word": shown(token, word), "gloss": meaning, "lemma": word.lemma, "root": root}
            yield of("root", sentence, token, 0.3, [root], {"letters": [wrong]}, **told)
    rows = list(found.values())
    for at in range(0, len(rows) - 3, 4):
        yield from match(text, "roots", rows[at : at + 4])


def _has_one_root(word: Word, root: str) -> bool:
    """Whether dictionaries agree on a root: not on that of a loan word (قانون), of a word of two letters
    (سنة، اسم), of one whose last radical its lemma does not show (مساء)."""
    lemma = bare(word.lemma or "")
    made_of = re.sub("ية?$", "", lemma)  # قانوني
    if {lemma, made_of, f"{made_of}ة"} & set(words()["roots_disputed"]):
        return False
    weak = root[-1] in "وي"
    radicals = lemma.removeprefix("ا").removesuffix("ة")
    return not (weak and (lemma.endswith(("اء", "ا", "ى")) or len(radicals) < 3))


def lemmas(text: Text) -> Iterator[Made]:
    for sentence, token, word in text.single():
        lemma, stripped = word.lemma or "", bare(token.form).removeprefix("ال")
        if word.upos not in CONTENT or word.debatable or fold(stripped) == fold(bare(lemma)):
            continue
        if not means_one(word, token.form):
            continue  # المعطلين: who obstruct, who are out of work
        if word.upos == "ADJ" and stripped.endswith("ى"):
            continue  # كبرى: a lemma of its own, or the feminine of أكبر
        defective = re.sub("\u0650(\u0651?)ي$", "\u064d\\1", lemma)  # كَافِي، كَافٍ; مُؤَدِّي، مُؤَدٍّ
        accept = [lemma, defective] if defective != lemma else [lemma]
        if word.upos == "NOUN":
            family = [row for row in likely(token.form) if row.get("root") == word.misc.get("Root")]
            if any(row["num"] == "s" and fold(bare(row["lex"])) == fold(stripped) for row in family):
                continue  # البلاد, a plural of بلد, and a word of its own
            plurals = {
                row["lex"] for row in family if row["num"] == "p" and UPOS_OF.get(row["pos"]) == "NOUN"
            }
            accept += sorted(plurals - set(accept))  # أوراق: وَرَق, and وَرَقَة
        hard = 0.5 if word.upos == "VERB" else 0.3
        yield of("lemma", sentence, token, hard, accept, {"form": [stripped]}, lemma=lemma)
