"""What every notebook of the course is, as it is committed. That each runs from top to bottom in a fresh kernel
is seen where the site is built of them (``tests/browser/test_site.py``)."""

from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted(Path(__file__).parents[2].glob("notebooks/*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_is_committed_without_outputs_and_with_its_parts(path):
    notebook = nbformat.read(path, as_version=4)
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in notebook.cells)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    for part in ("*Objectives.*", "## Recap", "خلاصة", "| English |"):
        assert part in prose, f"{path.name} has no {part}"
