"""Control groups: one for a notebook with all its children, so that the kernel itself holds their memory
and their number (Linux, cgroups(7)).

Places for them are found, not set up: the nearest group of this process in which others can be made and
in which memory and processes are counted. There is one for root, and under systemd for an ordinary
user's services and applications; elsewhere there is none, and the sandbox says so.
"""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

_numbers = count(1)


@dataclass(frozen=True)
class Kind:
    """The names of a version's files: limits of memory (only the first is always there), and where kills are told."""

    memory: tuple[str, ...]
    kills: str


KINDS = {
    2: Kind(("memory.max", "memory.swap.max"), "memory.events"),
    1: Kind(("memory.limit_in_bytes", "memory.memsw.limit_in_bytes"), "memory.oom_control"),
}


@dataclass(frozen=True)
class Control:
    """Where groups can be made: a folder that counts memory, and one that counts processes (in version 2 the same)."""

    version: int
    memory: Path
    processes: Path

    def group(self, memory: int, processes: int) -> Group:
        """A new group of so many bytes and processes.

        Raises:
            OSError: it cannot be made.
        """
        return Group(self, memory, processes)


class Group:
    """One notebook's group. ``doors``: open files; a process that writes "0" to each is in it, for good."""

    def __init__(self, control: Control, memory: int, processes: int):
        name, self._kind = f"khabar-{os.getpid()}-{next(_numbers)}", KINDS[control.version]
        self._folders = list(dict.fromkeys((control.memory / name, control.processes / name)))
        self.doors: list[int] = []
        try:
            for folder in self._folders:
                folder.mkdir()
            first, *more = self._kind.memory
            (self._folders[0] / first).write_text(str(memory))
            for other in more:
                if (self._folders[0] / other).exists():
                    (self._folders[0] / other).write_text("0" if control.version == 2 else str(memory))
            (self._folders[-1] / "pids.max").write_text(str(processes))
            self.doors = [
                os.open(folder / "cgroup.procs", os.O_WRONLY | os.O_CLOEXEC) for folder in self._folders
            ]
        except OSError:
            self.close()
            raise

    def close(self) -> bool:
        """Take the group away, when all in it have ended; whether the kernel had to end one for its memory."""
        for door in self.doors:
            os.close(door)
        self.doors = []
        killed = False
        with suppress(OSError, ValueError):
            told = (self._folders[0] / self._kind.kills).read_text().split()
            killed = int(told[told.index("oom_kill") + 1]) > 0
        end = time.monotonic() + 2
        for folder in self._folders:
            while folder.exists() and time.monotonic() < end:
                with suppress(OSError):
                    folder.rmdir()
                    break
                time.sleep(0.01)  # the last of it is still ending
        return killed


def found(process: Path = Path("/proc/self")) -> Control | None:
    """Where groups can be made for a process, tried by making one and letting somebody in; or None."""
    for control in _places(process):
        with suppress(OSError):
            _sweep(control)
            group = control.group(64 << 20, 8)
            try:
                with subprocess.Popen(["cat"], stdin=subprocess.PIPE) as guest:
                    for door in group.doors:
                        os.write(door, str(guest.pid).encode())
            finally:
                group.close()
            return control
    return None


def _sweep(control: Control) -> None:
    """Take away what runs have left that were killed; a group in which something still runs stays."""
    for folder in {control.memory, control.processes}:
        for left in folder.glob("khabar-*-*"):
            owner = left.name.split("-")[1]
            if owner.isdigit() and not Path(f"/proc/{owner}").exists():
                with suppress(OSError):
                    left.rmdir()


def _places(process: Path) -> list[Control]:
    """What may do, of version 2 and 1, as the system describes itself."""
    try:
        groups = [line.split(":", 2) for line in (process / "cgroup").read_text().splitlines()]
        mounts = [line.split(" ") for line in (process / "mountinfo").read_text().splitlines()]
    except OSError:
        return []
    own = {controller: path for _, controllers, path in groups for controller in controllers.split(",")}
    found: dict[str, Path] = {}
    for mount in mounts:
        root, point, kind, options = (
            mount[3],
            Path(mount[4]),
            mount[mount.index("-") + 1],
            mount[-1].split(","),
        )
        names = [""] if kind == "cgroup2" else options if kind == "cgroup" else []
        for name in names:
            if name in own:
                path = Path(own[name])
                below = path.relative_to(root) if path.is_relative_to(root) else path.relative_to("/")
                found[name] = point / below
    places = []
    if "" in found:
        for folder in (found[""], *found[""].parents):
            with suppress(OSError):
                counted = (folder / "cgroup.subtree_control").read_text().split()
                if {"memory", "pids"} <= set(counted) and os.access(folder / "cgroup.procs", os.W_OK):
                    places.append(Control(2, folder, folder))
                    break
    if {"memory", "pids"} <= set(found):
        places.append(Control(1, found["memory"], found["pids"]))
    return [
        place for place in places if os.access(place.memory, os.W_OK) and os.access(place.processes, os.W_OK)
    ]
