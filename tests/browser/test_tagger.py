import pytest

import khabar
from conftest import becomes
from khabar.widgets import Tagger

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def doc():
    return khabar.article()


def test_a_reading_is_chosen_judged_and_explained_by_its_neighbours(host, doc):
    widget = Tagger(doc, 5)
    page = host(widget, "tagger", kernel=True)
    page.locator('.w[data-key="2"]').click()
    options = widget.items[1]["options"]
    wrong = next(n for n, option in enumerate(options) if n not in widget.items[1]["right"])
    page.locator("fieldset input").nth(wrong).check()
    page.get_by_role("button", name="Check").click()
    page.locator(".say", has_text="After the preposition من a genitive is wanted.").wait_for()
    assert page.locator('.w[data-key="2"] .sign').inner_text() == "✗"
    page.locator("fieldset input").nth(widget.items[1]["right"][0]).check()
    assert page.locator(".say").inner_text() == ""
    page.get_by_role("button", name="Check").click()
    page.locator(".say", has_text="✓ Right.").wait_for()
    assert widget.score == pytest.approx(1 / sum(bool(item["key"]) for item in widget.items))
    page.get_by_text("How context decides").click()
    assert page.locator("table tr").count() == len(options) + 1


def test_part_of_speech_and_case_by_keyboard_alone(host, doc):
    widget = Tagger(doc, 5, task="pos")
    page = host(widget, "tagger", kernel=True)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    assert page.locator(".panel h3").inner_text() == "جهت"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # the first radio button, NOUN
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")  # from no case to genitive
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".say", has_text="✓ Right.").wait_for()
    becomes(page, lambda: widget.answers, {"2": {"upos": "NOUN", "case": "Gen"}})
    page.keyboard.press("Tab")  # Previous word
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # Next word
    assert page.locator(".panel h3").inner_text() == "ها"
    assert page.evaluate("document.activeElement.type") == "radio"


def test_python_leads_and_follows(host, doc):
    widget = Tagger(doc, 5)
    widget.selection, widget.answers = "9", {"9": 0}
    page = host(widget, "tagger", views=2)
    assert page.locator(".panel h3").all_inner_texts() == [widget.items[9 - 1]["form"]] * 2
    assert page.locator("fieldset input:checked").count() == 2
    page.locator("fieldset").nth(1).locator("input").nth(1).check()
    assert page.locator("fieldset").nth(0).locator("input").nth(1).is_checked()
    assert page.evaluate("window.saved.answers") == {"9": 1}
