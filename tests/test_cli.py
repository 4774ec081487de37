import json
import subprocess
import sys

import pytest

from khabar.text.document import ARTICLE

KHABAR = [sys.executable, "-c", "from khabar.cli import main; main()"]


def run(*arguments):
    return subprocess.run([*KHABAR, *map(str, arguments)], capture_output=True, text=True)


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
