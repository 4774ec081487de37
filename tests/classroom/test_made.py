"""A made assignment is released, handed in by ten, graded and reported on like any other."""

import csv

import nbformat
from classroom import grade_id
from typer.testing import CliRunner

from khabar.cli import app
from khabar.course.grading import build
from khabar.course.grading.credit import points


def test_ten_who_answer_one_more_each_get_one_more_each(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    course = tmp_path / "exercises"
    course.mkdir()
    (course / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'made'\n")

    def run(*command):
        done = CliRunner().invoke(app, ["exercises", *command])
        assert done.exit_code == 0, done.output + repr(done.exception)
        return done.output

    run("make", "communique", "--questions", "20")
    asked = build.read(course / "questions" / "communique.json").exercises
    asked = [exercise for exercise in asked if exercise.kind != "written"]
    assert sum(exercise.kind == "spans" for exercise in asked) >= 3
    run("release", "communique")
    (released,) = (course / "release").rglob("*.ipynb")
    for right in range(10):
        notebook = nbformat.read(released, as_version=4)
        cells = [cell for cell in notebook.cells if grade_id(cell).startswith("answer-")]
        for n, (cell, exercise) in enumerate(zip(cells, asked, strict=False)):
            answer = exercise.accept[0] if n < right else exercise.misconceptions[0]["answers"][0]
            name = cell.source.partition(" =")[0].strip().splitlines()[-1]
            cell.source = f"{name} = {answer!r}"
        place = course / "submitted" / f"student{right}" / "communique" / "communique.ipynb"
        place.parent.mkdir(parents=True)
        nbformat.write(notebook, place)
    assert "10 of 10 graded" in run("grade", "communique")
    run("report")
    with (course / "report" / "marks.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for right in range(10):
        got = [float(row["points"]) for row in rows if row["student"] == f"student{right}"]
        # A wrong mark earns what it has in common with the right one.
        wrong = [
            points("spans", each.misconceptions[0]["answers"][0], each.accept, each.points, each.marks)
            if each.kind == "spans"
            else 0
            for each in asked
        ]
        assert got[: len(asked)] == [each.points if n < right else wrong[n] for n, each in enumerate(asked)]
