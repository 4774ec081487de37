"""Two paths through each lesson: one that folds its code away, one that asks for it."""

import re
from pathlib import Path

import nbformat
import pytest

from khabar.course import questions

LESSONS = sorted(Path(__file__).parents[2].glob("notebooks/*.ipynb"))


@pytest.fixture(params=LESSONS, ids=lambda path: path.stem)
def lesson(request):
    return request.param, nbformat.read(request.param, as_version=4).cells


def test_a_reader_sees_no_code_and_a_programmer_does(lesson):
    path_of_lesson, cells = lesson
    paths = {"reading": 0, "programming": 0}
    for cell in cells:
        if cell.cell_type == "code":
            (path,) = set(cell.metadata.get("tags", [])) & set(paths)
            paths[path] += 1
            assert cell.metadata.get("jupyter", {}).get("source_hidden", False) == (path == "reading")
    assert paths["reading"]
    # The first lesson is for everybody: it has no path with code.
    assert bool(paths["programming"]) == (not path_of_lesson.stem.startswith("00"))


def test_no_python_is_asked_of_a_reader(lesson):
    for cell in lesson[1]:
        if cell.cell_type == "code" and "reading" in cell.metadata.get("tags", []):
            assert "khabar.check(" not in cell.source


def test_each_question_of_the_lesson_is_asked_once(lesson):
    path, cells = lesson
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    asked = re.findall(rf'khabar\.(?:question|check)\("({path.stem}/\d+)"', code)
    assert sorted(asked) == sorted(id for id in questions.bank() if id.startswith(path.stem))


def test_cells_are_short_enough_to_be_read(lesson):
    for cell in lesson[1]:
        if cell.cell_type == "code":
            assert len(cell.source.splitlines()) <= 15, cell.source
