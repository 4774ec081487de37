"""Board, roots, question and a figure in a real JupyterLab; and what is left of them without a kernel."""

import json

import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from traitlets.config import Config

from conftest import MORE_CELLS, ROOT, SCREENSHOTS, all_widgets
from test_lab import run_all

pytestmark = pytest.mark.browser


def test_the_kernel_answers_in_jupyterlab(page, lab):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_viewport_size({"width": 1300, "height": 3600})  # JupyterLab draws what is in sight
    run_all(page, lab, "more-widgets.ipynb")

    # The letters are the board's, not JupyterLab's: C would copy the cell, N is no command, S might save.
    board = page.locator(".khabar-board")
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    board.get_by_role("option").first.click()
    for key in ("c", "ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft", "s"):
        page.keyboard.press(key)
    board.get_by_role("button", name="Check", exact=True).press("Enter")
    board.get_by_text("The content is not marked.").wait_for()
    assert "The source" not in board.locator(".notes").inner_text()
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells
    assert not page.locator(".jp-mod-editMode").count()

    roots = page.locator(".khabar-roots")
    roots.get_by_role("button", name="قَالَ", exact=True).click()
    roots.get_by_text("يَقُلْنَ").first.wait_for()

    # Two views of one question; Enter submits and does not run or edit the cell.
    one, two = page.locator(".khabar-question").nth(0), page.locator(".khabar-question").nth(1)
    one.get_by_label("Pieces, joined by +").fill("و + نظيره")
    one.get_by_label("Pieces, joined by +").press("Enter")
    two.get_by_text("✗ Not yet.").wait_for()
    two.get_by_label("Pieces, joined by +").fill("و + نظير + ه")
    two.get_by_label("Pieces, joined by +").press("Enter")
    one.get_by_text("✓ Right.").wait_for()

    alt = page.locator(".jp-OutputArea-output img").last.get_attribute("alt")
    assert alt.startswith("Bar chart of words by speaker")
    page.screenshot(path=SCREENSHOTS / "lab-more-widgets.png")
    assert not page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error']").count()
    assert not [error for error in errors if "khabar" in error.lower()]


def test_a_converted_notebook_shows_a_picture_of_each():
    notebook = all_widgets(MORE_CELLS)
    NotebookClient(notebook, timeout=120).execute()
    settings = json.loads((ROOT / "toolkit" / "jupyter" / "jupyter_nbconvert_config.json").read_text())
    html, _ = HTMLExporter(config=Config(settings)).from_notebook_node(notebook)
    for words in ("Nothing is marked yet", "مُقَاوَلَة", "Cut <bdi", 'alt="Bar chart of words by speaker'):
        assert words in html
