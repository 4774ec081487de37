"""The attribution board: relations marked by mouse and by keyboard, drawn, and compared with the annotation."""

import pytest
from traitlets import TraitError

import khabar
from conftest import SCREENSHOTS, becomes
from khabar.course.corrections import opened
from khabar.discourse.model import Attribution, Discourse
from khabar.widgets import AttributionBoard

pytestmark = pytest.mark.browser

HOSTILE = 'قال <img src=x onerror="window.hacked=1"> <script>window.hacked=1</script> حلب'
DOC = khabar.article()
TALK = khabar.interpret(DOC)


def relation(id, **parts):
    empty = {
        "source": [],
        "cue": [],
        "content": [],
        "addressee": [],
        "via_span": [],
        "name": "",
        "via": "",
        "nested_in": "",
    }
    return empty | {"id": id} | parts


def gold(id):
    """A relation of the annotation, as the board has it."""
    from khabar.widgets._relations import relation

    return relation(next(item for item in TALK.attributions if item.id == id))


@pytest.fixture
def board(host):
    def show(paragraphs=(1, 2), **options):
        views = {key: options.pop(key) for key in ("theme", "views") if key in options}
        widget = AttributionBoard(DOC, TALK, list(paragraphs), **options)
        page = host(widget, "board", kernel=True, **views)
        page.set_default_timeout(5_000)
        return page, widget

    return show


def word(page, paragraph, position):
    group = page.get_by_role("group", name=f"paragraph {paragraph}", exact=True)
    return group.get_by_role("option").nth(position - 1)


def drag(page, paragraph, first, last):
    start, end = (word(page, paragraph, n).bounding_box() for n in (first, last))
    page.mouse.move(start["x"] + start["width"] - 4, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=6)
    page.mouse.up()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def test_a_relation_is_marked_by_dragging_and_found_right(board):
    page, widget = board([1])
    page.set_viewport_size({"width": 2400, "height": 900})  # the paragraph on one line
    for name, first, last in (("Source (S)", 2, 4), ("Cue (C)", 1, 1), ("Content (T)", 9, 31)):
        drag(page, 1, first, last)
        press(page, name)
    marked = [relation("r1", source=[[1, 2, 4]], cue=[[1, 1, 1]], content=[[1, 9, 31]])]
    becomes(page, lambda: widget.relations, marked)
    press(page, "Check")
    page.locator(".say").get_by_text("✓ Right.").wait_for()
    assert "1 of 1 relations are as in the annotation" in page.locator(".say").inner_text()
    assert "As in the annotation." in page.locator(".notes").inner_text()


def test_another_speaker_and_another_end_are_two_clicks_each(board):
    first, second = (
        relation(id, source=source, cue=cue, content=content, name=name)
        for id, source, cue, content, name in (
            ("r1", [[1, 2, 4]], [[1, 1, 1]], [[1, 9, 31]], "the ministry"),
            ("r2", [[1, 13, 14]], [[1, 8, 8]], [[1, 9, 20]], "somebody else"),
        )
    )
    page, widget = board([1], relations=[first, second], current="r2")
    page.set_viewport_size({"width": 2400, "height": 900})
    word(page, 1, 3).click()
    press(page, "Source (S)")
    becomes(page, lambda: widget.relations[1]["source"], [[1, 2, 4]])  # the whole of a speaker who is known
    assert widget.relations[1]["name"] == "the ministry"
    word(page, 1, 25).click()
    press(page, "Content ends here (E)")
    becomes(page, lambda: widget.relations[1]["content"], [[1, 9, 25]])
    word(page, 1, 12).click()
    press(page, "Content ends here (E)")
    becomes(page, lambda: widget.relations[1]["content"], [[1, 9, 12]])
    assert widget.relations[0] == first


def test_everything_can_be_done_by_keyboard(board):
    page, widget = board()
    word(page, 1, 1).focus()
    for keys in (["c", "ArrowLeft"], ["Shift+ArrowLeft", "Shift+ArrowLeft", "s"]):
        page.keyboard.press("ArrowRight") if keys[0] == "c" else None
        for key in keys:
            page.keyboard.press(key)
    becomes(page, lambda: widget.relations[:1], [relation("r1", source=[[1, 2, 4]], cue=[[1, 1, 1]])])
    assert "وزارة الخارجية الروسية" in page.locator(".told").inner_text()
    page.keyboard.press("n")
    becomes(page, lambda: widget.current, "")
    second = word(page, 2, 1).element_handle()
    for _ in range(40):
        page.keyboard.press("ArrowLeft")
        if second.evaluate("(word) => word === document.activeElement"):
            break
    page.keyboard.press("c")
    becomes(page, lambda: [item["cue"] for item in widget.relations[1:]], [[[2, 1, 1]]])
    page.get_by_label("Stands in the content of").select_option("relation 1")
    becomes(page, lambda: widget.relations[1]["nested_in"], "r1")
    page.get_by_role("button", name="Remove relation 2").press("Enter")
    becomes(page, lambda: [item["id"] for item in widget.relations], ["r1"])


