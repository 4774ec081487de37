"""The answer to a touch stands where the eye is; what was done is there again; a kernel that is gone is said to be."""

import contextlib
import os
import re
import signal

import nbformat
import pytest
from playwright.sync_api import Error, expect

import khabar
from conftest import SCREENSHOTS, all_widgets, saved
from khabar.widgets import AttributionBoard, Reader, Tree
from test_graded import given
from test_lab import run_all, run_the_cells

pytestmark = pytest.mark.browser
SIZES = [(1280, 800), (400, 800)]
# Every twentieth word or so, and what is hardest: the first, the last, words at both ends of a line.
WORDS = [(t.paragraph, t.position) for t in khabar.article().tokens if t.words[0].upos != "PUNCT"][::22]


def rectangle(page, selector, wait=100):
    """The part of an element that is seen, by its rectangle, ``wait`` ms after now."""
    page.wait_for_timeout(wait)
    return page.evaluate(
        """(selector) => {
            const found = [...document.querySelectorAll(selector)].filter((el) => el.offsetParent !== null || getComputedStyle(el).position === "fixed");
            if (found.length !== 1) return { count: found.length };
            const { left, top, right, bottom } = found[0].getBoundingClientRect();
            const on = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
            return { count: 1, left, top, right, bottom, seen: found[0].contains(on), width: innerWidth, height: innerHeight };
        }""",
        selector,
    )


def assert_in_sight(box, least=80):
    assert box["count"] == 1, box
    assert box["left"] >= 0 and box["top"] >= 0, box
    assert box["right"] <= box["width"] + 0.5 and box["bottom"] <= box["height"] + 0.5, box
    assert box["bottom"] - box["top"] >= least and box["seen"], box


def covered(page, word):
    """Whether a card lies over the middle of the word."""
    there = word.bounding_box()
    return page.evaluate(
        """([x, y]) => document.elementFromPoint(x, y).closest(".beside") !== null""",
        [there["x"] + there["width"] / 2, there["y"] + there["height"] / 2],
    )


def touch_words(page, words=WORDS, touch="click"):
    """Touch words as a reader does, each where it stands; the card of each must be in sight, the word too."""
    for paragraph, position in words:
        word = page.locator(f'.khabar-reader [data-place="{paragraph},{position}"]').first
        word.evaluate("word => word.scrollIntoView({ block: 'center' })")  # as whoever reads on does
        page.wait_for_timeout(100)  # the card of the word before goes along
        if covered(page, word):
            page.keyboard.press("Escape")  # as whoever wants to see the word does
        getattr(word, touch)()
        assert_in_sight(rectangle(page, ".khabar-reader .beside:popover-open"))
        there = word.bounding_box()
        assert there["y"] >= -1 and there["y"] + there["height"] <= page.viewport_size["height"] + 1
        assert not covered(page, word), (paragraph, position)


@pytest.mark.parametrize("size", SIZES)
def test_the_card_is_beside_the_word_and_can_be_closed(host, page, violations, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    doc = khabar.article()
    host(Reader(doc, khabar.interpret(doc)), "reader")
    touch_words(page)
    page.keyboard.press("Escape")
    assert page.locator(".beside:popover-open").count() == 0
    page.locator('[data-place="1,16"]').click()
    card = page.locator(".beside:popover-open")
    told = [line for line in card.inner_text().splitlines() if line]
    assert told[2] == "and + counterpart + his" and "coordinating" not in card.inner_text()
    card.locator("summary").click()
    assert "coordinating conjunction" in card.inner_text()
    assert violations(page) == []
    page.screenshot(path=SCREENSHOTS / f"card-{size[0]}.png")
    card.get_by_role("button", name="Close").click()
    assert page.locator(".beside:popover-open").count() == 0
    assert page.evaluate("document.activeElement.dataset.place") == "1,16"
    # While the text is scrolled below it, it goes to the side that has room; in a flat window it takes what there is.
    middle = page.locator('[data-place="6,20"]')
    middle.evaluate("word => word.scrollIntoView({ block: 'center' })")
    middle.click()
    for edge in (60, size[1] - 60, 60):
        middle.evaluate("(word, edge) => scrollBy(0, word.getBoundingClientRect().y - edge)", edge)
        assert_in_sight(rectangle(page, ".khabar-reader .beside:popover-open"), least=190)
    page.set_viewport_size({"width": size[0], "height": 280})
    middle.evaluate("word => word.scrollIntoView({ block: 'center' })")
    page.keyboard.press("Escape")
    middle.click()
    assert_in_sight(rectangle(page, ".khabar-reader .beside:popover-open"))
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    # In a page as tall as VS Code's, the bottom of the page is no place for a card.
    page.evaluate("document.body.dataset.vscodeThemeKind = 'vscode-light'")
    page.locator('[data-place="2,1"]').click()
    box, word = card.bounding_box(), page.locator('[data-place="2,1"]').bounding_box()
    assert min(abs(box["y"] - word["y"] - word["height"]), abs(word["y"] - box["y"] - box["height"])) < 30


def test_a_dispute_is_told_with_the_other_answer_and_the_reason(host, page):
    host(Reader(khabar.article(), colour="disputed"), "reader")
    assert "experts differ" in page.locator(".legend").inner_text()
    page.locator('[data-place="1,4"]').click()
    told = page.locator(".beside .disputed").inner_text()
    assert "الخارجية" in told and "genitive" in told and "Or of الخارجية" in told


def test_a_doubtful_word_is_dotted_and_says_why(host, page):
    doc = khabar.read("قالت الوزارة")
    for word in doc.words:
        word.misc["Sure"] = "0.99"
    doc.words[0].misc |= {"Sure": "0.55", "Why": "Two readings fit."}
    host(Reader(doc), "reader")
    assert page.locator(".w.unsure").count() == 1 and "not sure" in page.locator(".legend").inner_text()
    page.locator(".w.unsure").click()
    assert (
        "55 %" in page.locator(".beside").inner_text()
        and "Two readings fit." in page.locator(".beside").inner_text()
    )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["tree", "board"])
