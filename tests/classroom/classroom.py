"""A class of students, honest and not: each hands in the released notebook after doing something to it.

Nothing here would harm a machine if the sandbox failed: what is attacked is the course's own copy.
"""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat

from khabar.course.grading import build

ASSIGNMENT = "letters-and-words"
REPOSITORY = Path(__file__).parents[2]


def new_course(folder: Path) -> Path:
    """A course of the shipped assignments in ``folder``, nothing of it released yet."""
    shutil.copytree(REPOSITORY / "exercises" / "questions", folder / "questions")
    shutil.copy(REPOSITORY / "exercises" / "nbgrader_config.py", folder)
    return folder


class Student:
    """A name, what is done to the solved notebook, and which questions are then honestly right."""

    def __init__(self, name: str, right: set[str], do: Callable[[Any], Any] | None, says: str = ""):
        self.name, self.right, self.do, self.says = name, right, do, says


def answer_cell(notebook: Any, number: str) -> Any:
    return next(cell for cell in notebook.cells if grade_id(cell) == f"answer-{number}")


def grade_id(cell: Any) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def give(notebook: Any, number: str, code: str) -> None:
    answer_cell(notebook, number).source = code


def solve(notebook: Any, answers: dict[str, Any]) -> None:
    for number, answer in answers.items():
        give(notebook, number, f"answer_{number} = {answer!r}")


def insert(notebook: Any, place: int, code: str) -> None:
    notebook.cells.insert(place, nbformat.v4.new_code_cell(code))


def taking(places: list[Path]) -> str:
    """Code that looks for answers in files and puts what it finds into ``kept``."""
    roots = [str(place) for place in places] + ["/proc/1/root" + str(place) for place in places]
    return f"""
import pathlib, re
kept = {{}}
for root in map(pathlib.Path, {roots!r}):
    try:
        paths = [root, *root.rglob("*")]
    except OSError:
        continue
    for path in paths:
        try:
            if not path.is_file() or path.stat().st_size > 1_000_000:
                continue
            text = path.read_bytes().decode(errors="ignore")
        except OSError:
            continue
        for number, value in re.findall(r'answer_(\\d\\d) = (?!None)(.+?)(?:\\\\n|\\n|"|$)', text):
            try:
                kept.setdefault(number, eval(value))
            except Exception:
                pass
"""


