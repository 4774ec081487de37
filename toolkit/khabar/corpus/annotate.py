"""One batch of raw texts to rows of the corpus file: what a worker does, here or on another machine."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, NamedTuple

import pyarrow as pa

from khabar.corpus import rows
from khabar.corpus.files import Content, content
from khabar.corpus.intake import Raw
from khabar.corpus.provenance import hash_of
from khabar.discourse import interpret
from khabar.morphology import camel
from khabar.syntax.reading import Reading, documents
from khabar.text.collector import without_collector
from khabar.text.document import Document
from khabar.text.errors import KhabarError


@dataclass(frozen=True)
class Settings:
    """What a text's row depends on beside the text."""

    version: str
    model: str
    discourse: bool
    tree: bool
    vowels: bool

    @classmethod
    def here(cls, version: str, discourse: bool, tree: bool, vowels: bool) -> Settings:
        """With the morphology in use: its name and the hash of its files."""
        used = camel.resource()
        sizes = [f"{path.stat().st_size}" for path in (used.database, used.model)]
        model = hash_of(used.model.read_bytes(), *sizes)[:12]
        return cls(version, f"{used.name} {model}", discourse, tree, vowels)

    def key(self, raw: Raw) -> str:
        """Equal for what would give the same row."""
        return hash_of(raw.data, raw.id, raw.name, repr(sorted(raw.meta.items())), self._written)

    @cached_property
    def _written(self) -> str:
        return repr(asdict(self))


Report = dict[str, str | int]


def report(raw: Raw, status: str, key: str = "", **more: str | int) -> Report:
    """A line of the report on the texts that were given."""
    plain: Report = {"name": raw.name, "id": raw.id, "status": status, "kind": "", "encoding": "", "words": 0}
    return plain | {"done": raw.note, "reason": raw.problem, "key": key} | more


@without_collector()
def annotate(batch: list[Raw], settings: Settings, meta: tuple[str, ...]) -> tuple[pa.Table, list[Report]]:
    """The rows of the texts that can be read, and a line of report on each text."""
    found = rows.Batch(meta)
    told: list[Report] = []
    for raw, ahead in zip(batch, _read_ahead(batch, settings), strict=True):
        key = settings.key(raw)
        try:
            head, words = _added(raw, ahead, found, settings, key, meta)
        except KhabarError as error:
            told.append(report(raw, "refused", key, reason=str(error)))
        except Exception as error:  # one text may not end the work on all others
            told.append(report(raw, "failed", key, reason=f"{type(error).__name__}: {error}"))
        else:
            of_head = {name: head[name] for name in ("kind", "encoding", "done")}
            told.append(report(raw, "read", key, words=words, **of_head))
    return found.table(), told


class _Ahead(NamedTuple):
    """What is known of a text before its turn, if anything."""

    what: Content | None = None
    document: Document | None = None


def _read_ahead(batch: list[Raw], settings: Settings) -> list[_Ahead]:
    """The texts of a batch, read together, which is quicker. What goes wrong is left to each text's turn."""
    found = [_Ahead()] * len(batch)
    readings: dict[int, Reading] = {}
    for number, raw in enumerate(batch):
        with suppress(Exception):
            what = _content(raw)
            found[number] = _Ahead(what, what.document)
            if what.document is None:
                readings[number] = _reading(raw, what, settings)
    with suppress(Exception):
        for number, document in zip(readings, documents(list(readings.values())), strict=True):
            found[number] = found[number]._replace(document=document)
    return found


def _content(raw: Raw) -> Content:
    return content(raw.name if "." in raw.name and ", row" not in raw.name else f"{raw.name}.txt", raw.data)


def _reading(raw: Raw, what: Content, settings: Settings) -> Reading:
    return Reading(what.text, id=raw.id, tree=settings.tree, vowels=settings.vowels)


def _added(
    raw: Raw, ahead: _Ahead, found: rows.Batch, settings: Settings, key: str, meta: tuple[str, ...]
) -> tuple[dict[str, Any], int]:
    """What is known of a text, and its words: of one that could be read, which is then among the rows."""
    what = ahead.what or _content(raw)
    document = ahead.document or next(documents([_reading(raw, what, settings)]))
    known = what.meta | {name: value for name, value in raw.meta.items() if value}
    head = {
        "id": raw.id, "name": raw.name, "key": key, "sha256": hash_of(raw.data), "kind": what.kind,
        "encoding": what.encoding, "done": "; ".join(filter(None, [raw.note, *what.done])),
        "conllu": what.document.to_conllu() if what.document else None,
        **{name: known.get(name, "") for name in meta},
    }  # fmt: skip
    return head, found.add(document, interpret(document) if settings.discourse else None, head)
