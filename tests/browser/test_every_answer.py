"""Every question of the lessons, answered through its own controls: the gold is told that it is right, and each
wrong answer that is foreseen is told what is foreseen for it. The page is judged by the site's script, and what it
says must be what a notebook's kernel says of the very answer that the page has made."""

import re
import sys

import nbformat
import pytest

import khabar
from conftest import ROOT, state_of
from khabar.course.corrections import opened
from khabar.course.questions import bank, judge
from khabar.widgets import QuestionWidget, Segmenter, Tagger, Tree
from khabar.widgets.segmenter import borders

pytestmark = pytest.mark.browser
sys.path.insert(0, str(ROOT / "toolkit" / "site"))

# What a hand does with each kind of control, and what is then read; one question at a time, as fast as the page is.
HANDS = """async ([state, record, acts]) => {
    const { kernel } = await import("./kernel.js");
    const { default: widget } = await import("./question.js");
    const answers = kernel("question", record), listeners = {};
    const tell = (key, value) => {
        if (JSON.stringify(state[key]) === JSON.stringify(value)) return;
        state[key] = value;
        (listeners[`change:${key}`] ?? []).forEach((listener) => listener());
    };
    let changed = {};
    const model = {
        get: (key) => state[key],
        set: (key, value) => { changed[key] = value; tell(key, value); },
        on: (event, listener) => (listeners[event] ??= []).push(listener),
        off: () => {},
        save_changes: () => { const since = changed; changed = {}; Object.entries(answers(state, since)).forEach((pair) => tell(...pair)); },
    };
    const el = document.getElementById("el");
    el.replaceChildren();
    const stop = widget.render({ model, el });
    const type = (input, text) => { input.value = text; input.dispatchEvent(new Event("input", { bubbles: true })); };
    const hand = {
        option: (text) => [...el.querySelectorAll("label.option")].find((label) => label.querySelector("input").value === text).click(),
        text: (text) => type(el.querySelector("input[type=text]"), text),
        gaps: (numbers) => {
            el.querySelectorAll(".strip .gap[aria-pressed=true]").forEach((gap) => gap.click());
            numbers.forEach((n) => el.querySelectorAll(".strip .gap")[n].click());
        },
        terms: (pairs) => Object.entries(pairs).forEach(([key, value]) => {
            const select = [...el.querySelectorAll("select")].find((each) => each.ariaLabel === key);
            select.value = value;
            select.dispatchEvent(new Event("change", { bubbles: true }));
        }),
    };
    const said = acts.map(([how, what]) => {
        hand[how](what);
        [...el.querySelectorAll("button")].find((button) => button.type === "submit").click();
        const box = el.querySelector(".say");
        return [structuredClone(state.answer), box.dataset.right, box.textContent];
    });
    stop();
    return said;
}"""


def act(question, answer, asked):
    """How a hand gives the answer: with which control, and what it does with it."""
    if question.kind == "choose":
        assert answer in asked["options"], (question.id, answer)
        return ["option", answer]
    if question.kind == "match":
        return ["terms", {key: str(value) for key, value in answer.items()}]
    if question.kind == "cut" and asked["word"]:
        found = borders("".join(asked["word"]["letters"]), list(answer))
        if found and answer in question.accept:
            ends = [
                len("".join(asked["word"]["letters"][:n])) for n in range(1, len(asked["word"]["letters"]))
            ]
            return ["gaps", [ends.index(at) for at in found[0]]]
    return ["text", " + ".join(answer) if isinstance(answer, list) else str(answer)]


def can_be_given(answer, asked):
    """Of what is foreseen a part is for who writes Python: an empty place, another name of a term."""
    return not isinstance(answer, dict) or set(answer.values()) <= set(asked["options"])


LESSONS = sorted({id.partition("/")[0] for id in bank()})


