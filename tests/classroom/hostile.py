"""Hostile and odd submissions by their kinds, to be handed in among honest ones."""

import base64
import json
import os
import socket
from pathlib import Path

import nbformat
from classroom import ASSIGNMENT, fresh, give, grade_id, insert, solve

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
    "many": list(range(2_100)), "nul": "\0", "controls": "\x1b[2J\u202e", "script": SCRIPT,
    "command": "=cmd|' /C calc'!A0", "wide-formula": " ＝1+1", "minus-formula": "-1+1|x", "no-number": float("nan"),
    "half-span": [(1, -(10**14), 10**14)], "keys": {str(n): n for n in range(2_100)},
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


def hand_in_all(course, right):
    """Twenty honest submissions among all the hostile ones: their names, and those of the honest ones."""
    honest = []

    def place(student):
        folder = course / "submitted" / student / ASSIGNMENT
        folder.mkdir(parents=True)
        return folder / f"{ASSIGNMENT}.ipynb"

    def hand_in(student, notebook):
        place(student).write_text(json.dumps(notebook))

    def solved():
        notebook = fresh(course)
        solve(notebook, right)
        return notebook

    for number in range(HONEST):  # in all the order of names, and with names that are unhappy but honest
        honest.append(f"{'amz'[number % 3]}-honest-{number}{['', ' [late]', ',x', ' (2)'][number % 4]}")
    honest[0] = ".hidden"
    for name in honest:
        hand_in(name, solved())
    for name, code in CODE.items():
        notebook = fresh(course)
        insert(notebook, 2, code)
        hand_in(f"b-{name}", notebook)
    for name, answer in ANSWERS.items():
        notebook = fresh(course)
        said = f"float('{answer!r}')" if isinstance(answer, float) else repr(answer)
        for number in right:
            give(notebook, number, f"answer_{number} = {said}")
        for cell in notebook.cells:
            if grade_id(cell).startswith("answer") and cell.cell_type == "markdown":
                cell.source = SCRIPT
        hand_in(f"n-{name}", notebook)
    for name in raw(fresh(course), Path()):
        raw(fresh(course), place(f"c-{name}"), course)[name]()
    (course / "submitted" / "d-link").symlink_to(course / "submitted" / "m-honest-1 [late]")
    for name in ("e\nforged: 26 of 26", os.fsdecode(b"e-\xff")):
        hand_in(name, solved())
    return honest
