"""A text corrected at the desk, by the keyboard; the kernel killed while one works."""

import os
import signal
import time

import nbformat
import pytest

import khabar
from conftest import SCREENSHOTS, all_widgets, becomes
from khabar.course.corrections import Corrections
from khabar.widgets import Desk

pytestmark = pytest.mark.browser


def test_a_text_is_corrected_without_the_mouse(host, file, violations):
    desk = Desk(file, by="ra", page=0, selection=2)
    page = host(desk, "desk", kernel=True)
    assert not violations(page)
    page.locator('.w[data-id="2"]').focus()
    left = desk.state["left"]
    page.keyboard.press("Enter")  # it is right: kept, and on to the next
    becomes(page, lambda: desk.state["left"], left - 1)
    page.locator('.w[aria-current="true"]:focus').wait_for()
    word = desk.selection
    assert word != 2
    page.keyboard.press("2")  # the second reading
    becomes(page, lambda: desk.state["left"] < left - 1 and desk.state["undo"], 2)
    page.locator('.readings button[aria-current="true"]', has_text="✓ 2.").wait_for()
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.dataset.field") == "Vform"
    left = desk.state["left"]
    page.keyboard.type("نص")
    page.keyboard.press("Escape")  # given up: nothing is kept, nothing counts as looked at
    page.locator(".w:focus").wait_for()
    assert page.locator("[data-field=Vform]").input_value() != "نص"
    page.keyboard.press("/")
    page.keyboard.type("The ministry")
    page.keyboard.press("Enter")
    page.keyboard.press("g")
    becomes(page, lambda: desk.document.sentences[0].text_en, "The ministry")
    page.keyboard.press("Escape")
    page.get_by_text("العربية").click()
    page.locator(".khabar-desk[lang=ar] .w[aria-current=true]:focus").wait_for()
    page.get_by_text("English", exact=True).click()
    page.locator(".khabar-desk[lang=en] .w[aria-current=true]:focus").wait_for()
    assert desk.state["left"] == left
    word = desk.document.sentences[0].words[desk.selection - 1]
    root = next(each for each in desk.document.sentences[0].words if not each.head)
    other = next(
        each for each in desk.document.sentences[0].words if each.head == root.id and each.id > word.id
    )
    now = lambda: desk.document.sentences[0].words[word.id - 1]  # noqa: E731
    for key, value, kept in [
        ("h", str(other.id), lambda: now().head == other.id),
        ("b", "obl:arg", lambda: now().deprel == "obl:arg"),
        ("f", "Case=Acc Number=Plur", lambda: now().feats == {"Case": "Acc", "Number": "Plur"}),
        ("g", "a meaning", lambda: now().misc.get("Gloss") == "a meaning"),
    ]:
        page.keyboard.press(key)  # a letter leads to the field, Enter keeps it and leads back
        page.keyboard.type(value)
        page.keyboard.press("Enter")
        becomes(page, kept, True)
        page.locator(".w:focus").wait_for()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Control+z")  # it says what, and opens the word
    becomes(page, lambda: desk.state["redo"], 1)
    assert (desk.said["text"], desk.selection) == (f"Taken back at {now().form}: Meaning.", word.id)
    page.keyboard.press("Control+y")
    becomes(page, lambda: desk.state["redo"], 0)
    # Who says what: the cue, then the source, of one new attribution.
    before = len(desk.work.discourse.attributions)
    page.keyboard.press("Home")
    page.keyboard.press("a")
    page.keyboard.press("c")
    becomes(page, lambda: len(desk.work.discourse.attributions), before + 1)
    page.locator('.talk button[aria-pressed="true"]').wait_for()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("s")
    becomes(page, lambda: desk.work.discourse.attributions[-1].source, [(1, 2, 3)])
    assert len(desk.work.discourse.attributions) == before + 1
    page.screenshot(path=SCREENSHOTS / "desk.png", full_page=True)
    page.keyboard.press("Shift+C")  # the word that is open is a second place of the cue
    cue = lambda: desk.work.discourse.attributions[-1].cue  # noqa: E731
    becomes(page, lambda: len(cue()), 2)
    page.keyboard.press("Control+z")
    becomes(page, lambda: len(cue()), 1)
    # What is told goes on from one to the next: kept as it is, or taken away.
    unseen = desk.state["unseen"]
    page.keyboard.press("j")
    becomes(page, lambda: desk.opened in desk.work.unseen(), True)
    page.keyboard.press("Enter")
    becomes(page, lambda: desk.state["unseen"], unseen - 1)
    page.keyboard.press("x")
    becomes(page, lambda: (desk.state["unseen"], desk.opened), (unseen - 2, ""))
    assert desk.said["text"] == "✓ Removed."
    page.keyboard.press("Control+z")
    becomes(page, lambda: desk.state["unseen"], unseen - 1)
    page.keyboard.press("Escape")
    becomes(page, lambda: desk.opened, "")
    page.keyboard.press("z")  # the rest of the sentence is right
    becomes(page, lambda: {n for n, _ in desk.work.queue()}, {1})
    assert desk.said["text"].startswith("✓ Kept: words (")
    page.keyboard.press("Control+z")
    becomes(page, lambda: desk.page, 0)
    again = Corrections(file, by="ra")
    assert again.discourse.attributions[-1].source == [(1, 2, 3)] and again.undoable == desk.state["undo"]
    # On to a sentence that has more words, and the keys with it: of each sentence one word is left.
    long, short = (sentence.words for sentence in desk.document.sentences)
    for at, words in ((0, long[:-2]), (1, short[1:])):
        for word in words:
            desk.work.change(at, word.id)
    for there in (1, 0):
        while desk.page != there:
            page.keyboard.press("n")
            page.locator('.w[aria-current="true"]:focus').wait_for(timeout=5000)
            page.wait_for_timeout(300)
    assert (desk.page, desk.selection) == (0, long[-2].id)
    page.locator('.w[aria-current="true"]:focus').wait_for(timeout=5000)


