"""The question widget: each kind of question answered by mouse and by keyboard, in a page with a kernel."""

import json

import pytest

import khabar
from conftest import SCREENSHOTS, becomes, state_of
from khabar.course import learner, questions
from khabar.course.questions import KINDS, Question
from khabar.widgets import QuestionWidget

pytestmark = pytest.mark.browser

HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
ASKED = {
    "choose": Question(
        "t/choose", "choose", "Paragraph 2: who says وأضافت?", ["The ministry."], "The ending of وأضافت.",
        options=["Reuters.", "The ministry.", "وزارة الخارجية"], hints=["Look at its ending."],
        misconceptions=[{"answers": ["Reuters."], "idea": "took the outlet for the source", "say": "It relays."}],
    ),
    "cut": Question("t/cut", "cut", "Cut ونظيره (paragraph 1).", [["و", "نظير", "ه"]], "Three words."),
    "fill": Question("t/fill", "fill", "Which city?", ["حلب", "Aleppo"], "It is حلب.", hints=["one", "two"]),
    "vocalise": Question("t/vocalise", "vocalise", "Vocalise وزير.", ["وَزِيرٌ"], "A predicate."),
    "number": Question("t/number", "number", "How many?", [11], "Eleven paragraphs."),
    "spans": Question(
        "t/spans", "spans", "Mark the source in paragraph 1.", [[[1, 2, 4]]], "وزارة الخارجية الروسية",
        misconceptions=[{"answers": [[[1, 2, 2]]], "idea": "head alone", "say": "The whole phrase."}],
    ),
    "match": Question(
        "t/match", "match", "Match.", [{"وزارة": "فاعل", "الروسية": "نعت"}], "So it is.",
        misconceptions=[{"answers": [{"وزارة": "نعت", "الروسية": "نعت"}], "idea": "x", "say": "Who acts?"}],
    ),
    "order": Question("t/order", "order", "Order.", [["word", "d1", "d3"]], "From few to many."),
}  # fmt: skip


@pytest.fixture(autouse=True)
def bank(monkeypatch, tmp_path):
    monkeypatch.setenv("KHABAR_PROGRESS", str(tmp_path / "progress.json"))
    known = questions.bank() | {question.id: question for question in ASKED.values()}
    monkeypatch.setattr(questions, "get", known.__getitem__)


@pytest.fixture
def ask(host):
    """Show a question of ASKED; returns the page and the widget."""

    def show(kind, **options):
        widget = QuestionWidget(ASKED[kind])
        page = host(widget, "question", kernel=True, **options)
        page.set_default_timeout(5_000)
        return page, widget

    return show


def press(page, name="Check"):
    page.get_by_role("button", name=name).first.click()


def said(page, text, number=0):
    page.locator(".say").nth(number).get_by_text(text).first.wait_for()


def test_every_kind_is_tried_here():
    assert set(ASKED) == set(KINDS)


def test_choose_by_mouse_gets_the_idea_behind_the_mistake_and_the_next_hint(ask):
    page, widget = ask("choose")
    page.get_by_label("Reuters.").check()
    press(page)
    said(page, "✗ Not yet.")
    assert "It relays." in page.locator(".say").inner_text()
    assert "Look at its ending." in page.locator(".hints").inner_text()
    assert not widget.solved
    page.get_by_label("The ministry.").check()
    assert page.locator(".say").inner_text() == ""  # feedback belongs to the answer it was given on
    press(page)
    said(page, "✓ Right.")
    becomes(page, lambda: widget.solved, True)
    assert page.locator(".solved").inner_text() == "✓ solved"


def test_choose_by_keyboard(ask):
    page, widget = ask("choose")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(widget.asked["options"].index("The ministry.")):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    said(page, "✓ Right.")
    becomes(page, lambda: widget.answer, "The ministry.")


def test_options_are_in_an_order_of_the_learners_own():
    def orders(identity):
        learner.choose("identity", identity)
        asked = (question for question in questions.bank().values() if question.kind == "choose")
        return [(question.accept[0], QuestionWidget(question).asked["options"]) for question in asked]

    ours, again, theirs = orders("one"), orders("one"), orders("two")
    assert ours == again and ours != theirs
    first = sum(right == options[0] for right, options in ours)
    assert first < len(ours) / 2


def test_arabic_is_isolated_in_prompts_options_and_feedback(ask):
    page, _ = ask("choose")
    assert page.locator(".prompt bdi[lang=ar][dir=rtl]").inner_text() == "وأضافت"
    assert page.locator(".option bdi[lang=ar]").inner_text() == "وزارة الخارجية"
    page.get_by_label("The ministry.").check()
    press(page)
    said(page, "✓ Right.")
    assert page.locator(".say[role=status] bdi[lang=ar]").inner_text() == "وأضافت"


