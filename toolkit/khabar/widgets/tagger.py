"""The tagger: choose the reading of each word of a sentence, or give its part of speech and case."""

from __future__ import annotations

from copy import deepcopy
from html import escape
from typing import Any

import traitlets

from khabar.course.interface import spoken
from khabar.text import labels
from khabar.text.document import Document, Sentence, Token, Word, join
from khabar.text.errors import KhabarError
from khabar.text.script import is_arabic
from khabar.text.tables import CSS, gloss_in_words
from khabar.widgets._base import Exercise, find_sentence, named, source
from khabar.widgets._doubts import DOUBTFUL, doubt
from khabar.widgets._evidence import Candidate, candidates

CASES = ("Nom", "Acc", "Gen", "_")
_SHOWN = ("Aspect", "Mood", "Voice", "Case")


class Tagger(Exercise):
    """A sentence whose words a learner tags, and what their neighbours say about each reading.

    Args:
        document: annotated by hand; over a text that was tagged by the program, the comparison is with the
            program's own choice, and the page says so.
        sentence: its number, from 0, or its sent_id.
        task: "candidates" (choose among the readings that the analyzer finds for each token) or "pos" (give
            part of speech and case of each syntactic word).

    Traitlets:
        answers: candidates: number of the token in its sentence, from 1, to the number of the reading,
            ``{"3": 0}``; pos: number of the word to ``{"upos": "NOUN", "case": "Gen"}`` ("_" for no case).
        score: the share of words, from 0 to 1, whose answer is right or defensible.
        selection: which word is open.

    Raises:
        KhabarError: no such sentence or task.

    Example:
        >>> Tagger(khabar.article(), sentence=1, task="pos").score
        0.0
    """

    _esm = source("tagger.js")
    _css = source("tagger.css")
    _kept = ("answers", "checked")

    task = traitlets.Unicode("candidates").tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)
    score = traitlets.Float(0.0).tag(sync=True)
    selection = traitlets.Unicode("").tag(sync=True)
    items: traitlets.List = traitlets.List().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)
    note = traitlets.Unicode("").tag(sync=True)

    def __init__(self, document: Document, sentence: int | str = 0, task: str = "candidates", **options: Any):
        if task not in ("candidates", "pos"):
            raise KhabarError(f'There is no task {task!r}: choose "candidates" or "pos".')
        number, found = find_sentence(document, sentence)
        self.gold = Document([deepcopy(found)])
        self._sentence = self.gold.sentences[0]
        self._candidates = candidates(found)
        self._right = [_right(t, c) for t, c in zip(found.tokens, self._candidates, strict=True)]
        items = self._tokens() if task == "candidates" else self._words()
        asked = [item["key"] for item in items if item["key"]]
        given = dict(options)
        options.setdefault("selection", asked[0] if asked else "")
        note = f"Sentence {number + 1} of {len(document.sentences)}."
        if any(word.source != "gold" for word in found.words if word.upos != "PUNCT"):
            note += (
                " This text was tagged by the program: you are compared with its choice, which may be wrong."
            )
        super().__init__(
            task=task,
            items=items,
            labels={"upos": labels.UPOS, "feats": labels.FEATURES, "doubtful": DOUBTFUL},
            note=note,
            **options,
        )
        self._remember(named("tag", document.text, task, number), given)

    @traitlets.validate("answers", "checked")
    def _possible(self, proposal: Any) -> dict[str, Any]:
        items = {item["key"]: item for item in self.items if item["key"]}
        for key, answer in proposal["value"].items():
            if key not in items:
                raise traitlets.TraitError(f"There is no word {key} to tag: {', '.join(items)}.")
            if self.task == "candidates":
                if answer not in range(len(items[key]["options"])):
                    raise traitlets.TraitError(
                        f"Word {key} has {len(items[key]['options'])} readings, from 0."
                    )
            elif answer.get("upos") not in labels.UPOS or answer.get("case", "_") not in CASES:
                raise traitlets.TraitError(f'Give word {key} as {{"upos": "NOUN", "case": "Gen"}}.')
        return dict(proposal["value"])

    @traitlets.observe("answers")
    def _count(self, _change: Any) -> None:
        asked = sum(bool(item["key"]) for item in self.items)
        right = sum(self.verdict(key, answer)[0] for key, answer in self.answers.items())
        self.score = right / asked if asked else 0.0

    def verdict(self, key: str, answer: Any) -> tuple[bool, str]:
        """Whether the tag of a word is right or defensible; if so its i'rab, if not what to think of."""
        if self.task == "pos":
            return self._pos_verdict(self._sentence.words[int(key) - 1], answer)
        at = int(key) - 1
        token, chosen = self._sentence.tokens[at], self._candidates[at][answer]
        if answer in self._right[at]:
            return True, _irab(token.words)
        return False, " ".join([_difference(token, chosen.token), *chosen.why])

    def _pos_verdict(self, word: Word, answer: dict[str, str]) -> tuple[bool, str]:
        upos, case = answer["upos"], answer.get("case", "_")
        known, right_case = word.defensible("upos"), _cases(word)
        if upos in known and case in right_case:
            return True, _irab([word])
        rows = [row for row in self._evidence(word) if row["upos"] == upos and row["case"] == case]
        if upos not in known:
            message = "Another part of speech is wanted."
        else:
            message = "The part of speech is right, the case is not."
        if not rows:
            english = labels.UPOS[upos][0]
            ending = f" in the {labels.FEATURES[f'Case={case}'][0]}" if case != "_" else " without case"
            message += f" The analyzer finds no reading of {word.form} as {english}{ending}."
        return False, " ".join([message, *(rows[0]["why"] if rows else [])])

    def to_document(self) -> Document:
        """The sentence with the learner's tags as a document of its own, to be scored against
        :attr:`gold`; a word without an answer has the part of speech X and nothing else."""
        sentence = deepcopy(self._sentence)
        for at, token in enumerate(sentence.tokens):
            if not is_arabic(token.form):
                continue
            if self.task == "candidates":
                answer = self.answers.get(str(at + 1))
                words = deepcopy(self._candidates[at][answer].token.words) if answer is not None else None
                _replace(token, words or [_blank(word) for word in token.words])
            else:
                for word in token.words:
                    tags = self.answers.get(str(word.id))
                    tagged = _blank(word)
                    if tags:
                        tagged.upos, case = tags["upos"], tags.get("case", "_")
                        tagged.feats = {"Case": case} if case != "_" else {}
                    _become(word, tagged)
        _renumber(sentence)
        return Document([sentence])

    def _tokens(self) -> list[dict[str, Any]]:
        items = []
        for at, token in enumerate(self._sentence.tokens):
            asked = bool(self._candidates[at])
            item: dict[str, Any] = {
                "key": str(at + 1) if asked else "",
                "form": token.form,
                "space": token.space_after,
            }
            if asked:
                item["options"] = [_option(candidate) for candidate in self._candidates[at]]
                item["right"] = sorted(self._right[at])
                doubts: list[dict[str, Any]] = [doubt(word) for word in token.words]
                least = min(doubts, key=lambda found: float(found.get("sure", 1)))
                item |= least
            items.append(item)
        return items

    def _words(self) -> list[dict[str, Any]]:
        items = []
        for token in self._sentence.tokens:
            for word in token.words:
                item: dict[str, Any] = {
                    "key": str(word.id) if is_arabic(word.form) else "",
                    "form": word.form,
                    "space": token.space_after if word is token.words[-1] else False,
                    "part": len(token.words) > 1 and word is not token.words[-1],
                }
                if item["key"]:
                    item["upos"] = sorted(word.defensible("upos"))
                    item["case"] = sorted(_cases(word))
                    item["options"] = self._evidence(word)
                    item |= doubt(word)
                items.append(item)
        return items

    def _evidence(self, word: Word) -> list[dict[str, Any]]:
        """The readings of the word's token, summed by part of speech and case of this word in it."""
        at, token = next((n, t) for n, t in enumerate(self._sentence.tokens) if word in t.words)
        place = token.words.index(word)
        rows: dict[tuple[str, str], dict[str, Any]] = {}
        for candidate in self._candidates[at]:
            words = candidate.token.words
            if [other.form for other in words] != [other.form for other in token.words]:
                continue
            tags = (words[place].upos or "X", words[place].feats.get("Case", "_"))
            row = rows.setdefault(
                tags, {"upos": tags[0], "case": tags[1], "alone": 0.0, "here": 0.0, "why": candidate.why}
            )
            row["alone"] += candidate.alone
            row["here"] += candidate.here
        return sorted(rows.values(), key=lambda row: -row["alone"])

    def to_html(self) -> str:
        """The sentence, each word with the tag that it has so far."""
        document = self.to_document()
        words = []
        for token in document.sentences[0].tokens:
            tags = "+".join(word.upos or "X" for word in token.words)
            tag = "" if tags in ("X", "PUNCT") or set(tags) <= set("X+") else f"<sub> {escape(tags)}</sub>"
            words.append(f"<span>{escape(token.form)}{tag}</span>" + (" " if token.space_after else ""))
        style = f"font-family:{escape(CSS)};font-size:1.35em;line-height:2;max-width:40em"
        asked = spoken("Choose the reading of each word." if self.task == "candidates" else "Tag each word.")
        return f'<p>{asked} <bdi>{escape(self.note)}</bdi></p><p lang="ar" dir="rtl" style="{style}">{"".join(words)}</p>'


