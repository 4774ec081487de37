"""Every release that was ever made, kept: ``versions/ASSIGNMENT/N.json``.

A student may hand in a notebook from an older release, and is not to be blamed for what the teacher
has changed since. A question keeps the name of its cells (its key) through all releases, whatever
happens to its number, wording, points or answers.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from khabar.course.grading import build
from khabar.course.grading.files import whole
from khabar.text.errors import KhabarError

ALIKE = 0.6  # of the letters of two wordings: below that it is another question


@dataclass(frozen=True)
class Version:
    """One release. ``keys`` and ``questions`` go together; both are empty where the teacher wrote the
    notebooks by hand. ``notebooks``: what students got, as JSON, by name."""

    number: int
    made: str
    keys: list[str]
    questions: list[dict[str, Any]]
    notebooks: dict[str, dict[str, Any]]

    @property
    def exercises(self) -> dict[str, build.Exercise]:
        """The questions by key."""
        return {key: build.Exercise(**raw) for key, raw in zip(self.keys, self.questions, strict=True)}

    def cells(self, notebook: str) -> dict[str, dict[str, Any]]:
        """nbgrader's cells of a notebook, by grade_id."""
        return {
            cell["metadata"]["nbgrader"]["grade_id"]: {
                "cell_type": cell["cell_type"],
                "source": cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"]),
                "metadata": cell["metadata"],
            }
            for cell in self.notebooks[notebook]["cells"]
            if "nbgrader" in cell["metadata"]
        }

    @property
    def day(self) -> str:
        return self.made[:10]


def kept(course: Path, assignment: str) -> list[Version]:
    """The releases of an assignment, oldest first; one that is older than this record counts as the first.

    Raises:
        KhabarError: a file of the record is damaged.
    """
    paths = sorted((course / "versions" / assignment).glob("*.json"), key=lambda path: int(path.stem))
    try:
        found = [Version(**json.loads(path.read_text(encoding="utf-8"))) for path in paths]
    except (ValueError, TypeError) as error:
        raise KhabarError(
            f"{course / 'versions' / assignment} is damaged ({error}): put back a copy of it."
        ) from None
    released = sorted((course / "release" / assignment).glob("*.ipynb"))
    if found or not released:
        return found
    notebooks = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in released}
    questions = course / "questions" / f"{assignment}.json"
    asked = build.read(questions) if questions.exists() else None
    return [Version(1, _now(), build.numbers(asked) if asked else [],
                    [asdict(e) for e in asked.exercises] if asked else [], notebooks)]  # fmt: skip


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def keys(before: list[Version], assignment: build.Assignment) -> list[str]:
    """The key of each question: that of the same question in the last release, else one that was never used."""
    if not before:
        return build.numbers(assignment)
    old = dict(before[-1].exercises)
    given: dict[int, str] = {}
    new = dict(enumerate(assignment.exercises))
    same = (
        lambda a, b: bool(a.id) and a.id == b.id,
        lambda a, b: a.kind == b.kind and a.prompt == b.prompt,
        lambda a, b: a.kind == b.kind and a.accept == b.accept and a.options == b.options,
        lambda a, b: a.kind == b.kind and SequenceMatcher(None, a.prompt, b.prompt).ratio() >= ALIKE,
    )
    for alike in same:
        for place, exercise in new.items():
            if place in given:
                continue
            found = next((key for key, other in old.items() if alike(exercise, other)), None)
            if found and not (exercise.id and old[found].id and exercise.id != old[found].id):
                given[place] = found
                del old[found]
    used = {key for version in before for key in version.keys}
    fresh = (f"{n:02}" for n in range(1, 1000) if f"{n:02}" not in used)
    return [given[place] if place in given else next(fresh) for place in new]


def difference(old: Version, new: Version) -> list[str]:
    """What has changed from one release to the next, in sentences."""
    was, now = old.exercises, new.exercises
    shown = {key: n for n, key in enumerate(new.keys, 1)}
    lines = [f"Question {shown[key]} is new." for key in now if key not in was]
    lines += [
        f"Question {n} of before is dropped, and its marks with it."
        for n, key in enumerate(old.keys, 1)
        if key not in now
    ]
    for key, exercise in now.items():
        if key not in was:
            continue
        other, changed = was[key], []
        if exercise.points != other.points:
            changed.append(f"its points ({other.points:g} to {exercise.points:g})")
        if exercise.accept != other.accept:
            changed.append("its answers")
        if (exercise.prompt, exercise.options, exercise.rubric) != (
            other.prompt,
            other.options,
            other.rubric,
        ):
            changed.append("its wording")
        if exercise.partial != other.partial:
            changed.append("its partial credit")
        if changed:
            lines.append(f"Question {shown[key]} has changed {', '.join(changed)}.")
    if not lines and old.notebooks != new.notebooks:
        lines.append("The text of the notebook has changed.")
    return lines


def made(before: list[Version], keys: list[str], assignment: build.Assignment | None,
         notebooks: dict[str, dict[str, Any]]) -> Version:  # fmt: skip
    """The next release, or the last one if it is the same."""
    questions = json.loads(json.dumps([asdict(e) for e in assignment.exercises])) if assignment else []
    if (
        before
        and before[-1].notebooks == notebooks
        and before[-1].questions == questions
        and before[-1].keys == keys
    ):
        return before[-1]
    return Version(before[-1].number + 1 if before else 1, _now(), keys, questions, notebooks)


def keep(course: Path, assignment: str, version: Version) -> None:
    path = course / "versions" / assignment / f"{version.number}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole(path) as part:
        part.write_text(json.dumps(asdict(version), ensure_ascii=False), encoding="utf-8")
