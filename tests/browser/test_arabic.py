"""The Arabic interface: what the program says of an answer is said in Arabic, whoever made the sentence."""

import pytest

import khabar
from conftest import SCREENSHOTS, state_of
from khabar.course.questions import EMPTY, UNCOUNTED, Question, bank, misconception
from khabar.text.document import Document
from khabar.widgets import AttributionBoard, QuestionWidget, Segmenter, Tagger, Tree
from khabar.widgets._doubts import doubt

pytestmark = pytest.mark.browser
# Of a text, kinds of wrong answers, each with a right one: what is told of them comes with the kind alone.
WRITTEN = [
    *(("cut", given, right) for given, right in (
        (["ب"], ["ت"]), (["ال", "بيت"], ["البيت"]), (["وبيت"], ["و", "بيت"]), (["ب", "يت"], ["بيت"]), (["بي", "ت"], ["ب", "يت"]),
    )),
    *(("vocalise", given, right) for given, right in (
        ("ب", "ت"), ("بُ", "بَ"), ("ب", "بَ"), ("بُت", "بَت"), ("وَزِيرُ", "وَزِيرِ"), ("يُؤَكِّدَ", "يُؤَكِّدُ"), ("قَالَتَ", "قَالَتْ"), ("هُوُ", "هُوَ"), ("بُتُث", "بَتَث"),
    )),
    ("fill", "x", "y"),
]  # fmt: skip


def everything_said(doc: Document) -> set[str]:
    """What is said of wrong answers to the exercises that can be made of a text, and of doubts."""
    said = {
        misconception(Question("", kind, "", [right], ""), given)[1] for kind, given, right in WRITTEN
    } | {f"{EMPTY} {UNCOUNTED}"}
    places = [(t.paragraph, t.position) for t in doc.tokens if t.is_multiword][:25]
    cutting = Segmenter(doc, places)
    for key, word in cutting._words.items():
        form = word.token.form
        for answer in ([form], *([form[:n], form[n:]] for n in range(1, len(form)))):
            right, message = cutting.verdict(key, answer)
            said |= set() if right else {message}
    for number in (0, 5):
        tagger = Tagger(doc, number)
        for item in tagger.items:
            said |= {tagger.verdict(item["key"], n)[1] for n in range(len(item.get("options", ())))}
    tagger = Tagger(doc, 5, task="pos")
    for item in tagger.items:
        for upos in ("NOUN", "VERB", "SCONJ") if item["key"] else ():
            said |= {tagger.verdict(item["key"], {"upos": upos, "case": case})[1] for case in ("Nom", "_")}
    for number in (0, 1, 5):
        tree = Tree(doc, number, exercise=True)
        words = [word.id for word in tree._asked()]
        said |= {tree.verdict(str(word), {"head": head})[1] for word in words for head in (0, *words)}
    board = AttributionBoard(doc, khabar.interpret(doc), [2, 4])
    wrong = {"id": "r1", "source": [[2, 9, 9]], "cue": [[2, 1, 1]], "content": [[2, 3, 4]], "via_span": []}
    for relations in ([], [wrong], [wrong | {"cue": [[2, 4, 4]]}], [wrong | {"source": [], "content": []}]):
        said.add(board.verdict("relations", relations)[1])
        said |= {note["say"] for note in board.notes}
    text = khabar.read("وأعلن البرلمان الزيمبابوي أمس أن المباحثات بين الوفدين لم تسفر عن أي تقدم يذكر.")
    said |= {doubt(word)["why"] for word in text.words if "why" in doubt(word)}
    return said - {""}


def test_what_is_said_of_an_answer_is_arabic_where_the_interface_is(page, static):
    """But what the annotators wrote of one relation of the article, and the meaning of a word, in quotation marks."""
    said = sorted(everything_said(khabar.article()))
    page.goto(f"{static}/host.html")
    english = page.evaluate(
        """async ([texts, state]) => {
            const { make, mixed } = await import("./common.js");
            const { default: widget } = await import("./question.js");
            const el = document.getElementById("el");
            widget.render({ el, model: { get: (key) => state[key], set() {}, on() {}, off() {}, save_changes() {} } });
            return texts.map((text) => {
                const line = make("p", {}, ...mixed(text));
                return [text, line.textContent, /[A-Za-z]{3}/.test(line.textContent.replace("khabar.article", ""))];
            }).filter(([, , foreign]) => foreign).map(([text, shown]) => `${text} -> ${shown}`);
        }""",
        [said, state_of(QuestionWidget(bank()["00-first-look/1"], language="ar"))],
    )
    assert len(said) > 150
    notes = [item.note for item in khabar.interpret(khabar.article()).attributions if item.note]
    assert "\n".join(line for line in english if not any(note in line for note in notes)) == ""


def test_a_question_in_arabic_keeps_its_own_text_as_it_was_written(host):
    widget = QuestionWidget(bank()["00-first-look/2"], language="ar")
    page = host(widget, "question", kernel=True)
    page.locator("input[type=text]").fill("و + نظيره + x")
    page.get_by_role("button", name="تحقّق").first.click()
    told = page.locator(".say")
    told.get_by_text("ليس بعد").wait_for()
    assert "حرفاً حرفاً" in told.inner_text() and "letter" not in told.inner_text()
    assert page.locator(".prompt > bdi[lang=en][dir=ltr]").count() == 1
    assert page.locator(".hints > p > bdi[lang=en]").inner_text() == widget.question.hints[0]
    page.screenshot(path=SCREENSHOTS / "question-arabic.png")
