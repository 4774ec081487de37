"""A class of students is released to, graded and reported on: every honest mark is right, no cheat
earns a point, nothing stops the run, and the report says what happened to each."""

import csv
import json
import re
import shutil
import warnings

import pytest
from classroom import ASSIGNMENT, REPOSITORY, hand_in, taking, the_class

from khabar.course.grading import build
from khabar.course.grading.course import directory, leaks, release
from khabar.course.grading.grade import grade
from khabar.course.grading.report import report
from khabar.course.grading.sandbox import Limits, Sandbox
from khabar.text.errors import KhabarError

from nbgrader.api import Gradebook  # isort: skip


def level_works(level):
    try:
        with Sandbox(REPOSITORY / "exercises", level=level):
            return True
    except KhabarError as error:
        warnings.warn(f"not tested with {level}: {error}", stacklevel=2)
        return False


@pytest.fixture(scope="module", params=["bubblewrap", "namespaces"])
def graded(request, tmp_path_factory):
    """A course after grading: its folder, its students, what happened to each."""
    if not level_works(request.param):
        pytest.skip(f"{request.param} does not work on this machine")
    course = tmp_path_factory.mktemp("course")
    shutil.copytree(REPOSITORY / "exercises", course, dirs_exist_ok=True)
    for made in ("release", "submitted", "autograded", "feedback", "report", "record"):
        shutil.rmtree(course / made, ignore_errors=True)
    (course / "gradebook.db").unlink(missing_ok=True)
    release(course, [ASSIGNMENT])
    students = the_class(course)
    for student in students:
        hand_in(course, student)
    outcomes = grade(course, [], Limits(cell=2, seconds=8), request.param)[ASSIGNMENT]
    return course, students, outcomes


def points_of(course):
    coursedir = directory(course, ASSIGNMENT)
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        return {
            submission.student.id: {
                g.name.removeprefix("test-"): g.auto_score or 0
                for notebook in submission.notebooks
                for g in notebook.grades
                if g.name.startswith("test-")
            }
            for submission in gradebook.assignment_submissions(ASSIGNMENT)
        }


def test_every_mark_is_the_honest_one(graded):
    course, students, outcomes = graded
    exercises = build.read(course / "questions" / f"{ASSIGNMENT}.json").exercises
    worth = {f"{n:02}": exercise.points for n, exercise in enumerate(exercises, 1)}
    points = points_of(course)
    assert len(students) >= 30
    wrong = {}
    for student in students:
        got = {number for number, p in points.get(student.name, {}).items() if p}
        if got != student.right:
            wrong[student.name] = {
                "more": got - student.right,
                "less": student.right - got,
                "told": outcomes[student.name].notes,
            }
        assert all(p in (0, worth[number]) for number, p in points.get(student.name, {}).items())
    assert not wrong


def test_the_thefts_would_pay_where_files_can_be_read(graded):
    course, *_ = graded
    for place in ("source", "submitted"):
        room = {}
        exec(taking([course / place]), room)
        assert len(room["kept"]) >= 12


def test_what_happened_is_told_in_words(graded):
    _, students, outcomes = graded
    silent = {
        s.name: outcomes[s.name].notes
        for s in students
        if s.says not in (" ".join(outcomes[s.name].notes) or "Ran")
    }
    assert not silent


def test_the_course_is_whole_afterwards(graded):
    course, *_ = graded
    assert (course / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").exists()


def test_the_report_has_everyone_and_is_safe_to_open(graded):
    course, students, _ = graded
    index = report(course, []).read_text(encoding="utf-8")
    for student in students:
        assert student.name in index
        page = (course / "feedback" / student.name / f"{ASSIGNMENT}.html").read_text(encoding="utf-8")
        assert ("<script" not in page and 'dir="rtl"' in page) or student.name in ("no-notebook", "link")
    with (course / "report" / "items.csv").open(encoding="utf-8") as file:
        items = list(csv.DictReader(file))
    assert len(items) == 18 and all(0 < float(item["difficulty"]) < 1 for item in items)
    assert any("took a radical for a clitic" in item["wrong"] for item in items)
    with (course / "report" / "marks.csv").open(encoding="utf-8") as file:
        assert {row["student"] for row in csv.DictReader(file)} >= {"right", "half", "exits"}


def test_grading_again_gives_the_same_marks(graded):
    course, students, _ = graded
    before = points_of(course)
    for student in students:
        if student.name not in ("right", "half", "exits"):
            shutil.rmtree(course / "submitted" / student.name, ignore_errors=True)
    grade(course, [ASSIGNMENT], Limits(cell=2, seconds=8))
    assert points_of(course) == before


# --- release -------------------------------------------------------------------------------


@pytest.fixture
def course(tmp_path):
    for part in ("nbgrader_config.py", "questions"):
        source = REPOSITORY / "exercises" / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / part)
    return tmp_path


def test_no_answer_travels_with_the_release(course):
    for path in release(course, []):
        exercises = build.read(course / "questions" / f"{path.stem}.json").exercises
        text = path.read_text(encoding="utf-8")
        source = "".join("".join(cell["source"]) for cell in json.loads(text)["cells"])
        assert not re.search("HIDDEN|SOLUTION|right = ", text)
        assert set(re.findall(r"answer_\d\d = (\w+)", source)) == {"None"}
        for exercise in exercises:
            assert not exercise.why or exercise.why not in source
            assert not any(known["say"] in source for known in exercise.misconceptions)


def test_a_solution_outside_its_marks_is_found(course):
    (path,) = release(course, ["morphology"])
    source = course / "source" / "morphology" / path.name
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][-1]["source"] = ["answer_01 = 'a'"]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert leaks(source, path) == "answer_01 = 'a'"


def test_wrong_use_is_one_sentence(course, tmp_path_factory):
    with pytest.raises(KhabarError, match="no nbgrader course"):
        release(tmp_path_factory.mktemp("nothing"), [])
    with pytest.raises(KhabarError, match="morphology"):
        release(course, ["grammar"])
    with pytest.raises(KhabarError, match="handed in"):
        grade(course, [])
    with pytest.raises(KhabarError, match="graded"):
        report(course, [])
    (course / "submitted" / "amal" / "morphology").mkdir(parents=True)
    with pytest.raises(KhabarError, match="release"):
        grade(course, [])
