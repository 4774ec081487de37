"""Run docs/study.ipynb and write what it gave as docs/study.md, its figures beside: python toolkit/study.py"""

import re
from base64 import b64decode
from io import StringIO
from pathlib import Path

import nbformat
import pandas
from nbclient import NotebookClient

DOCS = Path(__file__).parent.parent / "docs"
ROWS = 16  # of a table, on the page
FIGURES = DOCS / "pictures" / "study"
# What the widget shows after two clicks, by tests/browser/test_concordance.py.
WIDGET = "![A table of outlets, the lines behind its first row, and beside one of them its passage](pictures/widgets/concordance-light.png)"


def given(outputs: list, number: int) -> str:
    """The outputs of a cell as Markdown: its last figure, table or text."""
    parts = []
    for data in [
        output["data"] for output in outputs if output.output_type in ("execute_result", "display_data")
    ]:
        page = data.get("text/html", "")
        if "application/vnd.jupyter.widget-view+json" in data:
            if "<table" in page:  # a table of numbers, not the bar of progress
                table = pandas.read_html(StringIO(page))[0].fillna("–")
                parts.append(table.head(ROWS).to_markdown(index=False))
                parts.append(f"The first {ROWS} of {len(table)} rows." if len(table) > ROWS else "")
        elif "khabar-figure" in page:
            picture = re.search(r'src="data:image/png;base64,([^"]+)"', page)[1]
            (FIGURES / f"{number:02d}.png").write_bytes(b64decode(picture))
            alt = re.search(r'alt="([^"]*)"', page)[1]
            parts.append(f"![{alt}](pictures/study/{number:02d}.png)")
        elif "<table" in page:
            table = pandas.read_html(StringIO(page), index_col=0)[0]
            table.columns = [name[0] if isinstance(name, tuple) else name for name in table.columns]
            table.index = ["" if pandas.isna(name) else name for name in table.index]
            parts.append(table.fillna("").to_markdown())
        elif "image/png" not in data and not data["text/plain"].startswith("<Axes"):
            parts.append(f"```text\n{data['text/plain']}\n```")
    parts += [f"```text\n{output.text}```" for output in outputs if output.get("name") == "stdout"]
    return "\n\n".join(filter(None, parts))


def main() -> None:
    notebook = nbformat.read(DOCS / "study.ipynb", as_version=4)
    NotebookClient(notebook, timeout=900, resources={"metadata": {"path": str(DOCS)}}).execute()
    FIGURES.mkdir(parents=True, exist_ok=True)
    parts = []
    for number, cell in enumerate(notebook.cells):
        parts.append(cell.source if cell.cell_type == "markdown" else f"```python\n{cell.source}\n```")
        if cell.cell_type == "code":
            parts += [given(cell.outputs, number), WIDGET if "table=claims" in cell.source else ""]
    text = "\n\n".join(filter(None, parts)) + "\n"
    (DOCS / "study.md").write_text(re.sub(r"/\S*/(?=news\.parquet)", "", text), encoding="utf-8")


if __name__ == "__main__":
    main()
