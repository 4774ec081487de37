"""Questions about the sentence: case and why, vowels of the ending, an adjective's noun, a verb's subject."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from khabar.course.making.lexicon import LIKELY, means_one, rivals, settled
from khabar.course.making.made import (
    Made,
    Text,
    Touched,
    around,
    head_of,
    is_sure,
    lettered,
    of,
    once,
    place,
    shown,
    words,
)
from khabar.discourse.vocabulary import words as listed
from khabar.syntax.endings import known
from khabar.text.document import BY_PERSON, Sentence, Token, Word
from khabar.text.script import bare, fold, strip_signs

_CASES = {"Nom": "nominative", "Acc": "accusative", "Gen": "genitive"}
_ENDINGS = {
    "\u064f": ("Nom", False), "\u064e": ("Acc", False), "\u0650": ("Gen", False),
    "\u064c": ("Nom", True), "\u064d": ("Gen", True),
}  # fmt: skip
_WANTED = {
    "nsubj": "Nom",
    "nsubj:pass": "Nom",
    "obj": "Acc",
    "nmod:poss": "Gen",
    "obl:tmod": "Acc",
}
_INNA = ("إِنَّ", "أَنَّ", "لٰكِنَّ", "لَكِنَّ", "لِأَنَّ")
_SOUND = (
    "ون",
    "ين",
    "ان",
    "و",
    "ي",
)  # whose case is in the letter, not in the vowel; the last ones in a construct
_ADVERBIAL = ("obl:tmod", "advmod", "nmod:tmod")
_TIMES = ("unit of time", "weekday", "month", "near day", "part of a day", "part of a period")
_FAR = 8  # words to either side among which wrong answers are looked for


def _reason(text: Text, sentence: Sentence, word: Word) -> str:
    """Why a nominal has its case, as far as the tree says it for certain; "" where it does not."""
    said: dict[str, str] = words()["reasons"]
    case, relation = word.feats.get("Case"), word.deprel or ""
    counted = any(
        (child.deprel or "").startswith("nummod") and child.id < word.id for child in sentence.children(word)
    )
    for child in sentence.children(word):
        if counted:
            break  # على ثلاث لغات: the number governs it, and the preposition the number
        if child.deprel == "case" and child.upos == "ADP" and case == "Gen" and is_sure(child):
            child = next(
                (part for part in sentence.children(child)[::-1] if part.deprel == "fixed"), child
            )  # بحسب
            if child.id != word.id - 1:
                continue  # عن عشرات المفقودين, لهذا الغرض: what stands between is governed by it
            nominal = "Case" in child.feats or child.lemma in words()["nominal_prepositions"]
            return said["case:nominal" if nominal else "case"].format(governor=child.form)
    last = next((other for other in sentence.words if other.id == word.id - 1), None)
    if case == "Acc" and relation == "nsubj" and last and last.lemma in _INNA and is_sure(last):
        return said["mark"].format(governor=last.vform or last.form)
    if not text.hangs(sentence, word):
        return ""
    head = head_of(sentence, word)
    if relation == "amod" and head and head.feats.get("Case") == case and agrees(word, head):
        return said["amod"].format(governor=head.form, case=_CASES.get(case or "", case))
    if relation == "nsubj" and case == "Acc" and head:
        before = [c for c in sentence.children(head) if c.deprel == "mark" and c.id < word.id]
        inna = next((child for child in before if child.lemma in _INNA), None)
        return said["mark"].format(governor=inna.vform or inna.form) if inna else ""
    if relation in ("nsubj", "obj") and head and not _governs(text, sentence, head, word):
        return ""
    if relation == "obj" and not _is_object(word, head):
        return ""
    if relation == "nsubj" and head and known("defective", head):
        return ""  # the noun of كان, which teachers do not call a subject
    return said[relation] if case and _WANTED.get(relation) == case else ""


def _governs(text: Text, sentence: Sentence, verb: Word, noun: Word) -> bool:
    """Whether it is certain that a noun is the subject of a verb, or its object: its letters are no noun's (تنقل
    رجال), and no verb stands before it, joined with it, of which the subject may be meant (وناشدت | المنظمات)."""
    if verb.source in BY_PERSON or verb.upos != "VERB":
        return True
    token = sentence.token_of(verb)
    others = any(row["pos"] != "verb" for row in rivals(token.form))
    joined = any(child.deprel == "cc" for child in sentence.children(verb))
    before = any(other.upos == "VERB" and other.id < verb.id for other in sentence.words)
    again = joined and before and noun.id == verb.id + 1
    return not again and (not others or settled(text, sentence, verb))


def _is_object(word: Word, verb: Word | None) -> bool:
    """Whether what a parser calls an object is one: not a specification (ازداد تعقيداً) or an adverb (انخفض قليلاً),
    which have its case and no article, and no time (نجتمع اليوم)."""
    if word.source in BY_PERSON:
        return True
    specified = verb is not None and verb.lemma in words()["specified"]
    return not specified and not _is_time(word) and word.feats.get("Definite") in ("Def", "Cons")


def _is_time(word: Word) -> bool:
    names = (fold(word.form), fold(word.lemma or ""), fold(word.form).removeprefix("ال"))
    return any(name in listed(kind) for name in names for kind in _TIMES)


def cases(text: Text) -> Iterator[Made]:
    letter = dict(zip(_CASES, "abc", strict=True))
    for sentence, token, word in text.words():
        case, reason = word.feats.get("Case", ""), _reason(text, sentence, word)
        if not reason or word.upos not in ("NOUN", "ADJ") or not once(sentence, token):
            continue
        right = sorted(word.defensible("Case") & _CASES.keys(), key=lambda name: name != case)
        wrong = {name: [letter[name]] for name in _CASES if name not in right}
        yield of(
            "case", sentence, token, 0.7 if word.deprel == "amod" else 0.4, [letter[name] for name in right],
            wrong, touches=_described(sentence, word), word=shown(token, word), reason=reason[0].upper() + reason[1:], options=list(_CASES.values()),
            answer=case,
        )  # fmt: skip


def vowels(text: Text) -> Iterator[Made]:
    for sentence, token, word in text.single():
        reason, vform = _reason(text, sentence, word), token.vform
        ending, tanwin = _ENDINGS.get(vform[-1:], ("", False))
        # A diptote's fatha may stand for the genitive: that is another question.
        if (
            word.debatable
            or word.feats.get("Number") == "Dual"
            or (word.feats.get("Number") == "Plur" and bare(token.form).endswith(_SOUND))
            or not means_one(word, token.form, LIKELY)  # الحكم: the judgement, the referee
            or word.upos not in ("NOUN", "ADJ")
            or not reason
            or ending != word.feats.get("Case")
            or re.search("\u0650ي.$", vform)  # هاوي, whose nominative and genitive have no vowel
        ):
            continue
        wrong = {
            case: [vform[:-1] + sign]
            for sign, (case, double) in _ENDINGS.items()
            if double == tanwin and case != ending
        }
        without = re.sub("^(ال.[\u064b-\u0650]?)\u0651", r"\1", vform)  # الشمس without its doubled letter
        if without != vform:
            wrong["sun"] = [without]
        if not tanwin and word.feats.get("Definite") == "Ind":
            wrong.pop("Gen", None)  # a diptote has no kasra (تماثيلَ)
        if _is_sound_feminine(word, token.form):  # it has no fatha, and its kasra is that of two cases
            wrong = {"oblique" if case == "Gen" else case: wrong[case] for case in wrong if case != "Acc"}
        yield of(
            "vocalise", sentence, token, 0.7, [vform], wrong | {"bare": [vform[:-1]]}, touches=_described(sentence, word),
            vform=vform, reason=reason,
            token=strip_signs(token.form), context=strip_signs(around(sentence, token)), answer=ending,
        )  # fmt: skip


def _described(sentence: Sentence, word: Word) -> set[Touched]:
    """The place of the noun that an adjective describes, which has one case with it."""
    head = head_of(sentence, word) if word.deprel == "amod" else None
    return {sentence.token_of(head).span[:2]} if head else set()


def _is_sound_feminine(word: Word, form: str) -> bool:
    """Whether a plural in -āt is made of its singular without another change: جولات, not أوقات."""
    stem = bare(form).removeprefix("ال")
    return stem.endswith("ات") and stem[:-2] == bare(word.lemma or "").removesuffix("ة")


def agrees(adjective: Word, noun: Word) -> bool:
    """Whether an adjective could describe a noun, by all that both tell: case, gender and number, article. A
    feminine singular goes with every plural (of things); a noun in the construct may be definite or not."""
    mine, its = adjective.feats, noun.feats
    if "Dual" in (mine.get("Number"), its.get("Number")) and mine.get("Number") != its.get("Number"):
        return False
    if mine.get("Case", "") != its.get("Case", mine.get("Case", "")):
        return False
    if its.get("Definite") in ("Def", "Ind") and (mine.get("Definite") == "Def") != (
        its["Definite"] == "Def"
    ):
        return False
    if its.get("Number") == "Plur" and mine.get("Number") == "Sing":
        return mine.get("Gender") == "Fem"
    return all(mine.get(name) == its.get(name, mine.get(name)) for name in ("Gender", "Number"))


def adjectives(text: Text) -> Iterator[Made]:
    """Which noun an adjective describes; wrong ones are nouns near it that do not agree with it."""
    for sentence, token, word, head in _arcs(text, "amod"):
        if word.upos != "ADJ" or not agrees(word, head):
            continue
        others = [named for named, noun in _near(sentence, word, head) if not agrees(word, noun)]
        before = [w for w in sentence.words if head.id < w.id < word.id and w.upos in ("NOUN", "PROPN")]
        if word.source not in BY_PERSON and any(agrees(word, noun) for noun in before):
            continue  # both would do, and nobody has looked which it is
        yield from _choice(text, "adjective", sentence, token, word, head, others, "near", note="")


def subjects(text: Text) -> Iterator[Made]:
    """Which word is a verb's subject; wrong ones are other nouns near it."""
    for sentence, _, word, head in _arcs(text, "nsubj"):
        held = next((t for t in sentence.tokens if any(w is head for w in t.words)), None)
        if (
            head.upos != "VERB"
            or known("defective", head)
            or word.upos not in ("NOUN", "PROPN")
            or held is None
        ):
            continue
        if not _governs(text, sentence, head, word):
            continue
        below = {child.deprel for child in sentence.children(word)}
        # Of about a hundred men, of men and women, one word is not the subject.
        if word.lemma in words()["measures"] or below & {"conj", "nummod"}:
            continue
        others = [named for named, _ in _near(sentence, head, word)]
        note = words()["subject"]["before"] if word.id < head.id else ""
        tells = {f"verb {place(held)}"}
        yield from _choice(
            text, "subject", sentence, held, head, word, others, "other", note=note, tells=tells
        )


