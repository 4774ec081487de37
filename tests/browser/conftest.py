"""A real Chromium, a real JupyterLab, and a bare page that hosts one widget without a kernel."""

import functools
import http.server
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat import v4
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
WIDGETS = ROOT / "toolkit" / "khabar" / "widgets"
THEMES = Path(sys.prefix) / "share" / "jupyter" / "lab" / "themes" / "@jupyterlab"
SITE = ROOT / "toolkit" / "site"
SCREENSHOTS = Path(__file__).parent / "screenshots"
# Each widget once, in the notebook widgets.ipynb of the lab.
CELLS = [
    "import khabar\nfrom khabar.widgets import *\ndoc = khabar.article()",
    "reader = Reader(doc, khabar.interpret(doc))\nreader",
    "cutting = Segmenter(doc, [(11, 38)])\ncutting",
    "tagging = Tagger(doc, 5)\ntagging",
    "tree = Tree(doc, 1, exercise=True)\ntree",
    "tree",
    "reader.selection = [1, 16]",
]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    # First the one without a window of its own around each page, which costs a third of a second a page.
    there = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
    names = [os.environ.get("KHABAR_CHROMIUM"), *there]
    path = next(filter(None, (shutil.which(name) for name in names if name)), None)
    if path is None:
        pytest.fail(
            "There is no Chromium: install Debian's package chromium-headless-shell or set KHABAR_CHROMIUM to its path."
        )
    return path


@pytest.fixture(scope="session")
def browser():
    SCREENSHOTS.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser):
    page = browser.new_page(viewport={"width": 1300, "height": 900})
    page.set_default_timeout(30_000)
    yield page
    page.close()


@pytest.fixture(autouse=True)
def own_learner(monkeypatch, tmp_path):
    """Each test is another learner."""
    monkeypatch.setenv("KHABAR_PROGRESS", str(tmp_path / "learner.sqlite"))


def wait_for(address: str) -> None:
    """Until the Jupyter server at ``address`` answers, a minute at most."""
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{address}/api/status", timeout=1).read()
            break
        except OSError:
            time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


# What a learner marks, looks up and answers.
MORE_CELLS = [
    """import khabar
from khabar import plots
from khabar.widgets import AttributionBoard, RootExplorer

doc = khabar.article()
talk = khabar.interpret(doc)
board = AttributionBoard(doc, talk, [1])
board""",
    "roots = RootExplorer(doc, 'قول')\nroots",
    "question = khabar.question('00-first-look/2')\nquestion",
    "question",
    "axes = plots.voices(talk)",
]


def all_widgets(sources: list[str] = CELLS) -> nbformat.NotebookNode:
    """A notebook with each widget."""
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    return v4.new_notebook(cells=[v4.new_code_cell(cell) for cell in sources], metadata=kernel)


