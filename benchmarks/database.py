"""How long the database takes to open, and the memory that the article takes, each in a fresh process.

Cold: there is no prepared copy yet, the text is read and the copy written. Warm: the copy is there.
"""

import os
import statistics
import subprocess
import sys
import tempfile

from rich.console import Console
from rich.table import Table

ROUNDS = 5
OPEN = """
import time, khabar.morphology.camel as camel
start, busy = time.perf_counter(), time.process_time()
camel.database()
print(time.perf_counter() - start, time.process_time() - busy)
"""
TAG = """
import khabar
from khabar.text.document import ARTICLE
khabar.read(ARTICLE / "article.txt")
print(next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) / 1024, 0)
"""


def answer(code: str, cache: str) -> tuple[float, float]:
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"XDG_CACHE_HOME": cache},
        check=True,
        capture_output=True,
        text=True,
    )
    first, second = map(float, done.stdout.split())
    return first, second


def main() -> None:
    cold, warm = [], []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as cache:
            cold.append(answer(OPEN, cache))
            warm.append(answer(OPEN, cache))
            memory = answer(TAG, cache)[0] if sys.platform == "linux" else float("nan")
    table = Table(title=f"Database, fresh processes, median of {ROUNDS}")
    for column in ("", "measured", "of it processor", "at most"):
        table.add_column(column, justify="left" if not column else "right")
    for title, times, limit in (
        ("cold (text read, copy written)", cold, 1.0),
        ("warm (copy read)", warm, 0.3),
    ):
        clock, processor = (statistics.median(column) for column in zip(*times, strict=True))
        table.add_row(f"open, {title}", f"{clock:.2f} s", f"{processor:.2f} s", f"{limit} s")
    table.add_row("resident at most, article tagged", f"{memory:.0f} MB", "", "300 MB")
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