def test_a_click_and_extend_select_without_dragging_and_shift_adds_a_stretch(board):
    page, widget = board([8])
    word(page, 8, 8).click()
    press(page, "Extend")
    word(page, 8, 30).click()
    page.keyboard.press("t")
    word(page, 8, 1).click()
    page.keyboard.press("c")
    word(page, 8, 7).click()
    page.keyboard.press("Shift+C")
    marked = [relation("r1", cue=[[8, 1, 1], [8, 7, 7]], content=[[8, 8, 30]])]
    becomes(page, lambda: widget.relations, marked)
    page.get_by_role("button", name="Unmark cue of relation 1: وحذّرت").click()
    becomes(page, lambda: widget.relations[0]["cue"], [[8, 7, 7]])


def test_who_says_what_through_whom_is_drawn_as_nested_boxes(board):
    page, _ = board([6], relations=[gold("a11"), gold("a12")])
    outlet = page.locator(".picture .paper > ul > .outlet")
    assert "statement on the website" in outlet.locator("> .title").inner_text()
    ministry = outlet.locator("> ul > .voice")
    assert "أعلنت" in ministry.locator("> .title").inner_text()
    lavrov = ministry.locator("> ul > .voice")
    assert "Sergey Lavrov" in lavrov.locator("> .title").inner_text()
    assert "استعداد بلاده" in lavrov.locator("> p").inner_text()
    assert lavrov.locator(".outlet").count() == 0  # the statement is named once


def test_the_annotation_can_be_shown(board):
    page, _ = board([6])
    press(page, "Show the annotation")
    page.get_by_role("group", name="The annotation").get_by_text("Sergey Lavrov").wait_for()
    press(page, "Hide the annotation")
    page.get_by_role("group", name="The annotation").wait_for(state="detached")


def said(widget):
    widget.checked = {"relations": widget.relations}
    return {note["id"]: note["say"] for note in widget.notes}, widget.feedback["relations"]


def test_the_board_says_what_is_missing_nearly_right_or_taken_for_something_else():
    marked = [
        relation("r1", source=[[1, 2, 3]], cue=[[1, 1, 1]], content=[[1, 10, 31]]),
        relation("r2", source=[[2, 11, 13]], cue=[[2, 1, 1]], content=[[2, 2, 6]], via="BBC"),
        relation("r3", cue=[[2, 4, 4]]),
    ]
    notes, feedback = said(AttributionBoard(DOC, TALK, [1, 2], relations=marked))
    assert not feedback["right"] and feedback["message"].startswith("0 of 3 relations")
    assert "The source is nearly right: it ends later." in notes["r1"]
    assert "The content is nearly right: it begins earlier." in notes["r1"]
    assert "You took the outlet for the source" in notes["r2"] and "The outlet is not BBC." in notes["r2"]
    assert "nest it there" in notes["r2"]
    assert "no relation with this cue" in notes["r3"]
    assert "Paragraph 2: a relation is not marked yet" in notes[""] and "بحسب" in notes[""]


def test_a_source_that_the_verb_hides_is_left_empty_or_marked_as_its_antecedent():
    right = gold("a09")
    notes, feedback = said(AttributionBoard(DOC, TALK, [5], relations=[right | {"id": "r1"}]))
    assert feedback["right"] and notes["r1"] == "As in the annotation."
    notes, _ = said(
        AttributionBoard(
            DOC, TALK, [5], relations=[right | {"id": "r1", "source": [], "via": "", "via_span": []}]
        )
    )
    assert notes["r1"].startswith("Through whom")
    outlet = notes["r1"]
    notes, _ = said(
        AttributionBoard(
            DOC, TALK, [5], relations=[right | {"id": "r1", "source": [[5, 2, 4]], "via": "", "via_span": []}]
        )
    )
    assert "The source is elsewhere." in notes["r1"] and outlet in notes["r1"]


