"""Many texts, measured piece by piece: python benchmarks/corpus.py [PIECE …] [--words 2000000]

Pieces (all, if none is named): speed (words a second and core: tagged, with who says what, with trees), memory
(100 texts against 10,000), million (so many words read, then a second pass, bytes a word, a concordance),
workers (two of a Dask cluster against one).

The texts are made with a seed (khabar.corpus.example): frames of news filled with some hundred words, so that
sentences differ while the vocabulary has been met. New words cost a millisecond each (benchmarks/throughput.py
measures that); they are few here. Words a second are of the processor's time, which others on the machine leave
alone; all else is by the clock. Memory is the greatest that a process of its own needed.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

import khabar
from khabar.corpus.example import write

Row = tuple[str, str, str]
LONG, SHORT = (8, 30), (3, 8)  # sentences of a text
CODE = """
import resource, sys, time, khabar
from pathlib import Path
source, output, options = Path(sys.argv[1]), Path(sys.argv[2]), eval(sys.argv[3])
# The vocabulary is met, and the parser and the libraries loaded, before the clock starts.
for number, file in enumerate(sorted(source.rglob("*.txt"))[:300]):
    khabar.read(file, tree=options.get("tree", False) and number < 5, vowels=options.get("vowels", True))
read = khabar.Corpus.read
start, clock = time.process_time(), time.perf_counter()
corpus = read(source, output, **options)
took, clock = time.process_time() - start, time.perf_counter() - clock
words = int(corpus.documents()["n_words"].sum())
print(words / took, clock, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, words)
"""


def measured(source: Path, output: Path, **options: bool) -> tuple[float, float, float, int]:
    """Words a second of the processor, seconds by the clock, MB, words, of a process of its own."""
    command = [sys.executable, "-W", "ignore", "-c", CODE, str(source), str(output), repr(options)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(said[0]), float(said[1]), float(said[2]), int(said[3])


def timed(work):
    start = time.perf_counter()
    found = work()
    return found, time.perf_counter() - start


def speed(place: Path, _: int) -> Iterator[Row]:
    for name, count in (("texts", 300), ("few", 100)):  # trees take their time
        write(place / name, count, seed=1, sentences=LONG)
    for name, wanted, options in (
        ("tagged", "20,000", {"discourse": False}),
        ("with who says what", "–", {}),
        ("with trees", "3,000", {"discourse": False, "tree": True, "vowels": False}),
        ("with trees and the vowels' witness", "–", {"discourse": False, "tree": True}),
        ("with trees and who says what", "–", {"tree": True, "vowels": False}),
    ):
        rate, _clock, _memory, words = measured(
            place / ("few" if options.get("tree") else "texts"), place / f"{len(name)}.parquet", **options
        )
        yield f"words/s and core, {name} ({words:,} words)", f"{rate:,.0f}", wanted


def memory(place: Path, _: int) -> Iterator[Row]:
    found = []
    for count in (100, 10_000):
        write(place / str(count), count, seed=1, sentences=SHORT)
        found.append(measured(place / str(count), place / f"{count}.parquet", discourse=False)[2])
    yield "memory, 100 texts and 10,000", f"{found[0]:,.0f} and {found[1]:,.0f} MB", "flat"


def million(place: Path, words: int) -> Iterator[Row]:
    texts = round(words / 240)
    write(place / "texts", texts, seed=1, sentences=LONG)
    rate, first, megabytes, count = measured(place / "texts", place / "c.parquet", discourse=False)
    yield f"words/s and core, tagged ({texts:,} texts, {count:,} words)", f"{rate:,.0f}", "20,000"
    yield "by the clock; memory", f"{first:,.0f} s; {megabytes:,.0f} MB", "–"
    yield "bytes a word in the file", f"{(place / 'c.parquet').stat().st_size / count:.1f}", "–"
    corpus, again = timed(lambda: khabar.Corpus.read(place / "texts", place / "c.parquet", discourse=False))
    yield "second pass, times faster", f"{first / again:,.0f}", "20"
    seconds = []
    for _ in range(3):
        found, took = timed(lambda: corpus.concordance('[lemma="قال"]'))
        seconds.append(took)
    yield (
        f"concordance of قال ({len(found):,} lines), median of 3",
        f"{sorted(seconds)[1]:.2f} s",
        "under 1 s",
    )


def workers(place: Path, _: int) -> Iterator[Row]:
    from distributed import Client, LocalCluster

    write(place / "few", 100, seed=1, sentences=LONG)
    write(place / "many", 800, seed=2, sentences=LONG)  # batches enough for both
    seconds = []
    for number in (1, 2):
        options = {"threads_per_worker": 1, "processes": True, "dashboard_address": None}
        with LocalCluster(n_workers=number, **options) as cluster, Client(cluster) as client:
            client.run(warm, str(place / "few"))  # each worker meets the vocabulary before the clock starts
            output = place / f"{number}.parquet"
            _, took = timed(
                lambda client=client, output=output: khabar.Corpus.read(place / "many", output, client=client)
            )
            seconds.append(took)
    yield "two workers against one, with who says what", f"{seconds[0] / seconds[1]:.2f}", "1.7"


def warm(folder: str) -> None:
    """Meet the vocabulary."""
    import khabar

    for file in sorted(Path(folder).rglob("*.txt")):
        khabar.interpret(khabar.read(file, tree=False))


PIECES = {"speed": speed, "memory": memory, "million": million, "workers": workers}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pieces", nargs="*", choices=[*PIECES, []], metavar="PIECE", help=", ".join(PIECES))
    parser.add_argument("--words", type=int, default=2_000_000)
    given = parser.parse_args()
    table = Table(title="A corpus of texts made with a seed")
    for column in ("", "measured", "wanted"):
        table.add_column(column, justify="right" if column else "left")
    for name in given.pieces or PIECES:
        with TemporaryDirectory() as folder:
            for row in PIECES[name](Path(folder), given.words):
                print(*row, sep="  ", file=sys.stderr)
                table.add_row(*row)
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