def _arcs(text: Text, relation: str) -> Iterator[tuple[Sentence, Token, Word, Word]]:
    """Words that hang for certain by a relation, with their token and head."""
    for sentence, token, word in text.words():
        head = head_of(sentence, word)
        if head is None or word.deprel != relation or word.debatable:
            continue
        if is_sure(head) and text.hangs(sentence, word):
            yield sentence, token, word, head


def _near(sentence: Sentence, asked: Word, right: Word) -> Iterator[tuple[str, Word]]:
    """The nouns around a word among which somebody could look for the right one."""
    never = {*words()["measures"], *words()["nominal_prepositions"]}
    for token in sentence.tokens:
        for other in token.words:
            if (
                other.upos in ("NOUN", "PROPN") and abs(other.id - asked.id) <= _FAR and is_sure(other)
                and other.form != right.form and other.id not in (asked.id, right.id) and other.head != right.id
                and (other.deprel or "") not in ("flat", "flat:name", "appos", "conj", "case", "fixed", *_ADVERBIAL)
                and other.lemma not in never
            ):  # fmt: skip
                yield shown(token, other), other


def _shown(sentence: Sentence, word: Word) -> str:
    return shown(sentence.token_of(word), word)


def _choice(
    text: Text, about: str, sentence: Sentence, token: Token, asked: Word, right: Word, near: list[str],
    idea: str, **told: Any,
) -> Iterator[Made]:  # fmt: skip
    others = list(dict.fromkeys(near))[:3]
    if len(others) < 2 or not once(sentence, token):
        return
    one, head = _shown(sentence, asked), _shown(sentence, right)
    options, letter = lettered(text, head, others)
    wrong = {f"{idea}:{other}": [letter[other]] for other in others}
    yield of(
        about, sentence, token, 0.1 * abs(asked.id - right.id) + 0.2, [letter[head]], wrong,
        touches={sentence.token_of(right).span[:2]}, word=one, head=head, options=options,
        of={f"{idea}:{other}": {"other": other} for other in others}, **told,
    )  # fmt: skip
