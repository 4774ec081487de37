"""The root explorer: root, family, forms and places, by mouse and keyboard, in a page with a kernel."""

import pytest
import traitlets

import khabar
from conftest import SCREENSHOTS, becomes
from khabar.widgets import Reader, RootExplorer

pytestmark = pytest.mark.browser
DOC = khabar.article()


@pytest.fixture
def explorer(host):
    def show(document=DOC, root="", **options):
        widget = RootExplorer(document, root)
        page = host(widget, "roots", kernel=True, **options)
        page.set_default_timeout(5_000)
        return page, widget

    return show


def forms(page):
    return page.locator("table.forms")


def test_from_a_root_of_the_text_to_the_conjugation_and_the_places_by_mouse(explorer):
    page, widget = explorer()
    page.get_by_role("button", name="ق.و.ل 5").click()
    page.get_by_role("button", name="قَالَ", exact=True).click()
    row = forms(page).locator("tr", has=page.get_by_role("rowheader", name="هُنَّ"))
    assert row.locator("td").nth(1).inner_text() == "يَقُلْنَ"
    boxed = forms(page).locator(".here").all_inner_texts()
    assert [form.split()[0] for form in boxed] == ["قَالَ", "قَالَتْ"]
    assert page.get_by_role("heading", name="Places in the text: 5").count() == 1
    page.locator(".place").nth(1).click()
    becomes(page, lambda: widget.place, [4, 1])
    assert page.locator(".place").nth(1).get_attribute("aria-pressed") == "true"


def test_by_keyboard_with_a_noun_and_a_passive(explorer):
    page, widget = explorer()
    field = page.get_by_label("Root", exact=True)
    field.fill("وزر")
    field.press("Enter")
    page.get_by_role("button", name="وَزِير", exact=True).press("Enter")
    row = forms(page).locator("tr", has=page.get_by_role("rowheader", name="جمع مذكر نكرة"))
    assert row.locator("td").first.inner_text() == "وُزَرَاءُ"
    first = page.locator(".choices button").first
    first.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    becomes(page, lambda: widget.root, widget.roots[1][0])
    field.fill("ق.و.ل")
    field.press("Enter")
    page.get_by_role("button", name="قَالَ", exact=True).press("Enter")
    page.get_by_label("Voice").select_option("passive")
    forms(page).get_by_text("قِيلَ", exact=True).wait_for()


def test_a_reader_follows_the_chosen_place():
    widget, reader = RootExplorer(DOC, "قول"), Reader(DOC)
    traitlets.link((widget, "place"), (reader, "selection"))
    widget.lexeme = ["قَالَ", "VERB"]
    widget.place = widget.places[0]["place"]
    assert reader.token.form == "قالت"


def test_each_word_of_a_root_is_counted_once_in_its_family():
    widget = RootExplorer(DOC)
    for root, count in widget.roots[:12]:
        widget.root = root
        assert sum(member["count"] for member in widget.members) == count, root
        for member in widget.members:
            if member["count"]:
                widget.lexeme = [member["lemma"], member["pos"]]
                assert len(widget.places) == member["count"]


@pytest.mark.parametrize("root", ["xyz", "<b>", "ق", "ظظظ"])
def test_a_bad_root_gets_one_sentence(explorer, root):
    page, widget = explorer(root=root)
    assert widget.message and page.locator(".told").inner_text() == widget.message
    assert page.locator("table").count() == 0


def test_without_a_document_there_are_forms_but_no_places(explorer):
    page, widget = explorer(None, "كتب")
    assert not page.get_by_text("Roots of the text").is_visible()
    page.locator(".lemma").first.click()
    forms(page).wait_for()
    assert widget.places == [] and page.locator(".place").count() == 0


def test_two_views_stay_in_step(explorer):
    page, _ = explorer(root="قول", views=2)
    page.get_by_role("button", name="قَالَ", exact=True).nth(1).click()
    forms(page).nth(0).wait_for()
    assert forms(page).count() == 2
    page.get_by_label("Root", exact=True).first.fill("وزر")
    page.get_by_label("Root", exact=True).first.press("Enter")
    page.get_by_role("button", name="وَزِير", exact=True).nth(1).wait_for()
    assert page.get_by_label("Root", exact=True).nth(1).input_value() == "وزر"


def test_markup_stays_text(host):
    hostile = '<img src=x onerror="window.hacked=1">'
    doc = khabar.Document.from_conllu(DOC.to_conllu())
    word = next(word for word in doc.words if word.misc.get("Root") == "ق.و.ل")
    word.lemma, word.misc["Gloss"], word.misc["Pattern"] = hostile, hostile, hostile
    doc.tokens[1].form = doc.tokens[1].words[0].form = hostile
    doc.sentences[0].comments["text"] = doc.sentences[0].text.replace("وزارة", hostile, 1)
    widget = RootExplorer(doc, "قول")
    widget.lexeme = [hostile, "VERB"]
    page = host(widget, "roots")
    page.wait_for_timeout(150)
    assert page.evaluate("window.hacked") is None and page.locator("#el img").count() == 0
    assert page.locator(".khabar-roots").inner_text().count("onerror") >= 3
    assert "<img" not in widget.to_html()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_and_it_fits_a_narrow_screen(explorer, violations, theme):
    page, _ = explorer(root="قول", theme=theme)
    page.get_by_role("button", name="قَالَ", exact=True).click()
    forms(page).wait_for()
    assert violations(page) == []
    page.set_viewport_size({"width": 1000, "height": 900})
    page.screenshot(path=SCREENSHOTS / f"roots-{theme}.png", full_page=True)
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.screenshot(path=SCREENSHOTS / f"roots-narrow-{theme}.png", full_page=True)


def test_of_a_long_text_the_most_frequent_are_listed_and_it_says_so():
    doc = khabar.read("\n".join(["قالت وزارة الخارجية إن المحادثات مستمرة في مدينة حلب."] * 300))
    widget = RootExplorer(doc, "قول")
    widget.lexeme = ["قَالَ", "VERB"]
    member = next(member for member in widget.members if member["lemma"] == "قَالَ")
    assert member["count"] == 300 and len(widget.places) == 200


def test_a_saved_notebook_shows_family_forms_and_places():
    widget = RootExplorer(DOC, "قول")
    widget.lexeme = ["قَالَ", "VERB"]
    html = widget.to_html()
    assert "يَقُولُ" in html and 'dir="rtl"' in html and "<b>قالت</b>" in html
    assert "A root" in RootExplorer(DOC).to_html()
