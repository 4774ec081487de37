"""Write requirements.lock: exact versions of everything but the neural extra, for every platform.

Run by `make lock`. Plain name==version lines (with a platform marker where one is needed), so
that pip reads it too.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
NOT_HERE = ("rfc3987-syntax", "lark==")  # see [tool.uv] in pyproject.toml


def main() -> None:
    uv = Path(sys.executable).with_name("uv")
    extras = [part for extra in ("lab", "teach", "test") for part in ("--extra", extra)]
    command = [uv, "pip", "compile", "pyproject.toml", *extras, "--universal", "--upgrade"]
    command += ["--python-version", "3.11", "--no-header", "--no-annotate", "--quiet"]
    pins = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    version = subprocess.run([uv, "--version"], check=True, capture_output=True, text=True).stdout.split()[1]
    pins = [pin for pin in pins if not pin.startswith(NOT_HERE)] + [f"uv=={version}"]
    (ROOT / "requirements.lock").write_text("\n".join(sorted(pins)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
