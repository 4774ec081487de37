"""A real JupyterHub on this machine: two people log in, read the first lesson at the same time, and one
hands an exercise in that the other grades. Prints what a person costs and how long they wait.

Needs Node.js with npm (for JupyterHub's proxy), bubblewrap and Chromium.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psutil
from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))
from conftest import FLAGS, chromium, free_port  # noqa: E402

TEACHER, STUDENT, ASSIGNMENT = "amina", "karim", "letters-and-words"
MOST_MB = 700
CONFIG = """
load_subconfig({profile!r})
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = "khabar"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r} + "/{{username}}"
c.Spawner.mem_limit = c.Spawner.mem_guarantee = c.Spawner.cpu_limit = None  # a simple spawner has none
c.Spawner.cmd = [{bin!r} + "/jupyterhub-singleuser"]
c.Spawner.args = ["--allow-root"]
c.Spawner.environment["PATH"] = {path!r}
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.ConfigurableHTTPProxy.command = [{proxy!r}]
"""


def need(name: str, package: str) -> str:
    found = shutil.which(name)
    if not found:
        raise SystemExit(f"hub: {name} is not here; on Debian, apt install {package}. Nothing was measured.")
    return found


def install(work: Path) -> Path:
    """An environment with JupyterHub and khabar, and the hub's proxy; the environment's bin."""
    uv = Path(sys.executable).with_name("uv")
    environment = work / "environment"
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, environment], check=True)
    subprocess.run(
        [uv, "pip", "install", "--quiet", "--python", environment / "bin/python", "--compile-bytecode",
         "--constraint", ROOT / "requirements.lock", "jupyterhub", f"{ROOT}[lab,teach]"],
        cwd=ROOT, check=True,
    )  # fmt: skip
    npm = [need("npm", "npm"), "install", "--silent", "--prefix", str(work), "configurable-http-proxy"]
    subprocess.run(npm, check=True, stdout=subprocess.DEVNULL)
    settings = environment / "etc" / "jupyter"
    shutil.copytree(ROOT / "toolkit" / "jupyter", settings, dirs_exist_ok=True)
    shutil.copy(ROOT / "toolkit" / "hub" / "nbgrader_config.py", settings)
    return environment / "bin"


def furnish(work: Path) -> dict[str, Path]:
    """A home with the lessons for each person; the teacher's has the exercises too."""
    homes = {name: work / "homes" / name for name in (TEACHER, STUDENT)}
    for home in homes.values():
        shutil.copytree(ROOT / "notebooks", home / "notebooks")
    course = homes[TEACHER] / "exercises"
    course.mkdir()
    shutil.copytree(ROOT / "exercises" / "questions", course / "questions")
    shutil.copy(ROOT / "exercises" / "nbgrader_config.py", course)
    exchange = work / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    return homes


@contextmanager
def hub(work: Path, bin: Path):
    """A running JupyterHub; gives its address and its process."""
    port = free_port()
    path = f"{bin}{os.pathsep}{os.environ['PATH']}"
    config = work / "jupyterhub_config.py"
    config.write_text(CONFIG.format(
        profile=str(ROOT / "toolkit/hub/jupyterhub_config.py"), homes=str(work / "homes"), bin=str(bin), path=path,
        port=port, hub_port=free_port(), proxy_port=free_port(),
        proxy=str(work / "node_modules/.bin/configurable-http-proxy"),
    ))  # fmt: skip
    # As in a hub's containers the user of the system is jovyan, so that nbgrader asks JupyterHub who it is.
    (work / "passwd").write_text("jovyan:x:0:0::/root:/bin/bash\n")
    inside = [
        need("bwrap", "bubblewrap"),
        "--dev-bind",
        "/",
        "/",
        "--ro-bind",
        work / "passwd",
        "/etc/passwd",
    ]
    env = os.environ | {"PATH": path, "KHABAR_EXCHANGE": str(work / "exchange")}
    with (work / "log").open("w") as log:
        process = subprocess.Popen(
            [*inside, bin / "jupyterhub", "-f", config], cwd=work, env=env, stdout=log, stderr=log
        )
        try:
            for _ in range(600):
                with socket.socket() as asked:
                    if asked.connect_ex(("127.0.0.1", port)) == 0:
                        break
                if process.poll() is not None:
                    raise SystemExit(f"hub: it stopped:\n{(work / 'log').read_text()[-3000:]}")
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}", psutil.Process(process.pid)
        finally:
            for child in psutil.Process(process.pid).children(recursive=True):
                child.terminate()
            process.terminate()
            process.wait()


