"""What hangs from what in the tree of a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.text.document import Word


class Hanging:
    """The words of a parsed sentence by their ids, and what hangs from each; the root hangs from 0."""

    def __init__(self, words: Sequence[Word]):
        self.by_id = {word.id: word for word in words}
        self.below: dict[int, list[Word]] = {}
        for word in words:
            self.below.setdefault(word.head or 0, []).append(word)
