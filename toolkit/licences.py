"""Write docs/licences.md: what khabar asks for at run time, and under which licence.

Run by `make lock` in an environment that has the extras installed. Versions are left out, so that the
table changes only when a package or its licence does.
"""

import json
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, metadata, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TABLE = Path(__file__).parent.parent / "docs" / "licences.md"
# GPL, and several GB: nobody gets them unasked. The others are for developers alone.
APART = {"ud", "neural", "test", "docs"}
HEAD = """\
# Licences of what khabar runs on

Written by `make lock`. The packages that khabar and its extras ask for at run time, with what those ask for; optional parts of others are left out. None is under a licence that would bind khabar's own: `tests/test_licences.py` fails on a new one that does. The official scorer and validator of Universal Dependencies (`udtools`, `udapi`: GPL) come only with the extra `ud`, which `make setup` installs for `khabar evaluate`; nothing else uses them. CAMeL Tools' neural parts (`torch`, `transformers`) come only with the extra `neural`.

| package | licence |
|---|---|
"""


def needed(package: str, extras: tuple[str, ...] = (), seen: set[str] | None = None) -> set[str]:
    """``package`` and all that it asks for here, directly or not, as far as it is installed."""
    seen = set() if seen is None else seen
    try:
        lines = requires(package) or []
    except PackageNotFoundError:
        return seen
    seen.add(canonicalize_name(package))
    for line in lines:
        wanted = Requirement(line)
        here = not wanted.marker or any(wanted.marker.evaluate({"extra": extra}) for extra in ("", *extras))
        if here and canonicalize_name(wanted.name) not in seen:
            needed(wanted.name, tuple(wanted.extras), seen)
    return seen


def run_time() -> set[str]:
    """All that khabar and its extras for users ask for."""
    extras = set(metadata("khabar").get_all("Provides-Extra") or ()) - APART
    return needed("khabar", tuple(extras)) - {"khabar"}


def licences(packages: set[str]) -> dict[str, str]:
    """The licence of each package, as its own metadata state it."""
    command = [
        Path(sys.executable).with_name("pip-licenses"),
        "--from=mixed",
        "--format=json",
        "--with-system",
    ]
    found = subprocess.run([*command, "--packages", *sorted(packages)], check=True, capture_output=True)
    return {
        canonicalize_name(row["Name"]): row["License"].strip().partition("\n")[0]
        for row in json.loads(found.stdout)
    }


def table() -> str:
    """The page, from what is installed now."""
    found = licences(run_time())
    return HEAD + "".join(f"| {name} | {licence} |\n" for name, licence in sorted(found.items()))


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
