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
    Touched,
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
_WEAK = str.maketrans(dict.fromkeys("ويىآأإؤئء", "ا"))  # which stand for one another in a weak root's forms
_ONLY_VERBS = ("لن", "لم", "قد", "سوف", "كي", "لكي")  # behind which no noun stands
_BEFORE_VERBS = (*_ONLY_VERBS, "أن", "لا", "ما", "حتى", "إذ", "حين")


@lru_cache(maxsize=4096)
def likely(form: str) -> list[dict[str, Any]]:
    """The lexicon's likely readings of a form as it is spelled, likeliest first, with their ``score``; not those as
    a question (أَ before any noun) or to a reader (مُشَارُكَ), which no news means."""
    return [
        {"score": scored.score, **scored.analysis, "lex": composed(scored.analysis["lex"])} for scored in disambiguator().candidates(form)
        if scored.score >= LIKELY and source_of(scored.analysis) != "backoff"
        and not str(scored.analysis["prc3"]).endswith("ques") and not str(scored.analysis["enc0"]).startswith("2")
    ]  # fmt: skip


def rivals(form: str) -> list[dict[str, Any]]:
    """Those of them that somebody who reads could take, letter by letter as it is spelled: common ones, no commands
    to a reader, nothing about "me" (أَثُرْ), nothing that stands behind لم only (يُدْلِ), no passives of three letters (زِيرَ), no verb of two or of women (مُتْنَ)."""
    return [
        row for row in likely(form)
        if bare(row["diac"]) == bare(form) and float(row["pos_lex_logprob"] or 0.0) > _COMMON
        and row["asp"] != "c" and row["mod"] != "j" and row["per"] != "2" and (row["per"], row["num"]) != ("1", "s")
        and not (row["vox"] == "p" and row["asp"] == "p")
        and not (row["pos"] == "verb" and (row["num"] == "d" or (row["num"], row["gen"]) == ("p", "f")))
    ]  # fmt: skip


def means_one(word: Word, form: str, rival: float = _RIVAL, but: Collection[str] = ()) -> bool:
    """Whether the meaning of a word is certain: a person has looked, or no other word of its class with the same
    letters is nearly as likely (وقعت: it fell, she signed): less than ``rival``, from 0 to 1. The lemmas of ``but``
    are no rivals."""
    if word.source in BY_PERSON:
        return True
    found = [row for row in likely(form) if row["lex"] not in (word.lemma, *but)]
    return all(row["score"] < rival or UPOS_OF.get(row["pos"]) != word.upos for row in found)


def certain_gloss(word: Word, form: str) -> str:
    """What a word means, where nothing else with these letters can be meant (بحلول: by, not with solutions; الجزائر:
    islands, Algeria)."""
    if word.source not in BY_PERSON:
        rows = [row for row in likely(form) if row["lex"] != word.lemma or row["pos"] == "noun_prop"]
        nominal = {"NOUN": "ADJ", "ADJ": "NOUN"}.get(word.upos or "")  # مخطوط: handwritten, manuscript
        if any(row["pos"] == "noun_prop" or UPOS_OF.get(row["pos"]) == nominal for row in rows):
            return ""
        if word.upos == "ADJ" and word.deprel != "amod":
            return ""
    return gloss(word) if means_one(word, form, _MEANT) else ""


def settled(text: Text, sentence: Sentence, word: Word) -> bool:
    """Whether the words around it leave no doubt if a word is a verb or a noun, where its letters can be both: no noun
    stands behind لم, no verb behind a preposition, and its place in the tree is certain (بأن تصرف الرواتب)."""
    if word.source in BY_PERSON:
        return True
    before = next((other for other in sentence.words if other.id == word.id - 1), None)
    if word.upos == "VERB":
        governed = before is not None and before.upos in ("ADP", "NUM", "VERB")  # ستسهل تنقل: the moving
        expected = before is not None and before.form in _ONLY_VERBS
        return expected or (not governed and text.hangs(sentence, word))
    if before is None or before.form in _BEFORE_VERBS or before.feats.get("PronType") == "Rel":
        return False
    governed = before.upos == "ADP" and before.form != "ل"  # لتصرف: for disposal, so that she disposes
    return governed or text.hangs(sentence, word)