def _option(candidate: Candidate) -> dict[str, Any]:
    gloss = " + ".join(g for word in candidate.token.words if (g := word.misc.get("Gloss", "_")) != "_")
    return {
        "v": candidate.token.vform,
        "parts": [
            [word.vform, word.upos, [f"{k}={v}" for k, v in word.feats.items() if k in _SHOWN]]
            for word in candidate.token.words
        ],
        "gloss": gloss_in_words(gloss),
        "alone": round(candidate.alone, 4),
        "here": round(candidate.here, 4),
        "why": candidate.why,
    }


def _cases(word: Word) -> set[str]:
    """Defensible cases. Whether بعد, an adverbial noun by origin, has its accusative as a preposition, is
    not asked of a learner."""
    return word.defensible("Case") | ({"_"} if word.upos in ("ADP", "ADV") else set())


def _right(token: Token, found: list[Candidate]) -> set[int]:
    """The readings that are right: as annotated or defensible; where the analyzer has none, the nearest."""

    def cut(words: list[Word]) -> list[str]:
        return [word.form for word in words]

    def fits(other: Token) -> bool:
        return cut(other.words) == cut(token.words) and all(
            (theirs.upos or "_") in ours.defensible("upos")
            and theirs.feats.get("Case", "_") in ours.defensible("Case")
            for ours, theirs in zip(token.words, other.words, strict=True)
        )

    def same_form(other: Token) -> bool:
        # The last vowel depends on the next word (قالتِ الوزارة), and is not part of the reading.
        ours, theirs = (text.rstrip("ِْ") for text in (token.vform, other.vform))
        return ours == theirs and cut(other.words) == cut(token.words)

    def known_form(other: Token) -> bool:
        return all(
            theirs.vform in ours.defensible("Vform")
            for ours, theirs in zip(token.words, other.words, strict=True)
        )

    def same_verb(other: Token) -> bool:
        return all(
            ours.feats.get(layer) == theirs.feats.get(layer)
            for ours, theirs in zip(token.words, other.words, strict=True)
            for layer in ("Mood", "Voice", "Aspect")
            if ours.upos == "VERB"
        )

    exact = {
        n
        for n, candidate in enumerate(found)
        if fits(candidate.token)
        and same_verb(candidate.token)
        and (same_form(candidate.token) or known_form(candidate.token))
    }
    if exact:
        return exact
    near = {n for n, c in enumerate(found) if fits(c.token)}
    return near or {n for n, c in enumerate(found) if same_form(c.token)}


