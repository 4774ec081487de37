"""What the teacher reads after grading: marks, what each question measured, and a page per student.

Item statistics are those of classical test theory: difficulty is the share of the points that the
class got; discrimination is the correlation of a question with the rest of the test (Ebel and
Frisbie, 1991, *Essentials of Educational Measurement*), so that a question does not count for itself.
"""

from __future__ import annotations

import json
from collections import Counter
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from khabar.course import questions
from khabar.course.grading import build
from khabar.course.grading.course import directory, names
from khabar.course.questions import marked_up, same
from khabar.text.tables import CSS

from nbgrader.api import Gradebook  # isort: skip

if TYPE_CHECKING:
    import pandas

PROTECTION = {
    "bubblewrap": "Submissions ran in bubblewrap: without network, without any file of this machine but the "
    "programs, each by itself.",
    "namespaces": "Submissions ran without bubblewrap: without network, course and scratch folders hidden, "
    "each by itself; other files of this machine could be read. Install bubblewrap for full protection.",
}
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self'; style-src 'unsafe-inline'">
<title>{title}</title><style>
body {{ font: 1rem/1.6 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff }}
[lang=ar] {{ font-family: {face}; font-size: 1.25em; line-height: 1.9 }}
table {{ border-collapse: collapse }} th, td {{ text-align: start; padding: .25rem .75rem; border-bottom: 1px solid #999; vertical-align: top }}
section {{ border-inline-start: 4px solid #0072B2; padding: .1rem 1rem; margin: 1rem 0 }}
section.wrong {{ border-color: #B34700; border-inline-start-style: double }}
section.waiting {{ border-color: #555; border-inline-start-style: dotted }} img {{ max-width: 100% }}
</style></head><body><main>
<h1>{title}</h1>
{body}
</main></body></html>
"""


def report(course: Path, chosen: list[str]) -> Path:
    """Write ``report/``: marks.csv, items.csv, happened.csv, a plot per assignment, index.html, and
    ``feedback/<student>/<assignment>.html``; the index.

    Raises:
        KhabarError: the folder is no course or nothing has been graded.
    """
    import pandas

    from khabar.text.errors import KhabarError

    graded = [name for name in names(course, chosen) if (course / "record" / f"{name}.json").exists()]
    if not graded:
        raise KhabarError("Nothing has been graded yet: run `khabar exercises grade` first.")
    folder = course / "report"
    folder.mkdir(exist_ok=True)
    marks, items, happened, body = [], [], [], ""
    for name in graded:
        record = json.loads((course / "record" / f"{name}.json").read_text(encoding="utf-8"))
        path = course / "questions" / f"{name}.json"
        assignment = build.read(path) if path.exists() else None
        asked = (
            {f"{n:02}": exercise for n, exercise in enumerate(assignment.exercises, 1)} if assignment else {}
        )
        scores = _scores(course, name)
        marks.append(scores)
        statistics = _items(name, scores, record, asked)
        items.append(statistics)
        happened += [
            {"assignment": name, "student": student, "graded": told["graded"], "what": note}
            for student, told in record["students"].items()
            for note in told["notes"] or ["Ran without incident."]
        ]
        _plot(statistics, folder / f"{name}.png")
        body += _section(name, scores, statistics, record)
        for student, told in record["students"].items():
            target = course / "feedback" / student / f"{name}.html"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(_feedback(name, student, told, scores, asked), encoding="utf-8")
    pandas.concat(marks).to_csv(folder / "marks.csv", index=False)
    pandas.concat(items).to_csv(folder / "items.csv", index=False)
    pandas.DataFrame(happened).to_csv(folder / "happened.csv", index=False)
    index = folder / "index.html"
    index.write_text(PAGE.format(title="Report of the exercises", face=CSS, body=body), encoding="utf-8")
    return index


def _scores(course: Path, name: str) -> pandas.DataFrame:
    """A row per student and question: student, assignment, question, points, most, to_mark."""
    import pandas

    coursedir = directory(course, name)
    rows = []
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        for submission in gradebook.assignment_submissions(name):
            for notebook in submission.notebooks:
                rows += [
                    {
                        "student": submission.student.id,
                        "assignment": name,
                        "question": grade.name.rpartition("-")[2],
                        "points": grade.score,
                        "most": grade.max_score,
                        "to_mark": bool(grade.needs_manual_grade),
                    }
                    for grade in notebook.grades
                ]
    columns = ["student", "assignment", "question", "points", "most", "to_mark"]
    return pandas.DataFrame(rows, columns=columns).sort_values(["student", "question"])


def _items(
    name: str, scores: pandas.DataFrame, record: dict[str, Any], asked: dict[str, build.Exercise]
) -> pandas.DataFrame:
    """A row per autograded question: difficulty, discrimination and the commonest wrong answers."""
    import pandas

    auto = scores[~scores.question.isin([n for n, e in asked.items() if e.kind == "written"])]
    table = auto.pivot_table(index="student", columns="question", values="points", aggfunc="sum")
    most = auto.groupby("question")["most"].max()
    rows = []
    for question in table.columns:
        rest = table.drop(columns=question).sum(axis=1)
        varied = table[question].nunique() > 1 and rest.nunique() > 1
        wrong = _wrong(question, record, asked.get(question))
        rows.append(
            {
                "assignment": name,
                "question": question,
                "kind": asked[question].kind if question in asked else "",
                "grade": asked[question].grade if question in asked else "",
                "students": int(table[question].count()),
                "difficulty": round(float(table[question].mean() / most[question]), 3)
                if most[question]
                else None,
                "discrimination": round(float(table[question].corr(rest)), 3) if varied else None,
                "wrong": "; ".join(
                    f"{answer} ({n}×{': ' + idea if idea else ''})" for answer, idea, n in wrong
                ),
            }
        )
    return pandas.DataFrame(rows)


def _wrong(
    question: str, record: dict[str, Any], exercise: build.Exercise | None
) -> list[tuple[str, str, int]]:
    """The three commonest wrong answers: the answer, the idea behind it, how often; among equally
    common ones first those that show an idea."""
    if exercise is None:
        return []
    counts: Counter[tuple[str, str]] = Counter()
    for told in record["students"].values():
        answer = told["answers"].get(f"answer_{question}")
        # Left empty is no wrong answer, and neither is an object that is not plain data.
        if answer and answer.get("value") is not None and not _right(exercise, answer):
            counts[_shown(answer), _idea(exercise, answer)[0]] += 1
    first = sorted(counts.items(), key=lambda item: (-item[1], not item[0][1]))[:3]
    return [(answer, idea, n) for (answer, idea), n in first]


def _right(exercise: build.Exercise, answer: dict[str, Any]) -> bool:
    try:
        return any(same(exercise.comparer, answer["value"], one) for one in exercise.accept)
    except (KeyError, TypeError):
        return False


def _shown(answer: dict[str, Any]) -> str:
    if "value" not in answer:
        return f"(an object: {answer['type']})"
    value = answer["value"]
    text = (
        "(empty)" if value is None else " + ".join(map(str, value)) if isinstance(value, list) else str(value)
    )
    return text if len(text) <= 80 else text[:79] + "…"


def _idea(exercise: build.Exercise, answer: dict[str, Any]) -> tuple[str, str]:
    """The misunderstanding that an answer shows and what to say to it, as khabar.check does."""
    if answer.get("value") is None or isinstance(answer["value"], bool):
        return "", ""
    asked = questions.Question(
        id="", kind=exercise.comparer, prompt=exercise.prompt, accept=exercise.accept, why=exercise.why,
        options=list("abcdefgh"[: len(exercise.options)]), misconceptions=exercise.misconceptions,
    )  # fmt: skip
    return questions.misconception(asked, answer["value"])


def _plot(items: pandas.DataFrame, target: Path) -> None:
    """Difficulty and discrimination per question, side by side; a question to look at is hatched."""
    from matplotlib.figure import Figure

    from khabar.plots import PALETTE

    figure = Figure(figsize=(8, max(2.5, 0.28 * len(items) + 1)), layout="constrained")
    left, right = figure.subplots(1, 2, sharey=True)
    for axes, column, colour, title in (
        (left, "difficulty", PALETTE[0], "Difficulty (share of the points got)"),
        (right, "discrimination", PALETTE[1], "Discrimination (with the rest)"),
    ):
        bars = axes.barh(items["question"], items[column].astype(float).fillna(0), color=colour)
        for bar, value in zip(bars, items["discrimination"], strict=True):
            if value is not None and value < 0.2:
                bar.set_hatch("//")
        axes.set_title(title, fontsize=10)
        axes.spines[["top", "right"]].set_visible(False)
    left.set(xlim=(0, 1), ylabel="question")
    left.invert_yaxis()
    figure.savefig(target, dpi=110)


# --- pages ---------------------------------------------------------------------------------


def _table(rows: list[list[str]], head: list[str]) -> str:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
    return (
        "<table><thead><tr>"
        + "".join(f'<th scope="col">{h}</th>' for h in head)
        + f"</tr></thead>\n<tbody>{cells}</tbody></table>"
    )


def _section(name: str, scores: pandas.DataFrame, items: pandas.DataFrame, record: dict[str, Any]) -> str:
    totals = scores.groupby("student")[["points", "most"]].sum()
    waiting = scores[scores.to_mark].groupby("student").size()
    students = []
    for student, told in record["students"].items():
        mark = (
            f"{totals.points[student]:g} of {totals.most[student]:g}"
            if student in totals.index
            else "not graded"
        )
        if waiting.get(student):
            mark += f" ({waiting[student]} written answers to mark)"
        page = f"../feedback/{escape(student)}/{escape(name)}.html"
        happened = " ".join(told["notes"]) or "Ran without incident."
        students.append([f'<a href="{page}">{escape(student)}</a>', mark, escape(happened)])
    rows = items.to_dict("records")
    questions = [
        [
            row["question"],
            row["kind"],
            row["grade"],
            _figure(row["difficulty"]),
            _figure(row["discrimination"]),
            marked_up(row["wrong"]),
        ]
        for row in rows
    ]
    alternative = "Bars per question: " + "; ".join(
        f"{row['question']} difficulty {_figure(row['difficulty'])}, "
        f"discrimination {_figure(row['discrimination'])}"
        for row in rows
    )
    return (
        f"<h2>{escape(name)}</h2>\n<p>{PROTECTION.get(record['protection'], '')}</p>\n"
        f"<h3>Students</h3>\n{_table(students, ['Student', 'Points', 'What happened'])}\n"
        f"<h3>Questions</h3>\n<p>Difficulty: the share of the points got. Discrimination: correlation with the rest "
        f"of the assignment; look again at questions below 0.2 (hatched).</p>\n"
        f'<p><img src="{escape(name)}.png" alt="{escape(alternative)}"></p>\n'
        f"{_table(questions, ['Question', 'Kind', 'Grade', 'Difficulty', 'Discrimination', 'Commonest wrong answers'])}\n"
    )


def _figure(value: float | None) -> str:
    return "–" if value is None or value != value else f"{value:.2f}"


def _feedback(
    name: str, student: str, told: dict[str, Any], scores: pandas.DataFrame, asked: dict[str, build.Exercise]
) -> str:
    mine = scores[scores.student == student].set_index("question")
    body = f"<p>{escape(student)}: <b>{mine.points.sum():g} of {mine.most.sum():g} points</b></p>\n"
    if told["notes"]:
        body += (
            "<h2>What happened when it ran</h2>\n<ul>"
            + "".join(f"<li>{escape(n)}</li>" for n in told["notes"])
            + "</ul>\n"
        )
    for question, exercise in asked.items():
        if question not in mine.index:
            continue
        points, most = mine.points[question], mine.most[question]
        answer = told["answers"].get(f"answer_{question}", {"value": None})
        if exercise.kind == "written":
            kind, says = ("waiting", "To be marked.") if mine.to_mark[question] else ("", "")
            given = ""
        else:
            right = points == most
            kind = "" if right else "wrong"
            _, say = _idea(exercise, answer) if not right else ("", "")
            says = " ".join(filter(None, ["✓ Right." if right else "✗ Not right.", say, exercise.why]))
            given = f"<p>Your answer: {marked_up(_shown(answer))}</p>\n"
        body += (
            f'<section class="{kind}"><h2>Question {int(question)}: {points:g} of {most:g}</h2>\n'
            f"<p>{marked_up(exercise.prompt)}</p>\n{given}<p>{marked_up(says)}</p></section>\n"
        )
    return PAGE.format(title=f"Feedback: {escape(name)}", face=CSS, body=body)