def test_the_whole_annotation_is_right_and_an_outlet_may_be_named_in_arabic():
    marked = [gold(item.id) for item in TALK.attributions]
    widget = AttributionBoard(DOC, TALK, relations=marked)
    assert said(widget)[1]["right"]
    scores = khabar.evaluate(TALK, widget.to_discourse())
    assert scores["attribution_exact"].f1 == 1
    outlet = gold("a09") | {"via": "رويترز", "via_span": []}
    assert said(AttributionBoard(DOC, TALK, [5], relations=[outlet]))[1]["right"]


@pytest.mark.parametrize(  # the boards of lessons 09, 12 and 13
    ("text", "paragraphs"),
    [("article", [2, 4, 5]), ("article", [10, 11]), ("communique", None), ("analysis", None)],
)
def test_the_annotation_entered_as_the_lesson_says_is_right(host, text, paragraphs):
    doc, talk = (DOC, TALK) if text == "article" else opened(text)
    page = host(AttributionBoard(doc, talk, paragraphs), "board", kernel=True)
    here = paragraphs or range(1, len(doc.paragraphs) + 1)
    wanted = [a for a in talk.attributions if all(s[0] in here for s in (*a.cue, *a.content))]
    for number, item in enumerate(wanted):
        if number:
            press(page, "New relation (N)")
        parts = [("c", item.cue), ("s", item.source), ("t", item.content), ("o", item.via_span)]
        for key, spans in parts:  # a hidden subject leaves the source empty
            for first, span in enumerate(spans):
                word(page, span[0], span[1]).focus()
                page.evaluate("span => model.set('selection', span)", list(span))
                word(page, span[0], span[1]).press(f"Shift+{key.upper()}" if first else key)
        if item.via and not item.via_span:
            page.get_by_label("Outlet’s name").fill(item.via)
            page.get_by_label("Outlet’s name").press("Enter")
    for number, item in enumerate(wanted, 1):
        outer = next((n for n, other in enumerate(wanted, 1) if other.id == item.nested_in), None)
        if outer:
            head = page.get_by_role("button", name=f"Work on relation {number}", exact=True)
            if head.get_attribute("aria-pressed") == "false":
                head.click()
            page.get_by_label("Stands in the content of").select_option(label=f"relation {outer}")
    press(page, "Check")
    page.get_by_text("✓ Right.").wait_for()
    told = page.locator(".say").inner_text()
    assert f"{len(wanted)} of {len(wanted)} relations" in told and "F1" not in told


def test_what_is_marked_is_a_discourse():
    marked = [
        relation("r1", source=[[9, 2, 9]], cue=[[9, 1, 1]], content=[[9, 11, 38]]),
        relation("r2", cue=[[2, 1, 1]], content=[[2, 2, 6]], via_span=[[2, 11, 13]], name="the ministry"),
    ]
    talk = AttributionBoard(DOC, relations=marked).to_discourse()
    assert isinstance(talk, Discourse) and all(isinstance(item, Attribution) for item in talk.attributions)
    assert talk.attributions[0].mode == "direct" and talk.attributions[1].mode == "indirect"
    assert talk.chain(talk.attributions[1]) == ["رويترز", "the ministry"]
    assert {item.provenance for item in talk.attributions} == {"learner"}


@pytest.mark.parametrize(
    ("relations", "message"),
    [
        ([relation("r1", source=[[1, 2, 400]])], "source of r1"),
        ([relation("r1", cue=[[1, 3, 2]])], "cue of r1"),
        ([relation("r1"), relation("r1")], "id of its own"),
        ([relation("r1", nested_in="r9")], "cannot be nested"),
        ([relation("r1", nested_in="r2"), relation("r2", nested_in="r1")], "cannot be nested"),
    ],
)
def test_bad_relations_get_one_sentence(relations, message):
    widget = AttributionBoard(DOC)
    with pytest.raises(TraitError, match=message):
        widget.relations = relations


def test_bad_paragraphs_and_a_foreign_discourse_get_one_sentence():
    with pytest.raises(khabar.KhabarError, match="no paragraph 12: the text has 11"):
        AttributionBoard(DOC, paragraphs=[12])
    with pytest.raises(khabar.KhabarError, match="another text"):
        AttributionBoard(khabar.read("قال الوزير"), TALK)


def test_without_an_annotation_nothing_is_checked(host):
    page = host(AttributionBoard(DOC, paragraphs=[1]), "board", kernel=True)
    assert not page.get_by_role("button", name="Check").is_visible()


