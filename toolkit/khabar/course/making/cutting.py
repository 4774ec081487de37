"""Questions about the border of words: what is cut off, what only looks like a clitic, how many words there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from khabar.course.making.lexicon import certain_gloss, rivals
from khabar.course.making.made import CONTENT, Made, Text, exercise, is_sure, of, place, words
from khabar.morphology.ud import UPOS_OF
from khabar.text.document import BY_PERSON, Token, Word
from khabar.text.script import bare, is_arabic

_CLITIC_LETTERS = "وفبلكس"
_ONE_TO_SOME = {"كأن", "بما", "لذا", "فيما", "كما", "لما", "لقد", "كذلك", "لذلك", "ألا", "بي"}
# Last letters before a pronoun, and what they are without it.
_BEFORE_PRONOUN = (("ت", "ة"), ("ا", "ى"), ("ي", "ى"), ("ؤ", "ء"), ("ئ", "ء"))


def cuts(text: Text) -> Iterator[Made]:
    for sentence, token in text.tokens():
        pieces = [word.form for word in token.words]
        # Grammars differ in what is one word of كأن, بما, لذا, and a name that nobody has looked at may be one (بيو).
        known = all(word.source in BY_PERSON for word in token.words)
        stems = [word for word in token.words if word.upos in ("PROPN", "X")]
        some = {*pieces, "".join(pieces), "".join(pieces[-2:]), "".join(pieces[1:3])} & _ONE_TO_SOME
        if len(pieces) == 1 or some or (stems and not known):
            continue
        alone = [_without_pronoun(word) for word in token.words[:-1]] + pieces[-1:]
        core = max(token.words, key=lambda word: len(word.form))
        article = (
            core.form.startswith("ال") and core.feats.get("Definite") == "Def" and core is not token.words[0]
        )
        wrong: dict[str, list[Any]] = {"whole": [[token.form]]}
        if article:
            before, after = pieces[: pieces.index(core.form)], pieces[pieces.index(core.form) + 1 :]
            noun = core.form.removeprefix("ال")
            wrong["article"] = [[*before, "ال", noun, *after], [*before, noun, *after]]
            if before[-1] == "ل":
                wrong["li"] = [[*before, f"ل{noun}", *after], [*before[:-1], "لل", noun, *after]]
        if len(pieces) > 2:
            wrong["missed"] = [["".join(pieces[:2]), *pieces[2:]]]
        if core.form[0] in _CLITIC_LETTERS and len(core.form) > 3:
            at = pieces.index(core.form)
            wrong["over"] = [[*pieces[:at], core.form[0], core.form[1:], *pieces[at + 1 :]]]
        glosses = [
            (word.form, certain_gloss(word, token.form)) for word in token.words if word.upos in CONTENT
        ]
        parts = ", ".join(f"{form} {told}" for form, told in glosses if told)
        said = words()["cut"]["alone"].format(pieces=" + ".join(alone)) if alone != pieces else ""
        yield of(
            "cut", sentence, token, 0.2 * (len(pieces) - 1) + 0.3 * (alone != pieces), [pieces, alone] if alone != pieces else [pieces], wrong,
            pieces=" + ".join(pieces), parts=f" ({parts})" if parts else "", alone=said, left="".join(pieces[:2]), core=core.form,
            note=words()["cut"]["article"] if article else "",
        )  # fmt: skip


def _without_pronoun(word: Word) -> str:
    """The letters of a word as it stands alone: قيمة of قيمته, ألقى of ألقاها, على of عليه, أبناء of أبنائه."""
    form, lemma = word.form, bare(word.lemma or "")
    for inside, end in _BEFORE_PRONOUN:
        if not form.endswith(inside) or len(form) < 3 or (inside == "ي" and word.upos != "ADP"):
            continue  # عليه, but not تؤديه
        feminine = word.upos == "NOUN" and end == "ة" and form[-2] != "ا" and not lemma.endswith("ت")
        hidden = (
            inside == "ا"
            and not lemma.endswith("ا")
            and word.feats.get("Number") != "Dual"
            and word.feats.get("Person") != "1"  # رأيناه: the alif of we
        )  # أولاهما: أولى
        if lemma.endswith(form[-2] + end) or feminine or hidden or (end == "ء" and form[-2] == "ا"):
            return form[:-1] + end
    return form


def uncut(text: Text) -> Iterator[Made]:
    for sentence, token in text.tokens():
        word, form = token.words[0], bare(token.form)
        told = certain_gloss(word, token.form)
        if len(token.words) > 1 or word.upos not in CONTENT or not told:
            continue
        tempting = form[0] in _CLITIC_LETTERS and _could_stand_after(form[0], form[1:])
        if tempting:
            yield of(
                "uncut", sentence, token, 0.6, [[token.form]], {"over": [[form[0], form[1:]]]},
                gloss=told, letter=form[0],
            )  # fmt: skip


def _could_stand_after(letter: str, rest: str) -> bool:
    """Whether what is left without a letter is a word that could follow the clitic of this letter (و + زير), so that
    somebody might cut there: nobody cuts ف + رنسية."""
    nominal = letter in "بلك"
    whole = [
        row for row in rivals(rest) if all(row[slot] in ("0", "na") for slot in ("prc1", "prc2", "prc3"))
    ]
    if letter == "س":
        return any(row["asp"] == "i" and row["mod"] == "i" for row in whole)
    return any(not nominal or UPOS_OF.get(row["pos"]) in ("NOUN", "ADJ") for row in whole)


def orders(text: Text) -> Iterator[Made]:
    by_size: dict[int, list[Token]] = {}
    for _, token in text.tokens():
        if any(word.form.startswith("ال") for word in token.words):
            continue  # who counts the article counts one more
        by_size.setdefault(len(token.words), []).append(token)
    for row in zip(*(by_size[size] for size in sorted(by_size)), strict=False):
        if len(row) < 3:
            return
        shown = list(row)
        text.chance.shuffle(shown)
        letter = {id(token): name for token, name in zip(shown, "abcd", strict=False)}
        right = [letter[id(token)] for token in row]
        yield Made(
            exercise(
                "order", [right], {"reversed": [right[::-1]], "swapped": [[right[1], right[0], *right[2:]]]},
                list=", ".join(f"{letter[id(t)]} {t.form} [{place(t)}]" for t in shown),
                answer=", ".join(" + ".join(w.form for w in t.words) for t in row),
            ),
            "order", row[0].paragraph, 0.4, frozenset(t.span[:2] for t in row),
        )  # fmt: skip


def counts(text: Text) -> Iterator[Made]:
    for number, sentences in enumerate(text.document.paragraphs, 1):
        tokens = [token for sentence in sentences for token in sentence.tokens if is_arabic(token.form)]
        begin = [token for token in tokens if bare(token.form)[:1] in ("و", "ف")]
        real = [token for token in begin if len(token.words) > 1 and token.words[0].form in ("و", "ف")]
        # في is the first word that anybody learns: it misleads nobody.
        alike = [token for token in begin if token not in real and bare(token.form) != "في"]
        if not real or not alike or not all(is_sure(word) for t in begin for word in t.words):
            continue
        told = "، ".join(token.form for token in real)
        counted = sorted({len(real) + len(alike), len(begin)})
        yield Made(
            exercise(
                "count", [len(real)], {"letters": counted}, paragraph=number, answer=f"{len(real)}: {told}",
                one=alike[0].form, letter=alike[0].form[0],
            ),
            "count", number, 0.3,
        )  # fmt: skip
