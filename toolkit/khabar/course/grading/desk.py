"""The grader's own work on what a student has handed in: opening a notebook and marking answers.

Runs in forks of the warm process, with limits of time and memory (:mod:`khabar.course.grading.zygote`),
because even reading, comparing and normalising can be made endless by who chooses the text. Knows no
nbgrader and no file; takes and gives plain data.
"""

from __future__ import annotations

import ast
import base64
import io
import json
import re
import signal
import traceback
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, Any, NoReturn

from khabar.course import questions
from khabar.course.grading import build

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_CELLS, MOST_SOURCE, MOST_WORDS = 2_000, 1 << 20, 50_000
PNG, MOST_PIXELS = b"\x89PNG\r\n\x1a\n", 5_000  # a side
SECONDS = 3  # for one test
Cell = dict[str, Any]


# --- opening -------------------------------------------------------------------------------


def opened(text: str, versions: list[dict[str, Cell]], names: dict[str, list[str]]) -> dict[str, Any]:
    """A submission as the release has it: the student's cells as they are, nbgrader's own put back.

    ``versions``: of each release its cells by grade_id, the current one last; ``names``: of each test the
    names that it reads. Gives "refused" with a sentence, or "cells", "steps", "notes", "version" (an
    index of ``versions``), "new" (cells that the student's release did not have) and "words" (written
    answers as the student wrote them).

    Of a cell that is there twice the last counts, as in nbgrader; the others run as ordinary code.
    """
    try:
        raw = json.loads(text)
        cells = [_cell(cell) for cell in raw["cells"]]
    except RecursionError:
        return {"refused": "is nested too deeply to be a notebook."}
    except Exception as error:
        return {"refused": f"is no notebook that can be read ({type(error).__name__})."}
    if len(cells) > MOST_CELLS or sum(len(cell["source"]) for cell in cells) > MOST_SOURCE:
        return {"refused": f"has more than {MOST_CELLS} cells or {MOST_SOURCE >> 20} MB of text."}
    version = _version(cells, versions)
    had, now = versions[version], versions[-1]
    told: dict[str, list[str]] = {}
    last: dict[str, Cell] = {}
    for cell in list(cells):
        name = cell["told"].get("grade_id") if isinstance(cell["told"], dict) else None
        if not isinstance(name, str) or name not in had:
            continue
        if name not in now:
            cells.remove(cell)  # a question that has been dropped since
            continue
        if name in last:
            last[name]["id"] = ""
            told.setdefault("Cells were there more than once, the last one counted", []).append(name)
        last[name] = cell
        cell["id"] = name
        if not _settings(cell["told"], had[name]["metadata"]["nbgrader"]):
            told.setdefault("The settings of cells had been changed and were put back", []).append(name)
        locked = now[name]["metadata"]["nbgrader"]["locked"]
        if (locked and cell["source"].strip() != had[name]["source"].strip()) or (
            cell["cell_type"] != had[name]["cell_type"]
        ):
            told.setdefault("Locked cells had been changed and were put back", []).append(name)
    before = 0
    new = []
    for name, cell in now.items():
        if name in last:
            before = next(n for n, one in enumerate(cells) if one is last[name]) + 1
            continue
        if name in had:
            told.setdefault("Deleted cells were put back as they were released", []).append(name)
        else:
            new.append(name)
        cells.insert(
            before, {"id": name, "cell_type": cell["cell_type"], "source": cell["source"], "told": None}
        )
        before += 1
    made, words = [], {}
    for number, cell in enumerate(cells):
        released = now.get(cell["id"])
        if released and not released["metadata"]["nbgrader"]["solution"]:
            cell["source"] = released["source"]
        kind = (
            released["cell_type"]
            if released
            else "markdown"
            if cell["cell_type"] == "raw"
            else cell["cell_type"]
        )
        source = cell["source"]
        if kind == "markdown" and not (released and source == released["source"]):
            if released:
                words[cell["id"]] = source[:MOST_WORDS]
            source = harmless(source)
        one: Cell = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": source}
        if released:
            one["metadata"] = released["metadata"]
        if kind == "code":
            one |= {"outputs": [], "execution_count": None}
        made.append(one)
    return {
        "cells": made,
        "steps": _steps(made, names),
        "notes": [f"{what}: {_some(list(dict.fromkeys(which)))}." for what, which in told.items()],
        "version": version,
        "new": new,
        "words": words,
    }


