"""The cell that docs/launch.md gives for Colab and VS Code, in an environment with nothing but a kernel."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

ROOT = Path(__file__).parents[1]
UV = Path(sys.executable).with_name("uv")
# Where packages come from is the machine's affair.
PASSED_ON = {k: v for k, v in os.environ.items() if k.startswith(("PIP_", "UV_", "SSL_", "HTTP", "http"))}


def test_the_cell_installs_khabar_without_the_neural_parts(tmp_path):
    (cell,) = re.findall(r"```python\n(.+?)```", (ROOT / "docs/launch.md").read_text("utf-8"), re.S)
    subprocess.run([UV, "build", "--quiet", "--wheel", "--out-dir", tmp_path, ROOT], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    cell = cell.replace('SOURCE = "khabar"', f"SOURCE = {str(wheel)!r}")
    bare = tmp_path / "bare"
    subprocess.run([UV, "venv", "--quiet", "--seed", "--python", sys.executable, bare], check=True)
    subprocess.run(
        [UV, "pip", "install", "--quiet", "--python", bare, "--constraint", ROOT / "requirements.lock",
         "ipykernel", "nbclient"],
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
