"""How long a fresh process takes, against `import camel_tools.disambig.mle` in the same run."""

import os
import statistics
import subprocess
import sys
import time

from rich.console import Console
from rich.table import Table

ROUNDS = 7
BASE = "import khabar.morphology._camel_data as d\nwith d.importable():\n    import camel_tools.disambig.mle"
CASES = {
    "import khabar": ("import khabar", 0.15),
    "khabar.article()": ("import khabar; khabar.article()", 0.5),
    "the whole article tagged": (
        "import khabar; from khabar.text.document import ARTICLE; khabar.read(ARTICLE / 'article.txt')",
        2.5,
    ),
}


def seconds(code: str) -> float:
    """One fresh process, bare interpreter start taken off by the caller."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ | {"PYTHONDONTWRITEBYTECODE": ""})
    return time.perf_counter() - start


def main() -> None:
    codes = {"bare interpreter": "pass", "base": BASE} | {name: code for name, (code, _) in CASES.items()}
    times: dict[str, list[float]] = {name: [] for name in codes}
    for _ in range(ROUNDS):  # interleaved, so that a slow moment of the machine hits all alike
        for name, code in codes.items():
            times[name].append(seconds(code))
    bare = statistics.median(times["bare interpreter"])
    base = statistics.median(times["base"]) - bare
    table = Table(title=f"Fresh process, median of {ROUNDS}, interpreter start ({bare:.3f} s) taken off")
    for column in ("", "seconds", "ratio", "at most"):
        table.add_column(column, justify="left" if not column else "right")
    table.add_row("import camel_tools.disambig.mle", f"{base:.3f}", "1", "")
    for name, (_, limit) in CASES.items():
        took = statistics.median(times[name]) - bare
        table.add_row(name, f"{took:.3f}", f"{took / base:.2f}", str(limit))
    Console().print(table)


if __name__ == "__main__":
    main()
