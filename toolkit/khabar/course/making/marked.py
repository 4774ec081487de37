"""Questions that are answered by marking words in the text: all that somebody says, a whole noun phrase, what a
conjunction joins, the verbs of a sentence. A mark is a span of surface tokens; overlap earns a part of the points.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from khabar.course.grading.build import punctuation
from khabar.course.making.lexicon import likely, rivals, settled
from khabar.course.making.made import (
    Made,
    Text,
    Touched,
    exercise,
    is_sure,
    is_to_a_reader,
    once,
    place,
    shown,
    words,
)
from khabar.course.making.talk import claims, reported
from khabar.discourse.model import Attribution
from khabar.discourse.vocabulary import saying
from khabar.text.document import BY_PERSON, Sentence, Span, Token, Word
from khabar.text.script import is_arabic

_NOMINAL = ("NOUN", "ADJ", "PROPN")
_LONGEST = 30  # tokens that are to be marked
_NOMINAL_PARTS = (
    "nmod:poss", "amod", "det", "fixed", "nmod", "acl", "acl:relcl", "case", "cc", "mark", "obl", "obl:arg", "nummod",
)  # fmt: skip
_INSIDE = ("nmod:poss", "amod", "det", "fixed")  # what belongs to a noun phrase wherever it is attached
_BEGIN = 4  # words by which a sentence is named
_PLACES = ("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:arg", "obl:agent", "nmod")
_JOINERS = ("و", "أو", "ف", "ثم", "أم")


def said(text: Text) -> Iterator[Made]:
    """All that somebody says."""
    for each, name, cue in reported(text):
        if len(each.content) != 1 or len(each.cue) != 1 or not claims(text, each, cue):
            continue
        content = each.content[0]
        paragraph, first, last = content
        if paragraph != cue[0] or not 3 < last - first < _LONGEST or cue[1] >= first:
            continue
        if each.provenance not in BY_PERSON and not _ends_its_sentence(text, each, content):
            continue
        accept = [[content]]
        begin = text.document.token(paragraph, first)
        if begin.words[-1].upos == "SCONJ" and all(w.upos in ("ADP", "SCONJ") for w in begin.words):
            accept.append([(paragraph, first + 1, last)])  # أن opens what is said, and says nothing
        wrong = {"cue": [[(paragraph, cue[1], last)]], "part": [[(paragraph, first, (first + last) // 2)]]}
        if each.source and each.source[0][0] == paragraph:
            wrong["source"] = [[each.source[0]]]
        yield _made(
            text, "said", accept, wrong, text.document.token(*cue[:2]), 0.5, {(paragraph, cue[1])},
            tells={f"source {name}"}, cue=text.document.span_text(cue), speaker=name, content=text.document.span_text(content),
        )  # fmt: skip


def _ends_its_sentence(text: Text, each: Attribution, content: Span) -> bool:
    """Whether what is said stands right behind cue and source and goes to the end of the sentence, with nobody
    else's words and no clause in it that may be the writer's again."""
    paragraph, first, last = content
    sentence = text.document.sentence_of(text.document.token(paragraph, first))
    words = [token for token in sentence.tokens if is_arabic(token.form)]
    before = max(span[2] for span in [*each.cue, *each.source] if span[0] == paragraph)
    between = [t for t in words if before < t.position < first]
    inside = [token for token in words if first <= token.position <= last]
    opens = inside and inside[0].words[0].upos == "SCONJ"
    others = sum(any(word.upos == "VERB" and _says(word) for word in token.words) for token in words) > 1
    goes_on = any(token.form == "،" for token in sentence.tokens if first <= token.position <= last)
    joined = any(t.words[0].upos == "CCONJ" and t.words[-1].upos in ("VERB", "PRON") for t in inside)
    return bool(opens) and words[-1] is inside[-1] and not (between or others or goes_on or joined)


def _says(word: Word) -> bool:
    return saying("verb", word.lemma or "") is not None


def phrases(text: Text) -> Iterator[Made]:
    """A whole noun phrase, from any of its nouns on down."""
    never = words()["nominal_prepositions"]
    for sentence, token, word in text.words():
        children = sentence.children(word)
        bare = word.deprel in ("obl", "nmod") and not any(child.deprel == "case" for child in children)
        if word.upos != "NOUN" or word.deprel not in _PLACES or bare or word.lemma in never:
            continue  # an adverbial (مرتين) is many things
        if any(child.deprel not in _NOMINAL_PARTS for child in children if child.upos != "PUNCT"):
            continue  # a predicate, or what is joined with something
        below = _below(sentence, word)
        tokens = _tokens(sentence, below)
        looked = all(each.source in BY_PERSON for each in sentence.words)
        if not 2 < len(tokens) < 9 or _gaps(tokens) or word.debatable or not once(sentence, token):
            continue
        if not all(each is word or text.hangs(sentence, each) for each in below):
            continue
        if not looked and (not _is_plain(word, below) or not _is_closed(sentence, tokens)):
            continue
        paragraph, first, last = tokens[0].paragraph, tokens[0].position, tokens[-1].position
        before = next((t for t in sentence.tokens if t.position == first - 1), None)
        accept = [[(paragraph, first, last)]]
        if before and before.words[-1].upos == "ADP":
            accept.append([(paragraph, first - 1, last)])  # with the preposition that governs it
        wrong = {"head": [[token.span]], "short": [[(paragraph, first, last - 1)]]}
        if before and before.words[-1].upos == "VERB":
            wrong["verb"] = [[(paragraph, first - 1, last)]]
        yield _made(
            text, "phrase", accept, wrong, token, 0.4 + len(tokens) / 20, {token.span[:2]}, word=shown(token, word),
            phrase=text.document.span_text((paragraph, first, last)), last=tokens[-1].form,
        )  # fmt: skip


def _below(sentence: Sentence, word: Word) -> list[Word]:
    """A word with all that hangs below it but punctuation, prepositions and conjunctions before it."""
    found, todo = [word], [word]
    while todo:
        children = sentence.children(todo.pop())
        new = [c for c in children if c.upos != "PUNCT" and not (c.head == word.id and _opens(c))]
        found += new
        todo += new
    return sorted(found, key=lambda each: each.id)


def _opens(word: Word) -> bool:
    return word.deprel in ("case", "cc", "mark")


def _is_plain(word: Word, below: list[Word]) -> bool:
    """Whether a phrase has only what a noun phrase always has: constructs, adjectives, demonstratives."""
    return all(each is word or each.deprel in _INSIDE for each in below)


def _is_closed(sentence: Sentence, tokens: list[Token]) -> bool:
    """Whether what follows on a phrase can be no part of it: the end, a verb, a clause with a conjunction."""
    after = next((t for t in sentence.tokens if t.position == tokens[-1].position + 1), None)
    return after is None or after.form in (".", "؟", "!") or after.words[0].upos in ("SCONJ", "VERB")


def joined(text: Text) -> Iterator[Made]:
    """The words that a conjunction joins."""
    for sentence, token, word in text.words():
        joins = [
            child for child in sentence.children(word)
            if child.deprel == "conj" and child.upos == word.upos and text.hangs(sentence, child)
        ]  # fmt: skip
        if not joins or word.upos not in ("NOUN", "ADJ") or word.debatable or not once(sentence, token):
            continue
        others = [sentence.token_of(child) for child in joins]
        every = [token, *others]
        if any(child.debatable or child.feats.get("Case") != word.feats.get("Case") for child in joins):
            continue
        looked = all(each.source in BY_PERSON for each in sentence.words)
        if not looked and not _are_side_by_side(word, joins, every):
            continue
        conjunctions = [w for child in joins for w in sentence.children(child) if w.deprel == "cc"]
        if len(conjunctions) < len(joins) or any(each.form not in _JOINERS for each in conjunctions):
            continue
        accept = [[each.span for each in every]]
        wrong: dict[str, list[Any]] = {"one": [[token.span]], "rest": [[each.span for each in others]]}
        near = _noun_before(sentence, others[0])
        if near and near is not token:
            wrong["near"] = [[near.span, *(each.span for each in others)]]
        yield _made(
            text, "joined", accept, wrong, token, 0.6, {each.span[:2] for each in every}, word=shown(token, word),
            conjunction=conjunctions[0].form, answer="، ".join(each.form for each in every),
        )  # fmt: skip


def _are_side_by_side(word: Word, joins: list[Word], tokens: list[Token]) -> bool:
    """Whether joined words stand in a row, alike in article, gender or number, and none in a construct, where a
    word may be joined with the first or with the last."""
    row = all(a.position + 1 == b.position for a, b in pairwise(tokens))
    alike = all(child.feats.get("Definite") == word.feats.get("Definite") for child in joins)
    return row and alike and word.deprel not in ("nmod:poss", "amod") and is_sure(word)


def _noun_before(sentence: Sentence, token: Token) -> Token | None:
    before = [t for t in sentence.tokens if t.position < token.position and t.words[-1].upos in _NOMINAL]
    return before[-1] if before else None


def verbs(text: Text) -> Iterator[Made]:
    """The verbs of a sentence."""
    for sentence in text.document.sentences:
        tokens = [token for token in sentence.tokens if is_arabic(token.form)]
        found = [token for token in tokens if any(_is_verb(word) for word in token.words)]
        if not 2 <= len(found) <= 6 or len(tokens) > 40:
            continue
        if not all(_is_certain(text, sentence, token) for token in tokens):
            continue
        if any(_could_compare(token, after) for token, after in pairwise(tokens)):
            continue
        right = [token.span for token in found]
        wrong: dict[str, list[Any]] = {"missed": [right[:-1]], "first": [right[1:]]}
        noun = next((t for t in tokens if t not in found and _is_like_a_verb(t)), None)
        if noun:
            wrong["noun"] = [sorted([*right, noun.span])]
        yield _made(
            text, "verbs", [right], wrong, tokens[0], 0.3, {f"verb {place(token)}" for token in found}, first=found[0].form, last=found[-1].form,
            noun=noun.form if noun else "", begin=" ".join(t.form for t in tokens[:_BEGIN]),
            answer="، ".join(token.form for token in found),
        )  # fmt: skip


def _is_verb(word: Word) -> bool:
    return word.upos == "VERB" or (word.upos == "AUX" and "Voice" in word.feats)  # not قد


def _is_certain(text: Text, sentence: Sentence, token: Token) -> bool:
    """Whether it is certain of a token if it is a verb: of the words, or because the lexicon has no other reading."""
    disputed = any(word.debatable and "upos" in word.alternatives for word in token.words)
    verb = any(map(_is_verb, token.words))
    if any(map(is_to_a_reader, token.words)) or (verb and _is_one_of_many(sentence, token.words[0])):
        return False
    found = likely(token.form)
    alone = bool(found) and all((row["pos"] == "verb") == verb for row in found)
    if disputed or alone:
        return not disputed
    if not all(map(is_sure, token.words)):
        return False
    others = [row for row in rivals(token.form) if (row["pos"] == "verb") != verb]
    return not others or all(
        settled(text, sentence, word) for word in token.words if word.upos in ("NOUN", "VERB")
    )


def _is_one_of_many(sentence: Sentence, verb: Word) -> bool:
    """Whether a verb in the singular stands right behind the men of whom it would tell: an adjective that the lexicon
    does not have (فلاحون كثر)."""
    before = next((word for word in sentence.words if word.id == verb.id - 1), None)
    men = before is not None and before.form.endswith(("ون", "ين")) and before.feats.get("Number") == "Plur"
    return men and verb.source not in BY_PERSON and verb.feats.get("Number") == "Sing"


def _could_compare(token: Token, after: Token) -> bool:
    """Whether a verb that nobody has looked at may be an elative that the lexicon does not have (أبلغ من)."""
    word = token.words[-1]
    shape = word.form.startswith("أ") and len(word.form) == 4
    return shape and word.upos == "VERB" and word.source not in BY_PERSON and after.words[0].lemma == "مِنْ"


def _is_like_a_verb(token: Token) -> bool:
    """Whether a noun has the letters of a verb (دعم, عمل); neither an article nor a ة is of those."""
    noun = len(token.words) == 1 and token.words[0].upos == "NOUN"
    plain = not token.form.startswith("ال") and not token.form.endswith("ة")
    return noun and plain and any(row["pos"] == "verb" for row in rivals(token.form))


def _tokens(sentence: Sentence, words: list[Word]) -> list[Token]:
    wanted = {word.id for word in words}
    return [token for token in sentence.tokens if any(word.id in wanted for word in token.words)]


def _gaps(tokens: list[Token]) -> bool:
    return tokens[-1].position - tokens[0].position + 1 != len(tokens)


def _made(
    text: Text, about: str, accept: list[list[Span]], wrong: dict[str, list[list[Span]]], token: Token, hard: float,
    touches: set[Touched], /, *, tells: Collection[Touched] = (), **told: Any,
) -> Made:  # fmt: skip
    """A question of spans; a wrong answer that comes to no other words than a right one, or to none, is left out."""
    right = [_covered(spans) for spans in accept]
    seen: list[set[tuple[int, int]]] = [set(), *right]
    kept: dict[str, list[Any]] = {}
    for idea, answers in wrong.items():
        words = _covered(answers[0])
        if words not in seen:
            seen.append(words)
            kept[idea] = [[list(span) for span in answers[0]]]
    rightly = [[list(span) for span in spans] for spans in accept]
    asked = exercise(about, rightly, kept, place=place(token), **told)
    asked = replace(asked, marks=punctuation(text.passage, rightly))
    return Made(asked, about, token.paragraph, min(1.0, hard), frozenset(touches), frozenset(tells))


def _covered(spans: list[Span]) -> set[tuple[int, int]]:
    return {(p, at) for p, first, last in spans for at in range(first, last + 1)}