def tags(text: Text) -> Iterator[Made]:
    named = text.named()
    for sentence, token, word in text.single():
        told = certain_gloss(word, token.form)
        if word.upos not in CONTENT or not told or _debated(word, token, named):
            continue
        right = sorted(word.defensible("upos"), key=lambda tag: tag != word.upos)
        others = [UPOS_OF.get(row["pos"], "") for row in rivals(token.form)]
        wrong = {tag: [tag] for tag in dict.fromkeys(others) if tag in CONTENT and tag not in right}
        if wrong and settled(text, sentence, word) and not _could_be_either(text, sentence, word, wrong):
            yield of(
                "tag", sentence, token, 0.2 + 0.2 * len(wrong), right, wrong, tells=_told(token, word), word=word.form,
                gloss=told, name=UPOS[word.upos][0],
            )  # fmt: skip


def _told(token: Token, word: Word) -> set[Touched]:
    """What a question gives away that names a word's class or lexeme."""
    return {f"verb {place(token)}"} if word.upos == "VERB" else set()


def _debated(word: Word, token: Token, named: set[tuple[int, int]]) -> bool:
    """Whether grammars give a word of this kind other parts of speech: كان, which helps and is a verb; a noun
    that stands as a preposition (حول) or an adverbial (أمس); a noun that is part of a name."""
    if word.lemma in words()["classes_disputed"]:
        return True
    adverbial = (word.deprel or "") in ("obl:tmod", "advmod", "case", "fixed", "nmod:tmod")
    adverbial |= (word.deprel or "").startswith("obl") and word.feats.get("Case") == "Acc"  # عرض عليه سرّاً
    return adverbial or known("defective", word) or token.span[:2] in named


def _could_be_either(text: Text, sentence: Sentence, word: Word, others: Collection[str]) -> bool:
    """Whether a grammarian could call the word a noun and an adjective: a participle that describes no noun, or
    a noun of which the lexicon has an adjective, too; or nearly a name (ذي قار)."""
    after = next((other for other in sentence.words if other.id == word.id + 1), None)
    if (
        after is not None
        and after.upos in ("PROPN", "X")
        and word.source not in BY_PERSON
        and word.upos == "NOUN"
    ):
        return True
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
        if not settled(text, sentence, word):
            continue
        found: dict[str, str] = {}
        scores: dict[str, float] = {}
        read: dict[str, str] = {}  # of a lemma, how the letters at hand are read then (مُتْنَ of مَاتَ)
        for row in rivals(token.form):
            same_family = (
                row["pos"] == "verb" and word.upos == "VERB" and row.get("root") == word.misc.get("Root")
            )
            if row["pos"] != "verb" and str(row["enc0"]) not in ("0", "na"):
                continue  # صحفي, my newspapers: the lemma does not show it
            # Two nouns of the same letters (أقارب: قريب، أقرب) only a person tells apart.
            apart = (row["pos"] == "verb") != (word.upos == "VERB") or word.source in BY_PERSON
            if row["lex"] != word.lemma and not same_family and apart:
                scores.setdefault(row["lex"], row["score"])
                read.setdefault(row["lex"], composed(row["diac"]))
                found.setdefault(row["lex"], in_plain(str(row.get("stemgloss") or row["gloss"])))
        known_lemmas = {bare(word.lemma or "")}
        others: dict[str, str] = {}
        for lemma, meaning in found.items():  # neither the same word nor the same meaning under another lemma
            # مخطوط, written by hand, and مخطوطة, a manuscript, are one participle; دقيقة a minute or precise.
            taken = {each.rstrip("ة") for each in known_lemmas | set(map(bare, others))}
            strange = bare(lemma).rstrip("ة") not in taken
            if meaning and strange and not _akin(meaning, mine) and len(others) < 3:
                others[lemma] = meaning
        if not others or (len(others) == 1 and scores[min(others)] < _RIVAL):
            continue  # alone, what is hardly ever meant leaves nothing to choose
        shown = {lemma: f"{read[lemma]}: {meaning}" for lemma, meaning in others.items()}
        right = f"{token.vform}: {mine}"
        options, letter = lettered(text, right, list(shown.values()))
        yield of(
            "reading", sentence, token, 0.25 * len(others), [letter[right]],
            {f"{_other(text, word)}:{lemma}": [letter[shown[lemma]]] for lemma in shown}, tells=_told(token, word) | {f"lemma {word.lemma}"}, vform=token.vform, gloss=mine, options=options,
            of={f"other:{lemma}": {"meaning": f"“{meaning}”"} for lemma, meaning in others.items()},
        )  # fmt: skip


