"""From an empty folder and an empty package cache to a JupyterLab that answers, and what it weighs.

Compared with a JupyterLab of the same version that plain pip installs, in the same run; the
plain install of camel-tools (3,207 MB to download, 174 packages) is quoted, not repeated.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parent.parent
PLAIN_DOWNLOAD_MB = 3207


def megabytes(folder: Path, pattern: str = "**/*") -> float:
    return sum(p.lstat().st_size for p in folder.glob(pattern) if p.is_file() and not p.is_symlink()) / 1e6


def answers(command: list[str], cwd: Path, env: dict[str, str]) -> float:
    """Seconds until the lab's page is served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = ["--no-browser", f"--port={port}", "--ServerApp.token=", "--ServerApp.allow_root=True"]
    start = time.perf_counter()
    server = subprocess.Popen(
        [*command, *arguments], cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/lab", timeout=1).read()
                return time.perf_counter() - start
            except OSError:
                if server.poll() is not None:
                    raise SystemExit("the lab stopped before it answered") from None
                time.sleep(0.02)
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        clone, home, cache, plain = (work / name for name in ("khabar", "home", "cache", "plain"))
        for made in (home, cache, plain):
            made.mkdir()
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        keep = {
            k: v for k, v in os.environ.items() if not k.startswith(("VIRTUAL_ENV", "CAMELTOOLS", "MAKE"))
        }
        env = keep | {"HOME": str(home), "UV_CACHE_DIR": str(cache), "PIP_CACHE_DIR": str(work / "pip")}
        start = time.perf_counter()
        subprocess.run(["make", "--silent", "setup"], cwd=clone, env=env, check=True)
        set_up = time.perf_counter() - start
        first = answers([str(clone / ".venv/bin/khabar"), "lab"], clone, env)
        again = min(answers([str(clone / ".venv/bin/khabar"), "lab"], clone, env) for _ in range(3))
        after = megabytes(clone / ".venv")
        before = after - megabytes(clone / ".venv", "**/*.pyc")
        pins = (ROOT / "requirements.lock").read_text().split("\n")
        lab = next(pin for pin in pins if pin.startswith("jupyterlab=="))
        subprocess.run([sys.executable, "-m", "venv", str(plain / "venv")], check=True)
        pip = [
            str(plain / "venv/bin/python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ]
        subprocess.run([*pip, lab, "ipywidgets", "matplotlib", "pandas"], env=env, check=True)
        stock_command = [str(plain / "venv/bin/jupyter-lab")]
        answers(stock_command, plain, env)
        stock = min(answers(stock_command, plain, env) for _ in range(3))
        table = Table(title="Set-up from an empty folder and an empty package cache")
        for column in ("", "measured", "at most"):
            table.add_column(column, justify="left" if not column else "right")
        table.add_row(
            "set-up, then a lab that answers (s)", f"{set_up:.1f} + {first:.1f} = {set_up + first:.1f}", "60"
        )
        table.add_row("environment before bytecode (MB)", f"{before:.0f}", "650")
        table.add_row("environment after (MB)", f"{after:.0f}", "850")
        table.add_row("the lab answers, once set up (s)", f"{again:.2f}", "")
        table.add_row("the same JupyterLab by plain pip (s)", f"{stock:.2f}", "")
        table.add_row("times sooner", f"{stock / again:.2f}", "at least 1.5")
        table.add_row(
            f"download of the set-up (MB; plain camel-tools: {PLAIN_DOWNLOAD_MB:,})",
            downloaded(clone, env),
            "220",
        )
        Console().print(table)
        shutil.rmtree(clone)


def downloaded(clone: Path, env: dict[str, str]) -> str:
    """The wheels' own sizes: download them once more, as files."""
    packages = subprocess.run(
        [str(clone / ".venv/bin/uv"), "pip", "freeze", "--python", str(clone / ".venv/bin/python"), "--exclude-editable"],
        env=env, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "wanted.txt"
        wanted.write_text(packages)
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, "-r", str(wanted)],
            env=env, check=True,
        )  # fmt: skip
        wanted.unlink()
        return f"{megabytes(Path(folder)):.0f}"


if __name__ == "__main__":
    main()
