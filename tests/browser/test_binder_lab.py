"""The Binder image, replayed: the install steps of repo2docker's plan in an empty folder with an empty
home, the server as Binder starts it, and the first lesson in it."""

import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from conftest import ROOT, free_port, wait_for
from test_lab import run_all

pytestmark = pytest.mark.browser
# Where packages come from is the machine's affair; all else is as empty as in an image.
PASSED_ON = ("PIP_", "UV_", "SSL_", "REQUESTS_", "HTTP", "http", "NO_PROXY", "no_proxy")
UV = Path(sys.executable).with_name("uv")
# With the vowels' witness (onnxruntime), without the packages of corpora, which lesson 14 fetches for itself.
ENVIRONMENT_MB, SESSION_MB, FIRST_SENTENCE_SECONDS = 900, 850, 20


@pytest.fixture(scope="module")
def image(tmp_path_factory):
    """A folder like an image's home with the environment beside it; gives (folder, environment)."""
    top = tmp_path_factory.mktemp("image")
    repository, home, prefix = top / "repository", top / "home", top / "prefix"
    home.mkdir()
    files = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, check=True, text=True,
    ).stdout.split("\0")  # fmt: skip
    for name in filter(None, files):
        if (ROOT / name).is_file():
            (repository / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, repository / name)
    env = {k: v for k, v in os.environ.items() if k.startswith(PASSED_ON)} | {
        "HOME": str(home),
        "PATH": f"{prefix}/bin:/usr/local/bin:/usr/bin:/bin",
        "KERNEL_PYTHON_PREFIX": str(prefix),
        "LC_ALL": "C.UTF-8",
    }
    subprocess.run([sys.executable, "-m", "venv", prefix], check=True)
    plan = subprocess.run(
        [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    steps = re.findall(r"^RUN (\S*/bin/pip install .*|\./binder/postBuild)$", plan.stdout + plan.stderr, re.M)
    assert len(steps) == 2, steps
    # The same pins in seconds: what pip would fetch and compile anew comes from uv's cache; postBuild compiles.
    steps[0] = re.sub(
        r"^\S+/pip install --no-cache-dir", f"{UV} pip install --python {prefix}/bin/python", steps[0]
    )
    for step in steps:
        done = subprocess.run(["bash", "-c", step], cwd=repository, env=env, capture_output=True, text=True)
        assert done.returncode == 0, f"{step}\n{done.stderr[-3000:]}"
    return repository, prefix, env


@pytest.fixture(scope="module")
def session(image):
    """The running server, started through binder/start; gives (address, process, start time)."""
    repository, prefix, env = image
    port = free_port()
    began = time.monotonic()
    command = [repository / "binder/start", prefix / "bin/jupyter", "lab", "--no-browser", f"--port={port}"]
    command += ["--ServerApp.token=", "--ServerApp.allow_root=True"]
    with (repository / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=repository, env=env, stdout=log, stderr=log)
        address = f"http://127.0.0.1:{port}"
        wait_for(address)
        yield address, psutil.Process(server.pid), began
        server.terminate()
        server.wait()


def megabytes(folder):
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file() and not f.is_symlink()) / 1e6


def memory(process):
    found = 0
    for part in [process, *process.children(recursive=True)]:
        with suppress(psutil.NoSuchProcess):  # it has just ended
            found += part.memory_info().rss
    return found / 1e6


def test_the_environment_is_small_and_holds_no_neural_parts_and_no_answers(image):
    repository, prefix, _ = image
    size = megabytes(prefix)
    print(f"Binder environment: {size:.0f} MB with bytecode (at most {ENVIRONMENT_MB})")
    assert size <= ENVIRONMENT_MB
    assert not list(prefix.glob("lib/*/site-packages/torch"))
    kept = {path.name for path in (repository / "exercises").iterdir()}
    assert not kept & {"source", "questions", "gradebook.db"}
    assert list((repository / "exercises/release").glob("*/*.ipynb"))


def test_the_first_lesson_runs_soon_and_in_little_memory(page, session):
    address, server, began = session
    run_all(page, address, "notebooks/00-first-look.ipynb")
    page.locator(".khabar-reader").first.wait_for()
    seconds = time.monotonic() - began
    page.get_by_role("button", name="Check").first.wait_for()
    used = memory(server)
    print(f"server start to first analysed text: {seconds:.1f} s (at most {FIRST_SENTENCE_SECONDS})")
    print(f"server and kernel after the first lesson: {used:.0f} MB (at most {SESSION_MB})")
    assert used <= SESSION_MB


# Those that hold most: trees and certainty, and a text of one's own.
HEAVIEST = ("07-syntax", "11-your-article")


def test_the_heaviest_lessons_stay_in_a_session_s_memory(image, session):
    """Each is run in a kernel of its own beside the server, one after the other."""
    repository, prefix, env = image
    _, server, _ = session
    peak = 0.0
    for lesson in (repository / "notebooks" / f"{name}.ipynb" for name in HEAVIEST):
        run = subprocess.Popen(
            [prefix / "bin/jupyter", "execute", "--timeout=120", lesson], cwd=lesson.parent, env=env,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        process = psutil.Process(run.pid)
        while run.poll() is None:
            # What runs the lesson is the test's, not the session's: the kernels count.
            with suppress(psutil.NoSuchProcess):
                kernels = sum(memory(child) for child in process.children())
                peak = max(peak, kernels + server.memory_info().rss / 1e6)
            time.sleep(0.1)
        assert run.returncode == 0, f"{lesson.name}: {run.stderr.read().decode()[-2000:]}"
    print(f"server and kernel at the peak: {peak:.0f} MB (at most {SESSION_MB})")
    assert peak <= SESSION_MB
