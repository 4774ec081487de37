"""How one value, arc or cut of a sentence is changed, so that it stays a sentence: numbers run on, the tree is a
tree, and what was derived from an old value falls with it."""

from __future__ import annotations

import re
from typing import Any

from khabar.morphology import camel
from khabar.syntax.valid import hang_marks
from khabar.text import conllu
from khabar.text.document import BY_PERSON, Sentence, Token, Word
from khabar.text.errors import KhabarError
from khabar.text.labels import UPOS
from khabar.text.script import bare, is_arabic

_COLUMNS = ("lemma", "upos", "xpos", "deprel")
_FEATURES = (
    "Case", "Mood", "Gender", "Number", "Person", "Definite", "Aspect", "Voice", "PronType", "Polarity", "NumType",
    "NumForm", "VerbForm", "Foreign", "Abbr", "AdpType", "ExtPos", "Reflex",
)  # fmt: skip
_MISC = ("Vform", "Gloss", "I3rab", "Note", "Debatable", "Alt", "Root", "Pattern", "Decided")
# The relations of Universal Dependencies 2; a subtype is anyone's.
_RELATIONS = (
    "acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse dislocated expl fixed "
    "flat goeswith iobj list mark nmod nsubj nummod obj obl orphan parataxis punct reparandum root vocative xcomp"
)
# What was derived from a value falls with it.
_DERIVED = {"lemma": ("LTranslit", "Root", "Pattern"), "Vform": ("Translit",)}
_ALT = re.compile(r"[A-Za-z0-9]+:[^;]+(;[A-Za-z0-9]+:[^;]+)*")
_SPELLED = str.maketrans("أإآٱىة", "اااايه")
_SEATS = str.maketrans("ؤئ", "وي", "ء")
# How a piece that is cut off hangs from the rest, where its part of speech tells.
_HANGS = {"ADP": "case", "CCONJ": "cc", "SCONJ": "mark", "DET": "det", "PART": "advmod", "AUX": "aux"}


def alone(piece: str) -> Word:
    """A piece that the analyzer does not cut off: what it is as a word of its own, if it is one."""
    words = [word for token in camel.tag(piece) for word in token.words]
    return words[0] if [word.form for word in words] == [piece] else Word(0, piece, piece, "X")


def give(sentence: Sentence, word: Word, layer: str, value: Any) -> None:
    """Give a word another value of a layer.

    Raises:
        KhabarError: there is no such layer or value, or the tree would be none.
    """
    if layer == "feats":
        _features(sentence, word, str(value))
        return
    text = " ".join(str(value).split()).replace("|", "/")
    if layer == "head":
        _hang(sentence, word, text)
        return
    if layer == "upos" and text not in UPOS:
        raise KhabarError(f"{text!r} is no part of speech: one of {', '.join(UPOS)}.")
    if layer == "deprel" and text.partition(":")[0] not in _RELATIONS.split():
        raise KhabarError(f"{text!r} is no relation: one of {', '.join(_RELATIONS.split())}.")
    if layer == "deprel" and (text == "root") != (word.head == 0):
        raise KhabarError("The root, and only it, has the relation root: move the arc instead.")
    if layer == "Alt" and text and not _ALT.fullmatch(text):
        raise KhabarError(
            "Write alternatives as layer:value,value;layer:value, for example Case:Gen;deprel:obl."
        )
    if layer == "Vform" and text and is_arabic(word.form) and not _letters(text) & _letters(word.form):
        raise KhabarError(
            f"{text} has other letters than {word.form}: keep its letters, write only their vowels."
        )
    was = word.misc.get("Vform", "")
    if layer in _COLUMNS:
        setattr(word, layer, text or None)
        if layer == "upos":
            word.xpos = None  # it names the part of speech more finely, the old one
        if layer == "deprel":
            _enhance(word)
    elif layer in _FEATURES or layer in _MISC:
        pairs = word.feats if layer in _FEATURES else word.misc
        if layer in _FEATURES and text and not re.fullmatch("[A-Z0-9][A-Za-z0-9]*", text):
            raise KhabarError(f"{text!r} is no value of {layer}.")
        pairs.pop(layer, None)
        if text:
            pairs[layer] = text
        word.feats = dict(sorted(word.feats.items(), key=lambda pair: pair[0].lower()))
    else:
        raise KhabarError(
            f"A word has no {layer}: it has head, feats, {', '.join((*_COLUMNS, *_FEATURES, *_MISC))}."
        )
    if layer == "Vform":
        _vocalise(sentence.token_of(word), word, was, text)
    for derived in _DERIVED.get(layer, ()):
        word.misc.pop(derived, None)
    if layer == "Alt":
        word.misc.pop("Debatable", None)
        if text:
            word.misc["Debatable"] = "Yes"


def _letters(text: str) -> set[str]:
    """The letters of a word, without signs and what writers differ in: the seats of hamza (مسؤول، مسئول، مسوول), the
    dots of ى and ة, the alif of مائة."""
    plain = bare(text).translate(_SPELLED).replace("مائ", "مئ")
    return {re.sub("[ؤئ]", "ء", plain), plain.translate(_SEATS)}


