"""The defensible answers of the article's disputed words, as docs/annotation.md lists them.

The alternatives stand in the treebank itself (``Alt`` in MISC, :attr:`khabar.document.Word.alternatives`).
"""

from __future__ import annotations

from khabar.document import Sentence, Word


def defensible(sentence: Sentence, word: Word, layer: str) -> set[str]:
    """Every value of ``layer`` (upos, case, head or deprel) that an expert could defend for ``word``: the
    annotated one and the alternatives; ``_`` means none (no case)."""
    return word.defensible("Case" if layer == "case" else layer)