def _other(text: Text, word: Word) -> str:
    """What tells another reading from the right one: its meaning, or that a noun stands here and no verb."""
    return "other" if word.source in BY_PERSON else "class"


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
    never = {*words()["nominal_prepositions"], *words()["measures"]}  # نحو, غير
    named = text.named()
    for sentence, token, word in text.words():
        root = word.misc.get("Root", "")
        if (
            word.upos not in CONTENT
            or root.count(".") != 2
            or word.debatable
            or word.lemma in never
            or root == "ك.ت.ب"
        ):  # the example
            continue
        if token.span[:2] in named:
            continue  # عين الرمانة, a place
        meaning = certain_gloss(word, token.form)
        if not meaning or not _has_one_root(word, root):
            continue
        found.setdefault(root, (f"{token.form} [{place(token)}]", root, token))
        letters = [letter for letter in bare(word.lemma or "") if letter not in "اىآ"]
        wrong = ".".join(letters[:3])
        if len(letters) > 3 and root[-1] not in "وي" and not same("fill", wrong, root):
            told: dict[str, Any] = {
                "word": shown(token, word),
                "gloss": meaning,
                "lemma": word.lemma,
                "root": root,
            }
            # The ي of سياسة is a radical, و, in another shape: no letter of the pattern.
            idea = "weak" if wrong.translate(_WEAK) == root.translate(_WEAK) else "letters"
            hard = 0.6 if set(root) & set("ويء") else 0.2
            yield of("root", sentence, token, hard, [root], {idea: [wrong]}, touches={f"root {root}"}, **told)
    rows = list(found.values())
    for at in range(0, len(rows) - 3, 4):
        four = rows[at : at + 4]
        yield from match(text, "roots", four, {f"root {root}" for _, root, _ in four})


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
        if bare(lemma) in words()["lemmas_disputed"]:
            continue  # الاثنين: Monday, two
        if word.upos != "VERB" and _names_too(word, token.form):
            continue  # البحرين: Bahrain, two seas
        if word.upos == "ADJ" and (stripped.endswith("ى") or not text.hangs(sentence, word)):
            continue  # كبرى: a lemma of its own, or the feminine of أكبر; العنصرية: racist, racism
        defective = re.sub("\u0650(\u0651?)ي$", "\u064d\\1", lemma)  # كَافِي، كَافٍ; مُؤَدِّي، مُؤَدٍّ
        accept = [lemma, defective] if defective != lemma else [lemma]
        if word.upos == "NOUN":
            of_women = stripped.endswith(("ة", "ات")) and not lemma.endswith("ة")
            if of_women and any(row.get("rat") == "y" for row in likely(token.form)):
                continue  # الممثلة، صديقات: of some dictionaries a lemma of their own
            family = [row for row in likely(token.form) if row.get("root") == word.misc.get("Root")]
            if any(row["num"] == "s" and fold(bare(row["lex"])) == fold(stripped) for row in family):
                continue  # البلاد, a plural of بلد, and a word of its own
            plurals = {
                row["lex"] for row in family if row["num"] == "p" and UPOS_OF.get(row["pos"]) == "NOUN"
            }
            if not stripped.endswith(("ات", "ون", "ين")):  # المفاوضات are talks, and no women who talk
                accept += sorted(plurals - set(accept))  # أوراق: وَرَق, and وَرَقَة
        if not means_one(word, token.form, _MEANT, accept) or any(
            same("fill", stripped, each) for each in accept
        ):
            continue  # المعطلين: who obstruct, who are out of work; ناج, which is its lemma ناجٍ
        whole = bare(lemma).removesuffix("ة") in stripped  # nothing but an ending is to be taken off
        hard = 0.2 if whole else 0.7
        yield of(
            "lemma", sentence, token, hard, accept, {"form": [stripped]}, touches={f"lemma {lemma}"},
            tells=_told(token, word), lemma=lemma,
        )  # fmt: skip
