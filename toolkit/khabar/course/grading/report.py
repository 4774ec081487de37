"""What the teacher reads after grading: marks, what each question measured, what to discuss next, and a
page for each student.

Item statistics are those of classical test theory: difficulty is the share of the points that the
class got; discrimination is the correlation of a question with the rest of the test (Ebel and
Frisbie, 1991, *Essentials of Educational Measurement*), so that a question does not count for itself.
Who has handed in nothing is in neither.
"""

from __future__ import annotations

from collections import Counter
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sqlalchemy.orm import undefer

from khabar.course.grading import intake, ledger, pages, tables, versions
from khabar.course.grading.build import Exercise
from khabar.course.grading.grade import Outcome, everyone
from khabar.course.grading.sandbox import PROMISES
from khabar.course.grading.settings import names
from khabar.text.errors import KhabarError
from khabar.text.tables import marked_up

from nbgrader import api  # isort: skip

if TYPE_CHECKING:
    import pandas

COLUMNS = ["student", "assignment", "question", "key", "points", "most", "to_mark", "comment", "counts"]
LOOK = 0.2  # below this discrimination look at a question again


def report(course: Path, chosen: list[str]) -> Path:
    """Write ``report/``: marks.csv (a row per question), marks-wide.csv, moodle.csv, canvas.csv, marks.ods,
    items.csv, happened.csv, a plot per assignment, index.html; and ``feedback/STUDENT/ASSIGNMENT.html``.
    The index.

    Raises:
        KhabarError: the folder is no course, nothing has been graded, or nothing can be written.
    """
    graded = [name for name in names(course, chosen) if everyone(course, name)]
    if not graded:
        raise KhabarError("Nothing has been graded yet: run `khabar exercises grade` first.")
    with ledger.alone(course):
        return _report(course, graded)


def _report(course: Path, graded: list[str]) -> Path:
    import pandas

    folder = course / "report"
    folder.mkdir(exist_ok=True)
    marks, items, totals, happened, body = [], [], [], [], ""
    students: dict[str, dict[str, str]] = {}
    for name in graded:
        outcomes = everyone(course, name)
        with ledger.gradebook(course, name) as book:
            students |= people(book)
            releases = versions.kept(course, name)
            asked = releases[-1].exercises if releases else {}
            scores = _scores(book, name, outcomes, asked)
            summary = _totals(book, name, outcomes, scores)
        marks.append(scores[scores.counts])
        totals.append(summary)
        statistics = _items(name, scores[scores.counts], outcomes, asked)
        items.append(statistics)
        happened += [
            {"assignment": name, "student": student, "graded": outcome.graded, "what": note}
            for student, outcome in outcomes.items()
            for note in outcome.notes or ["Ran without incident."]
        ]
        _plot(statistics, folder / f"{name}.png")
        body += _section(name, summary, statistics, outcomes, students)
        said = {row.student: _summary(row) for row in tables.each(summary)}
        for student, outcome in outcomes.items():
            if intake.unfit(student):
                continue
            mine = scores[scores.student == student].set_index("key")
            target = course / "feedback" / student / f"{name}.html"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(
                pages.feedback(name, _called(student, students), outcome, mine, asked, said[student]),
                encoding="utf-8",
            )
    everything = pandas.concat(totals)
    long = pandas.concat(marks)[["student", "assignment", "question", "points", "most", "to_mark"]]
    all_items, wide = pandas.concat(items), tables.wide(everything, students)
    tables.write(long, folder / "marks.csv")
    tables.write(wide, folder / "marks-wide.csv")
    tables.write(tables.moodle(everything, students), folder / "moodle.csv")
    tables.write(tables.canvas(everything, students), folder / "canvas.csv")
    tables.write(all_items, folder / "items.csv")
    tables.write(pandas.DataFrame(happened), folder / "happened.csv")
    each = long.pivot(index="student", columns=["assignment", "question"], values="points")
    each.columns = [" ".join(column) for column in each.columns]
    tables.ods(
        {"marks": wide, "questions": all_items, "each question": each.reset_index()}, folder / "marks.ods"
    )
    index = folder / "index.html"
    index.write_text(pages.page("Report of the exercises", body), encoding="utf-8")
    return index


def people(book: api.Gradebook) -> dict[str, dict[str, str]]:
    fields = ("first_name", "last_name", "email", "lms_user_id")
    return {s.id: {field: getattr(s, field) or "" for field in fields} for s in book.students}


def _called(student: str, students: dict[str, dict[str, str]]) -> str:
    who = students.get(student, {})
    name = " ".join(filter(None, [who.get("first_name", ""), who.get("last_name", "")]))
    return f"{name} ({student})" if name else student


