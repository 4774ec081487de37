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
from classroom import ASSIGNMENT, REPOSITORY, answer_cell, solve
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


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    course = tmp_path_factory.mktemp("term") / "exercises"
    shutil.copytree(REPOSITORY / "exercises" / "questions", course / "questions")
    shutil.copy(REPOSITORY / "exercises" / "nbgrader_config.py", course)
    with (course / "nbgrader_config.py").open("a") as file:
        file.write('c.AssignLatePenalties.plugin_class = "khabar.course.grading.late.ByDay"\n')
    return course


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
            answer_cell(
                notebook,
                next(k for k in ("19", "20", "21") if answer_cell(notebook, k).cell_type == "markdown"),
            ).source = "جواب <script>alert(1)</script>" if name == "Zed Zed" else "جوابي"
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
