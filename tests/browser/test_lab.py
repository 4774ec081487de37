"""The first notebook in JupyterLab, as a newcomer runs it."""

import pytest

from conftest import SCREENSHOTS

pytestmark = pytest.mark.browser


def run_all(page, lab, path):
    page.goto(f"{lab}/lab/tree/{path}?reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    run_the_cells(page)


def run_the_cells(page, touch="click"):
    """By the menu; ``touch``: "click", or "tap" with a finger."""
    for item in ("Run", "Run All Cells"):
        getattr(page.get_by_role("menuitem", name=item, exact=True), touch)()


def test_the_first_notebook_answers_a_touch_and_a_question(page, lab):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    run_all(page, lab, "notebooks/00-first-look.ipynb")
    reader = page.locator(".khabar-reader").first
    reader.wait_for()
    word = reader.locator('[data-place="1,16"]')
    word.click()
    card = reader.locator(".card")
    assert "وَنَظِيرَهُ" in card.locator("h3").inner_text().replace("\u202f", "")
    assert "and + counterpart + his" in card.inner_text()
    page.screenshot(path=SCREENSHOTS / "lab-reader.png")
    choice = page.get_by_label("The Russian Foreign Ministry said it; Reuters relays its words.")
    choice.scroll_into_view_if_needed()
    choice.check()
    page.get_by_role("button", name="Check").first.click()
    page.get_by_text("✓ Right.").wait_for()
    page.screenshot(path=SCREENSHOTS / "lab-question.png")
    assert not page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error']").count()
    assert not [error for error in errors if "khabar" in error.lower()]
