"""A class of a hundred, of whom sixty are hostile or odd, is released to, graded and reported on at both levels:
every honest mark is right, no cheat earns a point, nothing stops the run, and the report says what happened to each."""

import contextlib
import csv
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from pathlib import Path

import pytest
from classroom import ASSIGNMENT, REPOSITORY, hand_in, new_course, taking, the_class
from hostile import BOMB, hand_in_all

from khabar.course.grading import build, ledger
from khabar.course.grading.course import directory, leaks, release
from khabar.course.grading.grade import grade
from khabar.course.grading.report import report
from khabar.course.grading.sandbox import Limits, Sandbox
from khabar.text.errors import KhabarError

from nbgrader.api import Gradebook  # isort: skip

REFUSED = "morphology"
LIMITS = Limits(cell=2, seconds=5, memory=1 << 29)


def level_works(level):
    try:
        with Sandbox(REPOSITORY / "exercises", level=level):
            return True
    except KhabarError as error:
        warnings.warn(f"not tested with {level}: {error}", stacklevel=2)
        return False


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """A course with all its assignments released."""
    course = new_course(tmp_path_factory.mktemp("released"))
    release(course, [])
    return course


class Class:
    """A course after grading: its folder, its students by name, what happened to each."""

    def __init__(self, course, level):
        self.course, self.level = course, level
        self.students = {student.name: student for student in the_class(course)}
        for student in self.students.values():
            hand_in(course, student)
        self.right = self.students["right"].right
        exercises = build.read(course / "questions" / f"{ASSIGNMENT}.json").exercises
        answers = {f"{n:02}": e.accept[0] for n, e in enumerate(exercises, 1) if e.kind != "written"}
        self.worth = {f"{n:02}": exercise.points for n, exercise in enumerate(exercises, 1)}
        self.honest = hand_in_all(course, answers)
        # Of another assignment every submission is refused.
        for name, data in (("right", b"\xff"), ("half", b"[]")):
            place = course / "submitted" / name / REFUSED / f"{REFUSED}.ipynb"
            place.parent.mkdir()
            place.write_bytes(data)
        outcomes = grade(course, [], LIMITS, level)
        self.outcomes, self.refused = outcomes[ASSIGNMENT], outcomes[REFUSED]


@pytest.fixture(scope="module", params=["bubblewrap", "namespaces"])
def graded(request, released):
    if not level_works(request.param):
        pytest.skip(f"{request.param} does not work on this machine")
    # In bubblewrap the course lies among the programs, which are the one thing that is seen there.
    inside = sys.prefix if request.param == "bubblewrap" else released.parent
    with tempfile.TemporaryDirectory(
        prefix="khabar-course-", dir=inside, ignore_cleanup_errors=True
    ) as folder:
        shutil.copytree(released, folder, dirs_exist_ok=True)
        yield Class(Path(folder), request.param)


# What is the same at both levels is tried on one class.
ONCE = pytest.mark.parametrize(
    "graded", ["bubblewrap" if shutil.which("bwrap") else "namespaces"], indirect=True
)


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
    points = points_of(graded.course)
    assert len(graded.students) >= 30 and len(graded.outcomes) - len(graded.students) >= 60
    wrong = {}
    for name, student in graded.students.items():
        got = {number for number, p in points.get(name, {}).items() if p}
        if got != student.right:
            told = graded.outcomes[name].notes
            wrong[name] = {"more": got - student.right, "less": student.right - got, "told": told}
        assert all(p in (0, graded.worth[number]) for number, p in points.get(name, {}).items())
    assert not wrong
    lost = {
        name: graded.outcomes[name].notes
        for name in graded.honest
        if {n for n, p in points.get(name, {}).items() if p} != graded.right
    }
    assert not lost
    hostile = set(points) - set(graded.students) - set(graded.honest)
    assert not {name: points[name] for name in hostile - {"n-stray-vowel"} if any(points[name].values())}