def test_trees_and_boards_answer_in_sight(host, page, size, name):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    doc = khabar.article()
    if name == "tree":
        host(Tree(doc, 9), name)
        places = page.locator(".line .w")
    else:
        host(AttributionBoard(doc, khabar.interpret(doc)), name, kernel=True)
        places = page.locator("[role=option]")
    for number in range(0, places.count(), places.count() // 8):
        places.nth(number).click()
        assert_in_sight(rectangle(page, ".beside:popover-open"), least=40)
        page.keyboard.press("Escape")
    page.screenshot(path=SCREENSHOTS / f"{name}-answered-{size[0]}.png")
    if name == "tree":
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert "goes on to the left" in page.locator(".more").inner_text()


def test_the_interface_speaks_arabic_by_one_switch(host, page):
    doc = khabar.article()
    host(Reader(doc, khabar.interpret(doc)), "reader", kernel=True, views=2)
    page.get_by_role("button", name="العربية").first.click()
    assert page.locator('.khabar[lang=ar][dir="rtl"]').count() == 2
    assert page.locator(".bar").first.inner_text().count("الشكل") == 1
    page.locator('[data-place="1,16"]').first.click()
    said = page.locator(".beside:popover-open").inner_text()
    assert "أجزاؤه" in said and "parts" not in said
    assert khabar.widgets.Reader(doc).language == "ar"  # the learner's choice in every lesson
    page.screenshot(path=SCREENSHOTS / "reader-arabic.png")
    page.get_by_role("button", name="English").first.click()
    assert page.locator(".khabar[lang=en]").count() == 2


# --- in JupyterLab and Notebook 7 --------------------------------------------------------------------------------

CELLS = [
    "import os, khabar  # folded, and its first line is longer than a phone is wide\nfrom khabar.widgets import *\n"
    "doc = khabar.article()\nprint('process', os.getpid())",
    "Reader(doc, khabar.interpret(doc))",
    "khabar.question('00-first-look/2')",
    "Segmenter(doc, [(1, 16)])",
    "Tagger(doc, 5)",
    "Tree(doc, 1, exercise=True)",
    "from khabar.widgets.own_text import OwnText\nOwnText('قالت الوزارة إن المحادثات مستمرة.').entry()",
    "AttributionBoard(doc, khabar.interpret(doc), [2])",
]
OWN = "أعلن البرلمان أمس أن المباحثات لم تسفر عن تقدم."


@pytest.fixture(scope="module")
def course(lab, lab_folder):
    notebook = all_widgets(CELLS)
    notebook.cells[0].metadata["jupyter"] = {"source_hidden": True}
    nbformat.write(notebook, lab_folder / "hands.ipynb")
    return lab


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("front", ["lab", "notebook"])
def test_twenty_words_in_jupyter(browser, course, front, size):
    phone = size[0] < 500
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, has_touch=phone, is_mobile=phone
    )
    page = context.new_page()
    touch = "tap" if phone else "click"
    open_in(page, course, front, touch)
    assert page.evaluate("innerWidth") == size[0]  # nothing makes the page wider than the screen
    if phone:  # nor the lesson
        lesson = page.locator(".jp-WindowedPanel-outer").first
        assert lesson.evaluate("({ scrollWidth, clientWidth }) => scrollWidth - clientWidth") <= 1
    touch_words(page, WORDS if front == "notebook" else WORDS[::2], touch)
    page.screenshot(path=SCREENSHOTS / f"{front}-card-{size[0]}.png")
    context.close()


