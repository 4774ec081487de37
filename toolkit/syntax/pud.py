"""UD_Arabic-PUD as khabar would have annotated it, and news of our own: our words and tags, and trees.

The parser meets khabar's own tags, mistakes included, so it is trained on them and not on PUD's. A tree is
carried over by the letters that two words share; its relations are renamed where `docs/annotation.md` has
another name for the same thing. ``news.conllu`` (CC BY 4.0) has 179 sentences that were written for this
project, with trees by `docs/annotation.md`: what PUD has little of is there, who says what, titles and names,
clauses that are joined, days.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from khabar.morphology.weighing import weigh
from khabar.text.document import Document, Sentence, Token, Word
from khabar.text.script import bare

Row = list[str]
NAMED = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PRON", "DET"})
NEWS = Path(__file__).with_name("news.conllu")
COPULAS = frozenset(["كان", "يكون", "ليس", "هو", "هي", "هم", "هما"])


def rows(path: Path) -> Iterator[tuple[str, str, list[Row]]]:
    """The id, the text and the words (CoNLL-U columns) of each sentence."""
    name, text, found = "", "", list[Row]()
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("# sent_id ="):
            name = line[11:].strip()
        elif line.startswith("# text ="):
            text = line[8:].strip()
        elif line[:1].isdigit() and line.split("\t")[0].isdigit():
            found.append(line.split("\t"))
        elif not line and found:
            yield name, text, found
            found = []


def _places(text: str, forms: list[str]) -> list[tuple[int, int]] | None:
    found, here = [], 0
    for form in forms:
        here = text.find(form, here)
        if here < 0:
            return None
        found.append((here, here + len(form)))
        here += len(form)
    return found


def _our_places(text: str, tokens: list[Token]) -> list[tuple[int, int]]:
    """Where our words stand; the letters that a word got back (ل + المحادثات) stand with it."""
    found, here = list[tuple[int, int]](), 0
    for token in tokens:
        start = text.index(token.form, here)
        here = start + len(token.form)
        at = start
        for number, word in enumerate(token.words):
            last = number == len(token.words) - 1
            length = len(word.form)
            if not last and text[at : at + length] != word.form:  # an alif that is not written
                length = here - at - sum(len(w.form) for w in token.words[number + 1 :])
            end = here if last else at + length
            found.append((at, end))
            at = end
    return found


def sentence(text: str, gold: list[Row]) -> Sentence | None:
    """PUD's sentence with khabar's tokens and tags; None where the letters do not go together."""
    spans = _places(text, [row[1] for row in gold])
    if spans is None:
        return None
    tokens = weigh([text])[0].tokens()
    words = [word for token in tokens for word in token.words]
    carry_over(words, _our_places(text, tokens), gold, spans)
    return Sentence({"text": text}, tokens)


def news() -> Iterator[tuple[str, Sentence]]:
    """Our own sentences with khabar's tags of today, but those that are cut in another way by now."""
    for number, annotated in enumerate(Document.from_conllu(NEWS).sentences):
        tokens = weigh([annotated.text])[0].tokens()
        words = [word for token in tokens for word in token.words]
        if [word.form for word in words] == [word.form for word in annotated.words]:
            for word, gold in zip(words, annotated.words, strict=True):
                word.head, word.deprel = gold.head, gold.deprel
            yield f"own{number:03d}", Sentence({"text": annotated.text}, tokens)


def feature(name: str, text: str, ours: Sentence, gold: list[Row]) -> dict[int, str]:
    """PUD's case, voice or mood of each of our words that is one of PUD's, by our ids."""
    spans = _places(text, [row[1] for row in gold]) or []
    row_at = dict(zip(spans, gold, strict=True))
    found = {}
    for word, span in zip(ours.words, _our_places(text, ours.tokens), strict=True):
        feats = row_at[span][5] if span in row_at else ""
        if value := re.search(rf"(?<![a-z]){name}=(\w+)", feats):
            found[word.id] = value[1]
    return found


def carry_over(
    words: list[Word], ours: list[tuple[int, int]], gold: list[Row], spans: list[tuple[int, int]]
) -> None:
    heads = [int(row[6]) - 1 for row in gold]
    under: list[list[int]] = [
        [g for g, (a, b) in enumerate(spans) if a < end and b > start] for start, end in ours
    ]
    # Each of PUD's words is ours that holds its last letters; our word takes the highest of PUD's in it.
    mine = {g: i for i, inside in enumerate(under) for g in inside}
    top = [
        next((g for g in inside if heads[g] not in inside), inside[0] if inside else -1) for inside in under
    ]
    for i, word in enumerate(words):
        word.id, g = i + 1, top[i]
        if g < 0:
            word.head, word.deprel = max(i, 1), "dep"
        elif mine[g] != i:  # we cut what PUD does not
            word.head, word.deprel = mine[g] + 1, "cc" if word.upos == "CCONJ" else "case"
        else:
            head = heads[g]
            word.head = 0 if head < 0 else mine[head] + 1
            word.deprel = relation(word, gold, g)
    roots = [word for word in words if word.head == 0]
    for word in words:
        if word.head == word.id:
            word.head, word.deprel = roots[0].id if roots and roots[0] is not word else 0, "dep"


def relation(word: Word, gold: list[Row], place: int) -> str:
    """PUD's relation under the name that our conventions have for it."""
    row = gold[place]
    name, base = row[7], row[7].split(":")[0]
    head = gold[int(row[6]) - 1] if row[6] != "0" else None
    form = bare(row[1])
    if base == "compound":
        return {"AUX": "aux", "SCONJ": "mark", "CCONJ": "cc", "ADP": "case"}.get(word.upos or "", "advmod")
    if name == "ccomp" and row[3] == "ADJ" and head is not None and head[3] in NAMED:
        return "amod"
    if base == "flat":
        return "flat:name" if row[3] == "PROPN" else "flat"
    if name == "nmod" and word.upos == "PRON":
        return "nmod:poss"
    if name == "nmod" and head is not None and int(row[6]) == place and "Case=Gen" in row[5]:
        return "nmod:poss"
    if name == "dep" and row[3] == "PRON" and form in COPULAS:
        return "cop"
    if name == "dep" and row[3] == "SYM":
        return "nmod"
    if name == "obl:tmod" or name.startswith("nsubj") or name == "acl:relcl":
        return name
    if name == "iobj":
        return "obj"
    return base
