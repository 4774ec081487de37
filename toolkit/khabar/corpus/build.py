"""A corpus file made from a source: in batches, stopped and taken up again, without reading twice what
has not changed.

Each finished batch is a file of its own in a folder beside the corpus until all are there; then they
are put together, in the order of the source, under another name, and that is renamed. Whoever opens the
corpus sees the old one or the new one, never half of one.
"""

from __future__ import annotations

import json
import shutil
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

import pandas
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import ipc
from tqdm.auto import tqdm

from khabar.corpus import rows
from khabar.corpus.annotate import Report, Settings, annotate, report
from khabar.corpus.intake import Raw
from khabar.corpus.provenance import now
from khabar.text.errors import DataError, KhabarError

BATCH = 50_000  # bytes of raw text: little is held, and all workers end at about the same time
GROUP = 250  # documents in a row group of the file
_DICTIONARY = [f"{name}.list.element" for name, kind in rows.WORDS.items() if kind == pa.string()]
_WRITING = {"compression": "zstd", "use_dictionary": _DICTIONARY, "data_page_size": 1 << 20}
Done = tuple[bytes, int]  # the rows of a batch, as an Arrow file, and how many texts it was


def build(
    texts: Iterable[Raw], output: Path, settings: Settings, meta: tuple[str, ...], client: Any = None
) -> None:
    """Write the corpus of ``texts`` to ``output``; rows of unchanged texts are taken from what is there."""
    parts = output.with_name(output.name + ".parts")
    there = _Rows([output, *sorted(parts.glob("*.arrow"))], meta)
    refused = there.refused
    given: list[str] = []  # keys of all texts, in the order of the source
    fresh = 0

    def unread() -> Iterator[Raw]:
        for raw in texts:
            key = settings.key(raw)
            given.append(key)
            bar.update()
            if raw.problem:
                refused[key] = report(raw, "refused", key)
            elif key not in there.places and key not in refused:
                yield raw

    try:
        with tqdm(unit=" texts", desc="Reading", mininterval=1) as bar:
            for number, (packed, count) in enumerate(_results(_batches(unread()), settings, meta, client)):
                parts.mkdir(parents=True, exist_ok=True)
                while (part := parts / f"{number:06d}.arrow").exists():
                    number += 1_000_000
                half = part.with_suffix(".half")
                half.write_bytes(packed)
                half.replace(part)
                there.add(part)
                pa.default_memory_pool().release_unused()
                fresh += count
    except OSError as error:
        raise KhabarError(
            f"{output} cannot be written ({error.strerror or error}): free some disk space."
        ) from None
    order = [key for key in given if key in there.places]
    told = [refused[key] | {"place": n} for n, key in enumerate(given) if key not in there.places]
    if not order:
        reasons = "; ".join(f"{line['name']}: {line['reason']}" for line in told[:3])
        raise DataError(f"None of the {len(told)} texts could be read. {reasons or 'The source is empty.'}")
    if not fresh and order == there.of(output) and told == there.told:
        return
    about = {
        "format": rows.FORMAT,
        "settings": asdict(settings),
        "meta": list(meta),
        "made": now(),
        "refused": told,
    }
    new = output.with_name(output.name + ".new")
    with pq.ParquetWriter(new, rows.schema(meta).with_metadata(_encoded(about)), **_WRITING) as writer:
        for first in range(0, len(order), GROUP):
            writer.write_table(there.take(order[first : first + GROUP]), row_group_size=GROUP)
            pa.default_memory_pool().release_unused()
    there.close()
    new.replace(output)
    shutil.rmtree(parts, ignore_errors=True)


def about(path: Path) -> dict[str, Any]:
    """What a corpus file says of itself: format, settings, metadata, when it was made, the texts that were refused.

    Raises:
        DataError: it is none of khabar's.
    """
    try:
        kept = pq.read_schema(path).metadata or {}
        return dict(json.loads(kept[b"khabar"]))
    except (OSError, KeyError, ValueError, pa.ArrowInvalid):
        raise DataError(
            f"{path} is no corpus of khabar: make one with khabar.Corpus.read(source, path)."
        ) from None


def _encoded(about: dict[str, Any]) -> dict[str, str]:
    return {"khabar": json.dumps(about, ensure_ascii=False)}


def _written(batch: list[Raw], settings: Settings, meta: tuple[str, ...]) -> Done:
    """A batch as an Arrow file with the texts that were refused, which is written and read again in a third of the
    time of a Parquet. A worker makes it: a twentieth of the bytes of its table goes over the wire."""
    table, lines = annotate(batch, settings, meta)
    refused = [line for line in lines if line["status"] != "read"]
    table = table.replace_schema_metadata(_encoded({"refused": refused}))
    options = ipc.IpcWriteOptions(compression="zstd")
    sink = pa.BufferOutputStream()
    with ipc.new_file(sink, table.schema, options=options) as writer:
        writer.write_table(table)
    return sink.getvalue().to_pybytes(), len(lines)