def test_the_thefts_would_pay_where_files_can_be_read(graded):
    for place in ("source", "submitted/right"):
        room = {}
        exec(taking([graded.course / place]), room)
        assert len(room["kept"]) >= 12


def test_what_happened_is_told_in_words_and_nothing_is_forged(graded):
    outcomes = graded.outcomes
    told = {name: " ".join(outcome.notes) for name, outcome in outcomes.items()}
    assert not {
        s.name: told[s.name] for s in graded.students.values() if s.says not in (told[s.name] or "Ran")
    }
    for student, outcome in outcomes.items():
        assert student.isprintable() and all(note.isprintable() for note in outcome.notes), student
        assert "OPEN" not in str(outcome)
    assert "link" in told["d-link"]
    assert {outcome.protection[0] for outcome in outcomes.values()} == {graded.level}
    for name, why in (
        ("pipe", "no plain file"),
        ("nested", "nested"),
        ("latin", "UTF-8"),
        ("too-large", "larger"),
        ("sparse", "larger"),
        ("hard-link", "hard link"),
        ("socket", "cannot be opened"),
        ("old-format", "no notebook that can be read"),
    ):
        assert why in told[f"c-{name}"], outcomes[f"c-{name}"]
    for name, why in (("forks", "processes|BlockingIOError"), ("memory-of-many", "memory|too long"), ("memory-of-many-slowly", "memory|too long"), ("shell", "Error"),
                      ("devices", "Error"), ("keyring", "Error"),
                      ("socket-by-path", "Error"), ("vsock", "Error"), ("namespaces", "Error"), ("root", "Error")):  # fmt: skip
        assert re.search(why, told[f"b-{name}"]), outcomes[f"b-{name}"]


