"""One batch of raw texts to rows of the corpus file: what a worker does, here or on another machine."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa

from khabar.corpus import rows
from khabar.corpus.files import content
from khabar.corpus.intake import Raw
from khabar.corpus.provenance import hash_of
from khabar.discourse import interpret
from khabar.morphology import camel
from khabar.morphology.prepared import without_collector
from khabar.syntax.reading import read
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
    for raw in batch:
        key = settings.key(raw)
        try:
            head, words = _added(raw, found, settings, key, meta)
        except KhabarError as error:
            told.append(report(raw, "refused", key, reason=str(error)))
        except Exception as error:  # one text may not end the work on all others
            told.append(report(raw, "failed", key, reason=f"{type(error).__name__}: {error}"))
        else:
            of_head = {name: head[name] for name in ("kind", "encoding", "done")}
            told.append(report(raw, "read", key, words=words, **of_head))
    return found.table(), told


def _added(
    raw: Raw, found: rows.Batch, settings: Settings, key: str, meta: tuple[str, ...]
) -> tuple[dict[str, Any], int]:
    """What is known of a text, and its words: of one that could be read, which is then among the rows."""
    what = content(raw.name if "." in raw.name and ", row" not in raw.name else f"{raw.name}.txt", raw.data)
    document = what.document or read(what.text, id=raw.id, tree=settings.tree, vowels=settings.vowels)
    known = what.meta | {name: value for name, value in raw.meta.items() if value}
    head = {
        "id": raw.id, "name": raw.name, "key": key, "sha256": hash_of(raw.data), "kind": what.kind,
        "encoding": what.encoding, "done": "; ".join(filter(None, [raw.note, *what.done])),
        "conllu": what.document.to_conllu() if what.document else None,
        **{name: known.get(name, "") for name in meta},
    }  # fmt: skip
    return head, found.add(document, interpret(document) if settings.discourse else None, head)
