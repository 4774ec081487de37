"""Graded assignments answered in JupyterLab and in Notebook by the lessons' controls alone: each right answer,
entered as a student would, is what the grader finds right in the file that is saved."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from conftest import SCREENSHOTS, saved
from khabar.course.grading.build import assignments
from khabar.course.questions import same

pytestmark = pytest.mark.browser
WRITTEN = "لأن *قال* فعل: it opens the paragraph."
COURSE = Path(__file__).parents[2] / "exercises"
ASSIGNMENTS = assignments(COURSE)


def enter(box, kind, exercise, asked):
    """Give the first accepted answer with mouse and keys."""
    answer = exercise.accept[0]
    if kind == "choose":
        box.locator(f'input[value="{asked["options"][asked["values"].index(answer)]}"]').check()
    elif kind == "match":
        for n, value in enumerate(answer.values()):
            box.locator("select").nth(n).select_option(value)
    elif kind == "order":
        for place, item in enumerate(answer):
            for _ in range(len(answer)):
                items = [line.get_attribute("data-item") for line in box.locator("li").all()]
                if (at := items.index(str(item))) == place:
                    break
                box.locator("li").nth(at).locator("button").first.click()
    elif kind == "spans":
        for paragraph, first, last in answer:
            words = box.locator(".word")
            places = [f"{p['p']}.{t['n']}" for p in asked["passage"] for t in p["tokens"]]
            words.nth(places.index(f"{paragraph}.{first}")).click()
            words.nth(places.index(f"{paragraph}.{last}")).click(modifiers=["Shift"])
            box.get_by_role("button", name="Mark the selected words").click()
    else:
        written = " + ".join(answer) if isinstance(answer, list) else str(answer)
        box.locator("input[type=text]").fill(written)


@pytest.fixture(scope="module")
def front(browser):
    """A page in which one assignment is opened after the other."""
    page = browser.new_page(viewport={"width": 1300, "height": 900})
    yield page
    page.close()


def given(cells):
    """The answers in the cells of a notebook, as running them would give them."""
    names = {}
    for cell in cells:
        if re.match(r"answer_\d\d = ", cell["source"]):
            exec(cell["source"], {}, names)
    return {name: value for name, value in names.items() if value is not None}


@pytest.mark.parametrize("assignment", ASSIGNMENTS.values(), ids=lambda a: a.name)
def test_every_right_answer_can_be_given_without_python(assignment, lab, lab_folder, front):
    path = f"exercises/{assignment.name}.ipynb"
    address = "notebooks" if assignment.name == "letters-and-words" else "lab/tree"
    front.goto(f"{lab}/{address}/{path}?reset")
    front.locator(".khabar-answer").first.wait_for()
    exercises = [(n, e) for n, e in enumerate(assignment.exercises, 1) if e.kind != "written"]
    told = {
        c["metadata"]["khabar"]["name"]: c["metadata"]["khabar"]
        for c in saved(lab_folder / path)
        if "khabar" in c["metadata"]
    }
    for number, exercise in exercises:
        name = f"answer_{number:02}"
        box = front.locator(f'.khabar-answer[aria-label="{name}"]')
        for _ in range(60):  # cells far below are made when they come near
            if box.count():
                break
            front.locator(".khabar-answer").last.scroll_into_view_if_needed()
            front.wait_for_timeout(100)
        box.scroll_into_view_if_needed()
        asked = told[name]["asked"] | {"passage": told[name].get("passage")}
        enter(box, asked["kind"], exercise, asked)
    text = front.get_by_label("Your answer", exact=True)  # the written answer
    for _ in range(60):
        if text.count():
            break
        front.locator(".khabar-answer").last.scroll_into_view_if_needed()
        front.wait_for_timeout(100)
    expect(text.last).to_have_value("")
    text.last.fill(WRITTEN)
    for _ in range(600):  # saved by itself, within two seconds where the machine is not busy
        cells = saved(lab_folder / path)
        answers = given(cells)
        if len(answers) == len(exercises) and WRITTEN in [cell.source for cell in cells]:
            break
        front.wait_for_timeout(100)
    front.screenshot(path=SCREENSHOTS / f"graded-{assignment.name}.png")
    wrong = [
        (n, answers.get(f"answer_{n:02}"))
        for n, e in exercises
        if f"answer_{n:02}" not in answers
        or not any(same(e.comparer, answers[f"answer_{n:02}"], one) for one in e.accept)
    ]
    assert not wrong
    assert WRITTEN in [cell.source for cell in cells]


def test_what_is_typed_in_the_cell_is_shown_above_it_and_code_is_left_alone(lab, page):
    path = "exercises/letters-and-words.ipynb"
    page.add_init_script("localStorage.setItem('khabar language', 'ar')")  # as a lesson's switch does
    page.goto(f"{lab}/lab/tree/{path}?reset")
    box = page.locator('.khabar-answer[aria-label="answer_01"]')
    box.wait_for()
    cell = page.locator(".jp-CodeCell", has=box)
    cell.locator(".cm-content").fill("answer_01 = ['ون', 'ظيره']")
    expect(box.locator("input[type=text]")).to_have_value("ون + ظيره")
    cell.locator(".cm-content").fill("answer_01 = list(doc.token(1, 16).words)")
    expect(box).to_contain_text("يُحسب الجواب في الخلية أدناه")
    assert "الأجزاء" in box.inner_text()
    box.locator("input[type=text]").fill("و + نظيره")
    assert "doc.token" in cell.locator(".cm-content").inner_text()
    assert 'answer_01 = ["و", "نظيره"]' in cell.locator(".cm-content").inner_text()
    # Escape leads out of the control, to the cell.
    box.locator("input[type=text]").press("Escape")
    assert cell.evaluate("cell => cell === document.activeElement")
