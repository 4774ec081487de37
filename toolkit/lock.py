"""Write requirements.lock, exact versions of everything but the neural extra, for every platform,
and from it binder/requirements.txt, what a Binder image needs of them.

Run by `make lock`. Plain name==version lines (with a platform marker where one is needed), so that pip
reads them too.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
NOT_HERE = ("rfc3987-syntax", "lark==")  # see [tool.uv] in pyproject.toml


BINDER = ROOT / "binder" / "requirements.txt"
BINDER_NOTE = """\
# Written by `make lock` from requirements.lock: what a Binder image installs with pip. Without camel-tools,
# whose torch and transformers pip cannot leave out: postBuild installs it alone.
"""


def pins(uv: Path, *options: str) -> list[str]:
    """What uv resolves pyproject.toml to, as lines ``name==version``."""
    command = [uv, "pip", "compile", "pyproject.toml", *options, "--universal"]
    command += ["--python-version", "3.11", "--no-header", "--no-annotate", "--quiet"]
    found = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    return [pin for pin in found if not pin.startswith(NOT_HERE)]


def main() -> None:
    uv = Path(sys.executable).with_name("uv")
    lab = ("--extra", "lab", "--extra", "teach", "--extra", "ud", "--extra", "corpus", "--extra", "vowels")
    lock = ROOT / "requirements.lock"
    version = subprocess.run([uv, "--version"], check=True, capture_output=True, text=True).stdout.split()[1]
    everything = [*pins(uv, *lab, "--extra", "docs", "--extra", "test", "--upgrade"), f"uv=={version}"]
    lock.write_text("\n".join(sorted(everything)) + "\n", encoding="utf-8")
    image = [pin for pin in pins(uv, *lab, "--constraint", str(lock)) if not pin.startswith("camel-tools")]
    BINDER.write_text(BINDER_NOTE + "\n".join(image) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
