"""Enhanced dependencies (DEPS) from the basic tree, by the UD guidelines for enhanced graphs:

- obliques, nominal modifiers and adverbial clauses carry their preposition or conjunction and
  their case (``obl:فِي:gen``), in the spelling that UD registers for Arabic;
- a conjunct has the relation of the first conjunct too;
- the subject of an ``xcomp`` is shown (``nsubj:xsubj``);
- in a relative clause the relative pronoun refers (``ref``) to its antecedent, which has the
  role that the pronoun, or the subject left unsaid, has in the clause.
"""

import unicodedata

from khabar.text.document import Document, Sentence, Word

# The registered spelling has no sukun; this one differs in a vowel too.
_REGISTERED = {"وَفقَ": "وِفقَ"}
Edge = tuple[str, int]
"""(relation, head id)"""


def enhance(document: Document) -> Document:
    """Fill DEPS of every word."""
    for sentence in document.sentences:
        edges = {word.id: _edges(sentence, word) for word in sentence.words}
        for word in sentence.words:
            _subject_of_xcomp(sentence, word, edges)
            _relative_clause(sentence, word, edges)
        for word in sentence.words:
            word.deps = sorted(edges[word.id], key=lambda edge: (edge[1], edge[0]))
    return document


def _edges(sentence: Sentence, word: Word) -> list[Edge]:
    """The basic edge, and the one that a conjunct shares with the first conjunct."""
    if word.deprel != "conj":
        return [(_label(sentence, word), word.head or 0)]
    first = _word(sentence, word.head)
    # The first conjunct's preposition governs both where both have its case.
    same_case = word.feats.get("Case") == first.feats.get("Case")
    marked = first if same_case and not _markers(sentence, word) else word
    shared = _label(sentence, word, deprel=first.deprel, markers=_markers(sentence, marked))
    return [("conj", first.id), (shared, first.head or 0)]


def _label(
    sentence: Sentence, word: Word, *, deprel: str | None = None, markers: list[Word] | None = None
) -> str:
    deprel = deprel or word.deprel or "dep"
    markers = _markers(sentence, word) if markers is None else markers
    if deprel.split(":")[0] in ("nmod", "obl"):
        case = word.feats.get("Case", "").lower()
        if markers:  # what a preposition governs is genitive, also where the word has no case
            return f"{deprel}:{_spelling(markers[0])}:gen"
        return f"{deprel}:{case}" if case else deprel
    if deprel == "advcl":
        return f"advcl:{_spelling(markers[0])}" + (":gen" if markers[0].upos == "ADP" else "")
    return deprel


def _markers(sentence: Sentence, word: Word) -> list[Word]:
    return [child for child in sentence.children(word) if child.deprel in ("case", "mark")]


def _spelling(marker: Word) -> str:
    plain = (marker.lemma or "").replace("ْ", "")
    return unicodedata.normalize("NFC", _REGISTERED.get(plain, plain))


def _subject_of_xcomp(sentence: Sentence, word: Word, edges: dict[int, list[Edge]]) -> None:
    if word.deprel != "xcomp":
        return
    arguments = {child.deprel: child for child in sentence.children(_word(sentence, word.head))}
    subject = arguments.get("obj") or arguments["nsubj"]
    edges[subject.id].append(("nsubj:xsubj", word.id))


def _relative_clause(sentence: Sentence, verb: Word, edges: dict[int, list[Edge]]) -> None:
    if verb.deprel != "acl:relcl":
        return
    noun = _word(sentence, verb.head)
    children = sentence.children(verb)
    pronoun = next((child for child in children if child.feats.get("PronType") == "Rel"), None)
    if pronoun:
        edges[noun.id].append((pronoun.deprel or "dep", verb.id))
        edges[pronoun.id] = [("ref", noun.id)]
    elif any(child.upos == "PRON" for child in children):
        pass  # the pronoun that returns to the noun (العائد) has the role itself
    elif not any((child.deprel or "").startswith("nsubj") for child in children):
        edges[noun.id].append(("nsubj:pass" if verb.feats["Voice"] == "Pass" else "nsubj", verb.id))
    elif noun.feats.get("PronType") == "Rel":
        edges[noun.id].append(("obj", verb.id))  # ما ذكرت: the object is left unsaid


def _word(sentence: Sentence, number: int | None) -> Word:
    return next(word for word in sentence.words if word.id == number)
