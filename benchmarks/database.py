"""How long the database takes to open, and the memory that the article takes, each in a fresh process.

Nothing is kept from one process to the next: the first opening after an installation takes no longer than
others. A stem is read when somebody asks for it; beside the opening stands what reading all of them takes.
"""

import statistics
import subprocess
import sys

from rich.console import Console
from rich.table import Table

ROUNDS = 5
OPEN = """
import time, khabar.morphology.camel as camel
start, busy = time.perf_counter(), time.process_time()
database = camel.database()
opened = time.perf_counter(), time.process_time()
for entries in database.stem_hash.values():
    pass
print(opened[0] - start, opened[1] - busy, time.perf_counter() - opened[0], time.process_time() - opened[1])
"""
TAG = """
import khabar
from khabar.text.document import ARTICLE
khabar.read(ARTICLE / "article.txt")
print(next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) / 1024)
"""


def answer(code: str) -> list[float]:
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return [*map(float, done.stdout.split())]


def main() -> None:
    times = [statistics.median(column) for column in zip(*(answer(OPEN) for _ in range(ROUNDS)), strict=True)]
    memory = answer(TAG)[0] if sys.platform == "linux" else float("nan")
    table = Table(title=f"Database, fresh processes, median of {ROUNDS}")
    for column in ("", "measured", "of it processor", "at most"):
        table.add_column(column, justify="left" if not column else "right")
    table.add_row("open", f"{times[0]:.2f} s", f"{times[1]:.2f} s", "0.3 s")
    table.add_row("then every stem read", f"{times[2]:.2f} s", f"{times[3]:.2f} s", "")
    table.add_row("resident at most, article tagged", f"{memory:.0f} MB", "", "300 MB")
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
