"""Texts that write ى as ي: علي الحدود، دعا الي وقف النار; which prepositions are meant."""

from __future__ import annotations

from dataclasses import replace

from khabar.discourse.line import QUOTES, head, is_that, verb_of
from khabar.discourse.vocabulary import fold, saying, words
from khabar.text.document import Document, Token, Word

_MEANT = {"علي": ("على", "عَلَى"), "الي": ("إلى", "إِلَى"), "إلي": ("إلى", "إِلَى")}
_GOVERNED = ("NOUN", "PROPN", "ADJ", "NUM", "DET", "PRON", "X", "SCONJ", "ADV", "PART")
_FAR = 8  # tokens from a verb to what it governs


def spelled_out(document: Document) -> list[list[list[Token]]]:
    """The tokens of each sentence of each paragraph, prepositions with their ى where the text never writes one."""
    paragraphs = [[sentence.tokens for sentence in paragraph] for paragraph in document.paragraphs]
    sentences = [tokens for paragraph in paragraphs for tokens in paragraph]
    if any(token.form.endswith("ى") for tokens in sentences for token in tokens):
        return paragraphs
    return [[_meant(tokens) for tokens in paragraph] for paragraph in paragraphs]


def _meant(tokens: list[Token]) -> list[Token]:
    """The tokens of a sentence, its prepositions as they are meant."""
    found = list(tokens)
    for place in range(len(tokens) - 1):
        token, joined = tokens[place], tokens[place].words[0].upos == "CCONJ"
        meant = _MEANT.get(token.form[joined:])
        if meant and _governs(tokens, place) and (meant[0] == "إلى" or not _is_ali(tokens, place)):
            preposition = Word(token.words[-1].id, meant[0], meant[1], "ADP", "prep", {})
            found[place] = replace(token, words=[*token.words[:joined], preposition])
    return found


def _governs(tokens: list[Token], place: int) -> bool:
    """Whether what stands behind may be governed: no verb, no comma, no other preposition."""
    after = tokens[place + 1]
    return after.words[0].upos in _GOVERNED or after.form in QUOTES


def _is_ali(tokens: list[Token], place: int) -> bool:
    """قال علي حسن إنّ، الدكتور علي شمس، عمرو علي، ان; not: شدد رايس | علي ضرورة، الهجوم | علي العراق."""
    before, after = head(tokens[place - 1]) if place else None, tokens[place + 1]
    if before is None or before.upos not in ("NOUN", "ADJ", "PROPN", "VERB", "X"):
        return False
    titled = fold(before.lemma or "") in words("title") or before.upos == "VERB"
    if after.words[0].upos in ("PROPN", "ADJ"):
        return before.upos in ("PROPN", "X") or titled
    if not any(is_that(word) for word in after.words):
        noun = head(after)
        bare = fold(noun.lemma or "") in words("title") or noun.feats.get("Definite") == "Ind"
        return (titled or (bare and before.upos == "PROPN")) and not _needs(tokens, place)
    alone = before.upos == "PROPN" and fold(before.form) not in words("family called alone")
    named = alone and head(tokens[place - 2]).upos != "PROPN" if place > 1 else alone
    return named or before.upos == "VERB" or not _needs(tokens, place)


def _needs(tokens: list[Token], place: int) -> bool:
    """Whether the verb before may govern على."""
    near = tokens[max(0, place - _FAR) : place]
    verb = next((word for token in reversed(near) if (word := verb_of(token)) is not None), None)
    entry = saying("verb", verb.lemma or "") if verb else None
    return entry is None or "على" in entry.prepositions
