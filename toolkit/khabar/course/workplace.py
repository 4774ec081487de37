"""A learner's own copy of the lessons, with a first page: never the files of a checkout or of the package.

A lesson is copied once. When another version of it is shipped and the learner's copy has been worked in, the new one
is put beside it and offered on the first page; what the learner has written stays.
"""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import khabar
from khabar.course import learner
from khabar.course.interface import arabic, spoken
from khabar.course.questions import bank
from khabar.text.errors import KhabarError

FIRST_PAGE = "khabar.md"
_VERSIONS = ".khabar-versions.json"  # of each file: the digest of what was shipped when it was copied
_YOURS = (
    "This folder is yours: write, change and try what you like. Numbers are as of the last start; {} gives them at "
    "any time."
)
_NEWER = " (newer)"


@dataclass(frozen=True)
class Lesson:
    """A notebook of the course in the working copy; ``newer``: the name of a newer version beside it, or ""."""

    name: str
    title: str
    newer: str = ""


def shipped() -> Path:
    """The lessons as they are shipped: in a checkout its folder, else what the wheel has put beside Python.

    Raises:
        KhabarError: there are none.
    """
    for folder in (
        Path(khabar.__file__).parents[2] / "notebooks",
        Path(sys.prefix) / "share/khabar/notebooks",
    ):
        if any(folder.glob("00-*.ipynb")):
            return folder
    raise KhabarError("The lessons are not here: install khabar again, or open a copy of its repository.")


