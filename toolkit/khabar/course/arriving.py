"""The rest of a long text, read in a process of its own while a person works on its beginning."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from khabar.discourse import interpret
from khabar.syntax.reading import Reading
from khabar.text import conllu
from khabar.text.document import Document, Sentence
from khabar.text.errors import KhabarError

SHORT = 1_000  # words; such a text is read before it is shown
FIRST = 150  # words of a longer one that are read before it is shown
_BATCH = 300  # words that are handed over together


def beginning(reading: Reading) -> int:
    """How many of a text's sentences are read before it is shown."""
    if sum(len(piece.text.split()) for piece in reading.pieces) <= SHORT:
        return len(reading.pieces)
    words = 0
    for number, piece in enumerate(reading.pieces):
        words += len(piece.text.split())
        if words >= FIRST:
            return number + 1
    return len(reading.pieces)


class Arriving:
    """What is read of a text from its sentence ``first`` (from 0) on, and at last who says what in all of it.

    The reader writes to a file, so that nothing waits for anybody; it ends with the process that asked for it.

    Raises:
        KhabarError: it cannot be started.
    """

    def __init__(self, text: Path, first: int):
        self._folder = tempfile.TemporaryDirectory(prefix="khabar-")
        self._output = Path(self._folder.name) / "read"
        self._at = 0
        command = [
            sys.executable,
            "-m",
            "khabar.course.arriving",
            str(text.resolve()),
            str(first),
            str(os.getpid()),
        ]
        try:
            with self._output.open("w") as output, Path(self._folder.name, "errors").open("w") as errors:
                self._process = subprocess.Popen(
                    command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors
                )
        except OSError as error:
            raise KhabarError(f"The rest of {text} cannot be read ({error.strerror}).") from None

    def taken(self) -> list[dict[str, Any]]:
        """What has come since it was last asked: ``{"blocks": [...]}``, CoNLL-U sentence by sentence, and at the end
        ``{"talk": ...}``, a Web Annotation page.

        Raises:
            KhabarError: the reader has ended before its work.
        """
        ended = self._process.poll()
        with self._output.open("rb") as output:
            output.seek(self._at)
            new = output.read()
        new = new[: new.rfind(b"\n") + 1]
        self._at += len(new)
        if ended and not new:
            raise KhabarError(
                "The rest of the text is not being read any more: open it again to go on with it."
            )
        return [json.loads(line) for line in new.splitlines()]

    def stop(self) -> None:
        """End the reader."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._folder.cleanup()


def _read(text: Path, first: int, parent: int) -> None:
    reading = Reading(text)
    found: list[Sentence] = []
    blocks: list[str] = []
    words = 0
    for sentence in reading.sentences(first):
        found.append(sentence)
        blocks.append(conllu.serialize([sentence]))
        words += len(sentence.words)
        if words >= _BATCH or first + len(found) == len(reading.pieces):
            print(json.dumps({"blocks": blocks}), flush=True)
            blocks, words = [], 0
            if os.getppid() != parent and os.name != "nt":
                return  # nobody waits for it
    beginning = Document.from_conllu(text.with_suffix(".conllu")).sentences[:first]
    talk = interpret(Document([*beginning, *found]))
    print(json.dumps({"talk": talk.to_jsonld()}), flush=True)


if __name__ == "__main__":
    _read(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
