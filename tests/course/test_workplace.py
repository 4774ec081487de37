"""The learner's own copy of the lessons: what is in it after starts, changes and new versions."""

import json
import shutil

import pytest

from khabar.course import workplace
from khabar.text.errors import KhabarError


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """A course of two lessons that the test may change."""
    source = tmp_path / "shipped"
    source.mkdir()
    for name in ("00-first-look.ipynb", "01-letters.ipynb", "sample.txt"):
        shutil.copyfile(workplace.shipped() / name, source / name)
    monkeypatch.setattr(workplace, "shipped", lambda: source)
    monkeypatch.setenv("KHABAR_PROGRESS", str(tmp_path / "progress"))
    return source


def change(notebook, text):
    content = json.loads(notebook.read_text("utf-8"))
    content["cells"][1]["source"] = text
    notebook.write_text(json.dumps(content), encoding="utf-8")


def run(notebook):
    """What running a lesson leaves in its file."""
    content = json.loads(notebook.read_text("utf-8"))
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            cell["execution_count"] = 1
    notebook.write_text(json.dumps(content), encoding="utf-8")


def test_a_first_start_copies_the_lessons_and_says_where_to_begin(shipped, tmp_path):
    page = workplace.prepare(tmp_path / "mine").read_text("utf-8")
    assert {file.name for file in (tmp_path / "mine").glob("*.ipynb")} == {
        "00-first-look.ipynb", "01-letters.ipynb",
    }  # fmt: skip
    assert "**Begin here: [00" in page and "0 of 10" in page and "newer" not in page


def test_a_newer_lesson_is_offered_to_who_has_worked_and_given_to_who_has_not(shipped, tmp_path):
    mine = tmp_path / "mine"
    workplace.prepare(mine)
    change(mine / "00-first-look.ipynb", "my own notes")
    run(mine / "01-letters.ipynb")
    for name in ("00-first-look.ipynb", "01-letters.ipynb"):
        change(shipped / name, "a better sentence")
    page = workplace.prepare(mine).read_text("utf-8")
    assert "my own notes" in (mine / "00-first-look.ipynb").read_text("utf-8")
    assert "a better sentence" in (mine / "00-first-look (newer).ipynb").read_text("utf-8")
    assert "(00-first-look%20%28newer%29.ipynb)" in page
    assert "a better sentence" in (mine / "01-letters.ipynb").read_text("utf-8")
    assert not (mine / "01-letters (newer).ipynb").exists()


def test_an_assignment_that_was_begun_is_left_alone(shipped, tmp_path):
    released = tmp_path / "release" / "letters"
    released.mkdir(parents=True)
    shutil.copyfile(shipped / "00-first-look.ipynb", released / "letters.ipynb")
    workplace.prepare(tmp_path / "mine", tmp_path / "release")
    begun = tmp_path / "mine" / "exercises" / "letters" / "letters.ipynb"
    change(begun, "answered")
    page = workplace.prepare(tmp_path / "mine", tmp_path / "release").read_text("utf-8")
    assert "answered" in begun.read_text("utf-8") and "(exercises/letters/letters.ipynb)" in page


def test_the_shipped_lessons_are_never_the_copy(shipped, tmp_path):
    with pytest.raises(KhabarError, match="name another"):
        workplace.prepare(shipped)
    with pytest.raises(KhabarError, match="name another folder"):
        workplace.prepare(tmp_path / "shipped" / "sample.txt" / "mine")
