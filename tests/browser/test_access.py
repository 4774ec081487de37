"""Every widget for everyone: axe-core in JupyterLab's light and dark, 360 pixels, markup in a text."""

import pytest

import khabar
from conftest import SCREENSHOTS
from khabar.widgets import Reader, Segmenter, Tagger, Tree

pytestmark = pytest.mark.browser

HOSTILE = 'قال <img src=x onerror="window.hacked=1"> <script>window.hacked=1</script> وزيرها في حلب.'


def everything(page):
    """Open what can be opened."""
    for details in page.locator("details:not([open]) summary").all():
        details.click()


def first_cut(doc):
    return [next((t.paragraph, t.position) for t in doc.tokens if t.is_multiword)]


WIDGETS = {
    "reader": (
        "reader",
        lambda doc: Reader(doc, colour="pos", gloss=True, translation=True, selection=[1, 3]),
    ),
    "segmenter": ("segmenter", lambda doc: Segmenter(doc, first_cut(doc))),
    "tagger": ("tagger", Tagger),
    "tagger-pos": ("tagger", lambda doc: Tagger(doc, task="pos")),
    "tree": ("tree", lambda doc: Tree(doc, selection=2)),
    "tree-exercise": ("tree", lambda doc: Tree(doc, 0, exercise=True, with_relations=True)),
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", WIDGETS)
def test_nothing_shuts_people_out(host, violations, name, theme):
    file, make = WIDGETS[name]
    page = host(make(khabar.article()), file, theme=theme)
    for button in page.get_by_role("button", name="Check").all()[:1]:
        button.click()
    everything(page)
    assert violations(page) == []


@pytest.mark.parametrize("name", WIDGETS)
def test_it_fits_360_pixels(page, host, name):
    file, make = WIDGETS[name]
    page.set_viewport_size({"width": 360, "height": 740})
    host(make(khabar.article()), file)
    everything(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.screenshot(path=SCREENSHOTS / f"{name}-narrow.png", full_page=True)


@pytest.mark.parametrize("name", [name for name in WIDGETS if name != "tree-exercise"])
def test_markup_in_a_text_stays_text(host, name):
    file, make = WIDGETS[name]
    page = host(make(khabar.read(HOSTILE)), file)
    for word in page.locator(".w").all()[:6]:
        word.click()
    everything(page)
    page.wait_for_timeout(100)
    assert page.evaluate("window.hacked") is None
    assert page.locator("main img, main script").count() == 0
    assert page.locator("main").inner_text().strip()


def test_two_views_of_a_widget_stay_in_step(host):
    page = host(Segmenter(khabar.article(), [(1, 16)]), "segmenter", views=2)
    page.locator(".gap").first.click()
    assert page.locator(".pieces").all_inner_texts() == ["و + نظيره"] * 2
    page.locator(".strip").nth(1).locator(".gap").first.click()
    assert page.locator(".pieces").all_inner_texts() == ["ونظيره"] * 2


def test_two_readers_of_one_document_stay_in_step(host):
    page = host(Reader(khabar.article()), "reader", views=2)
    page.locator('[data-place="3,10"]').nth(1).click()
    assert page.locator('[data-place="3,10"][aria-pressed=true]').count() == 2
    page.get_by_label("Vowels").first.check()
    assert page.get_by_label("Vowels").nth(1).is_checked()