def _some(names: list[str], most: int = 8) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def _cell(raw: Any) -> Cell:
    """A cell's kind, text and nbgrader's words about it; whatever else it holds is left behind."""
    source = raw["source"]
    source = source if isinstance(source, str) else "".join(source)
    source.encode()  # half a character cannot be stored
    kind = raw["cell_type"]
    if kind not in ("code", "markdown", "raw"):
        raise ValueError(kind)
    metadata = raw.get("metadata")
    told = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return {"id": "", "cell_type": kind, "source": source, "told": told}


def _settings(given: Cell, released: Cell) -> bool:
    return {k: v for k, v in given.items() if k != "checksum"} == {
        k: v for k, v in released.items() if k != "checksum"
    }


def _version(cells: list[Cell], versions: list[dict[str, Cell]]) -> int:
    """The release that a notebook was made from: the one with whose locked cells most of its own agree;
    of equal ones the latest."""
    there: dict[str, str] = {}
    for cell in cells:
        name = cell["told"].get("grade_id") if isinstance(cell["told"], dict) else None
        if isinstance(name, str):
            there[name] = cell["source"].strip()

    def agreement(known: dict[str, Cell]) -> float:
        locked = {
            name: cell["source"].strip()
            for name, cell in known.items()
            if cell["metadata"]["nbgrader"]["locked"]
        }
        same = sum(there.get(name) == source for name, source in locked.items())
        return (
            same
            - 0.5 * sum(name not in there for name in locked)
            - sum(name not in locked for name in there if name.startswith("question"))
        )

    return max(range(len(versions)), key=lambda n: (agreement(versions[n]), n))


def harmless(text: str) -> str:
    """Markdown of a student's in which nothing is HTML, no link runs a script and no picture is fetched."""
    text = re.sub(r"&(?!(?:amp|lt);)", "&amp;", text)  # or a scheme could be spelt in entities
    text = text.replace("<", "&lt;").replace("![", "!\\[")
    return re.sub(r"(javascript|vbscript|data|file):", r"\1 :", text, flags=re.IGNORECASE)


def _steps(cells: list[Cell], names: dict[str, list[str]]) -> list[dict[str, Any]]:
    """What the sandbox is told: the students' cells, and of each test only which names it reads."""
    return [
        {"names": names[cell["metadata"]["nbgrader"]["grade_id"]]}
        if is_test(cell)
        else {"source": cell["source"]}
        for cell in cells
        if cell["cell_type"] == "code"
    ]


def is_test(cell: Cell) -> bool:
    told = cell["metadata"].get("nbgrader", {})
    return cell["cell_type"] == "code" and bool(told.get("grade")) and not told.get("solution")


# --- marking -------------------------------------------------------------------------------


def marked(
    text: str,
    end: str,
    cells: list[Cell],
    tests: dict[str, str],
    names: dict[str, list[str]],
    asked: dict[str, Cell],
) -> dict[str, Any]:
    """What a student's process wrote, judged: "outputs" of each code cell in order, "notes", and
    "answers" with what there is to say about each. ``asked``: the questions by the name of their answer.
    """
    steps = _read(text, sum(cell["cell_type"] == "code" for cell in cells))
    outputs: list[list[Cell]] = []
    notes: list[str] = []
    answers: dict[str, Cell] = {}
    number = 0
    for cell in cells:
        if cell["cell_type"] != "code":
            continue
        step = steps.get(number, {})
        number += 1
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if is_test(cell):
            given = _answers(step, names[name])
            made = judge(tests[name], given)
            if made and made[-1].get("ename") == "TestTimeout":
                notes.append(f"The answer for {name} could not be compared in time: it has no points.")
            outputs.append(made)
            for answer, value in given.items():
                if answer in asked:
                    value |= _meaning(build.Exercise(**asked[answer]), value)
            answers |= given
        else:
            called = f"{number} ({name.replace('-', '_')})" if name.startswith("answer-") else str(number)
            outputs.append(_outputs(step, called, notes))
    notes += _ending(end, len(steps), number)
    return {"outputs": outputs, "notes": list(dict.fromkeys(notes))[:40], "answers": answers,
            "waited": any(o.get("ename") == "CellWaited" for cell in outputs for o in cell)}  # fmt: skip