class _Part:
    """The rows of a finished batch, as the one group of a Parquet file; nothing of it is held."""

    num_row_groups = 1

    def __init__(self, path: Path):
        self._path = path

    @property
    def schema_arrow(self) -> pa.Schema:
        with pa.OSFile(str(self._path)) as file, ipc.open_file(file) as reader:
            return reader.schema

    def read_row_group(self, _: int, columns: Sequence[str] = ()) -> pa.Table:
        places = [self.schema_arrow.get_field_index(name) for name in columns]
        options = ipc.IpcReadOptions(included_fields=places)
        with pa.OSFile(str(self._path)) as file, ipc.open_file(file, options=options) as reader:
            return reader.read_all()

    def close(self) -> None:
        """It is open only while it is read."""


def _batches(raws: Iterator[Raw]) -> Iterator[list[Raw]]:
    batch: list[Raw] = []
    size = 0
    for raw in raws:
        batch.append(raw)
        size += len(raw.data)
        if size >= BATCH or len(batch) >= GROUP:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _results(
    batches: Iterator[list[Raw]], settings: Settings, meta: tuple[str, ...], client: Any
) -> Iterator[Done]:
    """What becomes of each batch, in order: here, or by the workers of a Dask cluster, of which each has
    a few batches before it, so that neither they wait nor the texts of all batches are held."""
    if client is None:
        for batch in batches:
            yield _written(batch, settings, meta)
        return
    ahead = 3 * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
    submit: Callable[[list[Raw]], Any] = lambda batch: client.submit(  # noqa: E731
        _written, batch, settings, meta, pure=False, retries=3
    )
    waiting = deque(submit(batch) for batch in islice(batches, ahead))
    while waiting:
        yield waiting.popleft().result()
        waiting.extend(submit(batch) for batch in islice(batches, 1))


class _Rows:
    """The rows that are there, in the old corpus and in finished batches, found by their keys."""

    def __init__(self, paths: list[Path], meta: tuple[str, ...]):
        self.places: dict[str, tuple[Path, int, int]] = {}
        self.refused: dict[str, Report] = {}
        self.told: list[Report] = []
        self._meta = meta
        self._files: dict[Path, pq.ParquetFile | _Part] = {}
        self._groups: OrderedDict[tuple[Path, int], pa.Table] = OrderedDict()
        for path in paths:
            if path.exists():
                self.add(path)

    def add(self, path: Path) -> None:
        try:
            file = _Part(path) if path.suffix == ".arrow" else pq.ParquetFile(path)
            schema = file.schema_arrow
            lines = json.loads(schema.metadata[b"khabar"])["refused"]
        except (OSError, KeyError, TypeError, ValueError, pa.ArrowInvalid):
            return  # broken, or another's: read again
        if set(rows.schema(self._meta).names) - set(schema.names):
            return  # of another format, or with less metadata
        self._files[path] = file
        for group in range(file.num_row_groups):
            keys = file.read_row_group(group, columns=["key"])["key"].to_pylist()
            self.places |= {key: (path, group, row) for row, key in enumerate(keys)}
        self.refused |= {line["key"]: {k: v for k, v in line.items() if k != "place"} for line in lines}
        if not isinstance(file, _Part):
            self.told = lines

    def of(self, path: Path) -> list[str]:
        """The keys of one file, in order."""
        return [key for key, (place, *_) in self.places.items() if place == path]

    def take(self, keys: list[str]) -> pa.Table:
        names = rows.schema(self._meta).names
        runs: list[tuple[Path, int, int, int]] = []  # rows that stand one after the other, taken in one
        for key in keys:
            path, group, row = self.places[key]
            if runs and runs[-1][:2] == (path, group) and runs[-1][3] == row:
                runs[-1] = (path, group, runs[-1][2], row + 1)
            else:
                runs.append((path, group, row, row + 1))
        pieces = [
            self._group(path, group).select(names).slice(first, end - first)
            for path, group, first, end in runs
        ]
        return pa.concat_tables(pieces)

    def _group(self, path: Path, group: int) -> pa.Table:
        if (path, group) not in self._groups:
            while len(self._groups) > 1:
                self._groups.popitem(last=False)
            self._groups[path, group] = self._files[path].read_row_group(group)
        return self._groups[path, group]

    def close(self) -> None:
        for file in self._files.values():
            file.close()


def report_table(path: Path) -> pandas.DataFrame:
    """What became of each text that was given, a row a text: those that were read are the rows of the file
    (``same_as``: the first that has the same bytes), the others stand among them where the source has them."""
    columns = ["name", "id", "kind", "encoding", "n_words", "done", "sha256"]
    read = pq.read_table(path, columns=columns).to_pandas().rename(columns={"n_words": "words"})
    first = read.drop_duplicates("sha256").set_index("sha256")["id"]
    read["same_as"] = read["sha256"].map(first).where(read["sha256"].duplicated(), "")
    read = read.assign(status="read", reason="")
    refused = about(path)["refused"]
    at = {line["place"] for line in refused}
    read.index = pandas.Index([n for n in range(len(read) + len(at)) if n not in at])
    lines = pandas.DataFrame(
        refused, index=[line["place"] for line in refused], columns=[*_REPORTED, "same_as"]
    )
    found = pandas.concat([read, lines]) if refused else read
    return found.sort_index()[[*_REPORTED, "same_as"]].fillna("")


_REPORTED = ("name", "id", "status", "kind", "encoding", "words", "done", "reason")