@pytest.mark.parametrize("lesson", LESSONS)
def test_gold_is_right_and_what_is_foreseen_is_told(page, static, lesson):
    from questions import pack  # of the site

    page.goto(f"{static}/host.html")
    for question in (question for id, question in bank().items() if id.startswith(f"{lesson}/")):
        widget = QuestionWidget(question)
        known = [(each["answers"][0], each["say"]) for each in question.misconceptions]
        also = [(answer, question.why) for answer in question.accept[1:]]
        given = [(answer, say) for answer, say in (*known, *also) if can_be_given(answer, widget.asked)]
        expected = [*given, (question.accept[0], question.why)]
        acts = [act(question, answer, widget.asked) for answer, _ in expected]
        said = page.evaluate(HANDS, [state_of(widget), {"question": pack(question)}, acts])
        for (answer, message), (made, right, told) in zip(expected, said, strict=True):
            sign = "✓ Right. " if answer in question.accept else "✗ Not yet. "
            assert told == f"{sign}{message}" and (right == "true") == (answer in question.accept), (
                question.id,
                answer,
                told,
            )
            assert judge(question, made).message == message, (question.id, made)


# Words to cut, sentences to tag, trees to draw: each as its lesson makes it. The boards: test_board.py.
EXERCISE = re.compile(r"^(?:\w+ = )?((?:Segmenter|Tagger|Tree)\(doc.*\))$", re.M)
EXERCISES = [
    (path.stem, source)
    for path in sorted((ROOT / "notebooks").glob("*.ipynb"))
    for cell in nbformat.read(path, as_version=4).cells
    for source in EXERCISE.findall(cell.source)
    if "Tree(" not in source or "exercise=True" in source
]
CUT = """(words) => document.querySelectorAll("li.word").forEach((word, n) => {
    words[n].forEach((gap) => word.querySelectorAll(".gap")[gap].click());
    word.querySelector(".bar button").click();
})"""
CHOOSE = """(words) => {
    for (const [key, values] of words) {
        document.querySelector(`.w[data-key="${key}"]`).click();
        values.forEach((value, n) => document.querySelectorAll("fieldset")[n].querySelector(`[data-value="${value}"]`).click());
    }
    document.querySelector(".bar button").click();
}"""
DRAW = (
    """(arcs) => arcs.flat().forEach((id) => document.querySelector(`.line .w[data-id="${id}"]`).click())"""
)


@pytest.mark.parametrize(("lesson", "source"), EXERCISES, ids=lambda value: value[:24])
def test_gold_is_right_in_the_exercises_of_the_lessons(host, lesson, source):
    text = {"12-communique": "communique", "13-analysis": "analysis"}.get(lesson)
    doc = opened(text)[0] if text else khabar.article()
    several = [token for token in doc.tokens if token.is_multiword]
    names = {"Segmenter": Segmenter, "Tagger": Tagger, "Tree": Tree, "doc": doc, "several": several}
    widget = eval(source, names)
    page = host(widget, type(widget).__name__.lower(), kernel=True)
    if isinstance(widget, Segmenter):
        for number in range(widget.pages):
            if number:
                page.get_by_role("button", name="Next page").click()
                page.get_by_text(f"Page {number + 1} of").wait_for()
            page.evaluate(CUT, [gaps(item) for item in widget.items])
        page.get_by_text("Every word is cut rightly.").wait_for()
        page.locator(".say[data-right=true]").last.wait_for()
        assert page.locator(".say[data-right=false]").count() == 0
    elif isinstance(widget, Tagger):
        asked = [item for item in widget.items if item["key"]]
        page.evaluate(CHOOSE, [(item["key"], tags(item, widget.task)) for item in asked])
        page.get_by_text(f"{len(asked)} of {len(asked)} answered, {len(asked)} right").wait_for()
    else:
        page.evaluate(
            DRAW, [(word["id"], word["heads"][0]) for word in widget.words if word["upos"] != "PUNCT"]
        )
        page.get_by_text("The tree is complete and right.").wait_for()


def gaps(item):
    """Between which letters of a word it is cut."""
    ends = ["".join(item["letters"][:n]) for n in range(1, len(item["letters"]))]
    found, _ = borders("".join(item["letters"]), item["right"])
    return [[len(end) for end in ends].index(at) for at in found]


def tags(item, task):
    """What is chosen of a word in each group of choices."""
    return item["right"][:1] if task == "candidates" else [item["upos"][0], item["case"][0]]
