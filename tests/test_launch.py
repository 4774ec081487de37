"""The cell that docs/launch.md gives for Colab and VS Code, in an environment as they have it; the README's lines in
one with nothing at all."""

import json
import os
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

ROOT = Path(__file__).parents[1]
UV = Path(sys.executable).with_name("uv")
# Where packages come from is the machine's affair.
PASSED_ON = {k: v for k, v in os.environ.items() if k.startswith(("PIP_", "UV_", "SSL_", "HTTP", "http"))}
# What was fetched once is not fetched again, and nothing is compiled that is started once.
CACHE = subprocess.run([UV, "cache", "dir"], check=True, capture_output=True, text=True).stdout.strip()
PASSED_ON |= {"UV_CACHE_DIR": CACHE, "PIP_NO_COMPILE": "1"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([UV, "build", "--quiet", "--wheel", "--out-dir", folder, ROOT], check=True)
    (built,) = folder.glob("*.whl")
    return built


def test_who_installs_the_wheel_gets_the_extension_and_the_settings_of_jupyterlab(wheel):
    with zipfile.ZipFile(wheel) as packed:
        there = {
            re.sub(r"^[^/]+\.data/data/share/", "", name): packed.read(name) for name in packed.namelist()
        }
    extension = "jupyter/labextensions/khabar"
    told = json.loads(there[f"{extension}/package.json"])
    assert f"{extension}/{told['jupyterlab']['_build']['load']}" in there
    wanted = ["extension.js"]
    for name in wanted:  # each script has beside it what it imports or links
        script = there[f"{extension}/static/{name}"].decode()
        needed = re.findall(r'from "\./([\w.]+)"|@import "\./([\w.]+)"|style\("([\w.]+)"\)', script)
        wanted += [each for each in map("".join, needed) if each not in wanted]
    assert {"pictures.js", "question.css", "letters.css"} <= set(wanted)
    settings = json.loads(there["jupyter/lab/settings/overrides.d/khabar.json"])
    assert settings["@jupyter-widgets/jupyterlab-manager:plugin"]["saveState"] is True
    assert "khabar/notebooks/00-first-look.ipynb" in there


def test_the_cell_installs_khabar_without_the_neural_parts(tmp_path, wheel):
    (cell,) = re.findall(r"```python\n(.+?)```", (ROOT / "docs/launch.md").read_text("utf-8"), re.S)
    cell = cell.replace('SOURCE = "khabar"', f"SOURCE = {str(wheel)!r}")
    bare = tmp_path / "bare"
    subprocess.run([UV, "venv", "--quiet", "--seed", "--python", sys.executable, bare], check=True)
    # A kernel and the great packages of data, as whoever teaches with such notebooks has them.
    subprocess.run(
        [UV, "pip", "install", "--quiet", "--python", bare, "--constraint", ROOT / "requirements.lock",
         "ipykernel", "nbclient", "matplotlib", "pandas", "scikit-learn"],
        check=True,
    )  # fmt: skip
    notebook = tmp_path / "lesson.ipynb"
    then = "from khabar.widgets import Reader\nReader(khabar.read('قالت الوزارة إن المحادثات مستمرة.'))"
    nbformat.write(new_notebook(cells=[new_code_cell(cell), new_code_cell(then)]), notebook)
    start = time.monotonic()
    done = subprocess.run(
        [bare / "bin/jupyter", "execute", "--inplace", "--timeout=600", notebook],
        env={"PATH": f"{bare}/bin:/usr/bin:/bin", "HOME": str(tmp_path)} | PASSED_ON,
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    print(f"the cell and a first reader: {time.monotonic() - start:.0f} s")
    first, second = nbformat.read(notebook, as_version=4).cells
    assert "11 paragraphs" in first.outputs[-1].text
    assert "المحادثات" in second.outputs[-1].data["text/html"]
    assert not list(bare.glob("lib/*/site-packages/torch"))


LIGHT = re.findall(r"^.*pip install \..*$", (ROOT / "README.md").read_text("utf-8"), re.M)
USERS_SCRIPT = """
import khabar

doc: khabar.Document = khabar.read("قالت الوزارة إن المحادثات مستمرة.")
for word in doc.words:
    print(word.form, word.lemma or "", word.feats.get("Case", ""))
talk = khabar.interpret(doc)
print([talk.speaker(each) for each in talk.attributions], khabar.tokenize("وقالت", scheme="atb"))
print(khabar.check("00-first-look/2", "و+نظير+ه").right)
try:
    khabar.Corpus.read("news", "news.parquet")
except khabar.KhabarError as error:
    print(error)
"""


@pytest.mark.parametrize("line", LIGHT[-2:], ids=["uv", "pip"])
def test_a_line_of_the_readme_installs_khabar_light_and_typed(line, tmp_path):
    bare, script = tmp_path / "bare", tmp_path / "script.py"
    subprocess.run([UV, "venv", "--quiet", "--seed", "--python", sys.executable, bare], check=True)
    own = {"PATH": f"{bare}/bin:{UV.parent}:/usr/bin:/bin", "HOME": str(tmp_path), "VIRTUAL_ENV": str(bare)}
    subprocess.run(["sh", "-c", line], cwd=ROOT, env=own | PASSED_ON, check=True)
    script.write_text(USERS_SCRIPT, encoding="utf-8")
    done = subprocess.run([bare / "bin/python", script], env=own, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "قالت" in done.stdout and "True" in done.stdout and "pip install 'khabar[corpus]'" in done.stdout
    there = {path.name for path in bare.glob("lib/*/site-packages/*")}
    assert not there & {"torch", "transformers", "jupyterlab", "udtools", "udapi"}
    if "-m pip" not in line:  # what is installed is the same
        strict = [sys.executable, "-m", "mypy", "--strict", "--python-executable", bare / "bin/python"]
        checked = subprocess.run([*strict, script], cwd=tmp_path, capture_output=True, text=True)
        assert checked.returncode == 0, checked.stdout