def _features(sentence: Sentence, word: Word, written: str) -> None:
    """Give a word these features and no others: ``Case=Acc|Number=Sing``, or with spaces between."""
    pairs = [pair.partition("=") for pair in re.split(r"[|\s,،]+", written.strip()) if pair]
    if unread := next((f"{name}{sign}{value}" for name, sign, value in pairs if not value), ""):
        raise KhabarError(f"{unread!r} is no feature: write them as Case=Acc|Number=Sing.")
    wanted = {name: value for name, _, value in pairs}
    kept = {name: value for name, value in word.feats.items() if wanted.get(name) == value}
    for name, value in wanted.items():
        if name not in kept:
            give(sentence, word, name, value)
    word.feats = {name: value for name, value in word.feats.items() if name in wanted}


def _vocalise(token: Token, word: Word, was: str, now: str) -> None:
    """The vowels of a token out of several words, when one of these has other vowels."""
    if len(token.words) < 2 or "Vform" not in token.misc:
        return
    joined = "".join(other.misc.get("Vform", other.form) for other in token.words)
    whole = token.misc["Vform"]
    token.misc["Vform"] = whole.replace(was, now, 1) if was and now and whole.count(was) == 1 else joined
    token.misc.pop("Translit", None)


def _hang(sentence: Sentence, word: Word, head: str) -> None:
    ids = {str(other.id) for other in sentence.words} | {"0"}
    if head not in ids:
        raise KhabarError(
            f"There is no word {head!r} to hang it from: give a number from 0 (root) to {len(ids) - 1}."
        )
    if int(head) == word.head:
        return
    if head == "0":
        old = next((other for other in sentence.words if other.head == 0), None)
        word.head, word.deprel = 0, "root"
        if old:
            old.head, old.deprel = word.id, "dep"
            _enhance(old)
    else:
        if word.head == 0:
            raise KhabarError("This is the root: make another word the root first (head 0).")
        heads = {other.id: other.head or 0 for other in sentence.words} | {word.id: int(head)}
        if word.id in conllu.in_circles(heads):
            raise KhabarError("That arc would close a circle: the word would hang from itself.")
        word.head = int(head)
    _enhance(word)
    _rehang(sentence, word)


def _rehang(sentence: Sentence, hung: Word) -> None:
    """The marks follow the words, but where a person has hung them, or hangs one now."""
    by_id = {word.id: word for word in sentence.words}
    marks = [word for word in sentence.words if word.upos == "PUNCT"]
    if any(by_id[word.head].upos == "PUNCT" for word in sentence.words if word.head):
        return
    was = [mark.head for mark in marks]
    by_hand = [(mark, mark.head, mark.deprel) for mark in marks if mark is hung or mark.source in BY_PERSON]
    hang_marks(sentence.words, by_id)
    for mark, above, relation in by_hand:
        mark.head, mark.deprel = above, relation
    for mark, before in zip(marks, was, strict=True):
        if mark.head != before:
            _enhance(mark)


def _enhance(word: Word) -> None:
    """The enhanced dependency of a word that has another arc: the new one; what else it had was of the old."""
    if word.deps:
        word.deps = [(word.deprel or "dep", word.head or 0)]


def replace_words(sentence: Sentence, token: Token, words: list[Word], misc: dict[str, str]) -> None:
    """Give a token other words: what hangs from the old ones, and they from others, hangs from the new."""
    old, space = token.words, token.space_after
    core_old, core = _core(old), _core(words)
    same = [w.form for w in old] == [w.form for w in words]
    kept = {word.id: words[n] if same else core for n, word in enumerate(old)}
    others = [word for word in sentence.words if word.id not in kept]
    known = {word.id: word for word in others} | kept
    heads = {id(word): known.get(word.head or 0) for word in others}
    for n, word in enumerate(words):
        was = old[n] if same else core_old
        word.deps = None
        if same or word is core:
            heads[id(word)], word.deprel = known.get(was.head or 0), was.deprel
            if heads[id(word)] is word:  # it hung from what is now itself
                above = next((w for w in old if w.head not in kept), was)
                heads[id(word)], word.deprel = known.get(above.head or 0), above.deprel
        else:
            heads[id(word)] = core
            word.deprel = _HANGS.get(word.upos or "", "nmod:poss" if core.upos != "VERB" else "obj")
    token.words, token.misc, token.raw = words, dict(misc) if len(words) > 1 else {}, ()
    (token.misc if len(words) > 1 else words[0].misc).pop("SpaceAfter", None)
    if not space:
        (token.misc if len(words) > 1 else words[0].misc)["SpaceAfter"] = "No"
    renumbered = len(words) != len(old)
    for number, word in enumerate(sentence.words, 1):
        word.id = number
    for word in sentence.words:
        head = heads[id(word)]
        word.head = head.id if head else 0
        if renumbered:
            word.deps = None  # numbers of words, and of empty nodes, that are other ones now
    if renumbered:
        sentence.empty.clear()


def _core(words: list[Word]) -> Word:
    return max(words, key=lambda word: (word.upos in ("NOUN", "VERB", "ADJ", "PROPN", "NUM"), len(word.form)))
