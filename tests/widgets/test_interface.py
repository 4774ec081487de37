"""The interface in Arabic: no label, button or message of it is without its Arabic."""

import ast
import json
import re
from pathlib import Path

import pytest

import khabar
from khabar.course import interface, learner, workplace
from khabar.course.contradictions import TABLE
from khabar.widgets import AttributionBoard, RootExplorer, Segmenter, Tagger, Tree, progress, question, roots
from khabar.widgets.fields import Fields

PACKAGE = Path(khabar.__file__).parent
WIDGETS = PACKAGE / "widgets"
STRING = r'"(?:[^"\\\n]|\\.)*"'


@pytest.fixture
def in_arabic(monkeypatch, tmp_path):
    monkeypatch.setenv("KHABAR_PROGRESS", str(tmp_path / "learner.sqlite"))
    learner.choose("language", "ar")


def texts(pattern, source):
    return {json.loads(found) for found in re.findall(pattern, source)}


def test_what_a_page_says_is_in_its_table():
    pages = {path.name: path.read_text("utf-8") for path in WIDGETS.glob("*.js")}
    known = set().union(*(texts(rf"({STRING}): {STRING}", page) for page in pages.values()))
    missing = {
        (name, text) for name, page in pages.items() for text in texts(rf"\bt\(({STRING})", page) - known
    }
    assert not missing
    told = {line.split("\t")[3] for line in TABLE.read_text("utf-8").splitlines()[2:]}
    wanted = {re.sub(r"After \S+ the", "After {0} the", why) for why in told if "sisters" not in why}
    assert not wanted - known


def test_what_python_says_is_in_its_table():
    said = {
        node.value
        for path in PACKAGE.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("spoken", "labelled")
        for node in ast.walk(call.args[call.func.id == "labelled"])
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert len(said) > 30
    told = said | set(progress._KINDS.values()) | set(question.LABELS.values()) | set(roots._HEADS)
    assert sorted(told - {"", "candidates", "label", "/"} - interface._words().keys()) == []


def test_the_fields_of_the_lessons_are_labelled_in_arabic():
    lessons = "".join(path.read_text("utf-8") for path in (PACKAGE.parents[1] / "notebooks").glob("*.ipynb"))
    labels = set(re.findall(r'(?:description|manual_name\\")[=:] ?\\"([^"]*)\\"', lessons))
    assert len(labels) > 6 and sorted(labels - interface._words().keys()) == []


def test_a_field_follows_the_language_when_it_is_chosen_in_any_widget(in_arabic):
    fields = Fields("no lesson/verb", lambda voice: None, voice=["active", "passive"])
    voice = fields.children[0]
    voice.value = "passive"
    assert (voice.description, voice._options_labels[1]) == ("البناء", "مبني للمجهول")
    Tagger(khabar.article(), 5).set_state({"language": "en"})
    assert (voice.description, voice._options_labels[1], voice.value) == ("voice", "passive", "passive")


def test_first_page_progress_and_still_pictures_are_arabic_where_it_is_chosen(in_arabic):
    doc = khabar.article()
    talk = khabar.interpret(doc)
    words = re.compile(r"[A-Za-z]{3}")
    lesson = workplace.Lesson("00-first-look.ipynb", "نظرة أولى")
    shown = [
        re.sub(r"\]\([^)]*\)", "]", workplace.first_page([lesson], [])).replace("khabar", "").replace(".progress", ""),
        re.sub(r"\d\d-[\w-]+(/\d+)?", "", khabar.progress()._repr_html_()),
        Segmenter(doc, [(1, 16)]).to_html(),
        Tree(doc, 1, exercise=True).to_html(),
        AttributionBoard(doc, talk, [1]).to_html(),
        RootExplorer(doc).to_html(),
    ]  # fmt: skip
    for page in shown:
        assert not words.findall(re.sub(r"<[^>]*>", "", page)), page
    assert Tagger(doc, 5)._still().startswith('<div lang="ar" dir="rtl">')
