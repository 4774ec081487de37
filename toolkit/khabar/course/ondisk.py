"""A text and its annotation on disk, which several people may change: each edit is kept before the next, undone and
redone, and what others have written meanwhile is taken over.

``FILE.conllu`` holds the words, ``FILE.jsonld`` beside it who says what, ``FILE.history.jsonl`` one line an edit:
when, whose, what stood there before and what after. Where two people have changed the same word, the second is told.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from getpass import getuser
from hashlib import sha256
from pathlib import Path
from typing import Any

from khabar.course.arriving import Arriving, beginning
from khabar.discourse import interpret
from khabar.discourse.model import LAYERS, Discourse, kept
from khabar.syntax.reading import Reading
from khabar.text import conllu
from khabar.text.document import Document, Sentence, Token, Word
from khabar.text.errors import ConlluError, KhabarError

_LOCK_IS_OLD = 10  # seconds: whoever held it is gone


class OnDisk:
    """An annotated text that is changed and kept. An edit is ``{"what": "words" or "talk", "where": number of a
    sentence or id of an item, "before", "after"}``.

    Args:
        file: CoNLL-U, or a text, which is read and tagged and kept as CoNLL-U beside it.
        by: the corrector's name or initials; the user's name, if none is given.
        whole: whether a long text is read to its end at once. If not, its beginning is there at once, and the rest
            comes with :meth:`look` (:mod:`khabar.course.arriving`); it goes on where it was broken off.

    Attributes:
        unread: how many of its sentences are still to come.
        document: the text as it stands.
        discourse: who says what in it.
        news: what another person has changed since it was last said, one sentence each.
        decided: what was decided of two people's marks (:mod:`khabar.course.adjudication`), by key.

    Raises:
        KhabarError: the file cannot be read or written, or its ``.jsonld`` is of another text.
    """

    def __init__(self, file: Path | str, by: str = "", *, whole: bool = True):
        given = Path(file)
        self.path = given.with_suffix(".conllu")
        self.by = re.sub(r"[\s|=]+", "_", by.strip() or getuser())
        self.news: list[str] = []
        self.decided: dict[str, str] = {}
        self.discourse = Discourse(Document([]))
        self._done: list[dict[str, Any]] = []
        self._undone: list[dict[str, Any]] = []
        self._from: tuple[str, int] | None = (
            None  # the text that is read in parts, and of how many sentences it is
        )
        self._arriving: Arriving | None = None
        self._lines: dict[str, str] = {}  # the items as they are written, by id
        if not self.path.exists():
            if given.suffix == ".conllu":
                raise KhabarError(
                    f"There is no file {given}: give a text (.txt) or a CoNLL-U file that is there."
                )
            self._begin(given, whole)
        self._replay()
        self._load()
        if self.unread and whole:
            self._read_on()

    @property
    def talk_path(self) -> Path:
        return self.path.with_suffix(".jsonld")

    @property
    def history_path(self) -> Path:
        return self.path.with_suffix(".history.jsonl")

    # --- a long text, read in parts -----------------------------------------------------

    @property
    def unread(self) -> int:
        return self._from[1] - len(self.document.sentences) if self._from else 0

    def _begin(self, given: Path, whole: bool) -> None:
        """Read a text, or its beginning: the history says first that there is more of it."""
        reading = Reading(given)
        first = len(reading.pieces) if whole else beginning(reading)
        if first < len(reading.pieces):
            self._append({"do": "read", "of": given.name, "sentences": len(reading.pieces)})
        _write(self.path, Document(list(reading.sentences(0, first))).to_conllu())

    def arrive(self) -> int:
        """Take over what has been read since of a text that is read in parts; how many sentences.

        Raises:
            KhabarError: the text is another one now, or its reader has ended.
        """
        if not self._from or (not self.unread and not self._arriving):
            return 0
        if self._arriving is None:
            self._arriving = Arriving(self._text(), len(self.document.sentences))
            self._after = len(self.document.sentences)
            return 0
        before = len(self.document.sentences)
        for part in self._arriving.taken():
            with self._alone():
                self._take_over()
                if "talk" in part:
                    self._end(part["talk"])
                    return len(self.document.sentences) - before
                new = part["blocks"][max(0, len(self.document.sentences) - self._after) :]
                self._after += len(part["blocks"])
                self._grow(new)
        return len(self.document.sentences) - before

    def _grow(self, blocks: list[str]) -> None:
        if blocks:
            self._blocks += blocks
            self._open(Document([*self.document.sentences, *conllu.parse("".join(blocks))]))
            self._save("words")

    def _end(self, talk: dict[str, Any]) -> None:
        """All has been read, and who says what in it."""
        if self._arriving:
            self._arriving.stop()
            self._arriving = None
        if not self.talk_path.exists():
            self.discourse = Discourse.from_jsonld(talk, self.document)
            self._lines = {}
            self._save("talk")

    def _read_on(self) -> None:
        reading = Reading(self._text())
        new = list(reading.sentences(len(self.document.sentences)))
        with self._alone():
            self._grow([conllu.serialize([sentence]) for sentence in new])
            self._end(interpret(self.document).to_jsonld())

    def _text(self) -> Path:
        """The text that was read in parts.

        Raises:
            KhabarError: it has gone, or is of another length now.
        """
        name, sentences = self._from or ("", 0)
        path = self.path.with_name(name)
        if not path.exists() or len(Reading(path).pieces) != sentences:
            self._from = None
            raise KhabarError(
                f"{path} has gone or was changed: give it back, since its end has not been read yet."
            )
        return path

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
        elif self._to_come(document):
            discourse = Discourse(document)
        else:
            discourse = interpret(document)
        self.document, self.discourse = document, discourse
        self._blocks = [conllu.serialize([sentence]) for sentence in document.sentences]
        self._lines = {}
        self._seen = {self.path: _digest(content), self.talk_path: _digest(talk)}
        self._stats = self._stat()

    def _to_come(self, document: Document) -> bool:
        """Whether a text is read in parts and has not been read to its end."""
        return self._from is not None and len(document.sentences) < self._from[1]

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
        self.news[-1] += (
            f" has changed this file: taken over from it were sentences ({words}) and marks ({said})."
        )

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
            if edit.get("do") == "read":
                self._from = (edit["of"], edit["sentences"])
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

    # --- items and places --------------------------------------------------------------

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
        return sentence.token_of(self._word(sentence, number))


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
