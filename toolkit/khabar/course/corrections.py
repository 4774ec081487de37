"""A text in the hands of its corrector: edits, undone and redone, each kept on disk before the next.

``FILE.conllu`` holds the words, ``FILE.jsonld`` beside it who says what, ``FILE.history.jsonl`` one line an edit:
when, whose, what stood there before and what after. Each edit is on disk when it returns. Where another person has
changed the file meanwhile, what they changed is taken over; where both changed the same word, the second is told.

No widget here: :class:`khabar.widgets.Desk` is the page on it.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import fields, replace
from datetime import datetime
from getpass import getuser
from hashlib import sha256
from pathlib import Path
from typing import Any

from khabar.course.edits import alone, give, replace_words
from khabar.discourse import interpret
from khabar.discourse.model import LAYERS, Attribution, Discourse, Entity, Event, Rhetoric, beside, kept
from khabar.morphology import camel, ud
from khabar.syntax.reading import read
from khabar.text import conllu
from khabar.text.document import BY_PERSON, SURE, Document, Sentence, Token, Word
from khabar.text.errors import ConlluError, KhabarError
from khabar.text.script import is_arabic

TEXTS = Path(__file__).parents[1] / "data" / "texts"
# A new item of each kind, before anything of it is told.
_EMPTY: dict[str, Callable[[str], Any]] = {
    "Attribution": lambda id: Attribution(id, [], [], [], "indirect"),
    "Entity": lambda id: Entity(id, [], "PER"),
    "Event": lambda id: Event(id, []),
    "Rhetoric": lambda id: Rhetoric(id, [], "hedge"),
}
CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("Attribution", "mode"): ("direct", "indirect", "mixed"),
    ("Entity", "type"): ("PER", "ORG", "GPE", "LOC", "DATE"),
    ("Event", "factuality"): ("CT+", "CT-", "PR+", "PR-", "PS+", "PS-", "CTu", "Uu"),
    ("Rhetoric", "type"): (
        "metaphor", "quotation marks", "hedge", "evaluative wording", "stance connective", "modality",
    ),
}  # fmt: skip
"""What a field of an item can be, where it is one of few."""
_LOCK_IS_OLD = 10  # seconds: whoever held it is gone


def opened(file: Path | str) -> tuple[Document, Discourse]:
    """A text with who says what in it, as it was corrected: CoNLL-U with its ``.jsonld`` beside it, if there is
    one, a plain text, or the name of one of the course's own texts.

    Raises:
        KhabarError: there is no such file, or its ``.jsonld`` is of another text.

    Example:
        >>> document, talk = opened("communique")
        >>> talk.attributions[0].provenance
        'person'
    """
    path = Path(file)
    if not path.suffix and (TEXTS / f"{path.name}.conllu").exists() and not path.exists():
        path = TEXTS / f"{path.name}.conllu"
    if path.suffix != ".conllu":
        document = read(path)
        return document, interpret(document)
    document = Document.from_conllu(path)
    return document, beside(path, document) or interpret(document)


class Corrections:
    """An annotated text that is corrected and kept.

    Args:
        file: CoNLL-U, or a text, which is read and tagged and kept as CoNLL-U beside it.
        by: the corrector's name or initials; the user's name, if none is given.

    Attributes:
        document: the text as it stands.
        discourse: who says what in it.
        news: what another person has changed since it was last said, one sentence each.
        decided: what was decided of two people's marks (:mod:`khabar.course.adjudication`), by key.

    Raises:
        KhabarError: the file cannot be read or written, or its ``.jsonld`` is of another text.
    """

    def __init__(self, file: Path | str, by: str = ""):
        given = Path(file)
        self.path = given.with_suffix(".conllu")
        self.by = re.sub(r"[\s|=]+", "_", by.strip() or getuser())
        self.news: list[str] = []
        self.decided: dict[str, str] = {}
        self.discourse = Discourse(Document([]))
        self._done: list[dict[str, Any]] = []
        self._undone: list[dict[str, Any]] = []
        if not self.path.exists():
            if given.suffix == ".conllu":
                raise KhabarError(
                    f"There is no file {given}: give a text (.txt) or a CoNLL-U file that is there."
                )
            _write(self.path, read(given).to_conllu())
        self._load()
        self._replay()

    # --- what is open ------------------------------------------------------------------

    @property
    def talk_path(self) -> Path:
        return self.path.with_suffix(".jsonld")

    @property
    def history_path(self) -> Path:
        return self.path.with_suffix(".history.jsonl")

    def queue(self) -> list[tuple[int, int]]:
        """(sentence, word) of what nobody has looked at, in the order in which a teacher looks: guesses, what is
        doubted, the rest; each in reading order."""
        waiting = [
            (sooner, n, word.id)
            for n, sentence in enumerate(self.document.sentences)
            for word in sentence.words
            if (sooner := doubt(word)) is not None
        ]
        return [(n, word) for _, n, word in sorted(waiting)]

    def doubt(self, sentence: int, word: int) -> int | None:
        """How soon a teacher looks at a word of a sentence: :func:`doubt`."""
        return doubt(self._word(self._sentence(sentence), word))

    def readings(self, sentence: int, word: int) -> list[Token]:
        """The analyzer's readings of the token that holds a word, likeliest first, each once."""
        token = self._token(self._sentence(sentence), word)
        if not is_arabic(token.form):
            return []
        found: dict[Any, Token] = {}
        for scored in camel.disambiguator().candidates(token.form):
            reading = ud.words_of(token.form, scored.analysis, camel.source_of(scored.analysis))
            seen = (reading.vform, *((w.form, w.lemma, w.upos, *w.feats.items()) for w in reading.words))
            found.setdefault(seen, reading)
        return list(found.values())

    # --- edits of words ----------------------------------------------------------------

    def change(self, sentence: int, word: int, **values: Any) -> None:
        """Give a word other values: ``lemma``, ``upos``, ``deprel``, a feature (``Case="Gen"``), ``Vform``,
        ``Gloss``, ``I3rab``, ``Note``, ``Alt``; ``head`` moves its arc; "" takes a value away. Without values: it
        was looked at and is right.

        Raises:
            KhabarError: no such word or layer, a value that is none of it, an arc that closes a circle.
        """

        def act(found: Sentence) -> None:
            changed = self._word(found, word)
            for layer, value in values.items():
                give(found, changed, layer, value)
            self._mark([changed])

        self._edit(sentence, act)

    def choose(self, sentence: int, word: int, reading: int) -> None:
        """Take one of :meth:`readings` for the token that holds a word.

        Raises:
            KhabarError: there are not so many.
        """
        found = self.readings(sentence, word)
        if reading not in range(len(found)):
            raise KhabarError(
                f"There are {len(found)} readings of this word: choose one, or write its values."
            )
        self.recut(sentence, word, found[reading].words, found[reading].misc)

    def cut(self, sentence: int, word: int, pieces: list[str]) -> None:
        """Cut the token that holds a word into syntactic words (one piece: join them).

        Raises:
            KhabarError: the pieces are not the letters of the token.
        """
        token = self._token(self._sentence(sentence), word)
        pieces = [piece.strip() for piece in pieces if piece.strip()]
        # The article's alif is not written after لِ, and stands in the word that is cut off.
        joined = {"".join(pieces), "".join(pieces).replace("لال", "لل", 1)}
        if token.form not in joined:
            raise KhabarError(
                f"The pieces give {''.join(pieces)}, the word is {token.form}: keep its letters, put only + between."
            )
        known = next((r for r in self.readings(sentence, word) if [w.form for w in r.words] == pieces), None)
        words = known.words if known else [alone(piece) for piece in pieces]
        self.recut(sentence, word, words, known.misc if known else {})

    def translate(self, sentence: int, english: str) -> None:
        """The English of a sentence; "" takes it away."""

        def act(found: Sentence) -> None:
            found.comments.pop("text_en", None)
            if english.strip():
                found.comments["text_en"] = " ".join(english.split())

        self._edit(sentence, act)

    def recut(self, sentence: int, word: int, words: list[Word], misc: dict[str, str]) -> None:
        """Give the token that holds a word these syntactic words; ``misc`` is that of the whole token."""

        def act(found: Sentence) -> None:
            token = self._token(found, word)
            replace_words(found, token, deepcopy(words), dict(misc))
            self._mark(token.words)

        self._edit(sentence, act)

    def _mark(self, words: list[Word]) -> None:
        for word in words:
            word.misc.pop("Sure", None)
            word.misc |= {"Source": "person", "By": self.by, "Date": datetime.now().date().isoformat()}

    def _edit(self, sentence: int, act: Callable[[Sentence], None]) -> None:
        before = conllu.serialize([self._sentence(sentence)])
        found = conllu.parse(before)[0]
        act(found)
        self._keep({"what": "words", "where": sentence, "before": before, "after": conllu.serialize([found])})

    # --- edits of who says what --------------------------------------------------------

    def say(self, id: str | None = None, kind: str = "Attribution", **values: Any) -> str:
        """Add an attribution, or give that of this ``id`` other values (source, cue, content: lists of spans;
        source_name, via, nested_in, mode, note, …); its id. So too a name, an event, a choice of words: ``kind``
        Entity (span, type, name …), Event (trigger, agent, patient, factuality …), Rhetoric (span, type …).

        Raises:
            KhabarError: no such item, kind, field or place.
        """
        known = {item.id: item for item in self.discourse.items()}
        if id is not None and id not in known:
            raise KhabarError(f"There is no {id} in this text: it may have been removed meanwhile.")
        if kind not in _EMPTY:
            raise KhabarError(f"There is no kind {kind!r}: it is one of {', '.join(_EMPTY)}.")
        number = 1 + max((int(n) for i in known if (n := re.sub(r"[^0-9]", "", i)[:9])), default=0)
        new = id or f"{'v' if kind == 'Event' else kind[0].lower()}{number}"
        item = deepcopy(known[id]) if id else _EMPTY[kind](new)
        names = {each.name for each in fields(item)} - {"id", "provenance", "rule", "sure"}
        if strange := values.keys() - names:
            what = type(item).__name__.lower()
            raise KhabarError(
                f"An item of the kind {what} has no {min(strange)}: it has {', '.join(sorted(names))}."
            )
        spans = {k: [self._span(s) for s in v] for k, v in values.items() if isinstance(v, list)}
        for name, value in {**values, **spans, "provenance": "person", "rule": None, "sure": None}.items():
            if value is not None and value not in CHOICES.get((type(item).__name__, name), (value,)):
                raise KhabarError(
                    f"{value!r} is no {name}: one of {', '.join(CHOICES[type(item).__name__, name])}."
                )
            setattr(item, name, value)
        self._keep({"what": "talk", "where": new, "before": self._item(id), "after": self._written(item)})
        return new

    def unsay(self, id: str) -> None:
        """Take an attribution, a name, an event … away."""
        if (before := self._item(id)) is None:
            raise KhabarError(f"There is no {id} in this text: it may have been removed meanwhile.")
        self._keep({"what": "talk", "where": id, "before": before, "after": None})

    def _span(self, span: Any) -> tuple[int, int, int]:
        try:
            paragraph, first, last = (int(n) for n in span)
            self.document.span_tokens((paragraph, first, last))
        except (KeyError, ValueError, TypeError):
            raise KhabarError(
                f"There is no place {span} in this text: give paragraph, first and last word."
            ) from None
        if first > last:
            raise KhabarError(f"The place {span} ends before it begins.")
        return paragraph, first, last

    def _item(self, id: str | None) -> dict[str, Any] | None:
        item = next((item for item in self.discourse.items() if item.id == id), None)
        return None if item is None else self._written(item)

    def _written(self, item: Any) -> dict[str, Any]:
        (found,) = Discourse(self.document, attributions=[item]).to_jsonld()["items"]
        written: dict[str, Any] = json.loads(json.dumps(found, ensure_ascii=False))
        return written

    def note_decision(self, key: str, which: str, reason: str) -> None:
        """Keep in the history what was decided of two people's marks, and why."""
        self._append({"do": "decide", "key": key, "which": which, "reason": reason})
        self.decided[key] = which

    # --- undo and redo -----------------------------------------------------------------

    @property
    def undoable(self) -> int:
        return len(self._done)

    @property
    def redoable(self) -> int:
        return len(self._undone)

    def undo(self) -> dict[str, Any] | None:
        """Take the last edit back, also one of an earlier day; what was taken back, or None."""
        return self._step(self._done, self._undone, "undo", "before", "after")

    def redo(self) -> dict[str, Any] | None:
        """Do again what was last taken back."""
        return self._step(self._undone, self._done, "redo", "after", "before")

    def _step(
        self, stack: list[dict[str, Any]], other: list[dict[str, Any]], name: str, to: str, now: str
    ) -> dict[str, Any] | None:
        if not stack:
            return None
        edit = stack[-1]
        with self._alone():
            self._take_over()
            standing = self._standing(edit)
            if standing != edit[now]:
                stack.clear()
                raise KhabarError(
                    "Another person has changed this place since then: change it by hand instead."
                )
            self._write_edit(edit, to, now)
            self._append({"do": name})
        other.append(stack.pop())
        return edit

    def _standing(self, edit: dict[str, Any]) -> Any:
        if edit["what"] == "talk":
            return self._item(edit["where"])
        return conllu.serialize([self._sentence(edit["where"])])

    # --- keeping -----------------------------------------------------------------------

    def look(self) -> list[str]:
        """Take over what another person has changed on disk; sentences that say so, each once."""
        if self._changed_on_disk():
            with self._alone():
                self._take_over()
        told, self.news = self.news, []
        return told

    def _keep(self, edit: dict[str, Any]) -> None:
        """Write an edit: on what others have written meanwhile, if that is another word."""
        if edit["before"] == edit["after"]:
            return
        with self._alone():
            self._take_over()
            standing = self._standing(edit)
            if standing != edit["before"]:
                merged = merge(edit["before"], edit["after"], standing) if edit["what"] == "words" else None
                if merged is None:
                    raise KhabarError(
                        "Another person has just changed the same: look at what stands there now, and do it again."
                    )
                edit |= {"before": standing, "after": merged}
            self._write_edit(edit, "after", "before")
            self._append({"do": "edit", **edit})
        self._done.append(edit)
        self._undone.clear()

    def _write_edit(self, edit: dict[str, Any], to: str, now: str) -> None:
        """What cannot be written does not stand on the page either."""
        self._put(edit, edit[to])
        try:
            self._save(edit["what"])
        except KhabarError:
            self._put(edit, edit[now])
            raise

    def _put(self, edit: dict[str, Any], value: Any) -> None:
        if edit["what"] == "words":
            self._place(edit["where"], value)
            return
        read = Discourse(self.document)
        self._lines.pop(edit["where"], None)
        if value is not None:
            read = Discourse.from_jsonld({"items": [value]}, self.document)
        for layer in LAYERS:
            items, new = getattr(self.discourse, layer), getattr(read, layer)
            at = next((n for n, item in enumerate(items) if item.id == edit["where"]), len(items))
            items[at : at + 1] = new  # in the place of what it was

    def _place(self, number: int, block: str) -> None:
        """Put a sentence in the place of what it was; its surface tokens are the same."""
        found, was = conllu.parse(block)[0], self.document.sentences[number]
        for new, old in zip(found.tokens, was.tokens, strict=True):
            new.paragraph, new.position = old.paragraph, old.position
        sentences = [*self.document.sentences]
        sentences[number] = found
        self._blocks[number] = block
        self._open(Document(sentences))

    def _open(self, document: Document) -> None:
        self.document = self.discourse.document = document

    def _load(self) -> None:
        content = self.path.read_bytes()
        document = Document.from_conllu(content)
        talk = self.talk_path.read_bytes() if self.talk_path.exists() else b""
        if talk:
            discourse = kept(self.talk_path, talk, document)
        elif (
            self.discourse.document.sentences
        ):  # as it was read at first: reading a long text anew takes long
            discourse = replace(self.discourse, document=document)
        else:
            discourse = interpret(document)
        self.document, self.discourse = document, discourse
        self._blocks = [conllu.serialize([sentence]) for sentence in document.sentences]
        self._lines: dict[str, str] = {}
        self._seen = {self.path: _digest(content), self.talk_path: _digest(talk)}
        self._stats = self._stat()

    def _stat(self) -> list[tuple[int, int]]:
        paths = [path for path in (self.path, self.talk_path) if path.exists()]
        return [(path.stat().st_mtime_ns, path.stat().st_size) for path in paths]

    def _changed_on_disk(self) -> bool:
        return self._stat() != self._stats

    def _take_over(self) -> None:
        """Read what another person has written since; nothing of ours is waiting to be written."""
        if not self._changed_on_disk():
            return
        contents = {p: p.read_bytes() if p.exists() else b"" for p in (self.path, self.talk_path)}
        if {path: _digest(content) for path, content in contents.items()} == self._seen:
            self._stats = self._stat()
            return
        before, talk = self._blocks, {item.id: self._written(item) for item in self.discourse.items()}
        try:
            self._load()
        except ConlluError as error:
            raise KhabarError(
                f"Another program has left {self.path} broken ({error}): give back a good one."
            ) from None
        words = sum(a != b for a, b in zip(before, self._blocks, strict=False))
        words += abs(len(before) - len(self._blocks))
        now = {item.id: self._written(item) for item in self.discourse.items()}
        said = sum(talk.get(id) != now.get(id) for id in talk.keys() | now.keys())
        whose = {word.misc.get("By") for s in self.document.sentences for word in s.words} - {self.by, None}
        self.news.append(
            f"Another person ({', '.join(sorted(map(str, whose)))})" if whose else "Another person or program"
        )
        self.news[-1] += f" has changed this file: {words} sentences and {said} marks were taken over."

    def _save(self, what: str) -> None:
        if what == "words":
            content, path = "".join(self._blocks), self.path
        else:
            content, path = self._talk(), self.talk_path
        _write(path, content)
        self._seen[path] = _digest(content.encode())
        self._stats = self._stat()

    def _talk(self) -> str:
        """Who says what as JSON-LD, a line an item; what has not changed is not written out anew."""
        for item in self.discourse.items():
            if item.id not in self._lines:
                self._lines[item.id] = json.dumps(self._written(item), ensure_ascii=False)
        page = Discourse(self.document).to_jsonld() | {"items": None}
        head, _, tail = json.dumps(page, ensure_ascii=False, indent=1).rpartition("null")
        lines = ",\n".join(self._lines[item.id] for item in self.discourse.items())
        return f"{head}[\n{lines}\n ]{tail}\n"

    def _append(self, line: dict[str, Any]) -> None:
        line = {"at": datetime.now().isoformat(timespec="seconds"), "by": self.by} | line
        with self.history_path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def _replay(self) -> None:
        """What may be undone and redone, out of the history; a last line that was cut off is none."""
        if not self.history_path.exists():
            return
        content = self.history_path.read_text(encoding="utf-8")
        if content and not content.endswith("\n"):
            _write(self.history_path, content := content[: content.rfind("\n") + 1])
        for line in content.splitlines():
            try:
                edit = json.loads(line)
            except ValueError:
                raise KhabarError(
                    f"{self.history_path} is damaged: move it away to go on without it."
                ) from None
            if edit.get("do") == "decide":
                self.decided[edit["key"]] = edit["which"]
            if edit.get("by") != self.by:
                continue  # one takes back what one has done
            do = edit.get("do")
            if do == "edit":
                self._done.append({key: edit[key] for key in ("what", "where", "before", "after")})
                self._undone.clear()
            elif do == "undo" and self._done:
                self._undone.append(self._done.pop())
            elif do == "redo" and self._undone:
                self._done.append(self._undone.pop())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One writer at a time: who finds the other's lock waits; one that is left over is taken."""
        lock = self.path.with_suffix(".lock")
        until = time.monotonic() + _LOCK_IS_OLD
        while True:
            try:
                os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
                break
            except FileExistsError:
                if time.monotonic() > until:
                    lock.unlink(missing_ok=True)
                time.sleep(0.02)
            except OSError as error:
                raise KhabarError(f"{self.path.parent} cannot be written to ({error.strerror}).") from None
        try:
            yield
        finally:
            lock.unlink(missing_ok=True)

    # --- places ------------------------------------------------------------------------

    def _sentence(self, number: int) -> Sentence:
        if number not in range(len(self.document.sentences)):
            raise KhabarError(
                f"There is no sentence {number}: they are 0 to {len(self.document.sentences) - 1}."
            )
        return self.document.sentences[number]

    def _word(self, sentence: Sentence, number: int) -> Word:
        found = next((word for word in sentence.words if word.id == number), None)
        if found is None:
            raise KhabarError(
                f"There is no word {number} in this sentence: they are 1 to {len(sentence.words)}."
            )
        return found

    def _token(self, sentence: Sentence, number: int) -> Token:
        word = self._word(sentence, number)
        return next(token for token in sentence.tokens if any(other is word for other in token.words))