def the_class(course: Path) -> list[Student]:
    asked = {
        f"{n:02}": exercise
        for n, exercise in enumerate(build.read(course / "questions" / f"{ASSIGNMENT}.json").exercises, 1)
        if exercise.kind != "written"
    }
    everything = set(asked)
    right = {number: exercise.accept[0] for number, exercise in asked.items()}
    some = {number: right[number] for number in list(right)[:5]}

    def answers(given: dict[str, Any]) -> Callable[[Any], None]:
        return lambda notebook: solve(notebook, given)

    def with_code(code: str, place: int = 2, given: dict[str, Any] | None = None) -> Callable[[Any], None]:
        def do(notebook: Any) -> None:
            solve(notebook, right if given is None else given)
            insert(notebook, place, code)

        return do

    students = [
        Student("right", everything, answers(right)),
        Student("right-other-ways", everything, answers({n: e.accept[-1] for n, e in asked.items()})),
        Student("empty", set(), answers({})),
        Student("half", set(some), answers(some)),
    ]
    # Wrong in each known way: the n-th known mistake of every question that has one.
    for n in range(3):
        known = {
            number: [answer for idea in exercise.misconceptions for answer in idea["answers"]]
            for number, exercise in asked.items()
        }
        wrong = {number: mistakes[n] for number, mistakes in known.items() if len(mistakes) > n}
        students.append(Student(f"wrong-{n + 1}", everything - set(wrong), answers(right | wrong)))
    students.append(
        Student(
            "wrong-letters",
            everything - {n for n, e in asked.items() if e.kind == "choose"},
            answers(right | dict.fromkeys((n for n, e in asked.items() if e.kind == "choose"), "z")),
        )
    )
    students.append(Student("wrong-types", set(), answers(dict.fromkeys(right, 3.5j)), "Ran"))
    students.append(
        Student(
            "vowels-and-tatweel", everything, answers(right | {"01": ["وَ", "نظـيـر", "هُ"], "03": "حِسَابَات+ه"})
        )
    )
    students.append(
        Student(
            "counts-with-numpy",
            everything,
            lambda nb: (solve(nb, right), give(nb, "10", "import numpy\nanswer_10 = numpy.int64(53)")),
        )
    )

    def deletes(what: str) -> Callable[[Any], None]:
        def do(notebook: Any) -> None:
            solve(notebook, right)
            notebook.cells = [cell for cell in notebook.cells if not grade_id(cell).startswith(what)]

        return do

    def duplicates(notebook: Any) -> None:
        solve(notebook, right)
        cells = []
        for cell in notebook.cells:
            cells.append(cell)
            if grade_id(cell).startswith(("answer-", "test-")):
                twin = copy.deepcopy(cell)
                twin.id = f"{cell.id}-again"
                cells.append(twin)
        notebook.cells = cells

    def other_kernel(notebook: Any) -> None:
        solve(notebook, right)
        notebook.metadata.kernelspec = {"name": "julia-9", "display_name": "Julia", "language": "julia"}

    def points(notebook: Any) -> None:
        solve(notebook, some)
        for cell in notebook.cells:
            if grade_id(cell).startswith("test-"):
                cell.metadata.nbgrader.points = 100
                cell.metadata.nbgrader.solution = True
                cell.source = "1 + 1"

    def no_notebook(notebook: Any) -> str:
        return "this is no notebook"

    students += [
        Student("deleted-tests", everything, deletes("test-"), "put back"),
        Student("deleted-answers", set(), deletes("answer-"), "put back"),
        Student("deleted-questions", everything, deletes("question-"), "put back"),
        Student("duplicated", everything, duplicates, "more than once"),
        Student("other-kernel", everything, other_kernel),
        Student("changed-points", set(some), points, "put back"),
        Student("no-notebook", set(), no_notebook, "no notebook that can be read"),
        Student("other-name", everything, answers(right), "was taken as"),
        Student("link", set(), None, "link to another file"),
        Student("syntax-error", everything, with_code("def ("), "syntax error"),
        Student("syntax-error-in-answer", everything - {"05"},
                lambda nb: (solve(nb, right), give(nb, "05", "answer_05 = [")), "syntax error"),
        Student("own-error", everything, with_code("1 / 0"), "ZeroDivisionError"),
        Student("endless-loop", everything, with_code("while True:\n    pass"), "endless loop"),
        Student("stubborn-loop", set(), with_code(
            "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True:\n    pass"), "took too long"),
        Student("four-gigabytes", everything, with_code("hoard = bytearray(4 << 30)"), "memory"),
        Student("exits", set(some), lambda nb: (solve(nb, right), give(nb, "06", "import os\nos._exit(0)")), "not run"),
        Student("talks", everything, with_code("for _ in range(100):\n    print('x' * 1_000_000)"), "printed too much"),
        Student("talks-past-python", everything, with_code(
            "import os\nfor _ in range(100):\n    os.write(1, b'x' * 1_000_000)")),
        Student("floods-the-results", set(), with_code(
            "import os\nfor fd in range(3, 30):\n    try:\n        for _ in range(64):\n            os.write(fd, b'x' * 1_000_000)\n"
            "    except OSError:\n        pass"), "more than is allowed"),
        Student("writes-big-files", everything, with_code("open('big', 'wb').write(bytes(200 << 20))"), "OSError"),
    ]  # fmt: skip

    # Cheats: five questions are answered, all others must stay without a point.
    def cheat(name: str, code: str, says: str = "", end: bool = False) -> None:
        place = 10_000 if end else 2
        students.append(Student(name, set(some), with_code(code, place, some), says))

    for name, places in (
        ("reads-hidden-answers", [course / "source", course / "gradebook.db", REPOSITORY / "exercises"]),
        ("reads-a-neighbour", [course / "submitted", course / "autograded"]),
    ):
        take = taking(places)
        students.append(Student(name, set(), lambda nb, take=take: (insert(nb, 2, take), [
            give(nb, number, f"answer_{number} = kept.get('{number}')") for number in right
        ])))  # fmt: skip
    cheat("patches-the-comparison", """
import builtins, json, khabar.course.questions
khabar.course.questions.same = lambda *_: True
khabar.check = lambda *_, **__: True
khabar.course.questions._COMPARE = dict.fromkeys(khabar.course.questions._COMPARE, lambda *_: True)
builtins.any = lambda *_: True
builtins.AssertionError = ZeroDivisionError
""")  # fmt: skip
    students.append(Student("equal-to-everything", set(), lambda nb: (insert(nb, 2, """
class Equal(str):
    def __eq__(self, other):
        return True
    __hash__ = str.__hash__
    def __getattr__(self, name):
        return lambda *_: self
"""), [give(nb, number, f"answer_{number} = Equal()") for number in right])))  # fmt: skip
    lines = "\n".join(
        json.dumps(
            {
                "step": n,
                "outputs": [],
                "answers": {f"answer_{q}": {"value": True, "points": 9} for q in right},
            }
        )
        for n in range(80)
    )
    students.append(Student("writes-own-results", set(), with_code(
        f"import os\nfor fd in range(3, 30):\n    try:\n        os.write(fd, {lines!r}.encode() + b'\\n')\n"
        "    except OSError:\n        pass", 2, {})))  # fmt: skip
    cheat("passes-the-tests-in-its-own-cells", "".join(f"assert True  # test-{n}\n" for n in right))
    students.append(Student("deep-answers", set(), lambda nb: [give(nb, number, f"answer_{number} = []\n"
        f"for _ in range(500):\n    answer_{number} = [answer_{number}]") for number in right]))  # fmt: skip
    students.append(Student("half-characters", set(), lambda nb: [
        give(nb, number, f"answer_{number} = chr(0xD800)") for number in right]))  # fmt: skip
    cheat("deletes-the-course", f"import shutil\nshutil.rmtree({str(course)!r}, ignore_errors=True)")
    cheat("leaves-a-process", """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(600)
    os._exit(0)
""")  # fmt: skip
    cheat("calls-out", "import socket\nsocket.create_connection(('192.0.2.1', 80), timeout=2)", "OSError")
    return students


def fresh(course: Path) -> Any:
    """The notebook as it was released, to be filled in; read without nbformat's slow check of each cell."""
    path = course / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    notebook = nbformat.from_dict(json.loads(path.read_text(encoding="utf-8")))
    for cell in notebook.cells:
        cell.source = "".join(cell.source)
    return notebook


def hand_in(course: Path, student: Student) -> None:
    folder = course / "submitted" / student.name / ASSIGNMENT
    folder.mkdir(parents=True)
    target = folder / f"{ASSIGNMENT}.ipynb"
    if student.name == "link":
        target.symlink_to(course / "source" / ASSIGNMENT / target.name)
        return
    notebook = fresh(course)
    text = student.do(notebook) if student.do else None
    if student.name == "other-name":
        target = folder / "my-homework.ipynb"
    target.write_text(text if isinstance(text, str) else json.dumps(notebook))
