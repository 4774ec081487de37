"""Every notebook of the course runs from top to bottom in a fresh kernel."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted(Path(__file__).parents[2].glob("notebooks/*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs_from_top_to_bottom(path, tmp_path, monkeypatch):
    monkeypatch.setenv("KHABAR_PROGRESS", str(tmp_path / "progress.json"))
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
    silent = [
        cell.source
        for cell in notebook.cells
        if cell.cell_type == "code"
        and not cell.outputs
        and not cell.source.rstrip().endswith(";")
        and "=" not in cell.source.splitlines()[-1]
        and not cell.source.startswith(("import", "from"))
    ]
    assert not silent, f"cells without an outcome: {silent}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_is_committed_without_outputs_and_with_its_parts(path):
    notebook = nbformat.read(path, as_version=4)
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in notebook.cells)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    for part in ("*Objectives.*", "## Recap", "خلاصة", "| English |"):
        assert part in prose, f"{path.name} has no {part}"
