"""Lesson 11's text of one's own: what was chosen and pasted is there in the next session."""

import pytest

import khabar
from khabar.course import learner
from khabar.widgets.fields import Fields
from khabar.widgets.own_text import KEPT, OwnText

TEXT = "قالت الوزارة إن المحادثات مستمرة.\nوأضافت أن الوفد وصل أمس.\nوأكد الوزير أن الاجتماع تأجل."


@pytest.fixture(autouse=True)
def own_learner(monkeypatch, tmp_path):
    monkeypatch.setenv("KHABAR_PROGRESS", str(tmp_path / "learner.sqlite"))


def number(turning):
    """The field with the number of the sentence or paragraph that is worked on."""
    return turning.children[0].children[0].children[1]


def test_the_chosen_sentence_and_paragraph_are_there_again():
    work = OwnText(TEXT)
    tags, marks = work.tags(start=1), work.marks()
    assert (number(tags).value, number(marks).value) == (2, 1)
    number(tags).value = 3
    number(marks).value = 2
    again = OwnText(TEXT)
    assert (number(again.tags(start=1)).value, number(again.marks()).value) == (3, 2)
    # Another text begins where the lesson says.
    assert number(OwnText(TEXT.splitlines()[0] + " وصل الوفد.").tags(start=1)).value == 2


def test_its_labels_are_in_the_language_that_was_chosen():
    learner.choose("language", "ar")
    work = OwnText(TEXT)
    labels = [child.description for child in work.entry().children[2].children]
    labels += [
        child.description for child in work.tags().children[0].children[0].children if child.description
    ]
    assert not any("A" <= letter.upper() <= "Z" for label in labels for letter in label.replace("UTF-8", ""))


def test_a_kept_text_that_cannot_be_read_stays_in_the_box_and_the_sample_is_read():
    learner.keep(KEPT, {"text": "only English here"})
    work = OwnText(TEXT)
    assert work._box.value == "only English here" and work.document.text == TEXT
    assert number(work.tags()).value == 1


def test_the_fields_of_a_lesson_are_there_again_and_leave_a_picture():
    def said(word, times):
        if not word:
            raise khabar.KhabarError("Write a word.")
        return f"{word} is written {times} times"

    first = Fields("lesson/word", said, word=["كتاب", "قلم", ""], times=2)
    word, times = first.kwargs_widgets
    word.value = ""
    assert "Write a word." in first.result.data
    word.value, times.value = "قلم", 3
    again = Fields("lesson/word", said, word=["كتاب", "قلم", ""], times=2)
    assert [field.value for field in again.kwargs_widgets] == ["قلم", 3]
    assert '<bdi lang="ar" dir="rtl">قلم</bdi> is written 3 times' in again.result.data
    assert "run this cell" in again._repr_mimebundle_()["text/html"] and "قلم" in again.to_html()
