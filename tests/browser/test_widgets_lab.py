"""The widgets in a real JupyterLab, with a real kernel; and what is left of them without one."""

import json

import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from traitlets.config import Config

from conftest import ROOT, SCREENSHOTS, all_widgets
from test_lab import run_all

pytestmark = pytest.mark.browser


def test_the_kernel_answers_in_jupyterlab(page, lab):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_viewport_size({"width": 1300, "height": 2600})  # JupyterLab draws what is in sight
    run_all(page, lab, "widgets.ipynb")

    # Python led the reader's eye.
    page.locator('.khabar-reader [data-place="1,16"][aria-pressed=true]').wait_for()

    segmenter = page.locator(".khabar-segmenter")
    segmenter.locator(".gap").nth(0).click()
    segmenter.get_by_role("button", name="Check").click()
    segmenter.get_by_text("The root of وضع is و.ض.ع").wait_for()

    tagger = page.locator(".khabar-tagger")
    tagger.locator('.w[data-key="2"]').click()
    tagger.locator("fieldset input").first.check()
    tagger.get_by_role("button", name="Check").click()
    tagger.get_by_text("After the preposition من a genitive is wanted.").first.wait_for()

    # Two views of one tree.
    first, second = page.locator(".khabar-tree").nth(0), page.locator(".khabar-tree").nth(1)
    first.locator('.w[data-id="2"]').click()
    first.locator('.w[data-id="0"]').click()
    second.locator(".arc").wait_for(state="attached")
    second.get_by_role("button", name="Check").click()
    first.locator(".arc.right").wait_for(state="attached")

    page.screenshot(path=SCREENSHOTS / "lab-widgets.png")
    assert not page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error']").count()
    assert not [error for error in errors if "khabar" in error.lower()]


def test_a_converted_notebook_shows_a_picture_of_each():
    notebook = all_widgets()
    NotebookClient(notebook, timeout=120).execute()
    # With the widgets' state in it nbconvert would fetch their scripts from the network; our settings prefer
    # what needs none.
    settings = Config(
        json.loads((ROOT / "toolkit" / "jupyter" / "jupyter_nbconvert_config.json").read_text())
    )
    html, _ = HTMLExporter(config=settings).from_notebook_node(notebook)
    assert '<script type="application/vnd.jupyter.widget-view+json">' not in html
    for words in ("Cut each word in bold", "Choose the reading of each word", "Draw the arcs"):
        assert words in html
    assert 'title="قَالَتْ · said"' in html