def _read(text: str, most: int) -> dict[int, Cell]:
    """The lines that are what a fork ought to write; a student's code may have written others."""
    found: dict[int, Cell] = {}
    for line in text.split("\n", 4 * most + 100)[: 4 * most + 100]:
        if not line.startswith("{"):
            continue
        try:
            told = json.loads(line)
            json.dumps(told, ensure_ascii=False).encode()  # half a character cannot be stored
        except (ValueError, RecursionError):
            continue
        if type(told) is dict and type(told.get("step")) is int and _shallow(told):
            found.setdefault(told["step"], told)
    return found


def _shallow(value: Any, most: int = 12) -> bool:
    level = [value]
    for _ in range(most):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if type(outer) is dict else outer if type(outer) is list else ())
        ]
        if not level:
            return True
    return False


class NotPlain:
    """Stands for an answer that is no plain value; equal to nothing but itself."""


def _answers(step: Cell, wanted: list[str]) -> dict[str, Cell]:
    """The answers of a step, checked again: the limits of the student's process may be gone."""
    told = step.get("answers")
    found: dict[str, Cell] = {}
    for name in wanted:
        answer = told.get(name) if isinstance(told, dict) else None
        if not isinstance(answer, dict):
            continue
        if "value" in answer:
            try:
                value = answer["value"]
                found[name] = {"value": value if value is None else questions.plain(value)}
            except TypeError:
                found[name] = {"type": "very large value"}
        elif "type" in answer:
            found[name] = {"type": str(answer["type"])[:80]}
    return found


class TestTimeout(BaseException):
    """Not an Exception, so that no test swallows it."""

    __test__ = False


@contextmanager
def _seconds(most: float) -> Iterator[None]:
    def late(*_: Any) -> NoReturn:
        raise TestTimeout("The comparison took too long.")

    old = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, most)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)


