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
# As root of the namespace: the disk; then as an ordinary user, who has a hundred threads elsewhere, whose home
# is shut, and among whose students is one with a folder that is shut.
SCRIPT = """
set -eu
mount -t tmpfs -o size=6m none "$DISK"
cp -r "$COURSE/." "$DISK/"
chmod 0 "$HOME" "$DISK/submitted/shut/m"
exec unshare --user --map-user=1000 --map-group=1000 "$PYTHON" -c "$DRIVER"
"""
DRIVER = """
import json, os, pathlib, sqlite3, sys, threading
from khabar.cli import main

course = pathlib.Path(os.environ["DISK"])
os.dup2(1, 2)
for _ in range(100):
    threading.Thread(target=threading.Event().wait, daemon=True).start()

def khabar(what):
    sys.argv = ["khabar", "exercises", what, "--course", str(course)]
    status = 0
    try:
        main()
    except SystemExit as end:
        status = end.code or 0
    print("STATUS", status, flush=True)
    print("GRADEBOOK", sqlite3.connect(course / "gradebook.db").execute("PRAGMA integrity_check").fetchone()[0])
    for path in [*course.glob("autograded/*/*/*.ipynb"), *course.glob("record/*/*.json")]:
        json.loads(path.read_text())
    print("LEFT", *[p.name for p in course.rglob("*.part")])

print("= filling", flush=True)
left = os.statvfs(course)
filler = course / "filler"
filler.write_bytes(bytes(left.f_bavail * left.f_frsize - 450_000))
khabar("grade")
print("= locked", flush=True)
filler.unlink()
course.chmod(0o555)
khabar("grade")
print("= again", flush=True)
course.chmod(0o755)
khabar("grade")
khabar("report")
sys.stdout.flush()
os._exit(0)
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
        student = f"student{number}" if number else "shut"
        notebook = nbformat.read(released, as_version=4)
        solve(notebook, {"01": told["questions"][0]["accept"][0]})
        notebook.cells.append(nbformat.v4.new_markdown_cell("كلام " * 8_000))
        place = course / "submitted" / student / "m" / "m.ipynb"
        place.parent.mkdir(parents=True)
        nbformat.write(notebook, place)
    disk = tmp_path_factory.mktemp("small")
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "bash", "-c", SCRIPT],
        env={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "DISK": str(disk), "DRIVER": DRIVER, "COURSE": str(course), "PYTHON": sys.executable,
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
    text = said["again"]
    assert f"m: {STUDENTS - 1} of {STUDENTS} graded" in text and text.count("STATUS 0") == 2, said
    assert "shut: m.ipynb cannot be opened (Permission denied)" in text, text