def _scores(
    book: api.Gradebook, name: str, outcomes: dict[str, Outcome], asked: dict[str, Exercise]
) -> pandas.DataFrame:
    """A row per student and question; ``counts`` is false where the student's release did not have it."""
    import pandas

    shown = {key: f"{number:02}" for number, key in enumerate(asked, 1)}
    rows = []
    # Held here, or the gradebook is asked for its cells again with each mark.
    cells = [book.db.query(kind).all() for kind in (api.GradeCell, api.TaskCell, api.SolutionCell)]
    for submission in book.assignment_submissions(name):
        student = submission.student.id
        outcome = outcomes.get(student)
        if outcome is None or not (outcome.graded or outcome.answers or outcome.words):
            continue
        for notebook in submission.notebooks:
            comments = {comment.name: comment.manual_comment or "" for comment in notebook.comments}
            grades = book.db.query(api.Grade).filter_by(notebook_id=notebook.id)
            for grade in grades.options(undefer("*")):  # scores too, which nbgrader fetches one by one
                key = grade.name.rpartition("-")[2] if grade.name.rpartition("-")[2] in asked else grade.name
                rows.append(
                    {
                        "student": student,
                        "assignment": name,
                        "question": shown.get(key, key),
                        "key": key,
                        "points": grade.score,
                        "most": grade.max_score,
                        "to_mark": bool(grade.needs_manual_grade),
                        "comment": comments.get(f"answer-{key}", comments.get(grade.name, "")),
                        "counts": grade.name not in outcome.new,
                    }
                )
    del cells
    return (
        pandas.DataFrame(rows, columns=COLUMNS).sort_values(["student", "question"]).astype({"counts": bool})
    )


def _totals(
    book: api.Gradebook, name: str, outcomes: dict[str, Outcome], scores: pandas.DataFrame
) -> pandas.DataFrame:
    """A row per student: points after a late penalty, most, full (of the whole assignment), status, late."""
    import pandas

    full = float(book.find_assignment(name).max_score or 0)
    submissions = {s.student.id: s for s in book.assignment_submissions(name)}
    rows = []
    for student in sorted({*outcomes, *(s.id for s in book.students)}):
        outcome, submission = outcomes.get(student), submissions.get(student)
        mine = scores[(scores.student == student) & scores.counts]
        there = len(mine) > 0
        penalty = float(submission.late_submission_penalty or 0) if there and submission else 0.0
        seconds = submission.total_seconds_late if there and submission and submission.timestamp else 0
        status = (
            "not handed in" if outcome is None or (outcome.absent and not there)
            else "not graded" if not there
            else "to mark" if bool(mine.to_mark.any())
            else "graded"
        )  # fmt: skip
        rows.append({
            "student": student, "assignment": name, "points": float(mine.points.sum()) - penalty,
            "most": float(mine.most.sum()), "full": full, "status": status, "penalty": penalty,
            "waiting": int(mine.to_mark.sum()) if there else 0, "late": _duration(seconds),
        })  # fmt: skip
    return pandas.DataFrame(rows)


def _duration(seconds: float) -> str:
    if seconds <= 0:
        return ""
    hours = seconds / 3600
    return (
        f"{hours / 24:.1f} days"
        if hours >= 48
        else f"{hours:.0f} hours"
        if hours >= 1
        else f"{seconds / 60:.0f} minutes"
    )


def _summary(row: Any) -> str:
    """A student's result in words, as HTML."""
    if row.status in ("not handed in", "not graded"):
        return {"not handed in": "nothing was handed in.", "not graded": "not graded."}[row.status]
    text = f"<b>{row.points:g} of {row.most:g} points</b>"
    if row.late:
        text += f", handed in {row.late} late" + (
            f" ({row.penalty:g} point{'s' if row.penalty != 1 else ''} taken off)" if row.penalty else ""
        )
    if row.waiting:
        text += f"; {row.waiting} written answer{'s' if row.waiting != 1 else ''} to mark"
    return text


# --- questions -----------------------------------------------------------------------------


def _items(
    name: str, scores: pandas.DataFrame, outcomes: dict[str, Outcome], asked: dict[str, Exercise]
) -> pandas.DataFrame:
    """A row per autograded question: its text, difficulty, discrimination and the commonest wrong answers."""
    import pandas

    auto = scores[~scores.key.isin([n for n, e in asked.items() if e.kind == "written"])]
    points = auto.pivot_table(index="student", columns="key", values="points", aggfunc="sum")
    most = auto.groupby("key")["most"].max()
    labels = dict(zip(auto.key, auto.question, strict=True))
    rows = []
    for key in sorted(points.columns, key=lambda one: labels[one]):
        rest = points.drop(columns=key).sum(axis=1)[points[key].notna()]
        own = points[key].dropna()
        varied = len(own) > 2 and own.nunique() > 1 and rest.nunique() > 1
        exercise = asked.get(key)
        rows.append(
            {
                "assignment": name,
                "question": labels[key],
                "kind": exercise.kind if exercise else "",
                "grade": exercise.grade if exercise else "",
                "prompt": exercise.prompt if exercise else "",
                "students": len(own),
                "right": int((own >= most[key]).sum()),
                "difficulty": round(float(own.mean() / most[key]), 3) if most[key] else None,
                "discrimination": round(float(own.corr(rest)), 3) if varied else None,
                "wrong": "; ".join(
                    f"{answer} ({n}×{': ' + idea if idea else ''})"
                    for answer, idea, n in _wrong(key, outcomes, exercise)
                ),
            }
        )
    columns = ["assignment", "question", "kind", "grade", "prompt", "students", "right", "difficulty",
               "discrimination", "wrong"]  # fmt: skip
    return pandas.DataFrame(rows, columns=columns)


