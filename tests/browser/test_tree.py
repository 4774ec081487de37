import pytest

import khabar
from conftest import becomes
from khabar.widgets import Tree

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def doc():
    return khabar.article()


def word(page, number):
    return page.locator(f'.line .w[data-id="{number}"]')


def test_arcs_run_right_to_left_and_none_is_missing(host, doc):
    page = host(Tree(doc, 9), "tree")
    words = [w for w in doc.sentences[9].words if w.upos != "PUNCT"]
    assert page.locator(".arc").count() == len(words) == page.locator("[role=treeitem]").count()
    assert word(page, 1).bounding_box()["x"] > word(page, 2).bounding_box()["x"]
    word(page, words[-1].id).click()
    assert page.locator(".arc.in").count() == 1
    assert words[-1].misc["I3rab"] in page.locator(".panel").inner_text()


def test_the_list_folds_by_keyboard_and_grows_to_the_left(host, doc):
    page = host(Tree(doc, 0), "tree")
    page.locator("[role=treeitem]").first.focus()
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.dataset.id") == "2"
    page.keyboard.press("ArrowRight")  # closes وزارة
    assert page.evaluate("window.saved.collapsed") == [2]
    assert page.evaluate("document.activeElement.ariaExpanded") == "false"
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("window.saved.collapsed") == []
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")  # to the head
    assert page.evaluate("document.activeElement.dataset.id") == "1"
    page.get_by_role("button", name="Fold all", exact=True).click()
    shown = page.locator("[role=treeitem]").count()
    page.get_by_role("button", name="Unfold all").click()
    words = [w for w in doc.sentences[0].words if w.upos != "PUNCT"]
    assert shown < page.locator("[role=treeitem]").count() == len(words)


def test_another_sentence_is_a_button_away(host, doc):
    page = host(Tree(doc), "tree", kernel=True)
    page.get_by_role("button", name="Next sentence").click()
    page.get_by_text("Sentence 2 of 11").wait_for()
    assert page.locator(".line .w").count() == sum(w.upos != "PUNCT" for w in doc.sentences[1].words)


def test_arcs_are_drawn_by_clicks_dragging_and_keys_and_judged(host, doc):
    widget = Tree(doc, 1, exercise=True)
    page = host(widget, "tree", kernel=True)
    word(page, 2).click()
    word(page, 0).click()
    word(page, 1).hover()
    page.mouse.down()
    word(page, 2).hover()
    page.mouse.up()  # from the head to the word
    assert page.evaluate("window.saved.heads") == {"2": 1}
    word(page, 2).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    assert page.evaluate("window.saved.heads") == {"2": 0}
    word(page, 4).click()
    page.get_by_label("Head", exact=True).select_option("3")
    page.get_by_role("button", name="Check").click()
    page.locator(".say", has_text="not from the helper").wait_for()
    assert word(page, 2).locator(".sign").inner_text() == "✓"
    word(page, 2).click()
    irab = doc.sentences[1].words[1].misc["I3rab"]
    assert "«" in irab and page.locator(".say bdi").all_inner_texts() == [irab]
    assert word(page, 4).locator(".sign").inner_text() == "✗"
    assert page.locator(".arc.wrong").count() == 1


def test_a_whole_tree_with_relations(host, doc):
    widget = Tree(doc, 1, exercise=True)
    words = [w for w in doc.sentences[1].words if w.upos != "PUNCT"]
    widget.heads = {str(w.id): w.head for w in words}
    assert widget.solved
    page = host(widget, "tree", kernel=True)
    page.get_by_label("ask for the relations too").check()
    for w in words:
        word(page, w.id).click()
        page.keyboard.press("Escape")
        page.get_by_label("Relation", exact=True).select_option(w.deprel)
    page.get_by_text("The tree is complete and right.").wait_for()
    becomes(page, lambda: widget.heads, {str(w.id): w.head for w in words})
    assert widget.solved