def test_fill_by_enter_with_hints_and_the_answer_on_demand(ask):
    page, _ = ask("fill")
    press(page, "Hint")
    page.locator(".hints").get_by_text("one").wait_for()
    press(page, "Next hint")
    page.locator(".hints").get_by_text("two").wait_for()
    assert page.get_by_role("button", name="Next hint").is_disabled()
    field = page.get_by_label("Your answer")
    field.fill("دمشق")
    field.press("Enter")
    said(page, "Look again.")
    field.fill("حَلَب")
    field.press("Enter")
    said(page, "✓ Right.")
    press(page, "Show the answer")
    page.locator(".solution").get_by_text("The answer is").wait_for()
    assert learner.tries()["t/fill"] == {"tries": 2, "right": True}


@pytest.mark.parametrize("kind", ["choose", "fill", "match", "vocalise", "spans"])
def test_an_empty_answer_is_not_counted(ask, kind):
    page, _ = ask(kind)
    press(page)
    assert page.locator(".say").inner_text() == "Answer first, then press Check."
    assert learner.tries() == {}


def test_progress_is_kept(ask):
    page, _ = ask("number")
    page.get_by_label("A number").fill("١١")
    page.get_by_label("A number").press("Enter")
    said(page, "✓ Right.")
    assert QuestionWidget(ASKED["number"]).solved


def test_vowel_signs_can_be_put_in_without_an_arabic_keyboard(ask):
    page, widget = ask("vocalise")
    field = page.get_by_label("With its vowel signs")
    assert field.input_value() == "وزير"
    field.focus()
    for caret, sign in ((1, "fatha"), (3, "kasra"), (6, "tanwin damm")):
        page.evaluate(f"document.activeElement.setSelectionRange({caret}, {caret})")
        page.get_by_role("button", name=sign, exact=True).click()
    becomes(page, lambda: widget.answer, "وَزِيرٌ")
    page.keyboard.press("Enter")
    said(page, "✓ Right.")


def test_match_by_selects(ask):
    page, _ = ask("match")
    page.get_by_label("وزارة").select_option("نعت")
    press(page)
    assert page.locator(".say").inner_text() == "Answer first, then press Check."
    page.get_by_label("الروسية").select_option("نعت")
    press(page)
    said(page, "Who acts?")
    page.get_by_label("وزارة").select_option("فاعل")
    press(page)
    said(page, "✓ Right.")


def test_order_by_keyboard_keeps_the_focus_on_the_item(ask):
    page, widget = ask("order")
    assert widget.answer != ["word", "d1", "d3"] and sorted(widget.answer) == ["d1", "d3", "word"]
    order = list(widget.answer)
    for place, item in enumerate(["word", "d1"]):
        page.get_by_role("button", name=f"Move {item} up").focus()
        for _ in range(order.index(item) - place):
            page.keyboard.press("Enter")
        order.remove(item)
        order.insert(place, item)
        assert item in page.evaluate("document.activeElement.ariaLabel")
    press(page)
    said(page, "✓ Right.")
    becomes(page, lambda: widget.answer, ["word", "d1", "d3"])


def test_spans_by_dragging(ask):
    page, widget = ask("spans")
    words = page.get_by_role("option")
    first, last = (words.nth(n).bounding_box() for n in (1, 3))
    page.mouse.move(first["x"] + first["width"] - 4, first["y"] + first["height"] / 2)
    page.mouse.down()
    page.mouse.move(last["x"] + 12, last["y"] + last["height"] / 2, steps=8)
    page.mouse.up()
    assert page.locator("[aria-selected=true]").count() == 3
    press(page)
    said(page, "✓ Right.")
    becomes(page, lambda: widget.answer, [[1, 2, 4]])
    assert page.locator(".marked").count() == 3


def test_spans_by_keyboard_and_without_dragging(ask):
    page, widget = ask("spans")
    page.get_by_role("option").first.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    press(page)
    said(page, "The whole phrase.")
    press(page, "Unmark all")
    page.get_by_role("option").nth(1).focus()
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")
    press(page)
    said(page, "✓ Right.")
    press(page, "Unmark all")
    page.get_by_role("option").nth(1).click()
    press(page, "Extend")
    page.get_by_role("option").nth(3).click()
    press(page, "Mark the selected words")
    becomes(page, lambda: widget.answer, [[1, 2, 4]])


