"""Where the texts of a corpus come from: a folder, a zip or a table, one after the other, each with
its name, its bytes and what is known of it. Nothing is held but the text that is being read."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from khabar.text.errors import DataError, KhabarError

if TYPE_CHECKING:
    import pandas

LARGEST = 20_000_000
METADATA = ("metadata.csv", "metadata.tsv")
TABLES = (".csv", ".tsv", ".parquet", ".jsonl")


@dataclass
class Raw:
    """A text before it is read: ``name`` is its place in the source and told in the report, ``id``
    its name in the corpus. ``problem``: why it cannot be read at all."""

    name: str
    id: str
    data: bytes = b""
    meta: dict[str, str] = field(default_factory=dict)
    problem: str = ""
    note: str = ""


def texts(source: str | Path, metadata: pandas.DataFrame | str | Path | None, largest: int) -> Iterator[Raw]:
    """The texts of a source in a fixed order.

    Args:
        metadata: a table with a column ``file`` (the name within the source) and columns of one's
            own, such as outlet, date, actor; by default ``metadata.csv`` in the source.
        largest: bytes; a longer file is refused by name.

    Raises:
        KhabarError: there is no such source, or it is of no kind that can be read.
    """
    path = Path(source)
    if path.is_dir():
        files = _folder(path, largest)
    elif path.suffix.lower() == ".zip":
        files = _zip(path, largest)
    elif path.suffix.lower() in TABLES:
        files = _table(path, largest)
    elif path.exists():
        raise KhabarError(f"{path} is one file: give a folder, a .zip or a table ({', '.join(TABLES)}).")
    else:
        raise KhabarError(f"There is no {path}: check the name and the folder.")
    return _named(_described(files, _metadata(path, metadata)))


def described_by(source: str | Path, metadata: pandas.DataFrame | str | Path | None) -> list[str]:
    """The names of the metadata that a source has beside those that each corpus has."""
    path = Path(source)
    names = [name for row in list(_metadata(path, metadata).values())[:1] for name in row]
    if path.is_file() and path.suffix.lower() in TABLES:
        names += [str(name) for name in next(_frames(path)).columns if name not in ("text", "id")]
    return names


def _named(files: Iterator[Raw]) -> Iterator[Raw]:
    """Two of one name get two ids."""
    taken: set[str] = set()
    for raw in files:
        plain = re.sub(r"\s+", "_", raw.id) or "text"
        raw.id, number = plain, 1
        while raw.id in taken:
            number += 1
            raw.id = f"{plain}-{number}"
        if number > 1:
            raw.note = f"another text is called {plain}: this is {raw.id}"
        taken.add(raw.id)
        yield raw


def _described(files: Iterator[Raw], table: dict[str, dict[str, str]]) -> Iterator[Raw]:
    for raw in files:
        raw.meta |= table.get(raw.name, {})
        yield raw


def _metadata(path: Path, given: pandas.DataFrame | str | Path | None) -> dict[str, dict[str, str]]:
    import pandas

    if given is None:
        data = _beside(path)
        if data is None:
            return {}
        given = pandas.read_csv(io.BytesIO(data), sep=None, engine="python", dtype=str, keep_default_na=False)
    elif not isinstance(given, pandas.DataFrame):
        try:
            given = pandas.read_csv(given, sep=None, engine="python", dtype=str, keep_default_na=False)
        except (OSError, ValueError) as error:
            raise DataError(f"The table of metadata cannot be read ({error}): give a CSV.") from None
    if "file" not in given.columns:
        raise DataError(
            "The table of metadata has no column 'file': name in it each text's place in the source."
        )
    records = given.astype(str).to_dict("records")
    return {row["file"]: {str(k): v for k, v in row.items() if k != "file"} for row in records}


def _beside(path: Path) -> bytes | None:
    if path.is_dir():
        return next(((path / name).read_bytes() for name in METADATA if (path / name).exists()), None)
    if path.suffix.lower() == ".zip" and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return next((archive.read(name) for name in METADATA if name in archive.namelist()), None)
    return None


def _raw(name: str, size: int, largest: int, load: Callable[[], bytes]) -> Raw:
    plain = PurePosixPath(name)
    raw = Raw(name, plain.with_suffix("").as_posix())
    if size > largest:
        raw.problem = (
            f"{size:,} bytes are more than {largest:,}: cut the file, or give Corpus.read largest={size}."
        )
        return raw
    try:
        raw.data = load()
    except (OSError, RuntimeError, zipfile.BadZipFile, NotImplementedError) as error:
        raw.problem = f"The file cannot be opened ({getattr(error, 'strerror', None) or error})."
    return raw


def _folder(path: Path, largest: int) -> Iterator[Raw]:
    def name(file: Path) -> str:
        return file.relative_to(path).as_posix()

    for file in sorted(path.rglob("*"), key=name):
        hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        if not hidden and (file.is_file() or file.is_symlink()) and name(file) not in METADATA:
            size = file.stat().st_size if file.exists() else 0
            yield _raw(name(file), size, largest, file.read_bytes)


def _zip(path: Path, largest: int) -> Iterator[Raw]:
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise KhabarError(f"{path} is no zip that can be opened ({error}).") from None
    with archive:
        for item in sorted(archive.infolist(), key=lambda item: item.filename):
            if item.is_dir() or item.filename in METADATA or "__MACOSX" in item.filename:
                continue

            def load(item: zipfile.ZipInfo = item) -> bytes:
                with archive.open(item) as file:  # never more than was declared
                    return file.read(item.file_size + 1)

            yield _raw(item.filename, item.file_size, largest, load)


def _table(path: Path, largest: int) -> Iterator[Raw]:
    count = 0
    for frame in _frames(path):
        if "text" not in frame.columns:
            raise DataError(f"{path} has no column 'text': it has {', '.join(map(str, frame.columns))}.")
        for row in frame.to_dict("records"):
            count += 1
            text = str(row.pop("text"))
            id = str(row.pop("id", "") or f"{path.stem}-{count}")
            raw = _raw(f"{id}.txt", len(text.encode()), largest, text.encode)
            raw.name, raw.id = f"{path.name}, row {count}", id
            raw.meta = {str(key): str(value) for key, value in row.items()}
            yield raw


def _frames(path: Path) -> Iterator[pandas.DataFrame]:
    """The table by parts of a thousand rows."""
    import pandas

    ending = path.suffix.lower()
    try:
        if ending == ".parquet":
            import pyarrow.parquet as pq

            for batch in pq.ParquetFile(path).iter_batches(1000):
                yield batch.to_pandas().fillna("")
        elif ending == ".jsonl":
            for frame in pandas.read_json(path, lines=True, chunksize=1000, dtype=False, convert_dates=False):
                yield frame.fillna("")
        else:
            separator = "\t" if ending == ".tsv" else ","
            options: dict[str, Any] = {
                "dtype": str,
                "keep_default_na": False,
                "chunksize": 1000,
                "encoding": "utf-8-sig",
            }
            yield from pandas.read_csv(path, sep=separator, **options)
    except (OSError, ValueError) as error:
        raise DataError(f"{path} cannot be read as a table ({error}).") from None