# --- words -----------------------------------------------------------------------------


def doubt(word: Word) -> int | None:
    """How soon a teacher looks at a word: 0 a guess, 1 doubted, 2 the rest; None: a person has looked."""
    if word.source in BY_PERSON or word.upos == "PUNCT":
        return None
    try:
        sure = float(word.misc.get("Sure") or (0 if word.source == "backoff" else 1))
    except ValueError:  # another program's word for it
        sure = 0.0
    return 0 if sure < SURE / 2 else 1 if sure < SURE else 2


def merge(base: str, mine: str, theirs: str) -> str | None:
    """One sentence out of two that two people made of it, line by line; None where both changed the same line,
    or where one cut a word and so renumbered the others.

    Example:
        >>> merge("# a\\n1\\tx\\n2\\ty\\n", "# a\\n1\\tX\\n2\\ty\\n", "# a\\n1\\tx\\n2\\tY\\n")
        '# a\\n1\\tX\\n2\\tY\\n'
    """
    words = [
        [line for line in each.split("\n") if not line.startswith("# ")] for each in (base, mine, theirs)
    ]
    told = [[line for line in each.split("\n") if line.startswith("# ")] for each in (base, mine, theirs)]
    if len({tuple(line.split("\t")[0] for line in each) for each in words}) > 1:
        return None
    merged: list[str] = []
    for was, ours, others in zip(*words, strict=True):
        if ours != others and was not in (ours, others):
            return None
        merged.append(others if ours == was else ours)
    if told[1] != told[2] and told[0] not in told[1:]:
        return None
    comments = told[2] if told[1] == told[0] else told[1]
    whole = "\n".join([*comments, *merged])
    try:
        conllu.parse(whole)
    except ConlluError:
        return None  # two arcs, each good, that close a circle together
    return whole


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _write(path: Path, content: str) -> None:
    """Write a file whole or not at all, and onto the disk."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise KhabarError(
            f"{path} cannot be written ({error.strerror}): what you did is not kept; free the place and do it again."
        ) from None
