"""Many texts: words a second without and with what is said, memory from few texts to many, a second
pass, a concordance, two workers: python benchmarks/corpus.py [texts]

The texts are made with a seed (khabar/corpus/example.py): frames of news filled with some hundred words, so
that sentences differ while the vocabulary has been met. New words cost a millisecond each
(benchmarks/throughput.py measures that); they are few here.
All ratios are measured in one run. Memory is the greatest that a process of its own needed.
"""

import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from khabar.corpus.example import write


def measured(source: Path, output: Path, discourse: bool) -> tuple[float, float, int]:
    """Words a second of the processor, greatest memory in MB, words, of a process of its own. The
    vocabulary is met before the clock starts."""
    code = (
        "import resource, sys, time, khabar\nfrom pathlib import Path\n"
        "source, output, discourse = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] == 'True'\n"
        "for file in sorted(source.rglob('*.txt'))[:100]: khabar.read(file)\n"
        "start = time.process_time()\n"
        "corpus = khabar.Corpus.read(source, output, discourse=discourse)\n"
        "took = time.process_time() - start\n"
        "words = int(corpus.sql('SELECT count(*) AS n FROM words')['n'][0])\n"
        "print(words / took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, words)"
    )
    command = [sys.executable, "-W", "ignore", "-c", code, str(source), str(output), str(discourse)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(said[0]), float(said[1]), int(said[2])


def timed(work):
    start = time.perf_counter()
    found = work()
    return found, time.perf_counter() - start


def main() -> None:
    from distributed import Client, LocalCluster

    import khabar

    many = int(sys.argv[1]) if len(sys.argv) > 1 else 6_500
    table = Table(title="A corpus of texts made with a seed")
    for column in ("", "measured", "wanted"):
        table.add_column(column, justify="right" if column else "left")
    with TemporaryDirectory() as folder:
        place = Path(folder)
        few = max(100, many // 100)
        write(place / "few", few, seed=1, sentences=(8, 30))
        write(place / "many", many, seed=1, sentences=(8, 30))
        plain, memory_few, _ = measured(place / "few", place / "few.parquet", False)
        table.add_row(f"words/s and core, {few} texts, tagged", f"{plain:,.0f}", "20,000")
        plain, memory, words = measured(place / "many", place / "plain.parquet", False)
        table.add_row(
            f"words/s and core, {many:,} texts ({words:,} words), tagged", f"{plain:,.0f}", "20,000"
        )
        table.add_row(
            f"memory, {many:,} texts against {few}", f"{memory:,.0f} / {memory_few:,.0f} MB", "flat"
        )
        told, _, _ = measured(place / "few", place / "told.parquet", True)
        table.add_row(f"words/s and core, {few} texts, with who says what", f"{told:,.0f}", "–")
        size = (place / "plain.parquet").stat().st_size / words
        table.add_row("bytes a word in the file", f"{size:.1f}", "–")
        first = words / plain
        corpus, again = timed(
            lambda: khabar.Corpus.read(place / "many", place / "plain.parquet", discourse=False)
        )
        table.add_row("second pass, times faster", f"{first / again:,.0f}", "20")
        found, took = timed(lambda: corpus.concordance('[lemma="قال"]'))
        table.add_row(f"concordance of قال ({len(found):,} lines)", f"{took:.2f} s", "under 1 s")
        seconds = []
        for workers in (1, 2):
            with (
                LocalCluster(
                    workers, threads_per_worker=1, processes=True, dashboard_address=None
                ) as cluster,
                Client(cluster) as client,
            ):
                # Each worker opens the morphology and meets the vocabulary before the clock starts.
                khabar.Corpus.read(
                    place / "few", place / f"warm{workers}.parquet", client=client, discourse=False
                )
                client.run(warm, str(place / "few"))
                _, took = timed(
                    lambda client=client, workers=workers: khabar.Corpus.read(
                        place / "many", place / f"dask{workers}.parquet", client=client, discourse=False
                    )
                )
                seconds.append(took)
        table.add_row("two workers against one", f"{seconds[0] / seconds[1]:.2f}", "1.7")
    Console(width=120).print(table)
    print(f"Greatest memory here: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def warm(folder: str) -> None:
    """Meet the vocabulary."""
    import khabar

    for file in sorted(Path(folder).rglob("*.txt")):
        khabar.read(file)


if __name__ == "__main__":
    main()
