"""The root explorer: from a root to its words, their forms, and where they stand in the text."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING, Any

import traitlets

from khabar.course.interface import spoken
from khabar.morphology.paradigms import conjugate, decline, family, radicals, sounds
from khabar.morphology.ud import UPOS_OF
from khabar.text import labels
from khabar.text.document import Document, Token, Word, gap, join
from khabar.text.errors import KhabarError
from khabar.text.tables import CSS, gloss_in_words, marked_up
from khabar.widgets._base import Widget, source

if TYPE_CHECKING:
    import pandas

SHOWN = 200  # roots and places listed
AROUND = 5  # tokens of context on each side
_HEADS = ("lemma", "part of speech", "pattern", "meaning", "in the text")
PRONOUNS = {
    "3ms": "هُوَ", "3fs": "هِيَ", "3md": "هُمَا", "3fd": "هُمَا", "3mp": "هُمْ", "3fp": "هُنَّ",
    "2ms": "أَنْتَ", "2fs": "أَنْتِ", "2md": "أَنْتُمَا", "2mp": "أَنْتُمْ", "2fp": "أَنْتُنَّ", "1s": "أَنَا", "1p": "نَحْنُ",
}  # fmt: skip
TERMS = {
    "perfect": "الماضي", "indicative": "المضارع المرفوع", "subjunctive": "المضارع المنصوب",
    "jussive": "المضارع المجزوم", "imperative": "الأمر",
    "singular": "مفرد", "dual": "مثنى", "plural": "جمع", "m": "مذكر", "f": "مؤنث",
    "indefinite": "نكرة", "definite": "معرف بأل", "construct": "مضاف",
    "nominative": "مرفوع", "accusative": "منصوب", "genitive": "مجرور",
}  # fmt: skip

Member = dict[str, Any]


class RootExplorer(Widget):
    """Give a root, or choose one of the text's; choose one of its words; see its conjugation or
    declension, and each place in the text where it stands.

    Args:
        document: the text, if any.
        root: the first root to show, such as ``"ق.و.ل"`` or ``"قول"``.

    Traitlets:
        root: the root that is shown.
        lexeme: the chosen word as [lemma, part of speech], or [].
        voice: "active" or "passive", of a verb.
        place: the place in the text that was chosen last, [paragraph, position], or []:
            ``traitlets.link((explorer, "place"), (reader, "selection"))`` shows it in a reader.
        roots, members, table, places: what the page lists.

    Example:
        >>> RootExplorer(khabar.article(), root="ق.و.ل").root
        'ق.و.ل'
    """

    _esm = source("roots.js")
    _css = source("roots.css")

    root = traitlets.Unicode("").tag(sync=True)
    lexeme = traitlets.List(traitlets.Unicode(), default_value=[]).tag(sync=True)
    voice = traitlets.Enum(["active", "passive"], default_value="active").tag(sync=True)
    place = traitlets.List(traitlets.Int(), default_value=[]).tag(sync=True)
    roots: traitlets.List = traitlets.List().tag(sync=True)
    members: traitlets.List = traitlets.List().tag(sync=True)
    table = traitlets.Dict().tag(sync=True)
    places: traitlets.List = traitlets.List().tag(sync=True)
    message = traitlets.Unicode("").tag(sync=True)
    note = traitlets.Unicode("").tag(sync=True)
    has_document = traitlets.Bool(False).tag(sync=True)

    def __init__(self, document: Document | None = None, root: str = "", **options: Any):
        self.document = document
        self._words: dict[str, list[tuple[Token, Word]]] = {}
        for token in document.tokens if document else ():
            for word in token.words:
                if written := word.misc.get("Root"):
                    self._words.setdefault(radicals(written), []).append((token, word))
        super().__init__(has_document=document is not None, **options)
        counts = Counter({words[0][1].misc["Root"]: len(words) for words in self._words.values()})
        self.roots = [list(pair) for pair in counts.most_common(SHOWN)]
        if len(counts) > SHOWN:
            self.note = f"The {SHOWN} most frequent of {len(counts)} roots are listed: write any other."
        self.root = root

    @traitlets.observe("root")
    def _show_family(self, _change: Any) -> None:
        self.lexeme = []
        self.members, self.message = [], ""
        if not self.root.strip():
            return
        try:
            members = [
                {
                    "lemma": row["lemma"],
                    "pos": UPOS_OF.get(row["pos"], "X"),
                    "pattern": row["pattern"],
                    "gloss": gloss_in_words(row["gloss"]),
                    "known": True,
                }
                for row in family(self.root).fillna("").to_dict("records")
            ]
        except KhabarError as error:
            members = []
            if not self._here():
                self.message = str(error)
                return
        self.members = _counted(members, [word for _, word in self._here()])

    @traitlets.observe("lexeme", "voice")
    def _show_lexeme(self, _change: Any) -> None:
        self.table, self.places = {}, []
        if len(self.lexeme) != 2:
            return
        lemma, pos = self.lexeme
        found = [(token, word) for token, word in self._here() if _is(word, lemma, pos)]
        self.places = [self._place(token, word) for token, word in found[:SHOWN]]
        try:
            forms = conjugate(lemma, self.voice) if pos == "VERB" else decline(lemma)
        except KhabarError as error:
            self.table = {"message": str(error)}
            return
        self.table = _table(forms, lemma, pos, {sounds(word.vform) for _, word in found})

    def _here(self) -> list[tuple[Token, Word]]:
        """The words of the root in the text."""
        return self._words.get(radicals(self.root), [])

    def _place(self, token: Token, word: Word) -> dict[str, Any]:
        assert self.document is not None
        p, n = token.paragraph, token.position
        places = self.document.offsets
        before, after = (
            [self.document.token(p, k) for k in range(start, end) if (p, k) in places]
            for start, end in ((n - AROUND, n), (n + 1, n + AROUND + 1))
        )
        return {
            "place": [p, n],
            "before": join(before) + gap(before),
            "word": token.form,
            "after": gap([token]) + join(after),
            "form": word.vform,
        }

    def to_html(self) -> str:
        """The family, the table of the chosen word and its places, without a script."""
        arabic = f'lang="ar" dir="rtl" style="font:1.25em {escape(CSS)}"'
        if not self.members:
            return f"<p>{marked_up(self.message or spoken('A root, its words and their forms.'))}</p>"
        rows = "".join(
            f"<tr><td {arabic}>{escape(m['lemma'])}</td><td>{escape(m['pos'])}</td>"
            f"<td {arabic}>{escape(m['pattern'])}</td><td>{escape(m['gloss'])}</td><td>{m['count']}</td></tr>"
            for m in self.members
        )
        parts = [
            f"<p>{spoken('The root {}', f'<bdi {arabic}>{escape(self.root)}</bdi>')}</p>"
            f"<table><tr>{''.join(f'<th>{spoken(head)}</th>' for head in _HEADS)}</tr>{rows}</table>"
        ]
        if rows := "".join(
            f"<tr>{''.join(f'<th>{escape(head)}</th>' for head in row['heads'])}"
            f"{''.join(f'<td>{escape(cell)}</td>' for cell in row['cells'])}</tr>"
            for row in self.table.get("rows", ())
        ):
            heads = "".join(f"<th>{escape(head)}</th>" for head in self.table["columns"])
            blank = "<th></th>" * len(self.table["rows"][0]["heads"])
            parts.append(f"<table {arabic}><tr>{blank}{heads}</tr>{rows}</table>")
        parts += [
            f"<p {arabic}>{escape(p['before'])}<b>{escape(p['word'])}</b>{escape(p['after'])}</p>"
            for p in self.places
        ]
        return "".join(parts)


def _counted(members: list[Member], words: list[Word]) -> list[Member]:
    """The members with how often the text has each; words that the lexicon lacks are added."""
    found = list({(m["lemma"], m["pos"]): m | {"count": 0} for m in members}.values())
    for word in words:
        lemma, pos = word.lemma or word.form, _pos(word)
        member = next((m for m in found if _is(word, m["lemma"], m["pos"])), None)
        if member is None:
            gloss = word.misc.get("Gloss", "")
            member = {
                "lemma": lemma, "pos": pos, "pattern": word.misc.get("Pattern", ""), "gloss": gloss, "count": 0,
                "known": False,
            }  # fmt: skip
            found.append(member)
        member["count"] += 1
    for member in found:
        member["term"] = list(labels.UPOS.get(member["pos"], (member["pos"], "")))
    return sorted(found, key=lambda member: (-member["count"], member["pos"] != "VERB", member["lemma"]))


def _is(word: Word, lemma: str, pos: str) -> bool:
    return sounds(word.lemma or "") == sounds(lemma) and _pos(word) == pos


def _pos(word: Word) -> str:
    """The part of speech of a lexeme: an auxiliary is a verb of the lexicon."""
    return "VERB" if word.upos == "AUX" else word.upos or "X"


def _table(forms: pandas.DataFrame, lemma: str, pos: str, here: set[str]) -> dict[str, Any]:
    """A paradigm for the page: column heads, and rows with their heads, cells, and which of the forms
    the text has."""
    rows = []
    for key, cells in zip(forms.index, forms.to_numpy().tolist(), strict=True):
        if sounds(key[0]) != sounds(lemma) or (pos != "VERB" and UPOS_OF.get(key[1], "X") != pos):
            continue
        heads = [PRONOUNS[key[1]]] if pos == "VERB" else [" ".join(TERMS[part] for part in key[2:])]
        said = [key[1]] if pos == "VERB" else [" ".join(key[2:])]
        rows.append(
            {
                "heads": heads,
                "said": said,
                "cells": cells,
                "here": [bool({sounds(form) for form in cell.split(" / ")} & here) for cell in cells],
            }
        )
    if not rows:
        return {"message": "The lexicon has no table of this word."}
    return {"columns": [TERMS[name] for name in forms.columns], "said": list(forms.columns), "rows": rows}