def log_in(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/hub/login")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("khabar")
    page.get_by_role("button", name="Sign in").click(no_wait_after=True)


def read_lesson(page: Page) -> None:
    """Wait for the first lesson, which the profile opens, and run it."""
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.locator(".khabar-reader").first.wait_for()


def server_of(hub: psutil.Process, name: str) -> psutil.Process:
    """A person's own server."""
    return next(
        process
        for process in hub.children(recursive=True)
        if "jupyterhub-singleuser" in " ".join(process.cmdline())
        and process.environ().get("JUPYTERHUB_USER") == name
    )


def megabytes(process: psutil.Process) -> float:
    return sum(p.memory_info().rss for p in [process, *process.children(recursive=True)]) / 1e6


def hand_in_and_grade(work: Path, hub: psutil.Process, bin: Path) -> str:
    """Release, fetch, submit, collect, grade, report: each command as its person, as docs/teaching.md has it."""
    inside = [
        need("bwrap", "bubblewrap"),
        "--dev-bind",
        "/",
        "/",
        "--ro-bind",
        work / "passwd",
        "/etc/passwd",
    ]
    said = ""
    for name, command in (
        (TEACHER, f"cd exercises && khabar exercises release {ASSIGNMENT} --course ."),
        (TEACHER, f"cd exercises && nbgrader release_assignment {ASSIGNMENT}"),
        (STUDENT, f"nbgrader fetch_assignment {ASSIGNMENT}"),
        (STUDENT, f"nbgrader submit {ASSIGNMENT}"),
        (TEACHER, f"cd exercises && nbgrader collect {ASSIGNMENT}"),
        (TEACHER, f"cd exercises && khabar exercises grade {ASSIGNMENT} --course ."),
        (TEACHER, "cd exercises && khabar exercises report --course ."),
    ):
        done = subprocess.run(
            [*inside, "bash", "-c", command], cwd=work / "homes" / name, env=server_of(hub, name).environ(),
            capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(f"hub: {name}: {command} failed:\n{done.stderr[-2000:]}")
        said = said or (done.stdout if " grade " in command else "")
    marks = (work / "homes" / TEACHER / "exercises" / "report" / "marks.csv").read_text()
    assert f"{STUDENT},{ASSIGNMENT}" in marks, marks
    return said.strip().splitlines()[-1]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        work = Path(folder)
        bin = install(work)
        furnish(work)
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        with hub(work, bin) as (address, process):
            pages = {name: browser.new_context().new_page() for name in (TEACHER, STUDENT)}
            start = time.perf_counter()
            for name, page in pages.items():
                page.set_default_timeout(120_000)
                log_in(page, address, name)
            for page in pages.values():
                read_lesson(page)
            waited = time.perf_counter() - start
            used = {name: megabytes(server_of(process, name)) for name in pages}
            graded = hand_in_and_grade(work, process, bin)
        table = Table(title="JupyterHub with two people at once")
        for column in ("", "measured", "at most"):
            table.add_column(column, justify="left" if not column else "right")
        table.add_row("log in to the analysed article, both (s)", f"{waited:.1f}", "")
        for name, mb in used.items():
            table.add_row(f"server and kernel of {name} (MB)", f"{mb:.0f}", str(MOST_MB))
        Console().print(table)
        print(f"Handed in, collected and graded: {graded}")


if __name__ == "__main__":
    main()
