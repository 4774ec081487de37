"""The graded questions themselves: they follow the gold, and each known wrong answer is wrong."""

import ast
import json
import re
from collections import Counter
from pathlib import Path

import nbformat
import pytest

import khabar
from khabar.course.grading import build
from khabar.course.questions import same
from khabar.discourse.model import speakers
from khabar.text.errors import DataError
from khabar.text.script import bare

COURSE = Path(__file__).parents[2] / "exercises"
ASSIGNMENTS = build.assignments(COURSE)
EXERCISES = [
    pytest.param(exercise, id=f"{assignment.name}-{number}")
    for assignment in ASSIGNMENTS.values()
    for number, exercise in enumerate(assignment.exercises, 1)
]


@pytest.fixture(scope="module")
def gold():
    """The names that the "gold" expressions may use."""
    doc = khabar.article()

    def words(paragraph, position):
        return doc.token(paragraph, position).words

    def sentence(paragraph):
        (found,) = doc.paragraphs[paragraph - 1]
        return found

    def place(word):
        token = next(token for token in doc.tokens if any(word is other for other in token.words))
        return token.paragraph, token.position

    def subtree(paragraph, word):
        below = [word]
        for other in below:
            below += sentence(paragraph).children(other)
        return below

    return {
        "khabar": khabar, "doc": doc, "talk": khabar.interpret(doc), "speakers": speakers, "bare": bare,
        "words": words, "word": lambda p, t: words(p, t)[0], "sentence": sentence, "place": place,
        "forms": lambda p, t: [word.form for word in words(p, t)], "subtree": subtree,
    }  # fmt: skip


def test_there_are_enough_of_every_kind_and_grade():
    exercises = [exercise for assignment in ASSIGNMENTS.values() for exercise in assignment.exercises]
    assert len(ASSIGNMENTS) >= 5 and len(exercises) >= 80
    assert {exercise.kind for exercise in exercises} == set(build.NAMES)
    assert min(Counter(exercise.grade for exercise in exercises)[grade] for grade in build.GRADES) >= 15


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_first_answer_is_what_the_gold_says(exercise, gold):
    if exercise.gold:
        assert same(exercise.comparer, eval(exercise.gold, dict(gold)), exercise.accept[0])


@pytest.mark.parametrize("exercise", EXERCISES)
def test_right_answers_are_right_and_known_wrong_ones_wrong(exercise):
    if exercise.kind == "written":
        assert exercise.rubric
        return
    for answer in exercise.accept:
        assert any(same(exercise.comparer, answer, one) for one in exercise.accept)
    wrong = [answer for known in exercise.misconceptions for answer in known["answers"]]
    for answer in wrong:
        assert not any(same(exercise.comparer, answer, one) for one in exercise.accept), answer
    assert exercise.why
    _, _, example = (exercise.form or build.FORMS[exercise.kind]).partition("such as ")
    for literal in re.findall(r"^[\[{(\"].*[\]})\"]", example):  # the example is not what is asked for
        shown = ast.literal_eval(literal.split(" and so on")[0])
        assert not any(same(exercise.comparer, shown, one) for one in exercise.accept), example
    if exercise.kind == "choose":
        letters = "abcdefgh"[: len(exercise.options)]
        assert set(exercise.accept) <= set(letters) and set(wrong) <= set(letters)


@pytest.mark.parametrize("assignment", ASSIGNMENTS.values(), ids=lambda a: a.name)
def test_the_source_notebook_is_built_from_the_questions(assignment):
    path = COURSE / "source" / assignment.name / f"{assignment.name}.ipynb"
    assert path.read_text(encoding="utf-8") == nbformat.writes(build.notebook(assignment)) + "\n"


@pytest.mark.parametrize(
    "raw",
    [
        "{",
        '{"title": "", "intro": ""}',
        json.dumps({"title": "", "intro": "", "questions": [{"kind": "guess"}]}),
    ],
)
def test_a_damaged_file_is_named(tmp_path, raw):
    path = tmp_path / "mine.json"
    path.write_text(raw)
    with pytest.raises(DataError, match=r"mine\.json"):
        build.read(path)