def open_in(page, address, front, touch="click"):
    page.goto(f"{address}/{'lab/tree' if front == 'lab' else 'notebooks'}/hands.ipynb?reset")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    ready = ".jp-Notebook-ExecutionIndicator[data-status=idle]" if front == "notebook" else "text=| Idle"
    page.locator(ready).first.wait_for(state="attached")  # on a phone it is folded away
    run_the_cells(page, touch)
    page.locator(".khabar-reader .w").first.wait_for()


def kernel_process(page):
    return int(page.get_by_text(re.compile(r"^process \d+")).first.inner_text().split()[1])


def do_something_everywhere(page):
    """A beginning in each exercise: an answer, a cut, a reading, an arc, a text of one's own, a mark."""
    question = page.locator(".khabar-question")
    question.get_by_label("Pieces, joined by +").fill("و + نظيره")
    cutting = page.locator(".khabar-segmenter")
    cutting.locator(".gap").first.click()
    tagging = page.locator(".khabar-tagger")
    tagging.locator("fieldset input").nth(1).check()
    tree = page.locator(".khabar-tree")
    tree.locator('.w[data-id="2"]').click()
    tree.locator('.w[data-id="0"]').click()
    page.locator(".khabar-rtl textarea").fill(OWN[:20])
    board = page.locator(".khabar-board")
    board.get_by_role("option").first.click()
    page.keyboard.press("c")


def assert_all_is_there(page):
    expect(page.locator(".khabar-question input[type=text]")).to_have_value("و + نظيره")
    expect(page.locator(".khabar-segmenter .pieces")).to_have_text("و + نظيره")
    expect(page.locator(".khabar-tagger fieldset input").nth(1)).to_be_checked()
    expect(page.locator(".khabar-tree .arc")).to_have_count(1)
    expect(page.locator(".khabar-rtl textarea")).to_have_value(OWN)
    expect(page.locator(".khabar-board .relations li")).to_have_count(1)


def answer_in_an_assignment(page, address):
    """The control above a graded cell, and the page killed as soon as the answer is saved. Gives after how many ms
    it was about to be: by the page's clock, which a busy machine does not stop."""
    page.goto(f"{address}/lab/tree/{ASSIGNMENT}?reset")
    answer = page.locator('.khabar-answer[aria-label="answer_01"] input[type=text]')
    answer.wait_for()
    asked = []
    page.on("request", lambda request: "/api/contents/" in request.url and asked.append(request))
    with page.expect_response(
        lambda response: response.request.method == "PUT" and ASSIGNMENT in response.url
    ):
        answer.evaluate(
            "it => it.addEventListener('input', () => { window.began = Date.now(); }, { once: true })"
        )
        asked.clear()
        answer.fill("ون + ظيره")
    waited = asked[0].timing["startTime"] - page.evaluate("window.began")
    with page.expect_event("crash"), contextlib.suppress(Error):
        page.goto("chrome://crash")
    return waited


# After the next touch, until the widget says that nobody answers: ms by the page's clock.
SILENCE = """() => { window.silence = new Promise((done) => document.addEventListener("click", () => {
    const began = performance.now(), line = document.querySelector(".khabar-segmenter .kernel");
    const look = () => line.textContent ? done(performance.now() - began) : setTimeout(look, 20);
    look();
}, { capture: true, once: true })); }"""
ASSIGNMENT = "exercises/letters-and-words.ipynb"
PATIENCE = 90_000  # ms: a lab that starts on two busy cores


def drawn(page):
    """All the widgets of the notebook are there; the last of them is the board. While a notebook opens, JupyterLab puts
    other cells in the place of those that it has drawn: so the last one is looked for each time."""
    page.wait_for_function(
        """() => { [...document.querySelectorAll(".jp-Notebook .jp-Cell")].at(-1)?.scrollIntoView();
                   return document.querySelector(".khabar-board .word"); }""",
        timeout=PATIENCE,
        polling=200,
    )