def test_the_course_is_whole_afterwards(graded):
    assert (graded.course / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").exists()


@ONCE
def test_where_every_submission_is_refused_the_report_says_so(graded):
    index = report(graded.course, [REFUSED]).read_text(encoding="utf-8")
    assert len(graded.refused) == 2 and not any(outcome.graded for outcome in graded.refused.values())
    assert index.count("<td>not graded.</td>") == 2 and index.count("no notebook that can be read") == 2
    page = (graded.course / "feedback" / "half" / f"{REFUSED}.html").read_text(encoding="utf-8")
    assert "no notebook that can be read" in page and "<section" not in page
    with (graded.course / "report" / "moodle.csv").open(encoding="utf-8") as file:
        assert {row[REFUSED] for row in csv.DictReader(file)} == {""}


@ONCE
def test_the_report_has_everyone_and_shows_text_only(graded):
    course = graded.course
    index = report(course, []).read_text(encoding="utf-8")
    pages = [path.read_text(encoding="utf-8") for path in (course / "feedback").glob("*/*.html")]
    assert len(pages) >= 80
    for page in [index, *pages]:
        assert "<script" not in page and "<img src=x" not in page
    for name in graded.students:
        assert name in index
        page = (course / "feedback" / name / f"{ASSIGNMENT}.html").read_text(encoding="utf-8")
        assert 'dir="rtl"' in page or name in ("no-notebook", "link")
    with (course / "report" / "items.csv").open(encoding="utf-8") as file:
        items = list(csv.DictReader(file))
    assert len(items) == 18 and all(0 < float(item["difficulty"]) < 1 for item in items)
    assert any("took a radical for a clitic" in item["wrong"] for item in items)
    with (course / "report" / "marks.csv").open(encoding="utf-8") as file:
        assert {row["student"] for row in csv.DictReader(file)} >= {"right", "half", "exits"}
    for path in (course / "report").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell.lstrip() for row in csv.reader(file) for cell in row]
            assert not [
                c for c in cells if c.startswith(tuple("=+-@＝")) and not re.fullmatch(r"-[\d.e-]+", c)
            ]
    for path in (course / "autograded").glob("*/*/*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        words = [cell["source"] for cell in cells if cell["cell_type"] != "code"]
        assert not any("<script" in text or "&#106;" in text for text in words)
        outputs = [out for cell in cells for out in cell.get("outputs", [])]
        assert {kind for out in outputs for kind in out.get("data", {})} <= {"text/plain", "image/png"}
        assert BOMB[:40] not in json.dumps(outputs)
        assert "attachments" not in path.read_text() and "slideshow" not in path.read_text()


@ONCE
def test_a_run_that_is_killed_is_taken_up_again(graded):
    """The first is killed in its midst; in the second the warm process dies, and somebody has handed in
    something that is no notebook any more. The marks are those of before."""
    course, spoilt = graded.course, graded.honest[1]
    before, records = points_of(course), course / "record" / ASSIGNMENT
    for path in records.glob("*.json"):
        if json.loads(path.read_text(encoding="utf-8"))["student"] != spoilt:
            path.unlink()
    code = f"from pathlib import Path; from khabar.course.grading.grade import grade; grade(Path({str(course)!r}), [])"
    run = subprocess.Popen([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": str(REPOSITORY / "toolkit")},
                           start_new_session=True, stderr=subprocess.DEVNULL)  # fmt: skip
    end = time.monotonic() + 60
    while len(list(records.glob("*.json"))) < 2 and time.monotonic() < end:
        time.sleep(0.05)
    with pytest.raises(KhabarError, match="another run"):
        grade(course, [])
    with contextlib.suppress(ProcessLookupError):
        os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    for student in (course / "submitted").iterdir():
        if student.name not in (*graded.honest, "right", "half", "exits"):
            student.unlink() if student.is_symlink() else shutil.rmtree(student)
    (course / "submitted" / spoilt / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").write_bytes(b"\xff")
    with Sandbox(course, LIMITS) as sandbox:
        first = sandbox._ready(desk=False)
        threading.Timer(0.5, first._process.kill).start()
        outcomes = grade(course, [ASSIGNMENT], sandbox=sandbox)[ASSIGNMENT]
    assert {s for s, outcome in outcomes.items() if not outcome.graded} == {spoilt}
    assert "still that of the submission before" in " ".join(outcomes[spoilt].notes)
    assert {s: p for s, p in points_of(course).items() if s in outcomes} == {s: before[s] for s in outcomes}


@ONCE
def test_a_gradebook_in_a_bad_state_is_one_sentence(graded):
    course = graded.course
    path = course / "gradebook.db"
    whole = path.read_bytes()
    holder = sqlite3.connect(path)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(KhabarError, match="in use"):
        grade(course, [])
    holder.close()
    path.write_bytes(b"no database at all, " * 500)
    with pytest.raises(KhabarError, match="damaged"):
        grade(course, [])
    path.write_bytes(whole)
    assert ledger.copied(course, directory(course, ASSIGNMENT))


# --- release -------------------------------------------------------------------------------


def test_no_answer_travels_with_the_release(released):
    paths = list((released / "release").rglob("*.ipynb"))
    assert len(paths) == len(build.assignments(released))
    for path in paths:
        exercises = build.read(released / "questions" / f"{path.stem}.json").exercises
        text = path.read_text(encoding="utf-8")
        source = "".join("".join(cell["source"]) for cell in json.loads(text)["cells"])
        assert not re.search("HIDDEN|SOLUTION|right = ", text)
        assert set(re.findall(r"answer_\d\d = (\w+)", source)) == {"None"}
        for exercise in exercises:
            assert not exercise.why or exercise.why not in source
            assert not any(known["say"] in source for known in exercise.misconceptions)


def test_a_solution_outside_its_marks_is_found(released, tmp_path):
    source = released / "source" / "morphology" / "morphology.ipynb"
    path = tmp_path / source.name
    shutil.copy(released / "release" / "morphology" / source.name, path)
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][-1]["source"] = ["answer_01 = 'a'"]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert leaks(source, path) == "answer_01 = 'a'"


def test_wrong_use_is_one_sentence(tmp_path, tmp_path_factory):
    course = new_course(tmp_path)
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