def released(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """An assignment as its students get it."""
    hidden = r"\n?### BEGIN (SOLUTION|HIDDEN TESTS)\n.*?### END (SOLUTION|HIDDEN TESTS)"
    for cell in notebook.cells:
        cell.source = re.sub(hidden, "", cell.source, flags=re.S)
        if cell.cell_type == "markdown" and not cell.source:
            cell.source = "(Write your answer here instead of this line.)"
    return notebook


def saved(notebook: Path) -> list[nbformat.NotebookNode]:
    """The cells as they are on the disk. Not asked of the server: what it reads while it writes it puts aside."""
    for _ in range(200):
        try:
            return nbformat.read(notebook, as_version=4).cells
        except ValueError:  # half written
            time.sleep(0.05)
    return nbformat.read(notebook, as_version=4).cells  # which says what is wrong with it


@pytest.fixture(scope="session")
def lab_folder(tmp_path_factory):
    """Where the lab's notebooks are; its home is beside them."""
    return tmp_path_factory.mktemp("course")


class Lab:
    """A JupyterLab over a folder, with an empty home; it can be killed, and started again at the same address."""

    def __init__(self, folder: Path):
        self.folder, self.home, self.port = folder, folder / "home", free_port()
        self.address = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        arguments = [
            "--no-browser",
            f"--port={self.port}",
            "--ServerApp.token=",
            "--ServerApp.allow_root=True",
        ]
        own = {"HOME": str(self.home), "KHABAR_PROGRESS": str(self.home / "learner.sqlite")}
        with (self.folder / "log").open("a") as log:
            self.server = subprocess.Popen(
                [sys.executable, "-m", "jupyter", "lab", *arguments],
                cwd=self.folder, env=os.environ | own, stdout=log, stderr=log,
            )  # fmt: skip
        wait_for(self.address)

    def kill(self) -> None:
        self.server.kill()
        self.server.wait()

    def stop(self) -> None:
        self.server.terminate()
        self.server.wait()


@pytest.fixture(scope="session")
def lab_server(lab_folder):
    """A JupyterLab over a copy of the course and a notebook of all widgets."""
    folder = lab_folder
    (folder / "home").mkdir()
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    for source in (ROOT / "exercises" / "source").glob("*/*.ipynb"):
        (folder / "exercises").mkdir(exist_ok=True)
        nbformat.write(released(nbformat.read(source, as_version=4)), folder / "exercises" / source.name)
    nbformat.write(all_widgets(), folder / "widgets.ipynb")
    nbformat.write(all_widgets(MORE_CELLS), folder / "more-widgets.ipynb")
    server = Lab(folder)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def lab(lab_server):
    """Its address."""
    return lab_server.address


@pytest.fixture(scope="session")
def static():
    """The address of the widgets' own files."""
    handler = functools.partial(QuietHandler, directory=str(WIDGETS))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        if self.path.endswith(".theme.css"):
            name = self.path.removeprefix("/").removesuffix(".theme.css")
            self.send_response(200)
            self.send_header("Content-Type", "text/css; charset=utf-8")
            self.end_headers()
            self.wfile.write((THEMES / f"theme-{name}-extension" / "index.css").read_bytes())
        elif self.path in ("/kernel.js", "/facts.js"):
            self.send_response(200)
            self.send_header("Content-Type", "text/javascript; charset=utf-8")
            self.end_headers()
            self.wfile.write(script_of_the_site(self.path.removeprefix("/")).encode())
        elif self.path == "/host.html":
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(HOST.encode())
        else:
            super().do_GET()


def script_of_the_site(name: str) -> str:
    """What the site has in the place of a kernel, and what it is told of the package."""
    if name == "kernel.js":
        return (SITE / "assets" / "kernel.js").read_text(encoding="utf-8")
    sys.path.insert(0, str(SITE))
    from questions import facts

    return f"export default {facts()};"


# The smallest front end that anywidget's contract allows, with a kernel at its other end where there is one.
HOST = """<!doctype html><html lang="en"><meta charset="utf-8"><title>widget</title>
<body style="background:var(--jp-layout-color0, #fff)"><main id="el"></main><script type="module">
const style = (href) => new Promise((done) => {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: done });
  document.head.append(link);
});
window.host = async (name, state, theme, views) => {
  const listeners = {};
  let pending = {};
  const tell = (key, value) => { state[key] = value; (listeners["change:" + key] ?? []).forEach((f) => f()); };
  const model = {
    get: (key) => state[key],
    set: (key, value) => { pending[key] = value; tell(key, value); },
    on: (event, f) => { (listeners[event] ??= []).push(f); },
    off: (event, f) => { listeners[event] = (listeners[event] ?? []).filter((g) => g !== f); },
    save_changes: async () => {
      window.saved = structuredClone(state);
      const changes = pending;
      pending = {};
      if (!window.kernel) return;
      window.asked = (window.asked ?? 0) + 1;
      for (const [key, value] of Object.entries(await window.kernel(changes)))
        if (JSON.stringify(state[key]) !== JSON.stringify(value)) tell(key, value);
      window.asked -= 1;
    },
  };
  window.model = model;
  await style(`${theme}.theme.css`);
  await style(`${name}.css`);
  const module = await import(`./${name}.js`);
  for (let n = 0; n < views; n++) {
    const el = document.createElement("div");
    document.getElementById("el").append(el);
    await module.default.render({ model, el });
  }
};
window.ready = true;
</script></body></html>"""


def becomes(page, value, expected) -> None:
    """Wait until what Python knows of a widget is as expected (a page is drawn before the kernel hears), and until
    the page has drawn what Python has said to it: the next key is for what stands there then."""
    for _ in range(100):
        if value() == expected:
            page.wait_for_function("!window.asked")
            return
        page.wait_for_timeout(50)
    assert value() == expected


NOT_A_WIDGETS_OWN = ("layout", "tabbable", "tooltip", "comm")


def state_of(widget) -> dict:
    """The traitlets that the page of a widget sees, as JSON has them."""
    keys = [key for key in widget.keys if not key.startswith("_") and key not in NOT_A_WIDGETS_OWN]
    return json.loads(json.dumps({key: getattr(widget, key) for key in keys}))


@pytest.fixture
def host(page, static):
    """Show a widget (its Python object) in a bare page; returns the page.

    ``kernel=True`` answers from the object itself; ``theme``: JupyterLab's light or dark; ``views``: how
    many of the one widget.
    """

    def show(widget, name, *, kernel=False, theme="light", views=1):
        def answer(changes):
            # As ipywidgets does, the page is not told again what it has just said.
            before = state_of(widget) | changes
            widget.set_state(changes)
            return {key: value for key, value in state_of(widget).items() if before[key] != value}

        if kernel:
            page.expose_function("kernel", answer)
        page.goto(f"{static}/host.html")
        page.wait_for_function("window.ready")
        page.evaluate("(arguments) => window.host(...arguments)", [name, state_of(widget), theme, views])
        return page

    return show


@pytest.fixture(scope="session")
def violations():
    """What axe-core finds serious or critical in a page: a line each, so none is the empty list."""
    axe = Axe()

    def find(page, within="main"):
        found = axe.run(page, context=within, options={"resultTypes": ["violations"]}).response["violations"]
        grave = [item for item in found if item["impact"] in ("serious", "critical")]
        return [
            f"{item['id']}: {node['target'][0]}: {node['failureSummary']}"
            for item in grave
            for node in item["nodes"]
        ]

    return find
