"""Marks as tables that other programs take: one wide table, Moodle's and Canvas's import files, ODS.

Moodle (*Grade import*, docs.moodle.org): a first row of headings; a column by which the user is known
(e-mail address or ID number), a column for each grade item. Canvas (*Import grades in the Gradebook*): the
columns Student, ID, SIS User ID, SIS Login ID, Section, then one for each assignment, and a row
"Points Possible" under the headings.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from khabar.course.grading.desk import printable
from khabar.course.grading.files import whole

if TYPE_CHECKING:
    import pandas

FORMULA = frozenset("=+-@＝＋－＠")  # a spreadsheet calculates what begins so
PARTS = frozenset(
    ";\t\r\n"
)  # before what it takes for a cell, where the country's lists are not parted by commas


def safe(value: Any) -> Any:
    """Text that a spreadsheet shows and does not calculate."""
    if not isinstance(value, str):
        return value
    kept, begins = [], True
    for character in value:
        kept.append(f"'{character}" if begins and character in FORMULA else character)
        begins = character in PARTS or (begins and (character.isspace() or character == '"'))
    return "".join(kept)


def each(table: pandas.DataFrame) -> Iterator[Any]:
    """The rows of a table, their columns as attributes."""
    yield from table.itertuples()


def write(table: pandas.DataFrame, path: Path) -> None:
    """As CSV, in UTF-8."""
    with whole(path) as part:
        table.map(safe).to_csv(part, index=False, encoding="utf-8")


def wide(marks: pandas.DataFrame, students: dict[str, dict[str, str]]) -> pandas.DataFrame:
    """A row a student: who it is, of each assignment points, out of, status, and the total in per cent.

    ``marks``: a row per student and assignment (student, assignment, points, most, full, status, late);
    ``students``: by id first_name, last_name, email, lms_user_id.
    """
    import pandas

    by = {(row.student, row.assignment): row for row in each(marks)}
    names = list(dict.fromkeys(marks.assignment))
    rows = []
    for student in sorted({*students, *marks.student}):
        who = students.get(student, {})
        row: dict[str, Any] = {
            "student": student, "first name": who.get("first_name", ""), "surname": who.get("last_name", ""),
            "email": who.get("email", ""),
        }  # fmt: skip
        got = most = 0.0
        for name in names:
            found: Any = by.get((student, name))
            graded = found is not None and found.status in ("graded", "to mark")
            row |= {
                name: found.points if graded else None,
                f"{name}: of": found.most if graded else None,
                f"{name}: status": found.status if found is not None else "not handed in",
                f"{name}: late": found.late if found is not None else "",
            }
            if graded:
                got, most = got + found.points, most + found.most
        rows.append(
            row | {"points": got, "of": most, "per cent": round(100 * got / most, 1) if most else None}
        )
    return pandas.DataFrame(rows)


def _scaled(marks: pandas.DataFrame) -> dict[tuple[str, str], float | None]:
    """Points on the scale of the whole assignment; of whoever had fewer questions, in proportion."""
    return {
        (row.student, row.assignment): round(row.points / row.most * row.full, 2) if row.most else 0.0
        for row in each(marks)
        if row.status in ("graded", "to mark")
    }


def moodle(marks: pandas.DataFrame, students: dict[str, dict[str, str]]) -> pandas.DataFrame:
    """Moodle's import of grades; not handed in is left empty, which Moodle leaves as it is."""
    import pandas

    scaled, names = _scaled(marks), list(dict.fromkeys(marks.assignment))
    return pandas.DataFrame([
        {"First name": who.get("first_name", ""), "Surname": who.get("last_name", ""), "ID number": student,
         "Email address": who.get("email", "")} | {name: scaled.get((student, name)) for name in names}
        for student, who in sorted((students | {s: students.get(s, {}) for s in marks.student}).items())
    ])  # fmt: skip


def canvas(marks: pandas.DataFrame, students: dict[str, dict[str, str]]) -> pandas.DataFrame:
    """Canvas's import of the gradebook."""
    import pandas

    scaled, names = _scaled(marks), list(dict.fromkeys(marks.assignment))
    full = marks.groupby("assignment")["full"].max()
    first: dict[str, Any] = {
        "Student": "    Points Possible",
        "ID": "",
        "SIS User ID": "",
        "SIS Login ID": "",
        "Section": "",
    }
    rows = [first | {name: full[name] for name in names}]
    for student, who in sorted((students | {s: students.get(s, {}) for s in marks.student}).items()):
        name = ", ".join(filter(None, [who.get("last_name", ""), who.get("first_name", "")])) or student
        rows.append(
            {"Student": name, "ID": who.get("lms_user_id", ""), "SIS User ID": student,
             "SIS Login ID": who.get("email", ""), "Section": ""}
            | {name: scaled.get((student, name)) for name in names}
        )  # fmt: skip
    return pandas.DataFrame(rows)


def ods(sheets: dict[str, pandas.DataFrame], path: Path) -> None:
    """All tables in one file, for LibreOffice and Excel; text stays text there."""
    import pandas
    from odfdo import Document, Table

    def fit(value: Any) -> Any:
        """A value of a spreadsheet: nothing where there is none, and no control characters."""
        return printable(value) if isinstance(value, str) else None if pandas.isna(value) else value

    document = Document("ods")
    document.body.clear()
    for name, sheet in sheets.items():
        table = Table(name)
        rows = sheet.astype(object).values.tolist()
        table.set_values([list(sheet.columns), *([fit(value) for value in row] for row in rows)])
        document.body.append(table)
    with whole(path) as part:
        document.save(part)