def _difference(gold: Token, chosen: Token) -> str:
    ours, theirs = gold.words, chosen.words
    if [word.form for word in ours] != [word.form for word in theirs]:
        return "This reading cuts the word into other parts."
    pairs = list(zip(ours, theirs, strict=True))
    if any(a.upos != b.upos for a, b in pairs):
        return "Another part of speech is wanted."
    for layer, name in (("Voice", "voice"), ("Aspect", "aspect"), ("Mood", "mood"), ("Case", "case")):
        if any(a.feats.get(layer) != b.feats.get(layer) for a, b in pairs):
            return f"Another {name} is wanted."
    return "The tags fit, but this is another word: compare vowels and meaning."


def _irab(words: list[Word]) -> str:
    said = [(word, word.misc["I3rab"]) for word in words if "I3rab" in word.misc]
    return " · ".join(f"{word.form}: {irab}" if len(said) > 1 else irab for word, irab in said)


def _blank(word: Word) -> Word:
    misc = {k: v for k, v in word.misc.items() if k == "SpaceAfter"}
    return Word(word.id, word.form, upos="X", misc=misc)


def _become(word: Word, other: Word) -> None:
    for name in ("lemma", "upos", "xpos", "feats", "misc"):
        setattr(word, name, getattr(other, name))


def _replace(token: Token, words: list[Word]) -> None:
    """Give the token other words; where it ends without a space, it still does."""
    close = not token.space_after
    token.words = words
    token.misc = {}
    if close:
        (token.misc if token.is_multiword else token.words[0].misc)["SpaceAfter"] = "No"


def _renumber(sentence: Sentence) -> None:
    """Ids in order, and all words on the first: heads are not part of the task."""
    for number, word in enumerate(sentence.words, 1):
        word.id, word.deps = number, None
        word.head, word.deprel = (0, "root") if number == 1 else (1, "dep")
    sentence.comments["text"] = join(sentence.tokens)
