"""A disk that is full or cannot be written, met by an ordinary user: one sentence, status 2, nothing half
written; and when there is room again the same command does the rest.

All of it happens in a user namespace with a small disk of its own (tmpfs), so that no right is needed for it.
"""

import json
import shutil
import subprocess
import sys

import nbformat
import pytest
from classroom import REPOSITORY, solve

from khabar.course.grading.course import release

STUDENTS = 8
SCRIPT = """
set -u
mount -t tmpfs -o size=6m none "$DISK"
cp -r "$COURSE/." "$DISK/"
khabar() { unshare --user --map-user=1000 --map-group=1000 "$PYTHON" -c 'from khabar.cli import main; main()' \
  exercises "$@" --course "$DISK" 2>&1 | tr '\\r' '\\n' | tail -4; echo "STATUS ${PIPESTATUS[0]}"; }
fill() { "$PYTHON" -c 'import os, sys
left = os.statvfs(sys.argv[1]); room = left.f_bavail * left.f_frsize
open(sys.argv[1] + "/filler", "wb").write(bytes(max(0, room - int(sys.argv[2]))))' "$DISK" "$1"; }
whole() { "$PYTHON" -c 'import pathlib, sqlite3, sys, json
course = pathlib.Path(sys.argv[1])
print("GRADEBOOK", sqlite3.connect(course / "gradebook.db").execute("PRAGMA integrity_check").fetchone()[0])
for path in [*course.glob("autograded/*/*/*.ipynb"), *course.glob("record/*/*.json")]:
    json.loads(path.read_text())
print("LEFT", *[p.name for p in course.rglob("*.part")])' "$DISK"; }
echo "= filling"; fill 450000; khabar grade; whole
echo "= locked"; rm "$DISK/filler"; chmod 555 "$DISK"; khabar grade; whole
echo "= again"; chmod 755 "$DISK"; khabar grade; khabar report; whole
"""


def works(*command):
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    if not works(
        "unshare", "--user", "--map-root-user", "--mount", "unshare", "--user", "--map-user=1000", "true"
    ):
        pytest.skip("there are no user namespaces to be had here")
    course = tmp_path_factory.mktemp("disk")
    (course / "questions").mkdir()
    shutil.copy(REPOSITORY / "exercises" / "nbgrader_config.py", course)
    told = json.loads(
        (REPOSITORY / "exercises" / "questions" / "morphology.json").read_text(encoding="utf-8")
    )
    (course / "questions" / "m.json").write_text(json.dumps(told | {"questions": told["questions"][:1]}))
    (released,) = release(course, ["m"])
    for number in range(STUDENTS):
        notebook = nbformat.read(released, as_version=4)
        solve(notebook, {"01": told["questions"][0]["accept"][0]})
        notebook.cells.append(nbformat.v4.new_markdown_cell("كلام " * 8_000))
        place = course / "submitted" / f"student{number}" / "m" / "m.ipynb"
        place.parent.mkdir(parents=True)
        nbformat.write(notebook, place)
    disk = tmp_path_factory.mktemp("small")
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "bash", "-c", SCRIPT],
        env={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "DISK": str(disk), "COURSE": str(course), "PYTHON": sys.executable,
             "PYTHONPATH": str(REPOSITORY / "toolkit"), "HOME": str(tmp_path_factory.mktemp("home"))},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    parts = [part.partition("\n") for part in done.stdout.split("= ")[1:]]
    return {name: text for name, _, text in parts} | {"errors": done.stderr}


@pytest.mark.parametrize(("state", "sentence"), [
    ("filling", "disk is full"), ("locked", "writable"),
])  # fmt: skip
def test_it_is_one_sentence_and_nothing_is_half_written(said, state, sentence):
    text = said[state]
    assert sentence in text and "STATUS 2" in text and "STATUS 0" not in text and "Traceback" not in text, (
        said
    )
    assert "GRADEBOOK ok" in text and "LEFT\n" in text


def test_the_same_command_does_the_rest(said):
    assert f"m: {STUDENTS} of {STUDENTS} graded" in said["again"] and said["again"].count("STATUS 0") == 2, (
        said
    )