def _wrong(key: str, outcomes: dict[str, Outcome], exercise: Exercise | None) -> list[tuple[str, str, int]]:
    """The three commonest wrong answers: the answer, the idea behind it, how often; among equally
    common ones first those that show an idea."""
    counts: Counter[tuple[str, str]] = Counter()
    for outcome in outcomes.values():
        told = outcome.answers.get(f"answer_{key}", {})
        # Left empty is no wrong answer, and neither is an object that is not plain data.
        if told.get("value") is not None and told.get("right") is False:
            counts[pages.answer(told, exercise)[:120], told.get("idea", "")] += 1
    first = sorted(counts.items(), key=lambda item: (-item[1], not item[0][1]))[:3]
    return [(answer, idea, n) for (answer, idea), n in first]


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
            if value is not None and value < LOOK:
                bar.set_hatch("//")
        axes.set_title(title, fontsize=10)
        axes.spines[["top", "right"]].set_visible(False)
    left.set(xlim=(0, 1), ylabel="question")
    left.invert_yaxis()
    figure.savefig(target, dpi=110)


# --- the page ------------------------------------------------------------------------------


def _section(
    name: str, summary: pandas.DataFrame, items: pandas.DataFrame, outcomes: dict[str, Outcome],
    students: dict[str, dict[str, str]],
) -> str:  # fmt: skip
    listed = []
    for row in tables.each(summary):
        outcome = outcomes.get(row.student)
        called = escape(_called(row.student, students))
        if outcome and not intake.unfit(row.student):
            called = f'<a href="../feedback/{quote(row.student)}/{quote(name)}.html">{called}</a>'
        said = escape(" ".join(outcome.notes) or "Ran without incident.") if outcome else ""
        listed.append([called, _summary(row), said])
    rows: list[Any] = items.to_dict("records")
    questions = [
        [
            row["question"], row["kind"], row["grade"], marked_up(_first(row["prompt"])),
            f"{_figure(row['difficulty'])} ({row['right']} of {row['students']} right)",
            f"{_figure(row['discrimination'])} ({row['students']})", marked_up(row["wrong"]),
        ]
        for row in rows
    ]  # fmt: skip
    alternative = "Bars per question: " + "; ".join(
        f"{row['question']} difficulty {_figure(row['difficulty'])}, "
        f"discrimination {_figure(row['discrimination'])}"
        for row in rows
    )
    levels = [
        f"Submissions ran {' '.join(PROMISES[one] for one in protection)}"
        for protection in dict.fromkeys(tuple(outcome.protection) for outcome in outcomes.values())
        if protection and set(protection) <= set(PROMISES)
    ]
    absent = int((summary.status == "not handed in").sum())
    heads = [
        "Question",
        "Kind",
        "Grade",
        "Prompt",
        "Difficulty",
        "Discrimination (students)",
        "Commonest wrong answers",
    ]
    return (
        f"<h2>{escape(name)}</h2>\n<p>{escape(' '.join(levels))}</p>\n"
        f"<h3>Students</h3>\n<p>{len(summary) - absent} handed in, {absent} did not.</p>\n"
        f"{pages.table(listed, ['Student', 'Points', 'What happened'])}\n"
        f"<h3>To discuss next</h3>\n{_discuss(rows)}\n"
        f"<h3>Questions</h3>\n<p>Difficulty: the share of the points got. Discrimination: correlation with the rest "
        f"of the assignment; look again at questions below {LOOK} (hatched). Below 30 students both are rough.</p>\n"
        f'<p><img src="{quote(name)}.png" alt="{escape(alternative)}"></p>\n{pages.table(questions, heads)}\n'
    )


def _first(prompt: str) -> str:
    line = " ".join(prompt.split())
    return line if len(line) <= 160 else line[:159] + "…"


def _discuss(rows: list[dict[str, Any]]) -> str:
    """The three questions that the class found hardest, with the commonest wrong answer."""
    hard = sorted(
        (r for r in rows if r["students"] and r["difficulty"] is not None), key=lambda r: r["difficulty"]
    )
    lines = [
        f"<li>Question {row['question']} ({row['right']} of {row['students']} right): {marked_up(_first(row['prompt']))}"
        + (f"<br>Most often: {marked_up(row['wrong'].split('; ')[0])}" if row["wrong"] else "")
        + "</li>"
        for row in hard[:3]
        if row["difficulty"] < 0.8
    ]
    return (
        f"<ol>{''.join(lines)}</ol>"
        if lines
        else "<p>Nothing stands out: the class got most of every question.</p>"
    )


def _figure(value: float | None) -> str:
    return "–" if value is None or value != value else f"{value:.2f}"