@pytest.mark.parametrize("kind", ["fill", "order"])
def test_two_views_stay_in_step(ask, kind):
    page, widget = ask(kind, views=2)
    if kind == "fill":
        page.get_by_label("Your answer").first.fill("حلب")
        assert page.get_by_label("Your answer").nth(1).input_value() == "حلب"
    else:
        page.get_by_role("button", name=f"Move {widget.answer[1]} up").nth(1).click()
        one, two = (page.locator(".order").nth(n).inner_text() for n in (0, 1))
        assert one == two and one.split()[2] == widget.answer[0]
    press(page)
    said(page, "✓" if kind == "fill" else "✗", 1)


def test_markup_stays_text(host):
    question = Question("t/x", "choose", HOSTILE, [HOSTILE], HOSTILE, options=[HOSTILE, "b"], hints=[HOSTILE])
    widget = QuestionWidget(question)
    page = host(widget, "question")
    widget.hints_shown = 1
    page.evaluate("hints => { model.set('hints', hints); model.set('solution', hints[0]); }", widget.hints)
    page.evaluate("text => model.set('answer', text)", HOSTILE)
    page.evaluate(
        "text => model.set('feedback', { answer: { answer: text, right: false, message: text } })", HOSTILE
    )
    page.wait_for_timeout(150)
    assert page.evaluate("window.hacked") is None
    assert page.locator("#el img, #el script").count() == 0
    assert page.locator(".khabar-question").inner_text().count("onerror") == 5
    widget.answer = HOSTILE
    assert "<img" not in widget.to_html() and "<script" not in widget.to_html()


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_serious_and_it_fits_a_narrow_screen(ask, violations, kind):
    page, _ = ask(kind, theme="dark" if KINDS.index(kind) % 2 else "light")
    page.set_viewport_size({"width": 360, "height": 740})
    press(page, "Show the answer")
    page.locator(".solution p").wait_for()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.screenshot(path=SCREENSHOTS / f"question-{kind}.png", full_page=True)


def test_the_page_isolates_arabic_as_the_package_does(page, static):
    texts = [
        text
        for question in questions.bank().values()
        for text in (question.prompt, question.why, *question.options, *question.hints)
    ] + [
        "لوضع is ل + وضع (وضع situation), (قال) or قال «said»: «قال (أمس) في 2026 ذلك». جرحى (12 مدنيا) في (2016) قصف."
    ]
    page.goto(f"{static}/host.html")
    runs = page.evaluate(
        """async (texts) => {
            const { make, mixed } = await import("./common.js");
            return texts.map((text) => make("p", {}, ...mixed(text)).innerHTML);
        }""",
        texts,
    )
    clean = {'lang="ar" dir="rtl"': "", 'dir="rtl" lang="ar"': "", "&quot;": '"', "&#x27;": "'"}
    for text, run in zip(texts, runs, strict=True):
        expected = questions.marked_up(text)
        for old, new in clean.items():
            expected, run = expected.replace(old, new), run.replace(old, new)
        assert run == expected


def test_a_saved_notebook_shows_question_answer_and_feedback():
    for kind, question in ASKED.items():
        html = QuestionWidget(question).to_html()
        assert question.prompt.split()[0] in html, kind
    widget = QuestionWidget(ASKED["choose"])
    widget.answer = "Reuters."
    widget.checked = {"answer": "Reuters."}
    html = widget._repr_mimebundle_()[0]["text/html"]
    assert "◉ Reuters." in html and "Not yet" in html
    assert json.dumps(state_of(widget)["asked"]).count("accept") == 0


def test_the_bank_s_questions_can_all_be_shown():
    for question in questions.bank().values():
        assert khabar.question(question.id).to_html()


def test_cut_by_clicking_between_letters_and_typing_in_step(ask):
    page, widget = ask("cut")
    gaps = page.locator(".strip .gap")
    gaps.nth(0).click()
    becomes(page, lambda: widget.answer, "و + نظيره")
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    becomes(page, lambda: widget.answer, "و + نظير + ه")
    press(page)
    said(page, "✓ Right.")
    page.get_by_label("Pieces, joined by +").fill("ونظير + ه")
    assert gaps.nth(0).get_attribute("aria-pressed") == "false"
    assert gaps.nth(4).get_attribute("aria-pressed") == "true"
    page.get_by_label("Pieces, joined by +").fill("x")
    assert page.locator(".gap[aria-pressed=true]").count() == 0
    assert "accept" not in json.dumps(widget.asked)


def test_a_word_gets_back_the_letter_that_writing_drops():
    question = Question("t/lil", "cut", "Cut للمحادثات.", [["ل", "المحادثات"]], "why")
    assert QuestionWidget(question).asked["word"]["dropped"] == {"1": "ا"}
    nameless = Question("t/none", "cut", "Cut the word.", [["ل", "المحادثات"]], "why")
    assert QuestionWidget(nameless).asked["word"] is None
