"""Forty hostile or odd submissions among twenty honest ones, by their kinds: not one honest mark is lost, no
hostile one is earned, and the run, the report and the pages go on."""

import base64
import contextlib
import csv
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from classroom import ASSIGNMENT, REPOSITORY, give, grade_id, insert, solve
from test_class import level_works, points_of

from khabar.course.grading import build, ledger
from khabar.course.grading.course import release
from khabar.course.grading.grade import grade
from khabar.course.grading.report import report
from khabar.course.grading.sandbox import Limits
from khabar.course.grading.settings import directory
from khabar.text.errors import KhabarError

HONEST = 20
BOMB = base64.b64encode(
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (60_000).to_bytes(4, "big") * 2 + bytes(40)
).decode()
SCRIPT = "<script>fetch('/x')</script><img src=x onerror=alert(1)> [c](javascript:alert(1)) ![i](http://192.0.2.1/x)"
# Code at the head of a notebook; five answers follow, which are then worth nothing or stay right.
CODE = {
    "forks": "import os, time\nfor _ in range(70):\n    if os.fork() == 0:\n        time.sleep(60)\n        os._exit(0)",
    "memory-of-many": "import os, time\nfor _ in range(6):\n    if os.fork() == 0:\n        x = bytearray(400 << 20)\n"
    "        x[::4096] = b'1' * len(x[::4096])\n        time.sleep(60)\n        os._exit(0)\nos.wait()",
    "memory-by-name": "import os\nfd = os.memfd_create('x')\nassert False, 'open'",
    "devices": "import pathlib\nassert len(list(pathlib.Path('/dev').iterdir())) > 20",
    "keyring": "import ctypes\nassert ctypes.CDLL(None).syscall(250, 0, -3, 1) > 0",
    "socket-by-path": "import socket\nsocket.socket(socket.AF_UNIX)\nprint('OPEN')",
    "vsock": "import socket\nsocket.socket(40, socket.SOCK_STREAM)\nprint('OPEN')",
    "namespaces": "import ctypes\nassert ctypes.CDLL(None).unshare(0x10000000) == 0",
    "root": "import os\nassert os.getuid() == 0",
    "newlines": "import os\nfor fd in range(3, 30):\n    try:\n        for _ in range(7):\n            os.write(fd, b'\\n' * 1_000_000)\n    except OSError:\n        pass",
    "marks-on-the-pipe": "import os, json\nline = json.dumps({'step': 4, 'answers': {'answer_01': {'value': chr(0x64b) * 400000}}})\n"
    "for fd in range(3, 30):\n    try:\n        os.write(fd, line.encode() + b'\\n')\n    except OSError:\n        pass",
    "forged-name": "raise type('X\\nright: 26 of 26\\x1b[2J', (Exception,), {})()",
    "kills-all": "import os, signal\nos.kill(-1, signal.SIGKILL)",
    "stops": "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
    "magics": f"%%javascript\n{SCRIPT}",
    "shell": "import os\nassert os.system('cat /etc/shadow > /tmp/home/x') == 0\nprint('OPEN')",
    "rich-outputs": f"from IPython.display import *\ndisplay(HTML({SCRIPT!r}), SVG('<svg onload=\"alert(1)\"/>'), Markdown({SCRIPT!r}),\n"
    f"  Latex(r'\\href{{javascript:alert(1)}}{{x}}'), Javascript('alert(1)'))\ndisplay({{'text/plain': {SCRIPT!r}}}, raw=True)",
    "picture-bomb": f"from IPython.display import display\ndisplay({{'image/png': {BOMB!r}}}, raw=True)\n"
    f"display({{'image/png': {SCRIPT!r}}}, raw=True)",
    "titles-the-terminal": "print('\\x1b]0;x\\x07\\x1b[2J')\nraise SystemExit('\\x1b[2Jright: 26 of 26')",
    "memory-of-many-slowly": "import os, time\nfor _ in range(9):\n    if os.fork() == 0:\n        os.setsid()\n        x = []\n"
    "        while True:\n            x.append(b'1' * (1 << 20))\ntime.sleep(30)",
}  # fmt: skip
ANSWERS = {
    "huge-span": [(1, 0, 10**15)], "huge-number": 10**400, "none-in-list": [None], "stray-vowel": "\u064e\u0648",
    "infinite": float("inf"), "formula": '=HYPERLINK("http://192.0.2.1","x")', "ligatures": "\ufdfa" * 20_000,
    "deep-dict": {"a": {"b": {"c": {"d": {"e": {"f": {"g": {"h": {"i": {"j": 1}}}}}}}}}},
    "many": list(range(9_000)), "nul": "\0", "controls": "\x1b[2J\u202e", "script": SCRIPT,
    "command": "=cmd|' /C calc'!A0", "wide-formula": " ＝1+1", "minus-formula": "-1+1|x", "no-number": float("nan"),
    "half-span": [(1, -(10**14), 10**14)], "keys": {str(n): n for n in range(5_000)},
    "entities": "&#106;avascript:alert(1)",
}  # fmt: skip