def judge(source: str, answers: dict[str, Cell]) -> list[Cell]:
    """Run a test on plain answers; its outputs, from which nbgrader reads the mark."""
    room: dict[str, Any] = {"__name__": "__main__"}
    for name, told in answers.items():
        room[name] = told["value"] if "value" in told else NotPlain()
    printed, complained = io.StringIO(), io.StringIO()
    outputs: list[Cell] = []
    value = None
    with redirect_stdout(printed), redirect_stderr(complained):
        try:
            body = ast.parse(source)
            last = body.body[-1] if body.body else None
            if isinstance(last, ast.Expr):
                body.body.pop()
            with _seconds(SECONDS):
                exec(compile(body, "<test>", "exec"), room)
                if isinstance(last, ast.Expr):  # nbgrader's partial credit is the value of the last line
                    value = eval(compile(ast.Expression(last.value), "<test>", "eval"), room)
        except (Exception, TestTimeout) as error:
            outputs.append(
                _error(type(error).__name__, str(error)[:500], traceback.format_exception_only(error))
            )
    if value is not None:
        data = {"text/plain": repr(value)[:1000]}
        outputs.insert(
            0, {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": None}
        )
    for name, stream in (("stdout", printed), ("stderr", complained)):
        if said := stream.getvalue()[:20_000]:
            outputs.insert(0, {"output_type": "stream", "name": name, "text": said})
    return outputs


def _error(name: str, says: str, lines: list[str]) -> Cell:
    return {
        "output_type": "error",
        "ename": name,
        "evalue": says,
        "traceback": [line[:1000] for line in lines],
    }


def _meaning(exercise: build.Exercise, answer: Cell) -> Cell:
    """Whether an answer is right, and the misunderstanding that it shows, as khabar.check says it."""
    value = answer.get("value")
    if value is None or exercise.kind == "written":
        return {}
    try:
        with _seconds(SECONDS):
            if any(questions.same(exercise.comparer, value, one, exercise.marks) for one in exercise.accept):
                return {"right": True}
            asked = questions.Question(
                id="", kind=exercise.comparer, prompt=exercise.prompt, accept=exercise.accept, why=exercise.why,
                options=list("abcdefgh"[: len(exercise.options)]), misconceptions=exercise.misconceptions,
                marks=exercise.marks,
            )  # fmt: skip
            idea, say = questions.misconception(asked, value)
            return {"right": False, "idea": idea, "say": say}
    except (Exception, TestTimeout):
        return {"right": False, "idea": "", "say": ""}


CELL_ERRORS = {
    "SyntaxError": "Cell {n} is not valid Python (syntax error) and did not run.",
    "CellTimeout": "Cell {n} ran too long (an endless loop?) and was stopped; the following cells ran.",
    "CellWaited": "Cell {n} ran too long (an endless loop?) and was stopped; the following cells ran.",
    "MemoryError": "Cell {n} wanted more memory than is allowed; the following cells ran.",
}


def _outputs(step: Cell, called: str, notes: list[str]) -> list[Cell]:
    """The outputs of a student's cell, made anew: a student's code may have written anything, and
    what is no text or picture (HTML, scripts) must not reach the teacher's browser."""
    made: list[Cell] = []
    raw = step.get("outputs")
    for told in raw[:50] if isinstance(raw, list) else []:
        kind = told.get("output_type") if isinstance(told, dict) else None
        if kind == "stream":
            text = str(told.get("text"))[:25_000]
            made.append({"output_type": "stream", "name": "stdout", "text": text})
            if "more characters were cut" in text[-60:]:
                notes.append(f"Cell {called} printed too much: the rest was cut off.")
        elif kind == "display_data" and isinstance(told.get("data"), dict):
            data = {"text/plain": str(told["data"].get("text/plain", ""))[:25_000]}
            if picture := _picture(told["data"].get("image/png")):
                data["image/png"] = picture
            made.append({"output_type": "display_data", "data": data, "metadata": {}})
        elif kind == "error":
            name, says = printable(str(told.get("ename"))[:80]), str(told.get("evalue"))[:500]
            made.append(_error(name, says, [f"{name}: {says}"]))
            notes.append(CELL_ERRORS.get(name, "Cell {n} stopped with {e}.").format(n=called, e=name))
    return made


def _picture(given: Any) -> str:
    """A PNG of a size that a browser can show, in base64; or ""."""
    try:
        text = "".join(str(given)[:500_000].split())
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        return ""
    wide, high = (int.from_bytes(raw[place : place + 4], "big") for place in (16, 20))
    return text if raw.startswith(PNG) and 0 < wide <= MOST_PIXELS and 0 < high <= MOST_PIXELS else ""


def printable(text: str) -> str:
    """Text that cannot move a terminal's cursor, forge a line or turn its direction."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def _ending(end: str, there: int, steps: int) -> list[str]:
    """How the process ended, in plain words."""
    rest = f"What came after step {there} of {steps} was not run and has no marks." if there < steps else ""
    says = {
        "done": "",
        "time": "The notebook as a whole took too long and was ended.",
        "time, waiting": "The notebook as a whole took too long and was ended.",
        "memory": "The notebook with all its processes wanted more memory than is allowed and was ended.",
        "done, memory": "Processes that the notebook had started wanted more memory than is allowed and were ended.",
        "processes": "The notebook started more processes than are allowed and was ended.",
        "too much output": "The notebook wrote more than is allowed and was ended.",
        "lost": "The process of the notebook was lost, twice: run the grader again.",
    }.get(end)
    if says is None and end.startswith("exit"):
        says = f"The code of the notebook ended its own process ({end})."
    elif says is None and end.startswith("signal"):
        says = f"The system ended the notebook's process ({end}), most likely for lack of memory."
    elif says is None:
        says = f"The notebook could not be run ({printable(end)})."
    return [line for line in (" ".join(filter(None, [says, rest])),) if line]
