import pytest

import khabar
from khabar.widgets import Segmenter

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def doc():
    return khabar.article()


def cut(page, word, *gaps):
    for gap in gaps:
        page.locator(".word").nth(word).locator(".gap").nth(gap).click()


def test_a_click_between_letters_cuts_and_the_mistake_is_named(host, doc):
    widget = Segmenter(doc, [(1, 16), (11, 38)])
    page = host(widget, "segmenter", kernel=True)
    cut(page, 1, 0, 2)
    assert page.evaluate("window.saved.answers") == {"11.38": ["و", "ضع", "ه"]}
    page.get_by_role("button", name="Check وضعه").click()
    page.get_by_text("The root of وضع is و.ض.ع").wait_for()
    cut(page, 1, 0)  # taken back: feedback goes with the answer that it was about
    assert page.locator(".word").nth(1).locator(".say").inner_text() == ""
    page.get_by_role("button", name="Check وضعه").click()
    page.get_by_text("✓ Right.").wait_for()
    cut(page, 0, 0, 4)
    page.get_by_text("Every word is cut rightly.").wait_for()
    assert widget.solved


def test_the_keyboard_cuts(host, doc):
    page = host(Segmenter(doc, [(1, 16)]), "segmenter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Space")
    assert page.evaluate("window.saved.answers") == {"1.16": ["و", "نظ", "يره"]}
    assert page.evaluate("document.activeElement.ariaPressed") == "true"


def test_without_a_kernel_it_still_says_whether_a_cut_is_right(host, doc):
    page = host(Segmenter(doc, [(4, 34)]), "segmenter")
    page.get_by_role("button", name="Check").first.click()
    assert "Not yet" in page.locator(".say").inner_text()
    cut(page, 0, 0)
    # The article gets back the alif that it loses after ل.
    assert page.locator(".pieces").inner_text() == "ل + المحادثات"
    page.get_by_role("button", name="Check").first.click()
    assert "✓ Right." in page.locator(".say").inner_text()


def test_letters_stay_joined_until_they_are_cut(host, doc):
    page = host(Segmenter(doc, [(1, 16)]), "segmenter")

    def strokes():
        return page.locator(".gap .stroke.joined").count()

    assert strokes() == 3  # و and ر never join
    cut(page, 0, 1)
    assert strokes() == 2
    letters = page.locator(".letter").all_inner_texts()
    assert letters[1] == "ن" and letters[2] == "ظ\u200d"


def test_many_words_are_shown_in_pages(host, doc):
    places = [(t.paragraph, t.position) for t in doc.tokens if t.is_multiword]
    widget = Segmenter(doc, places)
    page = host(widget, "segmenter", kernel=True)
    assert f"Page 1 of {widget.pages}" in page.locator(".khabar-segmenter").inner_text()
    page.get_by_role("button", name="Next page").click()
    page.get_by_text(f"Page 2 of {widget.pages}").wait_for()
    assert page.locator(".word").first.get_attribute("value") == "9"
