import contextlib
import io
import json
import os
import subprocess
import sys
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from typer.main import get_command

import khabar
from khabar.cli import app, main
from khabar.text.document import ARTICLE

KHABAR = [sys.executable, "-c", "from khabar.cli import main; main()"]


def run(*arguments):
    """The command in this process: what it says and its exit status."""
    said, complained = io.StringIO(), io.StringIO()
    with (
        patch("sys.argv", ["khabar", *map(str, arguments)]),
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(complained),
        pytest.raises(SystemExit) as ended,
    ):
        main()
    return SimpleNamespace(
        returncode=ended.value.code or 0, stdout=said.getvalue(), stderr=complained.getvalue()
    )


def test_read_writes_conllu_that_evaluate_scores(tmp_path):
    target = tmp_path / "mine.conllu"
    assert run("read", ARTICLE / "article.txt", "-o", target).returncode == 0
    done = run("evaluate", ARTICLE / "article.conllu", target)
    assert done.returncode == 0
    tokens = next(line.split() for line in done.stdout.splitlines() if line.startswith("tokens"))
    assert [float(value) for value in tokens[1:]] == [100, 100, 100]


def test_interpret_names_the_relaying_outlet_and_writes_json():
    done = run("interpret", ARTICLE / "article.conllu")
    assert done.returncode == 0
    assert "Reuters" in done.stdout
    page = json.loads(run("interpret", ARTICLE / "article.conllu", "--json").stdout)
    assert page["type"] == "AnnotationPage"


def test_resources_name_the_morphology_in_use():
    assert "morphology" in run("resources").stdout


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "empty"), (b"hello", "no Arabic"), ("سلام".encode("cp1256"), "UTF-8"), (None, "no file")],
)
def test_bad_input_is_one_line_and_status_2(tmp_path, content, says):
    path = tmp_path / "bad.txt"
    if content is not None:
        path.write_bytes(content)
    done = run("read", path, "-o", tmp_path / "out.conllu")
    assert done.returncode == 2
    assert says in done.stderr and len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "out.conllu").exists()


def test_broken_conllu_is_refused_with_its_line(tmp_path):
    path = tmp_path / "broken.conllu"
    path.write_text("1\tقال\n")
    done = run("evaluate", path, path)
    assert done.returncode == 2 and "line 1" in done.stderr


def test_several_files_and_standard_input_in_each_format(tmp_path):
    (tmp_path / "خبر.txt").write_text("قال الوزير إن الوفد غادر.", encoding="utf-8")
    heads = {"conllu": b"# newdoc id", "tei": b"<", "csv": b"paragraph,", "jsonld": b"{"}
    for kind, head in heads.items():
        done = subprocess.run(
            [*KHABAR, "read", "-", tmp_path / "خبر.txt", "--format", kind, "-o", tmp_path / kind, "--no-vowels"],
            input="غادر الوفد.".encode(), capture_output=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert sorted(path.name for path in (tmp_path / kind).iterdir()) == [f"stdin.{kind}", f"خبر.{kind}"]
        written = (tmp_path / kind / f"خبر.{kind}").read_bytes()
        assert written.startswith(head) and "الوفد" in written.decode()


def test_arabic_comes_out_as_utf_8_whatever_the_console(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("قال الوزير إن الوفد غادر.", encoding="utf-8")
    done = subprocess.run(
        [*KHABAR, "read", path], capture_output=True, env={**os.environ, "PYTHONIOENCODING": "cp1252"}
    )
    assert done.returncode == 0 and "الوزير" in done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    "words",
    [
        ["raed", "x"], ["read"], ["read", "x", "--format", "pdf"], ["read", "--nope", "x"], ["evaluate", "x"],
        ["read", "x.txt", "y.txt", "--format", "tei"], ["read", "."], ["exercises", "grade", "--course", "no"],
        ["read", ARTICLE / "article.txt", "-o", "/dev/null/out.conllu"], ["read", ARTICLE / "article.txt", "-o", "."],
        ["read", ARTICLE / "article.txt", ARTICLE / "article.conllu", "-o", "one"],
    ],
)  # fmt: skip
def test_whatever_is_wrong_is_one_line_and_status_2(words):
    done = run(*words)
    assert done.returncode == 2 and not done.stdout
    assert done.stderr.startswith("khabar: ") and len(done.stderr.splitlines()) == 1


def commands(group, path=()):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


@pytest.mark.parametrize("command", [*commands(get_command(app))], ids=" ".join)
def test_each_command_s_help_shows_an_example_of_it(command):
    assert f"Example: khabar {' '.join(command)}" in " ".join(run(*command, "--help").stdout.split())


def test_the_version_is_the_package_s():
    assert run("--version").stdout == f"khabar {khabar.__version__}\n"