def test_names_and_events_are_marked_and_two_people_are_reconciled_by_the_keyboard(
    host, file, tmp_path, violations
):
    other = tmp_path / "su.txt"
    other.write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    Corrections(other, by="su").change(0, 2, Case="Acc", Gloss="department")
    Corrections(other, by="su").change(1, 3, deprel="obj")
    desk = Desk(file, by="ra", beside=other.with_suffix(".conllu"), page=0, selection=2)
    page = host(desk, "desk", kernel=True)
    assert not violations(page)
    page.locator('.w[data-id="2"]').focus()
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("m")
    talk = desk.work.discourse
    becomes(page, lambda: [e.span for e in talk.entities if e.provenance == "person"], [[(1, 2, 4)]])
    (name,) = [e for e in talk.entities if e.provenance == "person"]
    page.get_by_label(f"type {name.id}").fill("org")  # its beginning is enough, in any letters
    page.get_by_label(f"type {name.id}").press("Enter")
    becomes(page, lambda: next(e.type for e in desk.work.discourse.entities if e.id == name.id), "ORG")
    page.locator(".w").first.focus()
    page.keyboard.press("Home")
    page.keyboard.press("v")
    becomes(
        page,
        lambda: [e.trigger for e in desk.work.discourse.events if e.provenance == "person"],
        [[(1, 1, 1)]],
    )
    page.locator('.talk button[aria-pressed="true"]', has_text="Event").wait_for()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("s")
    becomes(
        page, lambda: [e.agent for e in desk.work.discourse.events if e.provenance == "person"], [[(1, 2, 2)]]
    )
    # Where the two differ: by layer, with a reason.
    case = page.locator(".differences li", has_text="Case")
    case.get_by_label("Reason").fill("It is the subject.")
    case.get_by_label("Mine").focus()
    page.keyboard.press("Enter")
    word = lambda: desk.document.sentences[0].words[1]  # noqa: E731
    becomes(page, lambda: word().misc.get("Note"), "Case: It is the subject.")
    page.screenshot(path=SCREENSHOTS / "desk-two.png", full_page=True)
    page.locator(".differences li", has_text="Gloss").get_by_label("Theirs").press("Enter")
    becomes(page, lambda: word().misc.get("Gloss"), "department")
    page.locator(".w").first.focus()
    page.keyboard.press("d")
    becomes(page, lambda: desk.page, 1)
    page.locator(".differences li", has_text="arc").wait_for()


def test_a_contradiction_is_shown_and_what_is_impossible_is_told(host, file):
    desk = Desk(file, by="ra", page=0, selection=2)
    page = host(desk, "desk", kernel=True)
    page.locator("[data-field=deprel]").fill("obj")
    page.locator("[data-field=deprel]").press("Enter")
    page.locator(".told", has_text="An object is accusative.").wait_for()
    assert "✓ Kept. An object is accusative." in page.locator(".say").inner_text()
    assert page.locator('.w[data-id="2"]').get_attribute("data-told") == "true"
    page.locator("[data-field=head]").fill("99")
    page.locator("[data-field=head]").press("Enter")
    page.locator(".say", has_text="There is no word").wait_for()
    page.locator("[data-field=cut]").fill("وزا + رة")
    page.locator("[data-field=cut]").press("Enter")
    becomes(page, lambda: desk.document.sentences[0].words[2].form, "رة")
    Corrections(file, by="su").change(1, 3, deprel="nsubj")
    page.locator(".say", has_text="su").wait_for()  # another person's work is told by itself


def test_what_was_done_before_the_kernel_was_killed_is_there(page, lab, lab_folder, file):
    text = file.read_text(encoding="utf-8")
    file = file.rename(lab_folder / "killed.txt")
    cells = [
        "import os, pathlib\npathlib.Path('pid').write_text(str(os.getpid()))\n"
        "from khabar.widgets import Desk\nDesk('killed.txt', by='ra', page=0, selection=2)"
    ]
    nbformat.write(all_widgets(cells), lab_folder / "desk.ipynb")
    page.goto(f"{lab}/lab/tree/desk.ipynb?reset")
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    # The keys stay: with Escape none of them is a command of the notebook, in which X cuts the cell.
    cells = page.locator(".jp-Notebook .jp-Cell")
    for place in (".w[aria-current=true]", ".talk button", "[data-field=Gloss]", "h4"):
        page.locator(f".khabar-desk {place}").first.click()
        for key in ("Escape", "Escape", "Shift+X", "b"):
            page.keyboard.press(key)
        assert page.evaluate("Boolean(document.activeElement.closest('.khabar-desk'))")
        page.keyboard.press("Escape")
    assert cells.count() == 1
    page.keyboard.press("Shift+Escape")
    assert page.evaluate("document.activeElement.matches('.jp-Cell')")
    page.locator(".khabar-desk [data-field=Gloss]").fill("department")
    page.locator(".khabar-desk [data-field=Gloss]").press("Enter")
    time.sleep(2)
    os.kill(int((lab_folder / "pid").read_text()), signal.SIGKILL)
    work = Corrections(file, by="ra")
    assert work.document.words[1].misc["Gloss"] == "department"
    assert khabar.Document.from_conllu(work.path).text == text