def test_nothing_is_lost_when_kernel_page_or_server_are_killed(browser, lab_server, course, lab_folder):
    """Each in the middle of the work, two seconds after it was done; and what was saved is worth opening."""
    # JupyterLab draws what is in sight: all of it.
    context = browser.new_context(viewport={"width": 1280, "height": 4500})
    page = context.new_page()
    open_in(page, course, "lab")
    drawn(page)
    do_something_everywhere(page)
    page.wait_for_timeout(2_000)
    dialog = page.get_by_role("dialog").get_by_role("button", name="Ok")
    page.add_locator_handler(dialog, lambda button: button.click())  # JupyterLab says what it has seen
    os.kill(kernel_process(page), signal.SIGKILL)
    # Whoever goes on is told, and what is done now is kept as well: in Jupyter's own fields, too.
    page.locator(".khabar-kernel").get_by_text("The kernel has stopped").wait_for(timeout=PATIENCE)
    page.locator(".khabar-rtl textarea").fill(OWN)
    page.evaluate(SILENCE)
    page.locator(".khabar-segmenter .gap").nth(1).click()
    assert page.evaluate("window.silence") <= 3_000
    assert "The kernel does not answer" in page.locator(".khabar-segmenter .kernel").inner_text()
    expect(page.locator(".khabar-segmenter .pieces")).to_have_text("و + ن + ظيره")
    page.screenshot(path=SCREENSHOTS / "lab-kernel-gone.png")
    page.locator(".khabar-segmenter .gap").nth(1).click()
    page.wait_for_timeout(500)
    with page.expect_event("crash"), contextlib.suppress(Error):
        page.goto("chrome://crash")

    page = context.new_page()
    open_in(page, course, "lab")
    drawn(page)
    assert_all_is_there(page)
    # Undo, redo, and starting over, which asks.
    cutting = page.locator(".khabar-segmenter")
    cutting.locator(".gap").nth(1).click()
    cutting.get_by_role("button", name="Undo").click()
    expect(cutting.locator(".pieces")).to_have_text("و + نظيره")
    cutting.get_by_role("button", name="Redo").click()
    expect(cutting.locator(".pieces")).to_have_text("و + ن + ظيره")
    cutting.get_by_role("button", name="Start over").first.click()
    expect(cutting.locator(".pieces")).to_have_text("و + ن + ظيره")
    cutting.get_by_role("button", name="Yes, start over").click()
    expect(cutting.locator(".pieces")).to_have_text("ونظيره")
    cutting.get_by_role("button", name="Undo").click()
    cutting.get_by_role("button", name="Undo").click()
    expect(cutting.locator(".pieces")).to_have_text("و + نظيره")
    # A cut since the cells were run: the picture in the saved notebook has it.
    cutting.locator(".gap").nth(4).click()
    expect(cutting.locator(".pieces")).to_have_text("و + نظير + ه")
    page.wait_for_timeout(1_000)
    page.keyboard.press("Control+s")
    still = ""
    for _ in range(100):
        page.wait_for_timeout(100)
        still = pictures(lab_folder / "hands.ipynb")
        if "و + نظير + ه" in still:
            break
    assert "و + نظير + ه" in still and "run this cell" in still and "<script" not in still
    cutting.locator(".gap").nth(4).click()
    waited = answer_in_an_assignment(context.new_page(), course)
    lab_server.kill()
    page.close()
    lab_server.start()  # before anything can fail: other tests want it too
    assert waited <= 2_000
    assert given(saved(lab_folder / ASSIGNMENT))["answer_01"] == ["ون", "ظيره"]

    page = context.new_page()
    page.goto(f"{course}/lab/tree/hands.ipynb?reset")
    drawn(page)  # without a kernel that knows of it: as it was saved, and it says so
    expect(page.locator(".khabar-segmenter .pieces")).to_have_text("و + نظير + ه")
    page.locator(".khabar-board").get_by_text("run this cell again").wait_for(timeout=15_000)
    page.screenshot(path=SCREENSHOTS / "lab-saved.png")
    run_all(page, course, "hands.ipynb")
    page.locator(".khabar-reader .w").first.wait_for(timeout=PATIENCE)
    drawn(page)
    assert_all_is_there(page)
    context.close()


def pictures(notebook):
    """What a saved notebook shows where no widget can be: GitHub, nbconvert."""
    outputs = [output for cell in saved(notebook) for output in cell.get("outputs", [])]
    return "".join(output["data"].get("text/html", "") for output in outputs if "data" in output)
