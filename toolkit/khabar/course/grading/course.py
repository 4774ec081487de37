"""The release of a course's assignments: made apart, checked, and only then put in its place."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat

from khabar.course.grading import build, ledger, versions
from khabar.course.grading.settings import directory, names, quiet
from khabar.text.errors import KhabarError

from nbgrader.api import Gradebook  # isort: skip
from nbgrader.converters import GenerateAssignment  # isort: skip
from nbgrader.converters.base import NbGraderException  # isort: skip

HIDDEN = re.compile(r"(?:BEGIN|END) (?:HIDDEN TESTS|SOLUTION|MARK SCHEME)")


def release(course: Path, chosen: list[str], tell: Callable[[str], None] = lambda line: None) -> list[Path]:
    """Build the source notebooks that are written as data, make the students' versions and enter both
    into the gradebook; the released notebooks. ``tell`` gets what the change of an assignment means
    for what has been handed in.

    Everything is made and checked in a folder of its own: until it is known to be right, no file of
    the course is touched.

    Raises:
        KhabarError: the course is damaged, or something hidden would have been released.
    """
    chosen = names(course, chosen)
    made: list[Path] = []
    with ledger.alone(course):
        ready = []
        with tempfile.TemporaryDirectory() as folder:
            for name in chosen:
                ready.append(_made(course, name, Path(folder) / name))
            ledger.copied(course, directory(course, chosen[0]))
            for name, before, version, assignment in ready:
                made += _put(course, name, Path(folder) / name, before, version, assignment, tell)
    return made


def _made(
    course: Path, name: str, work: Path
) -> tuple[str, list[versions.Version], versions.Version, build.Assignment | None]:
    """Make a release in the folder ``work``, with a gradebook of its own."""
    before = versions.kept(course, name)
    questions = course / "questions" / f"{name}.json"
    assignment = build.read(questions) if questions.exists() else None
    keys = versions.keys(before, assignment) if assignment else []
    if (course / "source" / name).is_dir():
        shutil.copytree(course / "source" / name, work / "source" / name)
    if (course / "source" / "header.ipynb").exists():
        shutil.copy(course / "source" / "header.ipynb", work / "source")
    if assignment:
        build.write(work, assignment, keys)
    log, said = quiet()
    coursedir = directory(course, name)
    coursedir.root = str(work)
    coursedir.db_url = f"sqlite:///{work}/gradebook.db"
    converter = GenerateAssignment(coursedir=coursedir, config=coursedir.config, log=log)
    try:
        with ledger.for_a_moment(coursedir.db_url):
            converter.start()
    except NbGraderException as error:
        raise KhabarError(
            f"nbgrader does not release {name}: {said.reason() or error}. Nothing was changed."
        ) from None
    notebooks = {}
    for source in sorted((work / "source" / name).glob("*.ipynb")):
        released = work / "release" / name / source.name
        if shown := leaks(source, released):
            raise KhabarError(
                f"{released.name} would have shown what must stay hidden ({shown!r}): nothing was changed."
            )
        notebooks[source.stem] = json.loads(released.read_text(encoding="utf-8"))
    return name, before, versions.made(before, keys, assignment, notebooks), assignment


def _put(
    course: Path, name: str, work: Path, before: list[versions.Version], version: versions.Version,
    assignment: build.Assignment | None, tell: Callable[[str], None],
) -> list[Path]:  # fmt: skip
    """Put a release that is right into its place: gradebook, record of releases, folders."""
    with ledger.gradebook(course, name) as real, Gradebook(f"sqlite:///{work}/gradebook.db") as mine:
        submissions = ledger.enter(real, name, mine)
    versions.keep(course, name, version)
    if assignment:
        build.write(course, assignment, version.keys)
    release = course / "release" / name
    fresh, old = release.with_name(f".{name}.new"), release.with_name(f".{name}.old")
    for left in (fresh, old):
        shutil.rmtree(left, ignore_errors=True)
    shutil.copytree(work / "release" / name, fresh)
    if release.exists():
        release.rename(old)
    fresh.rename(release)
    shutil.rmtree(old, ignore_errors=True)
    if before and version.number != before[-1].number:
        tell(f"{name}: release {version.number}, in the place of that of {before[-1].day}.")
        for line in versions.difference(before[-1], version):
            tell(f"  {line}")
        if submissions:
            tell(
                f"  {submissions} handed in so far: `khabar exercises grade {name}` marks all of them again by this "
                "release. Who has an older notebook need not do anything; a question that it did not have does "
                "not count for that student."
            )
    return [release / f"{notebook}.ipynb" for notebook in sorted(version.notebooks)]


def leaks(source: Path, released: Path) -> str:
    """The first line of a solution, hidden test or mark scheme that is in the released notebook, or ""."""
    text = nbformat.read(released, as_version=4)
    lines = {line.strip() for cell in text.cells for line in cell.source.splitlines()}
    everything = released.read_text(encoding="utf-8")
    if found := HIDDEN.search(everything):
        return found.group()
    for cell in text.cells:
        if cell.get("outputs"):
            return "outputs of a cell"
    for line in hidden_lines(nbformat.read(source, as_version=4)):
        if line in lines:
            return line
    return ""


def hidden_lines(notebook: Any) -> list[str]:
    """The lines between BEGIN and END marks that mean something by themselves."""
    found: list[str] = []
    for cell in notebook.cells:
        inside = False
        for line in cell.source.splitlines():
            if HIDDEN.search(line):
                inside = "BEGIN" in line
            elif inside and len(line.strip()) > 3:
                found.append(line.strip())
    return found
