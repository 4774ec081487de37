"""How fast the reader shows the article in JupyterLab, against an empty widget in the same page; how much is
sent; how soon a touch is answered."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbformat import v4
from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.table import Table

import khabar
from khabar.widgets import Reader

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "browser"))
from conftest import FLAGS, chromium, free_port, wait_for

ROUNDS = 7
CELLS = [
    "import anywidget, khabar\nfrom khabar.widgets import Reader\ndoc = khabar.article(); said = khabar.interpret(doc)",
    "class Empty(anywidget.AnyWidget):\n"
    "    _esm = 'export default { render({ el }) { el.innerHTML = \"<p class=empty>.</p>\"; } }'\n"
    "Empty()",
    "Reader(doc, said)",
]
WATCH = """(selector) => new Promise((seen) => {
    document.querySelectorAll(selector).forEach((old) => old.remove());
    addEventListener("keydown", () => {
        const start = performance.now();
        const look = () => {
            const found = document.querySelector(selector);
            if (found && found.getBoundingClientRect().height) seen(performance.now() - start);
            else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    }, { capture: true, once: true });
    window.watching = true;
})"""
TOUCH = """() => [...Array(20).keys()].map((n) => {
    const word = document.querySelectorAll(".khabar-reader .w")[7 * n];
    const start = performance.now();
    word.click();
    document.querySelector(".khabar-reader .card").getBoundingClientRect();
    return performance.now() - start;
})"""


def shown(page: Page, cell: int, selector: str) -> float:
    """Milliseconds from the key that runs a cell to the sight of what it shows."""
    page.locator(".jp-CodeCell .jp-InputArea-editor").nth(cell).click()
    page.evaluate("window.watching = false")
    handle = page.evaluate_handle(f"(selector) => ({{ seen: ({WATCH})(selector) }})", selector)
    page.wait_for_function("window.watching")
    page.keyboard.press("Control+Enter")
    return float(page.evaluate("(handle) => handle.seen", handle))


def measure(address: str) -> tuple[float, float, float]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1300, "height": 2000})
        page.set_default_timeout(60_000)
        page.goto(f"{address}/lab/tree/reader.ipynb?reset")
        page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        page.locator(".khabar-reader .w").first.wait_for()
        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(ROUNDS):  # interleaved, so that a slow moment of the machine hits both alike
            times[0].append(shown(page, 1, ".empty"))
            times[1].append(shown(page, 2, ".khabar-reader .w"))
        touch = statistics.median(page.evaluate(TOUCH))
        browser.close()
    return statistics.median(times[0]), statistics.median(times[1]), touch


def in_jupyterlab() -> tuple[float, float, float]:
    with tempfile.TemporaryDirectory() as folder:
        kernel = {
            "kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
        }
        notebook = v4.new_notebook(cells=[v4.new_code_cell(cell) for cell in CELLS], metadata=kernel)
        nbformat.write(notebook, Path(folder) / "reader.ipynb")
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        arguments = ["--no-browser", f"--port={port}", "--ServerApp.token=", "--ServerApp.allow_root=True"]
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyter", "lab", *arguments],
            cwd=folder, env=os.environ | {"HOME": folder}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            wait_for(address)
            return measure(address)
        finally:
            server.terminate()
            server.wait()


def main() -> None:
    doc = khabar.article()
    said = khabar.interpret(doc)
    kernel = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        widget = Reader(doc, said)
        bundle, _ = widget._repr_mimebundle_()
        kernel.append(1000 * (time.perf_counter() - start))
    sent = [widget.get_state(), bundle]
    size = sum(len(json.dumps(part, ensure_ascii=False, default=str).encode()) for part in sent) / 1000
    empty, reader, touch = in_jupyterlab()
    table = Table(title=f"The reader on the article, medians of {ROUNDS}")
    for column in ("", "measured", "ratio", "at most"):
        table.add_column(column, justify="left" if not column else "right")
    table.add_row("an empty widget, seen in JupyterLab", f"{empty:.0f} ms", "1", "")
    table.add_row("the reader, seen in JupyterLab", f"{reader:.0f} ms", f"{reader / empty:.1f}", "400 ms")
    table.add_row("  of that in the kernel", f"{statistics.median(kernel):.0f} ms", "", "100 ms")
    table.add_row("a touch answered", f"{touch:.1f} ms", "", "50 ms")
    table.add_row("sent to the page", f"{size:.0f} kB", "", "250 kB")
    Console().print(table)


if __name__ == "__main__":
    main()
