"""A real Chromium, a real JupyterLab, and a bare page that hosts one widget without a kernel."""

import functools
import http.server
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
WIDGETS = ROOT / "toolkit" / "khabar" / "widgets"
SCREENSHOTS = Path(__file__).parent / "screenshots"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    names = [os.environ.get("KHABAR_CHROMIUM"), "chromium", "chromium-browser", "google-chrome"]
    path = next(filter(None, (shutil.which(name) for name in names if name)), None)
    if path is None:
        pytest.fail(
            "There is no Chromium: install Debian's package chromium or set KHABAR_CHROMIUM to its path."
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


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """The address of a JupyterLab over a copy of the course, with an empty home."""
    folder, home = tmp_path_factory.mktemp("course"), tmp_path_factory.mktemp("home")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    port = free_port()
    arguments = ["--no-browser", f"--port={port}", "--ServerApp.token=", "--ServerApp.allow_root=True"]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyter", "lab", *arguments],
            cwd=folder, env=os.environ | {"HOME": str(home)}, stdout=log, stderr=log,
        )  # fmt: skip
        address = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/api/status", timeout=1).read()
                break
            except OSError:
                time.sleep(0.1)
        yield address
        server.terminate()
        server.wait()


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
        if self.path == "/host.html":
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(HOST.encode())
        else:
            super().do_GET()


# The smallest front end that anywidget's contract allows.
HOST = """<!doctype html><html lang="en"><meta charset="utf-8"><title>widget</title><body><main id="el"></main><script type="module">
window.host = async (name, state) => {
  const listeners = {};
  const model = {
    get: (key) => state[key],
    set: (key, value) => { state[key] = value; (listeners["change:" + key] ?? []).forEach((f) => f()); },
    on: (event, f) => { (listeners[event] ??= []).push(f); },
    off: (event, f) => { listeners[event] = (listeners[event] ?? []).filter((g) => g !== f); },
    save_changes: () => { window.saved = structuredClone(state); },
    send: (message) => { (window.sent ??= []).push(message); },
  };
  window.model = model;
  const css = document.createElement("link");
  css.rel = "stylesheet"; css.href = `${name}.css`;
  await new Promise((done) => { css.onload = done; document.head.append(css); });
  const module = await import(`./${name}.js`);
  await module.default.render({ model, el: document.getElementById("el") });
};
window.ready = true;
</script></body></html>"""


@pytest.fixture
def host(page, static):
    """Show a widget (its Python object) in a bare page; returns the page."""

    def show(widget, name):
        keys = [key for key in widget.keys if not key.startswith("_")]
        page.goto(f"{static}/host.html")
        page.wait_for_function("window.ready")
        state = {
            key: getattr(widget, key) for key in keys if key not in ("layout", "tabbable", "tooltip", "comm")
        }
        page.evaluate(f"(state) => window.host({json.dumps(name)}, state)", json.loads(json.dumps(state)))
        return page

    return show
