"""What Binder would build, by repo2docker's own plan; nothing is built."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]


def pins(name):
    """name==version of each line of a list."""
    lines = (ROOT / name).read_text("utf-8").splitlines()
    return {line.split(" ;")[0] for line in lines if not line.startswith("#")}


@pytest.fixture(scope="module")
def plan():
    """The Dockerfile that repo2docker makes of this repository."""
    done = subprocess.run(
        [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout + done.stderr


def test_it_is_the_python_build_pack_with_our_version(plan):
    assert "Building conda environment for python=3.11" in plan
    # Only the Python build pack (no Dockerfile, no conda environment.yml) installs so:
    assert "RUN ${KERNEL_PYTHON_PREFIX}/bin/pip install" in plan


def test_the_requirements_come_before_the_repository_and_postbuild_after(plan):
    install = plan.index('bin/pip install --no-cache-dir -r "binder/requirements.txt"')
    copy = plan.index("COPY --chown=0:0 src/ ${REPO_DIR}/")
    post = plan.index("binder/postBuild", copy)
    assert install < copy < post
    assert "fonts-hosny-amiri" in plan[:copy]
    assert re.search(r"ENV R2D_ENTRYPOINT=\S*binder/start", plan[post:])


def test_the_image_installs_what_the_lock_pins_and_none_of_the_neural_parts():
    lock, image = pins("requirements.lock"), pins("binder/requirements.txt")
    assert image <= lock
    names = {pin.split("==")[0] for pin in image}
    assert {"jupyterlab", "nbgrader", "pandas", "matplotlib", "anywidget", "regex"} <= names
    assert not {"torch", "transformers", "camel-tools", "rfc3987-syntax", "pytest", "ruff", "duckdb"} & names
    # Lesson 14 installs its packages without asking what they want.
    more = pins("toolkit/khabar/data/corpus-requirements.txt")
    extra = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    wanted = {Requirement(line).name for line in extra["corpus"]}
    assert more <= lock and wanted <= names | {pin.split("==")[0] for pin in more}


def test_the_scripts_can_be_run():
    for name in ("postBuild", "start"):
        assert (ROOT / "binder" / name).stat().st_mode & 0o111
        subprocess.run(["bash", "-n", ROOT / "binder" / name], check=True)


def test_the_jupyter_settings_are_json():
    files = list((ROOT / "toolkit" / "jupyter").rglob("*.json"))
    assert files and all(json.loads(path.read_text()) for path in files)
