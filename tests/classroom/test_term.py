"""The teacher's guide, run: the commands of docs/teaching.md in their order, with a class that is late, renames
its files, hands in on an old release, and has one attacker."""

import csv
import io
import json
import re
import shlex
import shutil
import zipfile

import nbformat
import pytest
from classroom import ASSIGNMENT, REPOSITORY, answer_cell, grade_id, insert, solve
from odfdo import Document
from typer.testing import CliRunner

from khabar.cli import app
from khabar.course.grading import build
from khabar.course.grading.marking import answers, saved

BLOCKS = re.findall(
    r"```sh\n(.*?)```", (REPOSITORY / "docs" / "teaching.md").read_text(encoding="utf-8"), re.DOTALL
)
CLASS = "id,first name,last name,email\namal,Amal,Haddad,amal@example.org\nomar,Omar,Said,omar@example.org\nsamir,Samir,Nasr,s@example.org\nzed,Zed,Zed,z@example.org\n"


def run(line, course):
    done = CliRunner().invoke(
        app, [*shlex.split(line, comments=True)[1:], "--course", str(course)], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    return done.output


def begun(folder):
    """A course without questions yet, that takes points off for each day."""
    (folder / "questions").mkdir(parents=True)
    shutil.copy(REPOSITORY / "exercises" / "nbgrader_config.py", folder)
    with (folder / "nbgrader_config.py").open("a") as file:
        file.write('c.AssignLatePenalties.plugin_class = "khabar.course.grading.late.ByDay"\n')
    return folder


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    course = begun(tmp_path_factory.mktemp("term") / "exercises")
    for name, which in (("letters-and-words", (1, 2, 3, 4, 7, 19)), ("syntax-and-reference", (1,))):
        chosen(course, name, name, which)
    return course


def chosen(course, name, source, which, **more):
    """An assignment of some of the questions of a shipped one; a small one is released sooner."""
    told = json.loads((REPOSITORY / "exercises" / "questions" / f"{source}.json").read_text(encoding="utf-8"))
    told |= {"questions": [told["questions"][n - 1] for n in which]} | more
    (course / "questions" / f"{name}.json").write_text(json.dumps(told), encoding="utf-8")


def moodle(course, right):
    released = course / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for number, (name, file, day) in enumerate(
            (
                ("Amal Haddad", f"{ASSIGNMENT}.ipynb", 3),
                ("Omar Said", f"{ASSIGNMENT} (1).ipynb", 3),
                ("Zed Zed", "x.ipynb", 1),
            )
        ):
            notebook = nbformat.read(released, as_version=4)
            solve(notebook, right)
            answer_cell(notebook, "06").source = (
                "جواب <script>alert(1)</script>" if name == "Zed Zed" else "جوابي"
            )
            entry = zipfile.ZipInfo(
                f"{name}_{4711 + number}_assignsubmission_file_/{file}", (2026, 3, day, 12, 0, 0)
            )
            archive.writestr(entry, nbformat.writes(notebook))
    return written.getvalue()


def test_the_guide_leads_through_a_term(course, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "class.csv").write_text(CLASS)
    path = course / "questions" / f"{ASSIGNMENT}.json"
    exercises = build.read(path).exercises
    right = {f"{n:02}": e.accept[0] for n, e in enumerate(exercises, 1) if e.kind != "written"}
    key = next(f"{n:02}" for n, e in enumerate(exercises, 1) if e.kind == "written")
    most = sum(e.points for e in exercises if e.kind != "written")
    said = ""
    for line in (line for block in BLOCKS[:2] for line in block.splitlines()):
        if not line.startswith("khabar exercises"):
            if line.startswith("khabar lab"):
                page = answers(course, ASSIGNMENT, key, "/khabar/marking", "", "token")
                assert "Amal" not in page and "<script" not in page and page.count("جواب") == 3
                fields = dict.fromkeys(re.findall(r'name="(points-\w+)"', page), "1")
                fields |= dict.fromkeys(re.findall(r'name="(comment-\w+)"', page), "أحسنت")
                saved(course, ASSIGNMENT, fields)
            continue
        if " take " in line:
            (tmp_path / "submissions.zip").write_bytes(moodle(course, right))
            (course / "submitted" / "samir" / ASSIGNMENT).mkdir(parents=True)
        if line.startswith("khabar exercises release") and (course / "record").exists():
            raw = json.loads(path.read_text(encoding="utf-8"))
            raw["questions"].insert(
                1,
                raw["questions"][0]
                | {
                    "prompt": "Cut وقالوا into words, all of them, please.",
                    "accept": [["و", "قالوا"]],
                    "gold": "",
                },
            )
            raw["questions"][4]["points"] += 1
            path.write_text(json.dumps(raw), encoding="utf-8")
        said += run(line, course)
        if line.startswith("khabar exercises mails"):
            with (course / "report" / "moodle.csv").open(encoding="utf-8") as file:
                marks = {row["Email address"]: row[ASSIGNMENT] for row in csv.DictReader(file)}
            # Amal has two days more; Omar is late by two; Samir has handed in nothing.
            assert float(marks["amal@example.org"]) == most + 1 > float(marks["omar@example.org"])
            assert marks["s@example.org"] == ""
            page = (course / "feedback" / "amal" / f"{ASSIGNMENT}.html").read_text(encoding="utf-8")
            assert "أحسنت" in page and "جوابي" in page
            assert "Right" not in (course / "feedback" / "samir" / f"{ASSIGNMENT}.html").read_text(
                encoding="utf-8"
            )
            assert (course / "mails" / "omar.eml").read_text().startswith("X-Unsent")
    assert "Question 2 is new" in said and "its points" in said and "marks all of them again" in said
    with (course / "report" / "marks-wide.csv").open(encoding="utf-8") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert set(rows) == {"amal", "omar.k", "zed"}
    # The new question does not count for those who had the old release, the new point does.
    assert float(rows["amal"][ASSIGNMENT]) == most + 2
    page = (course / "feedback" / "omar.k" / f"{ASSIGNMENT}.html").read_text(encoding="utf-8")
    assert "changed and were put back" not in page and "does not count" in page and "أحسنت" in page


# --- a term of three assignments -----------------------------------------------------------

ATTACK = "<script>alert(1)</script> ![x](http://192.0.2.1/x) [y](&#106;avascript:alert(1))"
# Which of the shipped questions each assignment has, and what may be got for them.
TERM = {
    "one": ("letters-and-words", (1, 7, 19)),
    "two": ("morphology", (1, 4)),
    "three": ("attribution-and-interpretation", (19, 4)),
}


@pytest.fixture(scope="module")
def term(tmp_path_factory):
    """Three small assignments; the third gives partial credit."""
    course = begun(tmp_path_factory.mktemp("three") / "exercises")
    for name, (source, which) in TERM.items():
        chosen(course, name, source, which, partial=name == "three")
    return course


def right_answers(course, name):
    asked = build.read(course / "questions" / f"{name}.json").exercises
    return {f"{n:02}": e.accept[0] for n, e in enumerate(asked, 1) if e.kind != "written"}


def handed_in(course, work):
    """Moodle's download: (name, day, assignment, answers, written answer, code at the head)."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for number, (name, day, assignment, given, words, code) in enumerate(work):
            notebook = nbformat.read(course / "release" / assignment / f"{assignment}.ipynb", as_version=4)
            solve(notebook, given)
            if words:
                next(c for c in notebook.cells if grade_id(c) == "answer-03").source = words
            if code:
                insert(notebook, 2, code)
            place = f"{name}_{4711 + number}_assignsubmission_file_/{assignment} ({number}).ipynb"
            archive.writestr(zipfile.ZipInfo(place, (2026, 3, day, 12, 0, 0)), nbformat.writes(notebook))
    (course / "download.zip").write_bytes(written.getvalue())
    return run(f"khabar exercises take {course / 'download.zip'}", course)


def table(path, key):
    with path.open(encoding="utf-8") as file:
        return {row[key]: row for row in csv.DictReader(file)}


def test_a_term_of_three_assignments(term, tmp_path):
    (tmp_path / "class.csv").write_text(CLASS)
    run(f"khabar exercises roster {tmp_path / 'class.csv'}", term)
    run("khabar exercises release", term)
    for name in TERM:
        run(f"khabar exercises due {name} '2026-03-01 23:59'", term)
    run("khabar exercises extend amal one --days 2", term)
    right = {name: right_answers(term, name) for name in TERM}
    steals = f"import pathlib\nprint(pathlib.Path({str(term / 'gradebook.db')!r}).read_bytes())"
    # Week one: Amal is late with an extension, Omar by two days without, Zed attacks, Samir is away.
    handed_in(
        term,
        [
            ("Amal Haddad", 3, "one", right["one"], "كلمتان لا كلمة", ""),
            ("Omar Said", 3, "one", right["one"], "لا أعرف", ""),
            ("Zed Zed", 1, "one", {"01": [None], "02": {"1": "=1+1"}}, ATTACK, steals),
        ],
    )
    assert "one: 3 of 3 graded" in run("khabar exercises grade one", term)
    page = answers(term, "one", "03", "/khabar/marking", "", "token")
    assert not any(name in page for name in ("Amal", "amal", "Omar", "omar")) and "<script" not in page
    for words, points, comment in (
        ("كلمتان", "3", "أحسنت"),
        ("لا أعرف", "1", "راجع الدرس الثالث"),
        ("alert", "0", ""),
    ):
        section = next(part for part in page.split("<section")[1:] if words in part)
        saved(
            term,
            "one",
            {re.search(r"points-\w+", section)[0]: points, re.search(r"comment-\w+", section)[0]: comment},
        )
    # Week two: a question more in the first assignment, and Omar is called otherwise.
    path = term / "questions" / "one.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    told["questions"].insert(
        0, told["questions"][0] | {"prompt": "Cut وقالوا, please.", "accept": [["و", "قالوا"]], "gold": ""}
    )
    told["questions"][1]["points"] += 1
    path.write_text(json.dumps(told), encoding="utf-8")
    said = run("khabar exercises release one", term)
    assert "Question 1 is new" in said and "Question 2 has changed its points (1 to 2)" in said
    run("khabar exercises rename omar omar.k", term)
    pairs = dict(list(right["three"]["01"].items())[:-1])
    handed_in(
        term,
        [
            ("Amal Haddad", 1, "two", right["two"], "", ""),
            ("Omar Said", 1, "two", right["two"] | {"02": None}, "", ""),
            ("Zed Zed", 1, "two", {"01": [(1, 0, 10**15)]}, "", "while True:\n    pass"),
            ("Amal Haddad", 1, "three", right["three"], "", ""),
            ("Omar Said", 1, "three", right["three"] | {"01": pairs}, "", ""),
        ],
    )
    said = run("khabar exercises grade", term)
    assert "one: 3 of 3 graded" in said and "two: 3 of 3 graded" in said and "three: 2 of 2 graded" in said
    run("khabar exercises rename --assignment three reading", term)
    run("khabar exercises report", term)

    # The table of marks: of the first assignment everybody has the old release, with the point added.
    most = len(right["three"]["01"])
    part = round(2 * (most - 1) / most, 2)
    expected = {
        "amal": {"one": 2 + 2 + 3, "two": 1 + 2, "reading": 4},
        "omar.k": {"one": round(5 * 0.8, 2), "two": 1, "reading": 2 + part},
        "zed": {"one": 0, "two": 0, "reading": None},
        "samir": {"one": None, "two": None, "reading": None},
    }
    wide = table(term / "report" / "marks-wide.csv", "student")
    assert {
        s: {a: float(row[a]) if row[a] else None for a in expected["amal"]} for s, row in wide.items()
    } == expected
    # Whose release had fewer questions is scaled to the whole of it in what learning platforms take.
    full = sum(exercise.points for exercise in build.read(path).exercises)
    scaled = {
        s: row | {"one": None if row["one"] is None else round(row["one"] * full / 7, 2)}
        for s, row in expected.items()
    }
    moodle = table(term / "report" / "moodle.csv", "ID number")
    canvas = table(term / "report" / "canvas.csv", "SIS User ID")
    for platform in (moodle, canvas):
        assert {
            s: {a: float(platform[s][a]) if platform[s][a] else None for a in row}
            for s, row in scaled.items()
        } == scaled
    assert float(canvas[""]["one"]) == full and canvas[""]["Student"].strip() == "Points Possible"
    sheet = Document(term / "report" / "marks.ods").body.get_table(name="marks").get_values()
    column = sheet[0].index("one")
    assert {row[0]: None if row[column] is None else float(row[column]) for row in sheet[1:]} == {
        s: row["one"] for s, row in expected.items()
    }

    # Every page: the right points, words and comment; nothing of anybody else; no answers for the absent.
    for student, marks in expected.items():
        for name, points in marks.items():
            page = term / "feedback" / student / f"{name}.html"
            if points is None:
                assert not page.exists() or "Right" not in page.read_text(encoding="utf-8")
                continue
            text = page.read_text(encoding="utf-8")
            assert f"<b>{points:g} of " in text and "<script" not in text, (student, name)
            assert not any(
                other in text for other in {"Amal", "Omar", "Zed"} - {student[:4].capitalize().strip(".")}
            )
            if name == "one":
                assert "does not count" in text and "changed and were put back" not in text
    of_omar = (term / "feedback" / "omar.k" / "one.html").read_text(encoding="utf-8")
    assert (
        all(
            words in of_omar
            for words in ("لا أعرف", "راجع الدرس الثالث", "36 hours late", "1 point taken off")
        )
        and "أحسنت" not in of_omar
    )
    of_zed = (term / "feedback" / "zed" / "one.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;" in of_zed and "Error" in of_zed
    assert "endless loop" in (term / "feedback" / "zed" / "two.html").read_text(encoding="utf-8")
    assert "Partly right" in (term / "feedback" / "omar.k" / "reading.html").read_text(encoding="utf-8")
    assert not (term / "feedback" / "omar").exists()
    kept = run("khabar exercises drop --assignment two", term).split("Kept in ")[1].strip().rstrip(".")
    assert (term.parent / kept / "submitted" / "amal").is_dir() and (term.parent / kept / "two.json").exists()
    run("khabar exercises report", term)
    assert "two" not in table(term / "report" / "marks-wide.csv", "student")["amal"]
