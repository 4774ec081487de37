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
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

import pandas
import pyarrow as pa
import pyarrow.parquet as pq
from tqdm.auto import tqdm

from khabar.corpus import rows
from khabar.corpus.annotate import Report, Settings, annotate, report
from khabar.corpus.intake import Raw
from khabar.corpus.provenance import now
from khabar.text.errors import DataError, KhabarError

BATCH = 400_000  # bytes of raw text
GROUP = 250  # documents in a row group of the file
_DICTIONARY = [f"{name}.list.element" for name, kind in rows.WORDS.items() if kind == pa.string()]
_WRITING = {"compression": "zstd", "use_dictionary": _DICTIONARY, "data_page_size": 1 << 20}
Done = tuple[pa.Table, list[Report]]


def build(
    texts: Iterable[Raw], output: Path, settings: Settings, meta: tuple[str, ...], client: Any = None
) -> None:
    """Write the corpus of ``texts`` to ``output``; rows of unchanged texts are taken from what is there."""
    parts = output.with_name(output.name + ".parts")
    rows_there = _Rows([output, *sorted(parts.glob("*.parquet"))] if parts.exists() else [output], meta)
    refused = rows_there.refused
    order: list[str] = []  # keys of the rows, in the order of the source
    told: list[Report] = []
    fresh = 0

    def unread() -> Iterator[Raw]:
        for raw in texts:
            key = settings.key(raw)
            bar.update()
            if raw.problem:
                told.append(report(raw, "refused", key))
            elif key in rows_there.places:
                order.append(key)
                told.append(rows_there.reports.get(key) or report(raw, "read", key))
            elif key in refused:
                told.append(refused[key])
            else:
                order.append(key)
                told.append({"key": key})
                yield raw

    try:
        with tqdm(unit=" texts", desc="Reading", mininterval=1) as bar:
            for number, (table, lines) in enumerate(_results(_batches(unread()), settings, meta, client)):
                parts.mkdir(parents=True, exist_ok=True)
                while (part := parts / f"{number:06d}.parquet").exists():
                    number += 1_000_000
                _write(table, part, {"report": lines})
                rows_there.add(part)
                refused |= {str(line["key"]): line for line in lines if line["status"] != "read"}
                fresh += len(lines)
    except OSError as error:
        raise KhabarError(
            f"{output} cannot be written ({error.strerror or error}): free some disk space."
        ) from None
    told = [
        rows_there.reports.get(str(line["key"])) or refused.get(str(line["key"])) or line for line in told
    ]
    order = [key for key in order if key in rows_there.places]
    if not order:
        reasons = "; ".join(f"{line['name']}: {line['reason']}" for line in told[:3])
        raise DataError(f"None of the {len(told)} texts could be read. {reasons or 'The source is empty.'}")
    if not fresh and order == rows_there.of(output) and told == rows_there.told:
        return
    twice = _same_texts(rows_there, order)
    for line in told:
        line["same_as"] = twice.get(str(line["key"]), "")
    about = {
        "format": rows.FORMAT,
        "settings": asdict(settings),
        "meta": list(meta),
        "made": now(),
        "report": told,
    }
    new = output.with_name(output.name + ".new")
    with pq.ParquetWriter(new, rows.schema(meta).with_metadata(_encoded(about)), **_WRITING) as writer:
        for first in range(0, len(order), GROUP):
            writer.write_table(rows_there.take(order[first : first + GROUP]), row_group_size=GROUP)
    rows_there.close()
    new.replace(output)
    shutil.rmtree(parts, ignore_errors=True)


def about(path: Path) -> dict[str, Any]:
    """What a corpus file says of itself: format, settings, metadata, when it was made, the report.

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


def _write(table: pa.Table, path: Path, about: dict[str, Any]) -> None:
    half = path.with_suffix(".half")
    pq.write_table(table.replace_schema_metadata(_encoded(about)), half, **_WRITING)
    half.replace(path)


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
            yield annotate(batch, settings, meta)
        return
    ahead = 3 * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
    submit: Callable[[list[Raw]], Any] = lambda batch: client.submit(  # noqa: E731
        annotate, batch, settings, meta, pure=False, retries=3
    )
    waiting = deque(submit(batch) for batch in islice(batches, ahead))
    while waiting:
        yield waiting.popleft().result()
        waiting.extend(submit(batch) for batch in islice(batches, 1))


class _Rows:
    """The rows that are there, in the old corpus and in finished batches, found by their keys."""

    def __init__(self, paths: list[Path], meta: tuple[str, ...]):
        self.places: dict[str, tuple[Path, int, int]] = {}
        self.reports: dict[str, Report] = {}
        self.refused: dict[str, Report] = {}
        self.told: list[Report] = []
        self._meta = meta
        self._files: dict[Path, pq.ParquetFile] = {}
        self._groups: OrderedDict[tuple[Path, int], pa.Table] = OrderedDict()
        for path in paths:
            if path.exists():
                self.add(path)

    def add(self, path: Path) -> None:
        try:
            file = pq.ParquetFile(path)
            lines = json.loads(file.schema_arrow.metadata[b"khabar"])["report"]
        except (OSError, KeyError, TypeError, ValueError, pa.ArrowInvalid):
            return  # broken, or another's: read again
        if set(self._meta) - set(file.schema_arrow.names):
            return
        self._files[path] = file
        for group in range(file.num_row_groups):
            keys = file.read_row_group(group, columns=["key"])["key"].to_pylist()
            self.places |= {key: (path, group, row) for row, key in enumerate(keys)}
        for line in lines:
            (self.reports if line["status"] == "read" else self.refused)[line["key"]] = line
        if path.suffix == ".parquet" and path.parent.suffix != ".parts":
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
        return pa.concat_tables(pieces).combine_chunks()

    def hashes(self) -> Iterator[tuple[str, str]]:
        for path, file in self._files.items():
            for group in range(file.num_row_groups):
                found = file.read_row_group(group, columns=["key", "sha256"])
                for key, sha in zip(found["key"].to_pylist(), found["sha256"].to_pylist(), strict=True):
                    if self.places[key][0] == path:
                        yield key, sha

    def _group(self, path: Path, group: int) -> pa.Table:
        if (path, group) not in self._groups:
            while len(self._groups) > 1:
                self._groups.popitem(last=False)
            self._groups[path, group] = self._files[path].read_row_group(group)
        return self._groups[path, group]

    def close(self) -> None:
        for file in self._files.values():
            file.close()


def _same_texts(found: _Rows, order: list[str]) -> dict[str, str]:
    """Keys of texts that another before them repeats byte for byte, with the id of that."""
    sha_of = dict(found.hashes())
    first: dict[str, str] = {}
    twice = {}
    for key in order:
        if sha_of[key] in first:
            twice[key] = str(found.reports[first[sha_of[key]]]["id"])
        else:
            first[sha_of[key]] = key
    return twice


def report_table(path: Path) -> pandas.DataFrame:
    """The report of a corpus file, a row a text that was given."""
    frame = pandas.DataFrame(about(path)["report"])
    return frame.drop(columns="key").fillna("")
