"""Write requirements.lock, exact versions of everything but the neural extra, for every platform,
and from it binder/requirements.txt, what a Binder image needs of them, and the package's
data/corpus-requirements.txt, what lesson 14 wants besides: as much again, so neither an image nor
`make lab` has it unasked.

Run by `make lock`. Plain name==version lines (with a platform marker where one is needed), so that pip
reads them too.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
NOT_HERE = ("rfc3987-syntax", "lark==")  # see [tool.uv] in pyproject.toml


BINDER = ROOT / "binder" / "requirements.txt"
CORPUS = ROOT / "toolkit/khabar/data/corpus-requirements.txt"
CORPUS_NOTE = """\
# Written by `make lock` from requirements.lock: what the extra corpus adds to an environment that has khabar's
# lessons. All of it, so that pip need not ask what camel-tools wants: `pip install --no-deps -r` this file.
"""
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
    lab = ("--extra", "lab", "--extra", "teach", "--extra", "ud", "--extra", "vowels")
    lock = ROOT / "requirements.lock"
    version = subprocess.run([uv, "--version"], check=True, capture_output=True, text=True).stdout.split()[1]
    everything = [
        *pins(uv, *lab, "--extra", "corpus", "--extra", "docs", "--extra", "test", "--upgrade"),
        f"uv=={version}",
    ]
    lock.write_text("\n".join(sorted(everything)) + "\n", encoding="utf-8")
    derive(uv, lab)


def derive(uv: Path, lab: tuple[str, ...]) -> None:
    """The lists that are taken from the lock."""
    lock = ("--constraint", "requirements.lock")
    there = pins(uv, *lab, *lock)
    image = [pin for pin in there if not pin.startswith("camel-tools")]
    BINDER.write_text(BINDER_NOTE + "\n".join(image) + "\n", encoding="utf-8")
    more = [pin for pin in pins(uv, *lab, "--extra", "corpus", *lock) if pin not in there]
    CORPUS.write_text(CORPUS_NOTE + "\n".join(more) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
