"""The concordance: from a number to its lines and from a line to its text, each in sight; ten thousand lines."""

import shutil

import nbformat
import pytest

import khabar
from conftest import SCREENSHOTS, all_widgets, becomes
from khabar.corpus.example import write
from khabar.widgets import Concordance
from test_in_sight import assert_in_sight, rectangle
from test_lab import run_all

pytestmark = pytest.mark.browser
CARD = ".khabar-concordance .beside:popover-open"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("news")
    write(folder / "news", 60, seed=7, sentences=(8, 20))
    return khabar.Corpus.read(folder / "news", folder / "news.parquet", discourse=False)


@pytest.fixture(scope="module")
def table(corpus):
    return corpus.compare('[lemma="قال"]', "outlet", draws=50)


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (400, "dark")])
def test_two_clicks_lead_from_each_number_to_its_text(host, page, corpus, table, violations, width, theme):
    page.set_viewport_size({"width": width, "height": 800})
    if width == 400:  # here the number itself is pressed, there the word beside it
        table = table.assign(lines_of_matches=table["lines"])
    widget = Concordance(corpus, table=table)
    host(widget, "concordance", kernel=True, theme=theme)
    texts = corpus.documents().set_index("id")
    for number, row in enumerate(table.to_dict("records")):
        page.locator(".numbers tbody tr").nth(number).get_by_role("button").last.click()
        becomes(page, lambda: widget.total, row["matches"])
        lines = corpus.concordance(row["lines"])
        page.locator(".told", has_text=f"Lines: {row['matches']}").wait_for()
        page.locator(".line").nth(1).click()
        page.locator(CARD).wait_for()
        assert_in_sight(rectangle(page, CARD))
        assert page.locator(f"{CARD} mark").inner_text() == lines["match"][1]
        told = page.locator(CARD).inner_text()
        assert texts.loc[lines["id"][1], "name"] in told and row["outlet"] in told
        if not number:
            page.screenshot(path=SCREENSHOTS / f"concordance-passage-{width}.png")
        page.keyboard.press("Escape")
    boxes = page.evaluate(
        "[...document.querySelectorAll('.line')].slice(0, 12).map((line) => [...line.children].map("
        "(part) => [part.getBoundingClientRect().left, part.getBoundingClientRect().right]))"
    )
    assert all(before[0] >= match[1] and match[0] >= after[1] for before, match, after in boxes)
    middles = [sum(match) / 2 for _, match, _ in boxes]
    assert max(middles) - min(middles) < 2
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.screenshot(path=SCREENSHOTS / f"concordance-{width}.png")
    assert violations(page) == []
    page.get_by_role("button", name="العربية").click()
    page.locator(".khabar-concordance[dir=rtl]").wait_for()
    assert widget.row == 2 and "الأسطر: " in page.locator(".told").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.screenshot(path=SCREENSHOTS / f"concordance-arabic-{width}.png")
    assert violations(page) == []


def test_ten_thousand_lines_are_walked_by_keyboard_and_by_scrolling(host, page, corpus):
    widget = Concordance(corpus, "[]")
    assert widget.total > 10_000
    host(widget, "concordance", kernel=True)
    box = page.get_by_role("listbox")
    box.focus()
    page.keyboard.press("End")
    page.locator(f'.line[aria-posinset="{widget.total}"][aria-selected=true]').wait_for()
    assert page.locator(".line").count() <= 60
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator(CARD).wait_for()
    assert widget.chosen == widget.total - 10 and page.locator(f"{CARD} mark").inner_text()
    # A kernel needs a moment; then there is no hole where one looks, and no card without its line.
    for share in (0.5, 0.1, 0.9):
        box.evaluate("(box, share) => { box.scrollTop = box.scrollHeight * share; }", share)
        page.wait_for_function(
            """() => { const box = document.querySelector(".lines").getBoundingClientRect();
            return [4, box.height / 2, box.height - 4].every((y) => document.elementFromPoint(box.left + 50, box.top + y).closest(".line")); }"""
        )
        assert page.locator(CARD).count() == 0


def test_a_query_is_written_ordered_and_its_fault_explained(host, page, corpus):
    widget = Concordance(corpus)
    host(widget, "concordance", kernel=True)
    field = page.get_by_label("Query")
    field.fill("[lemma=قال]")
    field.press("Enter")
    page.locator(".told", has_text="quotation marks").wait_for()
    page.screenshot(path=SCREENSHOTS / "concordance-fault.png")
    field.fill('[lemma="زعم"]')
    page.get_by_role("button", name="Find").click()
    page.locator(".line").first.wait_for()
    page.get_by_label("Order").select_option("after")
    becomes(page, lambda: widget.sort, "after")
    wanted = corpus.concordance('[lemma="زعم"]', width=12, sort="after")["after"][0]
    page.locator(".line .after").first.get_by_text(wanted, exact=True).wait_for()


IN_JUPYTERLAB = """import khabar
from khabar.widgets import Concordance

corpus = khabar.Corpus("news.parquet")
Concordance(corpus, table=corpus.frequency(by="outlet", least=20))"""


def test_in_jupyterlab_two_clicks_and_keys_that_are_the_widgets_own(page, lab, lab_folder, corpus):
    page.set_viewport_size({"width": 1300, "height": 1000})
    shutil.copy(corpus.path, lab_folder / "news.parquet")
    nbformat.write(all_widgets([IN_JUPYTERLAB, "corpus"]), lab_folder / "concordance.ipynb")
    run_all(page, lab, "concordance.ipynb")
    page.locator(".khabar-concordance .numbers button").first.click(timeout=120_000)  # a kernel starts
    page.locator(".line").nth(2).click()
    page.locator(CARD).wait_for()
    assert_in_sight(rectangle(page, CARD))
    page.screenshot(path=SCREENSHOTS / "lab-concordance.png")
    page.keyboard.press("Escape")
    page.get_by_role("listbox", name="Lines").focus()
    for key in ("ArrowDown", "ArrowUp", "End", "Enter"):
        page.keyboard.press(key)
    page.locator(CARD).wait_for()
    assert page.locator(".line").last.get_attribute("aria-selected") == "true"
    # JupyterLab's own keys would have run or left the cell.
    assert page.locator(".jp-Notebook .jp-Cell").count() == 2 and not page.locator(".jp-mod-editMode").count()
