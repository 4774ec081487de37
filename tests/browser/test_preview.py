"""The maker of questions, by the keyboard: dropped, moved, edited, added, written."""

import pytest

from conftest import SCREENSHOTS, becomes
from khabar.course.grading import build
from khabar.widgets import Maker

pytestmark = pytest.mark.browser


def test_an_assignment_is_made_by_the_keyboard(host, tmp_path, violations):
    maker = Maker("communique", tmp_path, questions=6)
    page = host(maker, "maker", kernel=True)
    assert not violations(page)
    prompts = lambda: [each.prompt for each in maker.draft.exercises]  # noqa: E731
    first = prompts()
    page.get_by_role("button", name="Drop 1", exact=True).focus()
    page.keyboard.press("Enter")
    becomes(page, prompts, first[1:])
    assert page.evaluate("document.activeElement.dataset.name") == "drop 0"
    page.get_by_role("button", name="Down 1", exact=True).focus()
    page.keyboard.press("Enter")
    becomes(page, prompts, [first[2], first[1], *first[3:]])
    page.keyboard.press("Enter")  # the focus has gone down with the question
    becomes(page, prompts, [first[2], first[3], first[1], *first[4:]])
    page.screenshot(path=SCREENSHOTS / "maker.png", full_page=True)
    # A question of one's own; what cannot be asked stays open, and is told.
    page.get_by_label("Another question").select_option("own choose")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_label("Right answers, one a line").fill("z")
    page.keyboard.press("Control+Enter")
    page.locator(".say", has_text="is no option").wait_for()
    page.get_by_label("Right answers, one a line").fill("b")
    page.get_by_label("Question", exact=True).fill("Who speaks in paragraph 5? <b>«الوزارة»</b>")
    page.get_by_label("Options, one a line").fill("nobody\nالوزارة")
    page.keyboard.press("Control+Enter")
    becomes(page, lambda: maker.draft.exercises[-1].options, ["nobody", "الوزارة"])
    assert page.locator("ol.questions b b").count() == 0  # what is written is text
    right = page.locator("ol.questions > li").last.locator('[data-right="true"]')
    assert "الوزارة" in right.inner_text() and right.inner_text().startswith("✓")
    page.get_by_role("button", name="Write the assignment").click()
    page.locator(".say", has_text="khabar exercises release communique").wait_for()
    assert [each.prompt for each in build.read(maker.draft.path).exercises] == prompts()
    page.get_by_label("Grade").select_option("advanced")
    page.get_by_label("How many").fill("4")
    page.get_by_role("button", name="Choose anew").click()
    becomes(page, lambda: [each.grade for each in maker.draft.exercises], ["advanced"] * 4)
    page.get_by_role("button", name="Undo").click()
    becomes(page, lambda: len(maker.draft.exercises), 6)