def raw(notebook, path, course=None):
    """Submissions that are no notebook, or no file."""
    text = nbformat.writes(notebook)
    odd = json.loads(text)
    odd["cells"][0]["metadata"] = []
    told = json.loads(text)
    told["metadata"] |= {"title": SCRIPT, "authors": [{"name": SCRIPT}], "widgets": {"application/vnd.jupyter": SCRIPT},
                         "kernelspec": {"name": "../../x", "display_name": SCRIPT, "language": SCRIPT}}  # fmt: skip
    for cell in told["cells"]:
        cell["id"] = "twin"
        cell["metadata"] |= {"tags": [SCRIPT], "slideshow": SCRIPT}
        cell["metadata"].get("nbgrader", {})["points"] = "POINTS"
        if cell["cell_type"] == "markdown":
            cell["attachments"] = {"x.svg": {"image/svg+xml": "<svg onload='alert(1)'/>"}}
        else:
            cell["outputs"] = [
                {"output_type": "display_data", "metadata": {}, "data": {"text/html": SCRIPT * 2_000}}
            ]

    def socket_file():
        here = os.open(path.parent, os.O_PATH)
        socket.socket(socket.AF_UNIX).bind(f"/proc/self/fd/{here}/{path.name}")
        os.close(here)

    return {
        "hard-link": lambda: os.link(course / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", path),
        "sparse": lambda: path.touch() or os.truncate(path, 1 << 36),
        "socket": socket_file,
        "metadata": lambda: path.write_text(
            json.dumps(told).replace('"POINTS"', "1e400").replace('"twin"', '"twin", "id": NaN')
        ),
        "old-format": lambda: path.write_text(
            json.dumps({"nbformat": 3, "worksheets": [{"cells": odd["cells"]}]})
        ),
        "future-format": lambda: path.write_text(json.dumps(json.loads(text) | {"nbformat": 99})),
        "half-characters": lambda: path.write_text(text.replace("None", "None\\ud800")),
        "sources-of-numbers": lambda: path.write_text(
            json.dumps({"cells": [{"cell_type": "code", "source": [1, [2]], "metadata": {}}]})
        ),
        "digits": lambda: path.write_text('{"cells": ' + "9" * 5_000_000 + "}"),
        "pipe": lambda: os.mkfifo(path),
        "folder-in-its-place": lambda: path.mkdir(),
        "nested": lambda: path.write_text("[" * 200_000),
        "many-cells": lambda: path.write_text(json.dumps({"cells": [odd["cells"][0]] * 20_000})),
        "latin": lambda: path.write_bytes(b"\xff\xfe{}"),
        "null-cells": lambda: path.write_text('{"cells": [null]}'),
        "odd-metadata": lambda: path.write_text(json.dumps(odd)),
        "too-large": lambda: path.write_bytes(b" " * (21 << 20)),
        "many-files": lambda: (
            [path.with_name(f"{n}.txt").touch() for n in range(3_000)] and path.write_text(text)
        ),
        "odd-file-name": lambda: (
            (path.parent / os.fsdecode(b"\xff\xfe.txt")).touch() or path.write_text(text)
        ),
        "deep-folders": lambda: (
            (path.parent / "/".join(["d"] * 300)).mkdir(parents=True) or path.write_text(text)
        ),
        "bad-timestamp": lambda: (
            path.with_name("timestamp.txt").write_bytes(b"\xff") and path.write_text(text)
        ),
    }


@pytest.fixture(scope="module", params=["bubblewrap", "namespaces"])
def attacked(request, tmp_path_factory):
    if not level_works(request.param):
        pytest.skip(f"{request.param} does not work on this machine")
    course = tmp_path_factory.mktemp("attacked")
    for part in ("questions", "nbgrader_config.py"):
        source = REPOSITORY / "exercises" / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, course / part)
    release(course, [ASSIGNMENT])
    released = nbformat.read(course / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    asked = build.read(course / "questions" / f"{ASSIGNMENT}.json").exercises
    right = {f"{n:02}": e.accept[0] for n, e in enumerate(asked, 1) if e.kind != "written"}

    def place(student):
        folder = course / "submitted" / student / ASSIGNMENT
        folder.mkdir(parents=True)
        return folder / f"{ASSIGNMENT}.ipynb"

    def solved():
        notebook = nbformat.from_dict(json.loads(json.dumps(released)))
        solve(notebook, right)
        return notebook

    for number in range(HONEST):  # in all the order of names, and with names that are unhappy but honest
        name = f"{'amz'[number % 3]}-honest-{number}{['', ' [late]', ',x', ' (2)'][number % 4]}"
        nbformat.write(solved(), place(name if number else ".hidden"))
    for name, code in CODE.items():
        notebook = nbformat.from_dict(json.loads(json.dumps(released)))
        insert(notebook, 2, code)
        nbformat.write(notebook, place(f"b-{name}"))
    for name, answer in ANSWERS.items():
        notebook = nbformat.from_dict(json.loads(json.dumps(released)))
        for number in right:
            give(
                notebook,
                number,
                f"answer_{number} = "
                + (f"float('{answer!r}')" if isinstance(answer, float) else repr(answer)),
            )
        for cell in notebook.cells:
            if grade_id(cell).startswith("answer") and cell.cell_type == "markdown":
                cell.source = SCRIPT
        nbformat.write(notebook, place(f"n-{name}"))
    for name in raw(released, Path()):
        raw(released, place(f"c-{name}"), course)[name]()
    (course / "submitted" / "d-link").symlink_to(course / "submitted" / "m-honest-1 [late]")
    nbformat.write(solved(), place("e\nforged: 26 of 26"))
    said = []
    outcomes = grade(course, [], Limits(cell=4, seconds=9), request.param, said.append)[ASSIGNMENT]
    return course, outcomes, set(right)


def test_no_honest_mark_is_lost_and_none_is_earned(attacked):
    course, outcomes, right = attacked
    got = {s: {n for n, p in points.items() if p} for s, points in points_of(course).items()}
    assert len(outcomes) >= 60
    lost = {s: o.notes for s, o in outcomes.items() if "honest" in s or s == ".hidden" if got.get(s) != right}
    assert not lost
    earned = {s: points for s, points in got.items() if points and "honest" not in s and s != ".hidden"}
    assert not {s: points for s, points in earned.items() if s not in ("n-stray-vowel",)}


def test_each_is_told_and_nothing_is_forged(attacked):
    _, outcomes, _ = attacked
    for student, outcome in outcomes.items():
        assert "\n" not in student and all(note.isprintable() for note in outcome.notes), student
        assert "OPEN" not in str(outcome)
    assert "link" in " ".join(outcomes["d-link"].notes)
    for name, why in (
        ("pipe", "no plain file"),
        ("nested", "nested"),
        ("latin", "UTF-8"),
        ("too-large", "larger"),
        ("sparse", "larger"),
        ("hard-link", "hard link"),
        ("socket", "cannot be opened"),
        ("old-format", "no notebook that can be read"),
    ):
        assert why in " ".join(outcomes[f"c-{name}"].notes), outcomes[f"c-{name}"]
    for name, why in (("forks", "processes|BlockingIOError"), ("memory-of-many", "memory|too long"), ("memory-of-many-slowly", "memory|too long"), ("shell", "Error"),
                      ("devices", "Error"), ("keyring", "Error"),
                      ("socket-by-path", "Error"), ("vsock", "Error"), ("namespaces", "Error"), ("root", "Error")):  # fmt: skip
        assert re.search(why, " ".join(outcomes[f"b-{name}"].notes)), outcomes[f"b-{name}"]


def test_report_and_pages_show_text_only(attacked):
    course, _, _ = attacked
    index = report(course, []).read_text(encoding="utf-8")
    pages = [path.read_text(encoding="utf-8") for path in (course / "feedback").glob("*/*.html")]
    assert len(pages) >= 50
    for page in [index, *pages]:
        assert "<script" not in page and "<img src=x" not in page
    for path in (course / "report").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell.lstrip() for row in csv.reader(file) for cell in row]
            assert not [
                c for c in cells if c.startswith(tuple("=+-@＝")) and not re.fullmatch(r"-[\d.e-]+", c)
            ]
    for path in (course / "autograded").glob("*/*/*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        assert not any("<script" in cell.source for cell in notebook.cells if cell.cell_type != "code")
        assert not any("&#106;" in cell.source for cell in notebook.cells if cell.cell_type != "code")
        outputs = [out for cell in notebook.cells for out in cell.get("outputs", [])]
        assert {kind for out in outputs for kind in out.get("data", {})} <= {"text/plain", "image/png"}
        assert BOMB[:40] not in json.dumps(outputs)
        assert "attachments" not in path.read_text() and "slideshow" not in path.read_text()


def test_a_run_that_is_killed_is_taken_up_again(attacked):
    course, _, _ = attacked
    before = points_of(course)
    for path in (course / "record" / ASSIGNMENT).glob("*.json"):
        path.unlink()
    code = f"from pathlib import Path; from khabar.course.grading.grade import grade; grade(Path({str(course)!r}), [])"
    run = subprocess.Popen([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": str(REPOSITORY / "toolkit")},
                           start_new_session=True, stderr=subprocess.DEVNULL)  # fmt: skip
    end = time.monotonic() + 60
    while not list((course / "record" / ASSIGNMENT).glob("*.json")) and time.monotonic() < end:
        time.sleep(0.1)
    with pytest.raises(KhabarError, match="another run"):
        grade(course, [])
    with contextlib.suppress(ProcessLookupError):
        os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    for student in (course / "submitted").iterdir():
        if "honest" not in student.name:
            student.unlink() if student.is_symlink() else shutil.rmtree(student)
    outcomes = grade(course, [ASSIGNMENT], Limits(cell=2, seconds=8))[ASSIGNMENT]
    assert all(outcome.graded for outcome in outcomes.values())
    assert {s: p for s, p in points_of(course).items() if s in outcomes} == {s: before[s] for s in outcomes}


def test_a_gradebook_in_a_bad_state_is_one_sentence(attacked):
    course, _, _ = attacked
    path = course / "gradebook.db"
    whole = path.read_bytes()
    holder = sqlite3.connect(path)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(KhabarError, match="in use"):
        grade(course, [])
    holder.close()
    path.write_bytes(b"no database at all, " * 500)
    with pytest.raises(KhabarError, match="damaged"):
        grade(course, [])
    path.write_bytes(whole)
    assert ledger.copied(course, directory(course, ASSIGNMENT))