def test_whom_it_is_told_is_marked_with_a_key_and_seen_in_the_picture(board):
    page, _ = board([1])
    word(page, 1, 1).click()
    page.keyboard.press("c")
    word(page, 1, 4).click()
    page.keyboard.press("a")
    picture = page.locator(".picture").first
    assert "to or of" in picture.inner_text() and DOC.span_text((1, 4, 4)) in picture.inner_text()
    assert page.locator("[data-part=addressee][role=option]").count() == 1


def test_two_views_stay_in_step(board):
    page, _ = board([1], views=2)
    word(page, 1, 1).click()
    page.keyboard.press("c")
    assert page.locator(".relations").nth(1).locator("li").count() == 1
    assert page.locator(".khabar-board").nth(1).locator("[data-part=cue][role=option]").count() == 1


def test_markup_in_text_names_and_notes_stays_text(host):
    doc = khabar.read(HOSTILE)
    markup = "<img src=x onerror='window.hacked=1'>"
    marked = [relation("r1", cue=[[1, 1, 1]], content=[[1, 2, 10]], name=markup, via=markup)]
    widget = AttributionBoard(doc, Discourse(doc), relations=marked)
    page = host(widget, "board")
    page.evaluate("text => model.set('notes', [{ id: 'r1', right: false, say: text, paragraph: 1 }])", markup)
    page.evaluate(
        "text => model.set('feedback', { relations: { answer: model.get('relations'), right: false, message: text } })",
        markup,
    )
    page.wait_for_timeout(150)
    assert page.evaluate("window.hacked") is None
    assert page.locator("#el img, #el script").count() == 0
    assert "onerror" in page.locator(".notes").inner_text()
    assert "<img" not in widget.to_html() and "<script" not in widget.to_html()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_and_it_fits_a_narrow_screen(board, violations, theme):
    page, widget = board([2, 6], theme=theme, relations=[gold(id) for id in ("a02", "a03", "a11", "a12")])
    page.evaluate("model.set('current', 'a12')")
    press(page, "Check")
    page.locator(".notes li").first.wait_for()
    assert violations(page) == []
    page.set_viewport_size({"width": 1000, "height": 900})
    page.screenshot(path=SCREENSHOTS / f"board-{theme}.png", full_page=True)
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.screenshot(path=SCREENSHOTS / f"board-narrow-{theme}.png", full_page=True)
    assert widget.feedback["relations"]["right"]


def test_a_long_text_is_marked_page_by_page_and_a_relation_of_another_page_keeps_its_words(host):
    doc = khabar.read("\n".join(["قالت وزارة الخارجية إن المحادثات مستمرة في مدينة حلب."] * 200))
    widget = AttributionBoard(doc, relations=[relation("r1", source=[[200, 2, 3]])])
    assert widget.pages > 1
    page = host(widget, "board", kernel=True)
    assert f"Page 1 of {widget.pages}" in page.locator(".khabar-board").inner_text()
    assert "وزارة الخارجية" in page.locator(".relations").inner_text()
    page.get_by_role("button", name="Next page").click()
    becomes(page, lambda: widget.page, 1)
    assert sum(len(p["tokens"]) for p in widget.passage) <= 600
    assert f"The first 3 of {widget.pages} pages" in widget.to_html()


def test_a_selection_is_drawn_without_the_kernel(host):
    page = host(AttributionBoard(DOC, TALK, relations=[gold(item.id) for item in TALK.attributions]), "board")
    page.evaluate("model.set('selection', [10, 20, 24])")
    assert page.locator("[aria-selected=true]").count() == 5


def test_a_finger_that_scrolls_over_the_passage_selects_nothing(host):
    page = host(AttributionBoard(DOC, TALK, relations=[gold(item.id) for item in TALK.attributions]), "board")
    page.evaluate("model.set('selection', [1, 2, 3])")
    page.evaluate("Element.prototype.setPointerCapture = () => {}")  # there is no finger
    touched = word(page, 4, 3)
    touched.dispatch_event("pointerdown", {"button": 0, "pointerType": "touch"})
    assert page.evaluate("model.get('selection')") == [4, 3, 3]
    touched.dispatch_event("pointercancel", {"pointerType": "touch"})  # as the browser begins to scroll
    assert page.evaluate("model.get('selection')") == [1, 2, 3]


def test_a_saved_notebook_shows_passage_and_relations():
    html = AttributionBoard(DOC, paragraphs=[2], relations=[gold("a02"), gold("a03")]).to_html()
    assert 'dir="rtl"' in html and "<u>وأضافت</u>" in html and "cue 1" in html
    assert "the writer → Reuters → Ministry of Foreign Affairs of Russia" in html
    assert "Nothing is marked yet" in AttributionBoard(DOC).to_html()