def prepare(folder: Path, exercises: Path | None = None) -> Path:
    """Bring the working copy in ``folder`` up to date and write its first page; the page. ``exercises``: a folder
    of released assignments, which are copied where the learner has none of that name yet.

    Raises:
        KhabarError: the folder cannot be written, or is the shipped one.
    """
    source = shipped()
    if folder.resolve() == source.resolve():
        raise KhabarError("That folder holds khabar's own lessons: name another one for your copy.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lessons = _copy(source, folder)
        given = _assignments(exercises, folder / "exercises") if exercises else []
        page = folder / FIRST_PAGE
        page.write_text(first_page(lessons, given), encoding="utf-8")
    except OSError as error:
        raise KhabarError(
            f"Your copy of the lessons cannot be written to {folder} ({error.strerror}): name another folder."
        ) from None
    return page


def _copy(source: Path, folder: Path) -> list[Lesson]:
    versions_file = folder / _VERSIONS
    try:
        versions: dict[str, str] = json.loads(versions_file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        versions = {}
    lessons = []
    for shipped_file in sorted(source.iterdir()):
        if not shipped_file.is_file() or shipped_file.name == "README.md":
            continue
        mine = folder / shipped_file.name
        now, newer = _digest(shipped_file), mine.with_stem(mine.stem + _NEWER)
        if not mine.exists() or _digest(mine) == versions.get(mine.name):
            shutil.copyfile(shipped_file, mine)  # new, or never worked in
            versions[mine.name] = now
        if versions.get(mine.name) != now:
            shutil.copyfile(shipped_file, newer)
        if mine.suffix == ".ipynb":
            lessons.append(Lesson(mine.name, _title(shipped_file), newer.name if newer.exists() else ""))
    versions_file.write_text(json.dumps(versions, indent=1), encoding="utf-8")
    return lessons


def _assignments(source: Path, folder: Path) -> list[Lesson]:
    found = []
    for notebook in sorted(source.glob("*/*.ipynb")):
        mine = folder / notebook.parent.name / notebook.name
        if not mine.exists():
            shutil.copytree(notebook.parent, mine.parent, dirs_exist_ok=True)
        found.append(Lesson(mine.relative_to(folder.parent).as_posix(), _title(notebook)))
    return found


def _digest(file: Path) -> str:
    """Of a notebook, what its author wrote and not what running it left; of another file, all of it."""
    content = file.read_bytes()
    if file.suffix == ".ipynb":
        try:
            cells = [cell["source"] for cell in json.loads(content)["cells"]]
        except (ValueError, KeyError, TypeError):
            cells = []
        content = json.dumps([c if isinstance(c, str) else "".join(c) for c in cells]).encode()
    return sha256(content).hexdigest()


def _title(notebook: Path) -> str:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    first = "".join(cells[0]["source"]).splitlines()[0] if cells else ""
    return first.removeprefix("#").strip() or notebook.stem


def first_page(lessons: list[Lesson], exercises: list[Lesson]) -> str:
    """The first page as Markdown: the lessons with what was solved in each, where to go on, the exercises."""
    known, counts = learner.tries(), dict[str, list[int]]()
    for id in bank():
        count = counts.setdefault(id.partition("/")[0], [0, 0])
        count[0] += 1
        count[1] += bool(known.get(id, {}).get("right"))
    unfinished = [
        x
        for x in lessons
        if counts.get(Path(x.name).stem, [0, 0])[1] < counts.get(Path(x.name).stem, [0, 0])[0]
    ]
    lines = ['# khabar · <span lang="ar" dir="rtl">خبر</span>', ""]
    if unfinished:
        onward = unfinished[0]
        begun = any(solved for _, solved in counts.values())
        lines += [
            f"**{spoken('Continue here' if begun else 'Begin here')}: [{onward.title}]({quote(onward.name)})**",
            "",
        ]
    lines += [f"| {spoken('Lesson')} | {spoken('Solved')} |", "|---|---|"]
    for lesson in lessons:
        asked, solved = counts.get(Path(lesson.name).stem, [0, 0])
        offer = f" · [{spoken('a newer version')}]({quote(lesson.newer)})" if lesson.newer else ""
        sign = "✓ " if asked and solved == asked else ""
        done = f"{sign}{spoken('{} of {}', solved, asked)}" if asked else "–"
        lines.append(f"| [{lesson.title}]({quote(lesson.name)}){offer} | {done} |")
    if exercises:
        lines += ["", '## Exercises · <span lang="ar" dir="rtl">التمارين</span>', ""]
        lines += [f"- [{x.title}]({quote(x.name)})" for x in exercises]
    progress = '<span dir="ltr">`khabar.progress()`</span>'
    lines += ["", f"*{spoken(_YOURS, progress)}*", ""]
    page = "\n".join(lines)
    return f'<div lang="ar" dir="rtl">\n\n{page}\n</div>\n' if arabic() else page


def desk_page(file: Path, by: str = "", beside: Path | None = None) -> Path:
    """A notebook with the desk on ``file``, in a folder of its own beside it (``FILE-desk``); its path.

    Raises:
        KhabarError: the file cannot be read, or the folder cannot be written.
    """
    from khabar.course.adjudication import Adjudication
    from khabar.course.corrections import Corrections

    # What is wrong with it is said before JupyterLab starts; of a long text only the beginning is read by then.
    work = Corrections(file, by, whole=beside is not None)
    other = f", beside={str(Adjudication(work, beside).path.resolve())!r}" if beside else ""
    source = f"from khabar.widgets import Desk\n\nDesk({str(file.resolve())!r}, by={by!r}{other})"
    return _one_cell(file.with_name(f"{file.stem}-desk") / "desk.ipynb", source)


def maker_page(
    file: Path, course: Path, name: str = "", grade: str = "intermediate", questions: int = 20
) -> Path:
    """A notebook with the maker of questions on ``file``, in a folder of its own (``FILE-questions``); its path.

    Raises:
        KhabarError: the file cannot be read, bears no question, or the folder cannot be written.
    """
    from khabar.course.draft import Draft

    Draft(file, course, name, grade, questions)  # chosen once, and kept
    place = str(file.resolve()) if file.exists() else str(file)
    told = f"{place!r}, {str(course.resolve())!r}, name={name!r}, grade={grade!r}"
    source = f"from khabar.widgets import Maker\n\nMaker({told})"
    return _one_cell(file.with_name(f"{file.stem}-questions") / "questions.ipynb", source)


def _one_cell(page: Path, source: str) -> Path:
    cell: dict[str, object] = {
        "cell_type": "code", "id": "page", "execution_count": None, "metadata": {}, "outputs": [], "source": source,
    }  # fmt: skip
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    notebook = {"cells": [cell], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    try:
        page.parent.mkdir(exist_ok=True)
        page.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise KhabarError(f"{page} cannot be written ({error.strerror}): choose another place.") from None
    return page
